#!/usr/bin/env bash
# No network and no file but what was asked for: each command runs without a network, under a trace of its system calls.
# RAPPORTEUR names the program (default: target/release/rapporteur). Debian's strace and Python are enough.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
command -v strace >/dev/null || {
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends strace
}
cd "$root"
python3 "$here/check.py" "${RAPPORTEUR:-$root/target/release/rapporteur}"
