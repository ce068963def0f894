/* resolve.c - second pass: phrases without a number beside them. In: references and definitions. Out: targets, flags, kinds.
 *
 * Local numbers, names, dates and anaphora, in this order of trust (spec annex E 3-5). A local number is an item of the letter's own
 * list, or a stuk of the debate's dossier, never both. Names meet definitions of the same document only; two that fit equally
 * well are named as candidates and none is chosen.
 */
#include "resolve.h"

#include <stdlib.h>

static void hit(kg_ref *p, kg_str id, float confidence)
{
    p->target = id;
    p->confidence = confidence;
}

/* -- local numbers --------------------------------------------------------------------------------------------------------- */

static const kg_def *item_def(const kg_resolver *r, int item)
{
    for (int i = 0; i < r->defs.n; i++)
        if (r->defs.v[i].item == item) return &r->defs.v[i];
    return NULL;
}

static kg_str local_id(const kg_resolver *r, kg_str number)
{
    return kg_fmt(r->a, "kst-%.*s-%d", KG_ARG(r->dossier), kg_int(number));
}

static bool defined(const kg_resolver *r, kg_str id)
{
    for (int i = 0; i < r->defs.n; i++)
        if (kg_eq(r->defs.v[i].id, id)) return true;
    return false;
}

/* "motie 15 en 16": two mentions, each over its own words. */
static void second_item(kg_resolver *r, kg_ref *p, kg_str id)
{
    kg_ref *x = kg_push(r->a, &r->extra);
    *x = *p;
    x->at = p->cap[KG_CAP_n2];
    x->target = id;
    p->at.end = p->cap[p->kind == KG_INTERN ? KG_CAP_n : KG_CAP_item].end;
}

static void by_item(kg_resolver *r, kg_ref *p)
{
    const kg_def *d = item_def(r, kg_int(kg_cap_str(r, p, KG_CAP_item)));
    const kg_def *e = p->cap[KG_CAP_n2].end ? item_def(r, kg_int(kg_cap_str(r, p, KG_CAP_n2))) : NULL;
    if (r->items >= 2) {
        if (d) hit(p, d->id, 0.9f);
        if (d && e) second_item(r, p, e->id);
        return;
    }
    if (!r->debate || !r->dossier.n) return;
    kg_str id = local_id(r, kg_cap_str(r, p, KG_CAP_item));
    if (defined(r, id)) hit(p, id, 0.8f);                     /* spoken numbers are unreliable: only what was put on record here */
}

static void add_stuk(kg_resolver *r, const kg_ref *p, kg_span at, int number)
{
    kg_ref *x = kg_push(r->a, &r->extra);
    *x = *p;
    x->at = x->cap[KG_CAP_stuk] = at;
    hit(x, kg_fmt(r->a, "kst-%.*s-%d", KG_ARG(r->dossier), number), 0.9f);
}

/* "moties op de stukken nrs. 1136, 1140 en 1150", "11 t/m 14": the numbers behind the first are mentions of their own. */
static void further_stukken(kg_resolver *r, const kg_ref *p)
{
    enum { WIDEST = 50 };
    kg_span list = p->cap[KG_CAP_what];
    int last = kg_int(kg_cap_str(r, p, KG_CAP_stuk));
    for (uint32_t i = p->cap[KG_CAP_stuk].end, gap = i; i < list.end;) {
        if (!kg_digit(r->t->flow.s[i])) { i++; continue; }
        uint32_t end = i;
        while (end < list.end && kg_digit(r->t->flow.s[end])) end++;
        int n = kg_int(kg_sub(r->t->flow, i, end));
        kg_str between = kg_sub(r->t->flow, gap, i);
        bool range = kg_index(between, KG_S("t/m")) >= 0 || kg_index(between, KG_S("met")) >= 0 || kg_index(between, KG_S("-")) >= 0 || kg_index(between, KG_S("\xE2\x80\x93")) >= 0;
        for (int k = last + 1; range && k < n && n - last <= WIDEST; k++) add_stuk(r, p, (kg_span){ i, end }, k);
        add_stuk(r, p, (kg_span){ i, end }, n);
        last = n;
        i = gap = end;
    }
}

static void by_stuk(kg_resolver *r, kg_ref *p)
{
    if (!r->debate || !r->dossier.n) return;
    hit(p, local_id(r, kg_cap_str(r, p, KG_CAP_stuk)), 0.95f);
    if (!p->cap[KG_CAP_what].end) return;
    further_stukken(r, p);
    p->at.end = p->cap[KG_CAP_stuk].end;
}

/* "de motie-Bromet, de motie op stuk nr. 29", "een motie van mevrouw Van der Plas. Dat is de motie op stuk nr. 50". */
static bool by_apposition(kg_resolver *r, int i)
{
    enum { NEAR = 24, FAR = 400 };
    kg_ref *p = &r->refs->v[i];
    for (int k = i + 1; k < r->refs->n && r->refs->v[k].at.beg < p->at.end + FAR; k++) {
        kg_ref *q = &r->refs->v[k];
        if (!kg_is_phrase(q) || q->kind != KG_MOTIE || q->at.beg < p->at.end || kg_is_anaphor(r, q)) continue;
        if (!q->cap[KG_CAP_stuk].end || q->cap[KG_CAP_what].end) return false;
        kg_str gap = kg_sub(r->t->flow, p->at.end, q->at.beg), tail = gap.n > NEAR ? kg_sub(gap, gap.n - NEAR, gap.n) : gap;
        bool beside = gap.n <= NEAR && gap.s[0] == ',' && !memchr(gap.s, '.', (size_t)gap.n);
        if (!beside && kg_index(tail, KG_S("Dat is ")) < 0 && kg_index(tail, KG_S("Dat was ")) < 0) return false;
        by_stuk(r, q);
        if (!q->target.n) return false;
        hit(p, q->target, 0.8f);
        kg_add_def(r, p, q->target);
        return true;
    }
    return false;
}

/* -- names ------------------------------------------------------------------------------------------------------------------- */

enum { CHAIN = 256, WEAK = 1 };                               /* definitions looked at for one phrase; a fit that needs help */

static bool has_name(kg_str names, kg_str name)
{
    for (ptrdiff_t i = 0; i + name.n <= names.n; i++)
        if ((i == 0 || names.s[i - 1] == '|') && kg_eq(kg_sub(names, i, i + name.n), name) && (i + name.n == names.n || names.s[i + name.n] == '|')) return true;
    return false;
}

/* Every name of a is one of b. */
static bool within(kg_str a, kg_str b)
{
    for (ptrdiff_t i = 0; i < a.n;) {
        const char *bar = memchr(a.s + i, '|', (size_t)(a.n - i));
        ptrdiff_t end = bar ? bar - a.s : a.n;
        if (!has_name(b, kg_sub(a, i, end))) return false;
        i = end + 1;
    }
    return a.n > 0;
}

/* How well a definition fits the phrase: 0 not at all. The set of names decides, a part of it where the phrase or the definition is
 * an abbreviation ("motie-Voordewind c.s."); "c.s." and "gewijzigde" tell equals apart. */
static int fit(const kg_def *d, const kg_def *p)
{
    if (d->kind != p->kind || !d->names.n || !p->names.n) return 0;
    bool same = kg_eq(d->names, p->names), several = d->names.n && memchr(d->names.s, '|', (size_t)d->names.n);
    if (p->cs && !d->cs && several && kg_eq(d->first, p->first)) return 12 + (d->changed == p->changed);   /* "c.s." are the others */
    bool shorter = within(p->names, d->names) && (kg_eq(d->first, p->first) || p->cs), longer = within(d->names, p->names);
    if (!same && !shorter && !(longer && d->cs)) return longer && kg_eq(d->first, p->first) ? WEAK : 0;
    return (same ? 8 : 2) + (d->cs == p->cs ? 4 : 0) + (d->changed == p->changed);
}

static void add_candidate(kg_ref *p, kg_str id, kg_arena *a)
{
    for (int i = 0; i < p->ncandidates; i++)
        if (kg_eq(p->candidates[i], id)) return;
    kg_str *v = kg_new(a, kg_str, p->ncandidates + 1);
    for (int i = 0; i < p->ncandidates; i++) v[i] = p->candidates[i];
    v[p->ncandidates++] = id;
    p->candidates = v;
}

static int by_id(const void *x, const void *y) { return kg_cmp(*(const kg_str *)x, *(const kg_str *)y); }

/* In the part of a letter that deals with item 3, "motie-Eppink" is item 3. */
static bool item_decides(kg_resolver *r, kg_ref *p)
{
    const kg_def *here = r->items >= 2 ? item_def(r, kg_item_at(r, p->at.beg)) : NULL;
    for (int i = 0; here && i < p->ncandidates; i++)
        if (kg_eq(p->candidates[i], here->id)) { hit(p, here->id, 0.75f); return true; }
    return false;
}

static void by_name(kg_resolver *r, kg_ref *p)
{
    kg_def me = kg_describe(r, p);
    int best = 0;
    kg_ref wide = *p;                                         /* with the weaker fits: the letter's current item may be among them */
    for (ptrdiff_t k = 0; k < me.names.n;) {
        const char *bar = memchr(me.names.s + k, '|', (size_t)(me.names.n - k));
        ptrdiff_t end = bar ? bar - me.names.s : me.names.n;
        int *head = kg_map_at(&r->movers, kg_sub(me.names, k, end), NULL);
        for (int i = head ? *head : 0, n = 0; i && n < CHAIN; i = r->links.v[i - 1].next, n++) {
            const kg_def *d = &r->defs.v[r->links.v[i - 1].def];
            int f = fit(d, &me);
            if (f) add_candidate(&wide, d->id, r->a);
            if (f <= WEAK || f < best) continue;
            if (f > best) p->ncandidates = 0;
            best = f;
            add_candidate(p, d->id, r->a);
        }
        k = end + 1;
    }
    if (p->kind == KG_MOTIE && item_decides(r, &wide)) { hit(p, wide.target, 0.75f); p->ncandidates = 0; return; }
    if (p->ncandidates == 1 && best >= 6) { hit(p, p->candidates[0], best >= 12 ? 0.85f : 0.7f); p->ncandidates = 0; }
    if (p->target.n || p->ncandidates < 2) { p->ncandidates = 0; return; }
    qsort((void *)p->candidates, (size_t)p->ncandidates, sizeof *p->candidates, by_id);
    p->flags |= KG_AMBIGUOUS;
    p->confidence = 0.4f;
}

/* -- dates and titles ------------------------------------------------------------------------------------------------------- */

static bool same_day(kg_date a, kg_date b)
{
    return a.day && a.day == b.day && a.month == b.month && (!a.year || !b.year || a.year == b.year);
}

static bool like_title(kg_str a, kg_str b)
{
    return a.n && b.n && (kg_eq(a, b) || (a.n > 20 && kg_index(b, a) >= 0) || (b.n > 20 && kg_index(a, b) >= 0));
}

/* A paper by its kind, subject and date: one definition that agrees in all that both say. */
static void by_title(kg_resolver *r, kg_ref *p)
{
    kg_def me = kg_describe(r, p);
    const kg_def *found = NULL;
    enum { PAPERS = 1000 };
    for (int i = 0, n = 0; i < r->defs.n && n < PAPERS; i++) {
        const kg_def *d = &r->defs.v[i];
        if (d->kind != KG_BRIEF) continue;
        n++;
        bool day = same_day(d->date, me.date), title = like_title(d->what, me.what);
        bool ok = me.what.n && d->what.n ? title && (day || !me.date.day || !d->date.day) : day && !me.what.n;
        if (!ok) continue;
        if (found && !kg_eq(found->id, d->id)) return;        /* two papers of one day */
        found = d;
    }
    if (found) hit(p, found->id, 0.75f);
}

/* The date and kind that a footnote or list gives beside a number: "Kamerbrief over ..., 16 juni 2021 (21 501-02, Nr. 2375)". */
static void define_titles(kg_resolver *r)
{
    for (int i = 0; i < r->refs->n; i++) {
        const kg_ref *id = &r->refs->v[i];
        if (!kg_is_id(id)) continue;
        kg_span s = kg_sentence_at(r->t, id->at.beg);
        for (int k = i - 1; k >= 0 && r->refs->v[k].at.end > s.beg; k--)
            if (kg_is_id(&r->refs->v[k]) || r->refs->v[k].kind == KG_URL) { s.beg = r->refs->v[k].at.end; break; }
        if (s.beg >= id->at.beg) continue;
        kg_str title = kg_trim(kg_sub(r->t->flow, s.beg, id->at.beg));
        kg_date d;
        bool letter = kg_index(title, KG_S("amerbrief")) == 1 || kg_index(title, KG_S("rief ")) == 1;
        if (!letter || !kg_last_date(title, &d)) continue;
        *kg_push(r->a, &r->defs) = (kg_def){ .id = id->target, .kind = KG_BRIEF, .date = d, .at = id->at.beg };
    }
}

static void by_date_pair(kg_resolver *r, kg_ref *p)
{
    kg_str s = kg_cut(r->t->flow, p->at);
    ptrdiff_t en = kg_index(s, KG_S(" en "));
    if (en < 0) return;
    kg_ref *x = kg_push(r->a, &r->extra);                     /* the second letter, as a mention of its own */
    *x = *p;
    by_title(r, p);
    kg_date d;
    if (!kg_last_date(s, &d)) return;
    for (int i = 0; i < r->defs.n; i++)
        if (r->defs.v[i].kind == KG_BRIEF && !r->defs.v[i].what.n && same_day(r->defs.v[i].date, d)) { hit(x, r->defs.v[i].id, 0.7f); break; }
}

/* -- anaphora --------------------------------------------------------------------------------------------------------------- */

static bool same_section(const kg_text *t, const kg_ref *a, const kg_ref *b)
{
    int lo = a->passage < b->passage ? a->passage : b->passage, hi = a->passage < b->passage ? b->passage : a->passage;
    for (int i = lo + 1; i <= hi; i++)
        if (t->passages[i].role == KG_HEADING || t->passages[i].role == KG_ITEM) return false;
    return true;
}

/* "deze motie": the letter's current item, else the motion named last in the section, else ("de motie ... De motie van het lid X")
 * the one named next in it. */
static void by_anaphor(kg_resolver *r, int i)
{
    kg_ref *p = &r->refs->v[i];
    if (r->items >= 2 && p->kind == KG_MOTIE) {
        const kg_def *d = item_def(r, kg_item_at(r, p->at.beg));
        if (d) hit(p, d->id, 0.85f);
        return;
    }
    enum { FAR = 200 };
    for (int step = -1; step <= 1; step += 2)
        for (int k = i + step; k >= 0 && k < r->refs->n && abs(k - i) < FAR && same_section(r->t, &r->refs->v[k], p); k += step) {
            const kg_ref *q = &r->refs->v[k];
            if (q->kind != p->kind || !q->target.n || q->how != KG_CONTEXT) continue;
            if (r->debate && r->t->passages[q->passage].voice != r->t->passages[p->passage].voice) continue;
            hit(p, q->target, step < 0 ? 0.7f : 0.6f);
            return;
        }
    if (p->kind == KG_MOTIE && !r->debate && r->only.n) hit(p, r->only, 0.6f);
}

/* "MOTIE VAN HET LID X" above a motion is its own title: identity, no citation. */
static void own_title(kg_resolver *r)
{
    enum { HEAD = 16 };
    if (!kg_eq(r->t->meta.soort, KG_S("motie"))) return;
    for (int i = 0; i < r->refs->n; i++) {
        kg_ref *p = &r->refs->v[i];
        if (p->passage >= HEAD) break;
        if (!kg_is_phrase(p) || p->kind != KG_MOTIE || kg_index(kg_cut(r->t->flow, p->at), KG_S("MOTIE")) < 0) continue;
        hit(p, r->t->meta.id, 0.99f);
        p->how = KG_FURNITURE;
    }
}

/* A motion that is named but never numbered keeps an id of its own, one for each set of movers: DOC#motie-1. */
static void name_locally(kg_resolver *r)
{
    kg_map *known = NULL;
    int n = 0;
    for (int i = 0; i < r->refs->n; i++) {
        kg_ref *p = &r->refs->v[i];
        if (!kg_is_phrase(p) || p->kind != KG_MOTIE || p->target.n || p->ncandidates || !p->cap[KG_CAP_names].end || p->cap[KG_CAP_stuk].end) continue;
        kg_def me = kg_describe(r, p);
        if (!me.names.n) continue;
        int *k = kg_map_at(&known, me.names, r->a);
        if (!*k) *k = ++n;
        hit(p, kg_fmt(r->a, "%.*s#motie-%d", KG_ARG(r->t->meta.id), *k), 0.6f);
    }
}

/* The one motion that a paper names; none where it names two. */
static void find_only(kg_resolver *r)
{
    if (kg_eq(r->t->meta.soort, KG_S("motie"))) return;       /* "deze motie" is the paper itself */
    kg_str only = { 0 };
    for (int i = 0; i < r->refs->n; i++) {
        const kg_ref *p = &r->refs->v[i];
        if (!kg_is_phrase(p) || p->kind != KG_MOTIE || kg_is_anaphor(r, p)) continue;
        if (!p->target.n || (only.n && !kg_eq(only, p->target))) return;
        only = p->target;
    }
    r->only = only;
}

/* -- the pass ----------------------------------------------------------------------------------------------------------------- */

static void internal(kg_resolver *r, kg_ref *p)
{
    hit(p, kg_fmt(r->a, "%.*s#vraag-%d", KG_ARG(r->t->meta.id), kg_int(kg_cap_str(r, p, KG_CAP_n))), 0.9f);
    if (p->cap[KG_CAP_n2].end)
        second_item(r, p, kg_fmt(r->a, "%.*s#vraag-%d", KG_ARG(r->t->meta.id), kg_int(kg_cap_str(r, p, KG_CAP_n2))));
}

static void settle(kg_resolver *r, kg_ref *p)
{
    if (p->target.n || kg_is_anaphor(r, p)) return;
    if (p->kind == KG_INTERN) internal(r, p);
    else if (p->kind == KG_MOTIE && p->cap[KG_CAP_item].end) by_item(r, p);
    else if (p->kind == KG_MOTIE && p->cap[KG_CAP_stuk].end) by_stuk(r, p);
    else if (p->kind == KG_MOTIE && r->debate && by_apposition(r, (int)(p - r->refs->v))) return;
    else if (p->kind == KG_MOTIE || p->kind == KG_VRAGEN) by_name(r, p);
    else if (p->kind == KG_BRIEF && kg_plural(r, p)) by_date_pair(r, p);
    else if (p->kind == KG_BRIEF) by_title(r, p);
}

static int in_order(const void *x, const void *y)
{
    const kg_ref *a = x, *b = y;
    if (a->at.beg != b->at.beg) return a->at.beg < b->at.beg ? -1 : 1;
    if (a->at.end != b->at.end) return a->at.end > b->at.end ? -1 : 1;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    return kg_cmp(a->target, b->target);
}

/* Length of `word` where the text ends with it, in either case and as a whole word; else 0. */
static ptrdiff_t ends_word(kg_str s, kg_str word)
{
    if (s.n < word.n || !kg_ieq(kg_sub(s, s.n - word.n, s.n), word)) return 0;
    return s.n == word.n || s.s[s.n - word.n - 1] == ' ' || s.s[s.n - word.n - 1] == '(' ? word.n : 0;
}

/* Takes the words before "motie" into the phrase: "nader gewijzigde", "aangenomen"; "deze" where it is an anaphor. */
static void widen(const kg_text *t, kg_ref *p)
{
    static const char *const kinds[] = { "gewijzigde ", "nader ", "aangenomen ", "aangehouden ", "ingetrokken ", "verworpen ", "ingediende ",
        "volgende ", "eerste ", "tweede ", "derde ", "laatste ", "vorige ", "unaniem " };
    static const char *const pointers[] = { "deze ", "die ", "dezelfde ", "zijn ", "haar ", "uw ", "mijn " };
    enum { WORDS = 3 };
    uint32_t low = t->passages[p->passage].at.beg;
    for (int n = 0; n < WORDS; n++) {
        kg_str before = kg_sub(t->flow, low, p->at.beg);
        ptrdiff_t take = 0;
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !take; i++) take = ends_word(before, kg_cstr(kinds[i]));
        for (size_t i = 0; i < sizeof pointers / sizeof *pointers && !take && kg_is_anaphor(NULL, p); i++) take = ends_word(before, kg_cstr(pointers[i]));
        if (!take) return;
        p->at.beg -= (uint32_t)take;
    }
}

/* "De motie" of which "motie van het lid X" is the rest. */
static bool overtakes(const kg_ref *p, const kg_ref *before)
{
    return kg_is_phrase(p) && kg_is_phrase(before) && p->kind == before->kind && before->at.end > p->at.beg && before->at.end <= p->at.end &&
           kg_is_anaphor(NULL, before);
}

/* Of phrases of one kind that overlap the longest stays: "motie op stuk nr. 8" holds "op stuk nr. 8". */
static void drop_nested(kg_refs *refs)
{
    enum { NEAR = 12 };
    int n = 0;
    for (int i = 0; i < refs->n; i++) {
        kg_ref *p = &refs->v[i];
        bool inside = false;
        for (int k = n - 1; k >= 0 && k > n - NEAR && kg_is_phrase(p) && !inside; k--) {
            const kg_ref *q = &refs->v[k];
            inside = q->kind == p->kind && kg_is_phrase(q) && q->at.end > p->at.beg && q->at.end >= p->at.end;
        }
        for (int k = n - 1; !inside && k >= 0 && k > n - NEAR; k--)
            if (overtakes(p, &refs->v[k])) memmove(&refs->v[k], &refs->v[k + 1], (size_t)(--n - k) * sizeof *refs->v);
        if (!inside) refs->v[n++] = *p;
    }
    refs->n = n;
}

static void merge_extra(kg_resolver *r)
{
    if (r->extra.n == 0) return;
    kg_ref *v = kg_new(r->a, kg_ref, r->refs->n + r->extra.n);
    memcpy(v, r->refs->v, sizeof *v * (size_t)r->refs->n);
    memcpy(v + r->refs->n, r->extra.v, sizeof *v * (size_t)r->extra.n);
    r->refs->v = v;
    r->refs->n += r->extra.n;
    qsort(v, (size_t)r->refs->n, sizeof *v, in_order);
}

void kg_resolve(const kg_text *t, kg_refs *refs, kg_arena *a)
{
    bool moved = false;
    for (int i = 0; i < refs->n; i++) {
        if (kg_is_phrase(&refs->v[i]) && refs->v[i].kind == KG_MOTIE) widen(t, &refs->v[i]);
        moved |= i && in_order(&refs->v[i - 1], &refs->v[i]) > 0;
    }
    if (moved) qsort(refs->v, (size_t)refs->n, sizeof *refs->v, in_order);
    drop_nested(refs);
    kg_resolver r = { .t = t, .refs = refs, .a = a, .today = kg_date_of(t->meta.date) };
    if (!r.today.year && t->year) r.today = (kg_date){ 31, 12, t->year };
    own_title(&r);
    kg_define(&r);
    define_titles(&r);
    for (int i = 0; i < refs->n; i++)
        if (kg_is_phrase(&refs->v[i])) settle(&r, &refs->v[i]);
    find_only(&r);
    for (int i = 0; i < refs->n; i++)
        if (kg_is_phrase(&refs->v[i]) && !refs->v[i].target.n && kg_is_anaphor(&r, &refs->v[i])) by_anaphor(&r, i);
    kg_find_conflicts(&r);
    name_locally(&r);
    for (int i = 0; i < r.extra.n; i++) r.extra.v[i].flags &= ~(unsigned)KG_AMBIGUOUS;
    merge_extra(&r);
    for (int i = 0; i < refs->n; i++)                         /* what has an official id has the kind of the id */
        if (kg_rule_kind(refs->v[i].rule) != KG_CUE && refs->v[i].target.n && refs->v[i].how != KG_EXPLICIT && refs->v[i].kind != KG_INTERN) refs->v[i].kind = kg_kind_of_id(refs->v[i].target);
}
