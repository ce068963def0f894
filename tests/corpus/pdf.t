#!/bin/sh
# The PDFs and Word files of the corpus: every one is read, and what pdftotext's text of a PDF gives is found in the PDF as well.
. tests/lib.sh

corpus=${SHARED:-../shared}/corpus
[ -f "$corpus/aanhangsel-pdf.tar.xz" ] || skip_all 'no corpus beside the work tree (../shared/corpus)'
for set in aanhangsel-pdf handelingen-pdf besluitenlijsten-pdf docx; do
    run "$KG" extract "$corpus/$set.tar.xz"
    status 0 "$set: read as it lies in its archive"
    mkdir "$T/$set"
    tar -C "$T/$set" -xf "$corpus/$set.tar.xz"
done
for f in "$T"/*-pdf/*.pdf "$T"/*-pdf/*/*.pdf; do
    [ -f "$f" ] && pdftotext "$f" "$T/$(basename "$f" .pdf).txt"
done
# Addresses without their hyphens: pdftotext drops those at line ends, which is where ours are better.
cat > "$T/lost.py" <<'PY'
import collections, glob, json, os, subprocess, sys
def explicit(f):
    out = subprocess.run([os.environ["KG"], "extract", "--format", "ndjson", f], capture_output=True, text=True).stdout
    rows = [r for r in map(json.loads, out.splitlines()) if r["how"] == "explicit"]
    return collections.Counter((r["kind"], (r["target"] or "").replace("-", "") if r["kind"] == "url" else r["target"]) for r in rows)
total = lost = 0
for f in glob.glob(sys.argv[1] + "/*-pdf/**/*.pdf", recursive=True):
    text, pdf = explicit(f"{sys.argv[1]}/{os.path.basename(f)[:-4]}.txt"), explicit(f)
    total += text.total()
    for k in text - pdf: lost += 1; print("#  ", os.path.basename(f), *k)
print(total, lost)
sys.exit(lost > 0 or total < 100)
PY
"$PYTHON" "$T/lost.py" "$T" > "$T/out"
result $? "explicit references of pdftotext's text and of the PDF: $(tail -1 "$T/out" | sed 's/\(.*\) \(.*\)/\1, lost \2/')"
grep '^#' "$T/out"
finish
