/* text.h - private to stage 1: the lines of a document on their way to a kg_text.
 *
 * read_txt.c (bytes to UTF-8) -> lines.c -> furniture.c (lines that are no text) -> notes.c (footnotes) with markers.c (their
 * markers) -> layout.c (running text, written by flow.c) -> voices.c (who speaks).
 */
#ifndef KG_TEXT_H
#define KG_TEXT_H

#include "base.h"

typedef struct { kg_mend *v; int n, cap; } kg_mends;

/* Bytes to UTF-8 with 128 zero bytes behind it. *recoded where raw is not the file's own bytes; mends: of UTF-8 encoded twice,
 * where the file goes on behind each character, NULL where nobody asks. Spec 3.4, 5.5. */
bool kg_decode(const kg_doc *d, kg_str *raw, bool *recoded, kg_mends *mends, kg_arena *a, kg_err *e);

/* Running text under construction (flow.c). Pieces are slices of raw; what stands there as something else has its place told. */
typedef struct {
    kg_str raw;
    kg_arena *a;
    kg_buf text;
    struct { kg_run *v; int n, cap; } runs;
    struct { kg_passage *v; int n, cap; } passages;
} kg_flow;
void kg_flow_start(kg_flow *f, kg_str raw, kg_arena *a);
void kg_flow_plain(kg_flow *f, const char *p, const char *end);   /* blanks folded, controls and soft hyphens left out */
void kg_flow_as(kg_flow *f, uint32_t at, kg_str s);           /* `s`, for what stands in raw at a place: an entity */
static inline char kg_flow_last(const kg_flow *f) { return f->text.n ? f->text.v[f->text.n - 1] : '\n'; }   /* '\n' at the start of a passage */
void kg_flow_new_run(kg_flow *f, uint32_t raw);
static inline void kg_flow_at(kg_flow *f, uint32_t raw)       /* what comes next stands there: mostly behind what came before */
{
    const kg_run *last = f->runs.n ? &f->runs.v[f->runs.n - 1] : NULL;
    if (!last || last->raw + ((uint32_t)f->text.n - last->flow) != raw) kg_flow_new_run(f, raw);
}
static inline void kg_flow_blank(kg_flow *f, const char *at)  /* one blank, unless there is one */
{
    char last = kg_flow_last(f);
    if (last == ' ' || last == '\n') return;
    kg_flow_at(f, (uint32_t)(at - f->raw.s));
    *kg_push(f->a, &f->text) = ' ';
}
void kg_flow_undo(kg_flow *f);                                /* takes the last byte back */
kg_passage *kg_flow_open(kg_flow *f, kg_role role);           /* a new passage; an empty one before it goes */
static inline kg_str kg_flow_passage(const kg_flow *f)         /* what the open passage holds so far */
{
    uint32_t beg = f->passages.v[f->passages.n - 1].at.beg;
    return (kg_str){ f->text.v + beg, f->text.n - (ptrdiff_t)beg };
}
void kg_flow_finish(kg_flow *f, kg_text *t);

/* Words without the blank between them (glue.c): does a text have some; the first place behind `beg` where one is missing, or `end`. */
bool kg_text_glued(kg_str raw);
const char *kg_next_glue(const char *beg, const char *end);

/* Each place where one of three bytes stands; `begins`: what begins there, so 0 and the place behind each. Thirty-two bytes mostly hold
 * one or none: that is written in any case and counted if it is there, since nothing can foresee it. */
typedef struct { uint32_t *v; int n, cap; } kg_places;
static inline unsigned kg_sixteen_marks(const char *p, const char mark[3])
{
    kg_sixteen x = kg_sixteen_at(p);
    return kg_sixteen_bits((kg_sixteen)(x == (unsigned char)mark[0]) | (kg_sixteen)(x == (unsigned char)mark[1]) |
                           (kg_sixteen)(x == (unsigned char)mark[2]));
}
static inline kg_places kg_find_places(kg_str s, const char mark[3], bool begins, kg_arena *a)
{
    enum { AT_ONCE = 2048, APART = 40 };                      /* further, mostly: room for all at once */
    kg_places p = { .n = begins, .cap = (int)(s.n / APART) + AT_ONCE + 32 };
    p.v = kg_room(a, sizeof *p.v, (size_t)p.cap);
    p.v[0] = 0;
    for (ptrdiff_t beg = 0, end; beg < s.n; beg = end) {
        end = s.n - beg > AT_ONCE ? beg + AT_ONCE : s.n;
        while (p.cap - p.n < AT_ONCE + 32) p.v = kg_grow(a, p.v, p.n, &p.cap, sizeof *p.v);
        uint32_t *to = p.v + p.n;
        for (ptrdiff_t i = beg; i < end; i += 32) {
            uint32_t bits = kg_sixteen_marks(s.s + i, mark) | (uint32_t)kg_sixteen_marks(s.s + i + 16, mark) << 16, from = (uint32_t)i + begins;
            *to = from + (uint32_t)__builtin_ctzll(bits | 1ull << 32);
            to += bits != 0;
            for (bits &= bits - 1; bits; bits &= bits - 1) *to++ = from + (uint32_t)kg_lowest_bit(bits);
        }
        p.n = (int)(to - p.v);
    }
    while (p.n > begins && p.v[p.n - 1] >= s.n + begins) p.n--;   /* behind its end */
    return p;
}

/* Text without markup: t->raw to everything else (layout.c). O(bytes). */
void kg_read_lines(kg_text *t, kg_arena *a);

enum { /* what a line is */
       KG_L_BLANK = 1,
       KG_L_TOP = 2,   /* first line of a page */
       KG_L_PAGE = 4,  /* page furniture: running head or foot, colophon, own reference */
       KG_L_NOTE = 8,  /* part of a footnote's body */
       KG_L_FOOT = 16, /* ends a page: running foot, colophon */
       KG_L_MARK = 32, /* nothing but markers of footnotes */
       KG_L_ROW = 64,  /* a note that stood in a paragraph of notes (rows.c) */
       KG_L_DIGIT = 128, /* begins with a digit */
       KG_L_SIGN = 256 /* with that, "[", or the first byte of a superscript: no other line begins a note */
};
typedef struct {
    uint32_t beg, end;
    unsigned flags;
    int note;
} kg_line; /* raw, blanks trimmed off both ends; index of the note */

typedef struct {                                              /* a document between bytes and text */
    kg_str raw;
    kg_line *lines; int nlines;
    uint32_t *starts; int nstarts;                            /* raw: first byte of each true line (see lines.c) */
    bool paged, pdf;                                          /* page starts show in the text; it came from a PDF (page.h) */
    struct { kg_note *v; int n, cap; } notes;
    kg_arena *a;
} kg_layout;

static inline kg_str kg_line_str(const kg_layout *l, int i) { return kg_sub(l->raw, l->lines[i].beg, l->lines[i].end); }

void kg_split_lines(kg_layout *l);
void kg_mark_furniture(kg_layout *l);
bool kg_split_rows(kg_layout *l);                             /* rows.c: notes in one paragraph become lines of their own; are there any */
/* "40-6-1", a page of the Handelingen: meeting 40, item 6. */
bool kg_meeting_page(kg_str s, int *meeting, int *item);

/* Places that could be markers, by number (markers.c). A row stands first on its line, as where the extractor gave a
 * superscript a line of its own: it has a score of its own where the bodies are of that kind too (`rows`). */
typedef struct { uint32_t beg, end; int score, row, next, line; } kg_place;   /* line: that it fills, or -1 */
typedef struct kg_markers kg_markers;
kg_markers *kg_gather_markers(const kg_layout *l);
typedef struct { int number; uint32_t lo, hi, page; bool rows, closed; } kg_want;
/* Best place for a marker in (lo, hi): highest score, then the first behind `page`, else the last before it; among them the
 * heads of lines where `rows`; those like "1)" alone where `closed`, none of them where neither. For either kind of search
 * `lo` may only rise from call to call. */
const kg_place *kg_find_marker(kg_markers *m, kg_want w);

/* Finds the footnotes: fills l->notes (marker and body in raw) and marks the lines of the bodies. Spec 5.3. O(bytes). */
void kg_find_notes(kg_layout *l);

/* Speaker line "Mevrouw Karabulut (SP):": length up to and with the colon, 0 where it is none. */
ptrdiff_t kg_speaker_line(kg_str line, kg_voice *voice);
/* Role that a line opens a passage with where it stands first in a paragraph: layout.c. */
kg_role kg_role_of_line(kg_str s, int *item, bool *speaks);
/* A heading that settles who speaks below it: KG_CLOSED where it is one line for certain ("Vraag 2"), KG_OPEN where its words
 * may run on ("Vragen en opmerkingen van de leden van de VVD-fractie en ⏎ reactie van de Minister"), 0 where it is none. */
enum { KG_OPEN = 1, KG_CLOSED = 2 };
int kg_voice_heading(kg_str line, kg_voice *voice);
/* Gives each passage its voice and speaker. */
void kg_find_voices(kg_text *t, kg_passage *p, int n);

/* Finds the ends of sentences; knows "nr.", "jl.", "c.s.". */
void kg_find_sentences(kg_text *t, kg_arena *a);

/* Superscript digits at p ("¹⁴"): their number of bytes and *value; 0 where there are none. */
int kg_superscript(const char *p, const char *end, int *value);

/* addresses.c: an address at the end of `flow` goes on with the line `next`. */
bool kg_address_goes_on(kg_str flow, kg_str next);

#endif
