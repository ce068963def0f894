/* schema.c - the versions of the graph file. In: a file as it was opened. Out: one of this version, or why it is none.
 *
 * Idea: store.sql is the newest version, in sections; a file of an older one loses its views, takes the steps that lie
 * between, and gets the views of today. Records are never touched: a step only adds.
 * Invariants: all in one transaction, so that a file is of one version or the other; a newer file is left alone.
 */
#include "store.h"

enum { APPLICATION = 1262965574, VERSION = 3 };               /* as in store.sql */

/* Sections of store.sql, in its order. */
enum { RECORDS, DERIVED, ANSWERS, VIEWS, INDEXES, SECTIONS };
static const char *const heads[SECTIONS] = { "-- RECORDS -", "-- DERIVED ", "-- ANSWERS ", "-- VIEWS -",
                                             "-- INDEXES -" };

static bool run(kg_store *s, kg_str script, kg_arena *a, kg_err *e) { return kg_store_run(s, kg_dup(a, script).s, e); }

static kg_str schema(void)
{
    const kg_file *f = kg_embedded;
    while (f->name && strcmp(f->name, "store/store.sql") != 0) f++;
    return f->name ? ((kg_str){ f->bytes, (ptrdiff_t)f->n }) : (kg_str){ 0 };
}

static kg_str section(int i)
{
    kg_str all = schema();
    ptrdiff_t from = kg_index(all, kg_cstr(heads[i])), to = all.n;
    if (i + 1 < SECTIONS) to = kg_index(all, kg_cstr(heads[i + 1]));
    return from >= 0 && to > from ? kg_sub(all, from, to) : (kg_str){ 0 };
}

static bool make(kg_store *s, kg_arena *a, kg_err *e)
{
    /* Pages of 16 KB: a quarter of the writes; no page of this file is read for one row alone. Debian's SQLite overwrites with zeros what
     * is taken away, and whatever moves within a page: who makes the file has nothing in it to take away. */
    kg_str all = schema(), indexes = section(INDEXES);
    int64_t tables = 0;
    if (!kg_store_run(s, "PRAGMA page_size = 16384; PRAGMA secure_delete = 0; BEGIN IMMEDIATE", e)
        || kg_store_get(s, "SELECT count(*) FROM sqlite_schema", NULL, 0, &tables, 1, e) != 1)
        return false;
    if (tables) return kg_store_run(s, "COMMIT", e);          /* another build was faster */
    return run(s, kg_sub(all, 0, all.n - indexes.n), a, e) && kg_store_run(s, "COMMIT", e);
}

/* -- older files --------------------------------------------------------------------------------------------------- */

/* What version 3 added stands last in ANSWERS. */
static kg_str answers(bool added)
{
    kg_str all = section(ANSWERS);
    ptrdiff_t at = kg_index(all, KG_S("CREATE TABLE arc "));
    return added ? kg_sub(all, at, all.n) : kg_sub(all, 0, at);
}

/* 1: without ANSWERS; the dossier of "kst-35373-19#toezegging-1" was "35373-19#toezegging". */
static bool from_1(kg_store *s, kg_arena *a, kg_err *e)
{
    static const char dossiers[] =
        "UPDATE node SET dossier = (SELECT d.dossier FROM name n"
        " JOIN name p ON p.name = substr(n.name, 1, instr(n.name, '#') - 1) JOIN node d ON d.id = p.id WHERE n.id = node.id) WHERE instr(dossier, '#')";
    static const char problems[] = "ALTER TABLE problem ADD COLUMN rule TEXT; ALTER TABLE problem ADD COLUMN start INTEGER;"
        " ALTER TABLE problem ADD COLUMN \"end\" INTEGER; ALTER TABLE problem ADD COLUMN words TEXT;"
        " ALTER TABLE problem ADD COLUMN meant TEXT";
    return kg_store_run(s, problems, e) && run(s, answers(false), a, e) && run(s, section(INDEXES), a, e) && kg_store_run(s, dossiers, e);
}

static bool from_2(kg_store *s, kg_arena *a, kg_err *e) { return run(s, answers(true), a, e); }   /* 2: without arc */

typedef bool step(kg_store *s, kg_arena *a, kg_err *e);
static step *const steps[VERSION] = { [1] = from_1, [2] = from_2 };

typedef struct { kg_arena *a; kg_buf sql; } drops;

static bool on_view(void *ctx, const kg_val *v)
{
    drops *d = ctx;
    kg_put(d->a, &d->sql, KG_S("DROP VIEW \""));
    kg_put(d->a, &d->sql, kg_val_text(&v[0]));
    kg_put(d->a, &d->sql, KG_S("\";"));
    return true;
}

static bool move_up(kg_store *s, int from, kg_arena *a, kg_err *e)
{
    drops d = { .a = a };
    static const char views[] = "SELECT name FROM sqlite_schema WHERE type = 'view' AND instr(name, '\"') = 0";
    if (!kg_store_each(s, views, on_view, &d, e)
        || !run(s, kg_buf_str(&d.sql), a, e))
        return false;
    for (int v = from; v < VERSION; v++)
        if (!steps[v](s, a, e)) return false;
    return run(s, section(VIEWS), a, e) && run(s, kg_fmt(a, "PRAGMA user_version = %d", VERSION), a, e);
}

static bool migrate(kg_store *s, int from, kg_arena *a, kg_err *e)
{
    int64_t version = 0;
    kg_err why = { 0 };
    bool ok = kg_store_run(s, "BEGIN IMMEDIATE", &why)
           && kg_store_get(s, "PRAGMA user_version", NULL, 0, &version, 1, &why) == 1
           && (version == VERSION || move_up(s, from, a, &why)) /* somebody else may have been here in between */
           && kg_store_run(s, "COMMIT", &why);
    if (ok) return true;
    kg_store_run(s, "ROLLBACK", NULL);
    return kg_fail(e, KG_ESTORE, -1, "a graph file of version %d, which could not be brought to version %d: %s", from,
                   VERSION, why.what);
}

static bool settle(kg_store *s, bool create, kg_arena *a, kg_err *e)
{
    int64_t app = 0, version = 0, tables = 0;
    bool one = kg_store_run(s, "BEGIN", e)                    /* of one moment: another build may be making it */
            && kg_store_get(s, "PRAGMA application_id", NULL, 0, &app, 1, e) == 1
            && kg_store_get(s, "PRAGMA user_version", NULL, 0, &version, 1, e) == 1
            && kg_store_get(s, "SELECT count(*) FROM sqlite_schema", NULL, 0, &tables, 1, e) == 1;
    if (!one || !kg_store_run(s, "COMMIT", e)) return false;
    if (app == 0 && tables == 0 && create) return make(s, a, e);
    if (app != APPLICATION) return kg_fail(e, KG_ESTORE, -1, "not a graph file (%s)",
                                           tables ? "a database of another program" : "empty");
    if (version == VERSION) return true;
    if (version >= 1 && version < VERSION) return migrate(s, (int)version, a, e);
    return kg_fail(e, KG_ESTORE, -1, "a graph file of version %lld, this program knows those up to %d: take a newer"
                                     " kamergraaf, or build it anew", (long long)version, VERSION);
}

/* -- what somebody else made of it ------------------------------------------------------------------------------------ */

typedef struct { kg_arena *a; kg_map *views; kg_buf sql; kg_str bad; } trust;

/* The statements of store.sql that begin so, one at a time; what stands before ';' is what SQLite keeps of it. */
static bool next_made(kg_str *rest, kg_str how, kg_str *name, kg_str *all)
{
    ptrdiff_t at = kg_index(*rest, how);
    if (at < 0) return false;
    *rest = kg_sub(*rest, at, rest->n);
    *all = kg_sub(*rest, 0, kg_index(*rest, KG_S(";")));
    ptrdiff_t end = how.n;
    while (end < all->n && !kg_blank(all->s[end])) end++;
    *name = kg_sub(*all, how.n, end);
    *rest = kg_sub(*rest, all->n, rest->n);
    return true;
}

static bool on_bad(void *ctx, const kg_val *v)
{
    trust *t = ctx;
    t->bad = kg_dup(t->a, kg_val_text(&v[0]));
    return false;
}

/* A table that is none may be a question without end. */
static bool tables_are_tables(kg_store *s, trust *t, kg_err *e)
{
    kg_str rest = schema(), name, all;
    kg_buf list = { 0 };
    while (next_made(&rest, KG_S("CREATE TABLE "), &name, &all)) kg_put(t->a, &list, KG_CAT(t->a, KG_S(",'"), name, KG_S("'")));
    kg_str ours = kg_sub(kg_buf_str(&list), 1, list.n);
    kg_str sql = KG_CAT(t->a, KG_S("SELECT name FROM sqlite_schema WHERE (name COLLATE NOCASE IN ("), ours,
                        KG_S(") AND (type = 'view' OR sql LIKE 'CREATE VIRTUAL %'))"
                             " OR (name LIKE 'search' AND sql NOT LIKE 'CREATE VIRTUAL TABLE search USING fts5 (%')"
                             " UNION ALL SELECT m.name FROM sqlite_schema m, pragma_table_xinfo(m.name) x"
                             " WHERE m.type = 'table' AND x.hidden > 1 AND m.name COLLATE NOCASE IN ("), ours, KG_S(") LIMIT 1"));
    if (!kg_store_each(s, sql.s, on_bad, t, e)) return false;
    return !t->bad.n || kg_fail(e, KG_ESTORE, -1, "not a sound graph file: its table '%.200s' is no table of rows", t->bad.s);
}

static bool on_view_text(void *ctx, const kg_val *v)
{
    trust *t = ctx;
    *kg_map_at(&t->views, kg_dup(t->a, kg_val_text(&v[0])), t->a) = 1;
    return true;
}

/* Views are what our questions say that they are: where one is not, of an earlier build or of somebody who means ill, ours hide all
 * of them, since a view of the file sees those of the file alone. */
static bool views_are_ours(kg_store *s, trust *t, kg_err *e)
{
    kg_str rest = section(VIEWS), name, all;
    if (!kg_store_each(s, "SELECT sql FROM sqlite_schema WHERE type = 'view'", on_view_text, t, e)) return false;
    bool ours = true;
    while (next_made(&rest, KG_S("CREATE VIEW "), &name, &all)) {
        ours &= kg_map_at(&t->views, all, NULL) != NULL;
        kg_put(t->a, &t->sql, KG_CAT(t->a, KG_S("CREATE TEMP "), kg_sub(all, 7, all.n), KG_S(";")));
    }
    return ours || run(s, kg_buf_str(&t->sql), t->a, e);
}

bool kg_schema_settle(kg_store *s, bool create, kg_err *e)
{
    kg_arena *a = kg_arena_new();
    trust t = { .a = a };
    bool ok = settle(s, create, a, e) && tables_are_tables(s, &t, e) && (create || views_are_ours(s, &t, e));
    kg_arena_free(a);
    return ok;
}

/* -- what questions leave in the file ------------------------------------------------------------------------------ */

static bool write_it(kg_store *s, kg_keep_fn *fill, void *ctx, kg_err *e)
{
    if (!kg_store_run(s, "BEGIN IMMEDIATE", e)) return false;
    if (fill(s, ctx, e) && kg_store_run(s, "COMMIT", e)) return true;
    kg_store_run(s, "ROLLBACK", NULL);
    return false;
}

/* The tables of ANSWERS again, for this connection alone: they hide those of the file. */
static bool hide(kg_store *s, kg_arena *a, kg_err *e)
{
    static const char *const made[] = { "CREATE TABLE ", "CREATE INDEX ", "CREATE VIRTUAL TABLE " };
    kg_str from = section(ANSWERS);
    kg_buf b = { 0 };
    for (ptrdiff_t i = 0; i < from.n;) {
        ptrdiff_t n = 0;
        for (int k = 0; k < 3 && !n; k++)
            if (kg_starts(kg_sub(from, i, from.n), kg_cstr(made[k]))) n = (ptrdiff_t)strlen(made[k]);
        kg_put(a, &b, kg_sub(from, i, i + (n ? n : 1)));
        if (n) kg_put(a, &b, KG_S("temp."));
        i += n ? n : 1;
    }
    int64_t there = 0;
    return (kg_store_get(s, "SELECT 1 FROM sqlite_temp_schema WHERE name = 'measure'", NULL, 0, &there, 1, e) == 1)
        || run(s, kg_buf_str(&b), a, e);
}

bool kg_store_keep(kg_store *s, kg_keep_fn *fill, void *ctx, kg_err *e)
{
    kg_arena *a = kg_arena_new();
    kg_err why = { 0 };
    int64_t reader = 0;
    kg_store_get(s, "PRAGMA query_only", NULL, 0, &reader, 1, &why);
    bool ok = kg_store_run(s, "PRAGMA query_only = 0", e)
           && (write_it(s, fill, ctx, &why) || (hide(s, a, e) && fill(s, ctx, e)));
    if (reader) ok = kg_store_run(s, "PRAGMA query_only = 1", e) && ok;
    kg_arena_free(a);
    return ok;
}

static bool make_indexes(kg_store *s, void *a, kg_err *e) { return run(s, section(INDEXES), a, e); }

void kg_store_index(kg_store *s)
{
    int64_t there = 0;
    kg_err e = { 0 };
    if (kg_store_get(s, "SELECT 1 FROM sqlite_schema WHERE name = 'mention_called'", NULL, 0, &there, 1, &e) != 0) return;
    kg_arena *a = kg_arena_new();
    if (kg_store_run(s, "PRAGMA query_only = 0", &e)) write_it(s, make_indexes, a, &e);
    kg_store_run(s, "PRAGMA query_only = 1", &e);             /* asked by readers alone */
    kg_arena_free(a);
}
