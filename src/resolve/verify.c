/* verify.c - numbers held against a list of ids that exist. In: numbers as scanned, the list. Out: those repaired that can only
 * have meant one thing, KG_UNKNOWN on those that mean nothing.
 *
 * Nothing is done to an id that is in the list, or of which its silence proves nothing (known.c). What is missing is tried as a
 * slip of the pen, and the repair holds only where one candidate exists (spec annex D); the words stay as they are written.
 * A repair that the scanner made by the shape of the number alone is held to the same.
 */
#include "ids.h"
#include "known/known.h"
#include "resolve.h"

enum { MOST = 64 };
typedef struct {
    const kg_known *k;
    kg_arena *a;
    kg_str v[MOST];                                           /* candidates that exist, each once */
    int n;
} slips;

static void try_id(slips *s, kg_str id)
{
    if (s->n == MOST || !kg_known_has(s->k, id)) return;
    for (int i = 0; i < s->n; i++)
        if (kg_eq(s->v[i], id)) return;
    s->v[s->n++] = kg_dup(s->a, id);
}

/* Two digits that changed places, in [beg, end). */
static void swapped(slips *s, kg_str id, ptrdiff_t beg, ptrdiff_t end)
{
    for (ptrdiff_t i = beg; i + 1 < end; i++) {
        if (!kg_digit(id.s[i]) || !kg_digit(id.s[i + 1]) || id.s[i] == id.s[i + 1]) continue;
        kg_str x = kg_dup(s->a, id);
        char *p = (char *)x.s;
        p[i] = id.s[i + 1];
        p[i + 1] = id.s[i];
        if (p[beg] != '0') try_id(s, x);
    }
}

/* A digit too many or one too few of a pair, in [beg, end). */
static void miscounted(slips *s, kg_str id, ptrdiff_t beg, ptrdiff_t end)
{
    for (ptrdiff_t i = beg; i < end; i++) {
        kg_str head = kg_sub(id, 0, i), digit = kg_sub(id, i, i + 1), tail = kg_sub(id, i + 1, id.n);
        if (end - beg > 1 && !(i == beg && id.s[i + 1] == '0')) try_id(s, KG_CAT(s->a, head, tail));
        if (end - beg < 4) try_id(s, KG_CAT(s->a, head, digit, digit, tail));
    }
}

/* "35570-Vl-22", "35570-1X-22": I, l and 1 look alike in a chapter. */
static void misread_chapter(slips *s, kg_str id, kg_str dossier)
{
    const char *hyphen = memchr(dossier.s, '-', (size_t)dossier.n);
    ptrdiff_t beg = hyphen ? hyphen + 1 - id.s : 0, end = dossier.s + dossier.n - id.s;
    if (!hyphen || kg_all_digits(kg_sub(id, beg, end))) return;
    kg_str x = kg_dup(s->a, id);
    char *p = (char *)x.s;
    for (ptrdiff_t i = beg; i < end; i++)
        if (p[i] == 'l' || p[i] == '1' || p[i] == 'L') p[i] = 'I';
    try_id(s, x);
}

static void find_slips(slips *s, kg_str id)
{
    ptrdiff_t end = id.n, beg = id.n;
    while (beg > 0 && kg_digit(id.s[beg - 1])) beg--;
    kg_str dossier = kg_id_dossier(id);
    if (dossier.n) {
        const char *hyphen = memchr(dossier.s, '-', (size_t)dossier.n);
        kg_str base = hyphen ? kg_sub(dossier, 0, hyphen - dossier.s) : dossier;
        if (hyphen && hyphen + 2 == dossier.s + dossier.n)    /* "21501-2": the part has lost its zero */
            try_id(s, KG_CAT(s->a, kg_sub(id, 0, hyphen + 1 - id.s), KG_S("0"), kg_sub(id, hyphen + 1 - id.s, id.n)));
        swapped(s, id, base.s - id.s, base.s + base.n - id.s);
        misread_chapter(s, id, dossier);
    }
    if (beg == end || beg == 0 || id.s[beg - 1] != '-') return;
    swapped(s, id, beg, end);
    miscounted(s, id, beg, end);
}

/* A document that tells its (parliamentary) year alone is no younger than the end of the next. */
static kg_str latest(const kg_text *t, kg_arena *a)
{
    if (t->meta.date.n || !t->year) return t->meta.date;
    return kg_iso((kg_date){ 31, 12, t->year + 1 }, a);
}

static void judge(const kg_known *k, kg_str date, kg_ref *p, kg_arena *a)
{
    slips s = { .k = k, .a = a };
    if (kg_known_says(k, p->target, date) != KG_IS_MISSING) return;
    find_slips(&s, p->target);
    if (s.n == 1 && !(p->flags & KG_REPAIRED)) {
        p->target = s.v[0];
        p->flags |= KG_REPAIRED;
        p->confidence *= 0.7f;
        return;
    }
    p->flags |= KG_UNKNOWN;
    if (p->confidence > 0.5f) p->confidence = 0.5f;
    kg_str *v = kg_new(a, kg_str, s.n + 1);
    for (int i = 0; i < s.n; i++) v[i] = s.v[i];
    p->candidates = v;
    p->ncandidates = s.n;
}

void kg_verify(const kg_known *k, const kg_text *t, kg_refs *refs, kg_arena *a)
{
    kg_str date = latest(t, a);
    for (int i = 0; k && i < refs->n; i++) {
        kg_ref *p = &refs->v[i];
        if (p->kind != KG_CUE && p->how == KG_EXPLICIT && p->target.n && p->kind != KG_DOSSIER) judge(k, date, p, a);
    }
}
