import type { Scenario } from "./scenario.ts";

export default {
  name: "clock-two-hours-behind",
  summary: "The clock of the machine is two hours behind: verify says so instead of blaming a token.",
  exitCode: 10,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "verify",
      exitCode: 10,
      code: "DT_CREDENTIAL_CLOCK",
      posts: 0,
      hungUp: null,
      says: ["your clock is off", "seconds behind"],
      clockAheadMinutes: -120,
    },
  ],
} satisfies Scenario;
