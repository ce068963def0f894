/* near_ids.c - what somebody may have meant. In: an id that nothing bears, a name that nobody has. Out: those of the graph file that
 * are nearest to it.
 *
 * Near is how few letters must change (spelling.c). Cost: all names once, each in bounded time.
 */
#include "ask.h"
#include "ids.h"
#include "words.h"

enum { FAR = 3 };
typedef struct { kg_str name; int far; } near;
typedef struct { kg_arena *a; kg_str id; near *best; int n, max; } nearest;

static void keep(nearest *x, kg_str name, int far)
{
    int i = x->n;
    while (i > 0 && (x->best[i - 1].far > far || (x->best[i - 1].far == far && kg_id_compare(x->best[i - 1].name, name) > 0))) i--;
    if (i == x->max) return;
    int last = x->n < x->max ? x->n++ : x->max - 1;
    for (int k = last; k > i; k--) x->best[k] = x->best[k - 1];
    x->best[i] = (near){ kg_dup(x->a, name), far };
}

static bool look_at(void *ctx, const kg_val *v)
{
    nearest *x = ctx;
    kg_str name = kg_val_text(&v[0]);
    int letters = kg_apart(x->id, name, FAR);
    if (letters <= FAR) keep(x, name, 2 * letters + !kg_starts(name, x->id));   /* of equals: what begins so */
    return true;
}

int kg_near_ids(kg_store *s, kg_str id, kg_str *out, int max, kg_arena *a, kg_err *e)
{
    static const char sql[] = "SELECT name.name FROM node JOIN name USING (id)";
    kg_str with = KG_CAT(a, KG_S("kst-"), id);
    bool bare = id.n && kg_digit(id.s[0]) && memchr(id.s, '-', (size_t)id.n);
    nearest x = { .a = a, .id = bare ? with : id, .best = kg_new(a, near, max), .max = max };
    if (!kg_store_each(s, sql, look_at, &x, e)) return -1;
    for (int i = 0; i < x.n; i++) out[i] = x.best[i].name;
    return x.n;
}

/* -- names ----------------------------------------------------------------------------------------------------------- */

typedef struct { nearest near; bool there; kg_arena *scratch; } names;

static kg_str plain(kg_str s, kg_arena *a)
{
    char *out = kg_alloc(a, 1, (size_t)s.n + 1);
    return (kg_str){ out, kg_plain(s, out) };
}

/* The name, or what begins with one of its words: "blok" of "Minister Blok", "staaij" of "De heer Van der Staaij (SGP)". */
static int name_apart(kg_str asked, kg_str name, int far)
{
    int least = far + 1;
    ptrdiff_t end = kg_index(name, KG_S(" ("));
    if (end >= 0) name.n = end;
    for (ptrdiff_t i = 0; i < name.n; i++) {
        if (i && name.s[i - 1] != ' ') continue;
        kg_str from = kg_sub(name, i, name.n);
        ptrdiff_t hyphen = kg_index(from, KG_S("-"));
        int n = kg_apart(asked, from, far), first = hyphen > 0 ? kg_apart(asked, kg_sub(from, 0, hyphen), far) : n;
        least = n < least ? n : least;
        least = first < least ? first : least;
    }
    return least;
}

static bool on_name(void *ctx, const kg_col *cols, int ncols, const kg_cell *cell)
{
    names *x = ctx;
    (void)cols, (void)ncols;
    if (!cell) return true;
    kg_arena_reset(x->scratch);
    int most = x->near.id.n < 4 ? 1 : x->near.id.n < 9 ? 2 : FAR, apart = name_apart(x->near.id, plain(cell[0].text, x->scratch), most);
    if (apart <= most) keep(&x->near, cell[0].text, apart);
    x->there |= kg_eq(cell[1].text, KG_S("1"));
    return !x->there;
}

int kg_near_names(kg_store *s, kg_ask_opts o, kg_str *out, int max, kg_arena *a, kg_err *e)
{
    kg_query q;
    names x = { .near = { .a = a, .id = plain(kg_cstr(o.mover ? o.mover : o.minister), a), .best = kg_new(a, near, max), .max = max },
                .scratch = kg_arena_new() };
    kg_query_open(&q, s, "SELECT name, 1");
    if (o.mover) {
        kg_add(&q, " AND ");
        kg_add_mover(&q, "name", o.mover);
    } else kg_add_who(&q, &o, "name");
    kg_add(&q, o.mover ? " FROM (SELECT DISTINCT value AS name FROM node, json_each(node.movers) WHERE movers IS NOT NULL)"
                       : " FROM (SELECT speaker AS name FROM passage WHERE speaker IS NOT NULL UNION"
                         " SELECT who FROM promise WHERE who IS NOT NULL)");
    bool ok = kg_query_run(&q, s, on_name, &x, e);
    for (int i = 0; i < x.near.n; i++) out[i] = x.near.best[i].name;
    kg_arena_free(x.scratch);
    return !ok || x.there ? -1 : x.near.n;
}

/* -- kinds ------------------------------------------------------------------------------------------------------------- */

typedef struct { kg_arena *a; kg_buf list; } words;

static bool on_word(void *ctx, const kg_val *v)
{
    words *w = ctx;
    kg_put(w->a, &w->list, w->list.n ? KG_S(", ") : KG_S(""));
    kg_put(w->a, &w->list, kg_val_text(&v[0]));
    return true;
}

/* "moties" would find nothing, and nobody would know why. What could be in another graph finds nothing here. */
int kg_is_kind(kg_store *s, kg_str word, kg_str *there, kg_arena *a, kg_err *e)
{
    static const char *const others[] = { "verslag", "amendement" };
    kg_kind kind;
    kg_val v = kg_vt(word);
    int64_t one = 0;
    bool known = kg_kind_from(word, &kind) && kind != KG_CUE;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) known |= kg_eq(word, kg_cstr(others[i]));
    int got = known ? 1 : kg_store_get(s, "SELECT 1 FROM node WHERE soort = ?1 LIMIT 1", &v, 1, &one, 1, e);
    words w = { .a = a };
    if (got == 0 && !kg_store_each(s, "SELECT DISTINCT coalesce(soort, kind) FROM node ORDER BY 1", on_word, &w, e)) return -1;
    *there = kg_buf_str(&w.list);
    return got;
}
