/* rules.h - private to stage 2: what a rule is, and how cues, regexes and keys meet.
 *
 * rule_file.c (text to rules) -> rules.c, reach.c (regexes compiled, examples checked) -> cues.c, numbers.c (one pass over the
 * text finds the cues) -> scan.c (a rule's regex in the window around its cue) -> key.c, key_kst.c, key_eu.c, official.c, url.c
 * (match to canonical id).
 *
 * The syntax of a rule file, one keyword a line, `#` begins a comment line:
 *
 *     define NAME PATTERN     sub-pattern for all files, used as <<NAME>>, or called as (?&NAME) where it is long and used often
 *     rule   NAME             begins a rule; the lines below belong to it
 *     kind   WORD             a kind of formats.md, or cue
 *     cue    WORD ...         literals (ASCII case folded, `_` stands for a blank) or classes (numbers.c): @dossier ...
 *     with   WORD ...         each match holds one of these, too, as written (`_`: a blank): the regex is not tried where none is near
 *     window BEFORE AFTER     bytes around the start of the cue in which the match lies; it contains the cue, and
 *                             begins there where BEFORE is 0
 *     regex  PATTERN          PCRE2, UTF and EXTENDED, no UCP; several lines are one pattern
 *     key    TEMPLATE         "stb-{y}-{n}", or @function of key.c, or - where resolve.c finds the target
 *     conf   NUMBER           0.95 unless said
 *     prio   NUMBER           50 unless said: of two overlapping ids the higher stays, then the first, then the longer
 *     role, bind WORD         of a cue, for relate.c; "promises:letter", "keeps:told", "keeps:title" and "answers:" of a rule called brief-...
 *                             are tried in papers alone, all other "promises:" (but "until") and "judges:" in debates alone; "deadline" and
 *                             others that say nothing alone where relate/ asks for them
 *     voice  WORD ...         only where one of them speaks (government, member, chair, none); anywhere unless said
 *     yes    TEXT [=> WANT]   must match; WANT: targets separated by " ; ", or the matched words where key is -;
 *                             `\n` parts passages
 *     no     TEXT             must not match
 *
 * A match never begins inside a word: "emotie" is no "motie", without a guard in each rule.
 */
#ifndef KG_RULES_H
#define KG_RULES_H

#include "base.h"

struct pcre2_real_code_8;                                     /* pcre2.h is for rules.c and scan.c */

typedef struct kg_match kg_match;
typedef void kg_key_fn(kg_match *m);

typedef struct { kg_str name, text; } kg_rule_source;         /* a rule file */
typedef struct {
    kg_str text;
    const kg_rule_source *src;
    int line, col;
} kg_rule_piece; /* regex line or definition */
typedef struct { kg_str text, want; int line; bool yes; } kg_example;

enum { KG_MAX_GROUPS = 128, KG_WORD_MAX = 64 };

struct kg_rule {
    kg_str name, key, role, bind;
    enum { KG_ANYWHERE, KG_DEBATES, KG_PAPERS } where;
    bool asked;                                               /* says nothing alone: tried in sentences for which that is asked */
    bool near;                                                /* finds what is no mention: tried last, where none was found */
    const kg_rule_source *src;
    int line;
    bool has_kind;
    unsigned voices;                                          /* 1 << kg_voice; 0: any */
    kg_kind kind;
    float conf;
    int prio;
    int before, after;
    struct { kg_str *v; int n, cap; } cues, with;
    uint64_t *begins;                                         /* bits: how a word of `with` may begin (reach.c) */
    struct { kg_rule_piece *v; int n, cap; } regex;
    struct { kg_example *v; int n, cap; } examples;
    kg_key_fn *fn;                                            /* NULL: template, or none */
};

typedef struct kg_cues kg_cues;
typedef struct { kg_str name; kg_rule_piece body; } kg_definition;

struct kg_rules {
    kg_arena *a;
    struct { kg_rule *v; int n, cap; } rules;
    struct { kg_definition *v; int n, cap; } defines;
    bool redefine;                                            /* a file checked alone brings its own definitions */
    uint64_t hash;                                            /* of all that was read */
};
uint64_t kg_rules_hash(const kg_rules *r);

extern const kg_rule kg_markup_rule;                          /* of what the format states; kg_rules_at does not list it */

/* -- rule_file.c --------------------------------------------------------------------------------------------------- */
/* Adds the definitions (and, unless `defines_only`, the rules) of one file. */
bool kg_rule_parse(kg_rules *r, const kg_rule_source *src, bool defines_only, kg_err *e);
/* "file:line:col: what", the line and a caret. Always false. */
bool kg_rule_fail(kg_err *e, const kg_rule_source *src, int line, int col, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
typedef struct { uint32_t at; kg_rule_piece from; } kg_expansion_run;
typedef struct {                                              /* a pattern with its definitions filled in */
    kg_buf text;
    struct { kg_expansion_run *v; int n, cap; } runs;         /* where each stretch of it was written */
} kg_expansion;
bool kg_rule_expand(const kg_rules *r, const kg_rule *rule, kg_expansion *x, kg_arena *a, kg_err *e);
bool kg_rule_defines(const kg_rules *r, kg_str name);

/* -- rules.c ------------------------------------------------------------------------------------------------------- */
typedef struct {
    struct pcre2_real_code_8 *code;                           /* whose it is frees it */
    signed char cap_of[KG_MAX_GROUPS];                        /* group number to KG_CAP_*, -1 for none */
    unsigned bars;                                            /* of KG_BARS: no match contains them */
} kg_regex;
/* Threads may compile the same rule. */
bool kg_rule_compile(const kg_rules *r, const kg_rule *rule, kg_regex *x, kg_err *e);

/* -- reach.c ------------------------------------------------------------------------------------------------------- */
#define KG_BARS ".?!\n"
enum { KG_NBARS = sizeof KG_BARS - 1 };
unsigned kg_never_matched(kg_str pattern);                    /* 1 << place in KG_BARS */
void kg_begin_with(kg_rule *q, kg_arena *a);                  /* once its words are read */
bool kg_may_match(const kg_rule *q, kg_str window);           /* it holds a word that each match holds; four bytes behind it can be read */

/* -- numbers.c ----------------------------------------------------------------------------------------------------- */
enum { KG_NUMBERS = 12 };
typedef struct { int class; uint32_t at, len; } kg_number;    /* a cue of a class: @dossier */
int kg_numbers_at(const char *s, uint32_t i, kg_number to[KG_NUMBERS]);   /* of the run of digits that begins at i; how many */
int kg_number_class(kg_str word);                             /* -1: a literal */

/* -- cues.c -------------------------------------------------------------------------------------------------------- */
typedef void kg_cue_fn(void *ctx, uint32_t at, uint32_t len, int rule);
typedef bool kg_wanted_fn(const kg_rule *q, int wording, bool debate);
const kg_cues *kg_cues_new(const kg_rules *r, kg_wanted_fn *wanted, int wording, bool debate, kg_arena *a);   /* wanted == NULL: all rules */
/* All cues of all rules, in one pass; at most KG_WORD_MAX bytes out of order. */
void kg_cues_each(const kg_cues *c, kg_str flow, kg_cue_fn *fn, void *ctx);

/* -- overlaps.c ---------------------------------------------------------------------------------------------------- */
typedef struct { kg_ref ref; int match, prio; bool id; } kg_candidate;
typedef struct kg_hits { kg_candidate *v; int n, cap; int matches; kg_arena *a; } kg_hits;
/* In reading order, in the arena of the hits; of hits that overlap those that do not stay are made empty. */
kg_candidate **kg_hits_settle(const kg_hits *h);

/* -- scan.c -------------------------------------------------------------------------------------------------------- */
struct kg_match {
    const kg_text *t;
    const kg_rule *rule;
    kg_span at;
    kg_span cap[KG_CAP_COUNT];
    struct kg_hits *out;
    kg_arena *a;
};
static inline kg_str kg_group(const kg_match *m, int cap) { return kg_cut(m->t->flow, m->cap[cap]); }
static inline bool kg_has(const kg_match *m, int cap) { return m->cap[cap].end > m->cap[cap].beg; }
/* Adds a reference, with the captures, kind and confidence of the match; target may be none. */
kg_ref *kg_emit(kg_match *m, kg_span at, kg_str target);
const kg_known *kg_scanner_list(const kg_scanner *s);         /* as given to kg_scanner_known, or NULL */
/* Which wording kg_scan looks for: all; without what says nothing alone; without what only relations need. Mentions stay the same,
 * and come faster. */
typedef enum { KG_ALL_WORDING, KG_LEADING_WORDING, KG_NO_WORDING } kg_wording;
void kg_scanner_wording(kg_scanner *s, kg_wording w);
/* What says nothing alone: matches of rules with this role in a part of the flow. O(bytes of the part + matches). */
kg_refs kg_scan_asked(kg_scanner *s, const kg_text *t, kg_span at, const char *role, kg_arena *a);
/* As kg_scan, but each regex runs over the whole text: slow, the oracle that the windows are tested against. */
bool kg_scan_slow(kg_scanner *s, const kg_text *t, kg_refs *refs, kg_arena *a, kg_err *e);

/* -- key.c (its sisters: key.h) ------------------------------------------------------------------------------------ */
kg_key_fn *kg_key_named(kg_str name);                         /* "@kamerstuk"; NULL where there is none */
kg_str kg_key_fill(const kg_match *m);                        /* the rule's template */
void kg_settle_own(kg_refs *refs); /* the letter's own reference is furniture, wherever it stands */
bool kg_key_check(kg_str key);                                /* all {groups} of the template exist */

#endif
