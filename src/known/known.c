/* known.c - what a list of ids says of one. In: the list, an id, the day of the document that cites it. Out: there, missing,
 * or silence.
 *
 * That an id is not in the list proves something only where the list covers it: a later number of the same series is there, or
 * the citing document is no younger than the list; and it began to cover the series before the id. Appendices, questions
 * that were never answered, papers of the Eerste Kamer before 2010 and old volumes lie outside. Spec annex D.
 */
#include "known/known.h"
#include "ids.h"

#include <stdlib.h>
#include <sys/mman.h>

kg_known *kg_known_open(const char *file, kg_err *e)
{
    uint64_t key = kg_known_key(file, e);
    kg_known *k = key ? calloc(1, sizeof *k) : NULL;
    if (!k) {
        if (key) kg_fail(e, KG_ELIMIT, -1, "no memory for a list of ids");
        return NULL;
    }
    if (kg_known_load(k, key)) return k;
    k->head.key = key;
    if (!kg_known_collect(k, file, e)) return free(k), NULL;
    k->own = (void *)k->rest;
    kg_known_save(k);
    return k;
}

void kg_known_close(kg_known *k)
{
    if (!k) return;
    if (k->map) munmap(k->map, k->mapped);
    else {
        free(k->own);
        free((void *)k->index);
    }
    free(k);
}

uint64_t kg_known_hash_of(const kg_known *k) { return k->head.key; }

bool kg_known_has(const kg_known *k, kg_str id)
{
    enum { LONGEST = 200 };
    char folded[LONGEST];
    if (!id.n || id.n > LONGEST) return false;
    for (ptrdiff_t i = 0; i < id.n; i++) folded[i] = kg_fold(id.s[i]);
    uint64_t h = kg_known_hash((kg_str){ folded, id.n });
    uint32_t want = (uint32_t)(h >> 16), lo = k->index[h >> 48], end = k->index[(h >> 48) + 1], hi = end;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (k->rest[mid] < want) lo = mid + 1; else hi = mid;
    }
    return lo < end && k->rest[lo] == want;
}

/* -- what silence proves ------------------------------------------------------------------------------------------- */

typedef struct { const kg_known *k; kg_str id, head; int number; bool dated; } question;   /* head: the id up to its number */

/* One of the numbers from `from` to `to` is there. */
static bool any(const question *q, int from, int to)
{
    char s[256];
    if (q->head.n > 200) return false;
    memcpy(s, q->head.s, (size_t)q->head.n);
    for (int v = from > 1 ? from : 1; v <= to; v++) {
        ptrdiff_t n = q->head.n, digits = 0;
        char d[12];
        for (int x = v; x; x /= 10) d[digits++] = (char)('0' + x % 10);
        while (digits) s[n++] = d[--digits];
        if (kg_known_has(q->k, (kg_str){ s, n })) return true;
    }
    return false;
}

enum { NEAR = 20 };
static bool younger_there(const question *q) { return q->dated || any(q, q->number + 1, q->number + NEAR); }
static bool older_there(const question *q) { return any(q, q->number - NEAR, q->number - 1); }

/* Dossiers of 2002 and later are listed whole; older ones from some number on. */
static bool paper_missing(const question *q)
{
    enum { WHOLE = 29000, SENATE = 32500 };
    kg_str dossier = kg_id_dossier(q->id);
    int base = kg_digits_at(dossier, 0) == 5 ? kg_int(kg_sub(dossier, 0, 5)) : 0;
    if (!base) return false;
    if (q->number <= 0) return base >= SENATE && q->dated;    /* "kst-35570-C": no order to lean on */
    return (base >= WHOLE || older_there(q)) && younger_there(q);
}

/* "stb-2021-123", "ah-tk-20232024-387", "h-tk-20202021-90-12": the year from which on the list is whole. */
static bool series_missing(const question *q, int from)
{
    ptrdiff_t i = 0;
    while (i < q->id.n && !kg_digit(q->id.s[i])) i++;
    int year = q->id.n >= i + 4 ? kg_int(kg_sub(q->id, i, i + 4)) : 0;
    return year >= from && q->number > 0 && (younger_there(q) || (older_there(q) && q->dated));
}

static kg_listed scheme_of(kg_str id)
{
    static const char *const head[KG_L_SCHEMES] = { "kst-", "ah-tk-", "ah-ek-", "h-tk-", "h-ek-", "stb-", "stcrt-", "trb-" };
    int i = 0;
    while (i < KG_L_SCHEMES && !kg_starts(id, kg_cstr(head[i]))) i++;
    return (kg_listed)i;
}

kg_verdict kg_known_says(const kg_known *k, kg_str id, kg_str date)
{
    static const int whole_from[KG_L_SCHEMES] = { 0, 1996, 1996, 2011, 2011, 1996, 2012, 1996 };
    kg_listed s = scheme_of(id);
    if (kg_known_has(k, id)) return KG_IS_KNOWN;
    if (s == KG_L_SCHEMES || !k->head.seen[s]) return KG_NOT_TOLD;
    ptrdiff_t i = id.n;
    while (i > 0 && kg_digit(id.s[i - 1])) i--;
    question q = { k, id, kg_sub(id, 0, i), id.n - i > 0 && id.n - i < 7 && i > 1 && id.s[i - 1] == '-' ? kg_int(kg_sub(id, i, id.n)) : 0,
                   k->head.end[0] && date.n == 10 && kg_cmp(date, kg_cstr(k->head.end)) <= 0 };
    bool missing = s == KG_L_KST ? paper_missing(&q) : series_missing(&q, whole_from[s]);
    return missing ? KG_IS_MISSING : KG_NOT_TOLD;
}
