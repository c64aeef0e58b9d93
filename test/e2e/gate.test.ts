/**
 * verifyAfterUp, in process and on the real engine: the update ends with the call, or fails with verify's words.
 * Cannot prove plain `pulumi up`, which runs the same program by the Node language host.
 */
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, test, type TestContext } from "node:test";
import { runScript } from "../helpers/run-script.ts";

const hasCli = (process.env["PATH"] ?? "")
  .split(delimiter)
  .some((directory) => statSync(join(directory, "pulumi"), { throwIfNoEntry: false })?.isFile() === true);

test("in process, provisioning ends with a call of its own, and verify's is the second one", async (t: TestContext) => {
  const directory = mkdtempSync(join(tmpdir(), "dialtone-test-"));
  after(() => rmSync(directory, { recursive: true, force: true }));
  const har = join(directory, "proof.har");
  const end = await runScript("rehearse", ["--engine", "in-process", "--scenario", "gate-in-process", "--har", har]);
  t.assert.strictEqual(end.exitCode, 0, end.stderr);
  const { log } = JSON.parse(readFileSync(har, "utf8")) as { log: { entries: { request: { method: string; url: string } }[] } };
  const creates = log.entries.filter(({ request }) => request.method === "POST" && request.url.endsWith("/v1.0/communications/calls"));
  t.assert.strictEqual(creates.length, 2);
});

test("a refused call fails the update in verify's own words, with its code, its cure and its evidence", async (t: TestContext) => {
  const end = await runScript("rehearse", ["--engine", "in-process", "--scenario", "gate-broken"]);
  t.assert.strictEqual(end.exitCode, 2, end.stderr);
  t.assert.match(end.stderr, /DT_GATE_FAILED {2}the update of stack dev is in place/);
  t.assert.match(end.stderr, /✘ call {8}Graph refused the call[\s\S]*DT_TENANT_MISMATCH[\s\S]*expected {2}201 Created/);
  t.assert.match(end.stderr, /evidence {2}\S+evidence-dev/);
});

test(
  "on the real engine it rings when something changed, and again until a call proved it",
  { skip: !hasCli && "there is no pulumi CLI on PATH" },
  async (t: TestContext) => {
    const end = await runScript("rehearse", ["--scenario", "gate"]);
    t.assert.strictEqual(end.exitCode, 0, end.stderr);
    const steps = [
      ...end.stderr.matchAll(/(?:engine {6}((?:preview|up)(?: fails)?: [^\n]{1,17})|calls\.create was asked (\d+) times)/g),
    ].map(([, step, count]) => step ?? `calls ${String(count)}`);
    t.assert.deepStrictEqual(steps.slice(0, 8), [
      "preview: create 32",
      "calls 0",
      "up: create 32",
      "calls 1",
      "up: same 32",
      "calls 1",
      "up: same 30, update 2",
      "calls 2",
    ]);
  },
);
