import type { Scenario } from "./scenario.ts";

export default {
  name: "host-asleep",
  summary: "The callback host sleeps, and its first answer takes 25 seconds: verify waits for it before anybody is rung.",
  exitCode: 0,
  cloud: { clockRate: 20 },
  acts: [
    {
      kind: "faults",
      rules: [
        { name: "the host wakes up", match: { plane: "ingress", method: "GET" }, times: 1, action: { kind: "delay", delayMs: 25_000 } },
      ],
    },
    { kind: "verify", exitCode: 0, posts: 1, hungUp: true, says: ["Proved"] },
  ],
} satisfies Scenario;
