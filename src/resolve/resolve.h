/* resolve.h - private to stage 3: what the document defines, and how phrases find it.
 *
 * spans.c (which words a phrase covers) -> define.c with brackets.c (numbers beside a phrase: brackets, footnotes, lists, "Zij krijgt nr. 3") ->
 * closed.c (papers that only their note names), resolve.c with movers.c (everything else, by what was defined) -> conflict.c
 * (where the definitions contradict each other).
 */
#ifndef KG_RESOLVE_H
#define KG_RESOLVE_H

#include "words.h"

typedef struct {                                              /* an id together with how the document speaks of it */
    kg_str id;
    kg_kind kind;                                             /* of the phrase: KG_MOTIE, KG_BRIEF, KG_VRAGEN */
    kg_str names; /* keys of the movers, sorted, "|" between; none without names */
    kg_str first;                                             /* key of the first mover */
    bool cs, changed;                                         /* "c.s."; "gewijzigde" */
    kg_str what;                                              /* subject or meeting, small letters only */
    kg_date date;
    int item;                                                 /* number in the letter's own list of motions */
    int before;                                               /* the one with the same id before it, index + 1 */
    uint32_t at;
} kg_def;

typedef struct {                                              /* a motion put on record: "Zij krijgt nr. 3 (35 373)" */
    kg_str id;
    uint32_t at, text;                                        /* of its number; where its text begins, 0 unknown */
    int passage;
    kg_str reader;                                            /* who has read it, or none */
    int nth;                                                  /* of those that he has read */
    int before;                                               /* the one with the same number before it, index + 1 */
} kg_intro;

typedef struct { int def, next; } kg_chain;                    /* definitions that share a mover, a chain */

typedef struct { kg_str id; uint32_t at; int before; } kg_paper;   /* stated; before: the one of that number above it, + 1 */

typedef struct {
    const kg_text *t;
    kg_refs *refs;
    struct { int *v; int n; } phrases;                        /* which of them are some: nobody can foresee it, pass for pass */
    kg_arena *a;
    struct { kg_def *v; int n, cap; } defs;                   /* made by kg_new_def */
    struct { int *v; int n, cap; } briefs;                    /* those of letters */
    kg_map *defined, *of_item;                                /* id -> the last of it, index + 1; number of an item -> its first, index + 1 */
    int plain;                                                /* none before it has item 0 */
    kg_map *movers;                                           /* key of a mover -> first of its links, index + 1 */
    struct { kg_chain *v; int n, cap; } links;
    struct { kg_ref *v; int n, cap; } extra;                  /* a phrase that names two things is two mentions */
    struct { kg_intro *v; int n, cap; } intros;
    kg_map *readers, *numbers;                                /* of intros: how many of each; the last with each number, + 1 */
    int lowest, highest;                                      /* their numbers */
    bool several, mixed;                                      /* in several dossiers; out of order, as columns of a page mix them */
    kg_map *numbered;                                         /* number of a stated paper -> the last of them, index + 1 */
    struct { kg_paper *v; int n, cap; } papers;
    bool debate;                                              /* speakers: local numbers are those of the dossier */
    int items; /* numbered motions in a letter: local numbers are those of the list */
    kg_str dossier;                                           /* that local numbers belong to, or none */
    kg_str only;                                              /* the one motion that the paper names, or none */
    kg_date today;                                            /* of the document; 0 unknown */
} kg_resolver;

static inline kg_str kg_cap_str(const kg_resolver *r, const kg_ref *p, int cap)
{
    return kg_cut(r->t->flow, p->cap[cap]);
}
static inline bool kg_is_id(const kg_ref *p)
{
    return p->kind != KG_CUE && p->target.n && p->how == KG_EXPLICIT && p->kind != KG_URL && p->kind != KG_DOSSIER;
}
static inline bool kg_is_phrase(const kg_ref *p) { return p->how == KG_CONTEXT && p->kind != KG_CUE; }
bool kg_is_anaphor(const kg_resolver *r,
                   const kg_ref *p); /* "deze motie", "bovengenoemde brief": no names, number or date */
bool kg_plural(const kg_resolver *r, const kg_ref *p);        /* "mijn eerdere brieven" */
kg_def kg_describe(kg_resolver *r, const kg_ref *p);          /* what a phrase says of itself, without an id */
/* Adds what `p` says about `id`, unless the same was said before: costs stay linear in hostile documents. */
void kg_add_def(kg_resolver *r, const kg_ref *p, kg_str id);
void kg_take_number(kg_resolver *r, kg_ref *p, kg_str id, float confidence, int note);   /* the phrase has this number */
void kg_bind_bracket(kg_resolver *r, int i);                  /* brackets.c: gives the number to the phrase that it stands behind */
/* Current list item of a letter at a place in flow: its number, 0 where there is none. */
int kg_item_at(const kg_resolver *r, uint32_t flow);

void kg_new_def(kg_resolver *r, kg_def d);
const kg_def *kg_item_def(kg_resolver *r, int item);    /* what the letter's list says under a number, or NULL */
kg_str kg_last_name(kg_str key);
void kg_hit(kg_ref *p, kg_str id, float confidence);          /* gives a phrase its target */
int kg_ref_order(const void *x, const void *y);               /* for qsort: place, longest first, kind, target */

/* References that `r->extra` holds take their places among the others. */
void kg_merge_extra(kg_resolver *r);

/* stated.c: the paper with this number that the format says was put on record nearest above, or is dealt with here; or none. */
kg_str kg_stated_paper(kg_resolver *r, int number, uint32_t at);
void kg_take_stated(kg_resolver *r);

/* Ids in the body of a note; addresses only where there is nothing else. */
int kg_note_ids(const kg_resolver *r, const kg_note *n, kg_ref **out, int max);
extern const kg_rule kg_rule_closed;                          /* scan/key.c */
void kg_close_phrases(kg_resolver *r);                        /* closed.c: what only its footnote names */
bool kg_is_described(const kg_ref *p);                        /* "motie over Nord Stream 2": no name, no number */
void kg_resolve_topics(kg_resolver *r);                       /* topic.c */
/* conflict.c: the next word of s from *at on; does it say something; what stands behind "over" after a motion's name. */
kg_str kg_next_word(kg_str s, ptrdiff_t *at);
bool kg_telling_word(kg_str w);
kg_str kg_subject_after(const kg_resolver *r, const kg_ref *p);
void kg_drop_question_heads(const kg_text *t, kg_refs *refs);   /* questions.c */
void kg_settle_question(kg_resolver *r, kg_ref *p);
void kg_take_own(kg_resolver *r);                           /* own.c */
void kg_settle_spans(const kg_text *t, kg_refs *refs, kg_arena *a);
void kg_set_cap(kg_ref *p, int cap, kg_span at, kg_arena *a);   /* of this reference alone, where others share its groups */
void kg_put_on_record(kg_resolver *r, int cue);               /* turns.c: a cue `introduces` */
bool kg_on_record(const kg_resolver *r, kg_str id);           /* was put on record in this debate */
kg_str kg_stuk_id(const kg_resolver *r, uint32_t at, int number);
bool kg_by_turn(kg_resolver *r, int i);                       /* "dan mijn tweede motie" */
void kg_speakers_last(kg_resolver *r, int i);                 /* "deze motie" in a debate that puts none on record */
void kg_define(kg_resolver *r);
void kg_by_name(kg_resolver *r, kg_ref *p);
/* Motions that are named but never numbered get an id of their own, one for each set of movers: DOC#motie-1. */
void kg_name_locally(kg_resolver *r);
void kg_find_conflicts(kg_resolver *r);
/* The date in "Verslag Raad Buitenlandse Zaken 12 oktober 2020 (21 501-2 Nr. 2244)": of the paper, as it is cited here. */
int kg_telling_words(kg_str s);                               /* how many words say what it is about */
bool kg_share_a_word(kg_str a, kg_str b);                     /* one that tells, but for its ending */
bool kg_title_date(const kg_text *t, const kg_ref *id, kg_date *d);

#endif
