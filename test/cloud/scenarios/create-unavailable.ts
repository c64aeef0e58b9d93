import { creatingACall, graphAnswer } from "./parts/refusals.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "create-unavailable",
  summary: "Graph fails at the create (503), and no call shows up: not known, and the phone is not rung twice.",
  exitCode: 3,
  cloud: { clockRate: 60 },
  acts: [
    { kind: "faults", rules: [creatingACall("create unavailable", graphAnswer(503, "ServiceUnavailable", "Service unavailable."))] },
    { kind: "verify", exitCode: 3, code: "DT_UNCERTAIN_CALL", posts: 1, hungUp: null, says: ["it could ring twice", "HTTP 503"] },
  ],
} satisfies Scenario;
