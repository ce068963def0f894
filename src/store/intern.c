/* intern.c - ids and words as numbers. In: text. Out: its number in `name` or `word`, the same for ever.
 *
 * Idea: a document names the same things many times and a collection more often still, so all that was asked stays in
 * memory; new names are numbered here and written in bulk before the commit.
 * Invariants: a number is in the file before the transaction that uses it ends; after a failed one all is forgotten.
 */
#include "store.h"

typedef struct { uint32_t hash; int32_t id; const char *text; } interned;   /* small, since most lie far apart; id 0: none */
typedef struct {                                              /* open addressing, at most three quarters full */
    interned *slot;
    size_t size, used;
    int64_t last;                                             /* number given out last */
    bool complete;                                            /* the file was empty: what is not here is new */
    struct { kg_val *v; int n, cap; } fresh;                  /* id, text: not yet written */
} table;

struct kg_names { kg_store *s; kg_arena *own, *a; table t[2]; };

kg_names *kg_names_new(kg_store *s)
{
    kg_arena *own = kg_arena_new();
    kg_names *n = kg_new(own, kg_names, 1);
    *n = (kg_names){ .s = s, .own = own, .a = kg_arena_new() };
    return n;
}

void kg_names_free(kg_names *n)
{
    kg_arena_free(n->a);
    kg_arena_free(n->own);
}

void kg_names_forget(kg_names *n)
{
    kg_arena_reset(n->a);
    n->t[0] = n->t[1] = (table){ 0 };
}

bool kg_names_write(kg_names *n, kg_err *e)
{
    static const char *const add[] = { "INSERT OR ROLLBACK INTO name SELECT c0, c1 FROM kg_rows",
                                       "INSERT OR ROLLBACK INTO word SELECT c0, c1 FROM kg_rows" };
    for (int i = 0; i < 2; i++) {
        table *t = &n->t[i];
        if (!kg_store_bulk(n->s, add[i], t->fresh.v, 2, t->fresh.n / 2, e)) return false;
        t->fresh.n = 0;
    }
    return true;
}

/* A text stands behind its length. */
static kg_str text_of(const interned *x)
{
    ptrdiff_t n;
    memcpy(&n, x->text - sizeof n, sizeof n);
    return (kg_str){ x->text, n };
}

static const char *keep(kg_arena *a, kg_str s)
{
    char *p = kg_room(a, 1, sizeof s.n + (size_t)s.n + 1);
    p = mempcpy(p, &s.n, sizeof s.n);
    *(char *)mempcpy(p, s.n ? s.s : "", (size_t)s.n) = 0;
    return p;
}

static interned *slot_of(const table *t, uint32_t hash, kg_str text)
{
    size_t i = hash & (t->size - 1);
    while (t->slot[i].id && (t->slot[i].hash != hash || !kg_eq(text_of(&t->slot[i]), text))) i = (i + 1) & (t->size - 1);
    return &t->slot[i];
}

static void grow(kg_names *n, table *t)
{
    table old = *t;
    t->size = old.size ? old.size * 2 : 1024;
    t->slot = kg_new(n->a, interned, t->size);
    for (size_t i = 0; i < old.size; i++) {
        size_t to = old.slot[i].hash & (t->size - 1);
        while (t->slot[to].id) to = (to + 1) & (t->size - 1);
        t->slot[to] = old.slot[i];
    }
}

enum { MOST = 1 << 28 };                                      /* as a number */

static bool unsound(int64_t id, kg_intern which, kg_err *e)
{
    return kg_fail(e, KG_ESTORE, -1, "not a sound graph file: %lld as the number of a %s", (long long)id, which == KG_NAME ? "name" : "word");
}

bool kg_names_all(kg_store *s) { return kg_store_names(s)->t[KG_NAME].complete; }

bool kg_names_each(kg_store *s, kg_vals_fn *row, void *ctx, kg_err *e)
{
    const table *t = &kg_store_names(s)->t[KG_NAME];
    if (!t->complete) return kg_store_each(s, "SELECT id, name FROM name", row, ctx, e);
    for (size_t i = 0; i < t->size; i++)
        if (t->slot[i].id && !row(ctx, (kg_val[]){ kg_vi(t->slot[i].id), kg_vs(text_of(&t->slot[i])) })) break;
    return true;
}

int64_t kg_store_last_name(kg_store *s, kg_err *e)
{
    enum { SPARSE = 64, FEW = 1 << 20 };                      /* renamed documents leave gaps (claim.c) */
    const table *t = &kg_store_names(s)->t[KG_NAME];
    static const char both[] = "SELECT (SELECT max(id) FROM name), (SELECT count(*) FROM name)";
    int64_t v[2] = { t->last, t->last };                      /* each alone: SQLite seeks the one and counts pages for the other */
    if (!t->complete && kg_store_get(s, both, NULL, 0, v, 2, e) < 0) return -1;
    if (v[0] >= 0 && v[0] <= MOST && v[0] <= v[1] * SPARSE + FEW) return v[0];
    return unsound(v[0], KG_NAME, e), -1;
}

/* The index on names serves who comes to add: a first build has all of them here. */
static bool begin(kg_names *n, kg_intern which, kg_err *e)
{
    table *t = &n->t[which];
    if (which == KG_WORD ? kg_store_get(n->s, "SELECT max(id) FROM word", NULL, 0, &t->last, 1, e) < 0
                         : (t->last = kg_store_last_name(n->s, e)) < 0) return false;
    if (t->last < 0 || t->last > MOST) return unsound(t->last, which, e);
    t->complete = t->last == 0;
    grow(n, t);
    return t->complete || kg_store_put(n->s, KG_INDEX_NAMES, NULL, 0, e);
}

int64_t kg_store_intern(kg_store *s, kg_intern which, kg_str text, kg_err *e)
{
    static const char *const have[] = { "SELECT id FROM name WHERE name = ?1", "SELECT id FROM word WHERE word = ?1" };
    kg_names *n = kg_store_names(s);
    table *t = &n->t[which];
    if (!t->size && !begin(n, which, e)) return 0;
    uint32_t hash = (uint32_t)kg_hash_bytes(1, text);
    interned *at = slot_of(t, hash, text);
    if (at->id) return at->id;
    kg_val v = kg_vt(text);
    int64_t id = 0;
    int got = t->complete ? 0 : kg_store_get(s, have[which], &v, 1, &id, 1, e);
    if (got < 0) return 0;
    if (got && (id < 1 || id > MOST)) return unsound(id, which, e);
    if (!got) id = ++t->last;
    *at = (interned){ hash, (int32_t)id, keep(n->a, text) };
    if (!got) {
        *kg_push(n->a, &t->fresh) = kg_vi(id);
        *kg_push(n->a, &t->fresh) = kg_vt(text_of(at));
    }
    if (++t->used * 4 > t->size * 3) grow(n, t);
    return id;
}
