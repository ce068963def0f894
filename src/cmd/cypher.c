/* cypher.c - kamergraaf cypher: a question of one's own as a pattern in the graph. */
#include "question.h"

#include <stdio.h>

enum { SECONDS = 30, MOST = 32 };

static const cmd_help help = {
    .usage = "cypher GRAPH.db 'MATCH ... RETURN ...' [--param NAME=VALUE]... [--explain] [--timeout SECONDS] [--format "
             "FORMAT]",
    .about = "Finds a pattern of things and relations, as openCypher writes it. A label is what a thing is (motie, brief,\n"
             "verslag, toezegging, kamerstuk ...; a word that no thing is, is refused), a relation one of formats: cites,\n"
             "answers, introduces, judges, promises, fulfils, replaces ... Things have id label kind soort title date dossier\n"
             "present; motions movers state judgement outcome; commitments state who words deadline due; relations value line\n"
             "document date evidence confidence. Known: MATCH, WHERE, AND OR XOR NOT, IN, STARTS WITH, ENDS WITH, CONTAINS, IS\n"
             "NULL, EXISTS {}, *1..5, RETURN DISTINCT, count collect min max sum avg, ORDER BY, SKIP, LIMIT. It only reads.\n",
    .options = "  --param NAME=VALUE     value of $NAME in the question\n"
               "  --explain              the SQL that it stands for, instead of its rows\n"
               "  --timeout SECONDS      how long it may take (default 30)\n" CMD_FORMAT_HELP,
    .example = "  kamergraaf cypher graph.db 'MATCH (b:brief)-[:answers]->(m:motie) WHERE m.date >= \"2020-10-01\" "
               "RETURN b.id, count(m)'\n"
               "  kamergraaf cypher graph.db 'MATCH (t:toezegging) WHERE NOT EXISTS { ()-[:fulfils]->(t) } RETURN "
               "t.id, t.due'\n",
};

static int seconds = SECONDS, nparams;
static kg_param params[MOST];
static bool explain;

static bool ask(kg_store *s, cmd_question *q, kg_row_fn *row, void *ctx, kg_err *e)
{
    return kg_ask_cypher(s, q->args[0], params, nparams, seconds, row, ctx, e);
}

/* The SQL reads the table arc, too: empty until the first question by pattern. */
static int print_sql(const char *question)
{
    kg_arena *a = kg_arena_new();
    kg_str sql, *args = NULL;
    kg_err e = { 0 };
    int n = 0, status = CMD_DONE;
    if (!kg_cypher_explain(question, params, nparams, a, &sql, &args, &n, &e))
        status = cmd_error(NULL, 0, "%s", e.what);
    else {
        printf("%.*s\n", KG_ARG(sql));
        for (int i = 0; i < n; i++) printf("-- ?%d: %.*s\n", i + 1, KG_ARG(args[i]));
        status = cmd_printed();
    }
    kg_arena_free(a);
    return status;
}

static bool add_param(const char *word)
{
    const char *equals = strchr(word, '=');
    if (!equals || equals == word) return cmd_usage("cypher", "--param wants NAME=VALUE, not '%s'", word), false;
    if (nparams == MOST) return cmd_usage("cypher", "more than %d values", MOST), false;
    params[nparams++] = (kg_param){ { word, equals - word }, kg_cstr(equals + 1) };
    return true;
}

int cmd_cypher(int argc, char **argv)
{
    static const struct option longs[] = { CMD_FORMAT,
                                           { "timeout", required_argument, NULL, 't' },
                                           { "param", required_argument, NULL, 'p' },
                                           { "explain", no_argument, NULL, 'x' },
                                           CMD_HELP_OPTION,
                                           { 0 } };
    cmd_question q = { .ask = ask, .least = 1, .most = 1, .words = "the question" };
    for (int c; (c = cmd_getopt(argc, argv, NULL, longs, &help)) != -1;) {
        if (c == 't' && !cmd_number(argv[0], "--timeout", optarg, 1, &seconds)) return CMD_NONE;
        if (c == 'p' && !add_param(optarg)) return CMD_NONE;
        if (c == 'x') explain = true;
        if (!cmd_question_option(&q, argv[0], c)) return CMD_NONE;
    }
    if (explain && optind + 2 == argc) return print_sql(argv[optind + 1]);
    return cmd_question_run(&q, argc, argv);
}
