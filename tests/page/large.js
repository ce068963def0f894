// large.js - the page of 50,000 things.
const { ok, is, ndjson, kg, open, csv, run, T } = require("./browser.js");
const db = `${T}/l.db`;

async function large() {
  const page = await open(`${T}/l.html`), count = () => page.textContent("#count");
  is(await count(), "10.000 van 10.000", "all motions are in the table");
  is(await page.$$eval("#rows tr", r => r.length), 50, "of which fifty are in the document");
  ok(/Getekend: [\d.]+ dingen/.test(await page.textContent("#drawn")) && (await page.textContent("#drawn")).includes("50.000 dingen; het beeld kan er 2.000 tonen"), "the picture says what it leaves out", await page.textContent("#drawn"));
  await page.fill("#search", "deel 49995");
  await page.waitForFunction(() => /^\d van/.test(document.querySelector("#count").textContent));
  ok((await page.textContent("#rows")).includes("deel 49995"), "search finds one motion in fifty thousand things");
  await page.click(`#rows tr:has-text("deel 49995") th a`);
  await page.waitForSelector("#detail h2");
  ok((await page.$$("#detail blockquote")).length > 0, "with its sentences");
  ok((await page.textContent("#drawn")).includes("direct aan vastzit"), "what is not in the picture is drawn with its surroundings");
  await page.click("#clear");
  await page.click("[data-state=open]");
  is((await csv(page)).map(r => r.Id).sort(), ndjson("moties", db, "--open").map(m => m.id).sort(), "open motions as moties --open");
  await page.click("#tab-relations");
  await page.click("#after");
  ok((await page.textContent("#pages")).startsWith("51–100 van 116."), "relations by the page", await page.textContent("#pages"));
  is(page.complaints, [], "no console error");
  is(page.requests, [], "no request leaves the file");
  kg("export", db, "-o", `${T}/f.html`, "--drawn", "300");
  const few = await open(`${T}/f.html`);
  ok((await few.textContent("#drawn")).includes("kan er 300 tonen"), "--drawn sets how many are drawn");
}

run([large]);
