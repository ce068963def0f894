/* input.h - private to stage 0: names (walk.c), bytes (source.c), what lies in archives (archive.c), manifests (manifest.c);
 * input.c makes documents of them. */
#ifndef KG_INPUT_H
#define KG_INPUT_H

#include "base.h"

enum { KG_PADDING = 128 };                                    /* zero bytes behind a document: the scanner reads in blocks */

/* -- walk.c: paths given and what lies below them ------------------------------------------------------------------ */
typedef struct kg_walk kg_walk;
kg_walk *kg_walk_open(char *const *paths, int n, kg_arena *a);
/* Next file: 1, 0 at the end, -1 where a directory could not be read (*name says which). */
int kg_walk_next(kg_walk *w, kg_str *name, kg_err *e);
/* Hidden files, MANIFEST.tsv, README, README.md; a document may be called README-1.txt all the same. */
bool kg_passed_over(const char *name);

/* -- source.c: one open file or pipe ------------------------------------------------------------------------------- */
typedef struct {
    int fd;                                                   /* -1: closed */
    bool sized;                                               /* a file that can be read from any place */
    int64_t size;
    char head[1024]; ptrdiff_t nhead;                         /* its first bytes; taken off a pipe already */
} kg_source;
bool kg_source_open(kg_source *s, kg_str name, kg_err *e);    /* "-": standard input */
bool kg_source_read(kg_source *s, int64_t limit, kg_str *out, kg_arena *a, kg_err *e);
bool kg_source_hash(kg_source *s, uint64_t *hash, kg_err *e);   /* of a sized one: all its bytes, none of them kept */
void kg_source_close(kg_source *s);
bool kg_too_large(int64_t limit, kg_err *e);                  /* always false */

/* -- manifest.c: MANIFEST.tsv, columns by name (file id kind soort date title dossier), others passed over ---------- */
typedef struct {
    kg_map *file; kg_meta *v; int n, cap;                     /* file name -> row + 1 */
    kg_str record;                                            /* bytes of the directory's metadata.xml */
} kg_manifest;
bool kg_manifest_read(kg_str bytes, kg_manifest *m, kg_arena *a, kg_err *e);
const kg_meta *kg_manifest_row(const kg_manifest *m, kg_str file);         /* NULL: none */

/* -- archive.c: libarchive ----------------------------------------------------------------------------------------- */
typedef struct kg_archive kg_archive;
typedef enum { KG_PLAIN, KG_COMPRESSED, KG_TAR, KG_ZIP } kg_packing;
kg_packing kg_packed(kg_str head);                            /* by its first bytes */
/* A ZIP that is one document: Word, OpenDocument. By the name of its first member, then by the names of its parts. */
bool kg_office_head(kg_str head);
bool kg_office_zip(kg_str bytes);
/* Of a source, which it reads to its end and does not close, or of bytes, which must outlive it. */
kg_archive *kg_archive_open(kg_source *s, kg_err *e);
kg_archive *kg_archive_of(kg_str bytes, kg_err *e);
/* Next member that is a file: 1, 0 at the end, -1 where the archive is damaged and ends here. *name is none in a stream that
 * holds one file alone. *left: how many bytes may still be unpacked. */
int kg_archive_next(kg_archive *x, kg_str *name, int64_t *left, kg_arena *a, kg_err *e);
/* Bytes of the member; false where it is too large, damaged or encrypted. */
bool kg_archive_data(kg_archive *x, int64_t limit, int64_t *left, kg_str *out, kg_arena *a, kg_err *e);
void kg_archive_close(kg_archive *x);
/* One file of any size, unpacked where it is packed, block after block in 64 KiB; false from `take` stops. */
typedef bool kg_block_fn(void *ctx, kg_str block);
bool kg_archive_blocks(const char *file, kg_block_fn *take, void *ctx, kg_err *e);

#endif
