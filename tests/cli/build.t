#!/bin/sh
# build: adds, updates, prunes; the same whatever the order; killed at any moment it holds whole documents.
. tests/lib.sh

docs=examples/nagorno-karabach
dump() { sqlite3 "$1" .dump | sort; }
exports() { for f in graphml dot; do "$KG" export "$1" --format $f; done; for r in moties toezeggingen edges; do
    "$KG" $r --format ndjson "$1"; done; }

run "$KG" build -o "$T/a.db" $docs
status 0 'build'
[ ! -s "$T/out" ]; result $? 'says nothing on standard output'
exports "$T/a.db" > "$T/a"
# shellcheck disable=SC2046
run "$KG" build -o "$T/b.db" $(ls -r $docs/*.txt)
status 0 'in the other order'
exports "$T/b.db" > "$T/b"
same 'the same graph and reports' "$T/a" "$T/b"
for f in $docs/*.txt; do "$KG" build --quiet -o "$T/c.db" "$f" || break; done
exports "$T/c.db" > "$T/c"
same 'the same one by one' "$T/a" "$T/c"

cp "$T/a.db" "$T/again.db"
run "$KG" build -o "$T/again.db" $docs
status 0 'again'
exports "$T/again.db" > "$T/again"
same 'again changes nothing' "$T/a" "$T/again"

mkdir "$T/d"
cp $docs/*.txt $docs/MANIFEST.tsv "$T/d"
"$KG" build --quiet -o "$T/d.db" "$T/d"
rm "$T/d/so-rbz-2023-11-10.txt"
run "$KG" build -o "$T/d.db" "$T/d"
is 'a file that is gone stays' "$(sqlite3 "$T/d.db" 'SELECT count(*) FROM document')" 5
run "$KG" build --prune -o "$T/d.db" "$T/d"
status 0 '--prune'
is 'and goes with --prune' "$(sqlite3 "$T/d.db" 'SELECT count(*) FROM document')" 4
"$KG" build --quiet -o "$T/four.db" "$T/d"
exports "$T/d.db" > "$T/pruned"; exports "$T/four.db" > "$T/four"
same 'pruned is as never there' "$T/pruned" "$T/four"
printf '\nZie ook Kamerstuk 32 317, nr. 747.\n' >> "$T/d/kst-21501-02-2401.txt"
run "$KG" build -o "$T/d.db" "$T/d"
status 0 'a changed file'
"$KG" edges --format ndjson "$T/d.db" | grep -q 'kst-21501-02-2401.*kst-32317-747'; result $? 'is read again'

# Killed at moments spread over a run: whole documents, and the next run goes on to the same end.
mkdir "$T/many"
i=0
while [ $i -lt 60 ]; do cp $docs/ao-rbz-2020-10-06.txt "$T/many/stuk-$i.txt"; i=$((i + 1)); done
whole=0; resumed=0
for ms in 10 30 60 100 150 250 400; do
    rm -f "$T/k.db"*
    timeout -s KILL "0.$(printf %03d $ms)" "$KG" build --quiet -o "$T/k.db" "$T/many" 2> /dev/null
    if [ -s "$T/k.db" ]; then
        bad=$(sqlite3 -cmd '.timeout 9000' "$T/k.db" "PRAGMA integrity_check; SELECT 'torn' FROM document d WHERE NOT EXISTS
              (SELECT 1 FROM mention WHERE document = d.id) LIMIT 1" 2>&1 | grep -v '^ok$')
        [ -z "$bad" ] || case $bad in *'no such table'*) ;; *) whole=$((whole + 1)); echo "#   after $ms ms: $bad" ;; esac
    fi
    "$KG" build --quiet -o "$T/k.db" "$T/many" || resumed=$((resumed + 1))
    is "killed after $ms ms, then built: all documents" "$(sqlite3 "$T/k.db" 'SELECT count(*) FROM document')" 60
done
is 'whole documents only' $whole 0
is 'and the next run goes on' $resumed 0
# Paths mean what they meant: from another directory nothing is taken away; under other paths neither.
mkdir -p "$T/p/docs" "$T/p/more" "$T/else/docs2"
cp $docs/ao-rbz-2020-10-06.txt "$T/p/docs/een.txt"; cp $docs/ao-rbz-2020-10-06.txt "$T/p/docs/twee.txt"
cp $docs/ao-rbz-2020-10-06.txt "$T/p/more/drie.txt"; cp $docs/ao-rbz-2020-10-06.txt "$T/else/docs2/vier.txt"
documents() { sqlite3 "$T/p/g.db" "SELECT group_concat(name, ' ') FROM (SELECT name FROM document JOIN name USING (id) ORDER BY 1)"; }
(cd "$T/p" && "$KG" build --quiet -o g.db docs more)
run sh -c 'cd "$T/else" && exec "$KG" build --quiet --prune -o ../p/g.db docs2'
err 'none of its files lies under the paths given' 'pruned from another directory: says that it looks for nothing'
is 'and drops nothing' "$(documents)" 'drie een twee vier'
rm "$T/p/docs/een.txt" "$T/p/more/drie.txt"
(cd "$T/p" && "$KG" build --quiet --prune -o g.db docs)
is 'pruned under one path: what is gone elsewhere stays' "$(documents)" 'drie twee vier'
cp $docs/ao-rbz-2020-10-06.txt "$T/p/docs/vijf.txt"
(cd "$T/p" && "$KG" build --quiet -o g.db docs/*.txt && rm docs/vijf.txt && "$KG" build --quiet --prune -o g.db docs/*.txt)
is 'files given one by one: those left speak for their directory' "$(documents)" 'drie twee vier'
finish
