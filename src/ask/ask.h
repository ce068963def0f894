/* ask.h - private: questions as SQL that is put together, and the things that they are about. */
#ifndef KG_ASK_H
#define KG_ASK_H

#include "store/store.h"

/* -- where.c: a statement in pieces. Words of the user are bound, never pasted; numbers are our own. --------------- */
typedef struct { kg_arena *a; kg_buf sql; kg_str args[16]; int n; } kg_query;
void kg_query_open(kg_query *q, kg_store *s, const char *sql); /* makes the indexes that questions need */
void kg_add(kg_query *q, const char *format, ...) __attribute__((format(printf, 2, 3)));
void kg_add_arg(kg_query *q, kg_str value);                   /* "?N " */
bool kg_query_run(kg_query *q, kg_store *s, kg_row_fn *row, void *ctx, kg_err *e);   /* closes it */

/* " AND ..." for each filter of `o` that is set. node: alias of a row of `node`; date: an expression; or NULL. */
void kg_add_node(kg_query *q, const kg_ask_opts *o, const char *node);
void kg_add_mover(kg_query *q, const char *name, const char *mover);   /* a condition: this name is the mover's */
void kg_add_date(kg_query *q, const kg_ask_opts *o, const char *date);
void kg_add_who(kg_query *q, const kg_ask_opts *o, const char *who);
void kg_add_state(kg_query *q, const kg_ask_opts *o, const char *state);
/* Said by o->minister: `sentence`, alias of a row of that table, stands in a passage of his. Needs kg_passages_ready. */
void kg_add_said(kg_query *q, const kg_ask_opts *o, const char *sentence);
bool kg_passages_ready(kg_store *s, kg_err *e);               /* search.c: who says what, and the index of words */
void kg_add_limit(kg_query *q, const kg_ask_opts *o);

kg_str kg_dossier_number(kg_str words, kg_arena *a);          /* "35 373", "dossier-35373" -> "35373" */
/* The ids of a node: "one" for what follows. */
void kg_add_class(kg_query *q, int64_t node);

/* The relations from and to what belongs to a dossier: WITH ids ..., those (document, n). */
void kg_add_dossier(kg_query *q, const char *dossier);

/* The node that bears this id, or an id that is joined with it; "35373-8" is taken for "kst-35373-8", "35373" for
 * "dossier-35373", in any case. Fails where there is none, with the ids that are near. */
int kg_near_ids(kg_store *s, kg_str id, kg_str *out, int max, kg_arena *a, kg_err *e);   /* near_ids.c: how many; -1 failed */
bool kg_find_node(kg_store *s, const char *id, int64_t *node, kg_err *e);

#endif
