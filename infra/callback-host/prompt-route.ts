import { drillPromptPath } from "../contract/host-environment.ts";
import { refusals } from "./refusal.ts";
import type { Route } from "./server.ts";
import { createTone } from "./tone.ts";

/**
 * `GET` or `HEAD` of the drills' prompt (`verify --drill cancel-media`), by Microsoft's media service, which has no
 * token of ours: a fixed beep of 32 kB that tells nobody anything. 200; 405 for any other method.
 */
export function createPromptRoute(): Route {
  let tone: Buffer | undefined;
  return {
    path: drillPromptPath,
    run: async (exchange) => {
      const { method } = exchange.request;
      if (method !== "GET" && method !== "HEAD") throw refusals.onlyRead;
      // Made when it is first asked for: nearly every host never plays it.
      tone ??= createTone();
      const headers = {
        "content-type": "audio/wav",
        "content-length": tone.byteLength,
        "cache-control": "public, max-age=3600",
        "x-content-type-options": "nosniff",
      };
      exchange.answer(200, headers, method === "HEAD" ? undefined : tone);
    },
  };
}
