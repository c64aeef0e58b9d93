/** Cannot prove: the install itself; `../shared/newcomer` and CI play that from a clean clone. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test, type TestContext } from "node:test";
import { startProgram, type ScriptEnd } from "../helpers/run-script.ts";

describe("npm run rehearse in an empty environment", () => {
  const home = mkdtempSync(join(tmpdir(), "dialtone-newcomer-"));
  let end: ScriptEnd;
  after(() => rmSync(home, { recursive: true, force: true }));

  before(async () => {
    const environment = { HOME: home, PATH: process.env["PATH"], TERM: "dumb", TMPDIR: home };
    end = await startProgram("npm", ["run", "rehearse"], { environment }).ended;
  });

  test("ends with 0", (t: TestContext) => {
    t.assert.strictEqual(end.exitCode, 0, `${end.stderr}\n${end.stdout}`);
  });

  test("prints the chain, the call and a verdict to stdout, without colours", (t: TestContext) => {
    for (const link of ["credential", "consent", "tenant", "bot", "host", "call", "callbacks"])
      t.assert.match(end.stdout, new RegExp(link));
    t.assert.match(end.stdout, /established/);
    t.assert.ok(!end.stdout.includes("\u001B["));
  });

  test("leaves nothing in the temporary directory", (t: TestContext) => {
    t.assert.deepStrictEqual(
      readdirSync(home).filter((name) => name.startsWith("dialtone")),
      [],
    );
  });
});
