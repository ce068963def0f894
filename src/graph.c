/* graph.c - the citation graph. In: the views graph_node and graph_edge of a graph file, and a selection. Out: an
 * igraph graph, built once, with its attributes beside it.
 *
 * Idea: vertices are dense numbers in the order of their names, arcs are sorted by (from, to, relation, document,
 * line), so the same records give the same graph whatever their order in the file. The arcs go to igraph in one vector:
 * igraph_add_edge one by one is quadratic (performance.md 4: 2,800 times slower at 10,000 edges). Attributes live in
 * our own arrays, by vertex and arc number: igraph's string attributes cost more than the graph.
 * Invariants: arc number == igraph edge id; the graph is read-only once made. The only file that knows igraph. Debian's
 * igraph 0.10 is not thread-safe, so graphs are made from one thread.
 */
#include "base.h"
#include "store.h"

#include <igraph/igraph.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct { int from, to, relation, value, document, line, evidence; double confidence; } arc;   /* numbers of words */

/* Lists of a million grow by realloc, which moves pages where an arena copies them and keeps the old. */
struct kg_graph {
    kg_arena *a;                                              /* strings */
    igraph_t g;
    bool made;                                                /* g is initialised */
    struct { kg_vertex *v; int n, cap; } nodes;
    struct { arc *v; int n, cap; } arcs;
    struct { kg_str *v; int n, cap; } words;                  /* v[0] is none */
};

static void *grown(void *v, int *cap, size_t size)
{
    *cap = *cap ? *cap * 2 : 1024;
    v = realloc(v, (size_t)*cap * size);
    if (!v) kg_alloc(NULL, SIZE_MAX, 2);                      /* out of memory: the one place that ends the program */
    return v;
}
#define ADD(list) ((list).n < (list).cap ? (void)0 : (void)((list).v = grown((list).v, &(list).cap, sizeof *(list).v)), \
                   &(list).v[(list).n++])

typedef struct {                                              /* what the reading needs and the graph does not keep */
    kg_arena *scratch;
    kg_graph *g;
    kg_err *e;
    bool failed;
    struct { uint32_t hash; int v; } *slot; uint32_t mask;    /* name -> vertex: open addressing, v == -1 is empty */
    kg_map *known;                                            /* short attribute values, each kept once: number in words */
    int last_from, last_evidence;
    kg_map *wanted; bool select;                              /* keys of the selected edges */
    int column[5];                                            /* of the selection: source relation target document line */
} reader;

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

/* -- names to vertices --------------------------------------------------------------------------------------------- */

static uint32_t hash(kg_str s)
{
    uint64_t h = 0x9E3779B97F4A7C15u, w = 0;
    ptrdiff_t i = 0;
    for (; i + 8 <= s.n; i += 8) {
        memcpy(&w, s.s + i, 8);
        h = (h ^ w) * 0xFF51AFD7ED558CCDu;
        h ^= h >> 32;
    }
    w = (uint64_t)s.n << 56;
    for (int shift = 0; i < s.n; i++, shift += 8) w ^= (uint64_t)(unsigned char)s.s[i] << shift;
    h = (h ^ w) * 0xC4CEB9FE1A85EC53u;
    return (uint32_t)(h >> 32);
}

static int vertex_of(const reader *r, kg_str name)
{
    uint32_t h = hash(name);
    for (uint32_t i = h & r->mask;; i = (i + 1) & r->mask) {
        int v = r->slot[i].v;
        if (v < 0 || (r->slot[i].hash == h && kg_eq(r->g->nodes.v[v].name, name))) return v;
    }
}

static void index_names(reader *r)
{
    uint32_t size = 16;
    while (size < (uint32_t)r->g->nodes.n * 2) size *= 2;
    r->mask = size - 1;
    r->slot = kg_alloc(r->scratch, sizeof *r->slot, size);
    memset(r->slot, 0xFF, size * sizeof *r->slot);
    for (int v = 0; v < r->g->nodes.n; v++) {
        uint32_t h = hash(r->g->nodes.v[v].name), i = h & r->mask;
        while (r->slot[i].v >= 0) i = (i + 1) & r->mask;
        r->slot[i].hash = h;
        r->slot[i].v = v;
    }
}

static int by_name(const void *a, const void *b) { return kg_cmp(((const kg_vertex *)a)->name, ((const kg_vertex *)b)->name); }

/* -- rows of the views --------------------------------------------------------------------------------------------- */

static kg_str text_of(const kg_cell *c) { return c->null ? (kg_str){0} : c->text; }
static kg_str kept(reader *r, const kg_cell *c) { return text_of(c).n ? kg_dup(r->g->a, c->text) : (kg_str){0}; }

static int add_word(reader *r, kg_str s)
{
    *ADD(r->g->words) = s;
    return r->g->words.n - 1;
}

static int shared(reader *r, const kg_cell *c)                /* kind, relation, date, document: few values, many rows */
{
    if (!text_of(c).n) return 0;
    int *at = kg_map_at(&r->known, c->text, NULL);
    if (at) return *at;
    kg_str s = kg_dup(r->g->a, c->text);
    return *kg_map_at(&r->known, s, r->scratch) = add_word(r, s);
}

static kg_str shared_str(reader *r, const kg_cell *c)
{
    int i = shared(r, c);                                     /* first: it may move the list */
    return r->g->words.v[i];
}

static bool refuse(reader *r, const char *what, kg_str name)
{
    r->failed = true;
    return kg_fail(r->e, KG_ESTORE, -1, "not a sound graph file: %s \"%.*s\"", what, (int)(name.n < 100 ? name.n : 100), name.s);
}

static bool on_node(void *ctx, const kg_col *cols, int ncols, const kg_cell *c)
{
    (void)cols;
    reader *r = ctx;
    if (!c || ncols < 8) return true;
    kg_vertex v = { kept(r, &c[0]), kept(r, &c[1]), shared_str(r, &c[2]), shared_str(r, &c[3]), kept(r, &c[4]),
                      shared_str(r, &c[5]), shared_str(r, &c[6]), kg_int(text_of(&c[7])) > 0 };
    if (r->g->nodes.n == INT_MAX / 4) return refuse(r, "too many nodes at", v.name);
    *ADD(r->g->nodes) = v;
    return true;
}

static double real_of(kg_str s)                               /* "0.95", "1e-05"; never by locale */
{
    double v = 0, unit = 1;
    bool dot = false;
    ptrdiff_t i = 0;
    for (; i < s.n && (kg_digit(s.s[i]) || s.s[i] == '.'); i++) {
        if (s.s[i] == '.') { dot = true; continue; }
        v = v * 10 + (s.s[i] - '0');
        if (dot) unit *= 10;
    }
    return i < s.n && kg_fold(s.s[i]) == 'e' ? 0 : v / unit;
}

static bool chosen(reader *r, const kg_cell *c);

static bool on_edge(void *ctx, const kg_col *cols, int ncols, const kg_cell *c)
{
    (void)cols;
    reader *r = ctx;
    if (!c || ncols < 8 || !chosen(r, c)) return true;
    kg_str source = text_of(&c[0]), target = text_of(&c[2]);
    int from = r->last_from >= 0 && kg_eq(r->g->nodes.v[r->last_from].name, source) ? r->last_from : vertex_of(r, source);
    int to = vertex_of(r, target);
    if (from < 0 || to < 0) return refuse(r, "a relation with what is no node:", from < 0 ? source : target);
    if (r->g->arcs.n == INT_MAX / 4) return refuse(r, "too many relations at", source);
    r->last_from = from;
    /* Ten relations of one sentence follow each other with the same evidence. */
    if (!kg_eq(r->g->words.v[r->last_evidence], text_of(&c[6]))) r->last_evidence = add_word(r, kept(r, &c[6]));
    int line = kg_int(text_of(&c[5]));
    int relation = shared(r, &c[1]), value = shared(r, &c[3]), document = shared(r, &c[4]);
    *ADD(r->g->arcs) = (arc){ from, to, relation, value, document, line > 0 ? line : 0, r->last_evidence,
                                             real_of(text_of(&c[7])) };
    return true;
}

/* -- the selection: keys of the edges to keep ---------------------------------------------------------------------- */

/* The five joined, in `room` where they fit. A part that the selection does not yield counts as empty. */
static kg_str key_of(const kg_cell *const part[5], char *room, ptrdiff_t size, kg_arena *a)
{
    ptrdiff_t n = 5;
    for (int i = 0; i < 5; i++) n += part[i] ? text_of(part[i]).n : 0;
    char *key = n <= size ? room : kg_alloc(a, 1, (size_t)n), *p = key;
    for (int i = 0; i < 5; i++) {
        kg_str s = part[i] ? text_of(part[i]) : (kg_str){0};
        if (s.n) p = mempcpy(p, s.s, (size_t)s.n);
        *p++ = '\x1F';
    }
    return (kg_str){ key, n };
}

static bool on_selected(void *ctx, const kg_col *cols, int ncols, const kg_cell *c)
{
    static const char *const name[5] = { "source", "relation", "target", "document", "line" };
    reader *r = ctx;
    if (!c) {
        for (int i = 0; i < 5; i++)
            for (int j = r->column[i] = -1; ++j < ncols;)
                if (!strcmp(cols[j].name, name[i])) r->column[i] = j;
        return true;
    }
    const kg_cell *part[5];
    for (int i = 0; i < 5; i++) part[i] = r->column[i] < 0 ? NULL : &c[r->column[i]];
    *kg_map_at(&r->wanted, key_of(part, NULL, 0, r->scratch), r->scratch) = 1;
    return true;
}

static bool chosen(reader *r, const kg_cell *c)
{
    static const int place[5] = { 0, 1, 2, 4, 5 };            /* of the five in the query for edges */
    char room[512];
    if (!r->select) return true;
    const kg_cell *part[5];
    for (int i = 0; i < 5; i++) part[i] = r->column[i] < 0 ? NULL : &c[place[i]];
    return kg_map_at(&r->wanted, key_of(part, room, sizeof room, r->scratch), NULL) != NULL;
}

static bool read_selection(reader *r, kg_store *s, const char *select, kg_err *e)
{
    for (int i = 0; i < 5; i++) r->column[i] = -1;
    r->select = select != NULL;
    if (!select) return true;
    if (!kg_store_rows(s, select, NULL, 0, on_selected, r, e)) return false;
    return (r->column[0] >= 0 && r->column[1] >= 0 && r->column[2] >= 0) ||
           kg_fail(e, KG_EUSAGE, -1, "a selection must yield the columns source, relation and target");
}

/* -- order --------------------------------------------------------------------------------------------------------- */

static int by_words(const void *x, const void *y, void *ctx)
{
    const arc *a = x, *b = y;
    const kg_str *w = ctx;
    int c = kg_cmp(w[a->relation], w[b->relation]);
    if (!c) c = kg_cmp(w[a->document], w[b->document]);
    if (!c) c = (a->line > b->line) - (a->line < b->line);
    if (!c) c = kg_cmp(w[a->value], w[b->value]);
    if (!c) c = kg_cmp(w[a->evidence], w[b->evidence]);
    return c ? c : (a->confidence > b->confidence) - (a->confidence < b->confidence);
}

/* Stable counting sort by one end. */
static void sort_by_end(const arc *in, arc *out, int n, int nv, bool to, kg_arena *a)
{
    int *at = kg_new(a, int, nv + 1);
    for (int i = 0; i < n; i++) at[(to ? in[i].to : in[i].from) + 1]++;
    for (int v = 0; v < nv; v++) at[v + 1] += at[v];
    for (int i = 0; i < n; i++) out[at[to ? in[i].to : in[i].from]++] = in[i];
}

static bool sort_arcs(reader *r)
{
    kg_graph *g = r->g;
    int n = g->arcs.n;
    arc *e = g->arcs.v, *half = malloc((size_t)(n ? n : 1) * sizeof *half);
    if (!half) return kg_fail(r->e, KG_ELIMIT, -1, "out of memory");
    sort_by_end(e, half, n, g->nodes.n, true, r->scratch);
    sort_by_end(half, e, n, g->nodes.n, false, r->scratch);
    free(half);
    for (int i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && e[j].from == e[i].from && e[j].to == e[i].to; j++) {}
        if (j - i > 1) qsort_r(e + i, (size_t)(j - i), sizeof *e, by_words, g->words.v);
    }
    return true;
}

/* Vertices sorted, two rows of one name made one. */
static void sort_nodes(reader *r)
{
    if (r->g->nodes.n > 1) qsort(r->g->nodes.v, (size_t)r->g->nodes.n, sizeof *r->g->nodes.v, by_name);
    int n = 0;
    for (int i = 0; i < r->g->nodes.n; i++)
        if (!n || !kg_eq(r->g->nodes.v[n - 1].name, r->g->nodes.v[i].name)) r->g->nodes.v[n++] = r->g->nodes.v[i];
    r->g->nodes.n = n;
}

/* With a selection the end points of its edges stay, without one all nodes. Order is kept, so numbers only move down. */
static void keep_nodes(reader *r)
{
    kg_graph *g = r->g;
    if (!r->select) return;
    int *number = kg_new(r->scratch, int, g->nodes.n), nv = 0;
    for (int i = 0; i < g->arcs.n; i++) number[g->arcs.v[i].from] = number[g->arcs.v[i].to] = 1;
    for (int v = 0; v < g->nodes.n; v++) {
        if (!number[v]) continue;
        number[v] = nv;
        g->nodes.v[nv++] = g->nodes.v[v];
    }
    g->nodes.n = nv;
    for (int i = 0; i < g->arcs.n; i++) {
        arc *e = &g->arcs.v[i];
        e->from = number[e->from], e->to = number[e->to];
    }
}

static bool make(kg_graph *g, kg_err *e)
{
    catch_errors();
    igraph_vector_int_t ends;
    if (igraph_vector_int_init(&ends, (igraph_integer_t)g->arcs.n * 2)) return kg_fail(e, KG_ELIMIT, -1, "igraph: %s", igraph_said);
    for (int i = 0; i < g->arcs.n; i++) {
        VECTOR(ends)[2 * i] = g->arcs.v[i].from;
        VECTOR(ends)[2 * i + 1] = g->arcs.v[i].to;
    }
    g->made = igraph_create(&g->g, &ends, g->nodes.n, IGRAPH_DIRECTED) == IGRAPH_SUCCESS;
    igraph_vector_int_destroy(&ends);
    return g->made || kg_fail(e, KG_ELIMIT, -1, "igraph: %s", igraph_said);
}

static bool read_all(reader *r, kg_store *s, const char *select, kg_err *e)
{
    if (!read_selection(r, s, select, e)) return false;
    if (!kg_store_rows(s, "SELECT name, label, kind, soort, title, date, dossier, present FROM graph_node", NULL, 0, on_node, r, e))
        return false;
    sort_nodes(r);
    index_names(r);
    return kg_store_rows(s, "SELECT source, relation, target, value, document, line, evidence, confidence FROM graph_edge",
                         NULL, 0, on_edge, r, e) && !r->failed;
}

kg_graph *kg_graph_build(kg_store *s, const char *select, kg_err *e)
{
    kg_graph *g = calloc(1, sizeof *g);
    if (!g) return kg_fail(e, KG_ELIMIT, -1, "out of memory"), NULL;
    g->a = kg_arena_new();
    reader r = { .scratch = kg_arena_new(), .g = g, .e = e, .last_from = -1 };
    *ADD(g->words) = (kg_str){0};
    bool ok = read_all(&r, s, select, e) && sort_arcs(&r);
    if (ok) keep_nodes(&r);
    ok = ok && make(g, e);
    kg_arena_free(r.scratch);
    if (ok) return g;
    kg_graph_free(g);
    return NULL;
}

void kg_graph_free(kg_graph *g)
{
    if (!g) return;
    if (g->made) igraph_destroy(&g->g);
    kg_arena_free(g->a);
    free(g->nodes.v);
    free(g->arcs.v);
    free(g->words.v);
    free(g);
}

int kg_graph_vertices(const kg_graph *g) { return (int)igraph_vcount(&g->g); }
int kg_graph_arcs(const kg_graph *g) { return (int)igraph_ecount(&g->g); }
kg_vertex kg_graph_vertex(const kg_graph *g, int v) { return g->nodes.v[v]; }

kg_arc kg_graph_arc(const kg_graph *g, int i)                 /* the ends as igraph has them */
{
    const arc *e = &g->arcs.v[i];
    const kg_str *w = g->words.v;
    return (kg_arc){ (int)IGRAPH_FROM(&g->g, i), (int)IGRAPH_TO(&g->g, i), w[e->relation], w[e->value], w[e->document],
                     e->line, w[e->evidence], e->confidence };
}

double kg_graph_indegree(const kg_graph *g, int v)
{
    igraph_integer_t n = 0;
    return igraph_degree_1(&g->g, &n, v, IGRAPH_IN, IGRAPH_LOOPS) ? 0 : (double)n;
}
