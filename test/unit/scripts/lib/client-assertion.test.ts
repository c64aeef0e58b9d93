// The assertion that Entra is shown, checked by the official verification (jose) with a key that only signs bytes. Cannot
// prove that Entra takes it; scenario `certificate` has the simulated login check it against the application.
import { constants, generateKeyPairSync, sign } from "node:crypto";
import { test, type TestContext } from "node:test";
import { decodeProtectedHeader, jwtVerify } from "jose";
import { createClientAssertion } from "../../../../scripts/lib/client-assertion.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const audience = "https://login.microsoftonline.com/11111111-1111-4111-8111-111111111111/oauth2/v2.0/token";
const clientId = "22222222-2222-4222-8222-222222222222";

function create(): Promise<string> {
  return createClientAssertion({
    clientId,
    audience,
    thumbprint: "AB".repeat(32),
    sign: async (bytes) => sign("sha256", bytes, { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }),
  });
}

test("an assertion is a token of the application about itself, for the token endpoint, for ten minutes", async (t: TestContext) => {
  const { payload } = await jwtVerify(await create(), publicKey, { issuer: clientId, subject: clientId, audience, algorithms: ["PS256"] });
  t.assert.strictEqual((payload.exp ?? 0) - (payload.nbf ?? 0), 600);
});

test("it names the certificate by its SHA-256", async (t: TestContext) => {
  t.assert.deepStrictEqual(decodeProtectedHeader(await create()), {
    alg: "PS256",
    typ: "JWT",
    "x5t#S256": Buffer.from("AB".repeat(32), "hex").toString("base64url"),
  });
});

test("no two have the same id", async (t: TestContext) => {
  const ids = await Promise.all([create(), create()].map(async (one) => (await jwtVerify(await one, publicKey)).payload.jti));
  t.assert.notStrictEqual(ids[0], ids[1]);
});
