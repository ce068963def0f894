/* conflict.c - where a document contradicts itself about a number. In: references with targets. Out: KG_CONFLICT on those in doubt.
 *
 * Two things are held against each other. (1) Papers cited with kind, date and number: one number with two dates is wrong once; the
 * reading that is found less often is the doubtful one, both where they are even. (2) Motions: what is done "conform" a motion has
 * a word in common with the subject that the document gives it elsewhere ("over ..."); where nothing is, one number stands for two
 * subjects (spec 0.6, 5.2 rows 40 and 41). Nothing is corrected: the number stays as it is written.
 */
#include "resolve.h"

#include <stdlib.h>

typedef struct { kg_str id; kg_date date; int ref; } dated;
typedef struct {
    const kg_ref *ref;
    kg_str words;
    bool subject;
} telling; /* what is said of a motion: its subject, or a deed */

static int by_id_and_date(const void *x, const void *y)
{
    const dated *a = x, *b = y;
    int c = kg_cmp(a->id, b->id);
    if (!c) c = kg_date_cmp(a->date, b->date);
    return c ? c : a->ref - b->ref;
}

/* The date in "Verslag Raad Buitenlandse Zaken 12 oktober 2020 (21 501-2 Nr. 2244)". */
bool kg_title_date(const kg_text *t, const kg_ref *id, kg_date *d)
{
    static const char *const paper[] = { "Kamerbrief", "Verslag", "Beantwoording", "Brief" };
    if (!id->at.beg || t->flow.s[id->at.beg - 1] != '(') return false;
    kg_span s = kg_sentence_at(t, id->at.beg);
    kg_str title = kg_sub(t->flow, s.beg, id->at.beg);
    for (size_t i = 0; i < sizeof paper / sizeof *paper; i++)
        if (kg_starts(title, kg_cstr(paper[i]))) return kg_last_date(title, d) && d->year;
    return false;
}

static void flag_group(kg_resolver *r, const dated *v, int n)
{
    int most = 0, even = 0;
    for (int i = 0, k; i < n; i = k) {
        for (k = i; k < n && !kg_date_cmp(v[k].date, v[i].date); k++) {}
        if (k - i > most) most = k - i, even = 0;
        else if (k - i == most) even = 1;
    }
    for (int i = 0, k; i < n; i = k) {
        for (k = i; k < n && !kg_date_cmp(v[k].date, v[i].date); k++) {}
        if (k - i == n || (k - i == most && !even)) continue;
        for (int j = i; j < k; j++) r->refs->v[v[j].ref].flags |= KG_CONFLICT;
    }
}

static void conflicting_dates(kg_resolver *r)
{
    struct { dated *v; int n, cap; } all = { 0 };
    for (int i = 0; i < r->refs->n; i++) {
        kg_date d;
        if (kg_is_id(&r->refs->v[i]) && kg_title_date(r->t, &r->refs->v[i], &d))
            *kg_push(r->a, &all) = (dated){ r->refs->v[i].target, d, i };
    }
    if (all.n < 2) return;
    qsort(all.v, (size_t)all.n, sizeof *all.v, by_id_and_date);
    for (int i = 0, k; i < all.n; i = k) {
        for (k = i; k < all.n && kg_eq(all.v[k].id, all.v[i].id); k++) {}
        flag_group(r, all.v + i, k - i);
    }
}

/* -- subjects of motions ------------------------------------------------------------------------------------------- */

enum { STEM = 6, LONG = 5 }; /* letters that two words share; letters of a word that says something */

kg_str kg_next_word(kg_str s, ptrdiff_t *at)
{
    while (*at < s.n && !(kg_lower(kg_fold(s.s[*at])) || (unsigned char)s.s[*at] >= 0xC3)) ++*at;
    ptrdiff_t beg = *at;
    while (*at < s.n && (kg_lower(kg_fold(s.s[*at])) || (unsigned char)s.s[*at] >= 0x80)) ++*at;
    return kg_sub(s, beg, *at);
}

bool kg_telling_word(kg_str w)
{
    static const char *const word[] = { "motie",     "moties",    "kabinet",   "minister",  "regering",  "leden",
                                        "kamer",     "kamerstuk", "nederland", "europees",  "europese",  "verband",
                                        "daarnaast", "tijdens",   "waarbij",   "eventuele", "mogelijke", "betreft",
                                        "aanzien",   "positieve", "conform",   "over",      "wordt",     "gewijzigde",
                                        "worden",    "zullen",    "sprake",    "vraag",     "verder",    "andere",
                                        "hiervoor" };
    if (w.n < LONG) return false;
    char first = kg_fold(w.s[0]);
    for (size_t i = 0; i < sizeof word / sizeof *word; i++)
        if (word[i][0] == first && kg_ieq(w, kg_cstr(word[i]))) return false;
    return true;
}

int kg_telling_words(kg_str s)
{
    int n = 0;
    for (ptrdiff_t at = 0; at < s.n;) n += kg_telling_word(kg_next_word(s, &at));
    return n;
}

bool kg_share_a_word(kg_str a, kg_str b)
{
    for (ptrdiff_t i = 0; i < a.n;) {
        kg_str w = kg_next_word(a, &i);
        if (!kg_telling_word(w)) continue;
        for (ptrdiff_t k = 0; k < b.n;) {
            kg_str v = kg_next_word(b, &k);
            if (!kg_telling_word(v)) continue;
            ptrdiff_t n = w.n < v.n ? w.n : v.n;
            n = n < STEM ? n : STEM;
            if (kg_ieq(kg_sub(w, 0, n), kg_sub(v, 0, n))) return true;
        }
    }
    return false;
}

/* The words behind "over", up to the end of the clause: a motion's subject as the document gives it. */
kg_str kg_subject_after(const kg_resolver *r, const kg_ref *p)
{
    kg_span s = kg_sentence_at(r->t, p->at.end - 1);
    kg_str rest = kg_trim(kg_sub(r->t->flow, p->at.end, s.end > p->at.end ? s.end : p->at.end));
    if (kg_starts(rest, KG_S("("))) {                         /* the number stands between */
        ptrdiff_t close = kg_index(rest, KG_S(")"));
        if (close < 0 || close > 60) return (kg_str){ 0 };
        rest = kg_trim(kg_sub(rest, close + 1, rest.n));
    }
    if (!kg_starts(rest, KG_S("over "))) return (kg_str){ 0 };
    ptrdiff_t end = kg_index(rest, KG_S(", "));
    return kg_sub(rest, 5, end > 5 ? end : rest.n);
}

static bool done_conform(const kg_resolver *r, int i)
{
    const kg_ref *p = &r->refs->v[i];
    for (int k = i - 1; k >= 0 && p->at.beg - r->refs->v[k].at.end < 12; k--) {
        if (r->refs->v[k].kind == KG_CUE && r->refs->v[k].at.end <= p->at.beg &&
            kg_eq(kg_rule_role(r->refs->v[k].rule), KG_S("answers:in_line")))
            return true;
    }
    return false;
}

static int by_target(const void *x, const void *y)
{
    const telling *a = x, *b = y;
    int c = kg_cmp(a->ref->target, b->ref->target);
    return c ? c : a->ref->at.beg < b->ref->at.beg ? -1 : a->ref->at.beg > b->ref->at.beg;
}

static bool may_tell(const kg_ref *p)                         /* a phrase */
{
    return p->kind == KG_MOTIE && p->target.n && !p->cap[KG_CAP_item].end;
}

static bool some_deed(const kg_resolver *r)
{
    for (int i = 0; i < r->phrases.n; i++) {
        const kg_ref *p = &r->refs->v[r->phrases.v[i]];
        if (may_tell(p) && p->cap[KG_CAP_names].end && done_conform(r, r->phrases.v[i])) return true;
    }
    return false;
}

/* What is told of one motion: some of it done and some its subject, and no deed with a word of a subject. */
static bool contradict(telling *v, int n)
{
    enum { ENOUGH = 3, MANY = 40 };
    int subjects = 0, kept = 0;
    for (int i = 0; i < n; i++) subjects += v[i].subject;
    if (!subjects || subjects == n) return false;             /* nearly always: its words need no look */
    for (int i = 0; i < n && kept < MANY; i++)
        if (kg_telling_words(v[i].words) >= ENOUGH) v[kept++] = v[i];
    bool contradicts = false;
    for (int d = 0; d < kept; d++)
        for (int s = 0; s < kept && !v[d].subject; s++) {
            if (!v[s].subject) continue;
            if (kg_share_a_word(v[d].words, v[s].words)) return false;
            contradicts = true;
        }
    return contradicts;
}

static void conflicting_subjects(kg_resolver *r)
{
    kg_map *doubtful = NULL;
    struct { telling *v; int n, cap; } all = { 0 };
    if (!some_deed(r)) return;
    for (int i = 0; i < r->phrases.n; i++) {
        const kg_ref *p = &r->refs->v[r->phrases.v[i]];
        if (!may_tell(p)) continue;
        kg_str subject = kg_subject_after(r, p);
        bool deed = !subject.n && p->cap[KG_CAP_names].end && done_conform(r, r->phrases.v[i]);
        if (deed) subject = kg_cut(r->t->flow, kg_sentence_at(r->t, p->at.beg));
        if (subject.n) *kg_push(r->a, &all) = (telling){ p, subject, !deed };
    }
    if (all.n < 2) return;
    qsort(all.v, (size_t)all.n, sizeof *all.v, by_target);
    for (int i = 0, k; i < all.n; i = k) {
        for (k = i; k < all.n && kg_eq(all.v[k].ref->target, all.v[i].ref->target); k++) {}
        if (contradict(all.v + i, k - i)) *kg_map_at(&doubtful, all.v[i].ref->target, r->a) = 1;
    }
    for (int i = 0; i < r->refs->n && doubtful; i++)
        if (r->refs->v[i].how != KG_FURNITURE && kg_map_at(&doubtful, r->refs->v[i].target, NULL))
            r->refs->v[i].flags |= KG_CONFLICT;
}

void kg_find_conflicts(kg_resolver *r)
{
    conflicting_dates(r);
    conflicting_subjects(r);
}
