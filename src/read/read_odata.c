/* read_odata.c - the open data portal's records. In: a file of JSON objects. Out: what each tells: things, facts, commitments.
 *
 * Gegevensmagazijn OData 4.0 (spec 3.6). A page, a list or one record a line; of a record alone its fields say what it is, since
 * the page's context is gone when people have collected the records. What is expanded in a record ($expand=Document) is told as well.
 * Invariant: a record tells by its fields alone: nothing is looked up, so their order changes nothing. Only the votes of one Besluit,
 * a record for each group, tell its outcome once.
 */
#include "read/odata.h"
#include "ids.h"
#include "words.h"

#include <stdlib.h>

struct kg_records { kg_slices *slices; kg_json *now; kg_map *votes; kg_arena *all; };

/* -- what the mapping files share ---------------------------------------------------------------------------------- */

kg_thing *kg_tell(kg_telling *t, kg_str id)
{
    int *at = kg_map_at(&t->known, id, t->a);
    if (*at) return &t->things.v[*at - 1];
    kg_thing *x = kg_push(t->a, &t->things);
    *at = t->things.n;
    *x = (kg_thing){ .id = id, .kind = kg_kind_of_id(id) };
    return x;
}

void kg_state(kg_telling *t, kg_relation r, const char *value, kg_str source, kg_str target, kg_str proof)
{
    if (source.n && target.n) *kg_push(t->a, &t->facts) = (kg_fact){ r, kg_cstr(value), source, target, proof };
}

/* "2025-02-18T00:00:00+01:00" is the Chamber's own day; midnight here is written "2025-02-17T23:00:00Z", too. */
kg_str kg_json_date(kg_telling *t, const kg_json *o, const char *key)
{
    kg_str s = KG_TEXT(t, o, key);
    kg_date d = kg_date_of(kg_sub(s, 0, s.n < 10 ? s.n : 10));
    bool late = s.n > 13 && s.s[s.n - 1] == 'Z' && (kg_starts(kg_sub(s, 10, s.n), KG_S("T22")) || kg_starts(kg_sub(s, 10, s.n), KG_S("T23")));
    if (!d.year || !late) return kg_iso(d, t->a);
    return kg_iso(kg_date_add(d, 1), t->a);
}

kg_str kg_json_line(kg_telling *t, const kg_json *o, const char *key)
{
    kg_str s = kg_trim(KG_TEXT(t, o, key));
    ptrdiff_t i = 0;
    while (i < s.n && (unsigned char)s.s[i] >= ' ' && (unsigned char)s.s[i] != 0xC2) i++;
    if (i == s.n) return s;
    kg_buf b = { 0 };
    kg_put(t->a, &b, kg_sub(s, 0, i));
    for (; i < s.n; i++) {
        bool fixed = i + 1 < s.n && (unsigned char)s.s[i] == 0xC2 && (unsigned char)s.s[i + 1] == 0xA0;      /* U+00A0, "Dassen over" */
        i += fixed;
        kg_putc(t->a, &b, fixed || (unsigned char)s.s[i] < ' ' ? ' ' : s.s[i]);
    }
    return kg_trim(kg_buf_str(&b));
}

/* In 2007 and 2008 numbers were given without their letter: "200704029". They stay as they are. */
kg_str kg_register_id(kg_str number, char letter)
{
    enum { LONGEST = 40 };
    number = kg_trim(number);
    if (number.n > LONGEST) return (kg_str){ 0 };
    for (ptrdiff_t i = 0; i < number.n; i++)
        if ((unsigned char)number.s[i] <= ' ' || number.s[i] == '#') return (kg_str){ 0 };
    if (number.n == 10 && kg_fold(number.s[4]) == kg_fold(letter)) return number;
    return kg_all_digits(number) || letter == 'T' ? number : (kg_str){ 0 };
}

/* -- which kind of record ------------------------------------------------------------------------------------------ */

typedef struct { const char *key; kg_str (*tell)(kg_telling *t, const kg_json *o); } teller;

/* By fields that no other kind has (CSDL schema), the surest first. */
static const teller tellers[] = {
    { "DocumentNummer", kg_tell_document },    { "KamerbriefNakoming", kg_tell_toezegging }, { "DatumNakoming", kg_tell_toezegging },
    { "HoogsteVolgnummer", kg_tell_dossier },  { "Toevoeging", kg_tell_dossier },            { "BesluitSoort", kg_tell_besluit },
    { "BesluitTekst", kg_tell_besluit },       { "FractieGrootte", kg_tell_stemming },       { "Vergissing", kg_tell_stemming },
    { "DatumSoort", kg_tell_activiteit },      { "Aanvangstijd", kg_tell_activiteit },       { "GestartOp", kg_tell_zaak },
    { "Kabinetsappreciatie", kg_tell_zaak },   { "GrootProject", kg_tell_zaak },
};

/* A record of chosen fields ($select) may have nothing but a number that tells. */
static kg_str tell_by_number(kg_telling *t, const kg_json *o)
{
    kg_str n = kg_trim(KG_TEXT(t, o, "Nummer"));
    if (kg_starts(n, KG_S("TZ"))) return kg_tell_toezegging(t, o);
    if (n.n != 10) return (kg_str){ 0 };
    return n.s[4] == 'Z' ? kg_tell_zaak(t, o) : n.s[4] == 'A' ? kg_tell_activiteit(t, o) : (kg_str){ 0 };
}

static kg_str tell(kg_telling *t, const kg_json *o)
{
    for (size_t i = 0; i < sizeof tellers / sizeof *tellers; i++)
        if (kg_json_has(o, tellers[i].key)) return tellers[i].tell(t, o);
    return kg_json_has(o, "Nummer") ? tell_by_number(t, o) : (kg_str){ 0 };
}

/* -- record after record ------------------------------------------------------------------------------------------- */

kg_str kg_records_stem(const kg_doc *d)
{
    ptrdiff_t i = d->name.n;
    while (i && d->name.s[i - 1] != '/') i--;
    return kg_id_official(d->stem) ? kg_sub(d->name, i, d->name.n) : d->stem;
}

kg_records *kg_records_open(const kg_doc *d, kg_err *e)
{
    kg_slices *s = kg_slices_open(d, e);
    kg_records *r = s ? calloc(1, sizeof *r) : NULL;
    if (r) r->slices = s, r->all = kg_arena_new();
    else if (s) kg_slices_close(s), kg_fail(e, KG_ELIMIT, -1, "does not fit into memory");
    return r;
}

void kg_records_close(kg_records *r)
{
    if (r->now) kg_json_free(r->now);
    kg_slices_close(r->slices);
    kg_arena_free(r->all);
    free(r);
}

int kg_records_next(kg_records *r, kg_record *out, kg_arena *a, kg_err *e)
{
    kg_slice s;
    if (r->now) kg_json_free(r->now);
    r->now = NULL;
    int got = kg_slices_next(r->slices, &s, e);
    if (got <= 0) return got;
    *out = (kg_record){ .line = s.line, .beg = s.beg, .end = s.beg + s.json.n };
    r->now = kg_json_parse(s.json, e);
    if (!r->now) return e->at += s.line - 1, -1;
    kg_telling t = { .a = a, .votes = &r->votes, .all = r->all };
    out->gone = kg_json_true(r->now, "Verwijderd");
    if (!out->gone) out->id = tell(&t, r->now);
    out->things = t.things.v, out->nthings = t.things.n;
    out->facts = t.facts.v, out->nfacts = t.facts.n;
    out->promises = t.promises.v, out->npromises = t.promises.n;
    if (t.wrong.n) out->problem = kg_fmt(a, "%.*s is of another type than it should be, passed over", KG_ARG(t.wrong));
    return 1;
}
