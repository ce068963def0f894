/* near.c - what looked like a reference. In: matches of bijna.rules, the mentions. Out: findings for those that are no mention.
 *
 * Invariant: of matches that overlap one is told, that of the first rule; none where any part of it is a mention.
 */
#include "check/check.h"
#include "scan/rules.h"

#include <stdlib.h>

static bool near_rule(const kg_ref *p) { return p->kind == KG_CUE && kg_starts(kg_rule_role(p->rule), KG_S("near:")); }

kg_refs kg_take_misses(kg_refs *refs, kg_arena *a)
{
    kg_refs misses = { 0 };
    int kept = 0;
    for (int i = 0; i < refs->n; i++) misses.n += near_rule(&refs->v[i]);
    misses.v = kg_room(a, sizeof *misses.v, (size_t)misses.n + 1);
    misses.n = 0;
    for (int i = 0; i < refs->n; i++)
        if (near_rule(&refs->v[i])) misses.v[misses.n++] = refs->v[i];
        else refs->v[kept++] = refs->v[i];
    refs->n = kept;
    return misses;
}

static int by_rule(const void *x, const void *y)
{
    const kg_ref *a = x, *b = y;
    if (a->rule != b->rule) return a->rule < b->rule ? -1 : 1;    /* rules lie in the order of their file */
    return a->at.beg < b->at.beg ? -1 : a->at.beg > b->at.beg;
}

/* A mention overlaps it. Mentions come in order of their start; the longest tell how far back one may begin. */
static bool mentioned(const kg_checking *c, kg_span at, uint32_t longest)
{
    for (int i = kg_first_ref(c->refs, at.end) - 1; i >= 0 && c->refs->v[i].at.beg + longest > at.beg; i--)
        if (c->refs->v[i].at.end > at.beg) return true;
    return false;
}

typedef struct { kg_span *v; int n, cap; } spans;

static bool told(const spans *s, kg_span at)
{
    for (int i = s->n - 1; i >= 0; i--)
        if (s->v[i].end > at.beg && s->v[i].beg < at.end) return true;
    return false;
}

/* "26 643" alone on a line is the head of the paper; page feet are not looked at. */
static bool heading(const kg_checking *c, const kg_ref *p)
{
    enum { HEAD = 40 };
    const kg_passage *at = kg_passage_at(c->t, p->at.beg);
    if (!at) return false;
    bool whole = at->at.beg == p->at.beg && at->at.end == p->at.end;
    return at->role == KG_PAGE || (whole && at - c->t->passages < HEAD);
}

void kg_check_near(kg_checking *c, const kg_refs *misses)
{
    enum { FAR = 512, BEHIND = 24 };                          /* "Kamerstukken II (2019-2020). 31066 nr. 630" */
    uint32_t longest = 0;
    kg_map *blocks = NULL;                                    /* place / FAR -> spans told there, as index + 1 */
    struct { spans *v; int n, cap; } lists = { 0 };
    for (int i = 0; i < c->refs->n; i++) {
        uint32_t n = c->refs->v[i].at.end - c->refs->v[i].at.beg;
        if (n > longest) longest = n;
    }
    if (longest > FAR) longest = FAR;
    if (misses->n) qsort(misses->v, (size_t)misses->n, sizeof *misses->v, by_rule);
    for (int i = 0; i < misses->n; i++) {
        const kg_ref *p = &misses->v[i];
        uint32_t block = p->at.beg / FAR;
        int *slot[3];
        const kg_passage *in = kg_passage_at(c->t, p->at.beg);
        kg_span reach = p->at;
        if (in && kg_contains(kg_rule_role(p->rule), "announces")) reach.end = p->at.end + BEHIND < in->at.end ? p->at.end + BEHIND : in->at.end;
        bool again = mentioned(c, reach, longest) || heading(c, p);
        for (uint32_t k = 0; k < 3; k++) {                    /* a span reaches into the next block at most */
            uint32_t key = block + k;
            slot[k] = kg_map_at(&blocks, kg_dup(c->a, (kg_str){ (const char *)&key, sizeof key }), c->a);
            if (*slot[k]) again = again || told(&lists.v[*slot[k] - 1], p->at);
        }
        if (again) continue;
        for (uint32_t k = 0; k < 2; k++) {
            if (!*slot[k]) {
                *kg_push(c->a, &lists) = (spans){ 0 };
                *slot[k] = lists.n;
            }
            *kg_push(c->a, &lists.v[*slot[k] - 1]) = p->at;
        }
        kg_str role = kg_rule_role(p->rule);
        kg_found_at(c, KG_F_NEAR_MISS, p->at, (kg_str){ 0 }, kg_sub(role, 5, role.n));
    }
}
