/* measure.c - numbers that the whole graph gives to each of its vertices. In: a graph. Out: one number a vertex, or two: a place.
 *
 * Idea: igraph, on the graph of who points to whom: however often a paper names another, they are one pair, and what points
 * to itself is left out, since a letter that names a motion twelve times does not weigh twelve times.
 * Invariants: the same graph gives the same numbers: vertices are in the order of their names, the random generator of
 * Leiden starts from a number of ours. With graph.c the files that know igraph; from one thread.
 */
#include "base.h"

#include <igraph/igraph.h>
#include <math.h>
#include <stdlib.h>

typedef struct { int from, to; } pair;

static int by_ends(const void *x, const void *y)
{
    const pair *a = x, *b = y;
    return a->from != b->from ? (a->from > b->from) - (a->from < b->from) : (a->to > b->to) - (a->to < b->to);
}

/* Pairs once each, in order, loops left out; undirected: the lower end first. */
static int pairs_of(const kg_graph *g, bool directed, pair **out, kg_arena *a)
{
    int n = kg_graph_arcs(g), m = 0, kept = 0;
    pair *p = *out = kg_new(a, pair, n + 1);
    for (int i = 0; i < n; i++) {
        kg_arc x = kg_graph_arc(g, i);
        if (x.from == x.to) continue;
        bool turn = !directed && x.from > x.to;
        p[m++] = turn ? (pair){ x.to, x.from } : (pair){ x.from, x.to };
    }
    if (m > 1) qsort(p, (size_t)m, sizeof *p, by_ends);
    for (int i = 0; i < m; i++)
        if (!i || by_ends(&p[kept - 1], &p[i])) p[kept++] = p[i];
    return kept;
}

static igraph_error_t create(const pair *p, int m, int vertices, bool directed, igraph_t *out)
{
    igraph_vector_int_t ends;
    igraph_error_t rc = igraph_vector_int_init(&ends, 2 * (igraph_integer_t)m);
    if (rc) return rc;
    for (int i = 0; i < m; i++) VECTOR(ends)[2 * i] = p[i].from, VECTOR(ends)[2 * i + 1] = p[i].to;
    rc = igraph_create(out, &ends, vertices, directed);
    igraph_vector_int_destroy(&ends);
    return rc;
}

static igraph_error_t make(const kg_graph *g, bool directed, igraph_t *out, kg_arena *a)
{
    pair *p;
    int m = pairs_of(g, directed, &p, a);
    return create(p, m, kg_graph_vertices(g), directed, out);
}

/* -- groups are numbered from 1, the largest first, then the one with the first member ------------------------------- */

typedef struct { int group, size, first; } group;

static int by_size(const void *x, const void *y)
{
    const group *a = x, *b = y;
    return a->size != b->size ? (a->size < b->size) - (a->size > b->size) : (a->first > b->first) - (a->first < b->first);
}

static void number_groups(const igraph_vector_int_t *member, double *out, kg_arena *a)
{
    int n = (int)igraph_vector_int_size(member);
    group *v = kg_new(a, group, n + 1);
    double *number = kg_new(a, double, n + 1);
    for (int i = n - 1; i >= 0; i--) {
        group *at = &v[VECTOR(*member)[i]];
        *at = (group){ (int)VECTOR(*member)[i], at->size + 1, i };
    }
    qsort(v, (size_t)n, sizeof *v, by_size);
    for (int i = 0; i < n && v[i].size; i++) number[v[i].group] = i + 1;
    for (int i = 0; i < n; i++) out[i] = number[VECTOR(*member)[i]];
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

static igraph_error_t whole_numbers(const igraph_t *g, kg_measure what, double *out, kg_arena *a)
{
    igraph_vector_int_t v;
    igraph_error_t rc = igraph_vector_int_init(&v, 0);
    if (!rc) rc = what == KG_CORE      ? igraph_coreness(g, &v, IGRAPH_ALL)
                : what == KG_COMPONENT ? igraph_connected_components(g, &v, NULL, NULL, IGRAPH_WEAK)
                                       : leiden(g, &v);
    if (!rc && what != KG_CORE) number_groups(&v, out, a);
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
    igraph_error_t rc = kg_graph_vertices(g) ? make(g, directed, &simple, a) : IGRAPH_SUCCESS;
    if (!rc && kg_graph_vertices(g)) {
        rc = whole ? whole_numbers(&simple, what, out, a) : real_numbers(&simple, what, out);
        igraph_destroy(&simple);
    }
    kg_arena_free(a);
    return !rc || kg_fail(e, KG_ELIMIT, -1, "igraph: %s", igraph_strerror(rc));
}

/* -- places: what hangs together lies together ------------------------------------------------------------------------- */

typedef struct {
    kg_arena *a;
    int n, *vertex, *own;                                     /* of a component: its vertices, and where each stands in it */
    double *x, *y;
    double left, top, high, room;                             /* of the row that is being filled */
} places;

/* How long a relation is drawn: what has many leaves needs room for them around it. */
static igraph_error_t lengths(const pair *e, int m, int n, igraph_vector_t *out, kg_arena *a)
{
    enum { AROUND = 6 };
    int *degree = kg_new(a, int, n), *leaves = kg_new(a, int, n);
    igraph_error_t rc = igraph_vector_init(out, m);
    for (int i = 0; i < m; i++) degree[e[i].from]++, degree[e[i].to]++;
    for (int i = 0; i < m; i++) leaves[e[i].from] += degree[e[i].to] == 1, leaves[e[i].to] += degree[e[i].from] == 1;
    for (int i = 0; i < m && !rc; i++)
        VECTOR(*out)[i] = fmax(1, fmax(leaves[e[i].from], leaves[e[i].to]) / AROUND) + (degree[e[i].from] > 1 && degree[e[i].to] > 1);
    return rc;
}

/* Kamada and Kawai keep distances, which is easiest to read, at the cost of the square; above some hundreds Fruchterman and
 * Reingold. Components are laid out one by one: together they would push each other out of sight. */
static igraph_error_t lay_out(places *p, const pair *e, int m)
{
    enum { STEPS = 500, SMALL = 400 };
    igraph_t g;
    igraph_matrix_t at;
    igraph_vector_t length;
    pair *own = kg_new(p->a, pair, m + 1);
    for (int i = 0; i < m; i++) own[i] = (pair){ p->own[e[i].from], p->own[e[i].to] };
    igraph_error_t rc = create(own, m, p->n, false, &g);
    if (rc) return rc;
    igraph_rng_seed(igraph_rng_default(), 20201005);
    rc = igraph_matrix_init(&at, 0, 0);
    if (!rc) rc = lengths(own, m, p->n, &length, p->a);
    if (!rc)
        rc = p->n <= SMALL ? igraph_layout_kamada_kawai(&g, &at, false, 50 * p->n, 0, p->n, &length, NULL, NULL, NULL, NULL)
                           : igraph_layout_fruchterman_reingold(&g, &at, false, STEPS, sqrt(p->n), IGRAPH_LAYOUT_AUTOGRID, NULL,
                                                                NULL, NULL, NULL, NULL);
    for (int i = 0; !rc && i < p->n; i++) p->x[p->vertex[i]] = MATRIX(at, i, 0), p->y[p->vertex[i]] = MATRIX(at, i, 1);
    igraph_vector_destroy(&length);
    igraph_matrix_destroy(&at);
    igraph_destroy(&g);
    return rc;
}

/* Set down beside the one before, or in a new row. */
static void set_down(places *p)
{
    double box[4] = { INFINITY, INFINITY, -INFINITY, -INFINITY };
    for (int i = 0; i < p->n; i++) {
        double x = p->x[p->vertex[i]], y = p->y[p->vertex[i]];
        box[0] = fmin(box[0], x), box[1] = fmin(box[1], y), box[2] = fmax(box[2], x), box[3] = fmax(box[3], y);
    }
    double wide = box[2] - box[0] + 1.5, high = box[3] - box[1] + 1.5;
    if (p->left > 0 && p->left + wide > p->room) p->top += p->high, p->left = p->high = 0;
    for (int i = 0; i < p->n; i++) p->x[p->vertex[i]] += p->left - box[0], p->y[p->vertex[i]] += p->top - box[1];
    if (p->room < wide) p->room = wide;
    p->left += wide, p->high = fmax(p->high, high);
}

/* `e` and `list` are in the order of components, `of` says which component a vertex is in. */
static igraph_error_t place_all(places *p, const pair *e, int m, int *list, int n, const double *of)
{
    igraph_error_t rc = IGRAPH_SUCCESS;
    p->room = sqrt(n) * 2;
    for (int i = 0, k = 0, j, l; i < n && !rc; i = j, k = l) {
        for (j = i; j < n && of[list[j]] <= of[list[i]]; j++) p->own[list[j]] = j - i;
        for (l = k; l < m && of[e[l].from] <= of[list[i]]; l++) {}
        p->vertex = list + i, p->n = j - i;
        if (p->n > 1) rc = lay_out(p, e + k, l - k);
        if (!rc) set_down(p);
    }
    return rc;
}

static int by_group(const void *x, const void *y, void *of)
{
    const double *at = of;
    int a = *(const int *)x, b = *(const int *)y;
    return at[a] != at[b] ? (at[a] > at[b]) - (at[a] < at[b]) : a - b;
}

static int pair_by_group(const void *x, const void *y, void *of)
{
    const pair *a = x, *b = y;
    int c = by_group(&a->from, &b->from, of);
    return c ? c : by_ends(a, b);
}

bool kg_graph_places(const kg_graph *g, const bool *drawn, double *x, double *y, kg_err *e)
{
    int nv = kg_graph_vertices(g), n = 0, m = 0;
    kg_arena *a = kg_arena_new();
    pair *p;
    igraph_t some;
    igraph_vector_int_t member;
    places all = { .a = a, .own = kg_new(a, int, nv), .x = x, .y = y };
    int *list = kg_new(a, int, nv + 1), pairs = pairs_of(g, false, &p, a);
    double *of = kg_new(a, double, nv + 1);
    for (int v = 0; v < nv; v++)
        if (drawn[v]) list[n++] = v;
    for (int i = 0; i < pairs; i++)
        if (drawn[p[i].from] && drawn[p[i].to]) p[m++] = p[i];
    igraph_error_t rc = n ? create(p, m, nv, false, &some) : IGRAPH_SUCCESS;
    if (!rc && n) {
        rc = igraph_vector_int_init(&member, 0);
        if (!rc) rc = igraph_connected_components(&some, &member, NULL, NULL, IGRAPH_WEAK);
        if (!rc) number_groups(&member, of, a);
        igraph_vector_int_destroy(&member);
        igraph_destroy(&some);
        qsort_r(list, (size_t)n, sizeof *list, by_group, of);
        if (m) qsort_r(p, (size_t)m, sizeof *p, pair_by_group, of);
        if (!rc) rc = place_all(&all, p, m, list, n, of);
    }
    kg_arena_free(a);
    return !rc || kg_fail(e, KG_ELIMIT, -1, "igraph: %s", igraph_strerror(rc));
}
