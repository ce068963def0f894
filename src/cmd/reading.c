/* reading.c - what `build` and `extract --to` share. In: documents that come. Out: messages, counts, rows of files of records. */
#include "known/known.h"
#include "part/part.h"
#include "reading.h"
#include "scan/rules.h"
#include "store/store.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

void cmd_reading_begin(cmd_reading *r, const kg_rules *rules, const kg_known *known, uint64_t reader)
{
    *r = (cmd_reading){ .scan = kg_scanner_new(rules), .all = kg_arena_new(), .doc = kg_arena_new(), .reader = reader };
    kg_scanner_known(r->scan, known);
}

void cmd_reading_end(cmd_reading *r)
{
    kg_crew_free(r->crew);
    kg_scanner_free(r->scan);
    kg_arena_free(r->doc);
    kg_arena_free(r->all);
}

uint64_t cmd_reader(const char *rules_dir, const kg_rules *rules, const kg_known *known)
{
    return kg_hash_reader() ^ (rules_dir ? kg_rules_hash(rules) : 0) ^ (known ? kg_known_hash_of(known) : 0);
}

void cmd_refuse(cmd_reading *r, kg_str file, kg_str why)
{
    kg_str name = kg_dup(r->all, file);
    if ((*kg_map_at(&r->said, name, r->all))++) return;       /* on the first walk */
    cmd_progress_clear(&r->progress);
    cmd_refusal x = { name, kg_dup(r->all, why) };
    kg_str line = kg_dup(r->all, why);                        /* what a part says does not speak to the terminal */
    for (char *p = (char *)line.s; *p; p++)
        if ((unsigned char)*p < ' ' || *p == 127) *p = ' ';
    cmd_error(name.s, 0, "%s", line.s);
    *kg_push(r->all, &r->refused) = x;
}

bool cmd_is_output(kg_str name, const char *path, kg_arena *a)
{
    struct stat in, out;
    kg_str o = kg_cstr(path);
    if (!path || !kg_ends(name, kg_sub(o, o.n > 3 ? o.n - 3 : 0, o.n))) return false;
    return stat(kg_dup(a, name).s, &in) == 0 && stat(path, &out) == 0 && in.st_ino == out.st_ino && in.st_dev == out.st_dev;
}

/* -- worker processes ---------------------------------------------------------------------------------------------- */

/* Those that this process may use. */
static int processors(void)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) ? 1 : CPU_COUNT(&set);
}

int cmd_jobs(const char *command, const char *word)
{
    enum { MOST = 512 };
    kg_str s = kg_cstr(word);
    int n = kg_int(s);
    if (!kg_all_digits(s) || s.n > 3 || n > MOST) exit(cmd_usage(command, "-j wants a number of processes, at most %d, not '%s'", MOST, word));
    return n ? n : processors();
}

/* Unasked, a process costs more than it saves while there is little to read; and what the first documents compile all have. */
void cmd_jobs_with(cmd_reading *r, int jobs, kg_work_fn *w, kg_done_fn *done, void *ctx)
{
    enum { ALONE = 1 << 19, MOST = 16 };
    int n = processors();
    r->asked = jobs != CMD_JOBS_AS_FIT;
    r->jobs = r->asked ? jobs : n < MOST ? n : MOST;
    r->alone = r->asked ? 0 : ALONE;
    r->work = w, r->done = done, r->ctx = ctx;
}

/* Where the system gives no process and nobody asked for one, it goes on without. */
static void begin_crew(cmd_reading *r)
{
    kg_err e;
    r->crew = kg_crew_new(r->jobs, r->work, r->done, r->ctx);
    if (r->asked || kg_crew_start(r->crew, &e)) return;
    kg_crew_free(r->crew);
    r->crew = NULL, r->jobs = 1;
}

kg_arena *cmd_doc_arena(cmd_reading *r, kg_input *in)
{
    if (!r->crew && r->jobs > 1 && r->alone <= 0) begin_crew(r);
    kg_input_heads(in, r->crew != NULL);
    return r->crew ? kg_crew_arena(r->crew) : r->doc;
}

void cmd_alone(cmd_reading *r, const kg_doc *d) { r->alone -= d->bytes.n; }

typedef struct { kg_coder coder; kg_taker to; kg_packer *packer; } packing;

static bool begin_packed(void *ctx, const kg_sheet *s, kg_err *e)
{
    packing *p = ctx;                                         /* its coder stands first: row and end get what they want */
    kg_sheet own = *s;
    kg_str packed;
    if (p->packer && kg_pack(p->packer, KG_PACK_TEXT, s->text, &packed)) own.packed = true, own.text = packed;
    return p->to.begin(ctx, &own, e);
}

static bool work(cmd_reading *r, const kg_doc *d, kg_arena *a, packing *p, kg_err *e)
{
    kg_text t;
    kg_found f;
    kg_doc own = *d;
    if (!kg_doc_read(&own, a, e) || !kg_find(&own, r->scan, &t, &f, a, e)) return false;
    p->coder.a = kg_arena_new();
    p->to = kg_coder_taker(&p->coder);
    kg_taker to = { p, begin_packed, p->to.row, p->to.end };
    bool ok = kg_give(&f, r->reader, &to, e);
    kg_arena_free(p->coder.a);
    return ok;
}

bool cmd_work(void *ctx, const kg_doc *d, kg_arena *a, kg_sink_fn *put, void *to, kg_err *e)
{
    return work(ctx, d, a, &(packing){ .coder = { put, to, NULL } }, e);
}

bool cmd_work_packed(void *ctx, const kg_doc *d, kg_arena *a, kg_sink_fn *put, void *to, kg_err *e)
{
    cmd_reading *r = ctx;
    if (!r->packer) r->packer = kg_packer_new();
    return work(r, d, a, &(packing){ .coder = { put, to, NULL }, .packer = r->packer }, e);
}

bool cmd_give(cmd_reading *r, const kg_doc *d, kg_err *e) { return r->given = true, kg_crew_give(r->crew, d, e); }
bool cmd_wait(cmd_reading *r, kg_err *e) { return !r->crew || kg_crew_wait(r->crew, e); }

bool cmd_refuse_input(cmd_reading *r, const kg_doc *d, const kg_err *why, kg_err *e)
{
    if (r->crew) return r->given = true, kg_crew_refuse(r->crew, d, why, e);
    cmd_refuse(r, d->name, kg_cstr(why->what));
    return true;
}

/* -- files of records ---------------------------------------------------------------------------------------------- */

typedef struct { cmd_reading *r; const kg_doc *d; kg_intake *in; int said; kg_err *e; } taking;

/* A record that is refused, or odd: said while there are few. */
static bool complain(taking *t, int line, kg_str what)
{
    enum { MOST = 20 };
    const char *file = kg_dup(t->r->doc, t->d->name).s;
    cmd_progress_clear(&t->r->progress);
    if (++t->said <= MOST) cmd_error(file, line, "%.*s", KG_ARG(what));
    if (t->said == MOST + 1) cmd_error(file, line, "and so on; the table problem has the first 1,000");
    return kg_intake_problem(t->in, line, what, t->e);
}

static bool take_each(taking *t, kg_records *from)
{
    kg_arena *a = kg_arena_new();
    kg_record x;
    kg_err why = { 0 };
    int other = 0, other_line = 0;
    bool ok = true;
    for (int got; ok && (got = kg_records_next(from, &x, a, &why)) != 0; kg_arena_reset(a)) {
        if (got < 0) { ok = complain(t, (int)why.at, kg_cstr(why.what)); continue; }
        t->r->records++;
        t->r->gone += x.gone;
        if (!x.id.n && !x.gone && !other++) other_line = x.line;
        ok = kg_record_cites(t->r->scan, &x, a, t->e) && kg_intake_add(t->in, &x, t->e) && (!x.problem.n || complain(t, x.line, x.problem));
    }
    t->r->bad += t->said;
    t->said = 0;
    if (ok && other) ok = complain(t, other_line, kg_fmt(a, "%d record%s that name%s no Zaak, Document, Kamerstukdossier, Activiteit "
                                   "or Toezegging (of a Besluit: ask for it with $expand=Zaak)", other, other == 1 ? "" : "s",
                                   other == 1 ? "s" : ""));
    kg_arena_free(a);
    return ok;
}

bool cmd_take_records(cmd_reading *r, kg_records *from, const kg_doc *d, const kg_taker *to, kg_err *e)
{
    taking t = { .r = r, .d = d, .e = e };
    t.in = kg_intake_begin(to, d, r->reader, r->doc, e);
    r->registers++;
    return t.in && kg_intake_end(t.in, take_each(&t, from), e);
}
