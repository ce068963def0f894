/* sql.c - kamergraaf sql: a question of one's own to the graph file, which it cannot change. */
#include "question.h"

enum { SECONDS = 30 };

static const cmd_help help = {
    .usage = "sql GRAPH.db SELECT... [--timeout SECONDS] [--format FORMAT]",
    .about = "Puts one SQL statement to the graph file and prints its rows. It can only read: nothing is written, no other file\n"
             "opened, no extension loaded. Views for people: motie, toezegging, answer, citation, missing, dossier, and the\n"
             "table problem; all of them are told of in store.sql: kamergraaf sql graph.db \"SELECT sql FROM sqlite_schema\".\n"
             "Any SQLite tool can open the file as well.\n",
    .options = "  --timeout SECONDS      how long it may take (default 30)\n" CMD_FORMAT_HELP,
    .example = "  kamergraaf sql graph.db \"SELECT state, count(*) FROM motie GROUP BY state\"\n"
               "  kamergraaf sql graph.db --format csv \"SELECT * FROM citation WHERE relation = 'judges'\" > judged.csv\n",
};

static int seconds = SECONDS;

static bool ask(kg_store *s, cmd_question *q, kg_row_fn *row, void *ctx, kg_err *e)
{
    return kg_ask_sql(s, q->args[0], seconds, row, ctx, e);
}

int cmd_sql(int argc, char **argv)
{
    static const struct option longs[] = { CMD_FORMAT, { "timeout", required_argument, NULL, 't' }, CMD_HELP_OPTION, { 0 } };
    cmd_question q = { .ask = ask, .least = 1, .most = 1, .words = "the SELECT" };
    for (int c; (c = cmd_getopt(argc, argv, NULL, longs, &help)) != -1;) {
        if (c == 't' && !cmd_number(argv[0], "--timeout", optarg, 1, &seconds)) return CMD_NONE;
        if (!cmd_question_option(&q, argv[0], c)) return CMD_NONE;
    }
    return cmd_question_run(&q, argc, argv);
}
