/* identify.c - what document this is. In: text and its references. Out: t->meta, t->year.
 *
 * The order is fixed (formats.md): sidecar, running page foot or colophon, file name where it is an official id, stem. What the
 * head of the document says itself (date, subject, sort) fills what the sidecar leaves open.
 */
#include "store.h"
#include "words.h"

/* The id that the page feet and colophons name most often; the first of those that tie. */
static kg_str foot_id(const kg_refs *refs)
{
    enum { PUBLISHED = 4 };                                   /* kst ah h kv blg */
    kg_str best = { 0 };
    int most = 0;
    int seen = 0;
    for (int i = 0; i < refs->n && seen < 20; i++) {          /* a long document's feet agree long before */
        const kg_ref *r = &refs->v[i];
        if (r->how != KG_FURNITURE || kg_id_rank(r->target) > PUBLISHED) continue;
        int n = 0;
        seen++;
        for (int k = 0; k < refs->n; k++) n += refs->v[k].how == KG_FURNITURE && kg_eq(refs->v[k].target, r->target);
        if (n > most) most = n, best = r->target;
    }
    return best;
}

static kg_str after(kg_str s, const char *const *label, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        kg_str w = kg_cstr(label[i]);
        if (s.n <= w.n || !kg_ieq(kg_sub(s, 0, w.n), w)) continue;
        kg_str rest = kg_trim(kg_sub(s, w.n, s.n));
        while (rest.n && (rest.s[0] == ':' || rest.s[0] == ' ')) rest = kg_sub(rest, 1, rest.n);
        return rest;
    }
    return (kg_str){ 0 };
}
#define AFTER(s, list) after(s, list, sizeof list / sizeof *list)

/* What the first passages say: "Datum 4 november 2021", "Betreft ...", "MOTIE VAN HET LID ...", "Voorgesteld 23 februari 2023". */
static void read_head(kg_text *t, kg_arena *a)
{
    static const char *const dated[] = { "Datum ", "Datum:", "Voorgesteld ", "Vastgesteld ", "Den Haag, ", "’s-Gravenhage, " };
    static const char *const titled[] = { "Betreft ", "Betreft:", "Onderwerp:", "Onderwerp " };
    enum { HEAD = 40 };
    for (int i = 0; i < t->npassages && i < HEAD; i++) {
        kg_str s = kg_cut(t->flow, t->passages[i].at);
        kg_date d;
        kg_str rest = AFTER(s, dated);
        if (!t->meta.date.n && rest.n && rest.n < 60 && kg_last_date(rest, &d)) t->meta.date = kg_iso(d, a);
        rest = AFTER(s, titled);
        if (!t->meta.title.n && rest.n && rest.n < 400) t->meta.title = rest;
        ptrdiff_t m = kg_index(s, KG_S("MOTIE VAN "));
        if (m >= 0 && m < 40 && s.n < 300) {
            if (!t->meta.soort.n) t->meta.soort = KG_S("motie");
            ptrdiff_t v = kg_index(s, KG_S("Voorgesteld "));
            if (!t->meta.date.n && v > 0 && kg_last_date(kg_sub(s, v, s.n), &d)) t->meta.date = kg_iso(d, a);
        }
        if (!t->meta.soort.n && s.n < 60 && kg_starts(s, KG_S("Geachte "))) t->meta.soort = KG_S("brief");
        if (!t->meta.soort.n && t->passages[i].speaker.n) t->meta.soort = KG_S("verslag");
    }
}

/* Parliamentary year of the page foot: "vergaderjaar 2020–2021". */
static int foot_year(const kg_text *t)
{
    for (int i = t->npassages - 1; i >= 0 && t->passages[i].role == KG_PAGE; i--) {
        kg_str s = kg_cut(t->flow, t->passages[i].at);
        ptrdiff_t at = kg_index(s, KG_S("ergaderjaar "));
        if (at >= 0 && s.n > at + 16) return kg_int(kg_sub(s, at + 12, at + 16));
    }
    return 0;
}

void kg_identify(kg_text *t, const kg_refs *refs, kg_arena *a)
{
    kg_meta *m = &t->meta;
    if (!m->id.n) m->id = foot_id(refs);
    if (!m->id.n) m->id = t->doc.stem;
    if (!m->id.n) m->id = KG_S("document");
    if (!m->kind.n) m->kind = kg_cstr(kg_kind_name(kg_kind_of_id(m->id)));
    read_head(t, a);
    if (!m->dossier.n) m->dossier = kg_id_dossier(m->id);
    kg_date d = kg_date_of(m->date);
    t->year = d.year ? d.year : foot_year(t);
}
