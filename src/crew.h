/* crew.h - worker processes: documents go out, what they give comes back as bytes, in the order in which they went (crew.c). */
#ifndef KG_CREW_H
#define KG_CREW_H

#include "base.h"

typedef struct kg_crew kg_crew;
/* In a worker: what is done with a document (kg_doc_read comes first); what it puts comes back. False: refused, *e says why. */
typedef bool kg_work_fn(void *ctx, const kg_doc *d, kg_arena *a, kg_sink_fn *put, void *to, kg_err *e);
/* In the program itself, in order: what came back, or why nothing did (else NULL). False: ends the run. */
typedef bool kg_done_fn(void *ctx, const kg_doc *d, kg_str bytes, const kg_err *why);

/* At most n workers, each forked when there is something to do for it; what ctx points to must be ready by then. */
kg_crew *kg_crew_new(int n, kg_work_fn *work, kg_done_fn *done, void *ctx);
bool kg_crew_start(kg_crew *c, kg_err *e);                    /* the first of them now, to know whether there can be any */
kg_arena *kg_crew_arena(kg_crew *c);                          /* for the next document, empty; it is the crew's once that is given */
/* The document may wait for a worker, and what came back for its turn. False: no processes (*e), or `done` said so (e->code KG_OK). */
bool kg_crew_give(kg_crew *c, const kg_doc *d, kg_err *e);
bool kg_crew_refuse(kg_crew *c, const kg_doc *d, const kg_err *why, kg_err *e);   /* takes its turn without a worker */
bool kg_crew_wait(kg_crew *c, kg_err *e);                     /* until all are back */
void kg_crew_free(kg_crew *c);

#endif
