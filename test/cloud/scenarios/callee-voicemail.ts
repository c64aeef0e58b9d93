import type { Scenario } from "./scenario.ts";

export default {
  name: "callee-voicemail",
  summary: "The voicemail takes the call: that is an answer, and verify hangs up.",
  exitCode: 0,
  cloud: { clockRate: 10, callee: { kind: "voicemail", afterMs: 3_000 } },
  acts: [{ kind: "verify", exitCode: 0, posts: 1, hungUp: true, says: ["Proved", "answered, hung up"] }],
} satisfies Scenario;
