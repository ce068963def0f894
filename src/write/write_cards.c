/* write_cards.c - the picture that answers a question: three columns of cards that read like a sentence. In: what
 * cards.c gathered. Out: DOT with places.
 *
 * Idea: put on record in -> motion -> answered by (promised in -> commitment -> kept by). The middle column is in the order of
 * cards.c, its documents stand at the height of what hangs on them. State shows in the border and in a word; what is answered
 * through another motion has a dashed arc to it at the left, where no other line runs. The line below the title is the answer in
 * numbers, the caption says what an absence means (formats.md: a fact about the collection).
 */
#include "cards.h"

#include <math.h>

enum { MOST_CARDS = 400, MOST_ARCS = 5000, SIDE = 336, GAP = 130, HEAD = 30 };

typedef struct {
    kg_canvas c;
    const kg_graph *g;
    const kg_picture *p;
    double *y;            /* middle of each card */
    double middle, right; /* x of the columns */
    int width;            /* of a card of the middle column, without its code */
} draw;

static bool moties(const draw *d) { return d->p->what == KG_VIEW_MOTIES; }
static double wide(int width) { return KG_CARD_CODE + 2 + width; }

static kg_str tooltip(draw *d, kg_str no, kg_str what)
{
    return kg_fmt(d->c.a, "%.*s: %.*s", KG_ARG(no), KG_ARG(what));
}

/* -- cards ------------------------------------------------------------------------------------------------------------- */

static bool doubtful(const draw *d, kg_str name)
{
    kg_map *m = d->p->doubtful;
    return m && kg_map_at(&m, name, NULL) != NULL;
}

static void doubt(draw *d, kg_face *f, kg_str name)
{
    f->badge = doubtful(d, name);
    if (f->badge) f->tooltip = KG_CAT(d->c.a, f->tooltip, KG_S(" (let op: nummer en woorden spreken elkaar tegen)"));
}

/* Where there are many, what nothing came of takes one line. */
static bool flat(const draw *d, const kg_card *k)
{
    return d->p->cards.n >= KG_FLAT_FROM && !k->replies.n && !k->due.n && k->via < 0 && !doubtful(d, kg_graph_vertex(d->g, k->v).name);
}

static void middle_card(draw *d, int i)
{
    const kg_card *k = &d->p->cards.v[i];
    kg_vertex v = kg_graph_vertex(d->g, k->v);
    kg_face f = { .id = v.name,
                  .letter = moties(d) ? KG_S("M") : KG_S("T"),
                  .number = k->number,
                  .fact = k->fact,
                  .subject = k->subject,
                  .url = kg_address(v.name, d->c.a),
                  .look = k->look,
                  .ink = "#000000",
                  .fill = k->replies.n ? "#DCEBF5" : "#FFFFFF",
                  .width = d->width,
                  .thick = !strcmp(k->look.word, "te laat") };
    if (k->via >= 0) f.fact = kg_fmt(d->c.a, "via %.*s", KG_ARG(d->p->cards.v[k->via].number));
    f.tooltip = tooltip(d, v.name, v.title.n && moties(d) ? v.title : k->subject);
    if (k->via >= 0) f.tooltip = KG_CAT(d->c.a, f.tooltip, KG_S(" \xE2\x80\x94 "), k->via_words);
    doubt(d, &f, v.name);
    f.flat = flat(d, k);
    kg_canvas_card(&d->c, &f, d->middle, d->y[i] - (f.flat ? KG_FLAT_HEIGHT : KG_CARD_HEIGHT) / 2.0);
}

/* A document may stand in two columns: then the right one has a name of its own. */
static kg_str right_id(const draw *d, int v)
{
    kg_str name = kg_graph_vertex(d->g, v).name;
    bool twice = false;
    for (int i = 0; i < d->p->left.n; i++) twice = twice || d->p->left.v[i].v == v;
    for (int i = 0; i < d->p->cards.n; i++) twice = twice || d->p->cards.v[i].v == v;
    return twice ? kg_fmt(d->c.a, "%.*s (antwoord)", KG_ARG(name)) : name;
}

static void side_card(draw *d, const kg_side *s, bool right, double y)
{
    kg_vertex v = kg_graph_vertex(d->g, s->v);
    const char *many = s->n == 1 ? "" : moties(d) ? "s" : "en";
    kg_str word = right       ? kg_fmt(d->c.a, moties(d) ? "beantwoordt %d" : "komt %d na", s->n)
                  : moties(d) ? kg_fmt(d->c.a, "%d motie%s ingediend", s->n, many)
                              : kg_fmt(d->c.a, "%d toezegging%s", s->n, many);
    kg_face f = kg_document_face(v, word.s, d->c.a);
    if (right) f.id = right_id(d, s->v);
    doubt(d, &f, v.name);
    kg_canvas_card(&d->c, &f, right ? d->right : 0, y - KG_CARD_HEIGHT / 2.0);
}

/* -- columns ------------------------------------------------------------------------------------------------------------- */

static int answered_by(const kg_card *k) { return k->replies.n ? k->replies.v[k->replies.n - 1].doc : -1; }

static kg_str heading_of(draw *d, const kg_card *k)
{
    int doc = k->from >= 0 ? k->from : answered_by(k);
    if (doc < 0) return moties(d) ? KG_S("Elders ingediend, hier genoemd") : KG_S("Elders toegezegd, hier genoemd");
    kg_vertex v = kg_graph_vertex(d->g, doc);
    kg_str what = k->from >= 0 ? (moties(d) ? KG_S("Ingediend") : KG_S("Toegezegd"))
                  : moties(d)  ? KG_S("Eerder ingediend, beantwoord")
                               : KG_S("Eerder toegezegd, nagekomen");
    if (v.date.n) return kg_fmt(d->c.a, "%.*s op %.*s", KG_ARG(what), KG_ARG(kg_date_nl(v.date, d->c.a)));
    return kg_fmt(d->c.a, "%.*s in %.*s", KG_ARG(what), KG_ARG(kg_said(v)));
}

static double middle_column(draw *d, double y)
{
    const kg_picture *p = d->p;
    kg_str last = { 0 };
    for (int i = 0; i < p->cards.n; i++) {
        kg_str heading = heading_of(d, &p->cards.v[i]);
        if (!kg_eq(heading, last)) {
            kg_str text = kg_cut_width(last = heading, 11, true, wide(d->width) - 8, d->c.a);
            kg_canvas_text(&d->c, d->middle, y + (i ? 20 : 8), text, (kg_ink){ 11, true, "#000000" });
            y += HEAD + (i ? 8 : -4);
        }
        bool small = flat(d, &p->cards.v[i]);
        d->y[i] = y + (small ? KG_FLAT_HEIGHT : KG_CARD_HEIGHT) / 2.0;
        y += small ? KG_FLAT_ROW : KG_ROW;
    }
    for (int i = 0; i < p->cards.n; i++) middle_card(d, i);
    return y;
}

static double *side_column(draw *d, const kg_sides *s, bool right, double top)
{
    double *y = kg_new(d->c.a, double, s->n);
    for (int i = 0; i < s->n; i++) {
        int near = (int)s->v[i].place; /* the mean of card numbers, as a height */
        double rest = s->v[i].place - near;
        y[i] = d->y[near] + (near + 1 < d->p->cards.n ? rest * (d->y[near + 1] - d->y[near]) : 0);
    }
    kg_spread(y, s->n, KG_ROW + 8, d->c.a);
    for (int i = 0; i < s->n && y[0] < top; i++) y[i] += i ? 0 : top - y[0];
    for (int i = 1; i < s->n; i++)
        if (y[i] < y[i - 1] + KG_ROW + 8) y[i] = y[i - 1] + KG_ROW + 8;
    for (int i = 0; i < s->n; i++) side_card(d, &s->v[i], right, y[i]);
    return y;
}

static double height_of(const kg_sides *s, const double *y, int v)
{
    for (int i = 0; i < s->n; i++)
        if (s->v[i].v == v) return y[i];
    return 0;
}

/* -- lines ------------------------------------------------------------------------------------------------------------- */

static void origin(draw *d, int i, const double *left)
{
    const kg_card *k = &d->p->cards.v[i];
    if (k->from < 0) return;
    kg_curve c = { .from = kg_graph_vertex(d->g, k->from).name,
                   .to = kg_graph_vertex(d->g, k->v).name,
                   .x0 = wide(SIDE),
                   .y0 = height_of(&d->p->left, left, k->from),
                   .x1 = d->middle,
                   .y1 = d->y[i],
                   .colour = "#8A8A8A",
                   .style = "solid",
                   .width = 1,
                   .none = true };
    c.tooltip = kg_fmt(d->c.a, "%s, %.*s:%d", moties(d) ? "ingediend" : "toegezegd", KG_ARG(c.from), k->from_line);
    kg_canvas_curve(&d->c, &c);
}

static void replies(draw *d, int i, const double *right)
{
    const kg_card *k = &d->p->cards.v[i];
    double fan = k->replies.n > 6 ? 30.0 / (k->replies.n - 1) : 6; /* within the card */
    for (int j = 0; j < k->replies.n; j++) {
        const kg_reply *r = &k->replies.v[j];
        kg_state_look l = kg_reply_look(d->p->what, r->value);
        kg_curve c = { .from = kg_graph_vertex(d->g, k->v).name,
                       .to = right_id(d, r->doc),
                       .x0 = d->middle + wide(d->width),
                       .y0 = d->y[i] + fan * (j - (k->replies.n - 1) / 2.0),
                       .x1 = d->right,
                       .y1 = height_of(&d->p->right, right, r->doc),
                       .colour = l.colour,
                       .style = kg_eq(r->value, KG_S("not_applicable")) ? "dotted" : "solid",
                       .width = 1.6,
                       .back = true };
        c.tooltip = kg_fmt(d->c.a, "%s, %.*s:%d: %.*s", l.word, KG_ARG(kg_graph_vertex(d->g, r->doc).name), r->line,
                           KG_ARG(r->evidence));
        kg_canvas_curve(&d->c, &c);
    }
}

static void through(draw *d, int i)
{
    const kg_card *k = &d->p->cards.v[i];
    if (k->via < 0) return;
    double far = 18 + fabs(d->y[k->via] - d->y[i]) / 8;
    kg_curve c = { .from = kg_graph_vertex(d->g, k->v).name,
                   .to = kg_graph_vertex(d->g, d->p->cards.v[k->via].v).name,
                   .x0 = d->middle,
                   .y0 = d->y[i] - 5,
                   .x1 = d->middle,
                   .y1 = d->y[k->via] + (k->via < i ? 8 : -8),
                   .bend = -(far < 90 ? far : 90),
                   .colour = "#333333",
                   .style = "dashed",
                   .width = 1.2,
                   .tooltip = k->via_words };
    kg_canvas_curve(&d->c, &c);
}

/* -- title, answer in numbers, caption ----------------------------------------------------------------------------- */

static void count(draw *d, kg_buf *b, int n, const char *what)
{
    if (n) kg_put(d->c.a, b, kg_fmt(d->c.a, " \xC2\xB7 %d %s", n, what));
}

static kg_str numbers(draw *d)
{
    const kg_picture *p = d->p;
    static const char *const words[] = { "aangehouden", "ingetrokken", "vervangen", "overgenomen",
                                         "verworpen",   "vervallen",   "te laat",   "open" };
    int replied = 0, open = 0;
    kg_buf b = { 0 };
    for (int i = 0; i < p->cards.n; i++) {
        replied += p->cards.v[i].replies.n > 0;
        open += !p->cards.v[i].replies.n && strcmp(p->cards.v[i].look.border, "dotted");
    }
    kg_put(d->c.a, &b,
           kg_fmt(d->c.a, moties(d) ? "%d motie%s" : "%d toezegging%s", p->cards.n,
                  p->cards.n == 1 ? ""
                  : moties(d)     ? "s"
                                  : "en"));
    count(d, &b, replied, moties(d) ? "beantwoord" : "nagekomen");
    if (replied) kg_put(d->c.a, &b, kg_fmt(d->c.a, " door %d document%s", p->right.n, p->right.n == 1 ? "" : "en"));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        int n = 0;
        for (int j = 0; j < p->cards.n; j++)
            n += !strcmp(p->cards.v[j].look.word, words[i]) && !p->cards.v[j].replies.n;
        count(d, &b, n, words[i]);
    }
    if (moties(d)) count(d, &b, open, "zonder antwoord");
    kg_put(d->c.a, &b, KG_CAT(d->c.a, KG_S(" "), kg_scope_nl(&p->scope, d->c.a)));
    return kg_buf_str(&b);
}

enum { SAMPLES = 5 };
static void choose_samples(const draw *d, kg_sample s[SAMPLES]) /* a word for what occurs alone */
{
    static const kg_sample of_moties[SAMPLES] = { { "antwoord gevonden", "solid", NULL, NULL, "#333333" },
                                                  { "geen antwoord gevonden", "dashed", NULL, NULL, "#B34700" },
                                                  { "vraagt geen antwoord meer", "dotted", NULL, NULL, "#6E6E6E" },
                                                  { "beantwoordt (kleur: de stand)", NULL, "solid", NULL, "#333333" },
                                                  { "via een andere motie", NULL, "dashed", NULL, "#333333" } };
    static const kg_sample of_promises[SAMPLES] = { { "nagekomen", "solid", NULL, NULL, "#007A59" },
                                                    { "open: geen vervolg gevonden", "dashed", NULL, NULL, "#333333" },
                                                    { "te laat: de datum is voorbij", "solid", NULL, NULL, "#B34700" } };
    const kg_sample *all = moties(d) ? of_moties : of_promises;
    for (int i = 0; i < d->p->cards.n; i++) {
        const kg_card *k = &d->p->cards.v[i];
        bool late = !strcmp(k->look.word, "te laat"), dotted = !strcmp(k->look.border, "dotted"), replied = k->replies.n > 0;
        bool occurs[SAMPLES] = { replied && !dotted, !replied && !dotted && !late, late || dotted, moties(d) && replied, k->via >= 0 };
        for (int j = 0; j < SAMPLES; j++)
            if (occurs[j]) s[j] = all[j];
    }
}

static double top(draw *d, kg_str title)
{
    kg_sample samples[SAMPLES] = { { 0 } };
    double y = kg_canvas_title(&d->c, title, numbers(d));
    if (!d->p->cards.n) return y + 10; /* "0 moties" says it: no heads over nothing, no legend of nothing */
    bool *drawn = kg_new(d->c.a, bool, kg_graph_vertices(d->g));
    for (int i = 0; i < d->p->cards.n; i++) drawn[d->p->cards.v[i].v] = true;
    for (int i = 0; i < d->p->left.n; i++) drawn[d->p->left.v[i].v] = true;
    for (int i = 0; i < d->p->right.n; i++) drawn[d->p->right.v[i].v] = true;
    choose_samples(d, samples);
    y = kg_legend(&d->c, y, samples, SAMPLES, d->g, drawn) + 16;
    const char *heads[3] = { moties(d) ? "Op tafel gelegd in" : "Toegezegd in", moties(d) ? "Motie" : "Toezegging",
                             moties(d) ? "Beantwoord door" : "Nagekomen door" };
    double x[3] = { 0, d->middle, d->right };
    for (int i = 0; i < 3; i++) {
        if ((i == 0 && !d->p->left.n) || (i == 2 && !d->p->right.n)) continue;
        kg_canvas_text(&d->c, x[i], y, kg_cstr(heads[i]), (kg_ink){ 13, true, "#0072B2" });
        kg_canvas_box(&d->c, x[i], y + 13, wide(i == 1 ? d->width : SIDE), 1, "#0072B2", "#0072B2", "solid");
    }
    return y + 24;
}

static void caption(draw *d, double y)
{
    kg_str first =
        moties(d)
            ? KG_S("Geen antwoord gevonden zegt iets over deze verzameling, niet over de minister. Moties die alleen "
                   "genoemd worden, staan hier niet. Grijs in de kaart: het oordeel van de minister, of de datum.")
            : kg_fmt(d->c.a,
                     "Geen vervolg gevonden zegt iets over deze verzameling, niet over de minister. "
                     "Te laat: gezien op %.*s.",
                     KG_ARG(kg_date_nl(d->p->as_of, d->c.a)));
    kg_canvas_text(&d->c, 0, y + 12, first, (kg_ink){ 10, false, "#555555" });
    bool badge = false;
    for (int i = 0; i < d->p->cards.n; i++)
        badge = badge || doubtful(d, kg_graph_vertex(d->g, d->p->cards.v[i].v).name);
    kg_canvas_text(&d->c, 0, y + 28,
                   badge ? KG_S("! nummer en woorden spreken elkaar in een document tegen.   " KG_SOURCE)
                         : KG_S(KG_SOURCE),
                   (kg_ink){ 10, false, "#555555" });
}

static void draw_all(draw *d, kg_str title)
{
    d->y = kg_new(d->c.a, double, d->p->cards.n);
    d->width = moties(d) ? 336 : 480;
    d->middle = d->p->left.n ? wide(SIDE) + GAP : 100;
    d->right = d->middle + wide(d->width) + GAP + 40;
    double y = top(d, title), end = middle_column(d, y);
    double *left = side_column(d, &d->p->left, false, y + KG_CARD_HEIGHT),
           *right = side_column(d, &d->p->right, true, y + KG_CARD_HEIGHT);
    for (int i = 0; i < d->p->cards.n; i++) {
        origin(d, i, left);
        replies(d, i, right);
        through(d, i);
    }
    for (int i = 0; i < d->p->right.n; i++)
        if (right[i] + KG_ROW > end) end = right[i] + KG_ROW;
    caption(d, end);
}

bool kg_write_cards(const kg_graph *g, kg_store *s, const kg_view *o, kg_sink_fn *put, void *ctx, kg_err *e)
{
    if (kg_graph_arcs(g) > MOST_ARCS)
        return kg_fail(
            e, KG_ELIMIT, -1,
            "%d relations are too many for a picture of cards; choose fewer with --select, --dossier, --from, or take --view network",
            kg_graph_arcs(g));
    kg_picture p;
    kg_arena *a = kg_arena_new();
    bool ok = kg_gather_cards(g, s, o->what, o->as_of, &p, a, e);
    if (ok && p.cards.n > MOST_CARDS)
        ok = kg_fail(e, KG_ELIMIT, -1,
                     "%d cards are too many for one picture; choose fewer with --select, --dossier, --from, or take --view network",
                     p.cards.n);
    if (ok && !p.cards.n)
        ok = kg_fail(e, KG_EUSAGE, -1, "no %s in this graph, or in the selection: nothing to draw",
                     o->what == KG_VIEW_MOTIES ? "motions" : "commitments");
    if (ok) {
        draw d = { .g = g, .p = &p };
        kg_canvas_open(&d.c, o->title, put, ctx);
        draw_all(&d, o->title.n ? o->title : KG_S("kamergraaf"));
        ok = kg_canvas_close(&d.c) || kg_fail(e, KG_EIO, -1, "could not be written");
    }
    kg_arena_free(a);
    return ok;
}
