/* key.h - private to the keys: what key.c, key_kst.c, key_list.c, key_eu.c, official.c and url.c share. */
#ifndef KG_KEY_H
#define KG_KEY_H

#include "rules.h"

kg_key_fn kg_key_kamerstuk, kg_key_omgekeerd, kg_key_dubbel;                       /* key_kst.c */
kg_key_fn kg_key_register, kg_key_aanhangsel, kg_key_handelingen, kg_key_plenair;  /* key.c */
kg_key_fn kg_key_official, kg_key_toezegging_ek, kg_key_kenmerk, kg_key_ecli;
kg_key_fn kg_key_eu_act, kg_key_eu_paper, kg_key_celex, kg_key_resolutie;          /* key_eu.c */
kg_key_fn kg_key_url;                                                              /* url.c */

/* Rule of the phrases that a footnote's marker closes (resolve/closed.c): they are found by the marker, not by a regex. */
extern const kg_rule kg_rule_closed;

static inline bool kg_holds(kg_str s, char c) { return s.n && memchr(s.s, c, (size_t)s.n); }
kg_str kg_upper_dup(kg_arena *a, kg_str s);
kg_str kg_digits_of(kg_arena *a, kg_str s);                   /* "21 501" -> "21501" */
kg_str kg_before(const kg_text *t, uint32_t at, uint32_t most);   /* what stands before a place, in its passage */
/* Where the last of them begins, without case; or -1. Words of two letters and more; seventeen bytes can be read from s.s on. */
ptrdiff_t kg_last_of(kg_str s, const char *const *words, size_t n);
#define KG_LAST_OF(s, words) kg_last_of((s), (words), sizeof(words) / sizeof *(words))
static inline ptrdiff_t kg_last_word(kg_str s, const char *word) { return kg_last_of(s, &word, 1); }
/* The years of a parliamentary year, "2020" and "21" to "20202021"; *repaired where the second is not the first's
 * next. */
kg_str kg_years(kg_arena *a, kg_str y1, kg_str y2, bool *repaired);

/* Further numbers behind a first one: "en 13", "; nr. 7", "t/m 15" (spec 1.1.3, key_list.c). number 0: a letter. */
typedef struct { int number; kg_str letters; kg_span at; } kg_more;
typedef struct { bool plural, letters; int first; } kg_list;
int kg_list_more(kg_str flow, uint32_t at, kg_list how, kg_more *out, int max);

bool kg_budget(int dossier);                                  /* has chapters (spec 1.1.2) */
bool kg_with_parts(int dossier);                              /* has numbered parts: 21501, 19291, 23908 */

/* An id of officielebekendmakingen in canonical spelling: "kst-31700-iv-c" -> "kst-31700-IV-C"; none where it is
 * none. */
kg_str kg_official_id(kg_str s, kg_arena *a);
/* An id as a format states it: "kst-35373-8", "dossier/36600-XXIII", "2021Z12361", an address; canonical, or none. */
kg_str kg_canonical_id(kg_str s, kg_arena *a);
int kg_url_ids(kg_str address, kg_str *out, kg_arena *a);   /* the ids that it stands for, else itself; how many */
kg_str kg_celex(kg_str s, kg_arena *a); /* key_eu.c: "02016R0679-20160504" -> "celex-32016R0679"; none */

#endif
