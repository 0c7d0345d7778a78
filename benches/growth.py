#!/usr/bin/env python3
"""How time and memory grow: with the length of a draft, with the number of drafts, with the number of rules.

    cargo build --release && python3 benches/growth.py [--largest MB] [--files N] [--write]

Time is that of the processors (user and system), which other work on the machine disturbs least; wall time stands beside it for
many files, where it shows that all cores are used. The drafts are the recommendations of the source texts, renumbered and with
words exchanged, so that no two are alike. `--write` puts table and picture into docs/growth.md and docs/growth.svg.
"""

import argparse
import math
import os
import random
import re
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = Path(os.environ.get("RAPPORTEUR", ROOT / "target/release/rapporteur"))


def bodies():
    """The recommendations of the reports, without their numbers."""
    found = []
    for name in sorted((ROOT / "tests/sources").glob("report-20[12]*.txt")):
        parts = re.split(r"\n\s*Recommendation \d+\s*\n", name.read_text(encoding="utf-8"))
        found += [" ".join(part.split("\n\n")[0].split()) for part in parts[1:]]
    return [body for body in found if 60 < len(body) < 1500]


BODIES = bodies()
WORDS = sorted({word for body in BODIES for word in re.findall(r"\b[a-z]{5,}\b", body)})


def draft(path, size, seed=1):
    """Writes a draft of about so many bytes."""
    chance = random.Random(seed)
    number = written = 0
    with open(path, "w", encoding="utf-8") as file:
        while written < size:
            number += 1
            words = chance.choice(BODIES).split()
            for _ in range(len(words) // 3):
                words[chance.randrange(2, len(words) - 1)] = chance.choice(WORDS)
            written += file.write(f"Recommendation {number}\n\n{' '.join(words)}\n\n")


def cards(folder, count):
    """Writes a configuration with so many rules of a person's own."""
    (folder / "cards").mkdir()
    for number in range(count):
        a, b = WORDS[number % len(WORDS)], WORDS[(number * 7 + 3) % len(WORDS)]
        card = f'title = "x"\ncategory = "term"\nseverity = "hint"\nwhy = "w"\nsource = "s"\n'
        if number % 2:
            card += f'[replace]\npairs = [["{a} {b} {number}", "{b}"]]\n'
        else:
            card += f'[pattern]\nfind = "\\\\b{a} (?:of|and) {b}\\\\b"\nneeds = ["{a} "]\nmessage = "{{found}}"\n'
        (folder / f"cards/own-rule-{number}.toml").write_text(card)
    (folder / "rapporteur.toml").write_text('[cards]\nfolders = ["cards"]\n')


def measure(folder, arguments):
    """Seconds of the processors, seconds of the clock, and megabytes at most."""
    started = time.monotonic()
    process = subprocess.Popen([PROGRAM, "lint", "--fail-on", "never", "--format", "jsonl", *arguments], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{arguments}: ended with {status}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - started, usage.ru_maxrss / 1000


def picture(points):
    """Time and memory over the length of the draft, both axes logarithmic."""
    wide, high, left, top = 640, 360, 70, 20
    least, most = 4, 8
    x = lambda size: left + (math.log10(size) - least) / (most - least) * (wide - left - 90)
    y = lambda value: top + (4 - math.log10(max(value, 0.01))) / 6 * (high - top - 50)
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" font-family="sans-serif" font-size="12">',
             f'<title>Seconds and megabytes for drafts of 10 KB to 100 MB</title><rect width="{wide}" height="{high}" fill="#fff"/>']
    for power in range(-2, 5):
        at = y(10.0**power)
        lines.append(f'<path d="M{left} {at:.0f}H{wide - 90}" stroke="#ddd"/><text x="{left - 8}" y="{at + 4:.0f}" text-anchor="end">{10.0**power:g}</text>')
    for power, name in zip(range(4, 9), ("10 KB", "100 KB", "1 MB", "10 MB", "100 MB")):
        lines.append(f'<text x="{x(10**power):.0f}" y="{high - 26}" text-anchor="middle">{name}</text>')
    for index, name, color in ((1, "seconds", "#0a5"), (3, "megabytes", "#05a")):
        path = " ".join(f"{'L' if i else 'M'}{x(point[0]):.1f} {y(point[index]):.1f}" for i, point in enumerate(points))
        lines.append(f'<path d="{path}" fill="none" stroke="{color}" stroke-width="2"/>')
        lines += [f'<circle cx="{x(point[0]):.1f}" cy="{y(point[index]):.1f}" r="3" fill="{color}"/>' for point in points]
        lines.append(f'<text x="{x(points[-1][0]) + 8:.0f}" y="{y(points[-1][index]) + 4:.0f}" fill="{color}">{name}</text>')
    lines.append(f'<text x="{(left + wide - 90) / 2}" y="{high - 6}" text-anchor="middle">length of the draft</text></svg>')
    return "\n".join(lines) + "\n"


def named(size):
    return f"{size // 1_000_000} MB" if size >= 1_000_000 else f"{size // 1000} KB"


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--largest", type=int, default=100, metavar="MB", help="the longest draft")
    options.add_argument("--files", type=int, default=10_000, metavar="N", help="the most drafts")
    options.add_argument("--write", action="store_true", help="put the figures into docs/")
    given = options.parse_args()
    lengths = [10**power for power in range(4, 9) if 10**power <= given.largest * 1_000_000]
    files = [10**power for power in range(5) if 10**power <= given.files]
    rules = [1, 10, 100, 1_000]
    out = ["| draft | seconds | seconds a MB | MB at most |", "|---|---|---|---|"]
    points = []
    with tempfile.TemporaryDirectory() as outside:
        folder = Path(outside)
        for size in lengths:
            draft(folder / "draft.md", size)
            best = min(measure(folder, ["draft.md"]) for _ in range(3 if size < 10**6 else 1))
            points.append((size, *best))
            out.append(f"| {named(size)} | {best[0]:.2f} | {best[0] / size * 1e6:.2f} | {best[2]:.0f} |")
            print(out[-1], flush=True)
        (folder / "draft.md").unlink()
        out += ["", f"| drafts of 10 KB | seconds | by the clock, {os.cpu_count()} cores | MB at most |", "|---|---|---|---|"]
        (folder / "drafts").mkdir()
        done = 0
        for count in files:
            for number in range(done, count):
                draft(folder / f"drafts/{number}.md", 10_000, number)
            done = count
            work, clock, most = min(measure(folder, ["drafts"]) for _ in range(3 if count < 1_000 else 1))
            out.append(f"| {count:,} | {work:.2f} | {clock:.2f} | {most:.0f} |")
            print(out[-1], flush=True)
        out += ["", "| rules of one's own, beside all others, on 1 MB | seconds | MB at most |", "|---|---|---|"]
        for count in rules:
            with tempfile.TemporaryDirectory() as own:
                cards(Path(own), count)
                draft(Path(own) / "draft.md", 1_000_000)
                work, _, most = min(measure(Path(own), ["draft.md"]) for _ in range(1))
            out.append(f"| {count:,} | {work:.2f} | {most:.0f} |")
            print(out[-1], flush=True)
    if given.write:
        page = ROOT / "docs/growth.md"
        head, _, rest = page.read_text(encoding="utf-8").partition("<!-- figures -->\n")
        _, _, tail = rest.partition("<!-- end of figures -->\n")
        page.write_text(head + "<!-- figures -->\n" + "\n".join(out) + "\n<!-- end of figures -->\n" + tail, encoding="utf-8")
        (ROOT / "docs/growth.svg").write_text(picture(points), encoding="utf-8")


main()
