/* furniture.c - which lines of a document are furniture. In: its lines. Out: flags.
 *
 * Furniture is what the page says, not the text: running heads and feet, colophon, the letter's own reference, the sender's website.
 * Spec 5.1 rows 12 to 14. What a line may be goes with its first byte, so that nearly all are looked at once and no further.
 *
 * Invariant: a look around costs a fixed number of lines.
 */
#include "words.h"
#include "text.h"

/* -- heads and feet ------------------------------------------------------------------------------------------------ */

enum { LONGEST_ID = 40 };

/* "kst-31288-1013", "ah-tk-20222023-3649", "kv-tk-2024Z18794", "h tk 20232024 387" alone on a line. */
static bool colophon_id(kg_str s)
{
    static const char *const head[] = { "kst", "ah", "kv", "h", "blg" };
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        kg_str h = kg_cstr(head[i]);
        if (s.n <= h.n + 3 || !kg_starts(s, h) || (s.s[h.n] != '-' && s.s[h.n] != ' ')) continue;
        bool digit = false;
        for (ptrdiff_t k = h.n; k < s.n; k++) {
            if (!kg_digit(s.s[k]) && s.s[k] != '-' && s.s[k] != ' ' && !kg_upper(s.s[k]) &&
                !(k < h.n + 4 && kg_lower(s.s[k])))
                return false;
            digit |= kg_digit(s.s[k]);
        }
        return digit;
    }
    return false;
}

/* Running foot "Tweede Kamer, vergaderjaar 2020–2021, 35 373, nr. 19 53", page number. Spec 5.1 rows 12, 13. */
static bool is_foot(kg_str s)
{
    static const char *const head[] = { "Tweede Kamer, vergaderjaar ",
                                        "Eerste Kamer, vergaderjaar ",
                                        "ISSN ",
                                        "’s-Gravenhage ",
                                        "'s-Gravenhage ",
                                        "‘s-Gravenhage " };
    if (s.n >= 110) return false;
    return KG_STARTS_ANY(s, head) || (kg_starts(s, KG_S("Pagina ")) && s.n < 24 && kg_digit(s.s[7]));
}

/* The number of the Chamber glued to its name at the head of the first page ("Tweede Kamer der Staten-Generaal2"), and the
 * number of a paper of questions below the lines that all of them open with: neither is a footnote's marker. */
static void mark_head(kg_layout *l)
{
    enum { HEAD = 16 };
    static const char house[] = "weede Kamer der Staten-Generaal", senate[] = "erste Kamer der Staten-Generaal";
    kg_str above = { 0 };
    for (int i = 0; i < l->nlines && i < HEAD; i++) {
        kg_str s = kg_line_str(l, i);
        if (!s.n) continue;
        bool own =
            s.n > 2 && (kg_ieq(kg_sub(s, 1, s.n - 1), KG_S(house)) || kg_ieq(kg_sub(s, 1, s.n - 1), KG_S(senate)));
        if (own && kg_digit(s.s[s.n - 1])) l->lines[i].flags |= KG_L_PAGE;
        if (kg_all_digits(s) && s.n <= 5 && kg_ends(above, KG_S("egeven antwoorden"))) l->lines[i].flags |= KG_L_PAGE;
        above = s;
    }
}

/* "Onze Referentie", "Ons kenmerk": the letter's own reference, its value behind it or on the next line. Spec 5.1 row 14. */
static bool is_own_reference(kg_str s)
{
    static const char *const head[] = { "Onze referentie", "Onze Referentie", "ONZE REFERENTIE",
                                        "Ons kenmerk",     "Ons Kenmerk",     "ONS KENMERK" };
    return s.n < 60 && KG_STARTS_ANY(s, head);
}

static void mark_own_reference(kg_layout *l, int i, kg_str s)
{
    l->lines[i].flags |= KG_L_PAGE;
    ptrdiff_t name = kg_starts(s, KG_S("Onze")) || kg_starts(s, KG_S("ONZE")) ? 15 : 11;
    if (s.n > name + 1) return;                               /* the value stands behind it */
    for (int k = i + 1; k < l->nlines && k <= i + 3; k++) {
        if (l->lines[k].flags & KG_L_BLANK) continue;
        kg_str v = kg_line_str(l, k);
        if (v.n <= 60 && !memchr(v.s, ' ', (size_t)v.n)) l->lines[k].flags |= KG_L_PAGE;
        return;
    }
}

/* -- the sender's website in a letterhead -------------------------------------------------------------------------- */

/* "Postbus 20301", "2500 EH  Den Haag", "T 070 426 64 26". */
static bool letterhead(kg_str s)
{
    static const char *const head[] = { "Postbus ", "> Retouradres", "T 0", "F 0", "T +", "T  0" };
    if (s.n < 5 || s.n > 80) return false;
    if (KG_STARTS_ANY(s, head)) return true;
    return s.n > 7 && kg_all_digits(kg_sub(s, 0, 4)) && s.s[4] == ' ' && kg_upper(s.s[5]) && kg_upper(s.s[6]) &&
           s.s[7] == ' ';
}

static bool bare_host(kg_str s)
{
    if (kg_starts(s, KG_S("W "))) s = kg_trim(kg_sub(s, 2, s.n));
    return s.n > 6 && s.n < 60 && kg_starts(s, KG_S("www.")) && !memchr(s.s, ' ', (size_t)s.n);
}

static void mark_letterhead(kg_layout *l)
{
    enum { HEAD = 80, AROUND = 6 };
    for (int i = 0; i < l->nlines && i < HEAD; i++) {
        kg_str s = kg_line_str(l, i);
        if (kg_starts(s, KG_S("Geachte "))) return;
        if (!bare_host(s)) continue;
        for (int k = i > AROUND ? i - AROUND : 0; k < l->nlines && k <= i + AROUND; k++)
            if (letterhead(kg_line_str(l, k))) l->lines[i].flags |= KG_L_PAGE;
    }
}

/* -- feet of the Handelingen: "Tweede Kamer", "8 februari 2024 / TK 40", the item's title, "40-6-1" ---------------- */

bool kg_meeting_page(kg_str s, int *meeting, int *item)
{
    ptrdiff_t i = 0, from[3], n[3];
    if (s.n < 5 || s.n > 10) return false;
    for (int k = 0; k < 3; k++) {
        from[k] = i;
        while (i < s.n && kg_digit(s.s[i])) i++;
        n[k] = i - from[k];
        if (n[k] < 1 || n[k] > (k == 1 ? 2 : 3) || s.s[from[k]] == '0' || (k < 2 && (i == s.n || s.s[i++] != '-')))
            return false;
    }
    *meeting = kg_int(kg_sub(s, 0, n[0]));
    *item = kg_int(kg_sub(s, from[1], from[1] + n[1]));
    return i == s.n;
}

/* What a foot always says: the Chamber, the day, "TK 40". */
static bool foot_word(kg_str s, int meeting)
{
    if (kg_eq(s, KG_S("Tweede Kamer")) || kg_eq(s, KG_S("Eerste Kamer"))) return true;
    if (s.n > 3 && s.n < 8 && (kg_starts(s, KG_S("TK ")) || kg_starts(s, KG_S("EK ")))) return kg_int(s) == meeting;
    kg_str year = s.n >= 10 ? kg_sub(s, s.n - 4, s.n) : s;
    ptrdiff_t day = s.n && kg_digit(s.s[0]) ? kg_index(s, KG_S(" ")) : 0;
    return s.n <= 18 && day > 0 && day < 3 && kg_all_digits(year) && kg_month(kg_trim(kg_sub(s, day, s.n - 4)));
}

typedef struct { int from, to; } block;                       /* lines between blank ones */

static block block_at(const kg_layout *l, int i)
{
    enum { HIGH = 4 };
    block b = { i, i + 1 };
    while (b.from > 0 && i - b.from < HIGH && !(l->lines[b.from - 1].flags & KG_L_BLANK)) b.from--;
    while (b.to < l->nlines && b.to - i < HIGH && !(l->lines[b.to].flags & KG_L_BLANK)) b.to++;
    return b;
}

static kg_str block_str(const kg_layout *l, block b)
{
    return kg_sub(l->raw, l->lines[b.from].beg, l->lines[b.to - 1].end);
}

/* The block before (step -1) or behind it; empty at the ends. */
static block beside(const kg_layout *l, block b, int step)
{
    int i = step < 0 ? b.from - 1 : b.to;
    while (i >= 0 && i < l->nlines && (l->lines[i].flags & KG_L_BLANK)) i += step;
    return i < 0 || i >= l->nlines ? (block){ 0, 0 } : block_at(l, i);
}

enum { FOOT_BLOCKS = 3, LONGEST_FOOT = 160 };
typedef void on_block(kg_layout *l, block b, void *ctx);

/* The blocks beside a line of a foot: extractors put them in any order. */
static void around_foot(kg_layout *l, int i, on_block *fn, void *ctx)
{
    for (int step = -1; step <= 1; step += 2) {
        block b = block_at(l, i);
        for (int k = 0; k < FOOT_BLOCKS; k++) {
            b = beside(l, b, step);
            if (b.to == b.from) break;
            fn(l, b, ctx);
        }
    }
}

typedef struct { int times, last; } repeats;                  /* of one block; the line where it was counted last */
typedef struct {
    kg_map *seen;                                             /* block to its index in `counts`, from 1 */
    struct { repeats *v; int n, cap; } counts;
    int meeting, pages;
} feet;

static void count_block(kg_layout *l, block b, void *ctx)
{
    feet *f = ctx;
    kg_str s = block_str(l, b);
    if (s.n >= LONGEST_FOOT) return;
    int *slot = kg_map_at(&f->seen, s, l->a);
    if (!*slot) {
        *kg_push(l->a, &f->counts) = (repeats){ 0, -1 };
        *slot = f->counts.n;
    }
    repeats *r = &f->counts.v[*slot - 1];
    if (b.from > r->last) r->times++, r->last = b.from;       /* two feet may stand around it */
}

static bool fixed_words(const kg_layout *l, block b, int meeting)
{
    for (int i = b.from; i < b.to; i++)
        if (!foot_word(kg_line_str(l, i), meeting)) return false;
    return b.to > b.from;
}

static void mark_block(kg_layout *l, block b, void *ctx)
{
    feet *f = ctx;
    kg_str s = block_str(l, b);
    kg_voice v;
    int *slot = s.n < LONGEST_FOOT ? kg_map_at(&f->seen, s, NULL) : NULL;
    int times = slot && *slot ? f->counts.v[*slot - 1].times : 0;
    bool repeated = times > 1 && times * 2 >= f->pages && !kg_speaker_line(kg_line_str(l, b.from), &v) &&
                    !strchr(".,:;?!", s.s[s.n - 1]);
    if (!repeated && !fixed_words(l, b, f->meeting)) return;
    for (int i = b.from; i < b.to; i++) l->lines[i].flags |= KG_L_PAGE;
}

static bool chamber(const kg_layout *l, int i)
{
    kg_str s = kg_line_str(l, i);
    if (s.n != 12 || !(kg_eq(s, KG_S("Tweede Kamer")) || kg_eq(s, KG_S("Eerste Kamer")))) return false;
    return i > 0 && i + 1 < l->nlines && (l->lines[i - 1].flags & KG_L_BLANK) && (l->lines[i + 1].flags & KG_L_BLANK);
}

/* One foot alone must say "TK 40" too: "24-7-365" is a way to speak. */
static bool says_meeting(const kg_layout *l, int page, int meeting)
{
    enum { AROUND = 6 };
    for (int i = page > AROUND ? page - AROUND : 0; i < l->nlines && i <= page + AROUND; i++) {
        kg_str s = kg_line_str(l, i);
        if (s.n > 3 && s.n < 8 && s.s[1] == 'K' && foot_word(s, meeting)) return true;
    }
    return false;
}

typedef struct { feet f; int item; struct { int *v; int n, cap; } places; } meeting;

static void note_page(kg_layout *l, int i, meeting *m)
{
    int number, item;
    bool page = kg_meeting_page(kg_line_str(l, i), &number, &item);
    if (page && !m->f.pages) m->f.meeting = number, m->item = item;
    page = page && number == m->f.meeting && item == m->item && (m->f.pages || says_meeting(l, i, number));
    m->f.pages += page;
    if (page) *kg_push(l->a, &m->places) = i;
}

static void mark_meeting_feet(kg_layout *l, meeting *m)
{
    if (!m->f.pages) return;
    for (int i = 0; i < m->places.n; i++) around_foot(l, m->places.v[i], count_block, &m->f);
    for (int i = 0; i < m->places.n; i++) {
        around_foot(l, m->places.v[i], mark_block, &m->f);
        l->lines[m->places.v[i]].flags |= KG_L_PAGE;
    }
}

/* The page's number, which pdftotext puts below its foot: nothing but that stands between the foot and the next page. */
static void mark_page_number(kg_layout *l, int foot)
{
    int i = foot + 1;
    while (i < l->nlines && l->lines[i].flags & KG_L_BLANK) i++;
    if (i == l->nlines || l->lines[i].flags & KG_L_TOP || !kg_all_digits(kg_line_str(l, i))) return;
    int next = i + 1;
    while (next < l->nlines && l->lines[next].flags & KG_L_BLANK && !(l->lines[next].flags & KG_L_TOP)) next++;
    if (next == l->nlines || l->lines[next].flags & KG_L_TOP) l->lines[i].flags |= KG_L_PAGE;
}

/* By its first byte: nearly all lines are nothing of this. */
enum { FOOT = 1, COLOPHON = 2, REFERENCE = 4, CHAMBER = 8, NUMBER = 16 };
static const unsigned char may_be[256] = {
    ['T'] = FOOT | CHAMBER, ['E'] = FOOT | CHAMBER, ['I'] = FOOT, ['P'] = FOOT, ['\''] = FOOT, [0xE2] = FOOT,
    ['k'] = COLOPHON, ['a'] = COLOPHON, ['h'] = COLOPHON, ['b'] = COLOPHON, ['O'] = REFERENCE,
    ['1'] = NUMBER, ['2'] = NUMBER, ['3'] = NUMBER, ['4'] = NUMBER, ['5'] = NUMBER, ['6'] = NUMBER, ['7'] = NUMBER, ['8'] = NUMBER, ['9'] = NUMBER
};

void kg_mark_furniture(kg_layout *l)
{
    meeting m = { 0 };
    for (int i = 0; i < l->nlines; i++) {
        kg_str s = kg_line_str(l, i);
        unsigned kind = may_be[(unsigned char)s.s[0]] & (s.n > LONGEST_ID ? ~(unsigned)COLOPHON : ~0u);
        if (!kind || !s.n) continue;
        if ((kind & FOOT && is_foot(s)) || (kind & COLOPHON && colophon_id(s))) {
            l->lines[i].flags |= KG_L_PAGE | KG_L_FOOT;
            mark_page_number(l, i);
        }
        if (kind & CHAMBER && chamber(l, i)) *kg_push(l->a, &m.places) = i;
        if (kind & REFERENCE && is_own_reference(s)) mark_own_reference(l, i, s);
        if (kind & NUMBER) note_page(l, i, &m);
    }
    mark_head(l);
    mark_letterhead(l);
    mark_meeting_feet(l, &m);
}
