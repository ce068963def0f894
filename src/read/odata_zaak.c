/* odata_zaak.c - Zaak, Document, Kamerstukdossier. In: a record. Out: title, date, sort, names of one thing, what it replaces, how
 * it was judged.
 *
 * A Zaak is what the Chamber deals with (a motion), a Document the paper about it, and the paper is published under a kst number:
 * 2025Z02986, 2025D06779 and kst-19637-3384 are one motion. But a bill has many papers, so Zaak and Document are one thing only
 * where just one of the Documents is of the Zaak's own sort. Spec 1.7, 3.6.
 */
#include "ids.h"
#include "read/odata.h"
#include "scan/key.h"

/* The Chamber's word, in the spelling of the graph; of its 80 sorts those that the program asks for by one word. */
static kg_str soort_of(kg_telling *t, const kg_json *o)
{
    static const char *const plain[] = { "Motie", "Amendement", "Brief", "Verslag" };
    kg_str s = kg_json_line(t, o, "Soort");
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        kg_str w = kg_cstr(plain[i]);
        if (kg_starts(s, w) && (s.n == w.n || s.s[w.n] == ' ')) s = w;
    }
    if (s.n < 2 || !kg_upper(s.s[0]) || !kg_lower(s.s[1])) return s;      /* "EU-voorstel" */
    s = kg_dup(t->a, s);
    ((char *)s.s)[0] = kg_fold(s.s[0]);
    return s;
}

/* Subject before title: the title is that of the dossier or debate. */
static kg_thing *tell_paper(kg_telling *t, const kg_json *o, kg_str id, kg_kind kind, const char *date)
{
    kg_thing *x = kg_tell(t, id);
    x->kind = kind;
    kg_str subject = kg_json_line(t, o, "Onderwerp"), day = kg_json_date(t, o, date);
    if (!subject.n) subject = kg_json_line(t, o, "Titel");
    if (!x->title.n) x->title = subject;
    if (!x->date.n) x->date = day;
    if (!x->soort.n) x->soort = soort_of(t, o);
    return x;
}

/* -- dossiers and numbers ------------------------------------------------------------------------------------------ */

/* "(R2114)" of a Rijkswet is no part of ids (spec 0.1). */
kg_str kg_dossier_of(kg_telling *t, const kg_json *dossier)
{
    int64_t n = kg_json_number(dossier, "Nummer", 0, &t->wrong);
    kg_str extra = kg_trim(KG_TEXT(t, dossier, "Toevoeging"));
    if (n <= 0 || n > 99999) return (kg_str){ 0 };
    while (extra.n && (extra.s[0] == '-' || extra.s[0] == ' ')) extra = kg_sub(extra, 1, extra.n);
    if (extra.n && extra.s[0] == '(') extra.n = 0;
    bool id = extra.n < 12;
    for (ptrdiff_t i = 0; i < extra.n; i++) id &= kg_digit(extra.s[i]) || kg_upper(kg_upper_dup(t->a, extra).s[i]) || extra.s[i] == '-';
    if (!id) return (kg_str){ 0 };
    return extra.n ? kg_fmt(t->a, "%d-%.*s", (int)n, KG_ARG(kg_upper_dup(t->a, extra))) : kg_fmt(t->a, "%d", (int)n);
}

/* The one dossier; none where there are more. */
static kg_str only_dossier(kg_telling *t, const kg_json *o)
{
    const kg_json *x;
    kg_str found = { 0 };
    int n = 0;
    KG_EACH(t, o, "Kamerstukdossier", x) found = kg_dossier_of(t, x), n++;
    return n == 1 ? found : (kg_str){ 0 };
}

static kg_str paper_number(kg_telling *t, const kg_json *o, kg_str dossier)
{
    int64_t n = kg_json_number(o, "Volgnummer", -1, &t->wrong);
    if (!dossier.n || n <= 0 || n > 99999) return (kg_str){ 0 };
    return kg_fmt(t->a, "kst-%.*s-%d", KG_ARG(dossier), (int)n);
}

/* "242502605": number 2605 of 2024-2025. */
static kg_str aanhangsel(kg_telling *t, const kg_json *o)
{
    kg_str s = kg_trim(KG_TEXT(t, o, "Aanhangselnummer"));
    if (s.n != 9 || !kg_all_digits(s)) return (kg_str){ 0 };
    int y = kg_int(kg_sub(s, 0, 2)), y2 = kg_int(kg_sub(s, 2, 4)), century = y >= 50 ? 1900 : 2000;
    if ((y + 1) % 100 != y2) return (kg_str){ 0 };
    return kg_fmt(t->a, "ah-tk-%d%d-%d", century + y, century + y + 1, kg_int(kg_sub(s, 4, 9)));
}

/* The id under which the Document was published. */
static kg_str published(kg_telling *t, const kg_json *o)
{
    const kg_json *v, *p;
    kg_str id = { 0 };
    KG_EACH(t, o, "HuidigeDocumentVersie", v) {
        id = kg_official_id(KG_TEXT(t, v, "ExterneIdentifier"), t->a);
        if (id.n) return id;
        for (size_t i = 0; !id.n && (p = kg_json_in(v, "DocumentPublicatie", i, &t->wrong)) != NULL; i++)
            id = kg_official_id(KG_TEXT(t, p, "Identifier"), t->a);
    }
    return id;
}

static void same(kg_telling *t, kg_str id, kg_str other, const char *field)
{
    if (other.n && !kg_eq(id, other))
        kg_state(t, KG_REL_SAME_AS, NULL, id, other, KG_CAT(t->a, id, KG_S(" "), kg_cstr(field), KG_S(": "), other));
}

static kg_str reference(kg_telling *t, const kg_json *o)      /* of the sender: "BZDOC-1235421577-13" */
{
    kg_str s = kg_trim(KG_TEXT(t, o, "KenmerkAfzender"));
    int digits = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        digits += kg_digit(s.s[i]);
        if ((unsigned char)s.s[i] <= ' ') return (kg_str){ 0 };
    }
    return s.n < 5 || s.n > 60 || digits < 3 ? ((kg_str){ 0 }) : KG_CAT(t->a, KG_S("kenmerk-"), s);
}

/* -- Document ------------------------------------------------------------------------------------------------------ */

static kg_str document_id(kg_telling *t, const kg_json *o) { return kg_register_id(KG_TEXT(t, o, "DocumentNummer"), 'D'); }
static kg_str zaak_id(kg_telling *t, const kg_json *o) { return kg_register_id(KG_TEXT(t, o, "Nummer"), 'Z'); }

/* `dossier`: of the record that it stands in, where it does not say its own. */
static kg_str tell_document(kg_telling *t, const kg_json *o, kg_str dossier)
{
    kg_str id = document_id(t, o), own = only_dossier(t, o), number = published(t, o);
    if (!id.n) return id;
    if (!own.n) own = dossier;
    kg_thing *x = tell_paper(t, o, id, KG_DOCUMENT, "Datum");
    if (kg_eq(x->soort, KG_S("motie")) || kg_eq(x->soort, KG_S("amendement"))) kg_tell_movers(t, o, x);
    if (!number.n) number = paper_number(t, o, own);
    same(t, id, number, "ExterneIdentifier");
    same(t, id, aanhangsel(t, o), "Aanhangselnummer");
    same(t, id, reference(t, o), "KenmerkAfzender");
    return id;
}

/* Is the Document the paper of the Zaak itself? "Motie" and "Motie (gewijzigd/nader)" are. */
static bool own_paper(kg_str zaak, kg_str document)
{
    return zaak.n && kg_starts(document, zaak)
        && (document.n == zaak.n || kg_starts(kg_sub(document, zaak.n, document.n), KG_S(" (")));
}

/* A Document and a Zaak that the portal puts together; own: it is the only one of the Zaak's sort. */
static void relate(kg_telling *t, const kg_json *zaak, const kg_json *document, bool own)
{
    kg_str z = zaak_id(t, zaak), d = document_id(t, document), sort = kg_json_line(t, document, "Soort");
    kg_str proof = KG_CAT(t->a, KG_S("Zaak "), z, KG_S(", Document "), d, KG_S(": "), sort);
    if (own) kg_state(t, KG_REL_SAME_AS, NULL, z, d, proof);
    else if (kg_starts(sort, KG_S("Antwoord "))) kg_state(t, KG_REL_ANSWERS, "reply", d, z, proof);
    else if (kg_starts(sort, KG_S("Mededeling (uitstel"))) kg_state(t, KG_REL_POSTPONES, NULL, d, z, proof);
    else if (kg_eq(sort, KG_S("Bijlage"))) kg_state(t, KG_REL_ATTACHMENT_OF, NULL, d, z, proof);
    else kg_state(t, KG_REL_CITES, NULL, d, z, proof);
}

static void tell_agenda(kg_telling *t, const kg_json *o, kg_str id)
{
    const kg_json *x, *y;
    KG_EACH(t, o, "Activiteit", x) {
        kg_str a = kg_tell_activiteit(t, x);
        kg_state(t, KG_REL_ON_AGENDA, NULL, a, id, KG_CAT(t->a, KG_S("Activiteit "), a));
    }
    KG_EACH(t, o, "Agendapunt", x)
        for (size_t i = 0; (y = kg_json_in(x, "Activiteit", i, &t->wrong)) != NULL; i++) {
            kg_str a = kg_tell_activiteit(t, y);
            kg_state(t, KG_REL_ON_AGENDA, NULL, a, id, KG_CAT(t->a, KG_S("Agendapunt van "), a));
        }
}

kg_str kg_tell_document(kg_telling *t, const kg_json *o)
{
    const kg_json *x;
    kg_str id = tell_document(t, o, (kg_str){ 0 }), sort = kg_json_line(t, o, "Soort"), other;
    if (!id.n) return id;
    KG_EACH(t, o, "Zaak", x) {
        other = zaak_id(t, x);
        if (!other.n) continue;
        tell_paper(t, x, other, KG_ZAAK, "GestartOp");
        relate(t, x, o, own_paper(kg_json_line(t, x, "Soort"), sort));
    }
    KG_EACH(t, o, "BijlageDocument", x) {
        other = tell_document(t, x, (kg_str){ 0 });
        kg_state(t, KG_REL_ATTACHMENT_OF, NULL, other, id, KG_CAT(t->a, KG_S("BijlageDocument "), other));
    }
    KG_EACH(t, o, "BronDocument", x) {
        other = tell_document(t, x, (kg_str){ 0 });
        kg_state(t, KG_REL_ATTACHMENT_OF, NULL, id, other, KG_CAT(t->a, KG_S("BronDocument "), other));
    }
    tell_agenda(t, o, id);
    return id;
}

/* -- Zaak ---------------------------------------------------------------------------------------------------------- */

/* What the cabinet thinks of it. "Verzocht motie aan te houden" is no verdict that the graph knows, the others say that there is none. */
static void tell_judgement(kg_telling *t, const kg_json *o, kg_str id)
{
    kg_str s = kg_json_line(t, o, "Kabinetsappreciatie");
    const char *value = kg_eq(s, KG_S("Oordeel Kamer")) ? "oordeel_kamer" : kg_starts(s, KG_S("Ontraden")) ? "ontraden"
                      : kg_eq(s, KG_S("Overgenomen")) ? "overgenomen" : kg_eq(s, KG_S("Ontijdig")) ? "ontijdig"
                      : kg_eq(s, KG_S("Overbodig")) ? "overbodig" : NULL;
    if (value) kg_state(t, KG_REL_JUDGES, value, id, id, KG_CAT(t->a, KG_S("Kabinetsappreciatie: "), s));
}

static void tell_documents(kg_telling *t, const kg_json *o, kg_str dossier)
{
    const kg_json *x, *own = NULL;
    kg_str sort = kg_json_line(t, o, "Soort");
    int n = 0;
    KG_EACH(t, o, "Document", x)
        if (own_paper(sort, kg_json_line(t, x, "Soort"))) own = x, n++;
    KG_EACH(t, o, "Document", x)
        if (tell_document(t, x, dossier).n) relate(t, o, x, n == 1 && x == own);
}

static kg_str tell_zaak(kg_telling *t, const kg_json *o, kg_str dossier)
{
    kg_str id = zaak_id(t, o), own = only_dossier(t, o);
    if (!id.n) return id;
    if (!own.n) own = dossier;
    kg_thing *x = tell_paper(t, o, id, KG_ZAAK, "GestartOp");
    bool motion = kg_eq(x->soort, KG_S("motie"));
    if (motion || kg_eq(x->soort, KG_S("amendement"))) kg_tell_movers(t, o, x);
    if (motion || kg_eq(x->soort, KG_S("brief"))) same(t, id, paper_number(t, o, own), "Kamerstukdossier, Volgnummer");
    tell_judgement(t, o, id);
    return id;
}

static void tell_others(kg_telling *t, const kg_json *o, kg_str id)
{
    static const struct { const char *key; kg_relation relation; bool back; } to[] = {
        { "VervangenVanuit", KG_REL_REPLACES, false }, { "VervangenDoor", KG_REL_REPLACES, true },
        { "GerelateerdVanuit", KG_REL_CITES, false },  { "GerelateerdNaar", KG_REL_CITES, true } };
    const kg_json *x;
    for (size_t i = 0; i < sizeof to / sizeof *to; i++)
        KG_EACH(t, o, to[i].key, x) {
            kg_str other = tell_zaak(t, x, (kg_str){ 0 });
            kg_state(t, to[i].relation, NULL, to[i].back ? other : id, to[i].back ? id : other,
                     KG_CAT(t->a, kg_cstr(to[i].key), KG_S(" "), other));
        }
}

kg_str kg_tell_zaak(kg_telling *t, const kg_json *o)
{
    const kg_json *x;
    kg_str id = tell_zaak(t, o, (kg_str){ 0 });
    if (!id.n) return id;
    kg_str dossier = only_dossier(t, o), title = kg_tell(t, id)->title;
    tell_documents(t, o, dossier);
    tell_others(t, o, id);
    tell_agenda(t, o, id);
    KG_EACH(t, o, "Besluit", x) kg_tell_decision(t, x, id);
    kg_tell_replaced(t, title, dossier, id);
    return id;
}

/* -- Kamerstukdossier ---------------------------------------------------------------------------------------------- */

kg_str kg_tell_dossier(kg_telling *t, const kg_json *o)
{
    const kg_json *x;
    kg_str dossier = kg_dossier_of(t, o);
    if (!dossier.n) return dossier;
    kg_str id = KG_CAT(t->a, KG_S("dossier-"), dossier);
    kg_thing *me = kg_tell(t, id);
    me->title = kg_json_line(t, o, "Titel");
    if (!me->title.n) me->title = kg_json_line(t, o, "Citeertitel");
    me->kind = KG_DOSSIER;
    KG_EACH(t, o, "Document", x) tell_document(t, x, dossier);
    KG_EACH(t, o, "Zaak", x) tell_zaak(t, x, dossier);
    return id;
}
