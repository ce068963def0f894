/* base.c - arenas, lists, map. In: sizes and bytes. Out: zeroed memory with the lifetime of its arena.
 *
 * Idea: blocks of growing size, bump allocation; reset keeps the blocks, so that the next document costs no malloc. What is larger
 * than a block is malloc's: a list as long as a large document is moved when it grows, not left behind half as long each time.
 * Invariant: this is the only place that may end the program, when memory is gone.
 */
#include "base.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct block block;
struct block { block *next; size_t size, used; };
#define HEAD ((sizeof(block) + 15) & ~(size_t)15)

typedef struct large large;                                   /* what is too large for a block: freed by a reset, moved when it grows */
struct large { large *next, **from; };
#define LARGE_HEAD ((sizeof(large) + 15) & ~(size_t)15)

struct kg_arena { block *first, *now; large *alone; size_t next_size; };

#ifdef __SANITIZE_ADDRESS__                                   /* all is: ASan sees what reads past it, or later, or a list that was moved */
enum { MOST = 0 };
#else
enum { MOST = 8 << 20 };
#endif

static _Noreturn void out_of_memory(void)
{
    fputs("kamergraaf: out of memory\n", stderr);
    _Exit(2);                                                 /* as formats.md has it for what cannot be done */
}

void *kg_need(void *p)
{
    if (!p) out_of_memory();
    return p;
}

kg_arena *kg_arena_new(void)
{
    kg_arena *a = kg_need(calloc(1, sizeof *a));
    a->next_size = 64 * 1024;
    return a;
}

static void free_alone(kg_arena *a)
{
    for (large *b = a->alone, *next; b; b = next) { next = b->next; free(b); }
    a->alone = NULL;
}

void kg_arena_reset(kg_arena *a)
{
    free_alone(a);
    for (block *b = a->first; b; b = b->next) b->used = 0;
    a->now = a->first;
}

void kg_arena_free(kg_arena *a)
{
    if (!a) return;
    free_alone(a);
    for (block *b = a->first, *next; b; b = next) { next = b->next; free(b); }
    free(a);
}

static block *more(kg_arena *a, size_t need)
{
    while (a->now && a->now->next) {                          /* blocks kept by a reset */
        a->now = a->now->next;
        if (a->now->size - a->now->used >= need) return a->now;
    }
    size_t size = a->next_size > need ? a->next_size : need;
    block *b = kg_need(malloc(HEAD + size));
    *b = (block){ .size = size };
    if (a->now) a->now->next = b; else a->first = b;
    a->now = b;
    if (a->next_size <= MOST / 2) a->next_size *= 2;
    return b;
}

static void *alone(kg_arena *a, size_t need)
{
    large *b = need > SIZE_MAX - LARGE_HEAD ? NULL : malloc(LARGE_HEAD + need);
    if (!b) out_of_memory();
    *b = (large){ a->alone, &a->alone };
    if (b->next) b->next->from = &b->next;
    a->alone = b;
    return (char *)b + LARGE_HEAD;
}

/* What lies alone grows where it is, mostly, and does not leave its old self behind. */
static void *regrow(void *v, size_t need)
{
    large *b = kg_need(realloc((char *)v - LARGE_HEAD, LARGE_HEAD + need));
    *b->from = b;
    if (b->next) b->next->from = &b->next;
    return (char *)b + LARGE_HEAD;
}

static size_t bytes(size_t size, size_t count)
{
    if (count && size > (SIZE_MAX / 2) / count) out_of_memory();
    return size * count;
}

void *kg_room(kg_arena *a, size_t size, size_t count)
{
    size_t need = bytes(size, count);
    if (need > MOST || !MOST) return alone(a, need);
    need = (need + 15) & ~(size_t)15;
    block *b = a->now;
    if (!b || b->size - b->used < need) b = more(a, need);
    char *p = (char *)b + HEAD + b->used;
    b->used += need;
    return p;
}

void *kg_alloc(kg_arena *a, size_t size, size_t count)
{
    void *p = kg_room(a, size, count);
    return memset(p, 0, size * count);
}

void *kg_grow(kg_arena *a, void *v, int n, int *cap, size_t size)
{
    if (*cap > INT_MAX / 2) out_of_memory();
    bool moves = v && (bytes(size, (size_t)*cap) > MOST || !MOST);
    int want = !*cap ? 16 : moves ? *cap + *cap / 2 + 1 : *cap * 2;
    size_t used = size * (size_t)n;
    char *p = moves ? regrow(v, bytes(size, (size_t)want)) : kg_room(a, size, (size_t)want);
    if (n && !moves) memcpy(p, v, used);
    memset(p + used, 0, size * (size_t)want - used);
    *cap = want;
    return p;
}

void kg_put(kg_arena *a, kg_buf *b, kg_str s)
{
    while (b->cap - b->n < s.n) b->v = kg_grow(a, b->v, b->n, &b->cap, 1);
    if (s.n) memcpy(b->v + b->n, s.s, (size_t)s.n);
    b->n += (int)s.n;
}

void kg_putc(kg_arena *a, kg_buf *b, char c) { *kg_push(a, b) = c; }

/* Two runs that meet at `mid`; what stands right already is left where it is. */
static void merge(char *v, int mid, int end, size_t size, int (*order)(const void *, const void *), char *spare)
{
    char *to = v, *b = v + size * (size_t)mid, *ends = v + size * (size_t)end;
    while (to < b && order(to, b) <= 0) to += size;
    char *a = spare, *last = spare + (b - to);
    memcpy(spare, to, (size_t)(b - to));
    for (; a < last && b < ends; to += size)
        if (order(a, b) <= 0) memcpy(to, a, size), a += size;
        else memcpy(to, b, size), b += size;
    memcpy(to, a, (size_t)(last - a));
}

bool kg_sort(void *v, int n, size_t size, int (*order)(const void *, const void *), kg_arena *a)
{
    struct { int *v; int n, cap; } runs = { 0 };              /* where each ends */
    char *p = v;
    for (int i = 1; i < n; i++)
        if (order(p + size * (size_t)(i - 1), p + size * (size_t)i) > 0) *kg_push(a, &runs) = i;
    if (!runs.n) return false;
    *kg_push(a, &runs) = n;
    char *spare = kg_room(a, size, (size_t)n);
    while (runs.n > 1) {
        int merged = 0;
        for (int i = 0, beg = 0; i < runs.n; i += 2) {
            int mid = runs.v[i], end = i + 1 < runs.n ? runs.v[i + 1] : mid;
            if (end > mid) merge(p + size * (size_t)beg, mid - beg, end - beg, size, order, spare);
            runs.v[merged++] = beg = end;
        }
        runs.n = merged;
    }
    return true;
}

/* -- hash -------------------------------------------------------------------------------------------------------- */

static uint64_t mixed(uint64_t h, const char *eight)
{
    uint64_t w;
    memcpy(&w, eight, 8);
    h = (h ^ w) * 0x9FB21C651E98DF25u;
    return h ^ h >> 29;
}

uint64_t kg_hash_bytes(uint64_t h, kg_str s)
{
    ptrdiff_t i = 0;
    if (s.n >= 64) {                                          /* four at a time: each waits for its own product only */
        uint64_t lane[4] = { h, h + 1, h + 2, h + 3 };
        for (; i + 32 <= s.n; i += 32)
            for (int k = 0; k < 4; k++) lane[k] = mixed(lane[k], s.s + i + 8 * k);
        for (int k = 0; k < 4; k++) h = mixed(h, (const char *)&lane[k]);
    }
    for (; i + 8 <= s.n; i += 8) h = mixed(h, s.s + i);
    uint64_t w = 0;
    for (; i < s.n; i++) w = w << 8 | (unsigned char)s.s[i];
    h = (h ^ w ^ (uint64_t)s.n << 56 ^ (uint64_t)s.n) * 0xD6E8FEB86659FD93u;
    return h ^ h >> 32;
}

/* -- map ---------------------------------------------------------------------------------------------------------- */

struct kg_map { kg_map *child[4]; uint64_t hash; kg_str key; int value; };

/* Of ids and words, mostly: what is left of eights is taken with some of the last eight again. */
static uint64_t hash(kg_str s)
{
    uint64_t h = 0x9E3779B97F4A7C15u ^ (uint64_t)s.n, w = 0;
    ptrdiff_t i = 0;
    for (; i + 8 <= s.n; i += 8) h = mixed(h, s.s + i);
    if (i && i < s.n) h = mixed(h, s.s + s.n - 8);
    for (; i < s.n && s.n < 8; i++) w = w << 8 | (unsigned char)s.s[i];
    h = (h ^ w) * 0xD6E8FEB86659FD93u;
    return h ^ h >> 32;
}

int *kg_map_at(kg_map **m, kg_str key, kg_arena *a)
{
    uint64_t full = hash(key);
    for (uint64_t h = full; *m; h <<= 2) {
        if ((*m)->hash == full && kg_eq((*m)->key, key)) return &(*m)->value;
        m = &(*m)->child[h >> 62];
    }
    if (!a) return NULL;
    *m = kg_new(a, kg_map, 1);
    (*m)->hash = full;
    (*m)->key = key;
    return &(*m)->value;
}

/* -- errors ------------------------------------------------------------------------------------------------------- */

bool kg_fail(kg_err *e, int code, ptrdiff_t at, const char *format, ...)
{
    if (!e) return false;
    va_list ap;
    va_start(ap, format);
    e->code = code;
    e->at = at;
    vsnprintf(e->what, sizeof e->what, format, ap);
    va_end(ap);
    return false;
}

/* -- names of kinds and the like ---------------------------------------------------------------------------------- */

#define NAME(up, low) #low,
static const char *const kinds[] = { KG_KINDS(NAME) };
static const char *const relations[] = { KG_RELATIONS(NAME) };

const char *kg_kind_name(kg_kind k) { return kinds[k]; }
const char *kg_level_name(kg_level l) { return l == KG_ERROR ? "error" : l == KG_WARNING ? "warning" : "note"; }
const char *kg_relation_name(kg_relation r) { return relations[r]; }

static int find(const char *const *names, int n, kg_str word)
{
    for (int i = 0; i < n; i++)
        if (kg_eq(kg_cstr(names[i]), word)) return i;
    return -1;
}

bool kg_kind_from(kg_str word, kg_kind *k)
{
    int i = find(kinds, KG_KIND_COUNT, word);
    if (i >= 0) *k = (kg_kind)i;
    return i >= 0;
}

bool kg_relation_from(kg_str word, kg_relation *r)
{
    int i = find(relations, KG_REL_COUNT, word);
    if (i >= 0) *r = (kg_relation)i;
    return i >= 0;
}

const char *kg_voice_name(kg_voice v)
{
    static const char *const name[] = { NULL, "government", "member", "chair" };
    return name[v];
}

const char *kg_how_name(kg_how h)
{
    static const char *const name[] = { "explicit", "context", "furniture" };
    return name[h];
}

const char *kg_role_name(kg_role r)
{
    static const char *const name[] = { "body", "heading", "item", "note", "motion", "page" };
    return name[r];
}
