#!/usr/bin/python3
"""Every way to choose a part of the graph, with every format: the same things and relations come out of each, counted by a reader of
that format. What NDJSON says is the truth here; formats.t says what each option means."""
import csv, io, json, os, re, subprocess, sys, warnings, xml.etree.ElementTree as ET
sys.path.insert(0, "tests/graph")
import load
from tap import ok, plan

KG, T = os.environ["KG"], os.environ["T"]
warnings.simplefilter("ignore")


def xml(node, edge, name):
    def read(path):
        tree = ET.parse(path)
        local = lambda e: e.tag.split("}")[1]
        nodes = [e for e in tree.iter() if local(e) == "node"]
        return sorted(name(n) for n in nodes), sum(local(e) == edge for e in tree.iter())
    return read


def graphml_name(n): return next(d.text for d in n if d.get("key") == "name")
def gexf_name(n): return next(d.get("value") for d in n.iter() if d.get("for") == "name")


def dot(path):
    run = lambda prog: subprocess.run(["gvpr", prog, path], capture_output=True, text=True).stdout.split("\n")[:-1]
    return sorted(run("N { print(name) }")), len(run("E { print(name) }"))


def cyjs(path):
    e = json.load(open(path, encoding="utf-8"))["elements"]
    return sorted(n["data"]["id"] for n in e["nodes"]), len(e["edges"])


def ndjson(path):
    rows = [json.loads(l) for l in open(path, encoding="utf-8")]
    return sorted(r["name"] for r in rows if r["type"] == "node"), sum(r["type"] == "edge" for r in rows)


def tables(sep, key, ends):
    def read(path):
        rows = lambda f: list(csv.DictReader(io.StringIO(open(f"{path}/{f}.{ends}", encoding="utf-8-sig", newline="").read(), newline=""), delimiter=sep))
        return sorted(r[key] for r in rows("nodes")), len(rows("edges"))
    return read


def obsidian(path):
    notes = [open(f"{path}/{f}", encoding="utf-8").read() for f in os.listdir(path)]
    return sorted(json.loads(re.search(r"^id: (.*)$", n, re.M)[1]) for n in notes), sum(len(re.findall(r"^- .*?\[\[", n, re.M)) for n in notes)


def rdf(form):
    def read(path):
        lines = subprocess.run(["rapper", "-q", "-i", form, "-o", "ntriples", path], capture_output=True, text=True).stdout.split("\n")
        ids = [re.search(r'"(.*)"', l)[1] for l in lines if "<http://purl.org/dc/terms/identifier>" in l]
        return sorted(ids), sum("22-rdf-syntax-ns#Statement>" in l for l in lines)
    return read


def page(path):
    data = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', open(path, encoding="utf-8").read(), re.S)[1])
    return sorted(n[0] for n in data["nodes"]), len(data["arcs"])


FORMATS = {"html": ([], page), "graphml": ([], xml("node", "edge", graphml_name)), "yed": (["--format", "graphml", "--graphml", "yed"], xml("node", "edge", graphml_name)),
           "gexf": ([], xml("node", "edge", gexf_name)), "dot": ([], dot), "cyjs": ([], cyjs), "csv": ([], tables(",", "Id", "csv")),
           "tsv": ([], tables("\t", "Id", "tsv")), "excel": (["--format", "csv", "--csv-style", "excel"], tables(";", "Id", "csv")),
           "neo4j": (["--format", "csv", "--csv-style", "neo4j"], tables(",", "id:ID", "csv")), "obsidian": ([], obsidian),
           "turtle": ([], rdf("turtle")), "ntriples": ([], rdf("ntriples"))}
WAYS = {"all": [], "--select recipe": ["--select", "answers"], "--select SQL": ["--select", "SELECT * FROM graph_edge WHERE relation = 'introduces'"],
        "--focus": ["--focus", "brief-1"], "--depth": ["--focus", "S/RES/853(1993)", "--depth", "3"], "--dossier": ["--dossier", "35373"],
        "--kind": ["--kind", "motie"], "--relation": ["--relation", "judges,cites"], "--from": ["--from", "2021-01-01"], "--to": ["--to", "2020-12-31"],
        "--largest-component": ["--relation", "judges,holds,fulfils", "--largest-component"], "--top": ["--top", "3"], "--merge": ["--merge"],
        "all of them": ["--select", "SELECT * FROM graph_edge", "--focus", "kst-35373-19", "--depth", "2", "--kind", "motie,brief,kamerstuk", "--to", "2030-01-01",
                        "--from", "1900-01-01", "--dossier", "35373", "--relation", "cites,answers,introduces", "--largest-component", "--top", "5", "--merge"],
        "nothing": ["--dossier", "99999"]}
load.load("tests/graph/small.tsv", f"{T}/g.db")
seen = set()
for way, (what, args) in enumerate(WAYS.items()):
    def export(name, more):
        path = f"{T}/{name}-{way}"
        run = subprocess.run([KG, "export", "--quiet", f"{T}/g.db", "-o", path, *more, *args], capture_output=True, text=True)
        return path if (run.returncode, run.stderr) == (0, "") else print("#", run.returncode, run.stderr)
    truth = ndjson(export("ndjson", ["--format", "ndjson"]))
    seen.add((tuple(truth[0]), truth[1]))
    for name, (more, read) in FORMATS.items():
        path = export(name, more or ["--format", name])
        have = path and read(path)
        if (what, name) == ("--select recipe", "dot"):                    # DOT draws the picture of the recipe: with a legend, some things twice
            ok(have and set(truth[0]) <= set(have[0]), f"{what}: {name}", have)
            continue
        ok(have == truth, f"{what}: {name}", (have, truth))
ok(len(seen) >= len(WAYS) - 2, "the ways give different parts", len(seen))

# -- pictures take them too
for view in ("answers", "toezeggingen", "dossier --dossier 35373", "around --focus kst-35373-8", "network"):
    for what, args in WAYS.items():
        if what in ("nothing", "all of them") and view.split()[0] in ("dossier", "around"): continue   # not in the selection: refused, draw.t
        if "--focus" in args and "--focus" in view: continue
        run = subprocess.run([KG, "export", "--quiet", f"{T}/g.db", "-o", f"{T}/v.dot", "--view", *view.split(), *args], capture_output=True, text=True)
        good = run.returncode == 0 and subprocess.run(["nop", f"{T}/v.dot"], capture_output=True).returncode == 0
        absent = run.returncode == 2 and "in the selection" in run.stderr
        ok(good or absent, f"{view.split()[0]}: {what}", run.stderr)
plan()
