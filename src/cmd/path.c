/* path.c - kamergraaf path: the shortest paths between two things, with the words on each step. */
#include "question.h"

enum { ONE = 1, ALL = 100 };                                  /* more than a hundred paths tell nobody more */

static const cmd_help help = {
    .usage = "path GRAPH.db FROM TO [--all] [--both] [--format FORMAT]",
    .about = "Prints the shortest path from one thing to another, one row a step, with the words that make it: of parallel\n"
             "relations the one that says most. A step follows a relation from what says it to what it is about.\n",
    .options = "  --all                  all shortest paths (the first 100)\n"
               "  --both                 follow relations in both directions; '<-' is a step against one\n" CMD_FORMAT_HELP,
    .example = "  kamergraaf path graph.db brief-moties-2021-11-04 kst-21501-02-2401 --both --all\n",
};

enum { BOTH, MOST };

static bool ask(kg_store *s, cmd_question *q, kg_row_fn *row, void *ctx, kg_err *e)
{
    return kg_ask_path(s, q->args[0], q->args[1], q->count[BOTH], q->count[MOST], row, ctx, e);
}

int cmd_path(int argc, char **argv)
{
    static const struct option longs[] = { CMD_FORMAT, { "all", no_argument, NULL, 'a' }, { "both", no_argument, NULL, 'b' },
                                           CMD_HELP_OPTION, { 0 } };
    cmd_question q = { .ask = ask, .least = 2, .most = 2, .words = "the id of one thing and of another", .count = { 0, ONE },
                       .shown = "path|step|from|way|relation|to|line|evidence" };
    for (int c; (c = cmd_getopt(argc, argv, NULL, longs, &help)) != -1;) {
        if (c == 'a') q.count[MOST] = ALL;
        if (c == 'b') q.count[BOTH] = 1;
        if (!cmd_question_option(&q, argv[0], c)) return CMD_NONE;
    }
    return cmd_question_run(&q, argc, argv);
}
