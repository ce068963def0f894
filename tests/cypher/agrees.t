#!/usr/bin/python3
"""agrees.t - asks each question of questions.tsv of the graph of the examples, and the same of its GraphML with networkx.

A line: the question, a tab, a Python expression that gives the rows. In it: G (the MultiDiGraph, by official id), N(label...) ids of
nodes with one of these labels, E(relation...) edges (from, to, attributes), at(id) a node's attributes, walks(a..b, relation, most)
(from, to, steps) of each walk that takes no edge twice. Rows are compared in order where the question orders them, else as a bag."""
import json, os, pathlib, subprocess, sys
import networkx as nx

here, kg = pathlib.Path(__file__).parent, os.environ["KG"]
tmp = pathlib.Path(os.environ["T"])
subprocess.run([kg, "build", "--quiet", "-o", tmp / "g.db", "examples/nagorno-karabach"], check=True)
subprocess.run([kg, "export", tmp / "g.db", "--format", "graphml", "-o", tmp / "g.graphml"], check=True)
read = nx.read_graphml(tmp / "g.graphml", force_multigraph=True)
G = nx.relabel_nodes(nx.MultiDiGraph(read), {n: d["name"] for n, d in read.nodes(data=True)})
at = G.nodes.__getitem__


def label(n): return at(n).get("soort") or at(n)["kind"]
def N(*labels): return [n for n in G if not labels or label(n) in labels]
def E(*relations): return [(a, b, d) for a, b, d in G.edges(data=True) if not relations or d["relation"] in relations]


def walks(most, *relations, either=False):
    out, step = [], {}
    for i, (a, b, d) in enumerate(E(*relations)):
        step.setdefault(a, []).append((i, b))
        if either and a != b: step.setdefault(b, []).append((i, a))
    def go(start, now, seen):
        for i, to in step.get(now, []):
            if i in seen: continue
            out.append((start, to, len(seen) + 1))
            if len(seen) + 1 < most: go(start, to, seen | {i})
    for n in list(step): go(n, n, frozenset())
    return out


def flat(v):
    if isinstance(v, (list, tuple)): return tuple(sorted(map(flat, v), key=str))
    if isinstance(v, bool): return int(v)
    return round(v, 6) if isinstance(v, float) else v


passed = failed = 0
for number, line in enumerate((here / "questions.tsv").read_text(encoding="utf-8").splitlines(), 1):
    if not line.strip() or line.startswith("#"): continue
    question, python = line.split("\t")
    run = subprocess.run([kg, "cypher", tmp / "g.db", question, "--format", "ndjson"], capture_output=True, text=True)
    got = [tuple(map(flat, json.loads(l).values())) for l in run.stdout.splitlines()]
    want = [tuple(map(flat, r)) for r in eval(python)]
    if "ORDER BY" not in question: got, want = sorted(got, key=str), sorted(want, key=str)
    ok = run.returncode == 0 and got == want
    passed, failed = passed + ok, failed + (not ok)
    print(f"{'ok' if ok else 'not ok'} {passed + failed} - {question}")
    if not ok: print(f"#   line {number}: {run.stderr.strip()}\n#   got  {got[:4]}... {len(got)}\n#   want {want[:4]}... {len(want)}")
print(f"1..{passed + failed}")
sys.exit(failed > 0)
