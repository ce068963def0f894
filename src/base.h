/* base.h - private to the library: arenas, slices, vectors, a hash map. What the other files are written with.
 *
 * Idea (u-config): an arena by lifetime (run, document), every allocation zeroed, out of memory handled in one place.
 * Invariants: memory from an arena is never freed alone; a kg_str may point into any longer-lived buffer.
 */
#ifndef KG_BASE_H
#define KG_BASE_H

#include "kamergraaf.h"
#include <string.h>

void *kg_alloc(kg_arena *a, size_t size, size_t count); /* zeroed, aligned to 16; aborts the program out of memory */
void *kg_room(kg_arena *a, size_t size, size_t count);  /* the same, but what stands there is not said: for what is written whole */
void *kg_need(void *p);                                 /* p; where it is NULL aborts the program out of memory */
#define kg_new(a, type, n) ((type *)kg_alloc((a), sizeof(type), (size_t)(n)))

/* resolve/brackets.c: the dossier in the head of the vote, or of the debate, above p; NULL where there is none, or several. */
const kg_ref *kg_bill_at_hand(const kg_text *t, const kg_refs *refs, const kg_ref *p, bool voted);
/* read/text.c: quicker where the place is behind that of the call before, and near; *run, *line: 0, or what that call has left. */
kg_span kg_raw_span_near(const kg_text *t, kg_span flow, int *run);
int kg_line_near(const kg_text *t, uint32_t raw, int *line);
bool kg_is_debate(const kg_text *t); /* read/text.c: somebody is named as speaking; O(passages) */

/* -- slices ------------------------------------------------------------------------------------------------------ */
#define KG_S(lit) ((kg_str){ (lit), (ptrdiff_t)sizeof(lit) - 1 })
static inline kg_str kg_cstr(const char *s) { return (kg_str){ s, s ? (ptrdiff_t)strlen(s) : 0 }; }
static inline bool kg_eq(kg_str a, kg_str b) { return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, (size_t)a.n) == 0); }
static inline kg_str kg_sub(kg_str s, ptrdiff_t beg, ptrdiff_t end) { return (kg_str){ s.s + beg, end - beg }; }
static inline kg_str kg_cut(kg_str s, kg_span at) { return kg_sub(s, at.beg, at.end); }
int kg_cmp(kg_str a, kg_str b);                               /* bytewise, shorter first */
static inline bool kg_ends(kg_str s, kg_str with)
{
    return s.n >= with.n && (with.n == 0 || (s.s[s.n - 1] == with.s[with.n - 1] && !memcmp(s.s + s.n - with.n, with.s, (size_t)with.n)));
}
bool kg_same_folded(kg_str a, kg_str b);                      /* of equal length */
ptrdiff_t kg_index(kg_str s, kg_str what);                    /* first place, or -1 */
static inline bool kg_contains(kg_str s, const char *what) { return kg_index(s, kg_cstr(what)) >= 0; }
static inline bool kg_contains_any(kg_str s, const char *const *what, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (kg_contains(s, what[i])) return true;
    return false;
}
#define KG_CONTAINS_ANY(s, list) kg_contains_any(s, list, sizeof list / sizeof *list)
ptrdiff_t kg_digits_at(kg_str s, ptrdiff_t i);                /* how many digits stand at i */
kg_str kg_file_stem(kg_str path);                             /* "a" of "b/a.txt" */
kg_str kg_trim(kg_str s);                                     /* ASCII blanks off both ends */
kg_str kg_dup(kg_arena *a, kg_str s);                         /* copy, followed by a NUL that is not counted */
kg_str kg_padded(kg_arena *a, kg_str s);                      /* copy, followed by 128 zero bytes: what reads in blocks goes on behind it */
kg_str kg_cat(kg_arena *a, const kg_str *part,
              int n); /* parts joined, NUL-terminated: ids, where formats are too slow */
#define KG_CAT(a, ...)                                                                                                 \
    kg_cat((a), (const kg_str[]){ __VA_ARGS__ }, (int)(sizeof((const kg_str[]){ __VA_ARGS__ }) / sizeof(kg_str)))
kg_str kg_fmt(kg_arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
#define KG_ARG(str) (int)(str).n, (str).s                     /* for "%.*s" */
int kg_int(kg_str digits); /* decimal value; other bytes are passed over; -1 for none, caps at INT_MAX */

static inline bool kg_digit(char c) { return c >= '0' && c <= '9'; }
static inline bool kg_upper(char c) { return c >= 'A' && c <= 'Z'; }
static inline bool kg_lower(char c) { return c >= 'a' && c <= 'z'; }
static inline bool kg_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
static inline char kg_fold(char c) { return kg_upper(c) ? (char)(c + 32) : c; }
static inline bool kg_all_digits(kg_str s) { return s.n > 0 && kg_digits_at(s, 0) == s.n; }

/* Asked in lists of words, where the first byte nearly always settles it. */
static inline bool kg_starts(kg_str s, kg_str with)
{
    return s.n >= with.n && (with.n == 0 || (s.s[0] == with.s[0] && !memcmp(s.s, with.s, (size_t)with.n)));
}
static inline bool kg_starts_any(kg_str s, const char *const *head, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s.n && s.s[0] == head[i][0] && kg_starts(s, kg_cstr(head[i]))) return true;
    return false;
}
#define KG_STARTS_ANY(s, list) kg_starts_any(s, list, sizeof list / sizeof *list)
static inline bool kg_ieq(kg_str a, kg_str b)                 /* ASCII case folded */
{
    return a.n == b.n && (a.n == 0 || (kg_fold(a.s[0]) == kg_fold(b.s[0]) && kg_same_folded(a, b)));
}

/* One of the words, which are written in small letters. */
static inline bool kg_ieq_any(kg_str s, const char *const *word, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s.n && kg_fold(s.s[0]) == word[i][0] && (s.n == 1 || kg_fold(s.s[1]) == word[i][1]) && kg_ieq(s, kg_cstr(word[i]))) return true;
    return false;
}
#define KG_IEQ_ANY(s, list) kg_ieq_any(s, list, sizeof list / sizeof *list)

static inline bool kg_starts_fold(kg_str s, const char *with)  /* ASCII case folded */
{
    ptrdiff_t n = s.n && kg_fold(s.s[0]) == kg_fold(with[0]) ? (ptrdiff_t)strlen(with) : s.n + 1;
    return s.n >= n && kg_same_folded(kg_sub(s, 0, n), (kg_str){ with, n });
}

/* -- growing lists: `T *v; int n, cap;` in an arena, doubled when full --------------------------------------------- */
void *kg_grow(kg_arena *a, void *v, int n, int *cap, size_t size);
#define kg_push(a, list)                                                                                               \
    ((list)->n < (list)->cap                                                                                           \
         ? (void)0                                                                                                     \
         : (void)((list)->v = kg_grow((a), (list)->v, (list)->n, &(list)->cap, sizeof *(list)->v)),                    \
     &(list)->v[(list)->n++])

typedef struct { char *v; int n, cap; } kg_buf;               /* bytes under construction */
void kg_put(kg_arena *a, kg_buf *b, kg_str s);
void kg_putc(kg_arena *a, kg_buf *b, char c);
static inline kg_str kg_buf_str(const kg_buf *b) { return (kg_str){ b->v, b->n }; }

/* -- map from slice to int: hash-trie, grows in the arena ---------------------------------------------------------- */
typedef struct kg_map kg_map;
int *kg_map_at(kg_map **m, kg_str key,
               kg_arena *a); /* slot of the key, made (0) where missing; a == NULL: look up only, NULL where missing */

/* Like qsort, for what is mostly in order already, as what comes from a stage is; what ties keeps its order. O(n log runs). False where all of
 * it stood in order. */
bool kg_sort(void *v, int n, size_t size, int (*order)(const void *, const void *), kg_arena *a);

/* -- references are ordered by place ------------------------------------------------------------------------------- */
int kg_first_ref(const kg_refs *refs, uint32_t at); /* index of the first that begins at or behind `at`; O(log n) */

/* -- sixteen bytes at once ----------------------------------------------------------------------------------------- */
typedef unsigned char kg_sixteen __attribute__((vector_size(16)));
static inline kg_sixteen kg_sixteen_at(const char *p) { kg_sixteen x; memcpy(&x, p, 16); return x; }
/* Of what a comparison gives (0 or 255 each): bit i for byte i. One instruction where the processor has it. */
static inline unsigned kg_sixteen_bits(kg_sixteen x)
{
#ifdef __SSE2__
    typedef char bytes __attribute__((vector_size(16)));
    return (unsigned)__builtin_ia32_pmovmskb128((bytes)x);
#else
    static const kg_sixteen bit = { 1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128 };
    uint64_t v[2];
    x &= bit;
    memcpy(v, &x, 16);                                        /* the product's highest byte is the sum of all eight */
    return (unsigned)(v[0] * 0x0101010101010101u >> 56 | v[1] * 0x0101010101010101u >> 56 << 8);
#endif
}
#ifdef __SSE2__
static inline bool kg_sixteen_any(kg_sixteen x) { return kg_sixteen_bits(x); }
#else
static inline bool kg_sixteen_any(kg_sixteen x) { uint64_t v[2]; memcpy(v, &x, 16); return v[0] | v[1]; }
#endif
static inline int kg_lowest_bit(unsigned bits) { return __builtin_ctz(bits); }   /* its place; bits != 0 */

/* -- hash --------------------------------------------------------------------------------------------------------- */
uint64_t kg_hash_bytes(uint64_t seed, kg_str s);              /* eight bytes at a time; not for secrets */

/* -- errors -------------------------------------------------------------------------------------------------------- */
bool kg_fail(kg_err *e, int code, ptrdiff_t at, const char *format, ...)
    __attribute__((format(printf, 4, 5))); /* always false */

/* -- files that are built in (scripts/embed): rules, schema, recipes ----------------------------------------------- */
typedef struct { const char *name; const char *bytes; size_t n; } kg_file;
extern const kg_file kg_embedded[]; /* sorted by name ("rules/gazettes.rules"), ends with name == NULL */

#endif
