/* numbers.c - cues that are numbers, by their shape. In: a run of digits and the text around it. Out: how long a cue it begins.
 *
 * A run is measured once; each class names the lengths that it may have, and looks at what stands around it.
 */
#include "rules.h"

uint32_t kg_digit_run(const char *p)
{
    enum { LONGEST = 16 };
    uint32_t run = 1;
    while (run < LONGEST && kg_digit(p[run])) run++;
    return run;
}

/* 35 373, 35373, 35.373 */
static uint32_t dossier(const char *s, uint32_t i, uint32_t run, char before)
{
    (void)before;
    if (run == 5) return 5;
    if (s[i + 2] != ' ' && s[i + 2] != '.') return 0;
    return kg_digit(s[i + 3]) && kg_digit(s[i + 4]) && kg_digit(s[i + 5]) && !kg_digit(s[i + 6]) ? 6 : 0;
}

/* "35 570 en 35 571", "34 775-XV, 34 775": another right behind it */
static uint32_t followed(const char *s, uint32_t i, uint32_t run, char before)
{
    enum { FAR = 16 };
    uint32_t len = dossier(s, i, run, before);
    for (uint32_t k = i + len; len && k < i + len + FAR && s[k] && s[k] != '\n'; k++) {
        uint32_t more = kg_digit(s[k]) && !kg_digit(s[k - 1]) ? kg_digit_run(s + k) : 0;
        if ((more == 2 || more == 5) && dossier(s, k, more, s[k - 1])) return len;
    }
    return 0;
}

static uint32_t in_bracket(const char *s, uint32_t i, uint32_t run, char before)
{
    return before == '(' || (before == ' ' && i > 1 && s[i - 2] == '(') ? dossier(s, i, run, before) : 0;
}

/* 2021Z12361, 2021Z 12361, and 021Z12361 that has lost its first digit */
static uint32_t registered(const char *s, uint32_t i, uint32_t run, char before)
{
    (void)before;
    char k = kg_fold(s[i + run]);
    char next = s[i + run + 1] == ' ' ? s[i + run + 2] : s[i + run + 1];
    return (k == 'z' || k == 'd' || k == 'a') && kg_digit(next) ? run + 2 : 0;
}

/* 32016R0679 */
static uint32_t celex(const char *s, uint32_t i, uint32_t run, char before)
{
    (void)before; (void)run;
    return kg_upper(s[i + 5]) ? 6 : 0;
}

/* 2016-201734700: a parliamentary year and a dossier that a web page has glued together */
static uint32_t glued(const char *s, uint32_t i, uint32_t run, char before)
{
    (void)s; (void)i; (void)run;
    return before == '-' ? 5 : 0;
}

#define RUN(n) (1u << (n))
const kg_number kg_numbers[KG_NUMBERS] = {
    { "@dossier", dossier, 0, RUN(2) | RUN(5) }, { "@followed", followed, 0, RUN(2) | RUN(5) },
    { "@bracket", in_bracket, 0, RUN(2) | RUN(5) }, { "@registered", registered, 0, RUN(3) | RUN(4) },
    { "@celex", celex, 0, RUN(5) }, { "@glued", glued, 4, RUN(9) },
};

int kg_number_class(kg_str word)
{
    int i = 0;
    while (i < KG_NUMBERS && !kg_eq(kg_cstr(kg_numbers[i].name), word)) i++;
    return i < KG_NUMBERS ? i : -1;
}
