/* alias.c - one thing known by several ids. In: the relations same_as of all records. Out: for each id that is not the
 * best of its thing, the one that is.
 *
 * Idea: union-find over the pairs, in the order of their names.
 * Invariants: every choice has a total order, so the result depends on the records alone. Joining never guesses: an
 * address cited with two papers stays apart, and so do two papers that would become one.
 */
#include "ids.h"
#include "store.h"

enum { OFFICIAL = 8 };                                        /* ranks up to here name one thing each (ids.c) */

typedef struct { int64_t id; kg_str name; int rank, up; bool loose; } member;   /* up: towards the best of its class */
typedef struct { int a, b; } pair;
typedef struct {
    kg_arena *mem;
    kg_map *index;
    struct { member *v; int n, cap; } ids;
    struct { pair *v; int n, cap; } pairs;
} classes;

static int member_of(classes *c, const kg_val *id, const kg_val *name)
{
    kg_str text = { name->s, name->n };
    int *slot = kg_map_at(&c->index, text, NULL);
    if (slot) return *slot;
    kg_str kept = kg_dup(c->mem, text);
    int i = c->ids.n;
    *kg_map_at(&c->index, kept, c->mem) = i;
    *kg_push(c->mem, &c->ids) = (member){ .id = id->i, .name = kept, .rank = kg_id_rank(kept), .up = i };
    return i;
}

static bool add_pair(void *ctx, const kg_val *v)
{
    classes *c = ctx;
    int a = member_of(c, &v[0], &v[1]), b = member_of(c, &v[2], &v[3]);
    *kg_push(c->mem, &c->pairs) = (pair){ a, b };
    return true;
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

kg_alias *kg_aliases(kg_store *s, kg_arena *a, int *n, kg_err *e)
{
    classes c = { .mem = a };
    if (!kg_store_each(s,
                       "SELECT DISTINCT a.id, a.name, b.id, b.name FROM relation r"
                       " JOIN name a ON a.id = r.source JOIN name b ON b.id = r.target"
                       " WHERE r.relation = 'same_as' AND r.flags & 6 = 0 AND r.source <> r.target ORDER BY 2, 4",
                       add_pair, &c, e))
        return NULL;
    settle(&c);
    kg_alias *out = kg_new(a, kg_alias, c.ids.n + 1);
    *n = 0;
    for (int i = 0; i < c.ids.n; i++)
        if (c.ids.v[i].up != i) out[(*n)++] = (kg_alias){ c.ids.v[i].id, c.ids.v[c.ids.v[i].up].id };
    return out;
}
