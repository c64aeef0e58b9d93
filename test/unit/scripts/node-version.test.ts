/** Cannot prove: that every older Node can load the file; it has no import and no syntax newer than ES2022. */
import { execFile } from "node:child_process";
import { test, type TestContext } from "node:test";
import { checkoutDirectory } from "../../helpers/run-script.ts";

function runAs(version: string): Promise<{ exitCode: number; stderr: string }> {
  const pretend = `data:text/javascript,Object.defineProperty(process.versions,"node",{value:"${version}"})`;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["--import", pretend, "--import", "./scripts/node-version.mjs", "--eval", "0"],
      { cwd: checkoutDirectory },
      (error, _stdout, stderr) => resolve({ exitCode: error === null ? 0 : Number(error.code), stderr }),
    );
  });
}

for (const version of ["18.19.0", "20.20.2", "24.11.1"]) {
  test(`Node ${version} ends with 2 and one sentence that says which Node, and how to get it`, async (t: TestContext) => {
    const { exitCode, stderr } = await runAs(version);
    t.assert.strictEqual(exitCode, 2);
    t.assert.match(stderr, new RegExp(`^DT_USAGE_NODE {2}Dialtone needs Node 24\\.12 or newer and this is ${version}: .+\\.\\n$`));
  });
}

for (const version of ["24.12.0", "24.21.0", "26.0.0"]) {
  test(`Node ${version} goes on without a word`, async (t: TestContext) => {
    t.assert.deepStrictEqual(await runAs(version), { exitCode: 0, stderr: "" });
  });
}
