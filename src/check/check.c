/* check.c - what a writer or a clerk should look at, document by document. In: all that was found in it, and what was passed
 * over. Out: problems, in order of place.
 *
 * Nothing is corrected and nothing is silent: a repair is told with the words as they stand, a contradiction with both places,
 * and what only looked like a reference with the reason. Spec 0.6, 0.7, 5.1, annex D.
 */
#include "check/check.h"

#include <stdlib.h>

#define FINDING(name, word, level, about) { word, level, about },
static const kg_problem_kind findings[] = { KG_FINDINGS(FINDING) { NULL, 0, NULL } };

const kg_problem_kind *kg_problem_kinds(void) { return findings; }

void kg_found_at(kg_checking *c, kg_finding what, kg_span at, kg_str meant, kg_str why)
{
    kg_span raw = at.end > at.beg ? kg_raw_span(c->t, at) : (kg_span){ 0 };
    *kg_push(c->a, &c->out) = (kg_problem){ .kind = &findings[what], .at = raw, .meant = meant, .why = why,
                                            .line = raw.end ? kg_line_at(c->t, raw.beg) : 0 };
}

static int by_place(const void *x, const void *y)
{
    const kg_problem *a = x, *b = y;
    if (a->line != b->line) return a->line < b->line ? -1 : 1;
    if (a->at.beg != b->at.beg) return a->at.beg < b->at.beg ? -1 : 1;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    int c = kg_cmp(a->why, b->why);
    return c ? c : kg_cmp(a->meant, b->meant);
}

static int by_flow(const void *x, const void *y)
{
    const kg_ref *a = x, *b = y;
    if (a->at.beg != b->at.beg) return a->at.beg < b->at.beg ? -1 : 1;
    if (a->at.end != b->at.end) return a->at.end > b->at.end ? -1 : 1;
    return kg_cmp(a->target, b->target);
}

void kg_check(const kg_refs *misses, kg_found *f, kg_arena *a)
{
    kg_refs sorted = { kg_room(a, sizeof *f->refs.v, (size_t)f->refs.n), f->refs.n };
    if (sorted.n) memcpy(sorted.v, f->refs.v, (size_t)sorted.n * sizeof *sorted.v);
    kg_sort(sorted.v, sorted.n, sizeof *sorted.v, by_flow, a);
    kg_checking c = { .t = f->text, .refs = &sorted, .f = f, .a = a };
    for (int i = 0; i < f->nproblems; i++) {                  /* told by stage 4: what the format states */
        kg_problem *p = kg_push(a, &c.out);
        *p = f->problems[i];
        p->kind = &findings[KG_F_MARKUP];
    }
    kg_check_doubts(&c);
    kg_check_notes(&c);
    kg_check_against(&c);
    kg_check_near(&c, misses);
    if (c.out.n) qsort(c.out.v, (size_t)c.out.n, sizeof *c.out.v, by_place);
    f->problems = c.out.v;
    f->nproblems = c.out.n;
}
