"""documents.py CORPUS PART OUT - makes the documents that PART (dev, held) annotates out of the unpacked sets in CORPUS.

docs.tsv says for each from which file and how: `whole` as it is; `lines A B [C D...]` (the last may be left out: to the end) and
`bytes A B` parts of a report in XML, as running text of one paragraph a block, 95 columns wide; `docx` a letter in the same form, its
footnotes glued to the words and told at the end; `pdftotext` by poppler's program of that name (left out where it is missing)."""
import csv, pathlib, re, shutil, subprocess, sys, textwrap, zipfile
import xml.etree.ElementTree as E


def blocks(paragraphs): return "".join("\n".join(textwrap.wrap(p, 95, break_long_words=False, break_on_hyphens=False)) + "\n\n" for p in paragraphs if p)


def docx(path):
    order, archive = [], zipfile.ZipFile(path)
    def tag(e): return e.tag.split("}")[-1]
    def attribute(e, name): return next(v for k, v in e.attrib.items() if k.endswith(name))
    def words(p):
        out = []
        for e in p.iter():
            if tag(e) == "t": out.append(e.text or "")
            elif tag(e) in ("tab", "br"): out.append(" ")
            elif tag(e) == "footnoteReference": order.append(attribute(e, "id")); out.append(str(len(order)))
        return " ".join("".join(out).split())
    def read(name): return E.fromstring(archive.read(name)).iter()
    body = [words(p) for p in read("word/document.xml") if tag(p) == "p"]
    notes = {attribute(f, "id"): " ".join(words(p) for p in f.iter() if tag(p) == "p") for f in read("word/footnotes.xml") if tag(f) == "footnote"} if order else {}
    return blocks(body + [f"{n} {notes[i]}" for n, i in enumerate(order, 1)])


def part(text, ends):
    lines, ends = text.splitlines(keepends=True), [int(e) for e in ends]
    if len(ends) % 2: ends.append(len(lines))
    return "".join("".join(lines[a - 1:b]) for a, b in zip(ends[::2], ends[1::2]))


def paragraphs(path):
    text = path.read_text(encoding="utf-8-sig").lstrip()
    root, out = E.fromstring((text if text.startswith("<?xml") else re.sub(r"^[^<]*", "", text)).encode()), []
    def words(e): return " ".join("".join(e.itertext()).split())
    def walk(e):
        tag = e.tag.split("}")[-1]
        speaker = tag == "wie" or (tag == "spreker" and e.find(".//{*}achternaam") is not None and e.find("{*}naam") is not None)
        if speaker: out.append(words(e) if words(e).endswith(":") else words(e) + ":")
        elif tag in ("alinea", "al", "dossier", "stuknr", "item-titel", "tussenkop", "kop"): out.append(words(e))
        elif tag == "titel" or speaker: walk_all(e)
        else: walk_all(e)
    def walk_all(e):
        for c in e: walk(c)
    walk(root)
    return blocks(out)


def main(corpus, half, out):
    out.mkdir(parents=True, exist_ok=True)
    with open(pathlib.Path(__file__).parent / half / "docs.tsv", encoding="utf-8", newline="") as f: rows = list(csv.DictReader(f, delimiter="\t"))
    for r in rows:
        source, to, how = corpus / r["source"], out / r["file"], r["how"].split()
        if how[0] == "whole": shutil.copyfile(source, to)
        elif how[0] == "pdftotext":
            if shutil.which("pdftotext"): subprocess.run(["pdftotext", source, to], check=True)
        elif how[0] == "bytes": to.write_bytes(paragraphs(source).encode()[int(how[1]):int(how[2])])
        elif how[0] == "docx": to.write_text(docx(source), encoding="utf-8")
        else: to.write_text(part(paragraphs(source), how[1:]), encoding="utf-8")


main(*[f(a) for f, a in zip((pathlib.Path, str, pathlib.Path), sys.argv[1:])])
