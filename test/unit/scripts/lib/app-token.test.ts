// Proves what is kept of the login host's answers, with Microsoft's identity library in between and a scripted login host.
// test/e2e proves the same against the simulated cloud's own login.
import { readFileSync } from "node:fs";
import { test, type TestContext } from "node:test";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { requestAppToken, type AppTokenAnswer } from "../../../../scripts/lib/app-token.ts";
import { startHttps } from "./https-fixture.ts";

const app = {
  tenantId: "11111111-1111-4111-8111-111111111111",
  clientId: "22222222-2222-4222-8222-222222222222",
  proof: { clientSecret: "s" },
};
const signal = new AbortController().signal;

/** Asks a login host whose token endpoint answers so; counts its token requests. */
async function askLogin(
  answer: { readonly status: number; readonly body: object; readonly date?: string },
  times = 1,
): Promise<{ answers: AppTokenAnswer[]; tokenRequests: number }> {
  let tokenRequests = 0;
  await using server = await startHttps((request, response) => {
    const path = new URL(request.url ?? "/", "https://localhost").pathname;
    const origin = `https://${request.headers.host}`;
    if (path.endsWith("/.well-known/openid-configuration")) {
      const tenant = `${origin}/${app.tenantId}`;
      response.end(
        JSON.stringify({
          issuer: `${tenant}/v2.0`,
          authorization_endpoint: `${tenant}/oauth2/v2.0/authorize`,
          token_endpoint: `${tenant}/oauth2/v2.0/token`,
          jwks_uri: `${tenant}/discovery/v2.0/keys`,
        }),
      );
      return;
    }
    tokenRequests += 1;
    request.resume();
    if (answer.date !== undefined) response.setHeader("date", answer.date);
    response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.body));
  });
  setDefaultCACertificates([...getCACertificates("default"), readFileSync(server.cloud.rehearsal?.caFile ?? "", "utf8")]);
  const answers: AppTokenAnswer[] = [];
  for (let index = 0; index < times; index += 1) answers.push(await requestAppToken(server.cloud, app, signal));
  return { answers, tokenRequests };
}

const token = { token_type: "Bearer", expires_in: 3599, ext_expires_in: 3599, access_token: "a.b.c" };

test("every token is fresh: nothing is cached between two requests", async (t: TestContext) => {
  t.assert.deepStrictEqual((await askLogin({ status: 200, body: token }, 2)).tokenRequests, 2);
});

test("the login host's clock is compared with ours", async (t: TestContext) => {
  const date = new Date(Date.now() - 600_000).toUTCString();
  const { answers } = await askLogin({ status: 200, body: token, date });
  t.assert.strictEqual(Math.abs((answers[0]?.clockSkewSeconds ?? 0) - 600) <= 2, true);
});

test("a refusal keeps every error code and the ids to quote, and not the text", async (t: TestContext) => {
  const { answers, tokenRequests } = await askLogin({
    status: 401,
    body: {
      error: "invalid_client",
      error_description: "AADSTS7000215: Invalid client secret provided.",
      error_codes: [70021, 7000215],
      timestamp: "2026-01-01 00:00:00Z",
      trace_id: "trace",
      correlation_id: "correlation",
    },
  });
  t.assert.deepStrictEqual(
    { tokenRequests, refusal: answers[0]?.kind === "refused" ? answers[0].refusal : undefined },
    {
      tokenRequests: 1,
      refusal: {
        status: 401,
        error: "invalid_client",
        errorCodes: [70021, 7000215],
        reason: "",
        correlationId: "correlation",
        traceId: "trace",
        timestamp: "2026-01-01 00:00:00Z",
      },
    },
  );
});

test("of a certificate that is refused, the reason is kept: one code has several", async (t: TestContext) => {
  const { answers } = await askLogin({
    status: 401,
    body: {
      error: "invalid_client",
      error_description:
        "AADSTS700027: The certificate is not registered. [Reason - The key used is expired., Thumbprint of key used by client: 'A1'.]",
      error_codes: [700027],
    },
  });
  t.assert.strictEqual(answers[0]?.kind === "refused" ? answers[0].refusal.reason : "", "The key used is expired");
});

test("a login host that is not there is a transport failure, not a refusal", async (t: TestContext) => {
  const server = await startHttps((_request, response) => response.end());
  await server[Symbol.asyncDispose]();
  await t.assert.rejects(requestAppToken(server.cloud, app, signal), { name: "TransportFailure", kind: "refused" });
});
