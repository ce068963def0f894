/* edges.c - kamergraaf edges: every relation with the sentence that shows it. */
#include "question.h"

static const cmd_help help = {
    .usage = "edges GRAPH.db [--dossier NUMBER] [--kind KIND,...] [--mover NAME] [--minister NAME] [--from DATE]\n"
             "                        [--to DATE] [--format FORMAT]",
    .about = "Prints every relation between documents, with its place and the sentence that it rests on.\n",
    .options = "  --dossier NUMBER       from and to papers of this dossier: 35373, 21501-02, \"35 570-V\"\n"
               "  --kind KIND,...        to things of these kinds: motie, brief, verslag, kamerstuk, url ...\n" CMD_MOVER_HELP
               CMD_MINISTER_HELP
               "  --from, --to DATE      from documents of this time: 2020-10-05, 2020-10 or 2020\n" CMD_FORMAT_HELP,
    .example = "  kamergraaf edges graph.db --format csv > edges.csv\n",
};

static bool ask(kg_store *s, cmd_question *q, kg_row_fn *row, void *ctx, kg_err *e)
{
    return kg_ask_edges(s, q->o, row, ctx, e);
}

int cmd_edges(int argc, char **argv)
{
    static const struct option longs[] = { CMD_FORMAT, CMD_DOSSIER, CMD_KIND, CMD_MOVER, CMD_MINISTER, CMD_PERIOD, CMD_HELP_OPTION, { 0 } };
    cmd_question q = { .ask = ask, .spoken = true,
                       .shown = "where=doc:line|relation|value|target|evidence" };
    for (int c; (c = cmd_getopt(argc, argv, NULL, longs, &help)) != -1;)
        if (!cmd_question_option(&q, argv[0], c)) return CMD_NONE;
    return cmd_question_run(&q, argc, argv);
}
