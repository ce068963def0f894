/* ids.h - private: what an id says about itself, by its shape alone; each O(length). Spec 0.1. */
#ifndef KG_IDS_H
#define KG_IDS_H

#include "base.h"

kg_kind kg_kind_of_id(kg_str id);                             /* "kst-", "2021Z12361", "DOC#motie-1", an address */
int kg_id_rank(kg_str id);                                    /* order in which ids name one thing: the lowest is its name */
kg_str kg_id_kind(kg_str id);                                 /* kind of formats.md; none where the shape does not tell */
bool kg_id_official(kg_str id);                               /* has the shape of an official id */
kg_str kg_id_dossier(kg_str id);                              /* "21501-02" of "kst-21501-02-2375"; or none */
kg_str kg_id_label(kg_str id, kg_arena *a);                   /* "21 501-02, nr. 2375"; or none */
int kg_id_compare(kg_str a, kg_str b);                        /* natural: runs of digits by value */

#endif
