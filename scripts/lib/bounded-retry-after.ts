import type { PipelinePolicy } from "@azure/core-rest-pipeline";
import { toRetryAfterSeconds } from "./retry-read.ts";

/** Longest `Retry-After` that an SDK may obey by itself, in cloud seconds: the budget of any other read. */
const maxSeconds = 60;

/**
 * A policy for Azure's SDKs, which obey every `Retry-After`, an hour as well, whatever their own limits say: a longer one
 * than anybody would wait ends the retries, a shorter one runs on the cloud's clock.
 * Source: @azure/core-rest-pipeline 1.25.1, throttlingRetryStrategy, read 2026-11-25.
 * @param clockRate cloud seconds per wall second; 1 outside of a rehearsal
 */
export function boundRetryAfter(clockRate: number): { readonly position: "perRetry"; readonly policy: PipelinePolicy } {
  return {
    position: "perRetry",
    policy: {
      name: "dialtoneBoundedRetryAfter",
      sendRequest: async (request, next) => {
        const response = await next(request);
        const asked = toRetryAfterSeconds(response.headers.get("retry-after") ?? null);
        if (asked === undefined) return response;
        response.headers.delete("retry-after");
        if (asked <= maxSeconds) response.headers.set("retry-after-ms", String(Math.ceil((asked * 1000) / clockRate)));
        return response;
      },
    },
  };
}
