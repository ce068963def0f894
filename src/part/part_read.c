/* part_read.c - reads a part file. In: a file, or bytes. Out: its items.
 *
 * Idea: the whole of it is looked at before the first item is handed out (packed bytes against their check, unpacked ones against what
 * makes sense), then it is read again from the beginning; so nothing of a damaged part is ever half in a graph.
 * Invariants: memory is one block and one item; sizes are held against what a block may be before memory is asked for.
 */
#include "store/store.h"
#include "part.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

struct kg_part {
    kg_bytes items;
    kg_str all;                                               /* of a part that is in memory; else fd */
    int fd;
    int64_t at;                                               /* place in the file */
    uint64_t check, blocks;
    bool ended;
    char *buf; ptrdiff_t size;                                /* items.v */
    char packed[KG_PART_BLOCK + (KG_PART_BLOCK >> 6) + 1024];
};

static bool damaged(const kg_part *p, kg_err *e)
{
    return kg_fail(e, KG_EINPUT, p->at, "damaged part, nothing of it was taken: make it again (byte %lld)", (long long)p->at);
}

/* Exactly n bytes at p->at. */
static bool take(kg_part *p, char *to, ptrdiff_t n, kg_err *e)
{
    ptrdiff_t got = 0;
    if (p->fd < 0) {
        got = p->all.n - (ptrdiff_t)p->at < n ? p->all.n - (ptrdiff_t)p->at : n;
        memcpy(to, p->all.s + p->at, (size_t)got);
    }
    while (p->fd >= 0 && got < n) {
        ssize_t r = pread(p->fd, to + got, (size_t)(n - got), (off_t)(p->at + got));
        if (r < 0 && errno == EINTR) continue;
        if (r < 0) return kg_fail(e, KG_EIO, -1, "cannot be read: %s", strerror(errno));
        if (r == 0) break;
        got += r;
    }
    if (got < n) return kg_fail(e, KG_EINPUT, -1, "damaged part, nothing of it was taken: it ends too soon; make it again");
    p->at += n;
    return true;
}

static bool end_mark(kg_part *p, const char *head, kg_err *e)
{
    char end[24], one;
    kg_err none = { 0 };
    memcpy(end, head, 16);
    if (!take(p, end + 16, 8, e)) return false;
    if (kg_part_get(end + 4, 4) || kg_part_get(end + 8, 8) != p->blocks
        || kg_part_get(end + 16, 8) != kg_hash_bytes(p->check, (kg_str){ end, 16 })) return damaged(p, e);
    if (take(p, &one, 1, &none)) return kg_fail(e, KG_EINPUT, -1, "damaged part, nothing of it was taken: something stands behind its end");
    p->ended = true;
    return true;
}

/* What is left of the items moves to the front, one block comes behind it. */
static bool more(kg_bytes *b, kg_err *e)
{
    kg_part *p = b->ctx;
    char head[16];
    if (p->ended || !take(p, head, sizeof head, e)) return false;
    ptrdiff_t packed = (ptrdiff_t)kg_part_get(head, 4), n = (ptrdiff_t)kg_part_get(head + 4, 4), left = b->n - b->at;
    if (!packed) return end_mark(p, head, e) && false;
    if (packed > (ptrdiff_t)sizeof p->packed || !n || n > KG_PART_BLOCK) return damaged(p, e);
    if (!take(p, p->packed, packed, e)) return false;
    kg_str z = { p->packed, packed };
    p->check = kg_hash_bytes(p->check, z);
    p->blocks++;
    if (p->check != kg_part_get(head + 8, 8) || kg_unpacked_size(z, KG_PART_BLOCK) != n) return damaged(p, e);
    if (left + n > p->size) {
        p->size = (left + n) * 2;
        char *buf = realloc(p->buf, (size_t)p->size);
        if (!buf) return kg_fail(e, KG_ELIMIT, -1, "does not fit into memory");
        p->buf = buf;
    }
    if (b->at) memmove(p->buf, p->buf + b->at, (size_t)left); /* else a large item would be moved for each of its blocks */
    b->v = p->buf, b->at = 0, b->n = left + n;
    return kg_unpack(z, p->buf + left, n) || damaged(p, e);
}

static bool begin(kg_part *p, uint64_t reader, kg_err *e)
{
    char head[KG_PART_HEAD];
    p->at = 0, p->blocks = 0, p->ended = false;
    p->items = (kg_bytes){ .v = p->buf, .more = more, .ctx = p };
    if (!take(p, head, sizeof head, e)) return false;
    p->check = kg_hash_bytes(1, (kg_str){ head, KG_PART_HEAD - 8 });
    uint64_t format = kg_part_get(head + 8, 4);
    for (int i = 12; i < 24; i++)
        if (head[i] && (head[i] < ' ' || head[i] > '~')) return damaged(p, e);
    if (p->check != kg_part_get(head + 32, 8)) return damaged(p, e);
    if (format > KG_PART_FORMAT)
        return kg_fail(e, KG_EINPUT, -1, "a part of format %llu, made by kamergraaf %.11s; this one knows those up to %d: take a newer"
                       " kamergraaf, or make the part again", (unsigned long long)format, head + 12, KG_PART_FORMAT);
    if (kg_part_get(head + 24, 8) != reader)
        return kg_fail(e, KG_EINPUT, -1, "a part that was made by %s%.11s with other rules or another list of ids (--rules, --known):"
                       " make it again, or build with the same", strcmp(head + 12, KG_VERSION) ? "kamergraaf " : "this kamergraaf, ", head + 12);
    return true;
}

/* All of it, for nothing. */
static bool sound(kg_part *p, kg_err *e)
{
    kg_sheet sheet;
    kg_str why;
    for (int got; (got = kg_decode_next(&p->items, &sheet, &why, NULL, e)) != 0;) {
        if (got > 0 && sheet.packed) return damaged(p, e);
        if (got < 0 || (got == 1 && !kg_decode_rows(&p->items, &sheet, NULL, e))) return false;
    }
    return p->ended || damaged(p, e);
}

kg_part *kg_part_open(const kg_doc *d, uint64_t reader, kg_err *e)
{
    kg_part *p = kg_need(calloc(1, sizeof *p));
    kg_arena *a = kg_arena_new();
    p->all = d->bytes;
    p->fd = d->streamed ? open(kg_dup(a, d->name).s, O_RDONLY | O_CLOEXEC | O_NOCTTY) : -1;
    kg_arena_free(a);
    bool ok = !d->streamed || p->fd >= 0 || kg_fail(e, KG_EIO, -1, "cannot be read: %s", strerror(errno));
    if (ok && begin(p, reader, e) && sound(p, e) && begin(p, reader, e)) return p;
    kg_part_close(p);
    return NULL;
}

kg_bytes *kg_part_items(kg_part *p) { return &p->items; }

void kg_part_close(kg_part *p)
{
    if (!p) return;
    if (p->fd >= 0) close(p->fd);
    free(p->buf);
    free(p);
}
