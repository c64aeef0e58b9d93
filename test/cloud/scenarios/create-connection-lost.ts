import { creatingACall } from "./parts/refusals.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "create-connection-lost",
  summary: "The connection breaks after Graph accepted the call: verify finds the call by its notification and hangs it up.",
  exitCode: 3,
  cloud: { clockRate: 20 },
  acts: [
    { kind: "faults", rules: [creatingACall("create connection lost", { kind: "drop", when: "after-commit" })] },
    { kind: "verify", exitCode: 3, code: "DT_UNCERTAIN_CALL", posts: 1, hungUp: true, says: ["a notification shows that it did"] },
  ],
} satisfies Scenario;
