#!/bin/sh
# The open data portal's records. portal/zaak.ndjson has the shape of real lines; the others were made after the portal's CSDL schema and
# spec 3.6, since the corpus has no Kamerstukdossier, Activiteit, Besluit, Stemming, Toezegging and no expanded relations but Document.
. tests/lib.sh
here=tests/odata
cp -r $here/portal "$T/portal"
cd "$T" || exit 1
top=$OLDPWD
cd "$top" || exit 1

run "$KG" build -o "$T/a.db" $here/portal
status 0 'build'
err '16 records \(1 taken back by their register\)' 'says how many records, and how many the portal has taken back'
KG=$KG $here/dump "$T/a.db" > "$T/a"
same 'nodes, relations, names, motions, commitments' $here/expected "$T/a"

# -- one record is one record, however it is packed
run "$KG" build --quiet -o "$T/b.db" $here/portal/zaak.ndjson $here/portal/vragen.json $here/portal/toezegging.ndjson $here/portal/moties.json $here/portal/activiteit.json
KG=$KG $here/dump "$T/b.db" > "$T/b"
same 'the same in another order' "$T/a" "$T/b"
/usr/bin/python3 - "$T" <<'PY'
import json, sys, pathlib
t = pathlib.Path(sys.argv[1]); page = json.loads((t / "portal/moties.json").read_text())
(t / "moties.json").write_text(json.dumps(page))                                   # one line
(t / "moties.ndjson").write_text("".join(json.dumps(r) + "\n" for r in page["value"]))
(t / "moties.array.json").write_text(json.dumps(page["value"], indent=1))
(t / "moties.pages.ndjson").write_text("".join(json.dumps({"@odata.context": "x", "value": [r]}) + "\r\n" for r in page["value"]))
(t / "moties.mark.json").write_text("\ufeff" + json.dumps(page, indent="\t"))
PY
sqlnodes() { sqlite3 -separator ' | ' "$1" "SELECT name, kind, soort, title, date, present FROM graph_node WHERE soort <> 'register' ORDER BY 1;
    SELECT s.name, relation, value, t.name FROM relation r JOIN name s ON s.id = source JOIN name t ON t.id = target ORDER BY 1, 2, 4"; }
"$KG" build --quiet -o "$T/page.db" $here/portal/moties.json; sqlnodes "$T/page.db" > "$T/page"
for f in moties.json moties.ndjson moties.array.json moties.pages.ndjson moties.mark.json; do
    "$KG" build --quiet -o "$T/$f.db" "$T/$f"; sqlnodes "$T/$f.db" > "$T/other"
    same "the same as $f" "$T/page" "$T/other"
done
"$KG" build --quiet -o "$T/stdin.db" - < $here/portal/moties.json; sqlnodes "$T/stdin.db" > "$T/other"
same 'the same from standard input' "$T/page" "$T/other"
gzip -c $here/portal/moties.json > "$T/packed.json.gz"
"$KG" build --quiet -o "$T/gz.db" "$T/packed.json.gz"; sqlnodes "$T/gz.db" > "$T/other"
same 'the same out of gzip' "$T/page" "$T/other"

# -- incremental
run "$KG" build -o "$T/a.db" $here/portal
err '5 files of records unchanged' 'unchanged files are passed over'
KG=$KG $here/dump "$T/a.db" > "$T/again"
same 'and change nothing' "$T/a" "$T/again"
"$KG" build --quiet -o "$T/c.db" "$T/portal"
sed -i '4,$d' "$T/portal/toezegging.ndjson"
rm "$T/portal/vragen.json"
run "$KG" build --prune -o "$T/c.db" "$T/portal"
err '3 records \(0 taken back by their register\), 3 files of records unchanged' 'a file that changed is read again, alone'
"$KG" build --quiet -o "$T/d.db" "$T/portal"
sqlnodes "$T/c.db" > "$T/c"; sqlnodes "$T/d.db" > "$T/d"
same 'what is gone is as never there' "$T/c" "$T/d"

# -- beside the papers themselves
mkdir "$T/both"
cp $here/portal/moties.json "$T/both/2024D00201.json"
cat > "$T/both/2024D00201.txt" <<'TXT'
36 410 V
Nr. 31
MOTIE VAN HET LID EPPINK C.S.
Voorgesteld 17 januari 2024
De Kamer,
gehoord de beraadslaging,
verzoekt de regering de druk op te voeren (Kamerstuk 21 501-02, nr. 2850),
en gaat over tot de orde van de dag.
TXT
run "$KG" build -o "$T/both.db" "$T/both"
status 0 'a record of the Document beside the Document'
is 'they are one thing' "$(sqlite3 "$T/both.db" "SELECT count(*) FROM graph_node WHERE soort = 'motie' AND name LIKE '%31%'")" 1
is 'with what the paper cites' "$(sqlite3 "$T/both.db" "SELECT source FROM graph_edge WHERE target = 'kst-21501-02-2850'")" kst-36410-V-31
is 'and what the register knows' "$(sqlite3 "$T/both.db" "SELECT judgement || ' ' || outcome || ' ' || movers FROM motie WHERE id = 'kst-36410-V-31'")" \
    'oordeel_kamer aangenomen ["Eppink","Van der Staaij"]'
"$KG" history "$T/a.db" 2024Z00203 --format tsv > "$T/history"
check 'history tells what a record says that another record did' grep -q '2024Z00203	replaced	replaces		2024Z00202	1' "$T/history"
"$KG" answers "$T/a.db" --format tsv > "$T/answers"
check 'and answers: by what is no document here' grep -q '^ah-tk-20232024-1234	' "$T/answers"
run "$KG" search "$T/both.db" --format tsv verzoekt
out '^kst-36410-V-31' 'words are found in the papers beside files of records, which have none'
run "$KG" extract $here/portal/zaak.ndjson
err 'zaak.ndjson: records of the open data portal' 'extract says that records have no text'
"$KG" export "$T/a.db" --format graphml > "$T/a.graphml"
is 'a file of records is no vertex' "$(grep -c '>register<' "$T/a.graphml")" 0
run "$KG" text $here/portal/toezegging.ndjson $here/portal/moties.json $here/portal/zaak.ndjson
status 0 'text'
same 'text shows each thing with its line, and what is stated of it' $here/text "$T/out"
cat > "$T/subjects.ndjson" <<'JSON'
{"Nummer":"2022Z19141","Soort":"Brief regering","Onderwerp":"Reactie op de motie van het lid De Hoop c.s. over luchtkwaliteit (Kamerstuk 30175-386) en 27 925 nr. 496","GestartOp":"2022-10-05T00:00:00+02:00","GrootProject":false}
{"Nummer":"2022Z19142","Soort":"Motie","Onderwerp":"Motie van het lid Jansen over het spoor (29984-77)","GestartOp":"2022-10-05T00:00:00+02:00","GrootProject":false}
{"DocumentNummer":"2025D23594","Soort":"Lijst van vragen","Onderwerp":"36725-M Verslag houdende een lijst van vragen over 2024 en de 36 725-VI","Datum":"2025-05-20T00:00:00+02:00"}
JSON
run "$KG" build --quiet -o "$T/subjects.db" "$T/subjects.ndjson"
is 'papers that a subject names are cited by its record; a number of its own, a dossier, a year are not' \
    "$(sqlite3 "$T/subjects.db" "SELECT source || ' ' || relation || ' ' || target FROM graph_edge ORDER BY 1")" \
    '2022Z19141 cites kst-27925-496
2022Z19141 cites kst-30175-386'
run "$KG" toezeggingen "$T/a.db"
out 'in 0 documents and 5 files of records' 'reports say what they rest on'
finish
