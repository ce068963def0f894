-- title: Wat verbindt deze documenten?
-- shows: Wat meer dan een document noemt, en waar de documenten elkaar noemen. Wat maar in een document voorkomt, is weggelaten.
-- picture: network
--
-- One line for each relation between the same two, however often the document repeats it.
WITH shared (name) AS (
    SELECT target FROM graph_edge GROUP BY target HAVING count(DISTINCT document) > 1
    UNION SELECT document FROM graph_edge)
SELECT source, relation, target, document, min(line) AS line
  FROM graph_edge
 WHERE target IN (SELECT name FROM shared)
 GROUP BY source, relation, target, document
