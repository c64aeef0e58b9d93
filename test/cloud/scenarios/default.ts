import type { Scenario } from "./scenario.ts";

export default {
  name: "default",
  summary: "The stack is provisioned, the callee answers, signed callbacks arrive, and the call is proved.",
  exitCode: 0,
  cloud: { clockRate: 10 },
  acts: [{ kind: "verify", exitCode: 0 }],
} satisfies Scenario;
