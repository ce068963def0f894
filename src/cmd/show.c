/* show.c - kamergraaf show: one thing, from all sides. In: a graph file, an id. Out: what it is, its names, its history, who cites
 * it and in which words, what it cites; or which ids are near, where nothing bears it.
 */
#include "table.h"

#include <stdio.h>

static const cmd_help help = {
    .usage = "show GRAPH.db ID [--format table|ndjson]",
    .about = "Prints what is known of one thing: its names with the place that proves each, its history in order of time, who\n"
             "cites it and in which words, and what it cites. ID is taken in any case and without its kst-.\n",
    .options = "  --format FORMAT        table (default) or ndjson: one object a line, `part` says which\n",
    .example = "  kamergraaf show graph.db kst-35373-8\n",
};

enum { INDENT = 4 };
#define LIT(o, s) cmd_put((o), (s), sizeof(s) - 1)
typedef struct { cmd_out *o; kg_arena *a; int width; char part[12]; } page;

/* The cell of a name; null where there is no such column. */
static kg_str get(const kg_col *cols, int n, const kg_cell *cell, const char *name)
{
    for (int i = 0; i < n; i++)
        if (!strcmp(cols[i].name, name)) return cell[i].text;
    return (kg_str){ 0 };
}
#define GET(name) get(cols, n, cell, name)

static void put_joined(page *p, const kg_str *v, int n, int indent)
{
    kg_buf b = { 0 };
    for (int i = 0; i < n; i++) {
        if (!v[i].n) continue;
        if (b.n) kg_put(p->a, &b, KG_S("  "));
        kg_put(p->a, &b, v[i]);
    }
    cmd_put_hanging(p->o, cmd_fit(p->a, kg_buf_str(&b), 10000), indent, INDENT, p->width);
}

static void put_wrapped(page *p, const char *open, const kg_str *v, int n)
{
    kg_buf b = { 0 };
    kg_put(p->a, &b, kg_cstr(open));
    for (int i = 0, some = 0; i < n; some |= v[i++].n > 0) {
        if (some && v[i].n) kg_put(p->a, &b, KG_S(", "));
        kg_put(p->a, &b, v[i]);
    }
    cmd_put_wrapped(p->o, cmd_fit(p->a, kg_buf_str(&b), 10000), INDENT, p->width);
}

static void put_node(page *p, const kg_col *cols, int n, const kg_cell *cell)
{
    kg_str id = GET("id"), label = GET("label"), dossier = GET("dossier"), file = GET("file"), movers = cmd_flat(p->a, GET("movers"));
    bool same = kg_eq(label, id) || kg_eq(label, GET("title"));
    put_joined(p, (kg_str[]){ id, same ? ((kg_str){ 0 }) : label }, 2, 0);
    if (GET("title").n) cmd_put_wrapped(p->o, cmd_fit(p->a, GET("title"), 10000), INDENT, p->width);
    put_wrapped(p, "", (kg_str[]){ GET("kind"), GET("soort"), GET("date"), dossier.n ? kg_fmt(p->a, "dossier %.*s", KG_ARG(dossier)) : dossier,
                              GET("state"), movers.n ? kg_fmt(p->a, "by %.*s", KG_ARG(movers)) : movers,
                              file.n ? file : KG_S("no document of its own here") }, 7);
}

static void put_heading(page *p, kg_str part, const char *what)
{
    if (kg_eq(kg_cstr(p->part), part)) return;
    snprintf(p->part, sizeof p->part, "%.*s", KG_ARG(part));
    cmd_puts(p->o, kg_fmt(p->a, "\n%s\n", what));
}

static void put_alias(page *p, const kg_col *cols, int n, const kg_cell *cell)
{
    kg_str name = GET("id").n ? GET("id") : kg_fmt(p->a, "\"%.*s\"", KG_ARG(GET("words")));
    put_heading(p, KG_S("alias"), "Also known as");
    put_joined(p, (kg_str[]){ name, kg_fmt(p->a, "%.*s:%.*s", KG_ARG(GET("doc")), KG_ARG(GET("line"))) }, 2, INDENT / 2);
    if (GET("evidence").n) cmd_put_wrapped(p->o, cmd_fit(p->a, GET("evidence"), 3 * p->width), INDENT, p->width);
}

/* "2021-11-04  brief-moties-2021-11-04:214  answers reported", the sentence, and what made it of it. */
static void put_relation(page *p, const kg_col *cols, int n, const kg_cell *cell, bool cites)
{
    kg_str doc = GET("doc"), source = GET("source"), date = GET("date"), cue = GET("cue"), flags = cmd_flat(p->a, GET("flags"));
    kg_str sure = GET("confidence").n ? GET("confidence") : KG_S("-");
    kg_str where = KG_CAT(p->a, doc, KG_S(":"), GET("line"));
    kg_str relation = GET("value").n ? kg_fmt(p->a, "%.*s %.*s", KG_ARG(GET("relation")), KG_ARG(GET("value"))) : GET("relation");
    put_joined(p, (kg_str[]){ cites ? date : date.n ? date : KG_S("no date   "), where, relation, cites ? GET("target") : (kg_str){ 0 },
                              source.n && !kg_eq(source, doc) ? kg_fmt(p->a, "by %.*s", KG_ARG(source)) : (kg_str){ 0 } }, 5, INDENT / 2);
    if (!GET("rule").n) return;                               /* history: its sentences stand below, under who cites it */
    if (GET("evidence").n) cmd_put_wrapped(p->o, cmd_fit(p->a, GET("evidence"), 4 * p->width), INDENT, p->width);
    put_wrapped(p, "(", (kg_str[]){ GET("voice"), cue.n ? kg_fmt(p->a, "\"%.*s\"", KG_ARG(kg_trim(cue))) : cue,
                                    kg_fmt(p->a, "rule %.*s", KG_ARG(GET("rule"))), flags,
                                    kg_fmt(p->a, "%.*s)", KG_ARG(sure)) }, 5);
}

static bool put_part(void *ctx, const kg_col *cols, int n, const kg_cell *cell)
{
    page *p = ctx;
    if (!cell) return true;
    kg_arena_reset(p->a);
    kg_str part = GET("part");
    if (kg_eq(part, KG_S("node"))) put_node(p, cols, n, cell);
    else if (kg_eq(part, KG_S("alias"))) put_alias(p, cols, n, cell);
    else {
        bool cites = kg_eq(part, KG_S("cites"));
        put_heading(p, part, cites ? "Cites" : kg_eq(part, KG_S("history")) ? "History" : "Cited by");
        put_relation(p, cols, n, cell, cites);
    }
    return cmd_put(p->o, "", 0);
}

static int show(kg_store *s, const char *file, const char *id, cmd_format format)
{
    kg_err e = { 0 };
    page p = { .o = cmd_out_open(NULL), .a = kg_arena_new(), .width = cmd_terminal() };
    cmd_rows *rows = cmd_rows_new(CMD_NDJSON, p.o);
    bool ok = format == CMD_TABLE ? kg_ask_show(s, id, put_part, &p, &e) : kg_ask_show(s, id, cmd_row, rows, &e);
    if (!ok) cmd_error(file, 0, "%s", e.what);
    cmd_rows_end(rows);
    ok = cmd_out_close(p.o, true) && ok;
    kg_arena_free(p.a);
    return ok ? CMD_DONE : CMD_NONE;
}

int cmd_show(int argc, char **argv)
{
    static const struct option longs[] = { { "format", required_argument, NULL, 'f' }, CMD_HELP_OPTION, { 0 } };
    cmd_format format = CMD_TABLE;
    for (int c; (c = cmd_getopt(argc, argv, NULL, longs, &help)) != -1;) {
        if (c == 'f' && !cmd_format_from(argv[0], optarg, CMD_TABLE | CMD_NDJSON, &format)) return CMD_NONE;
    }
    if (argc - optind != 2) return cmd_usage(argv[0], optind == argc ? "which graph file?" : "one id of one graph file");
    const char *id = argv[optind + 1];
    kg_store *s = cmd_open_graph(argv[0], argc - 1, argv);
    if (!s) return CMD_NONE;
    int status = show(s, argv[optind], id, format);
    kg_store_close(s);
    return status;
}
