/**
 * Runs docs/using-the-app.md as the app team would. Cannot prove: C# and PowerShell, which the page marks as not run; the
 * Python where DIALTONE_PYTHON names none that has azure-identity, azure-keyvault-secrets and azure-keyvault-keys.
 */
import { spawnSync } from "node:child_process";
import { before, test, type TestContext } from "node:test";
import { runPage, type PageRun } from "../../helpers/run-page.ts";

const skip = spawnSync("bash", ["--version"]).status === 0 ? false : "there is no bash on PATH";
const python = process.env["DIALTONE_PYTHON"] ?? "";

let run: PageRun;
before(async () => {
  if (skip === false) run = await runPage("docs/using-the-app.md");
});

test("every block of docs/using-the-app.md runs", { skip }, (t: TestContext) => {
  t.assert.deepStrictEqual([run.exitCode, run.lastBlock], [0, run.blocks], run.transcript);
});

test("JavaScript creates, keeps alive, plays, cancels, transfers and hangs up", { skip }, (t: TestContext) => {
  t.assert.match(
    run.transcript,
    /established: told by a notification\n[^]*terminated: told by a notification\nJavaScript: done, by secret/,
  );
});

for (const mode of ["certificate", "federated"]) {
  test(`JavaScript does so by ${mode}, without a secret`, { skip }, (t: TestContext) => {
    t.assert.ok(run.transcript.includes(`JavaScript: done, by ${mode}`), run.transcript);
  });
}

for (const mode of ["secret", "certificate", "federated"]) {
  test(
    `Python does the same by ${mode}`,
    { skip: python === "" ? "DIALTONE_PYTHON names no Python with the Azure SDK" : skip },
    (t: TestContext) => {
      t.assert.ok(run.transcript.includes(`Python: done, by ${mode}`), run.transcript);
    },
  );
}
