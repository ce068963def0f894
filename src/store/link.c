/* link.c - across documents. In: the records. Out: the derived tables: alias, event, node.
 *
 * Idea: one thing known by several ids is one node, named by the best of its ids (alias.c); what is done to a thing is
 * put in order of time; what a node is called is chosen among all that documents say of it, those first that know
 * best: the document itself, then the one that puts it on record, then the others. Ids are small numbers (intern.c),
 * so what is known of each stands in an array, and each table of records is read once.
 * Invariants: everything derived is emptied first and every choice has a total order, so the result depends on the
 * records alone.
 */
#include "ids.h"
#include "store.h"

#include <stdlib.h>

typedef struct { kg_str date, dossier; bool records; } paper;      /* records: a register's file, which is no paper itself */

typedef struct {                                              /* what is known by one number of `name` */
    kg_str name, kind;                                        /* kind: by the shape of the name */
    kg_str words; /* the least kind that relations give it, where kind is none */
    kg_choices *said;
    paper *paper;                                             /* where it is a document */
    int node;                                                 /* best of its ids: itself in most cases */
    int stamp;                                                /* document that did to it what is asked for (marked) */
    bool used, present;
    bool motie, replaced;                                     /* taken for a motion; replaced by one */
} entry;

typedef struct {
    int node, source, target, document, line, start, sentence; /* sentence: -1 for none */
    double confidence;
    kg_str relation, value, at;                               /* at: when */
} event;

typedef struct {
    kg_store *s;
    kg_arena *a;
    kg_err *e;
    entry *v;                                                 /* v[0] is none */
    int last;
    bool bad;                                                 /* a number that no name has */
    struct { event *v; int n, cap; } events;                  /* in order of documents, later of nodes */
    int ndocuments, next;                                     /* events that documents gave; the next to mark */
} link;

static kg_str text(const kg_val *v) { return v->type == KG_V_TEXT ? ((kg_str){ v->s, v->n }) : (kg_str){ 0 }; }
static kg_str kept(link *l, kg_str s) { return s.n ? kg_dup(l->a, s) : s; }

static int number(link *l, const kg_val *v)
{
    if (v->type != KG_V_INT) return 0;
    if (v->i > 0 && v->i <= l->last) return (int)v->i;
    l->bad = true;
    return 0;
}

static int node_of(link *l, int id)
{
    int node = l->v[id].node;
    l->v[node].used = true;
    return node;
}

static void say(link *l, int node, int who, kg_str kind, kg_str soort, kg_str title, kg_str date, kg_str movers)
{
    entry *x = &l->v[node];
    if (!x->said) x->said = kg_new(l->a, kg_choices, 1);
    kg_say(x->said, who, (kg_choices){ .kind.text = kind, .soort.text = soort, .title.text = title, .date.text = date, .movers.text = movers },
           l->a);
}

/* -- records, table by table ------------------------------------------------------------------------------------- */

static bool on_name(void *ctx, const kg_val *v)
{
    link *l = ctx;
    int id = number(l, &v[0]);
    entry *x = &l->v[id];
    x->name = kept(l, text(&v[1]));
    x->kind = kg_id_kind(x->name);
    x->node = id;
    return !l->bad;
}

static bool on_document(void *ctx, const kg_val *v)           /* id, kind, soort, title, date, dossier, rank */
{
    link *l = ctx;
    int id = number(l, &v[0]);
    paper *p = l->v[id].paper = kg_new(l->a, paper, 1);
    *p = (paper){ kept(l, text(&v[4])), kept(l, text(&v[5])), v[6].i == KG_RANK_RECORDS };
    int node = node_of(l, id);
    say(l, node, KG_ITSELF, text(&v[1]), text(&v[2]), text(&v[3]), p->date, (kg_str){ 0 });
    l->v[node].present = true;
    return true;
}

/* In order of time. Where a document has no date: an answer came last, everything else before what has a date. */
static void add_event(link *l, event x, bool answers)
{
    const paper *p = l->v[x.document].paper;
    x.at = p && p->date.n ? p->date : answers ? KG_S("9999") : (kg_str){ 0 };
    x.node = node_of(l, x.target);
    *kg_push(l->a, &l->events) = x;
}

static bool on_relation(void *ctx,
                        const kg_val *v) /* document, source, relation, target, kind, value, line, start, ... */
{
    link *l = ctx;
    int source = number(l, &v[1]), target = number(l, &v[3]);
    node_of(l, source);
    if (!target) return !l->bad;
    kg_str relation = text(&v[2]), kind = text(&v[4]);
    entry *x = &l->v[node_of(l, target)];
    if (!x->kind.n && (!x->words.n || kg_cmp(kind, x->words) < 0)) x->words = kept(l, kind);
    if (kg_eq(relation, KG_S("cites")) || kg_eq(relation, KG_S("same_as"))) return true;
    add_event(l,
              (event){ .source = source,
                       .target = target,
                       .document = number(l, &v[0]),
                       .relation = kept(l, relation),
                       .value = kept(l, text(&v[5])),
                       .line = (int)v[6].i,
                       .start = (int)v[7].i,
                       .sentence = (int)v[8].i,
                       .confidence = v[9].r },
              kg_eq(relation, KG_S("answers")));
    return !l->bad;
}

/* Does this document do this to the thing? Asked in order of documents, as the events come. */
static bool marked(link *l, int document, kg_str relation, int id, bool node)
{
    for (; l->next < l->ndocuments && l->events.v[l->next].document <= document; l->next++) {
        const event *x = &l->events.v[l->next];
        if (kg_eq(x->relation, relation)) l->v[node ? x->node : x->target].stamp = x->document;
    }
    return l->v[id].stamp == document;
}

static bool on_thing(void *ctx, const kg_val *v)              /* document, id, kind, soort, title, date, movers */
{
    link *l = ctx;
    int document = number(l, &v[0]), node = node_of(l, number(l, &v[1]));
    bool here = marked(l, document, KG_S("introduces"), node, true);
    const paper *p = l->v[document].paper;
    kg_str title = text(&v[4]), movers = text(&v[6]);
    if (!p || !p->records) {
        say(l, node, here ? KG_ON_RECORD : KG_CITED, text(&v[2]), text(&v[3]), title, here && p && p->date.n ? p->date : text(&v[5]), movers);
        return !l->bad;
    }
    bool first_only = kg_contains(title, " c.s.") && kg_strings_in(movers) == 2;
    say(l, node, KG_REGISTER, text(&v[2]), text(&v[3]), title, text(&v[5]), first_only ? ((kg_str){ 0 }) : movers);
    if (first_only) say(l, node, KG_CITED, (kg_str){ 0 }, (kg_str){ 0 }, (kg_str){ 0 }, (kg_str){ 0 }, movers);
    l->v[node].present = true;
    return !l->bad;
}

/* A commitment that a document says it keeps is kept there, also when no relation points to it. */
static bool on_promise(void *ctx, const kg_val *v)            /* document, id, how, line, start */
{
    link *l = ctx;
    int document = number(l, &v[0]), id = number(l, &v[1]);
    l->v[node_of(l, id)].present = true;
    if (!kg_eq(text(&v[2]), KG_S("fulfils")) || marked(l, document, KG_S("fulfils"), id, false)) return !l->bad;
    add_event(l, (event){ .target = id, .document = document, .relation = KG_S("fulfils"), .value = KG_S("full"),
                          .line = (int)v[3].i, .start = (int)v[4].i, .sentence = -1, .confidence = 1 }, false);
    return !l->bad;
}

static void begin_marks(link *l)
{
    l->next = 0;
    for (int i = 0; i <= l->last; i++) l->v[i].stamp = 0;
}

static bool read_names(link *l)
{
    int64_t last = kg_store_last_name(l->s, l->e);
    if (last < 0) return false;
    l->last = (int)last;
    l->v = kg_new(l->a, entry, last + 1);
    return kg_names_each(l->s, on_name, l, l->e);
}

static bool read_records(link *l)
{
    if (!kg_store_each(l->s, "SELECT id, kind, soort, title, date, dossier, rank FROM document", on_document, l, l->e)
        || !kg_recall_each(l->s, KG_READ_RELATIONS, on_relation, l, l->e))
        return false;
    l->ndocuments = l->events.n;
    begin_marks(l);
    if (!kg_recall_each(l->s, KG_READ_THINGS, on_thing, l, l->e)) return false;
    begin_marks(l);
    return kg_recall_each(l->s, KG_READ_PROMISES, on_promise, l, l->e)
        && (!l->bad || kg_fail(l->e, KG_ESTORE, -1, "not a sound graph file: a record of what has no name"));
}

/* -- what follows ------------------------------------------------------------------------------------------------ */

static int by_time(const void *x, const void *y, void *ctx)
{
    const event *a = x, *b = y;
    const link *l = ctx;
    int c = kg_cmp(a->at, b->at);
    if (!c) c = kg_cmp(l->v[a->document].name, l->v[b->document].name);
    if (!c) c = (a->start > b->start) - (a->start < b->start);
    if (!c) c = kg_cmp(a->relation, b->relation);
    if (!c) c = kg_cmp(a->value, b->value);
    if (!c) c = (a->sentence > b->sentence) - (a->sentence < b->sentence);
    return c ? c : (a->confidence > b->confidence) - (a->confidence < b->confidence);
}

/* What a register states happened on the day of its source (a meeting, a letter), else of the thing itself; and it is that source
 * that did it, as a whole. What a thing's own record says of it stays with the record. */
static void date_records(link *l)
{
    for (int i = 0; i < l->events.n; i++) {
        event *x = &l->events.v[i];
        const paper *p = l->v[x->document].paper;
        if (!p || !p->records) continue;
        int source = x->source ? l->v[x->source].node : x->node;
        const kg_choices *from = l->v[source].said, *to = l->v[x->node].said;
        x->at = from && from->date.text.n ? from->date.text : to ? to->date.text : (kg_str){ 0 };
        if (source != x->node) x->document = source, x->line = 1, x->sentence = -1;
    }
}

/* By node (counting sort), then by time. */
static void sort_events(link *l)
{
    int n = l->events.n, *at = kg_new(l->a, int, l->last + 2);
    event *out = kg_new(l->a, event, n + 1);
    for (int i = 0; i < n; i++) at[l->events.v[i].node + 1]++;
    for (int i = 0; i <= l->last; i++) at[i + 1] += at[i];
    for (int i = 0; i < n; i++) out[at[l->events.v[i].node]++] = l->events.v[i];
    l->events.v = out;
    for (int i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && out[j].node == out[i].node; j++) { }
        if (j - i > 1) qsort_r(out + i, (size_t)(j - i), sizeof *out, by_time, l);
    }
}

static bool is_motie(const entry *x)
{
    return x->said && x->said->soort.text.n ? kg_eq(x->said->soort.text, KG_S("motie")) : x->motie;
}

static kg_str kind_of(const entry *x)
{
    return x->kind.n                         ? x->kind
           : x->said && x->said->kind.text.n ? x->said->kind.text
           : x->words.n                      ? x->words
                                             : KG_S("document");
}

/* What is introduced, judged, held, withdrawn or lapsed (as commitments are) is a motion where nobody calls it something else; what a
 * motion replaces, too. */
static void find_moties(link *l)
{
    for (int i = 1; i <= l->last; i++) l->v[i].motie = kg_eq(kind_of(&l->v[i]), KG_S("motie"));
    for (int i = 0; i < l->events.n; i++) {
        const event *x = &l->events.v[i];
        bool introduced = kg_eq(x->relation, KG_S("introduces")), ends = kg_eq(x->relation, KG_S("lapses")) || kg_eq(x->relation, KG_S("withdraws"));
        if (introduced || kg_eq(x->relation, KG_S("judges")) || kg_eq(x->relation, KG_S("holds")) ||
            (ends && !kg_eq(kind_of(&l->v[x->node]), KG_S("toezegging"))))
            l->v[x->node].motie = true;
        l->v[x->node].present |= introduced;
    }
    for (int i = 0; i < l->events.n; i++) {                   /* one step: of those that were motions before it */
        const event *x = &l->events.v[i];
        if (kg_eq(x->relation, KG_S("replaces")) && is_motie(&l->v[l->v[x->source].node]))
            l->v[x->node].replaced = true;
    }
    for (int i = 1; i <= l->last; i++) l->v[i].motie |= l->v[i].replaced;
}

/* -- rows -------------------------------------------------------------------------------------------------------- */

static kg_rows *rows_into(link *l, const char *sql, int ncols)
{
    kg_rows *r = kg_new(l->a, kg_rows, 1);
    r->sql = sql;
    r->ncols = ncols;
    return r;
}

static bool write_events(link *l)
{
    kg_rows *r = rows_into(l, "INSERT OR ROLLBACK INTO event SELECT c0, c1, c2, c3, c4, c5, c6, c7 FROM kg_rows", 8);
    for (int i = 0, n = 0; i < l->events.n; i++) {
        const event *x = &l->events.v[i];
        n = i && x[-1].node == x->node ? n + 1 : 0;
        kg_val v[] = { kg_vi(x->node),
                       kg_vi(n),
                       kg_vs(x->relation),
                       kg_vt(x->value),
                       kg_vi(x->document),
                       kg_vi(x->line),
                       x->sentence < 0 ? ((kg_val){ 0 }) : kg_vi(x->sentence),
                       kg_vr(x->confidence) };
        if (x->node && !kg_rows_put(l->s, r, v, l->e)) return false;
    }
    return kg_rows_write(l->s, r, l->e);
}

static kg_str dossier_of(link *l, const entry *x)
{
    kg_str d = kg_id_dossier(x->name);
    if (d.n || !x->paper) return d;
    d = x->paper->dossier;
    if (kg_starts(d, KG_S("dossier-"))) d = kg_sub(d, 8, d.n);
    kg_buf b = { 0 };
    for (ptrdiff_t i = 0; i < d.n; i++)
        if (d.s[i] != ' ') kg_putc(l->a, &b, d.s[i]);
    return kg_buf_str(&b);
}

static bool write_nodes(link *l)
{
    static const kg_choices nothing;
    kg_rows *r = rows_into(l, "INSERT OR ROLLBACK INTO node SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8 FROM kg_rows", 9);
    for (int i = 1; i <= l->last; i++) {
        const entry *x = &l->v[i];
        if (!x->used) continue;
        const kg_choices *best = x->said ? x->said : &nothing;
        kg_str label = kg_id_label(x->name, l->a);
        kg_val v[] = { kg_vi(i),
                       kg_vs(label.n              ? label
                             : best->title.text.n ? best->title.text
                                                  : x->name),
                       kg_vs(kind_of(x)),
                       kg_vt(is_motie(x) ? KG_S("motie") : best->soort.text),
                       kg_vt(best->title.text),
                       kg_vt(best->date.text),
                       kg_vt(dossier_of(l, x)),
                       kg_vt(best->movers.text),
                       kg_vi(x->present) };
        if (!kg_rows_put(l->s, r, v, l->e)) return false;
    }
    return kg_rows_write(l->s, r, l->e);
}

/* `kept`: of commitments, which never lead away from what is another's name, or another name, already. */
static bool take_aliases(link *l, kg_alias *x, int n, bool kept)
{
    kg_rows *r = rows_into(l, "INSERT OR ROLLBACK INTO alias SELECT c0, c1 FROM kg_rows", 2);
    for (int i = 0; x && i < n; i++) {
        kg_val v[] = { kg_vi(x[i].id), kg_vi(x[i].node) };
        int id = number(l, &v[0]), node = l->v[number(l, &v[1])].node;
        if (kept && (l->v[id].stamp || l->v[id].node != id || node == id)) continue;
        l->v[id].node = node;
        l->v[node].stamp = 1;
        v[1] = kg_vi(node);
        if (!kg_rows_put(l->s, r, v, l->e)) return false;
    }
    return x && kg_rows_write(l->s, r, l->e);
}

static bool take_all_aliases(link *l)
{
    int n;
    kg_str *names = kg_new(l->a, kg_str, l->last + 1);
    for (int i = 0; i <= l->last; i++) names[i] = l->v[i].name;
    kg_alias *x = kg_aliases(l->s, names, l->last + 1, l->a, &n, l->e);
    if (!take_aliases(l, x, n, false)) return false;
    x = kg_kept(l->s, l->a, &n, l->e);
    return take_aliases(l, x, n, true);
}

static bool empty(link *l)
{
    static const char *const sql[] = { "DELETE FROM event", "DELETE FROM node", "DELETE FROM alias",
                                       "DELETE FROM measure", "DELETE FROM arc" };
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++)
        if (!kg_store_put(l->s, sql[i], NULL, 0, l->e)) return false;
    return true;
}

static bool derive(link *l)
{
    if (!empty(l) || !read_names(l) || !take_all_aliases(l) || !read_records(l)) return false;
    find_moties(l);
    date_records(l);
    sort_events(l);
    return write_events(l) && write_nodes(l) && kg_store_put(l->s, "UPDATE linked SET yes = 1", NULL, 0, l->e);
}

bool kg_link(kg_store *s, kg_err *e)
{
    link l = { .s = s, .a = kg_arena_new(), .e = e };
    bool ok = kg_store_begin(s, e) && kg_claims_settle(s, e) && derive(&l) && kg_store_commit(s, e);
    if (!ok) kg_store_put(s, "ROLLBACK", NULL, 0, NULL);
    kg_arena_free(l.a);
    return ok;
}
