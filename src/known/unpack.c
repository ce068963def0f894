/* unpack.c - a packed file, block after block. In: a file, plain or packed by gzip, bzip2, xz or zstd. Out: its bytes.
 *
 * The first bytes say how it is packed, never the name. Invariant: memory is one block, whatever the size.
 */
#include "known/known.h"

#include <archive.h>
#include <archive_entry.h>

static bool said(struct archive *h, kg_err *e)
{
    const char *why = archive_error_string(h);
    return kg_fail(e, KG_EIO, -1, "cannot be read%s%s", why ? ": " : "", why ? why : "");
}

static bool blocks(struct archive *h, kg_block_fn *take, void *ctx, kg_err *e)
{
    struct archive_entry *member;
    const void *bytes;
    size_t n;
    la_int64_t at;
    int r = archive_read_next_header(h, &member);
    if (r == ARCHIVE_EOF) return kg_fail(e, KG_EINPUT, -1, "is empty");
    while (r >= ARCHIVE_WARN && (r = archive_read_data_block(h, &bytes, &n, &at)) >= ARCHIVE_WARN && r != ARCHIVE_EOF)
        if (!take(ctx, (kg_str){ bytes, (ptrdiff_t)n })) return false;
    return r >= ARCHIVE_WARN || said(h, e);
}

bool kg_unpack(const char *file, kg_block_fn *take, void *ctx, kg_err *e)
{
    enum { BLOCK = 1 << 16 };
    struct archive *h = archive_read_new();
    if (!h) return kg_fail(e, KG_ELIMIT, -1, "no memory to unpack");
    archive_read_support_format_raw(h);
    archive_read_support_filter_gzip(h);
    archive_read_support_filter_bzip2(h);
    archive_read_support_filter_xz(h);
    archive_read_support_filter_zstd(h);
    bool ok = archive_read_open_filename(h, file, BLOCK) == ARCHIVE_OK ? blocks(h, take, ctx, e) : said(h, e);
    archive_read_free(h);
    return ok;
}
