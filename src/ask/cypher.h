/* cypher.h - private: a question in openCypher, as read (cypher_read.c) and as SQL (cypher_sql.c).
 *
 * The subset: MATCH with patterns of nodes and relations, labels, direction, *1..5; WHERE; EXISTS {}; RETURN with DISTINCT,
 * count, collect, min, max, sum, avg; ORDER BY, SKIP, LIMIT. It only reads. Words of the user are bound, never pasted.
 */
#ifndef KG_CYPHER_H
#define KG_CYPHER_H

#include "ask.h"

typedef struct cy_expr cy_expr;
typedef struct { cy_expr **v; int n, cap; } cy_exprs;
typedef struct { kg_str *v; int n, cap; } cy_words;
typedef struct { kg_str key; cy_expr *value; } cy_entry;
typedef struct { cy_entry *v; int n, cap; } cy_map;           /* {soort: 'motie'} */

typedef struct { kg_str var; cy_words labels; cy_map props; ptrdiff_t at; } cy_node;
typedef struct {
    kg_str var;
    cy_words types;
    cy_map props;
    int way;                                                  /* 1 ->, -1 <-, 0 either */
    int least, most;                                          /* of a walk: *1..5; most 0: one step */
    ptrdiff_t at;
} cy_rel;
typedef struct { struct { cy_node *v; int n, cap; } nodes; struct { cy_rel *v; int n, cap; } rels; } cy_path;
typedef struct { struct { cy_path *v; int n, cap; } paths; cy_expr *where; } cy_match;

typedef enum {
    CY_OR, CY_XOR, CY_AND, CY_NOT,
    CY_COMPARE,                                               /* word: = <> < <= > >= */
    CY_IN, CY_STARTS, CY_ENDS, CY_CONTAINS, CY_NULL_IS, CY_NULL_NOT,
    CY_PROPERTY,                                              /* word.key */
    CY_VARIABLE, CY_STRING, CY_NUMBER, CY_TRUE, CY_FALSE, CY_NULL, CY_LIST, CY_PARAMETER, CY_CALL, CY_ALL, CY_EXISTS
} cy_type;

struct cy_expr {
    cy_type type;
    kg_str word, key;
    cy_exprs of;                                              /* operands, arguments, members of a list */
    cy_match *match;                                          /* of CY_EXISTS */
    bool distinct;                                            /* count(DISTINCT x) */
    ptrdiff_t at, end;                                        /* in the question */
};

typedef struct { cy_expr *expr; kg_str name; bool desc; } cy_item;
typedef struct { cy_item *v; int n, cap; } cy_items;
typedef struct { kg_str s; ptrdiff_t at; } cy_label;
typedef struct { cy_label *v; int n, cap; } cy_labels;
typedef struct {
    kg_str text;
    cy_labels labels;                                         /* of things, in all patterns */
    struct { cy_match *v; int n, cap; } matches;
    cy_items items, order;
    bool distinct, all;                                       /* all: RETURN * */
    cy_expr *skip, *limit;
} cy_query;

/* Fails with the place in the question and a caret below it. O(length). */
bool kg_cypher_read(kg_str text, cy_query *q, kg_arena *a, kg_err *e);
bool kg_cypher_fail(kg_str text, ptrdiff_t at, kg_err *e, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* SQL with its values in order: ?1 is args[0]. *arcs: the table arc is needed. */
typedef struct { kg_str sql; kg_str *args; int nargs; bool arcs; } cy_sql;
bool kg_cypher_sql(const cy_query *q, const kg_param *params, int nparams, cy_sql *out, kg_arena *a, kg_err *e);

#endif
