#!/bin/sh
# Ids of kamerstukken found in real documents exist: at least 99 in 100, and each that does not is explained in explained.tsv.
. tests/lib.sh
[ -d ../shared/corpus ] && [ -d ../shared/known-ids ] || skip_all 'no ../shared with documents and known ids'

scripts/existence "$KG" > "$T/said"
is 'the documents were read' "$?" 0
tail -1 "$T/said" | say
sed '$d' "$T/said" | cut -f 1 | sort -u > "$T/missing"
sed 1d tests/known/explained.tsv | cut -f 1 | sort > "$T/explained"
check 'at least 5,000 ids' awk 'END { exit !($1 >= 5000) }' "$T/said"
check 'of which at least 0.99 exist' awk 'END { exit !($NF >= 0.99) }' "$T/said"
comm -23 "$T/missing" "$T/explained" > "$T/new"
check 'each of the others is explained' test ! -s "$T/new"
grep -F -f "$T/new" "$T/said" | head -20 | say
finish
