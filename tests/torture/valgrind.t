#!/bin/sh
# No leak and no wrong access in what the demo does.
. tests/lib.sh
case $BUILD in *san*) skip_all 'ASan sees it' ;; esac
command -v valgrind >/dev/null || skip_all 'no valgrind'

docs=examples/nagorno-karabach
vg() { check "$*" valgrind -q --leak-check=full --errors-for-leak-kinds=definite,possible --error-exitcode=9 "$KG" "$@"; }
vg build --quiet -o "$T/g.db" $docs
vg extract --format ndjson $docs
vg text $docs
vg text --notes $docs
vg rules
for report in moties toezeggingen edges; do vg $report "$T/g.db"; done
for f in graphml dot; do vg export --format $f "$T/g.db"; done
for r in graphs/*.sql; do vg draw --select "$(basename "$r" .sql)" -o "$T/x.svg" "$T/g.db"; done
finish
