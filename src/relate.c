/* relate.c - from mentions to relations. In: resolved references and cues. Out: edges, each with its evidence.
 *
 * Every mention with a target cites it; wording and voice make more of it. The government answers a motion ("conform", "uitvoering
 * gegeven aan"), a member asks about it, an agenda lists papers. One sentence gives one state for one motion: the strongest of
 * its cues, in the order refused, not applicable, done, ongoing, reported, in line. Spec 2.1, 2.2, 2.5.
 *
 * Invariants: an answer needs the government's voice; a citation is written only where nothing stronger is known of that target,
 * and once a target.
 */
#include "relate.h"

#include <stdlib.h>

bool kg_names_motion(const kg_ref *p)
{
    return p->kind != KG_CUE && p->how == KG_CONTEXT && p->target.n && kg_rule_kind(p->rule) == KG_MOTIE;
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
        .flags = p->flags & (KG_CONFLICT | KG_REPAIRED),
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

/* -- answers ------------------------------------------------------------------------------------------------------- */

static int strength(kg_str state)
{
    static const char *const order[] = { "in_line", "reported", "ongoing", "done", "not_applicable", "refused" };
    for (int i = 0; i < 6; i++)
        if (kg_eq(state, kg_cstr(order[i]))) return i + 1;
    return 0;
}

static bool anaphor(const kg_ref *p)
{
    return !p->cap[KG_CAP_names].end && !p->cap[KG_CAP_stuk].end && !p->cap[KG_CAP_item].end;
}

/* The motion named right behind the cue: "conform [de] motie van het lid Eppink". */
static int next_motion(const kg_relating *r, int cue)
{
    enum { GAP = 30 };
    const kg_ref *c = &r->refs.v[cue];
    for (int k = cue + 1; k < r->refs.n && r->refs.v[k].at.beg < c->at.end + GAP; k++) {
        const kg_ref *p = &r->refs.v[k];
        if (p->passage != c->passage || !kg_names_motion(p) || p->at.beg < c->at.end) continue;
        kg_str gap = kg_sub(r->t->flow, c->at.end, p->at.beg);
        return memchr(gap.s, '.', (size_t)gap.n) || memchr(gap.s, ',', (size_t)gap.n) ? -1 : k;
    }
    return -1;
}

/* The motion of the sentence that stands nearest to the cue. */
static int sentence_motion(const kg_relating *r, int cue)
{
    const kg_ref *c = &r->refs.v[cue];
    kg_span s = kg_sentence_at(r->t, c->at.beg);
    int best = -1;
    uint32_t least = UINT32_MAX;
    for (int step = -1; step <= 1; step += 2)
        for (int k = cue + step; k >= 0 && k < r->refs.n; k += step) {
            const kg_ref *p = &r->refs.v[k];
            if (p->at.beg >= s.end || p->at.end <= s.beg) {
                if (step > 0 || p->at.beg + 1000 < s.beg) break;
                continue;
            }
            if (!kg_names_motion(p)) continue;
            uint32_t d = p->at.end <= c->at.beg   ? c->at.beg - p->at.end
                         : p->at.beg >= c->at.end ? p->at.beg - c->at.end
                                                  : 0;
            if (d < least) least = d, best = k;
        }
    return best;
}

/* Heading passage of the letter's item that a passage belongs to, -1 where there is none. */
static int item_passage(const kg_relating *r, int passage)
{
    enum { FAR = 400 };
    for (int i = passage; i >= 0 && passage - i < FAR && r->t->passages[i].role != KG_HEADING; i--)
        if (r->t->passages[i].role == KG_ITEM) return i;
    return -1;
}

/* The motion that heads a list item, as a reference. */
static int item_motion(const kg_relating *r, int passage)
{
    if (passage < 0) return -1;
    kg_span at = r->t->passages[passage].at;
    for (int k = kg_first_ref(&r->refs, at.beg); k < r->refs.n && r->refs.v[k].at.beg < at.end; k++)
        if (kg_names_motion(&r->refs.v[k]) && r->refs.v[k].at.beg - at.beg < 12) return k;
    return -1;
}

static bool speaks_for_government(const kg_relating *r, const kg_ref *c)
{
    const kg_passage *p = kg_ref_passage(r, c);
    if (p->role == KG_MOTION || p->role == KG_PAGE || p->role == KG_NOTE) return false;
    return p->voice == KG_VOICE_GOVERNMENT || (p->voice == KG_VOICE_NONE && !kg_eq(r->t->meta.soort, KG_S("motie")));
}

static void add_answer(kg_relating *r, kg_str state, const kg_ref *p, const kg_ref *cue, kg_span sentence)
{
    for (int i = r->edges.n - 1; i >= 0; i--) {               /* one state for one motion in one sentence */
        kg_edge *e = &r->edges.v[i];
        if (e->sentence.beg + 4000 < sentence.beg) break;     /* edges come in the order of their cues */
        if (e->relation != KG_REL_ANSWERS || e->sentence.beg != sentence.beg || !kg_eq(e->target, p->target)) continue;
        if (strength(e->value) >= strength(state)) return;
        e->value = state;
        e->cue = kg_cut(r->t->flow, cue->at);
        e->rule = kg_rule_name(cue->rule);
        return;
    }
    kg_edge *e = kg_add_edge(r, KG_REL_ANSWERS, state, p, cue);
    e->sentence = sentence;
}

/* "wordt niet uitgevoerd", "nog geen uitvoering gegeven": what the cue says is denied. */
static kg_str denied(const kg_relating *r, const kg_ref *c, kg_str state)
{
    if (kg_eq(state, KG_S("refused")) || kg_eq(state, KG_S("not_applicable")) || kg_eq(state, KG_S("reported")))
        return state;
    kg_span s = kg_sentence_at(r->t, c->at.beg);
    uint32_t beg = c->at.beg > s.beg + 24 ? c->at.beg - 24 : s.beg;
    kg_str words = kg_sub(r->t->flow, beg, c->at.end);
    static const char *const no[] = { " niet ", "Niet ", " geen ", "Geen " };
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
        if (kg_index(words, kg_cstr(no[i])) < 0) continue;
        bool yet = kg_index(words, KG_S("nog niet")) >= 0 || kg_index(words, KG_S("nog geen")) >= 0;
        if (kg_index(words, KG_S("niet alleen")) >= 0) return state;
        return yet ? KG_S("ongoing") : kg_eq(state, KG_S("done")) ? KG_S("refused") : (kg_str){ 0 };
    }
    return state;
}

static bool promised(const kg_relating *r, kg_span s)
{
    for (int k = kg_first_ref(&r->refs, s.beg); k < r->refs.n && r->refs.v[k].at.beg < s.end; k++)
        if (r->debate && kg_starts(kg_role_str(&r->refs.v[k]), KG_S("promises"))) return true;
    return false;
}

static void relate_answer(kg_relating *r, int i)
{
    const kg_ref *c = &r->refs.v[i];
    kg_str bind = kg_rule_bind(c->rule), state = kg_sub(kg_role_str(c), 8, kg_role_str(c).n);
    bool by_chair =
        kg_eq(kg_rule_name(c->rule), KG_S("is-de-uitvoering")) && kg_ref_passage(r, c)->voice == KG_VOICE_CHAIR;
    if (!speaks_for_government(r, c) && !by_chair) return;
    kg_span sentence = kg_sentence_at(r->t, c->at.beg);
    if (r->t->flow.s[sentence.end - 1] == '?') return;        /* "Hoe wordt uitvoering gegeven aan de motie?" */
    if (!kg_eq(kg_rule_name(c->rule), KG_S("blijft-doen"))) state = denied(r, c, state);
    if (!state.n) return;
    if (kg_eq(state, KG_S("in_line")) && promised(r, sentence))
        return; /* "ik verwacht u conform de motie te informeren" */
    int k = kg_eq(bind, KG_S("next")) ? next_motion(r, i) : sentence_motion(r, i);
    if (k < 0 && kg_eq(bind, KG_S("current"))) k = item_motion(r, item_passage(r, c->passage));
    if (k < 0) return;
    const kg_ref *p = &r->refs.v[k];
    if (kg_map_at(&r->introduced, p->target, NULL)) return;   /* put on record an hour ago: not carried out yet */
    if (r->debate && anaphor(p)) return; /* "in lijn met de eerste motie" compares, it does not answer */
    kg_ref at = *p;
    if (p->passage != c->passage) at.at = c->at, at.passage = c->passage;
    add_answer(r, state, &at, c, sentence);
}

static bool letter_on_motions(const kg_relating *r)
{
    int items = 0;
    bool says = false;
    for (int i = 0; i < r->t->npassages; i++) {
        const kg_passage *p = &r->t->passages[i];
        if (p->role == KG_ITEM && item_motion(r, i) >= 0) items++;
        kg_str s = kg_cut(r->t->flow, p->at);
        if (i < 24 && kg_index(s, KG_S("uitvoering")) >= 0 && kg_index(s, KG_S("motie")) >= 0) says = true;
    }
    return items >= 2 && says;
}

/* A letter that goes through a list of motions answers each: where no wording says how, it is reported on. */
static void answer_items(kg_relating *r)
{
    if (r->debate || !letter_on_motions(r)) return;
    int cues = r->edges.n, first = 0;
    for (int i = 0; i + 1 < r->t->npassages; i++) {
        int k = r->t->passages[i].role == KG_ITEM ? item_motion(r, i) : -1;
        if (k < 0 || r->t->passages[i + 1].role != KG_BODY) continue;
        uint32_t end = r->t->passages[i].at.end;
        for (int j = i + 1; j < r->t->npassages && r->t->passages[j].role == KG_BODY; j++)
            end = r->t->passages[j].at.end;
        bool told = false;
        for (; first < cues && r->edges.v[first].sentence.beg + 4000 < r->t->passages[i].at.beg; first++) {}
        for (int j = first; j < cues && !told && r->edges.v[j].sentence.beg < end + 4000; j++) {
            const kg_edge *e = &r->edges.v[j];
            told = e->relation == KG_REL_ANSWERS && kg_eq(e->target, r->refs.v[k].target) &&
                   e->sentence.beg > r->t->passages[i].at.end && e->sentence.beg < end;
        }
        if (told) continue;
        kg_ref at = r->refs.v[k];
        at.at = kg_sentence_at(r->t, r->t->passages[i + 1].at.beg);
        at.passage = i + 1;
        kg_add_edge(r, KG_REL_ANSWERS, KG_S("reported"), &at, NULL)->confidence = 0.6f;
    }
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
    if (id && question_paper(id)) kg_add_edge(r, KG_REL_ANSWERS, KG_S("reply"), id, c);
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

/* -- questions and agendas ----------------------------------------------------------------------------------------- */

static void relate_question(kg_relating *r, int i, kg_map **asked)
{
    const kg_ref *c = &r->refs.v[i];
    if (kg_ref_passage(r, c)->voice != KG_VOICE_MEMBER) return;
    int k = sentence_motion(r, i);
    if (k < 0) return;
    int *twice = kg_map_at(asked, r->refs.v[k].target, r->a);
    if (*twice) return;
    *twice = 1;
    kg_add_edge(r, KG_REL_ASKS_ABOUT, (kg_str){ 0 }, &r->refs.v[k], c);
}

static bool agenda_head(kg_str s)
{
    ptrdiff_t roman = 0;
    while (roman < s.n && strchr("IVX", s.s[roman])) roman++;
    if (roman && roman < s.n && (s.s[roman] == ' ' || s.s[roman] == '.')) s = kg_trim(kg_sub(s, roman + 1, s.n));
    return s.n < 40 && (kg_starts(s, KG_S("Volledige agenda")) || kg_eq(s, KG_S("Agenda")) ||
                        kg_starts(s, KG_S("Agendapunten")) || kg_starts(s, KG_S("Geagendeerde")));
}

static void relate_agenda(kg_relating *r)
{
    int from = -1;
    for (int i = 0; i < r->t->npassages && from < 0; i++)
        if (r->t->passages[i].role != KG_NOTE && agenda_head(kg_cut(r->t->flow, r->t->passages[i].at))) from = i;
    if (from < 0) return;
    for (int i = 0; i < r->refs.n; i++) {
        const kg_ref *p = &r->refs.v[i];
        if (p->passage <= from || kg_ref_passage(r, p)->role != KG_BODY || p->how != KG_EXPLICIT || !p->target.n)
            continue;
        if (kg_ref_passage(r, p)->at.end - kg_ref_passage(r, p)->at.beg > 400)
            return; /* running text: the list is over */
        if (p->kind == KG_KAMERSTUK || p->kind == KG_DOCUMENT || p->kind == KG_ZAAK)
            kg_add_edge(r, KG_REL_ON_AGENDA, (kg_str){ 0 }, p, NULL);
    }
}

/* -- citations ----------------------------------------------------------------------------------------------------- */

static void relate_citations(kg_relating *r)
{
    kg_map *seen = NULL;
    for (int i = 0; i < r->edges.n; i++)
        if (r->edges.v[i].target.n) *kg_map_at(&seen, r->edges.v[i].target, r->a) = 1;
    *kg_map_at(&seen, r->t->meta.id, r->a) = 1;
    for (int i = 0; i < r->refs.n; i++) {
        const kg_ref *p = &r->refs.v[i];
        if (p->kind == KG_CUE || p->how == KG_FURNITURE || !p->target.n || p->kind == KG_INTERN) continue;
        int *done = kg_map_at(&seen, p->target, r->a);
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
    if (k == KG_MOTIE) return !anaphor(p);
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

kg_refs kg_mentions(kg_refs refs, kg_arena *a)
{
    kg_refs kept = { kg_new(a, kg_ref, refs.n), 0 };
    for (int i = 0; i < refs.n; i++)
        if (mention(&refs.v[i])) kept.v[kept.n++] = refs.v[i];
    return kept;
}

static void keep(kg_relating *r)
{
    kg_found *f = r->found;
    f->refs = kg_mentions(r->refs, r->a);
    if (r->edges.n) qsort(r->edges.v, (size_t)r->edges.n, sizeof *r->edges.v, edge_order);
    f->edges = r->edges.v; f->nedges = r->edges.n;
    f->things = r->things.v; f->nthings = r->things.n;
    f->promises = r->promises.v; f->npromises = r->promises.n;
}

void kg_relate(const kg_text *t, kg_refs refs, kg_found *f, kg_arena *a)
{
    *f = (kg_found){ .text = t };
    kg_relating r = { .t = t, .refs = refs, .a = a, .found = f };
    for (int i = 0; i < t->npassages && !r.debate; i++) r.debate = t->passages[i].speaker.n > 0;
    find_introduced(&r);
    kg_map *asked = NULL;
    for (int i = 0; i < refs.n; i++) {
        kg_str role = kg_role_str(&refs.v[i]);
        if (kg_eq(role, KG_S("answers:reply"))) relate_reply(&r, &refs.v[i]);
        else if (kg_starts(role, KG_S("answers:"))) relate_answer(&r, i);
        else if (kg_eq(role, KG_S("asks_about"))) relate_question(&r, i, &asked);
    }
    relate_head(&r);
    answer_items(&r);
    relate_agenda(&r);
    kg_relate_moties(&r);
    kg_relate_toezeggingen(&r);
    relate_citations(&r);
    keep(&r);
}
