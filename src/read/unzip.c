/* unzip.c - the parts of an office file. In: its bytes, a ZIP. Out: the XML of its text and notes. Runs in a child (apart.c).
 *
 * Only the parts that hold text are unpacked, by their fixed names, and no more than KG_MOST_PARTS bytes of them; pictures, macros
 * and embedded files are passed over. Their XML is read where all XML is (office.c), by the parent; but first here, in vain: what
 * brings the parser down brings down the child, and costs one document.
 */
#include "apart.h"
#include "input/input.h"
#include "xml.h"

static const char *const names[KG_PARTS] = { "word/document.xml", "word/footnotes.xml", "word/endnotes.xml",
                                             "word/_rels/document.xml.rels", "content.xml" };

static int part_of(kg_str name)
{
    for (int i = 0; i < KG_PARTS; i++)
        if (kg_eq(name, kg_cstr(names[i]))) return i;
    return -1;
}

static bool rehearse(const kg_str part[KG_PARTS], kg_arena *a, kg_err *e)
{
    kg_text t = { .recoded = true };
    kg_str copy[KG_PARTS];
    for (int i = 0; i < KG_PARTS; i++) copy[i] = kg_dup(a, part[i]);
    return copy[0].n ? kg_read_docx(&(kg_docx){ copy[0], copy[1], copy[2], copy[3] }, &t, a, e) : kg_read_odt(copy[4], &t, a, e);
}

bool kg_unzip_text(kg_str bytes, kg_str *text, void (*alive)(void), kg_arena *a, kg_err *e)
{
    int64_t left = KG_MOST_PARTS;
    kg_str part[KG_PARTS] = { 0 }, name, all[KG_PARTS + 1];
    uint64_t size[KG_PARTS];
    kg_archive *x = kg_archive_of(bytes, e);
    if (!x) return false;
    int r;
    bool ok = true;
    while (ok && (r = kg_archive_next(x, &name, &left, a, e)) != 0) {
        int i = r > 0 ? part_of(name) : -1;
        ok = r > 0 && (i < 0 || part[i].n || kg_archive_data(x, left, &left, &part[i], a, e));
        alive();
    }
    kg_archive_close(x);
    if (!ok && e->code == KG_ELIMIT) kg_fail(e, KG_ELIMIT, -1, "an office file that unpacks to more than %d MiB of text", KG_MOST_PARTS >> 20);
    if (!ok) return false;
    if (!part[0].n && !part[KG_PARTS - 1].n) return kg_fail(e, KG_EINPUT, -1, "not a text (a spreadsheet, a presentation or the like)");
    if (!rehearse(part, a, e)) return false;
    alive();
    all[0] = (kg_str){ (const char *)size, sizeof size };
    for (int i = 0; i < KG_PARTS; i++) size[i] = (uint64_t)part[i].n, all[i + 1] = part[i];
    *text = kg_cat(a, all, KG_PARTS + 1);
    return true;
}
