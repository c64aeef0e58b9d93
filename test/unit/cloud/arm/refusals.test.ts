// Proves which writes the simulated ARM refuses, with which status and code. Cannot prove that Azure uses the same code
// for each: where a thread or page quotes it, the table of the type names it; otherwise it says ASSUMED.
import { after, before, it } from "node:test";
import type { TestContext } from "node:test";
import type { AzureFixture } from "./azure-fixture.ts";
import { readerObjectId, roleDefinition, startAzureFixture, subscriptionScope, tenantId } from "./azure-fixture.ts";

const group = `${subscriptionScope}/resourceGroups/refusals`;
const vaults = `${group}/providers/Microsoft.KeyVault/vaults`;
const bots = `${group}/providers/Microsoft.BotService/botServices`;
const assignments = `${group}/providers/Microsoft.Authorization/roleAssignments`;
const readerRole = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const sku = { family: "A", name: "standard" };
const vault = (properties: object = {}, more: object = {}): object => ({
  location: "swedencentral",
  properties: { tenantId, sku, accessPolicies: [], ...properties },
  ...more,
});
const bot = (msaAppId: string, properties: object = {}): object => ({
  location: "global",
  kind: "azurebot",
  sku: { name: "F0" },
  properties: {
    displayName: "Bot",
    endpoint: "https://a.test/api",
    msaAppId,
    msaAppType: "SingleTenant",
    msaAppTenantId: tenantId,
    ...properties,
  },
});
const assignment = (principalId: string, more: object = {}): object => ({
  properties: { roleDefinitionId: roleDefinition(readerRole), principalId, ...more },
});
const appA = "3f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e10";
const appB = "3f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e11";
const nobody = "3f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0eff";

let azure: AzureFixture;
before(async () => {
  azure = await startAzureFixture();
  await azure.put(`${group}?api-version=2024-03-01`, { location: "swedencentral" });
  await azure.put(`${vaults}/taken-kv?api-version=2024-11-01`, vault({ enablePurgeProtection: true }));
  await azure.put(`${bots}/taken-bot?api-version=2022-09-15`, bot(appA));
  await azure.put(`${assignments}/6f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e20?api-version=2022-04-01`, assignment(readerObjectId));
});
after(() => azure.cloud.stop());

const refused: readonly (readonly [sentence: string, method: string, path: string, body: unknown, status: number, code: string])[] = [
  [
    "a resource in a group that does not exist",
    "PUT",
    `${subscriptionScope}/resourceGroups/none/providers/Microsoft.KeyVault/vaults/kv-a?api-version=2024-11-01`,
    vault(),
    404,
    "ResourceGroupNotFound",
  ],
  [
    "another subscription",
    "GET",
    "/subscriptions/00000000-0000-4000-8000-000000000000?api-version=2022-12-01",
    undefined,
    404,
    "SubscriptionNotFound",
  ],
  ["a resource that does not exist", "GET", `${vaults}/none?api-version=2024-11-01`, undefined, 404, "ResourceNotFound"],
  [
    "a child without its parent",
    "PUT",
    `${vaults}/none/secrets/one?api-version=2024-11-01`,
    { properties: { value: "x" } },
    404,
    "ParentResourceNotFound",
  ],
  ["a request without an api-version", "GET", `${vaults}/taken-kv`, undefined, 400, "MissingApiVersionParameter"],
  [
    "an api-version that the type does not have",
    "GET",
    `${vaults}/taken-kv?api-version=1999-01-01`,
    undefined,
    400,
    "NoRegisteredProviderFound",
  ],
  [
    "a new vault of access policies without any",
    "PUT",
    `${vaults}/kv-a?api-version=2024-11-01`,
    { location: "swedencentral", properties: { tenantId, sku } },
    400,
    "BadRequest",
  ],
  [
    "more than 50 tags",
    "PUT",
    `${vaults}/kv-a?api-version=2024-11-01`,
    { ...vault(), tags: Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`t${at}`, "x"])) },
    400,
    "TagCountExceeded",
  ],
  [
    "a tag with a reserved character",
    "PATCH",
    `${group}?api-version=2024-03-01`,
    { tags: { "a/b": "x" } },
    400,
    "InvalidTagNameCharacters",
  ],
  ["a long value of a tag", "PATCH", `${group}?api-version=2024-03-01`, { tags: { a: "x".repeat(257) } }, 400, "TagValueTooLong"],
  ["tags that differ in case only", "PATCH", `${group}?api-version=2024-03-01`, { tags: { a: "x", A: "y" } }, 400, "DuplicateTag"],
  [
    "a type that nobody has",
    "GET",
    `${group}/providers/Microsoft.Compute/virtualMachines/a?api-version=2024-11-01`,
    undefined,
    404,
    "InvalidResourceType",
  ],
  [
    "a resource without a location",
    "PUT",
    `${vaults}/kv-a?api-version=2024-11-01`,
    { properties: { tenantId, sku } },
    400,
    "InvalidRequestContent",
  ],
  [
    "a region that does not exist",
    "PUT",
    `${vaults}/kv-a?api-version=2024-11-01`,
    vault({}, { location: "atlantis" }),
    400,
    "LocationNotAvailableForResourceType",
  ],
  [
    "a resource that moves",
    "PUT",
    `${vaults}/taken-kv?api-version=2024-11-01`,
    vault({}, { location: "westeurope" }),
    409,
    "InvalidResourceLocation",
  ],
  ["an unknown property", "PUT", `${vaults}/kv-a?api-version=2024-11-01`, vault({ enableSoftDelet: true }), 400, "InvalidRequestContent"],
  [
    "a value of the wrong type",
    "PUT",
    `${vaults}/kv-a?api-version=2024-11-01`,
    vault({ enableRbacAuthorization: "yes" }),
    400,
    "InvalidRequestContent",
  ],
  [
    "a value that the enumeration does not have",
    "PUT",
    `${vaults}/kv-a?api-version=2024-11-01`,
    vault({ sku: { family: "A", name: "cheap" } }),
    400,
    "InvalidParameter",
  ],
  [
    "a read-only property of one's own",
    "PUT",
    `${vaults}/kv-a?api-version=2024-11-01`,
    vault({ vaultUri: "https://mine.test/" }),
    400,
    "InvalidParameter",
  ],
  [
    "a vault name that is too long",
    "PUT",
    `${vaults}/a-name-that-is-longer-than-24?api-version=2024-11-01`,
    vault(),
    400,
    "VaultNameNotValid",
  ],
  [
    "purge protection that is set to false",
    "PUT",
    `${vaults}/kv-a?api-version=2024-11-01`,
    vault({ enablePurgeProtection: false }),
    400,
    "BadRequest",
  ],
  ["purge protection that is taken back", "PUT", `${vaults}/taken-kv?api-version=2024-11-01`, vault(), 400, "BadRequest"],
  ["a second bot with the same client id", "PUT", `${bots}/other-bot?api-version=2022-09-15`, bot(appA), 400, "InvalidBotData"],
  [
    "a new multi-tenant bot",
    "PUT",
    `${bots}/other-bot?api-version=2022-09-15`,
    bot(appB, { msaAppType: "MultiTenant" }),
    400,
    "InvalidBotCreationData",
  ],
  [
    "a single-tenant bot without its tenant",
    "PUT",
    `${bots}/other-bot?api-version=2022-09-15`,
    { ...bot(appB), properties: { displayName: "Bot", endpoint: "https://a.test/api", msaAppId: appB, msaAppType: "SingleTenant" } },
    400,
    "InvalidBotData",
  ],
  [
    "calling without a webhook",
    "PUT",
    `${bots}/taken-bot/channels/MsTeamsChannel?api-version=2022-09-15`,
    { location: "global", properties: { channelName: "MsTeamsChannel", properties: { isEnabled: true, enableCalling: true } } },
    400,
    "InvalidChannelData",
  ],
  [
    "a role assignment that exists under another name",
    "PUT",
    `${assignments}/6f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e21?api-version=2022-04-01`,
    assignment(readerObjectId),
    409,
    "RoleAssignmentExists",
  ],
  [
    "a role for a principal that does not exist",
    "PUT",
    `${assignments}/6f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e22?api-version=2022-04-01`,
    assignment(nobody),
    400,
    "PrincipalNotFound",
  ],
  [
    "a role for a principal of another type",
    "PUT",
    `${assignments}/6f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e22?api-version=2022-04-01`,
    assignment(readerObjectId, { principalType: "User" }),
    400,
    "UnmatchedPrincipalType",
  ],
  [
    "a role that does not exist",
    "PUT",
    `${assignments}/6f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e22?api-version=2022-04-01`,
    { properties: { roleDefinitionId: roleDefinition(nobody), principalId: readerObjectId } },
    400,
    "RoleDefinitionDoesNotExist",
  ],
  [
    "a role assignment whose name is no GUID",
    "PUT",
    `${assignments}/mine?api-version=2022-04-01`,
    assignment(readerObjectId),
    400,
    "InvalidRoleAssignmentId",
  ],
  [
    "a template with a function that nobody has",
    "PUT",
    `${group}/providers/Microsoft.Resources/deployments/a?api-version=2024-03-01`,
    {
      properties: {
        mode: "Incremental",
        template: { resources: [{ type: "Microsoft.KeyVault/vaults", apiVersion: "2024-11-01", name: "[uniqueish('a')]" }] },
      },
    },
    400,
    "InvalidTemplate",
  ],
];

for (const [sentence, method, path, body, status, code] of refused) {
  it(`refuses ${sentence}`, async (t: TestContext) => {
    const answer = await azure.arm(method, path, body);
    t.assert.deepStrictEqual({ status: answer.status, code: answer.body?.error?.code }, { status, code });
  });
}

it("accepts a role for a service principal that is not replicated yet when its type is said", async (t: TestContext) => {
  const { status } = await azure.arm(
    "PUT",
    `${assignments}/6f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e23?api-version=2022-04-01`,
    assignment(nobody, { principalType: "ServicePrincipal" }),
  );
  t.assert.strictEqual(status, 201);
});

it("answers a role assignment that is put again as it is", async (t: TestContext) => {
  const { status } = await azure.arm(
    "PUT",
    `${assignments}/6f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e20?api-version=2022-04-01`,
    assignment(readerObjectId),
  );
  t.assert.strictEqual(status, 200);
});

it("accepts what it answered as the body of the next write", async (t: TestContext) => {
  const read = await azure.arm("GET", `${vaults}/taken-kv?api-version=2024-11-01`);
  t.assert.strictEqual((await azure.arm("PUT", `${vaults}/taken-kv?api-version=2024-11-01`, read.body)).status, 200);
});

it("refuses a caller without the right, before it tells whether the resource exists", async (t: TestContext) => {
  const path = `${subscriptionScope}/resourceGroups/none/providers/Microsoft.KeyVault/vaults/none?api-version=2024-11-01`;
  const answer = await azure.arm("GET", path, undefined, azure.reader);
  t.assert.deepStrictEqual({ status: answer.status, code: answer.body.error.code }, { status: 403, code: "AuthorizationFailed" });
  t.assert.match(
    answer.body.error.message,
    /with object id '2f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e03' does not have authorization to perform action 'Microsoft\.KeyVault\/vaults\/read' over scope/,
  );
});

it("lets a Reader of the group read and not write", async (t: TestContext) => {
  const read = await azure.arm("GET", `${vaults}/taken-kv?api-version=2024-11-01`, undefined, azure.reader);
  const write = await azure.arm("PUT", `${vaults}/kv-b?api-version=2024-11-01`, vault(), azure.reader);
  t.assert.deepStrictEqual([read.status, write.status], [200, 403]);
});

it("fails the long-running operation that a fault rule names, in its words", async (t: TestContext) => {
  azure.cloud.context.faults.add({
    name: "quota",
    match: { plane: "arm", operation: "arm.managedEnvironments.put" },
    action: {
      kind: "operation-fails",
      code: "MaxNumberOfRegionalEnvironmentsInSubExceeded",
      message: "The subscription cannot have more than 0 environments in swedencentral.",
    },
  });
  const created = await azure.arm("PUT", `${group}/providers/Microsoft.App/managedEnvironments/env?api-version=2024-03-01`, {
    location: "swedencentral",
    properties: {},
  });
  t.assert.strictEqual(created.status, 201);
  const status = created.headers.get("azure-asyncoperation") ?? "";
  let followed = await azure.arm("GET", status);
  while (followed.body.status === "InProgress") followed = await azure.arm("GET", status);
  t.assert.deepStrictEqual(followed.body.error, {
    code: "MaxNumberOfRegionalEnvironmentsInSubExceeded",
    message: "The subscription cannot have more than 0 environments in swedencentral.",
  });
});

it("gives a new vault Azure RBAC from api-version 2026-02-01 on, and leaves one that is there as it was", async (t: TestContext) => {
  const rbac = async (name: string, apiVersion: string, properties: object): Promise<unknown> =>
    (
      await azure.put(`${vaults}/${name}?api-version=${apiVersion}`, {
        location: "swedencentral",
        properties: { tenantId, sku, accessPolicies: [], ...properties },
      })
    ).properties.enableRbacAuthorization;
  t.assert.strictEqual(await rbac("rbac-new-kv", "2026-02-01", {}), true);
  t.assert.strictEqual(await rbac("rbac-old-kv", "2024-11-01", { accessPolicies: [] }), false);
  t.assert.strictEqual(await rbac("rbac-old-kv", "2026-02-01", { accessPolicies: [] }), false);
});

it("takes permissions of an access policy in any case, as azurerm writes them", async (t: TestContext) => {
  const permissions = { secrets: ["Get", "LIST"] };
  const { properties } = await azure.put(
    `${vaults}/case-kv?api-version=2024-11-01`,
    vault({ accessPolicies: [{ tenantId, objectId: readerObjectId, permissions }] }),
  );
  t.assert.deepStrictEqual(properties.accessPolicies[0].permissions, permissions);
});
