/* extract_to.c - kamergraaf extract --to: a part of a graph. In: files. Out: one file with all that they give, for `build` to merge.
 *
 * Invariant: FILE is there when it is whole, never before; what cannot be read is told in it, too.
 */
#include "extract.h"
#include "part/part.h"
#include "reading.h"

/* r stands first: cmd_work. */
typedef struct { cmd_reading r; kg_part_writer *part; cmd_out *out; kg_err e; } run;

static bool take_records(run *x, const kg_doc *d)
{
    kg_err why = { 0 };
    kg_doc own = *d;
    own.stem = kg_records_stem(d);
    kg_records *from = kg_records_open(&own, &why);
    if (!from) return cmd_refuse(&x->r, d->name, kg_cstr(why.what)), true;
    kg_taker to = kg_coder_taker(kg_part_coder(x->part));
    bool ok = cmd_take_records(&x->r, from, &own, &to, &x->e);
    kg_records_close(from);
    return ok;
}

static bool take(run *x, const kg_doc *d)
{
    kg_text t;
    kg_found f;
    kg_err why = { 0 };
    if (kg_is_records(d->bytes)) return cmd_wait(&x->r, &x->e) && take_records(x, d);
    if (x->r.crew) return cmd_give(&x->r, d, &x->e);
    cmd_alone(&x->r, d);
    if (!kg_find(d, x->r.scan, &t, &f, x->r.doc, &why)) return cmd_refuse(&x->r, d->name, kg_cstr(why.what)), true;
    kg_taker to = kg_coder_taker(kg_part_coder(x->part));
    x->r.read++;
    return kg_give(&f, x->r.reader, &to, &x->e);
}

/* Of the crew: ctx is a run. */
static bool done(void *ctx, const kg_doc *d, kg_str items, const kg_err *why)
{
    run *x = ctx;
    if (why) return cmd_refuse(&x->r, d->name, kg_cstr(why->what)), true;
    x->r.read++;
    return kg_part_bytes(x->part, items) || kg_fail(&x->e, KG_EIO, -1, "cannot be written");
}

static bool walk(run *x, kg_input *in)
{
    kg_doc d;
    kg_err why = { 0 };
    bool ok = true;
    for (int got = 1; ok && got;) {
        kg_arena *a = cmd_doc_arena(&x->r, in);
        got = kg_input_next(in, &d, a, &why);
        x->r.given = false;
        if (got && !cmd_is_output(d.name, x->out->file, a)) {
            cmd_progress_next(&x->r.progress, d.name);
            ok = got < 0 ? cmd_refuse_input(&x->r, &d, &why, &x->e) : take(x, &d);
        }
        if (!x->r.given) kg_arena_reset(a);
    }
    ok = ok && cmd_wait(&x->r, &x->e);
    cmd_progress_clear(&x->r.progress);
    for (int i = 0; ok && i < x->r.refused.n; i++)
        ok = kg_code_refusal(kg_part_coder(x->part), x->r.refused.v[i].file, x->r.refused.v[i].why, &x->e);
    return ok;
}

static int extract(run *x, const char *file, kg_limits limits, char *const *paths, int n)
{
    kg_input *in = kg_input_open(paths, n, x->r.all);
    kg_input_limit(in, limits);
    cmd_progress_begin(&x->r.progress, paths, n);
    bool ok = walk(x, in), some = x->r.read + x->r.registers + x->r.refused.n > 0;
    kg_input_close(in);
    ok = kg_part_end(x->part, ok && some, &x->e) && ok;
    if (!ok && !x->out->failed) cmd_error(file, 0, "%s", x->e.what);
    if (ok && !some) cmd_error(paths[0], 0, "no documents");
    if (!cmd_out_close(x->out, ok && some) || !ok || !some) return CMD_NONE;
    return x->r.refused.n + x->r.bad ? CMD_SOME : CMD_DONE;
}

int cmd_extract_to(const char *file, const char *rules_dir, const kg_known *known, kg_limits limits, int jobs, char *const *paths, int n)
{
    run x = { 0 };
    kg_rules *rules = kg_rules_load(rules_dir, false, &x.e);
    if (!rules) return cmd_error(rules_dir, 0, "%s", x.e.what);
    int status = CMD_NONE;
    cmd_reading_begin(&x.r, rules, known, cmd_reader(rules_dir, rules, known));
    cmd_jobs_with(&x.r, jobs, cmd_work, done, &x);
    x.out = cmd_out_open(file);
    if (x.out) {
        x.part = kg_part_begin(x.r.reader, cmd_put, x.out);
        status = extract(&x, file, limits, paths, n);
    }
    cmd_reading_end(&x.r);
    kg_rules_free(rules);
    return status;
}
