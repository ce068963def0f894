/* around.c - what stands around one thing, step by step. In: a graph, the thing, how many steps. Out: kg_around, in the order in which
 * it is drawn.
 *
 * Idea: at the left what speaks of it, at the right what it speaks of; each step further a column further out, on the side of what
 * it was reached through. A thing stands where it is reached first, however often it speaks; its weightiest relation says why (what
 * it began with before what was done to it, a mere citation last). Where a column is full, everyone through whom things are reached gets the same share of it.
 * Below one another in order of time, those of one parent together, so that no two lines cross.
 * Invariant: a total order everywhere; the picture is the same whatever the order of the rows.
 */
#include "around.h"
#include "ids.h"

#include <stdlib.h>

enum { MOST = 40 };

typedef struct {
    kg_around *r;
    const kg_graph *g;
    kg_arena *a;
} gather;

static bool mere(const kg_graph *g, int arc) { return kg_eq(kg_graph_arc(g, arc).relation, KG_S("cites")); }

/* A debate in which a motion is put on record, asked about and judged is where it comes from. */
static int weight(const kg_graph *g, int arc)
{
    static const unsigned char weights[KG_REL_COUNT] = {
        [KG_REL_CITES] = 0,    [KG_REL_SAME_AS] = 1,  [KG_REL_ON_AGENDA] = 1, [KG_REL_ATTACHMENT_OF] = 2, [KG_REL_ASKS_ABOUT] = 2,
        [KG_REL_POSTPONES] = 3, [KG_REL_JUDGES] = 3,   [KG_REL_HOLDS] = 4,     [KG_REL_LAPSES] = 4,        [KG_REL_WITHDRAWS] = 4,
        [KG_REL_DECIDES] = 4,  [KG_REL_REPLACES] = 5, [KG_REL_FULFILS] = 5,   [KG_REL_ANSWERS] = 5,       [KG_REL_PROMISES] = 6,
        [KG_REL_INTRODUCES] = 6,
    };
    kg_relation r;
    return kg_relation_from(kg_graph_arc(g, arc).relation, &r) ? weights[r] : 0;
}

/* -- steps ------------------------------------------------------------------------------------------------------------------ */

static void take(gather *x, kg_near k)
{
    int *at = k.step == 1 && k.right ? &x->r->also[k.v] : &x->r->at[k.v];
    if (!*at) {
        k.many = 1;
        *kg_push(x->a, &x->r->items) = k;
        *at = x->r->items.n;
        return;
    }
    kg_near *old = &x->r->items.v[*at - 1];
    old->many++;
    if (weight(x->g, k.arc) > weight(x->g, old->arc)) old->arc = k.arc, old->parent = k.parent, old->right = k.right;
}

static int item_of(const kg_around *r, int v, int step) /* its number in that column, or -1 */
{
    int at[2] = { r->at[v] - 1, r->also[v] - 1 };
    for (int i = 0; i < 2; i++)
        if (at[i] >= 0 && r->items.v[at[i]].step == step && !r->items.v[at[i]].cut) return at[i];
    return -1;
}

static bool seen(const kg_around *r, int v, int step) /* at an earlier step */
{
    int at = r->at[v] ? r->at[v] : r->also[v];
    return v == r->focus || (at && r->items.v[at - 1].step < step);
}

static void first_step(gather *x)
{
    for (int i = 0, n = kg_graph_arcs(x->g); i < n; i++) {
        kg_arc e = kg_graph_arc(x->g, i);
        if (e.from == e.to) continue;
        if (e.to == x->r->focus) take(x, (kg_near){ .v = e.from, .arc = i, .parent = -1, .step = 1 });
        if (e.from == x->r->focus) take(x, (kg_near){ .v = e.to, .arc = i, .parent = -1, .step = 1, .right = 1 });
    }
}

static void next_step(gather *x, int step)
{
    for (int i = 0, n = kg_graph_arcs(x->g); i < n; i++) {
        kg_arc e = kg_graph_arc(x->g, i);
        for (int end = 0; end < 2 && e.from != e.to; end++) {
            int u = end ? e.to : e.from, v = end ? e.from : e.to, parent = item_of(x->r, u, step - 1);
            if (parent < 0 || seen(x->r, v, step)) continue;
            take(x, (kg_near){ .v = v, .arc = i, .parent = parent, .step = step, .right = x->r->items.v[parent].right });
        }
    }
}

/* -- what there is room for --------------------------------------------------------------------------------------------------- */

static int by_weight(const void *a, const void *b, void *ctx) /* typed relations first, then what is said more often */
{
    const gather *x = ctx;
    const kg_near *p = &x->r->items.v[*(const int *)a], *q = &x->r->items.v[*(const int *)b];
    if (p->right != q->right) return p->right - q->right;
    if (p->rank != q->rank) return p->rank - q->rank;
    bool lp = mere(x->g, p->arc), lq = mere(x->g, q->arc);
    if (lp != lq) return lp ? 1 : -1;
    return p->many != q->many ? q->many - p->many : p->v - q->v;
}

static void cut(gather *x, int step, int from) /* of the items from there on */
{
    int n = x->r->items.n - from, *order = kg_new(x->a, int, n), *share = kg_new(x->a, int, from + 1), room[2] = { MOST, MOST };
    for (int i = 0; i < n; i++) order[i] = from + i;
    for (int round = 0; round < 2 && n; round++) { /* by weight; then by rank first, which is how many of its parent go before */
        qsort_r(order, (size_t)n, sizeof *order, by_weight, x);
        for (int i = 0; i < n && !round; i++) {
            kg_near *k = &x->r->items.v[order[i]];
            k->rank = step > 1 ? share[k->parent + 1]++ : 0;
        }
    }
    for (int i = 0; i < n; i++) {
        kg_near *k = &x->r->items.v[order[i]];
        k->cut = room[k->right]-- <= 0;
        x->r->more[k->right][step] += k->cut;
        if (!k->cut) x->r->deepest[k->right] = step;
    }
}

/* -- order and heights ---------------------------------------------------------------------------------------------------------- */

static int by_time(const void *a, const void *b, void *ctx) /* columns, parents, then time; unknown dates last */
{
    const gather *x = ctx;
    const kg_near *p = &x->r->items.v[*(const int *)a], *q = &x->r->items.v[*(const int *)b];
    if (p->step != q->step) return p->step - q->step;
    if (p->right != q->right) return p->right - q->right;
    if (p->parent != q->parent) return p->parent - q->parent;
    kg_str d = kg_graph_vertex(x->g, p->v).date, f = kg_graph_vertex(x->g, q->v).date;
    if (!d.n != !f.n) return d.n ? -1 : 1;
    int c = kg_cmp(d, f);
    return c ? c : kg_id_compare(kg_graph_vertex(x->g, p->v).name, kg_graph_vertex(x->g, q->v).name);
}

/* Column by column: the parents' new places are known when their children are sorted. */
static void sort_items(gather *x)
{
    kg_around *r = x->r;
    int n = r->items.n, *order = kg_new(x->a, int, n), *now = kg_new(x->a, int, n);
    kg_near *sorted = kg_new(x->a, kg_near, n);
    for (int i = 0; i < n; i++) order[i] = i;
    for (int from = 0, to; from < n; from = to) {
        for (to = from; to < n && r->items.v[to].step == r->items.v[from].step; to++)
            if (r->items.v[to].parent >= 0) r->items.v[to].parent = now[r->items.v[to].parent];
        qsort_r(order + from, (size_t)(to - from), sizeof *order, by_time, x);
        for (int i = from; i < to; i++) now[order[i]] = i;
    }
    for (int i = 0; i < n; i++) sorted[i] = r->items.v[order[i]];
    for (int v = 0, nv = kg_graph_vertices(x->g); v < nv; v++) {
        if (r->at[v]) r->at[v] = now[r->at[v] - 1] + 1;
        if (r->also[v]) r->also[v] = now[r->also[v] - 1] + 1;
    }
    r->items.v = sorted;
}

/* A block of rows for each, as high as what hangs on it; it stands in the middle of its block. */
static void give_heights(gather *x)
{
    kg_around *r = x->r;
    double *next = kg_new(x->a, double, r->items.n + 2), *top = next + 2; /* the next free row: of each side, of each parent */
    for (int i = r->items.n - 1; i >= 0; i--) {
        kg_near *k = &r->items.v[i];
        if (k->cut) continue;
        if (!k->rows) k->rows = 1;
        if (k->parent >= 0) r->items.v[k->parent].rows += k->rows;
        else r->high[k->right] += k->rows;
    }
    for (int side = 0; side < 2; side++) next[side] = -r->high[side] / 2;
    for (int i = 0; i < r->items.n; i++) {
        kg_near *k = &r->items.v[i];
        if (k->cut) continue;
        double *from = k->parent >= 0 ? &top[k->parent] : &next[k->right];
        top[i] = *from;
        k->y = *from + k->rows / 2.0;
        *from += k->rows;
    }
}

static void count_others(gather *x)
{
    for (int i = 0, n = kg_graph_arcs(x->g); i < n; i++) {
        kg_arc e = kg_graph_arc(x->g, i);
        int a = x->r->at[e.from] ? x->r->at[e.from] : x->r->also[e.from], b = x->r->at[e.to] ? x->r->at[e.to] : x->r->also[e.to];
        if (!a || !b || e.from == e.to) continue; /* of the focus, or not here */
        const kg_near *p = &x->r->items.v[a - 1], *q = &x->r->items.v[b - 1];
        x->r->other += !p->cut && !q->cut && (p->right != q->right || abs(p->step - q->step) != 1);
    }
}

void kg_gather_around(kg_around *r, const kg_graph *g, int focus, int depth, kg_arena *a)
{
    gather x = { r, g, a };
    int nv = kg_graph_vertices(g);
    *r = (kg_around){ .at = kg_new(a, int, nv), .also = kg_new(a, int, nv), .focus = focus };
    for (int step = 1; step <= depth && step <= KG_AROUND_DEEPEST; step++) {
        int from = r->items.n;
        if (step == 1) first_step(&x);
        else next_step(&x, step);
        cut(&x, step, from);
    }
    sort_items(&x);
    give_heights(&x);
    count_others(&x);
}
