#!/usr/bin/python3
"""The same document as text, as Word, as OpenDocument, as HTML and as an official publication gives the same explicit references: each
example is set anew in these formats out of what the program read (kamergraaf text), its footnotes as the format has footnotes. (PDF:
cli/pdf.t.)"""
import collections, html, json, os, pathlib, re, subprocess, zipfile

kg, T = os.environ["KG"], pathlib.Path(os.environ["T"])
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
O = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'


def passages(path):
    """(paragraphs, notes by number): text with its markers as [n]."""
    out, notes = [], {}
    env = dict(os.environ, COLUMNS="0")
    for line in subprocess.run([kg, "text", path], capture_output=True, text=True, check=True, env=env).stdout.splitlines():
        m = re.match(r" *\d+  (body|heading|item \d+|note \d+|motion|page) +(.*)$", line)
        if not m: continue
        if m[1].startswith("note"): notes[m[1].split()[1]] = m[2]
        elif m[1] != "page": out.append(m[2])
    return out, notes


def marked(text, notes, put):
    """Escaped, each marker whose note is known by what `put` makes of it, once."""
    def one(m): return put(m[1], notes.pop(m[1])) if m[1] in notes else m[0]
    return re.sub(r"\[(\d+)\]", one, html.escape(text, quote=False))


def docx(to, paragraphs, notes):
    feet = []
    def put(n, body):
        feet.append(f'<w:footnote w:id="{n}"><w:p><w:r><w:t>{html.escape(body, quote=False)}</w:t></w:r></w:p></w:footnote>')
        return f'</w:t></w:r><w:r><w:footnoteReference w:id="{n}"/></w:r><w:r><w:t xml:space="preserve">'
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{marked(p, notes, put)}</w:t></w:r></w:p>' for p in paragraphs)
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>")
        z.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        z.writestr("word/footnotes.xml", f"<w:footnotes {W}>{''.join(feet)}</w:footnotes>")


def odt(to, paragraphs, notes):
    def put(n, body):
        return (f"<text:note><text:note-citation>{n}</text:note-citation><text:note-body><text:p>{html.escape(body, quote=False)}"
                "</text:p></text:note-body></text:note>")
    body = "".join(f"<text:p>{marked(p, notes, put)}</text:p>" for p in paragraphs)
    with zipfile.ZipFile(to, "w") as z:
        z.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        z.writestr("content.xml", f"<office:document-content {O}><office:body><office:text>{body}</office:text></office:body></office:document-content>")


def page(to, paragraphs, notes):
    left = dict(notes)
    body = "".join(f"<p>{marked(p, left, lambda n, b: f'<sup>{n}</sup>')}</p>" for p in paragraphs)
    body += "".join(f"<p><sup>{n}</sup> {html.escape(b)}</p>" for n, b in notes.items() if n not in left)
    to.write_text(f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>Kamerstuk</title></head><body><main>{body}</main></body></html>", encoding="utf-8")


def publication(to, paragraphs, notes):
    def put(n, body): return f'<noot id="n{n}" type="voet"><noot.nr>{n}</noot.nr><noot.al>{html.escape(body, quote=False)}</noot.al></noot>'
    body = "".join(f"<al>{marked(p, notes, put)}</al>" for p in paragraphs)
    to.write_text('<?xml version="1.0" encoding="UTF-8"?><officiele-publicatie><metadata/><kamerstuk><stuk><algemeen><vrije-tekst><tekst>'
                  f"{body}</tekst></vrije-tekst></algemeen></stuk></kamerstuk></officiele-publicatie>", encoding="utf-8")


def explicit(path):
    rows = subprocess.run([kg, "extract", "--format", "ndjson", path], capture_output=True, text=True).stdout.splitlines()
    return collections.Counter((r["kind"], r["target"]) for r in map(json.loads, rows) if r["how"] == "explicit")


number = failed = 0
for example in sorted(pathlib.Path("examples/nagorno-karabach").glob("*.txt")):
    want = explicit(example)
    for extension, write in (("docx", docx), ("odt", odt), ("html", page), ("xml", publication)):
        paragraphs, notes = passages(example)
        to = T / f"{example.stem}.{extension}"
        write(to, paragraphs, notes)
        have, number = explicit(to), number + 1
        same, of = sum((want & have).values()), max(sum(want.values()), sum(have.values()))
        ok = of > 0 and same >= 0.99 * of or of == 0
        failed += not ok
        print(f"{'ok' if ok else 'not ok'} {number} - {to.name}: {same} of {of} explicit references agree")
        if not ok: print("#   lost ", *list((want - have).items())[:6], "\n#   new  ", *list((have - want).items())[:6])
print(f"1..{number}")
raise SystemExit(failed > 0)
