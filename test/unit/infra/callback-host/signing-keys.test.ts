// Proves what is taken from an OpenID configuration and a key set, and what is refused, on loopback.
// Cannot prove what Microsoft's endpoints answer.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { generateKeyPairSync } from "node:crypto";
import { after, before, describe, it } from "node:test";
import type { TestContext } from "node:test";
import { fetchSigningKeys } from "../../../../infra/callback-host/signing-keys.ts";
import { createSigningPair, toJwk } from "./token-signer.ts";

const jwk = toJwk(createSigningPair("good"));
const weak = { kid: "weak", ...generateKeyPairSync("rsa", { modulusLength: 1024 }) };
let configuration: string;
let keySet: string;
let origin: string;
const server = createServer((request, response) => {
  if (request.url === "/redirect") response.writeHead(302, { location: "/configuration" }).end();
  else response.end(request.url === "/configuration" ? configuration : keySet);
});
before(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

async function fetchKids(keys: unknown, document: unknown = { jwks_uri: `${origin}/keys` }, path = "/configuration"): Promise<string> {
  configuration = typeof document === "string" ? document : JSON.stringify(document);
  keySet = typeof keys === "string" ? keys : JSON.stringify({ keys });
  try {
    const { byKid } = await fetchSigningKeys(`${origin}${path}`);
    return [...byKid.keys()].join(",");
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : "not an error";
  }
}

describe("a key set", () => {
  for (const { title, keys, expected } of [
    { title: "gives its RSA signing keys", keys: [jwk, { ...jwk, kid: "second" }], expected: "good,second" },
    { title: "gives the first of two keys with one kid", keys: [jwk, { ...jwk, n: "AQAB" }], expected: "good" },
    { title: "gives no key for encryption", keys: [{ ...jwk, use: "enc" }], expected: "KeysUnavailable: no usable RSA key" },
    { title: "gives no key of another algorithm", keys: [{ ...jwk, alg: "RS512" }], expected: "KeysUnavailable: no usable RSA key" },
    { title: "gives no key without kid", keys: [{ ...jwk, kid: undefined }], expected: "KeysUnavailable: no usable RSA key" },
    { title: "gives no symmetric key", keys: [{ kty: "oct", kid: "oct", k: "AAAA" }, jwk], expected: "good" },
    { title: "gives no RSA key of less than 2048 bits", keys: [toJwk(weak), jwk], expected: "good" },
    { title: "keeps its good keys beside a broken one", keys: [null, 1, { ...jwk, kid: "broken", e: "" }, jwk], expected: "good" },
    { title: "that is no JSON counts as down", keys: "<html>", expected: "KeysUnavailable: not JSON" },
    { title: "that is an array counts as down", keys: "[]", expected: "KeysUnavailable: not a JSON object" },
    {
      title: "over half a megabyte counts as down",
      keys: `"${"x".repeat(600_000)}"`,
      expected: "KeysUnavailable: larger than 524288 bytes",
    },
  ]) {
    it(title, async (t: TestContext) => {
      t.assert.strictEqual(await fetchKids(keys), expected);
    });
  }
});

describe("an OpenID configuration", () => {
  it("without jwks_uri counts as down", async (t: TestContext) => {
    t.assert.strictEqual(await fetchKids([jwk], {}), "KeysUnavailable: no jwks_uri");
  });

  it("whose jwks_uri has another scheme counts as down", async (t: TestContext) => {
    t.assert.strictEqual(await fetchKids([jwk], { jwks_uri: "file:///etc/keys" }), "KeysUnavailable: jwks_uri leaves https");
  });

  it("that redirects counts as down", async (t: TestContext) => {
    t.assert.strictEqual(await fetchKids([jwk], undefined, "/redirect"), "KeysUnavailable: status 302");
  });
});
