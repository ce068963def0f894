/* canvas.h - private to the pictures: cards, words and lines at places of our own, as DOT.
 */
#ifndef KG_CANVAS_H
#define KG_CANVAS_H

#include "write.h"

enum { KG_CARD_CODE = 24, KG_CARD_LINE = 19, KG_CARD_HEIGHT = 2 * KG_CARD_LINE + 2, KG_ROW = 45 };
enum { KG_FLAT_HEIGHT = KG_CARD_LINE + 2, KG_FLAT_ROW = 26, KG_FLAT_FROM = 60 }; /* a card of one line; from how many cards on */

typedef struct {
    const char *word, *colour, *border;
} kg_state_look; /* border: solid dashed dotted */

typedef struct { /* a card */
    kg_str id, letter, number, fact, subject, tooltip, url;
    kg_state_look look;
    const char *fill, *ink; /* of the cell of the letter */
    int width;              /* of the rest; the card is KG_CARD_CODE + 2 wider */
    bool badge, thick, flat; /* badge: "!", something is doubtful; flat: all of it in one line */
} kg_face;

typedef struct { /* a line, straight or bent, between two nodes of the graph */
    kg_str from, to;
    double x0, y0, x1, y1;
    double bend; /* 0: as an S between the two; else how far it goes aside */
    const char *colour, *style;
    double width;
    bool back, none, straight; /* the arrow's head at `from`; no head; no bend */
    kg_str tooltip;
} kg_curve;

typedef struct {
    kg_out o;
    kg_arena *a;  /* emptied by who draws, never here */
    int count;    /* of things without a name */
    double right; /* how far the picture reaches */
} kg_canvas;

void kg_canvas_open(kg_canvas *c, kg_str title, kg_sink_fn *put, void *ctx);
bool kg_canvas_close(kg_canvas *c);
void kg_canvas_card(kg_canvas *c, const kg_face *f, double x,
                    double y); /* x, y: its left upper corner; y grows downwards */
void kg_canvas_curve(kg_canvas *c, const kg_curve *k);
typedef struct {
    double size;
    bool bold;
    const char *colour;
} kg_ink;
double kg_canvas_text(kg_canvas *c, double x, double y, kg_str text, kg_ink ink); /* y: its middle; returns its width */
/* A box without words; `fill` NULL: none. `style`: solid dashed dotted. */
void kg_canvas_box(kg_canvas *c, double x, double y, double w, double h, const char *line, const char *fill,
                   const char *style);

typedef struct { /* a circle with words: the first line is its name */
    kg_str id, line[5], tooltip, url;
    double x, y, r;     /* its middle */
    int total, part[2]; /* of the ring: answered, open; the rest is grey */
} kg_circle;
void kg_canvas_circle(kg_canvas *c, const kg_circle *k);

/* Title, the answer in numbers; then one's own legend. Returns where the next row may begin. */
double kg_canvas_title(kg_canvas *c, kg_str title, kg_str below);
/* Samples with their words, in a row: `sample` is a border (box) or NULL, `line` a style of line or NULL, `letter` a code. */
typedef struct {
    const char *word, *border, *line, *letter, *colour;
} kg_sample;
double kg_canvas_legend(kg_canvas *c, double y, const kg_sample *s, int n);

/* Places along a column: as near to `want` as order and a distance of `step` allow (n values, in order). */
void kg_spread(double *want, int n, double step, kg_arena *a);

#endif
