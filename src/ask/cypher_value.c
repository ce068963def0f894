/* cypher_value.c - conditions and values of a question in openCypher as SQL. In: trees (cypher.h), what the patterns have named.
 * Out: pieces of a SELECT.
 *
 * Invariant: no byte of the question becomes SQL but the digits of numbers.
 */
#include "cypher_sql.h"

void kg_cy_put_arg(cy_writer *w, kg_buf *b, kg_str value)
{
    *kg_push(w->a, &w->args) = value;
    CY_PUT(w, b, "?%d", w->args.n);
}

const cy_binding *kg_cy_find(const cy_writer *w, kg_str var)
{
    for (int i = w->bound.n - 1; var.n && i >= 0; i--)
        if (kg_eq(w->bound.v[i].var, var)) return &w->bound.v[i];
    return NULL;
}

/* -- properties ------------------------------------------------------------------------------------------------------- */

/* type: t text, i whole number, r number, l list; %d: the number */

/* Of a motion and of a commitment some have the same name. */
#define OF_BOTH(motie, toezegging)                                                                                     \
    "(CASE n%d.kind WHEN 'toezegging' THEN (SELECT " toezegging " FROM toezegging x WHERE x.node = n%d.id)"            \
    " ELSE (SELECT " motie " FROM motie x WHERE x.node = n%d.id) END)"
static const cy_property of_node[] = {
    { "id", "m%d.name", 't' },
    { "label", "n%d.label", 't' },
    { "kind", "n%d.kind", 't' },
    { "soort", "n%d.soort", 't' },
    { "title", "n%d.title", 't' },
    { "date", "n%d.date", 't' },
    { "dossier", "n%d.dossier", 't' },
    { "present", "n%d.present", 'i' },
    { "movers", "coalesce(n%d.movers, '[]')", 'l' },
    { "state",
      OF_BOTH("x.state", "CASE WHEN x.kept THEN 'kept' WHEN x.due < date('now') THEN 'overdue' WHEN x.made_on IS NULL"
                         " AND x.due IS NULL THEN 'unknown' ELSE 'open' END"),
      't' },
    { "judgement", "(SELECT x.judgement FROM motie x WHERE x.node = n%d.id)", 't' },
    { "outcome", "(SELECT x.outcome FROM motie x WHERE x.node = n%d.id)", 't' },
    { "who", "(SELECT x.who FROM toezegging x WHERE x.node = n%d.id)", 't' },
    { "words", "(SELECT x.words FROM toezegging x WHERE x.node = n%d.id)", 't' },
    { "deadline", "(SELECT x.deadline FROM toezegging x WHERE x.node = n%d.id)", 't' },
    { "due", "(SELECT x.due FROM toezegging x WHERE x.node = n%d.id)", 't' },
    { 0 }
};
static const cy_property of_rel[] = {
    { "relation", "e%d.relation", 't' },
    { "value", "e%d.value", 't' },
    { "line", "e%d.line", 'i' },
    { "confidence", "e%d.confidence", 'r' },
    { "document", "(SELECT x.name FROM name x WHERE x.id = e%d.document)", 't' },
    { "date", "(SELECT x.date FROM document x WHERE x.id = e%d.paper)", 't' },
    { "evidence", "(SELECT x.text FROM sentence x WHERE x.document = e%d.paper AND x.n = e%d.sentence)", 't' },
    { 0 }
};
static const cy_property of_walk[] = { { "length", "w%d.steps", 'i' }, { 0 } };

void kg_cy_put_numbered(cy_writer *w, kg_buf *b, const char *sql, int k)
{
    for (const char *p; (p = strstr(sql, "%d")) != NULL; sql = p + 2) {
        kg_put(w->a, b, (kg_str){ sql, p - sql });
        CY_PUT(w, b, "%d", k);
    }
    kg_cy_put(w, b, sql);
}

const cy_property *kg_cy_property(cy_writer *w, const cy_binding *x, kg_str key, ptrdiff_t at)
{
    const cy_property *all = x->type == CY_NODE ? of_node : x->type == CY_REL ? of_rel : of_walk, *p = all;
    kg_buf names = { 0 };
    for (; p->key; p++) {
        if (kg_eq(key, kg_cstr(p->key))) return p;
        CY_PUT(w, &names, "%s%s", names.n ? ", " : "", p->key);
    }
    CY_WRONG(w, at, "no property %.*s; there are %.*s", KG_ARG(key), names.n, names.v);
    return NULL;
}

/* The thing itself, where it stands alone: its id, its relation, its steps. */
static const char *self(cy_thing type) { return type == CY_NODE ? "id" : type == CY_REL ? "relation" : "length"; }

static const cy_binding *need_bound(cy_writer *w, const cy_expr *x)
{
    const cy_binding *b = kg_cy_find(w, x->word);
    if (!b) CY_WRONG(w, x->at, "no pattern has a thing named %.*s", KG_ARG(x->word));
    return b;
}

static const cy_property *meant(cy_writer *w, const cy_expr *x, int *k)   /* of v.key and of v alone; NULL: failed */
{
    const cy_binding *b = need_bound(w, x);
    if (!b) return NULL;
    *k = b->k;
    return kg_cy_property(w, b, x->type == CY_PROPERTY ? x->key : kg_cstr(self(b->type)), x->at);
}

/* -- expressions ------------------------------------------------------------------------------------------------------ */

static bool put_joined(cy_writer *w, kg_buf *b, const cy_expr *x, const char *between)
{
    kg_cy_put(w, b, "(");
    if (!kg_cy_put_expr(w, b, x->of.v[0])) return false;
    kg_cy_put(w, b, between);
    if (!kg_cy_put_expr(w, b, x->of.v[1])) return false;
    kg_cy_put(w, b, ")");
    return true;
}

const kg_param *kg_cy_param(cy_writer *w, const cy_expr *x)
{
    for (int i = 0; i < w->nparams; i++)
        if (kg_eq(w->params[i].name, x->word)) return &w->params[i];
    CY_WRONG(w, x->at, "$%.*s has no value: --param %.*s=VALUE", KG_ARG(x->word), KG_ARG(x->word));
    return NULL;
}

static bool is_number(kg_str s)
{
    ptrdiff_t i = s.n && s.s[0] == '-', n = kg_digits_at(s, i);
    if (!n || n > 15) return false;
    i += n;
    if (i < s.n && s.s[i] == '.') i += 1 + (n = kg_digits_at(s, i + 1));
    return n > 0 && i == s.n;
}

/* A parameter that is a number is one: --param line=100. */
static bool put_param(cy_writer *w, kg_buf *b, const cy_expr *x)
{
    const kg_param *p = kg_cy_param(w, x);
    if (!p) return false;
    if (is_number(p->value)) kg_put(w->a, b, p->value);
    else kg_cy_put_arg(w, b, p->value);
    return true;
}

static bool put_in(cy_writer *w, kg_buf *b, const cy_expr *x)
{
    const cy_expr *list = x->of.v[1];
    kg_cy_put(w, b, "(");
    if (!kg_cy_put_expr(w, b, x->of.v[0])) return false;
    if (list->type == CY_LIST) {
        kg_cy_put(w, b, " IN (");
        for (int i = 0; i < list->of.n; i++) {
            if (i) kg_cy_put(w, b, ", ");
            if (!kg_cy_put_expr(w, b, list->of.v[i])) return false;
        }
    } else {
        int k = 0;
        const cy_property *p = list->type == CY_PROPERTY ? meant(w, list, &k) : NULL;
        if (list->type != CY_PROPERTY)
            return CY_WRONG(w, list->at, "a list should stand here: ['motie', 'brief'] or m.movers");
        if (!p) return false;
        if (p->type != 'l') return CY_WRONG(w, list->at, "%.*s is no list", KG_ARG(list->key));
        kg_cy_put(w, b, " IN (SELECT value FROM json_each(");
        kg_cy_put_numbered(w, b, p->sql, k);
        kg_cy_put(w, b, ")");
    }
    kg_cy_put(w, b, "))");
    return true;
}

/* Letters count as they are: 'a' is not 'A'. instr and substr, since LIKE and GLOB have signs of their own. */
static bool put_part(cy_writer *w, kg_buf *b, const cy_expr *x)
{
    kg_buf s = { 0 }, t = { 0 };
    if (!kg_cy_put_expr(w, &s, x->of.v[0]) || !kg_cy_put_expr(w, &t, x->of.v[1])) return false;
    kg_str a = kg_buf_str(&s), c = kg_buf_str(&t);
    if (x->type == CY_CONTAINS) CY_PUT(w, b, "(instr(%.*s, %.*s) > 0)", KG_ARG(a), KG_ARG(c));
    else if (x->type == CY_STARTS)
        CY_PUT(w, b, "(substr(%.*s, 1, length(%.*s)) = %.*s)", KG_ARG(a), KG_ARG(c), KG_ARG(c));
    else
        CY_PUT(w, b, "(length(%.*s) = 0 OR substr(%.*s, -length(%.*s)) = %.*s)", KG_ARG(c), KG_ARG(a), KG_ARG(c),
               KG_ARG(c));
    return true;
}

static const struct { const char *name, *sql; int least, most; bool sums; } calls[] = {
    { "count", "count", 1, 1, true }, { "collect", "json_group_array", 1, 1, true }, { "min", "min", 1, 1, true },
    { "max", "max", 1, 1, true }, { "sum", "sum", 1, 1, true }, { "avg", "avg", 1, 1, true },
    { "type", NULL, 1, 1, false }, { "labels", NULL, 1, 1, false }, { "length", NULL, 1, 1, false },
    { "id", NULL, 1, 1, false }, { "toLower", "lower", 1, 1, false }, { "toUpper", "upper", 1, 1, false },
    { "coalesce", "coalesce", 2, 8, false }, { "size", "json_array_length", 1, 1, false } };

static int call_of(kg_str name)
{
    int n = (int)(sizeof calls / sizeof *calls), i = 0;
    while (i < n && !kg_ieq(name, kg_cstr(calls[i].name))) i++;
    return i < n ? i : -1;
}

/* What a function says of a thing itself. */
static bool put_about(cy_writer *w, kg_buf *b, const cy_expr *x)
{
    static const struct { const char *name; cy_thing type; const char *sql, *wants;
    } about[] = { { "type", CY_REL, "e%d.relation", "a relation" },
                  { "id", CY_NODE, "m%d.name", "a node" },
                  { "length", CY_WALK, "w%d.steps", "a walk" },
                  { "labels", CY_NODE, "coalesce(n%d.soort, n%d.kind)", "a node" } };
    const cy_expr *arg = x->of.v[0];
    size_t i = 0;
    while (!kg_ieq(x->word, kg_cstr(about[i].name))) i++;
    if (arg->type != CY_VARIABLE) return CY_WRONG(w, arg->at, "%s() asks for %s", about[i].name, about[i].wants);
    const cy_binding *v = need_bound(w, arg);
    if (!v) return false;
    if (v->type != about[i].type) return CY_WRONG(w, arg->at, "%s() asks for %s", about[i].name, about[i].wants);
    kg_cy_put_numbered(w, b, about[i].sql, v->k);
    return true;
}

static bool put_call(cy_writer *w, kg_buf *b, const cy_expr *x)
{
    int i = call_of(x->word);
    if (i < 0) return CY_WRONG(w, x->at, "no function %.*s", KG_ARG(x->word));
    if (x->of.n < calls[i].least || x->of.n > calls[i].most)
        return CY_WRONG(w, x->at, calls[i].most > 1 ? "%s() takes %d to %d values" : "%s() takes one value",
                        calls[i].name, calls[i].least, calls[i].most);
    if (x->of.v[0]->type == CY_ALL && i) return CY_WRONG(w, x->of.v[0]->at, "only count() takes *");
    if (x->distinct && !calls[i].sums) return CY_WRONG(w, x->at, "DISTINCT stands in count() and the like alone");
    if (!calls[i].sql) return put_about(w, b, x);
    if (calls[i].sums && w->counting)
        return CY_WRONG(w, x->at, "%s() stands in RETURN and ORDER BY, and not inside another", calls[i].name);
    bool outer = w->counting;
    w->counting |= calls[i].sums;
    CY_PUT(w, b, "%s(%s", calls[i].sql, x->distinct ? "DISTINCT " : "");
    for (int k = 0; k < x->of.n; k++) {
        if (k) kg_cy_put(w, b, ", ");
        if (x->of.v[k]->type == CY_ALL) kg_cy_put(w, b, "*");
        else if (!kg_cy_put_expr(w, b, x->of.v[k])) return false;
    }
    kg_cy_put(w, b, ")");
    if (kg_ieq(x->word, KG_S("collect"))) { /* nothing is no member, and the order is the words' own */
        kg_buf arg = { 0 };
        if (!kg_cy_put_expr(w, &arg, x->of.v[0])) return false;
        CY_PUT(w, b, " FILTER (WHERE %.*s IS NOT NULL)", KG_ARG(kg_buf_str(&arg)));
    }
    w->counting = outer;
    return true;
}

bool kg_cy_put_expr(cy_writer *w, kg_buf *b, const cy_expr *x)
{
    int k = 0;
    const cy_property *p;
    switch (x->type) {
    case CY_OR: return put_joined(w, b, x, " OR ");
    case CY_XOR: return put_joined(w, b, x, " <> ");
    case CY_AND: return put_joined(w, b, x, " AND ");
    case CY_COMPARE: return put_joined(w, b, x, kg_fmt(w->a, " %.*s ", KG_ARG(x->word)).s);
    case CY_NOT:
        kg_cy_put(w, b, "(NOT ");
        if (!kg_cy_put_expr(w, b, x->of.v[0])) return false;
        kg_cy_put(w, b, ")");
        return true;
    case CY_NULL_IS: case CY_NULL_NOT:
        kg_cy_put(w, b, "(");
        if (!kg_cy_put_expr(w, b, x->of.v[0])) return false;
        kg_cy_put(w, b, x->type == CY_NULL_IS ? " IS NULL)" : " IS NOT NULL)");
        return true;
    case CY_IN: return put_in(w, b, x);
    case CY_STARTS: case CY_ENDS: case CY_CONTAINS: return put_part(w, b, x);
    case CY_PROPERTY: case CY_VARIABLE:
        if (!(p = meant(w, x, &k))) return false;
        kg_cy_put_numbered(w, b, p->sql, k);
        return true;
    case CY_STRING: kg_cy_put_arg(w, b, x->word); return true;
    case CY_NUMBER: kg_put(w->a, b, x->word); return true;
    case CY_TRUE: kg_cy_put(w, b, "1"); return true;
    case CY_FALSE: kg_cy_put(w, b, "0"); return true;
    case CY_NULL: kg_cy_put(w, b, "NULL"); return true;
    case CY_PARAMETER: return put_param(w, b, x);
    case CY_CALL: return put_call(w, b, x);
    case CY_EXISTS: return kg_cy_put_exists(w, b, x);
    case CY_LIST: return CY_WRONG(w, x->at, "a list stands behind IN");
    case CY_ALL: return CY_WRONG(w, x->at, "* stands in count(*) and RETURN *");
    }
    return false;
}

/* -- columns --------------------------------------------------------------------------------------------------------- */

bool kg_cy_sums(const cy_expr *x)
{
    int i = x->type == CY_CALL ? call_of(x->word) : -1;
    if (i >= 0 && calls[i].sums) return true;
    for (int k = 0; k < x->of.n; k++)
        if (kg_cy_sums(x->of.v[k])) return true;
    return false;
}

const char *kg_cy_suffix(cy_writer *w, const cy_expr *x)
{
    int i = x->type == CY_CALL ? call_of(x->word) : -1, k;
    if (i >= 0) {
        if (kg_ieq(x->word, KG_S("min")) || kg_ieq(x->word, KG_S("max"))) return kg_cy_suffix(w, x->of.v[0]);
        return kg_ieq(x->word, KG_S("collect")) ? "[]"
               : kg_ieq(x->word, KG_S("count")) || kg_ieq(x->word, KG_S("length")) || kg_ieq(x->word, KG_S("size"))
                   ? "#"
                   : "";
    }
    if (x->type == CY_NUMBER) return kg_index(x->word, KG_S(".")) < 0 ? "#" : "";
    const cy_binding *v = x->type == CY_PROPERTY || x->type == CY_VARIABLE ? kg_cy_find(w, x->word) : NULL;
    if (!v)
        return x->type == CY_STRING || x->type == CY_PARAMETER || x->type == CY_CALL || x->type == CY_NULL ? "" : "#";
    const cy_property *p = meant(w, x, &k);
    return !p ? "" : p->type == 'l' ? "[]" : p->type == 'i' ? "#" : "";
}
