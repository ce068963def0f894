/* spelling.c - two spellings of one word. In: words as people type them and as papers print them. Out: both without capitals and
 * marks ("Yeşilgöz" -> "yesilgoz"), and how many letters they are apart.
 *
 * Marks above letters go whether they are part of the letter (U+00C0 to U+017F, the commas of Romanian) or stand behind it (U+0300 to
 * U+036F); what is no Latin letter stays. Apart is how many letters must change, two that changed places counting once.
 */
#include "words.h"

/* The letter below the mark, from U+00C0 on; '.' where there is none. */
static const char below[] =
    "aaaaaaaceeeeiiiidnooooo.ouuuuy.saaaaaaaceeeeiiiidnooooo.ouuuuy.y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

static char letter(unsigned u)
{
    static const char commas[] = "sstt";                      /* U+0218 to U+021B */
    if (u >= 0xC0 && u < 0xC0 + sizeof below - 1) return below[u - 0xC0] == '.' ? 0 : below[u - 0xC0];
    return u >= 0x218 && u <= 0x21B ? commas[u - 0x218] : 0;
}

ptrdiff_t kg_plain(kg_str s, char *out)
{
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.s[i], next = i + 1 < s.n ? (unsigned char)s.s[i + 1] : 0;
        if (c < 0x80) { out[n++] = kg_fold((char)c); continue; }
        bool two = c >= 0xC2 && c < 0xE0 && (next & 0xC0) == 0x80;
        unsigned u = two ? (unsigned)(c & 0x1F) << 6 | (next & 0x3F) : 0;
        char plain = letter(u);
        if (plain || (u >= 0x300 && u < 0x370)) {
            if (plain) out[n++] = plain;
            i++;
        } else if (kg_starts(kg_sub(s, i, s.n), KG_S("’")) || kg_starts(kg_sub(s, i, s.n), KG_S("‘"))) {
            out[n++] = '\'';
            i += 2;
        } else out[n++] = kg_fold((char)c);
    }
    return n;
}

int kg_apart(kg_str a, kg_str b, int far)
{
    enum { LONGEST = 64 };
    int rows[3][LONGEST + 1];
    if (a.n > LONGEST || b.n > LONGEST || a.n - b.n > far || b.n - a.n > far) return far + 1;
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
        if (least > far) return far + 1;
    }
    return rows[a.n % 3][b.n];
}
