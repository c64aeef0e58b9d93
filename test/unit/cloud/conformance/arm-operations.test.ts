// Proves what Microsoft's ARM clients are answered beside creates, reads and deletes: filters, existence, generic
// resources, what a deployment would change and did, a group as a template, access policies, and keys that are given away.
// Cannot prove that Azure exports the same members, nor the order of what it would change.
import { ContainerRegistryManagementClient } from "@azure/arm-containerregistry";
import { AuthorizationManagementClient } from "@azure/arm-authorization";
import { KeyVaultManagementClient } from "@azure/arm-keyvault";
import { OperationalInsightsManagementClient } from "@azure/arm-operationalinsights";
import { ResourceManagementClient } from "@azure/arm-resources";
import { DeploymentsClient } from "@azure/arm-resourcesdeployments";
import { StorageManagementClient } from "@azure/arm-storage";
import { after, before, describe, it } from "node:test";
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

const group = "operations";
const location = "swedencentral";
const groupId = `${subscriptionScope}/resourceGroups/${group}`;
const operatorsObjectId = "5f6a7b8c-9d0e-4f1a-8b2c-3d4e5f6a7b8c";
const reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const fast = { updateIntervalInMs: 20 };
const vaultProperties = { tenantId, sku: { family: "A", name: "standard" } } as const;
const template = (retentionInDays: number): Record<string, unknown> => ({
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  parameters: { days: { type: "int", defaultValue: retentionInDays } },
  resources: [
    {
      type: "Microsoft.OperationalInsights/workspaces",
      apiVersion: "2023-09-01",
      name: "deployed-logs",
      location,
      properties: { retentionInDays: "[parameters('days')]" },
    },
  ],
});

const byText = (left: string, right: string): number => left.localeCompare(right);

let azure: AzureFixture;
let resources: ResourceManagementClient;
before(async () => {
  azure = await startAzureFixture({
    seed: {
      operators: [{ objectId: readerObjectId, principalType: "ServicePrincipal" }],
      groups: [{ objectId: operatorsObjectId, displayName: "Operators", memberObjectIds: [readerObjectId] }],
    },
  });
  resources = new ResourceManagementClient(azure.deployer, subscriptionId, azure.clientOptions);
  await resources.resourceGroups.createOrUpdate(group, { location, tags: { stage: "dev" } });
  const { vaults } = new KeyVaultManagementClient(azure.deployer, subscriptionId, azure.clientOptions);
  await vaults.createOrUpdate(
    group,
    "operations-kv",
    { location, tags: { stage: "dev" }, properties: { ...vaultProperties, accessPolicies: [] } },
    fast,
  );
});
after(() => azure.cloud.stop());

describe("deployments", () => {
  const client = (): DeploymentsClient => new DeploymentsClient(azure.deployer, subscriptionId, azure.clientOptions);
  const whatIf = async (days: number): Promise<unknown[]> => {
    const { changes = [] } = await client().deployments.whatIf(
      group,
      "logs",
      { properties: { mode: "Incremental", template: template(days) } },
      fast,
    );
    return changes.map(({ resourceId, changeType, delta }) => [resourceId?.split("/").at(-1), changeType, delta?.map(({ path }) => path)]);
  };

  it("tell what they would create, change and leave, and do it", async (t: TestContext) => {
    t.assert.deepStrictEqual(await whatIf(30), [["deployed-logs", "Create", undefined]]);
    const validated = await client().deployments.validate(
      group,
      "logs",
      { properties: { mode: "Incremental", template: template(30) } },
      fast,
    );
    t.assert.strictEqual(validated.properties?.provisioningState, "Succeeded");
    const made = await client().deployments.createOrUpdate(
      group,
      "logs",
      { properties: { mode: "Incremental", template: template(30) } },
      fast,
    );
    t.assert.strictEqual(
      made.properties?.outputResources?.[0]?.id,
      `${groupId}/providers/Microsoft.OperationalInsights/workspaces/deployed-logs`,
    );
    t.assert.deepStrictEqual(await whatIf(30), [["deployed-logs", "NoChange", []]]);
    t.assert.deepStrictEqual(await whatIf(60), [["deployed-logs", "Modify", ["properties.retentionInDays"]]]);
  });

  it("are listed, read, found, exported, and tell what they did", async (t: TestContext) => {
    const { deployments, deploymentOperations } = client();
    t.assert.deepStrictEqual(
      (await Array.fromAsync(deployments.listByResourceGroup(group))).map(({ name }) => name),
      ["logs"],
    );
    t.assert.strictEqual((await deployments.get(group, "logs")).properties?.mode, "Incremental");
    t.assert.deepStrictEqual((await deployments.exportTemplate(group, "logs")).template, template(30));
    const [operation] = await Array.fromAsync(deploymentOperations.list(group, "logs"));
    t.assert.strictEqual(operation?.properties?.targetResource?.resourceName, "deployed-logs");
    await t.assert.rejects(deployments.cancel(group, "logs"), { statusCode: 409, code: "DeploymentCannotBeCancelled" });
    await deployments.delete(group, "logs", fast);
    await t.assert.rejects(deployments.get(group, "logs"), { statusCode: 404 });
  });

  it("that cannot be are refused before anything changes", async (t: TestContext) => {
    const broken = { mode: "Incremental", template: { ...template(30), surprise: 1 } } as const;
    await t.assert.rejects(client().deployments.createOrUpdate(group, "broken", { properties: broken }, fast), { code: "InvalidTemplate" });
    await t.assert.rejects(client().deployments.whatIf(group, "broken", { properties: broken }, fast), { code: "InvalidTemplate" });
  });
});

describe("resources", () => {
  it("are exported as a template that makes them again", async (t: TestContext) => {
    const { template: exported } = await resources.resourceGroups.exportTemplate(group, { resources: ["*"] }, fast);
    const found = (exported as { resources: { type: string; name: string; properties: object }[] }).resources;
    const vault = found.find(({ type }) => type === "Microsoft.KeyVault/vaults");
    t.assert.deepStrictEqual([vault?.name, Object.keys(vault?.properties ?? {}).includes("vaultUri")], ["operations-kv", false]);
    const again = await new DeploymentsClient(azure.deployer, subscriptionId, azure.clientOptions).deployments.createOrUpdate(
      group,
      "again",
      { properties: { mode: "Incremental", template: exported as Record<string, unknown> } },
      fast,
    );
    t.assert.strictEqual(again.properties?.provisioningState, "Succeeded");
  });

  it("are filtered by type, name and tag", async (t: TestContext) => {
    const names = async (filter: string): Promise<unknown[]> =>
      (await Array.fromAsync(resources.resources.listByResourceGroup(group, { filter }))).map(({ name }) => name ?? "").toSorted(byText);
    t.assert.deepStrictEqual(await names("resourceType eq 'Microsoft.KeyVault/vaults'"), ["operations-kv"]);
    t.assert.deepStrictEqual(await names("name eq 'deployed-logs'"), ["deployed-logs"]);
    t.assert.deepStrictEqual(await names("tagName eq 'stage' and tagValue eq 'dev'"), ["operations-kv"]);
    t.assert.deepStrictEqual(await names("resourceType ne 'Microsoft.KeyVault/vaults'"), ["deployed-logs"]);
    await t.assert.rejects(names("colour eq 'red'"), { statusCode: 400, code: "InvalidFilterInQueryString" });
  });

  it("are made, found, read and deleted without their own client", async (t: TestContext) => {
    const of = [group, "Microsoft.ManagedIdentity", "", "userAssignedIdentities", "generic", "2023-01-31"] as const;
    await resources.resources.createOrUpdate(...of, { location }, fast);
    t.assert.strictEqual((await resources.resources.checkExistence(...of)).body, true);
    t.assert.strictEqual((await resources.resources.get(...of)).name, "generic");
    await resources.resources.delete(...of, fast);
    t.assert.strictEqual((await resources.resources.checkExistence(...of)).body, false);
  });
});

it("role assignments are filtered by principal, by those that reach it, and by scope", async (t: TestContext) => {
  const client = new AuthorizationManagementClient(azure.deployer, subscriptionId, {
    $host: azure.cloud.description.arm,
    endpoint: azure.cloud.description.arm,
    credentialScopes: `${azure.cloud.description.arm}/.default`,
  });
  const assign = (scope: string, name: string, principalId: string, principalType: string): Promise<unknown> =>
    client.roleAssignments.create(scope, name, { roleDefinitionId: roleDefinition(reader), principalId, principalType });
  await assign(groupId, "6f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0eb0", operatorsObjectId, "Group");
  await assign(
    `${groupId}/providers/Microsoft.KeyVault/vaults/operations-kv`,
    "6f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0eb1",
    readerObjectId,
    "ServicePrincipal",
  );
  const names = async (filter: string): Promise<unknown[]> =>
    (await Array.fromAsync(client.roleAssignments.listForScope(groupId, { filter })))
      .map(({ name }) => name?.slice(-2) ?? "")
      .toSorted(byText);
  t.assert.deepStrictEqual(await names(`principalId eq '${readerObjectId}'`), ["b1"]);
  t.assert.deepStrictEqual(await names(`assignedTo('${readerObjectId}')`), ["b0", "b1"]);
  t.assert.deepStrictEqual(await names(`atScope() and assignedTo('${readerObjectId}')`), ["b0"]);
  await t.assert.rejects(names("roleName eq 'Reader'"), { statusCode: 400 });
});

it("access policies are added to, replaced and removed one by one", async (t: TestContext) => {
  const { vaults } = new KeyVaultManagementClient(azure.deployer, subscriptionId, azure.clientOptions);
  const policy = (secrets: string[]) => ({
    properties: { accessPolicies: [{ tenantId, objectId: readerObjectId, permissions: { secrets } }] },
  });
  const told = async (): Promise<unknown> =>
    (await vaults.get(group, "operations-kv")).properties.accessPolicies?.map(({ permissions }) => permissions?.secrets);
  await vaults.updateAccessPolicy(group, "operations-kv", "add", policy(["get"]));
  await vaults.updateAccessPolicy(group, "operations-kv", "add", policy(["list"]));
  t.assert.deepStrictEqual(await told(), [["get", "list"]]);
  await vaults.updateAccessPolicy(group, "operations-kv", "replace", policy(["set"]));
  t.assert.deepStrictEqual(await told(), [["set"]]);
  await vaults.updateAccessPolicy(group, "operations-kv", "remove", policy(["set"]));
  t.assert.deepStrictEqual(await told(), []);
});

it("keys and credentials are given to who may have them, and masked in the transcript", async (t: TestContext) => {
  const storage = new StorageManagementClient(azure.deployer, subscriptionId, azure.clientOptions);
  await storage.storageAccounts.create(group, "operationsaccount", { location, kind: "StorageV2", sku: { name: "Standard_LRS" } }, fast);
  const { keys = [] } = await storage.storageAccounts.listKeys(group, "operationsaccount");
  t.assert.deepStrictEqual(
    keys.map(({ keyName, permissions }) => [keyName, permissions]),
    [
      ["key1", "FULL"],
      ["key2", "FULL"],
    ],
  );
  const { sharedKeys: shared } = new OperationalInsightsManagementClient(azure.deployer, subscriptionId, azure.clientOptions);
  const { primarySharedKey } = await shared.getSharedKeys(group, "deployed-logs");
  const { registries } = new ContainerRegistryManagementClient(azure.deployer, subscriptionId, azure.clientOptions);
  await registries.create(group, "operationsregistry", { location, sku: { name: "Basic" } }, fast);
  await t.assert.rejects(registries.listCredentials(group, "operationsregistry"), { code: "UnAuthorizedForCredentialOperations" });
  await registries.update(group, "operationsregistry", { adminUserEnabled: true }, fast);
  t.assert.strictEqual((await registries.listCredentials(group, "operationsregistry")).passwords?.length, 2);
  const har = JSON.stringify(azure.cloud.har());
  t.assert.deepStrictEqual([har.includes(keys[0]?.value ?? ""), har.includes(primarySharedKey ?? "")], [false, false]);
});

it("foresees every request of the clients", (t: TestContext) => {
  t.assert.deepStrictEqual(
    azure.cloud.unforeseen().map(({ method, url, bug }) => `${method} ${url} ${bug ?? ""}`),
    [],
  );
});
