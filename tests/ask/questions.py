"""Each question on the five examples. Rows were read in the documents (document:line); what can be counted is counted again by
NetworkX on the GraphML export."""
import csv, io, json, os, re, shutil, sqlite3, subprocess
import networkx

from tap import KG, T, ok, run, plan


def rows(*args):
    p = run(*args, "--format", "ndjson")
    if p.returncode: print(f"# {args}: {p.stderr}")
    return [json.loads(line) for line in p.stdout.splitlines()]


def short(found, *names): return [tuple(r[n] for n in names) for r in found]


g = T / "g.db"
subprocess.run([KG, "build", "--quiet", "-o", g, "examples/nagorno-karabach"], check=True)
subprocess.run([KG, "export", g, "--format", "graphml", "-o", T / "g.graphml"], check=True)
G = networkx.read_graphml(T / "g.graphml", force_multigraph=True)
G = networkx.relabel_nodes(G, {n: d["name"] for n, d in G.nodes(data=True)})
arcs = [(a, b, d) for a, b, d in G.edges(data=True)]
letter, debate = "brief-moties-2021-11-04", "kst-35373-19"

# -- answers: the letter of 4 November 2021 has 18 motions, each under a heading of its own
found = rows("answers", g, letter)
ok({r["target"] for r in found} == {
    "kst-21501-20-1736", "kst-21501-20-1714", "kst-21501-02-2370", "kst-21501-02-2342", "kst-21501-02-2281", "kst-21501-20-1630",
    "kst-35570-V-31", "kst-35570-V-42", "kst-21501-02-2234", "kst-35570-V-33", "kst-35570-V-35", "kst-35570-V-32", "kst-35570-V-45",
    "kst-21501-02-2219", "kst-21501-02-2218", "kst-21501-02-2216", "kst-35373-23", "kst-35373-8"}, "answers: the 18 motions of the letter", found)
ok(short(found, "line", "target", "state")[-2:] == [(210, "kst-35373-23", "not_applicable"), (214, "kst-35373-8", "reported")], "answers: lines and states")
ok(found[1]["evidence"] == "Het kabinet acht de uitvoering van deze motie niet langer van toepassing wegens het feit dat het Nederlands elftal "
   "niet in Bakoe kwam te spelen.", "answers: the words", found[1])
every = rows("answers", g)
ok(len(every) == sum(d["relation"] == "answers" for _, _, d in arcs), "answers: as many as the exported graph has")
ok([r for r in every if r["doc"] == letter] == found, "answers: of one letter the same rows")
ok(short(rows("answers", g, "--mover", "Eppink"), "target", "doc", "line") == [
    ("kst-21501-02-2370", "kst-21501-02-2401", 568), ("kst-21501-02-2370", "kst-21501-02-2401", 573), ("kst-21501-20-1736", letter, 34),
    ("kst-21501-02-2370", letter, 52)],
   "answers: to motions by Eppink", rows("answers", g, "--mover", "Eppink"))
ok({r["doc"] for r in rows("answers", g, "--from", "2022")} == {"so-rbz-2023-11-10"}, "answers: --from")
ok({r["date"] for r in rows("answers", g, "--from", "2021-07", "--to", "2021-07")} == {"2021-07-14"}, "answers: a month")

# -- cites, cited-by
found = rows("cited-by", g, "kst-35373-8")
ok(short(found, "doc", "line", "relation", "value") == [
    (debate, 2942, "introduces", None), (debate, 3440, "judges", "oordeel_kamer"), (debate, 3556, "judges", "oordeel_kamer"),
    (debate, 3626, "judges", "oordeel_kamer"), (letter, 214, "answers", "reported")], "cited-by: motion 8, from beginning to end", found)
ok(found[3]["evidence"] == "Daarvan heb ik gezegd: oordeel Kamer." and found[0]["evidence"] == "Zij krijgt nr. 8 (35 373).", "cited-by: the words")
ok(short(rows("cited-by", g, "35373-8", "--to", "2020"), "line") == [(2942,), (3440,), (3556,), (3626,)], "cited-by: a loose id, --to")
ok(short(rows("cites", g, letter, "--kind", "motie", "--dossier", "35 373"), "line", "relation", "target")[-1] == (214, "answers", "kst-35373-8"), "cites: filters")
differ = []
for name in G:
    have = len(rows("cited-by", g, name)) if G.in_degree(name) else 0
    if have != G.in_degree(name): differ.append((name, have, G.in_degree(name)))
ok(not differ, "cited-by: of every thing as many as the graph has", differ)
for name in (letter, debate, "kst-21501-02-2401", "ao-rbz-2020-10-06", "so-rbz-2023-11-10"):
    want = sorted((d["line"], d["relation"], b) for a, b, d in arcs if d["document"] == name)
    ok(sorted(short(rows("cites", g, name), "line", "relation", "target")) == want and want, f"cites {name}: as the graph has it")

# -- missing
found = rows("missing", g)
want = {n: (G.in_degree(n), len({d["document"] for _, _, d in G.in_edges(n, data=True)}))
        for n, d in G.nodes(data=True) if not d["present"] and G.in_degree(n)}
ok({r["id"]: (r["citations"], r["documents"]) for r in found} == want, "missing: citations and documents as the graph has them")
ok([(-r["documents"], -r["citations"]) for r in found] == sorted((-r["documents"], -r["citations"]) for r in found), "missing: most wanted first")
ok(found[0]["id"] == "kst-21501-02-2234" and found[0]["address"] == "https://zoek.officielebekendmakingen.nl/kst-21501-02-2234.html", "missing: the first")
ok(rows("missing", g, "--dossier", "21501-02") == [r for r in found if r["dossier"] == "21501-02"], "missing: --dossier gives the same rows")
ok(short(rows("missing", g, "--kind", "zaak"), "id", "address") == [
    (n, f"https://www.tweedekamer.nl/kamerstukken/detail?id={n}") for n in ("2021Z12361", "2021Z18469", "2021Z19031", "2023Z16408", "2023Z18900")], "missing: papers of the Chamber")
urls = run("missing", g, "--urls").stdout.splitlines()
ok(urls == [r["address"] for r in found if r["address"]] and all(re.fullmatch(r"https?://\S+", u) for u in urls), "missing --urls: addresses alone")
ok(len(rows("missing", g, "--limit", 7)) == 7, "missing --limit")
ok(run("missing", g, "--urls", "--format", "csv").returncode == 2, "missing: --urls has no format")

# -- history
found = rows("history", g, "kst-35373-8")
ok(short(found, "date", "what", "value", "doc", "line") == [
    ("2020-09-28", "put on record", None, debate, 2942), ("2020-09-28", "judged", "oordeel_kamer", debate, 3440),
    ("2020-09-28", "judged", "oordeel_kamer", debate, 3556), ("2020-09-28", "judged", "oordeel_kamer", debate, 3626),
    ("2021-11-04", "answered", "reported", letter, 214)], "history of a motion", found)
ok(("held", "kst-35373-5") in short(rows("history", g, "kst-35373-5"), "what", "id"), "history: held", rows("history", g, "kst-35373-5"))
found = rows("history", g, f"{letter}#toezegging-1")
ok(short(found, "what", "line") == [("kept", 30)], "history of a commitment that is kept", found)
ok(short(rows("history", g, f"{debate}#toezegging-11"), "date", "what", "line") == [("2020-09-28", "promised", 3636)], "history of one that was made")
found = rows("history", g, "dossier-35373")
ok(found == rows("history", g, "35 373") and found[0]["date"] == "2020-09-28" and found[-1]["doc"] == letter, "history of a dossier, two ways to write it")
ok(sum(r["what"] == "put on record" for r in found) == 16, "history of a dossier: 16 motions put on record")
ok([r["date"] for r in found] == sorted(r["date"] for r in found), "history: in order of time")
one_line = ("De heer De Vries (VVD): De Kamer, gehoord de beraadslaging, verzoekt de regering een plan te maken, en gaat over tot de orde van de dag. "
            "De voorzitter: Deze motie is voorgesteld door het lid De Vries. Zij krijgt nr. 1101 (29984). "
            "De voorzitter: In stemming komt de motie-De Vries (29984, nr. 1101). Ik constateer dat deze motie met algemene stemmen is aangenomen.")
(T / "one").mkdir()
(T / "one" / "h.txt").write_text(one_line + "\n")
subprocess.run([KG, "build", "--quiet", "-o", T / "one.db", T / "one"], check=True)
ok(short(rows("history", T / "one.db", "kst-29984-1101"), "what", "line") == [("put on record", 1), ("voted", 1)], "history: in order of time within a line",
   rows("history", T / "one.db", "kst-29984-1101"))
ok([(r["id"], r["line"]) for r in found if r["what"] == "published"] == [(debate, None)], "history: the paper itself")

# -- moties, toezeggingen, edges: filters
ok({r["id"] for r in rows("moties", g, "--mover", "Helvert", "--dossier", "35373")} ==
   {r["id"] for r in rows("moties", g) if "Van Helvert" in r["movers"] and r["id"].startswith("kst-35373-")}, "moties: --mover by the second part of a name")
ok(not rows("moties", g, "--mover", "Helve"), "moties: no part of a word")
ok(short(rows("moties", g, "--open", "--dossier", "36045"), "id") == [], "moties: --open and --dossier")
ok({r["date"] for r in rows("moties", g, "--from", "2020-10", "--to", "2020-10")} <= {f"2020-10-{d:02}" for d in range(1, 32)}, "moties: a month")
every = rows("toezeggingen", g)
ok(rows("toezeggingen", g, "--dossier", "35373") == [r for r in every if r["doc"] == debate], "toezeggingen: --dossier")
ok(rows("toezeggingen", g, "--minister", "blok") == [r for r in every if r["who"] == "Minister Blok"], "toezeggingen: --minister")
ok(rows("edges", g, "--kind", "motie ,brief") == rows("edges", g, "--kind", "motie,brief") != rows("edges", g, "--kind", "brief"), "edges: kinds, and blanks on either side of the comma")
ok(rows("edges", g, "--from", "2021-11-04", "--to", "2021-11-04", "--kind", "motie") ==
   [r for r in rows("edges", g) if r["doc"] == letter and r["target"] and G.nodes.get(r["target"], {}).get("soort") == "motie"], "edges: filters")
ok({r["doc"] for r in rows("edges", g, "--dossier", "35373")} == {debate, letter}, "edges: to and from a dossier")

# -- names as people type them, who is nearly called so
spelt = T / "spelt.db"
shutil.copy(g, spelt)
with sqlite3.connect(spelt) as db:
    db.execute("UPDATE node SET movers = replace(replace(movers, 'Karabulut', 'Yeşilgöz-Zegerius'), 'Eppink', 'Kostić')")
db.close()
for there, typed in (("Yeşilgöz-Zegerius", ("Yeşilgöz-Zegerius", "yesilgoz-zegerius", "Yesilgöz", "YEŞİLGÖZ-ZEGERIUS")), ("Kostić", ("Kostić", "Kostic", "KOSTIĆ"))):
    want = {r["id"] for r in rows("moties", spelt) if there in r["movers"]}
    for name in typed: ok(want and {r["id"] for r in rows("moties", spelt, "--mover", name)} == want, f"moties: --mover {name}")
for args, says in ((("moties", "--mover", "Kostik"), "nobody in this graph is called 'Kostik'; near to it: Kostić"),
                   (("moties", "--mover", "Yesilgos"), "near to it: Yeşilgöz-Zegerius"), (("moties", "--mover", "Xyzzy"), "is called 'Xyzzy'\n"),
                   (("edges", "--minister", "Blom"), "near to it: Minister Blok"), (("toezeggingen", "--minister", "Blom"), "near to it: Minister Blok")):
    p = run(args[0], spelt, *args[1:], "--format", "csv")
    ok(p.returncode == 0 and says in p.stderr and p.stdout.count("\n") == 1, f"{' '.join(args)}: {says.strip()}", p.stderr)
p = run("moties", spelt, "--mover", "Kostic", "--from", "2030")
ok(p.returncode == 0 and not p.stderr, "a name that is there, but not in that time", p.stderr)
p = run("answers", spelt, "--minister", "Blok")
ok(p.returncode == 0 and p.stderr == f"kamergraaf: {spelt}: nothing found\n", "a bare header is not all that is said", p.stderr)
ok(not run("answers", spelt, "--minister", "Nobody", "--quiet").stderr, "--quiet: nothing is")

# -- --minister: who speaks where it stands; --state; present
blok = rows("edges", g, "--minister", "blok")
ok(blok and all(r["doc"] in (debate, "ao-rbz-2020-10-06") and r["voice"] == "government" for r in blok), "edges: --minister", blok[:3])
ok([r for r in rows("edges", g) if r["relation"] == "judges"] == [r for r in blok if r["relation"] == "judges"], "edges: who judges is the minister")
judged = {r["target"] for r in blok if r["relation"] in ("judges", "answers")}
ok({r["id"] for r in rows("moties", g, "--minister", "Blok")} == judged and judged, "moties: --minister", judged)
ok(not rows("moties", g, "--minister", "Hoekstra") and not rows("edges", g, "--minister", "Hoekstra"), "--minister: nobody")
ok({r["id"] for r in rows("moties", g, "--judgement", "ontraden")} == {r["id"] for r in rows("moties", g) if r["judgement"] == "ontraden"} != set(), "moties: --judgement")
ok(len(rows("moties", g, "--judgement", "ontraden,oordeel_kamer")) == sum(r["judgement"] in ("ontraden", "oordeel_kamer") for r in rows("moties", g)), "moties: two judgements")
ok(short(rows("history", g, "kst-35373-8", "--minister", "Blok"), "line") == [(3440,), (3556,), (3626,)], "history: --minister")
ok(short(rows("cited-by", g, "kst-35373-8", "--minister", "Blok"), "line") == [(3440,), (3556,), (3626,)], "cited-by: --minister")
ok(short(rows("cites", g, debate, "--minister", "Blok"), "line") == [(r["line"],) for r in blok if r["doc"] == debate and r["target"]], "cites: --minister")
ok(not rows("answers", g, "--minister", "Blok"), "answers: a letter has no speaker")
questions = T / "questions.db"
subprocess.run([KG, "build", "--quiet", "-o", questions, "tests/docs/answers-who-speaks.d/answered"], check=True)
ok({r["line"] for r in rows("edges", questions, "--minister", "De Vries") if r["relation"] == "answers"} == {9, 13, 17, 21}, "edges: who answers questions",
   rows("edges", questions))
ok({r["id"] for r in rows("moties", questions, "--minister", "De Vries")} == {f"kst-29984-{n}" for n in (80, 81, 82, 83)}, "moties: answered by who answers questions")
every = rows("moties", g)
for states in ("open", "held,ongoing", "answered,not_applicable,open"):
    ok(rows("moties", g, "--state", states) == [r for r in every if r["state"] in states.split(",")], f"moties: --state {states}")
ok(rows("moties", g, "--open") == rows("moties", g, "--state", "open"), "moties: --open is --state open")
ok({r["id"] for r in every if r["state"] == "open" and not r["present"]} ==
   {"ao-rbz-2020-10-06#motie-1", "ao-rbz-2020-10-06#motie-2", "kst-35373-19#motie-2"}, "moties: open, but only mentioned")
ok(all(r["present"] for r in every if r["introduced"]), "moties: what is put on record is present")
due = rows("toezeggingen", g, "--as-of", "2023-12-01")
ok(rows("toezeggingen", g, "--as-of", "2023-12-01", "--state", "overdue,kept") == [r for r in due if r["state"] in ("overdue", "kept")], "toezeggingen: --state")
ok({r["id"] for r in rows("missing", g, "--from", "2021", "--to", "2021")} == {r["id"] for r in rows("missing", g) if (r["date"] or "").startswith("2021")},
   "missing: of a year")
ok(all("2021" <= r["date"][:4] <= "2022" for r in rows("mainpath", g, "--from", "2021", "--to", "2022")), "mainpath: of some years")
ok({r["id"] for r in rows("groups", g, "--members", "--limit", 0, "--mover", "Eppink")} == {r["id"] for r in every if "Eppink" in r["movers"]}, "groups: members by mover")

# -- formats
for q in (["moties"], ["toezeggingen"], ["edges"], ["answers"], ["missing"], ["cites", letter], ["cited-by", "kst-35373-8"], ["history", "35373"]):
    name, more = q[0], q[1:]
    want = rows(name, g, *more)
    table = list(csv.reader(io.StringIO(run(name, g, *more, "--format", "csv").stdout, newline="")))
    ok(len(table) == len(want) + 1 and all(len(r) == len(table[0]) for r in table) and table[0] == list(want[0]), f"{name}: csv has the same rows and columns")
    ok(not any(re.match(r"[=+@\t\r-]", c) and not re.fullmatch(r"-?[\d.]+", c) for r in table for c in r), f"{name}: no cell of csv is a formula")
    tsv = [l.split("\t") for l in run(name, g, *more, "--format", "tsv").stdout.split("\n")[:-1]]
    ok(len(tsv) == len(want) + 1 and all(len(r) == len(table[0]) for r in tsv), f"{name}: tsv has the same rows and columns")
    lines = run(name, g, *more, "--format", "markdown").stdout.splitlines()
    ok(len(lines) == len(want) + 2 and {len(re.findall(r"(?<!\\)\|", l)) for l in lines} == {len(re.findall(r"\|", lines[0]))}, f"{name}: markdown is a table")

# -- sql
ok(rows("sql", g, "SELECT state, count(*) AS n, avg(2) AS a, NULL AS z FROM motie WHERE id = 'kst-35373-8'") == [{"state": "answered", "n": 1, "a": 2.0, "z": None}], "sql: rows with their types")
ok(run("sql", g, "SELECT '=1+1' AS a, -5 AS b, '-x' AS c", "--format", "csv").stdout == "a,b,c\n\"'=1+1\",-5,\"'-x\"\n", "sql: words that a spreadsheet would reckon")
ok(run("sql", g, "SELECT 'a|b' AS a, '<b>*x*' AS b", "--format", "markdown").stdout.splitlines()[2] == "| a\\|b | &lt;b>\\*x\\* |", "sql: nothing in a cell is markup")
ok(run("sql", g, "SELECT 'a' || char(9, 10, 92) AS a", "--format", "tsv").stdout == "a\na\\t\\n\\\\\n", "sql: tabs and line ends in tsv")
before = g.read_bytes()
for q in ("DELETE FROM node", "UPDATE name SET name = 'x'", "DROP TABLE node", "CREATE TABLE x (y)", "CREATE TEMP TABLE x (y)", f"ATTACH '{T}/x.db' AS x", f"VACUUM INTO '{T}/x.db'",
          "PRAGMA user_version = 9", "PRAGMA query_only = 0", "PRAGMA writable_schema = 1", "SELECT load_extension('x')", "INSERT INTO search (search) VALUES ('rebuild')", "BEGIN",
          "SELECT 1; DELETE FROM node", "SELECT * FROM kg_rows, pragma_query_only(0)", "REINDEX", "ANALYZE", "", "-- nothing", "SELECT", "SELECT * FROM nowhere"):
    p = run("sql", g, q)
    ok(p.returncode == 2 and p.stderr.startswith("kamergraaf: ") and not p.stdout, f"sql refuses: {q.replace(str(T), '')}", p.stderr + p.stdout)
ok(g.read_bytes() == before and not (T / "x.db").exists(), "sql: and nothing was written")
p = run("sql", g, "--timeout", 1, "WITH RECURSIVE x(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM x) SELECT count(*) FROM x")
ok(p.returncode == 2 and "took too long" in p.stderr, "sql: a question without end ends", p.stderr)
ok(rows("sql", g, "PRAGMA table_info(node)")[0]["name"] == "id", "sql: what the tables are")

# -- what is wrong
for args, says in ((("cites", g, "kst-1-1"), "unknown id 'kst-1-1'"), (("history", g, "nonsense"), "unknown id 'nonsense'"),
                   (("cited-by", g, "kst-35373-1"), "near to it: kst-35373-10, kst-35373-11, kst-35373-12"), (("cites", g), "the id of a thing is missing"),
                   (("cites", g, "a", "b"), "too many words"), (("moties", g, "--from", "gisteren"), "'gisteren' is no date"), (("moties", g, "--to", "2020-13"), "is no date"),
                   (("missing", g, "--limit", "x"), "wants a number"), (("sql", g), "the SELECT is missing"), (("sql", g, "--timeout", "0", "SELECT 1"), "at least 1"),
                   (("answers",), "which graph file"), (("answers", T / "none.db"), "no such file"), (("answers", g, "--format", "xml"), "unknown format 'xml'"),
                   (("moties", g, "--kind", "brief"), "--kind has no meaning here"), (("path", g, "a", "b", "--minister=Blok"), "--minister=Blok has no meaning here"),
                   (("sql", g, "SELECT 1", "--dossier", "1"), "--dossier has no meaning here"), (("top", g, "--ministers", "x"), "unknown option --ministers"),
                   (("moties", g, "--state", "open,kept"), "unknown state 'kept'"), (("moties", g, "--state", ""), "unknown state ''"),
                   (("moties", g, "--mvoer", "x"), "unknown option --mvoer, did you mean --mover;"), (("moties", g, "--opn"), "did you mean --open"),
                   (("motie", g), "unknown command 'motie', did you mean moties;"), (("help", "serach"), "did you mean search"),
                   (("frobnicate", g), "unknown command 'frobnicate'; see"), (("moties", g, "--ministers=x"), "did you mean --minister"),
                   (("moties", g, "--dossier", "abc"), "'abc' is no dossier"), (("edges", g, "--dossier", "dossier-"), "'dossier-' is no dossier"),
                   (("search", g, "wapens", "--", "-embargo", "--limit", "2"), "'--limit' stands behind --"),
                   (("moties", g, "--judgement", "goed"), "unknown judgement 'goed'"), (("edges", g, "--judgement", "ontraden"), "--judgement has no meaning here"),
                   (("toezeggingen", g, "--state", "open,"), "unknown state ''"), (("toezeggingen", g, "--open", "--state", "open"), "--open or --state")):
    p = run(*args)
    ok(p.returncode == 2 and says in p.stderr and not p.stdout, f"{' '.join(map(str, args)).replace(str(T), '')}: {says}", p.stderr)

# A file that cannot be written is asked all the same.
os.chmod(g, 0o444)
ok(len(rows("cited-by", g, "kst-35373-8")) == 5, "a file that is read-only")
plan()
