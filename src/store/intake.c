/* intake.c - a file of records, written as rows. In: kg_record, one after the other. Out: the records of store.sql.
 *
 * Idea: the file is one document without text, its records are things and relations of that document, each with the line where it
 * stands; so a file is replaced as a whole, passed over while it is unchanged, and a record costs three rows. What a record is
 * about is a node by its official id, whatever other files tell of it.
 * Invariants: inside the caller's transaction; rows and the text that they need are written out now and then, so that memory is that
 * of some records; the proof of a relation is its sentence.
 */
#include "ids.h"
#include "records.h"
#include "store.h"

enum { FLUSH = 4096 };                                        /* records between two writings */

struct kg_intake {
    kg_store *s;
    int64_t doc;
    int64_t bytes, lines, things, relations, promises, problems;
    kg_str file;
    kg_rows *thing, *relation, *sentence, *promise;
    kg_arena *texts;                                          /* until the rows are written */
    int unwritten;
};

static kg_rows *rows(kg_arena *a, const char *sql, int ncols)
{
    kg_rows *r = kg_new(a, kg_rows, 1);
    r->sql = sql;
    r->ncols = ncols;
    return r;
}

static kg_val text(kg_intake *in, kg_str s) { return s.n ? kg_vs(kg_dup(in->texts, s)) : (kg_val){ 0 }; }
static kg_val word(const char *s) { return kg_vt(kg_cstr(s)); }

static bool name(kg_intake *in, kg_str id, kg_val *out, kg_err *e)
{
    int64_t n = id.n ? kg_store_intern(in->s, KG_NAME, id, e) : 0;
    *out = n ? kg_vi(n) : (kg_val){ 0 };
    return n || !id.n;
}

kg_intake *kg_intake_begin(kg_store *s, const kg_doc *d, kg_arena *a, kg_err *e)
{
    kg_text t = { .doc = *d, .meta = { .id = d->stem } };
    kg_settled who;
    if (kg_store_settle(s, &t, &who, a, e) != 1) return NULL;
    kg_intake *in = kg_new(a, kg_intake, 1);
    *in = (kg_intake){ .s = s, .doc = who.doc, .file = d->name, .texts = a,
        .thing = rows(a, "INSERT INTO thing SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9 FROM kg_rows", 10),
        .relation = rows(a, "INSERT INTO relation SELECT * FROM kg_rows", 16),
        .sentence = rows(a, "INSERT INTO sentence SELECT c0, c1, c2, c3, c4 FROM kg_rows", 5),
        .promise = rows(a, "INSERT INTO promise SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11 FROM kg_rows", 12) };
    kg_val v[] = { kg_vi(who.doc), kg_vt(d->name), kg_vt(d->stem), kg_vi(KG_RANK_RECORDS) };
    if (!kg_store_put(s, "INSERT INTO document (id, file, stem, official, kind, soort, rank, length, nlines, recoded, text)"
                         " VALUES (?1, ?2, ?3, 0, 'document', 'register', ?4, 0, 0, 0, x'')", v, 4, e)) return NULL;
    in->texts = kg_arena_new();
    return in;
}

static bool put_thing(kg_intake *in, const kg_record *r, const kg_thing *x, kg_err *e)
{
    kg_val v[] = { kg_vi(in->doc), kg_vi(in->things++), { 0 }, word(kg_kind_name(x->kind)), text(in, x->soort), text(in, x->title),
                   text(in, x->date), kg_vt(kg_json_list(in->texts, x->movers, x->nmovers)), kg_vi(r->beg), kg_vi(r->line) };
    return name(in, x->id, &v[2], e) && (v[2].type == KG_V_NULL || kg_rows_put(in->s, in->thing, v, e));
}

static bool put_fact(kg_intake *in, const kg_record *r, const kg_fact *x, kg_err *e)
{
    int64_t n = in->relations++;
    kg_val proof[] = { kg_vi(in->doc), kg_vi(n), kg_vi(r->beg), kg_vi(r->end), kg_vs(kg_dup(in->texts, x->proof)) };
    kg_val v[] = { kg_vi(in->doc), kg_vi(n), { 0 }, word(kg_relation_name(x->relation)), text(in, x->value), { 0 },
                   word(kg_kind_name(kg_kind_of_id(x->target))), kg_vi(r->beg), kg_vi(r->end), kg_vi(r->line), kg_vi(n), { 0 }, { 0 },
                   kg_vr(1), kg_vi(0), { 0 } };
    int64_t rule = kg_store_intern(in->s, KG_WORD, KG_S("register"), e);
    v[12] = kg_vi(rule);
    return rule && name(in, x->source, &v[2], e) && name(in, x->target, &v[5], e) && kg_rows_put(in->s, in->sentence, proof, e)
        && kg_rows_put(in->s, in->relation, v, e);
}

static bool put_promise(kg_intake *in, const kg_record *r, const kg_promise *p, kg_err *e)
{
    kg_val v[] = { kg_vi(in->doc), kg_vi(in->promises++), { 0 }, word("list"), text(in, p->who), text(in, p->words), text(in, p->deadline),
                   text(in, p->due), kg_vi(r->beg), kg_vi(r->line), { 0 }, word(kg_voice_name(p->voice)) };
    return name(in, p->id, &v[2], e) && kg_rows_put(in->s, in->promise, v, e);
}

static bool write_out(kg_intake *in, kg_err *e)
{
    kg_rows *all[] = { in->thing, in->sentence, in->relation, in->promise };
    bool ok = true;
    for (int i = 0; ok && i < 4; i++) ok = kg_rows_write(in->s, all[i], e);
    in->unwritten = 0;
    kg_arena_reset(in->texts);
    return ok;
}

bool kg_intake_problem(kg_intake *in, int line, kg_str what, kg_err *e)
{
    enum { MOST = 1000 };                                     /* a file of a million bad lines */
    kg_val v[] = { kg_vt(in->file), kg_vi(in->doc), line > 0 ? kg_vi(line) : (kg_val){ 0 }, kg_vt(what) };
    return in->problems++ >= MOST || kg_store_put(in->s, "INSERT INTO problem (file, document, line, what) VALUES (?,?,?,?)", v, 4, e);
}

bool kg_intake_add(kg_intake *in, const kg_record *r, kg_err *e)
{
    bool ok = true;
    for (int i = 0; ok && i < r->nthings; i++) ok = put_thing(in, r, &r->things[i], e);
    for (int i = 0; ok && i < r->nfacts; i++) ok = put_fact(in, r, &r->facts[i], e);
    for (int i = 0; ok && i < r->npromises; i++) ok = put_promise(in, r, &r->promises[i], e);
    in->bytes = r->end;
    in->lines = r->line;
    return ok && (++in->unwritten < FLUSH || write_out(in, e));
}

bool kg_intake_end(kg_intake *in, bool keep, kg_err *e)
{
    bool ok = keep && write_out(in, e);
    kg_val v[] = { kg_vi(in->doc), kg_vi(in->bytes), kg_vi(in->lines) };
    kg_arena_free(in->texts);
    return ok && kg_store_put(in->s, "UPDATE document SET length = ?2, nlines = ?3 WHERE id = ?1", v, 3, e);
}
