// Proves what a folder of evidence holds and how its documents hang together. Does not prove that the folder is kept.
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, test, type TestContext } from "node:test";
import { evidenceSchema, type Evidence } from "../../../../scripts/verify/evidence.ts";
import { writeEvidence } from "../../../../scripts/verify/write-evidence.ts";
import { createHandedOffEvidence, createProvedEvidence } from "./evidence-fixture.ts";

const root = mkdtempSync(join(tmpdir(), "dialtone-evidence-"));
after(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const createFolder = (): string => join(root, String((folders += 1)));

function digestOf(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

async function createAt(startedAt: string): Promise<Evidence> {
  return { ...(await createProvedEvidence()), startedAt };
}

test("a proof leaves the JSON and its page, and the first names no predecessor", async (t: TestContext) => {
  const folder = createFolder();
  const { file, evidence } = await writeEvidence(folder, await createProvedEvidence());
  t.assert.deepStrictEqual(readdirSync(folder).sort(), ["evidence-20261125T100000000Z.html", "evidence-20261125T100000000Z.json"]);
  t.assert.deepStrictEqual(evidenceSchema.parse(JSON.parse(readFileSync(file, "utf8"))), evidence);
  t.assert.strictEqual(evidence.previous, null);
});

test("the page names the digest of the JSON beside it", async (t: TestContext) => {
  const { file, pages } = await writeEvidence(createFolder(), await createProvedEvidence());
  t.assert.ok(readFileSync(pages[0] ?? "", "utf8").includes(digestOf(file)));
});

test("a document names the one before it by the digest of its bytes", async (t: TestContext) => {
  const folder = createFolder();
  const first = await writeEvidence(folder, await createAt("2026-11-25T10:00:00.000Z"));
  const second = await writeEvidence(folder, await createAt("2026-11-25T11:00:00.000Z"));
  t.assert.deepStrictEqual(second.evidence.previous, { file: basename(first.file), sha256: digestOf(first.file) });
});

test("a run that began earlier and ended later is named by the next one all the same", async (t: TestContext) => {
  const folder = createFolder();
  await writeEvidence(folder, await createAt("2026-11-25T11:00:00.000Z"));
  const late = await writeEvidence(folder, await createAt("2026-11-25T10:00:00.000Z"));
  const next = await writeEvidence(folder, await createAt("2026-11-25T12:00:00.000Z"));
  t.assert.strictEqual(next.evidence.previous?.file, basename(late.file));
});

test("two runs of one millisecond are two documents", async (t: TestContext) => {
  const folder = createFolder();
  const evidence = await createProvedEvidence();
  const files = [await writeEvidence(folder, evidence), await writeEvidence(folder, evidence)].map(({ file }) => basename(file));
  t.assert.deepStrictEqual(files, ["evidence-20261125T100000000Z.json", "evidence-20261125T100000000Z-2.json"]);
});

test("a person's consent that is missing leaves the hand-off beside it, as page and as text", async (t: TestContext) => {
  const folder = createFolder();
  await writeEvidence(folder, await createHandedOffEvidence());
  t.assert.deepStrictEqual(readdirSync(folder).sort(), [
    "evidence-20261125T100000000Z.html",
    "evidence-20261125T100000000Z.json",
    "handoff-20261125T100000000Z.html",
    "handoff-20261125T100000000Z.txt",
  ]);
});
