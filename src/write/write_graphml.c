/* write_graphml.c - the portable file: GraphML that NetworkX, igraph, Gephi, Cytoscape and yEd read alike. In: a graph.
 * Out: XML.
 *
 * Idea: ecosystem.md 1.2, tried on those readers: keys declared for node or edge (never "all"), all nodes before the
 * edges, an edge for each relation with its name in the XML attribute `label` too (Gephi keeps parallel edges apart by
 * it alone), no <desc> (R's igraph drops every edge after one), values left out where they are none. In text only & < >
 * are escaped: Gephi starts a new chunk at each entity and drops a chunk of blanks.
 * Invariant: XML ids are unique NMTOKENs. An id is the official id, each byte that an NMTOKEN may not hold written _xx.
 */
#include "write.h"

typedef struct { kg_str *v; int n; } ids;

static bool plain(unsigned char c)
{
    return kg_digit((char)c) || kg_upper((char)c) || kg_lower((char)c) || c == '-' || c == '.' || c == ':' || c == '_';
}

static bool hex(char c) { return kg_digit(c) || (c >= 'a' && c <= 'f'); }

/* The name itself holds what looks like an escaped byte, so another name may give the same XML id. */
static bool looks_escaped(kg_str s)
{
    for (ptrdiff_t i = 0; i + 2 < s.n; i++)
        if (s.s[i] == '_' && hex(s.s[i + 1]) && hex(s.s[i + 2])) return true;
    return false;
}

static kg_str xml_id(kg_str name, kg_arena *a)
{
    static const char digit[] = "0123456789abcdef";
    ptrdiff_t odd = 0;
    for (ptrdiff_t i = 0; i < name.n; i++) odd += !plain((unsigned char)name.s[i]);
    if (!odd && name.n) return name;
    char *to = kg_alloc(a, 1, (size_t)(name.n + 2 * odd + 1)), *p = to;
    for (ptrdiff_t i = 0; i < name.n; i++) {
        unsigned char c = (unsigned char)name.s[i];
        *p++ = plain(c) ? (char)c : '_';
        if (!plain(c)) *p++ = digit[c >> 4], *p++ = digit[c & 15];
    }
    if (!name.n) *p++ = '_';
    return (kg_str){ to, p - to };
}

static ids make_ids(const kg_graph *g, kg_arena *a)
{
    ids x = { .n = kg_graph_vertices(g) };
    x.v = kg_new(a, kg_str, x.n);
    bool risk = false;
    for (int v = 0; v < x.n; v++) {
        kg_str name = kg_graph_vertex(g, v).name;
        x.v[v] = xml_id(name, a);
        risk = risk || !name.n || looks_escaped(name);
    }
    kg_map *taken = NULL;
    for (int v = 0; risk && v < x.n; v++) {                   /* the later of two equal ones gets a tail */
        for (int *at; *(at = kg_map_at(&taken, x.v[v], a)); ) x.v[v] = kg_fmt(a, "%.*s_%d", KG_ARG(x.v[v]), v);
        *kg_map_at(&taken, x.v[v], a) = 1;
    }
    return x;
}

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

static void head(kg_out *o)
{
    static const char *const node[] = { "name", "label", "kind", "soort", "title", "date", "dossier" };
    static const char *const edge[] = { "relation", "value", "document", "evidence" };
    kg_out_lit(o, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" "
                  "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                  " xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns"
                  " http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n");
    for (size_t i = 0; i < sizeof node / sizeof *node; i++) key(o, node[i], "node", "string");
    key(o, "present", "node", "boolean");
    for (size_t i = 0; i < sizeof edge / sizeof *edge; i++) key(o, edge[i], "edge", "string");
    key(o, "line", "edge", "int");
    key(o, "confidence", "edge", "double");
    kg_out_lit(o, "<graph id=\"kamergraaf\" edgedefault=\"directed\">\n");
}

static void node(kg_out *o, kg_vertex v, kg_str id)
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
    kg_out_str(o, v.present ? KG_S("<data key=\"present\">true</data></node>\n")
                            : KG_S("<data key=\"present\">false</data></node>\n"));
}

static void edge(kg_out *o, int i, kg_arc e, const ids *x)
{
    kg_out_lit(o, "<edge id=\"e");
    kg_out_int(o, i);
    kg_out_lit(o, "\" source=\"");
    kg_out_str(o, x->v[e.from]);
    kg_out_lit(o, "\" target=\"");
    kg_out_str(o, x->v[e.to]);
    kg_out_lit(o, "\" label=\"");
    kg_out_html(o, e.relation);                               /* an attribute: quotes and newlines escaped too */
    kg_out_lit(o, "\">");
    DATA(o, "relation", e.relation);
    DATA(o, "value", e.value);
    DATA(o, "document", e.document);
    DATA(o, "evidence", e.evidence);
    if (e.line > 0) {
        kg_out_lit(o, "<data key=\"line\">");
        kg_out_int(o, e.line);
        kg_out_lit(o, "</data>");
    }
    kg_out_lit(o, "<data key=\"confidence\">");
    kg_out_real(o, e.confidence);
    kg_out_lit(o, "</data></edge>\n");
}

bool kg_write_graphml(const kg_graph *g, kg_sink_fn *put, void *ctx)
{
    kg_arena *a = kg_arena_new();
    kg_out o;
    kg_out_open(&o, put, ctx);
    ids x = make_ids(g, a);
    head(&o);
    for (int v = 0; v < x.n; v++) node(&o, kg_graph_vertex(g, v), x.v[v]);
    for (int i = 0, n = kg_graph_arcs(g); i < n; i++) edge(&o, i, kg_graph_arc(g, i), &x);
    kg_out_lit(&o, "</graph>\n</graphml>\n");
    bool ok = kg_out_close(&o);
    kg_arena_free(a);
    return ok;
}
