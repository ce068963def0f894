/* select.h - what `export` and `draw` share: the selection that --select names. */
#ifndef KG_SELECT_H
#define KG_SELECT_H

#include "cmd.h"

typedef struct {
    kg_str sql;                                               /* none: the whole graph */
    kg_str title, shows, picture;                             /* of the recipe's head; or none */
    kg_str style; /* style.tsv of the recipes' folder; none: the built-in one */
} cmd_selection;

/* `select`: SQL where it begins with SELECT or WITH, else the name of a recipe: DIR/NAME.sql, or built in. Says what is wrong. */
bool cmd_select(const char *select, const char *dir, cmd_selection *s, kg_arena *a);

/* The selection as DOT: cards where the recipe asks for them, else a network. */
bool cmd_write_dot(const cmd_selection *s, const kg_graph *g, kg_store *store, kg_sink_fn *put, void *ctx, kg_err *e);

#define CMD_SELECT_OPTIONS \
    "  --select NAME|SQL   what to take: a recipe, or SQL that yields source, relation, target\n" \
    "                      (and document, line) of the relations; default: all\n" \
    "  --recipes DIR       recipes of your own: DIR/NAME.sql, DIR/style.tsv\n"

#endif
