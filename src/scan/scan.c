/* scan.c - text to spans. In: a kg_text. Out: every match of every rule, in reading order, ids canonical.
 *
 * Idea: cues.c says where a rule may match; its regex (machine code of PCRE2's JIT) then looks at a window of some
 * hundred bytes. Matches of one rule do not overlap; of those of several rules overlaps.c keeps the more important.
 *
 * Invariants: a match holds its cue and never begins inside a word; a regex that would run away is stopped by its
 * match limit and counts as no match; the cost is the bytes, once, plus a bounded amount for each cue.
 */
#include "rules.h"

#include <limits.h>
#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

typedef struct {
    kg_regex x;
    bool made, jit;
    uint32_t end;                                             /* of its last match, + 1 */
} runner;

enum { ASKED = KG_NO_WORDING + 1 };
struct kg_scanner {
    kg_arena *a, *hits;                                       /* hits: of one text, until they are settled */
    const kg_rules *rules;
    kg_wording wording;
    const kg_cues *cues[ASKED + 1][2];                        /* of each kg_wording, and of ASKED, in papers and debates; made when first needed */
    const kg_known *known;
    runner *runners;
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
};

typedef struct {
    kg_scanner *s; const kg_text *t; kg_hits *hits; kg_arena *a;
    int passage; bool debate;
    uint32_t first; kg_str role;                              /* where what is looked for may begin, and what was asked for */
} scan;

kg_scanner *kg_scanner_new(const kg_rules *r)
{
    enum { MATCH_LIMIT = 200000, STACK_MIN = 32 << 10, STACK_MAX = 512 << 10 };
    kg_arena *a = kg_arena_new();
    kg_scanner *s = kg_new(a, kg_scanner, 1);
    s->a = a;
    s->hits = kg_arena_new();
    s->rules = r;
    s->runners = kg_new(a, runner, r->rules.n + 1);
    s->data = kg_need(pcre2_match_data_create(KG_MAX_GROUPS, NULL));
    s->context = kg_need(pcre2_match_context_create(NULL));
    s->stack = pcre2_jit_stack_create(STACK_MIN, STACK_MAX, NULL);
    pcre2_set_match_limit(s->context, MATCH_LIMIT);
    if (s->stack) pcre2_jit_stack_assign(s->context, NULL, s->stack);
    return s;
}

/* define.c and conflict.c read these two roles; all other cues are wording, for relate.c and its sisters. */
static bool no_wording(const kg_rule *q)
{
    return q->kind != KG_CUE || kg_eq(q->role, KG_S("introduces")) || kg_eq(q->role, KG_S("answers:in_line"));
}

static bool wanted(const kg_rule *q, int wording, bool debate)
{
    if (q->where == (debate ? KG_PAPERS : KG_DEBATES)) return false;
    return wording == KG_ALL_WORDING || (wording == KG_NO_WORDING ? no_wording(q) : q->asked == (wording == ASKED));
}

static const kg_cues *cues_of(kg_scanner *s, int wording, bool debate)
{
    const kg_cues **c = &s->cues[wording][debate];
    if (!*c) *c = kg_cues_new(s->rules, wanted, wording, debate, s->a);
    return *c;
}

void kg_scanner_wording(kg_scanner *s, kg_wording w) { s->wording = w; }
void kg_scanner_known(kg_scanner *s, const kg_known *k) { s->known = k; }
const kg_known *kg_scanner_list(const kg_scanner *s) { return s->known; }

void kg_scanner_free(kg_scanner *s)
{
    if (!s) return;
    for (int i = 0; i < s->rules->rules.n; i++) pcre2_code_free(s->runners[i].x.code);
    pcre2_match_data_free(s->data);
    pcre2_match_context_free(s->context);
    pcre2_jit_stack_free(s->stack);
    kg_arena_free(s->hits);
    kg_arena_free(s->a);
}

/* -- one rule at one place ----------------------------------------------------------------------------------------- */

static runner *runner_of(kg_scanner *s, int rule)
{
    runner *q = &s->runners[rule];
    if (!q->made) {
        kg_err e = { 0 };                                     /* it compiles: rules.c */
        q->made = true;
        q->jit = kg_rule_compile(s->rules, &s->rules->rules.v[rule], &q->x, &e) && !pcre2_jit_compile(q->x.code, PCRE2_JIT_COMPLETE);
    }
    return q;
}

static int run(kg_scanner *s, const runner *q, const char *text, size_t n, size_t from)
{
    PCRE2_SPTR p = (PCRE2_SPTR)text;
    if (!q->x.code) return PCRE2_ERROR_NOMATCH;
    if (q->jit) return pcre2_jit_match(q->x.code, p, n, from, 0, s->data, s->context);
    return pcre2_match(q->x.code, p, n, from, PCRE2_NO_UTF_CHECK, s->data, s->context);
}

static bool continues(char c) { return ((unsigned char)c & 0xC0) == 0x80; }
/* Letter, digit, or a byte of one: Latin letters beyond ASCII begin with C3 to CF, punctuation with C2 or E2. */
static bool word_byte(char c)
{
    return kg_digit(c) || kg_lower(kg_fold(c)) || ((unsigned char)c >= 0xC3 && (unsigned char)c <= 0xCF);
}

/* Letters on both sides. Digits have guards of their own: "2Kamerstuk" is a footnote's number glued on. */
static bool inside_word(kg_str flow, uint32_t at)
{
    if (at == 0 || !word_byte(flow.s[at]) || kg_digit(flow.s[at])) return false;
    uint32_t b = at - 1;
    if (kg_upper(flow.s[at]) && kg_lower(flow.s[b])) return false; /* "Zie ookAanhangsel": a blank was lost */
    while (b > 0 && continues(flow.s[b])) b--;
    return word_byte(flow.s[b]) && !kg_digit(flow.s[b]);
}

/* The window's end, moved on to the end of its last word. */
static uint32_t window_end(kg_str flow, uint32_t stop)
{
    if (stop >= (uint32_t)flow.n) return (uint32_t)flow.n;
    uint32_t most = stop + KG_WORD_MAX;
    if (most > (uint32_t)flow.n) most = (uint32_t)flow.n;
    for (; stop < most; stop += 16) {
        kg_sixteen x = kg_sixteen_at(flow.s + stop);
        unsigned blanks = kg_sixteen_bits((kg_sixteen)(x == ' ') | (kg_sixteen)(x == '\n'));
        if (!blanks) continue;
        stop += (uint32_t)kg_lowest_bit(blanks);
        if (stop < most) return stop + 1;
        break;
    }
    if (most == (uint32_t)flow.n) return most;
    for (stop = most; stop > 0 && continues(flow.s[stop]);) stop--;
    return flow.s[stop] == ' ' || flow.s[stop] == '\n' ? stop + 1 : stop;
}

static void take(scan *c, int rule, int groups)
{
    const kg_rule *q = &c->s->rules->rules.v[rule];
    const PCRE2_SIZE *o = pcre2_get_ovector_pointer(c->s->data);
    kg_match m = { .t = c->t, .rule = q, .at = { (uint32_t)o[0], (uint32_t)o[1] }, .out = c->hits, .a = c->a };
    for (int g = 1; g < groups && g < KG_MAX_GROUPS; g++) {
        int cap = c->s->runners[rule].x.cap_of[g];
        if (cap < 0 || o[2 * g] == PCRE2_UNSET || m.cap[cap].end) continue;
        m.cap[cap] = (kg_span){ (uint32_t)o[2 * g], (uint32_t)o[2 * g + 1] };
    }
    c->hits->matches++;
    if (q->fn) q->fn(&m);
    else kg_emit(&m, m.at, q->key.s[0] == '-' ? ((kg_str){ 0 }) : kg_key_fill(&m));
}

const kg_span kg_no_caps[KG_CAP_KEPT];

/* Most matches are ids, which need none of them: a text of nothing but references is to cost little for each. */
static const kg_span *kept_caps(const kg_match *m, int from)
{
    while (from < KG_CAP_KEPT && !m->cap[from].end) from++;
    if (from == KG_CAP_KEPT) return kg_no_caps;
    kg_span *cap = kg_room(m->a, sizeof *cap, KG_CAP_KEPT);
    return memcpy(cap, m->cap, sizeof *cap * KG_CAP_KEPT);
}

kg_ref *kg_emit(kg_match *m, kg_span at, kg_str target)
{
    kg_candidate *h = kg_push(m->out->a, m->out);
    bool phrase = m->rule->key.s[0] == '-';
    *h = (kg_candidate){ .match = m->out->matches, .prio = m->rule->prio, .id = !phrase,
                         .ref = { .at = at,
                                  .rule = m->rule,
                                  .kind = m->rule->kind,
                                  .how = phrase ? KG_CONTEXT : KG_EXPLICIT,
                                  .target = target,
                                  .confidence = m->rule->conf,
                                  .cap = kept_caps(m, phrase ? 0 : KG_CAP_names) } };
    return &h->ref;
}

static bool accepts(scan *c, int rule, uint32_t cue, uint32_t len, int groups)
{
    const PCRE2_SIZE *o = pcre2_get_ovector_pointer(c->s->data);
    if (o[1] <= o[0] || o[0] > cue || o[1] < cue + len || inside_word(c->t->flow, (uint32_t)o[0])) return false;
    int before = c->hits->n;
    take(c, rule, groups);
    return c->hits->n > before;
}

/* One of the rule's voices speaks at the cue; cues come nearly in order of place. */
static bool heard(scan *c, const kg_rule *q, uint32_t cue)
{
    const kg_passage *p = c->t->passages;
    if (!q->voices || !c->t->npassages) return true;
    while (c->passage > 0 && p[c->passage].at.beg > cue) c->passage--;
    while (c->passage + 1 < c->t->npassages && p[c->passage + 1].at.beg <= cue) c->passage++;
    return q->voices >> p[c->passage].voice & 1;
}

/* The host of an address that a rule before has taken whole; words of one, which say nothing; what looks like a reference, in one that was
 * read: what is found there would be dropped as an overlap. */
static bool taken_before(const scan *c, const kg_rule *q, uint32_t cue, int back)
{
    bool words = q->kind == KG_CUE;
    for (int i = c->hits->n - 1; (words || q->kind == KG_URL) && i >= 0 && i >= c->hits->n - back; i--) {
        const kg_candidate *h = &c->hits->v[i];
        bool better = q->near ? h->id : h->ref.rule->kind == KG_URL && (words || h->prio > q->prio);
        if (better && h->ref.at.beg <= cue && cue < h->ref.at.end) return true;
    }
    return false;
}

/* One behind the last of these KG_BARS from `from` on before the cue. Nearly always it stands in one of the last blocks. */
static uint32_t behind_bar(kg_str flow, unsigned bars, uint32_t from, uint32_t cue)
{
    for (uint32_t end = cue; end > from;) {
        uint32_t beg = end > 16 ? end - 16 : 0;
        kg_sixteen x = kg_sixteen_at(flow.s + beg), bar = { 0 };
        for (int i = 0; i < KG_NBARS; i++)
            bar |= (kg_sixteen)(x == (unsigned char)KG_BARS[i]) & (unsigned char)-(int)(bars >> i & 1);
        unsigned bits = kg_sixteen_bits(bar) & ((1u << (end - beg)) - 1);
        uint32_t behind = bits ? beg + 32 - (uint32_t)__builtin_clz(bits) : 0;
        if (bits) return behind > from ? behind : from;
        end = beg;
    }
    return from;
}

/* Where the match for a cue can begin: in the window, behind the last match and behind what none can contain. */
static uint32_t first_start(scan *c, const kg_rule *q, const runner *r, uint32_t cue)
{
    enum { SHORT = 20 };                                      /* not worth the search */
    kg_str flow = c->t->flow;
    uint32_t from = cue > (uint32_t)q->before ? cue - (uint32_t)q->before : 0;
    if (from < c->first) from = c->first;
    if (from < r->end) from = r->end;
    if (r->x.bars && from + SHORT < cue) from = behind_bar(flow, r->x.bars, from, cue);
    while (continues(flow.s[from])) from++;
    return from;
}

static void at_cue(void *ctx, uint32_t cue, uint32_t len, int rule)
{
    enum { TRIES = 24, BACK = 3 };
    scan *c = ctx;
    const kg_rule *q = &c->s->rules->rules.v[rule];
    if (!heard(c, q, cue) || taken_before(c, q, cue, BACK)) return;
    runner *r = runner_of(c->s, rule);
    kg_str flow = c->t->flow;
    uint32_t from = first_start(c, q, r, cue), stop = window_end(flow, cue + (uint32_t)q->after);
    if (!kg_may_match(q, kg_sub(flow, from, stop))) return;
    pcre2_set_offset_limit(c->s->context, q->before ? cue : PCRE2_UNSET);
    for (int i = 0; i < TRIES && from <= cue; i++) {
        int groups = run(c->s, r, flow.s, stop, from);
        if (groups <= 0) return;
        if (accepts(c, rule, cue, len, groups)) {
            r->end = (uint32_t)pcre2_get_ovector_pointer(c->s->data)[1];
            return;
        }
        from = (uint32_t)pcre2_get_ovector_pointer(c->s->data)[0] + 1;
        while (continues(flow.s[from])) from++;
    }
}

/* -- the pass ------------------------------------------------------------------------------------------------------ */

static void place(const kg_text *t, kg_ref *r, int passage)
{
    const kg_passage *p = &t->passages[passage];
    r->passage = passage;
    if (p->role == KG_PAGE && r->how != KG_CONTEXT) r->how = KG_FURNITURE;
    if (p->note >= 0 && p->note < t->nnotes) r->note = t->notes[p->note].number;
}

static int passage_of(const kg_text *t, uint32_t at) { return t->npassages ? (int)(kg_passage_at(t, at) - t->passages) : 0; }
static void finish(scan *c, kg_refs *refs)
{
    kg_candidate **v = kg_hits_settle(c->hits);
    int n = c->hits->n, p = passage_of(c->t, c->first);
    *refs = (kg_refs){ kg_room(c->a, sizeof(kg_ref), (size_t)n + 1), 0 };
    for (int i = 0; i < n; i++) {
        if (v[i]->ref.at.end <= v[i]->ref.at.beg) continue;
        while (p + 1 < c->t->npassages && c->t->passages[p].at.end <= v[i]->ref.at.beg) p++;
        kg_ref *r = &refs->v[refs->n++];
        *r = v[i]->ref;
        if (c->t->npassages) place(c->t, r, p);
    }
    kg_arena_reset(c->s->hits);
    kg_settle_own(refs);
}

bool kg_scan(kg_scanner *s, const kg_text *t, kg_refs *refs, kg_arena *a, kg_err *e)
{
    enum { BYTES = 128 };                                     /* a hit at most in as many, mostly */
    kg_hits hits = { .cap = (int)(t->flow.n / BYTES) + 1, .a = s->hits };
    scan c = { .s = s, .t = t, .hits = &hits, .a = a, .debate = kg_is_debate(t) };
    if (t->flow.n > INT32_MAX - KG_WORD_MAX) return kg_fail(e, KG_ELIMIT, -1, "text longer than 2 GB");
    hits.v = kg_room(hits.a, sizeof *hits.v, (size_t)hits.cap);
    kg_cues_each(cues_of(s, (int)s->wording, c.debate), t->flow, at_cue, &c);
    for (int i = 0; i < s->rules->rules.n; i++) s->runners[i].end = 0;
    finish(&c, refs);
    return true;
}

static void at_asked(void *ctx, uint32_t cue, uint32_t len, int rule)
{
    scan *c = ctx;                                            /* cues count from the part's beginning */
    if (kg_eq(c->s->rules->rules.v[rule].role, c->role)) at_cue(c, c->first + cue, len, rule);
}

kg_refs kg_scan_asked(kg_scanner *s, const kg_text *t, kg_span at, const char *role, kg_arena *a)
{
    kg_refs refs;
    kg_hits hits = { .a = s->hits };
    scan c = { .s = s, .t = t, .hits = &hits, .a = a, .first = at.beg, .role = kg_cstr(role), .passage = passage_of(t, at.beg) };
    kg_cues_each(cues_of(s, ASKED, false), kg_cut(t->flow, at), at_asked, &c);
    for (int i = 0; i < hits.n; i++) s->runners[hits.v[i].ref.rule - s->rules->rules.v].end = 0;
    finish(&c, &refs);
    return refs;
}

/* -- the oracle ---------------------------------------------------------------------------------------------------- */

typedef struct { scan *c; int rule; struct { kg_span *v; int n, cap; } at; } cue_list;

static void note_cue(void *ctx, uint32_t at, uint32_t len, int rule)
{
    cue_list *l = ctx;
    const kg_rule *q = &l->c->s->rules->rules.v[rule];
    if (rule == l->rule && heard(l->c, q, at) && !(q->near && taken_before(l->c, q, at, INT_MAX)))
        *kg_push(l->c->a, &l->at) = (kg_span){ at, at + len };
}

static int span_order(const void *x, const void *y)
{
    const kg_span *a = x, *b = y;
    return a->beg < b->beg ? -1 : a->beg > b->beg;
}

/* Every match of the regex in the whole text that holds a cue and lies in its window. */
static void slow_rule(scan *c, int rule)
{
    cue_list l = { .c = c, .rule = rule };
    kg_cues_each(cues_of(c->s, KG_ALL_WORDING, c->debate), c->t->flow, note_cue, &l);
    if (l.at.n) qsort(l.at.v, (size_t)l.at.n, sizeof *l.at.v, span_order);
    const kg_rule *q = &c->s->rules->rules.v[rule];
    runner *r = runner_of(c->s, rule);
    kg_str flow = c->t->flow;
    pcre2_set_offset_limit(c->s->context, PCRE2_UNSET);
    for (uint32_t from = 0, k = 0; from < (uint32_t)flow.n;) {
        int groups = q->before || !flow.n ? run(c->s, r, flow.s, (size_t)flow.n, from) : 1;
        if (!q->before) {                                     /* anchored: the cue is the only place */
            while ((int)k < l.at.n && l.at.v[k].beg < from) k++;
            if ((int)k >= l.at.n) return;
            groups = run(c->s, r, flow.s, (size_t)flow.n, from = l.at.v[k].beg);
            if (groups <= 0) { from++; continue; }
        }
        if (groups <= 0) return;
        const PCRE2_SIZE *o = pcre2_get_ovector_pointer(c->s->data);
        uint32_t beg = (uint32_t)o[0], end = (uint32_t)o[1];
        bool ok = false;
        for (int i = 0; i < l.at.n && !ok && l.at.v[i].beg <= end; i++) {
            kg_span cue = l.at.v[i];
            if (cue.beg < beg || cue.beg - beg > (uint32_t)q->before ||
                end > window_end(flow, cue.beg + (uint32_t)q->after))
                continue;
            ok = accepts(c, rule, cue.beg, cue.end - cue.beg, groups);
        }
        from = ok ? end : beg + 1;
        while (continues(flow.s[from])) from++;
    }
}

bool kg_scan_slow(kg_scanner *s, const kg_text *t, kg_refs *refs, kg_arena *a, kg_err *e)
{
    (void)e;
    kg_hits hits = { .a = s->hits };
    scan c = { .s = s, .t = t, .hits = &hits, .a = a, .debate = kg_is_debate(t) };
    for (int i = 0, n = s->rules->rules.n; i < 2 * n; i++)     /* those that find what is no mention behind all others */
        if (s->rules->rules.v[i % n].near == (i >= n)) slow_rule(&c, i % n);
    finish(&c, refs);
    return true;
}
