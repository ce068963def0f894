/* cypher.c - a question in openCypher put to the graph file. In: its text, its parameters. Out: rows.
 *
 * The relations are laid out once, between nodes and with an index either way, in the table arc, which stays until the next
 * build: the view graph_arc looks up aliases, by which no index can be used.
 */
#include "cypher.h"

static bool fill(kg_store *s, void *ctx, kg_err *e)
{
    static const char arcs[] =
        "DELETE FROM arc; INSERT INTO arc (source, relation, value, target, document, line, paper, sentence, confidence)"
        " SELECT source, relation, value, target, document, line, paper, sentence, confidence FROM graph_arc";
    (void)ctx;
    return kg_store_run(s, arcs, e);                          /* DELETE: another question may have been faster */
}

static bool lay_out(kg_store *s, kg_err *e)
{
    int64_t one = 0;
    int got = kg_store_get(s, "SELECT 1 FROM arc LIMIT 1", NULL, 0, &one, 1, e);
    return got == 1 || (got == 0 && kg_store_keep(s, fill, NULL, e));
}

static bool translate(const char *text, const kg_param *params, int nparams, cy_query *q, cy_sql *out, kg_arena *a, kg_err *e)
{
    return kg_cypher_read(kg_cstr(text), q, a, e) && kg_cypher_sql(q, params, nparams, out, a, e);
}

static bool known_label(kg_store *s, const cy_query *q, cy_label label, kg_arena *a, kg_err *e)
{
    kg_str there;
    int known = kg_is_kind(s, label.s, &there, a, e);
    return known == 1 || (!known && kg_cypher_fail(q->text, label.at, e, "no thing is '%.*s'; there are: %.*s", KG_ARG(label.s), KG_ARG(there)));
}

bool kg_cypher_explain(const char *text, const kg_param *params, int nparams, kg_arena *a, kg_str *sql, kg_str **args,
                       int *nargs, kg_err *e)
{
    cy_query q;
    cy_sql out;
    if (!translate(text, params, nparams, &q, &out, a, e)) return false;
    *sql = out.sql;
    *args = out.args;
    *nargs = out.nargs;
    return true;
}

bool kg_ask_cypher(kg_store *s, const char *text, const kg_param *params, int nparams, int seconds, kg_row_fn *row,
                   void *ctx, kg_err *e)
{
    kg_arena *a = kg_arena_new();
    cy_query q;
    cy_sql out;
    bool ok = translate(text, params, nparams, &q, &out, a, e);
    for (int i = 0; ok && i < q.labels.n; i++) ok = known_label(s, &q, q.labels.v[i], a, e);
    if (ok) kg_store_index(s);
    ok = ok && (!out.arcs || lay_out(s, e));
    if (ok) kg_store_guard(s, seconds, true);
    ok = ok && kg_store_rows(s, out.sql.s, out.args, out.nargs, row, ctx, e);
    kg_arena_free(a);
    return ok;
}
