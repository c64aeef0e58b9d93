// Which refusals of a vault a rotation waits out, and how long. Cannot prove how long Azure takes, nor its words.
import { createHttpHeaders, createPipelineRequest, RestError } from "@azure/core-rest-pipeline";
import { test, type TestContext } from "node:test";
import { silentProgress } from "../../../../scripts/lib/progress.ts";
import { waitForRole } from "../../../../scripts/rotate/wait-for-role.ts";
import type { VerifyClients } from "../../../../scripts/verify/verify-clients.ts";

/** As Key Vault's clients throw it: no text, and what they read of the body. Source: @azure/keyvault-keys 4, api/operations, read 2026-11-26. */
function refusal(innerCode: string): RestError {
  const request = createPipelineRequest({ url: "https://vault.test/secrets/s" });
  const error = new RestError("no", { statusCode: 403, request, response: { request, status: 403, headers: createHttpHeaders() } });
  error.details = { error: { code: "Forbidden", message: "no", innerError: { code: innerCode } } };
  return error;
}

async function read(refusals: number, innerCode: string): Promise<{ end: string; slept: number }> {
  let now = 0;
  let asked = 0;
  const clock = {
    elapsedSeconds: () => now,
    sleep: async (seconds: number) => void (now += seconds),
    toWallMs: () => 0,
  };
  const readSecret = async (): Promise<{ value: string }> => {
    asked += 1;
    if (asked <= refusals) throw refusal(innerCode);
    return { value: "s" };
  };
  const { signal } = new AbortController();
  const clients = waitForRole({ readSecret } as unknown as VerifyClients, { clock, progress: silentProgress, signal });
  const end = await clients.readSecret("https://vault.test/secrets/s").then(
    ({ value }) => value,
    (error: Error) => error.name,
  );
  return { end, slept: now };
}

test("a role that does not count yet is waited for, ten minutes at most", async (t: TestContext) => {
  t.assert.deepStrictEqual(await read(5, "ForbiddenByRbac"), { end: "s", slept: 50 });
  t.assert.deepStrictEqual(await read(Number.POSITIVE_INFINITY, "ForbiddenByRbac"), { end: "RestError", slept: 600 });
});

test("a firewall or a disabled key does not pass by itself: it is told at once", async (t: TestContext) => {
  t.assert.deepStrictEqual(await read(1, "ForbiddenByFirewall"), { end: "RestError", slept: 0 });
  t.assert.deepStrictEqual(await read(1, "SecretDisabled"), { end: "RestError", slept: 0 });
});
