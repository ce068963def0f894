/* cache.c - a sorted list, kept for the next run. In: kg_known and the key of its list. Out: a file in the cache directory.
 *
 * Invariants: written beside and renamed, so that it is whole or not there; one that is damaged counts as missing; where
 * nothing can be written the list is read anew each time and nobody is bothered.
 */
#include "known/known.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAGIC "KGKNOWN1"
enum { INDEX_BYTES = (KG_BUCKETS + 1) * 4 };

/* The bytes decide; size and time are taken in as well, so that a list that changes while it is read is not trusted. */
uint64_t kg_known_key(const char *file, kg_err *e)
{
    enum { BLOCK = 1 << 20 };
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    int error = errno;
    struct stat st;
    char *block = malloc(BLOCK);
    uint64_t h = 0;
    ssize_t n = -1;
    if (fd >= 0 && block && fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
        int64_t size = st.st_size;                            /* no time: a copy on another machine is the same list (part/) */
        h = kg_hash_bytes(1, (kg_str){ (const char *)&size, sizeof size });
        while ((n = read(fd, block, BLOCK)) > 0) h = kg_hash_bytes(h, (kg_str){ block, n });
    }
    if (fd >= 0) close(fd);
    free(block);
    if (n == 0) return h | 1;
    kg_fail(e, KG_EIO, -1, "cannot be read as a list of ids%s%s", fd < 0 ? ": " : "", fd < 0 ? strerror(error) : "");
    return 0;
}

/* "$XDG_CACHE_HOME/kamergraaf/known-KEY.bin"; false where there is no such place. */
static bool cache_file(char *out, size_t n, uint64_t key, bool make)
{
    const char *base = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    bool own = base && base[0] == '/';
    if (!own && (!home || home[0] != '/')) return false;
    int k = snprintf(out, n, own ? "%s" : "%s/.cache", own ? base : home);
    if (k <= 0 || (size_t)k + 64 > n) return false;
    if (make) mkdir(out, 0700);
    k += snprintf(out + k, n - (size_t)k, "/kamergraaf");
    if (make) mkdir(out, 0700);
    snprintf(out + k, n - (size_t)k, "/known-%016llx.bin", (unsigned long long)key);
    return true;
}

static uint64_t check_of(const uint32_t *index, const uint32_t *rest, uint32_t n)
{
    uint64_t h = kg_hash_bytes(2, (kg_str){ (const char *)index, INDEX_BYTES });
    return kg_hash_bytes(h, (kg_str){ (const char *)rest, (ptrdiff_t)n * 4 });
}

static bool sound(const kg_known_head *h, const char *p, size_t size, uint64_t key)
{
    if (size < sizeof *h + INDEX_BYTES) return false;
    memcpy((void *)h, p, sizeof *h);
    if (memcmp(h->magic, MAGIC, 8) != 0 || h->key != key || h->end[11]) return false;
    if (size != sizeof *h + INDEX_BYTES + (size_t)h->n * 4) return false;
    const uint32_t *index = (const uint32_t *)(const void *)(p + sizeof *h);
    if (check_of(index, index + KG_BUCKETS + 1, h->n) != h->check || index[0] || index[KG_BUCKETS] != h->n) return false;
    for (int b = 0; b < KG_BUCKETS; b++)
        if (index[b] > index[b + 1]) return false;
    return true;
}

bool kg_known_load(kg_known *k, uint64_t key)
{
    char name[4096];
    struct stat st;
    if (!cache_file(name, sizeof name, key, false)) return false;
    int fd = open(name, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return false;
    size_t size = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 ? (size_t)st.st_size : 0;
    char *p = size ? mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
    close(fd);
    if (p == MAP_FAILED) return false;
    if (!sound(&k->head, p, size, key)) {
        munmap(p, size);
        k->head = (kg_known_head){ 0 };
        return false;
    }
    k->map = p;
    k->mapped = size;
    k->index = (const uint32_t *)(const void *)(p + sizeof k->head);
    k->rest = k->index + KG_BUCKETS + 1;
    return true;
}

void kg_known_save(const kg_known *k)
{
    char name[4096], tmp[4200];
    kg_known_head h = k->head;
    if (!cache_file(name, sizeof name, h.key, true)) return;
    snprintf(tmp, sizeof tmp, "%s.%ld.tmp", name, (long)getpid());
    FILE *f = fopen(tmp, "wbx");
    if (!f) return;
    memcpy(h.magic, MAGIC, 8);
    h.check = check_of(k->index, k->rest, h.n);
    bool ok = fwrite(&h, sizeof h, 1, f) == 1 && fwrite(k->index, INDEX_BYTES, 1, f) == 1 &&
              fwrite(k->rest, 4, h.n, f) == h.n;
    ok = fclose(f) == 0 && ok;
    if (!ok || rename(tmp, name) != 0) unlink(tmp);
}
