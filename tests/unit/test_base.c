/* test_base.c - what is nearly in order is sorted like all else; ids are made as printf makes them. src/base.c, src/slice.c */
#include "base.h"
#include "t.h"

#include <limits.h>
#include <stdio.h>

typedef struct { int key, place; } item;

static int by_key(const void *x, const void *y)
{
    const item *a = x, *b = y;
    return a->key < b->key ? -1 : a->key > b->key;
}

/* In order, and what ties as it stood. */
static bool in_order(const item *v, int n)
{
    for (int i = 1; i < n; i++)
        if (v[i - 1].key > v[i].key || (v[i - 1].key == v[i].key && v[i - 1].place > v[i].place)) return false;
    return true;
}

static void test_sort(kg_arena *a)
{
    enum { MOST = 40, KINDS = 5 };
    unsigned seed = 1;
    int wrong = 0;
    for (int n = 0; n < MOST; n++)
        for (int kind = 0; kind < KINDS; kind++) {            /* rising, falling, alike, two runs, any */
            item v[MOST];
            bool sorted = true;
            long long sum = 0, after = 0;
            for (int i = 0; i < n; i++) {
                seed = seed * 1103515245 + 12345;
                int key[KINDS] = { i / 3, -i / 2, 7, i < n / 2 ? i : i - n / 2, (int)(seed >> 16) % 11 };
                v[i] = (item){ key[kind], i };
                sorted = sorted && (!i || v[i - 1].key <= v[i].key);
                sum += v[i].key + 100LL * i * i;
            }
            bool moved = kg_sort(v, n, sizeof *v, by_key, a);
            for (int i = 0; i < n; i++) after += v[i].key + 100LL * v[i].place * v[i].place;
            wrong += !in_order(v, n) || moved == sorted || sum != after;
        }
    ok(!wrong, "lists of runs are sorted, ties as they stood: %d not", wrong);
}

static void same(kg_str have, const char *want) { is_str(have, kg_cstr(want), want); }

static void test_fmt(kg_arena *a)
{
    char want[700], lengthy[400];
    memset(lengthy, 'x', sizeof lengthy - 1), lengthy[sizeof lengthy - 1] = 0;
    snprintf(want, sizeof want, "%s|%d|%.*s|%04d-%02d|%d", "kst-", INT_MIN, 3, "abcdef", 7, 123, -5);
    same(kg_fmt(a, "%s|%d|%.*s|%04d-%02d|%d", "kst-", INT_MIN, 3, "abcdef", 7, 123, -5), want);
    snprintf(want, sizeof want, "%5d%% %04d %.*s %x", 12, -3, 9, "short", 255u);
    same(kg_fmt(a, "%5d%% %04d %.*s %x", 12, -3, 9, "short", 255u), want);
    snprintf(want, sizeof want, "%s-%d", lengthy, 3);
    same(kg_fmt(a, "%s-%d", lengthy, 3), want);
    ok(kg_fmt(a, "%.*s", 0, "x").n == 0 && kg_fmt(a, "%s", "").n == 0, "nothing is made of nothing");
}

int main(void)
{
    kg_arena *a = kg_arena_new();
    test_sort(a);
    test_fmt(a);
    kg_arena_free(a);
    return done();
}
