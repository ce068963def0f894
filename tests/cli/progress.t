#!/usr/bin/python3
"""How far a build is stands on one line of a terminal, and nowhere else."""
import os
import pathlib
import pty
import subprocess

KG, T = os.environ["KG"], pathlib.Path(os.environ["T"])
count = 0


def result(good, what, shown=""):
    global count
    count += 1
    print("%s %d - %s" % ("ok" if good else "not ok", count, what))
    if not good: print("#  %r" % shown)


def on_terminal(*args):
    mine, theirs = pty.openpty()
    p = subprocess.Popen([KG, "build", *args, str(T / "docs")], stderr=theirs)
    os.close(theirs)
    out = b""
    while True:
        try: piece = os.read(mine, 65536)
        except OSError: break
        if not piece: break
        out += piece
    os.close(mine)
    return p.wait(), out.decode()


(T / "docs").mkdir()
text = pathlib.Path("examples/nagorno-karabach/ao-rbz-2020-10-06.txt").read_bytes()
for i in range(20): (T / "docs" / ("stuk-%d.txt" % i)).write_bytes(text)
(T / "docs" / "bad.txt").write_bytes(b"")
status, said = on_terminal("-o", str(T / "a.db"))
lines = said.replace("\r\n", "\n").split("\n")
last = [l.split("\r")[-1].replace("\033[K", "") for l in lines]
result(" documents, " in said or "1 document, " in said, "documents", said)
result(" MB/s" in said, "megabytes a second", said)
result("MB/s" not in "\n".join(last), "what is left on the screen is the summary alone", last)
result(any("20 documents (20 read" in l for l in last), "the summary", last)
result(max(len(l) for part in lines for l in part.split("\r") if "MB/s" in l) < 80, "on 80 columns")
status, said = on_terminal("--quiet", "-o", str(T / "b.db"))
result("MB/s" not in said, "--quiet: nothing", said)


def into_file(*args):
    mine, theirs = pty.openpty()
    with open(T / "rows", "wb") as rows: p = subprocess.Popen([KG, *args], stdout=rows, stderr=theirs)
    os.close(theirs)
    out = b""
    try:
        while piece := os.read(mine, 65536): out += piece
    except OSError: pass
    os.close(mine)
    p.wait()
    return out.decode()


for name in ("extract", "check"):
    said = into_file(name, str(T / "docs"))
    result(" MB/s" in said, name + " into a file shows how far it is", said)
    result("MB/s" not in into_file(name, "--quiet", str(T / "docs")), "not with --quiet")
os.truncate(T / "a.db", 17 << 20)                                         # as if it were large
for args in (("export", str(T / "a.db"), "-o", str(T / "a.graphml")), ("draw", str(T / "a.db"), "--view", "toezeggingen", "-o", str(T / "a.svg")), ("moties", str(T / "a.db"))):
    said = into_file(*args)
    result(said.startswith("\r" + str(T / "a.db") + ": "), args[0] + " of a large graph says what it does", said)
    result(said.split("\r")[-1].replace("\033[K", "") == "", "and nothing of it stays", said)
    result(into_file(args[0], "--quiet", *args[1:]) == "", "not with --quiet")


def shown(*args, **more):
    mine, theirs = pty.openpty()
    p = subprocess.Popen([KG, *args], stdout=theirs, env={**os.environ, "TERM": "xterm", **more})
    os.close(theirs)
    out = b""
    try:
        while piece := os.read(mine, 65536): out += piece
    except OSError: pass
    os.close(mine)
    p.wait()
    return out.decode()


os.environ.pop("NO_COLOR", None)
subprocess.run([KG, "build", "--quiet", "-o", str(T / "ex.db"), "examples/nagorno-karabach"], check=True)
bare = lambda s: __import__("re").sub("\033\\[[0-9;]*m", "", s)
plain, inked = shown("moties", str(T / "ex.db"), NO_COLOR="1"), shown("moties", str(T / "ex.db"))
result("\033" not in plain, "NO_COLOR: no colour", plain[:200])
result("\033[32manswered\033[0m" in inked and "\033[1mopen\033[0m" in inked, "else a state has one, on a terminal", inked[:400])
result(bare(inked) == plain, "and the words stay where they are")
result("\033" not in shown("moties", str(T / "ex.db"), TERM="dumb"), "not on one that knows none")
result(b"\033" not in subprocess.run([KG, "moties", str(T / "ex.db")], capture_output=True, env={**os.environ, "TERM": "xterm"}).stdout, "nor in a pipe")
p = subprocess.run([KG, "build", "-o", str(T / "c.db"), str(T / "docs")], capture_output=True)
result(b"MB/s" not in p.stderr and b"\r" not in p.stderr, "nor in a pipe", p.stderr)
print("1..%d" % count)
