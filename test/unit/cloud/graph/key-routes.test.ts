// Cannot prove: with which code Microsoft refuses a bad proof; that it must be signed with a key in force, for ten minutes at most, is documented.
import { createPublicKey, generateKeyPairSync, type KeyObject, X509Certificate } from "node:crypto";
import { after, before, test } from "node:test";
import { signToken } from "../../../cloud/core/json-web-token.ts";
import { createKeyCertificate } from "../../../cloud/planes/calling-keys/key-certificate.ts";
import { type DirectoryCloud, startDirectoryCloud } from "../directory-cloud.ts";

const ownPrincipalId = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
const otherPrincipalId = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb";
const applicationObjectId = "cccccccc-cccc-4ccc-8ccc-cccccccccccc";
const path = `/v1.0/applications/${applicationObjectId}`;
const own = { as: ownPrincipalId };
let cloud: DirectoryCloud;
let key: KeyObject;

interface Certificate {
  readonly privateKey: KeyObject;
  readonly der: Buffer;
}
async function newCertificate(serial: number): Promise<Certificate> {
  const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { privateKey: keys.privateKey, der: await createKeyCertificate(keys, serial, Date.now() - 1000, Date.now() + 86_400_000) };
}

before(async () => {
  cloud = await startDirectoryCloud({
    seed: {
      applications: [
        { clientId: "11111111-aaaa-4aaa-8aaa-aaaaaaaaaaaa", applicationObjectId, principalObjectId: ownPrincipalId, displayName: "rolls" },
        { clientId: "11111111-bbbb-4bbb-8bbb-bbbbbbbbbbbb", principalObjectId: otherPrincipalId, displayName: "other" },
      ],
    },
  });
  const first = await newCertificate(1);
  key = first.privateKey;
  await cloud.graph("PATCH", path, { keyCredentials: [toCredential(first)] });
});
after(() => cloud.stop());

const toCredential = ({ der }: Certificate): object => ({ key: der.toString("base64"), type: "AsymmetricX509Cert", usage: "Verify" });
function proof(changes: object = {}, signer: KeyObject = key): string {
  const now = Math.floor(cloud.clock.nowMs() / 1000);
  const claims = { aud: "00000002-0000-0000-c000-000000000000", iss: applicationObjectId, nbf: now, exp: now + 600, ...changes };
  return signToken({ kid: "any" }, claims, signer);
}
const keyIds = async (): Promise<string[]> =>
  ((await cloud.graph("GET", path)).json["keyCredentials"] as { keyId: string }[]).map(({ keyId }) => keyId);

test("an application without any permission adds and removes its own certificate by proof", async (t) => {
  const before = await keyIds();
  const second = await newCertificate(2);
  const added = await cloud.graph(
    "POST",
    `${path}/addKey`,
    { keyCredential: toCredential(second), passwordCredential: null, proof: proof() },
    own,
  );
  const during = await keyIds();
  // The certificate that was just added proves as well as the first.
  const bySecond = proof({}, second.privateKey);
  const removed = await cloud.graph("POST", `${path}/removeKey`, { keyId: added.json["keyId"], proof: bySecond }, own);
  t.assert.deepEqual(
    [added.status, added.json["@odata.context"], during, removed.status, await keyIds()],
    [200, `${cloud.origins.graph}/v1.0/$metadata#microsoft.graph.keyCredential`, [...before, added.json["keyId"]], 204, before],
  );
});

test("a proof that is another's, late, long or signed with another key proves nothing", async (t) => {
  const now = Math.floor(cloud.clock.nowMs() / 1000);
  const stranger = await newCertificate(3);
  const attempt = async (given: string | undefined): Promise<number> =>
    (await cloud.graph("POST", `${path}/addKey`, { keyCredential: toCredential(stranger), proof: given }, own)).status;
  t.assert.deepEqual(
    {
      audience: await attempt(proof({ aud: "https://graph.microsoft.com" })),
      issuer: await attempt(proof({ iss: ownPrincipalId })),
      expired: await attempt(proof({ nbf: now - 1200, exp: now - 600 })),
      early: await attempt(proof({ nbf: now + 1200, exp: now + 1500 })),
      long: await attempt(proof({ exp: now + 601 })),
      otherKey: await attempt(proof({}, stranger.privateKey)),
      none: await attempt("no token"),
      left: (await keyIds()).length,
    },
    { audience: 401, issuer: 401, expired: 401, early: 401, long: 401, otherKey: 401, none: 401, left: 1 },
  );
});

test("another program needs the permission to write applications", async (t) => {
  const { status, json } = await cloud.graph(
    "POST",
    `${path}/addKey`,
    { keyCredential: toCredential(await newCertificate(4)), proof: proof() },
    { as: otherPrincipalId },
  );
  t.assert.deepEqual([status, json["error"].code], [403, "Authorization_RequestDenied"]);
});

test("a parameter that the action has not, and a key that is not there, are refused", async (t) => {
  const certificate = await newCertificate(5);
  const unknown = await cloud.graph(
    "POST",
    `${path}/addKey`,
    { keyCredential: toCredential(certificate), proof: proof(), colour: "red" },
    own,
  );
  const missing = await cloud.graph("POST", `${path}/removeKey`, { keyId: "99999999-9999-4999-8999-999999999999", proof: proof() }, own);
  t.assert.deepEqual([unknown.status, missing.status], [400, 400]);
  t.assert.equal(createPublicKey(key).equals(new X509Certificate(Buffer.from(await firstStored(), "base64")).publicKey), true);
});

async function firstStored(): Promise<string> {
  const { json } = await cloud.graph("GET", `${path}?$select=keyCredentials`);
  return (json["keyCredentials"] as { key: string }[])[0]?.key ?? "";
}
