import { transferring, twoCallees } from "./parts/drills.ts";
import { graphAnswer } from "./parts/refusals.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "drill-transfer-refused",
  summary: "Graph refuses the transfer with 7504, though it placed the call: no word against consent, and the call is hung up.",
  exitCode: 15,
  configuration: twoCallees,
  cloud: {
    clockRate: 30,
    faults: [
      {
        name: "the role is not enough for a transfer",
        match: { operation: "calls.transfer" },
        action: graphAnswer(403, "7504", "Insufficient enterprise tenant permissions, cannot access this API."),
      },
    ],
  },
  acts: [
    {
      kind: "verify",
      flags: transferring,
      exitCode: 15,
      code: "DT_CALL_DRILL_REFUSED",
      posts: 1,
      hungUp: true,
      says: ["The drill was not:", "HTTP 403 7504 to transfer", "wants another permission", "the call itself is proved"],
    },
  ],
} satisfies Scenario;
