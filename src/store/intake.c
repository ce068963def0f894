/* intake.c - a file of records, as rows. In: kg_record, one after the other. Out: the rows of sheet.h.
 *
 * Idea: the file is one document without text, its records are things and relations of that document, each with the line where it
 * stands; so a file is replaced as a whole, passed over while it is unchanged, and a record costs three rows. What a record is
 * about is a node by its official id, whatever other files tell of it.
 * Invariant: the proof of a relation is its sentence.
 */
#include "ids.h"
#include "records.h"
#include "store.h"

struct kg_intake {
    const kg_taker *to;
    kg_sheet sheet;
    int64_t bytes, lines, things, relations, promises, problems;
    kg_arena *a;                                              /* of one record */
};

static const kg_val none = { 0 };

static bool row(kg_intake *in, kg_table t, const kg_val *v, kg_err *e) { return in->to->row(in->to->ctx, t, v, e); }

kg_intake *kg_intake_begin(const kg_taker *to, const kg_doc *d, uint64_t reader, kg_arena *a, kg_err *e)
{
    kg_intake *in = kg_new(a, kg_intake, 1);
    *in = (kg_intake){ .to = to,
        .sheet = { .file = d->name, .stem = d->stem, .hash = kg_hash_doc(reader, d), .rank = KG_RANK_RECORDS,
                   .meta = { .id = d->stem, .kind = KG_S("document"), .soort = KG_S("register") } } };
    if (!to->begin(to->ctx, &in->sheet, e)) return NULL;
    in->a = kg_arena_new();
    return in;
}

static bool put_thing(kg_intake *in, const kg_record *r, const kg_thing *x, kg_err *e)
{
    kg_val v[] = { none, kg_vi(in->things++), kg_vs(x->id), kg_vi(x->kind), kg_vt(x->soort), kg_vt(x->title), kg_vt(x->date),
                   kg_vt(kg_json_list(in->a, x->movers, x->nmovers)), kg_vi(r->beg), kg_vi(r->line) };
    return !x->id.n || row(in, KG_ROW_THING, v, e);
}

static bool put_fact(kg_intake *in, const kg_record *r, const kg_fact *x, kg_err *e)
{
    int64_t n = in->relations++;
    kg_val proof[] = { none, kg_vi(n), kg_vi(r->beg), kg_vi(r->end), kg_vs(x->proof) };
    kg_val v[] = { none, kg_vi(n), kg_vs(x->source), kg_vi(x->relation), kg_vt(x->value), kg_vt(x->target),
                   kg_vi(kg_kind_of_id(x->target)), kg_vi(r->beg), kg_vi(r->end), kg_vi(r->line), kg_vi(n), none,
                   kg_vs(KG_S("register")), kg_vi(1000), kg_vi(0), kg_vi(KG_VOICE_NONE) };
    return row(in, KG_ROW_SENTENCE, proof, e) && row(in, KG_ROW_RELATION, v, e);
}

static bool put_promise(kg_intake *in, const kg_record *r, const kg_promise *p, kg_err *e)
{
    kg_val v[] = { none, kg_vi(in->promises++), kg_vs(p->id), kg_vi(KG_BY_LIST), kg_vt(p->who), kg_vt(p->words), kg_vt(p->deadline),
                   kg_vt(p->due), kg_vi(r->beg), kg_vi(r->line), none, kg_vi(p->voice) };
    return row(in, KG_ROW_PROMISE, v, e);
}

bool kg_intake_problem(kg_intake *in, int line, kg_str what, kg_err *e)
{
    enum { MOST = 1000 };                                     /* a file of a million bad lines */
    kg_val v[] = { none, none, line > 0 ? kg_vi(line) : none, kg_vs(what), kg_vi(0), none, none, none, none };
    return in->problems++ >= MOST || row(in, KG_ROW_PROBLEM, v, e);
}

bool kg_intake_add(kg_intake *in, const kg_record *r, kg_err *e)
{
    bool ok = true;
    kg_arena_reset(in->a);
    for (int i = 0; ok && i < r->nthings; i++) ok = put_thing(in, r, &r->things[i], e);
    for (int i = 0; ok && i < r->nfacts; i++) ok = put_fact(in, r, &r->facts[i], e);
    for (int i = 0; ok && i < r->npromises; i++) ok = put_promise(in, r, &r->promises[i], e);
    in->bytes = r->end;
    in->lines = r->line;
    return ok;
}

bool kg_intake_end(kg_intake *in, bool keep, kg_err *e)
{
    kg_arena_free(in->a);
    return keep && in->to->end(in->to->ctx, in->bytes, in->lines, e);
}
