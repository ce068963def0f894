/* build.c - kamergraaf build: documents into the graph file. In: files. Out: graph.db, and one line on what was done.
 *
 * Idea: files that are stored already with the same bytes are passed over; the others are read and written in
 * batches, each one transaction; at the end everything is linked anew.
 * Invariants: killed at any moment the file holds whole documents and the next run goes on; no graph file is made
 * when not one document could be read; one bad file never stops the others.
 */
#include "cmd.h"
#include "known/known.h"
#include "progress.h"
#include "prune.h"
#include "records.h"
#include "store/store.h"

#include <stdio.h>
#include <sys/stat.h>

enum { BATCH_DOCUMENTS = 64, BATCH_BYTES = 8 << 20 };

static const cmd_help help = {
    .usage = "build -o GRAPH.db [--prune] [--known FILE] [--rules DIR] " CMD_LIMIT_USAGE "FILE|DIR|-...",
    .about =
        "Reads documents and adds them to the graph file, which is made where it is missing. Documents that did not\n"
        "change are passed over, those that did are replaced. Records of the open data portal (OData pages, NDJSON)\n"
        "need no text.\n",
    .options = "  -o, --output FILE      the graph file\n"
               "  --prune                take away documents whose files are gone (under the paths given, or all)\n"
               CMD_KNOWN_HELP
               "  --rules DIR            the rules in DIR instead of the built-in ones; reads every file again\n" CMD_LIMIT_HELP,
    .example = "  kamergraaf build -o graph.db examples/nagorno-karabach\n",
};

typedef struct { const char *output, *rules, *known; bool prune; kg_limits limits; } options;

typedef struct { kg_str file; kg_err why; } refusal;

typedef struct {
    const options *o;
    kg_store *store;                                          /* NULL until there is something to write */
    kg_scanner *scan;
    kg_known *known;
    kg_arena *all, *doc;
    struct { refusal *v; int n, cap; } refused;
    kg_map *said;                                             /* files refused */
    int read, unchanged, in_batch;
    int registers, same_registers, records, gone, bad;        /* files of records; records, those taken back, refused */
    ptrdiff_t bytes;
    cmd_progress progress;
    kg_err e;
} builder;

static bool open_store(builder *b)
{
    if (b->store) return true;
    b->store = kg_store_open(b->o->output, KG_STORE_CREATE, &b->e);
    if (b->store && b->o->rules) kg_store_reads_with(b->store, UINT64_MAX);
    if (b->store && b->known) kg_store_reads_with(b->store, kg_known_hash_of(b->known));
    return b->store != NULL;
}

static void refuse(builder *b, kg_str file, const kg_err *why)
{
    kg_str name = kg_dup(b->all, file);
    if ((*kg_map_at(&b->said, name, b->all))++) return;       /* on the first walk */
    cmd_progress_clear(&b->progress);
    cmd_error(name.s, 0, "%s", why->what);
    *kg_push(b->all, &b->refused) = (refusal){ name, *why };
}

static bool end_batch(builder *b)
{
    bool open = b->in_batch > 0;
    b->in_batch = 0;
    b->bytes = 0;
    return !open || kg_store_commit(b->store, &b->e);
}

static bool add(builder *b, const kg_found *f)
{
    if (!open_store(b) || (!b->in_batch && !kg_store_begin(b->store, &b->e)) || !kg_store_add(b->store, f, &b->e))
        return false;
    b->read++;
    b->bytes += f->text->raw.n;
    return (++b->in_batch < BATCH_DOCUMENTS && b->bytes < BATCH_BYTES) || end_batch(b);
}

/* -- files of records ---------------------------------------------------------------------------------------------- */

/* A record that is refused, or odd: said while there are few. */
static bool complain(builder *b, const kg_doc *d, kg_intake *in, int line, kg_str what, int *said)
{
    enum { MOST = 20 };
    cmd_progress_clear(&b->progress);
    if (++*said <= MOST) cmd_error(kg_fmt(b->doc, "%.*s", KG_ARG(d->name)).s, line, "%.*s", KG_ARG(what));
    if (*said == MOST + 1) cmd_error(kg_fmt(b->doc, "%.*s", KG_ARG(d->name)).s, line, "and so on; the table problem has the first 1,000");
    return kg_intake_problem(in, line, what, &b->e);
}

static bool take_each(builder *b, const kg_doc *d, kg_records *r, kg_intake *in)
{
    kg_arena *a = kg_arena_new();
    kg_record x;
    kg_err why = { 0 };
    int said = 0, other = 0, other_line = 0;
    bool ok = true;
    for (int got; ok && (got = kg_records_next(r, &x, a, &why)) != 0; kg_arena_reset(a)) {
        if (got < 0) { ok = complain(b, d, in, (int)why.at, kg_cstr(why.what), &said); continue; }
        b->records++;
        b->gone += x.gone;
        if (!x.id.n && !x.gone && !other++) other_line = x.line;
        ok = kg_intake_add(in, &x, &b->e) && (!x.problem.n || complain(b, d, in, x.line, x.problem, &said));
    }
    b->bad += said;
    if (ok && other) ok = complain(b, d, in, other_line, kg_fmt(a, "%d record%s that name%s no Zaak, Document, Kamerstukdossier, Activiteit "
                                   "or Toezegging (of a Besluit: ask for it with $expand=Zaak)", other, other == 1 ? "" : "s",
                                   other == 1 ? "s" : ""), &(int){ 0 });
    kg_arena_free(a);
    return ok;
}

/* One file is one transaction: killed in it, the next run reads it again. */
static bool take_records(builder *b, const kg_doc *d)
{
    kg_err why = { 0 };
    kg_doc own = *d;
    bool same = false;
    own.stem = kg_records_stem(d);
    if (b->store && !kg_store_same(b->store, &own, &same, &b->e)) return false;
    if (same) return b->same_registers++, true;
    kg_records *r = kg_records_open(&own, &why);
    if (!r) return refuse(b, d->name, &why), true;
    b->registers++;
    kg_intake *in = NULL;
    bool ok = open_store(b) && end_batch(b) && kg_store_begin(b->store, &b->e) && (in = kg_intake_begin(b->store, &own, b->doc, &b->e)) != NULL;
    ok = ok && take_each(b, &own, r, in);
    if (in) ok = kg_intake_end(in, ok, &b->e);
    kg_records_close(r);
    return ok && kg_store_commit(b->store, &b->e);
}

static bool take(builder *b, const kg_doc *d)
{
    if (kg_is_records(d->bytes)) return take_records(b, d);
    kg_text t;
    kg_found f;
    kg_err why = { 0 };
    bool same = false;
    if (b->store && !b->o->rules && !kg_store_same(b->store, d, &same, &b->e)) return false;
    if (same) return b->unchanged++, true;
    if (kg_find(d, b->scan, &t, &f, b->doc, &why)) return add(b, &f);
    refuse(b, d->name, &why);
    return true;
}

/* The graph file may lie among the documents. */
static bool is_output(const builder *b, const kg_doc *d)
{
    struct stat in, out;
    kg_str o = kg_cstr(b->o->output), name = d->name;
    if (kg_ends(name, KG_S("-journal"))) name.n -= 8;
    if (!b->store || !kg_ends(name, kg_sub(o, o.n > 3 ? o.n - 3 : 0, o.n))) return false;
    kg_str path = kg_dup(b->doc, name);
    return stat(path.s, &in) == 0 && stat(b->o->output, &out) == 0 && in.st_ino == out.st_ino &&
           in.st_dev == out.st_dev;
}

static bool walk(builder *b, char *const *paths, int n)
{
    kg_input *in = kg_input_open(paths, n, b->all);
    kg_input_limit(in, b->o->limits);
    kg_doc d;
    kg_err why = { 0 };
    bool ok = true;
    for (int got; ok && (got = kg_input_next(in, &d, b->doc, &why)) != 0; kg_arena_reset(b->doc)) {
        if (is_output(b, &d)) continue;
        cmd_progress_next(&b->progress, d.name);
        if (got < 0) refuse(b, d.name, &why);
        else ok = take(b, &d);
    }
    kg_input_close(in);
    cmd_progress_clear(&b->progress);
    return ok && end_batch(b);
}

/* -- the run ----------------------------------------------------------------------------------------------------- */

static bool note_refused(builder *b)
{
    if (!b->refused.n) return true;
    bool ok = kg_store_begin(b->store, &b->e);
    for (int i = 0; ok && i < b->refused.n; i++)
        ok = kg_store_refuse(b->store, b->refused.v[i].file, &b->refused.v[i].why, &b->e);
    return ok && kg_store_commit(b->store, &b->e);
}

/* A file may have lost its place as a rendition when the one that spoke for its document changed: read again, once. */
static bool walk_again(builder *b, char *const *paths, int n)
{
    int64_t lost = 0;
    if (!b->store) return true;
    if (kg_store_get(b->store, "SELECT count(*) FROM file WHERE hash = 0", NULL, 0, &lost, 1, &b->e) < 0) return false;
    if (!lost) return true;
    char **files = kg_new(b->all, char *, n);
    int nfiles = 0;
    for (int i = 0; i < n; i++)
        if (strcmp(paths[i], "-") != 0) files[nfiles++] = paths[i];
    int unchanged = b->unchanged, same = b->same_registers;
    bool ok = walk(b, files, nfiles);
    b->unchanged = unchanged, b->same_registers = same;
    return ok;
}

/* Nothing was written since the last link: nothing follows anew. */
static bool link_changes(builder *b)
{
    int64_t linked = 0;
    int got = kg_store_get(b->store, "SELECT yes FROM linked", NULL, 0, &linked, 1, &b->e);
    return got >= 0 && (linked || kg_link(b->store, &b->e));
}

static bool prune(builder *b, char *const *paths, int n)
{
    int seen = 0;
    if (!cmd_prune(b->store, paths, n, &b->o->limits, &seen, b->all, &b->e)) return false;
    if (n && !seen) cmd_error(b->o->output, 0, "none of its files lies under the paths given: --prune drops nothing");
    return true;
}

static bool run(builder *b, char *const *paths, int n)
{
    struct stat st;
    bool there = stat(b->o->output, &st) == 0;
    if (there && !open_store(b)) return false;
    if (there && b->o->prune && !prune(b, paths, n)) return false;
    cmd_progress_begin(&b->progress, paths, n);
    if (!walk(b, paths, n) || !walk_again(b, paths, n)) return false;
    return !b->store || (note_refused(b) && link_changes(b));
}

static bool some(const builder *b) { return b->read + b->unchanged + b->registers + b->same_registers > 0; }

static void say(const builder *b)
{
    kg_scope c;
    kg_err e;
    if (cmd_quiet || !b->store || !kg_ask_scope(b->store, &c, &e)) return;
    fprintf(stderr, "%s: %d document%s (%d read, %d unchanged), %d mentions, %d relations, %d refused", b->o->output,
            c.documents, c.documents == 1 ? "" : "s", b->read, b->unchanged, c.mentions, c.edges, b->refused.n + b->bad);
    if (b->records) fprintf(stderr, ", %d records (%d taken back by their register)", b->records, b->gone);
    if (b->same_registers) fprintf(stderr, ", %d file%s of records unchanged", b->same_registers, b->same_registers == 1 ? "" : "s");
    fputc('\n', stderr);
}

static int build(const options *o, kg_known *known, char *const *paths, int n)
{
    kg_err e = { 0 };
    kg_rules *rules = kg_rules_load(o->rules, false, &e);
    if (!rules) return cmd_error(o->rules, 0, "%s", e.what);
    builder b = { .o = o, .scan = kg_scanner_new(rules), .known = known, .all = kg_arena_new(), .doc = kg_arena_new() };
    kg_scanner_known(b.scan, known);
    bool ok = run(&b, paths, n);
    if (!ok) cmd_error(o->output, 0, "%s", b.e.what);
    else if (n && !some(&b) && !b.refused.n) cmd_error(paths[0], 0, "no documents");
    if (ok) say(&b);
    bool refused = b.refused.n + b.bad > 0, any = some(&b) || !n;
    kg_store_close(b.store);
    kg_scanner_free(b.scan);
    kg_rules_free(rules);
    kg_arena_free(b.doc);
    kg_arena_free(b.all);
    return !ok || !any ? CMD_NONE : refused ? CMD_SOME : CMD_DONE;
}

int cmd_build(int argc, char **argv)
{
    static const struct option longs[] = { { "output", required_argument, NULL, 'o' },
                                           { "prune", no_argument, NULL, 'p' },
                                           { "rules", required_argument, NULL, 'r' },
                                           { "known", required_argument, NULL, 'k' },
                                           CMD_LIMIT_OPTIONS,
                                           CMD_HELP_OPTION,
                                           { 0 } };
    options o = { .limits = KG_LIMITS };
    for (int c; (c = cmd_getopt(argc, argv, "o:", longs, &help)) != -1;) {
        if (cmd_limit(argv[0], c, &o.limits)) continue;
        if (c == 'o') o.output = optarg;
        if (c == 'p') o.prune = true;
        if (c == 'r') o.rules = optarg;
        if (c == 'k') o.known = optarg;
    }
    if (!o.output) return cmd_usage(argv[0], "-o GRAPH.db is missing");
    if (optind == argc && !o.prune) return cmd_usage(argv[0], "which files?");
    kg_known *known;
    if (!cmd_open_known(o.known, &known)) return CMD_NONE;
    int status = build(&o, known, argv + optind, argc - optind);
    kg_known_close(known);
    return status;
}
