#!/usr/bin/env python3
"""Hold each row of the gold against the text: the words must stand on the line that the row names.
Usage: check.py [DOC ...]   docs.tsv says which file is which; prints each row that does not hold and adds up; exit 1 where one fails."""
import csv, pathlib, sys
here = pathlib.Path(__file__).resolve().parent
def rows(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))
docs = here.parent.parent / "examples" / "nagorno-karabach"
seeds = {r["doc"]: docs / r["file"] for r in rows(here / "docs.tsv")}
bad = total = 0
for seed in sys.argv[1:] or sorted(seeds):
    text = seeds[seed].read_text(encoding="utf-8")
    starts = [0]
    for i, c in enumerate(text):
        if c == "\n": starts.append(i + 1)
    used = {}
    path = here / f"{seed}.mentions.tsv"
    if not path.exists(): continue
    for n, r in enumerate(rows(path), 2):
        total += 1
        words = r["text"].replace("\\n", "\n")
        line = int(r["line"])
        at = text.find(words, starts[line - 1])
        end = starts[line] if line < len(starts) else len(text)
        if at < 0 or at >= end:
            bad += 1; print(f"{path.name}:{n}: not on line {line}: {r['text']!r}")
        if r["layer"] not in ("explicit", "context", "furniture"):
            bad += 1; print(f"{path.name}:{n}: layer {r['layer']!r}")
print(f"{total - bad} of {total} rows hold"); sys.exit(1 if bad else 0)
