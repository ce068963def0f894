/* layout.c - from the lines of a document to running text. In: kg_doc. Out: kg_text.
 *
 * Text out of a PDF is broken at every line, page and footnote. Here page furniture and footnote bodies (furniture.c, notes.c) are
 * lifted out, what they interrupted is joined again, words cut at a line end are healed, markers vanish; a list of runs leads
 * each byte back to where it stood. Order of work after spec 5.5: lines, furniture, notes, paragraphs, running text, voices.
 *
 * Invariants: passages cover flow in order, '\n' between them, body first, then notes, then page furniture, so that the body
 * reads without interruption; every byte of flow has a place in raw; flow is valid UTF-8 with single blanks.
 */
#include "text.h"

typedef struct {
    kg_layout l;
    kg_flow f;
    int note;                                                 /* next marker to leave out */
    bool glued;                                               /* blanks are missing (glue.c) */
} build;

/* -- running text ------------------------------------------------------------------------------------------------- */

static void put_words(build *b, const char *p, const char *end)
{
    for (const char *cut; b->glued && (cut = kg_next_glue(p, end)) < end; p = cut) {
        kg_flow_plain(&b->f, p, cut);
        kg_flow_blank(&b->f, cut);
    }
    kg_flow_plain(&b->f, p, end);
}

/* Copies raw [beg, end) and leaves the markers of footnotes out. */
static void put_text(build *b, uint32_t beg, uint32_t end)
{
    const char *raw = b->l.raw.s;
    while (b->note < b->l.notes.n) {
        kg_note *n = &b->l.notes.v[b->note];
        if (n->marker.end <= beg) { b->note++; continue; }    /* lost, or inside what was left out */
        if (n->marker.beg >= end) break;
        put_words(b, raw + beg, raw + n->marker.beg);
        n->at = (uint32_t)b->f.text.n;
        beg = n->marker.end;
        b->note++;
    }
    put_words(b, raw + beg, raw + end);
}

/* -- joining lines ------------------------------------------------------------------------------------------------- */

static kg_str last_word(const build *b)
{
    enum { LONGEST = 400 }; /* a word that never ends must not cost its length at each line */
    int i = b->f.text.n, stop = i > LONGEST ? i - LONGEST : 0;
    while (i > stop && b->f.text.v[i - 1] != ' ' && b->f.text.v[i - 1] != '\n') i--;
    return (kg_str){ b->f.text.v + i, b->f.text.n - i };
}

static kg_str first_word(kg_str s)
{
    ptrdiff_t n = 0;
    while (n < s.n && s.s[n] != ' ') n++;
    return kg_sub(s, 0, n);
}

static bool cut_behind(char c)                                /* words are: hyphens, marks of addresses */
{
    switch (c) {
    case '/': case '-': case '_': case '=': case '?': case '&': case '~': case '%': return true;
    default: return false;
    }
}

/* "VVD-, CDA- en SP-fractie": the hyphen stays and a blank follows. */
static bool coordinates(kg_str next)
{
    kg_str w = first_word(next);
    return kg_eq(w, KG_S("en")) || kg_eq(w, KG_S("of")) || kg_eq(w, KG_S("tot")) || kg_eq(w, KG_S("als")) ||
           kg_eq(w, KG_S("dan"));
}

/* What becomes of a hyphen at a line end (spec 5.4): 0 it goes, 1 it stays, 2 it stays and a blank follows. */
static int hyphen_stays(kg_str word, kg_str next)
{
    if (word.n < 2) return 2;                                 /* a dash */
    char left = word.s[word.n - 2];
    if (coordinates(next)) return 2;
    if (!kg_lower(next.s[0]) && (unsigned char)next.s[0] < 0x80) return 1;     /* Nagorno-Karabach, 21 501-02 */
    if (kg_upper(left) || kg_digit(left)) return 1;           /* EU-lidstaten, F-16's */
    bool hyphen = false;
    for (ptrdiff_t i = 0; i + 1 < word.n; i++) {
        if (kg_upper(word.s[i])) return 0;                    /* GroenLinks-fractie, VN-Veiligheidsraad */
        hyphen |= word.s[i] == '-';
    }
    return hyphen;                                            /* staakt-het-vuren */
}

/* Makes ready for `next` to be put behind what is there. */
static void join(build *b, kg_str next, const char *at)
{
    char c = kg_flow_last(&b->f);
    if (b->f.text.n == 0 || c == '\n' || next.n == 0) return;
    if (!cut_behind(c)) { kg_flow_blank(&b->f, at); return; }   /* nearly always */
    kg_str word = last_word(b);
    if (kg_address_goes_on(kg_buf_str(&b->f.text), next)) return;
    if (c == '/' && kg_upper(next.s[0]) && word.n > 2) return;                /* motie-Van den Nieuwenhuijzen/Ploumen */
    if (c != '-' || word.n < 2) { kg_flow_blank(&b->f, at); return; }
    int stays = hyphen_stays(word, next);
    if (stays == 0) {
        kg_flow_undo(&b->f);
    } else if (stays == 2) kg_flow_blank(&b->f, at);
}

/* -- passages ------------------------------------------------------------------------------------------------------ */

static bool ends_sentence(kg_str s)
{
    while (s.n && (s.s[s.n - 1] == ' ' || s.s[s.n - 1] == ')' || s.s[s.n - 1] == '"')) s.n--;
    if (kg_ends(s, KG_S("»")) || kg_ends(s, KG_S("”")) || kg_ends(s, KG_S("’"))) s.n -= kg_ends(s, KG_S("»")) ? 2 : 3;
    return s.n == 0 || memchr(".?!:;", s.s[s.n - 1], 5);
}

/* Length of "12. " or "12 . " at the start of a line: a numbered item or answer. */
static ptrdiff_t numbered(kg_str s, int *number)
{
    ptrdiff_t i = 0;
    while (i < s.n && kg_digit(s.s[i])) i++;
    if (i == 0 || i > 3 || i + 1 >= s.n || s.s[i] != '.' || s.s[i + 1] != ' ') return 0;
    *number = kg_int(kg_sub(s, 0, i));
    return i + 2;
}

/* What a line may be, by its first byte: a numbered item, speaker, heading or motion; a label of a letter's head; an item with a dash.
 * Nearly all lines are nothing of this. */
enum { ROLE = 1, LABEL = 2, DASH = 4 };
static const unsigned char may_be[256] = {
    [' '] = ROLE, ['.'] = ROLE, ['0'] = ROLE, ['1'] = ROLE, ['2'] = ROLE, ['3'] = ROLE, ['4'] = ROLE, ['5'] = ROLE, ['6'] = ROLE, ['7'] = ROLE,
    ['8'] = ROLE, ['9'] = ROLE, ['A'] = ROLE, ['H'] = ROLE, ['I'] = ROLE, ['K'] = ROLE, ['M'] = ROLE, ['R'] = ROLE, ['S'] = ROLE, ['V'] = ROLE,
    ['X'] = ROLE, ['D'] = ROLE | LABEL, ['U'] = LABEL, ['B'] = LABEL, ['O'] = LABEL, ['G'] = LABEL, ['-'] = DASH, [0xE2] = DASH
};
static unsigned may_open(kg_str s) { return s.n ? may_be[(unsigned char)s.s[0]] : 0; }

static bool dash_item(kg_str s)
{
    return may_open(s) & DASH &&
           (kg_starts(s, KG_S("– ")) || kg_starts(s, KG_S("- ")) || kg_starts(s, KG_S("• ")) || kg_starts(s, KG_S("— ")));
}

/* Labels of a letter's head: each opens a paragraph of its own, blank line or not. */
static bool head_label(kg_str s)
{
    static const char *const head[] = { "Uw referentie", "Uw Referentie", "UW KENMERK", "Uw kenmerk",
                                        "Uw Kenmerk",    "Uw brief van",  "Datum ",     "Betreft ",
                                        "Betreft:",      "Onderwerp:",    "Geachte " };
    return may_open(s) & LABEL && s.n < 200 && KG_STARTS_ANY(s, head);
}

kg_role kg_role_of_line(kg_str s, int *item, bool *speaks)
{
    kg_voice v;
    *speaks = false;
    *item = 0;
    if (!(may_open(s) & ROLE)) return KG_BODY;
    ptrdiff_t n = numbered(s, item);
    ptrdiff_t speaker = kg_speaker_line(s, &v);
    *speaks = speaker > 0;
    if (speaker == s.n || (!speaker && kg_voice_heading(s, &v))) { *item = 0; return KG_HEADING; }
    if (n) return KG_ITEM;
    *item = 0;
    if (kg_starts(s, KG_S("De Kamer,")) && s.n < 12) return KG_MOTION;
    return KG_BODY;
}

/* The line begins with a small letter (or stands in the middle of a word): it goes on with something. */
static bool goes_on(kg_str s)
{
    return s.n && (kg_lower(s.s[0]) || s.s[0] == '(' || s.s[0] == '&');
}

typedef struct {
    bool blank, broken;
} gap; /* between two body lines: a blank line; a page, notes or furniture */

static bool opens_passage(const build *b, kg_str s, gap g, kg_role role, bool speaks)
{
    if (!b->f.passages.n) return true;
    const kg_passage *p = &b->f.passages.v[b->f.passages.n - 1];
    kg_str text = kg_flow_passage(&b->f);
    if (text.n == 0) return false;
    if (p->role == KG_MOTION) return (role == KG_HEADING && !goes_on(s)) || kg_ends(text, KG_S("orde van de dag."));
    if (speaks || role == KG_HEADING || role == KG_MOTION || dash_item(s) || head_label(s)) return true;
    kg_voice v;
    if (p->role == KG_HEADING)
        return g.blank || g.broken || ends_sentence(text) || kg_voice_heading(text, &v) == KG_CLOSED;
    if (!g.blank && !g.broken) return false;
    if (role == KG_ITEM) return true;
    if (kg_ends(text, KG_S("-"))) return false;
    if (ends_sentence(text)) return true;
    if (dash_item(text)) return false; /* a blank line stands behind the first line of such items (spec 2.3) */
    if (p->role == KG_ITEM && !goes_on(s)) return true;
    return g.broken ? false : !goes_on(s);
}

/* The line is one more of a paragraph, as nearly all are: opens_passage says no without a look at its words. */
static bool one_more(const build *b, kg_str s, gap g)
{
    if (g.blank || g.broken || !b->f.passages.n || may_open(s)) return false;
    const kg_passage *p = &b->f.passages.v[b->f.passages.n - 1];
    return (p->role == KG_BODY || p->role == KG_ITEM) && kg_flow_passage(&b->f).n;
}

static uint32_t behind_marker(build *b, uint32_t beg)
{
    while (b->note < b->l.notes.n && b->l.notes.v[b->note].marker.end <= beg) b->note++;
    if (b->note == b->l.notes.n || b->l.notes.v[b->note].marker.beg != beg) return beg;
    beg = b->l.notes.v[b->note].marker.end;
    return beg + (b->l.raw.s[beg] == ' ');
}

/* A line of markers alone: they belong behind what came before. */
static void put_markers(build *b, const kg_line *l)
{
    for (; b->note < b->l.notes.n && b->l.notes.v[b->note].marker.beg < l->end; b->note++)
        if (b->l.notes.v[b->note].marker.beg >= l->beg) b->l.notes.v[b->note].at = (uint32_t)b->f.text.n;
}

/* Behind line i: lines that only go on with its paragraph, as nearly all do, and have nothing that join and put_text look for: no
 * marker, and no word that may be cut at the line end. The last of them. */
static int put_lines_that_go_on(build *b, int i)
{
    const kg_line *v = b->l.lines;
    const char *raw = b->l.raw.s;
    const kg_passage *p = &b->f.passages.v[b->f.passages.n - 1];
    uint32_t marker = b->note < b->l.notes.n ? b->l.notes.v[b->note].marker.beg : UINT32_MAX;
    if (b->glued || (p->role != KG_BODY && p->role != KG_ITEM)) return i;
    for (; i + 1 < b->l.nlines && v[i + 1].end <= marker; i++) {
        if (v[i + 1].flags & (KG_L_BLANK | KG_L_TOP | KG_L_PAGE | KG_L_NOTE | KG_L_MARK) || may_open(kg_line_str(&b->l, i + 1))) break;
        if (cut_behind(kg_flow_last(&b->f))) break;
        kg_flow_blank(&b->f, raw + v[i + 1].beg - 1);
        kg_flow_plain(&b->f, raw + v[i + 1].beg, raw + v[i + 1].end);
    }
    return i;
}

/* One line, and those behind it that only go on. The last of them. */
static int put_line(build *b, int i, gap g)
{
    const kg_line *l = &b->l.lines[i];
    uint32_t beg = behind_marker(b, l->beg);                  /* "publiek gemaakt. / 3 De Europese Raad" */
    if (beg != l->beg) b->l.notes.v[b->note++].at = (uint32_t)b->f.text.n;
    kg_str s = kg_sub(b->l.raw, beg, l->end);
    int item = 0;
    bool speaks, more = one_more(b, s, g);
    kg_role role = more ? KG_BODY : kg_role_of_line(s, &item, &speaks);
    if (!more && opens_passage(b, s, g, role, speaks)) {
        kg_flow_open(&b->f, role);
        b->f.passages.v[b->f.passages.n - 1].item = item;
    } else if (beg == l->beg || !s.n || !strchr(".,;:?!", s.s[0])) join(b, s, b->l.raw.s + (beg ? beg - 1 : 0));
    put_text(b, beg, l->end);
    return put_lines_that_go_on(b, i);
}

static void put_body(build *b)
{
    gap g = { 0 };
    for (int i = 0; i < b->l.nlines; i++) {
        const kg_line *l = &b->l.lines[i];
        if (l->flags & KG_L_BLANK) { g.blank = true; continue; }
        if (l->flags & (KG_L_PAGE | KG_L_NOTE)) { g.broken = true; continue; }
        if (l->flags & KG_L_MARK) { put_markers(b, l); continue; }
        if (l->flags & KG_L_TOP) g.broken = true;
        i = put_line(b, i, g);
        g = (gap){ 0 };
    }
}

static void put_notes(build *b)
{
    b->note = b->l.notes.n;                                   /* no markers inside notes */
    for (int i = 0, k = 0; i < b->l.notes.n; i++) {
        kg_note *n = &b->l.notes.v[i];
        if (n->body.beg == n->body.end) continue;
        kg_flow_open(&b->f, KG_NOTE);
        b->f.passages.v[b->f.passages.n - 1].note = i;
        n->flow.beg = (uint32_t)b->f.text.n;
        while (k < b->l.nlines && b->l.lines[k].note != i) k++;
        for (; k < b->l.nlines && b->l.lines[k].note == i; k++) {
            const kg_line *l = &b->l.lines[k];
            uint32_t beg = l->beg > n->body.beg ? l->beg : n->body.beg;
            if (beg >= l->end) continue;
            join(b, kg_sub(b->l.raw, beg, l->end), b->l.raw.s + (beg ? beg - 1 : 0));
            put_text(b, beg, l->end);
        }
        n->flow.end = (uint32_t)b->f.text.n;
    }
}

static void put_pages(build *b)
{
    for (int i = 0; i < b->l.nlines; i++) {
        const kg_line *l = &b->l.lines[i];
        if (!(l->flags & KG_L_PAGE) || l->beg == l->end) continue;
        kg_flow_open(&b->f, KG_PAGE);
        put_text(b, l->beg, l->end);
    }
}

void kg_read_lines(kg_text *t, kg_arena *a)
{
    build b = { .l = { .raw = t->raw, .a = a, .paged = t->npages > 0, .pdf = t->npages > 0 } };
    b.glued = kg_text_glued(t->raw);
    kg_flow_start(&b.f, t->raw, a);
    kg_split_lines(&b.l);
    kg_mark_furniture(&b.l);
    kg_find_notes(&b.l);
    put_body(&b);
    put_notes(&b);
    put_pages(&b);
    kg_flow_finish(&b.f, t);
    t->lines = b.l.starts; t->nlines = b.l.nstarts;
    t->notes = b.l.notes.v; t->nnotes = b.l.notes.n;
    kg_find_sentences(t, a);
    kg_find_voices(t, b.f.passages.v, b.f.passages.n);
}
