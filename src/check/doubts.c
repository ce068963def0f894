/* doubts.c - what single mentions and notes are short of. In: mentions with their flags, footnotes. Out: findings. */
#include "check/check.h"
#include "ids.h"

/* Why a number was mended, told from what stands there. Spec annex D. */
static kg_str repair(const kg_checking *c, const kg_ref *p)
{
    kg_str words = kg_cut(c->t->flow, p->at), id = p->target;
    kg_str dossier = kg_id_dossier(id);
    const char *hyphen = dossier.n ? memchr(dossier.s, '-', (size_t)dossier.n) : NULL;
    switch (p->kind) {
    case KG_ZAAK: case KG_DOCUMENT: case KG_ACTIVITEIT: return KG_S("the year of a register number has four digits");
    case KG_AANHANGSEL: case KG_HANDELINGEN: return KG_S("a parliamentary year is two years that follow each other");
    default: break;
    }
    if (hyphen && hyphen[1] == '0' && kg_index(words, kg_sub(dossier, hyphen - dossier.s, dossier.n)) < 0)
        return KG_S("the part of a dossier has two digits");
    if (hyphen && !kg_digit(hyphen[1]) && kg_index(words, kg_sub(dossier, hyphen - dossier.s + 1, dossier.n)) < 0)
        return KG_S("a chapter of the budget is a Roman number");
    return KG_S("the number as it stands does not exist, and one slip of the pen away is one that does");
}

static kg_str choice(kg_arena *a, const kg_str *v, int n)
{
    enum { MOST = 6 };
    kg_buf b = { 0 };
    for (int i = 0; i < n && i < MOST; i++) {
        if (i) kg_put(a, &b, i + 1 == n ? KG_S(" or ") : KG_S(", "));
        kg_put(a, &b, v[i]);
    }
    if (n > MOST) kg_put(a, &b, KG_S(" ..."));
    return kg_buf_str(&b);
}

static kg_str unnumbered(const kg_ref *p)
{
    bool local = p->target.n > 0;
    switch (kg_rule_kind(p->rule)) {
    case KG_MOTIE:
        return local ? KG_S("a motion that the text names and never numbers; under its own id it meets no other document")
                     : KG_S("which motion this is, the text does not tell");
    case KG_BRIEF: return KG_S("no number stands beside it or in its footnote, nor with its date elsewhere in the text");
    case KG_VRAGEN: return KG_S("the questions have no number here");
    case KG_TOEZEGGING: return KG_S("the commitment has no number here");
    default: return (kg_str){ 0 };
    }
}

void kg_check_doubts(kg_checking *c)
{
    kg_map *said = NULL;
    for (int i = 0; i < c->refs->n; i++) {
        const kg_ref *p = &c->refs->v[i];
        if (p->how == KG_FURNITURE) continue;
        if (p->flags & KG_REPAIRED && p->how == KG_EXPLICIT) kg_found_at(c, KG_F_REPAIRED, p->at, p->target, repair(c, p));
        if (p->flags & KG_UNKNOWN && p->how == KG_EXPLICIT)
            kg_found_at(c, KG_F_UNKNOWN, p->at, choice(c->a, p->candidates, p->ncandidates),
                        kg_fmt(c->a, "%.*s is not in the list of known ids, though older than its end", KG_ARG(p->target)));
        if (p->flags & KG_AMBIGUOUS)
            kg_found_at(c, KG_F_AMBIGUOUS, p->at, choice(c->a, p->candidates, p->ncandidates),
                        KG_S("the words fit these equally well; none was chosen"));
        bool open = p->how == KG_CONTEXT && !(p->flags & KG_AMBIGUOUS) &&
                    (!p->target.n || kg_index(p->target, KG_S("#motie-")) >= 0);
        kg_str why = open ? unnumbered(p) : (kg_str){ 0 };
        if (!why.n || (p->target.n && (*kg_map_at(&said, p->target, c->a))++)) continue;
        kg_found_at(c, KG_F_UNNUMBERED, p->at, (kg_str){ 0 }, why);
    }
}

void kg_check_notes(kg_checking *c)
{
    for (int i = 0; i < c->t->nnotes; i++) {
        const kg_note *n = &c->t->notes[i];
        bool marker = n->marker.end > n->marker.beg, body = n->body.end > n->body.beg;
        if (marker == body) continue;
        kg_span at = marker ? n->marker : n->body;
        kg_found_at(c, marker ? KG_F_NO_NOTE : KG_F_NO_MARKER, (kg_span){ 0 }, (kg_str){ 0 },
                    marker ? kg_fmt(c->a, "marker %d points to no note", n->number)
                           : kg_fmt(c->a, "no marker %d points to this note", n->number));
        kg_problem *p = &c->out.v[c->out.n - 1];
        p->at = at;
        p->line = kg_line_at(c->t, at.beg);
    }
}
