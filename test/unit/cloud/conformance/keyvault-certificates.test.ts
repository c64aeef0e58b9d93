// Proves what @azure/keyvault-certificates, unmodified, gets from a simulated vault, and that the key of a certificate that
// may not leave it signs what the certificate verifies. Cannot prove other issuers than Self and Unknown, nor what comes with its key (keyvault-material).
import "reflect-metadata";
import { CertificateClient } from "@azure/keyvault-certificates";
import { CryptographyClient, KeyClient } from "@azure/keyvault-keys";
import { SecretClient } from "@azure/keyvault-secrets";
import * as x509 from "@peculiar/x509";
import { createHash, createPrivateKey, verify, webcrypto, X509Certificate } from "node:crypto";
import { after, before, it } from "node:test";
import type { TestContext } from "node:test";
import { type AzureFixture, readerObjectId, roleDefinition, startAzureFixture, subscriptionScope, tenantId } from "../arm/azure-fixture.ts";

const administrator = "00482a5a-887f-4fb3-b363-3b7fe8e74483";
const certificatesOfficer = "a4417e6f-fecd-4de8-b567-7b0420556985";
const group = `${subscriptionScope}/resourceGroups/certificates`;
const lenient = { disableChallengeResourceVerification: true };
const fast = { intervalInMs: 20 };
const locked = {
  issuerName: "Self",
  subject: "CN=Dialtone dev",
  exportable: false,
  keyType: "RSA",
  keySize: 2048,
  reuseKey: false,
  validityInMonths: 3,
  contentType: "application/x-pem-file",
} as const;
let azure: AzureFixture;
let client: CertificateClient;
let vaultUri: string;

before(async () => {
  azure = await startAzureFixture();
  await azure.put(`${group}?api-version=2024-03-01`, { location: "swedencentral" });
  const vault = await azure.put(`${group}/providers/Microsoft.KeyVault/vaults/certificates-kv?api-version=2024-11-01`, {
    location: "swedencentral",
    properties: { tenantId, sku: { family: "A", name: "standard" }, enableRbacAuthorization: true, softDeleteRetentionInDays: 7 },
  });
  vaultUri = vault.properties.vaultUri;
  const assign = (role: string, principalId: string, name: string): Promise<unknown> =>
    azure.put(`${vault.id}/providers/Microsoft.Authorization/roleAssignments/${name}?api-version=2022-04-01`, {
      properties: { roleDefinitionId: roleDefinition(role), principalId, principalType: "ServicePrincipal" },
    });
  await assign(administrator, azure.cloud.description.deployer.objectId, "6f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e80");
  await assign(certificatesOfficer, readerObjectId, "6f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e81");
  client = new CertificateClient(vaultUri, azure.deployer, lenient);
});
after(() => azure.cloud.stop());

const create = async (name: string, policy: Parameters<CertificateClient["beginCreateCertificate"]>[1] = locked) =>
  (await client.beginCreateCertificate(name, policy, fast)).pollUntilDone();

it("issues a certificate by its policy, through an operation that is followed", async (t: TestContext) => {
  const poller = await client.beginCreateCertificate("issued", { ...locked, subjectAlternativeNames: { dnsNames: ["a.example"] } }, fast);
  const first = await client.getCertificate("issued");
  t.assert.deepStrictEqual([first.cer, first.keyId, first.secretId, first.properties.enabled], [undefined, undefined, undefined, false]);
  const issued = await poller.pollUntilDone();
  const parsed = new X509Certificate(Buffer.from(issued.cer ?? []));
  const months = Math.round((Date.parse(parsed.validTo) - Date.parse(parsed.validFrom)) / (30.4 * 86_400_000));
  t.assert.deepStrictEqual(
    [parsed.subject, parsed.issuer, parsed.subjectAltName, parsed.verify(parsed.publicKey), months, parsed.keyUsage],
    ["CN=Dialtone dev", "CN=Dialtone dev", "DNS:a.example", true, 3, ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]],
  );
  t.assert.strictEqual(
    issued.properties.x509ThumbprintString,
    createHash("sha1")
      .update(issued.cer ?? "")
      .digest("hex"),
  );
  t.assert.strictEqual(issued.properties.expiresOn?.getTime(), Date.parse(parsed.validTo));
  t.assert.strictEqual(issued.properties.recoveryLevel, "CustomizedRecoverable+Purgeable");
  const operation = await client.getCertificateOperation("issued");
  t.assert.strictEqual(operation.getOperationState().certificateOperation?.status, "completed");
});

for (const [algorithm, padding] of [
  ["RS256", 1],
  ["PS256", 6],
] as const) {
  it(`signs with ${algorithm} by the certificate's key, which nobody can take out`, async (t: TestContext) => {
    const { keyId = "", cer, name } = await create(`sign-${algorithm}`);
    const data = Buffer.from("header.payload");
    const { result } = await new CryptographyClient(keyId, azure.deployer, lenient).sign(
      algorithm,
      createHash("sha256").update(data).digest(),
    );
    const key = { key: new X509Certificate(Buffer.from(cer ?? [])).publicKey, padding, saltLength: 32 };
    t.assert.ok(verify("sha256", data, key, result));
    const { value = "", properties } = await new SecretClient(vaultUri, azure.deployer, lenient).getSecret(name);
    t.assert.match(value, /^-----BEGIN CERTIFICATE-----/);
    t.assert.deepStrictEqual([value.includes("PRIVATE KEY"), properties.contentType], [false, "application/x-pem-file"]);
  });
}

it("gives the private half with the secret where the policy lets it out", async (t: TestContext) => {
  const { cer } = await create("exportable", { ...locked, exportable: true });
  const { value = "" } = await new SecretClient(vaultUri, azure.deployer, lenient).getSecret("exportable");
  t.assert.ok(new X509Certificate(Buffer.from(cer ?? [])).checkPrivateKey(createPrivateKey(value)));
});

it("makes a new version beside the old one, whose key goes on signing", async (t: TestContext) => {
  const old = await create("renewed");
  const renewed = await create("renewed");
  t.assert.notStrictEqual(old.properties.version, renewed.properties.version);
  const versions = await Array.fromAsync(client.listPropertiesOfCertificateVersions("renewed"));
  t.assert.deepStrictEqual(
    versions.map(({ version }) => version),
    [old.properties.version, renewed.properties.version],
  );
  const digest = createHash("sha256").update("x").digest();
  t.assert.strictEqual((await new CryptographyClient(old.keyId ?? "", azure.deployer, lenient).sign("RS256", digest)).result.length, 256);
  t.assert.strictEqual((await client.getCertificateVersion("renewed", old.properties.version ?? "")).keyId, old.keyId);
});

it("answers and changes the policy, and the attributes", async (t: TestContext) => {
  const { properties } = await create("changed");
  await client.updateCertificatePolicy("changed", { ...locked, validityInMonths: 6 });
  const policy = await client.getCertificatePolicy("changed");
  t.assert.deepStrictEqual(
    {
      validity: policy.validityInMonths,
      exportable: policy.exportable,
      usage: policy.keyUsage,
      actions: policy.lifetimeActions,
      issuer: policy.issuerName,
    },
    {
      validity: 6,
      exportable: false,
      usage: ["digitalSignature", "keyEncipherment"],
      actions: [{ action: "AutoRenew", daysBeforeExpiry: undefined, lifetimePercentage: 80 }],
      issuer: "Self",
    },
  );
  const updated = await client.updateCertificateProperties("changed", properties.version ?? "", { enabled: false, tags: { a: "b" } });
  t.assert.deepStrictEqual([updated.properties.enabled, updated.properties.tags], [false, { a: "b" }]);
});

it("deletes softly with key and secret, recovers and purges them", async (t: TestContext) => {
  await create("soft");
  const keys = new KeyClient(vaultUri, azure.deployer, lenient);
  await t.assert.rejects(keys.beginDeleteKey("soft"), { statusCode: 403, code: "Forbidden" });
  const deleted = await (await client.beginDeleteCertificate("soft", fast)).pollUntilDone();
  t.assert.match(deleted.recoveryId ?? "", /\/deletedcertificates\/soft$/);
  await t.assert.rejects(client.getCertificate("soft"), { statusCode: 404, code: "CertificateNotFound" });
  await t.assert.rejects(keys.getKey("soft"), { statusCode: 404, code: "KeyNotFound" });
  await t.assert.rejects(create("soft"), { statusCode: 409, code: "Conflict" });
  t.assert.deepStrictEqual(
    (await Array.fromAsync(client.listDeletedCertificates())).map(({ name }) => name),
    ["soft"],
  );
  await (await client.beginRecoverDeletedCertificate("soft", fast)).pollUntilDone();
  t.assert.strictEqual((await keys.getKey("soft")).properties.managed, true);
  await (await client.beginDeleteCertificate("soft", fast)).pollUntilDone();
  await client.purgeDeletedCertificate("soft");
  await t.assert.rejects(client.getDeletedCertificate("soft"), { statusCode: 404, code: "CertificateNotFound" });
  t.assert.strictEqual((await create("soft")).name, "soft");
});

it("waits for a certificate of another authority, refuses one of another key, and merges its own", async (t: TestContext) => {
  await client.beginCreateCertificate("merged", { ...locked, issuerName: "Unknown" }, fast);
  const operation = (await client.getCertificateOperation("merged")).getOperationState().certificateOperation;
  t.assert.strictEqual(operation?.status, "inProgress");
  t.assert.deepStrictEqual(
    (await Array.fromAsync(client.listPropertiesOfCertificates({ includePending: true }))).filter(({ name }) => name === "merged").length,
    1,
  );
  await t.assert.rejects(client.beginCreateCertificate("merged", locked, fast), { statusCode: 409, code: "Conflict" });
  const { cer: foreign } = await create("foreign");
  await t.assert.rejects(client.mergeCertificate("merged", [foreign ?? new Uint8Array()]), { statusCode: 400, code: "BadParameter" });
  const request = new x509.Pkcs10CertificateRequest(Buffer.from(operation.csr ?? []));
  const authority = await webcrypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const signed = await x509.X509CertificateGenerator.create({
    subject: request.subject,
    issuer: "CN=Another authority",
    publicKey: request.publicKey,
    signingKey: authority.privateKey,
    signingAlgorithm: { name: "ECDSA", hash: "SHA-256" },
  });
  const merged = await client.mergeCertificate("merged", [new Uint8Array(signed.rawData)]);
  t.assert.strictEqual(new X509Certificate(Buffer.from(merged.cer ?? [])).issuer, "CN=Another authority");
  t.assert.match(merged.keyId ?? "", /\/keys\/merged\//);
});

it("cancels and deletes an operation that is under way", async (t: TestContext) => {
  const poller = await client.beginCreateCertificate("cancelled", { ...locked, issuerName: "Unknown" }, fast);
  await poller.cancelOperation();
  t.assert.strictEqual((await client.getCertificateOperation("cancelled")).getOperationState().certificateOperation?.status, "cancelled");
  await client.deleteCertificateOperation("cancelled");
  await t.assert.rejects(client.getCertificateOperation("cancelled"), { statusCode: 404 });
});

it("refuses what the service does not know, by name", async (t: TestContext) => {
  const { token } = await azure.deployer.getToken("https://vault.azure.net/.default");
  const send = async (body: unknown): Promise<string> => {
    const response = await fetch(`${vaultUri}certificates/refused/create?api-version=7.6`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return `${response.status} ${((await response.json()) as { error: { code: string } }).error.code}`;
  };
  const policy = { issuer: { name: "Self" }, x509_props: { subject: "CN=x" } };
  t.assert.deepStrictEqual(
    await Promise.all(
      [
        { policy: { ...policy, unknown: 1 } },
        { policy: { ...policy, key_props: { kty: "DSA" } } },
        { policy: { ...policy, x509_props: { subject: 1 } } },
        { policy: { x509_props: { subject: "CN=x" } } },
        { policy: { issuer: { name: "DigiCert" }, x509_props: { subject: "CN=x" } } },
        { policy, attributes: { created: 1 } },
      ].map(send),
    ),
    Array(6).fill("400 BadParameter"),
  );
});

it("lets a certificates officer make certificates and nobody sign with them", async (t: TestContext) => {
  const { keyId = "" } = await create("officer");
  const officer = new CertificateClient(vaultUri, azure.reader, lenient);
  t.assert.strictEqual((await officer.getCertificate("officer")).keyId, keyId);
  const digest = createHash("sha256").update("x").digest();
  await t.assert.rejects(new CryptographyClient(keyId, azure.reader, lenient).sign("RS256", digest), { statusCode: 403 });
});

it("foresees every request of the client", (t: TestContext) => {
  t.assert.deepStrictEqual(
    azure.cloud.unforeseen().map(({ method, url }) => `${method} ${url}`),
    [],
  );
});
