/* against.c - what one place of a document says against another. In: mentions, relations, things. Out: findings.
 *
 * One number with two dates or subjects (marked by resolve/conflict.c), with two addresses, with other movers than those it was put
 * on record or listed with; something cited that is younger than what cites it. Both places are named, and neither is
 * called wrong. Spec 0.6, 0.7, annex E 6.
 */
#include "check/check.h"
#include "ids.h"
#include "relate/relate.h"
#include "resolve/resolve.h"

static kg_str spoken(kg_date d, kg_arena *a) { return d.year ? kg_iso(d, a) : kg_fmt(a, "%d-%d", d.day, d.month); }

/* -- one number, two dates or subjects ----------------------------------------------------------------------------- */

/* Mentions of one id, chained: the first 64 are held against each other. */
typedef struct { kg_map *first; int *next; } chains;

static chains chain(kg_checking *c)
{
    chains x = { .next = kg_new(c->a, int, c->refs->n + 1) };
    for (int i = c->refs->n - 1; i >= 0; i--) {
        if (!c->refs->v[i].target.n || c->refs->v[i].how == KG_FURNITURE) continue;
        int *at = kg_map_at(&x.first, c->refs->v[i].target, c->a);
        x.next[i] = *at;
        *at = i + 1;
    }
    return x;
}

/* Another place of the same number: one that has another date (*d is its date), or any on another line. */
static const kg_ref *elsewhere(const kg_checking *c, chains *x, const kg_ref *p, const kg_date *own, kg_date *d)
{
    enum { MOST = 64 };
    int *at = kg_map_at(&x->first, p->target, NULL), n = 0;
    for (int i = at ? *at : 0; i && n < MOST; i = x->next[i - 1], n++) {
        const kg_ref *q = &c->refs->v[i - 1];
        if (own ? q->how == KG_EXPLICIT && kg_title_date(c->t, q, d) && kg_date_cmp(*d, *own)
                : kg_line_of(c, q->at.beg) != kg_line_of(c, p->at.beg))
            return q;
    }
    return NULL;
}

static void contradicted(kg_checking *c, chains *x, const kg_ref *p)
{
    kg_date own, d;
    bool dated = kg_title_date(c->t, p, &own);
    const kg_ref *q = dated ? elsewhere(c, x, p, &own, &d) : NULL;
    if (q)
        kg_found_at(c, KG_F_TWO_DATES, p->at, (kg_str){ 0 },
                    kg_fmt(c->a, "%.*s is of %.*s here and of %.*s on line %d", KG_ARG(p->target), KG_ARG(spoken(own, c->a)),
                           KG_ARG(spoken(d, c->a)), kg_line_of(c, q->at.beg)));
    else if ((q = elsewhere(c, x, p, NULL, NULL)))
        kg_found_at(c, KG_F_TWO_TITLES, p->at, (kg_str){ 0 },
                    kg_fmt(c->a, "what is said of %.*s here and elsewhere (line %d) has nothing in common", KG_ARG(p->target),
                           kg_line_of(c, q->at.beg)));
}

/* -- one number, two addresses; one address, two numbers ----------------------------------------------------------- */

typedef struct { kg_map *first; struct { const kg_ref *number, *address; } *v; int n, cap; } pairs;

static void one_pair(kg_checking *c, pairs *seen, const kg_ref *number, const kg_ref *address)
{
    for (int side = 0; side < 2; side++) {
        kg_str key = side ? address->target : number->target, mine = side ? number->target : address->target;
        int *slot = kg_map_at(&seen->first, key, c->a);
        if (!*slot) {
            kg_push(c->a, seen)->number = number;
            seen->v[seen->n - 1].address = address;
            *slot = seen->n;
            continue;
        }
        const kg_ref *before = side ? seen->v[*slot - 1].number : seen->v[*slot - 1].address;
        if (!kg_eq(before->target, mine))
            kg_found_at(c, KG_F_TWO_ADDRESSES, side ? number->at : address->at, (kg_str){ 0 },
                        side ? kg_fmt(c->a, "the address that stands with it stands with %.*s on line %d", KG_ARG(before->target),
                                      kg_line_of(c, before->at.beg))
                             : kg_fmt(c->a, "%.*s has another address on line %d", KG_ARG(key), kg_line_of(c, before->at.beg)));
    }
}

static void addresses(kg_checking *c)
{
    enum { NEAR = 3 };
    pairs seen = { 0 };
    for (int i = 0; i < c->refs->n; i++)
        for (int k = i + 1; k < c->refs->n && k <= i + NEAR; k++)
            if (kg_address_beside(c->t, &c->refs->v[i], &c->refs->v[k]))
                one_pair(c, &seen, &c->refs->v[i], &c->refs->v[k]);
}

/* -- number and movers --------------------------------------------------------------------------------------------- */

/* Next word that names a person: no tussenvoegsel, and no party ("van de SP"), which has no small letter. */
static kg_str naming_word(kg_str name, ptrdiff_t *at)
{
    enum { SHORT = 3 };
    while (*at < name.n) {
        ptrdiff_t beg = *at, small = 0;
        while (*at < name.n && name.s[*at] != ' ' && name.s[*at] != '-' && name.s[*at] != '\n') small += kg_lower(name.s[(*at)++]);
        kg_str word = kg_sub(name, beg, *at);
        ++*at;
        if (word.n >= SHORT && small && small < word.n) return word;   /* a capital, and more */
    }
    return (kg_str){ 0 };
}

bool kg_same_person(kg_str a, kg_str b)
{
    bool any = false, other = false;
    for (ptrdiff_t i = 0; i < a.n;) {
        kg_str x = naming_word(a, &i);
        any = any || x.n;
        for (ptrdiff_t k = 0; x.n && k < b.n;) {
            kg_str y = naming_word(b, &k);
            other = other || y.n;
            if (y.n && kg_ieq(x, y)) return true;
        }
    }
    return !any || !other;                                    /* nothing to go by */
}

static bool shares_mover(const kg_thing *t, const kg_str *names, int n)
{
    for (int i = 0; i < t->nmovers; i++)
        for (int k = 0; k < n; k++)
            if (kg_same_person(t->movers[i], names[k])) return true;
    return false;
}

static void movers(kg_checking *c)
{
    kg_map *things = NULL;
    for (int i = 0; i < c->f->nthings; i++)
        if (c->f->things[i].nmovers) *kg_map_at(&things, c->f->things[i].id, c->a) = i + 1;
    for (int i = 0; i < c->refs->n && things; i++) {
        const kg_ref *p = &c->refs->v[i];
        kg_str names[KG_MAX_NAMES];
        if (p->how != KG_CONTEXT || kg_rule_kind(p->rule) != KG_MOTIE || !p->cap[KG_CAP_names].end || !p->target.n) continue;
        int *at = kg_map_at(&things, p->target, NULL);
        int n = at ? kg_surnames(kg_cut(c->t->flow, p->cap[KG_CAP_names]), names, c->a) : 0;
        if (!n || shares_mover(&c->f->things[*at - 1], names, n)) continue;
        const kg_thing *t = &c->f->things[*at - 1];
        kg_found_at(c, KG_F_OTHER_MOVERS, p->at, (kg_str){ 0 },
                    kg_fmt(c->a, "%.*s is a motion of %.*s%s on line %d", KG_ARG(p->target), KG_ARG(t->movers[0]),
                           t->nmovers > 1 ? " and others" : "", kg_line_of(c, t->at)));
    }
}

/* -- younger than what cites it ------------------------------------------------------------------------------------ */

/* The year that an id tells: 2021Z12361, ah-tk-20232024-387, stb-2021-123, ECLI:NL:HR:2019:2006; 0 where it does not. */
static int year_of_id(kg_str id)
{
    static const char *const head[] = { "ah-tk-", "ah-ek-", "h-tk-", "h-ek-", "stb-", "stcrt-", "trb-", "com-", "swd-", "join-" };
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        kg_str h = kg_cstr(head[i]);
        if (kg_starts(id, h) && kg_digits_at(id, h.n) >= 4) return kg_int(kg_sub(id, h.n, h.n + 4));
    }
    if (kg_starts(id, KG_S("ECLI:")))
        for (ptrdiff_t i = 5; i + 5 < id.n; i++)
            if (id.s[i] == ':' && kg_digits_at(id, i + 1) == 4) return kg_int(kg_sub(id, i + 1, i + 5));
    bool registered = id.n == 10 && kg_digits_at(id, 0) == 4 && memchr("ZDA", id.s[4], 3);
    return registered ? kg_int(kg_sub(id, 0, 4)) : 0;
}

static void younger(kg_checking *c)
{
    kg_date today = kg_date_of(c->t->meta.date), d;
    for (int i = 0; i < c->refs->n && today.year; i++) {
        const kg_ref *p = &c->refs->v[i];
        if (p->how != KG_EXPLICIT || !p->target.n || kg_eq(p->target, c->t->meta.id)) continue;
        int year = year_of_id(p->target);
        if (year > today.year && year < today.year + 100)
            kg_found_at(c, KG_F_YOUNGER, p->at, (kg_str){ 0 },
                        kg_fmt(c->a, "%.*s is of %d, this document of %.*s", KG_ARG(p->target), year, KG_ARG(c->t->meta.date)));
        else if (kg_title_date(c->t, p, &d) && kg_date_cmp(d, today) > 0)
            kg_found_at(c, KG_F_YOUNGER, p->at, (kg_str){ 0 },
                        kg_fmt(c->a, "%.*s is of %.*s here, this document of %.*s", KG_ARG(p->target), KG_ARG(spoken(d, c->a)),
                               KG_ARG(c->t->meta.date)));
    }
}

void kg_check_against(kg_checking *c)
{
    chains x = { 0 };
    for (int i = 0; i < c->refs->n; i++) {
        if (!(c->refs->v[i].flags & KG_CONFLICT) || c->refs->v[i].how != KG_EXPLICIT) continue;
        if (!x.next) x = chain(c);                            /* most documents need none */
        contradicted(c, &x, &c->refs->v[i]);
    }
    addresses(c);
    movers(c);
    younger(c);
}
