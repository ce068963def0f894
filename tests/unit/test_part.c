/* test_part.c - what a document gives, as bytes and back: the same graph; and bytes that lie. src/part/code.c */
#include "paper.h"
#include "part/part.h"

enum { CHANGES = 4000 };

typedef struct { kg_buf b; } held;

static bool hold(void *ctx, const char *bytes, size_t n)
{
    kg_put(mem, &((held *)ctx)->b, (kg_str){ bytes, (ptrdiff_t)n });
    return true;
}

static kg_str coded(paper *const *p, int n)
{
    held h = { 0 };
    kg_err e = { 0 };
    kg_coder c = { hold, &h, kg_arena_new() };
    kg_taker to = kg_coder_taker(&c);
    for (int i = 0; i < n; i++)
        if (!kg_give(&p[i]->found, kg_hash_reader(), &to, &e)) printf("# %s\n", e.what);
    if (!kg_code_refusal(&c, KG_S("in/leeg.txt"), KG_S("empty file"), &e)) printf("# %s\n", e.what);
    kg_arena_free(c.a);
    return kg_buf_str(&h.b);
}

/* 1 all taken, 0 damaged, -1 it was no damage, and the store failed. */
static int take(kg_str bytes, kg_store *s, int *refused, kg_err *e)
{
    kg_bytes b = { .v = bytes.s, .n = bytes.n };
    kg_arena *a = kg_arena_new();
    kg_taker to = s ? kg_store_taker(s) : (kg_taker){ 0 };
    kg_sheet sheet;
    kg_str why;
    int got;
    while ((got = kg_decode_next(&b, &sheet, &why, a, e)) > 0) {
        if (got == 2) ++*refused;
        else if (!kg_decode_rows(&b, &sheet, s ? &to : NULL, e)) { got = e->code == KG_ESTORE ? -2 : -1; break; }
    }
    kg_arena_free(a);
    return got == 0 ? 1 : got == -2 ? -1 : 0;
}

static void test_same(kg_str bytes, paper *const *both)
{
    kg_err e = { 0 };
    int refused = 0;
    kg_store *one = graph_of("one.db", both, 2), *two = kg_store_open(path("two.db"), KG_STORE_CREATE, &e);
    ok(kg_store_begin(two, &e) && take(bytes, two, &refused, &e) == 1 && kg_store_commit(two, &e) && kg_link(two, &e), "taken %s", e.what);
    is(refused, 1, "a refusal");
    is_str(dump(two), dump(one), "what comes back is what was given");
    kg_store_close(one);
    kg_store_close(two);
}

/* One byte, or the length. What does not show is another document, which the graph file takes. */
static void test_lies(kg_str bytes)
{
    int found = 0, failed = 0, refused = 0;
    unsigned seed = 1;
    kg_err e = { 0 };
    char *copy = kg_alloc(mem, 1, (size_t)bytes.n + 128);
    kg_store *s = kg_store_open(path("lies.db"), KG_STORE_CREATE, &e);
    for (int i = 0; i < CHANGES; i++) {
        memcpy(copy, bytes.s, (size_t)bytes.n);
        ptrdiff_t n = bytes.n;
        seed = seed * 1103515245u + 12345u;
        ptrdiff_t at = (ptrdiff_t)(seed >> 8) % n;
        if (i % 8 == 0) n = at; else copy[at] = (char)(i % 3 ? copy[at] ^ 1 << i % 7 : (int)(seed >> 3));
        e = (kg_err){ 0 };
        if (take((kg_str){ copy, n }, NULL, &refused, &e) == 0) { found++; continue; }
        e = (kg_err){ 0 };
        bool well = kg_store_begin(s, &e) && take((kg_str){ copy, n }, s, &refused, &e) == 1 && kg_store_commit(s, &e);
        if (well) continue;
        printf("# change %d at %td: %s\n", i, at, e.what);
        failed++;
        kg_store_close(s);
        s = kg_store_open(path("lies.db"), KG_STORE_CREATE, &e);
    }
    is(failed, 0, "what is not found to be damaged can be stored");
    ok(found > CHANGES / 4, "%d of %d changes are found without a check", found, CHANGES);
    is_sql(s, "PRAGMA integrity_check", "ok", "the file is whole");
    kg_store_close(s);
}

int main(void)
{
    begin_papers();
    paper *both[] = { debate(), letter() };
    kg_str bytes = coded(both, 2);
    test_same(bytes, both);
    test_lies(bytes);
    return end_papers();
}
