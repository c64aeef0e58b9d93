// Cannot prove: that Microsoft's texts are these to the letter; clients must go by `error` and `error_codes` anyway.
import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, sign, X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { createCertificates } from "../../../cloud/core/certificates.ts";
import { decodeToken, signToken } from "../../../cloud/core/json-web-token.ts";
import { addApplication, addServicePrincipal } from "../../../cloud/planes/graph/new-application.ts";
import type { DirectoryObject } from "../../../cloud/planes/graph/directory-object.ts";
import { type DirectoryCloud, startDirectoryCloud, tenantId } from "../directory-cloud.ts";

const jwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
let cloud: DirectoryCloud;
let application: DirectoryObject;
let clientId: string;

/** An issuer on this machine, with keys of its own at the usual places; and one elsewhere, whose keys the seed knows. */
const issuerKeys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const issuerJwk = { ...issuerKeys.publicKey.export({ format: "jwk" }), kid: "issuer", use: "sig" };
const seededIssuer = "https://seeded.example";
let issuerServer: Server;
let localIssuer: string;

before(async () => {
  cloud = await startDirectoryCloud({ seed: { federatedIssuers: [{ issuer: seededIssuer, keys: [issuerJwk] }] } });
  issuerServer = createServer((request, response) => {
    const isKeys = request.url === "/keys";
    response.end(JSON.stringify(isKeys ? { keys: [issuerJwk] } : { issuer: localIssuer, jwks_uri: `${localIssuer}/keys` }));
  }).listen(0, "127.0.0.1");
  await once(issuerServer, "listening");
  localIssuer = `http://127.0.0.1:${(issuerServer.address() as AddressInfo).port}`;
});
after(async () => {
  issuerServer.closeAllConnections();
  issuerServer.close();
  await cloud.stop();
});
beforeEach(() => {
  application = addApplication(cloud.directory, { displayName: "client" });
  addServicePrincipal(cloud.directory, application);
  clientId = String(application.body["appId"]);
});

const form = (more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  grant_type: "client_credentials",
  client_id: clientId,
  scope: `${cloud.origins.graph}/.default`,
  ...more,
});
const refusal = async (more: Readonly<Record<string, string>>): Promise<readonly unknown[]> => {
  const { status, json } = await cloud.token(form(more));
  return [status, json["error"], json["error_codes"]];
};
const claimsOf = (token: string): Readonly<Record<string, unknown>> => decodeToken(token)?.claims ?? {};

interface Signer {
  readonly key: KeyObject;
  readonly certificate: X509Certificate;
}

/** A self-made certificate of the application: EC from the throw-away authority (its own key would do as well). */
async function addCertificate(): Promise<Signer> {
  const directory = await mkdtemp(join(tmpdir(), "dialtone-login-"));
  const { certificatePem, privateKeyPem } = await (await createCertificates(directory)).issue(["client"]);
  await rm(directory, { recursive: true });
  const certificate = new X509Certificate(certificatePem);
  await cloud.graph("PATCH", `/v1.0/applications/${application.objectId}`, {
    keyCredentials: [{ type: "AsymmetricX509Cert", usage: "Verify", key: certificate.raw.toString("base64"), displayName: "c" }],
  });
  return { key: createPrivateKey(privateKeyPem), certificate };
}

function assertion(
  { key, certificate }: Signer,
  changes: { readonly header?: object; readonly claims?: object } = {},
): Record<string, string> {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const now = Math.floor(Date.now() / 1000);
  const header = {
    typ: "JWT",
    alg: "ES256",
    "x5t#S256": createHash("sha256").update(certificate.raw).digest("base64url"),
    ...changes.header,
  };
  const claims = {
    aud: `${cloud.origins.login}/${tenantId}/oauth2/v2.0/token`,
    iss: clientId,
    sub: clientId,
    jti: "1",
    nbf: now,
    exp: now + 600,
    ...changes.claims,
  };
  const input = `${encode(header)}.${encode(claims)}`;
  const signature = sign("sha256", Buffer.from(input), { key, dsaEncoding: "ieee-p1363" }).toString("base64url");
  return { client_secret: "", client_assertion_type: jwtBearer, client_assertion: `${input}.${signature}` };
}

test("a certificate is found by SHA-256, and by SHA-1 as kid or x5t, and the token says so", async (t) => {
  const signer = await addCertificate();
  const sha1 = createHash("sha1").update(signer.certificate.raw).digest("base64url");
  const tokens = [
    await cloud.token(form(assertion(signer))),
    await cloud.token(form(assertion(signer, { header: { "x5t#S256": undefined, kid: `${sha1}=` } }))),
    await cloud.token(form(assertion(signer, { header: { "x5t#S256": undefined, x5t: sha1 } }))),
  ];
  t.assert.deepEqual(
    tokens.map(({ status, json }) => [status, claimsOf(json["access_token"] ?? "")["appidacr"]]),
    [
      [200, "2"],
      [200, "2"],
      [200, "2"],
    ],
  );
});

test("the tenant's domain does in the audience, a long life does no harm, and an assertion may be sent again", async (t) => {
  const signer = await addCertificate();
  const now = Math.floor(Date.now() / 1000);
  const byDomain = form(
    assertion(signer, {
      claims: { aud: `${cloud.origins.login}/${cloud.tenant.defaultDomain}/oauth2/v2.0/token`, exp: now + 86_400 },
    }),
  );
  t.assert.deepEqual([(await cloud.token(byDomain)).status, (await cloud.token(byDomain)).status], [200, 200]);
});

test("a wrong assertion is refused by its own code", async (t) => {
  const signer = await addCertificate();
  const other = { ...signer, key: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey };
  const now = Math.floor(Date.now() / 1000);
  t.assert.deepEqual(
    {
      "unknown key": await refusal(assertion(signer, { header: { "x5t#S256": "nobody" } })),
      "other key": await refusal(assertion(other)),
      "algorithm none": await refusal(assertion(signer, { header: { alg: "none" } })),
      expired: await refusal(assertion(signer, { claims: { nbf: now - 4000, exp: now - 3600 } })),
      "not yet": await refusal(assertion(signer, { claims: { nbf: now + 3600, exp: now + 4000 } })),
      "other audience": await refusal(assertion(signer, { claims: { aud: "https://example.invalid" } })),
      "other client": await refusal(assertion(signer, { claims: { iss: "x", sub: "x" } })),
      "no token": await refusal({ ...assertion(signer), client_assertion: "abc" }),
    },
    {
      "unknown key": [401, "invalid_client", [700027]],
      "other key": [401, "invalid_client", [700027]],
      "algorithm none": [401, "invalid_client", [700027]],
      expired: [401, "invalid_client", [700024]],
      "not yet": [401, "invalid_client", [700024]],
      "other audience": [401, "invalid_client", [700023]],
      "other client": [401, "invalid_client", [700021]],
      "no token": [400, "invalid_request", [50027]],
    },
  );
});

test("a federated assertion must match issuer, subject and audience of one credential, with case", async (t) => {
  const issuer = `${cloud.origins.login}/${tenantId}/v2.0`;
  await cloud.graph("POST", `/v1.0/applications/${application.objectId}/federatedIdentityCredentials`, {
    name: "fed",
    issuer,
    subject: "repo:org/repo",
    audiences: ["api://AzureADTokenExchange"],
  });
  const now = Math.floor(Date.now() / 1000);
  const presented = (claims: object, header: object = {}): Record<string, string> => ({
    client_secret: "",
    client_assertion_type: jwtBearer,
    client_assertion: signToken(
      { kid: cloud.tokens.key.keyId, ...header },
      { iss: issuer, sub: "repo:org/repo", aud: "api://AzureADTokenExchange", nbf: now, exp: now + 600, ...claims },
      cloud.tokens.key.privateKey,
    ),
  });
  const forged = presented({});
  t.assert.deepEqual(
    {
      good: (await cloud.token(form(presented({})))).status,
      subject: await refusal(presented({ sub: "repo:org/Repo" })),
      audience: await refusal(presented({ aud: "other" })),
      issuer: await refusal(presented({ iss: "https://example.invalid" })),
      signature: await refusal({ ...forged, client_assertion: `${forged["client_assertion"]?.slice(0, -8) ?? ""}AAAAAAAA` }),
    },
    {
      good: 200,
      subject: [401, "invalid_client", [700213]],
      audience: [401, "invalid_client", [700212]],
      issuer: [401, "invalid_client", [700211]],
      signature: [401, "invalid_client", [50013]],
    },
  );
});

test("a federated assertion of an issuer that is not on this machine is believed with a warning", async (t) => {
  await cloud.graph("POST", `/v1.0/applications/${application.objectId}/federatedIdentityCredentials`, {
    name: "github",
    issuer: "https://token.actions.githubusercontent.com",
    subject: "repo:org/repo:ref",
    audiences: ["api://AzureADTokenExchange"],
  });
  const now = Math.floor(Date.now() / 1000);
  const { status } = await cloud.token(
    form({
      client_secret: "",
      client_assertion_type: jwtBearer,
      client_assertion: signToken(
        {},
        { iss: "https://token.actions.githubusercontent.com", sub: "repo:org/repo:ref", aud: "api://AzureADTokenExchange", exp: now + 600 },
        cloud.tokens.key.privateKey,
      ),
    }),
  );
  t.assert.deepEqual(
    [status, cloud.warnings],
    [
      200,
      [
        "the signature of a federated assertion of https://token.actions.githubusercontent.com was not checked: its keys are not on this machine",
      ],
    ],
  );
});

test("an issuer on this machine, or one whose keys the seed has, is verified by those keys", async (t) => {
  const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const now = Math.floor(Date.now() / 1000);
  const present = async (issuer: string, key: KeyObject): Promise<unknown> => {
    const claims = { iss: issuer, sub: "repo:a/b", aud: "api://AzureADTokenExchange", nbf: now, exp: now + 600 };
    return refusal({ client_secret: "", client_assertion_type: jwtBearer, client_assertion: signToken({ kid: "issuer" }, claims, key) });
  };
  for (const [name, issuer] of [
    ["local", localIssuer],
    ["seeded", seededIssuer],
  ] as const)
    await cloud.graph("POST", `/v1.0/applications/${application.objectId}/federatedIdentityCredentials`, {
      name,
      issuer,
      subject: "repo:a/b",
      audiences: ["api://AzureADTokenExchange"],
    });
  const warned = cloud.warnings.length;
  const good = [200, undefined, undefined];
  const forged = [401, "invalid_client", [50013]];
  t.assert.deepEqual(
    [
      await present(localIssuer, issuerKeys.privateKey),
      await present(localIssuer, stranger),
      await present(seededIssuer, issuerKeys.privateKey),
      await present(seededIssuer, stranger),
      cloud.warnings.length - warned,
    ],
    [good, forged, good, forged, 0],
  );
});

test("a flexible credential takes every subject that its expression matches, and no other", async (t) => {
  await cloud.graph("POST", `/beta/applications/${application.objectId}/federatedIdentityCredentials`, {
    name: "flexible",
    issuer: seededIssuer,
    audiences: ["api://AzureADTokenExchange"],
    claimsMatchingExpression: { value: "claims['sub'] matches 'repo:a/b:*' and claims['ref'] eq 'main'", languageVersion: 1 },
  });
  const now = Math.floor(Date.now() / 1000);
  const present = async (more: object): Promise<unknown> => {
    const claims = {
      iss: seededIssuer,
      sub: "repo:a/b:x",
      ref: "main",
      aud: "api://AzureADTokenExchange",
      nbf: now,
      exp: now + 600,
      ...more,
    };
    const assertion = signToken({ kid: "issuer" }, claims, issuerKeys.privateKey);
    return (await refusal({ client_secret: "", client_assertion_type: jwtBearer, client_assertion: assertion }))[0];
  };
  t.assert.deepEqual(
    [await present({}), await present({ sub: "repo:a/c:x" }), await present({ ref: "dev" }), await present({ sub: "xrepo:a/b:x" })],
    [200, 401, 401, 401],
  );
});
