/* cypher_sql.h - private to cypher_sql.c and cypher_value.c: a SELECT under construction. */
#ifndef KG_CYPHER_SQL_H
#define KG_CYPHER_SQL_H

#include "cypher.h"

typedef enum { CY_NODE, CY_REL, CY_WALK } cy_thing;
typedef struct { kg_str var; cy_thing type; int k; } cy_binding;
typedef struct {
    const cy_query *q;
    const kg_param *params;
    int nparams, things;                                      /* things: the last number given */
    struct { cy_binding *v; int n, cap; } bound;              /* inner ones are dropped when their EXISTS closes */
    struct { kg_str *v; int n, cap; } args;
    bool arcs, counting;                                      /* counting: no count() and the like here */
    kg_arena *a;
    kg_err *e;
} cy_writer;

typedef struct {
    const char *key, *sql;
    char type;
} cy_property; /* t text, i whole number, r number, l list; %d: number of the thing */

#define CY_WRONG(w, where, ...) kg_cypher_fail((w)->q->text, (where), (w)->e, __VA_ARGS__)
#define CY_PUT(w, b, ...) kg_put((w)->a, (b), kg_fmt((w)->a, __VA_ARGS__))

static inline void kg_cy_put(cy_writer *w, kg_buf *b, const char *s) { kg_put(w->a, b, kg_cstr(s)); }
void kg_cy_put_arg(cy_writer *w, kg_buf *b, kg_str value);    /* "?3" */
void kg_cy_put_numbered(cy_writer *w, kg_buf *b, const char *sql, int k);
const cy_binding *kg_cy_find(const cy_writer *w, kg_str var); /* NULL: no thing has this name */

/* Of the thing, or NULL: said what there is. */
const cy_property *kg_cy_property(cy_writer *w, const cy_binding *x, kg_str key, ptrdiff_t at);
const kg_param *kg_cy_param(cy_writer *w, const cy_expr *x);
bool kg_cy_put_expr(cy_writer *w, kg_buf *b, const cy_expr *x);
bool kg_cy_put_exists(cy_writer *w, kg_buf *b, const cy_expr *x);   /* cypher_sql.c */
bool kg_cy_sums(const cy_expr *x);                            /* count() and the like stand in it */
const char *kg_cy_suffix(cy_writer *w, const cy_expr *x); /* of what type a column is, said behind its name (store.h) */

#endif
