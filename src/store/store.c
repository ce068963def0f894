/* store.c - the file that knows SQLite (with bulk.c). In: SQL and values. Out: rows, and one file that is
 * never half written.
 *
 * Idea: a small door (store.h) through which record.c, link.c, ask.c and graph.c pass with SQL of their own;
 * statements that write are prepared once and found again by the address of their text; interned names are cached in
 * memory.
 * Invariants: every write stands in a transaction; a file that is not ours is never written to; the file's own
 * contents are not trusted (defensive, no other file is attached, no trigger runs, views are ours, no question lasts for ever).
 */
#include "child.h"
#include "ids.h"
#include "store.h"
#include "words.h"
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { STATEMENTS = 128 };
enum { READER_WAITS = 5000, BUILD_WAITS = 600000 };          /* ms; linking a whole archive is one transaction of minutes */

typedef struct { const char *sql; sqlite3_stmt *q; } prepared;
struct kg_store {
    sqlite3 *db;
    prepared cache[STATEMENTS];                               /* open addressing on the address of the text */
    int ncache;
    kg_names *names;
    kg_pending *pending;
    uint64_t reader;                                          /* kg_hash_reader */
    int64_t version;                                          /* of the file, when numbers were last read from it */
    bool guarded, marked;                                     /* kg_store_guard: a question of the user; whose columns say their type */
    int seconds;                                              /* for one statement of a reader */
    int64_t until;                                            /* ms, of kg_now_ms */
    kg_bulk bulk;                                             /* what the table kg_rows holds right now */
    kg_packer *packer;
};

static bool fail(kg_store *s, kg_err *e)
{
    int rc = sqlite3_errcode(s->db);
    bool over = rc == SQLITE_INTERRUPT;
    return kg_fail(e, KG_ESTORE, -1, "%s", rc == SQLITE_NOTADB ? "not a graph file (no database)"
                                           : over && s->guarded ? "took too long; give it more with --timeout"
                                           : over              ? "took more than an hour for one question: is this graph file sound?"
                                           : rc == SQLITE_BUSY ? "another program is writing to it; try again when that is done"
                                           : rc == SQLITE_AUTH ? "not allowed: a question only reads"
                                                               : sqlite3_errmsg(s->db));
}

/* -- functions that SQL may use ---------------------------------------------------------------------------------- */

static void fn_text(sqlite3_context *c, int n, sqlite3_value **v)
{
    (void)n;
    kg_str z = { sqlite3_value_blob(v[0]), sqlite3_value_bytes(v[0]) };
    int64_t size = kg_unpacked_size(z, 1 << 30);
    if (size < 0) { sqlite3_result_error(c, "not a compressed text", -1); return; }
    char *out = sqlite3_malloc64((sqlite3_uint64)size + 1);
    if (!out) { sqlite3_result_error_nomem(c); return; }
    if (!kg_unpack(z, out, size)) { sqlite3_free(out); sqlite3_result_error(c, "damaged text", -1); return; }
    sqlite3_result_text64(c, out, (sqlite3_uint64)size, sqlite3_free, SQLITE_UTF8);
}

/* Names are compared without capitals and marks. */
static void fn_plain(sqlite3_context *c, int n, sqlite3_value **v)
{
    (void)n;
    kg_str s = { (const char *)sqlite3_value_text(v[0]), sqlite3_value_bytes(v[0]) };
    if (!s.s) return;                                         /* NULL stays NULL */
    char *out = sqlite3_malloc64((sqlite3_uint64)s.n + 1);
    if (!out) { sqlite3_result_error_nomem(c); return; }
    sqlite3_result_text64(c, out, (sqlite3_uint64)kg_plain(s, out), sqlite3_free, SQLITE_UTF8);
}

static int natural(void *ctx, int na, const void *a, int nb, const void *b)
{
    (void)ctx;
    return kg_id_compare((kg_str){ a, na }, (kg_str){ b, nb });
}

static void add_functions(sqlite3 *db)
{
    sqlite3_create_function(db, "kg_text", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, fn_text, NULL, NULL);
    sqlite3_create_function(db, "kg_plain", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, fn_plain, NULL, NULL);
    sqlite3_create_collation(db, "by_id", SQLITE_UTF8, NULL, natural);
}

/* -- the clock ---------------------------------------------------------------------------------------------------- */

enum { STEPS = 10000, HOUR = 3600 };

static void wind(kg_store *s) { s->until = kg_now_ms() + (int64_t)s->seconds * 1000; }
static int out_of_time(void *s) { return kg_now_ms() >= ((const kg_store *)s)->until; }

/* -- opening ----------------------------------------------------------------------------------------------------- */

static bool configure(kg_store *s, kg_store_mode mode, kg_err *e)
{
    wind(s);
    sqlite3_busy_timeout(s->db, mode == KG_STORE_CREATE ? BUILD_WAITS : READER_WAITS);
    sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);   /* we have none; those of a file may have no end */
    if (mode == KG_STORE_READ) sqlite3_progress_handler(s->db, STEPS, out_of_time, s);
    add_functions(s->db);
    if (!kg_bulk_open(s->db, &s->bulk)) return fail(s, e);
    if (!kg_schema_settle(s, mode == KG_STORE_CREATE, e)) return false;
    const char *how = mode == KG_STORE_READ ? "PRAGMA query_only = 1"
        : "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY";
    return sqlite3_exec(s->db, how, NULL, NULL, NULL) == SQLITE_OK || fail(s, e);
}

kg_store *kg_store_open(const char *path, kg_store_mode mode, kg_err *e)
{
    struct stat st;
    bool there = stat(path, &st) == 0;
    if (!*path || *path == ':') {                             /* SQLite takes both for a database in memory */
        kg_fail(e, KG_ESTORE, -1, *path ? "a name that begins with ':' is not taken; write ./%s" : "no name of a file", path);
        return NULL;
    }
    if (!there && mode == KG_STORE_READ) { kg_fail(e, KG_ESTORE, -1, "no such file"); return NULL; }
    if (there && !S_ISREG(st.st_mode)) { kg_fail(e, KG_ESTORE, -1, "not a graph file (no regular file)"); return NULL; }
    kg_store *s = calloc(1, sizeof *s);
    if (!s) { kg_fail(e, KG_ESTORE, -1, "out of memory"); return NULL; }
    s->names = kg_names_new(s);
    s->pending = kg_pending_new();
    s->reader = kg_hash_reader();
    s->marked = true, s->seconds = HOUR;
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);        /* each allocation would take a lock; refused once SQLite runs */
    /* Also for READ: a journal that a killed build left is rolled back by whoever comes next. */
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (mode == KG_STORE_CREATE ? SQLITE_OPEN_CREATE : 0);
    if (sqlite3_open_v2(path, &s->db, flags, NULL) != SQLITE_OK) fail(s, e);
    else if (configure(s, mode, e)) return s;
    kg_store_close(s);
    return NULL;
}

void kg_store_close(kg_store *s)
{
    if (!s) return;
    for (int i = 0; i < STATEMENTS; i++) sqlite3_finalize(s->cache[i].q);
    sqlite3_close(s->db);                                     /* rolls back what is open */
    kg_packer_free(s->packer);
    kg_names_free(s->names);
    kg_pending_free(s->pending);
    free(s);
}

/* -- statements -------------------------------------------------------------------------------------------------- */

static sqlite3_stmt *prepare(kg_store *s, const char *sql, kg_err *e)
{
    size_t i = ((uintptr_t)sql >> 3) * 0x9E3779B1u % STATEMENTS;
    while (s->cache[i].sql && s->cache[i].sql != sql) i = (i + 1) % STATEMENTS;
    if (s->cache[i].q) return s->cache[i].q;
    if (s->ncache == STATEMENTS - 1) { kg_fail(e, KG_ESTORE, -1, "too many statements"); return NULL; }
    sqlite3_stmt *q = NULL;
    if (sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &q, NULL) != SQLITE_OK) {
        fail(s, e);
        return NULL;
    }
    s->cache[i] = (prepared){ sql, q };
    s->ncache++;
    return q;
}

static int bind_packed(kg_store *s, sqlite3_stmt *q, int at, kg_str text)
{
    kg_str packed;
    if (!s->packer) s->packer = kg_packer_new();
    if (!kg_pack(s->packer, KG_PACK_TEXT, text, &packed)) return SQLITE_NOMEM;
    return sqlite3_bind_blob64(q, at, packed.s, (sqlite3_uint64)packed.n, SQLITE_STATIC);
}

static int bind(kg_store *s, sqlite3_stmt *q, int at, kg_val v)
{
    switch (v.type) {
    case KG_V_NULL: return sqlite3_bind_null(q, at);
    case KG_V_INT: return sqlite3_bind_int64(q, at, v.i);
    case KG_V_REAL: return sqlite3_bind_double(q, at, v.r);
    case KG_V_TEXT: return sqlite3_bind_text64(q, at, v.s, (sqlite3_uint64)v.n, SQLITE_STATIC, SQLITE_UTF8);
    case KG_V_BLOB: return sqlite3_bind_blob64(q, at, v.s, (sqlite3_uint64)v.n, SQLITE_STATIC);
    case KG_V_ZSTD: return bind_packed(s, q, at, (kg_str){ v.s, v.n });
    }
    return SQLITE_MISUSE;
}

static sqlite3_stmt *start(kg_store *s, const char *sql, const kg_val *v, int n, kg_err *e)
{
    sqlite3_stmt *q = prepare(s, sql, e);
    wind(s);
    for (int i = 0; q && i < n; i++)
        if (bind(s, q, i + 1, v[i]) != SQLITE_OK) { fail(s, e); return NULL; }
    return q;
}

bool kg_store_put(kg_store *s, const char *sql, const kg_val *v, int n, kg_err *e)
{
    sqlite3_stmt *q = start(s, sql, v, n, e);
    if (!q) return false;
    int rc;
    while ((rc = sqlite3_step(q)) == SQLITE_ROW) { }
    if (rc != SQLITE_DONE) fail(s, e);
    sqlite3_reset(q);
    return rc == SQLITE_DONE;
}

int kg_store_get(kg_store *s, const char *sql, const kg_val *v, int n, int64_t *out, int nout, kg_err *e)
{
    sqlite3_stmt *q = start(s, sql, v, n, e);
    if (!q) return -1;
    int rc = sqlite3_step(q);
    for (int i = 0; rc == SQLITE_ROW && i < nout; i++) out[i] = sqlite3_column_int64(q, i);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE) fail(s, e);
    sqlite3_reset(q);
    return rc == SQLITE_ROW ? 1 : rc == SQLITE_DONE ? 0 : -1;
}

bool kg_store_run(kg_store *s, const char *script, kg_err *e)
{
    wind(s);
    return sqlite3_exec(s->db, script, NULL, NULL, NULL) == SQLITE_OK || fail(s, e);
}

bool kg_store_bulk(kg_store *s, const char *sql, const kg_val *v, int ncols, int nrows, kg_err *e)
{
    s->bulk.v = v;
    s->bulk.ncols = ncols;
    s->bulk.n = nrows;
    bool ok = !nrows || kg_store_put(s, sql, NULL, 0, e);
    s->bulk.n = 0;
    return ok;
}

/* -- statements of the user --------------------------------------------------------------------------------------- */

/* Reading, and nothing else: what is not named here is refused, whatever a later SQLite may add. */
static int allow(void *ctx, int action, const char *a, const char *b, const char *db, const char *view)
{
    static const char *const told[] = { "table_info", "table_xinfo", "table_list", "index_list", "index_info",
                                        "index_xinfo", "foreign_key_list", "function_list",
                                        "data_version" };             /* FTS5 asks for it */
    (void)ctx, (void)db, (void)view;
    if (action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_RECURSIVE) return SQLITE_OK;
    if (action == SQLITE_FUNCTION) return b && !sqlite3_stricmp(b, "load_extension") ? SQLITE_DENY : SQLITE_OK;
    for (size_t i = 0; action == SQLITE_PRAGMA && a && i < sizeof told / sizeof *told; i++)
        if (!sqlite3_stricmp(a, told[i])) return SQLITE_OK;
    return SQLITE_DENY;
}

void kg_store_guard(kg_store *s, int seconds, bool marked)
{
    enum { LONGEST = 1 << 28 };                               /* a value of 256 MB: "zeroblob(1e9)" fills no memory */
    /* The index of words is opened now: to do so SQLite asks for leave to write, to a table that it makes up. */
    sqlite3_exec(s->db, "SELECT rowid FROM search LIMIT 0", NULL, NULL, NULL);
    s->guarded = true;
    s->marked = marked;
    s->seconds = seconds;
    sqlite3_limit(s->db, SQLITE_LIMIT_LENGTH, LONGEST);
    sqlite3_exec(s->db, "SELECT 1 FROM json_each('[]'), json_tree('[]')", NULL, NULL, NULL);   /* made now, since making is refused below */
    sqlite3_set_authorizer(s->db, allow, NULL);
    sqlite3_progress_handler(s->db, STEPS, out_of_time, s);
}

/* -- transactions ------------------------------------------------------------------------------------------------ */

/* Another build that wrote in between gave numbers to names, too. */
static bool still_ours(kg_store *s, kg_err *e)
{
    int64_t now = 0;
    if (kg_store_get(s, "PRAGMA data_version", NULL, 0, &now, 1, e) < 0) return false;
    if (now != s->version) kg_names_forget(s->names);
    s->version = now;
    return true;
}

bool kg_store_begin(kg_store *s, kg_err *e)
{
    return kg_store_put(s, "BEGIN IMMEDIATE", NULL, 0, e) && still_ours(s, e) &&
           kg_store_put(s, "UPDATE linked SET yes = 0 WHERE yes", NULL, 0, e) &&
           kg_store_put(s, "UPDATE searched SET yes = 0 WHERE yes", NULL, 0, e);
}

kg_names *kg_store_names(kg_store *s) { return s->names; }
kg_pending *kg_store_pending(kg_store *s) { return s->pending; }
uint64_t kg_store_reader(kg_store *s) { return s->reader; }
void kg_store_reads_with(kg_store *s, uint64_t reader) { s->reader = reader; }

bool kg_store_commit(kg_store *s, kg_err *e)
{
    bool undone = sqlite3_get_autocommit(s->db);              /* by SQLite, when a row or the disk would take no more */
    if (undone) kg_fail(e, KG_ESTORE, -1, "undone: not all of it could be written");
    else if (kg_pending_write(s, e) && kg_names_write(s->names, e) && kg_store_put(s, "COMMIT", NULL, 0, e)) return true;
    kg_store_put(s, "ROLLBACK", NULL, 0, NULL);
    kg_names_forget(s->names);                                /* ids that were never written */
    kg_pending_forget(s->pending);
    return false;
}

/* -- rows -------------------------------------------------------------------------------------------------------- */

enum { MAX_COLUMNS = 64 };
typedef struct { int n; kg_col col[MAX_COLUMNS]; char name[MAX_COLUMNS][64]; } columns;

static kg_coltype declared(const char *type)
{
    return !type                               ? KG_COL_TEXT
           : !sqlite3_stricmp(type, "INTEGER") ? KG_COL_INT
           : !sqlite3_stricmp(type, "REAL")    ? KG_COL_REAL
                                               : KG_COL_TEXT;
}

/* What has no declared type: as in the first row, for a statement of the user; our own say it in the name. */
static kg_coltype of_value(int type)
{
    return type == SQLITE_INTEGER ? KG_COL_INT : type == SQLITE_FLOAT ? KG_COL_REAL : KG_COL_TEXT;
}

static void describe(sqlite3_stmt *q, int i, columns *c, bool guarded, bool marked, bool row)
{
    kg_str name = kg_cstr(sqlite3_column_name(q, i));
    const char *known = sqlite3_column_decltype(q, i);
    kg_coltype type = declared(known);
    if (guarded && row && !known) type = of_value(sqlite3_column_type(q, i));
    if (marked && (kg_ends(name, KG_S("[]")) || kg_ends(name, KG_S("{}")))) { type = KG_COL_JSON; name.n -= 2; }
    else if (marked && kg_ends(name, KG_S("#"))) { type = KG_COL_INT; name.n -= 1; }
    else if (marked && kg_ends(name, KG_S("%"))) { type = KG_COL_REAL; name.n -= 1; }
    if (name.n > 63) name.n = 63;
    memcpy(c->name[i], name.s, (size_t)name.n);
    c->name[i][name.n] = 0;
    c->col[i] = (kg_col){ c->name[i], type };
}

static bool each_row(kg_store *s, sqlite3_stmt *q, kg_row_fn *row, void *ctx)
{
    columns c = { .n = sqlite3_column_count(q) };
    kg_cell cell[MAX_COLUMNS];
    int rc = sqlite3_step(q);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE) return false;
    for (int i = 0; i < c.n; i++) describe(q, i, &c, s->guarded, s->marked, rc == SQLITE_ROW);
    if (row && c.n && !row(ctx, c.col, c.n, NULL)) return true;
    for (; rc == SQLITE_ROW; rc = sqlite3_step(q)) {
        for (int i = 0; i < c.n; i++) {
            const char *text = (const char *)sqlite3_column_text(q, i);
            cell[i] = (kg_cell){ { text, text ? sqlite3_column_bytes(q, i) : 0 }, text == NULL };
        }
        if (row && !row(ctx, c.col, c.n, cell)) return true;
    }
    return rc == SQLITE_DONE;
}

/* By sqlite3_value: sqlite3_column_... looks the column up, and takes leave, each time. */
static kg_val value_at(sqlite3_stmt *q, int i)
{
    sqlite3_value *v = sqlite3_column_value(q, i);
    switch (sqlite3_value_type(v)) {
    case SQLITE_NULL: return (kg_val){ 0 };
    case SQLITE_INTEGER: return kg_vi(sqlite3_value_int64(v));
    case SQLITE_FLOAT: return kg_vr(sqlite3_value_double(v));
    default: { const char *s = (const char *)sqlite3_value_text(v); return kg_vs((kg_str){ s, s ? sqlite3_value_bytes(v) : 0 }); }
    }
}

bool kg_store_each(kg_store *s, const char *sql, kg_vals_fn *row, void *ctx, kg_err *e)
{
    kg_val v[16] = { 0 };
    sqlite3_stmt *q = start(s, sql, NULL, 0, e);
    int rc = SQLITE_DONE, n = q ? sqlite3_column_count(q) : 0;
    while (q && (rc = sqlite3_step(q)) == SQLITE_ROW) {
        for (int i = 0; i < n && i < 16; i++) v[i] = value_at(q, i);
        if (!row(ctx, v)) break;
    }
    bool ok = q && (rc == SQLITE_DONE || rc == SQLITE_ROW || fail(s, e));
    sqlite3_reset(q);
    return ok;
}

/* A statement and nothing behind it; comments may follow. */
static sqlite3_stmt *prepare_one(kg_store *s, const char *sql, kg_err *e)
{
    sqlite3_stmt *q = NULL, *more = NULL;
    const char *tail = NULL;
    wind(s);
    if (sqlite3_prepare_v2(s->db, sql, -1, &q, &tail) != SQLITE_OK) { fail(s, e); return NULL; }
    bool alone = sqlite3_prepare_v2(s->db, tail, -1, &more, NULL) == SQLITE_OK && !more;
    sqlite3_finalize(more);
    if (q && alone && sqlite3_column_count(q) <= MAX_COLUMNS) return q;
    kg_fail(e, KG_ESTORE, -1, "%s", !q ? "no statement" : alone ? "too many columns" : "more than one statement");
    sqlite3_finalize(q);
    return NULL;
}

bool kg_store_rows(kg_store *s, const char *sql, const kg_str *args, int nargs, kg_row_fn *row, void *ctx, kg_err *e)
{
    sqlite3_stmt *q = prepare_one(s, sql, e);
    bool ok = q != NULL;
    for (int i = 0; ok && i < nargs; i++) ok = bind(s, q, i + 1, kg_vt(args[i])) == SQLITE_OK || fail(s, e);
    if (ok) ok = each_row(s, q, row, ctx) || fail(s, e);
    sqlite3_finalize(q);
    return ok;
}
