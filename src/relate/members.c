/* members.c - what members say in papers of the government and in their own. In: a cue, its sentence. Out: whether it is theirs.
 *
 * The head of a question, the findings of a committee ("voorlopig verslag"), and what the government retells ("De leden van de fractie van X
 * vragen waarom de motie niet is uitgevoerd") are no answers to a motion.
 */
#include "ids.h"
#include "relate.h"

/* "VOORLOPIG VERSLAG VAN DE VASTE COMMISSIE": members alone speak, of whom later passages may no longer say so. */
static bool findings_of_members(const kg_text *t)
{
    enum { HEAD = 14, LONGEST = 400 };
    for (int i = 0; i < t->npassages && i < HEAD; i++) {
        kg_str s = kg_cut(t->flow, t->passages[i].at);
        if (s.n > LONGEST) s.n = LONGEST;
        if (kg_contains(s, "MEMORIE VAN ANTWOORD") || kg_contains(s, "NOTA NAAR AANLEIDING")) return false;
        if (kg_contains(s, "VOORLOPIG VERSLAG") || kg_starts(s, KG_S("EINDVERSLAG")) || kg_starts(s, KG_S("Voorlopig verslag"))) return true;
    }
    return false;
}

/* What stands above the first question of an Aanhangsel ("Vragen van het lid ... over het toch niet uitvoeren van een aangenomen motie
 * (ingezonden 29 februari 2024)"), in the introduction of a written consultation, and in questions that nobody has answered yet. */
bool kg_asker_speaks(const kg_relating *r, const kg_ref *c)
{
    enum { HEAD = 60, LONGEST = 4000 };                       /* a text without paragraphs is no head, and is not searched for each cue */
    if (r->debate || kg_ref_passage(r, c)->voice != KG_VOICE_NONE) return false;
    if (kg_kind_of_id(r->t->meta.id) == KG_VRAGEN) return true;
    kg_str s = kg_cut(r->t->flow, kg_ref_passage(r, c)->at);
    bool sent = s.n < LONGEST && (kg_contains(s, "(ingezonden ") || kg_contains(s, "(Ingezonden "));
    if (sent && (kg_contains(s, "ragen van ") || kg_contains(s, "VRAAG van ") || kg_contains(s, "VRAGEN van "))) return true;
    if (findings_of_members(r->t)) return true;
    int i = c->passage;
    while (i > 0 && i > c->passage - HEAD && r->t->passages[i].voice == KG_VOICE_NONE) i--;
    if (r->t->passages[i].voice == KG_VOICE_MEMBER) return false;   /* behind a question: its answer, without a heading of its own */
    i = c->passage;
    while (i < r->t->npassages && i < c->passage + HEAD && r->t->passages[i].voice == KG_VOICE_NONE) i++;
    return i < r->t->npassages && r->t->passages[i].voice == KG_VOICE_MEMBER;
}

static bool members_are_subject(kg_str words)
{
    static const char *const start[] = { "De leden van ", "Deze leden ", "Voornoemde leden ", "Genoemde leden ", "De hier aan het woord zijnde leden ",
                                         "De aan het woord zijnde leden ", "De tot de fractie", "Het lid van de fractie " };
    for (size_t i = 0; i < sizeof start / sizeof *start; i++)
        if (kg_starts(words, kg_cstr(start[i]))) return true;
    return false;
}

/* "De leden van de SP-fractie vragen waarom de motie niet is uitgevoerd": told by the government, said by members. */
bool kg_told_of_members(const kg_relating *r, const kg_ref *c, kg_span s)
{
    enum { BACK = 8 };
    uint32_t beg = kg_ref_passage(r, c)->at.beg;
    for (int i = 0; i < BACK; i++) {
        kg_str words = kg_trim(kg_cut(r->t->flow, s));
        if (members_are_subject(words)) return true;
        if (!kg_starts(words, KG_S("Zij ")) || s.beg <= beg + 1) return false;
        s = kg_sentence_at(r->t, s.beg - 2);                  /* "De leden van ... hadden begrip. Zij constateerden dat ..." */
    }
    return false;
}
