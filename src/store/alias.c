/* alias.c - one thing known by several ids. In: the relations same_as of all records. Out: for each id that is not the
 * best of its thing, the one that is.
 *
 * Idea: union-find over the pairs.
 * Invariants: every choice has a total order, so the result depends on the records alone. Joining never guesses: an
 * address cited with two papers stays apart, and so do two papers that would become one.
 */
#include "ids.h"
#include "store.h"

#include <stdlib.h>

enum { OFFICIAL = 8 };                                        /* ranks up to here name one thing each (ids.c) */

typedef struct { int64_t id; kg_str name; int rank, up; bool loose; } member;   /* up: towards the best of its class */
typedef struct { int a, b; } pair;
typedef struct {
    kg_arena *mem;
    kg_str *names; int nnames;                                /* by number */
    int *index;                                               /* of the member, + 1, by number */
    struct { member *v; int n, cap; } ids;
    struct { pair *v; int n, cap; } pairs;                    /* of numbers, later of members */
} classes;

static int member_of(classes *c, int id)
{
    int *at = &c->index[id];
    if (*at) return *at - 1;
    kg_str name = c->names[id];
    int i = c->ids.n;
    *kg_push(c->mem, &c->ids) = (member){ .id = id, .name = name, .rank = kg_id_rank(name), .up = i };
    *at = i + 1;
    return i;
}

static bool add_pair(void *ctx, const kg_val *v)
{
    classes *c = ctx;
    int64_t a = v[0].i, b = v[1].i;
    bool named = a > 0 && a < c->nnames && b > 0 && b < c->nnames && c->names[a].n && c->names[b].n;
    if (named) *kg_push(c->mem, &c->pairs) = (pair){ (int)a, (int)b };
    return true;
}

static int pair_order(const void *x, const void *y)
{
    const pair *p = x, *q = y;
    return p->a != q->a ? (p->a < q->a ? -1 : 1) : p->b < q->b ? -1 : p->b > q->b;
}

/* Each pair once, and as members. */
static void take_pairs(classes *c)
{
    pair *v = c->pairs.v;
    int n = 0;
    if (c->pairs.n) qsort(v, (size_t)c->pairs.n, sizeof *v, pair_order);
    for (int i = 0; i < c->pairs.n; i++)
        if (i == 0 || pair_order(&v[i - 1], &v[i])) v[n++] = v[i];
    c->pairs.n = n;
    for (int i = 0; i < n; i++) { int a = member_of(c, v[i].a); v[i] = (pair){ a, member_of(c, v[i].b) }; }
}

static int top(classes *c, int i)
{
    member *v = c->ids.v;
    while (v[i].up != i) i = v[i].up = v[v[i].up].up;
    return i;
}

static bool better(const member *x, const member *y)
{
    int by_name = kg_id_compare(x->name, y->name);
    return x->rank != y->rank ? x->rank < y->rank : by_name < 0;
}

static void join(classes *c, int a, int b)
{
    a = top(c, a), b = top(c, b);
    if (a == b) return;
    if (better(&c->ids.v[b], &c->ids.v[a])) c->ids.v[a].up = b;
    else c->ids.v[b].up = a;
}

/* The partner of rank r of an id, as index + 1, in a map keyed by both. */
static int *partner(classes *c, kg_map **m, int id, int rank)
{
    int key[2] = { id, rank };
    return kg_map_at(m, kg_dup(c->mem, (kg_str){ (const char *)key, sizeof key }), c->mem);
}

/* An address or a reference cited with two papers of one kind names neither. */
static void loosen(classes *c, kg_map **seen, int weak, int strong)
{
    member *v = c->ids.v;
    if (v[weak].rank <= OFFICIAL || v[strong].rank > OFFICIAL) return;
    int *slot = partner(c, seen, weak, v[strong].rank);
    if (*slot && *slot != strong + 1) v[weak].loose = true;
    *slot = strong + 1;
}

/* Two different papers in one class: the class is no class. */
static void break_up(classes *c)
{
    member *v = c->ids.v;
    kg_map *seen = NULL;
    bool *broken = kg_new(c->mem, bool, c->ids.n + 1);
    for (int i = 0; i < c->ids.n; i++) {
        if (v[i].rank > OFFICIAL) continue;
        int *slot = partner(c, &seen, top(c, i), v[i].rank);
        if (*slot && *slot != i + 1) broken[top(c, i)] = true;
        *slot = i + 1;
    }
    int *tops = kg_new(c->mem, int, c->ids.n + 1);
    for (int i = 0; i < c->ids.n; i++) tops[i] = top(c, i);
    for (int i = 0; i < c->ids.n; i++)
        if (broken[tops[i]]) v[i].up = i;
        else v[i].up = tops[i];
}

static void settle(classes *c)
{
    kg_map *seen = NULL;
    for (int i = 0; i < c->pairs.n; i++) {
        loosen(c, &seen, c->pairs.v[i].a, c->pairs.v[i].b);
        loosen(c, &seen, c->pairs.v[i].b, c->pairs.v[i].a);
    }
    for (int i = 0; i < c->pairs.n; i++) {
        pair p = c->pairs.v[i];
        if (!c->ids.v[p.a].loose && !c->ids.v[p.b].loose) join(c, p.a, p.b);
    }
    break_up(c);
}

kg_alias *kg_aliases(kg_store *s, kg_str *names, int nnames, kg_arena *a, int *n, kg_err *e)
{
    classes c = { .mem = a, .names = names, .nnames = nnames, .index = kg_new(a, int, nnames) };
    if (!kg_recall_each(s, KG_READ_SAME, add_pair, &c, e))
        return NULL;
    take_pairs(&c);
    settle(&c);
    kg_alias *out = kg_new(a, kg_alias, c.ids.n + 1);
    *n = 0;
    for (int i = 0; i < c.ids.n; i++)
        if (c.ids.v[i].up != i) out[(*n)++] = (kg_alias){ c.ids.v[i].id, c.ids.v[c.ids.v[i].up].id };
    return out;
}
