"""Puts tables into the pages of the manual, between comments that name them. It knows nothing of what the figures mean.

    tests/proof/page.py PAGE TABLE <LINES
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def write(name, table, lines):
    """Replaces what stands between `<!-- TABLE -->` and `<!-- end of TABLE -->` in the page."""
    page = ROOT / name
    head, opened, rest = page.read_text(encoding="utf-8").partition(f"<!-- {table} -->\n")
    _, closed, tail = rest.partition(f"<!-- end of {table} -->")
    if not opened or not closed:
        raise SystemExit(f"{name}: there is no place for {table}")
    page.write_text(head + opened + "\n".join(lines) + "\n" + closed + tail, encoding="utf-8")


if __name__ == "__main__":
    write(*sys.argv[1:3], sys.stdin.read().splitlines())
