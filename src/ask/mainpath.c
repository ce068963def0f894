/* mainpath.c - the main path through a dossier, or through all. In: who points to whom. Out: the chain of papers through
 * which most goes.
 *
 * Idea (Hummon and Doreian 1989, Batagelj 2003): each path from a paper that points to nothing to one that nothing points to
 * is a way on which a matter came down; the weight of a link is the share of all these paths that pass it (search path
 * count), the main path the one with the greatest sum. There may be 2^1000 paths, so they are counted in logarithms.
 * Invariants: papers that point to each other would make a circle; the link that goes against time is left out, and the
 * number of these is told. The order of papers is that of dates, then ids, so the same records give the same path.
 */
#include "ask.h"
#include "ids.h"

#include <math.h>
#include <stdlib.h>

typedef struct { int64_t id; kg_str name, date; double in, out, best; int via, mark; } paper;   /* in, out: log of paths */
typedef struct { int from, to; bool left_out; double share; } link_;   /* `from` points to `to`, which is older */

typedef struct {
    kg_store *s;
    kg_arena *a;
    kg_err *e;
    kg_map *index;
    struct { paper *v; int n, cap; } papers;
    struct { link_ *v; int n, cap; } links;                   /* sorted by from, newest target first */
    int *first;                                               /* of each paper's links; one more at the end */
    int *order;                                               /* older before newer */
    int left_out;
} chart;

/* -- who points to whom ---------------------------------------------------------------------------------------------- */

static int paper_of(chart *c, kg_str id, kg_str name, kg_str date)
{
    int *at = kg_map_at(&c->index, id, NULL);
    if (at) return *at - 1;
    *kg_map_at(&c->index, kg_dup(c->a, id), c->a) = c->papers.n + 1;
    *kg_push(c->a, &c->papers) = (paper){ .id = strtoll(kg_dup(c->a, id).s, NULL, 10), .name = kg_dup(c->a, name),
                                          .date = date.n ? kg_dup(c->a, date) : date, .via = -1 };
    return c->papers.n - 1;
}

static bool on_pair(void *ctx, const kg_col *cols, int n, const kg_cell *cell)   /* id, name, date; twice */
{
    chart *c = ctx;
    (void)cols, (void)n;
    if (!cell) return true;
    int from = paper_of(c, cell[0].text, cell[1].text, cell[2].text), to = paper_of(c, cell[3].text, cell[4].text, cell[5].text);
    *kg_push(c->a, &c->links) = (link_){ .from = from, .to = to };
    return true;
}

static bool read_pairs(chart *c, kg_ask_opts o)
{
    kg_query q;
    kg_query_open(&q, c->s, "");
    if (o.dossier) kg_add_dossier(&q, o.dossier);
    kg_add(&q, "SELECT DISTINCT f.id, fn.name, f.date, t.id, tn.name, t.date FROM %s LEFT JOIN alias fa ON fa.id = r.source"
               " LEFT JOIN alias ta ON ta.id = r.target JOIN node f ON f.id = coalesce(fa.node, r.source)"
               " JOIN node t ON t.id = coalesce(ta.node, r.target) JOIN name fn ON fn.id = f.id JOIN name tn ON tn.id = t.id"
               " WHERE r.relation <> 'same_as' AND f.id <> t.id",
           o.dossier ? "those JOIN relation r ON r.document = those.document AND r.n = those.n" : "relation r");
    kg_add_date(&q, &o, "f.date");
    kg_add_date(&q, &o, "t.date");
    return kg_query_run(&q, c->s, on_pair, c, c->e);
}

static int by_time(const void *x, const void *y)
{
    const paper *a = x, *b = y;
    int c = kg_cmp(a->date, b->date);
    return c ? c : kg_id_compare(a->name, b->name);
}

static int by_end(const void *x, const void *y)
{
    const link_ *a = x, *b = y;
    return a->from != b->from ? (a->from > b->from) - (a->from < b->from) : (a->to < b->to) - (a->to > b->to);
}

/* Papers in order of time, links by paper. */
static void arrange(chart *c)
{
    int n = c->papers.n, *now = kg_new(c->a, int, n + 1);
    for (int i = 0; i < n; i++) c->papers.v[i].mark = i;      /* where it stood */
    if (n > 1) qsort(c->papers.v, (size_t)n, sizeof *c->papers.v, by_time);
    for (int i = 0; i < n; i++) now[c->papers.v[i].mark] = i, c->papers.v[i].mark = 0;
    for (int i = 0; i < c->links.n; i++) {
        link_ *l = &c->links.v[i];
        l->from = now[l->from], l->to = now[l->to];
    }
    if (c->links.n > 1) qsort(c->links.v, (size_t)c->links.n, sizeof *c->links.v, by_end);
    c->first = kg_new(c->a, int, n + 2);
    for (int i = 0; i < c->links.n; i++) c->first[c->links.v[i].from + 1]++;
    for (int i = 0; i < n; i++) c->first[i + 1] += c->first[i];
}

/* -- without circles ------------------------------------------------------------------------------------------------- */

enum { NEW, OPEN, DONE };

/* Depth first from the newest on: what leads back to an open paper closes a circle. A paper is done after all it points to. */
static void straighten(chart *c)
{
    int n = c->papers.n, done = 0, *stack = kg_new(c->a, int, n + 1), *next = kg_new(c->a, int, n + 1);
    c->order = kg_new(c->a, int, n + 1);
    memcpy(next, c->first, (size_t)n * sizeof *next);
    for (int start = n - 1; start >= 0; start--) {
        int depth = 0;
        if (c->papers.v[start].mark == NEW) c->papers.v[start].mark = OPEN, stack[depth++] = start;
        while (depth) {
            int at = stack[depth - 1];
            if (next[at] == c->first[at + 1]) {
                c->papers.v[at].mark = DONE;
                c->order[done++] = at;
                depth--;
                continue;
            }
            link_ *l = &c->links.v[next[at]++];
            paper *to = &c->papers.v[l->to];
            if (to->mark == OPEN) l->left_out = true, c->left_out++;
            else if (to->mark == NEW) to->mark = OPEN, stack[depth++] = l->to;
        }
    }
}

/* -- counting paths -------------------------------------------------------------------------------------------------- */

static double log_sum(double a, double b)                     /* log(e^a + e^b) */
{
    if (isinf(a)) return b;
    if (isinf(b)) return a;
    return a > b ? a + log1p(exp(b - a)) : b + log1p(exp(a - b));
}

/* `in`: paths that end here, from papers that point to nothing; `out`: those that go on from here to the newest. */
static double count_paths(chart *c)
{
    paper *v = c->papers.v;
    double all = -INFINITY;
    for (int i = 0; i < c->papers.n; i++) v[i].in = v[i].out = -INFINITY;
    for (int i = 0; i < c->papers.n; i++) {
        paper *p = &v[c->order[i]];
        for (int k = c->first[c->order[i]]; k < c->first[c->order[i] + 1]; k++)
            if (!c->links.v[k].left_out) p->in = log_sum(p->in, v[c->links.v[k].to].in);
        if (isinf(p->in)) p->in = 0;                          /* it points to nothing */
    }
    for (int i = c->papers.n - 1; i >= 0; i--) {
        paper *p = &v[c->order[i]];
        if (isinf(p->out)) { p->out = 0; all = log_sum(all, p->in); }   /* nothing points to it */
        for (int k = c->first[c->order[i]]; k < c->first[c->order[i] + 1]; k++) {
            paper *to = &v[c->links.v[k].to];
            if (!c->links.v[k].left_out) to->out = log_sum(to->out, p->out);
        }
    }
    return all;
}

/* The last paper of the main path; `via` leads back through it. */
static int choose(chart *c, double all)
{
    int last = -1;
    for (int i = 0; i < c->papers.n; i++) {
        int at = c->order[i];
        paper *p = &c->papers.v[at];
        for (int k = c->first[at]; k < c->first[at + 1]; k++) {
            link_ *l = &c->links.v[k];
            if (l->left_out) continue;
            const paper *to = &c->papers.v[l->to];
            l->share = exp(to->in + p->out - all);
            if (to->best + l->share > p->best) p->best = to->best + l->share, p->via = k;
        }
        bool later = last >= 0 && at > last;
        if (last < 0 || p->best > c->papers.v[last].best || (p->best >= c->papers.v[last].best && later)) last = at;
    }
    return last;
}

/* -- the path, told -------------------------------------------------------------------------------------------------- */

typedef struct { kg_row_fn *row; void *ctx; bool head; } telling;

static bool on_row(void *ctx, const kg_col *cols, int n, const kg_cell *cell)
{
    telling *t = ctx;
    if (!cell && t->head) return true;
    t->head = true;
    return t->row(t->ctx, cols, n, cell);
}

/* Of the relations to the paper before it the one that says most. */
static bool tell(chart *c, telling *t, int at, int before, int step, double share)
{
    static const char sql[] =
        "WITH one (id) AS (SELECT CAST(?1 AS INTEGER) UNION ALL SELECT id FROM alias WHERE node = CAST(?1 AS INTEGER)),"
        " other (id) AS (SELECT CAST(?2 AS INTEGER) UNION ALL SELECT id FROM alias WHERE node = CAST(?2 AS INTEGER)),"
        " said AS (SELECT r.* FROM one CROSS JOIN relation r ON r.source = one.id JOIN name d ON d.id = r.document"
        "  WHERE r.target IN (SELECT id FROM other) AND r.relation <> 'same_as'"
        "  ORDER BY r.relation = 'cites', r.confidence DESC, d.name COLLATE by_id, r.line, r.n LIMIT 1)"
        " SELECT CAST(?3 AS INTEGER) AS 'step#', nn.name AS id, coalesce(n.soort, n.kind) AS kind, n.date AS date,"
        " n.title AS title, CAST(?4 AS REAL) AS 'share%', said.relation AS relation, said.value AS value, d.name AS doc, said.line AS line,"
        " x.text AS evidence FROM node n JOIN name nn ON nn.id = n.id LEFT JOIN said LEFT JOIN name d ON d.id = said.document"
        " LEFT JOIN sentence x ON x.document = said.document AND x.n = said.sentence WHERE n.id = CAST(?1 AS INTEGER)";
    kg_str args[] = { kg_fmt(c->a, "%lld", (long long)c->papers.v[at].id),
                      before < 0 ? KG_S("0") : kg_fmt(c->a, "%lld", (long long)c->papers.v[before].id),
                      kg_fmt(c->a, "%d", step), step > 1 ? kg_fmt(c->a, "%.6g", share) : (kg_str){ 0 } };
    return kg_store_rows(c->s, sql, args, 4, on_row, t, c->e);
}

static bool tell_all(chart *c, int last, kg_row_fn *row, void *ctx)
{
    int n = 0, *back = kg_new(c->a, int, c->papers.n + 1);    /* links, the last first */
    telling t = { row, ctx, false };
    int at = last;
    while (at >= 0 && c->papers.v[at].via >= 0) back[n++] = c->papers.v[at].via, at = c->links.v[c->papers.v[at].via].to;
    if (last < 0 || !n) return true;
    bool ok = tell(c, &t, at, -1, 1, 0);
    for (int i = n - 1; ok && i >= 0; i--) {
        const link_ *l = &c->links.v[back[i]];
        ok = tell(c, &t, l->from, l->to, n - i + 1, l->share);
    }
    return ok;
}

bool kg_ask_mainpath(kg_store *s, kg_ask_opts o, int *left_out, kg_row_fn *row, void *ctx, kg_err *e)
{
    chart c = { .s = s, .a = kg_arena_new(), .e = e };
    bool ok = read_pairs(&c, o);
    if (ok && c.papers.n) {
        arrange(&c);
        straighten(&c);
        ok = tell_all(&c, choose(&c, count_paths(&c)), row, ctx);
    }
    *left_out = c.left_out;
    kg_arena_free(c.a);
    return ok;
}
