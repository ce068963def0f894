/* write_obsidian.c - a vault for Obsidian: a note for each thing. In: a graph. Out: Markdown files, through `open`.
 *
 * Idea (ecosystem.md 1.5): YAML properties for what is known of it, a link for each relation, with the line and the sentence.
 * Only what leaves a note is written in it: Obsidian shows the way back itself, and a link each way would be two. A string
 * in YAML is written as JSON, which YAML holds.
 * Invariant: names of files differ, also where a disk takes capitals for small letters, and hold nothing that Windows, a link
 * or a path would stumble over.
 */
#include "words.h"
#include "write.h"

enum { MOST_NAME = 120 };

typedef struct {
    kg_out o;
    const kg_graph *g;
    kg_arena *keep, *a;
    kg_str *file; /* of each vertex, without ".md" */
    kg_looks looks;
} vault;

/* -- names of notes -------------------------------------------------------------------------------------------------------- */

static kg_str note_name(kg_str id, kg_arena *a)
{
    kg_buf b = { 0 };
    for (ptrdiff_t i = 0; i < id.n && b.n < MOST_NAME;) {
        int n = kg_utf8_len(id.s + i, id.n - i);
        bool odd = n < 1 || (n == 1 && ((unsigned char)id.s[i] < 0x20 || strchr("*\"\\/<>:|?#^[]\x7F", id.s[i])));
        if (odd) kg_putc(a, &b, '-');
        else kg_put(a, &b, kg_sub(id, i, i + n));
        i += n < 1 ? 1 : n;
    }
    kg_str s = kg_trim(kg_buf_str(&b));
    while (s.n && (s.s[0] == '.' || s.s[0] == ' ')) s = kg_sub(s, 1, s.n);
    while (s.n && (s.s[s.n - 1] == '.' || s.s[s.n - 1] == ' ')) s = kg_sub(s, 0, s.n - 1);
    return s.n ? s : KG_S("naamloos");
}

static kg_str folded(kg_str s, kg_arena *a)
{
    kg_buf b = { 0 };
    for (ptrdiff_t i = 0; i < s.n; i++) kg_putc(a, &b, kg_fold(s.s[i]));
    return kg_buf_str(&b);
}

static void name_notes(vault *x)
{
    kg_map *taken = NULL;
    int n = kg_graph_vertices(x->g);
    x->file = kg_new(x->keep, kg_str, n);
    for (int v = 0; v < n; v++) {
        kg_str plain = note_name(kg_graph_vertex(x->g, v).name, x->keep), s = plain;
        int *last = kg_map_at(&taken, folded(plain, x->keep), x->keep);   /* how many have been called so: addresses are alike for long */
        while (*kg_map_at(&taken, folded(s, x->keep), x->keep)) s = kg_fmt(x->keep, "%.*s (%d)", KG_ARG(plain), ++*last);
        *kg_map_at(&taken, folded(s, x->keep), x->keep) = 1;
        x->file[v] = s;
    }
}

/* -- a note ------------------------------------------------------------------------------------------------------------------ */

/* Text in Markdown: one line, and what Markdown or Obsidian would take for a sign has a \ before it. */
static void words(vault *x, kg_str s)
{
    kg_buf b = { 0 };
    for (ptrdiff_t i = 0; i < s.n; i++) {
        char c = s.s[i];
        if (strchr("\\`*_[]<>#|$%~=&", c) && c) kg_putc(x->a, &b, '\\');
        kg_putc(x->a, &b, (unsigned char)c < 0x20 ? ' ' : c);
    }
    s = kg_buf_str(&b);
    if (s.n && strchr("-+>", s.s[0])) kg_out_lit(&x->o, "\\");
    kg_out_plain(&x->o, s);
}

static void property(vault *x, const char *name, kg_str value)
{
    if (!value.n) return;
    kg_out_str(&x->o, kg_cstr(name));
    kg_out_lit(&x->o, ": ");
    kg_out_json(&x->o, value);
    kg_out_lit(&x->o, "\n");
}

static void list(vault *x, const char *name, kg_str items) /* "a; b" */
{
    if (!items.n) return;
    kg_out_str(&x->o, kg_cstr(name));
    kg_out_lit(&x->o, ":\n");
    while (items.n) {
        ptrdiff_t end = kg_index(items, KG_S("; "));
        kg_out_lit(&x->o, "  - ");
        kg_out_json(&x->o, end < 0 ? items : kg_sub(items, 0, end));
        kg_out_lit(&x->o, "\n");
        items = end < 0 ? ((kg_str){ 0 }) : kg_sub(items, end + 2, items.n);
    }
}

static void head(vault *x, kg_vertex v)
{
    kg_str url = kg_address(v.name, x->a), label = v.label.n ? v.label : v.name;
    kg_out_lit(&x->o, "---\n");
    property(x, "id", v.name);
    kg_out_lit(&x->o, "aliases:\n  - ");
    kg_out_json(&x->o, label);
    kg_out_lit(&x->o, "\n");
    property(x, "soort", v.soort.n ? v.soort : v.kind);
    if (kg_is_date(v.date)) {
        kg_out_lit(&x->o, "datum: ");
        kg_out_str(&x->o, v.date);
        kg_out_lit(&x->o, "\n");
    }
    property(x, "dossier", v.dossier);
    property(x, "titel", v.title);
    list(x, "indieners", v.movers);
    property(x, "stand", v.state);
    property(x, "url", url);
    kg_out_str(&x->o, v.present ? KG_S("aanwezig: true\n---\n# ") : KG_S("aanwezig: false\n---\n# "));
    words(x, label);
    kg_out_lit(&x->o, "\n");
    if (v.title.n && !kg_eq(v.title, label)) {
        kg_out_lit(&x->o, "\n");
        words(x, v.title);
        kg_out_lit(&x->o, "\n");
    }
}

/* Behind the | of a link nothing can be escaped. */
static void alias(vault *x, kg_str s)
{
    kg_buf b = { 0 };
    for (ptrdiff_t i = 0; i < s.n; i++)
        kg_putc(x->a, &b, (unsigned char)s.s[i] < 0x20 || strchr("[]|", s.s[i]) ? ' ' : s.s[i]);
    kg_out_plain(&x->o, kg_buf_str(&b));
}

static void link_to(vault *x, kg_arc e)
{
    kg_vertex to = kg_graph_vertex(x->g, e.to);
    const kg_style_row *l = kg_edge_row(&x->looks, e.relation);
    kg_out_lit(&x->o, "- ");
    words(x, l->word.n && !kg_eq(l->name, KG_S("*")) ? l->word : e.relation);
    kg_out_lit(&x->o, " [[");
    kg_out_str(&x->o, x->file[e.to]);
    kg_out_lit(&x->o, "|");
    alias(x, to.label.n ? to.label : to.name);
    kg_out_lit(&x->o, "]]");
    if (e.value.n) {
        kg_out_lit(&x->o, ": ");
        words(x, e.value);
    }
    if (e.line > 0) {
        kg_out_lit(&x->o, " (regel ");
        kg_out_int(&x->o, e.line);
        kg_out_lit(&x->o, ")");
    }
    kg_out_lit(&x->o, "\n");
    if (!e.evidence.n) return;
    kg_out_lit(&x->o, "  > ");
    words(x, e.evidence);
    kg_out_lit(&x->o, "\n");
}

/* cppcheck-suppress funcArgOrderDifferent; it takes the type of `open` for a name */
bool kg_write_obsidian(const kg_graph *g, kg_open_fn *open, void *ctx)
{
    vault x = { .g = g, .keep = kg_arena_new(), .a = kg_arena_new() };
    bool ok = true;
    kg_looks_read(&x.looks, NULL, x.keep);
    name_notes(&x);
    for (int v = 0, i = 0, n = kg_graph_vertices(g), m = kg_graph_arcs(g); ok && v < n; v++, kg_arena_reset(x.a)) {
        void *sink = NULL;
        kg_sink_fn *put = open(ctx, kg_fmt(x.a, "%.*s.md", KG_ARG(x.file[v])).s, &sink);
        if (!put) {
            ok = false;
            break;
        }
        kg_out_open(&x.o, put, sink);
        head(&x, kg_graph_vertex(g, v));
        for (bool first = true; i < m && kg_graph_arc(g, i).from == v; i++, first = false) {
            if (first) kg_out_lit(&x.o, "\n## Verwijst naar\n");
            link_to(&x, kg_graph_arc(g, i));
        }
        ok = kg_out_close(&x.o);
    }
    kg_arena_free(x.keep);
    kg_arena_free(x.a);
    return ok;
}
