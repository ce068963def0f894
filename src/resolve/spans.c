/* spans.c - which words a phrase covers. In: phrases as scanned. Out: the same with their true spans, none inside another of its kind.
 *
 * Rules of frequent words begin at the word itself; what stands before it is taken in here. "De motie" of "de motie van het lid X"
 * and "op stuk nr. 8" of "motie op stuk nr. 8" are parts, no mentions of their own.
 */
#include "resolve.h"

int kg_ref_order(const void *x, const void *y)
{
    const kg_ref *a = x, *b = y;
    if (a->at.beg != b->at.beg) return a->at.beg < b->at.beg ? -1 : 1;
    if (a->at.end != b->at.end) return a->at.end > b->at.end ? -1 : 1;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    return kg_cmp(a->target, b->target);
}

/* The last word and the blank behind it; none where there is no blank. */
static kg_str last_word(kg_str s)
{
    ptrdiff_t i = s.n - 1;
    if (i < 0 || s.s[i] != ' ') return (kg_str){ 0 };
    while (i > 0 && s.s[i - 1] != ' ' && s.s[i - 1] != '(') i--;
    return kg_sub(s, i, s.n);
}

/* Takes the words before "motie" into the phrase: "nader gewijzigde", "aangenomen"; "deze" where it is an anaphor. */
static void widen(const kg_text *t, kg_ref *p)
{
    static const char *const kinds[] = { "gewijzigde ", "nader ",      "aangenomen ", "aangehouden ", "ingetrokken ",
                                         "verworpen ",  "ingediende ", "volgende ",   "eerste ",      "tweede ",
                                         "derde ",      "laatste ",    "vorige ",     "unaniem " };
    static const char *const pointers[] = { "deze ", "die ", "dezelfde ", "zijn ", "haar ", "uw ", "mijn " };
    enum { WORDS = 3 };
    uint32_t low = t->passages[p->passage].at.beg;
    for (int n = 0; n < WORDS; n++) {
        kg_str word = last_word(kg_sub(t->flow, low, p->at.beg));
        if (!KG_IEQ_ANY(word, kinds) && !(KG_IEQ_ANY(word, pointers) && kg_is_anaphor(NULL, p))) return;
        p->at.beg -= (uint32_t)word.n;
    }
}

/* First names that tell two members of one surname apart, and first halves of surnames of two words, in front of a capital. */
static bool half_name(kg_str s)
{
    static const char *const word[] = { "agnes",  "anne",   "arno",   "bruins", "chris",  "christine", "daniëlle", "edgar", "haersma", "hans", "jan",
                                        "koser",  "koşer",  "li", "mark",   "martin", "mei",    "paulus",    "pia",      "pieter", "remco",
                                        "rik",    "rudmer", "six",    "sylvana" };
    ptrdiff_t i = s.n;
    while (i > 0 && s.s[i - 1] != ' ' && s.s[i - 1] != '(' && s.s[i - 1] != '/') i--;
    kg_str last = kg_sub(s, i, s.n);
    return KG_IEQ_ANY(last, word);
}

static uint32_t word_end(kg_str flow, uint32_t at)
{
    for (; at < (uint32_t)flow.n; at++) {
        unsigned char c = (unsigned char)flow.s[at];          /* Latin letters beyond ASCII begin with C3 to CF, quotation marks with E2 */
        if (!kg_lower(kg_fold(flow.s[at])) && c != '-' && !(c >= 0xC3 && c <= 0xCF) && (c & 0xC0) != 0x80) break;
    }
    return at;
}

/* Where a further name begins behind "Agnes Mulder": " en ", ", ", "/"; else `at`. */
static uint32_t next_name(kg_str flow, uint32_t at)
{
    static const char *const sep[] = { " en ", " EN ", ", ", "/" };
    static const char *const particle[] = { "van ", "Van ", "VAN ", "der ", "DER ", "den ", "DEN ", "de ", "De ", "DE " };
    uint32_t i = at;
    for (size_t k = 0; k < sizeof sep / sizeof *sep && i == at; k++)
        if (kg_starts(kg_sub(flow, at, flow.n), kg_cstr(sep[k]))) i += (uint32_t)strlen(sep[k]);
    if (i == at && (kg_starts(kg_sub(flow, at, flow.n), KG_S(" van ")) || kg_starts(kg_sub(flow, at, flow.n), KG_S(" de "))))
        i++;                                                  /* "Tony | van Dijck" */
    for (size_t k = 0; k < sizeof particle / sizeof *particle && i > at; k++)
        if (kg_starts(kg_sub(flow, i, flow.n), kg_cstr(particle[k]))) i += (uint32_t)strlen(particle[k]);
    return i > at && kg_upper(flow.s[i]) && word_end(flow, i) > i + 1 ? i : at;
}

void kg_set_cap(kg_ref *p, int cap, kg_span at, kg_arena *a)
{
    kg_span *own = kg_room(a, sizeof *own, KG_CAP_KEPT);
    memcpy(own, p->cap, sizeof *own * KG_CAP_KEPT);
    own[cap] = at;
    p->cap = own;
}

/* "motie van het lid Agnes | Mulder c.s.", "MOTIE VAN DE LEDEN SYLVANA | SIMONS EN MARTIN BOSMA" */
static void widen_names(const kg_text *t, kg_ref *p, kg_arena *a)
{
    enum { NAMES = 8 };
    kg_span names = p->cap[KG_CAP_names];
    kg_str flow = t->flow;
    if (!names.end || names.end != p->at.end || names.end + 2 >= t->passages[p->passage].at.end) return;
    for (int i = 0; i < NAMES; i++) {
        uint32_t end = names.end;
        bool half = half_name(kg_sub(flow, names.beg, end)) && flow.s[end] == ' ' && kg_upper(flow.s[end + 1]);
        if (half) end = word_end(flow, end + 1);
        else if (!i) return;
        else if (next_name(flow, end) > end) end = word_end(flow, next_name(flow, end));
        else break;
        if (end > t->passages[p->passage].at.end) break;
        names.end = p->at.end = end;
    }
    kg_set_cap(p, KG_CAP_names, names, a);
    kg_str rest = kg_sub(flow, p->at.end, t->passages[p->passage].at.end);
    ptrdiff_t cs = kg_starts(rest, KG_S(" c.s.")) || kg_starts(rest, KG_S(" C.S.")) ? 5 : 0;
    if (!cs) return;
    kg_set_cap(p, KG_CAP_k, (kg_span){ p->at.end, p->at.end + (uint32_t)cs }, a);
    p->at.end += (uint32_t)cs;
}

/* "De motie" of which "motie van het lid X" is the rest. */
static bool overtakes(const kg_ref *p, const kg_ref *before)
{
    if (!kg_is_phrase(p) || !kg_is_phrase(before) || p->kind != before->kind || before->at.end <= p->at.beg) return false;
    if (kg_is_described(before) && before->at.beg == p->at.beg && p->cap[KG_CAP_names].end) return true;
    if (before->at.end == p->at.end && (before->cap[KG_CAP_n].end || before->cap[KG_CAP_n2].end)) return false; /* "door de SP ingediende motie" */
    return before->at.end <= p->at.end && kg_is_anaphor(NULL, before);
}

/* "de op 3 mei toegezonden brief over eenden" is one letter; the debate in "verslag van een schriftelijk overleg van 3 mei" is its own. */
static bool same_paper(const kg_text *t, const kg_ref *q, const kg_ref *p)
{
    if (q->kind != KG_BRIEF || !kg_is_phrase(q) || kg_is_anaphor(NULL, q) || q->at.end <= p->at.beg) return false;
    if (p->kind == KG_BRIEF) return q->at.end < p->at.end;
    if (p->kind == KG_EXTERN) return q->at.beg == p->at.beg;  /* "rapport «Eenden» is op 3 mei met uw Kamer gedeeld" */
    return p->kind == KG_DEBAT && q->at.end >= p->at.end && kg_starts_fold(kg_cut(t->flow, q->at), "verslag van een ");
}

/* Of phrases of one kind that overlap the longest stays: "motie op stuk nr. 8" holds "op stuk nr. 8". */
static void drop_nested(const kg_text *t, kg_refs *refs)
{
    enum { NEAR = 12 };
    int n = 0;
    uint32_t reach = 0;                                       /* of the phrases so far: nothing behind it is inside one */
    for (int i = 0; i < refs->n; i++) {
        kg_ref *p = &refs->v[i];
        bool inside = false, meets = kg_is_phrase(p) && reach > p->at.beg;
        for (int k = n - 1; meets && k >= 0 && k > n - NEAR && !inside; k--) {
            const kg_ref *q = &refs->v[k];
            inside = q->kind == p->kind && kg_is_phrase(q) && q->at.end > p->at.beg &&
                     (q->at.end >= p->at.end || (kg_is_described(p) && q->cap[KG_CAP_names].end)) && !overtakes(p, q);
            inside |= same_paper(t, q, p);
        }
        for (int k = n - 1; meets && !inside && k >= 0 && k > n - NEAR; k--)
            if (overtakes(p, &refs->v[k])) memmove(&refs->v[k], &refs->v[k + 1], (size_t)(--n - k) * sizeof *refs->v);
        if (inside) continue;
        if (kg_is_phrase(p) && p->at.end > reach) reach = p->at.end;
        if (n < i) refs->v[n] = *p;
        n++;
    }
    refs->n = n;
}

void kg_settle_spans(const kg_text *t, kg_refs *refs, kg_arena *a)
{
    for (kg_ref *p = refs->v; p < refs->v + refs->n; p++) {
        if (!kg_is_phrase(p)) continue;
        if (t->flow.s[p->at.end - 1] == ' ') p->at.end--;
        if (p->kind == KG_MOTIE) widen(t, p), widen_names(t, p, a);
    }
    kg_sort(refs->v, refs->n, sizeof *refs->v, kg_ref_order, a);
    drop_nested(t, refs);
}
