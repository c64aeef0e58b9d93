import { cancellingMedia } from "./parts/drills.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "drill-prompt-not-fetched",
  summary:
    "The prompt is accepted, and the media service cannot fetch it: told as completed for an unknown reason, and not taken for success.",
  exitCode: 15,
  cloud: {
    clockRate: 30,
    faults: [
      {
        name: "the media service does not reach the host",
        match: { operation: "media.prompt.get" },
        action: { kind: "drop", when: "before-commit" },
      },
    ],
  },
  acts: [
    {
      kind: "verify",
      flags: cancellingMedia,
      exitCode: 15,
      code: "DT_CALL_PROMPT_FAILED",
      posts: 1,
      hungUp: true,
      says: ["The drill was not:", "Microsoft could not play it", "completed, unknown"],
    },
  ],
} satisfies Scenario;
