/* folder.c - exports that are a folder. Written whole or not at all: tables become visible together, a vault is written beside
 * its place and moved there by one rename. */
#include "folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* -- tables ---------------------------------------------------------------------------------------------------------------- */

bool cmd_write_tables(const kg_graph *g, kg_csv style, const char *dir)
{
    kg_arena *a = kg_arena_new();
    const char *ends = style == KG_CSV_TSV ? "tsv" : "csv";
    bool made = mkdir(dir, 0777) == 0, ok = made || errno == EEXIST;
    cmd_out *out[2] = { NULL, NULL };
    if (!ok) cmd_error(dir, 0, "cannot be made: %s", strerror(errno));
    int n = 0;
    for (int i = 0; i < 2 && ok; i++) {
        out[i] = cmd_out_open(kg_fmt(a, "%s/%s.%s", dir, i ? "edges" : "nodes", ends).s);
        ok = out[i] && kg_write_csv(g, style, i == 1, cmd_put, out[i]);
        n += out[i] != NULL;
    }
    ok = cmd_out_close_all(out, n, ok) && ok;
    if (!ok && made) rmdir(dir);
    kg_arena_free(a);
    return ok;
}

/* -- a vault ------------------------------------------------------------------------------------------------------------------ */

typedef struct {
    kg_arena *a;
    kg_str dir;
    cmd_out *out;
    bool ok;
} vault;

static bool next_note(vault *v)
{
    if (v->out) v->ok = cmd_out_close(v->out, v->ok) && v->ok;
    v->out = NULL;
    return v->ok;
}

static kg_sink_fn *open_note(void *ctx, const char *name, void **sink)
{
    vault *v = ctx;
    if (!next_note(v)) return NULL;
    kg_arena_reset(v->a);
    *sink = v->out = cmd_out_open(kg_fmt(v->a, "%.*s/%s", KG_ARG(v->dir), name).s);
    return v->out ? cmd_put : NULL;
}

static void remove_notes(const char *dir, kg_arena *a) /* what was begun; it holds files alone */
{
    DIR *d = opendir(dir);
    for (struct dirent *f; d && (f = readdir(d)) != NULL;)
        if (strcmp(f->d_name, ".") && strcmp(f->d_name, "..")) unlink(kg_fmt(a, "%s/%s", dir, f->d_name).s);
    if (d) closedir(d);
    rmdir(dir);
}

static bool nothing_there(const char *dir) /* an empty folder may be replaced */
{
    struct stat st;
    return stat(dir, &st) != 0 ? errno == ENOENT : S_ISDIR(st.st_mode) && (rmdir(dir) == 0);
}

bool cmd_write_vault(const kg_graph *g, const char *dir)
{
    if (!nothing_there(dir)) return cmd_error(dir, 0, "is there already; a vault wants a new folder"), false;
    kg_arena *keep = kg_arena_new();
    kg_str name = kg_cstr(dir);
    while (name.n > 1 && name.s[name.n - 1] == '/') name.n--;
    name = kg_dup(keep, name);
    char *where = cmd_beside(name.s);
    bool made = mkdtemp(where) != NULL;
    if (!made) cmd_error(dir, 0, "cannot be made: %s", strerror(errno));
    vault v = { kg_arena_new(), kg_cstr(where), NULL, true };
    bool ok = made && kg_write_obsidian(g, open_note, &v);
    ok = next_note(&v) && ok;
    if (ok && (chmod(where, 0777 & ~cmd_umask()) != 0 || rename(where, name.s) != 0))
        ok = (cmd_error(dir, 0, "cannot be made: %s", strerror(errno)), false);
    if (!ok && made) remove_notes(where, keep);
    free(where);
    kg_arena_free(v.a);
    kg_arena_free(keep);
    return ok;
}
