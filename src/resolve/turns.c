/* turns.c - motions as they are put on record in a debate. In: the chair's numbers, who speaks. Out: the motion that a number or a turn of speech
 * means.
 *
 * A member reads a motion out ("De Kamer, gehoord de beraadslaging, ..."), the chair gives it its number. So "dan mijn tweede motie" in front of
 * the text is that motion, and "de eerste motie" in an interruption is the first that the member at the desk has read. The numbers also say
 * which dossier "op stuk nr. 28" belongs to, since a day's report holds several debates: the one in which that number was given out; a number
 * that was not belongs to the dossier only where the report knows one alone and the number lies near those ("spoken numbers are
 * unreliable", spec 0.7). Spec annex E 3 and 5.
 */
#include "ids.h"
#include "resolve.h"

enum { MANY = 1000 };                                         /* motions looked at for one phrase: a hostile report may hold more */

static int number_of(kg_str id)
{
    ptrdiff_t i = id.n;
    while (i > 0 && kg_digit(id.s[i - 1])) i--;
    return i < id.n ? kg_int(kg_sub(id, i, id.n)) : -1;
}

/* -- put on record ------------------------------------------------------------------------------------------------- */

static kg_str member_before(const kg_resolver *r, int passage)
{
    enum { FAR = 30 };
    for (int i = passage; i >= 0 && i > passage - FAR; i--)
        if (r->t->passages[i].voice == KG_VOICE_MEMBER) return r->t->passages[i].speaker;
    return (kg_str){ 0 };
}

/* Where the text of the motion begins that ends above a passage, and who has read it: the chair's number of the motion before may stand
 * above it, with no line for the member who goes on. */
static void find_text(const kg_resolver *r, kg_intro *in)
{
    enum { FAR = 24 };
    const kg_passage *first = r->t->passages, *p = first + in->passage;
    for (int n = 0; p > first && p->role != KG_MOTION && n < FAR; n++) p--;
    if (p->role != KG_MOTION) return;
    while (p > first && p[-1].role == KG_MOTION) p--;
    in->reader = member_before(r, (int)(p - first));
    in->text = p->at.beg;
}

static const kg_ref *number_given(const kg_resolver *r, int cue)
{
    enum { FAR = 40 };
    const kg_ref *c = &r->refs->v[cue];
    for (int k = kg_first_ref(r->refs, c->at.beg); k < r->refs->n && r->refs->v[k].at.beg < c->at.end + FAR; k++) {
        const kg_ref *id = &r->refs->v[k];
        if (id->passage == c->passage && id->kind == KG_KAMERSTUK && id->how == KG_EXPLICIT && id->at.end > c->at.end) return id;
    }
    return NULL;
}

void kg_put_on_record(kg_resolver *r, int cue)
{
    const kg_ref *c = &r->refs->v[cue], *id = c->cap[KG_CAP_names].end ? NULL : number_given(r, cue);
    int n = id ? number_of(id->target) : -1;
    if (n < 0) return;
    kg_intro *in = kg_push(r->a, &r->intros);
    *in = (kg_intro){ .id = id->target, .at = id->at.beg, .passage = id->passage, .nth = 1 };
    find_text(r, in);
    if (in->reader.n) {
        int *read = kg_map_at(&r->readers, in->reader, r->a);
        in->nth = ++*read;
    }
    int *chain = kg_map_at(&r->numbers, kg_fmt(r->a, "%d", n), r->a);
    in->before = *chain;
    *chain = r->intros.n;
    kg_str dossier = kg_id_dossier(in->id);
    r->several |= r->intros.n > 1 && !kg_eq(dossier, kg_id_dossier(r->intros.v[0].id));
    if (r->intros.n == 1 || n < r->lowest) r->lowest = n;
    if (n > r->highest) r->highest = n;
    const kg_intro *prior = r->intros.n > 1 ? in - 1 : NULL;
    r->mixed |= prior && !r->t->markup && kg_eq(dossier, kg_id_dossier(prior->id)) && n < number_of(prior->id);
}

bool kg_on_record(const kg_resolver *r, kg_str id)
{
    enum { CHAIN = 32 };
    const int *chain = r->intros.n ? kg_map_at((kg_map **)&r->numbers, kg_fmt(r->a, "%d", number_of(id)), NULL) : NULL;
    for (int i = chain ? *chain : 0, n = 0; i && n < CHAIN; i = r->intros.v[i - 1].before, n++)
        if (kg_eq(r->intros.v[i - 1].id, id)) return true;
    return false;
}

/* The paper of the debate's dossier with a number that is spoken at `at`; none where it cannot be told. */
kg_str kg_stuk_id(const kg_resolver *r, uint32_t at, int number)
{
    enum { CHAIN = 32, BELOW = 100, ABOVE = 12 };
    const int *chain = kg_map_at((kg_map **)&r->numbers, kg_fmt(r->a, "%d", number), NULL);
    kg_str id = { 0 };
    for (int i = chain ? *chain : 0, n = 0; i && n < CHAIN; i = r->intros.v[i - 1].before, n++) {
        id = r->intros.v[i - 1].id;
        if (r->intros.v[i - 1].at < at) break;                /* given out last before it was spoken of */
    }
    if (id.n || !r->dossier.n) return id;
    if (r->intros.n && (number > r->highest + ABOVE || number < r->lowest - BELOW)) return id;
    return kg_fmt(r->a, "kst-%.*s-%d", KG_ARG(r->dossier), number);
}

/* -- turns of speech ----------------------------------------------------------------------------------------------- */

static const kg_intro *last_before(const kg_resolver *r, uint32_t at)
{
    int lo = 0, hi = r->intros.n;
    while (lo < hi) {
        int mid = lo + (hi - lo) / 2;
        if (r->intros.v[mid].at <= at) lo = mid + 1; else hi = mid;
    }
    return lo ? &r->intros.v[lo - 1] : NULL;
}

/* The nth motion that somebody read; counted from the end where n is negative, of those before `at`. */
static const kg_intro *of_reader(const kg_resolver *r, kg_str reader, int n, uint32_t at)
{
    for (int i = r->intros.n - 1; i >= 0 && i >= r->intros.n - MANY; i--) {
        const kg_intro *in = &r->intros.v[i];
        if (!kg_eq(in->reader, reader)) continue;
        if (n > 0 ? in->nth == n : in->at < at && ++n == 0) return in;
    }
    return NULL;
}

/* "tweede motie", "motie twee", "motie nummer 2": 1 to 6; -1 "laatste", -2 "vorige"; 0 where none is said. */
static int ordinal(const kg_resolver *r, const kg_ref *p)
{
    static const char *const before[] = { "eerste ", "tweede ", "derde ", "vierde ", "vijfde ", "zesde " };
    static const char *const behind[] = { " één", " twee", " drie", " vier", " vijf", " zes" };
    enum { NEAR = 28 };
    kg_span sentence = kg_sentence_at(r->t, p->at.beg);
    uint32_t from = p->at.beg > sentence.beg + NEAR ? p->at.beg - NEAR : sentence.beg;
    kg_str words = kg_sub(r->t->flow, from, p->at.end), rest = kg_sub(r->t->flow, p->at.end, sentence.end);
    ptrdiff_t otie = kg_index(kg_cut(r->t->flow, p->at), KG_S("otie"));
    words.n -= (ptrdiff_t)(p->at.end - p->at.beg) - otie + 1; /* up to "motie" */
    for (int i = 0; i < 6; i++) {
        if (kg_ends(words, kg_cstr(before[i]))) return i + 1;
        if (kg_starts(rest, kg_cstr(behind[i])) && !kg_lower(rest.s[strlen(behind[i])])) return i + 1;
    }
    return kg_ends(words, KG_S("laatste ")) ? -1 : kg_ends(words, KG_S("vorige ")) ? -2 : 0;
}

static bool says(const kg_resolver *r, const kg_ref *p, const char *word)
{
    return kg_contains(kg_cut(r->t->flow, p->at), word);
}

static bool older(const kg_resolver *r, const kg_ref *p)
{
    static const char *const word[] = { "aangenomen", "aangehouden", "ingetrokken", "verworpen", "vorige", "eerdere" };
    for (size_t i = 0; i < sizeof word / sizeof *word; i++)
        if (says(r, p, word[i])) return true;
    return false;
}

/* The line "Motie" above the text that is read out. */
static bool motion_heading(const kg_resolver *r, const kg_ref *p)
{
    return kg_ieq(kg_trim(kg_cut(r->t->flow, r->t->passages[p->passage].at)), KG_S("motie"));
}

/* "Deze motie is voorgesteld door het lid De Hoop", behind p and in front of the number, names who has read it. */
static bool names_reader(const kg_resolver *r, const kg_ref *p, const kg_intro *in)
{
    static const char *const title[] = { "De heer ", "Mevrouw ", "Het lid " };
    kg_str who = in->reader;
    for (size_t k = 0; k < sizeof title / sizeof *title; k++)
        if (kg_starts(who, kg_cstr(title[k]))) who = kg_sub(who, (ptrdiff_t)strlen(title[k]), who.n);
    ptrdiff_t party = kg_index(who, KG_S(" ("));
    who = kg_sub(who, 0, party < 0 ? who.n : party);
    for (int k = kg_first_ref(r->refs, p->at.end); k < r->refs->n && r->refs->v[k].at.beg < in->at; k++)
        if (r->refs->v[k].kind == KG_CUE && kg_index(kg_cap_str(r, &r->refs->v[k], KG_CAP_names), who) >= 0) return true;
    return false;
}

/* "Dan nog een motie over het spoor." directly in front of the text that the same member reads. */
static const kg_intro *announced(const kg_resolver *r, int i)
{
    enum { FAR = 500 };
    const kg_ref *p = &r->refs->v[i];
    const kg_intro *last = last_before(r, p->at.beg), *in = last ? last + 1 : r->intros.v;
    if (in == r->intros.v + r->intros.n || !in->reader.n || in->text < p->at.end || in->text - p->at.end > FAR || older(r, p)) return NULL;
    if (says(r, p, "oties") || kg_ends(kg_sub(r->t->flow, 0, p->at.beg), KG_S("geen "))) return NULL; /* "ik ga daar geen motie over indienen" */
    for (const kg_passage *q = &r->t->passages[p->passage]; q->at.beg < in->text; q++)
        if (!kg_eq(q->speaker, in->reader)) return NULL;
    for (int k = i + 1; k < r->refs->n && r->refs->v[k].at.beg < in->text; k++) {
        const kg_ref *q = &r->refs->v[k];
        if (kg_is_phrase(q) && q->kind == KG_MOTIE && !says(r, q, "eze motie") && !motion_heading(r, q)) return NULL;
    }
    return in;
}

/* The motion that the speaker is about to read: "De motie gaat over levensbegeleiding. ... Vandaar de volgende motie." */
static kg_str upcoming(const kg_resolver *r, const kg_ref *p)
{
    enum { FAR = 1500 };
    const kg_passage *pas = &r->t->passages[p->passage];
    const kg_intro *last = last_before(r, p->at.beg), *in = last ? last + 1 : r->intros.v;
    if (r->mixed || in == r->intros.v + r->intros.n || !in->reader.n || !kg_eq(in->reader, pas->speaker)) return (kg_str){ 0 };
    if (in->text < p->at.end || in->text - p->at.end > FAR) return (kg_str){ 0 };
    for (const kg_passage *q = pas; q->at.beg < in->text; q++)
        if (!kg_eq(q->speaker, in->reader)) return (kg_str){ 0 };
    return in->id;
}

static bool introduced_so(const kg_resolver *r, const kg_ref *p)
{
    static const char *const verb[] = { " gaat over", " verzoekt", " roept", " luidt", " ziet op", " vraagt", " betreft", " beoogt" };
    kg_str rest = kg_sub(r->t->flow, p->at.end, r->t->flow.n);
    return KG_STARTS_ANY(rest, verb);
}

/* The motion that is spoken of at p: the last one named, numbered or put on record shortly before. */
static kg_str spoken_of(const kg_resolver *r, int i)
{
    enum { FAR = 1500 };
    const kg_ref *p = &r->refs->v[i];
    const kg_intro *last = r->mixed ? NULL : last_before(r, p->at.beg);
    for (int k = i - 1; k >= 0 && p->at.beg - r->refs->v[k].at.beg < FAR; k--) {
        const kg_ref *q = &r->refs->v[k];
        if (last && q->at.beg < last->at) break;
        if (kg_is_phrase(q) && q->kind == KG_MOTIE && !q->target.n && (says(r, q, "ijn ") || says(r, q, "uw "))) return (kg_str){ 0 };
        if (kg_is_phrase(q) && q->kind == KG_MOTIE && q->target.n && r->t->passages[q->passage].role != KG_MOTION) return q->target;
    }
    bool own = last && kg_eq(last->reader, r->t->passages[p->passage].speaker);
    kg_str next = own || !introduced_so(r, p) ? ((kg_str){ 0 }) : upcoming(r, p);
    return next.n ? next : last && p->at.beg - last->at < FAR ? last->id : (kg_str){ 0 };
}

/* "Mijn motie", "uw motie": the only one that somebody has read, else the one spoken of where it is his. */
static kg_str own_motion(const kg_resolver *r, int i, kg_str who)
{
    uint32_t at = r->refs->v[i].at.beg;
    const kg_intro *last = of_reader(r, who, -1, at);
    if (!last && kg_eq(who, r->t->passages[r->refs->v[i].passage].speaker)) return upcoming(r, &r->refs->v[i]);
    if (!last || !of_reader(r, who, -2, at)) return last ? last->id : (kg_str){ 0 };
    kg_str now = spoken_of(r, i);
    for (int k = 0; k < r->intros.n && k < MANY && now.n; k++)
        if (kg_eq(r->intros.v[k].id, now) && kg_eq(r->intros.v[k].reader, who)) return now;
    return (kg_str){ 0 };
}

/* "Een motie", "een eerdere motie". */
static bool indefinite(const kg_resolver *r, const kg_ref *p)
{
    static const char *const word[] = { "een ", "geen ", "elke ", "iedere ", "andere ", "nieuwe ", "eerdere ", "zo'n ", "vergelijkbare ", "dezelfde " };
    enum { NEAR = 16 };
    kg_span sentence = kg_sentence_at(r->t, p->at.beg);
    kg_str before = kg_sub(r->t->flow, p->at.beg > sentence.beg + NEAR ? p->at.beg - NEAR : sentence.beg, p->at.beg);
    for (size_t i = 0; i < sizeof word / sizeof *word; i++)
        if (kg_ends(before, kg_cstr(word[i])) || kg_starts(kg_cut(r->t->flow, p->at), kg_cstr(word[i]))) return true;
    return false;
}

/* "De aangenomen motie", "de motie van het CDA": none of those just spoken of. */
static bool another(const kg_resolver *r, const kg_ref *p)
{
    return indefinite(r, p) || older(r, p) || says(r, p, " van ") || says(r, p, "olgende ");
}

/* "Deze motie", "de motie" where nothing was put on record yet, "die brief": the one that the same speaker has named last, unless he has spoken
 * of another since. */
void kg_speakers_last(kg_resolver *r, int i)
{
    enum { FAR = 1200 };
    kg_ref *p = &r->refs->v[i];
    const kg_passage *pas = &r->t->passages[p->passage];
    bool points = says(r, p, "eze ") || says(r, p, "ie ") || kg_ends(kg_sub(r->t->flow, pas->at.beg, p->at.beg), KG_S("de "));
    if (!points || another(r, p)) return;
    for (int k = i - 1; k >= 0 && p->at.beg - r->refs->v[k].at.end < FAR; k--) {
        const kg_ref *q = &r->refs->v[k];
        if (!kg_is_phrase(q) || kg_rule_kind(q->rule) != kg_rule_kind(p->rule)) continue;
        if (!kg_eq(r->t->passages[q->passage].speaker, pas->speaker) || !q->target.n || kg_is_described(q)) return;
        kg_hit(p, q->target, 0.7f);
        return;
    }
}

/* Is the party of a speaker, "Mevrouw Beckerman (SP)", among those that the phrase names? */
static bool of_party(kg_str speaker, kg_str parties)
{
    ptrdiff_t open = kg_index(speaker, KG_S("(")), close = kg_index(speaker, KG_S(")"));
    if (open < 0 || close < open) return false;
    kg_str party = kg_sub(speaker, open + 1, close);
    ptrdiff_t at = kg_index(parties, party), end = at + party.n;
    if (at < 0 && kg_eq(party, KG_S("PvdD"))) at = kg_index(parties, KG_S("Partij voor de Dieren")), end = parties.n;
    if (at < 0 && kg_starts(party, KG_S("GroenLinks"))) at = kg_index(parties, KG_S("GroenLinks")), end = parties.n;
    return at >= 0 && (end >= parties.n || !kg_lower(kg_fold(parties.s[end])));
}

/* "De motie van de SP": the only one that a member of the party has read before, else the one spoken of where it is theirs. */
static kg_str party_motion(const kg_resolver *r, int i)
{
    const kg_ref *p = &r->refs->v[i];
    kg_str parties = kg_cap_str(r, p, KG_CAP_n), only = { 0 }, now = spoken_of(r, i);
    int n = 0;
    for (int k = 0; k < r->intros.n && k < MANY && r->intros.v[k].at < p->at.beg; k++) {
        if (!of_party(r->intros.v[k].reader, parties)) continue;
        if (kg_eq(r->intros.v[k].id, now)) return now;
        only = r->intros.v[k].id;
        n++;
    }
    return n == 1 ? only : (kg_str){ 0 };
}

/* "De aangenomen motie": one that was named before and is none of this debate's. */
static kg_str older_one(const kg_resolver *r, int i)
{
    enum { FAR = 4000 };
    const kg_ref *p = &r->refs->v[i];
    for (int k = i - 1; k >= 0 && p->at.beg - r->refs->v[k].at.beg < FAR; k--) {
        const kg_ref *q = &r->refs->v[k];
        bool named = kg_is_phrase(q) && q->kind == KG_MOTIE && q->target.n && q->cap[KG_CAP_names].end;
        for (int n = 0; named && n < r->intros.n && n < MANY; n++) named = !kg_eq(r->intros.v[n].id, q->target);
        if (named) return q->target;
    }
    return (kg_str){ 0 };
}

/* "Deze motie is voorgesteld door ...": its number follows, and is the mention. */
static bool formula(const kg_resolver *r, const kg_ref *p)
{
    kg_str rest = kg_sub(r->t->flow, p->at.end, r->t->flow.n);
    return kg_starts(rest, KG_S(" is voorgesteld")) || kg_starts(rest, KG_S(" is ingediend"));
}

/* "De motie die wij nu indienen", "de aangenomen motie waarin staat dat ...": what others ask, topic.c knows better. */
static kg_str described(const kg_resolver *r, int i)
{
    const kg_ref *p = &r->refs->v[i];
    const kg_passage *pas = &r->t->passages[p->passage];
    kg_str next = pas->voice == KG_VOICE_MEMBER && indefinite(r, p) && says(r, p, " ik ") ? upcoming(r, p) : (kg_str){ 0 };
    if (next.n || (another(r, p) && !older(r, p))) return next; /* "Ik heb een motie die ik ook bij het vorige debat had kunnen indienen" */
    bool files = says(r, p, "indien") || says(r, p, "ingediend"), self = says(r, p, " wij ") || says(r, p, " ik ") || says(r, p, " we ");
    if (files && self && pas->voice == KG_VOICE_MEMBER) return own_motion(r, i, pas->speaker);
    return older(r, p) && (says(r, p, "motie waarin ") || says(r, p, "motie die ")) ? older_one(r, i) : (kg_str){ 0 };
}

/* "Zij krijgt nr. 1149 (32847)." - "Dit is een aanmoedigende motie over kwaliteit": the one that the same member has just read. */
static kg_str just_read(const kg_resolver *r, const kg_ref *p)
{
    static const char *const head[] = { "Dit is een ", "Dat is een ", "Dit is mijn ", "Dat is mijn ", "Dit was ", "Dat was ", "Het is een " };
    enum { NEAR = 160, TITLE = 60 };
    const kg_passage *pas = &r->t->passages[p->passage];
    const kg_intro *last = last_before(r, p->at.beg);
    kg_str words = kg_cut(r->t->flow, kg_sentence_at(r->t, p->at.beg));
    bool says_so = false;
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) says_so |= kg_contains(kg_sub(words, 0, words.n < TITLE ? words.n : TITLE), head[i]);
    if (!says_so || !last || !last->reader.n || !kg_eq(last->reader, pas->speaker) || p->at.beg - last->at > NEAR) return (kg_str){ 0 };
    return kg_contains(words, "volgende") || kg_contains(words, "andere") ? (kg_str){ 0 } : last->id;
}

/* Where the columns of a page are mixed, turns tell nothing, but for the text that stands directly below. */
static kg_str in_turn(const kg_resolver *r, int i, bool lost)
{
    enum { TURN = 8000 };
    const kg_ref *p = &r->refs->v[i];
    const kg_passage *pas = &r->t->passages[p->passage];
    bool member = pas->voice == KG_VOICE_MEMBER, mine = says(r, p, "ijn ") && !says(r, p, "zijn ") && !says(r, p, "Zijn ");
    const kg_intro *last = last_before(r, p->at.beg), *in = member ? announced(r, i) : NULL;
    int n = ordinal(r, p);
    const kg_ref *beside = n && i ? p - 1 : NULL;             /* "de motie op stuk nr. 34, de laatste motie" */
    if (beside && beside->cap[KG_CAP_stuk].end && beside->target.n && kg_is_phrase(beside) && beside->at.end <= p->at.beg &&
        kg_eq(kg_sub(r->t->flow, beside->at.end, p->at.beg), KG_S(", de ")))
        return beside->target;
    if (in && lost && !names_reader(r, p, in)) in = NULL;
    if (in || lost || formula(r, p)) return in ? in->id : (kg_str){ 0 };
    if (member && !mine) {
        kg_str read = just_read(r, p);
        if (read.n) return read;
    }
    if (n) {
        bool yours = pas->voice == KG_VOICE_CHAIR && (says(r, p, "uw ") || says(r, p, "Uw "));   /* "Uw tweede motie." */
        kg_str owner = yours ? member_before(r, p->passage) : !mine && last && last->reader.n && p->at.beg - last->at < TURN ? last->reader : pas->speaker;
        in = member || yours || (n == -2 && pas->voice == KG_VOICE_CHAIR) ? of_reader(r, owner, n, p->at.beg) : NULL;
        return in ? in->id : (kg_str){ 0 };
    }
    if (mine) return own_motion(r, i, pas->speaker);
    if (says(r, p, "uw ") || says(r, p, "Uw ")) return own_motion(r, i, member_before(r, p->passage));
    if (kg_is_described(p)) return described(r, i);
    if (p->cap[KG_CAP_n].end && !older(r, p) && !indefinite(r, p)) return party_motion(r, i);
    if (!another(r, p)) return spoken_of(r, i);
    return older(r, p) && !says(r, p, " van ") ? older_one(r, i) : (kg_str){ 0 };
}

/* Takes up what stands for a motion in a debate that puts motions on record; false where it is none of that. */
bool kg_by_turn(kg_resolver *r, int i)
{
    kg_ref *p = &r->refs->v[i];
    const kg_passage *pas = &r->t->passages[p->passage];
    if (!r->debate || !r->intros.n || p->kind != KG_MOTIE) return false;
    bool lost = r->mixed && pas->voice != KG_VOICE_GOVERNMENT;
    kg_str id = pas->role == KG_MOTION || motion_heading(r, p) ? ((kg_str){ 0 }) : in_turn(r, i, lost);
    if (id.n) kg_hit(p, id, 0.7f);
    return true;
}
