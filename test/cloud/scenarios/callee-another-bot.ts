import type { Scenario } from "./scenario.ts";

export default {
  name: "callee-another-bot",
  summary: "The callee is a bot's account: the calling service refuses the one call (7505).",
  exitCode: 12,
  cloud: { clockRate: 100, callee: { kind: "bot", afterMs: 2_000 } },
  acts: [{ kind: "verify", exitCode: 12, code: "DT_TENANT_MISMATCH", posts: 1, hungUp: null, says: ["HTTP 403 7505", "or a bot"] }],
} satisfies Scenario;
