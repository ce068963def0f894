/* addresses.c - addresses cut at a line end. In: the running text so far, the next line. Out: does the address go on there?
 *
 * An address goes on where the next line begins with what looks like more of it: a slug, a file name, digits (spec 4, "Broken URLs").
 * It ends before the next note ("8https://", "5bijlage bij") and before the paper's own id, which stands alone on its line. A line
 * may have been cut inside an address twice: then the word before the last is where it begins.
 */
#include "text.h"

enum { LONGEST = 400 }; /* a word that never ends must not cost its length at each line */

static kg_str word_before(kg_str flow, ptrdiff_t end)
{
    ptrdiff_t i = end, stop = end > LONGEST ? end - LONGEST : 0;
    while (i > stop && flow.s[i - 1] != ' ' && flow.s[i - 1] != '\n') i--;
    return kg_sub(flow, i, end);
}

static bool address(kg_str w) { return kg_index(w, KG_S("://")) >= 0 || kg_index(w, KG_S("www.")) >= 0; }

/* "https://www.rijksoverheid.nl/documenten/2023/04/26/ voorjaarsbesluitvorming-": the word is more of the address before it. */
static bool inside_address(kg_str flow)
{
    kg_str w = word_before(flow, flow.n);
    if (address(w)) return true;
    ptrdiff_t at = flow.n - w.n;
    if (at < 1 || flow.s[at - 1] != ' ' || !w.n || w.s[w.n - 1] != '-') return false;
    kg_str b = word_before(flow, at - 1);
    return b.n && (b.s[b.n - 1] == '/' || b.s[b.n - 1] == '-') && address(b);
}

/* "kv-tk-2024Z18565" alone on its line, below an address of some other host. */
static bool colophon(kg_str line, kg_str word, kg_str flow)
{
    static const char *const head[] = { "kst-", "ah-", "kv-", "h-tk-", "h-ek-", "blg-" };
    if (kg_trim(line).n != word.n || kg_index(word, KG_S(".")) >= 0) return false;
    kg_str w = word_before(flow, flow.n);
    if (kg_contains(w, "officielebekendmakingen") || kg_contains(w, "overheidspublicaties")) return false;
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        if (kg_starts(word, kg_cstr(head[i]))) return true;
    return false;
}

bool kg_address_goes_on(kg_str flow, kg_str next)
{
    ptrdiff_t n = 0, i = 0;
    while (n < next.n && next.s[n] != ' ') n++;
    kg_str w = kg_sub(next, 0, n);
    if (n == 0 || !(kg_lower(w.s[0]) || kg_digit(w.s[0]) || strchr("%~/_-", w.s[0]))) return false;
    if (!inside_address(flow) || kg_index(w, KG_S("://")) >= 0 || colophon(next, w, flow)) return false;
    if (flow.s[flow.n - 1] == '-') return true;
    while (i < n && kg_digit(w.s[i])) i++;
    if (i == n) return n > 1;
    if (!kg_lower(w.s[i])) i = 0;                             /* digits that go on in letters may be the number of a note */
    for (; i + 1 < n; i++)
        if (strchr("-_/.~=%&?", w.s[i]) || kg_digit(w.s[i])) return true;
    return false;
}
