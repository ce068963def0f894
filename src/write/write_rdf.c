/* write_rdf.c - the graph as linked data. In: a graph. Out: RDF as Turtle or N-Triples.
 *
 * Idea: a thing's URI is its official address, where it has one, else urn:kamergraaf:ID; what DCTERMS has a word for is said in
 * DCTERMS (identifier, title, date, creator, isPartOf, references, replaces, source), the rest in urn:kamergraaf:vocabulary:. Each
 * relation is a plain triple, for who asks simple questions, and an rdf:Statement with document, line and sentence, for who
 * wants to see why. One emitter for both: N-Triples repeats the subject and writes prefixes out.
 * Invariant: no byte that an IRI may not hold stands in one; equal graphs give equal bytes (blank nodes are _:e0, _:e1, ...).
 */
#include "words.h"
#include "write.h"

typedef struct {
    kg_out o;
    kg_arena *a;
    bool turtle, open; /* open: the subject has been written */
    kg_str subject;
} rdf;

static const char *const prefixes[][2] = {
    { "dcterms", "http://purl.org/dc/terms/" },
    { "kg", "urn:kamergraaf:vocabulary:" },
    { "rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#" },
    { "rdfs", "http://www.w3.org/2000/01/rdf-schema#" },
    { "xsd", "http://www.w3.org/2001/XMLSchema#" },
};
enum { PREFIXES = sizeof prefixes / sizeof *prefixes };

/* -- names ------------------------------------------------------------------------------------------------------------- */

/* `strict`: all but unreserved characters, for a part of a name of our own; else what an IRI cannot hold. */
static kg_str percent(kg_str s, bool strict, kg_arena *a)
{
    static const char digit[] = "0123456789ABCDEF";
    kg_buf b = { 0 };
    for (ptrdiff_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.s[i];
        bool plain = kg_digit((char)c) || kg_upper((char)c) || kg_lower((char)c) || strchr("-._~", c);
        if (!strict) plain = c > 0x20 && c < 0x7F && !strchr("<>\"{}|^`\\[]", c);
        if (plain && c) {
            kg_putc(a, &b, (char)c);
            continue;
        }
        kg_putc(a, &b, '%');
        kg_putc(a, &b, digit[c >> 4]);
        kg_putc(a, &b, digit[c & 15]);
    }
    return kg_buf_str(&b);
}

static kg_str iri(rdf *r, kg_str id)
{
    kg_str address = kg_address(id, r->a);
    if (address.n) return KG_CAT(r->a, KG_S("<"), percent(address, false, r->a), KG_S(">"));
    return KG_CAT(r->a, KG_S("<urn:kamergraaf:"), percent(id, true, r->a), KG_S(">"));
}

/* "dcterms:title": as it stands in Turtle where the rest is a plain word, else written out. */
static kg_str term(rdf *r, const char *prefix, kg_str local)
{
    int i = 0;
    bool plain = local.n > 0;
    while (i < PREFIXES - 1 && strcmp(prefixes[i][0], prefix)) i++;
    for (ptrdiff_t j = 0; j < local.n; j++)
        plain = plain && (kg_lower(local.s[j]) || kg_upper(local.s[j]) || (j && local.s[j] == '_'));
    if (r->turtle && plain) return KG_CAT(r->a, kg_cstr(prefix), KG_S(":"), local);
    return KG_CAT(r->a, KG_S("<"), kg_cstr(prefixes[i][1]), percent(local, true, r->a), KG_S(">"));
}
#define TERM(r, prefix, local) term((r), (prefix), KG_S(local))

/* -- statements ---------------------------------------------------------------------------------------------------------- */

static void begin(rdf *r, kg_str subject)
{
    r->subject = subject;
    r->open = false;
}

static void predicate(rdf *r, kg_str p)
{
    if (r->turtle && r->open) kg_out_lit(&r->o, " ;\n    ");
    else {
        kg_out_str(&r->o, r->subject);
        kg_out_lit(&r->o, " ");
    }
    kg_out_str(&r->o, p);
    kg_out_lit(&r->o, " ");
    r->open = true;
}

static void end_object(rdf *r)
{
    if (!r->turtle) kg_out_lit(&r->o, " .\n");
}
static void end(rdf *r)
{
    if (r->turtle && r->open) kg_out_lit(&r->o, " .\n");
}

static void say(rdf *r, kg_str p, kg_str object) /* an IRI, or a number in Turtle's short form */
{
    predicate(r, p);
    kg_out_str(&r->o, object);
    end_object(r);
}

static void text(rdf *r, kg_str p, kg_str s, kg_str tail) /* a literal: "s"tail; JSON's escapes are RDF's */
{
    if (!s.n) return;
    predicate(r, p);
    kg_out_json(&r->o, s);
    kg_out_str(&r->o, tail);
    end_object(r);
}

static kg_str typed(rdf *r, const char *type) { return KG_CAT(r->a, KG_S("^^"), term(r, "xsd", kg_cstr(type))); }

static void node(rdf *r, kg_vertex v)
{
    begin(r, iri(r, v.name));
    say(r, TERM(r, "rdf", "type"), term(r, "kg", v.soort.n ? v.soort : v.kind.n ? v.kind : KG_S("extern")));
    text(r, TERM(r, "dcterms", "identifier"), v.name, (kg_str){ 0 });
    text(r, TERM(r, "rdfs", "label"), v.label, KG_S("@nl"));
    text(r, TERM(r, "dcterms", "title"), v.title, KG_S("@nl"));
    if (kg_is_date(v.date)) text(r, TERM(r, "dcterms", "date"), v.date, typed(r, "date"));
    for (kg_str list = v.movers; list.n;) {
        ptrdiff_t e = kg_index(list, KG_S("; "));
        text(r, TERM(r, "dcterms", "creator"), e < 0 ? list : kg_sub(list, 0, e), (kg_str){ 0 });
        list = e < 0 ? ((kg_str){ 0 }) : kg_sub(list, e + 2, list.n);
    }
    if (v.dossier.n) {
        kg_str whole = iri(r, KG_CAT(r->a, KG_S("dossier-"), v.dossier));
        if (!kg_eq(whole, r->subject)) say(r, TERM(r, "dcterms", "isPartOf"), whole);
    }
    text(r, TERM(r, "kg", "kind"), v.kind, (kg_str){ 0 });
    text(r, TERM(r, "kg", "state"), v.state, (kg_str){ 0 });
    text(r, TERM(r, "kg", "present"), v.present ? KG_S("true") : KG_S("false"), typed(r, "boolean"));
    end(r);
}

static void plain_triple(rdf *r, kg_arc e, kg_str from, kg_str to)
{
    begin(r, from);
    say(r, term(r, "kg", e.relation), to);
    if (kg_eq(e.relation, KG_S("cites"))) say(r, TERM(r, "dcterms", "references"), to);
    if (kg_eq(e.relation, KG_S("replaces"))) say(r, TERM(r, "dcterms", "replaces"), to);
    if (kg_eq(e.relation, KG_S("attachment_of"))) say(r, TERM(r, "dcterms", "isPartOf"), to);
    end(r);
}

static void statement(rdf *r, int i, kg_arc e, kg_str from, kg_str to)
{
    begin(r, kg_fmt(r->a, "_:e%d", i));
    say(r, TERM(r, "rdf", "type"), TERM(r, "rdf", "Statement"));
    say(r, TERM(r, "rdf", "subject"), from);
    say(r, TERM(r, "rdf", "predicate"), term(r, "kg", e.relation));
    say(r, TERM(r, "rdf", "object"), to);
    say(r, TERM(r, "dcterms", "source"), iri(r, e.document));
    text(r, TERM(r, "kg", "value"), e.value, (kg_str){ 0 });
    if (e.line > 0) text(r, TERM(r, "kg", "line"), kg_fmt(r->a, "%d", e.line), typed(r, "integer"));
    if (e.weight > 1) text(r, TERM(r, "kg", "weight"), kg_fmt(r->a, "%d", e.weight), typed(r, "integer"));
    text(r, TERM(r, "kg", "evidence"), e.evidence, KG_S("@nl"));
    predicate(r, TERM(r, "kg", "confidence"));
    kg_out_lit(&r->o, "\"");
    kg_out_real(&r->o, e.confidence);
    kg_out_lit(&r->o, "\"");
    kg_out_str(&r->o, typed(r, "decimal"));
    end_object(r);
    end(r);
}

static bool write_all(const kg_graph *g, bool turtle, kg_sink_fn *put, void *ctx)
{
    rdf r = { .turtle = turtle, .a = kg_arena_new() };
    kg_arc last = { .from = -1 };
    kg_out_open(&r.o, put, ctx);
    for (int i = 0; turtle && i < PREFIXES; i++) {
        const char *part[] = { "@prefix ", prefixes[i][0], ": <", prefixes[i][1], "> .\n" };
        for (size_t j = 0; j < sizeof part / sizeof *part; j++) kg_out_str(&r.o, kg_cstr(part[j]));
    }
    for (int v = 0, n = kg_graph_vertices(g); v < n; v++, kg_arena_reset(r.a)) node(&r, kg_graph_vertex(g, v));
    for (int i = 0, n = kg_graph_arcs(g); i < n; i++, kg_arena_reset(r.a)) {
        kg_arc e = kg_graph_arc(g, i);
        kg_str from = iri(&r, kg_graph_vertex(g, e.from).name), to = iri(&r, kg_graph_vertex(g, e.to).name);
        bool again = last.from == e.from && last.to == e.to && kg_eq(last.relation, e.relation);
        if (!again) plain_triple(&r, e, from, to);
        statement(&r, i, e, from, to);
        last = e;
    }
    kg_arena_free(r.a);
    return kg_out_close(&r.o);
}

bool kg_write_turtle(const kg_graph *g, kg_sink_fn *put, void *ctx) { return write_all(g, true, put, ctx); }
bool kg_write_ntriples(const kg_graph *g, kg_sink_fn *put, void *ctx) { return write_all(g, false, put, ctx); }
