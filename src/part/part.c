/* part.c - writes a part file. In: items. Out: the file's bytes, to a sink.
 *
 * Idea: items are cut into blocks wherever a block is full, small documents share one, so that their words pack well together.
 * Invariant: without the end mark, which is written last, the file counts as damaged.
 */
#include "store/store.h"
#include "part.h"

#include <stdlib.h>

enum { LEVEL = 3 };                                           /* of zstd: a tenth less than 1 gives, for nothing; 6 costs a third more time */

struct kg_part_writer {
    kg_sink_fn *put;
    void *ctx;
    kg_coder coder;
    kg_packer *packer;
    uint64_t check, blocks;                                   /* check: of all blocks, one after the other */
    bool failed;
    ptrdiff_t n;
    char block[KG_PART_BLOCK];
};

void kg_part_put(char *to, uint64_t v, int bytes)
{
    for (int i = 0; i < bytes; i++, v >>= 8) to[i] = (char)(v & 255);
}

uint64_t kg_part_get(const char *from, int bytes)
{
    uint64_t v = 0;
    while (bytes-- > 0) v = v << 8 | (unsigned char)from[bytes];
    return v;
}

static bool emit(kg_part_writer *w, const char *p, ptrdiff_t n)
{
    if (!w->failed && !w->put(w->ctx, p, (size_t)n)) w->failed = true;
    return !w->failed;
}

static bool flush(kg_part_writer *w)
{
    char head[16];
    kg_str packed;
    if (!w->n || w->failed) return !w->failed;
    if (!kg_pack(w->packer, LEVEL, (kg_str){ w->block, w->n }, &packed)) return w->failed = true, false;
    w->check = kg_hash_bytes(w->check, packed);
    w->blocks++;
    kg_part_put(head, (uint64_t)packed.n, 4);
    kg_part_put(head + 4, (uint64_t)w->n, 4);
    kg_part_put(head + 8, w->check, 8);
    w->n = 0;
    return emit(w, head, sizeof head) && emit(w, packed.s, packed.n);
}

static bool put(void *ctx, const char *bytes, size_t n)
{
    kg_part_writer *w = ctx;
    while (n && !w->failed) {
        size_t room = (size_t)(KG_PART_BLOCK - w->n), some = n < room ? n : room;
        memcpy(w->block + w->n, bytes, some);
        w->n += (ptrdiff_t)some, bytes += some, n -= some;
        if (w->n == KG_PART_BLOCK) flush(w);
    }
    return !w->failed;
}

kg_part_writer *kg_part_begin(uint64_t reader, kg_sink_fn *sink, void *ctx)
{
    kg_arena *a = kg_arena_new();
    kg_part_writer *w = kg_need(calloc(1, sizeof *w));
    w->put = sink, w->ctx = ctx, w->packer = kg_packer_new();
    w->coder = (kg_coder){ put, w, a };
    char head[KG_PART_HEAD] = { 0 };
    memcpy(head, KG_PART_MAGIC, 8);
    kg_part_put(head + 8, KG_PART_FORMAT, 4);
    strncpy(head + 12, KG_VERSION, 11);
    kg_part_put(head + 24, reader, 8);
    w->check = kg_hash_bytes(1, (kg_str){ head, KG_PART_HEAD - 8 });
    kg_part_put(head + 32, w->check, 8);
    emit(w, head, sizeof head);
    return w;
}

kg_coder *kg_part_coder(kg_part_writer *w) { return &w->coder; }
bool kg_part_bytes(kg_part_writer *w, kg_str items) { return put(w, items.s, (size_t)items.n); }

bool kg_part_end(kg_part_writer *w, bool whole, kg_err *e)
{
    char end[24] = { 0 };
    bool ok = !whole || flush(w);
    kg_part_put(end + 8, w->blocks, 8);
    kg_part_put(end + 16, kg_hash_bytes(w->check, (kg_str){ end, 16 }), 8);
    ok = ok && (!whole || emit(w, end, sizeof end));
    kg_arena_free(w->coder.a);
    kg_packer_free(w->packer);
    free(w);
    return ok || kg_fail(e, KG_EIO, -1, "cannot be written");
}
