/* ids.c - what an id says about itself. In: a canonical id (spec 0.1). Out: kind, rank, dossier, label for people,
 * order.
 *
 * Idea: one table of prefixes; what has no prefix is told by its first characters (2021Z12361, S/RES/853(1993)).
 * Invariant: pure functions of the id; an id of unknown shape is a local one (a file's stem, or DOC#motie-1).
 */
#include "ids.h"

enum { RANK_OTHER = 9, RANK_LOCAL = 10, RANK_KENMERK = 11, RANK_ADDRESS = 12 };   /* order of formats.md */

typedef struct { kg_str prefix; kg_kind kind; int rank; } scheme;

#define WORD(s) { s, sizeof s - 1 }
static const scheme schemes[] = {
    { WORD("kst-"), KG_KAMERSTUK, 0 },    { WORD("ah-tk-"), KG_AANHANGSEL, 1 }, { WORD("ah-ek-"), KG_AANHANGSEL, 1 },
    { WORD("ah-"), KG_AANHANGSEL, 1 },    { WORD("h-tk-"), KG_HANDELINGEN, 2 }, { WORD("h-ek-"), KG_HANDELINGEN, 2 },
    { WORD("h-vv-"), KG_HANDELINGEN, 2 }, { WORD("kv-tk-"), KG_VRAGEN, 3 },     { WORD("kv-ek-"), KG_VRAGEN, 3 },
    { WORD("kv-"), KG_VRAGEN, 3 },        { WORD("blg-"), KG_BIJLAGE, 4 },      { WORD("dossier-"), KG_DOSSIER, 9 },
    { WORD("stb-"), KG_WET, 9 },          { WORD("stcrt-"), KG_WET, 9 },        { WORD("trb-"), KG_WET, 9 },
    { WORD("BWBR"), KG_WET, 9 },          { WORD("BWBV"), KG_WET, 9 },          { WORD("celex-"), KG_EU, 9 },
    { WORD("com-"), KG_EU, 9 },           { WORD("join-"), KG_EU, 9 },          { WORD("swd-"), KG_EU, 9 },
    { WORD("sec-"), KG_EU, 9 },           { WORD("euco-"), KG_EU, 9 },          { WORD("ECLI:"), KG_ECLI, 9 },
    { WORD("rvs-"), KG_EXTERN, 9 },
    { WORD("S/RES/"), KG_VN, 9 },         { WORD("A/RES/"), KG_VN, 9 },         { WORD("nds-"), KG_DOCUMENT, 9 },
    { WORD("verslag-tk-"), KG_DOCUMENT, 9 }, { WORD("verslag-ek-"), KG_DOCUMENT, 9 },   /* a committee's: day and key of the meeting */
    { WORD("ag-"), KG_DOCUMENT, 9 },      { WORD("TZ"), KG_TOEZEGGING, 8 },     { WORD("T0"), KG_TOEZEGGING, 8 },
    { WORD("kenmerk-"), KG_KENMERK, 11 }, { WORD("http://"), KG_URL, 12 },      { WORD("https://"), KG_URL, 12 },
    { WORD("www."), KG_URL, 12 },         { WORD("ftp://"), KG_URL, 12 },
};

/* 2021Z12361: year, letter, five digits (spec 1.7). */
static const scheme *register_number(kg_str id)
{
    static const scheme z = { WORD(""), KG_ZAAK, 5 }, d = { WORD(""), KG_DOCUMENT, 6 }, a = { WORD(""), KG_ACTIVITEIT, 7 };
    if (id.n != 10 || !kg_all_digits(kg_sub(id, 0, 4)) || !kg_all_digits(kg_sub(id, 5, 10))) return NULL;
    return id.s[4] == 'Z' ? &z : id.s[4] == 'D' ? &d : id.s[4] == 'A' ? &a : NULL;
}

static bool fits(const scheme *s, kg_str id)
{
    kg_str prefix = s->prefix;
    if (id.s[0] != prefix.s[0] || !kg_starts(id, prefix) || id.n == prefix.n) return false;
    char next = id.s[prefix.n];
    switch (s->rank) {
    case 0: case RANK_KENMERK: case RANK_ADDRESS: return true;   /* kst-CXXIV-G has no digit */
    case 8: return kg_digit(next) && kg_digit(id.s[id.n - 1]);
    default: return kg_digit(next) || next == ':' || kg_upper(next) || prefix.s[prefix.n - 1] != '-';
    }
}

/* vng.nl/sites/default/files: an address that is written without "https://" (url.rules has the same endings). */
static const scheme *bare_address(kg_str id)
{
    static const scheme url = { WORD(""), KG_URL, RANK_ADDRESS };
    static const kg_str ends[] = { WORD(".nl"), WORD(".eu"), WORD(".com"), WORD(".org"), WORD(".int"), WORD(".gov"), WORD(".net"), WORD(".be") };
    const char *slash = memchr(id.s, '/', (size_t)id.n);
    kg_str host = { id.s, slash ? slash - id.s : 0 };
    bool dotted = host.n > 3 && (host.s[host.n - 3] == '.' || host.s[host.n - 4] == '.');
    for (size_t i = 0; dotted && i < sizeof ends / sizeof *ends; i++)
        if (kg_ends(host, ends[i])) return &url;
    return NULL;
}

static const scheme *find(kg_str id)
{
    if (!id.n) return NULL;
    const scheme *bare = bare_address(id);
    if (bare) return bare;
    if (memchr(id.s, '#', (size_t)id.n) && !kg_starts(id, KG_S("http")) && !kg_starts(id, KG_S("www."))) return NULL;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (fits(&schemes[i], id)) return &schemes[i];
    return register_number(id);
}

int kg_id_rank(kg_str id)
{
    const scheme *s = find(id);
    return s ? s->rank : RANK_LOCAL;
}

bool kg_id_official(kg_str id) { return kg_id_rank(id) <= RANK_OTHER; }

static bool kind_of(kg_str id, kg_kind *k)
{
    const scheme *s = find(id);
    const char *hash = s || !id.n ? NULL : memchr(id.s, '#', (size_t)id.n);
    kg_str local = hash ? kg_sub(id, hash + 1 - id.s, id.n) : (kg_str){ 0 };
    *k = s                                      ? s->kind
         : kg_starts(local, KG_S("motie"))      ? KG_MOTIE
         : kg_starts(local, KG_S("toezegging")) ? KG_TOEZEGGING
         : kg_starts(local, KG_S("brief"))      ? KG_BRIEF
         : local.n                              ? KG_INTERN
                                                : KG_DOCUMENT;
    return s || local.n;
}

kg_str kg_id_kind(kg_str id)
{
    kg_kind k;
    return kind_of(id, &k) ? kg_cstr(kg_kind_name(k)) : (kg_str){ 0 };
}

kg_kind kg_kind_of_id(kg_str id)
{
    kg_kind k;
    kind_of(id, &k);
    return k;
}

/* -- parts of a kst id: kst-[YEARS-]D[-T]-N[-b1] ----------------------------------------------------------------- */

typedef struct { kg_str dossier, base, extra, number, suffix; } parts;

static kg_str last_part(kg_str *s)
{
    ptrdiff_t i = s->n;
    while (i > 0 && s->s[i - 1] != '-') i--;
    kg_str part = kg_sub(*s, i, s->n);
    s->n = i ? i - 1 : 0;
    return part;
}

static bool is_suffix(kg_str s) { return s.n > 1 && memchr("bnh", s.s[0], 3) && kg_all_digits(kg_sub(s, 1, s.n)); }

static bool split(kg_str id, parts *p)
{
    *p = (parts){ 0 };
    if (!kg_starts(id, KG_S("kst-"))) return false;
    kg_str rest = kg_sub(id, 4, id.n);
    if (rest.n > 9 && rest.s[8] == '-' && kg_all_digits(kg_sub(rest, 0, 8))) rest = kg_sub(rest, 9, rest.n);
    kg_str number = last_part(&rest);
    if (is_suffix(number) && memchr(rest.s, '-', (size_t)rest.n)) { p->suffix = number; number = last_part(&rest); }
    if (!rest.n || !number.n) return false;                   /* kst-1158283: no dossier in it */
    p->dossier = rest;
    p->number = number;
    const char *hyphen = memchr(rest.s, '-', (size_t)rest.n);
    p->base = hyphen ? kg_sub(rest, 0, hyphen - rest.s) : rest;
    p->extra = hyphen ? kg_sub(rest, hyphen - rest.s + 1, rest.n) : (kg_str){ 0 };
    return true;
}

kg_str kg_id_dossier(kg_str id)                               /* of "kst-35373-19#toezegging-1", too */
{
    parts p;
    const char *local = id.n ? memchr(id.s, '#', (size_t)id.n) : NULL;
    if (local) id = kg_sub(id, 0, local - id.s);
    if (kg_starts(id, KG_S("dossier-"))) return kg_sub(id, 8, id.n);
    return split(id, &p) ? p.dossier : (kg_str){ 0 };
}

/* Tens of thousands of labels are made at a time: no formats. */
static void put_dossier(kg_buf *b, kg_str base, kg_str extra, kg_arena *a)
{
    bool number = base.n == 5 && kg_all_digits(base);
    if (number) {
        kg_put(a, b, kg_sub(base, 0, 2));
        kg_putc(a, b, ' ');
    }
    kg_put(a, b, number ? kg_sub(base, 2, 5) : base);
    if (!extra.n) return;
    kg_putc(a, b, kg_digit(extra.s[0]) ? '-' : ' ');
    kg_put(a, b, extra);
}

static kg_str label_kamerstuk(kg_str id, kg_arena *a)
{
    parts p;
    if (!split(id, &p)) return (kg_str){ 0 };
    kg_buf b = { 0 };
    put_dossier(&b, p.base, p.extra, a);
    kg_put(a, &b, kg_digit(p.number.s[0]) ? KG_S(", nr. ") : KG_S(", "));
    kg_put(a, &b, p.number);
    if (!p.suffix.n) return kg_buf_str(&b);
    kg_put(a, &b, KG_S(" ("));
    kg_put(a, &b, p.suffix);
    kg_putc(a, &b, ')');
    return kg_buf_str(&b);
}

/* ah-tk-20232024-387, h-tk-20202021-90-12 */
static kg_str label_volume(kg_str id, kg_arena *a)
{
    bool question = id.s[0] == 'a';
    kg_str rest = kg_sub(id, question ? 6 : 5, id.n);
    if (rest.n < 10 || rest.s[8] != '-' || !kg_all_digits(kg_sub(rest, 0, 8))) return (kg_str){ 0 };
    kg_str number = kg_sub(rest, 9, rest.n);
    const char *sub = memchr(number.s, '-', (size_t)number.n);
    kg_str item = sub ? kg_sub(number, sub - number.s + 1, number.n) : (kg_str){ 0 };
    if (sub) number.n = sub - number.s;
    return kg_fmt(a, "%s %.4s–%.4s, nr. %.*s%s%.*s", question ? "Aanhangsel" : "Handelingen", rest.s, rest.s + 4,
                  KG_ARG(number), sub ? ", item " : "", KG_ARG(item));
}

kg_str kg_id_label(kg_str id, kg_arena *a)
{
    const scheme *s = find(id);
    if (!s) return (kg_str){ 0 };
    if (s->rank == 0) return label_kamerstuk(id, a);
    if ((s->rank == 1 || s->rank == 2) && s->prefix.n > 3) return label_volume(id, a);
    if (s->kind == KG_KENMERK) return kg_fmt(a, "kenmerk %.*s", (int)id.n - 8, id.s + 8);
    if (s->kind != KG_DOSSIER) return (kg_str){ 0 };
    kg_str d = kg_sub(id, 8, id.n);
    const char *hyphen = memchr(d.s, '-', (size_t)d.n);
    kg_str extra = hyphen ? kg_sub(d, hyphen - d.s + 1, d.n) : (kg_str){ 0 };
    kg_buf b = { 0 };
    kg_put(a, &b, KG_S("dossier "));
    put_dossier(&b, hyphen ? kg_sub(d, 0, hyphen - d.s) : d, extra, a);
    return kg_buf_str(&b);
}

/* -- natural order ----------------------------------------------------------------------------------------------- */

int kg_id_compare(kg_str a, kg_str b)
{
    ptrdiff_t i = 0, j = 0;
    while (i < a.n && j < b.n) {
        ptrdiff_t n = kg_digits_at(a, i), m = kg_digits_at(b, j);
        if (!n || !m) {
            if (a.s[i] != b.s[j]) return (unsigned char)a.s[i] < (unsigned char)b.s[j] ? -1 : 1;
            i++, j++;
            continue;
        }
        while (n > 1 && a.s[i] == '0') i++, n--;
        while (m > 1 && b.s[j] == '0') j++, m--;
        int c = n != m ? (n < m ? -1 : 1) : memcmp(a.s + i, b.s + j, (size_t)n);
        if (c) return c;
        i += n, j += m;
    }
    if (i < a.n || j < b.n) return i < a.n ? 1 : -1;
    return kg_cmp(a, b);                                      /* "02" and "2": a total order */
}
