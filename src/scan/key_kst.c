/* key_kst.c - the number of a kamerstuk. In: a match of kamerstuk.rules. Out: kst- and dossier- references (spec 1.1,
 * annex A.1).
 *
 * The regex finds what may be dossier, part or chapter, and number; which of them it is depends on the dossier: only
 * three have numbered parts, only budgets have chapters, and behind all others one or two capitals are a number of the
 * Eerste Kamer. What stands before tells a dossier from an amount.
 */
#include "key.h"

typedef struct {
    kg_match *m;
    int base;                                                 /* 35373 */
    kg_str d, t, n;                                           /* "35373", "V" or "02", "22" or "AB" */
    bool labelled;                                            /* "Kamerstuk" stands before it */
    bool bracket;                                             /* "(" directly before it */
    unsigned flags;
    float conf;
} piece;

/* -- dossiers ------------------------------------------------------------------------------------------------------ */

bool kg_with_parts(int dossier) { return dossier == 21501 || dossier == 19291 || dossier == 23908; }

/* Dossiers with eight and more chapters; yearly budgets lie on round numbers, so that new ones need no line here. */
bool kg_budget(int dossier)
{
    static const int odd[] = { 30105, 30391, 30550, 30560, 30885, 31031, 31061, 31290, 31444, 31474, 31792,
                               31924, 31965, 32123, 32222, 32360, 32395, 32565, 32609, 32710, 32780, 33090,
                               33240, 33280, 33480, 33605, 33640, 33750, 33805, 33930, 33940, 34085, 34210,
                               34350, 34475, 34485, 34550, 34620, 34725, 34730, 34775, 34845, 34950, 34960,
                               35095, 35210, 35350, 35450, 35470, 35570, 35650, 35830, 35850, 35925, 35975,
                               36120, 36250, 36350, 36360, 36410, 36435, 36470, 36550, 36560, 36613, 36625 };
    if (dossier >= 11000 && dossier % 100 == 0) return true;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        if (odd[i] == dossier) return true;
    return false;
}

/* -- what stands around -------------------------------------------------------------------------------------------- */

/* "kamer-stukken": lines were joined before their hyphens were undone (old papers). `room` holds as much as s. */
static kg_str unbroken(kg_str s, char *room)
{
    ptrdiff_t n = 0, from = 0;
    for (const char *p = s.s; p < s.s + s.n && (p = memchr(p, '-', (size_t)(s.s + s.n - p))); p++) {
        ptrdiff_t i = p - s.s;
        if (i == 0 || i + 1 == s.n || !kg_lower(p[-1]) || !kg_lower(p[1])) continue;
        memcpy(room + n, s.s + from, (size_t)(i - from));
        n += i - from, from = i + 1;
    }
    if (from) memcpy(room + n, s.s + from, (size_t)(s.n - from));
    return from ? (kg_str){ room, n + s.n - from } : s;
}

enum { BEFORE = 72 };                                         /* bytes, as far as a label reaches */

static bool senate(const piece *p)                            /* "Kamerstukken I", "Eerste Kamer" */
{
    static const char *const words[] = {
        "Kamerstukken I ", "Kamerstukken I,", "Kamerstuk I ", "Eerste Kamer", " EK ", "(EK "
    };
    char room[BEFORE];
    kg_str s = unbroken(kg_before(p->m->t, p->m->at.beg, BEFORE), room);
    return KG_LAST_OF(s, words) >= 0;
}

/* "Kamerstukken II 2020/21, " and no end of a sentence or bracket between it and the number. */
static void look_before(piece *p)
{
    static const char *const labels[] = { "kamerst", "kst", "dossier", "vergaderjaar" };
    char room[BEFORE];
    kg_str s = unbroken(kg_before(p->m->t, p->m->at.beg, BEFORE), room), label;
    ptrdiff_t at = KG_LAST_OF(s, labels);
    p->labelled = at >= 0 && (label = kg_sub(s, at, s.n), !kg_holds(label, ')') && !kg_holds(label, '?'));
    p->bracket = s.n && s.s[s.n - 1] == '(';
}

/* "wetsontwerpen 12 305 en ": less the dossiers before this one. */
static kg_str without_list(kg_str s)
{
    enum { MOST = 12 };
    for (int i = 0; i < MOST; i++) {
        ptrdiff_t n = kg_ends(s, KG_S(" en ")) ? 4 : kg_ends(s, KG_S(", ")) ? 2 : kg_ends(s, KG_S(",")) ? 1 : 0;
        ptrdiff_t at = s.n - n, digits = 0;
        while (n && digits < 6 && at > 0 && (kg_digit(s.s[at - 1]) || (digits == 3 && s.s[at - 1] == ' ')))
            digits += kg_digit(s.s[--at]);
        if (digits != 5) break;
        s.n = at;
    }
    return s;
}

static kg_str without_label(kg_str s)
{
    static const char *const words[] = { "nr. ", "nrs. ", "nr ", "nrs ", "nummer ", "nummers ", "met " };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        kg_str w = kg_cstr(words[i]);
        bool blank = s.n > w.n && s.s[s.n - w.n - 1] == ' ';
        if (blank && kg_ends(s, w)) s.n -= w.n;
    }
    return s;
}

/* "wetsvoorstel 36 169", "dossier 36 281": the word stands right before it, but for "nr.", "met nummer", a chamber or
 * a year. */
static bool announced(const piece *p)
{
    static const char *const words[] = { "kamerstuk ",       "kamerstukken ",  "kamerstukdossier ",
                                         "dossier ",         "dossiers ",      "voorstel ",
                                         "kamerstuknummer ", "dossiernummer ", "voorstellen ",
                                         "kamerstuknr. ",    "ontwerp ",       "kamerstukken ii ",
                                         "kamerstukken i ",  "kamerstuk ii ",  "dossiernr. ",
                                         "kamerstuk: ",      "kamerstuknr ",   "ontwerpen ",
                                         "ontwerp van wet ", "voorstel van wet ", "ontwerpen van wet ",
                                         "voorstellen van wet " };
    enum { REACH = 96 };
    char room[REACH];
    kg_str s = without_label(without_list(unbroken(kg_before(p->m->t, p->m->at.beg, REACH), room)));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        ptrdiff_t n = (ptrdiff_t)strlen(words[i]);
        if (s.n >= n && kg_ieq(kg_sub(s, s.n - n, s.n), kg_cstr(words[i]))) return true;
    }
    if (!p->labelled) return false;                           /* "Kamerstukken II 2020/21, 35570" */
    return kg_last_word(kg_before(p->m->t, p->m->at.beg, 40), "kamerst") >= 0;
}

/* -- dossier alone (rule 5) ---------------------------------------------------------------------------------------- */

static bool ends_here(kg_str flow, uint32_t at)
{
    return (ptrdiff_t)at >= flow.n || memchr(").,;:\n", flow.s[at], 6) || (flow.s[at] == ' ' && flow.s[at + 1] == '(');
}

/* "(36 281)", "( 36281 )" behind a word: the whole bracket, and no round number, which would be an amount. */
static bool whole_bracket(const piece *p)
{
    kg_str flow = p->m->t->flow;
    uint32_t b = p->m->at.beg, e = p->m->at.end;
    b -= b && flow.s[b - 1] == ' ', e += (ptrdiff_t)e < flow.n && flow.s[e] == ' ';
    if (!b || flow.s[b - 1] != '(' || (ptrdiff_t)e >= flow.n || flow.s[e] != ')' || p->base % 1000 == 0) return false;
    if (b < 3 || (flow.s[b - 2] == ' ' && !kg_digit(flow.s[b - 3]))) return true;
    bool year = b > 7 && flow.s[b - 2] == ' ' && !kg_digit(flow.s[b - 7]) && kg_digits_at(flow, b - 6) == 4;   /* "voor het jaar 2019 (35770)" */
    return year && kg_contains(kg_sub(flow, b > 400 ? b - 400 : 0, b), "etsvoorstel ");
}

static bool whole_passage(const piece *p)
{
    const kg_passage *at = p->m->t->nruns ? kg_passage_at(p->m->t, p->m->at.beg) : NULL;
    return at && at->at.beg == p->m->at.beg && at->at.end == p->m->at.end;
}

static bool uptodate(const piece *p)                          /* "36 537, bijgewerkt t/m nr. 7" */
{
    return kg_starts(kg_sub(p->m->t->flow, p->m->at.end, p->m->t->flow.n), KG_S(", bijgewerkt t/m"));
}

static void emit_dossier(piece *p)
{
    kg_str flow = p->m->t->flow;
    uint32_t end = p->m->at.end;
    bool dotted = kg_holds(kg_group(p->m, KG_CAP_d), '.'), chapter = p->t.n > 0;
    bool wordy = flow.s[end] == ' ' && kg_lower(kg_fold(flow.s[end + 1]));   /* "35 000 euro", but also "dossier 36 281 over" */
    bool said = announced(p) && (!wordy || p->base % 500 != 0);
    bool ok = uptodate(p) || said || (!dotted && whole_bracket(p)) ||
              (chapter && !dotted && (p->labelled || ends_here(flow, end) || (p->t.n > 1 && kg_budget(p->base))));
    if (!ok || p->base > 39999) return;
    kg_str id = chapter ? kg_fmt(p->m->a, "dossier-%.*s-%.*s", KG_ARG(p->d), KG_ARG(p->t))
                        : kg_fmt(p->m->a, "dossier-%.*s", KG_ARG(p->d));
    kg_ref *r = kg_emit(p->m, p->m->at, id);
    r->kind = KG_DOSSIER;
    /* A line that is nothing but "21 501-20" is the head of the paper itself. */
    if (chapter && whole_passage(p)) r->how = KG_FURNITURE;
    r->confidence = said ? 0.85f : chapter ? 0.8f : 0.6f;
    r->flags |= p->flags;
}

/* -- dossier and number -------------------------------------------------------------------------------------------- */

static kg_str paper_id(const piece *p, kg_str n)
{
    if (p->t.n) return KG_CAT(p->m->a, KG_S("kst-"), p->d, KG_S("-"), p->t, KG_S("-"), n);
    return KG_CAT(p->m->a, KG_S("kst-"), p->d, KG_S("-"), n);
}

static void emit_paper(piece *p, kg_span at, kg_str n)
{
    while (n.n > 1 && n.s[0] == '0') n = kg_sub(n, 1, n.n);
    kg_ref *r = kg_emit(p->m, at, paper_id(p, n));
    r->kind = KG_KAMERSTUK;
    r->flags |= p->flags;
    r->confidence = p->flags & KG_REPAIRED ? p->conf * 0.9f : p->conf;
}

static void emit_list(piece *p)
{
    enum { MORE = 64 };
    kg_more more[MORE];
    kg_str lab = kg_group(p->m, KG_CAP_lab);
    kg_list how = { .plural = kg_holds(lab, 's'), .letters = kg_upper(p->n.s[0]), .first = kg_int(p->n) };
    if (!lab.n || (how.letters && !how.plural)) return;       /* "34475-X-2/2016D20213" goes on with something else */
    int n = kg_list_more(p->m->t->flow, p->m->at.end, how, more, MORE);
    for (int i = 0; i < n; i++)
        emit_paper(p, more[i].at, more[i].number ? kg_fmt(p->m->a, "%d", more[i].number) : more[i].letters);
}

/* Confidence by how plainly it is marked (rule 7). */
static float tier(const piece *p)
{
    if (kg_has(p->m, KG_CAP_lab)) return p->labelled ? 0.99f : 0.97f;
    if (p->labelled || p->t.n || p->bracket) return 0.95f;
    kg_str flow = p->m->t->flow;
    bool listed = (ptrdiff_t)p->m->at.end < flow.n && flow.s[p->m->at.end] == ';';
    return listed || kg_has(p->m, KG_CAP_b) ? 0.9f : 0.6f;
}

static kg_str without_blanks(kg_arena *a, kg_str s)           /* "IX B" */
{
    kg_buf b = { 0 };
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (s.s[i] != ' ') kg_putc(a, &b, s.s[i]);
    return kg_buf_str(&b);
}

/* The part: "21 501-2" has lost its zero; where no parts exist, "-12" is the number itself (rule 2). */
static void settle_part(piece *p)
{
    if (!p->t.n) return;
    if (!kg_digit(p->t.s[0])) {
        char last = p->t.s[p->t.n - 1];
        bool slip = p->t.n > 1 && (last == '1' || last == 'l');   /* "XV1", "Vl" out of OCR */
        p->flags |= slip ? KG_REPAIRED : 0;
        p->t = slip ? kg_fmt(p->m->a, "%.*sI", (int)p->t.n - 1, p->t.s) : without_blanks(p->m->a, p->t);
        return;
    }
    if (kg_with_parts(p->base)) {
        if (p->t.n == 1) p->flags |= KG_REPAIRED;
        p->t = kg_fmt(p->m->a, "%02d", kg_int(p->t));
        return;
    }
    bool hyphen = p->m->cap[KG_CAP_t].beg > 0 && p->m->t->flow.s[p->m->cap[KG_CAP_t].beg - 1] == '-';
    if (!hyphen) p->n = (kg_str){ 0 };                        /* "10 247 1-3": two numbers, and no saying of what */
    else if (!p->n.n) p->n = p->t;
    p->t = (kg_str){ 0 };
}

static bool is_chapter(kg_str s)                              /* one letter up to M, or Roman */
{
    if (s.n == 1 && s.s[0] >= 'A' && s.s[0] <= 'M') return true;
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (!strchr("IVX", s.s[i])) return false;
    return true;
}

enum { LISTED = 36625 };                                      /* of younger dossiers any Roman number is a chapter: no senate paper gets to "VI" */
static bool of_budget(const piece *p, kg_str s) { return kg_budget(p->base) || (p->base > LISTED && s.n > 1 && is_chapter(s)); }

/* "21501-02" alone: what looks like a number is the part. "36836 D": what looks like a chapter is a number (rules 2
 * and 3). */
static void settle_number(piece *p)
{
    kg_match *m = p->m;
    if (p->n.n && !p->t.n && kg_with_parts(p->base) && kg_has(m, KG_CAP_sep) && p->n.n == 2 && kg_digit(p->n.s[0])) {
        p->t = p->n;
        p->n = (kg_str){ 0 };
        return;
    }
    if (p->n.n && !p->t.n && kg_has(m, KG_CAP_sep) && is_chapter(p->n) && of_budget(p, p->n) && !senate(p)) {
        /* "34950-B" is the budget of the Gemeentefonds */
        p->t = p->n;
        p->n = (kg_str){ 0 };
        return;
    }
    if (p->n.n || !p->t.n || kg_digit(p->t.s[0])) return;
    bool one = p->t.n <= 2 && !of_budget(p, p->t);
    if (one || (p->t.n == 1 && p->t.s[0] <= 'M' && p->t.s[0] != 'I' && senate(p))) {
        p->n = p->t;
        p->t = (kg_str){ 0 };
    }
}

/* Letters need to be marked as a number: by a label, a hyphen, or a comma ("36 200, A", but not "36 200, EU-fonds";
 * rule 4). */
static bool letters_ok(const piece *p)
{
    static const char *const words[] = { "EU", "VN", "EK", "TK", "NL", "VS", "UN", "EG", "EC", "II", "IK", "IN", "OP" };
    if (!p->n.n || !kg_upper(p->n.s[0]) || kg_has(p->m, KG_CAP_lab) || kg_has(p->m, KG_CAP_sep)) return true;
    kg_str s = kg_sub(p->m->t->flow, p->m->at.end, p->m->t->flow.n);
    bool initial = s.n > 1 && s.s[0] == '.' && (kg_upper(s.s[1]) || (s.n > 2 && s.s[1] == ' ' && !p->labelled));
    bool act = s.n > 1 && kg_eq(p->n, KG_S("R")) && s.s[0] == ' ' && kg_digit(s.s[1]);   /* "15915, R 1130" */
    if (initial || act || (s.n && (s.s[0] == '-' || s.s[0] == '\''))) return false;
    if (!kg_has(p->m, KG_CAP_b)) return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (kg_eq(p->n, kg_cstr(words[i]))) return false;
    return p->labelled || p->base % 1000 != 0;
}

/* "15 215-400" in a table, "11976-1977": nothing around it says that it is a paper. */
static bool in_table(const piece *p, int v)
{
    enum { YEARS_FROM = 1945, YEARS_TO = 2035 };
    const kg_match *m = p->m;
    if (!kg_has(m, KG_CAP_sep) || p->labelled || p->bracket || p->t.n) return false;
    kg_str flow = m->t->flow, s = kg_before(m->t, m->at.beg, 2);
    bool behind = (ptrdiff_t)m->at.end + 1 < flow.n && flow.s[m->at.end] == ' ' && kg_digit(flow.s[m->at.end + 1]);
    return behind || (s.n == 2 && kg_digit(s.s[0]) && s.s[1] == ' ') || (v >= YEARS_FROM && v <= YEARS_TO);
}

/* A bare comma before the number ("Kamerstukken II 2019/20, 35 300, 12") needs the label of kamerstukken before it. */
static bool number_ok(const piece *p)
{
    enum { MOST = 4500, YEARS_FROM = 1945, YEARS_TO = 2035, NEWEST = 39999 };
    const kg_match *m = p->m;
    bool digits = p->n.n && kg_digit(p->n.s[0]), lab = kg_has(m, KG_CAP_lab),
         dotted = kg_holds(kg_group(m, KG_CAP_d), '.');
    int v = digits ? kg_int(p->n) : 0;
    if (!p->n.n || v > MOST || (digits && v == 0) || p->base > NEWEST || in_table(p, v)) return false;
    if (kg_has(m, KG_CAP_p)) return p->labelled && announced(p) && (v < YEARS_FROM || v > YEARS_TO);
    if (dotted && !lab && !p->labelled && (digits || p->t.n || !kg_has(m, KG_CAP_b) || p->base % 1000 == 0))
        return false;
    if (digits && p->n.s[0] == '0' && !lab && !p->labelled) return false;
    bool spaced = kg_holds(kg_group(m, KG_CAP_d), ' ');
    return lab || p->labelled || p->t.n || !(spaced && p->base % 1000 == 0);
}

static piece piece_of(kg_match *m)
{
    piece p = {
        .m = m, .d = kg_digits_of(m->a, kg_group(m, KG_CAP_d)), .t = kg_group(m, KG_CAP_t), .n = kg_group(m, KG_CAP_n)
    };
    p.base = kg_int(p.d);
    look_before(&p);
    return p;
}

/* The match without its number: what is left is a dossier. */
static void cut_number(piece *p)
{
    kg_match *m = p->m;
    uint32_t end = m->cap[KG_CAP_d].end;
    if (m->cap[KG_CAP_t].end > end && p->t.n) end = m->cap[KG_CAP_t].end;
    if (kg_has(m, KG_CAP_sep) && p->t.n && !kg_has(m, KG_CAP_t))
        end = m->cap[KG_CAP_n].end; /* the part stood as a number */
    m->at.end = end;
}

void kg_key_kamerstuk(kg_match *m)
{
    piece p = piece_of(m);
    settle_part(&p);
    settle_number(&p);
    if (p.n.n && letters_ok(&p) && number_ok(&p)) {
        p.conf = tier(&p);
        emit_paper(&p, m->at, p.n);
        emit_list(&p);
        return;
    }
    p.n = (kg_str){ 0 };
    cut_number(&p);
    emit_dossier(&p);
}

/* "nr. 3 (35 373)", "nr. 348, was nr. 347 (32317)", "nrs. 12 en 13 (36 410)": the chair's order. */
void kg_key_omgekeerd(kg_match *m)
{
    enum { MORE = 64 };
    piece p = piece_of(m);
    settle_part(&p);
    if (!p.n.n || !number_ok(&p)) return;
    p.conf = 0.97f;
    kg_str old = kg_group(m, KG_CAP_n2);
    if (old.n) emit_paper(&p, m->cap[KG_CAP_n2], old);
    if (kg_has(m, KG_CAP_what)) {                             /* " en 13": each number over its own digits */
        kg_more more[MORE];
        kg_list how = { .plural = true, .first = kg_int(p.n) };
        int n = kg_list_more(kg_sub(m->t->flow, 0, m->cap[KG_CAP_what].end), m->cap[KG_CAP_what].beg, how, more, MORE);
        for (int i = 0; i < n; i++) emit_paper(&p, more[i].at, kg_fmt(m->a, "%d", more[i].number));
        m->at.end = m->cap[KG_CAP_n].end;
    }
    emit_paper(&p, m->at, p.n);
}

/* "Kamerstuk 31728, 30914, nr. 5", "(35925 VII / 35925 IV, A)": one paper in two dossiers; its number is that of the
 * first. */
void kg_key_dubbel(kg_match *m)
{
    piece p = piece_of(m);
    settle_part(&p);
    if (!p.n.n || !(p.labelled || p.bracket || kg_has(m, KG_CAP_lab)) || !number_ok(&p)) return;
    p.conf = 0.9f;
    emit_paper(&p, m->at, p.n);
    uint32_t before = m->cap[KG_CAP_a].beg;
    if (before < 2 || m->t->flow.s[before - 2] != ',') return;   /* "13974 en 15 649, nr. 9" is one name */
    kg_str d = kg_digits_of(m->a, kg_group(m, KG_CAP_a)), t = kg_group(m, KG_CAP_stuk);
    kg_span at = { m->cap[KG_CAP_a].beg, t.n ? m->cap[KG_CAP_stuk].end : m->cap[KG_CAP_a].end };
    kg_ref *r = kg_emit(
        m, at, t.n ? kg_fmt(m->a, "dossier-%.*s-%.*s", KG_ARG(d), KG_ARG(t)) : kg_fmt(m->a, "dossier-%.*s", KG_ARG(d)));
    r->kind = KG_DOSSIER;
    r->confidence = 0.8f;
}
