/* write_network.c - a whole graph as a picture that can be read. In: a graph, which is made smaller. Out: DOT.
 *
 * Idea: how much is drawn hangs on how much there is. A hundred things are drawn as they are. Where leaves (things that one other
 * thing alone speaks of) make it more, they are counted on what speaks of them: what is shared is what connects. What is larger
 * still becomes groups (write_groups.c).
 */
#include "cards.h"

enum { LAYERED = 120 };

typedef struct {
    int *degree, *near;
    bool *speaks, *keep;
    int *weight;
    int kept;
    kg_alone *alone;
} leaves;

static void count_leaves(const kg_graph *g, leaves *x, kg_arena *a)
{
    int nv = kg_graph_vertices(g), ne = kg_graph_arcs(g);
    *x = (leaves){ kg_new(a, int, nv),     kg_new(a, int, nv), kg_new(a, bool, nv),
                   kg_new(a, bool, nv),    kg_new(a, int, ne), 0,
                   kg_new(a, kg_alone, nv) };
    for (int i = 0; i < ne; i++) {
        kg_arc e = kg_graph_arc(g, i);
        x->weight[i] = e.weight;
        x->speaks[e.from] = true;
        for (int end = 0; end < 2; end++) { /* parallel relations are one neighbour */
            int v = end ? e.to : e.from, w = end ? e.from : e.to;
            if (v == w || (x->degree[v] == 1 && x->near[v] == w)) continue;
            x->degree[v]++, x->near[v] = w;
        }
    }
    for (int v = 0; v < nv; v++) {
        kg_str letter = kg_letter_of(kg_graph_vertex(g, v));
        x->keep[v] = x->degree[v] > 1 || (x->speaks[v] && x->degree[v]);
        x->kept += x->keep[v];
        if (x->keep[v] || !x->degree[v]) continue;
        kg_alone *at = &x->alone[x->near[v]];
        if (kg_eq(letter, KG_S("M"))) at->motions++;
        else if (kg_eq(letter, KG_S("T"))) at->promises++;
        else at->others++;
    }
}

static bool draw_shared(kg_graph *g, leaves *x, const kg_view *o, kg_str scope, kg_sink_fn *put, void *ctx, kg_arena *a,
                        kg_err *e)
{
    int nv = kg_graph_vertices(g), n = 0;
    kg_alone *left = kg_new(a, kg_alone, nv);
    for (int v = 0; v < nv; v++)
        if (x->keep[v]) left[n++] = x->alone[v];
    if (!kg_graph_keep(g, x->keep, x->weight, e) || !kg_graph_narrow(g, &(kg_narrow){ .merge = true }, e)) return false;
    kg_str below = kg_fmt(a,
                          "Getekend: %d stukken die iets noemen, of die meer dan \xC3\xA9\xC3\xA9n stuk noemt. Wat maar \xC3\xA9\xC3\xA9n stuk "
                          "noemt (%d), is daar geteld \xC2\xB7 %.*s",
                          n, nv - n, KG_ARG(scope));
    return kg_write_dot_counted(g, o->style, o->title, below, left, put, ctx) ||
           kg_fail(e, KG_EIO, -1, "could not be written");
}

static bool write_network(kg_graph *g, kg_store *s, const kg_view *o, kg_sink_fn *put, void *ctx, kg_err *e)
{
    kg_scope scope;
    if (!kg_ask_scope(s, &scope, e)) return false;
    kg_arena *a = kg_arena_new();
    leaves x;
    count_leaves(g, &x, a);
    kg_str in = kg_scope_nl(&scope, a),
           all = kg_fmt(a, "%d stukken \xC2\xB7 %d verwijzingen \xC2\xB7 %.*s", kg_graph_vertices(g), kg_graph_arcs(g), KG_ARG(in));
    bool ok;
    if (kg_graph_vertices(g) <= LAYERED)
        ok = kg_write_dot_counted(g, o->style, o->title, all, NULL, put, ctx) || kg_fail(e, KG_EIO, -1, "could not be written");
    else if (x.kept && x.kept <= LAYERED) ok = draw_shared(g, &x, o, in, put, ctx, a, e);
    else ok = kg_write_groups(g, s, o, put, ctx, e);
    kg_arena_free(a);
    return ok;
}

bool kg_write_view(kg_graph *g, kg_store *s, const kg_view *o, kg_sink_fn *put, void *ctx, kg_err *e)
{
    switch (o->what) {
    case KG_VIEW_MOTIES:
    case KG_VIEW_TOEZEGGINGEN: return kg_write_cards(g, s, o, put, ctx, e);
    case KG_VIEW_DOSSIER: return kg_write_dossier(g, s, o, put, ctx, e);
    case KG_VIEW_AROUND: return kg_write_around(g, s, o, put, ctx, e);
    case KG_VIEW_NETWORK:
    default: return write_network(g, s, o, put, ctx, e);
    }
}
