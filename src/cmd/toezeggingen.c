/* toezeggingen.c - kamergraaf toezeggingen: one row a commitment; for people with what "open" rests on. */
#include "question.h"
#include "table.h"

#include <time.h>

static const cmd_help help = {
    .usage = "toezeggingen GRAPH.db [--open | --state STATE,...] [--as-of DATE] [--dossier NUMBER]\n"
             "                               [--minister NAME] [--from DATE] [--to DATE] [--format FORMAT]",
    .about =
        "Prints the commitments: who made them and where, in which words, by when, and which document keeps them.\n"
        "open: nothing keeps it; overdue: its date has passed; unknown: its deadline cannot be dated;\n"
        "lapsed: the register says that it need not be kept any more. What the chair reads out, and what the\n"
        "minister said of it before, is one row: the chair's words; `also` in CSV and NDJSON has the other place.\n",
    .options = "  --open                 without those that are kept or lapsed\n"
               "  --state STATE,...      in one of these states: open, kept, overdue, unknown, lapsed\n"
               "  --as-of DATE           overdue as seen on this day (2021-12-31); default: today\n" CMD_DOSSIER_HELP
               "  --minister NAME        made by this minister, or another part of who made it: Blok, kabinet\n"
               "  --from, --to DATE      made in this time: 2020-10-05, 2020-10 or 2020\n" CMD_FORMAT_HELP,
    .example = "  kamergraaf toezeggingen --open --as-of 2021-12-31 graph.db\n"
               "  kamergraaf toezeggingen graph.db --minister Blok --from 2020-10\n",
};

static char today[16];

enum { STATE = 9, ALL = 0, KEPT = 1, OVERDUE = 2 };

static bool ask(kg_store *s, cmd_question *q, kg_row_fn *row, void *ctx, kg_err *e)
{
    return kg_ask_toezeggingen(s, q->o, row, ctx, e);
}

static void see(cmd_question *q, const kg_cell *cell)
{
    q->count[ALL]++;
    q->count[KEPT] += kg_eq(cell[STATE].text, KG_S("kept"));
    q->count[OVERDUE] += kg_eq(cell[STATE].text, KG_S("overdue"));
}

static void foot(cmd_question *q, cmd_out *o, kg_store *s)
{
    cmd_put_note(o, "\n%d commitment%s, %d kept, %d overdue %s %s.", q->count[ALL], q->count[ALL] == 1 ? "" : "s", q->count[KEPT],
                 q->count[OVERDUE], q->o.as_of == today ? "today," : "on", q->o.as_of);
    cmd_put_scope(o, s, "Open: nothing that keeps it was found");
}

int cmd_toezeggingen(int argc, char **argv)
{
    static const struct option longs[] = { CMD_FORMAT, { "open", no_argument, NULL, 'o' },
                                           { "as-of", required_argument, NULL, 'd' }, CMD_DOSSIER, CMD_MINISTER,
                                           CMD_STATE, CMD_PERIOD, CMD_HELP_OPTION, { 0 } };
    cmd_question q = { .ask = ask, .see = see, .foot = foot,
                       .shown = "made in=doc:line|who|words|how|deadline|due|state|kept by=kept_by" };
    for (int c; (c = cmd_getopt(argc, argv, NULL, longs, &help)) != -1;) {
        if (c == 'o') q.o.open = true;
        if (c == 'd') q.o.as_of = optarg;
        if (!cmd_question_option(&q, argv[0], c)) return CMD_NONE;
    }
    if (q.o.as_of && !cmd_is_date(q.o.as_of)) return cmd_usage(argv[0], "'%s' is no date (2021-12-31)", q.o.as_of);
    if (!cmd_question_state(&q, argv[0], "open|kept|overdue|unknown|lapsed")) return CMD_NONE;
    time_t now = time(NULL);
    struct tm tm;
    if (!q.o.as_of && localtime_r(&now, &tm) && strftime(today, sizeof today, "%Y-%m-%d", &tm)) q.o.as_of = today;
    return cmd_question_run(&q, argc, argv);
}
