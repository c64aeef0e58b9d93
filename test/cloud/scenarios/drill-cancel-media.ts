import { cancellingMedia } from "./parts/drills.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "drill-cancel-media",
  summary: "A prompt is played into the call and cancelled: the operation is told to have ended as cancelled (400/8508).",
  exitCode: 0,
  cloud: { clockRate: 5 },
  acts: [
    {
      kind: "verify",
      flags: cancellingMedia,
      exitCode: 0,
      posts: 1,
      hungUp: true,
      says: [
        "So was the drill.",
        "asked playPrompt, 200",
        "asked cancelMediaProcessing, 200",
        "operationCanceled: it was cancelled (400/8508)",
      ],
    },
  ],
} satisfies Scenario;
