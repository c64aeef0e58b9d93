import { creatingACall, graphAnswer } from "./parts/refusals.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "create-throttled-without-time",
  summary: "Graph throttles the create and names no time (429): the same, and no second create.",
  exitCode: 3,
  cloud: { clockRate: 100 },
  acts: [
    { kind: "faults", rules: [creatingACall("create throttled without time", graphAnswer(429, "TooManyRequests", "Too many requests."))] },
    { kind: "verify", exitCode: 3, code: "DT_UNCERTAIN_THROTTLED", posts: 1, hungUp: null, says: ["HTTP 429 TooManyRequests"] },
  ],
} satisfies Scenario;
