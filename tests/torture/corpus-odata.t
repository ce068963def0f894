#!/bin/sh
# The open data portal's records and the official motions in one graph, held against the input; skipped where the corpus is missing.
. tests/lib.sh
[ -x ../shared/corpus/unpack ] || [ -f ../shared/corpus/unpack ] || skip_all 'no ../shared/corpus: 328,564 records and 8,033 motions not checked'
run scripts/corpus-odata --program "$KG"
status 0 'totals are those of the input, the motions agree with the register'
say "$T/out"
finish
