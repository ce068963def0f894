/* bulk.c - rows in bulk: a virtual table over an array. In: values in memory (store.h: kg_bulk). Out: the table
 * kg_rows, so that one statement writes thousands of rows.
 *
 * Idea: stepping a prepared INSERT costs as much as ten of the rows that INSERT ... SELECT takes from here.
 * Invariant: the array lives as long as the statement that reads it; the table holds nothing of its own. The other file
 * that knows SQLite is store.c.
 */
#include "store.h"

#include <sqlite3.h>

typedef struct { sqlite3_vtab base; const kg_bulk *rows; } bulk_table;
typedef struct { sqlite3_vtab_cursor base; const kg_bulk *rows; int row; } bulk_cursor;

static int bulk_connect(sqlite3 *db, void *rows, int n, const char *const *v, sqlite3_vtab **out, char **what)
{
    (void)n, (void)v, (void)what;
    int rc = sqlite3_declare_vtab(db, "CREATE TABLE x (c0,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11,c12,c13,c14,c15)");
    bulk_table *t = rc == SQLITE_OK ? sqlite3_malloc(sizeof *t) : NULL;   /* refused to statements of the user */
    if (!t) return rc == SQLITE_OK ? SQLITE_NOMEM : rc;
    *t = (bulk_table){ .rows = rows };
    *out = &t->base;
    return SQLITE_OK;
}

static int bulk_best(sqlite3_vtab *t, sqlite3_index_info *info)
{
    (void)t;
    info->estimatedCost = 1;
    return SQLITE_OK;
}

static int bulk_open(sqlite3_vtab *t, sqlite3_vtab_cursor **out)
{
    bulk_cursor *c = sqlite3_malloc(sizeof *c);
    if (c) *c = (bulk_cursor){ .rows = ((bulk_table *)t)->rows };
    *out = &c->base;
    return c ? SQLITE_OK : SQLITE_NOMEM;
}

static int bulk_filter(sqlite3_vtab_cursor *c, int i, const char *s, int n, sqlite3_value **v)
{
    (void)i, (void)s, (void)n, (void)v;
    ((bulk_cursor *)c)->row = 0;
    return SQLITE_OK;
}

static int bulk_next(sqlite3_vtab_cursor *c) { return ((bulk_cursor *)c)->row++, SQLITE_OK; }
static int bulk_eof(sqlite3_vtab_cursor *c) { return ((bulk_cursor *)c)->row >= ((bulk_cursor *)c)->rows->n; }
static int bulk_rowid(sqlite3_vtab_cursor *c, sqlite3_int64 *id) { return *id = ((bulk_cursor *)c)->row, SQLITE_OK; }
static int bulk_close(sqlite3_vtab_cursor *c) { return sqlite3_free(c), SQLITE_OK; }
static int bulk_disconnect(sqlite3_vtab *t) { return sqlite3_free(t), SQLITE_OK; }

static int bulk_column(sqlite3_vtab_cursor *cursor, sqlite3_context *x, int i)
{
    const bulk_cursor *c = (const bulk_cursor *)cursor;
    if (i >= c->rows->ncols) return SQLITE_OK;
    const kg_val *v = &c->rows->v[(ptrdiff_t)c->row * c->rows->ncols + i];
    if (v->type == KG_V_INT) sqlite3_result_int64(x, v->i);
    else if (v->type == KG_V_REAL) sqlite3_result_double(x, v->r);
    else if (v->type == KG_V_TEXT) sqlite3_result_text64(x, v->s, (sqlite3_uint64)v->n, SQLITE_STATIC, SQLITE_UTF8);
    return SQLITE_OK;
}

static const sqlite3_module module = {
    .xConnect = bulk_connect, .xBestIndex = bulk_best, .xDisconnect = bulk_disconnect, .xOpen = bulk_open,
    .xClose = bulk_close, .xFilter = bulk_filter, .xNext = bulk_next, .xEof = bulk_eof, .xColumn = bulk_column,
    .xRowid = bulk_rowid,
};

bool kg_bulk_open(struct sqlite3 *db, kg_bulk *rows)
{
    return sqlite3_create_module(db, "kg_rows", &module, rows) == SQLITE_OK;
}
