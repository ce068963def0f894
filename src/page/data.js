// data.js - the graph as the program wrote it (write_html.c), made into objects that know each other.
const data = JSON.parse($("data").textContent);

const nodes = data.nodes.map(([id, label, kind, soort, title, subject, date, dossier, present, movers, state, address], i) => ({
  i, id, label, kind: soort || kind, title, subject: subject || title, date, dossier, present, movers, state, address,
  in: [], out: [],
}));
const places = { moties: data.placesMoties, toezeggingen: data.placesToezeggingen, all: data.placesAll };
for (const k in places) places[k] = new Map(places[k].map(([v, x, y]) => [nodes[v], [x, y]]));
const byId = new Map(nodes.map(n => [n.id, n]));
const papers = data.papers.map(([id, date]) => ({ id, date, node: byId.get(id) }));
const arcs = data.arcs.map(([from, to, relation, value, paper, line, sentence, confidence, weight, cue]) => ({
  from: nodes[from], to: nodes[to], relation, value, paper: papers[paper], line, sentence: data.sentences[sentence], confidence, weight, cue: cue ? data.cues[cue - 1] : "",
}));
for (const a of arcs) a.from.out.push(a), a.to.in.push(a);
const order = { __proto__: null, introduces: 0, promises: 0, judges: 1, holds: 1, decides: 2, answers: 4, fulfils: 4, cites: 5 };
const rank = a => order[a.relation] ?? 3;
const byTime = (a, b) => (a.paper.date || "9").localeCompare(b.paper.date || "9") || rank(a) - rank(b) || a.line - b.line;
for (const n of nodes) n.in.sort(byTime), n.out.sort((a, b) => a.paper.id < b.paper.id ? -1 : a.paper.id > b.paper.id ? 1 : a.line - b.line);

const commitments = new Map();
for (const [v, state, who, text, doc, line, how, deadline, due] of data.toezeggingen)
  commitments.set(nodes[v], { state: state === "open" ? "waits" : state, who, text, doc, line, how, deadline, due });
const motions = new Map(data.moties.map(([v, state, judgement, outcome]) => [nodes[v], { state, judgement, outcome }]));

// What a thing is called: its number, else what it is and of when; local ids ("DOC#toezegging-3") are for programs.
function name(n) {
  const local = /#(\w+)-(\d+)$/.exec(n.id);
  if (local) return local[1] === "motie" ? t("unnumbered") : `${said(kindWords, local[1])} ${local[2]}`;
  return n.label === n.id && !n.address && n.date ? `${said(kindWords, n.kind)} ${day(n.date)}` : n.label;
}
const headline = n => commitments.get(n)?.text || n.subject || (n.movers ? `${said(kindWords, n.kind)}: ${n.movers}` : n.address && n.kind === "url" ? n.id : t("untitled"));
const short = s => s.length <= 130 ? s : s.slice(0, s.lastIndexOf(" ", 120)) + "…";
const official = n => /^https?:\/\//.test(n.address) ? n.address : null;
const documentsSaid = () => data.documents === 1 ? t("document") : t("documents", number(data.documents));
const scopeSaid = () => [
  documentsSaid(),
  data.registers ? t("registers", number(data.registers)) : "",
  data.from ? `${day(data.from)} – ${day(data.to)}` : "",
].filter(Boolean).join(", ");

// Shortest way between two things, whichever way the relations point; null where there is none.
function shortest(from, to) {
  const came = new Map([[from, null]]);
  const queue = [from];
  for (let i = 0; i < queue.length && !came.has(to); i++) {
    const n = queue[i];
    for (const a of [...n.out, ...n.in]) {
      const other = a.from === n ? a.to : a.from;
      if (!came.has(other)) came.set(other, a), queue.push(other);
    }
  }
  if (!came.has(to)) return null;
  const steps = [];
  for (let n = to; came.get(n);) {
    const a = came.get(n), before = a.from === n ? a.to : a.from;
    steps.unshift({ arc: a, from: before, to: n });
    n = before;
  }
  return steps;
}
