/* words.h - private: surnames and dates in running text. */
#ifndef KG_WORDS_H
#define KG_WORDS_H

#include "base.h"

enum { KG_MAX_NAMES = 32 };

/* Surnames with their tussenvoegsels out of "de heer Voordewind, mevrouw Karabulut (SP) en Van der Staaij", "Omtzigt/Van
 * Helvert", "VAN DER PLAS": at most KG_MAX_NAMES, as they are written out ("Van der Plas"). Returns how many. */
int kg_surnames(kg_str s, kg_str *out, kg_arena *a);
/* What two spellings of a surname have in common: small letters, tussenvoegsels as marks ("Van der Graaf" -> "~graaf"). */
kg_str kg_surname_key(kg_str name, kg_arena *a);
int kg_surname_keys(kg_str s, kg_str *keys, kg_arena *a);     /* those of kg_surnames */
bool kg_same_surname(kg_str a, kg_str b);                     /* of two keys; "Tjeerd de Groot" and "De Groot" are one */

/* spelling.c: without capitals and marks ("Kostić" -> "kostic"); `out` has room for s.n bytes. Returns how many. */
ptrdiff_t kg_plain(kg_str s, char *out);
/* Letters to change, or to swap with the next, in any case; more than `far`: far + 1. */
int kg_apart(kg_str a, kg_str b, int far);

/* Does it say no: niet, geen, nooit, noch ...; not "niet alleen". Any case. */
bool kg_denies(kg_str s);

int kg_month(kg_str word);                                    /* 1..12 for januari..december (any case), 0 else */
int kg_month_in(kg_str s, ptrdiff_t *behind);                 /* of the first month named in s; 0 where there is none */
typedef struct { int day, month, year; } kg_date;             /* 0 where not said */
/* Last "16 juni 2021" or "16 juni" in s. */
bool kg_last_date(kg_str s, kg_date *d);
kg_date kg_date_of(kg_str iso);
bool kg_is_date(kg_str iso);                                  /* "2021-11-04", a day that there is */
kg_str kg_iso(kg_date d, kg_arena *a);                        /* none unless complete */
int kg_date_cmp(kg_date a, kg_date b);
/* The year of a date given without one, seen from `from`: "jl." looks back, "a.s." forward, else the nearest before. */
kg_date kg_date_near(kg_date d, kg_date from, bool future);
kg_date kg_date_add(kg_date d, int days);
/* First of the two years of the parliamentary year that a day lies in: it begins on the third Tuesday of September. */
int kg_session(int y, int month, int d);
kg_date kg_month_end(int month, int year);                    /* its last day; month 1 to 12 */
kg_date kg_date_months(kg_date d, int months);                /* the same day some months on, or the month's last */
int kg_weekday(kg_date d);                                    /* 0 Monday to 6 Sunday */

#endif
