/* test_plans.c - questions about one node or one dossier read no whole table: what SQLite plans for each statement that they
 * run. src/ask/, store.sql INDEXES. The table of plans in src/README.md is what PLANS=1 prints. */
#include "paper.h"

#include <sqlite3.h>

static struct { kg_str v[64]; int n; } seen;                  /* statements that ran */

static int on_statement(unsigned what, void *ctx, void *q, void *x)
{
    (void)what, (void)ctx, (void)x;
    kg_str sql = kg_cstr(sqlite3_sql(q));
    bool select = kg_starts_fold(sql, "select") || kg_starts_fold(sql, "with");
    if (select && seen.n < 64) seen.v[seen.n++] = kg_dup(mem, sql);
    return 0;
}

static int on_open(sqlite3 *db, const char **what, const struct sqlite3_api_routines *api)
{
    (void)what, (void)api;
    return sqlite3_trace_v2(db, SQLITE_TRACE_STMT, on_statement, NULL);
}

/* What is no table of the file: what the statement itself made, in a few rows. */
static bool is_small(kg_str what)
{
    static const char *const made[] = { "one", "some", "those", "ids", "past", "wanted", "other", "said", "search ",
                                        "searched", "hit", "CONSTANT ROW", "json_each", "(subquery" };
    for (size_t i = 0; i < sizeof made / sizeof *made; i++)
        if (kg_starts(what, kg_cstr(made[i]))) return true;
    return false;
}

/* What a question runs before its own statement: one row of one table, SQLite's own tables, nothing at all. */
static bool is_probe(kg_str sql)
{
    static const char *const probes[] = { "sqlite_", "linked", "search_config", "LIMIT 0", "'[]'", "SELECT 1 FROM arc LIMIT 1" };
    for (size_t i = 0; i < sizeof probes / sizeof *probes; i++)
        if (kg_index(sql, kg_cstr(probes[i])) >= 0) return true;
    return false;
}

typedef struct { kg_buf scans, plan; } plan;

static bool on_plan(void *ctx, const kg_col *cols, int n, const kg_cell *cell)
{
    plan *p = ctx;
    (void)cols, (void)n;
    if (!cell) return true;
    kg_str step = cell[3].text;
    if (kg_starts(step, KG_S("SCAN ")) && !is_small(kg_sub(step, 5, step.n))) {
        kg_put(mem, &p->scans, step);
        kg_put(mem, &p->scans, KG_S("; "));
    }
    kg_put(mem, &p->plan, step);
    kg_put(mem, &p->plan, KG_S("; "));
    return true;
}

static void plans(kg_store *s, const char *question, bool asked)
{
    plan p = { 0 };
    kg_err e = { 0 };
    int n = seen.n;
    ok(asked && n > 0, "%s: asked", question);
    for (int i = 0; i < n; i++)
        if (!is_probe(seen.v[i]))
            ok(kg_store_rows(s, kg_fmt(mem, "EXPLAIN QUERY PLAN %.*s", KG_ARG(seen.v[i])).s, NULL, 0, on_plan, &p, &e),
               "%s: statement %d can be explained %s", question, i, e.what);
    is_str(kg_buf_str(&p.scans), KG_S(""), kg_fmt(mem, "%s: no whole table is read", question).s);
    if (getenv("PLANS")) printf("# %s: %.*s\n", question, KG_ARG(kg_buf_str(&p.plan)));
    seen.n = 0;
}

static bool none(void *ctx, const kg_col *cols, int n, const kg_cell *cell)
{
    (void)ctx, (void)cols, (void)n, (void)cell;
    return true;
}

#define ASKED(name, call) seen.n = 0; plans(s, name, call)

int main(void)
{
    begin_papers();
    paper *both[] = { debate(), letter() };
    kg_store_close(graph_of("plans.db", both, 2));
    sqlite3_auto_extension((void (*)(void))on_open);
    kg_err e = { 0 };
    kg_store *s = kg_store_open(path("plans.db"), KG_STORE_READ, &e);
    kg_ask_opts d = { .dossier = "35373", .from = "2020", .mover = "Helvert" }, all = { 0 };
    ASKED("moties --dossier", kg_ask_moties(s, d, none, NULL, &e));
    ASKED("toezeggingen --dossier", kg_ask_toezeggingen(s, d, none, NULL, &e));
    ASKED("edges --dossier", kg_ask_edges(s, d, none, NULL, &e));
    ASKED("missing --dossier", kg_ask_missing(s, d, none, NULL, &e));
    ASKED("answers --dossier", kg_ask_answers(s, NULL, d, none, NULL, &e));
    ASKED("answers ID", kg_ask_answers(s, "brief", all, none, NULL, &e));
    ASKED("cites ID", kg_ask_cites(s, "brief", d, none, NULL, &e));
    ASKED("cited-by ID", kg_ask_cited_by(s, "kst-35373-8", d, none, NULL, &e));
    ASKED("history ID", kg_ask_history(s, "kst-35373-8", all, none, NULL, &e));
    ASKED("history DOSSIER", kg_ask_history(s, "35373", all, none, NULL, &e));
    ASKED("show ID", kg_ask_show(s, "kst-35373-8", none, NULL, &e));
    ASKED("path A B", kg_ask_path(s, "brief", "kst-35373-8", false, 1, none, NULL, &e));
    ASKED("path A B --both --all", kg_ask_path(s, "brief", "kst-35373-19", true, 100, none, NULL, &e));
    int left_out;
    ASKED("mainpath --dossier", kg_ask_mainpath(s, (kg_ask_opts){ .dossier = "35373" }, &left_out, none, NULL, &e));
    ok(kg_ask_search(s, "motie", all, none, NULL, &e), "the first search makes the index");
    ASKED("search WORDS", kg_ask_search(s, "motie", (kg_ask_opts){ .limit = 20 }, none, NULL, &e));
    kg_store *guarded = kg_store_open(path("plans.db"), KG_STORE_READ, &e);
    const char *pattern = "MATCH (b)-[r:answers]->(m:motie {id: 'kst-35373-8'}) WHERE NOT EXISTS { (m)<-[:withdraws]-() } RETURN b.id, r.line";
    ok(kg_ask_cypher(s, pattern, NULL, 0, 30, none, NULL, &e), "the first question by pattern lays the relations out");
    seen.n = 0;
    bool asked = kg_ask_cypher(guarded, pattern, NULL, 0, 30, none, NULL, &e);
    kg_store_close(guarded);
    kg_store_close(s);
    s = kg_store_open(path("plans.db"), KG_STORE_READ, &e);  /* who was asked by pattern explains nothing */
    plans(s, "cypher, one thing", asked);
    kg_store_close(s);
    return end_papers();
}
