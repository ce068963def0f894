/* test_graph.c - the graph as the library gives it, the writers when the sink fails, and the words of a picture. A graph file is
 * filled by hand with SQLite; what the exports hold is tested in tests/graph. */
#include "store/store.h"
#include "t.h"
#include "write/write.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

static kg_str embedded(const char *name)
{
    for (const kg_file *f = kg_embedded; f->name; f++)
        if (!strcmp(f->name, name)) return (kg_str){ f->bytes, (ptrdiff_t)f->n };
    return (kg_str){0};
}

static void must(int rc, sqlite3 *db)
{
    if (rc == SQLITE_OK) return;
    printf("Bail out! %s\n", sqlite3_errmsg(db));
    exit(1);
}

static const char *path(void)
{
    static char name[256];
    const char *t = getenv("T");
    snprintf(name, sizeof name, "%s/graph-%ld.db", t ? t : ".", (long)getpid());
    return name;
}

/* A graph file with the nodes a..f (ids 1..6; d is a motion) and what `sql` adds. */
static kg_store *file_with(const char *sql)
{
    sqlite3 *db;
    unlink(path());
    must(sqlite3_open(path(), &db), db);
    must(sqlite3_exec(db, embedded("store/store.sql").s, NULL, NULL, NULL), db);
    must(sqlite3_exec(db,
        "BEGIN; INSERT INTO name VALUES (6,'f'),(5,'e'),(4,'d'),(3,'c'),(2,'b'),(1,'a'),(9,'no node');"
        "INSERT INTO node (id, label, kind, soort, present) SELECT id, upper(name), 'kamerstuk', iif(id = 4, 'motie', NULL), id < 3"
        "  FROM name WHERE id < 9;"
        "INSERT INTO document (id, file, stem, official, rank, length, nlines, recoded, text)"
        "  VALUES (1,'a','a',1,1,0,0,0,x''), (2,'b','b',1,1,0,0,0,x'');"
        "INSERT INTO sentence VALUES (1,0,0,9,'Zin.'), (2,0,0,9,'Andere zin.');", NULL, NULL, NULL), db);
    must(sqlite3_exec(db, sql, NULL, NULL, NULL), db);
    must(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), db);
    sqlite3_close(db);
    kg_err e = {0};
    kg_store *s = kg_store_open(path(), KG_STORE_READ, &e);
    if (!s) { printf("Bail out! %s\n", e.what); exit(1); }
    return s;
}

#define EDGE(doc, n, from, rel, to, line) \
    "INSERT INTO relation (document, n, source, relation, target, kind, start, \"end\", line, sentence, confidence, flags) VALUES (" \
    #doc "," #n "," #from ",'" rel "'," #to ",'', 0, 0," #line ", 0, 0.5, 0);"
#define FEW EDGE(1, 0, 1, "cites", 4, 30) EDGE(1, 1, 1, "cites", 4, 7) EDGE(1, 2, 1, "answers", 4, 30) EDGE(1, 3, 1, "cites", 3, 2) \
            EDGE(2, 0, 2, "cites", 4, 5) EDGE(2, 1, 2, "cites", 2, 6)

static kg_graph *build(kg_store *s, const char *select)
{
    kg_err e = {0};
    kg_graph *g = kg_graph_build(s, select, &e);
    if (!ok(g != NULL, "built: %s", select ? select : "all")) { printf("Bail out! %s\n", e.what); exit(1); }
    return g;
}

static void test_order(void)
{
    kg_store *s = file_with(FEW);
    kg_graph *g = build(s, NULL);
    is(kg_graph_vertices(g), 6, "all nodes, those without edges too");
    is(kg_graph_arcs(g), 6, "all edges");
    bool names = true;
    for (int v = 0; v < 6; v++) names = names && kg_graph_vertex(g, v).name.s[0] == 'a' + v;
    ok(names, "vertices are sorted by name");
    static const struct { int from, to, line; const char *relation; } want[] = {
        { 0, 2, 2, "cites" }, { 0, 3, 30, "answers" }, { 0, 3, 7, "cites" }, { 0, 3, 30, "cites" }, { 1, 1, 6, "cites" }, { 1, 3, 5, "cites" } };
    for (int i = 0; i < 6; i++) {
        kg_arc e = kg_graph_arc(g, i);
        ok(e.from == want[i].from && e.to == want[i].to && e.line == want[i].line && kg_eq(e.relation, kg_cstr(want[i].relation)),
           "arc %d: from, to, relation, document, line", i);
    }
    is_str(kg_graph_arc(g, 5).document, KG_S("b"), "an arc knows its document");
    is_str(kg_graph_arc(g, 5).evidence, KG_S("Andere zin."), "and its evidence");
    ok(kg_graph_vertex(g, 0).present && !kg_graph_vertex(g, 4).present, "present or only cited");
    is((long long)kg_graph_indegree(g, 3), 4, "indegree counts parallel edges");
    is((long long)kg_graph_indegree(g, 1), 1, "and loops");
    kg_graph_free(g);
    kg_store_close(s);
}

static void refused(kg_store *s, const char *select, const char *why)
{
    kg_err e = {0};
    kg_graph *g = kg_graph_build(s, select, &e);
    ok(!g && e.code != KG_OK && strstr(e.what, why), "refused: %s (%s)", select ? select : "all", e.what);
    kg_graph_free(g);
}

static void test_selection(void)
{
    kg_store *s = file_with(FEW);
    static const struct { const char *sql; int vertices, arcs; } want[] = {
        { "SELECT source, relation, target FROM graph_edge WHERE relation = 'cites' AND target = 'd'", 3, 3 },
        { "SELECT target, source, relation FROM graph_edge WHERE line = 7", 2, 2 },
        { "SELECT source, relation, target, document, line FROM graph_edge WHERE line = 7", 2, 1 },
        { "SELECT source, relation, target, line FROM graph_edge WHERE line = 30", 2, 2 },
        { "SELECT 'a' AS source, 'cites' AS relation, 'zz' AS target", 0, 0 },
        { "SELECT source, relation, target FROM graph_edge WHERE 0", 0, 0 },
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        kg_graph *g = build(s, want[i].sql);
        is(kg_graph_vertices(g), want[i].vertices, "vertices of a selection");
        is(kg_graph_arcs(g), want[i].arcs, "arcs of a selection");
        kg_graph_free(g);
    }
    refused(s, "SELECT source, target FROM graph_edge", "source, relation and target");
    refused(s, "SELECT 1 FROM nothing", "nothing");
    refused(s, "DELETE FROM name", "");
    kg_store_close(s);
    s = file_with(EDGE(1, 0, 1, "cites", 9, 1));
    refused(s, NULL, "no node");
    kg_store_close(s);
    s = file_with(EDGE(1, 0, 1, "cites", 2, 1) "UPDATE relation SET sentence = 7;");
    refused(s, NULL, "without a sentence");
    kg_store_close(s);
    s = file_with("");
    kg_graph *g = build(s, NULL);
    is(kg_graph_arcs(g), 0, "nodes without edges");
    kg_graph_free(g);
    kg_store_close(s);
}

/* A hundred thousand edges between the same two: one group, sorted by n log n. */
static void test_one_group(void)
{
    kg_store *s = file_with(
        "WITH RECURSIVE i(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM i WHERE n < 99999)"
        "INSERT INTO relation (document, n, source, relation, target, kind, start, \"end\", line, sentence, confidence, flags)"
        "SELECT 1, n, 1, 'cites', 2, '', 0, 0, (n * 7919) % 100000 + 1, 0, 1, 0 FROM i;");
    kg_graph *g = build(s, NULL);
    bool sorted = true;
    for (int i = 0; i < kg_graph_arcs(g); i++) sorted = sorted && kg_graph_arc(g, i).line == i + 1;
    ok(sorted && kg_graph_arcs(g) == 100000, "100,000 parallel edges, in order of their lines");
    kg_graph_free(g);
    kg_store_close(s);
}

/* -- a sink that is full after some calls ---------------------------------------------------------------------------------- */

typedef struct { int calls, until; size_t bytes; } sink;

static bool put(void *ctx, const char *bytes, size_t n)
{
    sink *k = ctx;
    (void)bytes;
    k->bytes += n;
    return k->calls++ < k->until;
}

static void test_sinks(void)
{
    kg_store *s = file_with(FEW);
    kg_graph *g = build(s, NULL);
    kg_err e = {0};
    sink full = {0}, room = { .until = 1000 };
    ok(!kg_write_graphml(g, put, &full), "GraphML: a write that fails is told");
    ok(!kg_write_dot(g, NULL, KG_S("x"), put, &full), "DOT: likewise");
    kg_write_fn *const all[] = { kg_write_yed, kg_write_gexf, kg_write_cyjs, kg_write_ndjson, kg_write_turtle, kg_write_ntriples };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) ok(!all[i](g, put, &full), "the other writers: likewise");
    ok(!kg_write_csv(g, KG_CSV_EXCEL, true, put, &full), "tables: likewise");
    for (int v = KG_VIEW_MOTIES; v <= KG_VIEW_NETWORK; v++) {
        kg_view view = { .what = (kg_views)v, .title = KG_S("x"), .focus = KG_S("a"), .dossier = KG_S("none") };
        e = (kg_err){0};
        ok(!kg_write_view(g, s, &view, put, &full, &e) && (e.code == KG_EIO || e.code == KG_EUSAGE), "a picture: likewise");
    }
    ok(kg_write_graphml(g, put, &room) && room.bytes > 1000, "GraphML: room enough");
    kg_style odd = { KG_S("node\t*\tw\"ord\tA\"\\\\\t\"box\tred\"]; x [\nedge\t*\n\nrubbish\tx\n\tnode\n") };
    ok(kg_write_dot(g, &odd, (kg_str){0}, put, &room), "DOT: a style of nonsense does no harm");
    kg_render_opts o = { .format = "svg" };
    e = (kg_err){0};
    ok(!kg_render(KG_S("digraph { a }"), "no/such", o, put, &room, &e) && e.code == KG_EUSAGE, "no engine but by its name");
    o.format = "../x";
    ok(!kg_render(KG_S("digraph { a }"), NULL, o, put, &room, &e), "no format but by its name");
    kg_graph_free(g);
    kg_store_close(s);
    unlink(path());
}

/* -- words ------------------------------------------------------------------------------------------------------------------- */

static void test_words(void)
{
    kg_arena *a = kg_arena_new();
    is_str(kg_subject(KG_S("Motie van het lid Eppink c.s. over sancties"), a), KG_S("Sancties"), "subject of a motion");
    is_str(kg_subject(KG_S("Gewijzigde motie van de leden A en B over X over Y"), a), KG_S("X over Y"), "of a changed one");
    is_str(kg_subject(KG_S("Brief over moties"), a), KG_S("Brief over moties"), "a letter keeps its title");
    is_str(kg_subject(KG_S("Motie van het lid Eppink"), a), KG_S("Motie van het lid Eppink"), "no subject: as it is");
    is_str(kg_subject(KG_S("verzoekt de regering om in Europa te pleiten"), a), KG_S("In Europa te pleiten"), "what a motion asks");
    is_str(kg_subject(KG_S("verzoekt de Minister, als het kan, te gaan"), a), KG_S("Als het kan, te gaan"), "behind a comma");
    is_str(kg_subject(KG_S("verzoekt de regering"), a), KG_S("Verzoekt de regering"), "nothing asked");
    is_str(kg_subject((kg_str){0}, a), (kg_str){0}, "nothing");
    is_str(kg_date_nl(KG_S("2020-03-05"), a), KG_S("5 mrt 2020"), "a date");
    is_str(kg_date_nl(KG_S("2020-13-05"), a), KG_S("2020-13-05"), "no date: as it is");
    is_str(kg_date_nl(KG_S("voorjaar"), a), KG_S("voorjaar"), "words: as they are");
    is_str(kg_address(KG_S("kst-35570-V-22"), a), KG_S("https://zoek.officielebekendmakingen.nl/kst-35570-V-22.html"), "Kamerstuk");
    is_str(kg_address(KG_S("2021Z12361"), a), KG_S("https://www.tweedekamer.nl/kamerstukken/detail?id=2021Z12361"), "zaak");
    is_str(kg_address(KG_S("https://x.nl/a"), a), KG_S("https://x.nl/a"), "an address is its own");
    is_str(kg_address(KG_S("javascript:alert(1)"), a), (kg_str){0}, "nothing but http");
    is_str(kg_address(KG_S("kst-1\" onload=\"x"), a), (kg_str){0}, "no id with other characters");
    is_str(kg_address(KG_S("brief-1#motie-2"), a), (kg_str){0}, "a local id has none");
    is_str(kg_cut_width(KG_S("kort"), 10, false, 100, a), KG_S("kort"), "short text stays");
    is_str(kg_cut_width(KG_S("een twee drie vier vijf zes zeven"), 10, false, 100, a), KG_S("een twee drie\xE2\x80\xA6"), "cut at a word");
    kg_str wide = kg_cut_width(KG_S("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9"), 10, false, 50, a);
    ok(kg_width(wide, 10, false) <= 50 && kg_utf8_len(wide.s + wide.n - 5, 2) == 2, "cut between characters, within its width");
    static const struct { const char *s; int n; } utf8[] = { { "a", 1 }, { "\xC3\xA9", 2 }, { "\xC0\xAF", 0 }, { "\xED\xA0\x80", 0 },
        { "\xEF\xBF\xBE", 0 }, { "\xEF\xBF\xBD", 3 }, { "\xF0\x9F\x98\x80", 4 }, { "\xF4\x90\x80\x80", 0 }, { "\xE2\x82", 0 }, { "\x80", 0 } };
    for (size_t i = 0; i < sizeof utf8 / sizeof *utf8; i++)
        is(kg_utf8_len(utf8[i].s, (ptrdiff_t)strlen(utf8[i].s)), utf8[i].n, "UTF-8");
    kg_arena_free(a);
}

typedef struct { char text[4096]; size_t n; } page;
static bool keep(void *ctx, const char *bytes, size_t n)
{
    page *p = ctx;
    if (p->n + n > sizeof p->text) return false;
    memcpy(p->text + p->n, bytes, n);
    p->n += n;
    return true;
}

static void test_numbers(void)
{
    page p = {0};
    kg_out o;
    kg_out_open(&o, keep, &p);
    static const double real[] = { 0, 1, 0.95, 0.12345, 0.00001, -2.5, 1e300, 0.0 / 1.0 };
    for (size_t i = 0; i < sizeof real / sizeof *real; i++) { kg_out_real(&o, real[i]); kg_out_lit(&o, " "); }
    static const int whole[] = { 0, 7, -7, 2147483647, -2147483647 - 1 };
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) { kg_out_int(&o, whole[i]); kg_out_lit(&o, " "); }
    ok(kg_out_close(&o), "numbers written");
    is_str((kg_str){ p.text, (ptrdiff_t)p.n }, KG_S("0 1 0.95 0.1235 0 -2.5 0 0 0 7 -7 2147483647 -2147483648 "), "and as they should be");
}

/* Each byte, and a < behind it, in each place of texts of some lengths: the sixteen-at-a-time walk must see what a walk byte by byte sees. */
static void test_escape(void)
{
    static const char *const xml[] = { ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['\t'] = "\t", ['\n'] = "\n" };
    bool good = true;
    for (int size = 2; size <= 41; size += 13)
        for (int i = 0; i < 0x80 * (size - 1); i++) {
            char text[41], want[60];
            int c = i % 0x80, at = i / 0x80;
            memset(text, 'x', sizeof text);
            text[at] = (char)c, text[at + 1] = '<';
            const char *is_now = c < 0x3F && xml[c] ? xml[c] : c < 0x20 || c == 0x7F ? " " : (char[]){ (char)c, 0 };
            int n = snprintf(want, sizeof want, "%.*s%s&lt;%.*s", at, text, is_now, size - 2 - at, text + at + 2);
            page p = {0};
            kg_out o;
            kg_out_open(&o, keep, &p);
            kg_out_xml(&o, (kg_str){ text, size });
            good = kg_out_close(&o) && good && kg_eq((kg_str){ p.text, (ptrdiff_t)p.n }, (kg_str){ want, n });
        }
    ok(good, "every ASCII byte in every place is escaped as it should be");
}

int main(void)
{
    test_order();
    test_selection();
    test_one_group();
    test_sinks();
    test_words();
    test_numbers();
    test_escape();
    return done();
}
