/* crew.c - worker processes. In: documents. Out: what the workers made of them, as bytes, in the order of the documents.
 *
 * Idea: the program walks files and archives and writes results, workers do what lies between; a document goes to the worker with
 * the least to do, by its name where its bytes are not here (it reads them), else as bytes through a socket; what is done waits for its
 * turn. A worker has the next documents in its queue when it ends with one: the program may be busy with results.
 * Invariants: what comes out does not depend on how many workers there are. A worker that crashes or hangs costs one document: that is
 * tried once more in a new process, since what a document gives must not hang on those before it, nor on who killed whom. In memory is a
 * window of documents: some for each worker, fewer where they are large.
 */
#include "child.h"
#include "crew.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { QUEUE = 8, WINDOW = 16, ENOUGH = 1 << 20, TRIES = 2, MOST_HELD = 256 << 20, LARGE = 8 << 20, SLICE = 1000 /* ms */, PADDING = 128, TEXTS = 9 };

typedef struct { uint64_t bytes, hash, text[TEXTS]; int64_t most; int32_t seconds, streamed; } request;
typedef struct { uint64_t size; int32_t refused, code; } reply;

typedef struct {
    enum { WAITING, OUT, READY, REFUSED } state;
    kg_doc d;
    kg_arena *a;                                              /* of the document */
    kg_buf head; ptrdiff_t sent;                              /* request and texts; bytes of both that are sent */
    char *bytes; size_t size;                                 /* that came back */
    kg_err why;
    int tries;
} job;

typedef struct {
    pid_t pid;                                                /* 0: none */
    int fd, queue[QUEUE], n;                                  /* places in the ring */
    int64_t load;                                             /* bytes of its documents */
    reply head; size_t got;                                   /* bytes of head and of what follows that are here */
    long long spent;                                          /* ms on the first of its queue */
} worker;

struct kg_crew {
    kg_work_fn *work;
    kg_done_fn *done;
    void *ctx;
    worker *w; int nw;
    struct pollfd *poll;
    job *ring; int cap, first, n;                             /* of jobs that are not yet handed over */
    size_t held;                                              /* bytes in the ring */
    long long clock;
    kg_arena *a;
};

/* -- in the worker ------------------------------------------------------------------------------------------------- */

typedef struct { char *v; size_t n, cap; } bytes;

static bool keep(void *ctx, const char *p, size_t n)
{
    bytes *b = ctx;
    if (b->cap - b->n < n) {
        b->cap = (b->n + n) * 2;
        char *more = realloc(b->v, b->cap);
        if (!more) return false;
        b->v = more;
    }
    if (n) memcpy(b->v + b->n, p, n);
    b->n += n;
    return true;
}

static void texts_of(kg_doc *d, kg_str *to[TEXTS])
{
    kg_meta *m = &d->sidecar;
    kg_str *const all[TEXTS] = { &d->name, &d->stem, &d->record, &m->id, &m->kind, &m->soort, &m->date, &m->title, &m->dossier };
    memcpy(to, all, sizeof all);
}

static void serve_one(const kg_crew *c, kg_arena *a, bytes *out)
{
    request q;
    kg_err e = { 0 };
    kg_str *to[TEXTS];
    kg_child_hear(&q, sizeof q);
    kg_doc d = { .hash = q.hash, .seconds = q.seconds, .streamed = q.streamed != 0, .most = q.most };
    texts_of(&d, to);
    for (int i = 0; i < TEXTS; i++) {
        char *p = kg_alloc(a, 1, q.text[i] + 1);
        kg_child_hear(p, q.text[i]);
        if (q.text[i]) *to[i] = (kg_str){ p, (ptrdiff_t)q.text[i] };
    }
    char *p = kg_alloc(a, 1, q.bytes + PADDING);
    kg_child_hear(p, q.bytes);
    d.bytes = (kg_str){ p, (ptrdiff_t)q.bytes };
    out->n = 0;
    if (!c->work(c->ctx, &d, a, keep, out, &e)) {
        kg_child_say(&(reply){ sizeof e.what, 1, (int32_t)e.code }, sizeof(reply));
        kg_child_say(e.what, sizeof e.what);
    } else {
        kg_child_say(&(reply){ .size = out->n }, sizeof(reply));
        kg_child_say(out->v, out->n);
    }
}

static _Noreturn void serve(const kg_crew *c)
{
    kg_arena *a = kg_arena_new();
    bytes out = { 0 };
    for (;; kg_arena_reset(a)) serve_one(c, a, &out);
}

/* -- workers, from outside ------------------------------------------------------------------------------------------- */

static bool start(kg_crew *c, worker *w, kg_err *e)
{
    int fd;
    pid_t pid = kg_child_fork(&fd, false, e);
    if (!pid) serve(c);
    if (pid > 0) *w = (worker){ .pid = pid, .fd = fd };
    return pid > 0;
}

static int stop(worker *w)
{
    int status = 0;
    close(w->fd);
    kill(w->pid, SIGKILL);
    while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR) {}
    w->pid = 0;
    return status;
}

static void give_up(job *j, int status, bool late)
{
    enum { OUT_OF_MEMORY = 2 };                               /* base.c */
    j->state = REFUSED;
    if (late) kg_fail(&j->why, KG_ELIMIT, -1, "given up: the process that read it said nothing any more (see --max-time)");
    else if (WIFEXITED(status) && WEXITSTATUS(status) == OUT_OF_MEMORY)
        kg_fail(&j->why, KG_ELIMIT, -1, "given up: it wants more memory than there is");
    else kg_fail(&j->why, KG_EINPUT, -1, "the process that read it crashed on it (%s)",
                 WIFSIGNALED(status) ? strsignal(WTERMSIG(status)) : "it ended early");
}

static ptrdiff_t carried(const job *j) { return j->d.most ? 0 : j->d.bytes.n; }   /* bytes that go through the socket */
static int64_t size_of(const kg_doc *d) { return d->most ? d->size : (int64_t)d->bytes.n; }

/* The first of its queue is the one that it had in hand; the others wait for another worker. */
static void lose(kg_crew *c, worker *w, bool late)
{
    int status = stop(w);
    for (int i = 0; i < w->n; i++) {
        job *j = &c->ring[w->queue[i]];
        free(j->bytes);
        c->held -= j->size;
        j->bytes = NULL, j->size = 0, j->sent = 0, j->state = WAITING;
        if (i == 0 && (++j->tries == TRIES || late)) give_up(j, status, late);
    }
    w->n = 0, w->load = 0;
}

/* -- to and fro -------------------------------------------------------------------------------------------------------- */

static void write_head(job *j)
{
    request q = { .bytes = (uint64_t)carried(j), .hash = j->d.hash, .seconds = j->d.seconds, .streamed = j->d.streamed,
                  .most = j->d.most };
    kg_str *texts[TEXTS];
    texts_of(&j->d, texts);
    for (int i = 0; i < TEXTS; i++) q.text[i] = (uint64_t)texts[i]->n;
    j->head = (kg_buf){ 0 };
    kg_put(j->a, &j->head, (kg_str){ (const char *)&q, sizeof q });
    for (int i = 0; i < TEXTS; i++) kg_put(j->a, &j->head, *texts[i]);
}

static job *unsent(kg_crew *c, const worker *w)
{
    for (int i = 0; i < w->n; i++) {
        job *j = &c->ring[w->queue[i]];
        if (j->sent < j->head.n + carried(j)) return j;
    }
    return NULL;
}

/* As much as the socket takes; false: the worker is gone. */
static bool send_some(kg_crew *c, worker *w)
{
    for (job *j; (j = unsent(c, w));) {
        bool head = j->sent < j->head.n;
        const char *p = head ? j->head.v + j->sent : j->d.bytes.s + (j->sent - j->head.n);
        ptrdiff_t n = head ? j->head.n - j->sent : carried(j) - (j->sent - j->head.n);
        ssize_t r = send(w->fd, p, (size_t)n, MSG_NOSIGNAL | (head && carried(j) ? MSG_MORE : 0));
        if (r < 0 && errno == EINTR) continue;
        if (r < 0) return errno == EAGAIN;
        j->sent += r;
    }
    return true;
}

static void finish(worker *w, job *j)
{
    j->state = w->head.refused ? REFUSED : READY;
    if (w->head.refused) kg_fail(&j->why, (int)w->head.code, -1, "%.*s", (int)strnlen(j->bytes, j->size), j->bytes);
    for (int i = 1; i < w->n; i++) w->queue[i - 1] = w->queue[i];
    w->n--, w->got = 0, w->spent = 0, w->load -= size_of(&j->d);
}

static bool receive_some(kg_crew *c, worker *w)
{
    for (;;) {
        char none = 0;
        job *j = w->n ? &c->ring[w->queue[0]] : NULL;
        size_t head = sizeof w->head, want = w->got < head ? head - w->got : w->head.size - (w->got - head);
        char *to = !j ? &none : w->got < head ? (char *)&w->head + w->got : j->bytes + (w->got - head);
        ssize_t r = recv(w->fd, to, j ? want : 1, 0);
        if (r < 0 && errno == EINTR) continue;
        if (r < 0) return errno == EAGAIN;
        if (r == 0 || !j) return false;                       /* ended, or speaks unasked */
        w->got += (size_t)r, w->spent = 0;
        if (w->got == head) {
            j->bytes = malloc(w->head.size + 1);
            if (!j->bytes) return false;
            j->size = w->head.size;
            c->held += j->size;
        }
        if (w->got >= head && w->got - head == w->head.size) finish(w, j);
    }
}

/* ms. A PDF and an office file have a clock of their own, for each page; it ends sooner (read/apart.c). */
static long long longest(const kg_doc *d)
{
    enum { PAGES = 22, OTHERS = 2 };
    kg_str head = kg_sub(d->bytes, 0, d->bytes.n < 1024 ? d->bytes.n : 1024);
    bool apart = kg_contains(head, "%PDF-") || kg_starts(head, KG_S("PK"));
    return (long long)d->seconds * (apart ? PAGES : OTHERS) * 1000 + (size_of(d) >> 10);
}

/* Waits for something to happen, at most a moment. Time in which the program itself stood still does not count. */
static void turn(kg_crew *c, bool wait)
{
    struct pollfd *p = c->poll;
    for (int i = 0; i < c->nw; i++)
        p[i] = (struct pollfd){ c->w[i].pid ? c->w[i].fd : -1, (short)(POLLIN | (c->w[i].pid && unsent(c, &c->w[i]) ? POLLOUT : 0)), 0 };
    poll(p, (nfds_t)c->nw, wait ? SLICE : 0);
    long long now = kg_now_ms(), passed = now - c->clock < 2LL * SLICE ? now - c->clock : SLICE;
    c->clock = now;
    for (int i = 0; i < c->nw; i++) {
        worker *w = &c->w[i];
        if (!w->pid) continue;
        if (w->n) w->spent += passed;
        bool alive = (!(p[i].revents & POLLOUT) || send_some(c, w)) && (!(p[i].revents & ~POLLOUT) || receive_some(c, w));
        bool late = alive && w->n && w->spent > longest(&c->ring[w->queue[0]].d);
        if (!alive || late) lose(c, w, late);
    }
}

/* A second is always underway; more while they are small, so that none waits long behind others while another worker is idle. */
static bool takes(const worker *w, const job *j) { return w->n < 2 || (w->n < QUEUE && w->load + size_of(&j->d) <= ENOUGH); }

/* Each job that waits gets the worker with the least to do, a new one before any has two. */
static bool assign(kg_crew *c, kg_err *e)
{
    for (int i = 0; i < c->n; i++) {
        int at = (c->first + i) % c->cap;
        worker *best = NULL, *none = NULL;
        if (c->ring[at].state != WAITING) continue;
        for (int k = 0; k < c->nw; k++)
            if (!c->w[k].pid) none = none ? none : &c->w[k];
            else if (!best || (c->w[k].n && best->n ? c->w[k].load < best->load : c->w[k].n < best->n)) best = &c->w[k];
        if (none && (!best || best->n)) {
            if (start(c, none, e)) best = none;
            else if (!best) return false;
        }
        if (!takes(best, &c->ring[at])) return true;
        best->queue[best->n++] = at;
        best->load += size_of(&c->ring[at].d);
        c->ring[at].state = OUT;
        send_some(c, best);                                   /* one that is gone shows in turn() */
    }
    return true;
}

static bool hand_over(kg_crew *c, kg_err *e)
{
    for (job *j; c->n && (j = &c->ring[c->first])->state >= READY;) {
        bool ok = c->done(c->ctx, &j->d, (kg_str){ j->bytes, (ptrdiff_t)j->size }, j->state == REFUSED ? &j->why : NULL);
        c->held -= j->size + (size_t)carried(j);
        free(j->bytes);
        if (j->d.bytes.n < LARGE) kg_arena_reset(j->a);
        else kg_arena_free(j->a), j->a = kg_arena_new();
        j->bytes = NULL, j->size = 0;
        c->first = (c->first + 1) % c->cap;
        c->n--;
        if (!ok) return e->code = KG_OK, false;
    }
    return true;
}

/* Until at most `left` documents are underway; at least what can be done at once. */
static bool advance(kg_crew *c, int left, kg_err *e)
{
    for (;;) {
        bool wait = c->n > left || (c->n && c->held > MOST_HELD);
        if (!assign(c, e)) return false;
        turn(c, wait && c->ring[c->first].state < READY);
        if (!hand_over(c, e)) return false;
        if (!wait) return assign(c, e);
    }
}

/* -- from outside ---------------------------------------------------------------------------------------------------- */

kg_crew *kg_crew_new(int n, kg_work_fn *work, kg_done_fn *done, void *ctx)
{
    kg_arena *a = kg_arena_new();
    kg_crew *c = kg_new(a, kg_crew, 1);
    *c = (kg_crew){ .work = work, .done = done, .ctx = ctx, .nw = n, .cap = n * WINDOW + 1, .a = a, .clock = kg_now_ms() };
    c->w = kg_new(a, worker, n);
    c->poll = kg_new(a, struct pollfd, n);
    c->ring = kg_new(a, job, c->cap);
    for (int i = 0; i < c->cap; i++) c->ring[i].a = kg_arena_new();
    return c;
}

bool kg_crew_start(kg_crew *c, kg_err *e) { return start(c, &c->w[0], e); }

static job *next_job(const kg_crew *c) { return &c->ring[(c->first + c->n) % c->cap]; }

kg_arena *kg_crew_arena(kg_crew *c) { return next_job(c)->a; }

bool kg_crew_give(kg_crew *c, const kg_doc *d, kg_err *e)
{
    job *j = next_job(c);
    *j = (job){ .state = WAITING, .d = *d, .a = j->a };
    write_head(j);
    c->held += (size_t)carried(j);
    c->n++;
    return advance(c, c->cap - 1, e);
}

bool kg_crew_refuse(kg_crew *c, const kg_doc *d, const kg_err *why, kg_err *e)
{
    job *j = next_job(c);
    *j = (job){ .state = REFUSED, .d = *d, .a = j->a, .why = *why };
    j->d.bytes.n = 0, j->d.most = 0;
    c->n++;
    return advance(c, c->cap - 1, e);
}

bool kg_crew_wait(kg_crew *c, kg_err *e) { return advance(c, 0, e); }

void kg_crew_free(kg_crew *c)
{
    if (!c) return;
    for (int i = 0; i < c->nw; i++)
        if (c->w[i].pid) stop(&c->w[i]);
    for (int i = 0; i < c->cap; i++) {
        free(c->ring[i].bytes);
        kg_arena_free(c->ring[i].a);
    }
    kg_arena_free(c->a);
}
