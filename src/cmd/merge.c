/* merge.c - what was read elsewhere into the graph file. In: parts that `extract --to` wrote, what a worker sends. Out: the same records
 * as if the documents had been read here.
 *
 * Idea: a part gives documents by the names that they had where it was made; from there on a document is a document: passed over
 * when it is stored already, replaced when it changed.
 * Invariant: of a part that is damaged nothing is taken, the others go on.
 */
#include "build.h"

bool build_take(builder *b, const kg_sheet *s, kg_bytes *items)
{
    bool same = false, records = s->rank == KG_RANK_RECORDS;
    build_see(b, s->file, s->hash);
    if (!build_open(b) || !kg_store_same(b->store, s->file, s->hash, &same, &b->e)) return false;
    int *count = records ? same ? &b->r.same_registers : &b->r.registers : same ? &b->r.unchanged : &b->r.read;
    ++*count;
    if (same) return kg_decode_rows(items, s, NULL, &b->e);
    if (!build_begin(b)) return false;
    kg_taker to = kg_store_taker(b->store);
    return kg_decode_rows(items, s, &to, &b->e) && build_added(b, s->length);
}

bool build_done(void *ctx, const kg_doc *d, kg_str bytes, const kg_err *why)
{
    builder *b = ctx;
    kg_bytes items = { .v = bytes.s, .n = bytes.n };
    kg_sheet s;
    kg_str none;
    if (why) return build_see(b, d->name, 0), cmd_refuse(&b->r, d->name, kg_cstr(why->what)), true;
    bool ok = kg_decode_next(&items, &s, &none, b->r.doc, &b->e) == 1 && build_take(b, &s, &items);
    kg_arena_reset(b->r.doc);
    return ok;
}

/* -- parts ----------------------------------------------------------------------------------------------------------- */

static void see(builder *b, const kg_doc *part, const kg_sheet *s)
{
    if (build_see(b, s->file, s->hash) || b->again) return;
    cmd_progress_clear(&b->r.progress);
    cmd_error(part->name.s, 0, "%.*s came before with another content: this one counts", KG_ARG(s->file));
    b->r.bad++;
}

static bool take_all(builder *b, const kg_doc *part, kg_bytes *items)
{
    kg_arena *a = kg_arena_new();
    kg_sheet s;
    kg_str why;
    bool ok = true;
    int got = 0;
    for (; ok && (got = kg_decode_next(items, &s, &why, a, &b->e)) > 0; kg_arena_reset(a)) {
        cmd_progress_next(&b->r.progress, part->name);
        if (got == 1) see(b, part, &s), ok = build_take(b, &s, items);
        else build_see(b, s.file, 0), cmd_refuse(&b->r, s.file, why);
    }
    kg_arena_free(a);
    return ok && got == 0;
}

bool build_merge(builder *b, const kg_doc *part)
{
    kg_err why = { 0 };
    kg_doc d = *part;
    d.name = kg_dup(b->r.all, d.name);
    kg_part *p = kg_part_open(&d, b->r.reader, &why);
    if (!p) return b->bad_parts++, cmd_refuse(&b->r, d.name, kg_cstr(why.what)), true;
    b->parts += !b->again;
    bool ok = take_all(b, &d, kg_part_items(p));
    if (!ok && b->e.code != KG_ESTORE) cmd_error(d.name.s, 0, "was changed while it was read");
    kg_part_close(p);
    return ok && (!b->store || kg_store_forgive(b->store, d.name, &b->e));
}
