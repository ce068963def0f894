#!/bin/sh
# --known: a list of ids, plain or packed; what it proves and what not; its cache, which nothing may depend on.
. tests/lib.sh

XDG_CACHE_HOME=$T/cache
export XDG_CACHE_HOME
# 36 410 has 1 to 40 without 31; 34 952 jumps from 99 to 215 and on to 219, so that 120 can have meant nothing, 251 only 215.
{
    for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 32 33 34 35 36 37 38 39 40; do
        echo "kst-36410-$n"; done
    echo kst-34952-99; echo kst-34952-215; echo kst-34952-219; echo kst-34952-260
    echo kst-21501-02-2244; echo kst-21501-02-2245
    echo kst-31700-iv-c; echo kst-20052006-30300F-A; echo kst-35570-V-22; echo kst-35570-V-23
    echo h-tk-20202021-90-12; echo stb-2021-123; echo stb-2021-124; echo ag-tk-2021-02-14
} > "$T/list"
gzip -k "$T/list"
xz -k "$T/list"
cat > "$T/brief.txt" <<'EOF'
Den Haag, 4 januari 2021

Zie Kamerstuk 36 410, nr. 30 en Kamerstuk 36 410, nr. 31 en Kamerstuk 36 410, nr. 78.
Zie Kamerstuk 34 952, nr. 251 en Kamerstuk 34 952, nr. 120 en Kamerstuk 21 501-2, nr. 2244.
Zie Kamerstuk 20 123, nr. 5 en Kamerstukken I 2005/06, 30 300 F, A en Handelingen II 2020/21, nr. 90, item 12.
Zie Stb. 2021, 123 en Stb. 2021, 122 en Aanhangsel Handelingen II 2020/21, nr. 12 en Kamerstuk 35 570 VI, nr. 22.
EOF
found() { "$KG" extract --format ndjson "$@" "$T/brief.txt" | "$PYTHON" -c '
import json, sys
for l in sys.stdin:
    m = json.loads(l); print(m["target"], ",".join(m["flags"]) or "-", sep="\t")'; }
found --known "$T/list" > "$T/have"
cat > "$T/want" <<'EOF'
kst-36410-30	-
kst-36410-31	unknown
kst-36410-78	unknown
kst-34952-215	repaired
kst-34952-120	unknown
kst-21501-02-2244	repaired
kst-20123-5	-
kst-30300-F-A	-
h-tk-20202021-90-12	-
stb-2021-123	-
stb-2021-122	unknown
ah-tk-20202021-12	-
kst-35570-VI-22	unknown
EOF
same 'there, missing, mended where one candidate exists, silence where the list does not reach' "$T/want" "$T/have"
found > "$T/without"
check 'without a list nothing is unknown' test "$(grep -c unknown "$T/without")" = 0
run "$KG" extract --format ndjson --known "$T/list" "$T/brief.txt"
out '"text":"34 952, nr. 251",.*"target":"kst-34952-215"' 'the words stay as they are written'

cache=$(ls "$T"/cache/kamergraaf/known-*.bin)
check 'the compact form is kept' test -s "$cache"
found --known "$T/list" > "$T/have"
same 'the second run says the same' "$T/want" "$T/have"
printf 'x' | dd of="$cache" bs=1 seek=200 conv=notrunc 2> "$T/dd"
found --known "$T/list" > "$T/have"
same 'a damaged cache is harmless' "$T/want" "$T/have"
head -c 100 "$cache" > "$T/short" && cp "$T/short" "$cache"
found --known "$T/list" > "$T/have"
same 'a short one too' "$T/want" "$T/have"
check 'and is made anew' test "$(wc -c < "$cache")" -gt 1000
for f in list.gz list.xz; do
    found --known "$T/$f" > "$T/have"
    same "$f says the same" "$T/want" "$T/have"
done
XDG_CACHE_HOME=/dev/null found --known "$T/list" > "$T/have"
same 'nowhere to keep it' "$T/want" "$T/have"
check 'nothing half written stays' test "$(ls "$T/cache/kamergraaf" | grep -c tmp)" = 0

run "$KG" extract --known "$T/nix" "$T/brief.txt"
status 2 'no such list'
err '^kamergraaf: .*/nix: cannot be read as a list of ids: No such file' 'which says so'
run "$KG" extract --known "$T/brief.txt" "$T/brief.txt"
status 2 'no list of ids'
err 'no list of ids: not one line is a number' 'which says so'
head -c 200 "$T/list.xz" > "$T/cut.xz"
run "$KG" extract --known "$T/cut.xz" "$T/brief.txt"
status 2 'a list that is cut off'
err 'cut.xz: cannot be read' 'which says so'

run "$KG" build -o "$T/g.db" "$T/brief.txt"
run "$KG" build --known "$T/list" -o "$T/g.db" "$T/brief.txt"
err '1 read, 0 unchanged' 'a list given anew reads the documents again'
run "$KG" build --known "$T/list" -o "$T/g.db" "$T/brief.txt"
err '0 read, 1 unchanged' 'the same list does not'
run "$KG" edges --format ndjson "$T/g.db"
out '"target":"kst-36410-31",.*"flags":\["unknown"\]' 'relations carry the flag'

all=../shared/known-ids/op_keylist.xz
if [ -f "$all" ]; then
    "$KG" extract --known "$all" "$T/brief.txt" > "$T/out"
    kb=$( { /usr/bin/time -f %M "$KG" extract --known "$all" "$T/brief.txt" > "$T/out"; } 2>&1 | tail -1)
    if [ -x /usr/bin/time ] && ! ldd "$KG" | grep -q libasan; then
        check "5.5 million ids in at most 64 MiB ($kb KiB)" test "$kb" -le 65536
    else result 0 "memory # SKIP no /usr/bin/time, or built with ASan"; fi
else result 0 "5.5 million ids # SKIP no $all"; fi
finish
