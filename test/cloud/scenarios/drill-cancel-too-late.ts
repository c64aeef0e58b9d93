import { cancellingMedia } from "./parts/drills.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "drill-cancel-too-late",
  summary: "The prompt has ended before the cancel takes effect: nothing was cancelled, so it is not known (3).",
  exitCode: 3,
  cloud: {
    clockRate: 30,
    faults: [
      {
        name: "the cancel takes its time",
        match: { operation: "calls.cancelMediaProcessing" },
        action: { kind: "delay", delayMs: 110_000, when: "before-commit" },
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
      says: ["The drill was not:", "the prompt had ended before the cancel took effect", "it played to its end (200/0)"],
    },
  ],
} satisfies Scenario;
