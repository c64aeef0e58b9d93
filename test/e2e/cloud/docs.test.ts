/**
 * Runs docs/cloud.md as a reader would: its files are written, its blocks run by one bash, in order. Cannot prove: the
 * block that needs the real azuread provider, where AZUREAD_PROVIDER_BIN is not set.
 */
import { spawnSync } from "node:child_process";
import { before, test, type TestContext } from "node:test";
import { runPage, type PageRun } from "../../helpers/run-page.ts";

const has = (program: string): boolean => spawnSync(program, ["--version"]).status === 0;
const missing = ["bash", "curl"].find((program) => !has(program));
const skip = missing === undefined ? false : `there is no ${missing} on PATH`;

let run: PageRun;
before(async () => {
  if (skip === false) run = await runPage("docs/cloud.md");
});

test("every block of docs/cloud.md runs", { skip }, (t: TestContext) => {
  t.assert.deepStrictEqual([run.exitCode, run.lastBlock], [0, run.blocks], run.transcript);
});

test("the call on the page is placed, told by signed notifications and hung up", { skip }, (t: TestContext) => {
  t.assert.match(run.transcript, /placed [0-9a-f-]{36}/);
  t.assert.match(run.transcript, /signed notification: established\n[^]*signed notification: terminated/);
});

test("verify proves the stack of the cloud that is kept up, with the variables that it prints", { skip }, (t: TestContext) => {
  t.assert.match(run.transcript, /Proved in a rehearsal/);
});

test("bootstrap makes an environment in that cloud, and the second time nothing is left to do", { skip }, (t: TestContext) => {
  t.assert.match(run.transcript, /Environment prod is ready[^]*Nothing had to be changed: environment prod/);
});

test("what is refused on the page is refused", { skip }, (t: TestContext) => {
  t.assert.match(run.transcript, /refused, as it should be/);
  t.assert.match(run.transcript, /^401$/m);
  t.assert.match(run.transcript, /throttled once/);
});
