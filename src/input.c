/* input.c - names to bytes. In: files, directories, "-". Out: one kg_doc at a time, with its row of the sidecar manifest.
 *
 * Idea: a directory is listed at once and sorted; those that are open form a stack of frames, so that 30,000 small files cost
 * 30,000 opens and no more. A file is one read into the document's arena.
 * Invariants: bytes are followed by 128 zero bytes that are not counted (the scanner reads in blocks); a file that cannot be
 * read is refused alone, the walk goes on; inside a directory links to directories are not followed, so there is no way round in
 * circles and no tree that is read twice.
 */
#include "base.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PADDING = 128, MAX_BYTES = 1 << 30, MAX_MANIFEST = 64 << 20 };

typedef struct { kg_str name; bool is_dir; } entry;
typedef struct { kg_str path; entry *v; int n, cap, next; } frame;
typedef struct { kg_map *file; kg_meta *v; int n, cap; } manifest;   /* file name -> row + 1 */

struct kg_input {
    kg_arena *a;
    char *const *paths;
    int npaths, next;
    struct { frame *v; int n, cap; } open;
    kg_str given;                                             /* directory given, while it is walked */
    bool found;                                               /* a document in it */
    bool stdin_read;
    struct { manifest *v; int n, cap; } manifests;
    kg_map *dirs;                                             /* directory -> manifest + 1 */
    kg_str waiting; /* document put back, while its manifest is complained about */
};

kg_input *kg_input_open(char *const *paths, int n, kg_arena *a)
{
    kg_input *in = kg_new(a, kg_input, 1);
    in->a = a;
    in->paths = paths;
    in->npaths = n;
    return in;
}

void kg_input_close(kg_input *in) { (void)in; }              /* all of it lies in the arena; no descriptor stays open */

/* -- bytes --------------------------------------------------------------------------------------------------------- */

static bool cannot(kg_err *e, int error) { return kg_fail(e, KG_EIO, -1, "cannot be read: %s", strerror(error)); }

static bool read_sized(int fd, off_t size, kg_str *out, kg_arena *a, kg_err *e)
{
    char *p = kg_alloc(a, 1, (size_t)size + PADDING);
    off_t at = 0;
    while (at < size) {
        ssize_t n = pread(fd, p + at, (size_t)(size - at), at);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return cannot(e, errno);
        if (n == 0) break;                                    /* grew shorter meanwhile */
        at += n;
    }
    *out = (kg_str){ p, at };
    return true;
}

/* A pipe, or a file that does not tell its size (/proc). */
static bool read_stream(int fd, kg_str *out, kg_arena *a, kg_err *e)
{
    size_t cap = 1 << 16, n = 0;
    char *buf = malloc(cap);
    ssize_t got = -1;
    while (buf && n <= MAX_BYTES) {
        got = read(fd, buf + n, cap - n);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        n += (size_t)got;
        if (n < cap) continue;
        char *more = realloc(buf, cap *= 2);
        if (!more) free(buf);
        buf = more;
    }
    int error = errno;
    if (buf && !got) {
        char *p = kg_alloc(a, 1, n + PADDING);
        memcpy(p, buf, n);
        *out = (kg_str){ p, (ptrdiff_t)n };
    }
    free(buf);
    return buf == NULL ? kg_fail(e, KG_ELIMIT, -1, "does not fit into memory")
         : got > 0 ? kg_fail(e, KG_ELIMIT, -1, "larger than 1 GiB") : got < 0 ? cannot(e, error) : true;
}

static bool read_fd(int fd, ptrdiff_t limit, kg_str *out, kg_arena *a, kg_err *e)
{
    struct stat st;
    if (fstat(fd, &st)) return cannot(e, errno);
    if (S_ISDIR(st.st_mode)) return kg_fail(e, KG_EIO, -1, "is a directory");
    if (fd != STDIN_FILENO && !S_ISREG(st.st_mode) && !S_ISFIFO(st.st_mode))
        return kg_fail(e, KG_EIO, -1, "is not a file");
    if (S_ISREG(st.st_mode) && st.st_size > limit)
        return kg_fail(e, KG_ELIMIT, -1, "larger than %td MiB", limit >> 20);
    /* standard input may have been read in part by someone else, so its place counts */
    return S_ISREG(st.st_mode) && st.st_size > 0 && fd != STDIN_FILENO ? read_sized(fd, st.st_size, out, a, e)
                                                                        : read_stream(fd, out, a, e);
}

static bool read_file(kg_str name, ptrdiff_t limit, kg_str *out, kg_arena *a, kg_err *e)
{
    int fd = open(name.s, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) return cannot(e, errno);
    bool ok = read_fd(fd, limit, out, a, e);
    close(fd);
    return ok;
}

/* -- sidecar manifest: MANIFEST.tsv, columns by name (file id kind soort date title dossier), others passed over --- */

static kg_str cut_at(kg_str *rest, char c)
{
    const char *p = rest->s ? memchr(rest->s, c, (size_t)rest->n) : NULL;
    kg_str head = { rest->s, p ? p - rest->s : rest->n };
    ptrdiff_t used = head.n + (p != NULL);
    *rest = (kg_str){ rest->s + used, rest->n - used };
    return head;
}

static kg_str next_line(kg_str *rest)
{
    kg_str line = cut_at(rest, '\n');
    return kg_ends(line, KG_S("\r")) ? kg_sub(line, 0, line.n - 1) : line;
}

static kg_str *field(kg_meta *m, kg_str *file, kg_str column)
{
    const struct { const char *name; kg_str *at; } to[] = { { "file", file }, { "id", &m->id }, { "kind", &m->kind },
        { "soort", &m->soort }, { "date", &m->date }, { "title", &m->title }, { "dossier", &m->dossier } };
    for (size_t i = 0; i < sizeof to / sizeof *to; i++)
        if (kg_eq(column, kg_cstr(to[i].name))) return to[i].at;
    return NULL;
}

static bool read_manifest(kg_str bytes, manifest *m, kg_arena *a, kg_err *e)
{
    if (kg_starts(bytes, KG_S("\xEF\xBB\xBF"))) bytes = kg_sub(bytes, 3, bytes.n);
    kg_str header = next_line(&bytes), column = header;
    bool named = false;
    while (column.n) named |= kg_eq(cut_at(&column, '\t'), KG_S("file"));
    if (!named) return kg_fail(e, KG_EINPUT, 1, "first line names no column \"file\"");
    while (bytes.n) {
        kg_str line = next_line(&bytes), names = header, file = { 0 };
        kg_meta row = { 0 };
        while (names.n && line.n) {
            kg_str *to = field(&row, &file, cut_at(&names, '\t')), value = kg_trim(cut_at(&line, '\t'));
            if (to) *to = value;
        }
        if (!file.n) continue;
        int *slot = kg_map_at(&m->file, file, a);
        if (*slot) continue;                                  /* said twice: the first holds */
        *kg_push(a, m) = row;
        *slot = m->n;
    }
    return true;
}

/* Row of the file, or none. False where the manifest is there and cannot be used: said once, then it counts as empty. */
static bool find_sidecar(kg_input *in, kg_str name, kg_doc *d, kg_err *e)
{
    ptrdiff_t slash = name.n;
    while (slash && name.s[slash - 1] != '/') slash--;
    kg_str dir = kg_sub(name, 0, slash);
    int *slot = kg_map_at(&in->dirs, dir, in->a);
    if (!*slot) {
        manifest *m = kg_push(in->a, &in->manifests);
        *m = (manifest){ 0 };
        *slot = in->manifests.n;
        kg_str path = kg_fmt(in->a, "%.*sMANIFEST.tsv", KG_ARG(dir)), bytes = { 0 };
        bool there = access(path.s, F_OK) == 0;
        if (there && (!read_file(path, MAX_MANIFEST, &bytes, in->a, e) || !read_manifest(bytes, m, in->a, e))) {
            d->name = path;
            return false;
        }
    }
    manifest *m = &in->manifests.v[*slot - 1];
    int *row = kg_map_at(&m->file, kg_sub(name, slash, name.n), NULL);
    if (row) d->sidecar = m->v[*row - 1];
    return true;
}

/* -- the walk ------------------------------------------------------------------------------------------------------ */

static int by_name(const void *x, const void *y) { return kg_cmp(((const entry *)x)->name, ((const entry *)y)->name); }

/* README, README.md, README.txt; a document may be called README-1.txt all the same. */
static bool passed_over(const char *name)
{
    return name[0] == '.' || !strcmp(name, "MANIFEST.tsv")
        || (!strncmp(name, "README", 6) && (name[6] == 0 || name[6] == '.'));
}

/* What stands in a directory: a document, a directory, or neither (0). */
static int kind_of(int dir, const struct dirent *d)
{
    if (d->d_type == DT_REG) return DT_REG;
    if (d->d_type == DT_DIR) return DT_DIR;
    if (d->d_type != DT_LNK && d->d_type != DT_UNKNOWN) return 0;
    struct stat st;
    if (fstatat(dir, d->d_name, &st, AT_SYMLINK_NOFOLLOW)) return DT_REG;      /* opening it will say what is wrong */
    if (S_ISDIR(st.st_mode)) return DT_DIR;
    if (S_ISLNK(st.st_mode) && fstatat(dir, d->d_name, &st, 0)) return DT_REG;
    return S_ISREG(st.st_mode) ? DT_REG : 0;
}

static bool enter(kg_input *in, kg_str path, kg_err *e)
{
    DIR *dir = opendir(path.s);
    if (!dir) return cannot(e, errno);
    frame f = { .path = path };
    errno = 0;
    for (struct dirent *d; (d = readdir(dir)); errno = 0) {
        int kind = passed_over(d->d_name) ? 0 : kind_of(dirfd(dir), d);
        if (kind) *kg_push(in->a, &f) = (entry){ kg_dup(in->a, kg_cstr(d->d_name)), kind == DT_DIR };
    }
    int error = errno;
    closedir(dir);
    if (error) return cannot(e, error);
    if (f.n) qsort(f.v, (size_t)f.n, sizeof *f.v, by_name);
    *kg_push(in->a, &in->open) = f;
    return true;
}

static kg_str join(kg_arena *a, kg_str dir, kg_str name)
{
    return kg_fmt(a, "%.*s%s%.*s", KG_ARG(dir), kg_ends(dir, KG_S("/")) ? "" : "/", KG_ARG(name));
}

/* Next in the frame on top: 1 a file, 0 nothing yet, -1 a directory that cannot be read (*name). */
static int step(kg_input *in, kg_str *name, kg_err *e)
{
    frame *f = &in->open.v[in->open.n - 1];
    if (f->next == f->n) {
        if (--in->open.n || in->found) return 0;
        *name = in->given;
        kg_fail(e, KG_EINPUT, -1, "directory without documents");
        return -1;
    }
    entry x = f->v[f->next++];
    *name = join(in->a, f->path, x.name);
    if (!x.is_dir) return in->found = true, 1;
    return enter(in, *name, e) ? 0 : (in->found = true, -1);
}

static int next_name(kg_input *in, kg_str *name, kg_err *e)
{
    if (in->waiting.n) {
        *name = in->waiting;
        in->waiting.n = 0;
        return 1;
    }
    for (;;) {
        while (in->open.n) {
            int r = step(in, name, e);
            if (r) return r;
        }
        if (in->next == in->npaths) return 0;
        *name = kg_dup(in->a, kg_cstr(in->paths[in->next++]));
        struct stat st;
        if (kg_eq(*name, KG_S("-")) || stat(name->s, &st) || !S_ISDIR(st.st_mode)) return 1;
        in->given = *name;
        in->found = false;
        if (!enter(in, *name, e)) return -1;
    }
}

int kg_input_next(kg_input *in, kg_doc *d, kg_arena *a, kg_err *e)
{
    *d = (kg_doc){ 0 };
    int r = next_name(in, &d->name, e);
    if (r <= 0) return r;
    kg_str name = d->name;
    if (kg_eq(name, KG_S("-"))) {
        d->stem = KG_S("stdin");
        bool again = in->stdin_read;
        in->stdin_read = true;
        if (again) kg_fail(e, KG_EIO, -1, "standard input was read already");
        return !again && read_fd(STDIN_FILENO, MAX_BYTES, &d->bytes, a, e) ? 1 : -1;
    }
    d->stem = kg_file_stem(name);
    if (!find_sidecar(in, name, d, e)) {
        in->waiting = name;                                   /* the document itself comes with the next call */
        return -1;
    }
    return read_file(name, MAX_BYTES, &d->bytes, a, e) ? 1 : -1;
}
