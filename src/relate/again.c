/* again.c - a commitment that the chair reads out is the one that the minister made before. In: the commitments of a debate. Out: the
 * minister's own words bear the id of the list's item, so that both are one commitment, said in two places.
 *
 * Idea: what the two have in common is the subject. Words that every commitment has ("de Kamer informeren over de voortgang") and the
 * papers in which it is kept ("voortgangsbrief") count nothing; of the others a word counts one, a long compound two, and three are
 * wanted in two words at least. Two that name different days are two; where two items agree with a sentence equally well, none is it.
 * A sentence with the very day of an item may have its subject from the speech before it; one right behind an item corrects that.
 *
 * Invariant: an item of the list keeps its place and its words; the numbers of a document's commitments have no gaps.
 */
#include "read/text.h"
#include "relate.h"

#include <string.h>

enum { SHORT = 5, LONG = 12, STEM = 6, LONG_STEM = 10, ENOUGH = 3, CAPITALS = 3, FAR = 600 };

static bool letter(char c) { return kg_lower(kg_fold(c)) || (unsigned char)c >= 0x80; }

static kg_str word_at(kg_str s, ptrdiff_t at)
{
    ptrdiff_t end = at;
    while (end < s.n && letter(s.s[end])) end++;
    return kg_sub(s, at, end);
}

static bool capitals(kg_str w)
{
    ptrdiff_t i = 0;
    while (i < w.n && kg_upper(w.s[i])) i++;
    return i == w.n && i >= CAPITALS;
}

/* Of commitments, of debates, of time, of papers: no subject. */
static bool empty(kg_str w)
{
    static const char *const stem[] = { "minister", "staatssec", "kamer", "informe", "geïnform", "toezeg", "toegezeg", "worden", "zullen", "kunnen",
                                        "moeten", "willen", "stuur", "sture", "gestuur", "nader", "verder", "volgende", "eerstvolg", "komende",
                                        "terug", "schriftel", "vraag", "vragen", "aandacht", "voortgang", "stand", "zaken", "zomer", "najaar",
                                        "voorjaar", "reces", "kerst", "januari", "februari", "maart", "april", "juni", "juli", "augustus",
                                        "septem", "oktober", "novem", "decem", "kabinet", "regering", "heeft", "hebben", "daar", "hier", "waar",
                                        "betre", "onderzo", "gesprek", "binnen", "tweede", "eerste", "mogelijk", "graag", "natuurlijk", "zeker",
                                        "leden", "heren", "mevrouw", "inzake", "aanzien", "aantal", "ontvang", "krijg", "komen", "actuele",
                                        "korte", "termijn", "uiterlijk", "einde", "brengen", "geven", "maken", "nemen", "meenem", "meegenom",
                                        "ingaan", "zodra", "tussen", "onder", "andere", "over", "uitvoer", "resulta", "overleg" };
    static const char *const paper[] = { "brief", "bericht", "rapportage", "verslag", "debat", "overleg", "reces", "notitie" };
    for (size_t i = 0; i < sizeof stem / sizeof *stem; i++)
        if (kg_starts_fold(w, stem[i]) && w.n < (ptrdiff_t)strlen(stem[i]) + STEM) return true;
    for (size_t i = 0; i < sizeof paper / sizeof *paper; i++)
        if (kg_ends(w, kg_cstr(paper[i]))) return true;
    return false;
}

/* The first letters of the word w stand at the beginning of a word of s. */
static bool stands_in(kg_str s, kg_str w)
{
    bool exact = capitals(w);
    kg_str stem = exact ? w : kg_sub(w, 0, w.n >= LONG ? LONG_STEM : w.n > STEM ? STEM : w.n);
    for (ptrdiff_t i = 0; i + stem.n <= s.n; i++) {
        if ((i && letter(s.s[i - 1])) || kg_fold(s.s[i]) != kg_fold(stem.s[0])) continue;
        kg_str here = kg_sub(s, i, i + stem.n);
        if (exact ? kg_eq(here, stem) : kg_ieq(here, stem)) return true;
    }
    return false;
}

/* How far two sentences agree in their subject: 0, or ENOUGH and more. Of a sentence without an end, the beginning. */
static int agree(kg_str item, kg_str said)
{
    int sum = 0, words = 0;
    item = kg_sub(item, 0, item.n < FAR ? item.n : FAR);
    for (ptrdiff_t i = 0; i < item.n;) {
        kg_str w = word_at(item, i);
        bool counts = capitals(w) || (w.n >= SHORT && !empty(w));
        if (counts && !stands_in(kg_sub(item, 0, i), w) && stands_in(said, w)) sum += w.n >= LONG ? 2 : 1, words++;
        i += w.n + 1;
    }
    return sum >= ENOUGH && words > 1 ? sum : 0;
}

static bool same_day(const kg_promise *a, const kg_promise *b)
{
    return a->deadline.n && b->deadline.n && (a->due.n ? kg_eq(a->due, b->due) : kg_ieq(a->deadline, b->deadline));
}

static bool other_day(const kg_promise *a, const kg_promise *b) { return a->due.n && b->due.n && !kg_eq(a->due, b->due); }

/* What a sentence that says little promises, its speech has said before it: "Ik zal u daarover voor het kerstreces informeren". */
static kg_str with_speech(const kg_relating *r, const kg_promise *t)
{
    enum { BACK = 1200 };
    const kg_passage *p = kg_passage_at(r->t, t->at);
    uint32_t from = t->at > p->at.beg + BACK ? t->at - BACK : p->at.beg;
    while (from < t->at && ((unsigned char)r->t->flow.s[from] & 0xC0) == 0x80) from++;
    return kg_sub(r->t->flow, from, t->at + t->words.n);
}

/* "De minister informeert de Kamer over de dijken. - Ik stuur u in het najaar een brief over de dijken. - Dat is nog beter." */
static bool corrects(const kg_promise *item, const kg_promise *t)
{
    enum { NEAR = 160, WORD = 8 };
    if (t->at < item->at + item->words.n || t->at > item->at + item->words.n + NEAR) return false;
    for (ptrdiff_t i = 0; i < t->words.n;) {
        kg_str w = word_at(t->words, i);
        if (w.n >= WORD && !empty(w) && stands_in(item->words, w)) return true;
        i += w.n + 1;
    }
    return false;
}

typedef struct { kg_promise **v; int n, next; } items;        /* of all lists, in order; next: the first behind what is looked at */

/* The item of a list that says the same as t; NULL where there is none, or more than one. A debate has a dozen items. */
static kg_promise *item_of(const kg_relating *r, const items *l, const kg_promise *t)
{
    enum { BEHIND = 64, BEFORE = 32 };
    kg_promise *best = NULL;
    kg_str said = t->deadline.n && r->debate ? with_speech(r, t) : (kg_str){ 0 };
    int most = 0, from = l->next > BEFORE ? l->next - BEFORE : 0;
    for (int i = from; i < l->n && i < l->next + BEHIND; i++) {
        if (!kg_eq(l->v[i]->who, t->who)) continue;
        if (corrects(l->v[i], t)) return l->v[i];
        if (other_day(l->v[i], t)) continue;
        int n = agree(l->v[i]->words, t->words);
        if (!n && said.n && same_day(l->v[i], t)) n = agree(l->v[i]->words, said);
        if (n == most) best = NULL;
        if (n > most) most = n, best = l->v[i];
    }
    return best;
}

static bool numbered(const kg_relating *r, kg_str id)
{
    kg_str own = r->t->meta.id;
    return kg_starts(id, own) && kg_starts(kg_sub(id, own.n, id.n), KG_S("#toezegging-"));
}

void kg_melt_promises(kg_relating *r)
{
    kg_map *place = NULL;                                     /* id -> promise whose id it becomes, + 1 */
    bool any = false;
    kg_str *id = kg_new(r->a, kg_str, r->promises.n);         /* what each is called in the end */
    items lists = { kg_new(r->a, kg_promise *, r->promises.n), 0, 0 };
    for (int i = 0; i < r->promises.n; i++)
        if (r->promises.v[i].how == KG_BY_LIST) lists.v[lists.n++] = &r->promises.v[i];
    for (int i = 0; i < r->promises.n; i++) {
        kg_promise *p = &r->promises.v[i];
        while (lists.next < lists.n && lists.v[lists.next] <= p) lists.next++;
        kg_promise *l = p->how == KG_BY_TEXT && numbered(r, p->id) ? item_of(r, &lists, p) : NULL;
        *kg_map_at(&place, p->id, r->a) = (int)((l ? l : p) - r->promises.v) + 1;
        any |= l != NULL;
        if (l && p->deadline.n && (!l->deadline.n || corrects(l, p))) l->deadline = p->deadline, l->due = p->due;
    }
    if (!any) return;
    for (int i = 0, n = 0; i < r->promises.n; i++) {
        kg_str was = r->promises.v[i].id;
        bool own = *kg_map_at(&place, was, NULL) == i + 1;
        id[i] = own && numbered(r, was) ? kg_fmt(r->a, "%.*s#toezegging-%d", KG_ARG(r->t->meta.id), ++n) : was;
    }
    for (int i = 0; i < r->edges.n; i++) {
        kg_edge *e = &r->edges.v[i];
        const int *at = e->relation == KG_REL_PROMISES || e->relation == KG_REL_FULFILS ? kg_map_at(&place, e->target, NULL) : NULL;
        if (at) e->target = id[*at - 1];
    }
    for (int i = 0; i < r->promises.n; i++) {
        int at = *kg_map_at(&place, r->promises.v[i].id, NULL) - 1;
        r->promises.v[i].id = id[at];
    }
}
