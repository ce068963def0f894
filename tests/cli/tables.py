"""Every report at several widths: no line is wider than the terminal, an id is folded and never cut, what is left out is said."""
import os, pathlib, shutil, sqlite3, subprocess, unicodedata
from tap import ok, plan

KG, T = os.environ["KG"], pathlib.Path(os.environ["T"])


def run(width, *args):
    p = subprocess.run([KG, *map(str, args)], stdin=subprocess.DEVNULL, capture_output=True, text=True, env=dict(os.environ, COLUMNS=str(width)))
    return p.stdout


def columns(line): return sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in line)


def folded(lines, width):
    """What stands in the first column, put together again."""
    return "".join(l[:width].strip() for l in lines)


shutil.copytree("examples/nagorno-karabach", T / "docs")
long = "verslag-van-een-schriftelijk-overleg-over-de-geannoteerde-agenda-van-de-raad-buitenlandse-zaken-2021-11-04"
letter = T / "docs" / "brief-moties-2021-11-04.txt"
(T / "docs" / f"{long}.txt").write_bytes(letter.read_bytes())
letter.unlink()
(T / "docs" / "MANIFEST.tsv").unlink(missing_ok=True)
g = T / "g.db"
subprocess.run([KG, "build", "--quiet", "-o", g, T / "docs"], check=True, stdin=subprocess.DEVNULL)
questions = [["moties", g], ["moties", g, "--open"], ["toezeggingen", g], ["answers", g], ["answers", g, long], ["edges", g], ["missing", g], ["mainpath", g],
             ["top", g], ["top", g, "--by", "hub"], ["groups", g], ["groups", g, "--members"], ["search", g, "motie"], ["check", g], ["cites", g, long],
             ["cited-by", g, "kst-35373-8"], ["history", g, "35373"], ["history", g, long], ["path", g, long, "kst-35373-19", "--both"],
             ["sql", g, "SELECT * FROM citation"], ["sql", g, "SELECT *, * FROM node LIMIT 20"],
             ["show", g, "kst-35373-8"], ["show", g, long], ["show", g, "kst-21501-02-2389"], ["show", g, "kst-35373-19"],
             ["cypher", g, "MATCH (a)-[r]->(b) RETURN a.id, r.evidence, b.id, b.title"]]
for width in (60, 80, 120):
    for q in questions:
        lines = run(width, *q).splitlines()
        wide = [l for l in lines if columns(l) > width and not l.startswith(str(T))]   # a file on a line of its own is for copying
        ok(lines and not wide, f"{width} columns: {' '.join(map(str, q[:1] + q[2:]))[:60]}", wide or ["no lines"])

for width in (80, 120):
    lines = run(width, "extract", "examples/nagorno-karabach").splitlines()
    wide = [l for l in lines if columns(l) > width and not l.endswith(" mentions)")]          # a document's id and file stand whole
    ok(any(l.endswith("[conflict]") for l in lines) and not wide, f"{width} columns: extract, flags and all", wide)

for width in (80, 100, 120):
    head = run(width, "moties", g).splitlines()[0].split()
    ok(head == ["id", "movers", "title", "judgement", "state", "answered", "by"], f"{width} columns: what the minister said of a motion stands there", head)
table = run(80, "moties", g)
ok("not_ " in table and "applicable" in table and "oordeel_ " in table and "aangehouden " in table, "states and judgements are folded between their words", table)
table = run(80, "answers", g, long).splitlines()
width = table[0].index("target")
rows = [i for i, l in enumerate(table) if l.startswith("verslag-")]
first = table[rows[0]:rows[1]]
ok(len(first) > 3 and folded(first, width).startswith(f"{long}:"), "a long id is folded and whole", first)
ok("…" not in "".join(l[:width] for l in table), "and no id is cut", table)
dated = T / "dated.db"
subprocess.run([KG, "build", "--quiet", "-o", dated, "examples/nagorno-karabach"], check=True, stdin=subprocess.DEVNULL)
table = run(80, "toezeggingen", dated, "--dossier", "35373")
ok(all(f" {head} " in table.splitlines()[0] + " " for head in ("who", "words", "due", "state")) and " 2020-10-11 " in table and "Minister" in table,
   "80 columns: who promised what by when", table.splitlines())
table = run(120, "moties", g)
ok(" judgement " in table.splitlines()[0], "120 columns: the verdict", table.splitlines())
ok("No votes are in this collection" in table, "a collection without votes says so", table.splitlines()[-5:])
with sqlite3.connect(g) as db: db.execute("UPDATE event SET relation = 'decides', value = 'aangenomen' WHERE (node, n) = (SELECT node, n FROM event WHERE relation = 'judges' LIMIT 1)")
db.close()
table = run(120, "moties", g)
ok("aangenomen" in table and "No votes" not in table, "a vote stands beside the verdict", table.splitlines())
ok("\nThe vote on 1 of these " in table, "of how many the vote is known", table.splitlines()[-5:])
rows = run(120, "moties", g, "--judgement", "aangenomen", "--format", "csv").splitlines()
ok(len(rows) == 2 and ",aangenomen," in rows[1], "--judgement: of a vote", rows)
table = run(60, "sql", g, "SELECT *, * FROM node LIMIT 1").splitlines()
ok(any(l.startswith("Left out for want of room: ") for l in table), "columns that have no room are named", table)
plan()
