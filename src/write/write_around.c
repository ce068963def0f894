/* write_around.c - what stands around one thing. In: a graph and the thing. Out: DOT with places.
 *
 * Idea: three columns again: what speaks of it -> the thing -> what it speaks of. A neighbour is one card however often it
 * speaks; the word on it is its weightiest relation (a mere citation is the lightest), the sentence is in the tooltip. In order
 * of time, so that the column reads as a history. What does not fit is counted.
 */
#include "cards.h"

#include <stdlib.h>

enum { MOST = 40, SIDE = 380, GAP = 150 };

typedef struct {
    int v, arc, many;
} neighbour; /* arc: the weightiest; many: how many there are */
typedef struct {
    neighbour *v;
    int n, cap;
} neighbours;

typedef struct {
    kg_canvas c;
    const kg_graph *g;
    int focus;
    kg_looks looks;
    neighbours side[2]; /* 0: speaks of it, 1: it speaks of */
    kg_scope scope;
} draw;

static bool lighter(kg_arc a, kg_arc b) /* a mere citation */
{
    return kg_eq(a.relation, KG_S("cites")) && !kg_eq(b.relation, KG_S("cites"));
}

static void take(draw *d, neighbours *s, int v, int arc)
{
    for (int i = 0; i < s->n; i++) {
        if (s->v[i].v != v) continue;
        s->v[i].many++;
        if (lighter(kg_graph_arc(d->g, s->v[i].arc), kg_graph_arc(d->g, arc))) s->v[i].arc = arc;
        return;
    }
    *kg_push(d->c.a, s) = (neighbour){ v, arc, 1 };
}

static int by_weight(const void *a, const void *b, void *ctx) /* typed relations first, then what is said more often */
{
    const neighbour *x = a, *y = b;
    const kg_graph *g = ctx;
    bool lx = kg_eq(kg_graph_arc(g, x->arc).relation, KG_S("cites")),
         ly = kg_eq(kg_graph_arc(g, y->arc).relation, KG_S("cites"));
    if (lx != ly) return lx ? 1 : -1;
    return x->many != y->many ? y->many - x->many : x->v - y->v;
}

static int by_date(const void *a, const void *b, void *ctx) /* unknown dates last */
{
    const neighbour *x = a, *y = b;
    kg_str p = kg_graph_vertex(ctx, x->v).date, q = kg_graph_vertex(ctx, y->v).date;
    if (!p.n != !q.n) return p.n ? -1 : 1;
    int c = kg_cmp(p, q);
    return c ? c : x->v - y->v;
}

static int gather(draw *d, int side) /* how many are left out */
{
    neighbours *s = &d->side[side];
    for (int i = 0, n = kg_graph_arcs(d->g); i < n; i++) {
        kg_arc e = kg_graph_arc(d->g, i);
        if ((side ? e.from : e.to) == d->focus && e.from != e.to) take(d, s, side ? e.to : e.from, i);
    }
    void *g = (void *)(uintptr_t)d->g;
    if (s->n) qsort_r(s->v, (size_t)s->n, sizeof *s->v, by_weight, g);
    int more = s->n > MOST ? s->n - MOST : 0;
    s->n -= more;
    if (s->n) qsort_r(s->v, (size_t)s->n, sizeof *s->v, by_date, g);
    return more;
}

static kg_str word_of(draw *d, kg_arc e) /* "beantwoordt: in lijn", "oordeel Kamer" */
{
    const kg_style_row *l = kg_edge_row(&d->looks, e.relation);
    kg_str word = l->word.n && !kg_eq(l->name, KG_S("*")) ? l->word : e.relation;
    bool told = e.value.n && !kg_eq(e.value, KG_S("reported")) && !kg_eq(e.value, KG_S("reply"));
    if (kg_eq(e.relation, KG_S("answers")) && told)
        return KG_CAT(d->c.a, word, KG_S(": "), kg_cstr(kg_reply_look(KG_VIEW_MOTIES, e.value).word));
    return kg_eq(e.relation, KG_S("judges")) && e.value.n ? kg_judgement_nl(e.value) : word;
}

/* The weightiest word, and how often it is spoken of at all. */
static kg_str said_of(draw *d, const neighbour *k)
{
    kg_str word = word_of(d, kg_graph_arc(d->g, k->arc));
    return k->many > 1 ? kg_fmt(d->c.a, "%.*s \xC2\xB7 %d\xC3\x97", KG_ARG(word), k->many) : word;
}

static void neighbour_card(draw *d, const neighbour *k, int side, double x, double y, double middle_x, double middle_y)
{
    kg_vertex v = kg_graph_vertex(d->g, k->v);
    kg_arc e = kg_graph_arc(d->g, k->arc);
    const kg_style_row *l = kg_edge_row(&d->looks, e.relation);
    kg_str word = said_of(d, k), colour = kg_fmt(d->c.a, "%.*s", KG_ARG(l->line.n ? l->line : KG_S("#767676"))),
           style = kg_fmt(d->c.a, "%.*s", KG_ARG(l->style.n ? l->style : KG_S("solid")));
    kg_face f = kg_document_face(v, kg_fmt(d->c.a, "%.*s", KG_ARG(word)).s, d->c.a);
    bool motion = kg_eq(f.letter, KG_S("M"));
    f.width = SIDE;
    f.look.colour = colour.s;
    f.look.border = v.present ? "solid" : "dashed";
    if (motion) f.fill = "#DCEBF5", f.ink = "#000000";
    if (!v.title.n && v.movers.n) f.subject = kg_by_movers(v.movers, d->c.a);
    for (int i = 0; side && i < d->side[0].n; i++) /* it stands at the left too: here by another name */
        if (d->side[0].v[i].v == k->v) f.id = KG_CAT(d->c.a, v.name, KG_S(" (genoemd)"));
    kg_canvas_card(&d->c, &f, x, y - KG_CARD_HEIGHT / 2.0);
    kg_curve c = { .from = kg_graph_vertex(d->g, e.from).name,
                   .to = side ? f.id : kg_graph_vertex(d->g, e.to).name,
                   .x0 = side ? middle_x : x + KG_CARD_CODE + 2 + SIDE,
                   .y0 = side ? middle_y : y,
                   .x1 = side ? x : middle_x,
                   .y1 = side ? y : middle_y,
                   .colour = colour.s,
                   .style = style.s,
                   .width = kg_eq(e.relation, KG_S("cites")) ? 1 : 1.8 };
    c.tooltip = kg_fmt(d->c.a, "%.*s, %.*s:%d: %.*s", KG_ARG(word), KG_ARG(e.document), e.line, KG_ARG(e.evidence));
    kg_canvas_curve(&d->c, &c);
}

/* The thing itself: its card, and below it what it asks, in lines. Returns where it ends. */
static double focus_card(draw *d, double x, double y)
{
    kg_vertex v = kg_graph_vertex(d->g, d->focus);
    kg_state_look l = v.state.n ? kg_motie_look(v.state) : (kg_state_look){ "", "#000000", "solid" };
    kg_face f = kg_document_face(v, l.word, d->c.a);
    f.width = SIDE;
    f.thick = true;
    f.look = l;
    f.subject = v.movers.n ? kg_by_movers(v.movers, d->c.a) : f.subject;
    if (v.state.n) f.fill = "#DCEBF5", f.ink = "#000000";
    kg_canvas_card(&d->c, &f, x, y - KG_CARD_HEIGHT / 2.0);
    y += KG_CARD_HEIGHT / 2.0 + 14;
    kg_str rest = kg_subject(v.title, d->c.a);
    if (kg_eq(rest, f.subject) && kg_width(rest, 9.5, false) < SIDE - 8) rest.n = 0; /* it stands on the card already */
    for (int i = 0; i < 6 && rest.n; i++, y += 15) { /* wrapped at words; the sixth line is cut */
        ptrdiff_t n = rest.n;
        while (i < 5 && n > 0 && kg_width(kg_sub(rest, 0, n), 10.5, false) > SIDE)
            for (n--; n > 0 && rest.s[n] != ' ';) n--;
        kg_str line = i < 5 && n > 0 ? kg_sub(rest, 0, n) : kg_cut_width(rest, 10.5, false, SIDE, d->c.a);
        kg_canvas_text(&d->c, x + 4, y, line, (kg_ink){ 10.5, false, "#000000" });
        rest = i < 5 && n > 0 && n < rest.n ? kg_trim(kg_sub(rest, n, rest.n)) : (kg_str){ 0 };
    }
    return y;
}

static void column_head(draw *d, double x, double y, const char *text)
{
    kg_canvas_text(&d->c, x, y, kg_cstr(text), (kg_ink){ 13, true, "#0072B2" });
    kg_canvas_box(&d->c, x, y + 13, KG_CARD_CODE + 2 + SIDE, 1, "#0072B2", "#0072B2", "solid");
}

static void draw_all(draw *d, kg_str title)
{
    static const kg_sample legend[] = { { "hoort bij deze documenten", "solid", NULL, NULL, "#333333" },
                                        { "alleen genoemd", "dashed", NULL, NULL, "#333333" } };
    int more[2] = { gather(d, 0), gather(d, 1) }, most = d->side[0].n > d->side[1].n ? d->side[0].n : d->side[1].n;
    double wide = KG_CARD_CODE + 2 + SIDE, x[3] = { 0, wide + GAP, 2 * (wide + GAP) };
    kg_vertex v = kg_graph_vertex(d->g, d->focus);
    int in = d->side[0].n + more[0], out = d->side[1].n + more[1];
    kg_str below = kg_fmt(d->c.a, "%d stuk%s spre%s ervan \xC2\xB7 het noemt er zelf %d \xC2\xB7 %.*s", in,
                          in == 1 ? "" : "ken", in == 1 ? "ekt" : "ken", out, KG_ARG(kg_scope_nl(&d->scope, d->c.a)));
    double y =
        kg_canvas_title(&d->c, title.n ? title : kg_fmt(d->c.a, "Wat staat er rond %.*s?", KG_ARG(kg_said(v))), below);
    y = kg_canvas_legend(&d->c, y, legend, 2) + 16;
    if (d->side[0].n) column_head(d, x[0], y, "Wat ervan spreekt");
    column_head(d, x[1], y, "Waar het om gaat");
    if (d->side[1].n) column_head(d, x[2], y, "Wat het zelf noemt");
    y += 50;
    double mid = y + (most > 1 ? (most - 1) * (KG_ROW + 4) / 2.0 : 0), end = focus_card(d, x[1], mid);
    for (int side = 0; side < 2; side++) {
        int n = d->side[side].n;
        double at = mid - (n - 1) * (KG_ROW + 4) / 2.0;
        for (int i = 0; i < n; i++, at += KG_ROW + 4)
            neighbour_card(d, &d->side[side].v[i], side, x[side * 2], at, x[1] + side * wide, mid);
        if (at > end) end = at;
        if (more[side]) {
            kg_str text = kg_fmt(d->c.a, "en nog %d andere: --kind, --relation of --from kiest eruit", more[side]);
            kg_canvas_text(&d->c, x[side * 2], at, text, (kg_ink){ 10, true, "#333333" });
            end = at + 20 > end ? at + 20 : end;
        }
    }
    kg_canvas_text(&d->c, 0, end + 16, KG_S(KG_SOURCE), (kg_ink){ 10, false, "#555555" });
}

bool kg_write_around(const kg_graph *g, kg_store *s, const kg_view *o, kg_sink_fn *put, void *ctx, kg_err *e)
{
    draw d = { .g = g, .focus = kg_graph_find(g, o->focus) };
    if (!o->focus.n) return kg_fail(e, KG_EUSAGE, -1, "around what? name a thing with --focus ID");
    if (d.focus < 0)
        return kg_fail(e, KG_EUSAGE, -1, "\"%.*s\" is not in this graph, or not in the selection", KG_ARG(o->focus));
    if (!kg_ask_scope(s, &d.scope, e)) return false;
    kg_canvas_open(&d.c, o->title, put, ctx);
    kg_looks_read(&d.looks, NULL, d.c.a);
    draw_all(&d, o->title);
    return kg_canvas_close(&d.c) || kg_fail(e, KG_EIO, -1, "could not be written");
}
