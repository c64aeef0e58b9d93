// Proves what a folder that cannot be written costs. Does not prove that a disk that fails later is noticed in time.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test, type TestContext } from "node:test";
import { keepEvidence, prepareEvidenceFolder } from "../../../../scripts/verify/keep-evidence.ts";
import { createProvedEvidence } from "./evidence-fixture.ts";

const root = mkdtempSync(join(tmpdir(), "dialtone-keep-"));
const file = join(root, "a-file");
writeFileSync(file, "");
after(() => rmSync(root, { recursive: true, force: true }));

test("the folder is made before the run, and nothing is left in it", async (t: TestContext) => {
  const folder = join(root, "deep", "proof");
  await prepareEvidenceFolder(folder);
  t.assert.deepStrictEqual(readdirSync(folder), []);
});

for (const [title, folder] of [
  ["that is a file", file],
  ["below a file", join(file, "proof")],
] as const) {
  test(`a folder ${title} is refused before the run`, async (t: TestContext) => {
    await t.assert.rejects(prepareEvidenceFolder(folder), {
      code: "DT_USAGE_FLAG",
      expected: "a directory that can be made, read and written to",
    });
  });
}

test("evidence that can no longer be written is given back as it was found, with the reason", async (t: TestContext) => {
  const found = await createProvedEvidence();
  const { evidence, paths, problem } = await keepEvidence(file, found);
  t.assert.deepStrictEqual([evidence, paths, problem?.code], [found, [], "DT_USAGE_FLAG"]);
});
