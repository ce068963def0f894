/* apart.c - reads a document in a child process. In: bytes. Out: text, or why there is none.
 *
 * Parsers of PDF and office files are hundred thousands of lines over hostile bytes: a crash, an endless loop or all memory gone
 * costs one document here. The child has no files, no network, no new privileges and little memory; it serves one document after
 * the other over a socket, so that a thousand small ones cost one fork. One that made it crash is tried once more in a new child:
 * what a document gives must not hang on those before it.
 * Invariants: nothing is forked before the first such document; a child that misbehaved is killed and waited for; the parent
 * believes nothing that it says of sizes.
 */
#include "apart.h"
#include "child.h"

#include <errno.h>
#include <poll.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MEMORY = 2, MOST_TEXT = 1 << 28, MOST_SERVED = 500, MOST_STEPS = 20, PADDING = 128 };   /* memory in GiB */

typedef struct { uint32_t format; uint64_t size; } request;
typedef struct { enum { ALIVE = 'a', TEXT = 't', REFUSED = 'r' } what; int code; uint64_t size; } reply;

typedef struct { pid_t pid, owner; int fd, served; } worker;
static _Thread_local worker child = { .fd = -1 };

/* -- in the child -------------------------------------------------------------------------------------------------- */

static void limit(int what, rlim_t value)
{
    struct rlimit l;
    if (getrlimit(what, &l)) return;
    if (l.rlim_max != RLIM_INFINITY && l.rlim_max < value) value = l.rlim_max;
    l = (struct rlimit){ value, value };
    setrlimit(what, &l);
}

#ifdef __SANITIZE_ADDRESS__                                   /* ASan maps terabytes for itself */
static void limit_memory(void) {}
#else
static void limit_memory(void)
{
    unsigned long pages = 0;
    FILE *f = fopen("/proc/self/statm", "re");
    if (f && fscanf(f, "%lu", &pages) != 1) pages = 0;
    if (f) fclose(f);
    limit(RLIMIT_AS, (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + ((rlim_t)MEMORY << 30));
}
#endif

static void set_limits(int seconds)
{
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CPU, (rlim_t)seconds * MOST_STEPS * 2);      /* should nobody be left to kill it */
    limit_memory();
}

/* From here on: memory, the clock, the socket, nothing else. Other calls fail; where the kernel has no seccomp, the rest of the
 * limits must do. */
static void give_up_rights(void)
{
    static const int allowed[] = {
        SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(recvfrom), SCMP_SYS(sendto), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(brk),
        SCMP_SYS(madvise), SCMP_SYS(futex), SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask),
        SCMP_SYS(rt_sigaction), SCMP_SYS(sigaltstack), SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(getrandom),
        SCMP_SYS(sched_yield), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(tgkill), SCMP_SYS(restart_syscall) };
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    scmp_filter_ctx f = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!f) return;
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) seccomp_rule_add(f, SCMP_ACT_ALLOW, allowed[i], 0);
    const int memory[] = { SCMP_SYS(mmap), SCMP_SYS(mprotect) };
    for (size_t i = 0; i < 2; i++) /* no new code */
        seccomp_rule_add(f, SCMP_ACT_ALLOW, memory[i], 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    seccomp_load(f);
    seccomp_release(f);
}

static void say_alive(void) { kg_child_say(&(reply){ .what = ALIVE }, sizeof(reply)); }

static void serve_one(void)
{
    static kg_reader *const readers[] = { [KG_READ_PDF] = kg_pdf_text, [KG_READ_OFFICE] = kg_unzip_text };
    request q;
    kg_child_hear(&q, sizeof q);
    kg_arena *a = kg_arena_new();
    char *p = kg_alloc(a, 1, q.size + PADDING);
    kg_child_hear(p, q.size);
    say_alive();
    kg_err e = { 0 };
    kg_str text = { 0 };
    if (readers[q.format]((kg_str){ p, (ptrdiff_t)q.size }, &text, say_alive, a, &e)) {
        kg_child_say(&(reply){ TEXT, 0, (uint64_t)text.n }, sizeof(reply));
        kg_child_say(text.s, (size_t)text.n);
    } else {
        kg_child_say(&(reply){ REFUSED, (int)e.code, sizeof e.what }, sizeof(reply));
        kg_child_say(e.what, sizeof e.what);
    }
    kg_arena_free(a);
}

static _Noreturn void serve(int seconds)
{
    signal(SIGPIPE, SIG_IGN);
    signal(SIGINT, SIG_DFL);
    kg_pdf_load();
    set_limits(seconds);
    give_up_rights();
    for (;;) serve_one();
}

/* -- in the parent ------------------------------------------------------------------------------------------------- */

/* The status that it ended with, after it was killed. */
static int stop(void)
{
    int status = 0;
    if (child.fd >= 0) close(child.fd);
    if (child.pid > 0) {
        kill(child.pid, SIGKILL);
        while (waitpid(child.pid, &status, 0) < 0 && errno == EINTR) {}
    }
    child = (worker){ .fd = -1 };
    return status;
}

/* No child outlives the program, and its time counts as the program's. */
__attribute__((destructor)) static void stop_last(void)
{
    if (child.owner == getpid()) stop();
}

static bool start(int seconds, kg_err *e)
{
    int fd;
    pid_t parent = getpid();
    if (child.fd >= 0 && child.owner != parent) child = (worker){ .fd = -1 };   /* of the process that forked this one: closed there */
    if (child.served >= MOST_SERVED) stop();
    if (child.fd >= 0) return true;
    pid_t pid = kg_child_fork(&fd, true, e);                       /* parsers complain on standard error */
    if (!pid) serve(seconds);
    if (pid < 0) return false;
    child = (worker){ pid, parent, fd, 0 };
    return true;
}

typedef enum { DONE, DIED, LATE } outcome;

/* Sends or receives all of it, or until the deadline. */
static outcome pass(char *bytes, size_t n, bool out, long long deadline)
{
    while (n) {
        long long left = deadline - kg_now_ms();
        struct pollfd p = { child.fd, out ? POLLOUT : POLLIN, 0 };
        if (left <= 0) return LATE;
        if (poll(&p, 1, left > 60000 ? 60000 : (int)left) <= 0) continue;
        ssize_t r = out ? send(child.fd, bytes, n, MSG_NOSIGNAL) : recv(child.fd, bytes, n, 0);
        if (r < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (r <= 0) return DIED;
        bytes += r, n -= (size_t)r;
    }
    return DONE;
}

static outcome ask(kg_format f, kg_str bytes, int seconds, reply *r)
{
    long long step = (long long)seconds * 1000, last = kg_now_ms() + step * MOST_STEPS;
    request q = { (uint32_t)f, (uint64_t)bytes.n };
    outcome o = pass((char *)&q, sizeof q, true, kg_now_ms() + step);
    if (o == DONE) o = pass((char *)bytes.s, (size_t)bytes.n, true, kg_now_ms() + step);
    do {
        long long deadline = kg_now_ms() + step;
        if (o == DONE) o = pass((char *)r, sizeof *r, false, deadline < last ? deadline : last);
    } while (o == DONE && r->what == ALIVE);
    return o == DONE && r->size > MOST_TEXT ? DIED : o;
}

static bool take(const reply *r, int seconds, outcome *o, kg_str *text, kg_arena *a, kg_err *e)
{
    char *p = kg_alloc(a, 1, (size_t)r->size + PADDING);
    *o = pass(p, (size_t)r->size, false, kg_now_ms() + (long long)seconds * 1000);
    if (*o != DONE) return false;
    *text = (kg_str){ p, (ptrdiff_t)r->size };
    if (r->what == TEXT) return true;
    return kg_fail(e, r->code, -1, "%.*s", (int)strnlen(p, sizeof e->what - 1), p);
}

bool kg_read_apart(kg_format f, kg_str bytes, int seconds, kg_str *text, kg_arena *a, kg_err *e)
{
    enum { SECONDS = 30 };
    outcome o = DONE;
    if (seconds <= 0) seconds = SECONDS;
    for (bool again = true; again;) {
        reply r = { 0 };
        if (!start(seconds, e)) return false;
        again = child.served++ > 0;
        o = ask(f, bytes, seconds, &r);
        bool ok = o == DONE && take(&r, seconds, &o, text, a, e);
        if (o == DONE) return ok;
        int status = stop();
        if (o == LATE)
            return kg_fail(e, KG_ELIMIT, -1, "given up: one of its pages took more than %d seconds to read (see --max-time)", seconds);
        if (!again)
            return kg_fail(e, KG_EINPUT, -1, "its reader crashed on it (%s): damaged, or it wants more than %d GiB of memory",
                           WIFSIGNALED(status) ? strsignal(WTERMSIG(status)) : "it ended early", MEMORY);
    }
    return false;
}
