// Cannot prove: how Microsoft rotates; only that a reader of this set meets what its documents say.
import { createHash, X509Certificate } from "node:crypto";
import { test, type TestContext } from "node:test";
import { createLocalJWKSet, importJWK, jwtVerify, type JSONWebKeySet } from "jose";
import { CallingKeySet } from "../../../cloud/planes/calling-keys/calling-key-set.ts";

const keys = await CallingKeySet.create(Date.now);
const publish = () => createLocalJWKSet(keys.toJwks() as unknown as JSONWebKeySet);

test("several keys are published, each with its certificate and the same public key in it", async (t: TestContext) => {
  const set = keys.toJwks().keys;
  t.assert.strictEqual(set.length, 2);
  for (const key of set) {
    const der = Buffer.from(key.x5c?.[0] ?? "", "base64");
    const certificate = new X509Certificate(der);
    t.assert.deepStrictEqual(Object.keys(key).sort(), ["e", "endorsements", "kid", "kty", "n", "use", "x5c", "x5t"]);
    t.assert.deepStrictEqual([key.kid, key.x5t], [createHash("sha1").update(der).digest("base64url"), key.kid]);
    t.assert.strictEqual(certificate.publicKey.export({ format: "jwk" }).n, key.n);
    t.assert.ok(certificate.verify(certificate.publicKey), "the certificate is signed by its own key");
    await importJWK({ ...key, alg: "RS256" });
  }
});

test("a token is signed with the key in use and carries nothing but its claims", async (t: TestContext) => {
  const { payload, protectedHeader } = await jwtVerify(await keys.sign({ sub: "x" }), publish());
  t.assert.deepStrictEqual([payload, protectedHeader.kid], [{ sub: "x" }, keys.currentKeyId()]);
});

test("any published key can sign", async (t: TestContext) => {
  const [first = ""] = keys.keyIds();
  t.assert.strictEqual((await jwtVerify(await keys.sign({}, { key: first }), publish())).protectedHeader.kid, first);
});

test("the unknown key is in no set", async (t: TestContext) => {
  await t.assert.rejects(jwtVerify(await keys.sign({}, { key: "unknown" }), publish()), /no applicable key/);
});

test("a key id that is not published cannot sign", async (t: TestContext) => {
  await t.assert.rejects(keys.sign({}, { key: "nothing" }), /no published key has the id nothing/);
});

test("a token without an algorithm has no signature", async (t: TestContext) => {
  t.assert.strictEqual((await keys.sign({}, { header: { alg: "none" } })).split(".")[2], "");
});

test("tokens of a withdrawn key do not verify any more", async (t: TestContext) => {
  const token = await keys.sign({});
  const withdrawn = keys.currentKeyId();
  const rotated = await keys.rotate();
  t.assert.strictEqual((await jwtVerify(token, publish())).protectedHeader.kid, withdrawn);
  t.assert.deepStrictEqual([keys.withdraw(withdrawn), keys.withdraw(withdrawn), keys.currentKeyId()], [true, false, rotated]);
  await t.assert.rejects(jwtVerify(token, publish()), /no applicable key/);
});
