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
is 'nothing is left beside' "$(find "$T" -name '*.tmp' -o -name '.?*')" ''

# What somebody keeps there is theirs.
echo mine > "$T/new.dot.tmp"; mkdir "$T/v.tmp"; echo mine > "$T/v.tmp/mine.md"
check 'beside a file that is called .tmp' "$KG" export "$db" -o "$T/new.dot"
check 'beside a folder of that name' "$KG" export "$db" --format obsidian -o "$T/v"
is 'which stay' "$(cat "$T/new.dot.tmp" "$T/v.tmp/mine.md")" 'mine
mine'

# Two programs at a time: each writes a whole one. One that is killed leaves nothing.
mkfifo "$T/slow.txt"
"$KG" extract --to "$T/twice.part" "$T/slow.txt" & first=$!
check 'while another program writes the same file' "$KG" extract --to "$T/twice.part" tests/docs/letter.d/input.txt
cp "$T/twice.part" "$T/before.part"
cat tests/docs/letter.d/input.txt > "$T/slow.txt"
wait $first
result $? 'so does the other'
check 'what is there is whole' "$KG" build -o "$T/twice.db" "$T/twice.part"
if [ -d /proc/self/fd ] && "$PYTHON" -c 'import os, sys; os.open(sys.argv[1], os.O_TMPFILE | os.O_WRONLY)' "$T" 2> /dev/null; then
    "$KG" extract --to "$T/killed.part" "$T/slow.txt" & first=$!
    exec 3> "$T/slow.txt"
    kill -9 $first; wait $first 2> /dev/null
    exec 3>&-
    is 'a killed program leaves nothing behind' "$(find "$T" -name 'killed*' -o -name '.?*')" ''
fi

# Two tables belong together: where one cannot take its place, the other gives its back.
if [ -z "${SAN:-}" ]; then
    cat > "$T/no.c" <<'C'
#include <errno.h>
#include <stdio.h>
#include <string.h>
int rename(const char *a, const char *b) { (void)a; errno = strstr(b, "edges") ? EPERM : 0; return errno ? -1 : renameat(-100, a, -100, b); }
int renameat2(int x, const char *a, int y, const char *b, unsigned how)
{
    extern long syscall(long, ...);
    if (strstr(b, "edges")) return errno = EPERM, -1;
    return (int)syscall(316, x, a, y, b, how);
}
C
    if [ "$(uname -m)" = x86_64 ] && ${CC:-cc} -shared -fPIC -o "$T/no.so" "$T/no.c" 2> /dev/null; then
        "$KG" export "$db" --format csv -o "$T/new"
        mkdir "$T/tables"; echo old > "$T/tables/nodes.csv"; echo old > "$T/tables/edges.csv"
        for dir in tables fresh; do
            run env LD_PRELOAD="$T/no.so" "$KG" export "$db" --format csv -o "$T/$dir"
            status 2 "a table that cannot take its place: $dir"
            err "$dir/edges.csv: cannot be written" 'is said'
        done
        is 'and both are as before' "$(cat "$T/tables/nodes.csv" "$T/tables/edges.csv")" 'old
old'
        check 'or not there at all' test ! -e "$T/fresh"
        is 'nothing is left beside them' "$(find "$T/tables" -name '.?*')" ''
    fi
fi
finish
