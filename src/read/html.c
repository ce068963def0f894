/* html.c - pages of officielebekendmakingen.nl, tweedekamer.nl and others. Spec 3.3.
 *
 * What is text is the publication itself (`#broodtekst`), else the page's main part; menus, heads and feet are left out. `meta` says what
 * an official page is; a link to a publication states its target. A footnote is a block of class `noot`, its marker a number that
 * links to it.
 */
#include "xml.h"

enum { MANY = 1000 };                                         /* notes; further ones are text */
typedef struct {
    kg_build b;                                               /* first: the walk inside a paragraph knows only this */
    const kg_node *note[MANY];                                /* body of each number */
    kg_map *bodies;                                           /* address of a body -> 1 */
} page;

static bool has_class(const kg_node *n, const char *word)
{
    kg_str s = kg_attr_of(n, "class");
    ptrdiff_t len = (ptrdiff_t)strlen(word);
    for (ptrdiff_t at = 0, k; at < s.n && (k = kg_index(kg_sub(s, at, s.n), kg_cstr(word))) >= 0; at += k + 1) {
        ptrdiff_t beg = at + k, end = beg + len;
        if ((beg == 0 || s.s[beg - 1] == ' ') && (end == s.n || s.s[end] == ' ')) return true;
    }
    return false;
}

static bool left_out(const kg_node *n)
{
    switch (n->tag) {
    case KG_T_SCRIPT: case KG_T_STYLE: case KG_T_NAV: case KG_T_HEADER: case KG_T_FOOTER: case KG_T_ASIDE: case KG_T_FORM:
    case KG_T_NOSCRIPT: case KG_T_BUTTON: case KG_T_SVG: case KG_T_HEAD: return true;
    default: return false;
    }
}

/* -- footnotes and links ------------------------------------------------------------------------------------------- */

/* "1", "[1]", "1)" where that is all the words of an element; 0 for all others. Costs no more than it takes to see that. */
static int bare_number(const kg_node *n)
{
    int number = 0, digits = 0;
    for (const kg_node *top = n; n; n = kg_step(n, top, false))
        for (ptrdiff_t i = 0; n->tag == KG_T_WORDS && i < n->words.n; i++) {
            char c = n->words.s[i];
            if (kg_digit(c) && ++digits < 4) number = 10 * number + c - '0';
            else if (!kg_blank(c) && (!memchr("[](). ", c, 6) || !c)) return 0;
        }
    return digits < 4 ? number : 0;
}

static bool marks_note(const kg_node *n)
{
    kg_str href = kg_attr_of(n->tag == KG_T_SUP && kg_below(n, KG_T_A) ? kg_below(n, KG_T_A) : n, "href");
    return (href.n && href.s[0] == '#') || has_class(n, "nootnum") || has_class(n, "nootnr") || has_class(n, "noot");
}

static int *body_slot(page *p, const kg_node *n, kg_arena *a)
{
    kg_str key = { (const char *)&n, sizeof n };
    return kg_map_at(&p->bodies, a ? kg_dup(a, key) : key, a);
}

static void find_notes(page *p, const kg_node *root)
{
    for (const kg_node *n = root; n; n = kg_step(n, root, false)) {
        if ((n->tag != KG_T_DIV && n->tag != KG_T_P && n->tag != KG_T_LI) || !has_class(n, "noot")) continue;
        const kg_node *s = kg_below(n, KG_T_SPAN);
        int number = s && has_class(s, "nootnum") ? bare_number(s) : 0;
        if (!number || p->note[number]) continue;
        p->note[number] = n;
        *body_slot(p, n, p->b.a) = 1;
    }
}

/* Address of a link; what a page of officielebekendmakingen links to within its own site begins with the id. None: no reference. */
static kg_str address(kg_str href, kg_arena *a)
{
    static const char *const own[] = { "kst-", "ah-tk-", "ah-ek-", "h-tk-", "h-ek-", "kv-tk-", "stb-", "stcrt-", "trb-", "blg-", "dossier/" };
    if (kg_starts_fold(href, "http://") || kg_starts_fold(href, "https://")) return href;
    kg_str s = href.n && href.s[0] == '/' ? kg_sub(href, 1, href.n) : href;
    if (KG_STARTS_ANY(s, own)) return KG_CAT(a, KG_S("https://zoek.officielebekendmakingen.nl/"), s);
    return (kg_str){ 0 };
}

static bool inside(kg_build *b, const kg_node *n)
{
    page *p = (page *)b;
    if (left_out(n)) return true;
    if (n->tag == KG_T_BR) { kg_build_blank(b); return true; }
    if (n->tag == KG_T_TD || n->tag == KG_T_TH) kg_build_blank(b);
    if (n->tag != KG_T_A && n->tag != KG_T_SUP && n->tag != KG_T_SPAN) return false;
    if (b->in_notes && has_class(n, "nootnum")) return true;
    int number = bare_number(n);
    if (number && marks_note(n)) return kg_build_note(b, number, n, p->note[number]);
    kg_str to = n->tag == KG_T_A ? address(kg_attr_of(n, "href"), b->a) : (kg_str){ 0 };
    if (!to.n) return false;
    uint32_t from = (uint32_t)b->f.text.n;
    for (const kg_node *c = n->child; c; c = c->next) kg_build_put(b, c);
    kg_build_state(b, from, to);
    return true;
}

/* -- blocks -------------------------------------------------------------------------------------------------------- */

static bool is_block(const kg_node *n)
{
    switch (n->tag) {
    case KG_T_P: case KG_T_LI: case KG_T_TR: case KG_T_H1: case KG_T_H2: case KG_T_H3: case KG_T_H4: case KG_T_H5: case KG_T_H6:
    case KG_T_DIV: case KG_T_UL: case KG_T_OL: case KG_T_TABLE: case KG_T_SECTION: case KG_T_ARTICLE: case KG_T_MAIN: case KG_T_BODY:
        return true;
    default: return false;
    }
}

static bool holds_blocks(const kg_node *n)
{
    for (const kg_node *c = kg_step(n, n, false); c; c = kg_step(c, n, false))
        if (is_block(c)) return true;
    return false;
}

static void walk(page *p, const kg_node *n);

/* Words and inline elements that stand between blocks are paragraphs, too. */
static void mixed(page *p, const kg_node *n, kg_role role)
{
    bool open = false;
    if (n->tag == KG_T_P && !holds_blocks(n)) { kg_build_paragraph(&p->b, n); return; }
    for (const kg_node *c = n->child; c; c = c->next) {
        if (c->tag == KG_T_WORDS && !open && !kg_trim(c->words).n) continue;
        if (left_out(c)) continue;
        if (c->tag != KG_T_WORDS && (is_block(c) || holds_blocks(c))) { walk(p, c); open = false; continue; }
        if (!open) kg_build_open(&p->b, role);
        open = true;
        kg_build_put(&p->b, c);
    }
}

static kg_role role_of(const kg_node *n)
{
    return n->tag >= KG_T_H1 && n->tag <= KG_T_H6 ? KG_HEADING : KG_BODY;
}

static void walk(page *p, const kg_node *n)
{
    if (left_out(n)) return;
    if (has_class(n, "noot") && body_slot(p, n, NULL)) return;
    kg_voice before = p->b.voice;
    kg_str who = p->b.speaker;
    bool question = has_class(n, "vraag"), answer = has_class(n, "antwoord");
    if (question || answer || has_class(n, "kamervraagopmerking"))
        kg_build_speaker(&p->b, question ? KG_VOICE_MEMBER : answer ? KG_VOICE_GOVERNMENT : KG_VOICE_NONE, (kg_str){ 0 });
    mixed(p, n, role_of(n));
    kg_build_speaker(&p->b, before, who);
}

static const kg_node *by_id(const kg_node *root, const char *id)
{
    for (const kg_node *n = root; n; n = kg_step(n, root, false))
        if (kg_eq(kg_attr_of(n, "id"), kg_cstr(id))) return n;
    return NULL;
}

void kg_read_html(const kg_node *root, kg_text *t, kg_arena *a)
{
    page p = { 0 };
    kg_build_start(&p.b, t, inside, a);
    kg_publication_head(&p.b, root);
    if (!t->own.title.n) t->own.title = kg_words_of(kg_below(root, KG_T_TITLE), a);
    const kg_node *top = by_id(root, "broodtekst");
    if (!top) top = kg_below(root, KG_T_MAIN);
    if (!top) top = kg_below(root, KG_T_ARTICLE);
    if (!top) top = kg_below(root, KG_T_BODY);
    if (!top) top = root;
    find_notes(&p, top);
    walk(&p, top);
    kg_build_finish(&p.b);
}
