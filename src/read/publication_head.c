/* publication_head.c - what an official publication says about itself. In: its tree. Out: t->own, t->treated, stated relations.
 *
 * Two places say it: the `meta` records (a full set, or only the address of metadata.xml, which holds the id) and the head of the
 * paper (`dossiernr`, `ondernummer`, `datum@isodatum`). Where the two name different papers, the records hold and that is said. Spec 3.1, 3.2.
 */
#include "xml.h"

static void take(kg_str *to, kg_str s)
{
    if (!to->n) *to = s;
}

static void state(kg_build *b, kg_relation relation, kg_str value, kg_str target)
{
    *kg_push(b->a, &b->stated) = (kg_stated){ .target = target, .relation = relation, .value = value };
}

/* ".../kst-35373-8/metadata.xml": the id between. */
static kg_str record_id(kg_str s)
{
    static const char tail[] = "/metadata.xml";
    if (!kg_ends(s, KG_S(tail))) return (kg_str){ 0 };
    s = kg_sub(s, 0, s.n - (ptrdiff_t)sizeof tail + 1);
    ptrdiff_t i = s.n;
    while (i > 0 && s.s[i - 1] != '/') i--;
    return kg_sub(s, i, s.n);
}

static void read_record(kg_build *b, kg_str name, kg_str scheme, kg_str s)
{
    kg_meta *own = &b->t->own;
    if (kg_eq(name, KG_S("DC.identifier"))) own->id = s;
    else if (kg_eq(name, KG_S("OVERHEIDop.externMetadataRecord"))) take(&own->id, record_id(s));
    else if (kg_eq(name, KG_S("OVERHEIDop.documenttitel"))) own->title = s;
    else if (kg_eq(name, KG_S("DC.title"))) take(&own->title, s);
    else if (kg_eq(name, KG_S("DCTERMS.issued"))) take(&own->date, s);
    else if (kg_eq(name, KG_S("OVERHEIDop.datumVergadering"))) own->date = s;
    else if (kg_eq(name, KG_S("OVERHEIDop.behandeldDossier"))) *kg_push(b->a, &b->treated) = s;
    else if (kg_eq(name, KG_S("OVERHEIDop.vraagnummer"))) state(b, KG_REL_ANSWERS, KG_S("reply"), s);
    else if (kg_eq(name, KG_S("OVERHEIDop.hoofddocument"))) state(b, KG_REL_ATTACHMENT_OF, (kg_str){ 0 }, s);
    else if (kg_eq(name, KG_S("DCTERMS.isReplacedBy")) || kg_eq(name, KG_S("OVERHEIDop.bijlage"))) {
        state(b, kg_ends(name, KG_S("bijlage")) ? KG_REL_ATTACHMENT_OF : KG_REL_REPLACES, (kg_str){ 0 }, (kg_str){ 0 });
        b->stated.v[b->stated.n - 1].source = s;
    } else if (kg_eq(name, KG_S("DC.type")) && kg_contains(scheme, "KamerstukTypen")) own->soort = s;
}

static void read_records(kg_build *b, const kg_node *root)
{
    for (const kg_node *n = root; n; n = kg_step(n, root, false)) {
        if (n->tag == KG_T_STUK || n->tag == KG_T_HANDELINGEN || n->tag == KG_T_BODY) break;         /* behind the records */
        kg_str s = kg_attr_of(n, "content");
        if ((n->tag == KG_T_META || n->tag == KG_T_METADATA) && s.n)
            read_record(b, kg_attr_of(n, "name"), kg_attr_of(n, "scheme"), s);
    }
    for (int i = 0; i < b->stated.n && kg_starts(b->t->own.id, KG_S("kv-")); i++)            /* the questions themselves */
        if (b->stated.v[i].relation == KG_REL_ANSWERS) b->stated.v[i].relation = KG_REL_SAME_AS, b->stated.v[i].value.n = 0;
}

static kg_str small(kg_str s, kg_arena *a)
{
    char *p = (char *)kg_dup(a, s).s;
    for (ptrdiff_t i = 0; i < s.n; i++) p[i] = kg_fold(p[i]);
    return (kg_str){ p, s.n };
}

/* Facts of `more` about the document as a whole, in front of what t has. */
static void add_stated(kg_text *t, const kg_stated *more, int n, kg_arena *a)
{
    kg_stated *v = kg_new(a, kg_stated, n + t->nstated);
    for (int i = 0; i < n; i++) v[i] = more[i];
    for (int i = 0; i < t->nstated; i++) v[n + i] = t->stated[i];
    t->stated = v;
    t->nstated += n;
}

void kg_take_record(kg_text *t, kg_arena *a)
{
    kg_doc d = { .bytes = t->doc.record };
    kg_str raw;
    bool recoded;
    kg_err e = { 0 };
    if (!kg_decode(&d, &raw, &recoded, NULL, a, &e)) return;
    ptrdiff_t from = kg_markup_at(raw);
    const kg_node *root = from < 0 ? NULL : kg_xml_tree(raw, from, false, a, &e);
    kg_text of = { 0 };
    kg_build b = { .t = &of, .a = a };
    if (!root) return;
    read_records(&b, root);
    kg_str id = t->own.id.n ? t->own.id : t->doc.stem;
    if (!of.own.id.n || !kg_ieq(of.own.id, id) || t->rank == KG_RECORD_RANK) return;          /* another paper's, or the record itself */
    take(&t->own.id, of.own.id);
    take(&t->own.date, of.own.date);
    take(&t->own.title, of.own.title);
    take(&t->own.soort, small(of.own.soort, a));
    if (!t->ntreated) t->treated = b.treated.v, t->ntreated = b.treated.n;
    add_stated(t, b.stated.v, b.stated.n, a);
}

static kg_str without_blanks(kg_str s, kg_arena *a)
{
    kg_buf b = { 0 };
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (s.s[i] != ' ') kg_putc(a, &b, s.s[i]);
    return kg_buf_str(&b);
}

/* "36 600", "XVI" and "133" of the paper's head: kst-36600-XVI-133. The first dossier gives a paper of two its name. */
static kg_str head_id(const kg_node *root, kg_arena *a)
{
    const kg_node *d = kg_below(root, KG_T_DOSSIERNUMMER);
    kg_str base = without_blanks(kg_words_of(kg_child(d, KG_T_DOSSIERNR), a), a);
    kg_str part = kg_words_of(kg_child(d, KG_T_BEGROTINGSHOOFDSTUK), a), number;
    if (!part.n) part = kg_words_of(kg_child(d, KG_T_RAADNR), a);
    number = without_blanks(kg_words_of(kg_below(root, KG_T_ONDERNUMMER), a), a);
    if (!base.n || !number.n) return (kg_str){ 0 };
    return part.n ? KG_CAT(a, KG_S("kst-"), base, KG_S("-"), part, KG_S("-"), number)
                  : KG_CAT(a, KG_S("kst-"), base, KG_S("-"), number);
}

/* Sort of paper by its title: "NADER GEWIJZIGDE MOTIE VAN ...", "BRIEF VAN DE MINISTER ...". */
static kg_str sort_of(kg_str title)
{
    static const struct { const char *word, *soort; } sort[] = { { "AMENDEMENT", "amendement" }, { "MOTIE", "motie" },
        { "BRIEF", "brief" }, { "VERSLAG", "verslag" }, { "LIJST VAN VRAGEN", "lijst van vragen" },
        { "MEMORIE VAN TOELICHTING", "memorie van toelichting" }, { "VOORSTEL VAN WET", "voorstel van wet" } };
    enum { HEAD = 60 };
    kg_str head = kg_sub(title, 0, title.n < HEAD ? title.n : HEAD);
    for (size_t i = 0; i < sizeof sort / sizeof *sort; i++)
        if (kg_contains(head, sort[i].word)) return kg_cstr(sort[i].soort);
    return (kg_str){ 0 };
}

void kg_publication_head(kg_build *b, const kg_node *root)
{
    kg_meta *own = &b->t->own;
    read_records(b, root);
    const kg_node *stuk = kg_below(root, KG_T_STUK), *date = kg_child(kg_child(stuk, KG_T_DATUMTEKST), KG_T_DATUM);
    kg_str id = head_id(root, b->a), title = kg_words_of(kg_child(stuk, KG_T_TITEL), b->a);
    if (id.n && own->id.n && !kg_ieq(id, own->id))
        *kg_push(b->a, &b->doubts) =
            kg_fmt(b->a, "its record says %.*s, its head %.*s", KG_ARG(own->id), KG_ARG(id));
    take(&own->id, id);
    if (kg_attr_of(date, "isodatum").n) own->date = kg_attr_of(date, "isodatum");
    own->soort = own->soort.n ? small(own->soort, b->a) : sort_of(title);
    if (!kg_eq(own->soort, KG_S("motie"))) take(&own->title, title);
    const kg_node *alone = kg_child(root, KG_T_METADATA_GEGEVENS);
    if (alone) {                                              /* metadata.xml itself: its title is its text */
        kg_build_open(b, KG_HEADING);
        kg_flow_as(&b->f, alone->at, own->title.n ? own->title : own->id);
    }
    if (kg_below(root, KG_T_HANDELINGEN)) take(&own->title, kg_words_of(kg_below(root, KG_T_ITEM_TITEL), b->a));
}
