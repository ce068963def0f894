/* odata_onderwerp.c - papers that the subject of a record names. In: a record, a scanner. Out: facts `cites` of the record.
 *
 * "Reactie op de motie van het lid Vermue c.s. over ... (Kamerstuk 34426-19)", "Antwoorden op vragen commissie over het fiche (22112-4018)":
 * the number in the subject is of another paper than the record. In the name of a motion or amendment it is its own, or that of the
 * one it replaces, which odata_motie.c reads. A dossier alone says what a record belongs to, and cites nothing.
 * Invariant: one line is read at a time, and only where five digits stand in it: a year has four.
 */
#include "ids.h"
#include "read/odata.h"
#include "read/text.h"
#include "scan/rules.h"

enum { LONGEST = 4000, MOST = 16 };

static bool may_name(kg_str s)
{
    int digits = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        digits = kg_digit(s.s[i]) ? digits + 1 : s.s[i] == ' ' && digits ? digits : 0;     /* "34 426" */
        if (digits >= 5) return true;
    }
    return false;
}

static bool own_number(kg_str soort)
{
    return kg_starts_fold(soort, "motie") || kg_starts_fold(soort, "amendement");
}

static bool stated(const kg_record *x, kg_str target)
{
    for (int i = 0; i < x->nthings; i++)
        if (kg_ieq(x->things[i].id, target)) return true;
    for (int i = 0; i < x->nfacts; i++)
        if (kg_ieq(x->facts[i].target, target) || kg_ieq(x->facts[i].source, target)) return true;
    return false;
}

static bool paper(const kg_ref *p)
{
    bool number = p->kind == KG_KAMERSTUK || p->kind == KG_AANHANGSEL || p->kind == KG_HANDELINGEN || p->kind == KG_ZAAK ||
                  p->kind == KG_DOCUMENT || p->kind == KG_BIJLAGE;
    ptrdiff_t i = p->target.n;                                /* "36725-VI" is a chapter, not paper VI of the Senate */
    while (i > 0 && strchr("IVX", p->target.s[i - 1])) i--;
    bool chapter = i < p->target.n && i > 0 && p->target.s[i - 1] == '-';
    return number && !chapter && p->how == KG_EXPLICIT && p->target.n;
}

bool kg_record_cites(kg_scanner *s, kg_record *x, kg_arena *a, kg_err *e)
{
    kg_str title = x->nthings && kg_eq(x->things[0].id, x->id) ? x->things[0].title : (kg_str){ 0 };
    if (!title.n || title.n > LONGEST || own_number(x->things[0].soort) || !may_name(title)) return true;
    kg_text t = { .raw = kg_padded(a, title) };
    kg_refs refs;
    kg_read_lines(&t, a);
    kg_scanner_wording(s, KG_NO_WORDING);
    if (!kg_scan(s, &t, &refs, a, e)) return false;
    kg_fact *facts = kg_new(a, kg_fact, x->nfacts + MOST);
    if (x->nfacts) memcpy(facts, x->facts, sizeof *facts * (size_t)x->nfacts);
    x->facts = facts;
    for (int i = 0, n = 0; i < refs.n && n < MOST; i++) {
        const kg_ref *p = &refs.v[i];
        if (!paper(p) || !p->at.beg || stated(x, p->target)) continue;      /* "36725-M Verslag houdende ...": its own */
        facts[x->nfacts++] = (kg_fact){ KG_REL_CITES, { 0 }, x->id, p->target, title };
        n++;
    }
    return true;
}
