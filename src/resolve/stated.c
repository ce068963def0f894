/* stated.c - what the format states goes before what the words say. In: t->stated, references as scanned. Out: the same with their
 * stated targets, and those that no rule saw.
 *
 * An attribute with the id is the Chamber's own answer to what the words mean, so it is believed (spec 3.1); where the words give
 * another number, both readings stay, flagged as a conflict.
 */
#include "ids.h"
#include "resolve.h"
#include "scan/key.h"

#include <stdlib.h>

/* "35925-VII;31" of a debate's records: kst-35925-VII-31. */
static kg_str treated_id(kg_str s, kg_arena *a)
{
    ptrdiff_t semicolon = kg_index(s, KG_S(";"));
    if (semicolon < 0) return kg_canonical_id(s, a);
    return kg_official_id(kg_fmt(a, "kst-%.*s-%.*s", KG_ARG(kg_sub(s, 0, semicolon)),
                                 KG_ARG(kg_trim(kg_sub(s, semicolon + 1, s.n)))), a);
}

/* Last number of an id of a paper; -1 where it is none, or has a letter. */
static int paper_number(kg_str id)
{
    ptrdiff_t i = id.n;
    while (i > 0 && kg_digit(id.s[i - 1])) i--;
    return i < id.n && kg_starts(id, KG_S("kst-")) ? kg_int(kg_sub(id, i, id.n)) : -1;
}

static int *first_paper(kg_resolver *r, int number, kg_arena *a)
{
    kg_str key = { (const char *)&number, sizeof number };
    return kg_map_at(&r->numbered, a ? kg_dup(a, key) : key, a);
}

static void add_paper(kg_resolver *r, kg_str id, uint32_t at)
{
    int number = paper_number(id);
    if (number < 0) return;
    int *head = first_paper(r, number, r->a);
    *kg_push(r->a, &r->papers) = (kg_paper){ id, at, *head };
    *head = r->papers.n;
}

/* Those that are dealt with stand above all that is put on record. */
static void number_papers(kg_resolver *r)
{
    for (int i = 0; i < r->t->ntreated; i++) add_paper(r, treated_id(r->t->treated[i], r->a), 0);
    for (int i = 0; i < r->t->nstated; i++)
        if (r->t->stated[i].relation == KG_REL_INTRODUCES)
            add_paper(r, kg_canonical_id(r->t->stated[i].target, r->a), r->t->stated[i].at.beg);
}

kg_str kg_stated_paper(kg_resolver *r, int number, uint32_t at)
{
    enum { CHAIN = 64 };
    int *head = first_paper(r, number, NULL), n = 0;
    const kg_paper *p = NULL;
    for (int i = head ? *head : 0; i && n < CHAIN; i = p->before, n++)
        if ((p = &r->papers.v[i - 1])->at <= at) return p->id;
    return p ? p->id : (kg_str){ 0 };                         /* all of them stand below */
}

static kg_str without_scheme(kg_str s)
{
    ptrdiff_t i = kg_index(s, KG_S("://"));
    if (i >= 0) s = kg_sub(s, i + 3, s.n);
    return kg_ends(s, KG_S("/")) ? kg_sub(s, 0, s.n - 1) : s;
}

/* The words name it less fully than the attribute does, or the other way round: no contradiction. */
static bool agree(kg_str said, kg_str stated)
{
    if (kg_eq(said, stated) || kg_eq(without_scheme(said), without_scheme(stated))) return true;
    kg_str of = kg_id_dossier(said), is = kg_id_dossier(stated);
    bool dossier = kg_starts(said, KG_S("dossier-")) || kg_starts(stated, KG_S("dossier-"));
    return dossier && of.n && kg_eq(of, is);
}

static int passage_of(const kg_text *t, uint32_t at) { return (int)(kg_passage_at(t, at) - t->passages); }

static void add(kg_resolver *r, kg_span at, kg_str id, unsigned flags)
{
    kg_ref *p = kg_push(r->a, &r->extra);
    int passage = passage_of(r->t, at.beg);
    const kg_passage *in = &r->t->passages[passage];
    *p = (kg_ref){ .at = at, .rule = &kg_markup_rule, .kind = kg_kind_of_id(id), .target = id, .confidence = 1, .flags = flags, .cap = kg_no_caps,
                   .how = in->role == KG_PAGE ? KG_FURNITURE : KG_EXPLICIT, .passage = passage,
                   .note = in->note >= 0 ? r->t->notes[in->note].number : 0 };
}

static void take(kg_resolver *r, const kg_stated *s)
{
    kg_str id = kg_canonical_id(s->target, r->a);
    if (!id.n || s->at.beg == s->at.end || (s->relation != KG_REL_CITES && s->relation != KG_REL_INTRODUCES)) return;
    enum { FAR = 400 };
    bool met = false;
    kg_ref *other = NULL;
    int first = kg_first_ref(r->refs, s->at.beg > FAR ? s->at.beg - FAR : 0);
    for (int i = first; i < r->refs->n && r->refs->v[i].at.beg < s->at.end; i++) {
        kg_ref *p = &r->refs->v[i];
        if (kg_is_phrase(p) && p->at.beg >= s->at.beg && p->at.end <= s->at.end && kg_kind_of_id(id) != KG_URL)
            kg_hit(p, id, 1), met = true;                     /* a link on "de gewijzigde motie" */
        if (p->at.end <= s->at.beg || p->how != KG_EXPLICIT || p->kind == KG_CUE || !p->target.n) continue;
        if (agree(p->target, id)) met = true, p->confidence = 1;
        else other = p;
    }
    if (met || (other && kg_kind_of_id(id) == KG_URL)) return; /* a link to where a paper can be read is none to another paper */
    if (other) other->flags |= KG_CONFLICT;
    add(r, s->at, id, other ? KG_CONFLICT : 0);
}

void kg_take_stated(kg_resolver *r)
{
    number_papers(r);
    for (int i = 0; i < r->t->nstated; i++) take(r, &r->t->stated[i]);
    kg_merge_extra(r);
}
