/* walk.c - names of files. In: paths given: files, directories, "-". Out: one name at a time.
 *
 * Idea: a directory is listed at once and sorted; those that are open form a stack of frames, so that 30,000 small files cost
 * 30,000 opens and no more.
 * Invariants: inside a directory links to directories are not followed, so there is no way round in circles and no tree that is
 * read twice; what is no file there (a pipe, a device) is passed over.
 */
#include "input.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

typedef struct { kg_str name; bool is_dir; } entry;
typedef struct { kg_str path; entry *v; int n, cap, next; } frame;

struct kg_walk {
    kg_arena *a;
    char *const *paths;
    int npaths, next;
    struct { frame *v; int n, cap; } open;
    kg_str given;                                             /* directory given, while it is walked */
    bool found;                                               /* a document in it */
};

kg_walk *kg_walk_open(char *const *paths, int n, kg_arena *a)
{
    kg_walk *w = kg_new(a, kg_walk, 1);
    *w = (kg_walk){ .a = a, .paths = paths, .npaths = n };
    return w;
}

static int by_name(const void *x, const void *y) { return kg_cmp(((const entry *)x)->name, ((const entry *)y)->name); }

bool kg_passed_over(const char *name)
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

static bool enter(kg_walk *w, kg_str path, kg_err *e)
{
    DIR *dir = opendir(path.s);
    if (!dir) return kg_fail(e, KG_EIO, -1, "cannot be read: %s", strerror(errno));
    frame f = { .path = path };
    errno = 0;
    for (struct dirent *d; (d = readdir(dir)); errno = 0) {
        int kind = kg_passed_over(d->d_name) ? 0 : kind_of(dirfd(dir), d);
        if (kind) *kg_push(w->a, &f) = (entry){ kg_dup(w->a, kg_cstr(d->d_name)), kind == DT_DIR };
    }
    int error = errno;
    closedir(dir);
    if (error) return kg_fail(e, KG_EIO, -1, "cannot be read: %s", strerror(error));
    if (f.n) qsort(f.v, (size_t)f.n, sizeof *f.v, by_name);
    *kg_push(w->a, &w->open) = f;
    return true;
}

static kg_str join(kg_arena *a, kg_str dir, kg_str name)
{
    return kg_fmt(a, "%.*s%s%.*s", KG_ARG(dir), kg_ends(dir, KG_S("/")) ? "" : "/", KG_ARG(name));
}

/* Next in the frame on top: 1 a file, 0 nothing yet, -1 a directory that cannot be read (*name). */
static int step(kg_walk *w, kg_str *name, kg_err *e)
{
    frame *f = &w->open.v[w->open.n - 1];
    if (f->next == f->n) {
        if (--w->open.n || w->found) return 0;
        *name = w->given;
        kg_fail(e, KG_EINPUT, -1, "directory without documents");
        return -1;
    }
    entry x = f->v[f->next++];
    *name = join(w->a, f->path, x.name);
    if (!x.is_dir) return w->found = true, 1;
    return enter(w, *name, e) ? 0 : (w->found = true, -1);
}

int kg_walk_next(kg_walk *w, kg_str *name, kg_err *e)
{
    for (;;) {
        while (w->open.n) {
            int r = step(w, name, e);
            if (r) return r;
        }
        if (w->next == w->npaths) return 0;
        *name = kg_dup(w->a, kg_cstr(w->paths[w->next++]));
        struct stat st;
        if (kg_eq(*name, KG_S("-")) || stat(name->s, &st) || !S_ISDIR(st.st_mode)) return 1;
        w->given = *name;
        w->found = false;
        if (!enter(w, *name, e)) return -1;
    }
}
