/* read_txt.c - bytes to UTF-8. In: a file. Out: text that offsets may point into, or why it is none.
 *
 * Idea: one census over the bytes (64 at a time while they are ASCII) says what the file is; only what is not clean UTF-8 is
 * written anew: UTF-16, Windows-1252 (which holds Latin-1), UTF-8 encoded twice, UTF-8 with a few damaged bytes.
 * Invariants: clean UTF-8 is handed on as it lies there, byte-order mark and all, so that offsets are those of the file; a text
 * that is written anew is valid UTF-8 without NUL, followed by 128 zero bytes; where it was encoded twice the file is text, too,
 * and the places of its characters are kept for those who tell offsets (formats.md). Each pass is O(bytes).
 */
#include "text.h"

enum { PADDING = 128, SAMPLE = 1 << 13, MAX_BYTES = 1 << 30 };

/* Windows-1252 where it is not Latin-1; the five bytes that mean nothing are 0. */
static const uint16_t cp1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static uint32_t from_cp1252(unsigned char c)
{
    if (c < 0x80 || c >= 0xA0) return c;
    return cp1252[c - 0x80] ? cp1252[c - 0x80] : 0xFFFD;
}

/* The byte that was misread as this character, or -1. Latin-1 misreaders leave C1 controls, so those count too. */
static int to_cp1252(uint32_t cp)
{
    if (cp < 0x100) return (int)cp;
    for (int i = 0; i < 32; i++)
        if (cp1252[i] == cp) return i + 0x80;
    return -1;
}

/* -- UTF-8 --------------------------------------------------------------------------------------------------------- */

/* One character at p: its length, 0 where it is none (overlong, surrogate, cut off). */
static int decode(const char *at, const char *end, uint32_t *cp)
{
    const unsigned char *p = (const unsigned char *)at;
    ptrdiff_t left = end - at;
    *cp = p[0];
    if (p[0] < 0x80) return 1;
    int n = p[0] < 0xC2 ? 0 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : p[0] < 0xF5 ? 4 : 0;
    if (n == 0 || left < n) return 0;
    *cp = p[0] & (0xFFu >> (n + 1));
    for (int i = 1; i < n; i++) {
        if ((p[i] & 0xC0) != 0x80) return 0;
        *cp = *cp << 6 | (p[i] & 0x3Fu);
    }
    if (n == 3 && (*cp < 0x800 || (*cp >= 0xD800 && *cp < 0xE000))) return 0;
    if (n == 4 && (*cp < 0x10000 || *cp > 0x10FFFF)) return 0;
    return n;
}

typedef struct { char *p; ptrdiff_t n; kg_mends *mends; kg_arena *a; } sink;                /* p == NULL: only counts */

static void put(sink *o, uint32_t cp)
{
    char b[4];
    int n = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    for (int i = n - 1; i > 0; i--, cp >>= 6) b[i] = (char)(0x80 | (cp & 0x3F));
    static const unsigned char lead[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
    b[0] = (char)(lead[n] | cp);
    if (o->p) memcpy(o->p + o->n, b, (size_t)n);
    o->n += n;
}

/* -- census -------------------------------------------------------------------------------------------------------- */

typedef struct {
    ptrdiff_t nul;                                            /* place of the first NUL, or -1 */
    ptrdiff_t multi, bad; /* characters of more than one byte; bytes that begin none */
    ptrdiff_t twice;                                          /* look of UTF-8 that was encoded twice (spec 3.4) */
} census;

/* Over bytes 1..127, 64 at a time and then 16. */
static const char *skip_ascii(const char *p, const char *end)
{
    for (; end - p >= 64; p += 64) {
        kg_sixteen a = kg_sixteen_at(p), b = kg_sixteen_at(p + 16), c = kg_sixteen_at(p + 32), d = kg_sixteen_at(p + 48);
        if (kg_sixteen_any((kg_sixteen)((a | (a - 1) | b | (b - 1) | c | (c - 1) | d | (d - 1)) > 127))) break;
    }
    for (; end - p >= 16; p += 16) {
        unsigned odd = kg_sixteen_bits((kg_sixteen)(kg_sixteen_at(p) - 1 > 126));   /* 0 - 1 is 255 */
        if (odd) return p + kg_lowest_bit(odd);
    }
    while (p < end && (signed char)*p > 0) p++;               /* char has no sign on some machines */
    return p;
}

/* "Ã" before U+0080..U+00BF ("Ã¶" for ö), or "â€" (the dash and the quotes). */
static bool encoded_twice(const char *p, const char *end)
{
    if (end - p < 4) return false;
    unsigned char next = (unsigned char)p[3];
    return !memcmp(p, "\xC3\x83\xC2", 3) ? next >= 0x80 && next < 0xC0
                                         : end - p >= 5 && !memcmp(p, "\xC3\xA2\xE2\x82\xAC", 5);
}

static census count(kg_str s)
{
    census c = { .nul = -1 };
    const char *end = s.s + s.n;
    for (const char *p = s.s; (p = skip_ascii(p, end)) < end;) {
        uint32_t cp;
        int n = decode(p, end, &cp);
        if (*p == 0) { if (c.nul < 0) c.nul = p - s.s; }
        else if (n == 0) c.bad++;
        else c.multi++, c.twice += encoded_twice(p, end);
        p += n ? n : 1;
    }
    return c;
}

/* -- writing anew -------------------------------------------------------------------------------------------------- */

typedef void writer(kg_str s, sink *o, bool lossy);

static void write_utf16(kg_str s, sink *o, bool big)
{
    const unsigned char *p = (const unsigned char *)s.s;
    for (ptrdiff_t i = 0; i + 1 < s.n; i += 2) {
        uint32_t u = big ? (uint32_t)p[i] << 8 | p[i + 1] : (uint32_t)p[i + 1] << 8 | p[i];
        if (u >= 0xD800 && u < 0xDC00 && i + 3 < s.n) {
            uint32_t v = big ? (uint32_t)p[i + 2] << 8 | p[i + 3] : (uint32_t)p[i + 3] << 8 | p[i + 2];
            if (v >= 0xDC00 && v < 0xE000) { put(o, 0x10000 + ((u - 0xD800) << 10) + (v - 0xDC00)); i += 2; continue; }
        }
        if (u == 0xFEFF && i == 0) continue;                  /* byte-order mark */
        put(o, u == 0 || (u >= 0xD800 && u < 0xE000) ? 0xFFFD : u);
    }
    if (s.n % 2) put(o, 0xFFFD);
}

/* Valid characters stay; other bytes are Windows-1252, or lost where the rest is UTF-8. */
static void write_mended(kg_str s, sink *o, bool lossy)
{
    const char *end = s.s + s.n;
    for (const char *p = s.s; p < end;) {
        uint32_t cp;
        int n = decode(p, end, &cp);
        put(o, n ? cp : lossy ? 0xFFFD : from_cp1252((unsigned char)*p));
        p += n ? n : 1;
    }
}

/* Characters that are misread bytes of one character become that one ("â€“" an en dash); all others stay. */
static void write_once(kg_str s, sink *o, bool unused)
{
    (void)unused;
    const char *end = s.s + s.n;
    for (const char *p = s.s; p < end;) {
        char inner[4];
        int used = 0, got = 0;
        uint32_t cp, was;
        for (const char *q = p; got < 4 && q < end;) {
            int n = decode(q, end, &cp), c = n ? to_cp1252(cp) : -1;
            if (c < 0x80) break;
            inner[got++] = (char)c;
            q += n;
            int m = decode(inner, inner + got, &was);
            if (m > 1) { used = (int)(q - p); break; }
        }
        bool mended = used > 0;
        if (!used) { used = decode(p, end, &was); if (!used) used = 1, was = 0xFFFD; }
        put(o, was);
        p += used;
        if (mended && o->mends) *kg_push(o->a, o->mends) = (kg_mend){ (uint32_t)o->n, (uint32_t)(p - s.s) };
    }
}

static bool rewrite(kg_str s, writer *w, bool how, kg_str *raw, kg_mends *mends, kg_arena *a, kg_err *e)
{
    sink o = { .a = a };
    w(s, &o, how);
    if (o.n > MAX_BYTES) return kg_fail(e, KG_ELIMIT, -1, "larger than 1 GiB as UTF-8");
    o.p = kg_alloc(a, 1, (size_t)o.n + PADDING);
    o.n = 0, o.mends = mends;
    w(s, &o, how);
    *raw = (kg_str){ o.p, o.n };
    return true;
}

/* -- what it is ---------------------------------------------------------------------------------------------------- */

/* UTF-16 by its mark, or by zeros on one side of nearly every pair: 'l' little-endian, 'b' big-endian, 0 none. */
static char utf16(kg_str s)
{
    if (kg_starts(s, KG_S("\xFF\xFE"))) return 'l';
    if (kg_starts(s, KG_S("\xFE\xFF"))) return 'b';
    ptrdiff_t n = s.n < 4096 ? s.n / 2 : 2048, even = 0, odd = 0;
    if (n < 4 || !memchr(s.s, 0, (size_t)n * 2)) return 0;
    for (ptrdiff_t i = 0; i < n; i++) even += s.s[2 * i] == 0, odd += s.s[2 * i + 1] == 0;
    return odd * 10 > n * 8 && !even ? 'l' : even * 10 > n * 8 && !odd ? 'b' : 0;
}

static const char *other_format(kg_str s)
{
    static const struct { const char *head; int n; const char *what;
    } known[] = {
        { "PK\3\4", 4, "a ZIP or office file" },
        { "\xD0\xCF\x11\xE0", 4, "an old office file" },
        { "\x89PNG", 4, "a picture" },
        { "\xFF\xD8\xFF", 3, "a picture" },
        { "\x1F\x8B", 2, "a compressed file" },
        { "\xFD"
          "7zXZ",
          5, "a compressed file" },
        { "SQLite format 3", 15, "a database" },
        { "\x7F"
          "ELF",
          4, "a program" },
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (s.n >= known[i].n && !memcmp(s.s, known[i].head, (size_t)known[i].n)) return known[i].what;
    return NULL;
}

static kg_sixteen controls(kg_sixteen x)
{
    return ((kg_sixteen)(x < 32) & (kg_sixteen)((x - '\t') > '\r' - '\t')) | (kg_sixteen)(x == 127);
}

/* More than 2 % control characters in the first 8 KiB: no text, whatever its encoding. */
static bool many_controls(kg_str s)
{
    ptrdiff_t n = s.n < SAMPLE ? s.n : SAMPLE, bad = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        if (n - i >= 16 && !kg_sixteen_any(controls(kg_sixteen_at(s.s + i)))) { i += 15; continue; }
        unsigned char c = (unsigned char)s.s[i];
        bad += (c < 32 && !(c >= '\t' && c <= '\r')) || c == 0x7F;
    }
    return bad * 50 > n;
}

static bool only_blanks(kg_str s)
{
    ptrdiff_t i = kg_starts(s, KG_S("\xEF\xBB\xBF")) ? 3 : 0;
    while (i < s.n && kg_blank(s.s[i])) i++;
    return i == s.n;
}

/* Bytes that are no clean UTF-8: damaged, or Windows-1252. Letters with accents are rare in Dutch, so more than a quarter of
 * high bytes is neither. */
static bool mend(kg_str s, census c, kg_str *raw, kg_arena *a, kg_err *e)
{
    bool lossy = c.multi >= 4 * c.bad;
    if (!lossy && c.bad * 4 > s.n) return kg_fail(e, KG_EINPUT, -1, "not a text (no known encoding)");
    return rewrite(s, write_mended, lossy, raw, NULL, a, e);
}

bool kg_decode(const kg_doc *d, kg_str *raw, bool *recoded, kg_mends *mends, kg_arena *a, kg_err *e)
{
    kg_str s = d->bytes;
    *raw = s;
    *recoded = false;
    if (s.n == 0) return kg_fail(e, KG_EINPUT, -1, "empty file");
    if (s.n > MAX_BYTES) return kg_fail(e, KG_ELIMIT, -1, "larger than 1 GiB");
    const char *other = other_format(s);
    if (other) return kg_fail(e, KG_EINPUT, 0, "not a text (%s)", other);
    char wide = utf16(s);
    *recoded = true;
    if (wide) {
        if (!rewrite(s, write_utf16, wide == 'b', raw, NULL, a, e)) return false;
    } else {
        census c = count(s);
        ptrdiff_t chars = s.n - c.multi;                      /* near enough */
        if (c.nul >= 0) return kg_fail(e, KG_EINPUT, c.nul, "not a text (NUL at byte %td)", c.nul);
        if (c.bad) { if (!mend(s, c, raw, a, e)) return false;
        } else if (c.twice * 10000 >= 2 * chars && c.twice) {
            if (!rewrite(s, write_once, false, raw, mends, a, e)) return false;
        } else *recoded = false;
    }
    if (many_controls(*raw)) return kg_fail(e, KG_EINPUT, -1, "not a text (control characters)");
    if (only_blanks(*raw)) return kg_fail(e, KG_EINPUT, -1, "nothing but blanks");
    return true;
}
