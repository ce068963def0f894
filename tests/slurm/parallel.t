#!/bin/sh
# scripts/slurm without Slurm, by GNU parallel: the merged graph is that of a single run, whatever becomes of a part.
. tests/lib.sh
command -v parallel > /dev/null && command -v bash > /dev/null || skip_all 'no GNU parallel: run scripts/setup'
. tests/slurm/collection.sh
top=$PWD
cd "$T" || exit 1
"$KG" build --quiet -o one.db docs docs/README.md 2> one.err

run "$submit" -o merged/all.db -n 5 --parallel 2 docs docs/README.md
status 0 'five parts'
out '^.*all.db: 5 parts merged$' 'says so'
check 'the graph of a single run' "$PYTHON" "$same" one.db merged/all.db
is 'each was read once' "$(sort once/ran | uniq -c | awk '{ print $1 }' | sort -u)" 1
same 'what is refused is said once more' one.err err
check 'nothing lies beside it but the parts' test "$(echo merged/*)" = "merged/all.db merged/all.db.parts"
run "$submit" -o merged/all.db --parallel 2 docs docs/README.md
status 0 'again'
is 'no part was read again' "$(wc -l < once/ran)" 5
check 'the same graph' "$PYTHON" "$same" one.db merged/all.db
run "$submit" -o merged/all.db --parallel 2 docs
status 2 'other documents'
err 'holds the parts of other documents' 'do not get lost among the old parts'

# -- damaged, lost
rm once/ran
echo cut > once/00001; echo kill > once/00003
run "$submit" -o hurt.db -d hurt -n 4 --parallel 2 docs docs/README.md
status 0 'one part is damaged, the maker of another killed'
err '^merge: .*/hurt/00001.part: .' 'the merge names the one'
err '^merge: .*/hurt/00003.part: not written' 'and the other'
err '^merge: run again: tasks 3,1$|^merge: run again: tasks 1,3$' 'and runs these alone again'
check 'the graph of a single run' "$PYTHON" "$same" one.db hurt.db
is 'how often each was read' "$(sort once/ran | uniq -c | awk '{ print $1 $2 }' | tr '\n' ' ')" '100000.part 200001.part 100002.part 200003.part '
echo always-cut > once/00002
run "$submit" -o never.db -d never -n 4 --parallel 2 docs docs/README.md
status 1 'damaged each time'
err 'after 3 rounds still without: .*/never/00002.part; see' 'says which, and gives up'
check 'no graph appears' test ! -e never.db
check 'the damaged part is kept for who wants to look' test -e never/00002.part.bad
rm once/00002
run "$submit" -o never.db -d never --parallel 2 docs docs/README.md
status 0 'later'
check 'it is made' test -e never.db -a -e never/done -a ! -e never/failed

# -- a graph that is there grows; ids that exist go to parts and merge
mkdir few more; cp docs/kst-35373-19.txt few; cp docs/brief-moties-2021-11-04.txt more
"$submit" -o grown.db --parallel 1 few > out.txt 2>&1; "$submit" -o grown.db -d grown.more --parallel 1 more > out.txt 2>&1
"$KG" build --quiet -o both.db few more
check 'a graph that is there grows' "$PYTHON" "$same" both.db grown.db
echo kst-35373-8 > known
"$KG" build --quiet --known known -o known1.db few more
run "$submit" -o known2.db --known known -n 2 --parallel 2 few more
check 'with a list of ids that exist' "$PYTHON" "$same" known1.db known2.db

# -- what is wrong
run "$submit" -o x.db --parallel 2;                    status 2 'no path';          err 'which documents' 'says so'
run "$submit" --parallel 2 docs;                       status 2 'no graph file';    err 'where to' 'says so'
run "$submit" -o x.db --parallel 2 nowhere;            status 2 'no such path';     err 'nowhere: no such file' 'says so'
run "$submit" -o x.db -n 0 --parallel 2 docs;          status 2 'no parts';         err 'at least 1' 'says so'
run "$submit" -o x.db --what docs;                     status 2 'no such option';   err 'unknown option --what' 'says so'
mkdir empty
run "$submit" -o x.db --parallel 2 empty;              status 2 'an empty folder';  err 'no documents there' 'says so'
KAMERGRAAF=/none/x run "$submit" -o x.db --parallel 2 docs; status 2 'no program';  err "no program '/none/x'" 'says so'
cd "$top" || exit 1
finish
