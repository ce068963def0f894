/* common.c - what every command needs: messages, options, formats. */
#include "progress.h"
#include "table.h"
#include "store/store.h"
#include "words.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

bool cmd_quiet;
const char *cmd_name = "";

/* What comes out of archives, documents and graph files does not speak to the terminal. A name stands on one line; a message may have
 * several (a pattern and a caret). To many terminals U+0080 to U+009F are orders, too. */
static void put_safe(const char *s, bool lines)
{
    for (; s && *s; s++) {
        unsigned char c = (unsigned char)*s, next = (unsigned char)s[1];
        bool order = c == 0xC2 && next >= 0x80 && next < 0xA0;
        if (c == '\n' && !lines) fputs("\\n", stderr);
        else if (order || c == 127 || (c < 32 && c != '\n' && !(lines && c == '\t'))) fprintf(stderr, "\\x%02x", order ? next : c), s += order;
        else putc(*s, stderr);
    }
}

static void put_message(const char *format, va_list ap)
{
    char *all;
    if (vasprintf(&all, format, ap) < 0) { perror("kamergraaf"); return; }
    put_safe(all, true);
    free(all);
}

int cmd_error(const char *file, int line, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    cmd_idle();
    fputs("kamergraaf: ", stderr);
    put_safe(file, false);
    if (file) fprintf(stderr, line > 0 ? ":%d: " : ": ", line);
    put_message(format, ap);
    fputc('\n', stderr);
    va_end(ap);
    return CMD_NONE;
}

int cmd_usage(const char *command, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    cmd_idle();
    fprintf(stderr, "kamergraaf: %s: ", command);
    put_message(format, ap);
    fprintf(stderr, "; see kamergraaf %s --help\n", command);
    va_end(ap);
    return CMD_NONE;
}

/* -- options ----------------------------------------------------------------------------------------------------- */

int cmd_printed(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout)) return CMD_DONE;
    return cmd_error("standard output", 0, "cannot be written: %s", strerror(errno));
}

/* Where the words of an option begin: as in the first line of the command's own. */
static int column_of(const char *options)
{
    enum { OTHERWISE = 25 };
    const char *p = options && strlen(options) > 2 ? strstr(options + 2, "  ") : NULL;
    if (!p) return OTHERWISE;
    return (int)(p - options + (ptrdiff_t)strspn(p, " "));
}

static void print_help(const cmd_help *h)
{
    int words = column_of(h->options) - 2;
    printf("Usage: kamergraaf %s\n\n%s\nOptions:\n%s  %-*s%s\n  %-*s%s\n\nExample:\n%s", h->usage, h->about, h->options ? h->options : "",
           words, "--quiet", "nothing but what was asked for, and errors", words, "--help", "this text", h->example);
}

/* A filter of other questions. */
static bool elsewhere(const char *word)
{
    static const char *const filters[] = { "dossier", "kind", "from", "to", "mover", "minister", "state", "judgement", "open", "as-of" };
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
        size_t n = strlen(filters[i]);
        if (!strncmp(word, "--", 2) && !strncmp(word + 2, filters[i], n) && (!word[n + 2] || word[n + 2] == '=')) return true;
    }
    return false;
}

const char *cmd_meant(const char *word, const char *const *known, int n)
{
    const char *best = NULL;
    kg_str said = { word, (ptrdiff_t)strcspn(word, "=") };
    int least = said.n < 4 ? 1 : 2;
    for (int i = 0; i < n; i++) {
        int apart = kg_apart(said, kg_cstr(known[i]), least);
        if (apart <= least && (!best || apart < least)) best = known[i], least = apart;
    }
    return best;
}

static int unknown_option(const char *command, const char *word, const struct option *longs)
{
    const char *names[64], *meant = NULL;
    int n = 0;
    while (n < 64 && longs[n].name) names[n] = longs[n].name, n++;
    if (!strncmp(word, "--", 2)) meant = cmd_meant(word + 2, names, n);
    if (meant) return cmd_usage(command, "unknown option %s, did you mean --%s", word, meant);
    return cmd_usage(command, "unknown option %s", word);
}

int cmd_getopt(int argc, char **argv, const char *shorts, const struct option *longs, const cmd_help *h)
{
    char all[64] = ":";
    strncat(all, shorts ? shorts : "", sizeof all - 2);
    opterr = 0;
    int at, c;
    cmd_name = argv[0];
    do at = optind, c = getopt_long(argc, argv, all, longs, NULL), cmd_quiet = cmd_quiet || c == CMD_QUIET;
    while (c == CMD_QUIET);
    if (c == 'h') { print_help(h); exit(cmd_printed()); }
    if (c == '?' && optopt && optopt != 'h') exit(cmd_usage(argv[0], "unknown option -%c", optopt));
    const char *word = c == '?' ? argv[optind > at ? optind - 1 : at] : NULL;
    if (word && elsewhere(word)) exit(cmd_usage(argv[0], "%s has no meaning here", word));
    if (word) exit(unknown_option(argv[0], word, longs));
    if (c == ':') exit(cmd_usage(argv[0], "%s wants an argument", argv[optind - 1]));
    return c;
}

/* "64K", "512M", "16G", or bytes; 0 where it is none, or more than fits. */
static int64_t size_from(const char *s)
{
    static const char units[] = "KMGT";
    int64_t n = 0;
    const char *p = s;
    for (; kg_digit(*p); p++) {
        if (n > INT64_MAX / 16) return 0;
        n = n * 10 + (*p - '0');
    }
    const char *unit = *p && p > s ? strchr(units, kg_lower(*p) ? *p - 32 : *p) : NULL;
    for (; unit && unit >= units; unit--) n = n > INT64_MAX / 1024 ? 0 : n * 1024;
    if (*p && strchr("KMGTkmgt", *p)) p++;
    return *p ? 0 : n;
}

bool cmd_limit(const char *command, int c, kg_limits *l)
{
    if (c == CMD_MAX_TIME) {
        kg_str s = kg_cstr(optarg);
        if (!kg_all_digits(s) || s.n > 5 || !kg_int(s)) exit(cmd_usage(command, "--max-time wants seconds, not '%s'", optarg));
        l->seconds = kg_int(s);
        return true;
    }
    if (c != CMD_MAX_FILE && c != CMD_MAX_EXPAND) return false;
    const char *name = c == CMD_MAX_FILE ? "--max-file" : "--max-expand";
    int64_t n = size_from(optarg);
    if (!n) exit(cmd_usage(command, "%s wants a size such as 512M, not '%s'", name, optarg));
    if (c == CMD_MAX_FILE && n > (int64_t)1 << 30) exit(cmd_usage(command, "%s can be 1G at most", name));
    *(c == CMD_MAX_FILE ? &l->file : &l->expand) = n;
    return true;
}

bool cmd_format_from(const char *command, const char *word, unsigned among, cmd_format *f)
{
    static const struct { const char *word; cmd_format format; } known[] =
        { { "table", CMD_TABLE }, { "csv", CMD_CSV }, { "tsv", CMD_TSV }, { "ndjson", CMD_NDJSON },
          { "markdown", CMD_MARKDOWN }, { "html", CMD_HTML } };
    char list[64] = "";
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (!(known[i].format & among)) continue;
        if (!strcmp(word, known[i].word)) { *f = known[i].format; return true; }
        strcat(*list ? strcat(list, ", ") : list, known[i].word);
    }
    cmd_usage(command, "unknown format '%s' (%s)", word, list);
    return false;
}

kg_store *cmd_open_graph(const char *command, int argc, char **argv)
{
    if (optind != argc - 1) {
        cmd_usage(command, optind < argc ? "one graph file at a time" : "which graph file?");
        return NULL;
    }
    return cmd_open_file(argv[optind]);
}

kg_store *cmd_open_file(const char *file)
{
    kg_err e = { 0 };
    kg_store *s = kg_store_open(file, KG_STORE_READ, &e);
    if (!s) { cmd_error(file, 0, "%s", e.what); return NULL; }
    int64_t linked = 1;
    if (kg_store_get(s, "SELECT yes FROM linked", NULL, 0, &linked, 1, &e) == 1 && linked) return s;
    cmd_error(file, 0, "the last build did not finish: what it read is not in this answer; build again");
    return s;
}

bool cmd_kinds(kg_store *s, kg_str kinds, kg_err *e)
{
    kg_arena *a = kg_arena_new();
    int known = 1;
    while (known == 1 && kinds.n) {
        ptrdiff_t comma = kg_index(kinds, KG_S(","));
        kg_str there, one = kg_trim(comma < 0 ? kinds : kg_sub(kinds, 0, comma));
        kinds = comma < 0 ? ((kg_str){ 0 }) : kg_sub(kinds, comma + 1, kinds.n);
        known = kg_is_kind(s, one, &there, a, e);
        if (!known) kg_fail(e, KG_EUSAGE, -1, "--kind: no thing is '%.*s'; there are: %.*s", KG_ARG(one), KG_ARG(there));
    }
    kg_arena_free(a);
    return known == 1;
}

void cmd_put_scope(cmd_out *o, kg_store *s, const char *nothing)
{
    kg_scope c;
    kg_err e = { 0 };
    char lists[64] = "", period[64] = "";
    if (cmd_quiet || !kg_ask_scope(s, &c, &e)) return;
    if (c.registers) snprintf(lists, sizeof lists, " and %d file%s of records", c.registers, c.registers == 1 ? "" : "s");
    if (c.from[0]) snprintf(period, sizeof period, strcmp(c.from, c.to) ? ", %s to %s" : ", %s", c.from, c.to);
    size_t n = strlen(period);
    if (c.undated == c.documents && c.documents && !n) snprintf(period, sizeof period, " without a date");
    else if (c.undated) snprintf(period + n, sizeof period - n, " (%d without a date)", c.undated);
    cmd_put_note(o, "%s in %d document%s%s%s: a fact about this collection, not about the minister.", nothing, c.documents,
                 c.documents == 1 ? "" : "s", period, lists);
}

bool cmd_open_known(const char *file, kg_known **k)
{
    kg_err e = { 0 };
    *k = file ? kg_known_open(file, &e) : NULL;
    if (file && !*k) cmd_error(file, 0, "%s", e.what);
    return !file || *k;
}
