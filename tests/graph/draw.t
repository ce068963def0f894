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
err 'g\.db: nothing of this graph is in the selection' 'and a word'
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

# -- views
draw -o "$T/none.svg" --view answers --dossier 99999
status 2 'a dossier of which nothing is there'; err 'no motions in this graph, or in the selection' 'is said to be none'
draw -o "$T/none.svg" --view toezeggingen
status 2 'no commitments'; err 'no commitments in this graph, or in the selection' 'is said to be none'
refute 'no empty picture' test -e "$T/none.svg"
draw -o - --view answers
status 0 'to standard output'; out '^<svg' 'goes an SVG'
refute 'and no file called -' test -e -
run "$KG" export "$T/g.db" --format graphml -o -
status 0 'an export to standard output'; out '<graphml' 'goes there'
refute 'and into no file called -' test -e -
run "$KG" export "$T/g.db" --format csv -o "$T/tables.csv"
status 2 'two tables in one file'; err 'tables.csv: two tables, nodes and edges, are written into a folder' 'are none'
refute 'nothing is made' test -e "$T/tables.csv"
draw -o "$T/x.svg" --minister Blok;                          status 2 'a filter of questions';  err 'minister has no meaning here' 'says so'
draw -o "$T/day.svg" --view answers --from 2020-09-28 --to 2021-11-30
status 0 'in a time'
draw -o "$T/month.svg" --view answers --from 2020-09 --to 2021-11
status 0 'of months'
check 'the same picture' cmp "$T/day.svg" "$T/month.svg"
draw -o "$T/x.svg" --from 2020-13;                           status 2 'no month';               err '2021-11' 'says what a time is'
draw -o "$T/v.svg" --view answers
status 0 'a view'
check 'is the picture of its recipe' cmp "$T/v.svg" "$T/a.svg"
draw -o "$T/v.svg" --view dossier --dossier 35373;           status 0 'view dossier'
check 'says how long it stayed quiet' grep -q 'maanden later' "$T/v.svg"
check 'and knows states' grep -q '>aangehouden</text>' "$T/v.svg"
draw -o "$T/v.svg" --view around --focus kst-35373-8;        status 0 'view around'
check 'says what was done' grep -q '>beantwoordt: in lijn</text>' "$T/v.svg"
check 'with the sentence in the tooltip' grep -q 'brief-1:214: Conform de motie' "$T/v.svg"
printf 'node\tdebat-y\tx\tdocument\tverslag\tDebat\t2020-01-02\t3\t1\nnode\tkst-3-1\tx\tkamerstuk\tmotie\tIets\t2020-01-02\t3\t1\n' > "$T/debate.tsv"
for r in asks_about introduces judges; do printf 'edge\tdebat-y\t%s\t\tkst-3-1\tdebat-y\t1\tZin.\t1\n' $r; done >> "$T/debate.tsv"
$PYTHON tests/graph/load.py "$T/debate.tsv" "$T/debate.db"
run "$KG" export "$T/debate.db" --format dot --view around --focus kst-3-1
out '"debat-y" -> .*tooltip="dient in, ' 'where a motion comes from is no question about it'
draw -o "$T/v.svg" --view network;                           status 0 'view network'
refute 'no name of a node as a title' sh -c 'grep -c "<title>" "$1" | grep -qv "^1$"' - "$T/v.svg"
refute 'one step' grep -q 'Twee stappen' "$T/v.svg"
draw -o "$T/v2.svg" --view around --focus brief-1 --depth 2
status 0 'two steps away'
check 'a column for them' grep -q '>Twee stappen ervandaan</text>' "$T/v2.svg"
check 'no thing stands twice' sh -c 'test -z "$(sed -n "s/.*<text[^>]*font-weight=\"bold\"[^>]*>\(35 373, nr. [0-9]*\)<.*/\1/p" "$1" | sort | uniq -d)"' - "$T/v2.svg"
draw -o "$T/v3.svg" --view around --focus brief-1 --depth 4
status 0 'four steps away'
draw -o "$T/x.svg" --view around --focus brief-1 --depth 5;       status 2 'five are too many';     err '5 steps are too many.*4 at most' 'says how many are'
draw -o "$T/x.svg" --view nope;                              status 2 'an unknown view';       err 'nope: no such recipe; .*around' 'says which there are'
draw -o "$T/x.svg" --view dossier;                           status 2 'which dossier';         err 'which dossier' 'says so'
draw -o "$T/x.svg" --view dossier --dossier 99999;           status 2 'an empty dossier';      err 'nothing of dossier 99999' 'says so'
draw -o "$T/x.svg" --view around;                            status 2 'around nothing';        err '--focus ID' 'says so'
draw -o "$T/x.svg" --view around --focus kst-1-1;            status 2 'around what is not there'; err 'kst-1-1.* is not in this graph' 'says so'
draw -o "$T/x.svg" --view toezeggingen --as-of later;        status 2 'a day that is none';    err '--as-of takes a date' 'says so'
sed 's/subgraph\t->/subgraph\t1->/' tests/graph/nasty.tsv > "$T/nasty.tsv"
$PYTHON tests/graph/load.py "$T/nasty.tsv" "$T/nasty.db"
$PYTHON tests/graph/load.py tests/graph/nasty.tsv "$T/nasty-words.db"
run "$KG" draw "$T/nasty-words.db" --view answers -o "$T/nasty.svg"
status 0 'nasty words'
check 'are drawn as they are: \N is no name of a node' grep -qF '>label &quot;x&quot; \N \</text>' "$T/nasty.svg"
for view in answers network 'dossier --dossier 1->' 'around --focus graph' 'around --focus graph --depth 3'; do
    run "$KG" draw "$T/nasty.db" --view $view -o "$T/nasty.svg"
    status 0 "nasty: $view"
    check 'is XML' xmllint --noout --nonet "$T/nasty.svg"
done

# -- size
awk 'BEGIN { for (i = 0; i < 3002; i++) printf "node\tkst-1-%d\tx\tkamerstuk\t\t\t\t\t0\n", i
             for (i = 1; i < 3002; i++) printf "edge\tkst-1-0\tcites\t\tkst-1-%d\tkst-1-0\t1\t\t1\n", i }' > "$T/big.tsv"
$PYTHON tests/graph/load.py "$T/big.tsv" "$T/big.db"
run "$KG" draw "$T/big.db" -o "$T/x.svg"
status 2 'a carpet is refused'; err 'too many for a picture.*--select' 'with advice'
run "$KG" draw "$T/big.db" -o "$T/some.svg" --select "SELECT * FROM graph_edge WHERE target < 'kst-1-12'"
status 0 'a selection of 200 is drawn'
run "$KG" draw "$T/big.db" -o "$T/all.svg" --view network
status 0 'as an overview all of it is drawn'
check 'what one thing alone speaks of is counted on it' grep -q '+ 3001 andere, alleen hier' "$T/all.svg"
awk 'BEGIN { for (d = 1; d <= 60; d++) for (i = 0; i < 30; i++) printf "node\tkst-%d-%d\tx\tkamerstuk\tmotie\tstikstof%c\t\t%d\t1\n", 10000 + d, i, 64 + d % 26, 10000 + d
             for (d = 1; d <= 60; d++) for (i = 0; i < 30; i++) printf "edge\tkst-%d-%d\tcites\t\tkst-%d-%d\tkst-%d-%d\t1\t\t1\n", 10000 + d, i, 10001 + d % 60, (i * 7) % 30, 10000 + d, i
             for (i = 0; i < 7; i++) printf "node\t2021Z0000%d\tx\tzaak\tmotie\tnergens bij\t\t\t1\n", i }' > "$T/many.tsv"
$PYTHON tests/graph/load.py "$T/many.tsv" "$T/many.db"
run "$KG" draw "$T/many.db" -o "$T/many.svg" --view network
status 0 'thousands of things are drawn'
check 'as circles, one a dossier' sh -c 'test "$(grep -c ">30 moties</text>" "$1")" = 40' - "$T/many.svg"
check 'and what is left out is counted' grep -q 'Niet getekend: 20 kleinere dossiers.* samen 607 dingen, waarvan 607 moties' "$T/many.svg"
"$KG" moties "$T/many.db" > "$T/many.txt"
check 'as many motions as `moties` counts' sh -c 'grep -q "^1807 motions" "$1" && grep -q "1807 dingen, waarvan 1807 moties" "$2"' - "$T/many.txt" "$T/many.svg"
awk 'BEGIN { for (d = 1; d <= 20; d++) for (i = 0; i < 20; i++) printf "node\tx%d-%d\tding %d.%d\textern\t\tstikstof%c woord\t\t\t1\n", d, i, d, i, 64 + d
             for (d = 1; d <= 20; d++) for (i = 0; i < 20; i++) { printf "edge\tx%d-%d\tcites\t\tx%d-%d\tx%d-%d\t1\t\t1\n", d, i, d, (i * 7 + 1) % 20, d, i
                                                                  printf "edge\tx%d-%d\tcites\t\tx%d-0\tx%d-%d\t1\t\t1\n", d, i, i == 3 ? d % 20 + 1 : d, d, i } }' > "$T/groups.tsv"
$PYTHON tests/graph/load.py "$T/groups.tsv" "$T/groups.db"
run "$KG" draw "$T/groups.db" -o "$T/groups.svg" --view network
status 0 'things without a dossier are drawn'
check 'as communities, each by its hub' sh -c 'test "$(grep -c ">20 stukken</text>" "$1")" = 20 && grep -q ">ding 7.0</text>" "$1"' - "$T/groups.svg"
check 'and what it is about' grep -q '>stikstofg</text>' "$T/groups.svg"

# -- many motions: what nothing came of takes a line; what was replaced and has no date stands beside what replaced it
awk 'BEGIN { print "node\tbrief-x\tbrief-x\tdocument\tbrief\tBrief\t2021-03-01\t\t1"; print "node\tdebat-x\tdebat-x\tdocument\tverslag\tDebat\t2020-01-02\t30000\t1"
             for (i = 1; i <= 70; i++) printf "node\tkst-30000-%d\t30 000, nr. %d\tkamerstuk\tmotie\tOver ding %d\t%s\t30000\t1\t[\"Jansen\"]\t%s\n", i, i, i, (i == 70 ? "" : "2020-01-02"), (i == 1 ? "answered" : i == 70 ? "replaced" : "open")
             for (i = 1; i <= 69; i++) printf "edge\tdebat-x\tintroduces\t\tkst-30000-%d\tdebat-x\t%d\tZin.\t1\n", i, i
             print "edge\tkst-30000-2\treplaces\t\tkst-30000-70\tdebat-x\t2\tZin.\t1"; print "edge\tbrief-x\tanswers\tdone\tkst-30000-1\tbrief-x\t2\tZin.\t1" }' > "$T/flat.tsv"
$PYTHON tests/graph/load.py "$T/flat.tsv" "$T/flat.db"
for view in answers 'dossier --dossier 30000'; do
    run "$KG" export "$T/flat.db" --format dot --view $view -o "$T/flat.dot"
    status 0 "seventy motions: $view"
    is 'those that wait take one line each' "$(grep -c '^"kst-30000-.*<TR><TD BGCOLOR' "$T/flat.dot")" 69
    check 'the answered one has two' grep -q '^"kst-30000-1" .*ROWSPAN="2"' "$T/flat.dot"
done
refute 'what was replaced stands in time' grep -q 'datum onbekend</B>' "$T/flat.dot"
run "$KG" export "$T/flat.db" --format dot --view network --kind motie -o "$T/alone.dot"
status 0 'things without a tie'
is 'stand in rows of three' "$(grep -c 'style="invis"' "$T/alone.dot")" 45
# -- many answers to one motion: no arrow misses its card, which is 40 high
awk 'BEGIN { print "node\tkst-1-1\t1, nr. 1\tkamerstuk\tmotie\tOver iets\t2020-01-01\t1\t1\t[\"A\"]\tanswered"
             for (i = 0; i < 30; i++) { printf "node\tbrief-%d\tbrief-%d\tdocument\tbrief\tBrief\t%d-01-01\t\t1\n", i, i, 2049 - i
                                        printf "edge\tbrief-%d\tanswers\tdone\tkst-1-1\tbrief-%d\t1\tZin.\t0.9\n", i, i } }' > "$T/fan.tsv"
$PYTHON tests/graph/load.py "$T/fan.tsv" "$T/fan.db"
run "$KG" export "$T/fan.db" --format dot --view answers -o "$T/fan.dot"
status 0 'thirty answers to one motion'
is 'all end in its card' "$(sed -n 's/^"kst-1-1" -> .*pos="s,[0-9.]*,-\([0-9.]*\) .*/\1/p' "$T/fan.dot" | sort -n | sed -n '1p;$p' | paste -sd' ' |
                            awk '{ print $2 - $1 <= 30 ? "yes" : $2 - $1 }')" yes
is 'in the order in which their letters stand' "$(sed -n 's/^"kst-1-1" -> "brief-[0-9]*".*pos="s,[0-9.]*,-\([0-9.]*\) .* [0-9.]*,-\([0-9.]*\)" color.*/\1 \2/p' "$T/fan.dot" | sort -n |
                            awk '$2 < last { bad++ } { last = $2 } END { print NR, bad + 0 }')" '30 0'
check 'the legend shows what occurs' grep -q '>beantwoordt (kleur: de stand)<' "$T/fan.dot"
refute 'and nothing else' grep -q '>geen antwoord gevonden<\|>via een andere motie<' "$T/fan.dot"
run "$KG" draw "$T/fan.db" --view answers --select "SELECT * FROM graph_edge WHERE line < 5" -o "$T/few.svg"
status 0 'a view of a selection of its own'
check 'keeps its question' grep -q '^<title>Welke moties zijn beantwoord' "$T/few.svg"
finish
