/* heads.c - the text of all pages, running heads and feet set apart. In: the lines of each page. Out: one text.
 *
 * Idea: a running head stands at the same height on page after page, in the same words but for numbers, away from the text; a
 * letter's margin ("Onze referentie ...") stands on the very same spot. Such lines are marked, and written before and behind what
 * they surround, so that a sentence that crosses the page reads on (spec 3.7, 5.1 rows 12 to 14).
 * Invariants: no line is lost; a single page is never judged by repetition.
 */
#include "page.h"

#include <math.h>
#include <stdlib.h>

typedef struct { float x, y; int pages, last; } repeat;       /* of one wording at one place; the page where it was counted last */
typedef struct { kg_map *at; struct { repeat *v; int n, cap; } seen; kg_arena *a; } repeats;

/* "Pagina 3 van 12" on each page: numbers count as one sign. */
static kg_str shape(kg_str s, bool exact, kg_arena *a)
{
    kg_buf b = { 0 };
    kg_putc(a, &b, exact ? '=' : '#');
    for (ptrdiff_t i = 0; i < s.n; i++) {
        bool digit = kg_digit(s.s[i]) && !exact;
        if (digit && b.v[b.n - 1] == '#') continue;
        kg_putc(a, &b, digit ? '#' : s.s[i]);
    }
    return kg_buf_str(&b);
}

static repeat *find(repeats *r, const kg_box *b, bool exact)
{
    int *slot = kg_map_at(&r->at, shape(b->text, exact, r->a), r->a);
    if (!*slot) {
        *kg_push(r->a, &r->seen) = (repeat){ b->x1, b->y1, 0, -1 };
        *slot = r->seen.n;
    }
    repeat *x = &r->seen.v[*slot - 1];
    bool there = fabsf(x->y - b->y1) < 6 && (!exact || (fabsf(x->x - b->x1) < 3 && fabsf(x->y - b->y1) < 3));
    return there ? x : NULL;
}

static void count(repeats *r, const kg_box *b, bool exact, int page)
{
    repeat *x = find(r, b, exact);
    if (x && x->last < page) x->pages++, x->last = page;
}

/* -- where on the page --------------------------------------------------------------------------------------------- */

static void measure(kg_page *p)
{
    for (int i = 0; i < p->n; i++) {
        if (!i || p->v[i].y1 < p->low) p->low = p->v[i].y1;
        if (!i || p->v[i].y2 > p->high) p->high = p->v[i].y2;
    }
}

/* -1 near the top, 1 near the bottom, 0 between. */
static int zone(const kg_page *p, const kg_box *b)
{
    float edge = 0.2f * (p->high - p->low);
    return b->y1 < p->low + edge ? -1 : b->y2 > p->high - edge ? 1 : 0;
}

static int by_height(const void *x, const void *y)
{
    const kg_box *a = x, *b = y;
    return a->y1 != b->y1 ? (a->y1 < b->y1 ? -1 : 1) : a->x1 != b->x1 ? (a->x1 < b->x1 ? -1 : 1) : kg_cmp(a->text, b->text);
}

/* The line stands away from the text: there is room, or nothing but furniture, between it and the middle of the page. */
static bool stands_off(const kg_page *p, int i, int way)
{
    const kg_box *b = &p->v[i];
    for (int k = i - way; k >= 0 && k < p->n; k -= way) {
        const kg_box *next = &p->v[k];
        float room = way < 0 ? next->y1 - b->y2 : b->y1 - next->y2;
        if (room > 0.8f * b->size) return true;
        if (room > -0.5f * b->size && !next->furniture && next->x1 < b->x2 && next->x2 > b->x1) return false;
    }
    return true;
}

static bool starts_foot(kg_str s)
{
    return kg_starts(s, KG_S("Tweede Kamer, vergaderjaar")) || kg_starts(s, KG_S("Eerste Kamer, vergaderjaar"));
}

/* The number of the page, alone at an edge or beside the running foot: it is known on a single page, too. */
static bool page_number(const kg_page *p, int i, int page)
{
    const kg_box *b = &p->v[i];
    if (!kg_all_digits(b->text) || b->text.n > 5 || !zone(p, b)) return false;
    for (int k = i > 8 ? i - 8 : 0; k < p->n && k < i + 8; k++)
        if (starts_foot(p->v[k].text) && fabsf(p->v[k].y2 - b->y2) < 0.5f * b->size) return true;
    return kg_int(b->text) == page + 1 && (b->y1 <= p->low + 1 || b->y2 >= p->high - 1) && stands_off(p, i, zone(p, b));
}

static void judge(kg_page *p, repeats *r, int page, int pages)
{
    for (int way = -1; way <= 1; way += 2)                    /* from the text outwards */
        for (int k = 0; k < p->n; k++) {
            int i = way < 0 ? p->n - 1 - k : k;
            kg_box *b = &p->v[i];
            if (zone(p, b) != way || b->furniture) continue;
            const repeat *x = find(r, b, false);
            bool again = x && x->pages > 1 && x->pages * 2 >= pages - 1;
            b->furniture = page_number(p, i, page) || (again && stands_off(p, i, way));
        }
    for (int i = 0; i < p->n; i++) {
        const repeat *x = find(r, &p->v[i], true);
        p->v[i].furniture |= x && x->pages > 2 && x->pages * 10 >= pages * 6;
    }
}

/* -- text ---------------------------------------------------------------------------------------------------------- */

static void put_furniture(kg_buf *b, const kg_box *v, int n, kg_arena *a)
{
    for (int i = 0; i < n; i++) {
        kg_put(a, b, KG_S(KG_ASIDE));
        kg_put(a, b, v[i].text);
        kg_putc(a, b, '\n');
    }
}

/* Heads, a blank line, the text, a blank line, feet. */
static void put_page(kg_buf *b, kg_page *p, kg_arena *a)
{
    kg_box *aside = kg_new(a, kg_box, p->n);
    kg_page text = { kg_new(a, kg_box, p->n), 0, p->low, p->high };
    int n = 0, heads = 0;
    for (int i = 0; i < p->n; i++)
        if (p->v[i].furniture) aside[n++] = p->v[i];
        else text.v[text.n++] = p->v[i];
    while (heads < n && zone(p, &aside[heads]) < 0) heads++;
    kg_reading_order(&text, a);
    put_furniture(b, aside, heads, a);
    for (int i = 0; i < text.n; i++) {
        if (text.v[i].gap || (i == 0 && heads)) kg_putc(a, b, '\n');
        kg_put(a, b, text.v[i].text);
        kg_putc(a, b, '\n');
    }
    if (n > heads && text.n) kg_putc(a, b, '\n');
    put_furniture(b, aside + heads, n - heads, a);
}

kg_str kg_pages_text(kg_page *p, int n, kg_arena *a)
{
    repeats r = { .a = a };
    kg_buf b = { 0 };
    for (int i = 0; i < n; i++) {
        measure(&p[i]);
        if (p[i].n) qsort(p[i].v, (size_t)p[i].n, sizeof *p[i].v, by_height);
        for (int k = 0; k < p[i].n; k++) {
            if (zone(&p[i], &p[i].v[k])) count(&r, &p[i].v[k], false, i);
            count(&r, &p[i].v[k], true, i);
        }
    }
    for (int i = 0; i < n; i++) judge(&p[i], &r, i, n);
    for (int i = 0; i < n; i++) {
        if (i) kg_putc(a, &b, '\f');
        put_page(&b, &p[i], a);
    }
    return kg_buf_str(&b);
}
