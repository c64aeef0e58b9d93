// Proves whose answers are kept. Cannot prove what Microsoft's login hosts or a machine's metadata service really say.
import { test, type TestContext } from "node:test";
import { createHttpHeaders, createPipelineRequest, type PipelineResponse } from "@azure/core-rest-pipeline";
import { createLoginAnswersPolicy } from "../../../../scripts/lib/login-answers.ts";

const loginUrl = "https://login.microsoftonline.com";
const metadataService = "http://169.254.169.254/metadata/identity/oauth2/token";

async function send(url: string, outcome: Error | { readonly status: number; readonly body: string }) {
  const { answers, policy } = createLoginAnswersPolicy(loginUrl);
  const request = createPipelineRequest({ url });
  const next = async (): Promise<PipelineResponse> => {
    if (outcome instanceof Error) throw outcome;
    const headers = createHttpHeaders({ date: "Wed, 25 Nov 2026 23:00:00 GMT" });
    return { request, headers, status: outcome.status, bodyAsText: outcome.body };
  };
  await policy.sendRequest(request, next).catch(() => {});
  return answers;
}

test("a refusal of the login host is kept, with its members", async (t: TestContext) => {
  const { refusal } = await send(`${loginUrl}/t/oauth2/v2.0/token`, {
    status: 401,
    body: '{"error":"invalid_client","error_codes":[7000215]}',
  });
  t.assert.deepStrictEqual([refusal?.status, refusal?.error, refusal?.errorCodes], [401, "invalid_client", [7000215]]);
});

test("what a machine's metadata service answers is no word of the login host's", async (t: TestContext) => {
  t.assert.deepStrictEqual(await send(metadataService, { status: 403, body: "no" }), {
    refusal: undefined,
    dateHeader: undefined,
    failure: undefined,
  });
});

test("a metadata service that is not there is no failure of the login host", async (t: TestContext) => {
  t.assert.strictEqual((await send(metadataService, new Error("ENETUNREACH"))).failure, undefined);
});

test("a login host that cannot be reached is", async (t: TestContext) => {
  t.assert.match(String((await send(`${loginUrl}/t/oauth2/v2.0/token`, new Error("ENOTFOUND"))).failure), /ENOTFOUND/);
});
