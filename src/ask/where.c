/* where.c - questions put together. In: the filters of a question, ids as people write them. Out: SQL with bound values.
 *
 * Idea: a condition stands in the statement only where its filter is set, so that SQLite plans for what is asked and
 * takes the index of the dossier or the node (the table of plans: src/README.md).
 * Invariant: nothing that the user wrote becomes part of the SQL.
 */
#include "ask.h"

#include <stdarg.h>
#include <stdio.h>

void kg_query_open(kg_query *q, kg_store *s, const char *sql)
{
    kg_store_index(s);
    *q = (kg_query){ .a = kg_arena_new() };
    kg_put(q->a, &q->sql, kg_cstr(sql));
}

void kg_add(kg_query *q, const char *format, ...)
{
    char text[2048];
    va_list ap;
    va_start(ap, format);
    int n = vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    kg_put(q->a, &q->sql, (kg_str){ text, n < (int)sizeof text ? n : (int)sizeof text - 1 });
}

void kg_add_arg(kg_query *q, kg_str value)
{
    q->args[q->n++] = value;
    kg_add(q, "?%d ", q->n);
}

bool kg_query_run(kg_query *q, kg_store *s, kg_row_fn *row, void *ctx, kg_err *e)
{
    kg_putc(q->a, &q->sql, 0);
    bool ok = kg_store_rows(s, q->sql.v, q->args, q->n, row, ctx, e);
    kg_arena_free(q->a);
    return ok;
}

/* -- filters --------------------------------------------------------------------------------------------------------- */

kg_str kg_dossier_number(kg_str words, kg_arena *a)
{
    kg_buf b = { 0 };
    words = kg_trim(words);
    if (kg_starts_fold(words, "dossier-")) words = kg_sub(words, 8, words.n);
    for (ptrdiff_t i = 0; i < words.n; i++)
        if (!kg_blank(words.s[i]) && words.s[i] != '.') kg_putc(a, &b, words.s[i]);
    return kg_buf_str(&b);
}

bool kg_has_dossier(kg_store *s, const char *words, kg_err *e)
{
    kg_store_index(s);
    kg_arena *a = kg_arena_new();
    kg_str is = kg_dossier_number(kg_cstr(words), a);
    kg_val number = kg_vt(is);
    int64_t there;
    int got = kg_store_get(s, "SELECT 1 FROM node WHERE dossier = ?1 LIMIT 1", &number, 1, &there, 1, e);
    if (got == 0) kg_fail(e, KG_EUSAGE, -1, "nothing of dossier %.*s is in this graph", KG_ARG(is));
    kg_arena_free(a);
    return got == 1;
}

/* The whole name, or its last words: "Helvert" is "Van Helvert", "Yesilgoz" is "Yeşilgöz-Zegerius", no part of a word. */
void kg_add_mover(kg_query *q, const char *name, const char *mover)
{
    kg_add(q, "(instr(kg_plain(' ' || %s || ' '), kg_plain(' ' || ", name);
    kg_add_arg(q, kg_cstr(mover));
    kg_add(q, "|| ' ')) OR instr(kg_plain(' ' || %s), kg_plain(' ' || ?%d || '-')))", name, q->n);
}

void kg_add_node(kg_query *q, const kg_ask_opts *o, const char *node)
{
    if (o->dossier) {
        kg_add(q, " AND %s.dossier = ", node);
        kg_add_arg(q, kg_dossier_number(kg_cstr(o->dossier), q->a));
    }
    if (o->kind) {
#define APART ", ', ', ','), ' ,', ',') || ',', ','"
        kg_add(q, " AND (instr(',' || replace(replace(");
        kg_add_arg(q, kg_cstr(o->kind));
        kg_add(q, APART " || %s.kind || ',') OR instr(',' || replace(replace(?%d" APART " || %s.soort || ','))", node, q->n, node);
#undef APART
    }
    if (!o->mover) return;
    kg_add(q, " AND EXISTS (SELECT 1 FROM json_each(%s.movers) WHERE ", node);
    kg_add_mover(q, "value", o->mover);
    kg_add(q, ")");
}

/* "2020" and "2020-10" are whole years and months. */
void kg_add_date(kg_query *q, const kg_ask_opts *o, const char *date)
{
    if (o->from) {
        kg_add(q, " AND %s >= ", date);
        kg_add_arg(q, kg_cstr(o->from));
    }
    if (o->to) {
        kg_add(q, " AND substr(%s, 1, %d) <= ", date, (int)strlen(o->to));
        kg_add_arg(q, kg_cstr(o->to));
    }
}

void kg_add_who(kg_query *q, const kg_ask_opts *o, const char *who)
{
    if (!o->minister) return;
    kg_add(q, " AND instr(kg_plain(%s), kg_plain(", who);
    kg_add_arg(q, kg_cstr(o->minister));
    kg_add(q, "))");
}

void kg_add_state(kg_query *q, const kg_ask_opts *o, const char *state)
{
    if (!o->state) return;
    kg_add(q, " AND instr(',' || ");
    kg_add_arg(q, kg_cstr(o->state));
    kg_add(q, "|| ',', ',' || %s || ',')", state);
}

void kg_add_said(kg_query *q, const kg_ask_opts *o, const char *sentence)
{
    if (!o->minister) return;
    kg_add(q, " AND EXISTS (SELECT 1 FROM passage said WHERE said.document = %s.document AND said.start <= %s.start"
              " AND %s.start < said.\"end\"", sentence, sentence, sentence);
    kg_add_who(q, o, "said.speaker");
    kg_add(q, ")");
}

void kg_add_limit(kg_query *q, const kg_ask_opts *o)
{
    if (o->limit > 0) kg_add(q, " LIMIT %d", o->limit);
}

/* -- things ---------------------------------------------------------------------------------------------------------- */

void kg_add_class(kg_query *q, int64_t node)
{
    kg_add(q, "one (id) AS (SELECT %lld UNION ALL SELECT id FROM alias WHERE node = %lld) ", (long long)node,
           (long long)node);
}

void kg_add_dossier(kg_query *q, const char *dossier)
{
    kg_add(q, "WITH some (id) AS (SELECT id FROM node WHERE dossier = ");
    kg_add_arg(q, kg_dossier_number(kg_cstr(dossier), q->a));
    kg_add(q, "), ids (id) AS (SELECT id FROM some UNION SELECT a.id FROM some JOIN alias a ON a.node = some.id),"
              " those (document, n) AS ("
              "SELECT x.document, x.n FROM ids CROSS JOIN relation x ON x.document = ids.id"
              " UNION SELECT x.document, x.n FROM ids CROSS JOIN relation x ON x.source = ids.id"
              " UNION SELECT x.document, x.n FROM ids CROSS JOIN relation x ON x.target = ids.id) ");
}

#define BORNE_BY "SELECT node.id FROM name LEFT JOIN alias ON alias.id = name.id" \
                 " JOIN node ON node.id = coalesce(alias.node, name.id) WHERE name.name = ?1"
static int look_up(kg_store *s, kg_str id, int64_t *node, kg_err *e)
{
    kg_val v = kg_vt(id);
    return kg_store_get(s, BORNE_BY, &v, 1, node, 1, e);
}

static int in_any_case(kg_store *s, kg_str id, int64_t *node, kg_err *e)
{
    kg_val v = kg_vt(id);
    return kg_store_get(s, BORNE_BY " COLLATE NOCASE ORDER BY name.name LIMIT 1", &v, 1, node, 1, e);
}

static bool unknown(kg_store *s, const char *id, kg_err *e)
{
    enum { OFFERED = 5 };
    kg_arena *a = kg_arena_new();
    kg_str near[OFFERED];
    kg_buf list = { 0 };
    int n = kg_near_ids(s, kg_cstr(id), near, OFFERED, a, e);
    for (int i = 0; i < n; i++) {
        kg_put(a, &list, i ? KG_S(", ") : KG_S("; near to it: "));
        kg_put(a, &list, near[i]);
    }
    kg_val number = kg_vt(kg_starts(kg_cstr(id), KG_S("dossier-")) ? kg_cstr(id + 8) : kg_cstr(id));
    int64_t there;
    bool dossier = kg_store_get(s, "SELECT 1 FROM node WHERE dossier = ?1 LIMIT 1", &number, 1, &there, 1, NULL) == 1;
    kg_fail(e, KG_EUSAGE, -1, "unknown id '%.200s'%.*s%s", id, (int)list.n, list.n ? list.v : "",
            dossier ? "; it is a dossier: see history, or --dossier" : "");
    kg_arena_free(a);
    return false;
}

/* "21 501-02, nr. 2389" and "35 570 V, nr. 31", as labels have it: "kst-21501-02-2389", "kst-35570-V-31". */
static kg_str labelled(kg_str words, kg_arena *a)
{
    kg_buf b = { 0 };
    kg_put(a, &b, KG_S("kst-"));
    for (ptrdiff_t i = 0; i < words.n; i++) {
        char c = words.s[i], last = b.v[b.n - 1];
        if (kg_starts_fold(kg_sub(words, i, words.n), "nr") && last != '-') { kg_putc(a, &b, '-'); i++; continue; }
        if (kg_upper(c) && kg_digit(last)) kg_putc(a, &b, '-');
        if (!kg_blank(c) && c != '.' && c != ',') kg_putc(a, &b, c);
    }
    return kg_buf_str(&b);
}

static int by_label(kg_store *s, kg_str label, int64_t *node, kg_err *e)
{
    kg_val v = kg_vt(label);
    return kg_store_get(s, "SELECT id FROM node WHERE label = ?1 COLLATE NOCASE ORDER BY id LIMIT 1", &v, 1, node, 1, e);
}

bool kg_find_node(kg_store *s, const char *id, int64_t *node, kg_err *e)
{
    kg_store_index(s);
    kg_arena *a = kg_arena_new();
    kg_str tight = kg_dossier_number(kg_cstr(id), a);
    const kg_str tries[] = { kg_cstr(id), kg_fmt(a, "kst-%.*s", KG_ARG(tight)), labelled(kg_cstr(id), a),
                             kg_fmt(a, "dossier-%.*s", KG_ARG(tight)) };
    int got = 0;
    for (int i = 0; got == 0 && i < 4; i++) got = look_up(s, tries[i], node, e);
    for (int i = 0; got == 0 && i < 2; i++) got = in_any_case(s, tries[i], node, e);
    if (got == 0) got = by_label(s, kg_cstr(id), node, e);
    kg_arena_free(a);
    return got == 1 || (got == 0 && unknown(s, id, e));
}

bool kg_ask_sql(kg_store *s, const char *sql, int seconds, kg_row_fn *row, void *ctx, kg_err *e)
{
    kg_store_index(s);
    kg_store_guard(s, seconds, false);
    return kg_store_rows(s, sql, NULL, 0, row, ctx, e);
}
