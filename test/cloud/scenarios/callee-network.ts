import type { Scenario } from "./scenario.ts";

export default {
  name: "callee-network",
  summary: "The callee's client does not signal back: the app may call all the same.",
  exitCode: 0,
  cloud: { clockRate: 10, callee: { kind: "network", afterMs: 3_000 } },
  acts: [{ kind: "verify", exitCode: 0, posts: 1, hungUp: true, says: ["Proved", "the callee's Teams client did not signal back"] }],
} satisfies Scenario;
