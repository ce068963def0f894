/* moties.c - the life of a motion, and what is told about things. In: references and cues. Out: edges, things.
 *
 * In a debate the chair puts a motion on record ("Deze motie is voorgesteld door ... Zij krijgt nr. 3 (35 373)"), the government judges it
 * (verdicts.c), the chair holds it back, and votes decide it (spec 2.2).
 */
#include "ids.h"
#include "relate.h"
#include "store/store.h"

/* -- things: number, movers, subject, date ------------------------------------------------------------------------- */

kg_thing *kg_told(kg_relating *r, kg_str id)
{
    int *at = kg_map_at(&r->told, id, r->a);
    if (*at) return &r->things.v[*at - 1];
    kg_thing *t = kg_push(r->a, &r->things);
    *t = (kg_thing){ .id = id, .kind = kg_kind_of_id(id) };
    *at = r->things.n;
    return t;
}

static void set_movers(kg_relating *r, kg_thing *t, kg_str names)
{
    kg_str v[KG_MAX_NAMES];
    int n = kg_surnames(names, v, r->a), *record = kg_map_at(&r->introduced, t->id, NULL);
    if (n <= t->nmovers || (record && *record == KG_MOVERS_SAID)) return;
    t->movers = memcpy(kg_new(r->a, kg_str, n), v, sizeof *v * (size_t)n);
    t->nmovers = n;
}

/* "over de verslechterende mensenrechtensituatie ... (21501-20-1736)": the subject behind a motion's name. */
static kg_str subject(const kg_relating *r, const kg_ref *p)
{
    enum { LONGEST = 300 };
    const kg_passage *pas = kg_ref_passage(r, p);
    kg_span s = kg_sentence_at(r->t, p->at.end - 1);
    if (s.end <= p->at.end) return (kg_str){ 0 };
    kg_str rest = kg_trim(kg_sub(r->t->flow, p->at.end, s.end));
    bool over = kg_starts(rest, KG_S("over "));
    if (kg_starts(rest, KG_S("("))) {
        ptrdiff_t close = kg_index(rest, KG_S(") over "));
        if (close < 0 || close > 60) return (kg_str){ 0 };
        rest = kg_sub(rest, close + 2, rest.n);
        over = true;
    }
    if (!over && pas->role != KG_ITEM) return (kg_str){ 0 };
    if (over) rest = kg_trim(kg_sub(rest, 5, rest.n));
    ptrdiff_t end = kg_index(rest, KG_S("("));
    if (end >= 0) rest = kg_trim(kg_sub(rest, 0, end));
    while (rest.n && strchr(".,;?", rest.s[rest.n - 1])) rest.n--;
    return rest.n <= LONGEST ? rest : (kg_str){ 0 };
}

static void tell_motion(kg_relating *r, const kg_ref *p)
{
    kg_thing *t = kg_told(r, p->target);
    t->soort = KG_S("motie");
    if (!t->at) t->at = p->at.beg;
    int names = p->cap[KG_CAP_names].end ? KG_CAP_names : KG_CAP_b;
    if (p->cap[names].end && !kg_starts(kg_ref_cap(r, p, names), KG_S("dezelfde")))
        set_movers(r, t, kg_ref_cap(r, p, names));
    if (!t->title.n) t->title = subject(r, p);
    const kg_passage *pas = kg_ref_passage(r, p);
    kg_date d;
    if (!t->date.n && pas->role == KG_ITEM && p->at.beg - pas->at.beg < 12) {
        kg_str s = kg_cut(r->t->flow, pas->at);               /* "1. Motie van ... (21501-20-1736), 12 oktober 2021" */
        ptrdiff_t close = s.n;
        while (close > 0 && s.s[close - 1] != ')') close--;
        if (close > 0 && kg_last_date(kg_sub(s, close, s.n), &d)) t->date = kg_iso(d, r->a);
    }
}

static void tell_paper(kg_relating *r, const kg_ref *p)
{
    kg_str s = kg_cut(r->t->flow, p->at);
    if (kg_rule_kind(p->rule) != KG_BRIEF || s.n < 24 || !kg_id_official(p->target)) return;
    bool report = kg_index(s, KG_S("erslag")) == 1;
    if (!report && !kg_starts(s, KG_S("Kamerbrief")) && !kg_starts(s, KG_S("kamerbrief"))) return;
    kg_thing *t = kg_told(r, p->target);
    if (!t->soort.n) t->soort = report ? KG_S("verslag") : KG_S("brief");
    if (!t->title.n && kg_upper(s.s[0])) t->title = s, t->at = p->at.beg;
    if (report || t->date.n) return;
    kg_date d;
    uint32_t end = p->at.end + 24 < (uint32_t)r->t->flow.n ? p->at.end + 24 : (uint32_t)r->t->flow.n;
    kg_str tail = kg_sub(r->t->flow, p->at.end, end);
    if (kg_starts(tail, KG_S(", ")) && kg_last_date(tail, &d) && d.year) t->date = kg_iso(d, r->a);
}

/* -- put on record ------------------------------------------------------------------------------------------------- */

/* The request of the motion whose text ends above: what stands behind "verzoekt de regering". */
static kg_str request(const kg_relating *r, int passage)
{
    enum { LONGEST = 600 };
    static const char *const verb[] = { "verzoekt de regering", "verzoekt het kabinet",  "roept de regering op",
                                        "roept het kabinet op", "verzoekt de minister",  "verzoekt de Minister",
                                        "spreekt uit",          "spreekt zich uit",
                                        "verzoekt het Presidium" };
    for (int i = passage; i >= 0 && i > passage - 6; i--) {
        if (r->t->passages[i].role != KG_MOTION) continue;
        kg_str s = kg_cut(r->t->flow, r->t->passages[i].at);
        for (size_t k = 0; k < sizeof verb / sizeof *verb; k++) {
            ptrdiff_t at = kg_index(s, kg_cstr(verb[k]));
            if (at < 0) continue;
            ptrdiff_t end = kg_index(s, KG_S("en gaat over tot de orde"));
            bool opinion = kg_starts(kg_cstr(verb[k]), KG_S("spreekt"));   /* the words stay, since the government is asked for nothing */
            kg_str words = kg_trim(kg_sub(s, at + (opinion ? 0 : (ptrdiff_t)strlen(verb[k])), end > at ? end : s.n));
            while (words.n && strchr(",: ", words.s[0])) words = kg_sub(words, 1, words.n);
            if (kg_starts(words, KG_S("om "))) words = kg_sub(words, 3, words.n);
            while (words.n && strchr(",;. ", words.s[words.n - 1])) words.n--;
            if (words.n <= LONGEST) return words;
            words.n = LONGEST;
            while (words.n && words.s[words.n] != ' ') words.n--;
            return words;
        }
        return (kg_str){ 0 };
    }
    return (kg_str){ 0 };
}

/* The document itself, where it is a motion: movers and request stand in it. */
static void tell_self(kg_relating *r)
{
    if (!kg_eq(r->t->meta.soort, KG_S("motie"))) return;
    kg_thing *t = kg_told(r, r->t->meta.id);
    t->soort = r->t->meta.soort;
    t->date = r->t->meta.date;
    for (int i = 0; i < r->refs.n; i++) {
        const kg_ref *p = &r->refs.v[i];
        if (p->how == KG_FURNITURE && p->cap[KG_CAP_names].end && kg_eq(p->target, t->id))
            set_movers(r, t, kg_ref_cap(r, p, KG_CAP_names));
    }
    for (int i = 0; i < r->t->npassages && !t->title.n; i++) {
        if (r->t->passages[i].role != KG_MOTION) continue;
        t->title = request(r, i);
        set_movers(r, t, kg_signers(r->t, r->t->passages[i].at.end, r->a));
    }
}

/* Who the chair says has proposed it: no slip of a minister's tongue adds to these. */
static void chair_names(kg_relating *r, kg_str id, const kg_ref *c)
{
    kg_thing *t = kg_told(r, id);
    int *record = kg_map_at(&r->introduced, id, NULL);
    bool all = record && !c->cap[KG_CAP_k].end;               /* not "het lid Smit c.s." */
    if (all) t->nmovers = 0;
    set_movers(r, t, kg_ref_cap(r, c, KG_CAP_names));
    if (all && t->nmovers) *record = KG_MOVERS_SAID;
}

/* The chair's two sentences belong together, also where columns of a page have parted them: "Deze motie is voorgesteld door ..."
 * names the movers, "Zij krijgt nr. 3 (35 373)" the number. */
typedef struct { const kg_ref *formula; kg_str nameless; } record;

static void formula(kg_relating *r, const kg_ref *c, record *open)
{
    const kg_ref *id = kg_number_behind(r, c, 400, false);
    if (id) chair_names(r, id->target, c);
    else if (open->nameless.n) chair_names(r, open->nameless, c), open->nameless.n = 0;
    else open->formula = c;
}

static void put_on_record(kg_relating *r, const kg_ref *c, record *open)
{
    if (c->cap[KG_CAP_names].end) { formula(r, c, open); return; }
    const kg_ref *id = kg_number_behind(r, c, 40, false);
    if (!id) return;
    kg_thing *t = kg_told(r, id->target);
    t->soort = KG_S("motie");
    if (!t->at) t->at = id->at.beg;
    if (!t->nmovers && open->formula) chair_names(r, id->target, open->formula), open->formula = NULL;
    else if (!t->nmovers) open->nameless = id->target;
    if (!t->title.n) t->title = request(r, c->passage);
    if (!t->date.n) t->date = r->t->meta.date;
    kg_add_edge(r, KG_REL_INTRODUCES, (kg_str){ 0 }, id, c);
}

/* "TER VERVANGING VAN DIE GEDRUKT ONDER NR. 121", in a title "(t.v.v. nr. 79)": a number of the motion's own dossier. */
static bool own_number(const kg_relating *r, const kg_ref *c, kg_ref *id)
{
    enum { NEAR = 12 };
    kg_str rest = kg_sub(r->t->flow, c->at.end,
                         c->at.end + NEAR < (uint32_t)r->t->flow.n ? c->at.end + NEAR : (uint32_t)r->t->flow.n);
    ptrdiff_t beg = 0, end;
    while (beg < rest.n && !kg_digit(rest.s[beg])) beg++;
    for (end = beg; end < rest.n && kg_digit(rest.s[end]); end++) {}
    bool title = kg_starts(rest, KG_S("nr. ")) && kg_index(kg_cut(r->t->flow, c->at), KG_S("v.v")) > 0;
    if (end == beg || end - beg > 4 || end == rest.n || !r->t->meta.dossier.n ||
        (!title && !kg_eq(r->t->meta.soort, KG_S("motie"))))
        return false;
    *id = *c;
    id->at = (kg_span){ c->at.end + (uint32_t)beg, c->at.end + (uint32_t)end };
    id->target = kg_fmt(r->a, "kst-%.*s-%d", KG_ARG(r->t->meta.dossier), kg_int(kg_sub(rest, beg, end)));
    id->confidence = 0.9f;
    return true;
}

static void replaced(kg_relating *r, int i)
{
    const kg_ref *c = &r->refs.v[i], *id = kg_number_behind(r, c, 40, false);
    kg_ref own;
    if (!id && !own_number(r, c, &own)) return;
    if (!id) id = &own;
    const kg_edge *last = r->edges.n ? &r->edges.v[r->edges.n - 1] : NULL;
    if (last && last->relation == KG_REL_REPLACES && last->at.end + 20 > c->at.beg && kg_eq(last->target, id->target))
        return;                                               /* "(t.v.v. 29689-1011)(t.v.v. 29689-1011)" */
    kg_edge *e = kg_add_edge(r, KG_REL_REPLACES, (kg_str){ 0 }, id, c);
    for (int k = i - 1; k >= 0 && r->refs.v[k].passage == c->passage && c->at.beg - r->refs.v[k].at.beg < 60; k--)
        if (r->refs.v[k].how == KG_EXPLICIT && r->refs.v[k].kind == KG_KAMERSTUK &&
            !kg_eq(r->refs.v[k].target, id->target)) {
            e->source = r->refs.v[k].target;
            return;
        }
}

/* The chair's formula for the record goes before what the mover said a moment ago. */
static void drop_said(kg_relating *r, kg_relation relation, kg_str id, uint32_t at)
{
    enum { NEAR = 2000, MANY = 100 };                         /* edges that a moment has, at most */
    for (int i = r->edges.n - 1, n = 0; i >= 0 && n < MANY; i--, n++) {
        kg_edge *e = &r->edges.v[i];
        bool said = kg_eq(e->rule, KG_S("houdt-aan")) || kg_eq(e->rule, KG_S("trekt-in"));
        if (!said || e->relation != relation || !kg_eq(e->target, id) || e->at.beg + NEAR < at) continue;
        memmove(e, e + 1, sizeof *e * (size_t)(r->edges.n - i - 1));
        r->edges.n--;
        return;
    }
}

/* "... de volgende aangehouden moties zijn vervallen: 34775-42; 34734-25" */
static bool heads_list(kg_str words) { return kg_ends(words, KG_S("zijn vervallen")) || kg_contains(words, " volgende "); }

/* Where such a list ends: in the next passage, where its head is all that stands in its own. */
static int list_end(const kg_relating *r, const kg_ref *c)
{
    const kg_passage *p = kg_ref_passage(r, c), *q = p + 1;
    kg_str rest = kg_trim(kg_sub(r->t->flow, c->at.end, p->at.end));
    bool head = kg_eq(rest, KG_S(":")) && q < r->t->passages + r->t->npassages;
    return c->passage + (head && q->role != KG_HEADING && q->role != KG_MOTION && kg_digit(r->t->flow.s[q->at.beg]));
}

/* Held, withdrawn, lapsed: each number of the sentence. */
static void sentence_numbers(kg_relating *r, const kg_ref *c, kg_relation relation)
{
    enum { LONGEST = 6000 };                                  /* of a list on a line of its own */
    kg_voice v = kg_ref_passage(r, c)->voice;
    if (v == KG_VOICE_MEMBER && relation != KG_REL_WITHDRAWS) return;
    kg_span s = kg_sentence_at(r->t, c->at.beg);
    bool any = false, list = heads_list(kg_cut(r->t->flow, c->at));
    int last = list ? list_end(r, c) : c->passage;
    for (int k = kg_first_ref(&r->refs, s.beg); k < r->refs.n && r->refs.v[k].at.beg < s.end + (last > c->passage ? LONGEST : 200); k++) {
        const kg_ref *p = &r->refs.v[k];
        if (p->at.beg >= s.end && !(list && p->passage >= c->passage && p->passage <= last)) break;
        if (p->how != KG_EXPLICIT || p->kind != KG_KAMERSTUK) continue;
        drop_said(r, relation, p->target, p->at.beg);
        kg_add_edge(r, relation, (kg_str){ 0 }, p, c);
        any = true;
    }
    for (int k = kg_first_ref(&r->refs, s.beg); !any && k < r->refs.n && r->refs.v[k].at.beg < s.end; k++) {
        if (!kg_names_motion(&r->refs.v[k])) continue;
        drop_said(r, relation, r->refs.v[k].target, c->at.beg);
        kg_add_edge(r, relation, (kg_str){ 0 }, &r->refs.v[k], c);
        return;
    }
}

/* Is the speaker among the movers: "De heer Graus (PVV)". */
static bool his_own(const kg_relating *r, kg_str id, kg_str speaker)
{
    const int *at = kg_map_at((kg_map **)&r->told, id, NULL);
    const kg_thing *t = at && *at ? &r->things.v[*at - 1] : NULL;
    for (int i = 0; t && i < t->nmovers; i++) {
        ptrdiff_t at_name = kg_index(speaker, t->movers[i]), end = at_name + t->movers[i].n;
        if (at_name > 0 && speaker.s[at_name - 1] == ' ' && (end == speaker.n || speaker.s[end] == ' ' || speaker.s[end] == ':')) return true;
    }
    return false;
}

/* "Dan houd ik hem aan", "De motie op stuk nr. 50 wordt aangehouden": of what was put on record here, by its mover or noted by the chair; the one
 * that the sentence names, else the one dealt with. */
static void said_of_own(kg_relating *r, const kg_ref *c, kg_relation relation, kg_taken now)
{
    enum { FAR = 3000 };
    static const char *const unless[] = { "Als ", " als ", "ndien ", " mits ", " tenzij ", " niet ", " zei: ", " zegt: " };
    const kg_passage *p = kg_ref_passage(r, c);
    kg_span s = kg_sentence_at(r->t, c->at.beg);
    kg_str words = kg_trim(kg_cut(r->t->flow, s));
    if (KG_CONTAINS_ANY(words, unless)) return;
    if (kg_ends(words, KG_S("?"))) return;
    const kg_ref *m = NULL;
    for (int k = kg_first_ref(&r->refs, s.beg); k < r->refs.n && r->refs.v[k].at.beg < c->at.end; k++)
        if (kg_names_motion(&r->refs.v[k])) m = &r->refs.v[k];
    if (!m && now.first >= 0 && now.first == now.last && c->at.beg < r->refs.v[now.last].at.end + FAR) m = &r->refs.v[now.last];
    if (!m || !kg_map_at(&r->introduced, m->target, NULL) || (p->voice == KG_VOICE_MEMBER && !his_own(r, m->target, p->speaker))) return;
    const kg_edge *last = r->edges.n ? &r->edges.v[r->edges.n - 1] : NULL;
    if (last && last->relation == relation && kg_eq(last->target, m->target) && last->sentence.beg == s.beg) return;
    kg_ref at = *m;
    at.at = c->at;
    at.passage = c->passage;
    kg_add_edge(r, relation, (kg_str){ 0 }, &at, c);
}

/* "Aan de orde is de stemming over een motie, ..., te weten:" and, perhaps on a line of its own, the one paper. */
static const kg_ref *only_listed(const kg_relating *r, const kg_ref *c)
{
    enum { FAR = 700 };
    for (int k = kg_first_ref(&r->refs, c->at.end); k < r->refs.n && r->refs.v[k].at.beg < c->at.end + FAR; k++) {
        const kg_ref *p = &r->refs.v[k];
        if (kg_starts(kg_role_str(p), KG_S("vote"))) break;
        if (p->how == KG_EXPLICIT && p->kind == KG_KAMERSTUK && p->target.n) return p;
    }
    return NULL;
}

/* What is voted on behind "In stemming komt": a number, an amendment by its number in the dossier, or the bill itself, named at the head. */
static const kg_ref *voted_on(const kg_relating *r, const kg_ref *c)
{
    enum { NEAR = 12 };
    const kg_ref *id = kg_number_behind(r, c, 160, false);
    if (id) return id;
    for (const kg_ref *p = c + 1; p < r->refs.v + r->refs.n && p->at.beg < c->at.end + NEAR; p++)
        if (kg_names_motion(p) && p->cap[KG_CAP_stuk].end) return p;
    return kg_starts(kg_sub(r->t->flow, c->at.end, r->t->flow.n), KG_S("wetsvoorstel")) ? kg_bill_at_hand(r->t, &r->refs, c, true) : NULL;
}

/* "Zodat het is aangenomen" speaks of a bill or an amendment, "zodat zij" of a motion. */
static bool another_gender(const kg_relating *r, const kg_ref *vote, kg_str words)
{
    kg_str line = kg_sub(r->t->flow, kg_ref_passage(r, vote)->at.beg, vote->at.beg);
    return kg_contains(words, "zodat het ") && kg_contains(line, "otie") && !kg_contains(line, "mendement") && !kg_contains(line, "oorstel");
}

/* "zodat zij is verworpen" speaks of the last "In stemming komt"; "De motie-X (D, nr. N) is verworpen" of its own. */
static void decided(kg_relating *r, const kg_ref *c, const kg_ref *vote)
{
    kg_str value = kg_sub(kg_role_str(c), 8, kg_role_str(c).n);
    kg_str words = kg_cut(r->t->flow, c->at);
    ptrdiff_t last = words.n;                                 /* the participle: "is nog niet | aangenomen" */
    while (last > 0 && words.s[last - 1] != ' ') last--;
    if (kg_ends(kg_sub(words, 0, last), KG_S(" niet "))) return;
    bool own = kg_index(words, KG_S("otie")) == 1;
    const kg_ref *m = own ? NULL : vote;
    kg_span s = kg_sentence_at(r->t, c->at.beg);
    uint32_t end = 0;                                         /* of its last mention */
    for (int k = kg_first_ref(&r->refs, s.beg); own && k < r->refs.n && r->refs.v[k].at.beg < s.end; k++) {
        const kg_ref *p = &r->refs.v[k];
        if ((p->how != KG_EXPLICIT || p->kind != KG_KAMERSTUK) && !kg_names_motion(p)) continue;
        bool next = m && p->at.beg >= end && p->at.end <= c->at.end && kg_ends(kg_sub(r->t->flow, end, p->at.beg), KG_S(" en de "));
        if (!m || next) m = p;                                /* "... motie-A en de motie-B is verworpen" */
        if (kg_eq(p->target, m->target)) end = p->at.end;
    }
    if (!m || (m == vote && another_gender(r, vote, words))) return;
    kg_ref at = *m;
    at.at = c->at;
    at.passage = c->passage;
    kg_add_edge(r, KG_REL_DECIDES, value, &at, c);
}

/* First, since a later "de motie op stuk nr. 11" may be a slip of the tongue: what was never put on record as a motion and is called an amendment. */
static void tell_amendments(kg_relating *r)
{
    for (int i = 0; i < r->refs.n; i++) {
        const kg_ref *p = &r->refs.v[i];
        if (!kg_names_motion(p) || !kg_calls_amendment(r, p) || kg_map_at(&r->introduced, p->target, NULL)) continue;
        kg_thing *t = kg_told(r, p->target);
        if (!t->soort.n) t->soort = KG_S("amendement"), t->at = p->at.beg;
    }
}

void kg_relate_moties(kg_relating *r)
{
    kg_taken current = { -1, -1, -1 };
    record open = { 0 };
    const kg_ref *vote = NULL;                                /* what is voted on now */
    tell_self(r);
    tell_amendments(r);
    for (int i = 0; i < r->refs.n; i++) {
        const kg_ref *p = &r->refs.v[i];
        kg_str role = kg_role_str(p);
        if (kg_eq(role, KG_S("introduces"))) put_on_record(r, p, &open);
        else if (kg_eq(role, KG_S("replaces"))) replaced(r, i);
        else if (kg_eq(role, KG_S("holds"))) sentence_numbers(r, p, KG_REL_HOLDS);
        else if (kg_eq(role, KG_S("withdraws"))) sentence_numbers(r, p, KG_REL_WITHDRAWS);
        else if (kg_eq(role, KG_S("holds:told"))) kg_held_elsewhere(r, i);
        else if (kg_eq(role, KG_S("holds:said"))) said_of_own(r, p, KG_REL_HOLDS, current);
        else if (kg_eq(role, KG_S("withdraws:said"))) said_of_own(r, p, KG_REL_WITHDRAWS, current);
        else if (kg_eq(role, KG_S("vote"))) vote = voted_on(r, p);
        else if (kg_eq(role, KG_S("vote:one"))) vote = only_listed(r, p);
        else if (kg_starts(role, KG_S("decides:"))) decided(r, p, vote);
        else if (kg_eq(role, KG_S("lapses"))) sentence_numbers(r, p, KG_REL_LAPSES);
        else if (kg_starts(role, KG_S("judges:"))) kg_judge(r, p, current);
        else if (kg_unknown_motion(r, p)) current = (kg_taken){ -1, -1, -1 };
        else if (kg_names_motion(p)) {
            if (kg_goes_on_to(r, p)) kg_put_right(r, p), current = kg_take_up(r, i, current);
            if (p->flags & KG_AMBIGUOUS || kg_amendment(r, p)) continue;
            if (p->cap[KG_CAP_names].end || p->cap[KG_CAP_stuk].end) tell_motion(r, p);
        } else if (p->kind != KG_CUE && p->how == KG_CONTEXT && p->target.n) tell_paper(r, p);
    }
}
