/* xml.h - private to stage 1: XML and HTML as a tree, and the text that is made of one.
 *
 * xml.c (libxml2: bytes to a tree whose words know their place) -> markup.c (which format) -> one file a format (publication.c, vlos.c,
 * html.c, tei.c, office.c), each a walk over the tree -> build.c (passages, footnotes, stated facts) -> flow.c.
 */
#ifndef KG_XML_H
#define KG_XML_H

#include "text.h"

/* Elements that a format knows, in the order of their bytes; WORDS is text, OTHER any other element. Without prefixes. */
#define KG_TAGS(X) \
    X(FALLBACK, "Fallback") X(RELATIONSHIP, "Relationship") X(TEI, "TEI") X(A, "a") X(ACHTERNAAM, "achternaam") \
    X(ACTIVITEIT, "activiteit") X(ACTIVITEITDEEL, "activiteitdeel") X(ACTIVITEITHOOFD, "activiteithoofd") \
    X(ACTIVITEITITEM, "activiteititem") X(AGENDAPUNT, "agendapunt") X(AL, "al") X(AL_GROEP, "al-groep") \
    X(ALINEA, "alinea") X(ALINEAGROEP, "alineagroep") X(ALINEAITEM, "alineaitem") X(ANNOTATION, "annotation") \
    X(ANTWOORD, "antwoord") X(ARTICLE, "article") X(ASIDE, "aside") X(BEGROTINGSHOOFDSTUK, "begrotingshoofdstuk") \
    X(BODY, "body") X(BR, "br") X(BUTTON, "button") X(DATUM, "datum") X(DATUMTEKST, "datumtekst") X(DEL, "del") \
    X(DIV, "div") X(DOCUMENT, "document") X(DOCUMENT_CONTENT, "document-content") X(DOSSIER, "dossier") \
    X(DOSSIERNR, "dossiernr") X(DOSSIERNUMMER, "dossiernummer") X(DOSSIERREF, "dossierref") \
    X(DRAADBOEKFRAGMENT, "draadboekfragment") X(ENDNOTE, "endnote") X(ENDNOTEREFERENCE, "endnoteReference") \
    X(ENTRY, "entry") X(EXTREF, "extref") X(FOOTER, "footer") X(FOOTNOTE, "footnote") \
    X(FOOTNOTEREFERENCE, "footnoteReference") X(FOOTNOTES, "footnotes") X(FORM, "form") X(FUNCTIE, "functie") \
    X(H, "h") X(H1, "h1") X(H2, "h2") X(H3, "h3") X(H4, "h4") X(H5, "h5") X(H6, "h6") X(HANDELING, "handeling") \
    X(HANDELINGEN, "handelingen") X(HEAD, "head") X(HEADER, "header") X(HTML, "html") X(HYPERLINK, "hyperlink") \
    X(INTERRUMPANT, "interrumpant") X(ISVOORZITTER, "isvoorzitter") X(ITEM_TITEL, "item-titel") \
    X(KAMERSTUK, "kamerstuk") X(KAMERSTUKKOP, "kamerstukkop") X(KAMERVRAAGKOP, "kamervraagkop") \
    X(KAMERVRAAGNUMMER, "kamervraagnummer") X(KAMERVRAAGOMSCHRIJVING, "kamervraagomschrijving") \
    X(KAMERVRAAGONDERWERP, "kamervraagonderwerp") X(KAMERVRAAGOPMERKING, "kamervraagopmerking") \
    X(KAMERVRAGEN, "kamervragen") X(KOP, "kop") X(LI, "li") X(LI_NR, "li.nr") X(LIJST, "lijst") \
    X(LINE_BREAK, "line-break") X(LIST, "list") X(LIST_ITEM, "list-item") X(MAIN, "main") X(MEETING, "meeting") \
    X(META, "meta") X(METADATA, "metadata") X(METADATA_GEGEVENS, "metadata_gegevens") X(MOTIE, "motie") \
    X(MOTIE_INFO, "motie-info") X(NAAM, "naam") X(NAV, "nav") X(NOBREAKHYPHEN, "noBreakHyphen") X(NOOT, "noot") \
    X(NOOT_AL, "noot.al") X(NOOT_NR, "noot.nr") X(NOOTREF, "nootref") X(NOSCRIPT, "noscript") X(NOTE, "note") \
    X(NOTE_BODY, "note-body") X(NOTE_CITATION, "note-citation") X(NR, "nr") X(NUMPR, "numPr") \
    X(OFFICIELE_PUBLICATIE, "officiele-publicatie") X(OL, "ol") X(ONDERNUMMER, "ondernummer") \
    X(ONDERWERP, "onderwerp") X(P, "p") X(PSTYLE, "pStyle") X(PARTIJ, "partij") X(POLITIEK, "politiek") X(R, "r") \
    X(RAADNR, "raadnr") X(RIJKSWETNR, "rijkswetnr") X(ROW, "row") X(S, "s") X(SCRIPT, "script") X(SECTPR, "sectPr") \
    X(SECTION, "section") X(SEG, "seg") X(SPAN, "span") X(SPREEKBEURT, "spreekbeurt") X(SPREKER, "spreker") \
    X(SPREKERS, "sprekers") X(STUK, "stuk") X(STUKNR, "stuknr") X(STUKNUMMER, "stuknummer") X(STYLE, "style") \
    X(SUP, "sup") X(SVG, "svg") X(T, "t") X(TAB, "tab") X(TABLE, "table") X(TBL, "tbl") X(TC, "tc") X(TD, "td") \
    X(TEICORPUS, "teiCorpus") X(TEIHEADER, "teiHeader") X(TEKST, "tekst") X(TEKSTREGEL, "tekstregel") \
    X(TEXT, "text") X(TH, "th") X(THEAD, "thead") X(TITEL, "titel") X(TITLE, "title") X(TR, "tr") \
    X(TRACKED_CHANGES, "tracked-changes") X(TUSSENKOP, "tussenkop") X(U, "u") X(UITSLAG, "uitslag") X(UL, "ul") \
    X(VERGADERDATUM, "vergaderdatum") X(VERGADERING, "vergadering") X(VERGADERINGNUMMER, "vergaderingnummer") \
    X(VERGADERJAAR, "vergaderjaar") X(VERSLAGNAAM, "verslagnaam") X(VLOSCOREDOCUMENT, "vlosCoreDocument") \
    X(VLOSDOCUMENT, "vlosdocument") X(VOORVOEGSELS, "voorvoegsels") X(VOORZ, "voorz") X(VRAAG, "vraag") \
    X(WIE, "wie") X(WOORDVOERDER, "woordvoerder") X(ZAAK, "zaak") X(ZAKEN, "zaken")
#define KG_TAG_ENUM(name, word) KG_T_##name,
typedef enum { KG_TAGS(KG_TAG_ENUM) KG_TAG_COUNT, KG_T_WORDS, KG_T_OTHER } kg_tag;

typedef struct { kg_str name, value; } kg_attr;

typedef struct kg_node kg_node;
struct kg_node {
    kg_tag tag;
    uint32_t at;                                              /* raw: first byte of the words; inside an element's start tag */
    kg_str words;                                             /* WORDS: a slice of raw, unless what stands there is an entity */
    const kg_attr *attrs; int nattrs;
    kg_node *parent, *child, *last, *next;
};

/* Where markup begins: behind byte-order marks (decoded twice or not) and blanks; -1 where the text is none. */
ptrdiff_t kg_markup_at(kg_str raw);
/* The tree of an XML or HTML text from `from` on. No network, no files, no declared entities; at most 256 levels. O(bytes). */
kg_node *kg_xml_tree(kg_str raw, ptrdiff_t from, bool html, kg_arena *a, kg_err *e);

kg_str kg_attr_of(const kg_node *n, const char *name);        /* or none */
const kg_node *kg_child(const kg_node *n, kg_tag tag);        /* the first of its children; NULL; n may be NULL */
const kg_node *kg_below(const kg_node *n, kg_tag tag);        /* the first at any depth, in document order */
const kg_node *kg_above(const kg_node *n, kg_tag tag);        /* the nearest around it */
/* Next in document order within `top`, its children first unless `over`; NULL at the end. */
const kg_node *kg_step(const kg_node *n, const kg_node *top, bool over);
kg_str kg_words_of(const kg_node *n, kg_arena *a);            /* all its text, blanks folded, trimmed; n may be NULL */

/* -- build.c: structure to kg_text ----------------------------------------------------------------------------------------- */

typedef struct kg_build kg_build;
/* What an element inside a paragraph means: true where that is done, false for its words as they stand. */
typedef bool kg_inline_fn(kg_build *b, const kg_node *n);

struct kg_build {
    kg_flow f;
    kg_text *t;
    kg_arena *a;
    kg_inline_fn *special;
    kg_voice voice; kg_str speaker;                           /* of the passages that are opened */
    ptrdiff_t room;                                           /* raw is written on the way (kg_build_text): bytes that it has */
    bool runs;                                                /* only what stands in `t` is text: Word */
    kg_relation stating;                                      /* what references stand for here: KG_REL_CITES mostly */
    const char *behind;                                       /* the last words, in raw */
    const char *gap; bool loose;                              /* blank that waits for more words; it held a line end */
    struct { kg_note *v; int n, cap; } notes;
    struct { const kg_node **v; int n, cap; } bodies;         /* of the notes: NULL where missing */
    struct { const kg_node **v; int n, cap; } pages;          /* furniture */
    struct { kg_stated *v; int n, cap; } stated;
    struct { kg_thing *v; int n, cap; } things;
    struct { kg_str *v; int n, cap; } doubts, treated;
    bool in_notes;                                            /* the text is done, its notes are being put */
};

void kg_build_start(kg_build *b, kg_text *t, kg_inline_fn *special, kg_arena *a);
/* The same where the file is no text: raw is what `text --raw` prints, at most `room` bytes, written as the walk goes. */
void kg_build_text(kg_build *b, kg_text *t, kg_inline_fn *special, ptrdiff_t room, kg_arena *a);
kg_passage *kg_build_open(kg_build *b, kg_role role);
void kg_build_put(kg_build *b, const kg_node *n);             /* the words of a node and what is in it, into the open passage */
void kg_build_blank(kg_build *b);                             /* words that follow stand apart */
kg_passage *kg_build_passage(kg_build *b, kg_role role, const kg_node *n);   /* opens and puts */
/* A paragraph whose words say what it is: "Vraag 1", "De voorzitter:", "2. ..."; the text of a motion stays together. */
void kg_build_paragraph(kg_build *b, const kg_node *n);
/* A footnote whose marker stands here; its body comes behind the text. Either may be NULL. False within another note: there it is
 * text like any other. */
bool kg_build_note(kg_build *b, int number, const kg_node *marker, const kg_node *body);
void kg_build_page(kg_build *b, const kg_node *n);            /* furniture: comes last */
/* Who speaks from here on; the words of `n` name the speaker. */
void kg_build_speaker(kg_build *b, kg_voice voice, kg_str name);
/* A reference stated by the words from `flow` to here; two for one thing side by side are one. */
void kg_build_state(kg_build *b, uint32_t flow, kg_str target);
void kg_build_finish(kg_build *b);

enum { KG_RECORD_RANK = 9 };                                  /* a record about a paper: any rendition of the paper is richer */

/* -- formats: the tree of a document of theirs to t. `root` is what kg_xml_tree gave -------------------------------------- */
void kg_read_publication(const kg_node *root, kg_text *t, kg_arena *a);          /* publication.c: spec 3.1, 3.4 */
void kg_publication_head(kg_build *b, const kg_node *root);                      /* publication_head.c: spec 3.2 */
void kg_take_record(kg_text *t, kg_arena *a);                                 /* likewise: t->doc.record, where it is about t */
void kg_read_vlos(const kg_node *root, kg_text *t, kg_arena *a);              /* vlos.c: spec 3.5 */
void kg_read_html(const kg_node *root, kg_text *t, kg_arena *a);              /* html.c: spec 3.3 */
void kg_read_tei(const kg_node *root, kg_text *t, kg_arena *a);               /* tei.c: spec 3.8 */
/* office.c: the parts of an unpacked Word file, none where missing; the content of an OpenDocument text. */
typedef struct { kg_str document, footnotes, endnotes, links; } kg_docx;      /* word/document.xml, ..., word/_rels/document.xml.rels */
bool kg_read_docx(const kg_docx *d, kg_text *t, kg_arena *a, kg_err *e);
bool kg_read_odt(kg_str content, kg_text *t, kg_arena *a, kg_err *e);
bool kg_read_markup(kg_text *t, ptrdiff_t from, kg_arena *a, kg_err *e);      /* markup.c: any of them */

#endif
