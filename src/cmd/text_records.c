/* text_records.c - `kamergraaf text` of a list of records: one line a thing with the record's line in the file, below it what the
 * record states of it. */
#include "records.h"
#include "table.h"

#include <limits.h>

static void put_line(cmd_out *o, kg_arena *a, kg_str s)        /* nothing in it speaks to the terminal */
{
    cmd_puts(o, cmd_fit(a, s, INT_MAX));
    cmd_put(o, "\n", 1);
}

static void put_thing(cmd_out *o, const kg_record *r, const kg_thing *x, kg_arena *a)
{
    const kg_str part[] = { x->soort, x->date, x->title };
    kg_buf b = { 0 };
    kg_put(a, &b, kg_fmt(a, "%6d  %-11s %.*s", r->line, kg_kind_name(x->kind), KG_ARG(x->id)));
    for (int i = 0; i < 3; i++)
        if (part[i].n) kg_put(a, &b, kg_fmt(a, "  %.*s", KG_ARG(part[i])));
    put_line(o, a, kg_buf_str(&b));
    b.n = 0;
    for (int i = 0; i < x->nmovers; i++) kg_put(a, &b, kg_fmt(a, "%s%.*s", i ? "; " : "        movers      ", KG_ARG(x->movers[i])));
    if (b.n) put_line(o, a, kg_buf_str(&b));
}

static void put_record(cmd_out *o, const kg_record *r, kg_arena *a)
{
    if (r->gone) put_line(o, a, kg_fmt(a, "%6d  taken back by its register", r->line));
    else if (!r->id.n) put_line(o, a, kg_fmt(a, "%6d  nothing that a graph could keep", r->line));
    for (int i = 0; i < r->nthings; i++) put_thing(o, r, &r->things[i], a);
    for (int i = 0; i < r->nfacts; i++) {
        const kg_fact *f = &r->facts[i];
        put_line(o, a, kg_fmt(a, "        %.*s %s%s%.*s %.*s  (%.*s)", KG_ARG(f->source), kg_relation_name(f->relation), f->value.n ? " " : "",
                              KG_ARG(f->value), KG_ARG(f->target), KG_ARG(f->proof)));
    }
    for (int i = 0; i < r->npromises; i++) {
        const kg_promise *p = &r->promises[i];
        put_line(o, a, kg_fmt(a, "        %.*s promised by %.*s%s%.*s", KG_ARG(p->id), KG_ARG(p->who), p->due.n ? ", due " : "", KG_ARG(p->due)));
    }
    if (r->problem.n) put_line(o, a, kg_fmt(a, "        %.*s", KG_ARG(r->problem)));
}

bool cmd_text_records(cmd_out *o, const kg_doc *d, kg_err *e)
{
    kg_records *in = kg_records_open(d, e);
    if (!in) return false;
    kg_arena *a = kg_arena_new();
    kg_record r;
    kg_err why = { 0 };
    bool sound = true;
    for (int got; (got = kg_records_next(in, &r, a, &why)) != 0; kg_arena_reset(a)) {
        if (got > 0) put_record(o, &r, a);
        else cmd_error(kg_fmt(a, "%.*s", KG_ARG(d->name)).s, (int)why.at, "%s", why.what);
        sound = sound && got > 0;
    }
    kg_arena_free(a);
    kg_records_close(in);
    return sound || kg_fail(e, KG_EINPUT, -1, "not every record could be read");
}
