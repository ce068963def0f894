/* child.c - processes that work for this one. In: nothing but what the fork takes along. Out: a socket between the two.
 *
 * Invariant: a child holds no file of its parent's but that socket, and does not outlive it.
 */
#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { SOCKET = 3 };

static void settle_in(int fd, pid_t parent, bool quiet)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(0);
    int null = fcntl(open("/dev/null", O_RDWR), F_DUPFD, 10);
    dup2(fd, SOCKET);
    for (int i = 0; i < (quiet ? 3 : 2); i++) dup2(null, i);
    close_range(SOCKET + 1, ~0U, 0);
}

pid_t kg_child_fork(int *fd, bool quiet, kg_err *e)
{
    int ends[2];
    pid_t parent = getpid();
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends)) {
        kg_fail(e, KG_EIO, -1, "no socket: %s", strerror(errno));
        return -1;
    }
    int room = 1 << 20;                                       /* as far as the system grants it: a child goes on while its parent is busy */
    setsockopt(ends[1], SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
    pid_t pid = fork();
    if (pid == 0) {
        settle_in(ends[1], parent, quiet);
        return 0;
    }
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        kg_fail(e, KG_EIO, -1, "no process to read it in: %s", strerror(errno));
        return -1;
    }
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    *fd = ends[0];
    return pid;
}

long long kg_now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void kg_child_say(const void *bytes, size_t n)
{
    for (const char *p = bytes; n;) {
        ssize_t w = send(SOCKET, p, n, MSG_NOSIGNAL);
        if (w < 0 && errno == EINTR) continue;
        if (w <= 0) _exit(0);
        p += w, n -= (size_t)w;
    }
}

void kg_child_hear(void *bytes, size_t n)
{
    for (char *p = bytes; n;) {
        ssize_t r = recv(SOCKET, p, n, 0);
        if (r < 0 && errno == EINTR) continue;
        if (r <= 0) _exit(0);
        p += r, n -= (size_t)r;
    }
}
