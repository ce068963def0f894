#!/bin/sh
# PDF: pages that the tests set themselves (groff), and hostile ones. What the page shows is read, in its order; what harms costs
# one document.
. tests/lib.sh
command -v gropdf > /dev/null || skip_all 'groff is not installed'

docs=examples/nagorno-karabach
json() { "$KG" extract --format ndjson "$@" 2> "$T/err"; }
explicit() { "$PYTHON" -c '
import json, sys
for l in sys.stdin:
    r = json.loads(l)
    if r["how"] == "explicit": print(r["kind"], r["target"])' | sort; }

# -- round trips: an example as a PDF gives the same references ----------------------------------------------------------
mkdir "$T/p"
cat > "$T/set.py" <<'PY'
import re, sys, textwrap
above = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
print(".nf\n.pl 29.7c\n.ll 19c\n.po 1c\n.ps 5\n.vs 7\n.nh")
for line in sys.stdin.read().split("\n"):
    for part in textwrap.wrap(line, 110, break_long_words=False, break_on_hyphens=False, drop_whitespace=True) or [""]:
        part = part.replace("\\", "\\e").replace("~", "\\(ti").replace("'", "\\(aq").replace("-", "\\-")
        part = re.sub("[⁰¹²³⁴-⁹]+", lambda m: "\\s-3\\u" + m[0].translate(above) + "\\d\\s0", part)
        print("\\&" + part)
PY
for f in $docs/*.txt; do
    name=$(basename "$f" .txt)
    "$PYTHON" "$T/set.py" < "$f" | groff -Kutf8 -Tpdf -P-pa4 > "$T/p/$name.pdf" 2> /dev/null
    json "$f" | explicit > "$T/want"
    json "$T/p/$name.pdf" | explicit > "$T/have"
    good=$(comm -12 "$T/want" "$T/have" | wc -l); of=$(sort "$T/want" "$T/have" | wc -l)
    check "$name: explicit references of text and PDF agree ($((2 * good)) of $of)" [ $((2 * good * 100)) -ge $((of * 99)) ]
done
run "$KG" build -o "$T/g.db" "$T/p"
status 0 'a directory of PDFs'

# -- what a page shows -----------------------------------------------------------------------------------------------------
cat > "$T/two.ms" <<'MS'
.nr PS 9p
.nr VS 11p
.nr FM 2c
.ds LH Tweede Kamer
.ds CH Begroting 2025
.ds RH 15-8-\\n%
.ds CF
.nr HY 0
.hy 0
.2C
.de P
.PP
..
MS
"$PYTHON" - >> "$T/two.ms" <<'PY'
for i in range(1, 201):
    print(f".LP\nAlinea {i} begint hier en gaat zonder onderbreking verder tot het einde van de kolom en daarna in de volgende, waar alinea {i} eindigt.")
    if i in (3, 30): print(f"De motie van het lid Eppink\\*{{{1 if i == 3 else 2}\\*}} is bekend.\n.FS {1 if i == 3 else 2}\nKamerstuk 21 501-02, nr. {2000 + i}.\n.FE")
    if i == 7: print("In 2020\\*{9\\*} gebeurde niets. De WHO-\\c\n.br\nonderzoeker en de VN-\\c\n.br\nVeiligheidsraad; een zoge-\\c\n.br\nnaamde zin.")
PY
sed -i 's/\\\*{\([0-9]\)\\\*}/\\s-4\\u\1\\d\\s0/; s/^\.FS \([0-9]\)/.FS "\\s-3\\u\1\\d\\s0"/' "$T/two.ms"
groff -Kutf8 -ms -Tpdf -P-pa4 "$T/two.ms" > "$T/two.pdf" 2> "$T/err"
"$KG" text --raw "$T/two.pdf" > "$T/raw"
"$KG" text "$T/two.pdf" > "$T/text"
is 'two columns: the left one before the right one' "$(grep -o 'Alinea [0-9]* begint' "$T/text" | grep -o '[0-9]*' | tr '\n' ' ')" "$(seq -s ' ' 200) "
is 'a sentence runs on in the next column' "$(tr '\n' ' ' < "$T/text" | grep -o 'alinea [0-9]* eindigt' | wc -l)" 200
check 'a marker is a superscript, by its size' grep -q 'Eppink¹ is bekend' "$T/raw"
check 'behind a year too' grep -q '2020⁹' "$T/raw"
is 'footnotes are bound' "$(json "$T/two.pdf" | sed -n 's/.*"text":"motie van het lid[^"]*Eppink".*"target":"\([^"]*\)".*"note":\([0-9]*\).*/\1:\2/p' | tr '\n' ' ')" 'kst-21501-02-2003:1 kst-21501-02-2030:2 '
check 'a hyphen that belongs to the word stays' grep -q 'WHO-onderzoeker en de VN-Veiligheidsraad; een zogenaamde zin' "$T/text"
pages=$(tr -cd '\f' < "$T/raw" | wc -c)
check 'form feeds between pages' [ "$pages" -ge 1 ]
is 'running heads are set apart' "$(grep -c ' page .*Begroting 2025' "$T/text")" "$pages"
json "$T/two.pdf" > "$T/m"
"$PYTHON" - "$T/raw" "$T/m" <<'PY' && good=0 || good=1
import json, sys
raw = open(sys.argv[1], "rb").read()
rows = [json.loads(l) for l in open(sys.argv[2], encoding="utf-8")]
sys.exit(not all(raw[r["start"]:r["end"]].decode() == r["text"] and raw[:r["start"]].count(b"\n") + 1 == r["line"]
                 and raw[:r["start"]].count(b"\f") + 1 == r["page"] for r in rows) or len(rows) < 4)
PY
result $good 'start and end point into text --raw; line and page are told'
cat "$T/two.pdf" | "$KG" extract --format ndjson - | sed 's/"doc":"[^"]*","file":"[^"]*"//' > "$T/piped"
sed 's/"doc":"[^"]*","file":"[^"]*"//' "$T/m" > "$T/named"
same 'through a pipe the same' "$T/named" "$T/piped"
cp "$T/two.pdf" "$T/two.txt"
is 'known by its bytes' "$(json "$T/two.txt" | wc -l)" "$(wc -l < "$T/m")"
cat > "$T/table.ms" <<'MS'
.TS
tab(|);
l l l.
Datum|4 november 2021|A
Betreft|Kamerstuk 21 501-02, nr. 7|B
Kenmerk|2021Z12345|C
Bijlagen|2|D
.TE
MS
groff -t -ms -Tpdf "$T/table.ms" > "$T/table.pdf"
is 'a table is read row by row' "$("$KG" text --raw "$T/table.pdf" | tr '\n' ' ' | grep -o 'Datum.*A *Betreft.*B *Kenmerk.*C *Bijlagen 2 D' | wc -l)" 1

# -- hostile --------------------------------------------------------------------------------------------------------------
fine=$T/p/kst-35373-19.pdf
size=$(stat -c %s "$fine")
head -c $((size / 2)) "$fine" > "$T/cut.pdf"
printf '%%PDF-1.7\nnothing\n' > "$T/none.pdf"
printf '.ll 3i\n\\D"c 2i"\n' | groff -Tpdf > "$T/drawn.pdf" 2> /dev/null
qpdf --encrypt open sesame 256 -- "$fine" "$T/locked.pdf"
qpdf --encrypt '' sesame 256 -- "$fine" "$T/printable.pdf"
"$PYTHON" - "$T" <<'PY'
import sys, zlib
T = sys.argv[1]

def pdf(name, objects):
    out = bytearray(b"%PDF-1.7\n"); at = []
    for i, o in enumerate(objects, 1):
        at.append(len(out)); out += b"%d 0 obj\n" % i + o + b"\nendobj\n"
    x = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(at) + 1) + b"".join(b"%010d 00000 n \n" % a for a in at)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(at) + 1, x)
    open(f"{T}/{name}", "wb").write(out)

def stream(data, more=b""):
    z = zlib.compress(data, 9)
    return b"<<%s/Filter/FlateDecode/Length %d>>stream\n" % (more, len(z)) + z + b"\nendstream"

font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
say = stream(b"BT /F 9 Tf 72 700 Td (Zie Kamerstuk 21 501-02, nr. 2375.) Tj ET")
page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 3 0 R>>%s>>>>"
# each form draws the next one twenty times: 20 to the 9th
forms = [stream(b"/X Do " * 20, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (7 + i)) for i in range(9)]
last = stream(b"BT /F 9 Tf (x) Tj ET", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 3 0 R>>>>")
pdf("loop.pdf", [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[5 0 R]/Count 1>>", font, stream(b"/X Do"),
    page % b"/XObject<</X 6 0 R>>"] + forms + [last])
# the page tree contains itself
pdf("circle.pdf", [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[5 0 R 2 0 R]/Count 9999999>>", font, say, page % b""])
# an array of 300 million numbers in a third of a megabyte
pdf("memory.pdf", [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[5 0 R]/Count 1>>", font,
    stream(b"[" + b"1 " * 300_000_000 + b"] TJ"), page % b""])
n = 5000
kids = b" ".join(b"%d 0 R" % (5 + i) for i in range(n))
pdf("long.pdf", [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % n, font, say] + [page % b""] * n)
PY
refused() {                                   # FILE REGEX
    run "$KG" extract --max-time 2 "$T/table.pdf" "$T/$1" "$fine"
    status 1 "$1: refused, the rest goes on"
    err "^kamergraaf: $T/$1: $2" "$1: says why"
    is "$1: those beside it are read" "$(grep -c 'mentions)' "$T/out")" 2
}
refused none.pdf 'a damaged PDF'
refused drawn.pdf 'a PDF without text \(1 pages\)'
refused locked.pdf 'an encrypted PDF: it wants a password'
refused loop.pdf 'given up: one of its pages took more than 2 seconds'
refused memory.pdf '(its reader crashed|given up)'
run "$KG" extract "$T/printable.pdf"
status 0 'a PDF that is locked for changes only'
for f in cut circle; do
    run "$KG" extract --max-time 5 "$T/$f.pdf" "$fine"
    check "$f.pdf: read or refused" [ "$status" -le 1 ]
    out 'kst-35373-19' "$f.pdf: the rest goes on"
done
is 'five thousand pages' "$(json "$T/long.pdf" | tail -1 | grep -o '"page":[0-9]*')" '"page":5000'
for bad in 0 x -1 1.5 100000; do
    run "$KG" extract --max-time "$bad" "$fine"
    status 2 "--max-time $bad"
done
for i in 1 2 3 4 5 6 7 8; do                  # cut off here and there, bytes changed: nothing worse than a refusal
    head -c $((size * i / 9)) "$fine" > "$T/d$i.pdf"
    "$PYTHON" -c '
import random, sys
r = random.Random(int(sys.argv[2])); b = bytearray(open(sys.argv[1], "rb").read())
for _ in range(200): b[r.randrange(len(b))] = r.randrange(256)
sys.stdout.buffer.write(b)' "$fine" $i > "$T/n$i.pdf"
done
run "$KG" extract --max-time 10 "$T"/d?.pdf "$T"/n?.pdf "$fine"
check 'damaged PDFs' [ "$status" -le 1 ]
out 'kst-35373-19.*kst-35373-19.pdf' 'the good one behind them is read'
refute 'no process is left' pgrep -P $$ kamergraaf
finish
