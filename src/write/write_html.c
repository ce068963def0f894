/* write_html.c - one HTML file that needs nothing else. In: a graph, its graph file. Out: the page with the data in it.
 *
 * Idea: the page is built in (src/page, put together by scripts/page) and has one place for data: JSON in a <script> that is no
 * script, whose strings hold no "<". All that comes from documents is in there, and the page makes text of it, never markup. Rows of
 * motions, commitments and what is missing come from the reports themselves, so page and reports say the same. Sentences and
 * papers stand once, arcs name them by number. Places are reckoned here (measure.c): the page opens still, and the same each time.
 * Invariant: one line an object; the same graph file gives the same bytes, so no clock: a deadline is seen from the last day of
 * the collection where no day is given.
 */
#include "store/store.h"
#include "write.h"

#include <math.h>
#include <stdlib.h>

enum { DRAWN = 2000 };

typedef struct {
    kg_out o;
    const kg_graph *g;
    kg_arena *a;
    kg_map *sentence, *paper, *words, *cue; /* number + 1; words: of a cue; cue: of a relation (key_of) */
    struct {
        kg_str *v;
        int n, cap;
    } sentences, papers, cues;
    struct {
        kg_str *v;
        int n, cap;
    } dates; /* of papers */
    const char *between; /* before the next object of a list */
} page;

static kg_str template(void)
{
    for (const kg_file *f = kg_embedded; f->name; f++)
        if (!strcmp(f->name, "page.html")) return (kg_str){ f->bytes, (ptrdiff_t)f->n };
    return (kg_str){ 0 };
}

/* -- JSON ------------------------------------------------------------------------------------------------------------------ */

static void text(page *p, const char *before, kg_str s)
{
    kg_out_str(&p->o, kg_cstr(before));
    kg_out_script(&p->o, s);
}

static void number(page *p, const char *before, int v)
{
    kg_out_str(&p->o, kg_cstr(before));
    kg_out_int(&p->o, v);
}

static void list(page *p, const char *name)
{
    text(p, ",\n", kg_cstr(name));
    kg_out_lit(&p->o, ":[");
    p->between = "\n";
}

static void item(page *p)
{
    kg_out_str(&p->o, kg_cstr(p->between));
    p->between = ",\n";
}

static void nodes(page *p)
{
    kg_arena *scratch = kg_arena_new();
    list(p, "nodes"); /* id label kind soort title subject date dossier present movers state address */
    for (int v = 0, n = kg_graph_vertices(p->g); v < n; v++) {
        kg_vertex k = kg_graph_vertex(p->g, v);
        kg_str subject = kg_subject(k.title, scratch);
        item(p);
        text(p, "[", k.name);
        text(p, ",", k.label.n && !kg_eq(k.label, k.title) ? k.label : k.name);
        text(p, ",", k.kind);
        text(p, ",", k.soort);
        text(p, ",", k.title);
        text(p, ",", kg_eq(subject, k.title) ? ((kg_str){ 0 }) : subject);
        text(p, ",", k.date);
        text(p, ",", k.dossier);
        number(p, ",", k.present);
        text(p, ",", k.movers);
        text(p, ",", k.state);
        text(p, ",", kg_address(k.name, scratch));
        kg_out_lit(&p->o, "]");
        kg_arena_reset(scratch);
    }
    kg_out_lit(&p->o, "]");
    kg_arena_free(scratch);
}

/* -- places: of what a question is about, with what does something to it; of all ------------------------------------------------ */

typedef struct {
    int v, rank;
} ranked;

static int by_rank(const void *x, const void *y)
{
    const ranked *a = x, *b = y;
    return a->rank != b->rank ? (a->rank < b->rank) - (a->rank > b->rank) : a->v - b->v;
}

static bool asked(kg_vertex v, const char *about)
{
    kg_str kind = kg_cstr(about);
    return kg_eq(v.kind, kind) || kg_eq(v.soort, kind);
}

/* The best connected, by relations that say what became of something; that a paper merely names a motion does not count. Papers
 * rank with the motions that they answer: either without the other would tell nothing. `about`: NULL for all. */
static void choose(page *p, const char *about, int most, bool *drawn, bool *arc)
{
    int nv = kg_graph_vertices(p->g);
    ranked *r = kg_new(p->a, ranked, nv + 1);
    bool *first = kg_new(p->a, bool, nv + 1);
    for (int v = 0; v < nv; v++) {
        kg_vertex k = kg_graph_vertex(p->g, v);
        first[v] = about ? asked(k, about) : k.state.n || k.present;
        r[v] = (ranked){ v, first[v] || !about };
    }
    for (int i = 0, ne = kg_graph_arcs(p->g); i < ne; i++) {
        kg_arc e = kg_graph_arc(p->g, i);
        arc[i] = !about || !kg_eq(e.relation, KG_S("cites"));
        if (!arc[i]) continue;
        r[e.from].rank += first[e.to], r[e.to].rank += first[e.from];
    }
    qsort(r, (size_t)nv, sizeof *r, by_rank);
    for (int i = 0; i < nv && i < most && r[i].rank > 0; i++) drawn[r[i].v] = true;
}

static bool places(page *p, const char *name, const char *about, int most, kg_err *e)
{
    int nv = kg_graph_vertices(p->g);
    bool *drawn = kg_new(p->a, bool, nv + 1), *arc = kg_new(p->a, bool, kg_graph_arcs(p->g) + 1);
    kg_spot *at = kg_new(p->a, kg_spot, nv + 1);
    choose(p, about, most, drawn, arc);
    if (!kg_graph_places(p->g, drawn, arc, at, e)) return false;
    list(p, name); /* node x y */
    for (int v = 0; v < nv; v++) {
        if (!drawn[v]) continue;
        item(p);
        number(p, "[", v);
        kg_out_lit(&p->o, ",");
        kg_out_real(&p->o, at[v].x);
        kg_out_lit(&p->o, ",");
        kg_out_real(&p->o, at[v].y);
        kg_out_lit(&p->o, "]");
    }
    kg_out_lit(&p->o, "]");
    return true;
}

/* -- relations, with their words ----------------------------------------------------------------------------------------------- */

static int sentence(page *p, kg_str s)
{
    int *at = kg_map_at(&p->sentence, s, p->a);
    if (!*at) {
        *kg_push(p->a, &p->sentences) = s;
        *at = p->sentences.n;
    }
    return *at - 1;
}

static int paper(page *p, kg_str name, kg_str date)
{
    int *at = kg_map_at(&p->paper, name, p->a);
    if (!*at) {
        *kg_push(p->a, &p->papers) = name;
        *kg_push(p->a, &p->dates) = date;
        *at = p->papers.n;
    }
    return *at - 1;
}

static kg_str key_of(kg_str document, int64_t line, kg_str relation, kg_str target, kg_arena *a)
{
    return kg_fmt(a, "%.*s\n%lld\n%.*s\n%.*s", KG_ARG(document), (long long)line, KG_ARG(relation), KG_ARG(target));
}

static bool on_cue(void *ctx, const kg_val *v) /* document, line, relation, target, cue */
{
    page *p = ctx;
    kg_str words = kg_trim(kg_val_text(&v[4]));
    int *at = kg_map_at(&p->cue, key_of(kg_val_text(&v[0]), v[1].i, kg_val_text(&v[2]), kg_val_text(&v[3]), p->a), p->a);
    if (*at || !words.n) return true;
    words = kg_dup(p->a, words);
    int *known = kg_map_at(&p->words, words, p->a);
    if (!*known) {
        *kg_push(p->a, &p->cues) = words;
        *known = p->cues.n;
    }
    *at = *known;
    return true;
}

static bool read_cues(page *p, kg_store *s, kg_err *e)
{
    static const char sql[] =
        "SELECT d.name, r.line, r.relation, t.name, w.word FROM relation r JOIN word w ON w.id = r.cue"
        " LEFT JOIN alias da ON da.id = r.document LEFT JOIN alias ta ON ta.id = r.target"
        " JOIN name d ON d.id = coalesce(da.node, r.document) JOIN name t ON t.id = coalesce(ta.node, r.target)"
        " ORDER BY r.document, r.n";
    return kg_store_each(s, sql, on_cue, p, e);
}

static void arcs(page *p)
{
    kg_arena *scratch = kg_arena_new();
    list(p, "arcs"); /* from to relation value paper line sentence confidence weight cue */
    for (int i = 0, n = kg_graph_arcs(p->g); i < n; i++) {
        kg_arc e = kg_graph_arc(p->g, i);
        item(p);
        number(p, "[", e.from);
        number(p, ",", e.to);
        text(p, ",", e.relation);
        text(p, ",", e.value);
        number(p, ",", paper(p, e.document, e.date));
        number(p, ",", e.line);
        number(p, ",", sentence(p, e.evidence));
        kg_out_lit(&p->o, ",");
        kg_out_real(&p->o, round(e.confidence * 100) / 100);
        number(p, ",", e.weight);
        kg_str key = key_of(e.document, e.line, e.relation, kg_graph_vertex(p->g, e.to).name, scratch);
        int *cue = kg_map_at(&p->cue, key, NULL);
        number(p, ",", cue ? *cue : 0);
        kg_out_lit(&p->o, "]");
        kg_arena_reset(scratch);
    }
    kg_arena_free(scratch);
    kg_out_lit(&p->o, "]");
    list(p, "sentences");
    for (int i = 0; i < p->sentences.n; i++) item(p), text(p, "", p->sentences.v[i]);
    kg_out_lit(&p->o, "]");
    list(p, "cues");
    for (int i = 0; i < p->cues.n; i++) item(p), text(p, "", p->cues.v[i]);
    kg_out_lit(&p->o, "]");
    list(p, "papers"); /* id date */
    for (int i = 0; i < p->papers.n; i++) {
        item(p);
        text(p, "[", p->papers.v[i]);
        text(p, ",", p->dates.v[i]);
        kg_out_lit(&p->o, "]");
    }
    kg_out_lit(&p->o, "]");
}

/* -- rows of the reports: those of things that are in the graph ------------------------------------------------------------------ */

static kg_str cell_of(const kg_col *cols, int n, const kg_cell *c, const char *name)
{
    for (int i = 0; i < n; i++)
        if (!strcmp(cols[i].name, name)) return c[i].null ? ((kg_str){ 0 }) : c[i].text;
    return (kg_str){ 0 };
}

static bool row(page *p, const kg_col *cols, int n, const kg_cell *c, const char *id, const char *const *want)
{
    int v = c ? kg_graph_find(p->g, cell_of(cols, n, c, id)) : -1;
    if (v < 0) return true;
    item(p);
    number(p, "[", v);
    while (*want) text(p, ",", cell_of(cols, n, c, *want++));
    kg_out_lit(&p->o, "]");
    return p->o.ok;
}

static bool on_motie(void *ctx, const kg_col *cols, int n, const kg_cell *c)
{
    static const char *const want[] = { "state", "judgement", "outcome", NULL };
    return row(ctx, cols, n, c, "id", want);
}

static bool on_toezegging(void *ctx, const kg_col *cols, int n, const kg_cell *c)
{
    static const char *const want[] = { "state", "who", "words", "doc", "line", "how", "deadline", "due", NULL };
    return row(ctx, cols, n, c, "id", want);
}

static bool on_missing(void *ctx, const kg_col *cols, int n, const kg_cell *c)
{
    static const char *const want[] = { "citations", "documents", NULL };
    return row(ctx, cols, n, c, "id", want);
}

static bool worth_saying(kg_str rule) /* remarks are for who checks the reading */
{
    for (const kg_problem_kind *k = kg_problem_kinds(); k->name; k++)
        if (kg_eq(kg_cstr(k->name), rule)) return k->level != KG_REMARK;
    return false;
}

static bool on_problem(void *ctx, const kg_col *cols, int n, const kg_cell *c)
{
    static const char *const want[] = { "line", "rule", "text", "meant", "why", NULL };
    return !c || !worth_saying(cell_of(cols, n, c, "rule")) || row(ctx, cols, n, c, "doc", want);
}

static bool reports(page *p, kg_store *s, kg_str as_of, kg_err *e)
{
    kg_ask_opts o = { .as_of = kg_dup(p->a, as_of).s };
    list(p, "moties");
    bool ok = kg_ask_moties(s, o, on_motie, p, e);
    kg_out_lit(&p->o, "]");
    list(p, "toezeggingen");
    ok = ok && kg_ask_toezeggingen(s, o, on_toezegging, p, e);
    kg_out_lit(&p->o, "]");
    list(p, "missing");
    ok = ok && kg_ask_missing(s, o, on_missing, p, e);
    kg_out_lit(&p->o, "]");
    list(p, "problems");
    ok = ok && kg_ask_problems(s, on_problem, p, e);
    kg_out_lit(&p->o, "]");
    return ok;
}

static bool data(page *p, kg_store *s, const kg_html *o, kg_err *e)
{
    kg_scope scope;
    if (!kg_ask_scope(s, &scope, e) || !read_cues(p, s, e)) return false;
    kg_str as_of = o->as_of.n ? o->as_of : kg_cstr(scope.to);
    text(p, "{\"title\":", o->title);
    text(p, ",\"asOf\":", as_of);
    number(p, ",\"part\":", o->part);
    number(p, ",\"documents\":", scope.documents);
    number(p, ",\"registers\":", scope.registers);
    text(p, ",\"from\":", kg_cstr(scope.from));
    text(p, ",\"to\":", kg_cstr(scope.to));
    int most = o->most ? o->most : DRAWN;
    nodes(p);
    arcs(p);
    bool ok = reports(p, s, as_of, e) && places(p, "placesMoties", "motie", most, e) &&
              places(p, "placesToezeggingen", "toezegging", most, e) && places(p, "placesAll", NULL, most, e);
    kg_out_lit(&p->o, "}");
    return ok;
}

bool kg_write_html(const kg_graph *g, kg_store *s, const kg_html *o, kg_sink_fn *put, void *ctx, kg_err *e)
{
    page p = { .g = g, .a = kg_arena_new() };
    kg_str html = template(), mark = KG_S("@DATA@");
    ptrdiff_t at = kg_index(html, mark);
    kg_out_open(&p.o, put, ctx);
    kg_out_str(&p.o, kg_sub(html, 0, at));
    bool ok = data(&p, s, o, e);
    kg_out_str(&p.o, kg_sub(html, at + mark.n, html.n));
    bool whole = kg_out_close(&p.o);
    kg_arena_free(p.a);
    return ok && (whole || kg_fail(e, KG_EIO, -1, "could not be written"));
}
