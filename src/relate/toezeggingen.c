/* toezeggingen.c - commitments. In: references and cues. Out: promises, with deadline and date, and their edges.
 *
 * Three sources (spec 2.3): the chair's closing list, performative sentences of the government, and letters that say they keep an
 * earlier commitment. A sentence counts where a performative stands in it, the government speaks, and nothing bars it: no
 * question, refusal, thanks, reported speech, or promise for the same debate. The same sentence said twelve times is one commitment.
 */
#include "read/text.h"
#include "words.h"
#include "relate.h"

#include <stdlib.h>
#include <string.h>

const kg_ref *kg_cue_in(const kg_relating *r, kg_span s, const char *role)
{
    for (int k = kg_first_ref(&r->refs, s.beg); k < r->refs.n && r->refs.v[k].at.beg < s.end; k++)
        if (kg_eq(kg_role_str(&r->refs.v[k]), kg_cstr(role))) return &r->refs.v[k];
    return NULL;
}

/* -- the record ---------------------------------------------------------------------------------------------------- */

/* "De deadline is in november", "voor de zomer lukt dat niet", "WUR rondt dat binnenkort af en dan zal ik u informeren": the date of
 * another thing. `cue`: where it is promised, or NULL. */
static bool of_another(const kg_relating *r, const kg_ref *c, kg_span s, const kg_ref *cue)
{
    enum { NEAR = 24 };
    static const char *const is[] = { "deadline is ", "debat is ", "overleg is ", "Raad is ", "top is ", "verkiezingen zijn " };
    static const char *const fails[] = { " lukt dat niet", " lukt het niet", " zal dat niet", " zal het niet", " kan dat niet", " kan het niet" };
    static const char *const then[] = { "; daarna", ", waarna ", ", daarna", " en dan zal ", " en daarna ", " en dan kom ", " en dan ga ", "; dan " };
    static const char *const there[] = { ", waar ik ", ", waar we ", ", waar wij ", ", waarmee ", ", met wie " };
    kg_str flow = r->t->flow;
    kg_str before = kg_sub(flow, c->at.beg > s.beg + NEAR ? c->at.beg - NEAR : s.beg, c->at.beg), behind = kg_sub(flow, c->at.end, s.end);
    for (size_t i = 0; i < sizeof is / sizeof *is; i++)
        if (kg_ends(before, kg_cstr(is[i]))) return true;
    if (KG_STARTS_ANY(behind, fails)) return true;
    if (!cue || cue->at.beg < s.beg || cue->at.end > s.end) return false;
    if (c->at.end < cue->at.end) return KG_CONTAINS_ANY(kg_sub(flow, c->at.end, cue->at.end), then);
    return cue->at.end < c->at.beg && KG_CONTAINS_ANY(kg_sub(flow, cue->at.end, c->at.beg), there);
}

/* Where several are named, the first date counts. */
void kg_set_deadline(kg_relating *r, kg_promise *p, kg_span s, const kg_ref *cue)
{
    kg_buf words = { 0 };
    uint32_t last = s.beg;
    kg_refs all = kg_asked(r, s, "deadline");
    for (const kg_ref *c = all.v; c < all.v + all.n; c++) {
        if (c->at.beg < last || of_another(r, c, s, cue)) continue;
        last = c->at.end;
        kg_str w = kg_trim(kg_cut(r->t->flow, c->at));
        if (words.n) kg_put(r->a, &words, KG_S("; "));
        kg_put(r->a, &words, w);
        kg_str due = kg_iso(kg_due(w, kg_date_of(r->t->meta.date)), r->a);
        if (due.n && (!p->due.n || kg_cmp(due, p->due) < 0)) p->due = due;
    }
    p->deadline = kg_buf_str(&words);
}

/* "Antwoord van Minister Dijkgraaf (Onderwijs, Cultuur en Wetenschap) (ontvangen 5 april 2024)": who answers an Aanhangsel, where it is one
 * ("en van Staatssecretaris ..." behind it: the cabinet). */
kg_str kg_answering(const kg_text *t, kg_arena *a)
{
    enum { HEAD = 3000, LONGEST = 60 };
    kg_str top = kg_sub(t->flow, 0, t->flow.n < HEAD ? t->flow.n : HEAD), none = { 0 };
    ptrdiff_t at = kg_index(top, KG_S("Antwoord van ")), got = kg_index(top, KG_S("(ontvangen"));
    if (at < 0 || got < at) return none;
    kg_str all = kg_sub(top, at + (ptrdiff_t)strlen("Antwoord van "), got);
    ptrdiff_t end = kg_index(all, KG_S(" ("));
    kg_str who = kg_sub(all, 0, end), rest = kg_sub(all, end < 0 ? 0 : end, all.n);
    bool minister = kg_starts_fold(who, "Minister "), state = kg_starts_fold(who, "Staatssecretaris ");
    if (end < 0 || end > LONGEST || (!minister && !state) || memchr(who.s, ',', (size_t)who.n)) return none;
    if (memchr(who.s, '\n', (size_t)who.n) || (kg_contains(rest, ") en ") && !kg_contains(rest, "namens"))) return none;
    return KG_CAT(a, minister ? KG_S("M") : KG_S("S"), kg_sub(who, 1, who.n));
}

static kg_str speaker(const kg_relating *r, const kg_passage *p)
{
    if (p->voice == KG_VOICE_GOVERNMENT && p->speaker.n) return p->speaker;
    for (const kg_passage *q = p; r->debate && q >= r->t->passages && p - q < 400; q--)
        if (q->voice == KG_VOICE_GOVERNMENT && q->speaker.n) return q->speaker;
    kg_str who = r->debate ? ((kg_str){ 0 }) : kg_answering(r->t, r->a);
    return who.n ? who : KG_S("kabinet");
}

/* "Met deze brief doe ik mijn toezegging gedeeltelijk gestand" (spec 2.3; "Deels Voldaan" of the register). */
static kg_str how_far(kg_str words)
{
    static const char *const part[] = { " deels ", "gedeeltelijk ", " voor een deel ", " ten dele " };
    if (KG_CONTAINS_ANY(words, part)) return KG_S("partial");
    return KG_S("full");
}

kg_promise *kg_add_promise(kg_relating *r, kg_span words, const kg_ref *cue, kg_relation relation)
{
    const kg_passage *pas = kg_passage_at(r->t, words.beg);
    kg_promise *p = kg_push(r->a, &r->promises);
    *p = (kg_promise){ .who = speaker(r, pas), .words = kg_trim(kg_cut(r->t->flow, words)), .at = words.beg, .voice = pas->voice };
    for (int k = kg_first_ref(&r->refs, words.beg); k < r->refs.n && r->refs.v[k].at.beg < words.end;
         k++) /* "(TZ202306-026)" */
        if (r->refs.v[k].how == KG_EXPLICIT && r->refs.v[k].kind == KG_TOEZEGGING) p->id = r->refs.v[k].target;
    if (!p->id.n) p->id = kg_fmt(r->a, "%.*s#toezegging-%d", KG_ARG(r->t->meta.id), r->promises.n);
    kg_set_deadline(r, p, words, cue);
    for (int k = kg_first_ref(&r->refs, words.beg); k < r->refs.n && r->refs.v[k].at.beg < words.end && !p->about.n;
         k++)
        if (kg_names_motion(&r->refs.v[k]) || (r->refs.v[k].how == KG_EXPLICIT && r->refs.v[k].kind == KG_ZAAK))
            p->about = r->refs.v[k].target;
    kg_ref at = *cue;
    at.at = words;
    at.target = p->id;
    at.passage = (int)(pas - r->t->passages);
    at.confidence = 0.8f;
    kg_edge *e = kg_add_edge(r, relation, relation == KG_REL_FULFILS ? how_far(kg_cut(r->t->flow, words)) : (kg_str){ 0 }, &at, cue);
    e->sentence = words;
    return p;
}

static bool barred(const kg_relating *r, kg_span s, bool answered)
{
    kg_str text = kg_trim(kg_cut(r->t->flow, s));
    return !answered && (kg_ends(text, KG_S("?")) || kg_asked(r, s, "not_promise").n);
}

/* Nearly all long words of a stand in b, too, but for their endings. */
static bool repeats(kg_str a, kg_str b)
{
    enum { LONG = 5, STEM = 6, FEW = 3 };
    int all = 0, same = 0;
    for (ptrdiff_t i = 0, e; i < a.n; i = e + 1) {
        for (e = i; e < a.n && a.s[e] != ' ';) e++;
        if (e - i < LONG) continue;
        all++;
        same += kg_index(b, kg_sub(a, i, e - i > STEM ? i + STEM : e)) >= 0;
    }
    return all >= FEW && 10 * same >= 9 * all;
}

bool kg_same_promise(kg_str a, kg_str b) { return repeats(a, b) && repeats(b, a); }

kg_str kg_promise_key(const kg_relating *r, kg_span s)
{
    kg_buf b = { 0 };
    for (uint32_t i = s.beg; i < s.end; i++) {
        char c = kg_fold(r->t->flow.s[i]);
        if (kg_lower(c)) kg_putc(r->a, &b, c);
    }
    return kg_buf_str(&b);
}

/* A few sentences ago, in nearly the same words. */
static bool said_before(const kg_relating *r, kg_str s)
{
    enum { LAST = 4 };
    for (int i = r->promises.n - 1; i >= 0 && i >= r->promises.n - LAST; i--)
        if (kg_same_promise(s, r->promises.v[i].words)) return true;
    return false;
}

/* "Een kabinetsreactie volgt nog. Daarin zal het kabinet nader ingaan op ...", "Dat zoek ik uit. Daar kom ik voor de zomer op terug.": goes on
 * with the promise of the sentence before, and may say until when. */
static bool goes_on(kg_relating *r, kg_span s)
{
    enum { BLANKS = 3, SHORT = 90 };
    static const char *const whole[] = { "Daarin " };
    static const char *const brief[] = { "Mocht het ", "Dat zeg ik ", "Daar kom ik ", "Dan kom ik ", "Dan laat ik " };
    kg_str words = kg_cut(r->t->flow, s);
    bool refers = KG_STARTS_ANY(words, whole) || (words.n < SHORT && KG_STARTS_ANY(words, brief));
    if (!refers || !r->promises.n || s.beg < BLANKS) return false;
    kg_span before = kg_sentence_at(r->t, s.beg - BLANKS);
    kg_promise *last = &r->promises.v[r->promises.n - 1];
    if (last->at < before.beg || last->at >= before.end) return false;
    if (!last->deadline.n) kg_set_deadline(r, last, s, NULL);
    return true;
}

/* The words behind "Minister Smit: ", where a speech begins on the line of its speaker. */
kg_span kg_without_speaker(const kg_relating *r, kg_span s)
{
    const kg_passage *p = kg_passage_at(r->t, s.beg);
    kg_str words = kg_cut(r->t->flow, s);
    if (p->at.beg != s.beg || !p->speaker.n || !kg_starts(words, p->speaker)) return s;
    ptrdiff_t colon = kg_index(words, KG_S(":"));
    if (colon < p->speaker.n || colon > p->speaker.n + 1 || colon + 2 >= words.n) return s;
    s.beg += (uint32_t)colon + 1;
    while (r->t->flow.s[s.beg] == ' ') s.beg++;
    return s;
}

/* "Ja, ik ben bereid om dat te doen", below "Bent u bereid deze vragen afzonderlijk te beantwoorden?": done here already. */
static bool done_by_answering(const kg_relating *r, const kg_ref *c, kg_span s)
{
    enum { SHORT = 70 };
    if (r->debate || s.end - s.beg > SHORT) return false;
    int i = c->passage;
    while (i > 0 && r->t->passages[i].voice == KG_VOICE_GOVERNMENT) i--;
    kg_str asked = kg_cut(r->t->flow, r->t->passages[i].at);
    return r->t->passages[i].voice == KG_VOICE_MEMBER && kg_contains(asked, "vragen") && kg_contains(asked, "beantwoorden");
}

/* "De analyse waarover ik uw Kamer eind dit jaar zal informeren": what was promised for then above, spoken of once more. */
static bool spoken_of(kg_relating *r, kg_span s)
{
    kg_str words = kg_cut(r->t->flow, s);
    if (!kg_contains(words, "waarover ik uw Kamer ") && !kg_contains(words, "waarover ik de Kamer ")) return false;
    kg_promise p = { 0 };
    kg_set_deadline(r, &p, s, NULL);
    for (int i = 0; i < r->promises.n && p.deadline.n; i++)
        if (kg_eq(r->promises.v[i].deadline, p.deadline)) return true;
    return false;
}

/* "Dat zal ik doen": grants what a member asked for in the last sentence of the speech before ("Graag een toezegging." and the one before). */
static bool asked_for(const kg_relating *r, const kg_ref *c)
{
    enum { STOP = 2, SHORT = 45 };
    int i = c->passage - 1;
    while (i > 0 && r->t->passages[i].role == KG_HEADING) i--;
    if (i < 0 || r->t->passages[i].voice != KG_VOICE_MEMBER) return false;
    kg_span said = r->t->passages[i].at;
    if (said.end < said.beg + STOP) return false;
    kg_span last = kg_sentence_at(r->t, said.end - STOP);
    if (last.end - last.beg < SHORT && last.beg > said.beg + STOP) last.beg = kg_sentence_at(r->t, last.beg - STOP).beg;
    return kg_asked(r, last, "asks_deed").n;
}

/* "Daar kom ik op terug", said of one thing here and of another there: its words do not tell of what. */
static bool tells_nothing(kg_str s)
{
    enum { LONG = 6, FEW = 3, SHORT = 60 };
    int words = 0;
    for (ptrdiff_t i = 0, e; i < s.n; i = e + 1) {
        for (e = i; e < s.n && s.s[e] != ' ';) e++;
        words += e - i >= LONG;
    }
    return s.n < SHORT && words < FEW;
}

static void take_sentence(kg_relating *r, const kg_ref *c, kg_map **seen)
{
    enum { NEAR = 12, CLOSE = 1000 };
    const kg_passage *pas = kg_ref_passage(r, c);
    if (pas->voice != KG_VOICE_GOVERNMENT || pas->role == KG_MOTION || pas->role == KG_NOTE || pas->role == KG_PAGE) return;
    kg_span s = kg_sentence_at(r->t, c->at.beg);
    uint32_t near = c->at.beg > s.beg + NEAR ? c->at.beg - NEAR : s.beg;
    for (uint32_t i = near; i < c->at.beg; i++)               /* "Dat weet ik niet, maar ik zal het uitzoeken" denies another thing */
        if (strchr(",;:", r->t->flow.s[i])) near = i;
    kg_str role = kg_role_str(c);
    bool answered = kg_eq(role, KG_S("promises:answered"));   /* "Gaan we dit uitzoeken? Ja." */
    if (answered && c->at.end > s.end) s.end = kg_sentence_at(r->t, c->at.end - 1).end;
    if (barred(r, s, answered) || kg_denies(kg_sub(r->t->flow, near, c->at.end))) return;   /* "Ik zeg u niets toe" */
    bool dated = kg_eq(role, KG_S("promises:dated")) || kg_ends(role, KG_S("until"));
    if (dated && (!kg_asked(r, s, "deadline").n || kg_asked(r, s, "not_promise:until").n)) return;
    s = kg_without_speaker(r, s);
    if (goes_on(r, s) || (!dated && done_by_answering(r, c, s)) || spoken_of(r, s)) return;
    if (kg_eq(role, KG_S("promises:granted")) && !asked_for(r, c)) return;
    int *twice = kg_map_at(seen, kg_promise_key(r, s), r->a);
    bool elsewhere = r->debate && tells_nothing(kg_cut(r->t->flow, s)) && s.beg > (uint32_t)*twice + CLOSE;
    if ((*twice && !elsewhere) || said_before(r, kg_cut(r->t->flow, s))) return;
    *twice = (int)s.beg + 1;
    kg_promise *p = kg_add_promise(r, s, c, KG_REL_PROMISES);
    p->how = KG_BY_TEXT;
    kg_deadline_behind(r, p, s);
}

void kg_relate_toezeggingen(kg_relating *r)
{
    kg_map *seen = NULL;
    for (int i = 0; i < r->refs.n; i++) {
        const kg_ref *c = &r->refs.v[i];
        kg_str role = kg_role_str(c);
        if (kg_starts(role, KG_S("promise_list"))) kg_closing_list(r, i, &seen);
        else if (kg_eq(role, KG_S("promises")) || kg_starts(role, KG_S("promises:"))) take_sentence(r, c, &seen);
        else if (kg_eq(role, KG_S("fulfils:full")) || kg_eq(role, KG_S("keeps:told")) || kg_eq(role, KG_S("keeps:title"))) kg_take_kept(r, c, &seen);
    }
    kg_melt_promises(r);
    kg_tell_promised(r);
}
