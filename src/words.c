/* words.c - surnames and dates. In: slices of running text. Out: values that can be compared.
 *
 * Names split at "/", "," and "en" only: Dutch surnames have hyphens (Dik-Faber), and tussenvoegsels in either case.
 */
#include "words.h"

static kg_str skip_title(kg_str s)
{
    static const char *const title[] = { "het lid ",      "de leden ", "de heer ",   "de heren ",
                                         "mevrouw ",      "collega ",  "collega’s ", "de dames ",
                                         "het Kamerlid ", "lid ",      "leden ",     "heer ",
                                         "heren ",        "HET LID ",  "DE LEDEN ",  "meneer ",
                                         "dezelfde indiener" };
    if (!s.n || !memchr(s.s, ' ', (size_t)s.n)) return s;     /* a surname alone */
    for (size_t again = 0; again < 2; again++)
        for (size_t i = 0; i < sizeof title / sizeof *title; i++) {
            if (!s.n || kg_fold(s.s[0]) != kg_fold(title[i][0])) continue;
            kg_str w = kg_cstr(title[i]);
            if (s.n > w.n && kg_ieq(kg_sub(s, 0, w.n), w)) s = kg_sub(s, w.n, s.n);
        }
    return kg_trim(s);
}

static bool tussenvoegsel(kg_str w)
{
    static const char *const word[] = { "van", "der", "den", "de", "ter", "ten", "te", "het", "'t",  "’t", "el",
                                        "von", "le",  "la",  "in", "op",  "di",  "du", "zu",  "ben", "'s", "’s" };
    enum { LONGEST = 4 };
    return w.n <= LONGEST && KG_IEQ_ANY(w, word);
}

static kg_str word_at(kg_str s, ptrdiff_t at)
{
    ptrdiff_t end = at;
    while (end < s.n && s.s[end] != ' ') end++;
    return kg_sub(s, at, end);
}

static bool all_caps(kg_str s)
{
    int caps = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        if (kg_lower(s.s[i])) return false;
        caps += kg_upper(s.s[i]);
    }
    return caps > 2;
}

/* U+0100 to U+017E ("Ć", "Ş", "Ž"): the small letter follows its capital, which is even in most rows and odd in some. */
static bool capital_extended(unsigned char lead, unsigned char u)
{
    bool odd = (lead == 0xC4 && u >= 0xB9 && u < 0xBF) || (lead == 0xC5 && ((u >= 0x81 && u <= 0x88) || (u >= 0xB9 && u <= 0xBE)));
    bool even = (lead == 0xC4 && u < 0xB8 && u != 0xB0) || (lead == 0xC5 && u >= 0x8A && u <= 0xB7);
    return odd ? u & 1 : even && !(u & 1);
}

/* Small letter of ASCII, and of Latin where it is the second byte of one (C3 80..9E: "Ö" -> "ö"). */
static char fold_latin(char c, char before)
{
    unsigned char u = (unsigned char)c;
    if (capital_extended((unsigned char)before, u)) return (char)(u + 1);
    if ((unsigned char)before == 0xC3 && u >= 0x80 && u <= 0x9E && u != 0x97) return (char)(u + 0x20);
    return kg_fold(c);
}

/* "VAN DER PLAS" -> "Van der Plas", "KRÖGER" -> "Kröger". */
static kg_str from_caps(kg_str s, kg_arena *a)
{
    char *p = (char *)kg_dup(a, s).s;
    for (ptrdiff_t i = 0; i < s.n;) {
        kg_str w = word_at(s, i);
        bool small = i > 0 && tussenvoegsel(w);
        for (ptrdiff_t k = i; k < i + w.n; k++) {
            ptrdiff_t letter = k - (((unsigned char)p[k] & 0xC0) == 0x80);   /* where it begins */
            if (small || (letter > i && p[letter - 1] != '-')) p[k] = fold_latin(p[k], k > i ? p[k - 1] : 0);
        }
        i += w.n + 1;
    }
    return (kg_str){ p, s.n };
}

/* "Van Dijk" -> "~dijk", "Dijk" -> "dijk", "Inge van Dijk" -> "inge~~dijk", "Agnes Mulder" -> "agnes~mulder". */
kg_str kg_surname_key(kg_str name, kg_arena *a)
{
    char *key = kg_room(a, 1, (size_t)name.n * 2 + 2);        /* at most two marks for a blank, and one before all */
    ptrdiff_t used = 0;
    bool small = false;
    for (ptrdiff_t i = 0; i < name.n;) {
        kg_str w = word_at(name, i);
        if (tussenvoegsel(w)) small = true;
        else {
            if (used) key[used++] = '~';
            if (small) key[used++] = '~';
            small = false;
            ptrdiff_t end = used + kg_plain(w, key + used);   /* "Kostic" is Kostić */
            for (ptrdiff_t k = used; k < end; k++)
                if (key[k] != '-' && key[k] != '\'') key[used++] = key[k];
        }
        i += w.n + 1;
    }
    return (kg_str){ key, used };
}

/* "Van Dijk" and "Inge van Dijk", not "Dijk" and "Inge van Dijk". */
static bool with_first_name(kg_str longer, kg_str shorter)
{
    ptrdiff_t at = longer.n - shorter.n - 1;
    return at > 0 && longer.s[at] == '~' && longer.s[at - 1] != '~' && longer.s[0] != '~' && kg_ends(longer, shorter) &&
           !memchr(shorter.s + (shorter.s[0] == '~'), '~', (size_t)(shorter.n - (shorter.s[0] == '~')));
}

bool kg_same_surname(kg_str a, kg_str b)
{
    if (!a.n || !b.n) return false;
    if (with_first_name(a, b) || with_first_name(b, a)) return true;
    return kg_eq(kg_sub(a, a.s[0] == '~', a.n), kg_sub(b, b.s[0] == '~', b.n));
}

/* "VanMeenen", "VanDerPlas": words that lost their blanks; surnames that are written so there are none. */
static kg_str unglued(kg_str s, kg_arena *a)
{
    static const char *const glued[] = { "Van", "De", "Der", "Den", "Ter", "Ten" };
    kg_buf b = { 0 };
    ptrdiff_t from = 0;
    for (size_t i = 0; i < sizeof glued / sizeof *glued; i++) {
        if (from >= s.n || s.s[from] != glued[i][0]) continue;
        kg_str w = kg_cstr(glued[i]), rest = kg_sub(s, from, s.n);
        if (!kg_starts(rest, w) || rest.n < w.n + 2 || !kg_upper(rest.s[w.n]) || !kg_lower(rest.s[w.n + 1])) continue;
        if (from) kg_putc(a, &b, kg_fold(w.s[0])), kg_put(a, &b, kg_sub(w, 1, w.n));
        else kg_put(a, &b, w);
        kg_putc(a, &b, ' ');
        from += w.n;
    }
    if (!from) return s;
    kg_put(a, &b, kg_sub(s, from, s.n));
    return kg_buf_str(&b);
}

/* "Van Nispen de Gedragscode": behind a surname with its tussenvoegsel begins what is asked; "Diederik van Dijk" is one name. */
static kg_str surname_alone(kg_str s)
{
    ptrdiff_t i = 0;
    while (i < s.n && tussenvoegsel(word_at(s, i))) i += word_at(s, i).n + 1;
    if (!i || i >= s.n) return s;
    kg_str own = word_at(s, i);
    ptrdiff_t end = i + own.n;
    bool doubled = memchr(own.s, '-', (size_t)own.n) != NULL;   /* "De Pater-van der Meer" */
    return !doubled && end + 1 < s.n && tussenvoegsel(word_at(s, end + 1)) ? kg_sub(s, 0, end) : s;
}

/* "M.B. Vos": initials told two members apart before first names did. */
static kg_str without_initials(kg_str s)
{
    while (s.n > 2 && kg_upper(s.s[0]) && s.s[1] == '.') s = kg_trim(kg_sub(s, 2, s.n));
    return s;
}

typedef struct { kg_str *v, key[KG_MAX_NAMES]; int n; kg_arena *a; } names;   /* key: made when it is asked for */

static kg_str key_of(names *l, int i)
{
    if (!l->key[i].s) l->key[i] = kg_surname_key(l->v[i], l->a);
    return l->key[i];
}

static void add_name(names *l, kg_str s)
{
    kg_arena *a = l->a;
    const char *bracket = s.n ? memchr(s.s, '(', (size_t)s.n) : NULL;
    if (bracket) s.n = bracket - s.s;
    s = without_initials(skip_title(kg_trim(s)));
    while (s.n && (s.s[s.n - 1] == '.' || s.s[s.n - 1] == ',' || s.s[s.n - 1] == ';' || s.s[s.n - 1] == ':')) s.n--;
    if (kg_ends(s, KG_S(" c.s")) || kg_ends(s, KG_S(" C.S"))) s.n -= 4;
    if (s.n < 2 || l->n == KG_MAX_NAMES) return;
    s = surname_alone(unglued(s, a));
    bool capital = kg_upper(s.s[0]) || (unsigned char)s.s[0] >= 0x80;
    if (!capital && !tussenvoegsel(word_at(s, 0))) return;   /* "motie van Nispen" begins small */
    if (all_caps(s)) s = from_caps(s, a);
    else if (kg_lower(s.s[0])) { s = kg_dup(a, s); ((char *)s.s)[0] = (char)(s.s[0] - 32); }
    kg_str key = l->n ? kg_surname_key(s, a) : (kg_str){ 0 };
    for (int i = 0; i < l->n; i++) {                          /* "De Groot, Tjeerd de Groot": one mover in two forms */
        kg_str other = key_of(l, i);
        if (!kg_eq(key, other) && !with_first_name(key, other) && !with_first_name(other, key)) continue;
        if (s.n > l->v[i].n) l->v[i] = s, l->key[i] = key;
        return;
    }
    l->v[l->n] = s;
    l->key[l->n++] = key;
}

static void split_names(names *l, kg_str s)
{
    ptrdiff_t from = 0;
    int depth = 0;
    for (ptrdiff_t i = 0; i <= s.n; i++) {
        if (i < s.n && (unsigned char)s.s[i] > '/') continue; /* none of " (),/" */
        if (i < s.n && s.s[i] == '(') depth++;
        if (i < s.n && s.s[i] == ')') depth--;
        ptrdiff_t skip = 0;
        kg_str rest = kg_sub(s, i, s.n);
        if (i == s.n) skip = 1;
        else if (depth > 0) continue;
        else if (s.s[i] == '/' || s.s[i] == ',') skip = 1;
        else if (s.s[i] != ' ') continue;
        else if (kg_starts(rest, KG_S(" en ")) || kg_starts(rest, KG_S(" EN "))) skip = 4;
        else if (kg_starts(rest, KG_S(" en")) && rest.n > 3 && kg_upper(rest.s[3])) skip = 3; /* "El Yassini enPeters" */
        if (!skip) continue;
        add_name(l, kg_trim(kg_sub(s, from, i)));
        from = i + skip;
        if (from > s.n) from = s.n;
        if (skip > 1) i += skip - 1;
    }
}

int kg_surnames(kg_str s, kg_str *out, kg_arena *a)
{
    names l = { .v = out, .a = a };
    split_names(&l, s);
    return l.n;
}

int kg_surname_keys(kg_str s, kg_str *keys, kg_arena *a)
{
    kg_str v[KG_MAX_NAMES];
    names l = { .v = v, .a = a };
    split_names(&l, s);
    for (int i = 0; i < l.n; i++) keys[i] = key_of(&l, i);
    return l.n;
}

/* -- denial -------------------------------------------------------------------------------------------------------- */

static bool has_word(kg_str s, kg_str word)
{
    for (ptrdiff_t i = 0; i + word.n <= s.n; i++) {
        ptrdiff_t at = kg_index(kg_sub(s, i, s.n), word);
        if (at < 0) return false;
        i += at;
        if ((!i || s.s[i - 1] == ' ') && (i + word.n == s.n || !kg_lower(s.s[i + word.n]))) return true;
    }
    return false;
}

bool kg_denies(kg_str s)
{
    static const char *const word[] = { "niet", "Niet", "niets", "geen", "Geen", "nooit", "nimmer", "noch", "evenmin" };
    static const char *const no_denial[] = { "niet alleen", "niet later dan", "niet eerder dan", "niet slechts", "niet al te " };
    for (size_t i = 0; i < sizeof no_denial / sizeof *no_denial; i++)
        if (kg_index(s, kg_cstr(no_denial[i])) >= 0) return false;
    for (size_t i = 0; i < sizeof word / sizeof *word; i++)
        if (has_word(s, kg_cstr(word[i]))) return true;
    return false;
}

/* -- dates --------------------------------------------------------------------------------------------------------- */

bool kg_last_date(kg_str s, kg_date *d)
{
    for (ptrdiff_t i = s.n - 1; i > 0; i--) {
        if (!kg_lower(s.s[i]) || s.s[i - 1] != ' ') continue;
        ptrdiff_t e = i;
        while (e < s.n && kg_lower(s.s[e])) e++;
        int month = kg_month(kg_sub(s, i, e));
        if (!month) continue;
        ptrdiff_t b = i - 1;
        while (b > 0 && kg_digit(s.s[b - 1]) && i - b <= 3) b--;
        int day = kg_int(kg_sub(s, b, i));
        if (day < 1 || day > 31) continue;
        *d = (kg_date){ day, month, 0 };
        if (e + 5 <= s.n && s.s[e] == ' ' && kg_digit(s.s[e + 1]) && kg_digit(s.s[e + 4]))
            d->year = kg_int(kg_sub(s, e + 1, e + 5));
        return true;
    }
    return false;
}

int kg_month(kg_str word)
{
    static const char *const name[] = { "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
                                        "september", "oktober", "november", "december" };
    for (int i = 0; i < 12 && word.n; i++)
        if (kg_fold(word.s[0]) == name[i][0] && kg_ieq(word, kg_cstr(name[i]))) return i + 1;
    return 0;
}

int kg_month_in(kg_str s, ptrdiff_t *behind)
{
    for (ptrdiff_t i = 0; i < s.n;) {
        kg_str w = word_at(s, i);
        ptrdiff_t n = 0;
        while (n < w.n && kg_lower(kg_fold(w.s[n]))) n++;
        int month = kg_month(kg_sub(w, 0, n));
        if (month) { *behind = i + n; return month; }
        i += w.n + 1;
    }
    return 0;
}

static int month_days(int month, int year)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

static bool on_calendar(kg_date d)
{
    return d.year >= 1800 && d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= month_days(d.month, d.year);
}

kg_date kg_date_of(kg_str iso)
{
    for (ptrdiff_t i = 0; i < iso.n; i++)
        if (i == 4 || i == 7 ? iso.s[i] != '-' : !kg_digit(iso.s[i])) return (kg_date){ 0 };
    if (iso.n != 10) return (kg_date){ 0 };
    kg_date d = { kg_int(kg_sub(iso, 8, 10)), kg_int(kg_sub(iso, 5, 7)), kg_int(kg_sub(iso, 0, 4)) };
    return on_calendar(d) ? d : (kg_date){ 0 };
}

bool kg_is_date(kg_str iso) { return kg_date_of(iso).year != 0; }

kg_str kg_iso(kg_date d, kg_arena *a)
{
    if (!on_calendar(d)) return (kg_str){ 0 };
    return kg_fmt(a, "%04d-%02d-%02d", d.year, d.month, d.day);
}

int kg_date_cmp(kg_date a, kg_date b)
{
    if (a.year != b.year) return a.year < b.year ? -1 : 1;
    if (a.month != b.month) return a.month < b.month ? -1 : 1;
    return a.day < b.day ? -1 : a.day > b.day;
}

kg_date kg_date_near(kg_date d, kg_date from, bool future)
{
    if (d.year || !from.year) return d;
    d.year = from.year;
    if (!future && kg_date_cmp(d, from) > 0) d.year--;
    if (future && kg_date_cmp(d, from) < 0) d.year++;
    return d;
}

kg_date kg_date_add(kg_date d, int days)
{
    if (!on_calendar(d)) return d;
    for (d.day += days; d.day > month_days(d.month, d.year);) {
        d.day -= month_days(d.month, d.year);
        if (++d.month > 12) d.month = 1, d.year++;
    }
    for (; d.day < 1; d.day += month_days(d.month, d.year))
        if (--d.month < 1) d.month = 12, d.year--;
    return d;
}

kg_date kg_month_end(int month, int year) { return (kg_date){ month_days(month, year), month, year }; }

kg_date kg_date_months(kg_date d, int months)
{
    int month = d.month - 1 + months, last;
    d.year += month / 12;
    d.month = month % 12 + 1;
    last = month_days(d.month, d.year);
    if (d.day > last) d.day = last;
    return d;
}

/* Sakamoto's table, counted from Monday. */
int kg_weekday(kg_date d)
{
    static const int shift[] = { 0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4 };
    int y = d.year - (d.month < 3);
    return (y + y / 4 - y / 100 + y / 400 + shift[d.month - 1] + d.day + 6) % 7;
}

int kg_session(int y, int month, int d)
{
    int tuesday = 15 + (8 - kg_weekday((kg_date){ 15, 9, y })) % 7;
    return month > 9 || (month == 9 && d >= tuesday) ? y : y - 1;
}
