#!/bin/sh
# Documents of the corpus against their annotation (tests/gold-corpus): what held when it was written must hold.
. tests/lib.sh

[ -x ../shared/corpus/unpack ] || skip_all '../shared/corpus is not here'
JSON=$T/figures run scripts/score-corpus "$KG"
status 0 'every call of the program works'
while read -r part figure floor; do
    have=$(sed -n "s/^ \"$figure\": \([^,]*\),*$/\1/p" "$T/figures-$part.json")
    awk -v a="${have:-nan}" -v b="$floor" 'BEGIN { exit !(a != "nan" && a != "NaN" && a >= b) }'
    result $? "$part: $figure ${have:-missing} >= $floor"
done <<'FLOORS'
dev explicit.p 0.98
dev explicit.r 0.99
dev context.p 0.98
dev context.r 0.9
dev edges.p 0.98
dev edges.r 0.98
dev promise.list.r 0.99
dev promise.text.p 0.97
dev promise.text.r 0.94
FLOORS
finish
