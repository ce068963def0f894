/* cards.h - private to the pictures of cards: what cards.c gathers and the others draw; words for states.
 */
#ifndef KG_CARDS_H
#define KG_CARDS_H

#include "canvas.h"

typedef struct {
    int doc, line;
    kg_str value, evidence;
} kg_reply; /* doc: vertex */
typedef struct {
    kg_reply *v;
    int n, cap;
} kg_replies;

typedef struct {            /* a motion or a commitment: a card of the middle column */
    int v, from, from_line; /* its vertex; the document that it comes from, or -1 */
    kg_replies replies;     /* one a document, by date */
    kg_str state, fact, number, subject, date, due;
    kg_state_look look;
    int via; /* card of another motion, through which it is answered; or -1 */
    kg_str via_words;
} kg_card;

typedef struct {
    int v, n;
    double place;
} kg_side; /* a document of the left or right column; n cards hang on it */
typedef struct {
    kg_side *v;
    int n, cap;
} kg_sides;

typedef struct {
    kg_views what; /* MOTIES or TOEZEGGINGEN */
    struct {
        kg_card *v;
        int n, cap;
    } cards;              /* in the order in which they are drawn */
    kg_sides left, right; /* likewise */
    kg_scope scope;
    kg_str as_of;
    kg_map *doubtful; /* names of things whose number and words disagree */
} kg_picture;

bool kg_gather_cards(const kg_graph *g, kg_store *s, kg_views what, kg_str as_of, kg_picture *p, kg_arena *a,
                     kg_err *e);
bool kg_gather_doubts(kg_store *s, kg_map **m, kg_arena *a, kg_err *e);
bool kg_gather_via(kg_store *s, kg_row_fn *row, void *ctx, kg_err *e); /* motion, the other motion, words */

typedef bool kg_view_fn(const kg_graph *g, kg_store *s, const kg_view *o, kg_sink_fn *put, void *ctx, kg_err *e);
kg_view_fn kg_write_cards, kg_write_dossier, kg_write_around, kg_write_groups;

/* -- words and looks (state.c) --------------------------------------------------------------------------------------- */
kg_state_look kg_reply_look(kg_views what, kg_str value);
kg_state_look kg_life_look(kg_str state);  /* of a motion that no reply tells of */
kg_state_look kg_motie_look(kg_str state); /* of a motion, by its state alone */
kg_str kg_judgement_nl(kg_str word);
kg_str kg_said(kg_vertex v);                   /* the number that people use */
/* The legend, but for samples without a word, and what the letters mean of the vertices that are drawn. */
double kg_legend(kg_canvas *c, double y, const kg_sample *s, int n, const kg_graph *g, const bool *drawn);
kg_str kg_letter_of(kg_vertex v);              /* M motie, T toezegging, B brief, V verslag, D: other */
kg_str kg_by_movers(kg_str list, kg_arena *a); /* "Motie van Bikker en Omtzigt" */
kg_face kg_document_face(kg_vertex v, const char *word, kg_arena *a); /* a card of a document; 336 wide */
kg_str kg_scope_nl(const kg_scope *c, kg_arena *a); /* "in deze 5 documenten (28 sep 2020 - 10 nov 2023)" */
/* What the first `wanted` of the groups are about, in words of their titles (topics.c); `of`: vertex -> group, -1 for none. */
void kg_topics(const kg_graph *g, const int *of, kg_str *topic, int ngroups, int wanted, kg_arena *a);

#endif
