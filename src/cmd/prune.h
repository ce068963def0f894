/* prune.h - build --prune: prune.c. */
#ifndef KG_CMD_PRUNE_H
#define KG_CMD_PRUNE_H

#include "base.h"

/* Drops the files that are gone: of all (n == 0), or of those under the paths given. *seen: how many were looked for. */
bool cmd_prune(kg_store *s, char *const *paths, int n, const kg_limits *limits, int *seen, kg_arena *a, kg_err *e);
/* Drops the files that are not in `seen` (build_see). */
bool cmd_prune_unseen(kg_store *s, const kg_map *seen, kg_arena *a, kg_err *e);

#endif
