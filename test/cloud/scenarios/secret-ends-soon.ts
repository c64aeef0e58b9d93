import type { Scenario } from "./scenario.ts";

export default {
  name: "secret-ends-soon",
  summary: "The secret ends in 20 days: the call is proved all the same, and the reader is warned with the date.",
  exitCode: 0,
  configuration: { credential: { mode: "secret", generations: [{ name: "g1", life: "20d" }] } },
  cloud: { clockRate: 20 },
  acts: [{ kind: "verify", exitCode: 0, posts: 1, hungUp: true, says: ["DT_CREDENTIAL_EXPIRING", "expires soon"] }],
} satisfies Scenario;
