/* papers.c - what papers do to papers, in words alone. In: references and cues. Out: postpones, attachment_of.
 *
 * A letter ("Mededeling", uitstelbericht) says that questions cannot be answered in time: it postpones those whose number stands in its
 * sentence, else the nearest before it, else a motion or paper that its sentence names, else the only questions that the paper names.
 * An attachment has a number of its own (blg-929493) that stands
 * beside the paper's ("bijlage bij Kamerstuk 28 760, nr. 56, blg-729282"), or is the document itself, which says so in its head. Spec 2.4, 2.5.
 *
 * Invariants: who answers the questions does not postpone them; an attachment without number that is not this document gets no relation.
 */
#include "words.h"
#include "relate.h"

static bool question(const kg_ref *p) { return p->how == KG_EXPLICIT && p->target.n && (p->kind == KG_ZAAK || p->kind == KG_VRAGEN); }

/* The only questions that the document names, or NULL. */
static const kg_ref *only_questions(const kg_relating *r)
{
    const kg_ref *one = NULL;
    for (int i = 0; i < r->refs.n; i++) {
        const kg_ref *p = &r->refs.v[i];
        if (!question(p) || kg_eq(p->target, r->t->meta.id)) continue;
        if (one && !kg_eq(one->target, p->target)) return NULL;
        if (!one) one = p;
    }
    return one;
}

/* "De kabinetsreactie op de initiatiefnota (Kamerstuk 34 581, nr. 2)", "deze motie (32 479, nr. 3) binnen de gestelde termijn te beantwoorden" */
static bool late(const kg_relating *r, const kg_ref *p)
{
    if (!p->target.n || kg_eq(p->target, r->t->meta.id)) return false;
    return p->how == KG_EXPLICIT && (p->kind == KG_KAMERSTUK || kg_names_motion(p));
}

typedef struct { const kg_ref *only; kg_map *done; uint32_t sentence; } postponing;   /* done: answered here, or postponed already */

static void postpone(kg_relating *r, postponing *x, const kg_ref *p, const kg_ref *cue)
{
    int *done = p ? kg_map_at(&x->done, p->target, r->a) : NULL;
    if (!done || *done) return;
    *done = 1;
    kg_add_edge(r, KG_REL_POSTPONES, (kg_str){ 0 }, p, cue)->sentence = kg_sentence_at(r->t, cue->at.beg);
}

static void relate_postponed(kg_relating *r, int i, postponing *x)
{
    enum { HEAD = 12, BACK = 40 };                            /* passages of a letter's head; references looked back */
    const kg_ref *c = &r->refs.v[i];
    const kg_passage *p = kg_ref_passage(r, c);
    bool title = kg_eq(kg_role_str(c), KG_S("postpones:title"));
    if (r->debate || p->voice == KG_VOICE_MEMBER || p->role == KG_NOTE || p->role == KG_PAGE || (title && c->passage >= HEAD)) return;
    kg_span s = kg_sentence_at(r->t, c->at.beg);
    if (s.end == x->sentence || kg_ends(kg_trim(kg_cut(r->t->flow, s)), KG_S("?"))) return;
    x->sentence = s.end;
    bool here = false;
    for (int k = kg_first_ref(&r->refs, s.beg); k < r->refs.n && r->refs.v[k].at.beg < s.end; k++)
        if (question(&r->refs.v[k])) here = true, postpone(r, x, &r->refs.v[k], c);
    for (int k = i; !here && !title && k >= 0 && i - k < BACK && r->refs.v[k].passage == c->passage; k--)
        if (question(&r->refs.v[k]) && r->refs.v[k].at.end <= s.beg) here = true, postpone(r, x, &r->refs.v[k], c);
    for (int k = kg_first_ref(&r->refs, s.beg); !here && !title && k < r->refs.n && r->refs.v[k].at.beg < s.end; k++)
        if (late(r, &r->refs.v[k])) here = true, postpone(r, x, &r->refs.v[k], c);
    if (!here) postpone(r, x, x->only, c);
}

/* -- attachments --------------------------------------------------------------------------------------------------- */

static bool kamerstuk(const kg_ref *p) { return p->how == KG_EXPLICIT && p->kind == KG_KAMERSTUK && p->target.n; }
static bool attachment(const kg_ref *p) { return p->how == KG_EXPLICIT && kg_starts(p->target, KG_S("blg-")); }

/* "Bijlage bij Kamerstuk 33 269, nr. 3", a line in the head of a paper: it is the attachment. */
static const kg_ref *attached_itself(const kg_relating *r)
{
    enum { HEAD = 12, LINE = 90 };
    for (int i = 0; i < r->refs.n && r->refs.v[i].passage < HEAD; i++) {
        kg_span at = kg_ref_passage(r, &r->refs.v[i])->at;
        kg_str s = kg_cut(r->t->flow, at);
        if (!kamerstuk(&r->refs.v[i]) || s.n > LINE || !kg_starts_fold(s, "bijlage bij ")) continue;
        if (r->refs.v[i].at.beg - at.beg <= 24 && at.end - r->refs.v[i].at.end <= 2) return &r->refs.v[i];
    }
    return NULL;
}

void kg_relate_papers(kg_relating *r)
{
    postponing x = { .only = only_questions(r) };
    const kg_ref *paper = attached_itself(r);
    if (paper && !kg_eq(paper->target, r->t->meta.id)) kg_add_edge(r, KG_REL_ATTACHMENT_OF, (kg_str){ 0 }, paper, NULL);
    for (int i = 0; i < r->edges.n; i++)
        if (r->edges.v[i].relation == KG_REL_ANSWERS && r->edges.v[i].target.n) *kg_map_at(&x.done, r->edges.v[i].target, r->a) = 1;
    for (int i = 0; i < r->refs.n; i++)
        if (kg_starts(kg_role_str(&r->refs.v[i]), KG_S("postpones"))) relate_postponed(r, i, &x);
}

/* Pairs that stand beside each other, with the word that says so. After the citations, which stay. */
void kg_relate_attached(kg_relating *r)
{
    enum { FAR = 90, BEFORE = 32 };
    const kg_ref *last = NULL;
    kg_map *seen = NULL;
    for (int i = 0; i < r->refs.n; i++) {
        const kg_ref *p = &r->refs.v[i];
        if (kamerstuk(p)) last = p;
        else if (p->kind != KG_CUE && p->how == KG_EXPLICIT && !attachment(p)) last = NULL;
        if (!attachment(p) || !last || last->passage != p->passage || p->at.beg > last->at.end + FAR) continue;
        uint32_t from = last->at.beg > BEFORE ? last->at.beg - BEFORE : 0;
        kg_str said = kg_sub(r->t->flow, from, p->at.beg);
        if (!kg_contains(said, "ijlage")) continue;
        int *twice = kg_map_at(&seen, p->target, r->a);
        if (*twice) continue;
        *twice = 1;
        kg_add_edge(r, KG_REL_ATTACHMENT_OF, (kg_str){ 0 }, last, NULL)->source = p->target;
    }
}
