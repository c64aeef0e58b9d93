import type { Scenario } from "./scenario.ts";

export default {
  name: "callee-not-licensed",
  summary: "The calling service finds no route to the callee: told apart from consent.",
  exitCode: 0,
  cloud: { clockRate: 10, callee: { kind: "not-licensed", afterMs: 3_000 } },
  acts: [{ kind: "verify", exitCode: 0, posts: 1, hungUp: true, says: ["Proved", "the calling service found no route to the callee"] }],
} satisfies Scenario;
