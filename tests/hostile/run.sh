#!/usr/bin/env bash
# Input that is meant to break the program: each gets a result or a clear message, in bounded time and memory.
#   tests/hostile/run.sh [full] [write] [NAME …]      a tenth of the sizes without "full"; all cases without names
# With "write" the table goes into docs/limits.md.
# RAPPORTEUR names the program (default: target/release/rapporteur). Python is enough; disks need root.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
cd "$root"
python3 "$here/check.py" "${RAPPORTEUR:-$root/target/release/rapporteur}" "$@"
