/* movers.c - motions and questions by the names of their movers. In: a phrase, the definitions. Out: its target, or candidates.
 *
 * The set of names decides, in any order and spelling of tussenvoegsels. A part of it is enough where phrase or definition is an
 * abbreviation ("motie-Voordewind c.s."). Two definitions that fit equally well are candidates and none is chosen, unless one
 * of them is what the letter deals with just there. Spec 0.5, annex E 4.
 */
#include "resolve.h"

#include <stdlib.h>

enum { CHAIN = 256, WEAK = 1 }; /* definitions looked at for one phrase; a fit that needs help */

static bool has_name(kg_str names, kg_str name)
{
    for (ptrdiff_t i = 0; i < names.n;) {
        const char *bar = memchr(names.s + i, '|', (size_t)(names.n - i));
        ptrdiff_t end = bar ? bar - names.s : names.n;
        if (kg_same_surname(kg_sub(names, i, end), name)) return true;
        i = end + 1;
    }
    return false;
}

/* Every name of a is one of b. */
static bool within(kg_str a, kg_str b)
{
    for (ptrdiff_t i = 0; i < a.n;) {
        const char *bar = memchr(a.s + i, '|', (size_t)(a.n - i));
        ptrdiff_t end = bar ? bar - a.s : a.n;
        if (!has_name(b, kg_sub(a, i, end))) return false;
        i = end + 1;
    }
    return a.n > 0;
}

/* How well a definition fits the phrase: 0 not at all. The set of names decides, a part of it where the phrase or the definition is
 * an abbreviation ("motie-Voordewind c.s."); "c.s." and "gewijzigde" tell equals apart. */
static int fit(const kg_def *d, const kg_def *p)
{
    if (d->kind != p->kind || !d->names.n || !p->names.n) return 0;
    bool same = within(d->names, p->names) && within(p->names, d->names), several = d->names.n && memchr(d->names.s, '|', (size_t)d->names.n);
    if (p->cs && !d->cs && several && kg_same_surname(d->first, p->first))
        return 12 + (d->changed == p->changed); /* "c.s." are the others */
    bool shorter = within(p->names, d->names) && (kg_same_surname(d->first, p->first) || p->cs),
         longer = within(d->names, p->names);
    if (!same && !shorter && !(longer && d->cs)) return longer && kg_same_surname(d->first, p->first) ? WEAK : 0;
    return (same ? 8 : 2) + (d->cs == p->cs ? 4 : 0) + (d->changed == p->changed);
}

static int by_id(const void *x, const void *y) { return kg_cmp(*(const kg_str *)x, *(const kg_str *)y); }

/* What ties becomes the reference's candidates, in order, each once. Held together until then: a list kept for each phrase of a hostile
 * text, as long as a chain, would be gigabytes. */
static void take_tied(kg_ref *p, kg_str *v, int n, kg_arena *a)
{
    int kept = 0;
    if (n) qsort(v, (size_t)n, sizeof *v, by_id);
    for (int i = 0; i < n; i++)
        if (!kept || !kg_eq(v[kept - 1], v[i])) v[kept++] = v[i];
    kg_str *own = kept ? kg_new(a, kg_str, kept) : NULL;
    for (int i = 0; i < kept; i++) own[i] = v[i];
    p->candidates = own;
    p->ncandidates = kept;
}

/* "De motie op stuk nr. 24 is van de heer Eerdmans. Zijn motie ...": of his motions the one that is being dealt with. */
static bool dealt_with(kg_resolver *r, kg_ref *p)
{
    enum { FAR = 800 };
    for (int k = (int)(p - r->refs->v) - 1; k >= 0 && p->at.beg - r->refs->v[k].at.beg < FAR; k--) {
        const kg_ref *q = &r->refs->v[k];
        if (!kg_is_phrase(q) || q->kind != KG_MOTIE || !q->target.n || !q->cap[KG_CAP_stuk].end) continue;
        for (int i = 0; i < p->ncandidates; i++)
            if (kg_eq(p->candidates[i], q->target)) {
                p->ncandidates = 0;
                kg_hit(p, q->target, 0.7f);
                return true;
            }
        return false;
    }
    return false;
}

/* "De motie op stuk nr. 31, nog een motie van mevrouw Nijhof": one motion, said twice. */
static bool apposition(kg_resolver *r, kg_ref *p)
{
    static const char *const gap[] = { ", nog een ", ", ook een ", ", eveneens een ", ", weer een ", ", wederom een ", ", een " };
    const kg_ref *q = p - 1;
    if (p->kind != KG_MOTIE || p == r->refs->v || !kg_is_phrase(q) || q->kind != KG_MOTIE || !q->target.n || !q->cap[KG_CAP_stuk].end ||
        q->at.end > p->at.beg)
        return false;
    kg_str between = kg_sub(r->t->flow, q->at.end, p->at.beg);
    for (size_t i = 0; i < sizeof gap / sizeof *gap; i++)
        if (kg_eq(between, kg_cstr(gap[i]))) { kg_hit(p, q->target, 0.85f); return true; }
    return false;
}

/* "De motie van de heer Idsinga over een rechtvaardige belasting" is not the one of the leden Idsinga en Van Eijk "over een evaluatie", nor is
 * the aangehouden motie-Idsinga one that was carried out: members have many. Letters, which have the numbers beside them, put one subject in
 * many words. */
static bool other_motion(const kg_resolver *r, const kg_ref *p, const kg_def *d)
{
    static const char *const state[] = { "aangehouden", "ingetrokken", "verworpen" };
    enum { ENOUGH = 2 };
    int k = r->debate && p->kind == KG_MOTIE ? kg_first_ref(r->refs, d->at) : r->refs->n;
    const kg_ref *q = k < r->refs->n ? &r->refs->v[k] : NULL;
    if (!q || q->at.beg != d->at || !kg_is_phrase(q)) return false;   /* put on record here: no phrase stands there */
    for (size_t i = 0; i < sizeof state / sizeof *state; i++)
        if (kg_contains(kg_cut(r->t->flow, p->at), state[i]) && !kg_contains(kg_cut(r->t->flow, q->at), state[i])) return true;
    kg_str mine = kg_subject_after(r, p), its = kg_subject_after(r, q);
    return kg_telling_words(mine) >= ENOUGH && kg_telling_words(its) >= ENOUGH && !kg_share_a_word(mine, its);
}

/* "De motie-Van der Werf uit 2023", "van vorig jaar": none that was put on record just now. */
static bool of_old(const kg_resolver *r, const kg_ref *p)
{
    if (p->kind != KG_MOTIE) return false;
    static const char *const when[] = { " uit 19", " uit 20", " van vorig", " van een jaar geleden", " van ongeveer een jaar", " van enkele jaren",
                                        " van twee jaar", " van jaren geleden" };
    kg_str rest = kg_sub(r->t->flow, p->at.end, r->t->flow.n);
    kg_span names = p->cap[KG_CAP_names];                     /* "heeft mevrouw Smit vorig jaar een | motie ingediend" */
    kg_str words = kg_sub(r->t->flow, names.end && names.end < p->at.beg ? names.beg : p->at.beg, p->at.end);
    bool old = kg_contains(words, " geleden van ") || kg_contains(words, " vorig") || kg_contains(words, " in 20") || kg_contains(words, " eerder") ||
               kg_contains(words, " destijds ") || kg_contains(words, " toen ");
    for (size_t i = 0; i < sizeof when / sizeof *when; i++) old = old || kg_starts(rest, kg_cstr(when[i]));
    return old;
}

/* "Yesilgoz" of "yesilgozzegerius": in a debate a member of two surnames is called by the first. */
static bool first_half(kg_str full, kg_str half)
{
    enum { SHORTEST = 5, OTHER = 4 };
    return half.n >= SHORTEST && full.n >= half.n + OTHER && kg_starts(full, half);
}

/* The one motion whose first mover the phrase names so; those named alone, since two halves may be two members. */
static void by_half_name(kg_resolver *r, kg_ref *p, const kg_def *me)
{
    enum { MOST = 256 };
    kg_str id = { 0 };
    if (!r->debate || p->kind != KG_MOTIE || !me->names.n || memchr(me->names.s, '|', (size_t)me->names.n)) return;
    for (int i = 0; i < r->defs.n && i < MOST; i++) {
        const kg_def *d = &r->defs.v[i];
        if (d->kind != KG_MOTIE || !first_half(d->first, me->first) || other_motion(r, p, d)) continue;
        if (id.n && !kg_eq(id, d->id)) return;
        id = d->id;
    }
    if (id.n) kg_hit(p, id, 0.7f);
}

void kg_by_name(kg_resolver *r, kg_ref *p)
{
    if (apposition(r, p)) return;
    kg_def me = kg_describe(r, p);
    int best = 0;
    bool old = of_old(r, p);
    kg_str tied[2 * CHAIN];                                   /* with `here` of the weaker fits, too: "motie-Eppink" below item 3 is item 3 */
    const kg_def *here = p->kind == KG_MOTIE && r->items >= 2 ? kg_item_def(r, kg_item_at(r, p->at.beg)) : NULL;
    int ntied = 0;
    bool item = false;
    for (ptrdiff_t k = 0; k < me.names.n;) {
        const char *bar = memchr(me.names.s + k, '|', (size_t)(me.names.n - k));
        ptrdiff_t end = bar ? bar - me.names.s : me.names.n;
        int *head = kg_map_at(&r->movers, kg_last_name(kg_sub(me.names, k, end)), NULL);
        for (int i = head ? *head : 0, n = 0; i && n < CHAIN; i = r->links.v[i - 1].next, n++) {
            const kg_def *d = &r->defs.v[r->links.v[i - 1].def];
            int f = fit(d, &me);
            if (f && (other_motion(r, p, d) || (old && kg_on_record(r, d->id)))) continue;
            item |= f && here && kg_eq(d->id, here->id);
            if (f <= WEAK || f < best) continue;
            if (f > best) ntied = 0;
            best = f;
            if (ntied < 2 * CHAIN) tied[ntied++] = d->id;
        }
        k = end + 1;
    }
    if (!best && !old) by_half_name(r, p, &me);
    if (item) { kg_hit(p, here->id, 0.75f); p->ncandidates = 0; return; }
    take_tied(p, tied, ntied, r->a);
    if (p->ncandidates == 1 && best >= 6) {
        kg_hit(p, p->candidates[0], best >= 12 ? 0.85f : 0.7f);
        p->ncandidates = 0;
    }
    if (p->target.n || p->ncandidates < 2) { p->ncandidates = 0; return; }
    if (r->debate && p->kind == KG_MOTIE && dealt_with(r, p)) return;
    p->flags |= KG_AMBIGUOUS;
    p->confidence = 0.4f;
}

/* A motion that is named but never numbered keeps an id of its own, one for each set of movers: DOC#motie-1. */
void kg_name_locally(kg_resolver *r)
{
    kg_map *known = NULL;
    int n = 0;
    for (int i = 0; i < r->phrases.n; i++) {
        kg_ref *p = &r->refs->v[r->phrases.v[i]];
        if (p->kind != KG_MOTIE || p->target.n || p->ncandidates || !p->cap[KG_CAP_names].end ||
            p->cap[KG_CAP_stuk].end)
            continue;
        kg_def me = kg_describe(r, p);
        if (!me.names.n) continue;
        int *k = kg_map_at(&known, me.names, r->a);
        if (!*k) *k = ++n;
        kg_hit(p, kg_fmt(r->a, "%.*s#motie-%d", KG_ARG(r->t->meta.id), *k), 0.6f);
    }
}
