import { transferring, twoCallees } from "./parts/drills.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "drill-transfer",
  summary: "The call is transferred when it is up: the second callee answers, and it leaves us with 200/7015.",
  exitCode: 0,
  configuration: twoCallees,
  cloud: { clockRate: 10, otherCallees: { kind: "answers", afterMs: 3_000 } },
  acts: [
    {
      kind: "verify",
      flags: transferring,
      exitCode: 0,
      posts: 1,
      hungUp: true,
      says: [
        "So was the drill.",
        "transfer to …7b18: transferred",
        "asked transfer, 202",
        "told transferring",
        "told transferAccepted",
        "(200/7015)",
      ],
    },
  ],
} satisfies Scenario;
