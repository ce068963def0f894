/* tei.c - debates as TEI, as ParlaMint publishes them. Spec 3.8.
 *
 * `u` is a speech, `seg` a paragraph of it; who speaks stands in a `note` before it. Motions are notes, since the chair reads them
 * into the record. Ids carry the meeting and the item, which gives h-tk-YYYYYYYY-MEETING-ITEM.
 */
#include "words.h"
#include "xml.h"

/* "#chair", "#regular", "#guest": what ParlaMint says of a speech. */
static kg_voice voice_of(const kg_node *u)
{
    kg_str role = kg_attr_of(u, "ana");
    if (kg_contains(role, "chair")) return KG_VOICE_CHAIR;
    return kg_contains(role, "guest") ? KG_VOICE_GOVERNMENT : KG_VOICE_MEMBER;
}

static bool is_motion(kg_str s) { return kg_starts(s, KG_S("De Kamer,")); }

static void walk(kg_build *b, const kg_node *n, kg_str *named);

/* What the words of a speaker line say, else `other`. */
static kg_voice voice_said(kg_build *b, kg_str name, kg_voice other)
{
    kg_voice said;
    kg_str line = KG_CAT(b->a, name, KG_S(":"));
    return name.n && kg_speaker_line(line, &said) == line.n ? said : other;
}

static void speech(kg_build *b, const kg_node *u, kg_str *named)
{
    kg_voice voice = voice_said(b, *named, voice_of(u));
    kg_str who = kg_attr_of(u, "who");
    kg_build_speaker(b, voice, named->n ? *named : who.n && who.s[0] == '#' ? kg_sub(who, 1, who.n) : who);
    *named = (kg_str){ 0 };
    walk(b, u, named);
}

static void walk(kg_build *b, const kg_node *n, kg_str *named)
{
    for (const kg_node *c = n->child; c; c = c->next) {
        kg_str s;
        switch (c->tag) {
        case KG_T_TEIHEADER: break;
        case KG_T_U: speech(b, c, named); break;
        case KG_T_NOTE:
            s = kg_words_of(c, b->a);
            if (kg_eq(kg_attr_of(c, "type"), KG_S("speaker"))) {
                *named = s;
                while (named->n && (named->s[named->n - 1] == ':' || named->s[named->n - 1] == ' ')) named->n--;
                kg_build_speaker(b, voice_said(b, *named, KG_VOICE_NONE), *named);
                kg_build_passage(b, KG_HEADING, c);
            } else kg_build_passage(b, is_motion(s) ? KG_MOTION : KG_BODY, c);
            break;
        case KG_T_HEAD: kg_build_passage(b, KG_HEADING, c); break;
        case KG_T_SEG: case KG_T_P: kg_build_passage(b, KG_BODY, c); break;
        case KG_T_WORDS:
            if (!kg_trim(c->words).n) break;
            kg_build_open(b, KG_BODY);
            kg_build_put(b, c);
            break;
        default: walk(b, c, named);
        }
    }
}

/* "ParlaMint-NL_2019-05-16-tweedekamer-11" with <meeting n="83">: meeting 83, item 11 of the session of that day. */
static void identity(kg_build *b, const kg_node *root)
{
    kg_meta *own = &b->t->own;
    const kg_node *tei = kg_below(root, KG_T_TEI), *meeting = kg_below(root, KG_T_MEETING);
    kg_str id = kg_attr_of(tei, "id");
    ptrdiff_t day = kg_index(id, KG_S("_")), item = id.n;
    kg_date d = { 0 };
    if (day >= 0 && id.n >= day + 11) d = kg_date_of(kg_sub(id, day + 1, day + 11));
    own->date = kg_iso(d, b->a);
    own->soort = KG_S("verslag");
    own->title = kg_words_of(kg_below(kg_below(root, KG_T_TEIHEADER), KG_T_TITLE), b->a);
    while (item > 0 && kg_digit(id.s[item - 1])) item--;
    int number = kg_int(kg_attr_of(meeting, "n"));
    bool senate = kg_contains(id, "eerstekamer");
    if (!d.year || number <= 0 || item == id.n || !(senate || kg_contains(id, "tweedekamer"))) return;
    int first = kg_session(d.year, d.month, d.day);
    own->id = kg_fmt(b->a, "h-%s-%04d%04d-%d-%.*s", senate ? "ek" : "tk", first, first + 1, number, KG_ARG(kg_sub(id, item, id.n)));
}

void kg_read_tei(const kg_node *root, kg_text *t, kg_arena *a)
{
    kg_build b;
    kg_str named = { 0 };
    kg_build_start(&b, t, NULL, a);
    identity(&b, root);
    walk(&b, root, &named);
    kg_build_finish(&b);
}
