/* test_read_txt.c - what a file's bytes are taken for (src/read/read_txt.c), and where a text ends. Each row of a table is a case. */
#include "t.h"
#include "read/text.h"

#include <time.h>

static bool decode(kg_arena *a, kg_str bytes, kg_str *raw, bool *recoded, kg_err *e)
{
    char *p = kg_alloc(a, 1, (size_t)bytes.n + 128);          /* as kg_input_next pads it */
    if (bytes.n) memcpy(p, bytes.s, (size_t)bytes.n);
    kg_doc d = { .bytes = { p, bytes.n } };
    bool good = kg_decode(&d, raw, recoded, NULL, a, e);
    if (good && !*recoded) ok(raw->s == p, "no copy of clean text");
    return good;
}

#define R(in, out) { { in, sizeof(in) - 1 }, { out, sizeof(out) - 1 } }

static void test_recoded(kg_arena *a)
{
    static const struct { kg_str in, out; } rows[] = {
        R("tweede\xEBn M\xFCller \x93kort\x94 \x80 5", "tweedeën Müller “kort” € 5"),                   /* Windows-1252 */
        R("Kr\xC3\x83\xC2\xB6ger twee\xC3\x83\xC2\xABn", "Kröger tweeën"),                                  /* twice */
        R("a \xC3\xA2\xE2\x82\xAC\xE2\x80\x9C b, caf\xC3\x83\xC2\xA9", "a – b, café"),                      /* through 1252 */
        R("e\xC3\xABn \xC3\xAB \xC3\xAB \xC3\xAB \xC3\xAB\xFF.", "eën ë ë ë ë\xEF\xBF\xBD."),                 /* one damaged byte */
        R("\xFF\xFEK\0a\0m\0e\0r\0\xEB\0", "Kamerë"),                                                         /* UTF-16 with mark */
        R("\xFE\xFF\0K\0a\xD8\x3D\xDE\x00", "Ka\xF0\x9F\x98\x80"),
        R("K\0a\0m\0e\0r\0 \0n\0r\0.\0 \0" "4\0", "Kamer nr. 4"),                                             /* and without */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        kg_str raw = { 0 };
        bool recoded = false;
        kg_err e = { 0 };
        ok(decode(a, rows[i].in, &raw, &recoded, &e) && recoded, "recoded, row %zu %s", i, e.what);
        is_str(raw, rows[i].out, "its text");
    }
}

static void test_kept(kg_arena *a)
{
    static const char *const rows[] = {
        "x", "Kamerstuk 21 501-02, nr. 2375\n", "één ‘twee’ – 3⁴", "\xEF\xBB\xBFmet BOM", "São Paulo, Ã los, naïef",
        "lege regels\n\n\n\f volgende bladzijde\r\n",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        kg_str raw = { 0 };
        bool recoded = true;
        kg_err e = { 0 };
        ok(decode(a, kg_cstr(rows[i]), &raw, &recoded, &e) && !recoded, "kept, row %zu %s", i, e.what);
        is_str(raw, kg_cstr(rows[i]), "its text");
    }
}

static void test_refused(kg_arena *a)
{
    static const struct { kg_str in, why; } rows[] = {
        R("", "empty file"), R(" \n\t\n", "nothing but blanks"), R("\xEF\xBB\xBF\n", "nothing but blanks"),
        R("abc\0def", "not a text (NUL at byte 3)"), R("\x89PNG\r\n", "not a text (a picture)"),
        R("PK\3\4....", "not a text (a ZIP or office file)"), R("\1\2\3\4\5 abc", "not a text (control characters)"),
        R("\x81\x82\xFD\xFC\xF1\xF9 ab", "not a text (no known encoding)"),
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        kg_str raw = { 0 };
        bool recoded = false;
        kg_err e = { 0 };
        ok(!decode(a, rows[i].in, &raw, &recoded, &e) && e.code == KG_EINPUT, "refused, row %zu", i);
        is_str(kg_cstr(e.what), rows[i].why, "the reason");
    }
}

/* Every place at which a character can be cut, and at every offset to the blocks of the fast path. */
static void test_places(kg_arena *a)
{
    int wrong = 0;
    for (int at = 0; at < 80; at++)
        for (int kind = 0; kind < 3; kind++) {
            char b[100];
            memset(b, 'a', sizeof b);
            memcpy(b + at, kind == 0 ? "\xC3\xAB" : kind == 1 ? "\xE2\x80\x93" : "\0a", kind == 1 ? 3 : 2);
            kg_str raw = { 0 };
            bool recoded = false;
            kg_err e = { 0 };
            char *p = kg_alloc(a, 1, sizeof b + 128);
            memcpy(p, b, sizeof b);
            kg_doc d = { .bytes = { p, sizeof b } };
            bool good = kg_decode(&d, &raw, &recoded, NULL, a, &e);
            wrong += kind == 2 ? good || e.at != at : !good || recoded;
        }
    is(wrong, 0, "a character or a NUL at any offset");
}

/* Lines, sentences and markers are looked for in blocks: what lies behind the text is none of it, whatever its length. */
static void test_end(kg_arena *a)
{
    static const char text[] = "De motie is gehoord.3 Het kabinet\nzegt: ja!\n\nNr. 12 volgt? Dat is\nzo. En [2] ook de rest.\n1 Zie hier.";
    enum { ROOM = 128 };
    for (ptrdiff_t n = 1; n < (ptrdiff_t)sizeof text; n++) {
        char *p = kg_alloc(a, 1, (size_t)n + ROOM);
        memcpy(p, text, (size_t)n);
        kg_text clean = { .raw = kg_padded(a, (kg_str){ p, n }) }, other = { .raw = { p, n } };
        for (int i = 0; i < ROOM; i++) p[n + i] = "\n.?1 Aa["[i % 8];
        kg_read_lines(&clean, a);
        kg_read_lines(&other, a);
        bool same = kg_eq(clean.flow, other.flow) && clean.nlines == other.nlines && clean.nsentences == other.nsentences &&
                    clean.nnotes == other.nnotes && clean.npassages == other.npassages &&
                    !memcmp(clean.lines, other.lines, sizeof *clean.lines * (size_t)clean.nlines);
        ok(same && clean.lines[clean.nlines - 1] <= n, "%td bytes", n);
    }
}

/* The census is what every byte of every document passes. A slow machine or a sanitizer is no failure: only far off is. */
static void test_speed(kg_arena *a)
{
    enum { N = 32 << 20 };
    char *p = kg_alloc(a, 1, N + 128);
    memset(p, 'a', N);
    kg_doc d = { .bytes = { p, N } };
    kg_str raw;
    bool recoded;
    kg_err e;
    clock_t from = clock();
    for (int i = 0; i < 4; i++) kg_decode(&d, &raw, &recoded, NULL, a, &e);
    double rate = 4.0 * N / 1e9 / ((double)(clock() - from) / CLOCKS_PER_SEC + 1e-9);
    printf("# %.1f GB/s\n", rate);
    ok(rate > 0.1, "a gigabyte of ASCII in less than ten seconds");
}

int main(void)
{
    kg_arena *a = kg_arena_new();
    test_recoded(a);
    test_kept(a);
    test_refused(a);
    test_places(a);
    test_end(a);
    test_speed(a);
    kg_arena_free(a);
    return done();
}
