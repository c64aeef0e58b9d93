import type { Scenario } from "./scenario.ts";

export default {
  name: "call-transferred",
  summary: "The call is transferred away as soon as it is up: its end says so, and the proof holds.",
  exitCode: 0,
  cloud: { clockRate: 10, callee: { kind: "answers", afterMs: 3_000, hangsUpAfterMs: 0, hangsUpAs: "transferred" } },
  acts: [{ kind: "verify", exitCode: 0, posts: 1, hungUp: true, says: ["Proved", "the call was transferred"] }],
} satisfies Scenario;
