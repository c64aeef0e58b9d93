import { creatingACall, graphAnswer } from "./parts/refusals.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "consent-unseen-by-calling",
  summary: "The token carries the role, and the calling service has not seen the grant: 7504 is not called a missing consent.",
  exitCode: 15,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "faults",
      rules: [
        creatingACall(
          "the calling service has not seen the grant",
          graphAnswer(403, "7504", "Insufficient enterprise tenant permissions, cannot access this API."),
        ),
      ],
    },
    {
      kind: "verify",
      exitCode: 15,
      code: "DT_CALL_REFUSED",
      posts: 1,
      hungUp: null,
      says: ["HTTP 403 7504", "has not seen the grant yet, though the token carries the role"],
    },
  ],
} satisfies Scenario;
