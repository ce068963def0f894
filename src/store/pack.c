/* pack.c - the file that knows zstd. In: bytes. Out: fewer of them; and the other way.
 *
 * Invariant: what packed bytes say of their size is held against what the caller allows, before memory is asked for.
 */
#include "store.h"

#include <stdlib.h>
#include <zstd.h>

struct kg_packer { ZSTD_CCtx *zip; char *buf; size_t size; };

kg_packer *kg_packer_new(void) { return calloc(1, sizeof(kg_packer)); }

void kg_packer_free(kg_packer *p)
{
    if (!p) return;
    ZSTD_freeCCtx(p->zip);
    free(p->buf);
    free(p);
}

bool kg_pack(kg_packer *p, int level, kg_str text, kg_str *out)
{
    size_t need = ZSTD_compressBound((size_t)text.n);
    if (!p) return false;
    if (need > p->size) {
        free(p->buf);
        p->buf = malloc(need);
        p->size = p->buf ? need : 0;
    }
    if (!p->zip) p->zip = ZSTD_createCCtx();
    if (!p->buf || !p->zip) return false;
    ZSTD_CCtx_setParameter(p->zip, ZSTD_c_compressionLevel, level);
    /* Long matches alone, in a table larger than that level has: a fifth less time for a tenth more bytes than level -3. */
    ZSTD_CCtx_setParameter(p->zip, ZSTD_c_minMatch, level == KG_PACK_TEXT ? 7 : 0);
    ZSTD_CCtx_setParameter(p->zip, ZSTD_c_hashLog, level == KG_PACK_TEXT ? 14 : 0);
    size_t n = ZSTD_compress2(p->zip, p->buf, p->size, text.n ? text.s : "", (size_t)text.n);
    *out = (kg_str){ p->buf, (ptrdiff_t)n };
    return !ZSTD_isError(n);
}

int64_t kg_unpacked_size(kg_str packed, int64_t most)
{
    unsigned long long size = packed.n ? ZSTD_getFrameContentSize(packed.s, (size_t)packed.n) : ZSTD_CONTENTSIZE_ERROR;
    return size > (unsigned long long)most ? -1 : (int64_t)size;   /* the errors are the greatest numbers */
}

bool kg_unpack(kg_str packed, char *out, int64_t size)
{
    return ZSTD_decompress(out, (size_t)size, packed.s, (size_t)packed.n) == (size_t)size;
}
