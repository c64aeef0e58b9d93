// Proves what Microsoft's own secrets client gets from a simulated vault, under Azure RBAC and under access policies.
// Cannot prove Key Vault's own timing: deletions and recoveries are immediate here.
import { SecretClient } from "@azure/keyvault-secrets";
import { after, before, it } from "node:test";
import type { TestContext } from "node:test";
import type { AzureFixture } from "../arm/azure-fixture.ts";
import { readerObjectId, roleDefinition, startAzureFixture, subscriptionScope, tenantId } from "../arm/azure-fixture.ts";

const group = `${subscriptionScope}/resourceGroups/vaults`;
const vaultId = `${group}/providers/Microsoft.KeyVault/vaults/rbac-kv`;
const secretsOfficer = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7";
const secretsUser = "4633458b-17de-408a-b874-0445c86b69e6";

let azure: AzureFixture;
let owner: SecretClient;
let reader: SecretClient;
let vaultUri: string;
before(async () => {
  azure = await startAzureFixture();
  const { objectId } = azure.cloud.description.deployer;
  const put = (name: string, properties: object): Promise<{ properties: { vaultUri: string } }> =>
    azure.put(`${group}/providers/Microsoft.KeyVault/vaults/${name}?api-version=2024-11-01`, {
      location: "swedencentral",
      properties: { tenantId, sku: { family: "A", name: "standard" }, ...properties },
    });
  await azure.put(`${group}?api-version=2024-03-01`, { location: "swedencentral" });
  ({ vaultUri } = (await put("rbac-kv", { enableRbacAuthorization: true })).properties);
  await put("policy-kv", { accessPolicies: [{ tenantId, objectId: readerObjectId, permissions: { secrets: ["get"] } }] });
  await assign(vaultId, secretsOfficer, objectId, "6f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e30");
  owner = new SecretClient(vaultUri, azure.deployer, { disableChallengeResourceVerification: true });
  reader = new SecretClient(vaultUri, azure.reader, { disableChallengeResourceVerification: true });
});
after(() => azure.cloud.stop());

async function assign(scope: string, role: string, principalId: string, name: string): Promise<void> {
  await azure.put(`${scope}/providers/Microsoft.Authorization/roleAssignments/${name}?api-version=2022-04-01`, {
    properties: { roleDefinitionId: roleDefinition(role), principalId, principalType: "ServicePrincipal" },
  });
}

it("answers a request without a token with the challenge of its tenant", async (t: TestContext) => {
  const response = await fetch(`${vaultUri}secrets/any?api-version=7.6`);
  t.assert.strictEqual(response.status, 401);
  t.assert.strictEqual(
    response.headers.get("www-authenticate"),
    `Bearer authorization="${azure.cloud.description.login}/${tenantId}", resource="https://vault.azure.net"`,
  );
});

it("keeps each version of a secret and answers the latest", async (t: TestContext) => {
  const first = await owner.setSecret("versions", "one", { contentType: "text/plain", tags: { generation: "g1" } });
  await owner.setSecret("versions", "two");
  t.assert.strictEqual((await owner.getSecret("versions")).value, "two");
  const old = await owner.getSecret("versions", { version: first.properties.version ?? "" });
  t.assert.deepStrictEqual(
    { value: old.value, contentType: old.properties.contentType, tags: old.properties.tags },
    { value: "one", contentType: "text/plain", tags: { generation: "g1" } },
  );
  const versions: string[] = [];
  for await (const version of owner.listPropertiesOfSecretVersions("versions")) versions.push(version.version ?? "");
  t.assert.strictEqual(versions.length, 2);
});

it("changes attributes without a new version, and refuses the value of a disabled secret", async (t: TestContext) => {
  const { properties } = await owner.setSecret("disabled", "x");
  await owner.updateSecretProperties("disabled", properties.version ?? "", { enabled: false });
  await t.assert.rejects(owner.getSecret("disabled"), { statusCode: 403, code: "Forbidden" });
});

it("deletes softly: the name is taken until the secret is recovered or purged", async (t: TestContext) => {
  await owner.setSecret("soft", "x");
  await (await owner.beginDeleteSecret("soft", { intervalInMs: 10 })).pollUntilDone();
  await t.assert.rejects(owner.getSecret("soft"), { statusCode: 404, code: "SecretNotFound" });
  await t.assert.rejects(owner.setSecret("soft", "y"), { statusCode: 409, code: "Conflict" });
  await (await owner.beginRecoverDeletedSecret("soft", { intervalInMs: 10 })).pollUntilDone();
  t.assert.strictEqual((await owner.getSecret("soft")).value, "x");
  await (await owner.beginDeleteSecret("soft", { intervalInMs: 10 })).pollUntilDone();
  await owner.purgeDeletedSecret("soft");
  t.assert.strictEqual((await owner.setSecret("soft", "z")).value, "z");
});

it("shows a secret of the data plane through ARM, and takes it away there when it is deleted", async (t: TestContext) => {
  await owner.setSecret("mirrored", "x");
  const path = `${vaultId}/secrets/mirrored?api-version=2024-11-01`;
  t.assert.strictEqual((await azure.arm("GET", path)).body.properties.secretUri, `${vaultUri}secrets/mirrored`);
  await owner.beginDeleteSecret("mirrored", { intervalInMs: 10 });
  t.assert.strictEqual((await azure.arm("GET", path)).status, 404);
});

it("lets a secrets user of one secret read that one, and nothing else", async (t: TestContext) => {
  await owner.setSecret("mine", "x");
  await owner.setSecret("yours", "y");
  await assign(`${vaultId}/secrets/mine`, secretsUser, readerObjectId, "6f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e31");
  t.assert.strictEqual((await reader.getSecret("mine")).value, "x");
  await t.assert.rejects(reader.getSecret("yours"), { statusCode: 403, code: "Forbidden" });
  await t.assert.rejects(reader.setSecret("mine", "z"), { statusCode: 403, code: "Forbidden" });
});

it("says which right is missing, with the inner code that tells RBAC from policies", async (t: TestContext) => {
  const { token } = await azure.reader.getToken("https://vault.azure.net/.default");
  const response = await fetch(`${vaultUri}secrets/other?api-version=7.6`, { headers: { authorization: `Bearer ${token}` } });
  const { error } = (await response.json()) as { error: { code: string; message: string; innererror: { code: string } } };
  t.assert.deepStrictEqual(
    { status: response.status, code: error.code, inner: error.innererror },
    { status: 403, code: "Forbidden", inner: { code: "ForbiddenByRbac" } },
  );
  t.assert.match(error.message, /Action: 'Microsoft\.KeyVault\/vaults\/secrets\/getSecret\/action'\r\n/);
});

it("decides by access policies where the vault has no RBAC", async (t: TestContext) => {
  const policyUri = `${await azure.cloud.context.origins.vault("policy-kv")}/`;
  const byPolicy = new SecretClient(policyUri, azure.reader, { disableChallengeResourceVerification: true });
  await t.assert.rejects(byPolicy.getSecret("none"), { statusCode: 404, code: "SecretNotFound" });
  await t.assert.rejects(byPolicy.setSecret("none", "x"), { statusCode: 403, code: "Forbidden" });
});
