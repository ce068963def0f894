/* identify.c - what document this is. In: text and its references. Out: t->meta, t->year.
 *
 * The order is fixed (formats.md): sidecar, what the format states (t->own), running page foot or colophon, the number in the
 * head of a paper that has no page feet, file name where it is an official id, stem. What the head of the document says itself (date, subject, sort) fills what
 * the sidecar leaves open.
 */
#include "ids.h"
#include "scan/key.h"
#include "read/text.h"
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
        if (kg_eq(r->target, best)) continue;
        for (int k = 0; k < refs->n; k++) n += refs->v[k].how == KG_FURNITURE && kg_eq(refs->v[k].target, r->target);
        if (n > most) most = n, best = r->target;
    }
    return best;
}

/* Handelingen: "40-6-n" at the foot of each page, "8 februari 2024" beside it. */
static kg_str meeting_id(kg_text *t, kg_arena *a)
{
    int meeting = 0, item = 0;
    kg_date day = { 0 }, d;
    bool senate = false;
    for (int i = t->npassages - 1; i >= 0 && t->passages[i].role == KG_PAGE; i--) {
        kg_str s = kg_cut(t->flow, t->passages[i].at);
        int m, k;
        if (kg_meeting_page(s, &m, &k)) meeting = m, item = k;
        else if (kg_eq(s, KG_S("Eerste Kamer")) || kg_starts(s, KG_S("EK "))) senate = true;
        else if (s.n < 20 && kg_digit(s.s[0]) && kg_last_date(s, &d) && d.year) day = d;
    }
    if (!meeting || !day.year) return (kg_str){ 0 };
    if (!t->meta.date.n) t->meta.date = kg_iso(day, a);
    int first = kg_session(day.year, day.month, day.day);
    return kg_fmt(a, "h-%s-%04d%04d-%d-%d", senate ? "ek" : "tk", first, first + 1, meeting, item);
}

static kg_str line_of(const kg_text *t, int i)
{
    return kg_trim(kg_sub(t->raw, t->lines[i], i + 1 < t->nlines ? (ptrdiff_t)t->lines[i + 1] : t->raw.n));
}

/* "AH 616" above "Antwoord van minister Klever (...) (ontvangen 21 november 2024)": as the Chamber gives answers out first. */
static kg_str answer_id(const kg_text *t, kg_arena *a)
{
    enum { HEAD = 8 };
    int number = 0;
    for (int i = 0; i < t->nlines && i < HEAD; i++) {
        kg_str s = line_of(t, i);
        kg_date d;
        if (s.n > 3 && s.n < 9 && kg_starts(s, KG_S("AH ")) && kg_digit(s.s[3])) number = kg_int(s);
        ptrdiff_t at = number && s.n < 2000 ? kg_index(s, KG_S("(ontvangen ")) : -1;
        if (at < 0 || !kg_last_date(kg_sub(s, at, s.n < at + 40 ? s.n : at + 40), &d) || !d.year) continue;
        int first = kg_session(d.year, d.month, d.day);
        return kg_fmt(a, "ah-tk-%04d%04d-%d", first, first + 1, number);
    }
    return (kg_str){ 0 };
}

/* "36 278", "36 410 XIV", "21 501-02", "35 099 (R2114)" alone on a line, as an id says it; none where it is no dossier. */
static kg_str dossier_line(kg_str s, kg_arena *a)
{
    kg_str rijkswet = kg_sub(s, kg_index(s, KG_S(" (R")) > 0 ? kg_index(s, KG_S(" (R")) : s.n, s.n);
    s = kg_sub(s, 0, s.n - rijkswet.n);
    if (s.n < 5 || s.n > 16 || !kg_digit(s.s[0]) || !kg_digit(s.s[1])) return (kg_str){ 0 };
    ptrdiff_t i = 2 + (s.s[2] == ' ' || s.s[2] == '.');
    for (int k = 0; k < 3; k++, i++)
        if (i >= s.n || !kg_digit(s.s[i])) return (kg_str){ 0 };
    kg_str number = kg_digits_of(a, kg_sub(s, 0, i));
    if (i == s.n) return number;
    if (s.s[i] != ' ' && s.s[i] != '-') return (kg_str){ 0 };
    for (ptrdiff_t k = i + 1; k < s.n; k++)
        if (!kg_digit(s.s[k]) && !kg_upper(s.s[k]) && s.s[k] != '-') return (kg_str){ 0 };
    return i + 1 == s.n ? ((kg_str){ 0 }) : kg_fmt(a, "%.*s-%.*s", KG_ARG(number), KG_ARG(kg_sub(s, i + 1, s.n)));
}

/* "31016-367" is a paper, "21501-02" and "36410-XIV" are not. */
static bool whole_paper(kg_str s)
{
    ptrdiff_t i = s.n;
    while (i > 0 && kg_digit(s.s[i - 1])) i--;
    if (i == s.n || i < 2 || s.s[i - 1] != '-') return false;
    return !kg_with_parts(kg_int(kg_sub(s, 0, 5))) || memchr(s.s, '-', (size_t)(i - 1));
}

/* A paper without page feet: its dossier alone on a line, "Nr. 32", "MOTIE VAN HET LID ..."; before it is printed "31016-367" and
 * "MOTIE VAN DE LEDEN ...". */
static kg_str paper_id(const kg_text *t, kg_arena *a)
{
    static const char *const sort[] = { "MOTIE",    "GEWIJZIGDE ", "AMENDEMENT", "BRIEF ",
                                        "VERSLAG ", "NADER ",      "NOTA ",      "LIJST VAN " };
    enum { HEAD = 40, BELOW = 10 };
    kg_str dossier = { 0 }, paper = { 0 };
    int at = 0;
    for (int i = 0; i < t->nlines && i < HEAD; i++) {
        kg_str s = line_of(t, i), d = dossier.n || s.n > 40 ? ((kg_str){ 0 }) : dossier_line(s, a);
        if (d.n) dossier = d;
        if (d.n && whole_paper(d)) paper = d, at = i;
        else if (dossier.n && !paper.n && kg_starts(s, KG_S("Nr.")) && s.n < 12 && kg_all_digits(kg_trim(kg_sub(s, 3, s.n))))
            paper = kg_fmt(a, "%.*s-%.*s", KG_ARG(dossier), KG_ARG(kg_digits_of(a, s))), at = i;
        else if (paper.n && i <= at + BELOW && KG_STARTS_ANY(s, sort))
            return kg_official_id(kg_fmt(a, "kst-%.*s", KG_ARG(paper)), a);
    }
    return (kg_str){ 0 };
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

/* "... heeft op 2 juli 2025 overleg gevoerd met ...", "Ik open de vergadering van woensdag 2 juli 2025": the day of a debate, which its report
 * is settled long after. */
static bool met_on(kg_str s, kg_date *d)
{
    enum { FAR = 50, LATEST = 900 };
    ptrdiff_t held = kg_index(kg_sub(s, 0, s.n < LATEST ? s.n : LATEST), KG_S(" overleg gevoerd"));
    ptrdiff_t opened = kg_index(s, KG_S("open de vergadering van "));
    if (held > 0) return kg_last_date(kg_sub(s, held > FAR ? held - FAR : 0, held), d) && d->year;
    return opened >= 0 && kg_last_date(kg_sub(s, opened, s.n < opened + 2 * FAR ? s.n : opened + 2 * FAR), d) && d->year;
}

/* "(ontvangen 27 februari" / "2024)", "(ontvangen 27 augustus2024)": a date in brackets, over line ends and where words are glued. */
static bool date_in_brackets(kg_str s, kg_date *d, kg_arena *a)
{
    enum { LONG = 50 };
    kg_buf words = { 0 };
    for (ptrdiff_t i = 0; i < s.n && i < LONG && s.s[i] != ')'; i++) {
        if (i && kg_digit(s.s[i]) && kg_lower(s.s[i - 1])) kg_putc(a, &words, ' ');
        kg_putc(a, &words, s.s[i] == '\n' ? ' ' : s.s[i]);
    }
    return kg_last_date(kg_buf_str(&words), d) && d->year;
}

/* "Vragen van het lid ... (ingezonden 23 januari 2024). Antwoord van Minister Jetten (...) (ontvangen 27 februari 2024).": the head of questions
 * says their day, that of an Aanhangsel the day of the answer. */
static bool answered_on(const kg_text *t, kg_date *d, kg_arena *a)
{
    enum { HEAD = 3000 };
    static const char *const reply[] = { "Antwoord van ", "Antwoorden van ", "Mededeling van " };
    kg_str top = kg_sub(t->flow, 0, t->flow.n < HEAD ? t->flow.n : HEAD);
    ptrdiff_t at = kg_index(top, KG_S("(ontvangen"));
    for (size_t i = 0; at > 0 && i < sizeof reply / sizeof *reply; i++) {
        ptrdiff_t by = kg_index(kg_sub(top, 0, at), kg_cstr(reply[i]));
        if (by >= 0) return date_in_brackets(kg_sub(top, at, top.n), d, a);
    }
    at = at < 0 ? kg_index(top, KG_S("(ingezonden")) : -1;
    return at >= 0 && kg_contains(top, "ragen van ") && date_in_brackets(kg_sub(top, at, top.n), d, a);
}

/* "DATUM", "D A T U M" and what an OCR makes of them ("vatum"), just before i. */
static bool label_before(kg_str s, ptrdiff_t i)
{
    static const char back[] = "muta";
    int n = 0;
    while (i > 0 && n < 4 && (kg_blank(s.s[i - 1]) || kg_fold(s.s[i - 1]) == back[n])) n += !kg_blank(s.s[--i]);
    ptrdiff_t word = i;                                       /* no "peildatum" */
    while (word > 0 && !kg_blank(s.s[word - 1])) word--;
    return n == 4 && i - word <= 2;
}

/* "Lange Voorhout 8 Den Haag DATUM 12 mei 2016 BETREFT ...": a letter's head that lost its line ends. */
static bool dated_inside(kg_str s, kg_date *d)
{
    enum { DATE = 24, HEAD = 1500 };
    for (ptrdiff_t i = 1; i < s.n && i < HEAD; i++) {
        if (!kg_digit(s.s[i]) || !kg_blank(s.s[i - 1]) || !label_before(s, i)) continue;
        kg_str rest = kg_sub(s, i, s.n < i + DATE ? s.n : i + DATE);
        if (kg_last_date(rest, d) && d->year) return true;
    }
    return false;
}

/* What the first passages say: "Datum 4 november 2021", "Betreft ...", or the label on a line of its own; "MOTIE VAN HET LID ...",
 * "Voorgesteld 23 februari 2023". */
static void read_head(kg_text *t, kg_arena *a)
{
    static const char *const dated[] = { "Datum ",       "Datum:",     "Voorgesteld ",
                                         "Vastgesteld ", "Den Haag, ", "’s-Gravenhage, " };
    static const char *const titled[] = { "Betreft ", "Betreft:", "Onderwerp:", "Onderwerp " };
    enum { HEAD = 40, LETTERHEAD = 8 };
    bool told = t->meta.date.n > 0;
    kg_str label = { 0 };
    for (int i = 0; i < t->npassages && i < HEAD; i++) {
        kg_str s = kg_cut(t->flow, t->passages[i].at);
        kg_date d;
        if (label.n && s.n < 400) s = kg_fmt(a, "%.*s %.*s", KG_ARG(label), KG_ARG(s));
        label = label_before(s, s.n) ? KG_S("Datum") : kg_eq(s, KG_S("Onderwerp")) || kg_eq(s, KG_S("Betreft")) ? s : (kg_str){ 0 };
        if (!told && met_on(s, &d)) t->meta.date = kg_iso(d, a), told = true;
        kg_str rest = AFTER(s, dated);
        if (!t->meta.date.n && i < LETTERHEAD && dated_inside(s, &d)) t->meta.date = kg_iso(d, a);
        if (!t->meta.date.n && rest.n && rest.n < 60 && kg_last_date(rest, &d)) t->meta.date = kg_iso(d, a);
        rest = AFTER(s, titled);
        if (!t->meta.title.n && rest.n && rest.n < 400) t->meta.title = rest;
        if (s.n < 300 && kg_index(kg_sub(s, 0, s.n < 49 ? s.n : 49), KG_S("MOTIE VAN ")) >= 0) {
            if (!t->meta.soort.n) t->meta.soort = KG_S("motie");
            ptrdiff_t v = kg_index(s, KG_S("Voorgesteld "));
            if (!t->meta.date.n && v > 0 && kg_last_date(kg_sub(s, v, s.n), &d)) t->meta.date = kg_iso(d, a);
        }
        if (!t->meta.soort.n && s.n < 60 && kg_starts(s, KG_S("Geachte "))) t->meta.soort = KG_S("brief");
        if (!t->meta.soort.n && t->passages[i].speaker.n) t->meta.soort = KG_S("verslag");
    }
    kg_date on;
    if (!t->meta.date.n && answered_on(t, &on, a)) t->meta.date = kg_iso(on, a);
}

/* First year of "vergaderjaar 2020–2021", "ZITTING 1955—1956"; 0 for none. */
static int session_year(kg_str s)
{
    static const char *const word[] = { "ergaderjaar ", "itting ", "ITTING " };
    for (size_t i = 0; i < sizeof word / sizeof *word; i++) {
        ptrdiff_t at = kg_index(s, kg_cstr(word[i]));
        if (at < 0) continue;
        kg_str year = kg_sub(s, at + (ptrdiff_t)strlen(word[i]), s.n);
        if (kg_digits_at(year, 0) == 4) return kg_int(kg_sub(year, 0, 4));
    }
    return 0;
}

/* Parliamentary year of the page foot, or of the head of an old paper. */
static int foot_year(const kg_text *t)
{
    enum { HEAD = 8, FIRST = 1814, LAST = 2100 };
    int y = 0;
    for (int i = t->npassages - 1; !y && i >= 0 && t->passages[i].role == KG_PAGE; i--)
        y = session_year(kg_cut(t->flow, t->passages[i].at));
    for (int i = 0; !y && i < t->npassages && i < HEAD; i++) {
        kg_span at = t->passages[i].at;
        y = session_year(kg_sub(t->flow, at.beg, at.end < at.beg + 200 ? at.end : at.beg + 200));
    }
    return y >= FIRST && y <= LAST ? y : 0;
}

/* What the format says, where the sidecar is silent. */
static void take_own(kg_text *t, kg_arena *a)
{
    kg_meta *m = &t->meta;
    bool meeting = kg_starts(t->own.id, KG_S("verslag-"));    /* vlos.c: made of its key */
    kg_str id = meeting ? t->own.id : kg_canonical_id(t->own.id, a);
    if (!kg_id_official(id)) id = (kg_str){ 0 };
    const struct { kg_str *to, from; } field[] = { { &m->id, id }, { &m->kind, t->own.kind }, { &m->soort, t->own.soort },
        { &m->date, t->own.date }, { &m->title, t->own.title }, { &m->dossier, t->own.dossier } };
    for (size_t i = 0; i < sizeof field / sizeof *field; i++)
        if (!field[i].to->n) *field[i].to = field[i].from;
}

void kg_identify(kg_text *t, const kg_refs *refs, kg_arena *a)
{
    kg_meta *m = &t->meta;
    take_own(t, a);
    if (!m->id.n) m->id = foot_id(refs);
    if (!m->id.n) m->id = meeting_id(t, a);
    if (!m->id.n && !t->markup) m->id = answer_id(t, a);
    if (!m->id.n && !t->markup) m->id = paper_id(t, a);
    if (!m->id.n) m->id = t->doc.stem;
    if (!m->id.n) m->id = KG_S("document");
    if (!m->kind.n) m->kind = kg_cstr(kg_kind_name(kg_kind_of_id(m->id)));
    m->date = kg_iso(kg_date_of(m->date), a);                 /* the sidecar's, where it is one */
    read_head(t, a);
    if (!m->dossier.n) m->dossier = kg_id_dossier(m->id);
    kg_date d = kg_date_of(m->date);
    t->year = d.year ? d.year : foot_year(t);
}
