// Proves what @azure/keyvault-keys, unmodified, gets from a simulated vault: keys, their recycle bin, and every operation
// that an RSA key has, checked against Node's own cryptography. Cannot prove EC or symmetric keys (absent), nor HSMs.
import { ClientSecretCredential } from "@azure/identity";
import { CryptographyClient, KeyClient } from "@azure/keyvault-keys";
import { constants, createHash, createPublicKey, verify } from "node:crypto";
import { after, before, it } from "node:test";
import type { TestContext } from "node:test";
import { type AzureFixture, readerObjectId, roleDefinition, startAzureFixture, subscriptionScope, tenantId } from "../arm/azure-fixture.ts";

const cryptoOfficer = "14b46e9e-c2b7-41b4-b07b-48a6ebf60603";
const cryptoUser = "12338af0-0e69-4776-bea7-57ae8d297424";
const group = `${subscriptionScope}/resourceGroups/keys`;
const lenient = { disableChallengeResourceVerification: true };
let azure: AzureFixture;
let client: KeyClient;
let vaultId: string;
let vaultUri: string;

const cryptography = (keyId: string, credential: ClientSecretCredential = azure.deployer): CryptographyClient =>
  new CryptographyClient(keyId, credential, lenient);

before(async () => {
  azure = await startAzureFixture();
  await azure.put(`${group}?api-version=2024-03-01`, { location: "swedencentral" });
  const vault = await azure.put(`${group}/providers/Microsoft.KeyVault/vaults/keys-kv?api-version=2024-11-01`, {
    location: "swedencentral",
    properties: { tenantId, sku: { family: "A", name: "standard" }, enableRbacAuthorization: true },
  });
  vaultId = vault.id;
  vaultUri = vault.properties.vaultUri;
  await assign(vaultId, cryptoOfficer, azure.cloud.description.deployer.objectId, "6f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e70");
  client = new KeyClient(vaultUri, azure.deployer, lenient);
});
after(() => azure.cloud.stop());

async function assign(scope: string, role: string, principalId: string, name: string): Promise<void> {
  await azure.put(`${scope}/providers/Microsoft.Authorization/roleAssignments/${name}?api-version=2022-04-01`, {
    properties: { roleDefinitionId: roleDefinition(role), principalId, principalType: "ServicePrincipal" },
  });
}

it("makes an RSA key and answers its public half only", async (t: TestContext) => {
  const key = await client.createRsaKey("made", { keySize: 3072, tags: { use: "state" }, expiresOn: new Date("2030-01-01T00:00:00Z") });
  t.assert.deepStrictEqual(
    {
      type: key.keyType,
      operations: key.keyOperations,
      bits: (key.key?.n?.length ?? 0) * 8,
      tags: key.properties.tags,
      expiresOn: key.properties.expiresOn,
      level: key.properties.recoveryLevel,
      exportable: key.properties.exportable,
      private: [key.key?.d, key.key?.p, key.key?.q],
    },
    {
      type: "RSA",
      operations: ["encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey"],
      bits: 3072,
      tags: { use: "state" },
      expiresOn: new Date("2030-01-01T00:00:00Z"),
      level: "Recoverable+Purgeable",
      exportable: false,
      private: [undefined, undefined, undefined],
    },
  );
});

it("keeps versions, lists keys and versions, and changes attributes in place", async (t: TestContext) => {
  const first = await client.createRsaKey("versions");
  const second = await client.createRsaKey("versions");
  t.assert.strictEqual((await client.getKey("versions")).properties.version, second.properties.version);
  t.assert.strictEqual((await client.getKey("versions", { version: first.properties.version ?? "" })).id, first.id);
  const versions = await Array.fromAsync(client.listPropertiesOfKeyVersions("versions"));
  t.assert.deepStrictEqual(
    versions.map(({ version }) => version),
    [first.properties.version, second.properties.version],
  );
  t.assert.ok((await Array.fromAsync(client.listPropertiesOfKeys())).some(({ name }) => name === "versions"));
  const updated = await client.updateKeyProperties("versions", second.properties.version ?? "", { enabled: false, keyOps: ["sign"] });
  t.assert.deepStrictEqual([updated.properties.enabled, updated.keyOperations], [false, ["sign"]]);
});

for (const [algorithm, hash, padding] of [
  ["RS256", "sha256", constants.RSA_PKCS1_PADDING],
  ["RS384", "sha384", constants.RSA_PKCS1_PADDING],
  ["RS512", "sha512", constants.RSA_PKCS1_PADDING],
  ["PS256", "sha256", constants.RSA_PKCS1_PSS_PADDING],
  ["PS384", "sha384", constants.RSA_PKCS1_PSS_PADDING],
  ["PS512", "sha512", constants.RSA_PKCS1_PSS_PADDING],
] as const) {
  it(`signs with ${algorithm} as OpenSSL verifies it, and verifies its own`, async (t: TestContext) => {
    const key = await client.createRsaKey(`sign-${algorithm}`);
    const data = Buffer.from("dialtone");
    const digest = createHash(hash).update(data).digest();
    const { result } = await cryptography(key.id ?? "").sign(algorithm, digest);
    const { n, e } = key.key ?? {};
    const jwk = { kty: "RSA", n: Buffer.from(n ?? []).toString("base64url"), e: Buffer.from(e ?? []).toString("base64url") };
    const publicKey = { key: createPublicKey({ key: jwk, format: "jwk" }), padding, saltLength: digest.length };
    t.assert.ok(verify(hash, data, publicKey, result));
    t.assert.strictEqual((await cryptography(key.id ?? "").verify(algorithm, digest, result)).result, true);
    const other = createHash(hash).update("other").digest();
    t.assert.strictEqual((await cryptography(key.id ?? "").verify(algorithm, other, result)).result, false);
  });
}

for (const algorithm of ["RSA-OAEP", "RSA-OAEP-256", "RSA1_5"] as const) {
  it(`gives back what was encrypted or wrapped with ${algorithm}, by key name too`, async (t: TestContext) => {
    await client.createRsaKey(`cipher-${algorithm.replace("_", "-")}`);
    const latest = cryptography(`${vaultUri}keys/cipher-${algorithm.replace("_", "-")}`);
    const secret = Buffer.from("0123456789abcdef0123456789abcdef");
    const encrypted = await latest.encrypt({ algorithm, plaintext: secret });
    t.assert.deepStrictEqual(Buffer.from((await latest.decrypt({ algorithm, ciphertext: encrypted.result })).result), secret);
    const wrapped = await latest.wrapKey(algorithm, secret);
    t.assert.deepStrictEqual(Buffer.from((await latest.unwrapKey(algorithm, wrapped.result)).result), secret);
  });
}

it("takes an empty version for the latest one, as the Go clients send it", async (t: TestContext) => {
  await client.createRsaKey("go");
  const { token } = await azure.deployer.getToken("https://vault.azure.net/.default");
  const response = await fetch(`${vaultUri}keys/go//encrypt?api-version=7.6`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ alg: "RSA-OAEP-256", value: "AQID" }),
  });
  t.assert.strictEqual(response.status, 200);
});

it("refuses what the key is not for, what is disabled, what is expired, and a digest of the wrong length", async (t: TestContext) => {
  const digest = createHash("sha256").update("x").digest();
  const refusal = async (keyId: string | undefined): Promise<string> => {
    const { token } = await azure.deployer.getToken("https://vault.azure.net/.default");
    const response = await fetch(`${keyId}/sign?api-version=7.6`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ alg: "RS256", value: digest.toString("base64url") }),
    });
    const { error } = (await response.json()) as { error: { code: string; innererror: { code: string } } };
    return `${response.status} ${error.code} ${error.innererror.code}`;
  };
  const encryptOnly = await client.createRsaKey("encrypt-only", { keyOps: ["encrypt"] });
  t.assert.strictEqual(await refusal(encryptOnly.id), "403 Forbidden KeyOperationForbidden");
  const disabled = await client.createRsaKey("disabled", { enabled: false });
  t.assert.strictEqual(await refusal(disabled.id), "403 Forbidden KeyDisabled");
  const expired = await client.createRsaKey("expired", { expiresOn: new Date("2020-01-01T00:00:00Z") });
  t.assert.strictEqual(await refusal(expired.id), "403 Forbidden KeyExpired");
  const early = await client.createRsaKey("early", { notBefore: new Date("2037-01-01T00:00:00Z") });
  t.assert.strictEqual(await refusal(early.id), "403 Forbidden KeyNotYetValid");
  const fit = await client.createRsaKey("fit");
  await t.assert.rejects(cryptography(fit.id ?? "").sign("RS512", digest), { statusCode: 400, code: "BadParameter" });
});

it("deletes softly, recovers and purges", async (t: TestContext) => {
  await client.createRsaKey("soft");
  const deleted = await (await client.beginDeleteKey("soft", { intervalInMs: 10 })).pollUntilDone();
  t.assert.match(deleted.properties.recoveryId ?? "", /\/deletedkeys\/soft$/);
  await t.assert.rejects(client.createRsaKey("soft"), { statusCode: 409, code: "Conflict" });
  t.assert.deepStrictEqual(
    (await Array.fromAsync(client.listDeletedKeys())).map(({ name }) => name),
    ["soft"],
  );
  await (await client.beginRecoverDeletedKey("soft", { intervalInMs: 10 })).pollUntilDone();
  await (await client.beginDeleteKey("soft", { intervalInMs: 10 })).pollUntilDone();
  await client.purgeDeletedKey("soft");
  await t.assert.rejects(client.getDeletedKey("soft"), { statusCode: 404, code: "KeyNotFound" });
});

it("lets a crypto user of one key use that one, make none, and touch no other", async (t: TestContext) => {
  const mine = await client.createRsaKey("mine");
  const yours = await client.createRsaKey("yours");
  await assign(`${vaultId}/keys/mine`, cryptoUser, readerObjectId, "6f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e71");
  const digest = createHash("sha256").update("x").digest();
  t.assert.strictEqual((await cryptography(mine.id ?? "", azure.reader).sign("PS256", digest)).result.length, 256);
  await t.assert.rejects(cryptography(yours.id ?? "", azure.reader).sign("PS256", digest), { statusCode: 403 });
  await t.assert.rejects(new KeyClient(vaultUri, azure.reader, lenient).createRsaKey("mine"), { statusCode: 403, code: "Forbidden" });
});

it("foresees every request of the client", (t: TestContext) => {
  t.assert.deepStrictEqual(
    azure.cloud.unforeseen().map(({ method, url }) => `${method} ${url}`),
    [],
  );
});
