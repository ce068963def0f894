/* canvas.c - cards, words and lines at places of our own. In: faces, curves. Out: DOT for the engine nop2, which draws what
 * stands there and lays out nothing.
 *
 * Idea: a picture that answers a question has columns, lanes and an order that say something; a layout engine knows none of
 * it, takes seconds for a hundred cards and moves everything when one is added. Here every place is reckoned once, from sizes
 * that hang on no font (label.c), and Graphviz only draws. The file stays a graph: cards are nodes, lines are edges between
 * them. Cards are HTML-like tables in which every cell has a size of its own.
 * Invariant: points; x grows to the right, y downwards (Graphviz's upwards: turned here alone).
 */
#include "canvas.h"

#include <math.h>

static void attribute(kg_canvas *c, const char *before, kg_str v, const char *after)
{
    kg_out_str(&c->o, kg_cstr(before));
    kg_out_str(&c->o, v);
    kg_out_str(&c->o, kg_cstr(after));
}

static void real(kg_canvas *c, const char *before, double v)
{
    kg_out_str(&c->o, kg_cstr(before));
    kg_out_real(&c->o, floor(v * 10 + 0.5) / 10);
}

static void place(kg_canvas *c, double x, double y) /* of a middle */
{
    real(c, " [pos=\"", x);
    real(c, ",", -y);
    kg_out_lit(&c->o, "\"");
}

static void nameless(kg_canvas *c)
{
    kg_out_lit(&c->o, "\" ");
    kg_out_int(&c->o, ++c->count);
    kg_out_lit(&c->o, "\"");
}

void kg_canvas_open(kg_canvas *c, kg_str title, kg_sink_fn *put, void *ctx)
{
    *c = (kg_canvas){ .a = kg_arena_new() };
    kg_out_open(&c->o, put, ctx);
    kg_out_lit(&c->o, "digraph ");
    kg_out_quoted(&c->o, title.n ? title : KG_S("kamergraaf"));
    kg_out_lit(&c->o,
               " {\ngraph [layout=\"nop2\" bgcolor=\"white\" pad=\"0.35\" outputorder=\"edgesfirst\" charset=\"UTF-8\" "
               "fontname=\"" KG_FONT "\"];\nnode [shape=\"plain\" fontname=\"" KG_FONT "\" fontsize=\"10\"];\n"
               "edge [fontname=\"" KG_FONT "\" fontsize=\"9\" arrowsize=\"0.6\"];\n");
}

bool kg_canvas_close(kg_canvas *c)
{
    kg_out_lit(&c->o, "}\n");
    kg_arena_free(c->a);
    return kg_out_close(&c->o);
}

enum { NUMBER = 24, DATE = 13 }; /* bytes */

/* -- cards ------------------------------------------------------------------------------------------------------------- */

#define ROW_OPEN "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\"><TR>"

static void gap(kg_canvas *c, int width)
{
    kg_out_cell(&c->o, (kg_str){ 0 }, (kg_look){ 9, false, "#000000", "LEFT", width, KG_CARD_LINE });
}

static void first_line(kg_canvas *c, const kg_face *f)
{
    kg_str state = kg_cstr(f->look.word);
    double want = f->fact.n ? kg_width(f->fact, 9, false) + 8 : 0;
    int w3 = (int)kg_width(state, 9, true) + 12, badge = f->badge ? 16 : 0;
    int room = f->width - 10 - w3 - badge; /* a short fact, as a date, is never cut */
    double least = f->number.n <= NUMBER ? kg_width(f->number, 10, true) + 2 : 0,
           most = room - 14 - (want < 110 ? want : 110);
    kg_str no = kg_cut_width(f->number, 10, true, most > least ? most : least, c->a); /* a number is never cut */
    int w1 = (int)kg_width(no, 10, true) + 10, w2 = room - w1;
    kg_str fact = f->fact.n <= DATE && want > w2 ? ((kg_str){ 0 }) : f->fact; /* half a date tells nothing */
    kg_out_lit(&c->o, "<TD>" ROW_OPEN);
    gap(c, 5);
    kg_out_cell(&c->o, no, (kg_look){ 10, true, "#000000", "LEFT", w1, KG_CARD_LINE });
    kg_out_cell(&c->o, kg_cut_width(fact, 9, false, w2 - 6, c->a),
                (kg_look){ 9, false, "#555555", "LEFT", w2, KG_CARD_LINE });
    if (badge) {
        kg_out_lit(&c->o,
                   "<TD><TABLE BORDER=\"1\" COLOR=\"#333333\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\" "
                   "BGCOLOR=\"#F0E442\"><TR>");
        kg_out_cell(&c->o, KG_S("!"), (kg_look){ 9, true, "#000000", "CENTER", badge - 4, 12 });
        kg_out_lit(&c->o, "</TR></TABLE></TD>");
    }
    kg_out_cell(&c->o, state, (kg_look){ 9, true, f->look.colour, "RIGHT", w3, KG_CARD_LINE });
    gap(c, 5);
    kg_out_lit(&c->o, "</TR></TABLE></TD>");
}

static void only_line(kg_canvas *c, const kg_face *f) /* number, subject, state: the rest is in the tooltip */
{
    kg_str no = kg_cut_width(f->number, 10, true, f->width / 3.0, c->a), state = kg_cstr(f->look.word);
    int w1 = (int)kg_width(no, 10, true) + 10, w3 = state.n ? (int)kg_width(state, 9, true) + 12 : 2, w2 = f->width - 10 - w1 - w3;
    kg_out_lit(&c->o, "<TD>" ROW_OPEN);
    gap(c, 5);
    kg_out_cell(&c->o, no, (kg_look){ 10, true, "#000000", "LEFT", w1, KG_CARD_LINE });
    kg_out_cell(&c->o, kg_cut_width(f->subject, 9.5, false, w2 - 4, c->a), (kg_look){ 9.5, false, "#000000", "LEFT", w2, KG_CARD_LINE });
    kg_out_cell(&c->o, state, (kg_look){ 9, true, f->look.colour, "RIGHT", w3, KG_CARD_LINE });
    gap(c, 5);
    kg_out_lit(&c->o, "</TR></TABLE></TD></TR></TABLE>>");
}

static void card_label(kg_canvas *c, const kg_face *f)
{
    bool bold = f->thick || !strcmp(f->look.border, "dotted"); /* a thin dotted line is hardly seen */
    kg_out_str(&c->o, bold ? KG_S(" label=<<TABLE BORDER=\"2\"") : KG_S(" label=<<TABLE BORDER=\"1\""));
    attribute(c, " CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\" COLOR=\"", kg_cstr(f->look.colour), "\"");
    attribute(c, " STYLE=\"", kg_cstr(f->look.border), "\" BGCOLOR=\"white\">");
    attribute(c, f->flat ? "<TR><TD BGCOLOR=\"" : "<TR><TD ROWSPAN=\"2\" BGCOLOR=\"", kg_cstr(f->fill), "\">" ROW_OPEN);
    kg_out_cell(&c->o, f->letter, (kg_look){ 10, true, f->ink, "CENTER", KG_CARD_CODE, (f->flat ? 1 : 2) * KG_CARD_LINE });
    kg_out_lit(&c->o, "</TR></TABLE></TD>");
    if (f->flat) {
        only_line(c, f);
        return;
    }
    first_line(c, f);
    kg_out_lit(&c->o, "</TR><TR><TD>" ROW_OPEN);
    gap(c, 5);
    kg_out_cell(&c->o, kg_cut_width(f->subject, 9.5, false, f->width - 8, c->a),
                (kg_look){ 9.5, false, "#000000", "LEFT", f->width - 5, KG_CARD_LINE });
    kg_out_lit(&c->o, "</TR></TABLE></TD></TR></TABLE>>");
}

void kg_canvas_card(kg_canvas *c, const kg_face *f, double x, double y)
{
    double w = KG_CARD_CODE + 2 + f->width;
    kg_out_quoted(&c->o, f->id);
    place(c, x + w / 2, y + (f->flat ? KG_FLAT_HEIGHT : KG_CARD_HEIGHT) / 2.0);
    card_label(c, f);
    kg_out_lit(&c->o, " tooltip=\"");
    kg_out_shown(&c->o, f->tooltip);
    kg_out_lit(&c->o, "\"");
    if (f->url.n) {
        kg_out_lit(&c->o, " URL=\"");
        kg_out_href(&c->o, f->url);
        kg_out_lit(&c->o, "\"");
    }
    kg_out_lit(&c->o, "];\n");
    if (x + w > c->right) c->right = x + w;
}

/* -- lines --------------------------------------------------------------------------------------------------------------- */

static void point(kg_canvas *c, const char *before, double x, double y)
{
    real(c, before, x);
    real(c, ",", -y);
}

/* One Bézier curve; where there is a head, the curve ends six points before it. */
void kg_canvas_curve(kg_canvas *c, const kg_curve *k)
{
    double side = k->bend < 0 || (!k->bend && k->x1 < k->x0) ? -1 : 1, head = k->none ? 0 : 6;
    double mid = k->bend ? 0 : (k->x1 - k->x0) / 2;
    double ax = k->x0 + (k->back ? side * head : 0), bx = k->x1 - (k->back ? 0 : (k->bend ? -side : side) * head);
    kg_out_quoted(&c->o, k->from);
    kg_out_lit(&c->o, " -> ");
    kg_out_quoted(&c->o, k->to);
    kg_out_str(&c->o, k->none   ? KG_S(" [dir=\"none\" pos=\"")
                      : k->back ? KG_S(" [dir=\"back\" pos=\"")
                                : KG_S(" [pos=\""));
    if (!k->none) point(c, k->back ? "s," : "e,", k->back ? k->x0 : k->x1, k->back ? k->y0 : k->y1);
    if (!k->none) kg_out_lit(&c->o, " ");
    point(c, "", ax, k->y0);
    if (k->straight) {
        point(c, " ", k->x0 + (k->x1 - k->x0) / 3, k->y0 + (k->y1 - k->y0) / 3);
        point(c, " ", k->x1 - (k->x1 - k->x0) / 3, k->y1 - (k->y1 - k->y0) / 3);
    } else {
        point(c, " ", k->bend ? k->x0 + k->bend : k->x0 + mid, k->y0);
        point(c, " ", k->bend ? k->x1 + k->bend : k->x1 - mid, k->y1);
    }
    point(c, " ", bx, k->y1);
    attribute(c, "\" color=\"", kg_cstr(k->colour), "\"");
    attribute(c, " style=\"", kg_cstr(k->style), "\"");
    real(c, " penwidth=\"", k->width);
    kg_out_lit(&c->o, "\" tooltip=\"");
    kg_out_shown(&c->o, k->tooltip);
    kg_out_lit(&c->o, "\"];\n");
}

void kg_canvas_box(kg_canvas *c, double x, double y, double w, double h, const char *line, const char *fill,
                   const char *style)
{
    nameless(c);
    place(c, x + w / 2, y + h / 2);
    kg_out_lit(&c->o, " shape=\"box\" fixedsize=\"true\" label=\"\" tooltip=\" \" width=\"");
    kg_out_real(&c->o, w / 72);
    kg_out_lit(&c->o, "\" height=\"");
    kg_out_real(&c->o, h / 72);
    attribute(c, "\" color=\"", kg_cstr(line), "\"");
    attribute(c, " fillcolor=\"", kg_cstr(fill ? fill : "white"), "\"");
    attribute(c, " style=\"filled,", kg_cstr(style), "\"];\n");
    if (x + w > c->right) c->right = x + w;
}

/* -- circles ------------------------------------------------------------------------------------------------------------- */

static void ring(kg_canvas *c, const kg_circle *k) /* slices of a pie, of which the inner circle leaves the rim */
{
    static const char *const colour[3] = { "#0072B2", "#B34700", "#8A8A8A" };
    int part[3] = { k->part[0], k->part[1], k->total - k->part[0] - k->part[1] }, n = 0;
    for (int i = 0; i < 3; i++) n += part[i] > 0;
    kg_out_str(&c->o, n > 1 ? KG_S(" style=\"wedged\" fillcolor=\"") : KG_S(" style=\"filled\" fillcolor=\""));
    for (int i = 0, at = 0; i < 3; i++) {
        if (part[i] <= 0) continue;
        kg_out_str(&c->o, kg_cstr(at++ ? ":" : ""));
        kg_out_str(&c->o, kg_cstr(colour[i]));
        if (n > 1 && at < n) {
            kg_out_lit(&c->o, ";");
            kg_out_real(&c->o, (double)part[i] / k->total);
        }
    }
    kg_out_lit(&c->o, "\"");
}

static void round_node(kg_canvas *c, double x, double y, double r)
{
    place(c, x, y);
    kg_out_lit(&c->o, " shape=\"circle\" fixedsize=\"true\" width=\"");
    kg_out_real(&c->o, 2 * r / 72);
    kg_out_lit(&c->o, "\"");
}

static void circle_label(kg_canvas *c, const kg_circle *k)
{
    static const kg_ink ink[5] = { { 14, true, "#000000" },
                                   { 11, false, "#000000" },
                                   { 11, true, "#0072B2" },
                                   { 11, false, "#333333" },
                                   { 11, false, "#333333" } };
    kg_out_lit(&c->o, " label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\">");
    int n = 0, at = 0;
    for (int i = 0; i < 5; i++) n += k->line[i].n > 0;
    for (int i = 0; i < 5; i++) {
        if (!k->line[i].n) continue;
        double off = (at++ - (n - 1) / 2.0) * 16, half = k->r - 12,
               room = 2 * sqrt(half * half - off * off); /* the chord there */
        kg_str text = kg_cut_width(k->line[i], ink[i].size, ink[i].bold, room - 6, c->a);
        kg_out_lit(&c->o, "<TR>");
        kg_out_cell(&c->o, text, (kg_look){ ink[i].size, ink[i].bold, ink[i].colour, "CENTER", (int)room, 16 });
        kg_out_lit(&c->o, "</TR>");
    }
    kg_out_lit(&c->o, "</TABLE>>");
}

void kg_canvas_circle(kg_canvas *c, const kg_circle *k)
{
    nameless(c);
    round_node(c, k->x, k->y, k->r);
    ring(c, k);
    kg_out_lit(&c->o, " color=\"white\" penwidth=\"0\" label=\"\" tooltip=\" \"];\n");
    kg_out_quoted(&c->o, k->id);
    round_node(c, k->x, k->y, k->r - 7);
    circle_label(c, k);
    kg_out_lit(&c->o, " style=\"filled\" fillcolor=\"white\" color=\"white\" tooltip=\"");
    kg_out_shown(&c->o, k->tooltip);
    kg_out_lit(&c->o, "\"");
    if (k->url.n) {
        kg_out_lit(&c->o, " URL=\"");
        kg_out_href(&c->o, k->url);
        kg_out_lit(&c->o, "\"");
    }
    kg_out_lit(&c->o, "];\n");
    if (k->x + k->r > c->right) c->right = k->x + k->r;
}

/* -- words ------------------------------------------------------------------------------------------------------------- */

double kg_canvas_text(kg_canvas *c, double x, double y, kg_str text, kg_ink ink)
{
    int w = (int)kg_width(text, ink.size, ink.bold) + 6, h = (int)(ink.size * 1.7);
    if (!text.n) return 0;
    nameless(c);
    place(c, x + w / 2.0, y);
    kg_out_lit(&c->o, " tooltip=\" \" label=<" ROW_OPEN);
    kg_out_cell(&c->o, text, (kg_look){ ink.size, ink.bold, ink.colour, "LEFT", w, h });
    kg_out_lit(&c->o, "</TR></TABLE>>];\n");
    if (x + w > c->right) c->right = x + w;
    return w;
}

double kg_canvas_title(kg_canvas *c, kg_str title, kg_str below)
{
    kg_canvas_text(c, 0, 12, kg_cut_width(title, 20, true, 1000, c->a), (kg_ink){ 20, true, "#000000" });
    kg_canvas_text(c, 0, 40, below, (kg_ink){ 12, false, "#333333" });
    return 62;
}

static void sample_line(kg_canvas *c, double x, double y, const kg_sample *s)
{
    kg_str from = kg_fmt(c->a, " s%d", ++c->count), to = kg_fmt(c->a, " t%d", c->count);
    for (int i = 0; i < 2; i++) {
        kg_out_quoted(&c->o, i ? to : from);
        place(c, x + 30 * i, y);
        kg_out_lit(&c->o, " shape=\"point\" style=\"invis\" width=\"0.01\"];\n");
    }
    kg_canvas_curve(c, &(kg_curve){ .from = from,
                                    .to = to,
                                    .x0 = x,
                                    .y0 = y,
                                    .x1 = x + 30,
                                    .y1 = y,
                                    .colour = s->colour,
                                    .style = s->line,
                                    .width = 1.6,
                                    .back = true,
                                    .tooltip = KG_S(" ") });
}

double kg_canvas_legend(kg_canvas *c, double y, const kg_sample *s, int n)
{
    double x = 3;
    for (int i = 0; i < n; i++) {
        if (s[i].border) kg_canvas_box(c, x, y - 7, 26, 14, s[i].colour, NULL, s[i].border);
        if (s[i].line) sample_line(c, x, y, &s[i]);
        if (s[i].letter) kg_canvas_text(c, x, y, kg_cstr(s[i].letter), (kg_ink){ 10, true, s[i].colour });
        x += s[i].border ? 31 : s[i].line ? 35 : 13;
        x += kg_canvas_text(c, x, y, kg_cstr(s[i].word), (kg_ink){ 10, false, "#333333" }) + 10;
    }
    return y + 20;
}

/* -- places ------------------------------------------------------------------------------------------------------------- */

/* Least squares under order (pool adjacent violators): blocks that would overlap move as one to their mean. */
void kg_spread(double *want, int n, double step, kg_arena *a)
{
    double *sum = kg_new(a, double, n);
    int *size = kg_new(a, int, n), blocks = 0;
    for (int i = 0; i < n; i++) {
        sum[blocks] = want[i] - i * step, size[blocks++] = 1;
        for (; blocks > 1 && sum[blocks - 2] / size[blocks - 2] > sum[blocks - 1] / size[blocks - 1]; blocks--)
            sum[blocks - 2] += sum[blocks - 1], size[blocks - 2] += size[blocks - 1];
    }
    for (int b = 0, i = 0; b < blocks; b++)
        for (int j = 0; j < size[b]; j++, i++) want[i] = sum[b] / size[b] + i * step;
}
