/* xml_id.c - names for files that want NMTOKENs. In: a graph. Out: an XML id for each vertex.
 *
 * Idea (formats.md): the official id, each byte that an NMTOKEN may not hold written _xx, since NetworkX and Gephi show it as the
 * node's key. Invariant: the ids differ.
 */
#include "write.h"

static bool plain(unsigned char c)
{
    return kg_digit((char)c) || kg_upper((char)c) || kg_lower((char)c) || c == '-' || c == '.' || c == ':' || c == '_';
}

static bool hex(char c) { return kg_digit(c) || (c >= 'a' && c <= 'f'); }

/* The name itself holds what looks like an escaped byte, so another name may give the same XML id. */
static bool looks_escaped(kg_str s)
{
    for (ptrdiff_t i = memchr(s.s, '_', (size_t)s.n) ? 0 : s.n; i + 2 < s.n; i++)
        if (s.s[i] == '_' && hex(s.s[i + 1]) && hex(s.s[i + 2])) return true;
    return false;
}

static kg_str xml_id(kg_str name, kg_arena *a)
{
    static const char digit[] = "0123456789abcdef";
    ptrdiff_t odd = 0;
    for (ptrdiff_t i = 0; i < name.n; i++) odd += !plain((unsigned char)name.s[i]);
    if (!odd && name.n) return name;
    char *to = kg_alloc(a, 1, (size_t)(name.n + 2 * odd + 1)), *p = to;
    for (ptrdiff_t i = 0; i < name.n; i++) {
        unsigned char c = (unsigned char)name.s[i];
        *p++ = plain(c) ? (char)c : '_';
        if (!plain(c)) *p++ = digit[c >> 4], *p++ = digit[c & 15];
    }
    if (!name.n) *p++ = '_';
    return (kg_str){ to, p - to };
}

kg_str *kg_xml_ids(const kg_graph *g, kg_arena *a)
{
    int n = kg_graph_vertices(g);
    kg_str *id = kg_new(a, kg_str, n);
    bool risk = false;
    for (int v = 0; v < n; v++) {
        kg_str name = kg_graph_vertex(g, v).name;
        id[v] = xml_id(name, a);
        risk = risk || !name.n || looks_escaped(name);
    }
    kg_map *taken = NULL;
    for (int v = 0; risk && v < n; v++) { /* the later of two equal ones gets a tail */
        while (*kg_map_at(&taken, id[v], a)) id[v] = kg_fmt(a, "%.*s_%d", KG_ARG(id[v]), v);
        *kg_map_at(&taken, id[v], a) = 1;
    }
    return id;
}
