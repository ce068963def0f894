/* collection.c - what only all documents together show. In: the graph file, linked. Out: rows: what each document was found to be
 * short of, and where documents contradict each other.
 *
 * One thing that two documents give two dates, two sets of movers or two subjects; one number with two addresses, one address
 * with two numbers (which alias.c then joins to neither); a citation of a document that is younger. What the
 * thing's own document says is held against what others say of it, else what the first document says; the others are told.
 *
 * Invariant: rows come in order of file, line, place, kind and words, whatever the order in which documents were added.
 */
#include "check/check.h"
#include "resolve/resolve.h"
#include "store/store.h"

#include <stdlib.h>

enum { DOC, FILE_, LINE, START, END, RULE, TEXT, MEANT, WHY, FIELDS };
typedef struct { kg_str v[FIELDS]; int line; int64_t start; } row;

/* What a document says of a thing, or of an address: for comparing neighbours. */
typedef struct { int64_t node, document; kg_str name, doc, file, date, title, movers, other; int line; int64_t start; } saying;

typedef struct {
    kg_arena *a;
    struct { row *v; int n, cap; } rows;
    struct { saying *v; int n, cap; } said;
    kg_err *e;
} collecting;

static kg_str kept(collecting *c, const kg_val *v)
{
    return v->type == KG_V_TEXT ? kg_dup(c->a, (kg_str){ v->s, v->n }) : (kg_str){ 0 };
}
static int64_t whole(const kg_val *v) { return v->type == KG_V_INT ? v->i : 0; }

static bool on_row(void *ctx, const kg_val *v)                /* doc, file, line, start, end, rule, text, meant, why */
{
    collecting *c = ctx;
    row *r = kg_push(c->a, &c->rows);
    *r = (row){ .line = (int)whole(&v[LINE]), .start = whole(&v[START]) };
    for (int i = 0; i < FIELDS; i++)
        r->v[i] = v[i].type == KG_V_INT ? kg_fmt(c->a, "%lld", (long long)v[i].i) : kept(c, &v[i]);
    return true;
}

static void add(collecting *c, const saying *s, kg_finding what, kg_str why)
{
    row *r = kg_push(c->a, &c->rows);
    *r = (row){ .line = s->line, .start = s->start };
    r->v[DOC] = s->doc;
    r->v[FILE_] = s->file;
    r->v[LINE] = kg_fmt(c->a, "%d", s->line);
    r->v[START] = kg_fmt(c->a, "%lld", (long long)s->start);
    r->v[RULE] = kg_cstr(kg_problem_kinds()[what].name);
    r->v[TEXT] = s->name;
    r->v[WHY] = why;
}

/* -- one thing, two sayings ---------------------------------------------------------------------------------------- */

static bool on_saying(void *ctx, const kg_val *v)
{
    collecting *c = ctx;
    *kg_push(c->a, &c->said) = (saying){ .node = whole(&v[0]), .document = whole(&v[1]), .name = kept(c, &v[2]),
                                         .doc = kept(c, &v[3]), .file = kept(c, &v[4]), .line = (int)whole(&v[5]),
                                         .start = whole(&v[6]), .date = kept(c, &v[7]), .title = kept(c, &v[8]),
                                         .movers = kept(c, &v[9]), .other = kept(c, &v[10]) };
    return true;
}

static int movers_of(kg_str json, kg_str *out)
{
    int n = 0;
    for (ptrdiff_t i = 0; i < json.n && n < KG_MAX_NAMES; i++) {
        if (json.s[i] != '"') continue;
        const char *end = memchr(json.s + i + 1, '"', (size_t)(json.n - i - 1));
        if (!end) break;
        out[n++] = kg_sub(json, i + 1, end - json.s);
        i = end - json.s;
    }
    return n;
}

/* 1: one person in both lists; -1: none; 0: one of them is empty. */
static int same_movers(const saying *a, const saying *b)
{
    kg_str x[KG_MAX_NAMES], y[KG_MAX_NAMES];
    int n = movers_of(a->movers, x), m = movers_of(b->movers, y);
    for (int i = 0; i < n; i++)
        for (int k = 0; k < m; k++)
            if (kg_same_person(x[i], y[k])) return 1;
    return n && m ? -1 : 0;
}

static void compare(collecting *c, const saying *first, const saying *s)
{
    enum { TELLING = 3 };
    kg_str where = kg_fmt(c->a, "%.*s:%d", KG_ARG(first->doc), first->line);
    if (first->date.n == 10 && s->date.n == 10 && !kg_eq(first->date, s->date))
        add(c, s, KG_F_TWO_DATES, kg_fmt(c->a, "%.*s is of %.*s here and of %.*s in %.*s", KG_ARG(s->name), KG_ARG(s->date),
                                         KG_ARG(first->date), KG_ARG(where)));
    int movers = same_movers(first, s);                       /* the same members: the same motion, in other words */
    if (movers < 0)
        add(c, s, KG_F_OTHER_MOVERS, kg_fmt(c->a, "the movers of %.*s are others in %.*s", KG_ARG(s->name), KG_ARG(where)));
    else if (!movers && kg_telling_words(first->title) >= TELLING && kg_telling_words(s->title) >= TELLING &&
             !kg_share_a_word(first->title, s->title))
        add(c, s, KG_F_TWO_TITLES, kg_fmt(c->a, "the subject of %.*s here and in %.*s has nothing in common", KG_ARG(s->name),
                                          KG_ARG(where)));
}

/* Rows of one thing stand together; each document is held against the thing's own, else against the first. */
static void compare_all(collecting *c, bool addresses)
{
    for (int i = 0, k; i < c->said.n; i = k) {
        const saying *first = &c->said.v[i];
        for (k = i; k < c->said.n && c->said.v[k].node == c->said.v[i].node; k++)
            if (c->said.v[k].document == c->said.v[k].node) first = &c->said.v[k];
        for (int n = i; n < k; n++) {
            const saying *s = &c->said.v[n];
            if (s->document == first->document) continue;
            if (!addresses) compare(c, first, s);
            else if (!kg_eq(s->other, first->other))
                add(c, s, KG_F_TWO_ADDRESSES, kg_fmt(c->a, "%.*s stands with %.*s here and with %.*s in %.*s:%d", KG_ARG(s->name),
                                                     KG_ARG(s->other), KG_ARG(first->other), KG_ARG(first->doc), first->line));
        }
    }
    c->said.n = 0;
}

/* -- the questions ------------------------------------------------------------------------------------------------- */

static const char problems[] =
    "SELECT n.name, p.file, p.line, p.start, p.\"end\", coalesce(p.rule, iif(p.line IS NULL, 'refused', 'record')), p.words, p.meant, p.what"
    " FROM problem p LEFT JOIN name n ON n.id = p.document";

static const char younger[] =
    "SELECT dn.name, d.file, r.line, r.start, r.\"end\", 'younger', t.name, NULL,"
    "  t.name || ' is of ' || x.date || ', this document of ' || d.date"
    " FROM relation r JOIN document d ON d.id = r.document JOIN name dn ON dn.id = d.id"
    " LEFT JOIN alias a ON a.id = r.target JOIN node x ON x.id = coalesce(a.node, r.target) JOIN name t ON t.id = x.id"
    " WHERE x.present AND x.kind <> 'toezegging' AND length(x.date) = 10 AND length(d.date) = 10 AND x.date > d.date"
    "  AND r.relation NOT IN ('same_as', 'introduces', 'promises', 'fulfils')";

static const char things[] =
    "SELECT coalesce(a.node, t.id) AS node, t.document, n.name, dn.name, d.file, t.line, t.start, t.date, t.title, t.movers, NULL"
    " FROM thing t LEFT JOIN alias a ON a.id = t.id JOIN name n ON n.id = coalesce(a.node, t.id)"
    " JOIN document d ON d.id = t.document JOIN name dn ON dn.id = d.id ORDER BY node, dn.name, t.n";

#define ADDRESSES(one, other) \
    "SELECT r." one ", r.document, n.name, dn.name, d.file, r.line, r.start, NULL, NULL, NULL, o.name" \
    " FROM relation r JOIN name n ON n.id = r." one " JOIN name o ON o.id = r." other \
    " JOIN document d ON d.id = r.document JOIN name dn ON dn.id = d.id" \
    " WHERE r.relation = 'same_as' AND (n.name GLOB 'http*' OR o.name GLOB 'http*') ORDER BY r." one ", dn.name, r.start, o.name"

static int by_place(const void *x, const void *y)
{
    const row *a = x, *b = y;
    int c = kg_cmp(a->v[FILE_], b->v[FILE_]);
    if (!c) c = (a->line > b->line) - (a->line < b->line);
    if (!c) c = (a->start > b->start) - (a->start < b->start);
    if (!c) c = kg_cmp(a->v[RULE], b->v[RULE]);
    if (!c) c = kg_cmp(a->v[TEXT], b->v[TEXT]);
    return c ? c : kg_cmp(a->v[WHY], b->v[WHY]);
}

static bool put_rows(collecting *c, kg_row_fn *put, void *ctx)
{
    static const kg_col cols[FIELDS] = { { "doc", KG_COL_TEXT },  { "file", KG_COL_TEXT }, { "line", KG_COL_INT },
                                         { "start", KG_COL_INT }, { "end", KG_COL_INT },   { "rule", KG_COL_TEXT },
                                         { "text", KG_COL_TEXT }, { "meant", KG_COL_TEXT }, { "why", KG_COL_TEXT } };
    if (c->rows.n) qsort(c->rows.v, (size_t)c->rows.n, sizeof *c->rows.v, by_place);
    if (!put(ctx, cols, FIELDS, NULL)) return false;
    for (int i = 0; i < c->rows.n; i++) {
        const row *r = &c->rows.v[i];
        if (i && !by_place(r, r - 1)) continue;               /* the same, found from two sides */
        kg_cell cell[FIELDS];
        for (int k = 0; k < FIELDS; k++) cell[k] = (kg_cell){ r->v[k], r->v[k].s == NULL };
        if (!put(ctx, cols, FIELDS, cell)) return false;
    }
    return true;
}

bool kg_ask_problems(kg_store *s, kg_row_fn *put, void *ctx, kg_err *e)
{
    collecting c = { .a = kg_arena_new(), .e = e };
    bool ok = kg_store_each(s, problems, on_row, &c, e) && kg_store_each(s, younger, on_row, &c, e) &&
              kg_store_each(s, things, on_saying, &c, e);
    compare_all(&c, false);
    ok = ok && kg_store_each(s, ADDRESSES("source", "target"), on_saying, &c, e);
    compare_all(&c, true);
    ok = ok && kg_store_each(s, ADDRESSES("target", "source"), on_saying, &c, e);
    compare_all(&c, true);
    ok = ok && put_rows(&c, put, ctx);
    kg_arena_free(c.a);
    return ok;
}
