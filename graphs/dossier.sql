-- shows: De geschiedenis van een dossier in de tijd: wat de Kamer op tafel legde, de moties, de brieven van het kabinet.
-- picture: dossier
-- example: --dossier 35373
SELECT source, relation, target, document, line
  FROM graph_edge
 WHERE relation IN ('introduces', 'judges', 'decides', 'holds', 'withdraws', 'lapses', 'replaces', 'answers', 'cites')
