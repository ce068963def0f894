-- A graph file of schema version 1 (debate.d and letter.d as debate.txt and letter.txt), as it was written then.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE name (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
INSERT INTO name VALUES(1,'kst-35373-19');
INSERT INTO name VALUES(2,'kst-35373-7');
INSERT INTO name VALUES(3,'kst-35373-19#toezegging-1');
INSERT INTO name VALUES(4,'letter');
INSERT INTO name VALUES(5,'kenmerk-BZDOC-1234567890-12');
INSERT INTO name VALUES(6,'kst-21501-20-1736');
INSERT INTO name VALUES(7,'kst-35570-V-42');
INSERT INTO name VALUES(8,'kst-21501-02-2216');
INSERT INTO name VALUES(9,'letter#toezegging-1');
CREATE TABLE word (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;
INSERT INTO word VALUES(1,'Zij krijgt ');
INSERT INTO word VALUES(2,'krijgt-nummer');
INSERT INTO word VALUES(3,'aan het oordeel van de Kamer');
INSERT INTO word VALUES(4,'oordeel-kamer');
INSERT INTO word VALUES(5,'noteer de toezeggingen');
INSERT INTO word VALUES(6,'lijst-kop');
INSERT INTO word VALUES(7,'conform');
INSERT INTO word VALUES(8,'in-lijn');
INSERT INTO word VALUES(9,'niet langer van toepassing');
INSERT INTO word VALUES(10,'niet-van-toepassing');
INSERT INTO word VALUES(11,'zal dit blijven doen');
INSERT INTO word VALUES(12,'blijft-doen');
INSERT INTO word VALUES(13,'Ik zeg toe');
INSERT INTO word VALUES(14,'zeg-toe');
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
INSERT INTO document VALUES(1,'debate.txt','debate',1,'kamerstuk','verslag',NULL,NULL,'35373',6,611,29,0,X'28b52ffd6063011d1000841c20566f6f727a69747465723a204a616e73656e200a47726966666965723a204465205672696573200a0a446520686565722042616b6b65722028565644293a200a2e20496b206469656e2065656e206d6f74696520696e2e0a0a4d6f7469650a0a4465204b616d65722c0a0a6765686f6f726420646520626572616164736c6167696e672c0a0a7665727a6f656b74206465207265676572696e672073746f656c656e207465206b6f70656e2c0a0a656e2067616174206f76657220746f6f7264652076616e206465206461672e0a0a446520760a44657a657367657374656c6420646f6f72206465206c6564656e656e2056616e2064657220426572672e200a5a696a206b72696a6774206e722e20372028333520333733292e200a0a4d696e69737465722050696574657273656e6f70207374756b6c61617420696b2061616e20686574206f6f726465656c4b616d65722e20446973796d7061746869656b2e20496b206e6f7465657220646520746f657a656767696e67656e2e200ae2809320446520696e666f726d656572203120617072696c64652e200a0a547765652c2076657267616465726a6161722032303230e28093323032312c202c206e722e20313920340a14004cace1a012ceb70467ed30c45ebcd180ce8ab39115cf6b3ec9cc9c4243dad66c7424047634136ddef511c2f344231beb7eea35c1b08528');
INSERT INTO document VALUES(4,'letter.txt','letter',0,'document','brief','2021-11-04',NULL,NULL,6,727,28,0,X'28b52ffd60d701bd1300542341616e20646520566f6f727a69747465722076616e20646520547765656465204b616d6572206465722053746174656e2d47656e657261616c0a0a4f6e7a65205265666572656e7469650a0a425a444f432d313233343536373839302d31320a0a446174756d2034206e6f76656d62657220323032310a0a4765616368746520762c0a0a4869657262696a20696e666f726d65657220696b2075206f76657220646520756974766f6572696e67726965206d6f746965732e0a0a312e204d6f746965686574206c6964204a616e73656e206f766572206565726c696a6b652073746f656c656e202832313530312d32302d31373336292c203132206f6b746f486574206b6162696e657420686565667420636f2064657a65206d6f746967656b6f6368742e0a0a322e20476577696a7a6967646465206c6564656e20446520567269657320656e2056616e42657267746166656c7320283335203537302d562c206e722e203432292c203139206e6f76656d300a0a44657a6973206e696574206c616e6765722076616e20746f6570617373696e672e205a6965206f6f6b312e0a0a332e204d42616b6b657220632e732e6c616d70656e202832313530312d30322d32323136292c2037300a0a7a616c2064697420626c696a76656e20646f656e2e20496b207a656720746f652064617420696b207577766f6f722031206d61617274203230323220686965726f76657220696565722e0a0a4465204d696e697374532c0a0a412e422e2050696574657273656e0a16007f3b84b165a56eb52c32c2d5c0b9609663890d63b378c16cd1501d31e3c199cc91b661466cdb644c5825cb4d8a453cd658a30c847d0423ea4709f0454003');
CREATE TABLE file (                              -- all files seen: the one that gave the text, and other renditions
    file     TEXT PRIMARY KEY,
    hash     INTEGER NOT NULL,                   -- of bytes, sidecar, rules: equal is nothing to do; 0: read again
    document INTEGER NOT NULL REFERENCES document
) STRICT, WITHOUT ROWID;
INSERT INTO file VALUES('debate.txt',339502420317608803,1);
INSERT INTO file VALUES('letter.txt',6838174591276371214,4);
CREATE TABLE mention (
    document INTEGER NOT NULL REFERENCES document, n INTEGER NOT NULL,            -- n: reading order
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, line INTEGER NOT NULL,
    kind TEXT NOT NULL, target INTEGER REFERENCES name, how TEXT NOT NULL,
    confidence REAL NOT NULL, flags INTEGER NOT NULL, note INTEGER, voice TEXT, text TEXT NOT NULL,
    PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;
INSERT INTO mention VALUES(1,0,89,94,5,'kamerstuk',2,'context',0.69999999999999995559,0,NULL,'member','motie');
INSERT INTO mention VALUES(1,1,315,329,19,'kamerstuk',2,'explicit',0.96999999999999997335,0,NULL,'chair','nr. 7 (35 373)');
INSERT INTO mention VALUES(1,2,357,376,22,'kamerstuk',2,'context',0.94999999999999995559,0,NULL,'government','motie op stuk nr. 7');
INSERT INTO mention VALUES(1,3,415,424,22,'kamerstuk',2,'context',0.69999999999999995559,0,NULL,'government','Die motie');
INSERT INTO mention VALUES(1,4,594,608,28,'kamerstuk',1,'furniture',0.98999999999999999111,0,NULL,NULL,'35 373, nr. 19');
INSERT INTO mention VALUES(4,0,76,95,5,'kenmerk',5,'furniture',0.94999999999999995559,0,NULL,NULL,'BZDOC-1234567890-12');
INSERT INTO mention VALUES(4,1,204,228,13,'kamerstuk',6,'context',0.94999999999999995559,0,NULL,'government','Motie van het lid Jansen');
INSERT INTO mention VALUES(4,2,252,265,13,'kamerstuk',6,'explicit',0.94999999999999995559,0,NULL,'government','21501-20-1736');
INSERT INTO mention VALUES(4,3,311,321,15,'kamerstuk',6,'context',0.84999999999999997779,0,NULL,'government','deze motie');
INSERT INTO mention VALUES(4,4,343,397,17,'kamerstuk',7,'context',0.94999999999999995559,0,NULL,'government','Gewijzigde motie van de leden De Vries en Van der Berg');
INSERT INTO mention VALUES(4,5,411,427,17,'kamerstuk',7,'explicit',0.96999999999999997335,0,NULL,'government','35 570-V, nr. 42');
INSERT INTO mention VALUES(4,6,448,458,19,'kamerstuk',7,'context',0.84999999999999997779,0,NULL,'government','Deze motie');
INSERT INTO mention VALUES(4,7,498,505,19,'kamerstuk',6,'context',0.9000000000000000222,0,NULL,'government','motie 1');
INSERT INTO mention VALUES(4,8,511,540,21,'kamerstuk',8,'context',0.94999999999999995559,0,NULL,'government','Motie van het lid Bakker c.s.');
INSERT INTO mention VALUES(4,9,554,567,21,'kamerstuk',8,'explicit',0.94999999999999995559,0,NULL,'government','21501-02-2216');
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
INSERT INTO thing VALUES(1,0,2,'kamerstuk','motie','stoelen te kopen',NULL,'["Bakker","Van der Berg"]',315,19);
INSERT INTO thing VALUES(4,0,6,'kamerstuk','motie','eerlijke stoelen','2021-10-12','["Jansen"]',204,13);
INSERT INTO thing VALUES(4,1,7,'kamerstuk','motie','tafels','2020-11-19','["De Vries","Van der Berg"]',343,17);
INSERT INTO thing VALUES(4,2,8,'kamerstuk','motie','lampen','2020-10-07','["Bakker"]',511,21);
CREATE TABLE sentence (                          -- evidence, as it stands in the flowed text
    document INTEGER NOT NULL REFERENCES document, n INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;
INSERT INTO sentence VALUES(1,0,304,330,'Zij krijgt nr. 7 (35 373).');
INSERT INTO sentence VALUES(1,1,354,414,'De motie op stuk nr. 7 laat ik aan het oordeel van de Kamer.');
INSERT INTO sentence VALUES(1,2,490,551,'De Minister informeert de Kamer voor 1 april over de stoelen.');
INSERT INTO sentence VALUES(4,0,285,338,'Het kabinet heeft conform deze motie stoelen gekocht.');
INSERT INTO sentence VALUES(4,1,448,489,'Deze motie is niet langer van toepassing.');
INSERT INTO sentence VALUES(4,2,586,619,'Het kabinet zal dit blijven doen.');
INSERT INTO sentence VALUES(4,3,620,684,'Ik zeg toe dat ik uw Kamer voor 1 maart 2022 hierover informeer.');
CREATE TABLE relation (
    document INTEGER NOT NULL REFERENCES document, n INTEGER NOT NULL,
    source INTEGER NOT NULL REFERENCES name, relation TEXT NOT NULL, value TEXT, target INTEGER REFERENCES name,
    kind TEXT NOT NULL,                          -- of the target
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, line INTEGER NOT NULL,
    sentence INTEGER NOT NULL, cue INTEGER REFERENCES word, rule INTEGER REFERENCES word,
    confidence REAL NOT NULL, flags INTEGER NOT NULL, voice TEXT,
    PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;
INSERT INTO relation VALUES(1,0,1,'introduces',NULL,2,'kamerstuk',315,329,19,0,1,2,0.92200000000000004174,0,'chair');
INSERT INTO relation VALUES(1,1,1,'judges','oordeel_kamer',2,'kamerstuk',385,413,22,1,3,4,0.90200000000000002398,0,'government');
INSERT INTO relation VALUES(1,2,1,'promises',NULL,3,'toezegging',490,551,26,2,5,6,0.76000000000000000888,0,'chair');
INSERT INTO relation VALUES(4,0,4,'answers','in_line',6,'kamerstuk',311,321,15,0,7,8,0.80800000000000005151,0,'government');
INSERT INTO relation VALUES(4,1,4,'answers','not_applicable',7,'kamerstuk',448,458,19,1,9,10,0.80800000000000005151,0,'government');
INSERT INTO relation VALUES(4,2,4,'answers','ongoing',8,'kamerstuk',598,618,23,2,11,12,0.90200000000000002398,0,'government');
INSERT INTO relation VALUES(4,3,4,'promises',NULL,9,'toezegging',620,684,23,3,13,14,0.76000000000000000888,0,'government');
CREATE TABLE promise (
    document INTEGER NOT NULL REFERENCES document, n INTEGER NOT NULL,
    id INTEGER NOT NULL REFERENCES name, how TEXT NOT NULL, who TEXT, words TEXT, deadline TEXT, due TEXT,
    start INTEGER NOT NULL, line INTEGER NOT NULL, about INTEGER REFERENCES name, voice TEXT,
    PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;
INSERT INTO promise VALUES(1,0,3,'list','Minister Pietersen','De Minister informeert de Kamer voor 1 april over de stoelen.','voor 1 april',NULL,490,26,NULL,'chair');
INSERT INTO promise VALUES(4,0,9,'text','kabinet','Ik zeg toe dat ik uw Kamer voor 1 maart 2022 hierover informeer.','voor 1 maart 2022','2022-03-01',620,23,NULL,'government');
CREATE TABLE problem (                           -- something wrong with a file or in it
    file TEXT NOT NULL, document INTEGER REFERENCES document, line INTEGER, what TEXT NOT NULL
) STRICT;
CREATE TABLE linked (yes INTEGER NOT NULL) STRICT;
INSERT INTO linked VALUES(1);
CREATE TABLE alias (id INTEGER PRIMARY KEY REFERENCES name, node INTEGER NOT NULL REFERENCES node) STRICT;
CREATE TABLE node (                              -- one row a thing; its name is the best of its ids
    id INTEGER PRIMARY KEY REFERENCES name, label TEXT NOT NULL, kind TEXT NOT NULL, soort TEXT, title TEXT, date TEXT,
    dossier TEXT, movers TEXT, present INTEGER NOT NULL       -- present 0: only cited
) STRICT;
INSERT INTO node VALUES(1,'35 373, nr. 19','kamerstuk','verslag',NULL,NULL,'35373',NULL,1);
INSERT INTO node VALUES(2,'35 373, nr. 7','kamerstuk','motie','stoelen te kopen',NULL,'35373','["Bakker","Van der Berg"]',1);
INSERT INTO node VALUES(3,'kst-35373-19#toezegging-1','toezegging',NULL,NULL,NULL,'35373-19#toezegging',NULL,1);
INSERT INTO node VALUES(4,'letter','document','brief',NULL,'2021-11-04',NULL,NULL,1);
INSERT INTO node VALUES(6,'21 501-20, nr. 1736','kamerstuk','motie','eerlijke stoelen','2021-10-12','21501-20','["Jansen"]',0);
INSERT INTO node VALUES(7,'35 570 V, nr. 42','kamerstuk','motie','tafels','2020-11-19','35570-V','["De Vries","Van der Berg"]',0);
INSERT INTO node VALUES(8,'21 501-02, nr. 2216','kamerstuk','motie','lampen','2020-10-07','21501-02','["Bakker"]',0);
INSERT INTO node VALUES(9,'letter#toezegging-1','toezegging',NULL,NULL,NULL,NULL,NULL,1);
CREATE TABLE event (                             -- what is done to a thing (typed relations), in order of time
    node INTEGER NOT NULL REFERENCES node, n INTEGER NOT NULL,
    relation TEXT NOT NULL, value TEXT, document INTEGER NOT NULL REFERENCES document, line INTEGER NOT NULL,
    sentence INTEGER, confidence REAL NOT NULL,
    PRIMARY KEY (node, n)
) STRICT, WITHOUT ROWID;
INSERT INTO event VALUES(2,0,'introduces',NULL,1,19,0,0.92200000000000004174);
INSERT INTO event VALUES(2,1,'judges','oordeel_kamer',1,22,1,0.90200000000000002398);
INSERT INTO event VALUES(3,0,'promises',NULL,1,26,2,0.76000000000000000888);
INSERT INTO event VALUES(6,0,'answers','in_line',4,15,0,0.80800000000000005151);
INSERT INTO event VALUES(7,0,'answers','not_applicable',4,19,1,0.80800000000000005151);
INSERT INTO event VALUES(8,0,'answers','ongoing',4,23,2,0.90200000000000002398);
INSERT INTO event VALUES(9,0,'promises',NULL,4,23,3,0.76000000000000000888);
CREATE INDEX document_stem ON document (stem);
CREATE INDEX file_document ON file (document);
CREATE INDEX problem_file ON problem (file);
CREATE VIEW graph_node (name, label, kind, soort, title, date, dossier, present) AS
SELECT name.name, label, kind, soort, title, date, dossier, present FROM node JOIN name USING (id);
CREATE VIEW graph_arc (source, relation, value, target, document, line, start, paper, sentence, confidence) AS
SELECT coalesce(sa.node, r.source), r.relation, r.value, coalesce(ta.node, r.target), coalesce(da.node, r.document),
       r.line, r.start, r.document, r.sentence, r.confidence
  FROM relation r
  LEFT JOIN alias sa ON sa.id = r.source
  LEFT JOIN alias ta ON ta.id = r.target
  LEFT JOIN alias da ON da.id = r.document
 WHERE r.target IS NOT NULL                                   -- joined: nothing left to say
   AND NOT (r.relation = 'same_as' AND coalesce(sa.node, r.source) = coalesce(ta.node, r.target))
;
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
CREATE VIEW rendition (file, document, instead) AS
SELECT f.file, n.name, d.file
  FROM file f JOIN document d ON d.id = f.document AND d.file <> f.file JOIN name n ON n.id = d.id;
COMMIT;
PRAGMA application_id = 1262965574;
PRAGMA user_version = 1;
