"""load.py CASE.tsv GRAPH.db - a graph file from a table: rows `node name label kind soort title date dossier present`, perhaps
followed by movers (a JSON list) and the state that must come out, and rows `edge source relation value target document line evidence
confidence`. Escapes: \\n \\t \\f \\r \\\\ \\xHH (a byte)."""
import re, sqlite3, sys

BYTES = {"n": b"\n", "t": b"\t", "f": b"\f", "r": b"\r", "\\": b"\\"}


def unescape(text):
    parts = re.split(r"\\(x[0-9A-Fa-f]{2}|.)", text)
    return b"".join(p.encode() if i % 2 == 0 else bytes([int(p[1:], 16)]) if p[0] == "x" and len(p) == 3 else BYTES[p]
                    for i, p in enumerate(parts))


def rows(path):
    """(`node` or `edge`, list of bytes) of each row."""
    for line in open(path, encoding="utf-8").read().split("\n"):
        if line and not line.startswith("#"):
            what, *fields = line.split("\t")
            yield what, [unescape(f) for f in fields]


def load(case, path, order=1):
    db = sqlite3.connect(path)
    db.executescript(open("src/store/store.sql", encoding="utf-8").read())
    ids, known = {}, list(rows(case))[::order]

    def name_id(name):
        if name not in ids:
            ids[name] = len(ids) + 1
            db.execute("INSERT INTO name VALUES (?, CAST(? AS TEXT))", (ids[name], name))
        return ids[name]

    def document(name):
        if not db.execute("SELECT 1 FROM document WHERE id = ?", (name_id(name),)).fetchone():
            db.execute("INSERT INTO document (id, file, stem, official, date, rank, length, nlines, recoded, text)"
                       " VALUES (?, CAST(? AS TEXT), CAST(? AS TEXT), 1, '2021-11-04', 1, 0, 0, 0, x'')",
                       (name_id(name), name, name))
        return name_id(name)

    text = "nullif(CAST(? AS TEXT), '')"
    for n, (what, f) in enumerate(known):
        if what == "node":
            db.execute(f"INSERT INTO node (id, label, kind, soort, title, date, dossier, present, movers)"
                       f" VALUES (?, CAST(? AS TEXT), CAST(? AS TEXT), {text}, {text}, {text}, {text}, ?, {text})",
                       (name_id(f[0]), *f[1:7], int(f[7]), f[8] if len(f) > 8 else b""))
        else:
            doc = document(f[4])
            db.execute("INSERT INTO sentence (document, n, start, \"end\", text) VALUES (?, ?, 0, 0, CAST(? AS TEXT))",
                       (doc, n, f[6]))
            db.execute(f"INSERT INTO relation (document, n, source, relation, value, target, kind, start, \"end\", line,"
                       f" sentence, confidence, flags) VALUES (?, ?, ?, CAST(? AS TEXT), {text}, ?, '', 0, 0, ?, ?, ?, 0)",
                       (doc, n, name_id(f[0]), f[1], f[2], name_id(f[3]), int(f[5]), n, float(f[7])))
            if f[1] != b"cites":                              # as link.c does; in the order of the table
                db.execute(f"INSERT INTO event (node, n, relation, value, document, line, sentence, confidence)"
                           f" VALUES (?, ?, CAST(? AS TEXT), {text}, ?, ?, ?, ?)",
                           (name_id(f[3]), n if order > 0 else len(known) - n, f[1], f[2], doc, int(f[5]), n, float(f[7])))
    db.commit()
    db.close()


if __name__ == "__main__":
    load(*sys.argv[1:3])
