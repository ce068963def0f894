/* prune.c - build --prune: which files of the graph are gone. In: the files that it knows, the paths given. Out: those
 * that are not there, dropped.
 *
 * Idea: files are kept by the path that was given, so a path means what it meant only to who gives it again: where
 * paths are given only what lies under them is looked for.
 * Invariants: one transaction; a build from another directory takes nothing away.
 */
#include "prune.h"
#include "store/store.h"

#include <errno.h>
#include <sys/stat.h>

typedef struct {
    const kg_limits *limits;
    kg_arena *a;
    struct { kg_str *v; int n, cap; } files;                  /* that the graph knows */
    kg_map *known, *given, *paths;                            /* those; directories of which files are given; what is given */
    kg_map *listed, *members;                                 /* archives whose members are known; those members */
} pruner;

static void add_member(void *ctx, kg_str name, kg_str stem)
{
    pruner *p = ctx;
    (void)stem;
    *kg_map_at(&p->members, kg_dup(p->a, name), p->a) = 1;
}

/* "a.zip!b.txt" where a.zip is there. Of what lies in archives within archives only the inner archive is looked for. */
static bool in_archive(pruner *p, kg_str file)
{
    struct stat st;
    bool open = false;
    for (ptrdiff_t i = 1; i < file.n; i++) {
        if (file.s[i] != '!') continue;
        char *path = (char *)kg_dup(p->a, kg_sub(file, 0, i)).s;
        if (open && kg_map_at(&p->members, kg_cstr(path), NULL)) return true;
        if (open || stat(path, &st) != 0 || !S_ISREG(st.st_mode)) continue;
        open = true;
        if ((*kg_map_at(&p->listed, kg_cstr(path), p->a))++) continue;
        kg_input *in = kg_input_open(&path, 1, p->a);
        kg_input_limit(in, *p->limits);
        kg_input_names(in, add_member, p);
        kg_input_close(in);
    }
    return open && kg_map_at(&p->members, file, NULL);
}

static bool add_file(void *ctx, const kg_col *cols, int n, const kg_cell *cell)
{
    pruner *p = ctx;
    (void)cols, (void)n;
    if (!cell || kg_eq(cell[0].text, KG_S("-"))) return true;
    kg_str file = kg_dup(p->a, cell[0].text);
    *kg_push(p->a, &p->files) = file;
    *kg_map_at(&p->known, file, p->a) = 1;
    return true;
}

static kg_str directory(kg_str file)                          /* "a/" of "a/b.txt" */
{
    while (file.n > 0 && file.s[file.n - 1] != '/') file.n--;
    return file;
}

/* Files given one by one (by the shell, for "docs/" and a star) speak for their directory where the graph knows one of them: what
 * is not named is gone or looked for. */
static void find_given(pruner *p, char *const *paths, int n)
{
    for (int i = 0; i < n; i++) {
        kg_str path = kg_cstr(paths[i]);
        if (kg_map_at(&p->known, path, NULL)) *kg_map_at(&p->given, directory(path), p->a) = 1;
        while (path.n > 1 && kg_ends(path, KG_S("/"))) path.n--;
        *kg_map_at(&p->paths, path, p->a) = 1;
    }
}

/* A path given, or what lies in or below one. */
static bool under(pruner *p, kg_str file)
{
    for (ptrdiff_t i = 1; i <= file.n; i++) {
        bool part = i == file.n || file.s[i] == '/' || file.s[i] == '!' || (i == 1 && file.s[0] == '/');
        if (part && kg_map_at(&p->paths, kg_sub(file, 0, i), NULL)) return true;
    }
    return kg_map_at(&p->given, directory(file), NULL) != NULL;
}

static bool is_gone(pruner *p, kg_str file)
{
    struct stat st;
    return stat(file.s, &st) != 0 && (errno == ENOENT || errno == ENOTDIR) && !in_archive(p, file);
}

static bool drop(kg_store *s, kg_str *gone, int n, kg_err *e)
{
    bool ok = kg_store_begin(s, e);
    for (int i = 0; ok && i < n; i++) ok = kg_store_drop(s, gone[i], e);
    return ok && kg_store_commit(s, e);
}

static bool find_files(pruner *p, kg_store *s, kg_err *e)
{
    return kg_store_rows(s, "SELECT file FROM file UNION SELECT file FROM problem ORDER BY 1", NULL, 0, add_file, p, e);
}

bool cmd_prune_unseen(kg_store *s, const kg_map *seen, kg_arena *a, kg_err *e)
{
    pruner p = { .a = a };
    kg_map *m = (kg_map *)seen;                               /* looked up only */
    if (!find_files(&p, s, e)) return false;
    kg_str *gone = kg_new(a, kg_str, p.files.n + 1);
    int ngone = 0;
    for (int i = 0; i < p.files.n; i++) {
        uint64_t name = kg_hash_bytes(1, p.files.v[i]);
        if (!kg_map_at(&m, (kg_str){ (const char *)&name, sizeof name }, NULL)) gone[ngone++] = p.files.v[i];
    }
    return !ngone || drop(s, gone, ngone, e);
}

bool cmd_prune(kg_store *s, char *const *paths, int n, const kg_limits *limits, int *seen, kg_arena *a, kg_err *e)
{
    pruner p = { .limits = limits, .a = a };
    if (!find_files(&p, s, e)) return false;
    find_given(&p, paths, n);
    kg_str *gone = kg_new(a, kg_str, p.files.n + 1);
    int ngone = 0;
    *seen = p.files.n ? 0 : 1;
    for (int i = 0; i < p.files.n; i++) {
        if (n && !under(&p, p.files.v[i])) continue;
        ++*seen;
        if (is_gone(&p, p.files.v[i])) gone[ngone++] = p.files.v[i];
    }
    if (!n && ngone && ngone == *seen)                        /* this may be another directory */
        return kg_fail(e, 0, 0, "none of its files is here: nothing dropped; run --prune in the directory of the build");
    return !ngone || drop(s, gone, ngone, e);
}
