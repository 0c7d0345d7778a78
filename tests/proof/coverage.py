#!/usr/bin/env python3
"""Which lines of `src` the tests come by, programs that tests start included.

    tests/proof/coverage.py [--again] [--write] [FILE …]

Prints a table by room, then each file of which tests come by fewer than nine lines in ten; with FILE (`src/text.rs`) the lines
of it that no test comes by. `--again` looks at what was measured last. `--write` puts the table into docs/proof.md. It ends with
1 where tests come by fewer than nine in ten of all lines. The lines of the tests themselves are not counted.

It needs `cargo install --locked cargo-llvm-cov` and `rustup component add llvm-tools`; without the second, the variables LLVM_COV
and LLVM_PROFDATA may name those of the system.
"""

import argparse
import collections
import os
import re
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
import page  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "target/coverage"
REPORT = WORK / "lines.info"
COMMAND = ["cargo", "llvm-cov", "--locked", "--lib", "--bins", "--test", "it", "--lcov", "--output-path", str(REPORT)]
WANTED = 0.9


def measure():
    WORK.mkdir(parents=True, exist_ok=True)
    subprocess.run(COMMAND, cwd=ROOT, env=dict(os.environ, CARGO_LLVM_COV_TARGET_DIR=str(WORK)), check=True)


def lines():
    """How often each line of each file was come by."""
    found = collections.defaultdict(dict)
    for line in REPORT.read_text(encoding="utf-8").splitlines():
        if name := re.match(r"SF:(.*)", line):
            file = Path(name[1]).relative_to(ROOT)
            end = tests_begin(file)
        elif (count := re.match(r"DA:(\d+),(\d+)", line)) and file.parts[0] == "src" and int(count[1]) < end:
            found[file][int(count[1])] = int(count[2])
    return found


def tests_begin(file):
    """The line at which a file holds nothing but its tests from there on."""
    text = (ROOT / file).read_text(encoding="utf-8").splitlines()
    if file.name == "tests.rs":
        return 0
    return next((number for number, line in enumerate(text, 1) if line.startswith("#[cfg(test)]")), len(text) + 1)


def room(file):
    return f"`{file.parts[1].removesuffix('.rs')}`"


def share(counts):
    return sum(1 for count in counts if count) / max(1, len(counts))


def per_cent(counts):
    return f"{100 * share(counts):.1f}"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--again", action="store_true", help="look at what was measured last")
    arguments.add_argument("--write", action="store_true", help="put the table into docs/proof.md")
    arguments.add_argument("files", nargs="*", metavar="FILE")
    chosen = arguments.parse_args()
    if not chosen.again:
        measure()
    found = lines()
    rooms = collections.defaultdict(list)
    for file, counts in found.items():
        rooms[room(file)] += counts.values()
    everything = [count for counts in rooms.values() for count in counts]
    table = ["| room | lines | come by | per cent |", "|---|---|---|---|"]
    for name, counts in [*sorted(rooms.items()), ("together", everything)]:
        table.append(f"| {name} | {len(counts):,} | {sum(1 for count in counts if count):,} | {per_cent(counts)} |")
    print(*table, "", sep="\n")
    for file, counts in sorted(found.items(), key=lambda one: share(one[1].values())):
        if share(counts.values()) < WANTED:
            missed = sum(1 for count in counts.values() if not count)
            print(f"{per_cent(counts.values()):>5}  {file}: {missed} of {len(counts)} lines are not come by")
    for file in map(Path, chosen.files):
        text = (ROOT / file).read_text(encoding="utf-8").splitlines()
        print(f"\n{file}", *(f"{number:>5} {text[number - 1]}" for number, count in sorted(found[file].items()) if not count), sep="\n")
    if chosen.write:
        page.write("docs/proof.md", "lines", table)
    if share(everything) < WANTED:
        sys.exit(1)


if __name__ == "__main__":
    main()
