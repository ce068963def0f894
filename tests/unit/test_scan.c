/* test_scan.c - stage 2: rules, cues, keys (src/scan: rules.c, rule_file.c, reach.c, cues.c, numbers.c, scan.c, key*.c, official.c, url.c).
 *
 * The vectors stand in tests/spec/NAME.tsv: text, tab, wanted ids in reading order with " ; " between, or (none). In
 * the text ⏎ is a line end of the source (a blank in running text, nothing behind a hyphen) and ¶ the end of a
 * passage.
 */
#include "ids.h"
#include "t.h"
#include "scan/rules.h"

#include <dirent.h>
#include <stdlib.h>
#include <time.h>

enum { PADDING = 128 };

static kg_str slurp(const char *path, kg_arena *a)
{
    FILE *f = fopen(path, "rb");
    if (!f) return (kg_str){ 0 };
    fseek(f, 0, SEEK_END);
    long n = ftell(f);
    rewind(f);
    char *p = kg_new(a, char, n + PADDING);
    size_t got = fread(p, 1, (size_t)n, f);
    fclose(f);
    return (kg_str){ p, (ptrdiff_t)got };
}

/* A text of one passage, without a document around it. */
static kg_text text_of(kg_str s, kg_arena *a)
{
    kg_buf b = { 0 };
    for (ptrdiff_t i = 0; i < s.n; i++) {
        kg_str rest = kg_sub(s, i, s.n);
        if (kg_starts(rest, KG_S("⏎"))) {
            if (b.n && b.v[b.n - 1] != '-' && b.v[b.n - 1] != ' ') kg_putc(a, &b, ' ');
            i += 2;
        } else if (kg_starts(rest, KG_S("¶"))) {
            kg_putc(a, &b, '\n');
            i += 1;
        } else kg_putc(a, &b, s.s[i]);
    }
    int n = b.n;
    for (int i = 0; i < PADDING; i++) kg_putc(a, &b, 0);
    kg_passage *p = kg_new(a, kg_passage, 1);
    *p = (kg_passage){ .at = { 0, (uint32_t)n }, .note = -1 };
    kg_str flow = { b.v, n };
    return (kg_text){ .raw = flow, .flow = flow, .passages = p, .npassages = 1 };
}

static kg_str ids_of(kg_scanner *s, const kg_text *t, kg_arena *a)
{
    kg_refs refs;
    kg_err e = { 0 };
    kg_buf b = { 0 };
    if (!kg_scan(s, t, &refs, a, &e)) return KG_S("(failed)");
    for (int i = 0; i < refs.n; i++) {
        if (!refs.v[i].target.n) continue;
        if (b.n) kg_put(a, &b, KG_S(" ; "));
        kg_put(a, &b, refs.v[i].target);
    }
    return b.n ? kg_buf_str(&b) : KG_S("(none)");
}

/* -- vectors ------------------------------------------------------------------------------------------------------- */

static void vectors(const char *path, kg_scanner *s, kg_arena *a)
{
    kg_str text = slurp(path, a);
    ok(text.n > 0, "%s is there", path);
    int line = 0;
    for (kg_str rest = text; rest.n;) {
        ptrdiff_t n = kg_index(rest, KG_S("\n"));
        kg_str row = kg_sub(rest, 0, n < 0 ? rest.n : n);
        rest = kg_sub(rest, n < 0 ? rest.n : n + 1, rest.n);
        line++;
        ptrdiff_t tab = kg_index(row, KG_S("\t"));
        if (tab < 0 || row.s[0] == '#') continue;
        kg_text t = text_of(kg_sub(row, 0, tab), a);
        kg_str have = ids_of(s, &t, a), want = kg_sub(row, tab + 1, row.n);
        if (!ok(kg_eq(have, want), "%s:%d %.*s", strrchr(path, '/') + 1, line, (int)tab, row.s))
            printf("# have '%.*s'\n# want '%.*s'\n", KG_ARG(have), KG_ARG(want));
    }
}

static int is_tsv(const struct dirent *d) { return kg_ends(kg_cstr(d->d_name), KG_S(".tsv")); }

static void all_vectors(kg_scanner *s, kg_arena *a)
{
    struct dirent **names;
    int n = scandir("tests/spec", &names, is_tsv, alphasort);
    ok(n > 0, "there are vectors");
    for (int i = 0; i < n; free(names[i++])) vectors(kg_fmt(a, "tests/spec/%s", names[i]->d_name).s, s, a);
    if (n >= 0) free(names);
}

/* -- what a reference carries -------------------------------------------------------------------------------------- */

static void test_fields(kg_scanner *s, kg_arena *a)
{
    kg_text t = text_of(KG_S("de motie (35 373, nr. 5)¶2 Kamerstuk 21 501-2, nr. 2375¶35 373, nr. 19 53"), a);
    kg_passage p[3] = { { .at = { 0, 24 }, .note = -1 }, { .at = { 25, 54 }, .role = KG_NOTE, .note = 0 },
                        { .at = { 55, 72 }, .role = KG_PAGE, .note = -1 } };
    kg_note note = { .number = 2 };
    t.passages = p;
    t.npassages = 3;
    t.notes = &note;
    t.nnotes = 1;
    kg_refs refs;
    kg_err e = { 0 };
    ok(kg_scan(s, &t, &refs, a, &e), "scanned");
    const kg_ref *id[3] = { NULL, NULL, NULL };
    int n = 0;
    for (int i = 0; i < refs.n; i++)
        if (refs.v[i].target.n && n < 3) id[n++] = &refs.v[i];
    is(n, 3, "three ids");
    if (n != 3) return;
    is_str(kg_cut(t.flow, id[0]->at), KG_S("35 373, nr. 5"),
           "from the first digit of the dossier to the number's last");
    ok(id[0]->how == KG_EXPLICIT && id[0]->kind == KG_KAMERSTUK && id[0]->passage == 0 && id[0]->note == 0,
       "in the body");
    ok(id[1]->how == KG_EXPLICIT && id[1]->note == 2 && id[1]->passage == 1, "in footnote 2");
    ok(id[1]->flags == KG_REPAIRED, "21 501-2 is repaired");
    ok(id[2]->how == KG_FURNITURE && id[2]->passage == 2, "in the page foot");
    is_str(id[2]->target, KG_S("kst-35373-19"), "the page is no part of the number");
}

/* An id inside an address is the address's; a phrase is no rival of an id. */
static void test_overlap(kg_scanner *s, kg_arena *a)
{
    kg_text t = text_of(KG_S("https://www.x.nl/kst-35373-8/2021Z12361 en de motie-Omtzigt op stuk nr. 8 (35 373)"), a);
    kg_refs refs;
    kg_err e = { 0 };
    kg_scan(s, &t, &refs, a, &e);
    int urls = 0, papers = 0, phrases = 0;
    for (int i = 0; i < refs.n; i++) {
        urls += refs.v[i].kind == KG_URL;
        papers += refs.v[i].kind == KG_KAMERSTUK;
        phrases += refs.v[i].kind == KG_MOTIE;
    }
    is(urls, 1, "the address is one mention");
    is(papers, 1, "and holds no other");
    ok(phrases > 0, "a phrase may hold an id");
}

/* A mention and the id that it stands for are of one kind: what a letter cites is the node that the graph has. */
static void test_kinds(const kg_rules *r, kg_scanner *s, kg_arena *a)
{
    int seen = 0;
    for (int i = 0; i < kg_rules_count(r); i++) {
        kg_str text, want;
        for (int k = 0, yes; (yes = kg_rule_example(kg_rules_at(r, i), k, &text, &want)) >= 0; k++) {
            kg_text t = text_of(text, a);
            kg_refs refs;
            kg_err e = { 0 };
            if (!yes || !kg_scan(s, &t, &refs, a, &e)) continue;
            for (int n = 0; n < refs.n; n++) {
                if (!refs.v[n].target.n) continue;
                seen++;
                if (kg_kind_of_id(refs.v[n].target) != refs.v[n].kind)
                    ok(false, "%.*s is of the kind that its id says", KG_ARG(refs.v[n].target));
            }
        }
    }
    ok(seen > 100, "mentions and their ids are of one kind");
}

/* -- rule files ---------------------------------------------------------------------------------------------------- */

#define RULE(lines) "rule r\nkind wet\ncue abc\nwindow 0 9\nkey x\n" lines
static const struct { const char *text, *says; } faults[] = {
    { RULE("regex a(bc\nyes abc\nno x\n"), ":6:11: rule r: missing closing parenthesis\nregex a(bc\n          ^" },
    { RULE("regex abc\nyes abc\n"), ":1:1: rule r has no no" },
    { RULE("regex abc\nno x\n"), ":1:1: rule r has no yes" },
    { RULE("yes abc\nno x\n"), ":1:1: rule r has no regex" },
    { "rule r\nkind wet\nregex a\nwindow 0 9\nkey x\nyes abc\nno x\n", ":1:1: rule r has no cue" },
    { RULE("regex abc\nyes abd\nno x\n"), ":7:1: rule r does not match this\nyes abd\n^" },
    { RULE("regex abc\nyes abc => y\nno x\n"), ":7:1: rule r gives x" },
    { RULE("with c_d_e fghi\nregex abc[ ]\\w+\nyes abc d e\nyes abc d\nno x\n"), ":9:1: rule r does not match this\nyes abc d\n^" },
    { RULE("regex abc\nyes abc\nno an abc\n"), ":8:1: rule r matches this: x" },
    { RULE("regex (?<foo>abc)\nyes abc\nno x\n"), "no group may be called foo" },
    { RULE("regex <<nowhere>>abc\nyes abc\nno x\n"), ":6:7: nowhere is defined nowhere" },
    { RULE("regex a(?&nowhere)bc\nyes abc\nno x\n"), "rule r: reference to non-existent subpattern" },
    { "define b b(?&c)\ndefine c [c\n" RULE("regex a(?&b)\nyes abc\nno x\n"), ":2:12: rule r: missing terminating ] for character class" },
    { "rule r\nkind wat\n", ":2:6: no such kind: wat\nkind wat\n     ^" },
    { "rule r\ncue ab\n", ":2:5: a cue needs three characters" },
    { "rule r\ncue abc @nothing\n", ":2:9: no such class of cues: @nothing" },
    { "rule r\nkey @nothing\n", ":2:5: no such key: @nothing" },
    { "rule r\nkey x-{nothing}\n", "names a group that no rule may have" },
    { "rule r\nwindow 5\n", "a window is two numbers" },
    { "rule r\nwith abcd efg\n", ":2:6: a word that is held has four characters" },
    { "rule r\nconf 2\n", "a confidence lies above 0" },
    { "yes abc\n", ":1:1: yes stands outside a rule" },
    { "rule r\nsort abc\n", ":2:1: no such keyword: sort" },
    { "define a <<b>>\ndefine b <<a>>\n" RULE("regex <<a>>\nyes abc\nno x\n"), "definitions without end" },
    { "define a b\ndefine a c\n", "a is defined already" },
};

static void test_faults(kg_arena *a)
{
    const char *dir = getenv("T");
    kg_str path = kg_fmt(a, "%s/fault.rules", dir ? dir : "/tmp");
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        FILE *f = fopen(path.s, "wb");
        if (!ok(f != NULL, "a rule file can be written")) return;
        fputs(faults[i].text, f);
        fclose(f);
        kg_err e = { 0 };
        bool good = kg_rules_check(path.s, &e);
        if (!ok(!good && strstr(e.what, faults[i].says), "refused: %s", faults[i].says))
            printf("# have '%s'\n", e.what);
    }
    kg_err e = { 0 };
    ok(!kg_rules_check("tests/no-such-file", &e) && e.code == KG_EIO, "a missing rule file");
    ok(!kg_rules_load(dir ? dir : "/tmp/no-such-dir", true, &e), "a directory with a bad rule file");
    remove(path.s);
    kg_rules *r = kg_rules_load("src/rules", true, &e);
    ok(r != NULL, "the same files from a directory %s", e.what);
    kg_rules_free(r);
}

/* -- what a regex never steps over --------------------------------------------------------------------------------- */

static const struct { const char *regex, *never; } reaches[] = {
    { "[Ii]k[ ]zal[ ](?:[^.?!;\\n]{0,60}?[ ])?komen(?=[ .,]|$)", ".?!\n" },
    { "a.b", "\n" }, { "[^a]b", "" }, { "[Vv]raag\\??", ".!\n" }, { "(?:[^.?!\\n]|(?<=nr)\\.)*", "?!\n" },
    { "(?<!\\.[ ])(?![^?\\n]*!)(?=(a|.)[.])b", ".?!\n" }, { "[ -~]", "\n" }, { "[]!-]", ".?\n" }, { "[^]!\\n-]", "!\n" }, { "\\x{2E}\\x3F", "!\n" },
    { "[\\x{21}-\\x{2010}]", "\n" }, { "a\\sb\\S", "" }, { "\\p{L}\\d\\b\\w", ".?!\n" }, { "\\P{L}", "" }, { "\\N\\R", "" },
    { "a!?b # what?!.\n c", ".?\n" }, { "a(?&b)\n(?(DEFINE)(?<b>[^?]))", "?" }, { "[[:punct:]]", "" }, { "[abc", ".?!\n" },
};

static void test_reach(void)
{
    for (size_t i = 0; i < sizeof reaches / sizeof *reaches; i++) {
        unsigned want = 0, got = kg_never_matched(kg_cstr(reaches[i].regex));
        for (int k = 0; k < KG_NBARS; k++)
            if (strchr(reaches[i].never, KG_BARS[k])) want |= 1u << k;
        ok(got == want, "%s holds what it may hold: %x, %x", reaches[i].regex, got, want);
    }
}

/* -- windows against the whole text -------------------------------------------------------------------------------- */

static bool same_refs(kg_refs x, kg_refs y, const kg_text *t)
{
    for (int i = 0; i < x.n || i < y.n; i++) {
        const kg_ref *p = i < x.n ? &x.v[i] : NULL, *q = i < y.n ? &y.v[i] : NULL;
        if (p && q && p->at.beg == q->at.beg && p->at.end == q->at.end && p->rule == q->rule &&
            kg_eq(p->target, q->target))
            continue;
        if (p) printf("# windows: %.*s '%.*s'\n", KG_ARG(kg_rule_name(p->rule)), KG_ARG(kg_cut(t->flow, p->at)));
        if (q) printf("# whole:   %.*s '%.*s'\n", KG_ARG(kg_rule_name(q->rule)), KG_ARG(kg_cut(t->flow, q->at)));
        return false;
    }
    return true;
}

/* What says nothing alone, asked for in each sentence, is what the whole text gives. Returns how many there are, or -1. */
static int asked_alike(kg_scanner *s, const kg_text *t, const kg_refs *all, const char *role, kg_arena *a)
{
    int n = 0;
    kg_refs want = { kg_new(a, kg_ref, all->n + 1), 0 };
    for (int i = 0; i < t->nsentences; i++) {
        kg_span at = { i ? t->sentences[i - 1] : 0, t->sentences[i] };
        kg_refs here = kg_scan_asked(s, t, at, role, a);
        want.n = 0;
        for (int k = kg_first_ref(all, at.beg); k < all->n && all->v[k].at.beg < at.end; k++)
            if (kg_eq(kg_rule_role(all->v[k].rule), kg_cstr(role))) want.v[want.n++] = all->v[k];
        if (!same_refs(here, want, t)) return -1;
        n += here.n;
    }
    return n;
}

static void test_asked(kg_scanner *s, const kg_text *t, const kg_refs *all, kg_arena *a, int *n)
{
    static const char *const role[] = { "deadline", "not_promise", "not_promise:until", "keeps:hereby", "keeps:gives", "asks_deed" };
    for (size_t i = 0; i < sizeof role / sizeof *role; i++) {
        int some = asked_alike(s, t, all, role[i], a);
        ok(some >= 0, "%s is the same, asked for sentence by sentence", role[i]);
        *n += some;
    }
}

static void test_oracle(kg_scanner *s, kg_arena *a)
{
    char *path[] = { (char[]){ "examples" } };
    kg_input *in = kg_input_open(path, 1, a);
    kg_doc d;
    kg_err e = { 0 };
    int n = 0, asked = 0;
    for (int got; (got = kg_input_next(in, &d, a, &e)) != 0;) {
        kg_text t;
        kg_refs fast, slow;
        if (got < 0 || !kg_read(&d, &t, a, &e)) continue;
        bool good = kg_scan(s, &t, &fast, a, &e) && kg_scan_slow(s, &t, &slow, a, &e);
        ok(good && same_refs(fast, slow, &t), "windows find what whole regexes find: %.*s", KG_ARG(d.stem));
        ok(fast.n > 0, "and there is something to find");
        test_asked(s, &t, &fast, a, &asked);
        n++;
    }
    ok(n > 0, "there are examples");
    ok(asked > 0, "in which something is said that says nothing alone: %d", asked);
    kg_input_close(in);
}

/* -- hostile text -------------------------------------------------------------------------------------------------- */

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void test_hostile(kg_scanner *s)
{
    static const char *const bits[] = { "motie ",
                                        "motie van het lid A en B/",
                                        "(((((35 373",
                                        "35 373, nr. 1 en 2 en 3, ",
                                        "nr. 1, 2, 3, 4, 5, 6, 7, 8, ",
                                        "http://a))))",
                                        "1",
                                        "12 345",
                                        "12345-",
                                        "Kamerstuk 12 345, 12 345, ",
                                        "36 410, nrs. 1 t/m 50, ",
                                        "Uw kenmerk ",
                                        "ECLI:NL:",
                                        "%",
                                        "é",
                                        "op stuk nr. ",
                                        "www.",
                                        "Aanhangsel 2020/21 " };
    enum { SIZE = 300000, SECONDS = 8 };
    for (size_t i = 0; i < sizeof bits / sizeof *bits; i++) {
        kg_arena *a = kg_arena_new();
        kg_buf b = { 0 };
        while (b.n < SIZE) kg_put(a, &b, kg_cstr(bits[i]));
        kg_text t = text_of(kg_buf_str(&b), a);
        kg_refs refs;
        kg_err e = { 0 };
        double from = seconds();
        bool good = kg_scan(s, &t, &refs, a, &e);
        double took = seconds() - from;
        ok(good && took < SECONDS, "300 kB of '%s' in %.2f s, %d references", bits[i], took, refs.n);
        kg_arena_free(a);
    }
}

int main(void)
{
    kg_err e = { 0 };
    kg_rules *r = kg_rules_load(NULL, true, &e);
    if (!ok(r != NULL, "the built-in rules hold their examples %s", e.what)) return done();
    kg_arena *a = kg_arena_new();
    kg_scanner *s = kg_scanner_new(r);
    all_vectors(s, a);
    test_fields(s, a);
    test_overlap(s, a);
    test_kinds(r, s, a);
    test_faults(a);
    test_reach();
    test_oracle(s, a);
    test_hostile(s);
    kg_scanner_free(s);
    kg_arena_free(a);
    kg_rules_free(r);
    return done();
}
