// The order of a recovery, on a stack and a cloud of tables: lock, what was cut short, refresh, what a failed create left,
// what a person decides. Cannot prove that Pulumi takes the state back: the stories engine-killed and created-then-lost do.
import { describe, test, type TestContext } from "node:test";
import { recoverStack } from "../../../../scripts/recover/recover-stack.ts";
import { entraTypes, type StackState, type StateResource } from "../../../../scripts/recover/stack-state.ts";
import { createMemoryCloud, type MemoryCloud } from "./memory-cloud.ts";

const subscriptionId = "1c9b7a65-4d3e-4f2a-8b1c-0d9e8f7a6b5c";
const groupType = "azure-native:resources:ResourceGroup";
const vaultType = "azure-native:keyvault:Vault";
const groupId = `/subscriptions/${subscriptionId}/resourceGroups/dialtone1a2b3c4d`;
const vaultId = `${groupId}/providers/Microsoft.KeyVault/vaults/v`;

function toResource(type: string, name: string, more: Partial<StateResource> = {}): StateResource {
  return { urn: `urn:pulumi:dev::dialtone::${type}::${name}`, type, custom: true, ...more };
}

const group = toResource(groupType, "dialtone", { id: groupId });
const vault = toResource(vaultType, "vault", { inputs: { resourceGroupName: "dialtone1a2b3c4d", vaultName: "v" } });

interface Recovered {
  readonly steps: readonly string[];
  readonly state: StackState;
  readonly lines: readonly string[];
  readonly strays: readonly string[];
}

/** Recovers a stack with this state; `plans`: what each preview would create, one after the other. */
async function recover(
  given: StackState,
  cloud: MemoryCloud,
  plans: readonly (readonly StateResource[] | Error)[] = [[]],
  cancel: () => Promise<void> = () => Promise.resolve(),
): Promise<Recovered> {
  let state = given;
  let previews = 0;
  const [steps, lines]: [string[], string[]] = [[], []];
  const strays = await recoverStack({
    stack: {
      cancel: () => {
        steps.push("cancel");
        return cancel();
      },
      readState: () => Promise.resolve(state),
      replaceState: (next) => {
        steps.push(`write ${(next.resources ?? []).length}`);
        state = next;
        return Promise.resolve();
      },
      refresh: () => {
        steps.push("refresh");
        return Promise.resolve({
          engine: "pulumi",
          engineVersion: "3.259.0",
          operation: "refresh",
          resources: [],
          counts: {},
          durationMs: 0,
        });
      },
      planCreates: () => {
        steps.push("preview");
        const plan = plans[previews] ?? [];
        previews += 1;
        return plan instanceof Error ? Promise.reject(plan) : Promise.resolve(plan);
      },
    },
    cloud,
    subscriptionId,
    report: (line) => lines.push(line),
  });
  return { steps, state, lines, strays };
}

describe("a recovery", () => {
  test("of a stack with nothing cut short refreshes, previews once and writes nothing", async (t: TestContext) => {
    const { steps, lines, strays } = await recover({ resources: [group] }, createMemoryCloud({}));
    t.assert.deepStrictEqual([steps, strays], [["cancel", "refresh", "preview"], []]);
    t.assert.deepStrictEqual(lines, ["no creation was cut short"]);
  });

  test("goes on where there was no lock to release", async (t: TestContext) => {
    const { steps } = await recover({}, createMemoryCloud({}), [[]], () => Promise.reject(new Error("no lock")));
    t.assert.deepStrictEqual(steps, ["cancel", "refresh", "preview"]);
  });

  test("takes what was cut short and is there into the state, and forgets what is not", async (t: TestContext) => {
    const table = toResource("azure-native:storage:Table", "table", {
      inputs: { resourceGroupName: "g", accountName: "a", tableName: "t" },
    });
    const deleted = toResource(groupType, "old", { id: "/subscriptions/s/resourceGroups/old" });
    const { state, steps, lines } = await recover(
      {
        resources: [group],
        pending_operations: [
          { resource: vault, type: "creating" },
          { resource: table, type: "creating" },
          { resource: deleted, type: "deleting" },
        ],
      },
      createMemoryCloud({ exists: [vaultId] }),
    );
    t.assert.deepStrictEqual(state.pending_operations, []);
    t.assert.deepStrictEqual(state.resources, [group, { ...vault, id: vaultId, outputs: vault.inputs }]);
    t.assert.deepStrictEqual(steps, ["cancel", "write 2", "refresh", "preview"]);
    t.assert.deepStrictEqual(lines, [`vault: it was made, and is taken over as ${vaultId}`, "table: it is not there"]);
  });

  test("takes over what a failed create left, and looks again for what lies in it", async (t: TestContext) => {
    const lost = { ...toResource("azure-native:managedidentity:UserAssignedIdentity", "callback"), inputs: { resourceGroupName: "x" } };
    const stray = {
      id: `${groupId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/callback00c0ffee`,
      type: "Microsoft.ManagedIdentity/userAssignedIdentities",
      name: "callback00c0ffee",
    };
    const inIt = { ...vault, parent: lost.urn };
    const cloud = createMemoryCloud({ lists: { [`${groupId}/resources`]: [stray] }, exists: [vaultId] });
    const { state, steps, lines } = await recover({ resources: [group] }, cloud, [[lost, inIt], [inIt], []]);
    t.assert.deepStrictEqual(
      state.resources?.map(({ id }) => id),
      [groupId, stray.id, vaultId],
    );
    t.assert.strictEqual(state.resources[1]?.inputs?.["resourceName"], "callback00c0ffee");
    t.assert.deepStrictEqual(steps, ["cancel", "refresh", "preview", "write 2", "refresh", "preview", "write 3", "refresh", "preview"]);
    t.assert.strictEqual(lines.filter((line) => line.includes("is taken over as")).length, 2);
  });

  test("does not take the same over again that a refresh did not find", async (t: TestContext) => {
    const cloud = createMemoryCloud({ exists: [vaultId] });
    const { steps } = await recover({ resources: [group] }, cloud, [[vault], [vault], [vault]]);
    t.assert.strictEqual(steps.filter((step) => step.startsWith("write")).length, 1);
  });

  test("says why it could not look for what was left, and names the strays all the same", async (t: TestContext) => {
    const application = toResource(entraTypes.application, "app", { id: "/applications/a1", inputs: { displayName: "Kim" } });
    const byName = "/v1.0/applications?$filter=displayName eq 'Kim'";
    const cloud = createMemoryCloud({ lists: { [byName]: [{ id: "a1" }, { id: "a2", appId: "c2", createdDateTime: "2026-11-26" }] } });
    const { strays, lines } = await recover({ resources: [application] }, cloud, [new Error("\n  missing key: tenantId\nat x")]);
    t.assert.strictEqual(strays.length, 1);
    t.assert.match(strays[0] ?? "", /^a second application "Kim" is in no state: client id c2, .*az ad app delete --id a2$/);
    t.assert.match(lines.join("\n"), /was not looked for, because the program cannot be previewed: missing key: tenantId/);
    t.assert.deepStrictEqual(lines.at(-1), strays[0]);
  });
});
