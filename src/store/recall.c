/* recall.c - the records that linking reads. In: rows as they are written, or the graph file. Out: them, in order of documents.
 *
 * Idea: a first build has itself just written all that there is, so it keeps beside what linking will ask for; to read that from the
 * file takes as long as to link it, and linking is done while all workers stand idle.
 * Invariants: what is given is what the file holds. Where that may be otherwise (a file that had documents, another program that
 * writes to it, a document replaced or renamed), and where it is much, the file is asked.
 */
#include "store.h"

#include <stdlib.h>

typedef struct { int source, target, line, start, sentence, flags, confidence, relation, kind; kg_str value; } said_relation;
typedef struct { int id, kind; kg_str soort, title, date, movers; } said_thing;
typedef struct { int id, line, start, how; } said_promise;
enum { RELATIONS, THINGS, PROMISES, LISTS };
typedef struct { int64_t document; int first[LISTS], n[LISTS]; } paper;

struct kg_recall {
    kg_arena *a;
    size_t bytes;
    bool lost;
    struct { said_relation *v; int n, cap; } relations;
    struct { said_thing *v; int n, cap; } things;
    struct { said_promise *v; int n, cap; } promises;
    struct { paper *v; int n, cap; } papers;
};

kg_recall *kg_recall_new(void)
{
    kg_recall *r = kg_need(calloc(1, sizeof *r));
    r->a = kg_arena_new();
    return r;
}

void kg_recall_free(kg_recall *r)
{
    kg_arena_free(r->a);
    free(r);
}

void kg_recall_lose(kg_recall *r)
{
    if (r->lost) return;
    kg_arena_free(r->a);
    *r = (kg_recall){ .a = kg_arena_new(), .lost = true };
}

/* -- rows that are written ----------------------------------------------------------------------------------------- */

void kg_recall_begin(kg_recall *r, int64_t document)
{
    paper p = { .document = document, .first = { r->relations.n, r->things.n, r->promises.n } };
    if (!r->lost) *kg_push(r->a, &r->papers) = p;
}

static kg_str kept(kg_recall *r, const kg_val *v)
{
    kg_str s = kg_val_text(v);
    r->bytes += (size_t)s.n;
    return s.n ? kg_dup(r->a, s) : s;
}

/* `said` as sheet.h has it, `v` as the table has it. */
void kg_recall_row(kg_recall *r, kg_table t, const kg_val *said, const kg_val *v)
{
    enum { MOST = 64 << 20 };                                 /* some 500 MB of text */
    int list = t == KG_ROW_RELATION ? RELATIONS : t == KG_ROW_THING ? THINGS : t == KG_ROW_PROMISE ? PROMISES : LISTS;
    if (r->lost || list == LISTS) return;
    r->papers.v[r->papers.n - 1].n[list]++;
    if (list == RELATIONS)
        *kg_push(r->a, &r->relations) = (said_relation){
            .source = (int)v[2].i, .relation = (int)said[3].i, .value = kept(r, &v[4]), .target = (int)v[5].i, .kind = (int)said[6].i,
            .start = (int)v[7].i, .line = (int)v[9].i, .sentence = (int)v[10].i, .confidence = (int)said[13].i, .flags = (int)v[14].i };
    else if (list == THINGS)
        *kg_push(r->a, &r->things) = (said_thing){ .id = (int)v[2].i, .kind = (int)said[3].i, .soort = kept(r, &v[4]), .title = kept(r, &v[5]),
                                                   .date = kept(r, &v[6]), .movers = kept(r, &v[7]) };
    else
        *kg_push(r->a, &r->promises) = (said_promise){ .id = (int)v[2].i, .how = (int)said[3].i, .start = (int)v[8].i, .line = (int)v[9].i };
    r->bytes += list == RELATIONS ? sizeof(said_relation) : sizeof(said_thing);
    if (r->bytes > MOST) kg_recall_lose(r);
}

/* -- what linking asks for ----------------------------------------------------------------------------------------- */

static const char *const from_file[] = {
    [KG_READ_SAME] = "SELECT source, target FROM relation WHERE relation = 'same_as' AND flags & 6 = 0 AND source <> target",
    [KG_READ_RELATIONS] = "SELECT document, source, relation, target, kind, value, line, start, sentence, confidence"
                          " FROM relation ORDER BY document, n",
    [KG_READ_THINGS] = "SELECT document, id, kind, soort, title, date, movers FROM thing ORDER BY document, n",
    [KG_READ_PROMISES] = "SELECT document, id, how, line, start FROM promise ORDER BY document, n",
};
static const int list_of[] = { [KG_READ_SAME] = RELATIONS, [KG_READ_RELATIONS] = RELATIONS, [KG_READ_THINGS] = THINGS, [KG_READ_PROMISES] = PROMISES };

static void put_text(kg_val *v, kg_str s)
{
    kg_set_text(v, s);
    if (!s.n) v->type = KG_V_NULL;
}

/* Row i as from_file would give it, from its second column on; false: it does not ask for it. */
static bool give(const kg_recall *r, kg_reading what, int i, kg_val *v)
{
    if (what == KG_READ_THINGS) {
        const said_thing *x = &r->things.v[i];
        kg_set_int(v, x->id), put_text(v + 1, kg_cstr(kg_kind_name((kg_kind)x->kind)));
        put_text(v + 2, x->soort), put_text(v + 3, x->title), put_text(v + 4, x->date), put_text(v + 5, x->movers);
        return true;
    }
    if (what == KG_READ_PROMISES) {
        const said_promise *x = &r->promises.v[i];
        kg_set_int(v, x->id), put_text(v + 1, kg_cstr(kg_promise_name(x->how))), kg_set_int(v + 2, x->line), kg_set_int(v + 3, x->start);
        return true;
    }
    const said_relation *x = &r->relations.v[i];
    if (what == KG_READ_SAME) {
        kg_set_int(v - 1, x->source), kg_set_int(v, x->target);
        return x->relation == KG_REL_SAME_AS && !(x->flags & (KG_CONFLICT | KG_AMBIGUOUS)) && x->target && x->source != x->target;
    }
    kg_set_int(v, x->source), put_text(v + 1, kg_cstr(kg_relation_name((kg_relation)x->relation)));
    kg_set_int(v + 2, x->target);
    if (!x->target) v[2].type = KG_V_NULL;
    put_text(v + 3, kg_cstr(kg_kind_name((kg_kind)x->kind))), put_text(v + 4, x->value);
    kg_set_int(v + 5, x->line), kg_set_int(v + 6, x->start), kg_set_int(v + 7, x->sentence);
    v[8].type = KG_V_REAL, v[8].r = (double)x->confidence / 1000;
    return true;
}

static int by_document(const void *x, const void *y)
{
    const paper *a = x, *b = y;
    return (a->document > b->document) - (a->document < b->document);
}

bool kg_recall_each(kg_store *s, kg_reading what, kg_vals_fn *row, void *ctx, kg_err *e)
{
    kg_recall *r = kg_store_recall(s);
    if (r->lost || !kg_names_all(s)) return kg_store_each(s, from_file[what], row, ctx, e);
    int list = list_of[what];
    if (r->papers.n) qsort(r->papers.v, (size_t)r->papers.n, sizeof *r->papers.v, by_document);
    for (int p = 0; p < r->papers.n; p++) {
        const paper *x = &r->papers.v[p];
        for (int i = x->first[list]; i < x->first[list] + x->n[list]; i++) {
            kg_val v[KG_MOST_COLUMNS];
            kg_set_int(v, x->document);
            if (give(r, what, i, v + 1) && !row(ctx, v)) return true;
        }
    }
    return true;
}
