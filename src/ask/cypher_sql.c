/* cypher_sql.c - a question in openCypher as SQL over the graph file. In: what was read (cypher.h). Out: one SELECT and its values.
 *
 * Idea: a node of a pattern is a row of `node` (nK) with its name (mK), a relation a row of arc (eK), which cypher.c makes
 * of the view graph_arc; a walk is a recursive SELECT (wK). EXISTS and patterns in conditions become EXISTS in SQL, over the
 * names bound outside. Conditions on one thing stand in WHERE, so that SQLite chooses the order of the joins.
 * Invariants: no byte of the question becomes SQL but digits of numbers and quoted names of columns; within one MATCH no relation
 * is used twice, as openCypher has it; rows that the question does not order come in the order of their columns.
 */
#include "cypher_sql.h"

static const cy_binding *bind(cy_writer *w, kg_str var, cy_thing type)
{
    cy_binding *b = kg_push(w->a, &w->bound);
    *b = (cy_binding){ var, type, ++w->things };
    return b;
}

/* -- patterns --------------------------------------------------------------------------------------------------------- */

typedef struct { kg_buf from, where; int first; } pattern;    /* first: of its own relations, in w->bound */

static void also(cy_writer *w, pattern *p) { kg_cy_put(w, &p->where, p->where.n ? " AND " : ""); }
static void table(cy_writer *w, pattern *p) { kg_cy_put(w, &p->from, p->from.n ? ", " : ""); }

static bool put_props(cy_writer *w, pattern *p, const cy_map *m, const cy_binding *x, ptrdiff_t at)
{
    for (int i = 0; i < m->n; i++) {
        const cy_property *prop = kg_cy_property(w, x, m->v[i].key, at);
        if (!prop) return false;
        also(w, p);
        kg_cy_put_numbered(w, &p->where, prop->sql, x->k);
        kg_cy_put(w, &p->where, " = ");
        if (!kg_cy_put_expr(w, &p->where, m->v[i].value)) return false;
    }
    return true;
}

static bool put_node(cy_writer *w, pattern *p, const cy_node *n, int *k)
{
    const cy_binding *x = kg_cy_find(w, n->var);
    if (x && x->type != CY_NODE) return CY_WRONG(w, n->at, "%.*s is a relation", KG_ARG(n->var));
    if (!x) {
        x = bind(w, n->var, CY_NODE);
        table(w, p);
        CY_PUT(w, &p->from, "node n%d, name m%d", x->k, x->k);
        also(w, p);
        CY_PUT(w, &p->where, "m%d.id = n%d.id", x->k, x->k);
    }
    *k = x->k;
    for (int i = 0; i < n->labels.n; i++) {
        if (!i) { also(w, p); CY_PUT(w, &p->where, "coalesce(n%d.soort, n%d.kind) IN (", *k, *k); }
        else kg_cy_put(w, &p->where, ", ");
        kg_cy_put_arg(w, &p->where, n->labels.v[i]);
    }
    if (n->labels.n) kg_cy_put(w, &p->where, ")");
    return put_props(w, p, &n->props, &(cy_binding){ n->var, CY_NODE, *k }, n->at);
}

/* "relation IN (...)": the names are the fixed ones of formats.md, written from our own list. */
static bool put_types(cy_writer *w, kg_buf *b, const cy_rel *r, const char *row)
{
    for (int i = 0; i < r->types.n; i++) {
        kg_relation which;
        if (!kg_relation_from(r->types.v[i], &which)) {
            kg_buf names = { 0 };
            for (int k = 0; k < KG_REL_COUNT; k++)
                CY_PUT(w, &names, "%s%s", k ? ", " : "", kg_relation_name((kg_relation)k));
            return CY_WRONG(w, r->at, "no relation %.*s; there are %.*s", KG_ARG(r->types.v[i]), names.n, names.v);
        }
        if (i) CY_PUT(w, b, ", '%s'", kg_relation_name(which));
        else CY_PUT(w, b, " AND %s.relation IN ('%s'", row, kg_relation_name(which));
    }
    if (r->types.n) kg_cy_put(w, b, ")");
    return true;
}

/* Either way: each relation twice, a loop once. */
#define EITHER                                                                                                         \
    "(SELECT id, source, target, relation, value, document, line, paper, sentence, confidence FROM arc UNION ALL"      \
    " SELECT id, target, source, relation, value, document, line, paper, sentence, confidence FROM arc WHERE source "  \
    "<> target)"

static bool put_step(cy_writer *w, pattern *p, const cy_rel *r, int from, int to)
{
    const cy_binding *x = bind(w, r->var, CY_REL);
    int k = x->k;
    table(w, p);
    CY_PUT(w, &p->from, "%s e%d", r->way ? "arc" : EITHER, k);
    also(w, p);
    CY_PUT(w, &p->where, "e%d.%s = n%d.id AND e%d.%s = n%d.id", k, r->way < 0 ? "target" : "source", from, k,
           r->way < 0 ? "source" : "target", to);
    if (!put_types(w, &p->where, r, kg_fmt(w->a, "e%d", k).s)) return false;
    for (int i = p->first; i < w->bound.n; i++) {
        const cy_binding *o = &w->bound.v[i];
        if (o->k == k || o->type == CY_NODE) continue;
        if (o->type == CY_REL) CY_PUT(w, &p->where, " AND e%d.id <> e%d.id", o->k, k);
        else CY_PUT(w, &p->where, " AND instr(w%d.seen, '/' || e%d.id || '/') = 0", o->k, k);
    }
    return put_props(w, p, &r->props, &(cy_binding){ r->var, CY_REL, k }, r->at);
}

/* From each node that begins a relation of the kind; no relation twice. */
static bool put_walk(cy_writer *w, pattern *p, const cy_rel *r, int from, int to)
{
    if (r->props.n) return CY_WRONG(w, r->at, "a walk has no properties of its own");
    kg_buf types = { 0 };
    if (!put_types(w, &types, r, "x")) return false;
    int k = bind(w, r->var, CY_WALK)->k;
    const char *arc = r->way ? "arc" : EITHER, *a = r->way < 0 ? "target" : "source",
               *b = r->way < 0 ? "source" : "target";
    table(w, p);
    CY_PUT(w, &p->from,
           "(WITH RECURSIVE walk (a, b, steps, seen) AS (SELECT x.%s, x.%s, 1, '/' || x.id || '/' FROM %s x WHERE "
           "true%.*s",
           a, b, arc, types.n, types.v ? types.v : "");
    CY_PUT(w, &p->from,
           " UNION ALL SELECT walk.a, x.%s, steps + 1, seen || x.id || '/' FROM walk JOIN %s x ON x.%s = walk.b%.*s", b,
           arc, a, types.n, types.v ? types.v : "");
    CY_PUT(w, &p->from,
           " WHERE steps < %d AND instr(seen, '/' || x.id || '/') = 0) SELECT * FROM walk WHERE steps >= %d) w%d",
           r->most, r->least, k);
    also(w, p);
    CY_PUT(w, &p->where, "w%d.a = n%d.id AND w%d.b = n%d.id", k, from, k, to);
    for (int i = p->first; i < w->bound.n; i++) {
        const cy_binding *o = &w->bound.v[i];
        if (o->type == CY_REL) CY_PUT(w, &p->where, " AND instr(w%d.seen, '/' || e%d.id || '/') = 0", k, o->k);
        if (o->type == CY_WALK && o->k != k)
            CY_PUT(w, &p->where,
                   " AND NOT EXISTS (SELECT 1 FROM json_each('[' || replace(trim(w%d.seen, '/'), '/', ',') || ']') s"
                   " WHERE instr(w%d.seen, '/' || s.value || '/') > 0)",
                   k, o->k);
    }
    return true;
}

static bool put_match(cy_writer *w, pattern *p, const cy_match *m)
{
    p->first = w->bound.n;
    for (int i = 0; i < m->paths.n; i++) {
        const cy_path *path = &m->paths.v[i];
        int from = 0, to = 0;
        if (!put_node(w, p, &path->nodes.v[0], &from)) return false;
        for (int j = 0; j < path->rels.n; j++, from = to) {
            const cy_rel *r = &path->rels.v[j];
            w->arcs = true;
            if (!put_node(w, p, &path->nodes.v[j + 1], &to)) return false;
            if (kg_cy_find(w, r->var)) return CY_WRONG(w, r->at, "%.*s is taken already", KG_ARG(r->var));
            if (!(r->most ? put_walk : put_step)(w, p, r, from, to)) return false;
        }
    }
    if (!m->where) return true;
    also(w, p);
    return kg_cy_put_expr(w, &p->where, m->where);
}

bool kg_cy_put_exists(cy_writer *w, kg_buf *b, const cy_expr *x)
{
    pattern p = { 0 };
    int outer = w->bound.n;
    bool counting = w->counting;
    w->counting = true;                                       /* count() has no place in a condition */
    if (!put_match(w, &p, x->match)) return false;
    w->counting = counting;
    w->bound.n = outer;
    kg_cy_put(w, b, "EXISTS (SELECT 1");
    if (p.from.n) CY_PUT(w, b, " FROM %.*s", p.from.n, p.from.v);
    if (p.where.n) CY_PUT(w, b, " WHERE %.*s", p.where.n, p.where.v);
    kg_cy_put(w, b, ")");
    return true;
}

/* -- what is returned -------------------------------------------------------------------------------------------------- */

static void put_column(cy_writer *w, kg_buf *b, kg_str name, const char *type)
{
    kg_cy_put(w, b, " AS \"");
    for (ptrdiff_t i = 0; i < name.n; i++) {
        if (name.s[i] == '"') kg_cy_put(w, b, "\"");
        kg_putc(w->a, b, kg_blank(name.s[i]) ? ' ' : name.s[i]);
    }
    if (!*type && name.n && strchr("#%]}", name.s[name.n - 1])) kg_cy_put(w, b, " ");   /* no mark of a type */
    CY_PUT(w, b, "%s\"", type);
}

static cy_items returned(cy_writer *w)                           /* RETURN *: each name, in the order of the patterns */
{
    cy_items all = w->q->items;
    for (int i = 0; w->q->all && i < w->bound.n; i++) {
        if (!w->bound.v[i].var.n) continue;
        cy_expr *x = kg_new(w->a, cy_expr, 1);
        *x = (cy_expr){ .type = CY_VARIABLE, .word = w->bound.v[i].var };
        *kg_push(w->a, &all) = (cy_item){ x, w->bound.v[i].var, false };
    }
    return all;
}

static bool put_order(cy_writer *w, kg_buf *b, const cy_items *items)
{
    kg_cy_put(w, b, " ORDER BY ");
    for (int i = 0; i < w->q->order.n; i++) {
        const cy_item *o = &w->q->order.v[i];
        int column = 0;
        for (int k = 0; k < items->n; k++)
            if (o->expr->type == CY_VARIABLE && kg_eq(o->expr->word, items->v[k].name)) column = k + 1;
        if (column) CY_PUT(w, b, "%d", column);
        else if (w->q->distinct) return CY_WRONG(w, o->expr->at, "behind DISTINCT, order by what is returned");
        else if (!kg_cy_put_expr(w, b, o->expr)) return false;
        kg_cy_put(w, b, o->desc ? " DESC NULLS FIRST, " : " NULLS LAST, ");
    }
    for (int k = 0; k < items->n; k++) CY_PUT(w, b, "%s%d NULLS LAST", k ? ", " : "", k + 1);
    return true;
}

static bool put_count(cy_writer *w, kg_buf *b, const char *word, const cy_expr *x)
{
    if (!x) return true;
    kg_str n = x->word;
    if (x->type == CY_PARAMETER) {
        const kg_param *p = kg_cy_param(w, x);
        if (!p) return false;
        n = p->value;
    }
    if (!kg_all_digits(n) || n.n > 9) return CY_WRONG(w, x->at, "a whole number should stand here");
    CY_PUT(w, b, "%s%.*s", word, KG_ARG(n));
    return true;
}

bool kg_cypher_sql(const cy_query *q, const kg_param *params, int nparams, cy_sql *out, kg_arena *a, kg_err *e)
{
    cy_writer w = { .q = q, .params = params, .nparams = nparams, .a = a, .e = e };
    pattern p = { 0 };
    kg_buf b = { 0 }, group = { 0 };
    bool counted = false;
    w.counting = true;
    for (int i = 0; i < q->matches.n; i++)
        if (!put_match(&w, &p, &q->matches.v[i])) return false;
    w.counting = false;
    cy_items items = returned(&w);
    if (!items.n) return kg_cypher_fail(q->text, q->text.n, e, "nothing has a name that could be returned");
    kg_cy_put(&w, &b, q->distinct ? "SELECT DISTINCT " : "SELECT ");
    for (int i = 0; i < items.n; i++) counted |= kg_cy_sums(items.v[i].expr);
    for (int i = 0; i < items.n; i++) {
        const cy_expr *x = items.v[i].expr;
        if (i) kg_cy_put(&w, &b, ", ");
        if (!kg_cy_put_expr(&w, &b, x)) return false;
        put_column(&w, &b, items.v[i].name, kg_cy_suffix(&w, x));
        if (counted && !kg_cy_sums(x)) CY_PUT(&w, &group, "%s%d", group.n ? ", " : " GROUP BY ", i + 1);
    }
    CY_PUT(&w, &b, " FROM %.*s WHERE %.*s%.*s", p.from.n, p.from.v, p.where.n, p.where.v, group.n,
           group.v ? group.v : "");
    if (!put_order(&w, &b, &items)) return false;
    if (q->skip && !q->limit) kg_cy_put(&w, &b, " LIMIT -1");
    if (!put_count(&w, &b, " LIMIT ", q->limit) || !put_count(&w, &b, " OFFSET ", q->skip)) return false;
    *out = (cy_sql){ kg_dup(a, kg_buf_str(&b)), w.args.v, w.args.n, w.arcs };
    return true;
}
