/* read.c - stage 1 in one call. In: kg_doc. Out: kg_text, whatever the format; the later stages don't care where it came from. */
#include "records.h"
#include "xml.h"

bool kg_read(const kg_doc *d, kg_text *t, kg_arena *a, kg_err *e)
{
    if (kg_is_records(d->bytes)) return kg_fail(e, KG_EINPUT, -1, "records of the open data portal: they have no text; see `text`");
    *t = (kg_text){ .doc = *d, .meta = d->sidecar };
    if (!kg_decode(d, &t->raw, &t->recoded, a, e)) return false;
    ptrdiff_t markup = kg_markup_at(t->raw);
    if (markup >= 0 && !kg_read_markup(t, markup, a, e)) return false;
    if (markup < 0) kg_read_lines(t, a);
    if (d->record.n) kg_take_record(t, a);
    return true;
}
