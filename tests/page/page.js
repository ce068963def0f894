// page.js - the page of the examples, driven as people drive it. What it shows is held against `moties`, `toezeggingen` and the others.
const { ok, is, kg, ndjson, open, csv, run, T, fs } = require("./browser.js");
const file = `${T}/page.html`, db = `${T}/g.db`;
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const ids = rows => rows.map(r => r.id ?? r.Id).sort();
const heading = page => page.textContent("#detail h2");
const headed = (page, words) => page.waitForFunction(w => document.querySelector("#detail h2")?.textContent.includes(w), words, { timeout: 5000 }).then(() => true, () => false);
const shownCount = async page => +(await page.textContent("#count")).split(" ")[0].replaceAll(".", "");
const search = async (page, words) => {
  await page.fill("#search", words);
  await page.waitForSelector("#table:not([aria-busy])");
};
const asOf = "2023-11-10"; // the last day of the collection, from which the page looks

async function searching() {
  const page = await open(file);
  await search(page, "moratorium turkije");
  is(ids(await csv(page)), ["kst-35570-V-45"], "search finds a motion by words of its subject");
  await search(page, "35570-V-45");
  is(await shownCount(page), 1, "by its number");
  await search(page, "Omtzigt");
  const by = ids(await csv(page));
  ok(ids(ndjson("moties", db, "--mover", "Omtzigt")).every(x => by.includes(x)), "by a mover: what moties --mover has, and where the name is in the words", by);
  await search(page, "minsk-proces azerbeidzjan armenie");
  ok((await page.textContent("#rows")).includes("35 373, nr. 8"), "accents do not matter");
  const word = "clustermunitie";
  await search(page, word);
  const found = ids(await csv(page)), held = ids(ndjson("moties", db).filter(m => m.answers.some(a => a.evidence.toLowerCase().includes(word))));
  ok(held.length > 0 && held.every(x => found.includes(x)), "by words of the evidence", { found, held });
  await page.click(`#rows a[href="#${held[0]}"]`);
  await page.waitForSelector("#detail h2");
  is((await page.textContent("#detail mark")).toLowerCase(), word, "which are marked in the sentence");
  await search(page, "qqqq");
  ok((await page.textContent("#rows")).includes("Niets gevonden"), "what is not there is said to be not there");
  await page.click("#clear");
  is(await shownCount(page), ndjson("moties", db).length, "cleared, all are back");
  is(page.complaints, [], "no console error while searching");
}

async function evidence() {
  const page = await open(file), m = ndjson("moties", db).find(x => x.id === "kst-35373-8");
  await page.click('#rows a[href="#kst-35373-8"]');
  await headed(page, "Dit conflict");
  const text = await page.textContent("#detail");
  ok(text.includes(m.answers[0].evidence), "a click shows the sentence that answers");
  ok(text.includes(`regel ${m.answers[0].line}`) && text.includes("brief 4 nov 2021"), "with document and line");
  ok(text.includes(m.movers.join("; ")) && text.includes(m.title), "who put it on record, and its whole subject");
  const cited = ndjson("cited-by", db, "kst-35373-8");
  const shown = await page.$$eval("#detail blockquote", b => b.map(x => x.textContent));
  ok(cited.length > 0 && cited.every(c => shown.includes(c.evidence)), "each citing sentence is there, as cited-by has them", { cited: cited.length, shown: shown.length });
  const cues = ndjson("edges", db).filter(x => x.target === "kst-35373-8" && x.cue && x.evidence.includes(x.cue.trim())).map(x => x.cue.trim());
  is((await page.$$eval("#detail blockquote u", u => u.map(x => x.textContent))).sort(), cues.sort(), "the words that make it an answer, a judgement are marked in the sentence, as edges has them");
  is(await page.getAttribute("#detail a[target=_blank]", "href"), "https://zoek.officielebekendmakingen.nl/kst-35373-8.html", "and the official address");
  await page.click("#detail .where a");
  ok(await headed(page, "Notaoverleg"), "a link of the evidence is followed");
  await page.goBack();
  ok(await headed(page, "Dit conflict"), "and the browser goes back");
  await page.click("#close");
  ok(!(await page.$("#detail h2")), "closed");
  const direct = await open(file, { hash: "#kst-35570-V-45" });
  ok((await heading(direct)).includes("moratorium"), "an address with #id opens on that thing");
  const many = await open(file, { hash: "#brief-moties-2021-11-04" });
  const before = await many.$$eval("#detail .events li", l => l.length);
  await many.click("#detail > button:last-child");
  ok(await many.$$eval("#detail .events li", l => l.length) > before, "a letter shows its first sentences, then all");
  is([...page.complaints, ...direct.complaints, ...many.complaints], [], "no console error while reading");
}

async function paths() {
  const page = await open(file, { hash: "#brief-moties-2021-11-04" });
  await page.focus("#pathfrom");
  await page.keyboard.press("Enter");
  is(await page.evaluate(() => document.activeElement.id), "stop", "a path is asked for by keyboard, and the focus stays");
  await page.click("#tab-papers");
  await page.click('#rows a[href="#kst-35373-19"]');
  await page.waitForSelector("#detail .path");
  const steps = await page.$$eval("#detail .path li", l => l.map(x => x.textContent)), known = ndjson("path", db, "brief-moties-2021-11-04", "kst-35373-19", "--both");
  is(steps.length, known.length, "a path between two things, as long as that of path --both");
  ok(known.some(k => steps[0].includes(k.evidence)), "with the sentence of each step", { steps, known });
}

async function agreement() {
  const page = await open(file), all = ndjson("moties", db);
  const code = { "geen antwoord": "open", "loopt nog": "ongoing", beantwoord: "answered", "n.v.t.": "not_applicable", aangehouden: "held", overgenomen: "taken_over", verworpen: "rejected", ingetrokken: "withdrawn", vervangen: "replaced", vervallen: "lapsed" };
  const rows = await csv(page);
  is(rows.map(r => [r.Id, r.Stand]).sort(), all.map(m => [m.id, m.state]).sort(), "the table has the motions and states of moties");
  is(rows.map(r => [r.Id, r.Indieners, r.Oordeel, r.Datum]).sort(), all.map(m => [m.id, m.movers.join("; "), m.judgement ?? "", m.date ?? ""]).sort(), "movers, verdicts and dates");
  is(rows.map(r => [r.Id, r["Beantwoord in"]]).sort(), all.map(m => [m.id, m.answers.map(a => `${a.doc}:${a.line}`).join("; ")]).sort(), "answers with document and line");
  for (const chip of await page.$$eval(".chip", c => c.map(x => [x.dataset.state, x.textContent]))) {
    const [state, label] = chip, word = label.replace(/ [\d.]+$/, "");
    await page.click(`[data-state=${state}]`);
    is(ids(await csv(page)), ids(all.filter(m => m.state === code[word])), `filter ${word}: the motions that moties gives that state`);
    await page.click(`[data-state=${state}]`);
  }
  await page.click("[data-state=open]");
  is(ids(await csv(page)), ids(ndjson("moties", db, "--open")), "open ones as moties --open");
  await page.click("#clear");
  await page.selectOption("#dossier", "35373");
  is(ids(await csv(page)), ids(ndjson("moties", db, "--dossier", "35373")), "a dossier as moties --dossier");
  await page.click("#clear");
  const at = await page.evaluate(() => document.querySelector("#from").max);
  await page.$eval("#from", (e, n) => { e.value = n; e.dispatchEvent(new Event("input")); }, Math.floor(at / 2));
  const said = await page.textContent("#fromsaid"), month = "jan feb mrt apr mei jun jul aug sep okt nov dec".split(" ").indexOf(said.slice(0, 3)) + 1;
  is(ids(await csv(page)), ids(ndjson("moties", db, "--from", `${said.slice(4)}-${String(month).padStart(2, "0")}`)), `a period as moties --from (${said})`);
  await page.click("#clear");
  await page.selectOption("#relation", "judges");
  is(ids(await csv(page)), ids(all.filter(m => m.judgements.some(j => j.judgement !== "aangehouden"))), "a relation: the motions that were judged");
  await page.click("#clear");
  for (const verdict of await page.$$eval("#verdict option", o => o.map(x => x.value).filter(Boolean))) {
    await page.selectOption("#verdict", verdict);
    is(ids(await csv(page)), ids(ndjson("moties", db, "--judgement", verdict)), `a verdict as moties --judgement: ${verdict}`);
  }
  ok(await page.$$eval("#verdict option", o => o.length) > 3, "verdicts to choose from");
  await page.click("#tab-toezeggingen");
  ok(await page.isHidden("#verdict"), "of motions alone");
  const promises = ndjson("toezeggingen", db, "--as-of", asOf);
  is((await csv(page)).map(r => [r.Id, r.Stand, r.Woorden, r.Uiterlijk, r["Toegezegd in"], r["Nagekomen in"]]).sort(),
    promises.map(p => [p.id, p.state, p.words, p.due ?? "", `${p.doc}:${p.line}`, p.kept_by.map(k => `${k.doc}:${k.line}`).join("; ")]).sort(), "commitments as toezeggingen has them, overdue as of the last day of the collection");
  await page.click("#tab-missing");
  is((await csv(page)).map(r => [r.Id, +r.Genoemd, +r["In stukken"]]).sort(), ndjson("missing", db).map(x => [x.id, x.citations, x.documents]).sort(), "what is missing as missing has it");
  await page.click("#tab-relations");
  await page.selectOption("#kind", "motie");
  ok(await shownCount(page) > 40, "relations by the kind of what they are about");
  is(page.complaints, [], "no console error while filtering");
  const late = `${T}/late.html`;
  kg("export", db, "-o", late, "--as-of", "2030-01-01");
  const then = await open(late);
  await then.click("#tab-toezeggingen");
  is((await csv(then)).map(r => [r.Id, r.Stand]).sort(), ndjson("toezeggingen", db, "--as-of", "2030-01-01").map(p => [p.id, p.state]).sort(), "--as-of another day");
  kg("export", db, "-o", late, "--dossier", "35373");
  const part = await open(late), inPart = ids(await csv(part));
  ok(inPart.includes("kst-35373-8") && inPart.length < all.length, "a page of one dossier holds its motions alone", inPart);
  is([await part.title(), (await part.textContent("#scope")).includes("een deel")], ["Dossier 35373", true], "and says so");
  kg("export", db, "-o", late, "--quiet", "--kind", "amendement");
  const none = await open(late);
  await none.click("#language");
  ok((await none.textContent("#rows")).includes("Nothing found"), "a page of nothing opens, too");
  is([...part.complaints, ...none.complaints], [], "no console error on smaller pages");
}

async function table() {
  const page = await open(file);
  const column = n => page.$$eval("#rows tr", (rows, i) => rows.map(r => r.children[i].textContent), n);
  await page.click("[data-head=id]");
  const up = (await csv(page)).map(r => r.Id);
  is(up, [...up].sort(new Intl.Collator("nl", { numeric: true }).compare), "sorted by number, 9 before 10");
  is(await page.getAttribute("#heads th:first-child", "aria-sort"), "ascending", "and says so");
  const first = await column(0);
  await page.click("[data-head=id]");
  is((await csv(page)).map(r => r.Id), [...up].reverse(), "and the other way round");
  ok((await column(0))[0] !== first[0], "on the page, too");
  await page.click("#copy");
  await page.waitForFunction(() => /gekopieerd/.test(document.querySelector("#count").textContent));
  ok((await page.evaluate(() => navigator.clipboard.readText())).startsWith("Id;Datum;Nummer;"), "copied as CSV");
  await page.click("#tab-relations");
  is(await page.$$eval("#rows tr", r => r.length), 50, "fifty rows a page");
  await page.click("#after");
  ok((await page.textContent("#pages")).startsWith("51–100 van"), "then the next fifty");
  is(page.complaints, [], "no console error in the table");
}

async function keyboard() {
  const page = await open(file), focus = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());
  const press = async (key, n = 1) => { while (n--) await page.keyboard.press(key); };
  await press("Tab");
  is(await focus(), "Naar de tabel", "the first stop leads to the table");
  await press("Tab", 2);
  is(await focus(), "tab-moties", "then language, then tabs: one stop");
  await press("ArrowRight");
  is(await focus(), "tab-toezeggingen", "arrows go from tab to tab");
  await press("ArrowLeft");
  for (let i = 0; i < 12 && await focus() !== "search"; i++) await press("Tab");
  is(await focus(), "search", "past the states to the search");
  await page.keyboard.type("moratorium");
  await page.waitForSelector("#table:not([aria-busy])");
  for (let i = 0; i < 20 && !(await focus()).startsWith("35 570"); i++) await press("Tab");
  ok((await focus()).startsWith("35 570"), "to the row that was found", await focus());
  await press("Enter");
  await headed(page, "moratorium");
  ok(await page.evaluate(() => document.activeElement.matches("#detail h2")), "Enter goes to what it is");
  ok((await heading(page)).includes("moratorium"), "which is the thing chosen");
  await press("Escape");
  ok((await focus()).startsWith("35 570"), "Escape goes back to the row");
  await page.click("#clear");
  await page.focus("#rows a");
  await press("ArrowDown");
  is(await page.evaluate(() => [...document.querySelectorAll("#rows th a")].indexOf(document.activeElement)), 1, "arrows go from row to row");
  await page.focus("[data-head=subject]");
  await press("Enter");
  is(await page.evaluate(() => document.activeElement.dataset.head), "subject", "sorting keeps the focus");
  await page.focus("[data-state=open]");
  await press("Space");
  is(await page.evaluate(() => [document.activeElement.dataset.state, document.activeElement.getAttribute("aria-pressed")]), ["open", "true"], "so does a filter");
  await page.focus("#from");
  const before = await shownCount(page);
  await press("ArrowRight", 3);
  ok(await shownCount(page) <= before && /20\d\d/.test(await page.getAttribute("#from", "aria-valuetext")), "the time is moved by arrows, and spoken as a month");
  const stops = new Set();
  await page.click("#clear");
  for (let i = 0; i < 200; i++) { await press("Tab"); stops.add(await focus()); }
  for (const id of ["copy", "save", "png", "svg", "large", "closer"]) ok(stops.has(id), `${id} is reached by Tab`);
  is(page.complaints, [], "no console error by keyboard");
}

async function picture() {
  const page = await open(file), canvas = page.locator("#canvas canvas");
  await page.waitForFunction(() => document.querySelector("#canvas canvas").toDataURL().length > 8000); // something is drawn
  await page.waitForTimeout(500);
  const shot = await canvas.screenshot(), again = await open(file);
  await again.waitForTimeout(1500);
  ok(shot.equals(await again.locator("#canvas canvas").screenshot()), "the picture stands still, and is the same each time");
  ok((await page.getAttribute("#canvas", "aria-label")).startsWith("Beeld van "), "it has words for who cannot see it");
  // The middle of the first thing that is as dark as a paper is drawn.
  const at = await canvas.evaluate(c => {
    const { data, width, height } = c.getContext("2d").getImageData(0, 0, c.width, c.height), scale = c.width / c.clientWidth;
    const dark = (x, y) => data[(y * width + x) * 4] < 60 && data[(y * width + x) * 4 + 3] > 200;
    for (let y = 0; y < height - 6; y++) for (let x = 0; x < width - 12; x++) {
      let all = true;
      for (let i = 0; i < 12 && all; i++) all = dark(x + i, y) && dark(x + i, y + 2);
      if (all) return { x: (x + 6) / scale, y: (y + 4) / scale };
    }
  });
  ok(at, "papers are seen");
  await canvas.hover({ position: at });
  await page.waitForTimeout(200);
  await canvas.click({ position: at });
  await page.waitForTimeout(200);
  ok(await page.$("#detail h2") && page.url().includes("#"), "a click on a point shows what it is");
  await page.click("#around");
  ok((await page.textContent("#drawn")).includes("direct"), "its surroundings alone");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#png")]);
  is(fs.readFileSync(await download.path()).subarray(1, 4).toString(), "PNG", "the picture is saved");
  const vector = async p => {
    const [file] = await Promise.all([p.waitForEvent("download"), p.click("#svg")]);
    const text = fs.readFileSync(await file.path(), "utf8");
    return p.evaluate(x => {
      const svg = new DOMParser().parseFromString(x, "image/svg+xml");
      return svg.querySelector("parsererror") ? null : { title: svg.querySelector("title").textContent, lines: svg.querySelectorAll("path[fill=none]").length, words: [...svg.querySelectorAll("text")].map(t => t.textContent), bad: /NaN|undefined|Infinity/.test(x) };
    }, text);
  };
  const few = await vector(page), whole = await vector(again), said = /Beeld van (\d+) dingen en (\d+) /.exec(await again.getAttribute("#canvas", "aria-label"));
  ok(few && whole && !few.bad && !whole.bad && whole.title.length > 0, "or as SVG", { few, whole });
  is(whole.lines, +said[1] + +said[2], "with a border for each thing and a line for each relation");
  ok(whole.words.includes("brief 4 nov 2021") && few.words.length > 0, "and names", whole.words.slice(0, 40));
  await page.click("#large");
  ok((await page.locator("#canvas").boundingBox()).height > 500, "and made large");
  is([...page.complaints, ...again.complaints], [], "no console error in the picture");
  is([...page.requests, ...again.requests], [], "no request leaves the file");
}

async function accessible() {
  for (const scheme of ["light", "dark"]) for (const width of [1280, 390]) {
    const page = await open(file, { scheme, width });
    await page.evaluate(axe);
    const check = async what => {
      const r = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
      is(r.violations.map(v => [v.id, v.impact, v.nodes.length, v.nodes[0].html.slice(0, 120)]), [], `axe-core: ${what}, ${scheme}, ${width} wide`);
    };
    await check("motions, Dutch");
    await page.click("#language");
    is(await page.getAttribute("html", "lang"), "en", "the page says that it is English now");
    await check("motions, English");
    for (const tab of ["toezeggingen", "papers", "missing", "relations", "problems"]) {
      await page.click(`#tab-${tab}`);
      await check(tab);
      ok(await page.evaluate(() => document.querySelector("#table").offsetWidth <= document.querySelector("#panel").clientWidth), `${tab}: the table keeps to its side, ${width} wide`);
    }
    await page.click("#tab-moties");
    await page.click("#rows a");
    await check("one motion");
    await page.keyboard.press("Escape");
    await page.click("footer summary");
    await check("licences");
    ok(!/undefined|\[object|NaN/.test(await page.innerText("body")), "no word is lacking");
    ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `nothing sticks out, ${width} wide`);
    is(page.requests, [], "no request leaves the file");
  }
}

run([searching, evidence, paths, agreement, table, keyboard, picture, accessible]);
