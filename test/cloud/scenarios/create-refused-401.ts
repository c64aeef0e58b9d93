import { creatingACall, graphAnswer } from "./parts/refusals.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "create-refused-401",
  summary: "Graph does not take the token for the call (401): said as such, and not sent again.",
  exitCode: 15,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "faults",
      rules: [
        creatingACall(
          "create refused 401",
          graphAnswer(401, "InvalidAuthenticationToken", "Access token validation failure. Invalid audience."),
        ),
      ],
    },
    { kind: "verify", exitCode: 15, code: "DT_CALL_REFUSED", posts: 1, hungUp: null, says: ["HTTP 401 InvalidAuthenticationToken"] },
  ],
} satisfies Scenario;
