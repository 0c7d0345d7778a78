#!/usr/bin/env bash
# The output formats, read by independent programs. Installs them under target/; RAPPORTEUR names the program.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
export RAPPORTEUR=${RAPPORTEUR:-$root/target/release/rapporteur}
tools=$root/target/formats
[ -x "$tools/bin/python" ] || python3 -m venv "$tools"
"$tools/bin/python" -c 'import jsonschema, junitparser' 2>/dev/null ||
  "$tools/bin/pip" install -q --disable-pip-version-check 'jsonschema>=4,<5' 'junitparser>=3,<5'
cd "$root"
"$tools/bin/python" "$here/check.py" "$RAPPORTEUR" tests/drafts/sample.md tests/sources/*.txt
