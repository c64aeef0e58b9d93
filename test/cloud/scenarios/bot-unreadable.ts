import { graphAnswer } from "./parts/refusals.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "bot-unreadable",
  summary: "The operator may not read the bot: that is not known, and nothing is said about the bot.",
  exitCode: 3,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "faults",
      rules: [
        {
          name: "no Reader on the bot",
          match: { operation: "arm.bots.get" },
          times: "always",
          action: graphAnswer(403, "AuthorizationFailed", "The client does not have authorization to perform action."),
        },
      ],
    },
    {
      kind: "verify",
      exitCode: 3,
      code: "DT_UNCERTAIN_RIGHTS",
      posts: 0,
      hungUp: null,
      says: ["you may not look at the Azure Bot", "Reader on the bot"],
    },
  ],
} satisfies Scenario;
