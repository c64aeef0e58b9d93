// Cannot prove: that Microsoft's document still reads so; it is a public capture of 2026-09-08.
import { test, type TestContext } from "node:test";
import { request } from "undici";
import { createCallingBench } from "../calls/calling-bench.ts";

const bench = await createCallingBench();
const read = async (url: string): Promise<unknown> => (await request(url, { dispatcher: bench.agent })).body.json();

test("the OpenID configuration is the one of the calling service, RSA256 and all", async (t: TestContext) => {
  t.assert.deepStrictEqual(await read(bench.context.origins.callingOpenIdConfiguration), {
    issuer: "https://api.botframework.com",
    authorization_endpoint: "https://invalid.botframework.com/",
    id_token_signing_alg_values_supported: ["RSA256"],
    token_endpoint_auth_methods_supported: ["private_key_jwt"],
    jwks_uri: `${bench.keysOrigin}/v1/keys`,
  });
});

test("the key set is served where the configuration says", async (t: TestContext) => {
  const { jwks_uri: url } = (await read(bench.context.origins.callingOpenIdConfiguration)) as { jwks_uri: string };
  t.assert.deepStrictEqual(await read(url), bench.service.keys.toJwks());
});
