/* narrow.c - a part of a graph. In: a graph and what is to be kept of it. Out: the same graph, smaller.
 *
 * Idea: each question marks vertices and arcs; what is left unmarked goes when all is said, in one pass. What chooses by
 * relation, date or dossier keeps the ends of its arcs; what chooses vertices (kind, focus, component, rank) keeps the arcs
 * between them. Ties are settled by the order of names, so the same graph gives the same part.
 * Invariant: O(V + E) but for the sorting of ranks and of parallel arcs.
 */
#include "base.h"

#include <limits.h>
#include <stdlib.h>

typedef struct {
    kg_graph *g;
    const kg_narrow *want;
    kg_arena *a;
    int nv, ne;
    bool *vertex;
    int *weight;
    int *next[2], *first[2]; /* arcs at each vertex, leaving and arriving; -1 ends */
} narrow;

static bool among(kg_str list, kg_str word)
{
    while (list.n) {
        ptrdiff_t end = kg_index(list, KG_S(","));
        if (word.n && kg_eq(kg_trim(end < 0 ? list : kg_sub(list, 0, end)), word)) return true;
        list = end < 0 ? ((kg_str){ 0 }) : kg_sub(list, end + 1, list.n);
    }
    return false;
}

/* -- by what an arc says ---------------------------------------------------------------------------------------------- */

/* "2020" and "2020-10" are whole years and months. */
static bool in_time(const kg_narrow *w, kg_str date)
{
    if (!w->from.n && !w->to.n) return true;
    return date.n && (!w->from.n || kg_cmp(date, w->from) >= 0) && (!w->to.n || kg_cmp(kg_sub(date, 0, date.n < w->to.n ? date.n : w->to.n), w->to) <= 0);
}

static bool in_dossier(const kg_narrow *w, kg_str dossier) { return !w->dossier.n || kg_eq(dossier, w->dossier); }

static bool wanted_arc(const narrow *x, kg_arc e)
{
    const kg_narrow *w = x->want;
    if ((w->relations.n && !among(w->relations, e.relation)) || !in_time(w, e.date)) return false;
    return in_dossier(w, kg_graph_vertex(x->g, e.from).dossier) || in_dossier(w, kg_graph_vertex(x->g, e.to).dossier);
}

/* What is of that time and that dossier stays by itself, unless relations are what was asked for. */
static void choose_arcs(narrow *x)
{
    const kg_narrow *w = x->want;
    for (int v = 0; v < x->nv; v++) {
        kg_vertex k = kg_graph_vertex(x->g, v);
        x->vertex[v] = !w->relations.n && in_time(w, k.date) && in_dossier(w, k.dossier);
    }
    for (int i = 0; i < x->ne; i++) {
        kg_arc e = kg_graph_arc(x->g, i);
        x->weight[i] = wanted_arc(x, e) ? e.weight : 0;
        if (x->weight[i]) x->vertex[e.from] = x->vertex[e.to] = true;
    }
}

static void choose_kinds(narrow *x)
{
    for (int v = 0; v < x->nv; v++) {
        kg_vertex k = kg_graph_vertex(x->g, v);
        x->vertex[v] = x->vertex[v] && (among(x->want->kinds, k.kind) || among(x->want->kinds, k.soort));
    }
}

/* -- by where a vertex stands ------------------------------------------------------------------------------------------- */

static void gather_arcs(narrow *x) /* of what is left so far */
{
    for (int side = 0; side < 2; side++) {
        x->next[side] = kg_new(x->a, int, x->ne);
        x->first[side] = kg_new(x->a, int, x->nv);
        for (int v = 0; v < x->nv; v++) x->first[side][v] = -1;
    }
    for (int i = x->ne - 1; i >= 0; i--) {
        kg_arc e = kg_graph_arc(x->g, i);
        if (!x->weight[i] || !x->vertex[e.from] || !x->vertex[e.to]) continue;
        x->next[0][i] = x->first[0][e.from], x->first[0][e.from] = i;
        x->next[1][i] = x->first[1][e.to], x->first[1][e.to] = i;
    }
}

/* Vertices within `depth` steps, whichever way the arcs point: their numbers in `list`, marked in `mark` by `as`. */
static int reach(const narrow *x, int from, int depth, int *list, int *mark, int as)
{
    int n = 0, end = 1;
    list[n++] = from;
    mark[from] = as;
    for (int at = 0; depth > 0 && at < n; at++) {
        if (at == end) {
            depth--;
            end = n;
        }
        for (int side = 0; side < 2 && depth > 0; side++)
            for (int i = x->first[side][list[at]]; i >= 0; i = x->next[side][i]) {
                kg_arc e = kg_graph_arc(x->g, i);
                int v = side ? e.from : e.to;
                if (mark[v] || !x->vertex[v]) continue;
                mark[v] = as;
                list[n++] = v;
            }
    }
    return n;
}

static bool choose_focus(narrow *x, kg_err *e)
{
    int v = kg_graph_find(x->g, x->want->focus), *mark = kg_new(x->a, int, x->nv);
    if (v < 0 || !x->vertex[v])
        return kg_fail(e, KG_EUSAGE, -1, "\"%.*s\" is not in %s", KG_ARG(x->want->focus),
                       v < 0 ? "this graph, or not in the selection" : "the selection");
    reach(x, v, x->want->depth > 0 ? x->want->depth : 1, kg_new(x->a, int, x->nv), mark, 1);
    for (v = 0; v < x->nv; v++) x->vertex[v] = x->vertex[v] && mark[v];
    return true;
}

static void choose_largest(narrow *x)
{
    int *mark = kg_new(x->a, int, x->nv), *list = kg_new(x->a, int, x->nv), most = 0, best = 0;
    for (int v = 0, as = 1; v < x->nv; v++) {
        if (!x->vertex[v] || mark[v]) continue;
        int n = reach(x, v, INT_MAX, list, mark, as);
        if (n > most) most = n, best = as;
        as++;
    }
    for (int v = 0; v < x->nv; v++) x->vertex[v] = x->vertex[v] && mark[v] == best;
}

typedef struct {
    double rank;
    int v;
} ranked;
static int by_rank(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    return x->rank != y->rank ? (x->rank > y->rank ? -1 : 1) : x->v - y->v;
}

static bool choose_top(narrow *x, kg_err *e) /* ranks are those of what is left */
{
    if (!kg_graph_keep(x->g, x->vertex, x->weight, e)) return false;
    x->nv = kg_graph_vertices(x->g), x->ne = kg_graph_arcs(x->g);
    double *rank = kg_new(x->a, double, x->nv);
    ranked *list = kg_new(x->a, ranked, x->nv);
    if (!kg_graph_measure(x->g, KG_PAGERANK, rank, e)) return false;
    for (int v = 0; v < x->nv; v++) list[v] = (ranked){ rank[v], v };
    if (x->nv) qsort(list, (size_t)x->nv, sizeof *list, by_rank);
    for (int i = 0; i < x->nv; i++) x->vertex[list[i].v] = i < x->want->top;
    for (int i = 0; i < x->ne; i++) x->weight[i] = kg_graph_arc(x->g, i).weight;
    return true;
}

/* Arcs of one relation between the same two stand together (kg_graph_arc): the first takes the weight of the rest. */
static void merge(narrow *x)
{
    int first = -1;
    for (int i = 0; i < x->ne; i++) {
        if (!x->weight[i]) continue;
        kg_arc e = kg_graph_arc(x->g, i), f = first < 0 ? e : kg_graph_arc(x->g, first);
        if (first < 0 || e.from != f.from || e.to != f.to || !kg_eq(e.relation, f.relation)) {
            first = i;
            continue;
        }
        x->weight[first] += x->weight[i];
        x->weight[i] = 0;
    }
}

bool kg_graph_narrow(kg_graph *g, const kg_narrow *want, kg_err *e)
{
    narrow x = { .g = g, .want = want, .a = kg_arena_new(), .nv = kg_graph_vertices(g), .ne = kg_graph_arcs(g) };
    x.vertex = kg_new(x.a, bool, x.nv);
    x.weight = kg_new(x.a, int, x.ne);
    choose_arcs(&x);
    if (want->kinds.n) choose_kinds(&x);
    if (want->focus.n || want->largest) gather_arcs(&x);
    bool ok = !want->focus.n || choose_focus(&x, e);
    if (ok && want->largest) choose_largest(&x);
    ok = ok && (want->top <= 0 || choose_top(&x, e));
    if (ok && want->merge) merge(&x);
    ok = ok && kg_graph_keep(g, x.vertex, x.weight, e);
    kg_arena_free(x.a);
    return ok;
}
