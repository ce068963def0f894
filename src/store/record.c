/* record.c - what one document gave, as rows. In: kg_found. Out: the rows of sheet.h.
 *
 * Idea: rows are numbered in the order of the found lists; a sentence is kept once, however many relations rest on it.
 */
#include "check/check.h"
#include "store.h"

#include <math.h>

enum { EVIDENCE = 1200 };                                     /* bytes of a sentence, cut around the words */

typedef struct {
    const kg_found *f;
    const kg_text *t;
    kg_arena *a;
    const kg_taker *to;
    kg_err *e;
    kg_map *sentences;
    int nsentences;
    struct { int run, line; } near;                           /* where the row before stands */
} record;

#define ROW(r, table, v) (r)->to->row((r)->to->ctx, (table), (v), (r)->e)

static const kg_val none = { 0 };
static kg_val thousandths(float f) { return kg_vi((int)lround((double)f * 1000)); }
static kg_val line_of(record *r, uint32_t raw) { return kg_vi(kg_line_near(r->t, raw, &r->near.line)); }
static kg_span raw_of(record *r, kg_span flow) { return kg_raw_span_near(r->t, flow, &r->near.run); }

static bool put_candidates(record *r, const kg_ref *m, int n)
{
    bool ok = true;
    for (int i = 0; ok && i < m->ncandidates; i++) {
        kg_val v[] = { none, kg_vi(n), kg_vi(i), kg_vs(m->candidates[i]) };
        ok = ROW(r, KG_ROW_CANDIDATE, v);
    }
    return ok;
}

static bool put_mention(record *r, const kg_ref *m, int n)
{
    kg_span raw = raw_of(r, m->at);
    kg_val v[] = { none, kg_vi(n), kg_vi(raw.beg), kg_vi(raw.end), line_of(r, raw.beg), kg_vi(m->kind), kg_vt(m->target),
                   kg_vi(m->how), thousandths(m->confidence), kg_vi(m->flags), m->note ? kg_vi(m->note) : none,
                   kg_vi(r->t->passages[m->passage].voice), kg_vs(kg_cut(r->t->raw, raw)) };
    return ROW(r, KG_ROW_MENTION, v) && put_candidates(r, m, n);
}

static bool put_note(record *r, const kg_note *note, int n)
{
    kg_span m = note->marker, b = note->body;
    bool has_m = m.end > m.beg, has_b = b.end > b.beg;
    kg_val v[] = { none, kg_vi(n), kg_vi(note->number),
                   has_m ? line_of(r, m.beg) : none, has_m ? kg_vi(m.beg) : none, has_m ? kg_vi(m.end) : none,
                   has_b ? line_of(r, b.beg) : none, has_b ? kg_vi(b.beg) : none, has_b ? kg_vi(b.end) : none };
    return ROW(r, KG_ROW_FOOTNOTE, v);
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
    if (!x->id.n) return true;                                /* nothing to join on */
    kg_val v[] = { none, kg_vi(n), kg_vs(x->id), kg_vi(x->kind), kg_vt(x->soort), kg_vt(x->title), kg_vt(x->date),
                   kg_vt(kg_json_list(r->a, x->movers, x->nmovers)), kg_vi(at), line_of(r, at) };
    return ROW(r, KG_ROW_THING, v);
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
    kg_span raw = raw_of(r, at);
    kg_val v[] = { none, kg_vi(*n), kg_vi(raw.beg), kg_vi(raw.end), kg_vs(kg_cut(r->t->flow, at)) };
    return ROW(r, KG_ROW_SENTENCE, v);
}

static bool put_edge(record *r, const kg_edge *x, int n)
{
    kg_span words = x->at.end > x->at.beg ? x->at : (kg_span){ x->sentence.beg, x->sentence.beg };
    kg_span raw = raw_of(r, words);
    int sentence;
    if (!put_sentence(r, around(r->t->flow, x->sentence, words), &sentence)) return false;
    kg_val v[] = { none, kg_vi(n), kg_vs(x->source.n ? x->source : r->t->meta.id), kg_vi(x->relation), kg_vt(x->value),
                   kg_vt(x->target), kg_vi(x->kind), kg_vi(raw.beg), kg_vi(raw.end), line_of(r, raw.beg), kg_vi(sentence),
                   kg_vt(x->cue), kg_vt(x->rule), thousandths(x->confidence), kg_vi(x->flags), kg_vi(x->voice) };
    return ROW(r, KG_ROW_RELATION, v);
}

static bool put_promise(record *r, const kg_promise *p, int n)
{
    uint32_t at = kg_raw_at(r->t, p->at);
    kg_val v[] = { none, kg_vi(n), kg_vs(p->id), kg_vi(p->how), kg_vt(p->who), kg_vt(p->words), kg_vt(p->deadline),
                   kg_vt(p->due), kg_vi(at), line_of(r, at), kg_vt(p->about), kg_vi(p->voice) };
    return ROW(r, KG_ROW_PROMISE, v);
}

static bool put_problem(record *r, const kg_problem *p)
{
    enum { WORDS = 400 };
    bool some = p->at.end > p->at.beg;
    kg_str words = some ? kg_cut(r->t->raw, p->at) : (kg_str){ 0 };
    if (words.n > WORDS) words = kg_sub(words, 0, char_start(words, WORDS));
    kg_val v[] = { none, none, p->line ? kg_vi(p->line) : none, kg_vs(p->why), kg_vi(p->kind - kg_problem_kinds() + 1),
                   some ? kg_vi(p->at.beg) : none, some ? kg_vi(p->at.end) : none, kg_vt(words), kg_vt(p->meant) };
    return ROW(r, KG_ROW_PROBLEM, v);
}

static bool put_all(record *r)
{
    const kg_found *f = r->f;
    bool ok = true;
    for (int i = 0; ok && i < f->refs.n; i++) ok = put_mention(r, &f->refs.v[i], i);
    for (int i = 0; ok && i < r->t->nnotes; i++) ok = put_note(r, &r->t->notes[i], i);
    for (int i = 0; ok && i < f->nthings; i++) ok = put_thing(r, &f->things[i], i);
    for (int i = 0; ok && i < f->nedges; i++) ok = put_edge(r, &f->edges[i], i);
    for (int i = 0; ok && i < f->npromises; i++) ok = put_promise(r, &f->promises[i], i);
    for (int i = 0; ok && i < f->nproblems; i++) ok = put_problem(r, &f->problems[i]);
    return ok;
}

bool kg_give(const kg_found *f, uint64_t reader, const kg_taker *to, kg_err *e)
{
    const kg_text *t = f->text;
    kg_sheet sheet = { .file = t->doc.name, .stem = t->doc.stem, .text = t->raw, .meta = t->meta, .hash = kg_hash_doc(reader, &t->doc),
                       .length = t->raw.n, .lines = t->nlines, .rank = kg_rendition_rank(t), .recoded = t->recoded };
    record r = { .f = f, .t = t, .a = kg_arena_new(), .to = to, .e = e };
    bool ok = to->begin(to->ctx, &sheet, e) && put_all(&r) && to->end(to->ctx, sheet.length, sheet.lines, e);
    kg_arena_free(r.a);
    return ok;
}
