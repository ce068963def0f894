/* store.h - private: how the other stages ask the graph file without knowing SQLite. */
#ifndef KG_STORE_H
#define KG_STORE_H

#include "kamergraaf.h"

/* Runs one statement with text arguments bound to ?1, ?2, ...; gives each row to `row` (which may be NULL). Column types for
 * `row` come from the declared names: a name that ends in "[]" or "{}" is KG_COL_JSON (the suffix is cut off). */
bool kg_store_rows(kg_store *s, const char *sql, const kg_str *args, int nargs, kg_row_fn *row, void *ctx, kg_err *e);

#endif
