/* odata_motie.c - what the name of a motion says in the register. In: "Gewijzigde motie van de leden Jetten en Van der Plas c.s. over
 * ... (t.v.v. 36410-XIV-31)". Out: its movers, and the motion that it replaces.
 *
 * Where the record has its actors, those are the movers. In the name the surnames end where the subject begins: at "over", "c.s.", a
 * bracket, or the first word that is no part of a name ("Motie Agema/Kant een basisziekenhuis in ...", 2009).
 */
#include "read/odata.h"
#include "words.h"

/* -- movers -------------------------------------------------------------------------------------------------------- */

static bool part_of_names(kg_str w)
{
    static const char *const small[] = { "van", "der", "den", "de", "ter", "ten", "te", "het", "'t", "’t", "el", "von", "le", "la",
                                         "di", "du", "zu", "ben", "'s", "en", "lid", "leden", "heer", "heren", "mevrouw" };
    if (!w.n || w.s[0] == '(') return false;
    unsigned char lead = (unsigned char)w.s[0], next = (unsigned char)(w.n > 1 ? w.s[1] : 0);
    if (kg_upper(w.s[0]) || w.s[0] == '/' || w.s[0] == '-' || (lead == 0xC3 && next < 0x9F) || lead == 0xC4 || lead == 0xC5) return true;
    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        if (kg_eq(w, kg_cstr(small[i]))) return true;
    return false;
}

static kg_str word_at(kg_str s, ptrdiff_t at)
{
    ptrdiff_t end = at;
    while (end < s.n && s.s[end] != ' ') end++;
    return kg_sub(s, at, end);
}

/* "de leden Jetten en Van der Plas" of the whole name; none. */
static kg_str names_in(kg_str title)
{
    ptrdiff_t at = kg_index(title, KG_S("otie")), end;
    if (at < 0) at = kg_index(title, KG_S("mendement")), at += at < 0 ? 0 : 5;
    if (at < 0 || at > 40) return (kg_str){ 0 };
    kg_str s = kg_sub(title, at + 4, title.n);
    while (s.n && (s.s[0] == ' ' || s.s[0] == '-')) s = kg_sub(s, 1, s.n);
    if (kg_starts(s, KG_S("van het ")) || kg_starts(s, KG_S("van de leden")) || kg_starts(s, KG_S("van het lid"))) s = kg_sub(s, 4, s.n);
    for (end = 0; end < s.n;) {
        kg_str w = word_at(s, end);
        if (kg_eq(w, KG_S("c.s.")) || (w.n && !part_of_names(w))) break;
        end += w.n + 1;
    }
    return kg_trim(kg_sub(s, 0, end < s.n ? end : s.n));
}

/* "D.J. Eppink" -> "Eppink": as everywhere else, surnames with their tussenvoegsels. */
static kg_str without_initials(kg_str s)
{
    for (s = kg_trim(s); s.n;) {
        kg_str w = word_at(s, 0);
        if (w.n == s.n || w.s[w.n - 1] != '.') break;
        s = kg_trim(kg_sub(s, w.n, s.n));
    }
    return s;
}

static int actors(kg_telling *t, const kg_json *o, const char *list, kg_str *out, bool first)
{
    const kg_json *x;
    int n = 0;
    KG_EACH(t, o, list, x) {
        kg_str r = KG_TEXT(t, x, "Relatie"), name = without_initials(kg_json_line(t, x, "ActorNaam"));
        bool leads = kg_eq(r, KG_S("Indiener")) || kg_eq(r, KG_S("Eerste ondertekenaar"));
        bool joins = kg_eq(r, KG_S("Medeindiener")) || kg_eq(r, KG_S("Mede ondertekenaar"));
        if (name.n && n < KG_MAX_NAMES && (first ? leads : joins)) n += kg_surnames(name, out + n, t->a) > 0;
    }
    return n;
}

void kg_tell_movers(kg_telling *t, const kg_json *o, kg_thing *x)
{
    kg_str v[KG_MAX_NAMES * 2];
    int n = 0;
    for (int first = 1; first >= 0; first--) {
        n += actors(t, o, "ZaakActor", v + n, first);
        if (n < KG_MAX_NAMES) n += actors(t, o, "DocumentActor", v + n, first);
        if (n > KG_MAX_NAMES) n = KG_MAX_NAMES;
    }
    if (!n) n = kg_surnames(names_in(x->title), v, t->a);
    if (!n) return;
    kg_str *kept = kg_new(t->a, kg_str, n);
    memcpy(kept, v, (size_t)n * sizeof *v);
    x->movers = kept;
    x->nmovers = n;
}

/* -- "(t.v.v. 36410-XIV-31)" --------------------------------------------------------------------------------------- */

static kg_str next_token(kg_str *s)
{
    ptrdiff_t i = 0, end;
    while (i < s->n && !kg_digit(s->s[i]) && !kg_upper(kg_fold(s->s[i]) == s->s[i] ? (char)(s->s[i] - 32) : s->s[i])) i++;
    for (end = i; end < s->n && (kg_digit(s->s[end]) || kg_upper(s->s[end]) || kg_lower(s->s[end])); end++) { }
    kg_str w = kg_sub(*s, i, end);
    *s = kg_sub(*s, end, s->n);
    return w;
}

/* "19637-3370", "30 512, nr. 12", "33750-XVI, nr. 9", "21501-20-513", "32444-(R1234)-9"; "nr. 17" within its own dossier. */
static kg_str replaced_number(kg_str s, kg_str own, kg_arena *a)
{
    kg_str dossier = { 0 }, extra = { 0 }, number = { 0 };
    for (kg_str w; (w = next_token(&s)).n;) {
        bool digits = kg_all_digits(w);
        if (kg_ieq(w, KG_S("nr")) || (w.n > 3 && w.s[0] == 'R' && kg_all_digits(kg_sub(w, 1, w.n)))) continue;
        if (kg_eq(w, KG_S("en"))) break;
        if (!dossier.n && digits && w.n == 2) {               /* "30 512" */
            kg_str rest = s, more = next_token(&rest);
            if (more.n != 3 || !kg_all_digits(more)) { number = w; break; }
            s = rest, dossier = KG_CAT(a, w, more);
        } else if (!dossier.n && digits && w.n == 5) dossier = w;
        else if (digits && !number.n) number = w;
        else if (digits && !extra.n) extra = number, number = w;           /* 21501-20-513 */
        else if (!digits && dossier.n && !extra.n && !number.n && w.n < 6) extra = w;
        else break;
    }
    if (!number.n) return number;
    if (!dossier.n) return own.n ? KG_CAT(a, KG_S("kst-"), own, KG_S("-"), number) : (kg_str){ 0 };
    return KG_CAT(a, KG_S("kst-"), dossier, extra.n ? KG_S("-") : extra, extra, KG_S("-"), number);
}

void kg_tell_replaced(kg_telling *t, kg_str title, kg_str dossier, kg_str id)
{
    static const char *const mark[] = { "t.v.v.", "tvv ", "t.v.v " };
    for (size_t i = 0; i < sizeof mark / sizeof *mark; i++) {
        ptrdiff_t at = kg_index(title, kg_cstr(mark[i]));
        if (at < 0) continue;
        kg_str s = kg_sub(title, at, title.n);
        ptrdiff_t close = kg_index(s, KG_S("("));             /* "32444-(R1234)-9)" */
        close = close < 0 ? kg_index(s, KG_S(")")) : s.n;
        kg_str proof = kg_sub(s, 0, close < 0 ? s.n : close);
        kg_state(t, KG_REL_REPLACES, NULL, id, replaced_number(kg_sub(proof, (ptrdiff_t)strlen(mark[i]), proof.n), dossier, t->a), proof);
        return;
    }
}
