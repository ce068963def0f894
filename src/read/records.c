/* records.c - a file that is a list of JSON objects, cut into them. In: a file, or bytes. Out: one object after the other.
 *
 * The portal gives pages ({"@odata.context": ..., "value": [ {...}, {...} ]}), who collects them keeps one object a line, or a list.
 * Idea: braces and strings are counted, which tells where an object ends; what is in it is for others to read. So a file of any size
 * passes through a window that holds one record.
 * Invariants: no record is longer than MAX_RECORD, whatever the file says; where each line is a value of its own, a line that is
 * damaged costs that line; elsewhere what is damaged may cost the rest of the file, and it is said so.
 */
#include "read/odata.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { BLOCK = 1 << 18, MAX_RECORD = 16 << 20, BEFORE = 16 /* bytes that stay before `at` */ };

struct kg_slices {
    int fd;                                                   /* -1: all of it is in buf, which is another's */
    char *buf;
    size_t cap, n, at;                                        /* bytes there, the next to look at */
    int64_t base;                                             /* place of buf[0] in the file */
    int line;
    bool lines;                                               /* a value a line */
    bool end;
    int depth, list;                                          /* list: depth of those objects that are records; 0 for none */
    bool string, escape, value;                               /* value: the key "value" was the last word of a page */
    bool inside, skipping;                                    /* in a record; one that is too long */
    size_t start;
    int start_line, start_depth;
    bool junk, said;                                          /* what is no object stands where one should; it was said */
};

/* -- is it one? ---------------------------------------------------------------------------------------------------- */

static kg_str without_mark(kg_str s)
{
    if (kg_starts(s, KG_S("\xEF\xBB\xBF"))) s = kg_sub(s, 3, s.n);
    while (s.n && kg_blank(s.s[0])) s = kg_sub(s, 1, s.n);
    return s;
}

/* What stands behind "key": in s, from its first quote on; none. */
static kg_str text_of(kg_str s, const char *key)
{
    for (ptrdiff_t i; (i = kg_index(s, kg_cstr(key))) >= 0;) {
        s = without_mark(kg_sub(s, i + (ptrdiff_t)strlen(key), s.n));
        if (!s.n || s.s[0] != ':') continue;
        s = without_mark(kg_sub(s, 1, s.n));
        if (s.n && s.s[0] == '"') return kg_sub(s, 1, s.n);
    }
    return (kg_str){ 0 };
}

static bool shaped(kg_str s, const char *shape)               /* x: a hexadecimal digit, 9: a digit, A: Z, D or A */
{
    kg_str p = kg_cstr(shape);
    for (ptrdiff_t i = 0; i < p.n; i++) {
        if (i >= s.n) return false;
        char c = s.s[i], small = kg_fold(c);
        bool fits = p.s[i] == 'x' ? kg_digit(c) || (small >= 'a' && small <= 'f') : p.s[i] == '9' ? kg_digit(c)
                  : p.s[i] == 'A' ? c == 'Z' || c == 'D' || c == 'A' : c == p.s[i];
        if (!fits) return false;
    }
    return true;
}

bool kg_is_records(kg_str head)
{
    static const char number[] = "9999A99999\"";
    head = without_mark(kg_sub(head, 0, head.n < 512 ? head.n : 512));
    ptrdiff_t nl = kg_index(head, KG_S("\n{\""));             /* the first line may be damaged */
    if (!head.n || (head.s[0] != '{' && head.s[0] != '[' && nl < 0)) return false;
    return kg_contains(head, "\"@odata.context\"") || shaped(text_of(head, "\"Id\""), "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx\"")
        || shaped(text_of(head, "\"Nummer\""), number) || shaped(text_of(head, "\"DocumentNummer\""), number)
        || shaped(text_of(head, "\"Nummer\""), "TZ999999-999");
}

/* -- the window ---------------------------------------------------------------------------------------------------- */

static bool fill(kg_slices *s, kg_err *e)
{
    size_t keep = s->inside ? s->start : s->at;
    if (s->fd < 0 || s->end) return false;
    keep = keep > BEFORE ? keep - BEFORE : 0;
    memmove(s->buf, s->buf + keep, s->n - keep);
    s->base += (int64_t)keep, s->n -= keep, s->at -= keep, s->start -= s->inside ? keep : 0;
    if (s->cap - s->n < BLOCK) {
        char *more = realloc(s->buf, s->cap * 2);
        if (!more) return s->end = true, kg_fail(e, KG_ELIMIT, s->line, "does not fit into memory");
        s->buf = more, s->cap *= 2;
    }
    ssize_t got;
    do got = read(s->fd, s->buf + s->n, BLOCK); while (got < 0 && errno == EINTR);
    if (got > 0) return s->n += (size_t)got, true;
    s->end = true;
    return got == 0 ? false : kg_fail(e, KG_EIO, s->line, "cannot be read: %s", strerror(errno));
}

/* One value a line: the first one is whole on its line, or the second line begins another one. */
static bool by_lines(kg_str head)
{
    ptrdiff_t nl = kg_index(head, KG_S("\n"));
    kg_str first = kg_trim(kg_sub(head, 0, nl < 0 ? head.n : nl)), rest = kg_sub(head, nl < 0 ? head.n : nl + 1, head.n);
    return (first.n > 1 && first.s[0] == '{' && first.s[first.n - 1] == '}') || (nl > 1 && rest.n && rest.s[0] == '{');
}

kg_slices *kg_slices_open(const kg_doc *d, kg_err *e)
{
    kg_slices *s = calloc(1, sizeof *s);
    if (!s) { kg_fail(e, KG_ELIMIT, -1, "does not fit into memory"); return NULL; }
    *s = (kg_slices){ .fd = -1, .line = 1, .buf = (char *)d->bytes.s, .n = (size_t)d->bytes.n, .end = true };
    if (d->streamed) {
        kg_arena *a = kg_arena_new();
        s->fd = open(kg_dup(a, d->name).s, O_RDONLY | O_CLOEXEC | O_NOCTTY);
        kg_arena_free(a);
        s->n = 0, s->end = false, s->cap = (size_t)BLOCK * 4;
        s->buf = malloc(s->cap);
        if (s->fd < 0 || !s->buf) {
            kg_fail(e, KG_EIO, -1, "cannot be read: %s", strerror(s->fd < 0 ? errno : ENOMEM));
            kg_slices_close(s);
            return NULL;
        }
        fill(s, e);
    }
    kg_str head = { s->buf, (ptrdiff_t)s->n };
    s->at = kg_starts(head, KG_S("\xEF\xBB\xBF")) ? 3 : 0;
    s->lines = by_lines(without_mark(head));
    return s;
}

void kg_slices_close(kg_slices *s)
{
    if (s->fd >= 0) close(s->fd);
    if (s->cap) free(s->buf);
    free(s);
}

/* -- where an object begins and ends ------------------------------------------------------------------------------- */

static void forget(kg_slices *s)
{
    s->depth = s->list = 0;
    s->string = s->escape = s->value = s->inside = s->skipping = s->junk = false;
}

/* What stands where records should: said at once where there are no lines, else at the end of its line. */
static void junk(kg_slices *s) { s->junk |= s->depth == s->list && !s->inside && !s->skipping; }

static void open_object(kg_slices *s)
{
    if (!s->inside && !s->skipping && s->depth == s->list) {
        s->inside = true;
        s->start = s->at - 1;
        s->start_line = s->line;
        s->start_depth = s->depth;
    }
    s->depth++;
}

static void open_list(kg_slices *s)
{
    bool page = s->value && s->inside && s->start_depth == 0 && s->depth == 1;
    if (page || (!s->depth && !s->list)) {                    /* what seemed a record is a page of them */
        s->inside = false;
        s->list = s->depth + 1;
    } else junk(s);
    s->depth++;
}

/* True at the end of a record. */
static bool close_object(kg_slices *s)
{
    if (--s->depth < 0) return s->depth = 0, s->junk = true, false;
    bool end = (s->inside || s->skipping) && s->depth == s->start_depth, whole = s->inside;
    if (end) s->inside = s->skipping = false;
    return end && whole;
}

static void close_list(kg_slices *s)
{
    if (s->list && s->depth == s->list && !s->inside) s->list = 0;
    if (--s->depth < 0) s->depth = 0, s->junk = true;
}

/* Passes over a string; false where it goes on behind the window. */
static bool pass_string(kg_slices *s)
{
    for (; s->at < s->n; s->at++) {
        char c = s->buf[s->at];
        if (s->escape) s->escape = false;
        else if (c == '\\') s->escape = true;
        else if (c == '"') {
            s->string = false;
            s->value = s->depth == 1 && s->at >= 6 && !memcmp(s->buf + s->at - 6, "\"value", 6);
            s->at++;
            return true;
        }
        if (c == '\n') {
            if (s->lines) return true;                        /* no string holds one: the line is damaged */
            s->line++;
        }
    }
    return false;
}

/* 1 where a record ended, -1 at the end of a line that is damaged. */
static int step(kg_slices *s)
{
    char c = s->buf[s->at++];
    switch (c) {
    case ' ': case '\t': case '\r': case ',': case ':': return 0;
    case '\n':
        s->line++;
        if (!s->lines) return 0;
        int bad = s->depth || s->string || s->junk ? -1 : 0;
        forget(s);
        return bad;
    case '"': junk(s); s->string = true; return 0;
    case '{': open_object(s); break;
    case '[': open_list(s); break;
    case ']': close_list(s); break;
    case '}': if (close_object(s)) return 1; break;
    default: junk(s);
    }
    s->value = false;
    return 0;
}

static int too_long(kg_slices *s, kg_err *e)
{
    s->inside = false;
    s->skipping = true;
    return kg_fail(e, KG_ELIMIT, s->start_line, "record larger than %d MiB", MAX_RECORD >> 20), -1;
}

static int finish(kg_slices *s, kg_err *e)
{
    bool cut = s->depth || s->string, odd = s->junk && !s->said;
    forget(s);
    if (odd && !cut) return kg_fail(e, KG_EINPUT, s->line, "something else than a record"), -1;
    return cut ? (kg_fail(e, KG_EINPUT, s->line, "ends in the middle of a record"), -1) : 0;
}

int kg_slices_next(kg_slices *s, kg_slice *out, kg_err *e)
{
    for (;;) {
        if (s->inside && s->at - s->start > MAX_RECORD) return too_long(s, e);
        if (s->at == s->n) {
            e->code = KG_OK;
            if (fill(s, e)) continue;
            if (e->code != KG_OK) return forget(s), -1;
            return finish(s, e);
        }
        if (s->string && (!pass_string(s) || !s->string)) continue;
        int got = step(s);
        if (got < 0) return kg_fail(e, KG_EINPUT, s->line - 1, "no whole record on this line"), -1;
        if (s->junk && !s->lines) {
            s->junk = false;
            if (!s->said) return s->said = true, kg_fail(e, KG_EINPUT, s->line, "something else than a record"), -1;
        }
        if (got == 0) continue;
        *out = (kg_slice){ { s->buf + s->start, (ptrdiff_t)(s->at - s->start) }, s->start_line, s->base + (int64_t)s->start };
        return 1;
    }
}
