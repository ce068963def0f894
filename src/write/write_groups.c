/* write_groups.c - a graph of thousands as one picture. In: a graph. Out: DOT with places: a circle a group.
 *
 * Idea: five thousand dots are a carpet in any program (ecosystem.md 3.2: the limit is the eye), so things that belong together are one
 * circle: a dossier, since that is what the Chamber files under; where dossiers do not part the graph, the communities that igraph
 * finds. What has no dossier goes with most of its neighbours. A circle is as large as what it holds, says what its motions came to
 * (in figures and as slices), and what is cited most in it; lines between circles are citations across. Circles are put down one
 * after another, largest first, each as near to its neighbours and the middle as there is room: no layout engine, no hairball.
 * What is not drawn is counted. Cost: O(V + E) and the cube of the circles, of which there are MOST at most.
 */
#include "cards.h"
#include "ids.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

enum { MOST = 40, TURNS = 32, LEAST = 70 };

typedef struct {
    kg_str name;
    int n, motions, open, settled, hub, own; /* hub: most cited vertex; own: its index before sorting */
    double cited, x, y, r;
} group;

typedef struct {
    kg_canvas c;
    const kg_graph *g;
    kg_scope scope;
    int *of; /* vertex -> group, -1 for none */
    struct {
        group *v;
        int n, cap;
    } all;
    int drawn, motions; /* motions: of the whole graph, as `moties` counts them; also those that are in no group */
    int (*links)[MOST]; /* relations between drawn groups */
    kg_str topic[MOST];
    bool dossiers;
} draw;

/* -- which thing belongs where ------------------------------------------------------------------------------------------- */

static int group_named(draw *d, kg_map **known, kg_str name)
{
    int *at = kg_map_at(known, name, d->c.a);
    if (!*at) {
        *kg_push(d->c.a, &d->all) = (group){ .name = name, .hub = -1 };
        *at = d->all.n;
    }
    return *at - 1;
}

/* Two rounds: what hangs on a thing without a dossier comes after it. The neighbour that is seen first counts. */
static void follow_neighbours(draw *d)
{
    for (int round = 0; round < 2; round++)
        for (int i = 0, n = kg_graph_arcs(d->g); i < n; i++) {
            kg_arc e = kg_graph_arc(d->g, i);
            if (d->of[e.to] < 0) d->of[e.to] = d->of[e.from];
            else if (d->of[e.from] < 0) d->of[e.from] = d->of[e.to];
        }
}

static bool by_dossier(draw *d) /* false: dossiers do not part it */
{
    kg_map *known = NULL;
    int nv = kg_graph_vertices(d->g), most = 0, many = 0;
    for (int v = 0; v < nv; v++) {
        kg_str dossier = kg_graph_vertex(d->g, v).dossier;
        d->of[v] = dossier.n ? group_named(d, &known, dossier) : -1;
        if (dossier.n) d->all.v[d->of[v]].n++;
    }
    for (int i = 0; i < d->all.n; i++) {
        many += d->all.v[i].n > 1;
        if (d->all.v[i].n > most) most = d->all.v[i].n;
    }
    return many >= 6 && most < nv * 6 / 10;
}

static bool by_community(draw *d, kg_err *e)
{
    int nv = kg_graph_vertices(d->g), n = 0;
    double *number = kg_new(d->c.a, double, nv);              /* from 1 */
    if (!kg_graph_measure(d->g, KG_COMMUNITY, number, e)) return false;
    for (int v = 0; v < nv; v++) {
        d->of[v] = (int)number[v] - 1;
        n = d->of[v] >= n ? d->of[v] + 1 : n;
    }
    d->all.n = 0;
    for (int i = 0; i < n; i++) *kg_push(d->c.a, &d->all) = (group){ .hub = -1 };
    return true;
}

static void count_up(draw *d)
{
    for (int i = 0; i < d->all.n; i++) d->all.v[i].n = 0, d->all.v[i].own = i;
    for (int v = 0, nv = kg_graph_vertices(d->g); v < nv; v++) {
        kg_str state = kg_graph_vertex(d->g, v).state;
        d->motions += state.n > 0;
        if (d->of[v] < 0) continue;
        group *x = &d->all.v[d->of[v]];
        double cited = kg_graph_indegree(d->g, v);
        x->n++, x->motions += state.n > 0, x->open += kg_eq(state, KG_S("open"));
        x->settled +=
            kg_eq(state, KG_S("answered")) || kg_eq(state, KG_S("ongoing")) || kg_eq(state, KG_S("not_applicable"));
        if (x->hub < 0 || cited > x->cited) x->hub = v, x->cited = cited;
    }
}

static int by_size(const void *a, const void *b)
{
    const group *x = a, *y = b;
    return x->n != y->n ? y->n - x->n : x->own - y->own;
}

static void sort_groups(draw *d)
{
    int *now = kg_new(d->c.a, int, d->all.n);
    if (d->all.n) qsort(d->all.v, (size_t)d->all.n, sizeof *d->all.v, by_size);
    for (int i = 0; i < d->all.n; i++) now[d->all.v[i].own] = i;
    for (int v = 0, nv = kg_graph_vertices(d->g); v < nv; v++)
        if (d->of[v] >= 0) d->of[v] = now[d->of[v]];
    d->drawn = d->all.n < MOST ? d->all.n : MOST;
    d->links = kg_alloc(d->c.a, sizeof *d->links, MOST);
    for (int i = 0, n = kg_graph_arcs(d->g); i < n; i++) {
        kg_arc e = kg_graph_arc(d->g, i);
        int a = d->of[e.from], b = d->of[e.to];
        if (a < 0 || b < 0 || a == b || a >= d->drawn || b >= d->drawn) continue;
        d->links[a][b] += e.weight, d->links[b][a] += e.weight;
    }
}

/* -- places ------------------------------------------------------------------------------------------------------------------ */

static bool room(const draw *d, int n, double x, double y, double r)
{
    for (int i = 0; i < n; i++)
        if (hypot(d->all.v[i].x - x, d->all.v[i].y - y) < d->all.v[i].r + r + 13.9) return false;
    return true;
}

static double cost(const draw *d, int n, double x, double y) /* wider than high; near to what it is tied to */
{
    double sum = 0, weight = 0;
    for (int i = 0; i < n; i++) {
        double w = log2(1.0 + d->links[n][i]);
        sum += w * hypot(d->all.v[i].x - x, d->all.v[i].y - y), weight += w;
    }
    return hypot(x, y * 1.5) + (weight > 0 ? 1.5 * sum / weight : 0);
}

static void put_down(draw *d)
{
    double largest = d->drawn ? sqrt(d->all.v[0].n) : 1;
    for (int n = 0; n < d->drawn; n++) {
        group *k = &d->all.v[n];
        double best = INFINITY;
        k->r = LEAST + 82 * sqrt(k->n) / largest;
        if (!n) continue;
        for (int i = 0; i < n; i++)
            for (int turn = 0; turn < TURNS; turn++) {
                const group *at = &d->all.v[i];
                double angle = turn * 6.283185307 / TURNS, far = at->r + k->r + 14;
                double x = at->x + far * cos(angle), y = at->y + far * sin(angle), c = cost(d, n, x, y);
                if (c < best && room(d, n, x, y, k->r)) best = c, k->x = x, k->y = y;
            }
    }
}

/* -- what is drawn ----------------------------------------------------------------------------------------------------------- */

static kg_str name_of(draw *d, const group *k)
{
    kg_str label = d->dossiers ? kg_id_label(KG_CAT(d->c.a, KG_S("dossier-"), k->name), d->c.a)
                               : kg_said(kg_graph_vertex(d->g, k->hub));
    return label.n ? label : k->name;
}

static kg_str id_of(draw *d, const group *k)
{
    return kg_fmt(d->c.a, "groep %.*s", KG_ARG(k->name.n ? k->name : kg_graph_vertex(d->g, k->hub).name));
}

static void circle(draw *d, const group *k)
{
    kg_vertex hub = kg_graph_vertex(d->g, k->hub);
    kg_str title = hub.title.n    ? kg_subject(hub.title, d->c.a)
                   : hub.movers.n ? kg_by_movers(hub.movers, d->c.a)
                                  : (kg_str){ 0 };
    kg_circle c = { .id = id_of(d, k),
                    .x = k->x,
                    .y = k->y,
                    .r = k->r,
                    .total = k->n,
                    .part = { k->settled, k->open } };
    c.line[0] = name_of(d, k);
    const char *many = k->motions == 1 ? "" : "s", *papers = k->n == 1 ? "" : "ken";
    c.line[1] = k->motions == k->n ? kg_fmt(d->c.a, "%d motie%s", k->n, many)
                : k->motions       ? kg_fmt(d->c.a, "%d stuk%s, %d motie%s", k->n, papers, k->motions, many)
                                   : kg_fmt(d->c.a, "%d stuk%s", k->n, papers);
    if (k->motions) { /* as many as want an answer, or got one */
        c.line[2] = kg_fmt(d->c.a, "%d van %d beantwoord", k->settled, k->settled + k->open);
        if (kg_width(c.line[2], 11, true) > 1.7 * k->r - 20) c.line[2] = kg_fmt(d->c.a, "%d beantwoord", k->settled);
    }
    c.line[3] = d->topic[k - d->all.v];
    ptrdiff_t comma = kg_index(c.line[3], KG_S(", "));
    if (comma > 0 && kg_width(c.line[3], 11, false) > 1.7 * k->r) { /* over two lines */
        c.line[4] = kg_sub(c.line[3], comma + 2, c.line[3].n);
        c.line[3] = kg_sub(c.line[3], 0, comma + 1);
    }
    c.tooltip = kg_fmt(
        d->c.a, "%.*s: %d dingen, %d moties, %d beantwoord, %d zonder antwoord; meest genoemd (%.0f keer): %.*s %.*s",
        KG_ARG(c.line[0]), k->n, k->motions, k->settled, k->open, k->cited, KG_ARG(kg_said(hub)), KG_ARG(title));
    c.url = kg_address(d->dossiers ? KG_CAT(d->c.a, KG_S("dossier-"), k->name) : hub.name, d->c.a);
    kg_canvas_circle(&d->c, &c);
}

/* Lines between circles: the strongest, three at a circle on average; more would be the carpet again. */
static void tie(draw *d)
{
    int least = 1, n = INT_MAX;
    for (; n > d->drawn * 3 / 2 && least < 1 << 20; least++) {
        n = 0;
        for (int a = 0; a < d->drawn; a++)
            for (int b = a + 1; b < d->drawn; b++) n += d->links[a][b] >= least;
    }
    for (int a = 0; a < d->drawn; a++)
        for (int b = a + 1; b < d->drawn; b++) {
            const group *x = &d->all.v[a], *y = &d->all.v[b];
            if (d->links[a][b] < least - 1 || !d->links[a][b]) continue;
            kg_curve c = { .from = id_of(d, x),
                           .to = id_of(d, y),
                           .x0 = x->x,
                           .y0 = x->y,
                           .x1 = y->x,
                           .y1 = y->y,
                           .colour = "#767676",
                           .style = "solid",
                           .width = 1 + log2(d->links[a][b]),
                           .none = true,
                           .straight = true };
            c.tooltip = kg_fmt(d->c.a, "%d verwijzingen tussen %.*s en %.*s", d->links[a][b], KG_ARG(name_of(d, x)),
                               KG_ARG(name_of(d, y)));
            kg_canvas_curve(&d->c, &c);
        }
}

static void shift(draw *d, double top) /* to the corner, below the title */
{
    double left = 0, high = 0;
    for (int i = 0; i < d->drawn; i++) {
        const group *k = &d->all.v[i];
        if (k->x - k->r < left) left = k->x - k->r;
        if (k->y - k->r < high) high = k->y - k->r;
    }
    for (int i = 0; i < d->drawn; i++) d->all.v[i].x -= left, d->all.v[i].y += top - high;
}

static void draw_all(draw *d, kg_str title)
{
    int nv = kg_graph_vertices(d->g), shown = 0, motions = 0;
    for (int i = 0; i < d->drawn; i++) shown += d->all.v[i].n, motions += d->all.v[i].motions;
    const char *what = d->dossiers ? "dossiers" : "groepen";
    kg_str below = kg_fmt(d->c.a,
                          "%d dingen, waarvan %d moties \xC2\xB7 de %d grootste %s van %d, samen %d dingen, waarvan %d moties "
                          "\xC2\xB7 %d verwijzingen \xC2\xB7 %.*s",
                          nv, d->motions, d->drawn, what, d->all.n, shown, motions, kg_graph_arcs(d->g),
                          KG_ARG(kg_scope_nl(&d->scope, d->c.a)));
    double y = kg_canvas_title(&d->c, title, below);
    static const kg_sample legend[] = { { "beantwoord", NULL, NULL, "\xE2\x97\x8F", "#0072B2" },
                                        { "zonder antwoord", NULL, NULL, "\xE2\x97\x8F", "#B34700" },
                                        { "motie die geen antwoord meer vraagt, of ander stuk", NULL, NULL,
                                          "\xE2\x97\x8F", "#8A8A8A" } };
    y = kg_canvas_legend(&d->c, y, legend, 3);
    kg_str how = kg_fmt(d->c.a,
                        "Een cirkel is een %s: hoe groter, hoe meer erin. De rand zegt wat er van de moties werd. "
                        "De woorden eronder: waarover het hier gaat en elders niet. Lijnen: verwijzingen over en weer.",
                        d->dossiers ? "dossier" : "groep die onderling het meest verwijst");
    kg_canvas_text(&d->c, 0, y, how, (kg_ink){ 10, false, "#333333" });
    kg_topics(d->g, d->of, d->topic, d->all.n, d->drawn, d->c.a);
    put_down(d);
    shift(d, y + 24);
    double end = y;
    for (int i = 0; i < d->drawn; i++) {
        circle(d, &d->all.v[i]);
        if (d->all.v[i].y + d->all.v[i].r > end) end = d->all.v[i].y + d->all.v[i].r;
    }
    tie(d);
    kg_str rest =
        kg_fmt(d->c.a,
               "Niet getekend: %d kleinere %s, en wat nergens bij hoort: samen %d dingen, waarvan %d moties. --dossier, --focus of "
               "--top tekent een deel.",
               d->all.n - d->drawn, what, nv - shown, d->motions - motions);
    kg_canvas_text(&d->c, 0, end + 26, nv > shown ? rest : (kg_str){ 0 }, (kg_ink){ 10, true, "#333333" });
    kg_canvas_text(&d->c, 0, end + 44,
                   KG_S("Geen antwoord gevonden zegt iets over deze verzameling, niet over de minister.   " KG_SOURCE),
                   (kg_ink){ 10, false, "#555555" });
}

bool kg_write_groups(const kg_graph *g, kg_store *s, const kg_view *o, kg_sink_fn *put, void *ctx, kg_err *e)
{
    draw d = { .g = g };
    if (!kg_ask_scope(s, &d.scope, e)) return false;
    kg_canvas_open(&d.c, o->title, put, ctx);
    d.of = kg_new(d.c.a, int, kg_graph_vertices(g));
    bool ok = (d.dossiers = by_dossier(&d)) || by_community(&d, e);
    if (ok) {
        if (d.dossiers) follow_neighbours(&d);
        count_up(&d);
        sort_groups(&d);
        draw_all(&d, o->title.n ? o->title : KG_S("kamergraaf"));
    }
    bool whole = kg_canvas_close(&d.c);
    return ok && (whole || kg_fail(e, KG_EIO, -1, "could not be written"));
}
