/* kept.c - a letter that keeps a commitment meets the debate where it was made. In: the commitments of all records, how each is known. Out: for
 * commitments known only because a letter keeps them ("Conform mijn toezegging tijdens het commissiedebat Spoor van 2 juli jl. informeer
 * ik u over ..."), the one that a debate recorded.
 *
 * Idea: a careful reader asks when (the date behind the meeting, seen from the letter's own), where (the kind of meeting), who, and what
 * about: words that both have, but for their endings and for those that every commitment has. What the chair lists goes before running speech.
 * Invariants: no date, other date, other kind of meeting or a meeting of unknown kind: no match. Two that fit equally well: none of them, they
 * stay apart. The meeting's name alone proves nothing. Only commitments of the days that letters name are held in memory. Spec 2.3.
 */
#include "store.h"
#include "words.h"

enum { STEM = 6, WORDS = 64 };                                /* bytes of a stem; stems of a sentence */

typedef enum { NONE, ANY, COMMITTEE, NOTA, LAW, EXTENDED, SHORT, WRITTEN, ORAL, QUESTIONS, PLENARY } meeting;

typedef struct { uint64_t *v; int n; } stems;                 /* bytes of each, folded; room for WORDS while they are read */

typedef struct {                                              /* what a letter says that it keeps */
    int64_t id, document;
    kg_str date, office;                                      /* of the meeting; "minister", "staatssecretaris" or none */
    meeting kind;
    stems topic, about;                                       /* of the meeting; of the commitment */
} keeping;

typedef struct { int64_t id, document; kg_str date, who, title, name; stems about, topic; bool listed; meeting kind; } made;

typedef struct {
    kg_store *s;
    kg_arena *a;
    struct { keeping *v; int n, cap; } kept;
    struct { made *v; int n, cap; } made;
    kg_map *days;                                             /* date -> first of its `made` + 1; 0: none yet */
    meeting head;
} keepers;

static kg_str str(const kg_val *v) { return v->type == KG_V_TEXT ? ((kg_str){ v->s, v->n }) : (kg_str){ 0 }; }

/* -- words --------------------------------------------------------------------------------------------------------- */

static bool letter(char c) { return kg_lower(kg_fold(c)) || kg_digit(c) || (c & 0x80); }

/* Said of every commitment, of every letter. */
static bool common(kg_str stem)
{
    static const char *const word[] = {
        "confor", "overee", "toegez", "toezeg", "tijden", "inform", "geïnf", "bericht", "berich", "minist", "staats", "kamer", "tweede", "brief",
        "briefs", "stuur", "sturen", "stuurt", "gestuu", "zenden", "ontvan", "krijgt", "hierbi", "hierme", "hierov", "daarov", "daarme",
        "zoals", "eerder", "mijn", "uiterl", "voor", "over", "zullen", "wordt", "worden", "gestan", "schrif", "commis", "debat", "overle",
        "nader", "nadere", "verder", "onder", "tussen", "januar", "februa", "maart", "april", "juni", "juli", "august", "septem", "oktobe",
        "novemb", "decemb", "zomer", "najaar", "voorja", "komend", "volgen", "eerste", "binnen", "weken", "maande", "einde", "leden", "heeft",
        "hebben", "mevrou", "waarin", "waarov", "waarbi", "wijze", "zodra", "welke", "gedaan", "gegeve", "geven", "komen", "gekome", "terug",
        "kabine", "regeri", "voorzi", "verzoe", "vraag", "vragen", "deze", "voldoe", "gehoor", "jaar", "kwarta", "moment", "aanzie", "betref",
        "betrek", "inzake", "omtren", "gevrag", "gevraa", "genoem", "laatst", "plaats", "aange", "aangeb", "bieden",
    };
    for (size_t i = 0; i < sizeof word / sizeof *word; i++)
        if (kg_ieq(stem, kg_cstr(word[i]))) return true;
    return false;
}

/* Long words, names and what is written in capitals ("NS"). */
static bool telling(kg_str w, bool first)
{
    bool capitals = w.n >= 2;
    for (ptrdiff_t i = 0; i < w.n; i++) capitals &= kg_upper(w.s[i]);
    return capitals || w.n >= 5 || (!first && w.n >= 3 && kg_upper(w.s[0]));
}

static uint64_t number_of(kg_str stem)
{
    uint64_t n = 0;
    for (ptrdiff_t i = 0; i < stem.n; i++) n = n << 8 | (unsigned char)kg_fold(stem.s[i]);
    return n;
}

static bool has(const stems *s, uint64_t stem)
{
    for (int i = 0; i < s->n; i++)
        if (s->v[i] == stem) return true;
    return false;
}

static void add_stems(stems *s, kg_str text)
{
    bool first = true;
    for (ptrdiff_t i = 0, e; i < text.n && s->n < WORDS; i = e + 1) {
        for (e = i; e < text.n && letter(text.s[e]);) e++;
        if (e == i) continue;
        kg_str w = kg_sub(text, i, e), stem = kg_sub(w, 0, w.n > STEM ? STEM : w.n);
        if (!kg_all_digits(w) && telling(w, first) && !common(stem) && !has(s, number_of(stem))) s->v[s->n++] = number_of(stem);
        first = false;
    }
}

static stems stems_of(kg_str text, kg_arena *a)
{
    uint64_t v[WORDS];
    stems s = { v, 0 };
    add_stems(&s, text);
    s.v = kg_new(a, uint64_t, s.n + 1);
    for (int i = 0; i < s.n; i++) s.v[i] = v[i];
    return s;
}

static int shared(const stems *s, const stems *other)
{
    int n = 0;
    for (int i = 0; i < s->n; i++) n += has(other, s->v[i]);
    return n;
}

/* -- meetings ------------------------------------------------------------------------------------------------------ */

/* The first meeting that is named; *from and *to: where. Words that any meeting goes by come last: they count where nothing else is named. */
static meeting meeting_in(kg_str s, ptrdiff_t *from, ptrdiff_t *to)
{
    static const struct { const char *word; meeting kind; } name[] = {
        { "commissiedebat", COMMITTEE }, { "algemeen overleg", COMMITTEE }, { "AO", COMMITTEE }, { "notaoverleg", NOTA },
        { "wetgevingsoverleg", LAW }, { "WGO", LAW }, { "uitgebreide commissievergadering", EXTENDED }, { "UCV", EXTENDED },
        { "tweeminutendebat", SHORT }, { "TMD", SHORT }, { "VAO", SHORT }, { "VSO", SHORT }, { "schriftelijk overleg", WRITTEN },
        { "schriftelijke overleg", WRITTEN }, { "mondeling overleg", ORAL }, { "vragenuur", QUESTIONS }, { "mondelinge vragenuur", QUESTIONS },
        { "plenair", PLENARY }, { "dertigledendebat", PLENARY }, { "hoofdlijnendebat", PLENARY }, { "interpellatie", PLENARY },
    };
    static const char *const any[] = { "debat", "overleg", "behandeling", "vergadering" };
    for (ptrdiff_t i = 0; i < s.n; i++) {
        if (i && letter(s.s[i - 1])) continue;
        for (size_t k = 0; k < sizeof name / sizeof *name; k++) {
            kg_str rest = kg_sub(s, i, s.n), w = kg_cstr(name[k].word);
            bool short_form = kg_upper(w.s[0]);
            if (rest.n < w.n || !(short_form ? kg_starts(rest, w) : kg_starts_fold(rest, name[k].word))) continue;
            if (short_form && rest.n > w.n && letter(rest.s[w.n])) continue;
            *from = i, *to = i + w.n;
            return name[k].kind;
        }
    }
    for (size_t k = 0; k < sizeof any / sizeof *any; k++) {
        ptrdiff_t at = kg_index(s, kg_cstr(any[k]));
        if (at < 0) continue;
        *from = at, *to = at + (ptrdiff_t)strlen(any[k]);
        return ANY;
    }
    return NONE;
}

/* The first date of s; *end: behind it. */
static bool first_date(kg_str s, kg_date *d, ptrdiff_t *end)
{
    ptrdiff_t behind, from = 0;
    while (kg_month_in(kg_sub(s, from, s.n), &behind)) {
        from += behind;
        *end = from + 5 < s.n ? from + 5 : s.n;               /* " 2025" */
        if (kg_last_date(kg_sub(s, 0, *end), d)) return true;
    }
    return false;
}

/* "tijdens het commissiedebat Spoor van 2 juli jl.", "zoals op 2 juli toegezegd in het debat": kind, day and topic of the meeting; the rest
 * of the sentence is what the commitment is about. */
static bool read_keeping(keeping *k, kg_str s, kg_date letter_date, kg_arena *a)
{
    enum { FAR = 240, BEFORE = 250 };
    ptrdiff_t from, to, end = 0;
    kg_date d = { 0 };
    ptrdiff_t start = kg_index(s, KG_S("oegezegd")), noun = kg_index(s, KG_S("oezegging"));
    if (start < 0 || (noun >= 0 && noun < start)) start = noun;
    if (start < 0) return false;
    start = start > BEFORE ? start - BEFORE : 0;              /* not the heads of a paper that may stand before it */
    s = kg_sub(s, start, s.n);
    k->kind = meeting_in(s, &from, &to);
    if (k->kind == NONE) return false;
    kg_str behind = kg_sub(s, to, s.n - to > FAR ? to + FAR : s.n);
    if (first_date(behind, &d, &end)) add_stems(&k->topic, kg_sub(behind, 0, end));
    else if (!kg_last_date(kg_sub(s, 0, from), &d)) return false;
    k->date = kg_iso(kg_date_near(d, letter_date, false), a);
    add_stems(&k->about, kg_sub(s, 0, from));
    add_stems(&k->about, kg_sub(s, to + end, s.n));
    ptrdiff_t of = kg_index(s, KG_S("oezegging van de "));
    if (of >= 0) {
        kg_str who = kg_sub(s, of + 17, s.n);
        k->office = kg_starts_fold(who, "minister") ? KG_S("minister") : kg_starts_fold(who, "staatssecretaris") ? KG_S("staatssecretaris")
                                                                                                               : (kg_str){ 0 };
    }
    return k->date.n > 0;
}

/* -- records ------------------------------------------------------------------------------------------------------- */

static bool on_kept(void *ctx, const kg_val *v)               /* id, document, words, date */
{
    keepers *x = ctx;
    keeping k = { .id = v[0].i, .document = v[1].i };
    k.topic.v = kg_new(x->a, uint64_t, WORDS), k.about.v = kg_new(x->a, uint64_t, WORDS);
    kg_str words = kg_dup(x->a, str(&v[2]));
    if (!read_keeping(&k, words, kg_date_of(str(&v[3])), x->a)) return true;
    *kg_push(x->a, &x->kept) = k;
    kg_map_at(&x->days, k.date, x->a);
    return true;
}

static bool on_made(void *ctx, const kg_val *v)               /* id, document, date, who, words, title, name, listed */
{
    keepers *x = ctx;
    int *day = kg_map_at(&x->days, str(&v[2]), NULL);
    if (!day) return true;
    kg_str title = kg_dup(x->a, str(&v[5]));
    *kg_push(x->a, &x->made) = (made){ .id = v[0].i, .document = v[1].i, .date = kg_dup(x->a, str(&v[2])), .who = kg_dup(x->a, str(&v[3])),
                                       .about = stems_of(kg_dup(x->a, str(&v[4])), x->a), .title = title,
                                       .topic = stems_of(title, x->a), .name = kg_dup(x->a, str(&v[6])), .listed = v[7].i };
    if (!*day) *day = x->made.n;                              /* ordered by date */
    return true;
}

static bool on_head(void *ctx, const kg_col *cols, int ncols, const kg_cell *cell)
{
    ptrdiff_t from, to;
    (void)cols, (void)ncols;
    if (cell) ((keepers *)ctx)->head = meeting_in(cell[0].text, &from, &to);
    return !cell;                                             /* the first call tells the columns */
}

/* A report says in its title or in its first lines what it is; Handelingen are plenary. */
static bool settle_kind(keepers *x, made *m, kg_err *e)
{
    ptrdiff_t from, to;
    m->kind = meeting_in(m->title, &from, &to);
    if (m->kind > ANY) return true;
    m->kind = PLENARY;
    if (kg_starts(m->name, KG_S("h-"))) return true;
    kg_str id = kg_fmt(x->a, "%lld", (long long)m->document);
    x->head = NONE;
    if (!kg_store_rows(x->s, "SELECT substr(kg_text(text), 1, 4000) FROM document WHERE id = CAST(?1 AS INTEGER)", &id, 1, on_head, x, e))
        return false;
    m->kind = x->head;
    return true;
}

static bool read_records(keepers *x, kg_err *e)
{
    if (!kg_store_each(x->s, "SELECT p.id, p.document, p.words, d.date FROM promise p JOIN document d ON d.id = p.document"
                             " JOIN name n ON n.id = p.id WHERE p.how = 'fulfils' AND n.name LIKE '%#toezegging-%'"
                             " ORDER BY p.document, p.n", on_kept, x, e)
        || (x->kept.n && !kg_store_each(x->s, "SELECT p.id, p.document, d.date, p.who, p.words, d.title, n.name, p.how = 'list'"
                                              " FROM promise p JOIN document d ON d.id = p.document JOIN name n ON n.id = d.id"
                                              " WHERE d.date IS NOT NULL"
                                              " AND (p.how = 'list' OR (p.how = 'text' AND d.soort = 'verslag'))"
                                              " ORDER BY d.date, p.document, p.n", on_made, x, e)))
        return false;
    for (int i = 0; i < x->made.n; i++) {
        made *m = &x->made.v[i];
        if (i && m[-1].document == m->document) m->kind = m[-1].kind;
        else if (!settle_kind(x, m, e)) return false;
    }
    return true;
}

/* -- the match ----------------------------------------------------------------------------------------------------- */

static bool possible(const keeping *k, const made *m)
{
    bool same = k->kind == ANY ? m->kind != NONE && m->kind != WRITTEN && m->kind != QUESTIONS : k->kind == m->kind;
    bool office = kg_starts_fold(m->who, "minister") || kg_starts_fold(m->who, "staatssecretaris");
    return same && m->document != k->document && (!k->office.n || !office || kg_starts_fold(m->who, k->office.s));
}

/* How well the words agree; 0: not enough. The meeting's topic decides between two, it proves nothing. */
static int agreement(const keeping *k, const made *m)
{
    int n = shared(&k->about, &m->about);
    return n >= 2 || (n == 1 && k->about.n == 1) ? 16 * n + (shared(&k->topic, &m->topic) > 0) : 0;
}

/* The one that fits best, as the chair listed it, else as it was said; none where two fit equally well. */
static const made *match(keepers *x, const keeping *k)
{
    enum { MOST = 2000 };                                     /* of one day; more than any day has seen */
    int first = *kg_map_at(&x->days, k->date, NULL) - 1, end = first;
    while (first >= 0 && end < x->made.n && end - first <= MOST && kg_eq(x->made.v[end].date, k->date)) end++;
    if (end - first > MOST) return NULL;
    for (int listed = 1; listed >= 0; listed--) {
        const made *best = NULL;
        int most = 0, ties = 0;
        for (int i = first; i < end; i++) {
            const made *m = &x->made.v[i];
            int n = m->listed == listed && possible(k, m) ? agreement(k, m) : 0;
            if (n > most) best = m, most = n, ties = 0;
            else if (n && n == most && m->id != best->id) ties++;
        }
        if (best) return ties ? NULL : best;
    }
    return NULL;
}

kg_alias *kg_kept(kg_store *s, kg_arena *a, int *n, kg_err *e)
{
    keepers x = { .s = s, .a = a };
    *n = 0;
    if (!read_records(&x, e)) return NULL;
    kg_alias *out = kg_new(a, kg_alias, x.kept.n + 1);
    for (int i = 0; i < x.kept.n; i++) {
        const made *m = match(&x, &x.kept.v[i]);
        if (m) out[(*n)++] = (kg_alias){ x.kept.v[i].id, m->id };
    }
    return out;
}
