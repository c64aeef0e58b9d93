// Cannot prove: that newer versions of these clients ask the same; they are the pinned ones, unmodified.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { generateKeyPairSync, X509Certificate } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ClientAssertionCredential, ClientCertificateCredential, ClientSecretCredential, EnvironmentCredential } from "@azure/identity";
import { ConfidentialClientApplication } from "@azure/msal-node";
import { decodeToken, signToken } from "../../../cloud/core/json-web-token.ts";
import { toSignIn } from "../../../cloud/core/sign-in.ts";
import { addApplication, addSecret, addServicePrincipal } from "../../../cloud/planes/graph/new-application.ts";
import type { DirectoryObject } from "../../../cloud/planes/graph/directory-object.ts";
import { createKeyCertificate } from "../../../cloud/planes/calling-keys/key-certificate.ts";
import { type DirectoryCloud, startDirectoryCloud, tenantId } from "../directory-cloud.ts";

const operators = [
  { objectId: "44444444-4444-4444-8444-444444444444", principalType: "User" },
  { objectId: "55555555-5555-4555-8555-555555555555", principalType: "Group" },
  { objectId: "66666666-6666-4666-8666-666666666666", principalType: "ServicePrincipal" },
] as const;
let cloud: DirectoryCloud;
let application: DirectoryObject;
let clientId: string;
let secret: string;
let directory: string;
let certificatePath: string;

before(async () => {
  cloud = await startDirectoryCloud({ seed: { operators } });
  application = addApplication(cloud.directory, { displayName: "client" });
  addServicePrincipal(cloud.directory, application);
  clientId = String(application.body["appId"]);
  secret = String(addSecret(cloud.directory, application, { displayName: null })["secretText"]);
  directory = await mkdtemp(join(tmpdir(), "dialtone-clients-"));
  certificatePath = join(directory, "client.pem");
  const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const der = await createKeyCertificate(keys, 1, Date.now() - 3_600_000, Date.now() + 86_400_000);
  const pem = `-----BEGIN CERTIFICATE-----\n${der.toString("base64")}\n-----END CERTIFICATE-----\n`;
  await writeFile(certificatePath, `${pem}${keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString()}`);
  await cloud.graph("PATCH", `/v1.0/applications/${application.objectId}`, {
    keyCredentials: [{ type: "AsymmetricX509Cert", usage: "Verify", key: new X509Certificate(der).raw.toString("base64") }],
  });
});
after(async () => {
  await cloud.stop();
  await rm(directory, { recursive: true });
});

const options = () => ({ authorityHost: cloud.origins.login, disableInstanceDiscovery: true });
const scope = (): string => `${cloud.origins.graph}/.default`;
const oidOf = (token: string | undefined): unknown => decodeToken(token ?? "")?.claims["oid"];
const ownObjectId = (): string | undefined => cloud.directory.servicePrincipalByClientId(clientId)?.objectId;

test("ClientSecretCredential gets a token", async (t) => {
  const { token } = await new ClientSecretCredential(tenantId, clientId, secret, options()).getToken(scope());
  t.assert.equal(oidOf(token), ownObjectId());
});

test("ClientSecretCredential passes Entra's refusal on, code included", async (t) => {
  await t.assert.rejects(new ClientSecretCredential(tenantId, clientId, "wrong", options()).getToken(scope()), /AADSTS7000215/);
});

test("ClientCertificateCredential gets a token, with and without its chain", async (t) => {
  const tokens = await Promise.all(
    [false, true].map((sendCertificateChain) =>
      new ClientCertificateCredential(tenantId, clientId, { certificatePath }, { ...options(), sendCertificateChain }).getToken(scope()),
    ),
  );
  t.assert.deepEqual(
    tokens.map(({ token }) => oidOf(token)),
    [ownObjectId(), ownObjectId()],
  );
});

test("ClientAssertionCredential gets a token for a federated assertion", async (t) => {
  const issuer = `${cloud.origins.login}/${tenantId}/v2.0`;
  await cloud.graph("POST", `/v1.0/applications/${application.objectId}/federatedIdentityCredentials`, {
    name: "fed",
    issuer,
    subject: "someone",
    audiences: ["api://AzureADTokenExchange"],
  });
  const now = Math.floor(Date.now() / 1000);
  const assertion = signToken(
    { kid: cloud.tokens.key.keyId },
    { iss: issuer, sub: "someone", aud: "api://AzureADTokenExchange", exp: now + 600 },
    cloud.tokens.key.privateKey,
  );
  const { token } = await new ClientAssertionCredential(tenantId, clientId, async () => assertion, options()).getToken(scope());
  t.assert.equal(oidOf(token), ownObjectId());
});

for (const [index, { objectId, principalType }] of operators.entries()) {
  test(`EnvironmentCredential signs in as an operator that is a ${principalType}`, async (t) => {
    const names = ["AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET", "AZURE_USERNAME", "AZURE_PASSWORD"];
    for (const name of names) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, toSignIn(cloud.seed, tenantId, objectId));
    const { token } = await new EnvironmentCredential(options()).getToken("https://storage.azure.com/.default");
    for (const name of names) Reflect.deleteProperty(process.env, name);
    const claims = decodeToken(token)?.claims ?? {};
    t.assert.deepEqual(
      [claims["aud"], index === 1 ? claims["groups"] : claims["oid"]],
      ["https://storage.azure.com", index === 1 ? [objectId] : objectId],
    );
  });
}

test("MSAL's confidential client gets a token after reading the discovery document", async (t) => {
  const client = new ConfidentialClientApplication({
    auth: {
      clientId,
      clientSecret: secret,
      authority: `${cloud.origins.login}/${tenantId}`,
      knownAuthorities: [new URL(cloud.origins.login).host],
    },
  });
  const result = await client.acquireTokenByClientCredential({ scopes: [scope()] });
  t.assert.equal(oidOf(result?.accessToken), ownObjectId());
});

test("nothing that these clients asked was unforeseen", (t) => {
  t.assert.deepEqual(
    cloud.transcript.exchanges().filter((exchange) => exchange.operation === undefined),
    [],
  );
});
