/* path.c - how two things hang together. In: two ids. Out: the shortest paths between them, each step with its words.
 *
 * Idea: breadth first from both ends at once, always from the end where less lies ahead, so that a path of six steps costs
 * two searches of three; the neighbours of a node come by the indexes relation_source and relation_target. Where the two
 * searches meet, the nodes that lie on a shortest path are marked, and the paths read off in the order of ids.
 * Invariant: a level is always searched to its end before the two are compared: no shorter path can come later.
 */
#include "ask.h"
#include "ids.h"

#include <stdlib.h>

typedef struct { int64_t id; int depth[2]; bool on; } place;   /* depth from A, to B; -1: not reached */
typedef struct {
    kg_store *s;
    kg_arena *a;
    kg_err *e;
    bool both;                                                /* relations count in both directions */
    kg_map *index;                                            /* of a node's number: place + 1 */
    struct { place *v; int n, cap; } places;
    struct { int *v; int n, cap; } found, front[2];
} search;

static int place_of(search *w, int64_t id)
{
    kg_str key = { (const char *)&id, sizeof id };
    int *at = kg_map_at(&w->index, key, NULL);
    if (at) return *at - 1;
    *kg_map_at(&w->index, kg_dup(w->a, key), w->a) = w->places.n + 1;
    *kg_push(w->a, &w->places) = (place){ .id = id, .depth = { -1, -1 } };
    return w->places.n - 1;
}

static bool on_neighbour(void *ctx, const kg_col *cols, int n, const kg_cell *cell)
{
    search *w = ctx;
    (void)cols, (void)n;
    if (!cell || cell[0].null) return true;
    int at = place_of(w, strtoll(cell[0].text.s, NULL, 10));
    *kg_push(w->a, &w->found) = at;
    return true;
}

#define CLASS "WITH one (id) AS (SELECT CAST(?1 AS INTEGER) UNION ALL SELECT id FROM alias WHERE node = CAST(?1 AS INTEGER)) "
#define NEIGHBOURS(end, other)                                                                                         \
    CLASS "SELECT DISTINCT coalesce(o.node, r." other ") FROM one CROSS JOIN relation r ON r." end " = one.id"         \
    " LEFT JOIN alias o ON o.id = r." other " WHERE r.relation <> 'same_as'"

/* Into w->found: what it points to, or (back) what points to it. */
static bool neighbours(search *w, int at, bool back)
{
    kg_str id = kg_fmt(w->a, "%lld", (long long)w->places.v[at].id);
    w->found.n = 0;
    if ((!back || w->both) && !kg_store_rows(w->s, NEIGHBOURS("source", "target"), &id, 1, on_neighbour, w, w->e)) return false;
    return (back || w->both) ? kg_store_rows(w->s, NEIGHBOURS("target", "source"), &id, 1, on_neighbour, w, w->e) : true;
}

/* One level further from one end. */
static bool advance(search *w, int end, bool *met)
{
    int n = w->front[end].n, *old = kg_new(w->a, int, n + 1);
    if (n) memcpy(old, w->front[end].v, (size_t)n * sizeof *old);
    w->front[end].n = 0;
    for (int i = 0; i < n; i++) {
        int depth = w->places.v[old[i]].depth[end] + 1;
        if (!neighbours(w, old[i], end == 1)) return false;
        for (int k = 0; k < w->found.n; k++) {
            place *p = &w->places.v[w->found.v[k]];
            if (p->depth[end] >= 0) continue;
            p->depth[end] = depth;
            *met |= p->depth[!end] >= 0;
            *kg_push(w->a, &w->front[end]) = w->found.v[k];
        }
    }
    return true;
}

/* Length of the shortest path, -1 for none, -2 where it failed. */
static int meet(search *w, int a, int b)
{
    bool met = a == b;
    int steps = 0;
    w->places.v[a].depth[0] = w->places.v[b].depth[1] = 0;
    *kg_push(w->a, &w->front[0]) = a;
    *kg_push(w->a, &w->front[1]) = b;
    while (!met && w->front[0].n && w->front[1].n) {
        if (!advance(w, w->front[0].n > w->front[1].n, &met)) return -2;
        steps++;
    }
    return met ? steps : -1;
}

/* From where they met to both ends: what lies on a shortest path gets its distance from A. */
static bool mark(search *w, int length, int end)
{
    struct { int *v; int n, cap; } todo = { 0 };
    for (int i = 0; i < w->places.n; i++) {
        place *p = &w->places.v[i];
        if (p->depth[0] < 0 || p->depth[1] < 0 || p->depth[0] + p->depth[1] != length) continue;
        p->on = true;
        *kg_push(w->a, &todo) = i;
    }
    for (int i = 0; i < todo.n; i++) {
        int depth = w->places.v[todo.v[i]].depth[end];
        if (depth <= 0) continue;
        if (!neighbours(w, todo.v[i], end == 0)) return false;
        for (int k = 0; k < w->found.n; k++) {
            place *p = &w->places.v[w->found.v[k]];
            if (p->depth[end] != depth - 1 || (p->on && p->depth[!end] == length - depth + 1)) continue;
            p->on = true;
            p->depth[!end] = length - depth + 1;
            *kg_push(w->a, &todo) = w->found.v[k];
        }
    }
    return true;
}

/* -- the paths, read off --------------------------------------------------------------------------------------------- */

typedef struct { int at; kg_str name; } named;
typedef struct {
    search *w;
    kg_row_fn *row;
    void *ctx;
    int length, most, paths;
    int *step;                                                /* places, length + 1 of them */
    bool head, stop;
} reading;

static int by_name(const void *x, const void *y) { return kg_id_compare(((const named *)x)->name, ((const named *)y)->name); }

typedef struct { search *w; named *x; } naming;

static bool on_name(void *ctx, const kg_col *cols, int n, const kg_cell *cell)
{
    naming *f = ctx;
    (void)cols, (void)n;
    if (cell) f->x->name = kg_dup(f->w->a, cell[0].text);
    return true;
}

static bool name_it(search *w, named *x)
{
    naming f = { w, x };
    kg_str id = kg_fmt(w->a, "%lld", (long long)w->places.v[x->at].id);
    return kg_store_rows(w->s, "SELECT name FROM name WHERE id = CAST(?1 AS INTEGER)", &id, 1, on_name, &f, w->e);
}

static bool on_step(void *ctx, const kg_col *cols, int n, const kg_cell *cell)
{
    reading *r = ctx;
    if (!cell && r->head) return true;
    r->head = true;
    r->stop = r->stop || !r->row(r->ctx, cols, n, cell);
    return true;
}

/* Of parallel relations the one that says most: typed before cited, sure before unsure, early before late. */
static bool tell_step(reading *r, int i)
{
    static const char sql[] =
        "WITH one (id) AS (SELECT CAST(?1 AS INTEGER) UNION ALL SELECT id FROM alias WHERE node = CAST(?1 AS INTEGER)),"
        " other (id) AS (SELECT CAST(?2 AS INTEGER) UNION ALL SELECT id FROM alias WHERE node = CAST(?2 AS INTEGER))"
        " SELECT CAST(?3 AS INTEGER) AS 'path#', CAST(?4 AS INTEGER) AS 'step#', an.name AS \"from\","
        " iif(forth, '->', '<-') AS way, relation, value, bn.name AS \"to\", d.name AS doc, line, x.text AS evidence FROM ("
        "  SELECT 1 AS forth, r.* FROM one CROSS JOIN relation r ON r.source = one.id WHERE r.target IN (SELECT id FROM other)"
        "  UNION ALL"
        "  SELECT 0, r.* FROM other CROSS JOIN relation r ON r.source = other.id WHERE ?5 = 'both' AND r.target IN (SELECT id FROM one)"
        " ) said JOIN name an ON an.id = ?1 JOIN name bn ON bn.id = ?2 JOIN name d ON d.id = said.document"
        " LEFT JOIN sentence x ON x.document = said.document AND x.n = said.sentence WHERE relation <> 'same_as'"
        " ORDER BY NOT forth, relation = 'cites', confidence DESC, d.name COLLATE by_id, said.line, said.n LIMIT 1";
    search *w = r->w;
    const place *p = w->places.v;
    kg_str args[] = { kg_fmt(w->a, "%lld", (long long)p[r->step[i]].id), kg_fmt(w->a, "%lld", (long long)p[r->step[i + 1]].id),
                      kg_fmt(w->a, "%d", r->paths), kg_fmt(w->a, "%d", i + 1), w->both ? KG_S("both") : KG_S("one") };
    return kg_store_rows(w->s, sql, args, 5, on_step, r, w->e);
}

static bool tell(reading *r)
{
    r->paths++;
    bool ok = true;
    for (int i = 0; ok && !r->stop && i < r->length; i++) ok = tell_step(r, i);
    return ok;
}

typedef struct { named *next; int n, k; } choices;            /* of one step; k: the next to be tried */

/* Where a path may go on from step[i], in the order of ids. */
static bool choose(reading *r, int i, choices *c)
{
    search *w = r->w;
    if (!neighbours(w, r->step[i], false)) return false;
    *c = (choices){ .next = kg_new(w->a, named, w->found.n + 1) };
    for (int k = 0; k < w->found.n; k++) {
        const place *p = &w->places.v[w->found.v[k]];
        bool twice = false;
        for (int j = 0; j < c->n; j++) twice |= c->next[j].at == w->found.v[k];
        if (p->on && p->depth[0] == i + 1 && p->depth[1] == r->length - i - 1 && !twice) c->next[c->n++].at = w->found.v[k];
    }
    for (int k = 0; k < c->n; k++)
        if (!name_it(w, &c->next[k])) return false;
    if (c->n > 1) qsort(c->next, (size_t)c->n, sizeof *c->next, by_name);
    return true;
}

/* Without recursion: a path may have as many steps as the graph has nodes. */
static bool walk(reading *r)
{
    choices *open = kg_new(r->w->a, choices, r->length);
    if (!choose(r, 0, &open[0])) return false;
    for (int i = 0; i >= 0 && r->paths < r->most && !r->stop;) {
        choices *c = &open[i];
        if (c->k == c->n) { i--; continue; }
        r->step[i + 1] = c->next[c->k++].at;
        if (i + 1 < r->length ? !choose(r, i + 1, &open[i + 1]) : !tell(r)) return false;
        i += i + 1 < r->length;
    }
    return true;
}

static bool find(search *w, const char *from, const char *to, int most, kg_row_fn *row, void *ctx)
{
    int64_t a = 0, b = 0;
    if (!kg_find_node(w->s, from, &a, w->e) || !kg_find_node(w->s, to, &b, w->e)) return false;
    int pa = place_of(w, a), pb = place_of(w, b), length = meet(w, pa, pb);
    if (length == -2) return false;
    if (length <= 0)
        return kg_fail(w->e, KG_EUSAGE, -1, length ? "no path from %.200s to %.200s%s" : "%.200s and %.200s are one thing%s",
                       from, to, length && !w->both ? "; --both follows relations in both directions" : "");
    if (!mark(w, length, 0) || !mark(w, length, 1)) return false;
    reading r = { .w = w, .row = row, .ctx = ctx, .length = length, .most = most, .step = kg_new(w->a, int, length + 1) };
    r.step[0] = pa;
    return walk(&r);
}

bool kg_ask_path(kg_store *s, const char *from, const char *to, bool both, int most, kg_row_fn *row, void *ctx, kg_err *e)
{
    search w = { .s = s, .a = kg_arena_new(), .e = e, .both = both };
    bool ok = find(&w, from, to, most, row, ctx);
    kg_arena_free(w.a);
    return ok;
}
