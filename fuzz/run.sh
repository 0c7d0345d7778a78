#!/usr/bin/env bash
# Runs fuzz targets one after the other with what is in fuzz/seeds and what earlier runs found.
#   fuzz/run.sh SECONDS [TARGET …]       all of them without names; with WRITE=yes the figures go into docs/fuzzing.md
# Stable Rust and a C++ compiler are enough. Memory errors are not looked for, since the program has next to no unsafe code of
# its own; what is looked for are panics, broken promises, inputs that take longer than a minute, and more than two gigabytes.
set -euo pipefail
cd "$(dirname "$0")"
seconds=${1:?seconds for each target}
shift
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(positions parse suppressions config cards corpus lint lsp)
command -v c++ >/dev/null || {
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends g++
}
export CARGO_INCREMENTAL=0 CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target} RUSTC_WRAPPER=$PWD/rustc.sh
# the versions of the program itself
cp ../Cargo.lock .
cargo build --release --quiet
failed=0
table="| target | inputs tried in $seconds seconds | MB at most |
|---|---|---|"
for target in "${targets[@]}"; do
  mkdir -p "corpus/$target" "artifacts/$target"
  echo "-- $target"
  "$CARGO_TARGET_DIR/release/$target" "corpus/$target" "seeds/$target" \
    -max_total_time="$seconds" -timeout=60 -rss_limit_mb=2048 -max_len="${MAX_LEN:-8192}" -print_final_stats=1 \
    -artifact_prefix="artifacts/$target/" >"artifacts/$target.log" 2>&1 || failed=1
  figure() { sed -n "s/^stat::$1: *//p" "artifacts/$target.log" | sed ':a; s/\B[0-9]\{3\}\>/,&/; ta'; }
  row="| \`$target\` | $(figure number_of_executed_units) | $(figure peak_rss_mb) |"
  echo "$row"
  table+=$'\n'$row
  grep -E 'SUMMARY|panicked|ALARM' "artifacts/$target.log" || true
done
[ -z "${WRITE:-}" ] || [ $failed = 1 ] || python3 ../tests/proof/page.py docs/fuzzing.md figures <<<"$table"
exit $failed
