/* sheet.h - what one file gives, as rows of the record tables of store.sql. Made by store/record.c and store/intake.c, written into
 * the graph file by store/keep.c, into bytes and out of them again by part/code.c: a part file and the pipe from a worker process.
 */
#ifndef KG_SHEET_H
#define KG_SHEET_H

#include "kamergraaf.h"

typedef struct {
    enum { KG_V_NULL, KG_V_INT, KG_V_REAL, KG_V_TEXT, KG_V_ZSTD, KG_V_BLOB } type;   /* ZSTD: text, compressed when it is bound */
    union { int64_t i; double r; ptrdiff_t n; };              /* n: bytes of text */
    const char *s;
} kg_val;
static inline kg_val kg_vi(int64_t i) { return (kg_val){ .type = KG_V_INT, .i = i }; }
static inline kg_val kg_vr(double r) { return (kg_val){ .type = KG_V_REAL, .r = r }; }
static inline kg_val kg_vs(kg_str s) { return (kg_val){ .type = KG_V_TEXT, .n = s.n, .s = s.s }; }
static inline kg_val kg_vt(kg_str s) { return s.n ? kg_vs(s) : (kg_val){ .type = KG_V_NULL }; }   /* none: NULL */
/* The same where it is wanted: one that is made elsewhere and copied as a whole waits until its parts have been written. */
static inline void kg_set_int(kg_val *v, int64_t i) { v->type = KG_V_INT, v->i = i; }
static inline void kg_set_none(kg_val *v) { v->type = KG_V_NULL, v->i = 0; }
static inline void kg_set_text(kg_val *v, kg_str s) { v->type = KG_V_TEXT, v->n = s.n, v->s = s.s; }
/* Text, or none: a damaged file may hold a number where text should stand. */
static inline kg_str kg_val_text(const kg_val *v) { return v->type == KG_V_TEXT ? ((kg_str){ v->s, v->n }) : (kg_str){ 0 }; }
static inline kg_val kg_vz(kg_str s) { return (kg_val){ .type = KG_V_ZSTD, .n = s.n, .s = s.s }; }
static inline kg_val kg_vb(kg_str s) { return (kg_val){ .type = KG_V_BLOB, .n = s.n, .s = s.s }; }

/* Tables and their columns, in the order of store.sql; what a letter wants in a kg_val:
 *     D F  nothing: the document's number, its file       i  INT                     I  INT or NULL
 *     t    TEXT                                           T  TEXT or NULL            r  INT: thousandths of a REAL
 *     n    TEXT: an id, kept as a number                  N  the same or NULL        W  a word, the same, or NULL
 *     k l h v p q  INT: kg_kind, kg_relation, kg_how, kg_voice, how of a kg_promise, 1 + place in kg_problem_kinds or 0
 * Behind D stand the columns (one, of a candidate two) that number the rows of a document: they ascend. */
#define KG_TABLES(X) \
    X(MENTION, mention, "DiiiikNhriIvt") X(CANDIDATE, candidate, "Diin") X(FOOTNOTE, footnote, "DiiIIIIII") \
    X(THING, thing, "DinkTTTTii") X(SENTENCE, sentence, "Diiit") X(RELATION, relation, "DinlTNkiiiiWWriv") \
    X(PROMISE, promise, "DinpTTTTiiNv") X(PROBLEM, problem, "FDItqIITT")
#define KG_TABLE_ENUM(name, table, columns) KG_ROW_##name,
typedef enum { KG_TABLES(KG_TABLE_ENUM) KG_ROW_COUNT } kg_table;
extern const char *const kg_table_columns[KG_ROW_COUNT];        /* keep.c */
enum { KG_MOST_COLUMNS = 16 };

typedef struct {                                              /* one file: what is known before its rows */
    kg_str file, stem, text;
    kg_meta meta;                                             /* id: official, or the stem */
    int64_t hash;                                             /* of all that the rows depend on (rendition.c) */
    int64_t length, lines;                                    /* of the text; of a file of records: 0, told at the end */
    int rank;                                                 /* of its format among renditions */
    bool recoded;
    bool packed;                                              /* text is compressed already: through a pipe, never in a part */
} kg_sheet;

/* Where rows go: `begin`, each row, `end`. What is handed over is borrowed for the call, the sheet until `end`. False: failed;
 * nothing else may be called then. */
typedef struct {
    void *ctx;
    bool (*begin)(void *ctx, const kg_sheet *s, kg_err *e);
    bool (*row)(void *ctx, kg_table t, const kg_val *v, kg_err *e);
    bool (*end)(void *ctx, int64_t length, int64_t lines, kg_err *e);
} kg_taker;

/* record.c: all that a document gave. `reader`: kg_hash_reader, and what else its reader depends on. */
bool kg_give(const kg_found *f, uint64_t reader, const kg_taker *to, kg_err *e);

bool kg_is_part(kg_str head);                                 /* input/source.c: by the first bytes, a file that `extract --to` wrote */
#define KG_PART_MAGIC "\x89KGP\r\n\x1A\n"                   /* as in PNG: no text, with line ends that a careless copy would change */

uint64_t kg_hash_reader(void);                                /* rendition.c: of the program's version and its rules */
int64_t kg_hash_doc(uint64_t reader, const kg_doc *d);        /* of its bytes, what stands beside them, and what reads them */

#endif
