// picture.js - the companion of the table: the things in its rows and what is tied to them, at the places that the program
// reckoned. Drawn by force-graph with its forces off, so it opens still. State shows in fill and border, not in colour alone.
const LABELS = 12;
const looks = { // colour, width, dashes
  __proto__: null,
  answers: ["--blue", 1.8, null], fulfils: ["--green", 1.8, null], introduces: ["--ink", 1, null], promises: ["--red", 1.2, [2, 3]],
  judges: ["--purple", 1.2, null], decides: ["--purple", 1.8, null], holds: ["--purple", 1, [5, 3]],
};
let graph, paint = {}, alone = false, drawnNodes = [], drawnLinks = [], near = new Set(), way = new Set();
const colours = "ink soft line edge paper wash blue red green grey purple bluewash redwash greenwash greywash".split(" ");
function readColours() {
  const style = getComputedStyle(document.documentElement);
  for (const c of colours) paint["--" + c] = style.getPropertyValue("--" + c).trim();
}
const letter = n => ({ __proto__: null, motie: "M", toezegging: "T", brief: "B", verslag: "V", debat: "V", handelingen: "H" })[n.kind] || "";
const stateOf = n => motions.get(n)?.state || commitments.get(n)?.state || "";
let grow = 1; // things keep a size that can be seen, however far away; less so where there are many
const size = n => grow * (n.present && !stateOf(n) ? 10 : stateOf(n) ? 7 : 4.5);
const settle = scale => { grow = Math.max(1, Math.min(1, Math.max(.3, Math.sqrt(60 / drawnNodes.length))) / scale); };

function shape(n, ctx) {
  const s = size(n);
  ctx.beginPath();
  if (commitments.has(n)) ctx.moveTo(n.px - s, n.py), ctx.lineTo(n.px, n.py - s), ctx.lineTo(n.px + s, n.py), ctx.lineTo(n.px, n.py + s), ctx.closePath();
  else if (motions.has(n)) ctx.arc(n.px, n.py, s, 0, 7);
  else ctx.rect(n.px - s, n.py - s * .8, 2 * s, 1.6 * s);
}
function colourOf(n) {
  const look = stateOf(n) ? stateLook(stateOf(n)) : n.present ? "paper" : "named";
  return { kept: ["--greenwash", "--green"], found: ["--bluewash", "--blue"], open: ["--redwash", "--red", [3, 2]], late: ["--red", "--red"], off: ["--greywash", "--grey", [1, 2]], paper: ["--ink", "--ink"], named: ["--paper", "--edge"] }[look];
}
const dimmed = n => near.size > 0 && !near.has(n);
function drawNode(v, ctx) {
  const n = v.node, [fill, line, dash] = colourOf(n);
  ctx.globalAlpha = dimmed(n) ? 0.18 : 1;
  shape(n, ctx);
  ctx.fillStyle = paint[fill];
  ctx.fill();
  ctx.strokeStyle = paint[line];
  ctx.lineWidth = grow * (n === view.chosen ? 3.5 : 1.5);
  ctx.setLineDash(n !== view.chosen && dash ? dash.map(d => d * grow) : []);
  ctx.stroke();
  ctx.setLineDash([]);
  if (size(n) > 6 * grow && letter(n)) {
    ctx.fillStyle = paint[fill === line ? "--paper" : "--ink"];
    ctx.font = `600 ${size(n)}px system-ui, sans-serif`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(letter(n), n.px, n.py + .5);
  }
  ctx.globalAlpha = 1;
}

// Names last, the most important first, none over another, and none but those of papers over a thing.
function drawNames(ctx, scale) {
  const boxes = [], weight = n => (n === view.chosen ? 1e6 : 0) + (near.has(n) ? 1e4 : 0) + (n.present && !stateOf(n) ? 1e3 : 0) + n.in.length + n.out.length;
  const some = drawnNodes.filter(v => near.has(v.node) || v.node === view.chosen || near.size === 0 && (scale > 1.5 || !v.node.id.includes("#"))).sort((a, b) => weight(b.node) - weight(a.node)).slice(0, scale > .8 || near.size ? 400 : LABELS);
  const px = 12 / scale;
  ctx.font = `${px}px system-ui, sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.strokeStyle = paint["--paper"];
  ctx.lineWidth = 3 / scale;
  ctx.lineJoin = "round";
  for (const { node: n } of some) {
    const text = name(n).length > 34 ? name(n).slice(0, 33) + "…" : name(n), w = ctx.measureText(text).width / 2, y = n.py + size(n) + 2 / scale;
    const box = [n.px - w - px / 3, y, n.px + w + px / 3, y + px * 1.2];
    const over = b => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3];
    if (boxes.some(over)) continue;
    if (stateOf(n) && !near.size && drawnNodes.length < 500 && drawnNodes.some(({ node: m }) => m !== n && over([m.px - size(m), m.py - size(m), m.px + size(m), m.py + size(m)]))) continue;
    boxes.push(box);
    ctx.strokeText(text, n.px, y);
    ctx.fillStyle = paint["--ink"];
    ctx.fillText(text, n.px, y);
  }
}

function start() {
  readColours();
  graph = new ForceGraph($("canvas"))
    .cooldownTicks(0).warmupTicks(0).enableNodeDrag(false).minZoom(.02).maxZoom(12)
    .nodeId("i").nodeVal(1)
    .nodeCanvasObject(drawNode)
    .nodePointerAreaPaint((v, colour, ctx) => { ctx.fillStyle = colour; ctx.beginPath(); ctx.arc(v.node.px, v.node.py, size(v.node) + 3, 0, 7); ctx.fill(); })
    .nodeLabel(v => el("span", {}, `${name(v.node)} · ${headline(v.node).slice(0, 160)}`)) // an element: a string would be taken for markup
    .linkLabel(l => el("span", {}, `${name(l.arc.from)} ${relationWord(l.arc.relation)} ${name(l.arc.to)}`))
    .linkColor(l => paint[way.has(l.arc) ? "--ink" : (looks[l.arc.relation] || ["--edge"])[0]] + (near.size && !(near.has(l.arc.from) && near.has(l.arc.to)) ? "22" : ""))
    .linkWidth(l => way.has(l.arc) ? 4 : (looks[l.arc.relation] || [0, .7])[1] * Math.min(1, Math.max(.3, Math.sqrt(300 / drawnLinks.length))))
    .linkLineDash(l => (looks[l.arc.relation] || [])[2] || null)
    .linkDirectionalArrowLength(l => drawnLinks.length > 1500 ? 0 : 5).linkDirectionalArrowRelPos(.8)
    .onNodeClick(v => choose(v.node))
    .onBackgroundClick(() => view.chosen && choose(null))
    .onRenderFramePre((ctx, scale) => settle(scale))
    .onRenderFramePost(drawNames);
  const fit = () => { graph.width($("canvas").clientWidth).height($("canvas").clientHeight); zoomToAll(near.size ? near : null); };
  new ResizeObserver(fit).observe($("canvas"));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readColours(); drawPicture(); });
  $("closer").onclick = () => graph.zoom(graph.zoom() * 1.5);
  $("farther").onclick = () => graph.zoom(graph.zoom() / 1.5);
  $("fit").onclick = () => zoomToAll();
  $("around").onclick = () => { alone = !alone; drawPicture(); };
  $("large").onclick = () => $("large").setAttribute("aria-pressed", document.querySelector("main").classList.toggle("large"));
  $("png").onclick = savePicture;
  $("svg").onclick = saveDrawing;
}
function zoomToAll(only) {
  if (drawnNodes.length) graph.zoomToFit(0, 38, v => !only || only.has(v.node));
  if (graph.zoom() > 1.3) graph.zoom(1.3);
}
function savePicture() {
  const from = $("canvas").querySelector("canvas"), to = el("canvas", { width: from.width, height: from.height }), ctx = to.getContext("2d");
  ctx.fillStyle = paint["--paper"];
  ctx.fillRect(0, 0, to.width, to.height);
  ctx.drawImage(from, 0, 0);
  to.toBlob(b => download("kamergraaf.png", b));
}

// What is near to one thing: what speaks of it at the left, what it speaks of at the right.
function surroundings(n) {
  const left = [...new Set(n.in.map(a => a.from))].filter(x => x !== n), right = [...new Set(n.out.map(a => a.to))].filter(x => x !== n && !left.includes(x));
  const put = (list, x) => list.slice(0, 30).map((m, i, all) => Object.assign(m, { px: x + (i % 2 ? 60 : 0) * Math.sign(x), py: (i - (all.length - 1) / 2) * 30 }));
  return [Object.assign(n, { px: 0, py: 0 }), ...put(left, -190), ...put(right, 190)];
}

let lastDrawn = "";
function drawPicture() {
  if (!graph) return;
  const at = places[view.tab] || places.all, chosen = view.chosen, single = chosen && (alone || !at.has(chosen));
  const told = view.tab in places; // of a motion: what was done to it; who merely names it, the list tells
  const relation = a => view.relation ? a.relation === view.relation : !told || a.relation !== "cites";
  const wanted = new Set();
  if (single) for (const n of surroundings(chosen)) wanted.add(n);
  else {
    for (const r of shown) {
      if (r.arc) wanted.add(r.arc.from), wanted.add(r.arc.to);
      else {
        wanted.add(r.node);
        for (const a of r.node.in) if (relation(a)) wanted.add(a.from);
        for (const a of r.node.out) if (relation(a)) wanted.add(a.to);
      }
    }
    if (chosen) wanted.add(chosen), chosen.in.forEach(a => wanted.add(a.from)), chosen.out.forEach(a => wanted.add(a.to));
    for (const s of view.path || []) wanted.add(s.from), wanted.add(s.to);
    for (const n of wanted) if (!at.has(n)) wanted.delete(n); else [n.px, n.py] = at.get(n);
  }
  const pairs = new Map();
  for (const n of wanted) for (const a of n.out) {
    const key = `${a.to.i} ${a.relation}`;
    if (wanted.has(a.to) && a.to !== n && (relation(a) || single) && !pairs.has(n.i + " " + key)) pairs.set(n.i + " " + key, a);
  }
  drawnNodes = [...wanted].map(n => ({ i: n.i, node: n, x: n.px, y: n.py, fx: n.px, fy: n.py }));
  drawnLinks = [...pairs.values()].map(arc => ({ source: arc.from.i, target: arc.to.i, arc }));
  way = new Set((view.path || []).map(s => s.arc));
  near = new Set(!chosen || single ? [] : view.path ? view.path.flatMap(s => [s.from, s.to]) : [chosen, ...chosen.in.map(a => a.from), ...chosen.out.map(a => a.to)]);
  const key = drawnNodes.map(v => v.i).join() + single + drawnLinks.length + near.size;
  graph.graphData({ nodes: drawnNodes, links: drawnLinks });
  if (near.size) zoomToAll(near);
  else if (key !== lastDrawn) zoomToAll();
  lastDrawn = key;
  $("around").hidden = !chosen || !at.has(chosen);
  $("around").setAttribute("aria-pressed", String(alone));
  $("canvas").setAttribute("aria-label", t("pictureof", number(drawnNodes.length), number(drawnLinks.length)));
  const neighbours = single ? new Set([...chosen.in.map(a => a.from), ...chosen.out.map(a => a.to)]).size : 0;
  $("drawn").textContent = single ? t("lone", name(chosen), number(drawnNodes.length - 1), number(neighbours))
    : t("drawn", number(drawnNodes.length), number(drawnLinks.length)) + (places.all.size < nodes.length ? " " + t("capped", number(places.all.size), number(nodes.length)) : "");
}

function drawLegend() {
  const svg = (...shapes) => {
    const e = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    e.setAttribute("viewBox", "0 0 16 12");
    e.setAttribute("aria-hidden", "true");
    for (const [tag, given] of shapes) {
      const s = document.createElementNS("http://www.w3.org/2000/svg", tag);
      for (const k in given) s.setAttribute(k, given[k]);
      e.append(s);
    }
    return e;
  };
  const dot = (fill, line, dash) => svg(["circle", { cx: 8, cy: 6, r: 5, fill: `var(${fill})`, stroke: `var(${line})`, "stroke-width": 1.5, "stroke-dasharray": dash || "none" }]);
  const rows = [
    [dot("--bluewash", "--blue"), lang ? "motion: answered" : "motie: beantwoord"],
    [dot("--redwash", "--red", "3 2"), lang ? "no answer" : "geen antwoord"],
    [dot("--greywash", "--grey", "1 2"), lang ? "no answer wanted any more" : "vraagt geen antwoord meer"],
    [svg(["path", { d: "M8 0L14 6L8 12L2 6Z", fill: "var(--redwash)", stroke: "var(--red)", "stroke-width": 1.5 }]), said(kindWords, "toezegging")],
    [svg(["rect", { x: 2, y: 1, width: 12, height: 10, fill: "var(--ink)" }]), lang ? "paper of this collection" : "stuk uit deze verzameling"],
    [svg(["rect", { x: 4, y: 3, width: 8, height: 7, fill: "var(--paper)", stroke: "var(--edge)" }]), lang ? "only named" : "alleen genoemd"],
    [svg(["path", { d: "M0 6H16", stroke: "var(--blue)", "stroke-width": 2 }]), relationWord("answers")],
  ];
  $("legend").replaceChildren(...rows.map(([mark, text]) => el("li", {}, mark, text)));
}
