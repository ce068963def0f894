#!/bin/sh
# kamergraaf show: one thing from all sides, by any of its names; what nobody bears.
. tests/lib.sh

g=$T/g.db
"$KG" build --quiet -o "$g" examples/nagorno-karabach
run "$KG" show "$g" kst-35373-8
status 0 'a motion'
out '^kst-35373-8  35 373, nr. 8$' 'id and label'
out '^    kamerstuk, motie, 2020-09-28, dossier 35373, answered, by Voordewind;' 'what it is'
out '^  "motie-Voordewind c.s. op stuk nr. 8"  kst-35373-19:3625$' 'in which words it is known, and where'
refute 'an anaphor is no name' grep -q '"Deze motie"' "$T/out"
is 'the parts in order' "$(grep -xE 'Also known as|History|Cited by|Cites' "$T/out" | tr '\n' '|')" 'Also known as|History|Cited by|'
out '^  2020-09-28  kst-35373-19:2942  introduces$' 'history: put on record'
out '^  2021-11-04  brief-moties-2021-11-04:214  answers reported$' 'history: answered'
out '^    Daarvan heb ik gezegd: oordeel Kamer\.$' 'in which words'
out '^    \(government, "oordeel Kamer", rule oordeel-kamer, 0.902\)$' 'voice, cue, rule, confidence'
COLUMNS=80 "$KG" show "$g" kst-35373-8 > "$T/narrow"
check '80 columns' "$PYTHON" -c 'import sys; assert max(len(l) for l in open(sys.argv[1]).read().splitlines()) <= 80' "$T/narrow"

run "$KG" show "$g" 21501-02-2389
status 0 'an id without its kst-'
out '^  https://www.rijksoverheid.nl/documenten/kamerstukken/2021/07/07/kamer' 'its address'
out '^  dossier-21501-02#brief-2021-07-07  brief-moties-2021-11-04:126$' 'its date'
out '^  2021-07-14  kst-21501-02-2401:445  cites$' 'cited by its date alone, in another document'
address=$(sqlite3 "$g" "SELECT name.name FROM alias JOIN name USING (id) WHERE name.name LIKE '%kamerbrief-inzake-toezeggingen%'")
run "$KG" show "$g" "$address"
out '^kst-21501-02-2389 ' 'found by its address'
run "$KG" show "$g" KST-35570-v-22
out '^kst-35570-V-22 ' 'in any case'
run "$KG" show "$g" brief-moties-2021-11-04
out 'answered$|^Cites$' 'a document: what it cites'
out '^  brief-moties-2021-11-04:214  answers reported  kst-35373-8$' 'which is told'

run "$KG" show --format ndjson "$g" kst-21501-02-2389
check 'NDJSON: one object a line, the parts in order, each with its fields' "$PYTHON" -c '
import json, sys
rows = [json.loads(l) for l in open(sys.argv[1])]
parts = [r["part"] for r in rows]
assert parts == sorted(parts, key="node alias history cited_by cites".split().index) and parts.count("node") == 1, parts
fields = {}
for r in rows:
    if r["part"] != "alias": assert fields.setdefault(r["part"], list(r)) == list(r)
assert list(rows[0]) == "part id label kind soort title date dossier movers file state".split(), list(rows[0])
assert fields["cited_by"] == "part doc date line source relation value evidence cue voice rule confidence flags".split()
for r in rows:
    if r["part"] == "alias": assert (r["id"] is None) != (r["words"] is None) and r["doc"] and r["line"]
' "$T/out"

for words in 'kst-35373-8' '35373-8' '35 373, nr. 8' '35373 nr. 8' 'KST-35373-8'; do
    run "$KG" show "$g" "$words"
    out '^kst-35373-8 ' "a thing by '$words'"
done
run "$KG" show "$g" '35 570 V, nr. 31'
out '^kst-35570-V-31 ' 'a paper of a budget by its label'
run "$KG" show "$g" kst-35373-88
status 2 'an id that nothing bears'
err "g.db: unknown id 'kst-35373-88'; near to it: kst-35373-8, kst-35373-18," 'which says so and offers what is near'
run "$KG" show "$g" 'kst-21501-02-2398'
err 'near to it: kst-21501-02-2389,|near to it: .*kst-21501-02-2389' 'digits that changed places'
run "$KG" show "$g" zzzzzzzzzzzz
err "unknown id 'zzzzzzzzzzzz'$" 'nothing near'
for question in moties toezeggingen edges answers missing mainpath 'search motie'; do
    set -- $question
    run "$KG" "$1" "$g" ${2+"$2"} --dossier 11111
    status 2 "$1 of a dossier that is not there"
    err "g.db: nothing of dossier 11111 is in this graph" 'which says so, as a picture of it does'
done
run "$KG" show "$g"
status 2 'no id'
run "$KG" show --format csv "$g" kst-35373-8
status 2 'no CSV'
run "$KG" show examples/nagorno-karabach/MANIFEST.tsv kst-35373-8
status 2 'not a graph file'
finish
