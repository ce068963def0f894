/* stems.h - documents without official id are called by their file's stem, "dir/stem" where two stems are equal. */
#ifndef KG_STEMS_H
#define KG_STEMS_H

#include "cmd.h"

/* How many documents of the input have each stem: names only, none is read. */
const kg_map *cmd_stems(kg_input *in, kg_arena *a);
kg_str cmd_long_stem(const kg_map *stems, const kg_doc *d, kg_arena *a);

#endif
