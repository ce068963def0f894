/* label.c - what a picture says about a thing. In: ids, titles, dates. Out: short Dutch words that fit where they
 * stand.
 *
 * Idea: text is cut by the width that it takes, not by count: "Minsk" and "Wimmm" differ by half. Widths are those of
 * DejaVu Sans, the widest of the usual sans-serif fonts, so that a cut text fits with Helvetica or Arial too and a
 * picture has the same measures whatever fonts a machine has.
 * Sources of the addresses: spec 4.
 */
#include "words.h"
#include "write.h"

/* Advance widths in thousandths of the size, from U+0020 on. */
static const short regular[95] = {
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361,  318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635,  611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352,  635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592,  525, 636, 337, 636, 838,
};
static const short heavy[95] = {
    348, 456,  521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415,  380, 365, 696, 696,  696,
    696, 696,  696, 696, 696, 696,  696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830,  683,
    683, 821,  837, 372, 372, 775,  637, 995, 837, 850, 733, 850, 770, 720,  682, 812, 774, 1103, 771,
    724, 725,  457, 365, 457, 838,  500, 500, 675, 716, 593, 716, 678, 435,  716, 712, 343, 343,  665,
    343, 1042, 712, 687, 716, 716,  493, 595, 478, 712, 652, 924, 645, 652,  582, 712, 365, 712,  838,
};

static double char_width(unsigned char lead, bool bold)
{
    if (lead >= 0x20 && lead < 0x7F) return bold ? heavy[lead - 0x20] : regular[lead - 0x20];
    return lead < 0x20   ? 318
           : lead < 0xE0 ? 700
                         : 1000; /* control: a blank; accented Latin; dashes, ellipsis, the rest */
}

double kg_width(kg_str s, double size, bool bold)
{
    double w = 0;
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (((unsigned char)s.s[i] & 0xC0) != 0x80) w += char_width((unsigned char)s.s[i], bold);
    return w * size / 1000;
}

kg_str kg_cut_width(kg_str s, double size, bool bold, double max, kg_arena *a)
{
    double w = 0, room = max - size;                          /* the ellipsis takes an em */
    ptrdiff_t fits = 0, word = 0;
    for (ptrdiff_t i = 0; i < s.n && w <= max; i++) {
        if (((unsigned char)s.s[i] & 0xC0) == 0x80) continue;
        if (w <= room) fits = i;
        if (w <= room && kg_blank(s.s[i])) word = i;
        w += char_width((unsigned char)s.s[i], bold) * size / 1000;
    }
    if (w <= max) return s;
    kg_buf b = {0};
    kg_put(a, &b, kg_trim(kg_sub(s, 0, word * 2 > fits ? word : fits)));
    kg_put(a, &b, KG_S("\xE2\x80\xA6"));
    return kg_buf_str(&b);
}

static bool says_motion(kg_str s)
{
    return s.n > 6 && (kg_ieq(kg_sub(s, 0, 6), KG_S("motie ")) || kg_ieq(kg_sub(s, 0, 6), KG_S("motie-")));
}

/* What follows "verzoekt de regering", the words with which a motion asks. */
static kg_str asked(kg_str s)
{
    static const char *const stock[] = { "verzoekt de regering", "verzoekt de Minister", "verzoekt het kabinet",
                                         "verzoekt de Kamer", "roept de regering op", "roept het kabinet op" };
    for (size_t i = 0; i < sizeof stock / sizeof *stock; i++) {
        kg_str with = kg_cstr(stock[i]);
        if (s.n < with.n + 8 || !kg_ieq(kg_sub(s, 0, with.n), with) || (s.s[with.n] != ' ' && s.s[with.n] != ','))
            continue;
        s = kg_sub(s, with.n, s.n);
        while (s.n && (s.s[0] == ' ' || s.s[0] == ',')) s = kg_sub(s, 1, s.n);
        return kg_starts(s, KG_S("om ")) ? kg_sub(s, 3, s.n) : s;
    }
    return s;
}

/* ecosystem.md 5.2: the stock words fill a label and tell nothing. */
kg_str kg_subject(kg_str title, kg_arena *a)
{
    kg_str s = kg_trim(title);
    while (s.n &&
           (kg_starts(s, KG_S("Gewijzigde ")) || kg_starts(s, KG_S("Nader ")) || kg_starts(s, KG_S("gewijzigde "))))
        s = kg_sub(s, kg_index(s, KG_S(" ")) + 1, s.n);
    ptrdiff_t over = says_motion(s) ? kg_index(s, KG_S(" over ")) : -1;
    s = over >= 0 ? kg_sub(s, over + 6, s.n) : asked(s);
    if (!s.n || !kg_lower(s.s[0])) return s;
    kg_str copy = kg_dup(a, s);
    ((char *)(uintptr_t)copy.s)[0] = (char)(s.s[0] - 32);     /* our own copy */
    return copy;
}

kg_str kg_date_nl(kg_str iso, kg_arena *a)
{
    static const char month[12][4] = { "jan", "feb", "mrt", "apr", "mei", "jun",
                                       "jul", "aug", "sep", "okt", "nov", "dec" };
    if (!kg_is_date(iso)) return iso;
    int m = kg_int(kg_sub(iso, 5, 7)), d = kg_int(kg_sub(iso, 8, 10));
    if (m < 1 || m > 12 || d < 1) return iso;
    return kg_fmt(a, "%d %s %.4s", d, month[m - 1], iso.s);
}

static bool official(kg_str id)
{
    static const char *const series[] = { "kst-", "ah-",  "h-",     "kv-",  "blg-", "ag-",
                                          "nds-", "stb-", "stcrt-", "trb-", "ek-" };
    bool known = false;
    for (size_t i = 0; i < sizeof series / sizeof *series; i++) known = known || kg_starts(id, kg_cstr(series[i]));
    for (ptrdiff_t i = 0; i < id.n; i++) {
        char c = id.s[i];
        if (!kg_digit(c) && !kg_lower(c) && !kg_upper(c) && c != '-' && c != '.') return false;
    }
    return known;
}

static bool chamber(kg_str id)                                /* 2021Z12361, 2020D43526 */
{
    if (id.n < 6 || (id.s[4] != 'Z' && id.s[4] != 'D')) return false;
    for (ptrdiff_t i = 0; i < id.n; i++)
        if (i != 4 && !kg_digit(id.s[i])) return false;
    return true;
}

/* Other series of the Dutch state and the Union: what an id begins with, the address before the rest of it (spec 4). */
static kg_str elsewhere(kg_str id, kg_arena *a)
{
    static const char *const t[][3] = {
        { "dossier-", "", "https://zoek.officielebekendmakingen.nl/dossier/" },
        { "BWBR", "BWBR", "https://wetten.overheid.nl/" },
        { "ECLI:", "ECLI:", "https://deeplink.rechtspraak.nl/uitspraak?id=" },
        { "celex-", "", "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:" },
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        kg_str begin = kg_cstr(t[i][0]);
        if (!kg_starts(id, begin) || id.n == begin.n) continue;
        for (ptrdiff_t j = begin.n; j < id.n; j++)
            if (!kg_digit(id.s[j]) && !kg_lower(id.s[j]) && !kg_upper(id.s[j]) && !strchr("-.:()", id.s[j])) return (kg_str){0};
        return KG_CAT(a, kg_cstr(t[i][2]), kg_cstr(t[i][1]), kg_sub(id, begin.n, id.n));
    }
    return (kg_str){0};
}

kg_str kg_address(kg_str id, kg_arena *a)
{
    if (kg_starts(id, KG_S("https://")) || kg_starts(id, KG_S("http://"))) return id;
    if (official(id)) return kg_fmt(a, "https://zoek.officielebekendmakingen.nl/%.*s.html", KG_ARG(id));
    if (chamber(id)) return kg_fmt(a, "https://www.tweedekamer.nl/kamerstukken/detail?id=%.*s", KG_ARG(id));
    return elsewhere(id, a);
}
