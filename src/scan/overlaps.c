/* overlaps.c - which of the hits stay. In: hits, nearly in order of place. Out: the same in order; those dropped are empty.
 *
 * Idea: of ids that overlap the more important stays (prio, then place, then length, then order of the rules); phrases, which
 * resolve.c works on, take no part in that, but an address swallows the phrases inside it.
 * Invariant: linear in hits for each prio that the rules use, a dozen or two.
 */
#include "rules.h"

#include <limits.h>

static int in_place(const kg_candidate *a, const kg_candidate *b)
{
    if (a->ref.at.beg != b->ref.at.beg) return a->ref.at.beg < b->ref.at.beg ? -1 : 1;
    if (a->ref.at.end != b->ref.at.end) return a->ref.at.end > b->ref.at.end ? -1 : 1;
    return a->ref.rule < b->ref.rule ? -1 : a->ref.rule > b->ref.rule;
}

static int by_match(const kg_candidate *a, const kg_candidate *b)
{
    int c = in_place(a, b);
    return c ? c : a->match < b->match ? -1 : a->match > b->match;
}

static int by_target(const kg_candidate *a, const kg_candidate *b)
{
    int c = in_place(a, b);
    return c ? c : kg_cmp(a->ref.target, b->ref.target);
}

/* Cues come in order of place, so that a hit is out of order by no more than those of a window: linear for what is sorted. */
static void settle(kg_candidate **v, int n, int (*order)(const kg_candidate *, const kg_candidate *))
{
    for (int i = 1; i < n; i++) {
        kg_candidate *h = v[i];
        int k = i;
        for (; k > 0 && order(v[k - 1], h) > 0; k--) v[k] = v[k - 1];
        v[k] = h;
    }
}

typedef struct { kg_span at; int match; bool url; } kept;

/* The kept span that ends behind `at` first; spans are ordered and apart. */
static int first_behind(const kept *v, int n, uint32_t at)
{
    int lo = 0, hi = n;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        if (v[mid].at.end <= at) lo = mid + 1; else hi = mid;
    }
    return lo;
}

/* Two lists in order of place, the second behind the first: one. */
static void merge(kept *all, int nold, kept *fresh, int nfresh)
{
    for (int to = nold + nfresh; nold && nfresh;) {
        bool old = all[nold - 1].at.beg > fresh[nfresh - 1].at.beg;
        all[--to] = old ? all[--nold] : fresh[--nfresh];
    }
    if (nfresh) memcpy(all, fresh, (size_t)nfresh * sizeof *fresh);
}

/* Hits of one prio, in order of place: those stay that meet neither a more important one nor one before them. */
static int keep_level(kg_candidate **v, int n, int prio, kept *all, int nall, kept *fresh)
{
    const kg_candidate *last = NULL;
    int nfresh = 0;
    for (int i = 0; i < n; i++) {
        if (!v[i]->id || v[i]->prio != prio) continue;
        kg_span *at = &v[i]->ref.at;
        int k = first_behind(all, nall, at->beg);
        bool taken = k < nall && all[k].at.beg < at->end;
        bool twin = last && last->match == v[i]->match;
        bool meets = last && last->ref.at.end > at->beg;
        if (taken || (meets && !twin)) { at->end = at->beg; continue; }
        last = v[i];
        if (!meets) fresh[nfresh++] = (kept){ *at, v[i]->match, v[i]->ref.rule->kind == KG_URL };
        else if (fresh[nfresh - 1].at.end < at->end) fresh[nfresh - 1].at.end = at->end;
    }
    merge(all, nall, fresh, nfresh);
    return nall + nfresh;
}

/* The highest prio below `under`, of which there are as many as the rules say, a dozen or two; INT_MIN for none. */
static int next_level(kg_candidate **v, int n, int under)
{
    int prio = INT_MIN;
    for (int i = 0; i < n; i++)
        if (v[i]->id && v[i]->prio < under && v[i]->prio > prio) prio = v[i]->prio;
    return prio;
}

/* By importance: prio, place, length, order of the rules. */
static void drop_overlaps(kg_candidate **v, int n, kg_arena *a)
{
    kept *all = kg_room(a, sizeof *all, (size_t)n), *fresh = kg_room(a, sizeof *fresh, (size_t)n);
    int nall = 0;
    settle(v, n, by_match);
    for (int prio = INT_MAX; (prio = next_level(v, n, prio)) != INT_MIN;) nall = keep_level(v, n, prio, all, nall, fresh);
    for (int i = 0; i < n; i++) {                             /* phrases */
        kg_span *at = &v[i]->ref.at;
        int k = v[i]->id ? nall : first_behind(all, nall, at->beg);
        if (k < nall && all[k].url && all[k].at.beg <= at->beg && all[k].at.end >= at->end) at->end = at->beg;
    }
}

kg_candidate **kg_hits_settle(const kg_hits *h)
{
    kg_candidate **v = kg_room(h->a, sizeof *v, (size_t)h->n + 1);
    for (int i = 0; i < h->n; i++) v[i] = &h->v[i];
    drop_overlaps(v, h->n, h->a);
    settle(v, h->n, by_target);
    return v;
}
