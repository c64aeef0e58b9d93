// Proves the reads, lists, updates and names of Microsoft's own ARM clients, unmodified; ../arm/official-clients.test.ts
// has creates, long-running operations and deletes. Cannot prove that Azure fills in every default alike.
import { ContainerAppsAPIClient } from "@azure/arm-appcontainers";
import { AuthorizationManagementClient } from "@azure/arm-authorization";
import { AzureBotService } from "@azure/arm-botservice";
import { KeyVaultManagementClient } from "@azure/arm-keyvault";
import { ManagedServiceIdentityClient } from "@azure/arm-msi";
import { ResourceManagementClient } from "@azure/arm-resources";
import { after, before, it } from "node:test";
import type { TestContext } from "node:test";
import {
  type AzureFixture,
  readerObjectId,
  roleDefinition,
  startAzureFixture,
  subscriptionId,
  subscriptionScope,
  tenantId,
} from "../arm/azure-fixture.ts";

const group = "conformance";
const location = "swedencentral";
const tableDataReader = "76199698-9eea-4c19-bc75-cec21354c6b6";
const updateIntervalInMs = 20;
const vaultProperties = { tenantId, sku: { family: "A", name: "standard" }, enableRbacAuthorization: true } as const;

let azure: AzureFixture;
before(async () => {
  azure = await startAzureFixture();
  await azure.put(`${subscriptionScope}/resourceGroups/${group}?api-version=2025-04-01`, { location });
});
after(() => azure.cloud.stop());

/** Options of the clients of the older generator. */
function toOlderOptions(): { $host: string; endpoint: string; credentialScopes: string } {
  const { arm } = azure.cloud.description;
  return { $host: arm, endpoint: arm, credentialScopes: `${arm}/.default` };
}

async function toNames(pages: AsyncIterable<{ name?: string | undefined }>): Promise<(string | undefined)[]> {
  const names: (string | undefined)[] = [];
  for await (const { name } of pages) names.push(name);
  return names;
}

it("@azure/arm-keyvault lists, updates and names vaults, and lists a vault's secrets", async (t: TestContext) => {
  const { vaults, secrets } = new KeyVaultManagementClient(azure.deployer, subscriptionId, azure.clientOptions);
  await vaults.createOrUpdate(group, "listed-kv", { location, properties: vaultProperties }, { updateIntervalInMs });
  t.assert.deepStrictEqual(await toNames(vaults.listByResourceGroup(group)), ["listed-kv"]);
  t.assert.deepStrictEqual(await toNames(vaults.listBySubscription()), ["listed-kv"]);
  t.assert.deepStrictEqual((await vaults.update(group, "listed-kv", { tags: { stage: "dev" } })).tags, { stage: "dev" });
  t.assert.strictEqual((await vaults.get(group, "listed-kv")).properties.enableRbacAuthorization, true);
  const taken = await vaults.checkNameAvailability({ name: "listed-kv", type: "Microsoft.KeyVault/vaults" });
  t.assert.deepStrictEqual([taken.nameAvailable, taken.reason], [false, "AlreadyExists"]);
  await secrets.createOrUpdate(group, "listed-kv", "one", { properties: { value: "hush" } });
  await secrets.update(group, "listed-kv", "one", { properties: { contentType: "text/plain" } });
  t.assert.deepStrictEqual(await toNames(secrets.list(group, "listed-kv")), ["one"]);
  t.assert.strictEqual((await secrets.get(group, "listed-kv", "one")).properties.contentType, "text/plain");
});

it("@azure/arm-botservice lists, updates and names bots, and lists a bot's channels", async (t: TestContext) => {
  const client = new AzureBotService(azure.deployer, subscriptionId, toOlderOptions());
  const bot = {
    location: "global",
    kind: "azurebot",
    sku: { name: "F0" },
    properties: {
      displayName: "Bot",
      endpoint: "https://a.test/api",
      msaAppId: "3f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e10",
      msaAppType: "SingleTenant",
      msaAppTenantId: tenantId,
    },
  } as const;
  await client.bots.create(group, "listed-bot", bot);
  t.assert.deepStrictEqual(await toNames(client.bots.listByResourceGroup(group)), ["listed-bot"]);
  t.assert.deepStrictEqual(await toNames(client.bots.list()), ["listed-bot"]);
  const updated = await client.bots.update(group, "listed-bot", { ...bot, properties: { ...bot.properties, displayName: "Renamed" } });
  t.assert.strictEqual(updated.properties?.displayName, "Renamed");
  const taken = await client.bots.getCheckNameAvailability({ name: "listed-bot", type: "Microsoft.BotService/botServices" });
  t.assert.strictEqual(taken.valid, false);
  await client.channels.create(group, "listed-bot", "MsTeamsChannel", {
    location: "global",
    properties: { channelName: "MsTeamsChannel", properties: { isEnabled: true, enableCalling: false } },
  });
  await client.channels.update(group, "listed-bot", "MsTeamsChannel", {
    location: "global",
    properties: {
      channelName: "MsTeamsChannel",
      properties: { isEnabled: true, enableCalling: true, callingWebhook: "https://a.test/calls" },
    },
  });
  t.assert.deepStrictEqual(await toNames(client.channels.listByResourceGroup(group, "listed-bot")), ["listed-bot/MsTeamsChannel"]);
});

it("@azure/arm-msi lists and updates identities and lists their federated credentials", async (t: TestContext) => {
  const client = new ManagedServiceIdentityClient(azure.deployer, subscriptionId, toOlderOptions());
  const identities = client.userAssignedIdentities;
  await identities.createOrUpdate(group, "listed-id", { location });
  t.assert.deepStrictEqual(await toNames(identities.listByResourceGroup(group)), ["listed-id"]);
  t.assert.deepStrictEqual(await toNames(identities.listBySubscription()), ["listed-id"]);
  t.assert.deepStrictEqual((await identities.update(group, "listed-id", { tags: { a: "b" } })).tags, { a: "b" });
  await client.federatedIdentityCredentials.createOrUpdate(group, "listed-id", "main", {
    issuer: "https://token.example",
    subject: "repo:a/b",
    audiences: ["api://AzureADTokenExchange"],
  });
  t.assert.deepStrictEqual(await toNames(client.federatedIdentityCredentials.list(group, "listed-id")), ["main"]);
  await client.federatedIdentityCredentials.delete(group, "listed-id", "main");
  await t.assert.rejects(client.federatedIdentityCredentials.get(group, "listed-id", "main"), { statusCode: 404 });
});

it("@azure/arm-authorization assigns on a resource, reads by id and lists for a subscription", async (t: TestContext) => {
  const client = new AuthorizationManagementClient(azure.deployer, subscriptionId, toOlderOptions());
  const scope = `${subscriptionScope}/resourceGroups/${group}/providers/Microsoft.KeyVault/vaults/listed-kv`;
  const made = await client.roleAssignments.create(scope, "6f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e21", {
    roleDefinitionId: roleDefinition(tableDataReader),
    principalId: readerObjectId,
    principalType: "ServicePrincipal",
  });
  t.assert.strictEqual((await client.roleAssignments.getById(made.id ?? "")).principalId, readerObjectId);
  const listed = await toNames(client.roleAssignments.listForSubscription());
  t.assert.ok(listed.includes(made.name));
  t.assert.strictEqual((await client.roleDefinitions.get(subscriptionScope, tableDataReader)).roleName, "Storage Table Data Reader");
});

it("@azure/arm-appcontainers lists, reads and updates environments", async (t: TestContext) => {
  const { managedEnvironments, containerApps } = new ContainerAppsAPIClient(azure.deployer, subscriptionId, azure.clientOptions);
  await managedEnvironments.createOrUpdate(group, "listed-env", { location }, { updateIntervalInMs });
  t.assert.deepStrictEqual(await toNames(managedEnvironments.listByResourceGroup(group)), ["listed-env"]);
  t.assert.deepStrictEqual(await toNames(managedEnvironments.listBySubscription()), ["listed-env"]);
  await managedEnvironments.update(group, "listed-env", { location, tags: { a: "b" } }, { updateIntervalInMs });
  t.assert.deepStrictEqual((await managedEnvironments.get(group, "listed-env")).tags, { a: "b" });
  t.assert.deepStrictEqual(await toNames(containerApps.listByResourceGroup(group)), []);
});

it("@azure/arm-resources lists groups, resources and providers", async (t: TestContext) => {
  const client = new ResourceManagementClient(azure.deployer, subscriptionId, azure.clientOptions);
  t.assert.strictEqual((await client.resourceGroups.get(group)).name, group);
  t.assert.ok((await toNames(client.resources.listByResourceGroup(group))).includes("listed-kv"));
  t.assert.ok((await toNames(client.resources.list())).includes("listed-id"));
  t.assert.strictEqual((await client.providers.get("Microsoft.KeyVault")).registrationState, "Registered");
  t.assert.ok((await Array.fromAsync(client.providers.list())).length > 0);
});

it("foresees every request of the clients", (t: TestContext) => {
  t.assert.deepStrictEqual(
    azure.cloud.unforeseen().map(({ method, url }) => `${method} ${url}`),
    [],
  );
});
