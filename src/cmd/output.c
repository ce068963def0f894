/* output.c - output that is there as a whole or not at all. In: bytes. Out: standard output, or a file in the place of another.
 *
 * Idea: a file has no name while it is written, so that a killed program leaves nothing behind and no name of somebody else's is
 * taken; where the disk has no such files it is a hidden one with a name that nobody has. In the end it takes its place by a rename.
 * Invariants: several files that belong together are all whole before the first takes its place; where one then cannot, the
 * others are put back.
 */
#include "cmd.h"
#include "progress.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* What `file` names in the end: a link is followed, so that it stays one. */
static char *final_name(const char *file)
{
    char *name = realpath(file, NULL);
    return name ? name : strdup(file);
}

/* In the folder of `file`; hidden, so that no walk over a folder reads it. */
char *cmd_beside(const char *file)
{
    char *name;
    const char *slash = strrchr(file, '/');
    int dir = slash ? (int)(slash - file) + 1 : 0;
    if (asprintf(&name, "%.*s.kamergraaf-XXXXXX", dir, file) >= 0) return name;
    perror("kamergraaf");
    exit(CMD_NONE);
}

unsigned cmd_umask(void)
{
    mode_t mask = umask(0);
    umask(mask);
    return mask;
}

static int without_name(const char *tmp)
{
    char *dir = strdup(tmp);
    *strrchr(dir, '.') = 0;
    int fd = access("/proc/self/fd", X_OK) == 0 ? open(*dir ? dir : ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600) : -1;
    free(dir);
    return fd;
}

static bool open_out(cmd_out *o, const char *file)
{
    struct stat st;
    bool there = stat(file, &st) == 0;
    if (there && !S_ISREG(st.st_mode)) {                      /* a device, a pipe: written as it is, never replaced */
        o->fd = open(file, O_WRONLY | O_CLOEXEC);
        return o->fd >= 0;
    }
    o->file = final_name(file);
    if (!o->file) { perror("kamergraaf"); exit(CMD_NONE); }
    o->tmp = cmd_beside(o->file);
    o->fd = without_name(o->tmp);
    o->named = o->fd < 0;
    if (o->named) o->fd = mkostemp(o->tmp, O_CLOEXEC);
    if (o->fd >= 0) fchmod(o->fd, there ? st.st_mode & 0777 : 0666 & ~cmd_umask());   /* some disks know no modes */
    return o->fd >= 0;
}

static void drop(cmd_out *o)
{
    free(o->tmp);
    free(o->file);
    free(o->buf);
    free(o);
}

cmd_out *cmd_out_open(const char *file)
{
    cmd_out *o = calloc(1, sizeof *o);
    if (!o || !(o->buf = malloc(CMD_BLOCK))) { perror("kamergraaf"); exit(CMD_NONE); }
    o->fd = STDOUT_FILENO;
    o->name = file;
    if (!file || open_out(o, file)) return o;
    cmd_error(file, 0, "cannot be written: %s", strerror(errno));
    drop(o);
    return NULL;
}

static void write_all(cmd_out *o, const char *p, size_t n)
{
    if (o->put) {
        if (!o->put(o->ctx, p, n)) o->failed = ENOMEM;
        return;
    }
    if (n && !o->name) cmd_idle();
    while (n && !o->failed) {
        ssize_t w = write(o->fd, p, n);
        if (w < 0 && errno != EINTR) o->failed = errno;
        if (w > 0) p += w, n -= (size_t)w;
    }
}

void cmd_flush(cmd_out *o)
{
    write_all(o, o->buf, o->n);
    o->n = 0;
}

bool cmd_put(void *out, const char *bytes, size_t n)
{
    cmd_out *o = out;
    bool large = n > CMD_BLOCK / 8;                           /* the block of a writer, full: not copied once more */
    if (large || n > CMD_BLOCK - o->n) cmd_flush(o);
    if (large) write_all(o, bytes, n);
    else if (n) { memcpy(o->buf + o->n, bytes, n); o->n += n; }
    return !o->failed;
}

/* -- to its place ------------------------------------------------------------------------------------------------- */

/* A name of its own for what has none; nobody's name is taken. */
static bool give_name(cmd_out *o)
{
    enum { TRIES = 1000 };
    char fd[40];
    size_t n = strlen(o->tmp);
    snprintf(fd, sizeof fd, "/proc/self/fd/%d", o->fd);
    for (int i = 0; i < TRIES && !o->named; i++) {
        snprintf(o->tmp + n - 6, 7, "%06x", ((unsigned)getpid() * 1000u + (unsigned)i) & 0xFFFFFF);
        o->named = linkat(AT_FDCWD, fd, AT_FDCWD, o->tmp, AT_SYMLINK_FOLLOW) == 0;
        if (!o->named && errno != EEXIST) return false;
    }
    return o->named;
}

/* All of it is on its way to the disk, under a name. */
static void make_ready(cmd_out *o, bool keep)
{
    if (keep) cmd_flush(o);
    if (o->file && keep && !o->failed && !give_name(o)) o->failed = errno;
    if (o->name && close(o->fd) != 0 && !o->failed) o->failed = errno;
}

/* What stood there lies under o->tmp afterwards, where the disk can do that. */
static bool swap(cmd_out *o)
{
    o->old = renameat2(AT_FDCWD, o->tmp, AT_FDCWD, o->file, RENAME_EXCHANGE) == 0;
    return o->old || rename(o->tmp, o->file) == 0;
}

static void swap_back(cmd_out *o, const char *other)
{
    bool undone = o->old ? renameat2(AT_FDCWD, o->tmp, AT_FDCWD, o->file, RENAME_EXCHANGE) == 0 : !o->had && unlink(o->file) == 0;
    if (!undone) cmd_error(o->name, 0, "is the new one, and %s is not", other);
}

bool cmd_out_close_all(cmd_out **all, int n, bool keep)
{
    struct stat st;
    int wrong = -1, moved = 0;
    cmd_idle();
    for (int i = 0; i < n; i++) {
        make_ready(all[i], keep);
        all[i]->had = all[i]->file && stat(all[i]->file, &st) == 0;
        if (all[i]->failed && wrong < 0) wrong = i;
    }
    for (; keep && wrong < 0 && moved < n; moved++)
        if (all[moved]->file && !swap(all[moved])) { all[moved]->failed = errno; wrong = moved; break; }
    if (wrong >= 0) cmd_error(all[wrong]->name ? all[wrong]->name : "standard output", 0, "cannot be written: %s", strerror(all[wrong]->failed));
    for (int i = 0; wrong >= 0 && i < moved; i++)
        if (all[i]->file) swap_back(all[i], all[wrong]->name);
    for (int i = 0; i < n; i++) {
        if (all[i]->named && (i >= moved || all[i]->old)) unlink(all[i]->tmp);
        drop(all[i]);
    }
    return wrong < 0;
}

bool cmd_out_close(cmd_out *o, bool keep) { return cmd_out_close_all(&o, 1, keep); }
