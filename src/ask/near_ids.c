/* near_ids.c - what somebody may have meant. In: an id that nothing bears. Out: those of the graph file that are nearest to it.
 *
 * Near is how many letters must change, two that changed places counting once. Cost: all names once, each in bounded time.
 */
#include "ask.h"
#include "ids.h"

enum { LONGEST = 64, FAR = 3 };
typedef struct { kg_str name; int far; } near;
typedef struct { kg_arena *a; kg_str id; near *best; int n, max; } nearest;

/* Letters to change or to swap with the next, in any case; more than FAR is FAR + 1. */
static int distance(kg_str a, kg_str b)
{
    int rows[3][LONGEST + 1];
    if (a.n > LONGEST || b.n > LONGEST || a.n - b.n > FAR || b.n - a.n > FAR) return FAR + 1;
    for (int k = 0; k <= b.n; k++) rows[0][k] = k;
    for (int i = 1; i <= a.n; i++) {
        int *row = rows[i % 3], *up = rows[(i + 2) % 3], *above = rows[(i + 1) % 3], least = row[0] = i;
        for (int k = 1; k <= b.n; k++) {
            char x = kg_fold(a.s[i - 1]), y = kg_fold(b.s[k - 1]);
            int best = up[k - 1] + (x != y);
            if (up[k] + 1 < best) best = up[k] + 1;
            if (row[k - 1] + 1 < best) best = row[k - 1] + 1;
            bool swapped = i > 1 && k > 1 && x == kg_fold(b.s[k - 2]) && y == kg_fold(a.s[i - 2]);
            if (swapped && above[k - 2] + 1 < best) best = above[k - 2] + 1;
            row[k] = best;
            if (best < least) least = best;
        }
        if (least > FAR) return FAR + 1;
    }
    return rows[a.n % 3][b.n];
}

static bool look_at(void *ctx, const kg_val *v)
{
    nearest *x = ctx;
    kg_str name = kg_val_text(&v[0]);
    int letters = distance(x->id, name), far = 2 * letters + !kg_starts(name, x->id), i = x->n;   /* of equals: what begins so */
    if (letters > FAR) return true;
    while (i > 0 && (x->best[i - 1].far > far || (x->best[i - 1].far == far && kg_id_compare(x->best[i - 1].name, name) > 0))) i--;
    if (i == x->max) return true;
    int last = x->n < x->max ? x->n++ : x->max - 1;
    for (int k = last; k > i; k--) x->best[k] = x->best[k - 1];
    x->best[i] = (near){ kg_dup(x->a, name), far };
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
