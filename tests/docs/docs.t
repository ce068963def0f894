#!/bin/sh
# Golden documents: NAME.d holds input files, expected (what the program prints for them) and, optionally, args (one line; default
# "extract --format ndjson input.txt"). NAME.b is a known fault: counted, not failed. scripts/regen writes expected anew.
. tests/lib.sh

for d in tests/docs/*.[db]; do
    [ -d "$d" ] || continue
    args='extract --format ndjson input.txt'
    [ -f "$d/args" ] && args=$(cat "$d/args")
    rm -f "$T"/*.db
    (cd "$d" && eval "\"$KG\" $args") > "$T/have" 2>&1 < /dev/null
    todo=
    case $d in *.b) todo=' # TODO known fault' ;; esac
    same "$(basename "$d"): kamergraaf $args$todo" "$d/expected" "$T/have"
done
finish
