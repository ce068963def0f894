/* notes.c - footnotes. In: the lines of a document. Out: marker and body of each note; the lines of the bodies marked.
 *
 * Extracted text keeps no sign of a footnote but its numbers: a marker superscript ("2020¹⁴") or glued to what it follows
 * ("c.s.8, wel"), a body at the foot of the page that begins with the same number. One number alone proves nothing ("7
 * oktober jl." begins a line too), so markers and bodies are matched as two rising sequences: a body is accepted when its
 * number is the next one (a gap of two is allowed, since bodies do get lost: example gaza, note 19) and a marker with that
 * number stands between the marker before it and the body. Spec 5.3.
 *
 * Where the extractor glued the numbers to the bodies ("1Motie van het lid") it set the markers loose, so that "2 Het Europees
 * Parlement" is text behind a marker: on such a page only glued bodies count, and all between them and the foot is theirs.
 *
 * Invariants: markers and bodies rise with their numbers; a marker stands before its body; linear in the text, because the
 * places that could be markers are gathered once, by number (markers.c).
 */
#include "words.h"
#include "text.h"

enum { MAX_GAP = 2 };

/* -- bodies -------------------------------------------------------------------------------------------------------- */

static bool citing_word(kg_str s)
{
    static const char *const word[] = { "zie", "idem", "ibid", "vgl", "bron", "o.a.", "cf", "http", "www" };
    for (size_t i = 0; i < sizeof word / sizeof *word; i++)
        if (kg_starts_fold(s, word[i])) return true;
    return false;
}

/* Number with which the line could begin a note, and where its text begins; 0 where it could not. */
static int body_number(kg_str s, ptrdiff_t *text)
{
    int value, len = kg_superscript(s.s, s.s + s.n, &value);
    ptrdiff_t i = len;
    if (!len) {
        bool bracket = s.n && s.s[0] == '[';
        ptrdiff_t from = i = bracket;
        while (i < s.n && kg_digit(s.s[i])) i++;
        if (i == from || i - from > 3 || s.s[from] == '0') return 0;
        value = kg_int(kg_sub(s, from, i));
        if (bracket) { if (i == s.n || s.s[i++] != ']') return 0;
        } else if (i < s.n && s.s[i] != ' ' && !(i <= 2 && kg_upper(s.s[i]) && i + 1 < s.n && kg_lower(s.s[i + 1])))
            return 0;
    }
    while (i < s.n && s.s[i] == ' ') i++;
    if (i == s.n) return 0;
    kg_str rest = kg_sub(s, i, s.n);
    *text = i;
    if (len) return value;
    if (kg_digit(rest.s[0])) /* "23 432, nr. 499)" is a dossier, "9 2023Z18900." a note */
        return rest.n > 4 && kg_digit(rest.s[1]) && kg_digit(rest.s[2]) && kg_digit(rest.s[3]) ? value : 0;
    if (kg_lower(rest.s[0]) && !citing_word(rest)) return 0;
    if (kg_month(kg_sub(rest, 0, kg_index(rest, KG_S(" ")) < 0 ? rest.n : kg_index(rest, KG_S(" "))))) return 0;
    return value;
}

/* A paragraph that goes on with a note although it has no number: a second source, an address on a line of its own. */
static bool goes_on(kg_str s)
{
    static const char *const head[] = { "http",       "www.",        "<http",   "(<http",  "(http",
                                        "Kamerstuk",  "Kamerbrief",  "Brief",   "Verslag", "Beantwoording",
                                        "Aanhangsel", "Handelingen", "Rapport", "Zie " };
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        if (!kg_starts(s, kg_cstr(head[i]))) continue;
        if (i < 5) return true;
        for (ptrdiff_t k = 0; k + 1 < s.n && k < 400; k++)             /* a citation ends in a bracket or an address */
            if ((s.s[k] == '(' && kg_digit(s.s[k + 1])) || (s.s[k] == ':' && s.s[k + 1] == '/')) return s.n < 600;
        return false;
    }
    return false;
}

static int next_top(const kg_layout *l, int from)
{
    int i = from;
    while (i < l->nlines && !(l->lines[i].flags & (KG_L_TOP | KG_L_PAGE))) i++;
    return i;
}

/* "Vraag 3" and "Antwoord 3" are never part of a note. */
static bool heading(const kg_layout *l, int i)
{
    kg_str s = kg_line_str(l, i);
    kg_voice v;
    return s.n > 6 && s.n < 40 && (s.s[0] == 'A' || s.s[0] == 'V') && kg_digit(s.s[s.n - 1]) &&
           kg_voice_heading(s, &v) == KG_CLOSED;
}

/* First line behind the body that begins on line i. With page starts in the text the body runs to the next page; without, to a
 * blank line that is not followed by more of the note. */
static int body_end(const kg_layout *l, int i, int number)
{
    enum { LONGEST = 40 };
    int top = next_top(l, i + 1);
    bool paged = l->paged && top - i <= LONGEST;
    int end = i + 1;
    for (int k = i + 1; k < top; k++) {
        if (l->lines[k].flags & KG_L_BLANK) continue;
        ptrdiff_t text;
        kg_str s = kg_line_str(l, k);
        bool after_blank = l->lines[k - 1].flags & KG_L_BLANK;
        int next = body_number(s, &text);
        if (next && (after_blank || paged || (s.s[0] == '[' && next == number + 1))) break;
        if ((after_blank && !paged && !goes_on(s)) || heading(l, k)) break;
        end = k + 1;
    }
    return end;
}

typedef struct {
    kg_layout *l;
    kg_markers *markers;                                               /* gathered when first asked for */
    int last;                                                          /* number of the note before */
    uint32_t lo;                                                       /* markers stand behind this */
    uint32_t before;                                                   /* where the page before begins */
} search;

/* Where bodies are glued to their numbers (`rows`) the marker stands on the page of the body or the page before. */
static const kg_place *marker(search *f, int number, uint32_t hi, uint32_t page, bool rows)
{
    if (!f->markers) f->markers = kg_gather_markers(f->l);
    uint32_t lo = rows && f->before > f->lo ? f->before : f->lo;
    return kg_find_marker(f->markers, (kg_want){ number, lo, hi, page, rows });
}

static kg_note *take_note(search *f, int number, const kg_place *m)
{
    kg_note *n = kg_push(f->l->a, &f->l->notes);
    *n = (kg_note){ .number = number };
    if (!m) return n;
    n->marker = (kg_span){ m->beg, m->end };
    if (m->line >= 0) f->l->lines[m->line].flags |= KG_L_MARK;
    f->lo = m->end;
    return n;
}

/* Lines [i, end) are the body of note `number`, its words begin at `text`; markers before it whose body is lost come first. */
static void take_body(search *f, int i, int end, ptrdiff_t text, int number, const kg_place *m, bool rows)
{
    kg_layout *l = f->l;
    for (int k = f->last + 1; number > f->last && m && k < number; k++) {
        const kg_place *lost = marker(f, k, m->beg, f->lo, rows);
        if (lost) take_note(f, k, lost);
    }
    while (l->lines[end - 1].flags & KG_L_BLANK) end--;
    int index = l->notes.n;
    take_note(f, number, m)->body = (kg_span){ l->lines[i].beg + (uint32_t)text, l->lines[end - 1].end };
    for (int k = i; k < end; k++) l->lines[k].flags |= KG_L_NOTE, l->lines[k].note = index;
    f->last = number;
}

/* -- bodies glued to their number, at the foot of a page ----------------------------------------------------------- */

/* "1Motie van het lid ...", "8https://...", "22023 Annual report" where 2 is due. The number, or 0. */
static int glued_number(kg_str s, int due, ptrdiff_t *text)
{
    ptrdiff_t i = 0;
    while (i < s.n && kg_digit(s.s[i])) i++;
    if (i == 0 || i == s.n || s.s[0] == '0') return 0;
    unsigned char c = (unsigned char)s.s[i];
    kg_str rest = kg_sub(s, i, s.n);
    bool worded = (kg_upper((char)c) && rest.n > 1 && rest.s[1] != '-' && rest.s[1] != ' ') || c >= 0x80 || c == '"' ||
                  c == '\'' || c == '(' ||
                  (kg_lower((char)c) &&
                   (citing_word(rest) ||
                    (rest.n > 4 && memchr(rest.s, '.', (size_t)(rest.n < 30 ? rest.n : 30)) && kg_lower(rest.s[3]))));
    *text = i;
    if (i <= 3 && worded) return kg_int(kg_sub(s, 0, i));
    int digits = due < 10 ? 1 : due < 100 ? 2 : 3;
    if (i != digits + 4 || kg_int(kg_sub(s, 0, digits)) != due) return 0;
    int year = kg_int(kg_sub(s, digits, i));
    *text = digits;
    return year >= 1900 && year < 2100 ? due : 0;
}

/* The notes of the page [from, to), which a foot or the end of the text closes. */
static bool glued_block(search *f, int from, int to)
{
    enum { MOST = 64, HIGH = 25 };
    struct { int line, number; ptrdiff_t text; } body[MOST];
    kg_layout *l = f->l;
    int n = 0, due = f->last + 1, i = to;
    while (i > from && !heading(l, i - 1)) i--;                        /* no notes above it: the page goes on */
    for (; i < to; i++) {
        kg_str s = kg_line_str(l, i);
        if (!s.n || (l->lines[i].flags & (KG_L_PAGE | KG_L_NOTE))) continue;
        ptrdiff_t text = 0;
        if (!kg_digit(s.s[0])) continue;
        int number = glued_number(s, due, &text);
        bool again = number == 1 && !n && f->last > 0;
        if (!again && (number < due || number > due + MAX_GAP)) continue;
        if ((!n || number > due) && !marker(f, number, l->lines[i].beg, l->lines[from].beg, true)) continue;
        if (n == MOST) break;
        body[n].line = i, body[n].number = number, body[n].text = text;
        n++;
        due = number + 1;
    }
    for (int k = 0; k < n; k++)
        if ((k + 1 < n ? body[k + 1].line : to) - body[k].line > HIGH) return false;
    for (int k = 0; k < n; k++) {
        i = body[k].line;
        int number = body[k].number;
        const kg_place *m = marker(f, number, l->lines[body[0].line].beg, l->lines[from].beg, true);
        take_body(f, i, k + 1 < n ? body[k + 1].line : to, body[k].text, number, m, true);
    }
    return n > 0;
}

/* -- all of them --------------------------------------------------------------------------------------------------- */

/* A body whose number stands apart, on line i of the page that begins at `page`. */
static void spaced_body(search *f, int i, uint32_t page)
{
    kg_layout *l = f->l;
    ptrdiff_t text = 0;
    kg_str s = kg_line_str(l, i);
    unsigned char c = s.n ? (unsigned char)s.s[0] : 0;
    if (!kg_digit((char)c) && c != '[' && c != 0xC2 && c != 0xE2) return;
    int n = body_number(s, &text);
    bool again = n == 1 && f->last > 0;                                /* numbering that starts anew */
    if (!n || (!again && (n <= f->last || n > f->last + 1 + MAX_GAP))) return;
    const kg_place *m = marker(f, n, l->lines[i].beg, page, false);
    bool below_note = i > 0 && (l->lines[i - 1].flags & KG_L_NOTE);
    if (!m && !(n == f->last + 1 && below_note)) return;
    take_body(f, i, body_end(l, i, n), text, n, m, false);
}

void kg_find_notes(kg_layout *l)
{
    search f = { .l = l };
    uint32_t page = 0;
    for (int from = 0, to; from < l->nlines; from = to) {
        to = from + 1;
        while (to < l->nlines && !(l->lines[to].flags & (KG_L_TOP | KG_L_FOOT))) to++;
        if (l->lines[from].flags & KG_L_TOP) page = l->lines[from].beg;
        bool glued = glued_block(&f, from, to);
        if (to > from + 1) f.before = l->lines[from].beg;
        for (int i = from; i < to && !glued; i++)
            if (!(l->lines[i].flags & (KG_L_BLANK | KG_L_PAGE | KG_L_NOTE | KG_L_MARK))) spaced_body(&f, i, page);
    }
}
