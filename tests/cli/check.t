#!/bin/sh
# kamergraaf check: what it finds, how it says it, when it ends with 1. What is found in one document stands in tests/docs/check.d.
. tests/lib.sh

doc=tests/docs/check.d/input.txt
run "$KG" check "$doc"
status 1 'warnings: status 1'
out 'input.txt$' 'the file is named'
out '^       8  repaired        021Z12361  →  2021Z12361$' 'line, kind, what stands there, what is meant'
out '^ {26}the year of a register number has four digits$' 'and why, below it'
out '^0 errors, [0-9]+ warnings, [0-9]+ notes in 1 document with [0-9]+ mentions\.$' 'and how much was read'
COLUMNS=70 "$KG" check "$doc" > "$T/narrow"
check 'nothing is lost in 70 columns' "$PYTHON" -c '
import sys
wide, narrow = (" ".join(open(f).read().split()) for f in sys.argv[1:3])
assert wide == narrow or len(narrow) > 0.9 * len(wide)
assert all(len(l) <= 70 for l in open(sys.argv[2]).read().splitlines()), "too wide"
' "$T/out" "$T/narrow"

printf 'Er wonen 25.000 mensen. Zie Kamerstuk 21 501-02, nr. 2375.\n' > "$T/clean.txt"
run "$KG" check "$T/clean.txt"
status 0 'notes alone: status 0'
out 'near-miss +25.000 mensen' 'told all the same'
printf 'Niets te zien.\n' > "$T/nothing.txt"
run "$KG" check "$T/nothing.txt"
status 0 'nothing found'
out '^0 errors, 0 warnings, 0 notes in 1 document with 0 mentions\.$' 'which is said'
: > "$T/empty.txt"
run "$KG" check --format ndjson "$T/empty.txt" "$T/clean.txt"
status 1 'a file that is refused'
out '"line":null,.*"level":"error","rule":"refused","text":null' 'is a finding'
err 'empty.txt: empty file' 'and a message'
run "$KG" check "$T/empty.txt"
status 2 'nothing could be read'
run "$KG" check --format csv "$doc"
status 2 'no such format'
run "$KG" check
status 2 'no files'

# -- SARIF, held against what the standard requires
run "$KG" check --format sarif tests/docs/check.d/input.txt "$T/empty.txt"
cat > "$T/sarif.py" <<'EOF'
import json, sys
d = json.load(open(sys.argv[1], encoding="utf-8"))
def need(o, key, kind): assert isinstance(o.get(key), kind), (key, o)
assert d["version"] == "2.1.0" and d["$schema"].endswith("sarif-schema-2.1.0.json") and set(d) == {"$schema", "version", "runs"}
[r] = d["runs"]
assert set(r) <= {"tool", "results", "columnKind"} and r["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
driver = r["tool"]["driver"]
need(driver, "name", str); need(driver, "rules", list)
ids = [x["id"] for x in driver["rules"]]
assert len(ids) == len(set(ids))
levels = {"none", "note", "warning", "error"}
for x in driver["rules"]:
    assert set(x) <= {"id", "shortDescription", "defaultConfiguration"}
    need(x["shortDescription"], "text", str); assert x["defaultConfiguration"]["level"] in levels
text = open("tests/docs/check.d/input.txt", "rb").read()
seen = set()
for x in r["results"]:
    assert set(x) <= {"ruleId", "ruleIndex", "level", "message", "locations", "properties"}
    assert ids[x["ruleIndex"]] == x["ruleId"] and x["level"] in levels and x["message"]["text"]
    seen.add(x["ruleId"])
    for l in x["locations"]:
        p = l["physicalLocation"]
        assert set(p) <= {"artifactLocation", "region"} and p["artifactLocation"]["uri"]
        g = p.get("region")
        if not g: continue
        assert g["startLine"] >= 1
        if "byteOffset" in g:
            assert g["byteOffset"] >= 0 and g["byteLength"] >= 1
            assert text[g["byteOffset"]:g["byteOffset"] + g["byteLength"]].decode() == g["snippet"]["text"], g
assert {"repaired", "two-dates", "two-addresses", "ambiguous", "younger", "other-movers", "near-miss", "unnumbered", "refused"} <= seen, seen
EOF
check 'SARIF 2.1.0: required parts, types, levels, indexes, places' "$PYTHON" "$T/sarif.py" "$T/out"
mkdir "$T/a dir"
cp "$doc" "$T/a dir/ë.txt"
run "$KG" check --format sarif "$T/a dir/ë.txt"
out '"uri":"file:///[^" ]*a%20dir/%C3%AB.txt"' 'names of files are references'

# -- a graph file: what the documents were found short of, and what only all of them show
cat > "$T/een.txt" <<'EOF'
Den Haag, 4 november 2021

Datum 4 november 2021

1. Motie van het lid Eppink over sancties tegen Azerbeidzjan en Turkije (21501-02-2370), 24 juni 2021

2. Motie van het lid Ceder over bescherming van Armeense kerken (21501-02-2371), 25 juni 2021

Zie 2023D00001 en Verslag van de Raad (21 501-02, nr. 2380) <https://www.rijksoverheid.nl/documenten/een>.
EOF
cat > "$T/twee.txt" <<'EOF'
Den Haag, 5 november 2021

Datum 5 november 2021

1. Motie van het lid Jansen over subsidies voor zonnepanelen op scholen (21501-02-2370), 3 juni 2021

2. Motie van het lid Ceder over bescherming van kerken (21501-02-2371), 25 juni 2021

Zie Kamerstuk 35 373, nr. 99 en Verslag van de Raad (21 501-02, nr. 2380) <https://www.rijksoverheid.nl/documenten/twee>.
EOF
printf 'Tweede Kamer, vergaderjaar 2022–2023, 35 373, nr. 99\n\nDatum 1 maart 2023\n\nGeachte voorzitter,\n' > "$T/kst-35373-99.txt"
(cd "$T" && "$KG" build --quiet -o g.db een.txt twee.txt kst-35373-99.txt empty.txt) 2> "$T/said"
(cd "$T" && "$KG" build --quiet -o h.db empty.txt kst-35373-99.txt twee.txt een.txt) 2> "$T/said"
(cd "$T" && "$KG" check --format ndjson h.db) > "$T/other"
cd "$T" && run "$KG" check --format ndjson g.db; cd "$OLDPWD" || exit 1
status 1 'a graph file'
out '"doc":"twee","file":"twee.txt","line":5,.*"two-dates".*kst-21501-02-2370 is of 2021-06-03 here and of 2021-06-24 in een:5"' 'two dates'
out '"doc":"twee",.*"line":5,.*"other-movers".*the movers of kst-21501-02-2370 are others in een:5"' 'two sets of movers'
out '"doc":"twee",.*"line":9,.*"younger".*kst-35373-99 is of 2023-03-01, this document of 2021-11-05"' 'younger than what cites it'
out '"doc":"een",.*"line":9,.*"younger","text":"2023D00001"' 'found in the document alone'
out '"two-addresses".*kst-21501-02-2380 stands with https://www.rijksoverheid.nl/documenten/twee here and with https://www.rijksoverheid.nl/documenten/een in een:9"' 'two addresses'
out '"file":"empty.txt","line":null,.*"refused"' 'what was refused'
check 'what agrees is not told' test "$(grep -c 21501-02-2371 "$T/out")" = 0
same 'in the same order, whatever the order of adding' "$T/out" "$T/other"
mkdir "$T/own"
printf 'Vergaderjaar 2024–2025\n\n36 410\n\nNr. 116\n\nMOTIE VAN HET LID VIJLBRIEF C.S.\nVoorgesteld 16 januari 2025\nDe Kamer,\nverzoekt de regering het advies over arbeidsmigranten op te volgen,\nen gaat over tot de orde van de dag.\nVijlbrief\nPodt\n' > "$T/own/kst-36410-116.txt"
printf 'De aangenomen motie van de leden Mohandis en Van Nispen (36 410, nr. 116) roept op tot behoud van zwembaden.\n' > "$T/own/aaa.txt"
"$KG" build --quiet -o "$T/own.db" "$T/own"
run "$KG" check "$T/own.db"
out 'the movers of kst-36410-116 are others in kst-36410-116:[0-9]+' 'the document that cites is told, not the motion itself'
run "$KG" check "$T/g.db" "$doc"
status 2 'a graph file among others'
run "$KG" check --known "$doc" "$T/g.db"
status 2 'a list for a graph file'
finish
