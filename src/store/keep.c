/* keep.c - rows of a sheet, written into the graph file. In: what a file gives, row by row. Out: the records of store.sql.
 *
 * Idea: the document's number is the number of its id, so that a citation and the document meet without a join; ids and words
 * become numbers here; rows wait in memory until there are many, since a statement costs as much as ten rows.
 * Invariants: all inside the caller's transaction, in the file before it ends; the rows of a document are written once, after
 * kg_store_settle took the old ones away (rendition.c); memory is that of some thousand rows, however long the file, and of
 * what linking will ask for (recall.c).
 */
#include "check/check.h"
#include "store.h"

#include <stdlib.h>

#define COLUMNS_OF(name, table, columns) columns,
const char *const kg_table_columns[KG_ROW_COUNT] = { KG_TABLES(COLUMNS_OF) };

static const char *const insert[KG_ROW_COUNT] = {
#define ROWS " FROM kg_rows"
    [KG_ROW_MENTION] = "INSERT OR ROLLBACK INTO mention SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12" ROWS,
    [KG_ROW_CANDIDATE] = "INSERT OR ROLLBACK INTO candidate SELECT c0, c1, c2, c3" ROWS,
    [KG_ROW_FOOTNOTE] = "INSERT OR ROLLBACK INTO footnote SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8" ROWS,
    [KG_ROW_THING] = "INSERT OR ROLLBACK INTO thing SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9" ROWS,
    [KG_ROW_SENTENCE] = "INSERT OR ROLLBACK INTO sentence SELECT c0, c1, c2, c3, c4" ROWS,
    [KG_ROW_RELATION] = "INSERT OR ROLLBACK INTO relation SELECT *" ROWS,
    [KG_ROW_PROMISE] = "INSERT OR ROLLBACK INTO promise SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11" ROWS,
    [KG_ROW_PROBLEM] = "INSERT OR ROLLBACK INTO problem SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8" ROWS,
};

struct kg_pending {
    kg_arena *texts, *scratch;                                /* texts: of the rows; scratch: of the sheet that comes */
    ptrdiff_t bytes;                                          /* in texts */
    kg_rows rows[KG_ROW_COUNT];
    kg_store *s;
    const kg_sheet *sheet;
    kg_settled who;
    bool mine;                                                /* this file gives the records of its document */
    kg_recall *recall;
};

/* -- rows not yet written ---------------------------------------------------------------------------------------- */

bool kg_rows_write(kg_store *s, kg_rows *r, kg_err *e)
{
    int n = r->n / r->ncols;
    r->n = 0;
    return kg_store_bulk(s, r->sql, r->v, r->ncols, n, e);
}

static bool full(const kg_rows *r) { return r->n + r->ncols > KG_BULK; }

bool kg_rows_put(kg_store *s, kg_rows *r, const kg_val *v, kg_err *e)
{
    memcpy(r->v + r->n, v, (size_t)r->ncols * sizeof *v);
    r->n += r->ncols;
    return !full(r) || kg_rows_write(s, r, e);
}

kg_pending *kg_pending_new(void)
{
    kg_pending *p = kg_need(calloc(1, sizeof *p));
    p->texts = kg_arena_new();
    p->scratch = kg_arena_new();
    p->recall = kg_recall_new();
    for (int i = 0; i < KG_ROW_COUNT; i++)
        p->rows[i].sql = insert[i], p->rows[i].ncols = (int)strlen(kg_table_columns[i]);
    return p;
}

void kg_pending_free(kg_pending *p)
{
    kg_arena_free(p->scratch);
    kg_arena_free(p->texts);
    kg_recall_free(p->recall);
    free(p);
}

kg_recall *kg_store_recall(kg_store *s) { return kg_store_pending(s)->recall; }

static void let_go(kg_pending *p)
{
    for (int i = 0; i < KG_ROW_COUNT; i++) p->rows[i].n = 0;
    kg_arena_reset(p->texts);
    p->bytes = 0;
}

void kg_pending_forget(kg_pending *p)
{
    let_go(p);
    kg_recall_lose(p->recall);
}

bool kg_pending_write(kg_store *s, kg_err *e)
{
    kg_pending *p = kg_store_pending(s);
    bool ok = true;
    for (int i = 0; ok && i < KG_ROW_COUNT; i++) ok = kg_rows_write(s, &p->rows[i], e);
    let_go(p);
    return ok;
}

/* -- values ------------------------------------------------------------------------------------------------------ */

static void word(kg_val *out, const char *s)
{
    if (s) kg_set_text(out, kg_cstr(s));
    else kg_set_none(out);
}

/* Text that must outlive the sheet. */
static void lasting(kg_pending *p, kg_str s, kg_val *out)
{
    p->bytes += s.n;
    kg_set_text(out, s.n ? kg_dup(p->texts, s) : KG_S(""));
}

/* An id as a number; the document's own name, alone or before '#', is the one that it was given. */
static bool intern(kg_pending *p, kg_str id, kg_val *out, kg_err *e)
{
    kg_str own = p->sheet->meta.id;
    if (kg_eq(id, own)) return kg_set_int(out, p->who.doc), true;
    if (!kg_eq(own, p->who.name) && kg_starts(id, own) && id.s[own.n] == '#')
        id = kg_fmt(p->scratch, "%.*s%.*s", KG_ARG(p->who.name), (int)(id.n - own.n), id.s + own.n);
    kg_set_int(out, kg_store_intern(p->s, KG_NAME, id, e));
    return out->i != 0;
}

static bool intern_word(kg_pending *p, kg_str text, kg_val *out, kg_err *e)
{
    kg_set_int(out, kg_store_intern(p->s, KG_WORD, text, e));
    return out->i != 0;
}

const char *kg_promise_name(int64_t how)
{
    static const char *const promised[] = { "list", "text", "fulfils" };
    return promised[how];
}

static bool value(kg_pending *p, char want, const kg_val *v, kg_val *out, kg_err *e)
{
    kg_str s = kg_val_text(v);
    switch (want) {
    case 'i': kg_set_int(out, v->i); return true;
    case 'I': out->type = v->type, out->i = v->i; return true;
    case 'D': kg_set_int(out, p->who.doc); return true;
    case 'F': lasting(p, p->sheet->file, out); return true;
    case 't': lasting(p, s, out); return true;
    case 'r': out->type = KG_V_REAL, out->r = (double)v->i / 1000; return true;   /* 0.97, not 0.9700000286 */
    case 'k': word(out, kg_kind_name((kg_kind)v->i)); return true;
    case 'l': word(out, kg_relation_name((kg_relation)v->i)); return true;
    case 'h': word(out, kg_how_name((kg_how)v->i)); return true;
    case 'v': word(out, kg_voice_name((kg_voice)v->i)); return true;
    case 'p': word(out, kg_promise_name(v->i)); return true;
    case 'q': word(out, v->i ? kg_problem_kinds()[v->i - 1].name : NULL); return true;
    default: break;                                           /* T n N W: perhaps none */
    }
    if (!s.n) return kg_set_none(out), true;
    return want == 'W' ? intern_word(p, s, out, e) : want == 'T' ? (lasting(p, s, out), true) : intern(p, s, out, e);
}

/* -- a sheet that comes ------------------------------------------------------------------------------------------ */

static bool begin(void *ctx, const kg_sheet *sheet, kg_err *e)
{
    kg_pending *p = ctx;
    kg_arena_reset(p->scratch);
    p->sheet = sheet;
    int mine = kg_store_settle(p->s, sheet, &p->who, p->scratch, e);
    p->mine = mine == 1;
    if (!kg_names_all(p->s)) kg_recall_lose(p->recall);
    else if (p->mine) kg_recall_begin(p->recall, p->who.doc);
    return mine >= 0;
}

static bool row(void *ctx, kg_table t, const kg_val *v, kg_err *e)
{
    enum { MOST = 1 << 19 };                                  /* texts that still lie in the cache when they are written */
    kg_pending *p = ctx;
    kg_rows *r = &p->rows[t];
    if (!p->mine) return true;
    const char *want = kg_table_columns[t];
    kg_val *out = r->v + r->n;
    for (int i = 0; i < r->ncols; i++)
        if (!value(p, want[i], &v[i], &out[i], e)) return false;
    r->n += r->ncols;
    kg_recall_row(p->recall, t, v, out);
    if (p->bytes > MOST) return kg_pending_write(p->s, e);
    return !full(r) || kg_rows_write(p->s, r, e);
}

static bool end(void *ctx, int64_t length, int64_t lines, kg_err *e)
{
    const kg_pending *p = ctx;
    const kg_sheet *x = p->sheet;
    const kg_meta *m = &x->meta;
    kg_val v[] = { kg_vi(p->who.doc), kg_vt(x->file),  kg_vt(x->stem),  kg_vi(p->who.official), kg_vt(m->kind),
                   kg_vt(m->soort),   kg_vt(m->date),  kg_vt(m->title), kg_vt(m->dossier),      kg_vi(x->rank),
                   kg_vi(length),     kg_vi(lines),    kg_vi(x->recoded),
                   x->packed ? kg_vb(x->text) : kg_vz(x->text) };
    return !p->mine || kg_store_put(p->s, x->rank == KG_RANK_RECORDS ? "INSERT INTO document VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,x'')"
                                    : "INSERT INTO document VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                                    v, x->rank == KG_RANK_RECORDS ? 13 : 14, e);
}

kg_taker kg_store_taker(kg_store *s)
{
    kg_pending *p = kg_store_pending(s);
    p->s = s;
    return (kg_taker){ p, begin, row, end };
}

bool kg_store_add(kg_store *s, const kg_found *f, kg_err *e)
{
    kg_taker to = kg_store_taker(s);
    return kg_give(f, kg_store_reader(s), &to, e);
}
