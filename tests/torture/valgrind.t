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
for r in graphs/*.sql; do
    name=$(basename "$r" .sql)
    case $name in around) part='--focus kst-35373-8' ;; dossier) part='--dossier 35373' ;; *) part= ;; esac
    vg draw --select "$name" $part -o "$T/x.svg" "$T/g.db"
done
vg show "$T/g.db" kst-35373-8
vg cypher "$T/g.db" 'MATCH (b:brief)-[:answers]->(m) WHERE NOT EXISTS { (m)<-[:holds]-() } RETURN b.id, count(m)'
check "check" sh -c "valgrind -q --leak-check=full --errors-for-leak-kinds=definite,possible --error-exitcode=9 \"$KG\" check $docs/brief-moties-2021-11-04.txt > /dev/null; [ \$? = 1 ]"
finish
