/* moties.c - kamergraaf moties: one row a motion; for people with what "open" rests on. */
#include "table.h"

static const cmd_help help = {
    .usage = "moties GRAPH.db [--open] [--format table|ndjson|csv]",
    .about = "Prints the motions: who put them on record and where, the minister's verdict, what answers them, their "
             "state.\n"
             "A motion is open where no document of the collection answers it; held, withdrawn, replaced and lapsed\n"
             "motions are not open.\n",
    .options = "  --open                 open motions alone\n"
               "  --format FORMAT        table (default), ndjson or csv\n",
    .example = "  kamergraaf moties --open graph.db\n",
};

enum { ID, TITLE, MOVERS, DATE, INTRODUCED, JUDGEMENTS, OUTCOME, ANSWERS, STATE, JUDGEMENT };

typedef struct { cmd_rows *rows; int motions, open; } report;

static bool put_short(void *ctx, const kg_col *cols, int n, const kg_cell *cell)
{
    static const kg_col shown[] = { { "id", KG_COL_TEXT },         { "movers", KG_COL_JSON },
                                    { "title", KG_COL_TEXT },      { "date", KG_COL_TEXT },
                                    { "introduced", KG_COL_JSON }, { "judgement", KG_COL_TEXT },
                                    { "state", KG_COL_TEXT },      { "answered by", KG_COL_JSON } };
    report *r = ctx;
    (void)cols, (void)n;
    if (!cell) return cmd_row(r->rows, shown, 8, NULL);
    r->motions++;
    r->open += kg_eq(cell[STATE].text, KG_S("open"));
    const kg_cell out[] = { cell[ID],         cell[MOVERS],    cell[TITLE], cell[DATE],
                            cell[INTRODUCED], cell[JUDGEMENT], cell[STATE], cell[ANSWERS] };
    return cmd_row(r->rows, shown, 8, out);
}

static void put_footer(cmd_out *o, kg_store *s, const report *r)
{
    cmd_puts(o, KG_S("\n"));
    cmd_put_int(o, r->motions);
    cmd_puts(o, r->motions == 1 ? KG_S(" motion, ") : KG_S(" motions, "));
    cmd_put_int(o, r->open);
    cmd_puts(o, KG_S(" open. Held, withdrawn, replaced and lapsed motions are not open.\n"));
    cmd_put_scope(o, s, "Open: nothing found");
}

static bool print(kg_store *s, kg_ask_opts ask, cmd_format format, const char *file)
{
    kg_err e = { 0 };
    cmd_out *o = cmd_out_open(NULL);
    report r = { .rows = cmd_rows_new(format, o) };
    bool table = format == CMD_TABLE;
    bool ok = table ? kg_ask_moties(s, ask, put_short, &r, &e) : kg_ask_moties(s, ask, cmd_row, r.rows, &e);
    if (!ok) cmd_error(file, 0, "%s", e.what);
    cmd_rows_end(r.rows);
    if (table && ok) put_footer(o, s, &r);
    return cmd_out_close(o, true) && ok;
}

int cmd_moties(int argc, char **argv)
{
    static const struct option longs[] = {
        { "format", required_argument, NULL, 'f' }, { "open", no_argument, NULL, 'o' }, CMD_HELP_OPTION, { 0 }
    };
    cmd_format format = CMD_TABLE;
    kg_ask_opts ask = { 0 };
    for (int c; (c = cmd_getopt(argc, argv, NULL, longs, &help)) != -1;) {
        if (c == 'o') ask.open = true;
        if (c == 'f' && !cmd_format_from(argv[0], optarg, &format)) return CMD_NONE;
    }
    kg_store *s = cmd_open_graph(argv[0], argc, argv);
    bool ok = s && print(s, ask, format, argv[optind]);
    kg_store_close(s);
    return ok ? CMD_DONE : CMD_NONE;
}
