/* headed.c - paragraphs under a motion's name. In: passages and references of a letter. Out: answers, reported.
 *
 * "Motie van het lid X over bruggen (Kamerstuk 36 200, nr. 17)" on a line of its own, and below it what was done: where no wording says how the
 * motion stands, it is reported on; likewise "• Motie van het lid X (nr. 17): de bruggen zijn geteld.". Not in lists of such lines, nor in
 * letters with verdicts on motions that are still to be voted on.
 */
#include "relate.h"

/* The motion whose name is this line, as a reference; -1 for none. */
static int head_of(const kg_relating *r, int i)
{
    enum { SHORTEST = 10, LONGEST = 220, LEAD = 40 };
    const kg_passage *p = &r->t->passages[i];
    kg_str s = kg_trim(kg_cut(r->t->flow, p->at));
    if ((p->role != KG_BODY && p->role != KG_HEADING) || p->voice != KG_VOICE_GOVERNMENT || s.n < SHORTEST || s.n > LONGEST) return -1;
    if (strchr(".:;,?", s.s[s.n - 1])) return -1;
    for (int k = kg_first_ref(&r->refs, p->at.beg); k < r->refs.n && r->refs.v[k].at.beg < p->at.beg + LEAD && r->refs.v[k].at.beg < p->at.end; k++) {
        if (!kg_names_motion(&r->refs.v[k]) || kg_refers_back(&r->refs.v[k])) continue;
        kg_str lead = kg_trim(kg_sub(r->t->flow, p->at.beg, r->refs.v[k].at.beg));
        static const char *const word[] = { "uitvoering", "reactie op", "stand van zaken", "opvolging" };
        if (!lead.n || kg_eq(lead, KG_S("De"))) return k;
        for (size_t w = 0; w < sizeof word / sizeof *word; w++)
            if (kg_starts_fold(lead, word[w])) return k;
        return -1;
    }
    return -1;
}

/* A paragraph that can say what was done. */
static bool tells(const kg_relating *r, int i)
{
    enum { SHORTEST = 50 };
    static const char *const none[] = { "De Minister", "De minister", "De Staatssecretaris", "De staatssecretaris", "Hoogachtend", "Bijlage", "Toezegging" };
    const kg_passage *p = &r->t->passages[i];
    kg_str s = kg_trim(kg_cut(r->t->flow, p->at));
    if (p->role != KG_BODY || p->voice != KG_VOICE_GOVERNMENT || s.n < SHORTEST || !strchr(".:", s.s[s.n - 1])) return false;
    return !KG_STARTS_ANY(s, none);
}

/* A verdict under the head, or an answer by its words. */
static bool said_below(const kg_relating *r, kg_str target, uint32_t beg, uint32_t end, int edges, int *from)
{
    if (kg_gives_verdict(r, beg, end)) return true;
    while (*from < edges && r->edges.v[*from].sentence.beg + 4000 < beg) ++*from;
    for (int i = *from; i < edges && r->edges.v[i].sentence.beg < end + 4000; i++) {
        const kg_edge *e = &r->edges.v[i];
        if (e->relation == KG_REL_ANSWERS && kg_eq(e->target, target) && e->sentence.beg >= beg && e->sentence.beg < end) return true;
    }
    return false;
}

/* "• Motie van het lid X (Kamerstuk 36 200, nr. 17): de bruggen zijn geteld en een lijst is bijgevoegd." */
static int bullet(const kg_relating *r, int i, uint32_t *behind)
{
    enum { LEAD = 8, SHORTEST = 40, NUMBER = 90 };
    static const char *const verb[] = { " is ", " zijn ", " heb ", " heeft ", " wordt ", " worden ", " zal ", " ik " };
    const kg_passage *p = &r->t->passages[i];
    if ((p->role != KG_BODY && p->role != KG_ITEM) || p->voice != KG_VOICE_GOVERNMENT) return -1;
    int k = kg_first_ref(&r->refs, p->at.beg);
    while (k < r->refs.n && r->refs.v[k].at.beg < p->at.beg + LEAD && !kg_names_motion(&r->refs.v[k])) k++;
    if (k == r->refs.n || r->refs.v[k].at.beg >= p->at.beg + LEAD || kg_refers_back(&r->refs.v[k])) return -1;
    kg_str rest = kg_sub(r->t->flow, r->refs.v[k].at.end, p->at.end);
    ptrdiff_t close = kg_index(rest, KG_S("): "));
    if (!kg_starts(rest, KG_S(" (")) || close < 0 || close > NUMBER || rest.n - close < SHORTEST || rest.s[rest.n - 1] != '.') return -1;
    *behind = r->refs.v[k].at.end + (uint32_t)close + 3;
    rest = kg_sub(rest, close + 3, rest.n);
    return KG_CONTAINS_ANY(rest, verb) ? k : -1;
}

static void add_told(kg_relating *r, int k, int passage, uint32_t at)
{
    kg_ref p = r->refs.v[k];
    p.at = kg_sentence_at(r->t, at);
    p.passage = passage;
    kg_edge *e = kg_add_edge(r, KG_REL_ANSWERS, KG_S("reported"), &p, NULL);
    e->rule = KG_S("kop"), e->confidence = 0.6f;
}

void kg_answer_headed(kg_relating *r)
{
    enum { SECTION = 6 };
    int edges = r->edges.n, from = 0;
    bool above = false;                                       /* the line before is a head, too: a list */
    for (int i = 0; !r->debate && i + 1 < r->t->npassages; i++) {
        uint32_t behind = 0;
        int k = bullet(r, i, &behind);
        const kg_passage *p = &r->t->passages[i];
        if (k >= 0 && !said_below(r, r->refs.v[k].target, p->at.beg, p->at.end, edges, &from)) add_told(r, k, i, behind);
        k = head_of(r, i);
        bool list = above;
        above = k >= 0;
        if (k < 0 || list || !tells(r, i + 1)) continue;
        int last = i + 1;
        while (last + 1 < r->t->npassages && last < i + SECTION && tells(r, last + 1)) last++;
        if (!said_below(r, r->refs.v[k].target, p->at.beg, r->t->passages[last].at.end, edges, &from)) add_told(r, k, i + 1, r->t->passages[i + 1].at.beg);
    }
}
