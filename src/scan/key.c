/* key.c - match to canonical id: templates, and the keys that a template cannot say. In: a match with its groups. Out:
 * references.
 *
 * The keys of kamerstukken stand in key_kst.c, those of the European Union and the United Nations in key_eu.c,
 * addresses in url.c. A key that gives nothing rejects the match. Spec 0.1, 1.3 to 1.9, annex A.2.
 */
#include "ids.h"
#include "words.h"
#include "key.h"

/* -- templates ----------------------------------------------------------------------------------------------------- */

#define CAP_NAME(name) #name,
static const char *const cap_names[] = { KG_CAPS(CAP_NAME) };

static int cap_named(kg_str name)
{
    int i = 0;
    while (i < KG_CAP_COUNT && !kg_eq(kg_cstr(cap_names[i]), name)) i++;
    return i;
}

bool kg_key_check(kg_str key)
{
    for (ptrdiff_t i = 0; i < key.n; i++) {
        if (key.s[i] != '{') continue;
        ptrdiff_t close = kg_index(kg_sub(key, i, key.n), KG_S("}"));
        if (close < 0 || cap_named(kg_sub(key, i + 1, i + close)) == KG_CAP_COUNT) return false;
    }
    return true;
}

kg_str kg_key_fill(const kg_match *m)
{
    kg_str key = m->rule->key;
    kg_buf b = { 0 };
    for (ptrdiff_t i = 0; i < key.n; i++) {
        ptrdiff_t close = key.s[i] == '{' ? kg_index(kg_sub(key, i, key.n), KG_S("}")) : -1;
        if (close < 0) { kg_putc(m->a, &b, key.s[i]); continue; }
        kg_put(m->a, &b, kg_group(m, cap_named(kg_sub(key, i + 1, i + close))));
        i += close;
    }
    return kg_buf_str(&b);
}

/* -- slices -------------------------------------------------------------------------------------------------------- */

kg_str kg_upper_dup(kg_arena *a, kg_str s)
{
    kg_str u = kg_dup(a, s);
    char *p = (char *)u.s;
    for (ptrdiff_t i = 0; i < u.n; i++)
        if (kg_lower(p[i])) p[i] = (char)(p[i] - 32);
    return u;
}

kg_str kg_digits_of(kg_arena *a, kg_str s)
{
    char *d = kg_room(a, 1, (size_t)s.n);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (kg_digit(s.s[i])) d[n++] = s.s[i];
    return (kg_str){ d, n };
}

kg_str kg_before(const kg_text *t, uint32_t at, uint32_t most)
{
    uint32_t n = at < most ? at : most;
    const char *from = t->flow.s + (at - n), *end = memrchr(from, '\n', n);
    return kg_sub(t->flow, end ? end + 1 - t->flow.s : from - t->flow.s, at);
}

/* Sixteen places at once are asked for the first two bytes of each word; 0x20 is the bit of case. */
ptrdiff_t kg_last_of(kg_str s, const char *const *words, size_t n)
{
    for (ptrdiff_t end = s.n - 1, beg; end > 0; end = beg) {
        beg = end > 16 ? end - 16 : 0;
        kg_sixteen x = kg_sixteen_at(s.s + beg) | 0x20, y = kg_sixteen_at(s.s + beg + 1) | 0x20, two = { 0 };
        for (size_t k = 0; k < n; k++)
            two |= (kg_sixteen)(x == (unsigned char)(words[k][0] | 0x20)) & (kg_sixteen)(y == (unsigned char)(words[k][1] | 0x20));
        for (unsigned bits = kg_sixteen_bits(two) & ((1u << (end - beg)) - 1); bits;) {
            int i = 31 - __builtin_clz(bits);
            for (size_t k = 0; k < n; k++)
                if (kg_starts_fold(kg_sub(s, beg + i, s.n), words[k])) return beg + i;
            bits ^= 1u << i;
        }
    }
    return -1;
}

kg_str kg_years(kg_arena *a, kg_str y1, kg_str y2, bool *repaired)
{
    int first = kg_int(y1), second = kg_int(y2), next = first + 1;
    *repaired = y2.n == 4 ? second != next : y2.n != 2 || second != next % 100;
    return kg_fmt(a, "%04d%04d", first, next);
}

/* -- the Chamber's registers and publications ---------------------------------------------------------------------- */

/* 2021Z12361; "021Z12361" has lost a 2 (spec 1.7). */
void kg_key_register(kg_match *m)
{
    kg_str y = kg_group(m, KG_CAP_y), n = kg_group(m, KG_CAP_n);
    char k = kg_group(m, KG_CAP_k).s[0];
    bool lost = y.n == 3, slip = kg_lower(k);
    if (slip) k = (char)(k - 32);
    kg_ref *r = kg_emit(m, m->at, KG_CAT(m->a, lost ? KG_S("2") : KG_S(""), y, (kg_str){ &k, 1 }, n));
    r->kind = k == 'Z' ? KG_ZAAK : k == 'D' ? KG_DOCUMENT : KG_ACTIVITEIT;
    if (lost) r->flags |= KG_REPAIRED, r->confidence *= 0.9f;
}

static bool senate(const kg_match *m)
{
    kg_str k = kg_group(m, KG_CAP_k);
    return kg_eq(k, KG_S("I")) || kg_eq(k, KG_S("EK")) || kg_eq(k, KG_S("E.K.")) || kg_starts(k, KG_S("Eerste"));
}

void kg_key_aanhangsel(kg_match *m)
{
    bool repaired;
    kg_str years = kg_years(m->a, kg_group(m, KG_CAP_y), kg_group(m, KG_CAP_y2), &repaired);
    const char *house = senate(m) ? "ek" : "tk";
    int first = kg_int(kg_group(m, KG_CAP_n));
    enum { MORE = 64, HEAD = 200 };                           /* head of an old paper: "Zitting 1974-1975 / Aanhangsel ... / 82" */
    kg_more more[MORE];
    kg_str lab = kg_group(m, KG_CAP_lab);
    kg_list how = { .plural = lab.n > 1 && kg_index(lab, KG_S("s")) > 0, .first = first };
    int n = kg_has(m, KG_CAP_lab) ? kg_list_more(m->t->flow, m->at.end, how, more, MORE) : 0;
    kg_ref *r = kg_emit(m, m->at, kg_fmt(m->a, "ah-%s-%.*s-%d", house, KG_ARG(years), first));
    if (repaired) r->flags |= KG_REPAIRED, r->confidence *= 0.9f;
    if (m->at.beg < HEAD && kg_has(m, KG_CAP_what) && !kg_has(m, KG_CAP_lab)) r->how = KG_FURNITURE;
    for (int i = 0; i < n; i++)
        if (more[i].number) kg_emit(m, more[i].at, kg_fmt(m->a, "ah-%s-%.*s-%d", house, KG_ARG(years), more[i].number));
}

/* Since 2010-2011 an item of a meeting, before that (1996 on) a range of pages; a meeting alone, or a page that says
 * its meeting ("blz. 39-2410"), is the meeting (spec 1.5). */
void kg_key_handelingen(kg_match *m)
{
    enum { BY_ITEM = 2010, BY_PAGE = 1996, MEETINGS = 120 };
    bool repaired;
    kg_str years = kg_years(m->a, kg_group(m, KG_CAP_y), kg_group(m, KG_CAP_y2), &repaired), id = { 0 };
    int y = kg_int(kg_group(m, KG_CAP_y)), meeting = kg_int(kg_group(m, KG_CAP_n)),
        item = kg_int(kg_group(m, KG_CAP_item));
    int p = kg_int(kg_group(m, KG_CAP_p)), q = kg_int(kg_group(m, KG_CAP_n2));
    const char *house = senate(m) ? "ek" : "tk";
    if (meeting < 0 && item < 0 && p < 0) return;             /* a whole year */
    if (meeting > MEETINGS) return;                           /* the Aanhangsel, its name lost */
    if (meeting < 0 && p > 0 && p <= 120 && q > p) meeting = p;   /* "39-2410": meeting and page */
    if (meeting > 0 && item > 0) id = kg_fmt(m->a, "h-%s-%.*s-%d-%d", house, KG_ARG(years), meeting, item);
    else if (y >= BY_PAGE && y < BY_ITEM && p > 120 && q >= p)
        id = kg_fmt(m->a, "h-%s-%.*s-%d-%d", house, KG_ARG(years), p, q);
    else if (meeting > 0) id = kg_fmt(m->a, "h-%s-%.*s-%d", house, KG_ARG(years), meeting);
    kg_ref *r = kg_emit(m, m->at, id);
    if (repaired) r->flags |= KG_REPAIRED, r->confidence *= 0.9f;
}

/* "Plenair verslag Tweede Kamer, 90e vergadering, 17 juni 2021" */
void kg_key_plenair(kg_match *m)
{
    int month = kg_month(kg_group(m, KG_CAP_month)), y = kg_int(kg_group(m, KG_CAP_year)),
        d = kg_int(kg_group(m, KG_CAP_day));
    int n = kg_int(kg_group(m, KG_CAP_n));
    if (!month || d < 1 || d > 31 || n < 1) return;
    int first = kg_session(y, month, d);
    kg_emit(m, m->at, kg_fmt(m->a, "h-%s-%04d%04d-%d", senate(m) ? "ek" : "tk", first, first + 1, n));
}

void kg_key_official(kg_match *m)
{
    kg_str id = kg_official_id(kg_group(m, KG_CAP_what), m->a);
    if (!id.n) return;
    kg_emit(m, m->at, id)->kind = kg_kind_of_id(id);
}

/* T02867: a toezegging of the Eerste Kamer only where the passage says so, since codes of this shape abound. */
void kg_key_toezegging_ek(kg_match *m)
{
    const kg_passage *p = kg_passage_at(m->t, m->at.beg);
    kg_str s = p ? kg_cut(m->t->flow, p->at) : m->t->flow;
    enum { NEAR = 400 };
    ptrdiff_t at = (ptrdiff_t)m->at.beg - (p ? (ptrdiff_t)p->at.beg : 0);
    s = kg_sub(s, at > NEAR ? at - NEAR : 0, at + NEAR < s.n ? at + NEAR : s.n);
    if (kg_last_word(s, "toezegging") >= 0) kg_emit(m, m->at, kg_group(m, KG_CAP_what));
}

/* A reference has a digit and is more than a date or a number of a page. */
void kg_key_kenmerk(kg_match *m)
{
    kg_str s = kg_group(m, KG_CAP_what);
    int digits = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) digits += kg_digit(s.s[i]);
    if (digits < 3 || s.n < 5) return;
    kg_buf b = { 0 };
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (s.s[i] != ' ') kg_putc(m->a, &b, s.s[i]);         /* "DGNV / 45745616" */
    kg_ref *r = kg_emit(m, m->cap[KG_CAP_what], kg_fmt(m->a, "kenmerk-%.*s", b.n, b.v));
    if (kg_has(m, KG_CAP_a)) r->how = KG_FURNITURE;           /* "Ons kenmerk": the letter itself (spec 5.1 row 14) */
}

/* A letter's pages carry its reference too: "datum 24 mei, kenmerk 24002127". */
void kg_settle_own(kg_refs *refs)
{
    enum { MOST = 4 };
    kg_str own[MOST];
    int n = 0;
    for (int i = 0; i < refs->n && n < MOST; i++)
        if (refs->v[i].kind == KG_KENMERK && refs->v[i].how == KG_FURNITURE &&
            (!n || !kg_eq(own[n - 1], refs->v[i].target)))
            own[n++] = refs->v[i].target;
    for (int i = 0; i < refs->n && n; i++)
        for (int k = 0; k < n && refs->v[i].kind == KG_KENMERK; k++)
            if (kg_eq(own[k], refs->v[i].target)) refs->v[i].how = KG_FURNITURE;
}

void kg_key_ecli(kg_match *m)
{
    kg_buf b = { 0 };
    kg_str s = kg_upper_dup(m->a, kg_cut(m->t->flow, m->at));
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (s.s[i] != ' ' && s.s[i] != '-') kg_putc(m->a, &b, s.s[i] == ';' ? ':' : s.s[i]);
    kg_emit(m, m->at, kg_buf_str(&b));
}

const kg_rule kg_rule_closed = { .name = { "noot-kop", 8 },
                                 .key = { "-", 1 },
                                 .has_kind = true,
                                 .kind = KG_EXTERN,
                                 .conf = 0.7f };

/* -- by name ------------------------------------------------------------------------------------------------------- */

static const struct { const char *name; kg_key_fn *fn; } keys[] = {
    { "@kamerstuk", kg_key_kamerstuk }, { "@omgekeerd", kg_key_omgekeerd }, { "@dubbel", kg_key_dubbel },
    { "@register", kg_key_register },   { "@aanhangsel", kg_key_aanhangsel }, { "@handelingen", kg_key_handelingen },
    { "@plenair", kg_key_plenair },     { "@official", kg_key_official },   { "@toezegging-ek", kg_key_toezegging_ek },
    { "@kenmerk", kg_key_kenmerk },     { "@ecli", kg_key_ecli },           { "@url", kg_key_url },
    { "@eu-act", kg_key_eu_act },       { "@eu-paper", kg_key_eu_paper },   { "@celex", kg_key_celex },
    { "@resolutie", kg_key_resolutie },
};

kg_key_fn *kg_key_named(kg_str name)
{
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (kg_eq(kg_cstr(keys[i].name), name)) return keys[i].fn;
    return NULL;
}
