import type { Scenario } from "./scenario.ts";

export default {
  name: "callee-guest",
  summary: "The callee is a guest: verify warns, and the calling service refuses the one call (7505).",
  exitCode: 12,
  cloud: { clockRate: 100, calleeAccount: { userType: "Guest" } },
  acts: [
    {
      kind: "verify",
      exitCode: 12,
      code: "DT_TENANT_MISMATCH",
      posts: 1,
      hungUp: null,
      says: ["DT_TENANT_CALLEE_UNSUITABLE", "HTTP 403 7505"],
    },
  ],
} satisfies Scenario;
