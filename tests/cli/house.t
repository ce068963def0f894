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
case $BUILD in *san*) ;; *)
    check 'make install' make --no-print-directory BUILD="$BUILD" install DESTDIR="$T/root" PREFIX=/usr
    check 'what was installed runs' "$T/root/usr/bin/kamergraaf" --version
    if command -v man >/dev/null; then
        check 'the manual page is well made' sh -c 'LC_ALL=C.UTF-8 MANROFFSEQ= man --warnings -E UTF-8 -l -Tutf8 -Z src/kamergraaf.1 2>&1 >/dev/null | grep . && exit 1 || exit 0'
    fi
esac
finish
