/* stems.c - counts stems before the first document is read, so that `extract` can stream and still tell two files
 * apart.
 *
 * Only names of files are looked at. A stem that is an official id stays: two such files are one document
 * (formats.md).
 */
#include "ids.h"
#include "stems.h"
#include "store/store.h"

typedef struct { kg_map *seen; kg_arena *a; } counter;

static void count(void *ctx, kg_str name, kg_str stem)
{
    counter *c = ctx;
    (void)name;
    ++*kg_map_at(&c->seen, kg_dup(c->a, stem), c->a);
}

const kg_map *cmd_stems(kg_input *in, kg_arena *a)
{
    counter c = { .a = a };
    kg_input_names(in, count, &c);
    return c.seen;
}

kg_str cmd_long_stem(const kg_map *stems, const kg_doc *d, kg_arena *a)
{
    kg_map *m = (kg_map *)stems;                              /* looked up only */
    const int *files = kg_map_at(&m, d->stem, NULL);
    if (!files || *files < 2 || kg_id_official(d->stem)) return d->stem;
    return kg_dir_stem(a, d->name, d->stem);
}
