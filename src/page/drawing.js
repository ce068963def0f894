// drawing.js - the picture as SVG: what picture.js draws on a canvas, drawn on paper that keeps lines as lines and words as words.
const escaped = s => String(s).replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`);
const rounded = x => Math.round(x * 100) / 100;

// As much of a canvas as drawNode and drawNames use.
function drawingPaper() {
  const real = document.createElement("canvas").getContext("2d"), made = [], dashes = [];
  let path = "";
  const put = (tag, given, text) => made.push(`<${tag} ${Object.entries(given).map(([k, v]) => `${k}="${escaped(v)}"`).join(" ")}${text === undefined ? "/>" : `>${escaped(text)}</${tag}>`}`);
  const p = (...xy) => xy.map(rounded).join(" ");
  const words = (text, x, y, given) => put("text", { x: rounded(x), y: rounded(y), "font-size": rounded(parseFloat(/([\d.]+)px/.exec(c.font)[1])), "font-weight": /^600/.test(c.font) ? 600 : 400,
    "text-anchor": "middle", "dominant-baseline": c.textBaseline === "top" ? "hanging" : "central", opacity: c.globalAlpha, ...given }, text);
  const c = {
    made, globalAlpha: 1, font: "10px sans-serif", lineWidth: 1, textBaseline: "top",
    beginPath: () => path = "", closePath: () => path += "Z", moveTo: (x, y) => path += `M${p(x, y)}`, lineTo: (x, y) => path += `L${p(x, y)}`,
    arc: (x, y, r) => path += `M${p(x - r, y)}a${p(r, r)} 0 1 0 ${p(2 * r, 0)}a${p(r, r)} 0 1 0 ${p(-2 * r, 0)}Z`,
    rect: (x, y, w, h) => path += `M${p(x, y)}h${p(w)}v${p(h)}h${p(-w)}Z`,
    setLineDash: list => dashes.splice(0, Infinity, ...list.map(rounded)),
    fill: () => put("path", { d: path, fill: c.fillStyle, opacity: c.globalAlpha }),
    stroke: () => put("path", { d: path, fill: "none", stroke: c.strokeStyle, "stroke-width": rounded(c.lineWidth), "stroke-dasharray": dashes.join(" ") || "none", opacity: c.globalAlpha }),
    measureText: text => { real.font = c.font; return real.measureText(text); },
    fillText: (text, x, y) => words(text, x, y, { fill: c.fillStyle }),
    strokeText: (text, x, y) => words(text, x, y, { fill: "none", stroke: c.strokeStyle, "stroke-width": rounded(c.lineWidth), "stroke-linejoin": "round" }),
  };
  return c;
}

// Which way it points, on the last fifth of the line.
function arrow(c, from, to) {
  const dx = to.px - from.px, dy = to.py - from.py, n = Math.hypot(dx, dy) || 1, [ux, uy] = [dx / n, dy / n], x = from.px + .8 * dx, y = from.py + .8 * dy;
  c.beginPath();
  c.moveTo(x, y);
  c.lineTo(x - 5 * ux - 1.6 * uy, y - 5 * uy + 1.6 * ux);
  c.lineTo(x - 5 * ux + 1.6 * uy, y - 5 * uy - 1.6 * ux);
  c.closePath();
  c.fillStyle = c.strokeStyle;
  c.fill();
}

// All of the picture, whatever part of it is on the screen.
function drawing() {
  const c = drawingPaper(), edge = 60, xs = drawnNodes.map(v => v.node.px), ys = drawnNodes.map(v => v.node.py);
  const range = list => list.reduce(([a, b], x) => [Math.min(a, x), Math.max(b, x)], [Infinity, -Infinity]);
  const [left, right] = xs.length ? range(xs) : [0, 0], [top, bottom] = ys.length ? range(ys) : [0, 0];
  settle(1);
  for (const { arc: a } of drawnLinks) {
    const [colour, width, dash] = way.has(a) ? ["--ink", 4] : looks[a.relation] || ["--edge", .7];
    c.beginPath();
    c.moveTo(a.from.px, a.from.py);
    c.lineTo(a.to.px, a.to.py);
    Object.assign(c, { strokeStyle: paint[colour], lineWidth: width, globalAlpha: near.size && !(near.has(a.from) && near.has(a.to)) ? .13 : 1 });
    c.setLineDash(dash || []);
    c.stroke();
    if (drawnLinks.length <= 1500) arrow(c, a.from, a.to);
  }
  c.globalAlpha = 1;
  for (const v of drawnNodes) drawNode(v, c);
  drawNames(c, 1);
  settle(graph.zoom());
  const box = [left - edge, top - edge, right - left + 2 * edge, bottom - top + 2 * edge].map(rounded);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.join(" ")}" width="${box[2]}" height="${box[3]}" font-family="system-ui, sans-serif" role="img">
<title>${escaped(document.title)}</title><desc>${escaped($("drawn").textContent)}</desc>
<rect x="${box[0]}" y="${box[1]}" width="${box[2]}" height="${box[3]}" fill="${escaped(paint["--paper"])}"/>
${c.made.join("\n")}
</svg>
`;
}
const saveDrawing = () => download("kamergraaf.svg", new Blob([drawing()], { type: "image/svg+xml" }));
