/* extract.c - kamergraaf extract: every mention, as it is found. In: files. Out: the records of formats.md, in
 * reading order.
 *
 * Idea: what is the same for all mentions of a document is written once and copied; nothing is formatted by printf; of a record in NDJSON
 * what has a longest length is written without a look at the room that is left.
 * Invariant: file[start:end] is the text that stands in the record, also where two mentions share a span.
 */
#include "extract.h"
#include "reading.h"
#include "table.h"
#include "stems.h"

#include <limits.h>
#include <stdio.h>

static const cmd_help help = {
    .usage = "extract [--format table|ndjson|csv | --to FILE] [-j N] [--known FILE] [--rules DIR] " CMD_LIMIT_USAGE "FILE|DIR|-...",
    .about =
        "Prints every reference in the documents with its place, its kind and the official id that it points to. Or writes\n"
        "all that the documents give to a part of a graph, which `kamergraaf build` merges with others: so a large\n"
        "collection is read on many machines.\n",
    .options = "  --format FORMAT        table (default), ndjson or csv\n"
               "  --to FILE              write a part, for `build`; files keep the names by which they are given\n" CMD_JOBS_HELP CMD_KNOWN_HELP
               "  --rules DIR            the rules in DIR instead of the built-in ones\n" CMD_LIMIT_HELP,
    .example = "  kamergraaf extract --format ndjson examples/nagorno-karabach/kst-35373-19.txt\n"
               "  kamergraaf extract --to letters.part letters/ && kamergraaf build -o graph.db letters.part\n",
};

static const char *const fields[] = { "doc",    "file",       "page", "line",       "start", "end",  "text", "kind",
                                      "target", "candidates", "how",  "confidence", "flags", "note", "voice" };
static const struct { unsigned bit; const char *word;
} flag_words[] = {
    { KG_REPAIRED, "repaired" }, { KG_CONFLICT, "conflict" }, { KG_AMBIGUOUS, "ambiguous" }, { KG_UNKNOWN, "unknown" }
};

/* near: of the document at hand, where the mention before stands; head: its records up to the page. */
typedef struct { cmd_reading r; cmd_out *o; cmd_format format; kg_arena *a; int width; struct { int line, run; } near; kg_buf head; } printer;

static const char *voice_of(const kg_text *t, const kg_ref *m) { return kg_voice_name(t->passages[m->passage].voice); }

/* Mentions come in the order of the file. */
static int line_of(printer *p, const kg_text *t, uint32_t raw) { return kg_line_near(t, raw, &p->near.line); }

/* 0.97, 0.5, 1: at most three decimals, no exponent, no locale. */
static char *write_confidence(char *to, float confidence)
{
    int v = (int)(confidence * 1000 + 0.5f), n = 5;
    const char s[] = { (char)('0' + v / 1000), '.', (char)('0' + v / 100 % 10), (char)('0' + v / 10 % 10), (char)('0' + v % 10) };
    memcpy(to, s, 5);
    while (n > 1 && (s[n - 1] == '0' || s[n - 1] == '.')) if (s[--n] == '.') break;
    return to + n;
}

/* -- NDJSON ------------------------------------------------------------------------------------------------------ */

#define LIT(o, s) cmd_puts((o), KG_S(s))

static void put_json_list(cmd_out *o, const kg_str *v, int n)
{
    LIT(o, "[");
    for (int i = 0; i < n; i++) {
        if (i) LIT(o, ",");
        cmd_put_json(o, v[i]);
    }
    LIT(o, "]");
}

static void put_flags(cmd_out *o, unsigned flags)
{
    bool some = false;
    LIT(o, "[");
    for (size_t i = 0; flags && i < 4; i++) {
        if (!(flags & flag_words[i].bit)) continue;
        if (some) LIT(o, ",");
        cmd_put_json(o, kg_cstr(flag_words[i].word));
        some = true;
    }
    LIT(o, "]");
}

/* Pieces of a record that are written where cmd_room has made room for all of them. */
static inline char *copied(char *to, const char *s, size_t n) { memcpy(to, s, n); return to + n; }
#define COPY(to, lit) copied((to), (lit), sizeof(lit) - 1)

static char *quoted(char *to, const char *word)
{
    if (!word) return COPY(to, "null");
    *to++ = '"';
    to = stpcpy(to, word);
    *to++ = '"';
    return to;
}

static bool into_head(void *ctx, const char *bytes, size_t n)
{
    printer *p = ctx;
    kg_put(p->a, &p->head, (kg_str){ bytes, (ptrdiff_t)n });
    return true;
}

static void make_head(printer *p, const kg_text *t)
{
    if (p->o->n) cmd_flush(p->o);
    cmd_out o = { .buf = p->o->buf, .put = into_head, .ctx = p };
    p->head = (kg_buf){ 0 };
    LIT(&o, "{\"doc\":");
    cmd_put_json(&o, t->meta.id);
    LIT(&o, ",\"file\":");
    cmd_put_json(&o, t->doc.name);
    LIT(&o, ",\"page\":");
    cmd_flush(&o);
}

static void put_ndjson(printer *p, const kg_text *t, const kg_ref *m)
{
    enum { PIECE = 160 };                                     /* longer than four numbers, or three words, with their keys */
    cmd_out *o = p->o;
    kg_span at = kg_raw_span_near(t, m->at, &p->near.run), file = kg_file_span(t, at);
    cmd_puts(o, kg_buf_str(&p->head));
    char *w = cmd_room(o, PIECE);
    w = t->npages ? cmd_write_int(w, kg_page_at(t, at.beg)) : COPY(w, "null");
    w = COPY(w, ",\"line\":");
    w = cmd_write_int(w, line_of(p, t, at.beg));
    w = COPY(w, ",\"start\":");
    w = cmd_write_int(w, file.beg);
    w = COPY(w, ",\"end\":");
    w = cmd_write_int(w, file.end);
    cmd_wrote(o, COPY(w, ",\"text\":"));
    cmd_put_json(o, kg_file_words(t, at));
    w = quoted(COPY(cmd_room(o, PIECE), ",\"kind\":"), kg_kind_name(m->kind));
    w = COPY(w, ",\"target\":");
    cmd_wrote(o, m->target.n ? w : COPY(w, "null"));
    if (m->target.n) cmd_put_json(o, m->target);
    LIT(o, ",\"candidates\":");
    put_json_list(o, m->candidates, m->flags & KG_AMBIGUOUS ? m->ncandidates : 0);
    w = quoted(COPY(cmd_room(o, PIECE), ",\"how\":"), kg_how_name(m->how));
    w = write_confidence(COPY(w, ",\"confidence\":"), m->confidence);
    cmd_wrote(o, COPY(w, ",\"flags\":"));
    put_flags(o, m->flags);
    w = COPY(cmd_room(o, PIECE), ",\"note\":");
    w = m->note ? cmd_write_int(w, m->note) : COPY(w, "null");
    w = quoted(COPY(w, ",\"voice\":"), voice_of(t, m));
    cmd_wrote(o, COPY(w, "}\n"));
}

/* -- CSV and table ----------------------------------------------------------------------------------------------- */

static kg_str joined(kg_arena *a, const kg_str *v, int n)
{
    kg_buf b = { 0 };
    for (int i = 0; i < n; i++) {
        if (i) kg_put(a, &b, KG_S("; "));
        kg_put(a, &b, v[i]);
    }
    return kg_buf_str(&b);
}

static kg_str flags_joined(kg_arena *a, unsigned flags)
{
    kg_str words[4];
    int n = 0;
    for (size_t i = 0; i < 4; i++)
        if (flags & flag_words[i].bit) words[n++] = kg_cstr(flag_words[i].word);
    return joined(a, words, n);
}

static void put_number(cmd_out *o, long long v)
{
    cmd_put_int(o, v);
    LIT(o, ",");
}

static void put_csv(printer *p, const kg_text *t, const kg_ref *m)
{
    cmd_out *o = p->o;
    kg_span at = kg_raw_span(t, m->at);
    cmd_put_csv(o, t->meta.id);
    LIT(o, ",");
    cmd_put_csv(o, t->doc.name);
    LIT(o, ",");
    if (t->npages) cmd_put_int(o, kg_page_at(t, at.beg));
    LIT(o, ",");
    put_number(o, line_of(p, t, at.beg));
    put_number(o, kg_file_span(t, at).beg);
    put_number(o, kg_file_span(t, at).end);
    kg_str words[] = { kg_file_words(t, at), kg_cstr(kg_kind_name(m->kind)), m->target,
                       joined(p->a, m->candidates, m->flags & KG_AMBIGUOUS ? m->ncandidates : 0),
                       kg_cstr(kg_how_name(m->how)) };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        cmd_put_csv(o, words[i]);
        LIT(o, ",");
    }
    cmd_wrote(o, write_confidence(cmd_room(o, 8), m->confidence));
    LIT(o, ",");
    cmd_put_csv(o, flags_joined(p->a, m->flags));
    LIT(o, ",");
    if (m->note) cmd_put_int(o, m->note);
    LIT(o, ",");
    cmd_puts(o, kg_cstr(voice_of(t, m)));
    LIT(o, "\r\n");
}

static void put_cell(printer *p, kg_str s, int width)
{
    kg_str cut = cmd_fit(p->a, s, width);
    cmd_puts(p->o, cut);
    for (int pad = width - cmd_width(cut) + 2; pad > 0; pad--) LIT(p->o, " ");
}

/* A thing without official id is called after its document; the heading names that already. */
static kg_str target_of(const kg_text *t, const kg_ref *m)
{
    kg_str own = t->meta.id, id = m->target;
    if (!id.n) return m->flags & KG_AMBIGUOUS ? KG_S("(several)") : KG_S("-");
    return kg_starts(id, own) && id.n > own.n && id.s[own.n] == '#' ? kg_sub(id, own.n, id.n) : id;
}

/* Fixed widths: a table that streams cannot measure its columns first. The words as they are read: without markup and line ends. */
static void put_table(printer *p, const kg_text *t, const kg_ref *m)
{
    enum { TARGET = 33, WORDS = 59, FEWEST = 20 };            /* where these columns begin */
    int room = p->width - WORDS > FEWEST ? p->width - WORDS : FEWEST;
    kg_str words = cmd_fit(p->a, kg_cut(t->flow, m->at), room), flags = flags_joined(p->a, m->flags);
    cmd_puts(p->o, kg_fmt(p->a, "%7d  ", line_of(p, t, kg_raw_at(t, m->at.beg))));
    put_cell(p, kg_cstr(kg_kind_name(m->kind)), 11);
    put_cell(p, kg_cstr(kg_how_name(m->how)), 9);
    put_cell(p, target_of(t, m), 24);
    cmd_puts(p->o, words);
    if (flags.n) {
        bool fits = cmd_width(words) + 4 + (int)flags.n <= room;
        cmd_puts(p->o, fits ? KG_S("  [") : kg_fmt(p->a, "\n%*s[", TARGET, ""));
        cmd_puts(p->o, flags);
        LIT(p->o, "]");
    }
    LIT(p->o, "\n");
}

/* -- the run ----------------------------------------------------------------------------------------------------- */

static void put_head(printer *p)
{
    if (p->format != CMD_CSV) return;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (i) LIT(p->o, ",");
        cmd_puts(p->o, kg_cstr(fields[i]));
    }
    LIT(p->o, "\r\n");
}

static bool put_document(printer *p, const kg_text *t, kg_refs refs)
{
    if (p->format == CMD_TABLE) {
        kg_str head =
            kg_fmt(p->a, "%.*s  (%.*s, %d mentions)\n   line  kind         how        target                    text\n",
                   KG_ARG(cmd_fit(p->a, t->meta.id, INT_MAX)), KG_ARG(cmd_fit(p->a, t->doc.name, INT_MAX)), refs.n);
        cmd_puts(p->o, head);
    }
    p->near.line = p->near.run = 0;
    if (p->format == CMD_NDJSON) make_head(p, t);
    for (int i = 0; i < refs.n; i++) {
        const kg_ref *m = &refs.v[i];
        if (p->format == CMD_NDJSON) put_ndjson(p, t, m);
        else if (p->format == CMD_CSV) put_csv(p, t, m);
        else put_table(p, t, m);
    }
    cmd_flush(p->o);                                          /* whoever waits at the other end of a pipe sees it now */
    return cmd_put(p->o, "", 0);
}

static bool work(void *ctx, const kg_doc *d, kg_arena *a, kg_sink_fn *put, void *to, kg_err *e)
{
    printer *p = ctx;
    kg_text t;
    kg_refs refs;
    kg_doc own = *d;
    p->a = a;
    p->o->n = 0;                                              /* what the program itself had not yet written */
    p->o->put = put, p->o->ctx = to;
    return kg_doc_read(&own, a, e) && kg_find_mentions(&own, p->r.scan, &t, &refs, a, e)
        && (put_document(p, &t, refs) || kg_fail(e, KG_ELIMIT, -1, "no memory for it"));
}

static bool done(void *ctx, const kg_doc *d, kg_str bytes, const kg_err *why)
{
    printer *p = ctx;
    if (why) return cmd_refuse(&p->r, d->name, kg_cstr(why->what)), true;
    p->r.read++;
    cmd_put(p->o, bytes.s, (size_t)bytes.n);
    cmd_flush(p->o);
    return cmd_put(p->o, "", 0);
}

/* False: the output cannot be written. */
static bool take(printer *p, const kg_doc *d, kg_err *e)
{
    kg_text t;
    kg_refs refs;
    kg_err why = { 0 };
    if (p->r.crew) return cmd_give(&p->r, d, e);
    cmd_alone(&p->r, d);
    if (!kg_find_mentions(d, p->r.scan, &t, &refs, p->a, &why)) return cmd_refuse(&p->r, d->name, kg_cstr(why.what)), true;
    p->r.read++;
    return put_document(p, &t, refs);
}

static bool run(printer *p, kg_input *in, const kg_map *stems, kg_err *e)
{
    kg_doc d;
    kg_err why = { 0 };
    bool ok = true;
    for (int got = 1; ok && got;) {
        kg_arena *a = p->a = cmd_doc_arena(&p->r, in);
        got = kg_input_next(in, &d, a, &why);
        p->r.given = false;
        if (got) cmd_progress_next(&p->r.progress, d.name);
        if (got > 0) d.stem = cmd_long_stem(stems, &d, a), ok = take(p, &d, e);
        if (got < 0) ok = cmd_refuse_input(&p->r, &d, &why, e);
        if (!p->r.given) kg_arena_reset(a);
    }
    return ok && cmd_wait(&p->r, e);
}

static int extract(cmd_format format, const char *rules_dir, const kg_known *known, kg_limits limits, int jobs, char *const *paths, int n)
{
    kg_err e = { 0 };
    kg_rules *rules = kg_rules_load(rules_dir, false, &e);
    if (!rules) return cmd_error(rules_dir, 0, "%s", e.what);
    printer p = { .o = cmd_out_open(NULL), .format = format, .width = cmd_terminal() };
    cmd_reading_begin(&p.r, rules, known, 0);
    cmd_jobs_with(&p.r, jobs, work, done, &p);
    kg_input *in = kg_input_open(paths, n, p.r.all);
    kg_input_limit(in, limits);
    cmd_progress_begin_into_file(&p.r.progress, paths, n);
    put_head(&p);
    bool ok = run(&p, in, cmd_stems(in, p.r.all), &e), any = p.r.read > 0;
    cmd_progress_clear(&p.r.progress);
    if (!ok && e.code) cmd_error(NULL, 0, "%s", e.what);
    if (!cmd_out_close(p.o, true)) ok = false;
    if (ok && !any && !p.r.refused.n) cmd_error(paths[0], 0, "no documents");
    int status = !ok || !any ? CMD_NONE : p.r.refused.n ? CMD_SOME : CMD_DONE;
    kg_input_close(in);
    cmd_reading_end(&p.r);
    kg_rules_free(rules);
    return status;
}

int cmd_extract(int argc, char **argv)
{
    static const struct option longs[] = {
        { "format", required_argument, NULL, 'f' }, { "rules", required_argument, NULL, 'r' },
        { "known", required_argument, NULL, 'k' }, { "to", required_argument, NULL, 't' }, CMD_JOBS_OPTION, CMD_LIMIT_OPTIONS, CMD_HELP_OPTION, { 0 }
    };
    kg_limits limits = KG_LIMITS;
    cmd_format format = 0;
    int jobs = CMD_JOBS_AS_FIT;
    const char *rules = NULL, *list = NULL, *to = NULL;
    kg_known *known;
    for (int c; (c = cmd_getopt(argc, argv, "j:", longs, &help)) != -1;) {
        if (cmd_limit(argv[0], c, &limits)) continue;
        if (c == 'r') rules = optarg;
        if (c == 'k') list = optarg;
        if (c == 't') to = optarg;
        if (c == 'j') jobs = cmd_jobs(argv[0], optarg);
        if (c == 'f' && !cmd_format_from(argv[0], optarg, CMD_TABLE | CMD_NDJSON | CMD_CSV, &format)) return CMD_NONE;
    }
    if (optind == argc) return cmd_usage(argv[0], "which files?");
    if (to && format) return cmd_usage(argv[0], "--to writes a part, which has no --format");
    if (!cmd_open_known(list, &known)) return CMD_NONE;
    int status = to ? cmd_extract_to(to, rules, known, limits, jobs, argv + optind, argc - optind)
                    : extract(format ? format : CMD_TABLE, rules, known, limits, jobs, argv + optind, argc - optind);
    kg_known_close(known);
    return status;
}
