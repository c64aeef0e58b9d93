import { cancellingMedia } from "./parts/drills.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "drill-not-answered",
  summary: "Nobody answers, so there is no call to drill: nothing is asked of it, and that is no success.",
  exitCode: 15,
  cloud: { clockRate: 60, callee: { kind: "no-answer", afterMs: 60_000 } },
  acts: [
    {
      kind: "verify",
      flags: cancellingMedia,
      exitCode: 15,
      code: "DT_CALL_NOT_ANSWERED",
      posts: 1,
      hungUp: true,
      says: ["--drill asks for an answer", "not made: the call was not up"],
    },
  ],
} satisfies Scenario;
