// What a reader does in the workbench, by mouse and by keyboard, and what must hold on each screen.
// Started by run.py with the addresses of two servers: the example, and a record of hostile texts.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

const settings = JSON.parse(process.argv[2]);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({ executablePath: settings.chromium, args: ["--no-sandbox"] });
const api = async (base, path) => (await fetch(base + "api/v1/" + path)).json();

let passed = 0;
let failed = 0;
// `options.expected`: what the console may say.
async function test(name, run, options = {}) {
  if (settings.only && !name.includes(settings.only)) return;
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push("error: " + error.message));
  page.on("dialog", (dialog) => { faults.push("dialog: " + dialog.message()); dialog.dismiss(); });
  page.on("console", (line) => line.type() === "error" && !options.expected?.test(line.text()) && faults.push("console: " + line.text()));
  page.on("request", (request) => {
    const to = new URL(request.url());
    if (!["data:", "blob:"].includes(to.protocol) && to.hostname !== "127.0.0.1") faults.push("request: " + to);
  });
  try {
    await run(page);
    assert.deepEqual(faults, []);
    ++passed;
    console.log("ok      " + name);
  } catch (error) {
    ++failed;
    console.log("FAILED  " + name + "\n" + error.stack);
  }
  await context.close();
}

const settle = (page) => page.waitForTimeout(150);

// Asks until it is so: the page's content policy forbids the driver's own waiting, which evaluates text.
async function until(page, holds, timeout = 15000) {
  for (const end = Date.now() + timeout; !(await holds()); await page.waitForTimeout(100)) {
    assert.ok(Date.now() < end, "still not so after " + timeout + " ms: " + holds);
  }
}

async function open(page, path, base = settings.example) {
  await page.goto(base + path.replace(/^\//, ""));
  await page.waitForSelector("html[data-script] main h1");
  await settle(page);
}

async function screensOf(base) {
  const position = (await api(base, "positions?limit=1")).rows[0];
  const actor = (await api(base, "actors?limit=1")).rows[0];
  const article = (await api(base, "articles?limit=1")).rows[0];
  const screens = { overview: "/", positions: "/positions", timeline: "/timeline", figures: "/figures", sources: "/sources",
    news: "/news?since=2025-03-14", compare: "/compare", decisions: "/decisions", actors: "/actors", articles: "/articles", read: "/read", export: "/export", review: "/review", search: "/search?q=talks" };
  if (position) {
    screens.evidence = `/positions?open=${position.id}`;
    screens.reader = `/articles/${encodeURIComponent(position.article)}?at=${position.start}-${position.end}`;
  } else if (article) screens.reader = "/articles/" + encodeURIComponent(article.id);
  if (actor) screens.actor = "/actors/" + actor.id;
  return screens;
}

await test("from a cell of the matrix to its sentence in the report, by mouse", async (page) => {
  await open(page, "/positions");
  await page.locator(".matrix td .pick").first().click();
  await page.waitForSelector(".drawer .place mark");
  const quote = await page.locator(".drawer .place mark").first().textContent();
  await page.locator(".drawer .where a").first().click();
  await page.waitForSelector(".stored .asked");
  const marked = (await page.locator(".stored .asked").allTextContents()).join("");
  assert.equal(marked.trim(), quote.trim());
  await page.goBack();
  await page.waitForSelector(".drawer .place mark");
});

await test("the same by keyboard alone, and back to the cell", async (page) => {
  await open(page, "/");
  await page.keyboard.press("3");
  await page.waitForSelector(".matrix td .pick");
  for (let i = 0; i < 80; ++i) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.matches(".matrix td .pick"))) break;
  }
  await page.keyboard.press("Enter");
  await page.waitForSelector(".drawer .place mark");
  await settle(page);
  assert.ok(await page.evaluate(() => document.activeElement.matches(".drawer h2")), "focus is in the evidence");
  await page.keyboard.press("Escape");
  await settle(page);
  assert.equal(await page.locator(".drawer").count(), 0);
  assert.ok(await page.evaluate(() => document.activeElement.matches(".matrix td .pick")), "focus is back on the cell");
});

await test("the positions as of an earlier day", async (page) => {
  await open(page, "/positions");
  const now = await page.locator(".matrix td .pick").count();
  await page.locator("input[type=range]").focus();
  await page.keyboard.press("Home");
  await settle(page);
  await until(page, async () => (await page.locator(".matrix td .pick").count()) < now);
  assert.match(page.url(), /as_of=2025-03-\d\d/);
});

await test("the history of a cell", async (page) => {
  await open(page, "/positions");
  const link = page.locator(".matrix td a.meta").first();
  const count = parseInt(await link.textContent(), 10);
  await link.click();
  await page.waitForSelector("#history .saying");
  assert.equal(await page.locator("#history .saying").count(), count);
});

await test("two claimants of one figure, each with its words", async (page) => {
  await open(page, "/figures");
  const note = await page.locator(".clash-note").first().textContent();
  assert.match(note, /about 3,000.*Island Council.*fewer than 2,000.*Harbour Board/s);
  assert.ok((await page.locator("svg .clash").count()) > 0);
  await page.locator(".series .pick").first().click();
  await page.waitForSelector(".drawer .place mark");
});

await test("one origin behind several outlets", async (page) => {
  await open(page, "/sources");
  await page.getByRole("button", { name: "One source, several outlets" }).click();
  await settle(page);
  const first = await page.locator(".saying .meta").first().textContent();
  assert.match(first, /Example Wire, Harbour Post, Island Courier.*3 reports, 1 origin/s);
  await page.getByRole("button", { name: /^\d+ Island Courier$/ }).click();
  await settle(page);
  for (const meta of await page.locator(".saying .meta").allTextContents()) assert.match(meta, /Island Courier/);
});

await test("the sources of one speaker by keyboard", async (page) => {
  await open(page, "/sources");
  await page.getByRole("button", { name: /^Tomas Reed \d+$/ }).focus();
  await page.keyboard.press("Enter");
  await settle(page);
  for (const who of await page.locator(".saying .who").allTextContents()) assert.equal(who, "Tomas Reed");
});

await test("a search from any screen by keyboard, into the report", async (page) => {
  await open(page, "/figures");
  await page.keyboard.press("/");
  await page.keyboard.type("pay rise");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".hits mark");
  await page.locator(".hits a").first().click();
  await page.waitForSelector(".stored .asked");
});

await test("an address holds the state of the screen", async (page) => {
  await open(page, "/timeline");
  await page.locator("select").first().selectOption("said");
  await settle(page);
  await page.locator(".entry .pick").first().click();
  await page.waitForSelector(".drawer .correct", { state: "attached" });
  const text = await page.locator("main").textContent();
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.waitForSelector(".drawer .correct", { state: "attached" });
  assert.equal(await other.locator("main").textContent(), text);
});

await test("from finding to finding in a report with n and p", async (page) => {
  const { rows } = await api(settings.example, "positions?limit=1");
  await open(page, "/articles/" + encodeURIComponent(rows[0].article));
  await page.keyboard.press("n");
  await page.waitForSelector(".stored .now");
  const first = page.url();
  await page.keyboard.press("n");
  await settle(page);
  assert.notEqual(page.url(), first);
  await page.keyboard.press("p");
  await settle(page);
  assert.equal(page.url(), first);
});

await test("no screen is wider than a narrow window", async (page) => {
  for (const [name, path] of Object.entries(await screensOf(settings.example))) {
    await open(page, path);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${name} is ${wide} pixels too wide`);
  }
}, { viewport: { width: 390, height: 844 } });

await test("an actor's names by outlet", async (page) => {
  await open(page, "/actors");
  await page.locator("tbody a").first().click();
  await page.getByText("What each outlet calls them").waitFor();
});

await test("a printed screen has its content and no controls", async (page) => {
  await open(page, "/positions");
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".matrix").isVisible());
  assert.ok(!(await page.locator("header.top").isVisible()));
  assert.ok((await page.pdf()).length > 10000);
});

await test("light and dark by key, kept for the next page", async (page) => {
  await open(page, "/");
  const before = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.keyboard.press("t");
  const after = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.notEqual(before, after);
  await open(page, "/figures");
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), after);
});

await test("the keys are listed", async (page) => {
  await open(page, "/");
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await settle(page);
  assert.equal(await page.getByRole("dialog").count(), 0);
});

await test("the whole record as files, by keyboard alone", async (page) => {
  await open(page, "/");
  await page.keyboard.press("x");
  await page.waitForSelector("main h1");
  for (const [title, file, begins] of [["Report", "report.html", "<!doctype html>"], ["JSON-LD", "record.jsonld", "{\"@context\""], ["Events, CSV", "events.csv", "event_id,"]]) {
    await tabTo(page, "main a", title);
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    assert.equal(download.suggestedFilename(), file);
    assert.ok(readFileSync(await download.path(), "utf8").startsWith(begins), title);
  }
});

await test("without script every screen is a table", async (page) => {
  for (const path of Object.values(await screensOf(settings.example))) {
    await page.goto(settings.example + path.slice(1));
    assert.ok((await page.locator("main h1").count()) === 1, path);
    assert.ok((await page.locator("main table").count()) > 0, path);
  }
}, { javaScriptEnabled: false });

await test("the first load is small and each screen ready in a second", async (page) => {
  for (const [file, most] of [["app.js", 60 * 1024], ["style.css", 15 * 1024]]) {
    const bytes = gzipSync(Buffer.from(await (await fetch(settings.example + "assets/" + file)).arrayBuffer())).length;
    console.log(`        ${file}: ${bytes} bytes compressed`);
    assert.ok(bytes <= most, file);
  }
  await open(page, "/");
  for (const [name, path] of Object.entries(await screensOf(settings.example))) {
    const took = [];
    for (let turn = 0; turn < (settings.times ?? 1); ++turn) {
      const begun = Date.now();
      await page.goto(settings.example + path.slice(1));
      await page.waitForSelector("html[data-script] main h1", { timeout: 120000 });
      took.push(Date.now() - begun);
    }
    console.log(`        ${name}: ${took.join(", ")} ms`);
  }
});

await test("two outlets compared", async (page) => {
  await open(page, "/compare?a=Example+Wire&b=Island+Courier");
  await page.waitForSelector(".pairs");
  await page.getByLabel("Told by").selectOption("both");
  await settle(page);
  assert.ok((await page.locator(".pairs tbody tr").count()) > 0);
  assert.equal(await page.locator(".pairs .none").count(), 0);
  await page.locator(".pairs .pick").first().click();
  await page.waitForSelector(".drawer .place");
});

await test("what a day brought, each with its sentence", async (page) => {
  await open(page, "/news?since=2025-03-18");
  await page.getByText("Changed stances").waitFor();
  await page.locator("main .pick").first().click();
  await page.waitForSelector(".drawer .place");
});

await test("a row rejected by keyboard stays rejected after a re-read, and comes back when undone", async (page) => {
  const { rows } = await api(settings.example, "positions?limit=1000");
  const gone = rows[0];
  await open(page, "/positions?open=" + gone.id);
  await page.getByLabel("Reason or note").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByText("Say why").waitFor();
  await page.getByLabel("Reason or note").fill("a test of the page");
  await page.getByRole("button", { name: "Reject", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.locator(".toast").getByText("rejected").waitFor();
  execFileSync(settings.readAgain[0], settings.readAgain.slice(1));
  await page.waitForTimeout(2000);  // the page shows what was read
  const ids = async () => (await api(settings.example, "positions?limit=1000")).rows.map((row) => row.id);
  assert.ok(!(await ids()).includes(gone.id), "rejected");
  await open(page, "/decisions");
  assert.match(await page.locator("tbody tr").first().textContent(), /reject.*a test of the page.*stands/);
  await page.locator("tbody button").first().click();
  await page.locator("tbody tr").nth(1).getByText("taken back").waitFor();
  assert.ok((await ids()).includes(gone.id), "back");
});

await test("two actors merged after a look at what changes, and taken back", async (page) => {
  const actors = async () => (await api(settings.example, "actors?limit=1000")).rows;
  const before = await actors();
  const [a, b] = before.filter((row) => row.type === "PER");
  await open(page, "/actors/" + a.id);
  await page.locator(".decide select").first().selectOption(b.id);
  await page.getByRole("button", { name: "What would change?" }).first().click();
  await page.getByRole("button", { name: /^Merge, \d+ rows? change/ }).click();
  await page.locator(".toast").getByText("Merged").waitFor();
  assert.equal((await actors()).length, before.length - 1);
  await page.locator(".toast").getByRole("button", { name: "Undo" }).click();
  await page.locator(".toast").waitFor({ state: "detached" });
  assert.deepEqual((await actors()).map((row) => row.id), before.map((row) => row.id));
});

for (const [kind, base] of [["example", settings.example], ["hostile", settings.hostile]]) {
  for (const colorScheme of kind === "example" ? ["light", "dark"] : ["light"]) {
    await test(`axe finds nothing on any screen, and no text becomes markup: ${kind}, ${colorScheme}`, async (page) => {
      await page.addInitScript(() => {
        globalThis.violations = [];
        addEventListener("securitypolicyviolation", (event) => globalThis.violations.push(event.violatedDirective));
      });
      for (const [name, path] of Object.entries(await screensOf(base))) {
        for (const view of colorScheme === "light" ? ["", "plain"] : [""]) {
          if (view && name === "evidence") continue;
          const address = base + path.slice(1) + (view ? (path.includes("?") ? "&" : "?") + "view=plain" : "");
          await page.goto(address);
          await page.waitForSelector(view ? "main h1" : "html[data-script] main h1");
          await page.waitForTimeout(200);
          const policy = await page.evaluate(() => globalThis.violations);
          assert.deepEqual(policy, [], address);
          assert.equal(await page.locator("main script, main iframe, main img, main style, main base").count(), 0, address);
          for (const href of await page.locator("a[href]").evaluateAll((links) => links.map((link) => new URL(link.getAttribute("href"), location.href).protocol))) {
            assert.ok(["http:", "https:"].includes(href), href);
          }
          const { violations } = await page.evaluate(`(() => { const module = undefined; ${axe}; return axe.run(); })()`);
          assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(" | ")}`), [], `${name} ${view}`);
          if (settings.screenshots && kind === "example" && !view) {
            mkdirSync(settings.screenshots, { recursive: true });
            await page.screenshot({ path: `${settings.screenshots}/${name}-${colorScheme}.png` });
            if (colorScheme === "light") {
              await page.setViewportSize({ width: 390, height: 844 });
              await page.waitForTimeout(100);
              await page.screenshot({ path: `${settings.screenshots}/${name}-narrow.png` });
              await page.setViewportSize({ width: 1440, height: 900 });
            }
          }
        }
      }
    }, { colorScheme });
  }
}

await test("the review queue by keyboard alone: accept, set a value, reject, undo, skip", async (page) => {
  const queue = async () => api(settings.example, "review?limit=200");
  const begun = await queue();
  await open(page, "/");
  await page.keyboard.press("v");
  await page.waitForSelector(".case .place mark");
  await until(page, async () => page.url().includes("at=" + begun.rows[0].row.id));
  const shows = async (id) => until(page, async () => page.url().includes("at=" + id) && (await page.locator(".case .place mark").count()) > 0);

  await page.keyboard.press("a");
  await shows(begun.rows[1].row.id);
  assert.equal((await queue()).checked, begun.checked + 1);

  await page.keyboard.press("e");
  await page.waitForSelector(".correct select");
  await settle(page);
  assert.ok(await page.evaluate(() => document.activeElement.matches(".correct select")), "focus is on the field");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.type("checked by hand");
  await page.keyboard.press("Enter");
  await shows(begun.rows[2].row.id);
  const set = (await api(settings.example, "decisions?limit=1000")).rows.find((row) => row.reason === "checked by hand");
  assert.deepEqual([set.kind, set.field, set.targets[0].id], ["correct", "stance", begun.rows[1].row.id]);

  await page.keyboard.press("r");
  await page.keyboard.press("Enter");
  await page.getByText("Say why it is rejected").waitFor();
  await page.keyboard.type("not in the text");
  await page.keyboard.press("Enter");
  await shows(begun.rows[3].row.id);
  assert.equal((await queue()).checked, begun.checked + 3);
  assert.equal((await queue()).total, begun.total);

  await page.keyboard.press("u");
  await shows(begun.rows[2].row.id);
  assert.equal((await queue()).checked, begun.checked + 2);
  await page.keyboard.press("s");
  await shows(begun.rows[3].row.id);
  await page.getByText("1 passed over").waitFor();
  await page.keyboard.press("u");
  await shows(begun.rows[1].row.id);
  await page.keyboard.press("u");
  await until(page, async () => (await queue()).checked === begun.checked);
});

await test("a value set, an actor split and origins joined on the page, each taken back", async (page) => {
  const undo = async () => {
    await page.locator(".toast").getByRole("button", { name: "Undo" }).click();
    await page.locator(".toast").waitFor({ state: "detached" });
  };
  const rows = async (type) => (await api(settings.example, type + "?limit=1000")).rows;
  const position = (await rows("positions"))[0];
  await open(page, "/positions?open=" + position.id);
  await page.getByText("Set a value").click();
  await page.locator(".drawer .correct select").nth(1).selectOption("no_comment");
  await page.getByRole("button", { name: "Set it" }).click();
  await page.locator(".toast").getByText("stance is now no comment").waitFor();
  assert.equal((await rows("positions")).find((row) => row.id === position.id).stance, "no_comment");
  await undo();
  assert.equal((await rows("positions")).find((row) => row.id === position.id).stance, position.stance);

  const actors = await rows("actors");
  const two = actors.find((row) => row.names.length > 1);
  await open(page, "/actors/" + two.id);
  await page.locator("fieldset input").first().check();
  await page.getByRole("button", { name: "What would change?" }).last().click();
  await page.getByRole("button", { name: /^Split, \d+ rows? change/ }).click();
  await page.locator(".toast").getByText("Split").waitFor();
  assert.equal((await rows("actors")).length, actors.length + 1);
  await undo();
  assert.equal((await rows("actors")).length, actors.length);

  const origins = await rows("origins");
  const one = origins.find((row) => row.speaker && origins.some((other) => other.id !== row.id && other.speaker === row.speaker));
  await open(page, "/sources?open=" + one.id);
  await page.getByText("The same saying as another").click();
  await page.locator(".drawer details select").selectOption({ index: 1 });
  await page.locator(".drawer details[open]").getByRole("button", { name: "What would change?" }).click();
  await page.getByRole("button", { name: /^Join, \d+ rows? change/ }).click();
  await page.locator(".toast").getByText("Joined").waitFor();
  assert.equal((await rows("origins")).length, origins.length - 1);
  await undo();

  const several = origins.find((row) => row.members.length > 1);
  await open(page, "/sources?open=" + several.id);
  await page.getByText("These are two sayings").click();
  await page.locator(".drawer fieldset input").first().check();
  await page.locator(".drawer details[open]").getByRole("button", { name: "What would change?" }).click();
  await page.getByRole("button", { name: /^Part, \d+ rows? change/ }).click();
  await page.locator(".toast").getByText("Parted").waitFor();
  assert.equal((await rows("origins")).length, origins.length + 1);
  await undo();
  assert.deepEqual((await rows("origins")).map((row) => row.id), origins.map((row) => row.id));
});

await test("a pasted report is read by keyboard alone, and its page opened", async (page) => {
  await open(page, "/figures");
  await page.keyboard.press("+");
  await page.getByLabel("Text of the report").focus();
  await page.keyboard.type("The Ferry Crews Union said on March 27, 2025 that its members would vote once more.");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Crews to vote once more");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Coast Radio");
  await page.getByRole("button", { name: "Read it" }).focus();
  await page.keyboard.press("Enter");
  await page.locator(".piece").getByText("1 report added").waitFor();
  await page.getByRole("link", { name: "Crews to vote once more" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector(".stored");
  assert.match(await page.locator(".stored").textContent(), /would vote once more/);
});

await test("dropped files are read one after another; a bad one says what and where", async (page) => {
  await open(page, "/positions");
  const drop = await page.evaluateHandle(() => {
    const files = new DataTransfer();
    files.items.add(new File(["Harbour Board says no\n\nThe Harbour Board said on March 28, 2025 that it would not vote.\n"], "board.txt"));
    files.items.add(new File(['{"text": "The union said on Friday that it would wait."}\n{"text": \n'], "rows.jsonl"));
    files.items.add(new File([new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 0])], "program"));
    return files;
  });
  await page.dispatchEvent("main", "drop", { dataTransfer: drop });
  await until(page, async () => (await page.locator(".piece.read, .piece.refused").count()) === 3);
  assert.match(page.url(), /\/read$/);
  const [program, rows, board] = await page.locator(".piece").allTextContents();
  assert.match(board, /board\.txt.*1 report added/s);
  assert.match(rows, /rows\.jsonl.*1 report added.*rows\.jsonl:2/s);
  assert.match(program, /program.*not read.*looks like/s);
}, { expected: /status of 422/ });

// Presses Tab until what has the focus matches, and fails where nothing does.
async function tabTo(page, selector, text = "", most = 400) {
  for (let i = 0; i < most; ++i) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(([one, words]) => document.activeElement.matches(one) && document.activeElement.textContent.includes(words), [selector, text])) return;
  }
  assert.fail(`no way to ${selector} "${text}" with Tab`);
}

await test("by keyboard alone: two claimants of the toll, each with its sentence", async (page) => {
  await open(page, "/");
  await page.keyboard.press("5");
  await page.waitForSelector(".clash-note");
  await tabTo(page, ".series .pick", "3,000");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".drawer .place mark");
  assert.match(await page.locator(".drawer").textContent(), /Island Council/);
  await page.keyboard.press("Escape");
  await tabTo(page, ".series .pick", "2,000");
  await page.keyboard.press("Enter");
  await until(page, async () => /Harbour Board/.test(await page.locator(".drawer").textContent()));
});

await test("by keyboard alone: one origin behind two outlets, and its permalink", async (page) => {
  await open(page, "/");
  await page.keyboard.press("6");
  await page.waitForSelector("main h1");
  await tabTo(page, "button", "One source, several outlets");
  await page.keyboard.press("Enter");
  await tabTo(page, ".saying .pick", "3 reports, 1 origin");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".drawer .place");
  const places = await page.locator(".drawer .place").count();
  assert.ok(places >= 2);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.waitForSelector(".drawer .place");
  assert.equal(await other.locator(".drawer .place").count(), places);
});

await test("by keyboard alone: two outlets compared", async (page) => {
  await open(page, "/");
  await page.keyboard.press("7");
  await page.waitForSelector("main select");
  await tabTo(page, "main select");
  await page.keyboard.type("Example");
  await settle(page);
  await tabTo(page, "main select");
  await page.keyboard.type("Island");
  await until(page, async () => /a=Example(\+|%20)Wire.*b=Island(\+|%20)Courier/.test(page.url()));
  await tabTo(page, ".pairs .pick");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".drawer .place");
});

await test("by keyboard alone: a search, and into the report", async (page) => {
  await open(page, "/");
  await page.keyboard.press("/");
  await page.keyboard.type("pay rise");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".hits mark");
  await tabTo(page, ".hits a");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".stored .asked");
});

await test("by keyboard alone: two actors merged, and taken back", async (page) => {
  const actors = async () => (await api(settings.example, "actors?limit=1000")).rows;
  const before = await actors();
  const first = before.find((row) => row.type === "PER");
  await open(page, "/");
  await page.keyboard.press("8");
  await page.waitForSelector("main tbody a");
  await tabTo(page, "main tbody a", first.name);
  await page.keyboard.press("Enter");
  await page.getByText("The same as another?").waitFor();
  await tabTo(page, ".decide select");
  await page.keyboard.press("ArrowDown");
  await tabTo(page, "button", "What would change?");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /^Merge, \d+ rows? change/ }).waitFor();
  await tabTo(page, "button", "Merge, ");
  await page.keyboard.press("Enter");
  await page.locator(".toast").getByText("Merged").waitFor();
  assert.equal((await actors()).length, before.length - 1);
  await tabTo(page, ".toast button", "Undo");
  await page.keyboard.press("Enter");
  await page.locator(".toast").waitFor({ state: "detached" });
  assert.deepEqual((await actors()).map((row) => row.id), before.map((row) => row.id));
});

await test("logging in by keyboard, to the page that was asked for; a reader sees no way to change", async (page) => {
  await page.goto(settings.guarded + "positions?columns=all");
  await page.locator("h1").getByText("Parley").waitFor();
  assert.match(page.url(), /\/login\?next=/);
  const { violations } = await page.evaluate(`(() => { const module = undefined; ${axe}; return axe.run(); })()`);
  assert.deepEqual(violations.map((one) => one.id), []);
  if (settings.screenshots) await page.screenshot({ path: `${settings.screenshots}/login-light.png` });
  await page.getByLabel("Name").focus();
  await page.keyboard.type("ana");
  await page.keyboard.press("Tab");
  await page.keyboard.type("not her password");
  await page.keyboard.press("Enter");
  await page.getByText("The name or the password is wrong.").waitFor();
  await page.getByLabel("Name").focus();
  await page.keyboard.type("ana");
  await page.keyboard.press("Tab");
  await page.keyboard.type("a long enough secret");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".matrix td .pick");
  assert.match(page.url(), /\/positions\?columns=all$/);
  await page.locator(".matrix td .pick").first().click();
  await page.waitForSelector(".drawer .place mark");
  assert.equal(await page.locator(".drawer .decide").count(), 0);
  assert.equal(await page.getByRole("link", { name: "Add", exact: true }).count(), 0);
  assert.equal(await page.evaluate(async () => (await fetch("/api/v1/decisions", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" })).status), 403);
  assert.equal(await page.evaluate(() => document.cookie), "");
  await page.getByRole("button", { name: "Log out ana" }).click();
  await page.getByLabel("Password").waitFor();
  await page.goto(settings.guarded);
  assert.match(page.url(), /\/login/);
}, { expected: /status of (401|403)/ });

await test("what another process reads appears by itself", async (page) => {
  await open(page, "/articles");
  const before = await page.locator("tbody tr").count();
  execFileSync(settings.read[0], settings.read.slice(1));
  await until(page, async () => (await page.locator("tbody tr").count()) > before);
});

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
