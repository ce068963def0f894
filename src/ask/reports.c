/* reports.c - the reports. In: the graph file as linked. Out: rows in the fields and the order of formats.md.
 *
 * Idea: one statement a report over the views of store.sql; lists and objects are made as JSON by SQLite itself. The
 * states of motions stand in the view `motie`; a commitment's state needs a day to look from, so it is settled here.
 * Invariants: a motion or commitment is one row; rows come in the natural order of ids, relations in the order of the
 * text.
 */
#include "ask.h"

#include <time.h>

static const char moties[] =
    "SELECT m.id AS id, m.title AS title, m.movers AS 'movers[]', m.date AS date,"
    " CASE WHEN m.introduced_in IS NOT NULL THEN json_object('doc', m.introduced_in, 'line', m.introduced_line) END"
    "   AS 'introduced{}',"
    " (SELECT json_group_array(json_object('doc', doc, 'line', line, 'judgement', judgement)) FROM ("
    "    SELECT d.name AS doc, e.line, CASE e.relation WHEN 'holds' THEN 'aangehouden' ELSE e.value END AS judgement"
    "      FROM event e JOIN name d ON d.id = e.document"
    "     WHERE e.node = m.node AND e.relation IN ('judges', 'holds') ORDER BY e.n)) AS 'judgements[]',"
    " m.outcome AS outcome,"
    " (SELECT json_group_array(json_object('doc', doc, 'line', line, 'state', state, 'evidence', evidence)) FROM ("
    "    SELECT d.name AS doc, e.line, e.value AS state, s.text AS evidence"
    "      FROM event e JOIN name d ON d.id = e.document"
    "      LEFT JOIN sentence s ON s.document = e.document AND s.n = e.sentence"
    "     WHERE e.node = m.node AND e.relation = 'answers' ORDER BY e.n)) AS 'answers[]',"
    " m.state AS state, m.judgement AS judgement, n.present AS present"
    " FROM node n JOIN motie m ON m.node = n.id WHERE n.soort = 'motie'";

/* unknown: a deadline in words that nobody can date, since the day on which it was said is not known. */
static const char toezeggingen[] =
    "SELECT t.id AS id, who, words, document AS doc, line, how, deadline, due, kept_by AS 'kept_by[]',"
    " CASE WHEN kept THEN 'kept' WHEN lapsed THEN 'lapsed' WHEN due IS NOT NULL THEN iif(due < ?1, 'overdue', 'open')"
    "      WHEN deadline IS NOT NULL AND made_on IS NULL THEN 'unknown' ELSE 'open' END AS state,"
    " (SELECT json_group_array(json_object('doc', doc, 'line', line)) FROM ("
    "    SELECT d.name AS doc, p.line FROM (SELECT t.node AS id UNION ALL SELECT a.id FROM alias a WHERE a.node = t.node) one"
    "      JOIN promise p ON p.id = one.id JOIN name d ON d.id = p.document"
    "     WHERE p.how <> 'fulfils' AND NOT (d.name = t.document AND p.line = t.line) ORDER BY d.name, p.start)) AS 'also[]'"
    " FROM (SELECT t.*, EXISTS (SELECT 1 FROM event WHERE event.node = t.node AND relation = 'lapses') AS lapsed FROM toezegging t) t"
    " JOIN node n ON t.node = n.id WHERE n.kind = 'toezegging'";

static const char edges[] =
    "SELECT d.name AS doc, s.name AS source, r.relation AS relation, r.value AS value, t.name AS target,"
    " r.line AS line, r.start AS start, r.\"end\" AS \"end\", e.text AS evidence, c.word AS cue, w.word AS rule,"
    " r.confidence AS confidence,"
    " '[' || rtrim(iif(r.flags & 1, '\"repaired\",', '') || iif(r.flags & 2, '\"conflict\",', '')"
    "   || iif(r.flags & 4, '\"ambiguous\",', '') || iif(r.flags & 8, '\"unknown\",', ''), ',') || ']' AS 'flags[]',"
    " r.voice AS voice"
    " FROM %s JOIN name d ON d.id = r.document JOIN name s ON s.id = r.source"
    " LEFT JOIN name t ON t.id = r.target JOIN sentence e ON e.document = r.document AND e.n = r.sentence"
    " LEFT JOIN word c ON c.id = r.cue LEFT JOIN word w ON w.id = r.rule"
    " LEFT JOIN alias ta ON ta.id = r.target LEFT JOIN node tn ON tn.id = coalesce(ta.node, r.target)"
    " JOIN document paper ON paper.id = r.document WHERE 1";

static const char scope[] =
    "SELECT (SELECT count(*) FROM document WHERE rank < 7), (SELECT min(date) FROM document), (SELECT max(date) FROM document),"
    " (SELECT count(*) FROM mention), (SELECT count(*) FROM relation), (SELECT count(*) FROM node), (SELECT count(*) FROM document WHERE rank = 7),"
    " (SELECT count(*) FROM document WHERE rank < 7 AND date IS NULL)";

/* A minister's motions are those that he judged, or told of what became of them. */
static void add_minister(kg_query *q, const kg_ask_opts *o)
{
    if (!o->minister) return;
    kg_add(q, " AND EXISTS (SELECT 1 FROM event v JOIN sentence x ON x.document = v.document AND x.n = v.sentence"
              " WHERE v.node = n.id AND v.relation IN ('judges', 'answers')");
    kg_add_said(q, o, "x");
    kg_add(q, ")");
}

bool kg_ask_moties(kg_store *s, kg_ask_opts o, kg_row_fn *row, void *ctx, kg_err *e)
{
    kg_query q;
    if (o.minister && !kg_passages_ready(s, e)) return false;
    kg_query_open(&q, s, moties);
    if (o.open) kg_add(&q, " AND m.state = 'open'");
    kg_add_state(&q, &o, "m.state");
    if (o.judgement) {
        kg_add(&q, " AND (instr(',' || ");
        kg_add_arg(&q, kg_cstr(o.judgement));
        kg_add(&q, "|| ',', ',' || m.judgement || ',') OR instr(',' || ?%d || ',', ',' || m.outcome || ','))", q.n);
    }
    kg_add_node(&q, &o, "n");
    kg_add_date(&q, &o, "n.date");
    add_minister(&q, &o);
    kg_add(&q, " ORDER BY m.id COLLATE by_id");
    return kg_query_run(&q, s, row, ctx, e);
}

bool kg_ask_toezeggingen(kg_store *s, kg_ask_opts o, kg_row_fn *row, void *ctx, kg_err *e)
{
    char today[16] = "";
    time_t now = time(NULL);
    struct tm tm;
    kg_query q;
    if (localtime_r(&now, &tm)) strftime(today, sizeof today, "%Y-%m-%d", &tm);
    kg_query_open(&q, s, toezeggingen);
    q.args[q.n++] = kg_cstr(o.as_of ? o.as_of : today);       /* ?1 */
    if (o.open) kg_add(&q, " AND NOT t.kept AND NOT t.lapsed");
    kg_add_node(&q, &o, "n");
    kg_add_date(&q, &o, "t.made_on");
    kg_add_who(&q, &o, "t.who");
    kg_add_state(&q, &o, "state");
    kg_add(&q, " ORDER BY t.id COLLATE by_id");
    return kg_query_run(&q, s, row, ctx, e);
}

/* Of a dossier: what its papers say, and what is said of them. */
bool kg_ask_edges(kg_store *s, kg_ask_opts o, kg_row_fn *row, void *ctx, kg_err *e)
{
    kg_query q;
    if (o.minister && !kg_passages_ready(s, e)) return false;
    kg_query_open(&q, s, "");
    if (o.dossier) kg_add_dossier(&q, o.dossier);
    kg_add(&q, edges, o.dossier ? "those JOIN relation r ON r.document = those.document AND r.n = those.n" : "relation r");
    o.dossier = NULL;
    kg_add_node(&q, &o, "tn");
    kg_add_date(&q, &o, "paper.date");
    kg_add_said(&q, &o, "e");
    kg_add(&q, " ORDER BY d.name COLLATE by_id, r.start, r.relation, r.n");
    return kg_query_run(&q, s, row, ctx, e);
}

static void copy_date(char out[11], kg_str date)
{
    ptrdiff_t n = date.n < 10 ? date.n : 10;
    if (n) memcpy(out, date.s, (size_t)n);
    out[n] = 0;
}

static bool take_scope(void *ctx, const kg_col *cols, int n, const kg_cell *cell)
{
    kg_scope *o = ctx;
    (void)cols, (void)n;
    if (!cell) return true;
    o->documents = kg_int(cell[0].text);
    copy_date(o->from, cell[1].text);
    copy_date(o->to, cell[2].text);
    o->mentions = kg_int(cell[3].text);
    o->registers = kg_int(cell[6].text);
    o->edges = kg_int(cell[4].text);
    o->nodes = kg_int(cell[5].text);
    o->undated = kg_int(cell[7].text);
    return true;
}

bool kg_ask_scope(kg_store *s, kg_scope *o, kg_err *e)
{
    *o = (kg_scope){ 0 };
    return kg_store_rows(s, scope, NULL, 0, take_scope, o, e);
}
