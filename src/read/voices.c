/* voices.c - who speaks. In: passages. Out: voice (government, member, chair) and speaker of each.
 *
 * Who speaks decides what a sentence does: the government answers a motion, a member asks about it, the chair puts it on
 * record (spec 2.1). Three shapes of document say it in three ways: debates by speaker lines, written consultations and
 * answered questions by headings ("3. Antwoord van het kabinet", "Vraag 2"), letters by their signature.
 */
#include "text.h"

/* Few lines begin as those do on which somebody is named. */
static bool may_name_speaker(kg_str s)
{
    switch (s.n ? s.s[0] : 0) {
    case 'D': return kg_starts(s, KG_S("De heer ")) || kg_starts(s, KG_S("De voorzitter")) || kg_starts(s, KG_S("De Voorzitter"));
    case 'H': return kg_starts(s, KG_S("Het lid "));
    case 'K': return kg_starts(s, KG_S("Kamerlid "));
    case 'M': return kg_starts(s, KG_S("Mevrouw ")) || kg_starts(s, KG_S("Minister"));
    case 'S': return kg_starts(s, KG_S("Staatssecretaris "));
    default: return false;
    }
}

ptrdiff_t kg_speaker_line(kg_str line, kg_voice *voice)
{
    enum { LONGEST = 110 };
    if (!may_name_speaker(line)) return 0;
    const char *colon = memchr(line.s, ':', (size_t)(line.n < LONGEST ? line.n : LONGEST));
    if (!colon) return 0;
    ptrdiff_t at = colon - line.s;
    kg_str s = kg_trim(kg_sub(line, 0, at));                   /* "De voorzitter :" */
    bool whole = kg_trim(kg_sub(line, at + 1, line.n)).n == 0;
    if (memchr(s.s, '.', (size_t)s.n) && !kg_contains(s, "(")) return 0;           /* a sentence */
    if (kg_eq(s, KG_S("De voorzitter")) || kg_eq(s, KG_S("De Voorzitter"))) *voice = KG_VOICE_CHAIR;
    else if ((kg_starts(s, KG_S("De heer ")) || kg_starts(s, KG_S("Mevrouw ")) || kg_starts(s, KG_S("Het lid ")) ||
              kg_starts(s, KG_S("Kamerlid "))) && (whole || kg_ends(s, KG_S(")"))))
        *voice = KG_VOICE_MEMBER;
    else if (kg_starts(s, KG_S("Minister ")) || kg_starts(s, KG_S("Staatssecretaris ")) ||
             kg_starts(s, KG_S("Minister-president "))) {
        if (!whole && !kg_upper(s.s[kg_index(s, KG_S(" ")) + 1])) return 0;
        *voice = KG_VOICE_GOVERNMENT;
    } else return 0;
    return whole ? line.n : at + 1;
}

/* "1", "1, 2 en 3", "4 t/m 6", "3l" (of several ministers' answers in one paper), with a colon or not. */
static bool only_numbers(kg_str s)
{
    bool digit = false;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        bool letter = kg_lower(s.s[i]) && i && kg_digit(s.s[i - 1]) && (i + 1 == s.n || !kg_lower(s.s[i + 1]));
        if (kg_digit(s.s[i])) digit = true;
        else if (!letter && !strchr(" ,:.ent/m-()", s.s[i])) return false;
    }
    return digit;
}

/* With a letter or two of all that such a heading may begin with; small: a line that goes on. */
static bool may_head(kg_str s)
{
    switch (s.n > 1 ? s.s[0] : 0) {
    case 'A': return kg_fold(s.s[1]) == 'n';
    case 'I': return kg_fold(s.s[1]) == 'n';
    case 'M': return kg_fold(s.s[1]) == 'e';
    case 'R': return kg_fold(s.s[1]) == 'e';
    case 'V': return kg_fold(s.s[1]) == 'r';
    default: return false;
    }
}

int kg_voice_heading(kg_str line, kg_voice *voice)
{
    enum { LONGEST = 110 };
    kg_str s = line;
    while (s.n && (kg_digit(s.s[0]) || s.s[0] == '.' || s.s[0] == ' ')) s = kg_sub(s, 1, s.n);
    ptrdiff_t roman = 0;
    while (roman < s.n && (s.s[roman] == 'I' || s.s[roman] == 'V' || s.s[roman] == 'X')) roman++;
    if (roman && roman < 5 && roman + 1 < s.n && (s.s[roman] == ' ' || s.s[roman] == '.'))
        s = kg_trim(kg_sub(s, roman + 1, s.n));
    if (s.n > LONGEST || !may_head(s)) return 0;
    static const struct { const char *head; kg_voice voice; bool numbers;
    } form[] = {
        { "antwoord van ", KG_VOICE_GOVERNMENT, false },
        { "antwoorden van ", KG_VOICE_GOVERNMENT, false },
        { "reactie van de minister", KG_VOICE_GOVERNMENT, false },
        { "reactie van het kabinet", KG_VOICE_GOVERNMENT, false },
        { "reactie van de staatssecretaris", KG_VOICE_GOVERNMENT, false },
        { "reactie van de bewindspers", KG_VOICE_GOVERNMENT, false },
        { "antwoord op vra", KG_VOICE_GOVERNMENT, true },
        { "antwoord", KG_VOICE_GOVERNMENT, true },
        { "antwoorden", KG_VOICE_GOVERNMENT, true },
        { "mededeling", KG_VOICE_GOVERNMENT, true },          /* questions answered later */
        { "vragen en opmerkingen va", KG_VOICE_MEMBER, false },
        { "inbreng van de leden", KG_VOICE_MEMBER, false },
        { "vraag", KG_VOICE_MEMBER, true },
        { "vragen", KG_VOICE_MEMBER, true },
    };
    for (size_t i = 0; i < sizeof form / sizeof *form; i++) {
        if (!kg_starts_fold(s, form[i].head)) continue;
        kg_str rest = kg_sub(s, (ptrdiff_t)strlen(form[i].head), s.n);
        if (form[i].numbers && kg_starts_fold(rest, "ag ")) rest = kg_sub(rest, 3, rest.n);
        if (form[i].numbers && kg_starts_fold(rest, "gen ")) rest = kg_sub(rest, 4, rest.n);
        if (form[i].numbers && kg_starts_fold(rest, " vraag ")) rest = kg_sub(rest, 7, rest.n);
        if (form[i].numbers && kg_starts_fold(rest, " vragen ")) rest = kg_sub(rest, 8, rest.n);
        bool bare = rest.n == 0 || kg_eq(rest, KG_S(":"));
        if (form[i].numbers && !(bare && (s.s[0] == 'A' || s.s[0] == 'M')) && !only_numbers(rest)) continue;
        if (!form[i].numbers && (memchr(s.s, '?', (size_t)s.n) || memchr(s.s, '(', (size_t)s.n))) continue;
        *voice = form[i].voice;
        return form[i].numbers ? KG_CLOSED : KG_OPEN;
    }
    return 0;
}

static kg_str passage(const kg_text *t, const kg_passage *p) { return kg_cut(t->flow, p->at); }

/* A paragraph in which members put a question, between two answers that bear no heading of their own. */
static bool members_speak(kg_str s)
{
    if (kg_starts_fold(s, "De leden van de") || kg_starts_fold(s, "Deze leden") || kg_starts_fold(s, "Voornoemde leden"))
        return true;
    if (kg_starts_fold(s, "Het kabinet") || kg_starts_fold(s, "Ik ") || kg_starts_fold(s, "Nederland")) return false;
    kg_str head = s.n > 120 ? kg_sub(s, 0, 120) : s;
    return kg_contains(head, "leden van de ") || kg_contains(head, "eze leden");
}

/* The answer to it: members write of themselves as "deze leden". */
static bool government_again(kg_str s)
{
    static const char *const word[] = { "Ik ", "Wij ", "Het kabinet ", "Ja, ", "Nee, ", "Ja. ", "Nee. ", "Zoals ik " };
    return KG_STARTS_ANY(s, word) && !kg_ends(kg_trim(s), KG_S("?")) && !kg_contains(s, "eze leden");
}

/* What stands directly above an answer's heading is the question, and so are the questions above that, up to the answer before. */
static void questions_above(const kg_text *t, kg_passage *p, int heading, int below)
{
    for (int i = heading - 1; i > below + 1; i--) {
        if (p[i].role != KG_BODY || p[i].voice != KG_VOICE_GOVERNMENT) break;
        if (i < heading - 1 && !kg_ends(kg_trim(passage(t, &p[i])), KG_S("?"))) break;
        p[i].voice = KG_VOICE_MEMBER;
    }
}

static bool answer_begins(kg_str s)
{
    static const char *const word[] = { "Ik ", "Het ", "Er ", "Ja", "Nee", "Wij " };
    return KG_STARTS_ANY(s, word) && !kg_ends(kg_trim(s), KG_S("?"));
}

/* Questions [from, to) with another question's heading below: where the answer has lost its heading, it is what follows the last
 * paragraph that ends in a question mark. Where no answer has one, it need not be the government that speaks (the Rekenkamer). */
static void answer_below(const kg_text *t, kg_passage *p, int from, int to, bool government)
{
    int asked = to;
    while (asked > from && !kg_ends(kg_trim(passage(t, &p[asked - 1])), KG_S("?"))) asked--;
    if (asked == from || asked == to || (government && !answer_begins(passage(t, &p[asked])))) return;
    for (int i = asked; i < to; i++) p[i].voice = government ? KG_VOICE_GOVERNMENT : KG_VOICE_NONE;
}

static void written(const kg_text *t, kg_passage *p, int n, bool government)
{
    kg_voice now = KG_VOICE_NONE, section = now;              /* section: of the heading above */
    int last = -1, i = 0;
    bool numbered = false;                                    /* below "Vraag 2" */
    for (; i < n && p[i].role != KG_NOTE && p[i].role != KG_PAGE; i++) {
        kg_voice v;
        int heading = p[i].role == KG_HEADING ? kg_voice_heading(passage(t, &p[i]), &v) : 0;
        if (heading) {
            if (v == KG_VOICE_GOVERNMENT && last >= 0) questions_above(t, p, i, last);
            if (v == KG_VOICE_MEMBER && numbered) answer_below(t, p, last + 1, i, government);
            now = section = v;
            last = i;
            numbered = v == KG_VOICE_MEMBER && heading == KG_CLOSED;
        } else if (now == KG_VOICE_GOVERNMENT && i > last + 1 && members_speak(passage(t, &p[i])))
            now = KG_VOICE_MEMBER;
        else if (now == KG_VOICE_MEMBER && section == KG_VOICE_GOVERNMENT && government_again(passage(t, &p[i])))
            now = KG_VOICE_GOVERNMENT;
        p[i].voice = now;
    }
    if (numbered) answer_below(t, p, last + 1, i, government);
}

static void debate(const kg_text *t, kg_passage *p, int n)
{
    kg_voice now = KG_VOICE_NONE;
    kg_str who = { 0 };
    for (int i = 0; i < n && p[i].role != KG_NOTE && p[i].role != KG_PAGE; i++) {
        kg_str s = passage(t, &p[i]);
        kg_voice v;
        ptrdiff_t len = kg_speaker_line(s, &v);
        if (len) {
            now = v;
            who = kg_trim(kg_sub(s, 0, len));
            while (who.n && (who.s[who.n - 1] == ':' || who.s[who.n - 1] == ' ')) who.n--;
        }
        p[i].voice = now;
        p[i].speaker = who;
    }
}

static void all(kg_passage *p, int n, kg_voice v)
{
    for (int i = 0; i < n && p[i].role != KG_PAGE; i++) p[i].voice = v;
}

static void notes_speak_as_their_markers(const kg_text *t, kg_passage *p, int n)
{
    for (int i = 0; i < n; i++) {
        if (p[i].role != KG_NOTE) continue;
        const kg_note *note = &t->notes[p[i].note];
        if (note->marker.end) p[i].voice = kg_passage_at(t, note->at)->voice;
    }
}

/* "De Minister van Landbouw,", "Minister van Landbouw", "Femke Wiersma Minister van Landbouw, Visserij en Natuur": a name in capitals before the office,
 * which its line may have been joined with, and no sentence behind. */
static bool signs(kg_str s)
{
    enum { LONGEST = 160 };
    static const char *const office[] = { " Minister van ", " Minister voor ", " Staatssecretaris van ", " Staatssecretaris voor " };
    if (!s.n || !kg_upper(s.s[0])) return false;
    if (kg_starts_fold(s, "De minister ") || kg_starts_fold(s, "De staatssecretaris ")) return true;
    if (kg_starts_fold(s, "Minister van ") || kg_starts(s, KG_S("Staatssecretaris van "))) return true;
    ptrdiff_t at = -1;
    for (size_t i = 0; i < sizeof office / sizeof *office && at < 0 && s.n < LONGEST; i++) at = kg_index(s, kg_cstr(office[i]));
    if (at < 0 || strchr(".?!:;", s.s[s.n - 1])) return false;
    ptrdiff_t name = at;
    while (name > 0 && s.s[name - 1] != ' ') name--;
    kg_str last = kg_sub(s, name, at);
    return name > 0 && kg_upper(last.s[0]) && !kg_ieq(last, KG_S("de")) && !kg_starts_fold(s, "Aan ");
}

void kg_find_voices(kg_text *t, kg_passage *p, int n)
{
    int speakers = 0, answers = 0, questions = 0, greeting = 0, signature = 0, stated = 0;
    for (int i = 0; i < n; i++) {
        kg_str s = passage(t, &p[i]);
        kg_voice v;
        if (kg_speaker_line(s, &v)) speakers++;
        else if (p[i].role == KG_HEADING && kg_voice_heading(s, &v))
            answers += v == KG_VOICE_GOVERNMENT, questions += v == KG_VOICE_MEMBER;
        stated += p[i].voice != KG_VOICE_NONE || p[i].speaker.n;
        if (kg_starts_fold(s, "Geachte voorzitter") || kg_starts_fold(s, "Aan de voorzitter van de")) greeting++;
        if (signs(s)) signature++;
    }
    if (stated) {}                                            /* the format says it */
    else if (speakers >= 2) debate(t, p, n);
    else if (answers) written(t, p, n, true);
    else if (greeting && signature) all(p, n, KG_VOICE_GOVERNMENT);
    else if (questions >= 2) written(t, p, n, false);
    notes_speak_as_their_markers(t, p, n);
}
