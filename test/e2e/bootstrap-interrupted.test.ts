/**
 * `npm run bootstrap` killed at every change that it asks for, after the cloud made it and before anybody heard of it;
 * then run again. And Ctrl-C in the middle.
 * Cannot prove: a kill inside the Pulumi CLI; the scenario of the real engine has the stack, `npm run recover` its life.
 */
import { setTimeout as wait } from "node:timers/promises";
import { after, before, describe, test, type TestContext } from "node:test";
import { ableSeed, calleeName, openBootstrapWorld, type BootstrapWorld } from "../helpers/bootstrap-world.ts";
import type { ScriptEnd } from "../helpers/run-script.ts";
import { createTemporaryDirectory } from "../helpers/temporary-directory.ts";

const flags = [
  "--stack=prod",
  "--location=swedencentral",
  `--callee=${calleeName}`,
  "--backend=azure",
  "--ci=github",
  "--repository=contoso@12/voice@34",
  "--json",
];
/** What a run without interruption asks for, in its order; test/e2e/bootstrap.test.ts counts the same. */
const changes = [
  "arm.providers.register",
  "arm.resourceGroups.put",
  "arm.storageAccounts.put",
  "arm.blobServices.put",
  "arm.blobContainers.put",
  "arm.vaults.put",
  "arm.vaultKeys.put",
  "arm.roleAssignments.put.onGrandchild",
  "arm.roleAssignments.put.onChild",
  "arm.userAssignedIdentities.put",
  "arm.federatedIdentityCredentials.put",
  "arm.roleAssignments.put.onSubscription",
  "graph.servicePrincipals.appRoleAssignedTo.create",
];

/** Runs it until that operation was done in the cloud and not answered, and kills it there; false where it never came. */
async function dieAt(world: BootstrapWorld, operation: string): Promise<boolean> {
  const name = `nobody hears of ${operation}`;
  world.cloud.context.faults.add({ name, match: { operation }, action: { kind: "hold" }, times: 1 });
  const script = world.start(flags);
  const state = { isOver: false };
  void script.ended.then(() => (state.isOver = true));
  const isHeld = (): boolean => world.cloud.context.transcript.exchanges().some(({ fault }) => fault === name);
  while (!state.isOver && !isHeld()) await wait(10);
  script.process.kill("SIGKILL");
  await script.ended;
  return isHeld();
}

describe("npm run bootstrap, killed at each change in turn", () => {
  const root = createTemporaryDirectory();
  let world: BootstrapWorld;
  const died: string[] = [];
  let end: ScriptEnd;

  before(async () => {
    world = await openBootstrapWorld(root, { ...ableSeed, subscription: { unregistered: ["Microsoft.App"] } });
    for (const operation of changes) if (await dieAt(world, operation)) died.push(operation);
    end = await world.start(flags).ended;
  });
  after(() => world.cloud.stop());

  test("was killed at each of them", (t: TestContext) => t.assert.deepStrictEqual(died, changes));

  test("goes on where it stopped, to the end", (t: TestContext) => {
    t.assert.strictEqual(end.exitCode, 0, end.stderr);
    t.assert.strictEqual((JSON.parse(end.stdout) as { outcome: string }).outcome, "made");
  });

  test("has asked for each thing exactly once in all its lives", (t: TestContext) => {
    const counts = Object.groupBy(world.writes(), (operation) => operation);
    t.assert.deepStrictEqual(Object.fromEntries(Object.entries(counts).map(([operation, list]) => [operation, list?.length])), {
      "arm.providers.register": 1,
      "arm.resourceGroups.put": 1,
      "arm.storageAccounts.put": 1,
      "arm.blobServices.put": 1,
      "arm.blobContainers.put": 1,
      "arm.vaults.put": 1,
      "arm.vaultKeys.put": 1,
      "arm.roleAssignments.put.onGrandchild": 3,
      "arm.roleAssignments.put.onChild": 3,
      "arm.userAssignedIdentities.put": 2,
      "arm.federatedIdentityCredentials.put": 2,
      "arm.roleAssignments.put.onSubscription": 3,
      "graph.servicePrincipals.appRoleAssignedTo.create": 3,
    });
  });

  test("has nothing left to do", async (t: TestContext) => {
    const again = await world.start(flags).ended;
    t.assert.strictEqual((JSON.parse(again.stdout) as { outcome: string }).outcome, "nothing-to-do", again.stderr);
  });
});

describe("npm run bootstrap, interrupted by Ctrl-C", () => {
  const root = createTemporaryDirectory();
  let world: BootstrapWorld;
  before(async () => {
    world = await openBootstrapWorld(root);
  });
  after(() => world.cloud.stop());

  test("ends with 130 between two steps, and a second run finishes", async (t: TestContext) => {
    const script = world.start(flags);
    await script.until(/storage account dtstate/);
    script.process.kill("SIGINT");
    const { exitCode, durationMs } = await script.ended;
    t.assert.ok(exitCode === 130 && durationMs < 10_000, `exit ${exitCode} after ${durationMs} ms`);
    const end = await world.start(flags).ended;
    t.assert.strictEqual((JSON.parse(end.stdout) as { outcome: string }).outcome, "made", end.stderr);
  });
});
