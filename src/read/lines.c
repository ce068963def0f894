/* lines.c - the lines of a document. In: raw. Out: l->lines with what they begin with, l->starts.
 *
 * A line here is what a printer would call one: mostly what stands between two line ends, but in texts that came without line
 * ends (reports of the Rekenkamer) two blanks end a line and three a paragraph, and "[2] ... [3] ..." are two lines. Spec 3.7.
 *
 * Invariants: lines rise and do not overlap; l->starts knows only the true lines.
 */
#include "page.h"
#include "text.h"

typedef struct { kg_line *v; int n, cap; } lines;

static unsigned begins_with(char c)
{
    if (kg_digit(c)) return KG_L_DIGIT | KG_L_SIGN;
    return c == '[' || c == '\xC2' || c == '\xE2' ? KG_L_SIGN : 0;
}

static inline void push_line(kg_layout *l, lines *to, const char *b, const char *e)
{
    *kg_push(l->a, to) = (kg_line){ (uint32_t)(b - l->raw.s), (uint32_t)(e - l->raw.s), b == e ? KG_L_BLANK : begins_with(*b), -1 };
}

/* The number of a bracketed note that begins at p: "[3] x"; 0 where none does. */
static int bracketed(const char *p, const char *e)
{
    const char *q = p + 1;
    while (q < e && q - p < 4 && kg_digit(*q)) q++;
    return q > p + 1 && e - q > 2 && q[0] == ']' && q[1] == ' ' && q[2] != '[' ? kg_int((kg_str){ p + 1, q - p - 1 })
                                                                               : 0;
}

/* "[2] https://... [3] https://...": a line for each, where the numbers follow one another. */
static void push_bracketed(kg_layout *l, lines *to, const char *b, const char *e)
{
    int n = bracketed(b, e);
    for (const char *p = b + 1; n && (p = memchr(p, '[', (size_t)(e - p))); p++) {
        if (bracketed(p, e) != n + 1) continue;
        const char *end = p;
        while (end > b && kg_blank(end[-1])) end--;
        push_line(l, to, b, end);
        b = p;
        n++;
    }
    push_line(l, to, b, e);
}

/* The pieces of a text without line ends. */
static void push_pieces(kg_layout *l, lines *to, const char *b, const char *e)
{
    for (const char *p = b; p < e;) {
        const char *q = memchr(p, ' ', (size_t)(e - p)), *r = q;
        if (!q) break;
        while (r < e && *r == ' ') r++;
        if (r - q >= 2 && r < e) {
            push_line(l, to, b, q);
            if (r - q >= 3) push_line(l, to, q + 1, q + 1);
            b = r;
        }
        p = r;
    }
    push_line(l, to, b, e);
}

/* Hardly a line end, and blanks by two or three in their place. */
static bool without_line_ends(kg_str raw)
{
    enum { WIDE = 1500, FEW = 400 };
    if (raw.n < WIDE || memchr(raw.s, '\n', WIDE)) return false;
    ptrdiff_t ends = 0, gaps = 0;
    for (const char *p = raw.s, *end = p + raw.n; p < end && (p = memchr(p, '\n', (size_t)(end - p))); p++) ends++;
    for (ptrdiff_t i = 1; i + 1 < raw.n; i++) gaps += raw.s[i] == ' ' && raw.s[i - 1] == ' ' && raw.s[i + 1] != ' ';
    return ends < raw.n / WIDE && gaps > raw.n / FEW;
}

void kg_split_lines(kg_layout *l)
{
    kg_places starts = kg_find_places(l->raw, "\n\n\n", true, l->a);
    lines to = { .cap = starts.n, .v = kg_room(l->a, sizeof *to.v, (size_t)starts.n) };   /* more only where one line is several */
    bool wide = without_line_ends(l->raw), simple = !wide && !l->pdf;
    int indented = 0, full = 0;
    for (int i = 0; i < starts.n; i++) {
        const char *line = l->raw.s + starts.v[i], *b = line, *e = l->raw.s + (i + 1 < starts.n ? (ptrdiff_t)starts.v[i + 1] - 1 : l->raw.n);
        bool feed = false;
        while (e > b && kg_blank(e[-1])) e--;
        if (simple && (unsigned char)*b > ' ' && *b != '[') { full++, push_line(l, &to, b, e); continue; }   /* nearly always */
        while (b < e && kg_blank(*b)) feed |= *b++ == '\f';
        if (feed) l->paged = true;
        bool aside = l->pdf && kg_starts((kg_str){ b, e - b }, KG_S(KG_ASIDE));
        if (aside) b += sizeof KG_ASIDE - 1;
        if (b == e) { push_line(l, &to, b, e); continue; }
        int first = to.n;
        full++;
        if (wide) push_pieces(l, &to, b, e);
        else if (*b == '[') push_bracketed(l, &to, b, e);
        else push_line(l, &to, b, e);
        /* Where pages begin shows only as one blank before the first word (spec 3.7), or as a form feed. */
        if (feed || (b - line == 1 && *line == ' ')) to.v[first].flags |= KG_L_TOP, indented += !feed;
        if (aside) to.v[first].flags |= KG_L_PAGE;
    }
    l->lines = to.v, l->nlines = to.n;
    l->starts = starts.v, l->nstarts = starts.n;
    if (indented * 8 > full) {                                /* one blank is this document's habit, not a page start */
        for (int i = 0; i < l->nlines; i++) l->lines[i].flags &= ~(unsigned)KG_L_TOP;
    } else if (indented) l->paged = true;
}
