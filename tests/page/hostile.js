// hostile.js - a page of documents that would like to be markup.
const { ok, is, open, csv, run, T, fs } = require("./browser.js");
const file = `${T}/h.html`, html = fs.readFileSync(file, "utf8");

async function bytes() {
  const data = html.split('<script type="application/json" id="data">')[1].split("</script>")[0];
  ok(!data.includes("<") && !/[\u2028\u2029]/.test(data), "no < and no U+2028 in the data");
  const read = JSON.parse(data);
  ok(read.nodes.some(n => n[0] === "<script>hacked=1</script>#0") && read.sentences.some(s => s.includes("\u2028")), "which read as they were");
  is(html.match(/<script/g).length, 3, "three scripts, of which one is data");
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)[1];
  ok(policy.startsWith("default-src 'none'") && !/unsafe|\*|http|data:|blob:/.test(policy), "a policy that lets nothing in", policy);
  ok(!/\son[a-z]+\s*=|<(?:img|iframe|object|embed|link|base|form)\b/i.test(html.split("<script")[0].replace(/<meta[^>]*>/g, "").replace(/<!--.*?-->/gs, "").replace(/<style>.*?<\/style>/s, "")), "no handler, nothing that loads, in the page itself");
}

async function runs() {
  const page = await open(file);
  const clean = async what => {
    is(await page.evaluate(() => [typeof hacked, document.scripts.length, document.querySelectorAll("img, iframe, object, embed, link, base, body style").length, [...document.querySelectorAll("body *")].flatMap(e => [...e.attributes]).filter(a => a.name.startsWith("on")).length,
      [...document.querySelectorAll("a")].filter(a => !/^(#|https?:\/\/)/.test(a.getAttribute("href"))).length]), ["undefined", 3, 0, 0, 0], what);
  };
  await clean("the page opens, nothing runs");
  for (const tab of await page.$$eval("[role=tab]", t => t.map(x => x.id))) {
    await page.click("#" + tab);
    await clean(tab);
    const links = await page.$$("#rows th a");
    for (let i = 0; i < links.length; i++) {
      await page.evaluate(n => document.querySelectorAll("#rows th a")[n].click(), i);
      await page.waitForTimeout(15);
    }
    await clean(`${tab}: each thing looked at`);
    for (const row of await page.$$("#rows tr")) await row.dispatchEvent("mouseover");
    for (const id of ["kind", "relation", "dossier"]) for (const value of await page.$$eval(`#${id} option`, o => o.map(x => x.value))) await page.evaluate(([i, v]) => { const e = document.getElementById(i); e.value = v; e.dispatchEvent(new Event("change")); }, [id, value]);
    await clean(`${tab}: filtered by what they call themselves`);
    await page.evaluate(() => document.getElementById("clear").click());
  }
  await page.click("#tab-moties");
  await page.keyboard.press("Escape");
  const box = await page.locator("#canvas").boundingBox();
  for (let x = 10; x < box.width; x += 24) for (let y = 10; y < box.height; y += 40) await page.mouse.move(box.x + x, box.y + y);
  await clean("the mouse over the whole picture");
  await page.fill("#search", "<script>hacked");
  await page.waitForSelector("#table:not([aria-busy])");
  await clean("searched for");
  ok((await page.textContent("#rows")).includes("<script>hacked=1</script>"), "and found, as text");
  await page.click("#clear");
  const cells = (await csv(page)).flatMap(r => Object.values(r));
  ok(cells.length > 100 && !cells.some(c => /^\s*[=+@-]/.test(c)), "no cell of the CSV is reckoned", cells.filter(c => /^\s*[=+@-]/.test(c)));
  for (const hash of ["#%E0%A4%A", "#__proto__", "#constructor", "#" + encodeURIComponent("<script>hacked=1</script>#0"), "#nothing"]) {
    await page.evaluate(h => { location.hash = h; }, hash);
    await page.waitForTimeout(50);
    await clean(`the address ${hash}`);
  }
  await page.click("#language");
  await clean("in English");
  is(page.complaints, [], "no console error, no dialog");
  is(page.requests, [], "no request leaves the file");
}

run([bytes, runs]);
