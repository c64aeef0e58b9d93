import type { Scenario } from "./scenario.ts";

export default {
  name: "callbacks-silent",
  summary: "The call is placed and no notification ever reaches the host: verify hangs up and names the broken link.",
  exitCode: 16,
  cloud: {
    clockRate: 60,
    faults: [
      {
        name: "no notification is delivered",
        match: { plane: "notify" },
        times: "always",
        action: { kind: "spoil", what: "notification", spoil: "drop" },
      },
    ],
  },
  acts: [{ kind: "verify", exitCode: 16, code: "DT_CALLBACKS_SILENT" }],
} satisfies Scenario;
