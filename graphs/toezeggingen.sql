-- title: Wat is er toegezegd, en wat is nagekomen?
-- shows: Elke toezegging in deze documenten: links waar zij is gedaan, rechts het document dat zegt haar na te komen.
-- picture: toezeggingen
SELECT source, relation, target, document, line
  FROM graph_edge
 WHERE relation IN ('promises', 'fulfils', 'postpones')
   AND target IN (SELECT id FROM toezegging)
