/* build.c - kamergraaf build: documents into the graph file. In: files. Out: graph.db, and one line on what was done.
 *
 * Idea: files that are stored already with the same bytes are passed over; the others are read and written in
 * batches, each one transaction; at the end everything is linked anew.
 * Invariants: killed at any moment the file holds whole documents and the next run goes on; no graph file is made
 * when not one document could be read; one bad file never stops the others.
 */
#include "build.h"
#include "prune.h"

#include <stdio.h>
#include <sys/stat.h>

enum { BATCH_DOCUMENTS = 256, BATCH_BYTES = 32 << 20 };

static const cmd_help help = {
    .usage = "build -o GRAPH.db [-j N] [--prune] [--known FILE] [--rules DIR] " CMD_LIMIT_USAGE "FILE|DIR|PART|-...",
    .about =
        "Reads documents and adds them to the graph file, which is made where it is missing. Documents that did not\n"
        "change are passed over, those that did are replaced. Records of the open data portal (OData pages, NDJSON)\n"
        "need no text. Parts that `kamergraaf extract --to` wrote, here or on other machines, are merged.\n",
    .options = "  -o, --output FILE      the graph file\n" CMD_JOBS_HELP
               "  --prune                take away documents whose files are gone (under the paths given, or all); where parts\n"
               "                         are given: what neither they nor the other paths hold\n"
               CMD_KNOWN_HELP
               "  --rules DIR            the rules in DIR instead of the built-in ones\n" CMD_LIMIT_HELP,
    .example = "  kamergraaf build -o graph.db examples/nagorno-karabach\n",
};

bool build_open(builder *b)
{
    if (b->store) return true;
    b->store = kg_store_open(b->o->output, KG_STORE_CREATE, &b->e);
    if (b->store) kg_store_reads_with(b->store, b->r.reader);
    return b->store != NULL;
}

bool build_begin(builder *b) { return build_open(b) && (b->in_batch || kg_store_begin(b->store, &b->e)); }

bool build_end(builder *b)
{
    bool open = b->in_batch > 0;
    b->in_batch = 0;
    b->bytes = 0;
    return !open || kg_store_commit(b->store, &b->e);
}

bool build_added(builder *b, int64_t bytes)
{
    b->bytes += (ptrdiff_t)bytes;
    return (++b->in_batch < BATCH_DOCUMENTS && b->bytes < BATCH_BYTES) || build_end(b);
}

static int *slot_of(builder *b, kg_str file)
{
    uint64_t name = kg_hash_bytes(1, file);
    kg_str key = { (const char *)&name, sizeof name };
    int *slot = kg_map_at(&b->seen, key, NULL);
    return slot ? slot : kg_map_at(&b->seen, kg_dup(b->r.all, key), b->r.all);
}

bool build_see(builder *b, kg_str file, int64_t hash)
{
    int *slot = slot_of(b, file), before = *slot, now = hash ? (int)((uint64_t)hash >> 34) | 2 : 1;
    if (now > 1 || !before) *slot = now;
    return before <= 1 || now == 1 || before == now;
}

/* -- documents that come --------------------------------------------------------------------------------------------- */

static bool refuse(builder *b, const kg_doc *d, const kg_err *why)
{
    build_see(b, d->name, 0);
    return cmd_refuse_input(&b->r, d, why, &b->e);
}

/* One file is one transaction: killed in it, the next run reads it again. */
static bool take_records(builder *b, const kg_doc *d)
{
    kg_err why = { 0 };
    kg_doc own = *d;
    bool same = false;
    own.stem = kg_records_stem(d);
    int64_t hash = kg_hash_doc(b->r.reader, &own);
    if (b->store && !kg_store_same(b->store, d->name, hash, &same, &b->e)) return false;
    kg_records *from = same ? NULL : kg_records_open(&own, &why);
    build_see(b, d->name, same || from ? hash : 0);
    if (same) return b->r.same_registers++, true;
    if (!from) return cmd_refuse(&b->r, d->name, kg_cstr(why.what)), true;
    bool ok = build_open(b) && build_end(b) && kg_store_begin(b->store, &b->e);
    kg_taker to = ok ? kg_store_taker(b->store) : (kg_taker){ 0 };
    ok = ok && cmd_take_records(&b->r, from, &own, &to, &b->e);
    kg_records_close(from);
    return ok && kg_store_commit(b->store, &b->e);
}

static bool take(builder *b, kg_doc *d, kg_arena *a)
{
    if (kg_is_part(d->bytes)) return cmd_wait(&b->r, &b->e) && build_merge(b, d);
    if (kg_is_records(d->bytes)) return cmd_wait(&b->r, &b->e) && take_records(b, d);
    kg_text t;
    kg_found f;
    kg_err why = { 0 };
    bool same = false;
    int there = b->store ? kg_store_has(b->store, d->name, &b->e) : 0;
    if (there < 0) return false;
    if (!there && b->r.crew) return cmd_give(&b->r, d, &b->e);
    if (!kg_doc_read(d, a, &why)) return refuse(b, d, &why);
    int64_t hash = kg_hash_doc(b->r.reader, d);
    if (there && !kg_store_same(b->store, d->name, hash, &same, &b->e)) return false;
    if (same) return build_see(b, d->name, hash), b->r.unchanged++, true;
    if (b->r.crew) return cmd_give(&b->r, d, &b->e);
    cmd_alone(&b->r, d);
    bool found = kg_find(d, b->r.scan, &t, &f, b->r.doc, &why);
    build_see(b, d->name, found ? hash : 0);
    if (!found) return cmd_refuse(&b->r, d->name, kg_cstr(why.what)), true;
    b->r.read++;
    return build_begin(b) && kg_store_add(b->store, &f, &b->e) && build_added(b, t.raw.n);
}

/* The graph file may lie among the documents. */
static bool is_output(const builder *b, const kg_doc *d, kg_arena *a)
{
    kg_str name = d->name;
    if (kg_ends(name, KG_S("-journal"))) name.n -= 8;
    return b->store && cmd_is_output(name, b->o->output, a);
}

static bool walk(builder *b, char *const *paths, int n)
{
    kg_input *in = kg_input_open(paths, n, b->r.all);
    kg_input_limit(in, b->o->limits);
    kg_doc d;
    kg_err why = { 0 };
    bool ok = true;
    for (int got = 1; ok && got;) {
        kg_arena *a = cmd_doc_arena(&b->r, in);
        got = kg_input_next(in, &d, a, &why);
        b->r.given = false;
        if (got && !is_output(b, &d, a)) {
            cmd_progress_next(&b->r.progress, d.name);
            ok = got < 0 ? refuse(b, &d, &why) : take(b, &d, a);
        }
        if (!b->r.given) kg_arena_reset(a);
    }
    ok = ok && cmd_wait(&b->r, &b->e) && build_end(b);
    kg_input_close(in);
    cmd_progress_clear(&b->r.progress);
    return ok;
}

/* -- the run ----------------------------------------------------------------------------------------------------- */

static bool note_refused(builder *b)
{
    if (!b->r.refused.n) return true;
    bool ok = kg_store_begin(b->store, &b->e);
    for (int i = 0; ok && i < b->r.refused.n; i++) {
        const cmd_refusal *x = &b->r.refused.v[i];
        if (*slot_of(b, x->file) <= 1) ok = kg_store_refuse(b->store, x->file, x->why, &b->e);   /* another part may have read it */
    }
    return ok && kg_store_commit(b->store, &b->e);
}

/* A file may have lost its place as a rendition when the one that spoke for its document changed: read again, once. */
static bool walk_again(builder *b, char *const *paths, int n)
{
    int64_t lost = 0;
    if (!b->store) return true;
    if (kg_store_get(b->store, "SELECT count(*) FROM file WHERE hash = 0", NULL, 0, &lost, 1, &b->e) < 0) return false;
    if (!lost) return true;
    char **files = kg_new(b->r.all, char *, n);
    int nfiles = 0;
    for (int i = 0; i < n; i++)
        if (strcmp(paths[i], "-") != 0) files[nfiles++] = paths[i];
    int unchanged = b->r.unchanged, same = b->r.same_registers;
    b->again = true;
    bool ok = walk(b, files, nfiles);
    b->r.unchanged = unchanged, b->r.same_registers = same;
    return ok;
}

/* Nothing was written since the last link: nothing follows anew. */
static bool link_changes(builder *b)
{
    int64_t linked = 0;
    int got = kg_store_get(b->store, "SELECT yes FROM linked", NULL, 0, &linked, 1, &b->e);
    return got >= 0 && (linked || kg_link(b->store, &b->e));
}

/* What is gone, before anything is read: another rendition may take its place. */
static bool prune(builder *b, char *const *paths, int n, int *seen)
{
    return cmd_prune(b->store, paths, n, &b->o->limits, seen, b->r.all, &b->e);
}

/* Parts bring documents whose files may be anywhere: what is gone is what nothing brought. */
static bool prune_unseen(builder *b, int n, int seen)
{
    if (n && !seen && !b->parts && !b->bad_parts)
        cmd_error(b->o->output, 0, "none of its files lies under the paths given: --prune drops nothing");
    else if (b->bad_parts)
        cmd_error(b->o->output, 0, "not all parts could be used: --prune drops nothing that they may hold");
    return !b->parts || b->bad_parts || cmd_prune_unseen(b->store, b->seen, b->r.all, &b->e);
}

static bool run(builder *b, char *const *paths, int n)
{
    struct stat st;
    int seen = 1;
    bool there = stat(b->o->output, &st) == 0, prunes = there && b->o->prune;
    if (there && !build_open(b)) return false;
    if (prunes && !prune(b, paths, n, &seen)) return false;
    cmd_progress_begin(&b->r.progress, paths, n);
    if (!walk(b, paths, n) || (prunes && !prune_unseen(b, n, seen)) || !walk_again(b, paths, n)) return false;
    return !b->store || (note_refused(b) && link_changes(b));
}

static bool some(const builder *b) { return b->r.read + b->r.unchanged + b->r.registers + b->r.same_registers > 0; }

static void say(const builder *b)
{
    const cmd_reading *r = &b->r;
    kg_scope c;
    kg_err e;
    if (cmd_quiet || !b->store || !kg_ask_scope(b->store, &c, &e)) return;
    fprintf(stderr, "%s: %d document%s (%d read, %d unchanged), %d mentions, %d relations, %d refused", b->o->output,
            c.documents, c.documents == 1 ? "" : "s", r->read, r->unchanged, c.mentions, c.edges, r->refused.n + r->bad);
    if (r->records) fprintf(stderr, ", %d records (%d taken back by their register)", r->records, r->gone);
    if (r->same_registers) fprintf(stderr, ", %d file%s of records unchanged", r->same_registers, r->same_registers == 1 ? "" : "s");
    if (b->parts) fprintf(stderr, ", %d part%s", b->parts, b->parts == 1 ? "" : "s");
    fputc('\n', stderr);
}

static int build(const build_options *o, kg_known *known, char *const *paths, int n)
{
    kg_err e = { 0 };
    kg_rules *rules = kg_rules_load(o->rules, false, &e);
    if (!rules) return cmd_error(o->rules, 0, "%s", e.what);
    builder b = { .o = o };
    cmd_reading_begin(&b.r, rules, known, cmd_reader(o->rules, rules, known));
    cmd_jobs_with(&b.r, o->jobs, cmd_work_packed, build_done, &b);
    bool ok = run(&b, paths, n);
    if (!ok) cmd_error(o->output, 0, "%s", b.e.what);
    else if (n && !some(&b) && !b.r.refused.n) cmd_error(paths[0], 0, "no documents");
    if (ok) say(&b);
    bool refused = b.r.refused.n + b.r.bad > 0, any = some(&b) || !n;
    kg_store_close(b.store);
    cmd_reading_end(&b.r);
    kg_rules_free(rules);
    return !ok || !any ? CMD_NONE : refused ? CMD_SOME : CMD_DONE;
}

int cmd_build(int argc, char **argv)
{
    static const struct option longs[] = { { "output", required_argument, NULL, 'o' },
                                           { "prune", no_argument, NULL, 'p' },
                                           { "rules", required_argument, NULL, 'r' },
                                           { "known", required_argument, NULL, 'k' },
                                           CMD_JOBS_OPTION,
                                           CMD_LIMIT_OPTIONS,
                                           CMD_HELP_OPTION,
                                           { 0 } };
    build_options o = { .limits = KG_LIMITS, .jobs = CMD_JOBS_AS_FIT };
    for (int c; (c = cmd_getopt(argc, argv, "o:j:", longs, &help)) != -1;) {
        if (cmd_limit(argv[0], c, &o.limits)) continue;
        if (c == 'o') o.output = optarg;
        if (c == 'j') o.jobs = cmd_jobs(argv[0], optarg);
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
