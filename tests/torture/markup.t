#!/bin/sh
# XML and HTML with elements, words and bytes changed by chance (LONG=1: many more copies).
exec scripts/noise "$KG" "${PLACES:-$([ "$LONG" = 1 ] && echo 200 || echo 15)}" tests/docs/*.d/*.xml tests/docs/*.d/*.html
