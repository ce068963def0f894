#!/usr/bin/python3
"""What the example must show, on the graph of all five documents: which papers answer which motions, and what is promised."""
import csv, json, os, pathlib, subprocess
from tap import ok, plan

kg, tmp = os.environ["KG"], os.environ["T"]
gold = pathlib.Path("tests/gold")


def rows(command):
    p = subprocess.run([kg, command, "--format", "ndjson", f"{tmp}/g.db"], capture_output=True, text=True)
    ok(p.returncode == 0, command, p.stderr)
    return [json.loads(l) for l in p.stdout.splitlines()]


def table(name):
    with open(gold / name, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))


LETTER, NOTA, DEBATE = "brief-moties-2021-11-04", "kst-35373-19", "ao-rbz-2020-10-06"
p = subprocess.run([kg, "build", "--quiet", "-o", f"{tmp}/g.db", "examples/nagorno-karabach"], capture_output=True, text=True)
ok(p.returncode == 0, "build", p.stderr)
moties = {m["id"]: m for m in rows("moties")}

letter = [g for g in table("001.moties.tsv") if g["what"] == "answered" and g["target"].startswith("kst-")]
ok(len(letter) == 18, "the gold lists 18 motions of the letter", len(letter))
for g in letter:
    m = moties.get(g["target"])
    lines = [a["line"] for a in m["answers"] if a["doc"] == LETTER] if m else []
    ok(bool(lines) and all(lines), f"{g['target']}: the letter answers it, with a line", str(m))

put = [g for g in table("003.moties.tsv") if g["what"] == "introduced"]
ok(len(put) == 16, "the gold lists 16 motions of the notaoverleg", len(put))
for g in put:
    m = moties.get(g["target"])
    where = m and m["introduced"]
    ok(bool(where) and where["doc"] == NOTA and where["line"] and m["movers"], f"{g['target']}: put on record, with movers", str(m))
    said = [j["judgement"].replace("_", "-") for j in m["judgements"] if j["doc"] == NOTA] if m else []
    ok(bool(said) and said[-1] == g["judgement"], f"{g['target']}: {g['judgement']}", str(said))

m = moties.get("kst-35373-8", {})
ok((m.get("introduced") or {}).get("doc") == NOTA and any(a["doc"] == LETTER for a in m.get("answers", [])) and m.get("state") == "answered",
   "35373-8 is put on record in the notaoverleg and answered by the letter", str(m))

promises = rows("toezeggingen")
for doc, name, n in ((DEBATE, "000.toezeggingen.tsv", 3), (NOTA, "003.toezeggingen.tsv", 2)):
    want = [int(g["line"]) for g in table(name) if g["how"] == "list"]
    have = sorted(p["line"] for p in promises if p["doc"] == doc and p["how"] == "list")
    ok(len(want) == n and len(have) == n and all(abs(a - b) <= 3 for a, b in zip(sorted(want), have)),
       f"the {n} commitments of the chair's closing list of {doc}", f"{want} {have}")
plan()
