#!/bin/sh
# The pictures and exports that lie in graphs/ are what the program makes of the examples today (else: make graphs, look, commit).
. tests/lib.sh

# Where a word stands in an SVG hangs on the fonts of the machine; the DOT, which is compared to the byte, says what is drawn.
shape() { sed -E 's/ (x|y|cx|cy|rx|ry|points|d|viewBox|width|height|transform)="[^"]*"//g' "$1"; }

"$KG" build --quiet -o "$T/g.db" examples/nagorno-karabach
is 'the graph file is built' $? 0
for recipe in graphs/*.sql; do
    name=$(basename "$recipe" .sql)
    part=$(sed -n 's/^-- example: //p' "$recipe")
    "$KG" export "$T/g.db" --format graphml --view "$name" $part -o "$T/$name.graphml"
    "$KG" export "$T/g.db" --format dot --view "$name" $part -o "$T/$name.dot"
    "$KG" draw "$T/g.db" --view "$name" $part -o "$T/$name.svg"
    for kind in graphml dot; do same "graphs/$name.$kind" "graphs/$name.$kind" "$T/$name.$kind"; done
    shape "graphs/$name.svg" > "$T/then"; shape "$T/$name.svg" > "$T/now"
    same "graphs/$name.svg" "$T/then" "$T/now"
    check "graphs/$name.svg is well-formed" xmllint --noout "$T/$name.svg"
    check "graphs/$name.graphml is well-formed" xmllint --noout "$T/$name.graphml"
done
# Places hang on how igraph was compiled; the picture is looked at in tests/page.
said() { sed '/^\[[0-9]*,[0-9.]*,[0-9.]*\],\{0,1\}$/d' "$1"; }
"$KG" export "$T/g.db" -o "$T/page.html"
said graphs/page.html > "$T/then"; said "$T/page.html" > "$T/now"
same 'graphs/page.html' "$T/then" "$T/now"
for f in graphs/*.graphml graphs/*.dot graphs/*.svg; do
    [ -f "${f%.*}.sql" ]; result $? "$f has its recipe"
done
finish
