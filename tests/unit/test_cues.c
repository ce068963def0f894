/* test_cues.c - the pass that finds cues (src/scan/cues.c, numbers.c) against a search that anybody can follow: a text of all cues of all
 * rules, in small letters, in capitals and with line ends for blanks, at even and at odd places.
 */
#include "t.h"
#include "scan/rules.h"

#include <stdlib.h>

enum { PADDING = 128 };
typedef struct { int at, len, rule; } cue;
typedef struct { cue *v; int n, cap; kg_arena *a; } cues;

static void put_cue(kg_buf *b, kg_str word, int shape, kg_arena *a)
{
    for (ptrdiff_t i = 0; i < word.n; i++) {
        bool small = kg_lower(word.s[i]);
        kg_putc(a, b, word.s[i] == '_' ? (shape == 2 ? '\n' : ' ') : shape == 1 && small ? (char)(word.s[i] - 32) : word.s[i]);
    }
}

static kg_str text_of_all(const kg_rules *r, cues *placed, kg_arena *a)
{
    kg_buf b = { 0 };
    for (int rule = 0; rule < r->rules.n; rule++) {
        const kg_rule *q = &r->rules.v[rule];
        for (int k = 0; k < 3 * q->cues.n; k++) {
            kg_str word = q->cues.v[k / 3];
            if (word.s[0] == '@') continue;
            *kg_push(a, placed) = (cue){ b.n, (int)word.n, rule };
            put_cue(&b, word, k % 3, a);
            for (int gap = placed->n % 5; gap >= 0; gap--) kg_putc(a, &b, gap ? '~' : 'q');
        }
    }
    kg_str text = kg_buf_str(&b);
    for (int i = 0; i < PADDING; i++) kg_putc(a, &b, 0);
    return (kg_str){ b.v, text.n };
}

static void note(void *ctx, uint32_t at, uint32_t len, int rule)
{
    cues *found = ctx;
    *kg_push(found->a, found) = (cue){ (int)at, (int)len, rule };
}

static int by_place(const void *x, const void *y)
{
    const cue *a = x, *b = y;
    return a->at != b->at ? a->at - b->at : a->rule != b->rule ? a->rule - b->rule : a->len - b->len;
}

static bool stands(const char *s, kg_str word)
{
    for (ptrdiff_t i = 0; i < word.n; i++) {
        bool blank = word.s[i] == '_' && (s[i] == ' ' || s[i] == '\n');
        if (!blank && kg_fold(s[i]) != kg_fold(word.s[i])) return false;
    }
    return true;
}

static bool stands_there(kg_str text, const kg_rule *q, const cue *x)
{
    for (int k = 0; k < q->cues.n; k++)
        if (q->cues.v[k].s[0] == '@' ? kg_digit(text.s[x->at]) : q->cues.v[k].n == x->len && stands(text.s + x->at, q->cues.v[k]))
            return true;
    return false;
}

static void compare(const kg_rules *r, const kg_cues *c, kg_str text, const cues *placed, int shift, kg_arena *a)
{
    cues found = { .a = a };
    int wrong = 0, missing = 0;
    kg_cues_each(c, kg_sub(text, shift, text.n), note, &found);
    for (int i = 0; i < found.n; i++) {
        found.v[i].at += shift;
        wrong += !stands_there(text, &r->rules.v[found.v[i].rule], &found.v[i]);
    }
    qsort(found.v, (size_t)found.n, sizeof *found.v, by_place);
    for (int i = 0; i < placed->n; i++) {
        const cue *x = &placed->v[i];
        if (x->at < shift || bsearch(x, found.v, (size_t)found.n, sizeof *x, by_place)) continue;
        if (!missing++) printf("# missing: '%.*s'\n", x->len, text.s + x->at);
    }
    is(wrong, 0, "what is found stands there");
    is(missing, 0, "what stands there is found");
    for (int i = 1; i < found.n; i++) wrong += !by_place(&found.v[i - 1], &found.v[i]);
    is(wrong, 0, "once");
}

static void numbers(void)
{
    static const struct { const char *text; int at; const char *class; uint32_t len; } t[] = {
        { "35 373", 0, "@dossier", 6 }, { "35.373", 0, "@dossier", 6 }, { "35 3734", 0, NULL, 0 }, { "35373", 0, "@dossier", 5 },
        { "nr. 3 (35 373)", 7, "@bracket", 6 }, { "nr. 9 ( 36740-XVI )", 8, "@bracket", 5 }, { "motie (35 373)", 7, NULL, 0 },
        { "nr. 3 (35 373, nr. 4)", 7, NULL, 0 }, { "3a (35373)", 4, "@bracket", 5 }, { "T02867", 1, "@T", 5 }, { "T12867", 1, NULL, 0 },
        { "TZ202306-026", 2, "@TZ", 4 }, { "Z202306", 1, NULL, 0 }, { "W01.20.0036", 1, "@W", 2 }, { "W01", 1, NULL, 0 },
        { "BWBR0012345", 4, "@BWB", 7 }, { "XWBR0012345", 4, NULL, 0 }, { "blg-929493", 4, "@word-", 6 }, { "2020-2021", 5, NULL, 0 },
        { ", nr. 5284183", 6, "@serial", 7 }, { "; 5284183", 2, NULL, 0 }, { "2021Z12361", 0, "@registered", 6 }, { "32016R0679", 0, "@celex", 6 },
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        char text[64] = { 0 };
        kg_number all[KG_NUMBERS];
        strcpy(text, t[i].text);
        int n = kg_numbers_at(text, (uint32_t)t[i].at, all), class = t[i].class ? kg_number_class(kg_cstr(t[i].class)) : -1, k = 0;
        for (k = 0; k < n && all[k].class != class; k++)
            if (!t[i].class && all[k].class != kg_number_class(KG_S("@dossier"))) break;
        bool good = t[i].class ? k < n && all[k].len == t[i].len : k == n;
        ok(good, "%s: %s", t[i].text, t[i].class ? t[i].class : "none of its own");
    }
}

int main(void)
{
    kg_err e = { 0 };
    kg_arena *a = kg_arena_new();
    kg_rules *r = kg_rules_load(NULL, false, &e);
    const kg_cues *c = kg_cues_new(r, NULL, 0, false, a);
    cues placed = { 0 };
    kg_str text = text_of_all(r, &placed, a);
    ok(placed.n > 3000, "there are cues: %d", placed.n);
    for (int shift = 0; shift < 4; shift++) compare(r, c, text, &placed, shift, a);
    numbers();
    kg_rules_free(r);
    kg_arena_free(a);
    return done();
}
