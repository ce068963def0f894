/* columns.c - the order in which the lines of a page are read. In: lines with their boxes. Out: the same lines, in order.
 *
 * Idea: a column is text beside text. A gutter is a strip that few lines cross; lines that cross it (a title, a foot) end what
 * stands side by side above them, and each such band is read column after column. Within a column the same is asked again.
 * Where the cells on both sides stand on one level and are short, it is a table or a letter's head and read row by row. A narrow
 * column with little in it (a colophon, a sender's address) is read behind the text that it stands beside.
 * Invariants: every line comes out once; ties are settled by place, so the order is the same on each run.
 */
#include "page.h"

#include <math.h>
#include <stdlib.h>

enum { BINS = 2048, DEEPEST = 6, MOST_GUTTERS = 16, FEWEST = 3 };

typedef struct { int beg, end; } gutter;                      /* bins of one point */
typedef struct { kg_box *v; int n; } out;

static float middle(const kg_box *b) { return (b->y1 + b->y2) / 2; }

static int by_height(const void *x, const void *y)
{
    const kg_box *a = x, *b = y;
    float m = middle(a), n = middle(b);
    return m != n ? (m < n ? -1 : 1) : a->x1 != b->x1 ? (a->x1 < b->x1 ? -1 : 1) : kg_cmp(a->text, b->text);
}

static int by_side(const void *x, const void *y)
{
    const kg_box *a = x, *b = y;
    return a->x1 != b->x1 ? (a->x1 < b->x1 ? -1 : 1) : by_height(x, y);
}

/* Row by row; `v` is ordered by height. */
static void put_rows(out *o, kg_box *v, int n)
{
    for (int beg = 0, end; beg < n; beg = end) {
        for (end = beg + 1; end < n && middle(&v[end]) - middle(&v[beg]) < 0.4f * v[beg].size; end++) {}
        if (end - beg > 1) qsort(v + beg, (size_t)(end - beg), sizeof *v, by_side);
        for (int i = beg; i < end; i++) o->v[o->n++] = v[i];
    }
}

/* -- gutters ------------------------------------------------------------------------------------------------------- */

static int bin(float x) { return !(x > 0) ? 0 : x >= BINS - 1 ? BINS - 1 : (int)x; }

/* -1 left of it, 1 right of it, 0 across. */
static int side(const kg_box *b, gutter g)
{
    return bin(b->x2 - 1) < g.beg ? -1 : bin(b->x1 + 1) >= g.end ? 1 : 0;
}

/* Where in [beg, end) the fewest lines stand: the longest such stretch. */
static gutter emptiest(const int *cover, int beg, int end)
{
    gutter g = { beg, beg }, now = g;
    int least = cover[beg];
    for (int x = beg; x < end; x++) if (cover[x] < least) least = cover[x];
    for (int x = beg; x <= end; x++) {
        if (x < end && cover[x] == least) { now.end = x + 1; continue; }
        if (now.end - now.beg > g.end - g.beg) g = now;
        now = (gutter){ x + 1, x + 1 };
    }
    return g;
}

/* Strips of at least four points that at most one line in six crosses. */
static int find_gutters(const kg_box *v, int n, gutter *g)
{
    enum { NARROWEST = 4, SHARE = 6 };
    static _Thread_local int cover[BINS + 1];
    int found = 0, beg = -1, low = BINS, high = 0;
    memset(cover, 0, sizeof cover);
    for (int i = 0; i < n; i++) {
        int b = bin(v[i].x1 + 1), e = bin(v[i].x2 - 1);
        if (e < b) e = b;
        cover[b]++, cover[e + 1]--;
        if (b < low) low = b;
        if (e > high) high = e;
    }
    for (int x = 1; x <= high; x++) cover[x] += cover[x - 1];
    for (int x = low + 1; x <= high; x++) {
        bool open = x < high && cover[x] * SHARE <= n;
        if (open && beg < 0) beg = x;
        if (open || beg < 0) continue;
        gutter most = emptiest(cover, beg, x);
        if (most.end - most.beg >= NARROWEST && found < MOST_GUTTERS) g[found++] = most;
        beg = -1;
    }
    return found;
}

typedef struct {
    int n, beside, level, full;                               /* lines; beside the other side's; on one level with one; long */
    float width, widest, top, bottom;
} column;

static void add(column *c, const kg_box *b)
{
    float w = b->x2 - b->x1;
    if (!c->n || b->y1 < c->top) c->top = b->y1;
    if (!c->n || b->y2 > c->bottom) c->bottom = b->y2;
    c->n++;
    c->width += w;
    c->widest = fmaxf(c->widest, w);
}

/* How many lines of one band stand beside the other side's, and on one level with one of them. */
static void compare(const kg_box *v, int n, gutter g, column side_[2], column all[2])
{
    int last[2] = { -1, -1 };
    for (int i = 0; i < n; i++) {
        int s = side(&v[i], g) > 0, k = last[!s];
        const column *other = &side_[!s];
        if (other->n && middle(&v[i]) > other->top && middle(&v[i]) < other->bottom) all[s].beside++;
        if (k >= 0 && middle(&v[i]) - middle(&v[k]) < 0.25f * v[i].size) all[s].level++, all[!s].level++, last[!s] = -1;
        else last[s] = i;
    }
    for (int s = 0; s < 2; s++) {
        all[s].n += side_[s].n;
        all[s].width += side_[s].width;
        all[s].widest = fmaxf(all[s].widest, side_[s].widest);
    }
}

static void measure(const kg_box *v, int n, gutter g, column all[2])
{
    memset(all, 0, 2 * sizeof *all);
    for (int beg = 0, end; beg < n; beg = end + 1) {
        column now[2] = { 0 };
        for (end = beg; end < n && side(&v[end], g); end++) add(&now[side(&v[end], g) > 0], &v[end]);
        compare(v + beg, end - beg, g, now, all);
    }
    for (int i = 0; i < n; i++) {
        int s = side(&v[i], g);
        float width = v[i].x2 - v[i].x1;
        if (s) all[s > 0].full += width > 0.85f * all[s > 0].widest && width > 12 * v[i].size;
    }
}

/* Cells stand on one level and are short, or differ in length. Motions in two columns do so as well, but have full lines. */
static bool is_table(const column c[2])
{
    enum { FULL = 4 };
    int fewer = c[0].n < c[1].n ? c[0].n : c[1].n;
    float fill0 = c[0].width / ((float)c[0].n * c[0].widest), fill1 = c[1].width / ((float)c[1].n * c[1].widest);
    return c[0].level * 10 >= fewer * 7 && fminf(fill0, fill1) < 0.66f && (c[0].full < FULL || c[1].full < FULL);
}

/* The gutter with most text on either side of it. */
static bool best_gutter(const kg_box *v, int n, gutter *best, column c[2])
{
    gutter g[MOST_GUTTERS];
    int found = find_gutters(v, n, g), most = 0;
    for (int i = 0; i < found; i++) {
        column now[2];
        measure(v, n, g[i], now);
        int beside = now[0].beside < now[1].beside ? now[0].beside : now[1].beside;
        if (beside < FEWEST || beside <= most || is_table(now)) continue;
        most = beside;
        *best = g[i];
        memcpy(c, now, sizeof now);
    }
    return most > 0;
}

/* -- the order ----------------------------------------------------------------------------------------------------- */

static void put_in_order(out *o, kg_box *v, int n, int depth, kg_arena *a);

/* What stands in the margin: little text, in a narrow column. */
static bool in_margin(const column *c, const column *other)
{
    return c->width < 0.35f * other->width && c->widest < 0.7f * other->widest;
}

/* Where the footnotes of a column begin: its last lines, if they are smaller than most of it. */
static int notes_from(const out *o, int from)
{
    int small = o->n, large = 0;
    float size = 0;
    for (int i = from; i < o->n; i++) size += o->v[i].size;
    size /= (float)(o->n - from + (o->n == from));
    while (small > from && o->v[small - 1].size < 0.97f * size) small--;
    for (int i = from; i < small; i++) large += o->v[i].size >= 0.97f * size;
    return large > o->n - small ? small : o->n;
}

static void put_side(out *o, const kg_box *v, int n, gutter g, int s, int depth, kg_arena *a)
{
    kg_box *half = kg_new(a, kg_box, n);
    int m = 0;
    for (int i = 0; i < n; i++)
        if ((side(&v[i], g) > 0) == s) half[m++] = v[i];
    put_in_order(o, half, m, depth + 1, a);
}

/* One side, then the other; the footnotes of the first come behind the second, since the text goes on there. */
static void put_band(out *o, const kg_box *v, int n, gutter g, const bool margin[2], int depth, kg_arena *a)
{
    int first = margin[0], from = o->n;
    put_side(o, v, n, g, first, depth, a);
    int notes = margin[0] || margin[1] ? o->n : notes_from(o, from), held = o->n - notes;
    kg_box *keep = kg_new(a, kg_box, held);
    if (held) memcpy(keep, o->v + notes, (size_t)held * sizeof *keep);
    int second = o->n = notes;
    put_side(o, v, n, g, !first, depth, a);
    for (int i = second; i < o->n; i++) o->v[i].apart |= margin[!first];
    if (!held) return;
    int below = notes_from(o, second);
    memmove(o->v + below + held, o->v + below, (size_t)(o->n - below) * sizeof *keep);
    memcpy(o->v + below, keep, (size_t)held * sizeof *keep);
    o->n += held;
}

static void put_in_order(out *o, kg_box *v, int n, int depth, kg_arena *a)
{
    gutter g;
    column c[2];
    if (depth > DEEPEST || n < 2 * FEWEST || !best_gutter(v, n, &g, c)) { put_rows(o, v, n); return; }
    bool margin[2] = { in_margin(&c[0], &c[1]), in_margin(&c[1], &c[0]) };
    for (int beg = 0, end; beg < n; beg = end) {
        for (end = beg; end < n && side(&v[end], g); end++) {}
        if (end > beg) put_band(o, v + beg, end - beg, g, margin, depth, a);
        else o->v[o->n++] = v[end++];
    }
}

/* -- blank lines --------------------------------------------------------------------------------------------------- */

static int by_value(const void *x, const void *y) { return (*(const float *)x > *(const float *)y) - (*(const float *)x < *(const float *)y); }

static bool below(const kg_box *a, const kg_box *b) { return b->y1 > a->y2 - 0.5f * a->size && b->x1 < a->x2 && b->x2 > a->x1; }

/* What is usual between two lines of the page. */
static float usual_gap(const kg_page *p, kg_arena *a)
{
    float *gap = kg_new(a, float, p->n);
    int n = 0;
    for (int i = 1; i < p->n; i++)
        if (below(&p->v[i - 1], &p->v[i])) gap[n++] = p->v[i].y1 - p->v[i - 1].y2;
    if (n) qsort(gap, (size_t)n, sizeof *gap, by_value);
    return n ? gap[n / 2] : 0;
}

/* The last line of a paragraph: it ends a sentence, and short of the line above it. */
static bool ends_short(const kg_page *p, int i)
{
    const kg_box *b = &p->v[i];
    return i > 0 && b->text.n && strchr(".?!", b->text.s[b->text.n - 1]) && b->x2 < p->v[i - 1].x2 - 4 * b->size;
}

/* A blank line where there is more room than usual or the letters change their size; none where a sentence runs on in the next
 * column. */
static void mark_gaps(kg_page *p, kg_arena *a)
{
    float usual = usual_gap(p, a);
    for (int i = 1; i < p->n; i++) {
        const kg_box *was = &p->v[i - 1];
        kg_box *now = &p->v[i];
        float room = now->y1 - was->y2, size = fmaxf(was->size, now->size);
        bool other = fabsf(was->size - now->size) > 0.12f * size;
        bool down = room > -size, wide = room > fminf(usual, size) + 0.45f * size;
        now->gap = was->apart != now->apart || other || (down ? wide : ends_short(p, i - 1));
    }
}

void kg_reading_order(kg_page *p, kg_arena *a)
{
    enum { MOST = 20000 };                                    /* lines on a page: more is no text */
    out o = { kg_new(a, kg_box, p->n), 0 };
    kg_box *v = kg_new(a, kg_box, p->n);
    if (p->n) memcpy(v, p->v, (size_t)p->n * sizeof *v);
    if (p->n) qsort(v, (size_t)p->n, sizeof *v, by_height);
    put_in_order(&o, v, p->n, p->n > MOST ? DEEPEST + 1 : 0, a);
    p->v = o.v;
    mark_gaps(p, a);
}
