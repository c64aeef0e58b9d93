import type { Scenario } from "./scenario.ts";

export default {
  name: "quiet-hours",
  summary: "These are the stack's quiet hours: everything but the call is checked, nobody is rung, and it is exit 3.",
  exitCode: 3,
  configuration: { calling: { quietHours: { from: "00:00", to: "24:00", timeZone: "Europe/Stockholm" } } },
  cloud: { clockRate: 60 },
  acts: [
    {
      kind: "verify",
      exitCode: 3,
      code: "DT_UNCERTAIN_QUIET_HOURS",
      posts: 0,
      hungUp: null,
      says: ["these are quiet hours: nobody was called", "outside of 00:00 to 24:00", "Nothing is broken as far as was looked"],
    },
  ],
} satisfies Scenario;
