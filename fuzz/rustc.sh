#!/usr/bin/env bash
# Stands before the compiler: the program and the targets count which places a run comes by; what they rest on does not, since
# it is not what is fuzzed and takes long to build that way. The flags are those of `cargo fuzz --sanitizer none`.
rustc=$1
shift
case " $* " in
  *" --crate-name rapporteur "* | *" targets/"*)
    set -- "$@" --cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
      -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
      -Cllvm-args=-sanitizer-coverage-trace-compares
    ;;
esac
exec "$rustc" "$@"
