/* rows.c - the notes of old printed questions. In: lines. Out: a line for each note, flagged.
 *
 * In the Aanhangsel of the eighties and nineties the notes of all questions stand in one paragraph below them: "1 De Telegraaf, 27 mei 1994.
 * 2 Aanhangsel nr. 733.", and behind it comes "Antwoord", or the foot of the page. The questions have their numbers glued to them ("2Herinnert u
 * zich ...?2"), as notes have elsewhere.
 *
 * Invariant: a row begins with 1 and its numbers follow one another; lines keep their flags.
 */
#include "text.h"

/* "1 De Telegraaf", "1 o.a. Nova", "1 Zie": not "1 januari". */
static bool begins(kg_str s)
{
    if (s.n < 6 || s.s[1] != ' ') return false;
    kg_str rest = kg_sub(s, 2, s.n);
    unsigned char c = (unsigned char)rest.s[0];
    return kg_upper(rest.s[0]) || kg_starts_fold(rest, "o.a.") || c == 0xC2 || c == 0xE2;
}

/* Where note `number` begins behind `from`: " 2 Aanhangsel"; the end where it does not. */
static ptrdiff_t next_note(kg_str s, ptrdiff_t from, int number)
{
    for (ptrdiff_t i = from; i + 3 < s.n; i++) {
        ptrdiff_t digits = s.s[i] == ' ' ? kg_digits_at(s, i + 1) : 0;
        if (!digits || digits > 2 || kg_int(kg_sub(s, i + 1, i + 1 + digits)) != number) continue;
        kg_str rest = kg_sub(s, i + 1 + digits, s.n);
        bool word = rest.n > 2 && rest.s[0] == ' ' && (kg_upper(rest.s[1]) || (unsigned char)rest.s[1] >= 0xC2);
        if (word && (kg_lower(s.s[i - 1]) || kg_digit(s.s[i - 1]) || strchr(".)]", s.s[i - 1]))) return i + 1;
    }
    return s.n;
}

static bool row(const kg_layout *l, int i)
{
    enum { LONGEST = 1500 };
    kg_str s = kg_line_str(l, i);
    if (s.s[0] != '1' || s.n > LONGEST || s.s[s.n - 1] == '?' || l->lines[i].flags & KG_L_PAGE || !begins(s)) return false;
    int next = i + 1;
    while (next < l->nlines && l->lines[next].flags & KG_L_BLANK) next++;
    if (next == l->nlines) return false;
    if (l->lines[next].flags & KG_L_FOOT) return next_note(s, 2, 2) < s.n;   /* one alone may be a list's last */
    return kg_starts(kg_line_str(l, next), KG_S("Antwoord"));
}

bool kg_split_rows(kg_layout *l)
{
    struct { kg_line *v; int n, cap; } to = { 0 };
    bool any = false;
    for (int i = 0; i < l->nlines && !any; i++) any = l->lines[i].flags & KG_L_DIGIT && row(l, i);
    for (int i = 0; i < l->nlines && any; i++) {
        kg_line line = l->lines[i];
        if (line.beg == line.end || !row(l, i)) { *kg_push(l->a, &to) = line; continue; }
        kg_str s = kg_line_str(l, i);
        for (ptrdiff_t from = 0, next, n = 2; from < s.n; from = next, n++) {
            next = next_note(s, from + 2, (int)n);
            kg_line *piece = kg_push(l->a, &to);
            *piece = (kg_line){ line.beg + (uint32_t)from, line.beg + (uint32_t)next - (next < s.n), line.flags | KG_L_ROW, -1 };
        }
    }
    if (any) l->lines = to.v, l->nlines = to.n;
    return any;
}
