/* find.c - stages 1 to 4 in one call. In: a file's bytes. Out: all that the document gives.
 *
 * Invariant: mentions leave in reading order of the file. The stages work on the flowed text, where footnotes and
 * page feet come last; people and programs read the file.
 */
#include "base.h"
#include "check/check.h"
#include "known/known.h"
#include "scan/rules.h"

typedef struct { uint32_t beg, end; int index; } place;

static int by_place(const void *x, const void *y)
{
    const place *a = x, *b = y;
    if (a->beg != b->beg) return a->beg < b->beg ? -1 : 1;
    if (a->end != b->end) return a->end > b->end ? -1 : 1;    /* longest first */
    return a->index < b->index ? -1 : a->index > b->index;
}

static void reading_order(const kg_text *t, kg_refs *refs, kg_arena *a)
{
    place *at = kg_room(a, sizeof *at, (size_t)refs->n);
    int run = 0;
    for (int i = 0; i < refs->n; i++) {
        kg_span raw = kg_raw_span_near(t, refs->v[i].at, &run);
        at[i] = (place){ raw.beg, raw.end, i };
    }
    if (!kg_sort(at, refs->n, sizeof *at, by_place, a)) return;
    kg_ref *sorted = kg_room(a, sizeof *sorted, (size_t)refs->n);
    for (int i = 0; i < refs->n; i++) sorted[i] = refs->v[at[i].index];
    refs->v = sorted;
}

static bool resolved(const kg_doc *d, kg_scanner *s, kg_text *t, kg_refs *refs, kg_refs *misses, kg_arena *a, kg_err *e)
{
    if (!kg_read(d, t, a, e) || !kg_scan(s, t, refs, a, e)) return false;
    if (misses) *misses = kg_take_misses(refs, a);
    kg_identify(t, refs, a);
    kg_verify(kg_scanner_list(s), t, refs, a);
    kg_resolve(t, refs, a);
    return true;
}

bool kg_find_mentions(const kg_doc *d, kg_scanner *s, kg_text *t, kg_refs *refs, kg_arena *a, kg_err *e)
{
    kg_scanner_wording(s, KG_NO_WORDING);
    if (!resolved(d, s, t, refs, NULL, a, e)) return false;
    kg_mentions(refs);
    reading_order(t, refs, a);
    return true;
}

bool kg_find(const kg_doc *d, kg_scanner *s, kg_text *t, kg_found *f, kg_arena *a, kg_err *e)
{
    kg_refs refs = { 0 }, misses = { 0 };
    kg_scanner_wording(s, KG_LEADING_WORDING);
    if (!resolved(d, s, t, &refs, &misses, a, e)) return false;
    *f = (kg_found){ .text = t };
    kg_relate(s, t, refs, f, a);
    f->text = t;
    kg_check(&misses, f, a);
    reading_order(t, &f->refs, a);
    return true;
}
