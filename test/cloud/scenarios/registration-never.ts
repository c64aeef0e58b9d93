import { graphAnswer } from "./parts/refusals.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "registration-never",
  summary: "The calling service does not know the bot within the budget (7503): after it, waiting has failed, and no call is asked for.",
  exitCode: 13,
  cloud: { clockRate: 150 },
  acts: [
    {
      kind: "faults",
      rules: [
        {
          name: "the bot never arrives there",
          match: { operation: "calls.get" },
          times: "always",
          action: graphAnswer(403, "7503", "Application is not registered in our store."),
        },
      ],
    },
    {
      kind: "verify",
      exitCode: 13,
      code: "DT_BOT_NOT_REGISTERED",
      posts: 0,
      hungUp: null,
      says: ["HTTP 403 7503", "save the channel again"],
      shows: ["s of 300 s"],
    },
  ],
} satisfies Scenario;
