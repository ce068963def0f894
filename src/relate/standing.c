/* standing.c - how motions stand by a table of them. In: its rows (resolve/tables.c). Out: answers, each with its state.
 *
 * "Afgedaan. De Tweede Kamer is op 3 juli 2020 per brief geïnformeerd": the first words that name a state count, else what stands above the table
 * ("moties die zijn afgerond"); where neither says how, the motion is reported on. What a sentence of the row said already is not said again.
 */
#include "relate.h"
#include "resolve/tables.h"

#include <string.h>

typedef struct { const char *words, *state; } sign;

/* How the last column begins, "De motie" aside. */
static const sign beginning[] = {
    { "niet uitgevoerd", "refused" }, { "wordt niet uitgevoerd", "refused" }, { "zal niet worden uitgevoerd", "refused" },
    { "achterhaald", "not_applicable" }, { "is achterhaald", "not_applicable" }, { "niet meer van toepassing", "not_applicable" },
    { "niet langer van toepassing", "not_applicable" }, { "vervallen", "not_applicable" }, { "is vervallen", "not_applicable" },
    { "afgedaan", "done" }, { "afgerond", "done" }, { "afgehandeld", "done" }, { "uitgevoerd", "done" }, { "voldaan", "done" }, { "gereed", "done" },
    { "gerealiseerd", "done" }, { "is afgedaan", "done" }, { "is afgerond", "done" }, { "is uitgevoerd", "done" }, { "is voldaan", "done" },
    { "is hiermee afgedaan", "done" }, { "is hiermee uitgevoerd", "done" }, { "is inmiddels uitgevoerd", "done" }, { "is afgehandeld", "done" },
    { "in behandeling", "ongoing" }, { "is in behandeling", "ongoing" }, { "in uitvoering", "ongoing" }, { "is in uitvoering", "ongoing" },
    { "in voorbereiding", "ongoing" }, { "is in voorbereiding", "ongoing" }, { "loopt", "ongoing" }, { "lopend", "ongoing" }, { "doorlopend", "ongoing" },
    { "onderhanden", "ongoing" }, { "openstaand", "ongoing" }, { "nog niet", "ongoing" }, { "wordt uitgevoerd", "ongoing" },
    { "wordt meegenomen", "ongoing" }, { "wordt betrokken", "ongoing" }, { "wordt opgepakt", "ongoing" },
};
/* What the Chamber did with it, which is no answer. */
static const struct { const char *words; kg_relation relation; } in_chamber[] = {
    { "aangehouden", KG_REL_HOLDS }, { "is aangehouden", KG_REL_HOLDS }, { "ingetrokken", KG_REL_WITHDRAWS }, { "is ingetrokken", KG_REL_WITHDRAWS },
};
/* What its first sentence says of what is to come. */
static const char *const to_come[] = { " wordt in ", " wordt voor ", " wordt vóór ", " wordt na ", " wordt naar verwachting ", " wordt medio ",
                                       " wordt uiterlijk ", " wordt eind ", " zal ", " zullen ", " ontvangt ", "aar verwachting" };

static kg_str without_subject(kg_str words)
{
    static const char *const subject[] = { "de motie ", "deze motie ", "aan de motie " };
    for (size_t i = 0; i < sizeof subject / sizeof *subject; i++)
        if (kg_starts_fold(words, subject[i])) words = kg_sub(words, (ptrdiff_t)strlen(subject[i]), words.n);
    return words;
}

/* "Aangehouden.", "Afgedaan per brief": up to the end of a phrase or on to another word. */
static bool begins(kg_str words, const char *phrase)
{
    ptrdiff_t n = (ptrdiff_t)strlen(phrase);
    return kg_starts_fold(words, phrase) && (words.n == n || !kg_lower(words.s[n]));
}

/* What the words say, or none. */
static kg_str said(kg_str words)
{
    words = without_subject(words);
    for (size_t i = 0; i < sizeof beginning / sizeof *beginning; i++)
        if (begins(words, beginning[i].words)) return kg_cstr(beginning[i].state);
    return (kg_str){ 0 };
}

/* The row says that the motion was held or withdrawn: by its first words, or in a sentence that moties.c reads ("is op verzoek aangehouden"). */
static bool left_in_chamber(kg_relating *r, const kg_ref *p, kg_str words, kg_span sentence)
{
    for (int k = kg_first_ref(&r->refs, sentence.beg); k < r->refs.n && r->refs.v[k].at.beg < sentence.end; k++) {
        int m = kg_eq(kg_role_str(&r->refs.v[k]), KG_S("holds:told")) ? kg_subject_motion(r, k) : -1;
        if (m >= 0 && kg_eq(r->refs.v[m].target, p->target)) return true;
    }
    words = without_subject(words);
    for (size_t i = 0; i < sizeof in_chamber / sizeof *in_chamber; i++) {
        if (!begins(words, in_chamber[i].words)) continue;
        kg_edge *e = kg_add_edge(r, in_chamber[i].relation, (kg_str){ 0 }, p, NULL);
        e->sentence = sentence;
        e->rule = KG_S("tabel");
        return true;
    }
    return false;
}

static kg_str else_state(kg_str words, kg_str section)
{
    if (section.n) return section;
    for (size_t i = 0; i < sizeof to_come / sizeof *to_come; i++)
        if (kg_contains(words, to_come[i])) return KG_S("ongoing");
    return KG_S("reported");
}

/* A sentence of the row says it: this state, or any where the column does not begin with one. */
static bool told(const kg_relating *r, int *from, int edges, const kg_table_row *row, kg_str state)
{
    kg_str target = r->refs.v[row->number].target;
    while (*from < edges && r->edges.v[*from].sentence.beg + 4000 < row->beg) ++*from;
    for (int i = *from; i < edges && r->edges.v[i].sentence.beg < row->status.end; i++) {
        const kg_edge *e = &r->edges.v[i];
        if (e->relation != KG_REL_ANSWERS || e->at.beg < row->beg || e->at.beg >= row->status.end || !kg_eq(e->target, target)) continue;
        if (!state.n || kg_eq(e->value, state)) return true;
    }
    return false;
}

void kg_answer_table(kg_relating *r)
{
    if (r->debate) return;
    int edges = r->edges.n, from = 0;
    kg_table_at at = { 0 };
    for (kg_table_row row; kg_next_table_row(r->t, &r->refs, &at, &row);) {
        const kg_ref *p = &r->refs.v[row.number];
        kg_span first = kg_sentence_at(r->t, row.status.beg);
        if (first.beg < row.status.beg) first.beg = row.status.beg;
        if (first.end > row.status.end || first.end <= first.beg) first.end = row.status.end;
        kg_thing *t = kg_told(r, p->target);
        if (!t->soort.n) t->soort = KG_S("motie"), t->at = p->at.beg;
        kg_str words = kg_cut(r->t->flow, first), state = said(words);
        if (told(r, &from, edges, &row, state)) continue;
        if (!state.n && left_in_chamber(r, p, words, first)) continue;
        if (!state.n) state = else_state(words, row.section);
        kg_edge *e = kg_add_edge(r, KG_REL_ANSWERS, state, p, NULL);
        e->sentence = first;
        e->rule = KG_S("tabel");
        e->confidence *= 0.95f;
    }
}

/* "De motie-X (36 200, nr. 3) is door de indiener aangehouden": told in a letter of the motion that the verb is said of. */
void kg_held_elsewhere(kg_relating *r, int i)
{
    int k = r->debate ? -1 : kg_subject_motion(r, i);
    if (k >= 0) kg_add_edge(r, KG_REL_HOLDS, (kg_str){ 0 }, &r->refs.v[k], &r->refs.v[i]);
}
