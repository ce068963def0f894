/* cards.c - gathers what a picture of cards shows. In: the selected graph, the views motie and toezegging. Out:
 * kg_picture, in the order in which it is drawn.
 *
 * Idea: the arcs say which document put a thing on record (left) and which ones answered it (right), the views say in
 * which state it is: picture and report never tell two stories. Things of one left document stand together, newest
 * document first, by number; the others by the document that answers them, in the order of its own text; so arrows
 * hardly cross.
 * Invariant: a total order everywhere; the picture is the same whatever the order of the rows.
 */
#include "ids.h"
#include "cards.h"
#include "store/store.h"

#include <stdlib.h>

typedef struct {
    const kg_graph *g;
    kg_picture *p;
    kg_arena *a;
    kg_map *place;                                            /* vertex name -> card number + 1 */
} gather;

/* -- words and looks ----------------------------------------------------------------------------------------------- */

#define GREEN "#007A59"
#define BLUE "#0072B2"
#define BLACK "#333333"
#define RED "#B34700"
#define GREY "#6E6E6E"

typedef struct { const char *value; kg_state_look look; } state_row;

static kg_state_look state_of(const state_row *t, kg_str value)
{
    while (t->value && !kg_eq(kg_cstr(t->value), value)) t++;
    return t->look;
}

kg_state_look kg_reply_look(kg_cards what, kg_str value)
{
    static const state_row t[] = {
        { "done", { "uitgevoerd", GREEN, "solid" } }, { "in_line", { "in lijn", BLUE, "solid" } },
        { "ongoing", { "loopt nog", BLUE, "solid" } }, { "not_applicable", { "n.v.t.", GREY, "solid" } },
        { "refused", { "niet uitgevoerd", RED, "solid" } }, { "partial", { "deels nagekomen", BLUE, "solid" } },
        { "full", { "nagekomen", GREEN, "solid" } }, { NULL, { "beantwoord", BLACK, "solid" } },
    };
    return state_of(t, what == KG_CARDS_TOEZEGGINGEN && !value.n ? KG_S("full") : value);
}

static kg_state_look life_look(kg_str state)                  /* of what no reply tells */
{
    static const state_row t[] = {
        { "held", { "aangehouden", GREY, "dotted" } }, { "withdrawn", { "ingetrokken", GREY, "dotted" } },
        { "replaced", { "vervangen", GREY, "dotted" } }, { "taken_over", { "overgenomen", GREY, "dotted" } },
        { "rejected", { "verworpen", GREY, "dotted" } }, { "lapsed", { "vervallen", GREY, "dotted" } },
        { NULL, { "geen antwoord", RED, "dashed" } },
    };
    return state_of(t, state);
}

static kg_str judgement_nl(kg_str word)
{
    static const char *const t[][2] = { { "oordeel_kamer", "oordeel Kamer" }, { "overgenomen", "overgenomen" },
                                        { "ontraden", "ontraden" }, { "aangehouden", "aangehouden" } };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++)
        if (kg_eq(kg_cstr(t[i][0]), word)) return kg_cstr(t[i][1]);
    return word;
}

/* The number that people use; the id where the label is but the title again. */
kg_str kg_said(kg_vertex v) { return v.label.n && !kg_eq(v.label, v.title) ? v.label : v.name; }

/* -- the middle column --------------------------------------------------------------------------------------------- */

static kg_str cell(const kg_cell *c, kg_arena *a)
{
    return c->null || !c->text.n ? (kg_str){ 0 } : kg_dup(a, kg_trim(c->text));
}

/* "Motie van Bikker en Omtzigt", of a JSON list of surnames: what is left where nobody told the subject. */
static kg_str by_movers(kg_str json, kg_arena *a)
{
    kg_buf b = {0};
    int n = 0;
    for (ptrdiff_t i = 0; i < json.n; i++) {
        if (json.s[i] != '"') continue;
        ptrdiff_t end = i + 1;
        while (end < json.n && json.s[end] != '"') end += json.s[end] == '\\' ? 2 : 1;
        if (end >= json.n) break;
        if (n < 2) kg_put(a, &b, n ? KG_S(" en ") : KG_S("Motie van "));
        if (n < 2) kg_put(a, &b, kg_sub(json, i + 1, end));
        i = end;
        n++;
    }
    if (n > 2) kg_put(a, &b, KG_S(" c.s."));
    return n ? kg_buf_str(&b) : KG_S("(onderwerp onbekend)");
}

static kg_card *add_card(gather *x, kg_str id)
{
    int *at = kg_map_at(&x->place, id, NULL);
    if (!at || *at >= 0) return NULL;                         /* not among the selected */
    kg_card *k = kg_push(x->a, &x->p->cards);
    *k = (kg_card){ .v = -1 - *at, .from = -1 };
    *at = x->p->cards.n;
    return k;
}

static bool on_motie(void *ctx, const kg_col *cols, int ncols, const kg_cell *c)
{
    (void)cols;
    gather *x = ctx;
    kg_card *k = c && ncols >= 6 ? add_card(x, c[0].text) : NULL;
    if (!k) return true;
    kg_vertex v = kg_graph_vertex(x->g, k->v);
    k->state = cell(&c[3], x->a);
    k->date = cell(&c[2], x->a);
    k->fact = judgement_nl(cell(&c[4], x->a));
    if (!k->fact.n || kg_eq(k->state, KG_S("held"))) k->fact = kg_date_nl(k->date, x->a);
    k->number = kg_eq(v.kind, KG_S("motie")) ? KG_S("zonder nummer") : kg_said(v);
    kg_str title = cell(&c[1], x->a);
    k->subject = title.n ? kg_subject(title, x->a) : by_movers(cell(&c[5], x->a), x->a);
    return true;
}

static bool on_toezegging(void *ctx, const kg_col *cols, int ncols, const kg_cell *c)
{
    (void)cols;
    gather *x = ctx;
    kg_card *k = c && ncols >= 5 ? add_card(x, c[0].text) : NULL;
    if (!k) return true;
    k->number = c[1].null || !c[1].text.n ? KG_S("(wie onbekend)") : cell(&c[1], x->a);
    k->subject = cell(&c[2], x->a);
    k->fact = cell(&c[3], x->a);
    k->date = cell(&c[4], x->a);
    return true;
}

/* Names that a card may have: the far ends of all arcs. */
static void mark_candidates(gather *x)
{
    for (int i = 0, n = kg_graph_arcs(x->g); i < n; i++) {
        int v = kg_graph_arc(x->g, i).to;
        *kg_map_at(&x->place, kg_graph_vertex(x->g, v).name, x->a) = -1 - v;
    }
}

/* -- arcs ---------------------------------------------------------------------------------------------------------- */

static int by_date(const kg_graph *g, int a, int b)           /* unknown dates last */
{
    kg_str x = kg_graph_vertex(g, a).date, y = kg_graph_vertex(g, b).date;
    if (!x.n || !y.n) return (x.n == 0) - (y.n == 0) ? (x.n == 0) - (y.n == 0) : a - b;
    int c = kg_cmp(x, y);
    return c ? c : a - b;
}

/* One reply a document; its last line says how the matter stands, but no word of state never hides one that was said. */
static void add_reply(gather *x, kg_card *k, kg_arc e)
{
    bool bare = kg_eq(e.value, KG_S("reported")) || kg_eq(e.value, KG_S("reply")) || !e.value.n;
    for (int i = 0; i < k->replies.n; i++) {
        kg_reply *r = &k->replies.v[i];
        if (r->doc != e.from) continue;
        if (e.line < r->line) r->line = e.line;
        if (!bare) r->value = e.value;
        return;
    }
    *kg_push(x->a, &k->replies) = (kg_reply){ e.from, e.line, e.value };
    for (int i = k->replies.n - 1; i > 0 && by_date(x->g, k->replies.v[i].doc, k->replies.v[i - 1].doc) < 0; i--) {
        kg_reply r = k->replies.v[i];
        k->replies.v[i] = k->replies.v[i - 1];
        k->replies.v[i - 1] = r;
    }
}

static void take_arcs(gather *x)
{
    bool moties = x->p->what == KG_CARDS_MOTIES;
    kg_str origin = moties ? KG_S("introduces") : KG_S("promises"), reply = moties ? KG_S("answers") : KG_S("fulfils");
    for (int i = 0, n = kg_graph_arcs(x->g); i < n; i++) {
        kg_arc e = kg_graph_arc(x->g, i);
        int *at = kg_map_at(&x->place, kg_graph_vertex(x->g, e.to).name, NULL);
        if (!at || *at <= 0) continue;
        kg_card *k = &x->p->cards.v[*at - 1];
        if (kg_eq(e.relation, reply)) add_reply(x, k, e);
        if (!kg_eq(e.relation, origin) || (k->from >= 0 && by_date(x->g, k->from, e.from) <= 0)) continue;
        k->from = e.from;
        k->from_line = e.line;
    }
}

static void give_looks(kg_picture *p)
{
    for (int i = 0; i < p->cards.n; i++) {
        kg_card *k = &p->cards.v[i];
        kg_state_look life = life_look(k->state);
        bool over = !strcmp(life.border, "dotted"); /* held, withdrawn, ...: that is how it stands, replies or not */
        k->look = k->replies.n && !over ? kg_reply_look(p->what, k->replies.v[k->replies.n - 1].value) : life;
        if (p->what == KG_CARDS_TOEZEGGINGEN && !k->replies.n) k->look.word = "geen vervolg";
    }
}

/* -- order --------------------------------------------------------------------------------------------------------- */

static int group_doc(const kg_card *k)
{
    return k->from >= 0 ? k->from : k->replies.n ? k->replies.v[k->replies.n - 1].doc : -1;
}

static int by_place(const void *a, const void *b, void *ctx)
{
    const kg_card *x = a, *y = b;
    const kg_graph *g = ctx;
    int gx = group_doc(x), gy = group_doc(y);
    if ((x->from < 0) != (y->from < 0)) return x->from < 0 ? 1 : -1;
    if ((gx < 0) != (gy < 0)) return gx < 0 ? 1 : -1;
    if (gx != gy) return by_date(g, gy, gx);
    int lx = x->from >= 0 || !x->replies.n ? 0 : x->replies.v[x->replies.n - 1].line;
    int ly = y->from >= 0 || !y->replies.n ? 0 : y->replies.v[y->replies.n - 1].line;
    return lx != ly ? (lx < ly ? -1 : 1) : kg_id_compare(kg_graph_vertex(g, x->v).name, kg_graph_vertex(g, y->v).name);
}

static void hang(kg_sides *side, int v, int place, kg_arena *a)
{
    kg_side *s = NULL;
    for (int i = 0; i < side->n && !s; i++)
        if (side->v[i].v == v) s = &side->v[i];
    if (!s) *(s = kg_push(a, side)) = (kg_side){ .v = v };
    s->place = (s->place * s->n + place) / (s->n + 1);
    s->n++;
}

static int by_mean(const void *a, const void *b)              /* barycentre: arrows cross least */
{
    const kg_side *x = a, *y = b;
    return x->place != y->place ? (x->place < y->place ? -1 : 1) : x->v - y->v;
}

static void order(gather *x)
{
    kg_picture *p = x->p;
    if (p->cards.n) qsort_r(p->cards.v, (size_t)p->cards.n, sizeof *p->cards.v, by_place, (void *)(uintptr_t)x->g);
    for (int i = 0; i < p->cards.n; i++) {
        kg_card *k = &p->cards.v[i];
        if (k->from >= 0) hang(&p->left, k->from, i, x->a);
        for (int j = 0; j < k->replies.n; j++) hang(&p->right, k->replies.v[j].doc, i, x->a);
    }
    if (p->left.n) qsort(p->left.v, (size_t)p->left.n, sizeof *p->left.v, by_mean);
    if (p->right.n) qsort(p->right.v, (size_t)p->right.n, sizeof *p->right.v, by_mean);
}

bool kg_gather_cards(const kg_graph *g, kg_store *s, kg_cards what, kg_picture *p, kg_arena *a, kg_err *e)
{
    *p = (kg_picture){ .what = what };
    gather x = { .g = g, .p = p, .a = a };
    mark_candidates(&x);
    bool ok =
        what == KG_CARDS_MOTIES
            ? kg_store_rows(s, "SELECT id, title, date, state, judgement, movers FROM motie ORDER BY id", NULL, 0,
                            on_motie, &x, e)
            : kg_store_rows(s, "SELECT id, who, words, coalesce(deadline, due), made_on FROM toezegging ORDER BY id",
                            NULL, 0, on_toezegging, &x, e);
    if (!ok || !kg_ask_scope(s, &p->scope, e)) return false;
    take_arcs(&x);
    give_looks(p);
    order(&x);
    return true;
}
