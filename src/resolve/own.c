/* own.c - what the document says of itself. In: references. Out: its own title, number, letterhead and first words, which are no citations.
 */
#include "resolve.h"

/* "MOTIE VAN HET LID X" above a motion is its own title: identity, no citation. */
static void own_title(kg_resolver *r)
{
    enum { HEAD = 16 };
    if (!kg_eq(r->t->meta.soort, KG_S("motie"))) return;
    for (int i = 0; i < r->refs->n; i++) {
        kg_ref *p = &r->refs->v[i];
        if (p->passage >= HEAD) break;
        if (!kg_is_phrase(p) || p->kind != KG_MOTIE || kg_index(kg_cut(r->t->flow, p->at), KG_S("MOTIE")) < 0) continue;
        kg_hit(p, r->t->meta.id, 0.99f);
        p->how = KG_FURNITURE;
    }
}

/* "Brief aan de Tweede Kamer, d.d. 10 juni 2025, kenmerk 25003010 R": a letter's first words name it; those of a part of a debate name another. */
static void own_head(kg_resolver *r)
{
    if (kg_is_debate(r->t)) return;
    kg_ref *p = r->refs->n ? r->refs->v : NULL;
    while (p && p < r->refs->v + r->refs->n && p->kind == KG_CUE) p++;
    if (!p || p == r->refs->v + r->refs->n || p->at.beg || p->kind != KG_BRIEF || !kg_is_phrase(p)) return;
    kg_hit(p, r->t->meta.id, 0.9f);
    p->how = KG_FURNITURE;
}

/* "Postbus 20015, 2500 EA Den Haag, voorlichting@rekenkamer.nl, www.rekenkamer.nl": the letterhead, as in a page foot. */
static void own_letterhead(kg_resolver *r)
{
    enum { HEAD = 2500, BACK = 160 };
    for (int i = 0; i < r->refs->n && r->refs->v[i].at.beg < HEAD; i++) {
        kg_ref *p = &r->refs->v[i];
        kg_str words = kg_cut(r->t->flow, p->at);
        if (p->kind != KG_URL || p->how != KG_EXPLICIT || !kg_starts_fold(words, "www.") || memchr(words.s, '/', (size_t)words.n)) continue;
        kg_str before = kg_sub(r->t->flow, p->at.beg > BACK ? p->at.beg - BACK : 0, p->at.beg);
        if (kg_contains(before, "Postbus") || kg_contains(before, "@")) p->how = KG_FURNITURE;
    }
}

/* "2024Z18794" at the head of the questions with that number names the paper itself. */
static void own_number(kg_resolver *r)
{
    enum { HEAD = 16 };
    if (!kg_starts(r->t->meta.id, KG_S("kv-tk-"))) return;
    for (int i = 0; i < r->refs->n && r->refs->v[i].passage < HEAD; i++) {
        kg_ref *p = &r->refs->v[i];
        if (p->kind == KG_ZAAK && p->how == KG_EXPLICIT && kg_ends(r->t->meta.id, p->target)) p->how = KG_FURNITURE;
    }
}

void kg_take_own(kg_resolver *r)
{
    own_title(r);
    own_number(r);
    own_letterhead(r);
    own_head(r);
}
