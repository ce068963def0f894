-- title: Welke moties zijn beantwoord, en door welke brief?
-- shows: Elke motie die in deze documenten is ingediend, beoordeeld of beantwoord: links waar zij is ingediend, rechts wat erop antwoordt.
-- picture: moties
--
-- Motions that are only mentioned are left out: `kamergraaf moties` lists those too.
SELECT source, relation, target, document, line
  FROM graph_edge
 WHERE relation IN ('introduces', 'judges', 'decides', 'holds', 'withdraws', 'lapses', 'replaces', 'answers')
   AND target IN (SELECT id FROM motie)
