/* text.c - `kamergraaf text`: what the program read in a document, so that a reader can see why it found what it found. */
#include "records.h"
#include "stems.h"

#include <stdio.h>

static const cmd_help help = {
    "text [--notes [--format table|ndjson|csv] | --raw] " CMD_LIMIT_USAGE "FILE|DIR|-...",
    "Shows what the program read: one line a passage with its line in the file and its role, a line with two dashes "
    "where\n"
    "another speaker begins, [N] where the marker of footnote N stands ([N?]: there is no such note). Footnotes and "
    "page\n"
    "furniture come last, as the program reads them. In the table of notes \"-\" stands for what is missing. Of records of the\n"
    "open data portal: one line a thing, below it what the record states of it.\n",
    "  --notes                one row for each footnote: its marker and its body, in lines and bytes\n"
    "  --format FORMAT        of --notes: table (default), ndjson, csv\n"
    "  --raw                  the text that offsets point into: the file itself where it is UTF-8\n" CMD_LIMIT_HELP,
    "  kamergraaf text examples/nagorno-karabach/kst-35373-19.txt | less\n"
    "  kamergraaf text --notes --format ndjson letter.txt\n"
};

typedef struct {
    enum { SHOW, NOTES, RAW } what;
    cmd_out *o;
    cmd_rows *rows;                                           /* NOTES */
    kg_limits limits;
    kg_scanner *scanner;                                      /* NOTES: the document's id may stand in its page foot */
    const kg_map *stems;
} show;

/* -- passages ------------------------------------------------------------------------------------------------------ */

static void put_format(cmd_out *o, kg_arena *a, const char *format, int n, kg_str s)
{
    cmd_puts(o, kg_fmt(a, format, n, KG_ARG(s)));
}

/* First note with a marker at or behind this place in flow; notes are ordered by it. */
static int first_marker(const kg_text *t, uint32_t at)
{
    int lo = 0, hi = t->nnotes;
    while (lo < hi) {
        int mid = lo + (hi - lo) / 2;
        if (t->notes[mid].at < at) lo = mid + 1; else hi = mid;
    }
    return lo;
}

static void put_passage(cmd_out *o, const kg_text *t, const kg_passage *p, kg_arena *a)
{
    uint32_t from = p->at.beg;
    for (int i = first_marker(t, from); i < t->nnotes && t->notes[i].at <= p->at.end; i++) {
        const kg_note *n = &t->notes[i];
        if (n->marker.beg == n->marker.end || n->at < from) continue;
        cmd_puts(o, kg_cut(t->flow, (kg_span){ from, n->at }));
        put_format(o, a, n->body.beg < n->body.end ? "[%d%.*s]" : "[%d?%.*s]", n->number, (kg_str){ "", 0 });
        from = n->at;
    }
    cmd_puts(o, kg_cut(t->flow, (kg_span){ from, p->at.end }));
}

static kg_str role_of(const kg_text *t, const kg_passage *p, kg_arena *a)
{
    if (p->role == KG_NOTE && p->note >= 0) return kg_fmt(a, "note %d", t->notes[p->note].number);
    if (p->role == KG_ITEM) return kg_fmt(a, "item %d", p->item);
    return kg_cstr(kg_role_name(p->role));
}

static void put_text(cmd_out *o, const kg_text *t, kg_arena *a)
{
    kg_str speaker = { 0 };
    kg_voice voice = KG_VOICE_NONE;
    for (int i = 0; i < t->npassages; i++) {
        const kg_passage *p = &t->passages[i];
        bool aside = p->role == KG_NOTE || p->role == KG_PAGE;
        if (!aside && (p->voice != voice || !kg_eq(p->speaker, speaker))) {
            voice = p->voice;
            speaker = p->speaker;
            const char *name = kg_voice_name(voice);
            cmd_puts(o, kg_fmt(a, "-- %.*s%s%s\n", KG_ARG(speaker), speaker.n ? ", " : "",
                               name ? name : "nobody in particular"));
        }
        put_format(o, a, "%6d  %-9.*s", kg_line_at(t, kg_raw_at(t, p->at.beg)), role_of(t, p, a));
        put_passage(o, t, p, a);
        cmd_put(o, "\n", 1);
    }
}

/* -- footnotes: one row each (formats.md) -------------------------------------------------------------------------- */

static const kg_col columns[] = {
    { "doc", KG_COL_TEXT }, { "number", KG_COL_INT }, { "marker_line", KG_COL_INT }, { "marker_start", KG_COL_INT },
    { "marker_end", KG_COL_INT }, { "note_line", KG_COL_INT }, { "note_start", KG_COL_INT }, { "note_end", KG_COL_INT },
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static kg_cell number(kg_arena *a, long long v, bool there)
{
    kg_cell c = { .null = !there };
    if (there) c.text = kg_fmt(a, "%lld", v);
    return c;
}

static void put_place(kg_cell *c, const kg_text *t, kg_span at, kg_arena *a)
{
    bool there = at.beg < at.end;
    kg_span file = kg_file_span(t, at);
    c[0] = number(a, there ? kg_line_at(t, at.beg) : 0, there);
    c[1] = number(a, file.beg, there);
    c[2] = number(a, file.end, there);
}

static void put_notes(show *s, const kg_text *t, kg_arena *a)
{
    for (int i = 0; i < t->nnotes; i++) {
        kg_cell c[COLUMNS] = { { .text = t->meta.id }, number(a, t->notes[i].number, true) };
        put_place(c + 2, t, t->notes[i].marker, a);
        put_place(c + 5, t, t->notes[i].body, a);
        cmd_row(s->rows, columns, COLUMNS, c);
    }
}

/* -- the command --------------------------------------------------------------------------------------------------- */

static bool put_document(show *s, const kg_doc *d, kg_arena *a, kg_err *e)
{
    kg_text t = { 0 };
    kg_refs refs = { 0 };
    if (s->what == SHOW && kg_is_records(d->bytes)) return cmd_text_records(s->o, d, e);
    if (!kg_read(d, &t, a, e)) return false;
    if (s->what == RAW) cmd_puts(s->o, t.raw);
    if (s->what == SHOW) put_text(s->o, &t, a);
    if (s->what != NOTES) return true;
    t.doc.stem = cmd_long_stem(s->stems, d, a);
    if (!kg_scan(s->scanner, &t, &refs, a, e)) return false;
    kg_identify(&t, &refs, a);
    put_notes(s, &t, a);
    return true;
}

static int put_all(show *s, char *const *paths, int n)
{
    kg_arena *run = kg_arena_new(), *a = kg_arena_new();
    kg_input *in = kg_input_open(paths, n, run);
    kg_input_limit(in, s->limits);
    s->stems = s->what == NOTES ? cmd_stems(in, run) : NULL;
    kg_doc d;
    kg_err e = { 0 };
    int done = 0, refused = 0;
    for (int r; (r = kg_input_next(in, &d, a, &e)) != 0; kg_arena_reset(a), e = (kg_err){ 0 }) {
        if (r > 0 && put_document(s, &d, a, &e)) { done++; continue; }
        cmd_error(kg_fmt(a, "%.*s", KG_ARG(d.name)).s, 0, "%s", e.what);
        refused++;
    }
    kg_input_close(in);
    kg_arena_free(a);
    kg_arena_free(run);
    return !refused ? CMD_DONE : done ? CMD_SOME : CMD_NONE;
}

static int put_all_notes(show *s, cmd_format f, char *const *paths, int n)
{
    kg_err e = { 0 };
    kg_rules *rules = kg_rules_load(NULL, false, &e);
    if (!rules) return cmd_error(NULL, 0, "%s", e.what);
    s->scanner = kg_scanner_new(rules);
    s->rows = cmd_rows_new(f, s->o);
    cmd_row(s->rows, columns, COLUMNS, NULL);                 /* the header, also where there is no note */
    int status = put_all(s, paths, n);
    cmd_rows_end(s->rows);
    kg_scanner_free(s->scanner);
    kg_rules_free(rules);
    return status;
}

int cmd_text(int argc, char **argv)
{
    static const struct option longs[] = { { "notes", no_argument, NULL, 'n' }, { "raw", no_argument, NULL, 'r' },
        { "format", required_argument, NULL, 'f' }, CMD_LIMIT_OPTIONS, CMD_HELP_OPTION, { 0 } };
    show s = { .what = SHOW, .limits = KG_LIMITS };
    cmd_format format = CMD_TABLE;
    bool asked = false;
    for (int c; (c = cmd_getopt(argc, argv, "", longs, &help)) >= 0;) {
        if (cmd_limit(argv[0], c, &s.limits)) continue;
        if (c == 'f' && !cmd_format_from(argv[0], optarg, CMD_ANY, &format)) return CMD_NONE;
        if (c == 'f') asked = true;
        else if (s.what != SHOW) return cmd_usage(argv[0], "either --notes or --raw, once");
        else s.what = c == 'n' ? NOTES : RAW;
    }
    if (optind == argc) return cmd_usage(argv[0], "which file?");
    if (asked && s.what != NOTES) return cmd_usage(argv[0], "--format goes with --notes");
    s.o = cmd_out_open(NULL);
    int n = argc - optind, status = s.what == NOTES ? put_all_notes(&s, format, argv + optind, n)
                                                    : put_all(&s, argv + optind, n);
    return cmd_out_close(s.o, true) ? status : CMD_NONE;
}
