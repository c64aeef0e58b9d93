import type { Scenario } from "./scenario.ts";

export default {
  name: "no-call",
  summary: "--no-call looks at everything that can be looked at and rings nobody: nothing is broken, and nothing is proved.",
  exitCode: 0,
  cloud: { clockRate: 100 },
  acts: [{ kind: "verify", exitCode: 0, posts: 0, hungUp: null, says: ["without a call nothing is proved"], flags: ["--no-call"] }],
} satisfies Scenario;
