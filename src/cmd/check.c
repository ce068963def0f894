/* check.c - kamergraaf check: what a writer or a clerk should look at. In: files, or one graph file. Out: findings.
 *
 * Files are read as `extract` reads them; a graph file tells what its build found, and where documents contradict each other.
 */
#include "findings.h"
#include "progress.h"
#include "stems.h"
#include "store/store.h"

#include <fcntl.h>
#include <unistd.h>

static const cmd_help help = {
    .usage = "check [--format table|ndjson|sarif] [--known FILE] [--rules DIR]\n" "              " CMD_LIMIT_USAGE "FILE|DIR|-... | GRAPH.db",
    .about =
        "Reports numbers with a slip of the pen, contradictions, footnotes without a marker, words that fit two things, and what\n"
        "looks like a reference and was not taken for one: where it stands, what is meant, why. Of a graph file also what only\n"
        "all documents together show. Ends with status 1 where there is more than notes.\n",
    .options = "  --format FORMAT        table (default), ndjson or sarif (SARIF 2.1.0, for editors)\n" CMD_KNOWN_HELP
               "  --rules DIR            the rules in DIR instead of the built-in ones\n" CMD_LIMIT_HELP,
    .example = "  kamergraaf check examples/nagorno-karabach/brief-moties-2021-11-04.txt\n",
};

typedef struct { cmd_findings out; int read, refused, mentions; } checker;

static const kg_problem_kind *kind_named(kg_str word)
{
    const kg_problem_kind *k = kg_problem_kinds();
    while (k[1].name && !kg_eq(kg_cstr(k->name), word)) k++;
    return k;
}

static kg_str number(kg_arena *a, long long v) { return kg_fmt(a, "%lld", v); }

/* -- files --------------------------------------------------------------------------------------------------------- */

static void put_found(checker *c, const kg_text *t, const kg_found *f, kg_arena *a)
{
    for (int i = 0; i < f->nproblems; i++) {
        const kg_problem *p = &f->problems[i];
        cmd_finding x = { .doc = t->meta.id, .file = t->doc.name, .kind = p->kind, .meant = p->meant, .why = p->why };
        if (p->line) x.line = number(a, p->line);
        if (p->at.end > p->at.beg) {
            x.start = number(a, kg_file_span(t, p->at).beg);
            x.end = number(a, kg_file_span(t, p->at).end);
            x.text = kg_file_words(t, p->at);
        }
        cmd_findings_put(&c->out, &x);
    }
    c->read++;
    c->mentions += f->refs.n;
}

static void put_refused(checker *c, kg_str file, const kg_err *e, kg_arena *a)
{
    cmd_error(kg_dup(a, file).s, 0, "%s", e->what);
    cmd_findings_put(&c->out, &(cmd_finding){ .file = file, .kind = kind_named(KG_S("refused")), .why = kg_cstr(e->what) });
    c->refused++;
}

static void check_files(checker *c, kg_scanner *scan, kg_limits limits, char *const *paths, int n)
{
    kg_arena *all = kg_arena_new(), *a = kg_arena_new();
    kg_input *in = kg_input_open(paths, n, all);
    kg_input_limit(in, limits);
    const kg_map *stems = cmd_stems(in, all);
    kg_doc d;
    kg_text t;
    kg_found f;
    kg_err e = { 0 };
    cmd_progress progress;
    cmd_progress_begin_into_file(&progress, paths, n);
    for (int got; (got = kg_input_next(in, &d, a, &e)) != 0; kg_arena_reset(a)) {
        cmd_progress_next(&progress, d.name);
        if (got > 0) d.stem = cmd_long_stem(stems, &d, a);
        if (got > 0 && kg_find(&d, scan, &t, &f, a, &e)) put_found(c, &t, &f, a);
        else cmd_progress_clear(&progress), put_refused(c, d.name, &e, a);
    }
    cmd_progress_clear(&progress);
    kg_input_close(in);
    kg_arena_free(a);
    kg_arena_free(all);
}

static int files(cmd_found_format format, const char *rules_dir, const kg_known *known, kg_limits limits,
                 char *const *paths, int n)
{
    kg_err e = { 0 };
    kg_rules *rules = kg_rules_load(rules_dir, false, &e);
    if (!rules) return cmd_error(rules_dir, 0, "%s", e.what);
    checker c = { 0 };
    kg_scanner *scan = kg_scanner_new(rules);
    kg_scanner_known(scan, known);
    cmd_findings_open(&c.out, format);
    check_files(&c, scan, limits, paths, n);
    bool worse = c.out.count[KG_WARNING] + c.out.count[KG_ERROR] > 0;
    bool ok = cmd_findings_close(&c.out, c.read, c.mentions);
    if (ok && !c.read && !c.refused) cmd_error(paths[0], 0, "no documents");
    kg_scanner_free(scan);
    kg_rules_free(rules);
    return !ok || !c.read ? CMD_NONE : worse ? CMD_SOME : CMD_DONE;
}

/* -- a graph file -------------------------------------------------------------------------------------------------- */

static bool is_graph(const char *file)
{
    char head[16] = "";
    int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    bool sqlite = fd >= 0 && pread(fd, head, sizeof head, 0) == sizeof head && !memcmp(head, "SQLite format 3", 16);
    if (fd >= 0) close(fd);
    return sqlite;
}

static bool put_problem(void *ctx, const kg_col *cols, int n, const kg_cell *v)
{
    enum { DOC, FILE_, LINE, START, END, RULE, TEXT, MEANT, WHY };
    checker *c = ctx;
    (void)cols, (void)n;
    if (!v) return true;
    cmd_findings_put(&c->out, &(cmd_finding){ v[DOC].text, v[FILE_].text, v[LINE].text, v[START].text, v[END].text, v[TEXT].text,
                                              v[MEANT].text, v[WHY].text, kind_named(v[RULE].text) });
    return true;
}

static int graph(cmd_found_format format, int argc, char **argv)
{
    kg_store *s = cmd_open_graph(argv[0], argc, argv);
    checker c = { 0 };
    kg_scope scope = { 0 };
    kg_err e = { 0 };
    if (!s) return CMD_NONE;
    cmd_findings_open(&c.out, format);
    bool ok = kg_ask_problems(s, put_problem, &c, &e) && kg_ask_scope(s, &scope, &e);
    if (!ok) cmd_error(argv[optind], 0, "%s", e.what);
    bool worse = c.out.count[KG_WARNING] + c.out.count[KG_ERROR] > 0;
    ok = cmd_findings_close(&c.out, scope.documents, scope.mentions) && ok;
    kg_store_close(s);
    return !ok ? CMD_NONE : worse ? CMD_SOME : CMD_DONE;
}

int cmd_check(int argc, char **argv)
{
    static const struct option longs[] = { { "format", required_argument, NULL, 'f' },
                                           { "rules", required_argument, NULL, 'r' },
                                           { "known", required_argument, NULL, 'k' },
                                           CMD_LIMIT_OPTIONS,
                                           CMD_HELP_OPTION,
                                           { 0 } };
    static const char *const words[] = { "table", "ndjson", "sarif" };
    int format = CMD_FOUND_TABLE;
    const char *rules = NULL, *list = NULL;
    kg_limits limits = KG_LIMITS;
    kg_known *known;
    for (int c; (c = cmd_getopt(argc, argv, NULL, longs, &help)) != -1;) {
        if (cmd_limit(argv[0], c, &limits)) continue;
        if (c == 'r') rules = optarg;
        if (c == 'k') list = optarg;
        if (c != 'f') continue;
        for (format = 0; format < 3 && strcmp(words[format], optarg) != 0;) format++;
        if (format == 3) return cmd_usage(argv[0], "unknown format '%s' (table, ndjson, sarif)", optarg);
    }
    if (optind == argc) return cmd_usage(argv[0], "which files, or which graph file?");
    for (int i = optind; i < argc; i++) {
        if (!is_graph(argv[i])) continue;
        if (argc - optind > 1) return cmd_usage(argv[0], "one graph file, or other files");
        if (list || rules) return cmd_usage(argv[0], "--known and --rules are for files; give them to build");
        return graph((cmd_found_format)format, argc, argv);
    }
    if (!cmd_open_known(list, &known)) return CMD_NONE;
    int status = files((cmd_found_format)format, rules, known, limits, argv + optind, argc - optind);
    kg_known_close(known);
    return status;
}
