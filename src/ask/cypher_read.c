/* cypher_read.c - reads a question in openCypher. In: its text. Out: what it asks (cypher.h), or where it goes wrong and why.
 *
 * Idea: recursive descent, one function a rule of the grammar; conditions and values stand in cypher_expr.c.
 * Invariant: every failure names a place.
 */
#include "cypher_read.h"

enum { LONGEST_WALK = 10 };

/* -- patterns -------------------------------------------------------------------------------------------------------- */

static bool read_props(cy_reader *r, cy_map *m)
{
    if (!kg_cy_is(r, "{")) return true;
    if (!kg_cy_next(r)) return false;
    while (!kg_cy_is(r, "}")) {
        cy_entry x = { 0 };
        if (!kg_cy_name(r, &x.key, "the name of a property") || !kg_cy_need(r, ":") || !kg_cy_expr(r, &x.value))
            return false;
        *kg_push(r->a, m) = x;
        int more = kg_cy_take(r, ",");
        if (more < 0) return false;
        if (!more && !kg_cy_is(r, "}")) return kg_cy_wanted(r, "',' or '}'");
    }
    return kg_cy_next(r);
}

static bool read_labels(cy_reader *r, cy_words *w, const char *what)   /* :motie|brief */
{
    if (!kg_cy_is(r, ":")) return true;
    do {
        if (!kg_cy_next(r)) return false;
        if (kg_cy_is(r, ":") && !kg_cy_next(r)) return false;            /* :a|:b, as older Cypher has it */
        if (!kg_cy_name(r, kg_push(r->a, w), what)) return false;
    } while (kg_cy_is(r, "|"));
    return !kg_cy_is(r, ":") ||
           CY_FAIL(r, r->t.at, "a thing has one label: write :%.*s|... for one of several", KG_ARG(w->v[0]));
}

bool kg_cy_node(cy_reader *r, cy_node *n)
{
    *n = (cy_node){ .at = r->t.at };
    if (!kg_cy_need(r, "(")) return false;
    if (r->t.type == CY_WORD && !kg_cy_name(r, &n->var, "a name")) return false;
    ptrdiff_t at = r->t.at;
    if (!read_labels(r, &n->labels, "a label")) return false;
    for (int i = 0; i < n->labels.n; i++) *kg_push(r->a, &r->labels) = (cy_label){ n->labels.v[i], at };
    return read_props(r, &n->props) && kg_cy_need(r, ")");
}

static bool need_steps(cy_reader *r, int *n)
{
    if (r->t.type != CY_DIGITS || !kg_all_digits(r->t.s)) return kg_cy_wanted(r, "a number of steps");
    *n = kg_int(r->t.s);
    return (*n <= LONGEST_WALK || CY_FAIL(r, r->t.at, "at most %d steps", LONGEST_WALK)) && kg_cy_next(r);
}

static bool read_steps(cy_reader *r, cy_rel *x)                  /* *2, *1..5, *..5 */
{
    ptrdiff_t at = r->t.at;
    if (!kg_cy_is(r, "*")) return true;
    if (!kg_cy_next(r)) return false;
    x->least = 1;
    if (r->t.type == CY_DIGITS) {
        if (!need_steps(r, &x->least)) return false;
        x->most = x->least;
        if (!kg_cy_is(r, "..")) return x->most > 0 || CY_FAIL(r, at, "a walk has a step at least");
    }
    if (!kg_cy_is(r, "..")) return CY_FAIL(r, at, "a walk needs an end: write *1..5");
    if (!kg_cy_next(r)) return false;
    if (r->t.type != CY_DIGITS) return CY_FAIL(r, at, "a walk needs an end: write *%d..5", x->least);
    if (!need_steps(r, &x->most)) return false;
    if (x->least < 1) return CY_FAIL(r, at, "a walk has a step at least");
    return x->most >= x->least || CY_FAIL(r, at, "this walk ends before it begins");
}

static bool read_rel(cy_reader *r, cy_rel *x)
{
    *x = (cy_rel){ .at = r->t.at };
    int left = kg_cy_take(r, "<");
    if (left < 0 || !kg_cy_need(r, "-")) return false;
    if (kg_cy_is(r, "[")) {
        if (!kg_cy_next(r)) return false;
        if (r->t.type == CY_WORD && !kg_cy_name(r, &x->var, "a name")) return false;
        if (!read_labels(r, &x->types, "a relation") || !read_steps(r, x) || !read_props(r, &x->props) ||
            !kg_cy_need(r, "]"))
            return false;
    }
    if (!kg_cy_need(r, "-")) return false;
    int right = kg_cy_take(r, ">");
    if (right < 0) return false;
    if (left && right) return CY_FAIL(r, x->at, "a relation has one direction");
    x->way = right ? 1 : left ? -1 : 0;
    return true;
}

bool kg_cy_path(cy_reader *r, cy_path *p)
{
    *p = (cy_path){ 0 };
    if (r->t.type == CY_WORD)
        return CY_FAIL(r, r->t.at, "a pattern begins with '('; names for whole paths are not known here");
    if (!kg_cy_node(r, kg_push(r->a, &p->nodes))) return false;
    while (kg_cy_rel_begins(r))
        if (!read_rel(r, kg_push(r->a, &p->rels)) || !kg_cy_node(r, kg_push(r->a, &p->nodes))) return false;
    return true;
}

bool kg_cy_match(cy_reader *r, cy_match *m)                /* behind MATCH */
{
    *m = (cy_match){ 0 };
    int more = 1;
    while (more > 0) {
        if (!kg_cy_path(r, kg_push(r->a, &m->paths))) return false;
        more = kg_cy_take(r, ",");
    }
    int where = more < 0 ? -1 : kg_cy_take(r, "WHERE");
    return where == 0 || (where > 0 && kg_cy_expr(r, &m->where));
}

/* -- the question ----------------------------------------------------------------------------------------------------- */

static bool read_return(cy_reader *r, cy_query *q)
{
    int distinct = kg_cy_take(r, "DISTINCT");
    q->distinct = distinct > 0;
    if (distinct < 0) return false;
    q->all = kg_cy_is(r, "*");
    if (q->all) return kg_cy_next(r);
    int more = 1;
    while (more > 0) {
        cy_item x = { 0 };
        if (!kg_cy_expr(r, &x.expr)) return false;
        x.name = kg_sub(r->text, x.expr->at, r->last);
        int as = kg_cy_take(r, "AS");
        if (as < 0 || (as && !kg_cy_name(r, &x.name, "a name"))) return false;
        *kg_push(r->a, &q->items) = x;
        more = kg_cy_take(r, ",");
    }
    return more == 0;
}

static bool read_order(cy_reader *r, cy_items *order)
{
    int more = 1;
    if (!kg_cy_need(r, "BY")) return false;
    while (more > 0) {
        cy_item x = { 0 };
        if (!kg_cy_expr(r, &x.expr)) return false;
        x.desc = kg_cy_is(r, "DESC") || kg_cy_is(r, "DESCENDING");
        if ((x.desc || kg_cy_is(r, "ASC") || kg_cy_is(r, "ASCENDING")) && !kg_cy_next(r)) return false;
        *kg_push(r->a, order) = x;
        more = kg_cy_take(r, ",");
    }
    return more == 0;
}

static bool read_count(cy_reader *r, cy_expr **out)
{
    bool number = r->t.type == CY_DIGITS && kg_all_digits(r->t.s);
    if (!number && r->t.type != CY_DOLLAR) return kg_cy_wanted(r, "a whole number");
    return kg_cy_expr(r, out);
}

static bool read_tail(cy_reader *r, cy_query *q)
{
    int order = kg_cy_take(r, "ORDER");
    if (order < 0 || (order && !read_order(r, &q->order))) return false;
    int skip = kg_cy_take(r, "SKIP");
    if (skip < 0 || (skip && !read_count(r, &q->skip))) return false;
    int limit = kg_cy_take(r, "LIMIT");
    if (limit < 0 || (limit && !read_count(r, &q->limit))) return false;
    if (kg_cy_take(r, ";") < 0) return false;
    return r->t.type == CY_END || CY_FAIL(r, r->t.at, "the question should end here");
}

static bool refuse(cy_reader *r)
{
    static const char *const writes[] = { "CREATE", "MERGE", "SET",  "DELETE", "DETACH",
                                          "REMOVE", "DROP",  "LOAD", "CALL",   "FOREACH" };
    static const char *const later[] = { "OPTIONAL", "WITH", "UNWIND", "UNION" };
    for (size_t i = 0; i < sizeof writes / sizeof *writes; i++)
        if (kg_cy_is(r, writes[i])) return CY_FAIL(r, r->t.at, "a question only reads: MATCH ... RETURN");
    for (size_t i = 0; i < sizeof later / sizeof *later; i++)
        if (kg_cy_is(r, later[i]))
            return CY_FAIL(r, r->t.at, "%s is not known here; kamergraaf sql can say more", later[i]);
    return true;
}

bool kg_cypher_read(kg_str text, cy_query *q, kg_arena *a, kg_err *e)
{
    cy_reader r = { .text = text, .a = a, .e = e };
    *q = (cy_query){ .text = text };
    if (text.n && memchr(text.s, 0, (size_t)text.n)) return kg_fail(e, KG_EUSAGE, 0, "1:1: a question is text");
    if (!kg_cy_next(&r)) return false;
    while (kg_cy_is(&r, "MATCH"))
        if (!kg_cy_next(&r) || !kg_cy_match(&r, kg_push(a, &q->matches)) || !refuse(&r)) return false;
    if (!refuse(&r)) return false;
    if (!q->matches.n) return kg_cy_wanted(&r, "MATCH");
    bool ok = kg_cy_need(&r, "RETURN") && read_return(&r, q) && refuse(&r) && read_tail(&r, q);
    q->labels = r.labels;
    return ok;
}
