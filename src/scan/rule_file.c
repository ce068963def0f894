/* rule_file.c - text of a rule file to rules. In: the file. Out: rules and definitions in a kg_rules, patterns not
 * compiled yet.
 *
 * One table gives each keyword its reader; a rule is complete or refused where it ends. Definitions are filled in
 * late, since a file may use those of another; each stretch of the filled-in pattern remembers where it was written,
 * so that an error of the regex compiler leads back to a line and a column.
 */
#include "rules.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    kg_rules *r;
    const kg_rule_source *src;
    kg_rule *rule;                                            /* the open one, or NULL */
    int line, col;                                            /* of the value; columns count from 1 */
    kg_str value;
    bool defines_only;
    kg_err *e;
} reader;

/* -- errors -------------------------------------------------------------------------------------------------------- */

static kg_str line_of(const kg_rule_source *src, int line)
{
    const char *p = src->text.s, *end = p + src->text.n;
    for (int i = 1; i < line && p < end; i++) {
        const char *nl = memchr(p, '\n', (size_t)(end - p));
        p = nl ? nl + 1 : end;
    }
    const char *nl = p < end ? memchr(p, '\n', (size_t)(end - p)) : NULL;
    return (kg_str){ p, (nl ? nl : end) - p };
}

bool kg_rule_fail(kg_err *e, const kg_rule_source *src, int line, int col, const char *format, ...)
{
    enum { LEFT = 60, WIDTH = 120 };                          /* of a long line what stands around the column */
    char what[200], caret[WIDTH + 2];
    va_list ap;
    va_start(ap, format);
    vsnprintf(what, sizeof what, format, ap);
    va_end(ap);
    kg_str s = line_of(src, line);
    ptrdiff_t at = col - 1 < s.n ? col - 1 : s.n, from = at > LEFT ? at - LEFT : 0;
    while (from > 0 && ((unsigned char)s.s[from] & 0xC0) == 0x80) from--;
    int cells = 0;
    for (ptrdiff_t i = from; i < at && cells < WIDTH; i++)
        if (((unsigned char)s.s[i] & 0xC0) != 0x80) caret[cells++] = ' ';
    caret[cells] = 0;
    ptrdiff_t n = s.n - from < WIDTH ? s.n - from : WIDTH;
    while (n > 0 && n < s.n - from && ((unsigned char)s.s[from + n] & 0xC0) == 0x80) n--;
    return kg_fail(e, KG_ERULE, line, "%.*s:%d:%d: %s\n%.*s\n%s^", KG_ARG(src->name), line, col, what, (int)n,
                   s.s + from, caret);
}

#define FAIL(rd, ...) kg_rule_fail((rd)->e, (rd)->src, (rd)->line, (rd)->col, __VA_ARGS__)

/* -- one reader a keyword ------------------------------------------------------------------------------------------ */

static kg_str next_word(kg_str *s)
{
    *s = kg_trim(*s);
    ptrdiff_t n = 0;
    while (n < s->n && !kg_blank(s->s[n])) n++;
    kg_str w = kg_sub(*s, 0, n);
    *s = kg_trim(kg_sub(*s, n, s->n));
    return w;
}

static bool read_define(reader *rd)
{
    kg_str rest = rd->value, name = next_word(&rest);
    if (!rest.n) return FAIL(rd, "a definition needs a name and a pattern");
    kg_rule_piece body = { rest, rd->src, rd->line, rd->col + (int)(rest.s - rd->value.s) };
    for (int i = 0; i < rd->r->defines.n; i++) {
        kg_definition *d = &rd->r->defines.v[i];
        if (!kg_eq(d->name, name)) continue;
        if (rd->defines_only) return true;
        if (d->body.src == rd->src || !rd->r->redefine)
            return FAIL(rd, "%.*s is defined already: %.*s:%d", KG_ARG(name), KG_ARG(d->body.src->name), d->body.line);
        d->body = body;
        return true;
    }
    *kg_push(rd->r->a, &rd->r->defines) = (kg_definition){ name, body };
    return true;
}

static bool read_kind(reader *rd)
{
    rd->rule->has_kind = kg_kind_from(rd->value, &rd->rule->kind);
    return rd->rule->has_kind || FAIL(rd, "no such kind: %.*s", KG_ARG(rd->value));
}

static bool read_cue(reader *rd)
{
    for (kg_str rest = rd->value, w; (w = next_word(&rest)).n;) {
        int col = rd->col + (int)(w.s - rd->value.s);
        bool known = w.s[0] != '@' || kg_number_class(w) >= 0;
        if (!known) return kg_rule_fail(rd->e, rd->src, rd->line, col, "no such class of cues: %.*s", KG_ARG(w));
        if (w.s[0] != '@' && w.n < 3)
            return kg_rule_fail(rd->e, rd->src, rd->line, col, "a cue needs three characters");
        if (w.n > KG_WORD_MAX)
            return kg_rule_fail(rd->e, rd->src, rd->line, col, "a cue has at most %d characters", KG_WORD_MAX);
        *kg_push(rd->r->a, &rd->rule->cues) = w;
    }
    return true;
}

static bool read_with(reader *rd)
{
    kg_str words = kg_dup(rd->r->a, rd->value);
    for (char *p = (char *)words.s; p < words.s + words.n; p++) if (*p == '_') *p = ' ';
    for (kg_str rest = rd->value, w; (w = next_word(&rest)).n;)
        *kg_push(rd->r->a, &rd->rule->with) = (kg_str){ words.s + (w.s - rd->value.s), w.n };
    for (int i = 0; i < rd->rule->with.n; i++)
        if (rd->rule->with.v[i].n < 4) return FAIL(rd, "a word that is held has four characters");
    kg_begin_with(rd->rule, rd->r->a);
    return true;
}

static bool read_window(reader *rd)
{
    kg_str rest = rd->value, a = next_word(&rest), b = next_word(&rest);
    rd->rule->before = kg_int(a);
    rd->rule->after = kg_int(b);
    enum { WIDEST = 4096 };
    bool ok = rd->rule->before >= 0 && rd->rule->after > 0 && !rest.n && rd->rule->before <= WIDEST &&
              rd->rule->after <= WIDEST;
    return ok || FAIL(rd, "a window is two numbers up to %d: bytes before and after the cue", WIDEST);
}

static bool read_regex(reader *rd)
{
    *kg_push(rd->r->a, &rd->rule->regex) = (kg_rule_piece){ rd->value, rd->src, rd->line, rd->col };
    return true;
}

static bool read_key(reader *rd)
{
    rd->rule->key = rd->value;
    if (rd->value.s[0] != '@')
        return kg_key_check(rd->value) || FAIL(rd, "the key names a group that no rule may have");
    rd->rule->fn = kg_key_named(rd->value);
    return rd->rule->fn || FAIL(rd, "no such key: %.*s", KG_ARG(rd->value));
}

static bool read_conf(reader *rd)
{
    char buf[16] = { 0 }, *end;
    if (rd->value.n < (ptrdiff_t)sizeof buf) memcpy(buf, rd->value.s, (size_t)rd->value.n);
    rd->rule->conf = strtof(buf, &end);
    return (*buf && !*end && rd->rule->conf > 0 && rd->rule->conf <= 1) ||
           FAIL(rd, "a confidence lies above 0 and up to 1");
}

static bool read_prio(reader *rd)
{
    return (rd->rule->prio = kg_int(rd->value)) >= 0 || FAIL(rd, "a priority is a number");
}
static bool read_role(reader *rd)
{
    static const char *const asked[] = { "deadline", "not_promise", "not_promise:until", "keeps:hereby", "keeps:gives", "asks_deed" };
    kg_str role = rd->rule->role = rd->value;
    bool promises = kg_starts(role, KG_S("promises:")) && !kg_eq(role, KG_S("promises:until"));
    bool letters = kg_starts(role, KG_S("answers:")) && kg_starts(rd->rule->name, KG_S("brief-"));
    if (letters || kg_starts(role, KG_S("promises:letter")) || kg_eq(role, KG_S("keeps:told")) || kg_eq(role, KG_S("keeps:title")))
        rd->rule->where = KG_PAPERS;
    else if (promises || kg_starts(role, KG_S("judges:"))) rd->rule->where = KG_DEBATES;
    rd->rule->near = kg_starts(role, KG_S("near:"));
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) rd->rule->asked |= kg_eq(role, kg_cstr(asked[i]));
    return true;
}
static bool read_bind(reader *rd) { rd->rule->bind = rd->value; return true; }

static bool read_voice(reader *rd)
{
    kg_str rest = rd->value;
    for (kg_str word; (word = next_word(&rest)).n;) {
        kg_voice v = KG_VOICE_NONE;
        while (v <= KG_VOICE_CHAIR && !kg_eq(word, v ? kg_cstr(kg_voice_name(v)) : KG_S("none"))) v++;
        if (v > KG_VOICE_CHAIR) return FAIL(rd, "no such voice: %.*s", KG_ARG(word));
        rd->rule->voices |= 1u << v;
    }
    return true;
}

/* `\n` in an example stands for the end of a passage. */
static kg_str unescape(kg_rules *r, kg_str s)
{
    kg_buf b = { 0 };
    for (ptrdiff_t i = 0; i < s.n; i++) {
        bool escaped = s.s[i] == '\\' && i + 1 < s.n && s.s[i + 1] == 'n';
        kg_putc(r->a, &b, escaped ? '\n' : s.s[i]);
        i += escaped;
    }
    return kg_buf_str(&b);
}

static bool read_example(reader *rd, bool yes)
{
    kg_example x = { .line = rd->line, .yes = yes };
    ptrdiff_t arrow = yes ? kg_index(rd->value, KG_S(" => ")) : -1;
    x.text = unescape(rd->r, arrow < 0 ? rd->value : kg_trim(kg_sub(rd->value, 0, arrow)));
    if (arrow >= 0) x.want = kg_trim(kg_sub(rd->value, arrow + 4, rd->value.n));
    *kg_push(rd->r->a, &rd->rule->examples) = x;
    return true;
}

static bool read_yes(reader *rd) { return read_example(rd, true); }
static bool read_no(reader *rd) { return read_example(rd, false); }

/* -- rules --------------------------------------------------------------------------------------------------------- */

static bool complete(reader *rd)
{
    const kg_rule *q = rd->rule;
    if (!q) return true;
    bool yes = false, no = false;
    for (int i = 0; i < q->examples.n; i++) *(q->examples.v[i].yes ? &yes : &no) = true;
    const char *missing = !q->has_kind ? "kind" : !q->cues.n ? "cue" : !q->after ? "window" : !q->regex.n ? "regex" :
                          !q->key.n ? "key" : !yes ? "yes" : !no ? "no" : NULL;
    return !missing || kg_rule_fail(rd->e, rd->src, q->line, 1, "rule %.*s has no %s", KG_ARG(q->name), missing);
}

static bool read_rule(reader *rd)
{
    if (!complete(rd)) return false;
    kg_str rest = rd->value, name = next_word(&rest);
    if (rest.n) return FAIL(rd, "the name of a rule is one word");
    for (int i = 0; i < rd->r->rules.n; i++)
        if (kg_eq(rd->r->rules.v[i].name, name)) return FAIL(rd, "there is a rule %.*s already", KG_ARG(name));
    rd->rule = kg_push(rd->r->a, &rd->r->rules);
    *rd->rule = (kg_rule){ .name = name, .src = rd->src, .line = rd->line, .conf = 0.95f, .prio = 50 };
    return true;
}

static const struct { const char *word; bool (*read)(reader *); bool outside;
} keywords[] = {
    { "define", read_define, true }, { "rule", read_rule, true },      { "kind", read_kind, false },
    { "cue", read_cue, false },      { "window", read_window, false }, { "regex", read_regex, false },
    { "key", read_key, false },      { "conf", read_conf, false },     { "prio", read_prio, false },
    { "role", read_role, false },    { "bind", read_bind, false },     { "yes", read_yes, false },
    { "no", read_no, false },        { "voice", read_voice, false },   { "with", read_with, false },
};

static bool read_line(reader *rd, kg_str line)
{
    kg_str rest = line, word = next_word(&rest);
    if (!word.n || word.s[0] == '#') return true;
    size_t n = sizeof keywords / sizeof *keywords, i = 0;
    while (i < n && !kg_eq(kg_cstr(keywords[i].word), word)) i++;
    rd->col = (int)(word.s - line.s) + 1;
    if (i == n) return FAIL(rd, "no such keyword: %.*s", KG_ARG(word));
    if (rd->defines_only && i != 0) return true;
    if (!rest.n) return FAIL(rd, "%.*s has no value", KG_ARG(word));
    if (!keywords[i].outside && !rd->rule) return FAIL(rd, "%.*s stands outside a rule", KG_ARG(word));
    rd->value = rest;
    rd->col = (int)(rest.s - line.s) + 1;
    return keywords[i].read(rd);
}

bool kg_rule_parse(kg_rules *r, const kg_rule_source *src, bool defines_only, kg_err *e)
{
    reader rd = { .r = r, .src = src, .defines_only = defines_only, .e = e };
    r->hash = kg_hash_bytes(r->hash, src->text);
    for (kg_str rest = src->text; rest.n;) {
        const char *nl = memchr(rest.s, '\n', (size_t)rest.n);
        ptrdiff_t n = nl ? nl - rest.s : rest.n;
        rd.line++;
        if (!read_line(&rd, kg_sub(rest, 0, n))) return false;
        rest = kg_sub(rest, nl ? n + 1 : n, rest.n);
    }
    return complete(&rd);
}

/* -- definitions filled in ----------------------------------------------------------------------------------------- */

static const kg_definition *find_define(const kg_rules *r, kg_str name)
{
    for (int i = 0; i < r->defines.n; i++)
        if (kg_eq(r->defines.v[i].name, name)) return &r->defines.v[i];
    return NULL;
}

bool kg_rule_defines(const kg_rules *r, kg_str name) { return find_define(r, name); }

typedef struct { const kg_rules *r; kg_expansion *x; kg_arena *a; kg_err *e; } filling;

/* "[^.?!;\n]" needs no group, and is repeated much faster without. */
static bool one_class(kg_str s)
{
    ptrdiff_t end = kg_index(s, KG_S("]"));
    return s.n > 3 && s.s[0] == '[' && end == s.n - 1 && !memchr(s.s + 1, '[', (size_t)s.n - 1) && s.s[end - 1] != '\\';
}

static void put(filling *f, kg_str s, kg_rule_piece from, ptrdiff_t offset)
{
    from.col += (int)offset;
    *kg_push(f->a, &f->x->runs) = (kg_expansion_run){ (uint32_t)f->x->text.n, from };
    kg_put(f->a, &f->x->text, s);
}

static bool fill(filling *f, kg_rule_piece piece, int depth)
{
    enum { DEEPEST = 16, LONGEST = 1 << 18 };
    if (depth > DEEPEST || f->x->text.n > LONGEST)
        return kg_rule_fail(f->e, piece.src, piece.line, piece.col, "definitions without end");
    for (ptrdiff_t from = 0;;) {
        kg_str rest = kg_sub(piece.text, from, piece.text.n);
        ptrdiff_t open = kg_index(rest, KG_S("<<"));
        ptrdiff_t close = open < 0 ? -1 : kg_index(kg_sub(rest, open, rest.n), KG_S(">>"));
        if (close < 0) return put(f, rest, piece, from), true;
        const kg_definition *d = find_define(f->r, kg_sub(rest, open + 2, open + close));
        if (!d) return kg_rule_fail(f->e, piece.src, piece.line, piece.col + (int)(from + open), "%.*s is defined nowhere",
                                    (int)close - 2, rest.s + open + 2);
        put(f, kg_sub(rest, 0, open), piece, from);
        bool group = !one_class(d->body.text);
        if (group) put(f, KG_S("(?:"), piece, from + open);
        if (!fill(f, d->body, depth + 1)) return false;
        if (group) put(f, KG_S(")"), piece, from + open);
        from += open + close + 2;
    }
}

/* What is called, (?&naam), is put behind the pattern once: filled in at each place, the names of members made machine code by
 * the hundred kilobytes. */
static bool put_called(filling *f)
{
    kg_buf *text = &f->x->text;
    for (ptrdiff_t from = 0, call; (call = kg_index(kg_sub(kg_buf_str(text), from, text->n), KG_S("(?&"))) >= 0; from += call + 3) {
        kg_str name = kg_sub(kg_buf_str(text), from + call + 3, text->n);
        name.n = kg_index(name, KG_S(")"));
        const kg_definition *d = name.n > 0 ? find_define(f->r, name) : NULL;
        if (!d) continue;                                     /* a group of the rule itself, or PCRE2 says that there is none */
        kg_str head = KG_CAT(f->a, KG_S("\n(?(DEFINE)(?<"), name, KG_S(">"));
        if (kg_index(kg_buf_str(text), head) >= 0) continue;
        put(f, head, d->body, 0);
        if (!fill(f, d->body, 0)) return false;
        put(f, KG_S("))"), d->body, 0);
    }
    return true;
}

bool kg_rule_expand(const kg_rules *r, const kg_rule *rule, kg_expansion *x, kg_arena *a, kg_err *e)
{
    filling f = { r, x, a, e };
    for (int i = 0; i < rule->regex.n; i++) {
        if (i) put(&f, KG_S("\n"), rule->regex.v[i], 0);
        if (!fill(&f, rule->regex.v[i], 0)) return false;
    }
    return put_called(&f);
}
