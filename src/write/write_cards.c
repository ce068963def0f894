/* write_cards.c - the picture that answers a question: three columns of cards that read like a sentence. In: what
 * cards.c gathered. Out: DOT.
 *
 * Idea: cards are HTML-like tables in which every cell has a size of its own, so columns align and nothing hangs on a
 * font; an invisible chain in each column keeps the order; arrows run between ports of the cards and bundle by
 * themselves. State shows in the border (full, dashed, dotted) and in a word, never in colour alone. The line below the
 * title is the answer in numbers, the caption says what an absence means (formats.md: a fact about the collection).
 */
#include "cards.h"

enum { CODE = 24, LINE = 19, MOST_CARDS = 400, MOST_ARCS = 5000 };

typedef struct {
    kg_out o;
    const kg_graph *g;
    const kg_picture *p;
    kg_arena *a;
} draw;

typedef struct {                                              /* one card, as it is drawn */
    kg_str id, letter, number, fact, subject, tooltip, url;
    kg_state_look look;
    const char *fill, *ink;
    int width;
} face;

static bool moties(const draw *d) { return d->p->what == KG_CARDS_MOTIES; }

/* -- a card -------------------------------------------------------------------------------------------------------- */

static void number(draw *d, const char *before, int v, const char *after)
{
    kg_out_str(&d->o, kg_cstr(before));
    kg_out_int(&d->o, v);
    kg_out_str(&d->o, kg_cstr(after));
}

#define ROW_OPEN "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\"><TR>"

static void first_line(draw *d, const face *f)
{
    kg_str state = kg_cstr(f->look.word);
    double want = f->fact.n ? kg_width(f->fact, 9, false) + 8 : 0;
    int w3 = (int)kg_width(state, 9, true) + 12, room = f->width - 10 - w3; /* a short fact, as a date, is never cut */
    kg_str no = kg_cut_width(f->number, 10, true, room - 14 - (want < 110 ? want : 110), d->a);
    int w1 = (int)kg_width(no, 10, true) + 10, w2 = room - w1;
    kg_out_lit(&d->o, "<TD>" ROW_OPEN);
    kg_out_cell(&d->o, (kg_str){0}, (kg_look){ 9, false, "#000000", "LEFT", 5, LINE });
    kg_out_cell(&d->o, no, (kg_look){ 10, true, "#000000", "LEFT", w1, LINE });
    kg_out_cell(&d->o, kg_cut_width(f->fact, 9, false, w2 - 6, d->a),
                (kg_look){ 9, false, "#555555", "LEFT", w2, LINE });
    kg_out_cell(&d->o, state, (kg_look){ 9, true, f->look.colour, "RIGHT", w3, LINE });
    kg_out_cell(&d->o, (kg_str){0}, (kg_look){ 9, false, "#000000", "LEFT", 5, LINE });
    kg_out_lit(&d->o, "</TR></TABLE></TD>");
}

static void card(draw *d, const face *f)
{
    kg_out_quoted(&d->o, f->id);
    kg_out_lit(&d->o, " [label=<<TABLE PORT=\"c\" BORDER=\"");
    kg_out_int(&d->o, strcmp(f->look.border, "dotted") ? 1 : 2);    /* a thin dotted line is hardly seen */
    kg_out_lit(&d->o, "\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\" COLOR=\"");
    kg_out_str(&d->o, kg_cstr(f->look.colour));
    kg_out_lit(&d->o, "\" STYLE=\"");
    kg_out_str(&d->o, kg_cstr(f->look.border));
    kg_out_lit(&d->o, "\" BGCOLOR=\"white\"><TR><TD ROWSPAN=\"2\" BGCOLOR=\"");
    kg_out_str(&d->o, kg_cstr(f->fill));
    kg_out_lit(&d->o, "\">" ROW_OPEN);
    kg_out_cell(&d->o, f->letter, (kg_look){ 10, true, f->ink, "CENTER", CODE, 2 * LINE });
    kg_out_lit(&d->o, "</TR></TABLE></TD>");
    first_line(d, f);
    kg_out_lit(&d->o, "</TR><TR><TD>" ROW_OPEN);
    kg_out_cell(&d->o, (kg_str){0}, (kg_look){ 9, false, "#000000", "LEFT", 5, LINE });
    kg_out_cell(&d->o, kg_cut_width(f->subject, 9.5, false, f->width - 8, d->a),
                (kg_look){ 9.5, false, "#000000", "LEFT", f->width - 5, LINE });
    kg_out_lit(&d->o, "</TR></TABLE></TD></TR></TABLE>> tooltip=\"");
    kg_out_shown(&d->o, f->tooltip);
    kg_out_lit(&d->o, "\"");
    if (f->url.n) {
        kg_out_lit(&d->o, " URL=\"");
        kg_out_href(&d->o, f->url);
        kg_out_lit(&d->o, "\"");
    }
    kg_out_lit(&d->o, "];\n");
}

static kg_str tooltip(draw *d, kg_str no, kg_str what) { return kg_fmt(d->a, "%.*s: %.*s", KG_ARG(no), KG_ARG(what)); }

static void middle_card(draw *d, const kg_card *k)
{
    kg_vertex v = kg_graph_vertex(d->g, k->v);
    face f = { .id = v.name, .letter = moties(d) ? KG_S("M") : KG_S("T"), .number = k->number, .fact = k->fact,
               .subject = k->subject, .url = kg_address(v.name, d->a), .look = k->look, .ink = "#000000",
               .fill = k->replies.n ? "#DCEBF5" : "#FFFFFF", .width = moties(d) ? 336 : 460 };
    f.tooltip = tooltip(d, v.name, v.title.n && moties(d) ? v.title : k->subject);
    card(d, &f);
}

static kg_str letter_of(kg_vertex v)
{
    if (kg_eq(v.soort, KG_S("brief")) || kg_eq(v.kind, KG_S("brief"))) return KG_S("B");
    if (kg_eq(v.soort, KG_S("verslag")) || kg_eq(v.kind, KG_S("debat")) || kg_eq(v.kind, KG_S("handelingen")))
        return KG_S("V");
    return KG_S("D");
}

/* A document may stand in two columns: then the right one has a name of its own. */
static kg_str right_id(const draw *d, int v)
{
    kg_str name = kg_graph_vertex(d->g, v).name;
    for (int i = 0; i < d->p->left.n; i++)
        if (d->p->left.v[i].v == v) return kg_fmt(d->a, "%.*s (antwoord)", KG_ARG(name));
    for (int i = 0; i < d->p->cards.n; i++)
        if (d->p->cards.v[i].v == v) return kg_fmt(d->a, "%.*s (antwoord)", KG_ARG(name));
    return name;
}

static void side_card(draw *d, const kg_side *s, bool right)
{
    kg_vertex v = kg_graph_vertex(d->g, s->v);
    const char *many = s->n == 1 ? "" : moties(d) ? "s" : "en";
    kg_str word = right       ? kg_fmt(d->a, moties(d) ? "beantwoordt %d" : "komt %d na", s->n)
                  : moties(d) ? kg_fmt(d->a, "%d motie%s ingediend", s->n, many)
                              : kg_fmt(d->a, "%d toezegging%s", s->n, many);
    bool letter = kg_eq(letter_of(v), KG_S("B"));
    kg_str no = kg_said(v), subject = v.title.n ? v.title : v.name;
    face f = { .id = right ? right_id(d, s->v) : v.name,
               .letter = letter_of(v),
               .number = no,
               .fact = kg_date_nl(v.date, d->a),
               .subject = subject,
               .tooltip = tooltip(d, no, subject),
               .url = kg_address(v.name, d->a),
               .look = { word.s, letter ? "#0072B2" : "#333333", "solid" },
               .fill = letter ? "#0072B2" : "#E8E8E8",
               .ink = letter ? "#FFFFFF" : "#000000",
               .width = 336 };
    card(d, &f);
}

/* -- columns: headings, chains ------------------------------------------------------------------------------------- */

static kg_str heading_of(draw *d, const kg_card *k)
{
    int doc = k->from >= 0 ? k->from : k->replies.n ? k->replies.v[k->replies.n - 1].doc : -1;
    if (doc < 0) return moties(d) ? KG_S("Elders ingediend, hier genoemd") : KG_S("Elders toegezegd, hier genoemd");
    kg_vertex v = kg_graph_vertex(d->g, doc);
    kg_str what = k->from >= 0 ? (moties(d) ? KG_S("Ingediend") : KG_S("Toegezegd"))
                : moties(d) ? KG_S("Eerder ingediend, beantwoord") : KG_S("Eerder toegezegd, nagekomen");
    if (v.date.n) return kg_fmt(d->a, "%.*s op %.*s", KG_ARG(what), KG_ARG(kg_date_nl(v.date, d->a)));
    return kg_fmt(d->a, "%.*s in %.*s", KG_ARG(what), KG_ARG(kg_said(v)));
}

static void heading(draw *d, int i, kg_str text, int width)
{
    number(d, "\"kop ", i, "\" [label=<" ROW_OPEN);
    kg_out_cell(&d->o, kg_cut_width(text, 11, true, width - 4, d->a),
                (kg_look){ 11, true, "#000000", "LEFT", width, 26 });
    kg_out_lit(&d->o, "</TR></TABLE>>];\n");
}

static bool new_group(const draw *d, int i)
{
    if (!i) return true;
    const kg_card *x = &d->p->cards.v[i - 1], *y = &d->p->cards.v[i];
    if (x->from != y->from) return true;
    if (x->from >= 0) return false;
    int rx = x->replies.n ? x->replies.v[x->replies.n - 1].doc : -1,
        ry = y->replies.n ? y->replies.v[y->replies.n - 1].doc : -1;
    return rx != ry;
}

static void middle_column(draw *d)
{
    const kg_picture *p = d->p;
    int width = CODE + (moties(d) ? 336 : 460);
    for (int i = 0; i < p->cards.n; i++) {
        if (new_group(d, i)) heading(d, i, heading_of(d, &p->cards.v[i]), width);
        middle_card(d, &p->cards.v[i]);
    }
    kg_out_lit(&d->o, "{rank=\"same\"; ");
    for (int i = 0; i < p->cards.n; i++) {
        if (i) kg_out_lit(&d->o, " -> ");
        if (new_group(d, i)) number(d, "\"kop ", i, "\" -> ");
        kg_out_quoted(&d->o, kg_graph_vertex(d->g, p->cards.v[i].v).name);
    }
    kg_out_str(&d->o, p->cards.n > 0 ? KG_S(" [style=\"invis\"];}\n") : KG_S("}\n"));
}

static void side_column(draw *d, const kg_sides *s, bool right)
{
    for (int i = 0; i < s->n; i++) side_card(d, &s->v[i], right);
    if (s->n < 2) return;
    kg_out_lit(&d->o, "{rank=\"same\"; ");
    for (int i = 0; i < s->n; i++) {
        if (i) kg_out_lit(&d->o, " -> ");
        kg_out_quoted(&d->o, right ? right_id(d, s->v[i].v) : kg_graph_vertex(d->g, s->v[i].v).name);
    }
    kg_out_lit(&d->o, " [style=\"invis\"];}\n");
}

static void arrows(draw *d, const kg_card *k)
{
    kg_str name = kg_graph_vertex(d->g, k->v).name;
    if (k->from >= 0) {
        kg_out_quoted(&d->o, kg_graph_vertex(d->g, k->from).name);
        kg_out_lit(&d->o, ":c:e -> ");
        kg_out_quoted(&d->o, name);
        kg_out_lit(&d->o, ":c:w [color=\"#8A8A8A\" penwidth=\"1\" arrowhead=\"none\"];\n");
    }
    for (int i = 0; i < k->replies.n; i++) {
        kg_state_look l = kg_reply_look(d->p->what, k->replies.v[i].value);
        kg_out_quoted(&d->o, name);
        kg_out_lit(&d->o, ":c:e -> ");
        kg_out_quoted(&d->o, right_id(d, k->replies.v[i].doc));
        kg_out_lit(&d->o, ":c:w [dir=\"back\" color=\"");
        kg_out_str(&d->o, kg_cstr(l.colour));
        kg_out_str(&d->o, kg_eq(k->replies.v[i].value, KG_S("not_applicable")) ? KG_S("\" style=\"dashed")
                                                                               : KG_S("\" style=\"solid"));
        kg_out_lit(&d->o, "\" penwidth=\"1.6\" tooltip=\"");
        kg_out_shown(&d->o, tooltip(d, kg_cstr(l.word), kg_graph_vertex(d->g, k->replies.v[i].doc).name));
        number(d, ":", k->replies.v[i].line, "\"];\n");
    }
}

/* -- title, answer in numbers, caption ----------------------------------------------------------------------------- */

static void count(draw *d, kg_buf *b, int n, const char *what)
{
    if (n) kg_put(d->a, b, kg_fmt(d->a, " \xC2\xB7 %d %s", n, what));
}

static kg_str numbers(draw *d)
{
    const kg_picture *p = d->p;
    static const char *const over[] = { "aangehouden", "ingetrokken", "vervangen",
                                        "overgenomen", "verworpen",   "vervallen" };
    int replied = 0, open = 0;
    kg_buf b = {0};
    for (int i = 0; i < p->cards.n; i++) {
        replied += p->cards.v[i].replies.n > 0;
        open += !p->cards.v[i].replies.n && strcmp(p->cards.v[i].look.border, "dotted");
    }
    kg_put(d->a, &b, kg_fmt(d->a, moties(d) ? "%d motie%s" : "%d toezegging%s", p->cards.n,
                            p->cards.n == 1 ? "" : moties(d) ? "s" : "en"));
    count(d, &b, replied, moties(d) ? "beantwoord" : "nagekomen");
    if (replied) kg_put(d->a, &b, kg_fmt(d->a, " door %d document%s", p->right.n, p->right.n == 1 ? "" : "en"));
    for (size_t i = 0; i < sizeof over / sizeof *over; i++) {
        int n = 0;
        for (int j = 0; j < p->cards.n; j++) n += !strcmp(p->cards.v[j].look.word, over[i]) && !p->cards.v[j].replies.n;
        count(d, &b, n, over[i]);
    }
    count(d, &b, open, moties(d) ? "zonder antwoord" : "zonder vervolg");
    kg_put(d->a, &b, kg_fmt(d->a, " in %s%d document%s", p->scope.documents == 1 ? "dit " : "deze ", p->scope.documents,
                            p->scope.documents == 1 ? "" : "en"));
    if (p->scope.from[0])
        kg_put(d->a, &b, kg_fmt(d->a, " (%.*s \xE2\x80\x93 %.*s)", KG_ARG(kg_date_nl(kg_cstr(p->scope.from), d->a)),
                                KG_ARG(kg_date_nl(kg_cstr(p->scope.to), d->a))));
    return kg_buf_str(&b);
}

static void caption_line(draw *d, kg_str text)
{
    kg_out_lit(&d->o, "<TR>");
    kg_out_cell(&d->o, text, (kg_look){ 9, false, "#555555", "LEFT", (int)kg_width(text, 9, false) + 12, 16 });
    kg_out_lit(&d->o, "</TR>");
}

/* Above the picture, so that it never depends on where the layout leaves room. */
static void title(draw *d, kg_str text)
{
    kg_out_lit(&d->o, "label=<");
    kg_out_title(&d->o, text, numbers(d));
    if (moties(d)) {
        caption_line(d, KG_S("M motie \xC2\xB7 B brief \xC2\xB7 V verslag \xC2\xB7 D ander document     volle rand: "
                             "antwoord gevonden \xC2\xB7 "
                             "streepjes: geen antwoord gevonden \xC2\xB7 stippels: vraagt geen antwoord (meer)     "
                             "grijs in de kaart: "
                             "oordeel van de minister, of datum"));
        caption_line(d, KG_S("Geen antwoord gevonden zegt iets over deze verzameling, niet over de minister. Moties "
                             "die alleen genoemd worden, "
                             "staan hier niet.     Bron: de documenten zelf (officielebekendmakingen.nl); getekend met "
                             "kamergraaf."));
    } else {
        caption_line(d, KG_S("T toezegging \xC2\xB7 B brief \xC2\xB7 V verslag \xC2\xB7 D ander document     volle "
                             "rand: nagekomen \xC2\xB7 "
                             "streepjes: geen vervolg gevonden     grijs in de kaart: termijn"));
        caption_line(
            d,
            KG_S(
                "Geen vervolg gevonden zegt iets over deze verzameling, niet over de minister.     Bron: de documenten "
                "zelf (officielebekendmakingen.nl); getekend met kamergraaf."));
    }
    kg_out_lit(&d->o, "<TR><TD HEIGHT=\"14\"></TD></TR></TABLE>>;\n");
}

static void draw_all(draw *d, kg_str text)
{
    kg_out_lit(&d->o, "digraph ");
    kg_out_quoted(&d->o, text);
    kg_out_lit(
        &d->o,
        " {\ngraph [layout=\"dot\" rankdir=\"LR\" bgcolor=\"white\" pad=\"0.35\" nodesep=\"0.10\" ranksep=\"1.4\" "
        "outputorder=\"edgesfirst\" splines=\"spline\" charset=\"UTF-8\" fontname=\"" KG_FONT "\" labelloc=\"t\" "
        "labeljust=\"l\"];\nnode [shape=\"plain\" fontname=\"" KG_FONT "\" fontsize=\"10\"];\n"
        "edge [fontname=\"" KG_FONT "\" fontsize=\"9\" arrowsize=\"0.6\"];\n");
    side_column(d, &d->p->left, false);
    middle_column(d);
    side_column(d, &d->p->right, true);
    for (int i = 0; i < d->p->cards.n; i++) arrows(d, &d->p->cards.v[i]);
    title(d, text);
    kg_out_lit(&d->o, "}\n");
}

bool kg_write_cards(const kg_graph *g, kg_store *s, kg_cards what, kg_str text, kg_sink_fn *put, void *ctx, kg_err *e)
{
    if (kg_graph_arcs(g) > MOST_ARCS)
        return kg_fail(e, KG_ELIMIT, -1, "%d relations are too many for a picture of cards; choose fewer with --select",
                       kg_graph_arcs(g));
    kg_picture p;
    draw d = { .g = g, .p = &p, .a = kg_arena_new() };
    bool ok = kg_gather_cards(g, s, what, &p, d.a, e);
    if (ok && p.cards.n > MOST_CARDS)
        ok = kg_fail(e, KG_ELIMIT, -1, "%d cards are too many for one picture; choose fewer with --select", p.cards.n);
    if (ok) {
        kg_out_open(&d.o, put, ctx);
        draw_all(&d, text.n ? text : KG_S("kamergraaf"));
        ok = kg_out_close(&d.o) || kg_fail(e, KG_EIO, -1, "could not be written");
    }
    kg_arena_free(d.a);
    return ok;
}
