/* findings.h - what `kamergraaf check` prints: one finding, three ways to write it (findings.c, sarif.c). */
#ifndef KG_FINDINGS_H
#define KG_FINDINGS_H

#include "table.h"

typedef struct { kg_str doc, file, line, start, end, text, meant, why; const kg_problem_kind *kind; } cmd_finding;

typedef enum { CMD_FOUND_TABLE, CMD_FOUND_NDJSON, CMD_FOUND_SARIF } cmd_found_format;
typedef struct {
    cmd_out *o;
    cmd_found_format format;
    cmd_rows *rows;                                           /* NDJSON */
    kg_arena *a;                                              /* for one finding */
    uint64_t file;                                            /* hash of the last one named in the table; 0: none */
    int width, count[3];                                      /* by level */
} cmd_findings;

void cmd_findings_open(cmd_findings *f, cmd_found_format format);
void cmd_findings_put(cmd_findings *f, const cmd_finding *x);
/* `mentions`: how much was read all the same, so that nothing found is not taken for nothing there. */
bool cmd_findings_close(cmd_findings *f, int documents, int mentions);

/* sarif.c: SARIF 2.1.0, as editors and code hosts read it */
void cmd_sarif_head(cmd_out *o);
void cmd_sarif_put(cmd_out *o, const cmd_finding *x, bool first, kg_arena *a);
void cmd_sarif_foot(cmd_out *o);

#endif
