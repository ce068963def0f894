/* choose.c - what a thing is called, of all that is said of it. In: what one says. Out: the best of all so far.
 *
 * Invariant: each choice has a total order, so it does not depend on the order in which things are said: first who says it, then
 * full dates, long titles, long lists, then the text itself.
 */
#include "store.h"

static void choose(kg_choice *c, int rank, kg_str s, int sign, kg_arena *a)
{
    bool better = !c->text.n || rank > c->rank || (rank == c->rank && sign * kg_cmp(s, c->text) > 0);
    if (s.n && better) *c = (kg_choice){ kg_dup(a, s), rank };
}

static int letters(kg_str s)
{
    int n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) n += ((unsigned char)s.s[i] & 0xC0) != 0x80;
    return n < 0xFFFF ? n : 0xFFFF;
}

int kg_strings_in(kg_str json)
{
    int quotes = 0;
    for (ptrdiff_t i = 0; i < json.n; i++)
        if (json.s[i] == '\\') i++;
        else quotes += json.s[i] == '"';
    return quotes < 0xFFFF ? quotes : 0xFFFF;
}

/* One document that calls it a motion is enough: nothing else is called so by mistake as often as a motion is "stuk". */
void kg_say(kg_choices *all, int who, kg_choices x, kg_arena *a)
{
    choose(&all->kind, who, x.kind.text, 1, a);
    choose(&all->soort, kg_eq(x.soort.text, KG_S("motie")) << 2 | who, x.soort.text, 1, a);
    choose(&all->title, who << 16 | letters(x.title.text), x.title.text, 1, a);
    choose(&all->date, who << 1 | (x.date.text.n >= 10), x.date.text, -1, a);
    choose(&all->movers, who << 16 | kg_strings_in(x.movers.text), x.movers.text, 1, a);
}
