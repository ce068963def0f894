/* search.c - words in the documents. In: words as people write them. Out: the passages that hold them, the best first.
 *
 * Idea: the index of words (FTS5) is made by the first search and grows by the documents that came since, so that a build
 * costs nothing for it; it is contentless, since the text lies compressed in `document` and is cut out from there.
 * Invariants: what the user writes is words, phrases in quotes, endings (*) and exclusions (-): never FTS5's own syntax;
 * a passage that is gone may stand in the index, but leads nowhere, and is forgotten when half of it is such.
 */
#include "ask.h"
#include "relate/relate.h"

/* -- the index ------------------------------------------------------------------------------------------------------- */

typedef struct { kg_store *s; kg_err *e; kg_arena *a; int64_t document, last; struct { int64_t *v; int n, cap; } todo; bool ok; } filling;

static bool on_document(void *ctx, const kg_val *v)
{
    filling *f = ctx;
    *kg_push(f->a, &f->todo) = v[0].i;
    return true;
}

/* `minister`: who speaks for the government where the passage itself does not say. */
static bool put_passage(filling *f, const kg_text *t, const kg_passage *p, kg_str minister)
{
    kg_str speaker = p->speaker.n || p->voice != KG_VOICE_GOVERNMENT ? p->speaker : minister;
    kg_span raw = kg_raw_span(t, p->at);
    kg_val v[] = { kg_vi(++f->last), kg_vi(f->document), kg_vi(raw.beg), kg_vi(raw.end), kg_vi(kg_line_at(t, raw.beg)),
                   kg_vt(kg_cstr(kg_role_name(p->role))), kg_vt(kg_cstr(kg_voice_name(p->voice))), kg_vt(speaker) };
    kg_val words[] = { kg_vi(f->last), kg_vs(kg_cut(t->flow, p->at)) };
    return kg_store_put(f->s, "INSERT INTO passage VALUES (?,?,?,?,?,?,?,?)", v, 8, f->e)
        && kg_store_put(f->s, "INSERT INTO search (rowid, words) VALUES (?, ?)", words, 2, f->e);
}

/* Read again as it was read for its records; what was no text then has no passages. */
static bool on_text(void *ctx, const kg_col *cols, int n, const kg_cell *cell)
{
    filling *f = ctx;
    (void)cols, (void)n;
    if (!cell) return true;
    kg_arena *a = kg_arena_new();
    kg_doc d = { .name = kg_dup(a, cell[1].text), .stem = kg_file_stem(cell[1].text), .bytes = kg_padded(a, cell[0].text) };
    kg_text t;
    kg_err why = { 0 };
    bool read = kg_read(&d, &t, a, &why);
    kg_str minister = read ? kg_answering(&t, a) : (kg_str){ 0 };
    for (int i = 0; read && f->ok && i < t.npassages; i++)
        if (t.passages[i].role != KG_PAGE && t.passages[i].at.end > t.passages[i].at.beg)
            f->ok = put_passage(f, &t, &t.passages[i], minister);
    kg_arena_free(a);
    return f->ok;
}

static bool begin_anew(kg_store *s, kg_err *e)
{
    return kg_store_run(s, "INSERT INTO search (search) VALUES ('delete-all'); DELETE FROM passage", e);
}

static bool fill(kg_store *s, void *ctx, kg_err *e)
{
    enum { FEW = 10000 };
    int64_t live = 0;
    filling *f = ctx;
    *f = (filling){ .s = s, .e = e, .a = f->a, .ok = true };
    if (kg_store_get(s, "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'passage'", NULL, 0, &f->last, 1, e) < 0
        || kg_store_get(s, "SELECT count(*) FROM passage", NULL, 0, &live, 1, e) < 0
        || (f->last > 2 * live + FEW && live < f->last / 2 && !begin_anew(s, e))
        || !kg_store_each(s, "SELECT id FROM document d WHERE rank < 7 AND NOT EXISTS (SELECT 1 FROM passage p WHERE p.document = d.id)"
                             " ORDER BY id", on_document, f, e))
        return false;
    for (int i = 0; i < f->todo.n && f->ok; i++) {
        f->document = f->todo.v[i];
        kg_str id = kg_fmt(f->a, "%lld", (long long)f->document);
        if (!kg_store_rows(s, "SELECT kg_text(text), file FROM document WHERE id = CAST(?1 AS INTEGER)", &id, 1, on_text, f, e))
            return false;
    }
    return f->ok && kg_store_run(s, "UPDATE searched SET yes = 1", e);
}

bool kg_passages_ready(kg_store *s, kg_err *e)
{
    int64_t yes = 0;
    if (kg_store_get(s, "SELECT yes FROM searched", NULL, 0, &yes, 1, e) < 0) return false;
    if (yes) return true;
    filling f = { .a = kg_arena_new() };
    bool ok = kg_store_keep(s, fill, &f, e);
    kg_arena_free(f.a);
    return ok;
}

/* -- what was asked for ---------------------------------------------------------------------------------------------- */

static bool has_letters(kg_str s)
{
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (kg_digit(s.s[i]) || kg_lower(s.s[i]) || kg_upper(s.s[i]) || (unsigned char)s.s[i] >= 0x80) return true;
    return false;
}

/* The next word or "phrase"; i goes behind it. */
static kg_str take(kg_str s, ptrdiff_t *i, bool *no, bool *more)
{
    while (*i < s.n && kg_blank(s.s[*i])) ++*i;
    *no = *i + 1 < s.n && s.s[*i] == '-' && !kg_blank(s.s[*i + 1]);
    if (*no) ++*i;
    bool quoted = *i < s.n && s.s[*i] == '"';
    if (quoted) ++*i;
    ptrdiff_t from = *i;
    while (*i < s.n && (quoted ? s.s[*i] != '"' : !kg_blank(s.s[*i]) && s.s[*i] != '"')) ++*i;
    kg_str word = kg_sub(s, from, *i);
    if (quoted && *i < s.n) ++*i;
    *more = (quoted ? *i < s.n && s.s[*i] == '*' : kg_ends(word, KG_S("*")));
    if (*more && quoted) ++*i;
    return word;
}

/* As FTS5 wants it; *first: the first word that is looked for. */
static kg_str expression(kg_str asked, kg_str *first, kg_arena *a)
{
    kg_buf yes = { 0 }, none = { 0 };
    for (ptrdiff_t i = 0; i < asked.n;) {
        bool no, more;
        kg_str word = take(asked, &i, &no, &more);
        if (!has_letters(word)) continue;
        kg_buf *b = no ? &none : &yes;
        if (!no && !first->n) *first = word;
        kg_put(a, b, no ? KG_S(" NOT \"") : b->n ? KG_S(" \"") : KG_S("\""));
        kg_put(a, b, word);                                   /* it holds no quote */
        kg_put(a, b, more ? KG_S("\"*") : KG_S("\""));
    }
    if (yes.n) kg_put(a, &yes, kg_buf_str(&none));
    return kg_buf_str(&yes);
}

/* -- answers --------------------------------------------------------------------------------------------------------- */

enum { TEXT = 6, AROUND = 50, LENGTH = 320 };
typedef struct { kg_row_fn *row; void *ctx; kg_str first; kg_arena *a; } found;

static ptrdiff_t place_of(kg_str s, kg_str word)
{
    while (word.n && !has_letters(kg_sub(word, word.n - 1, word.n))) word.n--;
    for (ptrdiff_t i = 0; i + word.n <= s.n; i++)
        if (kg_ieq(kg_sub(s, i, i + word.n), word)) return i;
    return 0;
}

static ptrdiff_t at_blank(kg_str s, ptrdiff_t i)
{
    while (i > 0 && i < s.n && s.s[i] != ' ') i--;
    return i;
}

/* A word that a line end cuts in two; the index has it whole. */
static bool hyphenated(kg_str s, ptrdiff_t i)
{
    ptrdiff_t k = i + 1;
    while (k < s.n && kg_blank(s.s[k])) k++;
    return s.s[i] == '-' && i > 0 && kg_lower(s.s[i - 1]) && k < s.n && k > i + 1 && kg_lower(s.s[k])
        && memchr(s.s + i, '\n', (size_t)(k - i));
}

/* On one line, and what stands around the first word. */
static kg_str around(kg_str text, kg_str word, kg_arena *a)
{
    kg_buf b = { 0 };
    for (ptrdiff_t i = 0; i < text.n; i++) {
        bool blank = (unsigned char)text.s[i] <= ' ';
        if (hyphenated(text, i)) {
            while (kg_blank(text.s[i + 1])) i++;
            continue;
        }
        if (!blank || (b.n && b.v[b.n - 1] != ' ')) kg_putc(a, &b, blank ? ' ' : text.s[i]);
    }
    kg_str s = kg_trim(kg_buf_str(&b));
    ptrdiff_t at = place_of(s, word), from = at > AROUND ? at_blank(s, at - AROUND) : 0;
    ptrdiff_t to = from + LENGTH < s.n ? at_blank(s, from + LENGTH) : s.n;
    if (to <= from) to = s.n;
    return KG_CAT(a, from ? KG_S("…") : KG_S(""), kg_trim(kg_sub(s, from, to)), to < s.n ? KG_S(" …") : KG_S(""));
}

static bool on_row(void *ctx, const kg_col *cols, int n, const kg_cell *cell)
{
    found *f = ctx;
    if (!cell) return f->row(f->ctx, cols, n, NULL);
    kg_cell out[16];
    memcpy(out, cell, (size_t)n * sizeof *out);
    kg_arena_reset(f->a);
    out[TEXT].text = around(cell[TEXT].text, f->first, f->a);
    return f->row(f->ctx, cols, n, out);
}

bool kg_ask_search(kg_store *s, const char *words, kg_ask_opts o, kg_row_fn *row, void *ctx, kg_err *e)
{
    kg_query q;
    found f = { row, ctx, { 0 }, kg_arena_new() };
    kg_arena *a = kg_arena_new();
    kg_str asked = expression(kg_cstr(words), &f.first, a);
    bool ok = asked.n > 0 || kg_fail(e, KG_EUSAGE, -1, "no words to look for in '%.200s'", words);
    ok = ok && kg_passages_ready(s, e);
    if (ok) {
        kg_query_open(&q, s, "SELECT hit.doc AS doc, p.date AS date, hit.line AS 'line#', hit.speaker AS speaker,"
                             " hit.role AS role, p.title AS title,"
                             " CAST(substr(CAST(kg_text(p.text) AS BLOB), hit.start + 1, hit.stop - hit.start) AS TEXT)"
                             " AS text, round(-hit.rank, 3) AS 'score%' FROM ("
                             "SELECT d.name AS doc, s.document, s.line, s.speaker, s.role, s.start, s.\"end\" AS stop,"
                             " search.rank AS rank FROM search JOIN passage s ON s.id = search.rowid"
                             " JOIN name d ON d.id = s.document JOIN document p ON p.id = s.document"
                             " LEFT JOIN alias a ON a.id = s.document JOIN node n ON n.id = coalesce(a.node, s.document)"
                             " WHERE search MATCH ");
        kg_add_arg(&q, asked);
        kg_add_node(&q, &o, "n");
        kg_add_date(&q, &o, "p.date");
        kg_add_who(&q, &o, "s.speaker");
        kg_add(&q, " ORDER BY search.rank, d.name COLLATE by_id, s.start");
        kg_add_limit(&q, &o);
        kg_add(&q, ") hit JOIN document p ON p.id = hit.document ORDER BY hit.rank, hit.doc COLLATE by_id, hit.start");
        ok = kg_query_run(&q, s, on_row, &f, e);
    }
    kg_arena_free(a);
    kg_arena_free(f.a);
    return ok;
}
