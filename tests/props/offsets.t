#!/usr/bin/python3
"""Properties of extract: bytes, lines, fields and order hold for every mention of every document; documents stand alone."""
import json, os, pathlib, subprocess, sys
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

whole = extract(*docs)
ok(whole == b"".join(extract(f) for f in docs), "documents stand alone: together as one by one")
backwards = extract(*reversed(docs)).splitlines()
ok(sorted(whole.splitlines()) == sorted(backwards), "the order of the files changes the order of the documents alone")
ok(whole == extract(*docs), "twice the same bytes")
plan()
