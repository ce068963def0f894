-- store.sql - the graph file: one SQLite database, readable with any SQLite shell.
--
-- Two layers. RECORDS: what each document said, one set of rows a document, replaced together when it changes.
-- DERIVED: what link.c makes of all records together; emptied and made anew, whatever the order of adding was.
--
-- Ids ("kst-35373-8") are interned in `name`; document, node and target columns hold name.id. Words of a fixed list
-- (kind, relation, value, how, voice) stand as they are, since people read this file. Offsets are bytes of
-- document.text, lines count from 1, `end` is exclusive; flags: 1 repaired, 2 conflict, 4 ambiguous, 8 unknown.

PRAGMA application_id = 1262965574;              -- "KGRF"
PRAGMA user_version = 1;

-- RECORDS -----------------------------------------------------------------------------------------------------------

CREATE TABLE name (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;      -- ids of things; intern.c adds an index
CREATE TABLE word (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;     -- cues and names of rules

CREATE TABLE document (
    id       INTEGER PRIMARY KEY REFERENCES name,
    file     TEXT NOT NULL,                      -- the file that gave the text
    stem     TEXT NOT NULL,
    official INTEGER NOT NULL,                   -- 0: the id is the stem, made longer where two are equal
    kind TEXT, soort TEXT, date TEXT, title TEXT, dossier TEXT,
    rank     INTEGER NOT NULL,                   -- of the file's format; the richest gives the text
    length   INTEGER NOT NULL,                   -- bytes of text
    nlines   INTEGER NOT NULL,
    recoded  INTEGER NOT NULL,                   -- 1: text is not the file's bytes
    text     BLOB NOT NULL                       -- zstd; kg_text(text) where the program itself asks
) STRICT;
CREATE INDEX document_stem ON document (stem);

CREATE TABLE file (                              -- all files seen: the one that gave the text, and other renditions
    file     TEXT PRIMARY KEY,
    hash     INTEGER NOT NULL,                   -- of bytes, sidecar, rules: equal is nothing to do; 0: read again
    document INTEGER NOT NULL REFERENCES document
) STRICT, WITHOUT ROWID;
CREATE INDEX file_document ON file (document);

CREATE TABLE mention (
    document INTEGER NOT NULL REFERENCES document, n INTEGER NOT NULL,            -- n: reading order
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, line INTEGER NOT NULL,
    kind TEXT NOT NULL, target INTEGER REFERENCES name, how TEXT NOT NULL,
    confidence REAL NOT NULL, flags INTEGER NOT NULL, note INTEGER, voice TEXT, text TEXT NOT NULL,
    PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE candidate (                         -- ids that tie, where a mention is ambiguous
    document INTEGER NOT NULL REFERENCES document, mention INTEGER NOT NULL, n INTEGER NOT NULL,
    target INTEGER NOT NULL REFERENCES name,
    PRIMARY KEY (document, mention, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE footnote (
    document INTEGER NOT NULL REFERENCES document, n INTEGER NOT NULL, number INTEGER NOT NULL,
    marker_line INTEGER, marker_start INTEGER, marker_end INTEGER,
    note_line INTEGER, note_start INTEGER, note_end INTEGER,
    PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE thing (                             -- what a document says about a thing
    document INTEGER NOT NULL REFERENCES document, n INTEGER NOT NULL,
    id INTEGER NOT NULL REFERENCES name, kind TEXT NOT NULL, soort TEXT, title TEXT, date TEXT,
    movers TEXT,                                 -- JSON list of surnames, or NULL
    start INTEGER NOT NULL, line INTEGER NOT NULL,
    PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE sentence (                          -- evidence, as it stands in the flowed text
    document INTEGER NOT NULL REFERENCES document, n INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE relation (
    document INTEGER NOT NULL REFERENCES document, n INTEGER NOT NULL,
    source INTEGER NOT NULL REFERENCES name, relation TEXT NOT NULL, value TEXT, target INTEGER REFERENCES name,
    kind TEXT NOT NULL,                          -- of the target
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, line INTEGER NOT NULL,
    sentence INTEGER NOT NULL, cue INTEGER REFERENCES word, rule INTEGER REFERENCES word,
    confidence REAL NOT NULL, flags INTEGER NOT NULL, voice TEXT,
    PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE promise (
    document INTEGER NOT NULL REFERENCES document, n INTEGER NOT NULL,
    id INTEGER NOT NULL REFERENCES name, how TEXT NOT NULL, who TEXT, words TEXT, deadline TEXT, due TEXT,
    start INTEGER NOT NULL, line INTEGER NOT NULL, about INTEGER REFERENCES name, voice TEXT,
    PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE problem (                           -- something wrong with a file or in it
    file TEXT NOT NULL, document INTEGER REFERENCES document, line INTEGER, what TEXT NOT NULL
) STRICT;
CREATE INDEX problem_file ON problem (file);

-- DERIVED (link.c) --------------------------------------------------------------------------------------------------

CREATE TABLE linked (yes INTEGER NOT NULL) STRICT;            -- 0: records were written after the last link
INSERT INTO linked VALUES (1);

CREATE TABLE alias (id INTEGER PRIMARY KEY REFERENCES name, node INTEGER NOT NULL REFERENCES node) STRICT;

CREATE TABLE node (                              -- one row a thing; its name is the best of its ids
    id INTEGER PRIMARY KEY REFERENCES name, label TEXT NOT NULL, kind TEXT NOT NULL, soort TEXT, title TEXT, date TEXT,
    dossier TEXT, movers TEXT, present INTEGER NOT NULL       -- present 0: only cited
) STRICT;

CREATE TABLE event (                             -- what is done to a thing (typed relations), in order of time
    node INTEGER NOT NULL REFERENCES node, n INTEGER NOT NULL,
    relation TEXT NOT NULL, value TEXT, document INTEGER NOT NULL REFERENCES document, line INTEGER NOT NULL,
    sentence INTEGER, confidence REAL NOT NULL,
    PRIMARY KEY (node, n)
) STRICT, WITHOUT ROWID;

-- What the other stages read ----------------------------------------------------------------------------------------

CREATE VIEW graph_node (name, label, kind, soort, title, date, dossier, present) AS
SELECT name.name, label, kind, soort, title, date, dossier, present FROM node JOIN name USING (id);

-- Relations between nodes, by number; the sentence is (paper, sentence).
CREATE VIEW graph_arc (source, relation, value, target, document, line, start, paper, sentence, confidence) AS
SELECT coalesce(sa.node, r.source), r.relation, r.value, coalesce(ta.node, r.target), coalesce(da.node, r.document),
       r.line, r.start, r.document, r.sentence, r.confidence
  FROM relation r
  LEFT JOIN alias sa ON sa.id = r.source
  LEFT JOIN alias ta ON ta.id = r.target
  LEFT JOIN alias da ON da.id = r.document
 WHERE r.target IS NOT NULL                                   -- joined: nothing left to say
   AND NOT (r.relation = 'same_as' AND coalesce(sa.node, r.source) = coalesce(ta.node, r.target));

CREATE VIEW graph_edge (source, relation, value, target, document, line, start, evidence, confidence) AS
SELECT s.name, r.relation, r.value, t.name, d.name, r.line, r.start, e.text, r.confidence
  FROM graph_arc r
  JOIN name s ON s.id = r.source JOIN name t ON t.id = r.target JOIN name d ON d.id = r.document
  JOIN sentence e ON e.document = r.paper AND e.n = r.sentence;

CREATE VIEW answer (document, motie, state, line, evidence) AS
SELECT d.name, m.name, event.value, event.line, sentence.text
  FROM event JOIN node ON node.id = event.node AND node.soort = 'motie' AND event.relation = 'answers'
  JOIN name m ON m.id = event.node JOIN name d ON d.id = event.document
  JOIN sentence ON sentence.document = event.document AND sentence.n = event.sentence;

-- `life` has the events that change a motion's state, the last one counts; a motion that is adopted after it was held
-- or taken over waits again.
CREATE VIEW motie (id, title, date, state, movers, introduced_in, introduced_line, judgement, outcome, node) AS
WITH life AS (
    SELECT node, n, relation, CASE relation
             WHEN 'answers' THEN CASE WHEN value IN ('ongoing', 'not_applicable') THEN value ELSE 'answered' END
             WHEN 'holds' THEN 'held' WHEN 'withdraws' THEN 'withdrawn' WHEN 'replaces' THEN 'replaced'
             WHEN 'lapses' THEN 'lapsed'
             WHEN 'judges' THEN CASE value WHEN 'overgenomen' THEN 'taken_over' END
             WHEN 'decides' THEN CASE value WHEN 'verworpen' THEN 'rejected' WHEN 'aangenomen' THEN 'open' END
           END AS state
      FROM event)
SELECT name.name, node.title, node.date,
       coalesce(nullif((SELECT state FROM life
                         WHERE life.node = node.id AND state IS NOT NULL ORDER BY n DESC LIMIT 1), 'open'),
                (SELECT state FROM life
                  WHERE life.node = node.id AND relation = 'answers' ORDER BY n DESC LIMIT 1), 'open'),
       coalesce(node.movers, '[]'),
       (SELECT d.name FROM event e JOIN name d ON d.id = e.document
         WHERE e.node = node.id AND e.relation = 'introduces' ORDER BY n LIMIT 1),
       (SELECT line FROM event e WHERE e.node = node.id AND e.relation = 'introduces' ORDER BY n LIMIT 1),
       (SELECT CASE relation WHEN 'holds' THEN 'aangehouden' ELSE value END FROM event e
         WHERE e.node = node.id AND relation IN ('judges', 'holds') ORDER BY n DESC LIMIT 1),
       (SELECT value FROM event e WHERE e.node = node.id AND relation = 'decides' ORDER BY n DESC LIMIT 1),
       node.id
  FROM node JOIN name USING (id) WHERE node.soort = 'motie';

-- One commitment said by several documents is one row: the chair's list tells it best, then the running text.
CREATE VIEW toezegging (id, who, words, document, line, how, deadline, due, kept_by, kept, made_on, node) AS
WITH said AS (
    SELECT coalesce(a.node, p.id) AS node, p.*, d.date, dn.name AS doc, row_number() OVER (
             PARTITION BY coalesce(a.node, p.id)
             ORDER BY CASE p.how WHEN 'list' THEN 0 WHEN 'text' THEN 1 ELSE 2 END, d.date, dn.name, p.start) AS pick
      FROM promise p JOIN document d ON d.id = p.document JOIN name dn ON dn.id = p.document
      LEFT JOIN alias a ON a.id = p.id)
SELECT name.name, s.who, s.words, s.doc, s.line, s.how, s.deadline, s.due,
       (SELECT json_group_array(json_object('doc', doc, 'line', line)) FROM (
          SELECT k.name AS doc, e.line FROM event e JOIN name k ON k.id = e.document
           WHERE e.node = s.node AND e.relation = 'fulfils' ORDER BY e.n)),
       EXISTS (SELECT 1 FROM event e WHERE e.node = s.node AND e.relation = 'fulfils' AND e.value IS NOT 'partial'),
       s.date, s.node
  FROM said s JOIN name ON name.id = s.node
 WHERE s.pick = 1;

-- Files that tell the same document again, and are left out for a richer one.
CREATE VIEW rendition (file, document, instead) AS
SELECT f.file, n.name, d.file
  FROM file f JOIN document d ON d.id = f.document AND d.file <> f.file JOIN name n ON n.id = d.id;
