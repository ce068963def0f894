/* write.c - the way out for every writer. In: pieces of text. Out: blocks of 1 MB to a sink.
 *
 * Idea: no stdio and no locale: a decimal comma in a number makes a file that nobody reads (ecosystem.md,
 * "Reproducible"). Runs of harmless bytes are copied whole; a table says which byte needs a look.
 * Invariant: what passes kg_out_xml, _html or _dot is valid UTF-8 without control characters, whatever came in. The
 * store holds clean text already; a graph file may come from anybody.
 */
#include "write.h"

#include <stdlib.h>

void kg_out_open(kg_out *o, kg_sink_fn *put, void *ctx)
{
    *o = (kg_out){ .put = put, .ctx = ctx, .buf = malloc(KG_OUT_BLOCK) };
    o->ok = o->buf != NULL;
}

static void flush(kg_out *o)
{
    if (o->ok && o->n) o->ok = o->put(o->ctx, o->buf, o->n);
    o->n = 0;
}

bool kg_out_close(kg_out *o)
{
    flush(o);
    free(o->buf);
    o->buf = NULL;
    return o->ok;
}

void kg_out_large(kg_out *o, kg_str s)
{
    flush(o);
    if (o->ok && s.n) o->ok = o->put(o->ctx, s.s, (size_t)s.n);
}

void kg_out_int(kg_out *o, long long v)
{
    char d[24];
    int i = sizeof d;
    unsigned long long u = v < 0 ? 0ull - (unsigned long long)v : (unsigned long long)v;
    do d[--i] = (char)('0' + u % 10); while (u /= 10);
    if (v < 0) d[--i] = '-';
    kg_out_str(o, (kg_str){ d + i, (ptrdiff_t)sizeof d - i });
}

void kg_out_real(kg_out *o, double v)
{
    if (!(v > -1e14 && v < 1e14)) v = 0;                      /* NaN too: no reader agrees on how it is spelled */
    if (v < 0) kg_out_lit(o, "-");
    long long ten = (long long)((v < 0 ? -v : v) * 10000 + 0.5);
    int rest = (int)(ten % 10000);
    kg_out_int(o, ten / 10000);
    if (!rest) return;
    char d[5] = { '.', (char)('0' + rest / 1000), (char)('0' + rest / 100 % 10), (char)('0' + rest / 10 % 10),
                  (char)('0' + rest % 10) };
    int n = 5;
    while (d[n - 1] == '0') n--;
    kg_out_str(o, (kg_str){ d, n });
}

int kg_utf8_len(const char *s, ptrdiff_t n)
{
    const unsigned char *p = (const unsigned char *)s;
    if (p[0] < 0x80) return 1;
    int len = p[0] >= 0xC2 && p[0] <= 0xDF ? 2 : (p[0] & 0xF0) == 0xE0 ? 3 : p[0] >= 0xF0 && p[0] <= 0xF4 ? 4 : 0;
    if (!len || len > n) return 0;
    for (int i = 1; i < len; i++)
        if ((p[i] & 0xC0) != 0x80) return 0;
    if (len == 3 && ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F)))
        return 0;                                                           /* overlong, surrogate */
    if (len == 3 && p[0] == 0xEF && p[1] == 0xBF && p[2] >= 0xBE) return 0; /* U+FFFE, U+FFFF */
    if (len == 4 && ((p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] > 0x8F))) return 0;
    return len;
}

/* -- escaping: one walk for the three formats ---------------------------------------------------------------------- */

enum { XML = 1, HTML = 2, DOT = 4, SHOWN = 8, HREF = 16, JSON = 32, CSV = 64, PLAIN = 128, SCRIPT = 256, ALL = 511 };
static int barred(unsigned char c)                            /* formats in which an ASCII byte may not pass as it is */
{
    switch (c) {
    case '&': return XML | HTML | SHOWN | HREF;
    case '<': return XML | HTML | HREF | SCRIPT;
    case '>': return XML | HTML | HREF;
    case '"': return ALL - XML - PLAIN;
    case '\t': case '\n': return ALL - XML - CSV - PLAIN;
    case '\\': return DOT | SHOWN | HREF | JSON | SCRIPT;
    default: return c < 0x20 || c == 0x7F ? ALL : 0;
    }
}

static kg_str instead(unsigned char c, int format)
{
    switch (c) {
    case '&': return KG_S("&amp;");
    case '<': return format == SCRIPT ? KG_S("\\u003c") : KG_S("&lt;");
    case '>': return KG_S("&gt;");
    case '"': return format & (DOT | SHOWN | JSON | SCRIPT) ? KG_S("\\\"") : format == CSV ? KG_S("\"\"") : KG_S("&quot;");
    case '\\': return KG_S("\\\\");
    case '\n': return format >= DOT ? KG_S("\\n") : KG_S(" ");
    case '\t': return format & (JSON | SCRIPT) ? KG_S("\\t") : KG_S(" ");
    default: return c < 0x80 ? KG_S(" ") : KG_S("\xEF\xBF\xBD");
    }
}

/* Where s has the next byte at or behind i that needs a look; s.n for none. */
static ptrdiff_t next_odd(kg_str s, ptrdiff_t i)
{
    for (; i + 16 <= s.n; i += 16) {
        unsigned odd = kg_sixteen_bits(kg_odd_bytes(s.s + i));
        if (odd) return i + kg_lowest_bit(odd);
    }
    if (s.n < 16) return i;
    unsigned odd = kg_sixteen_bits(kg_odd_bytes(s.s + s.n - 16)) >> (16 - (s.n - i));
    return odd ? i + kg_lowest_bit(odd) : s.n;
}

static bool short_and_harmless(kg_str s)
{
    char room[16] = { 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a' };
    if (s.n >= 16) return false;
    memcpy(room, s.n ? s.s : "", (size_t)s.n);
    return kg_harmless(room);
}

/* "&amp;" or "&#0;": Graphviz takes it for the character, and writes XML that is none. A bare & it knows how to write. */
static bool entity(kg_str s, ptrdiff_t i)
{
    ptrdiff_t j = i + 1;
    while (j < s.n && j < i + 40 && (kg_digit(s.s[j]) || kg_lower(kg_fold(s.s[j])) || s.s[j] == '#')) j++;
    return j < s.n && s.s[j] == ';';
}

static void escape(kg_out *o, kg_str s, int format)
{
    ptrdiff_t from = 0;
    if (short_and_harmless(s)) { kg_out_str(o, s); return; }
    for (ptrdiff_t i = 0; (i = next_odd(s, i)) < s.n;) {
        unsigned char c = (unsigned char)s.s[i];
        if (c < 0x80 && !(barred(c) & format)) { i++; continue; }
        int len = c >= 0x80 ? kg_utf8_len(s.s + i, s.n - i) : format == SHOWN && c == '&' ? !entity(s, i) : 0;
        if (len) { i += len; continue; }
        kg_out_str(o, kg_sub(s, from, i));
        kg_out_str(o, instead(c, format));
        from = ++i;
    }
    if (s.n > from) kg_out_str(o, kg_sub(s, from, s.n));
}

void kg_out_xml(kg_out *o, kg_str s) { escape(o, s, XML); }
void kg_out_html(kg_out *o, kg_str s) { escape(o, s, HTML); }
void kg_out_dot(kg_out *o, kg_str s) { escape(o, s, DOT); }
void kg_out_quoted(kg_out *o, kg_str id)
{
    kg_out_lit(o, "\"");
    kg_out_dot(o, id);
    kg_out_lit(o, "\"");
}

void kg_out_plain(kg_out *o, kg_str s) { escape(o, s, PLAIN); }

void kg_out_json(kg_out *o, kg_str s)
{
    kg_out_lit(o, "\"");
    escape(o, s, JSON);
    kg_out_lit(o, "\"");
}

void kg_out_script(kg_out *o, kg_str s) /* U+2028 and U+2029 end a line in JavaScript */
{
    ptrdiff_t at;
    kg_out_lit(o, "\"");
    while ((at = kg_index(s, KG_S("\xE2\x80"))) >= 0 && at + 2 < s.n) {
        bool ends = ((unsigned char)s.s[at + 2] | 1) == 0xA9;
        escape(o, kg_sub(s, 0, ends ? at : at + 3), SCRIPT);
        if (ends) kg_out_str(o, s.s[at + 2] & 1 ? KG_S("\\u2029") : KG_S("\\u2028"));
        s = kg_sub(s, at + 3, s.n);
    }
    escape(o, s, SCRIPT);
    kg_out_lit(o, "\"");
}

/* What Excel and LibreOffice take for a formula: = + - @, also behind blanks. */
static bool reckoned(kg_str s)
{
    s = kg_trim(s);
    return s.n && strchr("=+-@", s.s[0]) != NULL;
}

void kg_out_csv(kg_out *o, kg_str s, char separator, bool formula)
{
    bool prefix = formula && reckoned(s), quote = s.n && (kg_blank(s.s[0]) || kg_blank(s.s[s.n - 1]));
    for (ptrdiff_t i = 0; i < s.n && !quote; i++) {
        char c = s.s[i];
        quote = c == separator || c == '"' || c == '\n' || c == '\t';
    }
    if (quote) kg_out_lit(o, "\"");
    if (prefix) kg_out_lit(o, "'");
    escape(o, s, CSV);
    if (quote) kg_out_lit(o, "\"");
}

void kg_out_shown(kg_out *o, kg_str s) { escape(o, s, SHOWN); }
void kg_out_href(kg_out *o, kg_str s) { escape(o, s, HREF); }

/* -- labels -------------------------------------------------------------------------------------------------------- */

static void attribute(kg_out *o, const char *name, int value)
{
    kg_out_str(o, kg_cstr(name));
    kg_out_int(o, value);
    kg_out_lit(o, "\"");
}

void kg_out_cell(kg_out *o, kg_str text, kg_look look)
{
    bool some = false;
    attribute(o, "<TD FIXEDSIZE=\"TRUE\" WIDTH=\"", look.width);
    attribute(o, " HEIGHT=\"", look.height);
    kg_out_lit(o, " ALIGN=\"");
    kg_out_str(o, kg_cstr(look.align));
    kg_out_lit(o, "\"><FONT POINT-SIZE=\"");
    kg_out_real(o, look.size);
    kg_out_lit(o, "\" COLOR=\"");
    kg_out_html(o, kg_cstr(look.colour));
    kg_out_str(o, look.bold ? KG_S("\"><B>") : KG_S("\">"));
    for (ptrdiff_t at; (at = kg_index(text, KG_S("\\"))) >= 0; text = kg_sub(text, at + 1, text.n)) { /* else \N is the node's name */
        kg_out_html(o, kg_sub(text, 0, at));
        kg_out_lit(o, "&#92;&#92;");
        some = true;
    }
    if (text.n) kg_out_html(o, text);
    else if (!some) kg_out_lit(o, "\xC2\xA0");
    kg_out_str(o, look.bold ? KG_S("</B></FONT></TD>") : KG_S("</FONT></TD>"));
}

static void title_row(kg_out *o, kg_str text, double size, bool bold, const char *colour)
{
    int width = (int)kg_width(text, size, bold) + 12;
    kg_out_lit(o, "<TR>");
    kg_out_cell(o, text, (kg_look){ size, bold, colour, "LEFT", width, (int)(size * 1.6) });
    kg_out_lit(o, "</TR>");
}

void kg_out_title(kg_out *o, kg_str title, kg_str below)
{
    kg_out_lit(o, "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\">");
    title_row(o, title, 18, true, "#000000");
    title_row(o, below, 11, false, "#555555");
}

kg_spot *kg_places(const kg_graph *g, kg_arena *a)
{
    kg_err e = { 0 };
    kg_spot *at = kg_graph_vertices(g) <= KG_MOST_PLACES ? kg_new(a, kg_spot, kg_graph_vertices(g)) : NULL;
    return at && kg_graph_places(g, NULL, NULL, at, &e) ? at : NULL;
}
