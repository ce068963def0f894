/* apart.h - private to stage 1: formats that are read in a child process (apart.c), since their parsers are large and their files
 * come from anywhere. */
#ifndef KG_APART_H
#define KG_APART_H

#include "base.h"

/* Runs in the child: bytes to text. `alive` is to be called now and then (after each page): the clock starts anew. */
typedef bool kg_reader(kg_str bytes, kg_str *text, void (*alive)(void), kg_arena *a, kg_err *e);
kg_reader kg_pdf_text;                                        /* read_pdf.c */
bool kg_pdf_load(void);                                       /* before the child gives up its rights; false: no poppler */

/* unzip.c: an office file to KG_PARTS sizes (uint64_t), then the parts: document, footnotes, endnotes and links of Word, content of
 * OpenDocument; of size 0 where missing. */
enum { KG_PARTS = 5, KG_MOST_PARTS = 255 << 20 };
kg_reader kg_unzip_text;

typedef enum { KG_READ_PDF, KG_READ_OFFICE } kg_format;
/* Text of the document, followed by 128 zero bytes. Fails where the child crashes, takes more than `seconds` between two signs of
 * life, or says why. The child lives on for the next document; a thread has its own, made when it is first needed. */
bool kg_read_apart(kg_format f, kg_str bytes, int seconds, kg_str *text, kg_arena *a, kg_err *e);

#endif
