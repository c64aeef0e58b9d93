import { cancellingMedia } from "./parts/drills.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "drill-callee-hangs-up",
  summary: "The callee hangs up while the prompt plays: the call is proved, the drill is not known (3).",
  exitCode: 3,
  cloud: {
    clockRate: 10,
    callee: { kind: "answers", afterMs: 1_000, hangsUpAfterMs: 20_000 },
    // Without it a fast machine is done with the drill before the callee has hung up.
    faults: [
      {
        name: "the cancel takes its time",
        match: { operation: "calls.cancelMediaProcessing" },
        action: { kind: "delay", delayMs: 40_000, when: "before-commit" },
      },
    ],
  },
  acts: [
    {
      kind: "verify",
      flags: cancellingMedia,
      exitCode: 3,
      code: "DT_UNCERTAIN_DRILL",
      posts: 1,
      hungUp: true,
      says: ["Proved in a rehearsal", "The drill was not:"],
    },
  ],
} satisfies Scenario;
