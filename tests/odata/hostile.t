#!/bin/sh
# Broken and hostile files of records: a message with file and line, the rest goes on, memory is bounded.
. tests/lib.sh
/usr/bin/python3 - "$T" <<'PY'
import pathlib, sys
t = pathlib.Path(sys.argv[1])
def line(n, more="", title='"Motie van het lid Nijboer over de woningmarkt"'):
    return f'{{"Id":"00000002-fd56-4f64-8a4a-{n:012d}","Nummer":"2024Z{n:05d}","Soort":"Motie","Onderwerp":{title},"GestartOp":"2024-03-27T00:00:00Z"{more},"Verwijderd":false}}'.encode()
bad = {
    2: line(2)[:60],                                            # cut off
    3: b'',                                                     # an empty line is no fault
    4: line(4, more=',"Nummer":"2024Z00099"'),                  # the same key twice
    5: line(5, title='"a\\u0000b"'),                            # NUL
    6: line(6, title='"caf\udce9"').decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape") if False else line(6, title='"cafX"').replace(b"X", b"\xe9"),
    7: line(7, title="17"),                                     # wrong type: the rest of the record stays
    8: line(8, more=',"Diep":' + '[' * 5000 + ']' * 5000),      # depth bomb
    9: b'this is no record',
    10: line(10) + b'}',                                        # one brace too many
    11: line(11, more=',"Document":"none"'),                    # a text where a list should be
    12: b'[1,2,3]',
    13: line(13) + b' ' + line(14),                             # two on a line
    15: line(15, more=',"Document":[{"DocumentNummer":12,"Soort":["Motie"]},null,7]'),
    16: line(16, title='"' + '\\ud800' + '"'),                  # half a pair
    17: b'{"Id":"x","Soort":"Motie","Persoon":1}',              # names nothing
    18: b'\x00\x00\x00',
}
last = 20
(t / "bad.ndjson").write_bytes(b"".join((bad[n] if n in bad else line(n)) + b"\n" for n in range(1, last + 1)))
page = b'{"@odata.context":"x","value":[' + line(1) + b',' + line(2)
(t / "torn.json").write_bytes(page + b',{"Nummer":"2024Z00003","Onderwerp":"no end')
(t / "mixed.json").write_bytes(b'{"@odata.context":"x","value":[1,"two",null,' + line(1) + b',[' + line(2) + b'],' + line(3) + b']}')
(t / "deep.json").write_bytes(b'[' + line(1) + b',' + b'{"a":' * 1000000 + b'}' * 1000000 + b',' + line(2) + b']')
with open(t / "long.ndjson", "wb") as f:                        # a string of 1 GiB
    f.write(line(1) + b'\n{"Id":"00000002-fd56-4f64-8a4a-000000000002","Nummer":"2024Z00002","Onderwerp":"')
    for _ in range(1024): f.write(b"a" * (1 << 20))
    f.write(b'"}\n' + line(3) + b'\n')
with open(t / "nested.json", "wb") as f:                        # things in things: no more work than bytes
    inner = b'{"Nummer":"2024Z00001","Soort":"Motie","GestartOp":null}'
    for i in range(150):
        inner = (b'{"Nummer":"2024A%05d","DatumSoort":"Dag","Agendapunt":[{"Besluit":[{"BesluitSoort":"Stemmen - aangenomen","Zaak":[' % i
                 + b'{"Nummer":"2024Z00002","GestartOp":null},{"Nummer":"2024Z00003","GestartOp":null},'
                 + (b'{"Nummer":"2024Z%05d","GestartOp":null,"Activiteit":[' % (i + 10)) + inner + b']}]}]}]}')
    f.write(b'[' + inner + b']')
with open(t / "wide.json", "wb") as f:
    f.write(b'[{"DocumentNummer":"2024D00001","Zaak":[' + b','.join(b'{"Nummer":"2024Z%05d"}' % (i % 100000) for i in range(200000)) + b']}]')
PY
run "$KG" build -o "$T/bad.db" "$T/bad.ndjson"
status 1 'a file with bad lines'
for n in 2 4 5 6 7 8 9 10 11 12 15 16 18; do err "^kamergraaf: $T/bad.ndjson:$n: " "line $n is named"; done
for n in 1 3 13 14 19 20; do ! grep -q "^kamergraaf: $T/bad.ndjson:$n: " "$T/err"; result $? "line $n is not"; done
err 'bad.ndjson:17: 1 record that names no Zaak' 'a record that names nothing is counted'
is 'what is sound is there' "$(sqlite3 "$T/bad.db" "SELECT group_concat(substr(name, 9), ' ') FROM (SELECT name FROM graph_node WHERE kind = 'zaak' ORDER BY 1)")" \
    '01 07 10 11 13 14 15 19 20'
is 'the faults are in the graph file' "$(sqlite3 "$T/bad.db" 'SELECT count(*) FROM problem')" 14

for f in torn:'1: ends in the middle of a record':2 mixed:'1: something else than a record':2 deep:'1: no sound JSON: maximum parsing depth':2; do
    name=${f%%:*} rest=${f#*:}; what=${rest%:*} n=${rest##*:}
    run "$KG" build -o "$T/$name.db" "$T/$name.json"
    status 1 "$name.json"
    err "^kamergraaf: $T/$name.json:$what" "$name.json: says what is wrong"
    [ "$(sqlite3 "$T/$name.db" "SELECT count(*) FROM graph_node WHERE kind = 'zaak'")" -ge "$n" ]; result $? "$name.json: the rest goes on"
done
run sh -c "ulimit -v 600000; exec '$KG' build -o '$T/long.db' '$T/long.ndjson'"
[ -n "${SAN:-}" ] || status 1 '1 GiB in one string, in 600 MB of address space'
[ -n "${SAN:-}" ] || err "^kamergraaf: $T/long.ndjson:2: record larger than 16 MiB" 'is refused by its size'
[ -n "${SAN:-}" ] || is 'and the rest goes on' "$(sqlite3 "$T/long.db" "SELECT count(*) FROM graph_node WHERE kind = 'zaak'")" 2
rm -f "$T/long.ndjson"
run timeout 60 "$KG" build -o "$T/nested.db" "$T/nested.json"
status 0 'meetings in motions in meetings, 150 deep'
run timeout 60 "$KG" build -o "$T/wide.db" "$T/wide.json"
status 0 'one Document with 200,000 Zaken'
finish
