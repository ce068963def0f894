#!/bin/sh
# The page in a real browser: search, evidence, filters and table against the reports, keyboard, picture, axe-core, both languages.
. tests/page/start.sh
"$KG" build -o "$T/g.db" examples/nagorno-karabach > "$T/out" 2>&1 && "$KG" export "$T/g.db" -o "$T/page.html" || { cat "$T/out"; echo 'not ok 1 - the page is made'; echo 1..1; exit; }
case $BUILD in *san*) skip_all 'written under ASan; how the page behaves is tested without' ;; esac
exec node tests/page/page.js
