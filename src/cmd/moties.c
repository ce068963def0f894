/* moties.c - kamergraaf moties: one row a motion; for people with what "open" rests on. */
#include "question.h"
#include "store/store.h"
#include "table.h"

#include <stdio.h>
#include <string.h>

static const cmd_help help = {
    .usage = "moties GRAPH.db [--open | --state STATE,...] [--judgement WORD,...] [--dossier NUMBER]\n"
             "                         [--mover NAME] [--minister NAME] [--from DATE] [--to DATE] [--format FORMAT]",
    .about = "Prints the motions: who put them on record and where, the minister's verdict, what answers them, their "
             "state.\n"
             "A motion is open where no document of the collection answers it; held, withdrawn, replaced and lapsed\n"
             "motions are not open.\n",
    .options = "  --open                 open motions alone\n"
               "  --state STATE,...      in one of these states: open, answered, ongoing, not_applicable, held, withdrawn,\n"
               "                         replaced, taken_over, rejected, lapsed\n"
               "  --judgement WORD,...   of which the minister's last word is one of these: oordeel_kamer, ontraden, overgenomen,\n"
               "                         ontijdig, overbodig, aangehouden; or on which the Chamber voted: aangenomen, verworpen\n"
               CMD_DOSSIER_HELP
               CMD_MOVER_HELP
               "  --minister NAME        that this minister judged or answered, where a text names who speaks: Blok\n" CMD_PERIOD_HELP CMD_FORMAT_HELP,
    .example = "  kamergraaf moties --open graph.db\n"
               "  kamergraaf moties graph.db --dossier 35373 --mover Karabulut --format markdown\n",
};

enum { TITLE = 1, OUTCOME = 6, STATE = 8, PRESENT = 10, MOTIONS = 0, OPEN, CITED, OPINIONS, VOTED };   /* CITED: open, and not on record here; OPINIONS: open */

static bool ask(kg_store *s, cmd_question *q, kg_row_fn *row, void *ctx, kg_err *e)
{
    return kg_ask_moties(s, q->o, row, ctx, e);
}

static void see(cmd_question *q, const kg_cell *cell)
{
    q->count[MOTIONS]++;
    bool open = kg_eq(cell[STATE].text, KG_S("open"));
    q->count[OPEN] += open;
    q->count[CITED] += open && kg_eq(cell[PRESENT].text, KG_S("0"));
    q->count[VOTED] += cell[OUTCOME].text.n > 0;
    q->count[OPINIONS] += open && kg_starts(cell[TITLE].text, KG_S("spreekt "));
}

static void foot(cmd_question *q, cmd_out *o, kg_store *s)
{
    char cited[160] = "";
    if (q->count[CITED]) snprintf(cited, sizeof cited, " (%d only spoken of, not put on record here)", q->count[CITED]);
    int n = q->count[OPINIONS];
    size_t at = strlen(cited);
    if (n) snprintf(cited + at, sizeof cited - at, " (%d state%s an opinion, \"spreekt uit\", and ask%s nothing)", n, n == 1 ? "s" : "", n == 1 ? "s" : "");
    cmd_put_note(o, "\n%d motion%s, %d open%s. Held, withdrawn, replaced and lapsed motions are not open.", q->count[MOTIONS],
                 q->count[MOTIONS] == 1 ? "" : "s", q->count[OPEN], cited);
    cmd_put_scope(o, s, "Open: nothing found");
    int64_t votes = 0;
    kg_err e;
    bool none = kg_store_get(s, "SELECT 1 FROM event WHERE relation = 'decides' LIMIT 1", NULL, 0, &votes, 1, &e) == 0;
    if (q->count[OPEN] && none)
        cmd_put_note(o, "No votes are in this collection: which motions were adopted and which rejected is unknown.");
    else if (q->count[OPEN] && q->count[VOTED] < q->count[MOTIONS])
        cmd_put_note(o, "The vote on %d of these %d is known: which of the others were adopted and which rejected is unknown.",
                     q->count[VOTED], q->count[MOTIONS]);
}

int cmd_moties(int argc, char **argv)
{
    static const struct option longs[] = { CMD_FORMAT, { "open", no_argument, NULL, 'o' }, CMD_STATE, CMD_JUDGEMENT, CMD_DOSSIER, CMD_MOVER,
                                           CMD_MINISTER, CMD_PERIOD, CMD_HELP_OPTION, { 0 } };
    cmd_question q = { .ask = ask, .spoken = true, .see = see, .foot = foot,
                       .shown = "id|movers|title|date|introduced|judgement=judgement+outcome|state|answered by=answers" };
    for (int c; (c = cmd_getopt(argc, argv, NULL, longs, &help)) != -1;) {
        if (c == 'o') q.o.open = true;
        if (!cmd_question_option(&q, argv[0], c)) return CMD_NONE;
    }
    if (!cmd_question_state(&q, argv[0], "open|answered|ongoing|not_applicable|held|withdrawn|replaced|taken_over|rejected|lapsed"))
        return CMD_NONE;
    if (!cmd_question_words(argv[0], "judgement", q.o.judgement,
                            "oordeel_kamer|ontraden|overgenomen|ontijdig|overbodig|aangehouden|aangenomen|verworpen")) return CMD_NONE;
    return cmd_question_run(&q, argc, argv);
}
