/* url.c - addresses. In: an address as it stands in the text. Out: the address cleaned, or the id that it stands for
 * (spec 4).
 *
 * The end of an address in prose is a guess: punctuation that closes a sentence, and brackets that were opened before
 * it, are not part of it. Hosts are a table; each has a function that reads path and query. What maps to nothing is
 * itself.
 */
#include "ids.h"
#include "key.h"

typedef struct {
    kg_arena *a;
    kg_str host, path, query; /* host without "www.", small letters; path with its first "/" */
} address;

typedef int map_fn(const address *u, kg_str *out);            /* number of ids, at most 2 */

/* -- ends ---------------------------------------------------------------------------------------------------------- */

static int count(kg_str s, char c)
{
    int n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) n += s.s[i] == c;
    return n;
}

/* "…politie[3]": the marker of a note, not a part of an address that has other brackets. Its length. */
static ptrdiff_t marker(kg_str s)
{
    ptrdiff_t i = s.n - 1;
    while (i > 0 && kg_digit(s.s[i - 1])) i--;
    ptrdiff_t digits = s.n - 1 - i;
    bool one = i > 1 && digits >= 1 && digits <= 2 && s.s[i - 1] == '[' && !memchr(s.s, '[', (size_t)i - 1);
    return one ? digits + 2 : 0;
}

static ptrdiff_t trailing(kg_str s)
{
    static const char *const wide[] = { "’", "”", "“", "»", "«", "…", "–", "—" };
    char c = s.s[s.n - 1];
    if (c == ')') return count(s, '(') < count(s, ')');
    if (c == ']') return count(s, '[') < count(s, ']') ? 1 : marker(s);
    if (memchr(".,;:!?'\"*>", c, 10)) return 1;
    if (!(c & 0x80)) return 0;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (kg_ends(s, kg_cstr(wide[i]))) return (ptrdiff_t)strlen(wide[i]);
    return 0;
}

/* "…-09/8https://…": the number of the note that the next address stands in. */
static kg_str without_note(kg_str s, kg_str behind)
{
    ptrdiff_t n = s.n;
    if (!kg_ieq(kg_sub(behind, 0, 4), KG_S("http"))) return s;
    while (n > 0 && s.n - n < 2 && kg_digit(s.s[n - 1])) n--;
    return n > 0 && !kg_digit(s.s[n - 1]) ? kg_sub(s, 0, n) : s;
}

static kg_str trim_end(kg_str s)
{
    enum { MOST = 64 }; /* counting brackets again and again must not become quadratic */
    for (int i = 0; i < MOST && s.n; i++) {
        ptrdiff_t n = trailing(s);
        if (!n) break;
        s.n -= n;
    }
    return s;
}

/* -- parts --------------------------------------------------------------------------------------------------------- */

static int hex(char c)
{
    return kg_digit(c) ? c - '0' : kg_fold(c) >= 'a' && kg_fold(c) <= 'f' ? kg_fold(c) - 'a' + 10 : -1;
}

/* First place of a character of the set, or the end. */
static ptrdiff_t find(kg_str s, const char *set)
{
    for (; *set && s.n; set++) {
        const char *p = memchr(s.s, *set, (size_t)s.n);
        if (p) s.n = p - s.s;
    }
    return s.n;
}

/* %3A and &amp; undone: for reading only, the address keeps what it has. */
static kg_str decoded(kg_str s, kg_arena *a)
{
    kg_buf b = { 0 };
    if (find(s, "%&") == s.n) return s;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        bool escape = s.s[i] == '%' && i + 2 < s.n;
        int high = escape ? hex(s.s[i + 1]) : -1, low = escape ? hex(s.s[i + 2]) : -1;
        if (high >= 0 && low >= 0) { kg_putc(a, &b, (char)(high << 4 | low)); i += 2; continue; }
        kg_putc(a, &b, s.s[i]);
        if (s.s[i] == '&' && kg_starts(kg_sub(s, i, s.n), KG_S("&amp;"))) i += 4;
    }
    return kg_buf_str(&b);
}

static kg_str small(kg_str s, kg_arena *a)
{
    kg_str d = kg_dup(a, s);
    for (ptrdiff_t i = 0; i < d.n; i++) ((char *)d.s)[i] = kg_fold(d.s[i]);
    return d;
}

static ptrdiff_t host_begin(kg_str s)
{
    ptrdiff_t i = kg_index(s, KG_S("://"));
    return i < 0 ? 0 : i + 3;
}

static address read_address(kg_str s, kg_arena *a)
{
    address u = { .a = a };
    s = decoded(s, a);
    s = kg_sub(s, host_begin(s), s.n);
    ptrdiff_t path = find(s, "/?#");
    u.host = small(kg_sub(s, 0, path), a);
    if (kg_starts(u.host, KG_S("www."))) u.host = kg_sub(u.host, 4, u.host.n);
    s = kg_sub(s, path, s.n);
    ptrdiff_t end = find(s, "#"), q = find(kg_sub(s, 0, end), "?");
    u.path = kg_sub(s, 0, q);
    if (q < end) u.query = kg_sub(s, q + 1, end);
    return u;
}

/* Value of a parameter, whatever its place: "did" in "id=2022Z11568&did=2022D23672". */
static kg_str parameter(const address *u, const char *name)
{
    kg_str s = u->query, w = kg_cstr(name);
    while (s.n) {
        ptrdiff_t end = find(s, "&;");
        if (end > w.n && s.s[w.n] == '=' && kg_ieq(kg_sub(s, 0, w.n), w)) return kg_sub(s, w.n + 1, end);
        s = kg_sub(s, end < s.n ? end + 1 : end, s.n);
    }
    return (kg_str){ 0 };
}

/* Last segment of the path, taken off it. */
static kg_str last_segment(kg_str *path)
{
    while (path->n && path->s[path->n - 1] == '/') path->n--;
    ptrdiff_t i = path->n;
    while (i > 0 && path->s[i - 1] != '/') i--;
    kg_str s = kg_sub(*path, i, path->n);
    path->n = i ? i - 1 : 0;
    return s;
}

static kg_str without_extension(kg_str s)
{
    static const char *const ext[] = { ".html", ".xml", ".pdf", ".odt", ".htm" };
    for (size_t i = 0; i < sizeof ext / sizeof *ext; i++)
        if (kg_ends(s, kg_cstr(ext[i]))) return kg_sub(s, 0, s.n - (ptrdiff_t)strlen(ext[i]));
    return s;
}

static bool digits(kg_str s, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n; i++)
        if (i >= s.n || !kg_digit(s.s[i])) return false;
    return true;
}

static kg_str registered(kg_str s, kg_arena *a)               /* 2022D23672 */
{
    bool ok = s.n == 10 && digits(s, 4) && strchr("zda", kg_fold(s.s[4])) && digits(kg_sub(s, 5, 10), 5);
    return ok ? kg_upper_dup(a, s) : (kg_str){ 0 };
}

static kg_str dossier(kg_str s, kg_arena *a)                  /* 36600-VII, 35373, 35788_wet_… */
{
    if (!digits(s, 5) || s.s[0] == '0') return (kg_str){ 0 };
    ptrdiff_t n = 5;
    if (s.n > 6 && s.s[5] == '-')
        for (n = 6; n < s.n && n < 12 && (kg_digit(s.s[n]) || kg_upper(s.s[n])); n++) {}
    bool whole = n == s.n || !(kg_digit(s.s[n]) || s.s[n] == '-');
    return whole ? kg_fmt(a, "dossier-%.*s", (int)n, s.s) : (kg_str){ 0 };
}

/* -- one function a host ------------------------------------------------------------------------------------------- */

static int one(kg_str *out, kg_str id) { out[0] = id; return id.n > 0; }

/* The last segment that is an official id, or the dossier behind /dossier/. */
static int publications(const address *u, kg_str *out)
{
    kg_str path = u->path;
    bool in_dossier = kg_index(path, KG_S("/dossier/")) >= 0;
    while (path.n) {
        kg_str s = without_extension(last_segment(&path)), id = kg_official_id(s, u->a);
        if (!id.n && in_dossier) id = dossier(s, u->a);
        if (id.n) return one(out, id);
    }
    return 0;
}

/* /kamerstukken/plenaire_verslagen/detail/2020-2021/90 */
static kg_str meeting(const address *u)
{
    ptrdiff_t at = kg_index(u->path, KG_S("plenaire_verslagen/detail/"));
    kg_str s = at < 0 ? ((kg_str){ 0 }) : kg_sub(u->path, at + 26, u->path.n);
    bool ok =
        s.n > 10 && digits(s, 4) && s.s[4] == '-' && digits(kg_sub(s, 5, 9), 4) && s.s[9] == '/' && kg_digit(s.s[10]);
    return ok ? kg_fmt(u->a, "h-tk-%.4s%.4s-%d", s.s, s.s + 5,
                       kg_int(kg_sub(s, 10, 10 + find(kg_sub(s, 10, s.n), "/#"))))
              : (kg_str){ 0 };
}

static int tweede_kamer(const address *u, kg_str *out)
{
    kg_str path = u->path, m = meeting(u);
    if (m.n) return one(out, m);
    kg_str did = registered(parameter(u, "did"), u->a), id = registered(parameter(u, "id"), u->a);
    int n = 0;
    if (did.n) out[n++] = did;
    if (id.n && !kg_eq(id, did)) out[n++] = id;
    if (n) return n;
    if (one(out, registered(last_segment(&path), u->a))) return 1;
    kg_str d = parameter(u, "dossier");
    return one(out, d.n ? dossier(d, u->a) : (kg_str){ 0 });
}

static int eerste_kamer(const address *u, kg_str *out)
{
    kg_str path = u->path;
    bool bill = kg_starts(path, KG_S("/wetsvoorstel/"));
    return one(out, bill ? dossier(last_segment(&path), u->a) : (kg_str){ 0 });
}

static int tkconv(const address *u, kg_str *out)
{
    kg_str path = u->path, id = registered(parameter(u, "nummer"), u->a);
    return one(out, id.n ? id : registered(without_extension(last_segment(&path)), u->a));
}

static int openkamer(const address *u, kg_str *out)           /* /kamerstuk/34300-VII/60 */
{
    kg_str path = u->path, n = last_segment(&path), d = last_segment(&path);
    if (kg_starts(u->path, KG_S("/kamerstuk/")))
        return one(out, kg_official_id(kg_fmt(u->a, "kst-%.*s-%.*s", KG_ARG(d), KG_ARG(n)), u->a));
    return one(out, kg_starts(u->path, KG_S("/dossier/")) ? dossier(n, u->a) : (kg_str){ 0 });
}

static int wetten(const address *u, kg_str *out)
{
    ptrdiff_t at = kg_index(u->path, KG_S("BWB"));
    bool ok = at >= 0 && u->path.n >= at + 11 && strchr("RVW", u->path.s[at + 3]) &&
              digits(kg_sub(u->path, at + 4, u->path.n), 7);
    return one(out, ok ? kg_sub(u->path, at, at + 11) : (kg_str){ 0 });
}

/* /eli/reg/2016/679/oj */
static kg_str eli(const address *u)
{
    static const struct {
        const char *word, *letter;
    } kinds[] = { { "/eli/reg/", "R" },       { "/eli/dir/", "L" },     { "/eli/dec/", "D" },
                  { "/eli/reg_impl/", "R" },  { "/eli/reg_del/", "R" }, { "/eli/dec_impl/", "D" },
                  { "/eli/dec_framw/", "F" }, { "/eli/dir_del/", "L" } };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        ptrdiff_t at = kg_index(u->path, kg_cstr(kinds[i].word));
        if (at < 0) continue;
        kg_str s = kg_sub(u->path, at + (ptrdiff_t)strlen(kinds[i].word), u->path.n);
        if (!digits(s, 4) || s.n < 6 || s.s[4] != '/') continue;
        kg_str n = kg_sub(s, 5, 5 + find(kg_sub(s, 5, s.n), "/"));
        if (n.n && n.n <= 4 && digits(n, n.n))
            return kg_fmt(u->a, "celex-3%.4s%s%04d", s.s, kinds[i].letter, kg_int(n));
    }
    return (kg_str){ 0 };
}

static int eur_lex(const address *u, kg_str *out)
{
    kg_str uri = parameter(u, "uri"), act = eli(u);
    if (act.n) return one(out, act);
    kg_str head = kg_upper_dup(u->a, kg_sub(uri, 0, uri.n < 6 ? uri.n : 6));
    if (kg_eq(head, KG_S("CELEX:"))) return one(out, kg_celex(kg_upper_dup(u->a, kg_sub(uri, 6, uri.n)), u->a));
    bool com = kg_starts(head, KG_S("COM:")) && digits(kg_sub(uri, 4, uri.n), 4) && uri.n > 9 && kg_digit(uri.s[9]);
    if (!com) return 0;
    return one(out,
               kg_fmt(u->a, "com-%.4s-%d", uri.s + 4, kg_int(kg_sub(uri, 9, 9 + find(kg_sub(uri, 9, uri.n), ":")))));
}

static int rechtspraak(const address *u, kg_str *out)
{
    kg_str id = parameter(u, "id");
    if (!id.n) id = parameter(u, "ecli");
    return one(out, kg_starts(id, KG_S("ECLI:")) && id.n > 12 ? id : (kg_str){ 0 });
}

static const struct { const char *host; map_fn *map;
} hosts[] = {
    { "officielebekendmakingen.nl", publications },
    { "repository.overheid.nl", publications },
    { "repository.officiele-overheidspublicaties.nl", publications },
    { "tweedekamer.nl", tweede_kamer },
    { "eerstekamer.nl", eerste_kamer },
    { "berthub.eu", tkconv },
    { "openkamer.org", openkamer },
    { "wetten.overheid.nl", wetten },
    { "eur-lex.europa.eu", eur_lex },
    { "data.europa.eu", eur_lex },
    { "rechtspraak.nl", rechtspraak },
};

static bool is_host(kg_str host, kg_str of)                   /* the host itself, or one below it */
{
    return kg_ends(host, of) && (host.n == of.n || host.s[host.n - of.n - 1] == '.');
}

static int map(const address *u, kg_str *out)
{
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
        if (is_host(u->host, kg_cstr(hosts[i].host))) return hosts[i].map(u, out);
    return 0;
}

/* -- the key ------------------------------------------------------------------------------------------------------- */

/* Blanks that lost line ends have left ("algoritmes- toetsingskader"). */
static kg_str unbroken(kg_str s, kg_arena *a)
{
    kg_buf b = { 0 };
    if (find(s, " ") == s.n) return s;
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (s.s[i] != ' ') kg_putc(a, &b, s.s[i]);
    return kg_buf_str(&b);
}

/* Scheme and host in small letters, entities undone. */
static kg_str normal(kg_str s, kg_arena *a)
{
    ptrdiff_t h = host_begin(s), path = h + find(kg_sub(s, h, s.n), "/?#");
    char *to = kg_room(a, 1, (size_t)s.n + 1);
    ptrdiff_t n = path;
    for (ptrdiff_t i = 0; i < path; i++) to[i] = kg_fold(s.s[i]);
    s = kg_sub(s, path, s.n);
    for (ptrdiff_t amp; kg_holds(s, '&') && (amp = kg_index(s, KG_S("&amp;"))) >= 0; s = kg_sub(s, amp + 5, s.n)) {
        memcpy(to + n, s.s, (size_t)amp + 1);
        n += amp + 1;
    }
    memcpy(to + n, s.s, (size_t)s.n);
    return (kg_str){ to, n + s.n };
}

void kg_key_url(kg_match *m)
{
    kg_str behind = kg_sub(m->t->flow, m->at.end, m->t->flow.n), ids[2];
    kg_str s = trim_end(without_note(kg_cut(m->t->flow, m->at), behind));
    kg_span at = { m->at.beg, m->at.beg + (uint32_t)s.n };
    s = unbroken(s, m->a);
    ptrdiff_t h = host_begin(s);
    kg_str host = kg_sub(s, h, h + find(kg_sub(s, h, s.n), "/?#"));
    const char *dot = memchr(host.s, '.', (size_t)host.n);
    if (!dot || dot == host.s || dot + 1 >= host.s + host.n) return;
    address u = read_address(s, m->a);
    int n = map(&u, ids);
    if (n == 0) { kg_emit(m, at, normal(s, m->a)); return; }
    for (int i = 0; i < n; i++) kg_emit(m, at, ids[i])->kind = kg_kind_of_id(ids[i]);
}

int kg_url_ids(kg_str s, kg_str *out, kg_arena *a)
{
    address u = read_address(s, a);
    int n = map(&u, out);
    if (!n) out[0] = normal(s, a);
    return n ? n : 1;
}
