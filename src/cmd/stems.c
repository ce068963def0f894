/* stems.c - counts stems before the first document is read, so that `extract` can stream and still tell two files
 * apart.
 *
 * Only names of files are looked at. A stem that is an official id stays: two such files are one document
 * (formats.md).
 */
#include "ids.h"
#include "stems.h"
#include "store/store.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

typedef struct { kg_map *seen; kg_arena *a; } counter;

static bool is_directory(const char *path, bool follow)
{
    struct stat st;
    return (follow ? stat(path, &st) : lstat(path, &st)) == 0 && S_ISDIR(st.st_mode);
}

/* As the walk of input.c: a link to a directory counts where it was given, not inside another directory. */
static void count(counter *c, const char *path, bool given)
{
    if (!is_directory(path, given)) { ++*kg_map_at(&c->seen, kg_dup(c->a, kg_file_stem(kg_cstr(path))), c->a); return; }
    DIR *dir = opendir(path);
    if (!dir) return;
    for (struct dirent *f; (f = readdir(dir)) != NULL;)
        if (f->d_name[0] != '.') count(c, kg_fmt(c->a, "%s/%s", path, f->d_name).s, false);
    closedir(dir);
}

const kg_map *cmd_stems(char *const *paths, int n, kg_arena *a)
{
    counter c = { .a = a };
    for (int i = 0; i < n; i++) count(&c, paths[i], true);
    return c.seen;
}

kg_str cmd_long_stem(const kg_map *stems, const kg_doc *d, kg_arena *a)
{
    kg_map *m = (kg_map *)stems;                              /* looked up only */
    const int *files = kg_map_at(&m, d->stem, NULL);
    if (!files || *files < 2 || kg_id_official(d->stem)) return d->stem;
    return kg_dir_stem(a, d->name, d->stem);
}
