/* export.c - kamergraaf export: the graph, or a part of it, as files for other programs. */
#include "folder.h"
#include "progress.h"
#include "select.h"

#include <strings.h>

static const cmd_help help = {
    .usage = "export GRAPH.db --format FORMAT [-o FILE|DIR] " CMD_SELECT_USAGE,
    .about = "Writes the citation graph for other programs:\n"
             "  graphml    NetworkX, igraph, R, Cytoscape, Gephi; yEd with --graphml yed\n"
             "  gexf       Gephi: with places (up to 20,000 things), colours, sizes and dates for its timeline\n"
             "  dot        Graphviz, and nothing else: Gephi loses half of it (take gexf)\n"
             "  cyjs       Cytoscape and cytoscape.js, with places (layout \"preset\")\n"
             "  csv, tsv   two tables, nodes and edges, in the folder DIR: R, pandas, Gephi, spreadsheets, Neo4j\n"
             "  ndjson     a line an object: jq, DuckDB\n"
             "  obsidian   a new folder DIR with a note for each thing\n"
             "  turtle, ntriples   RDF, the official addresses as URIs\n"
             "  html       one page for the browser: table, search, filters, every sentence, picture; no network, no server\n",
    .options =
        "  --format FORMAT     default: what the name of FILE ends in\n"
        "  -o, --output FILE   default, or -: standard output\n"
        "  --graphml yed       GraphML with shapes and places for yEd\n"
        "  --view VIEW         with dot: a picture as `draw` makes it (answers, dossier, around, ...)\n"
        "  --as-of DATE        in it, or in html: the day on which a deadline counts as past\n"
        "  --drawn N           with html: things in its picture at most (2000; up to 20000); its tables have all\n"
        "  --csv-style STYLE   plain; excel (semicolons, no formulas) or neo4j (its headers)\n" CMD_SELECT_OPTIONS,
    .example = "kamergraaf export graph.db -o graph.graphml\n"
               "kamergraaf export graph.db --format csv -o tables --csv-style excel --kind motie,brief\n"
               "kamergraaf export graph.db -o page.html --dossier 35373\n"
               "kamergraaf export graph.db --format gexf -o around.gexf --focus kst-35373-8 --depth 2\n"
               "kamergraaf export graph.db --format dot --select answers | dot -Tsvg -o answers.svg\n",
};

typedef bool write_fn(const kg_graph *g, kg_sink_fn *put, void *ctx);
typedef struct {
    const char *name, *ends, *also;
    write_fn *write;
} format;

/* Without `write`: dot needs the selection, html the graph file, csv and obsidian a folder. */
static const format formats[] = {
    { "graphml", ".graphml", NULL, kg_write_graphml },
    { "gexf", ".gexf", NULL, kg_write_gexf },
    { "dot", ".dot", ".gv", NULL },
    { "cyjs", ".cyjs", NULL, kg_write_cyjs },
    { "csv", NULL, NULL, NULL },
    { "tsv", NULL, NULL, NULL },
    { "ndjson", ".ndjson", ".jsonl", kg_write_ndjson },
    { "obsidian", NULL, NULL, NULL },
    { "turtle", ".ttl", NULL, kg_write_turtle },
    { "ntriples", ".nt", NULL, kg_write_ntriples },
    { "html", ".html", ".htm", NULL },
};
enum { FORMATS = sizeof formats / sizeof *formats };

typedef struct {
    const char *format, *output, *graphml, *style;
    cmd_choice choice;
    const format *as;
    kg_csv csv;
} options;

static bool is(const format *f, const char *name) { return !strcmp(f->name, name); }

static const char *for_sheets(const char *ends)
{
    static const char *const known[] = { ".xlsx", ".xls", ".ods", ".csv", ".tsv" };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcasecmp(ends, known[i])) return " (spreadsheets: --format csv --csv-style excel -o DIR)";
    return "";
}

static bool find_format(options *o)
{
    kg_str name = kg_cstr(o->output);
    for (int i = 0; i < FORMATS && !o->as; i++) {
        const format *f = &formats[i];
        bool ends = !o->format &&
                    ((f->ends && kg_ends(name, kg_cstr(f->ends))) || (f->also && kg_ends(name, kg_cstr(f->also))));
        if (ends || (o->format && is(f, o->format))) o->as = f;
    }
    if (o->as) return true;
    static const char all[] = "graphml, gexf, dot, cyjs, csv, tsv, ndjson, obsidian, turtle, ntriples or html";
    const char *file = o->output ? strrchr(o->output, '/') : NULL;
    const char *ends = o->output ? strrchr(file ? file : o->output, '.') : NULL;
    if (o->format) cmd_usage("export", "unknown format \"%s\": %s", o->format, all);
    else if (ends) cmd_usage("export", "no format is known by %s; --format says which: %s%s", ends, all, for_sheets(ends));
    else cmd_usage("export", "--format is missing: %s", all);
    return false;
}

static bool settle(options *o)
{
    static const char *const styles[] = {
        [KG_CSV_PLAIN] = "plain", [KG_CSV_EXCEL] = "excel", [KG_CSV_NEO4J] = "neo4j"
    };
    if (!find_format(o)) return false;
    bool folder = is(o->as, "csv") || is(o->as, "tsv") || is(o->as, "obsidian");
    if (folder && !o->output) return cmd_usage("export", "--format %s needs a folder: -o DIR", o->as->name), false;
    kg_str name = kg_cstr(o->output);
    if (folder && (kg_ends(name, KG_S(".csv")) || kg_ends(name, KG_S(".tsv"))))
        return cmd_usage("export", "%s: two tables, nodes and edges, are written into a folder: -o DIR", o->output), false;
    if (o->graphml && (!is(o->as, "graphml") || (strcmp(o->graphml, "yed") && strcmp(o->graphml, "plain"))))
        return cmd_usage("export", "--graphml takes yed or plain, with --format graphml"), false;
    if (o->choice.drawn && !is(o->as, "html")) return cmd_usage("export", "--drawn goes with --format html"), false;
    o->csv = is(o->as, "tsv") ? KG_CSV_TSV : KG_CSV_PLAIN;
    if (!o->style) return true;
    for (int i = 0; i <= KG_CSV_NEO4J; i++)
        if (is(o->as, "csv") && styles[i] && !strcmp(styles[i], o->style)) return o->csv = (kg_csv)i, true;
    return cmd_usage("export", "--csv-style takes plain, excel or neo4j, with --format csv"), false;
}

static bool write_file(kg_graph *g, kg_store *s, const options *o, const cmd_selection *what, kg_err *e)
{
    cmd_out *out = cmd_out_open(o->output);
    if (!out) return false;
    bool yed = o->graphml && !strcmp(o->graphml, "yed");
    kg_html page = { what->title, kg_cstr(o->choice.as_of), o->choice.drawn, cmd_is_part(&o->choice) };
    bool written = yed                  ? kg_write_yed(g, cmd_put, out)
                   : o->as->write       ? o->as->write(g, cmd_put, out)
                   : is(o->as, "html") ? kg_write_html(g, s, &page, cmd_put, out, e)
                                        : cmd_write_dot(what, &o->choice, g, s, cmd_put, out, e);
    return cmd_out_close(out, written) && written;
}

static bool write_graph(kg_store *s, const options *o, cmd_selection *what, kg_arena *a, const char *file)
{
    kg_err e = { 0 };
    cmd_busy(file, "reading the graph");
    kg_graph *g = cmd_choose(s, what, &o->choice, a, &e);
    if (g) cmd_say_empty(g, &o->choice, file);
    if (o->output) cmd_busy(file, "writing");
    bool ok = g && (is(o->as, "obsidian")                  ? cmd_write_vault(g, o->output)
                    : is(o->as, "csv") || is(o->as, "tsv") ? cmd_write_tables(g, o->csv, o->output)
                                                           : write_file(g, s, o, what, &e));
    if (!ok && e.code) cmd_error(file, 0, "%s", e.what);
    kg_graph_free(g);
    cmd_idle();
    return ok;
}

int cmd_export(int argc, char **argv)
{
    static const struct option longs[] = {
        { "format", required_argument, NULL, 'f' },
        { "output", required_argument, NULL, 'o' },
        { "graphml", required_argument, NULL, 'g' },
        { "csv-style", required_argument, NULL, 'c' },
        { "drawn", required_argument, NULL, CMD_DRAWN },
        CMD_SELECT_LONGS,
        CMD_VIEW_LONGS,
        CMD_HELP_OPTION,
        { 0 },
    };
    options o = { 0 };
    for (int c; (c = cmd_getopt(argc, argv, "o:", longs, &help)) != -1;) {
        if (c == 'f') o.format = optarg;
        if (c == 'o') o.output = strcmp(optarg, "-") ? optarg : NULL;
        if (c == 'g') o.graphml = optarg;
        if (c == 'c') o.style = optarg;
        if (!cmd_choice_take("export", &o.choice, c)) return CMD_NONE;
    }
    if (!settle(&o)) return CMD_NONE;
    kg_arena *a = kg_arena_new();
    cmd_selection what;
    kg_store *s = cmd_select(&o.choice, &what, a) ? cmd_open_graph("export", argc, argv) : NULL;
    bool ok = s && write_graph(s, &o, &what, a, argv[argc - 1]);
    if (s) kg_store_close(s);
    kg_arena_free(a);
    return ok ? CMD_DONE : CMD_NONE;
}
