"""Runs each `$ command` in the code blocks of the documentation; output that is shown must be the output that comes.

A line "..." stands for any lines, " ..." at the end of a line for any rest. A block without a "$ " line is not run. Commands run
in a copy of the repository's documents, so that what they write goes nowhere."""
import os, pathlib, re, shutil, subprocess, sys
from tap import ok, plan

top, kg, tmp = pathlib.Path.cwd(), pathlib.Path(os.environ["KG"]), pathlib.Path(os.environ["T"])


def blocks(text):
    """(command, shown output) of each fenced block; a command may go on after a backslash."""
    for block in re.findall(r"^```[a-z]*\n(.*?)^```", text, re.S | re.M):
        command, shown = None, []
        for line in block.splitlines():
            if command is not None and command.endswith("\\"): command = command[:-1] + line.strip()
            elif line.startswith("$ "):
                if command is not None: yield command, shown
                command, shown = line[2:], []
            elif command is not None: shown.append(line.rstrip())
        if command is not None: yield command, shown


def fits(shown, have):
    rows = []
    for line in shown:
        if line.strip() in ("...", "…"): rows.append(r"(?:.*\n)*?")
        elif line.endswith((" ...", " …")): rows.append(re.escape(line.rstrip(".… ")) + r".*\n")
        else: rows.append(re.escape(line) + r"[ ]*\n")
    return re.fullmatch("".join(rows), have + ("" if have.endswith("\n") or not have else "\n")) is not None


def environment():
    (tmp / "bin").mkdir()
    (tmp / "bin" / "kamergraaf").symlink_to(kg)
    (tmp / "build").mkdir()
    (tmp / "build" / "kamergraaf").symlink_to(kg)
    for folder in ("examples", "graphs", "src"): shutil.copytree(top / folder, tmp / folder)
    return dict(os.environ, PATH=f"{tmp}/bin:{os.environ['PATH']}", COLUMNS="100")


env = environment()
for doc in sorted([top / "README.md", *top.glob("examples/*/README.md"), *top.glob("graphs/README.md"), *top.glob("src/README.md")]):
    if not doc.exists(): continue
    for command, shown in blocks(doc.read_text(encoding="utf-8")):
        if re.match(r"(sudo|git|make|apt|cd|curl|wget)\b", command): continue
        if not re.search(r"kamergraaf|sqlite3", command): continue
        p = subprocess.run(["sh", "-c", command], cwd=tmp, env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
        have, err = p.stdout.decode(errors="replace"), p.stderr.decode(errors="replace")
        where = f"{doc.relative_to(top)}: {command}"
        ok(p.returncode == (1 if " check " in where else 0), where, f"status {p.returncode}\n{err}")
        if shown: ok(fits(shown, have) or fits(shown, err + have), where + ": prints what is shown", have)

page = top / "src" / "kamergraaf.1"
if page.exists():
    text = page.read_text(encoding="utf-8")
    commands = [l[2:].replace("\\-", "-").replace("\\e", "\\") for l in re.findall(r"^\.EX\n(.*?)^\.EE", text, re.S | re.M) for l in l.splitlines() if l.startswith("$ ")]
    ok(bool(commands), "the manual page shows commands")
    for command in commands:
        p = subprocess.run(["sh", "-c", command], cwd=tmp, env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
        ok(p.returncode == 0, f"kamergraaf.1: {command}", p.stderr.decode(errors="replace"))
    helped = subprocess.run([kg, "--help"], capture_output=True).stdout.decode()
    for name in re.findall(r"^  (\w+) {2,}", helped, re.M):
        options = set(re.findall(r"^\s+(?:-\w, )?(--[\w-]+)", subprocess.run([kg, name, "--help"], capture_output=True).stdout.decode(), re.M))
        missing = sorted(o for o in options if o.replace("-", "\\-") not in text)
        ok(f".B {name}" in text or f"\\fB{name}\\fR" in text, f"kamergraaf.1 tells of {name}")
        ok(not missing, f"kamergraaf.1 tells of the options of {name}", " ".join(missing))
plan()
