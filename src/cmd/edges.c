/* edges.c - kamergraaf edges: every relation with the sentence that shows it. */
#include "cmd.h"

static const cmd_help help = {
    .usage = "edges GRAPH.db [--format table|ndjson|csv]",
    .about = "Prints every relation between documents, with its place and the sentence that it rests on.\n",
    .options = "  --format FORMAT        table (default), ndjson or csv\n",
    .example = "  kamergraaf edges graph.db --format csv > edges.csv\n",
};

/* For people: where, what, to what, in which words; the other formats have all fields. */
typedef struct { cmd_rows *rows; kg_arena *a; } short_rows;

static bool put_short(void *ctx, const kg_col *cols, int n, const kg_cell *cell)
{
    enum { DOC, SOURCE, RELATION, VALUE, TARGET, LINE, START, END, EVIDENCE };
    static const kg_col shown[] = { { "where", KG_COL_TEXT }, { "relation", KG_COL_TEXT }, { "value", KG_COL_TEXT },
                                    { "target", KG_COL_TEXT }, { "evidence", KG_COL_TEXT } };
    short_rows *r = ctx;
    (void)cols, (void)n;
    if (!cell) return cmd_row(r->rows, shown, 5, NULL);
    kg_arena_reset(r->a);
    kg_str where = kg_fmt(r->a, "%.*s:%.*s", KG_ARG(cell[DOC].text), KG_ARG(cell[LINE].text));
    const kg_cell out[] = { { where, false }, cell[RELATION], cell[VALUE], cell[TARGET], cell[EVIDENCE] };
    return cmd_row(r->rows, shown, 5, out);
}

int cmd_edges(int argc, char **argv)
{
    static const struct option longs[] = { { "format", required_argument, NULL, 'f' }, CMD_HELP_OPTION, { 0 } };
    cmd_format format = CMD_TABLE;
    for (int c; (c = cmd_getopt(argc, argv, NULL, longs, &help)) != -1;)
        if (c == 'f' && !cmd_format_from(argv[0], optarg, &format)) return CMD_NONE;
    kg_store *s = cmd_open_graph(argv[0], argc, argv);
    if (!s) return CMD_NONE;
    kg_err e = { 0 };
    cmd_out *o = cmd_out_open(NULL);
    short_rows r = { cmd_rows_new(format, o), kg_arena_new() };
    bool ok = format == CMD_TABLE ? kg_ask_edges(s, put_short, &r, &e) : kg_ask_edges(s, cmd_row, r.rows, &e);
    if (!ok) cmd_error(argv[optind], 0, "%s", e.what);
    cmd_rows_end(r.rows);
    kg_arena_free(r.a);
    ok = cmd_out_close(o, true) && ok;
    kg_store_close(s);
    return ok ? CMD_DONE : CMD_NONE;
}
