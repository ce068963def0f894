// browser.js - what the tests of the page are written with: TAP, one Chromium, pages whose every complaint and request is kept.
const { chromium } = require("playwright-core");
const { execFileSync } = require("child_process");
const fs = require("fs"), path = require("path");

let count = 0, browser;
const KG = process.env.KG, T = process.env.T;

function ok(good, what, more) {
  console.log(`${good ? "ok" : "not ok"} ${++count} - ${what}`);
  if (!good && more !== undefined) console.log(String(typeof more === "string" ? more : JSON.stringify(more)).slice(0, 1500).replace(/^/gm, "#   "));
  return good;
}
const is = (have, want, what) => ok(JSON.stringify(have) === JSON.stringify(want), what, `have ${JSON.stringify(have)}\nwant ${JSON.stringify(want)}`);

function kg(...args) {
  return execFileSync(KG, args, { encoding: "utf8", maxBuffer: 1 << 30 });
}
const ndjson = (...args) => kg(...args, "--format", "ndjson").split("\n").filter(Boolean).map(l => JSON.parse(l));

async function open(file, { hash = "", scheme = "light", width = 1280, height = 800 } = {}) {
  browser ??= await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"] });
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, acceptDownloads: true, permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage(), url = "file://" + path.resolve(file);
  page.complaints = [];
  page.requests = [];
  page.on("console", m => page.complaints.push(`${m.type()}: ${m.text()}`));
  page.on("pageerror", e => page.complaints.push(`error: ${e.message}`));
  page.on("dialog", d => { page.complaints.push(`dialog: ${d.message()}`); d.dismiss(); });
  page.on("request", r => { if (r.url().split("#")[0] !== url && !r.url().startsWith("blob:")) page.requests.push(r.url()); });
  await page.goto(url + hash);
  await page.waitForSelector("#rows tr");
  return page;
}

// What the page itself gives away as CSV, as objects.
async function csv(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
  return parse(fs.readFileSync(await download.path(), "utf8").replace(/^\ufeff/, ""));
}
function parse(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^;\r\n"]*))(;|\r\n)/g)) {
    rows[rows.length - 1].push(quoted !== undefined ? quoted.replaceAll('""', '"') : plain);
    if (end !== ";") rows.push([]);
  }
  rows.pop();
  const heads = rows.shift();
  return rows.map(r => Object.fromEntries(heads.map((h, i) => [h, r[i]])));
}

async function run(tests) {
  try {
    for (const test of tests) await test();
  } catch (e) {
    ok(false, "nothing unforeseen happens", e.stack);
  }
  await browser?.close();
  console.log(`1..${count}`);
}

module.exports = { ok, is, kg, ndjson, open, csv, parse, run, T, fs };
