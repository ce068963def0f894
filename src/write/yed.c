/* yed.c - what yEd wants to see inside a node and an edge of GraphML. In: vertices, arcs, their looks. Out: y: elements.
 *
 * Idea (ecosystem.md 1.2): without them yEd draws no label and piles all nodes on one spot. Places are a plain grid: yEd's
 * own layouts take it from there.
 */
#include "write.h"

enum { COLUMNS = 20, STEP_X = 260, STEP_Y = 60 };

void kg_out_yed_keys(kg_out *o)
{
    kg_out_lit(o, "<key id=\"ng\" for=\"node\" yfiles.type=\"nodegraphics\"/>\n"
                  "<key id=\"eg\" for=\"edge\" yfiles.type=\"edgegraphics\"/>\n");
}

static kg_str shape_of(kg_str shape) /* Graphviz's name to yEd's */
{
    static const char *const t[][2] = {
        { "box", "rectangle" }, { "ellipse", "ellipse" }, { "octagon", "octagon" }, { "hexagon", "hexagon" }
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++)
        if (kg_eq(kg_cstr(t[i][0]), shape)) return kg_cstr(t[i][1]);
    return KG_S("roundrectangle");
}

static void attribute(kg_out *o, const char *before, kg_str value, const char *otherwise)
{
    kg_out_str(o, kg_cstr(before));
    kg_out_html(o, value.n ? value : kg_cstr(otherwise));
    kg_out_lit(o, "\"");
}

void kg_out_yed_node(kg_out *o, const kg_style_row *l, kg_vertex v, int place, kg_arena *a)
{
    kg_str label = kg_cut_width(v.label.n ? v.label : v.name, 12, false, 220, a);
    kg_out_lit(o, "<data key=\"ng\"><y:ShapeNode><y:Geometry height=\"30.0\" width=\"");
    kg_out_int(o, (int)kg_width(label, 12, false) + 20);
    kg_out_lit(o, ".0\" x=\"");
    kg_out_int(o, place % COLUMNS * STEP_X);
    kg_out_lit(o, ".0\" y=\"");
    kg_out_int(o, place / COLUMNS * STEP_Y);
    attribute(o, ".0\"/><y:Fill color=\"", l->fill, "#FFFFFF");
    attribute(o, "/><y:BorderStyle type=\"line\" color=\"", l->line, "#333333");
    kg_out_str(o, v.present ? KG_S(" width=\"2.0\"/><y:NodeLabel>") : KG_S(" width=\"1.0\"/><y:NodeLabel>"));
    kg_out_xml(o, label);
    attribute(o, "</y:NodeLabel><y:Shape type=\"", shape_of(l->shape), "");
    kg_out_lit(o, "/></y:ShapeNode></data>");
}

void kg_out_yed_edge(kg_out *o, const kg_style_row *l, kg_arc e)
{
    attribute(o, "<data key=\"eg\"><y:PolyLineEdge><y:LineStyle color=\"", l->line, "#767676");
    bool broken = kg_eq(l->style, KG_S("dashed")) || kg_eq(l->style, KG_S("dotted"));
    attribute(o, " type=\"", broken ? l->style : KG_S("line"), "line");
    attribute(o, " width=\"", l->width, "1");
    kg_out_lit(o, "/><y:Arrows source=\"none\" target=\"standard\"/><y:EdgeLabel>");
    kg_out_xml(o, l->word.n && !kg_eq(l->name, KG_S("*")) ? l->word : e.relation);
    kg_out_lit(o, "</y:EdgeLabel></y:PolyLineEdge></data>");
}
