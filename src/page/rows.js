// rows.js - the six tables: what a row is, its columns, what search and filters see of it.
// A column: head (csv: that of the CSV), value for sorting and CSV, cell (what is shown; default the value), only: "csv".
const link = (n, text) => el("a", { href: "#" + encodeURIComponent(n.id) }, text ?? name(n));
const idCell = r => {
  const cell = [link(r.node)];
  if (r.date) cell.push(el("span", { class: "minor n" }, r.date));
  return cell;
};
const subjectCell = (n, ...minor) => [el("span", { class: "cut", lang: "nl" }, headline(n)), el("span", { class: "minor" }, minor.filter(Boolean).join(" · "))];
const found = (n, relation) => n.in.filter(a => a.relation === relation);
function where(list) { // the papers of some arcs, each once
  const seen = [...new Map(list.map(a => [a.paper.id, a])).values()];
  return seen.map(a => el("span", { class: "minor" }, a.paper.node ? link(a.paper.node) : a.paper.id, a.paper.date ? ` ${a.paper.date}` : ""));
}
const placesOf = list => list.map(a => `${a.paper.id}:${a.line}`).join("; ");
const newest = rows => rows.sort((a, b) => (b.date || "0").localeCompare(a.date || "0")); // undated last
const last = list => list[list.length - 1];
const stateOrder = "overdue open waits unknown ongoing answered kept not_applicable held taken_over rejected replaced withdrawn lapsed here absent".split(" ");

const col = {
  id: { head: "id", csv: "key", cls: "id", row: true, value: r => r.node.id, cell: idCell },
  label: { head: "id", only: "csv", value: r => r.node.label },
  date: { head: "date", only: "csv", value: r => r.date },
  subject: { head: "subject", cls: "wide", value: r => r.node.title, cell: r => subjectCell(r.node, r.node.movers, said(kindWords, r.node.kind)) },
  state: { head: "state", cls: "n", value: r => r.state, sort: r => stateOrder.indexOf(r.state), cell: r => [badge(r.state)] },
  cited: { head: "cited", cls: "num narrow", value: r => r.node.in.length },
  address: { head: "address", only: "csv", value: r => r.node.address },
};

const tables = {
  moties: {
    rows: () => newest([...motions].map(([node, m]) => ({ node, date: node.date, kind: node.kind, state: m.state, m }))),
    columns: [
      col.id, col.date, col.label,
      { head: "subject", cls: "wide", value: r => r.node.title, sort: r => r.node.subject, cell: r => subjectCell(r.node, r.node.movers, r.m.judgement && said(valueWords, r.m.judgement), r.m.outcome && said(valueWords, r.m.outcome)) },
      { head: "movers", only: "csv", value: r => r.node.movers },
      { head: "judgement", only: "csv", value: r => r.m.judgement },
      { head: "outcome", only: "csv", value: r => r.m.outcome },
      { head: "state", cls: "n", value: r => r.state, sort: r => stateOrder.indexOf(r.state), cell: r => {
        const value = last(found(r.node, "answers"))?.value;
        return [badge(r.state), r.state === "answered" && value && value !== "reported" ? el("span", { class: "minor" }, said(valueWords, value)) : ""];
      } },
      { head: "answeredby", cls: "narrow", value: r => placesOf(found(r.node, "answers")), cell: r => where(found(r.node, "answers")) },
      col.address,
    ],
    sort: "state",
    answer(all, is) {
      return lang ? `For ${number(is("open"))} of ${number(all)} motions no answer was found in ${documentsSaid()}.` : `Op ${number(is("open"))} van de ${number(all)} moties is geen antwoord gevonden in ${documentsSaid()}.`;
    },
  },
  toezeggingen: {
    rows: () => [...commitments].map(([node, c]) => ({ node, date: node.date || byId.get(c.doc)?.date || "", kind: "toezegging", state: c.state, c })),
    columns: [
      { ...col.id, cell: r => [link(r.node), r.date ? el("span", { class: "minor n" }, r.date) : ""] }, col.date,
      { head: "words_", cls: "wide", value: r => r.c.text, cell: r => subjectCell(r.node, r.c.who) },
      { head: "who", only: "csv", value: r => r.c.who },
      { head: "promisedin", cls: "narrow link", value: r => `${r.c.doc}:${r.c.line}`, cell: r => {
        const paper = byId.get(r.c.doc);
        return [paper ? link(paper) : r.c.doc, el("span", { class: "minor" }, t("line", r.c.line))];
      } },
      { head: "duehead", cls: "n narrow", value: r => r.c.due, sort: r => r.c.due || "9", cell: r => [r.c.due, r.c.deadline ? el("span", { class: "minor" }, r.c.deadline) : ""] },
      { head: "state", cls: "n", value: r => r.state === "waits" ? "open" : r.state, sort: r => stateOrder.indexOf(r.state), cell: r => [badge(r.state), r.c.due ? el("span", { class: "minor slim" }, t("due", r.c.due)) : "", ...where(found(r.node, "fulfils"))] },
      { head: "keptby", only: "csv", value: r => placesOf(found(r.node, "fulfils")) },
    ],
    sort: "state",
    answer(all, is) {
      const on = day(data.asOf);
      return lang ? `Of ${number(all)} commitments ${number(is("kept"))} ${is("kept") === 1 ? "was" : "were"} kept; ${number(is("overdue"))} overdue on ${on}.`
        : `Van de ${number(all)} toezeggingen ${is("kept") === 1 ? "is" : "zijn"} er ${number(is("kept"))} nagekomen; ${number(is("overdue"))} te laat op ${on}.`;
    },
  },
  papers: {
    rows: () => newest(nodes.filter(n => !motions.has(n) && !commitments.has(n)).map(node => ({ node, date: node.date, kind: node.kind, state: node.present ? "here" : "absent" }))),
    columns: [col.id, col.date, col.label, col.subject, { head: "kind", only: "csv", value: r => r.kind }, col.cited, col.state, col.address],
    sort: "state",
    answer(all, is) {
      return lang ? `${number(is("here"))} papers are in this collection; ${number(is("absent"))} others are named in them.` : `${number(is("here"))} stukken zitten in deze verzameling; ${number(is("absent"))} andere worden erin genoemd.`;
    },
  },
  missing: {
    rows: () => data.missing.map(([v, citations, documents]) => ({ node: nodes[v], date: nodes[v].date, kind: nodes[v].kind, state: "", citations: +citations, documents: +documents })),
    columns: [
      col.id, col.date, col.label, col.subject, { head: "kind", only: "csv", value: r => r.kind },
      { head: "bydocs", cls: "num", value: r => r.documents }, { head: "cited", cls: "num", value: r => r.citations }, col.address,
    ],
    sort: "bydocs", down: true,
    answer: all => lang ? `${number(all)} things are named but not among the papers, most wanted first.` : `${number(all)} dingen worden genoemd maar zitten niet bij de stukken; wat het meest gemist wordt staat bovenaan.`,
  },
  relations: {
    rows: () => arcs.map(arc => ({ node: arc.to, arc, date: arc.paper.date, kind: arc.to.kind, state: "" })),
    columns: [
      { head: "source", row: true, cls: "id", value: r => r.arc.from.id, cell: r => [link(r.arc.from), r.date ? el("span", { class: "minor n" }, r.date) : ""] },
      col.date,
      { head: "relation", cls: "", value: r => r.arc.relation, cell: r => [relationWord(r.arc.relation), r.arc.value ? el("span", { class: "minor" }, said(valueWords, r.arc.value)) : ""] },
      { head: "value", only: "csv", value: r => r.arc.value },
      { head: "target", cls: "link", value: r => r.arc.to.id, cell: r => [link(r.arc.to)] },
      { head: "evidence", cls: "wide narrow", value: r => r.arc.sentence, cell: r => [el("span", { class: "cut", lang: "nl" }, r.arc.sentence)] },
      { head: "paper", only: "csv", value: r => r.arc.paper.id },
      { head: "lineno", cls: "num", value: r => r.arc.line },
    ],
    answer: all => lang ? `${number(all)} relations, each with its sentence.` : `${number(all)} verwijzingen, elk met de zin waarin zij staat.`,
  },
  problems: {
    rows: () => data.problems.map(([v, line, rule, text, meant, why]) => ({ node: nodes[v], date: nodes[v].date, kind: nodes[v].kind, state: "", line: +line, rule, text, meant, why })),
    columns: [
      col.id, { head: "lineno", cls: "num", value: r => r.line },
      { head: "rule", cls: "link", value: r => r.rule }, { head: "words_", cls: "", value: r => r.text },
      { head: "meant", cls: "narrow", value: r => r.meant }, { head: "why", cls: "wide", value: r => r.why, cell: r => [el("span", { lang: "en" }, r.why)] },
    ],
    answer: all => lang ? `${number(all)} places that deserve a second look.` : `${number(all)} plaatsen die een tweede blik verdienen.`,
  },
};

// What search sees of a row: everything that is said about it.
const fold = s => s.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
function haystack(r) {
  if (r.hay !== undefined) return r.hay;
  const n = r.node, c = r.c;
  const parts = r.arc ? [r.arc.from.id, r.arc.from.label, n.id, n.label, r.arc.relation, r.arc.sentence, r.arc.paper.id]
    : r.why ? [n.id, n.label, r.text, r.meant, r.why]
    : [n.id, n.label, n.title, n.movers, n.dossier, c ? c.who + " " + c.text : "", ...n.in.map(a => a.sentence)];
  return r.hay = fold(parts.join("\n"));
}
