/* deadline.c - until when a commitment holds. In: a deadline in words, the day on which it was said. Out: a date, or none.
 *
 * The date is the last day on which the words are still kept: "in december" is its 31st, "binnen een week" seven days on. The calendar of
 * the Chamber is known as far as it follows a rule: the summer recess begins on the first Friday from 3 July, that of Christmas on the
 * Friday from 17 to 23 December, Prinsjesdag is the third Tuesday of September, the Voorjaarsnota comes by 1 June. What names no last day
 * has none: "zo spoedig mogelijk", "na de zomer", "voor de verkiezingen", "begin 2026", "binnen enkele weken". Spec 2.3.
 */
#include "words.h"
#include "relate.h"

typedef struct { const char *word; int n; } worth;

static int first_of(kg_str s, const worth *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (kg_contains(s, v[i].word)) return v[i].n;
    return 0;
}
#define FIRST_OF(s, table) first_of(s, table, sizeof table / sizeof *table)

static kg_date last_of_year(int year) { return (kg_date){ 31, 12, year }; }

/* First day with this weekday at or behind d. */
static kg_date weekday_from(kg_date d, int weekday) { return kg_date_add(d, (weekday - kg_weekday(d) + 7) % 7); }

/* The year that the words say: "van 2026", "dit jaar", "volgend jaar"; 0 where they say none. */
static int said_year(kg_str s, kg_date from)
{
    for (ptrdiff_t i = 0; i + 4 <= s.n; i++)
        if (kg_digits_at(s, i) == 4 && (s.s[i] == '1' || s.s[i] == '2')) return kg_int(kg_sub(s, i, i + 4));
    if (!from.year) return 0;
    if (kg_contains(s, "volgend jaar") || kg_contains(s, "volgend voorjaar") || kg_contains(s, "volgend najaar")) return from.year + 1;
    return kg_contains(s, "dit jaar") ? from.year : 0;
}

/* The same day of the year the words say, or of the next year in which it is still to come. */
static kg_date in_year(kg_date (*day)(int year), kg_str s, kg_date from)
{
    int year = said_year(s, from);
    if (year) return day(year);
    if (!from.year) return (kg_date){ 0 };
    kg_date d = day(from.year);
    return kg_date_cmp(d, from) < 0 ? day(from.year + 1) : d;
}

static kg_date summer_recess(int year) { return weekday_from((kg_date){ 3, 7, year }, 4); }
static kg_date christmas_recess(int year) { return weekday_from((kg_date){ 17, 12, year }, 4); }
static kg_date christmas(int year) { return (kg_date){ 24, 12, year }; }
static kg_date prinsjesdag(int year) { return weekday_from((kg_date){ 15, 9, year }, 1); }
static kg_date voorjaarsnota(int year) { return (kg_date){ 1, 6, year }; }   /* Comptabiliteitswet 2016: by then */
static kg_date end_of_spring(int year) { return (kg_date){ 21, 6, year }; }
static kg_date end_of_summer(int year) { return (kg_date){ 22, 9, year }; }
static kg_date end_of_autumn(int year) { return (kg_date){ 21, 12, year }; }

/* "Voor het reces": which one, the day tells where no recess without a rule (autumn, spring, May) comes between. */
static kg_date next_recess(kg_date from)
{
    enum { MAY = 5, NOVEMBER = 11 };
    kg_date summer = summer_recess(from.year), winter = christmas_recess(from.year);
    if (from.day && kg_date_cmp((kg_date){ 15, MAY, from.year }, from) <= 0 && kg_date_cmp(from, summer) <= 0) return summer;
    return from.day && from.month >= NOVEMBER && kg_date_cmp(from, winter) <= 0 ? winter : (kg_date){ 0 };
}

static kg_date season(kg_str s, kg_date from)
{
    bool before = kg_contains(s, "oor ") || kg_contains(s, "óór ");
    if (kg_contains(s, "ond ")) return (kg_date){ 0 };        /* "rond de zomer" */
    if (kg_contains(s, "zomerreces") || (before && kg_contains(s, "zomer"))) return in_year(summer_recess, s, from);
    if (kg_contains(s, "kerstreces")) return in_year(christmas_recess, s, from);
    if (kg_contains(s, "het reces")) return next_recess(from);
    if (kg_contains(s, "oorjaarsnota")) return in_year(voorjaarsnota, s, from);
    if (before && (kg_contains(s, "kerst") || kg_contains(s, "Kerst"))) return in_year(christmas, s, from);
    if (kg_contains(s, "rinsjesdag") || kg_contains(s, "iljoenennota")) return in_year(prinsjesdag, s, from);
    if (kg_contains(s, "najaar")) return in_year(end_of_autumn, s, from);
    if (kg_contains(s, "voorjaar")) return in_year(end_of_spring, s, from);
    if (kg_contains(s, "zomer")) return in_year(end_of_summer, s, from);
    return (kg_date){ 0 };
}

/* "binnen drie weken", "over een half jaar", "een weekje of drie", "twee à drie weken": the longest of them. */
static kg_date span(kg_str s, kg_date from)
{
    static const worth words[] = { { "half", 6 },  { "een", 1 },   { "één", 1 },   { "twee", 2 },  { "drie", 3 },
                                   { "vier", 4 },  { "vijf", 5 },  { "zes", 6 },   { "zeven", 7 }, { "acht", 8 },
                                   { "negen", 9 }, { "tien", 10 }, { "twaalf", 12 }, { "anderhal", 1 } };
    static const char *const up_to[] = { " à ", " tot ", " of " };
    bool half = kg_contains(s, "half jaar") || kg_contains(s, "halfjaar"), more = kg_contains(s, "anderhal");
    if (kg_contains(s, "paar ")) return (kg_date){ 0 };
    kg_str number = kg_sub(s, 0, s.n);
    for (size_t i = 0; i < sizeof up_to / sizeof *up_to; i++) {
        ptrdiff_t at = kg_index(number, kg_cstr(up_to[i]));
        if (at >= 0) number = kg_sub(number, at + (ptrdiff_t)strlen(up_to[i]), number.n);
    }
    int n = kg_int(number);
    if (n <= 0) n = FIRST_OF(number, words);
    if (n <= 0) return (kg_date){ 0 };
    if (kg_contains(s, " uur")) return kg_date_add(from, (n + 23) / 24);
    if (kg_contains(s, " dag")) return kg_date_add(from, n);
    if (kg_contains(s, " we")) return kg_date_add(from, 7 * n + (more ? 4 : 0));
    if (half) return kg_date_months(from, 6);
    if (kg_contains(s, " maand")) return kg_date_add(kg_date_months(from, n), more ? 15 : 0);
    if (kg_contains(s, " kwarta")) return kg_date_months(from, 3 * n);
    return kg_contains(s, " jaar") ? kg_date_months(from, more ? 18 : 12 * n) : (kg_date){ 0 };
}

static kg_date quarter(kg_str s, kg_date from)
{
    static const worth name[] = { { "eerste kwartaal", 1 }, { "tweede kwartaal", 2 }, { "derde kwartaal", 3 },
                                  { "vierde kwartaal", 4 }, { "laatste kwartaal", 4 }, { "Q1", 1 },
                                  { "Q2", 2 },              { "Q3", 3 },              { "Q4", 4 } };
    int q = FIRST_OF(s, name), year = said_year(s, from);
    if (!q) return (kg_date){ 0 };
    if (!year) year = from.year + (3 * q < from.month);
    return kg_month_end(3 * q, year);
}

/* "in december", "uiterlijk eind maart 2026"; "in mei of juni" holds until the second, "voor juli" until the month before. */
static kg_date month(kg_str s, kg_date from)
{
    ptrdiff_t behind, at = kg_index(s, KG_S(" of "));
    kg_str name = at < 0 ? s : kg_sub(s, at + 4, s.n);
    int m = kg_month_in(name, &behind), year = said_year(s, from);
    if (!m || (!year && !from.year)) return (kg_date){ 0 };
    if (!year) year = from.year + (m < from.month);
    if (kg_contains(s, "eerste helft van")) return (kg_date){ 15, m, year };
    bool before = kg_starts_fold(s, "voor ") || kg_starts_fold(s, "nog voor ") || kg_starts_fold(s, "uiterlijk voor ");
    bool bare = !kg_contains(s, "eind") && !kg_contains(s, "medio") && !kg_contains(s, "half ") && !kg_contains(s, "begin") && !kg_contains(s, "helft");
    if (before && bare) return m > 1 ? kg_month_end(m - 1, year) : last_of_year(year - 1);
    return kg_month_end(m, year);
}

/* "volgende week", "voor vrijdag", "deze maand". */
static kg_date near_by(kg_str s, kg_date from)
{
    static const worth day[] = { { "maandag", 1 },  { "dinsdag", 2 }, { "woensdag", 3 }, { "donderdag", 4 },
                                 { "vrijdag", 5 },  { "zaterdag", 6 }, { "zondag", 7 } };
    int weekday = FIRST_OF(s, day);
    kg_date sunday = weekday_from(from, 6);
    if (kg_contains(s, "volgende week")) return weekday ? kg_date_add(sunday, weekday) : kg_date_add(sunday, 7);
    if (kg_contains(s, "komende week")) return kg_date_add(sunday, 7);
    if (kg_contains(s, "deze week")) return sunday;
    if (kg_contains(s, "orgen")) return kg_date_add(from, kg_contains(s, "ver") ? 2 : 1);
    if (kg_contains(s, "andaag") || kg_contains(s, "anavond")) return from;
    if (weekday) return weekday_from(kg_date_add(from, 1), weekday - 1);
    if (kg_contains(s, "volgende maand")) return kg_month_end(from.month % 12 + 1, from.year + from.month / 12);
    if (kg_contains(s, "deze maand") || kg_contains(s, "de maand")) return kg_month_end(from.month, from.year);
    if (kg_contains(s, "dit kwartaal") || kg_contains(s, "het kwartaal")) return kg_month_end((from.month + 2) / 3 * 3, from.year);
    return (kg_date){ 0 };
}

/* "nog dit jaar", "eind 2025", "voor het einde van het jaar"; "begin volgend jaar" names no last day. */
static kg_date year_end(kg_str s, kg_date from)
{
    int year = said_year(s, from);
    if (kg_contains(s, "egin ") || kg_contains(s, "edio ") || kg_contains(s, "oor ")) return (kg_date){ 0 };
    if (kg_contains(s, "eerste helft")) return kg_month_end(6, year);
    if (!year && kg_contains(s, "jaar")) year = from.year;
    return year ? last_of_year(year) : (kg_date){ 0 };
}

kg_date kg_due(kg_str words, kg_date from)
{
    kg_date d = { 0 };
    if (kg_contains(words, "na ") || kg_contains(words, "Na ") || kg_contains(words, "anaf ") || kg_contains(words, "nkele ") ||
        kg_contains(words, "jaarverslag"))
        return d;
    if (kg_last_date(words, &d)) return d.year || from.year ? kg_date_near(d, from, true) : (kg_date){ 0 };
    if (kg_contains(words, "innen ") || kg_contains(words, "ver ")) return from.day ? span(words, from) : d;
    static kg_date (*const way[])(kg_str, kg_date) = { month, quarter, season };
    for (size_t i = 0; i < sizeof way / sizeof *way; i++) {
        d = way[i](words, from);
        if (d.day && d.year) return d;
    }
    kg_str end = words;
    if (kg_contains(words, "eind")) end = kg_sub(words, kg_index(words, KG_S("eind")), words.n);
    if (end.n < words.n || kg_contains(words, "jaar") || kg_contains(words, " 20")) d = year_end(end, from);
    return d.day || !from.day ? d : near_by(words, from);
}
