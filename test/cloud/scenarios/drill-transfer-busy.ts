import { transferring, twoCallees } from "./parts/drills.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "drill-transfer-busy",
  summary: "The call is transferred, the transferee is busy, and the call comes back: told apart, and hung up.",
  exitCode: 15,
  configuration: twoCallees,
  cloud: { clockRate: 20, callee: { kind: "answers", afterMs: 3_000 }, otherCallees: { kind: "busy", afterMs: 1_000 } },
  acts: [
    {
      kind: "verify",
      flags: transferring,
      exitCode: 15,
      code: "DT_CALL_TRANSFER_RETURNED",
      posts: 1,
      hungUp: true,
      says: [
        "Proved in a rehearsal",
        "The drill was not:",
        "the call came back: …7b18 did not take it",
        "told established: why the call came back",
      ],
    },
  ],
} satisfies Scenario;
