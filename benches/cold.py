#!/usr/bin/env python3
"""How long a person waits: the five source texts joined, cold process, medians of one interleaved run.

    benches/cold.py [RUNS]

Beside two fast linters of prose, typos and rumdl, which it installs under target/. Every process is started anew;
only the page cache is warm. It fails if rapporteur is not the fastest.
"""
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TOOLS = ROOT / "target" / "bench"
PROGRAM = os.environ.get("RAPPORTEUR", str(ROOT / "target" / "release" / "rapporteur"))


def install():
    if not (TOOLS / "bin" / "rumdl").exists() or not (TOOLS / "bin" / "typos").exists():
        subprocess.run([sys.executable, "-m", "venv", TOOLS], check=True)
        pip = [TOOLS / "bin" / "pip", "install", "-q", "--disable-pip-version-check", "typos", "rumdl"]
        subprocess.run(pip, check=True)


def once(command, directory, silent):
    actions = [(os.POSIX_SPAWN_DUP2, silent, 1), (os.POSIX_SPAWN_DUP2, silent, 2)]
    os.chdir(directory)
    start = time.perf_counter()
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    os.waitpid(pid, 0)
    return (time.perf_counter() - start) * 1000


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    install()
    with tempfile.TemporaryDirectory() as directory:
        joined = pathlib.Path(directory) / "joined.md"
        sources = sorted((ROOT / "tests" / "sources").glob("*.txt"))
        assert len(sources) == 5, sources
        joined.write_text("\n\n".join(source.read_text() for source in sources))
        commands = {
            "rapporteur": [PROGRAM, "lint", "--force", "--fail-on", "never", str(joined)],
            "rapporteur json": [PROGRAM, "lint", "--force", "--fail-on", "never", "--format", "json", str(joined)],
            "typos": [str(TOOLS / "bin" / "typos"), str(joined)],
            "rumdl": [str(TOOLS / "bin" / "rumdl"), "check", "--no-cache", str(joined)],
        }
        times = {name: [] for name in commands}
        silent = os.open(os.devnull, os.O_WRONLY)
        for run in range(runs + 3):
            for name, command in commands.items():
                spent = once(command, directory, silent)
                if run >= 3:
                    times[name].append(spent)
        os.chdir("/")
    print(f"{joined.name}: {sum(len(source.read_bytes()) for source in sources) // 1000} KB, {runs} runs each")
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name, values in times.items():
        print(f"{name:<16} median {medians[name]:6.1f} ms   fastest {min(values):6.1f} ms")
    sys.exit(medians["rapporteur"] > min(medians["typos"], medians["rumdl"]))


main()
