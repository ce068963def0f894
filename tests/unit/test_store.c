/* test_store.c - store, record, rendition, link, ask and ids, on records made by hand: no reading, no rules. */
#include "store.h"
#include "t.h"

#include <stdlib.h>
#include <unistd.h>

static kg_arena *mem;
static char dir[] = "/tmp/test_store.XXXXXX";

static const char *path(const char *name) { return kg_fmt(mem, "%s/%s", dir, name).s; }

/* -- documents by hand ------------------------------------------------------------------------------------------- */

typedef struct {
    kg_text text;
    kg_found found;
    kg_passage passage;
    kg_run run;
    kg_ref refs[8];
    kg_edge edges[8];
    kg_thing things[4];
    kg_promise promises[4];
    kg_note notes[1];
} paper;

static paper *new_paper(const char *id, const char *file, const char *date, const char *words)
{
    paper *p = kg_new(mem, paper, 1);
    kg_str raw = kg_cstr(words), name = kg_cstr(file);
    ptrdiff_t slash = name.n;
    while (slash && name.s[slash - 1] != '/') slash--;
    p->passage = (kg_passage){ .at = { 0, (uint32_t)raw.n }, .voice = KG_VOICE_GOVERNMENT, .note = -1 };
    uint32_t *lines = kg_new(mem, uint32_t, raw.n + 1);
    int n = 1;
    for (ptrdiff_t i = 0; i + 1 < raw.n; i++)
        if (raw.s[i] == '\n') lines[n++] = (uint32_t)i + 1;
    p->text = (kg_text){ .doc = { .name = name, .stem = kg_sub(name, slash, name.n - 4), .bytes = raw },
                         .raw = raw,
                         .flow = raw,
                         .runs = &p->run,
                         .nruns = 1,
                         .lines = lines,
                         .nlines = n,
                         .passages = &p->passage,
                         .npassages = 1 };
    p->text.meta =
        (kg_meta){ .id = *id ? kg_cstr(id) : p->text.doc.stem, .kind = KG_S("document"), .date = kg_cstr(date) };
    p->found = (kg_found){
        .text = &p->text, .refs = { p->refs, 0 }, .edges = p->edges, .things = p->things, .promises = p->promises
    };
    return p;
}

static kg_span span_of(const paper *p, const char *words)
{
    ptrdiff_t at = kg_index(p->text.flow, kg_cstr(words));
    if (at < 0) { printf("Bail out! no '%s' in the text\n", words); exit(2); }
    return (kg_span){ (uint32_t)at, (uint32_t)at + (uint32_t)strlen(words) };
}

static kg_ref *mention(paper *p, const char *words, const char *target)
{
    kg_ref *m = &p->refs[p->found.refs.n++];
    *m = (kg_ref){ .at = span_of(p, words), .kind = KG_KAMERSTUK, .target = kg_cstr(target), .confidence = 0.97f };
    return m;
}

static kg_edge *edge(paper *p, kg_relation r, const char *value, const char *target, const char *words)
{
    kg_edge *x = &p->edges[p->found.nedges++];
    *x = (kg_edge){ .relation = r,
                    .value = kg_cstr(value),
                    .source = p->text.meta.id,
                    .target = kg_cstr(target),
                    .at = span_of(p, words),
                    .sentence = { 0, (uint32_t)p->text.flow.n },
                    .cue = KG_S("conform"),
                    .rule = KG_S("answers-in-line"),
                    .confidence = 0.85f,
                    .voice = KG_VOICE_GOVERNMENT,
                    .kind = KG_KAMERSTUK };
    return x;
}

static kg_thing *thing(paper *p, const char *id, const char *soort, const char *title)
{
    kg_thing *x = &p->things[p->found.nthings++];
    *x = (kg_thing){ .id = kg_cstr(id), .kind = KG_KAMERSTUK, .soort = kg_cstr(soort), .title = kg_cstr(title) };
    return x;
}

static void promise(paper *p, const char *id, int how, const char *words, const char *deadline, const char *due)
{
    kg_promise *x = &p->promises[p->found.npromises++];
    *x = (kg_promise){ .id = kg_cstr(id),
                       .who = KG_S("Minister Blok"),
                       .words = kg_cstr(words),
                       .deadline = kg_cstr(deadline),
                       .due = kg_cstr(due),
                       .at = span_of(p, words).beg,
                       .voice = KG_VOICE_GOVERNMENT };
    x->how = how == 0 ? KG_BY_LIST : how == 1 ? KG_BY_TEXT : KG_BY_FULFILS;
}

/* The debate puts two motions on record, judges one, holds the other; the letter answers the first and cites a page. */
static paper *debate(void)
{
    static const kg_str movers[] = { { "Van Helvert", 11 }, { "O\"Brien", 7 } };
    paper *p = new_paper(
        "kst-35373-19", "in/debat.txt", "2020-09-28",
        "Zij krijgt nr. 8.\nZij krijgt nr. 10.\nIk ontraad nr. 8.\nOver nr. 10 aan te houden.\nIk stuur een brief.\n");
    mention(p, "nr. 8", "kst-35373-8");
    edge(p, KG_REL_INTRODUCES, "", "kst-35373-8", "nr. 8.\nZij");
    edge(p, KG_REL_INTRODUCES, "", "kst-35373-10", "nr. 10.\nIk");
    edge(p, KG_REL_JUDGES, "ontraden", "kst-35373-8", "ontraad nr. 8");
    edge(p, KG_REL_HOLDS, "", "kst-35373-10", "Over nr. 10");
    kg_thing *x = thing(p, "kst-35373-8", "motie", "over wapens");
    x->movers = movers;
    x->nmovers = 2;
    thing(p, "kst-35373-10", "motie", "");
    promise(p, "kst-35373-19#toezegging-1", 0, "Ik stuur een brief", "binnen een week", "2020-10-05");
    return p;
}

static paper *letter(void)
{
    paper *p = new_paper("", "in/brief.txt", "2021-11-04",
                         "Kop\nConform de motie (35 373, nr. 8), zie www.x.nl/m en nr. 9.\n");
    mention(p, "35 373, nr. 8", "kst-35373-8")->flags = KG_REPAIRED | KG_CONFLICT;
    kg_ref *m = mention(p, "nr. 9", "");
    static const kg_str two[] = { { "kst-1-9", 7 }, { "kst-2-9", 7 } };
    m->flags = KG_AMBIGUOUS;
    m->candidates = two;
    m->ncandidates = 2;
    edge(p, KG_REL_ANSWERS, "in_line", "kst-35373-8", "35 373, nr. 8");
    edge(p, KG_REL_CITES, "", "www.x.nl/m", "www.x.nl/m");
    edge(p, KG_REL_SAME_AS, "", "kst-35373-8", "nr. 8")->source = KG_S("www.x.nl/m");
    edge(p, KG_REL_FULFILS, "", "kst-35373-19#toezegging-1", "Conform");
    thing(p, "kst-35373-8", "motie", "een veel langere titel die de brief noemt");
    thing(p, "kst-35373-12", "motie", "alleen genoemd");
    promise(p, "brief#toezegging-1", 1, "zie www", "binnenkort", "");
    p->notes[0] = (kg_note){ .number = 1, .marker = { 4, 11 } };
    p->text.notes = p->notes;
    p->text.nnotes = 1;
    return p;
}

/* -- asking ------------------------------------------------------------------------------------------------------ */

static bool collect(void *ctx, const kg_col *cols, int n, const kg_cell *cell)
{
    (void)cols;
    for (int i = 0; cell && i < n; i++) {
        kg_put(mem, ctx, cell[i].null ? KG_S("NULL") : cell[i].text);
        kg_putc(mem, ctx, i + 1 < n ? '|' : '\n');
    }
    return true;
}

static kg_str sql(kg_store *s, const char *q)
{
    kg_buf b = { 0 };
    kg_err e = { 0 };
    if (!kg_store_rows(s, q, NULL, 0, collect, &b, &e)) return kg_fmt(mem, "failed: %s", e.what);
    return kg_trim(kg_buf_str(&b));
}

static void is_sql(kg_store *s, const char *q, const char *want, const char *name)
{
    is_str(sql(s, q), kg_cstr(want), name);
}

static bool add(kg_store *s, const paper *p)
{
    kg_err e = { 0 };
    bool good = kg_store_begin(s, &e) && kg_store_add(s, &p->found, &e) && kg_store_commit(s, &e);
    if (!good) printf("# %s\n", e.what);
    return good;
}

static kg_store *graph_of(const char *name, paper *const *p, int n)
{
    kg_err e = { 0 };
    kg_store *s = kg_store_open(path(name), KG_STORE_CREATE, &e);
    if (!s) { printf("Bail out! %s\n", e.what); exit(2); }
    for (int i = 0; i < n; i++) add(s, p[i]);
    if (!kg_link(s, &e)) printf("# link: %s\n", e.what);
    return s;
}

/* All that the other stages may see, without the numbers that depend on the order of adding. */
static kg_str dump(kg_store *s)
{
    static const char *const q[] = {
        "SELECT * FROM graph_node ORDER BY name",
        "SELECT * FROM graph_edge ORDER BY 1, 2, 3, 4, 5, 6, 7",
        "SELECT id, title, date, state, movers, introduced_in, introduced_line, judgement, outcome FROM motie ORDER BY "
        "id",
        "SELECT document, motie, state, line, evidence FROM answer ORDER BY 1, 2, 4",
        "SELECT id, who, words, document, line, how, deadline, due, kept_by, kept FROM toezegging ORDER BY id",
        "SELECT n.name, m.n, m.start, m.\"end\", m.line, m.kind, t.name, m.how, m.confidence, m.flags, m.text FROM "
        "mention m"
        " JOIN name n ON n.id = m.document LEFT JOIN name t ON t.id = m.target ORDER BY 1, 2",
        "SELECT n.name, file, stem, official, d.date, length, kg_text(text) FROM document d JOIN name n USING (id) "
        "ORDER BY 1",
        "SELECT * FROM rendition ORDER BY 1"
    };
    kg_buf b = { 0 };
    for (size_t i = 0; i < sizeof q / sizeof *q; i++) kg_put(mem, &b, sql(s, q[i]));
    return kg_buf_str(&b);
}

/* -- tests ------------------------------------------------------------------------------------------------------- */

static void test_ids(void)
{
    static const struct { const char *id, *kind, *dossier, *label;
    } t[] = { { "kst-21501-02-2375", "kamerstuk", "21501-02", "21 501-02, nr. 2375" },
              { "kst-35570-V-22", "kamerstuk", "35570-V", "35 570 V, nr. 22" },
              { "kst-35570-C", "kamerstuk", "35570", "35 570, C" },
              { "kst-35373-8", "kamerstuk", "35373", "35 373, nr. 8" },
              { "kst-1158283", "kamerstuk", "", "" },
              { "kst-19951996-23700-188b", "kamerstuk", "23700", "23 700, nr. 188b" },
              { "kst-CXXIV-G", "kamerstuk", "CXXIV", "CXXIV, G" },
              { "dossier-21501-02", "dossier", "21501-02", "dossier 21 501-02" },
              { "2021Z12361", "zaak", "", "" },
              { "2020D43526", "document", "", "" },
              { "2021A01234", "activiteit", "", "" },
              { "TZ202306-026", "toezegging", "", "" },
              { "ah-tk-20232024-387", "aanhangsel", "", "Aanhangsel 2023–2024, nr. 387" },
              { "h-tk-20202021-90-12", "handelingen", "", "Handelingen 2020–2021, nr. 90, item 12" },
              { "kenmerk-BZDOC-1", "kenmerk", "", "kenmerk BZDOC-1" },
              { "https://x.nl/a#b", "url", "", "" },
              { "S/RES/853(1993)", "vn", "", "" },
              { "x#motie-1", "motie", "", "" },
              { "h-notes", "", "", "" },
              { "kst-", "", "", "" } };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        kg_str id = kg_cstr(t[i].id);
        is_str(kg_id_kind(id), kg_cstr(t[i].kind), kg_fmt(mem, "kind of %s", t[i].id).s);
        is_str(kg_id_dossier(id), kg_cstr(t[i].dossier), kg_fmt(mem, "dossier of %s", t[i].id).s);
        is_str(kg_id_label(id, mem), kg_cstr(t[i].label), kg_fmt(mem, "label of %s", t[i].id).s);
    }
    static const char *const order[] = { "kst-4-10",       "kst-21501-02-9", "kst-21501-02-10",
                                         "kst-21501-20-1", "kst-35373-8",    "kst-35373-A" };
    for (size_t i = 0; i + 1 < sizeof order / sizeof *order; i++)
        ok(kg_id_compare(kg_cstr(order[i]), kg_cstr(order[i + 1])) < 0, "%s before %s", order[i], order[i + 1]);
}

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

static void test_link(kg_store *s)
{
    is_sql(s, "SELECT a.name, b.name FROM alias JOIN name a USING (id) JOIN name b ON b.id = node",
           "www.x.nl/m|kst-35373-8", "the address is the paper");
    is_sql(s, "SELECT label, kind, soort, title, date, dossier, present FROM graph_node WHERE name = 'kst-35373-8'",
           "35 373, nr. 8|kamerstuk|motie|over wapens|2020-09-28|35373|1",
           "told best by the document that puts it on record");
    is_sql(s, "SELECT label, present FROM graph_node WHERE name = 'kst-35373-12'", "35 373, nr. 12|0", "only cited");
    is_sql(s, "SELECT relation, target FROM graph_edge WHERE document = 'brief' ORDER BY start, 1",
           "fulfils|kst-35373-19#toezegging-1\nanswers|kst-35373-8\ncites|kst-35373-8",
           "same_as is gone, the citation meets the paper");
    is_sql(s, "SELECT yes FROM linked", "1", "linked");
}

static void test_reports(kg_store *s)
{
    kg_err e = { 0 };
    kg_buf b = { 0 };
    ok(kg_ask_moties(s, (kg_ask_opts){ 0 }, collect, &b, &e), "moties %s", e.what);
    is_str(
        kg_buf_str(&b),
        KG_S(
            "kst-35373-8|over wapens|[\"Van Helvert\",\"O\\\"Brien\"]|2020-09-28|{\"doc\":\"kst-35373-19\",\"line\":1}|"
            "[{\"doc\":\"kst-35373-19\",\"line\":3,\"judgement\":\"ontraden\"}]|NULL|[{\"doc\":\"brief\",\"line\":2,"
            "\"state\":\"in_line\","
            "\"evidence\":\"Kop\\nConform de motie (35 373, nr. 8), zie www.x.nl/m en nr. 9.\\n\"}]|answered|ontraden\n"
            "kst-35373-10|NULL|[]|2020-09-28|{\"doc\":\"kst-35373-19\",\"line\":2}|"
            "[{\"doc\":\"kst-35373-19\",\"line\":4,\"judgement\":\"aangehouden\"}]|NULL|[]|held|aangehouden\n"
            "kst-35373-12|alleen genoemd|[]|NULL|NULL|[]|NULL|[]|open|NULL\n"),
        "motions, natural order, states");
    b = (kg_buf){ 0 };
    ok(kg_ask_moties(s, (kg_ask_opts){ .open = true }, collect, &b, &e), "open motions");
    ok(kg_starts(kg_buf_str(&b), KG_S("kst-35373-12|")), "held is not open");
    b = (kg_buf){ 0 };
    ok(kg_ask_toezeggingen(s, (kg_ask_opts){ .as_of = "2020-10-06" }, collect, &b, &e), "toezeggingen");
    is_str(
        kg_buf_str(&b),
        KG_S(
            "brief#toezegging-1|Minister Blok|zie www|brief|2|text|binnenkort|NULL|[]|open\n"
            "kst-35373-19#toezegging-1|Minister Blok|Ik stuur een brief|kst-35373-19|5|list|binnen een week|2020-10-05|"
            "[{\"doc\":\"brief\",\"line\":2}]|kept\n"),
        "commitments");
    b = (kg_buf){ 0 };
    ok(kg_ask_edges(s, collect, &b, &e), "edges");
    ok(kg_starts(kg_buf_str(&b), KG_S("brief|brief|fulfils|NULL|kst-35373-19#toezegging-1|2|4|11|")),
       "edges in the order of the text");
    kg_scope c;
    ok(kg_ask_scope(s, &c, &e) && c.documents == 2 && !strcmp(c.from, "2020-09-28") && !strcmp(c.to, "2021-11-04") &&
           c.mentions == 3,
       "scope");
}

static void test_overdue(void)
{
    paper *p = new_paper("", "in/x.txt", "", "Ik kom terug. Ik meld dit binnenkort. Nog iets.\n");
    promise(p, "x#toezegging-1", 1, "Ik kom terug", "voor 1 mei", "2021-05-01");
    promise(p, "x#toezegging-2", 1, "Ik meld dit binnenkort", "binnenkort", "");
    promise(p, "x#toezegging-3", 2, "Nog iets", "", "");
    kg_store *s = graph_of("overdue.db", &p, 1);
    static const struct { const char *day, *want; bool open;
    } t[] = { { "2021-05-01", "open unknown kept ", false },
              { "2021-05-02", "overdue unknown kept ", false },
              { "2021-05-02", "overdue unknown ", true } };
    for (int i = 0; i < 3; i++) {
        kg_buf b = { 0 }, states = { 0 };
        kg_ask_toezeggingen(s, (kg_ask_opts){ .open = t[i].open, .as_of = t[i].day }, collect, &b, NULL);
        for (ptrdiff_t at = 0, from = 0; at < b.n; at++) {
            if (b.v[at] == '|') from = at + 1;
            if (b.v[at] != '\n') continue;
            kg_put(mem, &states, kg_sub(kg_buf_str(&b), from, at));
            kg_putc(mem, &states, ' ');
        }
        is_str(kg_buf_str(&states), kg_cstr(t[i].want), kg_fmt(mem, "states seen on %s", t[i].day).s);
    }
    kg_store_close(s);
}

/* A motion's life, an event a document; the state after each. */
static void test_states(void)
{
    static const struct { kg_relation r; const char *value, *date, *state;
    } life[] = { { KG_REL_INTRODUCES, "", "2021-01-01", "open" },
                 { KG_REL_JUDGES, "ontraden", "2021-01-02", "open" },
                 { KG_REL_HOLDS, "", "2021-01-03", "held" },
                 { KG_REL_DECIDES, "aangenomen", "2021-01-04", "open" },
                 { KG_REL_ANSWERS, "ongoing", "2021-01-05", "ongoing" },
                 { KG_REL_DECIDES, "aangenomen", "2021-01-06", "ongoing" },
                 { KG_REL_ANSWERS, "not_applicable", "2021-01-07", "not_applicable" },
                 { KG_REL_ANSWERS, "refused", "2021-01-08", "answered" },
                 { KG_REL_JUDGES, "overgenomen", "2021-01-09", "taken_over" },
                 { KG_REL_DECIDES, "verworpen", "2021-01-10", "rejected" },
                 { KG_REL_WITHDRAWS, "", "2021-01-11", "withdrawn" },
                 { KG_REL_REPLACES, "", "2021-01-12", "replaced" },
                 { KG_REL_LAPSES, "", "2021-01-13", "lapsed" },
                 { KG_REL_ANSWERS, "done", "", "answered" } };
    kg_err e = { 0 };
    kg_store *s = kg_store_open(path("states.db"), KG_STORE_CREATE, &e);
    for (int i = 0; i < (int)(sizeof life / sizeof *life); i++) {
        paper *p = new_paper("", kg_fmt(mem, "in/doc%d.txt", i).s, life[i].date, "motie nr. 1 van dossier.\n");
        edge(p, life[i].r, life[i].value, "kst-36000-1", "motie nr. 1");
        add(s, p);
        kg_link(s, &e);
        is_sql(s, "SELECT state FROM motie", life[i].state,
               kg_fmt(mem, "%s %s: %s", kg_relation_name(life[i].r), life[i].value, life[i].state).s);
    }
    kg_store_close(s);
}

static void test_joining(void)
{
    paper *p = new_paper("", "in/a.txt", "", "Zie www.x.nl en www.y.nl en www.z.nl, kst 1 en 2.\n");
    static const char *const pairs[][2] = { { "www.x.nl", "kst-1-1" },   { "www.x.nl", "kst-1-2" },
                                            { "www.y.nl", "kst-1-3" },   { "www.y.nl", "2021D00001" },
                                            { "2021D00002", "kst-1-4" }, { "2021D00002", "kst-1-5" } };
    for (int i = 0; i < 6; i++) edge(p, KG_REL_SAME_AS, "", pairs[i][1], "Zie")->source = kg_cstr(pairs[i][0]);
    edge(p, KG_REL_SAME_AS, "", "kst-1-6", "Zie")->source = KG_S("www.z.nl");
    p->edges[6].flags = KG_CONFLICT;
    kg_store *s = graph_of("joining.db", &p, 1);
    is_sql(s, "SELECT a.name, b.name FROM alias JOIN name a USING (id) JOIN name b ON b.id = node ORDER BY 1",
           "2021D00001|kst-1-3\nwww.y.nl|kst-1-3", "joined only where it is certain");
    is_sql(s, "SELECT count(*) FROM graph_edge", "5", "what was not joined stays a relation");
    kg_store_close(s);
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
    ok(kg_store_same(s, &both[0]->text.doc, &same, NULL) && same, "the same bytes are known");
    paper *shorter = new_paper("kst-35373-19", "in/debat.txt", "2020-09-28", "Leeg.\n");
    ok(kg_store_same(s, &shorter->text.doc, &same, NULL) && !same, "other bytes are not");
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
    refuses("empty.db", KG_STORE_READ, "another version");
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
    kg_err why = { 0 };
    kg_fail(&why, KG_EINPUT, -1, "empty file");
    ok(kg_store_begin(s, &e) && kg_store_refuse(s, KG_S("x"), &why, &e) && kg_store_refuse(s, KG_S("x"), &why, &e) &&
           kg_store_commit(s, &e),
       "refused twice");
    is_sql(s, "SELECT file, what FROM problem", "x|empty file", "is one problem");
    kg_store_close(s);
}

int main(void)
{
    mem = kg_arena_new();
    if (!mkdtemp(dir)) return 2;
    test_ids();
    paper *both[] = { debate(), letter() };
    kg_store *s = graph_of("graph.db", both, 2);
    test_rows(s);
    test_link(s);
    test_reports(s);
    kg_store_close(s);
    test_overdue();
    test_states();
    test_joining();
    test_replace();
    test_order();
    test_open();
    test_undone();
    int status = system(kg_fmt(mem, "rm -rf %s", dir).s);
    kg_arena_free(mem);
    return done() || status;
}
