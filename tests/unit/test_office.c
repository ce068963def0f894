/* test_office.c - Word and OpenDocument texts from their unpacked parts. */
#include "read/xml.h"
#include "t.h"

#define W "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' xmlns:r='urn:r' xmlns:mc='urn:mc'"

static kg_str passage(const kg_text *t, int i) { return i < t->npassages ? kg_cut(t->flow, t->passages[i].at) : (kg_str){ 0 }; }

/* Runs that cut words apart, line ends between them, deleted and inserted words, a field, a drawing in two forms, a note. */
static void word(kg_arena *a)
{
    kg_docx d = { .document = KG_S("<?xml version='1.0'?><w:document " W "><w:body>\n"
        "<w:p><w:pPr><w:pStyle w:val='Kop1'/></w:pPr><w:r><w:t>Antwoorden</w:t></w:r></w:p>\n"
        "<w:p><w:r><w:t>Vraag 1</w:t></w:r></w:p>\n"
        "<w:p>\n <w:r>\n<w:t>Kent u Kamer</w:t></w:r>\n<w:r><w:t>stuk 35&#160;373, nr. </w:t></w:r><w:del><w:r><w:delText>7</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>8</w:t></w:r></w:ins><w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t>?</w:t></w:r></w:p>"
        "<w:p><w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:hyperlink r:id='rId4'><w:r><w:t>hier</w:t></w:r></w:hyperlink>"
        "<w:r><w:tab/><w:t>Ja</w:t></w:r><mc:AlternateContent><mc:Choice><w:p><w:r><w:t>een</w:t></w:r></w:p></mc:Choice>"
        "<mc:Fallback><w:p><w:r><w:t>een</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:p>"
        "<w:p><w:r><w:t>De Kamer,</w:t></w:r></w:p><w:p><w:r><w:t>verzoekt de regering te rusten,</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>en gaat over tot de orde van de dag.</w:t></w:r></w:p><w:p><w:r><w:t>Bosman</w:t></w:r></w:p>"
        "</w:body></w:document>"),
        .footnotes = KG_S("<w:footnotes " W "><w:footnote w:id='-1'><w:p/></w:footnote><w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r>"
        "<w:r><w:t> Kamerstuk 23 432,</w:t></w:r></w:p><w:p><w:r><w:t>nr. 499.</w:t></w:r></w:p></w:footnote></w:footnotes>"),
        .links = KG_S("<Relationships><Relationship Id='rId4' Target='https://zoek.officielebekendmakingen.nl/kst-1-2.html'/></Relationships>") };
    kg_text t = { 0 };
    kg_err e = { 0 };
    ok(kg_read_docx(&d, &t, a, &e), "a Word file is read: %s", e.what);
    is(t.passages[0].role, KG_HEADING, "its style makes a heading");
    is(t.passages[1].role, KG_HEADING, "its words make one");
    is_str(passage(&t, 2), KG_S("Kent u Kamerstuk 35 373, nr. 8?"), "runs are joined, what was deleted is gone");
    is_str(passage(&t, 3), KG_S("hier Ja een"), "no instructions, a drawing once");
    is_str(passage(&t, 4), KG_S("De Kamer, verzoekt de regering te rusten, en gaat over tot de orde van de dag."), "a motion is one");
    is(t.passages[4].role, KG_MOTION, "and is called so");
    is_str(passage(&t, 6), KG_S("Kamerstuk 23 432, nr. 499."), "the note comes last");
    is(t.nnotes, 1, "one note");
    is_str(kg_cut(t.raw, t.notes[0].marker), KG_S("[1]"), "its marker is in the raw text");
    is_str(kg_cut(t.raw, t.notes[0].body), KG_S("Kamerstuk 23 432, nr. 499."), "and its body");
    is(kg_line_at(&t, t.notes[0].marker.beg), 3, "on line 3");
    is(t.nstated, 1, "one link");
    is_str(kg_cut(t.flow, t.stated[0].at), KG_S("hier"), "on its words");
    ok(kg_contains(t.raw, "Kamerstuk 35\xC2\xA0" "373, nr. 8[1]?"), "raw is what a reader sees");
    d.footnotes = KG_S("<w:footnotes");
    ok(!kg_read_docx(&d, &t, a, &e), "a broken part is refused: %s", e.what);
    d.document.n = 0;
    ok(!kg_read_docx(&d, &t, a, &e), "no document: %s", e.what);
}

static void opendocument(kg_arena *a)
{
    kg_str content = KG_S("<?xml version='1.0'?><office:document-content xmlns:office='o' xmlns:text='t' xmlns:xlink='x'><office:body><office:text>"
        "<text:tracked-changes><text:p>weg</text:p></text:tracked-changes><text:h>Kop</text:h>"
        "<text:p>Zie<text:s/>de <text:span>motie-Van <text:span>Dam</text:span></text:span><text:note text:note-class='footnote'>"
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>Kamerstuk 35 373,</text:p><text:p>nr. 8</text:p></text:note-body>"
        "</text:note>.<text:line-break/>Klaar</text:p><text:list><text:list-item><text:p>punt</text:p></text:list-item></text:list>"
        "</office:text></office:body></office:document-content>");
    kg_text t = { 0 };
    kg_err e = { 0 };
    ok(kg_read_odt(content, &t, a, &e), "an OpenDocument text is read: %s", e.what);
    is_str(passage(&t, 0), KG_S("Kop"), "tracked changes are none of the text");
    is_str(passage(&t, 1), KG_S("Zie de motie-Van Dam. Klaar"), "spans are joined, the note taken out");
    is_str(passage(&t, 2), KG_S("punt"), "a list");
    is_str(passage(&t, 3), KG_S("Kamerstuk 35 373, nr. 8"), "the note last");
    is(t.notes[0].at, t.passages[1].at.beg + 20, "its marker behind the name");
}

int main(void)
{
    kg_arena *a = kg_arena_new();
    word(a);
    opendocument(a);
    kg_arena_free(a);
    return done();
}
