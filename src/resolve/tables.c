/* tables.c - tables that say how motions stand. In: passages and numbers of one document. Out: rows, one motion each.
 *
 * Budgets close with "Door de Staten-Generaal aanvaarde moties die zijn afgerond": Omschrijving, Vindplaats, Stand van zaken. XML and HTML give a
 * row as one passage, text and office files each cell as one: then the number stands alone, and what is said of it below. Headings above say
 * whether these are motions or commitments, finished or not.
 *
 * Invariant: a row needs a head that says "stand van zaken"; running text behind a table is no row, since its numbers do not end a cell.
 */
#include "resolve/tables.h"

#include "words.h"

#include <string.h>

enum { SHORT = 200, HEADER = 120, CELL = 160 };

static bool of_motions(kg_str s) { return kg_contains(s, "otie") || kg_contains(s, "OTIE"); }
static bool of_commitments(kg_str s) { return kg_contains(s, "oezegging") || kg_contains(s, "OEZEGGING"); }
static bool of_state(kg_str s)
{
    for (ptrdiff_t at; (at = kg_index(s, KG_S("tand van "))) >= 0; s = kg_sub(s, at + 9, s.n))
        if (kg_starts(kg_sub(s, at + 9, s.n), KG_S("zaken")) || kg_starts(kg_sub(s, at + 9, s.n), KG_S("Zaken"))) return true;
    return false;
}

/* "Afgehandelde moties", "Moties die in behandeling zijn": what holds for the rows below. */
static void read_section(kg_table_at *at, kg_str s)
{
    static const char *const done[] = { "afgerond", "Afgerond", "afgehandeld", "Afgehandeld", "afgedaan", "Afgedaan", "itgevoerde " };
    static const char *const open[] = { "n behandeling", "opende ", "penstaand", "nog niet", "n uitvoering", "nderhanden" };
    if ((!of_motions(s) && !of_commitments(s)) || kg_contains(s, "mschrijving")) return;
    at->commitments = of_commitments(s) && !of_motions(s);
    at->of_motions = of_motions(s) && !of_commitments(s);
    at->section = KG_CONTAINS_ANY(s, open)   ? KG_S("ongoing")
                  : KG_CONTAINS_ANY(s, done) ? KG_S("done")
                                                              : (kg_str){ 0 };
}

/* The row of heads, as one passage or as one each. */
static bool is_header(const kg_text *t, int i, kg_str s)
{
    enum { COLUMNS = 4 };
    if (s.n > HEADER || !of_state(s)) return false;
    if (kg_contains(s, "mschrijving") || kg_contains(s, "indplaats") || (of_motions(s) && !kg_ends(s, KG_S(".")))) return true;
    if (s.n > 20) return false;
    for (int k = i - 1; k >= 0 && k > i - COLUMNS; k--) {
        kg_str cell = kg_cut(t->flow, t->passages[k].at);
        if (cell.n < 60 && (kg_contains(cell, "mschrijving") || kg_contains(cell, "indplaats") || kg_starts(cell, KG_S("Motie")))) return true;
    }
    return false;
}

static int number_in(const kg_refs *refs, kg_span at)
{
    for (int k = kg_first_ref(refs, at.beg); k < refs->n && refs->v[k].at.beg < at.end; k++) {
        const kg_ref *p = &refs->v[k];
        if (p->kind == KG_KAMERSTUK && p->how == KG_EXPLICIT && p->target.n) return k;
    }
    return -1;
}

/* Where the cell of the number ends: behind its bracket, "(t.v.v. 58)", and ", Motie Waalkens en Atsma". */
static uint32_t end_of_place(const kg_text *t, const kg_refs *refs, int number, uint32_t end)
{
    uint32_t at = refs->v[number].at.end;
    for (bool more = true; more && at < end;) {
        kg_str rest = kg_sub(t->flow, at, end);
        more = false;
        if (rest.s[0] == ')' || rest.s[0] == '.' || rest.s[0] == ';') at++, more = true;
        else if (kg_starts(rest, KG_S(" (t.v.v"))) {
            ptrdiff_t close = kg_index(rest, KG_S(")"));
            if (close > 0 && close < 30) at += (uint32_t)close + 1, more = true;
        }
    }
    for (int k = number + 1; k < refs->n && refs->v[k].at.beg < at + 4; k++) {
        const kg_ref *p = &refs->v[k];
        if (p->kind != KG_CUE && kg_rule_kind(p->rule) == KG_MOTIE && p->how == KG_CONTEXT && p->at.beg >= at) return p->at.end;
    }
    return at;
}

/* A row that is one passage: "Motie van X over Y 27-02-2008 Spoeddebat (29 628, nr. 77) De Kamer wordt in het najaar geïnformeerd." */
static bool whole_row(const kg_text *t, const kg_refs *refs, kg_table_at *at, kg_span pas, int number, kg_table_row *row)
{
    enum { FIRST = 12 };
    uint32_t beg = end_of_place(t, refs, number, pas.end);
    if (refs->v[number].at.beg < pas.beg + FIRST) {           /* the number comes first, then what it asks */
        uint32_t end = kg_sentence_at(t, beg).end;
        if (end >= pas.end) return false;
        beg = end;
    }
    while (beg < pas.end && strchr(" ,;", t->flow.s[beg])) beg++;
    kg_str before = kg_sub(t->flow, pas.beg, beg);
    if (beg + 4 > pas.end || !(kg_upper(t->flow.s[beg]) || kg_digit(t->flow.s[beg]))) return false;
    if (!of_motions(before) && !(at->of_motions && kg_contains(before, "erzoekt"))) return false;
    *row = (kg_table_row){ .number = number, .beg = pas.beg, .status = { beg, pas.end }, .section = at->section };
    return true;
}

/* The number is a cell of its own, what is said of it the next. */
static bool cells_row(const kg_text *t, const kg_refs *refs, kg_table_at *at, int i, int number, kg_table_row *row)
{
    enum { FAR = 60, TAIL = 40 };
    const kg_passage *p = &t->passages[i];
    const kg_ref *id = &refs->v[number];
    if (p->at.end - p->at.beg > CELL || id->at.beg > p->at.beg + FAR || id->at.end + TAIL < p->at.end || i + 1 >= t->npassages) return false;
    const kg_passage *below = &t->passages[i + 1];
    int first = i > at->last ? i - 1 : i;                     /* the cell before it, which says what is asked */
    kg_str asked = kg_sub(t->flow, t->passages[first].at.beg, p->at.end);
    if (below->role == KG_HEADING || kg_cut(t->flow, below->at).n < 4 || (!of_motions(asked) && !at->of_motions)) return false;
    *row = (kg_table_row){ .number = number, .beg = t->passages[first].at.beg, .status = below->at, .section = at->section };
    at->last = i + 2;
    return true;
}

/* Nearly all documents have no such table. */
static bool some_table(const kg_text *t)
{
    int i = 0;
    while (i < t->npassages && !is_header(t, i, kg_cut(t->flow, t->passages[i].at))) i++;
    return i < t->npassages;
}

bool kg_next_table_row(const kg_text *t, const kg_refs *refs, kg_table_at *at, kg_table_row *row)
{
    if (!at->any && !some_table(t)) return false;
    for (at->any = true; at->passage < t->npassages; at->passage++) {
        int i = at->passage;
        const kg_passage *p = &t->passages[i];
        kg_str s = kg_cut(t->flow, p->at);
        if (p->role == KG_HEADING) at->on = false;
        if (is_header(t, i, s)) {
            at->on = true, at->last = i + 1;
            if (of_commitments(s) && !of_motions(s)) at->commitments = true, at->of_motions = false;
            else if (of_motions(s) && !at->commitments) at->of_motions = true;
            continue;
        }
        if (!at->on && s.n > SHORT) continue;                 /* neither a row nor what stands above a table */
        int number = p->role == KG_NOTE || p->role == KG_PAGE ? -1 : number_in(refs, p->at);
        if (number < 0) {
            if (s.n <= SHORT && !kg_contains(s, "erzoekt")) read_section(at, s);
            continue;
        }
        if (!at->on || at->commitments) continue;
        at->passage++;
        if (cells_row(t, refs, at, i, number, row)) { at->passage++; return true; }
        if (i >= at->last && whole_row(t, refs, at, p->at, number, row)) return true;
        at->passage = i;
    }
    return false;
}
