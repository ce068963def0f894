/* mainpath.c - kamergraaf mainpath: the chain of papers through which most goes. */
#include "question.h"
#include "table.h"

static const cmd_help help = {
    .usage = "mainpath GRAPH.db [--dossier NUMBER] [--from DATE] [--to DATE] [--format FORMAT]",
    .about = "Prints the main path, oldest first: of all ways on which a matter came down from paper to paper, the chain of links\n"
             "that most of them share (search path count). share: of all these ways, the part that takes this link; relation,\n"
             "value and words: how the paper speaks of the one before it. Links that would make a circle are left out.\n",
    .options = "  --dossier NUMBER       from, to and within this dossier alone: 35373, 21501-02, \"35 570-V\"\n"
               "  --from, --to DATE      through papers of this time alone: 2020-10-05, 2020-10 or 2020\n" CMD_FORMAT_HELP,
    .example = "  kamergraaf mainpath graph.db --dossier 35373\n",
};

enum { LEFT_OUT };

static bool ask(kg_store *s, cmd_question *q, kg_row_fn *row, void *ctx, kg_err *e)
{
    return kg_ask_mainpath(s, q->o, &q->count[LEFT_OUT], row, ctx, e);
}

static void foot(cmd_question *q, cmd_out *o, kg_store *s)
{
    (void)s;
    if (!q->count[LEFT_OUT]) return;
    cmd_put_note(o, "\n%d link%s left out, since %s would make a circle.", q->count[LEFT_OUT], q->count[LEFT_OUT] == 1 ? " was" : "s were",
                 q->count[LEFT_OUT] == 1 ? "it" : "they");
}

int cmd_mainpath(int argc, char **argv)
{
    static const struct option longs[] = { CMD_FORMAT, CMD_DOSSIER, CMD_PERIOD, CMD_HELP_OPTION, { 0 } };
    cmd_question q = { .ask = ask, .foot = foot, .shown = "step|id|when=date|title|share|relation|value|evidence" };
    for (int c; (c = cmd_getopt(argc, argv, NULL, longs, &help)) != -1;)
        if (!cmd_question_option(&q, argv[0], c)) return CMD_NONE;
    return cmd_question_run(&q, argc, argv);
}
