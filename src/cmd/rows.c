/* rows.c - rows as NDJSON, CSV, TSV, Markdown, HTML or a table. In: columns once, then rows (kg_row_fn). Out: bytes of the
 * format.
 *
 * Idea: all but a table go out as they come; a table is kept until its end, since its columns are measured (table.c).
 * Invariant: whatever bytes a cell holds, the line that leaves is valid UTF-8 without control characters.
 */
#include "table.h"
#include "write/write.h"

#include <stdio.h>
#include <stdlib.h>

/* -- JSON -------------------------------------------------------------------------------------------------------- */

static void put_special(cmd_out *o, unsigned char c)
{
    char escape[8];
    const char *two = c == '\n'   ? "\\n"
                      : c == '\r' ? "\\r"
                      : c == '\t' ? "\\t"
                      : c == '"'  ? "\\\""
                      : c == '\\' ? "\\\\"
                                  : NULL;
    if (two) { cmd_put(o, two, 2); return; }
    snprintf(escape, sizeof escape, "\\u%04x", c);
    cmd_put(o, escape, 6);
}

/* Nothing in it needs a look: most words, all ids and names of files. */
static bool plain(kg_str s)
{
    char all[16];
    ptrdiff_t i = 0;
    for (; i + 16 <= s.n; i += 16)
        if (!kg_harmless(s.s + i)) return false;
    if (i) return i == s.n || kg_harmless(s.s + s.n - 16);    /* the rest of it, and some again */
    if (s.n >= 8) {
        memcpy(all, s.s, 8), memcpy(all + 8, s.s + s.n - 8, 8);
        return kg_harmless(all);
    }
    for (; i < s.n; i++)
        if (s.s[i] < ' ' || s.s[i] > '~' || s.s[i] == '"' || s.s[i] == '\\') return false;
    return true;
}

void cmd_put_json(cmd_out *o, kg_str s)
{
    enum { SHORT = 1 << 12 };
    if (s.n < SHORT && plain(s)) {
        char *to = cmd_room(o, SHORT + 2);
        *to++ = '"';
        if (s.n) memcpy(to, s.s, (size_t)s.n);
        to[s.n] = '"';
        cmd_wrote(o, to + s.n + 1);
        return;
    }
    ptrdiff_t from = 0, i = 0;
    cmd_puts(o, KG_S("\""));
    while (i < s.n) {
        if (i + 16 <= s.n && kg_harmless(s.s + i)) { i += 16; continue; }
        if (s.n - i < 16 && s.n >= 16 && kg_harmless(s.s + s.n - 16)) break;   /* the rest of it */
        unsigned char c = (unsigned char)s.s[i];
        int n = c >= 0x80 ? kg_utf8_len(s.s + i, s.n - i) : c >= 0x20 && c != 0x7F && c != '"' && c != '\\';
        if (n) { i += n; continue; }
        cmd_puts(o, kg_sub(s, from, i));
        if (c < 0x80) put_special(o, c);
        else cmd_puts(o, KG_S("\xEF\xBF\xBD"));
        from = ++i;
    }
    cmd_puts(o, kg_sub(s, from, s.n));
    cmd_puts(o, KG_S("\""));
}

char *cmd_write_int(char *to, long long v)
{
    enum { MOST = 20 };
    char digits[2 * MOST] = { 0 };                            /* what lies behind is copied with them */
    int i = MOST;
    bool minus = v < 0;
    unsigned long long u = minus ? 0ull - (unsigned long long)v : (unsigned long long)v;
    do digits[--i] = (char)('0' + u % 10); while (u /= 10);
    if (minus) digits[--i] = '-';
    memcpy(to, digits + i, MOST);
    return to + MOST - i;
}

void cmd_put_int(cmd_out *o, long long v) { cmd_wrote(o, cmd_write_int(cmd_room(o, 24), v)); }

/* -- lists and objects as people read them: "Ploumen; Van Helvert", "kst-35373-19:2917" -------------------------- */

static void put_code(kg_arena *a, kg_buf *b, unsigned u)
{
    if (u < 0x80) { kg_putc(a, b, (char)u); return; }
    if (u >= 0x800) { kg_putc(a, b, (char)(0xE0 | u >> 12)); kg_putc(a, b, (char)(0x80 | (u >> 6 & 0x3F))); }
    else kg_putc(a, b, (char)(0xC0 | u >> 6));
    kg_putc(a, b, (char)(0x80 | (u & 0x3F)));
}

/* One JSON string at p[i] == '"'; its text; i goes behind it. */
static kg_str take_string(kg_arena *a, kg_str p, ptrdiff_t *i)
{
    kg_buf b = { 0 };
    for (++*i; *i < p.n && p.s[*i] != '"'; ++*i) {
        char c = p.s[*i];
        if (c != '\\' || *i + 1 >= p.n) { kg_putc(a, &b, c); continue; }
        c = p.s[++*i];
        if (c == 'u' && *i + 4 < p.n) {
            char hex[5] = { p.s[*i + 1], p.s[*i + 2], p.s[*i + 3], p.s[*i + 4], 0 };
            put_code(a, &b, (unsigned)strtoul(hex, NULL, 16));
            *i += 4;
        } else kg_putc(a, &b, c == 'n' || c == 't' || c == 'r' || c == 'b' || c == 'f' ? ' ' : c);
    }
    ++*i;
    return kg_buf_str(&b);
}

static kg_str take_word(kg_str p, ptrdiff_t *i)
{
    ptrdiff_t from = *i;
    while (*i < p.n && !memchr(",]}:", p.s[*i], 4)) ++*i;
    return kg_trim(kg_sub(p, from, *i));
}

/* {"doc":D,"line":L,...} to "D:L"; the rest of the object is passed over. */
static void put_object(kg_arena *a, kg_buf *b, kg_str p, ptrdiff_t *i)
{
    kg_str doc = { 0 }, line = { 0 };
    ++*i;
    while (*i < p.n && p.s[*i] != '}') {
        if (p.s[*i] != '"') { ++*i; continue; }
        kg_str key = take_string(a, p, i);
        while (*i < p.n && (p.s[*i] == ':' || p.s[*i] == ' ')) ++*i;
        kg_str value = *i < p.n && p.s[*i] == '"' ? take_string(a, p, i) : take_word(p, i);
        if (kg_eq(key, KG_S("doc"))) doc = value;
        if (kg_eq(key, KG_S("line"))) line = value;
    }
    ++*i;
    kg_put(a, b, doc);
    kg_putc(a, b, ':');
    kg_put(a, b, line);
}

kg_str cmd_flat(kg_arena *a, kg_str json)
{
    kg_buf b = { 0 };
    for (ptrdiff_t i = 0; i < json.n;) {
        char c = json.s[i];
        if (memchr("[], \n", c, 5)) { i++; continue; }
        if (b.n) kg_put(a, &b, KG_S("; "));
        if (c == '{') put_object(a, &b, json, &i);
        else if (c == '"') kg_put(a, &b, take_string(a, json, &i));
        else {
            ptrdiff_t before = i;
            kg_put(a, &b, take_word(json, &i));
            if (i == before) i++;                             /* not JSON: no endless loop */
        }
    }
    return kg_buf_str(&b);
}

/* -- rows -------------------------------------------------------------------------------------------------------- */

struct cmd_rows { cmd_format format; cmd_out *o; kg_arena *a, *scratch; cmd_table *table; int n; bool begun; };

cmd_rows *cmd_rows_new(cmd_format f, cmd_out *o)
{
    kg_arena *a = kg_arena_new();
    cmd_rows *r = kg_new(a, cmd_rows, 1);
    *r = (cmd_rows){ .format = f, .o = o, .a = a, .scratch = kg_arena_new() };
    if (f == CMD_TABLE) r->table = cmd_table_new(a);
    return r;
}

/* SQL decides at each row what a number is; what is none ("Inf", words in such a column) is a string. */
static bool is_number(kg_str s)
{
    ptrdiff_t i = s.n && s.s[0] == '-', n = kg_digits_at(s, i);
    i += n;
    if (n && i < s.n && s.s[i] == '.') n = kg_digits_at(s, i + 1), i += n + 1;
    if (n && i < s.n && kg_fold(s.s[i]) == 'e') {
        i += 1 + (i + 1 < s.n && memchr("+-", s.s[i + 1], 2));
        n = kg_digits_at(s, i), i += n;
    }
    return n && i == s.n;
}

static void put_ndjson(cmd_out *o, const kg_col *cols, int n, const kg_cell *cell)
{
    for (int i = 0; i < n; i++) {
        kg_coltype t = cols[i].type;
        cmd_puts(o, i ? KG_S(",") : KG_S("{"));
        cmd_put_json(o, kg_cstr(cols[i].name));
        cmd_put(o, ":", 1);
        if (cell[i].null) cmd_puts(o, KG_S("null"));
        else if (t == KG_COL_JSON || (t != KG_COL_TEXT && is_number(cell[i].text))) cmd_puts(o, cell[i].text);
        else cmd_put_json(o, cell[i].text);
    }
    cmd_puts(o, KG_S("}\n"));
}

/* What stands between cells, behind a row, and how a cell is written. */
typedef struct { const char *open, *between, *close; void (*put)(cmd_out *o, kg_str s); } marks;
static const marks csv = { "", ",", "\r\n", cmd_put_csv }, tsv = { "", "\t", "\n", cmd_put_tsv },
                   markdown = { "| ", " | ", " |\n", cmd_put_markdown };

static void put_marked(cmd_rows *r, const marks *m, const kg_col *cols, int n, const kg_cell *cell)
{
    cmd_puts(r->o, kg_cstr(m->open));
    for (int i = 0; i < n; i++) {
        if (i) cmd_puts(r->o, kg_cstr(m->between));
        if (!cell) { m->put(r->o, kg_cstr(cols[i].name)); continue; }
        bool number = (cols[i].type == KG_COL_INT || cols[i].type == KG_COL_REAL) && is_number(cell[i].text);
        if (number) cmd_puts(r->o, cell[i].text);
        else m->put(r->o, cols[i].type == KG_COL_JSON ? cmd_flat(r->scratch, cell[i].text) : cell[i].text);
    }
    cmd_puts(r->o, kg_cstr(m->close));
    if (cell || m != &markdown) return;
    for (int i = 0; i < n; i++) {
        bool number = cols[i].type == KG_COL_INT || cols[i].type == KG_COL_REAL;
        cmd_puts(r->o, number ? KG_S("| ---: ") : KG_S("| --- "));
    }
    cmd_puts(r->o, KG_S("|\n"));
}

static void put_html(cmd_rows *r, const kg_col *cols, int n, const kg_cell *cell)
{
    kg_str *text = kg_new(r->scratch, kg_str, n);
    if (!cell) {
        cmd_html_head(r->o, cmd_name, cols, n);
        r->begun = true;
        return;
    }
    for (int i = 0; i < n; i++)
        text[i] = cols[i].type == KG_COL_JSON ? cmd_flat(r->scratch, cell[i].text) : cell[i].text;
    cmd_html_row(r->o, r->scratch, cols, n, text);
}

bool cmd_row(void *rows, const kg_col *cols, int ncols, const kg_cell *cells)
{
    cmd_rows *r = rows;
    kg_arena_reset(r->scratch);
    r->n += cells != NULL;
    if (r->format == CMD_TABLE) cmd_table_row(r->table, cols, ncols, cells);
    else if (r->format == CMD_CSV) put_marked(r, &csv, cols, ncols, cells);
    else if (r->format == CMD_TSV) put_marked(r, &tsv, cols, ncols, cells);
    else if (r->format == CMD_MARKDOWN) put_marked(r, &markdown, cols, ncols, cells);
    else if (r->format == CMD_HTML) put_html(r, cols, ncols, cells);
    else if (cells) put_ndjson(r->o, cols, ncols, cells);
    return cmd_put(r->o, "", 0);                              /* a full disk stops the report */
}

int cmd_rows_end(cmd_rows *r)
{
    int n = r->n;
    if (r->table) cmd_table_print(r->table, r->o);
    if (r->begun) cmd_puts(r->o, KG_S("</tbody>\n</table>\n"));
    kg_arena_free(r->scratch);
    kg_arena_free(r->a);
    return n;
}
