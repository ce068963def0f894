/* paper.h - documents made by hand, for the tests of store, link and ask: no reading, no rules. */
#ifndef PAPER_H
#define PAPER_H

#include "store/store.h"
#include "t.h"

#include <stdlib.h>
#include <unistd.h>

#define UNUSED __attribute__((unused))

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

UNUSED static paper *new_paper(const char *id, const char *file, const char *date, const char *words)
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

UNUSED static kg_span span_of(const paper *p, const char *words)
{
    ptrdiff_t at = kg_index(p->text.flow, kg_cstr(words));
    if (at < 0) { printf("Bail out! no '%s' in the text\n", words); exit(2); }
    return (kg_span){ (uint32_t)at, (uint32_t)at + (uint32_t)strlen(words) };
}

UNUSED static kg_ref *mention(paper *p, const char *words, const char *target)
{
    kg_ref *m = &p->refs[p->found.refs.n++];
    *m = (kg_ref){ .at = span_of(p, words), .kind = KG_KAMERSTUK, .target = kg_cstr(target), .confidence = 0.97f };
    return m;
}

UNUSED static kg_edge *edge(paper *p, kg_relation r, const char *value, const char *target, const char *words)
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

UNUSED static kg_thing *thing(paper *p, const char *id, const char *soort, const char *title)
{
    kg_thing *x = &p->things[p->found.nthings++];
    *x = (kg_thing){ .id = kg_cstr(id), .kind = KG_KAMERSTUK, .soort = kg_cstr(soort), .title = kg_cstr(title) };
    return x;
}

UNUSED static void promise(paper *p, const char *id, int how, const char *words, const char *deadline, const char *due)
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
UNUSED static paper *debate(void)
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

UNUSED static paper *letter(void)
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

UNUSED static bool collect(void *ctx, const kg_col *cols, int n, const kg_cell *cell)
{
    (void)cols;
    for (int i = 0; cell && i < n; i++) {
        kg_put(mem, ctx, cell[i].null ? KG_S("NULL") : cell[i].text);
        kg_putc(mem, ctx, i + 1 < n ? '|' : '\n');
    }
    return true;
}

UNUSED static kg_str sql(kg_store *s, const char *q)
{
    kg_buf b = { 0 };
    kg_err e = { 0 };
    if (!kg_store_rows(s, q, NULL, 0, collect, &b, &e)) return kg_fmt(mem, "failed: %s", e.what);
    return kg_trim(kg_buf_str(&b));
}

UNUSED static void is_sql(kg_store *s, const char *q, const char *want, const char *name)
{
    is_str(sql(s, q), kg_cstr(want), name);
}

UNUSED static bool add(kg_store *s, const paper *p)
{
    kg_err e = { 0 };
    bool good = kg_store_begin(s, &e) && kg_store_add(s, &p->found, &e) && kg_store_commit(s, &e);
    if (!good) printf("# %s\n", e.what);
    return good;
}

UNUSED static kg_store *graph_of(const char *name, paper *const *p, int n)
{
    kg_err e = { 0 };
    kg_store *s = kg_store_open(path(name), KG_STORE_CREATE, &e);
    if (!s) { printf("Bail out! %s\n", e.what); exit(2); }
    for (int i = 0; i < n; i++) add(s, p[i]);
    if (!kg_link(s, &e)) printf("# link: %s\n", e.what);
    return s;
}

/* All that the other stages may see, without the numbers that depend on the order of adding. */
UNUSED static kg_str dump(kg_store *s)
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

/* -- a driver's frame -------------------------------------------------------------------------------------------- */

static void begin_papers(void)
{
    mem = kg_arena_new();
    if (!mkdtemp(dir)) exit(2);
}

static int end_papers(void)
{
    int status = system(kg_fmt(mem, "rm -rf %s", dir).s);
    kg_arena_free(mem);
    return done() || status;
}

#endif
