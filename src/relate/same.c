/* same.c - one paper, several names. In: resolved references. Out: relations same_as, each with the words that prove it.
 *
 * A letter is known by its number, by a register number, by its address and by its date. Two of them are one thing only where
 * the text puts them together: number and address in one footnote with nothing but brackets between ("(2021Z18469)
 * <https://...>"), the number directly behind the date ("Kamerbrief van 16 juni (Kamerstuk 21 501-02, nr. 2375)"). A date alone
 * says too little, as two letters may be of one day: it is a name within a dossier (dossier-21501-02#brief-2021-06-16).
 *
 * Invariants: no name out of a number that the document contradicts; "Uw kenmerk 34475-VIII-2/2016D20213" is two papers.
 * What other documents say is left to store/alias.c. Spec annex E, issue "across documents".
 */
#include "ids.h"
#include "relate.h"

static bool official_number(const kg_ref *p)
{
    return p->how == KG_EXPLICIT && p->target.n && !(p->flags & (KG_CONFLICT | KG_UNKNOWN)) &&
           (p->kind == KG_KAMERSTUK || p->kind == KG_ZAAK || p->kind == KG_DOCUMENT || p->kind == KG_BIJLAGE ||
            p->kind == KG_AANHANGSEL || p->kind == KG_VRAGEN);
}

static kg_str without_words(kg_str s)
{
    static const char *const word[] = { "met kenmerk", "kenmerk",       "documentnummer", "document",
                                        "zaaknummer",  "Kamerstukken",  "Kamerstuk",      "kamerstuk" };
    s = kg_trim(s);
    for (size_t i = 0; i < sizeof word / sizeof *word; i++) {
        ptrdiff_t at = kg_index(s, kg_cstr(word[i]));
        if (at >= 0) return kg_trim(kg_sub(s, 0, at));        /* the label belongs to the second number */
    }
    return s;
}

/* What stands between two names of one paper: the end of a bracket, the start of the next. */
static bool only_brackets(kg_str gap, bool address)
{
    enum { MOST = 40 };
    bool open = address;
    if (gap.n > MOST) return false;
    kg_str s = without_words(gap);
    open = open || s.n < kg_trim(gap).n;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        if (!memchr(" ()<[],", s.s[i], 7)) return false;
        open = open || s.s[i] == '(' || s.s[i] == '[';
    }
    return open;
}

/* Once a pair: the first place proves it. */
static void same(kg_relating *r, const kg_ref *number, kg_str other, kg_span at, const char *rule)
{
    kg_ref as = *number;
    int *said = kg_map_at(&r->same, KG_CAT(r->a, number->target, KG_S(" "), other), r->a);
    if (*said) return;
    *said = 1;
    as.target = other;
    as.at = at;
    kg_edge *e = kg_add_edge(r, KG_REL_SAME_AS, (kg_str){ 0 }, &as, NULL);
    e->source = number->target;
    e->rule = kg_cstr(rule);
    e->confidence = 0.9f;
}

bool kg_address_beside(const kg_text *t, const kg_ref *a, const kg_ref *b)
{
    if (b->kind != KG_URL || b->how != KG_EXPLICIT || a->passage != b->passage || b->at.beg < a->at.end) return false;
    bool number = a->how == KG_EXPLICIT && a->target.n && a->kind != KG_URL && a->kind != KG_DOSSIER && kg_id_official(a->target);
    return number && !kg_id_official(b->target) && only_brackets(kg_sub(t->flow, a->at.end, b->at.beg), true);
}

/* Two names side by side; the one of the higher rank is the number. */
static void beside(kg_relating *r, const kg_ref *a, const kg_ref *b)
{
    bool address = b->kind == KG_URL && b->how == KG_EXPLICIT && !kg_id_official(b->target);
    if (!official_number(a) || a->passage != b->passage || b->at.beg < a->at.end) return;
    if (!address && (!official_number(b) || kg_id_rank(a->target) == kg_id_rank(b->target))) return;
    if (!only_brackets(kg_sub(r->t->flow, a->at.end, b->at.beg), address)) return;
    bool first = kg_id_rank(a->target) < kg_id_rank(b->target);
    same(r, first ? a : b, first ? b->target : a->target, (kg_span){ a->at.beg, b->at.end }, "same-beside");
}

/* -- by date ------------------------------------------------------------------------------------------------------- */

static kg_str by_date(kg_relating *r, kg_str dossier, kg_date d)
{
    return kg_fmt(r->a, "dossier-%.*s#brief-%.*s", KG_ARG(dossier), KG_ARG(kg_iso(d, r->a)));
}

/* The day that a phrase of the rule brief-datum names; none where its year cannot be known. */
static kg_date day_of(const kg_relating *r, const kg_ref *p)
{
    kg_date d = { kg_int(kg_ref_cap(r, p, KG_CAP_day)), kg_month(kg_ref_cap(r, p, KG_CAP_month)), 0 };
    kg_str year = kg_ref_cap(r, p, KG_CAP_year);
    if (year.n && kg_digit(year.s[0])) d.year = kg_int(year);
    else d = kg_date_near(d, kg_date_of(r->t->meta.date), kg_starts(year, KG_S("a")));
    return d;
}

/* The number directly behind the phrase, or reached through its footnote. */
static bool proven(const kg_ref *p) { return p->target.n && p->confidence >= 0.9f && !(p->flags & KG_CONFLICT); }

static void tell_dated(kg_relating *r, kg_str id, kg_str words, kg_date d, uint32_t at)
{
    kg_thing *t = kg_push(r->a, &r->things);
    *t = (kg_thing){ .id = id, .kind = KG_BRIEF, .soort = KG_S("brief"), .title = words, .date = kg_iso(d, r->a), .at = at };
}

static void dated(kg_relating *r, const kg_ref *p, kg_date d)
{
    kg_str words = kg_cut(r->t->flow, p->at);
    if (!kg_iso(d, r->a).n) return;
    if (proven(p) && kg_kind_of_id(p->target) == KG_KAMERSTUK && kg_id_dossier(p->target).n) {
        same(r, p, by_date(r, kg_id_dossier(p->target), d), p->at, "same-dated");
        return;
    }
    if (p->target.n || !r->t->meta.dossier.n) return;
    kg_ref named = *p;                                        /* known by its day alone; another document may know its number */
    named.target = by_date(r, r->t->meta.dossier, d);
    kg_edge *e = kg_add_edge(r, KG_REL_CITES, (kg_str){ 0 }, &named, NULL);
    e->kind = KG_BRIEF;
    tell_dated(r, named.target, words, d, p->at.beg);
}

/* "Kamerbrief over X, 16 juni 2021 (21 501-02, nr. 2375)": the day stands between the title and the number. */
static void dated_title(kg_relating *r, const kg_ref *id)
{
    enum { NEAR = 24 };
    if (!official_number(id) || !kg_id_dossier(id->target).n || id->kind != KG_KAMERSTUK) return;
    kg_span s = kg_sentence_at(r->t, id->at.beg);
    kg_str title = kg_sub(r->t->flow, s.beg, id->at.beg > s.beg ? id->at.beg : s.beg);
    kg_date d;
    if (title.n < NEAR || title.s[title.n - 1] != '(') return;
    kg_str tail = kg_sub(title, title.n - NEAR, title.n);
    ptrdiff_t comma = kg_index(tail, KG_S(", "));
    bool letter = kg_starts(title, KG_S("Kamerbrief ")) || kg_starts(title, KG_S("Brief "));
    if (!letter || comma < 0 || memchr(title.s, ';', (size_t)title.n) || memchr(title.s, ')', (size_t)title.n)) return;
    kg_str day = kg_sub(tail, comma + 2, tail.n);
    if (!kg_digit(day.s[0]) || !kg_last_date(day, &d) || !d.year) return;
    same(r, id, by_date(r, kg_id_dossier(id->target), d), (kg_span){ s.beg, id->at.end }, "same-dated");
}

/* "brieven van 16 juni en 7 juli jl." are two mentions over the same words: the other one is known. */
static bool twin(const kg_relating *r, int i)
{
    for (int k = i - 1; k <= i + 1; k += 2)
        if (k >= 0 && k < r->refs.n && r->refs.v[k].at.beg == r->refs.v[i].at.beg && r->refs.v[k].target.n) return true;
    return false;
}

void kg_relate_same(kg_relating *r)
{
    for (int i = 0; i < r->refs.n; i++) {
        const kg_ref *p = &r->refs.v[i];
        if (p->kind == KG_CUE || p->how == KG_FURNITURE) continue;
        for (int k = i + 1; k < r->refs.n && r->refs.v[k].at.beg <= p->at.end + 40; k++) {
            if (r->refs.v[k].kind == KG_CUE || r->refs.v[k].how != KG_EXPLICIT) continue;
            beside(r, p, &r->refs.v[k]);
            break;
        }
        dated_title(r, p);
        if (p->how != KG_CONTEXT) continue;
        kg_str rule = kg_rule_name(p->rule);
        kg_date last = { 0 };
        if (kg_eq(rule, KG_S("brief-datum"))) dated(r, p, day_of(r, p));
        else if (kg_eq(rule, KG_S("brieven-datum")) && !p->target.n && twin(r, i) &&
                 kg_last_date(kg_cut(r->t->flow, p->at), &last))
            dated(r, p, kg_date_near(last, kg_date_of(r->t->meta.date), false));
    }
}
