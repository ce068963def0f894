/* odata_besluit.c - Activiteit, Besluit, Stemming, Toezegging. In: a record. Out: what was on the agenda, how it was decided, what
 * was promised and whether it was kept.
 *
 * The corpus has no sample of these: fields and values after the CSDL schema and spec 3.6, 2.2, 2.3. A Besluit names its Zaak only
 * where the portal was asked for it ($expand=Zaak), a Stemming only through its Besluit.
 */
#include "ids.h"
#include "read/odata.h"

/* -- Besluit and Stemming ------------------------------------------------------------------------------------------ */

static bool says(kg_str s, const char *word)                  /* whatever its case */
{
    kg_str w = kg_cstr(word);
    for (ptrdiff_t i = 0; i + w.n <= s.n; i++)
        if (kg_ieq(kg_sub(s, i, i + w.n), w)) return true;
    return false;
}

/* "voor 76, tegen 74": seats, by the votes of the groups; none without votes. */
static kg_str tally(kg_telling *t, const kg_json *besluit)
{
    const kg_json *x;
    int64_t yes = 0, no = 0;
    KG_EACH(t, besluit, "Stemming", x) {
        kg_str s = KG_TEXT(t, x, "Soort");
        int64_t seats = kg_json_number(x, "FractieGrootte", 1, &t->wrong);
        if (seats < 0 || seats > 150) seats = 0;
        if (kg_eq(s, KG_S("Voor"))) yes += seats;
        if (kg_eq(s, KG_S("Tegen"))) no += seats;
    }
    return yes + no ? kg_fmt(t->a, "; voor %d, tegen %d", (int)yes, (int)no) : (kg_str){ 0 };
}

typedef struct { kg_relation relation; const char *value; kg_str source, proof; } decision;

/* False where nothing was decided: a proposal to decide is no decision. Source: the meeting that decided, where it is named. */
static bool decided(kg_telling *t, const kg_json *besluit, kg_str meeting, decision *out)
{
    static const struct { const char *word; kg_relation relation; const char *value; } means[] = {
        { "niet aangenomen", KG_REL_DECIDES, "verworpen" }, { "aangenomen", KG_REL_DECIDES, "aangenomen" },
        { "verworpen", KG_REL_DECIDES, "verworpen" },       { "aangehouden", KG_REL_HOLDS, NULL },
        { "ingetrokken", KG_REL_WITHDRAWS, NULL },          { "vervallen", KG_REL_LAPSES, NULL },
        { "overgenomen", KG_REL_JUDGES, "overgenomen" } };
    const kg_json *x, *y;
    kg_str sort = kg_json_line(t, besluit, "BesluitSoort"), text = kg_json_line(t, besluit, "BesluitTekst");
    if (says(KG_TEXT(t, besluit, "Status"), "voorstel")) return false;
    KG_EACH(t, besluit, "Agendapunt", x)
        for (size_t i = 0; !meeting.n && (y = kg_json_in(x, "Activiteit", i, &t->wrong)) != NULL; i++) meeting = kg_tell_activiteit(t, y);
    for (size_t i = 0; i < sizeof means / sizeof *means; i++) {
        bool by_sort = says(sort, means[i].word);
        if (!by_sort && !says(text, means[i].word)) continue;
        *out = (decision){ means[i].relation, means[i].value, meeting,
                           KG_CAT(t->a, by_sort ? KG_S("BesluitSoort: ") : KG_S("BesluitTekst: "), by_sort ? sort : text, tally(t, besluit)) };
        return true;
    }
    return false;
}

static void decide(kg_telling *t, const decision *d, kg_str zaak)
{
    kg_state(t, d->relation, d->value, d->source.n ? d->source : zaak, zaak, d->proof);
}

void kg_tell_decision(kg_telling *t, const kg_json *besluit, kg_str zaak)
{
    decision d;
    if (decided(t, besluit, (kg_str){ 0 }, &d)) decide(t, &d, zaak);
}

/* The first of its Zaken, which is what the record is about. */
static kg_str tell_besluit(kg_telling *t, const kg_json *o, kg_str meeting)
{
    const kg_json *x;
    kg_str first = { 0 };
    decision d;
    bool is = decided(t, o, meeting, &d);
    KG_EACH(t, o, "Zaak", x) {
        kg_str zaak = kg_tell_zaak(t, x);
        if (is) decide(t, &d, zaak);
        if (!first.n) first = zaak;
    }
    return first;
}

kg_str kg_tell_besluit(kg_telling *t, const kg_json *o) { return tell_besluit(t, o, (kg_str){ 0 }); }

/* One group's vote: the first tells what was decided, where its Besluit was asked for. */
kg_str kg_tell_stemming(kg_telling *t, const kg_json *o)
{
    const kg_json *x, *zaak;
    KG_EACH(t, o, "Besluit", x) {
        kg_str id = KG_TEXT(t, x, "Id");
        bool told = id.n && kg_map_at(t->votes, id, NULL);
        if (!told) {
            if (id.n) *kg_map_at(t->votes, kg_dup(t->all, id), t->all) = 1;
            return kg_tell_besluit(t, x);
        }
        zaak = kg_json_in(x, "Zaak", 0, &t->wrong);
        return zaak ? kg_register_id(KG_TEXT(t, zaak, "Nummer"), 'Z') : (kg_str){ 0 };
    }
    return (kg_str){ 0 };
}

/* -- Activiteit ---------------------------------------------------------------------------------------------------- */

static void put_on_agenda(kg_telling *t, const kg_json *o, kg_str id, const char *where)
{
    const kg_json *x;
    KG_EACH(t, o, "Zaak", x) {
        kg_str other = kg_tell_zaak(t, x);
        kg_state(t, KG_REL_ON_AGENDA, NULL, id, other, KG_CAT(t->a, kg_cstr(where), KG_S(" "), id, KG_S(": Zaak "), other));
    }
    KG_EACH(t, o, "Document", x) {
        kg_str other = kg_tell_document(t, x);
        kg_state(t, KG_REL_ON_AGENDA, NULL, id, other, KG_CAT(t->a, kg_cstr(where), KG_S(" "), id, KG_S(": Document "), other));
    }
}

kg_str kg_tell_activiteit(kg_telling *t, const kg_json *o)
{
    const kg_json *x;
    kg_str id = kg_register_id(KG_TEXT(t, o, "Nummer"), 'A');
    if (!id.n) return id;
    kg_thing *me = kg_tell(t, id);
    me->kind = KG_ACTIVITEIT;
    me->title = kg_json_line(t, o, "Onderwerp");
    me->soort = kg_json_line(t, o, "Soort");
    me->date = kg_json_date(t, o, "Datum");
    if (!me->date.n) me->date = kg_json_date(t, o, "Aanvangstijd");
    put_on_agenda(t, o, id, "Activiteit");
    KG_EACH(t, o, "Agendapunt", x) {
        const kg_json *b;
        put_on_agenda(t, x, id, "Agendapunt van");
        for (size_t i = 0; (b = kg_json_in(x, "Besluit", i, &t->wrong)) != NULL; i++) tell_besluit(t, b, id);
    }
    KG_EACH(t, o, "Toezegging", x) {
        kg_str other = kg_tell_toezegging(t, x);
        kg_state(t, KG_REL_PROMISES, NULL, id, other, KG_CAT(t->a, KG_S("Toezegging "), other));
    }
    return id;
}

/* -- Toezegging ---------------------------------------------------------------------------------------------------- */

static kg_str who_promised(kg_telling *t, const kg_json *o)
{
    kg_str name = kg_json_line(t, o, "Naam"), last = kg_json_line(t, o, "Achternaam"), prefix = kg_json_line(t, o, "Tussenvoegsel");
    kg_str office = kg_json_line(t, o, "Functie");
    if (!name.n && last.n) name = prefix.n ? KG_CAT(t->a, prefix, KG_S(" "), last) : last;
    if (!office.n) office = kg_json_line(t, o, "Ministerie");
    return !office.n ? name : !name.n ? office : KG_CAT(t->a, office, KG_S(" "), name);
}

/* "2023D43526", "2023D43526; 2023D43527", "kst-36410-31": the letters that keep it. */
static int tell_letters(kg_telling *t, kg_str s, const char *value, kg_str id)
{
    int n = 0;
    for (ptrdiff_t i = 0, end; i < s.n; i = end + 1) {
        for (end = i; end < s.n && !strchr(" ,;/", s.s[end]); end++) { }
        kg_str w = kg_sub(s, i, end);
        if (!w.n || !kg_id_official(w)) continue;
        kg_state(t, KG_REL_FULFILS, value, w, id, KG_CAT(t->a, KG_S("KamerbriefNakoming: "), w));
        n++;
    }
    return n;
}

static void tell_state(kg_telling *t, const kg_json *o, kg_str id)
{
    kg_str status = kg_json_line(t, o, "Status"), proof = KG_CAT(t->a, KG_S("Status: "), status);
    bool partly = kg_ieq(status, KG_S("Deels voldaan")), kept = kg_ieq(status, KG_S("Voldaan"));
    const char *value = kept ? "full" : "partial";
    int letters = tell_letters(t, kg_json_line(t, o, "KamerbriefNakoming"), value, id);
    if (!letters && (kept || partly)) kg_state(t, KG_REL_FULFILS, value, id, id, proof);
    if (kg_ieq(status, KG_S("Vervallen"))) kg_state(t, KG_REL_LAPSES, NULL, id, id, proof);
}

static void tell_relatives(kg_telling *t, const kg_json *o, kg_str id)
{
    static const struct { const char *key; kg_relation relation; } to[] = {
        { "IsWijzigingVan", KG_REL_REPLACES }, { "IsAanvullingOp", KG_REL_CITES }, { "IsHerhalingVan", KG_REL_CITES } };
    const kg_json *x;
    for (size_t i = 0; i < sizeof to / sizeof *to; i++)
        KG_EACH(t, o, to[i].key, x) {
            kg_str other = kg_register_id(KG_TEXT(t, x, "Nummer"), 'T');
            kg_state(t, to[i].relation, NULL, id, other, KG_CAT(t->a, kg_cstr(to[i].key), KG_S(" "), other));
        }
}

kg_str kg_tell_toezegging(kg_telling *t, const kg_json *o)
{
    const kg_json *x;
    kg_str id = kg_register_id(KG_TEXT(t, o, "Nummer"), 'T'), made_in = kg_register_id(KG_TEXT(t, o, "ActiviteitNummer"), 'A');
    if (!id.n) return id;
    kg_thing *me = kg_tell(t, id);
    me->kind = KG_TOEZEGGING;
    me->title = kg_json_line(t, o, "Tekst");
    me->date = kg_json_date(t, o, "Aanmaakdatum");
    kg_str due = kg_json_date(t, o, "DatumNakoming");
    *kg_push(t->a, &t->promises) = (kg_promise){ .id = id, .how = KG_BY_LIST, .who = who_promised(t, o), .words = me->title,
                                                 .deadline = due, .due = due, .voice = KG_VOICE_GOVERNMENT };
    if (made_in.n) kg_state(t, KG_REL_PROMISES, NULL, made_in, id, KG_CAT(t->a, KG_S("ActiviteitNummer: "), made_in));
    for (size_t i = 0; !made_in.n && (x = kg_json_in(o, "Activiteit", i, &t->wrong)) != NULL; i++) {
        kg_str a = kg_tell_activiteit(t, x);
        kg_state(t, KG_REL_PROMISES, NULL, a, id, KG_CAT(t->a, KG_S("Activiteit "), a));
    }
    tell_state(t, o, id);
    tell_relatives(t, o, id);
    return id;
}
