#!/bin/sh
# Documents with noise in them (LONG=1: many more copies).
exec scripts/noise "$KG" "${PLACES:-$([ "$LONG" = 1 ] && echo 150 || echo 15)}" examples/*/*.txt
