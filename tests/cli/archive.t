#!/bin/sh
# Documents in archives: known by their bytes, read one by one; hostile and damaged ones cost no more than themselves.
. tests/lib.sh

docs=examples/nagorno-karabach
mkdir "$T/d" "$T/a"
cp -r $docs "$T/d/docs"
"$PYTHON" - "$T" <<'PY'
import gzip, bz2, io, lzma, os, pathlib, struct, sys, tarfile, zipfile
T = pathlib.Path(sys.argv[1]); A = T / "a"
files = sorted(p for p in (T / "d").rglob("*") if p.is_file())
text = b"Zie Kamerstuk 21 501-02, nr. %d.\n"

def tar(members, mode="w"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as t:
        for name, data in members:
            info = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            info.size = len(data)
            t.addfile(info, io.BytesIO(data))
    return out.getvalue()

def zipped(members, how=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as z:
        for name, data in members: z.writestr(name, data)
    return out.getvalue()

def special(name, kind, link=""):
    info = tarfile.TarInfo(name); info.type = kind; info.linkname = link
    return info, b""

whole = [(str(p.relative_to(T / "d")), p.read_bytes()) for p in reversed(files)]
put = lambda name, data: (A / name).write_bytes(data)
put("all.tar", tar(whole)); put("all.tgz", tar(whole, "w:gz")); put("all.txz", tar(whole, "w:xz")); put("all.tbz", tar(whole, "w:bz2"))
put("all.zip", zipped(whole)); put("stored.zip", zipped(whole, zipfile.ZIP_STORED))
put("letters.txt", zipped(whole))                             # a name says nothing
small = [("b.txt", text % 2), ("a.txt", text % 1), ("sub/c.txt", text % 3)]
put("nested.tar", tar([("x.txt", text % 7), ("in.zip", zipped(small)), ("y.txt.gz", gzip.compress(text % 8))]))
deep = tar(small)
for i in range(5): deep = tar([("t%d.tar" % i, deep), ("here%d.txt" % i, text % i)])
put("deep.tar", deep)
put("manifest.tar", tar([("a.txt", text % 1), ("MANIFEST.tsv", b"file\tid\na.txt\tkst-21501-02-77\n"), ("s/a.txt", text % 2)]))
put("../manifest-inner.zip", zipped([("m.tar", (A / "manifest.tar").read_bytes())]))
put("names.tar", tar([("../../up.txt", text % 1), ("/etc/root.txt", text % 2), ("ok/../in.txt", text % 3), ("./good.txt", text % 4),
    (".hid", text % 5), (".git/x.txt", text % 5), ("README.md", text % 5), ("new\nline.txt", text % 6), ("esc\033[2J.txt", b""),
    special("link.txt", tarfile.SYMTYPE, "/etc/passwd"), special("hard.txt", tarfile.LNKTYPE, "good.txt"),
    special("pipe", tarfile.FIFOTYPE), special("null", tarfile.CHRTYPE), special("dir", tarfile.DIRTYPE)]))
put("bomb.gz", gzip.compress(b"a b\n" * 10_000_000))
put("bomb.tgz", gzip.compress(tar([("a.txt", text % 1), ("zero.txt", b"a b\n" * 10_000_000), ("c.txt", text % 3)])))
put("bomb.zip", zipped([("a.txt", text % 1), ("zero.txt", b"a b\n" * 10_000_000), ("c.txt", text % 3)]))
put("empties.tgz", tar([("%d/" % i + "e" * 90, b"") for i in range(30000)], "w:gz"))
z = bytearray(zipped(small, zipfile.ZIP_STORED)); z[z.index(b"nr. 1.") + 4] ^= 1; put("crc.zip", z)
z = bytearray(zipped(small))
for sig, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
    i = z.index(sig, z.index(b"a.txt") - 60); z[i + at] |= 1
put("locked.zip", z)
for name in ("all.tgz", "all.zip", "all.tar", "all.txz"):
    data = (A / name).read_bytes(); put("cut-" + name, data[:len(data) * 2 // 3])
put("empty.zip", zipped([])); put("hidden.tar", tar([(".x", text % 1)])); put("empty.gz", gzip.compress(b""))
put("sheet.xlsx", zipped([("[Content_Types].xml", b"<x/>"), ("xl/workbook.xml", b"<x/>")]))
put("word.zip", zipped([("word/a.txt", text % 1)]))           # no Word document
(A / "one.txt.gz").write_bytes(gzip.compress((T / "d/docs/kst-35373-19.txt").read_bytes()))
PY
truncate -s 8G "$T/holes.txt" && echo x >> "$T/holes.txt" && cp "$T/d/docs/kst-35373-19.txt" "$T/z.txt"
tar -C "$T" -S -cf "$T/a/holes.tar" holes.txt z.txt && rm "$T/holes.txt"
zstd -q "$T/a/all.tar" -o "$T/a/all.tzst"

records() { "$KG" extract --format ndjson "$@" 2> "$T/err" | sed 's/"file":"[^"]*",//' | sort; }
names() { "$KG" extract --format ndjson "$@" 2> "$T/err" | sed 's/.*"file":"\([^"]*\)".*/\1/' | uniq | sed "s|$T/a/||" | tr '\n' ' '; }
records "$T/d/docs" > "$T/want"
for f in all.tar all.tgz all.txz all.tbz all.tzst all.zip stored.zip letters.txt; do
    records "$T/a/$f" > "$T/have"
    same "$f gives what the directory gives" "$T/want" "$T/have"
    cat "$T/a/$f" | "$KG" extract --format ndjson - | sed 's/"file":"[^"]*",//' | sort > "$T/have"
    same "$f through a pipe, too" "$T/want" "$T/have"
done
is 'a member is called ARCHIVE!MEMBER' "$(names "$T/a/all.zip" | tr ' ' '\n' | grep 19.txt)" 'all.zip!docs/kst-35373-19.txt'
is 'archives in archives' "$(names "$T/a/nested.tar")" 'nested.tar!x.txt nested.tar!in.zip!b.txt nested.tar!in.zip!a.txt nested.tar!in.zip!sub/c.txt nested.tar!y.txt.gz '
is 'one file packed alone keeps its name' "$(names "$T/a/one.txt.gz")" 'one.txt.gz '
run "$KG" extract --format ndjson "$T/a/one.txt.gz"
out '^."doc":"kst-35373-19"' 'and is the document that it is'
cp -r "$T/d/docs" "$T/packed" && gzip "$T"/packed/*.txt
records "$T/packed" > "$T/have"
same 'a directory of packed files, their rows in its manifest' "$T/want" "$T/have"
doc() { "$KG" extract --format ndjson "$1" | sed -n "s/.\"doc\":\"\([^\"]*\)\".*nr. $2.*/\1/p"; }
is 'a manifest in an archive, behind its member' "$(doc "$T/a/manifest.tar" 1)" kst-21501-02-77
is 'holds in its directory alone' "$(doc "$T/a/manifest.tar" 2)" manifest.tar!s/a
is 'also in an archive in an archive' "$(doc "$T/manifest-inner.zip" 1)" kst-21501-02-77
cp "$T/a/manifest.tar" "$T/a/again.tar"
is 'equal stems in two archives' "$("$KG" extract --format ndjson "$T/a/manifest.tar" "$T/a/again.tar" | sed -n 's/.*"doc":"\(m[^"]*\|ag[^"]*\)".*/\1/p' | tr '\n' ' ')" 'manifest.tar!s/a again.tar!s/a '

# -- names ------------------------------------------------------------------------------------------------------------
run "$KG" extract --format ndjson "$T/a/names.tar"
status 1 'names that lead out of an archive'
err 'names.tar!../../up.txt: its name leads out of the archive$' 'upwards'
err 'names.tar!/etc/root.txt: its name leads out of the archive$' 'to the root'
err 'names.tar!ok/../in.txt: its name leads out of the archive$' 'half-way'
err 'names.tar!esc\\x1b\[2J.txt: empty file$' 'a message speaks to no terminal'
is 'one line a message' "$(wc -l < "$T/err")" 4
is 'what is hidden, a link, a pipe or a device is passed over' "$(names "$T/a/names.tar")" 'names.tar!good.txt names.tar!new\nline.txt '
"$KG" extract "$T/a/names.tar" > "$T/table" 2> "$T/err"
is 'a name with a line end takes one line of a table' "$(grep -c '^[a-z].*names.tar' "$T/table")" 2

# -- limits -------------------------------------------------------------------------------------------------------------
is 'unpacks to more than is allowed' "$(names --max-expand 1M "$T/a/bomb.tgz")" 'bomb.tgz!a.txt '
check 'says so' grep -q 'bomb.tgz!zero.txt: unpacks to more than --max-expand' "$T/err"
is 'a large member alone is refused' "$(names --max-file 1M "$T/a/bomb.tgz")" 'bomb.tgz!a.txt bomb.tgz!c.txt '
check 'says so' grep -q 'bomb.tgz!zero.txt: larger than 1 MiB' "$T/err"
is 'of a ZIP, too' "$(names --max-file 1M --max-expand 1M "$T/a/bomb.zip")" 'bomb.zip!a.txt bomb.zip!c.txt '
run "$KG" extract --max-file 1M "$T/a/bomb.gz"
status 2 'one file packed alone that is too large'
err 'bomb.gz: larger than 1 MiB' 'says so'
run "$KG" extract --max-expand 1M "$T/a/empties.tgz"
err 'empties.tgz: unpacks to more than' 'nothing, thirty thousand times'
is 'holes without end' "$(names "$T/a/holes.tar")" 'holes.tar!z.txt '
is 'five archives deep' "$(names "$T/a/deep.tar")" 'deep.tar!t4.tar!t3.tar!t2.tar!here1.txt deep.tar!t4.tar!t3.tar!here2.txt deep.tar!t4.tar!here3.txt deep.tar!here4.txt '
check 'says which is too deep' grep -q 't1.tar: archives within archives, more than 4 deep' "$T/err"
for bad in x 0 -1 12Q 5MB 99999999999999999999 2G; do
    run "$KG" extract --max-file "$bad" "$T/a/all.tar"
    status 2 "--max-file $bad"
done
err 'max-file can be 1G at most' 'says why'
for c in extract text 'build -o g.db'; do
    run "$KG" ${c%% *} --help
    out '--max-file SIZE .* 512M, the default' "${c%% *} --help tells the limits"
done
run "$KG" extract --max-file 30 "$T/d/docs"
status 2 'files that are too large'
err '19.txt: larger than 30 bytes' 'says so'
run sh -c '"$KG" extract --max-file 1K - < '"$docs/kst-35373-19.txt"
err '^kamergraaf: -: larger than 1 KiB' 'standard input that is too large'

# -- damage ---------------------------------------------------------------------------------------------------------------
is 'a damaged member costs itself' "$(names "$T/a/crc.zip")" 'crc.zip!b.txt crc.zip!sub/c.txt '
check 'and is named' grep -q 'crc.zip!a.txt: damaged in its archive: .*CRC' "$T/err"
is 'an encrypted member' "$(names "$T/a/locked.zip")" 'locked.zip!b.txt locked.zip!sub/c.txt '
check 'is called so' grep -q 'locked.zip!a.txt: is encrypted' "$T/err"
for f in cut-all.tgz cut-all.tar cut-all.txz; do
    run "$KG" extract "$T/a/$f"
    status 1 "$f: what stands before the cut is read"
    err "$f!docs/[a-z0-9-]*.txt: damaged archive, the rest of it is lost" "$f: the loss is told"
done
run "$KG" extract "$T/a/cut-all.zip" "$T/a/manifest.tar"
status 1 'a ZIP without its list, beside a good archive'
for f in empty.zip hidden.tar; do
    run "$KG" extract "$T/a/$f"
    status 2 "$f: nothing"
    err "$f: archive without documents" "$f: says so"
done
run "$KG" extract "$T/a/empty.gz" "$T/a/sheet.xlsx" "$T/a/word.zip"
status 1 'empty, a spreadsheet, a folder called word'
err 'empty.gz: archive without documents' 'empty'
err 'sheet.xlsx: not a text' 'a spreadsheet is no archive'
out 'word.zip!word/a.txt' 'the folder is read'

# -- the graph file ---------------------------------------------------------------------------------------------------------
cp "$T/a/nested.tar" "$T/n.tar"
cp "$T/a/all.zip" "$T/g.zip"
run "$KG" build -o "$T/g.db" "$T/n.tar" "$T/g.zip"
status 0 'build'
run "$KG" build -o "$T/g.db" "$T/n.tar" "$T/g.zip"
err '10 documents \(0 read, 10 unchanged\)' 'members that did not change are passed over'
"$PYTHON" - "$T" <<'PY'
import sys, tarfile, io
with tarfile.open(sys.argv[1] + "/n.tar", "w") as t:
    i = tarfile.TarInfo("x.txt"); i.size = 34; t.addfile(i, io.BytesIO(b"Zie Kamerstuk 21 501-02, nr. 777.\n"))
PY
run "$KG" build --prune -o "$T/g.db" "$T/n.tar"
err '6 documents \(1 read' '--prune: members that are gone go, the other archive stays'
finish
