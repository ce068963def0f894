/* search.c - kamergraaf search: words in the documents, with the passage, who speaks, and where. */
#include "question.h"

enum { LIMIT = 20, MOST_WORDS = 64 };

static const cmd_help help = {
    .usage = "search GRAPH.db WORDS... [--dossier NUMBER] [--kind KIND,...] [--mover NAME] [--minister NAME]\n"
             "                         [--from DATE] [--to DATE] [--limit N] [--format FORMAT]",
    .about = "Prints the passages that hold all of these words, the best first. Case and accents do not matter. A phrase stands in\n"
             "quotes (\"'druk op Azerbeidzjan'\" needs the shell's own quotes outside), krijgsgevangen* is any word that begins so,\n"
             "-word is a word that must not be there (behind --). The first search makes the index, which takes its time.\n",
    .options = "  --dossier NUMBER       in papers of this dossier: 35373, 21501-02, \"35 570-V\"\n"
               "  --kind KIND,...        in documents of these kinds: brief, verslag, debat ...\n"
               "  --mover NAME           in motions by this member, also as second name\n"
               "  --minister NAME        said by this person, or as: Blok, minister, voorzitter\n" CMD_PERIOD_HELP
               CMD_ROWS_HELP " (default 20; 0: all)\n" CMD_FORMAT_HELP,
    .example = "  kamergraaf search graph.db wapenembargo\n"
               "  kamergraaf search graph.db '\"druk op Azerbeidzjan\" krijgsgevangen*'\n",
};

/* The words as one line; the shell took them apart. */
static bool ask(kg_store *s, cmd_question *q, kg_row_fn *row, void *ctx, kg_err *e)
{
    kg_arena *a = kg_arena_new();
    kg_buf words = { 0 };
    for (int i = 0; i < q->nargs; i++) {
        if (!strncmp(q->args[i], "--", 2)) {
            kg_arena_free(a);
            return kg_fail(e, KG_EUSAGE, -1, "'%.100s' stands behind --, where all are words; options go before it", q->args[i]);
        }
        kg_put(a, &words, kg_cstr(q->args[i]));
        kg_putc(a, &words, ' ');
    }
    kg_putc(a, &words, 0);
    cmd_tell_passages(s);
    bool ok = kg_ask_search(s, words.v, q->o, row, ctx, e);
    kg_arena_free(a);
    return ok;
}

int cmd_search(int argc, char **argv)
{
    static const struct option longs[] = { CMD_FORMAT, CMD_DOSSIER, CMD_KIND, CMD_MOVER, CMD_MINISTER, CMD_PERIOD, CMD_ROWS,
                                           CMD_HELP_OPTION, { 0 } };
    cmd_question q = { .ask = ask, .least = 1, .most = MOST_WORDS, .words = "the words to look for", .o.limit = LIMIT,
                       .shown = "where=doc:line|when=date|speaker|text" };
    for (int c; (c = cmd_getopt(argc, argv, NULL, longs, &help)) != -1;)
        if (!cmd_question_option(&q, argv[0], c)) return CMD_NONE;
    return cmd_question_run(&q, argc, argv);
}
