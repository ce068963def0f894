/* write_csv.c - the pair of tables that everybody else reads. In: a graph. Out: nodes, edges.
 *
 * Idea (ecosystem.md 1.5): the key is the first column, source and target are the first two, so that readers by position work
 * (R's graph_from_data_frame, Kùzu); the names are Gephi's (Id, Label; Source, Target, Type, Kind, Weight). RFC 4180, UTF-8.
 * Dutch Excel parts cells at ";" and wants a BOM, and a cell that begins with = + - @ would be reckoned: EXCEL says ' before it.
 * NEO4J names its columns as neo4j-admin and apoc.import.csv want them, relations in capitals.
 */
#include "write.h"

typedef struct {
    kg_out o;
    kg_csv style;
    bool first;
} table;

static void cell(table *t, kg_str s)
{
    char separator = t->style == KG_CSV_TSV ? '\t' : t->style == KG_CSV_EXCEL ? ';' : ',';
    if (!t->first) kg_out_str(&t->o, (kg_str){ &separator, 1 });
    t->first = false;
    kg_out_csv(&t->o, s, separator, t->style == KG_CSV_EXCEL);
}

static void row_end(table *t)
{
    kg_out_str(&t->o, t->style == KG_CSV_EXCEL ? KG_S("\r\n") : KG_S("\n"));
    t->first = true;
}

static void number(table *t, double v)
{
    char separator = t->style == KG_CSV_TSV ? '\t' : t->style == KG_CSV_EXCEL ? ';' : ',';
    if (!t->first) kg_out_str(&t->o, (kg_str){ &separator, 1 });
    t->first = false;
    kg_out_real(&t->o, v);
}

static void heads(table *t, const char *const *name, const char *const *neo4j)
{
    if (t->style == KG_CSV_EXCEL) kg_out_lit(&t->o, "\xEF\xBB\xBF");
    for (int i = 0; name[i]; i++) cell(t, kg_cstr(t->style == KG_CSV_NEO4J ? neo4j[i] : name[i]));
    row_end(t);
}

/* The cell of a name is what joins the tables: never changed but by ' in a spreadsheet, and then in both alike. */
static void nodes(table *t, const kg_graph *g)
{
    static const char *const name[] = { "Id",      "Label",   "kind",   "soort", "title", "date",
                                        "dossier", "present", "movers", "state", NULL };
    static const char *const neo4j[] = { "id:ID",   "label",           ":LABEL", "soort", "title", "date",
                                         "dossier", "present:boolean", "movers", "state", NULL };
    heads(t, name, neo4j);
    for (int i = 0, n = kg_graph_vertices(g); i < n; i++) {
        kg_vertex v = kg_graph_vertex(g, i);
        const kg_str part[] = { v.name,   v.label, v.kind,    v.soort,
                                v.title,  v.date,  v.dossier, v.present ? KG_S("true") : KG_S("false"),
                                v.movers, v.state };
        for (size_t j = 0; j < sizeof part / sizeof *part; j++) cell(t, part[j]);
        row_end(t);
    }
}

static kg_str capitals(kg_str s, kg_arena *a)
{
    kg_buf b = { 0 };
    for (ptrdiff_t i = 0; i < s.n; i++) kg_putc(a, &b, (char)(kg_lower(s.s[i]) ? s.s[i] - 32 : s.s[i]));
    return kg_buf_str(&b);
}

static void edge(table *t, int i, kg_arc e, kg_str from, kg_str to, kg_arena *a)
{
    bool neo4j = t->style == KG_CSV_NEO4J;
    cell(t, from);
    cell(t, to);
    cell(t, neo4j ? capitals(e.relation, a) : KG_S("Directed"));
    if (!neo4j) cell(t, e.relation);
    cell(t, kg_fmt(a, "e%d", i));
    if (!neo4j) cell(t, e.relation);
    number(t, e.weight);
    cell(t, e.value);
    cell(t, e.document);
    if (e.line > 0) number(t, e.line);
    else cell(t, (kg_str){ 0 });
    number(t, e.confidence);
    cell(t, e.date);
    cell(t, e.evidence);
    row_end(t);
}

static void edges(table *t, const kg_graph *g, kg_arena *a)
{
    static const char *const name[] = { "Source", "Target",   "Type", "Kind",       "Id",   "Label",    "Weight",
                                        "value",  "document", "line", "confidence", "date", "evidence", NULL };
    static const char *const neo4j[] = { ":START_ID",         ":END_ID", ":TYPE",    "id",
                                         "weight:double",     "value",   "document", "line:int",
                                         "confidence:double", "date",    "evidence", NULL };
    heads(t, t->style == KG_CSV_NEO4J ? neo4j : name, neo4j);
    for (int i = 0, n = kg_graph_arcs(g); i < n; i++) {
        kg_arc e = kg_graph_arc(g, i);
        edge(t, i, e, kg_graph_vertex(g, e.from).name, kg_graph_vertex(g, e.to).name, a);
        kg_arena_reset(a);
    }
}

bool kg_write_csv(const kg_graph *g, kg_csv style, bool want_edges, kg_sink_fn *put, void *ctx)
{
    table t = { .style = style, .first = true };
    kg_arena *a = kg_arena_new();
    kg_out_open(&t.o, put, ctx);
    if (want_edges) edges(&t, g, a);
    else nodes(&t, g);
    kg_arena_free(a);
    return kg_out_close(&t.o);
}
