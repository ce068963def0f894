/* test_store.c - what is written comes back: rows, replacing, order, opening. src/store/store.c record.c rendition.c */
#include "paper.h"

static void test_rows(kg_store *s)
{
    is_sql(s, "SELECT count(*) FROM document", "2", "two documents");
    is_sql(s, "SELECT start, \"end\", line, kind, how, confidence, flags, voice, text FROM mention WHERE flags = 3",
           "22|35|2|kamerstuk|explicit|0.97|3|government|35 373, nr. 8", "a mention is a row");
    is_sql(s, "SELECT c.n, name FROM candidate c JOIN name ON id = c.target ORDER BY 1", "0|kst-1-9\n1|kst-2-9",
           "what ties is kept");
    is_sql(s, "SELECT number, marker_start, note_start FROM footnote", "1|4|NULL", "a note without body");
    is_sql(s, "SELECT kg_text(text) FROM document WHERE file = 'in/brief.txt'",
           "Kop\nConform de motie (35 373, nr. 8), zie www.x.nl/m en nr. 9.", "the text comes back");
    is_sql(s, "SELECT count(*) FROM sentence", "2", "a sentence is kept once");
    is_sql(s, "PRAGMA foreign_key_check", "", "no row points to nothing");
    is_sql(s, "PRAGMA integrity_check", "ok", "the file is whole");
}

static bool known(kg_store *s, const paper *p, bool *same)
{
    return kg_store_same(s, p->text.doc.name, kg_hash_doc(kg_store_reader(s), &p->text.doc), same, NULL);
}

static void test_replace(void)
{
    paper *both[] = { debate(), letter() };
    kg_store *s = graph_of("replace.db", both, 2);
    kg_str before = dump(s);
    add(s, debate());
    kg_link(s, NULL);
    is_str(dump(s), before, "the same document again changes nothing");
    bool same = false;
    ok(known(s, both[0], &same) && same, "the same bytes are known");
    paper *shorter = new_paper("kst-35373-19", "in/debat.txt", "2020-09-28", "Leeg.\n");
    ok(known(s, shorter, &same) && !same, "other bytes are not");
    add(s, shorter);
    kg_link(s, NULL);
    is_sql(s, "SELECT count(*) FROM relation WHERE document = (SELECT id FROM name WHERE name = 'kst-35373-19')", "0",
           "its old records are gone");
    is_sql(s, "SELECT state FROM motie WHERE id = 'kst-35373-8'", "answered", "what others said stays");
    add(s, both[0]);
    kg_link(s, NULL);
    is_str(dump(s), before, "and back again");
    ok(kg_store_begin(s, NULL) && kg_store_drop(s, KG_S("in/debat.txt"), NULL) && kg_store_commit(s, NULL) &&
           kg_link(s, NULL),
       "dropped");
    is_sql(s, "SELECT count(*), (SELECT count(*) FROM file) FROM document", "1|1", "one document left");
    kg_store_close(s);
}

/* What a first build remembers for linking is what the file holds. */
static void test_recall(void)
{
    paper *both[] = { letter(), debate() };
    kg_store *s = graph_of("recall.db", both, 2);
    kg_str once = dump(s);
    ok(kg_link(s, NULL), "linked again");
    is_str(dump(s), once, "nothing else follows");
    kg_store_close(s);
    s = kg_store_open(path("recall.db"), KG_STORE_CREATE, NULL);
    ok(kg_link(s, NULL), "linked by another run");
    is_str(dump(s), once, "the same follows from the file as from memory");
    add(s, debate());
    ok(kg_link(s, NULL), "linked with a document replaced");
    is_str(dump(s), once, "and nothing else follows");
    kg_store_close(s);
}

static void test_order(void)
{
    paper *there[] = { debate(),
                       letter(),
                       new_paper("", "a/x.txt", "", "een\n"),
                       new_paper("", "b/x.txt", "", "twee\n"),
                       new_paper("kst-1-1", "b/kort.txt", "", "kort\n"),
                       new_paper("kst-1-1", "a/lang.txt", "", "veel langer\n"),
                       new_paper("kst-1-1", "c/lang.txt", "", "ook langer.\n"),
                       new_paper("", "c/a/x.txt", "", "drie\n") };
    promise(there[2], "x#toezegging-1", 1, "een", "", "");
    enum { N = sizeof there / sizeof *there };
    paper *back[N];
    for (int i = 0; i < N; i++) back[i] = there[N - 1 - i];
    kg_store *a = graph_of("there.db", there, N), *b = graph_of("back.db", back, N);
    is_str(dump(a), dump(b), "the order of adding does not matter");
    is_sql(a, "SELECT name FROM document JOIN name USING (id) WHERE stem = 'x' ORDER BY 1", "a/x.txt\nb/x\nc/a/x.txt",
           "equal stems grow");
    is_sql(a, "SELECT id FROM toezegging WHERE document LIKE '%x%'", "a/x.txt#toezegging-1",
           "and what is named after them");
    is_sql(a, "SELECT * FROM rendition ORDER BY 1", "b/kort.txt|kst-1-1|a/lang.txt\nc/lang.txt|kst-1-1|a/lang.txt",
           "the richest file speaks");
    is_sql(a, "PRAGMA foreign_key_check", "", "no row points to nothing after renaming");
    kg_store_close(a);
    kg_store_close(b);
}

static void write_file(const char *name, const char *bytes)
{
    FILE *f = fopen(path(name), "wb");
    if (f) fputs(bytes, f), fclose(f);
}

static void refuses(const char *name, kg_store_mode mode, const char *why)
{
    kg_err e = { 0 };
    kg_store *s = kg_store_open(path(name), mode, &e);
    ok(!s && kg_index(kg_cstr(e.what), kg_cstr(why)) >= 0, "%s refused: %s", name, e.what);
    kg_store_close(s);
}

static void test_open(void)
{
    kg_err e = { 0 };
    write_file("text.db", "This is no database, but it is long enough to look at, more than sixteen bytes of it.\n");
    write_file("empty.db", "");
    refuses("text.db", KG_STORE_READ, "not a graph file");
    refuses("text.db", KG_STORE_CREATE, "not a graph file");
    refuses("empty.db", KG_STORE_READ, "empty");
    refuses("none.db", KG_STORE_READ, "no such file");
    refuses("no/dir.db", KG_STORE_CREATE, "unable to open");
    refuses(".", KG_STORE_READ, "no regular file");
    kg_store *s = kg_store_open(path("there.db"), KG_STORE_READ, &e);
    is_sql(s, "SELECT count(*) > 0 FROM graph_node", "1", "opened again");
    ok(kg_starts(sql(s, "DELETE FROM node"), KG_S("failed")), "a reader cannot write");
    ok(kg_starts(sql(s, "ATTACH 'x.db' AS x"), KG_S("failed")), "nor open other files");
    is_sql(s, "SELECT 1; DELETE FROM node", "failed: more than one statement", "one statement at a time");
    is_sql(s, "SELECT 1; -- a comment", "1", "a comment may follow");
    kg_store_close(s);
    s = kg_store_open(path("empty.db"), KG_STORE_CREATE, &e);
    ok(s && kg_store_put(s, "PRAGMA user_version = 99", NULL, 0, &e), "an empty file becomes a graph file");
    kg_store_close(s);
    refuses("empty.db", KG_STORE_READ, "of version 99, this program knows those up to 3");
}

static void test_undone(void)
{
    paper *p = debate();
    kg_err e = { 0 };
    kg_store *s = kg_store_open(path("undone.db"), KG_STORE_CREATE, &e);
    ok(kg_store_begin(s, &e) && kg_store_add(s, &p->found, &e), "written, not committed");
    kg_store_close(s);
    s = kg_store_open(path("undone.db"), KG_STORE_CREATE, &e);
    is_sql(s, "SELECT (SELECT count(*) FROM document) + (SELECT count(*) FROM name)", "0", "nothing of it is there");
    kg_str why = KG_S("empty file");
    ok(kg_store_begin(s, &e) && kg_store_refuse(s, KG_S("x"), why, &e) && kg_store_refuse(s, KG_S("x"), why, &e) &&
           kg_store_commit(s, &e),
       "refused twice");
    is_sql(s, "SELECT file, what FROM problem", "x|empty file", "is one problem");
    static const char taken[] = "WITH RECURSIVE i(x) AS (SELECT 0 UNION ALL SELECT x + 1 FROM i WHERE x < 99)"
                                " INSERT INTO sentence SELECT a.x, b.x, 0, 0, '' FROM i a, i b";
    ok(kg_store_begin(s, &e) && kg_store_add(s, &p->found, &e) && kg_store_put(s, taken, NULL, 0, &e), "a row that cannot be written");
    ok(!kg_store_commit(s, &e) && kg_index(kg_cstr(e.what), KG_S("UNIQUE")) >= 0, "fails: %s", e.what);
    ok(!kg_store_commit(s, &e) && kg_index(kg_cstr(e.what), KG_S("undone")) >= 0, "and stays undone: %s", e.what);
    is_sql(s, "SELECT (SELECT count(*) FROM sentence) + (SELECT count(*) FROM file) + (SELECT count(*) FROM name)", "0", "nothing of it is there");
    ok(kg_store_begin(s, &e) && kg_store_add(s, &p->found, &e) && kg_store_commit(s, &e) && kg_link(s, &e), "it can be tried again");
    is_sql(s, "SELECT count(*) FROM document", "1", "and is there");
    kg_store_close(s);
}

int main(void)
{
    begin_papers();
    paper *both[] = { debate(), letter() };
    kg_store *s = graph_of("graph.db", both, 2);
    test_rows(s);
    kg_store_close(s);
    test_replace();
    test_recall();
    test_order();
    test_open();
    test_undone();
    return end_papers();
}
