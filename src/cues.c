/* cues.c - one pass over the text finds the cues of all rules. In: running text. Out: place and rule of each cue.
 *
 * Idea: bytes fall into 32 classes (letters without case, digits, blank, the rest); three of them make 15 bits. Of
 * each literal its rarest three bytes are entered into a bitmap of 4 KB, which answers "not here" for nearly every
 * byte; the bytes beside them rule out most of the rest, and only then a bucket of literals is compared. Numbers are
 * found by shape: a run of digits is measured once, and the classes look at it.
 *
 * Invariant: the text has 64 zero bytes behind it, so that looking ahead needs no check.
 */
#include "rules.h"

#include <stdlib.h>

typedef struct { kg_str lit; int rule, offset, next; } entry;   /* next in the bucket, -1 at its end */
typedef struct { int *v; int n, cap; } int_list;

/* Classes of numbers; each is told the run of digits that begins at i and gives the length of its cue, 0 for none. */
typedef uint32_t class_fn(const char *s, uint32_t i, uint32_t run, char before);

enum { FOLDS = 32, CODES = FOLDS * FOLDS * FOLDS, BLANK = 27, DIGIT = 28, DOT = 29, CLASSES = 5 };

struct kg_cues {
    uint64_t bits[CODES / 64];
    uint32_t behind[CODES], ahead[CODES]; /* classes of the byte before and behind, of any literal here */
    int16_t bucket[CODES];
    unsigned char fold[256], lower[256];
    entry *entries; int nentries;
    int_list classes[CLASSES];
};

/* -- classes ------------------------------------------------------------------------------------------------------- */

/* 35 373, 35373, 35.373 */
static uint32_t dossier(const char *s, uint32_t i, uint32_t run, char before)
{
    (void)before;
    if (run == 5) return 5;
    if (run != 2 || (s[i + 2] != ' ' && s[i + 2] != '.')) return 0;
    return kg_digit(s[i + 3]) && kg_digit(s[i + 4]) && kg_digit(s[i + 5]) && !kg_digit(s[i + 6]) ? 6 : 0;
}

static uint32_t in_bracket(const char *s, uint32_t i, uint32_t run, char before)
{
    return before == '(' ? dossier(s, i, run, before) : 0;
}

/* 2021Z12361, and 021Z12361 that has lost its first digit */
static uint32_t registered(const char *s, uint32_t i, uint32_t run, char before)
{
    (void)before;
    if (run != 3 && run != 4) return 0;
    char k = kg_fold(s[i + run]);
    return (k == 'z' || k == 'd' || k == 'a') && kg_digit(s[i + run + 1]) ? run + 2 : 0;
}

/* 32016R0679 */
static uint32_t celex(const char *s, uint32_t i, uint32_t run, char before)
{
    (void)before;
    return run == 5 && kg_upper(s[i + 5]) ? 6 : 0;
}

/* 2016-201734700: a parliamentary year and a dossier that a web page has glued together */
static uint32_t glued(const char *s, uint32_t i, uint32_t run, char before)
{
    (void)s; (void)i;
    return run == 9 && before == '-' ? 5 : 0;
}

static const struct {
    const char *name;
    class_fn *fn;
    uint32_t skip;
} classes[CLASSES] = {
    /* skip: where the cue begins */
    { "@dossier", dossier, 0 }, { "@bracket", in_bracket, 0 }, { "@registered", registered, 0 },
    { "@celex", celex, 0 },     { "@glued", glued, 4 },
};

static int class_of(kg_str word)
{
    int i = 0;
    while (i < CLASSES && !kg_eq(kg_cstr(classes[i].name), word)) i++;
    return i < CLASSES ? i : -1;
}

bool kg_cue_known(kg_str word) { return class_of(word) >= 0; }

/* -- the table ----------------------------------------------------------------------------------------------------- */

static void fill_folds(kg_cues *c)
{
    for (int b = 0; b < 256; b++) {
        char f = kg_fold((char)b);
        c->lower[b] = (unsigned char)f;
        c->fold[b] = kg_lower(f)             ? (unsigned char)(f - 'a' + 1)
                     : kg_digit(f)           ? DIGIT
                     : f == ' ' || f == '\n' ? BLANK
                     : f == '.'              ? DOT
                     : f == '-'              ? 30
                     : f == ':' || f == '/'  ? 31
                                             : 0;
    }
}

static unsigned code_at(const kg_cues *c, const char *s)
{
    const unsigned char *u = (const unsigned char *)s;
    return (unsigned)c->fold[u[0]] << 10 | (unsigned)c->fold[u[1]] << 5 | c->fold[u[2]];
}

/* How often three classes meet in Dutch prose, by the letters alone: the product of their shares in per mille. */
static long share(const kg_cues *c, const char *s)
{
    static const short per_mille[FOLDS] = { 20, 62, 13, 10, 48, 155, 7,  27, 20, 54, 11, 19,  31, 20, 83, 50,
                                            13, 1,  52, 31, 55, 16,  23, 13, 1,  3,  11, 160, 15, 10, 8,  6 };
    unsigned code = code_at(c, s);
    return (long)per_mille[code >> 10] * per_mille[code >> 5 & 31] * per_mille[code & 31];
}

static bool common(const kg_cues *c, const char *s)
{
    static const char often[] = "van een het der den ing ver oor voo lij ijk sch cht aar ste gen ten ond and eri nde "
                                "aan ati ion iet nie dat erd "
                                "eld ren ter men ers int ker ord str ove min ere end eer ent ngs bes uit ege rin nge "
                                "hte ien dit ede lan en  de ";
    for (const char *p = often; p + 3 < often + sizeof often; p += 4)
        if (code_at(c, p) == code_at(c, s)) return true;
    return false;
}

static int rarest(const kg_cues *c, kg_str lit)
{
    enum { COMMON = 30, LAST = 2 }; /* at the end of a word there is no byte behind it to look at */
    int best = 0;
    long least = 0;
    for (int i = 0; i + 3 <= (int)lit.n; i++) {
        long v = share(c, lit.s + i) * (common(c, lit.s + i) ? COMMON : 1) * (i + 3 == (int)lit.n || i == 0 ? LAST : 1);
        if (i == 0 || v < least) least = v, best = i;
    }
    return best;
}

static void set_bit(kg_cues *c, unsigned code) { c->bits[code >> 6] |= (uint64_t)1 << (code & 63); }

static kg_str literal(kg_arena *a, kg_str word)
{
    kg_str lit = kg_dup(a, word);
    char *p = (char *)lit.s;
    for (ptrdiff_t i = 0; i < lit.n; i++) p[i] = p[i] == '_' ? ' ' : kg_fold(p[i]);
    return lit;
}

static void enter(kg_cues *c, kg_str word, int rule, kg_arena *a)
{
    int k = word.s[0] == '@' ? class_of(word) : -1;
    if (k >= 0) { *kg_push(a, &c->classes[k]) = rule; return; }
    entry *x = &c->entries[c->nentries];
    x->lit = literal(a, word);
    x->rule = rule;
    x->offset = rarest(c, x->lit);
    unsigned code = code_at(c, x->lit.s + x->offset);
    x->next = c->bucket[code];
    c->bucket[code] = (int16_t)c->nentries++;
    int after = x->offset + 3;
    c->behind[code] |= x->offset ? (uint32_t)1 << c->fold[(unsigned char)x->lit.s[x->offset - 1]] : ~(uint32_t)0;
    c->ahead[code] |= after < (int)x->lit.n ? (uint32_t)1 << c->fold[(unsigned char)x->lit.s[after]] : ~(uint32_t)0;
    set_bit(c, code);
}

const kg_cues *kg_cues_new(const kg_rule *rules, int n, kg_arena *a)
{
    kg_cues *c = kg_new(a, kg_cues, 1);
    fill_folds(c);
    memset(c->bucket, -1, sizeof c->bucket);
    int total = 0;
    for (int i = 0; i < n; i++) total += rules[i].cues.n;
    c->entries = kg_new(a, entry, total ? total : 1);
    for (int i = n - 1; i >= 0; i--)                          /* buckets are stacks: earlier rules come out first */
        for (int k = 0; k < rules[i].cues.n && c->nentries < INT16_MAX; k++) enter(c, rules[i].cues.v[k], i, a);
    bool digits = false;
    for (int k = 0; k < CLASSES; k++) digits |= c->classes[k].n > 0;
    static const unsigned third[] = { DIGIT, BLANK, DOT };
    for (size_t i = 0; digits && i < sizeof third / sizeof *third; i++)
        set_bit(c, (unsigned)DIGIT << 10 | (unsigned)DIGIT << 5 | third[i]);
    return c;
}

/* -- the pass ------------------------------------------------------------------------------------------------------ */

static void numbers(const kg_cues *c, kg_str flow, uint32_t i, kg_cue_fn *fn, void *ctx)
{
    enum { LONGEST = 16 };
    const char *s = flow.s;
    char before = i ? s[i - 1] : 0;
    if (kg_digit(before)) return;
    uint32_t run = 0;
    while (run < LONGEST && kg_digit(s[i + run])) run++;
    for (int k = 0; k < CLASSES; k++) {
        uint32_t len = c->classes[k].n ? classes[k].fn(s, i, run, before) : 0;
        for (int r = c->classes[k].n - 1; len && r >= 0; r--) fn(ctx, i + classes[k].skip, len, c->classes[k].v[r]);
    }
}

static bool same(const kg_cues *c, const char *s, kg_str lit)
{
    for (ptrdiff_t i = 0; i < lit.n; i++)
        if (c->lower[(unsigned char)s[i]] != (unsigned char)lit.s[i] && !(lit.s[i] == ' ' && s[i] == '\n'))
            return false;
    return true;
}

static void literals(const kg_cues *c, kg_str flow, uint32_t i, unsigned code, kg_cue_fn *fn, void *ctx)
{
    for (int k = c->bucket[code]; k >= 0; k = c->entries[k].next) {
        const entry *x = &c->entries[k];
        if ((uint32_t)x->offset > i) continue;
        uint32_t at = i - (uint32_t)x->offset;
        if ((ptrdiff_t)at + x->lit.n <= flow.n && same(c, flow.s + at, x->lit))
            fn(ctx, at, (uint32_t)x->lit.n, x->rule);
    }
}

void kg_cues_each(const kg_cues *c, kg_str flow, kg_cue_fn *fn, void *ctx)
{
    const unsigned char *s = (const unsigned char *)flow.s;
    uint32_t n = (uint32_t)flow.n;
    for (uint32_t i = 0; i < n; i++) {
        unsigned code = (unsigned)c->fold[s[i]] << 10 | (unsigned)c->fold[s[i + 1]] << 5 | c->fold[s[i + 2]];
        if (!(c->bits[code >> 6] >> (code & 63) & 1)) continue;
        if (code >> 5 == ((unsigned)DIGIT << 5 | DIGIT)) numbers(c, flow, i, fn, ctx);
        if (!(c->ahead[code] >> c->fold[s[i + 3]] & 1) || !(c->behind[code] >> (i ? c->fold[s[i - 1]] : 0) & 1))
            continue;
        literals(c, flow, i, code, fn, ctx);
    }
}
