/* official.c - ids of officielebekendmakingen as they stand in colophons, addresses and file names. In:
 * "kst-20052006-30300F-A". Out: the canonical id "kst-30300-F-A", or none.
 *
 * The spelling of these ids is not uniform (spec 1.1.1, 1.2, 1.5): small letters, a parliamentary year before the
 * dossier, a chapter glued to it, zeros before Roman dossiers, suffixes of reprints (-h1), corrections (-n1) and
 * appendices (-b1), which belong to the paper.
 */
#include "key.h"

enum { MAX_PARTS = 8 };
typedef struct { kg_str v[MAX_PARTS]; int n; } parts;

static bool all(kg_str s, bool (*is)(char))
{
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (!is(s.s[i])) return false;
    return s.n > 0;
}

static bool roman_letter(char c) { return c && strchr("CLXVI", c); }
static bool letter(char c) { return kg_lower(kg_fold(c)); }

static bool split(kg_str s, parts *p)
{
    p->n = 0;
    for (ptrdiff_t from = 0, i = 0; i <= s.n; i++) {
        if (i < s.n && s.s[i] != '-') continue;
        if (i == from || p->n == MAX_PARTS) return false;
        p->v[p->n++] = kg_sub(s, from, i);
        from = i + 1;
    }
    return true;
}

static void shift(parts *p) { memmove(p->v, p->v + 1, sizeof *p->v * (size_t)--p->n); }

/* h1, n1, b12: reprint, correction, appendix. */
static void drop_suffixes(parts *p)
{
    while (p->n > 1 && p->v[p->n - 1].n > 1 && strchr("hnb", p->v[p->n - 1].s[0]) &&
           all(kg_sub(p->v[p->n - 1], 1, p->v[p->n - 1].n), kg_digit))
        p->n--;
}

static kg_str join(const char *head, const parts *p, kg_arena *a)
{
    kg_buf b = { 0 };
    kg_put(a, &b, kg_cstr(head));
    for (int i = 0; i < p->n; i++) {
        kg_putc(a, &b, '-');
        kg_put(a, &b, p->v[i]);
    }
    return kg_buf_str(&b);
}

static bool years(kg_str s)
{
    return s.n == 8 && all(s, kg_digit) && (kg_starts(s, KG_S("19")) || kg_starts(s, KG_S("20")));
}

/* Dossier: five digits, perhaps a chapter glued on; or Roman, for the Eerste Kamer's own. */
static bool dossier(kg_str s, kg_str *base, kg_str *chapter)
{
    ptrdiff_t n = 0;
    while (n < s.n && kg_digit(s.s[n])) n++;
    *chapter = (kg_str){ 0 };
    if (n == 5 && s.s[0] != '0') {
        *base = kg_sub(s, 0, 5);
        *chapter = kg_sub(s, 5, s.n);
        return !chapter->n || (all(*chapter, letter) && chapter->n <= 6);
    }
    while (s.n > 1 && s.s[0] == '0') s = kg_sub(s, 1, s.n);
    *base = s;
    return s.n <= 8 && all(s, roman_letter);
}

static bool number_part(kg_str s)
{
    ptrdiff_t n = 0;
    while (n < s.n && kg_digit(s.s[n])) n++;
    bool tail = n == s.n || all(kg_sub(s, n, s.n), letter);
    return n ? n <= 4 && tail && s.n - n <= 2 : s.n <= 4;
}

/* "022" -> "22", "ab" -> "AB", "188b" stays. */
static kg_str number(kg_str s, kg_arena *a)
{
    while (s.n > 1 && s.s[0] == '0') s = kg_sub(s, 1, s.n);
    return kg_digit(s.s[0]) ? s : kg_upper_dup(a, s);
}

static kg_str paper(parts *p, kg_arena *a)
{
    if (p->n > 1 && years(p->v[0])) shift(p);
    drop_suffixes(p);
    kg_str base, chapter;
    bool seq =
        p->n == 1 && (p->v[0].n == 6 || p->v[0].n == 7) && all(p->v[0], kg_digit); /* since 2025: no dossier in it */
    if (seq) return kg_fmt(a, "kst-%.*s", KG_ARG(p->v[0]));
    kg_str head = kg_upper_dup(a, p->v[0]);
    if (!dossier(head, &base, &chapter)) return (kg_str){ 0 };
    bool part = p->n == 2 && !chapter.n && kg_digit(base.s[0]) && kg_with_parts(kg_int(base)) && p->v[1].n == 2 &&
                kg_digit(p->v[1].s[0]);
    if (p->n == 3 && !chapter.n) chapter = kg_upper_dup(a, p->v[1]);
    else if (p->n > 3 || (p->n == 3 && chapter.n)) return (kg_str){ 0 };
    if (part) return kg_fmt(a, "dossier-%.*s-%.*s", KG_ARG(base), KG_ARG(p->v[1]));
    if (p->n == 1)
        return kg_fmt(a, chapter.n ? "dossier-%.*s-%.*s" : "dossier-%.*s%.*s", KG_ARG(base), KG_ARG(chapter));
    if (!number_part(p->v[p->n - 1]) || chapter.n > 6) return (kg_str){ 0 };
    kg_str n = number(p->v[p->n - 1], a);
    if (chapter.n) return kg_fmt(a, "kst-%.*s-%.*s-%.*s", KG_ARG(base), KG_ARG(chapter), KG_ARG(n));
    return kg_fmt(a, "kst-%.*s-%.*s", KG_ARG(base), KG_ARG(n));
}

/* tk-20202021-90-12, ek-…, vv-…; or one number of five to seven digits */
static kg_str volume(const char *head, parts *p, int most, kg_arena *a)
{
    drop_suffixes(p);
    bool house = p->n >= 3 && p->n <= most && p->v[0].n == 2 && years(p->v[1]);
    bool bare = p->n == 1 && p->v[0].n >= 5 && p->v[0].n <= 7 && all(p->v[0], kg_digit);
    for (int i = 2; house && i < p->n; i++) house = all(p->v[i], kg_digit) && p->v[i].n <= 5;
    if (house)
        p->v[0] = kg_eq(kg_upper_dup(a, p->v[0]), KG_S("EK"))   ? KG_S("ek")
                  : kg_eq(kg_upper_dup(a, p->v[0]), KG_S("VV")) ? KG_S("vv")
                                                                : KG_S("tk");
    return house || bare ? join(head, p, a) : (kg_str){ 0 };
}

static bool zaak_number(kg_str s)
{
    return s.n == 10 && kg_fold(s.s[4]) == 'z' && all(kg_sub(s, 0, 4), kg_digit) && all(kg_sub(s, 5, 10), kg_digit);
}

static kg_str questions(parts *p, kg_arena *a)
{
    kg_str last = p->v[p->n - 1];
    if (zaak_number(last) && p->n <= 2) return kg_fmt(a, "kv-tk-%.*s", KG_ARG(kg_upper_dup(a, last)));
    bool ok = p->n <= 3 && last.n >= 7 && (all(last, kg_digit) || kg_starts(last, KG_S("KVR")));
    return ok ? join("kv", p, a) : (kg_str){ 0 };
}

/* blg-929493, nds-tk-2013D38756, stb-2021-123, stcrt-2009-9231-n1, gmb-2020-1: the form is free, but there is a number
 * in it. */
static kg_str other(const char *head, parts *p, kg_arena *a)
{
    kg_str last = p->v[p->n - 1];
    bool gazette = p->n >= 2 && p->v[0].n == 4 && all(p->v[0], kg_digit) && kg_digit(p->v[1].s[0]);
    bool appendix = !strcmp(head, "blg") && all(p->v[0], kg_digit) && p->v[0].n >= 4 && p->n <= 2;
    bool tabled = !strcmp(head, "nds") && kg_int(last) > 0 && last.n >= 5;
    bool agenda = !strcmp(head, "ag") && p->n == 4 && p->v[0].n == 2 && all(p->v[1], kg_digit);
    bool year_first = strcmp(head, "blg") != 0 && strcmp(head, "nds") != 0 && strcmp(head, "ag") != 0;
    return (gazette && year_first) || appendix || tabled || agenda ? join(head, p, a) : (kg_str){ 0 };
}

kg_str kg_official_id(kg_str s, kg_arena *a)
{
    static const char *const others[] = { "blg", "nds", "ag", "stb", "stcrt", "trb", "gmb", "prb", "wsb", "bgr" };
    parts p;
    if (!split(s, &p) || p.n < 2) return (kg_str){ 0 };
    kg_str head = p.v[0];
    shift(&p);
    if (kg_ieq(head, KG_S("kst"))) return paper(&p, a);
    if (kg_ieq(head, KG_S("ah"))) return volume("ah", &p, 3, a);
    if (kg_ieq(head, KG_S("h"))) return volume("h", &p, 6, a);
    if (kg_ieq(head, KG_S("kv"))) return questions(&p, a);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (kg_ieq(head, kg_cstr(others[i]))) return other(others[i], &p, a);
    return (kg_str){ 0 };
}

/* -- as a format states it ----------------------------------------------------------------------------------------- */

static bool registered(kg_str s)                              /* 2021Z12361 */
{
    return s.n == 10 && kg_digits_at(s, 0) == 4 && memchr("ZDA", s.s[4], 3) && kg_digits_at(s, 5) == 5;
}

kg_str kg_canonical_id(kg_str s, kg_arena *a)
{
    kg_str ids[2];
    s = kg_trim(s);
    if (kg_starts_fold(s, "http") || kg_starts_fold(s, "www.")) return kg_url_ids(s, ids, a) > 0 ? ids[0] : s;
    if (registered(s)) return s;
    if (kg_starts(s, KG_S("dossier/")) || kg_starts(s, KG_S("dossier-"))) {
        kg_buf b = { 0 };
        kg_put(a, &b, KG_S("kst-"));
        for (ptrdiff_t i = 8; i < s.n; i++)
            if (s.s[i] != ' ') kg_putc(a, &b, s.s[i]);
        kg_str id = kg_official_id(kg_buf_str(&b), a);
        return kg_starts(id, KG_S("dossier-")) ? id : (kg_str){ 0 };
    }
    return kg_official_id(s, a);
}
