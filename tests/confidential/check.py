"""Every command of the program, traced: which sockets it opens, and what it writes.

Wants no socket at all, but the one that `lsp --tcp` and `lsp --pipe` are told to open; no file written, made, renamed or
removed but what the command names, a file beside it that takes its place, and pages in the cache folder; and the same words
with a network and without. Does not look at what is read: that is every file a person may read, in the folders named.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

PROGRAM = Path(sys.argv[1]).resolve()
ROOT = Path.cwd()
# calls that open, change or remove files, all of the network, and the one way round both
TRACED = "trace=%network,%file,io_uring_setup,memfd_create"
CHANGES = re.compile(r"^(creat|mkdir|mkdirat|rename|renameat|renameat2|unlink|unlinkat|rmdir|link|linkat|symlink|symlinkat|mknod|mknodat|truncate|chmod|fchmodat|chown|fchownat|lchown|utimensat|setxattr|lsetxattr)\(")


def without_network():
    """The words that take the network away, if this machine permits it."""
    for words in (["unshare", "-n"], ["unshare", "-rn"]):
        if subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0:
            return words
    print("this machine permits no namespaces: the commands run with its network, and are traced all the same")
    return []


def calls(log):
    """The calls of a trace that came to something, as (name, whole line). A call cut in two by another is put together."""
    open_calls, found = {}, []
    for line in log.read_text(errors="replace").splitlines():
        process, _, call = line.partition(" ")
        call = call.strip()
        if call.endswith("<unfinished ...>"):
            open_calls[process] = call.removesuffix("<unfinished ...>")
            continue
        resumed = re.match(r"<\.\.\. \w+ resumed>(.*)", call)
        if resumed:
            call = open_calls.pop(process, "") + resumed[1]
        if re.search(r"= -1 E", call) or not re.match(r"\w+\(", call):
            continue
        found.append((call.split("(")[0], call))
    return found


def places(call):
    """The paths that a call names, from the root."""
    named = re.finditer(r'(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"', call)
    found = [(match[1] or "/", match[2]) for match in named if match[1] or match[2].startswith("/")]
    return [os.path.normpath(os.path.join(folder, path)) for folder, path in found]


def written(found):
    """What was opened for writing, made, renamed or removed."""
    paths = []
    for name, call in found:
        if name in ("open", "openat", "openat2") and re.search(r"O_(WRONLY|RDWR|CREAT|TRUNC)", call):
            paths += places(call)[:1]
        elif CHANGES.match(call):
            paths += places(call)
    return [path for path in paths if not path.startswith("/dev/")]


class Place:
    """A folder with drafts, a home and a cache that belong to one test."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp()).resolve()
        for name in ("home", "cache", "tmp", "drafts"):
            (self.folder / name).mkdir()
        self.drafts = self.folder / "drafts"
        shutil.copy(ROOT / "tests/drafts/sample.md", self.drafts / "sample.md")
        shutil.copy(ROOT / "tests/sources/report-2023.txt", self.drafts / "report.txt")
        self.environment = os.environ | {
            "HOME": str(self.folder / "home"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "TMPDIR": str(self.folder / "tmp"),
        }
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "CI"):
            self.environment.pop(name, None)
        self.log = self.folder / "trace"

    def start(self, words, arguments, **options):
        command = [*words, "strace", "-f", "-y", "-s", "4096", "-e", TRACED, "-o", str(self.log), str(PROGRAM), *arguments]
        return subprocess.Popen(command, cwd=self.drafts, env=self.environment, stdout=subprocess.PIPE, **options)


def check(condition, *said):
    if not condition:
        sys.exit("NOT CONFIDENTIAL: " + " ".join(str(word) for word in said))


def judge(place, arguments, allowed, sockets=0):
    """Holds a trace against what is allowed: paths below the folder of the test."""
    found = calls(place.log)
    check(any(name == "execve" for name, _ in found), "the trace is empty", arguments)
    opened = [call for name, call in found if name in ("socket", "socketpair", "bind", "listen", "sendto", "sendmsg")]
    # without an address it goes to whom the socket is connected with
    opened = [call for call in opened if not (call.startswith("sendto(") and ", MSG_NOSIGNAL, NULL, 0" in call)]
    connected = [call for name, call in found if name == "connect"]
    hidden = [call for name, call in found if name in ("io_uring_setup", "memfd_create")]
    check(not hidden, arguments, hidden)
    check(len(opened) == sockets and len(connected) <= sockets, arguments, opened, connected)
    paths = written(found)
    check(paths or not allowed, arguments, "the trace shows nothing written, so it shows too little")
    for path in paths:
        inside = os.path.relpath(path, place.folder)
        name = os.path.basename(path)
        beside = name.startswith(".rapporteur-") and any(os.path.dirname(inside) == os.path.dirname(a) for a in allowed)
        check(beside or any(inside == a or inside.startswith(a + "/") for a in allowed), arguments, "writes", path)


def command(words, arguments, allowed=(), codes=(0,), given=None):
    """Runs a command without network, traced; its output is the same with a network."""
    place = Place()
    process = place.start(words, arguments, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = process.communicate(given)
    check(process.returncode in codes, arguments, process.returncode, err.decode())
    judge(place, arguments, allowed)
    left = {str(path.relative_to(place.folder)) for path in place.folder.rglob("*") if path.is_file()}
    expected = {"trace", "drafts/sample.md", "drafts/report.txt"}
    extra = {name for name in left - expected if not any(name == a or name.startswith(a + "/") for a in allowed)}
    check(not extra, arguments, "leaves", extra)
    again = Place()
    plain = subprocess.run([PROGRAM, *arguments], cwd=again.drafts, env=again.environment, input=given, capture_output=True, check=False)
    same = lambda place, text: text.replace(str(place.folder).encode(), b"")
    check(same(again, plain.stdout) == same(place, out), arguments, "says something else with a network")
    for folder in (place.folder, again.folder):
        shutil.rmtree(folder)
    return 1


def session(place, read, write):
    """A drafter's session: open, hear, hover, go to the earlier recommendation, ask for the overview, leave."""
    text = (place.drafts / "sample.md").read_text()
    uri = (place.drafts / "sample.md").as_uri()
    asked = 0

    def send(method, parameters, request=True):
        nonlocal asked
        message = {"jsonrpc": "2.0", "method": method, "params": parameters}
        if request:
            asked += 1
            message["id"] = asked
        body = json.dumps(message).encode()
        write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        while True:
            head = read.readline()
            check(head, "the server went away during", method)
            if not head.startswith(b"Content-Length"):
                continue
            read.readline()
            answer = json.loads(read.read(int(head.split(b":")[1])))
            if "method" in answer and "id" in answer:
                body = json.dumps({"jsonrpc": "2.0", "id": answer["id"], "result": None}).encode()
                write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
            if request and answer.get("id") == asked and "method" not in answer:
                check("error" not in answer, method, answer)
                return answer["result"]
            if not request and answer.get("method") == "textDocument/publishDiagnostics":
                return answer["params"]["diagnostics"]

    can = {"window": {"showDocument": {"support": True}}}
    send("initialize", {"processId": None, "rootUri": place.drafts.as_uri(), "capabilities": can})
    body = b'{"jsonrpc":"2.0","method":"initialized","params":{}}'
    write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    found = send("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "markdown", "version": 1, "text": text}}, False)
    check(len(found) > 3, "the sample has findings", found)
    for diagnostic in found:
        at = {"textDocument": {"uri": uri}, "position": diagnostic["range"]["start"]}
        send("textDocument/hover", at)
        send("textDocument/definition", at)
        send("textDocument/codeAction", {"textDocument": {"uri": uri}, "range": diagnostic["range"], "context": {"diagnostics": [diagnostic]}})
    send("workspace/symbol", {"query": "trafficking"})
    send("shutdown", None)
    body = b'{"jsonrpc":"2.0","method":"exit"}'
    write(b"Content-Length: %d\r\n\r\n" % len(body) + body)


def editor(words):
    """The language server over standard input and output, and the removal of what it kept."""
    place = Place()
    process = place.start(words, ["lsp"], stdin=subprocess.PIPE)
    session(place, process.stdout, lambda data: (process.stdin.write(data), process.stdin.flush()))
    process.communicate()
    check(process.returncode == 0, "lsp ends with", process.returncode)
    judge(place, ["lsp"], ["cache/rapporteur"])
    pages = list((place.folder / "cache").rglob("*.md"))
    check(pages, "going to an earlier recommendation opens a page")
    named = subprocess.run([PROGRAM, "cache"], env=place.environment, capture_output=True, text=True, check=True).stdout
    check(named.strip() == str(place.folder / "cache/rapporteur"), "the cache folder is named", named)
    subprocess.run([PROGRAM, "cache", "--purge"], env=place.environment, capture_output=True, check=True)
    check(not any((place.folder / "cache").iterdir()), "nothing is left of the cache")
    shutil.rmtree(place.folder)
    return len(pages)


def connected():
    """The language server at a client's port: that one socket, to this machine."""
    place = Place()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        process = place.start([], ["lsp", "--tcp", str(port)])
        heard, _ = listening.accept()
        with heard:
            session(place, heard.makefile("rb"), heard.sendall)
        threading.Thread(target=process.stdout.read).start()
        process.wait()
    judge(place, ["lsp", "--tcp"], ["cache/rapporteur"], sockets=1)
    to = [call for name, call in calls(place.log) if name == "connect"]
    check(len(to) <= 1 and all(f"htons({port})" in call and '"127.0.0.1"' in call for call in to), "connects to", to)
    shutil.rmtree(place.folder)


def main():
    words = without_network()
    draft = (ROOT / "tests/drafts/sample.md").read_bytes()
    done = 0
    for arguments, allowed, codes in [
        (["lint"], [], (1,)),
        (["lint", "--format", "sarif", "sample.md"], [], (1,)),
        (["lint", "-"], [], (1,)),
        (["lint", "-o", "found.json", "--format", "json", "sample.md"], ["drafts/found.json"], (1,)),
        (["lint", "--write-baseline=known.json", "sample.md"], ["drafts/known.json"], (0,)),
        (["fix", "--diff", "sample.md"], [], (1,)),
        (["fix", "sample.md"], ["drafts/sample.md"], (0,)),
        (["explain", "state-parties"], [], (0,)),
        (["rules"], [], (0,)),
        (["evidence"], [], (0,)),
        (["show", "2019/10"], [], (0,)),
        (["similar", "sample.md"], [], (0,)),
        (["search", "victims"], [], (0,)),
        (["compare", "sample.md", "report.txt"], [], (0,)),
        (["record", "-o", "record.html"], ["drafts/record.html"], (0,)),
        (["text", "sample.md"], [], (0,)),
        (["corpus", "list"], [], (0,)),
        (["corpus", "verify"], [], (0,)),
        (["init"], ["drafts/rapporteur.toml"], (0,)),
        (["config", "sample.md"], [], (0,)),
        (["completions", "zsh"], [], (0,)),
        (["man"], [], (0,)),
        (["cache"], [], (0,)),
        (["--version"], [], (0,)),
    ]:
        done += command(words, arguments, allowed, codes, draft)
    pages = editor(words)
    connected()
    print(f"{done} commands and two sessions with an editor: no socket but the one asked for, nothing written but what was")
    print(f"named; the editor was shown {pages} pages from the cache, and they were removed")


main()
