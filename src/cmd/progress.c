/* progress.c - how far long work is: one line on a terminal. In: documents as they come. Out: documents, MB/s, time
 * left, written over and over on standard error; nothing where that is no terminal.
 *
 * Idea: the files given are measured before they are read, so that what is left is known in bytes; a file that holds
 * many documents counts as read when the next one begins.
 */
#include "progress.h"
#include "cmd.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { EVERY_MS = 200, DEEPEST = 64 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int64_t size_of(int at, const char *path, int depth)
{
    struct stat st;
    int64_t sum = 0;
    if (fstatat(at, path, &st, depth ? AT_SYMLINK_NOFOLLOW : 0) != 0) return 0;
    if (S_ISREG(st.st_mode)) return st.st_size;
    int fd = S_ISDIR(st.st_mode) && depth < DEEPEST ? openat(at, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    if (!dir) return fd >= 0 ? close(fd), 0 : 0;
    for (struct dirent *d; (d = readdir(dir));)
        if (d->d_name[0] != '.') sum += size_of(fd, d->d_name, depth + 1);
    closedir(dir);
    return sum;
}

void cmd_progress_begin(cmd_progress *p, char *const *paths, int n)
{
    *p = (cmd_progress){ .on = !cmd_quiet && isatty(STDERR_FILENO), .begun = now() };
    for (int i = 0; p->on && i < n; i++) p->total += size_of(AT_FDCWD, paths[i], 0);
}

/* A file that was not open before; "a.zip" of "a.zip!b.txt", where that is a file. */
static void open_file(cmd_progress *p, kg_str name)
{
    struct stat st;
    char path[sizeof p->file];
    for (ptrdiff_t i = 1; i <= name.n && i < (ptrdiff_t)sizeof path; i++) {
        if (i < name.n && name.s[i] != '!') continue;
        snprintf(path, sizeof path, "%.*s", (int)i, name.s);
        if (!strcmp(path, p->file)) return;
        if (stat(path, &st) != 0 || !S_ISREG(st.st_mode)) continue;
        p->read += p->open;
        p->open = st.st_size;
        memcpy(p->file, path, (size_t)i + 1);
        return;
    }
}

static void say(cmd_progress *p, double t)
{
    char left[48] = "";
    double seconds = t - p->begun, rate = (double)p->read / (seconds > 0 ? seconds : 1);
    if (p->read > 0 && p->total > p->read && seconds >= 1) {
        long s = (long)((double)(p->total - p->read) / rate) + 1;
        if (s < 60) snprintf(left, sizeof left, ", %ld s left", s);
        else if (s < 3600) snprintf(left, sizeof left, ", %ld:%02ld min left", s / 60, s % 60);
        else snprintf(left, sizeof left, ", %ld:%02ld h left", s / 3600, s / 60 % 60);
    }
    fprintf(stderr, "\r%d document%s, %.1f MB/s%s\033[K", p->documents, p->documents == 1 ? "" : "s", rate / 1e6, left);
    p->shown = t;
}

void cmd_progress_next(cmd_progress *p, kg_str name)
{
    if (!p->on) return;
    p->documents++;
    open_file(p, name);
    double t = now();
    if (t - p->shown >= EVERY_MS / 1e3) say(p, t);
}

void cmd_progress_begin_into_file(cmd_progress *p, char *const *paths, int n)
{
    struct stat st;
    *p = (cmd_progress){ 0 };
    if (fstat(STDOUT_FILENO, &st) == 0 && S_ISREG(st.st_mode)) cmd_progress_begin(p, paths, n);
}

/* -- one thing that takes long ----------------------------------------------------------------------------------------- */

static bool busy;

void cmd_busy(const char *file, const char *what)
{
    enum { LARGE = 16 << 20 }; /* bytes: what is smaller is done before one has read the line */
    struct stat st;
    if (cmd_quiet || !isatty(STDERR_FILENO) || stat(file, &st) != 0 || st.st_size < LARGE) return;
    for (const char *c = file; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7F) return; /* a name that would speak to the terminal */
    fprintf(stderr, "\r%s: %s ...\033[K", file, what);
    busy = true;
}

void cmd_idle(void)
{
    if (busy) fputs("\r\033[K", stderr);
    busy = false;
}

void cmd_progress_clear(cmd_progress *p)
{
    if (p->on && p->shown > 0) fputs("\r\033[K", stderr);
    p->shown = 0;
}
