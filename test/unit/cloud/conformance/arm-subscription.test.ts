// Proves what a preflight learns of a subscription through Microsoft's own clients: state, regions, providers and their
// registration, the caller's permissions, quotas, and which names are free; and what the subscription refuses. Cannot prove
// that Azure gives the same numbers, nor when it asks whom for a second factor.
import { ContainerAppsAPIClient } from "@azure/arm-appcontainers";
import { AuthorizationManagementClient } from "@azure/arm-authorization";
import { ContainerRegistryManagementClient } from "@azure/arm-containerregistry";
import { KeyVaultManagementClient } from "@azure/arm-keyvault";
import { ResourceManagementClient } from "@azure/arm-resources";
import { SubscriptionClient } from "@azure/arm-resources-subscriptions";
import { StorageManagementClient } from "@azure/arm-storage";
import { ClientSecretCredential } from "@azure/identity";
import { after, before, describe, it } from "node:test";
import type { TestContext } from "node:test";
import { type AzureFixture, readerObjectId, startAzureFixture, subscriptionId, subscriptionScope, tenantId } from "../arm/azure-fixture.ts";

const group = "preflight";
const location = "swedencentral";
const personObjectId = "b1d7c3e5-2f4a-4b6c-8d9e-0a1b2c3d4e50";
const owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const fast = { updateIntervalInMs: 20 };

let azure: AzureFixture;
before(async () => {
  azure = await startAzureFixture({
    seed: {
      users: [{ objectId: personObjectId, userPrincipalName: "ada@rehearsal.example", password: "simulation-only" }],
      operators: [{ objectId: readerObjectId, principalType: "ServicePrincipal" }],
      roleAssignments: [
        { principalObjectId: personObjectId, principalType: "User", roleDefinitionId: owner, scope: subscriptionScope },
        { principalObjectId: readerObjectId, principalType: "ServicePrincipal", roleDefinitionId: reader, scope: subscriptionScope },
      ],
      subscription: {
        state: "Warned",
        requiresMfa: true,
        unregistered: ["Microsoft.App", "Microsoft.BotService"],
        managedEnvironmentLimit: 1,
      },
    },
  });
  await azure.put(`${subscriptionScope}/resourceGroups/${group}?api-version=2025-04-01`, { location });
});
after(() => azure.cloud.stop());

it("tells the subscription's state and tenant, its regions, and the tenants of the caller", async (t: TestContext) => {
  const { subscriptions, tenants } = new SubscriptionClient(azure.deployer, azure.clientOptions);
  const { state, tenantId: home } = await subscriptions.get(subscriptionId);
  t.assert.deepStrictEqual({ state, home }, { state: "Warned", home: tenantId });
  t.assert.strictEqual((await Array.fromAsync(subscriptions.list())).length, 1);
  const regions = await Array.fromAsync(subscriptions.listLocations(subscriptionId));
  t.assert.deepStrictEqual(
    regions
      .filter(({ name }) => name === "swedencentral" || name === "usdodeast")
      .map(({ displayName, metadata }) => [displayName, metadata?.regionType]),
    // The public cloud has no region of the Department of Defense.
    [["Sweden Central", "Physical"]],
  );
  t.assert.deepStrictEqual(
    (await Array.fromAsync(tenants.list())).map((tenant) => tenant.tenantId),
    [tenantId],
  );
});

it("registers a provider, which takes time, and refuses its resources until then", async (t: TestContext) => {
  const { providers } = new ResourceManagementClient(azure.deployer, subscriptionId, azure.clientOptions);
  const states = (await Array.fromAsync(providers.list())).map(({ namespace, registrationState }) => `${namespace} ${registrationState}`);
  t.assert.ok(states.includes("Microsoft.App NotRegistered") && states.includes("microsoft.insights Registered"));
  const { managedEnvironments } = new ContainerAppsAPIClient(azure.deployer, subscriptionId, azure.clientOptions);
  await t.assert.rejects(managedEnvironments.createOrUpdate(group, "early", { location }, fast), {
    statusCode: 409,
    code: "MissingSubscriptionRegistration",
  });
  t.assert.strictEqual((await providers.register("Microsoft.App")).registrationState, "Registering");
  let registered = await providers.get("Microsoft.App");
  while (registered.registrationState === "Registering") registered = await providers.get("Microsoft.App");
  t.assert.strictEqual(registered.registrationState, "Registered");
  t.assert.ok(
    registered.resourceTypes?.find(({ resourceType }) => resourceType === "managedEnvironments")?.locations?.includes("Sweden Central"),
  );
  t.assert.strictEqual((await providers.unregister("Microsoft.Resources")).registrationState, "Registered");
});

describe("permissions", () => {
  const permissionsOf = async (credential: ClientSecretCredential, scope: string): Promise<string[][]> => {
    const { status, body } = await azure.arm(
      "GET",
      `${scope}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`,
      undefined,
      credential,
    );
    if (status !== 200) throw new Error(`${status}`);
    return body.value.map(({ actions }: { actions: string[] }) => actions);
  };

  it("are those of the caller's own roles, at every kind of scope", async (t: TestContext) => {
    t.assert.deepStrictEqual(await permissionsOf(azure.deployer, subscriptionScope), [["*"]]);
    t.assert.deepStrictEqual(await permissionsOf(azure.reader, subscriptionScope), [["*/read"]]);
    const client = new AuthorizationManagementClient(azure.deployer, subscriptionId, {
      $host: azure.cloud.description.arm,
      endpoint: azure.cloud.description.arm,
      credentialScopes: `${azure.cloud.description.arm}/.default`,
    });
    const [onGroup] = await Array.fromAsync(client.permissions.listForResourceGroup(group));
    t.assert.deepStrictEqual(
      {
        actions: onGroup?.actions,
        notActions: onGroup?.notActions,
        dataActions: onGroup?.dataActions,
        notDataActions: onGroup?.notDataActions,
      },
      { actions: ["*"], notActions: [], dataActions: [], notDataActions: [] },
    );
    const onResource = await Array.fromAsync(client.permissions.listForResource(group, "Microsoft.KeyVault", "", "vaults", "any"));
    t.assert.strictEqual(onResource.length, 1);
  });

  it("are found under the id of a built-in role, too", async (t: TestContext) => {
    const { body } = await azure.arm("GET", `/providers/Microsoft.Authorization/roleDefinitions/${reader}?api-version=2022-04-01`);
    t.assert.strictEqual(body.properties.roleName, "Reader");
  });
});

it("tells quotas, and refuses what is over them", async (t: TestContext) => {
  const { usages, managedEnvironments, managedEnvironmentUsages } = new ContainerAppsAPIClient(
    azure.deployer,
    subscriptionId,
    azure.clientOptions,
  );
  const count = async (): Promise<unknown> => {
    const [usage] = await Array.fromAsync(usages.list(location));
    return [usage?.name.value, usage?.currentValue, usage?.limit];
  };
  t.assert.deepStrictEqual(await count(), ["ManagedEnvironmentCount", 0, 1]);
  await managedEnvironments.createOrUpdate(group, "first", { location }, fast);
  t.assert.deepStrictEqual(await count(), ["ManagedEnvironmentCount", 1, 1]);
  t.assert.strictEqual((await Array.fromAsync(managedEnvironmentUsages.list(group, "first"))).length, 1);
  await t.assert.rejects(managedEnvironments.createOrUpdate(group, "second", { location }, fast), {
    statusCode: 409,
    code: "MaxNumberOfRegionalEnvironmentsInSubExceeded",
  });
});

it("tells which names are free, which are taken and which cannot be", async (t: TestContext) => {
  const storage = new StorageManagementClient(azure.deployer, subscriptionId, azure.clientOptions);
  const registries = new ContainerRegistryManagementClient(azure.deployer, subscriptionId, azure.clientOptions);
  const { vaults } = new KeyVaultManagementClient(azure.deployer, subscriptionId, azure.clientOptions);
  await storage.storageAccounts.create(group, "takenaccount", { location, kind: "StorageV2", sku: { name: "Standard_LRS" } }, fast);
  await vaults.createOrUpdate(group, "taken-kv", { location, properties: { tenantId, sku: { family: "A", name: "standard" } } }, fast);
  await vaults.delete(group, "taken-kv");
  const reasons = async (
    names: readonly string[],
    check: (name: string) => Promise<{ nameAvailable?: boolean; reason?: string }>,
  ): Promise<unknown[]> => Promise.all(names.map(async (name) => (await check(name)).reason));
  t.assert.deepStrictEqual(
    await reasons(["takenaccount", "free", "Not-Valid"], (name) =>
      storage.storageAccounts.checkNameAvailability({ name, type: "Microsoft.Storage/storageAccounts" }),
    ),
    ["AlreadyExists", undefined, "AccountNameInvalid"],
  );
  t.assert.deepStrictEqual(
    await reasons(["taken-kv", "free-kv", "1"], (name) => vaults.checkNameAvailability({ name, type: "Microsoft.KeyVault/vaults" })),
    ["AlreadyExists", undefined, "AccountNameInvalid"],
  );
  t.assert.deepStrictEqual(
    await reasons(["freeregistry", "-"], (name) =>
      registries.registries.checkNameAvailability({ name, type: "Microsoft.ContainerRegistry/registries" }),
    ),
    [undefined, "Invalid"],
  );
  t.assert.strictEqual(
    (await azure.arm("POST", `${subscriptionScope}/providers/Microsoft.Storage/checkNameAvailability?api-version=2024-01-01`, {})).status,
    400,
  );
  t.assert.ok(
    (await Array.fromAsync(storage.skus.list())).some(({ name, locations }) => name === "Standard_ZRS" && locations?.includes(location)),
  );
  const [used] = await Array.fromAsync(storage.usages.listByLocation(location));
  t.assert.deepStrictEqual([used?.currentValue, used?.limit], [1, 250]);
});

it("asks a person for a second factor before a write, and nobody before a read", async (t: TestContext) => {
  const { login, arm } = azure.cloud.description;
  const sent = await fetch(`${login}/${tenantId}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "password",
      client_id: "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
      username: "ada@rehearsal.example",
      password: "simulation-only",
      scope: `${arm}/.default`,
    }),
  });
  const { access_token: token } = (await sent.json()) as { access_token: string };
  const ask = (method: string, bearer = token): Promise<Response> =>
    fetch(`${arm}${subscriptionScope}/resourceGroups/${group}?api-version=2024-03-01`, {
      method,
      headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
      body: method === "GET" ? null : JSON.stringify({ location }),
    });
  const stepped = await azure.cloud.context.tokens.issue(personObjectId, arm, { acrs: ["p1"] });
  t.assert.strictEqual((await ask("PUT", stepped.token)).status, 200);
  t.assert.strictEqual((await ask("GET")).status, 200);
  const refused = await ask("PUT");
  const { error } = (await refused.json()) as { error: { code: string } };
  t.assert.deepStrictEqual([refused.status, error.code], [401, "RequestDisallowedByPolicy"]);
  const claims = /error="insufficient_claims", claims="([^"]+)"/.exec(refused.headers.get("www-authenticate") ?? "")?.[1] ?? "";
  t.assert.deepStrictEqual(JSON.parse(Buffer.from(claims, "base64").toString()), {
    access_token: { acrs: { essential: true, values: ["p1"] } },
  });
});

it("refuses writes while the subscription is disabled, and lets deletes and reads pass", async (t: TestContext) => {
  const disabled = await startAzureFixture({
    seed: {
      subscription: { state: "Disabled" },
      armResources: [{ id: `${subscriptionScope}/resourceGroups/old`, type: "Microsoft.Resources/resourceGroups", location }],
    },
  });
  try {
    const path = `${subscriptionScope}/resourceGroups/old?api-version=2024-03-01`;
    const written = await disabled.arm("PUT", path, { location });
    t.assert.deepStrictEqual([written.status, written.body.error.code], [409, "ReadOnlyDisabledSubscription"]);
    t.assert.strictEqual((await disabled.arm("GET", path)).status, 200);
    t.assert.strictEqual((await disabled.arm("DELETE", path)).status, 202);
  } finally {
    await disabled.cloud.stop();
  }
});

it("foresees every request of the clients", (t: TestContext) => {
  t.assert.deepStrictEqual(
    azure.cloud.unforeseen().map(({ method, url }) => `${method} ${url}`),
    [],
  );
});
