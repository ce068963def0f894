#!/bin/sh
# Commands on a graph file that is none, is not there, cannot be written; recipes and formats that do not exist.
. tests/lib.sh

docs=examples/nagorno-karabach
"$KG" build --quiet -o "$T/g.db" $docs; is 'the graph file is built' $? 0
printf 'no database at all, but text that is long enough to be read as a page of one\n' > "$T/text.db"
sqlite3 "$T/other.db" 'CREATE TABLE x (y); INSERT INTO x VALUES (1);'
: > "$T/empty.db"
head -c 20000 "$T/g.db" > "$T/torn.db"

for c in moties toezeggingen edges 'export --format graphml' 'export --format dot' "draw -o $T/x.svg"; do
    for f in text.db other.db empty.db none.db; do
        run "$KG" $c "$T/$f"
        status 2 "$c $f"
        err "^kamergraaf: $T/$f: " "$c $f: says what is wrong"
        [ ! -s "$T/out" ]; result $? "$c $f: prints nothing"
    done
    run "$KG" $c "$T/torn.db"
    status 2 "$c torn.db"
    [ ! -e "$T/x.svg" ]; result $? "$c: no picture is left"
done
for f in text.db other.db; do
    cp "$T/$f" "$T/before"
    run "$KG" build -o "$T/$f" $docs/kst-21501-02-2401.txt
    status 2 "build -o $f"
    err "^kamergraaf: $T/$f: " "build -o $f: says what is wrong"
    same "build -o $f: leaves it alone" "$T/before" "$T/$f"
done

no=$T/no/such/folder
run "$KG" build -o "$no/g.db" $docs
status 2 'build: output not writable'
err "^kamergraaf: $no/g.db: " 'build: says so'
for f in graphml dot; do
    run "$KG" export "$T/g.db" --format $f -o "$no/x.$f"
    status 2 "export $f: output not writable"
    err "^kamergraaf: $no/x.$f: " "export $f: says so"
done
run "$KG" draw "$T/g.db" -o "$no/x.svg"
status 2 'draw: output not writable'
err "^kamergraaf: $no/x.svg: " 'draw: says so'
run "$KG" draw "$T/g.db" -o "$T/x.gif"
status 2 'draw: unknown picture format'
run "$KG" export "$T/g.db" --format xls
status 2 'export: unknown format'
for c in 'export --format dot' "draw -o $T/x.svg"; do
    run "$KG" $c --select no-such-recipe "$T/g.db"
    status 2 "$c: unknown recipe"
    err 'no-such-recipe' "$c: says which"
    run "$KG" $c --select 'SELECT nonsense FROM nowhere' "$T/g.db"
    status 2 "$c: SQL that does not run"
    err 'nowhere|nonsense' "$c: says why"
    run "$KG" $c --select "WITH x AS (SELECT 1) DELETE FROM document" "$T/g.db"
    status 2 "$c: SQL that would change something"
done
check 'and nothing was changed' "$KG" edges "$T/g.db"
is 'nothing half-made is left' "$(ls "$T" | grep -c '\.tmp$')" 0

# Words of a closed list: refused, with those that there are.
for c in 'edges' 'missing' 'top' 'groups --members' 'export --format dot' 'draw -o x.svg'; do
    run "$KG" $c --kind moties "$T/g.db"
    status 2 "$c: a kind that nothing is"
    err "g.db: --kind: no thing is 'moties'; there are: .*motie" "$c: which there are"
done
run "$KG" cites "$T/g.db" kst-35373-19 --kind zzz
status 2 'also of an id'
run "$KG" top --kind amendement "$T/g.db"
status 0 'a kind that another graph may have finds nothing'
"$KG" cites "$T/g.db" kst-35373-19 --kind motie --format csv > "$T/one"
run "$KG" cites "$T/g.db" kst-35373-19 --kind 'brief, motie' --format csv
same 'one of two kinds' "$T/one" "$T/out"
for c in 'export --format dot' 'draw -o x.svg'; do
    run "$KG" $c --dossier abc "$T/g.db"
    status 2 "$c: no dossier"
    err "'abc' is no dossier \(35373" "$c: what one is"
    run "$KG" $c --relation answer "$T/g.db"
    status 2 "$c: no relation"
    err "unknown relation 'answer' \(cites, answers, " "$c: which there are"
    run "$KG" $c --depth 2 "$T/g.db"
    status 2 "$c: --depth of what"
    run "$KG" $c --recipes "$no" --select answers "$T/g.db"
    status 2 "$c: a folder of recipes that is not there"
done
"$KG" export "$T/g.db" --format ndjson --dossier 35373 > "$T/one"
run "$KG" export "$T/g.db" --format ndjson --dossier 'dossier-35 373'
same 'a dossier as people write it' "$T/one" "$T/out"
run "$KG" export "$T/g.db" --drawn 20001 -o "$T/x.html"
status 2 'more dots than a browser draws'
err '--drawn takes 20000 at most' 'how many are'
run "$KG" extract --format html $docs
err "unknown format 'html' \(table, csv, ndjson\)" 'formats of this command, not of others'

run "$KG" toezeggingen --as-of gisteren "$T/g.db"
status 2 'as-of: a date'
run "$KG" toezeggingen --as-of 2021-02-30 "$T/g.db"
status 2 'as-of: a date that exists'
run "$KG" toezeggingen --as-of 2024-01-01 "$T/g.db"
status 0 'as-of'
run "$KG" moties "$T/g.db" "$T/g.db"
status 2 'one graph file at a time'
run "$KG" moties --open --format ndjson "$T/g.db"
status 0 'moties --open'
check '--open gives open ones alone' sh -c '! grep -v "\"state\":\"open\"" "$T/out"'
if [ -w /dev/full ]; then
    for c in moties toezeggingen edges 'export --format graphml' 'export --format dot'; do
        run sh -c "exec \"$KG\" $c $T/g.db > /dev/full"
        status 2 "$c: full disk"
    done
fi
finish
