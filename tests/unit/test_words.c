/* test_words.c - surnames as they are printed in capitals. src/words.c */
#include "words.h"
#include "t.h"

int main(void)
{
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
    kg_arena_free(a);
    return done();
}
