/* write_dossier.c - the history of a dossier along a time axis. In: a graph and the number of a dossier. Out: DOT with places.
 *
 * Idea: time runs downwards, a band for each day on which something was said, and the axis says how long it stayed quiet: a
 * delay is seen as a gap. Three lanes: what the Chamber put on the table, the motions, what the government wrote. Lines are the
 * relations that did something (put on record, answered); what is only cited is left out and counted. Cards know their state.
 */
#include "cards.h"
#include "ids.h"
#include "store/store.h"
#include "words.h"

#include <math.h>
#include <stdlib.h>

enum { MOST = 300, AXIS = 120, GAP = 110, LANES = 3 };

typedef struct {
    int v, lane;
    kg_str date;
    bool borrowed, flat; /* borrowed: the date of what took its place; flat: a card of one line */
    double x, y;
} item;

typedef struct {
    kg_canvas c;
    const kg_graph *g;
    kg_str dossier;
    struct {
        item *v;
        int n, cap;
    } items;
    int *of; /* vertex -> item, -1 for none */
    int cited, used[LANES], side; /* side: how wide a card is, without its code */
    kg_map *doubtful, *judged; /* judged: name -> which judgement + 1 */
    kg_str judgement[8];
    int judgements;
    kg_scope scope;
} draw;

/* -- what belongs in it --------------------------------------------------------------------------------------------------- */

static bool does_something(kg_str relation)
{
    static const char *const t[] = { "introduces", "answers",   "judges", "decides",
                                     "holds",      "withdraws", "lapses", "replaces" };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++)
        if (kg_eq(relation, kg_cstr(t[i]))) return true;
    return false;
}

static int lane_of(kg_vertex v)
{
    kg_str letter = kg_letter_of(v);
    return kg_eq(letter, KG_S("M")) ? 1 : kg_eq(letter, KG_S("B")) ? 2 : 0;
}

static void add(draw *d, int v, kg_str date)
{
    kg_vertex k = kg_graph_vertex(d->g, v);
    if (d->of[v] >= 0) {
        item *i = &d->items.v[d->of[v]];
        if (!i->date.n) i->date = date;
        return;
    }
    d->of[v] = d->items.n;
    *kg_push(d->c.a, &d->items) = (item){ .v = v, .lane = lane_of(k), .date = kg_is_date(k.date) ? k.date : date };
}

static bool inside(const draw *d, int v) { return kg_eq(kg_graph_vertex(d->g, v).dossier, d->dossier); }

static void gather(draw *d)
{
    int n = kg_graph_vertices(d->g);
    d->of = kg_new(d->c.a, int, n);
    for (int v = 0; v < n; v++) d->of[v] = -1;
    for (int v = 0; v < n; v++)
        if (inside(d, v) && kg_graph_vertex(d->g, v).present &&
            !kg_eq(kg_graph_vertex(d->g, v).kind, KG_S("toezegging")))
            add(d, v, (kg_str){ 0 });
    for (int i = 0, m = kg_graph_arcs(d->g); i < m; i++) {
        kg_arc e = kg_graph_arc(d->g, i);
        if (!does_something(e.relation) || !inside(d, e.to)) continue;
        add(d, e.from, (kg_str){ 0 });
        add(d, e.to, kg_eq(e.relation, KG_S("introduces")) && kg_is_date(e.date) ? e.date : (kg_str){ 0 });
    }
    for (int v = 0; v < n; v++)
        d->cited += inside(d, v) && d->of[v] < 0 && !kg_eq(kg_graph_vertex(d->g, v).kind, KG_S("toezegging"));
}

/* What was replaced and has no date stands beside what replaced it; what nothing came of takes one line where there are many. */
static void settle(draw *d)
{
    for (int i = 0, m = kg_graph_arcs(d->g); i < m; i++) {
        kg_arc e = kg_graph_arc(d->g, i);
        int from = d->of[e.from], to = d->of[e.to];
        if (from < 0 || to < 0) continue;
        item *old = &d->items.v[to];
        if (kg_eq(e.relation, KG_S("replaces")) && !old->date.n) old->date = d->items.v[from].date, old->borrowed = old->date.n > 0;
    }
    for (int i = 0; i < d->items.n; i++) {
        kg_vertex v = kg_graph_vertex(d->g, d->items.v[i].v);
        d->items.v[i].flat = d->items.n >= KG_FLAT_FROM && v.state.n && strcmp(kg_motie_look(v.state).border, "solid");
    }
}

static bool on_judgement(void *ctx, const kg_col *cols, int ncols, const kg_cell *c)
{
    draw *d = ctx;
    (void)cols;
    if (!c || ncols < 2 || c[1].null || kg_graph_find(d->g, c[0].text) < 0) return true;
    int i = 0;
    while (i < d->judgements && !kg_eq(d->judgement[i], c[1].text)) i++;
    if (i == d->judgements && i < 8) d->judgement[d->judgements++] = kg_dup(d->c.a, c[1].text);
    if (i < 8) *kg_map_at(&d->judged, kg_dup(d->c.a, c[0].text), d->c.a) = i + 1;
    return true;
}

static int by_time(const void *a, const void *b, void *ctx) /* unknown dates last, then lanes, then numbers */
{
    const item *x = a, *y = b;
    if (!x->date.n != !y->date.n) return x->date.n ? -1 : 1;
    int c = kg_cmp(x->date, y->date);
    if (c || x->lane != y->lane) return c ? c : x->lane - y->lane;
    return kg_id_compare(kg_graph_vertex(ctx, x->v).name, kg_graph_vertex(ctx, y->v).name);
}

/* -- time ------------------------------------------------------------------------------------------------------------------- */

static long day_number(kg_str iso)
{
    kg_date t = kg_date_of(iso);
    long y = t.month < 3 ? t.year - 1 : t.year, m = (t.month + 9) % 12;
    return 365 * y + y / 4 - y / 100 + y / 400 + (m * 306 + 5) / 10 + t.day;
}

static kg_str elapsed(long days, kg_arena *a)
{
    if (days < 14) return kg_fmt(a, "%ld dag%s later", days, days == 1 ? "" : "en");
    if (days < 60) return kg_fmt(a, "%ld weken later", (days + 3) / 7);
    if (days < 700) return kg_fmt(a, "%ld maanden later", (days + 15) / 30);
    return kg_fmt(a, "%.1f jaar later", (double)days / 365.25);
}

/* Lanes that hold nothing take no room. */
static double lane_x(const draw *d, int lane)
{
    int before = 0;
    for (int i = 0; i < lane; i++) before += d->used[i] > 0;
    return AXIS + before * (KG_CARD_CODE + 2 + d->side + GAP);
}

/* The axis between two days: dotted, as long as the silence was, but within bounds. */
static double silence(draw *d, double y, kg_str from, kg_str to)
{
    long days = day_number(to) - day_number(from);
    double h = 26 + 6 * log2((double)(days > 1 ? days : 1));
    kg_canvas_box(&d->c, 11, y, 0.5, h, "#767676", NULL, "dotted");
    kg_canvas_text(&d->c, 22, y + h / 2, elapsed(days, d->c.a), (kg_ink){ 10, false, "#555555" });
    return y + h;
}

static double band(draw *d, int from, int to, double y) /* items of one day */
{
    double at[LANES] = { y, y, y }, end = y;
    kg_str date = d->items.v[from].date;
    for (int i = from; i < to; i++) {
        item *k = &d->items.v[i];
        /* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): a lane is one of LANES */
        k->x = lane_x(d, k->lane), k->y = at[k->lane] + (k->flat ? KG_FLAT_HEIGHT : KG_CARD_HEIGHT) / 2.0;
        at[k->lane] += k->flat ? KG_FLAT_ROW : KG_ROW;
        if (at[k->lane] > end) end = at[k->lane];
    }
    for (int lane = 0; lane < LANES; lane += 2) { /* beside the motions of that day: in their middle */
        double room = at[1] - at[lane];
        for (int i = from; i < to && room > 0; i++)
            if (d->items.v[i].lane == lane) d->items.v[i].y += room / 2;
    }
    kg_canvas_box(&d->c, 8, y + 4, 6, end - y - 12, "#0072B2", "#0072B2", "solid");
    kg_canvas_text(&d->c, 22, y + 14, date.n ? kg_date_nl(date, d->c.a) : KG_S("datum onbekend"),
                   (kg_ink){ 11, true, "#000000" });
    return end;
}

static double bands(draw *d, double y)
{
    for (int i = 0, j; i < d->items.n; i = j) {
        for (j = i + 1; j < d->items.n && kg_eq(d->items.v[j].date, d->items.v[i].date);) j++;
        if (i && d->items.v[i].date.n) y = silence(d, y, d->items.v[i - 1].date, d->items.v[i].date);
        else if (i) y += 30;
        y = band(d, i, j, y);
    }
    return y;
}

/* -- cards and lines ------------------------------------------------------------------------------------------------------ */

static void item_card(draw *d, const item *k)
{
    kg_vertex v = kg_graph_vertex(d->g, k->v);
    kg_state_look l = v.state.n ? kg_motie_look(v.state) : (kg_state_look){ "", "#333333", "solid" };
    kg_face f = kg_document_face(v, l.word, d->c.a);
    f.width = d->side;
    int *judged = kg_map_at(&d->judged, v.name, NULL);
    f.fact = k->borrowed ? KG_S("datum onbekend") /* the band says the date of the others */
             : judged    ? kg_judgement_nl(d->judgement[*judged - 1])
                         : (kg_str){ 0 };
    if (kg_eq(f.fact, kg_cstr(l.word))) f.fact.n = 0;
    f.flat = k->flat;
    if (v.state.n) f.look = l, f.fill = strcmp(l.border, "solid") ? "#FFFFFF" : "#DCEBF5", f.ink = "#000000";
    else if (!v.present) f.look.border = "dashed";
    if (!v.title.n && v.state.n) f.subject = kg_by_movers(v.movers, d->c.a);
    f.badge = d->doubtful && kg_map_at(&d->doubtful, v.name, NULL);
    kg_canvas_card(&d->c, &f, k->x, k->y - (k->flat ? KG_FLAT_HEIGHT : KG_CARD_HEIGHT) / 2.0);
}

static void line(draw *d, kg_arc e)
{
    const item *a = &d->items.v[d->of[e.from]], *b = &d->items.v[d->of[e.to]];
    bool reply = kg_eq(e.relation, KG_S("answers")), instead = kg_eq(e.relation, KG_S("replaces"));
    kg_state_look l = kg_reply_look(KG_VIEW_MOTIES, e.value);
    bool right = a->lane > b->lane, same = a->lane == b->lane;
    double w = KG_CARD_CODE + 2 + d->side;
    kg_curve c = { .from = kg_graph_vertex(d->g, e.from).name,
                   .to = kg_graph_vertex(d->g, e.to).name,
                   .x0 = right ? a->x : a->x + w,
                   .y0 = a->y,
                   .x1 = right || same ? b->x + w : b->x,
                   .y1 = b->y,
                   .bend = same ? 16 + fmin(fabs(a->y - b->y) / 8, 60) : 0,
                   .colour = reply     ? l.colour
                             : instead ? "#333333"
                                       : "#8A8A8A",
                   .width = reply ? 1.6 : 1,
                   .none = !reply && !instead,
                   .style = instead                                           ? "dashed"
                            : reply && kg_eq(e.value, KG_S("not_applicable")) ? "dotted"
                                                                              : "solid" };
    c.tooltip = kg_fmt(d->c.a, "%s, %.*s:%d: %.*s",
                       reply     ? l.word
                       : instead ? "vervangt"
                                 : "ingediend",
                       KG_ARG(e.document), e.line, KG_ARG(e.evidence));
    kg_canvas_curve(&d->c, &c);
}

static void lines(draw *d)
{
    kg_arc last = { .from = -1 };
    for (int i = 0, n = kg_graph_arcs(d->g); i < n; i++) {
        kg_arc e = kg_graph_arc(d->g, i);
        bool shown = (kg_eq(e.relation, KG_S("answers")) || kg_eq(e.relation, KG_S("introduces")) ||
                      kg_eq(e.relation, KG_S("replaces"))) &&
                     inside(d, e.to) && e.from != e.to;
        bool again = last.from == e.from && last.to == e.to && kg_eq(last.relation, e.relation);
        if (!shown || again || d->of[e.from] < 0 || d->of[e.to] < 0) continue;
        line(d, e);
        last = e;
    }
}

static double top(draw *d, kg_str title)
{
    kg_sample legend[] = { { "antwoord gevonden", "solid", NULL, NULL, "#333333" },
                                        { "geen antwoord gevonden", "dashed", NULL, NULL, "#B34700" },
                                        { "vraagt geen antwoord meer", "dotted", NULL, NULL, "#6E6E6E" },
                                        { "beantwoordt (kleur: de stand)", NULL, "solid", NULL, "#333333" },
                                        { "vervangt", NULL, "dashed", NULL, "#333333" } };
    static const char *const heads[LANES] = { "In de Kamer", "Moties", "Brieven van het kabinet" };
    int motions = 0, open = 0;
    for (int i = 0; i < d->items.n; i++) {
        kg_str state = kg_graph_vertex(d->g, d->items.v[i].v).state;
        motions += state.n > 0, open += kg_eq(state, KG_S("open")), d->used[d->items.v[i].lane]++;
    }
    int lanes = (d->used[0] > 0) + (d->used[1] > 0) + (d->used[2] > 0), others = d->items.n - motions;
    d->side = lanes == 1 ? 620 : lanes == 2 ? 420 : 320;
    kg_str many = kg_fmt(d->c.a, "%d motie%s, waarvan %d zonder antwoord", motions, motions == 1 ? "" : "s", open);
    if (others) many = kg_fmt(d->c.a, "%d stuk%s \xC2\xB7 %.*s", others, others == 1 ? "" : "ken", KG_ARG(many));
    if (d->cited) many = kg_fmt(d->c.a, "%.*s \xC2\xB7 alleen genoemd en niet getekend: %d", KG_ARG(many), d->cited);
    many = KG_CAT(d->c.a, many, KG_S(" \xC2\xB7 "), kg_scope_nl(&d->scope, d->c.a));
    kg_str no = kg_id_label(KG_CAT(d->c.a, KG_S("dossier-"), d->dossier), d->c.a);
    if (!title.n)
        title = KG_CAT(d->c.a, KG_S("Wat gebeurde er in "), no.n ? no : KG_CAT(d->c.a, KG_S("dossier "), d->dossier),
                       KG_S("?"));
    double y = kg_canvas_title(&d->c, title, many);
    bool *drawn = kg_new(d->c.a, bool, kg_graph_vertices(d->g));
    for (int i = 0; i < d->items.n; i++) drawn[d->items.v[i].v] = true;
    bool occurs[5] = { false };
    for (int i = 0; i < d->items.n; i++) {
        kg_str state = kg_graph_vertex(d->g, d->items.v[i].v).state;
        const char *border = state.n ? kg_motie_look(state).border : "";
        occurs[*border == 's' ? 0 : !strcmp(border, "dashed") ? 1 : 2] |= *border != 0;
    }
    for (int i = 0, n = kg_graph_arcs(d->g); i < n; i++) {
        kg_arc e = kg_graph_arc(d->g, i);
        if (!inside(d, e.to) || d->of[e.from] < 0 || d->of[e.to] < 0) continue;
        occurs[3] |= kg_eq(e.relation, KG_S("answers")), occurs[4] |= kg_eq(e.relation, KG_S("replaces"));
    }
    for (int i = 0; i < 5; i++)
        if (!occurs[i]) legend[i].word = NULL;
    y = kg_legend(&d->c, y, legend, 5, d->g, drawn) + 16;
    for (int i = 0; i < LANES; i++) {
        if (!d->used[i]) continue;
        kg_canvas_text(&d->c, lane_x(d, i), y, kg_cstr(heads[i]), (kg_ink){ 13, true, "#0072B2" });
        kg_canvas_box(&d->c, lane_x(d, i), y + 13, KG_CARD_CODE + 2 + d->side, 1, "#0072B2", "#0072B2", "solid");
    }
    return y + 28;
}

static void draw_all(draw *d, kg_str title)
{
    double y = bands(d, top(d, title));
    for (int i = 0; i < d->items.n; i++) item_card(d, &d->items.v[i]);
    lines(d);
    kg_canvas_text(&d->c, 0, y + 16,
                   KG_S("Geen antwoord gevonden zegt iets over deze verzameling, niet over de minister.   " KG_SOURCE),
                   (kg_ink){ 10, false, "#555555" });
}

bool kg_write_dossier(const kg_graph *g, kg_store *s, const kg_view *o, kg_sink_fn *put, void *ctx, kg_err *e)
{
    draw d = { .g = g, .dossier = o->dossier };
    if (!o->dossier.n) return kg_fail(e, KG_EUSAGE, -1, "which dossier? --dossier 35373");
    kg_arena *a = kg_arena_new();
    bool ok = kg_ask_scope(s, &d.scope, e) && kg_gather_doubts(s, &d.doubtful, a, e);
    if (ok) {
        kg_canvas_open(&d.c, o->title, put, ctx);
        ok = kg_store_rows(s, "SELECT id, judgement FROM motie ORDER BY id", NULL, 0, on_judgement, &d, e);
        gather(&d);
        settle(&d);
        if (ok && d.items.n > MOST)
            ok = kg_fail(e, KG_ELIMIT, -1, "%d things are too many for one picture; choose a time with --from and --to",
                         d.items.n);
        else if (ok && !d.items.n)
            ok = kg_fail(e, KG_EUSAGE, -1, "nothing of dossier %.*s is in this graph, or in the selection",
                         KG_ARG(d.dossier));
        if (d.items.n) qsort_r(d.items.v, (size_t)d.items.n, sizeof *d.items.v, by_time, (void *)(uintptr_t)g);
        for (int i = 0; i < d.items.n; i++) d.of[d.items.v[i].v] = i;
        if (ok) draw_all(&d, o->title);
        bool put_out = kg_canvas_close(&d.c);
        ok = ok && (put_out || kg_fail(e, KG_EIO, -1, "could not be written"));
    }
    kg_arena_free(a);
    return ok;
}
