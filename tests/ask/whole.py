"""Paths, measures, groups, the main path and words: NetworkX and igraph reckon the same from the GraphML export, on the examples and
on graphs made at random (with circles, parallel relations and loops); words are found again in the files."""
import json, os, pathlib, random, re, subprocess, sys, unicodedata, warnings
warnings.filterwarnings("ignore")
sys.path.insert(0, "tests/graph")
import igraph, networkx as nx, load
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python as pagerank   # the one that needs no numpy

from tap import KG, T, ok, run, plan


def rows(*args):
    p = run(*args, "--format", "ndjson")
    if p.returncode: print(f"# {args}: {p.stderr}")
    return [json.loads(line) for line in p.stdout.splitlines()]


def random_graph(name, n, m, seed):
    """A graph file of n things and m relations, more of them from late to early, a few in circles, with loops and parallels."""
    r = random.Random(seed)
    with open(T / f"{name}.tsv", "w") as f:
        for i in range(n): f.write(f"node\tkst-{i % 7 + 1}-{i}\t{i}\tkamerstuk\tbrief\tt\t2020-{i * 12 // n + 1:02}-01\t{i % 7 + 1}\t1\n")
        for k in range(m):
            a, b = r.randrange(n), r.randrange(n)
            if a < b and r.random() < .9: a, b = b, a
            id = lambda i: f"kst-{i % 7 + 1}-{i}"
            f.write(f"edge\t{id(a)}\t{r.choice(['cites', 'answers'])}\t\t{id(b)}\t{id(a)}\t{k + 1}\tz\t0.9\n")
    return n, m


def export(g):
    subprocess.run([KG, "export", g, "--format", "graphml", "-o", T / "g.graphml"], check=True)
    G = nx.read_graphml(T / "g.graphml", force_multigraph=True)
    return nx.relabel_nodes(G, {n: d["name"] for n, d in G.nodes(data=True)})


def simple(G):
    S = nx.DiGraph()
    S.add_nodes_from(G.nodes(data=True))
    S.add_edges_from((a, b) for a, b in G.edges() if a != b)
    return S


def near(have, want): return set(have) == set(want) and all(abs(have[n] - want[n]) <= 1e-5 * max(1e-4, abs(want[n])) + 1e-7 for n in want)


def measures(g, S, name):
    order = sorted(S)
    I = igraph.Graph(n=len(order), edges=[(order.index(a), order.index(b)) for a, b in S.edges()], directed=True)
    want = {"pagerank": pagerank(S, tol=1e-12, max_iter=10000), "betweenness": nx.betweenness_centrality(S, normalized=False),
            "core": nx.core_number(S.to_undirected()), "hub": dict(zip(order, I.hub_score())), "authority": dict(zip(order, I.authority_score()))}
    for by in want:
        have = rows("top", g, "--by", by, "--limit", 0)
        values = {r["id"]: r["value"] for r in have}
        ok(near(values, want[by]), f"{name}: {by} as {'igraph' if by in ('hub', 'authority') else 'NetworkX'} has it",
           [(n, values.get(n), want[by][n]) for n in want[by] if abs(values.get(n, -1) - want[by][n]) > 1e-5][:5])
        ok([r["value"] for r in have] == sorted((r["value"] for r in have), reverse=True) and [r["rank"] for r in have] == list(range(1, len(have) + 1)), f"{name}: {by}: the first comes first")
        ok(rows("top", g, "--by", by, "--limit", 3) == have[:3], f"{name}: {by}: the same when it is kept")
    comps = {frozenset(c) for c in nx.weakly_connected_components(S)}
    found = {}
    for r in rows("groups", g, "--by", "component", "--members", "--limit", 0): found.setdefault(r["group"], set()).add(r["id"])
    ok({frozenset(c) for c in found.values()} == comps, f"{name}: components as NetworkX has them")
    ok([len(found[i]) for i in sorted(found)] == sorted((len(c) for c in comps), reverse=True), f"{name}: the largest group is number 1")
    member = {r["id"]: r["group"] for r in rows("groups", g, "--members", "--limit", 0)}
    U = I.as_undirected()
    theirs = max(U.community_leiden(objective_function="modularity", n_iterations=-1).modularity for _ in range(5))
    ours = U.modularity([member[n] for n in order]) if U.ecount() else 0
    ok(set(member) == set(order) and (U.ecount() == 0 or ours >= theirs - .03), f"{name}: communities are as good as those of python-igraph", f"{ours} {theirs}")
    table = rows("groups", g, "--limit", 0)
    ok([(r["group"], r["size"]) for r in table] == [(i, sum(v == i for v in member.values())) for i in sorted(set(member.values()))], f"{name}: groups and their sizes")
    ok(all(set(r["members"]) <= {n for n in member if member[n] == r["group"]} and len(r["members"]) == min(10, r["size"]) for r in table), f"{name}: members of each")


def paths(g, G, S, name, pairs):
    bad, none = [], 0
    for a, b in pairs:
        for both in (False, True):
            H = S.to_undirected() if both else S
            try: want = sorted(nx.all_shortest_paths(H, a, b))
            except nx.NetworkXNoPath: want = []
            p = run("path", g, a, b, "--all", "--format", "ndjson", *(["--both"] if both else []))
            if not want:
                none += 1
                if p.returncode != 2 or "no path from" not in p.stderr: bad.append((a, b, both, p.stderr))
                continue
            found = {}
            for r in map(json.loads, p.stdout.splitlines()):
                found.setdefault(r["path"], [a]).append(r["to"])
                ends = (r["from"], r["to"]) if r["way"] == "->" else (r["to"], r["from"])
                said = [(d["relation"], d.get("document"), d["line"], d.get("evidence")) for d in G.get_edge_data(*ends, default={}).values()]
                if (r["relation"], r["doc"], r["line"], r["evidence"]) not in said: bad.append((r, said))
            if len(want) <= 100 and sorted(found.values()) != want: bad.append((a, b, both, found, want))
            first = [json.loads(l) for l in run("path", g, a, b, "--format", "ndjson", *(["--both"] if both else [])).stdout.splitlines()]
            if [a] + [r["to"] for r in first] != found[1]: bad.append((a, b, both, "first", first))
    ok(not bad, f"{name}: all shortest paths of {len(pairs)} pairs, and their words, as NetworkX has them ({none} without a path)", bad[:2])


def main_path(g, G, name, dossier=None):
    found = rows("mainpath", g, *(["--dossier", dossier] if dossier else []))
    S = simple(G)
    if dossier:
        inside = {n for n, d in S.nodes(data=True) if d.get("dossier") == dossier}
        ends = {(a, b) for a, b, d in G.edges(data=True) if a in inside or b in inside or d.get("document") in inside}
        S = S.edge_subgraph([e for e in S.edges() if e in ends]).copy()
    S.remove_nodes_from(list(nx.isolates(S)))
    told = re.search(r"(\d+) links? w", run("mainpath", g, *(["--dossier", dossier] if dossier else [])).stdout)
    if told: return ok(len(found) > 1 and all(S.has_edge(b["id"], a["id"]) for a, b in zip(found, found[1:])), f"{name}: a chain of links, {told[1]} left out")
    ok(nx.is_directed_acyclic_graph(S), f"{name}: no circle where none was left out")
    D = S.reverse()                                           # down the time
    order = list(nx.topological_sort(D))
    into, out = {}, {}
    for n in order: into[n] = sum(into[p] for p in D.pred[n]) or 1
    for n in reversed(order): out[n] = sum(out[p] for p in D.succ[n]) or 1
    total = sum(out[n] for n in order if not D.pred[n])
    for a, b in D.edges(): D[a][b]["share"] = into[a] * out[b] / total
    best = nx.dag_longest_path_length(D, weight="share")
    have = [r["share"] for r in found[1:]]
    ok(all(abs(D[a["id"]][b["id"]]["share"] - b["share"]) < 1e-5 for a, b in zip(found, found[1:])), f"{name}: the share of each link")
    ok(abs(sum(have) - best) < 1e-4 and len(found) > 1, f"{name}: no path weighs more", f"{sum(have)} {best}")


examples = T / "g.db"
subprocess.run([KG, "build", "--quiet", "-o", examples, "examples/nagorno-karabach"], check=True)
G = export(examples)
letter, debate = "brief-moties-2021-11-04", "kst-35373-19"
measures(examples, simple(G), "examples")
r = random.Random(1)
names = sorted(G)
paths(examples, G, simple(G), "examples", [(letter, "kst-35373-8"), (debate, letter), ("kst-21501-02-2401", debate)] + [tuple(r.sample(names, 2)) for _ in range(25)])
# The letter answers motion 8 on line 214; the debate put it on record on line 2942.
ok([(s["from"], s["way"], s["relation"], s["to"], s["line"]) for s in rows("path", examples, letter, debate, "--both")] ==
   [(letter, "->", "answers", "kst-35373-8", 214), ("kst-35373-8", "<-", "introduces", debate, 2942)], "a path from the letter back to the debate")
main_path(examples, G, "examples")
main_path(examples, G, "dossier 35373", "35373")
top = rows("top", examples, "--limit", 0)
want = {n: len({d["document"] for a, _, d in G.in_edges(n, data=True) if d["document"] != n}) for n in G}
ok({x["id"]: x["value"] for x in top} == {n: v for n, v in want.items() if v}, "top: by how many documents a thing is cited")
ok([x["id"] for x in rows("top", examples, "--by", "pagerank", "--kind", "motie", "--dossier", "35373", "--limit", 0)] ==
   [x["id"] for x in rows("top", examples, "--by", "pagerank", "--limit", 0) if x["kind"] == "motie" and x["dossier"] == "35373"], "top: filters leave the measure alone")

for name, n, m, seed in (("thin", 60, 50, 1), ("dense", 40, 200, 2), ("tree", 80, 79, 3)):
    random_graph(name, n, m, seed)
    load.load(T / f"{name}.tsv", T / f"{name}.db")
    g = T / f"{name}.db"
    H = export(g)
    measures(g, simple(H), name)
    names = sorted(H)
    paths(g, H, simple(H), name, [tuple(r.sample(names, 2)) for _ in range(25)])
    main_path(g, H, name)
    main_path(g, H, name + ", one dossier", "3")

# -- words
def plain(s): return re.sub(r"\s+", " ", "".join(c for c in unicodedata.normalize("NFD", s) if not unicodedata.combining(c))).lower()


def hits(*words): return rows("search", examples, *words, "--limit", 0)


texts = {f.stem: f.read_text() for f in pathlib.Path("examples/nagorno-karabach").glob("*.txt")}
for word in ("wapenembargo", "clustermunitie", "Bakoe", "azerbeidzjan"):
    found = hits(word)
    want = {d for d, t in texts.items() if re.search(rf"\b{word}\b", plain(t))} if word.islower() else {d for d, t in texts.items() if word in t}
    ok({x["doc"] for x in found} == want and found, f"search {word}: in the documents that hold it", ({x["doc"] for x in found}, want))
    ok(all(word.lower() in plain(x["text"]) for x in found), f"search {word}: the words are shown", [x for x in found if word.lower() not in plain(x["text"])][:1])
ok([x["score"] for x in hits("wapenembargo")] == sorted((x["score"] for x in hits("wapenembargo")), reverse=True), "search: the best first")
ok({(x["doc"], x["line"]) for x in hits('"Het kabinet acht de uitvoering van deze motie"')} == {(letter, 48)}, "search: a phrase, and its line")
ok({x["doc"] for x in hits("Azerbeidzjaans* krijgsgevangenen")} <= {x["doc"] for x in hits("krijgsgevangenen")}, "search: beginnings of words")
ok(len(hits("krijgsgevangenen")) == len(hits("KRIJGSGEVANGENEN")) == len(hits("krijgsgevangénen")) > 0, "search: case and accents do not matter")
some = hits("krijgsgevangenen")
without = [json.loads(l) for l in run("search", examples, "--limit", 0, "--format", "ndjson", "--", "krijgsgevangenen -Armeense").stdout.splitlines()]
ok(0 < len(without) < len(some) and {(x["doc"], x["line"]) for x in without} < {(x["doc"], x["line"]) for x in some}, "search: without a word")
ok(hits("wapenembargo", "--from", "2021") == [x for x in hits("wapenembargo", "--limit", 0) if x["date"] >= "2021"], "search: --from")
ok({x["speaker"] for x in hits("wapenembargo", "--minister", "Blok")} == {"Minister Blok"}, "search: --minister", {x["speaker"] for x in hits("wapenembargo", "--minister", "Blok")})
ok({x["doc"] for x in hits("conflict", "--dossier", "35373")} == {debate}, "search: --dossier")
ok(len(rows("search", examples, "conflict")) == 20 and len(rows("search", examples, "conflict", "--limit", 3)) == 3, "search: --limit")
for q in ('"', "*", "AND", "NEAR(a b)", "words:x", "a OR b", "-", "{", "'; DROP TABLE node; --", '"a" "', "^x", "é*", "x" * 5000, "(", "NOT"):
    p = run("search", examples, "--", q)
    ok(p.returncode in (0, 2) and ("syntax" not in p.stderr) and (p.returncode == 0 or "no words to look for" in p.stderr), f"search: {q[:30]} are words, or none", p.stderr)

# New documents, changed ones, and those that are gone.
new = T / "new.db"
(T / "docs").mkdir()
(T / "docs" / "a.txt").write_text("De kwakzalver spreekt.\n")
(T / "docs" / "b.txt").write_text("Een zonderling woord.\n")
def build(*more): subprocess.run([KG, "build", "--quiet", "-o", "new.db", *more, "docs"], cwd=T, check=True)
def docs(word): return [x["doc"] for x in rows("search", new, word)]
build()
ok(docs("kwakzalver") == ["a"] and docs("zonderling") == ["b"], "search: first")
(T / "docs" / "a.txt").write_text("De toverdokter spreekt.\n")
(T / "docs" / "c.txt").write_text("Nog een kwakzalver.\n")
build()
ok(docs("kwakzalver") == ["c"] and docs("toverdokter") == ["a"] and docs("zonderling") == ["b"], "search: after a change")
(T / "docs" / "b.txt").unlink()
build("--prune")
ok(docs("zonderling") == [] and docs("toverdokter") == ["a"], "search: after documents are gone")
check = subprocess.run(["sqlite3", new, "INSERT INTO search (search) VALUES ('integrity-check'); PRAGMA integrity_check"], capture_output=True, text=True)
ok(check.stdout.strip() == "ok" and not check.stderr, "search: the index is whole", check)
build()
ok(rows("top", new, "--limit", 0) == [] and rows("groups", new, "--limit", 0)[0]["size"] == 1, "nothing cited, everything alone")
ok(rows("sql", examples, "SELECT count(*) AS n FROM search WHERE search MATCH 'wapenembargo'") == [{"n": len(hits("wapenembargo"))}], "sql: the index of words can be asked, too")
lines = [f'{{"Id":"00000002-fd56-4f64-8a4a-{n:012d}","Nummer":"2024Z{n:05d}","Soort":"Motie","Onderwerp":"Motie over ding {n}","GestartOp":"2024-03-27T00:00:00Z","Verwijderd":false}}' for n in range(300)]
(T / "zaak.ndjson").write_text("\n".join(lines) + "\n")
records = T / "records.db"
subprocess.run([KG, "build", "--quiet", "-o", records, T / "zaak.ndjson", *(str(d) for d in sorted(pathlib.Path("examples/nagorno-karabach").glob("*.txt")))], check=True)
for by in "community", "component":
    found = rows("groups", records, "--by", by, "--limit", 0)
    ok([r["group"] for r in found] == list(range(1, len(found) + 1)), f"{by}: numbered from 1; a file of records is in none", found[:2])
    alone = [m for r in found for m in r["members"] if m.startswith("2024Z")]
    ok(len(alone) == 300 and all(r["size"] == 1 for r in found if r["members"][0].startswith("2024Z")), f"{by}: what is tied to nothing is a group of its own", len(alone))
empty = T / "empty.db"
subprocess.run(["sqlite3", empty], input=open("src/store/store.sql").read(), text=True, check=True)
for q in (["top", "--by", "pagerank"], ["top", "--by", "hub"], ["groups"], ["mainpath"], ["missing"], ["answers"]):
    p = run(q[0], empty, *q[1:], "--format", "ndjson")
    ok(p.returncode == 0 and not p.stdout and not p.stderr, f"an empty graph file: {' '.join(q)}", p.stderr)

os.chmod(examples, 0o444)
ok(run("path", examples, letter, letter).returncode == 2 and "one thing" in run("path", examples, letter, letter).stderr, "a path from a thing to itself")
plan()
