/* page.h - private to stage 1: from glyphs on pages to text.
 *
 * read_pdf.c (poppler: glyphs) -> page.c (lines) -> columns.c (reading order) -> heads.c (running heads; the text of all pages).
 */
#ifndef KG_PAGE_H
#define KG_PAGE_H

#include "base.h"

typedef struct { uint32_t cp; float x1, y1, x2, y2, size; } kg_glyph;      /* y grows downwards; in points */

/* One line, or what of it stands together. */
typedef struct {
    kg_str text;
    float x1, y1, x2, y2, size;
    bool furniture, gap, apart;                               /* running head or foot; blank line before it; stands beside the text */
} kg_box;
typedef struct { kg_box *v; int n; float low, high; } kg_page;    /* in reading order; where its text begins and ends */

/* Lines of a page, out of glyphs in any order that keeps words together; '\n' ends a line. O(n log n). */
kg_page kg_page_lines(const kg_glyph *g, int n, kg_arena *scratch, kg_arena *keep);
/* Puts them in reading order: columns one after the other, what stands in the margin last; sets `gap`. O(n log n) a column. */
void kg_reading_order(kg_page *p, kg_arena *a);
/* The text of all pages, each but the first begun by a form feed, KG_ASIDE before each line of furniture. */
#define KG_ASIDE "\xE2\x80\x8B"                               /* zero width: nobody sees it, and it is no part of the text */
kg_str kg_pages_text(kg_page *p, int n, kg_arena *a);

#endif
