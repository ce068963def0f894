"""same.py A.db B.db - are two graph files equal, table by table? Prints what differs; status 1.

Numbers of `name` and `word` are replaced by the words that they stand for: they are given in the order of adding. Left out are
names and words that nothing refers to any more (numbers are never given again), and the own numbers of passages and arcs, for the same reason.
"""
import sqlite3
import sys

NAMES = {"document": {"id"}, "file": {"document"}, "mention": {"document", "target"}, "candidate": {"document", "target"},
         "footnote": {"document"}, "thing": {"document", "id"}, "sentence": {"document"},
         "relation": {"document", "source", "target"}, "promise": {"document", "id", "about"}, "problem": {"document"},
         "alias": {"id", "node"}, "node": {"id"}, "event": {"node", "document"}, "passage": {"document"}, "measure": {"node"},
         "arc": {"source", "target", "document", "paper"}}
WORDS = {"relation": {"cue", "rule"}}
ALSO = {"linked": set(), "searched": set()}


def dump(path):
    db = sqlite3.connect(path)
    names = dict(db.execute("SELECT id, name FROM name"))
    words = dict(db.execute("SELECT id, word FROM word"))
    tables = {t for (t,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                                       " AND name NOT LIKE 'search%'")} | {"searched"}
    missing = tables - NAMES.keys() - ALSO.keys() - {"name", "word"}
    assert not missing, "same.py knows nothing of table " + ", ".join(sorted(missing))
    out = {"views": []}
    for table, ids in {**NAMES, **ALSO}.items():
        q = db.execute('SELECT * FROM "%s"' % table)
        columns = [c[0] for c in q.description]
        rows = []
        for row in q:
            cells = []
            for c, v in zip(columns, row):
                if table in ("passage", "arc") and c == "id": continue
                if c in ids and v is not None: v = names.get(v, "no name %d" % v)
                if c in WORDS.get(table, ()) and v is not None: v = words[v]
                cells.append((c, v))
            rows.append(repr(cells))
        out[table] = sorted(rows)
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",), path
    # an event that open data tells of names what the record is about, which need not be a document
    broken = [row for row in db.execute("PRAGMA foreign_key_check") if row[0] != "event"]
    db.close()
    assert not broken, "%s: %s" % (path, broken[:5])
    return out


def differences(a, b):
    a, b = dump(a), dump(b)
    out = []
    for table in a:
        for sign, rows in (("-", set(a[table]) - set(b[table])), ("+", set(b[table]) - set(a[table]))):
            out += ["%s %s: %s" % (sign, table, r[:300]) for r in sorted(rows)[:4]]
        if len(a[table]) != len(b[table]): out.append("  %s: %d rows, %d rows" % (table, len(a[table]), len(b[table])))
    return out


if __name__ == "__main__":
    d = differences(sys.argv[1], sys.argv[2])
    print("\n".join(d[:40]))
    sys.exit(bool(d))
