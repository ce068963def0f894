/* read_pdf.c - a PDF to text, through poppler. In: bytes. Out: the text of all its pages. Runs in a child (apart.c).
 *
 * Idea: poppler tells each character, its box and its size; what is a line, a column, a running head is decided here (page.c,
 * columns.c, heads.c), since its own order breaks the columns of the Handelingen and drops hyphens that belong to the word
 * ("WHO-onderzoeker").
 * Poppler is opened when the first PDF comes: linked into the program, its fifty libraries would cost each command seven
 * milliseconds, twice what the whole start takes. Its fonts and configuration are never looked up: text needs none.
 */
#include "apart.h"
#include "page.h"

#include <dlfcn.h>
#include <poppler.h>

#define CALLS(X) \
    X(g_bytes_new_static) X(g_bytes_unref) X(g_free) X(g_object_unref) X(g_error_free) X(poppler_document_new_from_bytes) \
    X(poppler_document_get_n_pages) X(poppler_document_get_page) X(poppler_page_get_text) X(poppler_page_get_text_layout) \
    X(poppler_page_get_text_attributes) X(poppler_page_free_text_attributes)
#define DECLARE(name) __typeof__(name) *name##_;
static struct { CALLS(DECLARE) } lib;

bool kg_pdf_load(void)
{
    void *so = dlopen("libpoppler-glib.so.8", RTLD_NOW | RTLD_LOCAL);
    if (!so) so = dlopen("libpoppler-glib.so", RTLD_NOW | RTLD_LOCAL);
    bool all = so != NULL;
#define FIND(name) if (all) { *(void **)&lib.name##_ = dlsym(so, #name); all = lib.name##_ != NULL; }
    CALLS(FIND)
    if (!all) memset(&lib, 0, sizeof lib);
    return all;
}

/* Next character at p, which is UTF-8; a lone byte for what is not. */
static uint32_t next_char(const char **p)
{
    const unsigned char *u = (const unsigned char *)*p;
    int n = u[0] < 0x80 ? 1 : u[0] < 0xE0 ? 2 : u[0] < 0xF0 ? 3 : 4;
    uint32_t cp = n == 1 ? u[0] : u[0] & (0xFFu >> (n + 1));
    int i = 1;
    for (; i < n && (u[i] & 0xC0) == 0x80; i++) cp = cp << 6 | (u[i] & 0x3Fu);
    *p += i;
    return cp;
}

/* What a damaged matrix makes of a place is no number to order lines by. */
static float place(double x) { return x > -1e5 && x < 1e5 ? (float)x : 0; }

static kg_page read_page(PopplerPage *page, kg_arena *keep)
{
    PopplerRectangle *box = NULL;
    guint n = 0, i = 0;
    char *text = lib.poppler_page_get_text_(page);
    GList *runs = lib.poppler_page_get_text_attributes_(page);
    kg_page out = { 0 };
    if (text && lib.poppler_page_get_text_layout_(page, &box, &n) && n) {
        kg_arena *a = kg_arena_new();
        kg_glyph *g = kg_new(a, kg_glyph, n);
        const char *p = text;
        for (; i < n && *p; i++) {
            const PopplerRectangle *r = &box[i];
            g[i] = (kg_glyph){ next_char(&p), place(r->x1), place(r->y1), place(r->x2), place(r->y2), place(r->y2 - r->y1) };
        }
        for (const GList *l = runs; l; l = l->next) {
            const PopplerTextAttributes *x = l->data;
            for (int k = x->start_index; k >= 0 && k <= x->end_index && k < (int)i; k++) g[k].size = (float)x->font_size;
        }
        out = kg_page_lines(g, (int)i, a, keep);
        kg_arena_free(a);
    }
    lib.g_free_(box);
    if (runs) lib.poppler_page_free_text_attributes_(runs);
    lib.g_free_(text);
    return out;
}

static bool refuse(GError *why, kg_err *e)
{
    bool locked = why && why->code == POPPLER_ERROR_ENCRYPTED;
    kg_fail(e, KG_EINPUT, -1, locked ? "an encrypted PDF: it wants a password" : "a damaged PDF%s%s", why ? ": " : "", why ? why->message : "");
    if (why) lib.g_error_free_(why);
    return false;
}

bool kg_pdf_text(kg_str bytes, kg_str *text, void (*alive)(void), kg_arena *a, kg_err *e)
{
    GError *why = NULL;
    if (!lib.g_free_)
        return kg_fail(e, KG_EIO, -1, "a PDF, and poppler is not installed to read it with (Debian: apt-get install libpoppler-glib8)");
    GBytes *b = lib.g_bytes_new_static_(bytes.s, (gsize)bytes.n);
    PopplerDocument *d = lib.poppler_document_new_from_bytes_(b, NULL, &why);
    lib.g_bytes_unref_(b);
    if (!d) return refuse(why, e);
    int n = lib.poppler_document_get_n_pages_(d), lines = 0;
    struct { kg_page *v; int n, cap; } pages = { 0 };
    for (int i = 0; i < n; i++) {
        PopplerPage *page = lib.poppler_document_get_page_(d, i);
        *kg_push(a, &pages) = page ? read_page(page, a) : (kg_page){ 0 };
        lines += pages.v[i].n;
        if (page) lib.g_object_unref_(page);
        alive();
    }
    lib.g_object_unref_(d);
    if (!lines) return kg_fail(e, KG_EINPUT, -1, "a PDF without text (%d pages): pictures of pages must go through OCR first", n);
    *text = kg_pages_text(pages.v, pages.n, a);
    return true;
}
