import type { Scenario } from "./scenario.ts";

export default {
  name: "callbacks-duplicated",
  summary: "Every notification comes five times: each is stored once, and the proof holds.",
  exitCode: 0,
  cloud: {
    clockRate: 10,
    faults: [
      {
        name: "callbacks duplicated",
        match: { plane: "notify" },
        times: "always",
        action: { kind: "spoil", what: "notification", spoil: "duplicate" },
      },
    ],
  },
  acts: [{ kind: "verify", exitCode: 0, posts: 1, hungUp: true, says: ["Proved"] }],
} satisfies Scenario;
