/* markup.c - which format a text with markup is, by its content. In: UTF-8. Out: kg_text, or why there is none.
 *
 * Real collections hold byte-order marks that were decoded twice and a line end before "<?xml" (spec 3.4), so that is passed
 * over. The root element decides; a text that happens to begin with "<" is a text.
 */
#include "xml.h"

typedef void read_fn(const kg_node *root, kg_text *t, kg_arena *a);
static const struct { const char *root; read_fn *read; bool html; int rank; } formats[] = {
    { "officiele-publicatie", kg_read_publication, false, 1 },
    { "metadata_gegevens", kg_read_publication, false, KG_RECORD_RANK },
    { "vlosCoreDocument", kg_read_vlos, false, 1 },
    { "vlosdocument", kg_read_vlos, false, 1 },
    { "TEI", kg_read_tei, false, 1 },
    { "html", kg_read_html, true, 2 },
};

/* Behind `what`, or the end. */
static ptrdiff_t behind(kg_str s, ptrdiff_t at, const char *what)
{
    ptrdiff_t k = kg_index(kg_sub(s, at, s.n), kg_cstr(what));
    return k < 0 ? s.n : at + k + (ptrdiff_t)strlen(what);
}

/* Name of the first element, without prefix; *declared where an XML declaration stands before it. None: no markup. */
static kg_str first_element(kg_str s, ptrdiff_t at, bool *declared, bool *html)
{
    while (at < s.n && s.s[at] == '<') {
        kg_str rest = kg_sub(s, at, s.n);
        if (kg_starts(rest, KG_S("<?xml"))) *declared = true;
        if (kg_starts_fold(rest, "<!doctype html")) *html = true;
        if (kg_starts(rest, KG_S("<!--"))) at = behind(s, at, "-->");
        else if (kg_starts(rest, KG_S("<?"))) at = behind(s, at, "?>");
        else if (kg_starts(rest, KG_S("<!"))) {
            ptrdiff_t close = behind(s, at, ">");
            at = memchr(s.s + at, '[', (size_t)(close - at)) ? behind(s, at, "]>") : close;
        } else break;
        while (at < s.n && kg_blank(s.s[at])) at++;
    }
    if (at >= s.n || s.s[at] != '<') return (kg_str){ 0 };
    ptrdiff_t beg = ++at;
    for (; at < s.n && !kg_blank(s.s[at]) && s.s[at] != '>' && s.s[at] != '/'; at++)
        if (s.s[at] == ':') beg = at + 1;
    return kg_sub(s, beg, at);
}

static ptrdiff_t skip_marks(kg_str s)
{
    ptrdiff_t at = 0;
    for (;;) {
        kg_str rest = kg_sub(s, at, s.n);
        if (kg_starts(rest, KG_S("\xEF\xBB\xBF"))) at += 3;
        else if (kg_starts(rest, KG_S("\xC3\xAF\xC2\xBB\xC2\xBF"))) at += 6;   /* the same, decoded twice */
        else if (rest.n && kg_blank(rest.s[0])) at++;
        else return at;
    }
}

static int format_of(kg_str name, bool html)
{
    int n = sizeof formats / sizeof *formats;
    for (int i = 0; i < n; i++)
        if (kg_eq(name, kg_cstr(formats[i].root)) || (formats[i].html && (html || kg_ieq(name, KG_S("html"))))) return i;
    return -1;
}

ptrdiff_t kg_markup_at(kg_str raw)
{
    ptrdiff_t at = skip_marks(raw);
    bool declared = false, html = false;
    if (at >= raw.n || raw.s[at] != '<') return -1;
    kg_str name = first_element(raw, at, &declared, &html);
    return declared || format_of(name, html) >= 0 ? at : -1;
}

bool kg_read_markup(kg_text *t, ptrdiff_t from, kg_arena *a, kg_err *e)
{
    bool declared = false, html = false;
    kg_str name = first_element(t->raw, from, &declared, &html);
    int f = format_of(name, html);
    if (f < 0 && name.n)
        return kg_fail(e, KG_EINPUT, -1, "XML of an unknown kind (root element %.*s)", (int)(name.n < 60 ? name.n : 60), name.s);
    if (f < 0) return kg_fail(e, KG_EINPUT, -1, "XML without an element");
    kg_node *root = kg_xml_tree(t->raw, from, formats[f].html, a, e);
    if (!root) return false;
    t->rank = formats[f].rank;
    formats[f].read(root, t, a);
    return t->npassages > 0 || kg_fail(e, KG_EINPUT, -1, "no text in it");
}
