/* build.h - what the files of `build` share: build.c, and merge.c for parts. */
#ifndef KG_BUILD_H
#define KG_BUILD_H

#include "part/part.h"
#include "reading.h"
#include "store/store.h"

typedef struct { const char *output, *rules, *known; bool prune; int jobs; kg_limits limits; } build_options;

typedef struct {
    cmd_reading r;                                            /* first: cmd_work */
    const build_options *o;
    kg_store *store;                                          /* NULL until there is something to write */
    kg_map *seen;                                             /* files that came, by a hash of the name: 1 refused, else of what it gave */
    int in_batch, parts, bad_parts;
    bool again;                                               /* the second walk: what there was to say is said */
    ptrdiff_t bytes;                                          /* of the batch */
    kg_err e;
} builder;

bool build_open(builder *b);                                  /* the graph file */
bool build_begin(builder *b);                                 /* a batch, where none is open */
bool build_added(builder *b, int64_t bytes);                  /* one more in it; ends one that is full */
bool build_end(builder *b);
/* This file came and gave what has this hash, or nothing (0). False where it came before and gave something else. */
bool build_see(builder *b, kg_str file, int64_t hash);

/* merge.c: false: the graph file fails. */
bool build_merge(builder *b, const kg_doc *part);
bool build_take(builder *b, const kg_sheet *s, kg_bytes *items);   /* a document, its rows are to come */
kg_done_fn build_done;                                        /* of the crew: ctx is a builder */

#endif
