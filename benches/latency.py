#!/usr/bin/env python3
"""From didChange to diagnostics for one typed character, over standard input and output: median and 95th percentile.

    benches/latency.py [--edits N] SERVER…

Each SERVER is a command such as "target/release/rapporteur lsp" or "rumdl server". The draft is made of the published
reports under tests/sources, about 150 KB and 1.5 MB. Each server is asked as a client that pulls and, if it pushes,
as one that waits. An answer is there when its last byte is; what an editor makes of it is not measured.
Standard library only.
"""

import argparse
import json
import pathlib
import queue
import random
import shlex
import statistics
import subprocess
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
URI = "file:///drafts/long.md"


class Client:
    def __init__(self, command: str, capabilities: dict):
        self.process = subprocess.Popen(
            shlex.split(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.messages: queue.Queue = queue.Queue()
        self.asked = 0
        threading.Thread(target=self.listen, daemon=True).start()
        params = {"processId": None, "rootUri": None, "capabilities": capabilities}
        self.offered = self.ask("initialize", params)[1]["result"]["capabilities"]
        self.tell("initialized", {})

    def send(self, message: dict) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def listen(self) -> None:
        stream = self.process.stdout
        while head := stream.readline():
            length = 0
            while head.strip():
                name, value = head.split(b":", 1)
                if name.lower() == b"content-length":
                    length = int(value)
                head = stream.readline()
            self.messages.put((time.perf_counter(), stream.read(length)))

    def tell(self, method: str, params: dict) -> None:
        self.send({"method": method, "params": params})

    def receive(self, wanted) -> tuple[float, dict]:
        while True:
            at, body = self.messages.get(timeout=120)
            message = json.loads(body)
            if wanted(message):
                return at, message
            if "id" in message and "method" in message:
                self.send({"id": message["id"], "result": None})

    def ask(self, method: str, params: dict) -> tuple[float, dict]:
        self.asked += 1
        asked = self.asked
        self.send({"id": asked, "method": method, "params": params})
        return self.receive(lambda message: message.get("id") == asked and "method" not in message)


def run(command: str, text: str, edits: int, pull: bool) -> list[float]:
    capabilities = {"textDocument": {"diagnostic": {}}} if pull else {}
    client = Client(command, capabilities)
    if pull and not client.offered.get("diagnosticProvider"):
        client.process.kill()
        return []
    document = {"uri": URI, "languageId": "markdown", "version": 1, "text": text}
    client.tell("textDocument/didOpen", {"textDocument": document})
    pulled = {"textDocument": {"uri": URI}}
    version = 1
    published = lambda message: (
        message.get("method") == "textDocument/publishDiagnostics" and message["params"].get("version", version) == version
    )
    client.ask("textDocument/diagnostic", pulled) if pull else client.receive(published)
    lines = text.split("\n")
    chance = random.Random(7)
    candidates = [i for i, line in enumerate(lines) if len(line) > 40]
    times = []
    for _ in range(edits):
        version += 1
        line = chance.choice(candidates)
        place = {"line": line, "character": chance.randrange(20, 40)}
        change = {"range": {"start": place, "end": place}, "text": chance.choice("aeiou ")}
        target = {"uri": URI, "version": version}
        begun = time.perf_counter()
        client.tell("textDocument/didChange", {"textDocument": target, "contentChanges": [change]})
        if pull:
            at, _ = client.ask("textDocument/diagnostic", pulled)
        else:
            at, _ = client.receive(published)
        times.append((at - begun) * 1000)
        time.sleep(0.02)
    client.process.kill()
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=100)
    parser.add_argument("servers", nargs="+")
    options = parser.parse_args()
    once = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests/sources").glob("*.txt")))
    print(f"{'server':42} {'draft':>8} {'client':>6} {'median ms':>10} {'95 % ms':>8}")
    for server in options.servers:
        for copies in (1, 10):
            text = once * copies
            for pull in (False, True):
                times = run(server, text, options.edits, pull)
                if not times:
                    continue
                high = sorted(times)[int(len(times) * 0.95)]
                size = f"{len(text.encode()) // 1000} KB"
                client = "pull" if pull else "push"
                print(f"{server[:42]:42} {size:>8} {client:>6} {statistics.median(times):10.1f} {high:8.1f}")


if __name__ == "__main__":
    main()
