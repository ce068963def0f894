/* notes.c - footnotes. In: the lines of a document. Out: marker and body of each note; the lines of the bodies marked.
 *
 * Extracted text keeps no sign of a footnote but its numbers: a marker superscript ("2020¹⁴") or glued to what it follows
 * ("c.s.8, wel"), a body at the foot of the page that begins with the same number. One number alone proves nothing ("7
 * oktober jl." begins a line too), so markers and bodies are matched as two rising sequences: a body is accepted when its
 * number is the next one (a gap of two is allowed, since bodies do get lost: example gaza, note 19) and a marker with that
 * number stands between the marker before it and the body. Spec 5.3.
 *
 * Invariants: markers and bodies rise with their numbers; a marker stands before its body; linear in the text, because the
 * places that could be markers are gathered once, by number.
 */
#include "text.h"

enum { MAX_NOTE = 999, MAX_GAP = 2 };

typedef struct { uint32_t beg, end; int score; int next; } place;      /* a number that could be a marker */
typedef struct {
    kg_layout *l;
    struct { place *v; int n, cap; } places;
    int first[MAX_NOTE + 1], last[MAX_NOTE + 1];                       /* places by number, in order of the text; 1-based */
} gather;

int kg_superscript(const char *p, const char *end, int *value)
{
    const char *q = p;
    *value = 0;
    while (end - q >= 2) {
        const unsigned char *u = (const unsigned char *)q;
        int d = -1, len = 2;
        if (u[0] == 0xC2) d = u[1] == 0xB9 ? 1 : u[1] == 0xB2 ? 2 : u[1] == 0xB3 ? 3 : -1;
        else if (u[0] == 0xE2 && end - q >= 3 && u[1] == 0x81 && (u[2] == 0xB0 || (u[2] >= 0xB4 && u[2] <= 0xB9)))
            d = u[2] - 0xB0, len = 3;
        if (d < 0 || *value > MAX_NOTE) break;
        *value = *value * 10 + d;
        q += len;
    }
    return (int)(q - p);
}

static void add_place(gather *g, int number, uint32_t beg, uint32_t end, int score)
{
    if (number < 1 || number > MAX_NOTE) return;
    place *p = kg_push(g->l->a, &g->places);
    *p = (place){ beg, end, score, 0 };
    if (g->last[number]) g->places.v[g->last[number] - 1].next = g->places.n;
    else g->first[number] = g->places.n;
    g->last[number] = g->places.n;
}

static bool closing_quote(const char *p, const char *beg)              /* the character that ends at p: » ” ’ */
{
    const unsigned char *u = (const unsigned char *)p;
    if (p - beg >= 2 && u[-2] == 0xC2 && u[-1] == 0xBB) return true;
    return p - beg >= 3 && u[-3] == 0xE2 && u[-2] == 0x80 && (u[-1] == 0x99 || u[-1] == 0x9D);
}

/* The word before a full stop is one that a number belongs to: "nr.19", "art.5". */
static bool takes_number(const char *dot, const char *beg)
{
    static const char *const word[] = { "nr", "nrs", "no", "art", "blz", "p", "pp", "pag", "lid", "bijl" };
    const char *p = dot;
    while (p > beg && (kg_lower(kg_fold(p[-1])))) p--;
    for (size_t i = 0; i < sizeof word / sizeof *word; i++)
        if (kg_ieq((kg_str){ p, dot - p }, kg_cstr(word[i]))) return true;
    return false;
}

/* How well what stands to the left carries a marker: 2 sentence mark or small letter, 1 capital ("MH17" is a name), 0 not. */
static int left_score(const char *p, const char *beg)
{
    if (p == beg) return 0;
    unsigned char c = (unsigned char)p[-1];
    if (kg_lower((char)c)) return p - beg >= 2 && !kg_blank(p[-2]) ? 2 : 1;
    if (c == ')' || c == '?' || c == '!' || c == ';' || c == '"' || c == '%' || closing_quote(p, beg)) return 2;
    if (c == '.' || c == ',' || c == ':') {
        if (p - beg < 2 || kg_digit(p[-2]) || kg_blank(p[-2]) || p[-2] == '/') return 0;
        return takes_number(p - 1, beg) ? 0 : 2;
    }
    if (c >= 0x80) return 2;                                           /* last byte of "ë" and its like */
    return kg_upper((char)c) ? 1 : 0;
}

static bool right_ok(const char *p, const char *end)
{
    if (p == end || kg_blank(*p)) return true;
    if (*p == '.' || *p == ',') return p + 1 == end || !kg_digit(p[1]);
    return strchr(";:)?!", *p) || (unsigned char)*p == 0xC2 || (unsigned char)*p == 0xE2;
}

static const char *ascii_marker(gather *g, const char *p, const char *beg, const char *end)
{
    const char *q = p;
    while (q < end && kg_digit(*q)) q++;
    int score = q - p <= 3 && *p != '0' ? left_score(p, beg) : 0;
    if (score && right_ok(q, end))
        add_place(g, kg_int((kg_str){ p, q - p }), (uint32_t)(p - beg), (uint32_t)(q - beg), score);
    return q;
}

/* "[3]" and "[3 ]" as some extractors write them. */
static const char *bracket_marker(gather *g, const char *p, const char *beg, const char *end)
{
    const char *q = p + 1;
    while (q < end && kg_digit(*q)) q++;
    const char *digits_end = q;
    if (q < end && *q == ' ') q++;
    if (digits_end == p + 1 || digits_end - p > 4 || q == end || *q != ']') return p + 1;
    add_place(g, kg_int((kg_str){ p + 1, digits_end - p - 1 }), (uint32_t)(p - beg), (uint32_t)(q + 1 - beg), 2);
    return q + 1;
}

/* Goes on, eight bytes at a time, over what is no digit, no "[" and ASCII; may stop early. */
static const char *skip_words(const char *p, const char *end)
{
    const uint64_t ones = 0x0101010101010101u;
    for (; end - p >= 8; p += 8) {
        uint64_t x;
        memcpy(&x, p, 8);
        uint64_t digit = x & ~(x >> 2) & ones << 4, bracket = ((x ^ ones * '[') - ones) & ones << 7;
        if (digit | bracket | (x & ones << 7)) break;         /* digits: bit 4 without bit 6, as in few other marks */
    }
    return p;
}

static void gather_places(gather *g)
{
    const char *beg = g->l->raw.s, *end = beg + g->l->raw.n;
    for (const char *p = beg; p < end;) {
        unsigned char c = (unsigned char)*p;
        if (kg_digit((char)c)) p = ascii_marker(g, p, beg, end);
        else if (c == '[') p = bracket_marker(g, p, beg, end);
        else if (c == 0xC2 || c == 0xE2) {
            int value, len = kg_superscript(p, end, &value);
            if (len && p > beg && !kg_blank(p[-1])) add_place(g, value, (uint32_t)(p - beg), (uint32_t)(p - beg) + (uint32_t)len, 3);
            p += len ? len : 1;
        } else p = skip_words(p + 1, end);
    }
}

/* Best place for marker `number` in (lo, hi): highest score, then the first behind `page`, else the last before it. */
static const place *find_marker(const gather *g, int number, uint32_t lo, uint32_t hi, uint32_t page)
{
    const place *best = NULL;
    for (int i = g->first[number]; i; i = g->places.v[i - 1].next) {
        const place *p = &g->places.v[i - 1];
        if (p->beg < lo) continue;
        if (p->end > hi) break;
        if (!best || p->score > best->score || (p->score == best->score && best->beg < page)) best = p;
    }
    return best;
}

/* -- bodies ---------------------------------------------------------------------------------------------------------- */

static bool citing_word(kg_str s)
{
    static const char *const word[] = { "zie", "idem", "ibid", "vgl", "bron", "o.a.", "cf", "http", "www" };
    for (size_t i = 0; i < sizeof word / sizeof *word; i++) {
        kg_str w = kg_cstr(word[i]);
        if (s.n >= w.n && kg_ieq(kg_sub(s, 0, w.n), w)) return true;
    }
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
        if (bracket) { if (i == s.n || s.s[i++] != ']') return 0; }
        else if (i < s.n && s.s[i] != ' ' && !(i <= 2 && kg_upper(s.s[i]) && i + 1 < s.n && kg_lower(s.s[i + 1]))) return 0;
    }
    while (i < s.n && s.s[i] == ' ') i++;
    if (i == s.n) return 0;
    kg_str rest = kg_sub(s, i, s.n);
    *text = i;
    if (len) return value;
    if (kg_digit(rest.s[0]))                                           /* "23 432, nr. 499)" is a dossier, "9 2023Z18900." a note */
        return rest.n > 4 && kg_digit(rest.s[1]) && kg_digit(rest.s[2]) && kg_digit(rest.s[3]) ? value : 0;
    if (kg_lower(rest.s[0]) && !citing_word(rest)) return 0;
    if (kg_month(kg_sub(rest, 0, kg_index(rest, KG_S(" ")) < 0 ? rest.n : kg_index(rest, KG_S(" "))))) return 0;
    return value;
}

/* A paragraph that goes on with a note although it has no number: a second source, an address on a line of its own. */
static bool goes_on(kg_str s)
{
    static const char *const head[] = { "http", "www.", "<http", "(<http", "(http", "Kamerstuk", "Kamerbrief", "Brief", "Verslag",
                                        "Beantwoording", "Aanhangsel", "Handelingen", "Rapport", "Zie " };
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

/* First line behind the body that begins on line i. With page starts in the text the body runs to the next page; without, to a
 * blank line that is not followed by more of the note. */
static int body_end(const kg_layout *l, int i)
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
        if (body_number(s, &text) && (after_blank || paged)) break;
        if (after_blank && !paged && !goes_on(s)) break;
        end = k + 1;
    }
    return end;
}

static void take_body(kg_layout *l, int i, ptrdiff_t text, int number, const place *m)
{
    int end = body_end(l, i), index = l->notes.n;
    kg_note *n = kg_push(l->a, &l->notes);
    *n = (kg_note){ .number = number, .body = { l->lines[i].beg + (uint32_t)text, l->lines[end - 1].end } };
    if (m) n->marker = (kg_span){ m->beg, m->end };
    for (int k = i; k < end; k++) l->lines[k].flags |= KG_L_NOTE, l->lines[k].note = index;
}

static void take_lone_marker(kg_layout *l, int number, const place *m)
{
    kg_note *n = kg_push(l->a, &l->notes);
    *n = (kg_note){ .number = number, .marker = { m->beg, m->end } };
}

static uint32_t page_before(const kg_layout *l, int i)
{
    while (i > 0 && !(l->lines[i].flags & KG_L_TOP)) i--;
    return l->lines[i].beg;
}

void kg_find_notes(kg_layout *l)
{
    gather *g = NULL;
    int last = 0;                                                      /* number of the note before */
    uint32_t lo = 0;                                                   /* markers stand behind this */
    for (int i = 0; i < l->nlines; i++) {
        if (l->lines[i].flags & (KG_L_BLANK | KG_L_PAGE | KG_L_NOTE)) continue;
        ptrdiff_t text = 0;
        kg_str s = kg_line_str(l, i);
        unsigned char c = s.n ? (unsigned char)s.s[0] : 0;
        if (!kg_digit((char)c) && c != '[' && c != 0xC2 && c != 0xE2) continue;
        int n = body_number(s, &text);
        bool again = n == 1 && last > 0;                               /* numbering that starts anew */
        if (!n || (!again && (n <= last || n > last + 1 + MAX_GAP))) continue;
        if (!g) { g = kg_new(l->a, gather, 1); g->l = l; gather_places(g); }
        const place *m = find_marker(g, n, lo, l->lines[i].beg, page_before(l, i));
        bool below_note = i > 0 && (l->lines[i - 1].flags & KG_L_NOTE);
        if (!m && !(n == last + 1 && below_note)) continue;
        for (int k = last + 1; !again && m && k < n; k++) {            /* markers whose body is lost */
            const place *lost = find_marker(g, k, lo, m->beg, lo);
            if (lost) { take_lone_marker(l, k, lost); lo = lost->end; }
        }
        take_body(l, i, text, n, m);
        last = n;
        if (m) lo = m->end;
    }
}
