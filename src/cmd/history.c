/* history.c - kamergraaf history: what became of a thing, or of all in a dossier, in order of time. */
#include "question.h"

static const cmd_help help = {
    .usage = "history GRAPH.db ID [--kind KIND,...] [--mover NAME] [--minister NAME] [--from DATE] [--to DATE]\n"
             "                          [--format FORMAT]",
    .about = "Prints what happened to a motion, a commitment or a paper, in order of time: put on record, replaced, judged, held,\n"
             "voted, answered, cited. Of a dossier (its number, or dossier-NUMBER): what happened to all that belongs to it.\n",
    .options = CMD_KIND_HELP CMD_MOVER_HELP CMD_MINISTER_HELP CMD_PERIOD_HELP CMD_FORMAT_HELP,
    .example = "  kamergraaf history graph.db kst-35373-8\n"
               "  kamergraaf history graph.db 35373 --kind motie --from 2021\n",
};

static bool ask(kg_store *s, cmd_question *q, kg_row_fn *row, void *ctx, kg_err *e)
{
    return kg_ask_history(s, q->args[0], q->o, row, ctx, e);
}

int cmd_history(int argc, char **argv)
{
    static const struct option longs[] = { CMD_FORMAT, CMD_KIND, CMD_MOVER, CMD_MINISTER, CMD_PERIOD, CMD_HELP_OPTION, { 0 } };
    cmd_question q = { .ask = ask, .spoken = true, .least = 1, .most = 1, .words = "the id of a thing or a dossier",
                       .shown = "when=date|id|what|value|where=doc:line|evidence" };
    for (int c; (c = cmd_getopt(argc, argv, NULL, longs, &help)) != -1;)
        if (!cmd_question_option(&q, argv[0], c)) return CMD_NONE;
    return cmd_question_run(&q, argc, argv);
}
