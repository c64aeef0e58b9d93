/**
 * The gate as a platform engineer meets it: plain `pulumi up` with a backend of their own, `npm run verify -- --stack`, and
 * Ctrl-C while the phone rings. Needs the Pulumi CLI on PATH; skipped without, and said. Cannot prove: Pulumi's Node
 * language host, which is stood in for by test/helpers/language-host.ts, and the tags of another backend than `file://`.
 */
import { setTimeout as wait } from "node:timers/promises";
import { after, before, describe, test, type TestContext } from "node:test";
import { findPulumi } from "../../scripts/engine/find-pulumi.ts";
import { openPulumiCheckout, type PulumiCheckout } from "../helpers/pulumi-checkout.ts";
import { hasProcessTree, listDescendants, listSurvivors } from "../helpers/process-tree.ts";
import { createTemporaryDirectory } from "../helpers/temporary-directory.ts";

const cli = await findPulumi(process.env);
const skip = cli?.isNewEnough === true ? false : "no Pulumi CLI of 3.259.0 or newer on PATH";
const directory = createTemporaryDirectory();
const up = ["up", "--yes", "--skip-preview", "--suppress-progress", "--suppress-outputs"];
const refusal = { error: { code: "7505", message: "Insufficient enterprise tenant permissions, cannot access this API." } };

describe("pulumi up with verifyAfterUp", { skip }, () => {
  let checkout: PulumiCheckout;

  before(async () => {
    checkout = await openPulumiCheckout(directory);
    const { objectId } = checkout.cloud.description.deployer;
    await checkout.pulumi(["config", "set", "verifyAfterUp", "true"]);
    // Whoever deploys verifies: an operator, too.
    await checkout.pulumi(["config", "set", "--path", "operators[1].objectId", objectId]);
    await checkout.pulumi(["config", "set", "--path", "operators[1].principalType", "ServicePrincipal"]);
  });
  after(async () => {
    await checkout?.close();
  });

  function countCalls(): number {
    return checkout.cloud.context.transcript.exchanges().filter(({ operation }) => operation === "calls.create").length;
  }
  const readTags = async (): Promise<string> => (await checkout.pulumi(["stack", "tag", "ls"])).stdout;

  test("fails in verify's own words, keeps what it made, and leaves its mark on the stack", async (t: TestContext) => {
    checkout.cloud.context.faults.add({
      name: "the first call is refused",
      match: { operation: "calls.create" },
      times: 1,
      action: { kind: "answer", status: 403, body: refusal },
    });
    const end = await checkout.pulumi(up);
    t.assert.notStrictEqual(end.exitCode, 0);
    t.assert.match(end.said, /DT_GATE_FAILED[\s\S]*✘ call[\s\S]*DT_TENANT_MISMATCH[\s\S]*\+ 34 created/);
    t.assert.match(await readTags(), /dialtone:gate +unproved [0-9a-f]{64} /);
    t.assert.strictEqual(countCalls(), 1);
  });

  test("is cleared by npm run verify, and takes its call for its own, once", async (t: TestContext) => {
    const { clientId, clientSecret } = checkout.cloud.description.deployer;
    const signIn = { AZURE_CLIENT_ID: clientId, AZURE_CLIENT_SECRET: clientSecret, AZURE_TENANT_ID: checkout.cloud.description.tenantId };
    const verified = await checkout.npmRun("verify", ["--stack", "dev"], signIn);
    t.assert.strictEqual(verified.exitCode, 0, verified.said);
    t.assert.match(verified.said, /the failed gate is cleared/);
    const next = await checkout.pulumi(up);
    t.assert.strictEqual(next.exitCode, 0, next.said);
    t.assert.match(next.said, /npm run verify proved this stack at \S+: nobody is called[\s\S]*\+ 1 created/);
    t.assert.doesNotMatch(await readTags(), /dialtone:gate/);
    t.assert.strictEqual(countCalls(), 2);
  });

  test("that gets Ctrl-C while the phone rings hangs up, leaves nothing running, and the next one calls", async (t: TestContext) => {
    if (!hasProcessTree) return t.skip("processes are read from /proc");
    const name = "the second create takes its time";
    checkout.cloud.context.faults.add({
      name,
      match: { operation: "calls.create" },
      times: 1,
      action: { kind: "delay", delayMs: 200_000, when: "after-commit" },
    });
    await checkout.pulumi(["config", "set", "displayName", "Dialtone renamed"]);
    const running = checkout.startPulumi(up);
    const state = { isOver: false };
    void running.ended.then(() => (state.isOver = true));
    while (!state.isOver && checkout.cloud.neverFired().includes(name)) await wait(5);
    // A terminal signals everything that it started.
    const program = checkout.language.program()?.pid ?? 0;
    const processes = listDescendants(program);
    for (const processId of [running.process.pid ?? 0, program, ...processes.map((one) => one.processId)])
      process.kill(processId, "SIGINT");
    const end = await running.ended;
    t.assert.notStrictEqual(end.exitCode, 0);
    t.assert.deepStrictEqual(await listSurvivors(processes, 10_000), []);
    const placed = checkout.cloud.calls().at(-1);
    t.assert.ok(placed?.hungUpAt !== undefined || placed?.result !== undefined, "the call is still up");
    t.assert.match(await readTags(), /dialtone:gate +unproved /);
    const next = await checkout.pulumi(up);
    t.assert.strictEqual(next.exitCode, 0, next.said);
    t.assert.strictEqual(countCalls(), 4); // refused, verify's own, hung up, and this one
  });

  test("destroys what it made, its record too", async (t: TestContext) => {
    const end = await checkout.pulumi(["destroy", "--yes", "--skip-preview", "--suppress-progress"]);
    t.assert.strictEqual(end.exitCode, 0, end.said);
    t.assert.match(end.said, /- 35 deleted/);
  });
});
