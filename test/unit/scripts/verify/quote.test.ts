// Proves what a reader can quote to Microsoft when an answer is not known here.
import { test, type TestContext } from "node:test";
import { createHttpHeaders, createPipelineRequest, RestError } from "@azure/core-rest-pipeline";
import { formatQuote } from "../../../../scripts/verify/quote.ts";
import { toEvidence } from "../../../../scripts/verify/to-evidence.ts";
import { walkChain } from "../../../../scripts/verify/walk-chain.ts";
import type { CheckRecord } from "../../../../scripts/verify/evidence.ts";
import { createWorld, runFacts, toAnswer, toGraphError, type World } from "./verification-fixture.ts";

async function checkOf(world: World, checkId: string): Promise<CheckRecord | undefined> {
  return toEvidence(world.verification, await walkChain(world.verification), runFacts).checks.find(({ id }) => id === checkId);
}

/** An Azure SDK's error, as it comes from an answer. */
function toRestError(statusCode: number, body: object): RestError {
  const request = createPipelineRequest({ url: "https://x" });
  const headers = createHttpHeaders({ "x-ms-request-id": "req-9", "x-ms-client-request-id": "c-9", date: "Wed, 25 Nov 2026 10:00:00 GMT" });
  return new RestError("text", {
    statusCode,
    request,
    response: { request, status: statusCode, headers, bodyAsText: JSON.stringify(body) },
  });
}

test("ids and date stand in the order in which support asks for them, and what is not there is left out", (t: TestContext) => {
  t.assert.strictEqual(
    formatQuote({ date: "today", callChainId: "c", clientRequestId: "b", requestId: "a" }),
    "request id a, client request id b, call chain id c, today",
  );
  t.assert.strictEqual(formatQuote({ requestId: "", date: "today" }), "today");
});

test("a refusal of the call that nobody knows is said to be unknown, with every id to quote", async (t: TestContext) => {
  const world = createWorld({ calls: (request) => (request.method === "POST" ? toGraphError(403, "9876", "Something new.") : undefined) });
  const check = await checkOf(world, "call.created");
  t.assert.deepStrictEqual(
    [check?.code, check?.message, check?.fix],
    ["DT_CALL_REFUSED", "Graph refused the call for a reason that is not known here", "quote the ids above to Microsoft"],
  );
  t.assert.match(check?.saw ?? "", /^HTTP 403 9876 \(request id req-1, client request id [0-9a-f-]{36}, 2026-11-25T10:00:00\)$/);
});

test("an answer of Azure's that nobody knows is no verdict, and is said to be unknown", async (t: TestContext) => {
  const answer = toAnswer(418, { error: { code: "Teapot", message: "x" } }, { "x-ms-request-id": "req-7", date: "today" });
  const check = await checkOf(createWorld({ clients: () => ({ readAzure: async () => answer }) }), "bot.resource");
  t.assert.deepStrictEqual(
    [check?.status, check?.code, check?.message, check?.saw],
    [
      "unknown",
      "DT_UNCERTAIN_NETWORK",
      "could not look at the Azure Bot, for a reason that is not known here",
      "HTTP 418 (Teapot, request id req-7, today)",
    ],
  );
});

test("Key Vault's inner code decides between a right that lacks and a network that is closed", async (t: TestContext) => {
  const causes: (string | undefined)[] = [];
  for (const code of ["ForbiddenByRbac", "ForbiddenByFirewall", "SomethingNew"]) {
    const error = toRestError(403, { error: { code: "Forbidden", message: "x", innererror: { code } } });
    causes.push(
      (await checkOf(createWorld({ clients: () => ({ readSecret: () => Promise.reject(error) }) }), "credential.secret-read"))?.message,
    );
  }
  t.assert.deepStrictEqual(causes, [
    "the client secret cannot be read from Key Vault: the operator has no Key Vault Secrets User on the secret, or it was given so recently that it does not count yet",
    "the client secret cannot be read from Key Vault: the vault's network rules do not let this machine in",
    "the client secret cannot be read from Key Vault: the vault does not let the operator read the secret",
  ]);
});

test("a table that may not be read is told apart, with the ids to quote", async (t: TestContext) => {
  const error = toRestError(403, { "odata.error": { code: "AuthorizationPermissionMismatch", message: { lang: "en-US", value: "x" } } });
  const notifications = { ofCall: async () => [], since: () => Promise.reject(error) };
  const check = await checkOf(createWorld({ clients: () => ({ notifications }) }), "callbacks.table-readable");
  t.assert.deepStrictEqual(
    [check?.code, check?.saw],
    ["DT_CALLBACKS_UNREADABLE", "HTTP 403 AuthorizationPermissionMismatch (request id req-9, Wed, 25 Nov 2026 10:00:00 GMT)"],
  );
});
