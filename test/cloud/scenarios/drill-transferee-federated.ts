import { transferring, twoCallees } from "./parts/drills.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "drill-transferee-federated",
  summary:
    "The one to transfer to is of another organisation: Graph refuses the transfer (7505), nobody else rings, and the call is hung up.",
  exitCode: 15,
  configuration: twoCallees,
  cloud: { clockRate: 30, otherCallees: { kind: "federated", afterMs: 2_000 } },
  acts: [
    {
      kind: "verify",
      flags: transferring,
      exitCode: 15,
      code: "DT_CALL_DRILL_REFUSED",
      posts: 1,
      hungUp: true,
      says: ["The drill was not:", "HTTP 403 7505 to transfer", "not a Teams user of the callee's tenant", "dialtone:callees"],
    },
  ],
} satisfies Scenario;
