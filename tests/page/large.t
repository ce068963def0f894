#!/bin/sh
# 50,000 things: search and table work on all, the picture draws two thousand and says so. Nothing here is timed; measure does that.
. tests/page/start.sh
$PYTHON tests/page/graphs.py 50000 "$T/l.db" && "$KG" export "$T/l.db" -o "$T/l.html" || { echo 'not ok 1 - the page is made'; echo 1..1; exit; }
case $BUILD in *san*) skip_all 'written under ASan; how the page behaves is tested without' ;; esac
exec node tests/page/large.js
