// Proves what ../vault/vault-plane.test.ts leaves open of @azure/keyvault-secrets, unmodified: lists, attributes by the
// latest version, the recycle bin's own reads. Cannot prove Key Vault's paging over many secrets.
import { SecretClient } from "@azure/keyvault-secrets";
import { after, before, it } from "node:test";
import type { TestContext } from "node:test";
import { type AzureFixture, roleDefinition, startAzureFixture, subscriptionScope, tenantId } from "../arm/azure-fixture.ts";

const secretsOfficer = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7";
let azure: AzureFixture;
let client: SecretClient;
before(async () => {
  azure = await startAzureFixture();
  const group = `${subscriptionScope}/resourceGroups/secrets`;
  await azure.put(`${group}?api-version=2024-03-01`, { location: "swedencentral" });
  const vault = await azure.put(`${group}/providers/Microsoft.KeyVault/vaults/secrets-kv?api-version=2024-11-01`, {
    location: "swedencentral",
    properties: { tenantId, sku: { family: "A", name: "standard" }, enableRbacAuthorization: true },
  });
  await azure.put(
    `${vault.id}/providers/Microsoft.Authorization/roleAssignments/6f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e60?api-version=2022-04-01`,
    {
      properties: {
        roleDefinitionId: roleDefinition(secretsOfficer),
        principalId: azure.cloud.description.deployer.objectId,
        principalType: "ServicePrincipal",
      },
    },
  );
  client = new SecretClient(vault.properties.vaultUri, azure.deployer, { disableChallengeResourceVerification: true });
});
after(() => azure.cloud.stop());

it("lists secrets without their values", async (t: TestContext) => {
  await client.setSecret("listed", "hush", { expiresOn: new Date("2030-01-01T00:00:00Z"), notBefore: new Date("2020-01-01T00:00:00Z") });
  const listed = await Array.fromAsync(client.listPropertiesOfSecrets());
  t.assert.deepStrictEqual(
    listed.map(({ name, expiresOn, notBefore }) => ({ name, expiresOn, notBefore })),
    [{ name: "listed", expiresOn: new Date("2030-01-01T00:00:00Z"), notBefore: new Date("2020-01-01T00:00:00Z") }],
  );
  t.assert.ok(!JSON.stringify(listed).includes("hush"));
});

it("reads, lists, recovers and purges what was deleted", async (t: TestContext) => {
  await client.setSecret("binned", "x");
  await (await client.beginDeleteSecret("binned", { intervalInMs: 10 })).pollUntilDone();
  const deleted = await client.getDeletedSecret("binned");
  t.assert.match(deleted.recoveryId ?? "", /\/deletedsecrets\/binned$/);
  t.assert.deepStrictEqual(
    (await Array.fromAsync(client.listDeletedSecrets())).map(({ name }) => name),
    ["binned"],
  );
  await (await client.beginRecoverDeletedSecret("binned", { intervalInMs: 10 })).pollUntilDone();
  await (await client.beginDeleteSecret("binned", { intervalInMs: 10 })).pollUntilDone();
  await client.purgeDeletedSecret("binned");
  await t.assert.rejects(client.getDeletedSecret("binned"), { statusCode: 404 });
});

it("foresees every request of the client", (t: TestContext) => {
  t.assert.deepStrictEqual(
    azure.cloud.unforeseen().map(({ method, url }) => `${method} ${url}`),
    [],
  );
});
