/* cypher_read.h - private to cypher_token.c, cypher_read.c and cypher_expr.c: where a reader stands in its question. */
#ifndef KG_CYPHER_READ_H
#define KG_CYPHER_READ_H

#include "cypher.h"

typedef enum { CY_END, CY_WORD, CY_QUOTED, CY_DIGITS, CY_DOLLAR, CY_SIGN } cy_token_type;
typedef struct { cy_token_type type; kg_str s; ptrdiff_t at, end; bool quoted; } cy_token;   /* quoted: `a word` */
typedef struct {
    kg_str text;
    ptrdiff_t i;
    cy_token t;
    ptrdiff_t last;
    int depth;
    cy_labels labels;
    kg_arena *a;
    kg_err *e;
} cy_reader; /* last: end of the one before */

#define CY_FAIL(r, where, ...) kg_cypher_fail((r)->text, (where), (r)->e, __VA_ARGS__)

bool kg_cy_next(cy_reader *r);
bool kg_cy_is(const cy_reader *r, const char *word);          /* a word, in any case, or a sign */
/* 1: it stood there and is taken; 0: something else stands there; -1: failed. */
int kg_cy_take(cy_reader *r, const char *word);
bool kg_cy_need(cy_reader *r, const char *word);
bool kg_cy_name(cy_reader *r, kg_str *name, const char *what);
bool kg_cy_wanted(cy_reader *r, const char *what);            /* false: says that it should stand here */

bool kg_cy_expr(cy_reader *r, cy_expr **out);                 /* cypher_expr.c */
bool kg_cy_node(cy_reader *r, cy_node *n);                    /* cypher_read.c */
bool kg_cy_path(cy_reader *r, cy_path *p);
bool kg_cy_match(cy_reader *r, cy_match *m);
static inline bool kg_cy_rel_begins(const cy_reader *r) { return kg_cy_is(r, "-") || kg_cy_is(r, "<"); }

#endif
