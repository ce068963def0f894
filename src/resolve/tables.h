/* tables.h - tables that say how motions stand, row by row (resolve/tables.c): their names get their numbers (stage 3), the rows are answers (4). */
#ifndef KG_RESOLVE_TABLES_H
#define KG_RESOLVE_TABLES_H

#include "kamergraaf.h"

typedef struct {
    int number;                                               /* reference: where the motion is found */
    uint32_t beg;                                             /* of the row */
    kg_span status;                                           /* what the last column says */
    kg_str section;                                           /* done, ongoing, or none: what stands above the table */
} kg_table_row;

typedef struct { int passage, last; bool on, commitments, of_motions, any; kg_str section; } kg_table_at;   /* all zero at first */

/* The next row of the document; false where there is none. Linear over all calls. */
bool kg_next_table_row(const kg_text *t, const kg_refs *refs, kg_table_at *at, kg_table_row *row);

#endif
