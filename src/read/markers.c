/* markers.c - the numbers in a text that could be markers of footnotes. In: lines. Out: places by number.
 *
 * A marker is superscript, glued to what it follows ("c.s.8, wel"), bracketed, "1)" behind the end of a sentence (Kamervragen), or,
 * where the extractor took a superscript for a line of its own, the first of its line: alone ("halen? / 1 / Antwoord 1") or with the
 * text that goes on ("publiek gemaakt. / 3 De Europese Raad"), or behind a year ("7 augustus 20241"). The last two are believed only
 * where the bodies are glued too, or stand below their numbers.
 *
 * Invariants: the places of a number are ordered; gathered once a document, in O(bytes).
 */
#include "words.h"
#include "text.h"

enum { MAX_NOTE = 999 };

/* Places of a number, in order of the text, 1-based. What lies before a search is left behind, one cursor for either kind. */
typedef struct { int first[2], last; } chain;
typedef enum { GLUED, CLOSED, MORE, ALONE, HEADS, KINDS } kind;  /* CLOSED: "1)", which only a body "1) ..." goes with */
struct kg_markers {
    const kg_layout *l;
    struct { kg_place *v; int n, cap; } places;
    struct { struct { chain of[KINDS]; } *v; int n, cap; } numbers;   /* up to the highest that is there */
    int line;                                                 /* that the places have come to */
};
typedef kg_markers gather;

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

static void chain_place(gather *g, kind k, int number, kg_place place)
{
    if (number < 1 || number > MAX_NOTE) return;
    while (g->numbers.n <= number) (void)kg_push(g->l->a, &g->numbers);
    chain *c = &g->numbers.v[number].of[k];
    *kg_push(g->l->a, &g->places) = place;
    if (c->last) g->places.v[c->last - 1].next = g->places.n;
    else c->first[0] = c->first[1] = g->places.n;
    c->last = g->places.n;
}

static void add_to(gather *g, kind k, int number, uint32_t beg, uint32_t end, int score)
{
    while (g->line + 1 < g->l->nlines && g->l->lines[g->line].end <= beg) g->line++;
    if (g->l->lines[g->line].flags & KG_L_PAGE) return;       /* "Tweede Kamer der Staten-Generaal2" */
    chain_place(g, k, number, (kg_place){ beg, end, score, score, 0, -1 });
}

static void add_place(gather *g, int number, uint32_t beg, uint32_t end, int score) { add_to(g, GLUED, number, beg, end, score); }

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
    if (p - beg >= 3 && (!memcmp(p - 3, "–", 3) || !memcmp(p - 3, "—", 3))) return 0; /* "2,5–3 °C" */
    if (c >= 0x80) return 2;                                           /* last byte of "ë" and its like */
    return kg_upper((char)c) ? 1 : 0;
}

static bool right_ok(const char *p, const char *end)
{
    if (p == end || kg_blank(*p)) return true;
    if (*p == '.' || *p == ',') return p + 1 == end || !kg_digit(p[1]);
    return strchr(";:)?!", *p) || (unsigned char)*p == 0xC2 || (unsigned char)*p == 0xE2;
}

/* "hierop?1 2 3": further markers up to the end of the line. */
static const char *add_more(gather *g, const char *p, const char *q, const char *beg, const char *end)
{
    int n = kg_int((kg_str){ p, q - p });
    while (end - q > 1 && *q == ' ' && kg_digit(q[1])) {
        const char *r = q + 1;
        while (r < end && kg_digit(*r)) r++;
        if (r - q > 4 || kg_int((kg_str){ q + 1, r - q - 1 }) != ++n || !(r == end || *r == '\n' || *r == ' ')) break;
        chain_place(g, MORE, n, (kg_place){ (uint32_t)(q + 1 - beg), (uint32_t)(r - beg), 0, 1, 0, -1 });
        q = r;
    }
    return q;
}

static bool may_close(char c) { return c == '?' || c == '!' || c == '.' || c == '"' || c == '\''; }

/* "'Nutri-score dreigt fiasco te worden'? 1)", "hier bedoeld? 1) 2)": behind a sentence or a title that ends, and up to the end of
 * the line. Where they end; NULL where there are none. */
static const char *add_closed(gather *g, const char *p, const char *beg, const char *end)
{
    enum { MOST = 4, DIGITS = 2 };
    const char *from[MOST], *to[MOST], *q = p;
    int n = 0;
    if (p - beg <= 2 || p[-1] != ' ' || !(may_close(p[-2]) || closing_quote(p - 1, beg))) return NULL;
    while (n < MOST && q < end && kg_digit(*q) && *q != '0') {
        from[n] = q;
        while (q < end && kg_digit(*q)) q++;
        if (q - from[n] > DIGITS || q == end || *q != ')') return NULL;
        to[n++] = ++q;
        while (q < end && *q == ' ') q++;
    }
    if (!n || !(q == end || *q == '\n' || *q == '\r')) return NULL;
    for (int i = 0; i < n; i++)
        add_to(g, CLOSED, kg_int((kg_str){ from[i], to[i] - 1 - from[i] }), (uint32_t)(from[i] - beg), (uint32_t)(to[i] - beg), 2);
    return q;
}

/* "24 november | 20232" */
static bool behind_month(const char *p, const char *beg)
{
    if (p == beg || p[-1] != ' ') return false;
    const char *w = p - 1;
    while (w > beg && kg_lower(kg_fold(w[-1]))) w--;
    if (!kg_month((kg_str){ w, p - 1 - w })) return false;
    while (w > beg && (kg_digit(w[-1]) || w[-1] == ' ')) w--;
    return !kg_ends((kg_str){ beg, w - beg }, KG_S("ntvangen"));        /* "Ontvangen 10 april 19751": of who brought it in */
}

static const char *ascii_marker(gather *g, const char *p, const char *beg, const char *end)
{
    enum { YEAR = 4 };                                        /* "de brief van 7 augustus 20241" */
    const char *q = p, *closed;
    while (q < end && kg_digit(*q)) q++;
    if (p > beg && p[-1] == ' ' && q - p <= YEAR && (q == end || *q != ')')) return q;   /* nearly always: "7 oktober", "nr. 2389" */
    if ((closed = add_closed(g, p, beg, end))) return closed;
    int score = q - p <= 3 && *p != '0' ? left_score(p, beg) : 0;
    if (score && right_ok(q, end))
        add_place(g, kg_int((kg_str){ p, q - p }), (uint32_t)(p - beg), (uint32_t)(q - beg), score);
    if (score) return add_more(g, p, q, beg, end);
    bool year = q - p > YEAR && q - p < YEAR + 3 && (!memcmp(p, "19", 2) || !memcmp(p, "20", 2)) && p[YEAR] != '0' && right_ok(q, end);
    if (year && behind_month(p, beg))
        add_place(g, kg_int((kg_str){ p + YEAR, q - p - YEAR }), (uint32_t)(p - beg) + YEAR, (uint32_t)(q - beg), 2);
    else if (year)
        chain_place(g, MORE, kg_int((kg_str){ p + YEAR, q - p - YEAR }),
                    (kg_place){ (uint32_t)(p - beg) + YEAR, (uint32_t)(q - beg), 0, 1, 0, -1 });
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

/* The next digit, "[", or byte that a superscript begins with; the end where there is none. */
static const char *next_sign(const char *p, const char *end)
{
    for (; p < end; p += 16) {
        kg_sixteen x = kg_sixteen_at(p);
        unsigned bits = kg_sixteen_bits((kg_sixteen)((x - '0') < 10) | (kg_sixteen)(x == '[') | (kg_sixteen)(x == 0xC2) | (kg_sixteen)(x == 0xE2));
        if (bits) { p += kg_lowest_bit(bits); return p < end ? p : end; }
    }
    return end;
}

static void gather_places(gather *g)
{
    const char *beg = g->l->raw.s, *end = beg + g->l->raw.n, *last = NULL;   /* last: behind a superscript, "de motie-Jansen¹ ²" */
    for (const char *p = beg; (p = next_sign(p, end)) < end;) {
        if (kg_digit(*p)) p = ascii_marker(g, p, beg, end);
        else if (*p == '[') p = bracket_marker(g, p, beg, end);
        else {
            int value, len = kg_superscript(p, end, &value);
            bool in_a_row = last && p[-1] == ' ' && (p - last == 1 || (p - last == 2 && p[-2] == ','));
            if (len && p > beg && (!kg_blank(p[-1]) || in_a_row)) {
                add_place(g, value, (uint32_t)(p - beg), (uint32_t)(p - beg) + (uint32_t)len, 3);
                last = p + len;
            }
            p += len ? len : 1;
        }
    }
}

/* -- rows: numbers that stand first on their line ------------------------------------------------------------------ */

static bool ends_sentence(kg_str s)
{
    return s.n && (strchr(".?!:;)", s.s[s.n - 1]) || closing_quote(s.s + s.n, s.s));
}

/* "miljoen", "maart", "procent": the number belongs to what follows it. */
static bool counted(kg_str s)
{
    static const char *const word[] = { "miljoen", "miljard", "procent", "jaar", "jaren", "maanden",
                                        "weken",   "dagen",   "uur",     "keer", "t/m" };
    ptrdiff_t n = 0;
    while (n < s.n && s.s[n] != ' ') n++;
    kg_str w = kg_sub(s, 0, n);
    for (size_t i = 0; i < sizeof word / sizeof *word; i++)
        if (kg_eq(w, kg_cstr(word[i]))) return true;
    return kg_month(w) > 0;
}

/* "1", "1 2", "6 7,", "2, 3 en 4": each is a marker. */
static bool add_numbers(gather *g, int line, kg_str s, bool sure)
{
    uint32_t beg = g->l->lines[line].beg;
    ptrdiff_t from[8], to[8], i = 0;
    int n = 0;
    while (i < s.n && n < 8) {
        from[n] = i;
        while (i < s.n && kg_digit(s.s[i])) i++;
        to[n] = i;
        if (i == from[n] || i - from[n] > 3 || s.s[from[n]] == '0') return false;
        if (n && kg_int(kg_sub(s, from[n], i)) != kg_int(kg_sub(s, from[n - 1], to[n - 1])) + 1) return false;
        n++;
        while (i < s.n && (s.s[i] == ' ' || s.s[i] == ',')) i++;
        if (kg_starts(kg_sub(s, i, s.n), KG_S("en "))) i += 3;
    }
    for (int k = 0; k < n && i == s.n; k++)
        chain_place(g, sure ? ALONE : HEADS, kg_int(kg_sub(s, from[k], to[k])),
                    (kg_place){ beg + (uint32_t)from[k], beg + (uint32_t)to[k], sure, sure ? 3 : 1, 0, line });
    return i == s.n;
}

/* "2 Het Europees Parlement", "4. De Commissie", "6). Daarin", "6»." behind a quotation: the text goes on behind its marker. */
static void add_head(gather *g, int line, kg_str s, bool after_sentence)
{
    ptrdiff_t i = 0;
    while (i < s.n && kg_digit(s.s[i])) i++;
    if (i > 3 || i == s.n || s.s[0] == '0') return;
    int number = kg_int(kg_sub(s, 0, i));
    if (s.s[i] == ')') i++;
    if (kg_starts(kg_sub(s, i, s.n), KG_S("»"))) i += 2;
    if (i == s.n || !(s.s[i] == ' ' || (strchr(".,?!", s.s[i]) && (i + 1 == s.n || s.s[i + 1] == ' ')))) return;
    if (s.s[i] == ' ' &&
        (i + 1 == s.n || !(kg_upper(s.s[i + 1]) || kg_lower(s.s[i + 1])) || counted(kg_sub(s, i + 1, s.n))))
        return;
    uint32_t beg = g->l->lines[line].beg;
    chain_place(g, HEADS, number,
                (kg_place){ beg, beg + (uint32_t)i, 0, after_sentence || s.s[i] != ' ' ? 2 : 1, 0, -1 });
}

static kg_str line_above(const kg_layout *l, int i)
{
    while (--i >= 0 && l->lines[i].flags & KG_L_BLANK) {}
    return i < 0 ? (kg_str){ 0 } : kg_line_str(l, i);
}

static void gather_rows(gather *g)
{
    const kg_layout *l = g->l;
    for (int i = 0; i < l->nlines; i++) {
        if ((l->lines[i].flags & (KG_L_DIGIT | KG_L_PAGE)) != KG_L_DIGIT) continue;
        kg_str s = kg_line_str(l, i), below = i + 1 < l->nlines ? kg_line_str(l, i + 1) : (kg_str){ 0 };
        bool after = ends_sentence(line_above(l, i));
        if (!add_numbers(g, i, s, after || kg_starts(below, KG_S("Antwoord ")))) add_head(g, i, s, after);
    }
}

kg_markers *kg_gather_markers(const kg_layout *l)
{
    gather *g = kg_new(l->a, gather, 1);
    g->l = l;
    gather_places(g);
    gather_rows(g);
    return g;
}

static int score_of(const kg_place *p, uint32_t page, bool rows)
{
    enum { HERE = 4 };
    return !rows ? p->score : p->row + (p->beg >= page ? HERE : 0);
}

/* The better of `best` and the best place of the chain. Every place that is looked at could be taken, so that a search that
 * finds nothing costs nothing. */
static const kg_place *better(const gather *g, kind k, const kg_place *best, kg_want w)
{
    int *first = &g->numbers.v[w.number].of[k].first[w.rows];
    while (*first && g->places.v[*first - 1].beg < w.lo) *first = g->places.v[*first - 1].next;
    for (int i = *first; i; i = g->places.v[i - 1].next) {
        const kg_place *p = &g->places.v[i - 1];
        if (p->end > w.hi) break;
        int more = best ? score_of(p, w.page, w.rows) - score_of(best, w.page, w.rows) : 1;
        if (more > 0 || (more == 0 && best->beg < w.page && best->beg < p->beg)) best = p;
    }
    return best;
}

const kg_place *kg_find_marker(kg_markers *m, kg_want w)
{
    if (w.number < 1 || w.number >= m->numbers.n) return NULL;
    const kg_place *best = w.rows || w.closed ? better(m, CLOSED, NULL, w) : NULL;
    if (w.rows || !w.closed) best = better(m, ALONE, better(m, GLUED, best, w), w);
    return w.rows ? better(m, MORE, better(m, HEADS, best, w), w) : best;
}
