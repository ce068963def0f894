/* answers.c - what the government says of a motion. In: references and cues of one document. Out: answers, each with its state.
 *
 * A cue ("conform", "uitvoering gegeven aan", "beschouw ik als afgedaan") is bound to the motion behind it, the one of its sentence
 * or the heading it stands under. One sentence gives one state for one motion, the strongest of its cues. What is denied, put as a
 * condition or told of members is no answer. Spec 2.1, 2.2.
 *
 * Invariant: an answer needs the government's voice.
 */
#include "ids.h"
#include "words.h"
#include "relate.h"

static int strength(kg_str state)
{
    static const char *const order[] = { "in_line", "reported", "ongoing", "done", "not_applicable", "refused" };
    for (int i = 0; i < 6; i++)
        if (kg_eq(state, kg_cstr(order[i]))) return i + 1;
    return 0;
}

/* Heading passage of the letter's item that a passage belongs to, -1 where there is none. */
static int item_passage(const kg_relating *r, int passage)
{
    enum { FAR = 400 };
    for (int i = passage; i >= 0 && passage - i < FAR && r->t->passages[i].role != KG_HEADING; i--)
        if (r->t->passages[i].role == KG_ITEM) return i;
    return -1;
}

/* The motion that heads a list item, as a reference. */
static int item_motion(const kg_relating *r, int passage)
{
    if (passage < 0) return -1;
    kg_span at = r->t->passages[passage].at;
    for (int k = kg_first_ref(&r->refs, at.beg); k < r->refs.n && r->refs.v[k].at.beg < at.end; k++)
        if (kg_names_motion(&r->refs.v[k]) && r->refs.v[k].at.beg - at.beg < 12) return k;
    return -1;
}

static bool speaks_for_government(const kg_relating *r, const kg_ref *c)
{
    const kg_passage *p = kg_ref_passage(r, c);
    if (p->role == KG_MOTION || p->role == KG_PAGE || p->role == KG_NOTE) return false;
    return p->voice == KG_VOICE_GOVERNMENT || (p->voice == KG_VOICE_NONE && !r->debate && !kg_eq(r->t->meta.soort, KG_S("motie")));
}

static void add_answer(kg_relating *r, kg_str state, const kg_ref *p, const kg_ref *cue, kg_span sentence)
{
    uint64_t both = kg_hash_bytes(sentence.beg, p->target);   /* one state for one motion in one sentence */
    kg_str key = { (const char *)&both, sizeof both };
    const int *there = kg_map_at(&r->answered, key, NULL);
    if (!there) {
        kg_add_edge(r, KG_REL_ANSWERS, state, p, cue)->sentence = sentence;
        *kg_map_at(&r->answered, kg_dup(r->a, key), r->a) = r->edges.n;
        return;
    }
    kg_edge *e = &r->edges.v[*there - 1];
    if (strength(e->value) >= strength(state)) return;
    e->value = state;
    e->cue = kg_cut(r->t->flow, cue->at);
    e->rule = kg_rule_name(cue->rule);
}

/* "wordt niet uitgevoerd", "nog geen uitvoering gegeven": what the cue says is denied. "Nooit uitgevoerd" says nothing of intent. */
static kg_str denied(const kg_relating *r, const kg_ref *c, kg_str state)
{
    if (kg_eq(state, KG_S("refused")) || kg_eq(state, KG_S("not_applicable")) || kg_eq(state, KG_S("reported")))
        return state;
    kg_span s = kg_sentence_at(r->t, c->at.beg);
    uint32_t beg = c->at.beg > s.beg + 24 ? c->at.beg - 24 : s.beg;
    kg_str words = kg_sub(r->t->flow, beg, c->at.end);
    if (!kg_denies(words)) return state;
    if (kg_index(words, KG_S("nog niet")) >= 0 || kg_index(words, KG_S("nog geen")) >= 0) return KG_S("ongoing");
    bool never = kg_index(words, KG_S("nooit")) >= 0 || kg_index(words, KG_S("nimmer")) >= 0;
    return kg_eq(state, KG_S("done")) && !never ? KG_S("refused") : (kg_str){ 0 };
}

/* "... is niet uitgevoerd, maar ik zal dat alsnog doen": what was left is still to come. */
static bool still_done(const kg_relating *r, const kg_ref *c, kg_span s)
{
    static const char *const future[] = { " zal ", " zullen ", " ga ", " gaat ", " gaan ", " wordt ", " worden ", " doe " };
    kg_span next = s.end < kg_ref_passage(r, c)->at.end ? kg_sentence_at(r->t, s.end + 1) : s;
    const kg_str part[] = { kg_sub(r->t->flow, c->at.end, s.end), kg_cut(r->t->flow, next) };
    for (int i = 0; i < (next.beg > s.beg ? 2 : 1); i++) {
        if (!kg_contains(part[i], " alsnog ") || kg_denies(part[i]) || kg_ends(kg_trim(part[i]), KG_S("?"))) continue;
        if (KG_CONTAINS_ANY(part[i], future)) return true;
    }
    return false;
}

/* "Zodra de motie is uitgevoerd, informeer ik u": a condition, nothing that has come about. */
static bool conditional(const kg_relating *r, const kg_ref *c, kg_span s)
{
    static const char *const word[] = { "zodra ", "indien ", "mits ", "tenzij ", "totdat ", "als de ", "als deze ", "als die ",
                                        "als aan de ", "wanneer de ", "wanneer deze ", "wanneer aan " };
    kg_str clause = kg_sub(r->t->flow, s.beg, c->at.beg);
    int depth = 0;
    for (ptrdiff_t i = clause.n - 1; i >= 0; i--) {           /* behind the last comma that stands in no bracket */
        depth += (clause.s[i] == ')') - (clause.s[i] == '(');
        if (clause.s[i] == ',' && depth <= 0) { clause = kg_trim(kg_sub(clause, i + 1, clause.n)); break; }
    }
    for (size_t w = 0; w < sizeof word / sizeof *word; w++) {
        kg_str lead = kg_cstr(word[w]);
        if (clause.n >= lead.n && kg_same_folded(kg_sub(clause, 0, lead.n), lead)) return true;
    }
    return false;
}

/* "Ik heb niet gezegd dat de motie niet wordt uitgevoerd": nor is it said now. */
static bool not_said(const kg_relating *r, const kg_ref *c, kg_span s)
{
    kg_str before = kg_sub(r->t->flow, s.beg, c->at.end);
    return kg_contains(before, " niet gezegd dat ") || kg_contains(before, " niet beweerd dat ");
}

static bool has_cue(const kg_relating *r, kg_span s, const char *role)
{
    for (int k = kg_first_ref(&r->refs, s.beg); k < r->refs.n && r->refs.v[k].at.beg < s.end; k++)
        if (kg_starts(kg_role_str(&r->refs.v[k]), kg_cstr(role))) return true;
    return false;
}

/* "In vervolg op de motie zal ik hier in de volgende rapportage op ingaan", "toegezegd dat de Kamer naar aanleiding van de motie voor de zomer
 * wordt geïnformeerd": what is still to be told is under way. */
static bool still_to_come(const kg_relating *r, kg_span s)
{
    static const char *const future[] = { " zal ", " zullen ", " wordt ", " worden ", "Zal ", " toegezegd" };
    if (has_cue(r, s, "promises") && !kg_asked(r, s, "not_promise").n && !kg_asked(r, s, "not_promise:until").n) return true;
    kg_str words = kg_cut(r->t->flow, s);
    for (size_t i = 0; i < sizeof future / sizeof *future; i++)
        if (kg_index(words, kg_cstr(future[i])) >= 0) return kg_asked(r, s, "deadline").n;
    return false;
}

bool kg_gives_verdict(const kg_relating *r, uint32_t beg, uint32_t end)
{
    static const char *const word[] = { "ntraad ", "wordt ontraden", "te ontraden", "motie ontraden", "oordeel Kamer", "oordeel aan de", "oordeel aan uw",
                                        "oordeel van de Kamer", "oordeel van uw Kamer", "ppreciatie", "ntijdig" };
    kg_str s = kg_sub(r->t->flow, beg, end < (uint32_t)r->t->flow.n ? end : r->t->flow.n);
    return KG_CONTAINS_ANY(s, word);
}

/* "De motie verzoekt de regering ...": an answer where the paragraph goes on, but not with a verdict. */
static bool only_tells_request(const kg_relating *r, const kg_ref *c)
{
    enum { HEAD = 2000 };
    const kg_passage *p = kg_ref_passage(r, c), *next = c->passage + 1 < r->t->npassages ? p + 1 : p;
    if (kg_sentence_at(r->t, c->at.beg).end + 2 >= p->at.end || kg_gives_verdict(r, c->at.end, next->at.end)) return true;
    return kg_contains(kg_sub(r->t->flow, 0, r->t->flow.n < HEAD ? r->t->flow.n : HEAD), "ppreciatie");
}

/* "Op dit moment wordt onderzocht hoe de motie kan worden uitgevoerd" */
static bool looks_into(const kg_relating *r, kg_span s)
{
    static const char *const word[] = { "onderzocht ", "nderzoek ik ", "ezie ik ", "Ik bezie ", "ekijk ik ", "verken ", "bezien " };
    kg_str words = kg_cut(r->t->flow, s);
    return KG_CONTAINS_ANY(words, word);
}

/* The sentence behind s in the same speech; empty where s is its last. */
static kg_span next_sentence(const kg_relating *r, const kg_ref *c, kg_span s)
{
    bool last = s.end + 1 >= kg_ref_passage(r, c)->at.end;
    return last ? (kg_span){ s.end, s.end } : kg_sentence_at(r->t, s.end + 1);
}

/* "Hij vroeg hoe het zat met zijn motie. We zijn daar druk mee bezig.", "Er zijn gesprekken gevoerd. Ik deel de bevindingen in een brief." */
static bool at_work(const kg_relating *r, const kg_ref *c, kg_span s)
{
    static const char *const word[] = { " op dit moment ", " momenteel ", " druk bezig", " nog bezig", " nog mee bezig", "wordt nog " };
    bool aloud = kg_eq(kg_rule_name(c->rule), KG_S("vraag-voorgelezen"));
    if (!aloud && !kg_eq(kg_rule_name(c->rule), KG_S("gevraagd-naar"))) return false;
    kg_span next = next_sentence(r, c, s);
    return KG_CONTAINS_ANY(kg_cut(r->t->flow, next), word) || (aloud && has_cue(r, (kg_span){ next.beg, next_sentence(r, c, next).end }, "promises"));
}

/* The minister reads a question out and answers it: no speech ends with it, and no other question follows. */
static bool read_out(const kg_relating *r, const kg_ref *c, kg_span s)
{
    kg_str next = kg_trim(kg_cut(r->t->flow, next_sentence(r, c, s)));
    return r->debate && kg_eq(kg_rule_name(c->rule), KG_S("vraag-voorgelezen")) && next.n && !kg_ends(next, KG_S("?"));
}

/* "Naar aanleiding van de motie-X | heeft de minister een plan gestuurd": told by others of the government. */
static bool government_acts(const kg_relating *r, int i)
{
    static const char *const who[] = { " heeft de minister", " heeft de Minister", " heeft de staatssecretaris", " heeft de Staatssecretaris",
                                       " heeft het kabinet ", " heeft minister ", " hebben de ministers " };
    int k = kg_next_motion(r, i);
    return k >= 0 && KG_STARTS_ANY(kg_sub(r->t->flow, r->refs.v[k].at.end, r->t->flow.n), who);
}

/* "De motie-A is uitgevoerd, de motie-B niet" */
static void add_contrast(kg_relating *r, int i, kg_str state, kg_span sentence)
{
    kg_str word = { 0 };
    int k = kg_other_motion(r, i, &word);
    if (k < 0) return;
    kg_str other = kg_eq(word, KG_S("niet"))                                             ? KG_S("refused")
                   : kg_eq(word, KG_S("nog niet"))                                       ? KG_S("ongoing")
                   : kg_eq(word, KG_S("wel")) || kg_eq(word, KG_S("ook"))                ? kg_eq(word, KG_S("ook")) ? state : KG_S("done")
                                                                                         : (kg_str){ 0 };
    if (other.n) add_answer(r, other, &r->refs.v[k], &r->refs.v[i], sentence);
}

/* The motion of a cue, by the way that its rule says; -1 for none. What a participle says is said of its subject, where it has one. */
static int bound_motion(kg_relating *r, int i, bool of_subject)
{
    const kg_ref *c = &r->refs.v[i];
    kg_str bind = kg_rule_bind(c->rule);
    if (kg_eq(bind, KG_S("next"))) return kg_next_motion(r, i);
    if (kg_eq(bind, KG_S("subject"))) return kg_subject_motion(r, i);
    if (kg_eq(bind, KG_S("before"))) return kg_motion_before(r, i);
    int k = of_subject ? kg_subject_motion(r, i) : -1;
    if (k < 0) k = kg_sentence_motion(r, i);
    if (k < 0 && kg_eq(bind, KG_S("current"))) k = item_motion(r, item_passage(r, c->passage));
    bool aside = k >= 0 && (r->refs.v[k].at.end <= c->at.beg || r->refs.v[k].at.beg >= c->at.end) && !kg_starts(kg_cut(r->t->flow, c->at), KG_S("voldaan"));
    if (aside && of_subject && kg_governed(r, k)) return -1;  /* "ter invulling van X wordt Y uitgevoerd", "Y is uitgevoerd op basis van X" */
    return k;
}

/* "De motie zal worden uitgevoerd": nothing that is done yet. */
static bool yet_to_be(const kg_relating *r, const kg_ref *c, kg_span s)
{
    enum { FAR = 60 };
    static const char *const later[] = { " zal ", " zullen ", " kan ", " kunnen ", " pas ", " zou ", " zouden ", " moet ", " moeten " };
    kg_str said = kg_cut(r->t->flow, c->at);
    if (kg_starts(said, KG_S("wordt pas ")) || kg_starts(said, KG_S("worden pas "))) return true;
    if (!kg_starts(said, KG_S("worden "))) return false;
    kg_str before = kg_sub(r->t->flow, c->at.beg > s.beg + FAR ? c->at.beg - FAR : s.beg, c->at.beg);
    for (ptrdiff_t i = before.n - 1; i >= 0; i--)             /* its own clause */
        if (strchr(",;:", before.s[i]) || kg_starts(kg_sub(before, i, before.n), KG_S(" dat "))) { before = kg_sub(before, i + 1, before.n); break; }
    return KG_CONTAINS_ANY(before, later);
}

static void bind_answer(kg_relating *r, int i, kg_str state, kg_span sentence)
{
    enum { MANY = 16, TOGETHER = 64 };
    const kg_ref *c = &r->refs.v[i];
    kg_str name = kg_rule_name(c->rule), bind = kg_rule_bind(c->rule);
    bool of_subject = kg_eq(name, KG_S("uitgevoerd")) || kg_eq(name, KG_S("niet-van-toepassing")), next = kg_eq(bind, KG_S("next"));
    int k = bound_motion(r, i, of_subject), several[MANY];
    if (k < 0) {
        int n = r->debate ? 0 : kg_several_motions(r, i, next, of_subject || kg_eq(bind, KG_S("subject")), several, MANY);
        for (int j = 0; j < n; j++) add_answer(r, state, &r->refs.v[several[j]], c, sentence);
        return;
    }
    const kg_ref *p = &r->refs.v[k];
    if (kg_map_at(&r->introduced, p->target, NULL)) return;   /* put on record an hour ago: not carried out yet */
    if (r->debate && kg_refers_back(p)) return; /* "in lijn met de eerste motie" compares, it does not answer */
    kg_ref at = *p;
    if (p->passage != c->passage) at.at = c->at, at.passage = c->passage;
    add_answer(r, state, &at, c, sentence);
    if (of_subject && p->at.end <= c->at.beg) add_contrast(r, i, state, sentence);
    bool near = p->passage == c->passage && (!kg_refers_back(p) || next);
    int left = TOGETHER;
    for (int j = k, step = p->at.beg > c->at.beg ? 1 : -1; near && left-- && (j = kg_beside(r, j, step)) >= 0;)   /* "de motie-X en de motie-Y" */
        if (!kg_map_at(&r->introduced, r->refs.v[j].target, NULL)) add_answer(r, state, &r->refs.v[j], c, sentence);
}

/* "Uw Kamer is geïnformeerd over de wijze waarop de motie wordt uitgevoerd", "geef ik aan hoe ik uitvoering geef aan": told, not done. */
static bool tells_how(const kg_relating *r, const kg_ref *c, kg_span s)
{
    static const char *const word[] = { " wijze waarop ", " hoe ik ", " hoe wij ", " hoe het kabinet ", " hoe de motie",
                                        " hoe deze motie", " hoe aan ", " hoe invulling ", " hoe uitvoering " };
    kg_str before = kg_sub(r->t->flow, s.beg, c->at.end);
    return KG_CONTAINS_ANY(before, word);
}

void kg_relate_answer(kg_relating *r, int i)
{
    const kg_ref *c = &r->refs.v[i];
    kg_str state = kg_sub(kg_role_str(c), 8, kg_role_str(c).n);
    bool by_chair =
        kg_eq(kg_rule_name(c->rule), KG_S("is-de-uitvoering")) && kg_ref_passage(r, c)->voice == KG_VOICE_CHAIR;
    if ((!speaks_for_government(r, c) && !by_chair) || kg_asker_speaks(r, c)) return;
    bool occasion = kg_eq(kg_rule_name(c->rule), KG_S("naar-aanleiding"));
    bool acts = occasion && (kg_ref_passage(r, c)->voice == KG_VOICE_GOVERNMENT || government_acts(r, i));
    if (occasion && !acts) return; /* anybody may act on a motion */
    bool request = kg_eq(kg_rule_name(c->rule), KG_S("brief-verzoekt")) || kg_eq(kg_rule_name(c->rule), KG_S("brief-verzocht"));
    if (request && only_tells_request(r, c)) return;
    kg_span sentence = kg_sentence_at(r->t, c->at.beg);
    bool cites_question = r->debate && kg_contains(kg_sub(r->t->flow, c->at.end, sentence.end), ": ");   /* "... ik vraag door: kan dat niet?" */
    if (r->t->flow.s[sentence.end - 1] == '?' && !cites_question && !read_out(r, c, sentence)) return;   /* "Hoe wordt uitvoering gegeven aan de motie?" */
    if (conditional(r, c, sentence) || kg_told_of_members(r, c, sentence) || not_said(r, c, sentence)) return;
    if (!kg_eq(kg_rule_name(c->rule), KG_S("blijft-doen"))) state = denied(r, c, state);
    if (!state.n) return;
    if (kg_eq(state, KG_S("refused")) && still_done(r, c, sentence)) state = KG_S("ongoing");
    kg_str said = kg_cut(r->t->flow, c->at);                  /* "wordt op dit moment uitgevoerd" */
    if (kg_starts(said, KG_S("word")) && (kg_contains(said, " op dit moment ") || kg_contains(said, " momenteel ") || kg_contains(said, " thans ")))
        state = KG_S("ongoing");
    if (kg_eq(state, KG_S("done")) && yet_to_be(r, c, sentence)) state = KG_S("ongoing");
    if (kg_eq(state, KG_S("done")) && !r->debate && tells_how(r, c, sentence)) state = looks_into(r, sentence) ? KG_S("ongoing") : KG_S("reported");
    if (kg_eq(state, KG_S("reported")) && (still_to_come(r, sentence) || at_work(r, c, sentence))) state = KG_S("ongoing");
    if (kg_eq(state, KG_S("in_line")) && r->debate && has_cue(r, sentence, "promises"))
        return; /* "ik verwacht u conform de motie te informeren" */
    bind_answer(r, i, state, sentence);
}

static bool letter_on_motions(const kg_relating *r)
{
    int items = 0;
    bool says = false;
    for (int i = 0; i < r->t->npassages; i++) {
        const kg_passage *p = &r->t->passages[i];
        if (p->role == KG_ITEM && item_motion(r, i) >= 0) items++;
        kg_str s = kg_cut(r->t->flow, p->at);
        if (i < 24 && kg_index(s, KG_S("uitvoering")) >= 0 && kg_index(s, KG_S("motie")) >= 0) says = true;
    }
    return items >= 2 && says;
}

/* A letter that goes through a list of motions answers each: where no wording says how, it is reported on. */
void kg_answer_items(kg_relating *r)
{
    if (r->debate || !letter_on_motions(r)) return;
    int cues = r->edges.n, first = 0;
    for (int i = 0; i + 1 < r->t->npassages; i++) {
        int k = r->t->passages[i].role == KG_ITEM ? item_motion(r, i) : -1;
        if (k < 0 || r->t->passages[i + 1].role != KG_BODY) continue;
        uint32_t end = r->t->passages[i].at.end;
        for (int j = i + 1; j < r->t->npassages && r->t->passages[j].role == KG_BODY; j++)
            end = r->t->passages[j].at.end;
        bool told = false;
        for (; first < cues && r->edges.v[first].sentence.beg + 4000 < r->t->passages[i].at.beg; first++) {}
        for (int j = first; j < cues && !told && r->edges.v[j].sentence.beg < end + 4000; j++) {
            const kg_edge *e = &r->edges.v[j];
            told = e->relation == KG_REL_ANSWERS && kg_eq(e->target, r->refs.v[k].target) &&
                   e->sentence.beg > r->t->passages[i].at.end && e->sentence.beg < end;
        }
        if (told) continue;
        kg_ref at = r->refs.v[k];
        at.at = kg_sentence_at(r->t, r->t->passages[i + 1].at.beg);
        at.passage = i + 1;
        kg_add_edge(r, KG_REL_ANSWERS, KG_S("reported"), &at, NULL)->confidence = 0.6f;
    }
}

static bool yes_or_no(kg_str s)
{
    enum { LONGEST = 6 };
    s = kg_trim(s);
    return s.n <= LONGEST && (kg_starts(s, KG_S("Ja")) || kg_starts(s, KG_S("Nee")) || kg_starts(s, KG_S("Neen")));
}

/* The first sentence of a reply that says more than "Ja."; that one where nothing else is said. */
static kg_span telling_sentence(const kg_text *t, int passage)
{
    kg_span whole = t->passages[passage].at, first = kg_sentence_at(t, whole.beg);
    if (!yes_or_no(kg_cut(t->flow, first)) || first.end + 1 >= whole.end) return first;
    kg_span next = kg_sentence_at(t, first.end + 1);
    return next.beg > first.beg && next.end <= whole.end ? next : first;
}

/* "Bent u op de hoogte van de motie X?" - "Ja.": nothing is told of it. */
static bool asks_acquaintance(kg_str question)
{
    static const char *const word[] = { "ent u bekend ", "ent u op de hoogte", "ent u de ", "ent u het ", "erinnert u zich", "ennisgenomen", "ennis genomen" };
    return KG_CONTAINS_ANY(question, word);
}

/* "Hoe geeft u uitvoering aan de motie X?" and below it "Antwoord 20": where no wording says how, it is reported on. */
void kg_answer_asked(kg_relating *r)
{
    enum { NEAR = 6 };
    kg_map *told = NULL;
    for (int i = 0; i < r->edges.n && !r->debate; i++)
        if (r->edges.v[i].relation == KG_REL_ANSWERS) *kg_map_at(&told, r->edges.v[i].target, r->a) = 1;
    for (int i = 0, n = r->edges.n; i < n && !r->debate; i++) {
        const kg_edge q = r->edges.v[i];
        if (q.relation != KG_REL_ASKS_ABOUT || r->t->flow.s[q.sentence.end - 1] != '?') continue;
        int p = (int)(kg_passage_at(r->t, q.at.beg) - r->t->passages), to = p + NEAR, reply = -1;
        for (int j = p + 1; j < r->t->npassages && j < to && reply < 0; j++) {
            const kg_passage *b = &r->t->passages[j];
            if (b->role == KG_HEADING && b->voice != KG_VOICE_GOVERNMENT) break;
            if (b->role == KG_BODY && b->voice == KG_VOICE_GOVERNMENT) reply = j;
        }
        if (reply < 0 || kg_map_at(&told, q.target, NULL)) continue;
        kg_ref at = r->refs.v[kg_first_ref(&r->refs, q.at.beg)];
        at.at = telling_sentence(r->t, reply);
        if (yes_or_no(kg_cut(r->t->flow, at.at)) && asks_acquaintance(kg_cut(r->t->flow, q.sentence))) continue;
        at.passage = reply, at.target = q.target, at.confidence = 0.6f;
        kg_add_edge(r, KG_REL_ANSWERS, KG_S("reported"), &at, NULL);
    }
}
