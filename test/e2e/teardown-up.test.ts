/**
 * `npm run teardown` on a stack that plain `pulumi up` made, with a backend of the user's own: sign-ins and configurations that
 * are not the stack's, and Ctrl-C in the middle. Needs the Pulumi CLI on PATH; skipped without, and said. Cannot prove: what
 * the real plugins do; the rehearsal attaches stand-ins. The proof itself is looked at in teardown.test.ts.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { after, before, describe, test, type TestContext } from "node:test";
import { findPulumi } from "../../scripts/engine/find-pulumi.ts";
import { hasProcessTree, listDescendants } from "../helpers/process-tree.ts";
import { openPulumiCheckout, type PulumiCheckout } from "../helpers/pulumi-checkout.ts";
import { createTemporaryDirectory } from "../helpers/temporary-directory.ts";

const cli = await findPulumi(process.env);
const skip = cli?.isNewEnough === true ? false : "no Pulumi CLI of 3.259.0 or newer on PATH";
const directory = createTemporaryDirectory();

describe("npm run teardown", { skip }, () => {
  let checkout: PulumiCheckout;

  before(async () => {
    checkout = await openPulumiCheckout(directory);
    const end = await checkout.pulumi(["up", "--yes", "--skip-preview", "--suppress-progress", "--suppress-outputs"]);
    if (end.exitCode !== 0) throw new Error(end.said);
    deletionsOfUp = countDeletions();
  });
  after(async () => {
    await checkout?.close();
  });

  const teardown = (flags: readonly string[], more: NodeJS.ProcessEnv = {}): ReturnType<PulumiCheckout["npmRun"]> =>
    checkout.npmRun("teardown", ["--stack", "dev", ...flags], more);
  let deletionsOfUp = 0;
  const countDeletions = (): number =>
    checkout.cloud.context.transcript.exchanges().filter(({ method }) => method === "DELETE").length - deletionsOfUp;

  test("whose deployer the login host refuses ends with 10 and the command that signs in", async (t: TestContext) => {
    const end = await teardown(["--yes"], { ARM_CLIENT_SECRET: "of another time" });
    t.assert.strictEqual(end.exitCode, 10, end.said);
    t.assert.match(end.said, /DT_CREDENTIAL_OPERATOR[\s\S]*AADSTS7000215[\s\S]*az login --tenant /);
    t.assert.strictEqual(countDeletions(), 0);
  });

  test("refuses a configuration that names another tenant than the stack is in", async (t: TestContext) => {
    const { tenantId } = checkout.cloud.description;
    await checkout.pulumi(["config", "set", "tenantId", "99999999-9999-4999-8999-999999999999"]);
    const end = await teardown(["--yes"]);
    t.assert.strictEqual(end.exitCode, 2, end.said);
    t.assert.ok(end.said.includes(`pulumi config set --stack dev tenantId ${tenantId}`), end.said);
    await checkout.pulumi(["config", "set", "tenantId", tenantId]);
    t.assert.strictEqual(countDeletions(), 0);
  });

  test("deletes nothing more after Ctrl-C, and goes on when it is run again", async (t: TestContext) => {
    if (!hasProcessTree) return t.skip("processes are read from /proc");
    const name = "the environment goes slowly";
    checkout.cloud.context.faults.add({
      name,
      match: { operation: "arm.managedEnvironments.delete" },
      times: 1,
      action: { kind: "delay", delayMs: 200_000, when: "after-commit" },
    });
    const run = teardown(["--yes"]);
    const state = { isOver: false };
    void run.then(() => (state.isOver = true));
    while (!state.isOver && checkout.cloud.neverFired().includes(name)) await wait(5);
    // A terminal signals everything that it started.
    for (const { processId, command } of listDescendants(process.pid))
      if (command.includes("scripts/teardown.ts") || command.startsWith("pulumi destroy")) process.kill(processId, "SIGINT");
    const end = await run;
    t.assert.match(end.said, /teardown: interrupted \(Ctrl-C\)/);
    t.assert.doesNotMatch(end.said, /comparing the state with the cloud|things back/);
    const groups = checkout.cloud.context.transcript.exchanges().filter(({ operation }) => operation === "arm.resourceGroups.delete");
    t.assert.strictEqual(groups.length, 0);
    const again = await teardown(["--yes", "--evidence", "proof"]);
    t.assert.strictEqual(again.exitCode, 0, again.said);
    const [file = ""] = readdirSync(join(checkout.directory, "proof")).filter((entry) => entry.endsWith(".json"));
    const proof = JSON.parse(readFileSync(join(checkout.directory, "proof", file), "utf8")) as { things: { status: string }[] };
    t.assert.deepStrictEqual([...new Set(proof.things.map(({ status }) => status))], ["gone"]);
    t.assert.strictEqual(proof.things.length, 23);
    t.assert.deepStrictEqual(
      readdirSync(join(checkout.directory, ".dialtone")).filter((entry) => entry.startsWith("teardown-")),
      [],
    );
  });
});
