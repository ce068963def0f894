/* test_words.c - surnames as they are printed in capitals, and as people type them. src/words.c, src/spelling.c */
#include "base.h"
#include "words.h"
#include "t.h"

/* Every stretch of a text of few letters is found where memmem finds it, and nothing behind the end is looked at. */
static void test_index(void)
{
    const char text[] = "motie van de motiemotie ab abcabdabc tand van zaken";
    int wrong = 0, sought = 0;
    for (int beg = 0; beg < (int)sizeof text - 1; beg++)
        for (int n = 1; beg + n < (int)sizeof text; n++)
            for (int end = 0; end < (int)sizeof text; end++, sought++) {
                kg_str s = { text, end }, what = { text + beg, n };
                const char *p = memmem(s.s, (size_t)s.n, what.s, (size_t)what.n);
                wrong += kg_index(s, what) != (p ? p - s.s : -1);
            }
    ok(!wrong && sought > 1000, "words are found where they stand: %d of %d not", wrong, sought);
    ok(kg_index(KG_S("abc"), (kg_str){ 0 }) == -1 && kg_index((kg_str){ 0 }, KG_S("a")) == -1, "nothing is found in nothing");
}

int main(void)
{
    test_index();
    static const struct { const char *names, *want; } t[] = {
        { "HET LID VAN DER PLAS", "Van der Plas" }, { "HET LID KRÖGER", "Kröger" }, { "HET LID KOSTIĆ C.S.", "Kostić" },
        { "HET LID YEŞILGÖZ-ZEGERIUS", "Yeşilgöz-Zegerius" },
        { "HET LID ÖZTÜRK", "Öztürk" }, { "HET LID VAN DER ŽIČKA", "Van der Žička" }, { "HET LID ŁUKAŁ", "Łukał" },
        { "DE LEDEN EPPINK EN EL ABASSI", "Eppink|El Abassi" },
        { "VanMeenen", "Van Meenen" }, { "het lid VanDerPlas c.s.", "Van der Plas" }, { "de leden Emiel van Dijk en VanDijk", "Emiel van Dijk" },
        { "Van Nispen de Gedragscode", "Van Nispen" }, { "De Pater-van der Meer", "De Pater-van der Meer" },
        { "Van Haersma Buma", "Van Haersma Buma" }, { "Denneman", "Denneman" } };
    kg_arena *a = kg_arena_new();
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        kg_str v[KG_MAX_NAMES], all = { 0 };
        int n = kg_surnames(kg_cstr(t[i].names), v, a);
        for (int k = 0; k < n; k++) all = k ? KG_CAT(a, all, KG_S("|"), v[k]) : v[k];
        ok(kg_eq(all, kg_cstr(t[i].want)), "%s: %.*s", t[i].names, KG_ARG(all));
    }
    static const char *const plain[][2] = { { "Yeşilgöz-Zegerius", "yesilgoz-zegerius" }, { "Kostić", "kostic" }, { "KOSTIĆ", "kostic" },
        { "Van ’t Žička", "van 't zicka" }, { "Çegerek", "cegerek" }, { "e\xCC\x81\xC5", "e\xC5" }, { "Łukasz Ț", "lukasz t" }, { "ŽŸß", "zys" },
        { "Русский ×", "Русский ×" } };
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        char out[64];
        kg_str have = { out, kg_plain(kg_cstr(plain[i][0]), out) };
        ok(kg_eq(have, kg_cstr(plain[i][1])), "%s: without marks %.*s", plain[i][0], KG_ARG(have));
    }
    ok(kg_apart(KG_S("mvoer"), KG_S("mover"), 2) == 1 && kg_apart(KG_S("motie"), KG_S("moties"), 2) == 1
       && kg_apart(KG_S("a"), KG_S("xyzw"), 2) == 3, "letters apart");
    kg_arena_free(a);
    return done();
}
