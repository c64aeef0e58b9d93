import type { Scenario } from "./scenario.ts";

export default {
  name: "callbacks-late",
  summary: "Every notification comes a minute late: verify waits for the first one, and proves the call.",
  exitCode: 0,
  cloud: {
    clockRate: 30,
    faults: [
      {
        name: "callbacks late",
        match: { plane: "notify" },
        times: "always",
        action: { kind: "spoil", what: "notification", spoil: "late" },
      },
    ],
  },
  acts: [{ kind: "verify", exitCode: 0, posts: 1, hungUp: true, says: ["Proved"] }],
} satisfies Scenario;
