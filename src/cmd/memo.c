/* memo.c - rows as a page of HTML: for a memo, a mail, a browser. In: columns, rows. Out: one table, with links to the official
 * addresses.
 *
 * Idea: no script, nothing from elsewhere; what is pasted into a text program stays a table. Nothing in a cell is markup.
 */
#include "cmd.h"
#include "write/write.h"

static const char style[] =
    "body{font:15px/1.4 system-ui,sans-serif;margin:2em;color:#1a1a1a;background:#fff}table{border-collapse:collapse}"
    "caption{text-align:left;font-weight:bold;padding:.3em 0}th,td{text-align:left;vertical-align:top;padding:.3em .6em;"
    "border-bottom:1px solid #767676}th{border-bottom-width:2px}.n{text-align:right}a{color:#0059a3}p{max-width:60em}";

void cmd_put_html(cmd_out *o, kg_str s)
{
    for (ptrdiff_t i = 0; i < s.n;) {
        unsigned char c = (unsigned char)s.s[i];
        int n = c < 0x80 ? 1 : kg_utf8_len(s.s + i, s.n - i);
        const char *as = c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : NULL;
        if (as) cmd_puts(o, kg_cstr(as));
        else if (c < ' ' || c == 0x7F) cmd_put(o, " ", 1);
        else if (!n) cmd_puts(o, KG_S("\xEF\xBF\xBD"));
        else cmd_put(o, s.s + i, (size_t)n);
        i += n ? n : 1;
    }
}

static bool numeric(kg_coltype t) { return t == KG_COL_INT || t == KG_COL_REAL; }

void cmd_html_head(cmd_out *o, const char *title, const kg_col *cols, int n)
{
    cmd_puts(o, KG_S("<!DOCTYPE html>\n<html lang=\"nl\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n"
                     "<title>kamergraaf "));
    cmd_put_html(o, kg_cstr(title));
    cmd_puts(o, KG_S("</title>\n<style>"));
    cmd_puts(o, KG_S(style));
    cmd_puts(o, KG_S("</style>\n<main>\n<h1>"));
    cmd_put_html(o, kg_cstr(title));
    cmd_puts(o, KG_S("</h1>\n<table>\n<thead><tr>"));
    for (int i = 0; i < n; i++) {
        cmd_puts(o, numeric(cols[i].type) ? KG_S("<th scope=\"col\" class=\"n\">") : KG_S("<th scope=\"col\">"));
        cmd_put_html(o, kg_cstr(cols[i].name));
        cmd_puts(o, KG_S("</th>"));
    }
    cmd_puts(o, KG_S("</tr></thead>\n<tbody>\n"));
}

/* "kst-35373-19:2942": the id alone. */
static kg_str id_of(kg_str s)
{
    ptrdiff_t i = s.n;
    if (kg_index(s, KG_S("://")) >= 0) return s;
    while (i > 0 && kg_digit(s.s[i - 1])) i--;
    return i > 1 && i < s.n && s.s[i - 1] == ':' ? kg_sub(s, 0, i - 1) : s;
}

static void put_one(cmd_out *o, kg_arena *a, kg_str s) /* with its address, where it is an id that has one */
{
    bool word = s.n > 0 && s.n < 300;
    for (ptrdiff_t i = 0; i < s.n && word; i++) word = (unsigned char)s.s[i] > ' ';
    kg_str address = word ? kg_address(id_of(s), a) : (kg_str){ 0 };
    if (address.n) {
        cmd_puts(o, KG_S("<a href=\""));
        cmd_put_html(o, address);
        cmd_puts(o, KG_S("\">"));
    }
    cmd_put_html(o, s);
    if (address.n) cmd_puts(o, KG_S("</a>"));
}

void cmd_html_row(cmd_out *o, kg_arena *a, const kg_col *cols, int n, const kg_str *cell)
{
    cmd_puts(o, KG_S("<tr>"));
    for (int i = 0; i < n; i++) {
        cmd_puts(o, numeric(cols[i].type) ? KG_S("<td class=\"n\">") : KG_S("<td>"));
        for (kg_str rest = cell[i]; rest.n;) {
            ptrdiff_t end = kg_index(rest, KG_S("; "));
            put_one(o, a, end < 0 ? rest : kg_sub(rest, 0, end));
            if (end >= 0) cmd_puts(o, KG_S("; "));
            rest = end < 0 ? ((kg_str){ 0 }) : kg_sub(rest, end + 2, rest.n);
        }
        cmd_puts(o, KG_S("</td>"));
    }
    cmd_puts(o, KG_S("</tr>\n"));
}
