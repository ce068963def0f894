/* known.h - private: a list of ids that exist, told apart by hashes.
 *
 * input/archive.c (a file's bytes, unpacked) -> collect.c (lines to sorted hashes) -> cache.c (kept for the next run) -> known.c
 * (what the list says of an id).
 */
#ifndef KG_KNOWN_H
#define KG_KNOWN_H

#include "base.h"

/* Schemes of which the silence of a list says something; the others are looked up and never judged. */
typedef enum { KG_L_KST, KG_L_AH_TK, KG_L_AH_EK, KG_L_H_TK, KG_L_H_EK, KG_L_STB, KG_L_STCRT, KG_L_TRB, KG_L_SCHEMES } kg_listed;

enum { KG_BUCKETS = 1 << 16 };
/* 48 bits of each id's hash: the first 16 are the bucket, the others stand in `rest`, sorted within it. Of six million ids one
 * foreign one in forty million is taken for one of them. */
typedef struct {
    char magic[8];
    uint64_t key;                                             /* of the list: its bytes */
    uint64_t check;                                           /* hash of all that follows the head */
    uint32_t n, seen[KG_L_SCHEMES];                           /* ids; how many of each scheme */
    char end[12];                                             /* last day in an id ("ag-tk-2025-02-14"), or none */
} kg_known_head;

struct kg_known {
    kg_known_head head;
    const uint32_t *index, *rest;                             /* bucket b: rest[index[b]] to rest[index[b + 1]] */
    void *own, *map;                                          /* to be freed; to be unmapped */
    size_t mapped;
};

static inline uint64_t kg_known_hash(kg_str folded) { return kg_hash_bytes(0x6b67, folded); }

/* Missing: not in the list though it covers the id, seen from a document of that day. O(log n). Spec annex D. */
typedef enum { KG_NOT_TOLD, KG_IS_KNOWN, KG_IS_MISSING } kg_verdict;
kg_verdict kg_known_says(const kg_known *k, kg_str id, kg_str date);
bool kg_known_has(const kg_known *k, kg_str id);
uint64_t kg_known_hash_of(const kg_known *k);                 /* of its file */

/* resolve/verify.c: those missing are repaired where one candidate alone exists, else KG_UNKNOWN. NULL: nothing is done. */
void kg_verify(const kg_known *k, const kg_text *t, kg_refs *refs, kg_arena *a);

bool kg_known_collect(kg_known *k, const char *file, kg_err *e);     /* fills head and both lists; `own` holds them */
uint64_t kg_known_key(const char *file, kg_err *e);                  /* 0: cannot be read */
bool kg_known_load(kg_known *k, uint64_t key);                       /* from the cache; false: not there, or damaged */
void kg_known_save(const kg_known *k);                               /* where it cannot be kept, nobody minds */

#endif
