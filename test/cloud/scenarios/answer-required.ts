import type { Scenario } from "./scenario.ts";

export default {
  name: "answer-required",
  summary: "The callee declines, and --require-answer asks for more than the right to call.",
  exitCode: 15,
  cloud: { clockRate: 10, callee: { kind: "declines", afterMs: 3_000 } },
  acts: [
    {
      kind: "verify",
      exitCode: 15,
      code: "DT_CALL_NOT_ANSWERED",
      posts: 1,
      hungUp: true,
      says: ["--require-answer asks for an answer", "the callee declined"],
      flags: ["--require-answer"],
    },
  ],
} satisfies Scenario;
