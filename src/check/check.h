/* check.h - private: what is wrong with a document, or looks as if it were a reference and is none.
 *
 * near.c (passed over, and why) - doubts.c (what single mentions and notes are short of) - against.c (what one place says
 * against another) -> check.c (put together, in order of place). collection.c asks the graph file for what only all documents
 * together show.
 */
#ifndef KG_CHECK_H
#define KG_CHECK_H

#include "words.h"

/* Everything that can be found, in the order of `kamergraaf check --help`. */
#define KG_FINDINGS(X) \
    X(REFUSED, "refused", KG_ERROR, "a file that could not be read") \
    X(RECORD, "record", KG_ERROR, "a record of open data that could not be read") \
    X(MARKUP, "markup", KG_WARNING, "what the format states is not what the words say, or cannot be") \
    X(REPAIRED, "repaired", KG_WARNING, "a number with a slip of the pen; what is meant is certain") \
    X(UNKNOWN, "unknown", KG_WARNING, "a number that does not exist, says the list given by --known") \
    X(TWO_DATES, "two-dates", KG_WARNING, "one number with two dates") \
    X(TWO_TITLES, "two-titles", KG_WARNING, "one number with two subjects") \
    X(OTHER_MOVERS, "other-movers", KG_WARNING, "a motion under the number of a motion of other movers") \
    X(YOUNGER, "younger", KG_WARNING, "a citation of something younger than what cites it") \
    X(TWO_ADDRESSES, "two-addresses", KG_WARNING, "one number with two addresses, or one address with two numbers") \
    X(AMBIGUOUS, "ambiguous", KG_WARNING, "words that fit two things equally well") \
    X(NO_NOTE, "no-note", KG_WARNING, "a footnote marker without a note") \
    X(NO_MARKER, "no-marker", KG_WARNING, "a footnote that no marker points to") \
    X(UNNUMBERED, "unnumbered", KG_REMARK, "a motion, letter or question named without number, nor told elsewhere in the text") \
    X(NEAR_MISS, "near-miss", KG_REMARK, "looks like a reference and was not taken for one")
#define KG_FINDING_ENUM(name, word, level, about) KG_F_##name,
typedef enum { KG_FINDINGS(KG_FINDING_ENUM) KG_F_COUNT } kg_finding;

/* Matches of bijna.rules, taken out of scanned references; what is wrong in the document, into f->problems. */
kg_refs kg_take_misses(kg_refs *refs, kg_arena *a);
void kg_check(const kg_refs *misses, kg_found *f, kg_arena *a);

typedef struct {
    const kg_text *t;
    const kg_refs *refs;                                      /* mentions, in order of flow */
    const kg_found *f;
    kg_arena *a;
    struct { kg_problem *v; int n, cap; } out;
} kg_checking;

/* A finding at words of the flow. `meant`: what is meant, or none; `why`: a sentence without final stop. */
void kg_found_at(kg_checking *c, kg_finding what, kg_span at, kg_str meant, kg_str why);

void kg_check_near(kg_checking *c, const kg_refs *misses);
void kg_check_doubts(kg_checking *c);
void kg_check_notes(kg_checking *c);
void kg_check_against(kg_checking *c);

/* "Tony van Dijck" and "Van Dijck", "Hijink van de SP" and "Hijink"; true as well where one of them names nobody. */
bool kg_same_person(kg_str a, kg_str b);

static inline int kg_line_of(const kg_checking *c, uint32_t flow) { return kg_line_at(c->t, kg_raw_at(c->t, flow)); }

#endif
