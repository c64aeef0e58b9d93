import { graphAnswer } from "./parts/refusals.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "registration-settles",
  summary: "The calling service does not know the new bot for some minutes (7503): verify waits, says so, and then proves the call.",
  exitCode: 0,
  cloud: { clockRate: 60 },
  acts: [
    {
      kind: "faults",
      rules: [
        {
          name: "the bot has not arrived there yet",
          match: { operation: "calls.get" },
          times: 4,
          action: graphAnswer(403, "7503", "Application is not registered in our store."),
        },
      ],
    },
    {
      kind: "verify",
      exitCode: 0,
      posts: 1,
      hungUp: true,
      says: ["Proved"],
      shows: ["7503, the calling service does not know the application yet: "],
    },
  ],
} satisfies Scenario;
