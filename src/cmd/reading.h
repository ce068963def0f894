/* reading.h - what `build` and `extract --to` share: documents read one after the other, those refused, files of records (reading.c). */
#ifndef KG_READING_H
#define KG_READING_H

#include "cmd.h"
#include "crew.h"
#include "progress.h"
#include "records.h"

typedef struct { kg_str file, why; } cmd_refusal;
typedef struct {
    kg_scanner *scan;
    uint64_t reader;                                          /* cmd_reader */
    kg_arena *all, *doc;                                      /* of the run, of the document */
    struct { cmd_refusal *v; int n, cap; } refused;
    kg_map *said;                                             /* files refused */
    int read, unchanged;                                      /* documents */
    int registers, same_registers, records, gone, bad;        /* files of records; records, those taken back, refused */
    cmd_progress progress;
    kg_crew *crew;
    int jobs; bool asked;                                     /* processes wanted; by -j: else there may be none */
    int64_t alone;                                            /* bytes that are still read without them */
    kg_work_fn *work; kg_done_fn *done; void *ctx;            /* of the crew to come */
    struct kg_packer *packer;                                 /* of a worker that packs texts (cmd_work_packed) */
    bool given;                                               /* the document is the crew's now, with its arena */
} cmd_reading;

void cmd_reading_begin(cmd_reading *r, const kg_rules *rules, const kg_known *known, uint64_t reader);
void cmd_reading_end(cmd_reading *r);
/* What the records depend on beside the documents: the program, its rules or those of a directory (rules_dir), a list of ids. */
uint64_t cmd_reader(const char *rules_dir, const kg_rules *rules, const kg_known *known);

void cmd_refuse(cmd_reading *r, kg_str file, kg_str why);     /* says so, once a file */
/* The records of a file go to `to`; what is wrong with them is said. */
bool cmd_take_records(cmd_reading *r, kg_records *from, const kg_doc *d, const kg_taker *to, kg_err *e);
/* -- worker processes: the crew's ctx begins with a cmd_reading, whose `crew` is NULL while there are none --------------------- */
#define CMD_JOBS_OPTION { "jobs", required_argument, NULL, 'j' }
#define CMD_JOBS_HELP "  -j, --jobs N           read in N processes at once; 0: one for each processor. Without it so, too (at\n" \
                      "                         most 16), once half a MB was read; the result is the same\n"
enum { CMD_JOBS_AS_FIT = -1 };                                /* what stands for no -j */
int cmd_jobs(const char *command, const char *word);          /* says what is wrong, and exits */
void cmd_jobs_with(cmd_reading *r, int jobs, kg_work_fn *work, kg_done_fn *done, void *ctx);
kg_work_fn cmd_work;                                          /* what a document gives, as the bytes of part/code.c */
kg_work_fn cmd_work_packed;                                   /* the same, with its text packed as the graph file has it */
/* For the next document; processes begin here, where they are due. They open files themselves: see kg_doc_read. */
kg_arena *cmd_doc_arena(cmd_reading *r, kg_input *in);
void cmd_alone(cmd_reading *r, const kg_doc *d);              /* it is read without one of them */
bool cmd_give(cmd_reading *r, const kg_doc *d, kg_err *e);    /* to the crew */
bool cmd_wait(cmd_reading *r, kg_err *e);                     /* until the crew has nothing to do */
/* A file that the input refused: the crew's turn, or at once. */
bool cmd_refuse_input(cmd_reading *r, const kg_doc *d, const kg_err *why, kg_err *e);

/* What is written may lie among the documents; path: NULL, or a file that is there. */
bool cmd_is_output(kg_str name, const char *path, kg_arena *a);

#endif
