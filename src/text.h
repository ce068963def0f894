/* text.h - private to stage 1: the lines of a document on their way to a kg_text.
 *
 * read_txt.c (bytes to UTF-8) -> layout.c (lines, furniture, running text) with notes.c (footnotes) and voices.c (who speaks).
 */
#ifndef KG_TEXT_H
#define KG_TEXT_H

#include "base.h"

/* Bytes to UTF-8 with 128 zero bytes behind it. *recoded where raw is not the file's own bytes. Spec 3.4, 5.5. */
bool kg_decode(const kg_doc *d, kg_str *raw, bool *recoded, kg_arena *a, kg_err *e);

enum {                                                        /* what a line is */
    KG_L_BLANK = 1,
    KG_L_TOP = 2,                                             /* first line of a page */
    KG_L_PAGE = 4,                                            /* page furniture: running head or foot, colophon, own reference */
    KG_L_NOTE = 8                                             /* part of a footnote's body */
};
typedef struct { uint32_t beg, end; unsigned flags; int note; } kg_line;   /* raw, blanks trimmed off both ends; index of the note */

typedef struct {                                              /* a document between bytes and text */
    kg_str raw;
    kg_line *lines; int nlines;
    uint32_t *starts;                                         /* raw: first byte of each line */
    bool paged;                                               /* page starts show in the text */
    struct { kg_note *v; int n, cap; } notes;
    kg_arena *a;
} kg_layout;

static inline kg_str kg_line_str(const kg_layout *l, int i) { return kg_sub(l->raw, l->lines[i].beg, l->lines[i].end); }

/* Finds the footnotes: fills l->notes (marker and body in raw) and marks the lines of the bodies. Spec 5.3. O(bytes). */
void kg_find_notes(kg_layout *l);

/* Speaker line "Mevrouw Karabulut (SP):": length up to and with the colon, 0 where it is none. */
ptrdiff_t kg_speaker_line(kg_str line, kg_voice *voice);
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

#endif
