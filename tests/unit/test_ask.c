/* test_ask.c - what follows from the records: aliases, nodes, states, reports. src/store/link.c store.sql src/ask/reports.c */
#include "paper.h"
#include "write/write.h"

static void test_link(kg_store *s)
{
    is_sql(s, "SELECT a.name, b.name FROM alias JOIN name a USING (id) JOIN name b ON b.id = node",
           "www.x.nl/m|kst-35373-8", "the address is the paper");
    is_sql(s, "SELECT label, kind, soort, title, date, dossier, present FROM graph_node WHERE name = 'kst-35373-8'",
           "35 373, nr. 8|kamerstuk|motie|over wapens|2020-09-28|35373|1",
           "told best by the document that puts it on record");
    is_sql(s, "SELECT label, present FROM graph_node WHERE name = 'kst-35373-12'", "35 373, nr. 12|0", "only cited");
    is_sql(s, "SELECT relation, target FROM graph_edge WHERE document = 'brief' ORDER BY start, 1",
           "fulfils|kst-35373-19#toezegging-1\nanswers|kst-35373-8\ncites|kst-35373-8",
           "same_as is gone, the citation meets the paper");
    is_sql(s, "SELECT yes FROM linked", "1", "linked");
}

/* The view `address`, which any SQLite tool can read, says the same as the pictures do (write/label.c). */
static void test_addresses(void)
{
    static const char *const ids[] = { "kst-35373-8", "ah-tk-20202021-1234", "h-tk-20202021-90-12", "blg-929493", "stb-2021-123",
                                       "2021Z19031", "2020D43526", "https://www.x.nl/m", "http://x.nl", "TZ202306-026",
                                       "S/RES/853(1993)", "kst-1#motie-1", "brief", "kenmerk-T/1" };
    kg_err e = { 0 };
    kg_store *s = kg_store_open(path("addresses.db"), KG_STORE_CREATE, &e);
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        kg_val v[] = { kg_vi((int64_t)i + 1), kg_vs(kg_cstr(ids[i])) };
        kg_store_put(s, "INSERT INTO name VALUES (?, ?)", v, 2, &e);
        kg_str want = kg_address(kg_cstr(ids[i]), mem);
        is_str(sql(s, kg_fmt(mem, "SELECT address FROM address WHERE node = %d", (int)i + 1).s), want.n ? want : KG_S("NULL"),
               kg_fmt(mem, "address of %s", ids[i]).s);
    }
    kg_store_close(s);
}

static void test_reports(kg_store *s)
{
    kg_err e = { 0 };
    kg_buf b = { 0 };
    ok(kg_ask_moties(s, (kg_ask_opts){ 0 }, collect, &b, &e), "moties %s", e.what);
    is_str(
        kg_buf_str(&b),
        KG_S(
            "kst-35373-8|over wapens|[\"Van Helvert\",\"O\\\"Brien\"]|2020-09-28|{\"doc\":\"kst-35373-19\",\"line\":1}|"
            "[{\"doc\":\"kst-35373-19\",\"line\":3,\"judgement\":\"ontraden\"}]|NULL|[{\"doc\":\"brief\",\"line\":2,"
            "\"state\":\"in_line\","
            "\"evidence\":\"Kop\\nConform de motie (35 373, nr. 8), zie www.x.nl/m en nr. 9.\\n\"}]|answered|ontraden|1\n"
            "kst-35373-10|NULL|[]|2020-09-28|{\"doc\":\"kst-35373-19\",\"line\":2}|"
            "[{\"doc\":\"kst-35373-19\",\"line\":4,\"judgement\":\"aangehouden\"}]|NULL|[]|held|aangehouden|1\n"
            "kst-35373-12|alleen genoemd|[]|NULL|NULL|[]|NULL|[]|open|NULL|0\n"),
        "motions, natural order, states");
    b = (kg_buf){ 0 };
    ok(kg_ask_moties(s, (kg_ask_opts){ .open = true }, collect, &b, &e), "open motions");
    ok(kg_starts(kg_buf_str(&b), KG_S("kst-35373-12|")), "held is not open");
    b = (kg_buf){ 0 };
    ok(kg_ask_toezeggingen(s, (kg_ask_opts){ .as_of = "2020-10-06" }, collect, &b, &e), "toezeggingen");
    is_str(
        kg_buf_str(&b),
        KG_S(
            "brief#toezegging-1|Minister Blok|zie www|brief|2|text|binnenkort|NULL|[]|open|[]\n"
            "kst-35373-19#toezegging-1|Minister Blok|Ik stuur een brief|kst-35373-19|5|list|binnen een week|2020-10-05|"
            "[{\"doc\":\"brief\",\"line\":2}]|kept|[]\n"),
        "commitments");
    b = (kg_buf){ 0 };
    ok(kg_ask_edges(s, (kg_ask_opts){ 0 }, collect, &b, &e), "edges");
    ok(kg_starts(kg_buf_str(&b), KG_S("brief|brief|fulfils|NULL|kst-35373-19#toezegging-1|2|4|11|")),
       "edges in the order of the text");
    kg_scope c;
    ok(kg_ask_scope(s, &c, &e) && c.documents == 2 && !strcmp(c.from, "2020-09-28") && !strcmp(c.to, "2021-11-04") &&
           c.mentions == 3,
       "scope");
}

static void test_overdue(void)
{
    paper *p = new_paper("", "in/x.txt", "", "Ik kom terug. Ik meld dit binnenkort. Nog iets.\n");
    promise(p, "x#toezegging-1", 1, "Ik kom terug", "voor 1 mei", "2021-05-01");
    promise(p, "x#toezegging-2", 1, "Ik meld dit binnenkort", "binnenkort", "");
    promise(p, "x#toezegging-3", 2, "Nog iets", "", "");
    kg_store *s = graph_of("overdue.db", &p, 1);
    static const struct { const char *day, *want; bool open;
    } t[] = { { "2021-05-01", "open unknown kept ", false },
              { "2021-05-02", "overdue unknown kept ", false },
              { "2021-05-02", "overdue unknown ", true } };
    for (int i = 0; i < 3; i++) {
        kg_buf b = { 0 }, states = { 0 };
        kg_ask_toezeggingen(s, (kg_ask_opts){ .open = t[i].open, .as_of = t[i].day }, collect, &b, NULL);
        for (ptrdiff_t at = 0, from = 0, end = 0; at < b.n; at++) {   /* the last field but one */
            if (b.v[at] == '|') from = end ? end + 1 : 0, end = at;
            if (b.v[at] != '\n') continue;
            kg_put(mem, &states, kg_sub(kg_buf_str(&b), from, end));
            kg_putc(mem, &states, ' ');
        }
        is_str(kg_buf_str(&states), kg_cstr(t[i].want), kg_fmt(mem, "states seen on %s", t[i].day).s);
    }
    kg_store_close(s);
}

/* A motion's life, an event a document; the state after each. */
static void test_states(void)
{
    static const struct { kg_relation r; const char *value, *date, *state;
    } life[] = { { KG_REL_INTRODUCES, "", "2021-01-01", "open" },
                 { KG_REL_JUDGES, "ontraden", "2021-01-02", "open" },
                 { KG_REL_HOLDS, "", "2021-01-03", "held" },
                 { KG_REL_DECIDES, "aangenomen", "2021-01-04", "open" },
                 { KG_REL_ANSWERS, "ongoing", "2021-01-05", "ongoing" },
                 { KG_REL_DECIDES, "aangenomen", "2021-01-06", "ongoing" },
                 { KG_REL_ANSWERS, "not_applicable", "2021-01-07", "not_applicable" },
                 { KG_REL_ANSWERS, "refused", "2021-01-08", "answered" },
                 { KG_REL_JUDGES, "overgenomen", "2021-01-09", "taken_over" },
                 { KG_REL_DECIDES, "verworpen", "2021-01-10", "rejected" },
                 { KG_REL_WITHDRAWS, "", "2021-01-11", "withdrawn" },
                 { KG_REL_REPLACES, "", "2021-01-12", "replaced" },
                 { KG_REL_LAPSES, "", "2021-01-13", "lapsed" },
                 { KG_REL_ANSWERS, "done", "", "answered" } };
    kg_err e = { 0 };
    kg_store *s = kg_store_open(path("states.db"), KG_STORE_CREATE, &e);
    for (int i = 0; i < (int)(sizeof life / sizeof *life); i++) {
        paper *p = new_paper("", kg_fmt(mem, "in/doc%d.txt", i).s, life[i].date, "motie nr. 1 van dossier.\n");
        edge(p, life[i].r, life[i].value, "kst-36000-1", "motie nr. 1");
        add(s, p);
        kg_link(s, &e);
        is_sql(s, "SELECT state FROM motie", life[i].state,
               kg_fmt(mem, "%s %s: %s", kg_relation_name(life[i].r), life[i].value, life[i].state).s);
    }
    kg_store_close(s);
}

static void test_joining(void)
{
    paper *p = new_paper("", "in/a.txt", "", "Zie www.x.nl en www.y.nl en www.z.nl, kst 1 en 2.\n");
    static const char *const pairs[][2] = { { "www.x.nl", "kst-1-1" },   { "www.x.nl", "kst-1-2" },
                                            { "www.y.nl", "kst-1-3" },   { "www.y.nl", "2021D00001" },
                                            { "2021D00002", "kst-1-4" }, { "2021D00002", "kst-1-5" } };
    for (int i = 0; i < 6; i++) edge(p, KG_REL_SAME_AS, "", pairs[i][1], "Zie")->source = kg_cstr(pairs[i][0]);
    edge(p, KG_REL_SAME_AS, "", "kst-1-6", "Zie")->source = KG_S("www.z.nl");
    p->edges[6].flags = KG_CONFLICT;
    kg_store *s = graph_of("joining.db", &p, 1);
    is_sql(s, "SELECT a.name, b.name FROM alias JOIN name a USING (id) JOIN name b ON b.id = node ORDER BY 1",
           "2021D00001|kst-1-3\nwww.y.nl|kst-1-3", "joined only where it is certain");
    is_sql(s, "SELECT count(*) FROM graph_edge", "5", "what was not joined stays a relation");
    kg_store_close(s);
}

int main(void)
{
    begin_papers();
    paper *both[] = { debate(), letter() };
    kg_store *s = graph_of("graph.db", both, 2);
    test_link(s);
    test_reports(s);
    kg_store_close(s);
    test_addresses();
    test_overdue();
    test_states();
    test_joining();
    return end_papers();
}
