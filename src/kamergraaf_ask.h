/* kamergraaf_ask.h - section 8 of kamergraaf.h: what can be asked of a graph file. Include that one. */
#ifndef KAMERGRAAF_ASK_H
#define KAMERGRAAF_ASK_H

typedef enum { KG_COL_TEXT, KG_COL_INT, KG_COL_REAL, KG_COL_JSON } kg_coltype;
typedef struct { const char *name; kg_coltype type; } kg_col;
typedef struct { kg_str text; bool null; } kg_cell;           /* JSON columns hold JSON text (lists, objects) */

/* Receives the columns once (cells == NULL), then each row; false stops. */
typedef bool kg_row_fn(void *ctx, const kg_col *cols, int ncols, const kg_cell *cells);

/* What a question is narrowed to; NULL: not. Which question takes which: the help of its command. */
typedef struct {
    bool open;
    const char *as_of;                                        /* ISO date, NULL for today */
    const char *dossier, *kind;                               /* "35373", "35 570-V"; kinds or soorten between commas */
    const char *from, *to;                                    /* "2020", "2020-10", "2020-10-05": both are part of it */
    const char *mover, *minister;                             /* surnames; minister: who says it (in a debate), who promised it */
    const char *state;                                        /* of motions, commitments: words between commas */
    const char *judgement;                                    /* of motions: the last of a minister, or the Chamber's vote; likewise */
    int limit;                                                /* rows at most; 0: all */
} kg_ask_opts;
/* The rows have the fields and the order of formats.md, the others those that README names. Ids that are not there: KG_EUSAGE. */
bool kg_ask_moties(kg_store *s, kg_ask_opts o, kg_row_fn *row, void *ctx, kg_err *e);
bool kg_ask_toezeggingen(kg_store *s, kg_ask_opts o, kg_row_fn *row, void *ctx, kg_err *e);
bool kg_ask_edges(kg_store *s, kg_ask_opts o, kg_row_fn *row, void *ctx, kg_err *e);
/* Which letter answers what, in which words; `id`: one letter, or NULL. */
bool kg_ask_answers(kg_store *s, const char *id, kg_ask_opts o, kg_row_fn *row, void *ctx, kg_err *e);
bool kg_ask_missing(kg_store *s, kg_ask_opts o, kg_row_fn *row, void *ctx, kg_err *e);   /* cited, but not there */
bool kg_ask_cites(kg_store *s, const char *id, kg_ask_opts o, kg_row_fn *row, void *ctx, kg_err *e);
bool kg_ask_cited_by(kg_store *s, const char *id, kg_ask_opts o, kg_row_fn *row, void *ctx, kg_err *e);
/* What became of a motion, a commitment, a paper; of all in a dossier; in order of time. */
bool kg_ask_history(kg_store *s, const char *id, kg_ask_opts o, kg_row_fn *row, void *ctx, kg_err *e);
/* The shortest paths from one thing to another, at most `most` of them, one row a step; `both`: relations in both directions.
 * Where there is none: KG_EUSAGE. */
bool kg_ask_path(kg_store *s, const char *from, const char *to, bool both, int most, kg_row_fn *row, void *ctx, kg_err *e);
/* Things by a measure: NULL or "cited", pagerank, hub, authority, betweenness, core. */
bool kg_ask_top(kg_store *s, const char *by, kg_ask_opts o, kg_row_fn *row, void *ctx, kg_err *e);
/* Groups: NULL or "community" (Leiden), component; one row a group, or (members) one a thing. limit: groups. */
bool kg_ask_groups(kg_store *s, const char *by, bool members, kg_ask_opts o, kg_row_fn *row, void *ctx, kg_err *e);
/* Passages with these words ("a phrase", begin*, -without), the best first. The first search makes the index of words. */
bool kg_ask_search(kg_store *s, const char *words, kg_ask_opts o, kg_row_fn *row, void *ctx, kg_err *e);
/* The chain of papers through which most paths go (search path count); `left_out`: links that would have made a circle. */
bool kg_ask_mainpath(kg_store *s, kg_ask_opts o, int *left_out, kg_row_fn *row, void *ctx, kg_err *e);
/* One SELECT of the user: reads alone, for at most `seconds`. Nothing else can be asked of the store afterwards. */
bool kg_ask_sql(kg_store *s, const char *sql, int seconds, kg_row_fn *row, void *ctx, kg_err *e);

/* One thing from all sides: rows in five parts (node, alias, history, cited_by, cites), each with columns of its own. */
bool kg_ask_show(kg_store *s, const char *id, kg_row_fn *row, void *ctx, kg_err *e);
/* MATCH ... RETURN in openCypher, reads alone; values of $names. The words of a failure name the place. A column is called as the
 * question calls it. */
typedef struct { kg_str name, value; } kg_param;
bool kg_ask_cypher(kg_store *s, const char *text, const kg_param *params, int nparams, int seconds, kg_row_fn *row, void *ctx, kg_err *e);
/* The SQL that it stands for, with ?1 for args[0]; lives in `a`. */
bool kg_cypher_explain(const char *text, const kg_param *params, int nparams, kg_arena *a, kg_str *sql, kg_str **args, int *nargs, kg_err *e);

/* What each document is short of or passed over, and what only all show together: doc file line start end rule text meant why. */
bool kg_ask_problems(kg_store *s, kg_row_fn *row, void *ctx, kg_err *e);

/* Who is nearly called o.mover (among those who put motions on record), else o.minister (among those who speak or promise): at most
 * `max` names, how many; -1 where somebody is called so, or it failed. */
int kg_near_names(kg_store *s, kg_ask_opts o, kg_str *out, int max, kg_arena *a, kg_err *e);

/* Whether things may be of this kind or soort: 1; 0 where none is, *there: what there is in this graph; -1: failed. */
int kg_is_kind(kg_store *s, kg_str word, kg_str *there, kg_arena *a, kg_err *e);
bool kg_has_dossier(kg_store *s, const char *words, kg_err *e);   /* has it things of this dossier; if not, KG_EUSAGE */

/* What a report rests on: "nothing found in N documents from DATE to DATE". */
typedef struct { int documents, undated, registers; char from[11], to[11]; int mentions, edges, nodes; } kg_scope;
bool kg_ask_scope(kg_store *s, kg_scope *o, kg_err *e);

#endif
