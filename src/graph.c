/* graph.c - the citation graph. In: lists of vertices and arcs (graph_read.c). Out: an igraph graph, built once, with its
 * attributes beside it.
 *
 * Idea: the arcs go to igraph in one vector: igraph_add_edge one by one is quadratic (performance.md 4: 2,800 times slower
 * at 10,000 edges).
 * Invariants: arc number == igraph edge id. The only file that knows igraph. Debian's igraph 0.10 is not thread-safe, so
 * graphs are made from one thread.
 */
#include "graph.h"

#include <igraph/igraph.h>
#include <stdio.h>
#include <stdlib.h>

struct kg_graph {
    kg_lists l;
    igraph_t g;
    bool made; /* g is initialised */
};

/* -- igraph's errors become ours ----------------------------------------------------------------------------------- */

static char igraph_said[256];

static void on_error(const char *reason, const char *file, int line, igraph_error_t code)
{
    (void)file, (void)line;
    snprintf(igraph_said, sizeof igraph_said, "%s (%s)", reason, igraph_strerror(code));
    IGRAPH_FINALLY_FREE();
}

static void on_warning(const char *reason, const char *file, int line) { (void)reason, (void)file, (void)line; }

static void catch_errors(void)
{
    static bool done;
    if (done) return;
    igraph_set_error_handler(on_error);
    igraph_set_warning_handler(on_warning);
    done = true;
}

static bool make(kg_graph *g, kg_err *e)
{
    catch_errors();
    igraph_vector_int_t ends;
    if (igraph_vector_int_init(&ends, (igraph_integer_t)g->l.arcs.n * 2))
        return kg_fail(e, KG_ELIMIT, -1, "igraph: %s", igraph_said);
    for (int i = 0; i < g->l.arcs.n; i++) {
        VECTOR(ends)[2 * i] = g->l.arcs.v[i].from;
        VECTOR(ends)[2 * i + 1] = g->l.arcs.v[i].to;
    }
    g->made = igraph_create(&g->g, &ends, g->l.nodes.n, IGRAPH_DIRECTED) == IGRAPH_SUCCESS;
    igraph_vector_int_destroy(&ends);
    return g->made || kg_fail(e, KG_ELIMIT, -1, "igraph: %s", igraph_said);
}

kg_graph *kg_graph_build(kg_store *s, const char *select, kg_err *e)
{
    kg_graph *g = calloc(1, sizeof *g);
    if (!g) return kg_fail(e, KG_ELIMIT, -1, "out of memory"), NULL;
    if (kg_lists_read(&g->l, s, select, e) && make(g, e)) return g;
    kg_graph_free(g);
    return NULL;
}

void kg_graph_free(kg_graph *g)
{
    if (!g) return;
    if (g->made) igraph_destroy(&g->g);
    kg_lists_free(&g->l);
    free(g);
}

int kg_graph_vertices(const kg_graph *g) { return (int)igraph_vcount(&g->g); }
int kg_graph_arcs(const kg_graph *g) { return (int)igraph_ecount(&g->g); }
kg_vertex kg_graph_vertex(const kg_graph *g, int v) { return g->l.nodes.v[v]; }

kg_arc kg_graph_arc(const kg_graph *g, int i) /* the ends as igraph has them */
{
    const kg_list_arc *e = &g->l.arcs.v[i];
    const kg_str *w = g->l.words.v;
    return (kg_arc){ .from = (int)IGRAPH_FROM(&g->g, i),
                     .to = (int)IGRAPH_TO(&g->g, i),
                     .line = e->line,
                     .weight = e->weight,
                     .relation = w[e->relation],
                     .value = w[e->value],
                     .document = w[e->document],
                     .evidence = w[e->evidence],
                     .date = w[e->date],
                     .confidence = e->confidence };
}

int kg_graph_find(const kg_graph *g, kg_str name)
{
    int lo = 0, hi = g->l.nodes.n;
    while (lo < hi) {
        int mid = lo + (hi - lo) / 2, c = kg_cmp(g->l.nodes.v[mid].name, name);
        if (!c) return mid;
        if (c < 0) lo = mid + 1;
        else hi = mid;
    }
    return -1;
}

bool kg_graph_weighted(const kg_graph *g)
{
    for (int i = 0; i < g->l.arcs.n; i++)
        if (g->l.arcs.v[i].weight > 1) return true;
    return false;
}

double kg_graph_indegree(const kg_graph *g, int v)
{
    igraph_integer_t n = 0;
    return igraph_degree_1(&g->g, &n, v, IGRAPH_IN, IGRAPH_LOOPS) ? 0 : (double)n;
}

/* -- a part of it ---------------------------------------------------------------------------------------------------- */

/* Order is kept, so numbers only move down. */
static void shrink(kg_lists *l, const bool *vertex, const int *weight, int *number)
{
    int nv = 0, ne = 0;
    for (int v = 0; v < l->nodes.n; v++) {
        number[v] = nv;
        if (vertex[v]) l->nodes.v[nv++] = l->nodes.v[v];
    }
    for (int i = 0; i < l->arcs.n; i++) {
        kg_list_arc e = l->arcs.v[i];
        if (weight[i] < 1 || !vertex[e.from] || !vertex[e.to]) continue;
        e.from = number[e.from], e.to = number[e.to], e.weight = weight[i];
        l->arcs.v[ne++] = e;
    }
    l->nodes.n = nv;
    l->arcs.n = ne;
}

bool kg_graph_keep(kg_graph *g, const bool *vertex, const int *weight, kg_err *e)
{
    kg_arena *a = kg_arena_new();
    shrink(&g->l, vertex, weight, kg_new(a, int, g->l.nodes.n));
    kg_arena_free(a);
    igraph_destroy(&g->g);
    g->made = false;
    return make(g, e);
}
