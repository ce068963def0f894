// table.js - the table: filters, search, sorting, pages, CSV. `view` is all that the reader has chosen.
const view = { tab: "moties", state: "", kind: "", verdict: "", relation: "", dossier: "", from: 0, to: 0, words: "", sort: "", down: false, page: 0, chosen: null, pathFrom: null };
const PAGE = 50;
const tabNames = Object.keys(tables);
const rowsOf = {};
const allRows = tab => rowsOf[tab] ??= tables[tab].rows();
const months_ = [...new Set([...nodes.map(n => n.date), ...papers.map(p => p.date)].filter(d => /^\d{4}-\d\d/.test(d)).map(d => d.slice(0, 7)))].sort();
const narrowed = () => view.from > 0 || view.to < months_.length - 1;

// Rows of a tab that pass all filters but the state.
function passing(tab) {
  const needles = fold(view.words).split(/\s+/).filter(Boolean), time = narrowed();
  const [first, final] = [months_[view.from], months_[view.to]];
  return allRows(tab).filter(r => {
    if (view.kind && r.kind !== view.kind) return false;
    if (view.verdict && r.m?.judgement !== view.verdict && r.m?.outcome !== view.verdict) return false;
    if (view.dossier && r.node.dossier !== view.dossier && r.arc?.from.dossier !== view.dossier) return false;
    if (time && !(r.date && r.date.slice(0, 7) >= first && r.date.slice(0, 7) <= final)) return false;
    if (view.relation && !(r.arc ? r.arc.relation === view.relation : r.node.in.some(a => a.relation === view.relation) || r.node.out.some(a => a.relation === view.relation))) return false;
    return needles.every(w => haystack(r).includes(w));
  });
}

const collate = new Intl.Collator("nl", { numeric: true });
function sorted(rows) {
  const c = tables[view.tab].columns.find(c => c.head === view.sort);
  if (!c) return rows;
  const key = c.sort || c.value, turn = view.down ? -1 : 1;
  const keyed = rows.map(r => [key(r), r]);
  keyed.sort((a, b) => {
    if (a[0] === b[0]) return 0;
    if (a[0] === "" || b[0] === "") return a[0] === "" ? 1 : -1; // what is not known comes last
    return turn * (typeof a[0] === "number" ? a[0] - b[0] : collate.compare(a[0], b[0]));
  });
  return keyed.map(k => k[1]);
}

let shown = []; // the rows that pass, sorted; all pages
function counted(rows) {
  const n = new Map();
  for (const r of rows) if (r.state) n.set(r.state, (n.get(r.state) || 0) + 1);
  return [...n].sort((a, b) => stateOrder.indexOf(a[0]) - stateOrder.indexOf(b[0]));
}

function drawStates(rows) {
  const states = counted(rows);
  if (view.state && !states.some(([s]) => s === view.state)) states.push([view.state, 0]);
  $("bar").replaceChildren(...states.map(([s, n]) => {
    const i = el("i", { class: stateLook(s) });
    i.style.flexGrow = n;
    return i;
  }));
  $("bar").hidden = !states.length;
  $("chips").replaceChildren(...states.map(([s, n]) => el("button", {
    type: "button", class: "chip", "data-state": s, "aria-pressed": String(view.state === s),
    onclick: () => change({ state: view.state === s ? "" : s }, `[data-state=${s}]`),
  }, el("i", { class: stateLook(s), "aria-hidden": "true" }), stateWord(s) + " ", el("b", {}, number(n)))));
  $("chips").setAttribute("aria-label", t("states"));
}

function drawHeads() {
  const seen = tables[view.tab].columns.filter(c => c.only !== "csv");
  $("heads").replaceChildren(...seen.map(c => el("th", {
    scope: "col", class: c.cls, "aria-sort": view.sort === c.head ? (view.down ? "descending" : "ascending") : null,
  }, el("button", { type: "button", "data-head": c.head, onclick: () => change({ sort: c.head, down: view.sort === c.head && !view.down, keep: true }, `[data-head=${c.head}]`) },
    t(c.head), el("span", { "aria-hidden": "true" }, view.sort !== c.head ? "" : view.down ? " ▾" : " ▴")))));
}

function drawRows() {
  const seen = tables[view.tab].columns.filter(c => c.only !== "csv");
  const part = shown.slice(view.page * PAGE, (view.page + 1) * PAGE);
  $("rows").replaceChildren(...part.map(r => {
    const tr = el("tr", { class: r.node === view.chosen && !r.arc ? "here" : null, onclick: e => { if (!e.target.closest("a, button") && !String(getSelection())) choose(r.node, e); } });
    for (const c of seen) tr.append(el(c.row ? "th" : "td", { class: c.cls, scope: c.row ? "row" : null }, ...(c.cell ? c.cell(r) : [String(c.value(r))])));
    return tr;
  }));
  if (!part.length) $("rows").append(el("tr", {}, el("td", { class: "none", colspan: seen.length }, t("nothing"))));
  const all = shown.length, pages = Math.ceil(all / PAGE);
  $("pager").hidden = pages < 2;
  $("pages").textContent = t("page", number(view.page * PAGE + 1), number(Math.min(all, (view.page + 1) * PAGE)), number(all));
  $("before").disabled = view.page === 0;
  $("after").disabled = view.page >= pages - 1;
}

// Options are what occurs in the table, most frequent first; so many that a list can still be read.
function fillSelect(id, value, of, word) {
  const n = new Map();
  for (const r of allRows(view.tab)) for (const x of of(r)) if (x) n.set(x, (n.get(x) || 0) + 1);
  const options = [...n].sort((a, b) => b[1] - a[1] || collate.compare(a[0], b[0])).slice(0, 500);
  $(id).replaceChildren(el("option", { value: "" }, t("all")), ...options.map(([x, many]) => el("option", { value: x }, `${word(x)} (${number(many)})`)));
  $(id).value = value;
  $(id).parentNode.hidden = options.length < 2 && !value;
}

function drawFilters() {
  fillSelect("kind", view.kind, r => [r.kind], k => said(kindWords, k));
  fillSelect("verdict", view.verdict, r => r.m ? [r.m.judgement, r.m.outcome] : [], v => said(valueWords, v));
  fillSelect("relation", view.relation, r => r.arc ? [r.arc.relation] : new Set([...r.node.in, ...r.node.out].map(a => a.relation)), x => relationWord(x));
  fillSelect("dossier", view.dossier, r => [r.node.dossier], d => d);
  for (const id of ["from", "to"]) {
    $(id).max = months_.length - 1;
    $(id).value = view[id];
    const [y, m] = (months_[view[id]] || "").split("-");
    $(id + "said").textContent = m ? `${months[lang][m - 1]} ${y}` : "";
    $(id).setAttribute("aria-valuetext", $(id + "said").textContent);
  }
  $("period").hidden = months_.length < 2;
  $("clear").hidden = !(view.state || view.kind || view.verdict || view.relation || view.dossier || view.words || narrowed());
}

function drawTable() {
  const rows = passing(view.tab), all = allRows(view.tab), table = tables[view.tab];
  const of = counted(all), is = s => of.find(x => x[0] === s)?.[1] || 0;
  shown = sorted(view.state ? rows.filter(r => r.state === view.state) : rows);
  $("answer").textContent = table.answer(all.length, is);
  drawStates(rows);
  drawFilters();
  drawHeads();
  drawRows();
  $("count").textContent = t("count", number(shown.length), number(all.length));
  $("table").removeAttribute("aria-busy");
  $("caption").textContent = `${t(view.tab)}: ${table.answer(all.length, is)}`;
  drawPicture();
}

// -- CSV, as spreadsheets here open it: semicolons, CRLF, no cell that is reckoned
function csv() {
  const columns = tables[view.tab].columns;
  const cell = v => {
    v = String(v ?? "");
    if (/^\s*[=+@-]/.test(v)) v = "'" + v;
    return /[";\r\n\t]/.test(v) || v !== v.trim() ? `"${v.replaceAll('"', '""')}"` : v;
  };
  return [columns.map(c => t(c.csv || c.head)), ...shown.map(r => columns.map(c => c.value(r)))].map(r => r.map(cell).join(";") + "\r\n").join("");
}
function download(name, blob) {
  const a = el("a", { href: URL.createObjectURL(blob), download: name });
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 10000);
}
async function copyCsv() {
  try {
    await navigator.clipboard.writeText(csv());
    $("count").textContent = t("copied", number(shown.length));
  } catch {
    $("count").textContent = t("uncopied");
  }
}
