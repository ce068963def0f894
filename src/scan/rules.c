/* rules.c - the rule set: sources found, regexes compiled, examples held against their rules.
 *
 * In: the embedded rule files, a directory, or one file. Out: kg_rules, read-only from then on. Each scanner compiles
 * a rule when it first needs it (scan.c): most runs are short, and a third of the rules never meets its cue.
 *
 * Invariant: every rule of a loaded set has a regex that compiles, and every group of it has a name of KG_CAPS or none:
 * of rules that somebody brings this is tried when they are loaded, of the embedded ones by the tests.
 */
#include "rules.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

const kg_rule kg_markup_rule = { .name = { "markup", 6 }, .kind = KG_EXTERN, .conf = 1 };

#define CAP_NAME(name) #name,
static const char *const cap_names[] = { KG_CAPS(CAP_NAME) };

int kg_rules_count(const kg_rules *r) { return r->rules.n; }
const kg_rule *kg_rules_at(const kg_rules *r, int i) { return &r->rules.v[i]; }
kg_str kg_rule_name(const kg_rule *r) { return r->name; }
kg_str kg_rule_file(const kg_rule *r) { return r->src->name; }
kg_kind kg_rule_kind(const kg_rule *r) { return r->kind; }
kg_str kg_rule_role(const kg_rule *r) { return r->role; }
kg_str kg_rule_bind(const kg_rule *r) { return r->bind; }

int kg_rule_example(const kg_rule *r, int i, kg_str *text, kg_str *want)
{
    if (i < 0 || i >= r->examples.n) return -1;
    *text = r->examples.v[i].text;
    *want = r->examples.v[i].want;
    return r->examples.v[i].yes ? 1 : 0;
}

/* -- regexes ------------------------------------------------------------------------------------------------------- */

static bool bad_pattern(const kg_rule *rule, const kg_expansion *x, int code, size_t at, kg_err *e)
{
    PCRE2_UCHAR what[128];
    pcre2_get_error_message(code, what, sizeof what);
    int i = 0;
    while (i + 1 < x->runs.n && x->runs.v[i + 1].at <= at) i++;
    const kg_rule_piece *from = &x->runs.v[i].from;
    return kg_rule_fail(e, from->src, from->line, from->col + (int)(at - x->runs.v[i].at), "rule %.*s: %s",
                        KG_ARG(rule->name), what);
}

static bool name_groups(const kg_rules *r, const kg_rule *rule, const pcre2_code *code, signed char cap_of[KG_MAX_GROUPS], kg_err *e)
{
    uint32_t n = 0, size = 0;
    PCRE2_SPTR table = NULL;
    memset(cap_of, -1, KG_MAX_GROUPS);
    pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &n);
    pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &table);
    for (uint32_t i = 0; i < n; i++, table += size) {
        unsigned group = (unsigned)table[0] << 8 | table[1];
        int cap = 0;
        while (cap < KG_CAP_COUNT && strcmp(cap_names[cap], (const char *)table + 2) != 0) cap++;
        if (cap == KG_CAP_COUNT && kg_rule_defines(r, kg_cstr((const char *)table + 2))) continue;
        if (cap == KG_CAP_COUNT)
            return kg_rule_fail(e, rule->src, rule->regex.v[0].line, rule->regex.v[0].col, "no group may be called %s",
                                table + 2);
        if (group >= KG_MAX_GROUPS)
            return kg_rule_fail(e, rule->src, rule->regex.v[0].line, rule->regex.v[0].col, "more than %d groups",
                                KG_MAX_GROUPS);
        cap_of[group] = (signed char)cap;
    }
    return true;
}

static pcre2_code *compiled(const kg_rule *rule, kg_str pattern, int *code, size_t *at)
{
    uint32_t options = PCRE2_UTF | PCRE2_EXTENDED | PCRE2_DUPNAMES | PCRE2_NEVER_BACKSLASH_C |
                       (rule->before ? PCRE2_USE_OFFSET_LIMIT : PCRE2_ANCHORED);
    return pcre2_compile((PCRE2_SPTR)pattern.s, (size_t)pattern.n, options, code, at, NULL);
}

/* A match never begins inside a word (scan.c sees to that): where a regex looks for its start, most places are ruled out by two
 * letters, at a tenth less for all regexes together. The line end closes a comment. */
static kg_str guarded(const kg_rule *rule, kg_str pattern, kg_arena *a)
{
    return rule->before ? KG_CAT(a, KG_S("(?<![a-z](?=[a-z]))(?:"), pattern, KG_S("\n)")) : pattern;
}

/* As it is written: an error is told by its place, and "a)(b" is no pattern. */
static bool compiles_alone(const kg_rules *r, const kg_rule *rule, kg_arena *a, kg_err *e)
{
    kg_expansion x = { 0 };
    int code;
    size_t at;
    if (!kg_rule_expand(r, rule, &x, a, e)) return false;
    pcre2_code *c = compiled(rule, kg_buf_str(&x.text), &code, &at);
    pcre2_code_free(c);
    return c || bad_pattern(rule, &x, code, at, e);
}

static bool compile(const kg_rules *r, const kg_rule *rule, kg_regex *to, kg_arena *a, kg_err *e)
{
    kg_expansion x = { 0 };
    int why;
    size_t at;
    if (!kg_rule_expand(r, rule, &x, a, e)) return false;
    to->code = compiled(rule, guarded(rule, kg_buf_str(&x.text), a), &why, &at);
    if (!to->code) return compiles_alone(r, rule, a, e) && bad_pattern(rule, &x, why, 0, e);
    to->bars = kg_never_matched(kg_buf_str(&x.text));
    return name_groups(r, rule, to->code, to->cap_of, e);
}

bool kg_rule_compile(const kg_rules *r, const kg_rule *rule, kg_regex *x, kg_err *e)
{
    kg_arena *a = kg_arena_new();
    *x = (kg_regex){ 0 };
    bool ok = compile(r, rule, x, a, e);
    kg_arena_free(a);
    if (!ok) pcre2_code_free(x->code), x->code = NULL;
    return ok;
}

/* -- examples ------------------------------------------------------------------------------------------------------ */

/* In the mouth of one for whom the rule is; who is named as speaking makes it a debate. */
static kg_text example_text(kg_arena *a, kg_str s, const kg_rule *rule)
{
    enum { PADDING = 64 };
    char *flow = kg_new(a, char, s.n + PADDING);
    memcpy(flow, s.s, (size_t)s.n);
    kg_passage *p = kg_new(a, kg_passage, 1);
    *p = (kg_passage){ .at = { 0, (uint32_t)s.n }, .note = -1 };
    if (rule->where == KG_DEBATES) p->speaker = rule->name;
    while (p->voice < KG_VOICE_CHAIR && rule->voices && !(rule->voices >> p->voice & 1)) p->voice++;
    return (kg_text){ .raw = { flow, s.n }, .flow = { flow, s.n }, .passages = p, .npassages = 1 };
}

static kg_str found_words(const kg_rule *rule, const kg_text *t, const kg_refs *refs, kg_arena *a)
{
    kg_buf b = { 0 };
    bool words = kg_eq(rule->key, KG_S("-"));
    for (int i = 0; i < refs->n; i++) {
        if (i) kg_put(a, &b, KG_S(" ; "));
        kg_put(a, &b, words ? kg_cut(t->flow, refs->v[i].at) : refs->v[i].target);
        if (words) break;
    }
    return kg_buf_str(&b);
}

/* A rule alone against its examples: yes must match and give what is wanted, no must not match. */
static bool check_rule(const kg_rules *r, const kg_rule *rule, kg_arena *a, kg_err *e)
{
    kg_rules one = { .a = a, .defines = r->defines };
    *kg_push(a, &one.rules) = *rule;
    kg_scanner *s = kg_scanner_new(&one);
    bool ok = true;
    for (int i = 0; ok && i < rule->examples.n; i++) {
        const kg_example *x = &rule->examples.v[i];
        kg_text t = example_text(a, x->text, rule);
        kg_refs refs;
        ok = kg_scan(s, &t, &refs, a, e);
        kg_str got = ok ? found_words(rule, &t, &refs, a) : (kg_str){ 0 };
        if (!ok) break;
        if (x->yes && refs.n == 0)
            ok = kg_rule_fail(e, rule->src, x->line, 1, "rule %.*s does not match this", KG_ARG(rule->name));
        else if (!x->yes && refs.n)
            ok =
                kg_rule_fail(e, rule->src, x->line, 1, "rule %.*s matches this: %.*s", KG_ARG(rule->name), KG_ARG(got));
        else if (x->want.n && !kg_eq(got, x->want))
            ok = kg_rule_fail(e, rule->src, x->line, 1, "rule %.*s gives %.*s", KG_ARG(rule->name), KG_ARG(got));
    }
    kg_scanner_free(s);
    return ok;
}

static bool check_all(const kg_rules *r, const kg_rule_source *only, kg_err *e)
{
    kg_arena *a = kg_arena_new();
    bool ok = true;
    for (int i = 0; ok && i < r->rules.n; i++) {
        if (only && r->rules.v[i].src != only) continue;
        ok = compiles_alone(r, &r->rules.v[i], a, e) && check_rule(r, &r->rules.v[i], a, e);
        kg_arena_reset(a);
    }
    kg_arena_free(a);
    return ok;
}

/* -- sources ------------------------------------------------------------------------------------------------------- */

static bool read_source(kg_rules *r, const char *path, kg_rule_source *src, kg_err *e)
{
    enum { LARGEST = 1 << 22 };
    struct stat st;
    FILE *f = fopen(path, "rb");
    if (!f) return kg_fail(e, KG_EIO, -1, "%s: %s", path, strerror(errno));
    bool ok = !fstat(fileno(f), &st) && S_ISREG(st.st_mode) && st.st_size < LARGEST;
    char *text = kg_new(r->a, char, ok ? st.st_size + 1 : 1);
    size_t n = ok ? fread(text, 1, (size_t)st.st_size, f) : 0;
    ok = ok && !ferror(f);
    fclose(f);
    *src = (kg_rule_source){ kg_dup(r->a, kg_cstr(path)), { text, (ptrdiff_t)n } };
    return ok || kg_fail(e, KG_EIO, -1, "%s: not readable as a rule file", path);
}

static bool embedded(kg_rules *r, bool defines_only, kg_err *e)
{
    for (const kg_file *f = kg_embedded; f->name; f++) {
        kg_str name = kg_cstr(f->name);
        if (!kg_starts(name, KG_S("rules/")) || !kg_ends(name, KG_S(".rules"))) continue;
        kg_rule_source *src = kg_new(r->a, kg_rule_source, 1);
        *src = (kg_rule_source){ name, { f->bytes, (ptrdiff_t)f->n } };
        if (!kg_rule_parse(r, src, defines_only, e)) return false;
    }
    return true;
}

static int is_rules(const struct dirent *d)
{
    return d->d_name[0] != '.' && kg_ends(kg_cstr(d->d_name), KG_S(".rules"));
}

static int bytewise(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

static bool directory(kg_rules *r, const char *dir, kg_err *e)
{
    struct dirent **names;
    int n = scandir(dir, &names, is_rules, bytewise);
    if (n < 0) return kg_fail(e, KG_EIO, -1, "%s: %s", dir, strerror(errno));
    bool ok = n > 0 || kg_fail(e, KG_EIO, -1, "%s: no rule files (*.rules)", dir);
    for (int i = 0; i < n; free(names[i++])) {
        kg_rule_source *src = kg_new(r->a, kg_rule_source, 1);
        ok = ok && read_source(r, kg_fmt(r->a, "%s/%s", dir, names[i]->d_name).s, src, e) &&
             kg_rule_parse(r, src, false, e);
    }
    free(names);
    return ok && embedded(r, true, e);                        /* built-in definitions for what they leave open */
}

static bool all_compile(const kg_rules *r, kg_err *e)
{
    bool ok = true;
    for (int i = 0; ok && i < r->rules.n; i++) {
        kg_regex x;
        ok = kg_rule_compile(r, &r->rules.v[i], &x, e);
        pcre2_code_free(x.code);
    }
    return ok;
}

static kg_rules *new_rules(void)
{
    kg_arena *a = kg_arena_new();
    kg_rules *r = kg_new(a, kg_rules, 1);
    r->a = a;
    return r;
}

kg_rules *kg_rules_load(const char *dir, bool check, kg_err *e)
{
    kg_rules *r = new_rules();
    bool ok = (dir ? directory(r, dir, e) : embedded(r, false, e)) && ((!dir && !check) || all_compile(r, e)) &&
              (!check || check_all(r, NULL, e));
    if (ok) return r;
    kg_rules_free(r);
    return NULL;
}

bool kg_rules_check(const char *file, kg_err *e)
{
    kg_rules *r = new_rules();
    kg_rule_source src;
    r->redefine = true;
    bool ok = read_source(r, file, &src, e) && embedded(r, true, e) && kg_rule_parse(r, &src, false, e) &&
              all_compile(r, e) && check_all(r, &src, e);
    kg_rules_free(r);
    return ok;
}

uint64_t kg_rules_hash(const kg_rules *r) { return r->hash; }

void kg_rules_free(kg_rules *r)
{
    if (!r) return;
    kg_arena_free(r->a);
}
