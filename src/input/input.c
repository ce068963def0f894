/* input.c - names to documents. In: files, directories, archives, "-". Out: one kg_doc at a time, with its row of the sidecar
 * manifest.
 *
 * Idea: a walk gives names; what turns out to be an archive is opened and gives its members, one after the other, as if it were a
 * directory ("a.zip!b.txt"); archives in archives form a small stack. One file packed alone keeps its name.
 * Invariants: bytes are followed by KG_PADDING zero bytes that are not counted; what cannot be read is refused alone and the walk
 * goes on; memory is that of one document, and of the archives in memory that it lies in.
 */
#include "input.h"
#include "records.h"

#include <stdlib.h>
#include <sys/stat.h>

enum { MAX_MANIFEST = 64 << 20, DEEPEST = 4, GO_ON = 2 };

typedef struct {                                              /* an archive that is being read */
    kg_archive *x;
    kg_str name; ptrdiff_t file;                              /* where the last part of the name begins */
    kg_source source;                                         /* of the outermost */
    kg_arena *bytes;                                          /* of those within */
    bool found;                                               /* a document in it */
} level;

struct kg_input {
    kg_arena *a;
    char *const *paths;
    int npaths;
    kg_walk *walk;
    bool stdin_read, heads;
    kg_limits limits;
    int64_t left;                                             /* bytes that the outermost archive may still unpack to */
    level open[DEEPEST];
    int depth;
    struct { kg_manifest *v; int n, cap; } manifests;
    kg_map *dirs;                                             /* "dir/", "a.zip!", "a.zip!dir/" -> manifest + 1 */
    kg_map *searched;                                         /* archives whose manifests are known */
    kg_str waiting;                                           /* file put back, while its manifest is complained about */
};

kg_input *kg_input_open(char *const *paths, int n, kg_arena *a)
{
    kg_input *in = kg_new(a, kg_input, 1);
    in->a = a;
    in->paths = paths;
    in->npaths = n;
    in->walk = kg_walk_open(paths, n, a);
    in->limits = KG_LIMITS;
    return in;
}

void kg_input_limit(kg_input *in, kg_limits l) { in->limits = l; }
void kg_input_heads(kg_input *in, bool alone) { in->heads = alone; }

static void leave(kg_input *in)
{
    level *l = &in->open[--in->depth];
    kg_archive_close(l->x);
    kg_arena_free(l->bytes);
    if (!in->depth) kg_source_close(&l->source);
}

void kg_input_close(kg_input *in)
{
    while (in->depth) leave(in);
}

/* -- sidecar manifests --------------------------------------------------------------------------------------------- */

/* "x.txt" and "x" of "x.txt.gz". */
static kg_str unpacked(kg_str name)
{
    static const char *const packer[] = { ".gz", ".xz", ".zst", ".bz2" };
    for (size_t i = 0; i < sizeof packer / sizeof *packer; i++)
        if (kg_ends(name, kg_cstr(packer[i]))) return kg_sub(name, 0, name.n - (ptrdiff_t)strlen(packer[i]));
    return name;
}

static kg_manifest *new_manifest(kg_input *in, int *slot)
{
    kg_manifest *m = kg_push(in->a, &in->manifests);
    *m = (kg_manifest){ 0 };
    *slot = in->manifests.n;
    return m;
}

static void take_row(const kg_input *in, kg_str dir, kg_str file, kg_doc *d)
{
    kg_map *dirs = in->dirs;
    int *slot = kg_map_at(&dirs, dir, NULL);
    const kg_manifest *m = slot ? &in->manifests.v[*slot - 1] : NULL;
    const kg_meta *row = m ? kg_manifest_row(m, file) : NULL;
    if (m && !row) row = kg_manifest_row(m, unpacked(file));
    if (row) d->sidecar = *row;
    if (m) d->record = m->record;
}

/* A pipe of that name would be waited for without end. */
static bool lies_there(kg_str path)
{
    struct stat st;
    return stat(path.s, &st) == 0 && !S_ISFIFO(st.st_mode);
}

/* metadata.xml, as officielebekendmakingen gives it for a paper: a document of its own that tells about the one beside it. */
static kg_str find_record(kg_input *in, kg_str dir)
{
    enum { MAX_RECORD = 1 << 20 };
    kg_str path = kg_fmt(in->a, "%.*smetadata.xml", KG_ARG(dir)), bytes = { 0 };
    kg_source s = { .fd = -1 };
    kg_err e = { 0 };
    if (!lies_there(path) || !kg_source_open(&s, path, &e)) return bytes;
    if (!kg_source_read(&s, MAX_RECORD, &bytes, in->a, &e)) bytes = (kg_str){ 0 };
    kg_source_close(&s);
    return bytes;
}

static ptrdiff_t behind_slash(kg_str name)
{
    ptrdiff_t i = name.n;
    while (i && name.s[i - 1] != '/') i--;
    return i;
}

/* Row of the file, or none. False where the manifest is there and cannot be used: said once, then it counts as empty. */
static bool find_sidecar(kg_input *in, kg_str name, kg_doc *d, kg_err *e)
{
    ptrdiff_t slash = behind_slash(name);
    kg_str dir = kg_sub(name, 0, slash);
    int *slot = kg_map_at(&in->dirs, dir, in->a);
    if (!*slot) {
        kg_manifest *m = new_manifest(in, slot);
        m->record = find_record(in, dir);
        kg_str path = kg_fmt(in->a, "%.*sMANIFEST.tsv", KG_ARG(dir)), bytes = { 0 };
        kg_source s = { .fd = -1 };
        bool ok = !lies_there(path) || (kg_source_open(&s, path, e) && kg_source_read(&s, MAX_MANIFEST, &bytes, in->a, e)
                                                && kg_manifest_read(bytes, m, in->a, e));
        kg_source_close(&s);
        if (!ok) {
            d->name = path;
            return false;
        }
    }
    take_row(in, dir, kg_sub(name, slash, name.n), d);
    return true;
}

/* A manifest that is a member: what it says holds for the members of its directory. One that is none is passed over, since the
 * archive may lie in a pipe: its members may have been read before. */
static void take_manifest(kg_input *in, kg_archive *x, kg_str archive, kg_str member, int64_t *left)
{
    kg_err e;
    kg_str bytes, dir = KG_CAT(in->a, archive, KG_S("!"), kg_sub(member, 0, behind_slash(member)));
    if (!kg_archive_data(x, MAX_MANIFEST, left, &bytes, in->a, &e)) return;
    int *slot = kg_map_at(&in->dirs, dir, in->a);
    if (!*slot) kg_manifest_read(bytes, new_manifest(in, slot), in->a, &e);
}

/* -- members ------------------------------------------------------------------------------------------------------- */

static kg_str plain_name(kg_str member)
{
    while (kg_starts(member, KG_S("./"))) member = kg_sub(member, 2, member.n);
    return member;
}

typedef enum { DOCUMENT, HIDDEN, MANIFEST, OUTSIDE } place;

/* What a member's name says. Nothing is written, so "../x" could do no harm: but what calls itself so is no honest document. */
static place place_of(kg_str member)
{
    kg_str last = kg_sub(member, behind_slash(member), member.n);
    bool hidden = kg_passed_over(last.s);                     /* names end with a NUL */
    if (!member.n || member.s[0] == '/') return OUTSIDE;
    for (ptrdiff_t i = 0; i < member.n; i++) {
        if (i && member.s[i - 1] != '/') continue;
        kg_str rest = kg_sub(member, i, member.n);
        if (kg_eq(rest, KG_S("..")) || kg_starts(rest, KG_S("../"))) return OUTSIDE;
        hidden |= rest.s[0] == '.';
    }
    return kg_eq(last, KG_S("MANIFEST.tsv")) ? MANIFEST : hidden ? HIDDEN : DOCUMENT;
}

/* Names of what lies in an archive, and its manifests, before any member is read. False where it is one file packed alone. */
static bool search(kg_input *in, kg_archive *x, kg_str archive, kg_name_fn *fn, void *ctx)
{
    int64_t left = in->limits.expand;
    kg_arena *a = kg_arena_new();
    kg_str member;
    kg_err e;
    bool many = true;
    *kg_map_at(&in->searched, archive, in->a) = 1;
    for (; kg_archive_next(x, &member, &left, a, &e) > 0; kg_arena_reset(a)) {
        if (!member.n) { many = false; break; }
        member = plain_name(member);
        place p = place_of(member);
        if (p == MANIFEST) take_manifest(in, x, archive, member, &left);
        if (p == DOCUMENT && fn) fn(ctx, KG_CAT(a, archive, KG_S("!"), member), kg_file_stem(member));
    }
    kg_arena_free(a);
    kg_archive_close(x);
    return many;
}

/* `file`: where the last part of its name begins. */
static int enter(kg_input *in, kg_archive *x, kg_str name, ptrdiff_t file, kg_arena *bytes)
{
    level *l = &in->open[in->depth++];
    l->x = x;
    l->name = name;
    l->file = file;
    l->bytes = bytes;
    l->found = false;
    if (x) return GO_ON;
    leave(in);
    return -1;
}

/* An archive in an archive: it is unpacked as a whole, since it must stay while its members are read. */
static int enter_bytes(kg_input *in, kg_doc *d, ptrdiff_t file, kg_err *e)
{
    if (in->depth == DEEPEST) return kg_fail(e, KG_ELIMIT, -1, "archives within archives, more than %d deep", DEEPEST), -1;
    kg_arena *own = kg_arena_new();
    kg_str bytes = kg_dup(own, d->bytes);
    kg_archive *first = kg_archive_of(bytes, e);
    d->name = kg_dup(in->a, d->name);
    if (first) search(in, first, d->name, NULL, NULL);
    return enter(in, first ? kg_archive_of(bytes, e) : NULL, d->name, file, own);
}

/* A document, or one more archive. */
static int unwrap(kg_input *in, kg_doc *d, ptrdiff_t file, kg_err *e)
{
    kg_packing p = kg_packed(d->bytes);
    return p == KG_PLAIN || (p == KG_ZIP && kg_office_zip(d->bytes)) ? 1 : enter_bytes(in, d, file, e);
}

static int end_archive(kg_input *in, kg_doc *d, kg_err *e)
{
    level *l = &in->open[in->depth - 1];
    bool found = l->found;
    d->name = l->name;
    leave(in);
    return found ? GO_ON : (kg_fail(e, KG_EINPUT, -1, "archive without documents"), -1);
}

/* What the member is called: 1 to be read, GO_ON to be passed over, -1 refused. `member` is none in a stream of one file, which
 * has the archive's name. Returns where the file's own name begins in *file. */
static int name_member(kg_input *in, kg_doc *d, kg_str member, ptrdiff_t *file, kg_arena *a, kg_err *e)
{
    level *l = &in->open[in->depth - 1];
    *file = l->file;
    d->stem = kg_eq(l->name, KG_S("-")) ? KG_S("stdin") : kg_file_stem(unpacked(kg_sub(l->name, l->file, l->name.n)));
    if (!member.n) return 1;
    member = plain_name(member);
    place p = place_of(member);
    d->name = KG_CAT(a, l->name, KG_S("!"), member);
    d->stem = kg_file_stem(member);
    *file = l->name.n + 1 + behind_slash(member);
    if (p == MANIFEST && !kg_map_at(&in->searched, l->name, NULL)) take_manifest(in, l->x, l->name, member, &in->left);
    return p == DOCUMENT ? 1 : p == OUTSIDE ? (kg_fail(e, KG_EINPUT, -1, "its name leads out of the archive"), -1) : GO_ON;
}

static int next_member(kg_input *in, kg_doc *d, kg_arena *a, kg_err *e)
{
    level *l = &in->open[in->depth - 1];
    kg_str member;
    ptrdiff_t file;
    int r = kg_archive_next(l->x, &member, &in->left, a, e);
    if (r == 0) return end_archive(in, d, e);
    d->name = l->name;
    if (r > 0) r = name_member(in, d, member, &file, a, e);
    l->found |= r != GO_ON;
    if (r != 1) return r;
    if (!kg_archive_data(l->x, in->limits.file, &in->left, &d->bytes, a, e)) return -1;
    take_row(in, kg_sub(d->name, 0, file), kg_sub(d->name, file, d->name.n), d);
    return unwrap(in, d, file, e);
}

/* -- files --------------------------------------------------------------------------------------------------------- */

/* False where the file was put back, since its manifest must be complained about first. */
static int next_name(kg_input *in, kg_doc *d, kg_err *e)
{
    if (in->waiting.n) {
        d->name = in->waiting;
        in->waiting.n = 0;
        return 1;
    }
    int r = kg_walk_next(in->walk, &d->name, e);
    if (r <= 0 || !kg_eq(d->name, KG_S("-")) || !in->stdin_read) return r;
    return kg_fail(e, KG_EIO, -1, "standard input was read already"), -1;
}

static int enter_source(kg_input *in, kg_doc *d, kg_err *e)
{
    kg_source *s = &in->open[0].source;
    in->left = in->limits.expand;
    if (s->sized && !kg_map_at(&in->searched, d->name, NULL)) {
        kg_archive *first = kg_archive_open(s, e);
        if (first) search(in, first, d->name, NULL, NULL);
    }
    return enter(in, kg_archive_open(s, e), d->name, behind_slash(d->name), NULL);
}

static int next_file(kg_input *in, kg_doc *d, kg_arena *a, kg_err *e)
{
    kg_source *s = &in->open[0].source;
    int r = next_name(in, d, e);
    if (r <= 0) return r;
    kg_str name = d->name;
    bool standard = kg_eq(name, KG_S("-"));
    in->stdin_read |= standard;
    d->stem = standard ? KG_S("stdin") : kg_file_stem(name);
    if (!standard && !find_sidecar(in, name, d, e)) {
        in->waiting = name;                                   /* the document itself comes with the next call */
        return -1;
    }
    bool ok = kg_source_open(s, name, e);
    kg_str head = { s->head, s->nhead };
    if (ok && kg_packed(head) != KG_PLAIN && !kg_office_head(head)) return enter_source(in, d, e);
    d->streamed = ok && s->sized && (kg_is_records(head) || kg_is_part(head));   /* of any size: they are read piece by piece */
    if (d->streamed) d->bytes = kg_dup(a, head), ok = kg_is_part(head) || kg_source_hash(s, &d->hash, e);
    else if (ok && in->heads && s->sized && s->size <= in->limits.file && !kg_office_head(head))
        d->bytes = kg_dup(a, head), d->size = s->size, d->most = in->limits.file;
    else ok = ok && kg_source_read(s, in->limits.file, &d->bytes, a, e);
    kg_source_close(s);
    return !ok ? -1 : kg_office_head(head) ? unwrap(in, d, behind_slash(name), e) : 1;
}

bool kg_doc_read(kg_doc *d, kg_arena *a, kg_err *e)
{
    kg_source s = { .fd = -1 };
    bool ok = !d->most || (kg_source_open(&s, d->name, e) && kg_source_read(&s, d->most, &d->bytes, a, e));
    kg_source_close(&s);
    d->most = 0;
    return ok;
}

int kg_input_next(kg_input *in, kg_doc *d, kg_arena *a, kg_err *e)
{
    int r;
    do {
        *d = (kg_doc){ .seconds = in->limits.seconds };
        r = in->depth ? next_member(in, d, a, e) : next_file(in, d, a, e);
    } while (r == GO_ON);
    return r;
}

void kg_input_names(kg_input *in, kg_name_fn *fn, void *ctx)
{
    kg_walk *w = kg_walk_open(in->paths, in->npaths, in->a);
    kg_str name;
    kg_err e;
    struct stat st;
    for (int r; (r = kg_walk_next(w, &name, &e)) != 0;) {
        if (r < 0) continue;
        kg_source s = { .fd = -1 };
        /* a pipe must not be read twice */
        bool file = !kg_eq(name, KG_S("-")) && stat(name.s, &st) == 0 && S_ISREG(st.st_mode);
        kg_str head = { s.head, file && kg_source_open(&s, name, &e) ? s.nhead : 0 };
        bool packed = kg_packed(head) != KG_PLAIN && !kg_office_head(head);
        kg_archive *x = packed ? kg_archive_open(&s, &e) : NULL;
        if (!x || !search(in, x, name, fn, ctx)) fn(ctx, name, kg_file_stem(packed ? unpacked(name) : name));
        kg_source_close(&s);
    }
}
