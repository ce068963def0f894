#!/usr/bin/python3
"""A graph kept up to date is the graph built from nothing: random sequences of added, changed and removed documents, each step with
--prune, compared table by table (same.py) at the end of the sequence. 50 sequences, LONG=1 400."""
import os
import pathlib
import random
import shutil
import subprocess
import sys

sys.path.insert(0, "tests/store")
import same

KG, T, LONG = os.environ["KG"], pathlib.Path(os.environ["T"]), os.environ.get("LONG") == "1"
SENTENCES = [
    "De motie-%s (Kamerstuk 21 501-02, nr. %d) is hiermee afgedaan.", "Zie ook de brief van 3 maart 2021 (Kamerstuk 35 373, nr. %d).",
    "De Minister zegt toe de Kamer voor de zomer te informeren over stuk %d.", "Zoals toegezegd in Kamerstuk 32 623, nr. %d, meld ik u dit.",
    "Ons kenmerk: MINBUZA-2021.%d en kenmerk x.", "Motie-Van Helvert c.s. (35 373, nr. %d) wordt aangehouden.", "Stemming over 35 373, nr. %d.",
]
DIRS, STEMS, EXTS = ["", "a", "b", "a/c", "d/a"], ["x", "y", "MINBUZA-2021.7", "kst-35373-4", "kst-21501-02-2389"], [".txt", ".html", ".md"]
IDS = ["x", "a/x", "a/x.txt", "b/y.txt", "kst-35373-4", "kst-32623-12", "y"]


def text(r):
    lines = [s % (("X", r.randrange(30)) if s.count("%") == 2 else r.randrange(30)) for s in r.choices(SENTENCES, k=r.randrange(1, 6))]
    head = r.choice(["Brief van de Minister\n\nDen Haag, %d maart 2021\n\n" % r.randrange(1, 28), "Motie van het lid Eppink\n\n", ""])
    return head + "\n\n".join(lines) + "\n"


def change(r, root):
    """One step: some files come, some change, some go; now and then a MANIFEST.tsv gives ids."""
    there = [p for p in root.rglob("*") if p.is_file() and p.name != "MANIFEST.tsv"]
    for _ in range(r.randrange(1, 5)):
        what = r.random()
        if what < .3 and len(there) > 2:
            p = r.choice(there); p.unlink(missing_ok=True)
        elif what < .5 and there:
            p = r.choice(there); p.parent.mkdir(parents=True, exist_ok=True); p.write_text(text(r))
        else:
            p = root / r.choice(DIRS) / (r.choice(STEMS) + r.choice(EXTS)); p.parent.mkdir(parents=True, exist_ok=True)
            p.write_text("<html><body><p>%s</p></body></html>" % text(r) if p.suffix == ".html" else text(r))
    for d in DIRS:
        if r.random() < .15 and (root / d).is_dir():
            rows = ["%s\t%s\n" % (s + x, i) for s, x, i in zip(r.sample(STEMS, 2), r.choices(EXTS, k=2), r.sample(IDS, 2))]
            (root / d / "MANIFEST.tsv").write_text("file\tid\n" + "".join(rows))
        elif r.random() < .1: (root / d / "MANIFEST.tsv").unlink(missing_ok=True)
    (root / "always.txt").write_text("Zie Kamerstuk 35 373, nr. 4.\n")


def build(db, where, *more):
    p = subprocess.run([KG, "build", "--quiet", "-o", str(db), *more, "docs"], cwd=where, capture_output=True, text=True)
    return [] if p.returncode == 0 else ["build ended with %d: %s" % (p.returncode, p.stderr)]


def sequence(seed):
    r, where = random.Random(seed), T / str(seed)
    docs = where / "docs"
    docs.mkdir(parents=True)
    bad, steps = [], r.randrange(2, 7)
    for _ in range(steps):
        change(r, docs)
        bad += build(where / "kept.db", where, "--prune")
        if r.random() < .3: subprocess.run([KG, "search", "kept.db", "Minister"], cwd=where, capture_output=True)
    bad += build(where / "new.db", where)
    if not bad:
        for db in ("kept.db", "new.db"): subprocess.run([KG, "search", db, "Minister"], cwd=where, capture_output=True)
        bad = same.differences(where / "kept.db", where / "new.db")
    if not bad: shutil.rmtree(where)
    return bad


first = int(os.environ.get("SEED", 1))
seeds = [*range(first, first + int(os.environ.get("SEQUENCES", 400 if LONG else 50))), 1121, 1131]   # the last two: lost renditions
for n, seed in enumerate(seeds, 1):
    bad = sequence(seed)
    print("%s %d - sequence %d" % ("not ok" if bad else "ok", n, seed))
    for line in bad[:8]: print("#  ", line)
print("1..%d" % len(seeds))
