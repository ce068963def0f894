/* xml.c - bytes to a tree, by libxml2's SAX interface. In: UTF-8. Out: elements and words, each knowing its place in raw.
 *
 * Idea: libxml2 has no byte offsets in its own trees, so its events are kept in a light tree of our own (some 80 bytes a node, in
 * the document's arena), where words are slices of raw. Only entities stand for themselves.
 * Invariants: nothing outside the bytes is read (no network, no external subset or entity); a text that declares entities of its own
 * is refused, so that none can explode; at most MAX_DEPTH levels, so that walks may recurse; at most MAX_NODES.
 */
#include "xml.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

enum { MAX_DEPTH = 256, MAX_NODES = 1 << 24 };

typedef struct {
    xmlParserCtxt *x;
    kg_str raw;
    ptrdiff_t from;                                           /* raw: where what libxml2 sees begins */
    kg_arena *a;
    kg_err *e;
    kg_node *now;                                             /* element that is open */
    int depth, nodes;
    ptrdiff_t reached;                                        /* raw: behind the last words, so that places never go back */
    bool html, failed;
} reading;

static const char *const words_of_tags[] = {
#define KG_TAG_WORD(name, word) word,
    KG_TAGS(KG_TAG_WORD)
};

static kg_tag tag_of(const char *name)
{
    int lo = 0, hi = KG_TAG_COUNT;
    while (lo < hi) {
        int mid = lo + (hi - lo) / 2, c = strcmp(name, words_of_tags[mid]);
        if (c == 0) return (kg_tag)mid;
        if (c < 0) hi = mid; else lo = mid + 1;
    }
    return KG_T_OTHER;
}

static void refuse(reading *r, const char *why, int line)
{
    if (r->failed) return;
    r->failed = true;
    kg_fail(r->e, KG_EINPUT, -1, line ? "%s (line %d)" : "%s", why, line);
    xmlStopParser(r->x);
}

/* Bytes that libxml2 has gone over, as a place in raw. */
static ptrdiff_t here(const reading *r)
{
    const xmlParserInput *in = r->x->input;
    ptrdiff_t at = in ? r->from + (ptrdiff_t)in->consumed + (in->cur - in->base) : r->raw.n;
    return at < r->raw.n ? at : r->raw.n;
}

static kg_node *add(reading *r, kg_tag tag, ptrdiff_t at)
{
    if (++r->nodes > MAX_NODES) refuse(r, "more than 16 million elements", 0);
    kg_node *n = kg_new(r->a, kg_node, 1), *p = r->now;
    *n = (kg_node){ .tag = tag, .at = (uint32_t)at, .parent = p };
    if (p->last) p->last->next = n;
    else p->child = n;
    return p->last = n;
}

static void enter(reading *r, const char *name)
{
    if (++r->depth > MAX_DEPTH) refuse(r, "elements nested more than 256 deep", r->x->input ? r->x->input->line : 0);
    r->now = add(r, tag_of(name), here(r));
}

static void leave(reading *r)
{
    if (r->failed || !r->now->parent) return;
    r->now = r->now->parent;
    r->depth--;
}

/* -- elements ------------------------------------------------------------------------------------------------------ */

static void open_element(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int nns,
                         const xmlChar **ns, int nattrs, int ndefaulted, const xmlChar **v)
{
    reading *r = ctx;
    (void)prefix, (void)uri, (void)nns, (void)ns, (void)ndefaulted;
    if (r->failed) return;
    enter(r, (const char *)name);
    kg_attr *attr = kg_new(r->a, kg_attr, nattrs);
    for (int i = 0; i < nattrs; i++, v += 5)
        attr[i] = (kg_attr){ kg_dup(r->a, kg_cstr((const char *)v[0])),
                             kg_dup(r->a, (kg_str){ (const char *)v[3], v[4] - v[3] }) };
    r->now->attrs = attr;
    r->now->nattrs = nattrs;
}

static void close_element(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    (void)name, (void)prefix, (void)uri;
    leave(ctx);
}

static void open_html(void *ctx, const xmlChar *name, const xmlChar **v)
{
    reading *r = ctx;
    if (r->failed) return;
    enter(r, (const char *)name);
    int n = 0;
    while (v && v[2 * n]) n++;
    kg_attr *attr = kg_new(r->a, kg_attr, n);
    for (int i = 0; i < n; i++)
        attr[i] = (kg_attr){ kg_dup(r->a, kg_cstr((const char *)v[2 * i])),
                             v[2 * i + 1] ? kg_dup(r->a, kg_cstr((const char *)v[2 * i + 1])) : (kg_str){ 0 } };
    r->now->attrs = attr;
    r->now->nattrs = n;
}

static void close_html(void *ctx, const xmlChar *name)
{
    (void)name;
    leave(ctx);
}

/* -- words --------------------------------------------------------------------------------------------------------- */

/* Place of the bytes that end at `end`; a line end of two bytes came as one. -1 where something else stands there. */
static ptrdiff_t ends_there(const reading *r, const char *s, ptrdiff_t n, ptrdiff_t end)
{
    if (end - n < r->reached || end > r->raw.n) return -1;
    if (!memcmp(r->raw.s + end - n, s, (size_t)n)) return end - n;
    while (n > 0 && end > r->reached) {
        char c = r->raw.s[end - 1];
        if (c == s[n - 1]) n--, end--;
        else if (c == '\r') end--;
        else return -1;
    }
    return n ? -1 : end;
}

/* Where in raw the words stand: they are libxml2's own buffer, or a copy made on the way to where it is now. */
static ptrdiff_t place(const reading *r, const char *s, ptrdiff_t n, ptrdiff_t *end)
{
    /* How far it has read on when it hands out a copy: not at all; over the end of a CDATA section; not yet over the last. */
    static const int ahead[] = { 0, 3, -1, -2, -3, -4, 1, 2 };
    const xmlParserInput *in = r->x->input;
    ptrdiff_t pos = here(r), at = -1;
    if (in && s >= (const char *)in->base && s < (const char *)in->end) {
        pos += s - (const char *)in->cur;
        return ends_there(r, s, n, *end = pos + n);
    }
    for (size_t i = 0; at < 0 && i < sizeof ahead / sizeof *ahead; i++) at = ends_there(r, s, n, *end = pos - ahead[i]);
    return at;
}

static void put_words(void *ctx, const xmlChar *s, int n)
{
    reading *r = ctx;
    if (r->failed || n <= 0) return;
    const char *text = (const char *)s;
    ptrdiff_t end, at = place(r, text, n, &end);
    kg_node *last = r->now->last;
    if (at < 0) {                                             /* an entity: from its "&" on */
        for (at = here(r); at > r->from && here(r) - at < 64 && r->raw.s[at - 1] != '&'; at--) {}
        at -= at > r->from && r->raw.s[at - 1] == '&';
        if (at < r->reached) at = r->reached;
        end = at + (at < r->raw.n);
        add(r, KG_T_WORDS, at)->words = kg_dup(r->a, (kg_str){ text, n });
    } else if (last && last->tag == KG_T_WORDS && last->words.s + last->words.n == r->raw.s + at)
        last->words.n += end - at;
    else add(r, KG_T_WORDS, at)->words = kg_sub(r->raw, at, end);
    r->reached = end;
}

/* -- what is refused ----------------------------------------------------------------------------------------------- */

static void declares(void *ctx, const xmlChar *name, int type, const xmlChar *public, const xmlChar *system, xmlChar *content)
{
    (void)name, (void)type, (void)public, (void)system, (void)content;
    refuse(ctx, "XML that declares entities of its own is not read", 0);
}

/* Named characters of HTML are used in XML, too; there is no other entity. */
static xmlEntity *entity(void *ctx, const xmlChar *name)
{
    reading *r = ctx;
    const htmlEntityDesc *d = htmlEntityLookup(name);
    if (!d) return NULL;
    xmlEntity *e = kg_new(r->a, xmlEntity, 1);
    xmlChar *s = kg_new(r->a, xmlChar, 8);
    e->length = xmlCopyCharMultiByte(s, (int)d->value);
    e->type = XML_ENTITY_DECL;
    e->name = name;
    e->content = e->orig = s;
    /* libxml2 takes the first byte alone of what is predefined where it stands in an attribute */
    e->etype = r->x->instate == XML_PARSER_ATTRIBUTE_VALUE ? XML_INTERNAL_GENERAL_ENTITY : XML_INTERNAL_PREDEFINED_ENTITY;
    return e;
}

static void complain(void *ctx, xmlError *x)
{
    reading *r = ctx;
    if (r->failed || r->html || x->level < XML_ERR_FATAL) return;
    char why[200];
    size_t n = 0;
    for (const char *p = x->message ? x->message : "unknown"; *p && *p != '\n' && n + 1 < sizeof why; p++) why[n++] = *p;
    why[n] = 0;
    r->failed = true;
    kg_fail(r->e, KG_EINPUT, -1, "XML that is not well-formed: %s (line %d)", why, x->line);
}

/* -- the tree ------------------------------------------------------------------------------------------------------ */

static void parse_xml(reading *r, const char *s, int n)
{
    r->x = xmlCreateMemoryParserCtxt(s, n);
    if (!r->x) { refuse(r, "XML that cannot be read", 0); return; }
    xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC, .startElementNs = open_element, .endElementNs = close_element,
                          .characters = put_words, .ignorableWhitespace = put_words, .cdataBlock = put_words,
                          .entityDecl = declares, .getEntity = entity, .serror = complain };
    xmlCtxtUseOptions(r->x, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_NOENT);
    *r->x->sax = sax;
    r->x->userData = r;
    xmlParseDocument(r->x);
    if (!r->x->wellFormed && !r->failed) refuse(r, "XML that is not well-formed", 0);
}

static void parse_html(reading *r, const char *s, int n)
{
    r->x = htmlCreateMemoryParserCtxt(s, n);
    if (!r->x) { refuse(r, "HTML that cannot be read", 0); return; }
    xmlSAXHandler sax = { .initialized = 1, .startElement = open_html, .endElement = close_html, .characters = put_words,
                          .ignorableWhitespace = put_words, .serror = complain };
    htmlCtxtUseOptions(r->x, HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    r->x->charset = XML_CHAR_ENCODING_UTF8;                   /* else it guesses at the first accent, and forgets where it is */
    *r->x->sax = sax;
    r->x->userData = r;
    htmlParseDocument(r->x);
}

kg_node *kg_xml_tree(kg_str raw, ptrdiff_t from, bool html, kg_arena *a, kg_err *e)
{
    kg_node *root = kg_new(a, kg_node, 1);
    root->tag = KG_T_OTHER;
    reading r = { .raw = raw, .from = from, .reached = from, .a = a, .e = e, .now = root, .html = html };
    xmlInitParser();                                          /* once, whichever thread comes first */
    (html ? parse_html : parse_xml)(&r, raw.s + from, (int)(raw.n - from));
    if (r.x && r.x->myDoc) xmlFreeDoc(r.x->myDoc);
    if (html) htmlFreeParserCtxt(r.x);
    else xmlFreeParserCtxt(r.x);
    return r.failed ? NULL : root;
}

/* -- questions to a tree ------------------------------------------------------------------------------------------- */

kg_str kg_attr_of(const kg_node *n, const char *name)
{
    for (int i = 0; n && i < n->nattrs; i++)
        if (kg_eq(n->attrs[i].name, kg_cstr(name))) return n->attrs[i].value;
    return (kg_str){ 0 };
}

const kg_node *kg_child(const kg_node *n, kg_tag tag)
{
    for (n = n ? n->child : NULL; n && n->tag != tag; n = n->next) {}
    return n;
}

const kg_node *kg_step(const kg_node *n, const kg_node *top, bool over)
{
    if (n->child && !over) return n->child;
    while (n != top && !n->next) n = n->parent;
    return n == top ? NULL : n->next;
}

const kg_node *kg_below(const kg_node *n, kg_tag tag)
{
    const kg_node *top = n;
    for (n = n ? kg_step(n, top, false) : NULL; n && n->tag != tag; n = kg_step(n, top, false)) {}
    return n;
}

const kg_node *kg_above(const kg_node *n, kg_tag tag)
{
    for (n = n ? n->parent : NULL; n && n->tag != tag; n = n->parent) {}
    return n;
}

kg_str kg_words_of(const kg_node *n, kg_arena *a)
{
    kg_buf b = { 0 };
    const kg_node *top = n;
    for (; n; n = kg_step(n, top, false))
        for (ptrdiff_t i = 0; n->tag == KG_T_WORDS && i < n->words.n; i++) {
            char c = n->words.s[i];
            bool hard = (unsigned char)c == 0xC2 && i + 1 < n->words.n && (unsigned char)n->words.s[i + 1] == 0xA0;
            i += hard;
            if (!kg_blank(c) && !hard) kg_putc(a, &b, c);
            else if (b.n && b.v[b.n - 1] != ' ') kg_putc(a, &b, ' ');
        }
    return kg_trim(kg_buf_str(&b));
}
