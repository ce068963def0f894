/* cues.c - one pass over the text finds the cues of all rules. In: running text. Out: place and rule of each cue.
 *
 * Idea: of each literal four bytes are entered into a table of bits, under a hash that takes no account of case; it answers "not
 * here" for nearly every place. Only even places of the text are asked, so that each literal is entered twice: the rarest four
 * of its bytes that begin at an even distance from its start, and at an odd one; a short one under all that may stand beside it.
 * What is left finds its literals under the same hash, and the first eight bytes of each rule most out. Numbers are found by
 * shape in a pass of their own: a run of digits is measured once, and the classes look at it.
 *
 * Invariants: the text has 64 zero bytes behind it, so that looking ahead needs no check; the cues of a rule come in order of
 * place (but for those across the border of a chunk, which is what the search from a cue allows for: scan.c).
 */
#include "rules.h"

#include <stdlib.h>

typedef struct {
    kg_str lit;
    uint64_t first, mask;                                     /* its first eight bytes, and what of them can be compared at once */
    int rule;
} literal;
typedef struct { int literal, offset, next; } entry;          /* next under the same hash, 0 at its end */
typedef struct { int *v; int n, cap; } int_list;

/* Classes of numbers; each is told the run of digits that begins at i and gives the length of its cue, 0 for none. */
typedef uint32_t class_fn(const char *s, uint32_t i, uint32_t run, char before);

enum { WINDOW = 4, FOLDS = 0x60, CLASSES = 6 };               /* FOLDS: no byte without the bits of case and beyond ASCII is above */
enum { FILTER_BITS = 16, HASH_BITS = 15 };

struct kg_cues {
    unsigned char filter[1 << FILTER_BITS];                   /* 1: four bytes with this hash may belong to a cue */
    int bucket[1 << HASH_BITS];
    unsigned char lower[256];
    literal *literals; int nliterals;
    struct { entry *v; int n, cap; } entries;
    int_list classes[CLASSES];
};

/* -- classes ------------------------------------------------------------------------------------------------------- */

static uint32_t digit_run(const char *p)
{
    enum { LONGEST = 16 };
    uint32_t run = 1;
    while (run < LONGEST && kg_digit(p[run])) run++;
    return run;
}

/* 35 373, 35373, 35.373 */
static uint32_t dossier(const char *s, uint32_t i, uint32_t run, char before)
{
    (void)before;
    if (run == 5) return 5;
    if (run != 2 || (s[i + 2] != ' ' && s[i + 2] != '.')) return 0;
    return kg_digit(s[i + 3]) && kg_digit(s[i + 4]) && kg_digit(s[i + 5]) && !kg_digit(s[i + 6]) ? 6 : 0;
}

/* "35 570 en 35 571", "34 775-XV, 34 775": another right behind it */
static uint32_t followed(const char *s, uint32_t i, uint32_t run, char before)
{
    enum { FAR = 16 };
    uint32_t len = dossier(s, i, run, before);
    for (uint32_t k = i + len; len && k < i + len + FAR && s[k] && s[k] != '\n'; k++) {
        uint32_t more = kg_digit(s[k]) && !kg_digit(s[k - 1]) ? digit_run(s + k) : 0;
        if (more && dossier(s, k, more, s[k - 1])) return len;
    }
    return 0;
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
    { "@dossier", dossier, 0 }, { "@followed", followed, 0 }, { "@bracket", in_bracket, 0 }, { "@registered", registered, 0 },
    { "@celex", celex, 0 },     { "@glued", glued, 4 },
};

static int class_of(kg_str word)                           /* -1: a literal */
{
    int i = 0;
    while (i < CLASSES && !kg_eq(kg_cstr(classes[i].name), word)) i++;
    return i < CLASSES ? i : -1;
}

bool kg_cue_known(kg_str word) { return class_of(word) >= 0; }

/* -- the table ----------------------------------------------------------------------------------------------------- */

/* How often two bytes stand together in the prose that the rules have for examples, their own cues left out. */
typedef struct { int all; uint16_t pair[FOLDS * FOLDS]; } sample;

static unsigned folded(char c) { return (unsigned char)c & 0x5Fu; }

static bool same(const kg_cues *c, const char *s, kg_str lit)
{
    for (ptrdiff_t i = 0; i < lit.n; i++)
        if (c->lower[(unsigned char)s[i]] != (unsigned char)lit.s[i] && !(lit.s[i] == ' ' && s[i] == '\n'))
            return false;
    return true;
}

/* Length of the longest of some literals that begins at p. */
static ptrdiff_t cue_at(const kg_cues *c, int first, int end, kg_str p)
{
    ptrdiff_t most = 0;
    for (int i = first; i < end; i++) {
        kg_str lit = c->literals[i].lit;
        if (lit.n > most && lit.n <= p.n && same(c, p.s, lit)) most = lit.n;
    }
    return most;
}

static void take_sample(const kg_cues *c, const kg_rule *q, int first, sample *s)
{
    for (int k = 0; k < q->examples.n; k++) {
        kg_str text = q->examples.v[k].text;
        for (ptrdiff_t at = 0, over = 0; at + 2 <= text.n && s->all < UINT16_MAX; at++) {
            ptrdiff_t cue = cue_at(c, first, c->nliterals, kg_sub(text, at, text.n));
            if (at + cue > over) over = at + cue;
            if (at < over) continue;
            s->all++;
            s->pair[folded(text.s[at]) * FOLDS + folded(text.s[at + 1])]++;
        }
    }
}

static double seen(const sample *s, const char *p) { return s->pair[folded(p[0]) * FOLDS + folded(p[1])] + 0.5; }

/* Where the rarest four bytes begin, at even or odd distance from the start; -1 where there are none. */
static int rarest(const sample *s, kg_str lit, int odd)
{
    int best = -1;
    double least = 0;
    for (int i = odd; i + WINDOW <= (int)lit.n; i += 2) {
        double v = seen(s, lit.s + i) * seen(s, lit.s + i + 1) * seen(s, lit.s + i + 2);
        if (best < 0 || v < least) least = v, best = i;
    }
    return best;
}

/* Of the four bytes at s: 0x5F drops the bit that is case. */
static inline uint32_t hash_at(const char *s)
{
    uint32_t x;
    memcpy(&x, s, sizeof x);
    return (x & 0x5F5F5F5F) * 0x9E3779B1u >> (32 - FILTER_BITS);
}

/* Under four bytes, of which those not known (0x7F) may be any and a blank the end of a line. */
static void admit(kg_cues *c, kg_arena *a, int which, int offset, char four[WINDOW], int k)
{
    if (k == WINDOW) {
        uint32_t h = hash_at(four);
        int *head = &c->bucket[h >> (FILTER_BITS - HASH_BITS)];
        c->filter[h] = 1;
        *kg_push(a, &c->entries) = (entry){ which, offset, *head };
        *head = c->entries.n - 1;
        return;
    }
    char was = four[k];
    admit(c, a, which, offset, four, k + 1);
    if (was == ' ') four[k] = '\n', admit(c, a, which, offset, four, k + 1);
    for (int b = 0; was == 0x7F && b < FOLDS - 1; b++)
        if ((b & 0x5F) == b) four[k] = (char)b, admit(c, a, which, offset, four, k + 1);
    four[k] = was;
}

static void enter(kg_cues *c, kg_arena *a, const sample *prose, int which)
{
    kg_str lit = c->literals[which].lit;
    for (int odd = 0; odd < 2; odd++) {
        int offset = rarest(prose, lit, odd);
        if (offset < 0) offset = -odd;
        char four[WINDOW];
        for (int k = 0; k < WINDOW; k++) four[k] = offset + k >= 0 && offset + k < (int)lit.n ? lit.s[offset + k] : 0x7F;
        admit(c, a, which, offset, four, 0);
    }
}

/* Letters but for their case, a blank or the end of a line but for what parts them: same() asks the rest. */
static literal literal_of(kg_arena *a, kg_str word, int rule)
{
    literal x = { .lit = kg_dup(a, word), .rule = rule };
    char *p = (char *)x.lit.s, first[8] = { 0 }, mask[8] = { 0 };
    for (ptrdiff_t i = 0; i < x.lit.n; i++) p[i] = p[i] == '_' ? ' ' : kg_fold(p[i]);
    for (ptrdiff_t i = 0; i < 8 && i < x.lit.n; i++) {
        mask[i] = kg_lower(p[i]) ? '\x5F' : p[i] == ' ' ? '\x55' : '\x7F';
        first[i] = (char)(p[i] & mask[i]);
    }
    memcpy(&x.first, first, 8);
    memcpy(&x.mask, mask, 8);
    return x;
}

static void take_cues(kg_cues *c, const kg_rule *q, int rule, kg_arena *a)
{
    for (int k = 0; k < q->cues.n; k++) {
        int class = class_of(q->cues.v[k]);
        if (class >= 0) *kg_push(a, &c->classes[class]) = rule;
        else c->literals[c->nliterals++] = literal_of(a, q->cues.v[k], rule);
    }
}

const kg_cues *kg_cues_new(const kg_rules *r, bool (*wanted)(const kg_rule *), kg_arena *a)
{
    const kg_rule *rules = r->rules.v;
    kg_cues *c = kg_new(a, kg_cues, 1);
    sample *prose = kg_new(a, sample, 1);
    int total = 0;
    for (int b = 0; b < 256; b++) c->lower[b] = (unsigned char)kg_fold((char)b);
    for (int i = 0; i < r->rules.n; i++) total += rules[i].cues.n;
    c->literals = kg_new(a, literal, (size_t)total + 1);
    *kg_push(a, &c->entries) = (entry){ 0 };
    for (int i = r->rules.n - 1; i >= 0; i--) {               /* buckets are stacks: earlier rules come out first */
        int first = c->nliterals;
        if (!wanted || wanted(&rules[i])) take_cues(c, &rules[i], i, a);
        take_sample(c, &rules[i], first, prose);
    }
    for (int i = 0; i < c->nliterals; i++) enter(c, a, prose, i);
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
    const kg_cues *c = p->c;
    const char *s = p->flow.s;
    uint32_t run = digit_run(s + i);
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

static void literals(pass *p, uint32_t i)
{
    const kg_cues *c = p->c;
    for (int k = c->bucket[hash_at(p->flow.s + i) >> (FILTER_BITS - HASH_BITS)]; k; k = c->entries.v[k].next) {
        const entry *x = &c->entries.v[k];
        const literal *l = &c->literals[x->literal];
        int64_t at = (int64_t)i - x->offset;
        uint64_t first;
        if (at < 0) continue;
        memcpy(&first, p->flow.s + at, 8);
        if ((first & l->mask) == l->first && at + l->lit.n <= p->flow.n && same(c, p->flow.s + at, l->lit))
            found(p, &p->words, (uint32_t)at, (uint32_t)l->lit.n, l->rule);
    }
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
        size_t some = even_places(c->filter, flow.s, beg, end, place);
        for (size_t k = 0; k < some; k++) literals(&p, place[k]);
        if (digits) numbers(&p, beg, end);
        tell(&p);
    }
}
