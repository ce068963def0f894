"""The graph file as other programs see it: what it is, its views, its indexes, older and newer versions of it."""
import os, pathlib, shutil, sqlite3, subprocess
from tap import ok, plan

KG, T = os.environ["KG"], pathlib.Path(os.environ["T"])


def kg(*args): return subprocess.run([KG, *map(str, args)], stdin=subprocess.DEVNULL, capture_output=True, text=True)
def ask(file, sql): return sqlite3.connect(f"file:{file}?mode=ro", uri=True).execute(sql).fetchall()
def pragma(file, name): return ask(file, f"PRAGMA {name}")[0][0]


def tables(file):
    """Each table and view with its rows; what SQLite keeps for itself is left out."""
    names = ask(file, "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%'")
    return {n: sorted(ask(file, f'SELECT * FROM "{n}"'), key=repr) for (n,) in names if not n.startswith("search")}


docs = "examples/nagorno-karabach"
g = T / "g.db"
kg("build", "--quiet", "-o", g, docs)

ok(pragma(g, "application_id") == int.from_bytes(b"KGSF", "big"), "application_id says KGSF")
ok(pragma(g, "user_version") == 3, "user_version")
ok(pragma(g, "integrity_check") == "ok" and not ask(g, "PRAGMA foreign_key_check"), "whole, and no row points to nothing")
loose = [n for (n, strict) in ask(g, "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'")
         if not strict and not n.startswith("sqlite")]
ok(not loose, "every table is STRICT", loose)
named = set(ask(g, "SELECT m.name || '.' || f.\"from\" FROM sqlite_schema m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'"))
ok({("relation.document",), ("mention.target",), ("alias.node",), ("event.node",), ("file.document",)} <= named, "foreign keys", named)

# The views, from two programs that know nothing of ours.
views = "motie toezegging answer citation missing dossier problem graph_node graph_edge rendition address".split()
for v in views:
    shell = subprocess.run(["sqlite3", "-readonly", g, f"SELECT count(*) FROM {v}"], capture_output=True, text=True)
    ok(shell.stdout.strip() == str(ask(g, f"SELECT count(*) FROM {v}")[0][0]) and not shell.stderr, f"{v}: the same from the sqlite3 shell and python", shell)
ok(ask(g, "SELECT state, dossier FROM motie WHERE id = 'kst-35373-8'") == [("answered", "35373")], "motie")
ok(ask(g, "SELECT document, line FROM answer WHERE motie = 'kst-35373-8'") == [("brief-moties-2021-11-04", 214)], "answer")
ok(ask(g, "SELECT who, due FROM toezegging WHERE id = 'kst-35373-19#toezegging-11'") == [("Minister Blok", "2020-10-05")], "toezegging")
ok(ask(g, "SELECT id, citations, documents, address FROM missing ORDER BY documents DESC, citations DESC, id LIMIT 1")
   == [("kst-21501-02-2234", 5, 2, "https://zoek.officielebekendmakingen.nl/kst-21501-02-2234.html")], "missing")
ok(ask(g, "SELECT things, present, moties, toezeggingen FROM dossier WHERE id = '35373'") == [(31, 28, 19, 11)], "dossier",
   ask(g, "SELECT * FROM dossier WHERE id = '35373'"))
ok(not ask(g, "SELECT missing.id FROM missing JOIN document ON document.id = missing.node"), "no document is missing")
ok(ask(g, "SELECT sum(citations) FROM missing")[0][0] ==
   ask(g, "SELECT count(*) FROM graph_edge JOIN graph_node ON name = target WHERE NOT present")[0][0], "missing counts each relation once")

# A file as an earlier program wrote it.
old = T / "old.db"
subprocess.run(["sqlite3", old], input=pathlib.Path("tests/store/version-1.sql").read_text(), text=True, check=True)
for name in ("debate", "letter"): shutil.copy(f"tests/docs/{name}.d/input.txt", T / f"{name}.txt")
subprocess.run([KG, "build", "--quiet", "-o", "new.db", "debate.txt", "letter.txt"], cwd=T, check=True)
ok(pragma(old, "user_version") == 1, "a file of version 1")
kept = T / "kept.db"
shutil.copy(old, kept)
first = kg("moties", "--format", "ndjson", old)
ok(first.returncode == 0 and not first.stderr, "is read", first.stderr)
ok(first.stdout == kg("moties", "--format", "ndjson", T / "new.db").stdout and first.stdout, "with the same answer as a new one")
ok(pragma(old, "user_version") == 3 and pragma(old, "integrity_check") == "ok", "and is of today's version from then on")
have, want = tables(old), tables(T / "new.db")
for t in want:
    if t not in ("document", "file", "name"):                 # hashes and zstd may be those of another program
        ok(have.get(t) == want[t], f"moved up: {t} is that of a new file", f"{have.get(t)}\n{want[t]}")
second = T / "second.db"
shutil.copy(T / "new.db", second)
db = sqlite3.connect(second)
db.executescript("DROP TABLE arc; PRAGMA user_version = 2")
db.close()
pattern = "MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, r.line"
p = kg("cypher", second, pattern, "--format", "csv")
ok(p.returncode == 0 and p.stdout == kg("cypher", T / "new.db", pattern, "--format", "csv").stdout, "a file of version 2 answers patterns", p.stderr)
ok(pragma(second, "user_version") == 3 and tables(second) == tables(T / "new.db"), "and is of today's version from then on")
os.chmod(kept, 0o444)
os.chmod(T, 0o555)
p = kg("moties", kept)
os.chmod(T, 0o755)
if os.geteuid(): ok(p.returncode == 2 and "of version 1, which could not be brought to version 3" in p.stderr, "read-only: says so", p.stderr)
else: ok(p.returncode == 0, "read-only, but not for root")

newer = T / "newer.db"
shutil.copy(g, newer)
db = sqlite3.connect(newer)
db.execute("PRAGMA user_version = 4")
db.close()
before = newer.read_bytes()
for command in (["moties", newer], ["build", "-o", newer, docs]):
    p = kg(*command)
    ok(p.returncode == 2 and f"{newer}: a graph file of version 4, this program knows those up to 3" in p.stderr, f"newer: {command[0]} refuses", p.stderr)
ok(newer.read_bytes() == before, "and leaves it alone")
plan()
