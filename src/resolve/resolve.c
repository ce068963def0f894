/* resolve.c - second pass: phrases without a number beside them. In: references and definitions. Out: targets, flags, kinds.
 *
 * Local numbers, names, dates and anaphora, in this order of trust (spec annex E 3-5). A local number is an item of the letter's own
 * list, or a stuk of the debate's dossier, never both. Names meet definitions of the same document only; two that fit equally
 * well are named as candidates and none is chosen.
 */
#include "ids.h"
#include "resolve.h"

#include <stdlib.h>

/* -- local numbers ------------------------------------------------------------------------------------------------- */

static kg_str local_id(kg_resolver *r, const kg_ref *p, int number)
{
    kg_str stated = kg_stated_paper(r, number, p->at.beg);
    return stated.n ? stated : kg_stuk_id(r, p->at.beg, number);
}

/* "motie 15 en 16": two mentions, each over its own words. */
static void second_item(kg_resolver *r, kg_ref *p, kg_str id)
{
    kg_ref *x = kg_push(r->a, &r->extra);
    *x = *p;
    x->at = p->cap[KG_CAP_n2];
    x->target = id;
    p->at.end = p->cap[KG_CAP_item].end;
}

static void by_item(kg_resolver *r, kg_ref *p)
{
    const kg_def *d = kg_item_def(r, kg_int(kg_cap_str(r, p, KG_CAP_item)));
    const kg_def *e = p->cap[KG_CAP_n2].end ? kg_item_def(r, kg_int(kg_cap_str(r, p, KG_CAP_n2))) : NULL;
    if (r->items >= 2) {
        if (d) kg_hit(p, d->id, 0.9f);
        if (d && e) second_item(r, p, e->id);
        return;
    }
    if (!r->debate) return;
    kg_str id = local_id(r, p, kg_int(kg_cap_str(r, p, KG_CAP_item)));
    if (id.n && kg_map_at(&r->defined, id, NULL)) kg_hit(p, id, 0.8f); /* spoken numbers are unreliable: only what was put on record here */
}

static void add_stuk(kg_resolver *r, const kg_ref *p, kg_span at, int number)
{
    kg_str id = local_id(r, p, number);
    if (!id.n) return;
    kg_ref *x = kg_push(r->a, &r->extra);
    *x = *p;
    x->at = at;
    kg_set_cap(x, KG_CAP_stuk, at, r->a);
    kg_hit(x, id, 0.9f);
}

/* "moties op de stukken nrs. 1136, 1140 en 1150", "11 t/m 14": the numbers behind the first are mentions of their own. */
static void further_stukken(kg_resolver *r, const kg_ref *p)
{
    enum { WIDEST = 50 };
    kg_span list = p->cap[KG_CAP_what];
    int last = kg_int(kg_cap_str(r, p, KG_CAP_stuk));
    for (uint32_t i = p->cap[KG_CAP_stuk].end, gap = i; i < list.end;) {
        if (!kg_digit(r->t->flow.s[i])) { i++; continue; }
        uint32_t end = i;
        while (end < list.end && kg_digit(r->t->flow.s[end])) end++;
        int n = kg_int(kg_sub(r->t->flow, i, end));
        kg_str between = kg_sub(r->t->flow, gap, i);
        bool range = kg_index(between, KG_S("t/m")) >= 0 || kg_index(between, KG_S("met")) >= 0 ||
                     kg_index(between, KG_S("-")) >= 0 || kg_index(between, KG_S("\xE2\x80\x93")) >= 0;
        for (int k = last + 1; range && k < n && n - last <= WIDEST; k++) add_stuk(r, p, (kg_span){ i, end }, k);
        add_stuk(r, p, (kg_span){ i, end }, n);
        last = n;
        i = gap = end;
    }
}

/* "Haar motie op stuk nr. 889 (29689)": the number with its dossier, which begins inside the phrase. */
static kg_str written_out(const kg_resolver *r, const kg_ref *p)
{
    for (const kg_ref *q = p + 1; q < r->refs->v + r->refs->n && q->at.beg <= p->cap[KG_CAP_stuk].beg; q++)
        if (kg_is_id(q) && q->kind == KG_KAMERSTUK && q->at.end > p->cap[KG_CAP_stuk].end) return q->target;
    return (kg_str){ 0 };
}

/* An amendment's number is one of the bill that is dealt with or voted on, whatever motions of other dossiers are spoken of. */
static const kg_ref *amended_bill(const kg_resolver *r, const kg_ref *p)
{
    kg_str words = kg_cut(r->t->flow, p->at);
    bool voted = kg_contains(words, " (stuk ");
    return voted || (r->debate && kg_contains(words, "mendement")) ? kg_bill_at_hand(r->t, r->refs, p, voted) : NULL;
}

static void by_stuk(kg_resolver *r, kg_ref *p)
{
    kg_str own = p->cap[KG_CAP_what].end ? ((kg_str){ 0 }) : written_out(r, p);
    int number = kg_int(kg_cap_str(r, p, KG_CAP_stuk));
    const kg_ref *bill = amended_bill(r, p);
    if (own.n) { kg_hit(p, own, 0.95f); return; }
    kg_str id = bill ? kg_fmt(r->a, "kst-%.*s-%d", KG_ARG(kg_id_dossier(bill->target)), number) : r->debate ? local_id(r, p, number) : (kg_str){ 0 };
    if (!id.n) {                                              /* "de motie op stuk nr. 307 van de heren X en Y", which is 232 */
        if (r->debate && !p->cap[KG_CAP_what].end && kg_contains(kg_cut(r->t->flow, p->at), "otie")) kg_by_name(r, p);
        return;
    }
    kg_hit(p, id, 0.95f);
    if (!p->cap[KG_CAP_what].end) return;
    further_stukken(r, p);
    p->at.end = p->cap[KG_CAP_stuk].end;
}

/* "de motie-Bromet, de motie op stuk nr. 29", "een motie van mevrouw Van der Plas. Dat is de motie op stuk nr. 50". */
static bool by_apposition(kg_resolver *r, int i)
{
    enum { NEAR = 24, FAR = 400 };
    kg_ref *p = &r->refs->v[i];
    for (int k = i + 1; k < r->refs->n && r->refs->v[k].at.beg < p->at.end + FAR; k++) {
        kg_ref *q = &r->refs->v[k];
        if (!kg_is_phrase(q) || q->kind != KG_MOTIE || q->at.beg < p->at.end || kg_is_anaphor(r, q)) continue;
        if (!q->cap[KG_CAP_stuk].end || q->cap[KG_CAP_what].end) return false;
        kg_str gap = kg_sub(r->t->flow, p->at.end, q->at.beg),
               tail = gap.n > NEAR ? kg_sub(gap, gap.n - NEAR, gap.n) : gap;
        bool beside = gap.n <= NEAR && gap.s[0] == ',' && !memchr(gap.s, '.', (size_t)gap.n);
        if (!beside && kg_index(tail, KG_S("Dat is ")) < 0 && kg_index(tail, KG_S("Dat was ")) < 0) return false;
        by_stuk(r, q);
        if (!q->target.n) return false;
        kg_hit(p, q->target, 0.8f);
        kg_add_def(r, p, q->target);
        return true;
    }
    return false;
}

/* -- dates and titles ---------------------------------------------------------------------------------------------- */

static bool same_day(kg_date a, kg_date b)
{
    return a.day && a.day == b.day && a.month == b.month && (!a.year || !b.year || a.year == b.year);
}

static bool like_title(kg_str a, kg_str b)
{
    kg_str within = a.n < b.n ? a : b, all = a.n < b.n ? b : a;
    return a.n == b.n ? kg_eq(a, b) : within.n > 20 && kg_index(all, within) >= 0;
}

/* A paper by its kind, subject and date: one definition that agrees in all that both say. */
static void by_title(kg_resolver *r, kg_ref *p)
{
    kg_def me = kg_describe(r, p);
    const kg_def *found = NULL;
    enum { PAPERS = 1000 };
    for (int i = 0; i < r->briefs.n && i < PAPERS; i++) {
        const kg_def *d = &r->defs.v[r->briefs.v[i]];
        bool day = same_day(d->date, me.date), may_be = day || !me.date.day || !d->date.day;
        bool ok = me.what.n && d->what.n ? may_be && like_title(d->what, me.what) : day && !me.what.n;
        if (!ok) continue;
        if (found && !kg_eq(found->id, d->id)) return;        /* two papers of one day */
        found = d;
    }
    if (found) kg_hit(p, found->id, 0.75f);
}

/* "(25087, nr. 339); de | brief van de minister d.d. 3 maart 2025 | inzake reactie op de brief van Controle Alt Delete van 7 oktober 2024":
 * an item of a debate's agenda. */
static kg_str dated_letter(kg_str item)
{
    enum { DATE = 24 };
    ptrdiff_t end = kg_index(item, KG_S(" d.d. ")), beg = end;
    while (beg > 0 && !kg_starts(kg_sub(item, beg, end), KG_S("brief van "))) beg--;
    return end < 0 || !kg_starts(kg_sub(item, beg, end), KG_S("brief van ")) ? item : kg_sub(item, beg, end + DATE < item.n ? end + DATE : item.n);
}

/* The date and kind that a footnote or list gives beside a number: "Kamerbrief over ..., 16 juni 2021 (21 501-02, Nr. 2375)". */
static void define_titles(kg_resolver *r)
{
    for (int i = 0; i < r->refs->n; i++) {
        const kg_ref *id = &r->refs->v[i];
        if (!kg_is_id(id)) continue;
        kg_span s = kg_sentence_at(r->t, id->at.beg);
        for (int k = i - 1; k >= 0 && r->refs->v[k].at.end > s.beg; k--)
            if (kg_is_id(&r->refs->v[k]) || r->refs->v[k].kind == KG_URL) { s.beg = r->refs->v[k].at.end; break; }
        if (s.beg >= id->at.beg) continue;
        kg_str title = kg_trim(kg_sub(r->t->flow, s.beg, id->at.beg));
        kg_date d;
        if (r->debate) title = dated_letter(title);
        kg_str word = title.n ? kg_sub(title, 1, title.n) : title;   /* "Kamerbrief", "brief" */
        bool letter = kg_starts(word, KG_S("amerbrief")) || kg_starts(word, KG_S("rief "));
        if (!letter || !kg_last_date(title, &d)) continue;
        kg_new_def(r, (kg_def){ .id = id->target, .kind = KG_BRIEF, .date = d, .at = id->at.beg });
    }
}

static void by_date_pair(kg_resolver *r, kg_ref *p)
{
    kg_str s = kg_cut(r->t->flow, p->at);
    if (!kg_contains(s, " en ")) return;
    kg_ref *x = kg_push(r->a, &r->extra);                     /* the second letter, as a mention of its own */
    *x = *p;
    by_title(r, p);
    kg_date d;
    if (!kg_last_date(s, &d)) return;
    for (int i = 0; i < r->briefs.n; i++) {
        const kg_def *b = &r->defs.v[r->briefs.v[i]];
        if (!b->what.n && same_day(b->date, d)) { kg_hit(x, b->id, 0.7f); break; }
    }
}

/* -- anaphora ------------------------------------------------------------------------------------------------------ */

static bool same_section(const kg_text *t, int a, int b)      /* two passages */
{
    int lo = a < b ? a : b, hi = a < b ? b : a;
    for (int i = lo + 1; i <= hi; i++) {
        if (t->passages[i].role == KG_ITEM) return false;
        if (t->passages[i].role == KG_HEADING && !kg_starts_fold(kg_cut(t->flow, t->passages[i].at), "antwoord")) return false;
    }
    return true;
}

/* "Met deze brief informeer ik u", "in deze brief ga ik in op", "Deze brief bevat": the letter speaks of itself. */
static bool means_itself(const kg_text *t, const kg_ref *p)
{
    static const char *const lead[] = { "met ", "bij ", "middels ", "via ", "middel van ", "ijlage van ", "ending van ", "inleiding van ",
                                     "vervolg van ", "slot van ", "onderdeel van ", "ontvangst van ", "vooruitlopend op " },
                     *const verb[] = { " informeer", " ga ",    " gaan ",  " geef",  " geven",  " bied",  " zet",   " licht",  " schets", " beschrijf",
                                       " reageer",   " treft ", " vindt ", " ontva", " leest ", " kom ",  " komen ", " wordt ", " worden ", " bevat ",
                                       " is mede",   " stuur",  " doe ",   " doen ", " beantw", " wil ",  " willen ", " maak", " dient ",  " gaat ",
                                       " volgt ",    " zal ",   " zullen ", " sta ", " bericht ", " meld ", " deel ", " rapporteer", " is ook namens",
                                       " over ",     " staat ",  " staan " };
    if (!kg_starts_fold(kg_cut(t->flow, p->at), "deze")) return false;
    enum { NEAR = 20 };
    kg_str before = kg_sub(t->flow, p->at.beg > NEAR ? p->at.beg - NEAR : 0, p->at.beg), behind = kg_sub(t->flow, p->at.end, t->flow.n);
    for (size_t i = 0; i < sizeof lead / sizeof *lead; i++)
        if (before.n >= (ptrdiff_t)strlen(lead[i]) && kg_ieq(kg_sub(before, before.n - (ptrdiff_t)strlen(lead[i]), before.n), kg_cstr(lead[i]))) return true;
    if (KG_STARTS_ANY(behind, verb)) return true;
    return p->at.beg == kg_passage_at(t, p->at.beg)->at.beg;
}

/* "deze motie": the letter's current item, else the motion named last in the section, else ("de motie ... De motie van het lid X")
 * the one named next in it. */
static void by_anaphor(kg_resolver *r, int i)
{
    kg_ref *p = &r->refs->v[i];
    if (r->items >= 2 && p->kind == KG_MOTIE) {
        const kg_def *d = kg_item_def(r, kg_item_at(r, p->at.beg));
        if (d) kg_hit(p, d->id, 0.85f);
        return;
    }
    if (r->debate) { kg_speakers_last(r, i); return; }
    if (p->kind == KG_BRIEF && means_itself(r->t, p)) return;
    bool of_party = p->cap[KG_CAP_n].end || p->cap[KG_CAP_n2].end;
    if (of_party && r->only.n) kg_hit(p, r->only, 0.6f);
    if (of_party) return;                                     /* "een motie van de VVD" is not the one named before */
    enum { FAR = 200 };
    bool another = kg_ends(kg_sub(r->t->flow, 0, p->at.beg), KG_S("een "));   /* "heeft een motie aangenomen": none that was named before */
    for (int step = another ? 1 : -1; step <= (p->kind == KG_MOTIE ? 1 : -1); step += 2) {
        int seen = p->passage;                                /* as far as here all is one section */
        for (int k = i + step; k >= 0 && k < r->refs->n && abs(k - i) < FAR && same_section(r->t, seen, r->refs->v[k].passage); k += step) {
            const kg_ref *q = &r->refs->v[k];
            seen = q->passage;
            if (q->kind != p->kind || q->how != KG_CONTEXT || kg_is_described(q)) continue;
            if (!q->target.n && q->cap[KG_CAP_names].end) return;  /* that one, once it has a name (kg_name_locally) */
            if (!q->target.n) continue;
            kg_hit(p, q->target, step < 0 ? 0.7f : 0.6f);
            return;
        }
    }
    if (p->kind == KG_MOTIE && r->only.n) kg_hit(p, r->only, 0.6f);
}

/* "resolutie 846" in a paper of 1984 is none of the Security Council, whose number 846 is of 1993. */
static void too_young(kg_resolver *r)
{
    for (int i = 0; i < r->refs->n && r->t->year; i++) {
        kg_ref *p = &r->refs->v[i];
        if (p->kind != KG_VN || !kg_starts(p->target, KG_S("S/RES/")) || kg_contains(kg_cut(r->t->flow, p->at), "(")) continue;
        ptrdiff_t year = kg_index(p->target, KG_S("("));
        if (year > 0 && kg_int(kg_sub(p->target, year, p->target.n)) > r->t->year + 1) p->target = (kg_str){ 0 };
    }
}

/* The one motion that a paper names; none where it names two. */
static void find_only(kg_resolver *r)
{
    if (kg_eq(r->t->meta.soort, KG_S("motie"))) return;       /* "deze motie" is the paper itself */
    kg_str only = { 0 };
    for (int i = 0; i < r->phrases.n; i++) {
        const kg_ref *p = &r->refs->v[r->phrases.v[i]];
        if (p->kind != KG_MOTIE || kg_is_anaphor(r, p) || (kg_is_described(p) && !p->target.n)) continue;
        if (!p->target.n || (only.n && !kg_eq(only, p->target))) return;
        only = p->target;
    }
    r->only = only;
}

/* -- the pass ------------------------------------------------------------------------------------------------------ */

static void list_phrases(kg_resolver *r)
{
    r->phrases.v = kg_room(r->a, sizeof *r->phrases.v, (size_t)r->refs->n + 1);
    for (int i = 0; i < r->refs->n; i++) {
        const kg_ref *p = &r->refs->v[i];
        r->phrases.v[r->phrases.n] = i;
        r->phrases.n += (p->how == KG_CONTEXT) & (p->kind != KG_CUE);
    }
}

static void settle(kg_resolver *r, kg_ref *p)
{
    if (p->target.n || kg_is_anaphor(r, p)) return;
    if (p->kind == KG_INTERN) kg_settle_question(r, p);
    else if (p->kind == KG_MOTIE && p->cap[KG_CAP_item].end) by_item(r, p);
    else if (p->kind == KG_MOTIE && p->cap[KG_CAP_stuk].end) by_stuk(r, p);
    else if (p->kind == KG_MOTIE && r->debate && by_apposition(r, (int)(p - r->refs->v))) return;
    else if (p->kind == KG_MOTIE || p->kind == KG_VRAGEN) kg_by_name(r, p);
    else if (p->kind == KG_BRIEF && kg_plural(r, p)) by_date_pair(r, p);
    else if (p->kind == KG_BRIEF) by_title(r, p);
}

void kg_merge_extra(kg_resolver *r)
{
    if (r->extra.n == 0) return;
    kg_ref *v = kg_room(r->a, sizeof *v, (size_t)r->refs->n + (size_t)r->extra.n);
    memcpy(v, r->refs->v, sizeof *v * (size_t)r->refs->n);
    memcpy(v + r->refs->n, r->extra.v, sizeof *v * (size_t)r->extra.n);
    r->refs->v = v;
    r->refs->n += r->extra.n;
    r->extra.n = 0;
    kg_sort(v, r->refs->n, sizeof *v, kg_ref_order, r->a);
}

void kg_resolve(const kg_text *t, kg_refs *refs, kg_arena *a)
{
    kg_resolver r = { .t = t, .refs = refs, .a = a, .today = kg_date_of(t->meta.date) };
    kg_take_stated(&r);
    kg_settle_spans(t, refs, a);
    kg_drop_question_heads(t, refs);
    if (!r.today.year && t->year) r.today = (kg_date){ 31, 12, t->year };
    kg_take_own(&r);
    too_young(&r);
    list_phrases(&r);
    kg_define(&r);
    define_titles(&r);
    const int *first = r.phrases.v, *end = first + r.phrases.n;
    for (const int *i = first; i < end; i++) settle(&r, &refs->v[*i]);
    for (const int *i = first; i < end; i++)
        if (kg_is_described(&refs->v[*i])) kg_by_turn(&r, *i);
    kg_resolve_topics(&r);
    find_only(&r);
    for (const int *i = first; i < end; i++)
        if (!refs->v[*i].target.n && kg_is_anaphor(&r, &refs->v[*i]) && !kg_by_turn(&r, *i)) by_anaphor(&r, *i);
    kg_close_phrases(&r);
    kg_find_conflicts(&r);
    kg_name_locally(&r);
    for (const int *i = first; i < end && !r.debate; i++)
        if (refs->v[*i].kind == KG_MOTIE && !refs->v[*i].target.n && kg_is_anaphor(&r, &refs->v[*i])) by_anaphor(&r, *i);
    for (int i = 0; i < r.extra.n; i++) r.extra.v[i].flags &= ~(unsigned)KG_AMBIGUOUS;
    kg_merge_extra(&r);
    for (int i = 0; i < refs->n; i++)                         /* what has an official id has the kind of the id */
        if (kg_rule_kind(refs->v[i].rule) != KG_CUE && refs->v[i].target.n && refs->v[i].how != KG_EXPLICIT &&
            refs->v[i].kind != KG_INTERN)
            refs->v[i].kind = kg_kind_of_id(refs->v[i].target);
}
