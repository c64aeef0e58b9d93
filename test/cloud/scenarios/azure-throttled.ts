import { graphAnswer } from "./parts/refusals.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "azure-throttled",
  summary: "Azure throttles the read of the bot for longer than anybody waits: not known, run it again.",
  exitCode: 3,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "faults",
      rules: [
        {
          name: "Azure throttles",
          match: { operation: "arm.bots.get" },
          times: "always",
          action: graphAnswer(429, "TooManyRequests", "Too many requests.", { "retry-after": "86400" }),
        },
      ],
    },
    {
      kind: "verify",
      exitCode: 3,
      code: "DT_UNCERTAIN_THROTTLED",
      posts: 0,
      hungUp: null,
      says: ["Microsoft is throttling: could not look at the Azure Bot"],
    },
  ],
} satisfies Scenario;
