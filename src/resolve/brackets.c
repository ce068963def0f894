/* brackets.c - a number in a bracket, or directly behind, and the phrase that it belongs to. In: a number. Out: that phrase with its target.
 *
 * "de motie van het lid Eppink (Kamerstuk 21 501-02, nr. 2370)": the number is the phrase's, unless it is that of a paper in whose title the
 * phrase stands, of what the motion replaces, or of a letter in the subject of the letter.
 */
#include "ids.h"
#include "resolve.h"

/* "(t.v.v. 25295-1213)" is the number of what the motion replaces. */
static bool replaced_there(kg_str bracket)
{
    return kg_contains(bracket, "v.v") || kg_contains(bracket, "tvv") || kg_contains(bracket, "vervanging");
}

/* The number stands in a bracket, or behind "Kamerstuk", so that it belongs to what is before it. */
static bool stands_behind(const kg_resolver *r, const kg_ref *id)
{
    uint32_t beg = r->t->passages[id->passage].at.beg, from = id->at.beg > beg + 40 ? id->at.beg - 40 : beg;
    kg_str s = kg_sub(r->t->flow, from, id->at.beg);
    for (ptrdiff_t i = s.n - 1; i >= 0 && s.s[i] != ';' && s.s[i] != ')'; i--)
        if (s.s[i] == '(') return !replaced_there(kg_sub(s, i, s.n));
    return kg_index(s, KG_S("Kamerstuk")) >= 0;
}

static bool names_subject(kg_str title)
{
    static const char *const word[] = { " over ", " inzake ", " betreffende ", "brief uitvoering " };
    return KG_CONTAINS_ANY(title, word);
}

/* A line "Reactie op de motie-Jansen over fietsen (Kamerstuk 21 501-02, nr. 2777)": one number, that of the letter. */
static bool titled_reply(const kg_resolver *r, const kg_ref *p)
{
    const kg_passage *pas = &r->t->passages[p->passage];
    kg_str s = kg_trim(kg_cut(r->t->flow, pas->at));
    if (pas->voice == KG_VOICE_GOVERNMENT && !r->debate) return false;           /* a head in a letter: the number is the motion's */
    if (p->kind != KG_MOTIE || pas->role == KG_NOTE || !(kg_starts(s, KG_S("Reactie op ")) || kg_starts(s, KG_S("Uitvoering ")))) return false;
    const char *open = s.n ? memchr(s.s, '(', (size_t)s.n) : NULL;
    return open && s.s[s.n - 1] == ')' && memchr(open, ')', (size_t)(s.s + s.n - open)) == s.s + s.n - 1;
}

/* "mijn brief van 20 december over de wolf en naar het verslag van de Raad (21501-32, nr. 1699)": another paper, or another clause, has begun. */
static bool goes_over(kg_str gap)
{
    static const char *const to[] = { " en naar ", " alsook naar ", " alsmede naar ", ", nadat ", ", omdat ", ", terwijl ", ", waarna " };
    return KG_CONTAINS_ANY(gap, to);
}

/* The phrase stands inside the title of a paper ("Kamerbrief over uitvoering motie-Eppink"): the number is the paper's. */
static bool inside_title(const kg_resolver *r, const kg_ref *p)
{
    static const char *const paper[] = {
        "amerbrief", "brief", "Brief", "erslag", "eantwoording", "Rapport", "apportage"
    };
    if (titled_reply(r, p)) return true;
    kg_span sentence = kg_sentence_at(r->t, p->at.beg);
    uint32_t far = p->kind == KG_BRIEF ? 170 : 90, from = p->at.beg > sentence.beg + far ? p->at.beg - far : sentence.beg;
    kg_str s = kg_sub(r->t->flow, from, p->at.beg);
    if (!names_subject(s)) return false;
    for (size_t i = 0; i < sizeof paper / sizeof *paper; i++) {
        ptrdiff_t at = kg_index(s, kg_cstr(paper[i]));
        kg_str title = at < 0 ? ((kg_str){ 0 }) : kg_sub(s, at, s.n);
        if (!title.n || memchr(title.s, ')', (size_t)title.n) || memchr(title.s, ';', (size_t)title.n) || goes_over(title)) continue;
        if (!kg_ends(kg_sub(s, 0, at), KG_S("eze ")) && names_subject(title)) return true;
    }
    return false;
}

/* "De brief van de minister d.d. 3 mei inzake terugkoppeling; Reactie motie-Jansen (34682, nr. 209); de brief ...": an item of an agenda, whose
 * title holds a semicolon. */
static bool inside_item(const kg_resolver *r, const kg_ref *p, kg_str gap)
{
    enum { FAR = 400 };
    if (!r->debate) return false;
    uint32_t beg = r->t->passages[p->passage].at.beg;
    kg_str s = kg_sub(r->t->flow, p->at.beg > beg + FAR ? p->at.beg - FAR : beg, p->at.beg);
    ptrdiff_t close = s.n;
    while (close > 0 && s.s[close - 1] != ')' && s.s[close - 1] != '\n') close--;
    s = kg_sub(s, close, s.n);
    ptrdiff_t letter = kg_index(s, KG_S("rief van de ")), about = kg_index(s, KG_S(" inzake "));
    return letter >= 0 && about > letter && kg_contains(kg_sub(s, about, s.n), "; Reactie ") && !memchr(gap.s, ')', (size_t)gap.n);
}

/* "– de brief van de Staatssecretaris d.d. 27 oktober 2013 over de uitvoering van de motie-Jansen (28 286, nr. 700);": an item of an agenda, and
 * its one number. */
static bool closes_item(const kg_resolver *r, const kg_ref *p, const kg_ref *id)
{
    kg_span at = r->t->passages[p->passage].at;
    kg_str s = kg_sub(r->t->flow, at.beg, p->at.beg), rest = kg_sub(r->t->flow, id->at.end, at.end);
    if (kg_starts(rest, KG_S(" \xE2\x80\x93 Brief regering")) || kg_starts(rest, KG_S(" - Brief regering"))) return true;
    enum { HEAD = 22 };                                       /* its first word, behind a dash at most */
    ptrdiff_t item = kg_index(kg_sub(s, 0, s.n < HEAD ? s.n : HEAD), KG_S("de brief van de "));
    if (item < 0 || item >= 6) return false;
    const char *end = rest.n ? memchr(rest.s, ';', (size_t)rest.n) : NULL;
    if (end) rest.n = end - rest.s;
    return !memchr(s.s, '(', (size_t)s.n) && !memchr(s.s, ';', (size_t)s.n) && !memchr(rest.s, '(', (size_t)rest.n);
}

static bool no_letter(kg_kind k)
{
    return k == KG_KENMERK || k == KG_TOEZEGGING || k == KG_WET || k == KG_EU || k == KG_ECLI || k == KG_VN;
}

static bool may_have(const kg_resolver *r, const kg_ref *p, const kg_ref *id)
{
    enum { BESIDE = 24, NEAR = 60 };                          /* "mijn eerdere brief hierover ("; behind a ';' the next paper of a list begins */
    kg_str gap = kg_sub(r->t->flow, p->at.end, id->at.beg);
    switch (p->kind) {
    case KG_MOTIE:
        if (id->kind != KG_KAMERSTUK || p->cap[KG_CAP_item].end) return false;
        if (kg_is_anaphor(r, p) && gap.n > 24) return false;
        return !inside_title(r, p) && !inside_item(r, p, gap) && !closes_item(r, p, id);
    case KG_BRIEF:
        if (no_letter(id->kind) || goes_over(gap) || (gap.n >= NEAR && memchr(gap.s, ';', (size_t)gap.n))) return false;
        return !inside_title(r, p) && (!kg_is_anaphor(r, p) || gap.n < BESIDE);
    case KG_VRAGEN:
        return id->kind == KG_ZAAK || id->kind == KG_DOCUMENT || id->kind == KG_AANHANGSEL || id->kind == KG_VRAGEN;
    default: return false;
    }
}

/* "mijn brief van 28 april 1982, 17 100 VIII, nr. 81": the number directly behind the day. */
static bool beside_title(const kg_resolver *r, const kg_ref *id)
{
    const kg_ref *p = id;
    while (p > r->refs->v && (p == id || p->kind == KG_CUE)) p--;
    if (p->kind != KG_BRIEF || !kg_is_phrase(p) || id->kind != KG_KAMERSTUK || p->at.end > id->at.beg) return false;
    kg_str gap = kg_sub(r->t->flow, p->at.end, id->at.beg);
    return kg_eq(gap, KG_S(", ")) || kg_eq(gap, KG_S(", nr. ")) || kg_eq(gap, KG_S(" nr. "));
}

/* "brief d.d. 1 juli inzake vragen over de missie (Kamerstuk 29521-494) (29521, nr. 498)": the second is the letter's own number. */
static bool brackets_meet(const kg_resolver *r, const kg_ref *a, const kg_ref *b)
{
    enum { LONGEST = 20 };
    kg_str gap = kg_sub(r->t->flow, a->at.end, b->at.beg > a->at.end ? b->at.beg : a->at.end);
    return gap.n <= LONGEST && (kg_starts(gap, KG_S(") (")) || kg_starts(gap, KG_S(")(")));
}

static bool inner_bracket(const kg_resolver *r, int i)
{
    int k = i + 1;
    while (k < r->refs->n && r->refs->v[k].kind == KG_CUE) k++;
    return k < r->refs->n && kg_is_id(&r->refs->v[k]) && brackets_meet(r, &r->refs->v[i], &r->refs->v[k]);
}

/* "Brief van de minister d.d. 3 mei inzake het rapport Goede havens. Naar meer (32637, nr. 635)": a stop inside the title of a debate's paper. */
static bool title_goes_on(const kg_resolver *r, const kg_ref *p, const kg_ref *id)
{
    kg_str gap = kg_sub(r->t->flow, p->at.end, id->at.beg);
    return r->debate && p->kind == KG_BRIEF && kg_starts(gap, KG_S(" inzake ")) && kg_ends(gap, KG_S("(")) &&
           !memchr(gap.s, ';', (size_t)gap.n) && !memchr(gap.s, ')', (size_t)gap.n) && !memchr(gap.s, '\n', (size_t)gap.n);
}

void kg_bind_bracket(kg_resolver *r, int i)
{
    enum { FAR = 320 };
    const kg_ref *id = &r->refs->v[i];
    if (!stands_behind(r, id) && !beside_title(r, id)) return;
    for (int k = i - 1; k >= 0; k--) {
        kg_ref *p = &r->refs->v[k];
        if (p->passage != id->passage || id->at.beg - p->at.beg > FAR) return;
        if (p->at.end > id->at.beg || p->kind == KG_CUE) continue;
        if (kg_is_id(p) && !brackets_meet(r, p, id)) return;
        if (p->kind == KG_BRIEF && kg_is_phrase(p) && inner_bracket(r, i)) return;
        if (!kg_is_phrase(p) || p->target.n) continue;
        if (kg_sentence_at(r->t, p->at.end - 1).end < id->at.beg && !title_goes_on(r, p, id)) continue;
        if (!may_have(r, p, id)) continue;
        kg_take_number(r, p, id->target, 0.95f, 0);
        p->flags |= id->flags & KG_CONFLICT;
        return;
    }
}

/* "Aan de orde zijn de stemmingen in verband met het wetsvoorstel ... (25770).", "Aan de orde is de behandeling van: het wetsvoorstel ... (36725-VI)." */
static bool on_the_agenda(const kg_text *t, const kg_ref *bill, bool voted)
{
    kg_str s = kg_cut(t->flow, kg_sentence_at(t, bill->at.beg));
    return kg_contains(s, "an de orde ") && (kg_contains(s, "stemming") || (!voted && kg_contains(s, "behandeling")));
}

const kg_ref *kg_bill_at_hand(const kg_text *t, const kg_refs *refs, const kg_ref *p, bool voted)
{
    enum { FAR = 400 };
    const kg_ref *bill = NULL;
    for (const kg_ref *q = p; q-- > refs->v && p - q < FAR && (!bill || q->passage == bill->passage);) {
        if (q->kind != KG_DOSSIER || q->how != KG_EXPLICIT || !q->target.n || !on_the_agenda(t, q, voted)) continue;
        if (voted) return q;
        if (bill && !kg_eq(bill->target, q->target)) return NULL;   /* several are dealt with together */
        bill = q;
    }
    return bill;
}
