/* kamergraaf.h - references in Dutch parliamentary documents: found, resolved, typed, kept as a citation graph.
 *
 * Ownership: everything a function returns lives in the arena that it was given (or in the store, graph or rule set that
 * it came from) and is freed with it; a kg_str borrows, it never owns.
 *
 * The header is the pipeline, one section a stage, in the order in which a document passes:
 *
 *     input -> 1 READ -> 2 SCAN -> 3 RESOLVE -> 4 RELATE -> 5 STORE -> 6 LINK -> 7 GRAPH -> 8 ASK -> 9 WRITE -> 10 RENDER
 *
 * The library never prints and never exits, except out of memory (base.c). Functions that can fail return bool and say why
 * in the kg_err that they take last. Offsets count bytes, lines and pages count from 1, `end` is exclusive, dates are
 * ISO 8601 ("2021-11-04"). Nothing here is thread-safe but by document: two documents may be read in two threads, each with
 * its own arena and scanner, over one rule set.
 */
#ifndef KAMERGRAAF_H
#define KAMERGRAAF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define KG_VERSION "0.1.0"

/* -- 0. Words shared by all stages ------------------------------------------------------------------------------- */

typedef struct { const char *s; ptrdiff_t n; } kg_str;        /* borrowed slice, not NUL-terminated; {0,0} is "none" */
typedef struct { uint32_t beg, end; } kg_span;                /* half-open byte range; beg == end is "none" */
typedef struct kg_arena kg_arena;                             /* memory with one lifetime (base.h) */

typedef struct {                                              /* why a call failed */
    enum { KG_OK, KG_EIO, KG_EINPUT, KG_ERULE, KG_ESTORE, KG_EUSAGE, KG_ELIMIT } code;
    ptrdiff_t at;                                             /* byte or line that it is about; -1 where it does not apply */
    char what[512];                                           /* one sentence without final stop */
} kg_err;

kg_arena *kg_arena_new(void);
void kg_arena_reset(kg_arena *a);                             /* frees what was allocated, keeps the blocks for reuse */
void kg_arena_free(kg_arena *a);

/* What a thing is (formats.md). What has an official id has the kind of the id. CUE is no mention but wording that gives a
 * relation (rules/rollen.rules). */
#define KG_KINDS(X) \
    X(KAMERSTUK, kamerstuk) X(DOSSIER, dossier) X(ZAAK, zaak) X(DOCUMENT, document) X(ACTIVITEIT, activiteit) \
    X(AANHANGSEL, aanhangsel) X(VRAGEN, vragen) X(HANDELINGEN, handelingen) X(BIJLAGE, bijlage) \
    X(TOEZEGGING, toezegging) X(MOTIE, motie) X(BRIEF, brief) X(DEBAT, debat) X(URL, url) X(KENMERK, kenmerk) \
    X(WET, wet) X(EU, eu) X(ECLI, ecli) X(VN, vn) X(EXTERN, extern) X(INTERN, intern) X(CUE, cue)
#define KG_KIND_ENUM(name, word) KG_##name,
typedef enum { KG_KINDS(KG_KIND_ENUM) KG_KIND_COUNT } kg_kind;
const char *kg_kind_name(kg_kind k);
bool kg_kind_from(kg_str word, kg_kind *k);

/* How a thing is used (spec 2.1; design.md "Ids, kinds, relations"). */
#define KG_RELATIONS(X) \
    X(CITES, cites) X(ANSWERS, answers) X(INTRODUCES, introduces) X(JUDGES, judges) X(DECIDES, decides) X(HOLDS, holds) \
    X(WITHDRAWS, withdraws) X(LAPSES, lapses) X(REPLACES, replaces) X(PROMISES, promises) X(FULFILS, fulfils) \
    X(POSTPONES, postpones) X(ASKS_ABOUT, asks_about) X(ON_AGENDA, on_agenda) X(ATTACHMENT_OF, attachment_of) X(SAME_AS, same_as)
#define KG_REL_ENUM(name, word) KG_REL_##name,
typedef enum { KG_RELATIONS(KG_REL_ENUM) KG_REL_COUNT } kg_relation;
const char *kg_relation_name(kg_relation r);
bool kg_relation_from(kg_str word, kg_relation *r);

typedef enum { KG_VOICE_NONE, KG_VOICE_GOVERNMENT, KG_VOICE_MEMBER, KG_VOICE_CHAIR } kg_voice;
typedef enum { KG_EXPLICIT, KG_CONTEXT, KG_FURNITURE } kg_how;
enum { KG_REPAIRED = 1, KG_CONFLICT = 2, KG_AMBIGUOUS = 4, KG_UNKNOWN = 8 };   /* flags of a mention or a relation */
const char *kg_voice_name(kg_voice v), *kg_how_name(kg_how h);        /* NULL for KG_VOICE_NONE */

typedef struct {                                              /* what the document tells about a thing */
    kg_str id; kg_kind kind;
    kg_str soort, title, date;                                /* soort: motie, brief, verslag, ... or none */
    const kg_str *movers; int nmovers;                        /* surnames with tussenvoegsels */
    uint32_t at;                                              /* flow */
} kg_thing;

/* -- Input: names to bytes (input/) ------------------------------------------------------------------------------- */

typedef struct {                                              /* what is known about a document from outside its text */
    kg_str id;                                                /* official id, or none */
    kg_str kind, soort, date, title, dossier;
} kg_meta;

typedef struct {                                              /* one file, as it lies there */
    kg_str name;                                              /* path as given, or joined to the directory given; "a.zip!b.txt" */
    kg_str stem;                                              /* file name without directory and last extension */
    kg_str bytes; bool streamed; uint64_t hash;               /* 128 zero bytes behind; streamed: records.h, the head, hash is of all */
    int64_t size, most; int seconds;                          /* most > 0: bytes are the head alone (kg_doc_read), of so many; of kg_limits */
    kg_meta sidecar;                                          /* row of MANIFEST.tsv in the same directory, where there is one */
    kg_str record;                                            /* metadata.xml of the same directory, where there is one */
} kg_doc;

typedef struct kg_input kg_input;
typedef struct { int64_t file, expand; int seconds; } kg_limits;   /* bytes of a document, unpacked of an archive; for one page */
#define KG_LIMITS ((kg_limits){ (int64_t)512 << 20, (int64_t)16 << 30, 30 })
/* Walks files in the order given, directories in sorted order (hidden files, MANIFEST.tsv and README* left out), "-" is
 * standard input. Archives (tar, ZIP, and files packed by gzip, bzip2, xz, zstd; known by their bytes) are read like
 * directories, in their own order. The walk itself never fails: what cannot be read comes as a failed kg_input_next. */
kg_input *kg_input_open(char *const *paths, int n, kg_arena *a);
void kg_input_limit(kg_input *in, kg_limits l);               /* other limits than KG_LIMITS; file: at most 1 GiB */
/* Names and stems, before the first document; not those in archives within archives and in pipes. Cost: a block of each file. */
typedef void kg_name_fn(void *ctx, kg_str name, kg_str stem);
void kg_input_names(kg_input *in, kg_name_fn *fn, void *ctx);
/* Next document into *d (bytes live in `a`, the document's arena). Returns 1 for a document, 0 at the end, -1 where one was
 * refused (*d.name and *e say which and why; the walk goes on). Cost: one read of the file. */
int kg_input_next(kg_input *in, kg_doc *d, kg_arena *a, kg_err *e);
void kg_input_heads(kg_input *in, bool alone);                /* from now on: of a file that can be opened again, its head alone */
bool kg_doc_read(kg_doc *d, kg_arena *a, kg_err *e);          /* all of it, by its name, where that is not done; of `most` bytes at most */
void kg_input_close(kg_input *in);

/* -- 1. READ: bytes to one text type (read/) ----------------------------------------------------------------------- */

typedef enum { KG_BODY, KG_HEADING, KG_ITEM, KG_NOTE, KG_MOTION, KG_PAGE } kg_role;   /* KG_PAGE: page head, foot, colophon */
const char *kg_role_name(kg_role r);

typedef struct {                                              /* one paragraph; lines joined, hyphens undone, markers out */
    kg_span at;                                               /* in flow */
    kg_role role;
    kg_voice voice;
    kg_str speaker;                                           /* "Minister Blok", "De heer Bosman (VVD)", or none */
    int note;                                                 /* KG_NOTE: index into notes, else -1 */
    int item;                                                 /* KG_ITEM: its number in the list, else 0 */
} kg_passage;

typedef struct {                                              /* one footnote: marker, body, or both */
    int number;
    kg_span marker;                                           /* in raw; empty where the marker is missing */
    kg_span body;                                             /* in raw; from the first word; empty where the body is missing */
    uint32_t at;                                              /* place of the marker in flow (it takes no room there) */
    kg_span flow;                                             /* the body in flow */
} kg_note;

typedef struct { uint32_t flow, raw; } kg_run;                /* flow[i] == raw[j] from here to the next run (same length) */
typedef struct { uint32_t raw, file; } kg_mend;               /* raw[i] == file[j] from here to the next mended character */

typedef struct {                                              /* what the format states; where the words differ, both stay */
    kg_span at;                                               /* in flow; empty where it is about the document as a whole */
    kg_str target, source;                                    /* ids or addresses as they stand there; source none: the document */
    kg_relation relation; kg_str value;                       /* KG_REL_CITES where nothing more is stated */
} kg_stated;

typedef struct {
    kg_doc doc;
    kg_meta meta;                                             /* identity as settled: see kg_identify */
    kg_str raw;                                               /* UTF-8 that offsets point into: the file, or `text --raw` */
    bool recoded;                                             /* raw is not the file's bytes (Latin-1, double-encoded UTF-8) */
    const kg_mend *mends; int nmends;                         /* of double-encoded UTF-8, ordered; else none */
    kg_str flow;                                              /* clean running text: passages joined by '\n'; blanks are U+0020 */
    const kg_run *runs; int nruns;                            /* ordered by flow; passages of notes and pages come last */
    const uint32_t *lines, *pages; int nlines, npages;        /* raw offset of the first byte of each; pages: of a PDF, else none */
    const kg_passage *passages; int npassages;                /* ordered by flow */
    const uint32_t *sentences; int nsentences;                /* flow offset of the end of each, ordered */
    const kg_note *notes; int nnotes;                         /* ordered by place of the marker */
    int year;                                                 /* of the document (date, or parliamentary year); 0 unknown */
    int rank;                                                 /* of its format among renditions, the richest 1; 0: its name tells */
    bool markup; kg_meta own;                                 /* XML or HTML, and what such a format states: of itself */
    const kg_stated *stated; int nstated;                     /* ordered by place, the document's own first */
    const kg_thing *things; int nthings;                      /* motions with their movers; ids as they stand there */
    const kg_str *treated; int ntreated;                      /* papers that a debate deals with: "35925-VII;31", or ids */
    const kg_str *doubts; int ndoubts;                        /* where the document contradicts itself, as sentences */
} kg_text;

/* Reads one document. Fails on an empty, binary or oversized one. O(bytes). Spec 3.7, 5.2-5.5. */
bool kg_read(const kg_doc *d, kg_text *t, kg_arena *a, kg_err *e);

uint32_t kg_raw_at(const kg_text *t, uint32_t flow);          /* O(log runs) */
kg_span kg_raw_span(const kg_text *t, kg_span flow);          /* smallest raw range that holds the flow range */
/* What offsets told to people are, and the words there, nothing mended: of double-encoded UTF-8 the file's own; else of raw. */
kg_span kg_file_span(const kg_text *t, kg_span raw);          /* O(log mends) */
kg_str kg_file_words(const kg_text *t, kg_span raw);
int kg_line_at(const kg_text *t, uint32_t raw), kg_page_at(const kg_text *t, uint32_t raw);   /* page 0: none; O(log lines) */
const kg_passage *kg_passage_at(const kg_text *t, uint32_t flow);
kg_span kg_sentence_at(const kg_text *t, uint32_t flow);      /* in flow, within the passage; knows "nr.", "jl.", "c.s." */

/* -- 2. SCAN: text to spans (rules.c, scan.c, key.c) -------------------------------------------------------------- */

/* Named groups that a rule may use; a match keeps their spans. One list, so that resolve.c can ask for them by name: those
 * that later stages read (of an id: those from `names` on) come first, the others are gone once the id is made. */
#define KG_CAPS(X) \
    X(n) X(n2) X(b) X(k) X(names) X(day) X(month) X(year) X(stuk) X(item) X(what) \
    X(d) X(t) X(y) X(y2) X(p) X(a) X(rw) X(lab) X(sep)
#define KG_CAP_ENUM(name) KG_CAP_##name,
enum { KG_CAPS(KG_CAP_ENUM) KG_CAP_COUNT, KG_CAP_KEPT = KG_CAP_d };

typedef struct kg_rules kg_rules;                             /* compiled rule set, read-only once loaded */
typedef struct kg_rule kg_rule;
typedef struct kg_scanner kg_scanner;                         /* scratch of one thread over a rule set */

/* The built-in rules, or those of `dir` (every *.rules in it, sorted). A rule without cue, yes and no does not compile; each
 * example is checked when `check`. On failure e->what is "file:line:col: what", followed by the pattern and a caret line. */
kg_rules *kg_rules_load(const char *dir, bool check, kg_err *e);
void kg_rules_free(kg_rules *r);
/* One rule file, checked alone against the built-in definitions. */
bool kg_rules_check(const char *file, kg_err *e);
int kg_rules_count(const kg_rules *r);
const kg_rule *kg_rules_at(const kg_rules *r, int i);
kg_str kg_rule_name(const kg_rule *r), kg_rule_file(const kg_rule *r);
kg_kind kg_rule_kind(const kg_rule *r);
kg_str kg_rule_role(const kg_rule *r);                        /* "answers:in_line"; none but for kind cue */
kg_str kg_rule_bind(const kg_rule *r);                        /* how relate.c finds what the cue is about; none but for kind cue */
int kg_rule_example(const kg_rule *r, int i, kg_str *text, kg_str *want);   /* 1 yes, 0 no, -1 past the last */

typedef struct {
    kg_span at;                                               /* in flow */
    const kg_rule *rule;
    kg_kind kind;
    kg_how how;
    kg_str target;                                            /* canonical id, or none */
    const kg_str *candidates; int ncandidates;                /* where KG_AMBIGUOUS */
    float confidence;
    unsigned flags;
    int note;                                                 /* number of the footnote that it stands in or was reached through; 0 none */
    int passage;                                              /* index */
    const kg_span *cap;                                       /* KG_CAP_KEPT, in flow; empty where the group did not take part */
} kg_ref;

extern const kg_span kg_no_caps[KG_CAP_KEPT];

typedef struct { kg_ref *v; int n; } kg_refs;                 /* ordered by at.beg, then longest first */

kg_scanner *kg_scanner_new(const kg_rules *r);
void kg_scanner_free(kg_scanner *s);
/* Every match of every rule over t->flow: pure, no files, clock or locale. Ids are canonical already; phrases have no target
 * yet; cues have kind KG_CUE. Of two overlapping ids the one of the earlier rule stays. O(bytes + matches). Spec 1, annex A. */
bool kg_scan(kg_scanner *s, const kg_text *t, kg_refs *refs, kg_arena *a, kg_err *e);

/* -- A list of ids that exist, such as the keys of officielebekendmakingen (known/) -------------------------------- */

/* One id a line, plain or packed. The first time it is read whole, later runs map a compact form out of $XDG_CACHE_HOME. */
typedef struct kg_known kg_known;
kg_known *kg_known_open(const char *file, kg_err *e);
void kg_known_close(kg_known *k);
void kg_scanner_known(kg_scanner *s, const kg_known *k);      /* what this scanner finds is held against the list; NULL: none */

/* -- 3. RESOLVE: what the text only hints at (resolve.c) ---------------------------------------------------------- */

/* Settles t->meta from the sidecar, the page foot or colophon (ids in passages with role KG_PAGE, the most frequent), the
 * file's name where it is an official id, else its stem (formats.md). */
void kg_identify(kg_text *t, const kg_refs *refs, kg_arena *a);
/* Gives phrases their target through brackets, footnotes, lists, local numbers, names and dates; sets how, note, flags,
 * voice; drops what is no mention. Two candidates that tie: KG_AMBIGUOUS, never a guess. Spec annex E. */
void kg_resolve(const kg_text *t, kg_refs *refs, kg_arena *a);

/* -- 4. RELATE: how it is used (relate.c, answers.c, moties.c, toezeggingen.c) --------------------------------------- */

typedef struct {                                              /* one relation, with its evidence */
    kg_relation relation;
    kg_str value;                                             /* "in_line", "ontraden", ... or none */
    kg_str source;                                            /* id; the document's own but for motions about motions */
    kg_str target;                                            /* id; none for a local thing without one */
    kg_span at;                                               /* in flow: the words that name the target */
    kg_span sentence;                                         /* in flow: the evidence */
    kg_str cue;                                               /* the words that gave the relation, or none */
    kg_str rule;                                              /* name of the rule that made it */
    float confidence;
    unsigned flags;
    kg_voice voice;
    kg_kind kind;                                             /* of the target */
} kg_edge;

typedef struct {                                              /* a commitment (toezegging) */
    kg_str id;                                                /* DOC#toezegging-K, K in order of the text, or the official number */
    enum { KG_BY_LIST, KG_BY_TEXT, KG_BY_FULFILS } how;
    kg_str who, words;
    kg_str deadline, due;                                     /* in words; as a date; or none */
    uint32_t at;                                              /* flow: where the words begin */
    kg_str about;                                             /* id of the motion or paper that it is about, or none */
    kg_voice voice;
} kg_promise;

typedef enum { KG_REMARK, KG_WARNING, KG_ERROR } kg_level;
const char *kg_level_name(kg_level l);                        /* note, warning, error */
typedef struct { const char *name; kg_level level; const char *about; } kg_problem_kind;
const kg_problem_kind *kg_problem_kinds(void);                /* all there are; ends with name == NULL */
typedef struct {                                              /* something wrong in a document, or passed over */
    const kg_problem_kind *kind;                              /* set by kg_check */
    kg_span at; int line;                                     /* in raw; empty and 0 where it is about the whole document */
    kg_str meant, why;                                        /* an id, or "a or b", or none; a sentence without final stop */
} kg_problem;

typedef struct {                                              /* all that one document gives: the record that is stored */
    const kg_text *text;
    kg_refs refs;                                             /* mentions only, cues left out */
    kg_edge *edges; int nedges;
    kg_thing *things; int nthings;
    kg_promise *promises; int npromises;
    kg_problem *problems; int nproblems;
} kg_found;

/* `refs` with its cues; the result takes it over, and keeps the mentions. */
void kg_relate(kg_scanner *s, const kg_text *t, kg_refs refs, kg_found *f, kg_arena *a);
/* Drops what is no mention: cues, and phrases of which nobody knows what they mean. */
void kg_mentions(kg_refs *refs);
/* Stages 1 to 3 in one call: the mentions, in reading order of the file. */
bool kg_find_mentions(const kg_doc *d, kg_scanner *s, kg_text *t, kg_refs *refs, kg_arena *a, kg_err *e);
/* Stages 1 to 4 in one call: what the commands use. */
bool kg_find(const kg_doc *d, kg_scanner *s, kg_text *t, kg_found *f, kg_arena *a, kg_err *e);

/* -- 5. STORE and 6. LINK: the graph file (store.c, link.c) ------------------------------------------------------- */

typedef struct kg_store kg_store;                             /* one SQLite file; foreign objects are freed in store.c */

typedef enum { KG_STORE_CREATE, KG_STORE_READ } kg_store_mode;
/* CREATE makes the file where it is missing, else opens it to add and update; READ refuses what is no graph file. */
kg_store *kg_store_open(const char *path, kg_store_mode mode, kg_err *e);
void kg_store_close(kg_store *s);
bool kg_store_begin(kg_store *s, kg_err *e);                  /* a batch: all of it or none */
bool kg_store_add(kg_store *s, const kg_found *f, kg_err *e); /* replaces what the same document gave before */
bool kg_store_refuse(kg_store *s, kg_str file, kg_str why, kg_err *e);   /* a row in `problem` */
bool kg_store_forgive(kg_store *s, kg_str file, kg_err *e);   /* no more */
bool kg_store_commit(kg_store *s, kg_err *e);
/* One thing known by several ids becomes one node; kept commitments meet their promise. Depends on the stored records only,
 * not on the order in which they came. */
bool kg_link(kg_store *s, kg_err *e);

/* -- 7. GRAPH: igraph (graph.c) ----------------------------------------------------------------------------------- */

typedef struct kg_graph kg_graph;                             /* directed multigraph; vertices sorted by name; read-only */

/* movers: surnames, "; " between them; state: of a motion, as `moties` gives it; or none. */
typedef struct { kg_str name, label, kind, soort, title, date, dossier; bool present; kg_str movers, state; } kg_vertex;
/* weight: 1, or how many parallel relations were merged into it; date: of the document that says it. */
typedef struct {
    int from, to, line, weight;
    kg_str relation, value, document, evidence, date;
    double confidence;
} kg_arc;

/* `select`: NULL for all, else SQL that yields the columns source, relation, target of the edges to keep (and optionally
 * document, line). Bulk construction, O(V + E log E). */
kg_graph *kg_graph_build(kg_store *s, const char *select, kg_err *e);
void kg_graph_free(kg_graph *g);
int kg_graph_vertices(const kg_graph *g), kg_graph_arcs(const kg_graph *g);
kg_vertex kg_graph_vertex(const kg_graph *g, int v);
kg_arc kg_graph_arc(const kg_graph *g, int arc);              /* ordered by from, to, relation, document, line */
double kg_graph_indegree(const kg_graph *g, int v);
int kg_graph_find(const kg_graph *g, kg_str name);            /* its vertex, or -1; O(log V) */
bool kg_graph_weighted(const kg_graph *g);                    /* some arc has a weight above 1 */

/* The graph becomes a part of itself: vertices that are marked, arcs between them with the weight given (0: gone). */
bool kg_graph_keep(kg_graph *g, const bool *vertex, const int *weight, kg_err *e);

/* What is to be kept (narrow.c), applied in this order; none or 0: all. `relations`, `kinds`: words between commas, a kind
 * may be a soort. `from`, `to`: dates of the documents that say it. `focus`: a name, with what is reached in `depth` steps
 * whichever way. `top`: those that rank highest by PageRank. `merge`: parallel relations become one with a weight. */
typedef struct {
    kg_str relations, from, to, dossier, kinds, focus;
    int depth, top;
    bool largest, merge;                                      /* largest: the largest component */
} kg_narrow;
bool kg_graph_narrow(kg_graph *g, const kg_narrow *n, kg_err *e);

/* Of every vertex, on the graph of pairs: each once, no loops (measure.c). Groups are numbered from 1, the largest first. */
typedef enum { KG_PAGERANK, KG_HUB, KG_AUTHORITY, KG_BETWEENNESS, KG_CORE, KG_COMPONENT, KG_COMMUNITY } kg_measure;
bool kg_graph_measure(const kg_graph *g, kg_measure what, double *out, kg_err *e);

/* Where each vertex that is `drawn` (NULL: all) stands, tied by these arcs (NULL: all), for programs that draw dots (places.c); y grows
 * downwards; a line is some 70 long. */
enum { KG_MOST_PLACES = 20000 };
typedef struct { double x, y; } kg_spot;
bool kg_graph_places(const kg_graph *g, const bool *drawn, const bool *arcs, kg_spot *at, kg_err *e);

/* -- 8. ASK: reports (ask/) -------------------------------------------------------------------------------------- */

#include "kamergraaf_ask.h"

/* -- 9. WRITE (write_*.c) and 10. RENDER (render.c) --------------------------------------------------------------- */

typedef bool kg_sink_fn(void *ctx, const char *bytes, size_t n);   /* false: could not be written */

typedef bool kg_write_fn(const kg_graph *g, kg_sink_fn *put, void *ctx);
kg_write_fn kg_write_graphml, kg_write_yed, kg_write_gexf, kg_write_cyjs, kg_write_ndjson, kg_write_turtle, kg_write_ntriples;
/* A table of the pair: the nodes, or the edges. EXCEL: semicolons, a BOM, CRLF, no formulas; NEO4J: headers of neo4j-admin. */
typedef enum { KG_CSV_PLAIN, KG_CSV_TSV, KG_CSV_EXCEL, KG_CSV_NEO4J } kg_csv;
bool kg_write_csv(const kg_graph *g, kg_csv style, bool edges, kg_sink_fn *put, void *ctx);
/* A vault of notes, one a vertex: each file is opened by name, without a directory; NULL ends. */
typedef kg_sink_fn *kg_open_fn(void *ctx, const char *name, void **sink_ctx);
bool kg_write_obsidian(const kg_graph *g, kg_open_fn *open, void *ctx);
/* One HTML file with everything in it: table, evidence, search, picture (write_html.c). `as_of`: the day on which a deadline counts
 * as past, none: the last of the collection; `most`: things in its picture at most, 0: 2,000; `part`: the graph is a part of the
 * collection. Table and search always have all. */
typedef struct { kg_str title, as_of; int most; bool part; } kg_html;
bool kg_write_html(const kg_graph *g, kg_store *s, const kg_html *o, kg_sink_fn *put, void *ctx, kg_err *e);
/* `style`: rows of style.tsv, or NULL for the built-in one. */
typedef struct { kg_str text; } kg_style;
bool kg_write_dot(const kg_graph *g, const kg_style *style, kg_str title, kg_sink_fn *put, void *ctx);

/* Pictures that answer a question, as DOT with places. MOTIES, TOEZEGGINGEN: three columns of cards that read like a sentence (put on
 * record in -> motion -> answered by); DOSSIER: a history along a time axis; AROUND: what stands around one thing; NETWORK: a whole
 * graph, in groups where it is large (it may lose what is not drawn). `as_of`: the day on which a deadline counts as past, none:
 * the last of the collection; focus (with depth: steps, 0 for one), dossier: of the view that wants one. */
typedef enum { KG_VIEW_MOTIES, KG_VIEW_TOEZEGGINGEN, KG_VIEW_DOSSIER, KG_VIEW_AROUND, KG_VIEW_NETWORK } kg_views;
typedef struct { kg_views what; kg_str title, as_of, focus, dossier; int depth; const kg_style *style; } kg_view;
bool kg_write_view(kg_graph *g, kg_store *s, const kg_view *o, kg_sink_fn *put, void *ctx, kg_err *e);

/* format: svg png pdf; seconds: 0 for 60; title, desc: of an SVG, for who cannot see it. */
typedef struct { const char *format; int seconds; kg_str title, desc; } kg_render_opts;
/* DOT to a picture by Graphviz as a child process, killed after `seconds`. `engine` NULL: the one that the DOT names. */
bool kg_render(kg_str dot, const char *engine, kg_render_opts o, kg_sink_fn *put, void *ctx, kg_err *e);

#endif
