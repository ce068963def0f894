/* toezeggingen.c - kamergraaf toezeggingen: one row a commitment; for people with what "open" rests on. */
#include "table.h"

static const cmd_help help = {
    .usage = "toezeggingen GRAPH.db [--open] [--as-of DATE] [--format table|ndjson|csv]",
    .about =
        "Prints the commitments: who made them and where, in which words, by when, and which document keeps them.\n"
        "open: nothing keeps it; overdue: its date has passed; unknown: its deadline cannot be dated.\n",
    .options = "  --open                 without those that are kept\n"
               "  --as-of DATE           overdue as seen on this day (2021-12-31); default: today\n"
               "  --format FORMAT        table (default), ndjson or csv\n",
    .example = "  kamergraaf toezeggingen --open --as-of 2021-12-31 graph.db\n",
};

enum { ID, WHO, WORDS, DOC, LINE, HOW, DEADLINE, DUE, KEPT_BY, STATE };

typedef struct { cmd_rows *rows; kg_arena *a; int all, kept, overdue; } report;

static bool put_short(void *ctx, const kg_col *cols, int n, const kg_cell *cell)
{
    static const kg_col shown[] = { { "made in", KG_COL_TEXT }, { "who", KG_COL_TEXT }, { "words", KG_COL_TEXT },
                                    { "how", KG_COL_TEXT }, { "deadline", KG_COL_TEXT }, { "due", KG_COL_TEXT },
                                    { "state", KG_COL_TEXT }, { "kept by", KG_COL_JSON } };
    report *r = ctx;
    (void)cols, (void)n;
    if (!cell) return cmd_row(r->rows, shown, 8, NULL);
    r->all++;
    r->kept += kg_eq(cell[STATE].text, KG_S("kept"));
    r->overdue += kg_eq(cell[STATE].text, KG_S("overdue"));
    kg_arena_reset(r->a);
    kg_str where = kg_fmt(r->a, "%.*s:%.*s", KG_ARG(cell[DOC].text), KG_ARG(cell[LINE].text));
    const kg_cell out[] = { { where, false }, cell[WHO], cell[WORDS], cell[HOW], cell[DEADLINE], cell[DUE], cell[STATE],
                            cell[KEPT_BY] };
    return cmd_row(r->rows, shown, 8, out);
}

static void put_footer(cmd_out *o, kg_store *s, const report *r, const char *as_of)
{
    cmd_puts(o, KG_S("\n"));
    cmd_put_int(o, r->all);
    cmd_puts(o, r->all == 1 ? KG_S(" commitment, ") : KG_S(" commitments, "));
    cmd_put_int(o, r->kept);
    cmd_puts(o, KG_S(" kept, "));
    cmd_put_int(o, r->overdue);
    cmd_puts(o, KG_S(" overdue"));
    if (as_of) cmd_puts(o, KG_S(" on "));
    cmd_puts(o, kg_cstr(as_of));
    cmd_puts(o, KG_S(".\n"));
    cmd_put_scope(o, s, "Open: nothing that keeps it was found");
}

static bool print(kg_store *s, kg_ask_opts ask, cmd_format format, const char *file)
{
    kg_err e = { 0 };
    cmd_out *o = cmd_out_open(NULL);
    report r = { .rows = cmd_rows_new(format, o), .a = kg_arena_new() };
    bool table = format == CMD_TABLE;
    bool ok = table ? kg_ask_toezeggingen(s, ask, put_short, &r, &e) : kg_ask_toezeggingen(s, ask, cmd_row, r.rows, &e);
    if (!ok) cmd_error(file, 0, "%s", e.what);
    cmd_rows_end(r.rows);
    if (table && ok) put_footer(o, s, &r, ask.as_of);
    kg_arena_free(r.a);
    return cmd_out_close(o, true) && ok;
}

static bool is_date(const char *s)
{
    static const char form[] = "dddd-dd-dd";
    if (strlen(s) != sizeof form - 1) return false;
    for (int i = 0; form[i]; i++)
        if (form[i] == 'd' ? !kg_digit(s[i]) : s[i] != form[i]) return false;
    static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int year = kg_int((kg_str){ s, 4 }), month = kg_int((kg_str){ s + 5, 2 }), day = kg_int((kg_str){ s + 8, 2 });
    if (month < 1 || month > 12 || day < 1 || day > days[month - 1]) return false;
    return month != 2 || day < 29 || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

int cmd_toezeggingen(int argc, char **argv)
{
    static const struct option longs[] = { { "format", required_argument, NULL, 'f' },
                                           { "open", no_argument, NULL, 'o' },
                                           { "as-of", required_argument, NULL, 'd' },
                                           CMD_HELP_OPTION,
                                           { 0 } };
    cmd_format format = CMD_TABLE;
    kg_ask_opts ask = { 0 };
    for (int c; (c = cmd_getopt(argc, argv, NULL, longs, &help)) != -1;) {
        if (c == 'o') ask.open = true;
        if (c == 'd') ask.as_of = optarg;
        if (c == 'f' && !cmd_format_from(argv[0], optarg, &format)) return CMD_NONE;
    }
    if (ask.as_of && !is_date(ask.as_of)) return cmd_usage(argv[0], "'%s' is no date (2021-12-31)", ask.as_of);
    kg_store *s = cmd_open_graph(argv[0], argc, argv);
    bool ok = s && print(s, ask, format, argv[optind]);
    kg_store_close(s);
    return ok ? CMD_DONE : CMD_NONE;
}
