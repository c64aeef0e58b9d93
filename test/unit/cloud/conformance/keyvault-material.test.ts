// Keys and certificates that come with their private half, keys on curves, PKCS #12 and backups, through Microsoft's own
// clients, unmodified; signatures and stores are judged by Node's OpenSSL. Cannot prove the words of refusals, nor that
// Azure writes its stores with the same encryption; RC2 and indefinite lengths in a store are refused here.
import { CertificateClient } from "@azure/keyvault-certificates";
import { CryptographyClient, KeyClient } from "@azure/keyvault-keys";
import { SecretClient } from "@azure/keyvault-secrets";
import { createHash, createPublicKey, generateKeyPairSync, type JsonWebKey, verify, X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import { after, before, describe, it } from "node:test";
import type { TestContext } from "node:test";
import { type AzureFixture, startAzureFixture, subscriptionScope, tenantId } from "../arm/azure-fixture.ts";

const group = `${subscriptionScope}/resourceGroups/material`;
const lenient = { disableChallengeResourceVerification: true };
const fast = { intervalInMs: 20 };
const all = { keys: ["all", "rotate", "purge"], secrets: ["all", "purge"], certificates: ["all"] };

describe("a vault", () => {
  let azure: AzureFixture;
  let keys: KeyClient;
  let secrets: SecretClient;
  let certificates: CertificateClient;
  before(async () => {
    azure = await startAzureFixture();
    await azure.put(`${group}?api-version=2024-03-01`, { location: "swedencentral" });
    const { properties } = await azure.put(`${group}/providers/Microsoft.KeyVault/vaults/material-kv?api-version=2024-11-01`, {
      location: "swedencentral",
      properties: {
        tenantId,
        sku: { family: "A", name: "standard" },
        accessPolicies: [{ tenantId, objectId: azure.cloud.description.deployer.objectId, permissions: all }],
      },
    });
    keys = new KeyClient(properties.vaultUri, azure.deployer, lenient);
    secrets = new SecretClient(properties.vaultUri, azure.deployer, lenient);
    certificates = new CertificateClient(properties.vaultUri, azure.deployer, lenient);
  });
  after(() => azure.cloud.stop());

  for (const [curve, algorithm, hash] of [
    ["P-256", "ES256", "sha256"],
    ["P-384", "ES384", "sha384"],
    ["P-521", "ES512", "sha512"],
    ["P-256K", "ES256K", "sha256"],
  ] as const) {
    it(`makes a key on ${curve} whose ${algorithm} signatures others verify, and verifies theirs only`, async (t: TestContext) => {
      const key = await keys.createEcKey(`on-${curve}`, { curve });
      t.assert.deepStrictEqual([key.key?.crv, key.keyType, key.key?.d], [curve, "EC", undefined]);
      const client = new CryptographyClient(key.id ?? "", azure.deployer, lenient);
      const digest = createHash(hash).update("a call").digest();
      const { result } = await client.sign(algorithm, digest);
      const jwk: JsonWebKey = {
        kty: "EC",
        crv: curve === "P-256K" ? "secp256k1" : curve,
        x: Buffer.from(key.key?.x ?? []).toString("base64url"),
        y: Buffer.from(key.key?.y ?? []).toString("base64url"),
      };
      const publicKey = createPublicKey({ format: "jwk", key: jwk });
      t.assert.ok(verify(hash, Buffer.from("a call"), { key: publicKey, dsaEncoding: "ieee-p1363" }, result));
      t.assert.strictEqual((await client.verify(algorithm, digest, result)).result, true);
      t.assert.strictEqual((await client.verify(algorithm, createHash(hash).update("another").digest(), result)).result, false);
    });
  }

  it("refuses an algorithm of another curve, and one that is for RSA", async (t: TestContext) => {
    const { id } = await keys.createEcKey("one-curve", { curve: "P-256" });
    const client = new CryptographyClient(id ?? "", azure.deployer, lenient);
    await t.assert.rejects(client.sign("ES256K", createHash("sha256").digest()), { code: "BadParameter" });
    await t.assert.rejects(client.sign("RS256", createHash("sha256").digest()), { code: "BadParameter" });
  });

  it("takes a key with its private half and never gives it back", async (t: TestContext) => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const jwk = privateKey.export({ format: "jwk" });
    const bytes = Object.fromEntries(
      Object.entries(jwk).map(([name, value]) => [name, name === "kty" ? value : Buffer.from(String(value), "base64url")]),
    );
    const imported = await keys.importKey("imported", { ...bytes, kty: "RSA" });
    t.assert.deepStrictEqual([imported.key?.d, imported.key?.p], [undefined, undefined]);
    const digest = createHash("sha256").update("x").digest();
    const { result } = await new CryptographyClient(imported.id ?? "", azure.deployer, lenient).sign("RS256", digest);
    t.assert.ok(verify("sha256", Buffer.from("x"), publicKey, result));
    const har = JSON.stringify(azure.cloud.har());
    t.assert.strictEqual(har.includes(String(jwk.d).slice(0, 40)), false);
  });

  it("rotates a key: a new version of the same kind", async (t: TestContext) => {
    const first = await keys.createEcKey("rotated", { curve: "P-384" });
    const second = await keys.rotateKey("rotated");
    t.assert.deepStrictEqual([second.key?.crv, second.properties.version === first.properties.version], ["P-384", false]);
  });

  it("refuses keys that only a managed HSM has, and HSM keys in a standard vault", async (t: TestContext) => {
    await t.assert.rejects(keys.createKey("symmetric", "oct"), { code: "BadParameter" });
    await t.assert.rejects(keys.createEcKey("hsm", { hsm: true }), { code: "BadParameter" });
  });

  it("hands a certificate of the default policy out as PKCS #12 that opens without a password, and takes it back", async (t: TestContext) => {
    const policy = { issuerName: "Self", subject: "CN=default" };
    const made = await (await certificates.beginCreateCertificate("default", policy, fast)).pollUntilDone();
    const { value = "", properties } = await secrets.getSecret("default");
    t.assert.strictEqual(properties.contentType, "application/x-pkcs12");
    createSecureContext({ pfx: Buffer.from(value, "base64"), passphrase: "" });
    const again = await certificates.importCertificate("taken-back", Buffer.from(value, "base64"));
    t.assert.deepStrictEqual(Buffer.from(again.cer ?? []), Buffer.from(made.cer ?? []));
    t.assert.deepStrictEqual(
      [again.policy?.issuerName, again.policy?.keyType, again.policy?.contentType],
      ["Unknown", "RSA", "application/x-pkcs12"],
    );
  });

  it("issues on a curve and takes PEM", async (t: TestContext) => {
    const policy = {
      issuerName: "Self",
      subject: "CN=curve",
      keyType: "EC",
      keyCurveName: "P-256",
      contentType: "application/x-pem-file",
    } as const;
    const made = await (await certificates.beginCreateCertificate("curve", policy, fast)).pollUntilDone();
    t.assert.strictEqual(new X509Certificate(Buffer.from(made.cer ?? [])).publicKey.asymmetricKeyType, "ec");
    const { value = "" } = await secrets.getSecret("curve");
    const again = await certificates.importCertificate("curve-again", Buffer.from(value), {
      policy: { contentType: "application/x-pem-file" },
    });
    t.assert.deepStrictEqual([again.policy?.keyCurveName, Buffer.from(again.cer ?? [])], ["P-256", Buffer.from(made.cer ?? [])]);
  });

  it("refuses a store with the wrong password, and what is none", async (t: TestContext) => {
    const { value = "" } = await secrets.getSecret("default");
    await t.assert.rejects(certificates.importCertificate("wrong", Buffer.from(value, "base64"), { password: "guess" }), {
      code: "BadParameter",
    });
    await t.assert.rejects(certificates.importCertificate("wrong", Buffer.from("nonsense")), { code: "BadParameter" });
  });

  it("restores a secret and a key with all their versions, and neither over one that is there", async (t: TestContext) => {
    await secrets.setSecret("kept", "one");
    await secrets.setSecret("kept", "two");
    const backup = await secrets.backupSecret("kept");
    await t.assert.rejects(secrets.restoreSecretBackup(backup ?? new Uint8Array()), { code: "Conflict" });
    await (await secrets.beginDeleteSecret("kept", fast)).pollUntilDone();
    await secrets.purgeDeletedSecret("kept");
    await secrets.restoreSecretBackup(backup ?? new Uint8Array());
    t.assert.strictEqual((await secrets.getSecret("kept")).value, "two");
    t.assert.strictEqual((await Array.fromAsync(secrets.listPropertiesOfSecretVersions("kept"))).length, 2);
    const keyBackup = await keys.backupKey("rotated");
    await (await keys.beginDeleteKey("rotated", fast)).pollUntilDone();
    await keys.purgeDeletedKey("rotated");
    t.assert.strictEqual((await keys.restoreKeyBackup(keyBackup ?? new Uint8Array())).key?.crv, "P-384");
    await t.assert.rejects(secrets.restoreSecretBackup(new Uint8Array([1, 2, 3])), { code: "BadParameter" });
  });

  it("makes keys on curves through Resource Manager", async (t: TestContext) => {
    const path = `${group}/providers/Microsoft.KeyVault/vaults/material-kv/keys/by-arm?api-version=2024-11-01`;
    const { properties } = await azure.put(path, { properties: { kty: "EC", curveName: "P-521" } });
    t.assert.deepStrictEqual(
      [properties.kty, properties.curveName, properties.keyOps, properties.keySize],
      ["EC", "P-521", ["sign", "verify"], undefined],
    );
  });

  it("foresees every request of the clients", (t: TestContext) => {
    t.assert.deepStrictEqual(azure.cloud.unforeseen(), []);
  });
});
