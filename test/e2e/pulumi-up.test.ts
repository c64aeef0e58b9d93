/**
 * `pulumi up` as a platform engineer types it: the Pulumi CLI with a backend of its own, the program loaded by the SDK's
 * official loader as Pulumi.yaml says, and `npm run recover` as a command. Needs the Pulumi CLI on PATH; skipped without,
 * and said. Cannot prove: Pulumi's Node language host, which cannot be had here and is stood in for by
 * test/helpers/language-host.ts, and what the real plugins do: the rehearsal attaches stand-ins.
 */
import { readFileSync, readdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { after, before, describe, test, type TestContext } from "node:test";
import { findPulumi } from "../../scripts/engine/find-pulumi.ts";
import { findAdditions, listCloud } from "../../scripts/rehearse/cloud-inventory.ts";
import { createPersonClient } from "../../scripts/rehearse/person-client.ts";
import { openPulumiCheckout, type PulumiCheckout } from "../helpers/pulumi-checkout.ts";
import { createTemporaryDirectory } from "../helpers/temporary-directory.ts";

const cli = await findPulumi(process.env);
const skip = cli?.isNewEnough === true ? false : "no Pulumi CLI of 3.259.0 or newer on PATH";
const directory = createTemporaryDirectory();
const up = ["up", "--yes", "--skip-preview", "--suppress-progress", "--suppress-outputs"];
const unchanged = ["preview", "--expect-no-changes", "--suppress-progress", "--suppress-outputs"];

describe("pulumi up", { skip }, () => {
  let checkout: PulumiCheckout;
  let seeded: readonly string[] = [];
  let deaths = 0;

  before(async () => {
    checkout = await openPulumiCheckout(directory);
    seeded = await list();
  });
  after(async () => {
    await checkout?.close();
  });

  /** The state and every copy of it, as the backend has them. */
  function readBackend(): string {
    const files = readdirSync(checkout.backend, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return files.map((file) => readFileSync(join(file.parentPath, file.name), "utf8")).join("\n");
  }
  const stateFile = (): string => join(checkout.backend, ".pulumi", "stacks", "dialtone", "dev.json");

  /** Starts an `up` that waits for the answer to this operation, which comes two seconds late. */
  async function upUntil(operation: string): Promise<ReturnType<PulumiCheckout["startPulumi"]>> {
    deaths += 1;
    const name = `${operation} takes its time (death ${deaths})`;
    checkout.cloud.context.faults.add({ name, match: { operation }, action: { kind: "delay", delayMs: 200_000, when: "after-commit" } });
    const running = checkout.startPulumi(up);
    const state = { isOver: false };
    void running.ended.then(() => (state.isOver = true));
    while (!state.isOver && checkout.cloud.neverFired().includes(name)) await wait(5);
    if (state.isOver) throw new Error(`${operation} never came\n${(await running.ended).said}`);
    return running;
  }

  async function list(): Promise<readonly string[]> {
    const person = createPersonClient(checkout.cloud);
    const lines = await listCloud(person, checkout.cloud.description.subscriptionId);
    await person.close();
    return lines;
  }
  /** How many there are of what a second run must not make again. */
  async function countInCloud(): Promise<Readonly<Record<string, number>>> {
    const additions = findAdditions(seeded, await list());
    const count = (start: string): number => additions.filter((line) => line.startsWith(start)).length;
    return { applications: count("application "), groups: count("resource group "), resources: count("resource /") };
  }
  /** The command that recover prints. */
  function readCure(said: string): string {
    const [, command] = / fix +(cp '.*' '.*'), then: npm run recover -- --stack dev\n/.exec(said) ?? [];
    if (command === undefined) throw new Error(said);
    return command;
  }
  async function untilCutOff(): Promise<void> {
    for (;;) {
      try {
        JSON.parse(readFileSync(stateFile(), "utf8"));
      } catch {
        return;
      }
      await wait(5);
    }
  }
  /** The next `up` makes the rest; then nothing changes, and there is one of everything. Then it is destroyed. */
  async function assertGoesOn(t: TestContext): Promise<void> {
    const next = await checkout.pulumi(up);
    t.assert.strictEqual(next.exitCode, 0, next.said);
    const last = await checkout.pulumi(unchanged);
    t.assert.strictEqual(last.exitCode, 0, last.said);
    t.assert.deepStrictEqual(await countInCloud(), once);
    t.assert.strictEqual((await checkout.pulumi(["destroy", "--yes", "--skip-preview", "--suppress-progress"])).exitCode, 0);
  }
  const once = { applications: 1, groups: 1, resources: 9 };

  test("makes everything, from a checkout without a build step", async (t: TestContext) => {
    const end = await checkout.pulumi(up);
    t.assert.strictEqual(end.exitCode, 0, end.said);
    t.assert.match(end.said, /\+ 31 created/);
    t.assert.strictEqual(checkout.language.stderr(), "");
  });

  test("changes nothing the second time", async (t: TestContext) => {
    const end = await checkout.pulumi(unchanged);
    t.assert.strictEqual(end.exitCode, 0, end.said);
    t.assert.match(end.said, /31 unchanged/);
  });

  test("leaves no credential in clear in the backend, nor in pulumi stack output --json", async (t: TestContext) => {
    const output = await checkout.pulumi(["stack", "output", "--json"]);
    t.assert.strictEqual((JSON.parse(output.stdout) as { dialtone: { schema: string } }).dialtone.schema, "dialtone/outputs/1");
    const written = `${readBackend()}\n${output.said}`;
    const issued = checkout.cloud.context.transcript.secrets().filter((secret) => secret.length > 8);
    t.assert.ok(issued.length > 3, `${issued.length} credentials`);
    t.assert.strictEqual(issued.filter((secret) => written.includes(secret)).length, 0);
  });

  test("refuses a state that is cut off; recover names the copy to restore, and that copy works", async (t: TestContext) => {
    truncateSync(stateFile(), 5000);
    const cutOff = await checkout.pulumi(unchanged);
    t.assert.match(cutOff.said, /failed to load checkpoint/);
    const refused = await checkout.npmRun("recover", ["--stack", "dev"]);
    t.assert.strictEqual(refused.exitCode, 2, refused.said);
    t.assert.match(refused.said, /DT_USAGE_STACK {2}the state of stack dev is damaged; nothing was done/);
    const restored = await checkout.pulumi(unchanged, `${readCure(refused.said)}; exec "$@"`);
    t.assert.strictEqual(restored.exitCode, 0, restored.said);
  });

  test("refuses an empty state in the same way", async (t: TestContext) => {
    const good = readFileSync(stateFile());
    truncateSync(stateFile(), 0);
    const refused = await checkout.npmRun("recover", ["--stack", "dev"]);
    writeFileSync(stateFile(), good);
    t.assert.strictEqual(refused.exitCode, 2, refused.said);
    t.assert.match(refused.said, /saw +0 bytes that are no JSON in /);
  });

  test("destroys everything", async (t: TestContext) => {
    const end = await checkout.pulumi(["destroy", "--yes", "--skip-preview", "--suppress-progress"]);
    t.assert.strictEqual(end.exitCode, 0, end.said);
    t.assert.match(end.said, /- 31 deleted/);
  });

  test("whose disk is full can leave a state that is cut off; the copy that recover names, recover and up go on", async (t: TestContext) => {
    // 40 blocks of 1,024 bytes: the state outgrows them in the middle of the run. The CLI sees EFBIG where a full disk says
    // ENOSPC; it writes again and again for minutes, and its file backend keeps the part that it could write.
    const running = checkout.startPulumi(up, 'ulimit -f 40; exec "$@"');
    await untilCutOff();
    running.process.kill("SIGKILL");
    await running.ended;
    const refused = await checkout.npmRun("recover", ["--stack", "dev"]);
    t.assert.strictEqual(refused.exitCode, 2, refused.said);
    const recovered = await checkout
      .pulumi(["version"], `${readCure(refused.said)}; exec "$@"`)
      .then(() => checkout.npmRun("recover", ["--stack", "dev"]));
    t.assert.strictEqual(recovered.exitCode, 0, recovered.said);
    await assertGoesOn(t);
  });

  test("whose program gets SIGKILL ends with a failure, keeps its state, and the next one goes on", async (t: TestContext) => {
    const running = await upUntil("arm.resourceGroups.put");
    checkout.language.program()?.kill("SIGKILL");
    const end = await running.ended;
    t.assert.notStrictEqual(end.exitCode, 0);
    t.assert.match(end.said, /exited with non-zero exit code|SIGKILL/);
    await assertGoesOn(t);
  });

  test("whose plugins get SIGKILL ends with a failure, and recover and the next one go on", async (t: TestContext) => {
    const running = await upUntil("arm.userAssignedIdentities.put");
    await checkout.killPlugins();
    const end = await running.ended;
    t.assert.notStrictEqual(end.exitCode, 0);
    const recovered = await checkout.npmRun("recover", ["--stack", "dev"]);
    t.assert.strictEqual(recovered.exitCode, 0, recovered.said);
    await assertGoesOn(t);
  });

  test("that gets SIGKILL itself leaves a lock; recover releases it, takes over what was made, and the next one goes on", async (t: TestContext) => {
    const running = await upUntil("arm.registries.put");
    running.process.kill("SIGKILL");
    await running.ended;
    const locked = await checkout.pulumi(up);
    // The second: it died while it wrote an `.attrs` file, which recover removes.
    t.assert.match(locked.said, /the stack is currently locked by 1 lock|failed to load checkpoint: EOF/);
    const recovered = await checkout.npmRun("recover", ["--stack", "dev"]);
    t.assert.strictEqual(recovered.exitCode, 0, recovered.said);
    t.assert.match(recovered.said, /callbackregistry: it was made, and is taken over as \/subscriptions\//);
    t.assert.match(recovered.said, /done; now: pulumi up --stack dev/);
    await assertGoesOn(t);
  });
});
