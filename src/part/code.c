/* code.c - rows as bytes, and back. In: a sheet and its rows, or bytes. Out: the other one.
 *
 * Idea: the columns of a table are known (sheet.h), so a value needs no type; numbers are short where they are small, words of fixed
 * lists are numbers.
 * Invariants: what is read is not believed: lengths, numbers of fixed lists, the order of rows; an item is whole in memory before it is
 * looked at.
 */
#include "check/check.h"
#include "part.h"

enum { MOST_ITEM = 1 << 28, MOST_TEXT = 1 << 30, TAG_SHEET = 'D', TAG_END = 'E', TAG_REFUSAL = 'R' };

/* -- to bytes ------------------------------------------------------------------------------------------------------ */

/* How a column goes (sheet.h): most are numbers. */
enum { NUMBER, TEXT, PERHAPS, LEFT_OUT };                     /* PERHAPS: a number + 1, or 0 for none */
static const unsigned char form[128] = { ['D'] = LEFT_OUT, ['F'] = LEFT_OUT, ['I'] = PERHAPS, ['t'] = TEXT, ['T'] = TEXT,
                                         ['n'] = TEXT, ['N'] = TEXT, ['W'] = TEXT };
static int form_of(char want) { return form[want & 127]; }

enum { LONGEST = 10, ROOM = 512, HEAD = 1 + LONGEST };        /* bytes of a number; of an ordinary item; of a tag and a number */

typedef struct { char *item, *p, *end; } bytes;               /* room for a head before `item` */

static char *number_at(char *p, uint64_t v)
{
    for (; v > 127; v >>= 7) *p++ = (char)(v | 128);
    *p++ = (char)v;
    return p;
}

static bytes begin_item(kg_coder *c, size_t room)
{
    char *p = kg_room(c->a, 1, HEAD + room);
    return (bytes){ p + HEAD, p + HEAD, p + HEAD + room };
}

/* Room for so many more. */
static void need(kg_coder *c, bytes *b, ptrdiff_t n)
{
    if (b->end - b->p >= n) return;
    ptrdiff_t had = b->p - b->item;
    bytes more = begin_item(c, (size_t)(had + n) * 2);
    more.p = (char *)mempcpy(more.item, b->item, (size_t)had);
    *b = more;
}

static void put_number(kg_coder *c, bytes *b, uint64_t v)
{
    need(c, b, LONGEST);
    b->p = number_at(b->p, v);
}

static void put_text(kg_coder *c, bytes *b, kg_str s)
{
    need(c, b, LONGEST + s.n);
    b->p = number_at(b->p, s.s ? (uint64_t)s.n + 1 : 0);
    if (s.n) b->p = (char *)mempcpy(b->p, s.s, (size_t)s.n);
}

static bool put_item(kg_coder *c, char tag, const bytes *b, kg_err *e)
{
    char head[HEAD] = { tag }, *end = number_at(head + 1, (uint64_t)(b->p - b->item));
    char *from = memcpy(b->item - (end - head), head, (size_t)(end - head));
    bool ok = b->p - b->item <= MOST_ITEM || kg_fail(e, KG_ELIMIT, -1, "one of its rows is larger than %d MiB", MOST_ITEM >> 20);
    ok = ok && (c->put(c->ctx, from, (size_t)(b->p - from)) || kg_fail(e, KG_EIO, -1, "cannot be written"));
    kg_arena_reset(c->a);
    return ok;
}

static bool begin(void *ctx, const kg_sheet *s, kg_err *e)
{
    kg_coder *c = ctx;
    bytes b = begin_item(c, ROOM);
    const kg_meta *m = &s->meta;
    const kg_str texts[] = { s->file, s->stem, m->id, m->kind, m->soort, m->date, m->title, m->dossier };
    const int64_t numbers[] = { s->hash, s->length, s->lines, s->rank, s->recoded | s->packed << 1, s->text.n };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) put_text(c, &b, texts[i]);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) put_number(c, &b, (uint64_t)numbers[i]);
    return put_item(c, TAG_SHEET, &b, e)
        && (c->put(c->ctx, s->text.s, (size_t)s->text.n) || kg_fail(e, KG_EIO, -1, "cannot be written"));
}

static bool row(void *ctx, kg_table t, const kg_val *v, kg_err *e)
{
    kg_coder *c = ctx;
    bytes b = begin_item(c, ROOM);
    for (const char *want = kg_table_columns[t]; *want; want++, v++) {
        bool none = v->type == KG_V_NULL;
        int how = form_of(*want);
        if (how == LEFT_OUT) continue;
        if (how == TEXT) put_text(c, &b, none ? ((kg_str){ 0 }) : (kg_str){ v->s ? v->s : "", v->n });
        else put_number(c, &b, how == PERHAPS ? none ? 0 : (uint64_t)v->i + 1 : (uint64_t)v->i);
    }
    return put_item(c, (char)t, &b, e);
}

static bool end(void *ctx, int64_t length, int64_t lines, kg_err *e)
{
    kg_coder *c = ctx;
    bytes b = begin_item(c, ROOM);
    put_number(c, &b, (uint64_t)length);
    put_number(c, &b, (uint64_t)lines);
    return put_item(c, TAG_END, &b, e);
}

kg_taker kg_coder_taker(kg_coder *c) { return (kg_taker){ c, begin, row, end }; }

bool kg_code_refusal(kg_coder *c, kg_str file, kg_str why, kg_err *e)
{
    bytes b = begin_item(c, ROOM);
    put_text(c, &b, file);
    put_text(c, &b, why);
    return put_item(c, TAG_REFUSAL, &b, e);
}

/* -- from bytes ------------------------------------------------------------------------------------------------------ */

typedef struct { const char *p, *end; bool bad; } item;       /* what is left of one */

static uint64_t number(item *x)
{
    uint64_t v = 0;
    if (x->p < x->end && !(*x->p & 128)) return (unsigned char)*x->p++;   /* most are small */
    for (int shift = 0; x->p < x->end && shift < 64; shift += 7) {
        unsigned char c = (unsigned char)*x->p++;
        v |= (uint64_t)(c & 127) << shift;
        if (c < 128) return v;
    }
    return x->bad = true, 0;
}

/* A number that SQLite, an offset or a list may hold. */
static int64_t below(item *x, int64_t most)
{
    uint64_t v = number(x);
    if (v > (uint64_t)most) x->bad = true;
    return x->bad ? 0 : (int64_t)v;
}

static kg_str text(item *x)
{
    uint64_t n = number(x);
    if (n == 0 || x->bad) return (kg_str){ 0 };
    if (n - 1 > (uint64_t)(x->end - x->p)) return x->bad = true, (kg_str){ 0 };
    kg_str s = { x->p, (ptrdiff_t)n - 1 };
    x->p += s.n;
    return s;
}

static bool damaged(kg_err *e)
{
    static const char why[] = "damaged part, nothing of it was taken: what it says makes no sense; make it again";
    return e->code == KG_OK && kg_fail(e, KG_EINPUT, -1, why);
}

/* So many bytes at v[at]. */
static bool have(kg_bytes *b, ptrdiff_t n, kg_err *e)
{
    while (b->n - b->at < n)
        if (!b->more || !b->more(b, e)) return false;
    return true;
}

/* 1 an item, 0 the end of all, -1 damaged. Its bytes stand until the next. */
static int next_item(kg_bytes *b, char *tag, item *x, kg_err *e)
{
    uint64_t n = 0;
    e->code = KG_OK;
    if (!have(b, 1, e)) return e->code == KG_OK && b->at == b->n ? 0 : -1;
    *tag = b->v[b->at++];
    for (int shift = 0;; shift += 7) {
        if (shift > 28 || !have(b, 1, e)) return damaged(e), -1;
        unsigned char c = (unsigned char)b->v[b->at++];
        n |= (uint64_t)(c & 127) << shift;
        if (c < 128) break;
    }
    if (n > MOST_ITEM || !have(b, (ptrdiff_t)n, e)) return damaged(e), -1;
    *x = (item){ .p = b->v + b->at, .end = b->v + b->at + n };
    b->at += (ptrdiff_t)n;
    return 1;
}

static bool own_text(kg_bytes *b, kg_str *out, int64_t n, kg_arena *a, kg_err *e)
{
    enum { PADDING = 128 };
    if (a && !b->more && b->n - b->at >= n) {                 /* all of it is in memory, and stays there */
        *out = (kg_str){ b->v + b->at, (ptrdiff_t)n };
        b->at += (ptrdiff_t)n;
        return true;
    }
    char *to = a ? kg_alloc(a, 1, (size_t)n + PADDING) : NULL;
    *out = (kg_str){ to, a ? (ptrdiff_t)n : 0 };
    while (n > 0) {
        if (!have(b, 1, e)) return damaged(e);
        ptrdiff_t some = b->n - b->at < n ? b->n - b->at : (ptrdiff_t)n;
        if (to) memcpy(to, b->v + b->at, (size_t)some), to += some;
        b->at += some;
        n -= some;
    }
    return true;
}

static int next_sheet(kg_bytes *b, item *x, kg_sheet *s, kg_arena *a, kg_err *e)
{
    kg_meta *m = &s->meta;
    kg_str *const texts[] = { &s->file, &s->stem, &m->id, &m->kind, &m->soort, &m->date, &m->title, &m->dossier };
    *s = (kg_sheet){ 0 };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) *texts[i] = text(x);
    s->hash = (int64_t)number(x);
    s->length = below(x, INT64_MAX), s->lines = below(x, INT64_MAX);
    s->rank = (int)below(x, 127);
    int64_t flags = below(x, 3);
    s->recoded = flags & 1, s->packed = flags & 2;
    int64_t n = below(x, MOST_TEXT);
    if (x->bad || x->p != x->end || !s->file.n || !s->stem.n || !m->id.n) return damaged(e), -1;
    for (size_t i = 0; a && i < sizeof texts / sizeof *texts; i++)
        if (texts[i]->n) *texts[i] = kg_dup(a, *texts[i]);
    return own_text(b, &s->text, n, a, e) ? 1 : -1;
}

int kg_decode_next(kg_bytes *b, kg_sheet *sheet, kg_str *why, kg_arena *a, kg_err *e)
{
    char tag;
    item x;
    int got = next_item(b, &tag, &x, e);
    if (got <= 0) return got;
    if (tag == TAG_SHEET) return next_sheet(b, &x, sheet, a, e);
    if (tag != TAG_REFUSAL) return damaged(e), -1;
    *sheet = (kg_sheet){ .file = text(&x) };
    *why = text(&x);
    return x.bad || x.p != x.end || !sheet->file.n ? (damaged(e), -1) : 2;
}

static void take_text(item *x, kg_val *v)
{
    kg_set_text(v, text(x));
    if (!v->n) v->type = KG_V_NULL;
}

static void value(item *x, char want, kg_val *v)
{
    int64_t n;
    switch (want) {
    case 't': kg_set_text(v, text(x)); return;
    case 'T': case 'N': case 'W': take_text(x, v); return;
    case 'n': kg_set_text(v, text(x)); x->bad |= !v->n; return;
    case 'I':
        n = below(x, INT64_MAX);
        if (n) kg_set_int(v, n - 1);
        else kg_set_none(v);
        return;
    case 'k': kg_set_int(v, below(x, KG_KIND_COUNT - 1)); return;
    case 'l': kg_set_int(v, below(x, KG_REL_COUNT - 1)); return;
    case 'h': kg_set_int(v, below(x, KG_FURNITURE)); return;
    case 'v': kg_set_int(v, below(x, KG_VOICE_CHAIR)); return;
    case 'p': kg_set_int(v, below(x, KG_BY_FULFILS)); return;
    case 'q': kg_set_int(v, below(x, KG_F_COUNT)); return;
    case 'r': kg_set_int(v, below(x, 1000)); return;
    case 'D': case 'F': kg_set_none(v); return;                    /* left out */
    default: kg_set_int(v, below(x, INT64_MAX)); return;
    }
}

/* Rows of a table are numbered upwards, so that no two have one number. */
static bool ascends(kg_table t, const kg_val *v, int64_t last[KG_ROW_COUNT][2])
{
    if (t == KG_ROW_PROBLEM) return true;
    int64_t one = v[1].i, two = t == KG_ROW_CANDIDATE ? v[2].i : 0, *l = last[t];
    bool ok = one > l[0] || (one == l[0] && two > l[1]);
    l[0] = one, l[1] = two;
    return ok;
}

bool kg_decode_rows(kg_bytes *b, const kg_sheet *sheet, const kg_taker *to, kg_err *e)
{
    int64_t last[KG_ROW_COUNT][2];
    memset(last, -1, sizeof last);
    if (to && !to->begin(to->ctx, sheet, e)) return false;
    for (;;) {
        char tag;
        item x;
        kg_val v[KG_MOST_COLUMNS];
        if (next_item(b, &tag, &x, e) <= 0) return damaged(e);
        if (tag == TAG_END) {
            int64_t length = below(&x, INT64_MAX), lines = below(&x, INT64_MAX);
            if (x.bad || x.p != x.end) return damaged(e);
            return !to || to->end(to->ctx, length, lines, e);
        }
        if (tag < 0 || tag >= KG_ROW_COUNT) return damaged(e);
        const char *want = kg_table_columns[(int)tag];
        for (int i = 0; want[i]; i++) value(&x, want[i], &v[i]);
        if (x.bad || x.p != x.end || !ascends((kg_table)tag, v, last)) return damaged(e);
        if (to && !to->row(to->ctx, (kg_table)tag, v, e)) return false;
    }
}
