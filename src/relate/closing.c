/* closing.c - the chair's list of commitments. In: the place of its head, the passages behind it. Out: one promise an item.
 *
 * At the end of a debate the chair reads out what was promised. A list with dashes is taken as it stands. Elsewhere the items are
 * sentences between the chair's remarks and the ministers' corrections ("De minister knikt. De tweede toezegging: ..."): an item tells in
 * the third person what the government will do ("De minister stuurt ...", "Na de zomer informeert de minister ...", "De evaluaties
 * worden meegenomen in ..."). It may stand behind its number ("Punt vier.", "De eerste toezegging is dat") and runs to the end of its sentence.
 * A date that is given when the chair asks for it belongs to the item before; "dan is het geen toezegging" takes it away. Spec 2.3.
 *
 * Invariant: only the chair's words (or those of nobody in particular) make items, and only behind a head; and what a member says was
 * promised, where it is granted at once.
 */
#include "read/text.h"
#include "words.h"
#include "relate.h"

typedef struct {
    kg_relating *r;
    const kg_ref *head;
    kg_map **seen;
    kg_promise *last;                                         /* the item read last, or NULL */
    bool over;
} list;

static bool dashed(kg_str s)
{
    static const char *const dash[] = { "– ", "- ", "• ", "— ", "− ", "* " };
    return KG_STARTS_ANY(s, dash);
}

static const kg_ref *role_in(const kg_relating *r, kg_span s, const char *role)
{
    for (int k = kg_first_ref(&r->refs, s.beg); k < r->refs.n && r->refs.v[k].at.beg < s.end; k++)
        if (kg_eq(kg_role_str(&r->refs.v[k]), kg_cstr(role))) return &r->refs.v[k];
    return NULL;
}

/* -- what is an item ----------------------------------------------------------------------------------------------- */

/* "Eén.", "Punt vier.", "De tweede toezegging:", "1.": where the words behind it begin. */
static ptrdiff_t behind_number(kg_str s)
{
    static const char *const label[] = { "Punt ", "Nummer ", "Toezegging ", "Ten ", "De ", "Dan de ", "En dan de ", "En de " };
    ptrdiff_t i = 0, end = 0;
    while (i < s.n && i < 60 && !strchr(".:)", s.s[i])) i++;
    if (i == s.n || i >= 60) return 0;
    kg_str lead = kg_sub(s, 0, i);
    bool word = kg_all_digits(lead) || !memchr(lead.s, ' ', (size_t)lead.n);
    if (!word && !(KG_STARTS_ANY(s, label) && (lead.n < 16 || kg_ends(lead, KG_S("oezegging"))))) return 0;
    for (end = i + 1; end < s.n && s.s[end] == ' ';) end++;
    return end;
}

/* "De eerste toezegging is dat de minister ...": where what is promised begins. */
static ptrdiff_t behind_that(kg_str s)
{
    ptrdiff_t at = kg_index(s, KG_S("oezegging ")), dat = at < 0 || at > 90 ? -1 : kg_index(kg_sub(s, at, s.n), KG_S(" dat "));
    return dat < 0 || dat > 30 ? 0 : at + dat + 5;
}

static bool has_word(kg_str s, const char *const *word, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        kg_str w = kg_cstr(word[i]);
        for (ptrdiff_t from = 0, at; (at = kg_index(kg_sub(s, from, s.n), w)) >= 0; from += at + 1) {
            ptrdiff_t b = from + at, e = b + w.n;
            if ((b == 0 || !kg_lower(kg_fold(s.s[b - 1]))) && (e >= s.n || !kg_lower(s.s[e]))) return true;
        }
    }
    return false;
}
#define HAS_WORD(s, list) has_word(s, list, sizeof list / sizeof *list)

/* What the chair says for himself, to the members, about the list. */
static bool remark(kg_str s)
{
    static const char *const start[] = { "Ik ", "Wij ", "We ", "Dat ", "Dit ", "Deze ", "Die ", "Er ", "Dan ", "Ja", "Nee", "Goed",
                                         "Ok", "Sorry", "Is ", "Zijn ", "Heb", "Heeft ", "Wilt ", "Kan ", "Kunt ", "Klopt", "Daar", "Maar ",
                                         "Meneer ", "Mevrouw ", "De heer ", "Dank", "Volgens ", "Mag ", "Moet ", "Misschien ", "Wat ",
                                         "Wie ", "Zit ", "Zullen ", "Hier ", "Hiermee ", "Hierbij ", "Eerst ", "Allereerst ", "De vraag ",
                                         "Ook hierbij", "Nou", "Even ", "U ", "Dames " };
    static const char *const says[] = { "knikt", "knikken", "geknikt", "tweeminutendebat", "genoteerd", "het woord" };
    return s.n < 25 || KG_STARTS_ANY(s, start) || kg_ends(s, KG_S("?")) || (s.n < 200 && HAS_WORD(s, says));
}

static bool item(kg_str s)
{
    static const char *const who[] = { "minister", "Minister", "staatssecretaris", "Staatssecretaris", "bewindspersonen", "bewindslieden",
                                       "minister-president", "kabinet", "regering", "Kamer", "Hij", "Zij", "Beide" };
    static const char *const verb[] = { "zal", "zullen", "zegt", "zeggen", "informeert", "informeren", "stuurt", "sturen", "zendt", "ontvangt",
                                        "ontvangen", "krijgt", "komt", "komen", "gaat", "gaan", "neemt", "nemen", "deelt", "laat", "laten",
                                        "rapporteert", "streeft", "bekijkt", "onderzoekt", "kijkt", "spreekt", "betrekt", "verkent",
                                        "maakt", "vraagt", "brengt", "doet", "geeft", "reageert", "verstrekt", "overlegt", "treedt",
                                        "legt", "wordt", "worden", "bezoekt", "besteedt", "zorgt", "werkt", "toegezegd", "bericht", "biedt" };
    static const char *const passive[] = { "wordt", "worden" };
    static const char *const done[] = { "meegenomen", "gestuurd", "gezonden", "gedeeld", "betrokken", "opgenomen", "verwerkt", "onderzocht",
                                        "bekeken", "aangeboden", "verstuurd", "toegestuurd", "toegezonden", "gepubliceerd", "geagendeerd" };
    static const char *const goes_on[] = { "gaat verder", "gaat door", "gaat nu", "tweede termijn", "vervolgt" };
    if (remark(s)) return false;
    if (HAS_WORD(s, goes_on) && s.n < 120) return false;
    return (HAS_WORD(s, who) && HAS_WORD(s, verb)) || (HAS_WORD(s, passive) && HAS_WORD(s, done));
}

/* -- the list ------------------------------------------------------------------------------------------------------ */

/* "Zal ik de eerste even herhalen?" */
static bool read_before(const list *l, kg_str s)
{
    enum { LAST = 64 };
    for (int n = l->r->promises.n, i = n > LAST ? n - LAST : 0; i < n; i++) {
        const kg_promise *p = &l->r->promises.v[i];
        if (p->how == KG_BY_LIST && kg_same_promise(s, p->words)) return true;
    }
    return false;
}

/* "De toevoeging bij de eerste toezegging is dus dat de Minister voor de RBZ van volgende week ...": until when an item before holds. */
static bool amends(list *l, kg_str s, kg_span at)
{
    static const char *const order[] = { "eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste" };
    if (!kg_contains(s, "toevoeging ") && !kg_contains(s, "aanvulling ") && !kg_contains(s, "wijziging ")) return false;
    for (int i = 0, n = 0; i < l->r->promises.n && n < 8; i++) {
        kg_promise *p = &l->r->promises.v[i];
        if (p->how != KG_BY_LIST || !kg_contains(s, order[n++])) continue;
        if (kg_contains(p->deadline, ";")) return true;       /* read behind another head already */
        kg_str words = p->deadline, due = p->due;
        kg_set_deadline(l->r, p, at, NULL);
        if (!p->due.n) p->due = due;
        if (words.n) p->deadline = p->deadline.n ? kg_fmt(l->r->a, "%.*s; %.*s", KG_ARG(words), KG_ARG(p->deadline)) : words;
        return true;
    }
    return false;
}

/* "De minister stuurt ...", "informeert de staatssecretaris": the office that the item names; none where it stands for somebody else. */
static kg_str office(kg_str s)
{
    static const char *const word[] = { "minister", "staatssecretaris" };
    static const char *const aside[] = { "met de", "van de", "bij de", "aan de", "en de", "naar de", "voor de", "zowel de", "als de" };
    kg_str found = { 0 };
    ptrdiff_t first = s.n;
    for (int i = 0; i < 2; i++) {
        kg_str w = kg_cstr(word[i]);
        ptrdiff_t at = kg_index(s, w);
        if (at < 3 || at >= first) continue;
        first = at;
        kg_str before = kg_sub(s, 0, at - 1);
        bool subject = (kg_ends(before, KG_S("De")) || kg_ends(before, KG_S("de"))) && at + w.n < s.n &&
                       (s.s[at + w.n] == ' ' || s.s[at + w.n] == ',');
        for (size_t k = 0; k < sizeof aside / sizeof *aside; k++) subject = subject && !kg_ends(before, kg_cstr(aside[k]));
        found = subject ? w : (kg_str){ 0 };
    }
    return found;
}

static bool holds(kg_str speaker, kg_str office)
{
    return speaker.n > office.n && kg_ieq(kg_sub(speaker, 0, office.n), office) && speaker.s[office.n] != 'i';
}

/* A minister and a staatssecretaris in one debate: whom the item names, not who spoke last. */
static void name_office(const list *l)
{
    const kg_text *t = l->r->t;
    kg_str o = office(l->last->words);
    if (!o.n || holds(l->last->who, o)) return;
    for (const kg_passage *p = kg_passage_at(t, l->last->at); p >= t->passages; p--)
        if (p->voice == KG_VOICE_GOVERNMENT && holds(p->speaker, o)) { l->last->who = p->speaker; return; }
}

static void add(list *l, kg_span at)
{
    int *twice = kg_map_at(l->seen, kg_promise_key(l->r, at), l->r->a);
    if (*twice || read_before(l, kg_cut(l->r->t->flow, at))) return;
    *twice = 1;
    l->last = kg_add_promise(l->r, at, l->head, KG_REL_PROMISES);
    l->last->how = KG_BY_LIST;
    name_office(l);
}

static void take_back(list *l)
{
    kg_relating *r = l->r;
    if (!l->last || l->last != &r->promises.v[r->promises.n - 1]) return;
    r->promises.n--;
    r->edges.n--;
    l->last = NULL;
}

static void read_sentence(list *l, kg_span at)
{
    while (at.end > at.beg && kg_blank(l->r->t->flow.s[at.end - 1])) at.end--;
    kg_str s = kg_cut(l->r->t->flow, at);
    ptrdiff_t skip = behind_that(s);
    if (skip && amends(l, kg_sub(s, 0, skip), at)) return;
    if (!skip) skip = behind_number(s);
    at.beg += (uint32_t)skip;
    s = kg_cut(l->r->t->flow, at);
    if (role_in(l->r, at, "promise_off")) take_back(l);
    else if (role_in(l->r, at, "promise_end")) l->over = true;
    else if (item(s)) add(l, at);
}

static void read_sentences(list *l, uint32_t from, uint32_t end)
{
    enum { LONGEST = 8000 };                                  /* of a list in one paragraph */
    if (end > from + LONGEST) end = from + LONGEST;
    while (from < end && !l->over) {
        kg_span s = kg_sentence_at(l->r->t, from);
        if (s.beg < from) s.beg = from;
        if (s.end > end) s.end = end;
        if (s.end <= from) break;
        if (s.beg < s.end) read_sentence(l, s);
        from = s.end > from ? s.end : from + 1;
    }
}

/* "De vraag is dan wel wanneer." - "Na het BO MIRT.": the answer dates the item before it. */
static void read_answer(list *l, const kg_passage *p)
{
    enum { SHORT = 160 };
    if (!l->last || l->last->deadline.n || p->at.end - p->at.beg > SHORT) return;
    kg_set_deadline(l->r, l->last, p->at, NULL);
}

/* "Ik heb van de minister de toezegging gekregen dat hij de Kamer informeert over ..." - "Er wordt geknikt; die staat dus ook genoteerd":
 * what the chair forgot, told by a member and granted behind it. */
static void read_member(list *l, int i)
{
    enum { LOOK = 3, FAR = 120 };
    static const char *const grants[] = { "geknikt", "knikt", "genoteerd", "noteren", "klopt", "voegen", "voeg", "toegevoegd" };
    static const char *const refuses[] = { " niet", " geen ", "Nee" };
    const kg_text *t = l->r->t;
    const kg_passage *p = &t->passages[i];
    kg_str said = kg_cut(t->flow, p->at), who;
    ptrdiff_t at = kg_index(said, KG_S("toezegging ")), dat = at < 0 ? -1 : kg_index(kg_sub(said, at, said.n), KG_S(" dat "));
    if (dat < 0 || dat > FAR / 2) return;
    kg_span s = { p->at.beg + (uint32_t)(at + dat) + 5, 0 };
    s.end = kg_sentence_at(t, s.beg).end;
    kg_str words = kg_cut(t->flow, s);
    if (!kg_starts(words, KG_S("hij ")) && !kg_starts(words, KG_S("zij ")) && !kg_starts(words, KG_S("de minister ")) &&
        !kg_starts(words, KG_S("de staatssecretaris "))) return;
    for (int k = i + 1, n = 0; k < t->npassages && n < LOOK; k++) {
        const kg_passage *q = &t->passages[k];
        kg_str answer = kg_cut(t->flow, q->at);
        if (q->role == KG_HEADING) continue;
        if (q->voice == KG_VOICE_MEMBER) return;
        n++;
        answer = kg_sub(answer, 0, answer.n < FAR ? answer.n : FAR);
        if (KG_CONTAINS_ANY(answer, refuses)) return;
        if (!HAS_WORD(answer, grants) && !(q->voice == KG_VOICE_GOVERNMENT && kg_starts(answer, KG_S("Ja")))) continue;
        who = kg_contains(said, "staatssecretaris") ? KG_S("staatssecretaris") : KG_S("minister");
        add(l, s);
        for (const kg_passage *g = p; l->last && l->last->at == s.beg && g >= t->passages; g--)
            if (g->voice == KG_VOICE_GOVERNMENT && holds(g->speaker, who)) { l->last->who = g->speaker; return; }
        return;
    }
}

void kg_closing_list(kg_relating *r, int head, kg_map **seen)
{
    enum { IDLE = 24, SPEECH = 2000 };                        /* passages without an item; a speech that is no correction any more */
    const kg_ref *c = &r->refs.v[head];
    kg_voice v = kg_ref_passage(r, c)->voice;
    if (v == KG_VOICE_MEMBER || v == KG_VOICE_GOVERNMENT || c->at.beg < r->listed) return;   /* in a list that was read already */
    if (v != KG_VOICE_CHAIR && kg_eq(kg_role_str(c), KG_S("promise_list:chair"))) return;
    if (v != KG_VOICE_CHAIR && dashed(kg_cut(r->t->flow, kg_ref_passage(r, c)->at))) return;   /* an item that speaks of commitments is no head */
    list l = { .r = r, .head = c, .seen = seen };
    const kg_passage *p = kg_ref_passage(r, c);
    uint32_t from = kg_sentence_at(r->t, c->at.beg).end;
    int before = r->promises.n, quiet = 0;
    r->listed = p->at.end;
    if (from < p->at.end && (r->debate || v == KG_VOICE_CHAIR)) read_sentences(&l, from, p->at.end);   /* a paper reads out nothing */
    for (int i = c->passage + 1; i < r->t->npassages && !l.over && quiet < IDLE; i++, quiet++) {
        p = &r->t->passages[i];
        r->listed = p->at.end;
        if (p->role == KG_NOTE || p->role == KG_PAGE) break;
        kg_str s = kg_cut(r->t->flow, p->at);
        if (p->voice == KG_VOICE_GOVERNMENT) read_answer(&l, p);
        if (p->voice == KG_VOICE_MEMBER && v == KG_VOICE_CHAIR) read_member(&l, i);
        if (p->voice == KG_VOICE_MEMBER || p->voice == KG_VOICE_GOVERNMENT) {
            if (p->at.end - p->at.beg > SPEECH) break;
        } else if (dashed(s)) add(&l, (kg_span){ p->at.beg + (uint32_t)kg_index(s, KG_S(" ")) + 1, p->at.end });
        else if (v == KG_VOICE_CHAIR) {
            read_sentences(&l, kg_without_speaker(r, p->at).beg, p->at.end);
        } else break;
        if (r->promises.n > before) before = r->promises.n, quiet = 0;
    }
}
