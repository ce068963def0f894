/* page.c - from the glyphs of a page to its lines. In: characters with their boxes and sizes. Out: lines with theirs.
 *
 * Idea: an extractor keeps words together, but glues cells of a table and leaves a footnote's number on a line of its own. So its
 * lines are cut where there is a gap, and pieces that stand close together on one line are joined again.
 * A small digit above the middle of its line is a superscript and written as one (spec 3.7), so that "2020" with note 14 is
 * never 202014; the notes of plain text do the rest.
 * Invariants: no glyph is lost but controls and blanks at the ends of lines; text is valid UTF-8.
 */
#include "page.h"

#include <math.h>
#include <stdlib.h>

static const float SMALL = 0.78f, CUT = 1.2f, WORD = 0.12f;   /* of the size: a superscript, a gap between cells, between words */

typedef struct { float x1, y1, x2, y2, size; int beg, end, next; } piece;  /* glyphs; next piece of its line, or -1 */
typedef struct { piece *v; int n, cap; } pieces;

static bool blank(uint32_t cp) { return cp <= 32 || cp == 0xA0 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x3000; }
static bool invisible(uint32_t cp) { return (cp >= 0x200B && cp <= 0x200F) || cp == 0xFEFF || cp == 0x7F || (cp >= 0x80 && cp < 0xA0); }
static float middle(float a, float b) { return (a + b) / 2; }

/* -- pieces -------------------------------------------------------------------------------------------------------- */

/* The size that most of its glyphs have: sizes are few, so they are counted in a small table. */
static float main_size(const kg_glyph *g, int beg, int end)
{
    struct { float size; int n; } seen[8] = { 0 };
    int best = 0;
    for (int i = beg; i < end; i++) {
        if (blank(g[i].cp)) continue;
        int k = 0;
        while (k < 7 && seen[k].n && fabsf(seen[k].size - g[i].size) > 0.05f) k++;
        seen[k].size = g[i].size;
        if (++seen[k].n > seen[best].n) best = k;
    }
    return seen[best].size;
}

static void close_piece(pieces *to, const kg_glyph *g, int beg, int end, kg_arena *a)
{
    while (beg < end && blank(g[beg].cp)) beg++;
    while (end > beg && blank(g[end - 1].cp)) end--;
    if (beg == end) return;
    piece p = { g[beg].x1, g[beg].y1, g[beg].x2, g[beg].y2, main_size(g, beg, end), beg, end, -1 };
    for (int i = beg; i < end; i++) {
        if (blank(g[i].cp)) continue;
        p.x1 = fminf(p.x1, g[i].x1), p.y1 = fminf(p.y1, g[i].y1);
        p.x2 = fmaxf(p.x2, g[i].x2), p.y2 = fmaxf(p.y2, g[i].y2);
    }
    *kg_push(a, to) = p;
}

/* Another cell begins, or the next column: a wide gap, a smaller one where the line is not quite the same, a step back. */
static bool cut_before(const kg_glyph *was, const kg_glyph *now)
{
    float size = fmaxf(was->size, now->size), gap = now->x1 - was->x2;
    bool level = fabsf(middle(was->y1, was->y2) - middle(now->y1, now->y2)) < 0.3f * size;
    return gap > (level || now->size != was->size ? CUT : CUT / 2) * size || gap < -size - (was->x2 - was->x1);
}

static pieces cut_pieces(const kg_glyph *g, int n, kg_arena *a)
{
    pieces all = { 0 };
    int beg = 0, last = -1;
    for (int i = 0; i <= n; i++) {
        if (i == n || g[i].cp == '\n') {
            close_piece(&all, g, beg, i, a);
            beg = i + 1, last = -1;
        } else if (!blank(g[i].cp)) {
            if (last >= 0 && cut_before(&g[last], &g[i])) close_piece(&all, g, beg, i, a), beg = i;
            last = i;
        }
    }
    return all;
}

/* -- lines --------------------------------------------------------------------------------------------------------- */

static int by_height(const void *x, const void *y)
{
    const piece *a = x, *b = y;
    float m = middle(a->y1, a->y2), n = middle(b->y1, b->y2);
    return m != n ? (m < n ? -1 : 1) : a->x1 != b->x1 ? (a->x1 < b->x1 ? -1 : 1) : a->beg - b->beg;
}

/* `b` goes on where `a` ends: a footnote's number and its text, a marker and its word, a bullet and its item. */
static bool joins(const piece *a, const piece *b)
{
    float size = fmaxf(a->size, b->size), gap = b->x1 - a->x2, mid = middle(b->y1, b->y2);
    float other = middle(a->y1, a->y2);
    bool level = (mid > a->y1 && mid < a->y2) || (other > b->y1 && other < b->y2);
    bool label = a->end - a->beg <= 3;                        /* "1", "a)", a bullet */
    return level && b->x1 > a->x1 && gap > -0.3f * size && gap < (label ? 2.5f : 0.6f) * size;
}

/* Joins pieces to lines. Pieces are ordered by height, so those on one level are near each other. */
static void join_pieces(pieces *all)
{
    enum { NEAR = 60 };
    for (int i = 0; i < all->n; i++) {
        int best = -1;
        for (int way = -1; way <= 1; way += 2)
            for (int k = i + way, seen = 0; k >= 0 && k < all->n && seen < NEAR; k += way, seen++) {
                const piece *p = &all->v[i], *q = &all->v[k];
                if (way < 0 ? q->y2 < p->y1 - p->size : q->y1 > p->y2 + p->size) break;
                if (joins(p, q) && (best < 0 || q->x1 < all->v[best].x1)) best = k;
            }
        all->v[i].next = best;
    }
}

/* -- characters ---------------------------------------------------------------------------------------------------- */

static void put_char(kg_arena *a, kg_buf *b, uint32_t cp)
{
    if (cp < 0x80) { kg_putc(a, b, (char)cp); return; }
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000)) cp = 0xFFFD;
    int n = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    kg_putc(a, b, (char)((0xF00u >> n & 0xFF) | cp >> 6 * (n - 1)));
    while (--n) kg_putc(a, b, (char)(0x80 | (cp >> 6 * (n - 1) & 0x3F)));
}

static void put_glyph(kg_arena *a, kg_buf *b, const kg_glyph *g, bool raised)
{
    static const uint16_t above[] = { 0x2070, 0xB9, 0xB2, 0xB3, 0x2074, 0x2075, 0x2076, 0x2077, 0x2078, 0x2079 };
    static const char *const ligature[] = { "ff", "fi", "fl", "ffi", "ffl", "st", "st" };
    uint32_t cp = g->cp;
    if (raised && cp >= '0' && cp <= '9') cp = above[cp - '0'];
    if (cp >= 0xFB00 && cp <= 0xFB06) kg_put(a, b, kg_cstr(ligature[cp - 0xFB00]));
    else if (cp == 0xF0B7 || cp == 0xF0A7) put_char(a, b, 0x2022);         /* the bullets of Word's symbol fonts */
    else if (!invisible(cp)) put_char(a, b, cp);
}

/* All digits up to the next other character are small and stand above the middle of the line. */
static bool is_raised(const kg_glyph *g, const kg_box *line)
{
    return g->size < SMALL * line->size && middle(g->y1, g->y2) < middle(line->y1, line->y2) - 0.04f * line->size;
}

static void put_piece(kg_arena *a, kg_buf *b, const kg_glyph *g, const piece *p, const kg_box *line)
{
    const kg_glyph *was = NULL;
    for (int i = p->beg; i < p->end; was = blank(g[i].cp) ? NULL : &g[i], i++) {
        bool hyphen = g[i].cp == 0xAD && i + 1 == p->end && p->next < 0;
        if (blank(g[i].cp)) { if (b->n && b->v[b->n - 1] != ' ') kg_putc(a, b, ' '); continue; }
        if (was && g[i].x1 - was->x2 > 2 * WORD * line->size && !is_raised(&g[i], line)) kg_putc(a, b, ' ');
        if (hyphen) kg_putc(a, b, '-');                       /* a soft one that is seen */
        else put_glyph(a, b, &g[i], is_raised(&g[i], line));
    }
}

static kg_box line_of(const pieces *all, int first, const kg_glyph *g, kg_arena *a)
{
    const piece *p = &all->v[first];
    kg_box line = { .x1 = p->x1, .y1 = p->y1, .x2 = p->x2, .y2 = p->y2, .size = p->size };
    kg_buf b = { 0 };
    for (int i = first; i >= 0; i = all->v[i].next) {
        const piece *q = &all->v[i];
        if (q->size > line.size) line.size = q->size, line.y1 = q->y1, line.y2 = q->y2;
        line.x1 = fminf(line.x1, q->x1), line.x2 = fmaxf(line.x2, q->x2);
    }
    for (int i = first; i >= 0; i = all->v[i].next) {
        const piece *q = &all->v[i];
        if (i != first && (q->x1 - p->x2 > WORD * line.size) && !(q->size < SMALL * line.size)) kg_putc(a, &b, ' ');
        put_piece(a, &b, g, q, &line);
        p = q;
    }
    line.text = kg_buf_str(&b);
    return line;
}

kg_page kg_page_lines(const kg_glyph *g, int n, kg_arena *a, kg_arena *keep)
{
    kg_page page = { 0 };
    pieces all = cut_pieces(g, n, a);
    if (all.n) qsort(all.v, (size_t)all.n, sizeof *all.v, by_height);
    join_pieces(&all);
    bool *inner = kg_new(a, bool, all.n);
    for (int i = 0; i < all.n; i++) {                         /* one line has one end: the first comer keeps what follows */
        int k = all.v[i].next;
        if (k < 0) continue;
        if (inner[k]) all.v[i].next = -1;
        inner[k] = true;
    }
    page.v = kg_new(keep, kg_box, all.n);
    for (int i = 0; i < all.n; i++) {
        if (inner[i]) continue;
        kg_box line = line_of(&all, i, g, a);
        line.text = kg_dup(keep, line.text);
        if (line.text.n) page.v[page.n++] = line;
    }
    return page;
}
