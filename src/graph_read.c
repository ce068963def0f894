/* graph_read.c - what a graph is made of. In: the nodes, the relations, the sentences and the states of motions of a
 * graph file, and a selection. Out: kg_lists: vertices sorted by name, arcs sorted, words kept once.
 *
 * Idea: vertices are dense numbers in the order of their names, arcs are sorted by (from, to, relation, document,
 * line), so the same records give the same graph whatever their order in the file. Attributes live in arrays of our own, by
 * vertex and arc number: igraph's string attributes cost more than the graph.
 * Invariant: every end of an arc is a vertex; words[0] is none.
 */
#include "graph.h"
#include "store/store.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

static void *grown(void *v, int *cap, size_t size)
{
    *cap = *cap ? *cap * 2 : 1024;
    return kg_need(realloc(v, (size_t)*cap * size));
}
#define ADD(list)                                                                                                      \
    ((list).n < (list).cap ? (void)0 : (void)((list).v = grown((list).v, &(list).cap, sizeof *(list).v)),              \
     &(list).v[(list).n++])

typedef kg_list_arc arc;
typedef struct {
    int id;
    kg_vertex v;
} named;
typedef struct { /* what the reading needs and the graph does not keep */
    kg_arena *scratch;
    kg_lists *g;
    kg_err *e;
    bool failed;
    int last; /* highest number of a name */
    struct {
        named *v;
        int n, cap;
    } nodes;
    int *vertex;       /* by number of the name; -1 is none */
    int *state, *date; /* likewise: of a motion, of anything; words */
    int *node;         /* likewise: the node of an id */
    int *called;       /* by number of the vertex: its name, as word; 0: not asked yet */
    int again;         /* the word that shared() gave last */
    struct {
        int first, n;
    } * paper; /* its sentences, by the number of its name */
    struct {
        struct {
            int64_t n;
            int word;
        } * v;
        int n, cap;
    } sentences;
    kg_map *known; /* short attribute values, each kept once: number in words */
    kg_map *wanted;
    bool select;   /* keys of the selected edges */
    int column[5]; /* of the selection: source relation target document line */
} reader;

/* -- rows ---------------------------------------------------------------------------------------------------------- */

static kg_str text_of(const kg_val *v) { return v->type == KG_V_TEXT ? ((kg_str){ v->s, v->n }) : (kg_str){ 0 }; }
static kg_str kept(reader *r, const kg_val *v) { return text_of(v).n ? kg_dup(r->g->a, text_of(v)) : (kg_str){ 0 }; }

static bool refuse(reader *r, const char *what, kg_str name)
{
    r->failed = true;
    return kg_fail(r->e, KG_ESTORE, -1, "not a sound graph file: %s \"%.*s\"", what, (int)(name.n < 100 ? name.n : 100),
                   name.s);
}

static int number(const reader *r, const kg_val *v) /* of a name; 0, which is none, where it cannot be */
{
    return v->type == KG_V_INT && v->i > 0 && v->i <= r->last ? (int)v->i : 0;
}

static int add_word(reader *r, kg_str s)
{
    *ADD(r->g->words) = s;
    return r->g->words.n - 1;
}

static int shared(reader *r, const kg_val *v) /* kind, relation, date: few values, many rows */
{
    kg_str s = text_of(v);
    if (!s.n) return 0;
    if (kg_eq(r->g->words.v[r->again], s)) return r->again;
    int *at = kg_map_at(&r->known, s, NULL);
    if (at) return r->again = *at;
    s = kg_dup(r->g->a, s);
    return r->again = *kg_map_at(&r->known, s, r->scratch) = add_word(r, s);
}

static kg_str shared_str(reader *r, const kg_val *v)
{
    int i = shared(r, v); /* first: it may move the list */
    return r->g->words.v[i];
}

/* A JSON list of surnames as people read it: "Ploumen; Van Helvert". */
static kg_str listed(reader *r, const kg_val *v)
{
    kg_str s = text_of(v);
    kg_buf b = { 0 };
    bool in = false;
    if (s.n < 5) return (kg_str){ 0 };
    for (ptrdiff_t i = 0; i < s.n; i++) {
        if (in && s.s[i] == '\\' && i + 1 < s.n) kg_putc(r->g->a, &b, s.s[++i]);
        else if (s.s[i] == '"') in = !in;
        else if (in) kg_putc(r->g->a, &b, s.s[i]);
        else if (s.s[i] == ',') kg_put(r->g->a, &b, KG_S("; "));
    }
    return kg_buf_str(&b);
}

static bool on_state(void *ctx, const kg_val *c) /* node, state */
{
    reader *r = ctx;
    int id = number(r, &c[0]), word = shared(r, &c[1]);
    r->state[id] = word;
    return true;
}

static bool on_node(void *ctx, const kg_val *c)
{
    reader *r = ctx;
    kg_vertex v = { kept(r, &c[1]),       kept(r, &c[2]),
                    shared_str(r, &c[3]), shared_str(r, &c[4]),
                    kept(r, &c[5]),       shared_str(r, &c[6]),
                    shared_str(r, &c[7]), c[8].type == KG_V_INT && c[8].i > 0,
                    listed(r, &c[9]),     { 0 } };
    int id = number(r, &c[0]);
    if (!id) return refuse(r, "a node without a name:", v.name);
    v.state = r->g->words.v[r->state[id]];
    r->date[id] = shared(r, &c[6]);
    *ADD(r->nodes) = (named){ id, v };
    return true;
}

static bool on_sentence(void *ctx, const kg_val *c) /* document, n, text; in that order */
{
    reader *r = ctx;
    int document = number(r, &c[0]);
    if (r->sentences.n == INT_MAX / 4) return refuse(r, "too many sentences at", text_of(&c[2]));
    if (!r->paper[document].n++) r->paper[document].first = r->sentences.n;
    int word = add_word(r, kept(r, &c[2]));
    ADD(r->sentences)->n = c[1].i;
    r->sentences.v[r->sentences.n - 1].word = word;
    return true;
}

static int sentence_at(const reader *r, int paper, int64_t n) /* as word; -1 for none */
{
    int lo = r->paper[paper].first, end = lo + r->paper[paper].n, hi = end;
    while (lo < hi) {
        int mid = lo + (hi - lo) / 2;
        if (r->sentences.v[mid].n < n) lo = mid + 1;
        else hi = mid;
    }
    return lo < end && r->sentences.v[lo].n == n ? r->sentences.v[lo].word : -1;
}

static bool chosen(reader *r, int from, kg_str relation, int to, kg_str document, int64_t line);

static bool on_alias(void *ctx, const kg_val *c) /* id, node */
{
    reader *r = ctx;
    r->node[number(r, &c[0])] = number(r, &c[1]);
    return true;
}

/* As the view graph_arc has it, which looks up each alias in the file. */
static bool on_arc(void *ctx, const kg_val *c) /* source, relation, target, value, document, line, sentence, confidence */
{
    reader *r = ctx;
    int source = r->node[number(r, &c[0])], target = r->node[number(r, &c[2])], paper = number(r, &c[4]), doc = r->node[paper];
    if (c[2].type == KG_V_NULL || (source == target && kg_eq(text_of(&c[1]), KG_S("same_as")))) return true;
    int from = r->vertex[source], to = r->vertex[target], document = r->vertex[doc];
    if (from < 0 || to < 0 || document < 0) return refuse(r, "a relation with what is no node:", text_of(&c[1]));
    kg_str name = r->g->nodes.v[document].name;
    int evidence = sentence_at(r, paper, c[6].i);
    if (evidence < 0) return refuse(r, "a relation without a sentence in", name);
    if (!chosen(r, from, text_of(&c[1]), to, name, c[5].i)) return true;
    if (r->g->arcs.n == INT_MAX / 4) return refuse(r, "too many relations at", name);
    if (!r->called[document]) r->called[document] = add_word(r, name);
    int relation = shared(r, &c[1]), value = shared(r, &c[3]), word = r->called[document];
    int line = c[5].i > 0 && c[5].i < INT_MAX ? (int)c[5].i : 0;
    *ADD(r->g->arcs) = (arc){ from, to, relation, value, word, r->date[doc], line, evidence, 1, c[7].r };
    return true;
}

/* -- the selection: keys of the edges to keep ---------------------------------------------------------------------- */

/* The five joined, in `room` where they fit. What the selection does not yield counts as empty. */
static kg_str key_of(const kg_str part[5], char *room, ptrdiff_t size, kg_arena *a)
{
    ptrdiff_t n = 5;
    for (int i = 0; i < 5; i++) n += part[i].n;
    char *key = n <= size ? room : kg_alloc(a, 1, (size_t)n), *p = key;
    for (int i = 0; i < 5; i++) {
        if (part[i].n) p = mempcpy(p, part[i].s, (size_t)part[i].n);
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
    kg_str part[5] = { 0 };
    for (int i = 0; i < 5; i++)
        if (r->column[i] >= 0 && !c[r->column[i]].null) part[i] = c[r->column[i]].text;
    *kg_map_at(&r->wanted, key_of(part, NULL, 0, r->scratch), r->scratch) = 1;
    return true;
}

static bool chosen(reader *r, int from, kg_str relation, int to, kg_str document, int64_t line)
{
    char room[512], digits[24];
    if (!r->select) return true;
    const kg_vertex *v = r->g->nodes.v;
    kg_str part[5] = { v[from].name,
                       relation,
                       v[to].name,
                       document,
                       { digits, snprintf(digits, sizeof digits, "%lld", (long long)line) } };
    for (int i = 0; i < 5; i++)
        if (r->column[i] < 0) part[i] = (kg_str){ 0 };
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
    kg_lists *g = r->g;
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

/* The first bytes of a name as numbers, which mostly tell two names apart. */
typedef struct {
    uint64_t head[2];
    const named *of;
} key;

static uint64_t eight(kg_str s, ptrdiff_t i)
{
    uint64_t v = 0;
    for (ptrdiff_t end = i + 8; i < end; i++) v = v << 8 | (i < s.n ? (unsigned char)s.s[i] : 0);
    return v;
}

static int by_name(const void *x, const void *y)
{
    const key *a = x, *b = y;
    if (a->head[0] != b->head[0]) return a->head[0] < b->head[0] ? -1 : 1;
    if (a->head[1] != b->head[1]) return a->head[1] < b->head[1] ? -1 : 1;
    return kg_cmp(a->of->v.name, b->of->v.name);
}

/* Vertices sorted, two rows of one name made one. */
static void sort_nodes(reader *r)
{
    int n = r->nodes.n;
    key *in = kg_new(r->scratch, key, n);
    for (int i = 0; i < n; i++) {
        kg_str name = r->nodes.v[i].v.name;
        in[i] = (key){ { eight(name, 0), eight(name, 8) }, &r->nodes.v[i] };
    }
    if (n > 1) qsort(in, (size_t)n, sizeof *in, by_name);
    r->g->nodes.v = kg_new(r->g->a, kg_vertex, n);
    memset(r->vertex, 0xFF, (size_t)(r->last + 1) * sizeof *r->vertex);
    for (int i = 0; i < n; i++) {
        if (!i || !kg_eq(in[i - 1].of->v.name, in[i].of->v.name)) r->g->nodes.v[r->g->nodes.n++] = in[i].of->v;
        r->vertex[in[i].of->id] = r->g->nodes.n - 1;
    }
}

/* With a selection the end points of its edges stay, without one all nodes, but for a file of records, which only proves what it
 * states. Order is kept, so numbers only move down. */
static void keep_nodes(reader *r)
{
    kg_lists *g = r->g;
    int *number = kg_new(r->scratch, int, g->nodes.n), nv = 0;
    for (int v = 0; v < g->nodes.n; v++) number[v] = !r->select && !kg_eq(g->nodes.v[v].soort, KG_S("register"));
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

static const char node_sql[] = "SELECT node.id, name, label, kind, soort, title, date, dossier, present, movers"
                               " FROM node JOIN name USING (id)";
static const char sentence_sql[] = "SELECT document, n, text FROM sentence ORDER BY document, n";
static const char arc_sql[] =
    "SELECT source, relation, target, value, document, line, sentence, confidence FROM relation";

static bool read_all(reader *r, kg_store *s, const char *select, kg_err *e)
{
    int64_t last = read_selection(r, s, select, e) ? kg_store_last_name(s, e) : -1;
    if (last < 0) return false;
    r->last = (int)last;
    r->vertex = kg_new(r->scratch, int, last + 1);
    r->state = kg_new(r->scratch, int, last + 1);
    r->date = kg_new(r->scratch, int, last + 1);
    r->node = kg_new(r->scratch, int, last + 1);
    r->called = kg_new(r->scratch, int, last + 1);
    for (int i = 0; i <= r->last; i++) r->node[i] = i;
    r->paper = kg_alloc(r->scratch, sizeof *r->paper, (size_t)last + 1);
    if (!kg_store_each(s, "SELECT node, state FROM motie", on_state, r, e) ||
        !kg_store_each(s, node_sql, on_node, r, e) || r->failed)
        return false;
    sort_nodes(r);
    return kg_store_each(s, sentence_sql, on_sentence, r, e) && !r->failed &&
           kg_store_each(s, "SELECT id, node FROM alias", on_alias, r, e) && kg_store_each(s, arc_sql, on_arc, r, e) && !r->failed;
}

bool kg_lists_read(kg_lists *l, kg_store *s, const char *select, kg_err *e)
{
    *l = (kg_lists){ .a = kg_arena_new() };
    reader r = { .scratch = kg_arena_new(), .g = l, .e = e };
    *ADD(l->words) = (kg_str){ 0 };
    bool ok = read_all(&r, s, select, e) && sort_arcs(&r);
    if (ok) keep_nodes(&r);
    kg_arena_free(r.scratch);
    free(r.nodes.v);
    free(r.sentences.v);
    return ok;
}

void kg_lists_free(kg_lists *l)
{
    kg_arena_free(l->a);
    free(l->arcs.v);
    free(l->words.v);
}
