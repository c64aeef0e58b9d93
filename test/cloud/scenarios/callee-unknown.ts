import type { Scenario } from "./scenario.ts";

export default {
  name: "callee-unknown",
  summary: "The configured callee is no user of the tenant: verify says so before it asks for a call.",
  exitCode: 12,
  cloud: { clockRate: 100, calleeAccount: "absent" },
  acts: [
    {
      kind: "verify",
      exitCode: 12,
      code: "DT_TENANT_CALLEE_UNKNOWN",
      posts: 0,
      hungUp: null,
      says: ["is not a user of this tenant", "dialtone:callees"],
    },
  ],
} satisfies Scenario;
