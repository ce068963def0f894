/* numbers.c - cues that are numbers, by their shape. In: a run of digits and the text around it. Out: the cues that begin there.
 *
 * A run is measured once; its length says for most that they are nothing, what stands beside it for nearly all others.
 */
#include "rules.h"

enum { DOSSIER, FOLLOWED, BRACKET, REGISTERED, CELEX, GLUED, BEHIND_T, BEHIND_TZ, BEHIND_W, BEHIND_BWB, BEHIND_WORD, SERIAL };
static const char *const names[KG_NUMBERS] = {
    "@dossier", "@followed", "@bracket", "@registered", "@celex", "@glued", "@T", "@TZ", "@W", "@BWB", "@word-", "@serial"
};

static uint32_t digit_run(const char *p)
{
    enum { LONGEST = 16 };
    uint32_t run = 1;
    while (run < LONGEST && kg_digit(p[run])) run++;
    return run;
}

/* 35 373, 35373, 35.373. Its length. */
static uint32_t dossier(const char *s, uint32_t i, uint32_t run)
{
    if (run == 5) return 5;
    if (run != 2 || (s[i + 2] != ' ' && s[i + 2] != '.')) return 0;
    return kg_digit(s[i + 3]) && kg_digit(s[i + 4]) && kg_digit(s[i + 5]) && !kg_digit(s[i + 6]) ? 6 : 0;
}

/* "35 570 en 35 571", "34 775-XV, 34 775": another right behind it */
static bool followed(const char *s, uint32_t end)
{
    enum { FAR = 16 };
    for (uint32_t k = end; k < end + FAR && s[k] && s[k] != '\n'; k++)
        if (kg_digit(s[k]) && !kg_digit(s[k - 1]) && dossier(s, k, digit_run(s + k))) return true;
    return false;
}

/* "nr. 3 (35 373)", "letter D ( 35788-VI )": in a bracket behind a number or letters that may be one, and nothing but a part in it */
static bool numbered(const char *s, uint32_t i, uint32_t end)
{
    enum { FAR = 24 };
    i -= i > 0 && s[i - 1] == ' ';
    if (i < 2 || s[i - 1] != '(') return false;
    i -= s[i - 2] == ' ' ? 2 : 1;
    if (i < 2 || !(kg_digit(s[i - 1]) || kg_upper(s[i - 1]) || (kg_lower(s[i - 1]) && kg_digit(s[i - 2])))) return false;
    for (uint32_t k = end; k < end + FAR && s[k] && s[k] != ',' && !(kg_lower(s[k]) && !kg_digit(s[k - 1])); k++)
        if (s[k] == ')') return true;
    return false;
}

/* 2021Z12361, 2021Z 12361, and 021Z12361 that has lost its first digit */
static bool registered(const char *end)
{
    char k = kg_fold(*end), next = end[1] == ' ' ? end[2] : end[1];
    return (k == 'z' || k == 'd' || k == 'a') && kg_digit(next);
}

/* T02867, TZ202306-026, W01.20.0036, BWBR0012345 */
static int behind_capital(const char *s, uint32_t i, uint32_t run, kg_number *to)
{
    char before = s[i - 1];
    if (before == 'T' && run == 5 && s[i] == '0') *to = (kg_number){ BEHIND_T, i, run };
    else if (before == 'W' && run == 2 && s[i + 2] == '.') *to = (kg_number){ BEHIND_W, i, run };
    else if (before == 'Z' && run >= 4 && i > 1 && s[i - 2] == 'T' && s[i] == '2' && s[i + 1] == '0') *to = (kg_number){ BEHIND_TZ, i, 4 };
    else if (run == 7 && i > 3 && !memcmp(s + i - 4, "BWB", 3)) *to = (kg_number){ BEHIND_BWB, i, run };
    else return 0;
    return 1;
}

int kg_numbers_at(const char *s, uint32_t i, kg_number to[KG_NUMBERS])
{
    char before = i ? s[i - 1] : 0;
    uint32_t run = digit_run(s + i), len = dossier(s, i, run);
    int n = 0;
    if (len) {
        to[n++] = (kg_number){ DOSSIER, i, len };
        if (followed(s, i + len)) to[n++] = (kg_number){ FOLLOWED, i, len };
        if (numbered(s, i, i + len)) to[n++] = (kg_number){ BRACKET, i, len };
    }
    if ((run == 3 || run == 4) && registered(s + i + run)) to[n++] = (kg_number){ REGISTERED, i, run + 2 };
    if (run == 5 && kg_upper(s[i + 5])) to[n++] = (kg_number){ CELEX, i, 6 };                         /* 32016R0679 */
    if (run == 9 && before == '-') to[n++] = (kg_number){ GLUED, i + 4, 5 };                          /* 2016-201734700: a year and a dossier */
    if (run >= 4 && before == '-' && i > 1 && kg_lower(kg_fold(s[i - 2]))) to[n++] = (kg_number){ BEHIND_WORD, i, run };   /* stb-2021-244 */
    if (run >= 6 && run <= 9 && i > 4 && before == ' ' && (s[i - 2] == '.' || s[i - 2] == 'r'))
        to[n++] = (kg_number){ SERIAL, i, run };                                                      /* ", nr. 5284183" */
    return kg_upper(before) ? n + behind_capital(s, i, run, to + n) : n;
}

int kg_number_class(kg_str word)
{
    int i = 0;
    while (i < KG_NUMBERS && !kg_eq(kg_cstr(names[i]), word)) i++;
    return i < KG_NUMBERS ? i : -1;
}
