/* top.c - kamergraaf top: what the whole graph says weighs most. */
#include "question.h"

enum { LIMIT = 20 };

static const cmd_help help = {
    .usage = "top GRAPH.db [--by MEASURE] [--dossier NUMBER] [--kind KIND,...] [--mover NAME] [--from DATE] [--to DATE] [--limit N]\n"
             "                      [--format FORMAT]",
    .about = "Prints the things that weigh most in the whole graph; what narrows the rows does not change the measure.\n"
             "  cited         by how many documents (default)\n"
             "  pagerank      cited by what is cited itself (damping 0.85)\n"
             "  authority     cited by good hubs;   hub   citing good authorities (HITS)\n"
             "  betweenness   lies on how many shortest paths between others\n"
             "  core          the k of its k-core: part of a web in which all have at least k ties\n"
             "All but cited count each pair once and leave out what points to itself. What is reckoned is kept in the graph file\n"
             "until the next build; betweenness takes long in a large one.\n",
    .options = "  --by MEASURE           cited, pagerank, authority, hub, betweenness, core\n" CMD_DOSSIER_HELP CMD_KIND_HELP
               CMD_MOVER_HELP CMD_PERIOD_HELP CMD_ROWS_HELP " (default 20; 0: all)\n" CMD_FORMAT_HELP,
    .example = "  kamergraaf top graph.db --by pagerank --kind motie --limit 10\n",
};

static const char *by = "cited";

static bool ask(kg_store *s, cmd_question *q, kg_row_fn *row, void *ctx, kg_err *e)
{
    return kg_ask_top(s, by, q->o, row, ctx, e);
}

static bool known(const char *word)
{
    static const char *const words[] = { "cited", "pagerank", "authority", "hub", "betweenness", "core" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(word, words[i])) return true;
    return false;
}

int cmd_top(int argc, char **argv)
{
    static const struct option longs[] = { CMD_FORMAT, { "by", required_argument, NULL, 'b' }, CMD_DOSSIER, CMD_KIND,
                                           CMD_MOVER, CMD_PERIOD, CMD_ROWS, CMD_HELP_OPTION, { 0 } };
    cmd_question q = { .ask = ask, .o.limit = LIMIT, .shown = "rank|id|kind|title|date|value|citations|documents" };
    for (int c; (c = cmd_getopt(argc, argv, NULL, longs, &help)) != -1;) {
        if (c == 'b') by = optarg;
        if (!cmd_question_option(&q, argv[0], c)) return CMD_NONE;
    }
    if (!known(by)) return cmd_usage(argv[0], "unknown measure '%s' (cited, pagerank, authority, hub, betweenness, core)", by);
    return cmd_question_run(&q, argc, argv);
}
