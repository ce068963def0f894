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
