/* look.c - how kinds and relations look. In: rows of style.tsv. Out: the row of a vertex, of a relation.
 *
 * Idea: one table for every picture and every file that carries looks (DOT, GEXF, yEd), so that a motion looks like a motion
 * everywhere. soort goes before kind, kind before "*".
 */
#include "write.h"

static kg_str builtin_style(void)
{
    for (const kg_file *f = kg_embedded; f->name; f++)
        if (!strcmp(f->name, "graphs/style.tsv")) return (kg_str){ f->bytes, (ptrdiff_t)f->n };
    return (kg_str){ 0 };
}

static void add_row(kg_looks *l, kg_str line, kg_arena *a)
{
    kg_str field[10] = { 0 };
    for (int i = 0; i < 10 && line.n; i++) {
        ptrdiff_t tab = kg_index(line, KG_S("\t"));
        field[i] = kg_trim(tab < 0 ? line : kg_sub(line, 0, tab));
        line = tab < 0 ? ((kg_str){ 0 }) : kg_sub(line, tab + 1, line.n);
    }
    if (!kg_eq(field[0], KG_S("node")) && !kg_eq(field[0], KG_S("edge"))) return;
    *kg_push(a, l) = (kg_style_row){ field[0], field[1], field[2], field[3],  field[4], field[5],
                                     field[6], field[7], field[8], field[9].n ? field[9] : field[5], { { 0 } }, false };
}

void kg_looks_read(kg_looks *l, const kg_style *style, kg_arena *a)
{
    kg_str text = style ? style->text : builtin_style();
    *l = (kg_looks){ .none.code = KG_S("?") };
    while (text.n) {
        ptrdiff_t end = kg_index(text, KG_S("\n"));
        add_row(l, end < 0 ? text : kg_sub(text, 0, end), a);
        text = end < 0 ? ((kg_str){ 0 }) : kg_sub(text, end + 1, text.n);
    }
}

static kg_style_row *find(kg_looks *l, kg_str of, kg_str name)
{
    for (int i = 0; i < l->n && name.n; i++)
        if (kg_eq(l->v[i].name, name) && kg_eq(l->v[i].of, of)) return &l->v[i];
    return NULL;
}

kg_style_row *kg_node_row(kg_looks *l, kg_vertex v)
{
    kg_style_row *row = find(l, KG_S("node"), v.soort);
    if (!row) row = find(l, KG_S("node"), v.kind);
    if (!row) row = find(l, KG_S("node"), KG_S("*"));
    return row ? row : &l->none;
}

kg_style_row *kg_edge_row(kg_looks *l, kg_str relation)
{
    if (l->last && l->last_word == relation.s) return l->last;
    kg_style_row *row = find(l, KG_S("edge"), relation);
    if (!row) row = find(l, KG_S("edge"), KG_S("*"));
    l->last = row ? row : &l->none;
    l->last_word = relation.s;
    return l->last;
}
