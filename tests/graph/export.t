#!/usr/bin/python3
"""What goes out must come in again: each CASE.tsv becomes a graph file, is exported, held against CASE.graphml and CASE.dot, and
read back with NetworkX, igraph, Graphviz and xmllint. REGEN=1 writes the expected files anew."""
import json, os, re, shutil, subprocess, sys, warnings, xml.etree.ElementTree as ET
sys.path.insert(0, "tests/graph")
import load
from tap import ok, plan

KG, T = os.environ["KG"], os.environ["T"]


def clean(text):
    """What the program makes of bytes that may not stand in a file."""
    out, i = "", 0
    while i < len(text):
        for n in (1, 2, 3, 4):
            try: c = text[i:i + n].decode("utf-8")
            except UnicodeDecodeError: continue
            if len(c) == 1 and c not in "\ufffe\uffff": break
        else: c, n = "\ufffd", 1
        out += " " if (c < " " and c not in "\t\n") or c == "\x7f" else c
        i += n
    return out


def export(db, name, form, *more):
    path = f"{T}/{name}.{form}"
    run = subprocess.run([KG, "export", db, "--format", form, "-o", path, *more], capture_output=True, text=True)
    said = [l for l in run.stderr.splitlines() if "nothing of this graph is in the selection" not in l]
    return path if run.returncode == 0 and not said else (print("#", run.stderr), None)[1]


def expected(case):
    nodes, edges = {}, []
    for what, f in load.rows(case):
        if what == "node":
            keys = "name label kind soort title date dossier".split()
            nodes[f[0]] = {k: clean(v) for k, v in zip(keys, f) if v} | {"present": f[7] == b"1"}
            if len(f) > 8 and f[8]: nodes[f[0]]["movers"] = "; ".join(json.loads(f[8]))
            if len(f) > 9 and f[9]: nodes[f[0]]["state"] = f[9].decode()
        else:
            keys = "relation value document evidence".split()
            d = {k: clean(v) for k, v in zip(keys, (f[1], f[2], f[4], f[6])) if v}
            d |= {"confidence": round(float(f[7]), 4)} | ({"line": int(f[5])} if int(f[5]) else {})
            edges.append((clean(f[0]), clean(f[3]), d))
    return [nodes[k] for k in sorted(nodes)], edges


def order(edges): return sorted(edges, key=lambda e: (e[0], e[1], sorted((k, str(v)) for k, v in e[2].items())))


def with_networkx(path, nodes, edges, case):
    import networkx
    g = networkx.read_graphml(path, force_multigraph=True)
    ok([g.nodes[n] for n in g] == nodes, f"{case}: NetworkX gives the nodes back, in order", (list(g.nodes.data()), nodes))
    name = {n: g.nodes[n]["name"] for n in g}
    have = [(name[a], name[b], d) for a, b, d in g.edges(data=True)]
    ok(order(have) == order(edges), f"{case}: NetworkX gives the edges back", (order(have), order(edges)))


def with_igraph(path, nodes, edges, case):
    import igraph
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        g = igraph.Graph.Read_GraphML(path)
    ok(not said, f"{case}: igraph reads it without a warning", [str(w.message) for w in said])
    full = lambda d, keys: {k: d.get(k, "") for k in keys}
    keys = "name label kind soort title date dossier movers state".split()
    have = [full(v.attributes(), keys) | {"present": v["present"]} for v in g.vs]
    ok(have == [full(n, keys) | {"present": n["present"]} for n in nodes], f"{case}: igraph gives the vertices back", have)
    keys = "relation value document evidence".split()
    have = [(g.vs[e.source]["name"], g.vs[e.target]["name"], full(e.attributes(), keys) | {"confidence": e["confidence"]})
            for e in g.es]
    want = [(a, b, full(d, keys) | {"confidence": d["confidence"]}) for a, b, d in edges]
    ok(order(have) == order(want), f"{case}: igraph gives the edges back", (order(have), order(want)))
    ok(g.is_directed(), f"{case}: directed")


def with_graphviz(path, nodes, edges, case):
    canon = subprocess.run(["nop", path], capture_output=True)
    ok(canon.returncode == 0 and not canon.stderr, f"{case}: Graphviz's own parser takes it", canon.stderr)
    counted = subprocess.run(["gc", "-n", "-e", path], capture_output=True, text=True).stdout.split()[:2]
    ok(counted == [str(len(nodes)), str(len(edges))], f"{case}: gc counts the same", counted)
    g = json.loads(subprocess.run(["dot", "-Kdot", "-Tdot_json", path], capture_output=True).stdout.decode() or "{}")
    have = sorted(n["name"] for n in g.get("objects", []))
    # Graphviz knows no text of nothing: the blank stays, tabs and newlines are \n or a blank in a name.
    want = sorted(n["name"].replace("\\", "\\\\") for n in nodes)
    ok([h.replace("\\\\", "\\") for h in have] == [w.replace("\\\\", "\\") for w in want], f"{case}: DOT has the names", (have, want))
    said = subprocess.run([KG, "draw", f"{T}/{case}.db", "-o", f"{T}/{case}.svg"], capture_output=True, text=True)
    ok(said.returncode == 0 and not said.stderr, f"{case}: drawn", said.stderr)
    try: ET.parse(f"{T}/{case}.svg"); good = True
    except (ET.ParseError, OSError) as e: good = e
    ok(good is True, f"{case}: what is drawn is XML", good)


def nmtokens(path, nodes, case):
    ids = [n.get("id") for n in ET.parse(path).iter("{http://graphml.graphdrawing.org/xmlns}node")]
    ok(all(re.fullmatch(r"[-.:\w]+", i, re.A) for i in ids), f"{case}: XML ids are NMTOKENs", ids)
    ok(len(set(ids)) == len(ids), f"{case}: XML ids differ")


def compare(path, want, what):
    if os.environ.get("REGEN"): shutil.copy(path, want)
    same = os.path.exists(want) and open(path, "rb").read() == open(want, "rb").read()
    diff = "" if same else subprocess.run(["diff", "-u", want, path], capture_output=True, errors="replace", text=True).stdout
    ok(same, what, diff)


def whole(case, source, golden=True):
    db = f"{T}/{case}.db"
    load.load(source, db)
    load.load(source, f"{T}/{case}-turned.db", -1)
    graphml, dot = export(db, case, "graphml"), export(db, case, "dot")
    ok(graphml and dot, f"{case}: exported")
    if not (graphml and dot): return
    nodes, edges = expected(source)
    if golden:
        compare(graphml, f"tests/graph/{case}.graphml", f"{case}: the GraphML that was seen to be good")
        compare(dot, f"tests/graph/{case}.dot", f"{case}: the DOT that was seen to be good")
    for form, path in (("graphml", graphml), ("dot", dot)):
        turned = export(f"{T}/{case}-turned.db", case + "-turned", form)
        ok(turned and open(path, "rb").read() == open(turned, "rb").read(), f"{case}: {form} does not hang on the order of rows")
    nmtokens(graphml, nodes, case)
    with_networkx(graphml, nodes, edges, case)
    with_igraph(graphml, nodes, edges, case)
    if shutil.which("xmllint"):
        lint = subprocess.run(["xmllint", "--noout", "--nonet", graphml], capture_output=True)
        ok(lint.returncode == 0 and not lint.stderr, f"{case}: xmllint is content", lint.stderr)
    with_graphviz(dot, nodes, edges, case)


for case in ("small", "nasty", "twins", "empty"): whole(case, f"tests/graph/{case}.tsv")
long = "w" * 50 + " " + 'x"&<' * 30000
with open(f"{T}/long.tsv", "w") as f:
    f.write(f"node\tkst-1-1\t{long}\tkamerstuk\tmotie\t{long}\t\t\t1\t\topen\nnode\tkst-1-2\tb\tkamerstuk\t\t\t\t\t0\n"
            f"edge\tkst-1-1\tcites\t\tkst-1-2\tkst-1-1\t1\t{long}\t1\n")
whole("long", f"{T}/long.tsv", golden=False)

# -- selections
import networkx
db = f"{T}/small.db"
select = lambda sql: networkx.read_graphml(export(db, "selected", "graphml", "--select", sql), force_multigraph=True)
g = select("SELECT * FROM graph_edge WHERE relation = 'introduces'")
ok(sorted(g) == ["kst-35373-10", "kst-35373-19", "kst-35373-8", "kst-35373-9"] and g.number_of_edges() == 3,
   "a selection keeps its edges and their ends", list(g.edges))
g = select("select source, relation, target from graph_edge where relation = 'cites' and target = 'kst-35373-19'")
ok(g.number_of_edges() == 2, "three columns choose every line")
g = select("WITH x AS (SELECT * FROM graph_edge) SELECT source, relation, target, line FROM x WHERE line = 12")
ok([d["line"] for _, _, d in g.edges(data=True)] == [12], "a line chooses one of two")
ok(select("SELECT * FROM graph_edge WHERE 0").number_of_nodes() == 0, "a selection of nothing is an empty graph")
plan()
