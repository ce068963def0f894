/* questions.c - places in the same paper: "zie het antwoord op vraag 3". In: such phrases. Out: the question each number means; headings dropped.
 *
 * "Antwoord op vraag 3 en 4" alone on its line is the heading of an answer and points to nothing. Each number of a list is a mention
 * of its own. What a footnote or the words behind say to be a question of another paper ("het antwoord op vraag 17 van de eerdere vragen")
 * is none of this one.
 */
#include "resolve.h"

/* Behind the question itself: "... voldoende? Antwoord op vraag 1 In ons rapport", where a text has lost its line ends. */
static bool behind_question(const kg_text *t, const kg_ref *p)
{
    uint32_t i = p->at.beg;
    while (i > 0 && kg_blank(t->flow.s[i - 1])) i--;
    return i > 0 && t->flow.s[i - 1] == '?' && kg_upper(t->flow.s[p->at.beg]);
}

/* Nothing but the phrase and more numbers stands on the line of the file. */
static bool heads_line(const kg_text *t, const kg_ref *p)
{
    kg_span at = kg_raw_span(t, p->at);
    int line = kg_line_at(t, at.beg);
    uint32_t beg = t->lines[line - 1], end = line < t->nlines ? t->lines[line] : (uint32_t)t->raw.n;
    kg_str before = kg_sub(t->raw, beg, at.beg), behind = kg_sub(t->raw, at.end < end ? at.end : end, end);
    if (kg_trim(before).n || !kg_upper(t->flow.s[p->at.beg])) return false;
    for (ptrdiff_t i = 0; i < behind.n; i++) {
        if (kg_starts(kg_sub(behind, i, behind.n), KG_S("en "))) { i++; continue; }
        if (kg_starts(kg_sub(behind, i, behind.n), KG_S("t/m"))) { i += 2; continue; }
        if (!kg_digit(behind.s[i]) && !kg_blank(behind.s[i]) && !strchr(",:;.-", behind.s[i])) return false;
    }
    return true;
}

static bool of_another_paper(const kg_text *t, const kg_refs *refs, const kg_ref *p)
{
    static const char *const word[] = { " van de vragen",  " van de eerdere",  " van eerdere",     " van de Kamervragen", " van Kamervragen",
                                        " van de set",     " van mijn brief",  " van de schriftelijke", " (Aanhangsel",   ", Aanhangsel",
                                        " in Aanhangsel",  " van Aanhangsel" };
    kg_str rest = kg_sub(t->flow, p->at.end, t->flow.n);
    if (KG_STARTS_ANY(rest, word)) return true;
    for (int i = 0; i < t->nnotes; i++) {
        const kg_note *n = &t->notes[i];
        if (!n->marker.end || n->at != p->at.end) continue;
        for (int k = kg_first_ref(refs, n->flow.beg); k < refs->n && refs->v[k].at.beg < n->flow.end; k++)
            if (refs->v[k].how == KG_EXPLICIT && (refs->v[k].kind == KG_AANHANGSEL || refs->v[k].kind == KG_VRAGEN)) return true;
    }
    return false;
}

void kg_drop_question_heads(const kg_text *t, kg_refs *refs)
{
    int n = 0;
    for (int i = 0; i < refs->n; i++) {
        const kg_ref *p = &refs->v[i];
        if (p->kind == KG_INTERN && p->how == KG_CONTEXT && (heads_line(t, p) || behind_question(t, p) || of_another_paper(t, refs, p))) continue;
        refs->v[n++] = refs->v[i];
    }
    refs->n = n;
}

static kg_str question(const kg_resolver *r, int number)
{
    return kg_fmt(r->a, "%.*s#vraag-%d", KG_ARG(r->t->meta.id), number);
}

/* "De vorige vraag" below "Antwoord 7", "de eerste vraag"; 0 where no heading above has a number. */
static int told_apart(const kg_resolver *r, const kg_ref *p)
{
    enum { FAR = 60, LONGEST = 80 };
    if (kg_contains(kg_cut(r->t->flow, p->at), "eerste")) return 1;
    for (int i = p->passage; i >= 0 && i > p->passage - FAR; i--) {
        const kg_passage *h = &r->t->passages[i];
        kg_str s = kg_cut(r->t->flow, h->at);
        ptrdiff_t at = 0;
        if (h->role != KG_HEADING || s.n > LONGEST) continue;
        while (at < s.n && !kg_digit(s.s[at])) at++;
        if (at < s.n) return kg_int(kg_sub(s, at, at + kg_digits_at(s, at))) - 1;
    }
    return 0;
}

/* "2, 3 en 5", "4 t/m 7": the numbers behind the first are mentions of their own. */
void kg_settle_question(kg_resolver *r, kg_ref *p)
{
    enum { WIDEST = 30 };
    if (r->debate) return;                                    /* no question there has a number: those of some other paper */
    int last = p->cap[KG_CAP_n].end ? kg_int(kg_cap_str(r, p, KG_CAP_n)) : told_apart(r, p);
    if (last <= 0) return;
    kg_span list = p->cap[KG_CAP_what];
    kg_hit(p, question(r, last), 0.9f);
    if (!list.end) return;
    p->at.end = p->cap[KG_CAP_n].end;
    for (uint32_t i = list.beg, gap = i; i < list.end;) {
        if (!kg_digit(r->t->flow.s[i])) { i++; continue; }
        uint32_t end = i;
        while (end < list.end && kg_digit(r->t->flow.s[end])) end++;
        int number = kg_int(kg_sub(r->t->flow, i, end));
        kg_str between = kg_sub(r->t->flow, gap, i);
        bool range = kg_contains(between, "t/m") || kg_contains(between, "met") || kg_contains(between, "-") || kg_contains(between, "–");
        int first = range && number > last && number - last <= WIDEST ? last + 1 : number;
        for (int k = first; k <= number; k++) {
            kg_ref *x = kg_push(r->a, &r->extra);
            *x = *p;
            x->at = (kg_span){ i, end };
            x->target = question(r, k);
        }
        last = number;
        i = gap = end;
    }
}
