#!/usr/bin/python3
"""Parts of a graph (`extract --to`): cut anyhow, merged in any order, at once or one after the other, with or without documents beside
them, they give the graph of a single run, table by table. A damaged part is found, whatever is wrong with it, and never merged."""
import random, sys
sys.path.insert(0, "tests/parts")
from collection import *

root = T / "docs"
files = make(root)
r = random.Random(SEED)
one = T / "one.db"
run("build", "--quiet", "-o", one, *files, status=1)            # some of them are refused


def cut(n, name):
    """Files into n parts at random, a few into two of them."""
    rows = [[] for _ in range(n)]
    for f in files:
        for i in {r.randrange(n), r.randrange(n) if r.random() < .1 else -1} - {-1}: rows[i].append(f)
    return [row for row in rows if row], name


def extract(row, part):
    p = run("extract", "--to", part, *row)
    if p.returncode not in (0, 1): raise AssertionError("extract --to ended with %d: %s" % (p.returncode, p.stderr))
    return part


# -- partitions, orders --------------------------------------------------------------------------------------------------
for i in range(40 if LONG else 8):
    rows, name = cut(r.choice((1, 2, 3, 5, 9)), "cut%d" % i)
    beside = rows.pop() if i % 3 == 2 and len(rows) > 1 else []   # ordinary documents
    paths = [extract(row, T / ("%s-%d.part" % (name, k))) for k, row in enumerate(rows)] + beside
    r.shuffle(paths)
    db = fresh(T / "merged.db")
    if i % 2:                                                     # one run
        run("build", "--quiet", "-o", db, *paths)
    else:                                                         # a run for each; no graph is made of refusals alone
        for p in [next(f for f in files if "/seed/" in f), *paths]: run("build", "--quiet", "-o", db, p)
    bad = differ(one, db)
    ok(bad, "partition %d: %d parts, %d documents beside them" % (i, len(rows), len(beside)))
    p = run("build", "-o", db, *[x for x in paths if str(x).endswith(".part")])
    ok([] if " (0 read, " in p.stderr else [p.stderr], "again: nothing to do")
    ok(differ(one, db), "and nothing changed")

whole = extract([root], T / "whole.part")
ok([] if whole.read_bytes() == extract([root], T / "again.part").read_bytes() else ["differ"], "the same files give the same bytes")
run("build", "--quiet", "-o", fresh(T / "dir.db"), root)
run("build", "--quiet", "-o", fresh(T / "packed.db"), whole)
ok(differ(T / "dir.db", T / "packed.db"), "a directory as a whole")
size = sum(pathlib.Path(f).stat().st_size for f in files if "/bad/" not in f)
ok([] if whole.stat().st_size < size * .6 else ["%d of %d bytes" % (whole.stat().st_size, size)], "a part is smaller than its documents")

# -- where parts come from ------------------------------------------------------------------------------------------------
with open(whole, "rb") as f: subprocess.run([KG, "build", "--quiet", "-o", fresh(T / "pipe.db"), "-"], stdin=f, capture_output=True)
ok(differ(T / "dir.db", T / "pipe.db"), "through a pipe")
(T / "many").mkdir()
put(T / "many" / "parts.tgz", b"")
with tarfile.open(T / "many" / "parts.tgz", "w:gz") as t: t.add(whole, "whole.part")
run("build", "--quiet", "-o", fresh(T / "tar.db"), T / "many")
ok(differ(T / "dir.db", T / "tar.db"), "out of an archive in a directory")
for command in (["extract"], ["text"], ["extract", "--to", T / "part.part"]):
    p = run(*command, whole)
    ok([] if p.returncode and "whole.part: part of a graph" in p.stderr else [p.stderr], "%s of a part says what it is" % command)

# -- documents that change, go, come twice ----------------------------------------------------------------------------------
docs = T / "few"
for i in range(4): put(docs / ("d%d.txt" % i), "Zie Kamerstuk 35 373, nr. %d.\n" % i)
put(docs / "kst-35373-4.html", "<html><body><p>Rijk: Kamerstuk 35 373, nr. 6.</p></body></html>")
put(docs / "kst-35373-4.txt", "Arm: Kamerstuk 35 373, nr. 6.\n")
first = [extract([docs / "d0.txt", docs / "kst-35373-4.html"], T / "f1.part"), extract([docs / "d1.txt", docs / "kst-35373-4.txt"], T / "f2.part")]
run("build", "--quiet", "-o", T / "few.db", *first, status=0)
put(docs / "d1.txt", "Iets anders: Kamerstuk 35 373, nr. 9.\n")
second = [extract([docs / "d0.txt"], T / "f1.part"), extract([docs / "d1.txt", docs / "kst-35373-4.txt"], T / "f2.part")]
run("build", "--quiet", "--prune", "-o", T / "few.db", *second, status=0)
run("build", "--quiet", "-o", T / "fresh.db", *second, status=0)
ok(differ(T / "fresh.db", T / "few.db"), "--prune: changed, gone, and the lesser rendition speaks")
put(T / "cut.part", first[0].read_bytes()[:-3])
before = run("sql", T / "few.db", "SELECT name FROM name JOIN document USING (id)").stdout
p = run("build", "--quiet", "--prune", "-o", T / "few.db", T / "cut.part", second[1], status=1)
ok([] if run("sql", T / "few.db", "SELECT name FROM name JOIN document USING (id)").stdout == before
   and "--prune drops nothing" in p.stderr else [p.stderr], "--prune with a damaged part drops nothing, and says so")
old = extract([docs / "d2.txt"], T / "old.part")
put(docs / "d2.txt", "Anders.\n")
p = run("build", "--quiet", "-o", fresh(T / "two.db"), old, extract([docs / "d2.txt"], T / "new.part"))
ok([] if p.returncode == 1 and "new.part" in p.stderr and "d2.txt came before with another content" in p.stderr else [p.returncode, p.stderr],
   "one file with two contents: it is said")
put(docs / "late.txt", "")
tried = [T / "tried.part", T / "late.part"]
run("extract", "--to", tried[0], docs / "late.txt", status=1)
put(docs / "late.txt", "Zie Kamerstuk 35 373, nr. 4.\n")
extract([docs / "late.txt"], tried[1])
for order in (tried, tried[::-1]):
    run("build", "--quiet", "-o", fresh(T / "late.db"), *order, status=1)
    ok(run("sql", "--format", "csv", T / "late.db", "SELECT * FROM problem").stdout.splitlines()[1:], "refused in one part, read in another: it is read")
put(docs / "own.part", "old")
p = run("extract", "--to", docs / "own.part", docs, status=0)
ok([p.stderr] if p.stderr else [], "the part lies among its documents")
p = run("extract", "--to", docs / "own.part", docs, status=0)
ok([p.stderr] if p.stderr or list(docs.glob("*.tmp")) else [], "and again, where it is there")
(docs / "own.part").unlink()
p = run("extract", "--to", T / "none" / "x.part", docs)
ok([] if p.returncode == 2 and "cannot be written" in p.stderr else [p.stderr], "a part that cannot be written")
p = run("extract", "--to", T / "x.part", "--format", "csv", docs)
ok([] if p.returncode == 2 and "--to writes a part" in p.stderr else [p.stderr], "--to has no --format")
p = run("extract", "--to", T / "refused.part", root / "bad")
ok([] if p.returncode == 1 and (T / "refused.part").exists() else [p.returncode], "a part of nothing but refusals is one")
p = run("build", "-o", fresh(T / "r.db"), T / "refused.part")
ok([] if p.returncode == 2 and not (T / "r.db").exists() and "leeg.txt: empty file" in p.stderr else [p.returncode, p.stderr], "and makes no graph")

# -- other makers ---------------------------------------------------------------------------------------------------------
put(T / "ids.txt", "kst-35373-4\nkst-35373-8\n")
run("extract", "--known", T / "ids.txt", "--to", T / "known.part", docs, status=0)
p = run("build", "-o", fresh(T / "o.db"), T / "known.part")
ok([] if p.returncode == 2 and "known.part: a part that was made by" in p.stderr and not (T / "o.db").exists() else [p.stderr], "another list of ids")
run("build", "--quiet", "--known", T / "ids.txt", "-o", fresh(T / "o.db"), T / "known.part", status=0)
run("build", "--quiet", "--known", T / "ids.txt", "-o", fresh(T / "o2.db"), docs, status=0)
ok(differ(T / "o.db", T / "o2.db"), "the same list of ids")
shutil.copytree("src/rules", T / "rules")
run("extract", "--rules", T / "rules", "--to", T / "rules.part", docs, status=0)
ok([] if run("build", "-o", fresh(T / "o.db"), T / "rules.part").returncode == 2 else ["merged"], "other rules")
ok([] if run("build", "--rules", T / "rules", "-o", fresh(T / "o.db"), T / "rules.part").returncode == 0 else ["refused"], "the same rules")

# -- damage ---------------------------------------------------------------------------------------------------------------
good = extract([f for f in files if "/seed/" in f or "/open/" in f], T / "good.part")
rest = extract([f for f in files if "/seed/" not in f and "/open/" not in f], T / "rest.part")
run("build", "--quiet", "-o", T / "rest.db", rest)
whole, hurt = good.read_bytes(), T / "hurt.part"


def damage(i, b):
    at = r.randrange(len(b))
    if i % 6 == 0: return "cut at %d" % at, b[:at]
    if i % 6 == 1: return "bit of byte %d" % at, b[:at] + bytes([b[at] ^ 1 << r.randrange(8)]) + b[at + 1:]
    if i % 6 == 2: return "zeros at %d" % at, b[:at] + bytes(len(b[at:at + 4096])) + b[at + 4096:]
    if i % 6 == 3: return "a byte more at %d" % at, b[:at] + b"x" + b[at:]
    if i % 6 == 4: return "512 bytes less at %d" % at, b[:at] + b[at + 512:]
    return "end of another at %d" % at, b[:at] + rest.read_bytes()[-(len(b) - at):]


cases = [damage(i, whole) for i in range(600 if LONG else 36)]
cases += [("bit %d of the head" % i, whole[:i // 8] + bytes([whole[i // 8] ^ 1 << i % 8]) + whole[i // 8 + 1:]) for i in range(0, 320, 1 if LONG else 13)]
cases += [("no end mark", whole[:-24]), ("half an end mark", whole[:-9]), ("something behind the end", whole + b"\n"), ("twice", whole + whole),
          ("nothing", b""), ("the head alone", whole[:40]), ("line ends changed", whole.replace(b"\r\n", b"\n"))]
shutil.copy(T / "rest.db", T / "hurt.db")
for what, b in cases:
    hurt.write_bytes(b)
    p = run("build", "-o", T / "hurt.db", hurt, rest)
    bad = [] if p.returncode == 1 and "hurt.part: " in p.stderr else ["status %d" % p.returncode, p.stderr]
    ok(bad or differ(T / "rest.db", T / "hurt.db", [hurt]), "damaged, " + what)
hurt.write_bytes(whole)
run("build", "--quiet", "-o", T / "hurt.db", hurt, rest)
ok(differ(one, T / "hurt.db"), "made again, it is merged, and what was wrong with it is forgotten")
plan()
