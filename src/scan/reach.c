/* reach.c - what a regex cannot step over, nor do without. In: a rule, its pattern filled in. Out: which of KG_BARS no match contains, and
 * whether a window holds a word without which there is none.
 *
 * Idea: nearly all wording stays within a sentence ("[^.?!;\n]{0,60}"). A match holds its cue, so that it begins behind the last
 * byte before the cue that it cannot hold, and need not be looked for before: half of the window, mostly (scan.c).
 *
 * Invariant: what is not understood may match anything. Lookarounds hold nothing.
 */
#include "rules.h"

enum { ANY = (1 << KG_NBARS) - 1 };

typedef struct { const char *p, *end; } reader;

static unsigned bars_in(uint32_t first, uint32_t last)
{
    unsigned bits = 0;
    for (int i = 0; i < KG_NBARS; i++)
        if (first <= (uint32_t)KG_BARS[i] && (uint32_t)KG_BARS[i] <= last) bits |= 1u << i;
    return bits;
}

static unsigned bars_of(uint32_t c) { return bars_in(c, c); }

/* {2010} or 3F behind \x */
static uint32_t hex(reader *r)
{
    uint32_t c = 0;
    bool braces = r->p < r->end && *r->p == '{';
    for (r->p += braces; r->p < r->end; r->p++) {
        char d = kg_fold(*r->p);
        if (!kg_digit(d) && !(d >= 'a' && d <= 'f')) break;
        c = c << 4 | (uint32_t)(kg_digit(d) ? d - '0' : d - 'a' + 10);
    }
    r->p += braces && r->p < r->end;
    return c;
}

/* Behind a backslash. *one: the character, where it stands for one. */
static unsigned escape(reader *r, uint32_t *one)
{
    char c = r->p < r->end ? *r->p++ : 0;
    *one = 0;
    if (c == 'x') return bars_of(*one = hex(r));
    if (c == 'n') return bars_of(*one = '\n');
    if (c == 's') return bars_of('\n');
    if (c == 'p' && r->end - r->p >= 3 && memcmp(r->p, "{L}", 3) == 0) { r->p += 3; return 0; }
    if (c && memchr("dbwBhK", c, 6)) return 0;
    if (kg_digit(c) || kg_lower(kg_fold(c))) return ANY;
    return bars_of(*one = (unsigned char)c);
}

/* Behind a bracket. */
static unsigned class(reader *r)
{
    unsigned bits = 0;
    uint32_t before = 0;
    bool negated = r->p < r->end && *r->p == '^';
    r->p += negated;
    for (bool first = true; r->p < r->end && (first || *r->p != ']'); first = false) {
        bool range = *r->p == '-' && before && r->p + 1 < r->end && r->p[1] != ']';
        uint32_t one = 0;
        r->p += range;
        if (*r->p == '[' && r->p + 1 < r->end && r->p[1] == ':') return r->p = r->end, ANY;
        if (*r->p == '\\') r->p++, bits |= escape(r, &one);
        else one = (unsigned char)*r->p++, bits |= bars_of(one);
        if (range) bits |= bars_in(before, one ? one : UINT32_MAX);
        before = range ? 0 : one;
    }
    if (r->p < r->end) r->p++;
    return negated ? ANY & ~bits : bits;
}

/* Behind an opening parenthesis. */
static bool looks_around(reader *r)
{
    kg_str rest = { r->p, r->end - r->p };
    bool ahead = kg_starts(rest, KG_S("?=")) || kg_starts(rest, KG_S("?!"));
    bool behind = kg_starts(rest, KG_S("?<=")) || kg_starts(rest, KG_S("?<!"));
    r->p += ahead ? 2 : behind ? 3 : 0;
    return ahead || behind;
}

unsigned kg_never_matched(kg_str pattern)
{
    reader r = { pattern.s, pattern.s + pattern.n };
    unsigned held = 0;
    int depth = 0, quiet = 0;                                 /* quiet: the depth of the lookaround we are in */
    while (r.p < r.end) {
        char c = *r.p++;
        unsigned bits = 0;
        uint32_t one;
        if (c == '#') while (r.p < r.end && *r.p != '\n') r.p++;
        else if (c == '\\') bits = escape(&r, &one);
        else if (c == '[') bits = class(&r);
        else if (c == '.') bits = ANY & ~bars_of('\n');
        else if (c == '!') bits = bars_of('!');
        else if (c == ')') { if (depth-- == quiet) quiet = 0; }
        else if (c == '(') { if (depth++, looks_around(&r) && !quiet) quiet = depth; }
        if (!quiet) held |= bits;
    }
    return ANY & ~held;
}

/* -- words that each match holds ----------------------------------------------------------------------------------- */

enum { BEGIN_BITS = 11 };

/* Of the first four bytes. */
static unsigned begin_at(const char *s)
{
    uint32_t x;
    memcpy(&x, s, sizeof x);
    return x * 0x9E3779B1u >> (32 - BEGIN_BITS);
}

void kg_begin_with(kg_rule *q, kg_arena *a)
{
    q->begins = kg_new(a, uint64_t, (1 << BEGIN_BITS) / 64);
    for (int i = 0; i < q->with.n; i++) {
        unsigned h = begin_at(q->with.v[i].s);
        q->begins[h / 64] |= (uint64_t)1 << h % 64;
    }
}

/* A dozen words at once: few places of a window begin as one of them does. */
bool kg_may_match(const kg_rule *q, kg_str window)
{
    if (!q->with.n) return true;
    if (q->with.n == 1) return kg_index(window, q->with.v[0]) >= 0;
    for (ptrdiff_t i = 0; i < window.n; i++) {
        unsigned h = begin_at(window.s + i);
        if (!(q->begins[h / 64] >> h % 64 & 1)) continue;
        for (int k = 0; k < q->with.n; k++)
            if (kg_starts(kg_sub(window, i, window.n), q->with.v[k])) return true;
    }
    return false;
}
