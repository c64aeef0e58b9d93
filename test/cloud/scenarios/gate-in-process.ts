import type { Scenario } from "./scenario.ts";

export default {
  name: "gate-in-process",
  summary: "verifyAfterUp on the engine that happens to be there: provisioning ends with the call, and verify alone proves it once more.",
  exitCode: 0,
  configuration: { verifyAfterUp: true },
  cloud: { clockRate: 60 },
  acts: [{ kind: "verify", exitCode: 0, posts: 1, hungUp: true, says: ["Proved"] }],
} satisfies Scenario;
