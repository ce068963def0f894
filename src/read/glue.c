/* glue.c - words that have lost the blank between them: "hetantwoord opvraag 3", "naar deKamer", "afgerond.Binnenkort".
 *
 * Some extractors of PDFs put the lines of a paragraph together without a blank, so that two words of every line are one. No dictionary
 * settles where such a word is to be cut; what the rules look for is a short list, and so are the small words that stand before and behind
 * it. Only a text that shows the fault is mended, and only running text: raw, and what is quoted of it, stay as they are.
 *
 * Invariant: a cut lies inside a word, never at its ends; addresses are left alone.
 */
#include "text.h"

#define IN_LIST(s, list) in_list(s, list, sizeof list / sizeof *list)

static const char *const small[] = { "de", "het", "een", "van", "in", "op", "aan", "met", "voor", "dat", "die", "mijn", "deze", "dit", "en", "te",
                                     "bij", "over", "uw", "onze", "door", "uit", "als", "om", "tot", "naar", "is", "zal", "ik", "wordt", "worden",
                                     "heb", "heeft", "ook", "zoals", "er", "zijn", "was", "tijdens", "der", "den", "ter" };
/* Before a noun these make no other word ("aanvraag", "overreactie" are words). */
static const char *const lead[] = { "de", "het", "een", "van", "met", "dat", "die", "mijn", "deze", "dit", "en", "uw", "onze", "door", "naar", "is",
                                    "tijdens", "ons", "hun", "zijn" };
static const char *const noun[] = { "antwoord", "antwoorden", "beantwoording", "brief", "brieven", "kamerbrief", "kamervragen", "motie", "moties",
                                    "debat", "commissiedebat", "tweeminutendebat", "wetgevingsoverleg", "notaoverleg", "toezegging", "toezeggingen",
                                    "kabinet", "kabinetsreactie", "verslag", "rapport", "reactie", "monitor", "zomer", "voorjaar", "najaar",
                                    "zomerreces", "uitvoering", "begrotingsbehandeling", "voortgangsrapportage", "voortgangsbrief" };
static const char *const before_any[] = { "op", "in", "aan", "over", "bij", "voor" };
static const char *const any_noun[] = { "antwoord", "antwoorden", "beantwoording", "debat", "commissiedebat", "tweeminutendebat", "kamerbrief", "kabinet" };
static const char *const tail[] = { "op", "van", "aan", "over", "voor", "met", "die", "dat", "het", "ook", "wordt", "worden", "zal", "uw", "ik", "bij",
                                    "waarin", "is", "als", "om", "door", "naar", "hierover", "te" };
static const char *const of_two[] = { "van", "in", "op", "aan", "met", "voor", "door", "over", "uit", "bij", "naar", "tot", "om", "en", "dat", "die",
                                      "is", "zal", "ik", "dan", "als" };
static const char *const verb[] = { "informeren", "delen", "sturen", "zenden", "berichten", "beantwoorden", "onderzoeken", "doen", "geven", "kunnen" };
static const char *const behind_kamer[] = { "te", "hierover", "daarover", "over", "worden", "wordt", "zal", "ontvangt", "heeft", "kan" };

static const char *const before_number[] = { "van", "op", "tot", "vraag", "vragen", "sinds" };

static bool in_list(kg_str s, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (kg_ieq(s, kg_cstr(list[i]))) return true;
    return false;
}

/* A letter, or a byte of one (é, ë, ï): those begin with C3. */
static bool letter(const char *p) { return kg_lower(kg_fold(*p)) || (unsigned char)*p == 0xC3 || ((unsigned char)*p & 0xC0) == 0x80; }

/* Where a word of small letters is to be cut; 0 for nowhere. `asked`: a number follows ("opvraag 3"). */
static ptrdiff_t cut_small(kg_str w, bool asked)
{
    enum { LONGEST = 12 };
    for (ptrdiff_t i = 2; i < w.n - 1; i++) {
        kg_str a = kg_sub(w, 0, i), b = kg_sub(w, i, w.n);
        if (i <= LONGEST) {
            if (IN_LIST(b, noun) && IN_LIST(a, lead)) return i;
            if (IN_LIST(b, any_noun) && IN_LIST(a, before_any)) return i;
            if ((kg_eq(b, KG_S("de")) || kg_eq(b, KG_S("het")) || kg_eq(b, KG_S("uw"))) && IN_LIST(a, of_two)) return i;
            if (kg_ieq(a, KG_S("te")) && IN_LIST(b, verb)) return i;
            if (asked && (kg_eq(b, KG_S("vraag")) || kg_eq(b, KG_S("vragen"))) && (IN_LIST(a, lead) || IN_LIST(a, before_any))) return i;
        }
        if (IN_LIST(b, tail) && IN_LIST(a, noun)) return i;
        if (kg_eq(a, KG_S("Kamer")) && IN_LIST(b, behind_kamer)) return i;
    }
    return 0;
}

static ptrdiff_t cut_word(kg_str w, bool asked)
{
    for (ptrdiff_t i = 1; i < w.n; i++) {
        if (!kg_upper(w.s[i])) continue;
        bool small_word = kg_lower(w.s[i - 1]) && i + 1 < w.n && IN_LIST(kg_sub(w, 0, i), small);
        return small_word || (i > 2 && kg_lower(w.s[i - 1]) && IN_LIST(kg_sub(w, 0, i), noun)) ? i : 0;
    }
    return w.n < 4 ? 0 : cut_small(w, asked);
}

/* Between "afgerond." and "Binnenkort": three small letters (or what closes a number), a stop, a capital and a small letter. */
static bool stop_between(const char *beg, const char *p, const char *end)
{
    if ((*p != '.' && *p != '?' && *p != '!') || p - beg < 3 || end - p < 3) return false;
    bool word = kg_lower(p[-1]) && kg_lower(p[-2]) && kg_lower(p[-3]);
    return (word || p[-1] == '%' || p[-1] == ')') && kg_upper(p[1]) && (kg_lower(p[2]) || p[2] == ' ');
}

const char *kg_next_glue(const char *beg, const char *end)
{
    enum { LONGEST = 500 };                                   /* each cut looks at the rest of it again: a text without any blank is none */
    for (const char *p = beg; p < end;) {
        while (p < end && kg_blank(*p)) p++;
        const char *q = p;                                    /* what stands between two blanks */
        while (q < end && !kg_blank(*q)) q++;
        kg_str chunk = { p, q - p };
        bool address = chunk.n > LONGEST || memchr(p, '/', (size_t)(q - p)) || memchr(p, '@', (size_t)(q - p)) || kg_contains(chunk, "www.");
        while (p < q && !address) {
            if (stop_between(beg, p, end)) return p + 1;
            if (!letter(p) || (unsigned char)*p >= 0x80) { p++; continue; }
            const char *w = p;
            while (p < q && letter(p)) p++;
            bool asked = p == q && q + 1 < end && kg_digit(q[1]);
            if (p < q && kg_digit(*p) && IN_LIST(((kg_str){ w, p - w }), before_number)) return p;   /* "van12 april 2024" */
            ptrdiff_t cut = cut_word((kg_str){ w, p - w }, asked);
            if (cut) return w + cut;
        }
        p = q;
    }
    return end;
}

/* "deKamer", "motieJansen": a capital behind one of the small words, or of those that we look for. */
static bool capital_behind(const char *beg, const char *p)
{
    enum { LONGEST = 13 };
    const char *w = p;
    while (w > beg && kg_lower(w[-1]) && p - w <= LONGEST) w--;
    kg_str word = { w, p - w };
    return (w == beg || !letter(w - 1)) && (IN_LIST(word, small) || IN_LIST(word, noun));
}

bool kg_text_glued(kg_str raw)
{
    enum { FIRST = 20000, HEAD = 4000, ENOUGH = 2 };             /* a look at the first pages must do */
    int found = 0;
    const char *end = raw.s + (raw.n < FIRST ? raw.n : FIRST), *head = raw.n > HEAD ? raw.s + HEAD : end;
    for (const char *p = raw.s; found < ENOUGH && (p = memchr(p, '.', (size_t)(end - p))); p++)
        found += stop_between(raw.s, p, end) && kg_lower(p[-1]) && end - p > 4 && kg_lower(p[3]);
    for (const char *p = raw.s + 1; p < head && found < ENOUGH; p += 16) {
        unsigned capitals = kg_sixteen_bits((kg_sixteen)((kg_sixteen_at(p) - 'A') < 26) & (kg_sixteen)((kg_sixteen_at(p - 1) - 'a') < 26));
        for (; capitals; capitals &= capitals - 1) {
            const char *q = p + kg_lowest_bit(capitals);
            found += q < head && capital_behind(raw.s, q);
        }
    }
    return found >= ENOUGH;
}
