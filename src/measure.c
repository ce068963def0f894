/* measure.c - numbers that the whole graph gives to each of its vertices. In: a graph. Out: one number a vertex.
 *
 * Idea: igraph, on the graph of who points to whom: however often a paper names another, they are one pair, and what points
 * to itself is left out, since a letter that names a motion twelve times does not weigh twelve times.
 * Invariants: the same graph gives the same numbers: vertices are in the order of their names, the random generator of
 * Leiden starts from a number of ours. With graph.c the files that know igraph; from one thread.
 */
#include "base.h"

#include <igraph/igraph.h>
#include <stdlib.h>

typedef struct { int from, to; } pair;

static int by_ends(const void *x, const void *y)
{
    const pair *a = x, *b = y;
    return a->from != b->from ? (a->from > b->from) - (a->from < b->from) : (a->to > b->to) - (a->to < b->to);
}

/* Pairs once each, loops left out; undirected: the lower end first. `among`: of what is tied to nothing it holds -1 afterwards, of the
 * others their numbers in the graph, which holds them alone; NULL: all are in it. */
static igraph_error_t make(const kg_graph *g, bool directed, igraph_t *out, int *among, kg_arena *a)
{
    int n = kg_graph_arcs(g), m = 0, nv = kg_graph_vertices(g), tied = 0;
    pair *p = kg_new(a, pair, n + 1);
    for (int i = 0; i < n; i++) {
        kg_arc x = kg_graph_arc(g, i);
        if (x.from == x.to) continue;
        bool turn = !directed && x.from > x.to;
        p[m++] = turn ? (pair){ x.to, x.from } : (pair){ x.from, x.to };
    }
    if (m > 1) qsort(p, (size_t)m, sizeof *p, by_ends);
    for (int i = 0; among && i < m; i++) among[p[i].from] = among[p[i].to] = 1;
    for (int v = 0; among && v < nv; v++) among[v] = among[v] ? tied++ : -1;
    igraph_vector_int_t ends;
    igraph_error_t rc = igraph_vector_int_init(&ends, 0);
    if (!rc) rc = igraph_vector_int_reserve(&ends, 2 * (igraph_integer_t)m);
    for (int i = 0; !rc && i < m; i++) {
        if (i && !by_ends(&p[i - 1], &p[i])) continue;
        igraph_vector_int_push_back(&ends, among ? among[p[i].from] : p[i].from);
        igraph_vector_int_push_back(&ends, among ? among[p[i].to] : p[i].to);
    }
    if (!rc) rc = igraph_create(out, &ends, among ? tied : nv, directed);
    igraph_vector_int_destroy(&ends);
    return rc;
}

/* -- groups are numbered from 1, the largest first, then the one with the first member ------------------------------- */

typedef struct { int group, size, first; } group;

static int by_size(const void *x, const void *y)
{
    const group *a = x, *b = y;
    return a->size != b->size ? (a->size < b->size) - (a->size > b->size) : (a->first > b->first) - (a->first < b->first);
}

/* What is tied to nothing is a group of its own; `among` as in make. */
static void number_groups(const igraph_vector_int_t *member, const int *among, int n, double *out, kg_arena *a)
{
    int alone = (int)igraph_vector_int_size(member);          /* groups have lower numbers */
    group *v = kg_new(a, group, n + 1);
    int *of = kg_new(a, int, n + 1);
    double *number = kg_new(a, double, n + 1);
    for (int i = n - 1; i >= 0; i--) {
        of[i] = !among ? (int)VECTOR(*member)[i] : among[i] >= 0 ? (int)VECTOR(*member)[among[i]] : alone++;
        v[of[i]] = (group){ of[i], v[of[i]].size + 1, i };
    }
    qsort(v, (size_t)n, sizeof *v, by_size);
    for (int i = 0; i < n && v[i].size; i++) number[v[i].group] = i + 1;
    for (int i = 0; i < n; i++) out[i] = number[of[i]];
}

/* Modularity: the weight of a vertex is its degree, the resolution one over twice the edges. */
static igraph_error_t leiden(const igraph_t *g, igraph_vector_int_t *member)
{
    enum { ROUNDS = 10 };                                     /* nothing changes much after three; "until nothing does" may not end */
    igraph_vector_t weight;
    igraph_integer_t groups = 0;
    igraph_real_t quality;
    double edges = (double)igraph_ecount(g);
    if (!igraph_ecount(g)) return igraph_connected_components(g, member, NULL, NULL, IGRAPH_WEAK);
    igraph_rng_seed(igraph_rng_default(), 20201005);
    igraph_error_t rc = igraph_vector_init(&weight, 0);
    if (!rc) rc = igraph_strength(g, &weight, igraph_vss_all(), IGRAPH_ALL, true, NULL);
    if (!rc) rc = igraph_community_leiden(g, NULL, &weight, 1 / (2 * edges), 0.01, false, ROUNDS, member,
                                          &groups, &quality);
    igraph_vector_destroy(&weight);
    return rc;
}

static igraph_error_t whole_numbers(const igraph_t *g, kg_measure what, const int *among, int n, double *out, kg_arena *a)
{
    igraph_vector_int_t v;
    igraph_error_t rc = igraph_vector_int_init(&v, 0);
    if (!rc) rc = what == KG_CORE      ? igraph_coreness(g, &v, IGRAPH_ALL)
                : what == KG_COMPONENT ? igraph_connected_components(g, &v, NULL, NULL, IGRAPH_WEAK)
                                       : leiden(g, &v);
    if (!rc && what != KG_CORE) number_groups(&v, among, n, out, a);
    for (igraph_integer_t i = 0; !rc && what == KG_CORE && i < igraph_vector_int_size(&v); i++) out[i] = (double)VECTOR(v)[i];
    igraph_vector_int_destroy(&v);
    return rc;
}

static igraph_error_t real_numbers(const igraph_t *g, kg_measure what, double *out)
{
    igraph_vector_t v;
    igraph_arpack_options_t options;
    igraph_arpack_options_init(&options);
    igraph_error_t rc = igraph_vector_init(&v, 0);
    if (rc) return rc;
    switch (what) {
    case KG_PAGERANK:
        rc = igraph_pagerank(g, IGRAPH_PAGERANK_ALGO_PRPACK, &v, NULL, igraph_vss_all(), true, 0.85, NULL, NULL);
        break;
    case KG_HUB: rc = igraph_hub_and_authority_scores(g, &v, NULL, NULL, true, NULL, &options); break;
    case KG_AUTHORITY: rc = igraph_hub_and_authority_scores(g, NULL, &v, NULL, true, NULL, &options); break;
    default: rc = igraph_betweenness(g, &v, igraph_vss_all(), true, NULL); break;
    }
    for (igraph_integer_t i = 0; !rc && i < igraph_vector_size(&v); i++) out[i] = VECTOR(v)[i];
    igraph_vector_destroy(&v);
    return rc;
}

bool kg_graph_measure(const kg_graph *g, kg_measure what, double *out, kg_err *e)
{
    igraph_t simple;
    kg_arena *a = kg_arena_new();
    bool directed = what != KG_COMMUNITY && what != KG_CORE, whole = what >= KG_CORE;
    int n = kg_graph_vertices(g), *among = what == KG_COMMUNITY ? kg_new(a, int, n) : NULL;   /* most records are tied to nothing */
    igraph_error_t rc = n ? make(g, directed, &simple, among, a) : IGRAPH_SUCCESS;
    if (!rc && n) {
        rc = whole ? whole_numbers(&simple, what, among, n, out, a) : real_numbers(&simple, what, out);
        igraph_destroy(&simple);
    }
    kg_arena_free(a);
    return !rc || kg_fail(e, KG_ELIMIT, -1, "igraph: %s", igraph_strerror(rc));
}
