/* choice.c - the options that say which part of the graph to take, for `export` and `draw` alike. */
#include "select.h"
#include "ids.h"
#include "store/store.h"
#include "words.h"

#include <stdlib.h>

static bool number(const char *command, const char *option, int *into)
{
    char *end;
    long n = strtol(optarg, &end, 10);
    if (*end || end == optarg || n < 1 || n > 1000000)
        return cmd_usage(command, "%s takes a number from 1 to 1000000", option), false;
    *into = (int)n;
    return true;
}

static bool period(const char *command, const char *option, kg_str *into)
{
    if (!cmd_is_period(optarg)) return cmd_usage(command, "%s takes a date: 2021-11-04, 2021-11, 2021", option), false;
    *into = kg_cstr(optarg);
    return true;
}

static bool date(const char *command, const char *option, kg_str *into)
{
    kg_str s = kg_cstr(optarg);
    if (!kg_is_date(s)) return cmd_usage(command, "%s takes a date: 2021-11-04", option), false;
    *into = s;
    return true;
}

/* "35 570-V", "dossier-35570-V": as nodes have it. The option's own bytes become that. */
static bool dossier(const char *command, kg_str *into)
{
    if (!cmd_is_dossier(optarg)) return cmd_usage(command, "'%s' is no dossier (35373, 21501-02, \"35 570-V\")", optarg), false;
    char *to = kg_starts_fold(kg_trim(kg_cstr(optarg)), "dossier-") ? strchr(optarg, '-') + 1 : optarg, *end = to;
    for (const char *from = to; *from; from++)
        if (!kg_blank(*from) && *from != '.') *end++ = *from;
    *into = (kg_str){ to, end - to };
    return true;
}

static bool relations(const char *command, kg_str *into)
{
    char all[256] = "";
    for (int i = 0; i < KG_REL_COUNT; i++) strcat(*all ? strcat(all, ", ") : all, kg_relation_name((kg_relation)i));
    kg_str rest = *into = kg_cstr(optarg);
    while (rest.n) {
        kg_relation r;
        ptrdiff_t comma = kg_index(rest, KG_S(","));
        kg_str one = kg_trim(comma < 0 ? rest : kg_sub(rest, 0, comma));
        if (!kg_relation_from(one, &r)) return cmd_usage(command, "unknown relation '%.*s' (%s)", KG_ARG(one), all), false;
        rest = comma < 0 ? ((kg_str){ 0 }) : kg_sub(rest, comma + 1, rest.n);
    }
    return true;
}

bool cmd_choice_take(const char *command, cmd_choice *c, int option)
{
    kg_narrow *p = &c->part;
    bool word = option == CMD_FOCUS || option == CMD_DOSSIER || option == CMD_KIND || option == CMD_RELATION;
    if (word && !*optarg)                                     /* "$ID" of a script that forgot it: not the whole graph */
        return cmd_usage(command, "a filter without words: leave it out, or say what it is to keep"), false;
    switch (option) {
    case CMD_SELECT: c->select = optarg; break;
    case CMD_RECIPES: c->recipes = optarg; break;
    case CMD_FOCUS: p->focus = kg_cstr(optarg); break;
    case CMD_DEPTH: return number(command, "--depth", &p->depth);
    case CMD_DOSSIER: return dossier(command, &p->dossier);
    case CMD_KIND: p->kinds = kg_cstr(optarg); break;
    case CMD_RELATION: return relations(command, &p->relations);
    case CMD_FROM: return period(command, "--from", &p->from);
    case CMD_TO: return period(command, "--to", &p->to);
    case CMD_TOP: return number(command, "--top", &p->top);
    case CMD_LARGEST: p->largest = true; break;
    case CMD_MERGE: p->merge = true; break;
    case CMD_DRAWN:
        if (!number(command, "--drawn", &c->drawn)) return false;
        return c->drawn <= KG_MOST_PLACES || (cmd_usage(command, "--drawn takes %d at most: with more a browser stands still", KG_MOST_PLACES), false);
    case CMD_VIEW: c->view = optarg; break;
    case CMD_AS_OF: {
        kg_str day;
        c->as_of = optarg;
        return date(command, "--as-of", &day);
    }
    default: break;
    }
    return true;
}

typedef struct {
    kg_str name;
    kg_arena *a;
} found;

static bool on_name(void *ctx, const kg_col *cols, int ncols, const kg_cell *c)
{
    found *f = ctx;
    (void)cols;
    if (c && ncols > 0) f->name = kg_dup(f->a, c[0].text);
    return true;
}

static bool narrows(const kg_narrow *p)
{
    return p->relations.n || p->from.n || p->to.n || p->dossier.n || p->kinds.n || p->focus.n || p->top || p->largest ||
           p->merge;
}

bool cmd_is_part(const cmd_choice *c) { return c->select || c->view || narrows(&c->part); }

kg_graph *cmd_choose(kg_store *s, cmd_selection *sel, const cmd_choice *c, kg_arena *a, kg_err *e)
{
    static const char sql[] = "SELECT best.name FROM name JOIN alias ON alias.id = name.id"
                              " JOIN name best ON best.id = alias.node WHERE name.name = ?1";
    kg_narrow part = c->part;
    found f = { part.focus, a };
    bool any = narrows(&part);
    if (part.kinds.n && !cmd_kinds(s, part.kinds, e)) return NULL;
    if (part.focus.n && !kg_store_rows(s, sql, &part.focus, 1, on_name, &f, e)) return NULL;
    sel->focus = part.focus = f.name;
    kg_graph *g = kg_graph_build(s, sel->sql.s, e);
    if (!g || !any || kg_graph_narrow(g, &part, e)) return g;
    kg_graph_free(g);
    return NULL;
}

void cmd_say_empty(const kg_graph *g, const cmd_choice *c, const char *file)
{
    if (!cmd_quiet && !kg_graph_vertices(g) && cmd_is_part(c))
        cmd_error(file, 0, "nothing of this graph is in the selection: what is written is empty");
}
