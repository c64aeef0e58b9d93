import { graphAnswer } from "./parts/refusals.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "hang-up-refused",
  summary: "Graph refuses every hang-up: the proof is not given, and the reader is told how to hang up by hand.",
  exitCode: 15,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "faults",
      rules: [
        {
          name: "no hang-up gets through",
          match: { operation: "calls.hang-up" },
          times: "always",
          action: graphAnswer(503, "ServiceUnavailable", "Service unavailable."),
        },
      ],
    },
    {
      kind: "verify",
      exitCode: 15,
      code: "DT_CALL_NOT_HUNG_UP",
      posts: 1,
      hungUp: false,
      says: ["the call could not be hung up", "hang up by hand: DELETE"],
    },
  ],
} satisfies Scenario;
