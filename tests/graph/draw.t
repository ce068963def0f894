#!/bin/sh
# Pictures: whole or absent, the same bytes each time, and never without end.
. tests/lib.sh
$PYTHON tests/graph/load.py tests/graph/small.tsv "$T/g.db" || exit 1
draw() { run "$KG" draw "$T/g.db" "$@"; }

for form in svg png pdf; do
    draw -o "$T/a.$form" --select answers
    status 0 "draws $form"
    draw -o "$T/b.$form" --select answers
    check "$form: the same bytes again" cmp "$T/a.$form" "$T/b.$form"
done
check 'an SVG' grep -q '^<svg' "$T/a.svg"
check 'a PNG' grep -aq 'PNG' "$T/a.png"
check 'a PDF' grep -aq '^%PDF' "$T/a.pdf"
check 'text is text' grep -q '>35 373, nr. 8</text>' "$T/a.svg"
check 'it has a title' grep -q '^<title>Welke moties zijn beantwoord, en door welke brief?</title>' "$T/a.svg"
check 'it has a description' grep -q '^<desc>Elke motie' "$T/a.svg"
check 'it links to the official address' grep -q 'xlink:href="https://zoek.officielebekendmakingen.nl/kst-35373-8.html"' "$T/a.svg"
refute 'no version, no comment' grep -qi '<!--\|graphviz version' "$T/a.svg"
refute 'no colour that SVG does not know' grep -q 'transparent' "$T/a.svg"

draw -o "$T/e.svg" --select 'SELECT * FROM graph_edge WHERE 0'
status 0 'nothing selected: a picture all the same'
check 'which says so' grep -q 'niets gevonden' "$T/e.svg"

draw -o "$T/x.gif";                    status 2 'another format';        err 'x\.gif: .*\.svg, \.png or \.pdf' 'says which there are'
draw;                                  status 2 'no -o';                 err 'draw: .*-o' 'says so'
draw -o "$T/none/x.svg";               status 2 'output not writable';   err 'none/x\.svg: ' 'says which'
draw -o "$T/x.svg" --select nope;      status 2 'an unknown recipe';     err 'nope: no such recipe; .*answers' 'says which there are'
draw -o "$T/x.svg" --select ../answers; status 2 'no path for a recipe'; err 'recipe' 'says so'
draw -o "$T/x.svg" --select 'SELECT 1'; status 2 'no edges selected';    err 'source, relation and target' 'says what is missing'
draw -o "$T/x.svg" --select 'SELECT no FROM graph_edge'; status 2 'bad SQL'; err 'g\.db: .*no such column' 'says what is wrong'
draw -o "$T/x.svg" --select 'WITH x AS (SELECT 1) DELETE FROM name'; status 2 'a selection cannot write'; err 'g\.db: ' 'says so'
draw -o "$T/x.svg" --seconds 0;        status 2 'no time at all';        err 'seconds' 'says so'
run "$KG" draw "$T/nothing.db" -o "$T/x.svg"; status 2 'no graph file';  err 'nothing\.db: ' 'says which'
refute 'nothing is left behind' test -e "$T/x.svg" -o -e "$T/x.svg.tmp" -o -e "$T/x.gif"

# -- recipes of one's own
mkdir "$T/mine"
printf -- '-- title: Mijn <vraag> & "antwoord"\n-- shows: Wat ik wil.\nSELECT * FROM graph_edge WHERE relation = %s\n' "'introduces'" > "$T/mine/eigen.sql"
printf 'edge\t*\tmijn woord\t\t\t#123456\t\tdashed\t2\n' > "$T/mine/style.tsv"
draw -o "$T/m.svg" --select eigen --recipes "$T/mine"
status 0 'a recipe of a folder'
check 'with its title' grep -q '^<title>Mijn &lt;vraag&gt; &amp; "antwoord"</title>' "$T/m.svg"
check 'and its looks' grep -q '#123456' "$T/m.svg"
draw -o "$T/n.svg" --select answers --recipes "$T/mine"
status 0 'the built-in ones stay'

# -- Graphviz: missing, endless, failing
mkdir "$T/bin" "$T/empty"
PATH=$T/empty run "$KG" draw "$T/g.db" -o "$T/x.svg"
status 2 'without Graphviz'; err 'Graphviz is not installed' 'says so'
printf '#!/bin/sh\nsleep 100\n' > "$T/bin/dot"; chmod +x "$T/bin/dot"
begin=$(date +%s)
PATH=$T/bin:$PATH run "$KG" draw "$T/g.db" -o "$T/x.svg" --seconds 1
status 2 'an endless Graphviz'; err 'more than 1 seconds.*smaller selection' 'is stopped, with advice'
check 'in time' test $(($(date +%s) - begin)) -lt 20
printf '#!/bin/sh\nexec <&-\necho no fonts >&2\nexit 3\n' > "$T/bin/dot"
PATH=$T/bin:$PATH run "$KG" draw "$T/g.db" -o "$T/x.svg"
status 2 'a failing Graphviz'; err 'could not draw it: no fonts' 'what it says is told'
printf '#!/bin/sh\ncat >/dev/null\nprintf "<svg half"\nkill -9 $$\n' > "$T/bin/dot"
PATH=$T/bin:$PATH run "$KG" draw "$T/g.db" -o "$T/x.svg"
status 2 'a Graphviz that dies half-way'
refute 'no half picture is left' test -e "$T/x.svg" -o -e "$T/x.svg.tmp"

# -- size
awk 'BEGIN { for (i = 0; i < 3002; i++) printf "node\tkst-1-%d\tx\tkamerstuk\t\t\t\t\t0\n", i
             for (i = 1; i < 3002; i++) printf "edge\tkst-1-0\tcites\t\tkst-1-%d\tkst-1-0\t1\t\t1\n", i }' > "$T/big.tsv"
$PYTHON tests/graph/load.py "$T/big.tsv" "$T/big.db"
run "$KG" draw "$T/big.db" -o "$T/x.svg"
status 2 'a carpet is refused'; err 'too many for a picture.*--select' 'with advice'
run "$KG" draw "$T/big.db" -o "$T/some.svg" --select "SELECT * FROM graph_edge WHERE target < 'kst-1-12'"
status 0 'a selection of 200 is drawn'
finish
