/* text.c - questions to a kg_text: where a byte stood, on which line, in which passage and sentence. All by binary search or a
 * short walk; nothing is allocated.
 */
#include "text.h"

/* How many of the keys that rise, the first of each `size` bytes, are below x. No branch hangs on what is compared: half of them would be
 * foreseen wrongly, and that takes longer than all else here. */
static inline int below(const void *first, size_t size, int n, uint32_t x)
{
    const char *v = first;
    int lo = 0;
    uint32_t key = UINT32_MAX;
    for (int half; n > 1; n -= half) {
        half = n / 2;
        memcpy(&key, v + size * (size_t)(lo + half - 1), sizeof key);
        lo += half & -(key < x);
    }
    if (n) memcpy(&key, v + size * (size_t)lo, sizeof key);
    return lo + (n && key < x);
}
#define BELOW(v, n, field, x) below((n) ? &(v)->field : NULL, sizeof *(v), (n), (x))

/* The run that holds flow, which is `from` or one behind it: mostly that or one of the next. */
static int run_of(const kg_text *t, uint32_t flow, int from)
{
    enum { NEAR = 8 };
    for (int near = from + 1; from && near < t->nruns && near <= from + NEAR; near++)
        if (t->runs[near].flow > flow) return near - 1;
    int rest = t->nruns - from - 1;
    return from + BELOW(t->runs + from + 1, rest, flow, flow + 1);
}

static uint32_t raw_in(const kg_text *t, int run, uint32_t flow)
{
    uint32_t raw = t->runs[run].raw + (flow - t->runs[run].flow);
    return raw < (uint32_t)t->raw.n ? raw : (uint32_t)t->raw.n;
}

uint32_t kg_raw_at(const kg_text *t, uint32_t flow) { return t->nruns ? raw_in(t, run_of(t, flow, 0), flow) : flow; }

/* The last character may stand in raw as an entity: "&amp;", "&#233;". */
static uint32_t behind_entity(const kg_text *t, uint32_t end)
{
    enum { LONGEST = 12 };
    uint32_t amp = end, k;
    while (amp > 0 && end - amp < 4 && t->raw.s[amp - 1] != '&') amp--;
    if (amp == 0 || t->raw.s[amp - 1] != '&') return end;
    for (k = amp; k < (uint32_t)t->raw.n && k - amp < LONGEST && t->raw.s[k] != ';'; k++)
        if (!kg_lower(kg_fold(t->raw.s[k])) && !kg_digit(t->raw.s[k]) && t->raw.s[k] != '#') return end;
    return k < (uint32_t)t->raw.n && t->raw.s[k] == ';' && k >= end ? k + 1 : end;
}

kg_span kg_raw_span(const kg_text *t, kg_span flow) { return kg_raw_span_near(t, flow, &(int){ 0 }); }

kg_span kg_raw_span_near(const kg_text *t, kg_span flow, int *run)
{
    if (flow.beg >= flow.end) return (kg_span){ 0, 0 };
    kg_span s = { flow.beg, flow.end };
    if (t->nruns) {
        *run = run_of(t, flow.beg, t->runs[*run].flow <= flow.beg ? *run : 0);
        s = (kg_span){ raw_in(t, *run, flow.beg), raw_in(t, run_of(t, flow.end - 1, *run), flow.end - 1) + 1 };
    }
    if (s.end <= s.beg) s.end = s.beg + (s.beg < (uint32_t)t->raw.n);           /* never a slice of negative length */
    if (t->markup) s.end = behind_entity(t, s.end);
    while (s.end < (uint32_t)t->raw.n && ((unsigned char)t->raw.s[s.end] & 0xC0) == 0x80) s.end++;
    return s;
}

static uint32_t file_at(const kg_text *t, uint32_t raw)
{
    int lo = BELOW(t->mends, t->nmends, raw, raw + 1);
    return lo ? t->mends[lo - 1].file + (raw - t->mends[lo - 1].raw) : raw;
}

kg_span kg_file_span(const kg_text *t, kg_span raw)
{
    return t->nmends ? ((kg_span){ file_at(t, raw.beg), file_at(t, raw.end) }) : raw;
}

kg_str kg_file_words(const kg_text *t, kg_span raw)
{
    return t->nmends ? kg_cut(t->doc.bytes, kg_file_span(t, raw)) : kg_cut(t->raw, raw);
}

int kg_line_at(const kg_text *t, uint32_t raw)
{
    int n = below(t->lines, sizeof *t->lines, t->nlines, raw + 1);
    return n ? n : 1;
}

int kg_line_near(const kg_text *t, uint32_t raw, int *line)
{
    enum { NEAR = 16 };
    int n = *line, most = n + NEAR < t->nlines ? n + NEAR : t->nlines;
    if (!n || t->lines[n - 1] > raw) return *line = kg_line_at(t, raw);
    while (n < most && t->lines[n] <= raw) n++;
    return *line = n < most || n == t->nlines ? n : kg_line_at(t, raw);
}

int kg_page_at(const kg_text *t, uint32_t raw) { return below(t->pages, sizeof *t->pages, t->npages, raw + 1); }

const kg_passage *kg_passage_at(const kg_text *t, uint32_t flow)
{
    int n = BELOW(t->passages, t->npassages, at.beg, flow + 1);
    return &t->passages[n ? n - 1 : 0];
}

bool kg_is_debate(const kg_text *t)
{
    int i = 0;
    while (i < t->npassages && !t->passages[i].speaker.n) i++;
    return i < t->npassages;
}

/* -- sentences ----------------------------------------------------------------------------------------------------- */

/* A list of words of up to seven bytes, by length: each is compared at once, with those as long as it is. */
typedef struct { const char (*v)[8]; size_t n; } words_as_long;
#define WORDS(list) { list, sizeof list / sizeof *list }

static bool listed(const char word[8], words_as_long list)
{
    for (size_t i = 0; i < list.n; i++)
        if (memcmp(word, list.v[i], 8) == 0) return true;
    return false;
}

/* In small letters, followed by zeros; n < 8, and sixteen bytes are there. */
static void small_letters(const char *s, ptrdiff_t n, char to[8])
{
    static const kg_sixteen place = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
    kg_sixteen x = kg_sixteen_at(s);
    x |= (kg_sixteen)((x - 'A') < 26) & 0x20;
    x &= (kg_sixteen)(place < (unsigned char)n);
    memcpy(to, &x, 8);
}

/* "... de top over X. Ik zal": such a word is no name behind an initial. */
static bool opens_sentence(kg_str s)
{
    static const char *const word[] = { "Ik ", "De ", "Het ", "Dit ", "Dat ", "Er ", "Wij ", "We ", "Deze ", "Ook ", "Daarom ",
                                        "Daarnaast ", "Hierbij ", "Hiermee ", "In ", "Op ", "Met ", "Voor ", "Een " };
    for (size_t i = 0; i < sizeof word / sizeof *word; i++)
        if (kg_starts(s, kg_cstr(word[i]))) return true;
    return false;
}

enum { LONG = 7 };                                            /* what is longer is no abbreviation */

/* Abbreviations: those that something always follows, and those that may end a sentence as well. */
static bool abbreviation(kg_str word, bool capital_follows, kg_str next)
{
    static const char inside1[][8] = { "p" };
    static const char inside2[][8] = { "nr", "no", "pp", "mr", "dr", "ir", "mw", "st", "ca" };
    static const char inside3[][8] = { "nrs", "art", "blz", "pag", "d.d", "stb", "trb", "drs", "ing", "dhr", "o.a", "m.n", "vgl", "inz", "jhr" };
    static const char inside4[][8] = { "prof", "resp", "bijv" };
    static const char inside5[][8] = { "stcrt", "t.a.v", "m.b.t", "i.v.m", "n.a.v", "o.b.v", "t.v.v", "zr.ms", "hr.ms", "t.o.v", "d.w.z", "o.l.v", "m.i.v" };
    static const char inside7[][8] = { "i.h.k.v" };
    static const words_as_long inside[8] = { [1] = WORDS(inside1), [2] = WORDS(inside2), [3] = WORDS(inside3), [4] = WORDS(inside4),
                                             [5] = WORDS(inside5), [7] = WORDS(inside7) };
    static const char end1[][8] = { "s" }, end2[][8] = { "jl" };
    static const char end3[][8] = { "a.s", "c.s", "e.a", "enz", "etc", "mln", "mld", "e.d", "l.l" };
    static const words_as_long end_too[8] = { [1] = WORDS(end1), [2] = WORDS(end2), [3] = WORDS(end3) };
    char small[8];
    if (word.n > LONG) return false;
    small_letters(word.s, word.n, small);
    if (listed(small, inside[word.n])) return true;
    if (listed(small, end_too[word.n])) return !capital_follows || kg_starts(next, KG_S("Kamerstuk"));
    return word.n == 1 && kg_upper(word.s[0]) && !opens_sentence(next);   /* an initial */
}

/* "... van het beheer.Twee. Bij het jaarverslag ...": paragraphs whose blank got lost, as lists do on their way out of a report's XML. */
static bool glued(kg_str flow, uint32_t i, uint32_t beg, uint32_t end)
{
    if (flow.s[i] != '.' || i + 2 >= end || !kg_upper(flow.s[i + 1])) return false;
    if (!kg_lower(flow.s[i + 2]) && flow.s[i + 2] != ' ') return false;
    uint32_t w = i;
    while (w > beg && (kg_lower(kg_fold(flow.s[w - 1])) || strchr("-&'", flow.s[w - 1]) || (unsigned char)flow.s[w - 1] >= 0x80)) w--;
    if (i - w < 2 || (w > beg && flow.s[w - 1] != ' ' && flow.s[w - 1] != '(')) return false;
    return !abbreviation(kg_sub(flow, w, i), false, kg_sub(flow, i + 1, end));
}

/* A sentence ends behind flow[i] (one of . ? !). */
static bool ends_at(kg_str flow, uint32_t i, uint32_t beg, uint32_t end)
{
    uint32_t k = i + 1;
    while (k < end && (flow.s[k] == ')' || flow.s[k] == '"' || (unsigned char)flow.s[k] >= 0x80) && flow.s[k] != ' ' &&
           k - i < 4)
        k++;
    if (k >= end) return true;
    if (flow.s[k] != ' ') return glued(flow, i, beg, end);
    if (k + 1 >= end) return false;
    unsigned char next = (unsigned char)flow.s[k + 1];
    bool capital = kg_upper((char)next) || next >= 0x80 || next == '(' || next == '"' || next == '-';
    if (flow.s[i] != '.') return capital || kg_digit((char)next);
    uint32_t w = i;
    while (w > beg && i - w <= LONG && flow.s[w - 1] != ' ' && flow.s[w - 1] != '(') w--;
    kg_str word = kg_sub(flow, w, i);
    if (abbreviation(word, capital && next != '(', kg_sub(flow, k + 1, end))) return false;   /* "c.s. (Kamerstuk ..." goes on */
    return capital || (kg_digit((char)next) && word.n > 2);
}

/* Ends of all sentences, once for the document: asked for by every stage that follows. A passage ends one in any case. */
void kg_find_sentences(kg_text *t, kg_arena *a)
{
    kg_places stops = kg_find_places(t->flow, ".?!", false, a);
    uint32_t *ends = kg_room(a, sizeof *ends, (size_t)stops.n + (size_t)t->npassages), last = 0;
    int n = 0, k = 0;
    for (int i = 0; i < t->npassages; i++) {
        kg_span p = t->passages[i].at;
        for (; k < stops.n && stops.v[k] < p.end; k++)
            if (stops.v[k] >= p.beg && ends_at(t->flow, stops.v[k], p.beg, p.end)) ends[n++] = last = stops.v[k] + 1;
        if (!n || last != p.end) ends[n++] = last = p.end;
    }
    t->sentences = ends;
    t->nsentences = n;
}

kg_span kg_sentence_at(const kg_text *t, uint32_t flow)
{
    enum { LONGEST = 2000 };                                  /* to either side: text without full stops has no end */
    int lo = below(t->sentences, sizeof *t->sentences, t->nsentences, flow + 1);
    uint32_t b = lo > 0 ? t->sentences[lo - 1] : 0, e = lo < t->nsentences ? t->sentences[lo] : (uint32_t)t->flow.n;
    if (flow > b + LONGEST) b = flow - LONGEST;
    if (e > flow + LONGEST) e = flow + LONGEST;
    while (b < e && (t->flow.s[b] == ' ' || t->flow.s[b] == ')' || t->flow.s[b] == '\n')) b++;
    while (b < e && ((unsigned char)t->flow.s[b] & 0xC0) == 0x80) b++;
    while (e < (uint32_t)t->flow.n && ((unsigned char)t->flow.s[e] & 0xC0) == 0x80) e++;
    return (kg_span){ b, e };
}

int kg_first_ref(const kg_refs *refs, uint32_t at) { return BELOW(refs->v, refs->n, at.beg, at); }
