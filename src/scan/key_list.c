/* key_list.c - further numbers behind a first one. In: text behind "36 410, nr. 12". Out: "en 13", "; nr. 15", "t/m
 * 20" (spec 1.1.3).
 *
 * A list goes on as long as what follows can only be a number of the same dossier: pages, dates, amounts, years and
 * the next dossier end it. Behind pages ("p. 12 en 13, en nr. 6") and behind a comma after a singular label only a new
 * label carries on.
 */
#include "key.h"

typedef struct { kg_str flow; uint32_t i; kg_list how; bool pages, range, comma; } cursor;

static kg_str rest(const cursor *c) { return kg_sub(c->flow, c->i, c->flow.n); }

static bool skip(cursor *c, const char *word)
{
    const char *p = c->flow.s + c->i;
    if ((ptrdiff_t)c->i >= c->flow.n || p[0] != word[0] || (word[1] && p[1] != word[1])) return false;   /* nearly always */
    kg_str w = kg_cstr(word);
    bool here = kg_starts(rest(c), w);
    if (here) c->i += (uint32_t)w.n;
    return here;
}

static bool skip_any(cursor *c, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (skip(c, words[i])) return true;
    return false;
}
#define SKIP_ANY(c, list) skip_any(c, list, sizeof list / sizeof *list)

static void skip_digits(cursor *c)
{
    while ((ptrdiff_t)c->i < c->flow.n && kg_digit(c->flow.s[c->i])) c->i++;
}

/* ", p. 15-16", " blz. 7", ", p. 12 en 13" */
static void skip_pages(cursor *c)
{
    static const char *const label[] = { "pp. ",       "p. ",         "blz. ", "blz ", "pag. ",
                                         "bladzijde ", "bladzijden ", "p.",    "blz." };
    static const char *const between[] = { "-", "–", " en ", ", ", " t/m ", " – " };
    cursor back = *c;
    if (skip(c, ", ") || skip(c, " ") || true) {}
    if (!SKIP_ANY(c, label) || !kg_digit(c->flow.s[c->i])) { *c = back; return; }
    c->pages = true;
    do {
        skip_digits(c);
        back = *c;
    } while (SKIP_ANY(c, between) && (ptrdiff_t)c->i < c->flow.n && kg_digit(c->flow.s[c->i]));
    *c = back;
}

static bool separator(cursor *c)
{
    static const char *const ranges[] = { " t/m ", " tot en met ", " tot ", "–", "-", " – " };
    static const char *const plain[] = { ", en ", " en ", "; ", "/", " alsmede ", " resp. ", " respectievelijk ",
                                         ";",     " / " };
    c->range = false;
    c->comma = false;
    uint32_t at = c->i;
    if (SKIP_ANY(c, ranges)) {
        c->range = c->how.plural || c->i - at > 3;            /* a bare dash needs "nrs." */
        return c->range;
    }
    if (SKIP_ANY(c, plain)) return true;
    c->comma = skip(c, ", ") || skip(c, ",");
    return c->comma;
}

static bool label(cursor *c)
{
    static const char *const words[] = { "nrs. ", "nrs ",     "nr. ",    "nr.",     "nr ",
                                         "Nr. ",  "nummers ", "nummer ", "letter ", "stuk nr. " };
    return SKIP_ANY(c, words);
}

/* What makes of "13" a day, an amount, a page or another dossier. */
static bool unit_behind(const cursor *c)
{
    static const char *const words[] = { "%",        " %",        " procent",   " euro",    " mln",      " miljoen",
                                         " miljard", " jaar",     " keer",      " maanden", " dagen",    " weken",
                                         " januari", " februari", " maart",     " april",   " mei",      " juni",
                                         " juli",    " augustus", " september", " oktober", " november", " december",
                                         " p.",      " blz",      "e ",         "ste ",     "de " };
    kg_str s = rest(c);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (s.n && s.s[0] == words[i][0] && kg_starts(s, kg_cstr(words[i]))) return true;
    if (!s.n) return false;
    bool group = s.n > 3 && s.s[0] == ' ' && kg_digit(s.s[1]) && kg_digit(s.s[2]) && kg_digit(s.s[3]);
    bool glued = s.n > 1 && memchr(".,-/:", s.s[0], 5) && kg_digit(s.s[1]);
    return group || (glued && s.s[0] != '/') || kg_lower(kg_fold(s.s[0]));
}

static bool number(cursor *c, kg_more *x, bool labelled)
{
    enum { MOST = 4500, YEARS_FROM = 1945, YEARS_TO = 2035 };
    uint32_t at = c->i;
    if ((ptrdiff_t)at >= c->flow.n || !kg_digit(c->flow.s[at]) || c->flow.s[at] == '0') return false;
    skip_digits(c);
    int v = kg_int(kg_sub(c->flow, at, c->i));
    if (c->i - at > 4 || v > MOST || unit_behind(c)) return false;
    if (!labelled && !c->how.plural && v >= YEARS_FROM && v <= YEARS_TO) return false;
    *x = (kg_more){ .number = v, .at = { at, c->i } };
    return true;
}

/* "letters A en B": one or two capitals that end a word. */
static bool letters(cursor *c, kg_more *x)
{
    uint32_t at = c->i;
    while (c->i - at < 2 && kg_upper(c->flow.s[c->i])) c->i++;
    char next = c->flow.s[c->i];
    if (c->i == at || kg_lower(kg_fold(next)) || kg_digit(next) || next == '-') return false;
    *x = (kg_more){ .letters = kg_sub(c->flow, at, c->i), .at = { at, c->i } };
    return true;
}

/* "12 t/m 15": 13, 14 and 15 all stand over the words "15". */
static int expand(kg_more last, int from, kg_more *out, int room)
{
    enum { WIDEST = 50 };
    int n = 0;
    if (from <= 0 || last.number <= from || last.number - from > WIDEST) return 0;
    for (int v = from + 1; v <= last.number && n < room; v++) out[n++] = (kg_more){ .number = v, .at = last.at };
    return n;
}

int kg_list_more(kg_str flow, uint32_t at, kg_list how, kg_more *out, int max)
{
    cursor c = { .flow = flow, .i = at, .how = how };
    int n = 0, previous = how.first;
    if ((ptrdiff_t)at >= flow.n || !memchr(" ,;/-\xE2pb", flow.s[at], 8)) return 0;   /* with these a separator or a page begins */
    while (n < max) {
        skip_pages(&c);
        kg_more x;
        if (!separator(&c)) break;
        bool labelled = label(&c);
        if (!labelled && (c.pages || (c.comma && !how.plural))) break;
        c.pages = false;
        if (how.letters ? !letters(&c, &x) : !number(&c, &x, labelled)) break;
        int added = c.range ? expand(x, previous, out + n, max - n) : (out[n] = x, 1);
        if (!added) break;
        n += added;
        previous = x.number;
    }
    return n;
}
