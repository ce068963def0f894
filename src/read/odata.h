/* odata.h - private: files that are lists of records, cut into records (records.c), and what a record tells (read_odata.c and
 * the files odata_*.c). */
#ifndef KG_ODATA_H
#define KG_ODATA_H

#include "read/json.h"
#include "records.h"

/* -- records.c: one JSON object after the other -------------------------------------------------------------------- */
typedef struct { kg_str json; int line; int64_t beg; } kg_slice;     /* bytes of one object, and where they begin */
typedef struct kg_slices kg_slices;
kg_slices *kg_slices_open(const kg_doc *d, kg_err *e);
/* Next object: 1 (it lives until the next call), 0 at the end, -1 where the file is no list of records at a place (e->at: the
 * line); what comes behind goes on. */
int kg_slices_next(kg_slices *s, kg_slice *out, kg_err *e);
void kg_slices_close(kg_slices *s);

/* -- read_odata.c -------------------------------------------------------------------------------------------------- */
typedef struct {                                              /* one record on its way */
    kg_arena *a;
    kg_str wrong;                                             /* key of a value of the wrong type */
    kg_map *known;                                            /* id -> things + 1 */
    kg_map **votes; kg_arena *all;                            /* of the file: Besluiten that a Stemming has told */
    struct { kg_thing *v; int n, cap; } things;
    struct { kg_fact *v; int n, cap; } facts;
    struct { kg_promise *v; int n, cap; } promises;
} kg_telling;

#define KG_TEXT(t, o, key) kg_json_text((o), (key), &(t)->wrong)
/* for (each object x of a list that the portal expanded, but for those taken away since) */
#define KG_EACH(t, o, key, x)                                                                                          \
    for (size_t i_ = 0; ((x) = kg_json_in((o), (key), i_, &(t)->wrong)) != NULL; i_++)                                    \
        if (!kg_json_true((x), "Verwijderd"))

kg_thing *kg_tell(kg_telling *t, kg_str id);                  /* the thing of that id, once a record */
void kg_state(kg_telling *t, kg_relation r, const char *value, kg_str source, kg_str target, kg_str proof);
kg_str kg_json_date(kg_telling *t, const kg_json *o, const char *key);
kg_str kg_json_line(kg_telling *t, const kg_json *o, const char *key);   /* text without line ends and outer blanks */
kg_str kg_register_id(kg_str number, char letter);            /* "2025Z02986" for 'Z'; none where it is none */
kg_str kg_dossier_of(kg_telling *t, const kg_json *dossier);  /* "36410-XIV" */

kg_str kg_tell_zaak(kg_telling *t, const kg_json *o);         /* id of what the record is about; none where it has none */
kg_str kg_tell_document(kg_telling *t, const kg_json *o);
kg_str kg_tell_dossier(kg_telling *t, const kg_json *o);
kg_str kg_tell_activiteit(kg_telling *t, const kg_json *o);
kg_str kg_tell_besluit(kg_telling *t, const kg_json *o);
kg_str kg_tell_stemming(kg_telling *t, const kg_json *o);
kg_str kg_tell_toezegging(kg_telling *t, const kg_json *o);
void kg_tell_decision(kg_telling *t, const kg_json *besluit, kg_str zaak);
void kg_tell_movers(kg_telling *t, const kg_json *o, kg_thing *x);
void kg_tell_replaced(kg_telling *t, kg_str title, kg_str dossier, kg_str id);    /* "(t.v.v. 36410-XIV-31)" in its name */

#endif
