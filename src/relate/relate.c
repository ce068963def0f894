/* relate.c - from mentions to relations. In: resolved references and cues. Out: edges, each with its evidence.
 *
 * Every mention with a target cites it; wording and voice make more of it. The government answers a motion (answers.c), a member
 * asks about it, an agenda lists papers. Spec 2.1, 2.2, 2.5.
 *
 * Invariants: a citation is written only where nothing stronger is known of that target,
 * and once a target.
 */
#include "ids.h"
#include "relate.h"

#include <stdlib.h>

bool kg_names_motion(const kg_ref *p)
{
    return p->kind != KG_CUE && p->how == KG_CONTEXT && p->target.n && kg_rule_kind(p->rule) == KG_MOTIE;
}

bool kg_refers_back(const kg_ref *p)
{
    return !p->cap[KG_CAP_names].end && !p->cap[KG_CAP_stuk].end && !p->cap[KG_CAP_item].end && !p->cap[KG_CAP_what].end;
}

kg_edge *kg_add_edge(kg_relating *r, kg_relation relation, kg_str value, const kg_ref *p, const kg_ref *cue)
{
    kg_edge *e = kg_push(r->a, &r->edges);
    *e = (kg_edge){
        .relation = relation,
        .value = value,
        .source = r->t->meta.id,
        .target = p->target,
        .at = p->at,
        .sentence = kg_sentence_at(r->t, p->at.beg),
        .confidence = p->confidence,
        .flags = p->flags & (KG_CONFLICT | KG_REPAIRED | KG_UNKNOWN),
        .voice = kg_ref_passage(r, p)->voice,
        .kind = p->target.n ? kg_kind_of_id(p->target) : p->kind,
        .rule = kg_rule_name(cue ? cue->rule : p->rule),
    };
    if (cue) {
        e->cue = kg_cut(r->t->flow, cue->at);
        e->confidence *= 0.95f;
    }
    return e;
}

/* -- replies to questions ------------------------------------------------------------------------------------------ */

const kg_ref *kg_number_behind(const kg_relating *r, const kg_ref *c, uint32_t far, bool any)
{
    for (int k = kg_first_ref(&r->refs, c->at.beg); k < r->refs.n && r->refs.v[k].at.beg < c->at.end + far; k++) {
        const kg_ref *p = &r->refs.v[k];
        if (p->passage != c->passage) break;
        if (p->how == KG_EXPLICIT && p->target.n && (any || p->kind == KG_KAMERSTUK) && p->at.end > c->at.end) return p;
    }
    return NULL;
}

static bool question_paper(const kg_ref *p)
{
    return p->how == KG_EXPLICIT && (p->kind == KG_ZAAK || p->kind == KG_VRAGEN);
}

/* "In antwoord op uw brief van 5 juli 2024, nr. 2024Z11859, deel ik u mede": spec 2.4. */
static void relate_reply(kg_relating *r, const kg_ref *c)
{
    const kg_ref *id = kg_number_behind(r, c, 120, true);
    if (id && (question_paper(id) || id->kind == KG_KENMERK)) kg_add_edge(r, KG_REL_ANSWERS, KG_S("reply"), id, c);
}

/* The head of a published answer: the number of the questions alone on a line above "Antwoord van minister ...". */
static void relate_head(kg_relating *r)
{
    enum { HEAD = 12 };
    for (int i = 0; i < r->refs.n && r->refs.v[i].passage < HEAD; i++) {
        const kg_ref *p = &r->refs.v[i];
        kg_span at = kg_ref_passage(r, p)->at;
        if (!question_paper(p)) continue;
        kg_str line = kg_sub(r->t->flow, at.beg, at.end),
               below = kg_sub(r->t->flow, p->at.end,
                              p->at.end + 400 < (uint32_t)r->t->flow.n ? p->at.end + 400 : (uint32_t)r->t->flow.n);
        ptrdiff_t answer = kg_index(below, KG_S("Antwoord van "));
        if (answer < 0 || (line.n > 30 && answer > 4)) continue;
        kg_add_edge(r, KG_REL_ANSWERS, KG_S("reply"), p, NULL);
        return;
    }
}

/* -- questions ----------------------------------------------------------------------------------------------------- */

static void relate_question(kg_relating *r, int i, kg_map **asked)
{
    const kg_ref *c = &r->refs.v[i];
    if (kg_ref_passage(r, c)->voice != KG_VOICE_MEMBER) return;
    int k = kg_sentence_motion(r, i);
    if (k < 0) return;
    int *twice = kg_map_at(asked, r->refs.v[k].target, r->a);
    if (*twice) return;
    *twice = 1;
    kg_add_edge(r, KG_REL_ASKS_ABOUT, (kg_str){ 0 }, &r->refs.v[k], c);
}

/* -- citations ----------------------------------------------------------------------------------------------------- */

/* "Een aangenomen motie van de SP", "de motie over het terugdraaien van de verkorting van de WW": no number and no movers, but a party or a
 * subject. A motion that a debate speaks of is cited, though nobody knows which it is. */
static bool tells_motion(const kg_relating *r, const kg_ref *p)
{
    if (!r->debate || p->how != KG_CONTEXT || kg_rule_kind(p->rule) != KG_MOTIE || p->ncandidates || p->cap[KG_CAP_stuk].end) return false;
    if (!p->cap[KG_CAP_n].end && !p->cap[KG_CAP_n2].end && !p->cap[KG_CAP_what].end) return false;
    return !kg_contains(kg_cut(r->t->flow, p->at), "oties ") && !kg_ends(kg_sub(r->t->flow, 0, p->at.beg), KG_S("geen "));
}

static void relate_citations(kg_relating *r)
{
    kg_map *seen = NULL;
    for (int i = 0; i < r->edges.n; i++)
        if (r->edges.v[i].target.n) *kg_map_at(&seen, r->edges.v[i].target, r->a) = 1;
    *kg_map_at(&seen, r->t->meta.id, r->a) = 1;
    for (int i = 0; i < r->refs.n; i++) {
        const kg_ref *p = &r->refs.v[i];
        if (p->kind == KG_CUE || p->how == KG_FURNITURE || p->kind == KG_INTERN || (!p->target.n && !tells_motion(r, p))) continue;
        int *done = kg_map_at(&seen, p->target.n ? p->target : kg_cut(r->t->flow, p->at), r->a);
        if (*done) continue;
        *done = 1;
        kg_add_edge(r, KG_REL_CITES, (kg_str){ 0 }, p, NULL);
    }
}

static void find_introduced(kg_relating *r)
{
    for (int i = 0; i < r->refs.n; i++) {
        const kg_ref *c = &r->refs.v[i];
        if (!kg_eq(kg_role_str(c), KG_S("introduces")) || c->cap[KG_CAP_names].end) continue;
        const kg_ref *id = kg_number_behind(r, c, 40, false);
        if (id) *kg_map_at(&r->introduced, id->target, r->a) = 1;
    }
}

static bool mention(const kg_ref *p)
{
    if (p->kind == KG_CUE) return false;
    if (p->how != KG_CONTEXT || p->target.n || p->ncandidates) return true;
    kg_kind k = kg_rule_kind(p->rule); /* "deze motie" of which nobody knows which is no mention */
    if (k == KG_MOTIE) return !kg_refers_back(p) || p->cap[KG_CAP_n].end || p->cap[KG_CAP_n2].end;   /* "een motie van de SP" */
    return !(k == KG_BRIEF && kg_eq(kg_rule_name(p->rule), KG_S("anafoor-brief")));
}

static int edge_order(const void *x, const void *y)
{
    const kg_edge *a = x, *b = y;
    if (a->at.beg != b->at.beg) return a->at.beg < b->at.beg ? -1 : 1;
    if (a->relation != b->relation) return a->relation < b->relation ? -1 : 1;
    int c = kg_cmp(a->target, b->target);
    return c ? c : kg_cmp(a->value, b->value);
}

void kg_mentions(kg_refs *refs)
{
    int kept = 0;
    for (int i = 0; i < refs->n; i++)
        if (mention(&refs->v[i])) refs->v[kept++] = refs->v[i];
    refs->n = kept;
}

static void keep(kg_relating *r)
{
    kg_found *f = r->found;
    f->refs = r->refs;
    kg_mentions(&f->refs);
    if (r->edges.n) qsort(r->edges.v, (size_t)r->edges.n, sizeof *r->edges.v, edge_order);
    f->edges = r->edges.v; f->nedges = r->edges.n;
    f->things = r->things.v; f->nthings = r->things.n;
    f->promises = r->promises.v; f->npromises = r->promises.n;
    f->problems = r->problems.v; f->nproblems = r->problems.n;
}

void kg_relate(kg_scanner *s, const kg_text *t, kg_refs refs, kg_found *f, kg_arena *a)
{
    *f = (kg_found){ .text = t };
    kg_relating r = { .t = t, .refs = refs, .a = a, .found = f, .asked = kg_asked_new(s, t, a) };
    r.debate = kg_is_debate(t);
    find_introduced(&r);
    kg_tell_stated(&r);
    kg_map *asked = NULL;
    for (int i = 0; i < refs.n; i++) {
        kg_str role = kg_role_str(&refs.v[i]);
        if (kg_eq(role, KG_S("answers:reply"))) relate_reply(&r, &refs.v[i]);
        else if (kg_starts(role, KG_S("answers:"))) kg_relate_answer(&r, i);
        else if (kg_eq(role, KG_S("asks_about"))) relate_question(&r, i, &asked);
    }
    relate_head(&r);
    kg_answer_items(&r);
    kg_answer_asked(&r);
    kg_answer_table(&r);
    kg_answer_headed(&r);
    kg_relate_agenda(&r);
    kg_relate_papers(&r);
    kg_relate_moties(&r);
    kg_relate_toezeggingen(&r);
    kg_relate_stated(&r);
    relate_citations(&r);
    kg_relate_attached(&r);
    kg_relate_same(&r);
    keep(&r);
}
