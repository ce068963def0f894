/* cypher.c - a question in openCypher put to the graph file. In: its text, its parameters. Out: rows.
 *
 * The relations are laid out once, between nodes and with an index either way, in a table that lives as long as the question:
 * the view graph_arc looks up aliases, by which no index can be used.
 */
#include "cypher.h"

#define ARCS                                                                                                           \
    "CREATE TEMP TABLE arc (id INTEGER PRIMARY KEY, source INTEGER, relation TEXT, value TEXT, target INTEGER,"        \
    " document INTEGER, line INTEGER, paper INTEGER, sentence INTEGER, confidence REAL);"                              \
    "INSERT INTO arc (source, relation, value, target, document, line, paper, sentence, confidence)"                   \
    " SELECT source, relation, value, target, document, line, paper, sentence, confidence FROM graph_arc;"             \
    "CREATE INDEX temp.arc_source ON arc (source, relation, target); CREATE INDEX temp.arc_target ON arc (target, "    \
    "relation, source);"

static bool lay_out(kg_store *s, kg_err *e)
{
    bool ok = kg_store_run(s, "PRAGMA query_only = 0", e) && kg_store_run(s, ARCS, e);
    return kg_store_run(s, "PRAGMA query_only = 1", e) && ok;
}

static bool translate(const char *text, const kg_param *params, int nparams, cy_sql *out, kg_arena *a, kg_err *e)
{
    cy_query q;
    return kg_cypher_read(kg_cstr(text), &q, a, e) && kg_cypher_sql(&q, params, nparams, out, a, e);
}

bool kg_cypher_explain(const char *text, const kg_param *params, int nparams, kg_arena *a, kg_str *sql, kg_str **args,
                       int *nargs, kg_err *e)
{
    cy_sql out;
    if (!translate(text, params, nparams, &out, a, e)) return false;
    *sql = out.sql;
    *args = out.args;
    *nargs = out.nargs;
    return true;
}

bool kg_ask_cypher(kg_store *s, const char *text, const kg_param *params, int nparams, int seconds, kg_row_fn *row,
                   void *ctx, kg_err *e)
{
    kg_arena *a = kg_arena_new();
    cy_sql out;
    bool ok = translate(text, params, nparams, &out, a, e);
    if (ok) kg_store_index(s);
    ok = ok && (!out.arcs || lay_out(s, e));
    if (ok) kg_store_guard(s, seconds, true);
    ok = ok && kg_store_rows(s, out.sql.s, out.args, out.nargs, row, ctx, e);
    kg_arena_free(a);
    return ok;
}
