import type { Scenario } from "./scenario.ts";

export default {
  name: "call-keep-alive",
  summary: "The calling service ends the call for want of a keep-alive: its end says so, and the proof holds.",
  exitCode: 0,
  cloud: { clockRate: 10, callee: { kind: "answers", afterMs: 3_000, hangsUpAfterMs: 0, hangsUpAs: "keep-alive" } },
  acts: [{ kind: "verify", exitCode: 0, posts: 1, hungUp: true, says: ["Proved", "the call ran out of its keep-alive time"] }],
} satisfies Scenario;
