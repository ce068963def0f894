// words.js - what the page says, in Dutch and English: [nl, en]. Numbers and names are put in by t(key, ...).
const words = {
  skip: ["Naar de tabel", "To the table"],
  title: ["Moties, toezeggingen en stukken", "Motions, commitments and papers"],
  tabs: ["Onderwerp van de tabel", "What the table is about"],
  moties: ["Moties", "Motions"], toezeggingen: ["Toezeggingen", "Commitments"], papers: ["Stukken", "Papers"],
  missing: ["Ontbreekt", "Missing"], relations: ["Verwijzingen", "Relations"], problems: ["Let op", "Doubtful"],
  search: ["Zoek nummer, onderwerp, naam of woorden", "Search number, subject, name or words"],
  kind: ["Soort", "Kind"], relation: ["Verwijzing", "Relation"], dossier: ["Dossier", "Dossier"],
  period: ["Periode", "Period"], from: ["van", "from"], to: ["tot en met", "up to"],
  all: ["alle", "all"], clear: ["Wis filters", "Clear filters"], copy: ["Kopieer als CSV", "Copy as CSV"], save: ["Bewaar CSV", "Save CSV"],
  copied: ["{0} rijen gekopieerd", "{0} rows copied"], uncopied: ["Kopiëren mag hier niet: bewaar de CSV", "Copying is not allowed here: save the CSV"],
  states: ["Filter op stand", "Filter by state"],
  before: ["Vorige", "Previous"], after: ["Volgende", "Next"], pager: ["Bladzijden van de tabel", "Pages of the table"], page: ["{0}–{1} van {2}", "{0}–{1} of {2}"],
  count: ["{0} van {1}", "{0} of {1}"], nothing: ["Niets gevonden. Wis een filter of zoek met minder woorden.", "Nothing found. Clear a filter or search with fewer words."],
  picture: ["Beeld", "Picture"], around: ["Alleen de omgeving", "Only what is near"], closer: ["Dichterbij", "Zoom in"], farther: ["Verder weg", "Zoom out"],
  fit: ["Alles in beeld", "Fit"], large: ["Groot", "Large"], png: ["PNG", "PNG"], svg: ["SVG", "SVG"], saveas: ["Bewaar het beeld als {0}", "Save the picture as {0}"],
  cue: ["Woorden waaruit dit blijkt", "Words that say so"],
  more_: ["Meer filters", "More filters"], unnumbered: ["zonder nummer", "unnumbered"],
  pictureof: ["Beeld van {0} dingen en {1} verwijzingen; de tabel en de lijst hieronder zeggen hetzelfde in woorden.", "Picture of {0} things and {1} relations; the table and the list below say the same in words."],
  drawn: ["Getekend: {0} dingen en {1} verwijzingen: wat in de tabel staat, en wat daaraan vastzit.", "Drawn: {0} things and {1} relations: what is in the table, and what is tied to it."],
  capped: ["Dit bestand heeft {1} dingen; het beeld kan er {0} tonen, die met de meeste verwijzingen. Tabel en zoeken gaan over alles.", "This file has {1} things; the picture can show {0}, those with most relations. Table and search cover all."],
  lone: ["Getekend: {0} met wat er direct aan vastzit ({1} van {2} getoond).", "Drawn: {0} with what is tied to it ({1} of {2} shown)."],
  hint: ["Kies een rij of een punt in het beeld: hier komt wat het is, en elke zin die het noemt, met stuk en regel.", "Choose a row or a point in the picture: here comes what it is, and each sentence that names it, with paper and line."],
  close: ["Sluiten", "Close"], official: ["Officiële bron", "Official source"], newtab: ["(opent in een nieuw venster)", "(opens in a new window)"],
  history: ["Wat ermee gebeurde, en waar het genoemd wordt", "What became of it, and where it is named"], says: ["Wat dit stuk noemt", "What this paper names"],
  noanswer: ["Geen antwoord gevonden", "No answer found"], searched: ["gezocht in {0}", "searched in {0}"],
  more: ["Toon alle {0}", "Show all {0}"], line: ["regel {0}", "line {0}"], times: ["{0} keer", "{0} times"],
  pathfrom: ["Pad vanaf hier", "Path from here"], pathpick: ["Pad vanaf {0}: kies nu een tweede rij of punt.", "Path from {0}: now choose a second row or point."],
  path: ["Pad van {0} naar {1}", "Path from {0} to {1}"], nopath: ["Er is geen pad van {0} naar {1} in deze verzameling.", "There is no path from {0} to {1} in this collection."], stop: ["Stop met zoeken naar een pad", "Stop looking for a path"],
  here: ["Staat hier", "Present"], absent: ["Alleen genoemd", "Only named"],
  by: ["van {0}", "by {0}"], due: ["uiterlijk {0}", "due {0}"], who: ["Door", "By"], full_: ["Hele tekst", "Whole text"],
  about: ["Over deze pagina", "About this page"],
  made: ["Gemaakt met kamergraaf uit de stukken zelf. Alles zit in dit ene bestand; er gaat niets over het net. Het beeld wordt getekend met force-graph; de licenties van wat daarin zit:", "Made by kamergraaf from the papers themselves. All is in this one file; nothing goes over the network. The picture is drawn by force-graph; the licences of what is in it:"],
  absence: ["“Geen antwoord” zegt iets over deze verzameling ({0}), niet over de minister.", "“No answer” is a fact about this collection ({0}), not about the minister."],
  documents: ["{0} documenten", "{0} documents"], document: ["1 document", "1 document"], registers: ["{0} registerbestanden", "{0} register files"],
  part: ["deze pagina toont een deel daarvan", "this page shows a part of it"],
  undated: ["zonder datum", "undated"], untitled: ["(onderwerp onbekend)", "(subject unknown)"],
  // heads of columns
  id: ["Nummer", "Number"], key: ["Id", "Id"], date: ["Datum", "Date"], subject: ["Onderwerp", "Subject"], state: ["Stand", "State"], answeredby: ["Beantwoord in", "Answered in"],
  duehead: ["Uiterlijk", "Due"], promisedin: ["Toegezegd in", "Promised in"], keptby: ["Nagekomen in", "Kept in"], words_: ["Woorden", "Words"],
  cited: ["Genoemd", "Named"], bydocs: ["In stukken", "By papers"], source: ["Van", "From"], target: ["Naar", "To"], evidence: ["Zin", "Sentence"], paper: ["Stuk", "Paper"], lineno: ["Regel", "Line"],
  rule: ["Wat", "What"], meant: ["Bedoeld", "Meant"], why: ["Waarom", "Why"], movers: ["Indieners", "Movers"], judgement: ["Oordeel", "Verdict"], outcome: ["Stemming", "Vote"], value: ["Waarde", "Value"], address: ["Adres", "Address"],
};

// Words of the data are looked up in these: nothing but what stands here may be found ("constructor").
const stateWords = {
  __proto__: null,
  open: ["geen antwoord", "no answer"], ongoing: ["loopt nog", "ongoing"], answered: ["beantwoord", "answered"], not_applicable: ["n.v.t.", "not applicable"],
  held: ["aangehouden", "held"], withdrawn: ["ingetrokken", "withdrawn"], replaced: ["vervangen", "replaced"], taken_over: ["overgenomen", "taken over"],
  rejected: ["verworpen", "rejected"], lapsed: ["vervallen", "lapsed"],
  overdue: ["te laat", "overdue"], waits: ["open", "open"], unknown: ["termijn onbekend", "deadline unknown"], kept: ["nagekomen", "kept"],
  here: words.here, absent: words.absent,
};
const stateLooks = { __proto__: null, open: "open", waits: "open", overdue: "late", ongoing: "found", answered: "found", kept: "kept", here: "found", unknown: "open" };

const valueWords = {
  __proto__: null,
  done: ["uitgevoerd", "done"], in_line: ["in lijn", "in line"], ongoing: ["loopt nog", "ongoing"], not_applicable: ["n.v.t.", "not applicable"],
  refused: ["niet uitgevoerd", "not carried out"], reported: ["gemeld", "reported"], reply: ["antwoord", "reply"], oordeel_kamer: ["oordeel Kamer", "left to the Chamber"],
  ontraden: ["ontraden", "advised against"], ontijdig: ["ontijdig", "premature"], overbodig: ["overbodig", "superfluous"], overgenomen: ["overgenomen", "taken over"], aangehouden: ["aangehouden", "held"], aangenomen: ["aangenomen", "adopted"],
  verworpen: ["verworpen", "rejected"], full: ["geheel", "in full"], partial: ["deels", "in part"],
};
// Of a relation: what the paper does, what befalls the thing.
const relationWords = {
  __proto__: null,
  cites: ["noemt", "names", "genoemd", "named"], answers: ["beantwoordt", "answers", "beantwoord", "answered"], introduces: ["dient in", "introduces", "ingediend", "put on record"],
  judges: ["oordeelt over", "judges", "beoordeeld", "judged"], decides: ["besluit over", "decides", "gestemd", "voted"], holds: ["houdt aan", "holds", "aangehouden", "held"],
  withdraws: ["trekt in", "withdraws", "ingetrokken", "withdrawn"], lapses: ["laat vervallen", "lets lapse", "vervallen", "lapsed"], replaces: ["vervangt", "replaces", "vervangen", "replaced"],
  promises: ["zegt toe", "promises", "toegezegd", "promised"], fulfils: ["komt na", "keeps", "nagekomen", "kept"], postpones: ["stelt uit", "postpones", "uitgesteld", "postponed"],
  asks_about: ["vraagt naar", "asks about", "naar gevraagd", "asked about"], on_agenda: ["staat op de agenda", "is on the agenda", "geagendeerd", "on the agenda"],
  attachment_of: ["is bijlage van", "is attached to", "heeft als bijlage", "has as attachment"], same_as: ["is hetzelfde als", "is the same as", "is hetzelfde als", "is the same as"],
};
const kindWords = {
  __proto__: null,
  motie: ["motie", "motion"], brief: ["brief", "letter"], verslag: ["verslag", "report"], amendement: ["amendement", "amendment"], agenda: ["geannoteerde agenda", "annotated agenda"],
  toezegging: ["toezegging", "commitment"], debat: ["debat", "debate"], vragen: ["vragen", "questions"], wet: ["wet", "law"], url: ["adres", "address"],
  bijlage: ["bijlage", "attachment"], kenmerk: ["kenmerk", "reference"], vn: ["VN", "UN"], eu: ["EU", "EU"], ecli: ["uitspraak", "ruling"],
};

let lang = 0; // 0 nl, 1 en
const months = ["jan feb mrt apr mei jun jul aug sep okt nov dec".split(" "), "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")];
const t = (key, ...args) => words[key][lang].replace(/\{(\d)\}/g, (_, i) => args[i]);
const said = (table, key) => table[key] ? table[key][lang] : String(key).replaceAll("_", " ");
const number = n => n.toLocaleString(lang ? "en-GB" : "nl-NL");
const day = iso => {
  const m = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso);
  return m ? `${+m[3]} ${months[lang][m[2] - 1]} ${m[1]}` : iso;
};
const relationWord = (relation, befalls) => relationWords[relation] ? relationWords[relation][(befalls ? 2 : 0) + lang] : relation;
const stateWord = s => said(stateWords, s);
const stateLook = s => stateLooks[s] || "off";

// Everything that is shown is made here, as text: nothing from a document is ever markup.
const $ = id => document.getElementById(id);
function el(tag, given, ...children) {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(given || {})) {
    if (v === false || v == null) continue;
    if (k === "class") e.className = v;
    else if (k.startsWith("on")) e.addEventListener(k.slice(2), v);
    else e.setAttribute(k, v);
  }
  e.append(...children.filter(c => c != null && c !== ""));
  return e;
}
const badge = s => el("span", { class: "state " + stateLook(s) }, stateWord(s));
