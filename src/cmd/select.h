/* select.h - what `export` and `draw` share: the selection that --select names. */
#ifndef KG_SELECT_H
#define KG_SELECT_H

#include "cmd.h"

/* -- what to take of it: the same options for `export` and `draw` -------------------------------------------------- */
typedef struct {
    const char *select, *recipes, *view, *as_of;
    int drawn;                                                /* of a page: things in its picture at most; 0: not said */
    kg_narrow part;
} cmd_choice;

enum { CMD_SELECT = 256, CMD_RECIPES, CMD_FOCUS, CMD_DEPTH, CMD_DOSSIER, CMD_KIND, CMD_RELATION, CMD_FROM, CMD_TO, CMD_TOP,
       CMD_LARGEST, CMD_MERGE, CMD_VIEW, CMD_AS_OF, CMD_DRAWN };
#define CMD_SELECT_LONGS                                                                                               \
    { "select", required_argument, NULL, CMD_SELECT }, { "recipes", required_argument, NULL, CMD_RECIPES },            \
    { "focus", required_argument, NULL, CMD_FOCUS }, { "depth", required_argument, NULL, CMD_DEPTH },                  \
    { "dossier", required_argument, NULL, CMD_DOSSIER }, { "kind", required_argument, NULL, CMD_KIND },                \
    { "relation", required_argument, NULL, CMD_RELATION }, { "from", required_argument, NULL, CMD_FROM },              \
    { "to", required_argument, NULL, CMD_TO }, { "top", required_argument, NULL, CMD_TOP },                            \
    { "largest-component", no_argument, NULL, CMD_LARGEST }, { "merge", no_argument, NULL, CMD_MERGE }

typedef struct {
    kg_str sql;                                               /* none: the whole graph */
    kg_str title, shows, picture;                             /* of the recipe's head; or none */
    kg_str focus;                                             /* of a picture: the name of the thing in its middle */
    kg_str style; /* style.tsv of the recipes' folder; none: the built-in one */
} cmd_selection;

/* --select is SQL where it begins with SELECT or WITH, else the name of a recipe: DIR/NAME.sql, or built in; without it the recipe
 * of --view counts. Says what is wrong. */
bool cmd_select(const cmd_choice *c, cmd_selection *s, kg_arena *a);

/* The selection as DOT: the picture that the view or the recipe asks for, else a network. */
bool cmd_write_dot(const cmd_selection *s, const cmd_choice *c, kg_graph *g, kg_store *store, kg_sink_fn *put, void *ctx,
                   kg_err *e);

/* Takes an option of the table above; false: said what is wrong. Other options are none of its business: true. */
bool cmd_choice_take(const char *command, cmd_choice *c, int option);
/* The graph that is chosen; a focus may be any id that the thing is known by. */
kg_graph *cmd_choose(kg_store *s, cmd_selection *sel, const cmd_choice *c, kg_arena *a, kg_err *e);
bool cmd_is_part(const cmd_choice *c);                        /* a part of the graph was asked for */
/* An empty selection is an answer (formats.md: status 0), but one that nobody should overlook. */
void cmd_say_empty(const kg_graph *g, const cmd_choice *c, const char *file);

#define CMD_VIEW_LONGS { "view", required_argument, NULL, CMD_VIEW }, { "as-of", required_argument, NULL, CMD_AS_OF }
#define CMD_SELECT_USAGE "[--select NAME|SQL] [--focus ID] [--dossier N] [--kind K] [--relation R] ..."
#define CMD_SELECT_OPTIONS \
    "  --select NAME|SQL   what to take: a recipe, or SQL that yields source, relation, target\n" \
    "                      (and document, line) of the relations; default: all\n" \
    "  --recipes DIR       recipes of your own: DIR/NAME.sql, DIR/style.tsv\n" \
    "  --relation R,...    of that: these relations (answers, introduces, ...)\n" \
    "  --from, --to DATE   what documents of that time say: 2020-10-05, 2020-10 or 2020\n" \
    "  --dossier N         what has to do with a dossier: 21501-02, 35570-V\n" \
    "  --kind K,...        things of these kinds alone: motie, brief, kamerstuk, ...\n" \
    "  --focus ID          what stands around one thing, up to --depth N steps away; default 1\n" \
    "  --largest-component the largest part that hangs together\n" \
    "  --top N             the N things of the highest PageRank\n" \
    "  --merge             parallel relations become one with a weight\n"

#endif
