/* question.c - one question to a graph file. In: a question (question.h), the command line. Out: its rows in a format, or why
 * there are none.
 *
 * Idea: all rows have all fields in csv, tsv and ndjson, since programs read them; people see the columns that matter to
 * them, some of two fields ("kst-35373-19:3626").
 */
#include "question.h"
#include "progress.h"
#include "store/store.h"
#include "table.h"

#include <stdlib.h>
#include <unistd.h>

enum { MOST_SHOWN = 16 };

/* -- options ----------------------------------------------------------------------------------------------------- */

bool cmd_is_dossier(const char *s)
{
    kg_str words = kg_trim(kg_cstr(s));
    if (kg_starts_fold(words, "dossier-")) words = kg_sub(words, 8, words.n);
    return words.n && kg_digit(words.s[0]);
}

static const int days_of[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

bool cmd_is_date(const char *s)
{
    static const char form[] = "dddd-dd-dd";
    if (strlen(s) != sizeof form - 1) return false;
    for (int i = 0; form[i]; i++)
        if (form[i] == 'd' ? !kg_digit(s[i]) : s[i] != form[i]) return false;
    int year = kg_int((kg_str){ s, 4 }), month = kg_int((kg_str){ s + 5, 2 }), day = kg_int((kg_str){ s + 8, 2 });
    if (month < 1 || month > 12 || day < 1 || day > days_of[month - 1]) return false;
    return month != 2 || day < 29 || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

bool cmd_is_period(const char *s)                             /* a year, a month, a day */
{
    char day[] = "2000-01-01";
    size_t n = strlen(s);
    if (n != 4 && n != 7 && n != 10) return false;
    memcpy(day, s, n);
    return cmd_is_date(day);
}

bool cmd_number(const char *command, const char *option, const char *word, int least, int *n)
{
    kg_str s = kg_cstr(word);
    *n = kg_all_digits(s) && s.n < 10 ? kg_int(s) : -1;
    if (*n >= least) return true;
    cmd_usage(command, "%s wants a number of at least %d, not '%s'", option, least, word);
    return false;
}

bool cmd_question_option(cmd_question *q, const char *command, int c)
{
    if (strchr("DKMN", c) && c && !*optarg) return cmd_usage(command, "a filter without words: leave it out, or say what it is to keep"), false;
    switch (c) {
    case 'f': return cmd_format_from(command, optarg, CMD_ANY, &q->format);
    case 'D':
        if (!cmd_is_dossier(optarg)) return cmd_usage(command, "'%s' is no dossier (35373, 21501-02, \"35 570-V\")", optarg), false;
        q->o.dossier = optarg;
        break;
    case 'K': q->o.kind = optarg; break;
    case 'M': q->o.mover = optarg; break;
    case 'N': q->o.minister = optarg; break;
    case 'S': q->o.state = optarg; break;
    case 'J': q->o.judgement = optarg; break;
    case 'L': return cmd_number(command, "--limit", optarg, 0, &q->o.limit);
    case 'F':
    case 'T':
        if (!cmd_is_period(optarg)) return cmd_usage(command, "'%s' is no date (2020-10-05, 2020-10, 2020)", optarg), false;
        if (c == 'F') q->o.from = optarg;
        else q->o.to = optarg;
        break;
    default: break;
    }
    return true;
}

bool cmd_question_words(const char *command, const char *what, const char *said, const char *known)
{
    if (!said) return true;
    kg_str rest = kg_cstr(said);
    for (ptrdiff_t comma = 0; comma >= 0; rest = kg_sub(rest, comma + 1, rest.n)) {
        comma = kg_index(rest, KG_S(","));
        kg_str one = comma < 0 ? rest : kg_sub(rest, 0, comma), list = kg_cstr(known);
        bool found = false;
        for (ptrdiff_t bar = 0; bar >= 0; list = kg_sub(list, bar + 1, list.n)) {
            bar = kg_index(list, KG_S("|"));
            found |= kg_eq(one, bar < 0 ? list : kg_sub(list, 0, bar));
            if (bar < 0) break;
        }
        if (!found) return cmd_usage(command, "unknown %s '%.*s' (%s)", what, KG_ARG(one), known), false;
        if (comma < 0) break;
    }
    return true;
}

bool cmd_question_state(const cmd_question *q, const char *command, const char *known)
{
    if (q->o.state && q->o.open) return cmd_usage(command, "--open or --state"), false;
    return cmd_question_words(command, "state", q->o.state, known);
}

void cmd_tell_passages(kg_store *s)
{
    kg_err e;
    int64_t made = 1;
    if (!cmd_quiet && isatty(STDERR_FILENO) && kg_store_get(s, "SELECT yes FROM searched", NULL, 0, &made, 1, &e) == 1 && !made)
        cmd_error(NULL, 0, "the index of words is being made, once: a second for each 10 MB of text");
}

/* -- what people see --------------------------------------------------------------------------------------------- */

typedef struct { kg_col col; int a, b; bool both; } shown;    /* columns of the answer; b < 0: one alone; both: "a, b" of what is there */
typedef struct {
    cmd_question *q;
    cmd_rows *rows;
    kg_arena *all, *row;
    shown v[MOST_SHOWN];
    int n;
} view;

static int column(const kg_col *cols, int n, kg_str name)
{
    for (int i = 0; i < n; i++)
        if (kg_eq(kg_cstr(cols[i].name), name)) return i;
    return -1;
}

static void choose(view *w, const kg_col *cols, int ncols)
{
    kg_str rest = kg_cstr(w->q->shown);
    while (rest.n && w->n < MOST_SHOWN) {
        ptrdiff_t bar = kg_index(rest, KG_S("|"));
        kg_str one = bar < 0 ? rest : kg_sub(rest, 0, bar);
        rest = bar < 0 ? ((kg_str){ 0 }) : kg_sub(rest, bar + 1, rest.n);
        ptrdiff_t is = kg_index(one, KG_S("="));
        kg_str head = is < 0 ? one : kg_sub(one, 0, is), from = is < 0 ? one : kg_sub(one, is + 1, one.n);
        ptrdiff_t plus = kg_index(from, KG_S("+")), colon = plus < 0 ? kg_index(from, KG_S(":")) : plus;
        int a = column(cols, ncols, colon < 0 ? from : kg_sub(from, 0, colon));
        int b = colon < 0 ? -1 : column(cols, ncols, kg_sub(from, colon + 1, from.n));
        if (a < 0) continue;
        w->v[w->n++] = (shown){ { kg_dup(w->all, head).s, b < 0 ? cols[a].type : KG_COL_TEXT }, a, b, plus >= 0 };
    }
}

static kg_cell joined(view *w, const kg_cell *a, const kg_cell *b, bool both)
{
    if (b->null || a->null) return both && a->null ? *b : *a;
    return (kg_cell){ KG_CAT(w->row, a->text, both ? KG_S(", ") : KG_S(":"), b->text), false };
}

static bool put_shown(view *w, const kg_col *cols, int n, const kg_cell *cell)
{
    kg_col head[MOST_SHOWN];
    kg_cell out[MOST_SHOWN];
    if (!w->n) choose(w, cols, n);
    kg_arena_reset(w->row);
    for (int i = 0; i < w->n; i++) {
        head[i] = w->v[i].col;
        if (cell) out[i] = w->v[i].b < 0 ? cell[w->v[i].a] : joined(w, &cell[w->v[i].a], &cell[w->v[i].b], w->v[i].both);
    }
    return cmd_row(w->rows, head, w->n, cell ? out : NULL);
}

static bool on_row(void *ctx, const kg_col *cols, int n, const kg_cell *cell)
{
    view *w = ctx;
    if (cell && w->q->see) w->q->see(w->q, cell);
    bool people = w->q->format & (CMD_TABLE | CMD_MARKDOWN | CMD_HTML);
    return people && w->q->shown ? put_shown(w, cols, n, cell) : cmd_row(w->rows, cols, n, cell);
}

/* -- the run ----------------------------------------------------------------------------------------------------- */

/* Nothing found: is that what the documents say, or how the name is written? */
static void tell_name(const kg_ask_opts *o, const char *option, const char *name, kg_store *s, const char *file)
{
    enum { OFFERED = 5 };
    if (!name) return;
    kg_err e = { 0 };
    kg_arena *a = kg_arena_new();
    kg_str near[OFFERED];
    kg_buf list = { 0 };
    int n = kg_near_names(s, *o, near, OFFERED, a, &e);
    for (int i = 0; i < n; i++) {
        kg_put(a, &list, i ? KG_S(", ") : KG_S("; near to it: "));
        kg_put(a, &list, near[i]);
    }
    if (n >= 0) cmd_error(file, 0, "%s: nobody in this graph is called '%.200s'%.*s", option, name, KG_ARG(kg_buf_str(&list)));
    kg_arena_free(a);
}

static void tell_nothing(const cmd_question *q, kg_store *s, const char *file)
{
    kg_ask_opts minister = { .minister = q->o.minister };
    if (cmd_quiet) return;
    tell_name(&q->o, "--mover", q->o.mover, s, file);
    tell_name(&minister, "--minister", q->o.minister, s, file);
    if (!q->foot && q->format & (CMD_TABLE | CMD_MARKDOWN | CMD_HTML)) cmd_error(file, 0, "nothing found");
}

static bool answer(cmd_question *q, kg_store *s, const char *file)
{
    kg_err e = { 0 };
    cmd_out *o = cmd_out_open(NULL);
    view w = { .q = q, .rows = cmd_rows_new(q->format, o), .all = kg_arena_new(), .row = kg_arena_new() };
    if (q->spoken && q->o.minister) cmd_tell_passages(s);
    cmd_busy(file, "looking");
    bool ok = q->ask(s, q, on_row, &w, &e);
    if (!ok) cmd_error(file, 0, "%s", e.what);
    q->rows = cmd_rows_end(w.rows);
    if (ok && !q->rows) tell_nothing(q, s, file);
    if (q->format & (CMD_TABLE | CMD_HTML) && ok && q->foot && !cmd_quiet) {
        if (q->format == CMD_HTML) cmd_puts(o, KG_S("<p>"));
        q->foot(q, o, s);
    }
    kg_arena_free(w.row);
    kg_arena_free(w.all);
    return cmd_out_close(o, true) && ok;
}

int cmd_question_run(cmd_question *q, int argc, char **argv)
{
    if (!q->format) q->format = CMD_TABLE;
    if (optind == argc) return cmd_usage(argv[0], "which graph file?");
    q->args = argv + optind + 1;
    q->nargs = argc - optind - 1;
    if (!q->most && q->nargs) return cmd_usage(argv[0], "one graph file at a time");
    if (q->nargs < q->least) return cmd_usage(argv[0], "%s is missing behind the graph file", q->words);
    if (q->nargs > q->most) return cmd_usage(argv[0], "too many words behind the graph file: '%s'", q->args[q->most]);
    kg_store *s = cmd_open_file(argv[optind]);
    kg_err e = { 0 };
    bool known = s && (!q->o.kind || cmd_kinds(s, kg_cstr(q->o.kind), &e)) && (!q->o.dossier || kg_has_dossier(s, q->o.dossier, &e));
    bool ok = known && answer(q, s, argv[optind]);
    if (s && !known) cmd_error(argv[optind], 0, "%s", e.what);
    kg_store_close(s);
    return ok ? CMD_DONE : CMD_NONE;
}
