#!/bin/sh
# How names become documents: files, directories, standard input, sidecar manifests; what is refused, and that the rest goes on.
. tests/lib.sh

docs=examples/nagorno-karabach
one=$docs/kst-21501-02-2401.txt
mkdir "$T/d" "$T/d/sub" "$T/empty" "$T/hidden"
printf 'Zie Kamerstuk 21 501-02, nr. 2375.\n' > "$T/d/b.txt"
printf 'Zie Kamerstuk 21 501-02, nr. 2376.\n' > "$T/d/a.txt"
printf 'Zie Kamerstuk 21 501-02, nr. 2377.\n' > "$T/d/sub/c.txt"
printf 'Zie Kamerstuk 21 501-02, nr. 9.\n' | tee "$T/d/README.md" "$T/d/.hidden.txt" "$T/hidden/.x.txt" > "$T/hidden/README"
names() { "$KG" extract --format ndjson "$@" | "$PYTHON" -c '
import json, sys
print(" ".join(json.loads(l)["file"].rsplit("/", 1)[1] + ":" + (json.loads(l)["target"] or "-")[-4:] for l in sys.stdin))'; }

is 'directories sorted, hidden files and README left out' "$(names "$T/d")" 'a.txt:2376 b.txt:2375 c.txt:2377'
is 'files in the order given' "$(names "$T/d/sub/c.txt" "$T/d/a.txt")" 'c.txt:2377 a.txt:2376'
is 'a trailing slash changes nothing' "$(names "$T/d/")" 'a.txt:2376 b.txt:2375 c.txt:2377'
ln -s .. "$T/d/sub/loop"
ln -s . "$T/d/sub/loop2"
is 'links in circles end' "$(names "$T/d")" 'a.txt:2376 b.txt:2375 c.txt:2377'
rm "$T/d/sub/loop" "$T/d/sub/loop2"
ln -s ../a.txt "$T/d/sub/z.txt"
is 'a link to a file is a file' "$(names "$T/d")" 'a.txt:2376 b.txt:2375 c.txt:2377 z.txt:2376'
rm "$T/d/sub/z.txt"
name="$T/line
end"
cp "$T/d/a.txt" "$name"
run "$KG" extract --format ndjson "$name"
status 0 'a newline in a file name'
out 'line\\nend"' 'and in its output'

run sh -c '"$KG" extract --format ndjson - < '"$one"
status 0 'standard input'
sed 's/"doc":"[^"]*","file":"[^"]*"//' "$T/out" > "$T/stdin"
cp $one "$T/stdin.txt"                       # without sidecar, and known by the same name
"$KG" extract --format ndjson "$T/stdin.txt" | sed 's/"doc":"[^"]*","file":"[^"]*"//' > "$T/file"
same 'standard input gives what the file gives' "$T/stdin" "$T/file"
run sh -c '"$KG" extract - - < '"$one"
status 1 'standard input twice'
err '^kamergraaf: -: standard input was read already$' 'says so'
run sh -c 'cat '"$one"' | "$KG" extract --format ndjson /dev/stdin'
status 0 'a pipe given by name'

# -- refused ---------------------------------------------------------------------------------------------------------
: > "$T/empty.txt"
printf '%%PDF-1.4\n\000\001' > "$T/scan.pdf"
head -c 4000 /bin/sh > "$T/binary.txt"
printf '  \n\n' > "$T/blank.txt"
truncate -s 1073741825 "$T/huge.txt"
refused() {                                   # FILE REGEX: by each command, alone and beside a good one
    for c in extract text 'text --raw' 'text --notes'; do
        run "$KG" $c "$1"
        status 2 "$c $(basename "$1"): nothing done"
        err "^kamergraaf: $1: $2" "$c $(basename "$1"): says what is wrong"
        run "$KG" $c $one "$1" "$T/d/a.txt"
        status 1 "$c $(basename "$1"): the others are done"
        cp "$T/out" "$T/beside"
        run "$KG" $c $one "$T/d/a.txt"
        same "$c $(basename "$1"): as if it were not there" "$T/beside" "$T/out"
    done
    rm -f "$T/g.db"
    run "$KG" build -o "$T/g.db" "$1"
    status 2 "build $(basename "$1"): nothing done"
    err "^kamergraaf: $1: $2" "build $(basename "$1"): says what is wrong"
    rm -f "$T/g.db"
    run "$KG" build -o "$T/g.db" $one "$1" "$T/d/a.txt"
    status 1 "build $(basename "$1"): the others are done"
    check "build $(basename "$1"): a graph file of the others" "$KG" edges "$T/g.db"
}
refused "$T/none.txt" 'cannot be read: No such file'
refused "$T/empty.txt" 'empty file'
refused "$T/blank.txt" 'nothing but blanks'
refused "$T/scan.pdf" 'a damaged PDF'
refused "$T/binary.txt" 'not a text'
refused "$T/huge.txt" 'larger than'
refused "$T/empty" 'directory without documents'
refused "$T/hidden" 'directory without documents'
[ "$(id -u)" = 0 ] && [ -r /proc/self/mem ] && refused /proc/self/mem 'cannot be read'
if [ "$(id -u)" != 0 ]; then
    cp $one "$T/secret.txt"; chmod 0 "$T/secret.txt"
    refused "$T/secret.txt" 'cannot be read: Permission denied'
fi
run "$KG" extract --format ndjson "$T/d" "$T/empty.txt" "$T/none.txt"
is 'each refused file is named' "$(wc -l < "$T/err")" 2

# -- sidecar --------------------------------------------------------------------------------------------------------
printf '\357\273\277id\tfile\tdate\r\nkst-21501-02-9999\ta.txt\t2021-03-04\r\n\tb.txt\r\n' > "$T/d/MANIFEST.tsv"
doc() { "$KG" extract --format ndjson "$1" | sed -n '1s/{"doc":"\([^"]*\)".*/\1/p'; }
is 'sidecar: the id of its row' "$(doc "$T/d/a.txt")" kst-21501-02-9999
is 'sidecar: no id, so the stem' "$(doc "$T/d/b.txt")" b
is 'sidecar: of its own directory alone' "$(doc "$T/d/sub/c.txt")" c
printf 'nonsense\n' > "$T/d/sub/MANIFEST.tsv"
run "$KG" extract --format ndjson "$T/d/sub"
status 1 'a manifest that is none is refused'
err "^kamergraaf: $T/d/sub/MANIFEST.tsv: .*\"file\"" 'and named'
out '2377' 'the documents are read all the same'
finish
