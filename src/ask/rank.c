/* rank.c - questions to the graph as a whole: top, groups. In: a measure of every node. Out: the first of them; groups.
 *
 * Idea: igraph reckons a measure once (measure.c), the table `measure` keeps it until the next build, and SQL ranks,
 * narrows and joins from there.
 * Invariant: the measure is that of the whole graph, whatever the rows are narrowed to.
 */
#include "ask.h"

static const struct { const char *name; kg_measure what; } measures[] = {
    { "pagerank", KG_PAGERANK }, { "hub", KG_HUB },   { "authority", KG_AUTHORITY },   { "betweenness", KG_BETWEENNESS },
    { "core", KG_CORE },         { "component", KG_COMPONENT }, { "community", KG_COMMUNITY },
};

typedef struct { const char *name; const kg_graph *g; const double *v; kg_rows *rows; kg_store *s; kg_err *e; bool ok; } filling;

static bool on_node(void *ctx, const kg_val *c)               /* id, name */
{
    filling *f = ctx;
    int at = kg_graph_find(f->g, kg_val_text(&c[1]));
    if (at < 0) return true;                                  /* a file of records is no thing */
    kg_val v[] = { kg_vs(kg_cstr(f->name)), c[0], kg_vr(f->v[at]) };
    return f->ok = f->ok && kg_rows_put(f->s, f->rows, v, f->e);
}

static bool fill(kg_store *s, void *ctx, kg_err *e)
{
    filling *f = ctx;
    f->ok = true;
    f->e = e;
    f->rows->n = 0;
    return kg_store_each(s, "SELECT node.id, name.name FROM node JOIN name USING (id)", on_node, f, e) && f->ok
        && kg_rows_write(s, f->rows, e);
}

/* How often, and by how many documents; a paper that names itself does not count. */
static bool count(kg_store *s, void *ctx, kg_err *e)
{
    static const char counts[] =
        "WITH cited AS (SELECT coalesce(ta.node, r.target) AS node, count(*) AS n, count(DISTINCT r.document) AS d"
        "  FROM relation r LEFT JOIN alias ta ON ta.id = r.target LEFT JOIN alias da ON da.id = r.document"
        " WHERE r.target IS NOT NULL AND r.relation <> 'same_as'"
        "   AND coalesce(ta.node, r.target) <> coalesce(da.node, r.document) GROUP BY 1)"
        " INSERT INTO measure SELECT 'citations', node, n FROM cited UNION ALL SELECT 'documents', node, d FROM cited";
    (void)ctx;
    return kg_store_run(s, counts, e);
}

static bool ready(kg_store *s, const char *name, bool *yes, kg_err *e)
{
    kg_val v = kg_vt(kg_cstr(name));
    int64_t one = 0;
    int got = kg_store_get(s, "SELECT 1 FROM measure WHERE name = ?1 LIMIT 1", &v, 1, &one, 1, e);
    *yes = got == 1;
    return got >= 0;
}

static bool reckon(kg_store *s, const char *name, kg_measure what, kg_err *e)
{
    kg_graph *g = kg_graph_build(s, NULL, e);
    if (!g) return false;
    kg_arena *a = kg_arena_new();
    filling f = { .name = name, .g = g, .rows = kg_new(a, kg_rows, 1), .s = s };
    double *v = kg_new(a, double, kg_graph_vertices(g) + 1);
    f.v = v;
    f.rows->sql = "INSERT INTO measure SELECT c0, c1, c2 FROM kg_rows";
    f.rows->ncols = 3;
    bool ok = kg_graph_measure(g, what, v, e) && kg_store_keep(s, fill, &f, e);
    kg_arena_free(a);
    kg_graph_free(g);
    return ok;
}

static bool need(kg_store *s, const char *name, kg_err *e)
{
    bool there = false;
    if (!ready(s, "documents", &there, e) || (!there && !kg_store_keep(s, count, NULL, e))) return false;
    if (!ready(s, name, &there, e) || there) return there;
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
        if (!strcmp(name, measures[i].name)) return reckon(s, name, measures[i].what, e);
    return !strcmp(name, "documents") || kg_fail(e, KG_EUSAGE, -1, "no such measure: '%s'", name);
}

bool kg_ask_top(kg_store *s, const char *by, kg_ask_opts o, kg_row_fn *row, void *ctx, kg_err *e)
{
    kg_query q;
    const char *name = !by || !strcmp(by, "cited") ? "documents" : by;
    if (!need(s, name, e)) return false;
    kg_query_open(&q, s, "SELECT row_number() OVER (ORDER BY m.value DESC, m.name COLLATE by_id) AS 'rank#', m.name AS id,"
                         " coalesce(n.soort, n.kind) AS kind, n.title AS title, n.date AS date, n.dossier AS dossier,"
                         " n.present AS present, CAST(printf('%.6g', m.value) AS REAL) AS 'value%',"
                         " CAST(coalesce(c.value, 0) AS INTEGER) AS 'citations#',"
                         " CAST(coalesce(d.value, 0) AS INTEGER) AS 'documents#'"
                         " FROM (SELECT m.node, m.value, nn.name FROM measure m JOIN node n ON n.id = m.node"
                         "  JOIN name nn ON nn.id = n.id WHERE m.name = ");
    kg_add_arg(&q, kg_cstr(name));
    kg_add_node(&q, &o, "n");
    kg_add_date(&q, &o, "n.date");
    kg_add(&q, " ORDER BY m.value DESC, nn.name COLLATE by_id");
    kg_add_limit(&q, &o);
    kg_add(&q, ") m JOIN node n ON n.id = m.node"
               " LEFT JOIN measure c ON c.name = 'citations' AND c.node = n.id"
               " LEFT JOIN measure d ON d.name = 'documents' AND d.node = n.id ORDER BY 1");
    return kg_query_run(&q, s, row, ctx, e);
}

/* -- groups ---------------------------------------------------------------------------------------------------------- */

#define GROUPED                                                                                                        \
    "grouped AS (SELECT CAST(m.value AS INTEGER) AS no, nn.name AS name, n.*, row_number() OVER (PARTITION BY m.value" \
    " ORDER BY coalesce(d.value, 0) DESC, nn.name COLLATE by_id) AS place FROM measure m JOIN node n ON n.id = m.node" \
    " JOIN name nn ON nn.id = n.id LEFT JOIN measure d ON d.name = 'documents' AND d.node = n.id WHERE m.name = "

/* The members that are cited most, and the dossiers that most of them are of. */
static const char per_group[] =
    " files AS (SELECT no, dossier, row_number() OVER (PARTITION BY no ORDER BY count(*) DESC, dossier) AS place"
    "   FROM grouped WHERE dossier IS NOT NULL GROUP BY no, dossier),"
    " most AS (SELECT no, json_group_array(dossier) AS list FROM (SELECT * FROM files WHERE place <= 5 ORDER BY no, place)"
    "   GROUP BY no)"
    " SELECT g.no AS 'group#', count(*) AS 'size#', sum(g.present) AS 'present#', min(g.date) AS \"from\","
    " max(g.date) AS \"to\", coalesce(most.list, '[]') AS 'dossiers[]',"
    " json_group_array(g.name) FILTER (WHERE g.place <= 10) AS 'members[]'"
    " FROM (SELECT * FROM grouped ORDER BY no, place) g LEFT JOIN most ON most.no = g.no GROUP BY g.no";

bool kg_ask_groups(kg_store *s, const char *by, bool members, kg_ask_opts o, kg_row_fn *row, void *ctx, kg_err *e)
{
    kg_query q;
    const char *name = by ? by : "community";
    bool known = !strcmp(name, "community") || !strcmp(name, "component");
    if (!known) return kg_fail(e, KG_EUSAGE, -1, "no such grouping: '%s'", name);
    if (!need(s, name, e)) return false;
    kg_query_open(&q, s, "WITH " GROUPED);
    kg_add_arg(&q, kg_cstr(name));
    if (o.limit > 0) kg_add(&q, " AND m.value <= %d", o.limit);
    kg_add(&q, members ? ") SELECT no AS 'group#', name AS id, coalesce(soort, kind) AS kind, title AS title, date AS date,"
                         " dossier AS dossier, present AS present FROM grouped WHERE 1" : "),");
    if (members) {
        kg_add_node(&q, &o, "grouped");
        kg_add_date(&q, &o, "grouped.date");
        kg_add(&q, " ORDER BY no, place");
    } else kg_add(&q, "%s ORDER BY 1", per_group);
    return kg_query_run(&q, s, row, ctx, e);
}
