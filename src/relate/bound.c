/* bound.c - which motion a cue speaks of. In: a cue among the references of one document. Out: the index of a motion's name, or -1.
 *
 * Right behind the cue ("conform [de motie ...]"), the nearest of its sentence, or the one of which the verb behind it says what became of it
 * ("de motie van het lid X (nr. 3), waarin wordt verzocht om Y, is hiermee [afgerond]"). What only gave occasion is no subject: "naar aanleiding
 * van de motie-X is het onderzoek afgerond".
 */
#include "relate.h"

/* "Ik kom op de motie-A … nee, andersom: de motie-B": a slip of the tongue, and what is meant. */
static int put_right(const kg_relating *r, int k)
{
    static const char *const slip[] = { " … nee", "… nee", " ... nee", "... nee", ", nee,", " — nee", ", sorry,", ", pardon,", " of nee,", ", of liever" };
    enum { NEAR = 40 };
    const kg_ref *p = &r->refs.v[k];
    kg_str rest = kg_sub(r->t->flow, p->at.end, r->t->flow.n);
    bool wrong = false;
    for (size_t i = 0; i < sizeof slip / sizeof *slip; i++) wrong |= kg_starts(rest, kg_cstr(slip[i]));
    for (int i = k + 1; wrong && i < r->refs.n && r->refs.v[i].at.beg < p->at.end + NEAR; i++)
        if (kg_names_motion(&r->refs.v[i]) && r->refs.v[i].passage == p->passage) return i;
    return k;
}

/* The motion named right behind the cue: "conform [de] motie van het lid Eppink". */
int kg_next_motion(const kg_relating *r, int cue)
{
    enum { GAP = 30 };
    const kg_ref *c = &r->refs.v[cue];
    for (int k = cue + 1; k < r->refs.n && r->refs.v[k].at.beg < c->at.end + GAP; k++) {
        const kg_ref *p = &r->refs.v[k];
        if (p->passage != c->passage || !kg_names_motion(p) || p->at.beg < c->at.end) continue;
        kg_str gap = kg_sub(r->t->flow, c->at.end, p->at.beg);
        return memchr(gap.s, '.', (size_t)gap.n) || memchr(gap.s, ',', (size_t)gap.n) ? -1 : put_right(r, k);
    }
    return -1;
}

/* "Anders dan de motie-X, die is ingetrokken, is zij afgedaan": what is said is said of another. */
static bool compared(const kg_relating *r, const kg_ref *p)
{
    static const char *const word[] = { "nders dan ", "n tegenstelling tot ", "et als ", "venals ", "ehalve ", "aast ", "fgezien van " };
    enum { FAR = 26 };
    kg_str s = kg_sub(r->t->flow, p->at.beg > FAR ? p->at.beg - FAR : 0, p->at.beg);
    if (kg_ends(s, KG_S(" de "))) s.n -= 3;
    else if (kg_ends(s, KG_S(" deze "))) s.n -= 5;
    for (size_t i = 0; i < sizeof word / sizeof *word; i++)
        if (kg_ends(s, kg_cstr(word[i]))) return true;
    return false;
}

/* The motion of the sentence that stands nearest to the cue. */
int kg_sentence_motion(const kg_relating *r, int cue)
{
    const kg_ref *c = &r->refs.v[cue];
    kg_span s = kg_sentence_at(r->t, c->at.beg);
    int best = -1;
    uint32_t least = UINT32_MAX;
    for (int step = -1; step <= 1; step += 2)
        for (int k = cue + step; k >= 0 && k < r->refs.n; k += step) {
            const kg_ref *p = &r->refs.v[k];
            if (p->at.beg >= s.end || p->at.end <= s.beg) {
                if (step > 0 || p->at.beg + 1000 < s.beg) break;
                continue;
            }
            if (!kg_names_motion(p) || compared(r, p)) continue;
            uint32_t d = p->at.end <= c->at.beg   ? c->at.beg - p->at.end
                         : p->at.beg >= c->at.end ? p->at.beg - c->at.end
                                                  : 0;
            if (d < least) least = d, best = k;
        }
    return best;
}

/* What stands between two motions that are named together: " en de ", " (Kamerstuk 36 200, nr. 3) en de ", ", de ". */
static bool named_together(kg_str gap)
{
    static const char *const link[] = { " en de ", " en ", ", de ", " en van de ", " als de ", " alsmede de ", " en ook de ", ", alsmede de ", " en op de ",
                                        " en aan de ", " en met de ", " en bij de ", ", en de " };
    enum { LONGEST = 90 };
    if (gap.n > LONGEST) return false;
    while (gap.n > 2 && (gap.s[0] == '(' || kg_starts(gap, KG_S(" (")))) {
        ptrdiff_t end = kg_index(gap, KG_S(")"));
        if (end < 0) return false;
        gap = kg_sub(gap, end + 1, gap.n);
    }
    for (size_t i = 0; i < sizeof link / sizeof *link; i++)
        if (kg_eq(gap, kg_cstr(link[i]))) return true;
    return false;
}

/* The motion named together with this one, before it (step -1) or behind it; -1 for none. */
int kg_beside(const kg_relating *r, int k, int step)
{
    const kg_ref *p = &r->refs.v[k];
    for (int j = k + step; j >= 0 && j < r->refs.n && r->refs.v[j].passage == p->passage; j += step) {
        const kg_ref *q = &r->refs.v[j];
        if (!kg_names_motion(q) || (q->at.beg < p->at.end && p->at.beg < q->at.end)) continue;
        const kg_ref *a = step > 0 ? p : q, *b = step > 0 ? q : p;
        if (b->at.beg < a->at.end) return -1;
        return named_together(kg_sub(r->t->flow, a->at.end, b->at.beg)) ? j : -1;
    }
    return -1;
}

/* The text without what stands in brackets. */
static kg_str without_brackets(kg_str s, kg_arena *a)
{
    char *v = kg_new(a, char, s.n + 1);
    ptrdiff_t n = 0;
    int depth = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        if (s.s[i] == '(') depth++;
        else if (s.s[i] == ')' && depth) depth--;
        else if (!depth) v[n++] = s.s[i];
    }
    return kg_trim((kg_str){ v, n });
}

static bool one_of(kg_str s, const char *const *word, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (kg_eq(s, kg_cstr(word[i]))) return true;
    return false;
}

/* The last word of a text, taken off it. */
static kg_str last_word(kg_str *s)
{
    *s = kg_trim(*s);
    ptrdiff_t i = s->n;
    while (i > 0 && s->s[i - 1] != ' ') i--;
    kg_str w = kg_sub(*s, i, s->n);
    s->n = i;
    return w;
}

/* "Naar aanleiding van | de aangenomen motie": a preposition stands before it. "De uitvoering van de motie" is as good as the motion. */
bool kg_governed_at(const kg_relating *r, uint32_t at)
{
    enum { FAR = 80 };
    static const char *const article[] = { "de", "deze", "die", "beide", "genoemde", "voornoemde", "bovengenoemde", "eerdergenoemde", "aangenomen",
                                           "aangehouden", "gewijzigde", "nader", "eerdere", "bewuste", "betreffende", "desbetreffende" };
    static const char *const noun[] = { "uitvoering", "afdoening", "opvolging", "invulling", "uitwerking" };
    static const char *const preposition[] = { "van", "in", "aan", "op", "door", "met", "bij", "naar", "uit", "over", "tot", "voor", "namens", "conform",
                                               "tegen", "onder", "via", "per", "dan", "als", "zoals", "ingevolge", "overeenkomstig", "binnen", "na", "sinds",
                                               "en", "of", "om", "gezien", "wegens", "vanwege", "krachtens", "dankzij", "ondanks", "rond", "omtrent" };
    uint32_t beg = kg_sentence_at(r->t, at).beg;
    kg_str before = kg_sub(r->t->flow, at > beg + FAR ? at - FAR : beg, at), w = last_word(&before);
    while (one_of(w, article, sizeof article / sizeof *article)) w = last_word(&before);
    if (kg_eq(w, KG_S("van"))) {
        if (!one_of(last_word(&before), noun, sizeof noun / sizeof *noun) || !kg_same_folded(last_word(&before), KG_S("de"))) return true;
        w = last_word(&before);                               /* "ter uitvoering van", "met de uitvoering van" */
    }
    if (!w.n) return false;
    kg_str low = w;
    char first[32];
    if (kg_upper(w.s[0]) && w.n < (ptrdiff_t)sizeof first) {
        memcpy(first, w.s, (size_t)w.n);
        first[0] = (char)(first[0] + ('a' - 'A'));
        low = (kg_str){ first, w.n };
    }
    return one_of(low, preposition, sizeof preposition / sizeof *preposition);
}

bool kg_governed(const kg_relating *r, int motion)
{
    for (int j; (j = kg_beside(r, motion, -1)) >= 0;) motion = j;                /* of those named together, the first */
    return kg_governed_at(r, r->refs.v[motion].at.beg);
}

/* What may stand between a motion and its verb: nothing, its subject, a clause that tells what it asks. */
static bool runs_on(kg_str gap)
{
    enum { LONGEST = 260 };
    static const char *const subject[] = { "over ", "inzake ", "betreffende ", "om ", "van " };
    static const char *const clause[] = { "waarin ", "waarmee ", "waarbij ", "die ", "welke ", "ingediend ", "aangenomen ", "over ", "Kamerstuk", "d.d. " };
    if (!gap.n) return true;
    if (gap.n > LONGEST) return false;
    ptrdiff_t comma = kg_index(gap, KG_S(","));
    if (comma < 0) {
        for (size_t i = 0; i < sizeof subject / sizeof *subject; i++)
            if (kg_starts(gap, kg_cstr(subject[i]))) return !kg_contains(gap, " die ") && !kg_contains(gap, " dat ");
        return false;
    }
    kg_str behind = kg_trim(kg_sub(gap, comma + 1, gap.n));
    if (!kg_ends(gap, KG_S(","))) return false;
    for (size_t i = 0; i < sizeof clause / sizeof *clause; i++)
        if (kg_starts(behind, kg_cstr(clause[i])) || kg_starts(gap, kg_cstr(clause[i]))) return true;
    return false;
}

/* The motion before the cue, of which the cue's verb tells what became of it: "aan" only where it is met ("aan de motie-X is voldaan"). */
int kg_subject_motion(const kg_relating *r, int cue)
{
    const kg_ref *c = &r->refs.v[cue];
    kg_span s = kg_sentence_at(r->t, c->at.beg);
    int k = cue - 1;
    while (k >= 0 && r->refs.v[k].at.beg >= s.beg && (!kg_names_motion(&r->refs.v[k]) || r->refs.v[k].at.end > c->at.beg)) k--;
    if (k < 0 || r->refs.v[k].at.beg < s.beg || r->refs.v[k].passage != c->passage) return -1;
    if (!runs_on(without_brackets(kg_sub(r->t->flow, r->refs.v[k].at.end, c->at.beg), r->a))) return -1;
    return kg_governed(r, k) ? -1 : k;
}
