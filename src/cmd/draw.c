/* draw.c - kamergraaf draw: the graph, or a selection of it, as a picture by Graphviz. */
#include "progress.h"
#include "select.h"

#include <stdlib.h>

enum {
    MOST_NODES = 3000,
    MOST_ARCS = 20000
}; /* performance.md 5: beyond, a picture takes minutes and shows a carpet */

static const cmd_help help = {
    .usage = "draw GRAPH.db --view VIEW -o FILE.svg|.png|.pdf [--seconds N] " CMD_SELECT_USAGE,
    .about = "Draws the citation graph with Graphviz, which must be installed. Each view answers a question:\n"
             "  answers        which motions are answered, by which document, and which hang in the air\n"
             "  toezeggingen   what was promised, by when, and what was kept; what is late is marked\n"
             "  dossier        what happened in a dossier, in the order of time (--dossier N)\n"
             "  around         what speaks of one thing, and what it speaks of (--focus ID, up to --depth 4 steps away)\n"
             "  network        everything: what connects; thousands of things become a circle a dossier\n"
             "Without a view, a selection is drawn as it is.\n",
    .options = "  --view VIEW         answers, toezeggingen, dossier, around or network\n"
               "  -o, --output FILE   the picture; its name says the format; -: an SVG, to standard output\n"
               "  --as-of DATE        the day on which a deadline counts as past; default: the last of the documents\n"
               "  --seconds N         how long Graphviz may take; default 60\n" CMD_SELECT_OPTIONS,
    .example =
        "kamergraaf draw graph.db --view answers -o answers.svg\n"
        "kamergraaf draw graph.db --view dossier --dossier 35373 -o dossier.pdf\n"
        "kamergraaf draw graph.db -o a.svg --select \"SELECT * FROM graph_edge WHERE document = 'kst-35373-19'\"\n",
};

typedef struct {
    const char *output;
    bool piped;                                               /* -o -: an SVG to standard output */
    cmd_choice choice;
    int seconds;
} options;

static const char *format_of(const char *output)
{
    static const char *const known[] = { "svg", "png", "pdf" };
    kg_str name = kg_cstr(output);
    for (int i = 0; i < 3; i++)
        if (name.n > 4 && name.s[name.n - 4] == '.' && kg_ends(name, kg_cstr(known[i]))) return known[i];
    return NULL;
}

typedef struct {
    kg_arena *a;
    kg_buf b;
} memory;

static bool remember(void *ctx, const char *bytes, size_t n)
{
    memory *m = ctx;
    kg_put(m->a, &m->b, (kg_str){ bytes, (ptrdiff_t)n });
    return true;
}

static kg_str title_of(const options *o, const cmd_selection *what, kg_arena *a)
{
    if (what->title.n) return what->title;
    kg_str of = what->focus.n ? what->focus : o->choice.part.dossier;
    return of.n ? KG_CAT(a, KG_S("kamergraaf: "), of) : KG_S("kamergraaf");
}

static bool picture(kg_store *s, const char *file, const options *o, cmd_selection *what, kg_arena *a, kg_err *e)
{
    cmd_busy(file, "reading the graph");
    kg_graph *g = cmd_choose(s, what, &o->choice, a, e);
    if (!g) return false;
    memory dot = { .a = a };
    bool ok = true;
    bool plain = !what->picture.n; /* the others know their own bounds */
    if (plain && (kg_graph_vertices(g) > MOST_NODES || kg_graph_arcs(g) > MOST_ARCS))
        ok = kg_fail(e, KG_ELIMIT, -1,
                     "%d nodes and %d relations are too many for a picture (%d and %d at most); choose fewer "
                     "with --select, or take --view network",
                     kg_graph_vertices(g), kg_graph_arcs(g), MOST_NODES, MOST_ARCS);
    ok = ok && cmd_write_dot(what, &o->choice, g, s, remember, &dot, e);
    if (ok) cmd_say_empty(g, &o->choice, file);
    kg_graph_free(g);
    if (!ok) return false;
    cmd_out *out = cmd_out_open(o->piped ? NULL : o->output);
    if (!out) return e->code = KG_OK, false; /* said already */
    kg_render_opts r = { o->piped ? "svg" : format_of(o->output), o->seconds, title_of(o, what, a), what->shows };
    cmd_busy(file, "Graphviz draws");
    ok = kg_render(kg_buf_str(&dot.b), NULL, r, cmd_put, out, e);
    return cmd_out_close(out, ok) && ok;
}

static bool take(options *o, int c)
{
    if (c == 'o') o->output = optarg, o->piped = !strcmp(optarg, "-");
    if (c != 't') return cmd_choice_take("draw", &o->choice, c);
    char *end;
    long n = strtol(optarg, &end, 10);
    if (*end || end == optarg || n < 1 || n > 86400)
        return cmd_usage("draw", "--seconds takes a number from 1 to 86400"), false;
    o->seconds = (int)n;
    return true;
}

int cmd_draw(int argc, char **argv)
{
    static const struct option longs[] = {
        { "output", required_argument, NULL, 'o' },
        { "seconds", required_argument, NULL, 't' },
        CMD_SELECT_LONGS,
        CMD_VIEW_LONGS,
        CMD_HELP_OPTION,
        { 0 },
    };
    options o = { 0 };
    for (int c; (c = cmd_getopt(argc, argv, "o:", longs, &help)) != -1;)
        if (!take(&o, c)) return CMD_NONE;
    if (!o.output) return cmd_usage("draw", "-o FILE.svg, FILE.png or FILE.pdf is missing");
    if (!o.piped && !format_of(o.output)) return cmd_usage("draw", "%s: unknown format of picture: .svg, .png or .pdf", o.output);
    kg_arena *a = kg_arena_new();
    cmd_selection what;
    kg_store *s = cmd_select(&o.choice, &what, a) ? cmd_open_graph("draw", argc, argv) : NULL;
    kg_err e = { 0 };
    bool ok = s && picture(s, argv[argc - 1], &o, &what, a, &e);
    if (s && !ok && e.code) cmd_error(argv[argc - 1], 0, "%s", e.what);
    if (s) kg_store_close(s);
    kg_arena_free(a);
    return ok ? CMD_DONE : CMD_NONE;
}
