"""Runs the program on many damaged copies of documents: no crash, no sanitizer report, no endless run, no wrong offset.

Copies go into one directory and through one run of each command; where that fails, each copy is run alone to find the one."""
import json, os, pathlib, subprocess, sys, tempfile

SECONDS = 300


def run(command, seconds=SECONDS):
    try:
        p = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds)
        return p.returncode, p.stdout, p.stderr
    except subprocess.TimeoutExpired:
        return "no end", b"", b""


def wrong_offsets(kg, out):
    """Mentions whose bytes are not the text that they say, over NDJSON."""
    raw = {}
    for line in out.splitlines():
        m = json.loads(line)
        if m["file"] not in raw:
            raw[m["file"]] = pathlib.Path(m["file"]).read_bytes()
            try: raw[m["file"]].decode()
            except UnicodeDecodeError: raw[m["file"]] = None
            if raw[m["file"]] is None: raw[m["file"]] = run([kg, "text", "--raw", m["file"]])[1]
        have = raw[m["file"]][m["start"]:m["end"]]
        if have.decode(errors="replace") != m["text"] or raw[m["file"]][:m["start"]].count(b"\n") + 1 != m["line"]:
            yield f"{m['file']}: line {m['line']}: {m['text'][:60]!r} is not {have[:60]!r}"


def faults(kg, folder, files):
    commands = [[kg, "extract", "--format", "ndjson"], [kg, "text"], [kg, "text", "--notes", "--format", "ndjson"],
                [kg, "build", "--quiet", "-o", f"{folder}/g.db"]]
    for command in commands:
        status, out, err = run([*command, str(folder / "in")])
        if status in (0, 1, 2) and b"ERROR: " not in err and b"runtime error" not in err:
            if command[1] == "extract": yield from wrong_offsets(kg, out)
            continue
        alone = [f for f in files if run([*command, str(f)], 30)[0] not in (0, 1, 2)]
        keep = pathlib.Path(os.environ.get("BUILD", "build")) / "damaged"
        keep.mkdir(exist_ok=True, parents=True)
        for f in alone[:3]: (keep / f.name).write_bytes(f.read_bytes())
        yield (f"{command[1]}: status {status}: {[str(keep / f.name) for f in alone[:3]] or 'only together'}\n"
               + err.decode(errors="replace")[-1500:])
    for report in ("moties", "toezeggingen", "edges", "export"):
        more = ["--format", "graphml" if report == "export" else "ndjson"]
        status, out, err = run([kg, report, *more, f"{folder}/g.db"])
        if status not in (0, 1): yield f"{report}: status {status}\n{err.decode(errors='replace')[-1500:]}"


def damage(kg, copies):
    """copies: (name, bytes). Prints each fault; the number of them."""
    bad = 0
    with tempfile.TemporaryDirectory() as tmp:
        folder = pathlib.Path(tmp)
        (folder / "in").mkdir()
        files = []
        for name, data in copies:
            files.append(folder / "in" / name)
            files[-1].write_bytes(data)
        for fault in faults(kg, folder, files):
            bad += 1
            if bad <= 10: print("# " + fault.replace("\n", "\n# "), flush=True)
    return len(files), bad


def main(what, make):
    """make(document, places): copies. Arguments: PROGRAM PLACES FILE..."""
    if len(sys.argv) < 4: sys.exit(f"usage: {what} PROGRAM PLACES FILE...")
    kg, places, bad = sys.argv[1], int(sys.argv[2]), 0
    for n, f in enumerate(map(pathlib.Path, sys.argv[3:]), 1):
        copies, here = damage(kg, make(f, places))
        bad += here > 0
        print(f"{'not ok' if here else 'ok'} {n} - {what} {f.name}: {copies} copies", flush=True)
    print(f"1..{len(sys.argv) - 3}")
    sys.exit(bad > 0)
