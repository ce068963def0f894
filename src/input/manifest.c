/* manifest.c - rows of a sidecar manifest. In: the bytes of MANIFEST.tsv. Out: what it says about each file.
 *
 * Idea: columns by name (file id kind soort date title dossier), others passed over; a map from file to row.
 * Invariant: rows borrow the bytes; what is said twice about a file holds as it was said first.
 */
#include "input.h"

static kg_str cut_at(kg_str *rest, char c)
{
    const char *p = rest->s ? memchr(rest->s, c, (size_t)rest->n) : NULL;
    kg_str head = { rest->s, p ? p - rest->s : rest->n };
    ptrdiff_t used = head.n + (p != NULL);
    *rest = (kg_str){ rest->s + used, rest->n - used };
    return head;
}

static kg_str next_line(kg_str *rest)
{
    kg_str line = cut_at(rest, '\n');
    return kg_ends(line, KG_S("\r")) ? kg_sub(line, 0, line.n - 1) : line;
}

static kg_str *field(kg_meta *m, kg_str *file, kg_str column)
{
    const struct { const char *name; kg_str *at; } to[] = { { "file", file }, { "id", &m->id }, { "kind", &m->kind },
        { "soort", &m->soort }, { "date", &m->date }, { "title", &m->title }, { "dossier", &m->dossier } };
    for (size_t i = 0; i < sizeof to / sizeof *to; i++)
        if (kg_eq(column, kg_cstr(to[i].name))) return to[i].at;
    return NULL;
}

bool kg_manifest_read(kg_str bytes, kg_manifest *m, kg_arena *a, kg_err *e)
{
    if (kg_starts(bytes, KG_S("\xEF\xBB\xBF"))) bytes = kg_sub(bytes, 3, bytes.n);
    kg_str header = next_line(&bytes), column = header;
    bool named = false;
    while (column.n) named |= kg_eq(cut_at(&column, '\t'), KG_S("file"));
    if (!named) return kg_fail(e, KG_EINPUT, 1, "first line names no column \"file\"");
    while (bytes.n) {
        kg_str line = next_line(&bytes), names = header, file = { 0 };
        kg_meta row = { 0 };
        while (names.n && line.n) {
            kg_str *to = field(&row, &file, cut_at(&names, '\t')), value = kg_trim(cut_at(&line, '\t'));
            if (to) *to = value;
        }
        if (!file.n) continue;
        int *slot = kg_map_at(&m->file, file, a);
        if (*slot) continue;                                  /* said twice: the first holds */
        *kg_push(a, m) = row;
        *slot = m->n;
    }
    return true;
}

const kg_meta *kg_manifest_row(const kg_manifest *m, kg_str file)
{
    kg_map *map = m->file;
    int *row = kg_map_at(&map, file, NULL);
    return row ? &m->v[*row - 1] : NULL;
}
