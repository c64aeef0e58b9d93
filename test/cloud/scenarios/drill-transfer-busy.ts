import { transferComesBack, twoCallees } from "./parts/drills.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "drill-transfer-busy",
  summary: "The call is transferred, the transferee is busy, and the call comes back: told apart, and hung up.",
  exitCode: 15,
  configuration: twoCallees,
  cloud: { clockRate: 20, callee: { kind: "answers", afterMs: 3_000 }, otherCallees: { kind: "busy", afterMs: 1_000 } },
  acts: [transferComesBack],
} satisfies Scenario;
