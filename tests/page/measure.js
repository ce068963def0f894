// measure.js N... - load to first picture of $T/N.html: from navigation to the first frame that shows the graph; a search; a frame.
const { chromium } = require("playwright-core"), fs = require("fs"), { T, ROUNDS } = process.env;
const median = v => v.sort((a, b) => a - b)[v.length >> 1];

(async () => {
  console.log(["things", "MB", "elements", "drawn", "table ms", "picture ms", "search ms", "zoom ms", "heap MB"].join("\t"));
  for (const n of process.argv.slice(2)) {
    const rows = [];
    for (let i = 0; i < +ROUNDS; i++) {
      const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--enable-precise-memory-info"] });
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await page.addInitScript(() => {
        const fill = CanvasRenderingContext2D.prototype.stroke; // the first line that is drawn
        CanvasRenderingContext2D.prototype.stroke = function (...a) {
          if (!window.painted) { window.painted = -1; requestAnimationFrame(() => { window.painted = performance.now(); }); }
          return fill.apply(this, a);
        };
        new MutationObserver((_, o) => { if (document.querySelector("#rows tr")) { window.tabled = performance.now(); o.disconnect(); } }).observe(document, { childList: true, subtree: true });
      });
      await page.goto(`file://${T}/${n}.html`);
      await page.waitForFunction(() => window.painted > 0, null, { polling: 50, timeout: 120000 });
      const now = await page.evaluate(() => [window.tabled, window.painted, document.querySelectorAll("*").length, +document.querySelector("#drawn").textContent.match(/[\d.]+/)[0].replace(".", "")]);
      const search = await page.evaluate(() => new Promise(done => {
        const start = performance.now(), box = document.querySelector("#search"), before = document.querySelector("#count").textContent;
        const look = setInterval(() => { if (document.querySelector("#count").textContent !== before) { clearInterval(look); done(performance.now() - start); } }, 1);
        box.value = "onderwijs deel 20";
        box.dispatchEvent(new Event("input"));
      }));
      const zoom = await page.evaluate(() => new Promise(done => {
        document.querySelector("#clear").click();
        requestAnimationFrame(() => requestAnimationFrame(() => {
          const start = performance.now();
          document.querySelector("#closer").click();
          requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
        }));
      }));
      rows.push([...now, search, zoom, await page.evaluate(() => performance.memory.usedJSHeapSize / 1e6)]);
      await browser.close();
    }
    const at = i => median(rows.map(r => r[i]));
    console.log([n, (fs.statSync(`${T}/${n}.html`).size / 1e6).toFixed(1), at(2), at(3), ...[0, 1, 4, 5, 6].map(i => Math.round(at(i)))].join("\t"));
  }
})();
