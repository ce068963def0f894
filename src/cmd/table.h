/* table.h - an aligned table that fits its terminal (table.c), for rows.c. */
#ifndef KG_TABLE_H
#define KG_TABLE_H

#include "cmd.h"

typedef struct cmd_table cmd_table;
cmd_table *cmd_table_new(kg_arena *a);
void cmd_table_row(cmd_table *t, const kg_col *cols, int ncols, const kg_cell *cells);  /* cells == NULL: the columns */
void cmd_table_print(cmd_table *t, cmd_out *o);

kg_str cmd_flat(kg_arena *a, kg_str json);                    /* rows.c: lists joined by "; ", objects as doc:line */
int cmd_terminal(void);                                    /* columns of standard output; 120 where it is no terminal */
/* At most `width` columns of the text, cut at a word with "…", control characters as blanks. */
kg_str cmd_fit(kg_arena *a, kg_str text, int width);
/* A sentence below a table, within the terminal. */
void cmd_put_note(cmd_out *o, const char *format, ...) __attribute__((format(printf, 2, 3)));
void cmd_put_wrapped(cmd_out *o, kg_str s, int indent, int width);   /* words below each other, not beyond the edge */
void cmd_put_hanging(cmd_out *o, kg_str s, int first, int indent, int width);   /* the first line less far in */

#endif
