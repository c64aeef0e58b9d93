// Proves that Microsoft's own ARM clients get what they need from the simulated Azure, long-running operations included.
// Cannot prove that Azure answers the same: the rules are tables with their sources, and what has none says ASSUMED.
import { ContainerAppsAPIClient } from "@azure/arm-appcontainers";
import { AuthorizationManagementClient } from "@azure/arm-authorization";
import { AzureBotService } from "@azure/arm-botservice";
import { KeyVaultManagementClient } from "@azure/arm-keyvault";
import { ManagedServiceIdentityClient } from "@azure/arm-msi";
import { ResourceManagementClient } from "@azure/arm-resources";
import { after, before, describe, it } from "node:test";
import type { TestContext } from "node:test";
import type { AzureFixture } from "./azure-fixture.ts";
import { readerObjectId, roleDefinition, startAzureFixture, subscriptionId, subscriptionScope, tenantId } from "./azure-fixture.ts";

const group = "clients";
const location = "swedencentral";
const readerRole = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const botClientId = "3f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e10";
/** Wall milliseconds between polls where a client does not read the server's hint. */
const updateIntervalInMs = 20;

let azure: AzureFixture;
before(async () => {
  azure = await startAzureFixture();
  await azure.put(`${subscriptionScope}/resourceGroups/${group}?api-version=2025-04-01`, { location });
});
after(() => azure.cloud.stop());

/** Options of the clients of the older generator. */
const olderOptions = (): { $host: string; endpoint: string; credentialScopes: string } => ({
  $host: azure.cloud.description.arm,
  endpoint: azure.cloud.description.arm,
  credentialScopes: `${azure.cloud.description.arm}/.default`,
});

describe("@azure/arm-resources", () => {
  const client = (): ResourceManagementClient => new ResourceManagementClient(azure.deployer, subscriptionId, azure.clientOptions);

  it("creates, reads, tags, lists and deletes a resource group", async (t: TestContext) => {
    const groups = client().resourceGroups;
    const created = await groups.createOrUpdate("made", { location: "Sweden Central", tags: { a: "1" } });
    t.assert.deepStrictEqual(
      { id: created.id, name: created.name, location: created.location, tags: created.tags, state: created.properties?.provisioningState },
      { id: `${subscriptionScope}/resourceGroups/made`, name: "made", location, tags: { a: "1" }, state: "Succeeded" },
    );
    t.assert.deepStrictEqual((await groups.update("made", { tags: { b: "2" } })).tags, { b: "2" });
    const names: (string | undefined)[] = [];
    for await (const found of groups.list()) names.push(found.name);
    t.assert.deepStrictEqual(names, [group, "made"]);
    await groups.delete("made", { updateIntervalInMs });
    t.assert.strictEqual((await groups.checkExistence("made")).body, false);
  });

  it("reads and registers resource providers", async (t: TestContext) => {
    const { providers } = client();
    const settled = async (): Promise<string | undefined> => {
      const { registrationState: state } = await providers.get("Microsoft.BotService");
      return state?.endsWith("ing") === true ? settled() : state;
    };
    t.assert.strictEqual((await providers.unregister("Microsoft.BotService")).registrationState, "Unregistering");
    t.assert.strictEqual(await settled(), "NotRegistered");
    t.assert.strictEqual((await providers.register("Microsoft.BotService")).registrationState, "Registering");
    t.assert.strictEqual(await settled(), "Registered");
  });
});

describe("@azure/arm-keyvault", () => {
  const client = (): KeyVaultManagementClient => new KeyVaultManagementClient(azure.deployer, subscriptionId, azure.clientOptions);
  const properties = {
    tenantId,
    sku: { family: "A", name: "standard" },
    enableRbacAuthorization: true,
    softDeleteRetentionInDays: 7,
  } as const;

  it("creates a vault, keeps its name after deletion, recovers and purges it", async (t: TestContext) => {
    const { vaults } = client();
    const created = await vaults.createOrUpdate(group, "clients-kv", { location, properties }, { updateIntervalInMs });
    t.assert.strictEqual(created.properties.provisioningState, "Succeeded");
    t.assert.match(created.properties.vaultUri ?? "", /^https:\/\/localhost:\d+\/$/);
    await vaults.delete(group, "clients-kv");
    await t.assert.rejects(vaults.createOrUpdate(group, "clients-kv", { location, properties }, { updateIntervalInMs }), {
      statusCode: 409,
      code: "ConflictError",
    });
    const recovered = await vaults.createOrUpdate(
      group,
      "clients-kv",
      { location, properties: { ...properties, createMode: "recover" } },
      { updateIntervalInMs },
    );
    t.assert.strictEqual(recovered.properties.vaultUri, created.properties.vaultUri);
    await vaults.delete(group, "clients-kv");
    const deleted: (string | undefined)[] = [];
    for await (const vault of vaults.listDeleted()) deleted.push(vault.name);
    t.assert.deepStrictEqual(deleted, ["clients-kv"]);
    await vaults.purgeDeleted("clients-kv", location, { updateIntervalInMs });
    await t.assert.rejects(vaults.getDeleted("clients-kv", location), { statusCode: 404, code: "DeletedVaultNotFound" });
  });

  it("writes a secret and never answers its value", async (t: TestContext) => {
    const { vaults, secrets } = client();
    await vaults.createOrUpdate(group, "clients-kv2", { location, properties }, { updateIntervalInMs });
    const secret = await secrets.createOrUpdate(group, "clients-kv2", "one", { properties: { value: "hush", contentType: "text/plain" } });
    t.assert.deepStrictEqual(
      { name: secret.name, value: secret.properties.value, contentType: secret.properties.contentType },
      { name: "one", value: undefined, contentType: "text/plain" },
    );
    t.assert.match(secret.properties.secretUriWithVersion ?? "", /^https:\/\/localhost:\d+\/secrets\/one\/[0-9a-f]{32}$/);
  });
});

describe("@azure/arm-msi", () => {
  it("creates an identity with a principal, a federated credential on it, and deletes both", async (t: TestContext) => {
    const client = new ManagedServiceIdentityClient(azure.deployer, subscriptionId, olderOptions());
    const identity = await client.userAssignedIdentities.createOrUpdate(group, "clients-id", { location });
    t.assert.strictEqual(azure.cloud.context.directory.servicePrincipalByClientId(identity.clientId ?? "")?.objectId, identity.principalId);
    const credential = { issuer: "https://token.example", subject: "repo:a/b", audiences: ["api://AzureADTokenExchange"] };
    const federated = await client.federatedIdentityCredentials.createOrUpdate(group, "clients-id", "main", credential);
    t.assert.deepStrictEqual({ issuer: federated.issuer, subject: federated.subject, audiences: federated.audiences }, credential);
    await t.assert.rejects(client.federatedIdentityCredentials.createOrUpdate(group, "clients-id", "other", credential), {
      statusCode: 409,
      code: "Conflict",
    });
    await client.userAssignedIdentities.delete(group, "clients-id");
    t.assert.strictEqual(azure.cloud.context.directory.principal(identity.principalId ?? ""), undefined);
  });
});

describe("@azure/arm-authorization", () => {
  it("assigns a role on a scope, lists it there and removes it", async (t: TestContext) => {
    const client = new AuthorizationManagementClient(azure.deployer, subscriptionId, olderOptions());
    const name = "6f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e20";
    const scope = `${subscriptionScope}/resourceGroups/${group}`;
    const made = await client.roleAssignments.create(scope, name, {
      roleDefinitionId: roleDefinition(readerRole),
      principalId: readerObjectId,
      principalType: "ServicePrincipal",
    });
    t.assert.deepStrictEqual(
      { id: made.id, scope: made.scope, principalId: made.principalId, principalType: made.principalType },
      {
        id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
        scope,
        principalId: readerObjectId,
        principalType: "ServicePrincipal",
      },
    );
    const listed: (string | undefined)[] = [];
    for await (const assignment of client.roleAssignments.listForScope(scope, { filter: `principalId eq '${readerObjectId}'` }))
      listed.push(assignment.name);
    t.assert.deepStrictEqual(listed, [name]);
    await client.roleAssignments.delete(scope, name);
    await t.assert.rejects(client.roleAssignments.get(scope, name), { statusCode: 404 });
  });

  it("finds a role definition by its name", async (t: TestContext) => {
    const client = new AuthorizationManagementClient(azure.deployer, subscriptionId, olderOptions());
    const found: (string | undefined)[] = [];
    for await (const role of client.roleDefinitions.list(subscriptionScope, { filter: "roleName eq 'Reader'" })) found.push(role.name);
    t.assert.deepStrictEqual(found, [readerRole]);
  });
});

describe("@azure/arm-botservice", () => {
  it("creates a single-tenant bot and its Teams channel with calling", async (t: TestContext) => {
    const client = new AzureBotService(azure.deployer, subscriptionId, olderOptions());
    const bot = await client.bots.create(group, "clients-bot", {
      location: "global",
      kind: "azurebot",
      sku: { name: "F0" },
      properties: {
        displayName: "Bot",
        endpoint: "https://a.test/api",
        msaAppId: botClientId,
        msaAppType: "SingleTenant",
        msaAppTenantId: tenantId,
      },
    });
    t.assert.deepStrictEqual(
      { sku: bot.sku, channels: bot.properties?.enabledChannels },
      { sku: { name: "F0", tier: "Free" }, channels: ["webchat", "directline"] },
    );
    await client.channels.create(group, "clients-bot", "MsTeamsChannel", {
      location: "global",
      properties: {
        channelName: "MsTeamsChannel",
        properties: { isEnabled: true, enableCalling: true, callingWebhook: "https://a.test/calls" },
      },
    });
    const channel = await client.channels.get(group, "clients-bot", "MsTeamsChannel");
    t.assert.strictEqual(channel.name, "clients-bot/MsTeamsChannel");
    t.assert.deepStrictEqual((await client.bots.get(group, "clients-bot")).properties?.enabledChannels, [
      "webchat",
      "directline",
      "msteams",
    ]);
    await client.channels.delete(group, "clients-bot", "MsTeamsChannel");
    t.assert.deepStrictEqual((await client.bots.get(group, "clients-bot")).properties?.enabledChannels, ["webchat", "directline"]);
    await client.bots.delete(group, "clients-bot");
  });
});

describe("@azure/arm-appcontainers", () => {
  it("creates an environment with a domain of its own and deletes it", async (t: TestContext) => {
    const client = new ContainerAppsAPIClient(azure.deployer, subscriptionId, azure.clientOptions);
    const environment = await client.managedEnvironments.createOrUpdate(
      group,
      "clients-env",
      { location, appLogsConfiguration: { destination: "azure-monitor" } },
      { updateIntervalInMs },
    );
    t.assert.match(environment.defaultDomain ?? "", /^[a-z]+-[a-z]+-[0-9a-f]{8}\.swedencentral\.azurecontainerapps\.test$/);
    await client.managedEnvironments.delete(group, "clients-env", { updateIntervalInMs });
    await t.assert.rejects(client.managedEnvironments.get(group, "clients-env"), { statusCode: 404, code: "ResourceNotFound" });
  });
});

it("foresees every request of the clients", (t: TestContext) => {
  t.assert.deepStrictEqual(
    azure.cloud.unforeseen().map(({ method, url }) => `${method} ${url}`),
    [],
  );
});
