import { creatingACall, graphAnswer } from "./parts/refusals.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "create-timed-out",
  summary: "Graph accepted the call, and its gateway timed out (504): verify finds the call by its notification and hangs it up.",
  exitCode: 3,
  cloud: { clockRate: 20 },
  acts: [
    {
      kind: "faults",
      rules: [
        creatingACall("create timed out", { ...graphAnswer(504, "GatewayTimeout", "The gateway timed out."), kind: "answer-after-commit" }),
      ],
    },
    {
      kind: "verify",
      exitCode: 3,
      code: "DT_UNCERTAIN_CALL",
      posts: 1,
      hungUp: true,
      says: ["a notification shows that it did", "the call that was found has been hung up"],
    },
  ],
} satisfies Scenario;
