// detail.js - one thing from all sides: what it is, what became of it, each sentence that names it with paper and line; paths.
const FEW = 20;

// The words that were searched for, marked in the sentence.
function marked(sentence) {
  const needles = fold(view.words).split(/\s+/).filter(w => w.length > 1), plain = fold(sentence), spans = [];
  if (!needles.length || plain.length !== sentence.length) return [sentence];
  for (const w of needles) for (let i = plain.indexOf(w); i >= 0; i = plain.indexOf(w, i + w.length)) spans.push([i, i + w.length]);
  spans.sort((a, b) => a[0] - b[0]);
  const parts = [];
  let at = 0;
  for (const [from, to] of spans) {
    if (from < at) continue;
    parts.push(sentence.slice(at, from), el("mark", {}, sentence.slice(from, to)));
    at = to;
  }
  return [...parts, sentence.slice(at)];
}

// The sentence of a relation, with the words that made it one.
function evidence(a) {
  const from = a.cue ? a.sentence.indexOf(a.cue) : -1, to = from + a.cue.length;
  if (from < 0) return marked(a.sentence);
  return [...marked(a.sentence.slice(0, from)), el("u", { title: t("cue") }, ...marked(a.cue)), ...marked(a.sentence.slice(to))];
}

function event(a, befalls) {
  const other = befalls ? null : a.to, value = a.value ? ` · ${said(valueWords, a.value)}` : "";
  const where = el("span", { class: "where" }, a.paper.node ? link(a.paper.node) : a.paper.id, `, ${t("line", a.line)}`, a.weight > 1 ? ` (${t("times", a.weight)})` : "");
  return el("li", { class: a.relation },
    el("b", {}, relationWord(a.relation, befalls) + value, other ? " " : "", other ? link(other) : "", befalls ? ` · ${a.paper.date ? day(a.paper.date) : t("undated")}` : ""),
    befalls && a.from.id !== a.paper.id ? el("span", { class: "where" }, link(a.from), " · ") : "",
    where, a.sentence ? el("blockquote", { lang: "nl" }, ...evidence(a)) : "");
}

function events(list, befalls) {
  const ol = el("ol", { class: "events" }, ...list.slice(0, FEW).map(a => event(a, befalls)));
  if (list.length <= FEW) return [ol];
  const more = el("button", { type: "button", onclick: () => {
    const rest = list.slice(FEW).map(a => event(a, befalls));
    more.remove();
    ol.append(...rest);
    rest[0].setAttribute("tabindex", "-1");
    rest[0].focus();
  } }, t("more", number(list.length)));
  return [ol, more];
}

function facts(n) {
  const c = commitments.get(n), m = motions.get(n);
  const list = [said(kindWords, n.kind), name(n) === n.id ? n.id : `${name(n)} (${n.id})`, n.date ? day(n.date) : "", n.movers ? t("by", n.movers) : "", c?.who,
    c?.due ? t("due", day(c.due)) : c?.deadline ? t("due", c.deadline) : "", m?.judgement && said(valueWords, m.judgement), m?.outcome && said(valueWords, m.outcome)];
  return list.filter(Boolean).join(" · ");
}

function drawDetail() {
  const n = view.chosen, box = $("detail");
  document.body.classList.toggle("chosen", !!n);
  if (!n) return void box.replaceChildren(el("p", { class: "hint" }, t("hint")));
  const m = motions.get(n), c = commitments.get(n), address = official(n), state = m?.state || c?.state || (n.present ? "here" : "absent");
  const head = short(headline(n)), full = c ? c.text : n.title;
  const more = full && full.toLowerCase() !== head.toLowerCase() ? el("details", {}, el("summary", {}, t("full_")), el("p", { lang: "nl" }, full)) : "";
  const tools = el("div", { class: "tools" },
    address ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, t("official"), " ", el("span", { class: "minor" }, t("newtab"))) : "",
    el("button", { type: "button", id: "pathfrom", onclick: () => { view.pathFrom = n; view.path = null; drawDetail(); $("stop").focus(); } }, t("pathfrom")));
  const parts = [el("button", { type: "button", id: "close", onclick: () => choose(null) }, "✕ ", t("close")),
    el("h2", { tabindex: "-1", lang: "nl" }, head), el("p", { class: "sub" }, facts(n)), badge(state), more, tools];
  if (view.path) parts.push(...pathParts());
  else if (view.pathFrom) parts.push(el("p", { class: "hint", role: "status" }, t("pathpick", name(view.pathFrom)), " ", el("button", { type: "button", id: "stop", onclick: () => { view.pathFrom = null; drawDetail(); $("pathfrom").focus(); } }, t("stop"))));
  if (n.in.length || m) {
    parts.push(el("h3", {}, t("history")), ...events(n.in, true));
    if (m?.state === "open") parts.push(el("ol", { class: "events" }, el("li", { class: "none" }, el("b", {}, t("noanswer")), el("span", { class: "where" }, t("searched", scopeSaid())))));
  }
  if (n.out.length) parts.push(el("h3", {}, t("says")), ...events(n.out, false));
  box.replaceChildren(...parts.filter(Boolean));
}

function pathParts() {
  const { path, pathEnds: [a, b] } = view;
  if (!path.length) return [el("h3", {}, t("nopath", name(a), name(b)))];
  return [el("h3", {}, t("path", name(a), name(b))), el("ol", { class: "events path" }, ...path.map(s => {
    const back = s.arc.from !== s.from;
    return el("li", { class: s.arc.relation }, el("b", {}, link(s.from), ` ${relationWord(s.arc.relation, back)} `, link(s.to)),
      el("span", { class: "where" }, `${s.arc.paper.id}, ${t("line", s.arc.line)}`), el("blockquote", { lang: "nl" }, ...evidence(s.arc)));
  }))];
}
