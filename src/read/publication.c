/* publication.c - official publications (officielebekendmakingen) as XML: papers, Handelingen, questions. Spec 3.1, 3.2, 3.4.
 *
 * What the format says is taken as it stands: the paper's number and dossier, its date, footnotes, speakers, the text of motions,
 * `extref@doc` as the target of the words in it. The head of the paper is furniture: it names the paper itself.
 */
#include "words.h"
#include "xml.h"

/* -- inside a paragraph -------------------------------------------------------------------------------------------- */

static void reference(kg_build *b, const kg_node *n, kg_str target)
{
    uint32_t from = (uint32_t)b->f.text.n;
    for (const kg_node *c = n->child; c; c = c->next) kg_build_put(b, c);
    kg_build_state(b, from, kg_trim(target));
}

static int number_of(const kg_node *n, kg_arena *a)
{
    int v = kg_int(kg_words_of(n, a));
    return v > 0 ? v : 0;
}

static bool inside(kg_build *b, const kg_node *n)
{
    const kg_node *nr;
    switch (n->tag) {
    case KG_T_EXTREF: reference(b, n, kg_attr_of(n, "doc")); return true;
    case KG_T_DOSSIERREF: reference(b, n, KG_CAT(b->a, KG_S("dossier-"), kg_attr_of(n, "dossier"))); return true;
    case KG_T_NOOT:
        nr = kg_child(n, KG_T_NOOT_NR);
        return number_of(nr, b->a) && kg_build_note(b, number_of(nr, b->a), nr, n);
    case KG_T_NOOT_NR: case KG_T_NOOTREF: return true;        /* a marker: no word of the text */
    case KG_T_NOOT_AL: case KG_T_AL: case KG_T_ROW: case KG_T_ENTRY: case KG_T_LI: kg_build_blank(b); return false;
    default: return false;
    }
}

/* -- blocks -------------------------------------------------------------------------------------------------------- */

static void blocks(kg_build *b, const kg_node *n);

static void item(kg_build *b, const kg_node *n)
{
    const kg_node *nr = kg_child(n, KG_T_LI_NR);
    int number = number_of(nr, b->a);
    kg_build_open(b, number ? KG_ITEM : KG_BODY)->item = number;
    for (const kg_node *c = n->child; c; c = c->next) {
        if (c->tag == KG_T_LIJST) blocks(b, c);
        else { kg_build_blank(b); kg_build_put(b, c); }
    }
}

static kg_voice voice_of(kg_str name)
{
    if (kg_contains(name, "oorzitter")) return KG_VOICE_CHAIR;
    return kg_starts_fold(name, "minister") || kg_starts_fold(name, "staatssecretaris") ? KG_VOICE_GOVERNMENT
                                                                                       : KG_VOICE_MEMBER;
}

static void speaker(kg_build *b, const kg_node *n)
{
    kg_build_open(b, KG_HEADING);
    int p = b->f.passages.n - 1;
    for (const kg_node *c = n->child; c; c = c->next) {
        if (c->tag == KG_T_NAAM || c->tag == KG_T_WIE) kg_build_blank(b);
        kg_build_put(b, c);
    }
    kg_str name = kg_flow_passage(&b->f);
    kg_build_speaker(b, voice_of(name), name);
    b->f.passages.v[p].voice = b->voice;
    b->f.passages.v[p].speaker = b->speaker;
}

/* "De Kamer," to "en gaat over tot de orde van de dag." is one passage, the chair's formula below it another; then the chair has the
 * floor until somebody else is named. */
static void motion(kg_build *b, const kg_node *n)
{
    bool open = false;
    for (const kg_node *c = n->child; c; c = c->next) {
        if (c->tag == KG_T_MOTIE_INFO) {
            const kg_node *s = kg_child(c, KG_T_SPREKER);
            if (s) speaker(b, s);
            else kg_build_speaker(b, KG_VOICE_CHAIR, b->speaker);
            kg_build_open(b, KG_BODY);
            b->stating = KG_REL_INTRODUCES;
            for (const kg_node *al = c->child; al; al = al->next)
                if (al->tag == KG_T_AL) { kg_build_blank(b); kg_build_put(b, al); }
            b->stating = KG_REL_CITES;
            open = false;
        } else if (c->tag == KG_T_KOP) blocks(b, c);
        else if (c->tag != KG_T_WORDS) {
            if (!open) kg_build_open(b, KG_MOTION);
            open = true;
            kg_build_blank(b);
            kg_build_put(b, c);
        }
    }
}

static kg_str first_words(const kg_node *n)
{
    for (const kg_node *w = kg_below(n, KG_T_WORDS); w; w = kg_step(w, n, false))
        if (w->tag == KG_T_WORDS && kg_trim(w->words).n) return kg_trim(w->words);
    return (kg_str){ 0 };
}

static bool ends_motion(const kg_node *n, kg_arena *a)
{
    kg_str s = kg_words_of(n, a);
    return kg_ends(s, KG_S("orde van de dag.")) || kg_ends(s, KG_S("orde van de dag"));
}

/* A paper that is a motion has no element for its text: from "De Kamer," to the closing formula, whatever groups lie between;
 * below it the movers sign. Returns the element behind the formula. */
static const kg_node *paper_motion(kg_build *b, const kg_node *n, const kg_node *top)
{
    kg_build_open(b, KG_MOTION);
    for (bool over = false; n; n = kg_step(n, top, over)) {
        over = n->tag == KG_T_AL;
        if (!over) { if (n->tag == KG_T_LI_NR) kg_build_blank(b), kg_build_put(b, n); continue; }
        kg_build_blank(b);
        kg_build_put(b, n);
        if (ends_motion(n, b->a)) return kg_step(n, top, true);
    }
    return NULL;
}

static void sign(kg_build *b, const kg_node *n, const kg_node *top)
{
    enum { LONGEST = 60 };
    struct { kg_str *v; int n, cap; } names = { 0 };
    for (bool over = false; n; n = kg_step(n, top, over)) {
        over = n->tag == KG_T_AL;
        if (!over) continue;
        kg_build_passage(b, KG_BODY, n);
        kg_str name = kg_words_of(n, b->a), each[KG_MAX_NAMES];
        int found = name.n && name.n < LONGEST && !memchr(name.s, ':', (size_t)name.n) ? kg_surnames(name, each, b->a) : 0;
        for (int i = 0; i < found; i++) *kg_push(b->a, &names) = each[i];
    }
    *kg_push(b->a, &b->things) = (kg_thing){ .id = b->t->own.id, .kind = KG_KAMERSTUK, .soort = KG_S("motie"),
                                             .date = b->t->own.date, .movers = names.v, .nmovers = names.n };
}

static void block(kg_build *b, const kg_node *n)
{
    switch (n->tag) {
    case KG_T_METADATA: return;
    case KG_T_KAMERSTUKKOP: case KG_T_DOSSIERNUMMER: case KG_T_STUKNR: case KG_T_KAMERVRAAGKOP: case KG_T_KAMERVRAAGNUMMER:
        kg_build_page(b, n);
        return;
    case KG_T_TITEL: case KG_T_ITEM_TITEL: case KG_T_TUSSENKOP: case KG_T_ONDERWERP: case KG_T_KAMERVRAAGONDERWERP:
        kg_build_passage(b, KG_HEADING, n);
        return;
    case KG_T_NAAM:                                           /* below a letter: first name and surname are one line */
        kg_build_open(b, KG_BODY);
        for (const kg_node *c = n->child; c; c = c->next) { kg_build_blank(b); kg_build_put(b, c); }
        return;
    case KG_T_KAMERVRAAGOMSCHRIJVING: case KG_T_AL: case KG_T_DATUMTEKST: case KG_T_ROW: case KG_T_VERGADERDATUM: kg_build_passage(b, KG_BODY, n); return;
    case KG_T_LI: item(b, n); return;
    case KG_T_SPREKER: speaker(b, n); return;
    case KG_T_SPREEKBEURT:
        blocks(b, n);
        if (b->voice != KG_VOICE_CHAIR || !kg_below(n, KG_T_MOTIE)) kg_build_speaker(b, KG_VOICE_NONE, (kg_str){ 0 });
        return;
    case KG_T_MOTIE: motion(b, n); return;
    case KG_T_VRAAG: kg_build_speaker(b, KG_VOICE_MEMBER, (kg_str){ 0 }); blocks(b, n); return;
    case KG_T_ANTWOORD: kg_build_speaker(b, KG_VOICE_GOVERNMENT, (kg_str){ 0 }); blocks(b, n); return;
    case KG_T_KAMERVRAAGOPMERKING: kg_build_speaker(b, KG_VOICE_NONE, (kg_str){ 0 }); blocks(b, n); return;
    case KG_T_NR:
        if (kg_above(n, KG_T_AGENDAPUNT) || n->parent->tag == KG_T_OTHER) { kg_build_page(b, n); return; }
        kg_build_passage(b, KG_HEADING, n);
        return;
    case KG_T_TEKST: {
        kg_str head = first_words(n);
        if (!kg_starts(head, KG_S("De Kamer,")) || !kg_eq(b->t->own.soort, KG_S("motie"))) break;
        const kg_node *rest = paper_motion(b, n->child ? n->child : n, n);
        if (rest) sign(b, rest, n);
        return;
    }
    case KG_T_WORDS:
        if (kg_trim(n->words).n) { kg_build_open(b, KG_BODY); kg_build_put(b, n); }
        return;
    default: break;
    }
    blocks(b, n);
}

static void blocks(kg_build *b, const kg_node *n)
{
    for (const kg_node *c = n->child; c; c = c->next) block(b, c);
}

void kg_read_publication(const kg_node *root, kg_text *t, kg_arena *a)
{
    kg_build b;
    kg_build_start(&b, t, inside, a);
    kg_publication_head(&b, root);
    blocks(&b, root);
    kg_build_finish(&b);
}
