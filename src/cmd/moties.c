/* moties.c - kamergraaf moties: one row a motion; for people with what "open" rests on. */
#include "question.h"

static const cmd_help help = {
    .usage = "moties GRAPH.db [--open] [--dossier NUMBER] [--mover NAME] [--from DATE] [--to DATE] [--format FORMAT]",
    .about = "Prints the motions: who put them on record and where, the minister's verdict, what answers them, their "
             "state.\n"
             "A motion is open where no document of the collection answers it; held, withdrawn, replaced and lapsed\n"
             "motions are not open.\n",
    .options = "  --open                 open motions alone\n" CMD_DOSSIER_HELP CMD_MOVER_HELP CMD_PERIOD_HELP CMD_FORMAT_HELP,
    .example = "  kamergraaf moties --open graph.db\n"
               "  kamergraaf moties graph.db --dossier 35373 --mover Karabulut --format markdown\n",
};

enum { STATE = 8, MOTIONS = 0, OPEN = 1 };

static bool ask(kg_store *s, cmd_question *q, kg_row_fn *row, void *ctx, kg_err *e)
{
    return kg_ask_moties(s, q->o, row, ctx, e);
}

static void see(cmd_question *q, const kg_cell *cell)
{
    q->count[MOTIONS]++;
    q->count[OPEN] += kg_eq(cell[STATE].text, KG_S("open"));
}

static void foot(cmd_question *q, cmd_out *o, kg_store *s)
{
    cmd_puts(o, KG_S("\n"));
    cmd_put_int(o, q->count[MOTIONS]);
    cmd_puts(o, q->count[MOTIONS] == 1 ? KG_S(" motion, ") : KG_S(" motions, "));
    cmd_put_int(o, q->count[OPEN]);
    cmd_puts(o, KG_S(" open. Held, withdrawn, replaced and lapsed motions are not open.\n"));
    cmd_put_scope(o, s, "Open: nothing found");
}

int cmd_moties(int argc, char **argv)
{
    static const struct option longs[] = { CMD_FORMAT, { "open", no_argument, NULL, 'o' }, CMD_DOSSIER, CMD_MOVER,
                                           CMD_PERIOD, CMD_HELP_OPTION, { 0 } };
    cmd_question q = { .ask = ask, .see = see, .foot = foot,
                       .shown = "id|movers|title|date|introduced|judgement|state|answered by=answers" };
    for (int c; (c = cmd_getopt(argc, argv, NULL, longs, &help)) != -1;) {
        if (c == 'o') q.o.open = true;
        if (!cmd_question_option(&q, argv[0], c)) return CMD_NONE;
    }
    return cmd_question_run(&q, argc, argv);
}
