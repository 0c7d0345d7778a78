#!/usr/bin/env python3
"""Changes the checks and the rules in every way that cargo-mutants knows, and says which changes no test notices.

    tests/proof/mutants.py [--match REGEX] [--sample N] [--jobs N] [--write]

cargo-mutants builds the program once for each change, which takes days. Here all changes are built into one program, each beside
the line that it changes, and a variable of the environment says which of them is alive:

    fn is_late(year: u16) -> bool {            fn is_late(year: u16) -> bool {
        year > 2013                                match crate::mutant() {
    }                                                  17 => { true }
                                                       18 => { year == 2013 }
                                                       _ => { year > 2013 }
                                                   }
                                               }

With `--sample` so many of them are tried, chosen at random, the same each time. What does not compile is taken out and counted as unviable, as cargo-mutants does. Work and results are in target/mutants, the
survivors in target/mutants/missed.txt; `--write` puts the table into docs/proof.md. It needs cargo-mutants for its list
(`cargo install --locked cargo-mutants`), and looks at the files that .cargo/mutants.toml names.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True
import page  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "target/mutants"
TREE = WORK / "tree"
CARGO = dict(os.environ, CARGO_TARGET_DIR=str(WORK / "build"), CARGO_INCREMENTAL="1")
PROFILE = ["--locked", "--profile", "mutants"]
# What asserts rules, the quickest first; the whole of it comes last. `lib` are the tests that stand beside the code.
STAGES = [
    ("lib", ["checks::", "rules::"]),
    ("it", ["cards::", "drafts::"]),
    ("it", ["accuracy::", "adopted::", "citations::", "evidence::", "phrasing::", "repetition::", "said::"]),
    ("it", ["planted::"]),
    ("lib", ["--skip", "checks::", "--skip", "rules::"]),
    # held to the text of the program, which is another one here
    ("it", ["--skip", "house::"]),
]
SWITCH = """
/// Which change is alive.
pub fn mutant() -> u32 {
    static ALIVE: std::sync::LazyLock<u32> = std::sync::LazyLock::new(|| {
        std::env::var("RAPPORTEUR_MUTANT").ok().and_then(|number| number.parse().ok()).unwrap_or(0)
    });
    *ALIVE
}
"""


class Source:
    """A file with its changes."""

    def __init__(self, name):
        self.name = name
        self.text = (ROOT / name).read_text(encoding="utf-8")
        self.lines = [0]
        for line in self.text.splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))

    def place(self, span):
        """Start and end of a span, in characters."""
        start, end = span["start"], span["end"]
        return self.lines[start["line"] - 1] + start["column"] - 1, self.lines[end["line"] - 1] + end["column"] - 1

    def body(self, start, end):
        """What stands between the braces of the function that stands there."""
        at = re.compile(r"\bfn\s+\w+").search(self.text, start).end()
        depth = 0
        while depth or self.text[at] != "{":
            depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(self.text[at], 0)
            at += 1
        return at + 1, end - 1

    def with_changes(self, mutants):
        """The text with `mutants` in it, each between marks that say its number."""
        functions = collections.defaultdict(list)
        for mutant in mutants:
            functions[self.body(*self.place(mutant["function"]["span"]))].append(mutant)
        # inner functions before the functions around them
        done = []
        for start, end in sorted(functions, key=lambda place: place[1] - place[0]):
            arms = []
            for mutant in functions[start, end]:
                a, b = self.place(mutant["span"])
                changed = self.text[start:a] + mutant["replacement"] + self.text[b:end]
                arms.append(f"/*<{mutant['id']}*/ {mutant['id']}u32 => {{{changed}\n}} /*{mutant['id']}>*/\n")
            inside = [one for one in done if start <= one[0] and one[1] <= end]
            done = [one for one in done if one not in inside]
            text = f"match crate::mutant() {{\n{''.join(arms)}_ => {{{self.spliced(start, end, inside)}}}\n}}"
            done.append((start, end, text))
        return self.spliced(0, len(self.text), done)

    def spliced(self, start, end, parts):
        text = ""
        for a, b, part in sorted(parts):
            text += self.text[start:a] + part
            start = b
        return text + self.text[start:end]


def fits(mutant):
    """Whether a change can stand beside others: it is in a function, and that does not hide which type it returns."""
    return bool(mutant["function"]) and "impl " not in mutant["function"]["return_type"]


def listed():
    """What cargo-mutants would change, numbered from one."""
    found = subprocess.run(["cargo", "mutants", "--list", "--json"], cwd=ROOT, check=True, capture_output=True, text=True)
    mutants = json.loads(found.stdout)
    for number, mutant in enumerate(mutants, 1):
        mutant["id"] = number
    return mutants


def copy_tree():
    """The files of the repository beside the build, so that nothing is changed in place."""
    names = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True, text=True)
    for name in filter(None, names.stdout.split("\0")):
        source, target = ROOT / name, TREE / name
        if source.is_file() and not (target.is_file() and target.read_bytes() == source.read_bytes()):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            shutil.copymode(source, target)
    map_of_the_house = TREE / "src/lib.rs"
    map_of_the_house.write_text(map_of_the_house.read_text(encoding="utf-8") + SWITCH, encoding="utf-8")


def faults():
    """The places at which the changed program does not compile: file and byte."""
    check = subprocess.run(["cargo", "check", "--lib", *PROFILE, "--message-format=json"], cwd=TREE, env=CARGO, capture_output=True, text=True)
    places = []
    for line in check.stdout.splitlines():
        message = json.loads(line).get("message")
        if isinstance(message, dict) and message.get("level") == "error":
            places += [(span["file_name"], span["byte_start"]) for span in message["spans"] if span["is_primary"]]
    if check.returncode and not places:
        raise SystemExit(check.stderr)
    return places


def build(mutants):
    """Builds the program with all that compile; says which do, and where the programs of the tests are."""
    sources = {name: Source(name) for name in {mutant["file"] for mutant in mutants}}
    alive = {mutant["id"]: mutant for mutant in mutants if fits(mutant)}
    for turn in range(40):
        for name, source in sources.items():
            text = source.with_changes([mutant for mutant in alive.values() if mutant["file"] == name])
            if not (TREE / name).is_file() or (TREE / name).read_text(encoding="utf-8") != text:
                (TREE / name).write_text(text, encoding="utf-8")
        places = faults()
        if not places:
            break
        unviable = set()
        for name, byte in places:
            text = (TREE / name).read_bytes()[:byte].decode("utf-8")
            opened = re.findall(r"/\*(?:<(\d+)|(\d+)>)\*/", text)
            if not opened or not opened[-1][0]:
                line = text.count("\n") + 1
                raise SystemExit(f"{TREE / name}:{line}: what does not compile here is no change")
            unviable.add(int(opened[-1][0]))
        print(f"turn {turn + 1}: {len(unviable)} do not compile", flush=True)
        for number in unviable:
            alive.pop(number, None)
    made = subprocess.run(["cargo", "test", "--lib", "--test", "it", "--no-run", *PROFILE, "--message-format=json"], cwd=TREE, env=CARGO, check=True, stdout=subprocess.PIPE, text=True)
    programs = {}
    for line in made.stdout.splitlines():
        message = json.loads(line)
        if message.get("executable") and message["profile"]["test"]:
            programs["it" if message["target"]["name"] == "it" else "lib"] = message["executable"]
    if set(programs) != {"lib", "it"}:
        raise SystemExit("cargo does not name both test programs")
    return alive, programs


def run(programs, number, limits):
    """Which stage noticed the change, and how: a pair, or none."""
    for stage, ((program, filters), limit) in enumerate(zip(STAGES, limits)):
        try:
            done = subprocess.run(
                [programs[program], "--test-threads=1", *filters],
                cwd=TREE,
                env=dict(os.environ, RAPPORTEUR_MUTANT=str(number), RAYON_NUM_THREADS="1"),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=limit,
            )
        except subprocess.TimeoutExpired:
            return "timeout", f"stage {stage + 1}"
        if done.returncode:
            failed = re.search(rb"^test (\S+) \.\.\. FAILED", done.stdout, re.M)
            return "caught", failed[1].decode() if failed else f"stage {stage + 1}"
    return "missed", ""


def table(mutants, outcomes):
    """Markdown, a folder a row."""
    kinds = ["caught", "timeout", "missed", "unviable", "apart"]
    rows = collections.defaultdict(collections.Counter)
    for mutant in mutants:
        outcome = outcomes.get(mutant["id"], ("unviable" if fits(mutant) else "apart", ""))[0]
        for row in [str(Path(mutant["file"]).parent), "together"]:
            rows[row][outcome] += 1
    lines = ["| where | changes | noticed by a test | endless | not noticed | do not compile | not tried |", "|---|---|---|---|---|---|---|"]
    for row in sorted(rows, key=lambda name: (name == "together", name)):
        counts = rows[row]
        lines.append(f"| {row if row == 'together' else f'`{row}`'} | {counts.total():,} | " + " | ".join(f"{counts[kind]:,}" for kind in kinds) + " |")
    return lines


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--match", metavar="REGEX", default="", help="only changes whose name matches")
    arguments.add_argument("--sample", type=int, metavar="N", help="try so many, chosen at random")
    arguments.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many at the same time")
    arguments.add_argument("--write", action="store_true", help="put the table into docs/proof.md")
    chosen = arguments.parse_args()
    mutants = [mutant for mutant in listed() if re.search(chosen.match, mutant["name"])]
    if chosen.sample and chosen.sample < len(mutants):
        mutants = random.Random(1).sample(mutants, chosen.sample)
    copy_tree()
    alive, programs = build(mutants)
    limits = []
    for program, filters in STAGES:
        started = time.monotonic()
        subprocess.run([programs[program], "--test-threads=1", *filters], cwd=TREE, check=True, stdout=subprocess.DEVNULL)
        limits.append(20 + 10 * (time.monotonic() - started))
    print(f"{len(mutants)} changes, {len(alive)} compile; without one the stages take {[round((limit - 20) / 10, 1) for limit in limits]} s", flush=True)
    outcomes = {}
    with concurrent.futures.ThreadPoolExecutor(chosen.jobs) as pool:
        waiting = {pool.submit(run, programs, number, limits): number for number in alive}
        with open(WORK / "outcomes.jsonl", "w", encoding="utf-8") as log:
            for done in concurrent.futures.as_completed(waiting):
                number = waiting[done]
                outcomes[number] = done.result()
                print(json.dumps([*outcomes[number], alive[number]["name"]], ensure_ascii=False), file=log, flush=True)
    missed = [alive[number]["name"] for number in sorted(outcomes) if outcomes[number][0] == "missed"]
    (WORK / "missed.txt").write_text("".join(f"{name}\n" for name in missed), encoding="utf-8")
    lines = table(mutants, outcomes)
    print(*missed, "", *lines, sep="\n")
    if chosen.write:
        page.write("docs/proof.md", "mutants", lines)


if __name__ == "__main__":
    main()
