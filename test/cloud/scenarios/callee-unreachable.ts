import type { Scenario } from "./scenario.ts";

export default {
  name: "callee-unreachable",
  summary: "The callee's client cannot be reached: the app may call all the same.",
  exitCode: 0,
  cloud: { clockRate: 10, callee: { kind: "unreachable", afterMs: 3_000 } },
  acts: [{ kind: "verify", exitCode: 0, posts: 1, hungUp: true, says: ["Proved", "(480/10076)"] }],
} satisfies Scenario;
