/* source.c - one open file or pipe. In: a name. Out: its first bytes, then all of them, or why it cannot be read.
 *
 * Idea: the first bytes say what it is (an archive is never read as a whole), so they are taken before anything else.
 * Invariants: bytes handed on are followed by KG_PADDING zero bytes that are not counted; no descriptor stays open; nothing
 * larger than the limit is ever held, whatever a file says of its size.
 */
#include "input.h"
#include "sheet.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool cannot(kg_err *e, int error) { return kg_fail(e, KG_EIO, -1, "cannot be read: %s", strerror(error)); }

bool kg_is_part(kg_str head) { return kg_starts(head, (kg_str){ KG_PART_MAGIC, 8 }); }

bool kg_too_large(int64_t limit, kg_err *e)
{
    static const char *const unit[] = { "bytes", "KiB", "MiB", "GiB" };
    int u = 0;
    while (u < 3 && limit >= 1024 && limit % 1024 == 0) limit /= 1024, u++;
    return kg_fail(e, KG_ELIMIT, -1, "larger than %" PRId64 " %s (see --max-file)", limit, unit[u]);
}

static bool take_head(kg_source *s, kg_err *e)
{
    while (s->nhead < (ptrdiff_t)sizeof s->head && !(s->sized && s->nhead >= s->size)) {
        size_t room = sizeof s->head - (size_t)s->nhead;
        ssize_t n = s->sized ? pread(s->fd, s->head + s->nhead, room, s->nhead) : read(s->fd, s->head + s->nhead, room);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return cannot(e, errno);
        if (n == 0) break;
        s->nhead += n;
    }
    return true;
}

bool kg_source_open(kg_source *s, kg_str name, kg_err *e)
{
    struct stat st;
    bool standard = kg_eq(name, KG_S("-"));
    s->nhead = 0;
    s->fd = standard ? STDIN_FILENO : open(name.s, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (s->fd < 0 || fstat(s->fd, &st)) return cannot(e, errno);
    /* standard input may have been read in part by someone else, so its place counts; /proc does not tell sizes */
    s->sized = !standard && S_ISREG(st.st_mode) && st.st_size > 0;
    s->size = st.st_size;
    if (S_ISDIR(st.st_mode)) return kg_fail(e, KG_EIO, -1, "is a directory");
    if (!standard && !S_ISREG(st.st_mode) && !S_ISFIFO(st.st_mode)) return kg_fail(e, KG_EIO, -1, "is not a file");
    return take_head(s, e);
}

void kg_source_close(kg_source *s)
{
    if (s->fd > STDIN_FILENO) close(s->fd);
    s->fd = -1;
}

static bool read_sized(kg_source *s, kg_str *out, kg_arena *a, kg_err *e)
{
    char *p = kg_room(a, 1, (size_t)s->size + KG_PADDING);
    ptrdiff_t at = s->nhead < s->size ? s->nhead : (ptrdiff_t)s->size;
    memcpy(p, s->head, (size_t)at);
    while (at < s->size) {
        ssize_t n = pread(s->fd, p + at, (size_t)(s->size - at), at);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return cannot(e, errno);
        if (n == 0) break;                                    /* grew shorter meanwhile */
        at += n;
    }
    memset(p + at, 0, KG_PADDING);
    *out = (kg_str){ p, at };
    return true;
}

/* A pipe, or a file that does not tell its size. */
static bool read_stream(kg_source *s, int64_t limit, kg_str *out, kg_arena *a, kg_err *e)
{
    size_t cap = 1 << 16, n = (size_t)s->nhead;
    char *buf = malloc(cap);
    ssize_t got = -1;
    if (buf) memcpy(buf, s->head, n);
    while (buf && (int64_t)n <= limit) {
        got = read(s->fd, buf + n, cap - n);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        n += (size_t)got;
        if (n < cap) continue;
        char *more = realloc(buf, cap *= 2);
        if (!more) free(buf);
        buf = more;
    }
    int error = errno;
    bool large = (int64_t)n > limit;
    if (buf && !got && !large) {
        char *p = kg_alloc(a, 1, n + KG_PADDING);
        memcpy(p, buf, n);
        *out = (kg_str){ p, (ptrdiff_t)n };
    }
    free(buf);
    return buf == NULL ? kg_fail(e, KG_ELIMIT, -1, "does not fit into memory")
         : large ? kg_too_large(limit, e) : got < 0 ? cannot(e, error) : true;
}

bool kg_source_read(kg_source *s, int64_t limit, kg_str *out, kg_arena *a, kg_err *e)
{
    if (s->sized && s->size > limit) return kg_too_large(limit, e);
    return s->sized ? read_sized(s, out, a, e) : read_stream(s, limit, out, a, e);
}

bool kg_source_hash(kg_source *s, uint64_t *hash, kg_err *e)
{
    enum { BLOCK = 1 << 18 };
    kg_arena *a = kg_arena_new();
    char *p = kg_alloc(a, 1, BLOCK);
    ssize_t n = 1, got = 0;
    *hash = 1;
    for (off_t at = 0; n > 0; at += got) {
        for (got = 0; got < BLOCK && n > 0; got += n > 0 ? n : 0)      /* whole blocks: a short read must not change the hash */
            do n = pread(s->fd, p + got, (size_t)(BLOCK - got), at + got); while (n < 0 && errno == EINTR);
        *hash = kg_hash_bytes(*hash, (kg_str){ p, got });
    }
    int error = errno;
    kg_arena_free(a);
    return n == 0 || cannot(e, error);
}
