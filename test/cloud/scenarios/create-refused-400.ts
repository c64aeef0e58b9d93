import { creatingACall, graphAnswer } from "./parts/refusals.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "create-refused-400",
  summary: "Graph cannot read the request (400): said as ours to mend, and not sent again.",
  exitCode: 15,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "faults",
      rules: [creatingACall("create refused 400", graphAnswer(400, "BadRequest", "Unable to read JSON request payload."))],
    },
    {
      kind: "verify",
      exitCode: 15,
      code: "DT_CALL_REFUSED",
      posts: 1,
      hungUp: null,
      says: ["HTTP 400 BadRequest", "Graph could not read the request"],
    },
  ],
} satisfies Scenario;
