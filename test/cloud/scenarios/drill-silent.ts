import type { Scenario } from "./scenario.ts";

export default {
  name: "drill-silent",
  summary: "The notification that the prompt ended never comes, though the call's own do: the drill is not shown.",
  exitCode: 15,
  cloud: {
    clockRate: 30,
    faults: [
      {
        name: "operations are not told",
        match: { operation: "notify.operation" },
        times: "always",
        action: { kind: "spoil", what: "notification", spoil: "drop" },
      },
    ],
  },
  acts: [
    {
      kind: "verify",
      // The wait for what never comes is as long as verify makes it.
      flags: ["--drill", "cancel-media", "--wait-ring", "120s"],
      exitCode: 15,
      code: "DT_CALL_DRILL_SILENT",
      posts: 1,
      hungUp: true,
      says: ["The drill was not:", "nothing that decides it was notified"],
    },
  ],
} satisfies Scenario;
