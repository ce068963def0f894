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
 * Text by pdftotext has the numbers of a page's foot on lines of their own and the bodies behind them.
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

static ptrdiff_t blank_at(kg_str s, ptrdiff_t i)              /* bytes of a blank, breaking or not */
{
    return i < s.n && s.s[i] == ' ' ? 1 : i + 1 < s.n && !memcmp(s.s + i, "\xC2\xA0", 2) ? 2 : 0;
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
        } else if (s.n > i + 1 && s.s[i] == ')' && blank_at(s, i + 1)) i++;   /* "1) Pointer, 17 november 2024" */
        else if (i < s.n && s.s[i] != ' ' && !(i <= 2 && kg_upper(s.s[i]) && i + 1 < s.n && kg_lower(s.s[i + 1])))
            return 0;
    }
    for (ptrdiff_t n; (n = blank_at(s, i)) > 0;) i += n;
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

/* The same of line i, or of "[3]" alone, whose text is the next line. */
static int number_on(const kg_layout *l, int i, ptrdiff_t *text)
{
    kg_str s = kg_line_str(l, i);
    ptrdiff_t digits = s.n > 2 && s.s[0] == '[' ? kg_digits_at(s, 1) : 0;
    bool alone = digits > 0 && digits <= 3 && s.n == digits + 2 && s.s[s.n - 1] == ']';
    if (!alone || i + 1 == l->nlines || l->lines[i + 1].flags & (KG_L_BLANK | KG_L_PAGE)) return body_number(s, text);
    *text = (ptrdiff_t)(l->lines[i + 1].beg - l->lines[i].beg);
    return kg_int(kg_sub(s, 1, 1 + digits));
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

/* The first line from `from` on that has one of the flags, or the end. */
static int next_with(const kg_layout *l, int from, unsigned flags)
{
    int i = from;
    while (i < l->nlines && !(l->lines[i].flags & flags)) i++;
    return i;
}

/* "Vraag 3" and "Antwoord 3" are never part of a note. */
static bool heading(const kg_layout *l, int i)
{
    kg_str s = kg_line_str(l, i);
    kg_voice v;
    return s.n > 6 && s.n < 40 && (s.s[0] == 'A' || s.s[0] == 'V') && kg_digit(s.s[s.n - 1]) && kg_voice_heading(s, &v) == KG_CLOSED;
}

/* "1) ..." goes with "? 1)", and with nothing else. */
static bool closed(kg_str s) { ptrdiff_t i = kg_digits_at(s, 0); return i > 0 && i < s.n && s.s[i] == ')'; }

static bool at_end(kg_str s) /* "nr. 42." */ { return s.n && (s.s[s.n - 1] == '.' || s.s[s.n - 1] == ')' || kg_digit(s.s[s.n - 1])); }

/* First line behind the body that begins on line i. With page starts in the text the body runs to the next page, on line `top`; without,
 * to a blank line that is not followed by more of the note. */
static int body_end(const kg_layout *l, int i, int number, int top)
{
    enum { LONGEST = 40 };
    bool paged = l->paged && top - i <= LONGEST;
    int end = i + 1;
    for (int k = i + 1; k < top; k++) {
        if (l->lines[k].flags & KG_L_BLANK) continue;
        ptrdiff_t text;
        kg_str s = kg_line_str(l, k);
        bool after_blank = l->lines[k - 1].flags & KG_L_BLANK;
        int next = number_on(l, k, &text), raised;
        bool shown = s.s[0] == '[' || closed(s) || kg_superscript(s.s, s.s + s.n, &raised);   /* no number that a line may begin with by chance */
        if (next && (after_blank || paged || (next == number + 1 && (shown || at_end(kg_line_str(l, k - 1)))))) break;
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
    int top;                                                           /* of the page behind the body asked for last, which lies before it */
    bool shut;                                                         /* the body looked at is "1) ..." */
    int closing;                                                       /* where the notes "1) ..." begin, which end a document; -1: not asked for yet */
} search;

/* Where bodies are glued to their numbers (`rows`) the marker stands on the page of the body or the page before. */
static const kg_place *marker(search *f, int number, uint32_t hi, uint32_t page, bool rows)
{
    if (!f->markers) f->markers = kg_gather_markers(f->l);
    return kg_find_marker(f->markers, (kg_want){ number, rows && f->before > f->lo ? f->before : f->lo, hi, page, rows, f->shut });
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
    int n = 0, due = f->last + 1, first = from, i = to;
    while (first < to && !(l->lines[first].flags & KG_L_DIGIT)) first++;
    while (i > first && !heading(l, i - 1)) i--;                       /* no notes above it: the page goes on */
    for (; i < to; i++) {
        if ((l->lines[i].flags & (KG_L_DIGIT | KG_L_PAGE | KG_L_NOTE)) != KG_L_DIGIT) continue;
        ptrdiff_t text = 0;
        int number = glued_number(kg_line_str(l, i), due, &text);
        bool again = number == 1 && !n && f->last > 0;
        if (!again && (number < due || number > due + MAX_GAP)) continue;
        if ((!n || number > due) && !marker(f, number, l->lines[i].beg, l->lines[from].beg, true)) continue;
        if (n == MOST) break;
        body[n].line = i, body[n].number = number, body[n].text = text;
        n++;
        due = number + 1;
    }
    for (int k = 0; k < n; k++)
        /* cppcheck-suppress uninitvar; written up to n */
        if ((k + 1 < n ? body[k + 1].line : to) - body[k].line > HIGH) return false;
    for (int k = 0; k < n; k++) {
        i = body[k].line;
        int number = body[k].number;
        const kg_place *m = marker(f, number, l->lines[body[0].line].beg, l->lines[from].beg, true);
        take_body(f, i, k + 1 < n ? body[k + 1].line : to, body[k].text, number, m, true);
    }
    return n > 0;
}

/* -- bodies below their numbers: pdftotext puts the numbers of a page's foot on lines of their own, the bodies behind them ---------- */

enum { ROW = 16, HIGH = 12 };                                 /* numbers in a row; lines of a body, mostly one to three */
typedef struct { int number[ROW], line[ROW], n; } row;

static int lone_number(kg_str s)
{
    return s.n > 0 && s.n <= 3 && s.s[0] != '0' && kg_digits_at(s, 0) == s.n ? kg_int(s) : 0;
}

static bool passed_over(const kg_layout *l, int i) { return l->lines[i].flags & (KG_L_BLANK | KG_L_PAGE); }

/* The numbers that stand alone on lines from i on, rising by one; i goes behind them. */
static row lone_row(const kg_layout *l, int *i, int to)
{
    row r = { .n = 0 };
    for (; *i < to && r.n < ROW; ++*i) {
        int number = passed_over(l, *i) ? 0 : lone_number(kg_line_str(l, *i));
        if (passed_over(l, *i) && r.n) continue;
        if (!number || (r.n && number != r.number[r.n - 1] + 1)) break;
        r.line[r.n] = *i;
        r.number[r.n++] = number;
    }
    return r;
}

/* Where each of n bodies begins among the lines [from, to): a line each, or a group between blank lines each, or behind each end of
 * a sentence; false where none of that comes out even. */
static bool split_bodies(const kg_layout *l, int from, int to, int n, int *start)
{
    int lines = 0, groups = 0, ends = 0, at[3][ROW];
    kg_str above = { 0 };
    for (int i = from; i < to; i++) {
        if (passed_over(l, i)) continue;
        kg_str s = kg_line_str(l, i);
        bool first = lines == 0, group = first || passed_over(l, i - 1);
        bool end = first || (above.n && strchr(".?!)]", above.s[above.n - 1]) && !kg_lower(s.s[0]));
        if (lines < ROW) at[0][lines] = i;
        if (group && groups < ROW) at[1][groups] = i;
        if (end && ends < ROW) at[2][ends] = i;
        lines++, groups += group, ends += end;
        above = s;
    }
    int how = n == 1 || groups == n ? 1 : lines == n ? 0 : ends == n ? 2 : -1;
    for (int k = 0; k < n && how >= 0; k++) start[k] = at[how][k];
    return how >= 0 && lines > 0;
}

/* A row of numbers and the lines [from, to) behind it: no more than some for each, no question or answer among them, and a marker
 * for each number. */
static bool take_row(search *f, const row *r, int from, int to, uint32_t page)
{
    kg_layout *l = f->l;
    int start[ROW + 1], first = r->number[0];
    if (!(first == 1 && f->last > 0) && (first <= f->last || first > f->last + 1 + MAX_GAP)) return false;
    if (to - from > HIGH * r->n || !split_bodies(l, from, to, r->n, start)) return false;
    for (int i = from; i < to; i++)
        if (heading(l, i) || lone_number(kg_line_str(l, i))) return false;   /* the page's own number, a table */
    uint32_t above = l->lines[r->line[0]].beg;
    for (int k = 0; k < r->n; k++)
        if (!marker(f, r->number[k], above, page, true)) return false;
    start[r->n] = to;
    for (int k = 0; k < r->n; k++) {
        take_body(f, start[k], start[k + 1], 0, r->number[k], marker(f, r->number[k], above, page, true), true);
        l->lines[r->line[k]].flags |= KG_L_NOTE;              /* no text */
    }
    return true;
}

/* First line behind the bodies that begin on line i: that of the next number, or what the page says below them (a colophon may stand
 * above them). */
static int end_of_bodies(const kg_layout *l, int i, int to, int next)
{
    bool some = false;
    for (int most = i + ROW * HIGH; i < to && i <= most; i++) {
        if (some && l->lines[i].flags & KG_L_FOOT) break;
        if (passed_over(l, i)) continue;
        int number = some ? lone_number(kg_line_str(l, i)) : 0;
        if (number >= next && number <= next + MAX_GAP) break;
        some = true;
    }
    return i;
}

/* On the page [from, to): a number alone and a blank line behind it, the bodies, the next numbers among them. */
static void bodies_below(search *f, int from, int to, uint32_t page)
{
    kg_layout *l = f->l;
    bool more = false;                                        /* right behind bodies: the number needs no blank line */
    for (int i = from; i < to;) {
        bool lone = l->lines[i].flags & KG_L_DIGIT && !passed_over(l, i) && lone_number(kg_line_str(l, i));
        if (!lone) { more = false, i++; continue; }
        int body = i;
        row r = lone_row(l, &body, to);
        bool begins = r.n && (more || l->lines[body - 1].flags & KG_L_BLANK);
        int end = begins ? end_of_bodies(l, body, to, r.number[r.n - 1] + 1) : body;
        more = body < end && take_row(f, &r, body, end, page);
        i = more ? end : i + 1;
    }
}

/* -- all of them --------------------------------------------------------------------------------------------------- */

/* The last line "1) ...": a list within the text has the same form. Looked for when first asked for. */
static int closing_notes(search *f)
{
    if (f->closing < 0)
        for (f->closing = f->l->nlines - 1; f->closing > 0 && !kg_starts(kg_line_str(f->l, f->closing), KG_S("1)")); f->closing--) {}
    return f->closing;
}

/* A body whose number stands apart, on line i of the page that begins at `page`. */
static void spaced_body(search *f, int i, uint32_t page)
{
    kg_layout *l = f->l;
    ptrdiff_t text = 0;
    kg_str s = kg_line_str(l, i);
    char c = s.s[0];
    int n = number_on(l, i, &text);
    bool again = n == 1 && f->last > 0;                                /* numbering that starts anew */
    if (!n || (!again && (n <= f->last || (c != '[' && n > f->last + 1 + MAX_GAP)))) return;
    f->shut = closed(s);
    const kg_place *m = marker(f, n, l->lines[i].beg, page, false);
    if (c == '[' && n > f->last + 1 + MAX_GAP && !(m && l->raw.s[m->end - 1] == ']')) return;
    bool below_note = i > 0 && (l->lines[i - 1].flags & KG_L_NOTE);
    if (!m && !(n == f->last + 1 && below_note)) return;
    if (f->shut && i < closing_notes(f)) return;
    if (f->top <= i) f->top = next_with(l, i + 1, KG_L_TOP | KG_L_PAGE);
    take_body(f, i, body_end(l, i, n, f->top), text, n, m, false);
}

/* The paragraphs of notes below old questions, where a marker shows that they are some. */
static bool row_bodies(search *f)
{
    kg_layout *l = f->l;
    bool any = false;
    for (int i = 0, to; i < l->nlines; i = to) {
        bool bound = false;
        for (to = i; to < l->nlines && l->lines[to].flags & KG_L_ROW && (to == i || l->raw.s[l->lines[to].beg] != '1'); to++)
            bound |= marker(f, kg_int(kg_sub(l->raw, l->lines[to].beg, l->lines[to].beg + 2)), l->lines[i].beg, 0, false) != NULL;
        for (int k = i; k < to && bound; k++) {
            ptrdiff_t digits = kg_digits_at(l->raw, l->lines[k].beg);
            int number = kg_int(kg_sub(l->raw, l->lines[k].beg, l->lines[k].beg + digits));
            take_body(f, k, k + 1, digits + 1, number, marker(f, number, l->lines[i].beg, 0, false), false);
        }
        any |= bound, to += to == i;
    }
    return any;
}

void kg_find_notes(kg_layout *l)
{
    bool split = kg_split_rows(l);
    search f = { .l = l, .closing = -1 };
    bool rows = split && row_bodies(&f);
    uint32_t page = 0;
    for (int from = 0, to; from < l->nlines; from = to) {
        to = next_with(l, from + 1, KG_L_TOP | KG_L_FOOT);
        if (l->lines[from].flags & KG_L_TOP) page = l->lines[from].beg;
        if (from == 0 || l->lines[from].flags & KG_L_TOP) bodies_below(&f, from, next_with(l, from + 1, KG_L_TOP), page);
        bool glued = !rows && glued_block(&f, from, to);
        if (to > from + 1) f.before = l->lines[from].beg;
        for (int i = from; i < to && !glued; i++)
            if ((l->lines[i].flags & (KG_L_SIGN | KG_L_PAGE | KG_L_NOTE | KG_L_MARK)) == KG_L_SIGN) spaced_body(&f, i, page);
    }
}
