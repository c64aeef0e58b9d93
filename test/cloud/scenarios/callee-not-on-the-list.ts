import type { Scenario } from "./scenario.ts";

export default {
  name: "callee-not-on-the-list",
  summary: "Somebody asks for a callee who is not in dialtone:callees: refused, and nobody is asked anything.",
  exitCode: 2,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "verify",
      exitCode: 2,
      posts: 0,
      hungUp: null,
      says: [],
      shows: ["DT_USAGE_CALLEE", "that user may not be called by this stack"],
      flags: ["--callee=9b2f1c55-7a3e-4c41-9d55-0d6f7c1e2a3b"],
    },
  ],
} satisfies Scenario;
