/* signers.c - who signed a motion that stands alone. In: a text, the place where its request ends. Out: the names, ", " between.
 *
 * "MOTIE VAN HET LID MUTLUER C.S." names one mover; the others stand below "en gaat over tot de orde van de dag", a name to a line,
 * sometimes with a comma. The list ends at the first line that is no name.
 *
 * Invariant: a line that is more than a surname ends the list, so that nothing is taken for a mover that may be none.
 */
#include "relate.h"

/* Letters beyond ASCII count; so do the blank, hyphen and apostrophe of "Van 't Riet-Mulder". */
static bool name_byte(char c)
{
    return kg_lower(kg_fold(c)) || (unsigned char)c >= 0x80 || c == ' ' || c == '-' || c == '\'' || c == '.';
}

static bool surname(kg_str s)
{
    static const char *const particle[] = { "van ", "de ", "den ", "der ", "ter ", "ten ", "te ", "’t ", "'t ", "el " };
    enum { LONGEST = 34, WORDS = 5 };
    int words = 1;
    if (s.n < 2 || s.n > LONGEST) return false;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        if (!name_byte(s.s[i])) return false;
        words += s.s[i] == ' ';
    }
    bool particled = false;
    for (size_t i = 0; i < sizeof particle / sizeof *particle; i++)
        particled = particled || kg_starts(s, kg_cstr(particle[i]));
    bool shout = s.n > 3 && kg_upper(s.s[0]) && kg_upper(s.s[1]) && kg_upper(s.s[2]);
    return words <= WORDS && !shout && (particled || kg_upper(s.s[0]) || (unsigned char)s.s[0] == 0xC3);
}

kg_str kg_signers(const kg_text *t, uint32_t behind, kg_arena *a)
{
    enum { MOST = KG_MAX_NAMES };
    kg_buf b = { 0 };
    uint32_t raw = kg_raw_at(t, behind - 1);
    int line = kg_line_at(t, raw), n = 0;                     /* 1-based: the line below is lines[line] */
    for (; line < t->nlines && n < MOST; line++) {
        ptrdiff_t end = line + 1 < t->nlines ? (ptrdiff_t)t->lines[line + 1] : t->raw.n;
        kg_str s = kg_trim(kg_sub(t->raw, t->lines[line], end));
        if (kg_ends(s, KG_S(" en"))) s.n -= 3;
        while (s.n && (s.s[s.n - 1] == ',' || s.s[s.n - 1] == ' ')) s.n--;
        if (!s.n && !n) continue;
        if (!surname(s)) break;
        if (n++) kg_put(a, &b, KG_S(", "));
        kg_put(a, &b, s);
    }
    return kg_buf_str(&b);
}
