/* topic.c - motions that are named by what they ask: "de motie over Nord Stream 2". In: such phrases, what the document tells of
 * its motions. Out: targets.
 *
 * What is told of a motion is the subject behind its name ("motie van het lid X over ...") and its own text where it is put on record
 * here. The motion whose words meet the phrase has it; where a second meets half as many, or where one everyday word is all, none.
 *
 * Invariant: a bounded number of phrases, motions and words is compared, so that costs stay linear in hostile documents.
 */
#include "resolve.h"

enum { PHRASES = 64, MOTIONS = 256, NEAREST = 24, LONGEST = 600, WORDS = 12 };

typedef struct { kg_str id, text; uint32_t at; bool record; } told;   /* put on record at `at`, or only named there */
typedef struct { kg_str w; bool name; } word;

bool kg_is_described(const kg_ref *p)
{
    return p->kind == KG_MOTIE && p->cap[KG_CAP_what].end && !p->cap[KG_CAP_stuk].end && !p->cap[KG_CAP_names].end;
}

/* The text of the motion that "Zij krijgt nr. 3" speaks of: it stands a few passages above. */
static kg_str record_text(const kg_resolver *r, int passage)
{
    enum { ABOVE = 6 };
    for (int i = passage; i >= 0 && i > passage - ABOVE; i--) {
        kg_span at = r->t->passages[i].at;
        if (r->t->passages[i].role == KG_MOTION)
            return kg_sub(r->t->flow, at.beg, at.end < at.beg + LONGEST ? at.end : at.beg + LONGEST);
    }
    return (kg_str){ 0 };
}

static int collect(const kg_resolver *r, told *out)
{
    int n = 0;
    for (int i = 0; i < r->refs->n && n < MOTIONS; i++) {
        const kg_ref *p = &r->refs->v[i];
        told x = { 0 };
        if (kg_is_phrase(p) && p->kind == KG_MOTIE && p->cap[KG_CAP_names].end) x = (told){ p->target, kg_subject_after(r, p), p->at.beg, false };
        else if (p->kind == KG_CUE && !p->cap[KG_CAP_names].end && kg_eq(kg_rule_role(p->rule), KG_S("introduces")))
            for (int k = i + 1; k < r->refs->n && r->refs->v[k].passage == p->passage && !x.id.n; k++)
                if (r->refs->v[k].how == KG_EXPLICIT && r->refs->v[k].kind == KG_KAMERSTUK)
                    x = (told){ r->refs->v[k].target, record_text(r, p->passage), p->at.beg, true };
        if (x.id.n && x.text.n) out[n++] = x;
    }
    return n;
}

/* How many of the words stand in the text, names twice; *rare where one is a name or long. Where the phrase has names, one must. */
static int meet(const word *v, int n, kg_str text, bool *rare)
{
    enum { STEM = 6, RARE = 9 };
    int met = 0;
    bool seen[WORDS] = { false }, names = false, named = false;
    for (int i = 0; i < n; i++) names = names || v[i].name;
    for (ptrdiff_t at = 0; at < text.n;) {
        kg_str t = kg_next_word(text, &at);
        for (int i = 0; i < n; i++) {
            ptrdiff_t m = v[i].w.n < STEM ? v[i].w.n : STEM;
            if (seen[i] || t.n < m || !kg_ieq(kg_sub(v[i].w, 0, m), kg_sub(t, 0, m))) continue;
            if (v[i].name && !kg_upper(t.s[0])) continue;
            seen[i] = true;
            named = named || v[i].name;
            *rare = *rare || v[i].name || v[i].w.n >= RARE;
            met += 1 + v[i].name;
        }
    }
    return names && !named ? 0 : met;
}

static int words_of(kg_str what, word *out)
{
    enum { NAME = 4 };
    int n = 0;
    for (ptrdiff_t at = 0; at < what.n && n < WORDS;) {
        kg_str w = kg_next_word(what, &at);
        bool name = w.n >= NAME && kg_upper(w.s[0]);
        if (name || kg_telling_word(w)) out[n++] = (word){ w, name };
    }
    return n;
}

/* "De motie over de huurverhoging", in a debate that has put some on record: one word is enough where no other motion has it. "Een motie over ...",
 * "de aangenomen motie over ..." may be of any day. */
static bool one_of_these(const kg_resolver *r, const kg_ref *p)
{
    static const char *const older[] = { "angenomen", "angehouden", "ngetrokken", "erworpen", "erdere", "vorige" };
    kg_str words = kg_cut(r->t->flow, p->at);
    if (KG_CONTAINS_ANY(words, older)) return false;
    static const char *const these[] = { " de ", "De ", "ijn ", " uw ", "Uw ", "haar " };
    kg_str before = kg_sub(r->t->flow, 0, p->at.beg);
    bool points = false;
    for (size_t i = 0; i < sizeof these / sizeof *these; i++) points = points || kg_ends(before, kg_cstr(these[i]));
    return points && r->debate && r->intros.n && r->intros.v[0].at < p->at.beg;
}

static void by_topic(kg_resolver *r, kg_ref *p, const told *t, int n)
{
    word v[WORDS];
    int words = words_of(kg_cap_str(r, p, KG_CAP_what), v), most = 0, second = 0;
    kg_str best = { 0 };
    bool best_rare = false;
    for (int i = n - 1, seen = 0; i >= 0 && words && seen < NEAREST; i--) {
        if (t[i].record && t[i].at > p->at.beg) continue;     /* nobody speaks of what is put on record later */
        seen++;
        bool rare = false;
        int met = meet(v, words, t[i].text, &rare);
        if (kg_eq(t[i].id, best)) { most = met > most ? met : most; continue; }
        if (met <= most) { second = met > second ? met : second; continue; }
        second = most, most = met, best = t[i].id, best_rare = rare;
    }
    bool alone = !second && most && one_of_these(r, p);
    if (most > 1 ? second * 2 < most && (best_rare || alone) : alone && best_rare) kg_hit(p, best, 0.65f);
}

static bool may_mean(const kg_ref *p, kg_str id)
{
    for (int k = 0; k < p->ncandidates; k++)
        if (kg_eq(p->candidates[k], id)) return true;
    return false;
}

/* "De tweede motie van mevrouw Beckerman": of her motions the second that was put on record; -1 where none is said. */
static int nth_of_these(const kg_resolver *r, const kg_ref *p, const told *t, int n)
{
    static const char *const order[] = { "erste ", "weede ", "erde ", "ierde ", "ijfde " };
    kg_str lead = kg_sub(kg_cut(r->t->flow, p->at), 0, kg_index(kg_cut(r->t->flow, p->at), KG_S("otie")));
    int want = 0, last = -1, count = 0;
    for (int i = 0; i < 5; i++)
        if (kg_ends(kg_sub(lead, 0, lead.n - 1), kg_cstr(order[i]))) want = i + 1;
    bool final = kg_ends(kg_sub(lead, 0, lead.n - 1), KG_S("aatste "));
    for (int i = 0; i < n && (want || final); i++) {
        if (!may_mean(p, t[i].id) || !t[i].record || t[i].at > p->at.beg) continue;
        last = i;
        if (++count == want) return i;
    }
    return final ? last : -1;
}

/* "De motie van de heer Nijboer over de boetes": of his motions the only one with a word of it. */
static void choose_by_topic(kg_resolver *r, kg_ref *p, const told *t, int n)
{
    word v[WORDS];
    int words = words_of(kg_subject_after(r, p), v), found = -1;
    for (int i = 0; i < n && words; i++) {
        bool rare = false;
        if (!may_mean(p, t[i].id) || !meet(v, words, t[i].text, &rare)) continue;
        if (found >= 0 && !kg_eq(t[found].id, t[i].id)) return;
        found = i;
    }
    if (found < 0) found = nth_of_these(r, p, t, n);
    if (found < 0) return;
    p->ncandidates = 0;
    p->flags &= ~(unsigned)KG_AMBIGUOUS;
    kg_hit(p, t[found].id, 0.7f);
}

void kg_resolve_topics(kg_resolver *r)
{
    told *t = NULL;
    int n = 0, done = 0;
    for (int i = 0; i < r->phrases.n && done < PHRASES; i++) {
        kg_ref *p = &r->refs->v[r->phrases.v[i]];
        bool several = r->debate && p->kind == KG_MOTIE && p->flags & KG_AMBIGUOUS && p->ncandidates > 1;
        if (p->target.n || (!kg_is_described(p) && !several)) continue;
        if (kg_is_described(p) && kg_contains(kg_sub(r->t->flow, p->at.beg, p->cap[KG_CAP_what].beg), "oties ")) continue;
        if (!t) n = collect(r, t = kg_new(r->a, told, MOTIONS));
        if (several) choose_by_topic(r, p, t, n);
        else by_topic(r, p, t, n);
        done++;
    }
}
