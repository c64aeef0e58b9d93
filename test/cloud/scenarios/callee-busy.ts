import type { Scenario } from "./scenario.ts";

export default {
  name: "callee-busy",
  summary: "The callee is busy: the app may call all the same.",
  exitCode: 0,
  cloud: { clockRate: 10, callee: { kind: "busy", afterMs: 3_000 } },
  acts: [{ kind: "verify", exitCode: 0, posts: 1, hungUp: true, says: ["Proved", "the callee is busy"] }],
} satisfies Scenario;
