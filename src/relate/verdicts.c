/* verdicts.c - what the government thinks of a motion. In: references and cues of a debate. Out: edges `judges`.
 *
 * The government judges motion after motion ("De motie op stuk nr. 4 ... ontraad ik"), the chair says it once more. A verdict speaks of the
 * motion named before it in its sentence, else of the one being dealt with: the last "op stuk nr. N", or those of a list. None is given where a
 * member has named another one since, where the sentence is about an amendment or supposes something, and where nobody knows which paper the last
 * number was. Several verdicts on one motion are all kept; the last counts (spec 2.2, "Binding").
 */
#include "relate.h"

/* Where `word` stands last in s, or -1. */
static ptrdiff_t last_place(kg_str s, kg_str word)
{
    ptrdiff_t found = -1;
    for (ptrdiff_t at; (at = kg_index(kg_sub(s, found + 1, s.n), word)) >= 0;) found += at + 1;
    return found;
}

/* "Het amendement op stuk nr. 11", also where the noun stands before a list ("de amendementen op de stukken nrs. 9, 10 en 15") or before
 * its mover; and a number that the debate calls an amendment elsewhere. */
bool kg_calls_amendment(const kg_relating *r, const kg_ref *p)
{
    enum { NEAR = 60 };
    kg_str own = kg_cut(r->t->flow, p->at);
    if (kg_contains(own, "mendement")) return true;
    if (!p->cap[KG_CAP_stuk].end || kg_contains(own, "otie")) return false;
    uint32_t beg = p->cap[KG_CAP_what].end ? p->cap[KG_CAP_what].beg : p->at.beg, low = kg_sentence_at(r->t, beg).beg;
    kg_str before = kg_sub(r->t->flow, beg > low + NEAR ? beg - NEAR : low, beg);
    return last_place(before, KG_S("mendement")) > last_place(before, KG_S("otie"));
}

bool kg_amendment(const kg_relating *r, const kg_ref *p)
{
    if (kg_calls_amendment(r, p)) return true;
    const int *at = p->target.n ? kg_map_at((kg_map **)&r->told, p->target, NULL) : NULL;
    return at && *at && kg_eq(r->things.v[*at - 1].soort, KG_S("amendement"));
}

/* "Net als bij de motie op stuk nr. 253 ...", "gelet op de discussie over de motie op stuk nr. 15": held beside it, not dealt with. */
static bool only_compared(const kg_relating *r, const kg_ref *p)
{
    static const char *const word[] = { "als bij ", "zoals bij ", "nders dan ", "egenstelling tot ", "iscussie " };
    enum { NEAR = 48 };
    uint32_t low = kg_sentence_at(r->t, p->at.beg).beg;
    kg_str before = kg_sub(r->t->flow, p->at.beg > low + NEAR ? p->at.beg - NEAR : low, p->at.beg);
    for (size_t i = 0; i < sizeof word / sizeof *word; i++) {
        ptrdiff_t at = kg_index(before, kg_cstr(word[i]));
        if (at >= 0 && !memchr(before.s + at, ',', (size_t)(before.n - at))) return true;
    }
    return false;
}

/* -- verdicts ------------------------------------------------------------------------------------------------------ */

/* The verdict's own motion, where its sentence names one before it. */
static const kg_ref *named_before(const kg_relating *r, const kg_ref *c)
{
    uint32_t end = kg_eq(kg_role_str(c), KG_S("judges:same")) ? c->at.end : c->at.beg;
    kg_span s = kg_sentence_at(r->t, c->at.beg);
    const kg_ref *found = NULL;
    for (int k = kg_first_ref(&r->refs, s.beg); k < r->refs.n && r->refs.v[k].at.beg < end; k++) {
        const kg_ref *p = &r->refs.v[k];
        if (kg_names_motion(p) && (p->cap[KG_CAP_stuk].end || p->cap[KG_CAP_names].end) && !only_compared(r, p))
            found = p;
    }
    return found;
}

static bool barred(const kg_relating *r, const kg_ref *c)
{
    for (int k = kg_first_ref(&r->refs, c->at.beg > 80 ? c->at.beg - 80 : 0);
         k < r->refs.n && r->refs.v[k].at.beg < c->at.end; k++)
        if (kg_eq(kg_role_str(&r->refs.v[k]), KG_S("not")) && r->refs.v[k].at.end > c->at.beg) return true;
    kg_span s = kg_sentence_at(r->t, c->at.beg);
    return s.end > s.beg && r->t->flow.s[s.end - 1] == '?' && kg_ref_passage(r, c)->voice != KG_VOICE_CHAIR;
}

static void judge_one(kg_relating *r, const kg_ref *c, const kg_ref *m, kg_str value)
{
    kg_ref at = *m;
    at.at = c->at;
    at.passage = c->passage;
    kg_edge *e = kg_add_edge(r, KG_REL_JUDGES, value, &at, c);
    for (int i = r->edges.n - 2; i >= 0 && i > r->edges.n - 8;
         i--) /* "oordeel Kamer" twice in one sentence is one verdict */
        if (r->edges.v[i].relation == KG_REL_JUDGES && kg_eq(r->edges.v[i].target, e->target) &&
            kg_eq(r->edges.v[i].value, value) && r->edges.v[i].sentence.beg == e->sentence.beg) {
            r->edges.n--;
            return;
        }
}

static bool about_amendment(const kg_relating *r, const kg_ref *c)
{
    kg_span s = kg_sentence_at(r->t, c->at.beg);
    kg_str before = kg_sub(r->t->flow, s.beg, c->at.end);
    return kg_contains(before, "mendement") && !kg_contains(before, "otie");
}

/* "Ik ontraad de motie omdat zij ontijdig is": why, not what. */
static bool only_reason(const kg_relating *r, const kg_ref *c, kg_str value)
{
    if (!kg_eq(value, KG_S("ontijdig")) && !kg_eq(value, KG_S("overbodig"))) return false;
    kg_span s = kg_sentence_at(r->t, c->at.beg);
    for (int k = kg_first_ref(&r->refs, s.beg); k < r->refs.n && r->refs.v[k].at.beg < s.end; k++) {
        kg_str role = kg_role_str(&r->refs.v[k]);
        if (kg_eq(role, KG_S("judges:ontraden")) || kg_eq(role, KG_S("judges:oordeel_kamer"))) return true;
    }
    return kg_denies(kg_cut(r->t->flow, c->at));
}

/* The chair says it once more for the record: "De motie op stuk nr. 499 wordt ontraden", "Daarmee is zij ontraden". */
static bool settled_by_chair(const kg_relating *r, const kg_ref *c, const kg_ref *own)
{
    kg_str sentence = kg_cut(r->t->flow, kg_sentence_at(r->t, c->at.beg));
    return kg_contains(sentence, "aarmee ") || kg_starts(sentence, KG_S("Die ")) ||
           (own && own->cap[KG_CAP_stuk].end && !kg_ends(kg_trim(sentence), KG_S("?")));
}

/* -- what the chair asks -------------------------------------------------------------------------------------------- */

/* What is said before or behind a passage, but for lines that name the speaker; NULL where nobody speaks near. */
static const kg_passage *beside(const kg_relating *r, const kg_passage *p, int step)
{
    enum { NEAR = 4 };
    const kg_passage *first = r->t->passages, *end = first + r->t->npassages;
    for (int n = 0; n < NEAR && p + step >= first && p + step < end; n++) {
        p += step;
        if (p->role != KG_HEADING && p->role != KG_PAGE && p->role != KG_NOTE) return p;
    }
    return NULL;
}

static bool ends_asking(const kg_relating *r, kg_span s) { return kg_ends(kg_trim(kg_cut(r->t->flow, s)), KG_S("?")); }

/* The chair asks with his last sentence, and the government says yes. */
static bool granted(const kg_relating *r, uint32_t at)
{
    static const char *const yes[] = { "Ja", "Zeker", "Klopt", "Dat klopt", "Inderdaad", "Correct", "Exact", "Precies", "Dat is juist" };
    enum { BLANKS = 2 };
    const kg_passage *p = kg_passage_at(r->t, at), *q = beside(r, p, 1);
    kg_span s = kg_sentence_at(r->t, at);
    if (p->voice != KG_VOICE_CHAIR || !ends_asking(r, s) || s.end + BLANKS < p->at.end || !q || q->voice != KG_VOICE_GOVERNMENT) return false;
    kg_str words = kg_cut(r->t->flow, kg_without_speaker(r, q->at));
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (kg_starts(words, kg_cstr(yes[i])) && !kg_lower(words.s[strlen(yes[i])])) return true;
    return false;
}

/* "De motie krijgt oordeel Kamer." - "Dat betreft de motie op stuk nr. 37, wellicht?" - "Ja": the verdict just given is on that one. */
void kg_put_right(kg_relating *r, const kg_ref *p)
{
    static const char *const that[] = { "Dat betreft ", "Dit betreft ", "Dat is ", "Dat was ", "Dat gaat over ", "U bedoelt " };
    kg_span s = kg_sentence_at(r->t, p->at.beg);
    kg_str asked = kg_cut(r->t->flow, kg_without_speaker(r, s));
    bool refers = false;
    for (size_t i = 0; i < sizeof that / sizeof *that; i++) refers |= kg_starts(asked, kg_cstr(that[i]));
    const kg_passage *before = refers && granted(r, p->at.beg) ? beside(r, kg_ref_passage(r, p), -1) : NULL;
    if (!before || before->voice != KG_VOICE_GOVERNMENT) return;
    for (int i = r->edges.n - 1; i >= 0 && r->edges.v[i].sentence.beg >= before->at.beg; i--)
        if (r->edges.v[i].relation == KG_REL_JUDGES && r->edges.v[i].sentence.end <= before->at.end) r->edges.v[i].target = p->target;
}

static bool judged(const kg_relating *r, kg_str id)
{
    enum { MANY = 200 };
    for (int i = r->edges.n - 1; i >= 0 && i > r->edges.n - MANY; i--)
        if (r->edges.v[i].relation == KG_REL_JUDGES && kg_eq(r->edges.v[i].target, id)) return true;
    return false;
}

/* "... Dan kom ik op de motie op stuk nr. 235." - "En uw oordeel is?" - "Oordeel Kamer": on the one before, which had none yet. */
static bool asked_back(const kg_relating *r, const kg_ref *c, kg_taken current)
{
    enum { BLANKS = 2 };
    const kg_passage *p = kg_ref_passage(r, c), *asks = beside(r, p, -1), *before = asks ? beside(r, asks, -1) : NULL;
    if (current.before < 0 || !before || asks->voice != KG_VOICE_CHAIR || before->voice != KG_VOICE_GOVERNMENT) return false;
    kg_str asked = kg_cut(r->t->flow, asks->at);
    if (!ends_asking(r, asks->at) || (!kg_contains(asked, "oordeel") && !kg_contains(asked, "appreciatie"))) return false;
    if (kg_contains(asked, " nr. ") || kg_sentence_at(r->t, c->at.beg).beg > kg_without_speaker(r, p->at).beg) return false;
    const kg_ref *now = &r->refs.v[current.last];
    kg_span announces = kg_sentence_at(r->t, now->at.beg);
    return kg_ref_passage(r, now) == before && announces.end + BLANKS >= before->at.end && !judged(r, r->refs.v[current.before].target);
}

/* "Dat geldt ook voor de motie op stuk nr. 32": the verdict that the same speech has given last; none where it has given none. */
static kg_str last_verdict(const kg_relating *r, const kg_ref *c)
{
    enum { NEAR = 1200 };
    for (int i = r->edges.n - 1; i >= 0; i--) {
        const kg_edge *e = &r->edges.v[i];
        if (e->sentence.end + NEAR < c->at.beg) break;
        if (e->relation == KG_REL_JUDGES) return e->voice == KG_VOICE_GOVERNMENT ? e->value : (kg_str){ 0 };
    }
    return (kg_str){ 0 };
}

/* "De motie op stuk nr. 236 en de motie op stuk nr. 237 worden allebei ontraden": those that "en" ties to the last named. */
static void judge_named(kg_relating *r, const kg_ref *c, const kg_ref *own, kg_str value)
{
    static const char *const tie[] = { " en de ", " en die ", ", de ", " en ", ", " };
    kg_span s = kg_sentence_at(r->t, c->at.beg);
    if (!kg_amendment(r, own)) judge_one(r, c, own, value);
    for (const kg_ref *p = own, *q = own; q-- > r->refs.v && q->at.beg >= s.beg;) {
        if (!kg_names_motion(q) || !q->cap[KG_CAP_stuk].end || q->at.end > p->at.beg) continue;
        kg_str gap = kg_sub(r->t->flow, q->at.end, p->at.beg);
        bool tied = false;
        for (size_t i = 0; i < sizeof tie / sizeof *tie; i++) tied |= kg_eq(gap, kg_cstr(tie[i]));
        if (!tied) return;
        if (!kg_amendment(r, q)) judge_one(r, c, q, value);
        p = q;
    }
}

/* A member has named another motion since: which of the two is meant, nobody can tell. */
static bool other_named(const kg_relating *r, const kg_ref *c, kg_taken current)
{
    for (int k = current.last + 1; k < r->refs.n && r->refs.v[k].at.beg < c->at.beg; k++) {
        const kg_ref *p = &r->refs.v[k];
        if (!kg_names_motion(p) || !p->cap[KG_CAP_stuk].end || kg_ref_passage(r, p)->voice != KG_VOICE_MEMBER) continue;
        bool same = false;
        for (int i = current.first; i <= current.last && !same; i++) same = kg_eq(r->refs.v[i].target, p->target);
        if (!same) return true;
    }
    return false;
}

/* "In de andere motie ... Die motie ontraad ik": not the one dealt with, and which one is not said. */
static bool about_another(const kg_relating *r, const kg_ref *c, kg_taken current)
{
    enum { NEAR = 400 };
    uint32_t low = kg_ref_passage(r, c)->at.beg, last = r->refs.v[current.last].at.end;
    if (c->at.beg > low + NEAR) low = c->at.beg - NEAR;
    if (last > low) low = last;
    return low < c->at.beg && kg_contains(kg_sub(r->t->flow, low, c->at.beg), " de andere motie ");
}

/* "De motie op stuk nr. 24 ... De motie op stuk nr. 25 ... Laat ik beide oordeel Kamer geven": the one before, too, which had none yet. */
static bool both_at_once(const kg_relating *r, const kg_ref *c, kg_taken current)
{
    enum { NEAR = 3000 };
    kg_span s = kg_sentence_at(r->t, c->at.beg);
    kg_str words = kg_sub(r->t->flow, s.beg, s.end);
    if (current.before < 0 || (!kg_contains(words, " beide ") && !kg_contains(words, " allebei "))) return false;
    const kg_ref *one = &r->refs.v[current.before], *now = &r->refs.v[current.last];
    return kg_names_motion(one) && c->at.beg - one->at.beg < NEAR && kg_ref_passage(r, one)->voice == KG_VOICE_GOVERNMENT &&
           kg_eq(kg_ref_passage(r, one)->speaker, kg_ref_passage(r, now)->speaker) && !judged(r, one->target) && !kg_amendment(r, one);
}

/* "Ik ontraad de motie niet", but "ik ontraad de motie niet alleen om het geld". */
static bool denied_behind(const kg_relating *r, const kg_ref *c)
{
    static const char *const object[] = { " de motie", " deze motie", " die motie", " haar", " hem", " die", " deze" };
    kg_str rest = kg_sub(r->t->flow, c->at.end, kg_ref_passage(r, c)->at.end);
    for (size_t i = 0; i < sizeof object / sizeof *object; i++)
        if (kg_starts(rest, kg_cstr(object[i]))) { rest = kg_sub(rest, (ptrdiff_t)strlen(object[i]), rest.n); break; }
    return kg_starts(rest, KG_S(" niet")) && !kg_starts(rest, KG_S(" niet alleen"));
}

void kg_judge(kg_relating *r, const kg_ref *c, kg_taken current)
{
    enum { FAR = 15000 };                                     /* a motion is dealt with in some minutes */
    kg_voice v = kg_ref_passage(r, c)->voice;
    const kg_ref *own = named_before(r, c);
    kg_str value = kg_sub(kg_role_str(c), 7, kg_role_str(c).n);
    if (v != KG_VOICE_GOVERNMENT && !(v == KG_VOICE_CHAIR && (settled_by_chair(r, c, own) || granted(r, c->at.beg)))) return;
    if (kg_eq(value, KG_S("same")) && !(value = last_verdict(r, c)).n) return;
    if (barred(r, c) || about_amendment(r, c) || only_reason(r, c, value)) return;
    if (kg_eq(value, KG_S("ontraden")) && denied_behind(r, c)) return;
    ptrdiff_t k = own ? own - r->refs.v : -1;
    if (own && (current.first == current.last || !(k >= current.first && k <= current.last))) {
        judge_named(r, c, own, value);
        return;
    }
    if (!own && current.first >= 0 && asked_back(r, c, current)) {
        judge_one(r, c, &r->refs.v[current.before], value);
        return;
    }
    if (!own && both_at_once(r, c, current)) judge_one(r, c, &r->refs.v[current.before], value);
    if (current.first >= 0 && (c->at.beg > r->refs.v[current.last].at.end + FAR || other_named(r, c, current) ||
                               about_another(r, c, current)))
        return;
    for (int i = current.first; i >= 0 && i <= current.last; i++)
        if (kg_names_motion(&r->refs.v[i]) && !kg_refers_back(&r->refs.v[i])) judge_one(r, c, &r->refs.v[i], value);
}

/* The motion now dealt with, or the list of which this is one more. */
kg_taken kg_take_up(const kg_relating *r, int i, kg_taken now)
{
    const kg_ref *p = &r->refs.v[i];
    if (kg_amendment(r, p)) return (kg_taken){ -1, -1, -1 };
    const kg_ref *last = now.first >= 0 ? &r->refs.v[now.last] : NULL;
    bool more = last && last->cap[KG_CAP_what].end && p->cap[KG_CAP_what].end == last->cap[KG_CAP_what].end;
    bool again = last && kg_eq(last->target, p->target);
    return (kg_taken){ more ? now.first : i, i, more || again ? now.before : now.last };
}

/* "De motie van de heer Jansen ..." at the head of a sentence: the government goes on to it. */
static bool heads_sentence(const kg_relating *r, const kg_ref *p)
{
    enum { NEAR = 30 };
    return p->cap[KG_CAP_names].end && p->at.beg - kg_sentence_at(r->t, p->at.beg).beg < NEAR &&
           kg_ref_passage(r, p)->voice == KG_VOICE_GOVERNMENT;
}

/* "De motie op stuk nr. 307" where nobody knows which paper that is: a verdict behind it is not on the motion before. */
bool kg_unknown_motion(const kg_relating *r, const kg_ref *p)
{
    if (p->kind == KG_CUE || p->how != KG_CONTEXT || p->target.n || kg_rule_kind(p->rule) != KG_MOTIE) return false;
    return (p->cap[KG_CAP_stuk].end && kg_ref_passage(r, p)->voice != KG_VOICE_MEMBER) || heads_sentence(r, p);
}

bool kg_goes_on_to(const kg_relating *r, const kg_ref *p)
{
    if (only_compared(r, p)) return false;
    if (p->cap[KG_CAP_stuk].end) return kg_ref_passage(r, p)->voice != KG_VOICE_MEMBER;
    return heads_sentence(r, p) && kg_map_at((kg_map **)&r->introduced, p->target, NULL);
}
