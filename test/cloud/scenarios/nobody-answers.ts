import type { Scenario } from "./scenario.ts";

export default {
  name: "nobody-answers",
  summary: "The callee's phone rings and nobody takes it: the app may call all the same, and the proof says so.",
  exitCode: 0,
  cloud: { clockRate: 10, callee: { kind: "no-answer", afterMs: 45_000 } },
  acts: [{ kind: "verify", exitCode: 0 }],
} satisfies Scenario;
