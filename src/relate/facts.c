/* facts.c - what the format states about documents and things. In: t->stated, t->things, t->doubts. Out: things, edges, problems.
 *
 * The words mostly say the same ("zodat zij is aangenomen"), so a stated relation that they gave already makes that one certain,
 * and is no second one.
 */
#include "ids.h"
#include "relate.h"
#include "scan/key.h"

void kg_tell_stated(kg_relating *r)
{
    for (int i = 0; i < r->t->nthings; i++) {
        const kg_thing *s = &r->t->things[i];
        kg_str id = kg_canonical_id(s->id, r->a);
        if (!id.n) id = r->t->meta.id;
        kg_thing *t = kg_told(r, id);
        t->soort = s->soort;
        if (s->title.n) t->title = s->title;
        if (s->date.n) t->date = s->date;
        if (s->at) t->at = s->at;
        if (s->nmovers > t->nmovers) t->movers = s->movers, t->nmovers = s->nmovers;
    }
}

typedef struct { kg_str source, target; int *slot; } fact;    /* slot: 1 once an edge says it */

static int *slot_of(kg_relating *r, kg_map **m, kg_relation relation, kg_str value, kg_str source, kg_str target, bool add)
{
    char number = (char)('A' + relation);
    kg_str key = KG_CAT(r->a, ((kg_str){ &number, 1 }), value, KG_S("\n"), source, KG_S("\n"), target);
    return kg_map_at(m, key, add ? r->a : NULL);
}

static void add_edge(kg_relating *r, const kg_stated *s, const fact *f)
{
    kg_ref at = { .at = s->at, .rule = &kg_markup_rule, .kind = kg_kind_of_id(f->target), .target = f->target, .confidence = 1,
                  .how = KG_EXPLICIT, .passage = (int)(kg_passage_at(r->t, s->at.beg) - r->t->passages) };
    kg_edge *e = kg_add_edge(r, s->relation, s->value, &at, NULL);
    e->source = f->source;
    if (s->at.beg == s->at.end) e->sentence = s->at, e->voice = KG_VOICE_NONE;
}

/* Edges that the words gave already become certain; the other facts become edges. */
static void relate_facts(kg_relating *r)
{
    kg_map *known = NULL;
    fact *facts = kg_new(r->a, fact, r->t->nstated);
    for (int i = 0; i < r->t->nstated; i++) {
        const kg_stated *s = &r->t->stated[i];
        fact *f = &facts[i];
        if (s->relation == KG_REL_CITES) continue;
        f->target = s->target.n ? kg_canonical_id(s->target, r->a) : r->t->meta.id;
        f->source = kg_canonical_id(s->source, r->a);
        if (!f->source.n) f->source = r->t->meta.id;
        if (f->target.n && !kg_eq(f->source, f->target))
            f->slot = slot_of(r, &known, s->relation, s->value, f->source, f->target, true);
    }
    for (int i = 0; known && i < r->edges.n; i++) {
        kg_edge *e = &r->edges.v[i];
        int *slot = slot_of(r, &known, e->relation, e->value, e->source, e->target, false);
        if (slot) *slot = 1, e->confidence = 1;
    }
    for (int i = 0; i < r->t->nstated; i++) {
        if (!facts[i].slot || *facts[i].slot) continue;
        *facts[i].slot = 1;
        add_edge(r, &r->t->stated[i], &facts[i]);
    }
}

void kg_relate_stated(kg_relating *r)
{
    relate_facts(r);
    for (int i = 0; i < r->t->ndoubts; i++) *kg_push(r->a, &r->problems) = (kg_problem){ .why = r->t->doubts[i], .line = 1 };
    for (int i = 0; i < r->refs.n; i++) {
        const kg_ref *p = &r->refs.v[i];
        if (p->rule != &kg_markup_rule || !(p->flags & KG_CONFLICT)) continue;
        kg_str words = kg_cut(r->t->flow, p->at);
        *kg_push(r->a, &r->problems) = (kg_problem){
            .at = kg_raw_span(r->t, p->at), .why = kg_fmt(r->a, "the markup says %.*s, the words \"%.*s\"", KG_ARG(p->target), KG_ARG(words)),
            .line = kg_line_at(r->t, kg_raw_at(r->t, p->at.beg)) };
    }
}
