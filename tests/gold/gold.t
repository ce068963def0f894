#!/bin/sh
# The five seed documents against the annotation made by hand: each figure of floors.tsv is a test.
. tests/lib.sh

check 'each row of the gold stands in the text' "$PYTHON" tests/gold/check.py
run "$PYTHON" tests/gold/score.py --program "$KG" --json "$T/figures.json"
status 0 'every call of the program works, every span is the text that it says'
grep BROKEN "$T/out" | head -5 | say
sed 1d tests/gold/floors.tsv > "$T/floors"
while read -r figure floor; do
    have=$(sed -n "s/^ \"$figure\": \([^,]*\),*$/\1/p" "$T/figures.json")
    sign='>='
    [ "$figure" = furniture ] && sign='<='
    awk -v a="${have:-nan}" -v b="$floor" -v s="$sign" 'BEGIN { exit !(a != "nan" && a != "NaN" && (s == ">=" ? a >= b : a <= b)) }'
    result $? "$figure ${have:-missing} $sign $floor"
done < "$T/floors"
finish
