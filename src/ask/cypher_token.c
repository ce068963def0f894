/* cypher_token.c - the words and signs of a question in openCypher, made as they are asked for. In: its text. Out: tokens, and
 * failures that name a place.
 */
#include "cypher_read.h"

#include <stdarg.h>
#include <stdio.h>

/* -- failures -------------------------------------------------------------------------------------------------------- */

bool kg_cypher_fail(kg_str text, ptrdiff_t at, kg_err *e, const char *format, ...)
{
    enum { SHOWN = 72 };
    char what[300];
    va_list ap;
    va_start(ap, format);
    vsnprintf(what, sizeof what, format, ap);
    va_end(ap);
    ptrdiff_t beg = at, end = at;
    int line = 1;
    for (ptrdiff_t i = 0; i < at; i++) line += text.s[i] == '\n';
    while (beg > 0 && text.s[beg - 1] != '\n') beg--;
    ptrdiff_t col = at - beg;
    if (col > SHOWN / 2) beg = at - SHOWN / 2;
    while (beg < at && ((unsigned char)text.s[beg] & 0xC0) == 0x80) beg++;
    while (end < text.n && text.s[end] != '\n' && end - beg < SHOWN) end++;
    while (end > beg && end < text.n && ((unsigned char)text.s[end] & 0xC0) == 0x80) end--;
    int before = 0;                                           /* characters, not bytes */
    for (ptrdiff_t i = beg; i < at; i++) before += ((unsigned char)text.s[i] & 0xC0) != 0x80;
    return kg_fail(e, KG_EUSAGE, at, "%d:%td: %s\n  %.*s\n  %*s^", line, col + 1, what, (int)(end - beg), text.s + beg,
                   before, "");
}

/* -- tokens ---------------------------------------------------------------------------------------------------------- */

static bool letter(char c) { return kg_lower(kg_fold(c)) || c == '_' || (unsigned char)c >= 0x80; }

static bool take_string(cy_reader *r)
{
    const char quote = r->text.s[r->i];
    kg_buf b = { 0 };
    ptrdiff_t i = r->i + 1;
    for (; i < r->text.n && r->text.s[i] != quote; i++) {
        char c = r->text.s[i];
        if (quote != '`' && c == '\\' && i + 1 < r->text.n) {
            c = r->text.s[++i];
            if (c == 'n') c = '\n';
            else if (c == 't') c = '\t';
            else if (c != '\\' && c != '\'' && c != '"') return CY_FAIL(r, i - 1, "no such escape: \\%c", c);
        }
        kg_putc(r->a, &b, c);
    }
    if (i >= r->text.n) return CY_FAIL(r, r->i, "this quotation has no end");
    r->t = (cy_token){ quote == '`' ? CY_WORD : CY_QUOTED, kg_buf_str(&b), r->i, i + 1, quote == '`' };
    return true;
}

static bool take_number(cy_reader *r)
{
    ptrdiff_t i = r->i;
    i += kg_digits_at(r->text, i);
    if (i + 1 < r->text.n && r->text.s[i] == '.' && kg_digit(r->text.s[i + 1])) i += 1 + kg_digits_at(r->text, i + 1);
    if (i < r->text.n && letter(r->text.s[i])) return CY_FAIL(r, r->i, "a number runs into a word");
    if (i - r->i > 15) return CY_FAIL(r, r->i, "too long a number");
    r->t = (cy_token){ CY_DIGITS, kg_sub(r->text, r->i, i), r->i, i, false };
    return true;
}

static bool skip_comment(cy_reader *r)                           /* and blanks */
{
    for (;;) {
        while (r->i < r->text.n && kg_blank(r->text.s[r->i])) r->i++;
        kg_str rest = kg_sub(r->text, r->i, r->text.n);
        if (kg_starts(rest, KG_S("//"))) {
            while (r->i < r->text.n && r->text.s[r->i] != '\n') r->i++;
        } else if (kg_starts(rest, KG_S("/*"))) {
            ptrdiff_t end = kg_index(rest, KG_S("*/"));
            if (end < 0) return CY_FAIL(r, r->i, "this comment has no end");
            r->i += end + 2;
        } else return true;
    }
}

bool kg_cy_next(cy_reader *r)
{
    static const char *const two[] = { "<>", "<=", ">=", "..", "=~" };
    r->last = r->t.end;
    if (!skip_comment(r)) return false;
    kg_str rest = kg_sub(r->text, r->i, r->text.n);
    bool ok = true;
    if (!rest.n) r->t = (cy_token){ CY_END, { 0 }, r->i, r->i, false };
    else if (memchr("'\"`", rest.s[0], 3)) ok = take_string(r);
    else if (kg_digit(rest.s[0])) ok = take_number(r);
    else if (letter(rest.s[0]) || (rest.s[0] == '$' && rest.n > 1 && letter(rest.s[1]))) {
        ptrdiff_t beg = rest.s[0] == '$', n = beg;
        while (n < rest.n && (letter(rest.s[n]) || kg_digit(rest.s[n]))) n++;
        r->t = (cy_token){ beg ? CY_DOLLAR : CY_WORD, kg_sub(rest, beg, n), r->i, r->i + n, false };
    } else if (memchr("()[]{}:,.|-<>=*;+/%^$!", rest.s[0], 23)) {
        ptrdiff_t n = 1;
        for (size_t k = 0; k < sizeof two / sizeof *two; k++) n += kg_starts(rest, kg_cstr(two[k]));
        r->t = (cy_token){ CY_SIGN, kg_sub(rest, 0, n), r->i, r->i + n, false };
    } else ok = CY_FAIL(r, r->i, "this has no meaning here");
    r->i = ok ? r->t.end : r->i;
    return ok;
}

bool kg_cy_is(const cy_reader *r, const char *word)
{
    if (r->t.type == CY_SIGN) return kg_eq(r->t.s, kg_cstr(word));
    return r->t.type == CY_WORD && !r->t.quoted && kg_ieq(r->t.s, kg_cstr(word));
}

int kg_cy_take(cy_reader *r, const char *word) { return kg_cy_is(r, word) ? (kg_cy_next(r) ? 1 : -1) : 0; }

bool kg_cy_wanted(cy_reader *r, const char *what)
{
    if (r->t.type == CY_END) return CY_FAIL(r, r->t.at, "the question ends where %s should stand", what);
    return CY_FAIL(r, r->t.at, "%s should stand here", what);
}

bool kg_cy_need(cy_reader *r, const char *word)
{
    int got = kg_cy_take(r, word);
    char what[16];
    snprintf(what, sizeof what, kg_lower(kg_fold(word[0])) ? "%s" : "'%s'", word);
    return got > 0 || (got == 0 && kg_cy_wanted(r, what));
}

bool kg_cy_name(cy_reader *r, kg_str *name, const char *what)
{
    if (r->t.type != CY_WORD) return kg_cy_wanted(r, what);
    *name = r->t.s;
    return kg_cy_next(r);
}
