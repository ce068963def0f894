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

static bool given(kg_relating *r, const kg_stated *s, kg_str source, kg_str target)
{
    bool any = false;
    for (int i = 0; i < r->edges.n; i++) {
        kg_edge *e = &r->edges.v[i];
        if (e->relation != s->relation || !kg_eq(e->target, target) || !kg_eq(e->value, s->value) || !kg_eq(e->source, source))
            continue;
        e->confidence = 1;
        any = true;
    }
    return any;
}

void kg_relate_stated(kg_relating *r)
{
    for (int i = 0; i < r->t->nstated; i++) {
        const kg_stated *s = &r->t->stated[i];
        if (s->relation == KG_REL_CITES) continue;
        kg_str target = kg_canonical_id(s->target, r->a), source = kg_canonical_id(s->source, r->a);
        if (!s->target.n) target = r->t->meta.id;
        if (!source.n) source = r->t->meta.id;
        if (!target.n || kg_eq(source, target) || given(r, s, source, target)) continue;
        kg_ref at = { .at = s->at, .rule = &kg_markup_rule, .kind = kg_kind_of_id(target), .target = target, .confidence = 1,
                      .how = KG_EXPLICIT, .passage = (int)(kg_passage_at(r->t, s->at.beg) - r->t->passages) };
        kg_edge *e = kg_add_edge(r, s->relation, s->value, &at, NULL);
        e->source = source;
        if (s->at.beg == s->at.end) e->sentence = s->at, e->voice = KG_VOICE_NONE;
    }
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
