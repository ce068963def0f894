/* collect.c - a list of ids to sorted hashes. In: a file, one id a line. Out: kg_known with its index, in memory.
 *
 * Each line counts under the spelling that the program gives it ("kst-20052006-30300F-A" is kst-30300-F-A) and under its own; a
 * meeting of the Handelingen is known where one of its items is. Memory: eight bytes an id, sorted where they lie.
 */
#include "known/known.h"
#include "input/input.h"
#include "scan/key.h"

#include <stdlib.h>

enum { LONGEST = 200 };                                       /* bytes of a line that may be an id */

typedef struct {
    kg_known *k;
    uint64_t *v; size_t n, cap;
    char line[LONGEST]; int held;                             /* what the last block ended with */
    bool passed;                                              /* the line is too long */
    kg_arena *a;
    kg_err *e;
} collect;

/* -- lines --------------------------------------------------------------------------------------------------------- */

static bool add(collect *c, kg_str id)
{
    char folded[LONGEST];
    if (c->n == c->cap) {
        size_t cap = c->cap ? c->cap * 2 : 1 << 16;
        uint64_t *v = cap > UINT32_MAX / 2 ? NULL : realloc(c->v, cap * sizeof *v);
        if (!v) return kg_fail(c->e, KG_ELIMIT, -1, "more ids than fit into memory");
        c->v = v;
        c->cap = cap;
    }
    ptrdiff_t n = id.n < LONGEST ? id.n : LONGEST;
    for (ptrdiff_t i = 0; i < n; i++) folded[i] = kg_fold(id.s[i]);
    c->v[c->n++] = kg_known_hash((kg_str){ folded, n });
    return true;
}

static void count(collect *c, kg_str id)
{
    static const char *const head[KG_L_SCHEMES] = { "kst-", "ah-tk-", "ah-ek-", "h-tk-", "h-ek-", "stb-", "stcrt-", "trb-" };
    for (int i = 0; i < KG_L_SCHEMES; i++)
        if (kg_starts(id, kg_cstr(head[i]))) { c->k->head.seen[i]++; return; }
}

/* "ag-tk-2025-02-14": the last such day is where the list ends. */
static void note_day(collect *c, kg_str id)
{
    enum { DAY = 10 };
    if (!kg_starts(id, KG_S("ag-")) || id.n < DAY + 2 || id.s[id.n - 3] != '-' || id.s[id.n - 6] != '-') return;
    kg_str d = kg_sub(id, id.n - DAY, id.n);
    if (kg_digits_at(d, 0) != 4 || kg_digits_at(d, 5) != 2 || kg_digits_at(d, 8) != 2) return;
    if (memcmp(d.s, c->k->head.end, DAY) > 0) memcpy(c->k->head.end, d.s, DAY);
}

/* "h-tk-20202021-90-12": the meeting h-tk-20202021-90 is there. */
static bool add_meeting(collect *c, kg_str id)
{
    ptrdiff_t i = id.n;
    int parts = 0;
    for (ptrdiff_t k = 0; k < id.n; k++) parts += id.s[k] == '-';
    while (i > 0 && kg_digit(id.s[i - 1])) i--;
    return parts != 4 || i < 2 || add(c, kg_sub(id, 0, i - 1));
}

static bool take_line(collect *c, kg_str id)
{
    enum { OFTEN = 4096 };
    id = kg_trim(id);
    if (!id.n || id.s[0] == '#') return true;
    if (!add(c, id)) return false;
    note_day(c, id);
    count(c, id);
    bool spelled = id.s[0] == 'k' || id.s[0] == 'h' || id.s[0] == 'a';   /* kst-, kv-, h-, ah-: spelled in several ways */
    kg_str own = spelled ? kg_official_id(id, c->a) : (kg_str){ 0 };
    if (own.n && !kg_eq(own, id) && !add(c, own)) return false;
    if (own.n && own.s[0] == 'h' && !add_meeting(c, own)) return false;
    if (c->n % OFTEN == 0) kg_arena_reset(c->a);
    return true;
}

static bool take_block(void *ctx, kg_str b)
{
    collect *c = ctx;
    while (b.n) {
        const char *end = memchr(b.s, '\n', (size_t)b.n);
        ptrdiff_t n = end ? end - b.s : b.n;
        bool fits = !c->passed && c->held + n <= LONGEST, whole = end && !c->held;
        if (fits && whole && !take_line(c, kg_sub(b, 0, n))) return false;
        if (fits && !whole) {
            memcpy(c->line + c->held, b.s, (size_t)n);
            c->held += (int)n;
            if (end && !take_line(c, (kg_str){ c->line, c->held })) return false;
        }
        c->passed = !fits && !end;
        if (end || !fits) c->held = 0;
        b = kg_sub(b, end ? n + 1 : n, b.n);
    }
    return true;
}

/* -- sorted -------------------------------------------------------------------------------------------------------- */

static int by_value(const void *x, const void *y)
{
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return a < b ? -1 : a > b;
}

/* Into their buckets where they lie, round by round; then each bucket, which is small. */
static void sort(uint64_t *v, uint32_t *from)
{
    static const int shift = 48;
    uint32_t *next = calloc(KG_BUCKETS, sizeof *next);
    if (!next) { qsort(v, from[KG_BUCKETS], sizeof *v, by_value); return; }
    memcpy(next, from, KG_BUCKETS * sizeof *next);
    for (uint32_t b = 0; b < KG_BUCKETS; b++)
        while (next[b] < from[b + 1]) {
            uint64_t x = v[next[b]];
            uint32_t home = (uint32_t)(x >> shift);
            v[next[b]] = v[next[home]];
            v[next[home]++] = x;
        }
    for (uint32_t b = 0; b < KG_BUCKETS; b++) qsort(v + from[b], from[b + 1] - from[b], sizeof *v, by_value);
    free(next);
}

/* Sorted hashes to what is kept of them, in the same memory; twins go. */
static void pack(kg_known *k, uint64_t *v, size_t n, uint32_t *index)
{
    uint32_t *rest = (uint32_t *)(void *)v, kept = 0, b = 0;
    uint64_t last = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t x = v[i] >> 16;
        if (i && x == last) continue;
        last = x;
        for (uint32_t home = (uint32_t)(x >> 32); b <= home;) index[b++] = kept;
        uint32_t low = (uint32_t)x;
        memcpy(&rest[kept++], &low, sizeof low);              /* never before what is still to be read */
    }
    while (b <= KG_BUCKETS) index[b++] = kept;
    k->head.n = kept;
}

static bool order(kg_known *k, collect *c)
{
    uint32_t *index = calloc(KG_BUCKETS + 1, sizeof *index);
    if (!index) return kg_fail(c->e, KG_ELIMIT, -1, "no memory for a list of ids");
    for (size_t i = 0; i < c->n; i++) index[(c->v[i] >> 48) + 1]++;
    for (int b = 0; b < KG_BUCKETS; b++) index[b + 1] += index[b];
    sort(c->v, index);
    pack(k, c->v, c->n, index);
    void *less = realloc(c->v, (size_t)k->head.n * sizeof(uint32_t));
    k->rest = less ? less : (void *)c->v;
    k->index = index;
    return true;
}

bool kg_known_collect(kg_known *k, const char *file, kg_err *e)
{
    collect c = { .k = k, .a = kg_arena_new(), .e = e };
    bool ok = kg_archive_blocks(file, take_block, &c, e) && (!c.held || take_line(&c, (kg_str){ c.line, c.held }));
    uint32_t known = 0;
    for (int i = 0; i < KG_L_SCHEMES; i++) known += k->head.seen[i];
    if (ok && !known) ok = kg_fail(e, KG_EINPUT, -1, "no list of ids: not one line is a number of a kamerstuk, aanhangsel, "
                                                     "handelingen or gazette");
    ok = ok && order(k, &c);
    kg_arena_free(c.a);
    if (!ok) free(c.v);
    return ok;
}
