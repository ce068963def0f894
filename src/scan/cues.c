/* cues.c - one pass over the text finds the cues of all rules. In: running text. Out: place and rule of each cue.
 *
 * Idea: of each literal four bytes are entered into a table, under a hash that takes no account of case; it answers "not here" for
 * most places, eight at once. Only even places of the text are asked, so that each literal is entered twice: the rarest four of its
 * bytes that begin at an even distance from its start, and at an odd one; a short one under all that may stand beside it. What is
 * left is asked for another hash and for the two bytes before and behind the four, and then finds its literals. Numbers are found
 * by shape in a pass of their own (numbers.c).
 *
 * Invariants: the text has 64 zero bytes behind it, so that looking ahead needs no check; the cues of a rule come in order of
 * place (but for those across the border of a chunk, which is what the search from a cue allows for: scan.c).
 */
#include "rules.h"

#include <limits.h>

typedef struct {
    kg_str lit;
    uint64_t last, mask;                                      /* its last eight bytes, or all, and what of them can be compared at once */
    int use;                                                  /* the first rule that has it, of `uses` */
} literal;
typedef struct { int rule, next; } use;                       /* next rule with the same literal, 0 at its end */
typedef struct { uint64_t last, mask; int literal, to_last; } entry;   /* to_last: from the four bytes */
typedef struct { int literal, offset, next; } admitted;       /* an entry before they are laid out: next with the same hash, 0 at its end */
typedef struct { int *v; int n, cap; } int_list;

enum { WINDOW = 4, FOLDS = 0x60, SAMPLE = 1024 };               /* FOLDS: no byte without the bits of case and beyond ASCII is above */
enum { FILTER_BITS = 16, HASH_BITS = 13, PAIRS = 32 };

struct kg_cues {
    unsigned char filter[1 << FILTER_BITS];                   /* 1: four bytes with this hash may belong to a cue */
    uint64_t beside[1 << HASH_BITS];                          /* what may stand beside them: bits of pair_of() before and, above, behind */
    int bucket[(1 << HASH_BITS) + 1];                         /* where the entries with a hash begin */
    literal *literals; int nliterals;
    struct { use *v; int n, cap; } uses;
    entry *entries;
    int_list classes[2][KG_NUMBERS];                          /* of rules for mentions, and of those that find what is none: behind */
};

/* -- the table ----------------------------------------------------------------------------------------------------- */

/* How often two bytes stand together in the prose that the rules have for examples, their own cues left out. */
typedef struct { int all; uint16_t pair[FOLDS * FOLDS]; } sample;

static unsigned folded(char c) { return (unsigned char)c & 0x5Fu; }

/* Case aside, and a line end for a blank; both have sixteen bytes behind them, the literal zeros. */
static bool same(const char *s, kg_str lit)
{
    for (ptrdiff_t i = 0; i < lit.n; i += 16) {
        kg_sixteen x = kg_sixteen_at(s + i), l = kg_sixteen_at(lit.s + i);
        x |= (kg_sixteen)((x - 'A') < 26) & 0x20;
        kg_sixteen other = (kg_sixteen)(x != l) & ~((kg_sixteen)(l == ' ') & (kg_sixteen)(x == '\n'));
        if (kg_sixteen_any(other & (kg_sixteen)(l != 0))) return false;
    }
    return true;
}

/* Length of the longest of some literals that begins at p. */
static ptrdiff_t cue_at(const kg_cues *c, const int_list *own, const char *p, ptrdiff_t n)
{
    ptrdiff_t most = 0;
    for (int i = 0; i < own->n; i++) {
        kg_str lit = c->literals[own->v[i]].lit;
        if (lit.n > most && lit.n <= n && same(p, lit)) most = lit.n;
    }
    return most;
}

static void take_sample(const kg_cues *c, const kg_rule *q, const int_list *own, sample *s)
{
    char text[SAMPLE + 16] = { 0 };
    bool begins[UCHAR_MAX + 1] = { 0 };
    for (int i = 0; i < own->n; i++) begins[folded(*c->literals[own->v[i]].lit.s)] = true;
    for (int k = 0; k < q->examples.n; k++) {
        ptrdiff_t n = q->examples.v[k].text.n < SAMPLE ? q->examples.v[k].text.n : SAMPLE;
        memcpy(text, q->examples.v[k].text.s, (size_t)n);
        for (ptrdiff_t at = 0, over = 0; at + 2 <= n && s->all < UINT16_MAX; at++) {
            ptrdiff_t cue = begins[folded(text[at])] ? cue_at(c, own, text + at, n - at) : 0;
            if (at + cue > over) over = at + cue;
            if (at < over) continue;
            s->all++;
            s->pair[folded(text[at]) * FOLDS + folded(text[at + 1])]++;
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

/* Of the four bytes at each of the eight even places from s on: 0x5F drops the bit that is case. */
typedef uint16_t eight __attribute__((vector_size(16)));
static inline eight hashes_at(const char *s)
{
    eight x, y;
    memcpy(&x, s, sizeof x);
    memcpy(&y, s + 2, sizeof y);
    return ((x & 0x5F5F) * 0x9E37 + (y & 0x5F5F) * 0x85EB) >> (16 - FILTER_BITS);
}

/* Another of four, and one of PAIRS of two, the first in the lowest byte. */
static inline uint32_t hash_of(uint64_t four) { return (uint32_t)(four & 0x5F5F5F5F) * 0x9E3779B1u >> (32 - HASH_BITS); }
static inline uint32_t pair_of(uint64_t two) { return ((uint32_t)(two & 0x5F5F) * 0x9E37 & 0xFFFF) * PAIRS >> 16; }

static inline uint64_t eight_bytes(const char *s)             /* the first in the lowest */
{
    uint64_t x;
    memcpy(&x, s, sizeof x);
    return __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? __builtin_bswap64(x) : x;
}

/* What the tables are made from. */
typedef struct {
    kg_cues *c;
    kg_arena *a;
    kg_map *literals;                                         /* their place in the list, + 1 */
    int *head;                                                /* of each hash */
    struct { admitted *v; int n, cap; } all;
} making;

/* What may stand at a place of a literal, case aside: beside it any byte, and the end of a line for a blank. Returns how many. */
static int may_stand(kg_str lit, int at, char to[FOLDS])
{
    int n = 0;
    bool known = at >= 0 && at < (int)lit.n;
    for (int b = 0; !known && b < FOLDS; b++)
        if ((b & 0x5F) == b) to[n++] = (char)b;
    if (known) to[n++] = lit.s[at];
    if (known && lit.s[at] == ' ') to[n++] = '\n';
    return n;
}

static uint64_t pairs(kg_str lit, int at)
{
    uint64_t bits = 0;
    char first[FOLDS], second[FOLDS];
    if (at + 1 < 0 || at >= (int)lit.n) return ((uint64_t)1 << PAIRS) - 1;
    int n = may_stand(lit, at, first), m = may_stand(lit, at + 1, second);
    for (int i = 0; i < n; i++)
        for (int k = 0; k < m; k++) bits |= (uint64_t)1 << pair_of((unsigned char)first[i] | (uint64_t)(unsigned char)second[k] << 8);
    return bits;
}

/* Under all that may be the four bytes of a literal from an offset on; the first k are settled. */
static void admit(making *m, admitted x, uint64_t beside, char *four, int k)
{
    if (k == WINDOW) {
        uint32_t h = hash_of(eight_bytes(four));
        m->c->filter[hashes_at(four)[0]] = 1;
        m->c->beside[h] |= beside;
        x.next = m->head[h];
        *kg_push(m->a, &m->all) = x;
        m->head[h] = m->all.n - 1;
        return;
    }
    char any[FOLDS];
    for (int n = may_stand(m->c->literals[x.literal].lit, x.offset + k, any); n > 0; n--)
        four[k] = any[n - 1], admit(m, x, beside, four, k + 1);
}

static void enter(making *m, const sample *prose, int which)
{
    kg_str lit = m->c->literals[which].lit;
    for (int odd = 0; odd < 2; odd++) {
        char four[sizeof(eight) + 2] = { 0 };
        int rare = rarest(prose, lit, odd), offset = rare < 0 ? -odd : rare;
        admit(m, (admitted){ .literal = which, .offset = offset }, pairs(lit, offset - 2) | pairs(lit, offset + WINDOW) << PAIRS, four, 0);
    }
}

/* Many begin with the same words: their ends tell them apart. */
static ptrdiff_t before_last(kg_str lit) { return lit.n > 8 ? lit.n - 8 : 0; }

/* Those with one hash side by side. */
static void lay_out(making *m)
{
    kg_cues *c = m->c;
    entry *to = c->entries = kg_new(m->a, entry, m->all.n);
    for (int h = 0; h < 1 << HASH_BITS; h++) {
        c->bucket[h] = (int)(to - c->entries);
        for (int k = m->head[h]; k; k = m->all.v[k].next) {
            const literal *l = &c->literals[m->all.v[k].literal];
            *to++ = (entry){ l->last, l->mask, m->all.v[k].literal, (int)before_last(l->lit) - m->all.v[k].offset };
        }
    }
    c->bucket[1 << HASH_BITS] = (int)(to - c->entries);
}

/* Letters but for their case, a blank or the end of a line but for what parts them: same() asks the rest. */
static literal literal_of(kg_str word)
{
    literal x = { .lit = word };
    kg_str end = kg_sub(word, before_last(word), word.n);
    char last[8] = { 0 }, mask[8] = { 0 };
    for (ptrdiff_t i = 0; i < end.n; i++) {
        mask[i] = kg_lower(end.s[i]) ? '\x5F' : end.s[i] == ' ' ? '\x55' : '\x7F';
        last[i] = (char)(end.s[i] & mask[i]);
    }
    memcpy(&x.last, last, 8);
    memcpy(&x.mask, mask, 8);
    return x;
}

/* Many rules have the same words: each literal is looked for once. Returns its place. */
static int take_literal(making *m, kg_str word, int rule)
{
    enum { BEHIND = 16 };
    kg_cues *c = m->c;
    char *p = kg_new(m->a, char, word.n + BEHIND);
    for (ptrdiff_t i = 0; i < word.n; i++) p[i] = word.s[i] == '_' ? ' ' : kg_fold(word.s[i]);
    int *at = kg_map_at(&m->literals, (kg_str){ p, word.n }, m->a);
    if (!*at) c->literals[c->nliterals] = literal_of((kg_str){ p, word.n }), *at = ++c->nliterals;
    literal *l = &c->literals[*at - 1];
    if (l->use && c->uses.v[l->use].rule == rule) return *at - 1;   /* "ik_u ik_U" */
    *kg_push(m->a, &c->uses) = (use){ rule, l->use };
    l->use = c->uses.n - 1;
    return *at - 1;
}

/* Rules are taken from the last to the first: what is put in front comes out in their order. */
static void take_words(making *m, const kg_rule *q, int rule, int_list *own)
{
    for (int k = 0; k < q->cues.n; k++)
        if (kg_number_class(q->cues.v[k]) < 0) *kg_push(m->a, own) = take_literal(m, q->cues.v[k], rule);
}

static void take_numbers(making *m, const kg_rule *q, int rule)
{
    for (int k = 0; k < q->cues.n; k++) {
        int class = kg_number_class(q->cues.v[k]);
        if (class >= 0) *kg_push(m->a, &m->c->classes[q->near][class]) = rule;
    }
}

const kg_cues *kg_cues_new(const kg_rules *r, kg_wanted_fn *wanted, int wording, bool debate, kg_arena *a)
{
    const kg_rule *rules = r->rules.v;
    kg_cues *c = kg_new(a, kg_cues, 1);
    making m = { .c = c, .a = a, .head = kg_new(a, int, 1 << HASH_BITS) };
    sample *prose = kg_new(a, sample, 1);
    int total = 0;
    for (int i = 0; i < r->rules.n; i++) total += rules[i].cues.n;
    c->literals = kg_new(a, literal, (size_t)total + 1);
    *kg_push(a, &m.all) = (admitted){ 0 };
    *kg_push(a, &c->uses) = (use){ 0 };
    int_list own = { 0 };
    for (int i = r->rules.n - 1; i >= 0; i--) {
        own.n = 0;
        if (!wanted || wanted(&rules[i], wording, debate)) take_words(&m, &rules[i], i, &own);
        take_sample(c, &rules[i], &own, prose);
    }
    for (int i = 0; i < r->rules.n; i++)
        if (!wanted || wanted(&rules[i], wording, debate)) take_numbers(&m, &rules[i], i);
    for (int i = 0; i < c->nliterals; i++) enter(&m, prose, i);
    lay_out(&m);
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
    kg_number all[KG_NUMBERS];
    int n = kg_numbers_at(p->flow.s, i, all);
    for (int k = 0; k < 2 * n; k++) {
        kg_number x = all[k % n];
        const int_list *rules = &p->c->classes[k / n][x.class];
        for (int r = 0; r < rules->n; r++) found(p, &p->numbers, x.at, x.len, rules->v[r]);
    }
}

static uint64_t digits_at(const char *s)                      /* of 64 bytes, a bit each */
{
    uint64_t bits = 0;
    for (int k = 0; k < 64; k += 16) bits |= (uint64_t)kg_sixteen_bits((kg_sixteen)((kg_sixteen_at(s + k) - '0') < 10)) << k;
    return bits;
}

/* Runs of two digits and more. */
static void numbers(pass *p, uint32_t beg, uint32_t end)
{
    const char *s = p->flow.s;
    for (uint32_t block = beg; block < end; block += 64) {
        uint64_t digits = digits_at(s + block), two = digits & (digits >> 1 | (uint64_t)kg_digit(s[block + 64]) << 63);
        if (!two) continue;
        two &= ~(digits << 1 | (block && kg_digit(s[block - 1])));
        if (end - block < 64) two &= ((uint64_t)1 << (end - block)) - 1;
        for (; two; two &= two - 1) number(p, block + (uint32_t)__builtin_ctzll(two));
    }
}

static void literal_at(pass *p, ptrdiff_t at_last, int which)
{
    const kg_cues *c = p->c;
    const literal *l = &c->literals[which];
    ptrdiff_t at = at_last - before_last(l->lit);
    if (at < 0 || at + l->lit.n > p->flow.n || !same(p->flow.s + at, l->lit)) return;
    for (int k = l->use; k; k = c->uses.v[k].next) found(p, &p->words, (uint32_t)at, (uint32_t)l->lit.n, c->uses.v[k].rule);
}

static void literals(pass *p, uint32_t i)
{
    const int *bucket = &p->c->bucket[hash_of(eight_bytes(p->flow.s + i))];
    const entry *x = p->c->entries + bucket[0];
    for (int left = bucket[1] - bucket[0]; left > 0; left--, x++) {
        ptrdiff_t at = (ptrdiff_t)i + x->to_last;
        uint64_t last;
        if (at < 0) continue;
        memcpy(&last, p->flow.s + at, 8);
        if ((last & x->mask) == x->last) literal_at(p, at, x->literal);
    }
}

enum { STEP = 2 * sizeof(eight) / sizeof(uint16_t) };

/* Where a cue may be cannot be foreseen, so that a branch for each place would cost more than the rest: places are noted
 * down, the end of the list goes on only behind those that pass. Returns how many. */
static size_t even_places(const unsigned char *filter, const char *s, uint32_t beg, uint32_t end, uint32_t *place)
{
    size_t some = 0;
    for (uint32_t i = beg; i < end; i += STEP) {
        eight h = hashes_at(s + i);
        for (uint32_t k = 0; k < STEP / 2; k++) place[some] = i + 2 * k, some += filter[h[k]];
    }
    return some;
}

/* Those of them that the second hash and what stands beside lets stay; none is the first place, before which nothing stands. */
static size_t likely_places(const uint64_t *beside, const char *s, uint32_t *place, size_t n)
{
    size_t some = 0;
    for (size_t k = 0; k < n; k++) {
        uint64_t x = eight_bytes(s + place[k] - 2), may = beside[hash_of(x >> 16)];
        place[some] = place[k];
        some += may >> pair_of(x) & may >> (PAIRS + pair_of(x >> 48)) & 1;
    }
    return some;
}

void kg_cues_each(const kg_cues *c, kg_str flow, kg_cue_fn *fn, void *ctx)
{
    pass p;
    p.c = c, p.flow = flow, p.fn = fn, p.ctx = ctx, p.words.n = p.numbers.n = 0;
    uint32_t place[(CHUNK + STEP) / 2], n = (uint32_t)flow.n;
    bool digits = false;
    for (int k = 0; k < KG_NUMBERS; k++) digits |= c->classes[0][k].n + c->classes[1][k].n > 0;
    for (uint32_t beg = 0; beg < n; beg += CHUNK) {
        uint32_t end = n - beg < CHUNK ? n : beg + CHUNK;
        size_t some = even_places(c->filter, flow.s, beg, end, place), first = some && place[0] == 0;
        while (some > first && place[some - 1] >= n) some--;   /* of the last block */
        if (first) literals(&p, 0);
        some = likely_places(c->beside, flow.s, place + first, some - first);
        for (size_t k = 0; k < some; k++) literals(&p, place[first + k]);
        if (digits) numbers(&p, beg, end);
        tell(&p);
    }
}
