/* relate.h - private to stage 4: what its files share.
 *
 * relate.c (citations, questions) with answers.c (what the government says of a motion), bound.c and several.c (which motions it speaks of),
 * standing.c (tables) and headed.c (names as heads), moties.c with verdicts.c (the life of a motion, what is told about things), toezeggingen.c
 * (commitments) with closing.c (the chair's list of them), keeps.c, again.c, told.c and deadline.c, agenda.c (papers that a meeting deals with),
 * papers.c (postponed, attached), and same.c (what is one thing under two names). All read the same references and cues and push onto the same record.
 */
#ifndef KG_RELATE_H
#define KG_RELATE_H

#include "words.h"

enum { KG_MOVERS_SAID = 2 };
typedef struct {
    const kg_text *t;
    kg_refs refs;                                             /* with cues */
    kg_arena *a;
    kg_found *found;
    struct { kg_edge *v; int n, cap; } edges;
    struct { kg_thing *v; int n, cap; } things;
    struct { kg_promise *v; int n, cap; } promises;
    struct { kg_problem *v; int n, cap; } problems;
    kg_map *answered;                                         /* motion in a sentence -> index of its edge + 1 (answers.c) */
    kg_map *told;                                             /* id -> index of its thing + 1 */
    kg_map *same;                                             /* pairs of ids that were found to be one thing */
    kg_map *introduced;                                       /* ids put on record in this document: 1, or KG_MOVERS_SAID once the chair has named them */
    struct kg_asked *asked;                                   /* asked.c */
    bool debate;
    uint32_t listed;                                          /* closing.c: how far the chair's lists are read */
} kg_relating;

static inline kg_str kg_role_str(const kg_ref *p) { return p->kind == KG_CUE ? kg_rule_role(p->rule) : (kg_str){ 0 }; }
static inline kg_str kg_ref_cap(const kg_relating *r, const kg_ref *p, int cap)
{
    return kg_cut(r->t->flow, p->cap[cap]);
}
static inline const kg_passage *kg_ref_passage(const kg_relating *r, const kg_ref *p)
{
    return &r->t->passages[p->passage];
}
/* asked.c: of a role that says nothing alone ("deadline", "not_promise" ...) what begins in these words. */
struct kg_asked *kg_asked_new(kg_scanner *s, const kg_text *t, kg_arena *a);
kg_refs kg_asked(const kg_relating *r, kg_span words, const char *role);
/* First number behind a cue, in its passage, at most `far` bytes away; of a kamerstuk unless `any`. */
const kg_ref *kg_number_behind(const kg_relating *r, const kg_ref *c, uint32_t far, bool any);
bool kg_names_motion(const kg_ref *p);                        /* a phrase that names a motion and has a target */

/* A new relation from the document at the words of `p`, with the sentence as evidence. */
kg_edge *kg_add_edge(kg_relating *r, kg_relation relation, kg_str value, const kg_ref *p, const kg_ref *cue);

kg_thing *kg_told(kg_relating *r, kg_str id);                 /* what is told about `id`, made where it is new */

/* Nothing but "deze motie", "die motie": no name, no number. */
bool kg_refers_back(const kg_ref *p);
/* bound.c: the motion that a cue speaks of, or -1: right behind it, in its sentence, or before the verb that the cue is. */
int kg_next_motion(const kg_relating *r, int cue);
int kg_sentence_motion(const kg_relating *r, int cue);
int kg_subject_motion(const kg_relating *r, int cue);
bool kg_governed(const kg_relating *r, int motion);           /* a preposition stands before it: "naar aanleiding van de motie" */
bool kg_governed_at(const kg_relating *r, uint32_t at);
/* several.c: motions that the cue's sentence speaks of together ("moties"), at most `max`; the one named before it; another that it contrasts,
 * with what it says of that one ("niet"). */
int kg_several_motions(const kg_relating *r, int cue, bool next, bool subject, int *out, int max);
int kg_motion_before(const kg_relating *r, int cue);
int kg_other_motion(const kg_relating *r, int cue, kg_str *word);
int kg_beside(const kg_relating *r, int motion, int step);    /* the motion named together with this one, before (-1) or behind it, or -1 */

/* The names below a motion's text, which ends at `behind`: "Mutluer, Thijssen, Van der Lee"; none where no names stand there. */
kg_str kg_signers(const kg_text *t, uint32_t behind, kg_arena *a);
void kg_tell_stated(kg_relating *r);                          /* facts.c: first; things that the format states */
void kg_relate_stated(kg_relating *r);                        /* facts.c: behind what the words gave */

void kg_relate_answer(kg_relating *r, int cue);
/* A letter with verdicts on motions that are still to be voted on: "Ik ontraad de motie". */
bool kg_gives_verdict(const kg_relating *r, uint32_t beg, uint32_t end);
void kg_answer_items(kg_relating *r);                         /* after every cue: the motions a letter lists and reports on */
void kg_answer_asked(kg_relating *r);                         /* after that: the motions a question asks about, answered below it */
void kg_answer_table(kg_relating *r);                         /* standing.c: and those of tables that say how motions stand */
bool kg_asker_speaks(const kg_relating *r, const kg_ref *c);  /* members.c: no answer, since a member says or asks it */
bool kg_told_of_members(const kg_relating *r, const kg_ref *c, kg_span sentence);
void kg_held_elsewhere(kg_relating *r, int i);              /* a letter tells that a motion was held in the Chamber */
void kg_answer_headed(kg_relating *r);                        /* headed.c: and those whose name stands above a paragraph */
void kg_relate_agenda(kg_relating *r);                        /* agenda.c */
void kg_relate_moties(kg_relating *r);

/* Motions that are dealt with together: "de moties op de stukken nrs. 1136, 1140 en 1150". */
typedef struct { int first, last, before; } kg_taken;         /* references; first < 0: none; before: what was dealt with last, or -1 */
void kg_judge(kg_relating *r, const kg_ref *cue, kg_taken current);
bool kg_goes_on_to(const kg_relating *r, const kg_ref *p);    /* here a motion is taken up */
kg_taken kg_take_up(const kg_relating *r, int i, kg_taken now);
void kg_put_right(kg_relating *r, const kg_ref *p);           /* "Dat betreft de motie op stuk nr. 37, wellicht?" - "Ja" */
bool kg_unknown_motion(const kg_relating *r, const kg_ref *p);
bool kg_amendment(const kg_relating *r, const kg_ref *p);
bool kg_calls_amendment(const kg_relating *r, const kg_ref *p);   /* in these very words */
void kg_relate_toezeggingen(kg_relating *r);
void kg_relate_papers(kg_relating *r);                     /* papers.c: behind the answers */
void kg_relate_attached(kg_relating *r);                      /* papers.c: after the citations, which stay */
/* A number with its address directly behind it. */
bool kg_address_beside(const kg_text *t, const kg_ref *a, const kg_ref *b);
void kg_relate_same(kg_relating *r);                         /* same.c: after the citations, which stay */
/* A commitment in these words, with its edge and its deadline. */
kg_str kg_answering(const kg_text *t, kg_arena *a);           /* the minister whom the head of an Aanhangsel names; or none */
kg_promise *kg_add_promise(kg_relating *r, kg_span words, const kg_ref *cue, kg_relation relation);
kg_str kg_promise_key(const kg_relating *r, kg_span words);   /* what the same words have in common, said twice */
bool kg_same_promise(kg_str a, kg_str b);                     /* nearly the same words, but for their endings */
kg_span kg_without_speaker(const kg_relating *r, kg_span sentence);
/* keeps.c: what a cue `fulfils:full`, `keeps:told` or `keeps:title` says is kept here; nothing where it is only told. */
void kg_take_kept(kg_relating *r, const kg_ref *cue, kg_map **seen);
const kg_ref *kg_cue_in(const kg_relating *r, kg_span words, const char *role);   /* the first one of this role */
void kg_set_deadline(kg_relating *r, kg_promise *p, kg_span words, const kg_ref *cue);
void kg_tell_promised(kg_relating *r);                        /* told.c: with the sentence or the question that their words point to */
void kg_deadline_behind(kg_relating *r, kg_promise *p, kg_span words);   /* told.c: of the next sentence */
/* The last day on which the words are still kept, said on the day `from`; none where they name no day. */
kg_date kg_due(kg_str words, kg_date from);
/* The chair's list behind its head (a cue `promise_list`); what is in `seen` is in the list already. */
void kg_closing_list(kg_relating *r, int head, kg_map **seen);

void kg_melt_promises(kg_relating *r);                        /* again.c: what the chair reads out was said before */

#endif
