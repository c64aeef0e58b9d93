// Proves that accidental change is found. Change on purpose is not: whoever makes it can compute the digests anew.
import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, test, type TestContext } from "node:test";
import { createPaint } from "../../../../scripts/lib/paint.ts";
import { checkEvidence, formatEvidenceCheck, toCheckExitCode } from "../../../../scripts/verify/check-evidence.ts";
import { writeEvidence } from "../../../../scripts/verify/write-evidence.ts";
import { createProvedEvidence } from "./evidence-fixture.ts";

let folder: string;
let files: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "dialtone-check-"));
  files = [];
  for (const hour of ["10", "11", "12"]) {
    const evidence = { ...(await createProvedEvidence()), startedAt: `2026-11-25T${hour}:00:00.000Z` };
    files.push((await writeEvidence(folder, evidence)).file);
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const fileOf = (index: number): string => files[index] ?? "";

async function findProblems(): Promise<{ readonly exitCode: number; readonly problems: readonly string[] }> {
  const check = await checkEvidence(folder);
  const problems = check.documents.flatMap(({ file, problems: found }) => found.map((problem) => `${file}: ${problem}`));
  return { exitCode: toCheckExitCode(check), problems };
}

test("a folder as it was written is intact", async (t: TestContext) => {
  t.assert.deepStrictEqual(await findProblems(), { exitCode: 0, problems: [] });
});

test("one changed character is found by the document after it", async (t: TestContext) => {
  writeFileSync(fileOf(1), readFileSync(fileOf(1), "utf8").replace("Dialtone dev", "Dialtone Dev"));
  t.assert.deepStrictEqual(await findProblems(), {
    exitCode: 2,
    problems: [`${basename(fileOf(1))}: has changed since ${basename(fileOf(2))} was written`],
  });
});

test("white space counts: the digest is of the bytes", async (t: TestContext) => {
  writeFileSync(fileOf(0), `${readFileSync(fileOf(0), "utf8")} `);
  t.assert.strictEqual((await findProblems()).exitCode, 2);
});

test("a document that is gone is missed", async (t: TestContext) => {
  rmSync(fileOf(1));
  t.assert.deepStrictEqual(await findProblems(), {
    exitCode: 2,
    problems: [`${basename(fileOf(2))}: names ${basename(fileOf(1))} before it, which is not here any more`],
  });
});

test("a document that is none any more is found, the newest too", async (t: TestContext) => {
  writeFileSync(fileOf(2), "half a docum");
  t.assert.deepStrictEqual(await findProblems(), {
    exitCode: 2,
    problems: [`${basename(fileOf(2))}: is not a document of schema dialtone/evidence/1`],
  });
});

test("the newest document, which none names yet, is compared with the page beside it", async (t: TestContext) => {
  writeFileSync(fileOf(2), readFileSync(fileOf(2), "utf8").replace("Dialtone dev", "Dialtone Dev"));
  t.assert.deepStrictEqual(await findProblems(), {
    exitCode: 2,
    problems: [`${basename(fileOf(2))}: is not the document that the page beside it was made from`],
  });
});

test("a document under another name is found: renamed, or a copy", async (t: TestContext) => {
  const other = fileOf(2).replace("120000000Z", "130000000Z");
  const problems = [`${basename(other)}: is named for another start than its own: it was renamed, or is a copy`];
  copyFileSync(fileOf(2), other);
  t.assert.deepStrictEqual(await findProblems(), { exitCode: 2, problems });
  rmSync(other);
  renameSync(fileOf(2), other);
  t.assert.deepStrictEqual(await findProblems(), { exitCode: 2, problems });
});

test("two runs of one millisecond are two documents, and both are named rightly", async (t: TestContext) => {
  const evidence = { ...(await createProvedEvidence()), startedAt: "2026-11-25T12:00:00.000Z" };
  t.assert.match((await writeEvidence(folder, evidence)).file, /-2\.json$/);
  t.assert.deepStrictEqual(await findProblems(), { exitCode: 0, problems: [] });
});

test("nothing to check is not success", async (t: TestContext) => {
  await t.assert.rejects(checkEvidence(join(folder, "absent")), { code: "DT_USAGE_EVIDENCE" });
});

test("pages beside the documents are no part of the chain", async (t: TestContext) => {
  writeFileSync(fileOf(0).replace(".json", ".html"), "changed");
  t.assert.strictEqual((await findProblems()).exitCode, 0);
});

test("people read which document, what is wrong with it, and what the check cannot show", async (t: TestContext) => {
  rmSync(fileOf(0));
  const text = formatEvidenceCheck(await checkEvidence(folder), folder, createPaint(false, {}));
  t.assert.match(text, /✘ evidence-20261125T110000000Z\.json {2}proved/);
  t.assert.match(text, /DT_EVIDENCE_CHANGED {2}the folder is not what it was \(exit 2\)/);
  t.assert.match(text, /This shows accidental change only/);
});
