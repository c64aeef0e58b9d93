import type { Scenario } from "./scenario.ts";

export default {
  name: "callbacks-forged",
  summary: "Every notification is signed by a stranger: the host stores none of them, and verify names the silence.",
  exitCode: 16,
  cloud: {
    clockRate: 60,
    faults: [
      {
        name: "callbacks forged",
        match: { plane: "notify" },
        times: "always",
        action: { kind: "spoil", what: "notification", spoil: "forged" },
      },
    ],
  },
  acts: [{ kind: "verify", exitCode: 16, code: "DT_CALLBACKS_SILENT", posts: 1, hungUp: true, says: ["no notification of it arrived"] }],
} satisfies Scenario;
