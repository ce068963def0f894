/* sarif.c - findings as SARIF 2.1.0, which editors and code hosts show beside the text. In: findings. Out: one JSON document.
 *
 * Places are lines and bytes of the file; a finding without a line is about the whole file. Names of files become relative
 * references, escaped as RFC 3986 asks.
 */
#include "findings.h"

#define LIT(o, s) cmd_put((o), (s), sizeof(s) - 1)
static void put_cstr(cmd_out *o, const char *s) { cmd_put_json(o, kg_cstr(s)); }

static const char *level_of(const kg_problem_kind *k) { return kg_level_name(k->level); }   /* SARIF has the same three */

void cmd_sarif_head(cmd_out *o)
{
    LIT(o, "{\"$schema\":\"https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json\","
           "\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"kamergraaf\",\"version\":");
    put_cstr(o, KG_VERSION);
    LIT(o, ",\"rules\":[");
    for (const kg_problem_kind *k = kg_problem_kinds(); k->name; k++) {
        if (k != kg_problem_kinds()) LIT(o, ",");
        LIT(o, "\n{\"id\":");
        put_cstr(o, k->name);
        LIT(o, ",\"shortDescription\":{\"text\":");
        put_cstr(o, k->about);
        LIT(o, "},\"defaultConfiguration\":{\"level\":");
        put_cstr(o, level_of(k));
        LIT(o, "}}");
    }
    LIT(o, "]}},\"columnKind\":\"unicodeCodePoints\",\"results\":[");
}

/* A path as a reference: what is not plain is written in hexadecimal. */
static kg_str reference(kg_arena *a, kg_str path)
{
    static const char hex[] = "0123456789ABCDEF";
    kg_buf b = { 0 };
    if (path.n && path.s[0] == '/') kg_put(a, &b, KG_S("file://"));
    for (ptrdiff_t i = 0; i < path.n; i++) {
        unsigned char c = (unsigned char)path.s[i];
        if (kg_digit((char)c) || kg_lower(kg_fold((char)c)) || (c && strchr("-._~/!", c))) { kg_putc(a, &b, (char)c); continue; }
        kg_putc(a, &b, '%');
        kg_putc(a, &b, hex[c >> 4]);
        kg_putc(a, &b, hex[c & 15]);
    }
    return kg_buf_str(&b);
}

static kg_str message(kg_arena *a, const cmd_finding *x)
{
    if (!x->meant.n) return x->why;
    return kg_fmt(a, "%.*s; meant is %.*s", KG_ARG(x->why), KG_ARG(x->meant));
}

static void put_region(cmd_out *o, const cmd_finding *x)
{
    LIT(o, ",\"region\":{\"startLine\":");
    cmd_puts(o, x->line);
    if (x->start.n && x->end.n) {
        LIT(o, ",\"byteOffset\":");
        cmd_puts(o, x->start);
        LIT(o, ",\"byteLength\":");
        cmd_put_int(o, kg_int(x->end) - kg_int(x->start));
        LIT(o, ",\"snippet\":{\"text\":");
        cmd_put_json(o, x->text);
        LIT(o, "}");
    }
    LIT(o, "}");
}

void cmd_sarif_put(cmd_out *o, const cmd_finding *x, bool first, kg_arena *a)
{
    if (!first) LIT(o, ",");
    LIT(o, "\n{\"ruleId\":");
    put_cstr(o, x->kind->name);
    LIT(o, ",\"ruleIndex\":");
    cmd_put_int(o, x->kind - kg_problem_kinds());
    LIT(o, ",\"level\":");
    put_cstr(o, level_of(x->kind));
    LIT(o, ",\"message\":{\"text\":");
    cmd_put_json(o, message(a, x));
    LIT(o, "},\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":");
    cmd_put_json(o, reference(a, x->file));
    LIT(o, "}");
    if (x->line.n) put_region(o, x);
    LIT(o, "}}]");
    if (x->doc.n) {
        LIT(o, ",\"properties\":{\"doc\":");
        cmd_put_json(o, x->doc);
        if (x->meant.n) {
            LIT(o, ",\"meant\":");
            cmd_put_json(o, x->meant);
        }
        LIT(o, "}");
    }
    LIT(o, "}");
}

void cmd_sarif_foot(cmd_out *o) { LIT(o, "]}]}\n"); }
