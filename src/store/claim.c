/* claim.c - what documents without official id are called. In: all documents. Out: their names, in the graph file.
 *
 * Idea: such a document has the stem of its file; where several files have one stem dir/stem, and the whole file name
 * where that is not enough or an official id says the same. While documents are added each takes a name that is free;
 * what that leaves wrong is put right before everything is linked.
 * Invariants: names depend on the set of files only, no two documents have one name, and what another document cites
 * by a name stays with the name. All inside the caller's transaction.
 */
#include "ids.h"
#include "store.h"

#include <stdlib.h>

typedef struct { int64_t doc; kg_str file, stem, name, want; bool official; } claim;
typedef struct { claim *v; int n, cap; kg_arena *a; } claims;

kg_str kg_dir_stem(kg_arena *a, kg_str file, kg_str stem)
{
    ptrdiff_t end = file.n;
    while (end > 0 && file.s[end - 1] != '/') end--;
    for (ptrdiff_t i = end; i < file.n && !kg_starts(kg_sub(file, end, file.n), stem); i++)
        if (file.s[i] == '!' && kg_starts(kg_sub(file, i + 1, file.n), stem)) end = i + 1;    /* "dir/a.zip!stem.txt" */
    ptrdiff_t beg = end ? end - 1 : 0;
    while (beg > 0 && file.s[beg - 1] != '/') beg--;
    return kg_fmt(a, "%.*s%.*s", (int)(end - beg), file.s + beg, KG_ARG(stem));
}

/* -- other names ------------------------------------------------------------------------------------------------- */

/* moved: the document and its own motions and commitments, "stem#motie-1" ('#' + 1 is '$'), with the name that each
 * had and gets. goes: what is cited by a name that changes hands; owner: the document whose own rows move along. */
static const char *const move_all[] = {
    "INSERT INTO goes SELECT m.id, n.id, 0 FROM moved m JOIN name n ON n.name = m.name JOIN document d ON d.id = n.id"
    " WHERE m.id <> m.owner",                                  /* an official id may be "stem#motie-1", too */
    "DELETE FROM moved WHERE id IN (SELECT old FROM goes)",
    "INSERT INTO goes SELECT n.id, m.id, 0 FROM moved m JOIN name n ON n.name = m.name"
    " WHERE n.id NOT IN (SELECT id FROM moved)",
    "UPDATE name SET name = char(1) || id WHERE id IN (SELECT id FROM moved)",
    "INSERT INTO name SELECT (SELECT max(id) FROM name) + row_number() OVER (ORDER BY id), was FROM moved"
    " WHERE was NOT IN (SELECT name FROM moved)",
    "INSERT OR IGNORE INTO goes SELECT m.id, coalesce(x.id, n.id), m.owner FROM moved m"
    " LEFT JOIN moved x ON x.name = m.was LEFT JOIN name n ON n.name = m.was",
#define GOES(t, c)                                                                                                     \
    "UPDATE " t " SET " c " = (SELECT new FROM goes WHERE old = " t "." c ")"                                          \
    " WHERE EXISTS (SELECT 1 FROM goes WHERE old = " t "." c " AND owner <> " t ".document)"
    GOES("mention", "target"), GOES("candidate", "target"), GOES("thing", "id"), GOES("relation", "source"),
    GOES("relation", "target"), GOES("promise", "id"), GOES("promise", "about"),
    "DELETE FROM name WHERE id IN (SELECT old FROM goes WHERE owner = 0)",
    "UPDATE name SET name = (SELECT m.name FROM moved m WHERE m.id = name.id) WHERE id IN (SELECT id FROM moved)",
};

static bool move(kg_store *s, const claim *v, int n, kg_err *e)
{
    static const char *const begin[] = {
        KG_INDEX_NAMES,
        "CREATE TEMP TABLE IF NOT EXISTS moved (id INTEGER PRIMARY KEY, owner INTEGER NOT NULL, was TEXT NOT NULL,"
        " name TEXT NOT NULL UNIQUE)",
        "CREATE TEMP TABLE IF NOT EXISTS goes (old INTEGER PRIMARY KEY, new INTEGER NOT NULL, owner INTEGER NOT NULL)",
        "DELETE FROM moved", "DELETE FROM goes" };
    static const char add[] =
        "INSERT OR IGNORE INTO moved SELECT id, ?1, name, ?3 || substr(name, length(?2) + 1) FROM name"
        " WHERE id = ?1 OR (name >= ?2 || '#' AND name < ?2 || '$' AND id NOT IN (SELECT id FROM document))";
    bool ok = kg_pending_write(s, e) && kg_names_write(kg_store_names(s), e);
    for (size_t i = 0; ok && i < sizeof begin / sizeof *begin; i++) ok = kg_store_put(s, begin[i], NULL, 0, e);
    for (int i = 0; ok && i < n; i++) {
        kg_val args[] = { kg_vi(v[i].doc), kg_vt(v[i].name), kg_vt(v[i].want) };
        ok = kg_store_put(s, add, args, 3, e);
    }
    for (size_t i = 0; ok && i < sizeof move_all / sizeof *move_all; i++) ok = kg_store_put(s, move_all[i], NULL, 0, e);
    kg_names_forget(kg_store_names(s));
    return ok;
}

/* -- a document that comes --------------------------------------------------------------------------------------- */

/* Of the document with this name: 1 there is one, 0, -1 failed. */
static int holder(kg_store *s, kg_str name, int64_t *id, int64_t *official, kg_err *e)
{
    *id = kg_store_intern(s, KG_NAME, name, e);
    kg_val v = kg_vi(*id);
    return *id ? kg_store_get(s, "SELECT official FROM document WHERE id = ?1", &v, 1, official, 1, e) : -1;
}

/* The first that is free of: the stem (not where `longer`), dir/stem, the file name, that with tildes. */
static bool free_name(kg_store *s, kg_str file, kg_str stem, bool longer, kg_str *name, kg_arena *a, kg_err *e)
{
    int64_t id, official;
    int got = 1;
    for (int i = longer; got == 1; i++) {
        *name = i == 0 ? stem : i == 1 ? kg_dir_stem(a, file, stem) : i == 2 ? file : kg_fmt(a, "%.*s~", KG_ARG(*name));
        got = holder(s, *name, &id, &official, e);
    }
    return got == 0;
}

static bool add_claim(void *ctx, const kg_val *v)
{
    claims *c = ctx;
    kg_str text[3];
    for (int i = 0; i < 3; i++) text[i] = kg_dup(c->a, v[i + 1].type == KG_V_TEXT ? ((kg_str){ v[i + 1].s, v[i + 1].n }) : (kg_str){ 0 });
    *kg_push(c->a, c) = (claim){ .doc = v[0].i, .file = text[0], .stem = text[1], .name = text[2], .official = v[4].i != 0 };
    return true;
}

/* An official id (MANIFEST.tsv may say any) by which a file goes that has none. */
static bool make_way(kg_store *s, int64_t id, kg_str name, kg_arena *a, kg_err *e)
{
    claims all = { .a = a };
    if (!kg_store_each(s, "SELECT id, file, stem, NULL, official FROM document WHERE NOT official", add_claim, &all, e)) return false;
    for (int i = 0; i < all.n; i++) {
        claim *c = &all.v[i];
        if (c->doc != id) continue;
        c->name = name;
        return free_name(s, c->file, c->stem, true, &c->want, a, e) && move(s, c, 1, e);
    }
    return true;
}

bool kg_claim(kg_store *s, const kg_sheet *t, kg_settled *out, kg_arena *a, kg_err *e)
{
    int64_t id, official = 1;
    if (out->official)
        return holder(s, out->name, &id, &official, e) >= 0 && (official || make_way(s, id, out->name, a, e));
    kg_val v = kg_vt(t->meta.id);
    int twin = kg_store_get(s, "SELECT 1 FROM document WHERE stem = ?1 AND NOT official", &v, 1, &id, 1, e);
    return twin >= 0 && free_name(s, t->file, t->meta.id, twin == 1, &out->name, a, e);
}

/* -- all documents ----------------------------------------------------------------------------------------------- */

static int count(kg_map *m, kg_str key)
{
    const int *n = kg_map_at(&m, key, NULL);
    return n ? *n : 0;
}

/* What each wants; in order of files. */
static void settle(claims *c)
{
    kg_map *stems = NULL, *taken = NULL, *longer = NULL;
    for (int i = 0; i < c->n; i++)
        if (c->v[i].official) *kg_map_at(&taken, c->v[i].name, c->a) = 1;
        else ++*kg_map_at(&stems, c->v[i].stem, c->a);
    for (int i = 0; i < c->n; i++) {
        claim *x = &c->v[i];
        if (x->official) continue;
        bool alone = count(stems, x->stem) == 1 && !count(taken, x->stem);
        x->want = alone ? x->stem : kg_dir_stem(c->a, x->file, x->stem);
        ++*kg_map_at(&longer, x->want, c->a);
    }
    for (int i = 0; i < c->n; i++) {                          /* official ones stand aside: their `want` is none */
        claim *x = &c->v[i];
        if (!x->want.n) continue;
        if (count(longer, x->want) > 1 || count(taken, x->want)) x->want = (kg_str){ 0 };
    }
    for (int i = 0; i < c->n; i++)
        if (c->v[i].want.n) *kg_map_at(&taken, c->v[i].want, c->a) = 1;
    for (int i = 0; i < c->n; i++) {
        claim *x = &c->v[i];
        if (x->official || x->want.n) continue;
        for (x->want = x->file; count(taken, x->want);) x->want = kg_fmt(c->a, "%.*s~", KG_ARG(x->want));
        *kg_map_at(&taken, x->want, c->a) = 1;
    }
}

bool kg_claims_settle(kg_store *s, kg_err *e)
{
    claims c = { .a = kg_arena_new() };
    bool ok = kg_store_each(s, "SELECT d.id, d.file, d.stem, n.name, d.official FROM document d JOIN name n USING (id) ORDER BY d.file",
                            add_claim, &c, e);
    if (ok) settle(&c);
    int n = 0;
    for (int i = 0; ok && i < c.n; i++)
        if (!c.v[i].official && !kg_eq(c.v[i].name, c.v[i].want)) c.v[n++] = c.v[i];
    ok = ok && (!n || move(s, c.v, n, e));
    kg_arena_free(c.a);
    return ok;
}
