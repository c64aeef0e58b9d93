// Proves where --har may go and what a write that fails costs. Cannot prove a disk that is full: a folder in the file's
// place stands for every failure.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { openHarFile } from "../../../../scripts/lib/har-file.ts";
import { createProgress } from "../../../../scripts/lib/progress.ts";
import { createPaint } from "../../../../scripts/lib/paint.ts";
import { createTemporaryDirectory } from "../../../helpers/temporary-directory.ts";

const directory = createTemporaryDirectory();
const lines: string[] = [];
const progress = createProgress((text) => lines.push(text), createPaint(false, {}), undefined, performance.now());

test("makes the folder, leaves no empty file behind, and writes at the end", (t: TestContext) => {
  const file = join(directory, "new", "traffic.har");
  const har = openHarFile(file);
  t.assert.strictEqual(existsSync(file), false);
  har.write({ log: {} }, progress);
  t.assert.deepStrictEqual(JSON.parse(readFileSync(file, "utf8")), { log: {} });
});

test("keeps what was there until there is something to write", (t: TestContext) => {
  const file = join(directory, "old.har");
  writeFileSync(file, "old");
  openHarFile(file);
  t.assert.strictEqual(readFileSync(file, "utf8"), "old");
});

test("refuses a folder, and a path through a file, before anything starts", (t: TestContext) => {
  writeFileSync(join(directory, "file"), "");
  for (const file of [directory, join(directory, "file", "traffic.har")]) {
    t.assert.throws(() => openHarFile(file), { code: "DT_USAGE_FLAG" });
  }
});

test("says that a later write failed, and throws nothing", (t: TestContext) => {
  const file = join(directory, "gone.har");
  const har = openHarFile(file);
  mkdirSync(file);
  lines.length = 0;
  har.write({}, progress);
  t.assert.match(lines.join(""), /not written: EISDIR at .*gone\.har; the exit code and the evidence stand/);
  rmSync(file, { recursive: true });
});
