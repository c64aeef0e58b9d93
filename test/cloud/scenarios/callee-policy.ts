import type { Scenario } from "./scenario.ts";

export default {
  name: "callee-policy",
  summary: "Private calling is disabled for the callee: a Teams administrator mends that, not consent.",
  exitCode: 0,
  cloud: { clockRate: 10, callee: { kind: "policy", afterMs: 3_000 } },
  acts: [{ kind: "verify", exitCode: 0, posts: 1, hungUp: true, says: ["Proved", "private calling is disabled for the callee"] }],
} satisfies Scenario;
