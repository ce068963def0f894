/* layout.c - from the lines of a document to running text. In: kg_doc. Out: kg_text.
 *
 * Text out of a PDF is broken at every line, page and footnote. Here page furniture and footnote bodies (lines.c, notes.c) are
 * lifted out, what they interrupted is joined again, words cut at a line end are healed, markers vanish; a list of runs leads
 * each byte back to where it stood. Order of work after spec 5.5: lines, furniture, notes, paragraphs, running text, voices.
 *
 * Invariants: passages cover flow in order, '\n' between them, body first, then notes, then page furniture, so that the body
 * reads without interruption; every byte of flow has a place in raw; flow is valid UTF-8 with single blanks.
 */
#include "text.h"

typedef struct {
    kg_layout l;
    struct { char *v; int n, cap; } flow;
    struct { kg_run *v; int n, cap; } runs;
    struct { kg_passage *v; int n, cap; } passages;
    int note;                                                 /* next marker to leave out */
    bool in_url;                                              /* flow ends inside an address */
} build;

/* -- running text -------------------------------------------------------------------------------------------------- */

static void run_at(build *b, uint32_t raw)
{
    uint32_t flow = (uint32_t)b->flow.n;
    if (b->runs.n && b->runs.v[b->runs.n - 1].flow == flow) { b->runs.v[b->runs.n - 1].raw = raw; return; }
    if (b->runs.n && b->runs.v[b->runs.n - 1].raw + (flow - b->runs.v[b->runs.n - 1].flow) == raw) return;
    *kg_push(b->l.a, &b->runs) = (kg_run){ flow, raw };
}

static void put_bytes(build *b, const char *p, ptrdiff_t n)
{
    if (n <= 0) return;
    run_at(b, (uint32_t)(p - b->l.raw.s));
    while (b->flow.cap - b->flow.n < n) b->flow.v = kg_grow(b->l.a, b->flow.v, b->flow.n, &b->flow.cap, 1);
    memcpy(b->flow.v + b->flow.n, p, (size_t)n);
    b->flow.n += (int)n;
}

static char last_byte(const build *b) { return b->flow.n ? b->flow.v[b->flow.n - 1] : '\n'; }

static void put_blank(build *b, const char *at, char c)
{
    if (last_byte(b) == ' ' || last_byte(b) == '\n') return;
    run_at(b, (uint32_t)(at - b->l.raw.s));
    *kg_push(b->l.a, &b->flow) = c;
}

/* Bytes that begin something to be folded: controls, NBSP and soft hyphen (C2 A0, C2 AD), U+2000.. (E2 80), U+FEFF (EF BB BF). */
static const unsigned char special[256] = {
    [0] = 1,    [1] = 1,    [2] = 1,    [3] = 1,    [4] = 1,    [5] = 1,    [6] = 1,    [7] = 1,   [8] = 1,  ['\t'] = 1,
    ['\v'] = 1, ['\f'] = 1, ['\r'] = 1, ['\n'] = 1, [14] = 1,   [15] = 1,   [16] = 1,   [17] = 1,  [18] = 1, [19] = 1,
    [20] = 1,   [21] = 1,   [22] = 1,   [23] = 1,   [24] = 1,   [25] = 1,   [26] = 1,   [27] = 1,  [28] = 1, [29] = 1,
    [30] = 1,   [31] = 1,   [' '] = 1,  [127] = 1,  [0xC2] = 1, [0xE2] = 1, [0xE3] = 1, [0xEF] = 1
};

/* Length of the blank (*gap = true) or of the nothing (*gap = false) at p; 0 where an ordinary character stands. */
static int foldable(const char *p, const char *end, bool *gap)
{
    const unsigned char *u = (const unsigned char *)p;
    *gap = true;
    if (u[0] < 0x80) return special[u[0]] ? 1 : 0;
    if (u[0] == 0xC2 && end - p >= 2) {
        if (u[1] == 0xAD) *gap = false;                       /* soft hyphen */
        return u[1] == 0xA0 || u[1] == 0xAD ? 2 : 0;
    }
    if (end - p < 3) return 0;
    if (u[0] == 0xE2 && u[1] == 0x80) {
        if (u[2] >= 0x8B && u[2] <= 0x8F) *gap = false;       /* zero-width */
        return u[2] <= 0x8F || u[2] == 0xAF || u[2] == 0xA8 || u[2] == 0xA9 ? 3 : 0;
    }
    if (u[0] == 0xE2 && u[1] == 0x81 && u[2] == 0x9F) return 3;
    if (u[0] == 0xE3 && u[1] == 0x80 && u[2] == 0x80) return 3;
    if (u[0] == 0xEF && u[1] == 0xBB && u[2] == 0xBF) { *gap = false; return 3; }
    return 0;
}

/* Goes on over ASCII without controls and without two blanks in a row, eight bytes at a time; p[-1] is none. */
static const char *skip_words(const char *p, const char *end)
{
    const uint64_t ones = 0x0101010101010101u, high = ones << 7;
    for (; end - p > 8; p += 8) {
        uint64_t x, next;
        memcpy(&x, p, 8);
        memcpy(&next, p + 1, 8);
        uint64_t odd = (x - ones * ' ') | x | (x + ones), blank = x ^ ones * ' ', then = next ^ ones * ' ';
        if ((odd | ((blank - ones) & (then - ones))) & high) break;
    }
    return p;
}

static void put_plain(build *b, const char *p, const char *end)
{
    while (p < end) {
        const char *q = p;
        while (q < end && (!special[(unsigned char)*q] ||
                           (*q == ' ' && q + 1 < end && q[1] != ' ' && q > p && !special[(unsigned char)q[-1]])))
            q = skip_words(q + 1, end);
        put_bytes(b, p, q - p);
        if (q == end) return;
        bool gap;
        int n = foldable(q, end, &gap);
        if (!n) { n = 1; put_bytes(b, q, 1); }                /* the rest of the character follows as plain bytes */
        else if (gap) put_blank(b, q, ' ');
        p = q + n;
    }
}

/* Copies raw [beg, end) and leaves the markers of footnotes out. */
static void put_text(build *b, uint32_t beg, uint32_t end)
{
    const char *raw = b->l.raw.s;
    while (b->note < b->l.notes.n) {
        kg_note *n = &b->l.notes.v[b->note];
        if (n->marker.end <= beg) { b->note++; continue; }    /* lost, or inside what was left out */
        if (n->marker.beg >= end) break;
        put_plain(b, raw + beg, raw + n->marker.beg);
        n->at = (uint32_t)b->flow.n;
        beg = n->marker.end;
        b->note++;
    }
    put_plain(b, raw + beg, raw + end);
}

/* -- joining lines ------------------------------------------------------------------------------------------------- */

static kg_str last_word(const build *b)
{
    enum { LONGEST = 400 }; /* a word that never ends must not cost its length at each line */
    int i = b->flow.n, stop = i > LONGEST ? i - LONGEST : 0;
    while (i > stop && b->flow.v[i - 1] != ' ' && b->flow.v[i - 1] != '\n') i--;
    return (kg_str){ b->flow.v + i, b->flow.n - i };
}

static kg_str first_word(kg_str s)
{
    ptrdiff_t n = 0;
    while (n < s.n && s.s[n] != ' ') n++;
    return kg_sub(s, 0, n);
}

static const char CUT_BEHIND[] = "/-_=?&~%"; /* what words are cut behind: hyphens, marks of addresses */

/* An address cut at a line end goes on where the next word looks like more of it. Spec 4, "Broken URLs". */
static bool url_goes_on(const build *b, kg_str next)
{
    kg_str w = last_word(b), n = first_word(next);
    if (kg_index(w, KG_S("://")) < 0 && kg_index(w, KG_S("www.")) < 0) return false;
    char c = last_byte(b);
    if (kg_index(n, KG_S("://")) >= 0) return false;          /* "8https://": the next note */
    if (n.n == 0 || !(kg_lower(n.s[0]) || kg_digit(n.s[0]) || strchr("%~/_-", n.s[0]))) return false;
    if (c == '-') return true;
    for (ptrdiff_t i = 0; i + 1 < n.n; i++)
        if (strchr("-_/.~=%&?", n.s[i]) || kg_digit(n.s[i])) return true;
    return false;
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
    char c = last_byte(b);
    if (b->flow.n == 0 || c == '\n' || next.n == 0) return;
    if (!memchr(CUT_BEHIND, c, sizeof CUT_BEHIND - 1)) { put_blank(b, at, ' '); return; }   /* nearly always */
    kg_str word = last_word(b);
    if (url_goes_on(b, next)) return;
    if (c == '/' && kg_upper(next.s[0]) && word.n > 2) return;                /* motie-Van den Nieuwenhuijzen/Ploumen */
    if (c != '-' || word.n < 2) { put_blank(b, at, ' '); return; }
    int stays = hyphen_stays(word, next);
    if (stays == 0) {
        b->flow.n--;
        while (b->runs.n > 1 && b->runs.v[b->runs.n - 1].flow >= (uint32_t)b->flow.n) b->runs.n--;
    } else if (stays == 2) put_blank(b, at, ' ');
}

/* -- passages ------------------------------------------------------------------------------------------------------ */

static kg_str passage_text(const build *b)
{
    const kg_passage *p = &b->passages.v[b->passages.n - 1];
    return (kg_str){ b->flow.v + p->at.beg, b->flow.n - (ptrdiff_t)p->at.beg };
}

static void open_passage(build *b, kg_role role)
{
    if (b->passages.n && passage_text(b).n == 0) b->passages.n--;             /* nothing came of it */
    if (b->passages.n) {
        b->passages.v[b->passages.n - 1].at.end = (uint32_t)b->flow.n;
        *kg_push(b->l.a, &b->flow) = '\n';
    }
    kg_passage *p = kg_push(b->l.a, &b->passages);
    *p = (kg_passage){ .at = { (uint32_t)b->flow.n, (uint32_t)b->flow.n }, .role = role, .note = -1 };
}

static bool ends_sentence(kg_str s)
{
    while (s.n && (s.s[s.n - 1] == ' ' || s.s[s.n - 1] == ')' || s.s[s.n - 1] == '"')) s.n--;
    if (kg_ends(s, KG_S("»")) || kg_ends(s, KG_S("”")) || kg_ends(s, KG_S("’"))) s.n -= kg_ends(s, KG_S("»")) ? 2 : 3;
    return s.n == 0 || strchr(".?!:;", s.s[s.n - 1]);
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

static bool dash_item(kg_str s)
{
    if (!s.n || ((unsigned char)s.s[0] != 0xE2 && s.s[0] != '-')) return false;
    return kg_starts(s, KG_S("– ")) || kg_starts(s, KG_S("- ")) || kg_starts(s, KG_S("• ")) || kg_starts(s, KG_S("— "));
}

/* Labels of a letter's head: each opens a paragraph of its own, blank line or not. */
static bool head_label(kg_str s)
{
    static const char *const head[] = { "Uw referentie", "Uw Referentie", "UW KENMERK", "Uw kenmerk",
                                        "Uw Kenmerk",    "Uw brief van",  "Datum ",     "Betreft ",
                                        "Betreft:",      "Onderwerp:",    "Geachte " };
    return s.n && s.n < 200 && strchr("UDBOG", s.s[0]) && KG_STARTS_ANY(s, head);
}

/* Role that a line opens a passage with where it stands first in a paragraph. */
static kg_role role_of(kg_str s, int *item, bool *speaks)
{
    kg_voice v;
    ptrdiff_t n = numbered(s, item);
    ptrdiff_t speaker = kg_speaker_line(s, &v);
    *speaks = speaker > 0;
    if (speaker == s.n || (!speaker && kg_voice_heading(s, &v))) { *item = 0; return s.n ? KG_HEADING : KG_BODY; }
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
    if (!b->passages.n) return true;
    const kg_passage *p = &b->passages.v[b->passages.n - 1];
    kg_str text = passage_text(b);
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
        if (b->l.notes.v[b->note].marker.beg >= l->beg) b->l.notes.v[b->note].at = (uint32_t)b->flow.n;
}

static void put_line(build *b, int i, gap g)
{
    kg_line *l = &b->l.lines[i];
    uint32_t beg = behind_marker(b, l->beg);                  /* "publiek gemaakt. / 3 De Europese Raad" */
    if (beg != l->beg) b->l.notes.v[b->note++].at = (uint32_t)b->flow.n;
    kg_str s = kg_sub(b->l.raw, beg, l->end);
    int item = 0;
    bool speaks;
    kg_role role = role_of(s, &item, &speaks);
    if (opens_passage(b, s, g, role, speaks)) {
        open_passage(b, role);
        b->passages.v[b->passages.n - 1].item = item;
    } else if (beg == l->beg || !s.n || !strchr(".,;:?!", s.s[0])) join(b, s, b->l.raw.s + (beg ? beg - 1 : 0));
    put_text(b, beg, l->end);
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
        put_line(b, i, g);
        g = (gap){ 0 };
    }
}

static void put_notes(build *b)
{
    b->note = b->l.notes.n;                                   /* no markers inside notes */
    for (int i = 0, k = 0; i < b->l.notes.n; i++) {
        kg_note *n = &b->l.notes.v[i];
        if (n->body.beg == n->body.end) continue;
        open_passage(b, KG_NOTE);
        b->passages.v[b->passages.n - 1].note = i;
        n->flow.beg = (uint32_t)b->flow.n;
        while (k < b->l.nlines && b->l.lines[k].note != i) k++;
        for (; k < b->l.nlines && b->l.lines[k].note == i; k++) {
            const kg_line *l = &b->l.lines[k];
            uint32_t beg = l->beg > n->body.beg ? l->beg : n->body.beg;
            if (beg >= l->end) continue;
            join(b, kg_sub(b->l.raw, beg, l->end), b->l.raw.s + (beg ? beg - 1 : 0));
            put_text(b, beg, l->end);
        }
        n->flow.end = (uint32_t)b->flow.n;
    }
}

static void put_pages(build *b)
{
    for (int i = 0; i < b->l.nlines; i++) {
        const kg_line *l = &b->l.lines[i];
        if (!(l->flags & KG_L_PAGE) || l->beg == l->end) continue;
        open_passage(b, KG_PAGE);
        put_text(b, l->beg, l->end);
    }
}

bool kg_read(const kg_doc *d, kg_text *t, kg_arena *a, kg_err *e)
{
    enum { PAD = 128 };
    *t = (kg_text){ .doc = *d, .meta = d->sidecar };
    build b = { .l = { .a = a } };
    if (!kg_decode(d, &b.l.raw, &t->recoded, a, e)) return false;
    if (b.l.raw.n >= (ptrdiff_t)1 << 30) return kg_fail(e, KG_ELIMIT, -1, "larger than 1 GiB");
    b.flow.cap = (int)b.l.raw.n + PAD;
    b.flow.v = kg_alloc(a, 1, (size_t)b.flow.cap + PAD);
    kg_split_lines(&b.l);
    kg_mark_furniture(&b.l);
    kg_find_notes(&b.l);
    put_body(&b);
    put_notes(&b);
    put_pages(&b);
    open_passage(&b, KG_BODY);                                /* closes the last one */
    b.passages.n--;
    if (b.flow.n && last_byte(&b) == '\n') b.flow.n--;
    if (b.flow.cap - b.flow.n < PAD) b.flow.v = kg_grow(a, b.flow.v, b.flow.n, &b.flow.cap, 1);
    memset(b.flow.v + b.flow.n, 0, (size_t)(b.flow.cap - b.flow.n));
    t->raw = b.l.raw;
    t->flow = (kg_str){ b.flow.v, b.flow.n };
    t->runs = b.runs.v; t->nruns = b.runs.n;
    t->lines = b.l.starts; t->nlines = b.l.nstarts;
    t->passages = b.passages.v; t->npassages = b.passages.n;
    t->notes = b.l.notes.v; t->nnotes = b.l.notes.n;
    kg_find_sentences(t, a);
    kg_find_voices(t, b.passages.v, b.passages.n);
    return true;
}
