/* cards.h - private to the picture of cards: what cards.c gathers and write_cards.c draws.
 */
#ifndef KG_CARDS_H
#define KG_CARDS_H

#include "write.h"

typedef struct { const char *word, *colour, *border; } kg_state_look;

typedef struct { int doc, line; kg_str value; } kg_reply;     /* doc: vertex */
typedef struct { kg_reply *v; int n, cap; } kg_replies;

typedef struct { /* a motion or a commitment: a card of the middle column */
    int v, from, from_line;                                   /* its vertex; the document that it comes from, or -1 */
    kg_replies replies;                                       /* one a document, by date */
    kg_str state, fact, number, subject, date;
    kg_state_look look;
} kg_card;

typedef struct {
    int v, n;
    double place;
} kg_side; /* a document of the left or right column; n cards hang on it */
typedef struct { kg_side *v; int n, cap; } kg_sides;

typedef struct {
    kg_cards what;
    struct { kg_card *v; int n, cap; } cards;                 /* in the order in which they are drawn */
    kg_sides left, right;                                     /* likewise */
    kg_scope scope;
} kg_picture;

bool kg_gather_cards(const kg_graph *g, kg_store *s, kg_cards what, kg_picture *p, kg_arena *a, kg_err *e);
kg_state_look kg_reply_look(kg_cards what, kg_str value);
kg_str kg_said(kg_vertex v);

#endif
