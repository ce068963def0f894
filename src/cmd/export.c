/* export.c - kamergraaf export: the graph, or a selection of it, as a file for other programs. */
#include "select.h"

static const cmd_help help = {
    .usage = "export GRAPH.db --format graphml|dot [-o FILE] [--select NAME|SQL] [--recipes DIR]",
    .about = "Writes the citation graph for other programs: GraphML for NetworkX, igraph, Gephi, Cytoscape and yEd,\n"
             "DOT for Graphviz.\n",
    .options = "  --format FORMAT     graphml or dot; default: what the name of FILE ends in\n"
               "  -o, --output FILE   default: standard output\n" CMD_SELECT_OPTIONS,
    .example = "kamergraaf export graph.db --format graphml -o graph.graphml\n"
               "kamergraaf export graph.db --format dot --select answers | dot -Tsvg -o answers.svg\n",
};

typedef struct { const char *format, *output, *select, *recipes; } options;

static bool dot_wanted(const options *o, bool *dot)
{
    kg_str f = kg_cstr(o->format), name = kg_cstr(o->output);
    *dot = kg_eq(f, KG_S("dot")) || (!f.s && (kg_ends(name, KG_S(".dot")) || kg_ends(name, KG_S(".gv"))));
    if (*dot || kg_eq(f, KG_S("graphml")) || (!f.s && kg_ends(name, KG_S(".graphml")))) return true;
    if (f.s) cmd_usage("export", "unknown format \"%s\": graphml or dot", f.s);
    else cmd_usage("export", "--format graphml or --format dot is missing");
    return false;
}

static bool write_graph(kg_store *s, const options *o, const cmd_selection *what, bool dot, const char *file)
{
    kg_err e = {0};
    kg_graph *g = kg_graph_build(s, what->sql.s, &e);
    cmd_out *out = g ? cmd_out_open(o->output) : NULL;
    bool written = false, ok = false;
    if (out) {
        written = dot ? cmd_write_dot(what, g, s, cmd_put, out, &e) : kg_write_graphml(g, cmd_put, out);
        ok = cmd_out_close(out, written);
    }
    if (!g || (out && !written && e.code)) cmd_error(file, 0, "%s", e.what);
    kg_graph_free(g);
    return ok && written;
}

int cmd_export(int argc, char **argv)
{
    static const struct option longs[] = {
        { "format", required_argument, NULL, 'f' }, { "output", required_argument, NULL, 'o' },
        { "select", required_argument, NULL, 's' }, { "recipes", required_argument, NULL, 'r' }, CMD_HELP_OPTION, {0},
    };
    options o = {0};
    for (int c; (c = cmd_getopt(argc, argv, "o:", longs, &help)) != -1;) {
        if (c == 'f') o.format = optarg;
        if (c == 'o') o.output = optarg;
        if (c == 's') o.select = optarg;
        if (c == 'r') o.recipes = optarg;
    }
    bool dot;
    if (!dot_wanted(&o, &dot)) return CMD_NONE;
    kg_arena *a = kg_arena_new();
    cmd_selection what;
    kg_store *s = cmd_select(o.select, o.recipes, &what, a) ? cmd_open_graph("export", argc, argv) : NULL;
    bool ok = s && write_graph(s, &o, &what, dot, argv[argc - 1]);
    if (s) kg_store_close(s);
    kg_arena_free(a);
    return ok ? CMD_DONE : CMD_NONE;
}
