/* findings.c - findings for people, and as lines of JSON. In: one finding at a time. Out: the format asked for.
 *
 * For people a file is named once, and a finding takes two lines: where, what kind, what stands there and what is meant; below
 * it, why. The last line says how much was looked at.
 */
#include "findings.h"

#include <limits.h>
#include <stdio.h>

enum { INDENT = 8, KIND = 15 };
#define LIT(o, s) cmd_put((o), (s), sizeof(s) - 1)

void cmd_findings_open(cmd_findings *f, cmd_found_format format)
{
    *f = (cmd_findings){ .o = cmd_out_open(NULL), .format = format, .a = kg_arena_new(), .width = cmd_terminal() };
    if (format == CMD_FOUND_NDJSON) f->rows = cmd_rows_new(CMD_NDJSON, f->o);
    if (format == CMD_FOUND_SARIF) cmd_sarif_head(f->o);
}

static kg_cell cell(kg_str s) { return (kg_cell){ s, s.s == NULL }; }

static void put_row(cmd_findings *f, const cmd_finding *x)
{
    enum { N = 10 };
    static const kg_col cols[N] = { { "doc", KG_COL_TEXT },   { "file", KG_COL_TEXT }, { "line", KG_COL_INT },
                                    { "start", KG_COL_INT },  { "end", KG_COL_INT },   { "level", KG_COL_TEXT },
                                    { "rule", KG_COL_TEXT },  { "text", KG_COL_TEXT }, { "meant", KG_COL_TEXT },
                                    { "why", KG_COL_TEXT } };
    const kg_cell cells[N] = { cell(x->doc), cell(x->file), cell(x->line), cell(x->start), cell(x->end),
                               cell(kg_cstr(kg_level_name(x->kind->level))), cell(kg_cstr(x->kind->name)), cell(x->text),
                               cell(x->meant), cell(x->why) };
    if (!f->count[0] && !f->count[1] && !f->count[2]) cmd_row(f->rows, cols, N, NULL);
    cmd_row(f->rows, cols, N, cells);
}

static void put_lines(cmd_findings *f, const cmd_finding *x)
{
    uint64_t file = kg_hash_bytes(1, x->file) | 1;            /* names may be of any length */
    if (file != f->file) {
        if (f->file) LIT(f->o, "\n");
        cmd_puts(f->o, cmd_fit(f->a, x->file, INT_MAX));
        LIT(f->o, "\n");
        f->file = file;
    }
    int indent = INDENT + 2 + KIND + 1, room = f->width - indent > 20 ? f->width - indent : 20;
    kg_str meant = x->meant.n ? kg_fmt(f->a, "→  %.*s", KG_ARG(cmd_fit(f->a, x->meant, INT_MAX))) : KG_S("");
    kg_str words = cmd_fit(f->a, x->text, room);
    bool beside = meant.n && cmd_width(words) + 2 + cmd_width(meant) <= room;
    cmd_puts(f->o, kg_fmt(f->a, "%*.*s  %-*s %.*s%s%.*s\n", INDENT, KG_ARG(x->line), KIND, x->kind->name, KG_ARG(words),
                          beside ? "  " : "", beside ? (int)meant.n : 0, meant.s));
    if (!beside) cmd_put_wrapped(f->o, meant, indent, f->width);
    cmd_put_wrapped(f->o, cmd_fit(f->a, x->why, 100000), indent, f->width);
}

void cmd_findings_put(cmd_findings *f, const cmd_finding *x)
{
    if (f->format == CMD_FOUND_NDJSON) put_row(f, x);
    else if (f->format == CMD_FOUND_TABLE) put_lines(f, x);
    else cmd_sarif_put(f->o, x, !f->count[0] && !f->count[1] && !f->count[2], f->a);
    f->count[x->kind->level]++;
    kg_arena_reset(f->a);
}

bool cmd_findings_close(cmd_findings *f, int documents, int mentions)
{
    if (f->rows) cmd_rows_end(f->rows);
    if (f->format == CMD_FOUND_SARIF) cmd_sarif_foot(f->o);
    if (f->format == CMD_FOUND_TABLE && !cmd_quiet) {
        int e = f->count[KG_ERROR], w = f->count[KG_WARNING], n = f->count[KG_REMARK];
        if (f->file) LIT(f->o, "\n");
        cmd_put_note(f->o, "%d error%s, %d warning%s, %d note%s in %d document%s with %d mention%s.", e, e == 1 ? "" : "s", w,
                     w == 1 ? "" : "s", n, n == 1 ? "" : "s", documents, documents == 1 ? "" : "s", mentions, mentions == 1 ? "" : "s");
    }
    kg_arena_free(f->a);
    return cmd_out_close(f->o, true);
}
