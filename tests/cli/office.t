#!/bin/sh
# Word and OpenDocument files: unpacked in a child, with limits; what harms costs one document. What their XML says is tested in
# tests/unit.
. tests/lib.sh

"$PYTHON" - "$T" <<'PY'
import pathlib, sys, zipfile
T = pathlib.Path(sys.argv[1])
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
types = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
p = "<w:p><w:r><w:t>Zie de motie van het lid Eppink</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
body = f"<w:document {W}><w:body>{p}<w:p><w:r><w:t>Kamerstuk 35 373, nr. 5.</w:t></w:r></w:p>%s</w:body></w:document>"
notes = f"<w:footnotes {W}><w:footnote w:id='2'><w:p><w:r><w:t>Kamerstuk 21 501-02, nr. 2370.</w:t></w:r></w:p></w:footnote></w:footnotes>"

def put(name, *parts):
    with zipfile.ZipFile(T / name, "w", zipfile.ZIP_DEFLATED) as z:
        for n, s in parts: z.writestr(n, s)

put("brief.docx", ("[Content_Types].xml", types), ("word/media/x.png", b"\0" * 9999), ("word/document.xml", body % ""), ("word/footnotes.xml", notes))
put("bomb.docx", ("[Content_Types].xml", types), ("word/document.xml", body % ("<w:p/>" * 50_000_000)))
put("broken.docx", ("[Content_Types].xml", types), ("word/document.xml", (body % "")[:200]))
put("sheet.xlsx", ("[Content_Types].xml", types), ("xl/workbook.xml", "<x/>"))
put("many.zip", ("a/brief.docx", (T / "brief.docx").read_bytes()), ("b.txt", "Zie Kamerstuk 35 373, nr. 6.\n"))
data = (T / "brief.docx").read_bytes()
(T / "cut.docx").write_bytes(data[:len(data) // 2])
i = data.index(b"word/document.xml") + 40
(T / "damaged.docx").write_bytes(data[:i] + bytes(b ^ 0x55 for b in data[i:i + 60]) + data[i + 60:])
O = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'"
with zipfile.ZipFile(T / "brief.odt", "w") as z:
    z.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    z.writestr("content.xml", f"<office:document-content {O}><office:body><office:text><text:p>Zie de motie van het lid Eppink<text:note>"
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>Kamerstuk 21 501-02, nr. 2370.</text:p></text:note-body></text:note>"
        "</text:p><text:p>Kamerstuk 35 373, nr. 5.</text:p></office:text></office:body></office:document-content>")
PY
targets() { "$KG" extract --format ndjson "$@" 2> "$T/err" | sed -n 's/.*"target":"\([^"]*\)".*/\1/p' | tr '\n' ' '; }
for f in brief.docx brief.odt; do
    is "$f: text and footnote" "$(targets "$T/$f")" 'kst-21501-02-2370 kst-35373-5 kst-21501-02-2370 '
    "$KG" text --raw "$T/$f" > "$T/raw"
    "$KG" extract --format ndjson "$T/$f" > "$T/m"
    "$PYTHON" -c '
import json, sys
raw = open(sys.argv[1], "rb").read()
sys.exit(any(raw[r["start"]:r["end"]].decode() != r["text"] for r in map(json.loads, open(sys.argv[2], encoding="utf-8"))))' "$T/raw" "$T/m"
    result $? "$f: offsets point into text --raw"
done
cp "$T/brief.docx" "$T/letter.txt"
is 'known by its bytes' "$(targets "$T/letter.txt")" 'kst-21501-02-2370 kst-35373-5 kst-21501-02-2370 '
is 'through a pipe' "$(cat "$T/brief.docx" | targets -)" 'kst-21501-02-2370 kst-35373-5 kst-21501-02-2370 '
is 'in an archive' "$(targets "$T/many.zip")" 'kst-21501-02-2370 kst-35373-5 kst-21501-02-2370 kst-35373-6 '
refused() {                                   # FILE REGEX
    run "$KG" extract "$T/brief.odt" "$T/$1" "$T/brief.docx"
    status 1 "$1: refused, the rest goes on"
    err "^kamergraaf: $T/$1: $2" "$1: says why"
    is "$1: those beside it are read" "$(grep -c 'mentions)' "$T/out")" 2
}
refused bomb.docx 'an office file that unpacks to more than 255 MiB of text'
refused broken.docx ''
refused sheet.xlsx 'not a text \(a spreadsheet, a presentation or the like\)'
refused damaged.docx 'damaged'
run "$KG" extract "$T/cut.docx" "$T/brief.docx"
status 1 'a Word file that is cut off'
finish
