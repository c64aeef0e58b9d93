// Proves how the simulated Azure RBAC decides from assignments, groups and role definitions. Cannot prove that the
// definitions are today's: they are copied, with their source, in azure-role-definitions.ts.
import { before, describe, it } from "node:test";
import type { TestContext } from "node:test";
import type { AzureRbac } from "../../../cloud/core/cloud-context.ts";
import { createAzureRbac } from "../../../cloud/planes/arm/azure-rbac.ts";
import { ResourceStore } from "../../../cloud/planes/arm/resource-store.ts";

const roles = {
  owner: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
  contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  secretsUser: "4633458b-17de-408a-b874-0445c86b69e6",
};
const group = "/subscriptions/s/resourceGroups/g";
const vault = `${group}/providers/Microsoft.KeyVault/vaults/v`;
const getSecret = "Microsoft.KeyVault/vaults/secrets/getSecret/action";

let nowMs = 0;
let rbac: AzureRbac;
before(() => {
  const resources = new ResourceStore();
  const assign = (principalId: string, role: string, scope: string, effectiveAtMs?: number): void =>
    resources.put(
      {
        id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${principalId}`,
        name: principalId,
        type: "Microsoft.Authorization/roleAssignments",
        properties: { principalId, roleDefinitionId: `/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/${role}`, scope },
      },
      effectiveAtMs,
    );
  assign("owner", roles.owner, "/subscriptions/s");
  assign("contributor", roles.contributor, group);
  assign("reader", roles.reader, vault);
  assign("team", roles.secretsUser, `${vault}/secrets/one`);
  assign("late", roles.reader, group, 1_000);
  rbac = createAzureRbac({
    resources,
    directory: { groupsOf: (objectId) => (objectId === "member" ? ["team"] : []) },
    clock: { nowMs: () => nowMs },
  });
});

const decisions: readonly (readonly [sentence: string, principal: string, action: string, scope: string, allowed: boolean])[] = [
  ["lets an assignment hold below its scope", "owner", "Microsoft.KeyVault/vaults/write", vault, true],
  ["compares scopes and actions without case", "owner", "microsoft.keyvault/VAULTS/WRITE", vault.toUpperCase(), true],
  ["keeps data from who owns the subscription", "owner", getSecret, `${vault}/secrets/one`, false],
  ["lets a contributor write resources", "contributor", "Microsoft.KeyVault/vaults/write", vault, true],
  ["keeps a contributor from assigning roles", "contributor", "Microsoft.Authorization/roleAssignments/write", vault, false],
  ["keeps an assignment from holding above its scope", "contributor", "Microsoft.KeyVault/vaults/write", "/subscriptions/s", false],
  ["lets a reader read", "reader", "Microsoft.KeyVault/vaults/read", vault, true],
  ["keeps a reader from writing", "reader", "Microsoft.KeyVault/vaults/write", vault, false],
  ["does not take a name that begins alike for what lies below", "reader", "Microsoft.KeyVault/vaults/read", `${vault}2`, false],
  ["lets a member of the group do what the group may", "member", getSecret, `${vault}/secrets/one`, true],
  ["keeps a right on one secret from the other", "member", getSecret, `${vault}/secrets/two`, false],
  ["lets nobody do anything", "nobody", "Microsoft.KeyVault/vaults/read", vault, false],
];

describe("azure RBAC", () => {
  for (const [sentence, principal, action, scope, allowed] of decisions) {
    it(sentence, (t: TestContext) => {
      t.assert.strictEqual(rbac.allows(principal, action, scope), allowed);
    });
  }

  it("lets an assignment take effect only once it has spread", (t: TestContext) => {
    const asked = (): boolean => rbac.allows("late", "Microsoft.KeyVault/vaults/read", vault);
    t.assert.strictEqual(asked(), false);
    nowMs = 1_000;
    t.assert.strictEqual(asked(), true);
  });
});
