/* render.c - DOT to a picture. In: DOT. Out: SVG, PNG or PDF, by Graphviz as a child process with a clock.
 *
 * Idea: Graphviz can take minutes and cannot be interrupted from inside (ecosystem.md 5.1), so it never runs in our
 * process: fork, no shell, one poll loop over its input, output and complaints, and an end by SIGKILL when the time is
 * up. Limits on processor time and memory hold should we be killed ourselves. Its input is a socket, not a pipe, so
 * that a child that dies gives an error and no SIGPIPE; nothing of the caller's signals is touched.
 * Invariants: the child is always waited for; nothing reaches the sink but a whole picture; the same DOT gives the same
 * bytes (the version comment goes, dates are fixed).
 */
#include "base.h"
#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SECONDS = 60, MOST_OUTPUT = 512 << 20, MOST_SAID = 4096 };

typedef struct {
    pid_t pid;
    int in, out, err;                                         /* our ends; -1 once closed */
    char *data;
    size_t n, cap; /* what it drew: beyond an arena's reach, since it grows large */
    char said[MOST_SAID]; size_t nsaid;                       /* what it complained of */
} child;

/* -- the child ----------------------------------------------------------------------------------------------------- */

static void limit(int what, rlim_t value)
{
    struct rlimit l;
    if (getrlimit(what, &l)) return;
    if (l.rlim_max != RLIM_INFINITY && l.rlim_max < value) value = l.rlim_max;
    l.rlim_cur = value;
    setrlimit(what, &l);
}

static _Noreturn void be_graphviz(int in, int out, int err, const char *engine, const char *format, int seconds)
{
    char type[8] = "-T", layout[24] = "-K";
    dup2(in, 0);
    dup2(out, 1);
    dup2(err, 2);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setpgid(0, 0);                                            /* `dot` may be a script that starts the real one */
    limit(RLIMIT_CPU, (rlim_t)seconds + 5);
    limit(RLIMIT_AS, (rlim_t)4 << 30);
    limit(RLIMIT_CORE, 0);
    signal(SIGPIPE, SIG_DFL);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("TZ", "UTC", 1);
    strncat(type, format, 4);
    if (engine) strncat(layout, engine, 16);
    execlp("dot", "dot", type, engine ? layout : (char *)NULL, (char *)NULL);
    static const char missing[] = "\001";
    if (errno == ENOENT && write(2, missing, 1) < 0) _exit(126);
    _exit(127);
}

static bool closed(int fd[2]) { close(fd[0]); close(fd[1]); return false; }

static bool start(child *c, const char *engine, const char *format, int seconds)
{
    int in[2], out[2], err[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in)) return false;
    if (pipe2(out, O_CLOEXEC)) return closed(in);
    if (pipe2(err, O_CLOEXEC)) return closed(in), closed(out);
    c->pid = fork();
    if (c->pid < 0) return closed(in), closed(out), closed(err);
    if (!c->pid) be_graphviz(in[1], out[1], err[1], engine, format, seconds);
    close(in[1]);
    close(out[1]);
    close(err[1]);
    c->in = in[0], c->out = out[0], c->err = err[0];
    fcntl(c->in, F_SETFL, O_NONBLOCK);
    return true;
}

static void shut(int *fd)
{
    if (*fd >= 0) close(*fd);
    *fd = -1;
}

/* -- the conversation ---------------------------------------------------------------------------------------------- */

static void feed(child *c, kg_str *rest)
{
    ssize_t n = send(c->in, rest->s, (size_t)rest->n, MSG_NOSIGNAL);
    if (n > 0) *rest = kg_sub(*rest, n, rest->n);
    else if (errno != EAGAIN && errno != EINTR) rest->n = 0;  /* it does not listen any more: its status tells why */
    if (!rest->n) shut(&c->in);
}

static bool hear(child *c)
{
    if (c->cap - c->n < 65536) {
        size_t cap = c->cap ? c->cap * 2 : 1 << 18;
        char *p = cap > MOST_OUTPUT ? NULL : realloc(c->data, cap);
        if (!p) return false;
        c->data = p;
        c->cap = cap;
    }
    ssize_t n = read(c->out, c->data + c->n, c->cap - c->n);
    if (n > 0) c->n += (size_t)n;
    else if (n == 0 || errno != EINTR) shut(&c->out);
    return true;
}

static void hear_complaint(child *c)
{
    char bin[1024];
    ssize_t n = read(c->err, bin, sizeof bin);
    if (n <= 0 && !(n < 0 && errno == EINTR)) shut(&c->err);
    for (ssize_t i = 0; i < n && c->nsaid < MOST_SAID; i++) c->said[c->nsaid++] = bin[i];
}

typedef enum { DONE, LATE, LARGE } outcome;

static outcome talk(child *c, kg_str dot, long long deadline)
{
    while (c->out >= 0 || c->err >= 0) {
        long long left = deadline - kg_now_ms();
        if (left <= 0) return LATE;
        struct pollfd p[3] = { { c->in, POLLOUT, 0 }, { c->out, POLLIN, 0 }, { c->err, POLLIN, 0 } };
        if (poll(p, 3, left > 60000 ? 60000 : (int)left) <= 0) continue;
        if (p[0].revents) feed(c, &dot);
        if (p[2].revents) hear_complaint(c);
        if (p[1].revents && !hear(c)) return LARGE;
    }
    return DONE;
}

/* Waits for the end until the deadline where all was said, kills what still runs; the exit status, or -1. */
static int finish(child *c, bool all_said, long long deadline)
{
    int status = 0;
    pid_t p = 0;
    shut(&c->in);
    shut(&c->out);
    shut(&c->err);
    while (all_said && !(p = waitpid(c->pid, &status, WNOHANG)) && kg_now_ms() < deadline)
        nanosleep(&(struct timespec){ 0, 1000000 }, NULL);
    if (!p) {
        kill(-c->pid, SIGKILL);
        kill(c->pid, SIGKILL);
        while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR) {}
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* -- SVG: title and description in, version and comments out ------------------------------------------------------- */

static void put_text(kg_arena *a, kg_buf *b, kg_str s)
{
    for (ptrdiff_t i = 0; i < s.n; i++) {
        char c = s.s[i];
        if (c == '&') kg_put(a, b, KG_S("&amp;"));
        else if (c == '<') kg_put(a, b, KG_S("&lt;"));
        else if (c == '>') kg_put(a, b, KG_S("&gt;"));
        else kg_putc(a, b, (unsigned char)c < 0x20 ? ' ' : c);
    }
}

static void put_head(kg_arena *a, kg_buf *b, const kg_render_opts *o)
{
    if (o->title.n) {
        kg_put(a, b, KG_S("\n<title>"));
        put_text(a, b, o->title);
        kg_put(a, b, KG_S("</title>"));
    }
    if (!o->desc.n) return;
    kg_put(a, b, KG_S("\n<desc>"));
    put_text(a, b, o->desc);
    kg_put(a, b, KG_S("</desc>"));
}

/* A reference by number: "-" where it is one, nothing where it is none that XML has. An id may hold "&#0;", and Graphviz passes
 * it on. Returns how many bytes it took. */
static ptrdiff_t put_number(kg_arena *a, kg_buf *b, kg_str s)
{
    ptrdiff_t end = 2;
    while (end < s.n && end < 12 && s.s[end] != ';') end++;
    if (end == s.n || s.s[end] != ';') { kg_put(a, b, KG_S("&amp;")); return 1; }
    bool hex = s.s[2] == 'x' || s.s[2] == 'X';
    int v = hex ? -1 : kg_int(kg_sub(s, 2, end));
    if (v == '-') kg_putc(a, b, '-');
    else if (v >= 0x20 && v < 0xD800) kg_put(a, b, kg_sub(s, 0, end + 1));
    else kg_put(a, b, KG_S("\xEF\xBF\xBD"));
    return end + 1;
}

/* Graphviz writes "-" as &#45; for the sake of its comments; those are gone, so text may be searched for as it reads. Its titles go
 * as well: they are names of nodes, where the tooltip has words. */
static kg_str tidy(kg_str svg, const kg_render_opts *o, kg_arena *a)
{
    ptrdiff_t beg = kg_index(svg, KG_S("<svg"));
    if (beg < 0) return svg;
    kg_buf b = {0};
    bool head = true;
    kg_put(a, &b, KG_S("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
    for (svg = kg_sub(svg, beg, svg.n); svg.n;) {
        ptrdiff_t skip = 0, i = 0;
        while (i < svg.n && svg.s[i] != '<' && svg.s[i] != '&' && !(head && svg.s[i] == '>')) i++;
        kg_put(a, &b, kg_sub(svg, 0, i));
        svg = kg_sub(svg, i, svg.n);
        if (!svg.n) break;
        if (kg_starts(svg, KG_S("<!--")) && (skip = kg_index(svg, KG_S("-->\n"))) >= 0) skip += 4;
        else if (kg_starts(svg, KG_S("<title>")) && (skip = kg_index(svg, KG_S("</title>\n"))) >= 0) skip += 9;   /* names of nodes */
        else if (kg_starts(svg, KG_S("&#"))) skip = put_number(a, &b, svg);
        else { kg_putc(a, &b, svg.s[0]); skip = 1; }
        if (head && svg.s[0] == '>') { put_head(a, &b, o); head = false; }
        svg = kg_sub(svg, skip, svg.n);
    }
    return kg_buf_str(&b);
}

/* Graphviz asks for the colour "transparent", which SVG 1.1 does not know. */
static kg_str no_transparent(kg_str svg, kg_arena *a)
{
    kg_str bad = KG_S("stroke=\"transparent\"");
    kg_buf b = {0};
    for (ptrdiff_t i; (i = kg_index(svg, bad)) >= 0; svg = kg_sub(svg, i + bad.n, svg.n)) {
        kg_put(a, &b, kg_sub(svg, 0, i));
        kg_put(a, &b, KG_S("stroke=\"none\""));
    }
    kg_put(a, &b, svg);
    return kg_buf_str(&b);
}

/* Cairo writes the hour into a PDF: the same DOT must give the same bytes. */
static void fix_date(char *pdf, size_t n)
{
    static const char key[] = "/CreationDate (D:";
    char *p = memmem(pdf, n, key, sizeof key - 1);
    if (p && n - (size_t)(p - pdf) > sizeof key + 14) memcpy(p + sizeof key - 1, "19700101000000", 14);
}

/* -- all together -------------------------------------------------------------------------------------------------- */

static bool word(const char *s)
{
    if (!s || !*s || strlen(s) > 12) return false;
    for (; *s; s++) if (!kg_lower(*s)) return false;
    return true;
}

static bool judge(child *c, outcome how, int status, int seconds, kg_err *e)
{
    if (how == LATE)
        return kg_fail(e, KG_ELIMIT, -1,
                       "drawing took more than %d seconds and was stopped; a smaller selection (--select) or "
                       "more --seconds helps",
                       seconds);
    if (how == LARGE)
        return kg_fail(e, KG_ELIMIT, -1, "the picture is too large; choose a smaller selection with --select");
    if (status == 127 && c->nsaid && c->said[0] == '\001')
        return kg_fail(e, KG_EIO, -1,
                       "Graphviz is not installed: there is no `dot` to draw with (Debian: apt-get install graphviz)");
    if (!status && c->n) return true;
    kg_str said = { c->said, (ptrdiff_t)c->nsaid };
    ptrdiff_t line = kg_index(said, KG_S("\n"));
    said = kg_trim(line < 0 ? said : kg_sub(said, 0, line));
    return kg_fail(e, KG_EIO, -1, "Graphviz could not draw it%s%.*s", said.n ? ": " : "",
                   (int)(said.n < 300 ? said.n : 300), said.s);
}

bool kg_render(kg_str dot, const char *engine, kg_render_opts o, kg_sink_fn *put, void *ctx, kg_err *e)
{
    if (!word(o.format) || (engine && !word(engine))) return kg_fail(e, KG_EUSAGE, -1, "no such format or engine");
    int seconds = o.seconds > 0 ? o.seconds : SECONDS;
    child c = { .in = -1, .out = -1, .err = -1 };
    if (!start(&c, engine, o.format, seconds))
        return kg_fail(e, KG_EIO, -1, "no process for Graphviz: %s", strerror(errno));
    long long deadline = kg_now_ms() + (long long)seconds * 1000;
    outcome how = talk(&c, dot, deadline);
    int status = finish(&c, how == DONE, deadline);
    bool ok = judge(&c, how, status, seconds, e);
    kg_arena *a = kg_arena_new();
    if (ok) {
        kg_str picture = { c.data, (ptrdiff_t)c.n };
        if (!strcmp(o.format, "pdf")) fix_date(c.data, c.n);
        if (!strcmp(o.format, "svg")) picture = no_transparent(tidy(picture, &o, a), a);
        ok = put(ctx, picture.s, (size_t)picture.n) || kg_fail(e, KG_EIO, -1, "the picture could not be written");
    }
    kg_arena_free(a);
    free(c.data);
    return ok;
}
