/* write_dot.c - a graph as a picture in Graphviz's language. In: a graph and a table of looks (graphs/style.tsv). Out:
 * DOT.
 *
 * Idea: one node a vertex, one edge an arc, nothing merged: a selection decides what is drawn. A layered picture to 120
 * nodes, a force layout with straight lines above: `dot` would do 300 in good time (ecosystem.md 5.1), but documents
 * with many leaves make it a strip of 5,000 points that nobody surveys (looked at: 133 nodes). The file names its own
 * engine, so `dot -Tsvg` draws it as meant. Nodes have a size of their own, reckoned here, so that places do not hang
 * on fonts.
 * Every id and value is quoted, only " and \ are escaped, "->" has blanks (ecosystem.md 1.4).
 * Kind and state show in letter, shape and line, never in colour alone.
 */
#include "write.h"

#include <math.h>
#include <stdlib.h>

enum { LAYERED_NODES = 120, LAYERED_ARCS = 400, HUBS = 40, SAID_ARCS = 40, SENTENCE = 1500 }; /* SENTENCE: points of a tooltip, some 250 letters */

typedef struct {
    kg_out o;
    const kg_graph *g;
    kg_arena *keep, *a; /* looks; what one statement needs */
    kg_looks all;
    bool layered;
    bool *hub; /* among many: which have words; else NULL */
} dot;

/* -- statements ---------------------------------------------------------------------------------------------------- */

static void attr(dot *d, const char *name, kg_str value)
{
    if (!value.n) return;
    kg_out_lit(&d->o, " ");
    kg_out_str(&d->o, kg_cstr(name));
    kg_out_lit(&d->o, "=\"");
    kg_out_shown(&d->o, value);
    kg_out_lit(&d->o, "\"");
}

static void measure(dot *d, const char *name, double points)
{
    kg_out_lit(&d->o, " ");
    kg_out_str(&d->o, kg_cstr(name));
    kg_out_lit(&d->o, "=\"");
    kg_out_real(&d->o, points / 72);
    kg_out_lit(&d->o, "\"");
}

static kg_str one_line(dot *d, kg_str s)
{
    kg_str copy = kg_dup(d->a, s);
    for (ptrdiff_t i = 0; i < s.n; i++)
        if ((unsigned char)s.s[i] < 0x20) ((char *)(uintptr_t)copy.s)[i] = ' ';
    return copy;
}

static void mind(dot *d, kg_vertex v) /* what tooltip and link say */
{
    kg_str no = v.label.n ? v.label : v.name, address = kg_address(v.name, d->a);
    attr(d, "tooltip", v.title.n && !kg_eq(v.title, no) ? kg_fmt(d->a, "%.*s: %.*s", KG_ARG(no), KG_ARG(v.title)) : no);
    if (!address.n) return;
    kg_out_lit(&d->o, " URL=\"");
    kg_out_href(&d->o, address);
    kg_out_lit(&d->o, "\"");
}

/* Among many only the hubs have words: the rest are dots, as large as they are cited. */
static void bare_node(dot *d, const kg_style_row *l, kg_vertex v, double cited)
{
    kg_out_lit(&d->o, " [label=\"\" shape=\"circle\"");
    measure(d, "width", 6 + 3 * sqrt(cited));
    mind(d, v);
    attr(d, "color", l->dot);
    attr(d, "fillcolor", l->dot);
    kg_out_lit(&d->o, "];\n");
}

static kg_str alone_nl(dot *d, const kg_alone *k) /* "+ 16 moties, 1 toezegging, alleen hier" */
{
    int n[3] = { k->motions, k->promises, k->others };
    static const char *const one[] = { "motie", "toezegging", "ander stuk" }, *const many[] = { "moties",
                                                                                                "toezeggingen",
                                                                                                "andere" };
    kg_buf b = { 0 };
    for (int i = 0; i < 3; i++)
        if (n[i]) kg_put(d->a, &b, kg_fmt(d->a, "%s%d %s", b.n ? ", " : "+ ", n[i], n[i] == 1 ? one[i] : many[i]));
    if (b.n) kg_put(d->a, &b, KG_S(", alleen hier"));
    return kg_buf_str(&b);
}

static void node(dot *d, int i, const kg_alone *alone)
{
    kg_vertex v = kg_graph_vertex(d->g, i);
    double cited = kg_graph_indegree(d->g, i);
    kg_arena_reset(d->a);
    kg_style_row *l = kg_node_row(&d->all, v);
    l->used = true;
    kg_out_quoted(&d->o, v.name);
    if (d->hub && !d->hub[i]) {
        bare_node(d, l, v, cited);
        return;
    }
    double size = d->layered ? 9 + (cited > 1 ? 1.2 * log2(cited < 32 ? cited : 32) : 0) : 9;
    kg_str first = kg_cut_width(one_line(d, v.label.n ? v.label : v.name), size, false, 220, d->a), second = { 0 },
           third = { 0 };
    if (d->layered && v.title.n && !kg_eq(v.title, v.label))
        second = kg_cut_width(one_line(d, kg_subject(v.title, d->a)), size, false, 220, d->a);
    if (alone) third = alone_nl(d, &alone[i]);
    double w1 = kg_width(first, size, false) + 16, w2 = kg_width(second, size, false),
           w3 = kg_width(third, size, false);
    double w = w1 > w2 ? w1 : w2;
    kg_out_lit(&d->o, " [label=\"");
    kg_out_shown(&d->o, l->code);
    kg_out_lit(&d->o, "  ");
    kg_out_shown(&d->o, first);
    if (second.n) kg_out_lit(&d->o, "\\n");
    kg_out_shown(&d->o, second);
    if (third.n) kg_out_lit(&d->o, "\\n");
    kg_out_shown(&d->o, third);
    kg_out_lit(&d->o, "\"");
    measure(d, "width", (w > w3 ? w : w3) * (kg_eq(l->shape, KG_S("box")) ? 1 : second.n ? 1.35 : 1.15) + 14);
    measure(d, "height", (1 + (second.n > 0) + (third.n > 0)) * size * 1.25 + 8);
    if (size > 9) {
        kg_out_lit(&d->o, " fontsize=\"");
        kg_out_real(&d->o, size);
        kg_out_lit(&d->o, "\"");
    }
    mind(d, v);
    attr(d, "shape", l->shape);
    attr(d, "color", l->line);
    attr(d, "fillcolor", l->fill);
    attr(d, "style", l->style.n ? kg_fmt(d->a, "filled,%.*s", KG_ARG(l->style)) : (kg_str){ 0 });
    if (v.present) kg_out_lit(&d->o, " penwidth=\"2.5\"");
    kg_out_lit(&d->o, "];\n");
}

static void put_attr(dot *d, kg_buf *b, const char *name, kg_str value)
{
    kg_put(d->keep, b, kg_cstr(name));
    for (ptrdiff_t i = 0; i < value.n; i++) { /* from a table of the user's own: never let it end the string */
        char c = value.s[i];
        if ((unsigned char)c >= 0x20 && c != '"' && c != '\\') kg_putc(d->keep, b, c);
    }
    kg_putc(d->keep, b, '"');
}

static kg_str edge_start(dot *d, kg_style_row *l, bool doubtful)
{
    kg_buf b = { 0 };
    bool said = d->layered && kg_graph_arcs(d->g) <= SAID_ARCS && !kg_eq(l->name, KG_S("cites")); /* room for words */
    put_attr(d, &b, " [color=\"", l->line.n ? l->line : KG_S("#767676"));
    put_attr(d, &b, " style=\"", doubtful ? KG_S("dashed") : l->style.n ? l->style : KG_S("solid"));
    if (l->width.n) put_attr(d, &b, " penwidth=\"", l->width);
    if (doubtful) kg_put(d->keep, &b, KG_S(" label=\"?\""));
    else if (said) {
        put_attr(d, &b, " label=\"", l->word);
        put_attr(d, &b, " fontcolor=\"", l->line.n ? l->line : KG_S("#333333"));
    }
    put_attr(d, &b, " tooltip=\"", l->word);
    b.n--; /* the tooltip goes on: "beantwoordt, DOC:LINE" */
    return kg_buf_str(&b);
}

static void edge(dot *d, kg_arc e, kg_str from, kg_str to)
{
    kg_style_row *l = kg_edge_row(&d->all, e.relation);
    int doubtful = e.confidence < 0.5;
    if (!l->start[doubtful].n) l->start[doubtful] = edge_start(d, l, doubtful);
    l->used = true;
    kg_out_quoted(&d->o, from);
    kg_out_lit(&d->o, " -> ");
    kg_out_quoted(&d->o, to);
    kg_out_str(&d->o, l->start[doubtful]);
    kg_out_lit(&d->o, ", ");
    kg_out_shown(&d->o, e.document);
    kg_out_lit(&d->o, ":");
    kg_out_int(&d->o, e.line);
    if (e.evidence.n) {
        kg_arena_reset(d->a);
        kg_out_lit(&d->o, ": ");
        kg_out_shown(&d->o, one_line(d, kg_cut_width(e.evidence, 10, false, SENTENCE, d->a)));
    }
    kg_out_lit(&d->o, "\"];\n");
}

/* -- title and legend: of what occurs alone ------------------------------------------------------------------------ */

static int sign_width(const dot *d, bool is_edge) { return is_edge || d->hub ? 28 : 16; }

static void legend_item(dot *d, kg_style_row *l, bool is_edge)
{
    bool dashed = kg_eq(l->style, KG_S("dashed")), dotted = kg_eq(l->style, KG_S("dotted"));
    kg_str sign = !is_edge ? l->code
                  : dashed ? KG_S("- - -")
                  : dotted ? KG_S("\xC2\xB7 \xC2\xB7 \xC2\xB7")
                           : KG_S("\xE2\x80\x94\xE2\x80\x94");
    kg_str of = is_edge || !d->hub ? l->line : l->dot, colour = of.n ? kg_fmt(d->a, "%.*s", KG_ARG(of)) : KG_S("#333333");
    if (!is_edge && d->hub) sign = KG_CAT(d->a, KG_S("\xE2\x97\x8F "), sign);
    kg_out_cell(&d->o, sign, (kg_look){ 10, true, colour.s, "LEFT", sign_width(d, is_edge), 16 });
    kg_out_cell(&d->o, l->word, (kg_look){ 10, false, "#333333", "LEFT", (int)kg_width(l->word, 10, false) + 18, 16 });
}

static void legend_row(dot *d, kg_str of, bool is_edge, kg_str tail)
{
    int width = (int)kg_width(tail, 10, false) + 12; /* fixed: Graphviz would part what is left among the cells */
    for (int i = 0; i < d->all.n; i++)
        if (d->all.v[i].used && kg_eq(d->all.v[i].of, of))
            width += sign_width(d, is_edge) + (int)kg_width(d->all.v[i].word, 10, false) + 18;
    kg_out_lit(&d->o, "<TR><TD ALIGN=\"LEFT\"><TABLE ALIGN=\"LEFT\" BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" "
                      "CELLPADDING=\"0\" FIXEDSIZE=\"TRUE\" HEIGHT=\"16\" WIDTH=\"");
    kg_out_int(&d->o, width);
    kg_out_lit(&d->o, "\"><TR>");
    for (int i = 0; i < d->all.n; i++)
        if (d->all.v[i].used && kg_eq(d->all.v[i].of, of)) legend_item(d, &d->all.v[i], is_edge);
    kg_out_cell(&d->o, tail, (kg_look){ 10, false, "#555555", "LEFT", (int)kg_width(tail, 10, false) + 12, 16 });
    kg_out_lit(&d->o, "</TR></TABLE></TD></TR>");
}

static void title_and_legend(dot *d, kg_str title, kg_str below)
{
    kg_str count = kg_fmt(d->a, "%d knopen \xC2\xB7 %d verbanden", kg_graph_vertices(d->g), kg_graph_arcs(d->g));
    if (d->hub)
        count = KG_CAT(
            d->a, count,
            KG_S(" \xC2\xB7 met naam: wat de meeste verbanden heeft; stip: de rest, groter naarmate vaker genoemd"));
    kg_out_lit(&d->o, "label=<");
    kg_out_title(&d->o, title.n ? title : KG_S("Stukken en hun verwijzingen"),
                 !kg_graph_vertices(d->g) ? KG_S("niets gevonden")
                 : below.n                ? below
                                          : count);
    if (kg_graph_arcs(d->g)) legend_row(d, KG_S("edge"), true, (kg_str){ 0 });
    legend_row(d, KG_S("node"), false,
               KG_S("dikke rand: zelf in deze verzameling; dun: alleen genoemd; grotere letters: vaker genoemd"));
    kg_out_lit(&d->o, "<TR>");
    kg_out_cell(&d->o, KG_S(KG_SOURCE), (kg_look){ 10, false, "#555555", "LEFT", (int)kg_width(KG_S(KG_SOURCE), 10, false) + 12, 16 });
    kg_out_lit(&d->o, "</TR><TR><TD HEIGHT=\"10\"></TD></TR></TABLE>>;\n");
}

static void head(dot *d, kg_str title)
{
    kg_out_lit(&d->o, "digraph ");
    kg_out_quoted(&d->o, title.n ? title : KG_S("kamergraaf"));
    kg_out_str(&d->o, d->layered ? KG_S(" {\ngraph [layout=\"dot\" rankdir=\"LR\" nodesep=\"0.08\" ranksep=\"1.2\" "
                                        "outputorder=\"edgesfirst\"")
                                 : KG_S(" {\ngraph [layout=\"sfdp\" overlap=\"prism\" splines=\"line\" K=\"0.6\" "
                                        "start=\"1\" outputorder=\"edgesfirst\""));
    kg_out_lit(&d->o, " charset=\"UTF-8\" bgcolor=\"white\" pad=\"0.35\" fontname=\"" KG_FONT
                      "\" labelloc=\"t\" labeljust=\"l\"];\n");
    kg_out_lit(&d->o, "node [shape=\"box\" style=\"filled\" fillcolor=\"white\" fixedsize=\"true\" "
                      "fontname=\"" KG_FONT "\" fontsize=\"");
    kg_out_int(&d->o, d->layered ? 9 : 8);
    kg_out_lit(&d->o, "\"];\nedge [fontname=\"" KG_FONT "\" fontsize=\"9\" arrowsize=\"0.6\"];\n");
}

typedef struct {
    int degree, v;
} ranked;
static int by_degree(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    return x->degree != y->degree ? y->degree - x->degree : x->v - y->v;
}

static void find_hubs(dot *d, int nv, int ne)
{
    ranked *r = kg_new(d->keep, ranked, nv);
    d->hub = kg_new(d->keep, bool, nv);
    for (int v = 0; v < nv; v++) r[v].v = v;
    for (int i = 0; i < ne; i++) {
        kg_arc e = kg_graph_arc(d->g, i);
        r[e.from].degree++, r[e.to].degree++;
    }
    qsort(r, (size_t)nv, sizeof *r, by_degree);
    for (int i = 0; i < nv && i < HUBS; i++) d->hub[r[i].v] = true;
}

/* What is tied to nothing that is drawn would stand in one column without end: in rows of three. */
static void in_rows(dot *d, const kg_str *name, int nv, int ne)
{
    enum { ROW = 3, FEW = 6 };
    bool *tied = kg_new(d->keep, bool, nv);
    int *alone = kg_new(d->keep, int, nv), n = 0;
    for (int i = 0; i < ne; i++) {
        kg_arc e = kg_graph_arc(d->g, i);
        tied[e.from] = tied[e.to] = true;
    }
    for (int v = 0; v < nv; v++)
        if (!tied[v]) alone[n++] = v;
    for (int i = 0; n >= FEW && i < n; i++) {
        if (i % ROW == 0) continue;
        kg_out_quoted(&d->o, name[alone[i - 1]]);
        kg_out_lit(&d->o, " -> ");
        kg_out_quoted(&d->o, name[alone[i]]);
        kg_out_lit(&d->o, " [style=\"invis\"];\n");
    }
}

bool kg_write_dot_counted(const kg_graph *g, const kg_style *style, kg_str title, kg_str below, const kg_alone *alone,
                          kg_sink_fn *put, void *ctx)
{
    int nv = kg_graph_vertices(g), ne = kg_graph_arcs(g);
    dot d = {
        .g = g, .keep = kg_arena_new(), .a = kg_arena_new(), .layered = nv <= LAYERED_NODES && ne <= LAYERED_ARCS
    };
    kg_out_open(&d.o, put, ctx);
    kg_looks_read(&d.all, style, d.keep);
    if (!d.layered) find_hubs(&d, nv, ne);
    head(&d, title);
    for (int v = 0; v < nv; v++) node(&d, v, alone);
    kg_str *name = kg_new(d.keep, kg_str, nv);
    for (int v = 0; v < nv; v++) name[v] = kg_graph_vertex(g, v).name;
    for (int i = 0; i < ne; i++) {
        kg_arc e = kg_graph_arc(g, i);
        edge(&d, e, name[e.from], name[e.to]);
    }
    if (below.n && d.layered) in_rows(&d, name, nv, ne); /* a picture: elsewhere each edge is an arc */
    title_and_legend(&d, title, below);
    kg_out_lit(&d.o, "}\n");
    bool ok = kg_out_close(&d.o);
    kg_arena_free(d.a);
    kg_arena_free(d.keep);
    return ok;
}

bool kg_write_dot(const kg_graph *g, const kg_style *style, kg_str title, kg_sink_fn *put, void *ctx)
{
    return kg_write_dot_counted(g, style, title, (kg_str){ 0 }, NULL, put, ctx);
}
