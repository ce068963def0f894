#!/usr/bin/python3
"""Properties of extract: bytes, lines, fields and order hold for every mention of every document; documents stand alone."""
import json, os, pathlib, subprocess, sys, tempfile
sys.path.insert(0, "tests/torture")
from damage import wrong_offsets
from tap import ok, plan

kg = os.environ["KG"]
docs = sorted(str(p) for p in [*pathlib.Path("examples").glob("*/*.txt"), *pathlib.Path("tests/docs").glob("*.d/*.xml"),
                               *pathlib.Path("tests/docs").glob("*.d/*.html")])
FIELDS = "doc file page line start end text kind target candidates how confidence flags note voice".split()
KINDS = set("kamerstuk dossier zaak document activiteit aanhangsel vragen handelingen bijlage toezegging motie brief debat url "
            "kenmerk wet eu ecli vn extern intern".split())


def extract(*files, form="ndjson"):
    p = subprocess.run([kg, "extract", "--format", form, *files], capture_output=True)
    ok(p.returncode == 0, f"extract {len(files)} files as {form}", p.stderr)
    return p.stdout


def holds(m):
    return (list(m) == FIELDS and m["kind"] in KINDS and m["how"] in ("explicit", "context", "furniture") and 0 < m["confidence"] <= 1
            and set(m["flags"]) <= {"repaired", "conflict", "ambiguous", "unknown"} and m["voice"] in (None, "government", "member", "chair")
            and m["start"] < m["end"] and bool(m["candidates"]) == ("ambiguous" in m["flags"]) and m["page"] is None
            and not (m["kind"] in ("motie", "brief", "debat") and "#" not in (m["target"] or "#")))


for f in docs:
    out = extract(f)
    rows = [json.loads(l) for l in out.splitlines()]
    ok(rows, f"{f}: mentions")
    bad = list(wrong_offsets(kg, out))
    ok(not bad, f"{f}: offsets and lines give back the text", bad[:2])
    bad = [m for m in rows if not holds(m)]
    ok(not bad, f"{f}: fields hold what formats say", bad[:1])
    ok(rows == sorted(rows, key=lambda m: m["start"]), f"{f}: in reading order")
    csv = extract(f, form="csv")
    ok(len(rows) < csv.count(b"\n"), f"{f}: as many rows in CSV")

# UTF-8 encoded twice is text all the same: the places are those of the file, the words as they stand in it, one row for each
# that the file gives when it is right.
with tempfile.TemporaryDirectory() as folder:
    for f in (f for f in docs if "examples" in f):
        right = pathlib.Path(f).read_bytes()
        twice = pathlib.Path(folder) / pathlib.Path(f).name
        twice.write_bytes(right.decode().encode().decode("latin-1").encode())
        if b"\xC3\x83\xC2" not in twice.read_bytes(): continue
        rows, want = ([json.loads(l) for l in extract(str(x)).splitlines()] for x in (twice, f))
        data = twice.read_bytes()
        bad = [m for m in rows if data[m["start"]:m["end"]].decode() != m["text"] or data.count(b"\n", 0, m["start"]) + 1 != m["line"]]
        ok(not bad, f"{f}, encoded twice: the file has the text at its place", bad[:1])
        once = [(m["kind"], m["target"], m["text"].encode("latin-1").decode()) for m in rows]
        ok(once == [(m["kind"], m["target"], m["text"]) for m in want], f"{f}, encoded twice: the same mentions")

whole = extract(*docs)
ok(whole == b"".join(extract(f) for f in docs), "documents stand alone: together as one by one")
backwards = extract(*reversed(docs)).splitlines()
ok(sorted(whole.splitlines()) == sorted(backwards), "the order of the files changes the order of the documents alone")
ok(whole == extract(*docs), "twice the same bytes")
plan()
