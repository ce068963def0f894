/* show.c - everything about one thing. In: the graph file, linked; an id. Out: rows in five parts: node, alias, history, cited_by,
 * cites, each with columns of its own (the first is `part`).
 *
 * A name in words counts where a capital or a digit makes it one: "deze motie" is none.
 */
#include "ask.h"

#include <stdio.h>

#define IDS "WITH one AS (SELECT CAST(?1 AS INTEGER) AS id)," \
            " ids AS (SELECT id FROM one UNION ALL SELECT alias.id FROM alias JOIN one ON alias.node = one.id) "
#define FLAGS "'[' || rtrim(iif(r.flags & 1, '\"repaired\",', '') || iif(r.flags & 2, '\"conflict\",', '')" \
              " || iif(r.flags & 4, '\"ambiguous\",', '') || iif(r.flags & 8, '\"unknown\",', ''), ',') || ']' AS 'flags[]'"
#define WORDS " LEFT JOIN sentence e ON e.document = r.document AND e.n = r.sentence" \
              " LEFT JOIN word c ON c.id = r.cue LEFT JOIN word w ON w.id = r.rule"

static const char *const parts[] = {
    "SELECT 'node' AS part, n.name AS id, node.label AS label, node.kind AS kind, node.soort AS soort, node.title AS title,"
    " node.date AS date, node.dossier AS dossier, coalesce(node.movers, '[]') AS 'movers[]', d.file AS file,"
    " coalesce((SELECT state FROM motie m WHERE m.node = node.id),"
    "   (SELECT iif(kept, 'kept', NULL) FROM toezegging t WHERE t.node = node.id)) AS state"
    " FROM name n JOIN node ON node.id = n.id"
    " LEFT JOIN document d ON d.id IN (SELECT n.id UNION ALL SELECT id FROM alias WHERE node = n.id) WHERE n.id = CAST(?1 AS INTEGER) LIMIT 1",

    IDS "SELECT 'alias' AS part, i.name AS id, NULL AS words, d.name AS doc, r.line AS line, e.text AS evidence, w.word AS rule,"
    " r.confidence AS confidence"
    " FROM ids JOIN name i ON i.id = ids.id JOIN relation r ON (r.document, r.n) = (SELECT q.document, q.n FROM relation q"
    "   JOIN name qn ON qn.id = q.document WHERE q.relation = 'same_as' AND (q.target = ids.id OR q.source = ids.id)"
    "   ORDER BY q.flags & 6, q.confidence DESC, qn.name, q.start LIMIT 1)"
    " JOIN name d ON d.id = r.document" WORDS " WHERE i.id <> (SELECT id FROM one) ORDER BY i.name COLLATE by_id",

    IDS "SELECT 'alias' AS part, NULL AS id, words, doc, line, NULL AS evidence, NULL AS rule, confidence FROM ("
    "  SELECT replace(replace(replace(m.text, char(13), ''), char(10), ' '), '  ', ' ') AS words, d.name AS doc, m.line AS line, m.confidence,"
    "   row_number() OVER (PARTITION BY lower(m.text) ORDER BY m.confidence DESC, d.name, m.start) AS pick"
    "   FROM mention m JOIN name d ON d.id = m.document"
    "  WHERE m.how = 'context' AND m.target IN (SELECT id FROM ids) AND NOT m.flags & 6"
    "   AND substr(m.text, 2) GLOB '*[A-Z0-9]*') WHERE pick = 1"   /* "deze motie" is no name */
    " ORDER BY confidence DESC, doc COLLATE by_id, line, words",

    IDS "SELECT 'history' AS part, coalesce(p.date, pn.date) AS date, d.name AS doc, v.line AS line, v.relation AS relation, v.value AS value,"
    " e.text AS evidence, v.confidence AS confidence"
    " FROM event v LEFT JOIN document p ON p.id = v.document LEFT JOIN node pn ON pn.id = v.document JOIN name d ON d.id = v.document"
    " LEFT JOIN sentence e ON e.document = v.document AND e.n = v.sentence"
    " WHERE v.node = (SELECT id FROM one) ORDER BY v.n",

    IDS "SELECT 'cited_by' AS part, d.name AS doc, p.date AS date, r.line AS line, s.name AS source, r.relation AS relation,"
    " r.value AS value, e.text AS evidence, c.word AS cue, r.voice AS voice, w.word AS rule, r.confidence AS confidence, " FLAGS
    " FROM relation r JOIN document p ON p.id = r.document JOIN name d ON d.id = r.document JOIN name s ON s.id = r.source" WORDS
    " WHERE r.target IN (SELECT id FROM ids) AND r.relation <> 'same_as' AND r.source NOT IN (SELECT id FROM ids)"
    " ORDER BY p.date, d.name COLLATE by_id, r.start, r.n",

    IDS "SELECT 'cites' AS part, d.name AS doc, r.line AS line, r.relation AS relation, r.value AS value,"
    " coalesce(an.name, t.name) AS target, e.text AS evidence, c.word AS cue, r.voice AS voice, w.word AS rule,"
    " r.confidence AS confidence, " FLAGS
    " FROM relation r JOIN name d ON d.id = r.document LEFT JOIN name t ON t.id = r.target"
    " LEFT JOIN alias a ON a.id = r.target LEFT JOIN name an ON an.id = a.node" WORDS
    " WHERE r.source IN (SELECT id FROM ids) AND r.relation <> 'same_as' AND (r.target IS NULL OR r.target NOT IN (SELECT id FROM ids))"
    " ORDER BY d.name COLLATE by_id, r.start, r.n",
};

bool kg_ask_show(kg_store *s, const char *id, kg_row_fn *row, void *ctx, kg_err *e)
{
    char number[24];
    int64_t node = 0;
    if (!kg_find_node(s, id, &node, e)) return false;
    snprintf(number, sizeof number, "%lld", (long long)node);
    kg_str arg = kg_cstr(number);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!kg_store_rows(s, parts[i], &arg, 1, row, ctx, e)) return false;
    return true;
}
