/* folder.h - exports that are a folder: a pair of tables, a vault of notes. */
#ifndef KG_FOLDER_H
#define KG_FOLDER_H

#include "cmd.h"

/* DIR/nodes.csv and DIR/edges.csv; the folder is made where it is missing. */
bool cmd_write_tables(const kg_graph *g, kg_csv style, const char *dir);
/* A new folder of notes: it is there when all of them are, and never takes the place of what somebody keeps. */
bool cmd_write_vault(const kg_graph *g, const char *dir);

#endif
