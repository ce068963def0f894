/* write_json.c - the graph as JSON: Cytoscape's elements, and a line an object. In: a graph. Out: cyjs, NDJSON.
 *
 * Idea: ecosystem.md 1.5. Cytoscape: every id is a string, `name` comes after `id` (the later wins), the relation is
 * `interaction`, numbers are numbers, places are those of places.c (its layout "preset"); ids are the official ones, since JSON holds
 * any. NDJSON: `type` is first, every field is always there, null where there is none (formats.md), movers are a list: for jq, DuckDB
 * and miller.
 */
#include "write.h"

static void field(kg_out *o, const char *before, kg_str v)
{
    kg_out_str(o, kg_cstr(before));
    kg_out_json(o, v);
}

static void given(kg_out *o, const char *before, kg_str v) /* left out where there is none */
{
    if (v.n) field(o, before, v);
}

static void nullable(kg_out *o, const char *before, kg_str v)
{
    if (v.n) {
        field(o, before, v);
        return;
    }
    kg_out_str(o, kg_cstr(before));
    kg_out_lit(o, "null");
}

static void number(kg_out *o, const char *before, int v)
{
    kg_out_str(o, kg_cstr(before));
    kg_out_int(o, v);
}

/* -- Cytoscape ---------------------------------------------------------------------------------------------------------- */

static void cy_node(kg_out *o, kg_vertex v, double cited, const kg_spot *at)
{
    field(o, "{\"data\":{\"id\":", v.name);
    field(o, ",\"name\":", v.name);
    field(o, ",\"label\":", v.label.n ? v.label : v.name);
    field(o, ",\"kind\":", v.kind);
    given(o, ",\"soort\":", v.soort);
    given(o, ",\"title\":", v.title);
    given(o, ",\"date\":", v.date);
    given(o, ",\"dossier\":", v.dossier);
    given(o, ",\"movers\":", v.movers);
    given(o, ",\"state\":", v.state);
    number(o, ",\"cited\":", (int)cited);
    kg_out_str(o, v.present ? KG_S(",\"present\":true}") : KG_S(",\"present\":false}"));
    if (at) {
        kg_out_lit(o, ",\"position\":{\"x\":");
        kg_out_real(o, at->x);
        kg_out_lit(o, ",\"y\":");
        kg_out_real(o, at->y);
        kg_out_lit(o, "}");
    }
    kg_out_lit(o, "}");
}

static void cy_edge(kg_out *o, int i, kg_arc e, kg_str from, kg_str to)
{
    number(o, "{\"data\":{\"id\":\"e", i);
    field(o, "\",\"source\":", from);
    field(o, ",\"target\":", to);
    field(o, ",\"interaction\":", e.relation);
    given(o, ",\"value\":", e.value);
    field(o, ",\"document\":", e.document);
    if (e.line > 0) number(o, ",\"line\":", e.line);
    given(o, ",\"evidence\":", e.evidence);
    kg_out_lit(o, ",\"confidence\":");
    kg_out_real(o, e.confidence);
    number(o, ",\"weight\":", e.weight);
    kg_out_lit(o, "}}");
}

bool kg_write_cyjs(const kg_graph *g, kg_sink_fn *put, void *ctx)
{
    kg_arena *a = kg_arena_new();
    kg_spot *at = kg_places(g, a);
    kg_out o;
    kg_out_open(&o, put, ctx);
    kg_out_lit(&o,
               "{\"format_version\":\"1.0\",\"generated_by\":\"kamergraaf\",\"target_cytoscapejs_version\":\"~2.1\","
               "\"data\":{\"name\":\"kamergraaf\"},\"elements\":{\"nodes\":[");
    for (int v = 0, n = kg_graph_vertices(g); v < n; v++) {
        kg_out_str(&o, v ? KG_S(",\n") : KG_S("\n"));
        cy_node(&o, kg_graph_vertex(g, v), kg_graph_indegree(g, v), at ? &at[v] : NULL);
    }
    kg_out_lit(&o, "\n],\"edges\":[");
    for (int i = 0, n = kg_graph_arcs(g); i < n; i++) {
        kg_arc e = kg_graph_arc(g, i);
        kg_out_str(&o, i ? KG_S(",\n") : KG_S("\n"));
        cy_edge(&o, i, e, kg_graph_vertex(g, e.from).name, kg_graph_vertex(g, e.to).name);
    }
    kg_out_lit(&o, "\n]}}\n");
    bool ok = kg_out_close(&o);
    kg_arena_free(a);
    return ok;
}

/* -- a line an object ---------------------------------------------------------------------------------------------------- */

static void movers(kg_out *o, kg_str list) /* "Ploumen; Van Helvert" as a list */
{
    kg_out_lit(o, ",\"movers\":[");
    for (bool first = true; list.n; first = false) {
        ptrdiff_t end = kg_index(list, KG_S("; "));
        field(o, first ? "" : ",", end < 0 ? list : kg_sub(list, 0, end));
        list = end < 0 ? ((kg_str){ 0 }) : kg_sub(list, end + 2, list.n);
    }
    kg_out_lit(o, "]");
}

static void line_node(kg_out *o, kg_vertex v)
{
    field(o, "{\"type\":\"node\",\"name\":", v.name);
    field(o, ",\"label\":", v.label);
    field(o, ",\"kind\":", v.kind);
    nullable(o, ",\"soort\":", v.soort);
    nullable(o, ",\"title\":", v.title);
    nullable(o, ",\"date\":", v.date);
    nullable(o, ",\"dossier\":", v.dossier);
    kg_out_str(o, v.present ? KG_S(",\"present\":true") : KG_S(",\"present\":false"));
    movers(o, v.movers);
    nullable(o, ",\"state\":", v.state);
    kg_out_lit(o, "}\n");
}

static void line_edge(kg_out *o, kg_arc e, kg_str from, kg_str to)
{
    field(o, "{\"type\":\"edge\",\"source\":", from);
    field(o, ",\"relation\":", e.relation);
    nullable(o, ",\"value\":", e.value);
    field(o, ",\"target\":", to);
    field(o, ",\"document\":", e.document);
    if (e.line > 0) number(o, ",\"line\":", e.line);
    else kg_out_lit(o, ",\"line\":null");
    nullable(o, ",\"evidence\":", e.evidence);
    kg_out_lit(o, ",\"confidence\":");
    kg_out_real(o, e.confidence);
    number(o, ",\"weight\":", e.weight);
    nullable(o, ",\"date\":", e.date);
    kg_out_lit(o, "}\n");
}

bool kg_write_ndjson(const kg_graph *g, kg_sink_fn *put, void *ctx)
{
    kg_out o;
    kg_out_open(&o, put, ctx);
    for (int v = 0, n = kg_graph_vertices(g); v < n; v++) line_node(&o, kg_graph_vertex(g, v));
    for (int i = 0, n = kg_graph_arcs(g); i < n; i++) {
        kg_arc e = kg_graph_arc(g, i);
        line_edge(&o, e, kg_graph_vertex(g, e.from).name, kg_graph_vertex(g, e.to).name);
    }
    return kg_out_close(&o);
}
