// Drives VS Code in a browser on draft.md as a person would. Leaves screenshots; the first thing that fails ends it.
// node vscode.mjs URL OUT_DIR
import { chromium } from "playwright-core";

const [url, out] = process.argv.slice(2);
const PATIENCE = 120_000;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
// what fails on a slow machine is done again; only whole steps have patience
page.setDefaultTimeout(5_000);
page.setDefaultNavigationTimeout(PATIENCE);
const begun = Date.now();
const log = (...words) => console.log(((Date.now() - begun) / 1000).toFixed(1) + "s", ...words);
const flat = (text) => text.replace(/\s+/g, " ").trim();
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

/** Does `act` again and again until `seen` gives something; a slow machine may miss one. */
async function until(what, act, seen, every = 4000) {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    await act().catch(() => undefined);
    const look = Math.min(end, Date.now() + every);
    do {
      const found = await seen().catch(() => undefined);
      if (found) return found;
      await pause(100);
    } while (Date.now() < look);
  }
  throw new Error(`waited in vain: ${what}`);
}
const nothing = async () => {};
const shown = (selector) => async () => {
  const found = page.locator(selector).first();
  return (await found.isVisible()) ? flat(await found.innerText()) : undefined;
};
const gone = (selector) => async () => !(await page.locator(selector).first().isVisible());
/** The text of a page that stands in frames of its own. */
const framed = (...parts) => async () => {
  for (const frame of page.frames().filter((frame) => frame !== page.mainFrame())) {
    const text = await frame.locator("body").innerText({ timeout: 1000 }).catch(() => "");
    if (parts.every((part) => text.includes(part))) return flat(text);
  }
};
const picture = (name) => page.screenshot({ path: `${out}/${name}.png` });
/** A line of the text, as far as it is drawn; hints stand between its words. */
const line = (...words) => ".editor-instance .view-line" + words.map((word) => `:has-text("${word}")`).join("");
const problem = (text) => `.markers-panel .monaco-list-row:has-text("${text}")`;

async function command(title) {
  const row = `.quick-input-list .monaco-list-row:has-text("${title}")`;
  await until(`the command ${title}`, async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("F1");
    await page.locator(".quick-input-box input").first().fill(`>${title}`);
  }, shown(row));
  await page.keyboard.press("Enter");
  await until(`${title} is taken`, nothing, gone(".quick-input-widget"));
}

async function open(name) {
  await until(`${name} opens`, () => page.dblclick(`.explorer-folders-view .monaco-list-row:has-text("${name}")`),
    shown(`.tab.active:has-text("${name}")`));
  await until("its text", nothing, shown(".editor-instance .view-line"));
}

/** Where the squiggle of an error is. */
const mark = () => page.locator(".squiggly-error").first().boundingBox();

/** Puts the cursor to a line and a column. */
async function go(to) {
  await until("the box for a line", async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+1");
    await page.keyboard.press("Control+G");
  }, shown(".quick-input-widget"));
  await page.locator(".quick-input-box input").first().fill(`:${to}`);
  await page.keyboard.press("Enter");
  await until("the box is gone", nothing, gone(".quick-input-widget"));
}

async function session() {
  await page.goto(url);
  await until("the workbench", nothing, shown('.explorer-folders-view .monaco-list-row:has-text("draft.md")'));

  await open("draft.md");
  await command("Problems: Focus on Problems View");
  log("PROBLEMS", await until("the Problems panel", nothing, shown(problem("State parties"))));
  await until("the squiggle", nothing, async () => (await mark()) !== null);
  log("STATUS", await until("the status bar", nothing, shown('.statusbar-item:has-text("negotiation")')));
  await picture("1-marks");

  log("HOVER", await until("the hover", async () => {
    const box = await mark();
    await page.mouse.move(box.x + 400, box.y + 200);
    await page.mouse.move(box.x + 30, box.y + 4, { steps: 5 });
  }, shown('.monaco-hover:has-text("adopted recommendations")')));
  await picture("2-hover");

  await page.mouse.move(150, 600);
  await go("9:80");
  log("EARLIER", await until("the hover with the earlier text", async () => {
    await page.keyboard.press("Control+K");
    await page.keyboard.press("Control+I");
  }, shown('.monaco-hover:has-text("2019, Recommendation 36"):has-text("diplomatic and consular missions")')));
  await picture("hover");

  log("ACTION", await until("the quick fix", async () => {
    await page.keyboard.press("Escape");
    const box = await mark();
    await page.mouse.click(box.x + 30, box.y + 4);
    await page.keyboard.press("Control+.");
  }, shown('.action-widget .monaco-list-row:has-text("Write “States parties”")')));
  await picture("3-fix");
  await until("the fix is made", () => page.keyboard.press("Enter"), shown(line("States parties", "joint investigation teams")));
  await until("the mark is gone", nothing, gone(problem("“State parties”")));
  log("FIXED", "the mark is gone");
  await picture("4-fixed");

  await until("the outline", () => page.keyboard.press("Control+Shift+O"),
    shown('.quick-input-list .monaco-list-row:has-text("Recommendation 2")')).then((text) => log("OUTLINE", text));
  await picture("5-outline");
  await page.keyboard.press("Escape");

  await go("9:60");
  await command("Rapporteur: Show the earlier recommendation");
  log("PANEL", await until("the earlier recommendation", nothing, framed("2019", "diplomatic and consular missions")));
  await picture("6-panel");

  await command("Rapporteur: Overview of the draft");
  log("OVERVIEW", (await until("the overview", nothing, framed("Overview of draft.md", "are encouraged to"))).slice(0, 200));
  await picture("7-overview");
  await command("View: Close All Editor Groups");

  await command("View: Show Explorer");
  await open("draft.md");
  await go("9:60");
  const tab = shown('.tab.active:has-text("2019-WG.4.md")');
  const choice = '.peekview-widget .monaco-list-row:has-text("Recommendation 36")';
  await until("the 2019 text", async () => {
    // of several, a person chooses from the list
    if (await page.locator(choice).count()) return page.dblclick(choice);
    await page.keyboard.press("F12");
  }, tab);
  log("DEFINITION", await until("its words", nothing, shown('.editor-instance .view-line:has-text("Recommendation 36")')));
  await picture("8-definition");

  await open("draft.md");
  await go("14:1");
  await page.keyboard.type("\n\nStates parties are enc");
  log("COMPLETION", await until("completions", () => page.keyboard.press("Control+Space"),
    shown('.suggest-widget .monaco-list-row:has-text("are encouraged to")')));
  await picture("9-completion");
  await page.keyboard.press("Escape");

  await open("notes.md");
  await until("the status bar is quiet", nothing, gone('.statusbar-item:has-text("negotiation")'));
  if (await page.locator(problem("notes")).count()) throw new Error("a mark in ordinary Markdown");
  log("QUIET", "in ordinary Markdown");
  await open("other.rec.md");
  log("LANGUAGE", await until("the language", nothing, shown('.statusbar-item:has-text("Draft recommendations")')));
}

try {
  await session();
  console.log("OK");
} catch (error) {
  await picture("fail");
  console.log("FAIL", error.message.slice(0, 600));
  process.exitCode = 1;
}
await browser.close();
