// Proves the pages in a real browser: nothing is asked, nothing complains, text is readable in light and dark, they print
// on two A4 pages. Cannot prove that they are beautiful. Skipped where there is no Chromium on PATH.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { after, before, describe, test, type TestContext } from "node:test";
import { formatEvidencePage } from "../../../../../scripts/verify/evidence-page/format-evidence-page.ts";
import { formatHandOffPage } from "../../../../../scripts/verify/hand-off/format-hand-off-page.ts";
import { toHandOff } from "../../../../../scripts/verify/hand-off/hand-off.ts";
import { findChromium, openInChromium, type BrowserPage } from "../chromium.ts";
import {
  createBrokenEvidence,
  createDriftedEvidence,
  createDrilledEvidence,
  createFailedDrillEvidence,
  createHandedOffEvidence,
  createHostileEvidence,
  createProvedEvidence,
} from "../evidence-fixture.ts";

const chromium = findChromium();
const skip = chromium === undefined ? "no chromium on PATH" : false;
const source = { file: "evidence-20261125T100000000Z.json", sha256: "ab".repeat(32) };

/** Text whose contrast with what lies behind it is below 4.5 to 1 (WCAG 2.2, 1.4.3), as `ratio text`. */
const findPaleText = `(() => {
  const channels = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = (color) => {
    const [r, g, b] = channels(color).map((c) => { const s = c / 255; return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let one = element; one !== null; one = one.parentElement) {
      const color = getComputedStyle(one).backgroundColor;
      if ((channels(color)[3] ?? 1) > 0) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const pale = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const element = walker.currentNode.parentElement;
    if (text === "" || element.closest("title, desc") !== null) continue;
    const [a, b] = [luminance(getComputedStyle(element).color), luminance(behind(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) pale.push(ratio.toFixed(2) + " " + text.slice(0, 40));
  }
  return pale;
})()`;

/** axe-core's own source; its rules go further than ours. */
const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

async function createPages(): Promise<Record<string, string>> {
  const handedOff = await createHandedOffEvidence();
  const handOff = toHandOff(handedOff);
  if (handOff === undefined) throw new Error("no hand-off");
  return {
    "a proof": formatEvidencePage(await createProvedEvidence(), source),
    "a proof with a drill": formatEvidencePage(await createDrilledEvidence(), source),
    "a drill that failed": formatEvidencePage(await createFailedDrillEvidence(), source),
    "a broken chain": formatEvidencePage(await createBrokenEvidence(), source),
    "a chain that waits for an administrator": formatEvidencePage(handedOff, source),
    "a proof with drift": formatEvidencePage(await createDriftedEvidence(), source),
    "a proof of a hostile name": formatEvidencePage(await createHostileEvidence(), source),
    "a hand-off": formatHandOffPage(handOff),
    "a hand-off of a hostile name": formatHandOffPage({
      ...handOff,
      displayName: (await createHostileEvidence()).subject?.displayName ?? "",
    }),
  };
}

for (const [title, markup] of Object.entries(await createPages())) {
  describe(title, { skip }, () => {
    const directory = mkdtempSync(join(tmpdir(), "dialtone-page-"));
    const file = join(directory, "page.html");
    let page: BrowserPage;

    before(async () => {
      writeFileSync(file, markup);
      page = await openInChromium(chromium ?? "", file);
    });
    after(async () => {
      await page.close();
      rmSync(directory, { recursive: true, force: true });
    });

    test("opens from disk, asks for nothing but itself, and the console stays silent", (t: TestContext) => {
      const fromElsewhere = page.requests.filter((url) => url !== pathToFileURL(file).href && !url.startsWith("data:"));
      t.assert.deepStrictEqual([page.requests.length > 0, fromElsewhere, page.complaints], [true, [], []]);
    });

    for (const scheme of ["light", "dark"] as const) {
      test(`has no pale text in ${scheme}`, async (t: TestContext) => {
        await page.show(scheme, 1100);
        t.assert.deepStrictEqual(await page.evaluate(findPaleText), []);
      });

      test(`has nothing that axe-core minds in ${scheme}`, async (t: TestContext) => {
        await page.show(scheme, 1100);
        await page.evaluate(`${axe};0`);
        const found = await page.evaluate(
          `axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map((node) => node.html.slice(0, 80)).join(" | ")))`,
        );
        t.assert.deepStrictEqual(found, []);
      });
    }

    test("shows dark where the reader wants dark", async (t: TestContext) => {
      const background = async (scheme: "light" | "dark"): Promise<unknown> => {
        await page.show(scheme, 1100);
        return page.evaluate("getComputedStyle(document.body).backgroundColor");
      };
      t.assert.deepStrictEqual([await background("light"), await background("dark")], ["rgb(251, 250, 247)", "rgb(21, 22, 25)"]);
    });

    test("fits a telephone without scrolling sideways", async (t: TestContext) => {
      await page.show("light", 390);
      t.assert.strictEqual(await page.evaluate("document.documentElement.scrollWidth <= 390"), true);
    });

    test("prints on at most two A4 pages", async (t: TestContext) => {
      const count = await page.countPrintedPages();
      t.assert.ok(count >= 1 && count <= 2, `${count} pages`);
    });
  });
}
