/* office.c - letters and papers as Word or OpenDocument files. In: the parts of the unpacked file. Out: kg_text.
 *
 * The file is no text, so raw is written here: a line for each paragraph, "[N]" where the marker of a footnote stands, the notes
 * below. Only runs of text count: what was deleted, instructions of fields and the second form of a drawing are passed over.
 */
#include "xml.h"

typedef struct {                                              /* elements of a part, found by their id */
    kg_map *at;
    struct { const kg_node **v; int n, cap; } nodes;
} directory;

typedef struct {
    kg_build b;                                               /* first: the walk inside a paragraph knows only this */
    directory footnotes, endnotes, links;
    int marks;                                                /* markers so far */
} office;

static bool decoded(kg_str part, kg_str *out, kg_arena *a, kg_err *e)
{
    bool recoded;
    kg_doc d = { .bytes = part };
    return kg_decode(&d, out, &recoded, NULL, a, e);
}

/* The tree of a part; a part that is missing is none. False only where it is there and cannot be read. */
static bool tree(kg_str part, const kg_node **out, kg_arena *a, kg_err *e)
{
    *out = NULL;
    if (!part.n) return true;
    kg_str s;
    if (!decoded(part, &s, a, e)) return false;
    ptrdiff_t from = 0;
    while (from < s.n && s.s[from] != '<') from++;
    return (*out = kg_xml_tree(s, from, false, a, e)) != NULL;
}

/* Those of one kind in a part, which may be missing; of two with one id the first counts. */
static bool list(kg_str part, kg_tag tag, directory *d, kg_arena *a, kg_err *e)
{
    const kg_node *root;
    if (!tree(part, &root, a, e)) return false;
    for (const kg_node *n = root; n; n = kg_step(n, root, false)) {
        kg_str id = kg_attr_of(n, "id");
        if (!id.n) id = kg_attr_of(n, "Id");
        if (n->tag != tag || !id.n) continue;
        int *slot = kg_map_at(&d->at, id, a);
        if (*slot) continue;
        *kg_push(a, &d->nodes) = n;
        *slot = d->nodes.n;
    }
    return true;
}

static const kg_node *with_id(const directory *d, kg_str id)
{
    kg_map *m = d->at;                                        /* looked up only */
    int *slot = kg_map_at(&m, id, NULL);
    return slot ? d->nodes.v[*slot - 1] : NULL;
}

static void put_children(kg_build *b, const kg_node *n)
{
    for (const kg_node *c = n->child; c; c = c->next) kg_build_put(b, c);
}

static void link_to(kg_build *b, const kg_node *n, kg_str address)
{
    uint32_t from = (uint32_t)b->f.text.n;
    put_children(b, n);
    if (kg_starts_fold(address, "http")) kg_build_state(b, from, address);
}

/* -- Word ---------------------------------------------------------------------------------------------------------- */

static bool in_run(kg_build *b, const kg_node *n)
{
    office *o = (office *)b;
    const kg_node *note = NULL;
    switch (n->tag) {
    case KG_T_DEL: case KG_T_FALLBACK: return true;
    case KG_T_TAB: case KG_T_BR: kg_build_blank(b); return true;
    case KG_T_P: kg_build_blank(b); return false;             /* a text box, or a note of several paragraphs */
    case KG_T_HYPERLINK: link_to(b, n, kg_attr_of(with_id(&o->links, kg_attr_of(n, "id")), "Target")); return true;
    case KG_T_FOOTNOTEREFERENCE: note = with_id(&o->footnotes, kg_attr_of(n, "id")); break;
    case KG_T_ENDNOTEREFERENCE: note = with_id(&o->endnotes, kg_attr_of(n, "id")); break;
    default: return false;
    }
    if (!b->in_notes) kg_build_note(b, ++o->marks, NULL, note);
    return true;
}

static bool styled_as_heading(const kg_node *p)
{
    kg_str style = kg_attr_of(kg_below(p, KG_T_PSTYLE), "val");
    return kg_starts_fold(style, "heading") || kg_starts_fold(style, "kop") || kg_starts_fold(style, "titel") ||
           kg_starts_fold(style, "title");
}

static void body(kg_build *b, const kg_node *root)
{
    for (const kg_node *n = root; n;) {
        bool p = n->tag == KG_T_P;
        if (p && styled_as_heading(n)) kg_build_passage(b, KG_HEADING, n);
        else if (p) kg_build_paragraph(b, n);
        n = kg_step(n, root, p || n->tag == KG_T_DEL || n->tag == KG_T_FALLBACK);
    }
}

static bool finish(office *o, kg_text *t, kg_err *e)
{
    kg_build_finish(&o->b);
    return t->flow.n > 0 || kg_fail(e, KG_EINPUT, -1, "no text in it");
}

bool kg_read_docx(const kg_docx *d, kg_text *t, kg_arena *a, kg_err *e)
{
    office o = { 0 };
    const kg_node *root;
    if (!d->document.n) return kg_fail(e, KG_EINPUT, -1, "a Word file without its document");
    if (!tree(d->document, &root, a, e) || !list(d->footnotes, KG_T_FOOTNOTE, &o.footnotes, a, e) ||
        !list(d->endnotes, KG_T_ENDNOTE, &o.endnotes, a, e) || !list(d->links, KG_T_RELATIONSHIP, &o.links, a, e))
        return false;
    kg_build_text(&o.b, t, in_run, d->document.n + d->footnotes.n + d->endnotes.n, a);
    o.b.runs = true;
    body(&o.b, root);
    return finish(&o, t, e);
}

/* -- OpenDocument -------------------------------------------------------------------------------------------------- */

static bool in_span(kg_build *b, const kg_node *n)
{
    office *o = (office *)b;
    switch (n->tag) {
    case KG_T_TRACKED_CHANGES: case KG_T_ANNOTATION: return true;
    case KG_T_S: case KG_T_TAB: case KG_T_LINE_BREAK: kg_build_blank(b); return true;
    case KG_T_A: link_to(b, n, kg_attr_of(n, "href")); return true;
    case KG_T_P: kg_build_blank(b); return false;
    case KG_T_NOTE: {
        int number = kg_int(kg_words_of(kg_child(n, KG_T_NOTE_CITATION), b->a));
        return kg_build_note(b, number > 0 ? number : ++o->marks, NULL, kg_child(n, KG_T_NOTE_BODY));
    }
    default: return false;
    }
}

bool kg_read_odt(kg_str content, kg_text *t, kg_arena *a, kg_err *e)
{
    office o = { 0 };
    const kg_node *root;
    if (!content.n) return kg_fail(e, KG_EINPUT, -1, "an OpenDocument file without its content");
    if (!tree(content, &root, a, e)) return false;
    kg_build_text(&o.b, t, in_span, content.n, a);
    for (const kg_node *n = root; n;) {
        bool block = n->tag == KG_T_P || n->tag == KG_T_H, over = block || n->tag == KG_T_TRACKED_CHANGES || n->tag == KG_T_ANNOTATION;
        if (n->tag == KG_T_H) kg_build_passage(&o.b, KG_HEADING, n);
        else if (block) kg_build_paragraph(&o.b, n);
        n = kg_step(n, root, over);
    }
    return finish(&o, t, e);
}
