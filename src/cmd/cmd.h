/* cmd.h - what the commands share: messages, exit status, output, options, help, rows.
 *
 * Each command is one thin file: parse options, call the library, print. main.c holds the table that names them. Only
 * these files print and exit; the library does neither.
 */
#ifndef KG_CMD_H
#define KG_CMD_H

#include "base.h"
#include <getopt.h>

enum { CMD_DONE = 0, CMD_SOME = 1, CMD_NONE = 2 };      /* exit status (formats.md): done; some refused; nothing done */

int cmd_extract(int argc, char **argv);
int cmd_build(int argc, char **argv);
int cmd_export(int argc, char **argv);
int cmd_draw(int argc, char **argv);
int cmd_text(int argc, char **argv);
int cmd_rules(int argc, char **argv);
int cmd_moties(int argc, char **argv);
int cmd_toezeggingen(int argc, char **argv);
int cmd_edges(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_answers(int argc, char **argv);
int cmd_missing(int argc, char **argv);
int cmd_cites(int argc, char **argv);
int cmd_cited_by(int argc, char **argv);
int cmd_history(int argc, char **argv);
int cmd_path(int argc, char **argv);
int cmd_search(int argc, char **argv);
int cmd_top(int argc, char **argv);
int cmd_groups(int argc, char **argv);
int cmd_mainpath(int argc, char **argv);
int cmd_sql(int argc, char **argv);
int cmd_show(int argc, char **argv);
int cmd_cypher(int argc, char **argv);

/* -- messages: "kamergraaf: FILE[:LINE]: what", on standard error; both return CMD_NONE -------------------------- */
int cmd_error(const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4))); /* line 0: none */
int cmd_usage(const char *command, const char *format, ...)
    __attribute__((format(printf, 2, 3))); /* adds where help is */

/* What went to standard output through stdio has arrived: CMD_DONE; else says why not. */
int cmd_printed(void);

/* -- options ----------------------------------------------------------------------------------------------------- */
typedef struct {
    const char *usage;                                        /* "extract [--format table|ndjson|csv] FILE|DIR|-..." */
    const char *about;                                        /* what it does; lines ended by '\n' */
    const char *options;                                      /* one line an option, ended by '\n'; --help is added */
    const char *example;                                      /* one or more command lines, ended by '\n' */
} cmd_help;

enum { CMD_QUIET = 512 };
/* Part of each command's table, before the closing {0}. */
#define CMD_HELP_OPTION { "help", no_argument, NULL, 'h' }, { "quiet", no_argument, NULL, CMD_QUIET }
extern bool cmd_quiet;                                        /* --quiet, of every command: rows and errors alone */
extern const char *cmd_name;                                  /* of the command that runs */

/* getopt_long that speaks for itself: prints the help and exits on --help, says what is wrong and exits with CMD_NONE
 * on an unknown option or a missing argument. `longs` is all there is, but for the short forms in `shorts` ("o:"). */
int cmd_getopt(int argc, char **argv, const char *shorts, const struct option *longs, const cmd_help *h);

/* The word of `known` that was nearly written (up to a '='), or NULL. */
const char *cmd_meant(const char *word, const char *const *known, int n);
bool cmd_is_dossier(const char *s);                           /* of a question: begins with a number: 35373, "35 570-V", dossier-21501-02 */

/* What is too large to be read: of each command that reads documents. cmd_limit: true where `c` was one of these options; exits
 * where its argument is no size. */
enum { CMD_MAX_FILE = 256, CMD_MAX_EXPAND, CMD_MAX_TIME };
#define CMD_LIMIT_OPTIONS \
    { "max-file", required_argument, NULL, CMD_MAX_FILE }, { "max-expand", required_argument, NULL, CMD_MAX_EXPAND }, \
    { "max-time", required_argument, NULL, CMD_MAX_TIME }
#define CMD_LIMIT_USAGE "[--max-file SIZE] [--max-expand SIZE] [--max-time N] "
#define CMD_LIMIT_HELP \
    "  --max-file SIZE        refuse larger documents: 512M, the default; at most 1G\n" \
    "  --max-expand SIZE      give up an archive that unpacks to more: 16G, the default\n" \
    "  --max-time SECONDS     give up a PDF that takes longer for one page: 30, the default\n"
bool cmd_limit(const char *command, int c, kg_limits *l);

bool cmd_is_period(const char *s);                            /* 2021, 2021-11, 2021-11-04 */

typedef enum { CMD_TABLE = 1, CMD_NDJSON = 2, CMD_CSV = 4, CMD_TSV = 8, CMD_MARKDOWN = 16, CMD_HTML = 32 } cmd_format;
enum { CMD_ANY = 63 };
bool cmd_format_from(const char *command, const char *word, unsigned among, cmd_format *f);   /* says what is wrong */

/* The list given by --known into *k, NULL where none is given; false: said what is wrong. */
#define CMD_KNOWN_HELP "  --known FILE           a list of ids that exist, one a line (plain, gzip, xz): what is not in it is marked\n"
bool cmd_open_known(const char *file, kg_known **k);

/* -- output: standard output (file == NULL), or a file that takes the place of FILE only when all of it is there (output.c) -- */
enum { CMD_BLOCK = 1 << 20 };
typedef struct {
    int fd, failed;                                           /* failed: errno */
    const char *name;
    char *file, *tmp;                                         /* file: where tmp goes in the end; NULL where nothing is renamed */
    bool named, old, had;                                     /* tmp is there; holds what was there before; FILE was there */
    char *buf; size_t n;
    kg_sink_fn *put; void *ctx;                               /* where it goes instead: a worker's way back */
} cmd_out;
cmd_out *cmd_out_open(const char *file);                      /* NULL: said why */
bool cmd_put(void *out, const char *bytes, size_t n);         /* a kg_sink_fn; buffered, 1 MB */
static inline bool cmd_puts(cmd_out *o, kg_str s)
{
    if ((size_t)s.n > CMD_BLOCK - o->n || !s.n) return cmd_put(o, s.s, (size_t)s.n);
    memcpy(o->buf + o->n, s.s, (size_t)s.n);
    o->n += (size_t)s.n;
    return !o->failed;
}
void cmd_flush(cmd_out *o);                                   /* what is there so far goes out */
/* Room for n bytes, at most CMD_BLOCK; cmd_wrote says up to where it was used. */
static inline char *cmd_room(cmd_out *o, size_t n)
{
    if (n > CMD_BLOCK - o->n) cmd_flush(o);
    return o->buf + o->n;
}
static inline void cmd_wrote(cmd_out *o, const char *end) { o->n = (size_t)(end - o->buf); }
bool cmd_out_close(cmd_out *o, bool keep);                  /* keep == false: nothing is left behind; false: said why */
bool cmd_out_close_all(cmd_out **all, int n, bool keep);    /* what belongs together: all take their places, or none */
char *cmd_beside(const char *file);                         /* a name for mkstemp in the same folder; to be freed */
unsigned cmd_umask(void);

/* -- JSON, CSV, TSV, Markdown, HTML by hand (rows.c, marks.c, memo.c) ------------------------------------------------------------------------------- */
void cmd_put_json(cmd_out *o, kg_str s);                    /* quoted, escaped; bytes that are no UTF-8 become U+FFFD */
void cmd_put_csv(cmd_out *o, kg_str s); /* RFC 4180: quoted where need be; ' before what a spreadsheet would reckon */
void cmd_put_tsv(cmd_out *o, kg_str s);                       /* tab, line end and \ as \t, \n, \r, \\ */
void cmd_put_markdown(cmd_out *o, kg_str s);                  /* a cell of a table: nothing in it is markup */
void cmd_put_html(cmd_out *o, kg_str s);
void cmd_html_head(cmd_out *o, const char *title, const kg_col *cols, int n);
void cmd_html_row(cmd_out *o, kg_arena *a, const kg_col *cols, int n, const kg_str *cell);   /* lists as "a; b" */
void cmd_put_int(cmd_out *o, long long v);
char *cmd_write_int(char *to, long long v);                 /* where it ends; 20 bytes are written, or less of use */

/* -- rows of a report: a kg_row_fn over a format ----------------------------------------------------------------- */
typedef struct cmd_rows cmd_rows;
cmd_rows *cmd_rows_new(cmd_format f, cmd_out *o);             /* table: columns are measured, so it prints at the end */
bool cmd_row(void *rows, const kg_col *cols, int ncols, const kg_cell *cells);
int cmd_rows_end(cmd_rows *r);                                /* prints what is left, frees; number of rows */
int cmd_width(kg_str utf8);                                   /* columns that the text takes on a terminal */

/* -- whole commands that only open a graph file and print one report --------------------------------------------- */
kg_store *cmd_open_file(const char *file);                    /* NULL: said why */
kg_store *cmd_open_graph(const char *command, int argc, char **argv);   /* the one argument left; NULL: said why */
bool cmd_kinds(kg_store *s, kg_str kinds, kg_err *e);         /* of --kind, between commas: such things there may be; else which there are */
/* The line below a report: nothing found in N documents from DATE to DATE. */
void cmd_put_scope(cmd_out *o, kg_store *s, const char *nothing);

bool cmd_text_records(cmd_out *o, const kg_doc *d, kg_err *e);  /* text_records.c */

#endif
