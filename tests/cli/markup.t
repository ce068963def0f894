#!/bin/sh
# XML and HTML that is broken or hostile: a message, and the rest goes on. In memory that any machine has.
. tests/lib.sh

[ -n "${SAN:-}" ] || ulimit -v 2000000                    # ASan takes its shadow first
head='<?xml version="1.0" encoding="UTF-8"?>'
doc() { # NAME BODY: a motion with this in it
    printf '%s<officiele-publicatie><kamerstuk><dossier><dossiernummer><dossiernr>35 373</dossiernr></dossiernummer></dossier><stuk><stuknr>Nr. <ondernummer kamer="2">8</ondernummer></stuknr><titel>MOTIE VAN HET LID X</titel><algemeen><al>Zie Kamerstuk 21 501-02, nr. 2375. %s</al></algemeen></stuk></kamerstuk></officiele-publicatie>\n' "$head" "$2" > "$T/$1"
}
good() { # NAME: stands beside a good one, which is read all the same
    run "$KG" extract --format ndjson "$T/$1" "$T/good.xml"
    status 1 "$1: refused, the other one read"
    out '"doc":"kst-35373-8".*"target":"kst-21501-02-2375"' "$1: the other one is there"
}
doc good.xml ''

# -- entities
printf '%s<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' "$head" > "$T/bomb.xml"
for i in 1 2 3 4 5 6 7 8 9; do printf '<!ENTITY a%d "&a%s;&a%s;&a%s;&a%s;&a%s;&a%s;&a%s;&a%s;&a%s;">' $i $(for k in 1 2 3 4 5 6 7 8 9; do [ $i = 1 ] && echo '' || echo $((i - 1)); done) >> "$T/bomb.xml"; done
echo ']><officiele-publicatie><al>&a9;</al></officiele-publicatie>' >> "$T/bomb.xml"
good bomb.xml
err 'bomb.xml: .*declares entities' 'an entity bomb is named'
echo secret > "$T/secret"
printf '%s<!DOCTYPE x [<!ENTITY e SYSTEM "file://%s">]><officiele-publicatie><al>&e;</al></officiele-publicatie>' "$head" "$T/secret" > "$T/external.xml"
good external.xml
refute 'no other file is read' grep secret "$T/out"
printf '%s<!DOCTYPE officiele-publicatie SYSTEM "http://127.0.0.1:9/x.dtd"><officiele-publicatie><al>Kamerstuk 35 570, nr. 2</al></officiele-publicatie>' "$head" > "$T/dtd.xml"
run "$KG" extract --format ndjson "$T/dtd.xml"
status 0 'a document type without declarations is passed over'
out '"target":"kst-35570-2"' 'and the text is read'

# -- depth, length
awk 'BEGIN { printf "<?xml version=\"1.0\"?><officiele-publicatie>"; for (i = 0; i < 100000; i++) printf "<al>"; print "x" }' > "$T/deep.xml"
good deep.xml
err 'deep.xml: .*(deep|depth)' '100,000 levels'
awk 'BEGIN { printf "<!DOCTYPE html><html><body>"; for (i = 0; i < 100000; i++) printf "<div>"; print "x" }' > "$T/deep.html"
good deep.html
err 'deep.html: .*deep' '100,000 levels of HTML'

# -- cut off, mixed up
head -c 300 "$T/good.xml" > "$T/cut.xml"
good cut.xml
err 'cut.xml: XML that is not well-formed: .*line 1' 'cut off: with its line'
sed 's|</al>||' "$T/good.xml" > "$T/tags.xml"
good tags.xml
echo "$head" > "$T/empty.xml"
good empty.xml
printf '%s<edmx:Edmx Version="4.0"><a/></edmx:Edmx>' "$head" > "$T/other.xml"
good other.xml
err 'other.xml: XML of an unknown kind .root element Edmx' 'XML of another kind'

# -- encodings
printf '<?xml version="1.0" encoding="UTF-8"?><officiele-publicatie><al>Motie-Kr\366ger, Kamerstuk 35 570, nr. 2</al></officiele-publicatie>' > "$T/latin.xml"
run "$KG" extract --format ndjson "$T/latin.xml"
out '"text":"Motie-Kröger"' 'Latin-1 that calls itself UTF-8'
printf '<?xml version="1.0" encoding="UTF-16"?><officiele-publicatie><al>Motie-Kröger, Kamerstuk 35 570, nr. 2</al></officiele-publicatie>' | iconv -t UTF-16 > "$T/wide.xml"
run "$KG" extract --format ndjson "$T/wide.xml"
out '"text":"Motie-Kröger"' 'UTF-16'
printf '\357\273\277\n\n<!-- x --><officiele-publicatie><al>Kamerstuk 35 570, nr. 2</al></officiele-publicatie>' > "$T/bare.xml"
run "$KG" extract --format ndjson "$T/bare.xml"
out '"target":"kst-35570-2"' 'byte-order mark, blank lines, no declaration'
printf '<https://www.rijksoverheid.nl/x> is een adres. Kamerstuk 35 570, nr. 2\n' > "$T/text.txt"
run "$KG" extract --format ndjson "$T/text.txt"
out '"target":"kst-35570-2"' 'a text that begins with "<" is a text'

# -- offsets are those of the file
printf '%s\r\n<officiele-publicatie>\r\n<al>Aan Caf&eacute; &#233;n <![CDATA[(Kamerstuk]]> 35 570,\r\n nr. 2) &amp; tweede ï</al></officiele-publicatie>' "$head" > "$T/places.xml"
"$KG" extract --format ndjson "$T/places.xml" > "$T/places"
check 'file[start:end] is the text, in CDATA, over line ends of two bytes and behind entities' python3 - "$T/places.xml" "$T/places" <<'P'
import json, sys
raw = open(sys.argv[1], "rb").read()
rows = [json.loads(l) for l in open(sys.argv[2])]
assert [r["target"] for r in rows] == ["kst-35570-2"], rows
for r in rows: assert raw[r["start"]:r["end"]].decode() == r["text"], r
assert rows[0]["line"] == 3 and rows[0]["text"].startswith("Kamerstuk]]> 35 570"), rows
P

# -- a table is for reading, a record for going back to the file
doc bold.xml 'De brief van <nadruk type="vet">3 mei 2021</nadruk> (Kamerstuk 35 570,
nr. <nadruk type="vet">7</nadruk>).'
run "$KG" extract "$T/bold.xml"
out 'kst-35570-7 +35 570, nr\. 7$' 'the table shows the words without markup and line ends'
run "$KG" extract --format ndjson "$T/bold.xml"
out '"text":"35 570,\\nnr\. <nadruk type=.."vet..">7</nadruk>"|"text":"35 570,\\nnr\. <nadruk type=\\"vet\\">7"' 'the record has the bytes of the file'
finish
