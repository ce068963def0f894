/* keeps.c - a letter keeps a commitment. In: cues `fulfils:full` ("doe ik mijn toezegging gestand"), `keeps:told` ("heb ik uw Kamer toegezegd")
 * and what gives something ("bied ik u hierbij aan"). Out: commitments known because they are kept, each with its edge.
 *
 * Idea: who tells of a commitment and gives something in the same breath keeps it: in one sentence, or in the next; the one after that where it
 * says of what ("deze informatie") or where the letter begins so. A letter may begin with the commitment to tell something and tell it without
 * another word. Nothing is kept where what stands behind it says "nog niet", "later" or until when. kept.c looks for the debate. Spec 2.3.
 */
#include "read/text.h"
#include "relate.h"

#include <string.h>

enum { GAP = 2 };                                             /* into the next sentence, into the one before */

/* -- what is said of the commitment -------------------------------------------------------------------------------- */

/* "Ingevolge deze toezegging", "los ik mijn toezegging in": of which it is, something before says. */
static bool of_it(kg_str words)
{
    static const char *const it[] = { "eze toezegging", "ie toezegging", "genoemde toezegging", "bedoelde toezegging", "bovenstaande toezegging",
                                      "noemde toezegging", "oegezegde", "eze belofte" };
    static const char *const behind[] = { ".", ",", " in.", " na.", " gestand", " geef ", " doe ", " als ", " is ", " afgedaan", " nagekomen", " voldaan" };
    if (KG_CONTAINS_ANY(words, it)) return true;
    ptrdiff_t at = kg_index(words, KG_S("toezegging"));
    if (at < 0) return false;
    for (at += (ptrdiff_t)strlen("toezegging"); at < words.n && kg_lower(words.s[at]);) at++;
    kg_str rest = kg_sub(words, at, words.n);
    return KG_STARTS_ANY(rest, behind);
}

/* "In het debat van 2 juli heb ik toegezegd u te informeren over ... Met deze brief doe ik deze toezegging gestand.": which one, a sentence
 * before says; that one alone where both together are long. */
static kg_span with_sentence_before(const kg_relating *r, kg_span s)
{
    enum { BACK = 3, MUCH = 900 };
    const kg_passage *p = kg_passage_at(r->t, s.beg);
    if (!of_it(kg_cut(r->t->flow, s))) return s;
    uint32_t from = s.beg;
    for (int i = 0; i < BACK && from >= p->at.beg + GAP; i++) {
        kg_span before = kg_sentence_at(r->t, from - GAP);
        if (before.end > from || before.beg < p->at.beg) break;
        if (kg_contains(kg_cut(r->t->flow, before), "toegezegd")) return (kg_span){ before.beg, s.end - before.beg > MUCH ? before.end : s.end };
        from = before.beg;
    }
    return s;
}

/* Behind the first year that a capital follows: where a letter's head ends; 0 where it does not. */
static ptrdiff_t behind_year(kg_str s)
{
    enum { YEAR = 4 };
    for (ptrdiff_t i = 1; i + YEAR < s.n; i++) {
        if (kg_digit(s.s[i - 1]) || !kg_all_digits(kg_sub(s, i, i + YEAR))) continue;
        ptrdiff_t next = i + YEAR;
        while (next < s.n && (kg_blank(s.s[next]) || s.s[next] == '.')) next++;
        if (next > i + YEAR && next < s.n && kg_upper(s.s[next])) return next;
    }
    return 0;
}

/* "BRIEF VAN DE MINISTER ... Aan de Voorzitter ... 's-Gravenhage, 15 juli 1980 Zoals toegezegd": a head without a full stop is no part of it.
 * Nor is what stands before a cue that begins a sentence. */
static kg_span without_head(const kg_relating *r, kg_span s, uint32_t cue)
{
    enum { NEAR = 160 };
    if (cue <= s.beg) return s;
    if (kg_upper(r->t->flow.s[cue])) return (kg_span){ cue, s.end };
    kg_str words = kg_sub(r->t->flow, s.beg, cue);
    ptrdiff_t from = -1;
    for (ptrdiff_t next; (next = kg_index(kg_sub(words, from + 1, words.n), KG_S("oorzitter van de Tweede"))) >= 0;) from += 1 + next;
    if (from < 0) return s;
    ptrdiff_t head = behind_year(kg_sub(words, from, from + NEAR < words.n ? from + NEAR : words.n));
    s.beg += head ? (uint32_t)(from + head) : 0;
    return s;
}

/* -- what is given ------------------------------------------------------------------------------------------------- */

/* "Die toezegging kan ik thans nog niet nakomen", "meer tijd nodig"; "de nog niet beantwoorde vragen" are what was promised. */
static bool puts_off(kg_str words)
{
    static const char *const off[] = { "niet geheel", "niet langer", "niet tijdig", "niet mogelijk", "niet haalbaar", "niet nakomen", "elaas",
                                       "niet kan nakomen", "meer tijd", "later dan", "op een later", "in een later", "vertraging op", "vertraagd",
                                       "uitgesteld", "gestreefd", "streef ik ", "gereed te hebben", "gereed zal ", "zult u ", "zal u worden " };
    ptrdiff_t at = kg_index(words, KG_S("nog niet "));
    kg_str rest = at < 0 ? (kg_str){ 0 } : kg_sub(words, at, words.n);
    bool answers = kg_starts(rest, KG_S("nog niet beantwoord")) || kg_starts(rest, KG_S("nog niet schriftelijk"));
    return (at >= 0 && !answers) || KG_CONTAINS_ANY(words, off);
}

/* At another time, by another letter; nothing where the sentence says "hierbij". */
static bool elsewhere(kg_str words)
{
    static const char *const then[] = { "uitstel", "binnenkort", "te zijner tijd", "tezijnertijd", "eerst na ", "een volgende brief", "separaat" };
    return KG_CONTAINS_ANY(words, then);
}

/* Of the sentence that tells: "heb ik toegezegd u te zijner tijd te informeren" puts nothing off, "maar kan dat helaas niet nakomen" does. */
static bool refuses(kg_str words)
{
    static const char *const no[] = { "niet nakomen", "niet kan nakomen", "niet worden nagekomen", "niet geheel nakomen", "elaas",
                                      "niet toegezegd", "nooit toegezegd", "nimmer toegezegd", "geen toezegging" };
    return KG_CONTAINS_ANY(words, no);
}

/* "Zoals toegezegd stuur ik uw Kamer voor de zomer een brief (TZ202306-026)", "zal ik uw Kamer informeren": said once more, not kept yet. */
static bool announces(kg_relating *r, kg_span s)
{
    if (kg_asked(r, s, "not_promise").n || kg_asked(r, s, "keeps:hereby").n) return false;
    kg_str words = kg_cut(r->t->flow, s);
    kg_promise p = { 0 };
    kg_refs given = kg_asked(r, s, "keeps:gives");             /* "in september jl." is when it was promised */
    kg_set_deadline(r, &p, (kg_span){ given.n ? given.v[0].at.beg : s.beg, s.end }, NULL);
    bool past = p.due.n && r->t->meta.date.n && kg_cmp(p.due, r->t->meta.date) <= 0;
    return kg_contains(words, " zal ik ") || kg_contains(words, " zullen wij ") || kg_contains(words, " zal het kabinet ") ||
           (p.deadline.n && !past) || (kg_contains(words, " een brief ") && (kg_contains(words, "stuur ik") || kg_contains(words, "kom ik")));
}

static bool gives(kg_relating *r, kg_span s)
{
    if (puts_off(kg_cut(r->t->flow, s))) return false;
    if (kg_asked(r, s, "keeps:hereby").n) return true;
    return kg_asked(r, s, "keeps:gives").n && !elsewhere(kg_cut(r->t->flow, s)) && !announces(r, s);
}

/* Behind the salutation, or behind the date of an old one. */
static bool begins_letter(const kg_relating *r, kg_span s)
{
    enum { FAR = 400 };
    kg_str before = kg_sub(r->t->flow, s.beg > FAR ? s.beg - FAR : 0, s.beg);
    return kg_contains(before, "oorzitter") && (kg_contains(before, "Aan de") || kg_contains(before, "Geachte"));
}

/* Of the commitment in `words`: to tell something, which a letter does. */
static bool to_tell(kg_str words)
{
    static const char *const tell[] = { "informatie", "informeren", "brief", "notitie", "schriftelijk", "berichten", "inlichten", "reageren",
                                        "antwoorden", "beantwoord", "gegevens", "overzicht", "toelicht", "mededel", "mee te delen", "mede te delen",
                                        "zenden", "zou worden geïnformeerd", "toezending", "toelichting", "op de hoogte", "rapporter" };
    return KG_CONTAINS_ANY(words, tell);
}

/* Or to send something: told enough where the next sentence gives. */
static bool to_send(kg_str words)
{
    static const char *const send[] = { "sturen", "delen", "verstrekken", "aan te bieden", "aanbieden", "toekomen", "voorleggen", "voor te leggen",
                                        "terugkomen", "terug te komen" };
    return KG_CONTAINS_ANY(words, send);
}

static bool points_back(kg_str words)
{
    static const char *const back[] = { "eze ", "Die ", " die ", "oegezegde", "edoelde", "aarmee", "aartoe", "aaraan", "gevraagde", "beloofde",
                                        "daarvan", "daarover", "ierover" };
    return KG_CONTAINS_ANY(words, back);
}

/* "Hierbij bied ik u de nota aan. Deze nota is toegezegd in het overleg van 9 maart.": given already. */
static bool given_before(kg_relating *r, kg_span s)
{
    static const char *const it[] = { "Deze ", "Dit ", "Dat ", "De toezending ", "De aanbieding ", "De nota ", "De notitie ", "Zij ", "Het " };
    if (!KG_STARTS_ANY(kg_cut(r->t->flow, s), it) || s.beg < GAP) return false;
    kg_span before = kg_sentence_at(r->t, s.beg - GAP);
    return before.end <= s.beg && kg_asked(r, before, "keeps:hereby").n && gives(r, before);
}

/* Where what is given ends: the end of s itself, of the next sentence, of the one after that; 0 where nothing is given. */
static uint32_t given_until(kg_relating *r, const kg_ref *c, kg_span s)
{
    enum { LOOK = 2 };
    if (refuses(kg_cut(r->t->flow, s))) return 0;
    if (gives(r, s) || given_before(r, s)) return s.end;
    if (kg_starts_fold(kg_cut(r->t->flow, c->at), "zoals") || kg_contains(kg_cut(r->t->flow, s), " zal ik ")) return 0;
    bool first = begins_letter(r, s), tell = to_tell(kg_sub(r->t->flow, c->at.beg, s.end)), told = first && tell;
    kg_span next = s;
    for (int n = 0; n < LOOK && next.end + GAP < (uint32_t)r->t->flow.n; n++) {
        kg_span at = kg_sentence_at(r->t, next.end + GAP);
        if (at.beg < next.end || at.end <= at.beg) break;
        next = at;
        kg_str words = kg_cut(r->t->flow, next);
        if (puts_off(words) || (elsewhere(words) && !kg_asked(r, next, "keeps:hereby").n)) return 0;
        bool other = (kg_cue_in(r, next, "keeps:told") || kg_cue_in(r, next, "fulfils:full")) && !of_it(words);
        if (other) break;
        if (gives(r, next) && (first || points_back(words) || (!n && (tell || to_send(kg_cut(r->t->flow, s)))))) return next.end;
        told = told && !kg_contains(words, " zal ") && !kg_contains(words, " zullen ");
    }
    return told ? s.end : 0;
}

/* -- the record ---------------------------------------------------------------------------------------------------- */

/* How much of it the words show: what is told and, where it stands right behind it, what is given. */
static kg_span evidence(const kg_relating *r, kg_span s, uint32_t until)
{
    enum { MUCH = 700 };
    return until > s.end && until - s.beg <= MUCH && kg_sentence_at(r->t, s.end + GAP).end == until ? (kg_span){ s.beg, until } : s;
}

/* "Bij brief van 3 mei 2023 (Kamerstuk 29 984, nr. 80) is aan deze toezegging voldaan": the letter that kept it, by its number where it has one. */
static kg_str other_letter(const kg_relating *r, kg_span s)
{
    kg_str dated = { 0 };
    for (int k = kg_first_ref(&r->refs, s.beg); k < r->refs.n && r->refs.v[k].at.beg < s.end; k++) {
        const kg_ref *p = &r->refs.v[k];
        if (!p->target.n || kg_eq(p->target, r->t->meta.id)) continue;
        if (p->kind == KG_KAMERSTUK || p->kind == KG_ZAAK || p->kind == KG_DOCUMENT) return p->target;
        if (p->kind == KG_BRIEF && !dated.n) dated = p->target;
    }
    return dated;
}

/* One commitment, or those whose numbers the words name: "de toezeggingen TZ202302-001 en TZ202302-002". */
static void add_kept(kg_relating *r, const kg_ref *c, kg_span words, kg_str letter)
{
    int first = r->edges.n;
    kg_promise p = *kg_add_promise(r, words, c, KG_REL_FULFILS);
    r->promises.v[r->promises.n - 1].how = p.how = KG_BY_FULFILS;
    kg_edge e = r->edges.v[first];
    if (letter.n) r->edges.v[first].source = e.source = letter;
    for (int k = kg_first_ref(&r->refs, words.beg); k < r->refs.n && r->refs.v[k].at.beg < words.end; k++) {
        const kg_ref *n = &r->refs.v[k];
        if (n->how != KG_EXPLICIT || n->kind != KG_TOEZEGGING || kg_eq(n->target, r->promises.v[r->promises.n - 1].id)) continue;
        bool known = false;
        for (int i = first; i < r->edges.n; i++) known |= kg_eq(r->edges.v[i].target, n->target);
        if (known) continue;
        p.id = e.target = n->target;
        *kg_push(r->a, &r->promises) = p;
        *kg_push(r->a, &r->edges) = e;
    }
}

/* "Betreft: Uitvoering toezegging aan het lid Bakker over de haven": a letter that tells of no commitment but in its subject is the answer. */
static void take_title(kg_relating *r, const kg_ref *c)
{
    enum { HEAD = 16, LABEL = 14, BODY = 1500 };
    static const char *const label[] = { "Betreft", "Onderwerp" };
    const kg_passage *pas = kg_ref_passage(r, c);
    kg_str before = kg_trim(kg_sub(r->t->flow, pas->at.beg, c->at.beg));
    bool named = before.n <= LABEL && KG_STARTS_ANY(before, label);
    if (c->passage >= HEAD || pas->voice == KG_VOICE_MEMBER || !(named || kg_starts(r->t->meta.title, kg_cut(r->t->flow, c->at)))) return;
    for (int i = 0; i < r->refs.n; i++) {
        kg_str role = kg_role_str(&r->refs.v[i]);
        if (kg_eq(role, KG_S("keeps:told")) || kg_eq(role, KG_S("fulfils:full"))) return;
    }
    kg_str flow = r->t->flow;
    kg_str body = kg_sub(flow, c->at.beg, c->at.beg + BODY < (uint32_t)flow.n ? c->at.beg + BODY : flow.n);
    if (puts_off(body) || elsewhere(body)) return;
    kg_span s = { c->at.beg, kg_sentence_at(r->t, c->at.beg).end };
    if (s.end > pas->at.end) s.end = pas->at.end;
    add_kept(r, c, s, (kg_str){ 0 });
}

/* "Overeenkomstig mijn toezegging stuur ik u voor de zomer een brief": said once more. */
static bool says_again(kg_relating *r, const kg_ref *c, kg_span s)
{
    bool as = kg_eq(kg_rule_name(c->rule), KG_S("volgens-toezegging")) || kg_starts_fold(kg_cut(r->t->flow, c->at), "zoals ");
    return (kg_eq(kg_rule_name(c->rule), KG_S("conform-toezegging")) || (as && kg_asked(r, s, "keeps:gives").n)) && announces(r, s);
}

void kg_take_kept(kg_relating *r, const kg_ref *c, kg_map **seen)
{
    if (kg_eq(kg_role_str(c), KG_S("keeps:title"))) { take_title(r, c); return; }
    bool told = kg_eq(kg_role_str(c), KG_S("keeps:told"));
    const kg_passage *pas = kg_ref_passage(r, c);
    if (pas->voice == KG_VOICE_MEMBER || pas->role == KG_NOTE || (told && pas->role == KG_MOTION)) return;
    kg_span all = kg_sentence_at(r->t, c->at.beg), s = told ? without_head(r, all, c->at.beg) : all;
    int *twice = kg_map_at(seen, kg_promise_key(r, all), r->a);
    if (*twice || (told && kg_cue_in(r, all, "fulfils:full"))) return;
    bool again = says_again(r, c, s);
    uint32_t until = told && !again ? given_until(r, c, s) : s.end;
    if (!until) return;
    *twice = 1;                                               /* kept here, not made here */
    if (until > s.end) *kg_map_at(seen, kg_promise_key(r, kg_sentence_at(r->t, until - 1)), r->a) = 1;
    if (again) {
        if (pas->voice == KG_VOICE_GOVERNMENT) kg_add_promise(r, s, c, KG_REL_PROMISES)->how = KG_BY_TEXT;
        return;
    }
    kg_span words = told ? evidence(r, s, until) : with_sentence_before(r, s);
    if (words.beg < all.beg && *kg_map_at(seen, kg_promise_key(r, (kg_span){ words.beg, kg_sentence_at(r->t, words.beg).end }), r->a)) return;
    if (!told && words.beg == all.beg) words = without_head(r, words, c->at.beg);
    add_kept(r, c, words, kg_eq(kg_rule_name(c->rule), KG_S("brief-voldaan")) ? other_letter(r, all) : (kg_str){ 0 });
}
