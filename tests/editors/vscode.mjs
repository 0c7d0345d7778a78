// Drives VS Code in a browser on draft.md: mark, Problems, hover, quick fix, mark gone, outline. Leaves screenshots.
// node vscode.mjs URL OUT_DIR
import { chromium } from "playwright-core";

const [url, out] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
const begun = Date.now();
const log = (...words) => console.log(((Date.now() - begun) / 1000).toFixed(1) + "s", ...words);
const words = async (element) => (await element.innerText()).replace(/\s+/g, " ");
const WAIT = { timeout: 60000 };
try {
  await page.goto(url);
  await page.waitForSelector(".monaco-workbench", WAIT);
  await page.waitForSelector(".explorer-folders-view .monaco-list-row", WAIT);
  await page.dblclick('.explorer-folders-view .monaco-list-row:has-text("draft.md")');
  await page.waitForSelector(".editor-instance .view-line", WAIT);
  await page.keyboard.press("Control+Shift+M");
  const row = await page.waitForSelector('.markers-panel .monaco-list-row:has-text("State parties")', WAIT);
  log("PROBLEMS", await words(row));
  await page.waitForSelector(".squiggly-error", WAIT);
  await page.screenshot({ path: `${out}/1-marks.png` });
  const mark = await page.locator(".squiggly-error").first().boundingBox();
  await page.mouse.move(mark.x + 30, mark.y + 4);
  const hover = await page.waitForSelector('.monaco-hover:has-text("adopted recommendations")', WAIT);
  log("HOVER", await words(hover));
  await page.screenshot({ path: `${out}/2-hover.png` });
  await page.mouse.click(mark.x + 30, mark.y + 4);
  await page.keyboard.press("Control+.");
  const action = await page.waitForSelector('.action-widget .monaco-list-row:has-text("Write “States parties”")', WAIT);
  log("ACTION", await words(action));
  await page.screenshot({ path: `${out}/3-fix.png` });
  await page.waitForTimeout(400);
  await page.keyboard.press("Enter");
  // the strength stands as a hint inside the line, so the words are looked for apart
  await page.waitForSelector('.view-line:has-text("States parties"):has-text("joint investigation teams")', WAIT);
  await page.waitForSelector('.markers-panel .monaco-list-row:has-text("“State parties”")', { state: "detached", ...WAIT });
  log("FIXED, mark gone");
  await page.screenshot({ path: `${out}/4-fixed.png` });
  await page.keyboard.press("Control+Shift+O");
  const symbol = await page.waitForSelector('.quick-input-list .monaco-list-row:has-text("Recommendation 2")', WAIT);
  log("OUTLINE", await words(symbol));
  await page.screenshot({ path: `${out}/5-outline.png` });
  console.log("OK");
} catch (error) {
  await page.screenshot({ path: `${out}/fail.png` });
  console.log("FAIL", error.message.slice(0, 600));
  process.exitCode = 1;
}
await browser.close();
