// What the program would create and a run before made already, asked of a cloud of tables. Cannot prove that a preview
// tells all of it; the story created-then-lost has the real engine tell.
import { describe, test, type TestContext } from "node:test";
import { findAzureStrays } from "../../../../scripts/recover/find-azure-strays.ts";
import { findPlanned } from "../../../../scripts/recover/find-planned.ts";
import { toPlannedResource } from "../../../../scripts/recover/planned-resource.ts";
import { entraTypes } from "../../../../scripts/recover/stack-state.ts";
import { createMemoryCloud } from "./memory-cloud.ts";

const subscriptionId = "1c9b7a65-4d3e-4f2a-8b1c-0d9e8f7a6b5c";
const groupId = `/subscriptions/${subscriptionId}/resourceGroups/dialtone11111111`;
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const state = { resources: [{ ...resource("azure-native:resources:ResourceGroup", "dialtone", {}), id: groupId }] };

function resource(type: string, name: string, inputs: Readonly<Record<string, unknown>>) {
  return { urn: `urn:pulumi:dev::dialtone::${type}::${name}`, type, custom: true, inputs };
}
function listed(type: string, name: string) {
  return { id: `${groupId}/providers/${type}/${name}`, type, name };
}

describe("what a failed create left behind", () => {
  test("is found under the name that the program gives", async (t: TestContext) => {
    const app = resource("azure-native:app:ContainerApp", "callback", {
      resourceGroupName: "dialtone11111111",
      containerAppName: "callback",
    });
    const resourceId = `${groupId}/providers/Microsoft.App/containerApps/callback`;
    const found = await findPlanned(createMemoryCloud({ exists: [resourceId] }), state, [app], subscriptionId);
    t.assert.deepStrictEqual(found, [{ resource: app, resourceId }]);
  });

  test("is found under the name that the provider made up, which goes into the inputs", async (t: TestContext) => {
    const planned = resource("azure-native:keyvault:Vault", "dialtone-vault", {
      resourceGroupName: "dialtone11111111",
      vaultName: "dialtone-vaultffffffff",
    });
    const lists = {
      [`${groupId}/resources`]: [
        listed("Microsoft.Storage/storageAccounts", "dialtone-vaultaaaaaaaa"),
        listed("Microsoft.KeyVault/vaults", "dialtone-vault-of-others"),
        listed("Microsoft.KeyVault/vaults", "dialtone-vault22222222"),
      ],
    };
    const found = await findPlanned(createMemoryCloud({ lists }), state, [planned], subscriptionId);
    t.assert.deepStrictEqual(
      found.map(({ resource: { inputs }, resourceId }) => [inputs?.["vaultName"], resourceId]),
      [["dialtone-vault22222222", `${groupId}/providers/Microsoft.KeyVault/vaults/dialtone-vault22222222`]],
    );
  });

  test("is not what the state has already", async (t: TestContext) => {
    const vault = listed("Microsoft.KeyVault/vaults", "dialtone-vault22222222");
    const known = {
      resources: [...state.resources, { ...resource("azure-native:keyvault:Vault", "other", {}), id: vault.id.toUpperCase() }],
    };
    const planned = resource("azure-native:keyvault:Vault", "dialtone-vault", { resourceGroupName: "x", vaultName: "y" });
    const cloud = createMemoryCloud({ lists: { [`${groupId}/resources`]: [vault] } });
    t.assert.deepStrictEqual(await findPlanned(cloud, known, [planned], subscriptionId), []);
  });

  test("is not looked for where a preview does not know its place, and never a group or a secret", async (t: TestContext) => {
    const planned = [
      resource("azure-native:storage:Table", "notifications", { resourceGroupName: "g", accountName: unknown, tableName: "n" }),
      resource("azure-native:resources:ResourceGroup", "dialtone", { resourceGroupName: "dialtone22222222" }),
      resource(entraTypes.password, "g1", { applicationId: "/applications/a", displayName: "g1" }),
      resource(entraTypes.grant, "consent", { principalObjectId: unknown, resourceObjectId: "r", appRoleId: "x" }),
    ];
    const cloud = createMemoryCloud({});
    t.assert.deepStrictEqual(await findPlanned(cloud, state, planned, subscriptionId), []);
    t.assert.deepStrictEqual({ asked: cloud.asked, posted: cloud.posted }, { asked: [`${groupId}/resources`], posted: [] });
  });
});

describe("what is in no state", () => {
  test("is named with the command: in the group what the stack makes, beside it an empty group of its kind of name", async (t: TestContext) => {
    const groups = `/subscriptions/${subscriptionId}`;
    const group = (name: string) => ({ id: `${groups}/resourceGroups/${name}`, name });
    const lists = {
      [`${groupId}/resources`]: [
        listed("Microsoft.KeyVault/vaults", "dialtone-vault33333333"),
        listed("Microsoft.Insights/metricAlerts", "somebody's"),
      ],
      [`${groups}/resourcegroups`]: [
        group("dialtone11111111"),
        group("dialtone44444444"),
        group("dialtone55555555"),
        group("dialtone-prod"),
      ],
      [`${groups}/resourceGroups/dialtone55555555/resources`]: [{ id: "another stack's" }],
    };
    t.assert.deepStrictEqual(await findAzureStrays(createMemoryCloud({ lists }), state), [
      'an empty resource group "dialtone44444444" is in no state of this stack; if no other stack has it: az group delete --name dialtone44444444',
      `Microsoft.KeyVault/vaults "dialtone-vault33333333" is in no state; if nobody uses it: az resource delete --ids ${groupId}/providers/Microsoft.KeyVault/vaults/dialtone-vault33333333`,
    ]);
  });
});

describe("an event of a preview", () => {
  const event = (op: string, type: string, inputs: object) =>
    ({
      resourcePreEvent: { metadata: { op, new: { type, urn: `u::${type}::x`, custom: true, parent: "p", provider: "v::1", inputs } } },
    }) as unknown as Parameters<typeof toPlannedResource>[0];

  test("is a planned resource where it creates one of the cloud's", (t: TestContext) => {
    t.assert.strictEqual(toPlannedResource(event("same", "azure-native:keyvault:Vault", {})), undefined);
    t.assert.strictEqual(toPlannedResource(event("create", "pulumi:providers:azuread", {})), undefined);
    t.assert.strictEqual(toPlannedResource(event("create", "azure-native:keyvault:Vault", {}))?.type, "azure-native:keyvault:Vault");
  });

  test("has a word in place of a secret without ciphertext, which no state takes", (t: TestContext) => {
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "[secret]" };
    const planned = toPlannedResource(event("create", "azure-native:keyvault:Secret", { properties: { value: secret }, tags: ["a"] }));
    t.assert.deepStrictEqual(planned?.inputs, { properties: { value: "[secret]" }, tags: ["a"] });
  });
});
