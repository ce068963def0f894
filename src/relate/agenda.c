/* agenda.c - papers that a meeting deals with. In: references. Out: edges `on_agenda`.
 *
 * Two forms. A letter or a list of questions has a head ("Agenda", "Volledige agenda") with lines below it, each a paper. A report opens with "Aan
 * de orde is de behandeling van: de brief van de minister ... (29924, nr. 274); ...", on lines of their own or in one: of each item the bracket at
 * its end is the paper ("... vragen over de brief (Kamerstuk 29521-494) (29521, nr. 498)"), a bill has its dossier there. Spec 2.1.
 */
#include "ids.h"
#include "relate.h"

/* "de brief van de minister d.d. 3 april inzake uitvoering van de motie-Idsinga (36602, nr. 157)": that letter answers the motion. */
static void answered_by(kg_relating *r, const kg_ref *paper)
{
    static const char *const word[] = { "itvoering ", "eactie op ", "pvolging " };
    enum { FAR = 400, NEAR = 70 };
    for (const kg_ref *q = paper; q-- > r->refs.v && q->passage == paper->passage && paper->at.beg - q->at.beg < FAR;) {
        kg_str gap = kg_sub(r->t->flow, q->at.end < paper->at.beg ? q->at.end : paper->at.beg, paper->at.beg);
        if (memchr(gap.s, ';', (size_t)gap.n)) return;
        if (!kg_names_motion(q) || kg_refers_back(q) || kg_eq(q->target, paper->target)) continue;
        uint32_t beg = kg_ref_passage(r, q)->at.beg;
        kg_str lead = kg_sub(r->t->flow, q->at.beg > beg + NEAR ? q->at.beg - NEAR : beg, q->at.beg);
        bool says = KG_CONTAINS_ANY(lead, word);
        if (says && !memchr(lead.s, ';', (size_t)lead.n)) kg_add_edge(r, KG_REL_ANSWERS, KG_S("reported"), q, NULL)->source = paper->target;
        return;
    }
}

static void put_on_agenda(kg_relating *r, const kg_ref *paper)
{
    kg_add_edge(r, KG_REL_ON_AGENDA, (kg_str){ 0 }, paper, NULL);
    answered_by(r, paper);
}

/* -- a head with lines below it ------------------------------------------------------------------------------------ */

static bool agenda_head(kg_str s)
{
    ptrdiff_t roman = 0;
    while (roman < s.n && strchr("IVX", s.s[roman])) roman++;
    if (roman && roman < s.n && (s.s[roman] == ' ' || s.s[roman] == '.')) s = kg_trim(kg_sub(s, roman + 1, s.n));
    return s.n < 40 && (kg_starts(s, KG_S("Volledige agenda")) || kg_eq(s, KG_S("Agenda")) ||
                        kg_starts(s, KG_S("Agendapunten")) || kg_starts(s, KG_S("Geagendeerde")));
}

/* "Uitvoering motie-X (Kamerstuk 36 200, nr. 8) (Kamerstuk 22 112, nr. 3800)": the second is the paper. */
static bool inner(const kg_relating *r, const kg_ref *p)
{
    kg_str rest = kg_sub(r->t->flow, p->at.end, kg_ref_passage(r, p)->at.end);
    return kg_starts(rest, KG_S(") (Kamerstuk ")) || (kg_starts(rest, KG_S(") (")) && rest.n > 3 && kg_digit(rest.s[3]));
}

static void lines_below(kg_relating *r)
{
    int from = -1;
    for (int i = 0; i < r->t->npassages && from < 0; i++)
        if (r->t->passages[i].role != KG_NOTE && agenda_head(kg_cut(r->t->flow, r->t->passages[i].at))) from = i;
    if (from < 0) return;
    for (int i = 0; i < r->refs.n; i++) {
        const kg_ref *p = &r->refs.v[i];
        if (p->passage <= from || kg_ref_passage(r, p)->role != KG_BODY || p->how != KG_EXPLICIT || !p->target.n)
            continue;
        if (kg_ref_passage(r, p)->at.end - kg_ref_passage(r, p)->at.beg > 400)
            return; /* running text: the list is over */
        if ((p->kind == KG_KAMERSTUK || p->kind == KG_DOCUMENT || p->kind == KG_ZAAK) && !inner(r, p)) put_on_agenda(r, p);
    }
}

/* -- "Aan de orde is de behandeling van" --------------------------------------------------------------------------- */

/* Does the list go on in the next passage: the last item was no last one, or a dash stands before this one. */
static bool goes_on(const kg_relating *r, const kg_passage *before, const kg_passage *p)
{
    kg_str above = kg_trim(kg_cut(r->t->flow, before->at)), s = kg_cut(r->t->flow, p->at);
    if (p->speaker.n || p->role == KG_HEADING || p->role == KG_PAGE || p->role == KG_NOTE || p->role == KG_MOTION) return false;
    return (above.n && strchr(":;,", above.s[above.n - 1])) || p->role == KG_ITEM || kg_starts(s, KG_S("- ")) || kg_starts(s, KG_S("\xE2\x80\x93 "));
}

static bool is_paper(const kg_ref *p)
{
    return p->how == KG_EXPLICIT && p->target.n && (p->kind == KG_KAMERSTUK || p->kind == KG_DOCUMENT || p->kind == KG_ZAAK || p->kind == KG_DOSSIER);
}

/* In the last bracket of its item, which ends with a semicolon or with the list. */
static bool closes_item(kg_str flow, const kg_ref *p, uint32_t beg, uint32_t end)
{
    kg_str rest = kg_sub(flow, p->at.end, end);
    const char *next = memchr(rest.s, ';', (size_t)rest.n);
    if (next) rest.n = next - rest.s;
    if (kg_starts(rest, KG_S(") en van"))) rest.n = 1;        /* "hoofdstuk XI (16 400-XI) en van: de motie-Jansen (16 400-XI, nr. 24)" */
    if (memchr(rest.s, '(', (size_t)rest.n)) return false;
    for (uint32_t i = p->at.beg; i-- > beg && flow.s[i] != ';' && flow.s[i] != ')';)
        if (flow.s[i] == '(') return true;
    return false;
}

/* Does the list go on behind a full stop: that of a title ("rapport Goede zaken. Naar een grotere bijdrage (32637, nr. 635); de brief ..."). */
static bool open_item(kg_str flow, uint32_t from, uint32_t end, uint32_t last)
{
    bool colon = flow.s[from] == ':' || (from && flow.s[from - 1] == ':');
    uint32_t beg = end;                                       /* of the item that the stop ends, or parts */
    while (beg > from && flow.s[beg - 1] != ';' && flow.s[beg - 1] != ')') beg--;
    bool numbered = beg > from && flow.s[beg - 1] == ')';
    return end < last && !numbered && kg_contains(kg_sub(flow, end, last), colon ? ")." : ";");
}

/* The items of one sentence, which is a whole list where it stands on one line. */
static uint32_t items(kg_relating *r, uint32_t from)
{
    enum { LONGEST = 30000 };
    uint32_t end = kg_sentence_at(r->t, from).end, last = kg_passage_at(r->t, from)->at.end;
    if (last > from + LONGEST) last = from + LONGEST;
    while (open_item(r->t->flow, from, end, last)) {
        uint32_t next = kg_sentence_at(r->t, end).end;
        end = next > end && next < last ? next : last;
    }
    for (int k = kg_first_ref(&r->refs, from); k < r->refs.n && r->refs.v[k].at.beg < end; k++)
        if (is_paper(&r->refs.v[k]) && closes_item(r->t->flow, &r->refs.v[k], from, end))
            put_on_agenda(r, &r->refs.v[k]);
    return end;
}

/* A cue `on_agenda` stands in front of the first item, or of the line on which that stands. */
static void treated(kg_relating *r, const kg_ref *c)
{
    enum { MOST = 200 };
    const kg_passage *p = kg_ref_passage(r, c), *end = r->t->passages + r->t->npassages;
    if (c->at.end < p->at.end && items(r, c->at.end) + 1 < p->at.end) return;   /* other sentences behind the list */
    for (int n = 0; p + 1 < end && n < MOST && goes_on(r, p, p + 1); n++) items(r, (++p)->at.beg);
}

void kg_relate_agenda(kg_relating *r)
{
    lines_below(r);
    for (int i = 0; i < r->refs.n; i++)
        if (kg_eq(kg_role_str(&r->refs.v[i]), KG_S("on_agenda"))) treated(r, &r->refs.v[i]);
}
