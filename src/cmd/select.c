/* select.c - recipes: which part of the graph, under which title, drawn how. In: --select, --recipes. Out: SQL and
 * words.
 *
 * A recipe is SQL whose first lines are comments "-- title: ...", "-- shows: ...", "-- picture:
 * moties|toezeggingen|dossier|around|network". A view is the picture that the recipe of its name asks for.
 */
#include "select.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

enum { MOST_RECIPE = 1 << 20 };

static bool is_sql(kg_str s)
{
    s = kg_trim(s);
    return (s.n > 6 && kg_ieq(kg_sub(s, 0, 6), KG_S("select")) && (kg_blank(s.s[6]) || strchr("*('\"-", s.s[6]))) ||
           (s.n > 4 && kg_ieq(kg_sub(s, 0, 4), KG_S("with")) && kg_blank(s.s[4]));
}

static bool is_name(kg_str s) /* a name never leaves the folder of the recipes */
{
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (!kg_digit(s.s[i]) && !kg_lower(s.s[i]) && !kg_upper(s.s[i]) && s.s[i] != '-' && s.s[i] != '_') return false;
    return s.n > 0 && s.n < 100;
}

static bool read_file(const char *path, kg_str *into, kg_arena *a)
{
    FILE *f = fopen(path, "rb");
    if (!f) return false;
    char *text = kg_alloc(a, 1, MOST_RECIPE + 1);
    size_t n = fread(text, 1, MOST_RECIPE + 1, f);
    bool ok = !ferror(f) && n <= MOST_RECIPE;
    if (!ok && !errno) errno = EFBIG;
    fclose(f);
    *into = (kg_str){ text, (ptrdiff_t)n };
    return ok;
}

static bool built_in(kg_str name, kg_str *into)
{
    for (const kg_file *f = kg_embedded; f->name; f++)
        if (kg_eq(kg_cstr(f->name), name)) return *into = (kg_str){ f->bytes, (ptrdiff_t)f->n }, true;
    return false;
}

static kg_str all_names(kg_arena *a)
{
    kg_buf b = { 0 };
    for (const kg_file *f = kg_embedded; f->name; f++) {
        kg_str name = kg_cstr(f->name);
        if (!kg_starts(name, KG_S("graphs/")) || !kg_ends(name, KG_S(".sql"))) continue;
        kg_putc(a, &b, ' ');
        kg_put(a, &b, kg_sub(name, 7, name.n - 4));
    }
    return kg_buf_str(&b);
}

static kg_str head_of(kg_str sql, kg_str key)
{
    while (kg_starts(sql, KG_S("--"))) {
        ptrdiff_t end = kg_index(sql, KG_S("\n"));
        kg_str line = kg_trim(kg_sub(sql, 2, end < 0 ? sql.n : end));
        if (kg_starts(line, key)) return kg_trim(kg_sub(line, key.n, line.n));
        sql = end < 0 ? ((kg_str){ 0 }) : kg_sub(sql, end + 1, sql.n);
    }
    return (kg_str){ 0 };
}

static bool says_anything(kg_str sql)
{
    while (kg_starts(sql, KG_S("--"))) {
        ptrdiff_t end = kg_index(sql, KG_S("\n"));
        sql = kg_trim(end < 0 ? ((kg_str){ 0 }) : kg_sub(sql, end + 1, sql.n));
    }
    return kg_trim(sql).n > 0;
}

static bool find_recipe(kg_str name, const char *dir, cmd_selection *s, kg_arena *a)
{
    if (!is_name(name))
        return cmd_error(name.s, 0, "neither SQL nor the name of a recipe; there are:%.*s", KG_ARG(all_names(a))),
               false;
    if (dir) {
        kg_str path = kg_fmt(a, "%s/%.*s.sql", dir, KG_ARG(name));
        errno = 0;
        if (read_file(path.s, &s->sql, a)) return true;
        if (errno != ENOENT && errno != ENOTDIR) return cmd_error(path.s, 0, "%s", strerror(errno)), false;
    }
    if (built_in(kg_fmt(a, "graphs/%.*s.sql", KG_ARG(name)), &s->sql)) return true;
    return cmd_error(name.s, 0, "no such recipe; there are:%.*s", KG_ARG(all_names(a))), false;
}

bool cmd_select(const cmd_choice *c, cmd_selection *s, kg_arena *a)
{
    if (c->part.depth && !c->part.focus.n) return cmd_usage(cmd_name, "--depth goes with --focus ID"), false;
    const char *dir = c->recipes, *select = c->select ? c->select : c->view;
    kg_str picture = { 0 };
    cmd_selection view = { 0 };
    if (c->view) { /* the selection may be another one */
        if (!find_recipe(kg_cstr(c->view), NULL, &view, a)) return false;
        picture = head_of(view.sql, KG_S("picture:"));
    }
    *s = (cmd_selection){ 0 };
    if (dir) {
        struct stat st;
        if (stat(dir, &st) != 0 || !S_ISDIR(st.st_mode)) return cmd_error(dir, 0, "no folder of recipes"), false;
        kg_str style = kg_fmt(a, "%s/style.tsv", dir);
        errno = 0;
        if (!read_file(style.s, &s->style, a)) {
            if (errno != ENOENT && errno != ENOTDIR) return cmd_error(style.s, 0, "%s", strerror(errno)), false;
            s->style = (kg_str){ 0 };
        }
    }
    s->picture = picture;
    if (!select) return true;
    kg_str what = kg_dup(a, kg_trim(kg_cstr(select)));
    if (is_sql(what)) {
        s->sql = what, s->title = head_of(view.sql, KG_S("title:")), s->shows = head_of(view.sql, KG_S("shows:"));
        return true;
    }
    if (!find_recipe(what, dir, s, a)) return false;
    s->sql = kg_dup(a, s->sql); /* ended by a NUL */
    s->title = head_of(s->sql, KG_S("title:"));
    s->shows = head_of(s->sql, KG_S("shows:"));
    if (!picture.n) s->picture = head_of(s->sql, KG_S("picture:"));
    if (!says_anything(s->sql)) s->sql = (kg_str){ 0 }; /* a recipe without SQL: the whole graph */
    return true;
}

bool cmd_write_dot(const cmd_selection *s, const cmd_choice *c, kg_graph *g, kg_store *store, kg_sink_fn *put,
                   void *ctx, kg_err *e)
{
    static const char *const views[] = { [KG_VIEW_MOTIES] = "moties",
                                         [KG_VIEW_TOEZEGGINGEN] = "toezeggingen",
                                         [KG_VIEW_DOSSIER] = "dossier",
                                         [KG_VIEW_AROUND] = "around",
                                         [KG_VIEW_NETWORK] = "network" };
    kg_style style = { s->style };
    kg_view view = { .title = s->title,
                     .as_of = kg_cstr(c->as_of),
                     .focus = s->focus,
                     .depth = c->part.depth,
                     .dossier = c->part.dossier,
                     .style = s->style.n ? &style : NULL };
    for (int i = KG_VIEW_MOTIES; i <= KG_VIEW_NETWORK; i++) {
        view.what = (kg_views)i;
        if (kg_eq(s->picture, kg_cstr(views[i]))) return kg_write_view(g, store, &view, put, ctx, e);
    }
    return kg_write_dot(g, s->style.n ? &style : NULL, s->title, put, ctx) ||
           kg_fail(e, KG_EIO, -1, "could not be written");
}
