/* flow.c - running text under construction. In: pieces of raw, in the order in which they are read. Out: flow, runs, passages.
 *
 * Whatever the format, what leaves stage 1 is the same: blanks of all kinds are one U+0020, soft hyphens and controls are gone,
 * and a run says where in raw each stretch came from.
 * Invariants: passages cover flow in order, '\n' between them; none is empty; every byte of flow has a place in raw; flow is
 * followed by 128 zero bytes.
 */
#include "text.h"

enum { PAD = 128 };

void kg_flow_start(kg_flow *f, kg_str raw, kg_arena *a)
{
    *f = (kg_flow){ .raw = raw, .a = a };
    f->text.cap = (int)raw.n + PAD;
    f->text.v = kg_room(a, 1, (size_t)f->text.cap + PAD);
}

static void run_at(kg_flow *f, uint32_t raw)
{
    uint32_t flow = (uint32_t)f->text.n;
    kg_run *last = f->runs.n ? &f->runs.v[f->runs.n - 1] : NULL;
    if (last && last->flow == flow) { last->raw = raw; return; }
    if (last && last->raw + (flow - last->flow) == raw) return;
    *kg_push(f->a, &f->runs) = (kg_run){ flow, raw };
}

static void put(kg_flow *f, const char *p, ptrdiff_t n)
{
    while (f->text.cap - f->text.n < n) f->text.v = kg_grow(f->a, f->text.v, f->text.n, &f->text.cap, 1);
    memcpy(f->text.v + f->text.n, p, (size_t)n);
    f->text.n += (int)n;
}

void kg_flow_bytes(kg_flow *f, const char *p, ptrdiff_t n)
{
    if (n <= 0) return;
    run_at(f, (uint32_t)(p - f->raw.s));
    put(f, p, n);
}

char kg_flow_last(const kg_flow *f) { return f->text.n ? f->text.v[f->text.n - 1] : '\n'; }

void kg_flow_blank(kg_flow *f, const char *at)
{
    if (kg_flow_last(f) == ' ' || kg_flow_last(f) == '\n') return;
    run_at(f, (uint32_t)(at - f->raw.s));
    *kg_push(f->a, &f->text) = ' ';
}

void kg_flow_undo(kg_flow *f)
{
    f->text.n--;
    while (f->runs.n > 1 && f->runs.v[f->runs.n - 1].flow >= (uint32_t)f->text.n) f->runs.n--;
}

/* -- folding ------------------------------------------------------------------------------------------------------- */

/* Bytes that begin something to be folded: controls, NBSP and soft hyphen (C2 A0, C2 AD), U+2000.. (E2 80), U+FEFF (EF BB BF). */
static const unsigned char special[256] = {
    [0] = 1,    [1] = 1,    [2] = 1,    [3] = 1,    [4] = 1,    [5] = 1,    [6] = 1,    [7] = 1,   [8] = 1,  ['\t'] = 1,
    ['\v'] = 1, ['\f'] = 1, ['\r'] = 1, ['\n'] = 1, [14] = 1,   [15] = 1,   [16] = 1,   [17] = 1,  [18] = 1, [19] = 1,
    [20] = 1,   [21] = 1,   [22] = 1,   [23] = 1,   [24] = 1,   [25] = 1,   [26] = 1,   [27] = 1,  [28] = 1, [29] = 1,
    [30] = 1,   [31] = 1,   [' '] = 1,  [127] = 1,  [0xC2] = 1, [0xE2] = 1, [0xE3] = 1, [0xEF] = 1
};

/* Length of the blank (*gap = true) or of the nothing (*gap = false) at p; 0 where an ordinary character stands. */
static int foldable(const char *p, const char *end, bool *gap)
{
    const unsigned char *u = (const unsigned char *)p;
    *gap = true;
    if (u[0] < 0x80) return special[u[0]] ? 1 : 0;
    if (u[0] == 0xC2 && end - p >= 2) {
        if (u[1] == 0xAD) *gap = false;                       /* soft hyphen */
        return (u[1] >= 0x80 && u[1] <= 0xA0) || u[1] == 0xAD ? 2 : 0;          /* U+0080 to U+009F are controls, too: to a terminal, orders */
    }
    if (end - p < 3) return 0;
    if (u[0] == 0xE2 && u[1] == 0x80) {
        if (u[2] >= 0x8B && u[2] <= 0x8F) *gap = false;       /* zero-width */
        return u[2] <= 0x8F || u[2] == 0xAF || u[2] == 0xA8 || u[2] == 0xA9 ? 3 : 0;
    }
    if (u[0] == 0xE2 && u[1] == 0x81 && u[2] == 0x9F) return 3;
    if (u[0] == 0xE3 && u[1] == 0x80 && u[2] == 0x80) return 3;
    if (u[0] == 0xEF && u[1] == 0xBB && u[2] == 0xBF) { *gap = false; return 3; }
    return 0;
}

/* Sixteen bytes of ASCII without controls, and no blank before a blank. */
static bool plain_words(const char *p)
{
    kg_sixteen x = kg_sixteen_at(p), next = kg_sixteen_at(p + 1);
    return !kg_sixteen_any((kg_sixteen)((x - ' ') > '~' - ' ') | ((kg_sixteen)(x == ' ') & (kg_sixteen)(next == ' ')));
}

/* Goes on over such bytes, up to the last one, sixteen at a time, the last sixteen of them ending there; p[-1] is none. */
static const char *skip_words(const char *p, const char *end)
{
    const char *beg = p;
    while (end - p > 16 && plain_words(p)) p += 16;
    return end - p <= 16 && end - beg > 16 && plain_words(end - 17) ? end - 1 : p;
}

void kg_flow_plain(kg_flow *f, const char *p, const char *end)
{
    while (p < end) {
        const char *q = p;
        while (q < end && (!special[(unsigned char)*q] ||
                           (*q == ' ' && q + 1 < end && q[1] != ' ' && q > p && !special[(unsigned char)q[-1]])))
            q = skip_words(q + 1, end);
        kg_flow_bytes(f, p, q - p);
        if (q == end) return;
        bool gap;
        int n = foldable(q, end, &gap);
        if (!n) { n = 1; kg_flow_bytes(f, q, 1); }                /* the rest of the character follows as plain bytes */
        else if (gap) kg_flow_blank(f, q);
        p = q + n;
    }
}

/* A character that stands in raw as something else: "&eacute;", "&#233;". */
void kg_flow_as(kg_flow *f, uint32_t at, kg_str s)
{
    bool gap;
    while (s.n > 0) {
        int n = foldable(s.s, s.s + s.n, &gap);
        if (n && gap) kg_flow_blank(f, f->raw.s + at);
        if (!n) {
            for (n = 1; n < s.n && ((unsigned char)s.s[n] & 0xC0) == 0x80; n++) {}
            run_at(f, at);
            put(f, s.s, n);
        }
        s = kg_sub(s, n, s.n);
    }
}

/* -- passages ------------------------------------------------------------------------------------------------------ */

kg_str kg_flow_passage(const kg_flow *f)
{
    const kg_passage *p = &f->passages.v[f->passages.n - 1];
    return (kg_str){ f->text.v + p->at.beg, f->text.n - (ptrdiff_t)p->at.beg };
}

kg_passage *kg_flow_open(kg_flow *f, kg_role role)
{
    if (f->passages.n && kg_flow_passage(f).n == 0) f->passages.n--;          /* nothing came of it */
    else if (f->passages.n) {
        f->passages.v[f->passages.n - 1].at.end = (uint32_t)f->text.n;
        *kg_push(f->a, &f->text) = '\n';
    }
    kg_passage *p = kg_push(f->a, &f->passages);
    *p = (kg_passage){ .at = { (uint32_t)f->text.n, (uint32_t)f->text.n }, .role = role, .note = -1 };
    return p;
}

void kg_flow_finish(kg_flow *f, kg_text *t)
{
    kg_flow_open(f, KG_BODY);                                 /* closes the last one */
    f->passages.n--;
    if (f->text.n && kg_flow_last(f) == '\n') f->text.n--;
    if (f->text.cap - f->text.n < PAD) f->text.v = kg_grow(f->a, f->text.v, f->text.n, &f->text.cap, 1);
    memset(f->text.v + f->text.n, 0, PAD);
    t->flow = (kg_str){ f->text.v, f->text.n };
    t->runs = f->runs.v; t->nruns = f->runs.n;
    t->passages = f->passages.v; t->npassages = f->passages.n;
}
