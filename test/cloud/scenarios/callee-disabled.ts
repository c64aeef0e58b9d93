import type { Scenario } from "./scenario.ts";

export default {
  name: "callee-disabled",
  summary: "The callee's account is blocked: verify warns, the call is placed, and nobody can take it.",
  exitCode: 0,
  cloud: { clockRate: 20, calleeAccount: { accountEnabled: false } },
  acts: [{ kind: "verify", exitCode: 0, posts: 1, hungUp: true, says: ["DT_TENANT_CALLEE_UNSUITABLE", "is a disabled account"] }],
} satisfies Scenario;
