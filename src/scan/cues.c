/* cues.c - one pass over the text finds the cues of all rules. In: running text. Out: place and rule of each cue.
 *
 * Idea: of each literal the rarest three bytes are entered into a table, under a hash that takes no account of case; it
 * answers "not here" for nearly every byte. What is left is looked at by classes: bytes fall into 32 (letters without
 * case, digits, blank, the rest); those beside the three rule out most, and only then a bucket of literals is compared.
 * Numbers are found by shape: a run of digits is measured once, and the classes look at it.
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
enum { TWO_DIGITS = DIGIT << 5 | DIGIT, HASH_BITS = 15 };

struct kg_cues {
    unsigned char filter[1 << HASH_BITS];                     /* 1: three bytes with this hash may belong to a cue */
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

/* How often classes stand alone, and three together, in the prose that the rules have for examples. */
typedef struct { int all, one[FOLDS]; uint16_t three[CODES]; } sample;

static sample *take_sample(const kg_cues *c, const kg_rule *rules, int n, kg_arena *a)
{
    sample *s = kg_new(a, sample, 1);
    for (int i = 0; i < n; i++)
        for (int k = 0; k < rules[i].examples.n; k++) {
            kg_str text = rules[i].examples.v[k].text;
            for (ptrdiff_t at = 0; at + 3 <= text.n && s->all < UINT16_MAX; at++, s->all++) {
                unsigned code = code_at(c, text.s + at);
                s->one[code & 31]++;
                s->three[code]++;
            }
        }
    return s;
}

/* Times that three classes are to be expected in the sample, by what was seen and by the letters alone. */
static double expected(const sample *s, unsigned code)
{
    double all = s->all + 1;
    double by_letters = (s->one[code >> 10] + 1) / all * (s->one[code >> 5 & 31] + 1) / all * (s->one[code & 31] + 1);
    return s->three[code] + by_letters;
}

static int rarest(const kg_cues *c, const sample *s, kg_str lit)
{
    enum { LAST = 2 }; /* at the end of a word there is no byte behind it to look at */
    int best = 0;
    double least = 0;
    for (int i = 0; i + 3 <= (int)lit.n; i++) {
        double v = expected(s, code_at(c, lit.s + i)) * (i + 3 == (int)lit.n || i == 0 ? LAST : 1);
        if (i == 0 || v < least) least = v, best = i;
    }
    return best;
}

/* Of the three bytes at s: 0x5F drops the bit that is case. */
static inline uint32_t hash_at(const char *s)
{
    uint32_t x;
    memcpy(&x, s, sizeof x);
    return (x & 0x5F5F5F) * 0x9E3779B1u >> (32 - HASH_BITS);
}

/* Three bytes of a literal, from the k-th on with either kind of blank. */
static void admit(kg_cues *c, char three[4], int k)
{
    if (k == 3) { c->filter[hash_at(three)] = 1; return; }
    admit(c, three, k + 1);
    if (three[k] != ' ') return;
    three[k] = '\n';
    admit(c, three, k + 1);
    three[k] = ' ';
}

static void admit_numbers(kg_cues *c)
{
    for (int i = 0; i < 1200; i++) {
        char third = (char)(i < 1000 ? '0' + i / 100 : i < 1100 ? ' ' : '.');
        char three[4] = { (char)('0' + i % 10), (char)('0' + i / 10 % 10), third, 0 };
        c->filter[hash_at(three)] = 1;
    }
}

static kg_str literal(kg_arena *a, kg_str word)
{
    kg_str lit = kg_dup(a, word);
    char *p = (char *)lit.s;
    for (ptrdiff_t i = 0; i < lit.n; i++) p[i] = p[i] == '_' ? ' ' : kg_fold(p[i]);
    return lit;
}

static void enter(kg_cues *c, const sample *prose, kg_str word, int rule, kg_arena *a)
{
    int k = word.s[0] == '@' ? class_of(word) : -1;
    if (k >= 0) { *kg_push(a, &c->classes[k]) = rule; return; }
    entry *x = &c->entries[c->nentries];
    x->lit = literal(a, word);
    x->rule = rule;
    x->offset = rarest(c, prose, x->lit);
    unsigned code = code_at(c, x->lit.s + x->offset);
    x->next = c->bucket[code];
    c->bucket[code] = (int16_t)c->nentries++;
    int after = x->offset + 3;
    c->behind[code] |= x->offset ? (uint32_t)1 << c->fold[(unsigned char)x->lit.s[x->offset - 1]] : ~(uint32_t)0;
    c->ahead[code] |= after < (int)x->lit.n ? (uint32_t)1 << c->fold[(unsigned char)x->lit.s[after]] : ~(uint32_t)0;
    const char *p = x->lit.s + x->offset;
    admit(c, (char[4]){ p[0], p[1], p[2], 0 }, 0);
}

const kg_cues *kg_cues_new(const kg_rule *rules, int n, kg_arena *a)
{
    kg_cues *c = kg_new(a, kg_cues, 1);
    fill_folds(c);
    memset(c->bucket, -1, sizeof c->bucket);
    const sample *prose = take_sample(c, rules, n, a);
    int total = 0;
    for (int i = 0; i < n; i++) total += rules[i].cues.n;
    c->entries = kg_new(a, entry, total ? total : 1);
    for (int i = n - 1; i >= 0; i--)                          /* buckets are stacks: earlier rules come out first */
        for (int k = 0; k < rules[i].cues.n && c->nentries < INT16_MAX; k++) enter(c, prose, rules[i].cues.v[k], i, a);
    bool digits = false;
    for (int k = 0; k < CLASSES; k++) digits |= c->classes[k].n > 0;
    if (digits) admit_numbers(c);
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

/* What stands beside the three bytes at i fits one of the literals there, or a number begins. */
static bool promising(const kg_cues *c, kg_str flow, uint32_t i)
{
    const char *s = flow.s + i;
    unsigned code = code_at(c, s), before = i ? c->fold[(unsigned char)s[-1]] : 0, after = c->fold[(unsigned char)s[3]];
    return (c->ahead[code] >> after & c->behind[code] >> before & 1) | ((code >> 5 == TWO_DIGITS) & (before != DIGIT));
}

static void candidate(const kg_cues *c, kg_str flow, uint32_t i, kg_cue_fn *fn, void *ctx)
{
    unsigned code = code_at(c, flow.s + i);
    if (code >> 5 == TWO_DIGITS) numbers(c, flow, i, fn, ctx);
    literals(c, flow, i, code, fn, ctx);
}

/* Where a cue may be cannot be foreseen, so that a branch for each byte would cost more than the rest: places are noted
 * down, the end of the list goes on only behind those that pass. */
void kg_cues_each(const kg_cues *c, kg_str flow, kg_cue_fn *fn, void *ctx)
{
    enum { CHUNK = 2048 };
    uint32_t place[CHUNK], n = (uint32_t)flow.n;
    for (uint32_t beg = 0; beg < n; beg += CHUNK) {
        uint32_t end = n - beg < CHUNK ? n : beg + CHUNK, some = 0, few = 0;
        for (uint32_t i = beg; i < end; i++) place[some] = i, some += c->filter[hash_at(flow.s + i)];
        for (uint32_t k = 0; k < some; k++) {
            uint32_t i = place[k];
            place[few] = i, few += promising(c, flow, i);
        }
        for (uint32_t k = 0; k < few; k++) candidate(c, flow, place[k], fn, ctx);
    }
}
