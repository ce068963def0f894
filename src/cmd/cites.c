/* cites.c - kamergraaf cites, kamergraaf cited-by: what a thing points to, and what points to it, with the words. */
#include "question.h"

#define NARROWED "[--dossier NUMBER] [--kind KIND,...] [--mover NAME] [--minister NAME] [--from DATE]\n" \
                 "                          [--to DATE] [--format FORMAT]"

static const cmd_help help_cites = {
    .usage = "cites GRAPH.db ID " NARROWED,
    .about = "Prints what a document points to, or a motion in its own text: one row a relation, with its words.\n",
    .options = "  --dossier NUMBER       to things of this dossier: 35373, 21501-02, \"35 570-V\"\n" CMD_KIND_HELP
               CMD_MOVER_HELP CMD_MINISTER_HELP CMD_PERIOD_HELP CMD_FORMAT_HELP,
    .example = "  kamergraaf cites graph.db brief-moties-2021-11-04 --kind motie\n",
};
static const cmd_help help_cited_by = {
    .usage = "cited-by GRAPH.db ID " NARROWED,
    .about = "Prints what points to a thing: one row a relation, in order of time, with its words.\n",
    .options = "  --dossier NUMBER       from papers of this dossier: 35373, 21501-02, \"35 570-V\"\n" CMD_KIND_HELP
               CMD_MOVER_HELP CMD_MINISTER_HELP CMD_PERIOD_HELP CMD_FORMAT_HELP,
    .example = "  kamergraaf cited-by graph.db kst-35373-8\n",
};

static bool ask_cites(kg_store *s, cmd_question *q, kg_row_fn *row, void *ctx, kg_err *e)
{
    return kg_ask_cites(s, q->args[0], q->o, row, ctx, e);
}

static bool ask_cited_by(kg_store *s, cmd_question *q, kg_row_fn *row, void *ctx, kg_err *e)
{
    return kg_ask_cited_by(s, q->args[0], q->o, row, ctx, e);
}

static int run(cmd_question *q, const cmd_help *help, int argc, char **argv)
{
    static const struct option longs[] = { CMD_FORMAT, CMD_DOSSIER, CMD_KIND, CMD_MOVER, CMD_MINISTER, CMD_PERIOD, CMD_HELP_OPTION,
                                           { 0 } };
    q->least = q->most = 1;
    q->words = "the id of a thing";
    for (int c; (c = cmd_getopt(argc, argv, NULL, longs, help)) != -1;)
        if (!cmd_question_option(q, argv[0], c)) return CMD_NONE;
    return cmd_question_run(q, argc, argv);
}

int cmd_cites(int argc, char **argv)
{
    cmd_question q = { .spoken = true, .ask = ask_cites, .shown = "line|relation|value|target|evidence" };
    return run(&q, &help_cites, argc, argv);
}

int cmd_cited_by(int argc, char **argv)
{
    cmd_question q = { .spoken = true, .ask = ask_cited_by, .shown = "where=doc:line|when=date|relation|value|evidence" };
    return run(&q, &help_cited_by, argc, argv);
}
