#!/bin/sh
# -o FILE: whole or absent; a link, a device and a pipe stay what they are.
. tests/lib.sh
db=$T/x.db
"$KG" build --quiet -o "$db" examples/nagorno-karabach/kst-21501-02-2401.txt

echo old > "$T/real.dot"; chmod 600 "$T/real.dot"; ln -s real.dot "$T/link.dot"
check 'through a link' "$KG" export "$db" --format dot -o "$T/link.dot"
check 'the link stays a link' test -L "$T/link.dot"
check 'its file is the new one' grep -q digraph "$T/real.dot"
check 'and keeps its mode' test "$(stat -c %a "$T/real.dot")" = 600

mkfifo "$T/pipe"
cat "$T/pipe" > "$T/got" &
reader=$!
check 'into a pipe' "$KG" export "$db" --format dot -o "$T/pipe"
wait $reader
check 'the pipe stays a pipe' test -p "$T/pipe"
same 'what came through it' "$T/real.dot" "$T/got"

check 'into a device' "$KG" export "$db" --format dot -o /dev/null
check 'the device stays a device' test -c /dev/null
check 'nothing is left beside' test ! -e "$T/link.dot.tmp" -a ! -e "$T/real.dot.tmp"
finish
