// page.js - what happens when: tabs, language, choices, the address (#id), the keyboard.
function change(what, focus) {
  if (!what.keep) view.page = 0;
  Object.assign(view, what);
  drawTable();
  drawTabs();
  if (focus) document.querySelector(focus)?.focus();
}

// One thing chosen: by a click, by the address, by the keyboard.
function choose(n) {
  if (n && n === view.chosen && !view.pathFrom) return focusDetail();
  const hash = n && "#" + encodeURIComponent(n.id);
  if (n && location.hash !== hash) return void (location.hash = hash); // follow() comes with the event
  if (!n && location.hash) history.pushState(null, "", location.pathname + location.search);
  follow();
}
function focusDetail() { $("detail").querySelector("h2")?.focus({ preventScroll: innerWidth > 900 }); }
function idOfAddress() {
  try { return decodeURIComponent(location.hash.slice(1)); } catch { return ""; }
}
function follow(first) {
  const before = view.chosen, n = byId.get(idOfAddress()) || null;
  if (n && view.pathFrom && view.pathFrom !== n) {
    view.path = shortest(view.pathFrom, n) || [];
    view.pathEnds = [view.pathFrom, n];
    view.pathFrom = null;
  } else if (n !== before) view.path = null;
  if (!n) view.pathFrom = null;
  view.chosen = n;
  drawRows();
  drawDetail();
  drawPicture();
  if (n) { $("side").scrollTop = 0; if (!first) focusDetail(); }
  else if (before) document.querySelector(`#rows a[href="#${CSS.escape(encodeURIComponent(before.id))}"]`)?.focus();
}

function drawTabs() {
  const filtered = view.words || view.dossier || narrowed();
  $("tabs").setAttribute("aria-label", t("tabs"));
  $("tabs").replaceChildren(...tabNames.filter(x => allRows(x).length).map(x => {
    const on = x === view.tab, all = allRows(x).length;
    const n = filtered && nodes.length < 20000 ? with_({ kind: "", verdict: "", relation: "" }, () => passing(x).length) : all;
    return el("button", { type: "button", role: "tab", id: "tab-" + x, "aria-selected": String(on), "aria-controls": "panel", tabindex: on ? "0" : "-1", onclick: () => openTab(x) }, t(x) + " ", el("small", {}, number(n)));
  }));
  $("panel").setAttribute("aria-labelledby", "tab-" + view.tab);
}
function with_(other, what) {
  const kept = {};
  for (const k in other) kept[k] = view[k], view[k] = other[k];
  const result = what();
  Object.assign(view, kept);
  return result;
}
function openTab(x) {
  change({ tab: x, state: "", kind: "", verdict: "", relation: "", sort: tables[x].sort || "", down: !!tables[x].down });
  $("tab-" + x).focus();
}

function drawAll() {
  document.documentElement.lang = lang ? "en" : "nl";
  for (const e of document.querySelectorAll("[data-t]")) e.textContent = t(e.dataset.t);
  const dossiers = new Set([...motions.keys()].map(n => n.dossier)); // a page of one dossier bears its number
  document.title = data.title || (data.part && dossiers.size === 1 && [...dossiers][0] ? `${t("dossier")} ${[...dossiers][0]}` : t("title"));
  $("title").textContent = document.title;
  $("scope").textContent = scopeSaid() + (data.part ? ` · ${t("part")}` : "");
  $("absence").textContent = t("absence", scopeSaid());
  $("language").textContent = lang ? "Nederlands" : "English";
  $("language").lang = lang ? "nl" : "en";
  for (const id of ["closer", "farther"]) $(id).setAttribute("aria-label", t(id));
  for (const id of ["png", "svg"]) $(id).setAttribute("aria-label", t("saveas", t(id)));
  $("pager").setAttribute("aria-label", t("pager"));
  drawLegend();
  drawTabs();
  drawTable();
  drawDetail();
}

function listen() {
  let waiting;
  $("search").oninput = () => { $("table").setAttribute("aria-busy", "true"); clearTimeout(waiting); waiting = setTimeout(() => change({ words: $("search").value }), nodes.length > 5000 ? 250 : 80); };
  for (const id of ["kind", "verdict", "relation", "dossier"]) $(id).onchange = () => change({ [id]: $(id).value });
  $("from").oninput = () => change({ from: Math.min(+$("from").value, view.to) });
  $("to").oninput = () => change({ to: Math.max(+$("to").value, view.from) });
  $("clear").onclick = () => { $("search").value = ""; change({ state: "", kind: "", verdict: "", relation: "", dossier: "", words: "", from: 0, to: months_.length - 1 }, "#search"); };
  $("copy").onclick = copyCsv;
  $("save").onclick = () => download(`${view.tab}.csv`, new Blob(["\ufeff", csv()], { type: "text/csv" }));
  $("before").onclick = () => turn(-1);
  $("after").onclick = () => turn(1);
  $("language").onclick = () => { lang = 1 - lang; drawAll(); };
  addEventListener("hashchange", () => follow());
  addEventListener("popstate", () => { if (!location.hash && view.chosen) follow(); });
  addEventListener("keydown", e => { if (e.key === "Escape" && view.chosen && !e.target.matches("input, select")) choose(null); });
  $("tabs").onkeydown = e => {
    const tabs = [...$("tabs").children], i = tabs.indexOf(e.target), n = tabs.length;
    const to = { ArrowRight: i + 1, ArrowLeft: i - 1 + n, Home: 0, End: n - 1 }[e.key];
    if (to !== undefined && i >= 0) { e.preventDefault(); tabs[to % n].click(); }
  };
  $("rows").onkeydown = e => { // from row to row
    const links = [...$("rows").querySelectorAll("th a")], i = links.indexOf(e.target), to = { ArrowDown: i + 1, ArrowUp: i - 1 }[e.key];
    if (i >= 0 && links[to]) { e.preventDefault(); links[to].focus(); }
  };
}
function turn(by) {
  change({ page: view.page + by, keep: true });
  $("table").scrollIntoView();
  $("rows").querySelector("a")?.focus();
}

view.to = Math.max(0, months_.length - 1);
view.tab = tabNames.find(x => allRows(x).length) || "papers";
view.sort = tables[view.tab].sort || "";
view.down = !!tables[view.tab].down;
$("more").open = innerWidth > 900;
listen();
drawAll();
start();
drawPicture();
follow(true);
