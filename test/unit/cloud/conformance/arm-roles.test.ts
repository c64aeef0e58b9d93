// Roles that a subscription makes for itself, through @azure/arm-authorization, unmodified: they allow what they say and
// nothing else. Cannot prove the sentences of refusals, nor how long Azure takes to spread a change.
import { AuthorizationManagementClient } from "@azure/arm-authorization";
import { KeyVaultManagementClient } from "@azure/arm-keyvault";
import { after, before, describe, it } from "node:test";
import type { TestContext } from "node:test";
import { type AzureFixture, readerObjectId, startAzureFixture, subscriptionId, subscriptionScope, tenantId } from "../arm/azure-fixture.ts";

const group = `${subscriptionScope}/resourceGroups/roles`;
const groupApi = "api-version=2024-03-01";
const roleName = "0d0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e11";
const role = {
  roleName: "Group Reader",
  roleType: "CustomRole",
  description: "reads groups",
  permissions: [{ actions: ["Microsoft.Resources/subscriptions/resourceGroups/read"], notActions: [] }],
  assignableScopes: [subscriptionScope],
};

describe("@azure/arm-authorization", () => {
  let azure: AzureFixture;
  let client: AuthorizationManagementClient;
  before(async () => {
    azure = await startAzureFixture();
    const { endpoint, credentials } = azure.clientOptions;
    client = new AuthorizationManagementClient(azure.deployer, subscriptionId, { endpoint, credentialScopes: credentials.scopes });
    await azure.put(`${group}?${groupApi}`, { location: "swedencentral" });
  });
  after(() => azure.cloud.stop());

  it("makes a role, finds it among the others, and its holder may do what it allows", async (t: TestContext) => {
    t.assert.strictEqual((await azure.arm("GET", `${group}?${groupApi}`, undefined, azure.reader)).status, 403);
    const made = await client.roleDefinitions.createOrUpdate(subscriptionScope, roleName, role);
    t.assert.deepStrictEqual(
      [made.name, made.roleType, made.permissions?.[0]?.actions],
      [roleName, "CustomRole", role.permissions[0]?.actions],
    );
    const own = await Array.fromAsync(client.roleDefinitions.list(subscriptionScope, { filter: "type eq 'CustomRole'" }));
    t.assert.deepStrictEqual(
      own.map((one) => one.roleName),
      ["Group Reader"],
    );
    t.assert.strictEqual((await client.roleDefinitions.get(subscriptionScope, roleName)).description, "reads groups");
    await client.roleAssignments.create(group, "0d0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e12", {
      roleDefinitionId: made.id ?? "",
      principalId: readerObjectId,
      principalType: "ServicePrincipal",
    });
    t.assert.strictEqual((await azure.arm("GET", `${group}?${groupApi}`, undefined, azure.reader)).status, 200);
    t.assert.strictEqual((await azure.arm("PATCH", `${group}?${groupApi}`, { tags: {} }, azure.reader)).status, 403);
  });

  it("keeps a role that is assigned, and gives it up once it is not", async (t: TestContext) => {
    await t.assert.rejects(client.roleDefinitions.delete(subscriptionScope, roleName), { code: "RoleDefinitionHasAssignments" });
    await client.roleAssignments.delete(group, "0d0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e12");
    t.assert.strictEqual((await client.roleDefinitions.delete(subscriptionScope, roleName)).roleName, "Group Reader");
    t.assert.strictEqual((await azure.arm("GET", `${group}?${groupApi}`, undefined, azure.reader)).status, 403);
  });

  for (const [what, name, change, code] of [
    ["a name twice", "0d0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e14", {}, "RoleDefinitionWithSameNameExists"],
    ["an id that is no GUID", "reader", { roleName: "b" }, "InvalidRoleDefinitionId"],
    ["a change of a built-in role", "acdd72a7-3385-48ef-bd42-f606fba81ae7", { roleName: "c" }, "RoleDefinitionIsBuiltIn"],
    [
      "a scope of somebody else's",
      "0d0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e15",
      { roleName: "d", assignableScopes: ["/"] },
      "InvalidAssignableScopes",
    ],
    ["a role of Microsoft's kind", "0d0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e16", { roleName: "e", roleType: "BuiltInRole" }, "InvalidParameter"],
  ] as const) {
    it(`is refused ${what}`, async (t: TestContext) => {
      await client.roleDefinitions.createOrUpdate(subscriptionScope, "0d0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e13", role);
      await t.assert.rejects(
        client.roleDefinitions.createOrUpdate(subscriptionScope, name, { ...role, ...(change as Partial<typeof role>) }),
        { code },
      );
    });
  }

  it("tells the versions of a key, and that a vault is reached in no private way", async (t: TestContext) => {
    const { keys, vaults, privateEndpointConnections, privateLinkResources } = new KeyVaultManagementClient(
      azure.deployer,
      subscriptionId,
      azure.clientOptions,
    );
    const properties = { tenantId, sku: { family: "A", name: "standard" } } as const;
    await vaults.createOrUpdate("roles", "versions-kv", { location: "swedencentral", properties });
    const { keyUriWithVersion = "" } = await keys.createIfNotExist("roles", "versions-kv", "one", { properties: { kty: "EC" } });
    const version = keyUriWithVersion.split("/").at(-1) ?? "";
    const versions = await Array.fromAsync(keys.listVersions("roles", "versions-kv", "one"));
    t.assert.deepStrictEqual(
      versions.map(({ name, curveName }) => [name, curveName]),
      [[version, "P-256"]],
    );
    t.assert.strictEqual((await keys.getVersion("roles", "versions-kv", "one", version)).keyUriWithVersion, keyUriWithVersion);
    await t.assert.rejects(keys.getVersion("roles", "versions-kv", "one", "0".repeat(32)), { code: "KeyNotFound" });
    t.assert.deepStrictEqual(await Array.fromAsync(privateEndpointConnections.listByResource("roles", "versions-kv")), []);
    t.assert.strictEqual((await privateLinkResources.listByVault("roles", "versions-kv")).value?.[0]?.groupId, "vault");
  });

  it("takes the webhook of a channel as older clients spell it", async (t: TestContext) => {
    const bot = `${group}/providers/Microsoft.BotService/botServices/older-bot`;
    await azure.put(`${bot}?api-version=2021-05-01-preview`, {
      location: "global",
      kind: "azurebot",
      sku: { name: "F0" },
      properties: {
        displayName: "b",
        endpoint: "https://a.test/api",
        msaAppId: roleName,
        msaAppType: "SingleTenant",
        msaAppTenantId: tenantId,
      },
    });
    const { properties } = await azure.put(`${bot}/channels/MsTeamsChannel?api-version=2021-05-01-preview`, {
      location: "global",
      properties: {
        channelName: "MsTeamsChannel",
        properties: { isEnabled: true, enableCalling: true, callingWebHook: "https://a.test/calls" },
      },
    });
    t.assert.strictEqual(properties.properties.callingWebhook, "https://a.test/calls");
  });
});
