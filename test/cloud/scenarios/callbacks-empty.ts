import type { Scenario } from "./scenario.ts";

export default {
  name: "callbacks-empty",
  summary: "Every notification comes without a body: the host refuses them, and verify names the silence.",
  exitCode: 16,
  cloud: {
    clockRate: 60,
    faults: [
      {
        name: "callbacks empty",
        match: { plane: "notify" },
        times: "always",
        action: { kind: "spoil", what: "notification", spoil: "empty-body" },
      },
    ],
  },
  acts: [{ kind: "verify", exitCode: 16, code: "DT_CALLBACKS_SILENT", posts: 1, hungUp: true, says: ["no notification of it arrived"] }],
} satisfies Scenario;
