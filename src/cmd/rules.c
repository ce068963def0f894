/* rules.c - kamergraaf rules: the rules that find references, or a check of a rule file. */
#include "cmd.h"

#include <stdio.h>

static const cmd_help help = {
    .usage = "rules [--format table|ndjson|csv] [--check FILE]",
    .about = "Lists the rules by which references are found: name, kind, rule file, number of examples.\n",
    .options = "  --check FILE           compiles a rule file and holds each rule against its examples; exit status 1 "
               "where one fails\n"
               "  --format FORMAT        table (default), ndjson or csv\n",
    .example = "  kamergraaf rules\n"
               "  kamergraaf rules --check src/rules/kamerstuk.rules\n",
};

static const kg_col cols[] = {
    { "name", KG_COL_TEXT }, { "kind", KG_COL_TEXT }, { "file", KG_COL_TEXT }, { "examples", KG_COL_INT }
};

static int check(const char *file)
{
    kg_err e = { 0 };
    if (kg_rules_check(file, &e)) return CMD_DONE;
    cmd_error(NULL, 0, "%s", e.what);
    return e.code == KG_EIO ? CMD_NONE : CMD_SOME;
}

static kg_cell number(kg_arena *a, int v) { return (kg_cell){ kg_fmt(a, "%d", v), false }; }

static void put_rule(cmd_rows *rows, const kg_rule *r, kg_arena *a)
{
    kg_str text, want;
    int n = 0;
    while (kg_rule_example(r, n, &text, &want) >= 0) n++;
    kg_cell cells[] = { { kg_rule_name(r), false },
                        { kg_cstr(kg_kind_name(kg_rule_kind(r))), false },
                        { kg_rule_file(r), false },
                        number(a, n) };
    cmd_row(rows, cols, 4, cells);
}

static bool list(cmd_format format)
{
    kg_err e = { 0 };
    kg_rules *r = kg_rules_load(NULL, false, &e);
    if (!r) { cmd_error(NULL, 0, "%s", e.what); return false; }
    cmd_out *o = cmd_out_open(NULL);
    cmd_rows *rows = cmd_rows_new(format, o);
    kg_arena *a = kg_arena_new();
    cmd_row(rows, cols, 4, NULL);
    for (int i = 0; i < kg_rules_count(r); i++) put_rule(rows, kg_rules_at(r, i), a);
    cmd_rows_end(rows);
    kg_arena_free(a);
    kg_rules_free(r);
    return cmd_out_close(o, true);
}

int cmd_rules(int argc, char **argv)
{
    static const struct option longs[] = {
        { "check", required_argument, NULL, 'c' }, { "format", required_argument, NULL, 'f' }, CMD_HELP_OPTION, { 0 }
    };
    cmd_format format = CMD_TABLE;
    const char *file = NULL;
    for (int c; (c = cmd_getopt(argc, argv, NULL, longs, &help)) != -1;) {
        if (c == 'c') file = optarg;
        if (c == 'f' && !cmd_format_from(argv[0], optarg, CMD_ANY, &format)) return CMD_NONE;
    }
    if (optind < argc) return cmd_usage(argv[0], "no arguments are taken: %s", argv[optind]);
    if (file) return check(file);
    return list(format) ? CMD_DONE : CMD_NONE;
}
