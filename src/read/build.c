/* build.c - structure to kg_text. In: what a format's walk puts: passages, footnotes, speakers, stated facts. Out: kg_text.
 *
 * Idea: each format is a walk over a tree; what they share stands here, so that none of them knows of runs, deferred notes or
 * blanks. Blanks at the ends of an element wait until words follow: collections are found re-indented, where "(<extref>29453</extref>)."
 * stands on five lines, so a line end beside a bracket or before a full stop is no blank.
 * Invariants: body first, then notes, then furniture, as layout.c does; the bodies of notes come in the order of their markers.
 */
#include "xml.h"

#include <stdlib.h>

enum { PADDING = 128 };

void kg_build_start(kg_build *b, kg_text *t, kg_inline_fn *special, kg_arena *a)
{
    *b = (kg_build){ .t = t, .a = a, .special = special };
    t->markup = true;
    kg_flow_start(&b->f, t->raw, a);
}

void kg_build_text(kg_build *b, kg_text *t, kg_inline_fn *special, ptrdiff_t room, kg_arena *a)
{
    t->raw = (kg_str){ kg_alloc(a, 1, (size_t)room + PADDING), room };
    kg_build_start(b, t, special, a);
    t->markup = false;
    t->recoded = true;
    b->f.raw.n = 0;
    b->room = room;
}

/* What raw gets where it is written on the way; where it stands there. */
static kg_str write_raw(kg_build *b, kg_str s)
{
    kg_str *raw = &b->f.raw;
    if (s.n > b->room - raw->n) s.n = b->room - raw->n;       /* cannot be: a tag is longer than what it becomes */
    char *to = (char *)raw->s + raw->n;
    if (s.n) memcpy(to, s.s, (size_t)s.n);
    raw->n += s.n;
    return (kg_str){ to, s.n };
}

kg_passage *kg_build_open(kg_build *b, kg_role role)
{
    b->gap = NULL;
    if (b->room && b->f.raw.n) write_raw(b, KG_S("\n"));
    kg_passage *p = kg_flow_open(&b->f, role);
    p->voice = b->voice;
    p->speaker = b->speaker;
    return p;
}

void kg_build_blank(kg_build *b)
{
    if (b->room && b->f.raw.n) b->gap = write_raw(b, KG_S(" ")).s;
    if (!b->gap) b->gap = b->behind > b->f.raw.s ? b->behind - 1 : b->f.raw.s;
    b->loose = false;
}

static void put_gap(kg_build *b, char next)
{
    bool tight = b->loose && (kg_flow_last(&b->f) == '(' || memchr(").,:;", next, 5));
    if (b->gap && !tight) kg_flow_blank(&b->f, b->gap);
    b->gap = NULL;
    b->loose = true;
}

static void wait(kg_build *b, kg_str blanks)
{
    if (!blanks.n) return;
    if (!b->gap) b->loose = true;
    b->gap = blanks.s;
    b->loose = b->loose && memchr(blanks.s, '\n', (size_t)blanks.n);
}

static void put_words(kg_build *b, const kg_node *n)
{
    kg_str words = b->room ? write_raw(b, n->words) : n->words, s = kg_trim(words), raw = b->f.raw;
    bool slice = words.s >= raw.s && words.s < raw.s + raw.n;
    if (!words.n) return;
    if (!slice) {
        put_gap(b, words.s[0]);
        kg_flow_as(&b->f, n->at, words);
        b->behind = raw.s + n->at;
        return;
    }
    wait(b, kg_sub(words, 0, s.n ? s.s - words.s : words.n));
    if (!s.n) return;
    put_gap(b, s.s[0]);
    kg_flow_plain(&b->f, s.s, s.s + s.n);
    b->behind = s.s + s.n;
    wait(b, kg_sub(words, s.s + s.n - words.s, words.n));
}

void kg_build_put(kg_build *b, const kg_node *n)
{
    if (n->tag == KG_T_WORDS) {
        if (!b->runs || n->parent->tag == KG_T_T) put_words(b, n);
        return;
    }
    if (b->special && b->special(b, n)) return;
    for (const kg_node *c = n->child; c; c = c->next) kg_build_put(b, c);
}

kg_passage *kg_build_passage(kg_build *b, kg_role role, const kg_node *n)
{
    kg_build_open(b, role);
    int at = b->f.passages.n - 1;
    for (const kg_node *c = n->child; c; c = c->next) kg_build_put(b, c);
    return &b->f.passages.v[at];
}

/* The open passage is a motion whose closing formula is still to come. */
static bool motion_goes_on(const kg_build *b)
{
    if (!b->f.passages.n || b->f.passages.v[b->f.passages.n - 1].role != KG_MOTION) return false;
    kg_str s = kg_flow_passage(&b->f);
    return !kg_ends(s, KG_S("orde van de dag.")) && !kg_ends(s, KG_S("orde van de dag"));
}

void kg_build_paragraph(kg_build *b, const kg_node *n)
{
    kg_str s = kg_words_of(n, b->a);
    int item = 0;
    bool speaks;
    kg_role role = kg_role_of_line(s, &item, &speaks);
    if (!s.n) return;
    if (motion_goes_on(b) && role != KG_HEADING) {
        if (b->room) b->gap = write_raw(b, KG_S("\n")).s, b->loose = false;
        else kg_build_blank(b);
        for (const kg_node *c = n->child; c; c = c->next) kg_build_put(b, c);
        return;
    }
    kg_build_passage(b, role, n);
    b->f.passages.v[b->f.passages.n - 1].item = item;
}

bool kg_build_note(kg_build *b, int number, const kg_node *marker, const kg_node *body)
{
    if (b->in_notes) return false;
    if (b->room) {
        kg_str at = write_raw(b, kg_fmt(b->a, "[%d]", number));
        uint32_t beg = (uint32_t)(at.s - b->f.raw.s);
        *kg_push(b->a, &b->notes) = (kg_note){ .number = number, .at = (uint32_t)b->f.text.n, .marker = { beg, beg + (uint32_t)at.n } };
        *kg_push(b->a, &b->bodies) = body;
        return true;
    }
    const kg_node *first = marker && marker->tag == KG_T_WORDS ? marker : kg_below(marker, KG_T_WORDS);
    kg_note *n = kg_push(b->a, &b->notes);
    *n = (kg_note){ .number = number, .at = (uint32_t)b->f.text.n };
    if (first) {
        ptrdiff_t lead = kg_trim(first->words).s - first->words.s;
        n->marker.beg = first->at + (uint32_t)lead;
        n->marker.end = n->marker.beg + (uint32_t)kg_trim(first->words).n;
    }
    *kg_push(b->a, &b->bodies) = body;
    return true;
}

void kg_build_page(kg_build *b, const kg_node *n) { *kg_push(b->a, &b->pages) = n; }

void kg_build_speaker(kg_build *b, kg_voice voice, kg_str name)
{
    name = kg_trim(name);
    while (name.n && (name.s[name.n - 1] == ':' || name.s[name.n - 1] == ' ')) name.n--;
    b->voice = voice;
    b->speaker = kg_dup(b->a, name);
}

void kg_build_state(kg_build *b, uint32_t flow, kg_str target)
{
    enum { NEAR = 4 };
    uint32_t end = (uint32_t)b->f.text.n;
    while (flow < end && b->f.text.v[flow] == ' ') flow++;
    if (flow >= end || !target.n) return;
    kg_stated *last = b->stated.n ? &b->stated.v[b->stated.n - 1] : NULL;
    if (last && kg_eq(last->target, target) && flow - last->at.end <= NEAR) { last->at.end = end; return; }
    *kg_push(b->a, &b->stated) = (kg_stated){ .at = { flow, end }, .target = target, .relation = b->stating };
}

/* -- the end ------------------------------------------------------------------------------------------------------- */

static void put_notes(kg_build *b)
{
    b->in_notes = true;
    for (int i = 0; i < b->notes.n; i++) {
        if (!b->bodies.v[i]) continue;
        if (b->room && b->f.raw.n >= b->room) return;         /* one long note that a hostile file refers to for ever */
        kg_build_open(b, KG_NOTE);
        b->f.passages.v[b->f.passages.n - 1].note = i;
        if (b->room) write_raw(b, kg_fmt(b->a, "[%d] ", b->notes.v[i].number));
        uint32_t beg = (uint32_t)b->f.text.n;
        for (const kg_node *c = b->bodies.v[i]->child; c; c = c->next) kg_build_put(b, c);
        b->notes.v[i].flow = (kg_span){ beg, (uint32_t)b->f.text.n };
    }
}

static void find_lines(kg_text *t, kg_arena *a)
{
    struct { uint32_t *v; int n, cap; } starts = { 0 };
    *kg_push(a, &starts) = 0;
    for (const char *p = t->raw.s, *end = p + t->raw.n; p < end && (p = memchr(p, '\n', (size_t)(end - p))); p++)
        *kg_push(a, &starts) = (uint32_t)(p + 1 - t->raw.s);
    t->lines = starts.v;
    t->nlines = starts.n;
}

static int by_place(const void *x, const void *y)
{
    const kg_stated *a = x, *b = y;
    if (a->at.beg != b->at.beg) return a->at.beg < b->at.beg ? -1 : 1;
    if (a->at.end != b->at.end) return a->at.end > b->at.end ? -1 : 1;
    return a->relation != b->relation ? (a->relation < b->relation ? -1 : 1) : kg_cmp(a->target, b->target);
}

void kg_build_finish(kg_build *b)
{
    kg_text *t = b->t;
    b->voice = KG_VOICE_NONE;
    b->speaker = (kg_str){ 0 };
    put_notes(b);
    for (int i = 0; i < b->pages.n; i++) kg_build_passage(b, KG_PAGE, b->pages.v[i]);
    if (b->room) write_raw(b, KG_S("\n")), t->raw = b->f.raw;
    kg_flow_finish(&b->f, t);
    find_lines(t, b->a);
    for (int i = 0; i < b->notes.n; i++) b->notes.v[i].body = kg_raw_span(t, b->notes.v[i].flow);
    if (b->stated.n) qsort(b->stated.v, (size_t)b->stated.n, sizeof *b->stated.v, by_place);
    t->notes = b->notes.v; t->nnotes = b->notes.n;
    t->stated = b->stated.v; t->nstated = b->stated.n;
    t->things = b->things.v; t->nthings = b->things.n;
    t->doubts = b->doubts.v; t->ndoubts = b->doubts.n;
    t->treated = b->treated.v; t->ntreated = b->treated.n;
    kg_find_sentences(t, b->a);
    kg_find_voices(t, b->f.passages.v, b->f.passages.n);
}
