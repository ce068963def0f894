/* question.h - what the commands share that put one question to a graph file and print its rows (question.c). */
#ifndef KG_QUESTION_H
#define KG_QUESTION_H

#include "cmd.h"

typedef struct cmd_question cmd_question;
struct cmd_question {
    /* Asks; q->args are the words behind the graph file. */
    bool (*ask)(kg_store *s, cmd_question *q, kg_row_fn *row, void *ctx, kg_err *e);
    /* Columns that people see (table, markdown, html), by name: "made in=doc:line|who|words": head, then what stands there; "a+b": "a, b". NULL: all. */
    const char *shown;
    void (*see)(cmd_question *q, const kg_cell *cell);        /* each row, before it is printed; or NULL */
    void (*foot)(cmd_question *q, cmd_out *o, kg_store *s);   /* what stands below a table; or NULL */
    bool spoken;                                              /* --minister is who says it: needs the index of words */
    int least, most;                                          /* how many words, and of what: "ID" */
    const char *words;
    cmd_format format;                                        /* from here on: what the user said */
    kg_ask_opts o;
    char *const *args;
    int nargs, rows, count[5];                                /* rows printed; what `see` counts */
};

/* Rows of a command's table of options, and of its help. */
#define CMD_FORMAT { "format", required_argument, NULL, 'f' }
#define CMD_FORMAT_HELP "  --format FORMAT        table (default; COLUMNS=200 before the command: as on a terminal of 200), csv, tsv, ndjson,\n" \
                        "                         markdown or html\n"
#define CMD_DOSSIER { "dossier", required_argument, NULL, 'D' }
#define CMD_DOSSIER_HELP "  --dossier NUMBER       of this dossier alone: 35373, 21501-02, \"35 570-V\"\n"
#define CMD_KIND { "kind", required_argument, NULL, 'K' }
#define CMD_KIND_HELP "  --kind KIND,...        of these kinds alone: motie, brief, verslag, kamerstuk, url ...\n"
#define CMD_PERIOD { "from", required_argument, NULL, 'F' }, { "to", required_argument, NULL, 'T' }
#define CMD_PERIOD_HELP "  --from, --to DATE      in this time: 2020-10-05, 2020-10 or 2020\n"
#define CMD_MOVER { "mover", required_argument, NULL, 'M' }
#define CMD_MOVER_HELP "  --mover NAME           motions by this member, also as second name; Yesilgoz is Yeşilgöz-Zegerius\n"
#define CMD_MINISTER { "minister", required_argument, NULL, 'N' }
#define CMD_MINISTER_HELP "  --minister NAME        said by this minister in a debate or in answers to questions: Blok\n"
#define CMD_STATE { "state", required_argument, NULL, 'S' }
#define CMD_JUDGEMENT { "judgement", required_argument, NULL, 'J' }
#define CMD_ROWS { "limit", required_argument, NULL, 'L' }
#define CMD_ROWS_HELP "  --limit N              at most so many rows"

/* One option; true also for those that are the command's own. False: said what is wrong. */
bool cmd_question_option(cmd_question *q, const char *command, int c);
/* Words of `known` ("open|answered") between commas, or nothing said; `what` they are. False: said what is wrong. */
bool cmd_question_words(const char *command, const char *what, const char *said, const char *known);
/* --state: words of `known` ("open|answered") between commas; goes not with --open. False: said what is wrong. */
bool cmd_question_state(const cmd_question *q, const char *command, const char *known);
void cmd_tell_passages(kg_store *s);                          /* on a terminal: the index of words is being made, once */
int cmd_question_run(cmd_question *q, int argc, char **argv);   /* the exit status */

bool cmd_is_date(const char *s);                              /* a day that exists, as 2021-12-31 */
bool cmd_number(const char *command, const char *option, const char *word, int least, int *n);   /* says what is wrong */

#endif
