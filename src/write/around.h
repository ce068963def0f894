/* around.h - private to the picture of what stands around one thing: what around.c gathers, write_around.c draws.
 */
#ifndef KG_AROUND_H
#define KG_AROUND_H

#include "cards.h"

enum { KG_AROUND_DEEPEST = 4 };

typedef struct {
    int v, arc, many;         /* the weightiest relation that leads to it; how many do */
    int parent, step, right;  /* the item through which it is reached, -1 for the focus; right: the focus speaks, at first */
    int rank, rows;           /* among its parent's, by weight; rows that it and what hangs on it take */
    bool cut;                 /* no room: counted */
    double y;                 /* of its middle; the focus stands at 0 */
} kg_near;
typedef struct {
    struct {
        kg_near *v;
        int n, cap;
    } items;            /* in the order in which they are drawn: column by column, downwards */
    int *at, *also;     /* vertex -> item + 1; also: what speaks of the focus may be spoken of by it too, and stands twice */
    int focus, deepest[2], more[2][KG_AROUND_DEEPEST + 1]; /* by side; more: cut, of that step */
    double high[2];     /* of a side, in rows */
    int other;          /* relations between drawn things that no line shows */
} kg_around;

void kg_gather_around(kg_around *r, const kg_graph *g, int focus, int depth, kg_arena *a);

#endif
