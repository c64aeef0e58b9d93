// Proves that the control surface's reset takes away everything that clients made, in every plane, and brings the seed
// back. Cannot prove what a client sees whose request is under way then.
import { SecretClient } from "@azure/keyvault-secrets";
import { after, before, it } from "node:test";
import type { TestContext } from "node:test";
import { createAppFixture, dockerfile, server } from "../container-apps/app-fixture.ts";
import { type AzureFixture, roleDefinition, startAzureFixture, subscriptionScope, tenantId } from "../arm/azure-fixture.ts";

const administrator = "00482a5a-887f-4fb3-b363-3b7fe8e74483";
const seededGroup = `${subscriptionScope}/resourceGroups/seeded`;
const group = `${subscriptionScope}/resourceGroups/apps`;
const location = "swedencentral";
const seededFault = { name: "seeded", match: { path: "/nowhere" }, action: { kind: "answer", status: 503 } } as const;

let azure: AzureFixture;
let vaultUri: string;
let graphToken: string;

interface Answer {
  readonly status: number;
  readonly json: any; // oxlint-disable-line typescript/no-explicit-any -- answers are asserted as whole values
}

async function control(method: string, path: string, body?: unknown): Promise<Answer> {
  const { url, token } = azure.cloud.description.control;
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, json: text === "" ? undefined : JSON.parse(text) };
}

async function graph(method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${azure.cloud.description.graph}/v1.0${path}`, {
    method,
    headers: { authorization: `Bearer ${graphToken}`, "content-type": "application/json" },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, json: text === "" ? undefined : JSON.parse(text) };
}

before(async () => {
  azure = await startAzureFixture({
    seed: { armResources: [{ id: seededGroup, type: "Microsoft.Resources/resourceGroups", location }] },
    faults: [seededFault],
  });
  ({ token: graphToken } = await azure.deployer.getToken(`${azure.cloud.description.graph}/.default`));
  const app = await createAppFixture(azure);
  await app.build("one", { Dockerfile: dockerfile, "server.mjs": server });
  await app.deploy(app.body("one"));
  const vault = await azure.put(`${group}/providers/Microsoft.KeyVault/vaults/reset-kv?api-version=2024-11-01`, {
    location,
    properties: { tenantId, sku: { family: "A", name: "standard" }, enableRbacAuthorization: true },
  });
  vaultUri = vault.properties.vaultUri;
  await azure.put(
    `${vault.id}/providers/Microsoft.Authorization/roleAssignments/6f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0ea0?api-version=2022-04-01`,
    {
      properties: {
        roleDefinitionId: roleDefinition(administrator),
        principalId: azure.cloud.description.deployer.objectId,
        principalType: "ServicePrincipal",
      },
    },
  );
  await new SecretClient(vaultUri, azure.deployer, { disableChallengeResourceVerification: true }).setSecret("kept", "x");
  await azure.put(`${group}/providers/Microsoft.KeyVault/vaults/binned-kv?api-version=2024-11-01`, {
    location,
    properties: { tenantId, sku: { family: "A", name: "standard" }, accessPolicies: [] },
  });
  await azure.arm("DELETE", `${group}/providers/Microsoft.KeyVault/vaults/binned-kv?api-version=2024-11-01`);
  await azure.arm("POST", `${subscriptionScope}/providers/Microsoft.BotService/unregister?api-version=2021-04-01`);
  const made = await graph("POST", "/applications", { displayName: "made" });
  await graph("DELETE", `/applications/${made.json.id}`);
  await graph("POST", "/applications", { displayName: "made too" });
  await control("POST", "/faults", { name: "added", match: { path: "/v1.0/{all*}" }, action: { kind: "answer", status: 503 } });
  await control("POST", "/clock/advance", { ms: 86_400_000 });
  await control("PUT", "/ingress/mine.test", { port: 1 });
});
after(() => azure.cloud.stop());

it("has something to take away, in every plane", async (t: TestContext) => {
  t.assert.ok(azure.cloud.context.resources.list("Microsoft.App/containerApps").length === 1);
  t.assert.strictEqual(
    (await azure.arm("GET", `${subscriptionScope}/providers/Microsoft.KeyVault/deletedVaults?api-version=2024-11-01`)).body.value.length,
    1,
  );
  t.assert.ok(azure.cloud.context.clock.nowMs() - Date.now() > 86_000_000);
  t.assert.strictEqual((await control("GET", "/faults")).json.value.length, 2);
});

it("is what its seed says after a reset", async (t: TestContext) => {
  t.assert.strictEqual((await control("POST", "/reset")).status, 204);
  const { resources } = azure.cloud.context;
  t.assert.deepStrictEqual(
    resources.list("Microsoft.Resources/resourceGroups").map(({ id }) => id),
    [seededGroup],
  );
  t.assert.deepStrictEqual(
    [
      "Microsoft.KeyVault/vaults",
      "Microsoft.KeyVault/vaults/secrets",
      "Microsoft.ContainerRegistry/registries",
      "Microsoft.App/containerApps",
      "Microsoft.App/managedEnvironments",
      "Microsoft.ManagedIdentity/userAssignedIdentities",
    ].flatMap((type) => resources.list(type)),
    [],
  );
  t.assert.strictEqual(
    (await azure.arm("GET", `${subscriptionScope}/providers/Microsoft.KeyVault/deletedVaults?api-version=2024-11-01`)).body.value.length,
    0,
  );
  t.assert.strictEqual(
    (await azure.arm("GET", `${subscriptionScope}/providers/Microsoft.BotService?api-version=2021-04-01`)).body.registrationState,
    "Registered",
  );
  t.assert.deepStrictEqual(
    (await control("GET", "/faults")).json.value.map(({ name, fired }: { name: string; fired: number }) => [name, fired]),
    [["seeded", 0]],
  );
  t.assert.ok(azure.cloud.context.clock.nowMs() - Date.now() < 60_000);
  const names = (await graph("GET", "/applications?$select=displayName")).json.value.map(
    ({ displayName }: { displayName: string }) => displayName,
  );
  t.assert.ok(!names.includes("made") && !names.includes("made too"));
  t.assert.deepStrictEqual((await graph("GET", "/directory/deletedItems/microsoft.graph.application")).json.value, []);
  t.assert.deepStrictEqual([azure.cloud.calls(), azure.cloud.deliveries()], [[], []]);
});

it("lets a vault of the same name begin empty", async (t: TestContext) => {
  await azure.put(`${group}?api-version=2024-03-01`, { location });
  const vault = await azure.put(`${group}/providers/Microsoft.KeyVault/vaults/reset-kv?api-version=2024-11-01`, {
    location,
    properties: {
      tenantId,
      sku: { family: "A", name: "standard" },
      accessPolicies: [{ tenantId, objectId: azure.cloud.description.deployer.objectId, permissions: { secrets: ["list"] } }],
    },
  });
  t.assert.strictEqual(vault.properties.vaultUri, vaultUri);
  const secrets = new SecretClient(vaultUri, azure.deployer, { disableChallengeResourceVerification: true });
  t.assert.deepStrictEqual(await Array.fromAsync(secrets.listPropertiesOfSecrets()), []);
});

it("builds and runs an app again", async (t: TestContext) => {
  const app = await createAppFixture(azure);
  t.assert.strictEqual((await app.build("one", { Dockerfile: dockerfile, "server.mjs": server })).status, "Succeeded");
  t.assert.strictEqual((await app.deploy(app.body("one"))).status, "Succeeded");
});
