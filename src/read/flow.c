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

void kg_flow_new_run(kg_flow *f, uint32_t raw)
{
    uint32_t flow = (uint32_t)f->text.n;
    if (f->runs.n && f->runs.v[f->runs.n - 1].flow == flow) f->runs.v[f->runs.n - 1].raw = raw;
    else *kg_push(f->a, &f->runs) = (kg_run){ flow, raw };
}

static void room(kg_flow *f, ptrdiff_t n)
{
    while (f->text.cap - f->text.n < n) f->text.v = kg_grow(f->a, f->text.v, f->text.n, &f->text.cap, 1);
}

static void put(kg_flow *f, const char *p, ptrdiff_t n)
{
    room(f, n);
    memcpy(f->text.v + f->text.n, p, (size_t)n);
    f->text.n += (int)n;
}

void kg_flow_undo(kg_flow *f)
{
    f->text.n--;
    while (f->runs.n > 1 && f->runs.v[f->runs.n - 1].flow >= (uint32_t)f->text.n) f->runs.n--;
}

/* -- folding ------------------------------------------------------------------------------------------------------- */

/* Length of the blank (*gap = true) or of the nothing (*gap = false) at p; 0 where an ordinary character stands. */
static int foldable(const char *p, const char *end, bool *gap)
{
    const unsigned char *u = (const unsigned char *)p;
    *gap = true;
    if (u[0] < 0x80) return u[0] <= ' ' || u[0] == 127;       /* and controls */
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

/* The first byte that is to be folded, or `end`: most are none, and ASCII is none for certain. */
static const char *first_folded(const char *p, unsigned odd, const char *end)
{
    bool gap;
    for (; odd; odd &= odd - 1) {
        const char *q = p + kg_lowest_bit(odd);
        if (q >= end) break;
        if (foldable(q, end, &gap)) return q;
    }
    return end;
}

/* Copies up to the first byte that is to be folded, or one blank before another: sixteen bytes at a time, of which what comes next
 * overwrites those that do not count. Where it ends. */
static const char *put_plain(kg_flow *f, const char *p, const char *end)
{
    room(f, end - p + 16);
    const char *q = end;
    char *to = f->text.v + f->text.n;
    for (const char *at = p; at < end; at += 16) {
        kg_sixteen x = kg_sixteen_at(at), next = kg_sixteen_at(at + 1);
        memcpy(to + (at - p), &x, 16);
        unsigned odd = kg_sixteen_bits((kg_sixteen)((x - ' ') > '~' - ' ') | ((kg_sixteen)(x == ' ') & (kg_sixteen)(next == ' ')));
        if (odd && (q = first_folded(at, odd, end)) < end) break;
    }
    kg_flow_at(f, (uint32_t)(p - f->raw.s));
    f->text.n += (int)(q - p);
    return q;
}

void kg_flow_plain(kg_flow *f, const char *p, const char *end)
{
    while (p < end) {
        bool gap;
        int n = *p > ' ' && *p < 127 ? 0 : foldable(p, end, &gap);
        if (!n) { p = put_plain(f, p, end); continue; }
        if (gap) kg_flow_blank(f, p);
        p += n;
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
            kg_flow_at(f, at);
            put(f, s.s, n);
        }
        s = kg_sub(s, n, s.n);
    }
}

/* -- passages ------------------------------------------------------------------------------------------------------ */

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
