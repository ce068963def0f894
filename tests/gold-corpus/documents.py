"""documents.py CORPUS PART OUT - makes the documents that PART (dev, held) annotates out of the unpacked sets in CORPUS.

docs.tsv says for each from which file and how: `whole` as it is; `lines N` and `bytes A B` a part of a report in XML, as running text
of one paragraph a block, 95 columns wide; `pdftotext` by poppler's program of that name (left out where it is missing)."""
import csv, pathlib, re, shutil, subprocess, sys, textwrap
import xml.etree.ElementTree as E


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
    return "".join("\n".join(textwrap.wrap(p, 95, break_long_words=False, break_on_hyphens=False)) + "\n\n" for p in out if p)


def main(corpus, part, out):
    out.mkdir(parents=True, exist_ok=True)
    with open(pathlib.Path(__file__).parent / part / "docs.tsv", encoding="utf-8", newline="") as f: rows = list(csv.DictReader(f, delimiter="\t"))
    for r in rows:
        source, to, how = corpus / r["source"], out / r["file"], r["how"].split()
        if how[0] == "whole": shutil.copyfile(source, to)
        elif how[0] == "pdftotext":
            if shutil.which("pdftotext"): subprocess.run(["pdftotext", source, to], check=True)
        elif how[0] == "bytes": to.write_bytes(paragraphs(source).encode()[int(how[1]):int(how[2])])
        else: to.write_text("".join(paragraphs(source).splitlines(keepends=True)[int(how[1]) - 1:]), encoding="utf-8")


main(*[f(a) for f, a in zip((pathlib.Path, str, pathlib.Path), sys.argv[1:])])
