/* records.h - the open data portal's JSON: records, which state and have no text. Read by read/records.c, read/read_odata.c and the
 * files read/odata_*.c, kept by store/intake.c.
 *
 * A file of records (kg_doc.streamed where it lies on a disk) passes one record at a time, so it may be of any size.
 */
#ifndef KG_RECORDS_H
#define KG_RECORDS_H

#include "kamergraaf.h"
#include "sheet.h"

typedef struct {                                              /* what a record states: a relation between two ids */
    kg_relation relation;
    kg_str value, source, target;
    kg_str proof;                                             /* the record's own words, field and value */
} kg_fact;

typedef struct {                                              /* one record: Zaak, Document, Besluit, Toezegging, ... */
    kg_str id;                                                /* what it is about; none: nothing that a graph could keep */
    int line;                                                 /* of the file, where it begins */
    int64_t beg, end;                                         /* its bytes in the file */
    bool gone;                                                /* the portal has taken it back: id is none */
    kg_thing *things; int nthings;                            /* that of `id` first */
    kg_fact *facts; int nfacts;
    kg_promise *promises; int npromises;
    kg_str problem;                                           /* a field that is not as it should be; or none */
} kg_record;

typedef struct kg_records kg_records;
/* By the first bytes: pages of OData, lists of its records, one record a line (NDJSON). */
bool kg_is_records(kg_str head);
/* Such a file is never the document that its name may be: 2025D06779.json tells of it. */
kg_str kg_records_stem(const kg_doc *d);
kg_records *kg_records_open(const kg_doc *d, kg_err *e);
/* Next record: 1, 0 at the end, -1 where one was refused (e->at: its line); the rest goes on. Memory: one record. */
int kg_records_next(kg_records *r, kg_record *out, kg_arena *a, kg_err *e);
void kg_records_close(kg_records *r);
/* What the subject of a record cites, as facts of its own. O(bytes of the subject). */
bool kg_record_cites(kg_scanner *s, kg_record *x, kg_arena *a, kg_err *e);

/* A file of records: begin, add each, end; what it gives goes to `to`, which must live as long. */
typedef struct kg_intake kg_intake;
kg_intake *kg_intake_begin(const kg_taker *to, const kg_doc *d, uint64_t reader, kg_arena *a, kg_err *e);   /* NULL on failure; in the arena */
bool kg_intake_add(kg_intake *in, const kg_record *r, kg_err *e);
bool kg_intake_problem(kg_intake *in, int line, kg_str what, kg_err *e);   /* of what was refused, or is odd */
bool kg_intake_end(kg_intake *in, bool keep, kg_err *e);      /* keep: false after a failure, and false comes back */

#endif
