#!/usr/bin/env python3
"""Hold what kamergraaf finds against the hand-made annotation in this folder.

  score.py --program ./kamergraaf [--docs DIR] [--gold DIR] [--lists] [--json FILE] [--min NAME=VALUE ...] [DOC ...]

DOC is one of docs.tsv (columns doc, file), which says which file of DIR is which; default: all of them. Without a docs.tsv it is
the first three characters of a document in DIR that has a DOC.mentions.tsv.
For each document it runs   PROGRAM extract --format ndjson FILE
                            PROGRAM text --notes --format ndjson FILE
                            PROGRAM build -o TMP.db FILE, then moties, toezeggingen and edges --format ndjson TMP.db
and prints precision and recall of each layer. --lists prints each miss and each error with its line.
--min explicit.p=0.98 makes the exit status 1 where the figure (over all documents) is lower; the names are
those printed in the last table.

How the figures are counted
- explicit: a prediction with how=explicit is right when its span overlaps a gold row of the layer `explicit` and the
  target is the same. Kinds are compared apart (`kind`), since a right target under another kind is a lesser fault.
- context: a prediction with how=context is right when it overlaps a `context` row and gives the same target, or none where
  the row says `?`. A target given where the row says `?` is an error, a missing target where the row has one a miss only.
- A prediction without a target is at most a miss, never an error. A span must be the bytes that it names, and a match no longer
  than twice the gold's words and 160 bytes more.
- flags: `repaired` where the gold notes `typo:`, `conflict` where it notes `conflict:`, and only there (explicit layer).
- Not counted either way: gold rows whose note says `loose:`, `anaphor:`, `its number follows`, `its address follows`
  (right, wanted by some readers, asked of nobody); predictions that are no more than "deze motie" and the like.
- furniture: the number of predictions that take a page head or foot for a citation. It must be 0.
- A gold target SEED#motie-N or SEED#toezegging-N has no official number: any id of that shape, or none, is right.
- A url row whose note says `maps: ID` is right with the address or with ID.
- motions: a row that tells a life (introduced, judgements, answers) must be in the gold; the last judgement counts; where the
  gold's state is `?`, the state is null or `reported`.
- commitments: by line, and `how: list` apart. A row near a line that the note of a gold row names (said again, running text) is no error.
- edges: (relation, target); `cites` is never an error, and a citation that the program gives a type is found, but the type
  must be right: a typed relation that the gold does not have is an error.
"""
import argparse, collections, csv, json, pathlib, re, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).resolve().parent
NEUTRAL = ("loose:", "anaphor:", "its number follows", "its address follows")
BARE = re.compile(r"(?i)\s*(de|deze|die|dezelfde|dit|dat|uw|mijn|zijn|haar|hun|onze)?\s*(eerste|tweede|andere|vorige|volgende)?\s*"
                  r"(gewijzigde\s+)?(kamer)?(moties?|brie(f|ven)|toezegging(en)?|verslag|vragen|debat|overleg)\s*")
LOCAL = re.compile(r".+#(motie|toezegging|intern|vraag)-\d+")
TYPED = ("answers", "introduces", "judges", "holds", "promises", "fulfils", "replaces", "withdraws", "on_agenda")

def rows(path):
    if not path.exists(): return []
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))

BROKEN = []                                               # calls that failed: the score is then no score
def call(cmd):
    p = subprocess.run(cmd, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if p.returncode not in (0, 1):
        BROKEN.append(f"{' '.join(map(str, cmd[1:3]))}: exit status {p.returncode}: {p.stderr.decode(errors='replace').strip()[:200]}")
        print("  BROKEN " + BROKEN[-1])
    return p.stdout.decode("utf-8", errors="replace")

def ndjson(cmd):
    out = []
    for l in call(cmd).splitlines():
        if not l.strip(): continue
        try: out.append(json.loads(l))
        except ValueError as e: BROKEN.append(f"{cmd[1]}: no JSON: {l[:80]!r} ({e})"); print("  BROKEN " + BROKEN[-1])
    return out

class Text:
    """The bytes of one document, with gold rows placed on byte offsets."""
    def __init__(self, path):
        self.data = path.read_bytes(); self.text = self.data.decode("utf-8")
        self.at = [0]
        for c in self.text: self.at.append(self.at[-1] + len(c.encode()))
        self.lines = [0] + [i + 1 for i, c in enumerate(self.text) if c == "\n"] + [len(self.text)]
    def place(self, line, words, taken):
        words = words.replace("\\n", "\n"); i = self.text.find(words, self.lines[line - 1])
        while i >= 0 and (self.at[i], self.at[i + len(words)]) in taken:
            j = self.text.find(words, i + 1)
            if j < 0 or j >= self.lines[line]: break
            i = j
        if i < 0: raise SystemExit(f"gold row not in the text: line {line}: {words!r}")
        return self.at[i], self.at[i + len(words)]

def same(gold, pred, note=""):
    if gold == "?": return pred is None
    if LOCAL.fullmatch(gold): return pred is None or bool(LOCAL.fullmatch(pred))
    if pred is None: return False
    if pred.casefold() == gold.casefold() or pred.casefold() == "kv-tk-" + gold.casefold(): return True
    m = re.search(r"maps: (\S+)", note)
    if m and m.group(1).casefold() == pred.casefold(): return True
    bare = lambda u: re.sub(r"^https?://", "", u.casefold()).rstrip("/")
    return "." in gold and bare(gold) == bare(pred)

class Count:
    def __init__(self): self.tp = self.fp = self.fn = 0
    def add(self, o): self.tp += o.tp; self.fp += o.fp; self.fn += o.fn
    p = property(lambda s: s.tp / (s.tp + s.fp) if s.tp + s.fp else float("nan"))
    r = property(lambda s: s.tp / (s.tp + s.fn) if s.tp + s.fn else float("nan"))
    def __str__(self): return f"P {self.p:.3f}  R {self.r:.3f}   ({self.tp} right, {self.fp} wrong, {self.fn} missed)"

def mentions(text, gold, pred, say):
    """Counts of the layers for one document."""
    taken, placed = set(), []
    for g in gold:
        s = text.place(int(g["line"]), g["text"], taken)
        if all((q[0], q[1]) != s for q in placed): taken.add(s)
        placed.append((s[0], s[1], g))
    out = {"explicit": Count(), "context": Count(), "kind": Count(), "found": Count(), "flags": Count()}; furniture = 0
    over = lambda p, s: p["start"] < s[1] and s[0] < p["end"] and p["end"] - p["start"] <= 2 * (s[1] - s[0]) + 160
    for p in pred:                                        # a span must be the text that it says
        if text.data[p["start"]:p["end"]].decode("utf-8", errors="replace") != p["text"]:
            BROKEN.append(f"extract: line {p['line']}: text is not file[{p['start']}:{p['end']}]: {p['text'][:50]!r}")
    if BROKEN: print("  BROKEN " + BROKEN[-1])
    used = set()
    for p in pred:
        how, t = p["how"], p.get("target")
        hits = [(i, s) for i, s in enumerate(placed) if over(p, s)]
        words = p["text"].replace("\n", " ")
        if how == "furniture": continue
        neutral = lambda s: any(n in s[2]["note"] for n in NEUTRAL)
        if any(s[2]["layer"] == "furniture" for _, s in hits) and not any(s[2]["layer"] != "furniture" for _, s in hits):
            if all(neutral(s) for _, s in hits): continue
            furniture += 1; say(f"furniture  {p['line']}: {words!r} -> {t}"); continue
        right = [(i, s) for i, s in hits if same(s[2]["target"], t, s[2]["note"])]
        fresh = [(i, s) for i, s in right if i not in used and s[2]["layer"] == how]
        if fresh:
            i, s = max(fresh, key=lambda x: min(p["end"], x[1][1]) - max(p["start"], x[1][0])); used.add(i)
            if not neutral(s):
                out[how].tp += 1
                for word, flag in (("typo:", "repaired"), ("conflict:", "conflict")):
                    want, has = word in s[2]["note"], flag in (p.get("flags") or [])
                    if want or (has and how == "explicit"):
                        out["flags"].tp += want and has; out["flags"].fn += want and not has; out["flags"].fp += has and not want
                        if want != has: say(f"flags      {p['line']}: {words!r}: {flag} " + ("missing" if want else "not in the gold"))
                if how == "explicit":
                    ok = p["kind"] == s[2]["kind"] or s[2]["kind"] == "url"
                    out["kind"].tp += ok; out["kind"].fp += not ok
                    if not ok: say(f"kind       {p['line']}: {words!r} -> {p['kind']}, gold {s[2]['kind']}")
            continue
        if right or any(neutral(s) for _, s in hits): continue
        if BARE.fullmatch(words) or p["kind"] in ("intern", "debat"): continue
        if t is None: continue                                # not resolved: at most a miss, never an error
        if how in out: out[how].fp += 1
        say(f"wrong      {p['line']}: {how} {words!r} -> {t}" + (f", gold {hits[0][1][2]['target']}" if hits else ", gold has nothing"))
    for i, s in enumerate(placed):
        g = s[2]
        if g["layer"] == "furniture" or any(n in g["note"] for n in NEUTRAL): continue
        seen = any(over(p, s) for p in pred if p["how"] != "furniture")
        if g["layer"] == "context": out["found"].tp += seen; out["found"].fn += not seen
        if i in used: continue
        # a right answer under the other layer is no miss
        if any(over(p, s) and same(g["target"], p.get("target"), g["note"]) and p["how"] != "furniture" for p in pred): 
            out[g["layer"]].tp += 1; continue
        out[g["layer"]].fn += 1
        say(f"missed     {g['line']}: {g['layer']} {g['text']!r} -> {g['target']}" + (" (seen, not resolved)" if seen else ""))
    return out, furniture

def notes(gold, pred, say):
    c = Count(); have = collections.Counter((str(p["number"]), p.get("marker_line"), p.get("note_line")) for p in pred)
    want = collections.Counter((g["number"], int(g["marker_line"]), None if g["note_line"] == "-" else int(g["note_line"])) for g in gold)
    c.tp = sum((have & want).values()); c.fp = sum((have - want).values()); c.fn = sum((want - have).values())
    for k in (want - have): say(f"note       {k[0]}: marker on {k[1]}, note on {k[2]}: not bound so")
    for k in (have - want): say(f"note       {k[0]}: marker on {k[1]}, note on {k[2]}: bound, but not in the gold")
    return c

def plain(s): return re.sub(r"[^a-zà-ÿ]", "", s.casefold())
def names(s): return frozenset(plain(n) for n in s if n)

def motions(gold, pred, say):
    out = {"motion": Count(), "movers": Count(), "judgement": Count(), "state": Count()}
    by = {p["id"]: p for p in pred}
    known = {g["target"] for g in gold}
    for p in pred:                                        # a life that the document does not tell
        if p["id"] not in known and not LOCAL.fullmatch(p["id"]) and (p.get("introduced") or p.get("judgements") or p.get("answers")):
            out["motion"].fp += 1; say(f"motion     {p['id']}: introduced, judged or answered, but not so in the gold")
    for g in gold:
        if LOCAL.fullmatch(g["target"]): continue
        p = by.get(g["target"])
        out["motion"].tp += p is not None; out["motion"].fn += p is None
        if p is None: say(f"motion     {g['target']} ({g['what']}, line {g['line']}): no row"); continue
        if g["what"] in ("introduced", "answered", "judged") and g["movers"]:
            want, have = names(g["movers"].split(";")), names(re.sub(r"(?i)\s*c\.s\.?$", "", m) for m in (p.get("movers") or []))
            ok = want <= have and all(x in plain(g["note"]) for x in have - want)      # a co-mover whom the note names is right too
            out["movers"].tp += ok; out["movers"].fn += not ok
            if not ok: say(f"movers     {g['target']}: {p.get('movers')}, gold {g['movers']}")
        if g["what"] in ("introduced", "judged") and g["judgement"] not in ("-", ""):
            j = p.get("judgements") or []
            ok = bool(j) and j[-1]["judgement"].replace("_", "-") == g["judgement"]        # the last one counts
            out["judgement"].tp += ok; out["judgement"].fn += not ok
            if not ok: say(f"judgement  {g['target']}: {[(x['judgement'], x['line']) for x in j]}, gold {g['judgement']} on {g['judgement_line']}")
        if g["what"] == "answered":
            m = re.search(r"state (\S+) \(line (\d+)\)", g["note"])
            a = p.get("answers") or []; near = [x for x in a if not m or abs(x["line"] - int(m.group(2))) <= 4]
            want = (None, "reported") if m and m.group(1) == "?" else (m.group(1),) if m else None
            ok = any(want is None or x.get("state") in want for x in near)
            out["state"].tp += ok; out["state"].fn += not ok
            if not ok: say(f"state      {g['target']}: {[(x.get('state'), x['line']) for x in a]}, gold {m.group(1) if m else 'answered'} on {m.group(2) if m else g['line']}")
    return out

def promises(gold, pred, say):
    out = {"promise.list": Count(), "promise.text": Count(), "fulfils": Count()}
    used = set()
    for g in gold:
        name = {"list": "promise.list", "text": "promise.text", "fulfils": "fulfils"}[g["how"]]
        near = [i for i, p in enumerate(pred) if i not in used and p.get("line") is not None and -2 <= p["line"] - int(g["line"]) <= 3
                and (p.get("how") == "list") == (g["how"] == "list")]
        if near: used.add(min(near, key=lambda i: abs(pred[i]["line"] - int(g["line"])))); out[name].tp += 1
        else: out[name].fn += 1; say(f"promise    {g['line']} ({g['how']}): {g['what'][:70]!r}: no row")
    again = [int(n) for g in gold for n in re.findall(r"\b\d+\b", g["note"])]   # the same commitment said elsewhere
    for i, p in enumerate(pred):
        if i in used or any(-2 <= (p.get("line") or 0) - n <= 3 for n in again): continue
        out["promise.text"].fp += 1; say(f"promise    {p.get('line')}: {str(p.get('words'))[:70]!r}: not in the gold")
    return out

def edges(gold, promised, pred, say):
    c = Count(); again = [int(n) for g in promised for n in re.findall(r"\b\d+\b", g["note"])]
    typed = [g for g in gold if g["relation"] in TYPED or g["relation"] == "cites"]
    used = set(); held = {g["target"].casefold() for g in typed if g["relation"] == "holds"}
    def fits(g, p):
        if LOCAL.fullmatch(g["target"]):
            loosely = g["relation"] == "cites" and p["relation"] not in TYPED
            return (loosely or p["relation"] == g["relation"]) and p.get("line") is not None and abs(p["line"] - int(g["line"])) <= 3
        if not same(g["target"], p.get("target"), g.get("note", "")): return False
        return p["relation"] == g["relation"] or g["relation"] == "cites"
    for g in typed:
        hit = [i for i, p in enumerate(pred) if fits(g, p)]
        if hit: used.update(i for i in hit if pred[i]["relation"] == g["relation"]); c.tp += 1
        else: c.fn += 1; say(f"edge       {g['line']}: {g['relation']} {g['target']}: missed")
    wrong = set()
    for i, p in enumerate(pred):
        if i in used or p["relation"] not in TYPED: continue
        if (p.get("target") or "").startswith("kenmerk-"): continue                  # a reply to "Uw kenmerk" may be typed
        if p["relation"] == "judges" and (p.get("target") or "").casefold() in held: continue
        if p["relation"] == "promises" and any(-2 <= (p.get("line") or 0) - n <= 3 for n in again): continue
        k = (p["relation"], p.get("target") if not LOCAL.fullmatch(p.get("target") or "") else p.get("line"))
        if k in wrong: continue
        wrong.add(k); c.fp += 1; say(f"edge       {p.get('line')}: {p['relation']} {p.get('target')}: not in the gold")
    return c

def main():
    a = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    a.add_argument("--program", required=True); a.add_argument("--docs", type=pathlib.Path, default=HERE.parent.parent / "examples" / "nagorno-karabach")
    a.add_argument("--gold", type=pathlib.Path, default=HERE); a.add_argument("--lists", action="store_true")
    a.add_argument("--json", type=pathlib.Path); a.add_argument("--min", action="append", default=[], metavar="NAME=VALUE")
    a.add_argument("--only", default="mentions,notes,moties,toezeggingen,edges"); a.add_argument("doc", nargs="*")
    o = a.parse_args(); parts = o.only.split(",")
    if (o.gold / "docs.tsv").exists(): docs = {r["doc"]: o.docs / r["file"] for r in rows(o.gold / "docs.tsv")}
    else: docs = {p.name[:3]: p for p in sorted(o.docs.iterdir()) if p.is_file() and (o.gold / f"{p.name[:3]}.mentions.tsv").exists()}
    say = (lambda s: print("   ", s)) if o.lists else (lambda s: None)
    total = collections.defaultdict(Count); furniture = 0
    for name, path in docs.items():
        if o.doc and name not in o.doc: continue
        print(f"{name}"); here = {}
        g = rows(o.gold / f"{name}.mentions.tsv")
        if "mentions" in parts:
            pred = ndjson([o.program, "extract", "--format", "ndjson", path]) 
            here, f = mentions(Text(path), g, pred, say); furniture += f
            print(f"  furniture taken for a citation: {f}")
        if "notes" in parts:
            here["notes"] = notes(rows(o.gold / f"{name}.footnotes.tsv"), ndjson([o.program, "text", "--notes", "--format", "ndjson", path]), say)
        if {"moties", "toezeggingen", "edges"} & set(parts):
            with tempfile.TemporaryDirectory() as tmp:
                db = pathlib.Path(tmp) / "g.db"
                call([o.program, "build", "-o", db, path])
                get = lambda what: ndjson([o.program, what, "--format", "ndjson", db])
                if "moties" in parts: here.update(motions(rows(o.gold / f"{name}.moties.tsv"), get("moties"), say))
                if "toezeggingen" in parts: here.update(promises(rows(o.gold / f"{name}.toezeggingen.tsv"), get("toezeggingen"), say))
                if "edges" in parts: here["edges"] = edges(rows(o.gold / f"edges-{name}.tsv"), rows(o.gold / f"{name}.toezeggingen.tsv"), get("edges"), say)
        for k, c in here.items():
            total[k].add(c)
            if c.tp + c.fp + c.fn: print(f"  {k:13} {c}")
    print("all"); flat = {"furniture": furniture}
    for k, c in total.items():
        if c.tp + c.fp + c.fn: print(f"  {k:13} {c}")
        flat[k + ".p"], flat[k + ".r"] = c.p, c.r
    if o.json: o.json.write_text(json.dumps(flat, indent=1))
    low = [f"{len(BROKEN)} calls or records broken, first: {BROKEN[0]}"] if BROKEN else []
    if not total: low.append("nothing was scored")
    for m in o.min:
        k, v = m.split("="); have = flat.get(k, float("nan"))
        if not (have <= float(v) if k == "furniture" else have >= float(v)): low.append(f"{k} {have:.3f} (wanted {v})")
    if low: print("below: " + ", ".join(low))
    return 1 if low else 0

if __name__ == "__main__": sys.exit(main())
