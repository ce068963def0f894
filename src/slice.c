/* slice.c - slices: compared, searched, cut, joined. In: bytes that somebody else owns. Out: answers, or copies in an arena.
 *
 * Idea: asked for every word of every document, so that what is short has no table made for it and what is long is looked at sixteen bytes at a time.
 */
#include "base.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>

int kg_cmp(kg_str a, kg_str b)
{
    ptrdiff_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.s, b.s, (size_t)n) : 0;
    return c ? c : a.n < b.n ? -1 : a.n > b.n;
}

ptrdiff_t kg_digits_at(kg_str s, ptrdiff_t i)
{
    ptrdiff_t n = 0;
    while (i + n < s.n && kg_digit(s.s[i + n])) n++;
    return n;
}

kg_str kg_file_stem(kg_str path)
{
    ptrdiff_t beg = path.n, end = path.n;
    while (beg > 0 && path.s[beg - 1] != '/') beg--;
    for (ptrdiff_t i = path.n; i > beg + 1; i--)
        if (path.s[i - 1] == '.') { end = i - 1; break; }
    return kg_sub(path, beg, end);
}

bool kg_same_folded(kg_str a, kg_str b)
{
    for (ptrdiff_t i = 0; i < a.n; i++)
        if (kg_fold(a.s[i]) != kg_fold(b.s[i])) return false;
    return true;
}

/* Of the sixteen places from p on: those where the first and the last byte are right, which settles nearly all. */
static inline const char *find_in_sixteen(const char *p, kg_str what, kg_sixteen first, kg_sixteen last)
{
    unsigned bits = kg_sixteen_bits((kg_sixteen)(kg_sixteen_at(p) == first) & (kg_sixteen)(kg_sixteen_at(p + what.n - 1) == last));
    for (; bits; bits &= bits - 1) {
        const char *q = p + kg_lowest_bit(bits);
        if (what.n <= 2 || !memcmp(q + 1, what.s + 1, (size_t)what.n - 2)) return q;
    }
    return NULL;
}

static const char *find_short(kg_str s, kg_str what)
{
    const char *p = s.s, *end = p + s.n - what.n + 1, *q;     /* end: of the places where it may begin */
    if (end - p >= 16) {
        kg_sixteen first = (kg_sixteen){ 0 } + (unsigned char)what.s[0], last = (kg_sixteen){ 0 } + (unsigned char)what.s[what.n - 1];
        for (; end - p >= 16; p += 16)
            if ((q = find_in_sixteen(p, what, first, last))) return q;
        return p < end ? find_in_sixteen(end - 16, what, first, last) : NULL;   /* some of them once more */
    }
    for (; p < end; p++)
        if (*p == what.s[0] && !memcmp(p, what.s, (size_t)what.n)) return p;
    return NULL;
}

/* Short words in short texts, mostly: memmem would spend longer on its tables than on the search. */
ptrdiff_t kg_index(kg_str s, kg_str what)
{
    enum { SHORT = 16, LARGE = 4096 };
    if (!what.n || s.n < what.n) return -1;
    const char *p = what.n > SHORT && s.n > LARGE ? memmem(s.s, (size_t)s.n, what.s, (size_t)what.n) : find_short(s, what);
    return p ? p - s.s : -1;
}

kg_str kg_trim(kg_str s)
{
    while (s.n && kg_blank(s.s[0])) s.s++, s.n--;
    while (s.n && kg_blank(s.s[s.n - 1])) s.n--;
    return s;
}

kg_str kg_dup(kg_arena *a, kg_str s)
{
    char *p = kg_room(a, 1, (size_t)s.n + 1);
    if (s.n) memcpy(p, s.s, (size_t)s.n);
    p[s.n] = 0;
    return (kg_str){ p, s.n };
}

kg_str kg_padded(kg_arena *a, kg_str s)
{
    enum { PADDING = 128 };
    char *p = kg_room(a, 1, (size_t)s.n + PADDING);
    if (s.n) memcpy(p, s.s, (size_t)s.n);
    memset(p + s.n, 0, PADDING);
    return (kg_str){ p, s.n };
}

kg_str kg_cat(kg_arena *a, const kg_str *part, int n)
{
    ptrdiff_t all = 0;
    for (int i = 0; i < n; i++) all += part[i].n;
    char *p = kg_alloc(a, 1, (size_t)all + 1), *at = p;
    for (int i = 0; i < n; i++) {
        if (part[i].n) memcpy(at, part[i].s, (size_t)part[i].n);
        at += part[i].n;
    }
    return (kg_str){ p, all };
}

static kg_str decimal(char digits[12], int v, int least)
{
    int i = 12;
    unsigned u = v < 0 ? 0u - (unsigned)v : (unsigned)v;
    do digits[--i] = (char)('0' + u % 10); while (u /= 10);
    while (12 - i < least - (v < 0)) digits[--i] = '0';
    if (v < 0) digits[--i] = '-';
    return (kg_str){ digits + i, 12 - i };
}

/* What ids are made with, %s %.*s %d %04d: how long it is, -1 for printf's other conversions. Printf takes ten times as long from the day that a
 * library has taught it a conversion of its own (libquadmath, which igraph brings along). */
static int simple_format(char *to, int most, const char *format, va_list ap)
{
    int n = 0;
    for (const char *f = format; *f; f++) {
        char digits[12];
        kg_str piece = { f, 1 };
        if (*f != '%') while (f[1] && f[1] != '%') f++, piece.n++;
        else if (f[1] == 's') piece = kg_cstr(va_arg(ap, const char *)), f++;
        else if (f[1] == 'd') piece = decimal(digits, va_arg(ap, int), 0), f++;
        else if (f[1] == '0' && (f[2] == '4' || f[2] == '2') && f[3] == 'd') piece = decimal(digits, va_arg(ap, int), f[2] - '0'), f += 3;
        else if (f[1] == '.' && f[2] == '*' && f[3] == 's') {
            int width = va_arg(ap, int);
            piece.s = va_arg(ap, const char *), f += 3;
            piece.n = width > 0 ? (ptrdiff_t)strnlen(piece.s, (size_t)width) : 0;
            if (width < 0) return -1;
        } else return -1;
        if (piece.n > most - n) return -1;
        if (piece.n) memcpy(to + n, piece.s, (size_t)piece.n);
        n += (int)piece.n;
    }
    return n;
}

kg_str kg_fmt(kg_arena *a, const char *format, ...)
{
    char most[256];                                           /* nearly all that is made fits */
    va_list ap, once, again;
    va_start(ap, format);
    va_copy(once, ap);
    va_copy(again, ap);
    int n = simple_format(most, sizeof most, format, ap);
    if (n < 0) n = vsnprintf(most, sizeof most, format, once);
    char *p = kg_room(a, 1, (size_t)n + 1);
    if ((size_t)n < sizeof most) memcpy(p, most, (size_t)n);
    else vsnprintf(p, (size_t)n + 1, format, again);
    p[n] = 0;
    va_end(again);
    va_end(once);
    va_end(ap);
    return (kg_str){ p, n };
}

int kg_int(kg_str digits)
{
    long v = -1;
    for (ptrdiff_t i = 0; i < digits.n; i++) {
        if (!kg_digit(digits.s[i])) continue;
        v = (v < 0 ? 0 : v) * 10 + (digits.s[i] - '0');
        if (v > INT_MAX) return INT_MAX;
    }
    return (int)v;
}
