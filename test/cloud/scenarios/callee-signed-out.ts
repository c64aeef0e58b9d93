import type { Scenario } from "./scenario.ts";

export default {
  name: "callee-signed-out",
  summary: "The callee is signed in nowhere: the app may call all the same, and the reader learns why nothing rang.",
  exitCode: 0,
  cloud: { clockRate: 10, callee: { kind: "signed-out", afterMs: 3_000 } },
  acts: [{ kind: "verify", exitCode: 0, posts: 1, hungUp: true, says: ["Proved", "the callee is not signed in to Teams anywhere"] }],
} satisfies Scenario;
