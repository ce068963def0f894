/* cites.c - questions about what points to what. In: the graph file as linked. Out: one row a relation, with its words:
 * cites, cited-by, answers, history; and one row a thing: missing.
 *
 * Idea: a thing has the ids of its class (`one`); the indexes relation_source, relation_target and event's own key lead
 * from them to what is asked for, so that a question about one node or dossier never reads a whole table.
 * Invariants: a relation is one row; rows come in order of time, then of the text.
 */
#include "ask.h"

/* Relation r; the other end is node n, which bears the name nn. */
#define FIELDS                                                                                                         \
    "SELECT d.name AS doc, p.date AS date, r.line AS line, sn.name AS source, r.relation AS relation,"                \
    " r.value AS value, tn.name AS target, coalesce(n.soort, n.kind) AS kind, n.title AS title, x.text AS evidence,"   \
    " c.word AS cue, r.voice AS voice, r.confidence AS confidence FROM "
#define JOINS                                                                                                          \
    " JOIN name d ON d.id = r.document JOIN document p ON p.id = r.document"                                           \
    " LEFT JOIN alias sa ON sa.id = r.source JOIN name sn ON sn.id = coalesce(sa.node, r.source)"                      \
    " LEFT JOIN alias ta ON ta.id = r.target JOIN name tn ON tn.id = coalesce(ta.node, r.target)"                      \
    " LEFT JOIN sentence x ON x.document = r.document AND x.n = r.sentence LEFT JOIN word c ON c.id = r.cue"

/* Narrowed by what stands at the other end, in order of time, then of the text. */
static bool run_cites(kg_query *q, const char *other, const kg_ask_opts *o, kg_store *s, kg_row_fn *row, void *ctx, kg_err *e)
{
    kg_add(q, " JOIN node n ON n.id = %s.id WHERE r.relation <> 'same_as'", other);
    kg_add_node(q, o, "n");
    kg_add_date(q, o, "p.date");
    kg_add_said(q, o, "x");
    kg_add(q, " ORDER BY p.date, d.name COLLATE by_id, r.start, r.n");
    return kg_query_run(q, s, row, ctx, e);
}

/* What the thing's own text says: that of a document, or of a motion in one. */
bool kg_ask_cites(kg_store *s, const char *id, kg_ask_opts o, kg_row_fn *row, void *ctx, kg_err *e)
{
    int64_t node = 0;
    kg_query q;
    if (!kg_find_node(s, id, &node, e) || (o.minister && !kg_passages_ready(s, e))) return false;
    kg_query_open(&q, s, "WITH ");
    kg_add_class(&q, node);
    kg_add(&q, ", those (document, n) AS ("
               " SELECT r.document, r.n FROM one CROSS JOIN relation r ON r.source = one.id UNION"
               " SELECT r.document, r.n FROM one CROSS JOIN relation r ON r.document = one.id) ");
    kg_add(&q, "%s those JOIN relation r ON r.document = those.document AND r.n = those.n %s", FIELDS, JOINS);
    return run_cites(&q, "tn", &o, s, row, ctx, e);
}

bool kg_ask_cited_by(kg_store *s, const char *id, kg_ask_opts o, kg_row_fn *row, void *ctx, kg_err *e)
{
    int64_t node = 0;
    kg_query q;
    if (!kg_find_node(s, id, &node, e) || (o.minister && !kg_passages_ready(s, e))) return false;
    kg_query_open(&q, s, "WITH ");
    kg_add_class(&q, node);
    kg_add(&q, "%s one CROSS JOIN relation r ON r.target = one.id %s", FIELDS, JOINS);
    return run_cites(&q, "sn", &o, s, row, ctx, e);
}

/* Of one letter by its own records, of a dossier by the events of its things. */
bool kg_ask_answers(kg_store *s, const char *id, kg_ask_opts o, kg_row_fn *row, void *ctx, kg_err *e)
{
    static const char fields[] =
        "SELECT d.name AS doc, coalesce(p.date, pn.date) AS date, coalesce(p.title, pn.title) AS title, r.line AS line, tn.name AS target,"
        " coalesce(n.soort, n.kind) AS kind, n.title AS target_title, coalesce(n.movers, '[]') AS 'movers[]',"
        " r.value AS state, x.text AS evidence FROM ";
    static const char joins[] =
        " JOIN name tn ON tn.id = n.id JOIN name d ON d.id = r.document LEFT JOIN document p ON p.id = r.document"
        " LEFT JOIN node pn ON pn.id = r.document"
        " LEFT JOIN sentence x ON x.document = r.document AND x.n = r.sentence WHERE r.relation = 'answers'";
    int64_t node = 0;
    kg_query q;
    if ((id && !kg_find_node(s, id, &node, e)) || (o.minister && !kg_passages_ready(s, e))) return false;
    kg_query_open(&q, s, id ? "WITH " : "");
    if (id) kg_add_class(&q, node);
    kg_add(&q, "%s %s %s", fields,
           id ? "one CROSS JOIN relation r ON r.document = one.id LEFT JOIN alias a ON a.id = r.target"
                " JOIN node n ON n.id = coalesce(a.node, r.target)"
              : "node n CROSS JOIN event r ON r.node = n.id", joins);
    kg_add_node(&q, &o, "n");
    kg_add_date(&q, &o, "coalesce(p.date, pn.date)");
    kg_add_said(&q, &o, "x");
    kg_add(&q, " ORDER BY 2, d.name COLLATE by_id, r.line, r.n, tn.name COLLATE by_id");
    return kg_query_run(&q, s, row, ctx, e);
}

/* The view reads every relation once; with a dossier each of its things is looked up. */
bool kg_ask_missing(kg_store *s, kg_ask_opts o, kg_row_fn *row, void *ctx, kg_err *e)
{
    static const char all[] = "(SELECT node AS id, citations, documents FROM missing)";
    static const char few[] =
        "(SELECT w.id, count(*) AS citations, count(DISTINCT r.document) AS documents FROM node w"
        " JOIN relation r ON r.target IN (SELECT w.id UNION ALL SELECT a.id FROM alias a WHERE a.node = w.id)"
        " WHERE r.relation <> 'same_as' AND NOT w.present AND w.dossier = ";
    kg_query q;
    kg_query_open(&q, s,
                  "SELECT tn.name AS id, coalesce(n.soort, n.kind) AS kind, n.dossier AS dossier, n.title AS title,"
                  " n.date AS date, wanted.citations AS 'citations#', wanted.documents AS 'documents#', ad.address AS address FROM ");
    if (o.dossier) {
        kg_add(&q, "%s", few);
        kg_add_arg(&q, kg_dossier_number(kg_cstr(o.dossier), q.a));
        kg_add(&q, "GROUP BY w.id)");
        o.dossier = NULL;
    } else kg_add(&q, "%s", all);
    kg_add(&q, " wanted JOIN node n ON n.id = wanted.id JOIN name tn ON tn.id = n.id JOIN address ad ON ad.node = n.id WHERE 1");
    kg_add_node(&q, &o, "n");
    kg_add_date(&q, &o, "n.date");
    kg_add(&q, " ORDER BY wanted.documents DESC, wanted.citations DESC, tn.name COLLATE by_id");
    kg_add_limit(&q, &o);
    return kg_query_run(&q, s, row, ctx, e);
}

/* -- history --------------------------------------------------------------------------------------------------------- */

#define WHAT                                                                                                           \
    "CASE past.relation WHEN 'introduces' THEN 'put on record' WHEN 'replaces' THEN 'replaced' WHEN 'judges' THEN"        \
    " 'judged' WHEN 'holds' THEN 'held' WHEN 'withdraws' THEN 'withdrawn' WHEN 'lapses' THEN 'lapsed'"                 \
    " WHEN 'decides' THEN 'voted' WHEN 'answers' THEN 'answered' WHEN 'promises' THEN 'promised' WHEN 'fulfils' THEN"  \
    " 'kept' WHEN 'postpones' THEN 'postponed' WHEN 'asks_about' THEN 'asked about' WHEN 'on_agenda' THEN"             \
    " 'on the agenda' WHEN 'attachment_of' THEN 'attached to' WHEN 'cites' THEN 'cited' ELSE 'published' END"

/* `some (id)` are the nodes. Papers that are there, what is done to them, and where they are cited. What a file of records says
 * that another thing did has the date of that thing, which need be no document. */
#define HAPPENED                                                                                                       \
    "(SELECT some.id AS node, p.date AS date, 0 AS late, NULL AS relation, NULL AS value, p.id AS document, 0 AS line,"\
    " 0 AS n, NULL AS sentence FROM some JOIN document p ON p.id IN (SELECT some.id UNION ALL SELECT a.id FROM alias a"\
    " WHERE a.node = some.id)"                                                                                         \
    " UNION ALL SELECT e.node, coalesce(p.date, en.date), e.relation = 'answers', e.relation, e.value, e.document,"    \
    " e.line, e.n, e.sentence FROM some CROSS JOIN event e ON e.node = some.id"                                        \
    " LEFT JOIN document p ON p.id = e.document LEFT JOIN node en ON en.id = e.document"                               \
    " UNION ALL SELECT some.id, p.date, 1, r.relation, r.value, r.document, r.line, r.n, r.sentence"                   \
    " FROM some CROSS JOIN relation r ON r.target IN (SELECT some.id UNION ALL SELECT a.id FROM alias a"               \
    " WHERE a.node = some.id) JOIN document p ON p.id = r.document WHERE r.relation = 'cites')"

/* Who is undated comes first, but for answers and citations, which came last (link.c). Within a line the order is that of the events. */
bool kg_ask_history(kg_store *s, const char *id, kg_ask_opts o, kg_row_fn *row, void *ctx, kg_err *e)
{
    int64_t node = 0, dossier = 0;
    kg_query q;
    kg_arena *a = kg_arena_new();
    kg_str number = kg_dossier_number(kg_cstr(id), a);
    kg_val v = kg_vt(number);
    kg_query_open(&q, s, "WITH some (id) AS (");
    int got = kg_store_get(s, "SELECT 1 FROM node WHERE dossier = ?1 LIMIT 1", &v, 1, &dossier, 1, e);
    bool ok = got >= 0 && (got == 1 || kg_find_node(s, id, &node, e)) && (!o.minister || kg_passages_ready(s, e));
    if (got == 1) {
        kg_add(&q, "SELECT id FROM node WHERE dossier = ");
        kg_add_arg(&q, number);
    } else kg_add(&q, "SELECT %lld", (long long)node);
    kg_add(&q, ") SELECT past.date AS date, tn.name AS id, %s AS what, past.relation AS relation,", WHAT);
    kg_add(&q, " past.value AS value, d.name AS doc, nullif(past.line, 0) AS 'line#',"
               " coalesce(x.text, iif(past.relation IS NULL, n.title, NULL)) AS evidence FROM ");
    kg_add(&q, "%s past", HAPPENED);
    kg_add(&q, " JOIN node n ON n.id = past.node JOIN name tn ON tn.id = n.id JOIN name d ON d.id = past.document"
               " LEFT JOIN sentence x ON x.document = past.document AND x.n = past.sentence WHERE 1");
    kg_add_node(&q, &o, "n");
    kg_add_date(&q, &o, "past.date");
    kg_add_said(&q, &o, "x");
    kg_add(&q, " ORDER BY coalesce(past.date, iif(past.late, '9999', '')), d.name COLLATE by_id, past.line, past.relation = 'cites',"
               " past.n, past.relation, tn.name COLLATE by_id");
    if (ok) ok = kg_query_run(&q, s, row, ctx, e);
    else kg_arena_free(q.a);
    kg_arena_free(a);
    return ok;
}
