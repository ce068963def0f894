#!/bin/sh
# text: what was read, footnotes as rows, and the text that offsets point into.
. tests/lib.sh

doc=examples/nagorno-karabach/so-rbz-2023-11-10.txt
run "$KG" text --raw $doc
status 0 '--raw'
same 'the file itself where it is UTF-8' "$T/out" $doc
mkdir "$T/l"
cp examples/nagorno-karabach/MANIFEST.tsv "$T/l"
iconv -f UTF-8 -t WINDOWS-1252 examples/nagorno-karabach/kst-35373-19.txt > "$T/l/kst-35373-19.txt"
run "$KG" text --raw "$T/l/kst-35373-19.txt"
same '--raw of Windows-1252 is UTF-8' "$T/out" examples/nagorno-karabach/kst-35373-19.txt
"$KG" extract --format ndjson "$T/l/kst-35373-19.txt" | sed 's/"doc".*"page"//' > "$T/a"
"$KG" extract --format ndjson examples/nagorno-karabach/kst-35373-19.txt | sed 's/"doc".*"page"//' > "$T/b"
same 'and gives the same mentions' "$T/a" "$T/b"

run "$KG" text --notes --format ndjson $doc
status 0 '--notes'
"$PYTHON" - "$T/out" $doc > "$T/check" <<'PY'
import json, sys
raw = open(sys.argv[2], "rb").read()
rows = [json.loads(l) for l in open(sys.argv[1], encoding="utf-8")]
want = "doc number marker_line marker_start marker_end note_line note_start note_end".split()
good = len(rows) > 30
for r in rows:
    good &= list(r) == want
    if r["marker_start"] is not None:
        good &= raw[r["marker_start"]:r["marker_end"]].decode() == str(r["number"])
        good &= raw[:r["marker_start"]].count(b"\n") + 1 == r["marker_line"]
    if r["note_start"] is not None:
        good &= raw[:r["note_start"]].count(b"\n") + 1 == r["note_line"] and r["note_end"] > r["note_start"]
    if not good: print(r); break
sys.exit(not good)
PY
result $? 'rows hold: fields, offsets, lines'
say "$T/check"
run "$KG" text $doc
status 0 'text'
out 'Kamerbrief' 'the words stand there'
out '\[8\]' 'a bound marker'
out '\[19\?\]' 'a marker without a note'
out '^ +[0-9]+  note 8 ' 'a note'
out '^-- ' 'a voice'
run "$KG" text examples/nagorno-karabach/kst-35373-19.txt
out '^ +182  page .*35 373, nr. 19' 'page feet are marked'
out '^-- De heer Bosman \(VVD\), member' 'a speaker'
finish
