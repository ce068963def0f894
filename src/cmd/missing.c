/* missing.c - kamergraaf missing: what is cited, but not among the documents; most wanted first. */
#include "question.h"

static const cmd_help help = {
    .usage = "missing GRAPH.db [--dossier NUMBER] [--kind KIND,...] [--mover NAME] [--from DATE] [--to DATE]\n"
             "                          [--limit N] [--urls | --format FORMAT]",
    .about = "Prints what the documents cite and the collection does not have, by how many documents cite it, then how often,\n"
             "with the official address. What these addresses give can be added with kamergraaf build.\n",
    .options = CMD_DOSSIER_HELP CMD_KIND_HELP CMD_MOVER_HELP
               "  --from, --to DATE      of this time, where it is known: 2020-10-05, 2020-10 or 2020\n" CMD_ROWS_HELP "\n"
               "  --urls                 addresses alone, one a line, for wget -i\n" CMD_FORMAT_HELP,
    .example = "  kamergraaf missing graph.db --limit 20\n"
               "  kamergraaf missing graph.db --dossier 21501-02 --urls | wget -i - -P documents/\n",
};

enum { ADDRESS = 7 };

static bool ask(kg_store *s, cmd_question *q, kg_row_fn *row, void *ctx, kg_err *e)
{
    return kg_ask_missing(s, q->o, row, ctx, e);
}

typedef struct { kg_row_fn *row; void *ctx; } inner;

/* One bare column: as TSV without its head it is a list. */
static bool on_address(void *ctx, const kg_col *cols, int n, const kg_cell *cell)
{
    inner *x = ctx;
    (void)n;
    return !cell || cell[ADDRESS].null || x->row(x->ctx, &cols[ADDRESS], 1, &cell[ADDRESS]);
}

static bool ask_urls(kg_store *s, cmd_question *q, kg_row_fn *row, void *ctx, kg_err *e)
{
    inner x = { row, ctx };
    return kg_ask_missing(s, q->o, on_address, &x, e);
}

int cmd_missing(int argc, char **argv)
{
    static const struct option longs[] = { CMD_FORMAT, CMD_DOSSIER, CMD_KIND, CMD_MOVER, CMD_PERIOD, CMD_ROWS,
                                           { "urls", no_argument, NULL, 'u' }, CMD_HELP_OPTION, { 0 } };
    cmd_question q = { .ask = ask, .shown = "id|kind|title|date|citations|documents|address" };
    for (int c; (c = cmd_getopt(argc, argv, NULL, longs, &help)) != -1;) {
        if (c == 'u') q.ask = ask_urls;
        if (!cmd_question_option(&q, argv[0], c)) return CMD_NONE;
    }
    if (q.ask == ask_urls && q.format) return cmd_usage(argv[0], "--urls or --format");
    if (q.ask == ask_urls) q.format = CMD_TSV;
    return cmd_question_run(&q, argc, argv);
}
