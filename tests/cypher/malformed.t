#!/usr/bin/python3
"""malformed.t - each question of malformed.txt, and each of questions.tsv cut off before what it returns is said, is refused
with status 2, one sentence that names line and column, and a caret below the place."""
import os, pathlib, re, subprocess, sys

here, kg = pathlib.Path(__file__).parent, os.environ["KG"]
db = pathlib.Path(os.environ["T"]) / "g.db"
subprocess.run([kg, "build", "--quiet", "-o", db, "examples/nagorno-karabach/kst-21501-02-2401.txt"], check=True)
wrong = (here / "malformed.txt").read_text(encoding="utf-8").splitlines() + ["", " ", "\t\n", "MATCH (n)\nWHERE n.id = 'é' AND\nRETURN n"]
for line in (here / "questions.tsv").read_text(encoding="utf-8").splitlines():
    if line.startswith("#"): continue
    question = line.split("\t")[0]
    places = [m.start() for m in re.finditer(r"[ (\[{]", question) if 0 < m.start() <= question.index("RETURN") + 6]
    wrong += [question[:p] for p in sorted({places[i * (len(places) - 1) // 3] for i in range(4)})]
failed = 0
for n, question in enumerate(wrong, 1):
    run = subprocess.run([kg, "cypher", db, question, "--timeout", "20"], capture_output=True, text=True)
    said = run.stderr.splitlines()
    ok = run.returncode == 2 and not run.stdout and len(said) == 3 and re.search(r"\d+:\d+: \S", said[0]) and said[2].strip() == "^"
    failed += not ok
    print(f"{'ok' if ok else 'not ok'} {n} - {question!r}")
    if not ok: print("#   status", run.returncode, *said, run.stdout[:80], sep="\n#   ")
print(f"1..{len(wrong)}")
sys.exit(failed > 0 or len(wrong) < 300)
