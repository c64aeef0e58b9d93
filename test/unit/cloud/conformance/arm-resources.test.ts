// Tags as a resource of their own, and what the providers say of themselves, through Microsoft's own clients, unmodified.
// Cannot prove which operations a provider lists beyond reading, writing and deleting; tags of a subscription are absent.
import { AzureBotService } from "@azure/arm-botservice";
import { KeyVaultManagementClient } from "@azure/arm-keyvault";
import { ResourceManagementClient } from "@azure/arm-resources";
import { after, before, describe, it } from "node:test";
import type { TestContext } from "node:test";
import { type AzureFixture, startAzureFixture, subscriptionId, subscriptionScope } from "../arm/azure-fixture.ts";

const scope = `${subscriptionScope}/resourceGroups/tagged`;
const identity = `${scope}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/one`;

describe("@azure/arm-resources", () => {
  let azure: AzureFixture;
  let client: ResourceManagementClient;
  before(async () => {
    azure = await startAzureFixture();
    client = new ResourceManagementClient(azure.deployer, subscriptionId, azure.clientOptions);
    await azure.put(`${scope}?api-version=2024-03-01`, { location: "westeurope", tags: { team: "voice" } });
    await azure.put(`${identity}?api-version=2023-01-31`, { location: "westeurope", tags: { team: "voice" } });
  });
  after(() => azure.cloud.stop());

  it("reads, sets, merges and takes away tags at a scope", async (t: TestContext) => {
    const tagsOf = async (): Promise<unknown> => (await client.tagsOperations.getAtScope(identity)).properties.tags;
    t.assert.deepStrictEqual(await tagsOf(), { team: "voice" });
    await client.tagsOperations.updateAtScope(identity, { operation: "Merge", properties: { tags: { cost: "1" } } });
    t.assert.deepStrictEqual(await tagsOf(), { team: "voice", cost: "1" });
    // A pair that is not there is not taken away.
    await client.tagsOperations.updateAtScope(identity, { operation: "Delete", properties: { tags: { cost: "2", team: "voice" } } });
    t.assert.deepStrictEqual(await tagsOf(), { cost: "1" });
    await client.tagsOperations.createOrUpdateAtScope(identity, { properties: { tags: { only: "this" } } });
    const { body } = await azure.arm("GET", `${identity}?api-version=2023-01-31`);
    t.assert.deepStrictEqual(body.tags, { only: "this" });
    await client.tagsOperations.deleteAtScope(identity);
    t.assert.deepStrictEqual(await tagsOf(), {});
  });

  it("counts the tags that are in use", async (t: TestContext) => {
    const names = await Array.fromAsync(client.tagsOperations.list());
    const team = names.find(({ tagName }) => tagName === "team");
    t.assert.deepStrictEqual(
      [team?.id, team?.values?.map(({ tagValue, count }) => [tagValue, count?.value])],
      [`${subscriptionScope}/tagNames/team`, [["voice", 1]]],
    );
  });

  it("names the providers of the tenant and the types of one", async (t: TestContext) => {
    const namespaces = (await Array.fromAsync(client.providers.listAtTenantScope())).map(({ namespace }) => namespace);
    t.assert.ok(namespaces.includes("Microsoft.BotService"));
    const { resourceTypes } = await client.providers.getAtTenantScope("Microsoft.BotService");
    const { value } = await client.providerResourceTypes.list("Microsoft.BotService");
    t.assert.deepStrictEqual(
      value?.map(({ resourceType }) => resourceType),
      ["botServices", "botServices/channels"],
    );
    t.assert.deepStrictEqual(
      resourceTypes?.map(({ resourceType }) => resourceType),
      ["botServices", "botServices/channels"],
    );
  });

  it("lists what can be done with a provider's types", async (t: TestContext) => {
    const bots = await Array.fromAsync(
      new AzureBotService(azure.deployer, subscriptionId, {
        ...azure.clientOptions,
        credentialScopes: azure.clientOptions.credentials.scopes,
      }).operations.list(),
    );
    t.assert.ok(bots.some(({ name }) => name === "Microsoft.BotService/botServices/write"));
    const vaults = await Array.fromAsync(
      new KeyVaultManagementClient(azure.deployer, subscriptionId, azure.clientOptions).operations.list(),
    );
    t.assert.ok(vaults.some(({ name }) => name === "Microsoft.KeyVault/vaults/secrets/read"));
  });

  for (const [what, method, path, body, status, code] of [
    ["a PATCH without an operation", "PATCH", identity, { properties: { tags: {} } }, 400, "InvalidRequestContent"],
    ["an unknown operation", "PATCH", identity, { operation: "Add", properties: { tags: {} } }, 400, "InvalidParameter"],
    ["a tag that is no text", "PUT", identity, { properties: { tags: { a: 1 } } }, 400, "InvalidRequestContent"],
    ["tags of what is not there", "GET", `${identity}2`, undefined, 404, "ResourceNotFound"],
  ] as const) {
    it(`is refused ${what}`, async (t: TestContext) => {
      const answer = await azure.arm(method, `${path}/providers/Microsoft.Resources/tags/default?api-version=2021-04-01`, body);
      t.assert.deepStrictEqual([answer.status, answer.body.error.code], [status, code]);
    });
  }

  it("refuses tags to who may only look", async (t: TestContext) => {
    const answer = await azure.arm(
      "PUT",
      `${identity}/providers/Microsoft.Resources/tags/default?api-version=2021-04-01`,
      { properties: { tags: {} } },
      azure.reader,
    );
    t.assert.deepStrictEqual([answer.status, answer.body.error.code], [403, "AuthorizationFailed"]);
  });
});
