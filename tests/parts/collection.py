"""What the drivers of this folder share: a collection of everything that can be read and some that cannot, made by hand, and TAP."""
import io, os, pathlib, random, shutil, sqlite3, subprocess, sys, tarfile, zipfile

sys.path.insert(0, "tests/store")
import same

KG, T, LONG = os.environ["KG"], pathlib.Path(os.environ["T"]), os.environ.get("LONG") == "1"
SEED = int(os.environ.get("SEED", 1))
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
count = 0


def ok(bad, what):
    """bad: what is wrong, line by line; nothing: well."""
    global count
    count += 1
    print("%s %d - %s" % ("not ok" if bad else "ok", count, what))
    for line in list(bad or [])[:8]: print("#  ", str(line)[:400])
    sys.stdout.flush()


def plan(): print("1..%d" % count)


def put(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def docx(*paragraphs):
    out = io.BytesIO()
    body = "".join("<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % p for p in paragraphs)
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>")
        z.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
    return out.getvalue()


def pdf(text):
    """Set by groff; None where it is not installed."""
    if not shutil.which("gropdf"): return None
    p = subprocess.run(["groff", "-Kutf8", "-Tpdf", "-P-pa4"], input=(".nf\n" + text).encode(), capture_output=True)
    return p.stdout


def archive(members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as t:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content.encode())
            t.addfile(info, io.BytesIO(content.encode()))
    return out.getvalue()


def make(root):
    """Files below root, sorted; root is a name as the program gets it."""
    for f in pathlib.Path("examples/nagorno-karabach").iterdir():
        if f.suffix in (".txt", ".tsv"): put(root / "seed" / f.name, f.read_bytes())
    for d in pathlib.Path("tests/docs").glob("*.d"):
        for f in d.rglob("*.*"):
            if f.is_file(): put(root / "docs" / d.stem / f.relative_to(d), f.read_bytes())
    for f in pathlib.Path("tests/odata/portal").iterdir(): put(root / "open" / f.name, f.read_bytes())
    put(root / "open" / "kapot.ndjson", '{"Nummer":"2025Z00001","Onderwerp":"X","Soort":"Motie"}\n{"Nummer":\n')
    letter = "Brief van de Minister\n\nDen Haag, %d maart 2021\n\nDe motie-Eppink (Kamerstuk 21 501-02, nr. %d) is hiermee afgedaan.\n"
    for i, d in enumerate(("a", "b", "c/d")):                  # stems that are equal, names that an official id takes
        for stem in ("x", "y", "brief"): put(root / d / (stem + ".txt"), letter % (i + 1, 2370 + i))
    put(root / "c" / "MANIFEST.tsv", "file\tid\ttitle\nx.txt\ty\tEen titel\n")
    put(root / "c" / "x.txt", letter % (9, 2389))
    put(root / "e" / "MANIFEST.tsv", "no such column\nx\n")
    put(root / "e" / "x.txt", "Zie Kamerstuk 35 373, nr. 4.\n")
    for d, more in (("r", ""), ("s", " Lang."), ("t", " Lang.")):   # renditions: the richest, the longest, the first
        put(root / d / "kst-35373-4.txt", "Zie ook Kamerstuk 35 373, nr. 8.%s\n" % more)
        put(root / d / "kst-35373-9.html", "<html><body><p>Zie Kamerstuk 35 373, nr. 7.%s</p></body></html>" % more)
    put(root / "s" / "kst-35373-4.html", "<html><body><p>Rijk: Kamerstuk 35 373, nr. 6.</p></body></html>")
    put(root / "pack.tgz", archive({"MANIFEST.tsv": "file\tid\na.txt\tkst-32623-5\n", "a.txt": letter % (3, 2400),
                                    "x.txt": letter % (4, 2401), "kst-35373-4.txt": "In een archief: 35 373, nr. 8.\n", "leeg.txt": ""}))
    put(root / "word" / "brief.docx", docx("Zie de motie van het lid Eppink", "Kamerstuk 35 373, nr. 5."))
    put(root / "word" / "kapot.docx", docx("x")[:200])
    put(root / "bad" / "leeg.txt", "")
    put(root / "bad" / "bytes.txt", b"\0\1\2\3" * 500)
    put(root / "bad" / "kapot.pdf", b"%PDF-1.4\nno more\n")
    set_ = pdf("Kamerstuk 21 501-02, nr. 2370\nMotie van het lid Eppink (35 373, nr. 8)\n")
    if set_: put(root / "pdf" / "stuk.pdf", set_), put(root / "pdf" / "kst-35373-4.pdf", set_)
    return sorted(str(p) for p in root.rglob("*") if p.is_file() and p.name not in ("MANIFEST.tsv", "README.md"))


def run(*args, status=None, **more):
    p = subprocess.run([KG, *map(str, args)], stdin=subprocess.DEVNULL, capture_output=True, text=True, **more)
    if status is not None and p.returncode != status: raise AssertionError("%s: status %d\n%s" % (args, p.returncode, p.stderr))
    return p


def differ(a, b, without=()):
    """What differs between two graph files; problems of the files in `without` do not count."""
    for f in without:
        with sqlite3.connect(b) as db: db.execute("DELETE FROM problem WHERE file = ? AND document IS NULL", (str(f),))
    return same.differences(a, b)


def fresh(path):
    pathlib.Path(path).unlink(missing_ok=True)
    return path
