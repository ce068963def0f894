/* graph.h - private to the graph: the lists that it is made of.
 */
#ifndef KG_GRAPH_H
#define KG_GRAPH_H

#include "base.h"

typedef struct {
    int from, to, relation, value, document, date, line, evidence;   /* from `relation` on, but `line`: numbers of words */
    int weight;                                               /* how many relations it stands for */
    double confidence;
} kg_list_arc;

/* Lists of a million grow by realloc, which moves pages where an arena copies them and keeps the old. */
typedef struct {
    kg_arena *a;                                              /* strings */
    struct { kg_vertex *v; int n; } nodes;
    struct { kg_list_arc *v; int n, cap; } arcs;
    struct { kg_str *v; int n, cap; } words;                  /* v[0] is none */
} kg_lists;

bool kg_lists_read(kg_lists *l, kg_store *s, const char *select, kg_err *e);
void kg_lists_free(kg_lists *l);

#endif
