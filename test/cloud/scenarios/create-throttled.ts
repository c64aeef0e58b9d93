import { creatingACall, graphAnswer } from "./parts/refusals.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "create-throttled",
  summary: "Graph throttles the create and names a time (429): not known, and a call is never repeated by itself.",
  exitCode: 3,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "faults",
      rules: [creatingACall("create throttled", graphAnswer(429, "TooManyRequests", "Too many requests.", { "retry-after": "30" }))],
    },
    {
      kind: "verify",
      exitCode: 3,
      code: "DT_UNCERTAIN_THROTTLED",
      posts: 1,
      hungUp: null,
      says: ["HTTP 429 TooManyRequests", "Not known: call.created"],
    },
  ],
} satisfies Scenario;
