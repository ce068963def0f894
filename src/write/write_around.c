/* write_around.c - the picture of what stands around one thing. In: what around.c gathered. Out: DOT with places.
 *
 * Idea: three columns that read like a sentence: what speaks of it -> the thing -> what it speaks of; each step further is a column
 * further out. The word on a card is its weightiest relation, the sentence is in the tooltip. What is reached through several things
 * has a dotted line to the others. What does not fit is counted.
 */
#include "around.h"
#include "store/store.h"

#include <stdlib.h>

enum { WIDE = 380, NARROW = 320, GAP = 150, STEP = KG_ROW + 4 };

typedef struct {
    kg_canvas c;
    const kg_graph *g;
    kg_around near;
    kg_looks looks;
    kg_scope scope;
    int width; /* of a card, without its code */
    double mid;
    kg_map *at;     /* name of a commitment -> its words + 1 */
    struct {
        kg_str *v;
        int n, cap;
    } words;
} draw;

static double wide(const draw *d) { return KG_CARD_CODE + 2 + d->width; }

static double column(const draw *d, int step, int right) /* its left end */
{
    return (d->near.deepest[0] + (right ? step : -step)) * (wide(d) + GAP);
}

/* -- words ------------------------------------------------------------------------------------------------------------------ */

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
static kg_str said_of(draw *d, const kg_near *k)
{
    kg_str word = word_of(d, kg_graph_arc(d->g, k->arc));
    return k->many > 1 ? kg_fmt(d->c.a, "%.*s \xC2\xB7 %d\xC3\x97", KG_ARG(word), k->many) : word;
}

static const char *text(draw *d, kg_str s, const char *otherwise) /* ended by a NUL */
{
    return s.n ? kg_fmt(d->c.a, "%.*s", KG_ARG(s)).s : otherwise;
}

static bool on_words(void *ctx, const kg_col *cols, int ncols, const kg_cell *c)
{
    draw *d = ctx;
    (void)cols;
    if (!c || ncols < 2 || c[1].null || kg_graph_find(d->g, c[0].text) < 0) return true;
    *kg_push(d->c.a, &d->words) = kg_dup(d->c.a, c[1].text);
    *kg_map_at(&d->at, kg_dup(d->c.a, c[0].text), d->c.a) = d->words.n;
    return true;
}

/* -- cards and lines --------------------------------------------------------------------------------------------------------- */

static kg_str id_of(draw *d, const kg_near *k) /* what stands at both sides has another name at the right */
{
    kg_str name = kg_graph_vertex(d->g, k->v).name;
    bool twice = k->step == 1 && k->right && d->near.at[k->v];
    return twice ? KG_CAT(d->c.a, name, KG_S(" (genoemd)")) : name;
}

static void card(draw *d, const kg_near *k)
{
    kg_vertex v = kg_graph_vertex(d->g, k->v);
    const kg_style_row *l = kg_edge_row(&d->looks, kg_graph_arc(d->g, k->arc).relation);
    kg_face f = kg_document_face(v, text(d, said_of(d, k), ""), d->c.a);
    f.id = id_of(d, k);
    f.width = d->width;
    f.look.colour = text(d, l->line, "#767676");
    f.look.border = v.present ? "solid" : "dashed";
    if (kg_eq(f.letter, KG_S("M"))) f.fill = "#DCEBF5", f.ink = "#000000";
    if (!v.title.n && v.movers.n) f.subject = kg_by_movers(v.movers, d->c.a);
    int *words = kg_map_at(&d->at, v.name, NULL);
    if (words) f.subject = d->words.v[*words - 1], f.tooltip = f.subject;
    kg_canvas_card(&d->c, &f, column(d, k->step, k->right), d->mid + k->y * STEP - KG_CARD_HEIGHT / 2.0);
}

/* Between a thing and one a step nearer; `near` NULL: the focus. */
static void line(draw *d, const kg_near *far, const kg_near *near, int arc, bool main)
{
    kg_arc e = kg_graph_arc(d->g, arc);
    const kg_style_row *l = kg_edge_row(&d->looks, e.relation);
    bool leaves = e.from == far->v; /* the far one speaks */
    double x[2] = { column(d, far->step, far->right) + (far->right ? 0 : wide(d)),
                    column(d, far->step - 1, far->right) + (far->right ? wide(d) : 0) };
    double y[2] = { d->mid + far->y * STEP, d->mid + (near ? near->y * STEP : 0) };
    kg_str id[2] = { id_of(d, far), near ? id_of(d, near) : kg_graph_vertex(d->g, d->near.focus).name };
    kg_curve c = { .from = id[!leaves],
                   .to = id[leaves],
                   .x0 = x[!leaves],
                   .y0 = y[!leaves],
                   .x1 = x[leaves],
                   .y1 = y[leaves],
                   .colour = text(d, l->line, "#767676"),
                   .style = main ? text(d, l->style, "solid") : "dotted",
                   .width = main && !kg_eq(e.relation, KG_S("cites")) ? 1.8 : 1 };
    c.tooltip = kg_fmt(d->c.a, "%.*s, %.*s:%d: %.*s", KG_ARG(word_of(d, e)), KG_ARG(e.document), e.line, KG_ARG(e.evidence));
    kg_canvas_curve(&d->c, &c);
}

static const kg_near *shown(const draw *d, int v)
{
    int at = d->near.at[v] ? d->near.at[v] : d->near.also[v];
    return at && !d->near.items.v[at - 1].cut ? &d->near.items.v[at - 1] : NULL;
}

/* To those of the nearer column through which a thing is reached as well; one line a pair. */
static bool other_lines(draw *d, bool drawn)
{
    int last[2] = { -1, -1 };
    bool any = false;
    for (int i = 0, n = kg_graph_arcs(d->g); i < n; i++) {
        kg_arc e = kg_graph_arc(d->g, i);
        const kg_near *a = shown(d, e.from), *b = shown(d, e.to), *far = a && b && a->step > b->step ? a : b, *near = far == a ? b : a;
        if (!a || !b || a->right != b->right || far->step - near->step != 1) continue;
        if (near == &d->near.items.v[far->parent] || (last[0] == e.from && last[1] == e.to)) continue;
        last[0] = e.from, last[1] = e.to, any = true;
        if (drawn) line(d, far, near, i, false);
    }
    return any;
}

/* The thing itself: its card, and below it what it asks, in lines. Returns where it ends. */
static double focus_card(draw *d, double x, double y)
{
    kg_vertex v = kg_graph_vertex(d->g, d->near.focus);
    kg_state_look l = v.state.n ? kg_motie_look(v.state) : (kg_state_look){ "", "#000000", "solid" };
    kg_face f = kg_document_face(v, l.word, d->c.a);
    f.width = d->width;
    f.thick = true;
    f.look = l;
    f.subject = v.movers.n ? kg_by_movers(v.movers, d->c.a) : f.subject;
    int *words = kg_map_at(&d->at, v.name, NULL);
    if (words) v.title = d->words.v[*words - 1], f.subject = v.title;
    if (v.state.n) f.fill = "#DCEBF5", f.ink = "#000000";
    kg_canvas_card(&d->c, &f, x, y - KG_CARD_HEIGHT / 2.0);
    y += KG_CARD_HEIGHT / 2.0 + 14;
    kg_str rest = kg_subject(v.title, d->c.a);
    if (kg_eq(rest, f.subject) && kg_width(rest, 9.5, false) < d->width - 8) rest.n = 0; /* it stands on the card already */
    for (int i = 0; i < 6 && rest.n; i++, y += 15) { /* wrapped at words; the sixth line is cut */
        ptrdiff_t n = rest.n;
        while (i < 5 && n > 0 && kg_width(kg_sub(rest, 0, n), 10.5, false) > d->width)
            for (n--; n > 0 && rest.s[n] != ' ';) n--;
        kg_str row = i < 5 && n > 0 ? kg_sub(rest, 0, n) : kg_cut_width(rest, 10.5, false, d->width, d->c.a);
        kg_canvas_text(&d->c, x + 4, y, row, (kg_ink){ 10.5, false, "#000000" });
        rest = i < 5 && n > 0 && n < rest.n ? kg_trim(kg_sub(rest, n, rest.n)) : (kg_str){ 0 };
    }
    return y;
}

/* -- title, heads, legend: of what occurs ------------------------------------------------------------------------------------- */

static kg_str numbers(draw *d)
{
    int many[2][KG_AROUND_DEEPEST + 1] = { { 0 } };
    kg_buf b = { 0 };
    for (int i = 0; i < d->near.items.n; i++) many[d->near.items.v[i].right][d->near.items.v[i].step]++;
    if (many[0][1])
        kg_put(d->c.a, &b, kg_fmt(d->c.a, "%d stuk%s spre%s ervan", many[0][1], many[0][1] == 1 ? "" : "ken",
                                  many[0][1] == 1 ? "ekt" : "ken"));
    else kg_put(d->c.a, &b, KG_S("niets spreekt ervan"));
    if (many[1][1]) kg_put(d->c.a, &b, kg_fmt(d->c.a, " \xC2\xB7 het noemt er zelf %d", many[1][1]));
    for (int step = 2; step <= KG_AROUND_DEEPEST; step++)
        if (many[0][step] + many[1][step])
            kg_put(d->c.a, &b, kg_fmt(d->c.a, " \xC2\xB7 %d op %d stappen", many[0][step] + many[1][step], step));
    kg_put(d->c.a, &b, KG_CAT(d->c.a, KG_S(" \xC2\xB7 "), kg_scope_nl(&d->scope, d->c.a)));
    return kg_buf_str(&b);
}

static double legend(draw *d, double y)
{
    kg_sample s[12] = { { "hoort bij deze documenten", "solid", NULL, NULL, "#333333" },
                        { "alleen genoemd", "dashed", NULL, NULL, "#333333" } };
    int n = 2;
    for (int i = 0; i < d->near.items.n; i++)
        if (!d->near.items.v[i].cut) kg_edge_row(&d->looks, kg_graph_arc(d->g, d->near.items.v[i].arc).relation)->used = true;
    for (int i = 0; i < d->looks.n && n < 11; i++) {
        const kg_style_row *l = &d->looks.v[i];
        if (l->used) s[n++] = (kg_sample){ text(d, l->word, "?"), NULL, text(d, l->style, "solid"), NULL, text(d, l->line, "#767676") };
    }
    if (other_lines(d, false)) s[n++] = (kg_sample){ "ook daardoor", NULL, "dotted", NULL, "#767676" };
    bool *drawn = kg_new(d->c.a, bool, kg_graph_vertices(d->g));
    drawn[d->near.focus] = true;
    for (int i = 0; i < d->near.items.n; i++)
        if (!d->near.items.v[i].cut) drawn[d->near.items.v[i].v] = true;
    return kg_legend(&d->c, y, s, n, d->g, drawn);
}

static void head(draw *d, int step, int right, double y, const char *words)
{
    double x = column(d, step, right);
    kg_canvas_text(&d->c, x, y, kg_cstr(words), (kg_ink){ 13, true, "#0072B2" });
    kg_canvas_box(&d->c, x, y + 13, wide(d), 1, "#0072B2", "#0072B2", "solid");
}

static void heads(draw *d, double y)
{
    static const char *const words[2][KG_AROUND_DEEPEST + 1] = {
        { "", "Wat ervan spreekt", "Twee stappen ervandaan", "Drie stappen ervandaan", "Vier stappen ervandaan" },
        { "", "Wat het zelf noemt", "Twee stappen ervandaan", "Drie stappen ervandaan", "Vier stappen ervandaan" }
    };
    head(d, 0, 0, y, "Waar het om gaat");
    for (int right = 0; right < 2; right++)
        for (int step = 1; step <= d->near.deepest[right]; step++) head(d, step, right, y, words[right][step]);
}

static double left_out(draw *d, double end) /* below each column that was cut */
{
    for (int right = 0; right < 2; right++)
        for (int step = 1; step <= d->near.deepest[right]; step++) {
            double low = 0;
            for (int i = 0; i < d->near.items.n; i++) {
                const kg_near *k = &d->near.items.v[i];
                if (k->step == step && k->right == right && !k->cut && k->y > low) low = k->y;
            }
            if (!d->near.more[right][step]) continue;
            kg_str words = kg_fmt(d->c.a, "en nog %d andere: --kind, --relation of --from kiest eruit", d->near.more[right][step]);
            low = d->mid + (low + 1) * STEP;
            kg_canvas_text(&d->c, column(d, step, right), low, words, (kg_ink){ 10, true, "#333333" });
            if (low + 14 > end) end = low + 14;
        }
    return end;
}

static void draw_all(draw *d, kg_str title)
{
    kg_vertex v = kg_graph_vertex(d->g, d->near.focus);
    kg_str of = kg_eq(v.kind, KG_S("toezegging")) ? v.name : kg_said(v);
    if (!title.n) title = kg_fmt(d->c.a, "Wat staat er rond %.*s?", KG_ARG(of));
    double y = legend(d, kg_canvas_title(&d->c, title, numbers(d))) + 16;
    heads(d, y);
    double rows = d->near.high[0] > d->near.high[1] ? d->near.high[0] : d->near.high[1], half = (rows > 1 ? rows : 1) * STEP / 2;
    d->mid = y + 24 + half;
    double end = focus_card(d, column(d, 0, 0), d->mid);
    if (d->mid + half > end) end = d->mid + half;
    for (int i = 0; i < d->near.items.n; i++) {
        const kg_near *k = &d->near.items.v[i];
        if (k->cut) continue;
        card(d, k);
        line(d, k, k->parent >= 0 ? &d->near.items.v[k->parent] : NULL, k->arc, true);
    }
    other_lines(d, true);
    end = left_out(d, end);
    kg_str rest = KG_S(KG_SOURCE);
    if (d->near.other)
        rest = kg_fmt(d->c.a, "Niet getekend: %d verwijzing%s tussen deze stukken onderling.   " KG_SOURCE, d->near.other,
                      d->near.other == 1 ? "" : "en");
    kg_canvas_text(&d->c, 0, end + 16, rest, (kg_ink){ 10, false, "#555555" });
}

bool kg_write_around(const kg_graph *g, kg_store *s, const kg_view *o, kg_sink_fn *put, void *ctx, kg_err *e)
{
    draw d = { .g = g };
    int focus = kg_graph_find(g, o->focus), depth = o->depth > 0 ? o->depth : 1;
    if (!o->focus.n) return kg_fail(e, KG_EUSAGE, -1, "around what? name a thing with --focus ID");
    if (focus < 0)
        return kg_fail(e, KG_EUSAGE, -1, "\"%.*s\" is not in this graph, or not in the selection", KG_ARG(o->focus));
    if (depth > KG_AROUND_DEEPEST)
        return kg_fail(e, KG_EUSAGE, -1, "%d steps are too many for one picture; %d at most", depth, KG_AROUND_DEEPEST);
    if (!kg_ask_scope(s, &d.scope, e)) return false;
    kg_canvas_open(&d.c, o->title, put, ctx);
    kg_looks_read(&d.looks, o->style, d.c.a);
    bool ok = kg_store_rows(s, "SELECT id, words FROM toezegging", NULL, 0, on_words, &d, e);
    if (ok) {
        kg_gather_around(&d.near, g, focus, depth, d.c.a);
        d.width = depth > 1 ? NARROW : WIDE;
        draw_all(&d, o->title);
    }
    bool whole = kg_canvas_close(&d.c);
    return ok && (whole || kg_fail(e, KG_EIO, -1, "could not be written"));
}
