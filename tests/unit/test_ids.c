/* test_ids.c - what an id says about itself. src/ids.c */
#include "ids.h"
#include "t.h"

int main(void)
{
    kg_arena *a = kg_arena_new();
    static const struct { const char *id, *kind, *dossier, *label;
    } t[] = { { "kst-21501-02-2375", "kamerstuk", "21501-02", "21 501-02, nr. 2375" },
              { "kst-35570-V-22", "kamerstuk", "35570-V", "35 570 V, nr. 22" },
              { "kst-35570-C", "kamerstuk", "35570", "35 570, C" },
              { "kst-35373-8", "kamerstuk", "35373", "35 373, nr. 8" },
              { "kst-1158283", "kamerstuk", "", "" },
              { "kst-19951996-23700-188b", "kamerstuk", "23700", "23 700, nr. 188b" },
              { "kst-CXXIV-G", "kamerstuk", "CXXIV", "CXXIV, G" },
              { "dossier-21501-02", "dossier", "21501-02", "dossier 21 501-02" },
              { "2021Z12361", "zaak", "", "" },
              { "2020D43526", "document", "", "" },
              { "2021A01234", "activiteit", "", "" },
              { "TZ202306-026", "toezegging", "", "" },
              { "ah-tk-20232024-387", "aanhangsel", "", "Aanhangsel 2023–2024, nr. 387" },
              { "h-tk-20202021-90-12", "handelingen", "", "Handelingen 2020–2021, nr. 90, item 12" },
              { "kenmerk-BZDOC-1", "kenmerk", "", "kenmerk BZDOC-1" },
              { "https://x.nl/a#b", "url", "", "" },
              { "S/RES/853(1993)", "vn", "", "" },
              { "www.x.nl/a#b", "url", "", "" },
              { "vng.nl/sites/a.pdf#page=3", "url", "", "" },
              { "map/stuk.nl", "", "", "" },
              { "rvs-W01.20.0036", "extern", "", "" },
              { "A/RES/ES-11/1", "vn", "", "" },
              { "x#motie-1", "motie", "", "" },
              { "h-notes", "", "", "" },
              { "kst-", "", "", "" } };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        kg_str id = kg_cstr(t[i].id);
        is_str(kg_id_kind(id), kg_cstr(t[i].kind), kg_fmt(a, "kind of %s", t[i].id).s);
        is_str(kg_id_dossier(id), kg_cstr(t[i].dossier), kg_fmt(a, "dossier of %s", t[i].id).s);
        is_str(kg_id_label(id, a), kg_cstr(t[i].label), kg_fmt(a, "label of %s", t[i].id).s);
    }
    static const char *const order[] = { "kst-4-10",       "kst-21501-02-9", "kst-21501-02-10",
                                         "kst-21501-20-1", "kst-35373-8",    "kst-35373-A" };
    for (size_t i = 0; i + 1 < sizeof order / sizeof *order; i++)
        ok(kg_id_compare(kg_cstr(order[i]), kg_cstr(order[i + 1])) < 0, "id %d of the list stands before the next", (int)i);
    kg_arena_free(a);
    return done();
}
