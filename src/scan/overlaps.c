/* overlaps.c - which of the hits stay. In: hits, nearly in order of place. Out: the same in order; those dropped are empty.
 *
 * Idea: of ids that overlap the more important stays (prio, then place, then length, then order of the rules); phrases, which
 * resolve.c works on, take no part in that, but an address swallows the phrases inside it.
 * Invariant: linear in hits; what is kept is gone through once for each prio that the rules use, a dozen or two.
 */
#include "rules.h"

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

typedef struct { kg_span at; bool url; } kept;
typedef struct { int prio, first, last; } level;              /* ids of one prio: the first, and the last, of `next` */

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
static int keep_level(kg_candidate **v, const int *next, int first, kept *all, int nall, kept *fresh)
{
    const kg_candidate *last = NULL;
    int nfresh = 0;
    for (int i = first, k = 0; i >= 0; i = next[i]) {
        kg_span *at = &v[i]->ref.at;
        while (k < nall && all[k].at.end <= at->beg) k++;
        bool taken = k < nall && all[k].at.beg < at->end;
        bool twin = last && last->match == v[i]->match;
        bool meets = last && last->ref.at.end > at->beg;
        if (taken || (meets && !twin)) { at->end = at->beg; continue; }
        last = v[i];
        if (!meets) fresh[nfresh++] = (kept){ *at, v[i]->ref.rule->kind == KG_URL };
        else if (fresh[nfresh - 1].at.end < at->end) fresh[nfresh - 1].at.end = at->end;
    }
    merge(all, nall, fresh, nfresh);
    return nall + nfresh;
}

/* Ids by their prio, the highest first; there are as many as the rules say, a dozen or two. */
static int levels_of(kg_candidate **v, int n, level *to, int *next)
{
    int some = 0;
    for (int i = 0; i < n; i++) {
        int k = 0;
        if (!v[i]->id) continue;
        next[i] = -1;
        while (k < some && to[k].prio > v[i]->prio) k++;
        if (k < some && to[k].prio == v[i]->prio) { to[k].last = next[to[k].last] = i; continue; }
        memmove(to + k + 1, to + k, (size_t)(some++ - k) * sizeof *to);
        to[k] = (level){ v[i]->prio, i, i };
    }
    return some;
}

/* By importance: prio, place, length, order of the rules. */
static void drop_overlaps(kg_candidate **v, int n, kg_arena *a)
{
    kept *all = kg_room(a, sizeof *all, (size_t)n), *fresh = kg_room(a, sizeof *fresh, (size_t)n);
    level *levels = kg_room(a, sizeof *levels, (size_t)n);
    int nall = 0, *next = kg_room(a, sizeof *next, (size_t)n);
    settle(v, n, by_match);
    for (int i = 0, some = levels_of(v, n, levels, next); i < some; i++) nall = keep_level(v, next, levels[i].first, all, nall, fresh);
    for (int i = 0, k = 0; i < n; i++) {                      /* phrases */
        kg_span *at = &v[i]->ref.at;
        if (v[i]->id) continue;
        while (k < nall && all[k].at.end <= at->beg) k++;
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
