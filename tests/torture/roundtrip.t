#!/usr/bin/python3
"""50,000 things, 100,000 relations through the writers and back: python3-igraph, NetworkX, Graphviz, R, cytoscape.js, graphology. What
is not on this machine is said aloud. LONG only: reading takes others minutes."""
import json, os, random, re, shutil, subprocess, sys, tempfile, warnings
from tap import ok, plan, skip

KG, T = os.environ["KG"], os.environ["T"]
NODES, EDGES = 50_000, 100_000
warnings.simplefilter("ignore")
sys.path.insert(0, "tests/graph")
import load


def table(path):
    dice = random.Random(7)
    words = ["citaat \"x\"", "a & b", "<b>vet</b>", "één", "regel\\nregel", "pagina\\feinde", "=1+1", "漢字"]
    with open(path, "w", encoding="utf-8") as f:
        for i in range(NODES):
            motion = i % 3 == 0
            f.write(f"node\tkst-{20000 + i % 900}-{i}\tnr. {i} {words[i % 8]}\tkamerstuk\t{'motie' if motion else 'brief'}\t"
                    f"Titel {words[i % 7]} {i}\t{2000 + i % 24}-0{1 + i % 9}-1{i % 9}\t{20000 + i % 900}\t{i % 2}\n")
        name = lambda i: f"kst-{20000 + i % 900}-{i}"
        for i in range(EDGES):
            a = dice.randrange(NODES)
            f.write(f"edge\t{name(a)}\t{('cites', 'cites', 'answers', 'introduces')[i % 4]}\t{'done' if i % 4 == 2 else ''}\t"
                    f"{name(dice.randrange(NODES))}\t{name(a)}\t{1 + i}\tZin {words[i % 8]} {i}.\t0.9\n")


def export(form, *more):
    path = f"{T}/g.{form}"
    run = subprocess.run([KG, "export", f"{T}/g.db", "-o", path, "--format", form, *more], capture_output=True, text=True)
    ok(run.returncode == 0 and not run.stderr, f"{form} is written", run.stderr)
    return path


def counts(values, what):
    """Nodes, edges, titles, dates, sentences, lines: the same wherever they are counted."""
    ok(values == WANT, f"{what}: as many nodes, edges and attributes", (values, WANT))


table(f"{T}/g.tsv")
load.load(f"{T}/g.tsv", f"{T}/g.db")
WANT = [NODES, EDGES, NODES, NODES, EDGES, EDGES]
graphml, gexf, dot, cyjs = export("graphml"), export("gexf"), export("dot"), export("cyjs")
turtle = export("turtle")

import igraph
g = igraph.Graph.Read_GraphML(graphml)
full = lambda values: sum(bool(v) and v == v for v in values)
counts([g.vcount(), g.ecount(), full(g.vs["title"]), full(g.vs["date"]), full(g.es["evidence"]), full(g.es["line"])], "python3-igraph, GraphML")
del g

import networkx
for path, read in ((graphml, lambda p: networkx.read_graphml(p, force_multigraph=True)), (gexf, networkx.read_gexf)):
    g = read(path)
    n, e = [d for _, d in g.nodes(data=True)], [d for *_, d in g.edges(data=True)]
    counts([len(n), len(e), sum("title" in d for d in n), sum("date" in d for d in n), sum("evidence" in d for d in e), sum("line" in d for d in e)],
           f"NetworkX, {path.rsplit('.')[-1]}")
    del g, n, e

run = subprocess.run(["gc", "-n", "-e", dot], capture_output=True, text=True)
ok(run.stdout.split()[:2] == [str(NODES), str(EDGES)], "gc counts the DOT", run.stdout + run.stderr)
run = subprocess.run(["nop", dot], capture_output=True)
ok(run.returncode == 0 and not run.stderr, "nop reads the DOT", run.stderr[:500])
ok(run.stdout.count(b"tooltip=") == NODES + EDGES, "with a tooltip on each", run.stdout.count(b"tooltip="))
ok(run.stdout.count(b"URL=") == NODES, "and a link on each node")
run = subprocess.run(["graphml2gv", graphml], capture_output=True)
back = subprocess.run(["gc", "-n", "-e"], input=run.stdout, capture_output=True, text=False)
ok(back.stdout.split()[:2] == [str(NODES).encode(), str(EDGES).encode()], "graphml2gv reads the GraphML", run.stderr[:300] + back.stdout)

if shutil.which("rapper"):
    run = subprocess.run(["rapper", "-q", "-c", "-i", "turtle", turtle], capture_output=True, text=True)
    said = subprocess.run(["rapper", "-c", "-i", "turtle", turtle], capture_output=True, text=True).stderr
    n = int((re.search(r"returned (\d+) triples", said) or [0, 0])[1])
    ok(run.returncode == 0 and n > NODES * 5 + EDGES * 8, "rapper reads the Turtle", said)
else: skip("rapper reads the Turtle", "raptor2-utils is not here")

r = 'suppressMessages(library(igraph)); g <- read_graph("%s", format="graphml"); e <- edge_attr(g, "evidence"); ' \
    'cat(sprintf("%%d", as.integer(c(vcount(g), ecount(g), sum(nzchar(V(g)$title)), sum(nzchar(V(g)$date)), sum(nzchar(e)), ' \
    'sum(E(g)$line > 0)))))' % graphml
if shutil.which("Rscript") and subprocess.run(["Rscript", "-e", "library(igraph)"], capture_output=True).returncode == 0:
    run = subprocess.run(["Rscript", "-e", r], capture_output=True, text=True)
    counts([int(x) for x in run.stdout.split()[-6:] if x.isdigit()], "R igraph, GraphML")
else: skip("R igraph reads the GraphML", "r-cran-igraph is not here")

script = """
const fs = require('fs'), cytoscape = require('cytoscape'), {MultiDirectedGraph} = require('graphology'), gexf = require('graphology-gexf');
const c = cytoscape({headless: true, elements: JSON.parse(fs.readFileSync(process.argv[2])).elements});
console.log([c.nodes().length, c.edges().length, c.nodes('[title]').length, c.nodes('[date]').length, c.edges('[evidence]').length, c.edges('[line]').length].join(' '));
const g = gexf.parse(MultiDirectedGraph, fs.readFileSync(process.argv[3], 'utf8')), many = (f, k) => { let n = 0; f((_, a) => n += k in a); return n; };
console.log([g.order, g.size, many(x => g.forEachNode(x), 'title'), many(x => g.forEachNode(x), 'date'), many(x => g.forEachEdge(x), 'evidence'),
             many(x => g.forEachEdge(x), 'line')].join(' '));
"""
packages = ["cytoscape@3.34.4", "graphology@0.26.0", "graphology-gexf@0.13.2", "@xmldom/xmldom@0.8.10"]
there = shutil.which("npm") and subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", f"{T}/node", *packages],
                                               capture_output=True, timeout=300).returncode == 0
if there:
    open(f"{T}/node/read.js", "w").write(script)
    run = subprocess.run(["node", "--max-old-space-size=3000", f"{T}/node/read.js", cyjs, gexf], capture_output=True, text=True)
    lines = (run.stdout.splitlines() + ["", ""])[:2]
    counts([int(x) for x in lines[0].split() if x.isdigit()], "cytoscape.js, cyjs")
    counts([int(x) for x in lines[1].split() if x.isdigit()], "graphology-gexf, GEXF")
    if run.stderr: print("\n".join("# " + l for l in run.stderr[:800].splitlines()))
else:
    skip("cytoscape.js reads the cyjs", "npm cannot install it here")
    skip("graphology reads the GEXF", "npm cannot install it here")
plan()
