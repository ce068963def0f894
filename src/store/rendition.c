/* rendition.c - which file speaks for which document. In: a document as read. Out: its number in the graph file, and
 * whether this file gives the records.
 *
 * Idea: a file is known by its name and a hash of all that its records depend on; a document by its official id, or
 * by what its file is called (claim.c).
 * Invariants: of several files with one official id the richest gives the text, whatever the order in which they came
 * (formats.md "Order and identity"). All inside the caller's transaction.
 */
#include "ids.h"
#include "store.h"

/* -- which bytes, which file ------------------------------------------------------------------------------------- */

uint64_t kg_hash_reader(void)
{
    uint64_t h = kg_hash_bytes(1, KG_S(KG_VERSION));
    for (const kg_file *f = kg_embedded; f->name; f++)
        if (kg_starts(kg_cstr(f->name), KG_S("rules/"))) h = kg_hash_bytes(h, (kg_str){ f->bytes, (ptrdiff_t)f->n });
    return h;
}

int64_t kg_hash_doc(uint64_t reader, const kg_doc *d)
{
    uint64_t h = reader;
    const kg_meta *m = &d->sidecar;
    const kg_str fields[] = { m->id, m->kind, m->soort, m->date, m->title, m->dossier, d->stem, d->bytes,
                              d->record };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) h = kg_hash_bytes(h, fields[i]);
    if (d->streamed) h = kg_hash_bytes(h, (kg_str){ (const char *)&d->hash, sizeof d->hash });
    return (int64_t)h;
}

int kg_rendition_rank(const kg_text *t)
{
    if (t->rank) return t->rank - 1;
    kg_str file = t->doc.name;
    static const char *const richest_first[] = { ".xml", ".html", ".htm", ".docx", ".odt", ".pdf" };
    for (int i = 0; i < 6; i++) {
        kg_str ext = kg_cstr(richest_first[i]);
        if (file.n > ext.n && kg_ieq(kg_sub(file, file.n - ext.n, file.n), ext)) return i;
    }
    return 6;
}

bool kg_store_forgive(kg_store *s, kg_str file, kg_err *e)
{
    kg_val v = kg_vt(file);
    return kg_store_put(s, "DELETE FROM problem WHERE file = ?1 AND document IS NULL", &v, 1, e);
}

int kg_store_has(kg_store *s, kg_str file, kg_err *e)
{
    kg_val v = kg_vt(file);
    int64_t one;
    return kg_store_get(s, "SELECT 1 FROM file WHERE file = ?1", &v, 1, &one, 1, e);
}

bool kg_store_same(kg_store *s, kg_str file, int64_t hash, bool *same, kg_err *e)
{
    kg_val v[] = { kg_vt(file), kg_vi(hash) };
    int64_t refused = 0;
    int got = kg_store_get(s, "SELECT EXISTS (SELECT 1 FROM problem WHERE file = ?1 AND document IS NULL) FROM file "
                              "WHERE file = ?1 AND hash = ?2", v, 2, &refused, 1, e);
    *same = got == 1;
    return got >= 0 && (!refused || kg_store_forgive(s, file, e));   /* refused once, back as it was */
}

static bool clear(kg_store *s, int64_t doc, kg_err *e)
{
    static const char *const tables[] = {
        "DELETE FROM mention WHERE document = ?1", "DELETE FROM candidate WHERE document = ?1",
        "DELETE FROM footnote WHERE document = ?1", "DELETE FROM thing WHERE document = ?1",
        "DELETE FROM sentence WHERE document = ?1", "DELETE FROM relation WHERE document = ?1",
        "DELETE FROM promise WHERE document = ?1", "DELETE FROM passage WHERE document = ?1",
        "DELETE FROM problem WHERE document = ?1",
        "DELETE FROM document WHERE id = ?1" };
    kg_val v = kg_vi(doc);
    kg_recall_lose(kg_store_recall(s));
    if (!kg_pending_write(s, e) || !kg_store_put(s, KG_INDEX_MENTIONS, NULL, 0, e)) return false;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (!kg_store_put(s, tables[i], &v, 1, e)) return false;
    return true;
}

bool kg_store_drop(kg_store *s, kg_str file, kg_err *e)
{
    kg_val v = kg_vt(file);
    int64_t doc[2] = { 0 };
    if (!kg_store_put(s, "DELETE FROM problem WHERE file = ?1", &v, 1, e)) return false;
    int got =
        kg_store_get(s, "SELECT d.id, d.file = ?1 FROM file f JOIN document d ON d.id = f.document WHERE f.file = ?1",
                     &v, 1, doc, 2, e);
    if (got < 0) return false;
    if (!doc[1])                                              /* or its document went before it */
        return kg_store_put(s, "DELETE FROM file WHERE file = ?1", &v, 1, e);
    kg_val both[] = { kg_vi(doc[0]), v };                      /* other renditions: the next walk reads them again */
    return kg_store_put(s, "UPDATE file SET hash = 0 WHERE document = ?1 AND file <> ?2", both, 2, e)
        && kg_store_put(s, "DELETE FROM file WHERE file = ?1", &v, 1, e) && clear(s, doc[0], e);
}

bool kg_store_refuse(kg_store *s, kg_str file, kg_str why, kg_err *e)
{
    kg_val v[] = { kg_vt(file), kg_vt(why) };
    return kg_store_forgive(s, file, e)
        && kg_store_put(s, "INSERT INTO problem (file, what) VALUES (?1, ?2)", v, 2, e);
}

/* -- who gives the text ------------------------------------------------------------------------------------------ */

/* Richest format, then longest, then first by name: does this file win over the one that gives the text now? */
static int wins(kg_store *s, const kg_sheet *t, int64_t doc, bool *there, kg_err *e)
{
    kg_val v[] = { kg_vi(doc), kg_vt(t->file) };
    int64_t now[4] = { 0 };                                   /* rank, length, same file, file after ours */
    int got = kg_store_get(s, "SELECT rank, length, file = ?2, file > ?2 FROM document WHERE id = ?1", v, 2, now, 4, e);
    *there = got == 1;
    if (got <= 0) return got == 0 ? 1 : -1;
    if (now[2]) return 1;
    if (t->rank != now[0]) return t->rank < now[0];
    return t->length != now[1] ? t->length > now[1] : now[3] != 0;
}

int kg_store_settle(kg_store *s, const kg_sheet *t, kg_settled *out, kg_arena *a, kg_err *e)
{
    out->official = !kg_eq(t->meta.id, t->stem) || kg_id_official(t->meta.id);
    out->name = t->meta.id;
    /* What this file gave before may have been another document. */
    if (!kg_store_drop(s, t->file, e)) return -1;
    if (!kg_claim(s, t, out, a, e)) return -1;
    out->doc = kg_store_intern(s, KG_NAME, out->name, e);
    bool there = false;
    int mine = out->doc ? wins(s, t, out->doc, &there, e) : -1;
    if (mine == 1 && there && !clear(s, out->doc, e)) return -1;
    kg_val v[] = { kg_vt(t->file), kg_vi(t->hash), kg_vi(out->doc) };
    if (mine < 0 || !kg_store_put(s, "INSERT OR REPLACE INTO file VALUES (?1, ?2, ?3)", v, 3, e)) return -1;
    return mine;
}
