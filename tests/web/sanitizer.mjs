// Opens every page of two records that are full of hostile markup, with and without script, and holds
// that nothing runs, nothing is asked for elsewhere and no text becomes an element. Started by
// sanitizer.py.
import { chromium } from "playwright-core";

const settings = JSON.parse(process.argv[2]);
const browser = await chromium.launch({ executablePath: settings.chromium, args: ["--no-sandbox"] });
const faults = [];
const kForbidden = "main script, main iframe, main img, main style, main base, main object, main embed, main link, main video, main audio, main svg script, [onerror], [onload], [onclick], [style*=url]";

async function watched(javaScriptEnabled) {
  const context = await browser.newContext({ javaScriptEnabled });
  const page = await context.newPage();
  const note = (words) => faults.length < 50 && faults.push(`${words} at ${page.url().slice(0, 200)}`);
  page.on("pageerror", (error) => note("error: " + error.message));
  page.on("dialog", (dialog) => { note("dialog: " + dialog.message()); dialog.dismiss(); });
  page.on("console", (line) => line.type() === "error" && note("console: " + line.text()));
  page.on("popup", () => note("a new window"));
  page.on("request", (request) => {
    const to = new URL(request.url());
    if (!["data:", "blob:"].includes(to.protocol) && to.hostname !== "127.0.0.1") note("request: " + to);
  });
  return { context, page, note };
}

const rows = async (base, type) => (await (await fetch(`${base}api/v1/${type}?format=jsonl`)).text()).trim().split("\n").map(JSON.parse).slice(0, -1);

async function look(page, note, address) {
  const found = await page.locator(kForbidden).count();
  if (found > 0) note(`${found} elements made of text, ${address}`);
  const odd = page.locator('main a[href]:not([href^="/"]):not([href^="#"]):not([href^="http://"]):not([href^="https://"])');
  if ((await odd.count()) > 0) note("link to " + (await odd.first().getAttribute("href")));
}

// In the page: goes from report to report as a link does, and waits until each is drawn.
async function openEach([paths, forbidden]) {
  const faults = [];
  for (const path of paths) {
    const before = document.querySelector("main .stored");
    history.pushState(null, "", "/" + path);
    dispatchEvent(new PopStateEvent("popstate"));
    let now = null;
    for (const end = Date.now() + 30000; (!now || now === before) && Date.now() < end; now = document.querySelector("main .stored")) {
      await new Promise((done) => setTimeout(done, 4));
    }
    if (!now || now === before) faults.push("nothing shown: " + path);
    if (document.querySelector(forbidden)) faults.push("elements made of text: " + path);
  }
  return faults;
}

const kScreens = ["", "news?since=1990", "positions?columns=all", "timeline", "figures", "sources?speakers=all", "compare", "actors", "articles?all=1", "decisions", "review", "review?type=statements&order=flagged", "read", "search?q=strike"];
const kTypes = [["positions", "positions"], ["origins", "sources"], ["figures", "figures"]];
let opened = 0;
for (const base of settings.servers) {
  const articles = (await rows(base, "articles")).map((row) => "articles/" + encodeURIComponent(row.id));
  const actors = (await rows(base, "actors")).slice(0, 20).map((row) => "actors/" + row.id);
  const evidence = [];
  for (const [type, screen] of kTypes) evidence.push(...(await rows(base, type)).slice(0, 20).map((row) => `${screen}?open=${row.id}`));
  for (const script of [true, false]) {
    const { context, page, note } = await watched(script);
    // A page of plain tables is written by one function whatever stands in it: every fifth is opened.
    const some = script ? evidence : articles.filter((_, i) => i % 5 === 0);
    for (const path of [...kScreens, ...actors, ...some]) {
      await page.goto(base + path);
      const shown = script ? (path.includes("open=") ? ".drawer .place" : "html[data-script] main h1") : "main h1";
      await page.waitForSelector(shown).then(() => look(page, note, path), () => note("nothing shown"));
      ++opened;
    }
    if (script) {
      await page.goto(base + "articles");
      await page.waitForSelector("html[data-script] main h1");
      for (const fault of await page.evaluate(openEach, [articles, kForbidden])) note(fault);
      opened += articles.length;
    }
    await page.waitForTimeout(500);
    await context.close();
  }
}
await browser.close();
for (const fault of faults) console.log("FAILED  " + fault);
console.log(`${opened} pages opened, ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
