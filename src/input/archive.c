/* archive.c - what lies in archives. In: an open file, a pipe, or bytes. Out: one member at a time, through libarchive.
 *
 * Idea: the first bytes say whether it is packed, never the name. Members are read one after the other as they stand in the
 * archive, so memory is that of one member. Formats are few on purpose: tar, ZIP, and one file alone, packed by gzip, bzip2, xz
 * or zstd; each further one is further code before hostile bytes.
 * Invariants: nothing is ever written to a disk, a member's name is a label only; every byte unpacked is counted against what
 * may still be unpacked, so a bomb ends early; what an archive says of sizes is not believed.
 */
#include "input.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <unistd.h>

struct kg_archive {
    struct archive *h;
    struct archive_entry *member;                             /* the one that stands to be read, or NULL */
    kg_source *source;
    bool head_read, dead;
    char block[1 << 16];
};

/* -- what it is ---------------------------------------------------------------------------------------------------- */

kg_packing kg_packed(kg_str head)
{
    static const kg_str packers[] = { { "\x1F\x8B\x08", 3 }, { "\xFD" "7zXZ", 6 }, { "\x28\xB5\x2F\xFD", 4 }, { "BZh", 3 } };
    for (size_t i = 0; i < sizeof packers / sizeof *packers; i++)
        if ((i < 3 || (head.n > 9 && !memcmp(head.s + 4, "1AY&SY", 6))) && kg_starts(head, packers[i])) return KG_COMPRESSED;
    if (kg_starts(head, KG_S("PK\3\4")) || kg_starts(head, KG_S("PK\5\6"))) return KG_ZIP;
    return head.n > 262 && !memcmp(head.s + 257, "ustar", 5) ? KG_TAR : KG_PLAIN;
}

bool kg_office_head(kg_str head)
{
    static const char *const first[] = { "[Content_Types].xml", "_rels/", "word/", "docProps/", "customXml/", "xl/", "ppt/",
                                         "mimetype", "content.xml", "META-INF/" };
    if (!kg_starts(head, KG_S("PK\3\4")) || head.n <= 30) return false;
    kg_str name = kg_sub(head, 30, head.n);                   /* of the first member */
    return KG_STARTS_ANY(name, first);
}

bool kg_office_zip(kg_str bytes)
{
    static const kg_str part[] = { { "word/document.xml", 17 }, { "content.xml", 11 }, { "xl/workbook.xml", 15 },
                                   { "ppt/presentation.xml", 20 } };
    if (!kg_office_head(bytes)) return false;                 /* asked of every document: nearly always settled here */
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        if (memmem(bytes.s, (size_t)bytes.n, part[i].s, (size_t)part[i].n)) return true;
    return false;
}

/* -- opening ------------------------------------------------------------------------------------------------------- */

static la_ssize_t read_on(struct archive *h, void *ctx, const void **bytes)
{
    kg_archive *x = ctx;
    (void)h;
    *bytes = x->head_read ? x->block : x->source->head;
    if (x->head_read) return read(x->source->fd, x->block, sizeof x->block);
    x->head_read = true;
    return x->source->nhead;
}

static kg_archive *start(kg_packing what)
{
    kg_archive *x = calloc(1, sizeof *x);
    if (!x || !(x->h = archive_read_new())) return free(x), NULL;
    if (what == KG_ZIP) {
        archive_read_support_format_zip(x->h);
        return x;
    }
    archive_read_support_format_tar(x->h);
    if (what == KG_TAR) return x;
    archive_read_support_format_raw(x->h);
    archive_read_support_format_empty(x->h);
    archive_read_support_filter_gzip(x->h);
    archive_read_support_filter_bzip2(x->h);
    archive_read_support_filter_xz(x->h);
    archive_read_support_filter_zstd(x->h);
    return x;
}

static const char broken[] = "damaged archive, the rest of it is lost";

/* "ZIP bad CRC" and such: what libarchive says, in one line. */
static bool damaged(kg_archive *x, const char *what, kg_err *e)
{
    const char *why = archive_error_string(x->h);
    return kg_fail(e, KG_EINPUT, -1, "%s%s%s", what, why ? ": " : "", why ? why : "");
}

static kg_archive *opened(kg_archive *x, int status, kg_err *e)
{
    if (status == ARCHIVE_OK || status == ARCHIVE_WARN) return x;
    damaged(x, "damaged archive", e);
    kg_archive_close(x);
    return NULL;
}

static kg_archive *no_memory(kg_err *e)
{
    kg_fail(e, KG_ELIMIT, -1, "no memory for an archive");
    return NULL;
}

kg_archive *kg_archive_open(kg_source *s, kg_err *e)
{
    kg_archive *x = start(kg_packed((kg_str){ s->head, s->nhead }));
    if (!x) return no_memory(e);
    x->source = s;
    if (s->sized) lseek(s->fd, 0, SEEK_SET);
    return opened(x, s->sized ? archive_read_open_fd(x->h, s->fd, sizeof x->block)
                              : archive_read_open(x->h, x, NULL, read_on, NULL), e);
}

kg_archive *kg_archive_of(kg_str bytes, kg_err *e)
{
    kg_archive *x = start(kg_packed(bytes));
    return x ? opened(x, archive_read_open_memory(x->h, bytes.s, (size_t)bytes.n), e) : no_memory(e);
}

void kg_archive_close(kg_archive *x)
{
    if (!x) return;
    archive_read_free(x->h);
    free(x);
}

/* -- members ------------------------------------------------------------------------------------------------------- */

/* What came out of the filters since the last look counts, read or passed over. */
static bool within(kg_archive *x, int64_t more, int64_t *left, kg_err *e)
{
    *left -= more;
    if (*left >= 0) return true;
    x->dead = true;
    return kg_fail(e, KG_ELIMIT, -1, "unpacks to more than --max-expand allows; the rest of it is left out");
}

/* Passes over what was not read. A packed stream must be unpacked for that, so it counts; a hole in a sparse file does not. */
static bool skip(kg_archive *x, int64_t *left, kg_err *e)
{
    const void *bytes;
    size_t n = 0;
    la_int64_t at;
    int r = ARCHIVE_OK;
    x->member = NULL;
    if (archive_filter_count(x->h) <= 1) r = archive_read_data_skip(x->h);
    else while ((r = archive_read_data_block(x->h, &bytes, &n, &at)) >= ARCHIVE_WARN && r != ARCHIVE_EOF)
        if (!within(x, (int64_t)n, left, e)) return false;
    return r > ARCHIVE_FATAL || damaged(x, broken, e);
}

static kg_str name_of(struct archive_entry *member, kg_arena *a)
{
    const char *name = archive_entry_pathname_utf8(member);   /* whatever the locale is */
    if (!name) name = archive_entry_pathname(member);
    return kg_dup(a, name ? kg_cstr(name) : KG_S("(no name)"));
}

int kg_archive_next(kg_archive *x, kg_str *name, int64_t *left, kg_arena *a, kg_err *e)
{
    *name = (kg_str){ 0 };
    if (x->dead) return 0;
    if (x->member && !skip(x, left, e)) return x->dead = true, -1;
    for (;;) {
        struct archive_entry *m;
        int r = archive_read_next_header(x->h, &m);
        if (r == ARCHIVE_EOF) return x->dead = true, 0;
        if (r < ARCHIVE_WARN) {
            x->dead = true;
            damaged(x, broken, e);
            return -1;
        }
        if (!within(x, 512, left, e)) return -1;              /* millions of empty members are a bomb, too */
        bool raw = archive_format(x->h) == ARCHIVE_FORMAT_RAW;
        if (!raw && (archive_entry_filetype(m) != AE_IFREG || archive_entry_hardlink(m))) continue;
        x->member = m;
        if (!raw) *name = name_of(m, a);
        return 1;
    }
}

static bool unreadable(kg_archive *x, int r, kg_err *e)
{
    if (r == ARCHIVE_FATAL) x->dead = true;
    if (archive_entry_is_data_encrypted(x->member)) return kg_fail(e, KG_EINPUT, -1, "is encrypted");
    return damaged(x, r == ARCHIVE_FATAL ? broken : "damaged in its archive", e);
}

bool kg_archive_data(kg_archive *x, int64_t limit, int64_t *left, kg_str *out, kg_arena *a, kg_err *e)
{
    size_t cap = 1 << 16, n = 0;
    la_ssize_t got = 0;
    if (archive_entry_size_is_set(x->member) && archive_entry_size(x->member) > limit) return kg_too_large(limit, e);
    char *buf = malloc(cap);
    bool ok = true;
    while (buf && ok && (int64_t)n <= limit && (got = archive_read_data(x->h, buf + n, cap - n)) > 0) {
        n += (size_t)got;
        ok = within(x, (int64_t)got, left, e);
        if (n < cap) continue;
        char *more = realloc(buf, cap *= 2);
        if (!more) free(buf);
        buf = more;
    }
    bool large = (int64_t)n > limit;
    if (!buf) ok = kg_fail(e, KG_ELIMIT, -1, "does not fit into memory");
    else if (ok && large) ok = kg_too_large(limit, e);
    else if (ok && got < 0) ok = unreadable(x, (int)got, e);
    if (ok) {
        char *p = kg_alloc(a, 1, n + KG_PADDING);
        memcpy(p, buf, n);
        *out = (kg_str){ p, (ptrdiff_t)n };
        x->member = NULL;
    }
    free(buf);
    return ok;
}

/* -- one packed file ----------------------------------------------------------------------------------------------- */

static bool blocks(kg_archive *x, kg_block_fn *take, void *ctx, kg_err *e)
{
    const void *bytes;
    size_t n;
    la_int64_t at;
    int r = archive_read_next_header(x->h, &x->member);
    if (r == ARCHIVE_EOF) return kg_fail(e, KG_EINPUT, -1, "is empty");
    while (r >= ARCHIVE_WARN && (r = archive_read_data_block(x->h, &bytes, &n, &at)) >= ARCHIVE_WARN && r != ARCHIVE_EOF)
        if (!take(ctx, (kg_str){ bytes, (ptrdiff_t)n })) return false;
    return r >= ARCHIVE_WARN || damaged(x, "cannot be read", e);
}

bool kg_archive_blocks(const char *file, kg_block_fn *take, void *ctx, kg_err *e)
{
    kg_archive *x = start(KG_PLAIN);
    if (!x) return no_memory(e), false;
    int r = archive_read_open_filename(x->h, file, sizeof x->block);
    bool ok = r == ARCHIVE_OK ? blocks(x, take, ctx, e) : damaged(x, "cannot be read", e);
    kg_archive_close(x);
    return ok;
}
