/* define.c - first pass: phrases whose number stands beside them. In: references. Out: phrases with targets, definitions.
 *
 * A document that says "de motie van het lid Eppink" on one page says "(Kamerstuk 21 501-02, nr. 2370)" on another, often forty
 * pages later. So before anything is resolved by name, every number is taken together with the phrase that it stands
 * behind: in a bracket, in the footnote whose marker closes the phrase, in a numbered list, in the chair's "Zij krijgt nr. 3". Spec annex E 2.
 *
 * Invariant: a motion never takes the number of a letter about it ("Kamerbrief over uitvoering van de motie-Eppink (021Z12361)").
 */
#include "ids.h"
#include "words.h"
#include "resolve.h"
#include "tables.h"

#include <stdlib.h>

bool kg_is_anaphor(const kg_resolver *r, const kg_ref *p)
{
    (void)r;
    if (p->kind == KG_MOTIE)
        return !p->cap[KG_CAP_names].end && !p->cap[KG_CAP_stuk].end && !p->cap[KG_CAP_item].end && !kg_is_described(p);
    return p->kind == KG_BRIEF && kg_eq(kg_rule_name(p->rule), KG_S("anafoor-brief"));
}

bool kg_plural(const kg_resolver *r, const kg_ref *p)
{
    kg_str s = kg_cut(r->t->flow, p->at);
    return kg_index(s, KG_S("brieven")) >= 0 || kg_index(s, KG_S("Brieven")) >= 0;
}

void kg_hit(kg_ref *p, kg_str id, float confidence)
{
    p->target = id;
    p->confidence = confidence;
}

static kg_str letters_only(kg_str s, kg_arena *a)
{
    char *to = kg_room(a, 1, (size_t)s.n);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        char c = to[n] = kg_fold(s.s[i]);
        n += kg_lower(c) | ((unsigned char)c >= 0x80) | kg_digit(c);
    }
    return (kg_str){ to, n };
}

static int by_bytes(const void *x, const void *y) { return kg_cmp(*(const kg_str *)x, *(const kg_str *)y); }

static void set_names(kg_resolver *r, kg_def *d, kg_str names)
{
    kg_str name[KG_MAX_NAMES];
    int n = kg_surname_keys(names, name, r->a);
    if (n) d->first = d->names = name[0];
    if (n < 2) return;
    qsort(name, (size_t)n, sizeof *name, by_bytes);
    kg_buf b = { 0 };
    for (int i = 0; i < n; i++) {
        if (i) kg_putc(r->a, &b, '|');
        kg_put(r->a, &b, name[i]);
    }
    d->names = kg_buf_str(&b);
}

/* "De brief van gisteren": of the day before that of the debate; none where the words name no day. */
static kg_date said_on(kg_str words, kg_date today)
{
    static const char *const now[] = { " vandaag", " vanochtend", " vanmorgen", " vanmiddag" };
    if (!today.day) return (kg_date){ 0 };
    if (kg_contains(words, "eergister")) return kg_date_add(today, -2);
    if (kg_contains(words, " gister")) return kg_date_add(today, -1);
    return KG_CONTAINS_ANY(words, now) ? today : (kg_date){ 0 };
}

/* Fills what a phrase says of itself; also used for phrases that look for a definition. */
kg_def kg_describe(kg_resolver *r, const kg_ref *p)
{
    kg_def d = { .kind = p->kind, .at = p->at.beg };
    kg_str text = kg_cut(r->t->flow, p->at);
    if (p->cap[KG_CAP_names].end) set_names(r, &d, kg_cap_str(r, p, KG_CAP_names));
    else if (p->kind == KG_MOTIE && p->cap[KG_CAP_b].end) set_names(r, &d, kg_cap_str(r, p, KG_CAP_b));
    d.cs = p->cap[KG_CAP_k].end && !kg_is_anaphor(r, p);
    d.changed = kg_index(text, KG_S("ewijzigde")) >= 0;
    if (p->cap[KG_CAP_what].end) d.what = letters_only(kg_cap_str(r, p, KG_CAP_what), r->a);
    if (p->cap[KG_CAP_month].end) {
        kg_str year = kg_cap_str(r, p, KG_CAP_year);
        d.date = (kg_date){ kg_int(kg_cap_str(r, p, KG_CAP_day)), kg_month(kg_cap_str(r, p, KG_CAP_month)), 0 };
        if (year.n && kg_digit(year.s[0])) d.date.year = kg_int(year);
        else d.date = kg_date_near(d.date, r->today, kg_starts(year, KG_S("a")));
        if (!d.what.n) {
            uint32_t end = p->cap[KG_CAP_day].beg;
            d.what = p->kind == KG_BRIEF && text.n && kg_starts(kg_sub(text, 1, text.n), KG_S("erslag"))
                         ? letters_only(kg_sub(r->t->flow, p->at.beg, end), r->a)
                         : (kg_str){ 0 };
        }
    }
    if (p->kind == KG_BRIEF && !d.date.day && r->t->meta.date.n) d.date = said_on(text, r->today);
    return d;
}

enum { CHAIN = 64 };                                          /* how far a chain is walked, papers likewise */

static bool same_def(const kg_def *a, const kg_def *b)
{
    return a->kind == b->kind && kg_eq(a->id, b->id) && kg_eq(a->names, b->names) && a->cs == b->cs &&
           a->changed == b->changed && kg_eq(a->what, b->what) && !kg_date_cmp(a->date, b->date);
}

static bool said_before(kg_resolver *r, const kg_def *d)
{
    const int *last = kg_map_at(&r->defined, d->id, NULL);
    if (!last) return false;
    if (!d->names.n) {
        for (int i = *last; i > 0 && i > r->defs.n - CHAIN; i = r->defs.v[i - 1].before)
            if (same_def(&r->defs.v[i - 1], d)) return true;
        return false;
    }
    int *head = kg_map_at(&r->movers, kg_last_name(d->first), NULL);
    for (int i = head ? *head : 0, n = 0; i && n < CHAIN; i = r->links.v[i - 1].next, n++)
        if (same_def(&r->defs.v[r->links.v[i - 1].def], d)) return true;
    return false;
}

/* The surname of a key, under which movers are entered: with a first name or without. */
kg_str kg_last_name(kg_str key)
{
    ptrdiff_t i = key.n;
    while (i > 0 && key.s[i - 1] != '~') i--;
    return kg_sub(key, i, key.n);
}

static void link_movers(kg_resolver *r, int def)
{
    kg_str names = r->defs.v[def].names;
    for (ptrdiff_t i = 0; i < names.n;) {
        const char *bar = memchr(names.s + i, '|', (size_t)(names.n - i));
        ptrdiff_t end = bar ? bar - names.s : names.n;
        int *head = kg_map_at(&r->movers, kg_last_name(kg_sub(names, i, end)), r->a);
        *kg_push(r->a, &r->links) = (kg_chain){ def, *head };
        *head = r->links.n;
        i = end + 1;
    }
}

void kg_new_def(kg_resolver *r, kg_def d)
{
    if (d.kind == KG_BRIEF) *kg_push(r->a, &r->briefs) = r->defs.n;
    int *last = kg_map_at(&r->defined, d.id, r->a);
    d.before = *last;
    *kg_push(r->a, &r->defs) = d;
    *last = r->defs.n;
}

void kg_add_def(kg_resolver *r, const kg_ref *p, kg_str id)
{
    kg_def d = kg_describe(r, p);
    d.id = id;
    bool item = r->t->passages[p->passage].role == KG_ITEM;
    if (!item && said_before(r, &d)) return;
    kg_new_def(r, d);
    link_movers(r, r->defs.n - 1);
}

void kg_take_number(kg_resolver *r, kg_ref *p, kg_str id, float confidence, int note)
{
    p->target = id;
    p->kind = p->kind == KG_MOTIE || p->kind == KG_BRIEF || p->kind == KG_VRAGEN ? p->kind : kg_kind_of_id(id);
    p->confidence = confidence;
    if (note) p->note = note;
    kg_add_def(r, p, id);
}

/* -- footnotes ----------------------------------------------------------------------------------------------------- */

int kg_note_ids(const kg_resolver *r, const kg_note *n, kg_ref **out, int max)
{
    int found = 0;
    for (int addresses = 0; addresses < 2 && !found; addresses++)
        for (int i = kg_first_ref(r->refs, n->flow.beg);
             i < r->refs->n && r->refs->v[i].at.beg < n->flow.end && found < max; i++) {
            kg_ref *p = &r->refs->v[i];
            if (p->how == KG_EXPLICIT && p->target.n && (p->kind == KG_URL) == (addresses == 1)) out[found++] = p;
        }
    return found;
}

/* The note names a letter or report, no motion. "Tweede Kamer (2022). Motie van de leden Sneller c.s. over ... Financieel Jaarverslag": a
 * motion, in the dossier of a report. */
static bool note_is_paper(const kg_resolver *r, const kg_note *n, const kg_ref *id)
{
    kg_str s = kg_sub(r->t->flow, n->flow.beg, id->at.beg > n->flow.beg ? id->at.beg : n->flow.beg);
    ptrdiff_t motion = kg_index(s, KG_S("Motie van "));
    if (motion >= 0) s.n = motion;
    static const char *const paper[] = { "amerbrief", "Brief", "brief", "erslag", "eantwoording", "Rapport" };
    for (size_t i = 0; i < sizeof paper / sizeof *paper; i++)
        if (kg_index(s, kg_cstr(paper[i])) >= 0) return true;
    return false;
}

static void also(kg_resolver *r, const kg_ref *p, kg_str id)
{
    kg_ref *x = kg_push(r->a, &r->extra);
    *x = *p;
    x->target = id;
}

static bool takes_note(const kg_resolver *r, const kg_note *n, const kg_ref *p, const kg_ref *id)
{
    if (!kg_is_phrase(p) || p->target.n) return false;
    if (p->kind == KG_BRIEF) return true;                     /* "in mijn brief¹ over het programma" */
    if (p->at.end > n->at) return false;
    if (p->kind == KG_VRAGEN) return true;
    return p->kind == KG_MOTIE && !kg_is_anaphor(r, p) && !p->cap[KG_CAP_item].end && !note_is_paper(r, n, id) && id->kind == KG_KAMERSTUK;
}

/* `later`: so many more markers stand behind this one, "het verslag van 4 april en de motie-Jansen²³": the last is of the last phrase. */
static void bind_note(kg_resolver *r, const kg_note *n, uint32_t before, int later)
{
    enum { MAX = 8 };
    kg_ref *ids[MAX], *fit[MAX];
    int nids = kg_note_ids(r, n, ids, MAX), nfit = 0;
    if (!nids || n->at == 0) return;
    kg_span sentence = kg_sentence_at(r->t, n->at - 1);
    for (int k = kg_first_ref(r->refs, n->at) - 1; k >= 0 && nfit <= later && nfit < MAX; k--) {
        kg_ref *p = &r->refs->v[k];
        if (p->at.beg < sentence.beg || p->at.beg < before) break;
        if (takes_note(r, n, p, ids[0])) fit[nfit++] = p;
    }
    if (!nfit) return;
    kg_ref *p = fit[later < nfit ? later : 0];
    kg_take_number(r, p, ids[0]->target, 0.9f, n->number);
    for (int i = 1; i < nids && kg_plural(r, p); i++) also(r, p, ids[i]->target);
}

/* Markers that follow note i with nothing but blanks or a comma between, or before it. */
static bool beside_marker(const kg_text *t, int i, int j)
{
    return j >= 0 && j < t->nnotes && t->notes[j].marker.end && t->notes[j].flow.end > t->notes[j].flow.beg &&
           (i < j ? t->notes[j].at - t->notes[i].at : t->notes[i].at - t->notes[j].at) <= 2;
}

static void bind_notes(kg_resolver *r)
{
    uint32_t before = 0;
    for (int i = 0; i < r->t->nnotes; i++) {
        const kg_note *n = &r->t->notes[i];
        if (!n->marker.end) continue;
        int later = 0;
        while (beside_marker(r->t, i + later, i + later + 1)) later++;
        if (n->flow.end > n->flow.beg) bind_note(r, n, before, later);
        if (!later) before = n->at;
    }
}

/* -- lists and the chair's numbers --------------------------------------------------------------------------------- */

int kg_item_at(const kg_resolver *r, uint32_t flow)
{
    const kg_passage *p = kg_passage_at(r->t, flow);
    if (p->role == KG_NOTE) {
        const kg_note *n = &r->t->notes[p->note];
        if (!n->marker.end) return 0;
        p = kg_passage_at(r->t, n->at);
    }
    enum { FAR = 400 };
    for (const kg_passage *from = p; p >= r->t->passages && p->role != KG_HEADING && from - p < FAR; p--)
        if (p->role == KG_ITEM) return p->item;
    return 0;
}

static kg_str item_key(const int *item) { return (kg_str){ (const char *)item, sizeof *item }; }

const kg_def *kg_item_def(kg_resolver *r, int item)
{
    if (!item) {                                              /* no item: the first that stands in none */
        while (r->plain < r->defs.n && r->defs.v[r->plain].item) r->plain++;
        return r->plain < r->defs.n ? &r->defs.v[r->plain] : NULL;
    }
    const int *at = kg_map_at(&r->of_item, item_key(&item), NULL);
    return at ? &r->defs.v[*at - 1] : NULL;
}

/* A numbered list of motions, each with its number, makes the letter's own numbers. */
static void number_items(kg_resolver *r)
{
    for (int i = 0; i < r->defs.n; i++) {
        kg_def *d = &r->defs.v[i];
        const kg_passage *p = kg_passage_at(r->t, d->at);
        if (d->kind != KG_MOTIE || p->role != KG_ITEM || d->at - p->at.beg > 8) continue;
        d->item = p->item;
        r->items++;
        int *first = kg_map_at(&r->of_item, kg_dup(r->a, item_key(&d->item)), r->a);
        if (!*first) *first = i + 1;
    }
}

/* "Deze motie is voorgesteld door de leden A en B. ... Zij krijgt nr. 3 (35 373)." Spec 2.2, "introduced". */
static void define_introduced(kg_resolver *r, int i)
{
    enum { FAR = 500 };
    const kg_ref *cue = &r->refs->v[i];
    if (!cue->cap[KG_CAP_names].end) { kg_put_on_record(r, i); return; }
    for (int k = i + 1; k < r->refs->n && r->refs->v[k].at.beg - cue->at.beg < FAR; k++) {
        const kg_ref *id = &r->refs->v[k];
        const kg_passage *p = &r->t->passages[id->passage];
        if (p->voice != r->t->passages[cue->passage].voice || p->role == KG_MOTION) return;
        if (id->how != KG_EXPLICIT || id->kind != KG_KAMERSTUK) continue;
        kg_ref as = *cue;
        as.kind = KG_MOTIE;
        kg_add_def(r, &as, id->target);
        return;
    }
}

/* Dossier of the local numbers: the one that its motions got their numbers in, else the document's own. */
static kg_str local_dossier(const kg_resolver *r)
{
    if (r->intros.n) return r->several ? ((kg_str){ 0 }) : kg_id_dossier(r->intros.v[0].id);
    if (r->t->meta.dossier.n) return r->t->meta.dossier;
    kg_str only = { 0 }; /* a debate in which one dossier alone is numbered speaks of that */
    for (int i = 0; i < r->refs->n && r->debate; i++) {
        const kg_ref *p = &r->refs->v[i];
        if ((p->kind != KG_KAMERSTUK && p->kind != KG_DOSSIER) || p->how != KG_EXPLICIT || !p->target.n) continue;
        kg_str d = kg_id_dossier(p->target);
        if (only.n && !kg_eq(d, only)) return (kg_str){ 0 };
        only = d;
    }
    return only;
}

/* Tables that say how motions stand: the name in a row has the number of its next cell, and "de motie" in the row is that one. */
static void number_rows(kg_resolver *r)
{
    kg_table_at at = { 0 };
    for (kg_table_row row; !r->debate && kg_next_table_row(r->t, r->refs, &at, &row);) {
        kg_str id = r->refs->v[row.number].target;
        bool named = false;
        for (int k = kg_first_ref(r->refs, row.beg); k < r->refs->n && r->refs->v[k].at.beg < row.status.end; k++) {
            kg_ref *p = &r->refs->v[k];
            if (!kg_is_phrase(p) || p->kind != KG_MOTIE || p->target.n) continue;
            if (kg_is_anaphor(r, p)) kg_hit(p, id, 0.8f);
            else if (!named && p->at.beg < row.status.beg) kg_take_number(r, p, id, 0.9f, 0), named = true;
        }
    }
}

void kg_define(kg_resolver *r)
{
    r->debate = kg_is_debate(r->t);
    for (int i = 0; i < r->refs->n; i++) {
        kg_ref *p = &r->refs->v[i];
        if (kg_is_id(p)) kg_bind_bracket(r, i);
        else if (p->kind == KG_CUE && kg_eq(kg_rule_role(p->rule), KG_S("introduces"))) define_introduced(r, i);
    }
    bind_notes(r);
    number_items(r);
    number_rows(r);
    r->dossier = local_dossier(r);
}
