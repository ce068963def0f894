/* store.h - private: how the other stages use the graph file without knowing SQLite.
 *
 * The split: store.c and bulk.c know SQLite and nothing of documents; schema.c knows the versions of the file; record.c makes
 * rows of what a document gave (sheet.h), keep.c writes them; link.c derives; ask/ asks. All SQL of a stage stands in its own file, the schema and the
 * views in store.sql.
 */
#ifndef KG_STORE_H
#define KG_STORE_H

#include "base.h"
#include "sheet.h"

/* Runs one statement with text arguments bound to ?1, ?2, ...; gives each row to `row` (which may be NULL). Column
 * types for `row` come from the declared names: a name that ends in "[]" or "{}" is KG_COL_JSON, in "#" KG_COL_INT, in "%" KG_COL_REAL
 * (the suffix is cut off); else the declared type of the table's column, else text. */
bool kg_store_rows(kg_store *s, const char *sql, const kg_str *args, int nargs, kg_row_fn *row, void *ctx, kg_err *e);

/* From here on for statements of the user: they read, nothing else, for at most `seconds`; columns are what they are, and
 * `marked` ones what the end of their name says. */
void kg_store_guard(kg_store *s, int seconds, bool marked);

/* -- statements with typed values, prepared once: `sql` must be a string literal, it is known by its address ----- */
bool kg_store_put(kg_store *s, const char *sql, const kg_val *v, int n, kg_err *e);
/* First row's columns as integers: 1, 0 where there is no row, -1 on failure. */
int kg_store_get(kg_store *s, const char *sql, const kg_val *v, int n, int64_t *out, int nout, kg_err *e);

/* Each row's values (at most 16; text lives until the next row); false stops. */
typedef bool kg_vals_fn(void *ctx, const kg_val *v);
bool kg_store_each(kg_store *s, const char *sql, kg_vals_fn *row, void *ctx, kg_err *e);

bool kg_store_run(kg_store *s, const char *script, kg_err *e);   /* statements without rows */

/* Rows in bulk, `ncols` values each: `sql` reads them from the table kg_rows, columns c0 to c15. */
bool kg_store_bulk(kg_store *s, const char *sql, const kg_val *v, int ncols, int nrows, kg_err *e);

typedef struct { const kg_val *v; int ncols, n; } kg_bulk;
struct sqlite3;
bool kg_bulk_open(struct sqlite3 *db, kg_bulk *rows);         /* bulk.c: makes the table kg_rows over what `rows` says */

/* -- pack.c: zstd ------------------------------------------------------------------------------------------------- */
typedef struct kg_packer kg_packer;
kg_packer *kg_packer_new(void);                               /* NULL out of memory, which kg_pack minds */
void kg_packer_free(kg_packer *p);
enum { KG_PACK_TEXT = -4 };                                   /* level of document.text; a graph file 1/8 larger than at level 1 */
bool kg_pack(kg_packer *p, int level, kg_str text, kg_str *out);   /* *out: the packer's, until it packs again */
int64_t kg_unpacked_size(kg_str packed, int64_t most);        /* -1: not packed, or more than `most` */
bool kg_unpack(kg_str packed, char *out, int64_t size);       /* false: damaged */

/* -- schema.c: the versions of the file ---------------------------------------------------------------------------- */
/* Ours and of this version, or made so: an empty file (`create`), one of an older version. Else why not. */
bool kg_schema_settle(kg_store *s, bool create, kg_err *e);
/* The indexes that questions need, made by the first: a build is faster without. Nothing where they cannot be written. */
void kg_store_index(kg_store *s);
/* Runs `fill`, which writes to the tables of ANSWERS in store.sql, in a transaction of its own; where the file cannot be
 * written they are tables of this connection alone, and what it wrote is lost with it. For readers, too. */
typedef bool kg_keep_fn(kg_store *s, void *ctx, kg_err *e);
bool kg_store_keep(kg_store *s, kg_keep_fn *fill, void *ctx, kg_err *e);

/* -- keep.c: rows that are not yet in the file --------------------------------------------------------------------- */

/* Rows kept until there are many: a statement costs as much as ten rows. */
enum { KG_BULK = 1 << 13 };
typedef struct { const char *sql; int ncols, n; kg_val v[KG_BULK]; } kg_rows;
bool kg_rows_put(kg_store *s, kg_rows *r, const kg_val *v, kg_err *e);   /* text must live until it is written */
bool kg_rows_write(kg_store *s, kg_rows *r, kg_err *e);

/* Records of this transaction. */
typedef struct kg_pending kg_pending;
kg_pending *kg_store_pending(kg_store *s);
kg_pending *kg_pending_new(void);
void kg_pending_free(kg_pending *p);
kg_str kg_json_list(kg_arena *a, const kg_str *v, int n);       /* ["Eppink","Van Helvert"]; none for none */
bool kg_pending_write(kg_store *s, kg_err *e);                /* before a commit, and before records are taken away */
void kg_pending_forget(kg_pending *p);                        /* after a failed commit */
kg_taker kg_store_taker(kg_store *s);                         /* rows into the file; those of a lesser rendition are let go */

/* -- recall.c: the records that linking reads, from memory where this run has written all of them ------------------ */
typedef enum { KG_READ_SAME, KG_READ_RELATIONS, KG_READ_THINGS, KG_READ_PROMISES } kg_reading;
typedef struct kg_recall kg_recall;
kg_recall *kg_recall_new(void);
void kg_recall_free(kg_recall *r);
kg_recall *kg_store_recall(kg_store *s);
void kg_recall_begin(kg_recall *r, int64_t document);         /* its rows follow */
void kg_recall_row(kg_recall *r, kg_table t, const kg_val *said, const kg_val *v);
void kg_recall_lose(kg_recall *r);                            /* rows are taken away, or were never written */
bool kg_recall_each(kg_store *s, kg_reading what, kg_vals_fn *row, void *ctx, kg_err *e);

/* -- intern.c: ids and words as numbers -------------------------------------------------------------------------- */
typedef enum { KG_NAME, KG_WORD } kg_intern;
typedef struct kg_names kg_names;
/* The highest number of a name, for lists by number; -1 on failure, and where a file has hardly a name below its highest number: that of
 * a small hostile file would ask for all memory. */
int64_t kg_store_last_name(kg_store *s, kg_err *e);
int64_t kg_store_intern(kg_store *s, kg_intern table, kg_str text, kg_err *e);   /* 0 on failure */
kg_names *kg_store_names(kg_store *s);
kg_names *kg_names_new(kg_store *s);
void kg_names_free(kg_names *n);
bool kg_names_write(kg_names *n, kg_err *e);                  /* those that are new; SQL that joins `name` needs it */
void kg_names_forget(kg_names *n);                            /* after a rename or a failed commit */
bool kg_names_all(kg_store *s);                               /* all names of the file were given in this run, to this program */
bool kg_names_each(kg_store *s, kg_vals_fn *row, void *ctx, kg_err *e);   /* id, name; in no order */
const char *kg_promise_name(int64_t how);                     /* keep.c */
#define KG_INDEX_MENTIONS "CREATE INDEX IF NOT EXISTS mention_document ON mention (document, n)"   /* a first build takes no document away */
#define KG_INDEX_NAMES "CREATE UNIQUE INDEX IF NOT EXISTS name_name ON name (name)"

/* -- rendition.c: which file speaks for which document ----------------------------------------------------------- */
typedef struct { int64_t doc; kg_str name; bool official; } kg_settled;
/* Takes away what the file gave before, gives the document its number and name. 1: this file gives the records (the
 * old ones are gone), 0: a richer file does, -1: failed. */
int kg_store_settle(kg_store *s, const kg_sheet *t, kg_settled *out, kg_arena *a, kg_err *e);
uint64_t kg_store_reader(kg_store *s);                        /* kg_hash_reader, or what was said instead */
void kg_store_reads_with(kg_store *s, uint64_t reader);
enum { KG_RANK_RECORDS = 7 };                                 /* of a file of records (intake.c): not a document */
int kg_rendition_rank(const kg_text *t);                      /* richest format first: by content, else by extension */
int kg_store_has(kg_store *s, kg_str file, kg_err *e);        /* something was stored under this file name: 1, 0, -1 failed */
/* What has this hash was stored under this file name. */
bool kg_store_same(kg_store *s, kg_str file, int64_t hash, bool *same, kg_err *e);
bool kg_store_drop(kg_store *s, kg_str file, kg_err *e);      /* forgets a file, and the document that it gave */

/* -- claim.c: names of documents without official id -------------------------------------------------------------- */
kg_str kg_dir_stem(kg_arena *a, kg_str file, kg_str stem); /* "dir/stem", or the stem where the file has no directory */
bool kg_claim(kg_store *s, const kg_sheet *t, kg_settled *out, kg_arena *a, kg_err *e);   /* out->name: one that is free */
bool kg_claims_settle(kg_store *s, kg_err *e);                /* all of them, by the set of files; before linking */

/* -- choose.c: what a thing is called ----------------------------------------------------------------------------- */
enum { KG_CITED, KG_ON_RECORD, KG_REGISTER, KG_ITSELF };      /* who says it, the best last */
typedef struct { kg_str text; int rank; } kg_choice;          /* the highest rank, then the greatest text (date: least) */
typedef struct { kg_choice title, date, movers, soort, kind; } kg_choices;
void kg_say(kg_choices *all, int who, kg_choices x, kg_arena *a);   /* x: texts alone */
int kg_strings_in(kg_str json);                               /* quotes of a list of strings */

/* -- alias.c: one thing known by several ids --------------------------------------------------------------------- */
typedef struct { int64_t id, node; } kg_alias;                /* node: the best of the ids, another one */
kg_alias *kg_aliases(kg_store *s, kg_str *names, int nnames, kg_arena *a, int *n, kg_err *e);   /* names by number; NULL on failure */
kg_alias *kg_kept(kg_store *s, kg_arena *a, int *n, kg_err *e);   /* kept.c: commitments that a letter keeps, and where they were made */

#endif
