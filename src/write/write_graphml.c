/* write_graphml.c - the portable file: GraphML that NetworkX, igraph, Gephi, Cytoscape and yEd read alike. In: a graph.
 * Out: XML.
 *
 * Idea: ecosystem.md 1.2, tried on those readers: keys declared for node or edge (never "all"), all nodes before the
 * edges, an edge for each relation with its name in the XML attribute `label` too (Gephi keeps parallel edges apart by
 * it alone), no <desc> (R's igraph drops every edge after one), values left out where they are none. In text only & < >
 * are escaped: Gephi starts a new chunk at each entity and drops a chunk of blanks.
 * `weight` is there where parallel relations were merged. yEd shows nothing without elements of its own, and the others warn
 * about those: a flavour that one asks for (yed.c).
 */
#include "write.h"

#define DATA(o, key, value) data((o), KG_S("<data key=\"" key "\">"), (value))
static void data(kg_out *o, kg_str open, kg_str value)
{
    if (!value.n) return;
    kg_out_str(o, open);
    kg_out_xml(o, value);
    kg_out_lit(o, "</data>");
}

static void key(kg_out *o, const char *name, const char *of, const char *type)
{
    const char *part[] = { "<key id=\"",      name, "\" for=\"", of, "\" attr.name=\"", name,
                           "\" attr.type=\"", type, "\"/>\n" };
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) kg_out_str(o, kg_cstr(part[i]));
}

static void head(kg_out *o, bool weighted, bool yed)
{
    static const char *const node[] = {
        "name", "label", "kind", "soort", "title", "date", "dossier", "movers", "state"
    };
    static const char *const edge[] = { "relation", "value", "document", "evidence" };
    kg_out_lit(o, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" ");
    if (yed) kg_out_lit(o, "xmlns:y=\"http://www.yworks.com/xml/graphml\" ");
    kg_out_lit(o, "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                  " xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns"
                  " http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n");
    for (size_t i = 0; i < sizeof node / sizeof *node; i++) key(o, node[i], "node", "string");
    key(o, "present", "node", "boolean");
    for (size_t i = 0; i < sizeof edge / sizeof *edge; i++) key(o, edge[i], "edge", "string");
    key(o, "line", "edge", "int");
    key(o, "confidence", "edge", "double");
    if (weighted) key(o, "weight", "edge", "int");
    if (yed) kg_out_yed_keys(o);
    kg_out_lit(o, "<graph id=\"kamergraaf\" edgedefault=\"directed\">\n");
}

static void node_data(kg_out *o, kg_vertex v, kg_str id)
{
    kg_out_lit(o, "<node id=\"");
    kg_out_str(o, id);
    kg_out_lit(o, "\">");
    DATA(o, "name", v.name);
    DATA(o, "label", v.label);
    DATA(o, "kind", v.kind);
    DATA(o, "soort", v.soort);
    DATA(o, "title", v.title);
    DATA(o, "date", v.date);
    DATA(o, "dossier", v.dossier);
    DATA(o, "movers", v.movers);
    DATA(o, "state", v.state);
    kg_out_str(o, v.present ? KG_S("<data key=\"present\">true</data>") : KG_S("<data key=\"present\">false</data>"));
}

static void number(kg_out *o, kg_str open, int v)
{
    kg_out_str(o, open);
    kg_out_int(o, v);
    kg_out_lit(o, "</data>");
}

static void edge_data(kg_out *o, int i, kg_arc e, const kg_str *id, bool weighted)
{
    kg_out_lit(o, "<edge id=\"e");
    kg_out_int(o, i);
    kg_out_lit(o, "\" source=\"");
    kg_out_str(o, id[e.from]);
    kg_out_lit(o, "\" target=\"");
    kg_out_str(o, id[e.to]);
    kg_out_lit(o, "\" label=\"");
    kg_out_html(o, e.relation); /* an attribute: quotes and newlines escaped too */
    kg_out_lit(o, "\">");
    DATA(o, "relation", e.relation);
    DATA(o, "value", e.value);
    DATA(o, "document", e.document);
    DATA(o, "evidence", e.evidence);
    if (e.line > 0) number(o, KG_S("<data key=\"line\">"), e.line);
    kg_out_lit(o, "<data key=\"confidence\">");
    kg_out_real(o, e.confidence);
    kg_out_lit(o, "</data>");
    if (weighted) number(o, KG_S("<data key=\"weight\">"), e.weight);
}

static bool write_all(const kg_graph *g, kg_looks *yed, kg_arena *a, kg_sink_fn *put, void *ctx)
{
    kg_out o;
    kg_out_open(&o, put, ctx);
    kg_str *id = kg_xml_ids(g, a);
    bool weighted = kg_graph_weighted(g);
    head(&o, weighted, yed != NULL);
    for (int v = 0, n = kg_graph_vertices(g); v < n; v++) {
        kg_vertex k = kg_graph_vertex(g, v);
        node_data(&o, k, id[v]);
        if (yed) kg_out_yed_node(&o, kg_node_row(yed, k), k, v, a);
        kg_out_lit(&o, "</node>\n");
    }
    for (int i = 0, n = kg_graph_arcs(g); i < n; i++) {
        kg_arc e = kg_graph_arc(g, i);
        edge_data(&o, i, e, id, weighted);
        if (yed) kg_out_yed_edge(&o, kg_edge_row(yed, e.relation), e);
        kg_out_lit(&o, "</edge>\n");
    }
    kg_out_lit(&o, "</graph>\n</graphml>\n");
    return kg_out_close(&o);
}

bool kg_write_graphml(const kg_graph *g, kg_sink_fn *put, void *ctx)
{
    kg_arena *a = kg_arena_new();
    bool ok = write_all(g, NULL, a, put, ctx);
    kg_arena_free(a);
    return ok;
}

bool kg_write_yed(const kg_graph *g, kg_sink_fn *put, void *ctx)
{
    kg_arena *a = kg_arena_new();
    kg_looks looks;
    kg_looks_read(&looks, NULL, a);
    bool ok = write_all(g, &looks, a, put, ctx);
    kg_arena_free(a);
    return ok;
}
