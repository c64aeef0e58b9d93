import type { Scenario } from "./scenario.ts";

export default {
  name: "callbacks-out-of-order",
  summary: "Established overtakes establishing: the proof says that they were out of order, and holds.",
  exitCode: 0,
  cloud: {
    clockRate: 10,
    faults: [
      {
        name: "callbacks out of order",
        match: { plane: "notify", operation: "notify.establishing" },
        times: 1,
        action: { kind: "spoil", what: "notification", spoil: "out-of-order" },
      },
    ],
  },
  acts: [{ kind: "verify", exitCode: 0, posts: 1, hungUp: true, says: ["Proved", "out of order"] }],
} satisfies Scenario;
