/* progress.h - what takes long says so on a terminal: progress.c. */
#ifndef KG_CMD_PROGRESS_H
#define KG_CMD_PROGRESS_H

#include "base.h"

typedef struct {
    bool on;
    int documents;
    int64_t total, read, open;                                /* bytes: of all files, of those behind, of the one that is read */
    double begun, shown;                                      /* seconds; shown: 0 where no line stands there */
    char file[4096];                                          /* that is read */
} cmd_progress;

void cmd_progress_begin(cmd_progress *p, char *const *paths, int n);
void cmd_progress_next(cmd_progress *p, kg_str name);         /* this document comes */
void cmd_progress_clear(cmd_progress *p);                     /* before anything else is said */
/* Of the documents of a command that writes its rows into a file: on a terminal they are seen coming. */
void cmd_progress_begin_into_file(cmd_progress *p, char *const *paths, int n);

/* "graph.db: drawing ...", where the graph file is large; gone before anything else is written. */
void cmd_busy(const char *file, const char *what);
void cmd_idle(void);

#endif
