/* write.h - private to the writers: a buffered way out, escaping, and what an id says to people.
 */
#ifndef KG_WRITE_H
#define KG_WRITE_H

#include "base.h"

enum { KG_OUT_BLOCK = 1 << 18 };                              /* it lies in the cache when it is written */
typedef struct {                                              /* a block goes to the sink at a time */
    kg_sink_fn *put; void *ctx;
    char *buf; size_t n;
    bool ok;                                                  /* false from the first failed write on */
} kg_out;

void kg_out_open(kg_out *o, kg_sink_fn *put, void *ctx);
bool kg_out_close(kg_out *o);                                 /* flushes; false where any write failed */
void kg_out_large(kg_out *o, kg_str s);                       /* what the block has no room for */
static inline void kg_out_str(kg_out *o, kg_str s)            /* bytes as they are */
{
    if ((size_t)s.n > KG_OUT_BLOCK - o->n || !o->ok) { kg_out_large(o, s); return; }
    if (s.n) memcpy(o->buf + o->n, s.s, (size_t)s.n);
    o->n += (size_t)s.n;
}
#define kg_out_lit(o, lit) kg_out_str((o), KG_S(lit))
void kg_out_int(kg_out *o, long long v);
void kg_out_real(kg_out *o, double v);                        /* at most 4 decimals, "0.95"; no locale */

/* Text made safe: control characters but tab and newline become a blank, invalid UTF-8 and noncharacters U+FFFD. */
void kg_out_xml(kg_out *o, kg_str s);                         /* escapes & < > (and no quote: see write_graphml.c) */
void kg_out_html(kg_out *o, kg_str s); /* for HTML-like labels: & < > ", newlines become blanks */
void kg_out_dot(kg_out *o, kg_str s);                         /* inside "...": escapes " and \, newline as \n */
void kg_out_quoted(kg_out *o, kg_str id);                     /* the same with its quotes: a name in DOT */
void kg_out_shown(kg_out *o, kg_str s); /* the same where Graphviz draws it: "&amp;" stays "&amp;" */
void kg_out_plain(kg_out *o, kg_str s); /* nothing escaped, only made safe */
void kg_out_json(kg_out *o, kg_str s);  /* a JSON string, with its quotes */
void kg_out_script(kg_out *o, kg_str s); /* the same inside <script>: no "<", no U+2028, no U+2029 */
/* A cell of CSV: quoted where it must be. `formula`: a cell that a spreadsheet would reckon gets a ' before it. */
void kg_out_csv(kg_out *o, kg_str s, char separator, bool formula);
void kg_out_href(kg_out *o, kg_str s);  /* value of URL=: Graphviz 2.42 copies it into XML as it is */

/* Of sixteen bytes those that do not pass in every format: controls, " & < > and \, what is not ASCII. `|` makes twins of " and &, of < and >. */
static inline kg_sixteen kg_odd_bytes(const char *s)
{
    kg_sixteen x = kg_sixteen_at(s);
    return (kg_sixteen)((x - ' ') > '~' - ' ') | (kg_sixteen)((x | 4) == '&') | (kg_sixteen)((x | 2) == '>') | (kg_sixteen)(x == '\\');
}
static inline bool kg_harmless(const char *s) { return !kg_sixteen_any(kg_odd_bytes(s)); }
/* One UTF-8 character at s[0..n): its length, or 0 where it is none that may stand in text. */
int kg_utf8_len(const char *s, ptrdiff_t n);

/* Graphviz measures text with the first that is there, and asks fontconfig where it has none: a name of our own choice makes the
 * same picture on every machine that has the font (scripts/setup installs it). Verdana has the same widths. */
#define KG_FONT "DejaVu Sans,Verdana,sans-serif"

/* A cell of an HTML-like label with a size of its own, so that a picture has the same measures with any font. `align`: LEFT
 * CENTER RIGHT; width in points. Never empty: Graphviz takes an empty FONT for a syntax error. */
typedef struct { double size; bool bold; const char *colour, *align; int width, height; } kg_look;
void kg_out_cell(kg_out *o, kg_str text, kg_look look);
/* The label above a picture: `title`, and a line in grey below it; the table stays open for more rows. */
void kg_out_title(kg_out *o, kg_str title, kg_str below);

/* -- looks of kinds and relations (look.c): rows of style.tsv ------------------------------------------------------ */
typedef struct {
    kg_str of, name, word, code, shape, line, fill, style, width, dot, start[2];
    bool used;
} kg_style_row;                                               /* dot: colour where it is but a dot; start: of an edge's attributes in DOT */
typedef struct {
    kg_style_row *v; int n, cap;
    kg_style_row none;                                        /* where the table knows none */
    kg_style_row *last; const char *last_word;                /* relation names are shared: compare the pointer */
} kg_looks;
void kg_looks_read(kg_looks *l, const kg_style *style, kg_arena *a);   /* NULL: the built-in table */
kg_style_row *kg_node_row(kg_looks *l, kg_vertex v);
kg_style_row *kg_edge_row(kg_looks *l, kg_str relation);

/* -- pictures that other pictures fall back on ----------------------------------------------------------------------- */
/* As kg_write_dot, but a line below the title, and on each vertex how many things it alone speaks of. */
typedef struct { int motions, promises, others; } kg_alone;
bool kg_write_dot_counted(const kg_graph *g, const kg_style *style, kg_str title, kg_str below, const kg_alone *alone, kg_sink_fn *put,
                          void *ctx);

/* -- what the files share ------------------------------------------------------------------------------------------- */
kg_str *kg_xml_ids(const kg_graph *g, kg_arena *a);           /* of each vertex: NMTOKENs that differ (xml_id.c) */
kg_spot *kg_places(const kg_graph *g, kg_arena *a);          /* NULL: too many things to be given places (write.c) */
/* yEd's own elements inside <node> and <edge> (yed.c); `place`: the how many-th node it is. */
void kg_out_yed_keys(kg_out *o);
void kg_out_yed_node(kg_out *o, const kg_style_row *l, kg_vertex v, int place, kg_arena *a);
void kg_out_yed_edge(kg_out *o, const kg_style_row *l, kg_arc e);

#define KG_SOURCE "Bron: de documenten zelf (officielebekendmakingen.nl); getekend met kamergraaf."

/* -- what is read in a picture (label.c) --------------------------------------------------------------------------- */
double kg_width(kg_str s, double size, bool bold);            /* points that a sans-serif takes, rather too many */
kg_str kg_cut_width(kg_str s, double size, bool bold, double max, kg_arena *a);   /* at a word, with an ellipsis */
kg_str kg_subject(kg_str title, kg_arena *a);                  /* without "Motie van het lid ... over" */
kg_str kg_date_nl(kg_str iso, kg_arena *a);                   /* "28 sep 2020"; the words themselves where no date */
kg_str kg_address(kg_str id, kg_arena *a);                    /* official address of an id, or none */

#endif
