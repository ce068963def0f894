-- shows: Wat er rond een stuk staat: links wat ervan spreekt, rechts wat het zelf noemt.
-- picture: around
-- example: --focus kst-21501-02-2401
SELECT source, relation, target, document, line FROM graph_edge
