import { creatingACall, graphAnswer } from "./parts/refusals.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "registration-refused-at-create",
  summary: "Another replica of the calling service does not know the bot (7503) when the call is placed: it is not asked for again.",
  exitCode: 13,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "faults",
      rules: [creatingACall("a replica does not know the bot", graphAnswer(403, "7503", "Application is not registered in our store."))],
    },
    { kind: "verify", exitCode: 13, code: "DT_BOT_NOT_REGISTERED", posts: 1, hungUp: null, says: ["HTTP 403 7503"] },
  ],
} satisfies Scenario;
