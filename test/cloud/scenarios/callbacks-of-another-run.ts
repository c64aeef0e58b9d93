import type { Scenario } from "./scenario.ts";

export default {
  name: "callbacks-of-another-run",
  summary: "Only notifications of another call arrive: they prove nothing about this one.",
  exitCode: 16,
  cloud: {
    clockRate: 60,
    faults: [
      {
        name: "callbacks of another run",
        match: { plane: "notify" },
        times: "always",
        action: { kind: "spoil", what: "notification", spoil: "another-call" },
      },
    ],
  },
  acts: [{ kind: "verify", exitCode: 16, code: "DT_CALLBACKS_SILENT", posts: 1, hungUp: true, says: ["no notification of it arrived"] }],
} satisfies Scenario;
