import type { Scenario } from "./scenario.ts";

export default {
  name: "callee-declines",
  summary: "The callee declines: the app may call all the same, and the proof says who ended it.",
  exitCode: 0,
  cloud: { clockRate: 10, callee: { kind: "declines", afterMs: 3_000 } },
  acts: [{ kind: "verify", exitCode: 0, posts: 1, hungUp: true, says: ["Proved", "the callee declined"] }],
} satisfies Scenario;
