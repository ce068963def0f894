/* cues.c - one pass over the text finds the cues of all rules. In: running text. Out: place and rule of each cue.
 *
 * Idea: of each literal three bytes are entered into a table, under a hash that takes no account of case; it answers "not
 * here" for nearly every place. Only even places of the text are asked, so that each literal is entered twice: the rarest three
 * of its bytes that begin at an even distance from its start, and at an odd one. What is left is looked at by classes: bytes fall
 * into 32 (letters without case, digits, blank, the rest); those beside the three rule out most, and only then a bucket of
 * literals is compared. Numbers are found by shape in a pass of their own: a run of digits is measured once, and the classes
 * look at it.
 *
 * Invariants: the text has 64 zero bytes behind it, so that looking ahead needs no check; the cues of a rule come in order of
 * place (but for those across the border of a chunk, which is what the search from a cue allows for: scan.c).
 */
#include "rules.h"

#include <stdlib.h>

typedef struct {
    kg_str lit;
    uint64_t first, mask;                                     /* its first eight bytes, and what of them can be compared at once */
    int rule, offset, next;                                   /* next in the bucket, -1 at its end */
} entry;
typedef struct { int *v; int n, cap; } int_list;

/* Classes of numbers; each is told the run of digits that begins at i and gives the length of its cue, 0 for none. */
typedef uint32_t class_fn(const char *s, uint32_t i, uint32_t run, char before);

enum { FOLDS = 32, CODES = FOLDS * FOLDS * FOLDS, BLANK = 27, DIGIT = 28, DOT = 29, CLASSES = 5 };
enum { HASH_BITS = 15 };

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
    return before == '(' || (before == ' ' && i > 1 && s[i - 2] == '(') ? dossier(s, i, run, before) : 0;
}

/* 2021Z12361, 2021Z 12361, and 021Z12361 that has lost its first digit */
static uint32_t registered(const char *s, uint32_t i, uint32_t run, char before)
{
    (void)before;
    if (run != 3 && run != 4) return 0;
    char k = kg_fold(s[i + run]);
    char next = s[i + run + 1] == ' ' ? s[i + run + 2] : s[i + run + 1];
    return (k == 'z' || k == 'd' || k == 'a') && kg_digit(next) ? run + 2 : 0;
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

/* Where the rarest three bytes begin, at even or odd distance from the start; -1 where there are none: for a word of three
 * bytes at odd places, which has to be entered from the byte before it. */
static int rarest(const kg_cues *c, const sample *s, kg_str lit, int odd)
{
    enum { LAST = 2 }; /* at the end of a word there is no byte behind it to look at */
    int best = -1;
    double least = 0;
    for (int i = odd; i + 3 <= (int)lit.n; i += 2) {
        double v = expected(s, code_at(c, lit.s + i)) * (i + 3 == (int)lit.n || i == 0 ? LAST : 1);
        if (best < 0 || v < least) least = v, best = i;
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

static kg_str literal(kg_arena *a, kg_str word)
{
    kg_str lit = kg_dup(a, word);
    char *p = (char *)lit.s;
    for (ptrdiff_t i = 0; i < lit.n; i++) p[i] = p[i] == '_' ? ' ' : kg_fold(p[i]);
    return lit;
}

/* Letters but for their case, a blank or the end of a line but for what parts them: same() asks the rest. */
static void enter_first(entry *x)
{
    char first[8] = { 0 }, mask[8] = { 0 };
    for (ptrdiff_t i = 0; i < 8 && i < x->lit.n; i++) {
        mask[i] = kg_lower(x->lit.s[i]) ? '\x5F' : x->lit.s[i] == ' ' ? '\x55' : '\x7F';
        first[i] = (char)(x->lit.s[i] & mask[i]);
    }
    memcpy(&x->first, first, 8);
    memcpy(&x->mask, mask, 8);
}

/* Under the three bytes at p, of which the first stands `offset` behind the literal's start. */
static void enter_at(kg_cues *c, kg_str lit, int rule, int offset, const char *p)
{
    unsigned code = code_at(c, p);
    int after = offset + 3;
    c->entries[c->nentries] = (entry){ .lit = lit, .rule = rule, .offset = offset, .next = c->bucket[code] };
    enter_first(&c->entries[c->nentries]);
    c->bucket[code] = (int16_t)c->nentries++;
    c->behind[code] |= offset > 0 ? (uint32_t)1 << c->fold[(unsigned char)lit.s[offset - 1]] : ~(uint32_t)0;
    c->ahead[code] |= after < (int)lit.n ? (uint32_t)1 << c->fold[(unsigned char)lit.s[after]] : ~(uint32_t)0;
    admit(c, (char[4]){ p[0], p[1], p[2], 0 }, 0);
}

/* Whatever byte stands before it: one of each class has the entry, the others are let through to it. */
static void enter_behind_all(kg_cues *c, kg_str lit, int rule)
{
    uint32_t seen = 0;
    for (int b = 0; b < 256; b++) {
        char three[4] = { (char)b, lit.s[0], lit.s[1], 0 };
        if (seen >> c->fold[b] & 1) { admit(c, three, 0); continue; }
        seen |= (uint32_t)1 << c->fold[b];
        enter_at(c, lit, rule, -1, three);
    }
}

static void enter(kg_cues *c, const sample *prose, kg_str word, int rule, kg_arena *a)
{
    int k = word.s[0] == '@' ? class_of(word) : -1;
    if (k >= 0) { *kg_push(a, &c->classes[k]) = rule; return; }
    kg_str lit = literal(a, word);
    for (int odd = 0; odd < 2; odd++) {
        int offset = rarest(c, prose, lit, odd);
        if (offset >= 0) enter_at(c, lit, rule, offset, lit.s + offset);
        else enter_behind_all(c, lit, rule);
    }
}

const kg_cues *kg_cues_new(const kg_rules *r, bool (*wanted)(const kg_rule *), kg_arena *a)
{
    const kg_rule *rules = r->rules.v;
    int n = r->rules.n;
    kg_cues *c = kg_new(a, kg_cues, 1);
    fill_folds(c);
    memset(c->bucket, -1, sizeof c->bucket);
    const sample *prose = take_sample(c, rules, n, a);
    int total = 0;
    for (int i = 0; i < n; i++) total += rules[i].cues.n;
    c->entries = kg_new(a, entry, (size_t)total * (FOLDS + 1) + 1);
    for (int i = n - 1; i >= 0; i--)                          /* buckets are stacks: earlier rules come out first */
        for (int k = 0; k < rules[i].cues.n && (!wanted || wanted(&rules[i])) && c->nentries < INT16_MAX - FOLDS; k++)
            enter(c, prose, rules[i].cues.v[k], i, a);
    return c;
}

/* -- the pass ------------------------------------------------------------------------------------------------------ */

enum { CHUNK = 2048, HITS = 512 };
typedef struct { uint32_t at, len; int rule; } cue;
typedef struct { cue v[HITS]; int n; } cue_list;
typedef struct { const kg_cues *c; kg_str flow; cue_list words, numbers; kg_cue_fn *fn; void *ctx; } pass;

/* Both lists as one, in order of place; a word before a number. */
static void tell(pass *p)
{
    const cue *w = p->words.v, *w_end = w + p->words.n, *n = p->numbers.v, *n_end = n + p->numbers.n;
    while (w < w_end || n < n_end) {
        const cue *next = n == n_end || (w < w_end && w->at <= n->at) ? w++ : n++;
        p->fn(p->ctx, next->at, next->len, next->rule);
    }
    p->words.n = p->numbers.n = 0;
}

/* Kept in order of place, which they nearly come in. */
static void found(pass *p, cue_list *to, uint32_t at, uint32_t len, int rule)
{
    if (to->n == HITS) tell(p);
    int i = to->n++;
    for (; i > 0 && to->v[i - 1].at > at; i--) to->v[i] = to->v[i - 1];
    to->v[i] = (cue){ at, len, rule };
}

/* A run of digits begins at i. */
static void number(pass *p, uint32_t i)
{
    enum { LONGEST = 16 };
    const kg_cues *c = p->c;
    const char *s = p->flow.s;
    uint32_t run = 2;
    while (run < LONGEST && kg_digit(s[i + run])) run++;
    for (int k = 0; k < CLASSES; k++) {
        uint32_t len = c->classes[k].n ? classes[k].fn(s, i, run, i ? s[i - 1] : 0) : 0;
        for (int r = c->classes[k].n - 1; len && r >= 0; r--) found(p, &p->numbers, i + classes[k].skip, len, c->classes[k].v[r]);
    }
}

static bool some_digit(const char *s)                         /* among sixteen bytes */
{
    return kg_sixteen_any((kg_sixteen)((kg_sixteen_at(s) - '0') < 10));
}

static void numbers(pass *p, uint32_t beg, uint32_t end)
{
    const char *s = p->flow.s;
    for (uint32_t block = beg; block < end; block += 16) {
        if (!some_digit(s + block)) continue;
        for (uint32_t i = block; i < block + 16 && i < end; i++)
            if (kg_digit(s[i]) && kg_digit(s[i + 1]) && (i == 0 || !kg_digit(s[i - 1]))) number(p, i);
    }
}

static bool same(const kg_cues *c, const char *s, kg_str lit)
{
    for (ptrdiff_t i = 0; i < lit.n; i++)
        if (c->lower[(unsigned char)s[i]] != (unsigned char)lit.s[i] && !(lit.s[i] == ' ' && s[i] == '\n'))
            return false;
    return true;
}

static void literals(pass *p, uint32_t i)
{
    const kg_cues *c = p->c;
    for (int k = c->bucket[code_at(c, p->flow.s + i)]; k >= 0; k = c->entries[k].next) {
        const entry *x = &c->entries[k];
        if (x->offset > (int64_t)i) continue;
        uint32_t at = (uint32_t)((int64_t)i - x->offset);
        uint64_t first;
        memcpy(&first, p->flow.s + at, 8);
        if ((first & x->mask) != x->first) continue;
        if ((ptrdiff_t)at + x->lit.n <= p->flow.n && same(c, p->flow.s + at, x->lit))
            found(p, &p->words, at, (uint32_t)x->lit.n, x->rule);
    }
}

/* What stands beside the three bytes at i fits one of the literals there. */
static bool promising(const kg_cues *c, kg_str flow, uint32_t i)
{
    const char *s = flow.s + i;
    unsigned code = code_at(c, s), before = i ? c->fold[(unsigned char)s[-1]] : 0, after = c->fold[(unsigned char)s[3]];
    return c->ahead[code] >> after & c->behind[code] >> before & 1;
}

/* Where a cue may be cannot be foreseen, so that a branch for each byte would cost more than the rest: places are noted
 * down, the end of the list goes on only behind those that pass. Returns how many. */
static size_t even_places(const unsigned char *filter, const char *s, size_t beg, size_t end, uint32_t *place)
{
    size_t some = 0, i = beg;
    for (; i + 8 <= end; i += 8) {
        place[some] = (uint32_t)i, some += filter[hash_at(s + i)];
        place[some] = (uint32_t)i + 2, some += filter[hash_at(s + i + 2)];
        place[some] = (uint32_t)i + 4, some += filter[hash_at(s + i + 4)];
        place[some] = (uint32_t)i + 6, some += filter[hash_at(s + i + 6)];
    }
    for (; i < end; i += 2) place[some] = (uint32_t)i, some += filter[hash_at(s + i)];
    return some;
}

void kg_cues_each(const kg_cues *c, kg_str flow, kg_cue_fn *fn, void *ctx)
{
    pass p;
    p.c = c, p.flow = flow, p.fn = fn, p.ctx = ctx, p.words.n = p.numbers.n = 0;
    uint32_t place[CHUNK / 2], n = (uint32_t)flow.n;
    bool digits = false;
    for (int k = 0; k < CLASSES; k++) digits |= c->classes[k].n > 0;
    for (uint32_t beg = 0; beg < n; beg += CHUNK) {
        uint32_t end = n - beg < CHUNK ? n : beg + CHUNK;
        size_t some = even_places(c->filter, flow.s, beg, end, place), few = 0;
        for (size_t k = 0; k < some; k++) {
            uint32_t i = place[k];
            place[few] = i, few += promising(c, flow, i);
        }
        for (size_t k = 0; k < few; k++) literals(&p, place[k]);
        if (digits) numbers(&p, beg, end);
        tell(&p);
    }
}
