#!/bin/sh
# Names, words and sizes that are meant ill: nothing speaks to the terminal, nothing waits for ever, nothing is lost without a word.
. tests/lib.sh
letter=tests/docs/letter.d/input.txt
esc=$(printf '\033')
c1=$(printf '\302\233')
silent() { result "$(LC_ALL=C grep -Fq -e "$esc" -e "$c1" "$2" && echo 1 || echo 0)" "$1"; }

run "$KG" build -o '' "$letter"
status 2 'a graph file without a name: SQLite would keep it nowhere'
err 'no name of a file' 'and it is said'
run "$KG" build -o :memory: "$letter"
status 2 'nor in memory'
err '^kamergraaf: :memory:: .*write \./:memory:' 'how to write it'

blanks=$(printf '%01000d' 0)
printf '<?xml version="1.0"?><a%s[31m>%s</a>' "$esc" "$blanks" > "$T/root.xml"
run "$KG" extract "$T/root.xml"
status 2 'an element with an escape in its name'
silent 'does not reach the terminal' "$T/err"
err 'root element a' 'but is told'
printf '<?xml version="1.0"?><a%s31m>x</a>' "$c1" > "$T/root.xml"
run "$KG" extract "$T/root.xml"
silent 'nor does U+009B' "$T/err"
err '\\x9b31m' 'which is told, too'
"$KG" build --quiet -o "$T/g.db" "$letter"
run "$KG" sql "$T/g.db" "SELECT 1 FROM \"a$esc[31m\""
silent 'nor what a question says' "$T/err"
printf 'Zie%s31m Kamerstuk%s21 501-02, nr. 2375.\n' "$c1" "$c1" > "$T/c1.txt"
for command in text extract; do
    run "$KG" $command "$T/c1.txt"
    silent "nor what $command shows" "$T/out"
done
out 'kst-21501-02-2375' 'and it is a blank between words'
printf 'rule x\nkind kst\ncue a\nregex (\n' > "$T/x.rules"
run "$KG" rules --check "$T/x.rules"
err '^ *\^' 'a message of several lines stays one'

mkdir "$T/pipes"
cp "$letter" "$T/pipes"
mkfifo "$T/pipes/metadata.xml" "$T/pipes/MANIFEST.tsv"
run timeout 60 "$KG" extract "$T/pipes"
status 0 'pipes called like sidecars are not waited for'

awk 'BEGIN { for (i = 0; i < 250000; i++) print "x" }' > "$T/long.txt"
echo 'Zie Kamerstuk 21 501-02, nr. 2375.' >> "$T/long.txt"
"$KG" build --quiet -o "$T/long.db" "$T/long.txt"
run "$KG" export "$T/long.db" --format csv -o "$T/long"
is 'a line beyond 200,000 in CSV' "$(tail -1 "$T/long/edges.csv" | cut -d, -f10)" 250001

awk 'BEGIN { for (i = 0; i < 6000; i++) printf "Zie https://voorbeeld.nl/%0130d/%d en verder.\n", 0, i }' > "$T/alike.txt"
"$KG" build --quiet -o "$T/alike.db" "$T/alike.txt"
case $BUILD in *san*) memory=unlimited ;; *) memory=1500000 ;; esac
run sh -c "ulimit -v $memory; exec \"\$0\" export \"$T/alike.db\" --format obsidian -o \"$T/vault\"" "$KG"
status 0 'six thousand addresses that are alike for long: a note each, in little memory'
is 'a note each' "$(ls "$T/vault" | wc -l)" 6001

awk 'BEGIN { srand(1); for (i = 0; i < 310000; i++) printf "Kamerstuk %d %03d, nr. %d;%s", 20 + rand() * 17, 100 + rand() * 900, 1 + rand() * 999, i % 6 ? " " : "\n" }' > "$T/dense.txt"
for most in '350000 extract' '750000 build -o dense.db'; do
    run sh -c "cd '$T'; [ $memory = unlimited ] || ulimit -v ${most%% *}; exec '$KG' ${most#* } dense.txt"
    status 0 "8 MB of nothing but references fit in ${most%% *} kB: ${most#* }"
done
awk 'BEGIN { for (i = 1; i < 9000; i++) printf "de motie van het lid Eppink c.s. (21 501, nr. %d); motie %d; Kamerbrief van 3 juni jl.\n", i, i }' > "$T/alike.txt"
run sh -c "cd '$T'; [ $memory = unlimited ] || ulimit -v 400000; exec '$KG' extract alike.txt"
status 0 'so do nine thousand motions of one member, of which hundreds fit each that has no number'
rm -f "$T/dense.db" "$T/out"

head -c 3000 /dev/zero > "$T/zeros.bin"
sh -c 'exec "$0" extract --to "$1" "$2" "$3" "$2" 2>&-' "$KG" "$T/closed.part" "$T/zeros.bin" "$letter"
run "$KG" build -o "$T/closed.db" "$T/closed.part"
status 1 'without standard error: what is refused is not told in the middle of the output'
run sh -c 'exec "$0" extract "$1" >&-' "$KG" "$letter"
status 2 'without standard output: said, not lost'
for filter in "export --format dot --focus" "export --format dot --dossier" "moties --dossier" "edges --kind"; do
    run "$KG" $filter '' "$T/g.db"
    status 2 "an empty filter is none that was meant: $filter"
done

# What a graph file says of itself. A copy, changed by another program.
cat > "$T/change.py" <<'PY'
import sqlite3, sys
what, c = sys.argv[1], sqlite3.connect(sys.argv[2])
last = c.execute("SELECT max(id) FROM name").fetchone()[0]
if what == "sparse": c.execute("INSERT INTO name VALUES (268435456, 'far')")
if what == "chain":                                           # a path of as many steps as a path can have
    n, (doc, sentence) = 20001, c.execute("SELECT document, n FROM sentence LIMIT 1").fetchone()
    c.executemany("INSERT INTO name VALUES (?, ?)", ((last + 1 + i, f"stap-{i}") for i in range(n)))
    c.executemany("INSERT INTO node VALUES (?, ?, 'document', NULL, NULL, NULL, NULL, NULL, 1)", ((last + 1 + i, f"stap-{i}") for i in range(n)))
    c.executemany("INSERT INTO relation SELECT ?, ?, ?, 'cites', NULL, ?, 'document', 0, 1, 1, ?, NULL, NULL, 1.0, 0, NULL",
                  ((doc, 1000 + i, last + 1 + i, last + 2 + i, sentence) for i in range(n - 1)))
endless = "WITH RECURSIVE e (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM e) "
def instead(view, of):
    cols = [x[1] for x in c.execute(f"PRAGMA table_info({of})")]
    c.execute('CREATE VIEW %s (%s) AS %s SELECT %s FROM e' % (view, ", ".join(f'"{x}"' for x in cols), endless, ", ".join("n" for _ in cols)))
if what == "views":
    for (v,) in c.execute("SELECT name FROM sqlite_schema WHERE type = 'view' AND name <> 'graph_edge'").fetchall():
        c.execute(f"CREATE TABLE copy AS SELECT * FROM {v} LIMIT 0"); c.execute(f"DROP VIEW {v}"); instead(v, "copy"); c.execute("DROP TABLE copy")
if what == "table": c.execute("ALTER TABLE event RENAME TO other"); instead("event", "other")
if what == "column": c.execute("ALTER TABLE node ADD COLUMN x TEXT AS (hex(zeroblob(100000000)))")
if what == "triggers":
    for on in "INSERT ON measure", "INSERT ON document", "INSERT ON passage", "UPDATE ON searched", "UPDATE ON linked", "DELETE ON node":
        c.execute(f"CREATE TRIGGER \"{on}\" AFTER {on} BEGIN INSERT INTO word {endless} SELECT NULL, n FROM e; END")
c.commit()
PY
for what in sparse chain views table column triggers; do
    cp "$T/g.db" "$T/$what.db"
    "$PYTHON" "$T/change.py" $what "$T/$what.db"
done
run sh -c "ulimit -v $memory; exec \"\$0\" export \"$T/sparse.db\" --format dot" "$KG"
status 2 'one name with a great number: no list of all numbers below it'
err 'not a sound graph file: 268435456 as the number of a name' 'but a word about it'
run "$KG" build -o "$T/sparse.db" tests/docs/answers.d/input.txt
status 2 'and nothing is added'
run sh -c "[ $memory = unlimited ] || ulimit -s 1000; exec \"\$0\" path \"$T/chain.db\" stap-0 stap-20000 --format csv" "$KG"
status 0 'a path of 20,000 steps'
is 'each is told' "$(wc -l < "$T/out")" 20001

# Views, triggers and tables that have no end.
for question in moties toezeggingen edges missing 'top --by pagerank' 'export --format ndjson' "draw --view answers -o $T/views.svg"; do
    run timeout 60 "$KG" $question "$T/views.db"
    status 0 "views are what the program says that they are: $question"
done
"$KG" moties --format ndjson "$T/g.db" > "$T/moties"
run timeout 60 "$KG" moties --format ndjson "$T/views.db"
same 'and the answer is the right one' "$T/moties" "$T/out"
for question in 'top --by pagerank' "build -o $T/triggers.db $letter tests/docs/answers.d/input.txt --prune"; do
    file=$T/triggers.db
    case $question in build*) file= ;; esac
    run timeout 60 "$KG" $question $file
    status 0 "no trigger runs: ${question%% *}"
done
run timeout 60 "$KG" search "$T/triggers.db" motie
status 0 'nor when the index of words is made'
for what in table column; do
    run timeout 60 "$KG" moties "$T/$what.db"
    status 2 "a table that is reckoned is none: $what"
    err "$what.db: not a sound graph file: its table '(event|node)' is no table of rows" 'and it is said'
done

# Names of files, which become ids; long ones, which head what was found.
mkdir "$T/names"
cp examples/nagorno-karabach/brief-moties-2021-11-04.txt "$T/names/a$esc[31m${c1}b.txt"
"$KG" build --quiet -o "$T/names.db" "$T/names"
for command in "check $T/names" "check $T/names.db" "show $T/names.db kst-35373-8" "moties --format markdown $T/names.db"; do
    run "$KG" $command
    silent "no name speaks: ${command%% *}" "$T/out"
done
printf '{"Id":"aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee","Nummer":"TZ202306-026","Tekst":"x\\u009b31my","Naam":"q\\u001b[31m","Status":"s"}\n' > "$T/r.json"
run "$KG" text "$T/r.json"
out 'TZ202306-026' 'a record'
silent 'nor does a record' "$T/out"
printf '021Z12361 en 021Z12362.\n' > "$T/first.txt"
"$PYTHON" -c 'import sys, zipfile; zipfile.ZipFile(sys.argv[1], "w").writestr("x" * 3000 + "/" + "y" * 3000 + ".txt", "021Z12361 en 021Z12362.")' "$T/long.zip"
run "$KG" check "$T/first.txt" "$T/long.zip"
is 'what is found is headed by its file, however long its name' "$(grep -c '\.txt$' "$T/out")" 2

# A Word file with as many notes and links as words.
cat > "$T/word.py" <<'PY'
import sys, zipfile
n, z = 12000, zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED)
names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
z.writestr("[Content_Types].xml", "<Types/>")
z.writestr("word/document.xml", f"<w:document {names}><w:body>" + "".join(
    f'<w:p><w:hyperlink r:id="r{i}"><w:r><w:t>Kamerstuk 35373, nr. {i % 100 + 1}</w:t></w:r></w:hyperlink>'
    f'<w:r><w:footnoteReference w:id="{i}"/></w:r></w:p>' for i in range(n)) + "</w:body></w:document>")
z.writestr("word/footnotes.xml", f"<w:footnotes {names}>" + "".join(
    f'<w:footnote w:id="{i}"><w:p><w:r><w:t>noot {i}</w:t></w:r></w:p></w:footnote>' for i in range(n)) + "</w:footnotes>")
z.writestr("word/_rels/document.xml.rels", "<Relationships>" + "".join(
    f'<Relationship Id="r{i}" Target="https://a.nl/{i}"/>' for i in range(n)) + "</Relationships>")
z.close()
PY
"$PYTHON" "$T/word.py" "$T/word.docx"
run sh -c "[ $memory = unlimited ] || ulimit -t 2; exec \"\$0\" extract --format ndjson \"$T/word.docx\"" "$KG"
status 0 'twelve thousand notes and links in a second, not in minutes'
finish
