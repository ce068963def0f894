/* state.c - what a state is called and how it looks; what a document is called on a card. In: the words of formats.md. Out: Dutch
 * words, colours, borders.
 *
 * Idea: a state shows in a word and in the border (full: something was found; dashed: nothing was; dotted: nothing is wanted any
 * more), never in colour alone. Contrast with white: 4.5 at least.
 */
#include "cards.h"
#include "store/store.h"

#define GREEN "#007A59"
#define BLUE  "#0072B2"
#define BLACK "#333333"
#define RED   "#B34700"
#define GREY  "#6E6E6E"

typedef struct {
    const char *value;
    kg_state_look look;
} state_row;

static kg_state_look state_of(const state_row *t, kg_str value)
{
    while (t->value && !kg_eq(kg_cstr(t->value), value)) t++;
    return t->look;
}

kg_state_look kg_reply_look(kg_views what, kg_str value)
{
    static const state_row t[] = {
        { "done", { "uitgevoerd", GREEN, "solid" } },       { "in_line", { "in lijn", BLUE, "solid" } },
        { "ongoing", { "loopt nog", BLUE, "solid" } },      { "not_applicable", { "n.v.t.", GREY, "solid" } },
        { "refused", { "niet uitgevoerd", RED, "solid" } }, { "partial", { "deels nagekomen", BLUE, "solid" } },
        { "full", { "nagekomen", GREEN, "solid" } },        { NULL, { "beantwoord", BLACK, "solid" } },
    };
    return state_of(t, what == KG_VIEW_TOEZEGGINGEN && !value.n ? KG_S("full") : value);
}

kg_state_look kg_life_look(kg_str state)
{
    static const state_row t[] = {
        { "held", { "aangehouden", GREY, "dotted" } },   { "withdrawn", { "ingetrokken", GREY, "dotted" } },
        { "replaced", { "vervangen", GREY, "dotted" } }, { "taken_over", { "overgenomen", GREY, "dotted" } },
        { "rejected", { "verworpen", GREY, "dotted" } }, { "lapsed", { "vervallen", GREY, "dotted" } },
        { NULL, { "geen antwoord", RED, "dashed" } },
    };
    return state_of(t, state);
}

kg_str kg_judgement_nl(kg_str word)
{
    static const char *const t[][2] = { { "oordeel_kamer", "oordeel Kamer" },
                                        { "overgenomen", "overgenomen" },
                                        { "ontraden", "ontraden" },
                                        { "aangehouden", "aangehouden" } };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++)
        if (kg_eq(kg_cstr(t[i][0]), word)) return kg_cstr(t[i][1]);
    return word;
}

/* The id where the label is but the title again. */
kg_str kg_said(kg_vertex v)
{
    if (kg_eq(v.kind, KG_S("motie"))) return KG_S("zonder nummer");
    ptrdiff_t hash = kg_eq(v.kind, KG_S("toezegging")) ? kg_index(v.name, KG_S("#")) : -1;
    if (hash >= 0) return kg_sub(v.name, hash + 1, v.name.n); /* "toezegging-3": its words say the rest */
    return v.label.n && !kg_eq(v.label, v.title) ? v.label : v.name;
}

kg_state_look kg_motie_look(kg_str state)
{
    if (kg_eq(state, KG_S("answered"))) return kg_reply_look(KG_VIEW_MOTIES, KG_S("reported"));
    if (kg_eq(state, KG_S("ongoing")) || kg_eq(state, KG_S("not_applicable")))
        return kg_reply_look(KG_VIEW_MOTIES, state);
    return kg_life_look(state);
}

kg_str kg_letter_of(kg_vertex v)
{
    static const char *const t[][2] = { { "motie", "M" },   { "toezegging", "T" }, { "brief", "B" },
                                        { "verslag", "V" }, { "debat", "V" },      { "handelingen", "V" } };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++)
        if (kg_eq(v.soort, kg_cstr(t[i][0])) || kg_eq(v.kind, kg_cstr(t[i][0]))) return kg_cstr(t[i][1]);
    return KG_S("D");
}

double kg_legend(kg_canvas *c, double y, const kg_sample *s, int n, const kg_graph *g, const bool *drawn)
{
    static const char *const t[][2] = { { "M", "motie" }, { "T", "toezegging" }, { "V", "verslag" }, { "B", "brief" }, { "D", "ander stuk" } };
    enum { LETTERS = sizeof t / sizeof *t };
    kg_sample *all = kg_new(c->a, kg_sample, n + LETTERS);
    bool used[LETTERS] = { false };
    for (int v = 0, nv = kg_graph_vertices(g); v < nv; v++)
        for (int i = 0; i < LETTERS && drawn[v]; i++) used[i] = used[i] || kg_eq(kg_letter_of(kg_graph_vertex(g, v)), kg_cstr(t[i][0]));
    int given = n;
    n = 0;
    for (int i = 0; i < given; i++)
        if (s[i].word) all[n++] = s[i]; /* of what occurs */
    for (int i = 0; i < LETTERS; i++)
        if (used[i]) all[n++] = (kg_sample){ t[i][1], NULL, NULL, t[i][0], "#000000" };
    return kg_canvas_legend(c, y, all, n);
}

/* What is left where nobody told the subject. */
kg_str kg_by_movers(kg_str list, kg_arena *a)
{
    ptrdiff_t one = kg_index(list, KG_S("; "));
    if (!list.n) return KG_S("(onderwerp onbekend)");
    if (one < 0) return KG_CAT(a, KG_S("Motie van "), list);
    kg_str rest = kg_sub(list, one + 2, list.n);
    ptrdiff_t two = kg_index(rest, KG_S("; "));
    return KG_CAT(a, KG_S("Motie van "), kg_sub(list, 0, one), KG_S(" en "), two < 0 ? rest : kg_sub(rest, 0, two),
                  two < 0 ? KG_S("") : KG_S(" c.s."));
}

/* "https://eeas.europa.eu/sites/x.pdf": whose it is, and the rest of it or its title. */
static void split_address(kg_vertex v, kg_str *host, kg_str *rest)
{
    ptrdiff_t at = kg_index(v.name, KG_S("://"));
    if (at < 0) return;
    kg_str all = kg_sub(v.name, at + 3, v.name.n);
    ptrdiff_t slash = kg_index(all, KG_S("/"));
    if (slash < 1) return;
    *host = kg_sub(all, 0, slash);
    if (!v.title.n || kg_eq(v.title, v.name)) *rest = kg_sub(all, slash, all.n);
}

kg_face kg_document_face(kg_vertex v, const char *word, kg_arena *a)
{
    kg_str no = kg_said(v), subject = v.title.n ? v.title : v.name;
    if (kg_eq(v.kind, KG_S("url"))) split_address(v, &no, &subject);
    if (kg_starts(no, KG_S("Handelingen ")) && no.n > 30) no = KG_CAT(a, KG_S("Hand. "), kg_sub(no, 12, no.n));
    bool letter = kg_eq(kg_letter_of(v), KG_S("B"));
    return (kg_face){ .id = v.name,
                      .letter = kg_letter_of(v),
                      .number = no,
                      .fact = kg_date_nl(v.date, a),
                      .subject = kg_eq(subject, no) ? ((kg_str){ 0 }) : kg_subject(subject, a),
                      .tooltip = kg_fmt(a, "%.*s: %.*s", KG_ARG(no), KG_ARG(subject)),
                      .url = kg_address(v.name, a),
                      .look = { word, letter ? BLUE : BLACK, "solid" },
                      .fill = letter ? BLUE : "#E8E8E8",
                      .ink = letter ? "#FFFFFF" : "#000000",
                      .width = 336 };
}

kg_str kg_scope_nl(const kg_scope *c, kg_arena *a)
{
    kg_str many = kg_fmt(a, "in %s %d document%s", c->documents == 1 ? "dit" : "deze", c->documents,
                         c->documents == 1 ? "" : "en");
    if (!c->from[0]) return many;
    kg_str from = kg_date_nl(kg_cstr(c->from), a), to = kg_date_nl(kg_cstr(c->to), a);
    if (!kg_eq(from, to)) from = kg_fmt(a, "%.*s \xE2\x80\x93 %.*s", KG_ARG(from), KG_ARG(to));
    if (c->undated) from = kg_fmt(a, "%.*s; %d zonder datum", KG_ARG(from), c->undated);
    return kg_fmt(a, "%.*s (%.*s)", KG_ARG(many), KG_ARG(from));
}

/* -- what the store knows beside the arcs ----------------------------------------------------------------------------- */

typedef struct {
    kg_map **m;
    kg_arena *a;
} names;

static bool on_doubt(void *ctx, const kg_col *cols, int ncols, const kg_cell *c)
{
    names *x = ctx;
    (void)cols;
    if (c && ncols > 0) *kg_map_at(x->m, kg_dup(x->a, c[0].text), x->a) = 1;
    return true;
}

bool kg_gather_doubts(kg_store *s, kg_map **m, kg_arena *a, kg_err *e)
{
    static const char sql[] = "SELECT DISTINCT name.name FROM mention m LEFT JOIN alias ON alias.id = m.target"
                              " JOIN name ON name.id = coalesce(alias.node, m.target) WHERE m.flags & 2";
    return kg_store_rows(s, sql, NULL, 0, on_doubt, &(names){ m, a }, e);
}

bool kg_gather_via(kg_store *s, kg_row_fn *row, void *ctx, kg_err *e)
{
    static const char sql[] =
        "SELECT t.name, o.name, s.text FROM event e JOIN node n ON n.id = e.node AND n.soort = 'motie'"
        " JOIN name t ON t.id = n.id JOIN sentence s ON s.document = e.document AND s.n = e.sentence"
        " JOIN mention m ON m.document = e.document AND m.start >= s.start AND m.\"end\" <= s.\"end\""
        " LEFT JOIN alias a ON a.id = m.target JOIN node other ON other.id = coalesce(a.node, m.target)"
        "   AND other.soort = 'motie' AND other.id <> n.id JOIN name o ON o.id = other.id"
        " WHERE e.relation = 'answers' ORDER BY t.name, e.n, m.n";
    return kg_store_rows(s, sql, NULL, 0, row, ctx, e);
}
