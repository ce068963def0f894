/* closed.c - papers that only their footnote names. In: notes with markers, references. Out: further mentions, one for a marker.
 *
 * "in het rapport van het EIB¹³", "de Strategische agenda voor het Ondernemingsklimaat.²²", "het bericht «Zware teleurstelling»?¹": no
 * rule knows the title, but the marker closes a noun phrase, and the noun at its head says what sort of thing the note must give.
 * From the marker back to the nearest such noun is the phrase; a verb, a stop or another marker ends the search.
 *
 * Invariant: noun and number agree in kind (a judgment has an ECLI, a regulation a gazette), else nothing is said.
 */
#include "ids.h"
#include "resolve.h"

enum { PAPER = 1, PRESS = 2, LAW = 4, COURT = 8, ASKED = 16, EU = 32 };

static const struct { const char *end; int sort; } heads[] = {
    { "brief", PAPER },        { "rapport", PAPER },     { "rapportage", PAPER },  { "verslag", PAPER },
    { "agenda", PAPER },       { "monitor", PAPER },     { "nota", PAPER },        { "notitie", PAPER },
    { "advies", PAPER },       { "strategie", PAPER },   { "onderzoek", PAPER },   { "verklaring", PAPER },
    { "appreciatie", PAPER },  { "evaluatie", PAPER },   { "analyse", PAPER },     { "raming", PAPER },
    { "verkenning", PAPER },   { "akkoord", PAPER },     { "leidraad", PAPER },    { "handreiking", PAPER },
    { "plan", PAPER },         { "dreigingsbeeld", PAPER }, { "inventarisatie", PAPER }, { "fiche", PAPER },
    { "kabinetsreactie", PAPER }, { "factsheet", PAPER }, { "roadmap", PAPER },    { "ambtsbericht", PAPER },
    { "amendement", PAPER },   { "wetsvoorstel", PAPER }, { "publicatie", PAPER }, { "voortgangsrapportages", PAPER },
    { "folder", PAPER },       { "brochure", PAPER },    { "skader", PAPER },      { "convenant", PAPER },
    { "routekaart", PAPER },   { "memorie", PAPER },     { "memorandum", PAPER },  { "reportage", PRESS },
    { "documentaire", PRESS },
    { "bericht", PRESS },      { "artikel", PRESS },     { "berichtgeving", PRESS }, { "uitzending", PRESS },
    { "interview", PRESS },    { "column", PRESS },      { "podcast", PRESS },     { "nieuwsbericht", PRESS },
    { "besluit", LAW | EU },   { "regeling", LAW },      { "aanwijzingen", LAW },  { "gedragscode", LAW },
    { "verdrag", LAW },        { "richtlijn", LAW | EU }, { "verordening", LAW | EU }, { "mededeling", EU },
    { "uitspraak", COURT },    { "vonnis", COURT },      { "arrest", COURT },      { "beschikking", COURT },
    { "vragen", ASKED },       { "antwoorden", ASKED },  { "beantwoording", ASKED },
};

static int head_sort(kg_str w)
{
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        kg_str e = kg_cstr(heads[i].end);
        if (w.n >= e.n && w.n <= 40 && kg_ieq(kg_sub(w, w.n - e.n, w.n), e))
            return kg_upper(w.s[w.n - 1]) ? 0 : heads[i].sort; /* VERSLAG is a heading */
    }
    return 0;
}

static bool agrees(int sort, kg_kind k)
{
    switch (k) {
    case KG_URL: return sort & (PAPER | PRESS);
    case KG_WET: return sort & LAW;
    case KG_ECLI: return sort & COURT;
    case KG_EU: return sort & EU;
    case KG_AANHANGSEL: case KG_VRAGEN: case KG_ZAAK: return sort & ASKED;
    case KG_DOCUMENT: return sort & (PAPER | ASKED);
    case KG_KAMERSTUK: case KG_BIJLAGE: return sort & PAPER;
    default: return false;
    }
}

/* Words that no noun phrase goes across. */
static bool no_phrase(kg_str w)
{
    static const char *const word[] = { "is",    "zijn",  "was",    "waren",  "heeft", "hebben", "had",   "wordt", "worden",
                                        "werd",  "kan",   "kunnen", "zal",    "zullen", "wil",   "dat",   "die",   "waar",
                                        "waarin", "als",  "om",     "te",     "maar",  "omdat",  "blijkt", "staat", "stelt",
                                        "ik",    "u",     "wij",    "niet",   "ook",   "waarop", "waarbij", "bent", "deelt" };
    for (size_t i = 0; i < sizeof word / sizeof *word; i++)
        if (kg_ieq(w, kg_cstr(word[i]))) return true;
    return false;
}

static bool breaks(kg_str w)
{
    if (w.n && strchr(",;:.?!", w.s[w.n - 1])) return !kg_eq(w, KG_S("jl.")) && !kg_eq(w, KG_S("d.d."));
    return no_phrase(w);
}

/* Where the quotation begins that ends in front of `end`; 0 where none does. */
static uint32_t quote_begin(kg_str flow, uint32_t from, uint32_t end)
{
    enum { LONGEST = 240 };
    if (end < from + 2 || !kg_ends(kg_sub(flow, from, end), KG_S("»"))) return 0;
    for (uint32_t i = end - 2; i > from && end - i < LONGEST; i--)
        if (kg_starts(kg_sub(flow, i, flow.n), KG_S("«"))) return i;
    return 0;
}

static uint32_t trimmed(kg_str flow, uint32_t from, uint32_t end)
{
    while (end > from && strchr(" ,.;:?!)", flow.s[end - 1])) end--;
    return end;
}

static bool one_of(kg_str w, const char *const *word, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (kg_ieq(w, kg_cstr(word[i]))) return true;
    return false;
}

static bool has_digit(kg_str w)
{
    for (ptrdiff_t i = 0; i < w.n; i++)
        if (kg_digit(w.s[i])) return true;
    return false;
}

/* "is de Strategie | gepubliceerd", "een folder | opgesteld": the verb of the sentence. */
static bool participle(kg_str w)
{
    enum { PREFIX = 5 };
    ptrdiff_t ge = kg_index(w, KG_S("ge"));
    bool begins = (ge >= 0 && ge <= PREFIX) || kg_starts(w, KG_S("ver")) || kg_starts(w, KG_S("be"));
    return begins && (kg_ends(w, KG_S("d")) || kg_ends(w, KG_S("t")) || kg_ends(w, KG_S("en")));
}

typedef struct { kg_span at; bool special, whole; } phrase;   /* names something; reaches the marker */

/* The noun phrase from its head on: what hangs on it by prepositions, names, figures, a title in quotation marks. */
static phrase phrase_from(kg_str flow, uint32_t beg, uint32_t end)
{
    static const char *const link[] = { "van", "over", "voor",  "aan", "in", "inzake", "naar", "op",    "uit",  "met",
                                        "de",  "het",  "een",   "uw",  "tot", "bij",   "door", "tussen", "vande", "getiteld",
                                        "en",  "–" };
    static const char *const behind[] = { "hierover", "hiervan", "daarover", "jl", "jl.", "a.s.", "d.d." };
    uint32_t i = beg, last = beg;
    phrase p = { .at = { beg, beg } };
    for (bool open = true, linked = false; i < end;) {        /* open: a noun may follow */
        while (i < end && flow.s[i] == ' ') i++;
        uint32_t e = i;
        bool quote = kg_starts(kg_sub(flow, i, end), KG_S("«"));
        ptrdiff_t close = quote ? kg_index(kg_sub(flow, i, end), KG_S("»")) : -1;
        if (close > 0) e = i + (uint32_t)close + 2;
        while (e < end && flow.s[e] != ' ') e++;
        kg_str w = kg_sub(flow, i, e);
        bool name = quote || kg_upper(w.s[0]) || has_digit(w) || kg_month(w);
        bool links = !name && one_of(w, link, sizeof link / sizeof *link);
        if (i > beg && !name && (no_phrase(w) || (!links && !linked && participle(w)))) break;
        if (i > beg && !name && !links && !open && !one_of(w, behind, sizeof behind / sizeof *behind)) break;
        if (!links || i == beg) last = e;
        linked = links;
        p.special |= name && i > beg;
        open = links || (i > beg && open && !name && w.s[w.n - 1] == 'e'); /* behind an adjective, too */
        i = e;
    }
    p.at.end = last;
    p.whole = i >= end;
    return p;
}

/* "Centraal Economisch | Plan": capitals before the head belong to its name, but for the first word of the sentence. */
static uint32_t name_begin(kg_str flow, uint32_t from, uint32_t beg)
{
    while (kg_upper(flow.s[beg]) && beg > from + 2) {
        uint32_t k = beg - 1;
        while (k > from && flow.s[k - 1] != ' ') k--;
        if (!kg_upper(flow.s[k]) || k == from) break;
        beg = k;
    }
    return beg;
}

/* "artikel 10 van de wet" is no paper. */
static bool of_law(kg_str flow, kg_span head)
{
    return kg_ieq(kg_cut(flow, head), KG_S("artikel")) && kg_digits_at(flow, (ptrdiff_t)head.end + 1) > 0;
}

/* "het | Handelingskader", "een nieuwe | folder". */
static bool behind_article(kg_str flow, uint32_t from, uint32_t beg)
{
    static const char *const article[] = { "de", "het", "een", "dit", "deze", "mijn", "uw", "ons", "onze" };
    for (int n = 0; n < 2 && beg > from; n++) {
        uint32_t end = beg - 1;
        for (beg = end; beg > from && flow.s[beg - 1] != ' '; ) beg--;
        kg_str w = kg_sub(flow, beg, end);
        if (one_of(w, article, sizeof article / sizeof *article)) return true;
        if (!w.n || w.s[w.n - 1] != 'e') break;
    }
    return false;
}

/* "het Handelingskader aanpak personen verward gedrag": a noun with a capital and all up to the marker, where no verb stands between. */
static bool is_title(kg_str flow, uint32_t from, kg_span head, uint32_t end)
{
    if (!kg_upper(flow.s[head.beg]) || !behind_article(flow, from, head.beg)) return false;
    for (uint32_t i = head.end + 1, e; i < end; i = e + 1) {
        for (e = i; e < end && flow.s[e] != ' ';) e++;
        if (participle(kg_sub(flow, i, e))) return false;
    }
    return true;
}

static kg_span phrase_at(kg_str flow, uint32_t from, kg_span head, uint32_t end)
{
    enum { COMPOUND = 14 };                                   /* "voortgangsbrief" says more than "brief" */
    phrase p = phrase_from(flow, head.beg, end);
    bool title = is_title(flow, from, head, end);
    if (title && !p.special) p.at.end = end;
    bool either = kg_ends(kg_sub(flow, from, head.beg), KG_S(" en ")); /* "bericht en onderzoek": which, who knows */
    if (of_law(flow, head) || either || (!p.whole && !p.special && !title && head.end - head.beg < COMPOUND)) return (kg_span){ 0, 0 };
    p.at.beg = name_begin(flow, from, head.beg);
    return p.at;
}

/* The phrase that ends before `marker`, in [from, marker): empty where its head is none of ours. */
static kg_span closed_phrase(kg_str flow, uint32_t from, uint32_t marker, int *sort)
{
    enum { WORDS = 10 };
    uint32_t end = trimmed(flow, from, marker), at = end;
    for (int n = 0; n < WORDS && at > from; n++) {
        uint32_t quote = quote_begin(flow, from, at), beg = at;
        if (quote) { at = trimmed(flow, from, quote); continue; }
        while (beg > from && flow.s[beg - 1] != ' ') beg--;
        kg_str w = kg_sub(flow, beg, at);
        if (!w.n || breaks(w) || memchr(w.s, '(', (size_t)w.n)) break;
        *sort = head_sort(w);
        if (*sort) return phrase_at(flow, from, (kg_span){ beg, at }, end);
        at = beg > from ? beg - 1 : from;
    }
    return (kg_span){ 0, 0 };
}

/* "het rapport hierover is op 25 maart 2024³ met de Kamer gedeeld", "heeft een informatiefolder opgesteld": the sentence tells around its marker
 * that the paper was made or sent; not that it will be. */
static bool made_or_sent(kg_str sentence, ptrdiff_t marker)
{
    enum { AROUND = 60 };
    static const char *const done[] = { " gedeeld", " gestuurd", " verstuurd", " verzonden", " gezonden", " toegezonden", " aangeboden", " gepubliceerd",
                                        " verschenen", " opgesteld", " uitgebracht", " openbaar gemaakt", " uitgegeven" },
                     *const later[] = { " wordt ", " worden ", " zal ", " zullen ", " ga ", " gaat ", " gaan ", " wil ", " kan ", " moet", " niet ", " geen ",
                                        " nog ", " dat " };
    ptrdiff_t beg = marker > AROUND ? marker - AROUND : 0, end = marker + AROUND < sentence.n ? marker + AROUND : sentence.n;
    return KG_CONTAINS_ANY(kg_sub(sentence, beg, end), done) && !KG_CONTAINS_ANY(kg_sub(sentence, 0, end), later);
}

/* "in mijn brief aan uw Kamer": of all nouns of the sentence this one is meant, where the note gives a paper of the Chamber. */
static bool to_the_chamber(kg_str flow, kg_span head)
{
    static const char *const to[] = { " aan uw Kamer", " aan de Kamer", " aan de Tweede Kamer", " aan de Eerste Kamer" };
    return kg_ends(kg_cut(flow, head), KG_S("rief")) && KG_STARTS_ANY(kg_sub(flow, head.end, flow.n), to);
}

/* The only noun in [from, marker) that names such a thing, or the only letter to the Chamber; empty where there are two. */
static kg_span only_head(kg_str flow, uint32_t from, uint32_t marker, int *sort)
{
    kg_span head = { 0, 0 }, letter = { 0, 0 };
    int all = 0, letters = 0;
    for (uint32_t i = from, e; i < marker; i = e + 1) {
        for (e = i; e < marker && !strchr(" ,;:()?!", flow.s[e]); ) e++;
        kg_span w = { i, e };
        int k = of_law(flow, w) ? 0 : head_sort(kg_cut(flow, w));
        if (!k) continue;
        head = w, *sort = k, all++;
        if (to_the_chamber(flow, w)) letter = w, letters++;
    }
    if (letters == 1) *sort = PAPER;
    return letters == 1 ? letter : all == 1 ? head : (kg_span){ 0, 0 };
}

/* "Het advies van de Raad van State van 3 mei 2023 stelt dat ...⁴": the one noun phrase of the sentence that names such a thing, where it says
 * more than its noun, or the sentence says what became of it; of judgments the number alone says enough. */
static kg_span only_phrase(kg_str flow, uint32_t from, uint32_t marker, uint32_t end, int *sort)
{
    enum { LONGEST = 400 };
    kg_span none = { 0, 0 }, head = marker - from > LONGEST ? none : only_head(flow, from, marker, sort);
    if (!head.end) return none;
    phrase p = phrase_from(flow, head.beg, marker);
    kg_str said = kg_sub(flow, head.end, p.at.end);
    bool named = *sort == COURT || behind_article(flow, from, head.beg);
    if (named && *sort != COURT) named = made_or_sent(kg_sub(flow, from, end), marker - from);
    for (ptrdiff_t i = 1; p.special && i < said.n; i++) named |= said.s[i - 1] == ' ' && (kg_upper(said.s[i]) || kg_digits_at(said, i) == 4);
    if (!named || kg_contains(said, " dat")) return none;
    p.at.beg = name_begin(flow, from, head.beg);
    p.at.end = trimmed(flow, p.at.beg, p.at.end);
    return p.at;
}

/* "uw antwoorden op de schriftelijke vragen op 20 februari 2024, één dag na het gesprek, zijn aangepast?⁴", where the note gives the number of
 * an Aanhangsel: that noun phrase, wherever the sentence has it; empty where it has none or two. */
static kg_span answered_questions(const kg_resolver *r, const kg_note *n, uint32_t from)
{
    static const char *const head[] = { "ntwoorden op ", "ntwoord op ", "eantwoording van " };
    enum { GAP = 40, NEAR = 64 };                             /* looked at once for each byte: short, so that costs stay linear */
    kg_ref *id;
    kg_span none = { 0, 0 }, found = none;
    if (kg_note_ids(r, n, &id, 1) != 1 || id->kind != KG_AANHANGSEL) return none;
    for (uint32_t i = from + 1; i < n->at; i++) {
        kg_str rest = kg_sub(r->t->flow, i, i + NEAR < n->at ? i + NEAR : n->at);
        for (size_t k = 0; k < sizeof head / sizeof *head; k++) {
            if (!kg_starts(rest, kg_cstr(head[k]))) continue;
            ptrdiff_t end = kg_index(rest, KG_S("ragen"));
            bool near = end > 0 && end < GAP && !memchr(rest.s, ',', (size_t)end) && !memchr(rest.s, '.', (size_t)end);
            if (near && found.end) return none;
            if (near) found = (kg_span){ i - 1, i + (uint32_t)end + (uint32_t)strlen("ragen") };
        }
    }
    return found;
}

/* What the rules have found of these words already: a title without a number may get one, all else stands. */
static kg_ref *found_there(const kg_resolver *r, kg_span at, const kg_note *n, uint32_t from, bool *taken)
{
    for (int k = kg_first_ref(r->refs, from); k < r->refs->n && r->refs->v[k].at.beg < n->at; k++) {
        kg_ref *q = &r->refs->v[k];
        if (q->kind == KG_CUE || q->kind == KG_INTERN) continue;
        bool over = q->at.end > at.beg;
        if (over && kg_is_phrase(q) && q->kind == KG_EXTERN && !q->target.n) return q;
        if (over || (kg_is_phrase(q) && q->note == n->number)) *taken = true;
    }
    return NULL;
}

static void say(kg_resolver *r, const kg_note *n, kg_span at, int sort, kg_ref *q)
{
    enum { MAX = 8 };
    kg_ref *ids[MAX];
    int count = kg_note_ids(r, n, ids, MAX);
    bool agreed = count && agrees(sort, ids[0]->kind);
    if (!q && ((count && !agreed) || (!count && sort == ASKED))) return;
    if (!q) {
        q = kg_push(r->a, &r->extra);
        *q = (kg_ref){ .at = at, .rule = &kg_rule_closed, .kind = KG_EXTERN, .how = KG_CONTEXT, .confidence = 0.7f, .cap = kg_no_caps };
        q->passage = (int)(kg_passage_at(r->t, at.beg) - r->t->passages);
        if (kg_ends(kg_cut(r->t->flow, at), KG_S("brief"))) q->kind = KG_BRIEF;
    }
    q->note = n->number;
    if (!agreed || (count > 1 && !kg_eq(ids[0]->target, ids[count - 1]->target))) return;
    q->target = ids[0]->target;
    q->kind = ids[0]->kind;
}

/* Does a phrase stand in [from, to) that the note could as well be about. */
static bool claimed(const kg_resolver *r, uint32_t from, uint32_t to)
{
    for (int k = kg_first_ref(r->refs, from); k < r->refs->n && r->refs->v[k].at.beg < to; k++) {
        kg_kind kind = r->refs->v[k].kind;
        if (kind != KG_CUE && kind != KG_INTERN) return true;
    }
    return false;
}

static bool one_that_agrees(const kg_resolver *r, const kg_note *n, int sort)
{
    enum { MAX = 2 };
    kg_ref *ids[MAX];
    return kg_note_ids(r, n, ids, MAX) == 1 && agrees(sort, ids[0]->kind);
}

/* "Hoe verhoudt zich dat tot de brief van 12 april, waarin staat ...? Noemt u dat weinig?²": the marker closes the question, the paper was named
 * a sentence before. It must be the only one there. */
static void bind_earlier(kg_resolver *r, const kg_note *n, uint32_t before, uint32_t from)
{
    enum { FAR = 500 };
    kg_ref *id, *only = NULL;
    const kg_passage *at = kg_passage_at(r->t, n->at - 1);
    if (kg_note_ids(r, n, &id, 1) != 1 || claimed(r, from, n->at)) return;
    bool asked = id->kind == KG_AANHANGSEL || id->kind == KG_VRAGEN || id->kind == KG_ZAAK;
    if (!asked && (id->kind != KG_KAMERSTUK || at->voice != KG_VOICE_MEMBER)) return;
    uint32_t beg = at->at.beg > before ? at->at.beg : before;
    if (n->at > beg + FAR) beg = n->at - FAR;
    for (int k = kg_first_ref(r->refs, beg); k < r->refs->n && r->refs->v[k].at.beg < from; k++) {
        kg_ref *p = &r->refs->v[k];
        if (p->kind == KG_CUE || p->kind == KG_INTERN) continue;
        bool fits = kg_is_phrase(p) && !p->target.n && !p->note && p->kind == (asked ? KG_VRAGEN : KG_BRIEF);
        if (only || !fits) return;
        only = p;
    }
    if (only) kg_take_number(r, only, id->target, 0.7f, n->number);
}

void kg_close_phrases(kg_resolver *r)
{
    uint32_t before = 0;
    for (int i = 0; i < r->t->nnotes; i++) {
        const kg_note *n = &r->t->notes[i];
        if (!n->marker.end || n->at == 0) continue;
        kg_span sentence = kg_sentence_at(r->t, n->at - 1);
        uint32_t from = sentence.beg;
        uint32_t behind = before;
        if (from < before) from = before;
        before = n->at;
        int sort = 0;
        kg_span at = n->flow.end > n->flow.beg ? closed_phrase(r->t->flow, from, n->at, &sort) : (kg_span){ 0, 0 };
        if (!at.end && n->flow.end > n->flow.beg) {
            at = answered_questions(r, n, from);
            sort = ASKED;
        }
        bool far = false;
        if (!at.end && n->flow.end > n->flow.beg && !claimed(r, from, n->at)) far = (at = only_phrase(r->t->flow, from, n->at, sentence.end, &sort)).end > 0;
        bool taken = false;
        kg_ref *q = at.end ? found_there(r, at, n, from, &taken) : NULL;
        if (at.end && (q || !taken) && (!far || one_that_agrees(r, n, sort))) say(r, n, at, sort, q);
        if (!at.end && n->flow.end > n->flow.beg) bind_earlier(r, n, behind, from);
    }
}
