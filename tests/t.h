/* t.h - what a unit driver is written with: TAP on standard output, one line a claim.
 *
 *     int main(void) { is(kg_month(KG_S("mei")), 5, "a month"); return done(); }
 */
#ifndef T_H
#define T_H

#include "base.h"
#include <stdarg.h>
#include <stdio.h>

static int t_count, t_bad;

__attribute__((format(printf, 2, 3), unused)) static bool ok(bool good, const char *format, ...)
{
    char name[512];
    va_list ap;
    va_start(ap, format);
    vsnprintf(name, sizeof name, format, ap);
    va_end(ap);
    for (char *p = name; *p; p++)
        if (*p == '\n' || *p == '#') *p = ' ';                /* both mean something in TAP */
    printf("%s %d - %s\n", good ? "ok" : "not ok", ++t_count, name);
    t_bad += !good;
    return good;
}

static inline void is(long long have, long long want, const char *name)
{
    if (!ok(have == want, "%s", name)) printf("# have %lld, want %lld\n", have, want);
}

static inline void is_str(kg_str have, kg_str want, const char *name)
{
    if (!ok(kg_eq(have, want), "%s", name)) printf("# have '%.*s'\n# want '%.*s'\n", KG_ARG(have), KG_ARG(want));
}

static inline int done(void)
{
    printf("1..%d\n", t_count);
    return t_bad ? 1 : 0;
}

#endif
