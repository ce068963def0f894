/* places.c - where the dots stand, for programs that draw them: Gephi, Cytoscape, a page. In: a graph. Out: x and y of each vertex.
 *
 * Idea: what hangs together is laid out by itself, by igraph: by distances (Kamada-Kawai) where that is quick, by forces
 * (Fruchterman-Reingold) above; laid out in one go, parts without a tie between them would push each other out of sight. Each part is
 * brought to the same scale, then they are put down as boxes in rows, the highest first; what stands alone ends up in a field below.
 * Invariants: the same graph gives the same places (vertices in the order of their names, the random generator starts from a number of
 * ours); no two vertices on one spot but by accident of igraph. With graph.c and measure.c the files that know igraph; from one thread.
 */
#include "base.h"

#include <igraph/igraph.h>
#include <math.h>
#include <stdlib.h>

enum { BY_DISTANCE = 150, GRID = 1000, EDGE = 70, APART = 30, MARGIN = 60 };

typedef struct {
    int first, n, arc, arcs; /* its vertices and arcs, in the lists below */
    double w, h, x, y;
} part;

typedef struct {
    const kg_graph *g;
    const bool *drawn, *arcs; /* NULL: all */
    kg_spot *at;
    part *part;
    int parts, *order, *local, *arc; /* vertices by part; number of a vertex in its part; arcs by part */
    kg_arena *a;
} field;

/* -- parts ----------------------------------------------------------------------------------------------------------------- */

static bool has(const field *f, int arc)
{
    kg_arc e = kg_graph_arc(f->g, arc);
    return (!f->arcs || f->arcs[arc]) && (!f->drawn || (f->drawn[e.from] && f->drawn[e.to]));
}

static int root(int *up, int v)
{
    while (up[v] != v) v = up[v] = up[up[v]];
    return v;
}

static int *number_parts(field *f) /* of each vertex from 1, in the order of their first; 0: not drawn */
{
    int nv = kg_graph_vertices(f->g), *up = kg_new(f->a, int, nv), *of = kg_new(f->a, int, nv);
    for (int v = 0; v < nv; v++) up[v] = v;
    for (int i = 0, ne = kg_graph_arcs(f->g); i < ne; i++) {
        kg_arc e = kg_graph_arc(f->g, i);
        int a = root(up, e.from), b = root(up, e.to);
        if (has(f, i)) up[a > b ? a : b] = a > b ? b : a;
    }
    for (int v = 0; v < nv; v++)
        if (!f->drawn || f->drawn[v]) of[v] = root(up, v) == v ? ++f->parts : of[root(up, v)];
    return of;
}

static void find_parts(field *f)
{
    int nv = kg_graph_vertices(f->g), ne = kg_graph_arcs(f->g), *of = number_parts(f);
    f->part = kg_new(f->a, part, f->parts + 1);
    f->order = kg_new(f->a, int, nv);
    f->local = kg_new(f->a, int, nv);
    f->arc = kg_new(f->a, int, ne);
    for (int v = 0; v < nv; v++)
        if (of[v]) f->local[v] = f->part[of[v] - 1].n++;
    for (int i = 0; i < ne; i++)
        if (has(f, i)) f->part[of[kg_graph_arc(f->g, i).from] - 1].arcs++;
    for (int p = 1; p < f->parts; p++) {
        f->part[p].first = f->part[p - 1].first + f->part[p - 1].n;
        f->part[p].arc = f->part[p - 1].arc + f->part[p - 1].arcs;
        f->part[p - 1].arcs = 0;
    }
    if (f->parts) f->part[f->parts - 1].arcs = 0;
    for (int v = 0; v < nv; v++)
        if (of[v]) f->order[f->part[of[v] - 1].first + f->local[v]] = v;
    for (int i = 0; i < ne; i++) {
        if (!has(f, i)) continue;
        part *p = &f->part[of[kg_graph_arc(f->g, i).from] - 1];
        f->arc[p->arc + p->arcs++] = i;
    }
}

/* -- one part ---------------------------------------------------------------------------------------------------------------- */

static igraph_error_t graph_of(const field *f, const part *p, igraph_t *out)
{
    igraph_vector_int_t ends;
    igraph_error_t rc = igraph_vector_int_init(&ends, 2 * (igraph_integer_t)p->arcs);
    for (int i = 0; !rc && i < p->arcs; i++) {
        kg_arc e = kg_graph_arc(f->g, f->arc[p->arc + i]);
        VECTOR(ends)[2 * i] = f->local[e.from];
        VECTOR(ends)[2 * i + 1] = f->local[e.to];
    }
    if (!rc) rc = igraph_create(out, &ends, p->n, false);
    igraph_vector_int_destroy(&ends);
    return rc;
}

/* How long lines are: what has many leaves needs room for them all around. */
static igraph_error_t by_distance(const igraph_t *g, int n, igraph_matrix_t *m, kg_arena *a)
{
    enum { AROUND = 6 };
    int ne = (int)igraph_ecount(g), *degree = kg_new(a, int, n), *leaves = kg_new(a, int, n);
    igraph_vector_t length;
    igraph_error_t rc = igraph_vector_init(&length, ne);
    for (int i = 0; i < ne; i++) degree[IGRAPH_FROM(g, i)]++, degree[IGRAPH_TO(g, i)]++;
    for (int i = 0; i < ne; i++) {
        int from = (int)IGRAPH_FROM(g, i), to = (int)IGRAPH_TO(g, i);
        leaves[from] += degree[to] == 1, leaves[to] += degree[from] == 1;
    }
    for (int i = 0; i < ne && !rc; i++) {
        int from = (int)IGRAPH_FROM(g, i), to = (int)IGRAPH_TO(g, i);
        VECTOR(length)[i] = fmax(1, fmax(leaves[from], leaves[to]) / AROUND) + (degree[from] > 1 && degree[to] > 1);
    }
    if (!rc) rc = igraph_layout_kamada_kawai(g, m, false, 50 * n, 0, n, &length, NULL, NULL, NULL, NULL);
    igraph_vector_destroy(&length);
    return rc;
}

static igraph_error_t lay_out(const igraph_t *g, int n, igraph_matrix_t *m, kg_arena *a)
{
    igraph_rng_seed(igraph_rng_default(), 20201005);
    if (n <= BY_DISTANCE) return by_distance(g, n, m, a);
    return igraph_layout_fruchterman_reingold(g, m, false, 500, sqrt(n), n < GRID ? IGRAPH_LAYOUT_NOGRID : IGRAPH_LAYOUT_GRID,
                                              NULL, NULL, NULL, NULL, NULL);
}

static double distance(kg_spot a, kg_spot b) { return hypot(a.x - b.x, a.y - b.y); }

/* The larger of two scales: lines of a length that is seen, dots that stand apart as seen from a few of them. */
static double scale_of(const field *f, const part *p)
{
    double line = 0, near = 0;
    int lines = 0, seen = 0, step = p->n / 100 + 1;
    for (int i = 0; i < p->arcs; i++) {
        kg_arc e = kg_graph_arc(f->g, f->arc[p->arc + i]);
        if (e.from != e.to) line += distance(f->at[e.from], f->at[e.to]), lines++;
    }
    for (int i = 0; i < p->n; i += step, seen++) {
        double best = INFINITY;
        for (int j = 0; j < p->n; j++)
            if (j != i) best = fmin(best, distance(f->at[f->order[p->first + i]], f->at[f->order[p->first + j]]));
        near += best;
    }
    double a = line > 0 ? EDGE * lines / line : 1, b = near > 0 ? APART * seen / near : 1;
    return a > b ? a : b;
}

static void measure_part(const field *f, part *p) /* to its scale, its upper left corner to 0, 0 */
{
    double scale = scale_of(f, p), left = INFINITY, low = INFINITY;
    for (int i = 0; i < p->n; i++) {
        kg_spot *at = &f->at[f->order[p->first + i]];
        at->x *= scale, at->y *= scale;
        left = fmin(left, at->x), low = fmin(low, at->y);
    }
    for (int i = 0; i < p->n; i++) {
        kg_spot *at = &f->at[f->order[p->first + i]];
        at->x -= left, at->y -= low;
        p->w = fmax(p->w, at->x), p->h = fmax(p->h, at->y);
    }
}

static igraph_error_t place_part(const field *f, part *p)
{
    igraph_t g;
    igraph_matrix_t m;
    if (p->n == 1) return IGRAPH_SUCCESS;
    igraph_error_t rc = graph_of(f, p, &g);
    if (rc) return rc;
    rc = igraph_matrix_init(&m, 0, 0);
    if (!rc) rc = igraph_simplify(&g, true, true, NULL);
    if (!rc) rc = lay_out(&g, p->n, &m, f->a);
    for (int i = 0; !rc && i < p->n; i++) f->at[f->order[p->first + i]] = (kg_spot){ MATRIX(m, i, 0), MATRIX(m, i, 1) };
    if (!rc) measure_part(f, p);
    igraph_matrix_destroy(&m);
    igraph_destroy(&g);
    return rc;
}

/* -- all of them --------------------------------------------------------------------------------------------------------------- */

static int by_height(const void *a, const void *b)
{
    const part *x = a, *y = b;
    return x->h != y->h ? (x->h < y->h ? 1 : -1) : x->first - y->first;
}

static void in_rows(field *f) /* a field somewhat wider than high */
{
    double area = 0, widest = 0, x = 0, y = 0, row = 0;
    if (f->parts) qsort(f->part, (size_t)f->parts, sizeof *f->part, by_height);
    for (int i = 0; i < f->parts; i++) {
        area += (f->part[i].w + MARGIN) * (f->part[i].h + MARGIN);
        widest = fmax(widest, f->part[i].w);
    }
    double width = fmax(widest, sqrt(area * 1.6));
    for (int i = 0; i < f->parts; i++) {
        part *p = &f->part[i];
        if (x > 0 && x + p->w > width) x = 0, y += row + MARGIN, row = 0;
        for (int j = 0; j < p->n; j++) {
            kg_spot *at = &f->at[f->order[p->first + j]];
            at->x = floor((at->x + x) * 10 + 0.5) / 10, at->y = floor((at->y + y) * 10 + 0.5) / 10;
        }
        x += p->w + MARGIN;
        row = fmax(row, p->h);
    }
}

bool kg_graph_places(const kg_graph *g, const bool *drawn, const bool *arcs, kg_spot *at, kg_err *e)
{
    int nv = 0;
    for (int v = 0; v < kg_graph_vertices(g); v++) nv += !drawn || drawn[v];
    if (nv > KG_MOST_PLACES || (!drawn && kg_graph_arcs(g) > 10 * KG_MOST_PLACES))
        return kg_fail(e, KG_ELIMIT, -1, "%d things are too many to be given places; %d at most", nv, KG_MOST_PLACES);
    field f = { .g = g, .drawn = drawn, .arcs = arcs, .at = at, .a = kg_arena_new() };
    bool ok = true;
    find_parts(&f);
    for (int i = 0; ok && i < f.parts; i++) {
        igraph_error_t rc = place_part(&f, &f.part[i]);
        ok = !rc || kg_fail(e, KG_ELIMIT, -1, "igraph: %s", igraph_strerror(rc));
    }
    if (ok) in_rows(&f);
    kg_arena_free(f.a);
    return ok;
}
