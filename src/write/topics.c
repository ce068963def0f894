/* topics.c - what a group of things is about. In: titles by group. Out: the words that a group has and the others have not.
 *
 * Idea: the number of a dossier says nothing to who does not know it. A word counts for how often it stands in the group's titles,
 * against how many groups have it at all (tf-idf): "regering" stands in all of them and weighs nothing, "stikstof" tells. A word
 * counts once a title. Cost: linear in the titles.
 */
#include "cards.h"

#include <math.h>

enum { LEAST = 5, LONGEST = 28 };

typedef struct {
    kg_str word;
    int n;
} tally;
typedef struct {
    tally *v;
    int n, cap;
    kg_map *at;
} tallies;

static ptrdiff_t letter(kg_str s,
                        ptrdiff_t i) /* bytes of the letter there: ASCII, or two bytes from C3 on; 0 for none */
{
    if (i >= s.n) return 0;
    if (kg_lower(kg_fold(s.s[i]))) return 1;
    return (unsigned char)s.s[i] == 0xC3 && i + 1 < s.n ? 2 : 0;
}

static ptrdiff_t word_end(kg_str s, ptrdiff_t i) /* "navo-norm" is one */
{
    ptrdiff_t j = i, n;
    while ((n = letter(s, j)) || (j > i && j < s.n && s.s[j] == '-' && letter(s, j + 1))) j += n ? n : 1;
    return j;
}

/* Names of members stand in titles ("motie van het lid ..."), and are no subject. */
static void bar_names(kg_map **barred, kg_str movers, kg_arena *a)
{
    for (ptrdiff_t i = 0, j; i < movers.n; i = j + 1) {
        j = word_end(movers, i);
        if (j - i < LEAST) continue;
        kg_buf b = { 0 };
        for (ptrdiff_t k = i; k < j; k++) kg_putc(a, &b, kg_fold(movers.s[k]));
        *kg_map_at(barred, kg_buf_str(&b), a) = -1;
    }
}

static void count_words(tallies *t, kg_str title, int serial, kg_map **last, kg_arena *a)
{
    for (ptrdiff_t i = 0, j; i < title.n; i = j + 1) {
        j = word_end(title, i);
        if (j - i < LEAST || j - i > LONGEST) continue;
        kg_buf b = { 0 };
        for (ptrdiff_t k = i; k < j; k++) kg_putc(a, &b, kg_fold(title.s[k]));
        kg_str word = kg_buf_str(&b);
        int *seen = kg_map_at(last, word, a), *at = kg_map_at(&t->at, word, a);
        if (*seen == serial || *seen < 0) continue;
        *seen = serial;
        if (!*at) {
            *kg_push(a, t) = (tally){ .word = word };
            *at = t->n;
        }
        t->v[*at - 1].n++;
    }
}

/* The best two or three; a word is not said again in another form ("gaswinning", "gaswinningen"). */
static kg_str best_of(const tallies *t, kg_map *groups, int ngroups, int titles, kg_arena *a)
{
    kg_str chosen[3] = { 0 };
    kg_buf b = { 0 };
    for (int k = 0; k < 3; k++) {
        double best = 0;
        for (int i = 0; i < t->n; i++) {
            if (t->v[i].n < 2 || t->v[i].n * 25 < titles) continue;
            double score = t->v[i].n * log((double)ngroups / *kg_map_at(&groups, t->v[i].word, NULL));
            bool twin = false;
            for (int j = 0; j < k; j++)
                twin = twin || kg_starts(chosen[j], kg_sub(t->v[i].word, 0, LEAST)) || kg_eq(chosen[j], t->v[i].word);
            if (!twin && score > best) best = score, chosen[k] = t->v[i].word;
        }
        if (!chosen[k].n) break;
        if (k) kg_put(a, &b, KG_S(", "));
        kg_put(a, &b, chosen[k]);
    }
    return kg_buf_str(&b);
}

void kg_topics(const kg_graph *g, const int *of, kg_str *topic, int ngroups, int wanted, kg_arena *a)
{
    tallies *t = kg_new(a, tallies, ngroups);
    int *titles = kg_new(a, int, ngroups);
    kg_map *last = NULL, *groups = NULL;
    static const char *const stock[] = { "motie",   "dossier",    "moties",   "brief",
                                         "verslag", "kamerbrief", "regering", "minister" };
    for (size_t i = 0; i < sizeof stock / sizeof *stock; i++) *kg_map_at(&last, kg_cstr(stock[i]), a) = -1;
    for (int v = 0, nv = kg_graph_vertices(g); v < nv; v++) bar_names(&last, kg_graph_vertex(g, v).movers, a);
    for (int v = 0, nv = kg_graph_vertices(g); v < nv; v++) {
        kg_vertex k = kg_graph_vertex(g, v);
        if (of[v] < 0 || !k.title.n) continue;
        count_words(&t[of[v]], k.title, v + 1, &last, a);
        titles[of[v]]++;
    }
    for (int i = 0; i < ngroups; i++)
        for (int j = 0; j < t[i].n; j++) ++*kg_map_at(&groups, t[i].v[j].word, a);
    for (int i = 0; i < wanted; i++) topic[i] = best_of(&t[i], groups, ngroups, titles[i], a);
}
