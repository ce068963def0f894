/* groups.c - kamergraaf groups: what belongs together. */
#include "question.h"

enum { LIMIT = 20 };

static const cmd_help help = {
    .usage = "groups GRAPH.db [--by community|component] [--members [--dossier NUMBER] [--kind KIND,...]\n"
             "                         [--mover NAME] [--from DATE] [--to DATE]] [--limit N] [--format FORMAT]",
    .about = "Prints groups of things, the largest first: how many, of what time, of which dossiers, and the members that are\n"
             "cited most. Communities have more ties within than to others (Leiden, modularity); components have none to\n"
             "others. Each pair of things counts once.\n",
    .options = "  --by GROUPING          community (default) or component\n"
               "  --members              one row a member\n"
               "  --dossier NUMBER       of --members: those of this dossier: 35373, 21501-02, \"35 570-V\"\n"
               "  --kind KIND,...        of --members: those of these kinds: motie, brief, verslag ...\n"
               "  --mover NAME           of --members: motions by this member, also as second name\n"
               "  --from, --to DATE      of --members: those of this time: 2020-10-05, 2020-10 or 2020\n"
               "  --limit N              at most so many groups (default 20; 0: all)\n" CMD_FORMAT_HELP,
    .example = "  kamergraaf groups graph.db\n"
               "  kamergraaf groups graph.db --members --limit 0 --format csv > groups.csv\n",
};

static const char *by = "community";
static bool members;

static bool ask(kg_store *s, cmd_question *q, kg_row_fn *row, void *ctx, kg_err *e)
{
    return kg_ask_groups(s, by, members, q->o, row, ctx, e);
}

int cmd_groups(int argc, char **argv)
{
    static const struct option longs[] = { CMD_FORMAT, { "by", required_argument, NULL, 'b' },
                                           { "members", no_argument, NULL, 'm' }, CMD_DOSSIER, CMD_KIND, CMD_MOVER,
                                           CMD_PERIOD, CMD_ROWS,
                                           CMD_HELP_OPTION, { 0 } };
    cmd_question q = { .ask = ask, .o.limit = LIMIT };
    for (int c; (c = cmd_getopt(argc, argv, NULL, longs, &help)) != -1;) {
        if (c == 'b') by = optarg;
        if (c == 'm') members = true;
        if (!cmd_question_option(&q, argv[0], c)) return CMD_NONE;
    }
    if (strcmp(by, "community") != 0 && strcmp(by, "component") != 0)
        return cmd_usage(argv[0], "unknown grouping '%s' (community, component)", by);
    if ((q.o.dossier || q.o.kind || q.o.mover || q.o.from || q.o.to) && !members)
        return cmd_usage(argv[0], "--dossier, --kind, --mover, --from and --to go with --members");
    q.shown = members ? "group|id|kind|title|date" : "group|size|present|from|to|dossiers|members";
    return cmd_question_run(&q, argc, argv);
}
