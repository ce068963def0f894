-- store.sql - the graph file: one SQLite database, readable with any SQLite shell.
--
-- RECORDS: what each document said, one set of rows a document, replaced together when it changes.
-- DERIVED: what link.c makes of all records together; emptied and made anew, whatever the order of adding was.
-- ANSWERS: what the first question that needs it reckons and leaves here for the next: the words of `search`, measures, the
--          relations of `cypher`.
-- VIEWS:   what people and the other stages read. For people: motie, toezegging, answer, citation, missing, dossier,
--          and the table problem; they need nothing but SQLite.
-- INDEXES: made by the first question; a build is faster without.
--
-- schema.c makes the file section by section ("-- NAME -"), and brings files of an older user_version up to this one.
--
-- Ids ("kst-35373-8") are interned in `name`; document, node and target columns hold name.id. Words of a fixed list
-- (kind, relation, value, how, voice) stand as they are, since people read this file. Offsets are bytes of
-- document.text (of the file, where rank is 7), lines count from 1, `end` is exclusive; flags: 1 repaired, 2 conflict, 4 ambiguous, 8 unknown.

PRAGMA application_id = 1262965574;              -- "KGSF"
PRAGMA user_version = 3;

-- RECORDS -----------------------------------------------------------------------------------------------------------

CREATE TABLE name (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;      -- ids of things; intern.c adds an index
CREATE TABLE word (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;     -- cues and names of rules

CREATE TABLE document (
    id       INTEGER PRIMARY KEY REFERENCES name,
    file     TEXT NOT NULL,                      -- the file that gave the text
    stem     TEXT NOT NULL,
    official INTEGER NOT NULL,                   -- 0: the id is the stem, made longer where two are equal
    kind TEXT, soort TEXT, date TEXT, title TEXT, dossier TEXT,
    rank     INTEGER NOT NULL,                   -- of the file's format; the richest gives the text; 7: a file of records
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

CREATE TABLE mention (                           -- (document, n) is one; many, so without that index until somebody asks
    document INTEGER NOT NULL REFERENCES document, n INTEGER NOT NULL,            -- n: reading order
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, line INTEGER NOT NULL,
    kind TEXT NOT NULL, target INTEGER REFERENCES name, how TEXT NOT NULL,
    confidence REAL NOT NULL, flags INTEGER NOT NULL, note INTEGER, voice TEXT, text TEXT NOT NULL
) STRICT;

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

CREATE TABLE problem (                           -- something wrong with a file or in it; or passed over (rule near-miss)
    file TEXT NOT NULL, document INTEGER REFERENCES document, line INTEGER, what TEXT NOT NULL,
    rule TEXT, start INTEGER, "end" INTEGER, words TEXT, meant TEXT          -- words as they stand there; what is meant
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
    relation TEXT NOT NULL, value TEXT,
    document INTEGER NOT NULL REFERENCES name,   -- that does it; what a file of records says another thing did: that node
    line INTEGER NOT NULL, sentence INTEGER, confidence REAL NOT NULL,
    PRIMARY KEY (node, n)
) STRICT, WITHOUT ROWID;

-- ANSWERS (ask/) ----------------------------------------------------------------------------------------------------

-- Paragraphs of the documents' text, and an index of their words. `search` is contentless: the words are in
-- document.text, from start to end. Numbers are never given again, so that words of a passage that is gone find nothing.
CREATE TABLE passage (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES document,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, line INTEGER NOT NULL,
    role TEXT NOT NULL, voice TEXT, speaker TEXT
) STRICT;
CREATE INDEX passage_document ON passage (document);
CREATE VIRTUAL TABLE search USING fts5 (words, content = '', tokenize = "unicode61 remove_diacritics 2");

CREATE TABLE searched (yes INTEGER NOT NULL) STRICT;          -- 0: documents were written after the last search
INSERT INTO searched VALUES (0);

CREATE TABLE measure (                           -- pagerank, betweenness, community ... of a node; link.c empties it
    name TEXT NOT NULL, node INTEGER NOT NULL REFERENCES node, value REAL NOT NULL,
    PRIMARY KEY (name, node)
) STRICT, WITHOUT ROWID;

-- Relations between nodes, by number: the view graph_arc, which looks up aliases, by which no index can be used. link.c empties it.
CREATE TABLE arc (
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES node, relation TEXT NOT NULL, value TEXT,
    target INTEGER NOT NULL REFERENCES node, document INTEGER NOT NULL REFERENCES node, line INTEGER NOT NULL,
    paper INTEGER NOT NULL REFERENCES document, sentence INTEGER NOT NULL, confidence REAL NOT NULL
) STRICT;
CREATE INDEX arc_source ON arc (source, relation, target);
CREATE INDEX arc_target ON arc (target, relation, source);

-- VIEWS -------------------------------------------------------------------------------------------------------------

CREATE INDEX IF NOT EXISTS promise_id ON promise (id);
CREATE INDEX IF NOT EXISTS alias_node ON alias (node);

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
  LEFT JOIN sentence ON sentence.document = event.document AND sentence.n = event.sentence;

-- `life` has the events that change a motion's state, the last one counts; a motion that is adopted after it was held
-- or taken over waits again. An answer without a word of state ("reported") says nothing where another one states it.
CREATE VIEW motie (id, title, date, state, movers, introduced_in, introduced_line, judgement, outcome, node, dossier) AS
WITH life AS NOT MATERIALIZED (
    SELECT node, n, relation, CASE relation
             WHEN 'answers' THEN CASE WHEN value IN ('ongoing', 'not_applicable') THEN value
                                      WHEN value IS NOT 'reported' OR NOT EXISTS (
                                           SELECT 1 FROM event e WHERE e.node = event.node AND e.relation = 'answers'
                                                                   AND e.value IS NOT 'reported') THEN 'answered' END
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
                  WHERE life.node = node.id AND relation = 'answers' AND state IS NOT NULL ORDER BY n DESC LIMIT 1), 'open'),
       coalesce(node.movers, '[]'),
       (SELECT d.name FROM event e JOIN name d ON d.id = e.document
         WHERE e.node = node.id AND e.relation = 'introduces' ORDER BY n LIMIT 1),
       (SELECT line FROM event e WHERE e.node = node.id AND e.relation = 'introduces' ORDER BY n LIMIT 1),
       (SELECT CASE relation WHEN 'holds' THEN 'aangehouden' ELSE value END FROM event e
         WHERE e.node = node.id AND relation IN ('judges', 'holds') ORDER BY n DESC LIMIT 1),
       (SELECT value FROM event e WHERE e.node = node.id AND relation = 'decides' ORDER BY n DESC LIMIT 1),
       node.id, node.dossier
  FROM node JOIN name USING (id) WHERE node.soort = 'motie';

-- One commitment said by several documents is one row: the chair's list tells it best, then the running text.
CREATE VIEW toezegging (id, who, words, document, line, how, deadline, due, kept_by, kept, made_on, node, dossier) AS
SELECT name.name, s.who, s.words, dn.name, s.line, s.how, s.deadline, s.due,
       (SELECT json_group_array(json_object('doc', doc, 'line', line)) FROM (
          SELECT k.name AS doc, e.line FROM event e JOIN name k ON k.id = e.document
           WHERE e.node = node.id AND e.relation = 'fulfils' ORDER BY e.n)),
       EXISTS (SELECT 1 FROM event e WHERE e.node = node.id AND e.relation = 'fulfils' AND e.value IS NOT 'partial'),
       coalesce(d.date, iif(d.rank = 7, node.date, NULL)), node.id, node.dossier
  FROM node JOIN name ON name.id = node.id
  JOIN promise s ON (s.document, s.n) = (
         SELECT p.document, p.n
           FROM (SELECT node.id AS id UNION ALL SELECT a.id FROM alias a WHERE a.node = node.id) one
           JOIN promise p ON p.id = one.id JOIN document q ON q.id = p.document JOIN name qn ON qn.id = p.document
          ORDER BY CASE p.how WHEN 'list' THEN 0 WHEN 'text' THEN 1 ELSE 2 END, q.date, qn.name, p.start LIMIT 1)
  JOIN document d ON d.id = s.document JOIN name dn ON dn.id = s.document
 WHERE node.kind = 'toezegging';

-- Every relation with its words. `document` says it on `line`; `source` is the document, or a motion that it speaks of.
CREATE VIEW citation (document, date, line, source, relation, value, target, kind, evidence, cue, confidence) AS
SELECT dn.name, d.date, r.line, coalesce(san.name, sn.name), r.relation, r.value, coalesce(tan.name, tn.name), r.kind,
       e.text, c.word, r.confidence
  FROM relation r
  JOIN document d ON d.id = r.document JOIN name dn ON dn.id = r.document
  JOIN name sn ON sn.id = r.source LEFT JOIN alias sa ON sa.id = r.source LEFT JOIN name san ON san.id = sa.node
  LEFT JOIN name tn ON tn.id = r.target LEFT JOIN alias ta ON ta.id = r.target LEFT JOIN name tan ON tan.id = ta.node
  LEFT JOIN sentence e ON e.document = r.document AND e.n = r.sentence
  LEFT JOIN word c ON c.id = r.cue;

-- Where a thing can be had; NULL where its id does not tell.
CREATE VIEW address (node, address) AS
SELECT id, CASE
         WHEN name GLOB 'http*://*' THEN name
         WHEN name GLOB '*[^-A-Za-z0-9.:]*' THEN NULL
         WHEN name GLOB 'dossier-*' THEN 'https://zoek.officielebekendmakingen.nl/dossier/' || substr(name, 9)
         WHEN name GLOB 'kst-*' OR name GLOB 'ah-*' OR name GLOB 'h-*' OR name GLOB 'kv-*' OR name GLOB 'blg-*'
           OR name GLOB 'ag-*' OR name GLOB 'nds-*' OR name GLOB 'stb-*' OR name GLOB 'stcrt-*' OR name GLOB 'trb-*'
           OR name GLOB 'ek-*' THEN 'https://zoek.officielebekendmakingen.nl/' || name || '.html'
         WHEN name GLOB '[0-9][0-9][0-9][0-9][ZD][0-9]*'
         THEN 'https://www.tweedekamer.nl/kamerstukken/detail?id=' || name
         WHEN name GLOB 'BWBR*' THEN 'https://wetten.overheid.nl/' || name
         WHEN name GLOB 'celex-*' THEN 'https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:' || substr(name, 7)
         WHEN name GLOB 'ECLI:*' THEN 'https://deeplink.rechtspraak.nl/uitspraak?id=' || name
       END
  FROM name;

-- Cited, but not among the documents: how often, and by how many documents.
CREATE VIEW missing (id, kind, soort, dossier, title, date, citations, documents, address, node) AS
SELECT name.name, node.kind, node.soort, node.dossier, node.title, node.date, count(*), count(DISTINCT r.document),
       address.address, node.id
  FROM relation r LEFT JOIN alias a ON a.id = r.target JOIN node ON node.id = coalesce(a.node, r.target)
  JOIN name ON name.id = node.id JOIN address ON address.node = node.id
 WHERE NOT node.present AND r.relation <> 'same_as'
 GROUP BY node.id;

-- What is known of a dossier: things that bear its number, how many of them are among the documents or on record there.
CREATE VIEW dossier (id, things, present, moties, toezeggingen, "from", "to") AS
SELECT dossier, count(*), sum(present), sum(soort IS 'motie'), sum(kind = 'toezegging'), min(date), max(date)
  FROM node WHERE dossier IS NOT NULL GROUP BY dossier;

-- Files that tell the same document again, and are left out for a richer one.
CREATE VIEW rendition (file, document, instead) AS
SELECT f.file, n.name, d.file
  FROM file f JOIN document d ON d.id = f.document AND d.file <> f.file JOIN name n ON n.id = d.id;

-- INDEXES -----------------------------------------------------------------------------------------------------------

CREATE UNIQUE INDEX IF NOT EXISTS name_name ON name (name);
CREATE INDEX IF NOT EXISTS relation_source ON relation (source, target);
CREATE INDEX IF NOT EXISTS relation_target ON relation (target, source);
CREATE INDEX IF NOT EXISTS node_dossier ON node (dossier) WHERE dossier IS NOT NULL;
CREATE INDEX IF NOT EXISTS mention_document ON mention (document, n);
CREATE INDEX IF NOT EXISTS mention_called ON mention (target) WHERE how = 'context';
