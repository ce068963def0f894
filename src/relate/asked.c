/* asked.c - wording that says nothing alone: until when, what bars a promise, what a letter gives. In: words and a role. Out: its cues there.
 *
 * Few sentences promise anything, and only of these it is asked. So it is looked for sentence by sentence, when somebody asks (scan.c).
 * Invariant: each sentence is read once for a role, however often it is asked about.
 */
#include "relate.h"
#include "scan/rules.h"

typedef struct { const char *role; int *list; } one_role;     /* list: of each sentence, its place in `lists` + 1 */
struct kg_asked {
    kg_scanner *s;
    const kg_text *t;
    kg_arena *a;
    struct { one_role *v; int n, cap; } roles;
    struct { kg_refs *v; int n, cap; } lists;
};

struct kg_asked *kg_asked_new(kg_scanner *s, const kg_text *t, kg_arena *a)
{
    struct kg_asked *x = kg_new(a, struct kg_asked, 1);
    *x = (struct kg_asked){ .s = s, .t = t, .a = a };
    return x;
}

static int *list_of(struct kg_asked *x, const char *role, int sentence)
{
    int i = 0;
    while (i < x->roles.n && strcmp(x->roles.v[i].role, role)) i++;
    if (i == x->roles.n) *kg_push(x->a, &x->roles) = (one_role){ role, kg_new(x->a, int, x->t->nsentences + 1) };
    return &x->roles.v[i].list[sentence];
}

/* The first sentence that ends behind `at`. */
static int sentence_of(const kg_text *t, uint32_t at)
{
    int lo = 0, hi = t->nsentences;
    while (lo < hi) {
        int mid = lo + (hi - lo) / 2;
        if (t->sentences[mid] <= at) lo = mid + 1; else hi = mid;
    }
    return lo;
}

/* Of a sentence, what begins in these words. */
static kg_refs said_in(struct kg_asked *x, const char *role, int sentence, kg_span words)
{
    const kg_text *t = x->t;
    int *list = list_of(x, role, sentence);
    if (!*list) {
        kg_span all = { sentence ? t->sentences[sentence - 1] : 0, sentence < t->nsentences ? t->sentences[sentence] : (uint32_t)t->flow.n };
        *kg_push(x->a, &x->lists) = kg_scan_asked(x->s, t, all, role, x->a);
        *list = x->lists.n;
    }
    kg_refs all = x->lists.v[*list - 1];
    int first = kg_first_ref(&all, words.beg), last = kg_first_ref(&all, words.end);
    return (kg_refs){ all.v + first, last - first };
}

kg_refs kg_asked(const kg_relating *r, kg_span words, const char *role)
{
    struct kg_asked *x = r->asked;
    kg_refs some = { 0 };
    for (int i = sentence_of(x->t, words.beg); i <= x->t->nsentences; i++) {
        kg_refs here = said_in(x, role, i, words);
        if (here.n && some.n) {
            kg_ref *both = kg_room(x->a, sizeof *both, (size_t)(some.n + here.n));
            memcpy(both, some.v, sizeof *both * (size_t)some.n);
            memcpy(both + some.n, here.v, sizeof *both * (size_t)here.n);
            some = (kg_refs){ both, some.n + here.n };
        } else if (here.n) some = here;
        if (i == x->t->nsentences || x->t->sentences[i] >= words.end) break;
    }
    return some;
}
