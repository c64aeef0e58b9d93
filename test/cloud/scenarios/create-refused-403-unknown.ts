import { creatingACall, graphAnswer } from "./parts/refusals.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "create-refused-403-unknown",
  summary: "Graph refuses the call with a code that nobody has seen: verify says that it does not know it, and what to quote.",
  exitCode: 15,
  cloud: { clockRate: 100 },
  acts: [
    { kind: "faults", rules: [creatingACall("create refused 403 unknown", graphAnswer(403, "7599", "Something new."))] },
    {
      kind: "verify",
      exitCode: 15,
      code: "DT_CALL_REFUSED",
      posts: 1,
      hungUp: null,
      says: ["for a reason that is not known here", "quote the ids above to Microsoft"],
    },
  ],
} satisfies Scenario;
