// Proves what an Azure SDK is left to obey of `Retry-After`, with the SDK's own retry policy behind it.
// Cannot prove that the next version of the SDK reads the same headers.
import {
  createEmptyPipeline,
  createHttpHeaders,
  createPipelineRequest,
  defaultRetryPolicy,
  type HttpClient,
} from "@azure/core-rest-pipeline";
import { test, type TestContext } from "node:test";
import { boundRetryAfter } from "../../../../scripts/lib/bounded-retry-after.ts";

/** Headers as they leave the policy, after a 429 with these. */
async function bound(clockRate: number, headers: Record<string, string>): Promise<Record<string, string>> {
  const { policy } = boundRetryAfter(clockRate);
  const request = createPipelineRequest({ url: "https://table.example/" });
  const response = await policy.sendRequest(request, async () => ({ request, status: 429, headers: createHttpHeaders(headers) }));
  return response.headers.toJSON();
}

test("without the header nothing changes", async (t: TestContext) => {
  t.assert.deepStrictEqual(await bound(1, { "x-ms-request-id": "r" }), { "x-ms-request-id": "r" });
});

test("up to a minute is obeyed, on the cloud's clock", async (t: TestContext) => {
  t.assert.deepStrictEqual(
    [await bound(1, { "retry-after": "60" }), await bound(10, { "retry-after": "30" }), await bound(1, { "retry-after": "0" })],
    [{ "retry-after-ms": "60000" }, { "retry-after-ms": "3000" }, { "retry-after-ms": "0" }],
  );
});

test("a date is obeyed as its distance from now", async (t: TestContext) => {
  const { "retry-after-ms": wait } = await bound(1, { "retry-after": new Date(Date.now() + 30_000).toUTCString() });
  t.assert.ok(Number(wait) > 25_000 && Number(wait) <= 30_000, `waits ${wait} ms`);
});

for (const asked of ["61", "86400", new Date(Date.now() + 3_600_000).toUTCString()]) {
  test(`nobody waits for "${asked}": it is taken away`, async (t: TestContext) => {
    t.assert.deepStrictEqual(await bound(1, { "retry-after": asked }), {});
  });
}

test("the SDK's own retries end at once on an absurd wait, and go on after a short one", async (t: TestContext) => {
  const asks = async (retryAfter: string): Promise<{ readonly requests: number; readonly status: number; readonly tookMs: number }> => {
    let requests = 0;
    const client: HttpClient = {
      sendRequest: async (request) => {
        requests += 1;
        return {
          request,
          status: requests === 1 ? 429 : 200,
          headers: createHttpHeaders(requests === 1 ? { "retry-after": retryAfter } : {}),
        };
      },
    };
    const pipeline = createEmptyPipeline();
    pipeline.addPolicy(defaultRetryPolicy({ maxRetries: 1, retryDelayInMs: 1, maxRetryDelayInMs: 1 }), { phase: "Retry" });
    pipeline.addPolicy(boundRetryAfter(1000).policy, { afterPhase: "Retry" });
    const startedAt = performance.now();
    const { status } = await pipeline.sendRequest(client, createPipelineRequest({ url: "https://table.example/" }));
    return { requests, status, tookMs: performance.now() - startedAt };
  };
  const [absurd, short] = [await asks("3600"), await asks("30")];
  t.assert.deepStrictEqual(
    [absurd.requests, absurd.status, absurd.tookMs < 1000, short.requests, short.status, short.tookMs >= 25 && short.tookMs < 1000],
    [1, 429, true, 2, 200, true],
  );
});
