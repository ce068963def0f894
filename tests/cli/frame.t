#!/bin/sh
# The frame of the command line: help, version, usage errors, exit status 2 where nothing is done.
. tests/lib.sh

run "$KG" --version
status 0 '--version'
out '^kamergraaf [0-9]+\.[0-9]+\.[0-9]+$' 'says name and version'
run "$KG" --help
status 0 '--help'
for c in extract build export draw text rules moties toezeggingen edges; do
    "$KG" --help | grep -q "^  $c " ; result $? "help names $c"
    run "$KG" $c --help
    status 0 "$c --help"
    out '^Example:' "$c --help has an example"
    run "$KG" $c --no-such-option
    status 2 "$c: unknown option"
    err "^kamergraaf: $c: .*--no-such-option" "$c: says which"
    run "$KG" help $c
    status 0 "help $c"
done
run "$KG"
status 2 'no command'
run "$KG" frobnicate
status 2 'unknown command'
err '^kamergraaf: .*frobnicate' 'says which'
for c in extract build export draw text moties toezeggingen edges; do
    run "$KG" $c
    status 2 "$c without file"
    err "^kamergraaf: $c: " "$c without file: says so"
done
doc=examples/nagorno-karabach/kst-21501-02-2401.txt
run "$KG" extract --format xml $doc
status 2 'unknown format'
err '^kamergraaf: .*xml' 'says which'
run "$KG" text --raw --notes $doc
status 2 'text: either notes or raw'
run "$KG" text --format csv $doc
status 2 'text: a format without --notes'
run "$KG" build $doc
status 2 'build without -o'
if [ -w /dev/full ]; then
    for c in extract text 'text --raw' 'text --notes'; do
        run sh -c "exec \"$KG\" $c $doc > /dev/full"
        status 2 "$c: full disk"
        err 'cannot be written|No space' "$c: full disk: says so"
    done
    for c in --help --version help 'build --help'; do
        run sh -c "exec \"$KG\" $c > /dev/full"
        status 2 "$c: full disk"
        err 'cannot be written' "$c: full disk: says so"
    done
fi
finish
