// Drives VS Code in a browser on draft.md as a person would. Leaves screenshots; the first thing that fails ends it.
// node vscode.mjs URL OUT_DIR SCRATCH_DIR, the folder with ws and user
import fs from "node:fs";
import { chromium } from "playwright-core";

const [url, out, scratch] = process.argv.slice(2);
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
  // where the text was left before, the first line in sight may be empty
  await until(`the text of ${name}`, nothing, shown('.editor-instance .view-line:has(:text-matches("[A-Za-z]"))'));
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
  await command("View: Close All Editor Groups");
}

/** What a person meets besides a draft: a rule explained, a report added, the first steps, a program that is nowhere. */
async function around() {
  await command("View: Show Explorer");
  await open("draft.md");
  await go("13:80");
  await command("Rapporteur: Explain a rule");
  await until("the rule", nothing, shown('.tab:has-text("unknown-provision.txt")'));
  log("RULE", await until("the words of the rule", nothing, shown(line("unknown-provision"))));
  await picture("10-rule");
  await command("View: Close All Editor Groups");

  await command("View: Show Explorer");
  const added = `${scratch}/ws/corpus/2027-WG.4.toml`;
  const menu = '.context-view .action-label:has-text("Add a report to the corpus")';
  log("QUESTION", (await until("the question", async () => {
    // a menu that has just opened does not take a click yet; a terminal that stands has the program in it, however slow
    if (await page.locator(".terminal-wrapper .xterm-rows").first().isVisible()) return;
    await page.keyboard.press("Escape");
    await page.click('.explorer-folders-view .monaco-list-row:has-text("report.txt")', { button: "right" });
    await page.locator(menu).waitFor();
    await pause(500);
    await page.click(menu);
  }, shown('.terminal-wrapper .xterm-rows:has-text("y/N")'), 15_000)).slice(-120));
  await picture("11-report");
  if (fs.existsSync(added)) throw new Error("written before the answer");
  await until("the report is added", async () => {
    await page.locator(".terminal-wrapper .xterm-helper-textarea").first().focus();
    await page.keyboard.type("y");
    await page.keyboard.press("Enter");
  }, async () => fs.existsSync(added));
  log("ADDED", "2027-WG.4.toml");

  await command("Rapporteur: Get started");
  log("STEPS", (await until("the first steps", nothing, shown('.gettingStartedContainer:has-text("Find the program")'))).slice(0, 120));
  await picture("12-steps");
  await command("Rapporteur: Open a sample draft");
  log("SAMPLE", await until("marks in the sample", nothing, shown('.statusbar-item:has-text("findings")')));

  const settings = `${scratch}/user/Machine/settings.json`;
  const before = fs.readFileSync(settings, "utf8");
  fs.writeFileSync(settings, before.replace(/("rapporteur.server.path": ")[^"]*/, "$1/nowhere/rapporteur"));
  log("MISSING", await until("the message", nothing, shown('.notification-toast:has-text("Rapporteur cannot check drafts"):has-text("/nowhere/rapporteur")')));
  await until("the status bar says so", nothing, shown('.statusbar-item:has-text("Rapporteur is not running")'));
  await picture("13-missing");
  fs.writeFileSync(settings, before);
  log("BACK", await until("the program is found again", nothing, shown('.statusbar-item:has-text("findings")')));
}

try {
  await session();
  await around();
  console.log("OK");
} catch (error) {
  await picture("fail");
  console.log("FAIL", error.message.slice(0, 600));
  for (const part of [".terminal-wrapper .xterm-rows", ".notifications-toasts", ".monaco-dialog-box", ".part.panel .title"]) {
    console.log(part, (await shown(part)().catch(() => undefined)) ?? "is not there");
  }
  process.exitCode = 1;
}
await browser.close();
