/* link.c - across documents. In: the records. Out: the derived tables: alias, event, node.
 *
 * Idea: one thing known by several ids (relation same_as) is one node, named by the best of its ids; what is done to
 * a thing is put in order of time; what a node is called is chosen among all that documents say of it, those first
 * that know best: the document itself, then the one that puts it on record, then the others.
 * Invariants: everything derived is emptied first and every choice has a total order, so the result depends on the
 * records alone. Joining never guesses: an address cited with two papers stays apart, and so do two papers that would
 * become one.
 */
#include "store.h"

#include <stdlib.h>

enum { OFFICIAL = 8 };                                        /* ranks up to here name one thing each (ids.c) */

typedef struct { kg_str name; int rank, up; bool loose; } member;   /* up: towards the best of its class */
typedef struct { int a, b; } pair;
typedef struct {
    kg_arena *mem;
    kg_map *index;
    struct { member *v; int n, cap; } ids;
    struct { pair *v; int n, cap; } pairs;
} classes;

/* -- aliases: union-find over the pairs of same_as --------------------------------------------------------------- */

static int id_of(classes *c, kg_str name)
{
    int *slot = kg_map_at(&c->index, name, NULL);
    if (slot) return *slot;
    kg_str kept = kg_dup(c->mem, name);
    int i = c->ids.n;
    *kg_map_at(&c->index, kept, c->mem) = i;
    *kg_push(c->mem, &c->ids) = (member){ .name = kept, .rank = kg_id_rank(kept), .up = i };
    return i;
}

static bool add_pair(void *ctx, const kg_col *cols, int n, const kg_cell *cell)
{
    classes *c = ctx;
    (void)cols, (void)n;
    if (!cell) return true;
    int a = id_of(c, cell[0].text), b = id_of(c, cell[1].text);
    *kg_push(c->mem, &c->pairs) = (pair){ a, b };
    return true;
}

static int top(classes *c, int i)
{
    member *v = c->ids.v;
    while (v[i].up != i) i = v[i].up = v[v[i].up].up;
    return i;
}

static bool better(const member *x, const member *y)
{
    int by_name = kg_id_compare(x->name, y->name);
    return x->rank != y->rank ? x->rank < y->rank : by_name < 0;
}

static void join(classes *c, int a, int b)
{
    a = top(c, a), b = top(c, b);
    if (a == b) return;
    if (better(&c->ids.v[b], &c->ids.v[a])) c->ids.v[a].up = b;
    else c->ids.v[b].up = a;
}

/* The partner of rank r of an id, as index + 1, in a map keyed by both. */
static int *partner(classes *c, kg_map **m, int id, int rank)
{
    int key[2] = { id, rank };
    return kg_map_at(m, kg_dup(c->mem, (kg_str){ (const char *)key, sizeof key }), c->mem);
}

/* An address or a reference cited with two papers of one kind names neither. */
static void loosen(classes *c, kg_map **seen, int weak, int strong)
{
    member *v = c->ids.v;
    if (v[weak].rank <= OFFICIAL || v[strong].rank > OFFICIAL) return;
    int *slot = partner(c, seen, weak, v[strong].rank);
    if (*slot && *slot != strong + 1) v[weak].loose = true;
    *slot = strong + 1;
}

/* Two different papers in one class: the class is no class. */
static void break_up(classes *c)
{
    member *v = c->ids.v;
    kg_map *seen = NULL;
    bool *broken = kg_new(c->mem, bool, c->ids.n + 1);
    for (int i = 0; i < c->ids.n; i++) {
        if (v[i].rank > OFFICIAL) continue;
        int *slot = partner(c, &seen, top(c, i), v[i].rank);
        if (*slot && *slot != i + 1) broken[top(c, i)] = true;
        *slot = i + 1;
    }
    int *tops = kg_new(c->mem, int, c->ids.n + 1);
    for (int i = 0; i < c->ids.n; i++) tops[i] = top(c, i);
    for (int i = 0; i < c->ids.n; i++)
        if (broken[tops[i]]) v[i].up = i;
        else v[i].up = tops[i];
}

static void settle(classes *c)
{
    kg_map *seen = NULL;
    for (int i = 0; i < c->pairs.n; i++) {
        loosen(c, &seen, c->pairs.v[i].a, c->pairs.v[i].b);
        loosen(c, &seen, c->pairs.v[i].b, c->pairs.v[i].a);
    }
    for (int i = 0; i < c->pairs.n; i++) {
        pair p = c->pairs.v[i];
        if (!c->ids.v[p.a].loose && !c->ids.v[p.b].loose) join(c, p.a, p.b);
    }
    break_up(c);
}

static bool make_aliases(kg_store *s, classes *c, kg_err *e)
{
    if (!kg_store_rows(s,
                       "SELECT DISTINCT a.name, b.name FROM relation r"
                       " JOIN name a ON a.id = r.source JOIN name b ON b.id = r.target"
                       " WHERE r.relation = 'same_as' AND r.flags & 6 = 0 AND r.source <> r.target ORDER BY 1, 2",
                       NULL, 0, add_pair, c, e))
        return false;
    settle(c);
    for (int i = 0; i < c->ids.n; i++) {
        if (c->ids.v[i].up == i) continue;
        kg_val v[] = { kg_vt(c->ids.v[i].name), kg_vt(c->ids.v[c->ids.v[i].up].name) };
        if (!kg_store_put(s,
                          "INSERT INTO alias SELECT a.id, b.id FROM name a, name b WHERE a.name = ?1 AND b.name = ?2",
                          v, 2, e))
            return false;
    }
    return true;
}

/* -- the rest is SQL, in this order ------------------------------------------------------------------------------ */

static const char *const empty[] = {
    KG_INDEX_NAMES, "DELETE FROM event", "DELETE FROM node", "DELETE FROM alias",
};

static const char *const derive[] = {
    /* In order of time. Where a document has no date: an answer came last, everything else before what has a date. A
     * commitment that a document says it keeps is kept there, also when no relation points to it. */
    "INSERT INTO event"
    " SELECT node, row_number() OVER (PARTITION BY node ORDER BY at, doc, start, relation, value, sentence) - 1,"
    "        relation, value, document, line, sentence, confidence"
    "   FROM (SELECT coalesce(a.node, r.target) AS node, r.relation, r.value, r.document, r.line, r.start, r.sentence,"
    "                r.confidence, n.name AS doc, coalesce(d.date, iif(r.relation = 'answers', '9999', '')) AS at"
    "           FROM relation r JOIN document d ON d.id = r.document JOIN name n ON n.id = d.id"
    "           LEFT JOIN alias a ON a.id = r.target"
    "          WHERE r.relation NOT IN ('cites', 'same_as') AND r.target IS NOT NULL"
    "         UNION ALL"
    "         SELECT coalesce(a.node, p.id), 'fulfils', 'full', p.document, p.line, p.start, NULL, 1.0, n.name,"
    "                coalesce(d.date, '')"
    "           FROM promise p JOIN document d ON d.id = p.document JOIN name n ON n.id = d.id"
    "           LEFT JOIN alias a ON a.id = p.id"
    "          WHERE p.how = 'fulfils' AND NOT EXISTS (SELECT 1 FROM relation r WHERE r.document = p.document"
    "                AND r.relation = 'fulfils' AND r.target = p.id))",

    /* What is chosen of all that is said, as the greatest (date: the least) of strings that begin with what counts: 2
     * the document itself, 1 the one that puts it on record, 0 another; then full dates, long titles, long lists. One
     * document that calls it a motion is enough: nothing else is called so by mistake as often as a motion is "stuk".
     */
    "CREATE TEMP TABLE IF NOT EXISTS best (node INTEGER PRIMARY KEY, title TEXT, date TEXT, movers TEXT,"
    " soort TEXT, kind TEXT)",
    "DELETE FROM temp.best",
    "INSERT INTO temp.best"
    " SELECT node, substr(max(weight || printf('%05d', length(title)) || title), 7),"
    "        substr(min((2 - weight) || (length(date) < 10) || date), 3),"
    "        substr(max(weight || printf('%03d', json_array_length(movers)) || movers), 5),"
    "        substr(max((soort = 'motie') || weight || soort), 3), substr(max(weight || kind), 2)"
    "   FROM (SELECT coalesce(a.node, d.id) AS node, 2 AS weight, d.kind, d.soort, d.title, d.date, NULL AS movers"
    "           FROM document d LEFT JOIN alias a USING (id)"
    "         UNION ALL"
    "         SELECT coalesce(a.node, t.id), i.node IS NOT NULL, t.kind, t.soort, t.title,"
    "                iif(i.node IS NULL, t.date, coalesce(d.date, t.date)), t.movers"
    "           FROM thing t JOIN document d ON d.id = t.document LEFT JOIN alias a ON a.id = t.id"
    "           LEFT JOIN (SELECT DISTINCT node, document FROM event WHERE relation = 'introduces') i"
    "             ON i.node = coalesce(a.node, t.id) AND i.document = t.document)"
    "  GROUP BY node",

    /* Every id that a record uses; present: the document itself, what is put on record in one, a commitment. */
    "INSERT INTO node (id, label, kind, soort, title, date, dossier, movers, present)"
    " SELECT u.id, coalesce(kg_label(n.name), b.title, n.name), coalesce(kg_kind(n.name), b.kind, ''), b.soort,"
    "        b.title, b.date, kg_dossier(n.name), b.movers, u.present"
    "   FROM (SELECT id, max(present) AS present"
    "           FROM (SELECT id, 1 AS present FROM document UNION ALL SELECT id, 1 FROM promise"
    "                 UNION ALL SELECT node, 1 FROM event WHERE relation = 'introduces'"
    "                 UNION ALL SELECT node, 1 FROM alias JOIN document USING (id)"
    "                 UNION ALL SELECT node, 1 FROM alias JOIN promise USING (id)"
    "                 UNION ALL SELECT node, 0 FROM alias UNION ALL SELECT id, 0 FROM thing"
    "                 UNION ALL SELECT DISTINCT source, 0 FROM relation"
    "                 UNION ALL SELECT target, 0 FROM relation WHERE target IS NOT NULL) GROUP BY id) u"
    "   JOIN name n ON n.id = u.id LEFT JOIN temp.best b ON b.node = u.id"
    "  WHERE u.id NOT IN (SELECT id FROM alias)",
    "DELETE FROM temp.best",

    /* Where neither the id nor a document tells the kind: the words that named it. */
    "UPDATE node SET kind = r.kind FROM (SELECT coalesce(a.node, r.target) AS id, min(r.kind) AS kind FROM relation r"
    "  LEFT JOIN alias a ON a.id = r.target"
    "  WHERE coalesce(a.node, r.target) IN (SELECT id FROM node WHERE kind = '') GROUP BY 1) r"
    " WHERE r.id = node.id",
    "UPDATE node SET kind = 'document' WHERE kind = ''",
    "UPDATE node SET soort = 'motie' WHERE kind = 'motie' AND soort IS NULL",
    "UPDATE node SET soort = 'motie' WHERE soort IS NULL"
    " AND id IN (SELECT node FROM event WHERE relation IN ('introduces', 'judges', 'holds'))",
    "UPDATE node SET soort = 'motie' WHERE soort IS NULL AND id IN (SELECT coalesce(a.node, r.target) FROM relation r"
    "  LEFT JOIN alias a ON a.id = r.target LEFT JOIN alias b ON b.id = r.source"
    "  JOIN node n ON n.id = coalesce(b.node, r.source) AND n.soort = 'motie' WHERE r.relation = 'replaces')",
    "UPDATE node SET dossier = replace(replace(d.dossier, 'dossier-', ''), ' ', '') FROM document d"
    " WHERE d.id = node.id AND node.dossier IS NULL AND d.dossier IS NOT NULL",
    "UPDATE linked SET yes = 1",
};

static bool run_all(kg_store *s, const char *const *sql, size_t n, kg_err *e)
{
    for (size_t i = 0; i < n; i++)
        if (!kg_store_put(s, sql[i], NULL, 0, e)) return false;
    return true;
}

bool kg_link(kg_store *s, kg_err *e)
{
    classes c = { .mem = kg_arena_new() };
    bool ok = kg_store_begin(s, e) && run_all(s, empty, sizeof empty / sizeof *empty, e) && make_aliases(s, &c, e)
           && run_all(s, derive, sizeof derive / sizeof *derive, e) && kg_store_commit(s, e);
    if (!ok) kg_store_put(s, "ROLLBACK", NULL, 0, NULL);
    kg_arena_free(c.mem);
    return ok;
}
