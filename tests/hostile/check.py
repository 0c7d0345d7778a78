"""Input that is meant to break the program, with the limits that docs/limits.md states.

Each case is a function that makes files in an empty folder and gives back what is run there: arguments, exit codes that are
right, and words that must be said. Time and memory are those of the process and its children. With `full` the sizes are those
of docs/limits.md, without it a tenth of them; `write` puts the table there.
"""

import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

PROGRAM = Path(sys.argv[1]).resolve()
FULL = "full" in sys.argv[2:]
WRITE = "write" in sys.argv[2:]
NAMES = [name for name in sys.argv[2:] if name not in ("full", "write")]
# seconds of work and megabytes of memory that no case may pass; docs/limits.md states both
SECONDS, MEGABYTES = (600, 12_000) if FULL else (60, 4_000)
CASES = {}


def size(number):
    """A size of docs/limits.md, or a tenth of it."""
    return number if FULL else number // 10


def case(what):
    """Names a case as docs/limits.md does."""

    def put(make):
        CASES[make.__name__.replace("_", "-")] = (what, make)
        return make

    return put


WORDS = """States parties should consider adopting measures to protect victims of trafficking in persons and strengthen
cooperation between competent authorities including law enforcement, the private sector and civil society, in accordance with
article 10, paragraph 4, of the Protocol [agreed] (a) national legislation data collection training support services children
labour exploitation supply chains financial investigations identification referral mechanisms online technology""".split()


def recommendations(count, words=30, seed=1):
    """A draft of numbered recommendations of random words."""
    chance = random.Random(seed)
    for number in range(1, count + 1):
        yield f"Recommendation {number}\n\nStates parties should {' '.join(chance.choices(WORDS, k=words))}.\n\n"


@case("a draft of 100 MB")
def large(folder):
    left, seed = size(100_000_000), 0
    with open(folder / "draft.md", "w", encoding="utf-8") as file:
        while left > 0:
            seed += 1
            for text in recommendations(2_000, 60, seed):
                left -= file.write(text)
    return ["lint", "--format", "concise", "draft.md"], (1,), ""


@case("one line of 50 MB")
def one_line(folder):
    text = " ".join(text.strip().replace("\n\n", " ") for text in recommendations(10_000))
    with open(folder / "draft.md", "w", encoding="utf-8") as file:
        file.write("Recommendation 1\n\n")
        for _ in range(size(50_000_000) // len(text) + 1):
            file.write(text + " ")
    return ["lint", "draft.md"], (1,), ""


@case("one word of 50 MB")
def one_word(folder):
    (folder / "draft.md").write_text("Recommendation 1\n\nStates parties should " + "a" * size(50_000_000) + ".\n")
    return ["lint", "draft.md"], (0, 1), ""


@case("100,000 recommendations")
def many_recommendations(folder):
    with open(folder / "draft.md", "w", encoding="utf-8") as file:
        file.writelines(recommendations(size(100_000), 12))
    return ["lint", "--format", "json", "draft.md"], (1,), ""


@case("the same recommendation 100,000 times")
def repeated(folder):
    text = next(recommendations(1))
    with open(folder / "draft.md", "w", encoding="utf-8") as file:
        for number in range(1, size(100_000) + 1):
            file.write(text.replace("Recommendation 1", f"Recommendation {number}"))
    return ["lint", "--format", "concise", "draft.md"], (1,), "repeated-in-draft"


@case("10,000 brackets in one another")
def brackets(folder):
    deep = size(10_000)
    nested = "".join("[(“"[i % 3] for i in range(deep)) + "act" + "".join(")]”"[i % 3] for i in range(deep))
    (folder / "draft.md").write_text(f"Recommendation 1\n\nStates parties should {nested}.\n\nRecommendation 2\n\nStates parties should {'[' * deep} act {']' * deep}.\n")
    return ["lint", "draft.md"], (1,), ""


@case("100,000 exceptions on one line")
def exceptions(folder):
    (folder / "draft.md").write_text("Recommendation 1\n\nStates parties should act. " + "[rapporteur: x]" * size(100_000) + "\n")
    return ["lint", "draft.md"], (1,), ""


@case("a million list items")
def items(folder):
    with open(folder / "draft.md", "w", encoding="utf-8") as file:
        file.write("Recommendation 1\n\nStates parties should:\n\n")
        for number in range(size(1_000_000)):
            file.write(f"({'abcdefgh'[number % 8]}) Act on {number};\n")
    return ["lint", "--format", "concise", "draft.md"], (1,), ""


@case("a million bullets that may be footnotes")
def stars(folder):
    with open(folder / "draft.md", "w", encoding="utf-8") as file:
        file.write("Recommendation 1\n\nStates parties should train judges.\n")
        for number in range(size(1_000_000)):
            file.write(f"* Act on {number};\n")
    return ["lint", "--format", "concise", "draft.md"], (0, 1), ""


@case("a million words between backticks in one paragraph")
def backticks(folder):
    with open(folder / "draft.md", "w", encoding="utf-8") as file:
        file.write("Recommendation 1\n\nStates parties should train ")
        for _ in range(size(1_000_000)):
            file.write("the `a ,b` and and ")
        file.write(".\n")
    return ["lint", "--format", "concise", "draft.md"], (1,), ""


@case("Markdown 10,000 levels deep")
def deep_markdown(folder):
    deep = size(10_000)
    text = "Recommendation 1\n\nStates parties should act.\n\n"
    text += "> " * deep + "quoted\n\n" + "".join("  " * (i % 1000) + "- item\n" for i in range(deep))
    text += "\n" + "*" * deep + "bold" + "*" * deep + "\n\n" + "`" * deep + "\n\n" + "[a](" * deep + ")" * deep + "\n"
    text += "#" * deep + " Recommendation 2\n\n" + "|" * deep + "\n" + "<div>" * deep + "<!--" * deep + "\n"
    (folder / "draft.md").write_text(text)
    return ["lint", "--force", "draft.md"], (0, 1), ""


@case("a web page 100,000 elements deep, as a report")
def deep_page(folder):
    deep = size(100_000)
    (folder / "report.html").write_text("<html><body>" + "<div>" * deep + "Recommendation 1" + "</div>" * deep)
    return ["corpus", "add", "--check", "report.html"], (2,), "report.html"


@case("10 MB of random bytes")
def random_bytes(folder):
    (folder / "draft.md").write_bytes(random.Random(1).randbytes(size(10_000_000)))
    return ["lint", "draft.md"], (2,), "not a text file"


@case("UTF-8 that is broken in a million places")
def broken_bytes(folder):
    (folder / "draft.md").write_bytes(("Recommendation 1\n\nStates parties should act, naïve é" * 5).encode() + b"na\xc3\xafve \xff caf\xc3\xa9 " * size(1_000_000))
    return ["lint", "draft.md"], (0, 1), "bytes that are no text"


@case("a text with a NUL at its end")
def nul(folder):
    (folder / "draft.md").write_text("Recommendation 1\n\nStates parties should act.\n" * size(100_000) + "\0")
    return ["lint", "draft.md"], (2,), "not a text file"


@case("a card whose pattern is meant to explode")
def explosion(folder):
    (folder / "cards").mkdir()
    (folder / "cards/exploding-pattern.toml").write_text(
        'title = "x"\ncategory = "term"\nseverity = "hint"\nwhy = "w"\nsource = "s"\n[pattern]\n'
        'find = "(a|aa|a*)*b(a+)+$|((a?){30}a{30})"\nneeds = ["a"]\nmessage = "{found}"\n')
    (folder / "rapporteur.toml").write_text('[cards]\nfolders = ["cards"]\n')
    (folder / "draft.md").write_text("Recommendation 1\n\nStates parties should " + "a" * size(1_000_000) + "c.\n")
    return ["lint", "draft.md"], (0, 1), ""


@case("a card whose pattern is too large to be made")
def too_large(folder):
    (folder / "cards").mkdir()
    (folder / "cards/exploding-pattern.toml").write_text(
        'title = "x"\ncategory = "term"\nseverity = "hint"\nwhy = "w"\nsource = "s"\n[pattern]\n'
        'find = "((\\\\pL{100}){100}){100}"\nneeds = ["a"]\nmessage = "{found}"\n')
    (folder / "rapporteur.toml").write_text('[cards]\nfolders = ["cards"]\n')
    (folder / "draft.md").write_text("Recommendation 1\n\nStates parties should act.\n")
    return ["lint", "draft.md"], (2,), "cannot be read"


@case("folders whose links lead in circles")
def circles(folder):
    (folder / "drafts").mkdir()
    (folder / "drafts/draft.md").write_text("Recommendation 1\n\nState parties should act.\n")
    for number in range(20):
        (folder / f"drafts/back{number}").symlink_to("..")
    (folder / "drafts/itself.md").symlink_to("itself.md")
    return ["lint", "--verbose", "--format", "concise", "drafts"], (2,), "leads back to"


@case("a device without end")
def endless(folder):
    return ["lint", "/dev/zero"], (2,), "megabytes"


@case("a file of 10 GB that holds nothing")
def sparse(folder):
    with open(folder / "draft.md", "wb") as file:
        file.truncate(10_000_000_000)
    return ["lint", "draft.md"], (2,), "megabytes"


@case("a Word document that unpacks to 10 GB")
def swelling(folder):
    import zipfile

    with zipfile.ZipFile(folder / "draft.docx", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(size(10_000)):
                part.write(b" " * 1_000_000)
    return ["lint", "draft.docx"], (2,), "megabytes"


@case("1,000 drafts that change and vanish while they are read")
def vanishing(folder):
    (folder / "drafts").mkdir()
    text = "".join(recommendations(20))
    for number in range(size(1_000)):
        (folder / f"drafts/{number}.md").write_text(text)
    stop = threading.Event()

    def disturb():
        chance = random.Random(1)
        while not stop.is_set():
            path = folder / f"drafts/{chance.randrange(size(1_000))}.md"
            match chance.randrange(3):
                case 0:
                    path.unlink(missing_ok=True)
                case 1:
                    path.write_text(text[: chance.randrange(len(text))])
                case 2:
                    path.write_text(text * 3)
            time.sleep(0.0005)

    threading.Thread(target=disturb, daemon=True).start()
    return ["lint", "--format", "jsonl", "drafts"], (1, 2), "", stop.set


def disk(folder, options):
    """A disk of its own for the case; without root there is none."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", folder], check=True)
    return lambda: subprocess.run(["umount", folder], check=True)


@case("`fix` on a disk that cannot be written to")
def read_only(folder):
    draft = folder / "draft.md"
    umount = disk(folder, "size=1m")
    draft.write_text("Recommendation 1\n\nState parties should  act.\n")
    subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
    return ["fix", "draft.md"], (2,), "read-only", lambda: (same(draft, "Recommendation 1\n\nState parties should  act.\n"), umount())


@case("`fix` on a disk that is full")
def full_disk(folder):
    draft = folder / "draft.md"
    umount = disk(folder, "size=256k")
    text = "".join(f"Recommendation {number}\n\nState parties should  act.\n\n" for number in range(1, 3_600))
    draft.write_text(text)
    return ["fix", "draft.md"], (2,), "make room on the disk", lambda: (same(draft, text), alone(draft), umount())


@case("`record` to a disk that is full")
def full_record(folder):
    umount = disk(folder, "size=64k")
    (folder / "record.html").write_text("earlier")
    return ["record", "-o", "record.html"], (2,), "make room on the disk", lambda: (same(folder / "record.html", "earlier"), alone(folder / "record.html"), umount())


def same(path, text):
    assert path.read_text() == text, f"{path} has changed"


def alone(path):
    others = [other.name for other in path.parent.iterdir() if other != path]
    assert not others, f"left behind: {others}"


def run(folder, arguments):
    """Runs the program; gives exit code, seconds of work, megabytes at most, and what it said."""
    with open(folder.parent / "said", "w+b") as out, open(folder.parent / "told", "w+b") as told:
        started = time.monotonic()
        # a limit that is broken must not take the machine along
        def bound():
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
            resource.setrlimit(resource.RLIMIT_AS, (2_000_000 * MEGABYTES, 2_000_000 * MEGABYTES))

        process = subprocess.Popen([PROGRAM, *arguments], cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=told, preexec_fn=bound)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - started
        out.seek(0), told.seek(0)
        text = out.read(1 << 20) + told.read(1 << 20)
    return process.returncode, usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1000, text.decode(errors="replace")


def main():
    table = ["| input | what happens | seconds of work | MB at most |", "|---|---|---|---|"]
    faults = []
    for name, (what, make) in CASES.items():
        if NAMES and name not in NAMES:
            continue
        with tempfile.TemporaryDirectory() as outside:
            folder = Path(outside) / "here"
            folder.mkdir()
            arguments, codes, wanted, *after = make(folder)
            code, seconds, wall, megabytes, said = run(folder, arguments)
            for do in after:
                do()
        right = code in codes and wanted in said and "panicked" not in said
        right = right and seconds <= SECONDS and megabytes <= MEGABYTES
        happens = "a message" if code == 2 else "findings" if code == 1 else "no findings"
        table.append(f"| {what} | {happens} | {seconds:.1f} | {megabytes:.0f} |")
        print(f"{table[-1]} {wall:.1f} s by the clock", flush=True)
        if not right:
            faults.append(f"{name}: exit code {code}, said: {said[-600:]}")
    if WRITE:
        page = Path("docs/limits.md")
        head, _, rest = page.read_text(encoding="utf-8").partition("<!-- figures -->\n")
        tail = rest.partition("<!-- end of figures -->\n")[2]
        page.write_text(head + "\n".join(["<!-- figures -->", *table, "<!-- end of figures -->", tail]), encoding="utf-8")
    print(*faults, sep="\n", file=sys.stderr)
    print(f"{len(table) - 2 - len(faults)} passed, {len(faults)} failed")
    sys.exit(bool(faults))


main()
