/* read.c - stage 1 in one call. In: kg_doc. Out: kg_text, whatever the format; the later stages don't care where it came from. */
#include "apart.h"
#include "input/input.h"
#include "records.h"
#include "xml.h"

/* The mark may stand behind what a mail program or a server left (ISO 32000, annex H: within the first KiB). */
static bool is_pdf(kg_str s)
{
    kg_str head = kg_sub(s, 0, s.n < 1024 ? s.n : 1024);
    ptrdiff_t at = kg_index(head, KG_S("%PDF-"));
    return at == 0 || (at > 0 && s.s[0] != '<' && (kg_blank(s.s[at - 1]) || s.s[at - 1] == 0));
}

/* Text with a form feed before each page but the first. */
static void find_pages(kg_text *t, kg_arena *a)
{
    struct { uint32_t *v; int n, cap; } pages = { 0 };
    *kg_push(a, &pages) = 0;
    for (const char *p = t->raw.s, *end = p + t->raw.n; (p = memchr(p, '\f', (size_t)(end - p)));)
        *kg_push(a, &pages) = (uint32_t)(++p - t->raw.s);
    t->pages = pages.v, t->npages = pages.n;
}

static bool read_pdf(const kg_doc *d, kg_text *t, kg_arena *a, kg_err *e)
{
    kg_doc text = { 0 };                                      /* what a child says is not believed to be clean UTF-8 */
    if (!kg_read_apart(KG_READ_PDF, d->bytes, d->seconds, &text.bytes, a, e) || !kg_decode(&text, &t->raw, &t->recoded, NULL, a, e))
        return false;
    t->recoded = true;
    find_pages(t, a);
    kg_read_lines(t, a);
    return true;
}

static bool read_office(const kg_doc *d, kg_text *t, kg_arena *a, kg_err *e)
{
    kg_str all, part[KG_PARTS];
    uint64_t size[KG_PARTS], at = sizeof size;
    t->recoded = true;
    if (!kg_read_apart(KG_READ_OFFICE, d->bytes, d->seconds, &all, a, e)) return false;
    if (all.n < (ptrdiff_t)sizeof size) return kg_fail(e, KG_EINPUT, -1, "its reader told nonsense");
    memcpy(size, all.s, sizeof size);
    for (int i = 0; i < KG_PARTS; at += size[i++]) {
        if (size[i] > (uint64_t)all.n - at) return kg_fail(e, KG_EINPUT, -1, "its reader told nonsense");
        part[i] = kg_dup(a, kg_sub(all, (ptrdiff_t)at, (ptrdiff_t)(at + size[i])));
    }
    return part[0].n ? kg_read_docx(&(kg_docx){ part[0], part[1], part[2], part[3] }, t, a, e) : kg_read_odt(part[4], t, a, e);
}

bool kg_read(const kg_doc *d, kg_text *t, kg_arena *a, kg_err *e)
{
    if (kg_is_records(d->bytes)) return kg_fail(e, KG_EINPUT, -1, "records of the open data portal: they have no text; see `text`");
    if (kg_is_part(d->bytes)) return kg_fail(e, KG_EINPUT, -1, "part of a graph, written by `extract --to`: `build` merges it");
    *t = (kg_text){ .doc = *d, .meta = d->sidecar };
    if (is_pdf(d->bytes)) return read_pdf(d, t, a, e);
    if (kg_office_zip(d->bytes)) return read_office(d, t, a, e);
    kg_mends mends = { 0 };
    if (!kg_decode(d, &t->raw, &t->recoded, &mends, a, e)) return false;
    t->mends = mends.v, t->nmends = mends.n;
    ptrdiff_t markup = kg_markup_at(t->raw);
    if (markup >= 0 && !kg_read_markup(t, markup, a, e)) return false;
    if (markup < 0) kg_read_lines(t, a);
    if (d->record.n) kg_take_record(t, a);
    return true;
}
