/* marks.c - cells of CSV, TSV and Markdown. In: the words of a cell. Out: the same words, so that nothing in them breaks the
 * row, and nothing in them does anything.
 */
#include "cmd.h"

/* A cell that begins so is reckoned by Excel and LibreOffice: '=HYPERLINK(...)' in a title would be a link to anywhere.
 * "-" alone is standard input. */
static bool reckoned(kg_str s) { return s.n > 1 && memchr("=+-@\t\r", s.s[0], 6); }

void cmd_put_csv(cmd_out *o, kg_str s)
{
    bool quote = reckoned(s);
    for (ptrdiff_t i = 0; i < s.n && !quote; i++) quote = memchr(",\"\r\n", s.s[i], 4) != NULL;
    if (!quote) { cmd_puts(o, s); return; }
    cmd_puts(o, reckoned(s) ? KG_S("\"'") : KG_S("\""));
    for (ptrdiff_t i = 0; i < s.n; i++) cmd_put(o, s.s[i] == '"' ? "\"\"" : &s.s[i], s.s[i] == '"' ? 2 : 1);
    cmd_put(o, "\"", 1);
}

void cmd_put_tsv(cmd_out *o, kg_str s)
{
    for (ptrdiff_t i = 0; i < s.n; i++) {
        char c = s.s[i];
        const char *as = c == '\t' ? "\\t" : c == '\n' ? "\\n" : c == '\r' ? "\\r" : c == '\\' ? "\\\\" : NULL;
        if (as) cmd_put(o, as, 2);
        else cmd_put(o, &c, 1);
    }
}

/* Within a word '_' is no markup, and ids and states have many. */
void cmd_put_markdown(cmd_out *o, kg_str s)
{
    for (ptrdiff_t i = 0; i < s.n; i++) {
        char c = s.s[i];
        bool order = (unsigned char)c == 0xC2 && i + 1 < s.n && (s.s[i + 1] & 0xE0) == 0x80;   /* U+0080 to U+009F, to a terminal */
        bool edge = c == '_' && (i == 0 || i + 1 == s.n || s.s[i - 1] == ' ' || s.s[i + 1] == ' ');
        if (c == '&') cmd_puts(o, KG_S("&amp;"));
        else if (c == '<') cmd_puts(o, KG_S("&lt;"));
        else if (order || (unsigned char)c < ' ' || c == 0x7F) cmd_put(o, " ", 1), i += order;
        else if (edge || memchr("|*`[]\\~", c, 7)) { cmd_put(o, "\\", 1); cmd_put(o, &c, 1); }
        else cmd_put(o, &c, 1);
    }
}
