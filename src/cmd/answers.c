/* answers.c - kamergraaf answers: which letter answers what, in which words. */
#include "question.h"

static const cmd_help help = {
    .usage = "answers GRAPH.db [ID] [--dossier NUMBER] [--kind KIND,...] [--mover NAME] [--minister NAME] [--from DATE]\n"
             "                          [--to DATE] [--format FORMAT]",
    .about = "Prints what letters answer: motions, questions, requests. One row an answer, with its words; of the letter ID alone\n"
             "where one is named.\n"
             "state: done, in_line, ongoing, not_applicable, refused, reported (told, no word of state), reply (to questions).\n",
    .options = "  --dossier NUMBER       to what belongs to this dossier: 35373, 21501-02, \"35 570-V\"\n" CMD_KIND_HELP CMD_MOVER_HELP
               CMD_MINISTER_HELP
               "  --from, --to DATE      by letters of this time: 2021-11-04, 2021-11 or 2021\n" CMD_FORMAT_HELP,
    .example = "  kamergraaf answers graph.db brief-moties-2021-11-04\n"
               "  kamergraaf answers graph.db --dossier 35373 --format csv > answers.csv\n",
};

static bool ask(kg_store *s, cmd_question *q, kg_row_fn *row, void *ctx, kg_err *e)
{
    return kg_ask_answers(s, q->nargs ? q->args[0] : NULL, q->o, row, ctx, e);
}

int cmd_answers(int argc, char **argv)
{
    static const struct option longs[] = { CMD_FORMAT, CMD_DOSSIER, CMD_KIND, CMD_MOVER, CMD_MINISTER, CMD_PERIOD, CMD_HELP_OPTION, { 0 } };
    cmd_question q = { .ask = ask, .spoken = true, .most = 1,
                       .shown = "letter=doc:line|date|target|by=movers|state|evidence" };
    for (int c; (c = cmd_getopt(argc, argv, NULL, longs, &help)) != -1;)
        if (!cmd_question_option(&q, argv[0], c)) return CMD_NONE;
    return cmd_question_run(&q, argc, argv);
}
