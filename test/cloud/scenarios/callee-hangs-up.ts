import type { Scenario } from "./scenario.ts";

export default {
  name: "callee-hangs-up",
  summary: "The callee answers and hangs up at once: answered all the same.",
  exitCode: 0,
  cloud: { clockRate: 10, callee: { kind: "answers", afterMs: 3_000, hangsUpAfterMs: 0 } },
  acts: [{ kind: "verify", exitCode: 0, posts: 1, hungUp: true, says: ["Proved", "the callee answered and hung up"] }],
} satisfies Scenario;
