/* write_gexf.c - the file for Gephi: GEXF 1.2draft with colours, sizes and dates. In: a graph. Out: XML.
 *
 * Idea: ecosystem.md 1.3, tried on NetworkX and graphology: 1.2draft, since NetworkX in Debian 12 finds no graph in a 1.3 file;
 * `kind` on an edge keeps parallel relations apart in Gephi, which goes by local names (an allowed deviation from the schema); a
 * start without an end is "from then on", so the timeline works at once; what has no date is there always. Size by how often
 * it is cited, places of places.c, so that Gephi opens on a picture and not on a square of noise. A value that is none is left out:
 * NetworkX would read "".
 * Invariant: nodes before edges; ids as in GraphML.
 */
#include "words.h"
#include "write.h"

#include <math.h>

static void attribute(kg_out *o, const char *id, const char *type)
{
    const char *part[] = { "<attribute id=\"", id, "\" title=\"", id, "\" type=\"", type, "\"/>\n" };
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) kg_out_str(o, kg_cstr(part[i]));
}

static void head(kg_out *o, bool weighted)
{
    static const char *const node[] = { "name", "kind", "soort", "title", "date", "dossier", "movers", "state" };
    static const char *const edge[] = { "relation", "value", "document", "evidence" };
    kg_out_lit(o, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://www.gexf.net/1.2draft\""
                  " xmlns:viz=\"http://www.gexf.net/1.2draft/viz\" version=\"1.2\">\n"
                  "<meta><creator>kamergraaf</creator></meta>\n"
                  "<graph mode=\"dynamic\" defaultedgetype=\"directed\" timeformat=\"date\">\n"
                  "<attributes class=\"node\">\n");
    for (size_t i = 0; i < sizeof node / sizeof *node; i++) attribute(o, node[i], "string");
    attribute(o, "present", "boolean");
    kg_out_lit(o, "</attributes>\n<attributes class=\"edge\">\n");
    for (size_t i = 0; i < sizeof edge / sizeof *edge; i++) attribute(o, edge[i], "string");
    attribute(o, "line", "integer");
    attribute(o, "confidence", "double");
    if (weighted) attribute(o, "merged", "integer");
    kg_out_lit(o, "</attributes>\n<nodes>\n");
}

static void named(kg_out *o, const char *before, kg_str value) /* ' name="value"' where there is one */
{
    if (!value.n) return;
    kg_out_str(o, kg_cstr(before));
    kg_out_html(o, value);
    kg_out_lit(o, "\"");
}

static void value(kg_out *o, const char *key, kg_str v)
{
    if (!v.n) return;
    kg_out_lit(o, "<attvalue for=\"");
    kg_out_str(o, kg_cstr(key));
    named(o, "\" value=\"", v);
    kg_out_lit(o, "/>");
}

static int hex(char c)
{
    return kg_digit(c) ? c - '0' : kg_fold(c) >= 'a' && kg_fold(c) <= 'f' ? kg_fold(c) - 'a' + 10 : 0;
}

static void colour(kg_out *o, kg_str s) /* "#0072B2" */
{
    static const char *const part[] = { "<viz:color r=\"", "\" g=\"", "\" b=\"" };
    if (s.n != 7) s = KG_S("#767676");
    for (int i = 0; i < 3; i++) {
        kg_out_str(o, kg_cstr(part[i]));
        kg_out_int(o, hex(s.s[1 + 2 * i]) * 16 + hex(s.s[2 + 2 * i]));
    }
    kg_out_lit(o, "\"/>");
}

static void node(kg_out *o, const kg_style_row *l, kg_vertex v, kg_str id, double cited, const kg_spot *at)
{
    named(o, "<node id=\"", id);
    named(o, " label=\"", v.label.n ? v.label : v.name);
    named(o, " start=\"", kg_is_date(v.date) ? v.date : (kg_str){ 0 });
    kg_out_lit(o, "><attvalues>");
    value(o, "name", v.name);
    value(o, "kind", v.kind);
    value(o, "soort", v.soort);
    value(o, "title", v.title);
    value(o, "date", v.date);
    value(o, "dossier", v.dossier);
    value(o, "movers", v.movers);
    value(o, "state", v.state);
    value(o, "present", v.present ? KG_S("true") : KG_S("false"));
    kg_out_lit(o, "</attvalues><viz:size value=\"");
    kg_out_real(o, 5 + 3 * sqrt(cited));
    kg_out_lit(o, "\"/>");
    if (at) { /* Gephi's y grows upwards */
        kg_out_lit(o, "<viz:position x=\"");
        kg_out_real(o, at->x);
        kg_out_lit(o, "\" y=\"");
        kg_out_real(o, -at->y);
        kg_out_lit(o, "\" z=\"0\"/>");
    }
    colour(o, l->dot);
    kg_out_lit(o, "</node>\n");
}

static void edge(kg_out *o, int i, kg_arc e, const kg_str *id, bool weighted)
{
    kg_out_lit(o, "<edge id=\"e");
    kg_out_int(o, i);
    named(o, "\" source=\"", id[e.from]);
    named(o, " target=\"", id[e.to]);
    named(o, " kind=\"", e.relation);
    named(o, " label=\"", e.relation);
    kg_out_lit(o, " weight=\"");
    kg_out_int(o, e.weight);
    kg_out_lit(o, "\"");
    named(o, " start=\"", kg_is_date(e.date) ? e.date : (kg_str){ 0 });
    kg_out_lit(o, "><attvalues>");
    value(o, "relation", e.relation);
    value(o, "value", e.value);
    value(o, "document", e.document);
    value(o, "evidence", e.evidence);
    if (e.line > 0) {
        kg_out_lit(o, "<attvalue for=\"line\" value=\"");
        kg_out_int(o, e.line);
        kg_out_lit(o, "\"/>");
    }
    kg_out_lit(o, "<attvalue for=\"confidence\" value=\"");
    kg_out_real(o, e.confidence);
    if (weighted) {
        kg_out_lit(o, "\"/><attvalue for=\"merged\" value=\"");
        kg_out_int(o, e.weight);
    }
    kg_out_lit(o, "\"/></attvalues></edge>\n");
}

bool kg_write_gexf(const kg_graph *g, kg_sink_fn *put, void *ctx)
{
    kg_arena *a = kg_arena_new();
    kg_out o;
    kg_looks looks;
    kg_out_open(&o, put, ctx);
    kg_looks_read(&looks, NULL, a);
    kg_str *id = kg_xml_ids(g, a);
    kg_spot *at = kg_places(g, a);
    bool weighted = kg_graph_weighted(g);
    head(&o, weighted);
    for (int v = 0, n = kg_graph_vertices(g); v < n; v++) {
        kg_vertex k = kg_graph_vertex(g, v);
        node(&o, kg_node_row(&looks, k), k, id[v], kg_graph_indegree(g, v), at ? &at[v] : NULL);
    }
    kg_out_lit(&o, "</nodes>\n<edges>\n");
    for (int i = 0, n = kg_graph_arcs(g); i < n; i++) {
        kg_arc e = kg_graph_arc(g, i);
        edge(&o, i, e, id, weighted);
    }
    kg_out_lit(&o, "</edges>\n</graph>\n</gexf>\n");
    bool ok = kg_out_close(&o);
    kg_arena_free(a);
    return ok;
}
