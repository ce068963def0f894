/* key_eu.c - acts and papers of the European Union, resolutions of the Security Council. In: matches of eu.rules and
 * un.rules. Out: celex-, com- and S/RES/ ids (spec 1.10, 1.11). */
#include "key.h"

enum { FIRST_YEAR = 1952, LAST_YEAR = 2039 };

/* -- acts ---------------------------------------------------------------------------------------------------------- */

static int year_of(kg_str s)                                  /* 2016, 95; 0 where it can be none */
{
    int v = kg_int(s);
    if (s.n == 4) return v >= FIRST_YEAR && v <= LAST_YEAR ? v : 0;
    return s.n == 2 && v >= FIRST_YEAR % 100 ? 1900 + v : 0;
}

static char letter_of(kg_str word)
{
    static const struct {
        const char *word;
        char letter;
    } kinds[] = { { "verordening", 'R' }, { "richtlijn", 'L' },   { "kaderbesluit", 'F' },
                  { "besluit", 'D' },     { "beschikking", 'D' }, { "aanbeveling", 'H' } };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kg_last_word(word, kinds[i].word) >= 0) return kinds[i].letter;
    return 0;
}

/* "Richtlijn 2008/115/EG", "Verordening (EU) nr. 952/2013", "Verordening (EEG) nr. 1408/71": before 2015 regulations
 * count number/year and say "nr.", all else year/number. */
void kg_key_eu_act(kg_match *m)
{
    kg_str a = kg_group(m, KG_CAP_a), n = kg_group(m, KG_CAP_n), bracket = kg_group(m, KG_CAP_b),
           tail = kg_group(m, KG_CAP_k);
    char letter = letter_of(kg_group(m, KG_CAP_what));
    int first = year_of(a), second = year_of(n);
    bool number_first = second && (!first || (letter == 'R' && (kg_has(m, KG_CAP_lab) || a.n < 4)));
    int y = number_first ? second : first, number = kg_int(number_first ? a : n);
    bool named = bracket.n || tail.n;                         /* a municipality has its "Besluit 2020/12" too */
    if (!letter || !y || number <= 0 || number > 9999) return;
    if (!named && letter != 'R' && letter != 'L') return;
    if (!named && a.n < 4 && n.n < 4) return;
    kg_emit(m, m->at, kg_fmt(m->a, "celex-3%04d%c%04d", y, letter, number));
}

/* COM(2020) 123, JOIN(2021) 24: the letters of the CELEX number depend on what the paper is, so the Commission's
 * number is the id. */
void kg_key_eu_paper(kg_match *m)
{
    kg_str k = kg_dup(m->a, kg_group(m, KG_CAP_k));
    for (ptrdiff_t i = 0; i < k.n; i++) ((char *)k.s)[i] = kg_fold(k.s[i]);
    kg_emit(m, m->at,
            kg_fmt(m->a, "%.*s-%.*s-%d", KG_ARG(k), KG_ARG(kg_group(m, KG_CAP_y)), kg_int(kg_group(m, KG_CAP_n))));
}

/* -- CELEX --------------------------------------------------------------------------------------------------------- */

static bool digits(kg_str s, ptrdiff_t from, ptrdiff_t n)
{
    for (ptrdiff_t i = from; i < from + n; i++)
        if (i >= s.n || !kg_digit(s.s[i])) return false;
    return true;
}

/* Sector and letters must fit each other: "32016R0679" is an act, "12345A6789" the number of something else. */
static bool fits(char sector, kg_str letters)
{
    static const struct { char sector; const char *letters;
    } known[] = { { '3', " R L D F H B C E G J M O Q S X Y " },
                  { '0', " R L D F H M " },
                  { '2', " A D P X " },
                  { '5', " DC PC JC SC AC AE AR AP IP BP XC KG PG EC AG TA CR GC M XG " },
                  { '6', " CJ CC CO CA CV TJ TO TC FJ FO " },
                  { 'C', " C " },
                  { 'E', " A C G J P O " } };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const char *p = known[i].sector == sector ? known[i].letters : "";
        for (; (p = memmem(p, strlen(p), letters.s, (size_t)letters.n)); p++)
            if (p[-1] == ' ' && p[letters.n] == ' ') return true;
    }
    return false;
}

kg_str kg_celex(kg_str s, kg_arena *a)
{
    if (s.n < 10 || !digits(s, 1, 4)) return (kg_str){ 0 };
    ptrdiff_t k = 5;
    while (k < s.n && k < 7 && kg_upper(s.s[k])) k++;
    if (k == 5 || !digits(s, k, 4) || !fits(s.s[0], kg_sub(s, 5, k))) return (kg_str){ 0 };
    int y = kg_int(kg_sub(s, 1, 5));
    if (y < FIRST_YEAR || y > LAST_YEAR) return (kg_str){ 0 };
    ptrdiff_t end = k + 4;
    bool corrected = s.n >= end + 4 && s.s[end] == '(' && digits(s, end + 1, 2) && s.s[end + 3] == ')';
    if (corrected) end += 4;
    /* 02016R0679-20160504, a consolidated text, is 32016R0679. */
    return kg_fmt(a, "celex-%c%.*s", s.s[0] == '0' ? '3' : s.s[0], (int)(end - 1), s.s + 1);
}

void kg_key_celex(kg_match *m)
{
    kg_str id = kg_celex(kg_group(m, KG_CAP_what), m->a);
    if (id.n) kg_emit(m, m->at, id);
}

/* -- United Nations ------------------------------------------------------------------------------------------------ */

/* First resolution of the Security Council in each year since 1946. */
static const short first_of_year[] = { 1,    16,   38,   67,   79,   90,   97,   99,   104,  106,  111,  122,
                                       127,  132,  133,  161,  171,  178,  186,  200,  220,  233,  245,  263,
                                       276,  292,  308,  325,  345,  367,  385,  403,  423,  444,  462,  485,
                                       500,  529,  546,  560,  581,  594,  607,  627,  647,  684,  726,  800,
                                       893,  970,  1036, 1093, 1147, 1220, 1285, 1335, 1387, 1455, 1522, 1581,
                                       1652, 1739, 1795, 1860, 1908, 1967, 2033, 2086, 2133, 2196, 2260, 2337,
                                       2398, 2452, 2504, 2561, 2618, 2672, 2722, 2768 };
enum { YEARS = sizeof first_of_year / sizeof *first_of_year, SINCE = 1946, KNOWN_TO = 2812 };

static int year_of_resolution(int n)
{
    int i = YEARS;
    while (i > 0 && first_of_year[i - 1] > n) i--;
    return n >= 1 && n <= KNOWN_TO ? SINCE + i - 1 : 0;
}

static bool says_council(const kg_match *m)
{
    static const char *const words[] = { "VN", "Veiligheidsraad", "UNSC", "Verenigde Naties", "S/RES" };
    enum { NEAR = 160 };
    uint32_t b = m->at.beg > NEAR ? m->at.beg - NEAR : 0, e = m->at.end + NEAR;
    if (e > (uint32_t)m->t->flow.n) e = (uint32_t)m->t->flow.n;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (kg_index(kg_sub(m->t->flow, b, e), kg_cstr(words[i])) >= 0) return true;
    return false;
}

/* The year follows from the number; a year that is written stands. "resolutie 2019" may be one of
 * 2019, "resolutie 17" one of a congress. */
void kg_key_resolutie(kg_match *m)
{
    int n = kg_int(kg_group(m, KG_CAP_n)),
        y = kg_has(m, KG_CAP_y) ? kg_int(kg_group(m, KG_CAP_y)) : year_of_resolution(n);
    bool unsure = (n < 100 || (n >= 1945 && n <= LAST_YEAR)) && !kg_has(m, KG_CAP_y);
    if (!y || (unsure && !says_council(m))) return;
    kg_emit(m, m->at, kg_fmt(m->a, "S/RES/%d(%d)", n, y));
}
