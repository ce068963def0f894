/* several.c - motions that a sentence speaks of without the name of each. In: a cue among the references of one document. Out: references.
 *
 * "De moties van de leden A (nr. 7) en B (nr. 8) zijn uitgevoerd" names them by their numbers, "beide moties" by what the paragraph says above,
 * "hieraan is voldaan" the one of the sentences before; "de motie-A is uitgevoerd, de motie-B niet" says two things.
 */
#include "relate.h"

enum { FAR = 4000 };                                          /* a text without paragraphs or stops is not searched for each cue */

static uint32_t near(uint32_t beg, uint32_t at) { return at - beg > FAR ? at - FAR : beg; }

/* The word "moties" of a sentence that a cue speaks of; 0 for none. */
static uint32_t plural(const kg_relating *r, const kg_ref *c, kg_span s, bool next)
{
    enum { GAP = 40 };
    kg_str from = kg_sub(r->t->flow, next ? c->at.end : s.beg, next && c->at.end + GAP < s.end ? c->at.end + GAP : s.end);
    ptrdiff_t at = kg_index(from, KG_S("oties"));
    if (at < 1 || (at > 1 && from.s[at - 2] != ' ') || (from.s[at - 1] != 'm' && from.s[at - 1] != 'M')) return 0;
    if (next && (memchr(from.s, '.', (size_t)at) || memchr(from.s, ',', (size_t)at))) return 0;
    return (next ? c->at.end : s.beg) + (uint32_t)at - 1;
}

/* The numbers behind it: each in its bracket, nothing but names between. */
static int numbers(const kg_relating *r, uint32_t at, uint32_t end, int *out, int max)
{
    enum { GAP = 130 };
    static const char *const stop[] = { "brief", "verslag", "ebat", "apport", " zoals ", "andelingen", " dat ", "oezegging", ";", "ragen" };
    int n = 0;
    uint32_t from = at;
    for (int k = kg_first_ref(&r->refs, at); k < r->refs.n && r->refs.v[k].at.beg < end && n < max; k++) {
        const kg_ref *p = &r->refs.v[k];
        if (p->how != KG_EXPLICIT || p->kind != KG_KAMERSTUK || !p->target.n) continue;
        kg_str gap = kg_sub(r->t->flow, from, p->at.beg > from ? p->at.beg : from);
        if (gap.n > GAP || KG_CONTAINS_ANY(gap, stop)) break;
        out[n++] = k;
        from = p->at.end;
    }
    return n;
}

/* "Beide moties": the two that the paragraph has named above. */
static int both(const kg_relating *r, const kg_ref *c, uint32_t at, int *out)
{
    if (!kg_ends(kg_sub(r->t->flow, 0, at), KG_S("eide "))) return 0;
    int n = 0;
    for (int k = kg_first_ref(&r->refs, near(kg_ref_passage(r, c)->at.beg, at)); k < r->refs.n && r->refs.v[k].at.beg < at; k++) {
        const kg_ref *p = &r->refs.v[k];
        if (!kg_names_motion(p) || (n > 0 && kg_eq(r->refs.v[out[0]].target, p->target)) || (n > 1 && kg_eq(r->refs.v[out[1]].target, p->target)))
            continue;
        if (n == 2) return 0;
        out[n++] = k;
    }
    return n == 2 ? 2 : 0;
}

int kg_several_motions(const kg_relating *r, int cue, bool next, bool subject, int *out, int max)
{
    const kg_ref *c = &r->refs.v[cue];
    kg_span s = kg_sentence_at(r->t, c->at.beg);
    s.beg = near(s.beg, c->at.beg);
    if (s.end > c->at.end + FAR) s.end = c->at.end + FAR;
    uint32_t at = plural(r, c, s, next);
    if (!at || (at < c->at.beg && subject && kg_governed_at(r, at))) return 0;
    int n = numbers(r, at, at < c->at.beg ? c->at.end : s.end, out, max);
    return n ? n : both(r, c, at, out);
}

/* The one motion that the paragraph has named before the cue; -1 where it names none, two, or a commitment. */
int kg_motion_before(const kg_relating *r, int cue)
{
    const kg_ref *c = &r->refs.v[cue];
    uint32_t beg = near(kg_ref_passage(r, c)->at.beg, c->at.beg);
    if (kg_contains(kg_sub(r->t->flow, beg, c->at.beg), "oezegging")) return -1;
    int found = -1;
    for (int k = kg_first_ref(&r->refs, beg); k < cue; k++) {
        if (!kg_names_motion(&r->refs.v[k])) continue;
        if (found >= 0 && !kg_eq(r->refs.v[found].target, r->refs.v[k].target)) return -1;
        found = k;
    }
    return found;
}

/* ", de motie-B (36 200, nr. 2) niet": what the sentence says of another motion behind the cue, by one word. */
int kg_other_motion(const kg_relating *r, int cue, kg_str *word)
{
    const kg_ref *c = &r->refs.v[cue];
    kg_span s = kg_sentence_at(r->t, c->at.beg);
    for (int k = cue + 1; k < r->refs.n && r->refs.v[k].at.beg < s.end; k++) {
        const kg_ref *p = &r->refs.v[k];
        if (!kg_names_motion(p) || p->at.beg < c->at.end) continue;
        kg_str gap = kg_sub(r->t->flow, c->at.end, p->at.beg), rest = kg_trim(kg_sub(r->t->flow, p->at.end, s.end));
        if (gap.n > 24 || !(kg_starts(gap, KG_S(", ")) || kg_starts(gap, KG_S(" en ")) || kg_starts(gap, KG_S(" maar ")))) return -1;
        if (kg_starts(rest, KG_S("("))) rest = kg_trim(kg_sub(rest, kg_index(rest, KG_S(")")) + 1, rest.n));
        while (rest.n && strchr(".,;", rest.s[rest.n - 1])) rest.n--;
        *word = rest;
        return k;
    }
    return -1;
}
