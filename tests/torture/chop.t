#!/bin/sh
# Documents cut off anywhere (LONG=1: at many more places).
exec scripts/chop "$KG" "${PLACES:-$([ "$LONG" = 1 ] && echo 150 || echo 12)}" examples/*/*.txt
