/* extract.h - `extract --to FILE`: extract_to.c. */
#ifndef KG_EXTRACT_H
#define KG_EXTRACT_H

#include "cmd.h"

int cmd_extract_to(const char *file, const char *rules, const kg_known *known, kg_limits limits, int jobs, char *const *paths, int n);

#endif
