/* record.c - what one document gave, written as rows. In: kg_found. Out: the records of store.sql.
 *
 * Idea: the document's number is the number of its id, so that a citation and the document meet without a join; rows
 * are numbered in the order of the found lists; a sentence is kept once, however many relations rest on it.
 * Invariants: all inside the caller's transaction, in the file before it ends; the rows of a document are written
 * once, after kg_store_settle took the old ones away (rendition.c).
 */
#include "store.h"

#include <stdlib.h>

enum { EVIDENCE = 1200 };                                     /* bytes of a sentence, cut around the words */

enum { MENTION, CANDIDATE, FOOTNOTE, THING, SENTENCE, RELATION, PROMISE, PROBLEM, TABLES };
#define ROWS " FROM kg_rows"
static const struct { const char *sql; int ncols; } tables[TABLES] = {
    [MENTION] = { "INSERT INTO mention SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12" ROWS, 13 },
    [CANDIDATE] = { "INSERT INTO candidate SELECT c0, c1, c2, c3" ROWS, 4 },
    [FOOTNOTE] = { "INSERT INTO footnote SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8" ROWS, 9 },
    [THING] = { "INSERT INTO thing SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9" ROWS, 10 },
    [SENTENCE] = { "INSERT INTO sentence SELECT c0, c1, c2, c3, c4" ROWS, 5 },
    [RELATION] = { "INSERT INTO relation SELECT *" ROWS, 16 },
    [PROMISE] = { "INSERT INTO promise SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11" ROWS, 12 },
    [PROBLEM] = { "INSERT INTO problem SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8" ROWS, 9 },
};

struct kg_pending { kg_arena *texts; kg_rows rows[TABLES]; };

typedef struct {
    kg_store *s;
    const kg_found *f;
    const kg_text *t;
    kg_arena *a;
    kg_err *e;
    kg_settled who;
    kg_map *sentences;
    int nsentences;
    kg_pending *p;
} record;

#define PUT(r, sql, v) kg_store_put((r)->s, (sql), (v), (int)(sizeof(v) / sizeof *(v)), (r)->e)

/* -- rows not yet written ---------------------------------------------------------------------------------------- */

bool kg_rows_write(kg_store *s, kg_rows *r, kg_err *e)
{
    int n = r->n / r->ncols;
    r->n = 0;
    return kg_store_bulk(s, r->sql, r->v, r->ncols, n, e);
}

bool kg_rows_put(kg_store *s, kg_rows *r, const kg_val *v, kg_err *e)
{
    memcpy(r->v + r->n, v, (size_t)r->ncols * sizeof *v);
    r->n += r->ncols;
    return r->n + r->ncols <= KG_BULK || kg_rows_write(s, r, e);
}

kg_pending *kg_pending_new(void)
{
    kg_arena *texts = kg_arena_new();
    kg_pending *p = malloc(sizeof *p);
    if (!p) kg_alloc(texts, SIZE_MAX, 2);                     /* out of memory: the one place that ends the program */
    p->texts = texts;
    for (int i = 0; i < TABLES; i++)
        p->rows[i].sql = tables[i].sql, p->rows[i].ncols = tables[i].ncols, p->rows[i].n = 0;
    return p;
}

void kg_pending_free(kg_pending *p)
{
    kg_arena_free(p->texts);
    free(p);
}

void kg_pending_forget(kg_pending *p)
{
    for (int i = 0; i < TABLES; i++) p->rows[i].n = 0;
    kg_arena_reset(p->texts);
}

bool kg_pending_write(kg_store *s, kg_err *e)
{
    kg_pending *p = kg_store_pending(s);
    bool ok = true;
    for (int i = 0; ok && i < TABLES; i++) ok = kg_rows_write(s, &p->rows[i], e);
    kg_pending_forget(p);
    return ok;
}

static bool add_row(record *r, int table, const kg_val *v) { return kg_rows_put(r->s, &r->p->rows[table], v, r->e); }

/* Text that must outlive the document. */
static kg_val lasting(record *r, kg_str s) { return s.n ? kg_vs(kg_dup(r->p->texts, s)) : kg_vs(KG_S("")); }
static kg_val lasting_or_null(record *r, kg_str s) { return s.n ? lasting(r, s) : (kg_val){ 0 }; }

/* -- values ------------------------------------------------------------------------------------------------------ */

static kg_val cstr(const char *s) { return kg_vt(kg_cstr(s)); }
static kg_val real(float f) { return kg_vr((double)(int)((double)f * 1000 + 0.5) / 1000); } /* 0.97, not 0.9700000286 */
static kg_val word_or_null(int64_t id) { return id ? kg_vi(id) : (kg_val){ 0 }; }

/* An id as a number; the document's own name, alone or before '#', is the one that it was given. 0 for none. */
static bool intern(record *r, kg_str id, int64_t *out)
{
    kg_str own = r->t->meta.id;
    *out = kg_eq(id, own) ? r->who.doc : 0;
    if (!id.n || *out) return true;
    if (!kg_eq(own, r->who.name) && kg_starts(id, own) && id.s[own.n] == '#')
        id = kg_fmt(r->a, "%.*s%.*s", KG_ARG(r->who.name), (int)(id.n - own.n), id.s + own.n);
    *out = kg_store_intern(r->s, KG_NAME, id, r->e);
    return *out != 0;
}

static bool intern_word(record *r, kg_str word, int64_t *out)
{
    *out = word.n ? kg_store_intern(r->s, KG_WORD, word, r->e) : 0;
    return *out || !word.n;
}

static bool put_document(record *r)
{
    const kg_text *t = r->t;
    const kg_meta *m = &t->meta;
    kg_val v[] = { kg_vi(r->who.doc),  kg_vt(t->doc.name),
                   kg_vt(t->doc.stem), kg_vi(r->who.official),
                   kg_vt(m->kind),     kg_vt(m->soort),
                   kg_vt(m->date),     kg_vt(m->title),
                   kg_vt(m->dossier),  kg_vi(kg_rendition_rank(t)),
                   kg_vi(t->raw.n),    kg_vi(t->nlines),
                   kg_vi(t->recoded),  kg_vz(t->raw) };
    return PUT(r, "INSERT INTO document VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", v);
}

static bool put_candidates(record *r, const kg_ref *m, int n)
{
    for (int i = 0; i < m->ncandidates; i++) {
        int64_t id;
        if (!intern(r, m->candidates[i], &id)) return false;
        kg_val v[] = { kg_vi(r->who.doc), kg_vi(n), kg_vi(i), kg_vi(id) };
        if (!add_row(r, CANDIDATE, v)) return false;
    }
    return true;
}

static bool put_mention(record *r, const kg_ref *m, int n)
{
    kg_span raw = kg_raw_span(r->t, m->at);
    const kg_passage *p = kg_passage_at(r->t, m->at.beg);
    int64_t target;
    if (!intern(r, m->target, &target)) return false;
    kg_val v[] = { kg_vi(r->who.doc), kg_vi(n), kg_vi(raw.beg), kg_vi(raw.end), kg_vi(kg_line_at(r->t, raw.beg)),
                   cstr(kg_kind_name(m->kind)), word_or_null(target), cstr(kg_how_name(m->how)), real(m->confidence),
                   kg_vi(m->flags), m->note ? kg_vi(m->note) : (kg_val){ 0 }, cstr(p ? kg_voice_name(p->voice) : NULL),
                   lasting(r, kg_cut(r->t->raw, raw)) };
    return add_row(r, MENTION, v) && put_candidates(r, m, n);
}

static bool put_note(record *r, const kg_note *note, int n)
{
    kg_span m = note->marker, b = note->body;
    kg_val none = { 0 };
    bool has_m = m.end > m.beg, has_b = b.end > b.beg;
    kg_val v[] = { kg_vi(r->who.doc),
                   kg_vi(n),
                   kg_vi(note->number),
                   has_m ? kg_vi(kg_line_at(r->t, m.beg)) : none,
                   has_m ? kg_vi(m.beg) : none,
                   has_m ? kg_vi(m.end) : none,
                   has_b ? kg_vi(kg_line_at(r->t, b.beg)) : none,
                   has_b ? kg_vi(b.beg) : none,
                   has_b ? kg_vi(b.end) : none };
    return add_row(r, FOOTNOTE, v);
}

static void put_escaped(kg_arena *a, kg_buf *b, kg_str s)
{
    for (ptrdiff_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.s[i];
        if (c == '"' || c == '\\') kg_putc(a, b, '\\');
        kg_putc(a, b, c < ' ' ? ' ' : s.s[i]);
    }
}

kg_str kg_json_list(kg_arena *a, const kg_str *v, int n)
{
    kg_buf b = { 0 };
    if (!n) return (kg_str){ 0 };
    for (int i = 0; i < n; i++) {
        kg_put(a, &b, i ? KG_S(",\"") : KG_S("[\""));
        put_escaped(a, &b, v[i]);
        kg_putc(a, &b, '"');
    }
    kg_putc(a, &b, ']');
    return kg_buf_str(&b);
}

static bool put_thing(record *r, const kg_thing *x, int n)
{
    uint32_t at = kg_raw_at(r->t, x->at);
    int64_t id;
    if (!x->id.n) return true;                                /* nothing to join on */
    if (!intern(r, x->id, &id)) return false;
    kg_val v[] = { kg_vi(r->who.doc), kg_vi(n),
                   kg_vi(id),         cstr(kg_kind_name(x->kind)),
                   lasting_or_null(r, x->soort),   lasting_or_null(r, x->title),
                   lasting_or_null(r, x->date),    kg_vt(kg_json_list(r->p->texts, x->movers, x->nmovers)),
                   kg_vi(at),         kg_vi(kg_line_at(r->t, at)) };
    return add_row(r, THING, v);
}

/* -- relations and their evidence -------------------------------------------------------------------------------- */

static uint32_t char_start(kg_str flow, uint32_t i)
{
    while (i > 0 && ((unsigned char)flow.s[i] & 0xC0) == 0x80) i--;
    return i;
}

/* A sentence without end (a table, a hostile file) is kept as what stands around the words. */
static kg_span around(kg_str flow, kg_span sentence, kg_span words)
{
    if (sentence.end - sentence.beg <= EVIDENCE) return sentence;
    uint32_t beg = words.beg > sentence.beg + EVIDENCE / 2 ? words.beg - EVIDENCE / 2 : sentence.beg;
    uint32_t end = sentence.end - beg > EVIDENCE ? beg + EVIDENCE : sentence.end;
    return (kg_span){ char_start(flow, beg), end < flow.n ? char_start(flow, end) : end };
}

static bool put_sentence(record *r, kg_span at, int *n)
{
    kg_str key = { (const char *)&at, sizeof at };
    int *slot = kg_map_at(&r->sentences, key, NULL);
    if (slot) { *n = *slot; return true; }
    *n = r->nsentences++;
    *kg_map_at(&r->sentences, kg_dup(r->a, key), r->a) = *n;
    kg_span raw = kg_raw_span(r->t, at);
    kg_val v[] = { kg_vi(r->who.doc), kg_vi(*n), kg_vi(raw.beg), kg_vi(raw.end),
                   lasting(r, kg_cut(r->t->flow, at)) };
    return add_row(r, SENTENCE, v);
}

static bool put_edge(record *r, const kg_edge *x, int n)
{
    kg_span words = x->at.end > x->at.beg ? x->at : (kg_span){ x->sentence.beg, x->sentence.beg };
    kg_span raw = kg_raw_span(r->t, words);
    int64_t source, target, cue, rule;
    int sentence;
    if (!intern(r, x->source.n ? x->source : r->t->meta.id, &source) || !intern(r, x->target, &target)
        || !intern_word(r, x->cue, &cue) || !intern_word(r, x->rule, &rule)
        || !put_sentence(r, around(r->t->flow, x->sentence, words), &sentence)) return false;
    kg_val v[] = { kg_vi(r->who.doc),
                   kg_vi(n),
                   kg_vi(source),
                   cstr(kg_relation_name(x->relation)),
                   lasting_or_null(r, x->value),
                   word_or_null(target),
                   cstr(kg_kind_name(x->kind)),
                   kg_vi(raw.beg),
                   kg_vi(raw.end),
                   kg_vi(kg_line_at(r->t, raw.beg)),
                   kg_vi(sentence),
                   word_or_null(cue),
                   word_or_null(rule),
                   real(x->confidence),
                   kg_vi(x->flags),
                   cstr(kg_voice_name(x->voice)) };
    return add_row(r, RELATION, v);
}

static bool put_promise(record *r, const kg_promise *p, int n)
{
    static const char *const how[] = { "list", "text", "fulfils" };
    uint32_t at = kg_raw_at(r->t, p->at);
    int64_t id, about;
    if (!intern(r, p->id, &id) || !intern(r, p->about, &about)) return false;
    kg_val v[] = { kg_vi(r->who.doc),
                   kg_vi(n),
                   kg_vi(id),
                   cstr(how[p->how]),
                   lasting_or_null(r, p->who),
                   lasting_or_null(r, p->words),
                   lasting_or_null(r, p->deadline),
                   lasting_or_null(r, p->due),
                   kg_vi(at),
                   kg_vi(kg_line_at(r->t, at)),
                   word_or_null(about),
                   cstr(kg_voice_name(p->voice)) };
    return add_row(r, PROMISE, v);
}

static bool put_problem(record *r, const kg_problem *p)
{
    enum { WORDS = 400 };
    bool some = p->at.end > p->at.beg;
    kg_str words = some ? kg_cut(r->t->raw, p->at) : (kg_str){ 0 };
    if (words.n > WORDS) words = kg_sub(words, 0, char_start(words, WORDS));
    kg_val v[] = { lasting(r, r->t->doc.name),
                   kg_vi(r->who.doc),
                   p->line ? kg_vi(p->line) : (kg_val){ 0 },
                   lasting(r, p->why),
                   cstr(p->kind->name),
                   some ? kg_vi(p->at.beg) : (kg_val){ 0 },
                   some ? kg_vi(p->at.end) : (kg_val){ 0 },
                   lasting_or_null(r, words),
                   lasting_or_null(r, p->meant) };
    return add_row(r, PROBLEM, v);
}

static bool put_all(record *r)
{
    const kg_found *f = r->f;
    bool ok = put_document(r);
    for (int i = 0; ok && i < f->refs.n; i++) ok = put_mention(r, &f->refs.v[i], i);
    for (int i = 0; ok && i < r->t->nnotes; i++) ok = put_note(r, &r->t->notes[i], i);
    for (int i = 0; ok && i < f->nthings; i++) ok = put_thing(r, &f->things[i], i);
    for (int i = 0; ok && i < f->nedges; i++) ok = put_edge(r, &f->edges[i], i);
    for (int i = 0; ok && i < f->npromises; i++) ok = put_promise(r, &f->promises[i], i);
    for (int i = 0; ok && i < f->nproblems; i++) ok = put_problem(r, &f->problems[i]);
    return ok;
}

bool kg_store_add(kg_store *s, const kg_found *f, kg_err *e)
{
    record r = { .s = s, .f = f, .t = f->text, .a = kg_arena_new(), .p = kg_store_pending(s), .e = e };
    int mine = kg_store_settle(s, f->text, &r.who, r.a, e);
    bool ok = mine == 0 || (mine == 1 && put_all(&r));
    kg_arena_free(r.a);
    return ok;
}
