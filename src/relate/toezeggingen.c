/* toezeggingen.c - commitments. In: references and cues. Out: promises, with deadline and date, and their edges.
 *
 * Three sources (spec 2.3): the chair's closing list, performative sentences of the government, and letters that say they keep an
 * earlier commitment. A sentence counts where a performative stands in it, the government speaks, and nothing bars it: no
 * question, refusal, thanks, reported speech, or promise for the same debate. The same sentence said twelve times is one commitment.
 */
#include "words.h"
#include "relate.h"

#include <stdlib.h>

static const kg_ref *cue_in(const kg_relating *r, kg_span s, const char *role)
{
    for (int k = kg_first_ref(&r->refs, s.beg); k < r->refs.n && r->refs.v[k].at.beg < s.end; k++)
        if (kg_eq(kg_role_str(&r->refs.v[k]), kg_cstr(role))) return &r->refs.v[k];
    return NULL;
}

/* -- deadlines ----------------------------------------------------------------------------------------------------- */

static int number_word(kg_str s)
{
    static const struct {
        const char *word;
        int n;
    } words[] = { { "een paar ", 2 }, { "enkele ", 3 }, { "een ", 1 },  { "één ", 1 }, { "twee ", 2 },
                  { "drie ", 3 },     { "vier ", 4 },   { "vijf ", 5 }, { "zes ", 6 }, { "acht ", 8 } };
    int n = kg_int(s);
    if (n > 0) return n;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (kg_index(s, kg_cstr(words[i].word)) >= 0) return words[i].n;
    return 0;
}

/* The last day on which the words are still kept; none where they name no day ("zo spoedig mogelijk"). */
static kg_date due_date(kg_str words, kg_date from)
{
    kg_date d = { 0 };
    if (kg_last_date(words, &d) && (d.year || from.year)) return kg_date_near(d, from, true);
    if (!from.day) return (kg_date){ 0 };
    int n = number_word(words);
    if (n && kg_contains(words, "innen ")) {
        if (kg_contains(words, "dag")) return kg_date_add(from, n);
        if (kg_contains(words, "we")) return kg_date_add(from, 7 * n);
        if (kg_contains(words, "maand")) return kg_date_add(from, 30 * n);
        if (kg_contains(words, "jaar")) return kg_date_add(from, 365 * n);
    }
    for (int m = 1; m <= 12; m++) {                           /* "in december": its last day */
        static const char *const month[] = { "januari", "februari", "maart",     "april",   "mei",      "juni",
                                             "juli",    "augustus", "september", "oktober", "november", "december" };
        ptrdiff_t at = kg_index(words, kg_cstr(month[m - 1]));
        if (at < 0) continue;
        ptrdiff_t y = at + (ptrdiff_t)strlen(month[m - 1]) + 1;
        int year =
            y + 4 <= words.n && kg_digit(words.s[y]) ? kg_int(kg_sub(words, y, y + 4)) : from.year + (m < from.month);
        kg_date first = { 1, m, year };
        kg_date next = kg_date_add(first, 31);
        return (kg_date){ 31 - (next.day - 1), m, year };
    }
    static const char *const quarter[] = { "eerste kwartaal", "tweede kwartaal", "derde kwartaal", "vierde kwartaal" };
    for (int q = 0; q < 4; q++) {
        if (!kg_contains(words, quarter[q])) continue;
        int year =
            kg_int(words) > 1900 ? kg_int(words) : from.year + (kg_contains(words, "volgend jaar") || 3 * (q + 1) < from.month);
        return (kg_date){ q == 0 || q == 3 ? 31 : 30, 3 * (q + 1), year };
    }
    if (kg_contains(words, "volgende week")) return kg_date_add(from, 13);
    if (kg_contains(words, "dit najaar")) return (kg_date){ 21, 12, from.year };
    if (kg_contains(words, "dit voorjaar")) return (kg_date){ 21, 6, from.year };
    if (kg_contains(words, "einde van het jaar") || kg_contains(words, "einde van dit jaar")) return (kg_date){ 31, 12, from.year };
    return d;
}

static void set_deadline(kg_relating *r, kg_promise *p, kg_span s)
{
    kg_buf words = { 0 };
    for (int k = kg_first_ref(&r->refs, s.beg); k < r->refs.n && r->refs.v[k].at.beg < s.end; k++) {
        const kg_ref *c = &r->refs.v[k];
        if (!kg_eq(kg_role_str(c), KG_S("deadline"))) continue;
        kg_str w = kg_trim(kg_cut(r->t->flow, c->at));
        if (words.n) kg_put(r->a, &words, KG_S("; "));
        kg_put(r->a, &words, w);
        kg_str due = kg_iso(due_date(w, kg_date_of(r->t->meta.date)), r->a);
        if (due.n && (!p->due.n || kg_cmp(due, p->due) < 0)) p->due = due;
    }
    p->deadline = kg_buf_str(&words);
}

/* -- the record ---------------------------------------------------------------------------------------------------- */

static kg_str speaker(const kg_relating *r, const kg_passage *p)
{
    if (p->voice == KG_VOICE_GOVERNMENT && p->speaker.n) return p->speaker;
    for (const kg_passage *q = p; r->debate && q >= r->t->passages && p - q < 400; q--)
        if (q->voice == KG_VOICE_GOVERNMENT && q->speaker.n) return q->speaker;
    return KG_S("kabinet");
}

static kg_promise *add_promise(kg_relating *r, kg_span words, const kg_ref *cue, kg_relation relation)
{
    const kg_passage *pas = kg_passage_at(r->t, words.beg);
    kg_promise *p = kg_push(r->a, &r->promises);
    *p = (kg_promise){ .who = speaker(r, pas), .words = kg_trim(kg_cut(r->t->flow, words)), .at = words.beg, .voice = pas->voice };
    for (int k = kg_first_ref(&r->refs, words.beg); k < r->refs.n && r->refs.v[k].at.beg < words.end;
         k++) /* "(TZ202306-026)" */
        if (r->refs.v[k].how == KG_EXPLICIT && r->refs.v[k].kind == KG_TOEZEGGING) p->id = r->refs.v[k].target;
    if (!p->id.n) p->id = kg_fmt(r->a, "%.*s#toezegging-%d", KG_ARG(r->t->meta.id), r->promises.n);
    set_deadline(r, p, words);
    for (int k = kg_first_ref(&r->refs, words.beg); k < r->refs.n && r->refs.v[k].at.beg < words.end && !p->about.n;
         k++)
        if (kg_names_motion(&r->refs.v[k]) || (r->refs.v[k].how == KG_EXPLICIT && r->refs.v[k].kind == KG_ZAAK))
            p->about = r->refs.v[k].target;
    kg_ref at = *cue;
    at.at = words;
    at.target = p->id;
    at.passage = (int)(pas - r->t->passages);
    at.confidence = 0.8f;
    kg_edge *e = kg_add_edge(r, relation, relation == KG_REL_FULFILS ? KG_S("full") : (kg_str){ 0 }, &at, cue);
    e->sentence = words;
    return p;
}

static bool dashed(kg_str s)
{
    return kg_starts(s, KG_S("– ")) || kg_starts(s, KG_S("- ")) || kg_starts(s, KG_S("• ")) || kg_starts(s, KG_S("— "));
}

/* The chair's list: the dashes behind its head. Taken together with its last sentence where that is the chair's own remark. */
static void take_list(kg_relating *r, const kg_ref *head)
{
    kg_voice v = kg_ref_passage(r, head)->voice;
    if (v == KG_VOICE_MEMBER || v == KG_VOICE_GOVERNMENT) return;
    for (int i = head->passage + 1; i < r->t->npassages; i++) {
        const kg_passage *p = &r->t->passages[i];
        kg_str s = kg_cut(r->t->flow, p->at);
        if (!dashed(s)) return;
        ptrdiff_t skip = kg_index(s, KG_S(" ")) + 1;
        add_promise(r, (kg_span){ p->at.beg + (uint32_t)skip, p->at.end }, head, KG_REL_PROMISES)->how = KG_BY_LIST;
    }
}

static bool barred(const kg_relating *r, kg_span s)
{
    kg_str text = kg_trim(kg_cut(r->t->flow, s));
    return kg_ends(text, KG_S("?")) || cue_in(r, s, "not_promise");
}

static kg_str key(const kg_relating *r, kg_span s)
{
    kg_buf b = { 0 };
    for (uint32_t i = s.beg; i < s.end; i++) {
        char c = kg_fold(r->t->flow.s[i]);
        if (kg_lower(c)) kg_putc(r->a, &b, c);
    }
    return kg_buf_str(&b);
}

static void take_sentence(kg_relating *r, const kg_ref *c, kg_map **seen)
{
    enum { NEAR = 12 };
    const kg_passage *p = kg_ref_passage(r, c);
    if (p->voice != KG_VOICE_GOVERNMENT || p->role == KG_MOTION || p->role == KG_NOTE || p->role == KG_PAGE) return;
    kg_span s = kg_sentence_at(r->t, c->at.beg);
    if (barred(r, s) || kg_denies(kg_sub(r->t->flow, c->at.beg > s.beg + NEAR ? c->at.beg - NEAR : s.beg, c->at.end)))
        return; /* "Ik zeg u niets toe" */
    int *twice = kg_map_at(seen, key(r, s), r->a);
    if (*twice) return;
    *twice = 1;
    add_promise(r, s, c, KG_REL_PROMISES)->how = KG_BY_TEXT;
}

static void take_kept(kg_relating *r, const kg_ref *c, kg_map **seen)
{
    if (kg_ref_passage(r, c)->voice == KG_VOICE_MEMBER || kg_ref_passage(r, c)->role == KG_NOTE) return;
    *kg_map_at(seen, key(r, kg_sentence_at(r->t, c->at.beg)), r->a) = 1;      /* kept here, not made here */
    add_promise(r, kg_sentence_at(r->t, c->at.beg), c, KG_REL_FULFILS)->how = KG_BY_FULFILS;
}

void kg_relate_toezeggingen(kg_relating *r)
{
    kg_map *seen = NULL;
    for (int i = 0; i < r->refs.n; i++) {
        const kg_ref *c = &r->refs.v[i];
        kg_str role = kg_role_str(c);
        if (kg_eq(role, KG_S("promise_list"))) take_list(r, c);
        else if (kg_eq(role, KG_S("promises")) || (r->debate && kg_eq(role, KG_S("promises:debate"))))
            take_sentence(r, c, &seen);
        else if (kg_eq(role, KG_S("fulfils:full"))) take_kept(r, c, &seen);
    }
}
