/* cypher_expr.c - conditions and values in openCypher. In: tokens. Out: trees (cypher.h).
 *
 * A bracket in a condition is tried as a pattern first: (m)<-[:answers]-() is a condition.
 * Invariant: depth is bounded, so that no question exhausts the stack.
 */
#include "cypher_read.h"

enum { DEEPEST = 100 };

/* -- expressions ------------------------------------------------------------------------------------------------------ */

static cy_expr *make(cy_reader *r, cy_type type, ptrdiff_t at)
{
    cy_expr *x = kg_new(r->a, cy_expr, 1);
    *x = (cy_expr){ .type = type, .at = at, .end = at };
    return x;
}

static cy_expr *join(cy_reader *r, cy_type type, cy_expr *a, cy_expr *b)
{
    cy_expr *x = make(r, type, a->at);
    *kg_push(r->a, &x->of) = a;
    if (b) *kg_push(r->a, &x->of) = b;
    x->end = r->last;
    return x;
}

static bool read_exists(cy_reader *r, cy_expr **out)             /* behind EXISTS: { pattern WHERE ... } */
{
    cy_expr *x = *out = make(r, CY_EXISTS, r->t.at);
    x->match = kg_new(r->a, cy_match, 1);
    if (!kg_cy_need(r, "{")) return false;
    if (kg_cy_take(r, "MATCH") < 0 || !kg_cy_match(r, x->match) || !kg_cy_need(r, "}")) return false;
    x->end = r->last;
    return true;
}

static bool read_list(cy_reader *r, cy_expr *x, const char *close)
{
    while (!kg_cy_is(r, close)) {
        if (!kg_cy_expr(r, kg_push(r->a, &x->of))) return false;
        int more = kg_cy_take(r, ",");
        if (more < 0) return false;
        if (!more && !kg_cy_is(r, close)) return kg_cy_wanted(r, close[0] == ')' ? "',' or ')'" : "',' or ']'");
    }
    if (!kg_cy_next(r)) return false;
    x->end = r->last;
    return true;
}

static bool read_call(cy_reader *r, cy_expr **out, kg_str name, ptrdiff_t at)   /* behind the bracket */
{
    cy_expr *x = *out = make(r, CY_CALL, at);
    x->word = name;
    int distinct = kg_cy_take(r, "DISTINCT");
    x->distinct = distinct > 0;
    if (distinct < 0) return false;
    if (kg_cy_is(r, "*")) {
        *kg_push(r->a, &x->of) = make(r, CY_ALL, r->t.at);
        if (!kg_cy_next(r)) return false;
    }
    return read_list(r, x, ")");
}

static bool read_named(cy_reader *r, cy_expr **out)              /* a word that is none of the language's */
{
    cy_token t = r->t;
    if (!kg_cy_next(r)) return false;
    if (kg_cy_is(r, "(") && !t.quoted) return kg_cy_next(r) && read_call(r, out, t.s, t.at);
    cy_expr *x = *out = make(r, CY_VARIABLE, t.at);
    x->word = t.s;
    x->end = t.end;
    int dot = kg_cy_take(r, ".");
    if (dot <= 0) return dot == 0;
    x->type = CY_PROPERTY;
    x->end = r->t.end;
    return kg_cy_name(r, &x->key, "the name of a property");
}

/* "(m)<-[:answers]-()" is a condition, "(m.date > 'x')" an expression: the first is tried, and taken back. */
static bool read_bracket(cy_reader *r, cy_expr **out)
{
    cy_reader before = *r;
    kg_err hidden;
    cy_path p;
    cy_node n;
    /* cppcheck-suppress autoVariables; until `before` is taken back */
    r->e = &hidden;
    bool pattern = kg_cy_node(r, &n) && kg_cy_rel_begins(r);
    *r = before;
    if (pattern) {
        cy_expr *x = *out = make(r, CY_EXISTS, r->t.at);
        if (!kg_cy_path(r, &p)) return false;
        x->match = kg_new(r->a, cy_match, 1);
        *kg_push(r->a, &x->match->paths) = p;
        x->end = r->last;
        return true;
    }
    return kg_cy_next(r) && kg_cy_expr(r, out) && kg_cy_need(r, ")");
}

static bool read_atom(cy_reader *r, cy_expr **out)
{
    static const struct {
        const char *word;
        cy_type type;
    } fixed[] = { { "true", CY_TRUE }, { "false", CY_FALSE }, { "null", CY_NULL } };
    static const char *const none[] = { "CASE", "WHERE", "RETURN", "AND",   "OR",  "XOR",
                                        "IN",   "WITH",  "ORDER",  "LIMIT", "SKIP" };
    cy_token t = r->t;
    cy_type type = t.type == CY_QUOTED ? CY_STRING : t.type == CY_DIGITS ? CY_NUMBER : CY_PARAMETER;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (kg_cy_is(r, none[i])) return kg_cy_wanted(r, "a value");
    int exists = kg_cy_take(r, "EXISTS");
    if (exists) {
        if (exists > 0 && kg_cy_is(r, "(")) return CY_FAIL(r, t.at, "write EXISTS { (a)-[:cites]->(b) }");
        return exists > 0 && read_exists(r, out);
    }
    if (kg_cy_is(r, "(")) return read_bracket(r, out);
    if (kg_cy_is(r, "[")) {
        *out = make(r, CY_LIST, t.at);
        return kg_cy_next(r) && read_list(r, *out, "]");
    }
    bool minus = kg_cy_is(r, "-");
    if (minus) {
        if (!kg_cy_next(r)) return false;
        if (r->t.type != CY_DIGITS) return kg_cy_wanted(r, "a number");
        type = CY_NUMBER;
    }
    for (size_t i = 0; i < 3; i++)
        if (kg_cy_is(r, fixed[i].word)) {
            *out = make(r, fixed[i].type, t.at);
            (*out)->end = t.end;
            return kg_cy_next(r);
        }
    if (r->t.type == CY_WORD) return read_named(r, out);
    if (r->t.type == CY_END || r->t.type == CY_SIGN) return kg_cy_wanted(r, "a value");
    *out = make(r, type, t.at);
    (*out)->word = minus ? KG_CAT(r->a, KG_S("-"), r->t.s) : r->t.s;
    (*out)->end = r->t.end;
    return kg_cy_next(r);
}

/* What may stand behind a value: IS NULL, IN, STARTS WITH ...; 0 none, -1 failed. */
static int read_test(cy_reader *r, cy_expr **out, ptrdiff_t *at)
{
    static const struct {
        const char *word, *then;
        cy_type type;
    } tests[] = { { "STARTS", "WITH", CY_STARTS },
                  { "ENDS", "WITH", CY_ENDS },
                  { "CONTAINS", NULL, CY_CONTAINS },
                  { "IN", NULL, CY_IN } };
    cy_expr *right = NULL;
    *at = r->t.at;
    if (kg_cy_is(r, "IS")) {
        if (!kg_cy_next(r)) return -1;
        int no = kg_cy_take(r, "NOT");
        if (no < 0 || !kg_cy_need(r, "NULL")) return -1;
        *out = join(r, no ? CY_NULL_NOT : CY_NULL_IS, *out, NULL);
        return 1;
    }
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
        if (!kg_cy_is(r, tests[i].word)) continue;
        if (!kg_cy_next(r) || (tests[i].then && !kg_cy_need(r, tests[i].then)) || !read_atom(r, &right)) return -1;
        *out = join(r, tests[i].type, *out, right);
        return 1;
    }
    return 0;
}

static bool read_compare(cy_reader *r, cy_expr **out)
{
    static const char *const signs[] = { "=", "<>", "<", "<=", ">", ">=" };
    ptrdiff_t at;
    if (!read_atom(r, out)) return false;
    int test = read_test(r, out, &at);
    if (test) return test > 0;
    if (r->t.type == CY_SIGN && memchr("+*/%^", r->t.s.s[0], 5)) return CY_FAIL(r, r->t.at, "nothing is reckoned here");
    if (kg_cy_is(r, "-")) return CY_FAIL(r, r->t.at, "nothing is reckoned here");
    if (kg_cy_is(r, "=~"))
        return CY_FAIL(r, r->t.at, "write CONTAINS, STARTS WITH or ENDS WITH; patterns of letters are not known here");
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (!kg_cy_is(r, signs[i])) continue;
        cy_expr *right = NULL;
        if (!kg_cy_next(r) || !read_atom(r, &right)) return false;
        *out = join(r, CY_COMPARE, *out, right);
        (*out)->word = kg_cstr(signs[i]);
        for (size_t k = 0; k < sizeof signs / sizeof *signs; k++)
            if (kg_cy_is(r, signs[k])) return CY_FAIL(r, r->t.at, "two comparisons in one: write AND between them");
        return true;
    }
    return true;
}

static bool read_not(cy_reader *r, cy_expr **out)
{
    ptrdiff_t at = r->t.at;
    int no = kg_cy_take(r, "NOT");
    if (no <= 0) return no == 0 && read_compare(r, out);
    if (++r->depth > DEEPEST) return CY_FAIL(r, at, "too deep");
    if (!read_not(r, out)) return false;
    r->depth--;
    *out = join(r, CY_NOT, *out, NULL);
    (*out)->at = at;
    return true;
}

/* Operands of one level, joined from the left. */
static bool read_level(cy_reader *r, cy_expr **out, int level)
{
    static const struct {
        const char *word;
        cy_type type;
    } levels[] = { { "OR", CY_OR }, { "XOR", CY_XOR }, { "AND", CY_AND } };
    if (level == 3) return read_not(r, out);
    if (!read_level(r, out, level + 1)) return false;
    int more;
    while ((more = kg_cy_take(r, levels[level].word)) > 0) {
        cy_expr *right = NULL;
        if (!read_level(r, &right, level + 1)) return false;
        *out = join(r, levels[level].type, *out, right);
    }
    return more == 0;
}

bool kg_cy_expr(cy_reader *r, cy_expr **out)
{
    if (++r->depth > DEEPEST) return CY_FAIL(r, r->t.at, "too deep");
    bool ok = read_level(r, out, 0);
    r->depth--;
    return ok;
}

