#!/bin/sh
# The house itself: layers, sizes, what lies at the top, an installation that works.
. tests/lib.sh

check 'layers: one library one file, nothing points up' scripts/layers "$BUILD"
check 'sizes of files and functions' scripts/sizes
ls -A | grep -vE '^(src|graphs|tests|scripts|examples|Makefile|README\.md|LICENSE|build|[A-Z]+\.md|\..*)$' > "$T/other"
is 'nothing else at the top' "$(cat "$T/other")" ''
for d in src tests graphs examples/*; do [ -f "$d/README.md" ]; result $? "$d has a README.md"; done
[ -f README.md ] && [ -f LICENSE ]; result $? 'README.md and LICENSE'
for f in examples/*/*.txt; do
    grep -q "^$(basename "$f")	" "$(dirname "$f")/MANIFEST.tsv"; result $? "$f stands in its manifest"
done
for row in "moties|state\` of a motion" "toezeggingen|state\` of a commitment"; do
    words=$("$KG" ${row%%|*} --state '?' x.db 2>&1 | sed "s/.*(\(.*\)).*/\1/; s/|/ /g")
    for word in $words; do grep -F -- "| \`${row#*|} |" README.md | grep -qw -- "$word"; result $? "README has the state $word of ${row%%|*}"; done
done
for word in $("$KG" moties --judgement '?' x.db 2>&1 | sed "s/.*(\(.*\)).*/\1/; s/|/ /g"); do
    grep -E '^\| .(judgement|outcome). of a motion' README.md | grep -qw -- "$word"; result $? "README has the verdict $word"
done
is 'README has the version of the graph file' "$(sed -n 's/.*user_version. is \([0-9]*\);.*/\1/p' README.md)" "$(sed -n 's/^PRAGMA user_version = \([0-9]*\);/\1/p' src/store/store.sql)"
case $BUILD in *san*) ;; *)
    check 'make install' make --no-print-directory BUILD="$BUILD" install DESTDIR="$T/root" PREFIX=/usr
    check 'what was installed runs' "$T/root/usr/bin/kamergraaf" --version
    if command -v man >/dev/null; then
        check 'the manual page is well made' sh -c 'LC_ALL=C.UTF-8 MANROFFSEQ= man --warnings -E UTF-8 -l -Tutf8 -Z src/kamergraaf.1 2>&1 >/dev/null | grep . && exit 1 || exit 0'
    fi
esac
finish
