/* vlos.c - verbatim reports of the Tweede Kamer as XML, in both namespaces. Spec 3.5.
 *
 * The report is a tree of acts (activiteit, activiteitdeel, woordvoerder with interrumpanten) of which only `tekst` is what was
 * said; titles, times and lists of speakers tell about it. `zaak` names the motion of a fragment with its movers, `uitslag` the outcome of
 * a vote, `stuknummer` and `dossiernummer` stand in the words themselves, in either order.
 */
#include "words.h"
#include "xml.h"

typedef struct {
    kg_build b;                                               /* first: the walk inside a paragraph knows only this */
    kg_str dossier, stuk;                                     /* of this paragraph, so far */
    uint32_t dossier_at, stuk_at, dossier_end;
    bool paired;
} vlos;

/* -- inside a paragraph -------------------------------------------------------------------------------------------- */

static uint32_t put_children(vlos *v, const kg_node *n)
{
    uint32_t from = (uint32_t)v->b.f.text.n;
    for (const kg_node *c = n->child; c; c = c->next) kg_build_put(&v->b, c);
    return from;
}

static kg_str paper(vlos *v, kg_str dossier, kg_str stuk) { return KG_CAT(v->b.a, KG_S("kst-"), dossier, KG_S("-"), stuk); }

/* "915 (21501-20)", "(36786, nr. 4)", "(36600, nrs. 4 en 5)". */
static bool inside(kg_build *b, const kg_node *n)
{
    vlos *v = (vlos *)b;
    if (n->tag == KG_T_STUKNUMMER) {
        v->stuk_at = put_children(v, n);
        v->stuk = kg_words_of(n, b->a);
        if (!v->dossier.n || !v->stuk.n) return true;
        kg_build_state(b, v->paired ? v->stuk_at : v->dossier_at, paper(v, v->dossier, v->stuk));
        v->paired = true;
        v->stuk = (kg_str){ 0 };
    } else if (n->tag == KG_T_DOSSIERNUMMER) {
        v->dossier_at = put_children(v, n);
        v->dossier_end = (uint32_t)b->f.text.n;
        v->dossier = kg_words_of(n, b->a);
        v->paired = v->stuk.n && v->dossier.n;
        if (v->paired) kg_build_state(b, v->stuk_at, paper(v, v->dossier, v->stuk));
        v->stuk = (kg_str){ 0 };
    } else return false;
    return true;
}

static void begin_words(vlos *v)
{
    v->dossier = v->stuk = (kg_str){ 0 };
    v->paired = false;
}

/* A dossier without a paper in its paragraph is what is meant itself. */
static void end_words(vlos *v)
{
    if (v->dossier.n && !v->paired && v->dossier_end > v->dossier_at)
        *kg_push(v->b.a, &v->b.stated) = (kg_stated){ .at = { v->dossier_at, v->dossier_end },
                                                      .target = KG_CAT(v->b.a, KG_S("dossier-"), v->dossier) };
}

/* -- who speaks ---------------------------------------------------------------------------------------------------- */

static kg_voice voice_of(const kg_node *n, kg_arena *a)
{
    const kg_node *s = kg_child(n, KG_T_SPREKER);
    kg_str sort = kg_attr_of(s, "soort"), office = kg_words_of(kg_child(s, KG_T_FUNCTIE), a);
    if (kg_eq(kg_words_of(kg_child(n, KG_T_ISVOORZITTER), a), KG_S("true"))) return KG_VOICE_CHAIR;
    if (kg_starts_fold(sort, "minister") || kg_starts_fold(sort, "staatssecretaris") || kg_starts_fold(sort, "bewinds") ||
        kg_starts_fold(office, "minister") || kg_starts_fold(office, "staatssecretaris"))
        return KG_VOICE_GOVERNMENT;
    return kg_contains(sort, "amerlid") ? KG_VOICE_MEMBER : KG_VOICE_NONE;
}

/* One line of the report. `known`: what the element around it says of the speaker. */
static void line(vlos *v, const kg_node *n, kg_role role, const kg_voice *known)
{
    kg_build *b = &v->b;
    begin_words(v);
    kg_build_passage(b, role, n);
    end_words(v);
    kg_str s = kg_flow_passage(&b->f);
    kg_passage *p = &b->f.passages.v[b->f.passages.n - 1];
    kg_voice voice = KG_VOICE_NONE;
    bool named = s.n && s.s[s.n - 1] == ':' && kg_speaker_line(s, &voice) == s.n;
    if (!named && !(known && s.n && s.s[s.n - 1] == ':' && !b->speaker.n)) return;
    kg_build_speaker(b, known && *known != KG_VOICE_NONE && voice != KG_VOICE_CHAIR ? *known : voice, s);
    p->role = KG_HEADING;
    p->voice = b->voice;
    p->speaker = b->speaker;
}

static void lines(vlos *v, const kg_node *n, kg_role role, const kg_voice *known)
{
    for (const kg_node *c = n; c; c = kg_step(c, n, c->tag == KG_T_ALINEAITEM))
        if (c->tag == KG_T_ALINEAITEM) line(v, c, role, known);
}

/* Lines of a motion, or of the chair's formula, as one passage; who speaks is named on a line of its own. */
static void joined(vlos *v, const kg_node *n, kg_role role)
{
    bool open = false;
    begin_words(v);
    for (const kg_node *c = n; c; c = kg_step(c, n, c->tag == KG_T_ALINEAITEM)) {
        if (c->tag != KG_T_ALINEAITEM) continue;
        kg_voice voice;
        kg_str s = kg_words_of(c, v->b.a);
        if (kg_speaker_line(s, &voice) == s.n && s.n) { line(v, c, KG_HEADING, NULL); open = false; continue; }
        if (!open) kg_build_open(&v->b, role);
        open = true;
        kg_build_blank(&v->b);
        kg_build_put(&v->b, c);
    }
    end_words(v);
}

/* -- motions and votes --------------------------------------------------------------------------------------------- */

static kg_str zaak_id(vlos *v, const kg_node *zaak)
{
    kg_str dossier = kg_words_of(kg_child(zaak, KG_T_DOSSIERNUMMER), v->b.a);
    kg_str stuk = kg_words_of(kg_child(zaak, KG_T_STUKNUMMER), v->b.a);
    return dossier.n && stuk.n ? paper(v, dossier, stuk) : (kg_str){ 0 };
}

static void tell_motion(vlos *v, const kg_node *zaak, kg_str id, uint32_t at)
{
    kg_arena *a = v->b.a;
    struct { kg_str *v; int n, cap; } names = { 0 };
    const kg_node *all = kg_child(zaak, KG_T_SPREKERS);
    for (const kg_node *s = all ? all->child : NULL; s; s = s->next) {
        kg_str name = kg_words_of(kg_child(s, KG_T_VERSLAGNAAM), a);
        if (s->tag == KG_T_SPREKER && name.n) *kg_push(a, &names) = name;
    }
    *kg_push(a, &v->b.things) = (kg_thing){ .id = id, .kind = KG_KAMERSTUK, .soort = KG_S("motie"), .date = v->b.t->own.date,
        .title = kg_words_of(kg_child(zaak, KG_T_ONDERWERP), a), .movers = names.v, .nmovers = names.n, .at = at };
}

/* What the passages from `first` on say about a paper. */
static void state(vlos *v, int first, kg_relation relation, kg_str value, kg_str target)
{
    if (first >= v->b.f.passages.n || !target.n) return;
    uint32_t beg = v->b.f.passages.v[v->b.f.passages.n - 1].at.beg, end = (uint32_t)v->b.f.text.n;
    if (end > beg)
        *kg_push(v->b.a, &v->b.stated) = (kg_stated){ .at = { beg, end }, .target = target, .relation = relation, .value = value };
}

static void fragment(vlos *v, const kg_node *n, int first)
{
    kg_str sort = kg_attr_of(n, "soort");
    const kg_node *all = kg_child(n, KG_T_ZAKEN);
    for (const kg_node *z = all ? all->child : NULL; z; z = z->next) {
        kg_str id = z->tag == KG_T_ZAAK ? zaak_id(v, z) : (kg_str){ 0 };
        if (!id.n) continue;
        if (kg_eq(sort, KG_S("Motie indiening")))
            tell_motion(v, z, id, first < v->b.f.passages.n ? v->b.f.passages.v[first].at.beg : 0);
        else if (kg_eq(sort, KG_S("Motie aanhouden"))) state(v, first, KG_REL_HOLDS, (kg_str){ 0 }, id);
        else if (kg_eq(sort, KG_S("Motie intrekking"))) state(v, first, KG_REL_WITHDRAWS, (kg_str){ 0 }, id);
    }
}

/* "de motie-Van Haersma Buma/Segers (21501-20, nr. 915)" */
static kg_str titled_id(vlos *v, kg_str title)
{
    ptrdiff_t open = title.n;
    while (open > 0 && title.s[open - 1] != '(') open--;
    kg_str s = kg_sub(title, open, title.n);
    ptrdiff_t nr = kg_index(s, KG_S(", nr. "));
    if (open == 0 || nr < 0 || !kg_digits_at(s, nr + 6)) return (kg_str){ 0 };
    return paper(v, kg_sub(s, 0, nr), kg_sub(s, nr + 6, nr + 6 + kg_digits_at(s, nr + 6)));
}

static void decision(vlos *v, const kg_node *n, int first)
{
    kg_str said = kg_words_of(kg_child(n, KG_T_UITSLAG), v->b.a), id = { 0 };
    for (const kg_node *p = n; p && !id.n; p = p->parent) {
        if (p->tag != KG_T_ACTIVITEITDEEL && p->tag != KG_T_ACTIVITEITITEM) continue;
        const kg_node *zaken = kg_child(p, KG_T_ZAKEN);
        id = zaak_id(v, kg_child(zaken, KG_T_ZAAK));
        if (!id.n) id = titled_id(v, kg_words_of(kg_child(p, KG_T_TITEL), v->b.a));
    }
    if (kg_ieq(said, KG_S("aangenomen"))) state(v, first, KG_REL_DECIDES, KG_S("aangenomen"), id);
    if (kg_ieq(said, KG_S("verworpen"))) state(v, first, KG_REL_DECIDES, KG_S("verworpen"), id);
}

/* -- the walk ------------------------------------------------------------------------------------------------------ */

static void walk(vlos *v, const kg_node *n, const kg_voice *known);

static void speech(vlos *v, const kg_node *n)
{
    kg_voice before = v->b.voice, voice = voice_of(n, v->b.a);
    kg_str who = v->b.speaker;
    kg_build_speaker(&v->b, voice, (kg_str){ 0 });
    for (const kg_node *c = n->child; c; c = c->next) walk(v, c, &voice);
    kg_build_speaker(&v->b, before, who);
}

static void group(vlos *v, const kg_node *n, const kg_voice *known)
{
    kg_str type = kg_attr_of(n, "type");
    if (kg_starts_fold(type, "motietekst")) joined(v, n, KG_MOTION);
    else if (kg_starts_fold(type, "motieinfo")) {
        kg_voice before = v->b.voice;
        kg_str who = v->b.speaker;
        v->b.stating = KG_REL_INTRODUCES;
        joined(v, n, KG_BODY);
        v->b.stating = KG_REL_CITES;
        kg_build_speaker(&v->b, before, who);
    } else lines(v, n, KG_BODY, known);
}

static void walk(vlos *v, const kg_node *n, const kg_voice *known)
{
    int first = v->b.f.passages.n;
    switch (n->tag) {
    case KG_T_WOORDVOERDER: case KG_T_INTERRUMPANT: speech(v, n); return;
    case KG_T_SPREKER: case KG_T_SPREKERS: case KG_T_ZAKEN: case KG_T_TITEL: case KG_T_ONDERWERP: return;
    case KG_T_ALINEAGROEP: group(v, n, known); return;
    case KG_T_ALINEA:
        lines(v, n, n->parent->parent && (n->parent->parent->tag == KG_T_ACTIVITEIT) ? KG_HEADING : KG_BODY, known);
        return;
    default: break;
    }
    for (const kg_node *c = n->child; c; c = c->next) walk(v, c, known);
    if (n->tag == KG_T_DRAADBOEKFRAGMENT) fragment(v, n, first);
    if (n->tag == KG_T_ACTIVITEITITEM && kg_child(n, KG_T_UITSLAG)) decision(v, n, first);
    if (n->tag == KG_T_ACTIVITEITITEM || n->tag == KG_T_ACTIVITEITDEEL)
        kg_build_speaker(&v->b, KG_VOICE_NONE, (kg_str){ 0 });
}

static bool hexadecimal(kg_str s)
{
    ptrdiff_t i = 0;
    while (i < s.n && (kg_digit(s.s[i]) || (kg_fold(s.s[i]) >= 'a' && kg_fold(s.s[i]) <= 'f'))) i++;
    return i == s.n;
}

/* Plenary meetings are numbered: h-tk-20242025-105. A meeting of a committee has no such number; its day and the head of its key in the
 * Chamber's data tell that two files (as it stood that night, corrected) hold one meeting. */
static void identity(vlos *v, const kg_node *meeting)
{
    enum { KEY = 8 };
    kg_arena *a = v->b.a;
    kg_meta *own = &v->b.t->own;
    kg_str years = kg_words_of(kg_child(meeting, KG_T_VERGADERJAAR), a), day = kg_words_of(kg_child(meeting, KG_T_DATUM), a);
    int number = kg_int(kg_words_of(kg_child(meeting, KG_T_VERGADERINGNUMMER), a));
    kg_str house = kg_attr_of(meeting, "kamer");
    own->title = kg_words_of(kg_child(meeting, KG_T_TITEL), a);
    own->soort = KG_S("verslag");
    if (day.n >= 10) own->date = kg_sub(day, 0, 10);
    if (number > 0 && years.n == 9 && kg_eq(kg_attr_of(meeting, "soort"), KG_S("Plenair")))
        own->id = kg_fmt(a, "h-%s-%.4s%.4s-%d", kg_contains(house, "Eerste") ? "ek" : kg_contains(house, "Verenigde") ? "vv" : "tk",
                         years.s, years.s + 5, number);
    kg_str key = kg_attr_of(meeting, "objectid");
    if (key.n > KEY) key.n = KEY;
    if (!own->id.n && own->date.n && kg_is_date(own->date) && key.n == KEY && hexadecimal(key))
        own->id = kg_fmt(a, "verslag-%s-%.*s-%.*s", kg_contains(house, "Eerste") ? "ek" : "tk", KG_ARG(own->date), KG_ARG(key));
}

/* Papers that the meeting deals with, for "op stuk nr. 4" of what was not put on record in it. */
static void treated(vlos *v, const kg_node *root)
{
    for (const kg_node *n = root; n; n = kg_step(n, root, false)) {
        if (n->tag != KG_T_ZAAK) continue;
        kg_str id = zaak_id(v, n);
        if (id.n) *kg_push(v->b.a, &v->b.treated) = id;
    }
}

void kg_read_vlos(const kg_node *root, kg_text *t, kg_arena *a)
{
    vlos v = { 0 };
    kg_build_start(&v.b, t, inside, a);
    const kg_node *meeting = kg_below(root, KG_T_VERGADERING);
    if (meeting) {
        identity(&v, meeting);
        treated(&v, meeting);
        const kg_node *title = kg_child(meeting, KG_T_TITEL);
        if (title) kg_build_passage(&v.b, KG_HEADING, title);
        for (const kg_node *c = meeting->child; c; c = c->next)
            if (c->tag == KG_T_ACTIVITEIT) walk(&v, c, NULL);
    }
    kg_build_finish(&v.b);
}
