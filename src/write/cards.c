/* cards.c - gathers what a picture of cards shows. In: the selected graph, the views motie and toezegging. Out:
 * kg_picture, in the order in which it is drawn.
 *
 * Idea: the arcs say which document put a thing on record (left) and which ones answered it (right), the views say in
 * which state it is: picture and report never tell two stories. Things of one left document stand together, newest
 * document first, by number; the others by the document that answers them, in the order of its own text; so arrows
 * hardly cross.
 * A motion is answered through another one where the sentence that answers it names that other one.
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
    kg_map *place; /* vertex name -> card number + 1 */
} gather;

/* -- the middle column --------------------------------------------------------------------------------------------- */

static kg_str cell(const kg_cell *c, kg_arena *a)
{
    return c->null || !c->text.n ? ((kg_str){ 0 }) : kg_dup(a, kg_trim(c->text));
}

static kg_card *add_card(gather *x, kg_str id)
{
    int *at = kg_map_at(&x->place, id, NULL);
    if (!at || *at >= 0) return NULL; /* not among the selected */
    kg_card *k = kg_push(x->a, &x->p->cards);
    *k = (kg_card){ .v = -1 - *at, .from = -1, .via = -1 };
    *at = x->p->cards.n;
    return k;
}

static bool on_motie(void *ctx, const kg_col *cols, int ncols, const kg_cell *c)
{
    (void)cols;
    gather *x = ctx;
    kg_card *k = c && ncols >= 5 ? add_card(x, c[0].text) : NULL;
    if (!k) return true;
    kg_vertex v = kg_graph_vertex(x->g, k->v);
    k->state = cell(&c[3], x->a);
    k->date = cell(&c[2], x->a);
    k->fact = kg_judgement_nl(cell(&c[4], x->a));
    if (!k->fact.n || kg_eq(k->state, KG_S("held"))) k->fact = kg_date_nl(k->date, x->a);
    k->number = kg_said(v);
    kg_str title = cell(&c[1], x->a);
    k->subject = title.n ? kg_subject(title, x->a) : kg_by_movers(v.movers, x->a);
    return true;
}

static bool on_toezegging(void *ctx, const kg_col *cols, int ncols, const kg_cell *c)
{
    (void)cols;
    gather *x = ctx;
    kg_card *k = c && ncols >= 6 ? add_card(x, c[0].text) : NULL;
    if (!k) return true;
    k->number = c[1].null || !c[1].text.n ? KG_S("(wie onbekend)") : cell(&c[1], x->a);
    k->subject = cell(&c[2], x->a);
    k->fact = cell(&c[3], x->a);
    k->due = cell(&c[4], x->a);
    k->date = cell(&c[5], x->a);
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

static int by_date(const kg_graph *g, int a, int b) /* unknown dates last */
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
    *kg_push(x->a, &k->replies) = (kg_reply){ e.from, e.line, e.value, e.evidence };
    for (int i = k->replies.n - 1; i > 0 && by_date(x->g, k->replies.v[i].doc, k->replies.v[i - 1].doc) < 0; i--) {
        kg_reply r = k->replies.v[i];
        k->replies.v[i] = k->replies.v[i - 1];
        k->replies.v[i - 1] = r;
    }
}

static void take_arcs(gather *x)
{
    bool moties = x->p->what == KG_VIEW_MOTIES;
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

/* A deadline in words and as a date; whether it has passed is seen from the last day of the collection, unless told. */
static void give_deadline(gather *x, kg_card *k)
{
    bool late = k->due.n && !k->replies.n && kg_cmp(k->due, x->p->as_of) < 0;
    kg_str due = kg_date_nl(k->due, x->a);
    if (!k->replies.n)
        k->look =
            late ? ((kg_state_look){ "te laat", "#B34700", "solid" }) : (kg_state_look){ "open", "#333333", "dashed" };
    if (due.n && k->fact.n && !kg_eq(due, k->fact)) k->fact = kg_fmt(x->a, "%.*s: %.*s", KG_ARG(due), KG_ARG(k->fact));
    else if (due.n) k->fact = due;
    if (k->fact.n && k->due.n) k->fact = kg_fmt(x->a, "uiterlijk %.*s", KG_ARG(k->fact));
}

static void give_looks(gather *x)
{
    kg_picture *p = x->p;
    for (int i = 0; i < p->cards.n; i++) {
        kg_card *k = &p->cards.v[i];
        kg_state_look life = kg_life_look(k->state);
        bool over = !strcmp(life.border, "dotted"); /* held, withdrawn, ...: that is how it stands, replies or not */
        k->look = k->replies.n && !over ? kg_reply_look(p->what, k->replies.v[k->replies.n - 1].value) : life;
        if (p->what == KG_VIEW_TOEZEGGINGEN) give_deadline(x, k);
    }
}

/* -- order --------------------------------------------------------------------------------------------------------- */

static int urgency(const kg_card *k) /* commitments: late, with a date, open, kept */
{
    return k->replies.n ? 3 : !strcmp(k->look.word, "te laat") ? 0 : k->due.n ? 1 : 2;
}

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
    if (urgency(x) != urgency(y) && (x->due.n || y->due.n)) return urgency(x) - urgency(y);
    if (kg_cmp(x->due, y->due) && x->due.n && y->due.n) return kg_cmp(x->due, y->due);
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

static int by_mean(const void *a, const void *b, void *g) /* barycentre: arrows cross least; replies to one card as they end in it */
{
    const kg_side *x = a, *y = b;
    return x->place != y->place ? (x->place < y->place ? -1 : 1) : by_date(g, x->v, y->v);
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
    if (p->left.n) qsort_r(p->left.v, (size_t)p->left.n, sizeof *p->left.v, by_mean, (void *)(uintptr_t)x->g);
    if (p->right.n) qsort_r(p->right.v, (size_t)p->right.n, sizeof *p->right.v, by_mean, (void *)(uintptr_t)x->g);
}

static bool on_via(void *ctx, const kg_col *cols, int ncols, const kg_cell *c)
{
    (void)cols;
    gather *x = ctx;
    int *at = c && ncols >= 3 ? kg_map_at(&x->place, c[0].text, NULL) : NULL,
        *to = at ? kg_map_at(&x->place, c[1].text, NULL) : NULL;
    if (!at || !to || *at <= 0 || *to <= 0 || *at == *to || x->p->cards.v[*at - 1].via >= 0) return true;
    kg_card *k = &x->p->cards.v[*at - 1];
    k->via = x->p->cards.v[*to - 1].v; /* as vertex: cards are sorted later */
    k->via_words = kg_dup(x->a, c[2].text);
    return true;
}

static void settle_via(kg_picture *p)
{
    for (int i = 0; i < p->cards.n; i++)
        for (int j = 0, v = p->cards.v[i].via; v >= 0 && j < p->cards.n; j++)
            if (p->cards.v[j].v == v) {
                p->cards.v[i].via = j;
                break;
            }
}

bool kg_gather_cards(const kg_graph *g, kg_store *s, kg_views what, kg_str as_of, kg_picture *p, kg_arena *a, kg_err *e)
{
    static const char moties[] = "SELECT id, title, date, state, judgement FROM motie ORDER BY id",
                      promises[] = "SELECT id, who, words, deadline, due, made_on FROM toezegging ORDER BY id";
    *p = (kg_picture){ .what = what };
    gather x = { .g = g, .p = p, .a = a };
    bool of_moties = what == KG_VIEW_MOTIES;
    mark_candidates(&x);
    if (!kg_store_rows(s, of_moties ? moties : promises, NULL, 0, of_moties ? on_motie : on_toezegging, &x, e) ||
        !kg_ask_scope(s, &p->scope, e) || !kg_gather_doubts(s, &p->doubtful, a, e) ||
        (of_moties && !kg_gather_via(s, on_via, &x, e)))
        return false;
    p->as_of = as_of.n ? as_of : kg_cstr(p->scope.to);
    take_arcs(&x);
    give_looks(&x);
    order(&x);
    settle_via(p);
    return true;
}
