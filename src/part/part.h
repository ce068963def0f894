/* part.h - what documents give (sheet.h) as bytes: code.c, for a part file (part.c writes it, part_read.c reads it) and for the pipe
 * from a worker process.
 *
 * A part file: a head of 40 bytes (magic, format, program, reader, check), blocks of at most 1 MiB before packing, each with its
 * sizes and a check, and an end that counts them. Numbers are little-endian. The blocks, unpacked and put together, are items:
 *     tag, length of what follows, that     D a document or file of records, 0 to 7 a row of kg_table, E its end, R a refusal
 * and behind a D its text. Numbers in items are seven bits a byte, the last byte below 128; a text is its length + 1 and its bytes, 0
 * where there is none.
 */
#ifndef KG_PART_H
#define KG_PART_H

#include "base.h"
#include "sheet.h"

/* -- code.c: items ------------------------------------------------------------------------------------------------- */

typedef struct {                                              /* items go to `put` */
    kg_sink_fn *put;
    void *ctx;
    kg_arena *a;                                              /* of one item */
} kg_coder;
kg_taker kg_coder_taker(kg_coder *c);                         /* "does not fit" or "cannot be written" fail */
bool kg_code_refusal(kg_coder *c, kg_str file, kg_str why, kg_err *e);

typedef struct kg_bytes kg_bytes;
struct kg_bytes {                                             /* items come from v[at] to v[n] */
    const char *v; ptrdiff_t n, at;
    bool (*more)(kg_bytes *b, kg_err *e);                     /* puts more behind v[n], and v[at] where it likes; false: none */
    void *ctx;
};
/* Next: 1 a sheet (its rows must be taken next), 2 a refusal (sheet->file, *why), 0 the end, -1 damaged. Texts live in the arena;
 * a == NULL: the document's own text is passed over. */
int kg_decode_next(kg_bytes *b, kg_sheet *sheet, kg_str *why, kg_arena *a, kg_err *e);
/* Its rows up to its end; to == NULL: only looked at. */
bool kg_decode_rows(kg_bytes *b, const kg_sheet *sheet, const kg_taker *to, kg_err *e);

/* -- part.c ---------------------------------------------------------------------------------------------------------- */

enum { KG_PART_FORMAT = 1, KG_PART_HEAD = 40, KG_PART_BLOCK = 1 << 20 };
void kg_part_put(char *to, uint64_t v, int bytes);
uint64_t kg_part_get(const char *from, int bytes);

typedef struct kg_part_writer kg_part_writer;
kg_part_writer *kg_part_begin(uint64_t reader, kg_sink_fn *put, void *ctx);
kg_coder *kg_part_coder(kg_part_writer *w);                   /* what goes there goes into the part */
bool kg_part_bytes(kg_part_writer *w, kg_str items);          /* items that another process coded */
bool kg_part_end(kg_part_writer *w, bool whole, kg_err *e);   /* frees; whole: with its end mark */

/* -- part_read.c ----------------------------------------------------------------------------------------------------- */

typedef struct kg_part kg_part;
/* Looks at all of it first: NULL where it is damaged, newer, or made by another reader. */
kg_part *kg_part_open(const kg_doc *d, uint64_t reader, kg_err *e);
kg_bytes *kg_part_items(kg_part *p);
void kg_part_close(kg_part *p);

#endif
