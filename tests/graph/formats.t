#!/usr/bin/python3
"""Every writer, read back by others or by the letter of its format: GEXF, cyjs, NDJSON, tables, RDF, notes, yEd; GraphML and
GEXF by the published schemas (schema/README.md says where they are from and what may deviate).
The cases are those of export.t; `nasty` must pass through each."""
import csv, io, json, os, re, shutil, subprocess, sys, warnings, xml.etree.ElementTree as ET
sys.path.insert(0, "tests/graph")
import load
from tap import ok, plan, skip

KG, T = os.environ["KG"], os.environ["T"]
warnings.simplefilter("ignore")


def export(db, out, *args):
    path = f"{T}/{out}"
    run = subprocess.run([KG, "export", db, "-o", path, *args], capture_output=True, text=True)
    return path if run.returncode == 0 and not run.stderr else (print("#", run.returncode, run.stderr), None)[1]


GEXF, VIZ, GRAPHML, YED = ("{http://www.gexf.net/1.2draft}", "{http://www.gexf.net/1.2draft/viz}", "{http://graphml.graphdrawing.org/xmlns}",
                           "{http://www.yworks.com/xml/graphml}")


def strict(tree):
    """What schema/README.md allows goes; all the rest must be in the schema. What went, by name."""
    gone = set()
    for e in tree.iter():
        for tag, key in ((GEXF + "edge", "kind"), (GRAPHML + "edge", "label"), (GRAPHML + "key", "yfiles.type")):
            if e.tag == tag and e.attrib.pop(key, None) is not None: gone.add(key)
        if e.tag in (VIZ + "color", VIZ + "position", VIZ + "size"):
            gone.add("viz:" + e.tag[len(VIZ):])
            e.tag = GEXF + e.tag[len(VIZ):]
        for child in [c for c in e if c.tag.startswith(YED)]:
            gone.add("y:")
            e.remove(child)
    return gone


def valid(xsd, path, what, allowed):
    well_formed(path, what)
    tree = ET.parse(path)
    gone = strict(tree)
    tree.write(f"{T}/strict.xml", encoding="utf-8")
    run = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", f"tests/graph/schema/{xsd}", f"{T}/strict.xml"], capture_output=True, text=True)
    ok(run.returncode == 0, f"{what} is valid", run.stderr)
    ok(gone <= allowed, f"{what} deviates as it may and no more", gone)
    order = [e.tag.split("}")[1] for e in tree.iter() if e.tag.endswith(("}node", "}edge"))]
    ok(order == sorted(order, reverse=True), f"{what}: nodes before edges")


def well_formed(path, what):
    run = subprocess.run(["xmllint", "--noout", "--nonet", path], capture_output=True, text=True)
    ok(run.returncode == 0 and not run.stderr, f"{what} is XML", run.stderr)


LOOKS = {"kind", "viz:color", "viz:position", "viz:size"}


def gexf(db, case, nodes, edges):
    import networkx
    path = export(db, f"{case}.gexf")
    valid("gexf.xsd", path, f"{case}: GEXF", LOOKS)
    g = networkx.read_gexf(path)
    ok(len(g) == len(nodes) and g.number_of_edges() == len(edges), f"{case}: NetworkX counts the same in GEXF", (len(g), g.number_of_edges()))
    flat = lambda s: re.sub(r"[\n\t]", " ", s)
    have = [{k: d[k] for k in ("name", "kind", "soort", "title", "date", "dossier", "movers", "state", "present") if k in d}
            for _, d in g.nodes(data=True)]
    want = [{k: flat(v) if isinstance(v, str) else v for k, v in n.items() if k != "label"} for n in nodes]
    ok(have == want, f"{case}: with the same attributes", (have, want))
    spots = [tuple(d["viz"]["position"][k] for k in "xyz") for _, d in g.nodes(data=True)]
    ok(len(set(spots)) == len(spots), f"{case}: each with a place of its own", spots)
    lines = [d["line"] for *_, d in g.edges(data=True) if "line" in d]
    ok(sorted(lines) == sorted(e["line"] for e in edges if e["line"]), f"{case}: and lines", lines)


def ndjson(db, case):
    """The truth for the others: it holds everything."""
    path = export(db, f"{case}.ndjson")
    rows = [json.loads(l) for l in open(path, encoding="utf-8")]
    nodes, edges = ([r for r in rows if r["type"] == t] for t in ("node", "edge"))
    ok(len(nodes) + len(edges) == len(rows), f"{case}: NDJSON has nodes and edges alone")
    ok(all(list(n) == "type name label kind soort title date dossier present movers state".split() for n in nodes), f"{case}: each field of a node")
    ok(all(list(e) == "type source relation value target document line evidence confidence weight date".split() for e in edges),
       f"{case}: each field of an edge")
    plain = []
    for n in nodes:
        n = {k: v for k, v in n.items() if v not in (None, "") and k != "type"}
        n["movers"] = "; ".join(n["movers"])
        plain.append({k: v for k, v in n.items() if v != ""})
    return plain, edges


def cyjs(db, case, nodes, edges):
    e = json.load(open(export(db, f"{case}.cyjs"), encoding="utf-8"))["elements"]
    ids = [n["data"]["id"] for n in e["nodes"]]
    spots = {(n["position"]["x"], n["position"]["y"]) for n in e["nodes"]}
    ok(len(spots) == len(ids), f"{case}: cyjs has a place for each", spots)
    ok(len(set(ids)) == len(ids) == len(nodes) and all(isinstance(i, str) for i in ids), f"{case}: cyjs has the nodes", ids)
    ok(len(e["edges"]) == len(edges) and all(x["data"][s] in set(ids) for x in e["edges"] for s in ("source", "target")),
       f"{case}: and edges between them")
    ok([x["data"]["interaction"] for x in e["edges"]] == [x["relation"] for x in edges], f"{case}: with their relation")


def tables(db, case, nodes, edges):
    for style, sep, ends, args in (("plain", ",", "csv", ["csv"]), ("tsv", "\t", "tsv", ["tsv"]),
                                   ("excel", ";", "csv", ["csv", "--csv-style", "excel"]), ("neo4j", ",", "csv", ["csv", "--csv-style", "neo4j"])):
        path = export(db, f"{case}-{style}", "--format", *args)
        ok(path and sorted(os.listdir(path)) == [f"edges.{ends}", f"nodes.{ends}"], f"{case}: two tables, {style}")
        read = lambda f: list(csv.DictReader(io.StringIO(open(f"{path}/{f}.{ends}", encoding="utf-8-sig", newline="").read(), newline=""),
                                             delimiter=sep, strict=True))
        n, e = read("nodes"), read("edges")
        key, ends2 = {"neo4j": ("id:ID", (":START_ID", ":END_ID"))}.get(style, ("Id", ("Source", "Target")))
        bare = (lambda s: s[1:] if s[:1] == "'" else s) if style == "excel" else (lambda s: s)
        ok([bare(r[key]) for r in n] == [x["name"] for x in nodes], f"{case}: {style} nodes", [r[key] for r in n])
        ok([(bare(r[ends2[0]]), bare(r[ends2[1]])) for r in e] == [(x["source"], x["target"]) for x in edges], f"{case}: {style} edges")
        ok([bare(r["title"]) for r in n] == [x.get("title", "") for x in nodes], f"{case}: {style} titles")
        ok([bare(r["evidence"]) for r in e] == [x["evidence"] or "" for x in edges], f"{case}: {style} sentences")
        if style == "excel":
            cells = [v for r in n + e for v in r.values()]
            ok(not any(re.match(r"\s*[=+\-@]", c) for c in cells), f"{case}: nothing that a spreadsheet reckons", cells)


def rdf(db, case, nodes, edges):
    ttl, nt = export(db, f"{case}.ttl"), export(db, f"{case}.nt")
    if not shutil.which("rapper"): return skip(f"{case}: RDF", "rapper is not here (raptor2-utils)")
    def triples(path, form):
        run = subprocess.run(["rapper", "-q", "-i", form, "-o", "ntriples", path], capture_output=True)
        ok(run.returncode == 0 and not run.stderr, f"{case}: rapper reads {form}", run.stderr.decode())
        return sorted(re.sub(rb"_:\w*?(e\d+)\b", rb"_:\1", l) for l in run.stdout.split(b"\n"))
    a, b = triples(ttl, "turtle"), triples(nt, "ntriples")
    ok(a == b, f"{case}: Turtle and N-Triples say the same", (len(a), len(b)))
    ok(sum(b"22-rdf-syntax-ns#Statement>" in l for l in b) == len(edges), f"{case}: a statement for each relation")
    ok(sum(b"<http://purl.org/dc/terms/identifier>" in l for l in b) == len(nodes), f"{case}: an identifier for each thing")


def notes(db, case, nodes, edges):
    path = export(db, f"{case}-vault", "--format", "obsidian")
    files = sorted(os.listdir(path))
    ok(len(files) == len(nodes) and len({f.lower() for f in files}) == len(files), f"{case}: a note for each thing", files)
    ok(not any(re.search(r'[*"\\/<>:|?#^\[\]\x00-\x1f]', f) or f[0] == "." for f in files), f"{case}: names that every disk and link takes", files)
    links, seen = 0, set()
    for f in files:
        text = open(f"{path}/{f}", encoding="utf-8").read()
        front, body = text.split("\n---\n", 1)
        for line in front.split("\n")[1:]:
            m = re.fullmatch(r'(?:\w+:|  -)(?: (".*"|\d{4}-\d\d-\d\d|true|false))?', line)
            if not m: ok(False, f"{case}: {f}: a property", line)
            elif m[1] and m[1][0] == '"' and line.startswith("id: "): seen.add(json.loads(m[1]))
        for target in re.findall(r"^- .*?\[\[([^|\]]*)\|", body, re.M):
            links += target + ".md" in files
    ok(seen == {n["name"] for n in nodes}, f"{case}: every id stands in its note", seen)
    ok(links == len(edges), f"{case}: every relation is a link to a note that is there", (links, len(edges)))


for case in ("small", "nasty", "twins", "empty"):
    db = f"{T}/{case}.db"
    load.load(f"tests/graph/{case}.tsv", db)
    nodes, edges = ndjson(db, case)
    valid("graphml.xsd", export(db, f"{case}.graphml"), f"{case}: GraphML", {"label"})
    valid("graphml.xsd", export(db, f"{case}-yed.graphml", "--graphml", "yed"), f"{case}: GraphML for yEd", {"label", "yfiles.type", "y:"})
    gexf(db, case, nodes, edges)
    load.load(f"tests/graph/{case}.tsv", f"{T}/{case}-turned.db", -1)
    for form in ("gexf", "cyjs"):
        ok(open(export(db, f"{case}.{form}"), "rb").read() == open(export(f"{T}/{case}-turned.db", f"{case}-turned.{form}"), "rb").read(),
           f"{case}: {form} and its places do not hang on the order of rows")
    cyjs(db, case, nodes, edges)
    tables(db, case, nodes, edges)
    rdf(db, case, nodes, edges)
    notes(db, case, nodes, edges)

# -- places: as far apart as can be seen; none where there are too many
with open(f"{T}/places.tsv", "w") as f:
    for i in range(20001): f.write(f"node\tkst-1-{i}\tx\tkamerstuk\t\t\t\t1\t1\n")
    for i in range(1, 400): f.write(f"edge\tkst-1-0\tcites\t\tkst-1-{i}\tkst-1-0\t1\t\t1\n")
    for i in range(500, 2500): f.write(f"edge\tkst-1-{i}\tcites\t\tkst-1-{i * 7 % 2000 + 501}\tkst-1-{i}\t1\t\t1\n")
load.load(f"{T}/places.tsv", f"{T}/places.db")
nodes = json.load(open(export(f"{T}/places.db", "places.cyjs", "--select", "SELECT * FROM graph_edge")))["elements"]["nodes"]
spots = [complex(n["position"]["x"], n["position"]["y"]) for n in nodes]
near = sorted(min(abs(a - b) for b in spots if b is not a) for a in spots[::17])
ok(near[len(near) // 20] > 3 and near[len(near) // 2] > 15, "dots do not lie on one another", near[:9])
ok("position" not in open(export(f"{T}/places.db", "many.cyjs")).read(), "20,001 things get no places")

# -- what is wrong is said, and nothing is left of it
db = f"{T}/small.db"
def refused(what, why, *args):
    run = subprocess.run([KG, "export", db, *args], capture_output=True, text=True)
    ok(run.returncode == 2 and re.search(why, run.stderr), what, run.stderr)
refused("an unknown format", "unknown format .*obsidian", "--format", "gefx", "-o", f"{T}/x")
refused("an ending of no format", "no format is known by .xlsx; .*graphml.*--csv-style excel", "-o", f"{T}/x.xlsx")
refused("a name that says nothing", "--format is missing: graphml", "-o", f"{T}/x.y/x")
refused("tables need a folder", "needs a folder: -o DIR", "--format", "csv")
refused("a style for tables alone", "--csv-style takes", "--format", "gexf", "--csv-style", "excel")
refused("yEd is GraphML", "--graphml takes", "--format", "gexf", "--graphml", "yed")
refused("a vault never takes the place of a folder in use", "is there already", "--format", "obsidian", "-o", f"{T}/small-vault")
refused("a vault where nothing can be made", "none/x", "--format", "obsidian", "-o", f"{T}/none/x")
refused("a date is a date", "--from takes a date", "--format", "ndjson", "--from", "202")
refused("a number is a number", "--top takes a number", "--format", "ndjson", "--top", "many")
refused("an id that is not there", "kst-9-9.* is not in this graph", "--format", "ndjson", "--focus", "kst-9-9")
ok(not [f for f in os.listdir(T) if f.startswith(".") or f == "x"], "nothing is left behind", os.listdir(T))

run = subprocess.run([KG, "export", db, "--format", "ndjson", "--dossier", "99999"], capture_output=True, text=True)
ok((run.returncode, run.stdout) == (0, "") and "nothing of this graph is in the selection" in run.stderr, "an empty selection is an answer, and said", run)

# -- a part of the graph
def part(*args):
    run = subprocess.run([KG, "export", db, "--format", "ndjson", *args], capture_output=True, text=True, check=True)
    rows = [json.loads(l) for l in run.stdout.splitlines()]
    return sorted(r["name"] for r in rows if r["type"] == "node"), [(r["relation"], r["target"], r["weight"]) for r in rows if r["type"] == "edge"]


n, e = part("--relation", "judges, holds")
ok(n == ["kst-35373-10", "kst-35373-19", "kst-35373-8"] and len(e) == 2, "--relation keeps those and their ends", (n, e))
n, e = part("--from", "2021-01-01")
ok("kst-35373-8" in n and "kst-35373-10" not in n and all(r in ("answers", "cites", "fulfils") for r, *_ in e), "--from: what documents of that time say", (n, e))
ok(part("--to", "2020-12-31")[0] == ["kst-35373-10", "kst-35373-19", "kst-35373-8", "kst-35373-9"], "--to likewise")
n, e = part("--dossier", "35373")
ok("brief-1" in n and "S/RES/853(1993)" not in n, "--dossier: its things, and what has to do with them", n)
ok(part("--dossier", "dossier-35373") == (n, e), "a dossier by its id")
ok(part("--kind", "motie")[0] == ["kst-35373-10", "kst-35373-8", "kst-35373-9"], "--kind takes soorten")
n, e = part("--focus", "kst-35373-8")
ok(n == ["brief-1", "kst-35373-19", "kst-35373-8"] and len(e) == 5, "--focus: neighbours, and what is between them", (n, e))
ok(len(part("--focus", "S/RES/853(1993)", "--depth", "3")[0]) == 7, "--depth goes further")
ok(len(part("--focus", "S/RES/853(1993)", "--depth", "2")[0]) == 5, "step by step")
ok(len(part("--top", "2")[0]) == 2, "--top")
ok(("cites", "kst-35373-19", 2) in part("--merge")[1], "--merge gives weights", part("--merge"))
ok(part("--relation", "judges,holds,fulfils", "--largest-component")[0] == ["kst-35373-10", "kst-35373-19", "kst-35373-8"], "--largest-component")
ok(part("--select", "answers", "--kind", "motie,brief", "--focus", "brief-1")[0] == ["brief-1", "kst-35373-8"], "they go together")
merged = export(db, "merged.graphml", "--merge")
valid("graphml.xsd", merged, "GraphML with weights", {"label"})
ok('<data key="weight">2</data>' in open(merged).read(), "a weight in GraphML")
plan()
