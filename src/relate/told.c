/* told.c - what a sentence that promises leaves to its neighbours. In: its span. Out: its words with what they point to behind them in
 * brackets, its deadline.
 *
 * "Dat zeg ik u toe" says neither what nor until when. What, stands in the sentence before, or in the question that the speech answers;
 * until when, may stand behind it ("Dat zal na de zomer zijn"). A sentence points where it is short, has a word that points and hardly a
 * word of its own. Of several sentences before it one is taken, with the one before that where it is short itself. Spec 2.3.
 */
#include "read/text.h"
#include "relate.h"

#include <string.h>

enum { GAP = 2 };                                             /* into the sentence before */

static bool letter(char c) { return kg_lower(kg_fold(c)) || (unsigned char)c >= 0x80; }

/* Of commitments, and of courtesy: no subject. */
static bool empty(kg_str w)
{
    static const char *const stem[] = { "toezeg", "toegezeg", "schrift", "terugkom", "informe", "natuurlij", "uiteraard", "minister", "staatss",
                                        "mevrouw", "voorzit", "absoluut", "gewoon", "nogmaals", "zeker", "precies", "eventj", "helemaal",
                                        "terug", "daarop", "hierop", "daarover", "hierover", "daarnaar", "meenemen", "beloven", "kunnen",
                                        "zullen", "hierbij", "tegemoet", "uitzoeken", "nagaan", "graag", "harte", "oppakken", "inderdaad" };
    for (size_t i = 0; i < sizeof stem / sizeof *stem; i++)
        if (kg_starts_fold(w, stem[i])) return true;
    return false;
}

/* "Ik zeg toe dat de brief komt": no word that points, where one stands behind it who does something. */
static bool joins(kg_str rest)
{
    static const char *const who[] = { " ik ", " we ", " wij ", " de ", " het ", " er ", " u ", " mijn ", " onze ", " als ", " daar " };
    return KG_STARTS_ANY(rest, who);
}

/* Short, with a word that points and at most one that tells. */
static bool points(kg_str s)
{
    enum { SHORT = 80, LONG = 6 };
    static const char *const back[] = { "dat", "dit", "die", "daar", "daarop", "daarover", "daarmee", "daarnaar", "hier", "hierop", "hierover",
                                        "ernaar", "erop", "ermee" };
    bool pointing = s.n < SHORT / 2 && kg_contains(s, " doen");   /* "Zal ik doen, voorzitter." */
    int own = 0;
    if (s.n >= SHORT) return false;
    for (ptrdiff_t i = 0, e; i < s.n; i = e + 1) {
        for (e = i; e < s.n && letter(s.s[e]);) e++;
        kg_str w = kg_sub(s, i, e);
        bool that = kg_ieq(w, KG_S("dat"));
        for (size_t k = 0; k < sizeof back / sizeof *back; k++)
            pointing = pointing || (kg_ieq(w, kg_cstr(back[k])) && !(that && i && joins(kg_sub(s, e, s.n))));
        own += w.n >= LONG && !empty(w);
    }
    return pointing && own < 2;
}

/* The sentence that ends where `at` is, with the one before it where it says little; not before `from`. */
static kg_span sentence_before(const kg_text *t, uint32_t at, uint32_t from)
{
    enum { LITTLE = 30 };
    if (at < from + GAP) return (kg_span){ at, at };
    kg_span s = kg_sentence_at(t, at - GAP);
    if (s.beg < from) s.beg = from;
    if (s.end - s.beg < LITTLE && s.beg >= from + GAP) s.beg = kg_sentence_at(t, s.beg - GAP).beg;
    if (s.beg < from) s.beg = from;
    return s;
}

/* The last question of the speech before; its last sentence where it asks nothing. */
static kg_str asked(kg_relating *r, const kg_passage *p)
{
    enum { LAST = 6, CHAIR = 80 };
    int i = (int)(p - r->t->passages) - 1;
    while (i > 0 && (r->t->passages[i].role == KG_HEADING ||
                     (r->t->passages[i].voice == KG_VOICE_CHAIR && r->t->passages[i].at.end - r->t->passages[i].at.beg < CHAIR)))
        i--;
    if (i < 0 || r->t->passages[i].voice != KG_VOICE_MEMBER) return (kg_str){ 0 };
    kg_span said = r->t->passages[i].at, s = { said.end, said.end };
    for (int n = 0; n < LAST; n++) {
        kg_span q = sentence_before(r->t, s.beg, said.beg);
        if (q.beg >= q.end || q.beg >= s.beg) break;
        s = q;
        if (kg_ends(kg_trim(kg_cut(r->t->flow, s)), KG_S("?"))) return kg_trim(kg_cut(r->t->flow, kg_without_speaker(r, s)));
    }
    kg_span last = sentence_before(r->t, said.end, said.beg);
    return kg_trim(kg_cut(r->t->flow, kg_without_speaker(r, last)));
}

static kg_str with_what(kg_relating *r, kg_str words, uint32_t at)
{
    enum { MUCH = 500 };
    kg_span s = { at, at + (uint32_t)words.n };
    const kg_passage *p = kg_passage_at(r->t, s.beg);
    uint32_t from = kg_without_speaker(r, (kg_span){ p->at.beg, s.beg }).beg;
    kg_str before = { 0 };
    if (s.beg >= from + GAP) before = kg_trim(kg_cut(r->t->flow, sentence_before(r->t, s.beg, from)));
    if (before.n < GAP) before = asked(r, p);
    if (before.n < GAP || before.n > MUCH) return words;
    return KG_CAT(r->a, words, KG_S(" ["), before, KG_S("]"));
}

void kg_tell_promised(kg_relating *r)
{
    for (int i = 0; r->debate && i < r->promises.n; i++) {
        kg_promise *p = &r->promises.v[i];
        if (p->how == KG_BY_TEXT && points(p->words)) p->words = with_what(r, p->words, p->at);
    }
}

/* "Ik stuur u een brief. Dat zal na de zomer zijn." */
void kg_deadline_behind(kg_relating *r, kg_promise *p, kg_span s)
{
    enum { SHORT = 110 };
    static const char *const on[] = { "Dat zal ", "Dat wordt ", "Dat doe ik ", "Dat doen we ", "Dat gebeurt ", "Dat komt ", "Dat krijgt u ",
                                      "Die komt ", "Die krijgt u ", "Die ontvangt u ", "Die volgt ", "Die stuur ik ", "Die zal ", "Het wordt ",
                                      "Ik hoop dat dat ", "Ik hoop dat die ", "Ik hoop dat te ", "Ik verwacht dat dat ",
                                      "Ik verwacht dat die ", "Ik verwacht die ", "Ik streef er", "Ik probeer dat ", "Ik probeer die ", "Uiterlijk ",
                                      "Naar verwachting ", "Dit zal ", "Deze brief ", "Die brief ", "De planning is ", "Het streven is " };
    const kg_passage *pas = kg_passage_at(r->t, s.beg);
    if (p->deadline.n || s.end >= pas->at.end || s.end + GAP >= (uint32_t)r->t->flow.n) return;
    kg_span next = kg_sentence_at(r->t, s.end + GAP);
    kg_str words = kg_trim(kg_cut(r->t->flow, next));
    if (next.beg < s.end || next.end > pas->at.end + 1 || words.n > SHORT || !KG_STARTS_ANY(words, on)) return;
    if (kg_ends(words, KG_S("?")) || kg_contains(words, " niet") || kg_contains(words, " geen ")) return;
    for (int k = kg_first_ref(&r->refs, next.beg); k < r->refs.n && r->refs.v[k].at.beg < next.end; k++)
        if (kg_starts(kg_role_str(&r->refs.v[k]), KG_S("promises"))) return;   /* a commitment of its own */
    kg_set_deadline(r, p, next, NULL);
}
