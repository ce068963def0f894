/* table.c - an aligned table for people. In: all rows. Out: columns as wide as what stands in them, within the
 * terminal.
 *
 * Idea: ids, numbers and states stand whole, a long id folded over lines; text goes on in a few lines, then it is cut with "…"
 * (`soft`: the least width); where even that does not fit, whole columns are left out, least needed first, and the table says
 * which. No line is longer than the terminal. The other formats hold everything.
 * Widths are those of a terminal (East Asian wide characters take two, combining marks none).
 */
#include "table.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { GAP = 2, OTHERWISE = 120, HARD_MOST = 60, SMALLEST = 10, SMALLEST_ID = 14, LINES = 3, HARD_LINES = 9 };   /* LINES: of one row, at most */
enum { HARD_GOOD = 30, HARD_LEAST = 22, HARD_WORST = 12 };    /* an id is folded to this where room is scarce; "kst-21501-02-2375:12" */

/* soft 0: not cut, else the least width of use; weight: share of the room that is left; drop 0: never left out, else
 * lowest first, but below 0 only where narrower columns do not help; fold: ids between "; ", which stand whole. */
typedef struct { const char *name; int soft, weight, drop; bool fold; } rule;
static const rule rules[] = {
    { "title", 16, 2, 0, 0 },    { "words", 22, 3, 0, 0 },       { "evidence", 24, 3, 0, 0 }, { "text", 20, 2, 0, 0 },
    { "movers", 12, 1, 0, 0 },   { "answered by", 28, 1, 0, 1 }, { "kept by", 14, 1, 3, 1 },  { "deadline", 12, 1, 2, 0 },
    { "who", 12, 1, 6, 0 },      { "made in", 20, 1, 0, 1 },     { "introduced", 20, 1, 1, 1 }, { "date", 0, 0, 2, 0 },
    { "judgement", 11, 1, -1, 1 }, { "by", 12, 1, 3, 0 },          { "due", 0, 0, 4, 0 },       { "how", 0, 0, 1, 0 },
    { "value", 0, 0, 4, 0 },     { "address", 0, 0, 1, 0 },      { "members", 20, 3, 0, 1 },  { "dossiers", 12, 1, 5, 0 },
    { "speaker", 14, 1, 3, 0 },
};

typedef struct { kg_col col; int natural, width; bool dropped; const rule *rule; } column;
struct cmd_table {
    kg_arena *a;
    column *col;
    int ncols;
    struct { kg_str *v; int n, cap; } cells;                  /* row by row */
    bool coloured;
};

/* -- width of text ----------------------------------------------------------------------------------------------- */

static uint32_t next_char(kg_str s, ptrdiff_t *i)
{
    unsigned char c = (unsigned char)s.s[*i];
    int n = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    uint32_t u = n == 1 ? c : (uint32_t)(c & (0x7F >> n));
    if (*i + n > s.n) n = 1;
    for (int k = 1; k < n; k++) u = u << 6 | ((unsigned char)s.s[*i + k] & 0x3F);
    *i += n;
    return u;
}

static int char_width(uint32_t u)
{
    if (u < 0x300) return 1;
    if (u < 0x370 || (u >= 0x200B && u <= 0x200F) || (u >= 0x20D0 && u <= 0x20FF) || (u >= 0xFE00 && u <= 0xFE0F))
        return 0;
    if ((u >= 0x1100 && u <= 0x115F) || (u >= 0x2E80 && u <= 0xA4CF) || (u >= 0xAC00 && u <= 0xD7A3)
        || (u >= 0xF900 && u <= 0xFAFF) || (u >= 0xFE30 && u <= 0xFE6F) || (u >= 0xFF00 && u <= 0xFF60)
        || (u >= 0x1F300 && u <= 0x1F64F) || (u >= 0x1F900 && u <= 0x1F9FF) || (u >= 0x20000 && u <= 0x3FFFD)) return 2;
    return 1;
}

int cmd_width(kg_str s)
{
    int w = 0;
    for (ptrdiff_t i = 0; i < s.n;) w += char_width(next_char(s, &i));
    return w;
}

static kg_str one_line(kg_arena *a, kg_str s)
{
    kg_str out = kg_dup(a, s);
    char *p = (char *)out.s;
    for (ptrdiff_t i = 0; i < out.n; i++)
        if ((unsigned char)p[i] < ' ' || p[i] == 0x7F) p[i] = ' ';
        else if ((unsigned char)p[i] == 0xC2 && i + 1 < out.n && (p[i + 1] & 0xE0) == 0x80) p[i] = p[i + 1] = ' ';   /* C1: U+009B */
    return out;
}

kg_str cmd_fit(kg_arena *a, kg_str text, int width)
{
    kg_str s = one_line(a, text);
    if (cmd_width(s) <= width) return s;
    ptrdiff_t i = 0, end = 0, word = 0;
    for (int w = 0; i < s.n;) {
        ptrdiff_t from = i;
        int now = char_width(next_char(s, &i));
        if (w + now > width - 1) break;
        if (s.s[from] == ' ') word = from;
        w += now;
        end = i;
    }
    if (word > end / 2) end = word;                           /* at a word, unless that loses half of the room */
    while (end > 0 && memchr(" ,;:", s.s[end - 1], 4)) end--;
    return kg_fmt(a, "%.*s…", (int)end, s.s);
}

int cmd_terminal(void) /* COLUMNS first, as POSIX has it: shells keep theirs to themselves, so it was set on purpose */
{
    struct winsize w;
    const char *set = getenv("COLUMNS");
    int n = set ? atoi(set) : 0;
    if (n >= 20 && n <= 10000) return n;
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col > 0 ? w.ws_col : OTHERWISE;
}

/* -- columns ----------------------------------------------------------------------------------------------------- */

static const rule *rule_of(const char *name)
{
    static const rule other = { "", 0, 1, 0, 0 };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (!strcmp(rules[i].name, name)) return &rules[i];
    return &other;
}

cmd_table *cmd_table_new(kg_arena *a)
{
    cmd_table *t = kg_new(a, cmd_table, 1);
    t->a = a;
    return t;
}

static void begin(cmd_table *t, const kg_col *cols, int n)
{
    t->ncols = n;
    t->col = kg_new(t->a, column, n);
    for (int i = 0; i < n; i++) {
        kg_str name = kg_dup(t->a, kg_cstr(cols[i].name));
        t->col[i] = (column){ .col = { name.s, cols[i].type }, .natural = cmd_width(name), .rule = rule_of(name.s) };
    }
}

void cmd_table_row(cmd_table *t, const kg_col *cols, int ncols, const kg_cell *cells)
{
    if (!cells) { begin(t, cols, ncols); return; }
    for (int i = 0; i < t->ncols; i++) {
        kg_str s = cells[i].null ? KG_S("-") : t->col[i].col.type == KG_COL_JSON ? cmd_flat(t->a, cells[i].text)
                                                                                : kg_dup(t->a, cells[i].text);
        if (!s.n) s = KG_S("-");
        int w = cmd_width(s);
        if (w > t->col[i].natural) t->col[i].natural = w;
        *kg_push(t->a, &t->cells) = s;
    }
}

static int needed(const cmd_table *t)
{
    int w = -GAP;
    for (int i = 0; i < t->ncols; i++)
        if (!t->col[i].dropped) w += t->col[i].width + GAP;
    return w;
}

static bool drop_one(cmd_table *t, bool late)
{
    column *least = NULL;
    for (int i = 0; i < t->ncols; i++) {
        column *c = &t->col[i];
        if (!c->dropped && c->rule->drop && (c->rule->drop < 0) == late && (!least || c->rule->drop < least->rule->drop)) least = c;
    }
    if (least) least->dropped = true;
    return least != NULL;
}

static int smallest(const rule *r)
{
    int least = r->fold ? SMALLEST_ID : SMALLEST;
    return r->soft < least ? r->soft : least;
}

/* The column that is furthest from its share of the room: one to widen where there is room, else one to narrow. */
static column *next_to_change(cmd_table *t, bool up)
{
    column *best = NULL;
    for (int i = 0; i < t->ncols; i++) {
        column *c = &t->col[i];
        int weight = c->rule->weight ? c->rule->weight : 1;
        if (c->dropped || (up ? c->width >= c->natural : !c->rule->soft || c->width <= smallest(c->rule))) continue;
        int other = best && best->rule->weight ? best->rule->weight : 1;
        if (!best || (up ? c->width * other < best->width * weight : c->width * other > best->width * weight)) best = c;
    }
    return best;
}

/* An id, a name: what is neither number nor text of its own rule. */
static bool is_hard(const column *c) { return !c->rule->soft && c->col.type != KG_COL_INT && c->col.type != KG_COL_REAL; }

/* The widest of those gives way, down to `least`, its rest goes on the next lines. */
static bool fold_one(cmd_table *t, int least)
{
    column *widest = NULL;
    for (int i = 0; i < t->ncols; i++) {
        column *c = &t->col[i];
        if (!c->dropped && is_hard(c) && c->width > least && (!widest || c->width > widest->width)) widest = c;
    }
    if (widest) widest->width--;
    return widest != NULL;
}

/* Where nothing else helps: the last but the first. */
static bool drop_last(cmd_table *t)
{
    int i = t->ncols - 1;
    while (i > 0 && t->col[i].dropped) i--;
    if (i > 0) t->col[i].dropped = true;
    return i > 0;
}

static void lay_out(cmd_table *t, int terminal)
{
    for (int i = 0; i < t->ncols; i++) {
        column *c = &t->col[i];
        int least = c->rule->soft ? c->rule->soft : is_hard(c) ? HARD_MOST : c->natural;
        int head = cmd_width(kg_cstr(c->col.name));
        if (least < head) least = head;
        c->width = c->natural < least ? c->natural : least;
    }
    while (needed(t) > terminal && fold_one(t, HARD_GOOD)) { }
    while (needed(t) > terminal && drop_one(t, false)) { }
    while (needed(t) > terminal && fold_one(t, HARD_LEAST)) { }
    for (column *c; needed(t) > terminal && (c = next_to_change(t, false));) c->width--;
    while (needed(t) > terminal && fold_one(t, HARD_WORST)) { }
    while (needed(t) > terminal && drop_one(t, true)) { }
    while (needed(t) > terminal && drop_last(t)) { }
    for (column *c; needed(t) < terminal && (c = next_to_change(t, true));) c->width++;
}

/* -- printing ---------------------------------------------------------------------------------------------------- */

static void put_blanks(cmd_out *o, int n)
{
    static const char blanks[] = "                                                                ";
    for (; n > 0; n -= 64) cmd_put(o, blanks, (size_t)(n < 64 ? n : 64));
}

/* Where an id is folded: behind a sign, where one stands in the second half of the line; a word of two parts between them. */
static ptrdiff_t fold_at(kg_str s, int width)
{
    ptrdiff_t i = 0, sign = 0;
    for (int w = 0; i < s.n;) {
        ptrdiff_t next = i;
        w += char_width(next_char(s, &next));
        if (w > width && i) break;
        i = next;
        if (s.s[i - 1] == '_' || (2 * w > width && memchr("-/#:;,.", s.s[i - 1], 7))) sign = i;
    }
    return sign ? sign : i;
}

/* What fits on this line of the cell; the rest stays in *s. The last line ends in "…" where something is left. */
static kg_str take_line(cmd_table *t, kg_str *s, const column *c, bool last)
{
    kg_str all = *s;
    if (last || cmd_width(all) <= c->width) { *s = (kg_str){ 0 }; return cmd_fit(t->a, all, c->width); }
    ptrdiff_t word = 0;
    for (ptrdiff_t i = 0, w = 0; i < all.n && w <= c->width;) {
        if (all.s[i] == ' ') word = i;
        w += char_width(next_char(all, &i));
    }
    if (!word && (is_hard(c) || c->rule->fold)) word = fold_at(all, c->width);
    if (!word) { *s = (kg_str){ 0 }; return cmd_fit(t->a, all, c->width); }
    *s = kg_trim(kg_sub(all, word, all.n));
    return kg_sub(all, 0, word);
}

/* -- colour: on a terminal alone, never the only sign ------------------------------------------------------------------ */

static bool coloured(const cmd_out *o) /* no-color.org */
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    return !o->name && isatty(STDOUT_FILENO) && !(no && *no) && term && strcmp(term, "dumb") != 0;
}

static const char *ink_of(const column *c, kg_str word, bool head)
{
    static const char *const states[][2] = { { "open", "\033[1m" }, { "overdue", "\033[1;31m" }, { "answered", "\033[32m" }, { "kept", "\033[32m" } };
    if (head) return "\033[1m";
    for (size_t i = 0; !strcmp(c->col.name, "state") && i < sizeof states / sizeof *states; i++)
        if (kg_eq(word, kg_cstr(states[i][0]))) return states[i][1];
    return NULL;
}

/* One line of a row; false when no cell has more. */
static bool put_line(cmd_table *t, cmd_out *o, kg_str *cell, int line, bool head)
{
    int pad = 0;
    bool more = false;
    for (int i = 0; i < t->ncols; i++) {
        const column *c = &t->col[i];
        if (c->dropped) continue;
        kg_str s = take_line(t, &cell[i], c, line == (is_hard(c) ? HARD_LINES : LINES));
        int left = c->width - cmd_width(s);
        bool number = c->col.type == KG_COL_INT || c->col.type == KG_COL_REAL;
        if (s.n) put_blanks(o, pad + (number ? left : 0));
        const char *ink = t->coloured && s.n ? ink_of(c, s, head) : NULL;
        if (ink) cmd_puts(o, kg_cstr(ink));
        cmd_puts(o, s);
        if (ink) cmd_puts(o, KG_S("\033[0m"));
        pad = s.n ? (number ? 0 : left) + GAP : pad + c->width + GAP;
        more |= cell[i].n > 0;
    }
    cmd_put(o, "\n", 1);
    return more;
}

static void put_row(cmd_table *t, cmd_out *o, const kg_str *cell)
{
    kg_str *rest = kg_new(t->a, kg_str, t->ncols);
    for (int i = 0; i < t->ncols; i++) rest[i] = cell ? one_line(t->a, cell[i]) : kg_cstr(t->col[i].col.name);
    for (int line = 1; put_line(t, o, rest, line, !cell); line++) { }
}

static void put_left_out(cmd_table *t, cmd_out *o)
{
    kg_buf b = { 0 };
    for (int i = 0; i < t->ncols; i++) {
        if (!t->col[i].dropped) continue;
        kg_put(t->a, &b, b.n ? KG_S(", ") : KG_S("\nLeft out for want of room: "));
        kg_put(t->a, &b, kg_cstr(t->col[i].col.name));
    }
    if (b.n && !cmd_quiet) cmd_put_note(o, "%.*s (a wider terminal, COLUMNS=200, or --format csv).", (int)b.n, b.v);
}

void cmd_table_print(cmd_table *t, cmd_out *o)
{
    if (!t->ncols) return;
    lay_out(t, cmd_terminal());
    t->coloured = coloured(o);
    put_row(t, o, NULL);
    for (int i = 0; i + t->ncols <= t->cells.n; i += t->ncols) put_row(t, o, &t->cells.v[i]);
    put_left_out(t, o);
}

void cmd_put_hanging(cmd_out *o, kg_str s, int first, int indent, int width)
{
    for (; s.n; first = indent) {
        int room = width - first > 24 ? width - first : 24;
        ptrdiff_t at = 0, fits = 0;
        while (at <= s.n) {
            const char *blank = at < s.n ? memchr(s.s + at, ' ', (size_t)(s.n - at)) : NULL;
            ptrdiff_t n = blank ? blank - s.s : s.n;
            if (fits && cmd_width(kg_sub(s, 0, n)) > room) break;
            fits = n;
            at = n + 1;
        }
        if (cmd_width(kg_sub(s, 0, fits)) > room) fits = fold_at(kg_sub(s, 0, fits), room);   /* an address */
        put_blanks(o, first);
        cmd_puts(o, kg_trim(kg_sub(s, 0, fits)));
        cmd_put(o, "\n", 1);
        s = kg_trim(kg_sub(s, fits, s.n));
    }
}

void cmd_put_wrapped(cmd_out *o, kg_str s, int indent, int width) { cmd_put_hanging(o, s, indent, indent, width); }

void cmd_put_note(cmd_out *o, const char *format, ...)
{
    char line[512];
    va_list ap;
    va_start(ap, format);
    vsnprintf(line, sizeof line, format, ap);
    va_end(ap);
    cmd_put_wrapped(o, kg_cstr(line), 0, cmd_terminal());
}
